package peers

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/trend"
)

// Paired is two measures of the same units side by side. It comes from [SideBySide].
type Paired[G cmp.Ordered, M rri.Measure] struct {
	First, Second Set[G, M]
	Options       Options

	// Groups are one for each group of either measure but the baseline, and of rates for the
	// baseline too, in the order of the first.
	Groups []PairedGroup[G]

	// Notes are what else a reader has to know.
	Notes []string
}

// PairedGroup is two measures in one group.
type PairedGroup[G cmp.Ordered] struct {
	Group       G
	Rows        []PairedRow // in the order of the units of the first measure
	Missing     []Missing   // the units without a value in one of the measures, or in both, by name
	Correlation Correlation
}

// PairedRow is a unit in two measures.
type PairedRow struct {
	Unit          string
	First, Second rri.Estimate

	// Ratio is the second over the first, with the test that they are the same. Its interval takes
	// the two measures as independent.
	Ratio rri.Estimate

	// Bounds are of the ratio, from the lowest to the highest limit over the ways in which the
	// people of no known group could fall, in either measure. nil if there are none, or if the
	// method has no interval.
	Bounds *trend.Limits
}

// SideBySide sets two measures of the same units side by side, as the index of arrests beside that
// of searches in every force, or in every year. Units are the same if their names are, to the
// letter.
//
// The ratio of a unit is the second value over the first: where exposures are the same residents
// they cancel in that of two indices. The same people may be in both, as those who are searched and
// then arrested. The interval takes the measures as independent all the same, since counts do not
// say who is in both. Both counts then go up and down together, and their ratio varies by less than
// the interval has it: it is too wide, and not too narrow. It would be too narrow if those who are
// in one were kept out of the other.
//
// Of o only Options, without Null, and Quantity count. The error wraps [rri.ErrBaseline]
// if the two have other baselines, [rri.ErrOption] if they have one name, if their units are not
// the same by what Of says, or if rates are out of different exposures, and otherwise is that of
// [Of].
func SideBySide[G cmp.Ordered, M rri.Measure](first, second Set[G, M], o Options) (Paired[G, M], error) {
	o, err := o.filled()
	if err != nil {
		return Paired[G, M]{}, fmt.Errorf("peers: %w", err)
	}
	for i, s := range []Set[G, M]{first, second} {
		if err := s.Validate(); err != nil {
			return Paired[G, M]{}, fmt.Errorf("%w (of the %s measure)", err, [...]string{"first", "second"}[i])
		}
	}
	if err := canPair(first, second, o); err != nil {
		return Paired[G, M]{}, fmt.Errorf("peers: %w", err)
	}
	p := Paired[G, M]{First: first, Second: second, Options: o, Notes: pairedNotes(first, second)}
	both := Set[G, M]{Baseline: first.Baseline, Order: slices.Concat(first.Order, second.Order), Units: slices.Concat(first.Units, second.Units)}
	for _, g := range both.compared(o.Quantity) {
		group, err := pairedGroup(first, second, g, o)
		if err != nil {
			return Paired[G, M]{}, fmt.Errorf("peers: group %q: %w", sheet.Clip(fmt.Sprint(g)), err)
		}
		p.Groups = append(p.Groups, group)
	}
	return p, nil
}

// canPair reports why two sets cannot stand side by side, or nil.
func canPair[G cmp.Ordered, M rri.Measure](first, second Set[G, M], o Options) error {
	a, b := first.labels(), second.labels()
	switch {
	case o.Null != 0:
		return fmt.Errorf("null value %v of two measures: %w: want 0, for the test that they are the same", o.Null, rri.ErrOption)
	case first.Baseline != second.Baseline:
		return fmt.Errorf("%q beside %q: %w: give both measures the same baseline", sheet.Clip(fmt.Sprint(first.Baseline)), sheet.Clip(fmt.Sprint(second.Baseline)), rri.ErrBaseline)
	case a.Measure == b.Measure:
		return fmt.Errorf("both measures are called %q: %w: give each a name of its own", sheet.Clip(a.Measure), rri.ErrOption)
	case o.Quantity == Rate && a.Exposure != b.Exposure:
		return fmt.Errorf("rates of %s beside those of %s: %w: give both the same exposure, or compare indices", sheet.Clip(a.Exposure), sheet.Clip(b.Exposure), rri.ErrOption)
	case first.Of != "" && second.Of != "" && first.Of != second.Of:
		return fmt.Errorf("%q beside %q: %w: give both measures of the same units", sheet.Clip(first.Of), sheet.Clip(second.Of), rri.ErrOption)
	}
	return nil
}

// pairedNotes returns what has to be known of two measures side by side.
func pairedNotes[G cmp.Ordered, M rri.Measure](first, second Set[G, M]) (notes []string) {
	notes = append(notes, "the same people may be in both measures; the intervals of the ratio take the measures as independent, and are then too wide rather than too narrow")
	for _, s := range []Set[G, M]{first, second} {
		for _, u := range s.Units {
			if u.Doubt != "" {
				notes = append(notes, fmt.Sprintf("%s, %s: %s", sheet.Clean(u.Name), sheet.Clean(s.labels().Measure), sheet.Clean(u.Doubt)))
			}
		}
	}
	return notes
}

