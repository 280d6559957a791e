package report

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// kentMonths are two years of Kent, of which a month is missing.
func kentMonths() *outcomes.Extract {
	return several(map[string]string{"kent.csv": monthly("2016-01", 10, 90, rising(9)) + monthly("2016-12", 14, 90, rising(9))})
}

// fourForces are a month of four forces.
func fourForces() *outcomes.Extract {
	return apartByName(map[string]string{"kent.csv": of("2023-01", 60, 20), "essex.csv": of("2023-01", 50, 12), "surrey.csv": of("2023-01", 40, 9), "sussex.csv": of("2023-01", 30, 9)})
}

// TestSections has one reason a row why a page has the sections that it has.
func TestSections(t *testing.T) {
	month := extract("2023-01-kent.csv", mixed())
	for _, test := range []struct {
		x      *outcomes.Extract
		o      Options
		tables []string
		want   string // the names of the sections
		reason string
	}{
		{month, Options{}, nil, "summary reading search-rate find-rate find-rate/drugs find-rate/other arrest-rate charge-or-summons-rate out-of-court-rate no-further-action-rate " +
			"positive-outcome-rate unlinked-action-rate read method", "no names of tables stand for all"},
		{month, Options{}, []string{"summary"}, "summary read method", "the first screen alone, and what it is of"},
		{month, Options{}, []string{"arrest-rate", "find-rate"}, "summary reading find-rate arrest-rate read method", "in the order of the report"},
		{extract("btp.csv", mixed()), Options{}, []string{"search-rate"}, "summary absent read method", "a table that is not there"},
		{month, Options{Suppress: 5}, nil, "summary reading search-rate find-rate arrest-rate charge-or-summons-rate out-of-court-rate no-further-action-rate " +
			"positive-outcome-rate unlinked-action-rate read method", "finds by ground would tell what is withheld"},
		{kentMonths(), Options{By: EachMonth, Rolling: 12}, []string{"search-rate"}, "summary change reading search-rate read method", "the change is a section of its own"},
		{fourForces(), Options{}, []string{"search-rate"}, "summary reading search-rate peers read method", "the only table of the first screen stays with the sentences, and forces are compared"},
		{fourForces(), Options{Before: stretch("2022.."), By: EachMonth}, []string{"summary"}, "", "an option that cannot be had"},
	} {
		r, err := New(test.x, test.o)
		if err != nil {
			if test.want != "" {
				t.Errorf("%s: %v", test.reason, err)
			}
			continue
		}
		var names []string
		for _, s := range must(r.Page(Layout{Tables: test.tables})).Sections {
			names = append(names, s.Name)
		}
		if got := strings.Join(names, " "); got != test.want {
			t.Errorf("%s: %s, want %s", test.reason, got, test.want)
		}
	}
}

// TestPageOfNoSuchTable: what text refuses a page refuses too.
func TestPageOfNoSuchTable(t *testing.T) {
	r := must(New(extract("2023-01-kent.csv", mixed()), Options{}))
	if _, err := r.Page(Layout{Tables: []string{"arrests"}}); err == nil || err.Error() != r.WriteHTML(&bytes.Buffer{}, Layout{Tables: []string{"arrests"}}).Error() {
		t.Errorf("%v", err)
	}
}

