package report

import (
	"bytes"
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
)

// labelOf has a label of data.police.uk for every group of 18+1.
var labelOf = map[ethnicity.Group]string{
	ethnicity.WhiteBritish:           white,
	ethnicity.WhiteIrish:             "White - Irish",
	ethnicity.GypsyOrIrishTraveller:  "White - Gypsy or Irish Traveller",
	ethnicity.OtherWhite:             "White - Any other White background",
	ethnicity.WhiteAndBlackCaribbean: "Mixed/Multiple ethnic groups - White and Black Caribbean",
	ethnicity.WhiteAndBlackAfrican:   "Mixed/Multiple ethnic groups - White and Black African",
	ethnicity.WhiteAndAsian:          "Mixed/Multiple ethnic groups - White and Asian",
	ethnicity.OtherMixed:             "Mixed/Multiple ethnic groups - Any other Mixed/Multiple ethnic background",
	ethnicity.Indian:                 asian,
	ethnicity.Pakistani:              "Asian/Asian British - Pakistani",
	ethnicity.Bangladeshi:            "Asian/Asian British - Bangladeshi",
	ethnicity.Chinese:                "Asian/Asian British - Chinese",
	ethnicity.OtherAsian:             "Asian/Asian British - Any other Asian background",
	ethnicity.BlackCaribbean:         "Black/African/Caribbean/Black British - Caribbean",
	ethnicity.BlackAfrican:           black,
	ethnicity.OtherBlack:             "Black/African/Caribbean/Black British - Any other Black/African/Caribbean background",
	ethnicity.Arab:                   "Other ethnic group - Arab",
	ethnicity.AnyOther:               "Other ethnic group - Any other ethnic group",
}

// searchesOf returns a file with so many searches of each group.
func searchesOf(counts map[ethnicity.Group]int) string {
	text := header
	for g, n := range counts {
		text += times(n, search{self: labelOf[g], officer: "White", outcome: "Arrest"})
	}
	return text
}

// searchRateOf returns the search rate of a document.
func searchRateOf(t interface{ Fatalf(string, ...any) }, d Document) Table {
	i := slices.IndexFunc(d.Tables, func(t Table) bool { return t.ID == "search-rate" })
	if i < 0 {
		t.Fatalf("no search rate; notes %q", d.Notes)
	}
	return d.Tables[i]
}

// rowIn returns the row of a group.
func rowIn(t interface{ Fatalf(string, ...any) }, table Table, g ethnicity.Group) Row {
	i := slices.IndexFunc(table.Rows, func(r Row) bool { return r.Group == g })
	if i < 0 {
		t.Fatalf("%s has no row of %s", table.ID, g)
	}
	return table.Rows[i]
}

// TestExpected: what would be expected, and whether it is enough, at the ends.
func TestExpected(t *testing.T) {
	for _, test := range []struct {
		others    pool
		residents float64
		expected  float64
		enough    bool
		reason    string
	}{
		{pool{1000, 100000, 2}, 1000, 10, true, "10 are enough"},
		{pool{1000, 100000, 2}, 999, 9.99, false, "9.99 are not"},
		{pool{999, 100000, 2}, 1000, 9.99, false, "nor by fewer searches"},
		{pool{3, 3e7, 2}, 1e8, 10, true, "nothing is lost in a division by 3"},
		{pool{0, 100000, 2}, 1000, 0, false, "no search"},
		{pool{5, 0, 2}, 1000, 0, false, "no residents"},
	} {
		if got, enough := test.others.expects(test.residents); math.Abs(got-test.expected) > 1e-12 || enough != test.enough {
			t.Errorf("%s: %v, %t, want %v, %t", test.reason, got, enough, test.expected, test.enough)
		}
	}
	for _, test := range []struct {
		searches int64
		far      bool
		reason   string
	}{
		{50, false, "five times"}, {51, true, "more than five times"}, {2, false, "a fifth"}, {1, true, "less than a fifth"}, {10, false, "as expected"},
	} {
		if got := (pool{1000, 100000, 2}).isFar(test.searches, 1000); got != test.far {
			t.Errorf("%d where 10 would be expected, %s: %t", test.searches, test.reason, got)
		}
	}
}

