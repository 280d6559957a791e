package rri

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math"
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
	Side       Side         `json:"side"`
	Null       float64      `json:"null"`
	Derived    string       `json:"derived,omitempty"`
	Notes      []string     `json:"notes"`
	Rows       []rowJSON[G] `json:"rows"`
}

type rowJSON[G cmp.Ordered] struct {
	Group      G        `json:"group"`
	Events     *int64   `json:"events"`
	Exposure   *float64 `json:"exposure"`
	Rate       Estimate `json:"rate"`
	Ratio      Estimate `json:"ratio"`
	Difference Estimate `json:"difference"`
	Excess     Estimate `json:"excess"`
	Flags      Flags    `json:"flags"`
}

// model returns the name of the model of M in JSON.
func model[M Measure]() string {
	if isRate[M]() {
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
//	notes                  a list of strings
//	rows                   a list of objects with group, events, exposure; rate, ratio, difference and excess, as [Estimate.MarshalJSON] writes them; and flags, all those of the row
//
// in this order. Presentation fields at their zero value are written as what they stand for. Numbers are not scaled or rounded: every one reads back to the
// same float64. NaN is null, infinities are the strings "Inf" and "-Inf", and a count that is withheld is null. Groups are written as encoding/json does it: give a
// type of your own a MarshalText method to see names.
func (t Table[G, M]) MarshalJSON() ([]byte, error) {
	out := tableJSON[G]{
		Measure: t.measure(), Definition: t.Definition, Model: model[M](), Events: t.events(), Exposure: t.exposure(), Per: t.per(),
		Baseline: t.Baseline, Method: t.Options.Method, Level: t.Options.level(), Side: t.Options.Side, Null: t.Options.Null, Derived: t.derived,
		Notes: append([]string{}, t.Notes...), Rows: make([]rowJSON[G], len(t.Rows)),
	}
	for i, r := range t.Rows {
		row := rowJSON[G]{Group: r.Group, Rate: r.Rate, Ratio: r.Ratio, Difference: r.Difference, Excess: r.Excess, Flags: r.flags()}
		events, exposure, showEvents, showExposure := r.count()
		if showEvents {
			row.Events = &events
		}
		if showExposure {
			row.Exposure = &exposure
		}
		out.Rows[i] = row
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what [Table.MarshalJSON] writes. Events that are null are withheld: they become 0, and the Rate of the row has the flag [Suppressed]. The error wraps
// [ErrCount] for a count that makes no sense or that its rate contradicts and for a group that stands twice, [ErrBaseline] for a baseline without a row, and [ErrOption] for a level or Per out of
// range.
func (t *Table[G, M]) UnmarshalJSON(data []byte) error {
	var in tableJSON[G]
	if err := json.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("rri: table: %w", err)
	}
	if in.Model == "" {
		return fmt.Errorf("rri: table: no model: want %q, as Table.MarshalJSON writes it", model[M]())
	}
	if in.Model != model[M]() {
		return fmt.Errorf("rri: table of model %q: want %q: read it into the other type of measure", in.Model, model[M]())
	}
	got := Table[G, M]{
		Measure: in.Measure, Definition: in.Definition, Events: in.Events, Exposure: in.Exposure, Per: in.Per,
		Baseline: in.Baseline, Options: Options{Method: in.Method, Level: in.Level, Side: in.Side, Null: in.Null},
		derived: in.Derived,
	}
	if len(in.Notes) > 0 {
		got.Notes = in.Notes
	}
	for _, r := range in.Rows {
		count, err := join[M](r.Events, r.Exposure)
		if err != nil {
			return fmt.Errorf("rri: table: group %q: %w", groupName(r.Group), err)
		}
		if r.Events == nil {
			r.Rate.Flags |= Suppressed
		}
		got.Rows = append(got.Rows, Row[G, M]{Group: r.Group, Count: count, Rate: r.Rate, Ratio: r.Ratio, Difference: r.Difference, Excess: r.Excess})
	}
	if err := got.validate(); err != nil {
		return err
	}
	if err := got.coherent(); err != nil {
		return err
	}
	*t = got
	return nil
}

// coherent reports where the rows of a table that was read contradict each other, or nil.
func (t *Table[G, M]) coherent() error {
	seen := make(map[G]bool, len(t.Rows))
	for _, r := range t.Rows {
		if seen[r.Group] {
			return fmt.Errorf("rri: table: group %q stands twice: %w", groupName(r.Group), ErrCount)
		}
		seen[r.Group] = true
		events, exposure := split(r.Count)
		if !r.Rate.Computed() || r.Rate.Flags&(Suppressed|NoData) != 0 || exposure == 0 {
			continue
		}
		if want := float64(events) / exposure; math.Abs(r.Rate.Value-want) > 1e-12*want {
			return fmt.Errorf("rri: table: group %q: rate %v of %d in %v: %w: the rate is %v", groupName(r.Group), r.Rate.Value, events, exposure, ErrCount, want)
		}
	}
	if len(t.Rows) > 0 && !seen[t.Baseline] {
		return fmt.Errorf("rri: table: baseline %q has no row: %w", groupName(t.Baseline), ErrBaseline)
	}
	return nil
}

// join is the reverse of split, with nil for 0.
func join[M Measure](events *int64, exposure *float64) (M, error) {
	var m M
	var a int64
	var n float64
	if events != nil {
		a = *events
	}
	if exposure != nil {
		n = *exposure
	}
	switch p := any(&m).(type) {
	case *Rate:
		*p = Rate{Events: a, Population: n}
	case *Proportion:
		if n != math.Trunc(n) || math.Abs(n) > float64(MaxCount) {
			return m, fmt.Errorf("%v trials: %w: want a whole number up to 2^53", n, ErrCount)
		}
		*p = Proportion{Events: a, Trials: int64(n)}
	}
	return m, m.Validate()
}
