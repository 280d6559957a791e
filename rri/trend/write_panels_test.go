package trend

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// pictured returns the sheet of a result and its picture, which must be the only one.
func pictured[M rri.Measure](t *testing.T, r Result[string, M], name string) (sheet.Sheet, sheet.Picture) {
	t.Helper()
	for of, s := range r.Sheets() {
		if of == name && len(s.Pictures) == 1 && s.Pictures[0].Name == name && s.Pictures[0].Title == s.Title {
			return s, s.Pictures[0]
		}
	}
	t.Fatalf("no sheet %s with one picture of its name and title", name)
	return sheet.Sheet{}, sheet.Picture{}
}

// ratioJSON are the numbers of an index in JSON, where NaN is null and infinity a string.
type ratioJSON struct{ Value, Lower, Upper any }

// resultOfJSON is what the tests read of a result.
type resultOfJSON struct {
	Tables, RollingTables []struct {
		Rows []struct {
			Group string
			Ratio *ratioJSON
		}
	}
	Compared struct {
		Rows []struct {
			Group string
			Ratio *ratioJSON
			Worst *ratioJSON
		}
	}
	Trends []struct {
		Group   string
		PerYear *ratioJSON `json:"per_year"`
		Worst   *ratioJSON
	}
}

// inJSON returns a result as a reader of its JSON sees it.
func inJSON[M rri.Measure](t *testing.T, r Result[string, M]) (got resultOfJSON) {
	t.Helper()
	text := strings.Replace(string(referencetest.Must(json.Marshal(r))), `"rolling_tables"`, `"rollingtables"`, 1)
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		t.Fatal(err)
	}
	return got
}

// plotJSON returns what is drawn as JSON has it; nil for nothing.
func plotJSON(e *sheet.Interval) *ratioJSON {
	if e == nil {
		return nil
	}
	number := func(v float64) any {
		if math.IsInf(v, 1) {
			return "Inf"
		}
		return v
	}
	return &ratioJSON{number(e.Value), number(e.Lower), number(e.Upper)}
}

// TestPanelsAreTheTables: every point of a panel has the numbers that JSON has of its period, and
// every index is a point; periods without one are there, and have nothing to draw.
func TestPanelsAreTheTables(t *testing.T) {
	r := referencetest.Must(Of(searches(), Options{}))
	_, p := pictured(t, r, "picture")
	read := inJSON(t, r)
	if d := cmp.Diff([]string{"Asian", "Black"}, labelsOf(p)); d != "" {
		t.Error(d)
	}
	for _, panel := range p.Panels {
		if len(panel.Points) != len(read.Tables) {
			t.Fatalf("%s: %d points, want one for each of %d periods", panel.Label, len(panel.Points), len(read.Tables))
		}
		for i, point := range panel.Points {
			var want *ratioJSON
			for _, row := range read.Tables[i].Rows {
				if row.Group == panel.Label {
					want = row.Ratio
				}
			}
			if d := cmp.Diff(want, plotJSON(point.Plot)); d != "" {
				t.Errorf("%s in %s: %s", panel.Label, point.Name, d)
			}
			if name := r.Series.Points[i].Name; point.Name != name {
				t.Errorf("%s: point %d is named %q, want %q", panel.Label, i, point.Name, name)
			}
		}
	}
	black := p.Panels[1].Points
	if black[2].Plot != nil || black[2].Text != "no counts: missing, which is not 0" {
		t.Errorf("2012/13 is %+v, want a gap that says why", black[2])
	}
	if black[0].Text != "3.00 (2.59–3.46)" || black[0].X < 2010.74 || black[0].X > 2010.76 {
		t.Errorf("2010/11 is %+v, want its index, in the middle of the financial year", black[0])
	}
	if p.Scale != "times as often as White" || p.Interval != "by chance alone (95 %)" {
		t.Errorf("scale %q, interval %q", p.Scale, p.Interval)
	}
}

// labelsOf returns the labels of the panels of a picture.
func labelsOf(p sheet.Picture) (labels []string) {
	for _, panel := range p.Panels {
		labels = append(labels, panel.Label)
	}
	return labels
}

