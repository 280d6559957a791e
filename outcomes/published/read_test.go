package published

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/internal/cells"
	"github.com/seed-549880be/disparity/outcomes/internal/hostiletest"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// dataFile returns the path of a real file, and skips the test where there are none.
func dataFile(tb testing.TB, name string) string {
	tb.Helper()
	dir := os.Getenv("DISPARITY_DATA")
	if dir == "" {
		tb.Skip("DISPARITY_DATA is not set: it names the folder of the real files")
	}
	return filepath.Join(dir, filepath.FromSlash(name))
}

// weigh folds the rows of a file of searches into a table of counts, with a month in place of a
// time. The labels are those of the file.
func weigh(t testing.TB, text string, force ethnicity.Force) string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	keep := []field{fieldType, fieldGender, fieldAge, fieldDetail, fieldOfficer, fieldLegislation, fieldObject, fieldOutcome, fieldLinked, fieldClothing}
	index := make(map[field]int)
	for i, name := range rows[0] {
		for _, f := range keep {
			if slices.Contains(spellings[f], cells.FoldHeader(name)) {
				index[f] = i
			}
		}
	}
	header := []string{"month", "police_force_area"}
	for _, f := range keep {
		header = append(header, spellings[f][0])
	}
	counts := make(map[string]int)
	n := 0
	for s, err := range outcomes.ReadCSV(strings.NewReader(text), outcomes.ReadOptions{}) {
		if err != nil {
			t.Fatal(err)
		}
		n++
		key := []string{outcomes.MonthOf(s.Time).String(), force.String()}
		for _, f := range keep {
			key = append(key, rows[n][index[f]])
		}
		counts[strings.Join(key, "\x1f")]++
	}
	if n != len(rows)-1 {
		t.Fatalf("%d searches in %d rows", n, len(rows)-1)
	}
	var b strings.Builder
	c := csv.NewWriter(&b)
	_ = c.Write(append(header, "number_of_searches"))
	for key, n := range counts {
		count := strconv.Itoa(n)
		if n >= 1000 {
			count = fmt.Sprintf("%d,%03d", n/1000, n%1000)
		}
		_ = c.Write(append(strings.Split(key, "\x1f"), count))
	}
	c.Flush()
	return b.String()
}

// numberOf returns the number of a row, or 0 where there is none.
func numberOf(r Row) int64 {
	n, _ := r.Count.Count()
	return n
}