// TestCategoriesByTheRest: the rate of the rest of the parent is asked where it has as many
// residents, and that of the whole.
func TestCategoriesByTheRest(t *testing.T) {
	for _, test := range []struct {
		whole     pool
		recorded  int64
		residents float64
		want      string // whose rate makes it a matter of categories; "" for none
		reason    string
	}{
		{pool{200, 2000, 2}, 100, 1000, "", "like the rest"},
		{pool{151, 4000, 2}, 101, 1000, "the rest of Black", "more than five times what the rest gives, and three times what the whole does"},
		{pool{120, 12000, 2}, 60, 2000, "", "five times what the rest gives"},
		{pool{121, 12000, 2}, 61, 2000, "the rest of Black", "more than that"},
		{pool{110, 11000, 2}, 50, 1000, "", "six expected of the rest, of the whole ten, which is exactly five times"},
		{pool{110, 11000, 2}, 51, 1000, "Black as a whole", "six expected of the rest, and of the whole ten"},
		{pool{1005, 4000, 2}, 1000, 3000, "", "the rest has fewer residents and few searches: it is the odd one"},
		{pool{1010, 5000, 2}, 10, 2000, "the rest of Black", "less than a fifth"},
		{pool{1000, 2000, 2}, 0, 0, "", "no residents"},
	} {
		m := remark{recorded: test.recorded}
		got := ""
		if m.judgeCategories(ethnicity.Black, test.whole, test.residents) {
			got = m.of
		}
		if got != test.want {
			t.Errorf("%s: %q, want %q (%v expected)", test.reason, got, test.want, m.expected)
		}
	}
}

// TestZeros: a group without a search is a zero with its interval unless ten would be expected.
func TestZeros(t *testing.T) {
	// Kent has 1,855,850 residents, of whom 23,286 are Other.
	for _, test := range []struct {
		counts map[ethnicity.Group]int
		o      Options
		group  ethnicity.Group
		note   string // of the row
		index  bool
		reason string
	}{
		{map[ethnicity.Group]int{ethnicity.WhiteBritish: 796}, Options{}, ethnicity.Other, "", true, "9.99 would be expected"},
		{map[ethnicity.Group]int{ethnicity.WhiteBritish: 797}, Options{}, ethnicity.Other,
			"none recorded where 10 would be expected: the form may not have this label", false, "10.0003 would be expected"},
		{map[ethnicity.Group]int{ethnicity.WhiteBritish: 797, ethnicity.Indian: 100}, Options{Baseline: ethnicity.Asian}, ethnicity.Other,
			"none recorded where 11 would be expected: the form may not have this label", false, "against another baseline"},
		{map[ethnicity.Group]int{ethnicity.WhiteBritish: 797}, Options{Baseline: ethnicity.Other}, ethnicity.Other,
			"none recorded where 10 would be expected: the form may not have this label", true, "a baseline, against which nothing has an index, keeps its rate of 0"},
		{map[ethnicity.Group]int{ethnicity.WhiteBritish: 900, ethnicity.BlackAfrican: 300}, Options{Scheme: ethnicity.EighteenPlusOne}, ethnicity.BlackCaribbean,
			"none recorded where 45 would be expected: the form may not have this label", false, "by the rate of the parent"},
		{map[ethnicity.Group]int{ethnicity.WhiteBritish: 900, ethnicity.BlackAfrican: 300}, Options{Scheme: ethnicity.EighteenPlusOne}, ethnicity.Indian,
			"none recorded where 22 would be expected: the form may not have this label", false, "of a parent without a search: by the rate of all"},
		{map[ethnicity.Group]int{ethnicity.WhiteBritish: 4000}, Options{Scheme: ethnicity.FivePlusOneTraveller}, ethnicity.GypsyOrIrishTraveller,
			"none recorded where 15 would be expected: the form may not have this label", false, "a detailed group beside four of five"},
		{map[ethnicity.Group]int{ethnicity.WhiteBritish: 2000}, Options{Scheme: ethnicity.FivePlusOneTraveller}, ethnicity.GypsyOrIrishTraveller,
			"none recorded where 7.6 would be expected: too few to tell if the form has this label", true, "chance hardly gives that zero, and it is said"},
		{map[ethnicity.Group]int{ethnicity.WhiteBritish: 900, ethnicity.BlackAfrican: 300}, Options{Scheme: ethnicity.EighteenPlusOne}, ethnicity.WhiteAndAsian,
			"none recorded where 9.1 would be expected: too few to tell if the form has this label", true, "so it is where the parent has no search"},
		{map[ethnicity.Group]int{ethnicity.WhiteBritish: 500}, Options{Scheme: ethnicity.FivePlusOneTraveller}, ethnicity.GypsyOrIrishTraveller, "", true, "a zero by chance"},
		{map[ethnicity.Group]int{ethnicity.WhiteBritish: 797}, Options{Suppress: 5}, ethnicity.Other,
			"none recorded where 10 or more would be expected: the form may not have this label", false, "without a number where small counts are withheld"},
	} {
		x := extract("kent.csv", searchesOf(test.counts))
		d := must(New(x, test.o)).Document()
		row := rowIn(t, searchRateOf(t, d), test.group)
		if row.Note != test.note || row.Flags.Has(rri.NotCompared) == test.index {
			t.Errorf("%s: note %q, flags %v, want %q", test.reason, row.Note, row.Flags, test.note)
		}
		if hasIndex := !math.IsNaN(row.Ratio.Value) || !math.IsNaN(row.Rate.Value); hasIndex != test.index {
			t.Errorf("%s: index %v, rate %v", test.reason, row.Ratio, row.Rate)
		}
		if row.Events == nil || *row.Events != 0 || row.Exposure == nil {
			t.Errorf("%s: no count", test.reason)
		}
		text := textOf(t, x, test.o)
		if test.note != "" && !strings.Contains(text, test.note) {
			t.Errorf("%s: no %q in\n%s", test.reason, test.note, text)
		}
		if said := strings.Contains(text, "No index against "+test.group.String()+": none recorded where "); said != (test.o.Baseline == test.group) {
			t.Errorf("%s: the notes are %q", test.reason, d.Notes)
		}
		if said := strings.Contains(text, test.group.String()+" (none recorded where "); said == test.index {
			t.Errorf("%s: the notes are %q", test.reason, d.Notes)
		}
	}
}

