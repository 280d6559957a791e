package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/examples/internal/pagetest"
	"github.com/seed-549880be/disparity/rri/counts"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// csvRow is a row of the CSV, by the names of its columns.
type csvRow map[string]string

// csvRows reads the CSV.
func csvRows(t *testing.T, text string) (rows []csvRow) {
	t.Helper()
	records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, record := range records[1:] {
		row := csvRow{}
		for i, name := range records[0] {
			// stands before what looks like a formula
			row[name] = strings.TrimPrefix(record[i], "'")
		}
		rows = append(rows, row)
	}
	return rows
}

// find returns the row of the table that keep asks for.
func find(t *testing.T, rows []csvRow, picture sheet.Picture, label string, keep func(r csvRow) bool) csvRow {
	t.Helper()
	i := slices.IndexFunc(rows, keep)
	if i < 0 {
		t.Fatalf("picture %s: no row of the CSV is %q", picture.Name, label)
	}
	return rows[i]
}

// interval returns the numbers of a row of the CSV; value "" is none.
func (r csvRow) interval(value, lower, upper string) sheet.Interval {
	number := func(name string) float64 {
		v, err := strconv.ParseFloat(r[name], 64)
		if err != nil {
			return math.NaN()
		}
		return v
	}
	return sheet.Interval{Value: number(value), Lower: number(lower), Upper: number(upper)}
}

// of returns the numbers of the CSV that a row of a picture draws, under its heading: the estimate,
// and what bounds it.
func of(t *testing.T, rows []csvRow, p sheet.Picture, heading, label string) (plot, bounds sheet.Interval) {
	t.Helper()
	row := func(keep func(r csvRow) bool) csvRow { return find(t, rows, p, heading+" "+label, keep) }
	table, _, _ := strings.Cut(p.Name, "-")
	switch table {
	case "comparison":
		r := row(func(r csvRow) bool { return r["table"] == table && r["group"] == label })
		return r.interval("ratio", "ratio_lower", "ratio_upper"), r.interval("ratio", "range_lower", "range_upper")
	case "standardised":
		r := row(func(r csvRow) bool { return r["table"] == table && r["group"] == label })
		return r.interval("standardised", "standardised_lower", "standardised_upper"), r.interval("standardised", "standardised_bounds_lower", "standardised_bounds_upper")
	case "composition":
		stage, beside, _ := strings.Cut(heading, ", beside ")
		r := row(func(r csvRow) bool { return r["table"] == table && r["group"] == label && r["stage"] == stage })
		prefix := ""
		if first := row(func(r csvRow) bool { return r["table"] == table }); first["stage"] != beside {
			prefix = "second_"
		}
		return r.interval(prefix+"ratio", prefix+"ratio_lower", prefix+"ratio_upper"), r.interval(prefix+"ratio", prefix+"range_lower", prefix+"range_upper")
	case "journey":
		step, outOf, isStep := strings.Cut(heading, ", out of ")
		if !isStep {
			_, step, _ = strings.Cut(heading, " to ")
			r := row(func(r csvRow) bool { return r["table"] == table && r["group"] == label && r["step"] == step })
			return r.interval("cumulative", "cumulative_lower", "cumulative_upper"), r.interval("cumulative", "cumulative_bounds_lower", "cumulative_bounds_upper")
		}
		r := row(func(r csvRow) bool {
			return r["table"] == table && r["group"] == label && r["step"] == step && r["out_of"] == outOf
		})
		return r.interval("index", "lower", "upper"), r.interval("index", "bounds_lower", "bounds_upper")
	case "within", "by":
		stratum, adjusted := label, strings.HasSuffix(label, " alike")
		if adjusted || label == "all together" {
			stratum = "all"
		}
		r := row(func(r csvRow) bool { return r["table"] == table && r["group"] == heading && r["stratum"] == stratum })
		if adjusted {
			return r.interval("adjusted", "adjusted_lower", "adjusted_upper"), r.interval("adjusted", "adjusted_range_lower", "adjusted_range_upper")
		}
		return r.interval("ratio", "ratio_lower", "ratio_upper"), r.interval("ratio", "range_lower", "range_upper")
	}
	t.Fatalf("no table of picture %s", p.Name)
	return plot, bounds
}

