package choices

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// number is written as a number, NaN as null and infinity as "Inf".
type number float64

// MarshalJSON writes n.
func (n number) MarshalJSON() ([]byte, error) {
	switch v := float64(n); {
	case math.IsNaN(v):
		return []byte("null"), nil
	case math.IsInf(v, 1):
		return []byte(`"Inf"`), nil
	}
	return json.Marshal(float64(n))
}

// UnmarshalJSON reads what MarshalJSON writes.
func (n *number) UnmarshalJSON(data []byte) error {
	switch string(data) {
	case "null":
		*n = number(math.NaN())
		return nil
	case `"Inf"`:
		*n = number(math.Inf(1))
		return nil
	}
	return json.Unmarshal(data, (*float64)(n))
}

// resultJSON is the form of a Result in JSON.
type resultJSON struct {
	Of       string          `json:"searches"`
	Records  string          `json:"records,omitempty"` // where they are not searches
	Group    ethnicity.Group `json:"group"`
	Baseline ethnicity.Group `json:"baseline"`
	Level    float64         `json:"level"`
	Measures []measureJSON   `json:"measures"`
	Notes    []string        `json:"notes,omitempty"`
	Source   string          `json:"source,omitempty"`
}

// measureJSON is one measure: its range, which is null where the curve is empty, how much each
// choice moves it, and every combination.
type measureJSON struct {
	Name         string            `json:"measure"`
	Without      int               `json:"without_index"`
	Range        *Range            `json:"range"`
	Held         []heldJSON        `json:"held,omitempty"`
	Shares       []shareJSON       `json:"shares"`
	Together     *number           `json:"share_together"` // beyond what each choice does alone
	Combinations []combinationJSON `json:"combinations"`
}

// heldJSON is a choice that is not in the count.
type heldJSON struct {
	Choice Choice `json:"choice"`
	Way    string `json:"way"`
}

// shareJSON is how much one choice moves the index, or the lower limit.
type shareJSON struct {
	Choice Choice     `json:"choice"`
	Of     string     `json:"of"`
	Share  number     `json:"share"`
	Means  []meanJSON `json:"means"`
}

// What a share is of.
const (
	ofIndex      = "index"
	ofLowerLimit = "lower limit"
)

// meanJSON is the geometric mean for one way to make a choice.
type meanJSON struct {
	Way  string `json:"way"`
	Mean number `json:"mean"`
}

// combinationJSON is one way to make every choice, and the index that comes of it.
type combinationJSON struct {
	Choices map[Choice]string `json:"choices"`
	Index   number            `json:"index"`
	Lower   number            `json:"lower"`
	Upper   number            `json:"upper"`
}

// MarshalJSON writes an object with searches, whose they are and of when; records, what they are
// called if they are not searches; group, baseline, level; measures; and notes and source, left out
// if there are none. A measure has measure, its name; without_index, how many combinations are not
// in the curve; range; held, the choices that are not in the count, left out if there are none;
// shares, of each choice in the count with the mean for each way, of the index or, where it moves
// the interval alone, of the lower limit; share_together; and combinations. NaN is null, and
// infinity "Inf".
func (r Result) MarshalJSON() ([]byte, error) {
	out := resultJSON{Of: r.Of, Group: r.Group, Baseline: r.Baseline, Level: r.Level, Measures: []measureJSON{}, Notes: r.Notes, Source: r.Source}
	if r.Records != ofSearches.records {
		out.Records = r.Records
	}
	for _, m := range r.Measures {
		out.Measures = append(out.Measures, m.json())
	}
	return json.Marshal(out)
}

// MarshalJSON writes an object as [Result.MarshalJSON] has it among its measures.
func (m Measure) MarshalJSON() ([]byte, error) { return json.Marshal(m.json()) }

// UnmarshalJSON reads what [Measure.MarshalJSON] writes.
func (m *Measure) UnmarshalJSON(data []byte) error {
	var in measureJSON
	err := json.Unmarshal(data, &in)
	if err != nil {
		return fmt.Errorf("choices: reading a measure: %w", quote.Outside(err))
	}
	got, err := in.measure()
	if err != nil {
		return fmt.Errorf("choices: reading the %s: %w", sheet.Clip(in.Name), err)
	}
	*m = got
	return nil
}

// json returns the form of a measure in JSON.
func (m Measure) json() measureJSON {
	out := measureJSON{Name: m.Name, Without: len(m.Combinations) - len(m.Curve()), Shares: []shareJSON{}, Combinations: []combinationJSON{}}
	shares, together := m.Shares()
	out.Together = (*number)(&together)
	if of, ok := m.Range(); ok {
		out.Range = &of
	}
	for _, h := range m.Held {
		out.Held = append(out.Held, heldJSON{h.Choice, h.Ways[0]})
	}
	for _, s := range shares {
		out.Shares = append(out.Shares, s.json())
	}
	for _, c := range m.Combinations {
		one := combinationJSON{make(map[Choice]string), number(c.Index), number(c.Lower), number(c.Upper)}
		for i, of := range m.Choices {
			one.Choices[of.Choice] = of.Ways[c.Ways[i]]
		}
		out.Combinations = append(out.Combinations, one)
	}
	return out
}

// UnmarshalJSON reads what [Result.MarshalJSON] writes. Ranges and shares are not read but computed
// again, of the combinations. It is an error if a combination leaves a choice out, or makes it in a
// way that is not among those that have a mean.
func (r *Result) UnmarshalJSON(data []byte) error {
	var in resultJSON
	if err := json.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("choices: reading a result: %w", quote.Outside(err))
	}
	got := Result{Of: in.Of, Records: in.Records, Group: in.Group, Baseline: in.Baseline, Level: in.Level, Notes: in.Notes, Source: in.Source}
	if got.Records == "" {
		got.Records = ofSearches.records
	}
	for _, m := range in.Measures {
		one, err := m.measure()
		if err != nil {
			return fmt.Errorf("choices: reading the %s: %w", sheet.Clip(m.Name), err)
		}
		got.Measures = append(got.Measures, one)
	}
	*r = got
	return nil
}

// measure returns what was read.
func (in measureJSON) measure() (Measure, error) {
	m := Measure{Name: in.Name}
	for _, h := range in.Held {
		m.Held = append(m.Held, Ways{h.Choice, []string{h.Way}})
	}
	for _, s := range in.Shares {
		of := Ways{Choice: s.Choice}
		for _, mean := range s.Means {
			of.Ways = append(of.Ways, mean.Way)
		}
		m.Choices = append(m.Choices, of)
	}
	for i, c := range in.Combinations {
		one := Combination{Index: float64(c.Index), Lower: float64(c.Lower), Upper: float64(c.Upper)}
		for _, of := range m.Choices {
			way, ok := c.Choices[of.Choice]
			at := slices.Index(of.Ways, way)
			if !ok || at < 0 {
				return m, fmt.Errorf("combination %d: %s %q: want one of the ways that have a mean", i+1, of.Choice, sheet.Clip(way))
			}
			one.Ways = append(one.Ways, at)
		}
		if len(c.Choices) != len(m.Choices) {
			return m, fmt.Errorf("combination %d: %d choices: want the %d that have a share", i+1, len(c.Choices), len(m.Choices))
		}
		m.Combinations = append(m.Combinations, one)
	}
	return m, nil
}
