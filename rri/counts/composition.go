package counts

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/internal/levels"
	"github.com/seed-549880be/disparity/rri/tidy"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// Makeup is the share of every group in several columns of people, as residents, staff in post and
// joiners. It is the Data of the section composition.
type Makeup struct {
	Columns []People      `json:"columns"`
	Groups  []MakeupGroup `json:"groups"`
	Level   float64       `json:"level"`
	Method  rri.Method    `json:"method"`
	Side    rri.Side      `json:"side"`
}

// People is a column of people.
type People struct {
	Name string `json:"name"`
	// Census says that they are all residents of a place, and no sample: their shares have no
	// limits.
	Census bool `json:"census"`
	// Known are those whose group is known. Percentages without a number of people are of 100.
	Known   tidy.Cell `json:"known"`
	Percent bool      `json:"percent"`
	// Unknown are those whose group is not known, and UnknownShare their share of all.
	Unknown      tidy.Cell      `json:"unknown"`
	UnknownShare unknown.Bounds `json:"unknown_share"`
}

// MakeupGroup is one group in every column.
type MakeupGroup struct {
	Group  string  `json:"group"`
	Shares []Share `json:"shares"` // one for each column
}

// Share is the share of one group in one column, of those whose group is known.
type Share struct {
	// People are those of the group: a range where a percentage rounds from several counts, or a
	// count is withheld.
	People tidy.Cell `json:"people"`
	// Share has the limits that allow for chance, over all that the counts may be. They are NaN in
	// a census, and where nothing says how many people there are.
	Share rri.Estimate `json:"share"`
	// Counts bounds the share over all that the counts may be, and Bounds also over every way in
	// which those could fall whose group is not known.
	Counts unknown.Bounds `json:"counts"`
	Bounds unknown.Bounds `json:"bounds"`
	// Against are the composition index against the first column and, from the third on, against
	// the second.
	Against []Against `json:"against"`
}

// Against is the share of a group in one column over its share in another, as [Share] has it.
type Against struct {
	Column string         `json:"column"`
	Index  rri.Estimate   `json:"ratio"`
	Counts unknown.Bounds `json:"counts"`
	Bounds unknown.Bounds `json:"bounds"`
	// Range is the range of the index that allows for chance, for all that the counts may be, and
	// for every way in which the unknown could fall.
	Range rri.Estimate `json:"range"`
}

// Composition sets the share of every group in several columns of people beside that in the first,
// as that of staff in post and of joiners beside that of residents: the share in one over the share
// in the other is the composition index ([index.Composition]), and 1 means as in the first. Joiners
// stand against staff in post too. t has a column for each ([tidy.Options.Columns]), or a row for
// each value of a dimension, which is o.Stage or the only one.
//
// A percentage is every count that rounds to it: of 3,012 people, 6.7 % are 201 to 203. How many
// people there are is what a row of the table, or o.Bases, says; without it the percentages have no
// limits. Shares and indices are of those whose group is known; those not known bound them.
//
// The error wraps [rri.ErrCount], [rri.ErrOption], [rri.ErrMethod], [tidy.ErrColumns] or
// [tidy.ErrAdd].
func Composition(t *tidy.Table, o Options) (Document, error) {
	if err := t.Validate(); err != nil {
		return Document{}, err
	}
	failed := func(err error) (Document, error) {
		return Document{}, fmt.Errorf("counts: %s: %w", fileName(t), err)
	}
	if err := o.validateComposition(); err != nil {
		return failed(err)
	}
	p, err := peopleOf(t, o)
	if err != nil {
		return failed(err)
	}
	m := Makeup{Level: levels.Of(o.Level), Method: o.Method, Side: o.Side}
	for _, c := range p.columns {
		m.Columns = append(m.Columns, c.people())
	}
	for i, group := range p.groups {
		g := MakeupGroup{Group: group}
		for j := range p.columns {
			s, err := p.share(i, j, o.Options)
			if err != nil {
				return failed(fmt.Errorf("%q among %s: %w", group, p.columns[j].name, err))
			}
			g.Shares = append(g.Shares, s)
		}
		m.Groups = append(m.Groups, g)
	}
	return Document{Title: m.title(), Lines: slices.Concat(p.read(), leftOut(t, o), m.say()), Sections: []Section{m.section()},
		Notes: slices.Concat(m.notes(), p.notes, ofTheFile(t, nil, o))}, nil
}

