package counts

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/internal/strictjson"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// readers has what reads the data of a section of each name from JSON.
var readers = map[string]func(data []byte) ([]Section, error){
	"comparison":   one(sectionFrom[Comparison]),
	"composition":  one(sectionFrom[Makeup]),
	"audit":        one(sectionFrom[Audited]),
	"within":       one(sectionFrom[Within]),
	"by":           one(sectionFrom[By]),
	"standardised": one(sectionFrom[Standardised]),
	"power":        one(sectionFrom[Plan]),
	"journey":      one(readJourney),
	"trend":        readTrend,
}

// one returns what reads one section as what reads some.
func one(read func(data []byte) (Section, error)) func(data []byte) ([]Section, error) {
	return func(data []byte) ([]Section, error) {
		s, err := read(data)
		return []Section{s}, err
	}
}

// sectionFrom reads the data of a section, and makes its table again.
func sectionFrom[D interface{ section() Section }](data []byte) (Section, error) {
	var d D
	if err := json.Unmarshal(data, &d); err != nil {
		return Section{}, err
	}
	return d.section(), nil
}

// documentJSON is the form of a Document in JSON.
type documentJSON struct {
	Title    string        `json:"title"`
	Lines    []string      `json:"lines"`
	Sections []sectionJSON `json:"sections"`
	Notes    []string      `json:"notes"`
}

type sectionJSON struct {
	Name string `json:"name"`
	Data any    `json:"data"`
}

// MarshalJSON writes an object with title, lines, sections, which is a list of objects with name
// and data, and notes. Width and ASCII are of what people see, and are not in it.
func (d Document) MarshalJSON() ([]byte, error) {
	out := documentJSON{Title: d.Title, Lines: append([]string{}, d.Lines...), Sections: []sectionJSON{}, Notes: append([]string{}, d.Notes...)}
	for _, s := range d.Sections {
		if s.Data == nil {
			continue // that of a section before it has it
		}
		out.Sections = append(out.Sections, sectionJSON{s.Name, s.Data})
	}
	data, err := json.Marshal(out)
	return sheet.EscapeJSON(data), err
}

// UnmarshalJSON reads what [Document.MarshalJSON] writes, and makes the tables again. It is an
// error if a section has a name that this package does not know.
func (d *Document) UnmarshalJSON(data []byte) error {
	in := documentJSON{}
	var sections struct {
		Sections []struct {
			Name string          `json:"name"`
			Data json.RawMessage `json:"data"`
		} `json:"sections"`
	}
	if err := strictjson.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("counts: document: %w", err)
	}
	if err := json.Unmarshal(data, &sections); err != nil {
		return fmt.Errorf("counts: document: %w", err)
	}
	read := Document{Title: in.Title, Lines: slices.Clip(in.Lines), Notes: slices.Clip(in.Notes)}
	for _, s := range sections.Sections {
		reader, ok := readers[s.Name]
		if !ok {
			return fmt.Errorf("counts: document: no section has the name %q", sheet.Clip(s.Name))
		}
		sections, err := reader(s.Data)
		if err != nil {
			return fmt.Errorf("counts: document: section %s: %w", s.Name, err)
		}
		read.Sections = append(read.Sections, sections...)
	}
	*d = read
	return nil
}

// comparisonJSON is the form of a Comparison in JSON. The order of the fields is part of it.
type comparisonJSON struct {
	Model      string          `json:"model"`
	Events     string          `json:"events_name"`
	Exposure   string          `json:"exposure_name"`
	Per        float64         `json:"per"`
	Baseline   string          `json:"baseline"`
	Direction  index.Direction `json:"direction"`
	Method     rri.Method      `json:"method"`
	Level      float64         `json:"level"`
	Levels     []float64       `json:"further_levels"`
	Side       rri.Side        `json:"side"`
	Null       float64         `json:"null"`
	Freedom    float64         `json:"degrees_of_freedom,omitempty"`
	SmallBelow int64           `json:"small_count_below,omitempty"`
	Rule       Rule            `json:"unknown_rule"`
	Suppressed int64           `json:"suppressed,omitempty"`
	Rows       []Row           `json:"rows"`
	Unknown    *Unknown        `json:"unknown"`
}

const (
	modelRate       = "rate"
	modelProportion = "proportion"
)

// MarshalJSON writes an object with model ("rate" or "proportion"), events_name, exposure_name,
// per, baseline, direction, method, level, further_levels, side, null (0: the usual null value),
// unknown_rule, rows, and unknown, which is null if the table has no row for it. Numbers are not
// scaled or rounded: every one reads back to the same float64; NaN is null, and infinity the string
// "Inf".
func (c Comparison) MarshalJSON() ([]byte, error) {
	model := modelRate
	if c.Proportion {
		model = modelProportion
	}
	return json.Marshal(comparisonJSON{Model: model, Events: c.Events, Exposure: c.Exposure, Per: c.Per, Baseline: c.Baseline, Direction: c.Direction,
		Method: c.Options.Method, Level: c.Options.Level, Levels: append([]float64{}, c.Levels...), Side: c.Options.Side, Null: c.Options.Null,
		Freedom: c.Options.DegreesOfFreedom, SmallBelow: c.Options.SmallCountBelow, Rule: c.Rule, Suppressed: c.Suppressed,
		Rows: append([]Row{}, c.Rows...), Unknown: c.Unknown})
}

