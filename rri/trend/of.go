package trend

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// Of answers whether the index of every group is changing: it compares the groups of every point by
// [rri.Compare], and those of every rolling one, and computes the changes and the trends.
//
// o.Null is the null value of the index in each period; the changes and the trends test no change.
//
// A point without counts, one of whose period they cover less than half, and one that lies in
// [Options.LeaveOut] even in part, is in no change from point to point and in no trend. It stays
// among the points, and Notes say so. So it is with Before and After, but that they are not left
// out by LeaveOut.
//
// The error is that of [Series.Validate], wraps [rri.ErrOption] for an option out of range, or is
// that of rri.Compare, with the name of the period.
func Of[G cmp.Ordered, M rri.Measure](s Series[G, M], o Options) (Result[G, M], error) {
	if err := s.Validate(); err != nil {
		return Result[G, M]{}, err
	}
	o, err := o.filled()
	if err != nil {
		return Result[G, M]{}, fmt.Errorf("trend: %w", err)
	}
	r := Result[G, M]{Series: s, Options: o}
	if r.Tables, err = tablesOf(s, s.Points, o); err != nil {
		return Result[G, M]{}, err
	}
	if r.Rolling, err = tablesOf(s, s.Rolling, o); err != nil {
		return Result[G, M]{}, err
	}
	for _, t := range r.Rolling {
		withoutP(t)
	}
	used, notes := s.used(o)
	r.Notes = notes
	round := o.uninverted()
	for _, pair := range yearsApart(s.Points, used) {
		change, err := changeOf(s, s.yearOnYear(pair), round)
		if err != nil {
			return Result[G, M]{}, err
		}
		r.YearOnYear = append(r.YearOnYear, change)
	}
	if s.Before != nil {
		why := s.notCompared()
		if why == "" {
			change, err := changeOf(s, s.compared(), round)
			if err != nil {
				return Result[G, M]{}, err
			}
			r.Compared = &change
		} else {
			r.Notes = append(r.Notes, why)
		}
	}
	if r.Trends, err = fitOf(s, used, round); err != nil {
		return Result[G, M]{}, err
	}
	if o.upsideDown() {
		r.invert()
	}
	return r, nil
}

// tablesOf compares the groups of each point. Where there is nothing to compare, the table has no
// rows.
func tablesOf[G cmp.Ordered, M rri.Measure](s Series[G, M], points []Point[G, M], o Options) ([]rri.Table[G, M], error) {
	var tables []rri.Table[G, M]
	for _, p := range points {
		t := rri.Table[G, M]{Baseline: s.Baseline, Options: o.Options}
		if _, ok := p.Counts[s.Baseline]; ok {
			var err error
			if t, err = rri.Compare(s.Baseline, p.Counts, o.Options); err != nil {
				return nil, fmt.Errorf("trend: %s: %w", sheet.Clip(p.name()), err)
			}
		}
		t.Labels = s.labels()
		t.Exposure, t.Notes = s.exposure(), nil
		if p.Note != "" {
			t.Notes = []string{p.Note}
		}
		tables = append(tables, t)
	}
	return tables, nil
}

// withoutP takes the p-values out of a table.
func withoutP[G cmp.Ordered, M rri.Measure](t rri.Table[G, M]) {
	for i := range t.Rows {
		r := &t.Rows[i]
		for _, e := range []*rri.Estimate{&r.Rate, &r.Ratio, &r.Difference, &r.Excess} {
			e.P = math.NaN()
		}
	}
}

// leastCovered is the share of a period that counts have to cover for it to be in a change or a
// trend.
const leastCovered = 0.5