// tallyOf tallies a table of counts.
func tallyOf(t testing.TB, text string, o Options) *outcomes.Tally {
	t.Helper()
	tally := new(outcomes.Tally)
	for w, err := range Read(strings.NewReader(text), o) {
		if err == nil {
			err = tally.AddCount(w.Key, numberOf(w))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return tally
}

// The same searches as rows and as a table of counts are one tally.
func TestSameAsRows(t *testing.T) {
	const row = "Person search,2022-08-31T23:00:00+00:00,Male,10-17,White - Irish,White,Misuse of Drugs Act 1971 (section 23),Controlled drugs,A no further action disposal,,\n"
	text := "Type,Date,Gender,Age range,Self-defined ethnicity,Officer-defined ethnicity,Legislation,Object of search,Outcome,Outcome linked to object of search,Removal of more than just outer clothing\n" +
		strings.Repeat(row, 3) +
		"Person and Vehicle search,2016-06-10T12:30:05+00:00,Female,over 34,Chinese or other ethnic group - Chinese (O1),Asian," +
		"Criminal Justice and Public Order Act 1994 (section 60),Offensive weapons,Suspect arrested,True,True\n" +
		"Vehicle search,2020-01-03T02:49:00+00:00,,,,,Misuse of Drugs Act 1971 (section 23),Controlled drugs,,,\n" +
		"Vehicle search,2020-01-03T02:50:00+00:00,Male,25-34,Other ethnic group - Not stated,Black,,,Nothing found - no further action,False,False\n"
	checkSameAsRows(t, "2022-09-essex-stop-and-search.csv", text, 6)
}

// The same of real files.
func TestRealFilesAsCounts(t *testing.T) {
	for name, rows := range map[string]int64{"api/2023-01-avon-and-somerset-api-flattened.csv": 507, "csv/2019-12-essex-stop-and-search.csv": 1523,
		"csv/2020-09-west-midlands-stop-and-search.csv": 2051, "csv/2020-01-south-yorkshire-stop-and-search.csv": 2052} {
		f, err := os.Open(dataFile(t, "stopsearch/"+name))
		if err != nil {
			t.Fatal(err)
		}
		r, _, err := cells.Open(f)
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = f.Close()
		checkSameAsRows(t, name, string(text), rows)
	}
}

func checkSameAsRows(t *testing.T, name, text string, searches int64) {
	t.Helper()
	force, err := ethnicity.ForceOfFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var x outcomes.Extract
	if err := x.ReadCSV(strings.NewReader(text), outcomes.ReadOptions{Force: force}); err != nil {
		t.Fatal(err)
	}
	weighted := tallyOf(t, weigh(t, text, force), Options{Count: "number_of_searches"})
	// a table of counts does not tell who was stopped together
	if !maps.Equal(maps.Collect(x.Tally().All()), maps.Collect(weighted.All())) || weighted.Total() != searches {
		t.Errorf("%s: the tallies differ: %d and %d searches, want %d", name, x.Tally().Total(), weighted.Total(), searches)
	}
}

// Reading rows of counts is reading them unfolded, and collapsing groups before counting is
// counting before collapsing.
func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		type row struct {
			label, object, outcome, link string
			n                            int
		}
		rows := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) row {
			return row{
				rapid.SampledFrom([]string{"White - Irish", "Asian/Asian British - Chinese", "Other ethnic group - Not stated", "Black/African/Caribbean/Black British - African", ""}).Draw(t, "label"),
				rapid.SampledFrom([]string{"Controlled drugs", "Fireworks", ""}).Draw(t, "object"),
				rapid.SampledFrom([]string{"Arrest", "Community resolution", ""}).Draw(t, "outcome"),
				rapid.SampledFrom([]string{"Linked", "Not linked", "Nothing found", ""}).Draw(t, "link"),
				rapid.IntRange(0, 5).Draw(t, "n"),
			}
		}), 0, 20).Draw(t, "rows")
		const header = "Police Force,Self-defined ethnicity,Reason for search,Outcome,Link,n\n"
		folded, unfolded := header, header
		for _, r := range rows {
			text := fmt.Sprintf("Essex,%s,%s,%s,%s,", r.label, r.object, r.outcome, r.link)
			folded += text + strconv.Itoa(r.n) + "\n"
			unfolded += strings.Repeat(text+"1\n", r.n)
		}
		read := func(text string) *outcomes.Tally {
			tally := new(outcomes.Tally)
			for w, err := range Read(strings.NewReader(text), Options{Count: "N"}) {
				if err == nil {
					err = tally.AddCount(w.Key, numberOf(w))
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			return tally
		}
		all := read(folded)
		if !all.Equal(read(unfolded)) {
			t.Fatal("the tallies differ")
		}
		fine, err := all.Counts(outcomes.Grouping{Scheme: ethnicity.EighteenPlusOne})
		if err != nil {
			t.Fatal(err)
		}
		coarse, err := all.Counts(outcomes.Grouping{Scheme: ethnicity.FivePlusOne})
		if err != nil {
			t.Fatal(err)
		}
		collapsed, err := ethnicity.FivePlusOne.CollapseCounts(fine.By)
		if err != nil {
			t.Fatal(err)
		}
		for g := range ethnicity.FivePlusOne.Groups() {
			if collapsed[g] != coarse.By[g] {
				t.Fatalf("%v: %d counted and collapsed, %d collapsed and counted", g, collapsed[g], coarse.By[g])
			}
		}
	})
}

