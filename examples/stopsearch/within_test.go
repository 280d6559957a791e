package main

import (
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/outcomes/report"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/strata"
)

// adjustedTables reads the adjusted tables of the JSON output.
func adjustedTables(t *testing.T, args ...string) (list []strata.Table[string, ethnicity.Group, rri.Proportion]) {
	t.Helper()
	var r struct {
		Within   []string
		Adjusted []strata.Table[string, ethnicity.Group, rri.Proportion]
	}
	if err := json.Unmarshal([]byte(output(t, slices.Concat([]string{"-format", "json"}, args)...)), &r); err != nil {
		t.Fatal(err)
	}
	return r.Adjusted
}

// TestWithinCrude: beside every table of outcomes stands an adjusted one of the same counts,
// whose crude index is that of the crude table; and one stratum gives that index again.
func TestWithinCrude(t *testing.T) {
	crude := decode(t, output(t, "-format", "json"))
	for _, keys := range []string{"object,age", "month", "Force", "sex, legislation", "object,age,gender,month,legislation,force"} {
		list := adjustedTables(t, "-within", keys)
		i := 0
		for _, table := range crude.Tables {
			if table.Measure == "search rate" || strings.HasPrefix(table.Measure, "find rate, ") {
				continue // per resident, and parts of the find rate
			}
			if table.NoAnswer != "" {
				continue // no rate, so none that is adjusted
			}
			if i == len(list) {
				t.Fatalf("-within %s: %d adjusted tables, none beside the %s", keys, i, table.Measure)
			}
			a := list[i]
			i++
			if a.Measure != table.Measure || len(a.Rows) != len(table.Rows) {
				t.Errorf("-within %s: the %s of %d groups stands beside the %s of %d", keys, a.Measure, len(a.Rows), table.Measure, len(table.Rows))
				continue
			}
			for j, row := range a.Rows {
				want := table.Rows[j]
				if row.Group.String() != want.Group || row.Count.Events != want.Events || float64(row.Count.Trials) != want.Exposure ||
					math.Abs(row.Crude.Value-float64(want.Ratio.Value)) > 1e-14 {
					t.Errorf("-within %s: %s: %+v of %s, crude %v; want %+v", keys, a.Measure, row.Count, row.Group, row.Crude.Value, want)
				}
				if (keys == "month" || keys == "Force") && math.Abs(row.Ratio.Value-row.Crude.Value) > 1e-14 {
					t.Errorf("%s of %s: %v adjusted by one stratum, %v crude", a.Measure, row.Group, row.Ratio.Value, row.Crude.Value)
				}
			}
		}
		if i != len(list) {
			t.Errorf("-within %s: %d adjusted tables, %d wanted", keys, len(list), i)
		}
	}
}

