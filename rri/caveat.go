package rri

import (
	"cmp"
	"errors"
	"math"
	"slices"
)

// aside are the flags that say what the counts of a row cannot show, and that its Note explains.
const aside = NotCompared | Categories

// WithoutComparison returns t in which group g has its count, and why as the Note of its row, but
// neither rate nor comparison: every number of its estimates is NaN, with the flag [NotCompared],
// in t and in every table that is made of it. It is for a count that does not mean what the counts
// of the other rows do, as a zero where the form had no box for the group.
//
// Nothing changes if t has no such group, or if g is the baseline, without which nothing would be
// left to compare.
func (t Table[G, M]) WithoutComparison(g G, why string) Table[G, M] {
	if g == t.Baseline {
		return t
	}
	return t.setAside(g, NotCompared, why)
}

// WithoutRates returns t in which every row, that of the baseline too, has its count, and why as
// its Note, but neither rate nor comparison, with the flag [NotCompared]. It is for counts of which
// no rate should be formed, as where the way in which events are recorded lets none be.
func (t Table[G, M]) WithoutRates(why string) Table[G, M] {
	for _, r := range t.Rows {
		t = t.setAside(r.Group, NotCompared, why)
	}
	return t
}

// WithCategories returns t in which the row of group g, which may be the baseline, says why its
// events are sorted by other categories than its exposure: as its Note, and with the flag
// [Categories] in every estimate, so that it is told where a Note has no place. The numbers stay.
//
// Nothing changes if t has no such group.
func (t Table[G, M]) WithCategories(g G, why string) Table[G, M] {
	return t.setAside(g, Categories, why)
}

// setAside returns t with the flag and the note in the row of g.
func (t Table[G, M]) setAside(g G, flag Flags, why string) Table[G, M] {
	i := slices.IndexFunc(t.Rows, func(r Row[G, M]) bool { return r.Group == g })
	if i < 0 {
		return t
	}
	t.Rows = slices.Clone(t.Rows)
	t.Rows[i].Note = why
	t.Rows[i].mark(flag, t.Options.level(), g == t.Baseline)
	return t
}

// estimates returns the estimates of the row, in the order of the columns.
func (r *Row[G, M]) estimates() [4]*Estimate {
	return [...]*Estimate{&r.Rate, &r.Ratio, &r.Difference, &r.Excess}
}

// mark puts flags into every estimate that was computed. For NotCompared it takes the numbers out
// of all of them, but of the comparison of the baseline with itself; those that were not computed
// get the level, without which they could hold no flag.
func (r *Row[G, M]) mark(flags Flags, level float64, baseline bool) {
	nan := math.NaN()
	for i, e := range r.estimates() {
		switch {
		case flags.Has(NotCompared) && baseline && i > 0: // not the rate
		case flags.Has(NotCompared):
			*e = Estimate{Value: nan, Lower: nan, Upper: nan, P: nan, Level: cmp.Or(e.Level, level), Method: e.Method, Flags: flags}
		case e.Computed():
			e.Flags |= flags
		}
	}
}

// caveat returns what the row says beside its numbers: its Note, or, where it has none, what its
// flags stand for.
func (r Row[G, M]) caveat() []string {
	if r.Note != "" {
		return []string{r.Note}
	}
	return (r.flags() & aside).Texts()
}

// coherentAside reports a row that is not compared and has numbers all the same, or nil. The
// comparison of the baseline with itself is none.
func (r Row[G, M]) coherentAside(baseline bool) error {
	if !r.flags().Has(NotCompared) {
		return nil
	}
	for i, e := range r.estimates() {
		if (i == 0 || !baseline) && e.Computed() && !(math.IsNaN(e.Value) && math.IsNaN(e.Lower) && math.IsNaN(e.Upper) && math.IsNaN(e.P)) {
			return errors.New("it is not compared, and has numbers of a comparison: want null for each")
		}
	}
	return nil
}

// carried returns again, which was computed from the counts of the rows of t, with what these say
// of their counts.
func (t Table[G, M]) carried(again []Row[G, M], level float64) []Row[G, M] {
	notes := make(map[G]Row[G, M])
	for _, r := range t.Rows {
		if r.Note != "" || r.flags()&aside != 0 {
			notes[r.Group] = r
		}
	}
	for i := range again {
		if was, ok := notes[again[i].Group]; ok {
			again[i].Note = was.Note
			again[i].mark(was.flags()&aside, level, was.Group == t.Baseline)
		}
	}
	return again
}