// TestRollingPanels: a rolling period is a point in its middle, and one of which less than half is
// there a gap. One that lacks less says so.
func TestRollingPanels(t *testing.T) {
	s := finds()
	s.Rolling[1].Covered, s.Rolling[2].Covered = 0.4, 0.75
	r := referencetest.Must(Of(s, Options{}))
	_, p := pictured(t, r, "rolling")
	read := inJSON(t, r)
	points := p.Panels[0].Points
	for i, point := range points {
		if i == 1 {
			if point.Plot != nil || point.Text != "not shown, since the counts cover less than half of it" {
				t.Errorf("%s is %+v, want a gap that says why", point.Name, point)
			}
			continue
		}
		lacks := ""
		if covered := s.Rolling[i].Covered; covered > 0 && covered < 1 {
			lacks = fmt.Sprintf("the counts cover %.0f %% of it", 100*covered)
		}
		if point.Partly != lacks {
			t.Errorf("%s lacks %q, want %q", point.Name, point.Partly, lacks)
		}
		if d := cmp.Diff(read.RollingTables[i].Rows[1].Ratio, plotJSON(point.Plot)); d != "" {
			t.Errorf("%s: %s", point.Name, d)
		}
		if i > 0 && !(point.X > points[i-1].X && point.X < points[i-1].X+0.1) {
			t.Errorf("%s stands at %v after %v, want a month later", point.Name, point.X, points[i-1].X)
		}
	}
	if first := points[0]; first.Name != "September 2019 to August 2020" || math.Abs(first.X-2020.165) > 0.01 {
		t.Errorf("%s stands at %v, want the first of March 2020", first.Name, first.X)
	}
	if want := "This is a picture, without words, p-values, changes or a trend: neighbouring points share 11 of their 12 months."; p.Legend[0] != want {
		t.Errorf("legend %q, want %q", p.Legend, want)
	}
}

// TestApart: the line of a group has a gap where its counts begin to mean something else.
func TestApart(t *testing.T) {
	at := func(day string) time.Time { return referencetest.Must(time.Parse(time.DateOnly, day)) }
	const census = "another census"
	for _, test := range []struct {
		reason string
		b      Break[string]
		asian  map[string]string // the points that stand apart, with what changed
		black  map[string]string
	}{
		{"between two periods", Break[string]{At: at("2014-04-01"), Text: census},
			map[string]string{"2014/15": "from 1 April 2014: another census"}, map[string]string{"2014/15": "from 1 April 2014: another census"}},
		{"within one", Break[string]{At: at("2014-07-01"), Text: census},
			map[string]string{"2014/15": "in part from 1 July 2014: another census", "2015/16": "wholly from 1 July 2014: another census"},
			map[string]string{"2014/15": "in part from 1 July 2014: another census", "2015/16": "wholly from 1 July 2014: another census"}},
		{"of one group", Break[string]{At: at("2014-04-01"), Groups: []string{"Asian"}, Text: "Chinese is in Asian"},
			map[string]string{"2014/15": "from 1 April 2014: Chinese is in Asian"}, nil},
		{"of the baseline, and so of every index", Break[string]{At: at("2014-04-01"), Groups: []string{"White"}, Text: "White is anew"},
			map[string]string{"2014/15": "from 1 April 2014: White is anew"}, map[string]string{"2014/15": "from 1 April 2014: White is anew"}},
		{"at a period that is missing", Break[string]{At: at("2012-04-01"), Text: census},
			map[string]string{"2012/13": "from 1 April 2012: another census"}, map[string]string{"2012/13": "from 1 April 2012: another census"}},
		{"before the first period", Break[string]{At: at("2010-04-01"), Text: census}, nil, nil},
		{"within the first, which no line leads to", Break[string]{At: at("2010-05-01"), Text: census},
			map[string]string{"2011/12": "wholly from 1 May 2010: another census"}, map[string]string{"2011/12": "wholly from 1 May 2010: another census"}},
		{"after the last", Break[string]{At: at("2018-04-01"), Text: census}, nil, nil},
	} {
		s := searches()
		s.Breaks = []Break[string]{test.b}
		_, p := pictured(t, referencetest.Must(Of(s, Options{})), "picture")
		for i, want := range []map[string]string{test.asian, test.black} {
			got := make(map[string]string)
			for _, point := range p.Panels[i].Points {
				if point.Apart != (point.Why != "") {
					t.Errorf("%s: %+v", test.reason, point)
				}
				if point.Apart {
					got[point.Name] = point.Why
				}
			}
			if len(got)+len(want) > 0 && !cmp.Equal(want, got) {
				t.Errorf("%s: %s", test.reason, cmp.Diff(want, got))
			}
		}
	}
}

