package rri

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri/sheet"
)

var update = flag.Bool("update", false, "write testdata/table.golden anew")

// printable is a table of any type.
type printable interface {
	WriteText(io.Writer) error
	WriteMarkdown(io.Writer) error
	WriteCSV(io.Writer) error
}

// figures makes an estimate by hand.
func figures(value, lower, upper, p float64, flags Flags) Estimate {
	return Estimate{Value: value, Lower: lower, Upper: upper, P: p, Level: 0.95, Flags: flags}
}

// byHand is a table of ratios alone, with two million events a row.
func byHand(o Options, ratios ...Estimate) Table[string, Rate] {
	t := Table[string, Rate]{Baseline: "White", Options: o}
	count := Rate{Events: 2e6, Population: 1e7}
	nan := math.NaN()
	rate := figures(0.2, 0.1997, 0.2003, nan, 0)
	t.Rows = append(t.Rows, Row[string, Rate]{Group: "White", Count: count, Rate: rate, Ratio: figures(1, nan, nan, nan, 0), Difference: figures(0, nan, nan, nan, 0), Excess: figures(0, nan, nan, nan, 0)})
	for i, e := range ratios {
		d := figures(rate.Value*(1-1/e.Value), math.Inf(-1), math.Inf(1), e.P, 0)
		x := d
		x.Value *= 1e7
		t.Rows = append(t.Rows, Row[string, Rate]{Group: fmt.Sprintf("group %d", i+1), Count: count, Rate: rate, Ratio: e, Difference: d, Excess: x})
	}
	return t
}

