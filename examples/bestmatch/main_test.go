package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/strata"
	"github.com/seed-549880be/disparity/rri/tidy"
)

var update = flag.Bool("update", false, "write the golden files and the shipped figures anew")

// call runs the program.
func call(args ...string) (status int, out, errout string) {
	var o, e bytes.Buffer
	status = run(args, &o, &e)
	return status, o.String(), e.String()
}

// output runs the program, which must succeed.
func output(t *testing.T, args ...string) string {
	t.Helper()
	status, out, errout := call(args...)
	if status != statusOK || errout != "" {
		t.Fatalf("bestmatch %q: status %d, standard error:\n%s", args, status, errout)
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

const small = "testdata/small.csv"

func TestGolden(t *testing.T) {
	for _, test := range []struct {
		file, reason string
		args         []string
	}{
		{"default.txt", "what a newcomer sees first", nil},
		{"default.md", "for a report", []string{"-format", "markdown"}},
		{"default.csv", "for a spreadsheet", []string{"-format", "csv"}},
		{"small.txt", "a stratum with no one to compare", []string{small}},
		{"small.json", "for a program", []string{"-format", "json", small}},
		{"sato.txt", "every flag", []string{"-method", "sato", "-level", "0.9", "-baseline", "Orange", "-format", "text", small}},
	} {
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
				t.Errorf("bestmatch %q (%s) is not as in %s (-want +got):\n%s", test.args, test.reason, file, diff)
			}
		})
	}
}

// result reads the JSON output.
func result(t *testing.T, args ...string) (got strata.Table[string, string, rri.Proportion]) {
	t.Helper()
	if err := json.Unmarshal([]byte(output(t, slices.Concat([]string{"-format", "json"}, args)...)), &got); err != nil {
		t.Fatal(err)
	}
	return got
}

// TestByHand works the adjusted index of the small file out by hand. Drugs: 30 of 100 against 20 of
// 200; weapons: 5 of 50 against 1 of 10; fireworks: 2 of 4 against nobody. The sums of Mantel and
// Haenszel are 30·200/300 + 5·10/60 = 20 + 5/6 over 20·100/300 + 1·50/60 = 20/3 + 5/6, which is
// 125/45.
func TestByHand(t *testing.T) {
	got := result(t, small)
	row := got.Rows[1]
	if row.Group != "Orange" || got.Baseline != "Green" {
		t.Fatalf("row of %s against %s, want Orange against Green, which stands first in the file", row.Group, got.Baseline)
	}
	close := func(name string, got, want float64) {
		if math.Abs(got-want) > 1e-14*want {
			t.Errorf("%s is %v, want %v", name, got, want)
		}
	}
	close("crude RRI", row.Crude.Value, 37./154/(21./210))
	close("adjusted RRI", row.Ratio.Value, 125./45)
	close("share of drugs", row.Parts[0].RatioShare, 20./3/(20./3+5./6))
	close("share of weapons", row.Parts[1].RatioShare, 5./6/(20./3+5./6))
	if p := row.Parts[2]; p.Compared || p.Stratum != "fireworks, over 17" || p.Group != (rri.Proportion{Events: 2, Trials: 4}) {
		t.Errorf("third stratum is %+v, want fireworks, which nobody is there to compare", p)
	}
	if text := output(t, small); !strings.Contains(text, "no one to compare in fireworks, over 17: 4 Orange and 0 Green searches") {
		t.Errorf("the text does not list the stratum with no one to compare:\n%s", text)
	}
}

