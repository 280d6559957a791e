package report

import (
	"bytes"
	"context"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report/claims"
)

// seenOf returns a report as a reader has it.
func seenOf(t interface{ Fatal(...any) }, r *Report, l Layout) seen {
	var b bytes.Buffer
	if err := r.WriteText(&b, l); err != nil {
		t.Fatal(err)
	}
	width := l.Width
	if width == 0 {
		width = 80
	}
	return seen{doc: r.Document(), text: b.String(), width: width, ascii: l.ASCII}
}

var (
	comparisonsPhrase = regexp.MustCompile(`(\d+) comparisons: about (\d+) would be below (0\.\d+) by chance; (\d+) (?:are|is)`)
	axisPhrase        = regexp.MustCompile(`(?:[1⅛¼½][/\d]*\s+){2,}\d+$`)
)

// checkPage checks a page with all tables and p-values: its width, its one scale, and what it says
// of its comparisons.
func (s seen) checkPage() []fault {
	c := &checker{seen: s}
	c.checkLines()
	axis := ""
	for line := range strings.Lines(s.text) {
		scale := spaced(axisPhrase.FindString(strings.TrimRight(line, "\n")))
		if scale == "" {
			continue
		}
		if axis != "" && scale != axis {
			c.fault("one scale", "page", "%q and %q", axis, scale)
		}
		axis = scale
	}
	m := comparisonsPhrase.FindStringSubmatch(spaced(s.text))
	if m == nil {
		if c.comparisons() > 0 && strings.Contains(s.text, "  p  ") {
			c.fault("p", "page", "p-values without the line on comparisons")
		}
		return c.found
	}
	made, below, level, are := numbersIn(m[1])[0].value, numbersIn(m[2])[0], numbersIn(m[3])[0].value, numbersIn(m[4])[0].value
	if !below.says(level * made) {
		c.fault("p", "page", "%s: %v of %v comparisons are %v", m[0], level, made, level*made)
	}
	if are > made || int(made) > c.comparisons() {
		c.fault("p", "page", "%s, of %d in the document", m[0], c.comparisons())
	}
	return c.found
}

// comparisons counts the p-values of the document.
func (c *checker) comparisons() (n int) {
	count := func(tables []Table) {
		for _, t := range tables {
			for _, r := range t.Rows {
				if r.Kind == "" && r.Group != t.Baseline && !math.IsNaN(r.Ratio.P) {
					n++
				}
			}
		}
	}
	count(c.doc.Tables)
	for _, p := range c.doc.Parts {
		count(p.Tables)
	}
	for _, a := range c.doc.Adjusted {
		if a.Rates != nil {
			n += 2 * len(a.Rates.Rows) // with the test that the strata are alike
		}
		if a.Proportions != nil {
			n += 2 * len(a.Proportions.Rows)
		}
	}
	return n
}

// TestPages: the page with everything is as wide as it was asked to be, whatever that is.
func TestPages(t *testing.T) {
	r := must(New(extract("2023-01-kent.csv", mixed()), Options{}))
	for _, width := range []int{60, 72, 80, 120} {
		for _, ascii := range []bool{false, true} {
			for _, f := range seenOf(t, r, Layout{Width: width, ASCII: ascii, Tables: []string{"all"}, P: true}).checkPage() {
				t.Errorf("%d columns: %s", width, f)
			}
		}
	}
}

// TestScreensOfRealFiles: the first screens of six real inputs say what people said of them before,
// and nothing that their tables do not bear.
func TestScreensOfRealFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and not of goroutines: run without -short")
	}
	dir := os.Getenv("DISPARITY_DATA")
	if dir == "" {
		t.Skip("DISPARITY_DATA names no folder of real files")
	}
	const cannot, more, less, moreOf, lessOf = claims.CannotTell, claims.More, claims.Less, claims.MoreRecorded, claims.LessRecorded
	five := []string{"city-of-london", "derbyshire", "essex", "leicestershire", "south-yorkshire"}
	for i := range five {
		five[i] = "stopsearch/csv/2020-01-" + five[i] + "-stop-and-search.csv"
	}
	for _, test := range []struct {
		name  string
		files []string
		force string
		want  []claims.Word // of Mixed, Asian, Black and Other
	}{
		{"Avon and Somerset", []string{"stopsearch/api/2023-01-avon-and-somerset-api-flattened.csv"}, "", []claims.Word{more, cannot, more, cannot}},
		{"Metropolitan Police", []string{"stopsearch/csv/2022-09-metropolitan-stop-and-search.csv.gz"}, "", []claims.Word{cannot, cannot, more, lessOf}},
		{"Essex", []string{"stopsearch/csv/2020-01-essex-stop-and-search.csv"}, "", []claims.Word{cannot, more, more, cannot}},
		{"City of London", []string{"series/city-of-london-2018-04_2020-11"}, "", []claims.Word{cannot, moreOf, cannot, cannot}},
		{"London for a year", []string{"stopsearch/derived/2021-12_2022-11-london-policeuk-header.csv.gz"}, "metropolitan", []claims.Word{moreOf, lessOf, more, cannot}},
		{"five forces", five, "", []claims.Word{cannot, cannot, cannot, cannot}},
	} {
		x := new(outcomes.Extract)
		if test.force != "" {
			x.Force = must(ethnicity.ParseForce(test.force))
		}
		for _, name := range test.files {
			if err := x.ReadFS(context.Background(), os.DirFS(dir), filepath.ToSlash(name)); err != nil {
				t.Fatal(err)
			}
		}
		r := must(New(x, Options{}))
		s := seenOf(t, r, Layout{})
		for _, f := range s.checked() {
			t.Errorf("%s: %s", test.name, f)
		}
		for _, f := range seenOf(t, r, Layout{Tables: []string{"all"}, P: true}).checkPage() {
			t.Errorf("%s, all tables: %s", test.name, f)
		}
		page, found := checkedPage(t, r)
		for _, f := range found {
			t.Errorf("%s, the page: %s", test.name, f)
		}
		if n := len(page); n > mostBytes {
			t.Errorf("%s: a page of %d bytes", test.name, n)
		}
		var got []claims.Word
		for _, row := range s.doc.Tables[0].Rows {
			if row.Kind == "" && row.Group != ethnicity.White {
				got = append(got, *or(row.Word, new(cannot)))
			}
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, by hand %v\n%s", test.name, got, test.want, s.text)
		}
	}
}
