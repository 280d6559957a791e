package peers

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// notes says what else a reader of the comparisons has to know.
func (s Set[G, M]) notes(groups []Comparison[G], o Options) (notes []string) {
	if few := s.fewOfBaseline(groups); o.Quantity == Index && len(few) > 0 {
		notes = append(notes, fmt.Sprintf("fewer than %d %s of %s in %s: their indices are in no mean", fewestBaseline, s.labels().Events, said(s.Baseline), strings.Join(few, ", ")))
	}
	for _, c := range groups {
		if len(c.Rows) == 1 {
			notes = append(notes, fmt.Sprintf("%s: of one unit alone there is a value, which has nothing to be ranked among", said(c.Group)))
		}
	}
	return notes
}

// fewOfBaseline returns the names of the units with a row whose baseline is too small for a mean.
func (s Set[G, M]) fewOfBaseline(groups []Comparison[G]) (few []string) {
	for _, u := range s.Units {
		baseline, _, _ := u.Counts[s.Baseline].Counts()
		isUnit := func(r Row) bool { return r.Unit == u.Name }
		inAny := slices.ContainsFunc(groups, func(c Comparison[G]) bool { return slices.ContainsFunc(c.Rows, isUnit) })
		if baseline < fewestBaseline && inAny {
			few = append(few, sheet.Clean(u.Name))
		}
	}
	slices.Sort(few)
	return few
}