// TestZeroIsOfTheRecords: searches that are put into a group by what officers saw do not make a
// label one that is used.
func TestZeroIsOfTheRecords(t *testing.T) {
	rows := searchesOf(map[ethnicity.Group]int{ethnicity.WhiteBritish: 900}) + times(30, search{self: none, officer: "Other"})
	for _, allocation := range []outcomes.Allocation{outcomes.LeftOut, outcomes.InProportion, outcomes.ByOfficer, outcomes.ByCrossTable} {
		d := must(New(extract("kent.csv", rows), Options{Unknown: allocation})).Document()
		row := rowIn(t, searchRateOf(t, d), ethnicity.Other)
		if !row.Flags.Has(rri.NotCompared) || !strings.HasPrefix(row.Note, "none recorded where 11 would be expected") {
			t.Errorf("%s: note %q, flags %v", allocation, row.Note, row.Flags)
		}
		if allocation == outcomes.ByOfficer && *row.Events != 30 {
			t.Errorf("%s: %d searches", allocation, *row.Events)
		}
	}
}

// TestCategories: a detailed group that is far from its parent keeps its figures, with words beside
// them.
func TestCategories(t *testing.T) {
	counts := map[ethnicity.Group]int{ethnicity.WhiteBritish: 900, ethnicity.BlackAfrican: 90, ethnicity.BlackCaribbean: 30, ethnicity.OtherBlack: 400}
	for _, test := range []struct {
		o      Options
		group  ethnicity.Group
		note   string // a part of it
		reason string
	}{
		{Options{Scheme: ethnicity.EighteenPlusOne}, ethnicity.OtherBlack, "at the rate of the rest of Black", "a group"},
		{Options{Scheme: ethnicity.EighteenPlusOne, Baseline: ethnicity.OtherBlack}, ethnicity.OtherBlack, "at the rate of the rest of Black", "the baseline"},
		{Options{Scheme: ethnicity.EighteenPlusOne, Suppress: 5}, ethnicity.OtherBlack,
			"a matter of categories: more than 5 times what would be expected at the rate of the rest of Black; ", "without numbers where small counts are withheld"},
		{Options{Scheme: ethnicity.EighteenPlusOne}, ethnicity.BlackAfrican, "", "like its parent"},
		{Options{}, ethnicity.Black, "", "a group of five has no parent: it can be searched five times as often"},
	} {
		x := extract("kent.csv", searchesOf(counts))
		d := must(New(x, test.o)).Document()
		row := rowIn(t, searchRateOf(t, d), test.group)
		if !strings.Contains(row.Note, test.note) || (row.Note != "") != (test.note != "") || row.Flags.Has(rri.Categories) != (test.note != "") {
			t.Errorf("%s: note %q, flags %v", test.reason, row.Note, row.Flags)
		}
		if math.IsNaN(row.Ratio.Value) || test.group != d.Tables[0].Baseline && math.IsNaN(row.Ratio.P) {
			t.Errorf("%s: index %v", test.reason, row.Ratio)
		}
		said := slices.ContainsFunc(d.Notes, func(note string) bool {
			return strings.HasPrefix(note, "A matter of categories: Other Black. How the form sorts people")
		})
		if said != (test.note != "" || test.o.Scheme == ethnicity.EighteenPlusOne) {
			t.Errorf("%s: the notes are %q", test.reason, d.Notes)
		}
		if text := textOf(t, x, test.o); test.o.Suppress != 0 && strings.Contains(text, "400 recorded") {
			t.Errorf("%s: a number in\n%s", test.reason, text)
		}
	}
}