// The layouts of the Home Office, in rows of our own making.
func TestLayouts(t *testing.T) {
	for _, test := range []struct {
		text   string
		o      Options
		want   Row
		reason string
	}{
		{"Financial Year,Geocode,Force Name,Region,Legislation,Reason for search / arrest,Ethnic Group (self-defined - new style),Searches,Resultant arrests\n" +
			"2018/19,E23000036,Avon & Somerset,South West,,Stolen property,Chinese or Other Ethnic Group,\"1,234\",56\n",
			Options{Count: "Searches"},
			Row{Key: outcomes.Key{Type: outcomes.PersonSearch, Self: ethnicity.OtherWithChinese, Object: outcomes.StolenGoods}, Year: 2018, Area: "Avon & Somerset", Count: tidy.Exactly(1234)},
			"stop and search to 2019/20"},
		{"Financial Year,Force Name,Ethnic Group (self-defined - new style),Searches,Resultant arrests\n2018/19,Avon & Somerset,White,10,-\n",
			Options{Count: "resultant arrests"},
			Row{Key: outcomes.Key{Type: outcomes.PersonSearch, Self: ethnicity.White}, Year: 2018, Area: "Avon & Somerset", Count: tidy.Dash.Cell()}, "the other count column"},
		{"financial_year,police_force_area,reason_for_search,outcome,link,self_defined_ethnicity_group,age_group,sex,number_of_searches\n" +
			"2020/21,Avon & Somerset,Drugs,Seizure of Property,Linked,Asian or Asian British,30 or over,Female,7\n",
			Options{Count: "number_of_searches", Ethnicity: outcomes.LabelsOf(ethnicity.FivePlusOne)},
			Row{Key: outcomes.Key{Type: outcomes.PersonSearch, Self: ethnicity.Asian, Gender: outcomes.Female, Age: outcomes.AgeOver29, Object: outcomes.ControlledDrugs, Outcome: outcomes.PropertySeized, Linked: outcomes.Yes}, Year: 2020,
				Area: "Avon & Somerset", Count: tidy.Exactly(7)}, "stop and search from 2020/21"},
		{"financial_year,police_force_area,self_defined_ethnicity_group,number_of_searches\n2020/21,Avon & Somerset,N/A - vehicle search,7\n",
			Options{Count: "number_of_searches"},
			Row{Key: outcomes.Key{Type: outcomes.VehicleSearch, Self: ethnicity.NoPerson}, Year: 2020, Area: "Avon & Somerset", Count: tidy.Exactly(7)}, "a vehicle"},
		{"financial_year,police_force_area,age_group,self_defined_ethnicity_group,number_of_arrests\n2019/20,Avon & Somerset,10 - 17 years,2019/20 onwards - Asian or Asian British,N/A\n",
			Options{Count: "number_of_arrests"},
			Row{Key: outcomes.Key{Type: outcomes.PersonSearch, Self: ethnicity.Asian, Age: outcomes.Age10To17}, Year: 2019, Area: "Avon & Somerset", Count: tidy.NotAvailable.Cell()}, "arrests"},
		{"Police Force,Tactic,Asian (or Asian British),Total\nAvon & Somerset,Baton,12.0,15.0\n", Options{Wide: true, Officer: true, Ethnicity: outcomes.LabelsOf(ethnicity.OfficerDefined)},
			Row{Key: outcomes.Key{Type: outcomes.PersonSearch, Officer: ethnicity.Asian}, Area: "Avon & Somerset", Count: tidy.Exactly(12)}, "use of force"},
	} {
		var got []Row
		for w, err := range Read(strings.NewReader(test.text), test.o) {
			if err != nil {
				t.Errorf("%s: %v", test.reason, err)
			}
			if w.Line != 2 {
				t.Errorf("%s: line %d", test.reason, w.Line)
			}
			w.header, w.cells, w.column, w.Line = nil, nil, 0, 0
			got = append(got, w)
		}
		test.want.Force, _ = ethnicity.ParseForce("avon-and-somerset")
		if len(got) == 0 {
			t.Errorf("%s: nothing", test.reason)
		} else if d := cmp.Diff(test.want, got[0], cmp.AllowUnexported(Row{})); d != "" {
			t.Errorf("%s: -want +got\n%s", test.reason, d)
		}
	}
}