// TestPanelsBegin: the panel of a group goes from the first to the last period in which it was
// counted, and one that never was beside the baseline has gaps alone.
func TestPanelsBegin(t *testing.T) {
	s := searches()
	for i := range s.Points {
		if i != 3 && i != 4 {
			delete(s.Points[i].Counts, "Asian")
		}
		if i == 4 {
			delete(s.Points[i].Counts, "White")
			s.Points[i].Counts["Mixed"] = rri.Rate{Events: 5, Population: 1000}
		}
	}
	_, p := pictured(t, referencetest.Must(Of(s, Options{})), "picture")
	got := make(map[string][]string)
	for _, panel := range p.Panels {
		for _, point := range panel.Points {
			got[panel.Label] = append(got[panel.Label], fmt.Sprint(point.Name, " ", point.Plot != nil))
		}
	}
	if d := cmp.Diff([]string{"2013/14 true"}, got["Asian"]); d != "" {
		t.Error(d)
	}
	if len(got["Black"]) != 8 || got["Black"][4] != "2014/15 false" {
		t.Errorf("Black: %q, want 8 points, and a gap where White was not counted", got["Black"])
	}
	if len(got["Mixed"]) != 8 || strings.Contains(fmt.Sprint(got["Mixed"]), "true") {
		t.Errorf("Mixed: %q, want gaps alone", got["Mixed"])
	}
}

// TestForests: the change and the trend are drawn with the numbers that JSON has of them, the worst
// case around them and the text and the word of the table.
func TestForests(t *testing.T) {
	r := referencetest.Must(Of(searches(), Options{}))
	read := inJSON(t, r)
	s, p := pictured(t, r, "compared")
	want := read.Compared.Rows[1:]
	if len(p.Rows) != len(want) || p.Scale != "times the RRI before" || p.Bounds == "" {
		t.Fatalf("%d rows on the scale %q with bounds %q", len(p.Rows), p.Scale, p.Bounds)
	}
	for i, row := range p.Rows {
		checkRow(t, row, want[i].Group, want[i].Ratio, want[i].Worst)
	}
	if p.Rows[1].Text != "1.87 (1.56–2.24)" || p.Rows[1].BoundsText != "1.19–2.66" || !p.OwnScale || p.Rows[1].Word != "Increasing" {
		t.Errorf("%+v", p.Rows[1])
	}
	if text := tableText(t, s); !strings.Contains(text, "| Black |") || !strings.Contains(text, "| 1.87 | 1.56 – 2.24 |") {
		t.Errorf("the table has other numbers:\n%s", text)
	}

	s, p = pictured(t, r, "trends")
	for i, row := range p.Rows {
		checkRow(t, row, read.Trends[i].Group, read.Trends[i].PerYear, read.Trends[i].Worst)
	}
	if p.Scale != "times the RRI of a year before" || p.Rows[1].Text != "+9.3 % (+6.2 to +12.5 %)" || p.Rows[1].BoundsText != "+0.6 to +17.0 %" || !p.OwnScale {
		t.Errorf("scale %q, %+v", p.Scale, p.Rows[1])
	}
	if text := tableText(t, s); !strings.Contains(text, "| +9.3 | +6.2 – +12.5 |") {
		t.Errorf("the table has other numbers:\n%s", text)
	}
}