// TestLawWithoutIndex: whatever was recorded, a group has no index exactly if it has no search and
// ten would be expected; then no form has a number of it beside its count, and every form has that.
func TestLawWithoutIndex(t *testing.T) {
	p := must(must(ethnicity.PopulationOf("Kent", ethnicity.Census2021)).Collapse(ethnicity.EighteenPlusOne))
	rapid.Check(t, func(t *rapid.T) {
		counts := make(map[ethnicity.Group]int)
		total := 0
		for g := range ethnicity.EighteenPlusOne.Groups() {
			if rapid.IntRange(0, 2).Draw(t, "used") > 0 || g == ethnicity.WhiteBritish {
				counts[g] = rapid.IntRange(1, 300).Draw(t, g.String())
			}
			total += counts[g]
		}
		o := Options{Scheme: ethnicity.EighteenPlusOne, Unknown: rapid.SampledFrom([]outcomes.Allocation{outcomes.LeftOut, outcomes.InProportion}).Draw(t, "unknown")}
		r := must(New(extract("kent.csv", searchesOf(counts)+times(9, search{self: none})), o))
		d := r.Document()
		var text, comma bytes.Buffer
		if err := r.WriteText(&text, everything); err != nil {
			t.Fatal(err)
		}
		if err := r.WriteCSV(&comma, everything); err != nil {
			t.Fatal(err)
		}
		records := must(csv.NewReader(&comma).ReadAll())
		for g := range ethnicity.EighteenPlusOne.Groups() {
			searches, residents := float64(total), float64(p.Total())
			if family := must(ethnicity.FivePlusOne.Collapse(g)); sumOf(counts, family) > 0 {
				searches, residents = sumOf(counts, family), 0
				for h := range ethnicity.EighteenPlusOne.Groups() {
					if family.Contains(h) {
						residents += float64(must(p.Of(h)))
					}
				}
			}
			unused := counts[g] == 0 && searches*float64(must(p.Of(g))) >= 10*residents
			row := rowIn(t, searchRateOf(t, d), g)
			if row.Flags.Has(rri.NotCompared) != unused {
				t.Fatalf("%s: %d searches where %v would be expected has flags %v", g, counts[g], searches*float64(must(p.Of(g)))/residents, row.Flags)
			}
			if o.Unknown == outcomes.LeftOut && *row.Events != int64(counts[g]) {
				t.Fatalf("%s: %d searches, want %d", g, *row.Events, counts[g])
			}
			bounded := slices.ContainsFunc(d.Bounds, func(b Bound) bool { return b.Group == g })
			if bounded == (unused || g == ethnicity.WhiteBritish) {
				t.Fatalf("%s: bounds %t", g, bounded)
			}
			if !unused {
				continue
			}
			for _, e := range []rri.Estimate{row.Rate, row.Ratio, row.Difference, row.Excess} {
				if !math.IsNaN(e.Value) || !math.IsNaN(e.Lower) || !math.IsNaN(e.Upper) || !math.IsNaN(e.P) {
					t.Fatalf("%s has %v", g, e)
				}
			}
			for _, record := range records {
				if record[0] == "search rate" && record[3] == g.String() && (record[4] != "0" || strings.Join(record[6:20], "") != "") {
					t.Fatalf("CSV of %s: %q", g, record)
				}
			}
			line, _, _ := strings.Cut(text.String()[strings.Index(text.String(), "\n"+g.String()+"  ")+1:], "\n")
			if fields := strings.Fields(strings.TrimPrefix(line, g.String())); fields[0] != "0" || fields[2] != "—" || strings.ContainsAny(strings.Join(fields[2:], ""), "0123456789●├←→∞") {
				t.Fatalf("%q", line)
			}
		}
	})
}

