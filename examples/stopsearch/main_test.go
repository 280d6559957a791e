package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"html"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-549880be/disparity/examples/internal/cli"
)

// call runs the program. Text and Markdown have every table, in long lines, unless args say which:
// tests of one thing that is said need not know on which page it stands.
func call(t *testing.T, in string, args ...string) (status int, out, errout string) {
	t.Helper()
	var o, e bytes.Buffer
	status = run(append(layoutOf(args), args...), strings.NewReader(in), &o, &e)
	return status, o.String(), e.String()
}

// layoutOf returns the flags of the layout that go before args.
func layoutOf(args []string) []string {
	if slices.Contains(args, "-tables") || slices.Contains(args, cli.FormatCSV) || slices.Contains(args, cli.FormatJSON) {
		return nil
	}
	if slices.Contains(args, cli.FormatHTML) {
		return []string{"-p"} // all tables, and no lines
	}
	return []string{"-tables", "all", "-p", "-width", "1000"}
}

// wordsOf returns what a form says, without the marks of Markdown and HTML.
func wordsOf(format, out string) string {
	switch format {
	case cli.FormatMarkdown:
		return strings.ReplaceAll(out, `\`, "")
	case cli.FormatHTML:
		return html.UnescapeString(htmlTag.ReplaceAllString(out, ""))
	}
	return out
}

// htmlTag matches a tag, with the data that it carries.
var htmlTag = regexp.MustCompile(`<[^>]*>`)

// output runs the program, which must succeed.
func output(t *testing.T, args ...string) string {
	t.Helper()
	status, out, errout := call(t, "", args...)
	if status != statusOK || errout != "" {
		t.Fatalf("stopsearch %q: status %d, standard error:\n%s", args, status, errout)
	}
	return out
}

// decimal matches numbers with a fraction.
var decimal = regexp.MustCompile(`\d+\.\d+(e[-+]?\d+)?`)

// rounded rounds numbers to ten significant digits. Machines do not agree on more: some fuse a
// multiplication and an addition.
func rounded(s string) string {
	return decimal.ReplaceAllStringFunc(s, func(n string) string {
		v, err := strconv.ParseFloat(n, 64)
		if err != nil || len(n) <= len("1.123456789") {
			return n
		}
		return strconv.FormatFloat(v, 'g', 10, 64)
	})
}

func TestGolden(t *testing.T) {
	tests := []struct {
		file, reason string
		args         []string
	}{
		{"default.txt", "what a newcomer sees first", []string{"-tables", "summary"}},
		{"default.md", "for a report", []string{"-tables", "summary", "-format", "markdown"}},
		{"all.txt", "everything, on a screen of 100 columns", []string{"-tables", "all", "-width", "100"}},
		{"all.md", "everything, for a report", []string{"-tables", "all", "-p", "-format", "markdown"}},
		{"ascii.txt", "for a screen that has no other characters", []string{"-tables", "search-rate,find-rate", "-width", "80", "-ascii"}},
		{"default.csv", "for a spreadsheet", []string{"-format", "csv"}},
		{"default.json", "for a program", []string{"-format", "json"}},
		{"suppressed.txt", "small counts withheld", []string{"-tables", "all", "-suppress", "5"}},
		{"suppressed.csv", "and in a spreadsheet", []string{"-suppress", "5", "-format", "csv"}},
		{"suppressed.json", "and for a program", []string{"-suppress", "5", "-format", "json"}},
		{"crosstable.md", "the unknown put into groups by the officer's view, imputed", []string{"-tables", "search-rate", "-unknown", "cross-table", "-format", "markdown"}},
		{"officer.txt", "the officer's view doubles the index of Black people", []string{"-tables", "search-rate", "-ethnicity", "officer"}},
		{"detailed.txt", "18 groups, most of them very small", []string{"-tables", "search-rate,find-rate", "-groups", "18+1", "-census", "2011"}},
		{"within.txt", "like with like beside the crude tables", []string{"-tables", "find-rate,arrest-rate", "-within", "object,age"}},
		{"drugs.txt", "every filter, another definition, method and level", []string{"-tables", "all", "-p", "-object", "controlled drugs", "-type", "person", "-from", "2023-01", "-to", "2023-01",
			"-find", "action-known", "-method", "score", "-level", "0.99", "-groups", "white-other"}},
	}
	for _, test := range tests {
		t.Run(test.file, func(t *testing.T) {
			got := rounded(output(t, test.args...))
			file := filepath.Join("testdata", test.file)
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
				t.Errorf("stopsearch %q (%s) is not as in %s (-want +got):\n%s", test.args, test.reason, file, diff)
			}
		})
	}
}

// result is what the tests read of the JSON output.
type result struct {
	Version   int
	Residents float64
	Searches  int64
	Unknown   map[string]int64
	Quality   struct {
		Rows, Rejected, Duplicates int64
		VehicleOnly                int64                       `json:"vehicle_only"`
		EthnicityUnknown           int64                       `json:"ethnicity_unknown"`
		OutcomeMissing             int64                       `json:"outcome_missing"`
		LinkedMissing              int64                       `json:"linked_missing"`
		UnknownLabels              map[string]map[string]int64 `json:"unknown_labels"`
	}
	Sources []struct {
		File, Force, First, Last string
		Rows                     int64
	}
	Notes  []string
	Tables []struct {
		Measure, Definition, Baseline, Method string
		NoAnswer                              string `json:"no_answer"`
		Level                                 float64
		Notes                                 []string
		Rows                                  []struct {
			Group    string
			Kind     string
			Events   int64
			Exposure float64
			Ratio    struct{ Value number }
			Flags    []string
		}
	}
}

// number is a number that may be null or infinite.
type number float64

func (n *number) UnmarshalJSON(text []byte) error {
	if string(text) == "null" {
		*n = number(math.NaN())
		return nil
	}
	v, err := strconv.ParseFloat(strings.Trim(string(text), `"`), 64)
	*n = number(v)
	return err
}

func decode(t *testing.T, text string) (r result) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &r); err != nil {
		t.Fatal(err)
	}
	for i := range r.Tables { // to the rows that are groups
		rows := &r.Tables[i].Rows
		for j := len(*rows) - 1; j >= 0; j-- {
			if (*rows)[j].Kind != "" {
				*rows = slices.Delete(*rows, j, j+1)
			}
		}
	}
	return r
}