// pairedGroup sets the units of two measures side by side in one group.
func pairedGroup[G cmp.Ordered, M rri.Measure](first, second Set[G, M], g G, o Options) (p PairedGroup[G], err error) {
	p.Group = g
	var cells [2]map[string]cell[G, M]
	missing := make(map[string][]string) // why, by the names of the units
	for i, s := range []Set[G, M]{first, second} {
		other := []Set[G, M]{second, first}[i]
		if cells[i], err = s.named(g, other.Units, missing, o); err != nil {
			return p, fmt.Errorf("%s: %w", sheet.Clip(s.labels().Measure), err)
		}
	}
	for _, u := range first.Units {
		if missing[u.Name] != nil {
			continue
		}
		row, err := pairedRow(cells[0][u.Name], cells[1][u.Name], o)
		if err != nil {
			return p, fmt.Errorf("%s: %w", sheet.Clip(u.Name), err)
		}
		p.Rows = append(p.Rows, row)
	}
	for _, name := range slices.Sorted(maps.Keys(missing)) {
		p.Missing = append(p.Missing, Missing{name, strings.Join(missing[name], "; ")})
	}
	p.Correlation = correlationOf(p.Rows, o.Level)
	return p, nil
}

// named returns the cells of a group by the names of their units, and adds to missing why those
// without one have none, and those of another measure that are not units of s.
func (s Set[G, M]) named(g G, others []Unit[G, M], missing map[string][]string, o Options) (map[string]cell[G, M], error) {
	cells, lacking, err := s.cells(g, o)
	if err != nil {
		return nil, err
	}
	named := make(map[string]cell[G, M], len(cells))
	for _, c := range cells {
		named[c.unit.Name] = c
	}
	units := make(map[string]bool, len(s.Units))
	for _, u := range s.Units {
		units[u.Name] = true
	}
	for _, u := range others {
		if !units[u.Name] {
			lacking = append(lacking, Missing{u.Name, "there is no unit of that name"})
		}
	}
	measure := sheet.Clean(s.labels().Measure)
	for _, m := range lacking {
		missing[m.Unit] = append(missing[m.Unit], measure+": "+m.Why)
	}
	return named, nil
}

// pairedRow sets two measures of one unit side by side.
func pairedRow[G cmp.Ordered, M rri.Measure](first, second cell[G, M], o Options) (row PairedRow, err error) {
	row = PairedRow{Unit: first.unit.Name, First: first.value, Second: second.value}
	if row.Ratio, err = quotient(o.Quantity, second.counts(), first.counts(), o.Options); err != nil || row.Ratio.Flags.Has(rri.NoMethod) {
		return row, err
	}
	if o.Quantity == Index {
		row.Bounds, err = trend.WorstChangeOfIndex(first.counts(), second.counts(), first.unit.Unknown, second.unit.Unknown, o.Options)
		return row, err
	}
	row.Bounds, err = worstOfRates(first, second, o.Options)
	return row, err
}

// worstOfRates returns from the lowest to the highest limit of the second rate or proportion over
// the first, where all or none of the unknown events, and of the other unknown trials, of either
// are of the group; nil if nobody is unknown.
func worstOfRates[G cmp.Ordered, M rri.Measure](first, second cell[G, M], o rri.Options) (*trend.Limits, error) {
	if nobody := *new(M); first.unit.Unknown == nobody && second.unit.Unknown == nobody {
		return nil, nil
	}
	hull := trend.Limits{Lower: math.Inf(1), Upper: math.Inf(-1)}
	for _, under := range first.withUnknown() {
		for _, over := range second.withUnknown() {
			e, err := quotient(Rate, trend.Pair[M]{Group: over}, trend.Pair[M]{Group: under}, o)
			if err != nil {
				return nil, err
			}
			if e.Lower <= e.Upper {
				hull.Lower, hull.Upper = min(hull.Lower, e.Lower), max(hull.Upper, e.Upper)
			}
		}
	}
	if hull.Lower > hull.Upper {
		return nil, nil
	}
	return &hull, nil
}

// withUnknown returns the counts of the group with all or none of the unknown events, and with all
// or none of the other unknown trials of a proportion. Counts that are too large are left out.
func (c cell[G, M]) withUnknown() (all []M) {
	events, exposure, effect := c.group.Counts()
	unknown, trials, _ := c.unit.Unknown.Counts()
	falls := [][2]float64{{0, 0}, {float64(unknown), 0}} // events, trials
	if c.group.IsProportion() {
		others := trials - float64(unknown)
		falls = [][2]float64{{0, 0}, {float64(unknown), float64(unknown)}, {0, others}, {float64(unknown), trials}}
	}
	for _, f := range falls {
		if m, err := rri.MeasureOf[M](events+int64(f[0]), exposure+f[1], effect); err == nil {
			all = append(all, m)
		}
	}
	return all
}