// validateComposition reports what makes no sense of a composition, or nil.
func (o Options) validateComposition() error {
	if err := o.validate(); err != nil {
		return err
	}
	switch {
	case o.Suppress != 0:
		return fmt.Errorf("counts to withhold in a composition: %w: its shares would give them away", rri.ErrOption)
	case o.Direction != index.GroupOverComparator:
		return fmt.Errorf("a composition %s: %w: its index is the share in one column over that in another", o.Direction, rri.ErrOption)
	}
	return nil
}

// fraction is a share as a part of a whole, at one end of what both may be.
type fraction struct{ part, whole float64 }

// share is the part over the whole. All of an unknown number is all.
func (e fraction) share() float64 {
	if math.IsInf(e.part, 1) {
		return 1
	}
	return e.part / e.whole
}

// proportion is a share of a known number of people.
func (e fraction) proportion() rri.Proportion {
	return rri.Proportion{Events: int64(e.part), Trials: int64(e.whole)}
}

// rest is the whole without the part.
func (e fraction) rest() float64 {
	if math.IsInf(e.whole, 1) {
		return math.Inf(1)
	}
	return e.whole - e.part
}

// place is a share at the lowest and the highest that it may be.
type place struct{ low, high fraction }

// of returns the counts of a group in a column: value as printed, counts over what they may be, and
// bounds over every way in which the unknown could fall too.
func (c *peopleColumn) of(group string) (value fraction, counts, bounds place) {
	own := c.counts[group]
	others := c.others(group)
	value = fraction{c.values[group], c.value}
	low := fraction{own.Lower, own.Lower + others.Upper}
	high := fraction{own.Upper, own.Upper + others.Lower}
	if c.all != nil || c.percent { // the others have whoever is left
		low.whole = c.known.Upper
		high.part = min(own.Upper, c.known.Upper-others.Lower)
		high.whole = max(c.known.Lower, high.part+others.Lower)
	}
	counts = place{low, high}
	u := c.unknown.Upper
	bounds = place{fraction{counts.low.part, counts.low.whole + u}, fraction{counts.high.part + u, counts.high.whole + u}}
	return value, counts, bounds
}

// share returns the share of group i in column j, and its indices.
func (p *peopleTable) share(i, j int, o rri.Options) (Share, error) {
	c, group := p.columns[j], p.groups[i]
	value, counts, bounds := c.of(group)
	s := Share{People: c.counts[group], Share: noLimits(value.share(), o), Counts: counts.bounds(), Bounds: bounds.bounds()}
	if c.counts[group].Mark != tidy.Number {
		s.Share.Value = math.NaN()
	}
	if !c.census && !c.percent {
		plain := o
		plain.Null = 0
		low, high, err := both(counts, func(e fraction) (rri.Estimate, error) { return shareOf(e, plain) })
		if err != nil {
			return s, err
		}
		s.Share = joined(s.Share, low, high)
	}
	var against []int
	if j > 0 {
		against = append(against, 0)
	}
	if j > 1 {
		against = append(against, 1)
	}
	for _, k := range against {
		a, err := c.against(p.columns[k], group, o)
		if err != nil {
			return s, fmt.Errorf("against %s: %w", p.columns[k].name, err)
		}
		s.Against = append(s.Against, a)
	}
	return s, nil
}

// noLimits is an estimate that has none.
func noLimits(value float64, o rri.Options) rri.Estimate {
	nan := math.NaN()
	return rri.Estimate{Value: value, Lower: nan, Upper: nan, P: nan, Level: levels.Of(o.Level), Method: o.Method}
}

// bounds are the two ends of a share.
func (p place) bounds() unknown.Bounds {
	return unknown.Bounds{Lower: p.low.share(), Upper: p.high.share()}
}

