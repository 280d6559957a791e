package trend

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/internal/strictjson"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// optionsJSON is the form of Options in JSON.
type optionsJSON struct {
	Method           rri.Method      `json:"method"`
	Level            float64         `json:"level"`
	Side             rri.Side        `json:"side"`
	Null             float64         `json:"null"`
	DegreesOfFreedom float64         `json:"degrees_of_freedom,omitempty"`
	SmallCountBelow  int64           `json:"small_count_below,omitempty"`
	LeaveOut         []Period        `json:"leave_out,omitempty"`
	Margin           float64         `json:"margin"`
	Independent      bool            `json:"independent"`
	Sense            Sense           `json:"sense"`
	Direction        index.Direction `json:"direction"`
}

// resultJSON is the form of a Result in JSON.
type resultJSON[G cmp.Ordered, M rri.Measure] struct {
	Options    *optionsJSON      `json:"options"`
	Series     *Series[G, M]     `json:"series"`
	Tables     []rri.Table[G, M] `json:"tables"`
	Rolling    []rri.Table[G, M] `json:"rolling_tables"`
	YearOnYear []Change[G]       `json:"year_on_year"`
	Compared   *Change[G]        `json:"compared,omitempty"`
	Trends     []Trend[G]        `json:"trends"`
	Notes      []string          `json:"notes"`
}

// MarshalJSON writes the result as an object with
//
//	options         method, level, side, null, leave_out (left out if there is none), margin,
//	                independent, sense and direction, and those of [rri.Options] that are not at zero
//	series          as [Series.MarshalJSON] writes it
//	tables          for each of the points, as [rri.Table.MarshalJSON] writes it; without rows where
//	                there is nothing to compare
//	rolling_tables  for each of the rolling points
//	year_on_year    a list of objects with before and after, two periods, and rows: group, before,
//	                after, ratio, rate_difference, worst (left out if there is none), word and why
//	compared        one of these; left out if there is none
//	trends          as [Trend.MarshalJSON] writes them
//	notes           a list of strings
//
// in this order. Numbers are not scaled or rounded: every one reads back to the same float64. NaN
// is null, infinities are the strings "Inf" and "-Inf", and an estimate that was not computed is
// null.
func (r Result[G, M]) MarshalJSON() ([]byte, error) {
	o := r.Options
	return json.Marshal(resultJSON[G, M]{
		Options: &optionsJSON{Method: o.Method, Level: r.level(), Side: o.Side, Null: o.Null, DegreesOfFreedom: o.DegreesOfFreedom,
			SmallCountBelow: o.SmallCountBelow, LeaveOut: o.LeaveOut, Margin: r.margin(), Independent: o.Independent, Sense: o.Sense, Direction: o.Direction},
		Series: &r.Series, Tables: listOf(r.Tables), Rolling: listOf(r.Rolling), YearOnYear: listOf(r.YearOnYear), Compared: r.Compared,
		Trends: listOf(r.Trends), Notes: listOf(r.Notes),
	})
}

// listOf returns a list that JSON writes as [] where it is empty.
func listOf[T any](list []T) []T { return append([]T{}, list...) }

// UnmarshalJSON reads what [Result.MarshalJSON] writes. Nothing is computed anew, so that results
// of any version stay readable, and a word or its reason may be another than [Of] gave. What can be
// checked without that is: that the series is one, that there is a table for each point with its
// counts, that changes are ratios of their indices to a millionth, that limits are in order, and
// that p-values are from 0 to 1. The error says what is not, and leaves r as it is.
func (r *Result[G, M]) UnmarshalJSON(data []byte) error {
	var in resultJSON[G, M]
	if err := strictjson.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("trend: result: %w", err)
	}
	if in.Options == nil || in.Series == nil {
		return errors.New("trend: result without options or series: want both")
	}
	o := in.Options
	got := Result[G, M]{
		Series: *in.Series, Tables: in.Tables, Rolling: in.Rolling, YearOnYear: in.YearOnYear, Compared: in.Compared, Trends: in.Trends, Notes: in.Notes,
		Options: Options{
			Options: rri.Options{Method: o.Method, Level: o.Level, Side: o.Side, Null: o.Null, DegreesOfFreedom: o.DegreesOfFreedom,
				SmallCountBelow: o.SmallCountBelow},
			LeaveOut: o.LeaveOut, Margin: o.Margin, Independent: o.Independent, Sense: o.Sense, Direction: o.Direction,
		},
	}
	if err := got.coherent(); err != nil {
		return fmt.Errorf("trend: result: %w", err)
	}
	*r = got
	return nil
}

