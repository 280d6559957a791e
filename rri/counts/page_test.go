package counts

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// dataLink matches the data that a page carries with it.
var dataLink = regexp.MustCompile(`data:text/csv;charset=utf-8;base64,([A-Za-z0-9+/=]*)`)

// pageSeen is everything that a page shows of a document: its HTML, with the data that it carries
// as text, and each of its pictures as a file.
func pageSeen(t interface {
	Helper()
	Fatal(...any)
}, d Document) string {
	t.Helper()
	var b bytes.Buffer
	if err := d.WriteHTML(&b); err != nil {
		t.Fatal(err)
	}
	text := dataLink.ReplaceAllStringFunc(b.String(), func(link string) string {
		csv, err := base64.StdEncoding.DecodeString(dataLink.FindStringSubmatch(link)[1])
		if err != nil {
			t.Fatal(err)
		}
		return string(csv)
	})
	b.Reset()
	for _, p := range d.Page().Pictures() {
		if err := p.WriteSVG(&b); err != nil {
			t.Fatal(err)
		}
	}
	return text + b.String()
}

// documents are one of each kind that the package makes.
func documents(t testing.TB) map[string]Document {
	t.Helper()
	read := func(text string) *tidy.Table {
		table, err := tidy.Read(strings.NewReader(text), tidy.Options{File: "counts.csv", Label: labelOf})
		if err != nil {
			t.Fatal(err)
		}
		return table
	}
	make := func(d Document, err error) Document {
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	const aged = "# Source: a letter\nage,group,finds,searches\nyoung,White,30,200\nold,White,60,500\nyoung,Black,12,40\nold,Black,9,50\nyoung,Asian,4,30\nold,Asian,3,40\n" +
		"young,Not stated,2,20\nold,Not stated,1,9\n"
	const withheld = "age,group,stops,residents\nyoung,White,300,9000\nold,White,200,20000\nyoung,Black,*,900\nold,Black,20,1000\nall,Black,75,1900\n" +
		"young,Asian,9,1000\nold,Asian,5,2000\n"
	const years = "year,group,stops,residents\n2015,White,100,10000\n2015,Black,30,1000\n2015,Asian,9,900\n2016,White,110,10000\n2016,Black,33,1000\n2016,Asian,8,900\n" +
		"2017,White,105,10000\n2017,Black,41,1000\n2017,Asian,9,900\n2018,White,99,10000\n2018,Black,44,1000\n2018,Asian,7,900\n2019,White,100,10000\n2019,Black,52,1000\n2019,Asian,5,900\n"
	const people = "group,residents,staff,joiners\nWhite,9000,900,70\nBlack,600,30,9\nAsian,400,40,3\nNot stated,,30,4\n"
	columns, err := tidy.Read(strings.NewReader(people), tidy.Options{File: "people.csv", Label: labelOf, Columns: true})
	if err != nil {
		t.Fatal(err)
	}
	return map[string]Document{
		"comparison":  make(Compare(stopsTable(), Options{})),
		"inverted":    make(Compare(stopsTable(), Options{Direction: index.ComparatorOverGroup, Options: rri.Options{Side: rri.LowerOnly}})),
		"withheld":    make(Compare(stopsTable(), Options{Suppress: 5})),
		"in ranges":   make(Compare(table(tidy.ModelRate, "White", 900, 90000, "Black", "1-4", 10000, "Asian", 0, 0), Options{})),
		"power":       make(Compare(stopsTable(), Options{Power: 1.5})),
		"within":      make(Compare(read(aged), Options{Within: []string{"age"}, Levels: []float64{0.99}})),
		"by":          make(Compare(read(aged), Options{By: "age"})),
		"standard":    make(Compare(read(withheld), Options{Within: []string{"age"}})),
		"trend":       make(Compare(read(years), Options{By: "year"})),
		"composition": make(Composition(columns, Options{})),
		"audit":       make(Audit(read("group,reasonable,out of forms drawn\nWhite,100,110\nBlack,52,65\n"), 400, Options{})),
		"journey":     make(Journey(read("stage,group,count\nseen,White,900\nseen,Black,300\nseen,Not stated,30\nheld,White,90\nheld,Black,60\nheld,Not stated,5\nfined,White,30\nfined,Black,9\n"), Options{})),
	}
}

// TestPageSections: a page says what can be said first, then has every section of the document with
// its table, how its numbers are made, and all rows to download.
func TestPageSections(t *testing.T) {
	for of, d := range documents(t) {
		p := d.Page()
		if p.Title != d.Title || len(p.Lines) == 0 || !strings.HasPrefix(p.Lines[0], readFrom) {
			t.Errorf("%s: title %q, lines %q", of, p.Title, p.Lines)
		}
		want := []string{"said"}
		for _, s := range d.Sections {
			want = append(want, s.Name)
		}
		want = append(want, "method")
		if slices.ContainsFunc(d.Notes, isRemark) {
			want = append(want, "file")
		}
		var got, items []string
		for _, s := range p.Sections {
			got = append(got, s.Name)
			if s.Title == "" || s.Title == s.Name {
				t.Errorf("%s: section %s has the title %q", of, s.Name, s.Title)
			}
			for _, b := range s.Blocks {
				items = append(items, b.Items...)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: sections %q, want %q", of, got, want)
		}
		for _, line := range slices.Concat(d.Lines[len(p.Lines):], d.Notes) {
			if !slices.Contains(items, strings.TrimPrefix(line, fromTheFile)) {
				t.Errorf("%s: the page does not say %q", of, line)
			}
		}
		var csv bytes.Buffer
		if err := d.WriteCSV(&csv); err != nil || len(p.Downloads) != 1 || !bytes.Equal(p.Downloads[0].CSV, csv.Bytes()) {
			t.Errorf("%s: %d downloads, not what WriteCSV writes (%v)", of, len(p.Downloads), err)
		}
		if found := forbidden.FindString(pageSeen(t, d)); found != "" {
			t.Errorf("%s: %q on the page", of, found)
		}
		if found := regexp.MustCompile(`NaN|%!|\(\)|\bnil\b`).FindString(pageSeen(t, d)); found != "" {
			t.Errorf("%s: %q on the page", of, found)
		}
	}
}

// TestPageRoundTrip: a document that was stored as JSON has the same page.
func TestPageRoundTrip(t *testing.T) {
	for of, d := range documents(t) {
		data, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		var again Document
		if err := json.Unmarshal(data, &again); err != nil {
			t.Fatal(err)
		}
		if got, want := pageSeen(t, again), pageSeen(t, d); got != want {
			t.Errorf("%s: another page after JSON:\n%s", of, cmp.Diff(strings.Split(want, "\n"), strings.Split(got, "\n")))
		}
	}
}

// TestLawPageOfData: a page, its pictures and its data are made of what JSON has, and so of the
// counts that are left where small ones are withheld.
func TestLawPageOfData(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, err := Compare(genTable(t), Options{Suppress: rapid.SampledFrom([]int64{0, 5, 50}).Draw(t, "withhold")})
		if errors.Is(err, rri.ErrOption) {
			t.Skip(err) // counts that cannot be withheld
		}
		if err != nil {
			t.Fatal(err)
		}
		data, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		var again Document
		if err := json.Unmarshal(data, &again); err != nil {
			t.Fatal(err)
		}
		if got, want := pageSeen(t, again), pageSeen(t, d); got != want {
			t.Fatalf("another page after JSON:\n%s", cmp.Diff(strings.Split(want, "\n"), strings.Split(got, "\n")))
		}
	})
}

