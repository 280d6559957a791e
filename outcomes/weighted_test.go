package outcomes

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
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
	"github.com/seed-549880be/disparity/rri"
)

func TestParseCell(t *testing.T) {
	for _, test := range []struct {
		text   string
		want   Cell
		ok     bool
		reason string
	}{
		{"0", Cell{}, true, "a zero is a number"},
		{"1,234", Cell{Value: 1234}, true, "thousands"},
		{" 1,234 ", Cell{Value: 1234}, true, "padded, as in Ethnicity facts and figures"},
		{"12,345,678", Cell{Value: 12345678}, true, "millions"},
		{"447337.0", Cell{Value: 447337}, true, "as pandas writes counts"},
		{"9007199254740992", Cell{Value: rri.MaxCount}, true, "2^53"},
		{"-", Cell{Mark: Dash}, true, "a dash is not a zero"},
		{" -   ", Cell{Mark: Dash}, true, "an accountant's dash"},
		{"N/A", Cell{Mark: NotAvailable}, true, "not available"},
		{"!", Cell{Mark: Withheld}, true, "not reliable, in the Annual Population Survey"},
		{"*", Cell{Mark: Withheld}, true, "suppressed"},
		{"", Cell{Mark: Blank}, true, "blank"},
		{"number", Cell{}, false, "the name of a mark that is none"},
		{"1,23", Cell{}, false, "a comma out of place"},
		{"1234,567", Cell{}, false, "a comma missing"},
		{",123", Cell{}, false, "nothing before a comma"},
		{"1.5", Cell{}, false, "a fraction"},
		{"1.", Cell{}, false, "a point without digits"},
		{"-5", Cell{}, false, "negative"},
		{"1e3", Cell{}, false, "an exponent"},
		{"9007199254740993", Cell{}, false, "above 2^53"},
		{"99999999999999999999", Cell{}, false, "above int64"},
		{"=1+1", Cell{}, false, "a formula"},
		{"12\x00", Cell{}, false, "NUL"},
		{"\xff", Cell{}, false, "invalid UTF-8"},
		{strings.Repeat("1", 10<<20), Cell{}, false, "10 MB"},
	} {
		got, err := ParseCell(test.text)
		if got != test.want || (err == nil) != test.ok || err != nil && (len(err.Error()) > 1000 || !strings.HasPrefix(err.Error(), "outcomes: ")) {
			t.Errorf("ParseCell(%.20q) = %v, %v, want %v: %s", test.text, got, err, test.want, test.reason)
		}
	}
}