func TestErrors(t *testing.T) {
	for _, test := range []struct {
		text   string
		o      Options
		want   string
		reason string
	}{
		{"", Options{Count: "n"}, "outcomes: t.csv:1: the file is empty", "empty"},
		{"a,b\n", Options{}, "want the name of the column of counts", "no count column declared"},
		{"a,b\n", Options{Count: "a", Wide: true}, "want the name of the column of counts", "both"},
		{"a,b\n", Options{Count: "n"}, `no column "n" for the counts: the file has "a", "b"`, "no such column"},
		{"alpha,beta\n", Options{Wide: true}, `no column is named by an ethnic group`, "not wide"},
		{"Force,Asian\n", Options{Wide: true}, `ambiguous label "Asian"`, "a group that depends on the year"},
		{"a,n\n", Options{Count: "n", EthnicityColumn: "e"}, `no column "e" for ethnicity`, "no such column of ethnicity"},
		{"a,n\n", Options{Count: "n", Only: map[string]string{"e": "x"}}, `no column "e" for the rows to keep`, "no such column to keep by"},
		{"a,n\nx,1.5\n", Options{Count: "n"}, `outcomes: t.csv:2:3: n "1.5": not a count`, "a fraction"},
		{"a,n\nx\n", Options{Count: "n"}, "outcomes: t.csv:2:1: row has 1 cells, the header 2", "a short row"},
		{"a,n\n\"x,1\n", Options{Count: "n"}, "outcomes: t.csv:2:1: quotation mark", "a mark without partner"},
		{"a,n\n" + strings.Repeat("x", 10<<20) + ",1\n", Options{Count: "n"}, "outcomes: t.csv:2:1: line is longer", "10 MB"},
		{"force,n\nExes,1\n", Options{Count: "n"}, `outcomes: t.csv:2:1: force "Exes": unknown police force`, "a force misspelt"},
		{"year,n\n2019/21,1\n", Options{Count: "n"}, `outcomes: t.csv:2:1: year "2019/21": not a financial year`, "no such year"},
		{"month,n\n2019-13,1\n", Options{Count: "n"}, `outcomes: t.csv:2:1: month "2019-13"`, "no such month"},
		{"Ethnicity,n\nAsian,1\n", Options{Count: "n"}, `outcomes: t.csv:2:1: Ethnicity "Asian": ambiguous label`, "a label that depends on the year"},
		{"Outcome,n\n=cmd|' /C calc'!A0,1\n", Options{Count: "n"}, `Outcome "=cmd|' /C calc'!A0": unknown label`, "a formula"},
		{"[{}]", Options{Count: "n"}, "the file is JSON", "JSON"},
	} {
		test.o.File = "t.csv"
		n := 0
		for _, err := range Read(strings.NewReader(test.text), test.o) {
			n++
			if err == nil || !strings.Contains(err.Error(), test.want) || len(err.Error()) > 1500 {
				t.Errorf("%s: %v, want %s", test.reason, err, test.want)
			}
		}
		if n != 1 {
			t.Errorf("%s: %d rows, want one error", test.reason, n)
		}
	}
	for range Read(strings.NewReader("n\n1\n2\n"), Options{Count: "n"}) {
		break
	}
}

// arrests is a series with the labels of the Home Office arrest tables.
const arrests = `financial_year,police_force_area,self_defined_ethnicity_group,number_of_arrests
2017/18,Avon & Somerset,White,900
2017/18,Avon & Somerset,Asian or Asian British,40
2017/18,Avon & Somerset,Chinese/other,30
2018/19,Avon & Somerset,White,850
2018/19,Avon & Somerset,Asian or Asian British,45
2018/19,Avon & Somerset,Chinese/other,-
2018/19,Avon & Somerset,Not stated,50
2019/20,Avon & Somerset,White,800
2019/20,Avon & Somerset,2019/20 onwards - Asian or Asian British,60
2019/20,Avon & Somerset,2019/20 onwards - Other Ethnic Group,15
2020/21,Avon & Somerset,White,810
`

