package report

import (
	"bytes"
	"errors"
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestLayoutValidate(t *testing.T) {
	for _, test := range []struct {
		l              Layout
		option, reason string
	}{
		{Layout{}, "", "the first screen"},
		{Layout{Width: 60}, "", "the least width"},
		{Layout{Width: 1000, Tables: TableNames(), P: true, ASCII: true}, "", "everything"},
		{Layout{Width: 59}, "Width", "a table has no room"},
		{Layout{Width: 1001}, "Width", "nobody reads such lines"},
		{Layout{Width: -80}, "Width", "no width at all"},
		{Layout{Tables: []string{"find rate"}}, "Tables", "the name of a measure is no name of a table"},
		{Layout{Tables: []string{""}}, "Tables", "an empty name"},
	} {
		err := test.l.Validate()
		e, _ := errors.AsType[*OptionError](err)
		if (err != nil) != (test.option != "") || err != nil && (e == nil || e.Option != test.option) {
			t.Errorf("%s: %+v: %v, want an error of %q", test.reason, test.l, err, test.option)
		}
		r := must(New(extract("2023-01-kent.csv", mixed()), Options{}))
		var b bytes.Buffer
		if wrong := r.WriteText(&b, test.l); (wrong != nil) != (err != nil) || err != nil && b.Len() > 0 {
			t.Errorf("%s: written with %v, %d bytes", test.reason, wrong, b.Len())
		}
	}
}

// TestTableNames: every name chooses what it says, and together they choose every table.
func TestTableNames(t *testing.T) {
	for _, test := range []struct {
		name   string
		has    []string
		hasNot []string
	}{
		{"summary", nil, []string{"search-rate", "find-rate", "arrest-rate"}},
		{"all", []string{"search-rate", "find-rate", "find-rate/drugs", "arrest-rate"}, nil},
		{"find-rate", []string{"find-rate", "find-rate-by-action"}, []string{"search-rate", "find-rate/drugs", "arrest-rate"}},
		{"grounds", []string{"find-rate/drugs", "find-rate/section-60"}, []string{"find-rate", "arrest-rate"}},
		{"outcomes", []string{"arrest-rate", "unlinked-action-rate"}, []string{"find-rate", "search-rate", "find-rate/other", "find-rate-by-action"}},
		{"arrest-rate", []string{"arrest-rate"}, []string{"find-rate", "charge-or-summons-rate"}},
	} {
		l := Layout{Tables: []string{test.name}}
		for _, id := range test.has {
			if !l.has(id) {
				t.Errorf("%s: no %s", test.name, id)
			}
		}
		for _, id := range test.hasNot {
			if l.has(id) {
				t.Errorf("%s: has %s", test.name, id)
			}
		}
	}
}

// TestInstead: a table is a sentence where it would repeat another, or has too few events.
func TestInstead(t *testing.T) {
	table := func(id string, counts ...int64) Table {
		of := Table{ID: id, Measure: id}
		for i := 0; i < len(counts); i += 2 {
			exposure := float64(counts[i+1])
			of.Rows = append(of.Rows, Row{Group: 1, Events: &counts[i], Exposure: &exposure})
		}
		return of
	}
	hidden := table("a", 2, 30, 3, 40)
	hidden.Rows[1].Events = nil
	above := []entry{{plain: table("find-rate", 20, 300, 10, 40)}}
	for _, test := range []struct {
		t      Table
		want   string
		reason string
	}{
		{table("a", 5, 30, 5, 40), "", "ten events"},
		{table("a", 5, 30, 4, 40), "A: 9 of 70 searches in known groups, too few to compare", "nine events"},
		{table("a", 20, 300, 10, 40), "A: the same counts as above, under find-rate.", "the counts of the table above"},
		{table("a", 20, 300, 10, 41), "", "another denominator"},
		{hidden, "", "a count that is withheld is not told to be few"},
		{table("search-rate", 1, 30, 0, 40), "", "the search rate stands whatever its counts"},
	} {
		if got := (composer{Report: new(Report)}).instead(test.t, above); !strings.HasPrefix(got, test.want) || (got == "") != (test.want == "") {
			t.Errorf("%s: %q, want %q", test.reason, got, test.want)
		}
	}
}

// TestWidthLaw: no line is longer than the width, and in ASCII there is no other character,
// whatever the file has.
func TestWidthLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := Layout{Width: rapid.IntRange(minWidth, 130).Draw(t, "width"), ASCII: rapid.Bool().Draw(t, "ascii"), P: rapid.Bool().Draw(t, "p")}
		l.Tables = rapid.SliceOfN(rapid.SampledFrom(TableNames()), 0, 2).Draw(t, "tables")
		r, err := New(extract("2023-01-kent.csv", anyFile().Draw(t, "content")), anyOptions().Draw(t, "options"))
		if err != nil {
			t.Skip(err)
		}
		var b bytes.Buffer
		if err := r.WriteText(&b, l); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(b.String()) {
			if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > l.Width {
				t.Fatalf("%d columns of %d: %q", n, l.Width, line)
			}
		}
		if i := strings.IndexFunc(b.String(), func(c rune) bool { return c >= utf8.RuneSelf }); l.ASCII && i >= 0 {
			t.Fatalf("beyond ASCII: %q", b.String()[i:min(i+40, b.Len())])
		}
	})
}

// TestIndexText: an index is 1, and a limit touches 1, only where they are it.
func TestIndexText(t *testing.T) {
	for _, test := range []struct {
		lower, upper float64
		want         string
		reason       string
	}{
		{0.906, 1.023, "0.91–1.02", "on either side"},
		{1.002, 1.34, "1.002–1.34", "just above 1"},
		{0.2, 0.99996, "0.20–0.99996", "just below 1"},
		{9.994, 43.14, "9.99–43.1", "one decimal from 10"},
		{0, 1.05, "0–1.05", "zero is zero"},
		{454.3, 1146.7630417, "454–1,147", "none from 100"},
		{0.5, math.Inf(1), "0.50–∞", "no upper end"},
	} {
		if got := rangeText(test.lower, test.upper); got != test.want {
			t.Errorf("%s: %q, want %q", test.reason, got, test.want)
		}
	}
}
