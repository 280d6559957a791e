package report

import (
	"maps"
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/trend"
)

// clone returns a copy that shares nothing with t.
func (t Trend) clone() Trend {
	t.Rates, t.Proportions, t.Independent = cloneResult(t.Rates), cloneResult(t.Proportions), cloneChange(t.Independent)
	return t
}

func cloneResult[M rri.Measure](r *trend.Result[ethnicity.Group, M]) *trend.Result[ethnicity.Group, M] {
	r = clone(r)
	if r == nil {
		return nil
	}
	s := &r.Series
	s.Notes, s.Breaks, s.DesignEffects, s.Alternatives = slices.Clone(s.Notes), slices.Clone(s.Breaks), maps.Clone(s.DesignEffects), slices.Clone(s.Alternatives)
	for i := range s.Breaks {
		s.Breaks[i].Groups = slices.Clone(s.Breaks[i].Groups)
	}
	s.Counts = cloneCounts(s.Counts)
	for i := range s.Alternatives {
		s.Alternatives[i].Counts = cloneCounts(s.Alternatives[i].Counts)
	}
	r.Options.LeaveOut, r.Notes = slices.Clone(r.Options.LeaveOut), slices.Clone(r.Notes)
	r.Tables, r.Rolling = cloneTables(r.Tables), cloneTables(r.Rolling)
	r.YearOnYear, r.Compared, r.Trends = slices.Clone(r.YearOnYear), cloneChange(r.Compared), slices.Clone(r.Trends)
	for i := range r.YearOnYear {
		r.YearOnYear[i] = *cloneChange(&r.YearOnYear[i])
	}
	for i := range r.Trends {
		r.Trends[i].Worst = clone(r.Trends[i].Worst)
	}
	return r
}

func cloneCounts[M rri.Measure](c trend.Counts[ethnicity.Group, M]) trend.Counts[ethnicity.Group, M] {
	c.Points, c.Rolling, c.Before, c.After = clonePoints(c.Points), clonePoints(c.Rolling), clone(c.Before), clone(c.After)
	for _, p := range []*trend.Point[ethnicity.Group, M]{c.Before, c.After} {
		if p != nil {
			p.Counts = maps.Clone(p.Counts)
		}
	}
	return c
}

func clonePoints[M rri.Measure](points []trend.Point[ethnicity.Group, M]) []trend.Point[ethnicity.Group, M] {
	points = slices.Clone(points)
	for i := range points {
		points[i].Counts = maps.Clone(points[i].Counts)
	}
	return points
}

func cloneTables[M rri.Measure](tables []rri.Table[ethnicity.Group, M]) []rri.Table[ethnicity.Group, M] {
	tables = slices.Clone(tables)
	for i := range tables {
		tables[i].Notes, tables[i].Rows = slices.Clone(tables[i].Notes), slices.Clone(tables[i].Rows)
	}
	return tables
}

func cloneChange(c *trend.Change[ethnicity.Group]) *trend.Change[ethnicity.Group] {
	c = clone(c)
	if c == nil {
		return nil
	}
	c.Rows = slices.Clone(c.Rows)
	for i := range c.Rows {
		c.Rows[i].Worst = clone(c.Rows[i].Worst)
	}
	return c
}
