package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/examples/internal/pagetest"
	"github.com/seed-549880be/disparity/outcomes/choices"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// computed are the results for groups against White of the shipped month.
var computed = make(map[ethnicity.Group]choices.Result)

// of returns the result of a group.
func of(t *testing.T, group ethnicity.Group) choices.Result {
	t.Helper()
	if _, ok := computed[group]; !ok {
		x, err := shipped()
		if err != nil {
			t.Fatal(err)
		}
		r, err := choices.Of(x, choices.Options{Group: group, InDoubt: true})
		if err != nil {
			t.Fatal(err)
		}
		r.Source, r.Notes = "", nil
		computed[group] = r
	}
	return computed[group]
}

// written returns what is written of a group.
func written(t *testing.T, group ethnicity.Group, format string) string {
	t.Helper()
	var b bytes.Buffer
	s := settings{format: format}
	if err := s.write(&b, of(t, group), true); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestPage: the page stands alone, and its tables are those of Markdown, also for a group that has
// no index in some combinations.
func TestPage(t *testing.T) {
	for _, group := range []ethnicity.Group{ethnicity.Black, ethnicity.Other} {
		page, markdown := written(t, group, cli.FormatHTML), written(t, group, cli.FormatMarkdown)
		pagetest.Alone(t, page)
		pagetest.Words(t, page)
		pagetest.SameTables(t, page, markdown)
		for _, has := range []string{">What can be said</h2>", ">Search rate</h2>", ">Find rate</h2>", ">How the numbers are made</h2>", "10.1002/pst.1813", "Open Government Licence v3.0",
			fmt.Sprintf(`download="choices-%s-white.csv"`, strings.ToLower(group.String()))} {
			if !strings.Contains(page, has) {
				t.Errorf("%s: the page has no %q", group, has)
			}
		}
		if missing := strings.Contains(page, "have no index above 0 (no events)"); missing != (group == ethnicity.Other) {
			t.Errorf("%s: combinations without an index: %v", group, missing)
		}
	}
}

// read is JSON as another program reads it.
type read struct {
	Group    string
	Measures []struct {
		Measure string
		Range   struct{ Lowest, Middle, Highest float64 }
		Shares  []struct {
			Choice string
			Share  float64
		}
		ShareTogether float64 `json:"share_together"`
		Combinations  []struct {
			Choices             map[string]string
			Index, Lower, Upper any
		}
	}
}

// TestJSON: JSON has every combination that CSV has, with its numbers, which are null where there
// are none, and the shares that text has.
func TestJSON(t *testing.T) {
	for _, group := range []ethnicity.Group{ethnicity.Black, ethnicity.Other} {
		var got read
		if err := json.Unmarshal([]byte(written(t, group, cli.FormatJSON)), &got); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(strings.NewReader(written(t, group, cli.FormatCSV))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		at := 1
		for _, m := range got.Measures {
			for _, c := range m.Combinations {
				row := rows[at]
				at++
				if row[0] != m.Measure {
					t.Fatalf("%s: line %d is of the %s, want the %s", group, at, row[0], m.Measure)
				}
				for i, name := range rows[0][1:8] {
					if row[1+i] != c.Choices[name] {
						t.Errorf("%s, line %d: %s %q, want %q", group, at, name, c.Choices[name], row[1+i])
					}
				}
				for i, v := range []any{c.Index, c.Lower, c.Upper} {
					if text := rows[at-1][8+i]; text != sixDigits(v) {
						t.Errorf("%s, line %d: %v, want %s", group, at, v, text)
					}
				}
			}
			sum := m.ShareTogether
			for _, s := range m.Shares {
				if s.Choice != choices.Method.String() {
					sum += s.Share
				}
			}
			if math.Abs(sum-1) > 1e-9 {
				t.Errorf("%s, %s: the shares add up to %v", group, m.Measure, sum)
			}
		}
		if at != len(rows) {
			t.Errorf("%s: %d combinations, want %d", group, at-1, len(rows)-1)
		}
		text := strings.Join(strings.Fields(written(t, group, cli.FormatText)), " ")
		for _, m := range got.Measures {
			if line := fmt.Sprintf("lowest %.2f, middle %.2f, highest %.2f;", m.Range.Lowest, m.Range.Middle, m.Range.Highest); !strings.Contains(text, line) {
				t.Errorf("%s: text has no %q", group, line)
			}
			for _, s := range m.Shares {
				if share := fmt.Sprintf("%s %.1f %%", s.Choice, 100*s.Share); !strings.Contains(text, share) {
					t.Errorf("%s: text has no %q", group, share)
				}
			}
		}
	}
}

// sixDigits writes a number of JSON as CSV has it.
func sixDigits(v any) string {
	switch v := v.(type) {
	case float64:
		return strconv.FormatFloat(v, 'g', 6, 64)
	case string:
		return "+" + v
	}
	return "NaN"
}

// TestPicture: the picture has the numbers of the combinations in JSON, a choice a heading and a
// row for each way to make it.
func TestPicture(t *testing.T) {
	d := of(t, ethnicity.Other).Measures[1]
	var got read
	if err := json.Unmarshal([]byte(written(t, ethnicity.Other, cli.FormatJSON)), &got); err != nil {
		t.Fatal(err)
	}
	page, err := page(of(t, ethnicity.Other), true)
	if err != nil {
		t.Fatal(err)
	}
	pictures := page.Pictures()
	picture := pictures[2]
	if picture.Name != "find-rate" || picture.Scale != "times as often as White" {
		t.Errorf("picture %q on the scale %q", picture.Name, picture.Scale)
	}
	rows := picture.Rows
	for i, f := range d.Choices {
		if rows[0].Label != f.Choice.String() || rows[0].Text != "" {
			t.Fatalf("row %+v, want the heading %s", rows[0], f.Choice)
		}
		for j, way := range f.Ways {
			row := rows[1+j]
			if row.Label != way {
				t.Errorf("%s: row of %q, want %q", f.Choice, row.Label, way)
			}
			for _, c := range got.Measures[1].Combinations {
				is := true
				for k, of := range d.Choices {
					level := of.Ways[0]
					if k == i {
						level = way
					}
					is = is && c.Choices[of.Choice.String()] == level
				}
				if is && !drawnAs(row.Plot, c.Index, c.Lower, c.Upper) {
					t.Errorf("%s %s: %+v, want %v", f.Choice, way, row.Plot, c)
				}
			}
		}
		rows = rows[1+len(f.Ways):]
	}
	if len(rows) != 0 {
		t.Errorf("further rows: %+v", rows)
	}
}

// drawnAs reports whether an interval has the numbers of JSON, and there is none where they are
// null.
func drawnAs(got *sheet.Interval, value, lower, upper any) bool {
	if got == nil {
		return value == nil
	}
	number := func(v float64) any {
		if math.IsInf(v, 1) {
			return "Inf"
		}
		return v
	}
	return number(got.Value) == value && number(got.Lower) == lower && number(got.Upper) == upper
}

// TestPlot: -plot writes one picture beside the output, and says what is wrong with it.
func TestPlot(t *testing.T) {
	dir := t.TempDir()
	for _, test := range []struct {
		args         []string
		status       int
		says, reason string
	}{
		{[]string{"-plot", filepath.Join(dir, "a.svg")}, 0, "RRI of the search rate", "the first"},
		{[]string{"-plot", filepath.Join(dir, "a.svg"), "-picture", "find-rate"}, 0, "RRI of the find rate", "by name"},
		{[]string{"-plot", filepath.Join(dir, "b.svg"), "-picture", "find"}, 1, `did you mean "find-rate" or "find-rate-curve"?`, "a part of a name"},
		{[]string{"-plot", "a.pdf"}, 2, "give a name that ends in .svg", "another form"},
		{[]string{"-picture", "find-rate"}, 2, "give both", "no file"},
		{[]string{"-list"}, 2, "there is no flag -list", "what -format csv is now"},
		{[]string{"-format", "xml"}, 2, "want one of " + strings.Join(cli.Formats, ", "), "no such format"},
	} {
		status, out, errout := call(test.args...)
		if status != test.status {
			t.Errorf("%s: status %d, %s", test.reason, status, errout)
			continue
		}
		if status == 0 {
			text, err := os.ReadFile(test.args[1])
			if err != nil || !strings.Contains(string(text), test.says) {
				t.Errorf("%s: %v, no %q in %.300s", test.reason, err, test.says, text)
			}
		} else if out != "" || !strings.Contains(errout, test.says) || strings.Count(errout, "\n") != 1 {
			t.Errorf("%s: %q, want one line with %q", test.reason, out+errout, test.says)
		}
	}
}
