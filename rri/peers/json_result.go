package peers

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/levels"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/trend"
)

// optionsJSON is the form of Options in JSON.
type optionsJSON struct {
	Method           rri.Method     `json:"method"`
	Level            float64        `json:"level"`
	Side             rri.Side       `json:"side"`
	Null             float64        `json:"null"`
	DegreesOfFreedom float64        `json:"degrees_of_freedom,omitempty"`
	SmallCountBelow  int64          `json:"small_count_below,omitempty"`
	Quantity         Quantity       `json:"quantity"`
	Sense            trend.Sense    `json:"sense"`
	Worst            int            `json:"worst,omitempty"`
	Margin           float64        `json:"margin"`
	Overdispersion   Overdispersion `json:"overdispersion"`
	Target           float64        `json:"target,omitempty"`
	OutlierLines     bool           `json:"outlier_lines"`
	Shrink           bool           `json:"shrink"`
}

// ofOptions returns the form of options in JSON.
func ofOptions(o Options) *optionsJSON {
	return &optionsJSON{Method: o.Method, Level: levels.Of(o.Level), Side: o.Side, Null: o.Null, DegreesOfFreedom: o.DegreesOfFreedom,
		SmallCountBelow: o.SmallCountBelow, Quantity: o.Quantity, Sense: o.Sense, Worst: o.Worst, Margin: cmp.Or(o.Margin, usualMargin),
		Overdispersion: o.Overdispersion, Target: o.Target, OutlierLines: o.OutlierLines, Shrink: o.Shrink}
}

// options returns the options that were read.
func (o *optionsJSON) options() Options {
	return Options{
		Options: rri.Options{Method: o.Method, Level: o.Level, Side: o.Side, Null: o.Null, DegreesOfFreedom: o.DegreesOfFreedom,
			SmallCountBelow: o.SmallCountBelow},
		Quantity: o.Quantity, Sense: o.Sense, Worst: o.Worst, Margin: o.Margin, Overdispersion: o.Overdispersion, Target: o.Target,
		OutlierLines: o.OutlierLines, Shrink: o.Shrink,
	}
}

// resultJSON is the form of a Result in JSON.
type resultJSON[G cmp.Ordered, M rri.Measure] struct {
	Options *optionsJSON    `json:"options"`
	Set     *Set[G, M]      `json:"set"`
	Groups  []Comparison[G] `json:"groups"`
	Notes   []string        `json:"notes"`
}

// MarshalJSON writes the result as an object with
//
//	options  method, level, side, null, quantity, sense, worst and target (left out where they are
//	         0), margin, overdispersion, outlier_lines and shrink, and those of [rri.Options] that
//	         are not at zero
//	set      as [Set.MarshalJSON] writes it
//	groups   for each group, as [Comparison.MarshalJSON] writes it
//	notes    a list of strings
//
// in this order. Numbers are not scaled or rounded: every one reads back to the same float64. NaN
// is null, infinities are the strings "Inf" and "-Inf", and an estimate that was not computed is
// null.
func (r Result[G, M]) MarshalJSON() ([]byte, error) {
	return json.Marshal(resultJSON[G, M]{ofOptions(r.Options), &r.Set, listOf(r.Groups), listOf(r.Notes)})
}

// UnmarshalJSON reads what [Result.MarshalJSON] writes. Nothing is computed anew, so that results
// of any version stay readable, and a word or its reason may be another than [Of] gave. What can be
// checked without that is: that the set is one, that every row is of a unit that has the group, and
// every unit stands once, that rows are in order and ranks in their intervals, that pairs are of
// two rows and their ratio is that of the values to a millionth, that limits are in order, and that
// probabilities are from 0 to 1. The pairs may have been taken out. The error says what does not
// fit, and leaves r as it is.
func (r *Result[G, M]) UnmarshalJSON(data []byte) error {
	var in resultJSON[G, M]
	if err := read(data, "result", &in); err != nil {
		return err
	}
	if in.Options == nil || in.Set == nil {
		return errors.New("peers: result without options or set: want both")
	}
	got := Result[G, M]{Set: *in.Set, Options: in.Options.options(), Groups: in.Groups, Notes: in.Notes}
	if err := got.coherent(); err != nil {
		return fmt.Errorf("peers: result: %w", err)
	}
	*r = got
	return nil
}

