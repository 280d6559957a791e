package report

import (
	"time"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
)

// meanDay returns the mean day of the months in which any of the forces has a row, each weighted by
// its days and rounded down to a day: 15 June for June alone. ok is false if no row has a month.
func (r *Report) meanDay(forces []ethnicity.Force) (day time.Time, ok bool) {
	of := make(map[ethnicity.Force]bool)
	for _, f := range forces {
		of[f] = true
	}
	months := outcomes.CountBy(r.inPeriod().Where(func(k outcomes.Key) bool { return of[k.Force] && k.Month != 0 }),
		func(k outcomes.Key) outcomes.Month { return k.Month })
	const dayLength = 24 * time.Hour
	origin := ethnicity.Census2021.Day()
	var sum, days int // twice the sum of the days from the origin on, so that it is a whole number
	for m := range months {
		first := time.Date(int(m)/12, time.Month(int(m)%12+1), 1, 0, 0, 0, 0, time.UTC)
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

// populationOf returns the residents of a built-in area by a census, or on the mean day of the rows
// of these forces. Where no row has a month, they are those of the last census.
func (r *Report) populationOf(area string, census ethnicity.Census, forces []ethnicity.Force) (ethnicity.Population, error) {
	if census != ethnicity.Interpolated {
		return ethnicity.PopulationOf(area, census)
	}
	day, ok := r.meanDay(forces)
	if !ok {
		return ethnicity.PopulationOf(area, ethnicity.Census2021)
	}
	return ethnicity.PopulationAt(area, day)
}