// TestPictures has one kind of report a row, with the pictures of its page.
func TestPictures(t *testing.T) {
	const ranksAndFunnels = "search-rate-ranks-mixed search-rate-funnel-mixed search-rate-ranks-asian search-rate-funnel-asian search-rate-ranks-black search-rate-funnel-black " +
		"search-rate-ranks-other search-rate-funnel-other"
	for _, test := range []struct {
		x      *outcomes.Extract
		o      Options
		want   string // the first names
		rows   int    // of the first picture
		panels int
		reason string
	}{
		{extract("2023-01-kent.csv", mixed()), Options{}, "search-rate find-rate find-rate/drugs", 6, 0, "each group, and all together"},
		{fourForces(), Options{}, "search-rate-by search-rate-adjusted " + ranksAndFunnels + " find-rate-by find-rate-adjusted", 24, 0, "a heading, four forces and the adjusted index of each group"},
		{apartByName(manyForces()), Options{}, "search-rate-by-mixed search-rate-by-asian search-rate-by-black search-rate-by-other search-rate-adjusted", 13, 0, "too many rows for one sheet of paper"},
		{kentMonths(), Options{By: EachMonth, Rolling: 12}, "search-rate search-rate-by search-rate-rolling search-rate-trends search-rate-adjusted", 6, 0, "the periods, and then runs of months"},
		{kentMonths(), Options{Rolling: 12, By: EachMonth, Before: stretch("2016"), After: stretch("2017")}, "search-rate search-rate-by search-rate-rolling search-rate-compared search-rate-trends", 6, 0, "and a change that was asked for"},
		{fourForces(), Options{Within: []Dimension{ByObject}}, "search-rate-by search-rate-adjusted " + ranksAndFunnels + " find-rate-by find-rate-adjusted", 24, 0, "strata beside the forces"},
	} {
		page := must(must(New(test.x, test.o)).Page(Layout{}))
		var names []string
		for _, p := range page.Pictures() {
			if names = append(names, p.Name); slices.Contains(names[:len(names)-1], p.Name) {
				t.Errorf("%s: %s is there twice", test.reason, p.Name)
			}
			if p.Title == "" || p.Scale == "" || p.Interval == "" && p.Funnel == nil {
				t.Errorf("%s: %s says too little: title %q, scale %q, interval %q", test.reason, p.Name, p.Title, p.Scale, p.Interval)
			}
		}
		if got := strings.Join(names, " "); !strings.HasPrefix(got, test.want) {
			t.Errorf("%s: %s, want %s first", test.reason, got, test.want)
		}
		if first := page.Pictures()[0]; len(first.Rows) != test.rows || len(first.Panels) != test.panels {
			t.Errorf("%s: %d rows and %d panels, want %d and %d", test.reason, len(first.Rows), len(first.Panels), test.rows, test.panels)
		}
	}
}

// manyForces are a month of twelve forces.
func manyForces() map[string]string {
	files := make(map[string]string)
	for i, name := range []string{"kent", "essex", "surrey", "sussex", "norfolk", "suffolk", "cumbria", "cleveland", "durham", "dorset", "cheshire", "humberside"} {
		files[name+".csv"] = of("2023-01", 40+i, 9)
	}
	return files
}

// picture returns the picture of that name on the page of a report.
func pictureOf(t *testing.T, r *Report, name string) sheet.Picture {
	t.Helper()
	for _, p := range must(r.Page(Layout{})).Pictures() {
		if p.Name == name {
			return p
		}
	}
	t.Fatalf("no picture %s", name)
	panic("unreachable")
}

// TestPictureSaysTheTable: a row of a picture has the numbers and the word of its row in the table
// below it, and draws them.
func TestPictureSaysTheTable(t *testing.T) {
	for _, x := range []*outcomes.Extract{extract("2023-01-kent.csv", mixed()), kentMonths(), extract("2023-01-kent.csv", header+times(9, search{self: white})+times(4, search{self: black}))} {
		r := must(New(x, Options{}))
		table := r.screen().tables()[0]
		column := func(heading string) []sheet.Cell {
			for _, c := range table.For(sheet.Markup) {
				if c.Heading == heading {
					return c.Cells
				}
			}
			return make([]sheet.Cell, 20)
		}
		names, times, ranges, both, words := column("group"), column("times as often as White people"), column("range"), column("with unknown"), column("in a word")
		for i, row := range pictureOf(t, r, "search-rate").Rows {
			want := byDefinition
			switch {
			case ranges[i].Text != "":
				want = fmt.Sprintf("%s (%s)", times[i].Text, ranges[i].Text)
			case times[i].Text != "1":
				want = times[i].Text
			}
			if row.Label != names[i].Text || row.Text != want || row.BoundsText != both[i].Text || row.Word != words[i].Text {
				t.Errorf("row %d: %+v, want %s, %s, %s, %s", i, row, names[i].Text, want, both[i].Text, words[i].Text)
			}
			if row.Plot != nil && (row.Text != bracketed(rri.Estimate{Value: row.Plot.Value, Lower: row.Plot.Lower, Upper: row.Plot.Upper}) ||
				row.Bounds != nil && row.BoundsText != rangeText(row.Bounds.Lower, row.Bounds.Upper)) {
				t.Errorf("%s: %+v says %s and %s", row.Label, *row.Plot, row.Text, row.BoundsText)
			}
			if (row.Plot != nil) != (ranges[i].Text != "") || (row.Bounds != nil) != (both[i].Text != "") {
				t.Errorf("%s: drawn %v, bounds %v, where the table has %q and %q", row.Label, row.Plot, row.Bounds, ranges[i].Text, both[i].Text)
			}
		}
	}
}