// TestWithinForms: text, Markdown and CSV carry what JSON does, and without the flag nothing of
// it.
func TestWithinForms(t *testing.T) {
	list := adjustedTables(t, "-within", "object,age")
	for _, format := range []string{"text", "markdown"} {
		out := output(t, "-format", format, "-within", "object,age")
		// that of charges is a sentence, and that of positive outcomes repeats the finds
		if n := strings.Count(out, "adjusted for object and age"); n != len(list)-2 {
			t.Errorf("%d adjusted tables in %s, %d in JSON", n, format, len(list))
		}
		crude, adjusted := strings.Index(out, "Arrest rate, % of searches · RRI against White · method"), strings.Index(out, "Arrest rate, % of searches · RRI against White · adjusted")
		if next := strings.Index(out, "Out-of-court rate"); crude < 0 || !(crude < adjusted && adjusted < next) {
			t.Errorf("%s: the crude table of arrests stands at %d, the adjusted one at %d, the next at %d", format, crude, adjusted, next)
		}
		if !strings.Contains(out, "lack a record of object or age: they make strata of their own") {
			t.Errorf("%s does not say how many searches lack a record", format)
		}
		if !strings.Contains(out, "p alike below 0.05: the RRI differs") || strings.Contains(out, "%!") {
			t.Errorf("%s does not say what p alike is", format)
		}
		if strings.Contains(output(t, "-format", format), "adjusted") {
			t.Errorf("%s is adjusted without -within", format)
		}
	}
	rows, err := csv.NewReader(strings.NewReader(output(t, "-format", "csv", "-within", "object,age"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	crude, err := csv.NewReader(strings.NewReader(output(t, "-format", "csv"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := make(map[string]int)
	for i, name := range rows[0] {
		column[name] = i
	}
	for i, row := range crude {
		for j, name := range rows[0] {
			want := "" // in a column of adjusted tables alone
			if k := slices.Index(crude[0], name); k >= 0 {
				want = row[k]
			} else if i == 0 {
				want = name
			}
			if rows[i][j] != want {
				t.Fatalf("row %d of CSV has %s %q with -within, %q without", i, name, rows[i][j], want)
			}
		}
	}
	i := len(crude)
	for _, a := range list {
		for _, row := range a.Rows {
			if got := rows[i]; got[column["by"]] != "object and age" || got[column["measure"]] != a.Measure || got[column["group"]] != row.Group.String() ||
				got[column["stratum"]] != "" || (got[column["adjusted"]] == "") != math.IsNaN(row.Ratio.Value) {
				t.Errorf("row %d of CSV is %q, want the %s of %s", i, got, a.Measure, row.Group)
			}
			i += 1 + len(row.Parts)
		}
	}
	if i != len(rows) {
		t.Errorf("%d rows of CSV, want %d", len(rows), i)
	}
}

// TestWithinNobody: where no search has a known group, or the baseline none, the crude table
// stands, and nothing fails.
func TestWithinNobody(t *testing.T) {
	const header = "Type,Date,Self-defined ethnicity,Object of search,Age range,Gender,Outcome,Officer-defined ethnicity,Legislation," +
		"Outcome linked to object of search,Removal of more than just outer clothing\n"
	for _, test := range []struct {
		rows     string
		tables   int // adjusted
		adjusted int // for people: finds, the others being their repetitions or too few
		reason   string
	}{
		{"Person search,2023-01-05T12:00:00+00:00,,Controlled drugs,18-24,Male,Arrest,,,,\n", 0, 0, "nobody of a known group"},
		{"Person search,2023-01-05T12:00:00+00:00,Asian/Asian British - Indian,Controlled drugs,18-24,Male,Arrest,,,,\n", 6, 1, "nobody of the baseline"},
	} {
		rows := strings.Repeat(test.rows, 10)
		status, out, errout := call(t, header+rows, "-force", "kent", "-within", "object,age", "-")
		if n := strings.Count(out, "adjusted for object and age"); status != statusOK || n != test.adjusted {
			t.Errorf("%s: status %d, %d adjusted tables, want %d: %s%s", test.reason, status, n, test.adjusted, errout, out)
		}
		_, out, _ = call(t, header+rows, "-force", "kent", "-within", "object,age", "-format", "json", "-")
		if n := strings.Count(out, `"by": "object and age"`); n != test.tables {
			t.Errorf("%s: %d adjusted tables in JSON, want %d: %s", test.reason, n, test.tables, out)
		}
	}
}

// TestWithinMethods: the adjusted table takes the method and the level.
func TestWithinMethods(t *testing.T) {
	for method, want := range map[string]strata.Method{"scas": strata.SCAS, "score": strata.Score, "miettinen-nurminen": strata.Score, "wald": strata.MantelHaenszel} {
		for _, a := range adjustedTables(t, "-within", "age", "-method", method, "-level", "0.9") {
			if a.Options.Method != want || a.Options.Level != 0.9 {
				t.Errorf("-method %s -level 0.9: the %s is by %s, level %v", method, a.Measure, a.Options.Method, a.Options.Level)
			}
		}
	}
}

func TestWithinUsage(t *testing.T) {
	const accepted = "want some of object, age, gender, month, legislation, force, as object,age"
	for _, test := range []struct {
		args   []string
		want   string
		reason string
	}{
		{[]string{"-within", "colour"}, accepted, "no such key"},
		{[]string{"-within", ""}, accepted, "no key"},
		{[]string{"-within", "object,"}, accepted, "an empty key"},
		{[]string{"-within", "object;age"}, `"object;age": did you mean object,age? ` + accepted, "another separator"},
		{[]string{"-within", "age and sex"}, `"age and sex": did you mean age,sex? ` + accepted, "in words"},
		{[]string{"-within", "age and colour"}, accepted, "in words, one of which is no key"},
		{[]string{"-within", "age,object,age"}, "age is given twice", "twice"},
		{[]string{"-within", "gender,sex"}, "gender is given twice", "two names of one key"},
		{[]string{"-within", "age", "-method", "exact"}, "-within does not go with -method exact, which has no form for strata: want one of ", "no form for strata"},
		{[]string{"-unknown", "in-proportion", "-within", "age"}, "-within does not go with -unknown in-proportion", "whatever the stratum"},
		{[]string{"-suppress", "5", "-within", "age"}, "-within does not go with -suppress", "strata are small"},
	} {
		status, out, errout := call(t, "", test.args...)
		if status != statusUsage || out != "" || !strings.Contains(errout, test.want) || strings.Count(errout, "\n") != 1 {
			t.Errorf("stopsearch %q (%s): status %d, output %q, message %q; want 2, nothing and one line with %q", test.args, test.reason, status, out, errout, test.want)
		}
	}
}

// TestBy: -by divides the report, and -stratify is answered with its new name, whatever follows it.
func TestBy(t *testing.T) {
	for _, test := range []struct {
		args   []string
		status int
		want   string // in the output, or in the message
		reason string
	}{
		{[]string{"-by", "month", "-format", "json"}, statusOK, `"name": "January 2023",`, "a part for the month"},
		{[]string{"-by", "Financial-Year", "-format", "json"}, statusOK, `"name": "financial year 2022/23, January 2023 only",`, "any letter case"},
		{[]string{"-by", "none", "-format", "json"}, statusOK, `"by": "none"`, "no parts"},
		{[]string{"-format", "json"}, statusOK, `"by": "none"`, "one force"},
		{[]string{"-by", "months"}, statusUsage, `did you mean "month"?`, "misspelt"},
		{[]string{"-by", "force", "-suppress", "5", "-format", "json"}, statusOK, `"by": "force"`, "parts alone"},
		{[]string{"-stratify", "age"}, statusUsage, "-stratify is now -within", "the former name"},
		{[]string{"-stratify=age"}, statusUsage, "-stratify is now -within", "with an equals sign"},
		{[]string{"-stratify"}, statusUsage, "-stratify is now -within", "without keys"},
	} {
		status, out, errout := call(t, "", test.args...)
		text := out
		if test.status != statusOK {
			text = errout
		}
		if status != test.status || !strings.Contains(text, test.want) {
			t.Errorf("stopsearch %q (%s): status %d, %q; want %d and %q", test.args, test.reason, status, errout, test.status, test.want)
		}
	}
}

// TestParseWithin: any list of different keys is read, in its order and any letter case.
func TestParseWithin(t *testing.T) {
	all := cli.Names(report.Dimensions())
	rapid.Check(t, func(r *rapid.T) {
		want := rapid.Permutation(all).Draw(r, "keys")[:rapid.IntRange(1, len(all)).Draw(r, "n")]
		got, err := parseWithin(strings.ToUpper(strings.Join(want, " , ")), nil)
		if err != nil || strings.Join(cli.Names(slices.Values(got)), ", ") != strings.Join(want, ", ") {
			r.Fatalf("%v, %v; want %v", got, err, want)
		}
	})
}

// TestWithinMetropolitan holds the index of arrests in a month of the largest force and in a year
// of London, crude and within object and age, to the sums of Mantel and Haenszel over strata that
// are counted here from the labels of the files.
func TestWithinMetropolitan(t *testing.T) {
	dir := filepath.Join(folder(t), "stopsearch")
	for _, file := range []string{
		filepath.Join(dir, "csv", "2022-09-metropolitan-stop-and-search.csv.gz"),
		filepath.Join(dir, "derived", "2021-12_2022-11-london-policeuk-header.csv.gz"),
	} {
		t.Run(filepath.Base(file), func(t *testing.T) { checkAdjusted(t, file) })
	}
}

func checkAdjusted(t *testing.T, file string) {
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	text, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(text).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := make(map[string]int)
	for i, name := range rows[0] {
		column[strings.TrimPrefix(name, "\ufeff")] = i
	}
	type counts struct{ events, trials float64 }
	by := make(map[[2]string]map[string]counts) // by object and age, then group
	for _, row := range rows[1:] {
		cell := func(name string) string { return row[column[name]] }
		label := cell("Self-defined ethnicity")
		if cell("Type") == "Vehicle search" || label == "" || strings.HasSuffix(label, "Not stated") {
			continue
		}
		// White, Asian/Asian British, Black/African/Caribbean/Black British, Mixed/Multiple ethnic
		// groups, Other ethnic group
		group := label[:5]
		key := [2]string{cell("Object of search"), cell("Age range")}
		if by[key] == nil {
			by[key] = make(map[string]counts)
		}
		c := by[key][group]
		c.trials++
		if cell("Outcome") == "Arrest" {
			c.events++
		}
		by[key][group] = c
	}
	want := func(group string) (crude, adjusted float64) {
		var g, w counts
		var above, below float64
		for _, c := range by {
			a, b := c[group], c["White"]
			g = counts{g.events + a.events, g.trials + a.trials}
			w = counts{w.events + b.events, w.trials + b.trials}
			if n := a.trials + b.trials; n > 0 {
				above += a.events * b.trials / n
				below += b.events * a.trials / n
			}
		}
		return g.events / g.trials / (w.events / w.trials), above / below
	}
	found := 0
	for _, a := range adjustedTables(t, "-within", "object,age", "-clusters", "none", "-force", "metropolitan", file) {
		if a.Measure != "arrest rate" {
			continue
		}
		for _, row := range a.Rows[1:] {
			found++
			crude, adjusted := want(row.Group.String())
			if math.Abs(row.Crude.Value-crude) > 1e-12*crude || math.Abs(row.Ratio.Value-adjusted) > 1e-12*adjusted {
				t.Errorf("%s: crude %v, adjusted %v; want %v, %v", row.Group, row.Crude.Value, row.Ratio.Value, crude, adjusted)
			}
		}
	}
	if found != 4 {
		t.Errorf("the arrest rate of %d groups, want 4", found)
	}
}
