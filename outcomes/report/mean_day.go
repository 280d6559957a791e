package report

import (
	"time"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
)

// monthSet are the months in which there are rows.
type monthSet map[outcomes.Month]bool

// forceMonths are those of each force.
type forceMonths map[ethnicity.Force]monthSet

// monthsOf returns the months of the rows of each force, those that have none left aside.
func monthsOf(rows *outcomes.Tally) forceMonths {
	months := make(forceMonths)
	for k := range outcomes.CountBy(rows, func(k outcomes.Key) outcomes.Key { return outcomes.Key{Force: k.Force, Month: k.Month} }) {
		if k.Month == 0 {
			continue
		}
		if months[k.Force] == nil {
			months[k.Force] = make(monthSet)
		}
		months[k.Force][k.Month] = true
	}
	return months
}

// all returns the months in which any force has a row.
func (m forceMonths) all() monthSet {
	all := make(monthSet)
	for _, months := range m {
		for month := range months {
			all[month] = true
		}
	}
	return all
}

// meanDay returns the mean day of months, each weighted by its days and rounded down to a day: 15
// June for June alone. ok is false if there is no month.
func meanDay(months monthSet) (day time.Time, ok bool) {
	const dayLength = 24 * time.Hour
	origin := ethnicity.Census2021.Day()
	var sum, days int // twice the sum of the days from the origin on, so that it is a whole number
	for m := range months {
		first := time.Date(m.Year(), m.Month(), 1, 0, 0, 0, 0, time.UTC)
		length := int(first.AddDate(0, 1, 0).Sub(first) / dayLength)
		days += length
		sum += length * (2*int(first.Sub(origin)/dayLength) + length - 1)
	}
	if days == 0 {
		return day, false
	}
	mean := sum / (2 * days)
	if sum < 0 && sum%(2*days) != 0 {
		mean-- // down, not to the origin
	}
	return origin.AddDate(0, 0, mean), true
}
