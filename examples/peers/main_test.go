package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/rri/peers"
)

// output runs the program.
func output(args ...string) (out, errout string, status int) {
	var o, e bytes.Buffer
	status = run(args, &o, &e)
	return o.String(), e.String(), status
}

// write makes a file of this name and text, and returns where it is.
func write(t *testing.T, name, text string) string {
	t.Helper()
	name = filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return name
}

// inspectorate are the flags by which the figures of the inspectorate come out.
var inspectorate = []string{"-year", "2017/18", "-edition", "2017/18", "-peers", "all", "-lines", "-show", "Black"}

func TestGolden(t *testing.T) {
	t.Setenv("COLUMNS", "")
	for name, args := range map[string][]string{
		"default.txt": nil,
		"lines.txt":   inspectorate,
		"tables.md":   {"-format", "markdown", "-tables", "-show", "Black", "-shrink", "-worst", "2"},
		"none.txt":    {"-force", "none", "-peers", "Kent,Essex,Sussex,BTP,City of London", "-ascii", "-width", "100", "-funnel", "multiplicative"},
		"own.txt":     {"-by", "team", "-force", "b", "testdata/teams.csv"},
		"rates.txt":   {"-by", "district", "-quantity", "rate", "-shrink", "-higher", "worse", "testdata/districts.csv"},
		"beside.txt":  {"-by", "district", "-force", "North", "-beside", "testdata/arrests.csv", "testdata/districts.csv"},
	} {
		got, errout, status := output(args...)
		if status != 0 || errout != "" {
			t.Errorf("%s: status %d, %s", name, status, errout)
		}
		golden := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); d != "" {
			t.Errorf("%s: -want +got\n%s", name, d)
		}
		for line := range strings.Lines(got) {
			if n := utf8.RuneCountInString(line); strings.HasSuffix(name, ".txt") && name != "none.txt" && n > 80+1 || name == "none.txt" && (n > 100+1 || n != len(line)) {
				t.Errorf("%s: a line of %d characters: %s", name, n, line)
			}
		}
	}
}

// ranks returns what CSV has of the units of a group, from the lowest to the highest.
func ranks(t *testing.T, group string, args ...string) (list []string) {
	t.Helper()
	for _, row := range csvRows(t, args...) {
		if row["table"] == "ranks" && row["group"] == group && row["rank"] != "" {
			v, err := strconv.ParseFloat(row["value"], 64)
			if err != nil {
				t.Fatalf("%q in %v", row["value"], row)
			}
			list = append(list, fmt.Sprintf("%s %.2f", row["unit"], v))
		}
	}
	return list
}

// csvRows returns the rows of CSV, by the names of the columns.
func csvRows(t *testing.T, args ...string) (rows []map[string]string) {
	t.Helper()
	text, errout, status := output(append([]string{"-format", "csv"}, args...)...)
	if status != 0 {
		t.Fatal(errout)
	}
	all, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, cells := range all[1:] {
		row := make(map[string]string)
		for i, name := range all[0] {
			row[name] = cells[i]
		}
		rows = append(rows, row)
	}
	return rows
}

// What the program prints of Avon and Somerset without a file: the Black index among its most
// similar forces, lowest first, in two years.
func TestAvonAndSomerset(t *testing.T) {
	for _, test := range []struct {
		args   []string
		want   []string
		reason string
	}{
		{nil, []string{"Hertfordshire 5.14", "Derbyshire 5.20", "Essex 5.28", "Avon and Somerset 7.45", "Kent 8.12", "Staffordshire 8.40", "Hampshire 10.70", "Sussex 11.64"}, "the last year"},
		{[]string{"-year", "2017/18"}, []string{"Hertfordshire 5.15", "Derbyshire 6.69", "Avon and Somerset 8.20", "Essex 8.82", "Staffordshire 11.71", "Kent 12.39", "Hampshire 12.52", "Sussex 14.55"}, "two years before"},
		{[]string{"-year", "2017/18", "-edition", "2017/18"}, []string{"Hertfordshire 5.15", "Derbyshire 6.69", "Avon and Somerset 8.20", "Essex 8.82", "Staffordshire 11.71", "Kent 12.39", "Hampshire 12.52", "Sussex 14.55"}, "as first published"},
		{[]string{"-peers", "Essex,Derbyshire"}, []string{"Derbyshire 5.20", "Essex 5.28", "Avon and Somerset 7.45"}, "others"},
	} {
		if d := cmp.Diff(test.want, ranks(t, "Black", test.args...)); d != "" {
			t.Errorf("%s: %s", test.reason, d)
		}
	}
}

