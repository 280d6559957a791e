package outcomes

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"time"
	"unicode/utf8"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
)

// Errors of what encoding/json cannot store.
var (
	errTallyJSON   = errors.New("outcomes: a Tally cannot be stored as JSON: write it with Tally.WriteCSV and read it with ReadTally")
	errLabelsJSON  = errors.New("outcomes: Labels cannot be stored as JSON: keep the file that they are read from by ReadLabels")
	errExtractJSON = errors.New("outcomes: an Extract cannot be stored as JSON: save it with Extract.Save, or write its Tally with Tally.WriteCSV, and its Quality and its Sources as JSON")
)

// MarshalJSON is an error: a tally is stored by [Tally.WriteCSV].
func (t Tally) MarshalJSON() ([]byte, error) { return nil, errTallyJSON }

// UnmarshalJSON is an error: a tally is read by [ReadTally].
func (t *Tally) UnmarshalJSON([]byte) error { return errTallyJSON }

// MarshalJSON is an error: labels are stored in the file that they are read from.
func (l Labels) MarshalJSON() ([]byte, error) { return nil, errLabelsJSON }

// UnmarshalJSON is an error: labels are read by [ReadLabels].
func (l *Labels) UnmarshalJSON([]byte) error { return errLabelsJSON }

// MarshalJSON is an error that says which parts of x can be stored.
func (x Extract) MarshalJSON() ([]byte, error) { return nil, errExtractJSON }

// UnmarshalJSON is an error, as [Extract.MarshalJSON] is.
func (x *Extract) UnmarshalJSON([]byte) error { return errExtractJSON }

// sourceJSON is the form of a Source in JSON.
type sourceJSON struct {
	File  string          `json:"file"`
	Force ethnicity.Force `json:"force"`
	First *time.Time      `json:"first"`
	Last  *time.Time      `json:"last"`
	Rows  int64           `json:"rows"`

	Missing   []string `json:"missing,omitempty"`
	Collapsed bool     `json:"collapsed,omitempty"`
	Own       bool     `json:"own,omitempty"`
	CountOnly bool     `json:"count_only,omitempty"`
}

// MarshalJSON writes file, force, first, last and rows, and where they say something, missing,
// collapsed, own and count_only. The times are as clocks in the United
// Kingdom show them, "2022-09-30T23:59:00+01:00", so that they begin with the day as the police cut
// it, and null if there is no search. It is an error if the name of the file is not UTF-8.
func (s Source) MarshalJSON() ([]byte, error) {
	if !utf8.ValidString(s.File) {
		return nil, fmt.Errorf("outcomes: the source %q cannot be stored as JSON: the name is not UTF-8", quote.Clip(s.File))
	}
	clock := func(t time.Time) *time.Time {
		if t.IsZero() {
			return nil
		}
		t = InLondon(t)
		return &t
	}
	return json.Marshal(sourceJSON{s.File, s.Force, clock(s.First), clock(s.Last), s.Rows, s.Missing, s.Collapsed, s.Own, s.CountOnly})
}

// UnmarshalJSON reads what [Source.MarshalJSON] writes.
func (s *Source) UnmarshalJSON(data []byte) error {
	var in sourceJSON
	if err := json.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("outcomes: reading a source: %w", quote.Outside(err))
	}
	utc := func(t *time.Time) time.Time {
		if t == nil {
			return time.Time{}
		}
		return t.UTC()
	}
	*s = Source{File: in.File, Force: in.Force, First: utc(in.First), Last: utc(in.Last), Rows: in.Rows, Missing: in.Missing,
		Collapsed: in.Collapsed, Own: in.Own, CountOnly: in.CountOnly}
	return nil
}

// searchJSON is the form of a Search in JSON, with null for the coordinates of a search without a
// place.
type searchJSON struct {
	plainSearch
	Latitude  *float64 `json:"latitude"`
	Longitude *float64 `json:"longitude"`
}

type plainSearch Search

// MarshalJSON writes the fields of s by their names in small letters, enums by their canonical
// names, and null for a coordinate that is NaN. The fingerprint is written too, as a string.
func (s Search) MarshalJSON() ([]byte, error) {
	degrees := func(v float64) *float64 {
		if math.IsNaN(v) {
			return nil
		}
		return &v
	}
	return json.Marshal(searchJSON{plainSearch(s), degrees(s.Latitude), degrees(s.Longitude)})
}

// UnmarshalJSON reads what [Search.MarshalJSON] writes.
func (s *Search) UnmarshalJSON(data []byte) error {
	var in searchJSON
	if err := json.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("outcomes: reading a search: %w", quote.Outside(err))
	}
	degrees := func(v *float64) float64 {
		if v == nil {
			return math.NaN()
		}
		return *v
	}
	*s = Search(in.plainSearch)
	s.Latitude, s.Longitude = degrees(in.Latitude), degrees(in.Longitude)
	return nil
}

// definitionJSON is the form of a Definition in JSON.
type definitionJSON struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

// MarshalJSON writes the name and the text of d. Functions cannot be written.
func (d Definition) MarshalJSON() ([]byte, error) {
	return json.Marshal(definitionJSON{d.Name, d.Text})
}

// UnmarshalJSON reads what [Definition.MarshalJSON] writes. A definition of this package, known by
// its name and text, gets its functions back. One of your own has none until you set them, and
// [Tally.Proportions] refuses it.
func (d *Definition) UnmarshalJSON(data []byte) error {
	var in definitionJSON
	if err := json.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("outcomes: reading a definition: %w", quote.Outside(err))
	}
	*d = Definition{Name: in.Name, Text: in.Text}
	for known := range definitions {
		if known.Name == in.Name && known.Text == in.Text {
			*d = known
		}
	}
	return nil
}

// definitions yields every definition of this package.
func definitions(yield func(Definition) bool) {
	for d := range FindDefinitions() {
		if !yield(d.Definition()) {
			return
		}
	}
	for r := range OutcomeRates() {
		if !yield(r.Definition()) {
			return
		}
	}
	for r := range CrimeRates() {
		if !yield(r.Definition()) {
			return
		}
	}
	for o := range Outcomes() {
		if !yield(o.Definition()) {
			return
		}
	}
}
