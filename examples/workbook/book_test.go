package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

var update = flag.Bool("update", false, "rewrite what the tests compare with")

// make1 makes a workbook of JSON, and opens it.
func workbook(t testing.TB, data string, sheets string) (*excelize.File, []byte) {
	t.Helper()
	s := settings{sheets: sheets}
	documents, pages, left, err := s.plan("test.json", []byte(data))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := write(&b, documents, pages, len(left), "test.json"); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f, b.Bytes()
}

// cells visits every cell with something in it, with its type and its value as it is stored.
func cells(t testing.TB, f *excelize.File, visit func(sheet, at string, kind excelize.CellType, value string)) {
	t.Helper()
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			for j, value := range row {
				at := address(j+1, i+1)
				kind, err := f.GetCellType(sheet, at)
				if err != nil {
					t.Fatal(err)
				}
				if formula, _ := f.GetCellFormula(sheet, at); formula != "" {
					t.Errorf("%s!%s: formula %q", sheet, at, formula)
				}
				if value != "" {
					visit(sheet, at, kind, value)
				}
			}
		}
	}
}

// isNumber tells whether a cell holds a number.
func isNumber(kind excelize.CellType) bool {
	return kind == excelize.CellTypeUnset || kind == excelize.CellTypeNumber
}

// numbersOf counts the numbers of a value of JSON that a cell can hold. Years are text.
func numbersOf(v any, into map[float64]int) {
	switch v := v.(type) {
	case map[string]any:
		for key, item := range v {
			if list, ok := item.([]any); !ok || key != "years" || len(list) < 2 {
				numbersOf(item, into)
			}
		}
	case []any:
		for _, item := range v {
			numbersOf(item, into)
		}
	case json.Number:
		if f, ok := exact(v.String()); ok {
			into[f]++
		}
	}
}

// missing returns the numbers of the JSON that are in fewer cells of a workbook, as numbers, than
// they stand in the JSON.
func missing(t testing.TB, data string, f *excelize.File) []float64 {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(data))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		t.Fatal(err)
	}
	want, got := make(map[float64]int), make(map[float64]int)
	numbersOf(v, want)
	cells(t, f, func(sheet, at string, kind excelize.CellType, value string) {
		if !isNumber(kind) {
			return
		}
		number, err := strconv.ParseFloat(value, 64)
		if err != nil {
			t.Errorf("%s!%s: %q is no number", sheet, at, value)
		}
		got[number]++
	})
	var less []float64
	for number, n := range want {
		if got[number] < n {
			less = append(less, number)
		}
	}
	slices.Sort(less)
	return less
}

// built is the folder of programs, once they are.
var built string

// programs are those beside this one, as they are built for the tests.
var programs = sync.OnceValue(func() (err error) {
	if built, err = os.MkdirTemp("", "programs"); err != nil {
		return err
	}
	cmd := exec.Command("go", "build", "-o", built+string(filepath.Separator), "./examples/...")
	cmd.Dir = filepath.Join("..", "..")
	out, err := cmd.CombinedOutput()
	if err != nil {
		return fmt.Errorf("%w: %s", err, out)
	}
	return nil
})

func TestMain(m *testing.M) {
	flag.Parse()
	status := m.Run()
	if built != "" {
		os.RemoveAll(built)
	}
	os.Exit(status)
}