// weigh folds the rows of a file with the header of data.police.uk into a table of counts, with a
// month in place of a time.
func weigh(t testing.TB, r io.Reader, force ethnicity.Force) string {
	t.Helper()
	rows, err := csv.NewReader(r).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	spelling := make(map[string]field)
	for f, row := range fields {
		for _, s := range row.spellings {
			spelling[s] = field(f)
		}
	}
	keep := []field{fieldType, fieldGender, fieldAge, fieldSelf, fieldOfficer, fieldLegislation, fieldObject, fieldOutcome, fieldLinked, fieldClothing}
	index := make(map[field]int)
	var header []string
	for i, name := range rows[0] {
		if f, ok := spelling[foldHeader(name)]; ok {
			index[f] = i
		}
	}
	for _, f := range keep {
		header = append(header, fields[f].name)
	}
	counts := make(map[string]int)
	for _, row := range rows[1:] {
		when, _, err := parseTime([]byte(row[index[fieldDate]]), nil)
		if err != nil {
			t.Fatal(err)
		}
		key := []string{MonthOf(when).String(), force.String()}
		for _, f := range keep {
			key = append(key, row[index[f]])
		}
		counts[strings.Join(key, "\x1f")]++
	}
	var b strings.Builder
	c := csv.NewWriter(&b)
	_ = c.Write(append(append([]string{"month", "police_force_area"}, header...), "number_of_searches"))
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

// tallyWeighted tallies a table of counts.
func tallyWeighted(t testing.TB, text string, o WeightedOptions) *Tally {
	t.Helper()
	tally := new(Tally)
	for w, err := range ReadWeighted(strings.NewReader(text), o) {
		if err == nil {
			err = tally.AddCount(w.Key, w.Count.Value)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return tally
}

// The same searches as CSV, as the API's JSON and as a table of counts are one tally.
func TestThreeForms(t *testing.T) {
	essex, err := ethnicity.ParseForce("essex")
	if err != nil {
		t.Fatal(err)
	}
	text := file("\n", official, slices.Concat(fixture, fixture, fixture[:2])...)
	var fromCSV, fromJSON Extract
	if err := errors.Join(fromCSV.ReadCSV(strings.NewReader(text), ReadOptions{Force: essex}),
		fromJSON.ReadJSON(strings.NewReader(apiJSON(t, strings.NewReader(text))), ReadOptions{Force: essex})); err != nil {
		t.Fatal(err)
	}
	weighted := tallyWeighted(t, weigh(t, strings.NewReader(text), essex), WeightedOptions{Count: "number of searches"})
	if !fromCSV.Tally().Equal(fromJSON.Tally()) || !fromCSV.Tally().Equal(weighted) || weighted.Total() != 12 {
		t.Errorf("%v\n%v\n%v", fromCSV.tally, fromJSON.tally, weighted)
	}
}

// The same of real files.
func TestRealFilesAsWeighted(t *testing.T) {
	for _, name := range []string{"api/2023-01-avon-and-somerset-api-flattened.csv", "csv/2019-12-essex-stop-and-search.csv",
		"csv/2020-09-west-midlands-stop-and-search.csv", "csv/2020-01-south-yorkshire-stop-and-search.csv"} {
		var x Extract
		readData(t, &x, name)
		f, err := os.Open(dataFile(t, name))
		if err != nil {
			t.Fatal(err)
		}
		r, err := plain(f, name, false)
		if err != nil {
			t.Fatal(err)
		}
		force, err := ethnicity.ForceOfFile(name)
		if err != nil {
			t.Fatal(err)
		}
		weighted := tallyWeighted(t, weigh(t, r, force), WeightedOptions{Count: "number_of_searches"})
		_ = f.Close()
		if !x.Tally().Equal(weighted) {
			t.Errorf("%s: the tallies differ: %d and %d searches", name, x.Tally().Total(), weighted.Total())
		}
	}
}

// Reading weighted rows is reading them unfolded, and collapsing groups before counting is counting
// before collapsing.
func TestWeightedLaws(t *testing.T) {
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
		read := func(text string) *Tally {
			tally := new(Tally)
			for w, err := range ReadWeighted(strings.NewReader(text), WeightedOptions{Count: "N"}) {
				if err == nil {
					err = tally.AddCount(w.Key, w.Count.Value)
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
		fine, err := all.Counts(Grouping{Scheme: ethnicity.EighteenPlusOne})
		if err != nil {
			t.Fatal(err)
		}
		coarse, err := all.Counts(Grouping{Scheme: ethnicity.FivePlusOne})
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
func TestWeightedLayouts(t *testing.T) {
	for _, test := range []struct {
		text   string
		o      WeightedOptions
		want   Weighted
		reason string
	}{
		{"Financial Year,Geocode,Force Name,Region,Legislation,Reason for search / arrest,Ethnic Group (self-defined - new style),Searches,Resultant arrests\n" +
			"2018/19,E23000036,Avon & Somerset,South West,,Stolen property,Chinese or Other Ethnic Group,\"1,234\",56\n",
			WeightedOptions{Count: "Searches"},
			Weighted{Key: Key{Type: PersonSearch, Self: ethnicity.OtherWithChinese, Object: StolenGoods}, Year: 2018, Area: "Avon & Somerset", Count: Cell{Value: 1234}},
			"stop and search to 2019/20"},
		{"Financial Year,Force Name,Ethnic Group (self-defined - new style),Searches,Resultant arrests\n2018/19,Avon & Somerset,White,10,-\n",
			WeightedOptions{Count: "resultant arrests"},
			Weighted{Key: Key{Type: PersonSearch, Self: ethnicity.White}, Year: 2018, Area: "Avon & Somerset", Count: Cell{Mark: Dash}}, "the other count column"},
		{"financial_year,police_force_area,reason_for_search,outcome,link,self_defined_ethnicity_group,age_group,sex,number_of_searches\n" +
			"2020/21,Avon & Somerset,Drugs,Seizure of Property,Linked,Asian or Asian British,30 or over,Female,7\n",
			WeightedOptions{Count: "number_of_searches", Ethnicity: LabelsOf(ethnicity.FivePlusOne)},
			Weighted{Key: Key{Type: PersonSearch, Self: ethnicity.Asian, Gender: Female, Age: AgeOver29, Object: ControlledDrugs, Outcome: PropertySeized, Linked: Yes}, Year: 2020,
				Area: "Avon & Somerset", Count: Cell{Value: 7}}, "stop and search from 2020/21"},
		{"financial_year,police_force_area,self_defined_ethnicity_group,number_of_searches\n2020/21,Avon & Somerset,N/A - vehicle search,7\n",
			WeightedOptions{Count: "number_of_searches"},
			Weighted{Key: Key{Type: VehicleSearch, Self: ethnicity.NoPerson}, Year: 2020, Area: "Avon & Somerset", Count: Cell{Value: 7}}, "a vehicle"},
		{"financial_year,police_force_area,age_group,self_defined_ethnicity_group,number_of_arrests\n2019/20,Avon & Somerset,10 - 17 years,2019/20 onwards - Asian or Asian British,N/A\n",
			WeightedOptions{Count: "number_of_arrests"},
			Weighted{Key: Key{Type: PersonSearch, Self: ethnicity.Asian, Age: Age10To17}, Year: 2019, Area: "Avon & Somerset", Count: Cell{Mark: NotAvailable}}, "arrests"},
		{"Police Force,Tactic,Asian (or Asian British),Total\nAvon & Somerset,Baton,12.0,15.0\n", WeightedOptions{Wide: true, Officer: true, Ethnicity: LabelsOf(ethnicity.OfficerDefined)},
			Weighted{Key: Key{Type: PersonSearch, Officer: ethnicity.Asian}, Area: "Avon & Somerset", Count: Cell{Value: 12}}, "use of force"},
	} {
		var got []Weighted
		for w, err := range ReadWeighted(strings.NewReader(test.text), test.o) {
			if err != nil {
				t.Errorf("%s: %v", test.reason, err)
			}
			if w.Line != 2 {
				t.Errorf("%s: line %d", test.reason, w.Line)
			}
			w.header, w.cells, w.Line = nil, nil, 0
			got = append(got, w)
		}
		test.want.Force, _ = ethnicity.ParseForce("avon-and-somerset")
		if len(got) == 0 {
			t.Errorf("%s: nothing", test.reason)
		} else if d := cmp.Diff(test.want, got[0], cmp.AllowUnexported(Weighted{})); d != "" {
			t.Errorf("%s: -want +got\n%s", test.reason, d)
		}
	}
}

func TestWeightedErrors(t *testing.T) {
	for _, test := range []struct {
		text   string
		o      WeightedOptions
		want   string
		reason string
	}{
		{"", WeightedOptions{Count: "n"}, "outcomes: t.csv:1: the file is empty", "empty"},
		{"a,b\n", WeightedOptions{}, "want the name of the column of counts", "no count column declared"},
		{"a,b\n", WeightedOptions{Count: "a", Wide: true}, "want the name of the column of counts", "both"},
		{"a,b\n", WeightedOptions{Count: "n"}, `no column "n" for the counts: the file has "a", "b"`, "no such column"},
		{"alpha,beta\n", WeightedOptions{Wide: true}, `no column is named by an ethnic group`, "not wide"},
		{"Force,Asian\n", WeightedOptions{Wide: true}, `ambiguous label "Asian"`, "a group that depends on the year"},
		{"a,n\n", WeightedOptions{Count: "n", EthnicityColumn: "e"}, `no column "e" for ethnicity`, "no such column of ethnicity"},
		{"a,n\n", WeightedOptions{Count: "n", Only: map[string]string{"e": "x"}}, `no column "e" for the rows to keep`, "no such column to keep by"},
		{"a,n\nx,1.5\n", WeightedOptions{Count: "n"}, `outcomes: t.csv:2:3: n "1.5": not a count`, "a fraction"},
		{"a,n\nx\n", WeightedOptions{Count: "n"}, "outcomes: t.csv:2:1: row has 1 cells, the header 2", "a short row"},
		{"a,n\n\"x,1\n", WeightedOptions{Count: "n"}, "outcomes: t.csv:2:1: quotation mark", "a mark without partner"},
		{"a,n\n" + strings.Repeat("x", 10<<20) + ",1\n", WeightedOptions{Count: "n"}, "outcomes: t.csv:2:1: line is longer", "10 MB"},
		{"force,n\nExes,1\n", WeightedOptions{Count: "n"}, `outcomes: t.csv:2:1: force "Exes": unknown police force`, "a force misspelt"},
		{"year,n\n2019/21,1\n", WeightedOptions{Count: "n"}, `outcomes: t.csv:2:1: year "2019/21": not a financial year`, "no such year"},
		{"month,n\n2019-13,1\n", WeightedOptions{Count: "n"}, `outcomes: t.csv:2:1: month "2019-13"`, "no such month"},
		{"Ethnicity,n\nAsian,1\n", WeightedOptions{Count: "n"}, `outcomes: t.csv:2:1: Ethnicity "Asian": ambiguous label`, "a label that depends on the year"},
		{"Outcome,n\n=cmd|' /C calc'!A0,1\n", WeightedOptions{Count: "n"}, `Outcome "=cmd|' /C calc'!A0": unknown label`, "a formula"},
		{"[{}]", WeightedOptions{Count: "n"}, "the file is JSON", "JSON"},
	} {
		test.o.File = "t.csv"
		n := 0
		for _, err := range ReadWeighted(strings.NewReader(test.text), test.o) {
			n++
			if err == nil || !strings.Contains(err.Error(), test.want) || len(err.Error()) > 1500 {
				t.Errorf("%s: %v, want %s", test.reason, err, test.want)
			}
		}
		if n != 1 {
			t.Errorf("%s: %d rows, want one error", test.reason, n)
		}
	}
	for range ReadWeighted(strings.NewReader("n\n1\n2\n"), WeightedOptions{Count: "n"}) {
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

func readSeries(t testing.TB, text string, o WeightedOptions) *Series {
	t.Helper()
	s := new(Series)
	for w, err := range ReadWeighted(strings.NewReader(text), o) {
		if err == nil {
			err = s.Add(w)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func TestSeries(t *testing.T) {
	s := readSeries(t, arrests, WeightedOptions{Count: "number_of_arrests", Ethnicity: LabelsOf(ethnicity.FivePlusOne2001)})
	breaks := s.Breaks()
	if len(breaks) != 1 || breaks[0].Year != 2019 || breaks[0].Text != "from 2019/20 on there is Asian, Other in place of Asian (without Chinese), Other (with Chinese); "+
		"Chinese people are counted in Asian, in Other (with Chinese) before" {
		t.Errorf("%+v", breaks)
	}
	if d := cmp.Diff([]int{2017, 2018, 2019, 2020}, s.Years()); d != "" {
		t.Error(d)
	}
	const area = "Avon & Somerset"
	if n, marked := s.Count(2018, area, ethnicity.OtherWithChinese); n != 0 || marked != 1 {
		t.Errorf("%d, %d marked: a dash is kept apart from zero", n, marked)
	}
	if _, err := s.Between(area, 2018, 2019, RefuseBreaks); !errors.Is(err, ErrBreak) || !strings.Contains(err.Error(), "Chinese people") {
		t.Error(err)
	}
	got, err := s.Between(area, 2018, 2019, SharedGroups)
	want := map[int]map[ethnicity.Group]int64{2018: {ethnicity.White: 850, ethnicity.NotStated: 50}, 2019: {ethnicity.White: 800}}
	if d := cmp.Diff(want, got); d != "" || err != nil {
		t.Errorf("%v\n%s", err, d)
	}
	for _, years := range [][2]int{{2017, 2018}, {2019, 2020}} {
		if _, err := s.Between(area, years[0], years[1], RefuseBreaks); err != nil {
			t.Error(err)
		}
	}
	got, err = s.Between(area, 2018, 2018, RefuseBreaks)
	if _, ok := got[2018][ethnicity.OtherWithChinese]; ok || err != nil {
		t.Errorf("%v, %v: a dash is a count", got, err)
	}
	if _, err := s.Between("Essex", 2017, 2018, RefuseBreaks); err == nil {
		t.Error("no error for an area that is not there")
	}
	if _, ok := s.Chinese(2020); ok {
		t.Error("a year with White alone holds Chinese people")
	}
}

// published opens a file of published figures.
func published(t *testing.T, name string) io.Reader {
	t.Helper()
	f, err := os.Open(filepath.Join(filepath.Dir(filepath.Dir(dataFile(t, "x"))), filepath.FromSlash(name)))
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
	for w, err := range ReadWeighted(published(t, "published/eff-stop-and-search-by-pfa-ethnicity-2006-07_2017-18.csv.gz"), WeightedOptions{
		File: "eff.csv", Count: "Number of stop and searches", Ethnicity: LabelsOf(ethnicity.FivePlusOne2001), Only: map[string]string{"Ethnicity_type": "ONS 2001 5+1"}}) {
		if err != nil {
			t.Fatal(err)
		}
		rows++
		if w.Count.Mark != Number {
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
	for w, err := range ReadWeighted(published(t, "published/eff-stop-and-search-by-pfa-ethnicity-2006-07_2017-18.csv.gz"), WeightedOptions{
		Count: "Number of stop and searches", Ethnicity: func(label string) (ethnicity.Group, error) {
			g, err := LabelsOf(ethnicity.SixteenPlusOne)(label)
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
		for w, err := range ReadWeighted(published(t, year.name), WeightedOptions{File: year.name, Wide: true, Officer: true, Ethnicity: LabelsOf(year.scheme)}) {
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
	if _, err := s.Between(all, 2018, 2019, RefuseBreaks); !errors.Is(err, ErrBreak) {
		t.Error(err)
	}
	t.Logf("%d counts; %s", counts, breaks[0].Text)
}

// FuzzReadWeighted reads anything at all.
func FuzzReadWeighted(f *testing.F) {
	f.Add([]byte(arrests), "number_of_arrests", false)
	f.Add([]byte("Police Force,Tactic,White,Chinese,Total\nEssex,Baton,1,\"1,234\",!\n"), "", true)
	f.Add([]byte("month,force,Type,Self-defined ethnicity,n\n2020-01,essex,Vehicle search,,5\n"), "n", false)
	f.Add([]byte("n\n=cmd\n\xff\x00\n"), "n", false)
	f.Fuzz(func(t *testing.T, text []byte, count string, wide bool) {
		s, failed := new(Series), false
		tally := new(Tally)
		for w, err := range ReadWeighted(strings.NewReader(string(text)), WeightedOptions{File: string(text) + "f.csv", Count: count, Wide: wide, Ethnicity: LabelsOf(ethnicity.FivePlusOne)}) {
			if failed {
				t.Fatal("something after the last error")
			}
			checkError(t, err)
			if !fitForALine(w.Area) {
				t.Fatalf("an area that is no text: %q", w.Area)
			}
			if back, _, err := throughJSON(w); utf8.Valid(text) && (err != nil || !reflect.DeepEqual(back, w)) {
				t.Fatalf("%+v comes back from JSON as %+v, %v", w, back, err)
			}
			row, isRow := errors.AsType[*RowError](err)
			_, isUnknown := errors.AsType[UnknownLabels](err)
			switch {
			case isRow:
				if row.Line < 1 || row.Column < 1 || len(row.Value) > maxShown+len("…") || w.Line != 0 {
					t.Fatalf("%#v", row)
				}
			case err == nil, isUnknown:
				if w.Line < 2 || w.Count.Value < 0 || w.Count.Value > rri.MaxCount || w.Count.Mark != Number && w.Count.Value != 0 {
					t.Fatalf("%+v", w)
				}
				_ = s.Add(w) // an error where counts exceed 2^53
				_ = tally.AddCount(w.Key, w.Count.Value)
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

// FuzzParseCell reads anything at all; what it reads is a count or a mark.
func FuzzParseCell(f *testing.F) {
	for _, seed := range []string{"1,234", "-", "N/A", "!", "447337.0", "", "9007199254740993", "1,23"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, err := ParseCell(text)
		checkError(t, err)
		if err != nil {
			if c != (Cell{}) {
				t.Fatal(c, err)
			}
			return
		}
		if c.Value < 0 || c.Value > rri.MaxCount || c.Mark != Number && c.Value != 0 {
			t.Fatal(c)
		}
		if c.Mark == Number {
			if back, err := ParseCell(strconv.FormatInt(c.Value, 10)); err != nil || back != c {
				t.Fatal(c, back, err)
			}
		}
	})
}