// ratios returns the RRI of every group in the table of a measure.
func (r result) ratios(t *testing.T, measure string) map[string]float64 {
	t.Helper()
	for _, table := range r.Tables {
		if table.Measure != measure {
			continue
		}
		m := make(map[string]float64)
		for _, row := range table.Rows {
			m[row.Group] = float64(row.Ratio.Value)
		}
		return m
	}
	t.Fatalf("no table of the %s", measure)
	return nil
}

// TestIndices holds indices that stand on the counts alone, worked out by hand:
// (29/37,844)/(317/1,584,583) and so on. The method does not move them.
func TestIndices(t *testing.T) {
	tests := []struct {
		rule, census string
		want         map[string]float64 // to four decimals
		reason       string
	}{
		{"self", "2021", map[string]float64{"White": 1, "Mixed": 2.4749, "Asian": 0.7408, "Black": 3.8305, "Other": 0.8831}, "as people see themselves"},
		{"officer", "2021", map[string]float64{"Black": 7.2623}, "as officers see them"},
		{"self-then-officer", "2021", map[string]float64{"Black": 7.1295}, "the officer's view fills the gaps"},
		{"self", "2011", map[string]float64{"Black": 4.4138}, "(29/30,923)/(317/1,491,970): the older census has fewer Black residents"},
	}
	for _, test := range tests {
		for _, method := range []string{"score", "wald"} {
			r := decode(t, output(t, "-format", "json", "-ethnicity", test.rule, "-census", test.census, "-method", method))
			got := r.ratios(t, "search rate")
			for group, want := range test.want {
				if math.Round(got[group]*1e4)/1e4 != want {
					t.Errorf("-ethnicity %s -census %s -method %s: RRI of %s = %.6f, want %.4f (%s)", test.rule, test.census, method, group, got[group], want, test.reason)
				}
			}
		}
	}
}

