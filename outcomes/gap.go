package outcomes

import (
	"maps"
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
)

// Gap is a force without a search in some months of a period: a file was not read, or the force
// published none. A rate over the period that divides by the residents of the force is too low.
type Gap struct {
	Force  ethnicity.Force `json:"force"`  // zero for the searches of which no force is known
	Months []Month         `json:"months"` // in order of time, 1 at least
}

// Gaps returns the forces of t that have no search, not even of a vehicle, in some month from the
// first month of t to its last, of whatever force these are. They are in order of force. Searches
// whose month is not recorded fill no gap.
func (t *Tally) Gaps() []Gap {
	type cell struct {
		force ethnicity.Force
		month Month
	}
	searches := CountBy(t, func(k Key) cell { return cell{k.Force, k.Month} })
	forces := make(map[ethnicity.Force]bool)
	var first, last Month
	for c := range searches {
		forces[c.force] = true
		if c.month != 0 {
			last = max(last, c.month)
			if first == 0 || c.month < first {
				first = c.month
			}
		}
	}
	var gaps []Gap
	for _, force := range slices.SortedFunc(maps.Keys(forces), ethnicity.Force.Compare) {
		var missing []Month
		for m := first; m != 0 && m <= last; m = m.Next() {
			if searches[cell{force, m}] == 0 {
				missing = append(missing, m)
			}
		}
		if missing != nil {
			gaps = append(gaps, Gap{force, missing})
		}
	}
	return gaps
}