// TestNotKnown: people whose group is not known are told with their share, in text and in JSON.
func TestNotKnown(t *testing.T) {
	const counts = "age,group,arrests,%s\n10-17,White,100,500\n10-17,Black,5,30\n18-24,White,200,400\n18-24,Black,30,100\n18-24,Not known,7,20\nall ages,White,300,900\n"
	for _, test := range []struct{ exposure, want, reason string }{
		{"searches", "20 searches with 7 arrests (1.9 % of all searches) are of people whose group is not known", "a proportion: the share of the trials"},
		{"residents", "7 arrests (2.0 % of all arrests) are of people whose group is not known", "a rate: the share of the events"},
	} {
		file := filepath.Join(t.TempDir(), "counts.csv")
		if err := os.WriteFile(file, []byte(fmt.Sprintf(counts, test.exposure)), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, format := range []string{"text", "markdown", "json"} {
			status, out, errout := call("-format", format, file)
			if out = strings.Join(strings.Fields(out), " "); status != statusOK || !strings.Contains(out, test.want) {
				t.Errorf("%s (%s): status %d, %s, want %q in\n%s", format, test.reason, status, errout, test.want, out)
			}
		}
	}
}

// TestFormats: what text and Markdown say, CSV and JSON hold too, and every form has how to read it
// but CSV.
func TestFormats(t *testing.T) {
	want := result(t)
	rows, err := csv.NewReader(strings.NewReader(output(t, "-format", "csv"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	i := 1
	column := make(map[string]int)
	for j, name := range rows[0] {
		column[name] = j
	}
	for _, row := range want.Rows {
		if got := rows[i][column["adjusted"]]; got != strconv.FormatFloat(row.Ratio.Value, 'g', -1, 64) {
			t.Errorf("%s: adjusted %s in CSV, %v in JSON", row.Group, got, row.Ratio.Value)
		}
		i += 1 + len(row.Parts)
	}
	if i != len(rows) {
		t.Errorf("%d rows in CSV, want %d", len(rows), i)
	}
	if len(want.Notes) != 3 || !strings.HasPrefix(want.Notes[0], "How to read it: the crude RRI sets all searches of a group against all those of White;") ||
		!strings.Contains(want.Notes[2], "Open Government Licence v3.0") {
		t.Errorf("notes are %q, want how to read it, and the source", want.Notes)
	}
	for _, format := range []string{"text", "markdown"} {
		if out := output(t, "-format", format); !strings.Contains(out, "How to read it") || !strings.Contains(out, "Open Government Licence v3.0") {
			t.Errorf("%s has no word on how to read it, or none on the source", format)
		}
	}
}

// TestShipped makes the shipped figures from the published file.
func TestShipped(t *testing.T) {
	dir := os.Getenv("DISPARITY_DATA")
	if dir == "" {
		t.Skip("set DISPARITY_DATA to the folder with the published files")
	}
	const name = "2022-09-metropolitan-stop-and-search.csv"
	f, err := os.Open(filepath.Join(dir, "stopsearch", "csv", name+".gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	var x outcomes.Extract
	if err := x.ReadCSV(f, outcomes.ReadOptions{File: name}); err != nil {
		t.Fatal(err)
	}
	type key struct {
		object outcomes.Object
		age    outcomes.Age
	}
	parts := outcomes.Split(x.Tally(), func(k outcomes.Key) key { return key{k.Object, k.Age} })
	var b strings.Builder
	var in, out int64
	for _, k := range slices.SortedFunc(maps.Keys(parts), func(a, b key) int { return 100*(int(a.object)-int(b.object)) + int(a.age) - int(b.age) }) {
		p, err := parts[k].Proportions(outcomes.ArrestRate.Definition(), outcomes.Grouping{})
		if err != nil {
			t.Fatal(err)
		}
		for g := range ethnicity.FivePlusOne.Groups() {
			if n := p.By[g]; n.Trials > 0 {
				fmt.Fprintf(&b, "%s,%s,%s,%d,%d\n", k.object, k.age, g, n.Events, n.Trials)
				in += n.Trials
			}
		}
		out += p.Unknown.Trials
	}
	want := fmt.Sprintf(`# Arrests after searches of persons by the Metropolitan Police in September 2022, by object of search, age band and self-defined ethnicity in the five groups of the census.
# Counted from the records at data.police.uk (stop and search by force, %s). Contains public sector information licensed under the Open Government Licence v3.0.
# %d searches are here; %d more have no self-defined ethnicity and are in no group. Where age or object is "not recorded", that is a stratum whose people need not be alike.
object,age,group,arrests,searches
`, name, in, out) + b.String()
	if *update {
		if err := os.WriteFile("searches.csv", []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(strings.Split(want, "\n"), strings.Split(string(searches), "\n")); diff != "" && !*update {
		t.Errorf("searches.csv is not what the published file gives (-file +searches.csv):\n%s", diff)
	}
}

// TestShippedTotals holds the totals of the published month: 632 arrests in 3,833 searches of White
// people, 483 in 2,654 of Black people.
func TestShippedTotals(t *testing.T) {
	want := map[string]rri.Proportion{"White": {Events: 632, Trials: 3833}, "Black": {Events: 483, Trials: 2654}}
	for _, row := range result(t).Rows {
		if w, ok := want[row.Group]; ok && row.Count != w {
			t.Errorf("%s: %+v, want %+v", row.Group, row.Count, w)
		}
	}
}

func TestErrors(t *testing.T) {
	write := func(text string) string {
		name := filepath.Join(t.TempDir(), "f.csv")
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return name
	}
	const head = "object,group,finds,searches\n"
	for _, test := range []struct {
		args   []string
		status int
		want   string
		reason string
	}{
		{[]string{"-x"}, statusUsage, "there is no flag -x (-h lists the flags)", "no such flag"},
		{[]string{"a", "b"}, statusUsage, "2 files given: want one", "one table a file"},
		{[]string{"a", "-level"}, statusUsage, "-level needs a value (level) behind it", "a flag behind the file, without its value"},
		{[]string{"searches.csv", "-formt", "csv"}, statusUsage, "there is no flag -formt: did you mean -format? (-h lists the flags)", "a misspelt flag behind the file"},
		{[]string{"-method", "mh"}, statusUsage, "want one of scas, score, mantel-haenszel", "an abbreviation that could be anything"},
		{[]string{"-method", "mantel"}, statusUsage, `did you mean "mantel-haenszel"? want one of scas`, "half a name"},
		{[]string{"serches.csv"}, statusInput, "bestmatch: serches.csv: no such file or folder: did you mean searches.csv?", "a misspelt file"},
		{[]string{"s?arches.c*", "-baseline", "Blck"}, statusInput, `searches.csv: "Blck": baseline is not among the groups: did you mean "Black"? want one of`, "wildcards, and a misspelt group"},
		{[]string{"-"}, statusInput, "standard input is not read here", "nothing to read"},
		{[]string{"-format", "xml"}, statusUsage, "want one of text, markdown, csv, json", "lists the formats"},
		{[]string{"-level", "95"}, statusUsage, "want a number between 0 and 1", "per cent"},
		{[]string{"-level", "NaN"}, statusUsage, "want a number between 0 and 1", "not a number"},
		{[]string{"-method", "magic"}, statusUsage, "scas, score, mantel-haenszel, sato, inverse-variance", "lists the methods"},
		{[]string{"-baseline", "Purple"}, statusInput, `searches.csv: "Purple": baseline is not among the groups: want one of Asian, Black, Mixed, Other, White`, "no such group"},
		{[]string{"no such file"}, statusInput, "no such file", "not there"},
		{[]string{write("")}, statusInput, "f.csv: the file is empty: want a header and a row for each group", "empty"},
		{[]string{write("# a comment\n")}, statusInput, "f.csv: the file is empty", "a comment alone"},
		{[]string{write("group,finds,searches\nWhite,1,2\nBlack,1,2\n")}, statusInput, "f.csv: no column makes strata", "no strata"},
		{[]string{write("object,object,group,finds,searches\ndrugs,drugs,White,1,2\n")}, statusInput, `f.csv: column "object" stands twice in the header`, "a name twice"},
		{[]string{write(head)}, statusInput, "f.csv:1:1", "nothing to compare"},
		{[]string{write(head + "drugs,White,1\n")}, statusInput, `f.csv:2:1: "drugs": 3 cells, where the header has 4`, "a cell too few"},
		{[]string{write(head + "drugs,White,1.5,2\n")}, statusInput, `f.csv:2:13: "1.5": not a count: want a whole number`, "a fraction"},
		{[]string{write(head + "drugs,White,1,2\ndrugs,Black,1,9007199254740993\n")}, statusInput, `f.csv:3:15: "9007199254740993"`, "more than 2^53"},
		{[]string{write(head + "drugs,White,-1,2\n")}, statusInput, `f.csv:2:13: "-1": less than 0`, "negative"},
		{[]string{write(head + "drugs,White,3,2\n")}, statusInput, `f.csv:2:13: "3": more events than trials: 3 of 2`, "more events than trials"},
		{[]string{write(head + "drugs,White,1,2\ndrugs,White,1,2\n")}, statusInput, `f.csv:3:1: "White": the group stands in line 2 too`, "twice the same"},
		{[]string{write(head + "drugs,White,1-4,20\ndrugs,Black,1,2\n")}, statusInput, `f.csv:2: "finds" of "White": withheld: want a count that is known`, "withheld"},
		{[]string{"-rounded", "5", write(head + "drugs,White,5,20\ndrugs,Black,5,10\n")}, statusInput, `f.csv:2: "finds" of "White": rounded: want a count that is known`, "rounded"},
		{[]string{"-rate", "-proportion", write(head)}, statusUsage, "-rate and -proportion are two models: give one", "both"},
		{[]string{write("object,group,finds,people\ndrugs,White,1,2\n")}, statusInput, "(-rate or -proportion says which)", "no model"},
		{[]string{write("object,group,finds,arrests,searches\ndrugs,White,1,2,3\n")}, statusInput, "(-events COLUMN -of COLUMN choose)", "three columns of numbers"},
		{[]string{write("a,b,group,c,searches\n\"x, y\",z,G,1,2\nx,\"y, z\",H,1,2\n")}, statusInput, `f.csv:3: stratum "x, y, z" reads as another does`, "two strata of one name"},
		{[]string{write(head + "drugs,Not stated,1,2\n")}, statusInput, "no row below the header has the label of a group", "nobody's group is known"},
		{[]string{write(head + "drugs,\x00,1,2\n")}, statusInput, "f.csv: this is no text", "a control character"},
		{[]string{"-groups", "5+1", write(head + "drugs,Purple,1,2\n")}, statusInput, `f.csv:2:7: "Purple"`, "a label of no scheme"},
		{[]string{write(strings.Repeat("x", 1<<20+1))}, statusInput, "no table of counts", "no table"},
		{[]string{t.TempDir()}, statusInput, "is a directory", "a folder"},
	} {
		status, out, errout := call(test.args...)
		if status != test.status || out != "" || !strings.Contains(errout, test.want) || strings.Count(errout, "\n") != 1 || len(errout) > 2000 {
			t.Errorf("bestmatch %.60q (%s): status %d, output %q, message %.300q; want %d, nothing and one line with %q", test.args, test.reason, status, out, errout, test.status, test.want)
		}
	}
	status, out, errout := call("-h")
	if status != statusOK || errout != "" {
		t.Errorf("-h: status %d, %q", status, errout)
	}
	for _, flag := range []string{"-baseline", "-method", "-level", "-format"} {
		if !strings.Contains(out, "  "+flag+" ") {
			t.Errorf("-h does not explain %s:\n%s", flag, out)
		}
	}
}

// TestOrderOfLines: a file says the same whatever the order of its lines, save for the order of the
// strata and which group is the first.
func TestOrderOfLines(t *testing.T) {
	head, body, _ := strings.Cut(string(searches), "searches\n")
	lines := strings.Split(strings.TrimSpace(body), "\n")
	want := result(t)
	adjusted := func(t strata.Table[string, string, rri.Proportion]) map[string]string {
		m := make(map[string]string)
		for _, row := range t.Rows {
			m[row.Group] = fmt.Sprintf("%v %.9g %d", row.Count, row.Ratio.Value, len(row.Parts))
		}
		return m
	}
	file := filepath.Join(t.TempDir(), "f.csv")
	rapid.Check(t, func(r *rapid.T) {
		shuffled := rapid.Permutation(lines).Draw(r, "lines")
		if err := os.WriteFile(file, []byte(head+"searches\n"+strings.Join(shuffled, "\n")), 0o666); err != nil {
			r.Fatal(err)
		}
		if diff := cmp.Diff(adjusted(want), adjusted(result(t, "-baseline", "White", file))); diff != "" {
			r.Fatalf("in another order (-want +got):\n%s", diff)
		}
	})
}

// FuzzStrata cuts anything at all that is a table: strata that can be compared, or an error in one
// line.
func FuzzStrata(f *testing.F) {
	f.Add(string(searches))
	f.Add("\ufeffobject,group,finds,searches\r\ndrugs,White,1,9007199254740992\r\n")
	f.Add("a,b,group,c,d\n\"=cmd\",x,y,1,1\n")
	f.Add("age,group,events,trials\n10-17,White,1-4,20\n10-17,Not stated,3,9\nall,White,9,9\n")
	f.Fuzz(func(t *testing.T, text string) {
		var flags cli.Tables
		flags.Model = tidy.ModelProportion
		if err := flags.Check(); err != nil {
			t.Fatal(err)
		}
		table, err := flags.Read(strings.NewReader(text), "f.csv")
		if err != nil {
			return // package tidy has its own tests
		}
		list, err := cut(table)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "f.csv:") || strings.Contains(err.Error(), "\n") {
				t.Fatal(err)
			}
			return
		}
		all, err := strataOf[rri.Proportion](table, list)
		if err != nil {
			t.Fatal(err)
		}
		var in, rows int64
		for _, s := range all {
			for _, n := range s.Counts {
				if err := n.Validate(); err != nil {
					t.Fatal(err)
				}
				in += n.Events
			}
		}
		for _, row := range table.Rows {
			if n, ok := row.Events.Count(); ok && row.Kind == tidy.KindGroup && !row.Total {
				rows += n
			}
		}
		if in != rows {
			t.Fatalf("%d events in strata, %d in the rows of %q", in, rows, text)
		}
	})
}

// obeyed reports whether a terminal or a reader would obey a character instead of showing it.
func obeyed(r rune) bool {
	return r != '\n' && unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || unicode.Is(unicode.Bidi_Control, r)
}

// FuzzHostile: whatever stands in the name of a file, in names and in comments, a terminal shows it
// and does not obey, and a page of Markdown has no HTML.
func FuzzHostile(f *testing.F) {
	f.Add("a\x1b[2J\u202e", "drugs<b>", "White\u202e", "<script>\x1b\a")
	f.Add("\n", "x|y", "[a](b)", "<!-- \u2028")
	f.Add("\xff", "=1", "\u009b", "\xff")
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, name, stratum, group, comment string) {
		quoted := func(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
		text := "# " + comment + "\n" + quoted(stratum) + ",group,finds," + quoted(group+"s") + "\n" + quoted(stratum) + ",White,1,2\n" + quoted(stratum) + "," + quoted(group) + ",2,5\n"
		name = strings.Map(func(r rune) rune {
			if r == '/' || r == 0 || r == filepath.Separator {
				return '_'
			}
			return r
		}, name)
		file := filepath.Join(dir, name[:min(len(name), 100)]+".csv")
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Skip(err) // no name for a file here
		}
		defer func() { _ = os.Remove(file) }()
		for _, args := range [][]string{{file}, {"-format", "markdown", file}, {"-format", "json", file}, {"-baseline", group + comment, file}, {file + comment}} {
			_, out, errout := call(args...)
			if strings.ContainsFunc(out+errout, obeyed) || strings.Count(errout, "\n") > 1 {
				t.Errorf("bestmatch %q of %q: %q, %q", args, text, out, errout)
			}
			if args[0] == "-format" && args[1] == "markdown" && strings.Contains(out, "<") {
				t.Errorf("HTML in %q", out)
			}
		}
	})
}

// TestPlotOverItsInput: the file that is read is not written over by -plot.
func TestPlotOverItsInput(t *testing.T) {
	file, text := filepath.Join(t.TempDir(), "in.svg"), []byte("group,events,population\nWhite,10,100\n")
	if err := os.WriteFile(file, text, 0o666); err != nil {
		t.Fatal(err)
	}
	var o, errout bytes.Buffer
	status := run([]string{"-plot", file, file}, &o, &errout)
	if status != statusInput || !strings.Contains(errout.String(), "write elsewhere") {
		t.Errorf("status %d, %s", status, errout.String())
	}
	if got, err := os.ReadFile(file); err != nil || !bytes.Equal(got, text) {
		t.Errorf("the file is %.60q, %v", got, err)
	}
}
