package report

import (
	"maps"
	"slices"
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
	for _, k := range rows.Stops() {
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

// meanDay is [outcomes.MeanDay] of a set of months.
func meanDay(months monthSet) (day time.Time, ok bool) {
	return outcomes.MeanDay(slices.Collect(maps.Keys(months))...)
}
