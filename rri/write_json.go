package rri

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri/internal/quantity"
	"github.com/seed-549880be/disparity/rri/internal/strictjson"
)

// tableJSON is the form of a Table in JSON. The order of the fields is part of it.
type tableJSON[G cmp.Ordered] struct {
	Measure    string       `json:"measure"`
	Definition string       `json:"definition"`
	Model      string       `json:"model"`
	Events     string       `json:"events_name"`
	Exposure   string       `json:"exposure_name"`
	Per        float64      `json:"per"`
	Baseline   G            `json:"baseline"`
	Method     Method       `json:"method"`
	Level      float64      `json:"level"`
	Side       *Side        `json:"side"`
	Null       float64      `json:"null"`
	Freedom    float64      `json:"degrees_of_freedom,omitempty"`
	SmallBelow int64        `json:"small_count_below,omitempty"`
	Derived    string       `json:"derived,omitempty"`
	Together   Simultaneous `json:"simultaneous,omitzero"`
	NoBaseline string       `json:"no_baseline,omitempty"`
	Notes      []string     `json:"notes"`
	Rows       []rowJSON[G] `json:"rows"`
}

type rowJSON[G cmp.Ordered] struct {
	Group        G        `json:"group"`
	Events       *int64   `json:"events"`
	Exposure     *float64 `json:"exposure"`
	DesignEffect float64  `json:"design_effect,omitempty"`
	Rate         Estimate `json:"rate"`
	Ratio        Estimate `json:"ratio"`
	Difference   Estimate `json:"difference"`
	Excess       Estimate `json:"excess"`
	Flags        Flags    `json:"flags"`
	Note         string   `json:"note,omitempty"`
}

// model returns the name of the model of M in JSON.
func model[M Measure]() string {
	if !isProportion[M]() {
		return "rate"
	}
	return "proportion"
}