// UnmarshalJSON reads what [Comparison.MarshalJSON] writes. It is an error if there is no baseline
// in the first row, or a row has not every further level.
func (c *Comparison) UnmarshalJSON(data []byte) error {
	var in comparisonJSON
	if err := strictjson.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("counts: comparison: %w", err)
	}
	if in.Model != modelRate && in.Model != modelProportion {
		return fmt.Errorf("counts: comparison: model %q: want %s or %s", sheet.Clip(in.Model), modelRate, modelProportion)
	}
	if len(in.Rows) == 0 || in.Rows[0].Group != in.Baseline {
		return fmt.Errorf("counts: comparison: %w: want that of the first row", rri.ErrBaseline)
	}
	if slices.ContainsFunc(in.Rows, func(r Row) bool { return len(r.Further) != len(in.Levels) }) {
		return fmt.Errorf("counts: comparison: %w: want an index for each further level in every row", rri.ErrOption)
	}
	*c = Comparison{Proportion: in.Model == modelProportion, Events: in.Events, Exposure: in.Exposure, Per: in.Per, Baseline: in.Baseline,
		Options: rri.Options{Method: in.Method, Level: in.Level, Side: in.Side, Null: in.Null, DegreesOfFreedom: in.Freedom,
			SmallCountBelow: in.SmallBelow},
		Levels: noneIfEmpty(in.Levels), Direction: in.Direction, Rule: in.Rule, Suppressed: in.Suppressed, Rows: in.Rows, Unknown: in.Unknown}
	return nil
}

// noneIfEmpty returns nil for an empty list, as lists are that were never filled.
func noneIfEmpty[E any](list []E) []E {
	if len(list) == 0 {
		return nil
	}
	return list
}

// rowJSON is the form of a Row in JSON.
type rowJSON struct {
	Group    string            `json:"group"`
	Events   tidy.Cell         `json:"events"`
	Exposure tidy.Cell         `json:"exposure"`
	Rate     rri.Estimate      `json:"rate"`
	Index    rri.Estimate      `json:"ratio"`
	Further  []rri.Estimate    `json:"further"`
	Counts   unknown.Bounds    `json:"counts"`
	Bounds   unknown.Bounds    `json:"bounds"`
	Range    rri.Estimate      `json:"range"`
	Tipping  strictjson.Number `json:"tipping_share"`
	FilledIn *Filled           `json:"filled_in,omitempty"`
}

// MarshalJSON writes an object with group, events and exposure, each as [tidy.Cell.MarshalJSON]
// writes it, rate, ratio, further, counts, bounds, range and tipping_share.
func (r Row) MarshalJSON() ([]byte, error) {
	return json.Marshal(rowJSON{r.Group, r.Events, r.Exposure, r.Rate, r.Index, append([]rri.Estimate{}, r.Further...), r.Counts, r.Bounds, r.Range,
		strictjson.Number(r.Tipping), r.FilledIn})
}

// UnmarshalJSON reads what [Row.MarshalJSON] writes.
func (r *Row) UnmarshalJSON(data []byte) error {
	nan := math.NaN()
	in := rowJSON{Counts: unknown.Bounds{Lower: nan, Upper: nan}, Bounds: unknown.Bounds{Lower: nan, Upper: nan}, Tipping: strictjson.Number(nan)}
	if err := strictjson.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("counts: row: %w", err)
	}
	*r = Row{in.Group, in.Events, in.Exposure, in.Rate, in.Index, noneIfEmpty(in.Further), in.Counts, in.Bounds, in.Range, float64(in.Tipping),
		in.FilledIn}
	return nil
}

// unknownJSON is the form of an Unknown in JSON.
type unknownJSON struct {
	Label    string         `json:"label"`
	Events   tidy.Cell      `json:"events"`
	Exposure tidy.Cell      `json:"exposure"`
	Share    unknown.Bounds `json:"share"`
}

// MarshalJSON writes an object with label, events, exposure and share.
func (u Unknown) MarshalJSON() ([]byte, error) { return json.Marshal(unknownJSON(u)) }

// UnmarshalJSON reads what [Unknown.MarshalJSON] writes.
func (u *Unknown) UnmarshalJSON(data []byte) error {
	nan := math.NaN()
	in := unknownJSON{Share: unknown.Bounds{Lower: nan, Upper: nan}}
	if err := strictjson.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("counts: people whose group is not known: %w", err)
	}
	*u = Unknown(in)
	return nil
}