// sumOf adds up the searches of the groups in a group of five.
func sumOf(counts map[ethnicity.Group]int, family ethnicity.Group) (n float64) {
	for g, c := range counts {
		if family.Contains(g) {
			n += float64(c)
		}
	}
	return n
}

// TestZerosOfRealFiles is over files of data.police.uk, as DISPARITY_DATA has them.
func TestZerosOfRealFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and not of goroutines: run without -short")
	}
	dir := os.Getenv("DISPARITY_DATA")
	if dir == "" {
		t.Skip("DISPARITY_DATA is not set: it names the folder with the stop-and-search files")
	}
	const unusedNote, farNote = ": the form may not have this label", "; the index says little about how often people of this group are searched"
	for _, test := range []struct {
		file  string
		o     Options
		group ethnicity.Group
		note  string
		index float64 // NaN for none
	}{
		{"csv/2020-09-west-midlands-stop-and-search.csv", Options{}, ethnicity.Other, "none recorded where 60 would be expected" + unusedNote, math.NaN()},
		{"csv/2020-09-west-midlands-stop-and-search.csv", Options{Scheme: ethnicity.EighteenPlusOne}, ethnicity.Arab, "none recorded where 17 would be expected" + unusedNote, math.NaN()},
		{"csv/2020-01-derbyshire-stop-and-search.csv", Options{}, ethnicity.Other, "", 0},
		{"csv/2022-09-metropolitan-stop-and-search.csv.gz", Options{Scheme: ethnicity.FivePlusOneTraveller}, ethnicity.GypsyOrIrishTraveller,
			"", 0}, // with people stopped together 0 is within chance of 5.7
		{"csv/2022-09-metropolitan-stop-and-search.csv.gz", Options{Scheme: ethnicity.FivePlusOneTraveller, Independent: true}, ethnicity.GypsyOrIrishTraveller,
			"none recorded where 5.7 would be expected: too few to tell if the form has this label", 0},
		{"csv/2022-09-metropolitan-stop-and-search.csv.gz", Options{Scheme: ethnicity.EighteenPlusOne}, ethnicity.Arab, "none recorded where 99 would be expected" + unusedNote, math.NaN()},
		{"api/2021-12_2022-11-london-api-flattened.csv.gz", Options{Scheme: ethnicity.EighteenPlusOne}, ethnicity.Arab,
			"a matter of categories: 2 recorded where 1,418 would be expected at the rate of the rest of Other" + farNote, 0.0016},
		{"api/2021-12_2022-11-london-api-flattened.csv.gz", Options{Scheme: ethnicity.EighteenPlusOne}, ethnicity.OtherBlack,
			"a matter of categories: 16,786 recorded where 2,231 would be expected at the rate of the rest of Black" + farNote, 13.15},
		{"api/2021-12_2022-11-london-api-flattened.csv.gz", Options{Scheme: ethnicity.EighteenPlusOne}, ethnicity.BlackAfrican, "", 1.62},
	} {
		x := new(outcomes.Extract)
		f, err := os.Open(filepath.Join(dir, "stopsearch", test.file))
		if err == nil {
			err = x.ReadFile(f, test.file)
			f.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
		row := rowIn(t, searchRateOf(t, must(New(x, test.o)).Document()), test.group)
		near := math.Abs(row.Ratio.Value-test.index) < 0.005 || math.IsNaN(row.Ratio.Value) && math.IsNaN(test.index)
		if row.Note != test.note || !near {
			t.Errorf("%s, %s of %s: index %v and note %q, want %v and %q", test.file, test.group, test.o.Scheme, row.Ratio.Value, row.Note, test.index, test.note)
		}
	}
}
