package counts

import (
	"fmt"
	"math"
	"slices"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// Comparison is every group of a table beside its baseline. It is the Data of the section
// comparison.
type Comparison struct {
	Proportion bool // the counts are events among trials, and otherwise events in a population
	// Events and Exposure are the names of what is counted, and of what that is out of.
	Events, Exposure string
	Per              float64 // what rates are multiplied by for people
	Baseline         string  // the group of the first row
	Options          rri.Options
	Levels           []float64 // of Row.Further
	Direction        index.Direction
	Rule             Rule
	Suppressed       int64 // counts from 1 to this number are withheld; 0: none
	Rows             []Row
	// people whose group is not known; nil if the table has no row for them
	Unknown *Unknown
}

// Row is one group of a [Comparison]. In that of the baseline Index is 1 by definition, and nothing
// else is said of it.
type Row struct {
	Group string
	// Events and Exposure are the two counts. Those that are not known are ranges.
	Events, Exposure tidy.Cell
	// Rate is that of the group, and Index its ratio to that of the baseline, the other way round
	// if the comparison has that direction. Over counts that are ranges the limits are the lowest
	// and the highest that there are. P is below none of theirs, and 1 where the indices of the
	// numbers that they may be are on both sides of the null value. Value is NaN unless the numbers
	// that are printed, rounded, have one.
	Rate, Index rri.Estimate
	// Further are the index at further levels of confidence.
	Further []rri.Estimate
	// Counts bounds the plain index over all that the counts may be, the unknown left out: both
	// ends are the index itself where the counts are known.
	Counts unknown.Bounds
	// Bounds bounds the plain index over every way in which the unknown could fall, too.
	Bounds unknown.Bounds
	// Range is the range of the index that allows for chance, for all that the counts may be, and
	// for the unknown: it holds Index, Bounds, and the interval of every way in which the unknown
	// could fall. Of proportions few ways are all tried, and of many the corners, and what a search
	// from these finds; by [rri.Exact], which would take too long, it holds the intervals of the
	// two ways that lead to Bounds, and nearly those of the others: see
	// [unknown.ProportionCounts.UncertaintyInterval].
	Range rri.Estimate
	// Tipping is the share of the unknown that would have to be of the group, the others being of
	// the baseline, for an index of 1; NaN where no such share is defined.
	Tipping float64
	// FilledIn are the counts with those of the unknown that the rule puts into the group; nil if
	// it puts none into any.
	FilledIn *Filled
}

// Filled are counts of a group with its part of the unknown, in whole numbers.
type Filled struct {
	Events   int64   `json:"events"`
	Exposure float64 `json:"exposure"`
}

// Unknown is the people whose group is not known. They are in no rate.
type Unknown struct {
	// Label is what the table calls them, "not known" if that is several names.
	Label            string
	Events, Exposure tidy.Cell
	// Share is the lowest and the highest share that they can be of all: of the events of rates, of
	// the trials of proportions.
	Share unknown.Bounds
}

// Compare says what a table of counts shows: every group beside the baseline, people whose group is
// not known, and counts that are withheld or rounded. The package documentation says what it does
// with each.
//
// The error wraps [rri.ErrBaseline], [rri.ErrCount], [rri.ErrOption], [rri.ErrMethod] or what
// [tidy.Table.Sum] returns.
func Compare(t *tidy.Table, o Options) (Document, error) {
	if o.Stage != "" {
		return Journey(t, o)
	}
	in, err := newInput(t, o)
	if err != nil {
		return Document{}, err
	}
	if err := in.maySuppress(); err != nil {
		return Document{}, err
	}
	c, err := in.compare()
	if err != nil {
		return Document{}, err
	}
	if err := in.suppress(&c); err != nil {
		return Document{}, err
	}
	d := Document{Title: in.title(), Lines: slices.Concat(in.read(), c.sayUnknown()), Sections: []Section{c.section()}, Notes: in.notes(c)}
	if len(o.Within) == 0 && o.By == "" { // of several strata only the adjusted index is said
		d.Lines = append(d.Lines, c.say()...)
	}
	for _, further := range furtherSections {
		sections, lines, err := further(in)
		if err != nil {
			return Document{}, err
		}
		d.Sections, d.Lines = append(d.Sections, sections...), append(d.Lines, lines...)
	}
	return d.cleaned(), nil
}

// cleaned returns d without control characters in what people read: names in it are from outside.
func (d Document) cleaned() Document {
	d.Title = sheet.Clean(d.Title)
	for _, texts := range [][]string{d.Lines, d.Notes} {
		for i, text := range texts {
			texts[i] = sheet.Clean(text)
		}
	}
	return d
}

// furtherSections make what is asked for beside the comparison, with what can be said of it.
var furtherSections = []func(in *input) ([]Section, []string, error){(*input).within, (*input).standardised, (*input).by, (*input).trend, (*input).power}

// compare makes the rows.
func (in *input) compare() (Comparison, error) {
	if in.proportion {
		return compareBy[rri.Proportion](in)
	}
	return compareBy[rri.Rate](in)
}

func compareBy[M rri.Measure](in *input) (Comparison, error) {
	c := Comparison{Proportion: in.proportion, Events: in.labels.Events, Exposure: in.labels.Exposure, Per: in.labels.Per,
		Baseline: in.baseline().Group, Options: in.o.Options, Levels: in.o.Levels, Direction: in.o.Direction, Rule: in.o.Unknown}
	if err := in.mayEnumerate(); err != nil {
		return c, err
	}
	filling, err := in.fill()
	if err != nil {
		return c, fmt.Errorf("counts: %w", err)
	}
	for i, g := range in.groups {
		row := Row{Group: g.Group, Events: g.Events, Exposure: g.Exposure, Tipping: math.NaN()}
		against := in.baseline().tally
		x, err := indices[M](g.tally, against, in.unknown.tally, in.o.Options, in.inverted())
		if err != nil {
			return c, wrapped(g.Group, err)
		}
		if filling != nil {
			if err := fillIn[M](in, filling, i, &x, in.o.Options); err != nil {
				return c, wrapped(g.Group, err)
			}
			row.FilledIn = &filling.filled[i]
		}
		row.Rate, row.Index, row.Range = x.rate, x.index, x.both
		if i == 0 {
			row.asBaseline(in.o.Levels)
			c.Rows = append(c.Rows, row)
			continue
		}
		for _, level := range in.o.Levels {
			o := in.o.Options
			o.Level = level
			further, err := indices[M](g.tally, against, tally{}, o, in.inverted())
			if err != nil {
				return c, wrapped(g.Group, err)
			}
			if filling != nil {
				if err := fillIn[M](in, filling, i, &further, o); err != nil {
					return c, wrapped(g.Group, err)
				}
			}
			row.Further = append(row.Further, further.index)
		}
		if err := in.bound(&row, g.tally, against); err != nil {
			return c, wrapped(g.Group, err)
		}
		c.Rows = append(c.Rows, row)
	}
	c.Unknown = in.unknowns()
	return c, nil
}

// mayEnumerate reports a method that would take too long for counts that may be many numbers, or
// nil.
func (in *input) mayEnumerate() error {
	if !in.proportion || in.o.Method != rri.Exact {
		return nil
	}
	refused := func(why string) error {
		return fmt.Errorf("counts: %s for proportions: %w: it would enumerate tables for %s; choose another method", rri.Exact, rri.ErrMethod, why)
	}
	if in.o.Unknown == InProportion {
		return refused("every draw of the unknown")
	}
	for _, g := range in.groups {
		if !in.countsKnown(g) {
			return refused(fmt.Sprintf("every number that the counts of %q may be", sheet.Clip(g.Group)))
		}
	}
	return nil
}

// asBaseline makes r the row of a group that is 1 times itself.
func (r *Row) asBaseline(levels []float64) {
	nan := math.NaN()
	one := rri.Estimate{Value: 1, Lower: nan, Upper: nan, P: nan, Level: r.Index.Level, Method: r.Index.Method}
	r.Index, r.Range = one, one
	r.Counts, r.Bounds = unknown.Bounds{Lower: 1, Upper: 1}, unknown.Bounds{Lower: 1, Upper: 1}
	for _, level := range levels {
		one.Level = level
		r.Further = append(r.Further, one)
	}
}

// inverted reports whether the baseline is on top of the index.
func (in *input) inverted() bool { return in.o.Direction == index.ComparatorOverGroup }

// bound fills in the bounds of an index, and holds them in its range.
func (in *input) bound(row *Row, own, against tally) (err error) {
	top, bottom := own, against
	if in.inverted() {
		top, bottom = against, own
	}
	if row.Counts, err = indexBounds(in.proportion, top, bottom, tally{}); err != nil {
		return err
	}
	if row.Bounds, err = indexBounds(in.proportion, top, bottom, in.unknown.tally); err != nil {
		return err
	}
	for _, b := range []unknown.Bounds{{Lower: row.Index.Lower, Upper: row.Index.Upper}, row.Bounds} {
		row.Range.Lower, row.Range.Upper = lesser(row.Range.Lower, b.Lower), -lesser(-row.Range.Upper, -b.Upper)
	}
	if own.known() && against.known() && in.hasUnknown && in.countsKnown(in.unknown) {
		row.Tipping, err = in.tipping(own, against)
	}
	return err
}

// tipping returns the share of the unknown that would make the index 1.
func (in *input) tipping(own, against tally) (float64, error) {
	if in.proportion {
		return unknownOutcomes(least(own.narrowed()), least(against.narrowed()), in.unknown.tally).TippingShare()
	}
	return unknown.RateCounts{
		Group:    rri.Rate{Events: int64(own.events.low), Population: own.exposure.low},
		Baseline: rri.Rate{Events: int64(against.events.low), Population: against.exposure.low},
		Unknown:  int64(in.unknown.tally.events.low),
	}.TippingShare()
}

// unknowns returns the people whose group is not known, nil if the table has no row for them.
func (in *input) unknowns() *Unknown {
	if !in.hasUnknown {
		return nil
	}
	u := &Unknown{Label: in.unknown.Group, Events: in.unknown.Events, Exposure: in.unknown.Exposure}
	of := func(t tally) span {
		if in.proportion {
			return t.exposure
		}
		return t.events
	}
	own, known := of(in.unknown.tally), span{}
	for _, g := range in.groups {
		s := of(g.tally)
		known.low, known.high = known.low+s.low, known.high+s.high
	}
	share := func(part, rest float64) float64 {
		if math.IsInf(part, 1) {
			return 1
		}
		return part / (part + rest) // 0/0 is NaN
	}
	u.Share = unknown.Bounds{Lower: share(own.low, known.high), Upper: share(own.high, known.low)}
	return u
}