// TestLines: the line of a group over the months has a gap where a month has no rows, in the order
// of time, and a run of months stands at its last one.
func TestLines(t *testing.T) {
	r := must(New(kentMonths(), Options{By: EachMonth, Rolling: 12}))
	for _, test := range []struct {
		name        string
		points      int
		missing     string // the name of the point without an index
		first, last string
	}{
		{"search-rate-by", 25, "November 2016", "January 2016", "January 2018"},
		{"search-rate-rolling", 14, "", "December 2016", "January 2018"},
	} {
		p := pictureOf(t, r, test.name)
		if len(p.Panels) != 4 || len(p.Rows) != 0 {
			t.Fatalf("%s: %d panels, %d rows", test.name, len(p.Panels), len(p.Rows))
		}
		for _, panel := range p.Panels {
			points := panel.Points
			if len(points) != test.points || points[0].Name != test.first || points[len(points)-1].Name != test.last {
				t.Fatalf("%s, %s: %d points from %s to %s", test.name, panel.Label, len(points), points[0].Name, points[len(points)-1].Name)
			}
			for i, point := range points {
				if (point.Plot == nil) != (point.Name == test.missing) {
					t.Errorf("%s, %s, %s: drawn %v (%s)", test.name, panel.Label, point.Name, point.Plot, point.Text)
				}
				if i > 0 && (point.X <= points[i-1].X || point.X > points[i-1].X+0.1) {
					t.Errorf("%s, %s: %s is at %v, after %v", test.name, panel.Label, point.Name, point.X, points[i-1].X)
				}
			}
		}
	}
}