// TestFindDefinitions holds the overall find rates of reference section 3 of the five definitions
// for this month: 22.4, 79.3, 79.8, 22.2 and 13.9 per cent.
func TestFindDefinitions(t *testing.T) {
	tests := []struct {
		find   string
		doubt  bool // the records cannot bear it, so that finds by action come first
		want   string
		reason string
	}{
		{"action", false, "overall 22 % (111 of 496), searches in no group included; missing share 72 % (356 of 496: the record does not say)", "a blank is no action"},
		{"action-known", true, "overall 79 % (111 of 140), searches in no group included; missing share 72 % (356 of 496: the record does not say)", "a blank is left out"},
		{"linked", true, "overall 80 % (138 of 173), searches in no group included; missing share 65 % (323 of 496: the record does not say)", "whatever the outcome"},
		{"linked-action", true, "overall 22 % (110 of 496)", "a blank counts as no"},
		{"arrest", false, "overall 14 % (69 of 496)", "arrests alone"},
	}
	for _, test := range tests {
		r := decode(t, output(t, "-format", "json", "-find", test.find))
		table := r.Tables[1]
		if test.doubt {
			if table.Measure != "find rate" || !strings.HasPrefix(table.Definition, "action: ") {
				t.Errorf("-find %s: the headline is %q, %q", test.find, table.Measure, table.Definition)
			}
			table = r.Tables[2]
		}
		if table.Measure != "find rate" || !strings.HasPrefix(table.Definition, test.find+": ") {
			t.Errorf("-find %s: the table is %q, %q", test.find, table.Measure, table.Definition)
		}
		notes := strings.Join(table.Notes, "; ")
		if !strings.Contains(notes, test.want) {
			t.Errorf("-find %s (%s): notes are %q, want %q in them", test.find, test.reason, notes, test.want)
		}
		if strings.Contains(notes, "In doubt: ") != test.doubt {
			t.Errorf("-find %s: notes are %q", test.find, notes)
		}
	}
}

// TestGrounds holds the find rates by ground to that of all searches, and the actions that are not
// linked to their denominator.
func TestGrounds(t *testing.T) {
	r := decode(t, output(t, "-format", "json"))
	events, trials := make(map[string]int64), make(map[string]float64)
	parts := 0
	for _, table := range r.Tables {
		if strings.HasPrefix(table.Measure, "find rate, ") {
			parts++
			for _, row := range table.Rows {
				events[row.Group] += row.Events
				trials[row.Group] += row.Exposure
			}
		}
	}
	for _, row := range r.Tables[1].Rows {
		if events[row.Group] != row.Events || trials[row.Group] != row.Exposure {
			t.Errorf("%s: %d of %v by ground, %d of %v in all", row.Group, events[row.Group], trials[row.Group], row.Events, row.Exposure)
		}
	}
	if parts != 3 {
		t.Errorf("%d tables by ground, want 3: drugs, anything else, not recorded", parts)
	}
	if last := r.Tables[len(r.Tables)-1]; last.Measure != "unlinked action rate" {
		t.Errorf("the last table is %q", last.Measure)
	}
	if notes := strings.Join(r.Notes, " "); !strings.Contains(notes, `Recording regime "for action"`) || !strings.Contains(notes, "The baseline White holds minorities of its own") {
		t.Errorf("notes are %q", notes)
	}
	if notes := strings.Join(decode(t, output(t, "-format", "json", "-groups", "5+1+grt")).Notes, " "); strings.Contains(notes, "holds minorities") {
		t.Errorf("notes are %q", notes)
	}
}

// TestJSONInput reads what the API returns, from a file and from standard input.
func TestJSONInput(t *testing.T) {
	const search = `[{"type":"Person search","datetime":"2023-01-05T12:00:00+00:00","self_defined_ethnicity":"White - Irish","object_of_search":"Controlled drugs","outcome":false,
"outcome_linked_to_object_of_search":null,"gender":"Male","age_range":"18-24","officer_defined_ethnicity":"White","legislation":null,"removal_of_more_than_outer_clothing":null}]`
	path := filepath.Join(t.TempDir(), "kent-stop-and-search.json")
	if err := os.WriteFile(path, []byte(search), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{path}, {"-"}} {
		status, out, errout := call(t, search, append([]string{"-force", "kent", "-format", "json"}, args...)...)
		if status != statusOK {
			t.Errorf("%v: status %d, %s", args, status, errout)
			continue
		}
		if r := decode(t, out); r.Tables[0].Rows[0].Events != 1 || r.Searches != 1 {
			t.Errorf("%v: %d searches", args, r.Searches)
		}
	}
	path = filepath.Join(t.TempDir(), "error.json")
	if err := os.WriteFile(path, []byte(`{"error":"too many"}`), 0o666); err != nil {
		t.Fatal(err)
	}
	if status, _, errout := call(t, "", "-force", "kent", path); status != statusInput || !strings.Contains(errout, `an answer that says "too many"`) {
		t.Errorf("status %d, %s", status, errout)
	}
}