// same reports whether two numbers are, also where they are none.
func same(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) }

// checkPictures holds every number that is drawn against the CSV. It returns how many rows were
// held.
func checkPictures(t *testing.T, d counts.Document, text string) (n int) {
	t.Helper()
	rows := csvRows(t, text)
	for _, p := range d.Page().Pictures() {
		if strings.HasPrefix(p.Name, "trend") {
			continue // held by package trend
		}
		heading := ""
		for _, r := range p.Rows {
			if r.Plot == nil && r.Text == "" {
				heading = r.Label
				continue
			}
			plot, bounds := of(t, rows, p, heading, r.Label)
			switch drawn := r.Plot; {
			case drawn == nil:
				continue
			case !same(drawn.Value, plot.Value) || drawn.Lower != plot.Lower || drawn.Upper != plot.Upper:
				t.Errorf("picture %s, %s %s: %v, and in the CSV %v", p.Name, heading, r.Label, *drawn, plot)
			case r.Bounds != nil && (r.Bounds.Lower != bounds.Lower || r.Bounds.Upper != bounds.Upper):
				t.Errorf("picture %s, %s %s: bounds %v, and in the CSV %v", p.Name, heading, r.Label, *r.Bounds, bounds)
			case r.Bounds == nil && (bounds.Lower < plot.Lower || bounds.Upper > plot.Upper):
				t.Errorf("picture %s, %s %s: no bounds, and in the CSV %v", p.Name, heading, r.Label, bounds)
			}
			n++
		}
	}
	return n
}

// document reads the JSON that the program prints.
func document(t *testing.T, args ...string) (d counts.Document) {
	t.Helper()
	if err := json.Unmarshal([]byte(output(t, append([]string{"-format", "json"}, args...)...)), &d); err != nil {
		t.Fatal(err)
	}
	return d
}

// TestPages: the tables of a page are those of Markdown, cell for cell, it stands alone, and its
// pictures draw the numbers of the CSV.
func TestPages(t *testing.T) {
	for _, test := range []struct {
		args   []string
		drawn  int
		reason string
	}{
		{nil, 4, "what ships with the program"},
		{[]string{"-suppress", "100"}, 2, "counts are withheld"},
		{[]string{"-direction", "relative-likelihood", "testdata/complaints.csv"}, 3, "the other way round"},
		{[]string{"-by", "year", "-level", "0.95,0.998", "testdata/leavers.csv"}, 8, "by year, drawn as lines"},
		{[]string{"-within", "year", "testdata/leavers.csv"}, 24, "like with like"},
		{[]string{"-by", "quarter", "-rolling", "12", "testdata/quarters.csv"}, 6, "over time"},
		{[]string{"-rate", "-rounded", "5", "-withheld", "1-4", "-by", "time period", "testdata/exclusions.csv"}, 8, "ranges"},
		{[]string{"-composition", "testdata/composition.csv"}, 15, "composition"},
		{[]string{"-stage", "decision point", "testdata/matrix.csv"}, 45, "branches"},
		{[]string{"-population-size", "5495", "testdata/audit.csv"}, 0, "no ratio"},
		{[]string{"-power", "testdata/complaints.csv"}, 4, "power"},
	} {
		page := output(t, append([]string{"-format", "html"}, test.args...)...)
		pagetest.Alone(t, page)
		pagetest.SameTables(t, page, output(t, append([]string{"-format", "markdown"}, test.args...)...))
		if n := checkPictures(t, document(t, test.args...), output(t, append([]string{"-format", "csv"}, test.args...)...)); n != test.drawn {
			t.Errorf("counts %q (%s): %d rows are drawn, want %d", test.args, test.reason, n, test.drawn)
		}
	}
}