// both computes an estimate at both ends of a share.
func both(p place, of func(fraction) (rri.Estimate, error)) (low, high rri.Estimate, err error) {
	if low, err = of(p.low); err != nil || p.low == p.high {
		return low, low, err
	}
	high, err = of(p.high)
	return low, high, err
}

// joined gives e the lower limit of one estimate and the upper of another, and the larger P.
func joined(e, low, high rri.Estimate) rri.Estimate {
	e.Lower, e.Upper, e.P, e.Flags = low.Lower, high.Upper, max(low.P, high.P), low.Flags|high.Flags
	return e
}

// shareOf is the share of so many, with its limits: none of an unknown number of people.
func shareOf(e fraction, o rri.Options) (rri.Estimate, error) {
	if math.IsInf(e.whole, 1) {
		return rri.Estimate{Lower: 0, Upper: 1, P: math.NaN(), Flags: rri.Unbounded}, nil
	}
	return rri.Of(e.proportion(), o)
}

// against returns the share of a group in c over that in another column.
func (c *peopleColumn) against(other *peopleColumn, group string, o rri.Options) (a Against, err error) {
	value, counts, bounds := c.of(group)
	otherValue, otherCounts, otherBounds := other.of(group)
	ratio := func(top, bottom float64) float64 { return top / bottom } // 0/0 is NaN
	a = Against{Column: other.name, Index: noLimits(ratio(value.share(), otherValue.share()), o)}
	a.Range = noLimits(math.NaN(), o)
	if c.counts[group].Mark != tidy.Number || other.counts[group].Mark != tidy.Number {
		a.Index.Value = math.NaN()
	}
	over := func(p, q place) unknown.Bounds {
		return unknown.Bounds{Lower: ratio(p.low.share(), q.high.share()), Upper: ratio(p.high.share(), q.low.share())}
	}
	a.Counts, a.Bounds = over(counts, otherCounts), over(bounds, otherBounds)
	if c.percent || other.percent && !other.census {
		return a, nil
	}
	at := func(p, q place) (low, high rri.Estimate, err error) {
		if low, err = other.index(p.low, q.high, o); err != nil || p.low == p.high && q.low == q.high {
			return low, low, err
		}
		high, err = other.index(p.high, q.low, o)
		return low, high, err
	}
	low, high, err := at(counts, otherCounts)
	if err != nil {
		return a, err
	}
	a.Index = joined(a.Index, low, high)
	// one of the counts may have it
	if null := cmp.Or(o.Null, 1); low != high && a.Counts.Holds(null) && !(a.Index.Upper < null || a.Index.Lower > null) {
		a.Index.P = 1
	}
	if low, high, err = at(bounds, otherBounds); err != nil {
		return a, err
	}
	a.Range = joined(a.Range, low, high)
	a.Range.P = math.NaN()
	return a, nil
}

// index is a share over that in column c, with its limits: the composition index where c are the
// residents of a census, and otherwise the ratio of two proportions.
func (c *peopleColumn) index(top, bottom fraction, o rri.Options) (rri.Estimate, error) {
	if math.IsInf(top.whole, 1) || math.IsInf(bottom.whole, 1) {
		return rri.Estimate{Lower: 0, Upper: math.Inf(1), P: math.NaN(), Flags: rri.Unbounded}, nil
	}
	if !c.census {
		return rri.Ratio(top.proportion(), bottom.proportion(), o)
	}
	const own, others = "own", "others"
	x, err := index.Composition(own, map[string]rri.Rate{
		own:    {Events: int64(top.part), Population: bottom.part},
		others: {Events: int64(top.rest()), Population: bottom.rest()},
	}, o)
	switch {
	case errors.Is(err, rri.ErrCount) && bottom.rest() <= 0, errors.Is(err, rri.ErrCount) && bottom.part <= 0:
		return noLimits(math.NaN(), o), nil // nobody there to set it against
	case err != nil:
		return rri.Estimate{}, errors.Unwrap(err)
	}
	return x.Estimate, nil
}