func mustCompare[M Measure](t *testing.T, counts map[string]M, o Options) Table[string, M] {
	t.Helper()
	table, err := Compare("White", counts, o)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// roundCells cuts the numbers of a CSV text to ten digits, in which all processors agree.
// TestTableLaws sees to the others.
func roundCells(t *testing.T, text string) string {
	t.Helper()
	records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, record := range records {
		for i, cell := range record {
			if v, err := strconv.ParseFloat(cell, 64); err == nil && len(cell) > 10 {
				record[i] = strconv.FormatFloat(v, 'g', 10, 64)
			}
		}
	}
	var b strings.Builder
	if err := csv.NewWriter(&b).WriteAll(records); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// goldenTable is a table whose forms stand in testdata/table.golden.
type goldenTable struct {
	name  string
	table printable
	forms string // of text, markdown and csv
}

// comparedTables come from Compare: with every part, with limits on one side, zero cells, and
// methods and counts of which a part has no figures.
func comparedTables(t *testing.T) []goldenTable {
	t.Helper()
	searches := mustCompare(t, map[string]Rate{
		"White": {Events: 317, Population: 1584583},
		"Mixed": {Events: 22, Population: 44435},
		"Asian": {Events: 12, Population: 51085},
		"Black": {Events: 29, Population: 37844},
		"Other": {Events: 3, Population: 16982},
	}, Options{Method: Score})
	searches.Measure, searches.Events, searches.Exposure = "search rate", "searches", "residents"
	searches.Definition = "searches of persons in one month, by self-defined ethnicity"
	searches.Notes = []string{"116 searches with no self-defined ethnicity are in no group", "11 searches of vehicles alone are left out", "11 searches of vehicles alone are left out"}

	oneSided := mustCompare(t, map[string]Rate{
		"White": {Events: 317, Population: 1584583},
		"Black": {Events: 29, Population: 37844},
		"Other": {Events: 3, Population: 16982},
	}, Options{Method: Score, Side: LowerOnly, Null: 1.25, Level: 0.975})
	upper := mustCompare(t, map[string]Rate{
		"White": {Events: 317, Population: 1584583},
		"Black": {Events: 29, Population: 37844},
	}, Options{Method: Score, Side: UpperOnly})

	finds := mustCompare(t, map[string]Proportion{
		"White":                    {Events: 70, Trials: 317},
		"Mixed":                    {Events: 0, Trials: 22},
		"Asian":                    {Events: 12, Trials: 12},
		"Black":                    {Events: 12, Trials: 29},
		"Other":                    {Events: 0, Trials: 0},
		"Gypsy or Irish Traveller": {Events: 1, Trials: 3},
	}, Options{Method: Score})
	finds.Measure, finds.Events, finds.Exposure = "find rate", "finds", "searches"

	noBaseline := mustCompare(t, map[string]Rate{
		"White": {Events: 0, Population: 317},
		"Mixed": {Events: 0, Population: 22},
		"Asian": {Events: 12, Population: 12},
		"Other": {Events: 0, Population: 0},
	}, Options{Method: Score})
	ratioOnly := mustCompare(t, map[string]Rate{
		"White": {Events: 4, Population: 1000},
		"Black": {Events: 12, Population: 250},
	}, Options{Method: AdjustedLog})
	clustered := mustCompare(t, map[string]Rate{
		"White": {Events: 317, Population: 1584583, DesignEffect: 1.6},
		"Black": {Events: 29, Population: 37844, DesignEffect: 1},
		"Asian": {Events: 12, Population: 51085, DesignEffect: 2},
	}, Options{})
	noResidents := mustCompare(t, map[string]Rate{
		"White": {Events: 317, Population: 1584583},
		"Black": {Events: 29, Population: 37844},
		"Arab":  {Events: 2},
	}, Options{})
	pooled := mustCompare(t, map[string]Rate{
		"White": {Events: 317, Population: 1584583},
		"Black": {Events: 29, Population: 37844},
	}, Options{}).WithDerived("pooled over 20 imputations")
	noDifference := mustCompare(t, map[string]Rate{
		"White": {Events: 40, Population: 1000},
		"Black": {Events: 12, Population: 250},
	}, Options{Method: Exact})
	alone := mustCompare(t, map[string]Rate{"White": {Events: 40, Population: 1000.5}}, Options{Method: Exact})
	return []goldenTable{
		{"a month of searches", searches, "text markdown csv"},
		{"lower limits and a margin", oneSided, "text markdown"},
		{"upper limits", upper, "text"},
		{"zero cells, all and nothing", finds, "text markdown csv"},
		{"a baseline without events", noBaseline, "text markdown csv"},
		{"a method for ratios alone", ratioOnly, "text markdown csv"},
		{"design effects", clustered, "text markdown csv"},
		{"a group without residents", noResidents, "text markdown csv"},
		{"derived", pooled, "text markdown"},
		{"a method without differences", noDifference, "text markdown"},
		{"the baseline alone", alone, "text markdown csv"},
		{"no rows", Table[string, Proportion]{}, "text markdown csv"},
	}
}

// roundedTables have figures that rounding could make say something else.
func roundedTables() []goldenTable {
	inf := math.Inf(1)
	rounding := byHand(Options{},
		figures(1.4, 1.0004, 1.9, 0.04996, 0),              // neither 1.00 nor 0.0500
		figures(0.8, 0.61, 0.99996, 0.0499996, 0),          // as above from below
		figures(1.0001, 0.99991, 1.00013, 0.9, 0),          // ends apart
		figures(1.23456, 1.23441, 1.23472, 1e-310, 0),      // as above
		figures(0.00004, 0.0000012, 0.099, 0.0009996, 0),   // not zero
		figures(123456, 1234, 1.5e8, 0, 0),                 // large
		figures(1, 1, 1, 1, 0),                             // is 1
		figures(0, 0, 3, 0.05, 0),                          // is zero
		figures(inf, 0.9, inf, 0.0312, Unbounded),          // infinite
		figures(2.5, 2.1, 2.9, math.Nextafter(0.05, 0), 0), // equal to the level but for rounding
	)
	rounding.Measure, rounding.Per = "rounding", 1e5
	margin := byHand(Options{Null: 1.25, Level: 0.9999}, figures(1.5, 1.2503, 1.9, 0.00009996, 0), figures(1.5, 1.2, 1.9, 0, 0))
	margin.Rows[1].Ratio.Level, margin.Rows[2].Ratio.Level, margin.Rows[2].Ratio.Method = 0.9999, 0.99, Wald
	return []goldenTable{
		{"rounding", rounding, "text markdown"},
		{"a margin, other levels and methods", margin, "text"},
	}
}

// hiddenTable has a row of which the figures are withheld, one of which the counts are too, and one
// that was not computed.
func hiddenTable() goldenTable {
	nan := math.NaN()
	hidden := byHand(Options{}, figures(2, 1.5, 2.5, 0.01, 0), figures(2, 1.5, 2.5, 0.01, 0), figures(2, 1.5, 2.5, 0.01, 0))
	withheld := figures(nan, nan, nan, nan, Suppressed)
	hidden.Rows[1].Rate, hidden.Rows[1].Ratio, hidden.Rows[1].Difference, hidden.Rows[1].Excess = withheld, withheld, withheld, withheld
	hidden.Rows[2].Rate, hidden.Rows[2].Ratio, hidden.Rows[2].Difference, hidden.Rows[2].Excess = withheld, withheld, withheld, withheld
	hidden.Rows[2].Count = Rate{}
	hidden.Rows[3].Ratio, hidden.Rows[3].Difference = Estimate{}, Estimate{}
	return goldenTable{"suppressed and not computed", hidden, "text markdown csv"}
}

// hostileTable has names that a spreadsheet, a page or a terminal would obey.
func hostileTable(t *testing.T) goldenTable {
	t.Helper()
	hostile := mustCompare(t, map[string]Proportion{
		"White":                   {Events: 3, Trials: 10},
		"=cmd|' /C calc'!A0":      {Events: 4, Trials: 10},
		"<b>*x*</b> | y\n\x1b[2J": {Events: 4, Trials: 10},
		"\xff\u202e混血":            {Events: 4, Trials: 10},
		"-1":                      {Events: 4, Trials: 10},
	}, Options{Method: Wald})
	hostile.Measure, hostile.Definition, hostile.Events, hostile.Notes = "@sum(1)", "+1 [x](y)\r\n# z", "a|b", []string{"*note*\n1. two"}
	return goldenTable{"hostile names", hostile, "text markdown csv"}
}

// widelySpreadTables have intervals that an axis does not hold.
func widelySpreadTables() []goldenTable {
	nan := math.NaN()
	wide := Table[string, Rate]{Baseline: "White", Rows: []Row[string, Rate]{{Group: "x", Ratio: figures(600, 0.001, 1e9, 0.2, 0), Rate: figures(1, 1, 1, nan, 0), Excess: figures(1, 1, 1, 1, 0)}}}
	far := byHand(Options{}, figures(5000, 3000, 9000, 1e-9, 0), figures(0.0001, 0.00008, 0.0002, 1e-9, 0), figures(3, 2, 4, 1e-9, 0))
	return []goldenTable{
		{"a wide axis", wide, "text"},
		{"beyond the axis", far, "text"},
	}
}

func TestTableGolden(t *testing.T) {
	var got bytes.Buffer
	tables := slices.Concat(comparedTables(t), roundedTables(), []goldenTable{hiddenTable(), hostileTable(t)}, widelySpreadTables())
	for _, test := range tables {
		for _, form := range strings.Fields(test.forms) {
			write := map[string]func(io.Writer) error{"text": test.table.WriteText, "markdown": test.table.WriteMarkdown, "csv": test.table.WriteCSV}[form]
			var b bytes.Buffer
			if err := write(&b); err != nil {
				t.Fatalf("%s: %s: %v", test.name, form, err)
			}
			out := b.String()
			if form == "csv" {
				out = roundCells(t, out)
			}
			fmt.Fprintf(&got, "=== %s: %s\n%s", test.name, form, out)
		}
	}
	path := filepath.Join("testdata", "table.golden")
	if *update {
		if err := os.WriteFile(path, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff(strings.Split(string(want), "\n"), strings.Split(got.String(), "\n")); diff != "" {
		t.Errorf("tables differ from %s (run with -update if they should; -want +got):\n%s", path, diff)
	}
}

// TestTableLaws: on any table, names and counts, whatever the method.
func TestTableLaws(t *testing.T) {
	t.Run("rates", rapid.MakeCheck(func(t *rapid.T) { checkTable(t, tableGen(rateGen()).Draw(t, "table")) }))
	t.Run("proportions", rapid.MakeCheck(func(t *rapid.T) { checkTable(t, tableGen(proportionGen()).Draw(t, "table")) }))
}

func checkTable[M Measure](t *rapid.T, table Table[string, M]) {
	checkPeople(t, table)
	checkCSV(t, table)
	checkJSON(t, table)
}

// checkPeople: nothing prints as NaN, whatever prints as — has a footnote, every footnote is used
// and has its text, and names break no line.
func checkPeople[M Measure](t *rapid.T, table Table[string, M]) {
	table.Measure, table.Events, table.Exposure, table.Definition = "rate", "events", "people", ""
	table.Notes = slices.Clone(table.Notes)
	for i, note := range table.Notes {
		// the names drawn may look like numbers of footnotes themselves
		table.Notes[i] = fmt.Sprintf("a note of %d bytes", len(note))
	}
	for i := range table.Rows {
		if table.Rows[i].Group == table.Baseline {
			table.Rows[i].Group = "g0"
			continue
		}
		table.Rows[i].Group = fmt.Sprintf("g%d", i)
	}
	table.Baseline = "g0"
	var text, markdown bytes.Buffer
	if err := errors.Join(table.WriteText(&text), table.WriteMarkdown(&markdown)); err != nil {
		t.Fatal(err)
	}
	for _, out := range []string{text.String(), markdown.String()} {
		if strings.Contains(out, "NaN") || strings.Contains(out, "Inf") {
			t.Fatalf("NaN or Inf for people:\n%s", out)
		}
		rows := 0
		for line := range strings.Lines(out) {
			if name := strings.TrimPrefix(line, "| "); name[0] == 'g' && name[1] >= '0' && name[1] <= '9' {
				rows++
				if strings.Contains(line, "—") && !strings.ContainsAny(line, "¹²³⁴⁵⁶⁷⁸⁹") {
					t.Fatalf("no footnote for —:\n%s", out)
				}
			}
		}
		if rows != len(table.Rows) {
			t.Fatalf("%d rows, want %d:\n%s", rows, len(table.Rows), out)
		}
		for n := 1; ; n++ {
			used, defined := strings.Contains(out, " "+sheet.Superscript(n)), strings.Contains(out, "\n"+sheet.Superscript(n)+" ")
			if used != defined {
				t.Fatalf("footnote %d: used %v, defined %v:\n%s", n, used, defined, out)
			}
			if !used {
				break
			}
		}
	}
}

// csvHeader is what programs that read the CSV of a table rely on. Columns are only ever added at
// the right.
var csvHeader = []string{
	"measure", "definition", "baseline", "group", "events", "exposure",
	"rate", "rate_lower", "rate_upper",
	"ratio", "ratio_lower", "ratio_upper", "ratio_p",
	"difference", "difference_lower", "difference_upper", "difference_p",
	"excess", "excess_lower", "excess_upper",
	"level", "method", "flags", "design_effect", "degrees_of_freedom", "comparisons", "derived",
}

// checkCSV: every number reads back exactly, and no cell is a formula.
func checkCSV[M Measure](t *rapid.T, table Table[string, M]) {
	var b bytes.Buffer
	if err := table.WriteCSV(&b); err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(bytes.NewReader(b.Bytes())).ReadAll()
	if err != nil || len(records) != len(table.Rows)+1 || !slices.Equal(records[0], csvHeader) {
		t.Fatalf("CSV: %v:\n%s", err, b.Bytes())
	}
	read := func(cell string) float64 {
		if cell == "" {
			return math.NaN()
		}
		v, err := strconv.ParseFloat(cell, 64)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for i, row := range table.Rows {
		record := records[i+1]
		events, exposure, _ := row.Count.Counts()
		want := []float64{float64(events), exposure, row.Rate.Value, row.Rate.Lower, row.Rate.Upper}
		for _, e := range []Estimate{row.Ratio, row.Difference} {
			want = append(want, e.Value, e.Lower, e.Upper, e.P)
		}
		want = append(want, row.Excess.Value, row.Excess.Lower, row.Excess.Upper, table.Options.Level)
		for j, v := range want {
			if got := read(record[4+j]); math.Float64bits(got) != math.Float64bits(v) && !(math.IsNaN(got) && math.IsNaN(v)) {
				t.Fatalf("%s of %q: %q reads as %v, want %v", csvHeader[4+j], row.Group, record[4+j], got, v)
			}
		}
		if record[21] != table.Options.Method.String() || record[22] != row.flags().String() {
			t.Fatalf("method and flags %q, want %v, %v", record[21:], table.Options.Method, row.flags())
		}
		for _, cell := range record[:4] {
			if _, err := strconv.ParseFloat(cell, 64); err != nil && cell != "" && strings.ContainsRune("=+-@\t\r\n", rune(cell[0])) {
				t.Fatalf("cell %q is a formula", cell)
			}
		}
	}
}

// coherentTable returns the table as reading wants it: a row for the baseline, no group twice, and
// rates that are those of the counts.
func coherentTable[M Measure](table Table[string, M]) Table[string, M] {
	table.Rows = slices.Clone(table.Rows)
	seen := make(map[string]bool)
	for i := range table.Rows {
		row := &table.Rows[i]
		for seen[row.Group] {
			row.Group += "+"
		}
		seen[row.Group] = true
		if events, exposure, _ := row.Count.Counts(); exposure > 0 && row.Rate.Computed() {
			row.Rate.Value = float64(events) / exposure
		}
	}
	if len(table.Rows) > 0 {
		table.Baseline = table.Rows[0].Group
	}
	return table
}

// checkJSON: what is written reads back as the same table, with the presentation fields filled in.
func checkJSON[M Measure](t *rapid.T, table Table[string, M]) {
	table = coherentTable(table)
	data, err := json.Marshal(table)
	if err != nil {
		t.Fatal(err)
	}
	again, err := json.Marshal(table)
	if err != nil || !bytes.Equal(data, again) {
		t.Fatalf("two writings differ: %s and %s", data, again)
	}
	var got Table[string, M]
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatalf("%v: %s", err, data)
	}
	want := table
	want.Labels = table.labels()
	if diff := gocmp.Diff(want, got, cmpopts.EquateNaNs(), cmpopts.EquateEmpty(), unexported); diff != "" {
		t.Fatalf("table and what reads back (-want +got):\n%s\n%s", diff, data)
	}
}

// TestTableOrder: the same counts give the same bytes, whatever the order of the map.
func TestTableOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counts := rapid.MapOfN(rapid.String(), rateGen(), 1, 8).Draw(t, "counts")
		baseline := rapid.SampledFrom(slices.Sorted(maps.Keys(counts))).Draw(t, "baseline")
		var first []byte
		for range 3 {
			table, err := Compare(baseline, counts, Options{Method: Wald})
			if err != nil {
				t.Fatal(err)
			}
			var b bytes.Buffer
			if err := errors.Join(table.WriteText(&b), table.WriteMarkdown(&b), table.WriteCSV(&b)); err != nil {
				t.Fatal(err)
			}
			if first == nil {
				first = b.Bytes()
			} else if !bytes.Equal(first, b.Bytes()) {
				t.Fatalf("two writings differ:\n%s\n%s", first, b.Bytes())
			}
		}
	})
}

// TestMarkdownNames: a name cannot add a cell, a line or HTML.
func TestMarkdownNames(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.OneOf(rapid.String(), rapid.StringOf(rapid.SampledFrom([]rune("a|\\`*<>[]_~\n\r#&!$-+=1.")))).Draw(t, "name")
		table, err := Compare(name, map[string]Rate{name: {Events: 1, Population: 2}, name + "x": {Events: 3, Population: 4}}, Options{Method: Wald})
		if err != nil {
			t.Fatal(err)
		}
		table.Notes, table.Definition = []string{name}, name
		var b bytes.Buffer
		if err := table.WriteMarkdown(&b); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.NewReplacer(`\\`, "", `\|`, "").Replace(b.String()), "\n")
		cells := -1
		for _, line := range lines {
			if strings.HasPrefix(line, "| ") {
				if n := strings.Count(line, "|"); cells < 0 {
					cells = n
				} else if n != cells {
					t.Fatalf("%d bars, want %d in %q", n, cells, line)
				}
			}
			if strings.ContainsAny(line, "<>") && !strings.Contains(line, "<0.001") {
				t.Fatalf("HTML in %q", line)
			}
		}
	})
}