// program runs one of the programs beside this one.
func program(t testing.TB, args ...string) string {
	t.Helper()
	if testing.Short() {
		t.Skip("builds the other programs")
	}
	if err := programs(); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(filepath.Join(built, args[0]), args[1:]...)
	cmd.Dir = filepath.Join("..", "..")
	out, err := cmd.Output()
	if failed, ok := errors.AsType[*exec.ExitError](err); ok {
		t.Fatalf("%q: %v\n%s", args, err, failed.Stderr)
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestShipped(t *testing.T) {
	got := program(t, "counts", "-format", "json")
	if *update {
		if err := os.WriteFile("counts.json", []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got != string(shipped) && !*update {
		t.Error("counts.json is not what program counts writes: go test -run Shipped -update")
	}
}

// Every number of every program is in a cell, as a number, and the same.
func TestPrograms(t *testing.T) {
	const data = "examples/counts/testdata/"
	for _, test := range []struct {
		reason string
		args   []string
		sheets []string // that a reader will look for, with charts
	}{
		{"a month", []string{"stopsearch"}, []string{"search-rate", "find-rate", "find-rate-drugs"}},
		{"counts withheld", []string{"stopsearch", "-suppress", "5"}, []string{"search-rate"}},
		{"like with like", []string{"stopsearch", "-within", "object"}, []string{"find-rate adjusted"}},
		{"finer groups", []string{"stopsearch", "-groups", "18+1"}, []string{"search-rate"}},
		{"counts", []string{"counts"}, []string{"comparison"}},
		{"counts by quarter", []string{"counts", "-by", "quarter", "-rolling", "12", "-compare", "2018/19,2021/22", data + "quarters.csv"},
			[]string{"comparison", "by all", "by strata", "trend periods", "trend rolling", "trend year on year", "trend compared"}},
		{"counts with bounds", []string{"counts", "-rate", "-rounded", "5", "-withheld", "1-4", "-by", "time period", data + "exclusions.csv"}, []string{"comparison"}},
		{"a journey with branches", []string{"counts", "-stage", "decision point", data + "matrix.csv"}, []string{"journey steps"}},
		{"composition", []string{"counts", "-composition", data + "composition.csv"}, nil},
		{"power", []string{"counts", "-power", "1.5"}, []string{"comparison"}},
		{"an audit", []string{"counts", "-population-size", "5495", data + "audit.csv"}, nil},
		{"counts withheld in counts", []string{"counts", "-suppress", "5", data + "complaints.csv"}, []string{"comparison"}},
		{"a trend", []string{"trend"}, []string{"periods", "year on year"}},
		{"forces beside each other", []string{"peers", "-lines", "-shrink"}, []string{"groups"}},
		{"strata", []string{"bestmatch"}, []string{"groups", "strata"}},
		{"choices", []string{"choices"}, nil},
		{"journeys", []string{"journey"}, []string{"1 journey", "1 journey steps", "3 journey steps"}},
	} {
		t.Run(test.reason, func(t *testing.T) {
			made := program(t, append(slices.Clone(test.args), "-format", "json")...)
			f, raw := workbook(t, made, allSheets)
			if less := missing(t, made, f); len(less) > 0 {
				t.Errorf("%d numbers are missing: %v", len(less), less[:min(len(less), 20)])
			}
			charts := chartsOf(t, f, raw)
			for _, sheet := range test.sheets {
				if len(charts[sheet]) == 0 {
					t.Errorf("no chart on %q; sheets are %q", sheet, f.GetSheetList())
				}
			}
		})
	}
}

// A year and more of months, in every form that a report of periods has.
func TestMonths(t *testing.T) {
	data := os.Getenv("DISPARITY_DATA")
	if data == "" {
		t.Skip("DISPARITY_DATA is not set")
	}
	made := program(t, "stopsearch", "-by", "month", "-to", "2019-05", "-rolling", "12", "-compare", "2018-12", "-format", "json", filepath.Join(data, "series", "city-of-london-2018-04_2020-11"))
	f, raw := workbook(t, made, allSheets)
	if less := missing(t, made, f); len(less) > 0 {
		t.Errorf("%d numbers are missing: %v", len(less), less[:min(len(less), 20)])
	}
	charts := chartsOf(t, f, raw)
	for _, sheet := range []string{"search-rate", "search-rate by month", "search-rate adjusted", "search-rate rolling", "search-rate year on year", "search-rate compared"} {
		if len(charts[sheet]) == 0 {
			t.Errorf("no chart on %q; sheets are %q", sheet, f.GetSheetList())
		}
	}
}

var (
	drawing  = regexp.MustCompile(`<drawing r:id="([^"]*)"`)
	target   = regexp.MustCompile(`<Relationship Id="([^"]*)"[^>]*?Target="([^"]*)"|<Relationship [^>]*?Target="([^"]*)"[^>]*? Id="([^"]*)"`)
	formula  = regexp.MustCompile(`<(?:c:)?f>([^<]*)</`)
	logBase  = regexp.MustCompile(`<(?:c:)?logBase val="2"`)
	altText  = regexp.MustCompile(`descr="([^"]*)"`)
	refersTo = regexp.MustCompile(`^'([^']*)'!\$([A-Z]+)\$(\d+)(?::\$([A-Z]+)\$(\d+))?$`)
)

// chartsOf returns the formulas of the charts of every sheet, as they stand in the file, and checks
// what all charts have: a log scale, and a text for who does not see them.
func chartsOf(t testing.TB, f *excelize.File, raw []byte) map[string][][]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	read := func(name string) string {
		r, err := z.Open(name)
		if err != nil {
			return ""
		}
		defer r.Close()
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	targets := func(name string) map[string]string {
		found := make(map[string]string)
		for _, m := range target.FindAllStringSubmatch(read(name), -1) {
			found[m[1]+m[4]] = strings.ReplaceAll(m[2]+m[3], "../", "xl/")
		}
		return found
	}
	charts := make(map[string][][]string)
	for i, sheet := range f.GetSheetList() {
		name := fmt.Sprintf("sheet%d.xml", i+1)
		m := drawing.FindStringSubmatch(read("xl/worksheets/" + name))
		if m == nil {
			continue
		}
		drawn := targets("xl/worksheets/_rels/" + name + ".rels")[m[1]]
		of := targets("xl/drawings/_rels/" + filepath.Base(drawn) + ".rels")
		if texts := altText.FindAllString(read(drawn), -1); len(texts) != len(of) {
			t.Errorf("%s: %d charts, %d texts", sheet, len(of), len(texts))
		}
		for _, file := range of {
			xml := read(file)
			if !logBase.MatchString(xml) {
				t.Errorf("%s: no log scale", sheet)
			}
			var formulas []string
			for _, m := range formula.FindAllStringSubmatch(xml, -1) {
				formulas = append(formulas, strings.NewReplacer("&#39;", "'", "&amp;", "&", "&apos;", "'").Replace(m[1]))
			}
			charts[sheet] = append(charts[sheet], formulas)
		}
	}
	return charts
}

const twoMonths = `{"by":"month","parts":[
	{"name":"May 2020","tables":[{"id":"search-rate","measure":"search rate","baseline":"White","model":"rate","events_name":"searches","exposure_name":"residents","rows":[
		{"group":"White","events":100,"exposure":1000,"ratio":{"value":1,"lower":null,"upper":null}},
		{"group":"Black","events":30,"exposure":100,"ratio":{"value":3,"lower":2,"upper":4.5}},
		{"group":"Not known","events":7,"exposure":null,"ratio":null}]}]},
	{"name":"June 2020","tables":[{"id":"search-rate","measure":"search rate","baseline":"White","model":"rate","events_name":"searches","exposure_name":"residents","rows":[
		{"group":"White","events":90,"exposure":1000,"ratio":{"value":1,"lower":null,"upper":null}},
		{"group":"Black","events":0,"exposure":100,"ratio":{"value":0.25,"lower":0,"upper":"Inf"}},
		{"group":"Not known","events":9,"exposure":null,"ratio":null}]}]}]}`

// What a chart shows are the cells of its rows, and nothing else.
func TestCharts(t *testing.T) {
	f, raw := workbook(t, twoMonths, mainSheets)
	charts := chartsOf(t, f, raw)["search-rate by month"]
	var got []string
	for _, formulas := range charts {
		for _, formula := range formulas {
			m := refersTo.FindStringSubmatch(formula)
			if m == nil || m[1] != "search-rate by month" {
				t.Fatalf("formula %q", formula)
			}
			from, _ := strconv.Atoi(m[3])
			to, _ := strconv.Atoi(m[5])
			var values []string
			for row := from; row <= max(to, from); row++ {
				value, err := f.GetCellValue(m[1], m[2]+strconv.Itoa(row), excelize.Options{RawCellValue: true})
				if err != nil {
					t.Fatal(err)
				}
				values = append(values, value)
			}
			got = append(got, strings.Join(values, ","))
		}
	}
	slices.Sort(got)
	const months = "May 2020,June 2020"
	want := []string{
		// of Black people: White ones are the baseline
		"2,0", "3,0.25", "4.5,", "Index", "Index, lower", "Index, upper", months, months, months,
	}
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("charts are of %q, want %q", got, want)
	}
	if rows, _ := f.GetRows("search-rate by month"); len(rows) < 10 || rows[3][5] != "Index, lower" || rows[3][7] != "Index, upper, as text" || rows[7][7] != "Inf" {
		t.Errorf("rows are %q", rows)
	}
}

func TestChoiceOfCharts(t *testing.T) {
	estimate := func(value string) string { return `"ratio":{"value":` + value + `,"lower":1,"upper":4}` }
	rows := func(n int, row string) string {
		var all []string
		for i := range n {
			all = append(all, strings.ReplaceAll(row, "#", strconv.Itoa(i)))
		}
		return "[" + strings.Join(all, ",") + "]"
	}
	for _, test := range []struct {
		reason, give string
		charts       int
		why          string
	}{
		{"one of all groups", rows(5, `{"group":"#",`+estimate("2")+`}`), 1, ""},
		{"one for each group where something else tells rows apart", rows(4, `{"group":"A","stratum":"#",`+estimate("2")+`}`), 1, ""},
		{"none of the baseline beside others", `[{"group":"A","stratum":"x","ratio":{"value":1}},{"group":"B","stratum":"x",` + estimate("2") + `}]`, 1, ""},
		{"none without an index", rows(5, `{"group":"#","ratio":{"value":2}}`), 0, ""},
		{"none where it is nowhere", rows(5, `{"group":"#",`+estimate("null")+`}`), 0, ""},
		{"none of zeros, which no log scale has", rows(5, `{"group":"#",`+estimate("0")+`}`), 0, ""},
		{"none where rows have no names", rows(5, `{`+estimate("2")+`}`), 0, "no column that tells the rows apart"},
		{"none of very many rows", rows(61, `{"group":"#",`+estimate("2")+`}`), 0, "more than 60 rows in one chart"},
		{"none of very many groups", rows(25, `{"group":"#","stratum":"x",`+estimate("2")+`}`), 0, "25 charts would be too many"},
	} {
		s := settings{sheets: mainSheets}
		_, pages, _, err := s.plan("test.json", []byte(test.give))
		if err != nil {
			t.Fatalf("%s: %v", test.reason, err)
		}
		if p := pages[0]; len(p.charts) != test.charts || p.why != test.why {
			t.Errorf("%s: %d charts, %q, want %d, %q", test.reason, len(p.charts), p.why, test.charts, test.why)
		}
	}
}

// Texts are texts, whatever they begin with; numbers and dates in them stay as they are.
func TestTexts(t *testing.T) {
	for _, test := range []struct{ reason, give, want string }{
		{"a formula", "=1+1", "=1+1"},
		{"others", "+1", "+1"},
		{"and others", "-1", "-1"},
		{"and others", "@SUM(A1)", "@SUM(A1)"},
		{"a link", `=HYPERLINK("http://x","y")`, `=HYPERLINK("http://x","y")`},
		{"a year", "2006/07", "2006/07"},
		{"a range", "1-4", "1-4"},
		{"a number", "007", "007"},
		{"a big one", "1e5", "1e5"},
		{"a truth", "TRUE", "TRUE"},
		{"an error", "#N/A", "#N/A"},
		{"infinity in a column of texts", "Inf", "Inf"},
		{"markup", `<b>&amp;"'`, `<b>&amp;"'`},
		{"an escape of XML", "_x0041_", "_x0041_"},
		{"escapes that overlap", "_x0041_x0042__x005F_x", "_x0041_x0042__x005F_x"},
		{"control characters", "a\x00\x1b[31m\u0085b", "a  [31m b"},
		{"a direction", "a\u202eb", "ab"},
		{"lines", "a\nb\r\nc\u2028", "a b  c "},
		{"what XML does not have", "a\uffffb\ufffe", "a\ufffdb\ufffd"},
		{"spaces", "  a  ", "  a  "},
		{"midnight", "2018-04-01T00:00:00+01:00", "2018-04-01"},
		{"another time", "2018-04-01T00:00:01Z", "2018-04-01T00:00:01Z"},
	} {
		quoted, err := json.Marshal(test.give)
		if err != nil {
			t.Fatal(err)
		}
		f, _ := workbook(t, fmt.Sprintf(`{"title":%[1]s,"notes":[%[1]s],"x":%[1]s,"rows":[{"group":%[1]s,%[1]s:%[1]s,"ratio":{"value":1,"lower":1,"upper":1}},{"group":"b",%[1]s:"c"}]}`, quoted), allSheets)
		n := 0
		cells(t, f, func(sheet, at string, kind excelize.CellType, value string) {
			if value == test.want && !isNumber(kind) && kind != excelize.CellTypeBool {
				n++
			}
		})
		if n < 4 && (n < 3 || test.reason != "midnight") { // in a heading it stays
			t.Errorf("%s: %q is in %d cells", test.reason, test.want, n)
		}
	}
}

func TestNumbers(t *testing.T) {
	for _, test := range []struct{ reason, give, want string }{
		{"a whole number", "1584583", "1584583"},
		{"a fraction, whole", "0.23387096774193547", "0.23387096774193547"},
		{"a small one", "4.164194339754273e-184", "4.164194339754273e-184"},
		{"the smallest", "5e-324", "5e-324"},
		{"the largest", "1.7976931348623157e308", "1.7976931348623157e+308"},
		{"a third", "0.3333333333333333", "0.3333333333333333"},
		{"15 digits", "999999999999999", "999999999999999"},
		{"nothing below", "-0", "-0"},
	} {
		f, _ := workbook(t, `{"rows":[{"group":"A","x":`+test.give+`}]}`, mainSheets)
		got, err := f.GetCellValue("groups", "B5", excelize.Options{RawCellValue: true})
		kind, _ := f.GetCellType("groups", "B5")
		if err != nil || got != test.want || !isNumber(kind) {
			t.Errorf("%s: %s, type %v, %v, want %s", test.reason, got, kind, err, test.want)
		}
	}
	f, _ := workbook(t, `{"model":"rate","per":1000,"rows":[{"group":"A","rate":{"value":0.2,"lower":0.125}}]}`, mainSheets)
	if rows, err := f.GetRows("groups", excelize.Options{RawCellValue: true}); err != nil || !slices.Equal(rows[headerRow], []string{"A", "0.2", "0.125", "200", "125"}) {
		t.Errorf("rates per 1,000 are %q, %v", rows, err)
	}
	for _, test := range []struct{ reason, give string }{
		{"digits that would be lost", "1000000000000000"},
		{"a number beyond all", "1e999"},
	} {
		f, _ := workbook(t, `{"x":`+test.give+`,"rows":[{"group":"A","x":`+test.give+`}]}`, mainSheets)
		number, _ := f.GetCellValue("groups", "B5")
		beside, _ := f.GetCellValue("groups", "C5")
		if kind, _ := f.GetCellType("groups", "C5"); number != "" || beside != test.give || isNumber(kind) {
			t.Errorf("%s: %q, %q", test.reason, number, beside)
		}
	}
}

// A count that is withheld is an empty cell in a column that is there.
func TestWithheld(t *testing.T) {
	f, _ := workbook(t, `{"rows":[{"group":"A","events":null,"exposure":null},{"group":"B","events":null,"exposure":3}]}`, mainSheets)
	rows, err := f.GetRows("groups")
	if want := [][]string{{"Group", "Events", "Exposure"}, {"A"}, {"B", "", "3"}}; err != nil || !slices.EqualFunc(rows[headerRow-1:], want, slices.Equal) {
		t.Errorf("rows are %q, %v, want %q", rows, err, want)
	}
}

func TestSheetNames(t *testing.T) {
	taken := map[string]bool{fold(readMe): true, fold("History"): true}
	for _, test := range []struct{ reason, give, want string }{
		{"a name", "search-rate", "search-rate"},
		{"one that another has but for capitals", "Search-Rate", "Search-Rate 2"},
		{"one more", "SEARCH-RATE", "SEARCH-RATE 3"},
		{"capitals beyond ASCII", "\u017fearch-rate", "\u017fearch-rate 4"},
		{"the first sheet's", "read me", "read me 2"},
		{"one that Excel keeps", "history", "history 2"},
		{"characters that it forbids", `a:b\c/d?e*f[g]h'`, "a-b-c-d-e-f-g-h-"},
		{"none", " \x00\u202e ", "table"},
		{"none again", "", "table 2"},
		{"a long one keeps its end", "find-rate/not-recorded other residents", "find-rate-not-r…other residents"},
		{"and is told from others", "find-rate/not-recorded, other residents", "find-rate-not-…ther residents 2"},
		{"counted in UTF-16", strings.Repeat("😀", 20), strings.Repeat("😀", 7) + "…" + strings.Repeat("😀", 7)},
	} {
		got := sheetName(test.give, taken)
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.reason, got, test.want)
		}
		if n := len(utf16.Encode([]rune(got))); n > maxName {
			t.Errorf("%s: %q has %d characters", test.reason, got, n)
		}
	}
}

func TestLimits(t *testing.T) {
	long := strings.Repeat("ä😀", 2<<20)
	f, _ := workbook(t, `{"rows":[{"group":"`+long+`"}]}`, mainSheets)
	got, err := f.GetCellValue("groups", "A5")
	if n := len(utf16.Encode([]rune(got))); err != nil || n > maxText || n < maxText-1 || !strings.HasSuffix(got, "… (clipped: 6291456 characters)") {
		t.Errorf("a long text has %d characters and ends with %q, %v", n, got[max(0, len(got)-50):], err)
	}
	said := false
	cells(t, f, func(sheet, at string, kind excelize.CellType, value string) {
		said = said || sheet == readMe && strings.HasPrefix(value, "1 text of more than 32,767 characters clipped")
	})
	if !said {
		t.Error("that a text was clipped is not said")
	}
	field := func(n int, format string) string {
		var all []string
		for i := range n {
			all = append(all, fmt.Sprintf(format, i))
		}
		return strings.Join(all, ",")
	}
	for _, test := range []struct{ reason, give, want string }{
		{"columns", `{"rows":[{` + field(16385, `"f%d":1`) + `}]}`, "test.json: groups: 1 rows, 16385 columns: a sheet holds 1048576 and 16384"},
		{"rows", `{"rows":[` + field(1048571, `%d`) + `]}`, "test.json: groups: 1048571 rows, 1 columns: a sheet holds 1048576 and 16384"},
		{"sheets", `{` + field(1001, `"f%d":[1]`) + `}`, "test.json: 1001 sheets: want no more than 1000: choose some with -sheets"},
	} {
		s := settings{sheets: allSheets}
		if _, _, _, err := s.plan("test.json", []byte(test.give)); err == nil || "test.json:"+err.Error() != test.want {
			t.Errorf("%s: %v, want %s", test.reason, err, test.want)
		}
	}
}

// The same JSON gives the same bytes, and nobody's name or clock is in them.
func TestSameBytes(t *testing.T) {
	_, first := workbook(t, twoMonths, allSheets)
	for range 5 {
		if _, again := workbook(t, twoMonths, allSheets); !bytes.Equal(first, again) {
			t.Fatal("the bytes differ")
		}
	}
	f, _ := workbook(t, string(shipped), allSheets)
	props, err := f.GetDocProps()
	if err != nil || props.Creator != "disparity" || props.LastModifiedBy != "disparity" || !strings.HasPrefix(props.Created, "2006-09-16") {
		t.Errorf("properties are %+v, %v", props, err)
	}
}

// Every text of the document is on the first sheet, and every sheet is named there.
func TestFirstSheet(t *testing.T) {
	const give = `{"title":"Of what","lines":["A sentence."],"summary":{"said":[{"text":"Another."}],"bear_in_mind":["Mind this."]},"notes":["A note."],` +
		`"source":"From here","searches":496,"big":12345678901234567,"years":[2011,2021],"forces":["Kent","Essex"],"rows":[{"group":"A","strata":[{"stratum":"x"}]}]}`
	f, _ := workbook(t, give, mainSheets)
	rows, err := f.GetRows(readMe)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, row := range rows {
		got = append(got, strings.Join(row, "|"))
	}
	text := strings.Join(got, "\n")
	want := `Of what
Made from|test.json

What can be said
1|A sentence.
2|Another.

What to bear in mind
1|Mind this.

Notes
1|A note.

What it is of
source|From here
searches|496
big|12345678901234567
years|2011; 2021
forces|Kent; Essex

Sheets
groups|Of what · groups: 1 row

How to read the sheets
`
	if !strings.HasPrefix(text, want) || !strings.Contains(text, "2 more tables of the JSON left out here: -sheets all has them.") {
		t.Errorf("the first sheet is\n%s\nwant\n%s", text, want)
	}
	if ok, to, err := f.GetCellHyperLink(readMe, address(1, strings.Count(want[:strings.Index(want, "\ngroups")], "\n")+2)); !ok || to != "'groups'!A1" || err != nil {
		t.Errorf("the name of the sheet leads to %q, %v", to, err)
	}
}