// coherent reports what of a result that was read contradicts itself, or nil.
func (r *Result[G, M]) coherent() error {
	if _, err := r.Options.filled(); err != nil {
		return err
	}
	seen := make(map[G]bool)
	for _, c := range r.Groups {
		err := r.groupFits(c)
		if seen[c.Group] {
			err = fmt.Errorf("it stands twice: %w", rri.ErrCount)
		}
		if err != nil {
			return fmt.Errorf("group %q: %w", sheet.Clip(fmt.Sprint(c.Group)), err)
		}
		seen[c.Group] = true
	}
	return nil
}

// groupFits reports what of a comparison contradicts itself or the set, or nil.
func (r *Result[G, M]) groupFits(c Comparison[G]) error {
	left := make(map[string]*Unit[G, M], len(r.Set.Units)) // the units that did not stand yet
	for i := range r.Set.Units {
		left[r.Set.Units[i].Name] = &r.Set.Units[i]
	}
	place := make(map[string]int, len(c.Rows))
	for i, row := range c.Rows {
		u, ok := left[row.Unit]
		if !ok {
			return fmt.Errorf("a row of %q, which is no unit of the set, or stands twice: %w", sheet.Clip(row.Unit), rri.ErrCount)
		}
		if _, counted := u.Counts[c.Group]; !counted {
			return fmt.Errorf("a row of %q, which has no count of it: %w", sheet.Clip(row.Unit), rri.ErrCount)
		}
		if i > 0 && row.Value.Value < c.Rows[i-1].Value.Value {
			return fmt.Errorf("the row of %q is lower than the one before it", sheet.Clip(row.Unit))
		}
		if err := row.fits(len(c.Rows), r.Options.Quantity); err != nil {
			return fmt.Errorf("%q: %w", sheet.Clip(row.Unit), err)
		}
		delete(left, row.Unit)
		place[row.Unit] = i
	}
	for _, row := range c.Rows {
		for _, name := range row.Alike {
			if _, ok := place[name]; !ok || name == row.Unit {
				return fmt.Errorf("%q cannot be told from %q, which is no other row: %w", sheet.Clip(row.Unit), sheet.Clip(name), rri.ErrCount)
			}
		}
	}
	for _, m := range c.Missing {
		if _, ok := left[m.Unit]; !ok {
			return fmt.Errorf("missing is %q, which is no unit of the set, or stands twice: %w", sheet.Clip(m.Unit), rri.ErrCount)
		}
		delete(left, m.Unit)
	}
	for _, u := range r.Set.Units {
		if _, ok := left[u.Name]; ok {
			return fmt.Errorf("neither a row of %q nor why it has none: %w", sheet.Clip(u.Name), rri.ErrCount)
		}
	}
	if c.Worst < 0 || c.Worst > len(c.Rows) {
		return fmt.Errorf("%d of %d count as the worst", c.Worst, len(c.Rows))
	}
	return cmp.Or(nonNegativeFits("mean", c.Mean), c.pairsFit(place), c.Funnel.fits(), c.Lines.fit(place), c.Shrinkage.fit(), c.standardsFit())
}

// fits reports what of a row cannot be, or nil.
func (row Row) fits(n int, q Quantity) error {
	for what, e := range map[string]rri.Estimate{"value": row.Value, "ratio to the mean": row.ToMean, "shrunken value": row.shrunken().Value} {
		if err := nonNegativeFits(what, e); err != nil {
			return err
		}
	}
	p := row.Rank
	switch {
	case p.Rank < 1 || p.Rank > n || p.Lower < 1 || p.Lower > p.Rank || p.Upper < p.Rank || p.Upper > n:
		return fmt.Errorf("rank %d of %d in an interval from %d to %d: want it in there", p.Rank, n, p.Lower, p.Upper)
	case (p.Lowest != 0 || p.Highest != 0) && (p.Lowest < 1 || p.Lowest > p.Lower || p.Highest < p.Upper || p.Highest > n):
		return fmt.Errorf("ranks from %d to %d with the unknown, of %d: want them around those from %d to %d", p.Lowest, p.Highest, n, p.Lower, p.Upper)
	}
	s := row.shrunken()
	for _, v := range []float64{row.UnknownShare, p.AmongWorst, row.Position.P, s.Weight, s.AmongWorst} {
		if v < 0 || v > 1 {
			return fmt.Errorf("a probability or share of %v: want from 0 to 1", v)
		}
	}
	for _, l := range []*trend.Limits{row.Bounds, &row.Position.Inner, &row.Position.Outer} {
		if l != nil && (l.Lower > l.Upper || l.Lower < 0) {
			return fmt.Errorf("limits from %v to %v: want them in order, and none below 0", l.Lower, l.Upper)
		}
	}
	if row.Position.Size < 0 {
		return fmt.Errorf("size %v: want none below 0", row.Position.Size)
	}
	return nil
}

