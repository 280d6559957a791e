package trend

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/strictjson"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// countJSON is a count of a group.
type countJSON[G cmp.Ordered] struct {
	Group G `json:"group"`
	measureJSON
}

// measureJSON is a count.
type measureJSON struct {
	Events       int64   `json:"events"`
	Exposure     float64 `json:"exposure"`
	DesignEffect float64 `json:"design_effect,omitempty"`
}

// ofMeasure returns the form of a count in JSON: without a design effect of 1.
func ofMeasure[M rri.Measure](m M) measureJSON {
	events, exposure, effect := m.Counts()
	if effect == 1 {
		effect = 0
	}
	return measureJSON{events, exposure, effect}
}

type pointJSON[G cmp.Ordered] struct {
	Name    string         `json:"name"`
	Start   time.Time      `json:"start"`
	End     time.Time      `json:"end"`
	Counts  []countJSON[G] `json:"counts"`
	Unknown measureJSON    `json:"unknown"`
	Covered float64        `json:"covered,omitempty"`
	Note    string         `json:"note,omitempty"`
}

// MarshalJSON writes an object with name, start and end; counts, a list of objects with group,
// events, exposure and, unless it is 1, design_effect, empty for a period that is missing; unknown,
// the count of people of no known group; covered, left out where it is 0; and note, left out if
// there is none.
func (p Point[G, M]) MarshalJSON() ([]byte, error) {
	out := pointJSON[G]{
		Name: p.Name, Start: p.Start, End: p.End, Counts: []countJSON[G]{}, Unknown: ofMeasure(p.Unknown), Covered: p.Covered, Note: p.Note,
	}
	for _, g := range slices.Sorted(maps.Keys(p.Counts)) {
		out.Counts = append(out.Counts, countJSON[G]{g, ofMeasure(p.Counts[g])})
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what [Point.MarshalJSON] writes. The error wraps [rri.ErrCount] for a count
// that makes no sense and for a group that stands twice.
func (p *Point[G, M]) UnmarshalJSON(data []byte) error {
	var in pointJSON[G]
	if err := strictjson.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("trend: point: %w", err)
	}
	got := Point[G, M]{Period: Period{Name: in.Name, Start: in.Start, End: in.End}, Covered: in.Covered, Note: in.Note}
	fail := func(of string, err error) error {
		return fmt.Errorf("trend: point: %s: %s: %w", sheet.Clip(got.name()), of, err)
	}
	var err error
	if got.Unknown, err = rri.MeasureOf[M](in.Unknown.Events, in.Unknown.Exposure, in.Unknown.DesignEffect); err != nil {
		return fail("the unknown", err)
	}
	if len(in.Counts) > 0 {
		got.Counts = make(map[G]M, len(in.Counts))
	}
	for _, c := range in.Counts {
		group := fmt.Sprintf("group %q", sheet.Clip(fmt.Sprint(c.Group)))
		if _, twice := got.Counts[c.Group]; twice {
			return fail(group, fmt.Errorf("it stands twice: %w", rri.ErrCount))
		}
		if got.Counts[c.Group], err = rri.MeasureOf[M](c.Events, c.Exposure, c.DesignEffect); err != nil {
			return fail(group, err)
		}
	}
	*p = got
	return nil
}

// seriesJSON is the form of a Series in JSON.
type seriesJSON[G cmp.Ordered, M rri.Measure] struct {
	rri.Labels
	Model    string `json:"model"`
	Baseline G      `json:"baseline"`
	Order    []G    `json:"order,omitempty"`
	Counts[G, M]
	Breaks       []Break[G]          `json:"breaks,omitempty"`
	Effects      []effectJSON[G]     `json:"design_effects,omitempty"`
	Alternatives []Alternative[G, M] `json:"alternatives,omitempty"`
}

type effectJSON[G cmp.Ordered] struct {
	Group        G       `json:"group"`
	DesignEffect float64 `json:"design_effect"`
}

// MarshalJSON writes an object with the labels, as measure, definition, events_name, exposure_name,
// per, no_baseline and notes; model, "rate" or "proportion"; baseline; order, a list of groups;
// points, rolling, before and after, as [Point.MarshalJSON] writes them; breaks; design_effects, a
// list of objects with group and design_effect; and alternatives. What is empty is left out, but
// the labels and points.
func (s Series[G, M]) MarshalJSON() ([]byte, error) {
	out := seriesJSON[G, M]{Labels: s.Labels, Model: model[M](), Baseline: s.Baseline, Order: s.Order, Counts: s.Counts, Breaks: s.Breaks, Alternatives: s.Alternatives}
	for _, g := range slices.Sorted(maps.Keys(s.DesignEffects)) {
		out.Effects = append(out.Effects, effectJSON[G]{g, s.DesignEffects[g]})
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what [Series.MarshalJSON] writes. The error is that of [Series.Validate], or
// says what else does not fit.
func (s *Series[G, M]) UnmarshalJSON(data []byte) error {
	var in seriesJSON[G, M]
	if err := strictjson.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("trend: series: %w", err)
	}
	if in.Model != model[M]() {
		return fmt.Errorf("trend: series of model %q: want %q: read it into the other type of measure", sheet.Clip(in.Model), model[M]())
	}
	got := Series[G, M]{Labels: in.Labels, Baseline: in.Baseline, Order: in.Order, Counts: in.Counts, Breaks: in.Breaks, Alternatives: in.Alternatives}
	if len(in.Effects) > 0 {
		got.DesignEffects = make(map[G]float64, len(in.Effects))
	}
	for _, e := range in.Effects {
		if _, twice := got.DesignEffects[e.Group]; twice {
			return fmt.Errorf("trend: series: design effect of group %q stands twice: %w", sheet.Clip(fmt.Sprint(e.Group)), rri.ErrCount)
		}
		got.DesignEffects[e.Group] = e.DesignEffect
	}
	if err := got.validate(); err != nil {
		return fmt.Errorf("trend: series: %w", err)
	}
	*s = got
	return nil
}

// model returns the name of the model of M in JSON.
func model[M rri.Measure]() string {
	if isProportion[M]() {
		return "proportion"
	}
	return "rate"
}

type limitsJSON struct {
	Lower strictjson.Number `json:"lower"`
	Upper strictjson.Number `json:"upper"`
}

// MarshalJSON writes an object with lower and upper: NaN is null, infinities are the strings "Inf"
// and "-Inf".
func (l Limits) MarshalJSON() ([]byte, error) {
	return json.Marshal(limitsJSON{strictjson.Number(l.Lower), strictjson.Number(l.Upper)})
}

// UnmarshalJSON reads what [Limits.MarshalJSON] writes.
func (l *Limits) UnmarshalJSON(data []byte) error {
	var in limitsJSON
	if err := strictjson.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("trend: limits: %w", err)
	}
	*l = Limits{float64(in.Lower), float64(in.Upper)}
	return nil
}

type trendJSON[G cmp.Ordered] struct {
	Group            G                 `json:"group"`
	PerYear          rri.Estimate      `json:"per_year"`
	Points           int               `json:"points"`
	Dispersion       strictjson.Number `json:"dispersion"`
	DegreesOfFreedom int               `json:"degrees_of_freedom"`
	Worst            *Limits           `json:"worst,omitempty"`
	Word             Word              `json:"word"`
	Why              string            `json:"why,omitempty"`
}

// MarshalJSON writes an object with group, per_year, points, dispersion (null for NaN),
// degrees_of_freedom, worst (left out if there is none), word and why (left out if it is empty).
func (t Trend[G]) MarshalJSON() ([]byte, error) {
	return json.Marshal(trendJSON[G]{t.Group, t.PerYear, t.Points, strictjson.Number(t.Dispersion), t.DegreesOfFreedom, t.Worst, t.Word, t.Why})
}

// UnmarshalJSON reads what [Trend.MarshalJSON] writes.
func (t *Trend[G]) UnmarshalJSON(data []byte) error {
	var in trendJSON[G]
	if err := strictjson.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("trend: %w", err)
	}
	*t = Trend[G]{in.Group, in.PerYear, in.Points, float64(in.Dispersion), in.DegreesOfFreedom, in.Worst, in.Word, in.Why}
	return nil
}