// TestSharedPages is TestPages of published files.
func TestSharedPages(t *testing.T) {
	data := os.Getenv("DISPARITY_DATA")
	if data == "" {
		t.Skip("set DISPARITY_DATA to the folder of published files")
	}
	force := filepath.Join(data, "useofforce", "use-of-force-by-ethnicity-force-april2019-march2020.csv")
	for _, args := range [][]string{
		{"-where", "Police Force=Kent", "-where", "Tactic=*Total Tactics", "-residents", "Kent", force},
		{"-where", "Police Force=Kent", "-where", "Tactic=*Total Tactics", "-residents", "Kent", "-suppress", "50", force},
		{"-groups", "5+1", "-event", "Type=Person search", "-residents", "Greater Manchester", "-by", "quarter",
			filepath.Join(data, "stopsearch", "csv", "2016-03_2017-12-greater-manchester-stop-and-search.sqlite-export.csv")},
	} {
		page := output(t, append([]string{"-format", "html"}, args...)...)
		pagetest.Alone(t, page)
		pagetest.SameTables(t, page, output(t, append([]string{"-format", "markdown"}, args...)...))
		if n := checkPictures(t, document(t, args...), output(t, append([]string{"-format", "csv"}, args...)...)); n < 4 {
			t.Errorf("counts %q: %d rows are drawn", args, n)
		}
	}
}

// svgText reads a picture, which must be well-formed, and returns all of its text.
func svgText(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for d := xml.NewDecoder(bytes.NewReader(data)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, data)
		}
		if chars, ok := token.(xml.CharData); ok {
			text.Write(chars)
			text.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(text.String()), " ")
}

// TestPlot: -plot writes the picture that -picture names beside the output, which stays as it is.
func TestPlot(t *testing.T) {
	for _, test := range []struct {
		args   []string
		want   string
		reason string
	}{
		{nil, "3.19 (2.99–3.40)", "the first picture of what ships with the program"},
		{[]string{"-picture", "Comparison"}, "3.19 (2.99–3.40)", "by name, in any letter case"},
		{[]string{"-picture", "within", "-within", "year", "testdata/leavers.csv"}, "2.37 (1.62–3.30)", "another one"},
		{[]string{"-picture", "journey", "-stage", "decision point", "testdata/matrix.csv"}, "The whole way from Population at risk to Confinement", "a journey"},
	} {
		file := filepath.Join(t.TempDir(), "picture.svg")
		var without []string
		for i := 0; i < len(test.args); i++ {
			if test.args[i] == "-picture" {
				i++
				continue
			}
			without = append(without, test.args[i])
		}
		if got, want := output(t, append([]string{"-plot", file}, test.args...)...), output(t, without...); got != want {
			t.Errorf("%s: with -plot the output is another", test.reason)
		}
		if text := svgText(t, file); !strings.Contains(text, test.want) {
			t.Errorf("%s: no %q in\n%s", test.reason, test.want, text)
		}
	}
	dir := t.TempDir()
	for _, test := range []struct {
		args   []string
		want   string
		reason string
	}{
		{[]string{"-plot", filepath.Join(dir, "a.svg"), "-picture", "comparisn"}, `did you mean "comparison"?`, "misspelt"},
		{[]string{"-plot", filepath.Join(dir, "a.svg"), "-population-size", "5495", "testdata/audit.csv"}, "there is nothing to draw", "no ratio"},
		{[]string{"-plot", filepath.Join(dir, "none", "a.svg")}, "make the folder", "no such folder"},
	} {
		status, out, errout := call("", test.args...)
		if status != statusInput || out != "" || !strings.Contains(errout, test.want) {
			t.Errorf("counts %q (%s): status %d, output %q, message %q, want %q", test.args, test.reason, status, out, errout, test.want)
		}
	}
	if files, err := os.ReadDir(dir); err != nil || len(files) != 0 {
		t.Errorf("%d files were written (%v)", len(files), err)
	}
	table := filepath.Join(dir, "table.svg")
	if err := os.WriteFile(table, force, 0o666); err != nil {
		t.Fatal(err)
	}
	if status, _, errout := call("", "-plot", table, table); status != statusInput || !strings.Contains(errout, "write elsewhere") {
		t.Errorf("the table is its own picture: status %d, %q", status, errout)
	}
}