func readSeries(t testing.TB, text string, o Options) *Series {
	t.Helper()
	s := new(Series)
	for w, err := range Read(strings.NewReader(text), o) {
		if err == nil {
			err = s.Add(w)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// openPublished opens a file of published figures.
func openPublished(t *testing.T, name string) io.Reader {
	t.Helper()
	f, err := os.Open(dataFile(t, name))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

// The Home Office series by force and year, as Ethnicity facts and figures prints it: read whole,
// on one basis, with Chinese people in Other.
func TestRealSeries(t *testing.T) {
	s := new(Series)
	rows, marks := 0, 0
	for w, err := range Read(openPublished(t, "published/eff-stop-and-search-by-pfa-ethnicity-2006-07_2017-18.csv.gz"), Options{
		File: "eff.csv", Count: "Number of stop and searches", Ethnicity: outcomes.LabelsOf(ethnicity.FivePlusOne2001), Only: map[string]string{"Ethnicity_type": "ONS 2001 5+1"}}) {
		if err != nil {
			t.Fatal(err)
		}
		rows++
		if w.Count.Mark != tidy.Number {
			marks++
		}
		if err := s.Add(w); err != nil {
			t.Fatal(err)
		}
	}
	years := s.Years()
	if rows != 6*546 || len(years) != 12 || years[0] != 2006 || years[11] != 2017 || len(s.Breaks()) != 0 {
		t.Errorf("%d rows, years %v, breaks %v", rows, years, s.Breaks())
	}
	t.Logf("%d rows, %d of them with a mark", rows, marks)
	for _, year := range years {
		if g, ok := s.Chinese(year); !ok || g != ethnicity.OtherWithChinese {
			t.Errorf("%d: Chinese people are in %v", year, g)
		}
	}
	for g, want := range map[ethnicity.Group]int64{ethnicity.White: 3771, ethnicity.AsianWithoutChinese: 112, ethnicity.OtherWithChinese: 22} {
		if n, marked := s.Count(2017, "Avon & Somerset", g); n != want || marked != 0 {
			t.Errorf("%v: %d, want %d", g, n, want)
		}
	}
	// The whole file, with its three classifications one below the other.
	all, classifications := 0, make(map[string]int)
	for w, err := range Read(openPublished(t, "published/eff-stop-and-search-by-pfa-ethnicity-2006-07_2017-18.csv.gz"), Options{
		Count: "Number of stop and searches", Ethnicity: func(label string) (ethnicity.Group, error) {
			g, err := outcomes.LabelsOf(ethnicity.SixteenPlusOne)(label)
			if errors.Is(err, ethnicity.ErrUnknownLabel) || errors.Is(err, ethnicity.ErrAmbiguousLabel) {
				return ethnicity.ParseIn(ethnicity.FivePlusOne2001, label)
			}
			return g, err
		}}) {
		all++
		if err != nil {
			t.Errorf("%v", err)
			break
		}
		classifications[w.Text("Ethnicity_type")]++
	}
	if all != 13104 || len(classifications) != 3 || classifications["All"] != 546 {
		t.Errorf("%d rows, %v", all, classifications)
	}
}

// Both years of use of force: read whole, every total the sum of its groups, and Chinese people a
// group of their own that is gone in the second year.
func TestRealUseOfForce(t *testing.T) {
	s := new(Series)
	counts := 0
	for _, year := range []struct {
		first  int
		name   string
		scheme ethnicity.Scheme
		cells  int
	}{
		{2018, "useofforce/use-of-force-by-ethnicity-force-april2018-march2019.csv", ethnicity.UseOfForce2018, 1540 * 8},
		{2019, "useofforce/use-of-force-by-ethnicity-force-april2019-march2020.csv", ethnicity.OfficerDefined, 1672 * 6},
	} {
		n := 0
		for w, err := range Read(openPublished(t, year.name), Options{File: year.name, Wide: true, Officer: true, Ethnicity: outcomes.LabelsOf(year.scheme)}) {
			if err != nil {
				t.Fatal(err)
			}
			n++
			if w.Text("Tactic") == "*Total Tactics" {
				w.Year = year.first
				if err := s.Add(w); err != nil {
					t.Fatal(err)
				}
			}
		}
		if n != year.cells {
			t.Errorf("%d: %d counts, want %d", year.first, n, year.cells)
		}
		counts += n
	}
	const all = "Total England and Wales"
	for _, test := range []struct {
		year int
		g    ethnicity.Group
		want int64
	}{
		{2018, ethnicity.White, 447337}, {2018, ethnicity.Chinese, 1234}, {2018, ethnicity.AsianWithoutChinese, 35817}, {2018, ethnicity.NotKnown, 25539 + 1751},
		{2019, ethnicity.White, 508663}, {2019, ethnicity.Asian, 45719}, {2019, ethnicity.NotKnown, 17771},
	} {
		if n, _ := s.Count(test.year, all, test.g); n != test.want {
			t.Errorf("%d, %v: %d, want %d", test.year, test.g, n, test.want)
		}
	}
	breaks := s.Breaks()
	if len(breaks) != 1 || breaks[0].Text != "from 2019/20 on there is Asian in place of Asian (without Chinese), Chinese; Chinese people are counted in Asian, in Chinese before" {
		t.Errorf("%+v", breaks)
	}
	if _, err := s.Between(all, 2018, 2019, false); !errors.Is(err, ErrBreak) {
		t.Error(err)
	}
	t.Logf("%d counts; %s", counts, breaks[0].Text)
}

// FuzzRead reads anything at all.
func FuzzRead(f *testing.F) {
	f.Add([]byte(arrests), "number_of_arrests", false)
	f.Add([]byte("Police Force,Tactic,White,Chinese,Total\nEssex,Baton,1,\"1,234\",!\n"), "", true)
	f.Add([]byte("Police Force,White,Any other,Black,Incidents\nEssex,1,5,<5,6\nKent,2,-,3,5 [p]\n"), "", true)
	f.Add([]byte(dashboard), "Count", false)
	f.Add([]byte("month,force,Type,Self-defined ethnicity,n\n2020-01,essex,Vehicle search,,5\n"), "n", false)
	f.Add([]byte("n\n=cmd\n\xff\x00\n"), "n", false)
	f.Fuzz(func(t *testing.T, text []byte, count string, wide bool) {
		s, failed := new(Series), false
		tally := new(outcomes.Tally)
		for w, err := range Read(strings.NewReader(string(text)), Options{File: string(text) + "f.csv", Count: count, Wide: wide, Ethnicity: outcomes.LabelsOf(ethnicity.FivePlusOne)}) {
			if failed {
				t.Fatal("something after the last error")
			}
			checkError(t, err)
			if !hostiletest.FitForALine(w.Area) {
				t.Fatalf("an area that is no text: %q", w.Area)
			}
			if back, _, err := throughJSON(w); utf8.Valid(text) && (err != nil || !reflect.DeepEqual(back, w)) {
				t.Fatalf("%+v comes back from JSON as %+v, %v", w, back, err)
			}
			row, isRow := errors.AsType[*outcomes.RowError](err)
			_, isUnknown := errors.AsType[outcomes.UnknownLabels](err)
			switch {
			case isRow:
				if row.Line < 1 || row.Column < 1 || len(row.Value) > quote.MaxShown+len("…") || w.Line != 0 {
					t.Fatalf("%#v", row)
				}
			case err == nil, isUnknown:
				if _, ok := w.Count.Count(); w.Line < 2 || ok != (w.Count.Mark == tidy.Number) {
					t.Fatalf("%+v", w)
				}
				_ = s.Add(w) // an error where counts exceed 2^53
				_ = tally.AddCount(w.Key, numberOf(w))
			default:
				failed = true
			}
		}
		s.Breaks()
		if err := tally.WriteCSV(io.Discard); err != nil {
			t.Fatal(err)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	header, rows, _ := strings.Cut(arrests, "\n")
	text := header + "\n" + strings.Repeat(rows, 100)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		for _, err := range Read(strings.NewReader(text), Options{Count: "number_of_arrests", Ethnicity: outcomes.LabelsOf(ethnicity.FivePlusOne2001)}) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}

func TestFinancialYear(t *testing.T) {
	for _, test := range []struct {
		text string
		want int // 0 is an error
	}{
		{"2019/20", 2019}, {"2019-20", 2019}, {"2019/2020", 2019}, {"2099/00", 2099}, {"2099/2100", 2099}, {"1996/97", 1996},
		{"1995/96", 0}, {"2200/01", 0}, {"2019/21", 0}, {"2019/020", 0}, {"2019/+20", 0}, {"2019 20", 0}, {"2019", 0}, {"+019/20", 0}, {"２０１９/20", 0},
	} {
		if got, err := financialYear(test.text); got != test.want || (err == nil) != (test.want != 0) {
			t.Errorf("%s: %d, %v; want %d", test.text, got, err, test.want)
		}
	}
}