// used returns the places of the points that are in the changes and the trends, and says what of
// the others.
func (s Series[G, M]) used(o Options) (used []int, notes []string) {
	var missing, baseless, few, left []string
	for i, p := range s.Points {
		_, hasBaseline := p.Counts[s.Baseline]
		switch {
		case len(p.Counts) == 0:
			missing = append(missing, p.name())
		case !hasBaseline:
			baseless = append(baseless, p.name())
		case p.covered() < leastCovered:
			few = append(few, fmt.Sprintf("%s (%s)", p.name(), sheet.Share(p.covered())))
		case slices.ContainsFunc(o.LeaveOut, p.Overlaps):
			left = append(left, p.name())
		default:
			used = append(used, i)
		}
	}
	for _, n := range []struct {
		names []string
		text  string
	}{
		{missing, "there are no counts of %s: missing is not 0, and is in no index, change or trend"},
		{baseless, fmt.Sprintf("%v was not counted in %%s: there is nothing to compare with", s.Baseline)},
		{few, "the counts cover less than half of %s: shown, but in no change and no trend"},
		{left, "left out of changes from period to period and of trends, as was asked: %s"},
	} {
		if len(n.names) > 0 {
			notes = append(notes, fmt.Sprintf(n.text, listed(n.names)))
		}
	}
	return used, notes
}

// step is two points to compare, and the same two of each of [Series.Alternatives].
type step[G cmp.Ordered, M rri.Measure] struct {
	before, after Point[G, M]
	alternatives  [][2]Point[G, M]
	yearOnYear    bool
}

// yearsApart returns the pairs of points that are used of which one begins a calendar year after
// the other, and is as long.
func yearsApart[G cmp.Ordered, M rri.Measure](points []Point[G, M], used []int) (pairs [][2]int) {
	for k, i := range used {
		later := Period{Start: points[i].Start.AddDate(1, 0, 0), End: points[i].End.AddDate(1, 0, 0)}
		after := used[k+1:] // in order of time, none overlaps another
		at, _ := slices.BinarySearchFunc(after, later.Start, func(j int, start time.Time) int { return points[j].Start.Compare(start) })
		if at < len(after) && later.same(points[after[at]].Period) {
			pairs = append(pairs, [2]int{i, after[at]})
		}
	}
	return pairs
}

// yearOnYear returns the step from one point to another.
func (s Series[G, M]) yearOnYear(pair [2]int) step[G, M] {
	st := step[G, M]{before: s.Points[pair[0]], after: s.Points[pair[1]], yearOnYear: true}
	for _, a := range s.Alternatives {
		st.alternatives = append(st.alternatives, [2]Point[G, M]{a.Points[pair[0]], a.Points[pair[1]]})
	}
	return st
}

// compared returns the step from Before to After.
func (s Series[G, M]) compared() step[G, M] {
	st := step[G, M]{before: *s.Before, after: *s.After}
	for _, a := range s.Alternatives {
		st.alternatives = append(st.alternatives, [2]Point[G, M]{*a.Before, *a.After})
	}
	return st
}

// notCompared says why Before and After are not compared, or "".
func (s Series[G, M]) notCompared() string {
	for _, p := range []*Point[G, M]{s.Before, s.After} {
		why := ""
		_, hasBaseline := p.Counts[s.Baseline]
		switch {
		case len(p.Counts) == 0:
			why = fmt.Sprintf("there are no counts of %s", p.name())
		case !hasBaseline:
			why = fmt.Sprintf("%v was not counted in %s", s.Baseline, p.name())
		case p.covered() < leastCovered:
			why = fmt.Sprintf("the counts cover %s of %s, less than half", sheet.Share(p.covered()), p.name())
		}
		if why != "" {
			return fmt.Sprintf("%s and %s are not compared: %s", s.Before.name(), s.After.name(), why)
		}
	}
	return ""
}

// exposure returns what events are out of: of a rate it is lived through in a year.
func (s Series[G, M]) exposure() string { return aYear[M](s.labels().Exposure) }

// aYear returns the name of an exposure with the time that a rate is of, which a proportion has
// not.
func aYear[M rri.Measure](exposure string) string {
	if isProportion[M]() || strings.Contains(strings.ToLower(exposure), "year") {
		return exposure
	}
	return exposure + " a year"
}
