package trend

import (
	"encoding/csv"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// textOf returns a result as text.
func textOf[M rri.Measure](t *testing.T, r Result[string, M]) string {
	t.Helper()
	var b strings.Builder
	if err := r.WriteText(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestTextSays: what a reader has to know of periods stands beside them.
func TestTextSays(t *testing.T) {
	half := func(s *Series[string, rri.Rate]) {
		s.Points[3].Covered, s.Points[3].Note = 0.75, "three quarters were read"
	}
	for _, test := range []struct {
		reason string
		change func(*Series[string, rri.Rate])
		o      Options
		want   []string
	}{
		{"the unit of a rate", nil, Options{}, []string{"Search rate per 1,000 residents a year · RRI against White · method scas ¹"}},
		{"the definition", nil, Options{}, []string{"\nSearches of persons by a force.\n"}},
		{"an exposure that names its time", func(s *Series[string, rri.Rate]) { s.Exposure = "person-years" }, Options{}, []string{"per 1,000 person-years · RRI"}},
		{"a missing period", nil, Options{}, []string{"2012/13  ", "no counts: missing, which is not 0"}},
		{"one that is not whole", half, Options{}, []string{"the counts cover 75 % of the period", "three quarters were read"}},
		{"one that is left out", nil, Options{LeaveOut: []Period{financialYear(2013)}}, []string{"left out of changes and trends, as was asked"}},
		{"a break between periods", nil, Options{}, []string{"\nbreak ", "from 1 April 2016: Chinese is in Asian\n"}},
		{"a break within one", func(s *Series[string, rri.Rate]) { s.Breaks[0].At = time.Date(2014, 10, 1, 0, 0, 0, 0, time.UTC) }, Options{},
			[]string{"in this period: from 1 October 2014: Chinese is in Asian\n"}},
		{"a break of groups that its text does not name", func(s *Series[string, rri.Rate]) { s.Breaks[0].Groups = []string{"Asian", "As", "Black"} }, Options{},
			[]string{"Chinese is in Asian (As and Black)"}},
		{"a break without words", func(s *Series[string, rri.Rate]) { s.Breaks[0].Text, s.Breaks[0].Kind = "", ResidentsBreak }, Options{},
			[]string{"the residents are of another source"}},
		{"a group that was not counted", func(s *Series[string, rri.Rate]) { delete(s.Points[1].Counts, "Asian") }, Options{},
			[]string{"not counted in this period, which is not 0"}},
		{"a period without the baseline", func(s *Series[string, rri.Rate]) { delete(s.Points[1].Counts, "White") }, Options{},
			[]string{"White was not counted in this period: there is nothing to compare with"}},
		{"a baseline without events", func(s *Series[string, rri.Rate]) { s.Points[1].Counts["White"] = rri.Rate{Population: 500000} }, Options{},
			[]string{"no searches of White were recorded: there is nothing to"}},
		{"a small count", func(s *Series[string, rri.Rate]) {
			s.Points[1].Counts["Asian"] = rri.Rate{Events: 2, Population: 30000}
		}, Options{},
			[]string{"a count below 5: read the interval, not the estimate"}},
		{"design effects", nil, Options{}, []string{"design effects from 1 to 1.5"}},
		{"a level", nil, Options{Options: rri.Options{Level: 0.9}}, []string{"90 % interval"}},
		{"one limit", nil, Options{Options: rri.Options{Side: rri.LowerOnly}}, []string{"95 % lower", "2010/11          2,470    3.2 %   0.75  0.63    3.00  2.65\n"}},
		{"a method", nil, Options{Options: rri.Options{Method: rri.Jeffreys}}, []string{"method jeffreys"}},
		{"Student's t", nil, Options{Options: rri.Options{DegreesOfFreedom: 20}}, []string{"with Student's t, df 20"}},
		{"the margin", nil, Options{Margin: 0.025}, []string{"within 2.5 % a year either way", "within 2.5 % either way"}},
		{"what up means", nil, Options{Sense: UpIsWorse}, []string{"Increasing is worse, Reducing is better"}},
		{"and other things", nil, Options{Sense: UpIsBetter}, []string{"Increasing is better, Reducing is worse"}},
		{"upside down, a higher index is a lower rate", nil, Options{Sense: UpIsWorse, Direction: index.ComparatorOverGroup},
			[]string{"Increasing is better, Reducing is worse"}},
		{"the dispersion is left out", nil, Options{Independent: true}, []string{"leave out the scatter, as was asked"}},
		{"the share of the unknown", nil, Options{}, []string{"  3.2 %  "}},
		{"notes", func(s *Series[string, rri.Rate]) { s.Notes = []string{"a note of the caller"} }, Options{}, []string{"¹ a note of the caller\n"}},
	} {
		s := searches()
		if test.change != nil {
			test.change(&s)
		}
		r, err := Of(s, test.o)
		if err != nil {
			t.Errorf("%s: %v", test.reason, err)
			continue
		}
		text := textOf(t, r)
		for _, want := range test.want {
			if !strings.Contains(strings.ReplaceAll(text, "\n  ", " "), want) {
				t.Errorf("%s: no %q in\n%s", test.reason, want, text)
			}
		}
	}
}

// TestWarning: how much neighbouring rolling periods share comes of the periods.
func TestWarning(t *testing.T) {
	for _, test := range []struct {
		reason        string
		n             int
		rolling       int
		change        func(*Series[string, rri.Proportion])
		title, warned string
	}{
		{"a year of months", 12, 7, nil, "over 12 months, rolling", "neighbouring rows share 11 of their 12 months."},
		{"a quarter", 3, 16, nil, "over 3 months, rolling", "share 2 of their 3 months."},
		{"only one", 18, 1, nil, "over 18 months, rolling", "This is a picture, without words, p-values, changes or a trend."},
		{"without their points", 12, 7, func(s *Series[string, rri.Proportion]) { s.Points = nil }, "over rolling periods", "share 92 % of their time."},
		{"each of one month", 1, 18, nil, "over single periods", "without words, p-values, changes or a trend."},
	} {
		s := finds()
		s.Rolling = referencetest.Must(Rolling(s.Points, test.n))
		if test.change != nil {
			test.change(&s)
		}
		r := referencetest.Must(Of(s, Options{}))
		if len(r.Rolling) != test.rolling {
			t.Errorf("%s: %d rolling periods, want %d", test.reason, len(r.Rolling), test.rolling)
		}
		text := strings.ReplaceAll(textOf(t, r), "\n  ", " ")
		if !strings.Contains(text, test.title) || !strings.Contains(text, test.warned) {
			t.Errorf("%s: no %q or %q in\n%s", test.reason, test.title, test.warned, text)
		}
	}
}

// TestRunsOfMissing: missing periods that follow each other stand in one row, unless something else
// is said of one or a break is between them, and rolling ones with little in them are named.
func TestRunsOfMissing(t *testing.T) {
	type series = Series[string, rri.Proportion]
	gone := func(from, to int) func(*series) {
		return func(s *series) {
			for i := from; i <= to; i++ {
				s.Points[i].Counts, s.Points[i].Unknown = nil, rri.Proportion{}
			}
		}
	}
	for _, test := range []struct {
		reason    string
		change    func(*series)
		rows      int // of the series
		want, not string
	}{
		{"two stand alone", gone(7, 8), 18, "\nMay 2020 ", "April 2020 to May 2020"},
		{"three are one row", gone(7, 9), 16, "\nApril 2020 to June 2020 ", "\nMay 2020"},
		{"all but the ends", gone(1, 16), 3, "\nOctober 2019 to January 2021 ", "\nMay 2020"},
		{"one has a note", func(s *series) { gone(7, 10)(s); s.Points[7].Note = "withheld" }, 16, "\nMay 2020 to July 2020 ", "April 2020 to"},
		{"a break is between", func(s *series) { gone(7, 12)(s); s.Breaks = []Break[string]{{At: s.Points[10].Start}} }, 15, "\nApril 2020 to June 2020 ", "June 2020 to"},
	} {
		s := finds()
		s.Points[7].Counts, s.Points[7].Unknown = map[string]rri.Proportion{"White": {}, "Black": {}}, rri.Proportion{}
		test.change(&s)
		s.Rolling = referencetest.Must(Rolling(s.Points, 12))
		r := referencetest.Must(Of(s, Options{}))
		text := textOf(t, r)
		if rows := len(r.lines(s.Points)); rows != test.rows || !strings.Contains(text, test.want) || strings.Contains(text, test.not) {
			t.Errorf("%s: %d rows, want %d, %q and not %q, in\n%s", test.reason, rows, test.rows, test.want, test.not, text)
		}
	}
	s := finds()
	gone(3, 14)(&s)
	s.Rolling = referencetest.Must(Rolling(s.Points, 5))
	text := strings.ReplaceAll(textOf(t, referencetest.Must(Of(s, Options{}))), "\n  ", " ")
	const want = "Not shown, since the counts cover less than half of it: October 2019 to February 2020, November 2019 to March 2020,"
	if !strings.Contains(text, want) || strings.Contains(text, "\nMarch 2020 to July 2020") {
		t.Errorf("no %q in %s", want, text)
	}
}

// TestWidth: no line is wider than it may be, whatever the names, and nothing is lost for it.
func TestWidth(t *testing.T) {
	s := searches()
	for i := range s.Points {
		s.Points[i].Name = "the financial year that began in April " + s.Points[i].Name
		for k := range 7 {
			if len(s.Points[i].Counts) > 0 {
				s.Points[i].Counts[fmt.Sprintf("a group with a long name, number %d", k)] = rri.Rate{Events: int64(20 + k), Population: 12345678}
			}
		}
	}
	r := referencetest.Must(Of(s, Options{}))
	for _, width := range []int{0, 40, 60, 100, 200} {
		for _, ascii := range []bool{false, true} {
			for name, sh := range r.Sheets() {
				var b strings.Builder
				if sh.Width, sh.ASCII = width, ascii; sh.WriteText(&b) != nil {
					t.Fatal("not written")
				}
				most := width
				if most == 0 {
					most = 80
				}
				for line := range strings.SplitSeq(b.String(), "\n") {
					if n := utf8.RuneCountInString(line); n > most {
						t.Errorf("%s, width %d: %d characters: %q", name, width, n, line)
					}
				}
				if ascii && strings.ContainsFunc(b.String(), func(c rune) bool { return c > 126 }) {
					t.Errorf("%s: not ASCII: %s", name, b.String())
				}
			}
		}
	}
}

// TestSheetNames: which tables there are.
func TestSheetNames(t *testing.T) {
	names := func(names []string) string { return strings.Join(names, " ") }
	of := func(each func(func(string, sheet.Sheet) bool)) (got []string) {
		each(func(name string, s sheet.Sheet) bool {
			got = append(got, name)
			return true
		})
		return got
	}
	one := searches()
	one.Points, one.Before, one.After = one.Points[:1], nil, nil
	rolled := finds()
	rolled.Points, rolled.Before, rolled.After = nil, nil, nil
	for _, test := range []struct {
		got, want string
	}{
		{names(of(referencetest.Must(Of(searches(), Options{})).Sheets())), "series picture compared year-on-year trends"},
		{names(of(referencetest.Must(Of(finds(), Options{})).Sheets())), "series rolling compared year-on-year trends"},
		{names(of(referencetest.Must(Of(one, Options{})).Sheets())), "series picture trends"},
		{names(of(referencetest.Must(Of(rolled, Options{})).Sheets())), "rolling"},
	} {
		if test.got != test.want {
			t.Errorf("%s, want %s", test.got, test.want)
		}
	}
	for name := range referencetest.Must(Of(searches(), Options{})).Sheets() {
		if name != "series" {
			t.Errorf("%s after a reader who wants no more", name)
		}
		break
	}
}

// TestHostileNames: names from outside move no cursor, open no page and run no formula.
func TestHostileNames(t *testing.T) {
	const evil = "=1+1|<b>\x1b[31m\r\n\u202e[x](http://a.b)*"
	s := searches()
	s.Measure, s.Definition, s.Events, s.Exposure, s.Notes = evil, evil, evil, evil, []string{evil}
	s.Breaks[0].Text, s.Breaks[0].Groups = evil, []string{evil}
	for i := range s.Points {
		p := &s.Points[i]
		p.Name, p.Note = evil, evil
		if p.Counts != nil {
			p.Counts[evil] = rri.Rate{Events: 9, Population: 1000}
		}
	}
	r := referencetest.Must(Of(s, Options{LeaveOut: []Period{s.Points[3].Period}}))
	var markdown, table strings.Builder
	if err := r.WriteMarkdown(&markdown); err != nil {
		t.Fatal(err)
	}
	if err := r.WriteCSV(&table); err != nil {
		t.Fatal(err)
	}
	for form, text := range map[string]string{"text": textOf(t, r), "Markdown": markdown.String(), "CSV": table.String()} {
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
	s.Points[1].Counts[evil] = rri.Rate{Events: -1}
	if err := s.Validate(); err == nil || strings.ContainsAny(err.Error(), "\x1b\r\n\u202e") {
		t.Errorf("%q", err)
	}
}

// TestCSV: every number of a result reads back from its CSV as it was, and no line is lost.
func TestCSV(t *testing.T) {
	t.Run("rates", func(t *testing.T) { readsBack(t, referencetest.Must(Of(searches(), Options{}))) })
	t.Run("proportions", func(t *testing.T) {
		readsBack(t, referencetest.Must(Of(finds(), Options{Options: rri.Options{Method: rri.Jeffreys, Level: 0.8}, Margin: 0.2})))
	})
}

func readsBack[M rri.Measure](t *testing.T, r Result[string, M]) {
	var b strings.Builder
	if err := r.WriteCSV(&b); err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(strings.NewReader(b.String())).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if lines[0][0] != "table" {
		t.Errorf("the first column is %q", lines[0][0])
	}
	tables := make(map[string][]csvRow)
	for _, line := range lines[1:] {
		row := make(csvRow)
		for i, name := range lines[0] {
			row[name] = line[i]
		}
		tables[row["table"]] = append(tables[row["table"]], row)
	}
	pointsReadBack(t, tables["series"], r, r.Series.Points, r.Tables)
	pointsReadBack(t, tables["rolling"], r, r.Series.Rolling, r.Rolling)
	changesReadBack(t, tables["compared"], []Change[string]{*r.Compared})
	changesReadBack(t, tables["year-on-year"], r.YearOnYear)
	if len(tables["trends"]) != len(r.Trends) {
		t.Fatalf("%d lines of %d trends", len(tables["trends"]), len(r.Trends))
	}
	for i, want := range r.Trends {
		row := tables["trends"][i]
		row.estimate(t, "per_year", want.PerYear, true)
		row.is(t, "points", float64(want.Points))
		row.is(t, "dispersion", want.Dispersion)
		row.is(t, "trend_degrees_of_freedom", float64(want.DegreesOfFreedom))
		row.is(t, "margin", r.Options.Margin)
		row.said(t, want.Worst, want.Word, want.Why)
	}
}

// TestCSVBreaks: a break is told in the line of the first period that is not wholly before it, and
// of the rolling periods in each that it lies in.
func TestCSVBreaks(t *testing.T) {
	s := finds()
	s.Breaks = []Break[string]{
		{At: s.Points[0].Start, Kind: GroupsBreak}, // before all of it
		{At: s.Points[2].Start.AddDate(0, 0, 14), Kind: ResidentsBreak, Text: "another census"},
		{At: s.Points[5].Start.AddDate(0, 0, 9), Kind: RecordingBreak, Text: "another form"},
		{At: s.Points[17].End, Kind: GroupsBreak}, // after all of it
	}
	// nothing is said of November 2019, in which one of them is
	s.Points = slices.Delete(s.Points, 2, 3)
	var b strings.Builder
	if err := referencetest.Must(Of(s, Options{})).WriteCSV(&b); err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(strings.NewReader(b.String())).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := slices.Index(lines[0], "breaks")
	got := make(map[string]string)
	for _, line := range lines[1:] {
		if line[at] != "" {
			got[line[0]+" "+line[slices.Index(lines[0], "period")]] = line[at]
		}
	}
	const census, form = "residents: from 15 November 2019: another census", "recording: from 10 February 2020: another form"
	want := map[string]string{
		"series December 2019": census, "series February 2020": form,
		"rolling September 2019 to August 2020": census + "; " + form, "rolling October 2019 to September 2020": census + "; " + form,
		"rolling November 2019 to October 2020": census + "; " + form, "rolling December 2019 to November 2020": form,
		"rolling January 2020 to December 2020": form, "rolling February 2020 to January 2021": form,
	}
	if !maps.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// csvRow is a line of CSV, by the names of its columns.
type csvRow map[string]string

// is checks a number, of which NaN is an empty cell.
func (row csvRow) is(t *testing.T, column string, want float64) {
	t.Helper()
	got := math.NaN()
	if row[column] != "" {
		var err error
		if got, err = strconv.ParseFloat(row[column], 64); err != nil {
			t.Fatal(err)
		}
	}
	if got != want && !(math.IsNaN(got) && math.IsNaN(want)) {
		t.Errorf("%s %s %s: %s is %v, want %v", row["table"], row["group"], row["period"]+row["after"], column, got, want)
	}
}

// estimate checks the numbers of an estimate, which are empty where it was not computed.
func (row csvRow) estimate(t *testing.T, column string, e rri.Estimate, p bool) {
	t.Helper()
	if !e.Computed() {
		e = rri.Estimate{Value: math.NaN(), Lower: math.NaN(), Upper: math.NaN(), P: math.NaN()}
	}
	row.is(t, column, e.Value)
	row.is(t, column+"_lower", e.Lower)
	row.is(t, column+"_upper", e.Upper)
	if p {
		row.is(t, column+"_p", e.P)
	}
}

// said checks the worst case and the word.
func (row csvRow) said(t *testing.T, worst *Limits, word Word, why string) {
	t.Helper()
	if worst == nil {
		worst = &Limits{math.NaN(), math.NaN()}
	}
	row.is(t, "worst_lower", worst.Lower)
	row.is(t, "worst_upper", worst.Upper)
	if got := row["word"]; got != word.String() && !(got == "" && word == NoWord) || row["why"] != why {
		t.Errorf("%s: %q, %q, want %q, %q", row["group"], got, row["why"], word, why)
	}
}

// pointsReadBack checks the lines of points: one for each group in each.
func pointsReadBack[M rri.Measure](t *testing.T, rows []csvRow, r Result[string, M], points []Point[string, M], tables []rri.Table[string, M]) {
	t.Helper()
	groups := append([]string{"White"}, r.groups()...)
	if len(rows) != len(points)*len(groups) {
		t.Fatalf("%d lines of %d periods and %d groups", len(rows), len(points), len(groups))
	}
	for i, p := range points {
		for k, g := range groups {
			row := rows[i*len(groups)+k]
			if row["period"] != p.Name || row["group"] != g || row["start"] != p.Start.Format(time.RFC3339Nano) || row["end"] != p.End.Format(time.RFC3339Nano) {
				t.Errorf("%v, want %s of %s", row, g, p.Name)
			}
			row.is(t, "covered", p.covered())
			events, exposure, _ := p.Unknown.Counts()
			row.is(t, "unknown_events", float64(events))
			row.is(t, "unknown_exposure", exposure)
			m, counted := p.Counts[g]
			if !counted {
				if row["events"]+row["exposure"]+row["design_effect"]+row["ratio"] != "" {
					t.Errorf("numbers of what was not counted: %v", row)
				}
				continue
			}
			events, exposure, effect := m.Counts()
			row.is(t, "events", float64(events))
			row.is(t, "exposure", exposure)
			row.is(t, "design_effect", effect)
			for _, line := range tables[i].Rows {
				if line.Group == g {
					row.estimate(t, "rate", line.Rate, false)
					row.estimate(t, "ratio", line.Ratio, true)
					row.estimate(t, "difference", line.Difference, true)
				}
			}
		}
	}
}

// changesReadBack checks the lines of changes: one for each group in each.
func changesReadBack(t *testing.T, rows []csvRow, changes []Change[string]) {
	t.Helper()
	i := 0
	for _, c := range changes {
		for _, want := range c.Rows {
			row := rows[i]
			i++
			if row["before"] != c.Before.Name || row["after"] != c.After.Name || row["group"] != want.Group {
				t.Errorf("%v, want %+v", row, want)
			}
			row.estimate(t, "before_ratio", want.Before, false)
			row.estimate(t, "after_ratio", want.After, false)
			row.estimate(t, "change", want.Ratio, true)
			row.estimate(t, "rate_difference", want.RateDifference, true)
			row.said(t, want.Worst, want.Word, want.Why)
		}
	}
	if i != len(rows) {
		t.Errorf("%d lines, want %d", len(rows), i)
	}
}

// TestEveryMethod: a result is written whichever family its intervals are of, and however wide they
// are.
func TestEveryMethod(t *testing.T) {
	rates, shares := searches(), finds()
	for i := range rates.Points { // some families have no design effects
		for g, m := range rates.Points[i].Counts {
			rates.Points[i].Counts[g] = rri.WithDesignEffect(m, 1)
		}
	}
	// exact intervals of large counts take their time
	shares.Points, shares.Rolling = shares.Points[:4], nil
	shares.Before, shares.After = &shares.Points[0], &shares.Points[3]
	for _, p := range shares.Points {
		p.Counts["White"], p.Counts["Black"] = rri.Proportion{Events: 9, Trials: 40}, rri.Proportion{Events: 4, Trials: 11}
	}
	// and so does the worst case by Jeffreys, of as many intervals as there are people of no group
	for i := range shares.Points {
		shares.Points[i].Unknown = rri.Proportion{Events: 1, Trials: 2}
	}
	written := 0
	for m := range rri.Methods() {
		for _, level := range []float64{0.5, 0.999} {
			o := Options{Options: rri.Options{Method: m, Level: level}}
			for _, err := range []error{writes(t, rates, o), writes(t, shares, o)} {
				if err == nil {
					written++
				} else if !errors.Is(err, rri.ErrMethod) {
					t.Errorf("%s: %v", m, err)
				}
			}
		}
	}
	if written < 20 {
		t.Errorf("%d results written", written)
	}
}

// writes makes a result and writes it, and returns the error of making it.
func writes[M rri.Measure](t *testing.T, s Series[string, M], o Options) error {
	r, err := Of(s, o)
	if err == nil && strings.Contains(textOf(t, r), "NaN") {
		t.Errorf("%s: NaN in %s", o.Method, textOf(t, r))
	}
	return err
}