func TestTableUnmarshalErrors(t *testing.T) {
	row := func(s string) string {
		return `{"model":"proportion","method":"score","level":0.95,"side":"two-sided","per":100,"rows":[` + s + `]}`
	}
	for _, test := range []struct {
		name, in string
		want     error
		text     string
	}{
		{"not JSON", `{`, nil, "unexpected end"},
		{"rates", `{"model":"rate"}`, nil, `table of model "rate": want "proportion"`},
		{"no model", `{}`, nil, `no model: want "proportion"`},
		{"side", `{"model":"proportion","side":"left"}`, ErrOption, `unknown side "left": option out of range: want one of two-sided, lower, upper`},
		{"method", `{"model":"proportion","method":"best"}`, nil, `unknown method "best"`},
		{"level", `{"model":"proportion","side":"upper","level":95}`, ErrOption, "level 95"},
		{"per", `{"model":"proportion","side":"upper","per":-1}`, ErrOption, "per -1"},
		{"negative", row(`{"group":"Black","events":-1,"exposure":2}`), ErrCount, `group "Black": -1 events`},
		{"more events than trials", row(`{"group":"Black","events":3,"exposure":2}`), ErrCount, `group "Black": 3 events in 2 trials`},
		{"half a trial", row(`{"group":"Black","events":1,"exposure":2.5}`), ErrCount, `group "Black": 2.5 trials`},
		{"too many", row(`{"group":"Black","events":1,"exposure":1e300}`), ErrCount, `group "Black": 1e+300 trials`},
		{"no row of the baseline", `{"model":"proportion","side":"upper","level":0.95,"per":100,"baseline":"White","rows":[{"group":"Black","events":1,"exposure":2}]}`, ErrBaseline, `baseline "White" has no row`},
		{"a group twice", row(`{"group":"","events":1,"exposure":2},{"group":"","events":1,"exposure":2}`), ErrCount, "stands twice"},
		{"another rate", row(`{"group":"","events":5,"exposure":482,"rate":{"value":0.9958,"level":0.95,"method":"score","flags":[]}}`), nil, `group "": rate: value 0.9958, but the counts give 0.0103`},
		{"flag", row(`{"group":"Black","rate":{"flags":["odd"]}}`), nil, `unknown flag "odd"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			before := Table[string, Proportion]{Labels: Labels{Measure: "kept"}}
			got := before
			err := got.UnmarshalJSON([]byte(test.in))
			if err == nil || !strings.Contains(err.Error(), test.text) || (test.want != nil && !errors.Is(err, test.want)) {
				t.Errorf("error = %v, want %v with %q", err, test.want, test.text)
			}
			if !gocmp.Equal(got, before, unexported) {
				t.Errorf("a failed reading changed the table to %+v", got)
			}
		})
	}
}

// TestTableHides: a suppressed count is in no form of the table.
func TestTableHides(t *testing.T) {
	nan := math.NaN()
	hidden := Estimate{Value: nan, Lower: nan, Upper: nan, P: nan, Level: 0.95, Flags: Suppressed}
	table := Table[string, Rate]{Baseline: "Black", Rows: []Row[string, Rate]{{Group: "Black", Count: Rate{Events: 737373, Population: 424242}, Rate: hidden, Ratio: hidden, Difference: hidden, Excess: hidden}}}
	var b bytes.Buffer
	data, err := json.Marshal(table)
	if err := errors.Join(err, table.WriteText(&b), table.WriteMarkdown(&b), table.WriteCSV(&b)); err != nil {
		t.Fatal(err)
	}
	b.Write(data)
	if out := strings.ReplaceAll(b.String(), ",", ""); strings.Contains(out, "737373") || strings.Count(out, "424242") != 4 {
		t.Errorf("want the exposure in each of four forms, and the events in none:\n%s", &b)
	}
	var got Table[string, Rate]
	if err := json.Unmarshal(data, &got); err != nil || got.Rows[0].Count != (Rate{Population: 424242}) {
		t.Errorf("reads back as %+v, %v", got.Rows, err)
	}
}

func TestTableWriteErrors(t *testing.T) {
	broken := errors.New("broken")
	table := mustCompare(t, map[string]Rate{"White": {Events: 1, Population: 2}, "Black": {Events: 3, Population: 4}}, Options{Method: Wald})
	for name, write := range map[string]func(Table[string, Rate], io.Writer) error{
		"text": Table[string, Rate].WriteText, "markdown": Table[string, Rate].WriteMarkdown, "csv": Table[string, Rate].WriteCSV,
	} {
		if err := write(table, errWriter{broken}); !errors.Is(err, broken) {
			t.Errorf("%s: error %v, want that of the writer", name, err)
		}
		if name == "csv" {
			continue // not scaled
		}
		for _, per := range []float64{-1, math.NaN(), math.Inf(1)} {
			bad := table
			bad.Per = per
			if err := write(bad, io.Discard); !errors.Is(err, ErrOption) {
				t.Errorf("%s with per %v: error %v, want ErrOption", name, per, err)
			}
		}
		bad := table
		bad.Options.Side = 7
		if err := write(bad, io.Discard); !errors.Is(err, ErrOption) {
			t.Errorf("%s with side 7: error %v, want ErrOption", name, err)
		}
	}
}

type errWriter struct{ err error }

func (w errWriter) Write([]byte) (int, error) { return 0, w.err }

// FuzzTableJSON: whatever is read can be written, reads back as the same, and prints.
func FuzzTableJSON(f *testing.F) {
	table, err := Compare("White", map[string]Rate{"White": {Events: 317, Population: 1584583}, "Black": {Events: 0, Population: 37844}}, Options{Method: Wald})
	if err != nil {
		f.Fatal(err)
	}
	data, err := json.Marshal(table)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add([]byte(`{"model":"rate","side":"lower","rows":[{"group":"=x","events":null,"exposure":null,"rate":{"value":"Inf","lower":null,"flags":["suppressed"],"level":0.5}}]}`))
	f.Add([]byte(`{"model":"rate","side":"upper","null":-1e308,"per":5e-324,"rows":[{"ratio":{"value":1e308,"lower":-1,"upper":5e-324,"level":2}}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var first, second Table[string, Rate]
		if first.UnmarshalJSON(data) != nil {
			return
		}
		one, err := json.Marshal(first)
		if err != nil {
			t.Fatalf("cannot write what was read: %v", err)
		}
		if err := json.Unmarshal(one, &second); err != nil {
			t.Fatalf("cannot read what was written: %v\n%s", err, one)
		}
		two, err := json.Marshal(second)
		if err != nil || !bytes.Equal(one, two) {
			t.Fatalf("written again, it differs: %v\n%s\n%s", err, one, two)
		}
		if err := errors.Join(second.WriteText(io.Discard), second.WriteMarkdown(io.Discard), second.WriteCSV(io.Discard)); err != nil {
			t.Fatal(err)
		}
	})
}

func BenchmarkTable(b *testing.B) {
	counts := map[colour]Rate{0: {Events: 3833, Population: 4957811}, 1: {Events: 716, Population: 519089}, 2: {Events: 1430, Population: 1817640}, 3: {Events: 2654, Population: 1188137}, 4: {Events: 243, Population: 316749}}
	table, err := Compare(colour(0), counts, Options{Method: Wald})
	if err != nil {
		b.Fatal(err)
	}
	for _, form := range []struct {
		name  string
		write func(io.Writer) error
	}{
		{"text", table.WriteText},
		{"markdown", table.WriteMarkdown},
		{"csv", table.WriteCSV},
		{"json", func(w io.Writer) error { return json.NewEncoder(w).Encode(table) }},
	} {
		b.Run(form.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := form.write(io.Discard); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkTableGrowth: with ten times the groups, each with a note of its own, every form takes
// about ten times as long.
func BenchmarkTableGrowth(b *testing.B) {
	for _, n := range []int{1000, 10_000} {
		counts := map[string]Rate{}
		for i := range n {
			counts[fmt.Sprintf("group %d", i)] = Rate{Events: int64(5 + i%90), Population: 1000 + float64(i)}
		}
		table, err := Compare("group 0", counts, Options{Method: Wald})
		if err != nil {
			b.Fatal(err)
		}
		for i := range table.Rows {
			table.Rows[i].Note = fmt.Sprintf("note %d", i)
		}
		s, err := table.Sheet()
		if err != nil {
			b.Fatal(err)
		}
		for _, form := range []struct {
			name  string
			write func(io.Writer) error
		}{
			{"text", table.WriteText},
			{"markdown", table.WriteMarkdown},
			{"html", func(w io.Writer) error { return s.WriteHTML(w, "") }},
			{"csv", table.WriteCSV},
			{"json", func(w io.Writer) error { return json.NewEncoder(w).Encode(table) }},
		} {
			b.Run(fmt.Sprintf("%s/groups=%d", form.name, n), func(b *testing.B) {
				for b.Loop() {
					if err := form.write(io.Discard); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// unexported lets cmp look into tables.
var unexported = gocmp.Exporter(func(reflect.Type) bool { return true })

// TestFootnotesSayWhatIs: a row that is too large for Exact stands beside others that have an
// interval by it, so that the method cannot be said to have none; a design effect below 1 narrows;
// and Student's t, which can be twice as wide as the normal distribution, is named in the title.
func TestFootnotesSayWhatIs(t *testing.T) {
	large, err := Compare("White", map[string]Proportion{"White": {Events: 100, Trials: 1900}, "Asian": {Events: 5, Trials: 50}, "Black": {Events: 30, Trials: 500}}, Options{Method: Exact})
	if err != nil {
		t.Fatal(err)
	}
	even, err := Compare("White", map[string]Rate{"White": {Events: 317, Population: 1_584_583}, "Black": {Events: 29, Population: 37_844, DesignEffect: 0.5}}, Options{DegreesOfFreedom: 4})
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		table interface{ WriteText(io.Writer) error }
		want  string
	}{
		{large, "or none for counts of this size"},
		{even, "design effect 0.5: the intervals allow for events that are more even than chance, and are narrower for it"},
		{even, "method scas with Student's t, df 4"},
	} {
		var b strings.Builder
		if err := test.table.WriteText(&b); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(unwrapped(b.String()), test.want) {
			t.Errorf("want %q in\n%s", test.want, b.String())
		}
	}
}

// unwrapped returns a text whose lines are not broken to fit a screen.
func unwrapped(text string) string { return strings.Join(strings.Fields(text), " ") }

// TestNoPValueIsExplained: a pooled ratio that is 0 in some imputations has an interval and no
// p-value, and a reader is told that the dash is no slip.
func TestNoPValueIsExplained(t *testing.T) {
	table, err := Compare("White", map[string]Rate{"White": {Events: 90, Population: 1000}, "Black": {Events: 3, Population: 100}}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	table = table.WithDerived("pooled over 20 imputations")
	table.Rows[1].Ratio.P = math.NaN()
	const says = "no p-value could be computed for this interval"
	for name, write := range map[string]func(io.Writer) error{"text": table.WriteText, "markdown": table.WriteMarkdown} {
		var b strings.Builder
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), says) {
			t.Errorf("%s does not say %q:\n%s", name, says, b.String())
		}
	}
}

// TestRecomputeNothing: a table without rows checks the options as any other, and fills in the
// level.
func TestRecomputeNothing(t *testing.T) {
	var none Table[string, Rate]
	if _, err := none.Recompute(Options{Level: 3}, nil); !errors.Is(err, ErrOption) {
		t.Errorf("level 3: error %v, want ErrOption", err)
	}
	if got, err := none.Recompute(Options{}, nil); err != nil || got.Options.Level != 0.95 {
		t.Errorf("no options: level %v, error %v, want 0.95", got.Options.Level, err)
	}
}
