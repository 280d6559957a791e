package strata

import (
	"encoding/json"
	"fmt"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/strictjson"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// tableJSON is the form of a Table in JSON. The order of the fields is part of it.
type tableJSON[K comparable, G any] struct {
	Measure    string          `json:"measure"`
	Definition string          `json:"definition"`
	By         string          `json:"by"`
	Model      string          `json:"model"`
	Events     string          `json:"events_name"`
	Exposure   string          `json:"exposure_name"`
	Per        float64         `json:"per"`
	Baseline   G               `json:"baseline"`
	Method     Method          `json:"method"`
	Level      float64         `json:"level"`
	Side       string          `json:"side"`
	Null       float64         `json:"null"`
	SmallBelow int64           `json:"small_count_below,omitempty"`
	NoBaseline string          `json:"no_baseline,omitempty"`
	Notes      []string        `json:"notes"`
	Rows       []rowJSON[K, G] `json:"rows"`
}

type rowJSON[K comparable, G any] struct {
	Group       G             `json:"group"`
	Events      int64         `json:"events"`
	Exposure    float64       `json:"exposure"`
	Effect      float64       `json:"design_effect,omitempty"`
	Rate        rri.Estimate  `json:"rate"`
	Crude       rri.Estimate  `json:"crude"`
	Ratio       rri.Estimate  `json:"adjusted"`
	Difference  rri.Estimate  `json:"difference"`
	Homogeneity Test          `json:"homogeneity"`
	Random      Random        `json:"random_effects"`
	Strata      []partJSON[K] `json:"strata"`
	Flags       rri.Flags     `json:"flags"`
}

type partJSON[K comparable] struct {
	Stratum          K            `json:"stratum"`
	Events           int64        `json:"events"`
	Exposure         float64      `json:"exposure"`
	BaselineEvents   int64        `json:"baseline_events"`
	BaselineExposure float64      `json:"baseline_exposure"`
	Effect           float64      `json:"design_effect,omitempty"`
	BaselineEffect   float64      `json:"baseline_design_effect,omitempty"`
	Compared         bool         `json:"compared"`
	Ratio            rri.Estimate `json:"ratio"`
	RatioShare       float64      `json:"ratio_share"`
	DifferenceShare  float64      `json:"difference_share"`
}

// MarshalJSON writes the table as an object with measure, definition, by, model ("rate" or
// "proportion"), events_name, exposure_name, per, baseline, method, level, side, null,
// small_count_below (left out for the default), no_baseline (left out if it is the usual footnote),
// notes and rows: a list of objects with group, events, exposure, rate, crude, adjusted and
// difference, as [rri.Estimate.MarshalJSON] writes them; homogeneity, as [Test.MarshalJSON] does;
// random_effects, as [Random.MarshalJSON] does; strata, a list of objects with stratum, events,
// exposure, baseline_events, baseline_exposure, compared, ratio (null if not compared), ratio_share
// and difference_share; and flags, all those of the row. Counts with a design effect have it beside
// them as design_effect, and in strata baseline_design_effect.
//
// Numbers are not scaled or rounded. NaN is null, infinities are the strings "Inf" and "-Inf".
// Groups and keys of strata are written as encoding/json does it.
func (t Table[K, G, M]) MarshalJSON() ([]byte, error) {
	labels := t.labels()
	out := tableJSON[K, G]{
		Measure: labels.Measure, Definition: t.Definition, By: t.by(), Model: model[M](), Events: labels.Events, Exposure: labels.Exposure, Per: labels.Per,
		Baseline: t.Baseline, Method: t.Options.Method, Level: t.Options.level(), Side: t.Options.Side.String(), Null: t.Options.Null,
		SmallBelow: t.Options.SmallCountBelow, NoBaseline: t.NoBaseline, Notes: append([]string{}, t.Notes...), Rows: make([]rowJSON[K, G], len(t.Rows)),
	}
	for i, r := range t.Rows {
		events, exposure, _ := r.Count.Counts()
		row := rowJSON[K, G]{r.Group, events, exposure, jsonEffect(r.Count), r.Rate, r.Crude, r.Ratio, r.Difference, r.Homogeneity, r.Random,
			make([]partJSON[K], len(r.Parts)), r.flags()}
		for j, p := range r.Parts {
			a, n, _ := p.Group.Counts()
			b, m, _ := p.Baseline.Counts()
			row.Strata[j] = partJSON[K]{p.Stratum, a, n, b, m, jsonEffect(p.Group), jsonEffect(p.Baseline), p.Compared, p.Ratio,
				p.RatioShare, p.DifferenceShare}
		}
		out.Rows[i] = row
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what [Table.MarshalJSON] writes. Nothing is computed anew but the plain
// estimates: rates, ratios and differences must be those of the counts to 1e-6, limits in order and
// in range, and p-values from 0 to 1. The error says which is not, and wraps [rri.ErrCount]; for a
// baseline without a row it wraps [rri.ErrBaseline], for an option out of range [rri.ErrOption].
func (t *Table[K, G, M]) UnmarshalJSON(data []byte) error {
	var in tableJSON[K, G]
	if err := strictjson.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("strata: table: %w", err)
	}
	if in.Model != model[M]() {
		return fmt.Errorf("strata: table of model %q: want %q: read it into the other type of measure", sheet.Clip(in.Model), model[M]())
	}
	side := rri.TwoSided
	for side.String() != in.Side {
		if side++; side > rri.UpperOnly {
			return fmt.Errorf("strata: table: side %q: want %q, %q or %q", sheet.Clip(in.Side), rri.TwoSided, rri.LowerOnly, rri.UpperOnly)
		}
	}
	got := Table[K, G, M]{
		Labels: rri.Labels{Measure: in.Measure, Definition: in.Definition, Events: in.Events, Exposure: in.Exposure, Per: in.Per, NoBaseline: in.NoBaseline},
		By:     in.By, Baseline: in.Baseline,
		Options: Options{Method: in.Method, Level: in.Level, Side: side, Null: in.Null, SmallCountBelow: in.SmallBelow},
	}
	if len(in.Notes) > 0 {
		got.Notes = in.Notes
	}
	for _, r := range in.Rows {
		count, err := rri.MeasureOf[M](r.Events, r.Exposure, r.Effect)
		if err != nil {
			return fmt.Errorf("strata: table: group %q: %w", clipped(r.Group), err)
		}
		row := Row[K, G, M]{Group: r.Group, Count: count, Rate: r.Rate, Crude: r.Crude, Ratio: r.Ratio, Difference: r.Difference, Homogeneity: r.Homogeneity, Random: r.Random}
		for _, p := range r.Strata {
			part := Part[K, M]{Stratum: p.Stratum, Compared: p.Compared, Ratio: p.Ratio, RatioShare: p.RatioShare, DifferenceShare: p.DifferenceShare}
			if part.Group, err = rri.MeasureOf[M](p.Events, p.Exposure, p.Effect); err == nil {
				part.Baseline, err = rri.MeasureOf[M](p.BaselineEvents, p.BaselineExposure, p.BaselineEffect)
			}
			if err != nil {
				return fmt.Errorf("strata: table: group %q: stratum %q: %w", clipped(r.Group), clipped(p.Stratum), err)
			}
			row.Parts = append(row.Parts, part)
		}
		got.Rows = append(got.Rows, row)
	}
	if err := got.validate(); err != nil {
		return err
	}
	if err := got.coherent(); err != nil {
		return fmt.Errorf("strata: table: %w", err)
	}
	*t = got
	return nil
}

// model returns the name of the model of M in JSON.
func model[M rri.Measure]() string {
	if isBinomial[M]() {
		return "proportion"
	}
	return "rate"
}

// jsonEffect returns the design effect of a count, 0, which is left out, where there is none.
func jsonEffect[M rri.Measure](m M) float64 {
	_, _, effect := m.Counts()
	if effect == 1 {
		return 0
	}
	return effect
}