func tableText(t *testing.T, s sheet.Sheet) string {
	t.Helper()
	var b strings.Builder
	if err := s.WriteMarkdown(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// checkRow checks a row of a forest against JSON.
func checkRow(t *testing.T, row sheet.PictureRow, group string, e, worst *ratioJSON) {
	t.Helper()
	if row.Label != group {
		t.Errorf("row of %s, want %s", row.Label, group)
	}
	if d := cmp.Diff(e, plotJSON(row.Plot)); d != "" {
		t.Errorf("%s: %s", group, d)
	}
	if worst == nil || row.Bounds == nil {
		if worst != nil || row.Bounds != nil {
			t.Errorf("%s: bounds %v, want %v", group, row.Bounds, worst)
		}
		return
	}
	got := plotJSON(row.Bounds)
	if got.Lower != worst.Lower || got.Upper != worst.Upper {
		t.Errorf("%s: bounds %v, want %v", group, got, worst)
	}
}

// TestPicturesSay: what a picture says follows the options.
func TestPicturesSay(t *testing.T) {
	for _, test := range []struct {
		reason                string
		o                     Options
		scale, interval, text string
	}{
		{"a level", Options{Options: rri.Options{Level: 0.9}}, "times as often as White", "by chance alone (90 %)", "3.00 (2.65–3.38)"},
		{"one limit", Options{Options: rri.Options{Side: rri.LowerOnly}}, "times as often as White", "by chance alone (95 % lower limit)", "3.00 (lower limit 2.65)"},
		{"upside down", Options{Direction: index.ComparatorOverGroup}, "relative likelihood of White over group", "by chance alone (95 %)", "0.33 (0.29–0.39)"},
	} {
		_, p := pictured(t, referencetest.Must(Of(searches(), test.o)), "picture")
		if got := p.Panels[1].Points[0].Text; p.Scale != test.scale || p.Interval != test.interval || got != test.text {
			t.Errorf("%s: %q, %q, %q, want %q, %q, %q", test.reason, p.Scale, p.Interval, got, test.scale, test.interval, test.text)
		}
	}
}

// TestPanelTexts: the text of every point is that of the table in Markdown, whatever was counted,
// and nothing is drawn that has no number.
func TestPanelTexts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Series[string, rri.Rate]{Baseline: "White"}
		for i := range rapid.IntRange(1, 6).Draw(t, "periods") {
			p := Point[string, rri.Rate]{Period: financialYear(2010 + i), Counts: make(map[string]rri.Rate)}
			for _, g := range []string{"White", "Black", "Asian"} {
				if rapid.IntRange(0, 5).Draw(t, "counted") > 0 {
					p.Counts[g] = rri.Rate{Events: rapid.Int64Range(0, 400).Draw(t, g), Population: 1000}
				}
			}
			s.Points = append(s.Points, p)
		}
		r, err := Of(s, Options{})
		if err != nil {
			t.Skip(err)
		}
		for name, of := range r.Sheets() {
			if name != "picture" {
				continue
			}
			rows := columnsOf(of)
			for _, panel := range of.Pictures[0].Panels {
				at := slices.IndexFunc(rows, func(row []string) bool { return row[0] == panel.Label })
				for _, point := range panel.Points {
					at++
					for rows[at][0] == "break" {
						at++
					}
					if point.Plot == nil {
						continue
					}
					if want := fmt.Sprintf("%s (%s)", rows[at][1], strings.ReplaceAll(rows[at][2], " – ", "–")); point.Text != want || rows[at][0] != point.Name {
						t.Fatalf("%s in %s: %q, and the table has %q", panel.Label, point.Name, point.Text, rows[at])
					}
					if math.IsNaN(point.Plot.Value) || math.IsInf(point.Plot.Value, 0) {
						t.Fatalf("%s in %s: %v is drawn", panel.Label, point.Name, *point.Plot)
					}
				}
			}
		}
	})
}

// columnsOf returns the names, the estimates and the limits of a sheet for a page, row by row. Runs
// of missing periods, which stand in one row, have one for each.
func columnsOf(s sheet.Sheet) (rows [][]string) {
	var columns []sheet.Column
	for _, c := range s.For(sheet.Markup) {
		if c.Heading != "notes" {
			columns = append(columns, c)
		}
	}
	for i, cell := range columns[0].Cells {
		n := 1
		if first, last, ok := strings.Cut(cell.Text, " to "); ok {
			n = int(last[2]-first[2])*10 + int(last[3]-first[3]) + 1
		}
		for range n {
			rows = append(rows, []string{cell.Text, columns[1].Cells[i].Text, columns[2].Cells[i].Text})
		}
	}
	return rows
}

// TestPlotIsOfText: characters are drawn in text alone, as HTML has the panels.
func TestPlotIsOfText(t *testing.T) {
	s, _ := pictured(t, referencetest.Must(Of(searches(), Options{})), "picture")
	for form, want := range map[sheet.Form]bool{sheet.Text: true, sheet.Markup: false} {
		got := slices.ContainsFunc(s.For(form), func(c sheet.Column) bool { return c.Plot })
		if got != want {
			t.Errorf("form %d: a column with a plot is %v, want %v", form, got, want)
		}
	}
}
