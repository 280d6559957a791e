package peers

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// written are the ways in which a result and two measures write themselves.
type written interface {
	WriteText(w io.Writer) error
	WriteMarkdown(w io.Writer) error
	WriteCSV(w io.Writer) error
}

// evil has all that a name from outside may try: formulas, tables, markup, colours of a terminal,
// line breaks, marks that turn the direction, and links.
const evil = "=1+1|<b>\x1b[31m\r\n\u202e[x](http://a.b)*"

// evilSet returns a set all of whose texts are evil.
func evilSet() Set[string, rri.Rate] {
	s := asked()
	s.Measure, s.Definition, s.Events, s.Exposure, s.Notes, s.Of = evil, evil, evil, evil, []string{evil}, evil
	for i := range s.Units {
		u := &s.Units[i]
		u.Name, u.Missing = evil+u.Name, evil
		if u.Counts != nil {
			u.Counts[evil] = rri.Rate{Events: int64(9 + i), Population: 1000}
		}
	}
	s.Units[1].Doubt = evil
	s.Focus = s.Units[3].Name
	s.Standards[0].Name, s.Standards[0].Source, s.Standards[0].Holds = evil, evil, []string{s.Focus}
	s.Standards[0].Counts[evil] = rri.Rate{Events: 900, Population: 100_000}
	return s
}

// TestHostileNames: names from outside move no cursor, open no page and run no formula.
func TestHostileNames(t *testing.T) {
	s := evilSet()
	other := evilSet()
	other.Measure = evil + " too"
	pages := sheet.Page{Title: evil}
	r := referencetest.Must(Of(s, everything))
	for _, sh := range r.Sheets() {
		pages.Sections = append(pages.Sections, sheet.Section{Name: evil, Title: evil, Blocks: []sheet.Block{{Sheet: &sh}}})
	}
	for _, w := range []written{r, referencetest.Must(SideBySide(s, other, Options{}))} {
		harmless(t, w)
	}
	var page bytes.Buffer
	if err := pages.WriteHTML(&page); err != nil {
		t.Fatal(err)
	}
	if text := page.String(); strings.ContainsAny(text, "\x1b\r\u202e") || strings.Contains(text, "=1+1|<b>") {
		t.Error("a page has what a name says")
	}
	for _, note := range r.MethodNotes() {
		if strings.ContainsAny(note, "\x1b\r\n\u202e") {
			t.Errorf("%q", note)
		}
	}
	s.Units[1].Counts[evil] = rri.Rate{Events: -1}
	if err := s.Validate(); err == nil || strings.ContainsAny(err.Error(), "\x1b\r\n\u202e") {
		t.Errorf("%q", err)
	}
}

// harmless checks what is written with evil names.
func harmless(t *testing.T, w written) {
	t.Helper()
	var text, markdown, table strings.Builder
	for _, err := range []error{w.WriteText(&text), w.WriteMarkdown(&markdown), w.WriteCSV(&table)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for form, text := range map[string]string{"text": text.String(), "Markdown": markdown.String(), "CSV": table.String()} {
		if strings.ContainsAny(text, "\x1b\r\u202e") {
			t.Errorf("%s has control characters", form)
		}
	}
	if strings.Contains(markdown.String(), "<b>") || strings.Contains(markdown.String(), "[x](") {
		t.Error("a page would show what a name says")
	}
	rows, err := csv.NewReader(strings.NewReader(table.String())).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		for _, cell := range row {
			if strings.HasPrefix(cell, "=") {
				t.Fatalf("a spreadsheet would run %q", cell)
			}
		}
	}
}

// TestHugeNames: a name of two million characters is written in every form in seconds, fits the
// width, and reads back.
func TestHugeNames(t *testing.T) {
	s := asked()
	s.Units[3].Name = strings.Repeat("long ", 400_000)
	s.Focus, s.Standards = s.Units[3].Name, nil
	start := time.Now()
	r := referencetest.Must(Of(s, Options{OutlierLines: true}))
	r.Groups = r.Groups[:1]
	r.Groups[0].Pairs = r.Groups[0].Pairs[:1]
	harmless(t, r)
	data, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var again Result[string, rri.Rate]
	if err := json.Unmarshal(data, &again); err != nil {
		t.Fatal(err)
	}
	// something that grows with the square of the length, not a slow machine
	if took := time.Since(start); took > 2*time.Minute {
		t.Errorf("it took %v", took)
	}
}

// TestNamesAlike: units that a reader could not tell from each other are refused, whatever hides
// the difference, and those that are only close to each other stand in rows of their own.
func TestNamesAlike(t *testing.T) {
	for _, test := range []struct {
		reason, name string
		refused      bool
	}{
		{"the same", "Barton", true},
		{"a control character", "Barton\x07", true},
		{"a mark of direction", "\u202eBarton\u202c", true},
		{"blanks", " Barton  ", true},
		{"a letter more", "Bartons", false},
	} {
		s := forces()
		s.Units[2].Name = test.name
		r, err := Of(s, Options{})
		if (err != nil) != test.refused {
			t.Errorf("%s: %v", test.reason, err)
		}
		if err == nil {
			if text, _ := texts(t, r); strings.Count(text, "\n"+test.name+" ") == 0 {
				t.Errorf("%s: no row of it in\n%s", test.reason, text)
			}
		}
	}
}