// TestFormatsAgree reads CSV and JSON back and compares every number that both have.
func TestFormatsAgree(t *testing.T) {
	r := decode(t, output(t, "-format", "json"))
	rows, err := csv.NewReader(strings.NewReader(output(t, "-format", "csv"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := make(map[string]int)
	for i, name := range rows[0] {
		column[name] = i
	}
	rows = slices.DeleteFunc(rows, func(cells []string) bool {
		kind := cells[column["kind"]]
		return kind != "group" && kind != "kind"
	})
	i := 1
	for _, table := range r.Tables {
		for _, row := range table.Rows {
			if i == len(rows) {
				t.Fatalf("CSV ends after %d rows, before %s of %s", i-1, row.Group, table.Measure)
			}
			cells := rows[i]
			i++
			ratio := ""
			if v := float64(row.Ratio.Value); !math.IsNaN(v) {
				ratio = strings.TrimPrefix(strconv.FormatFloat(v, 'g', -1, 64), "+")
			}
			want := []string{table.Measure, table.Baseline, row.Group, strconv.FormatInt(row.Events, 10), strconv.FormatFloat(row.Exposure, 'f', -1, 64), ratio,
				strings.Join(row.Flags, "|")}
			var got []string
			for _, name := range []string{"measure", "baseline", "group", "events", "exposure", "ratio", "flags"} {
				got = append(got, cells[column[name]])
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("row %d (-JSON +CSV):\n%s", i-1, diff)
			}
		}
	}
	if i != len(rows) {
		t.Errorf("CSV has %d rows, JSON %d", len(rows)-1, i-1)
	}
}

func TestOutputFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "report.txt")
	if out := output(t, "-o", file); out != "" {
		t.Errorf("with -o, standard output is %q, want nothing", out)
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(output(t), string(got)); diff != "" {
		t.Errorf("-o FILE writes something else than standard output has (-stdout +file):\n%s", diff)
	}
	if status, _, errout := call(t, "", "-o", filepath.Join(file, "below")); status != statusInput || !strings.Contains(errout, file) {
		t.Errorf("-o below a file: status %d, %q; want 1 and the name", status, errout)
	}
}

// TestSmallBelow: -small-below is the number of the footnotes; what is no such number is a mistake
// of the flag.
func TestSmallBelow(t *testing.T) {
	out := output(t, "-small-below", "10")
	if !strings.Contains(out, "a count below 10: read") || strings.Contains(out, "a count below 5: read") {
		t.Errorf("-small-below 10 has no footnote of counts below 10:\n%s", out)
	}
	for _, v := range []string{"0", "-1", "1.5", "ten", "", "9007199254740993"} {
		if status, _, errout := call(t, "", "-small-below", v); status != statusUsage || !strings.Contains(errout, "want a whole number from 1") {
			t.Errorf("-small-below %q: status %d, %q", v, status, errout)
		}
	}
}

func TestHelp(t *testing.T) {
	status, out, errout := call(t, "", "-format", "xml", "none.csv", "-h")
	if status != statusOK || errout != "" {
		t.Errorf("-h: status %d, standard error %q; want 0 and nothing", status, errout)
	}
	program, err := os.ReadFile("main.go")
	if err != nil {
		t.Fatal(err)
	}
	explained := strings.ReplaceAll(string(program), "-from, -to MONTH", "-from MONTH\n//\t-to MONTH")
	flags := regexp.MustCompile(`(?m)^  (-[\w-]+)`).FindAllStringSubmatch(out, -1)
	for _, flag := range flags {
		if !strings.Contains(explained, "//\t"+flag[1]+" ") {
			t.Errorf("the documentation does not explain %s", flag[1])
		}
	}
	for _, flag := range regexp.MustCompile(`(?m)^//\t(-[\w-]+) `).FindAllStringSubmatch(explained, -1) {
		if !strings.Contains(out, "\n  "+flag[1]+" ") && !strings.Contains(out, "\n  "+flag[1]+"\t") && !strings.Contains(out, "\n  "+flag[1]+"\n") {
			t.Errorf("-h does not explain %s", flag[1])
		}
	}
	for _, text := range []string{"(default default)", "-stratify value"} {
		if strings.Contains(out, text) {
			t.Errorf("-h says %q, which is no help", text)
		}
	}
	if len(flags) < 20 || !strings.Contains(out, "  -o file\n") {
		t.Errorf("-h explains %d flags:\n%s", len(flags), out)
	}
}