// The outlier lines of the inspectorate, from both editions of the figures of 2017/18.
func TestOutlierLines(t *testing.T) {
	for edition, want := range map[string][]string{
		"2017/18": {"mean 7.47, standard deviation 3.98", "W 0.941, p 0.0276", "the values   3.49  11.44      6     10", "their logs   3.57  11.50      6     10  these", "16 of 43 forces are outside"},
		"2019/20": {"mean 7.48, standard deviation 3.99", "W 0.941, p 0.0285", "the values   3.49  11.47      6     10", "their logs   3.57  11.53      6     10  these", "16 of 43 forces are outside"},
	} {
		got, errout, status := output("-year", "2017/18", "-edition", edition, "-peers", "all", "-lines", "-show", "Black")
		for _, text := range want {
			if status != 0 || !strings.Contains(strings.Join(strings.Fields(got), " "), strings.Join(strings.Fields(text), " ")) {
				t.Errorf("%s: status %d, %s, no %q", edition, status, errout, text)
			}
		}
	}
	for _, row := range csvRows(t, inspectorate...) {
		if row["table"] == "ranks" && row["unit"] == "City of London" {
			if v, _ := strconv.ParseFloat(row["value"], 64); fmt.Sprintf("%.2f", v) != "10.49" || row["word"] != "" || !strings.Contains(row["why"], "residents are not who is there") {
				t.Errorf("City of London: %v, %q, %q", v, row["word"], row["why"])
			}
		}
	}
}

// England and Wales with the force and without it, and the published figures.
func TestStandards(t *testing.T) {
	found := 0
	for _, row := range csvRows(t) {
		if row["table"] != "benchmark" || row["unit"] != "Avon and Somerset" || row["group"] != "Black" {
			continue
		}
		short := func(name string) string {
			v, err := strconv.ParseFloat(row[name], 64)
			if err != nil {
				return row[name]
			}
			return fmt.Sprintf("%.3f", v)
		}
		want, ok := map[string]string{
			"England and Wales, excluding BTP":                                  "8.888 8.844",
			"England and Wales, including BTP and excluding Greater Manchester": "8.862 8.809",
			"published multiple":                                                "8.862 8.862",
		}[row["standard"]]
		if got := short("standard_value") + " " + short("without_unit"); ok {
			found++
			if got != want {
				t.Errorf("%s: %s, want %s (%v)", row["standard"], got, want, row)
			}
		}
	}
	if found != 3 {
		t.Errorf("%d standards", found)
	}
	text, _, _ := output()
	if all := strings.Join(strings.Fields(text), " "); !strings.Contains(all, "4.1 (4.085) for people of all groups other than White together, 8.9 (8.862) for Black people") {
		t.Error("no published multiples")
	}
}