// MarshalJSON writes the table as an object with
//
//	measure, definition    the fields of the table
//	model                  "rate" or "proportion"
//	events_name, exposure_name, per
//	baseline, method, level, side ("two-sided", "lower" or "upper"), null (0: the usual null value)
//	degrees_of_freedom     of Student's t; left out for the normal distribution
//	small_count_below      the count below which small-count is flagged; left out for the default
//	derived                why the estimates are no function of the counts; left out if they are
//	simultaneous           comparisons, level and sidak; left out if each interval stands alone
//	no_baseline            the footnote of a table whose baseline had no event; left out if it is the usual one
//	notes                  a list of strings
//	rows                   a list of objects with group, events, exposure; design_effect, left out if
//	                       it is 1 or the events are withheld; rate, ratio, difference and excess, as
//	                       [Estimate.MarshalJSON] writes them; flags, all those of the row; and note,
//	                       left out if there is none
//
// in this order. Presentation fields at their zero value are written as what they stand for.
// Numbers are not scaled or rounded: every one reads back to the same float64. NaN is null,
// infinities are the strings "Inf" and "-Inf", and a count that is withheld is null. Groups are
// written as encoding/json does it: give a type of your own a MarshalText method to see names.
func (t Table[G, M]) MarshalJSON() ([]byte, error) {
	labels := t.labels()
	out := tableJSON[G]{
		Measure: labels.Measure, Definition: t.Definition, Model: model[M](), Events: labels.Events, Exposure: labels.Exposure, Per: labels.Per,
		Baseline: t.Baseline, Method: t.Options.Method, Level: t.Options.level(), Side: &t.Options.Side, Null: t.Options.Null,
		Freedom: t.Options.DegreesOfFreedom, SmallBelow: t.Options.SmallCountBelow, Derived: t.derived, Together: t.Simultaneous, NoBaseline: t.NoBaseline,
		Notes: append([]string{}, t.Notes...), Rows: make([]rowJSON[G], len(t.Rows)),
	}
	for i, r := range t.Rows {
		row := rowJSON[G]{Group: r.Group, Rate: r.Rate, Ratio: r.Ratio, Difference: r.Difference, Excess: r.Excess, Flags: r.flags(), Note: r.Note}
		events, exposure, showEvents, showExposure := r.count()
		if showEvents {
			row.Events = &events
		}
		if showExposure {
			row.Exposure = &exposure
		}
		// a design effect can tell the events
		if _, _, d := r.Count.Counts(); d != 1 && showEvents {
			row.DesignEffect = d
		}
		out.Rows[i] = row
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what [Table.MarshalJSON] writes. Events that are null are withheld: they
// become 0, and the Rate of the row has the flag [Suppressed].
//
// No method is run again, so that tables of any version stay readable. What can be checked without
// one is: that the rate, the ratio, the difference and the excess are those of the counts, to a
// millionth (but in a table that is [Table.Derived], and in rows that are suppressed); that limits
// are in order and, like the values and P, in the range of their quantity. The error says which is
// not, or which row has numbers that is not compared. It wraps [ErrCount] for a count that makes no
// sense and for a group that stands twice, [ErrBaseline] for a baseline without a row, and
// [ErrOption] for a level, side or Per out of range.
func (t *Table[G, M]) UnmarshalJSON(data []byte) error {
	var in tableJSON[G]
	if err := strictjson.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("rri: table: %w", err)
	}
	if in.Model == "" {
		return fmt.Errorf("rri: table: no model: want %q, as Table.MarshalJSON writes it", model[M]())
	}
	if in.Model != model[M]() {
		return fmt.Errorf("rri: table of model %q: want %q: read it into the other type of measure", in.Model, model[M]())
	}
	if in.Side == nil {
		return fmt.Errorf("rri: table: no side: %w: want one of %s", ErrOption, sideNames.List())
	}
	got := Table[G, M]{
		Labels:   Labels{Measure: in.Measure, Definition: in.Definition, Events: in.Events, Exposure: in.Exposure, Per: in.Per, NoBaseline: in.NoBaseline},
		Baseline: in.Baseline,
		Options: Options{
			Method: in.Method, Level: in.Level, Side: *in.Side, Null: in.Null, DegreesOfFreedom: in.Freedom, SmallCountBelow: in.SmallBelow,
		},
		derived: in.Derived, Simultaneous: in.Together,
	}
	if len(in.Notes) > 0 {
		got.Notes = in.Notes
	}
	for _, r := range in.Rows {
		var events int64
		var exposure float64
		if r.Events != nil {
			events = *r.Events
		}
		if r.Exposure != nil {
			exposure = *r.Exposure
		}
		count, err := MeasureOf[M](events, exposure, r.DesignEffect)
		if err != nil {
			return fmt.Errorf("rri: table: group %q: %w", quoted(r.Group), err)
		}
		if r.Events == nil {
			r.Rate.Flags |= Suppressed
		}
		got.Rows = append(got.Rows, Row[G, M]{Group: r.Group, Count: count, Rate: r.Rate, Ratio: r.Ratio, Difference: r.Difference, Excess: r.Excess,
			Note: r.Note})
	}
	if err := got.validate(); err != nil {
		return err
	}
	if err := got.coherent(); err != nil {
		return fmt.Errorf("rri: table: %w", err)
	}
	*t = got
	return nil
}

// coherent reports where the rows of a table that was read contradict each other, or nil.
func (t *Table[G, M]) coherent() error {
	seen := make(map[G]bool, len(t.Rows))
	var base *Row[G, M]
	for i, r := range t.Rows {
		if seen[r.Group] {
			return fmt.Errorf("group %q stands twice: %w", quoted(r.Group), ErrCount)
		}
		seen[r.Group] = true
		if r.Group == t.Baseline {
			base = &t.Rows[i]
		}
	}
	if len(t.Rows) > 0 && base == nil {
		return fmt.Errorf("baseline %q has no row: %w", quoted(t.Baseline), ErrBaseline)
	}
	for _, r := range t.Rows {
		if err := t.coherentRow(r, *base); err != nil {
			return fmt.Errorf("group %q: %w", quoted(r.Group), err)
		}
	}
	return nil
}

// coherentRow reports where the estimates of r cannot be those of its counts and of the baseline's,
// or nil.
func (t *Table[G, M]) coherentRow(r, base Row[G, M]) error {
	_, highestRate := quantity.RateOf[M]().Range()
	ratio, difference := quantity.RatioOf[M](), quantity.DifferenceOf[M]()
	c, _ := quantity.FromMeasures(r.Count, base.Count)
	rate, baseRate := c.A/c.N, c.B/c.M
	if err := r.coherentAside(r.Group == t.Baseline); err != nil {
		return err
	}
	known := t.derived == "" && !r.Rate.Flags.Has(Suppressed) && !r.Rate.Flags.Has(NotCompared)
	compared := known && !base.Rate.Flags.Has(Suppressed)
	want := [...]float64{rate, c.Plain(ratio), c.Plain(difference), c.A - baseRate*c.N}
	unit := [...]float64{rate, c.Plain(ratio), max(rate, baseRate), max(c.A, baseRate*c.N)}
	if r.Group == t.Baseline {
		want, compared = [...]float64{rate, 1, 0, 0}, known
	}
	if c.N == 0 {
		known, compared = false, false
	}
	if c.M == 0 && r.Group != t.Baseline {
		compared = false
	}
	least, most := difference.Range()
	lowest, highest := least*c.N, most*c.N
	if t.derived != "" { // a rounded exposure stands for larger ones
		lowest, highest = math.Inf(-1), math.Inf(1)
	}
	for i, part := range [...]struct {
		name            string
		e               Estimate
		checked         bool
		lowest, highest float64
	}{
		{"rate", r.Rate, known, 0, highestRate},
		{"ratio", r.Ratio, compared, 0, math.Inf(1)},
		{"difference", r.Difference, compared, least, most},
		{"excess", r.Excess, compared, lowest, highest},
	} {
		if !part.e.Computed() {
			continue
		}
		if err := part.e.coherent(part.lowest, part.highest); err != nil {
			return fmt.Errorf("%s: %w", part.name, err)
		}
		if part.checked && !near(part.e.Value, want[i], unit[i]) {
			return fmt.Errorf("%s: value %v, but the counts give %v", part.name, part.e.Value, want[i])
		}
	}
	return nil
}

// near tells whether x and y differ by no more than a millionth of unit, or are both NaN.
func near(x, y, unit float64) bool {
	if x == y || (math.IsNaN(x) && math.IsNaN(y)) {
		return true
	}
	return math.Abs(x-y) <= 1e-6*math.Abs(unit) && !math.IsInf(unit, 0)
}

// coherent reports what of e cannot be, or nil. lowest and highest are the range of its quantity;
// NaN, as of an excess without exposure, is no bound.
func (e Estimate) coherent(lowest, highest float64) error {
	const slack = 1e-6
	if !(e.Level > 0 && e.Level < 1) {
		return fmt.Errorf("level %v: %w: want between 0 and 1", e.Level, ErrOption)
	}
	if e.Lower > e.Upper {
		return fmt.Errorf("lower limit %v above the upper one, %v", e.Lower, e.Upper)
	}
	for _, number := range [...]struct {
		name string
		v    float64
	}{{"value", e.Value}, {"lower limit", e.Lower}, {"upper limit", e.Upper}} {
		if number.v < lowest-slack*math.Abs(lowest) || number.v > highest+slack*math.Abs(highest) {
			return fmt.Errorf("%s %v: want between %v and %v", number.name, number.v, lowest, highest)
		}
	}
	if e.P < 0 || e.P > 1 {
		return fmt.Errorf("p %v: want between 0 and 1", e.P)
	}
	return nil
}