// rowsOf reads CSV.
func rowsOf(t *testing.T, data []byte) [][]string {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// TestDownload: the data of a page are those of CSV to the byte, also where small counts are
// withheld.
func TestDownload(t *testing.T) {
	for _, o := range []Options{{}, {Suppress: 5}, {By: EachMonth, Within: []Dimension{ByObject}}} {
		r := must(New(extract("2023-01-kent.csv", mixed()), o))
		var want bytes.Buffer
		if err := r.WriteCSV(&want, Layout{}); err != nil {
			t.Fatal(err)
		}
		downloads := must(r.Page(Layout{Tables: []string{"summary"}})).Downloads
		if len(downloads) != 1 || downloads[0].Name != "stop-and-search-kent-2023-01.csv" || !bytes.Equal(downloads[0].CSV, want.Bytes()) {
			t.Errorf("%+v: %d files\n%s", o, len(downloads), cmp.Diff(string(downloads[0].CSV), want.String()))
		}
	}
}

// TestSmallerDownload: rows that are left out are those of single strata, and columns those that
// are named; all other cells are as they were.
func TestSmallerDownload(t *testing.T) {
	r := must(New(fourForces(), Options{Within: []Dimension{ByObject}}))
	read := func(cut csvCut) [][]string {
		var b bytes.Buffer
		if err := sheet.WriteCSV(&b, must(r.csvRows(cut))...); err != nil {
			t.Fatal(err)
		}
		rows := rowsOf(t, b.Bytes())
		if got := r.countRows(cut); got != len(rows)-1 {
			t.Errorf("counted %d rows of %d", got, len(rows)-1)
		}
		return rows
	}
	all := read(csvCut{})
	stratum := slices.Index(all[0], "stratum")
	var want [][]string
	for _, row := range all {
		if row[stratum] != "" && row[stratum] != "stratum" {
			continue
		}
		var cells []string
		for i, cell := range row {
			if !slices.Contains(saidOnPage, all[0][i]) {
				cells = append(cells, cell)
			}
		}
		want = append(want, cells)
	}
	got := read(csvCut{noStrata: true, without: saidOnPage})
	if len(got) >= len(all) || len(got[0]) >= len(all[0]) || !cmp.Equal(got, want) {
		t.Errorf("%d rows of %d, %d columns of %d: %s", len(got), len(all), len(got[0]), len(all[0]), cmp.Diff(want, got))
	}
}

// TestMethodNotes has one thing that a page has to say of how its numbers are made a row.
func TestMethodNotes(t *testing.T) {
	month := extract("2023-01-kent.csv", mixed())
	const rao, manski = "Rao and Scott 1992, DOI 10.2307/2532311", "Horowitz and Manski 1995, DOI 10.2307/2951627"
	for _, test := range []struct {
		x         *outcomes.Extract
		o         Options
		want, not string // in the section
		reason    string
	}{
		{month, Options{}, "Laud 2017, DOI 10.1002/pst.1813", rao, "the usual family; stops are not told"},
		{month, Options{Method: rri.MidP}, "Lancaster 1961, DOI 10.1080/01621459.1961.10482105", "Laud 2017", "another family"},
		{told(), Options{}, rao, "independent, as was asked", "people who were stopped together"},
		{told(), Options{Independent: true}, "The index of a group", rao, "every search on its own"},
		{month, Options{}, manski, "Rubin 1987", "some are of unknown ethnicity"},
		{extract("2023-01-kent.csv", header+times(30, search{self: white})+times(9, search{self: black})), Options{}, "are in no group", manski, "none is"},
		{month, Options{Unknown: outcomes.ByCrossTable}, "Rubin 1987, Multiple Imputation for Nonresponse in Surveys, DOI 10.1002/9780470316696", "are in no group", "they are imputed"},
		{month, Options{Unknown: outcomes.InProportion}, "in proportion to the known with the same outcome", "Rubin 1987", "they are put into groups"},
		{extract("2016-06-kent.csv", header+inMonth("2016-06", 30)), Options{}, "each group on the scale of logarithms", "no such words", "between two censuses"},
		{extract("btp.csv", mixed()), Options{}, "Find rates and the rates of what follows", "Searches are set against the residents", "no residents"},
		{month, Options{Suppress: 5}, "Counts from 1 to 5 are withheld", "no such words", "small counts"},
		{month, Options{}, "MORE and LESS: both ranges leave out 1", "Counts from 1 to", "words"},
		{fourForces(), Options{}, "The adjusted RRI compares within each stratum", "no such words", "several forces"},
		{kentMonths(), Options{By: EachMonth}, "quasi-likelihood (Wedderburn 1974, DOI 10.1093/biomet/61.3.439)", "no such words", "a trend"},
	} {
		section := must(New(test.x, test.o)).methodSection()
		var b strings.Builder
		for _, block := range section.Blocks {
			if block.Title == "" || len(block.Paragraphs) == 0 {
				t.Errorf("%s: a block without title or text: %+v", test.reason, block)
			}
			b.WriteString(strings.Join(block.Paragraphs, "\n") + "\n")
		}
		if text := b.String(); !strings.Contains(text, test.want) || strings.Contains(text, test.not) {
			t.Errorf("%s: want %q and no %q:\n%s", test.reason, test.want, test.not, text)
		}
	}
}

// TestFileName has one kind of report a row.
func TestFileName(t *testing.T) {
	for _, test := range []struct {
		x    *outcomes.Extract
		want string
	}{
		{extract("2023-01-kent.csv", mixed()), "stop-and-search-kent-2023-01"},
		{apartByName(map[string]string{"kent.csv": of("2023-01", 9, 3), "essex.csv": of("2023-03", 8, 2)}), "stop-and-search-essex-kent-2023-01-to-2023-03"},
		{fourForces(), "stop-and-search-4-forces-2023-01"},
	} {
		if got := must(New(test.x, Options{})).fileName(); got != test.want {
			t.Errorf("%q, want %q", got, test.want)
		}
	}
}

// TestWhereTheTableIs: what has too few events for a table on the page is said to be in the CSV
// file of the page only where that is so.
func TestWhereTheTableIs(t *testing.T) {
	few := func(month string) string {
		return of(month, 5, 12) + strings.ReplaceAll(times(6, search{self: black, outcome: noAction, object: "Firearms"}), "2023-01", month)
	}
	months := ""
	for m := outcomes.Month(0); m < 60; m++ {
		months += few((month("2016-01") + m).String())
	}
	for _, test := range []struct {
		x    *outcomes.Extract
		o    Options
		want string
	}{
		{extract("2023-01-kent.csv", header+few("2023-01")), Options{}, "The CSV file of this page has the table."},
		{extract("kent.csv", header+months), Options{By: EachMonth, Rolling: 12}, "-format csv has the table."},
	} {
		r := must(New(test.x, test.o))
		file, everyTable, err := r.download()
		if err != nil || everyTable != strings.HasPrefix(test.want, "The CSV") || !everyTable && bytes.Contains(file.CSV, []byte("find rate")) {
			t.Errorf("every table: %v, %v, %s", everyTable, err, file.Title)
		}
		var b bytes.Buffer
		if err := r.WriteHTML(&b, Layout{}); err != nil {
			t.Fatal(err)
		}
		other := "The CSV file of this page has"
		if everyTable {
			other = "-format csv has the table"
		}
		if text := htmlText(b.String()); strings.Contains(text, other) || !strings.Contains(text, test.want) {
			t.Errorf("want %q and no %q (%s)", test.want, other, file.Title)
		}
	}
}