// What is wrong with the arguments is told in one line.
func TestUsage(t *testing.T) {
	for _, test := range []struct {
		args         []string
		want, reason string
	}{
		{[]string{"a.csv", "b.csv"}, "2 files given: want one (-beside FILE is for another measure)", "one table"},
		{[]string{"-year", "2017"}, "did you mean 2017/18? want a financial year", "a calendar year"},
		{[]string{"-suppress", "5"}, "-suppress is refused: the ranks, the means of the others and the standards stand beside each other, and could give a withheld count away", "counts withheld"},
		{[]string{"-worst", "0"}, "want a number of units, as 2", "nobody"},
		{[]string{"-target", "-1"}, "want a number above 0, as 8.9", "a target below 0"},
		{[]string{"-target", "NaN"}, "want a number above 0, as 8.9", "no number"},
		{[]string{"-funnel", "wide"}, "want one of " + strings.Join(cli.Names(peers.Overdispersions()), ", "), "no kind of funnel"},
		{[]string{"-quantity", "share"}, "want one of index, rate", "no quantity"},
		{[]string{"-higher", "bad"}, "want one of worse, better, neither", "no meaning"},
		{[]string{"-show", "Black,"}, "want names with commas between, as Black,Asian", "a comma too many"},
		{[]string{"-show", "Black,black"}, `"black" is there twice: want it once`, "a group twice"},
		{[]string{"-margin", "25"}, "did you mean 25%?", "a percentage"},
		{[]string{"-instead", "2001"}, "want 2011, 2021, interpolated, or none", "another census"},
		{[]string{"-census", "2011", "-instead", "2021"}, "-instead is for areas of which the table has no residents, and -census takes none of the table: leave one out", "residents twice"},
		{[]string{"-by", "team"}, "-by is for a table of your own, and there is no file: give one", "no file"},
		{[]string{"-beside-where", "a=b"}, "-beside-where is of the file of -beside: give both", "no other file"},
		{[]string{"-rate"}, "-rate is for a table of your own, whose units are in the column that -by COLUMN names: give it too", "a flag of the other kind"},
		{[]string{"-rounded", "5", "-by", "a", "x.csv"}, "-rounded does not go with ranks", "counts between two numbers"},
		{[]string{"-groups", "16+1"}, "-groups is for a table that does not say", "the groups of the table that ships"},
		{[]string{"-beside", "x.csv", "-lines"}, "-lines does not go with -beside", "lines of two measures"},
		{[]string{"-beside", "x.csv", "-margin", "0.1"}, "-margin does not go with -beside", "a margin of words that there are none of"},
		{[]string{"-by", "a", "-year", "2017/18", "x.csv"}, "-year does not go with -by: -where COLUMN=VALUE chooses", "a year of one's own table"},
		{[]string{"-by", "a", "-edition", "2017/18", "x.csv"}, "-edition does not go with -by", "an edition of it"},
		{[]string{"-by", "a", "-census", "interpolated", "x.csv"}, "-census interpolated is of a year, and a table of your own tells none: want 2011 or 2021", "a census of a day"},
		{[]string{"-by", "a", "-instead", "2011", "x.csv"}, "-instead does not go with -by: -census takes", "residents where there are none"},
		{[]string{"-format", "csv", "-ascii"}, "-ascii does not go with -format csv", "CSV is for programs"},
		{[]string{"-format", "html", "-width", "90"}, "-width does not go with -format html", "a browser breaks lines"},
		{[]string{"-format", "html", "-tables"}, "-tables does not go with -format html, which has all of them", "a page has all"},
		{[]string{"-plot", "a.png"}, "give a name that ends in .svg", "a picture of another form"},
		{[]string{"-picture", "funnel"}, "-picture says which picture -plot FILE.svg writes: give both", "no file for a picture"},
	} {
		out, errout, status := output(test.args...)
		if status != 2 || out != "" || !strings.Contains(errout, test.want) || strings.Count(errout, "\n") != 1 {
			t.Errorf("%s: status %d, %q; want %q", test.reason, status, errout, test.want)
		}
	}
	_, help, status := output("-h")
	for _, want := range []string{"Compared with whom?", "peers -year 2017/18 -edition 2017/18 -peers all -lines -show Black"} {
		if status != 0 || !strings.Contains(help, want) {
			t.Errorf("status %d, no %q: %s", status, want, help)
		}
	}
}

// JSON is what the package writes, and is read back.
func TestJSON(t *testing.T) {
	out, errout, status := output("-format", "json", "-lines", "-shrink")
	var r result
	if err := json.Unmarshal([]byte(out), &r); err != nil || status != 0 || len(r.Groups) != 4 || len(r.Groups[2].Rows) != 8 || r.Groups[2].Lines == nil {
		t.Errorf("status %d, %s, %v, %d groups", status, errout, err, len(r.Groups))
	}
}

// The whole published file can be compared as well, and other years of it.
func TestPublished(t *testing.T) {
	dir := os.Getenv("DISPARITY_DATA")
	if dir == "" {
		t.Skip("set DISPARITY_DATA to the folder with the published files")
	}
	path := filepath.Join(dir, editions[1].file)
	if d := cmp.Diff(ranks(t, "Black", "-force", "Avon and Somerset"), ranks(t, "Black", "-force", "Avon and Somerset", path)); d != "" {
		t.Errorf("the table that ships, and the file: %s", d)
	}
	if got := ranks(t, "Black", "-peers", "all", "-year", "2006/07", path); len(got) != 43 || !slices.ContainsFunc(got, func(text string) bool { return text == "Avon and Somerset 4.21" }) {
		t.Error(got)
	}
}

// TestPlotOverItsInput: no file that is read is written over by -plot.
func TestPlotOverItsInput(t *testing.T) {
	file := write(t, "in.svg", small)
	if _, errout, status := output("-plot", file, file); status != 1 || !strings.Contains(errout, "write elsewhere") {
		t.Errorf("status %d, %s", status, errout)
	}
	if got, err := os.ReadFile(file); err != nil || string(got) != small {
		t.Errorf("the file is %.60q, %v", got, err)
	}
}

// No line of text is wider than -width, the title neither.
func TestWidth(t *testing.T) {
	out, errout, status := output("-width", "60")
	if status != 0 || !strings.HasPrefix(out, "Searches by force, 2019/20: Avon and Somerset and its 7 most\nsimilar forces\n") {
		t.Errorf("status %d, %.200s%s", status, out, errout)
	}
	for line := range strings.Lines(out) {
		if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > 60 {
			t.Errorf("%d characters: %s", n, line)
		}
	}
}
