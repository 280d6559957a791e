package main

import (
	"encoding/json"
	"io"
	"math"

	"github.com/seed-549880be/disparity/ethnicity"
)

// jsonNumber is written as a number, NaN as null and infinity as "Inf".
type jsonNumber float64

// MarshalJSON writes n.
func (n jsonNumber) MarshalJSON() ([]byte, error) {
	switch v := float64(n); {
	case math.IsNaN(v):
		return []byte("null"), nil
	case math.IsInf(v, 1):
		return []byte(`"Inf"`), nil
	}
	return json.Marshal(float64(n))
}

// document is the form of the output in JSON.
type document struct {
	Searches string          `json:"searches"`
	Group    ethnicity.Group `json:"group"`
	Baseline ethnicity.Group `json:"baseline"`
	Level    float64         `json:"level"`
	Measures []measureJSON   `json:"measures"`
}

// measureJSON is one measure: its range, which is null where no combination has an index above 0,
// how much each choice moves it, and every combination.
type measureJSON struct {
	Measure      string            `json:"measure"`
	LeftOut      int               `json:"without_index"`
	Range        *span             `json:"range"`
	Shares       []shareJSON       `json:"shares"`
	Together     *jsonNumber       `json:"share_together"` // beyond what each choice does alone
	Combinations []combinationJSON `json:"combinations"`
}

// shareJSON is how much one choice moves the index, or for the method its lower limit.
type shareJSON struct {
	Choice string     `json:"choice"`
	Of     string     `json:"of"`
	Share  jsonNumber `json:"share"`
	Means  []meanJSON `json:"means"`
}

// meanJSON is the geometric mean for one way to make a choice.
type meanJSON struct {
	Way  string     `json:"way"`
	Mean jsonNumber `json:"mean"`
}

// combinationJSON is one way to make every choice, and the index that comes of it.
type combinationJSON struct {
	Choices map[string]string `json:"choices"`
	Index   jsonNumber        `json:"index"`
	Lower   jsonNumber        `json:"lower"`
	Upper   jsonNumber        `json:"upper"`
}

// writeJSON writes both designs as JSON.
func (q question) writeJSON(w io.Writer, designs []design) error {
	out := document{Searches: sampled, Group: q.group, Baseline: q.baseline, Level: level}
	for _, d := range designs {
		out.Measures = append(out.Measures, d.json())
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(out)
}

// json returns the form of a design in JSON.
func (d design) json() measureJSON {
	shown := d.shown()
	m := measureJSON{Measure: d.measure, LeftOut: len(d.specs) - len(shown), Shares: []shareJSON{}, Combinations: []combinationJSON{}}
	if len(shown) > 0 {
		of := spanOf(shown)
		shares, together := d.shares(shown)
		m.Range, m.Together = &of, (*jsonNumber)(&together)
		for _, s := range shares {
			one := shareJSON{Choice: s.name, Of: s.of, Share: jsonNumber(s.share)}
			for j, way := range s.levels {
				one.Means = append(one.Means, meanJSON{way, jsonNumber(s.means[j])})
			}
			m.Shares = append(m.Shares, one)
		}
	}
	for _, s := range d.specs {
		c := combinationJSON{make(map[string]string), jsonNumber(s.index.Value), jsonNumber(s.index.Lower), jsonNumber(s.index.Upper)}
		for i, f := range d.factors {
			c.Choices[f.name] = f.levels[s.levels[i]]
		}
		m.Combinations = append(m.Combinations, c)
	}
	return m
}