// pairsFit reports which pair is not of two rows, or not as they are, or nil.
func (c Comparison[G]) pairsFit(place map[string]int) error {
	seen := make(map[[2]int]bool, len(c.Pairs))
	for _, p := range c.Pairs {
		i, has := place[p.Lower]
		j, also := place[p.Higher]
		var err error
		if !has || !also || i >= j || seen[[2]int{i, j}] {
			err = fmt.Errorf("want each pair once, of two rows, the lower one first: %w", rri.ErrCount)
		} else {
			err = p.fits(c.Rows[i].Value.Value, c.Rows[j].Value.Value)
		}
		if err != nil {
			return fmt.Errorf("the pair %q and %q: %w", sheet.Clip(p.Lower), sheet.Clip(p.Higher), err)
		}
		seen[[2]int{i, j}] = true
	}
	return nil
}

// fits reports what of a pair of two values cannot be, or nil.
func (p Pair) fits(lower, higher float64) error {
	if p.P < 0 || p.P > 1 {
		return fmt.Errorf("p %v: want between 0 and 1", p.P)
	}
	if want := higher / lower; p.Ratio.Computed() && want > 0 && !math.IsInf(want, 1) && math.Abs(p.Ratio.Value-want) > 1e-6*want {
		return fmt.Errorf("a ratio of %v, but the values give %v", p.Ratio.Value, want)
	}
	return nonNegativeFits("ratio", p.Ratio)
}

// fits reports what of a funnel cannot be, or nil.
func (f Funnel) fits() error {
	if f.Target < 0 || f.Dispersion < 0 || f.Variance < 0 {
		return fmt.Errorf("a funnel about %v with a dispersion of %v and a variance of %v: want none below 0", f.Target, f.Dispersion, f.Variance)
	}
	return nil
}

// fit reports what of outlier lines cannot be, or nil.
func (l *OutlierLines) fit(place map[string]int) error {
	if l == nil {
		return nil
	}
	for _, unit := range l.Outside {
		if _, ok := place[unit]; !ok {
			return fmt.Errorf("outside the lines is %q, which has no row: %w", sheet.Clip(unit), rri.ErrCount)
		}
	}
	switch {
	case l.Units < 0 || l.StandardDeviation < 0 || l.P < 0 || l.P > 1:
		return fmt.Errorf("outlier lines of %d units with a standard deviation of %v and p %v", l.Units, l.StandardDeviation, l.P)
	case l.Plain.Lower > l.Plain.Upper || l.Log.Lower > l.Log.Upper:
		return errors.New("outlier lines of which the lower one is above the upper one")
	}
	return nil
}

// fit reports what of a shrinkage cannot be, or nil.
func (s *Shrinkage) fit() error {
	if s == nil {
		return nil
	}
	return cmp.Or(nonNegativeFits("mean of the true values", s.Mean), nonNegativeFits("variation", s.Variation))
}

// standardsFit reports which standard has other rows than the comparison, or nil.
func (c Comparison[G]) standardsFit() error {
	for _, b := range c.Standards {
		same := slices.EqualFunc(b.Rows, c.Rows, func(row BenchmarkRow, of Row) bool { return row.Unit == of.Unit })
		err := nonNegativeFits("value", b.Value)
		if !same {
			err = fmt.Errorf("want a row for each of the comparison, in its order: %w", rri.ErrCount)
		}
		for _, row := range b.Rows {
			err = cmp.Or(err, nonNegativeFits("value without "+sheet.Clip(row.Unit), row.Without), nonNegativeFits("ratio of "+sheet.Clip(row.Unit), row.Ratio))
		}
		if err != nil {
			return fmt.Errorf("the standard %q: %w", sheet.Clip(b.Name), err)
		}
	}
	return nil
}

// nonNegativeFits reports what of an estimate that is not below 0 cannot be, or nil.
func nonNegativeFits(what string, e rri.Estimate) error {
	switch {
	case !e.Computed():
		return nil
	case !(e.Level > 0 && e.Level < 1):
		return fmt.Errorf("%s at level %v: %w: want between 0 and 1", what, e.Level, rri.ErrOption)
	case e.Value < 0 || e.Lower < 0 || e.Upper < 0:
		return fmt.Errorf("%s %v: want none of its numbers below 0", what, e)
	case e.Lower > e.Upper:
		return fmt.Errorf("%s: lower limit %v above the upper one, %v", what, e.Lower, e.Upper)
	case e.P < 0 || e.P > 1:
		return fmt.Errorf("%s: p %v: want between 0 and 1", what, e.P)
	}
	return nil
}
