package report

import (
	"fmt"
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
)

// span is where and when searches were.
type span struct {
	forces      []ethnicity.Force
	first, last outcomes.Month
	gaps        []string // forces that have no row in some of the months
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
	for _, g := range t.Gaps() {
		var missing []string
		for _, m := range g.Months {
			missing = append(missing, monthName(m))
		}
		s.gaps = append(s.gaps, fmt.Sprintf("%s in %s", forceName(g.Force), sentence(missing, "months")))
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

// note says which months are missing, "" if none is.
func (s span) note() string {
	switch n := len(s.gaps); {
	case n == 0:
		return ""
	case len(s.forces) == 1:
		return fmt.Sprintf("No rows of %s: residents count for the whole period, so the rates are too low.", s.gaps[0])
	default:
		gaps := s.gaps
		if n > 3 {
			gaps = slices.Concat(gaps[:2], []string{fmt.Sprintf("%d others", n-2)})
		}
		return fmt.Sprintf("No rows of %s: residents count for the whole period, so the rates are too low, and forces with more months weigh more.",
			sentence(gaps, ""))
	}
}
