package trend

import (
	"fmt"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
)

// upsideDown reports whether the rate of the baseline is on top in the index.
func (o Options) upsideDown() bool { return o.Direction == index.ComparatorOverGroup }

// uninverted returns the options by which an index of group over baseline is computed that is
// turned round afterwards: one limit is then the other one. It has no null value, since a change
// and a trend have none but 1.
func (o Options) uninverted() Options {
	o.Null = 0
	if !o.upsideDown() {
		return o
	}
	switch o.Side {
	case rri.LowerOnly:
		o.Side = rri.UpperOnly
	case rri.UpperOnly:
		o.Side = rri.LowerOnly
	}
	return o
}

// inverted returns a ratio the other way round; one that was not computed stays so.
func inverted(e rri.Estimate) rri.Estimate {
	if !e.Computed() {
		return e
	}
	return index.Index{Estimate: e}.Inverted().Estimate
}

// inverted returns limits of a ratio the other way round, nil for nil.
func (l *Limits) inverted() *Limits {
	if l == nil {
		return nil
	}
	return &Limits{1 / l.Upper, 1 / l.Lower}
}

// inverted returns the change of the index the other way round. The difference of rates is the
// same.
func (c Change[G]) inverted() Change[G] {
	for i := range c.Rows {
		row := &c.Rows[i]
		row.Before, row.After, row.Ratio, row.Worst = inverted(row.Before), inverted(row.After), inverted(row.Ratio), row.Worst.inverted()
	}
	return c
}

// invert turns the changes and the trends round. Their words are of the index that was asked for
// already.
func (r *Result[G, M]) invert() {
	for i := range r.YearOnYear {
		r.YearOnYear[i] = r.YearOnYear[i].inverted()
	}
	if r.Compared != nil {
		*r.Compared = r.Compared.inverted()
	}
	for i := range r.Trends {
		t := &r.Trends[i]
		t.PerYear, t.Worst = inverted(t.PerYear), t.Worst.inverted()
	}
}

// index returns the index of a row in the direction that was asked for.
func (r Result[G, M]) index(t rri.Table[G, M], row rri.Row[G, M]) rri.Estimate {
	if !r.Options.upsideDown() || !row.Ratio.Computed() {
		return row.Ratio
	}
	e := row.Ratio
	if r.Options.Side != rri.TwoSided && row.Group != t.Baseline {
		// the limit that was asked for is of the index, and the table has the other one
		o := r.Options.uninverted().Options
		again, err := rri.Compare(t.Baseline, map[G]M{t.Baseline: t.Rows[0].Count, row.Group: row.Count}, o)
		if err == nil {
			e = again.Rows[1].Ratio
		}
	}
	return inverted(e)
}

// indexName names the index for people.
func (r Result[G, M]) indexName() string {
	if r.Options.upsideDown() {
		return "relative likelihood"
	}
	return "RRI"
}

// against names the index for people, and what it is against.
func (r Result[G, M]) against() string {
	if r.Options.upsideDown() {
		return fmt.Sprintf("%s of %v over group", r.indexName(), r.Series.Baseline)
	}
	return fmt.Sprintf("%s against %v", r.indexName(), r.Series.Baseline)
}
