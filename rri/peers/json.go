package peers

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

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

// countsJSON returns the form of counts in JSON, by group.
func countsJSON[G cmp.Ordered, M rri.Measure](counts map[G]M) []countJSON[G] {
	out := []countJSON[G]{}
	for _, g := range slices.Sorted(maps.Keys(counts)) {
		out = append(out, countJSON[G]{g, ofMeasure(counts[g])})
	}
	return out
}

// readCounts returns the counts that were read, nil for none.
func readCounts[G cmp.Ordered, M rri.Measure](in []countJSON[G]) (map[G]M, error) {
	if len(in) == 0 {
		return nil, nil
	}
	counts := make(map[G]M, len(in))
	for _, c := range in {
		group := sheet.Clip(fmt.Sprint(c.Group))
		if _, twice := counts[c.Group]; twice {
			return nil, fmt.Errorf("group %q stands twice: %w", group, rri.ErrCount)
		}
		m, err := rri.MeasureOf[M](c.Events, c.Exposure, c.DesignEffect)
		if err != nil {
			return nil, fmt.Errorf("group %q: %w", group, err)
		}
		counts[c.Group] = m
	}
	return counts, nil
}

type unitJSON[G cmp.Ordered] struct {
	Name    string         `json:"name"`
	Counts  []countJSON[G] `json:"counts"`
	Unknown measureJSON    `json:"unknown"`
	Missing string         `json:"missing,omitempty"`
	Doubt   string         `json:"doubt,omitempty"`
}

// MarshalJSON writes an object with name; counts, a list of objects with group, events, exposure
// and, unless it is 1, design_effect, empty for a unit without data; unknown, the count of people
// of no known group; and missing and doubt, left out where there is none.
func (u Unit[G, M]) MarshalJSON() ([]byte, error) {
	return json.Marshal(unitJSON[G]{u.Name, countsJSON(u.Counts), ofMeasure(u.Unknown), u.Missing, u.Doubt})
}

// UnmarshalJSON reads what [Unit.MarshalJSON] writes. The error wraps [rri.ErrCount] for a count
// that makes no sense and for a group that stands twice.
func (u *Unit[G, M]) UnmarshalJSON(data []byte) error {
	var in unitJSON[G]
	if err := strictjson.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("peers: unit: %w", err)
	}
	got := Unit[G, M]{Name: in.Name, Missing: in.Missing, Doubt: in.Doubt}
	var err error
	if got.Unknown, err = rri.MeasureOf[M](in.Unknown.Events, in.Unknown.Exposure, in.Unknown.DesignEffect); err != nil {
		return fmt.Errorf("peers: unit %q: the unknown: %w", sheet.Clip(in.Name), err)
	}
	if got.Counts, err = readCounts[G, M](in.Counts); err != nil {
		return fmt.Errorf("peers: unit %q: %w", sheet.Clip(in.Name), err)
	}
	*u = got
	return nil
}

type indexJSON[G cmp.Ordered] struct {
	Group G       `json:"group"`
	Index float64 `json:"index"`
}

type standardJSON[G cmp.Ordered] struct {
	Name   string         `json:"name"`
	Source string         `json:"source,omitempty"`
	Counts []countJSON[G] `json:"counts,omitempty"`
	Holds  []string       `json:"holds,omitempty"`
	Index  []indexJSON[G] `json:"index,omitempty"`
}

// MarshalJSON writes an object with name; source; counts, as [Unit.MarshalJSON] writes them; holds,
// a list of units; and index, a list of objects with group and index. What is empty is left out,
// but the name.
func (s Standard[G, M]) MarshalJSON() ([]byte, error) {
	out := standardJSON[G]{Name: s.Name, Source: s.Source, Counts: countsJSON(s.Counts), Holds: s.Holds}
	for _, g := range slices.Sorted(maps.Keys(s.Index)) {
		out.Index = append(out.Index, indexJSON[G]{g, s.Index[g]})
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what [Standard.MarshalJSON] writes. The error wraps [rri.ErrCount] for a
// count that makes no sense and for a group that stands twice.
func (s *Standard[G, M]) UnmarshalJSON(data []byte) error {
	var in standardJSON[G]
	if err := strictjson.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("peers: standard: %w", err)
	}
	got := Standard[G, M]{Name: in.Name, Source: in.Source, Holds: in.Holds}
	var err error
	if got.Counts, err = readCounts[G, M](in.Counts); err != nil {
		return fmt.Errorf("peers: standard %q: %w", sheet.Clip(in.Name), err)
	}
	if len(in.Index) > 0 {
		got.Index = make(map[G]float64, len(in.Index))
	}
	for _, x := range in.Index {
		if _, twice := got.Index[x.Group]; twice {
			return fmt.Errorf("peers: standard %q: index of group %q stands twice: %w", sheet.Clip(in.Name), sheet.Clip(fmt.Sprint(x.Group)), rri.ErrCount)
		}
		got.Index[x.Group] = x.Index
	}
	*s = got
	return nil
}

// setJSON is the form of a Set in JSON.
type setJSON[G cmp.Ordered, M rri.Measure] struct {
	rri.Labels
	Model     string           `json:"model"`
	Of        string           `json:"of,omitempty"`
	Baseline  G                `json:"baseline"`
	Order     []G              `json:"order,omitempty"`
	Units     []Unit[G, M]     `json:"units"`
	Focus     string           `json:"focus,omitempty"`
	Standards []Standard[G, M] `json:"standards,omitempty"`
}

// MarshalJSON writes an object with the labels, as measure, definition, events_name, exposure_name,
// per, no_baseline and notes; model, "rate" or "proportion"; of, what the units are; baseline;
// order, a list of groups; units, as [Unit.MarshalJSON] writes them; focus; and standards, as
// [Standard.MarshalJSON] writes them. What is empty is left out, but the labels and units.
func (s Set[G, M]) MarshalJSON() ([]byte, error) {
	return json.Marshal(setJSON[G, M]{s.Labels, model[M](), s.Of, s.Baseline, s.Order, listOf(s.Units), s.Focus, s.Standards})
}

// UnmarshalJSON reads what [Set.MarshalJSON] writes. The error is that of [Set.Validate], or says
// what else does not fit.
func (s *Set[G, M]) UnmarshalJSON(data []byte) error {
	var in setJSON[G, M]
	if err := strictjson.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("peers: set: %w", err)
	}
	if in.Model != model[M]() {
		return fmt.Errorf("peers: set of model %q: want %q: read it into the other type of measure", sheet.Clip(in.Model), model[M]())
	}
	got := Set[G, M]{in.Labels, in.Of, in.Baseline, in.Order, in.Units, in.Focus, in.Standards}
	if err := got.Validate(); err != nil {
		return err
	}
	*s = got
	return nil
}

// model returns the name of the model of M in JSON.
func model[M rri.Measure]() string {
	if (*new(M)).IsProportion() {
		return "proportion"
	}
	return "rate"
}

// listOf returns a list that JSON writes as [] where it is empty.
func listOf[T any](list []T) []T { return append([]T{}, list...) }