// TestEmptyPage: a document of nothing is a page with its title.
func TestEmptyPage(t *testing.T) {
	for _, d := range []Document{{}, {Title: "Nothing"}, {Lines: []string{"One line."}}, {Notes: []string{"A note."}}} {
		var b bytes.Buffer
		if err := d.WriteHTML(&b); err != nil || !strings.Contains(b.String(), strings.Join(slices.Concat(d.Lines, d.Notes), "")) || len(d.Page().Pictures()) != 0 {
			t.Errorf("%v of %+v:\n%s", err, d, b.String())
		}
	}
}

// TestPictureNames: which pictures the documents have, in the order of the page.
func TestPictureNames(t *testing.T) {
	want := map[string][]string{
		"comparison": {"comparison"}, "inverted": {"comparison"}, "withheld": {"comparison"}, "in ranges": {"comparison"}, "power": {"comparison"},
		"within": {"within-adjusted", "within"}, "by": {"by-adjusted", "by"}, "composition": {"composition"}, "journey": {"journey"},
		"standard": {"within-adjusted", "within", "standardised"},
		// periods are a line, and not below each other too
		"trend": {"trend-picture", "by-adjusted", "trend-trends"}, "audit": nil,
	}
	for of, d := range documents(t) {
		var got []string
		for _, p := range d.Page().Pictures() {
			got = append(got, p.Name)
			for _, text := range []string{p.Title, p.Scale, p.Interval} {
				if text == "" {
					t.Errorf("%s: picture %s has no title, scale or legend: %+v", of, p.Name, p)
				}
			}
		}
		if !slices.Equal(got, want[of]) {
			t.Errorf("%s: pictures %q, want %q", of, got, want[of])
		}
	}
}

