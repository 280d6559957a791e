package report

import (
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
)

// span is where and when searches were.
type span struct {
	forces      []ethnicity.Force
	first, last outcomes.Month
}

func spanOf(t *outcomes.Tally) span {
	var s span
	for f := range outcomes.CountBy(t, forceOf) {
		s.forces = append(s.forces, f)
	}
	for m := range outcomes.CountBy(t, func(k outcomes.Key) outcomes.Month { return k.Month }) {
		if m != 0 {
			s.last = max(s.last, m)
			if s.first == 0 || m < s.first {
				s.first = m
			}
		}
	}
	slices.SortFunc(s.forces, ethnicity.Force.Compare)
	return s
}

// months names the period.
func (s span) months() string {
	if s.first == s.last {
		return monthName(s.first)
	}
	return monthName(s.first) + " to " + monthName(s.last)
}