// coherent reports what of a result that was read contradicts itself, or nil.
func (r *Result[G, M]) coherent() error {
	if _, err := r.Options.filled(); err != nil {
		return err
	}
	if err := r.tablesFit("points", r.Tables, r.Series.Points); err != nil {
		return err
	}
	if err := r.tablesFit("rolling points", r.Rolling, r.Series.Rolling); err != nil {
		return err
	}
	changes := r.YearOnYear
	if c := r.Compared; c != nil {
		if r.Series.Before == nil || !c.Before.same(r.Series.Before.Period) || !c.After.same(r.Series.After.Period) {
			return fmt.Errorf("the change from %s to %s is of other periods than the series has to compare: %w",
				sheet.Clip(c.Before.dated()), sheet.Clip(c.After.dated()), ErrPeriod)
		}
		changes = append(changes[:len(changes):len(changes)], *c)
	}
	for _, c := range changes {
		if err := c.coherent(); err != nil {
			return fmt.Errorf("the change from %s to %s: %w", sheet.Clip(c.Before.dated()), sheet.Clip(c.After.dated()), err)
		}
	}
	seen := make(map[G]bool)
	for _, t := range r.Trends {
		err := ratioFits(t.PerYear)
		switch {
		case seen[t.Group]:
			err = fmt.Errorf("it stands twice: %w", rri.ErrCount)
		case t.Points < 0 || t.DegreesOfFreedom < 0 || t.Dispersion < 0:
			err = fmt.Errorf("%d periods, %d degrees of freedom and dispersion %v: %w: want none below 0",
				t.Points, t.DegreesOfFreedom, t.Dispersion, rri.ErrCount)
		case err == nil:
			err = t.Worst.fit()
		}
		if err != nil {
			return fmt.Errorf("the trend of group %q: %w", sheet.Clip(fmt.Sprint(t.Group)), err)
		}
		seen[t.Group] = true
	}
	return nil
}

// tablesFit reports which table is not of its point, or nil.
func (r *Result[G, M]) tablesFit(of string, tables []rri.Table[G, M], points []Point[G, M]) error {
	if len(tables) != len(points) {
		return fmt.Errorf("%d tables of %d %s: %w: want one for each", len(tables), len(points), of, ErrPeriod)
	}
	for i, t := range tables {
		p := points[i]
		if t.Baseline != r.Series.Baseline {
			return fmt.Errorf("%s: its table is against %q: %w", sheet.Clip(p.name()), sheet.Clip(fmt.Sprint(t.Baseline)), rri.ErrBaseline)
		}
		if len(t.Rows) != 0 && len(t.Rows) != len(p.Counts) {
			return fmt.Errorf("%s: a table of %d groups, of which %d were counted: %w", sheet.Clip(p.name()), len(t.Rows), len(p.Counts), rri.ErrCount)
		}
		for _, row := range t.Rows {
			if m, ok := p.Counts[row.Group]; !ok || ofMeasure(m) != ofMeasure(row.Count) {
				return fmt.Errorf("%s: group %q: the table has other counts: %w", sheet.Clip(p.name()), sheet.Clip(fmt.Sprint(row.Group)), rri.ErrCount)
			}
		}
	}
	return nil
}

// coherent reports what of a change contradicts itself, or nil.
func (c Change[G]) coherent() error {
	for _, p := range []Period{c.Before, c.After} {
		if err := p.validate(); err != nil {
			return err
		}
	}
	if c.After.Start.Before(c.Before.End) {
		return fmt.Errorf("they overlap, or are not in order: %w", ErrPeriod)
	}
	seen := make(map[G]bool)
	for _, row := range c.Rows {
		if err := row.coherent(); err != nil {
			return fmt.Errorf("group %q: %w", sheet.Clip(fmt.Sprint(row.Group)), err)
		}
		if seen[row.Group] {
			return fmt.Errorf("group %q stands twice: %w", sheet.Clip(fmt.Sprint(row.Group)), rri.ErrCount)
		}
		seen[row.Group] = true
	}
	return nil
}

// coherent reports what of the change of a group contradicts itself, or nil.
func (row ChangeRow[G]) coherent() error {
	for _, e := range []rri.Estimate{row.Before, row.After, row.Ratio} {
		if err := ratioFits(e); err != nil {
			return err
		}
	}
	if err := estimateFits(row.RateDifference); err != nil {
		return err
	}
	want := row.After.Value / row.Before.Value
	usable := row.Before.Computed() && row.After.Computed() && row.Ratio.Computed() && want > 0 && !math.IsInf(want, 1)
	if got := row.Ratio.Value; usable && !math.IsNaN(got) && !(math.Abs(got-want) <= 1e-6*want) {
		return fmt.Errorf("a change by %v, but the indices give %v", got, want)
	}
	return row.Worst.fit()
}

// fit reports why l are no limits of a ratio, or nil.
func (l *Limits) fit() error {
	if l != nil && (l.Lower > l.Upper || l.Lower < 0) {
		return fmt.Errorf("limits of the worst case from %v to %v: want them in order, and none below 0", l.Lower, l.Upper)
	}
	return nil
}

// ratioFits reports what of a ratio cannot be, or nil.
func ratioFits(e rri.Estimate) error {
	if e.Computed() && (e.Value < 0 || e.Lower < 0 || e.Upper < 0) {
		return fmt.Errorf("a ratio of %v: want none of its numbers below 0", e)
	}
	return estimateFits(e)
}

// estimateFits reports what of an estimate cannot be, or nil.
func estimateFits(e rri.Estimate) error {
	switch {
	case !e.Computed():
		return nil
	case !(e.Level > 0 && e.Level < 1):
		return fmt.Errorf("level %v: %w: want between 0 and 1", e.Level, rri.ErrOption)
	case e.Lower > e.Upper:
		return fmt.Errorf("lower limit %v above the upper one, %v", e.Lower, e.Upper)
	case e.P < 0 || e.P > 1:
		return fmt.Errorf("p %v: want between 0 and 1", e.P)
	}
	return nil
}