// TestPicturesOfManyStrata: where all groups have more rows than a picture is read with, each has
// one of its own.
func TestPicturesOfManyStrata(t *testing.T) {
	for _, test := range []struct {
		strata int
		want   string
	}{{28, "within-adjusted within"}, {29, "within-adjusted within-1 within-2"}} {
		var b strings.Builder
		b.WriteString("area,group,stops,residents\n")
		for i := range test.strata {
			fmt.Fprintf(&b, "a%d,White,50,5000\na%[1]d,Black,20,900\na%[1]d,Asian,9,800\n", i)
		}
		d, err := Compare(tableOf(t, b.String(), tidy.Options{}), Options{Within: []string{"area"}})
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, p := range d.Page().Pictures() {
			names = append(names, p.Name)
		}
		if got := strings.Join(names, " "); got != test.want {
			t.Errorf("%d strata: %s, want %s", test.strata, got, test.want)
		}
	}
}

// drawnOf is what is drawn of an estimate, for a comparison.
func drawnOf(value, lower, upper float64) *sheet.Interval {
	return &sheet.Interval{Value: value, Lower: lower, Upper: upper}
}

// sameDrawn reports what differs between what is drawn and what should be.
func sameDrawn(got, want *sheet.Interval) string {
	return cmp.Diff(want, got, cmpopts.EquateNaNs())
}

// TestLawPicture: of every table the picture has a row for each group but the baseline in the order
// of the table, with the numbers of the table as they print, and what is drawn are those of JSON.
func TestLawPicture(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := Options{Direction: rapid.SampledFrom([]index.Direction{index.GroupOverComparator, index.ComparatorOverGroup}).Draw(t, "direction"),
			Options: rri.Options{Level: rapid.SampledFrom([]float64{0, 0.9}).Draw(t, "level")}}
		if rapid.Bool().Draw(t, "withhold") {
			o.Suppress = 5
		}
		d, err := Compare(genTable(t), o)
		if err != nil {
			if errors.Is(err, rri.ErrOption) { // counts that cannot be withheld
				t.Skip(err)
			}
			t.Fatal(err)
		}
		checkComparison(t, d)
	})
}

// checkComparison holds the picture of a comparison against its data and its table.
func checkComparison(t *rapid.T, d Document) {
	c := d.Sections[0].Data.(Comparison)
	pictures := d.Page().Pictures()
	limited := func(r Row) bool { return c.indexShown(r) && !math.IsNaN(r.Index.Lower) && !math.IsNaN(r.Index.Upper) }
	any := slices.ContainsFunc(c.Rows, func(r Row) bool { return !c.isBaseline(r) && limited(r) })
	if !any && len(pictures) == 0 {
		return
	}
	if len(pictures) != 1 || len(pictures[0].Rows) != len(c.Rows)-1 {
		t.Fatalf("%d pictures of %d groups: %+v", len(pictures), len(c.Rows), pictures)
	}
	for i, got := range pictures[0].Rows {
		r := c.Rows[i+1]
		if got.Label != r.Group {
			t.Fatalf("row %d is of %s, want %s", i, got.Label, r.Group)
		}
		var want, bounds *sheet.Interval
		if limited(r) {
			want = drawnOf(r.Index.Value, r.Index.Lower, r.Index.Upper)
			if r.Range.Lower < r.Index.Lower || r.Range.Upper > r.Index.Upper {
				bounds = drawnOf(r.Index.Value, r.Range.Lower, r.Range.Upper)
			}
			if !strings.HasPrefix(got.Text, c.indexText(r)) || !strings.Contains(got.Text, strings.ReplaceAll(c.indexLimits(r, r.Index), " – ", "–")) {
				t.Fatalf("%s: text %q", r.Group, got.Text)
			}
		}
		if diff := sameDrawn(got.Plot, want) + sameDrawn(got.Bounds, bounds); diff != "" {
			t.Fatalf("%s: what is drawn differs from the data (-want +got):\n%s", r.Group, diff)
		}
	}
}
