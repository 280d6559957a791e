package report

import (
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
	for _, at := range t.Stops() { // by force and month
		if n := len(s.forces); n == 0 || s.forces[n-1] != at.Force {
			s.forces = append(s.forces, at.Force)
		}
		if m := at.Month; m != 0 {
			s.last = max(s.last, m)
			if s.first == 0 || m < s.first {
				s.first = m
			}
		}
	}
	return s
}

// months names the period.
func (s span) months() string {
	if s.first == s.last {
		return monthName(s.first)
	}
	return monthName(s.first) + " to " + monthName(s.last)
}
