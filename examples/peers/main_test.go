package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
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
	if all := strings.Join(strings.Fields(text), " "); !strings.Contains(all, "4.1 (4.085) for Other than White, 8.9 (8.862) for Black") {
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
		{[]string{"-rounded", "5"}, "-rounded is for a table of your own", "another one"},
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

// small is a table of the kind that ships with the program.
const small = "year,area,basis,ethnicity,searches,residents\n" +
	"2019/20,Kent,5+1,White,1000,100000\n2019/20,Kent,5+1,Black,100,2000\n2019/20,Kent,5+1,Unreported,10,N/A\n" +
	"2019/20,Essex,5+1,White,900,100000\n2019/20,Essex,5+1,Black,60,2000\n2019/20,Essex,5+1,Unreported,10,N/A\n" +
	"2019/20,All forces,5+1,White,9000,1000000\n2019/20,All forces,5+1,Black,600,20000\n"

// What is wrong with a file is told in one line, and what to do.
func TestFiles(t *testing.T) {
	for _, test := range []struct {
		text         string
		args         []string
		want, reason string // what the output or the message has in it
		status       int
	}{
		{small, nil, "of 2 forces 1 is above the mean of the others", "a small table, of which no force is asked about", 0},
		{small, []string{"-force", "kent police"}, "Black people were searched 5.0 times as often as White people, for their numbers (Kent", "a force in another spelling", 0},
		{"# from the council\n" + small, nil, "from the council", "its source", 0},
		{"\ufeff# from the council\r\n" + strings.ReplaceAll(small, "\n", "\r\n"), nil, "from the council", "as Excel has it", 0},
		{strings.ReplaceAll(small, ",", ";"), nil, "Essex", "with semicolons", 0},
		{small, []string{"-census", "2021"}, "over the residents of census 2021", "residents that are built in", 0},
		{small, []string{"-peers", "all", "-force", "Kent", "-quantity", "rate"}, "Black in Kent: 50.0 (40.9 to 60.5), search rate per 1,000 residents.", "rates", 0},
		{small, []string{"-force", "Surrey", "-peers", "Kent,Essex"}, "there is no index of Black people for Surrey, and so no rank: the table has no row of it in 2019/20.", "a force that the table does not have", 0},
		{strings.ReplaceAll(small, "searches,", "dogs,"), []string{"-events", "dogs"}, "Black: of 2 forces", "something else", 0},
		{strings.ReplaceAll(small, "searches,", "arrests,"), []string{"-force", "Kent"}, "Black in Kent: 5.00 (4.05 to 6.12) times as often as White.", "arrests", 0},
		{small, []string{"-force", "Kent", "-peers", "Kent"}, "There is no other to compare it with.", "a force alone", 0},
		{small, []string{"-force", "Kent", "-peers", "most-similar"}, `no list is built in for "Kent", but for Avon and Somerset alone`, "no list", 1},
		{small, []string{"-peers", "most-similar"}, "-peers most-similar: to whom? -force NAME says it", "nobody is asked about", 1},
		{small, []string{"-force", "Knt"}, `no such area: "Knt": there are "Essex", "Kent": did you mean "Kent"?`, "misspelt", 1},
		{small, []string{"-year", "2018/19"}, "no rows of 2018/19: there are 2019/20", "another year", 1},
		{small, []string{"-edition", "2018/19"}, `no column edition, of which -edition "2018/19" would be one: leave it out`, "no editions", 1},
		{small, []string{"-baseline", "Martian"}, "-baseline: want one of", "no group", 1},
		{small, []string{"-baseline", "Asian"}, "no area has counts of Asian, which others are compared with", "a group that is not there", 1},
		{small, []string{"-show", "Asian"}, "-show: want one of Black, White", "a group that is not there is to be shown", 1},
		{small, []string{"-worst", "3"}, "the worst 3 of 2 units", "more than there are", 1},
		{strings.ReplaceAll(small, ",residents", ",people"), nil, "the table has no residents beside its counts: -census takes those that are built in", "no residents", 1},
		{strings.ReplaceAll(small, ",residents", ",people"), []string{"-census", "2011"}, "over the residents of census 2011", "residents of a census", 0},
		{strings.ReplaceAll(small, ",100000\n", ",N/A\n"), []string{"-instead", "none"}, "no residents of anybody who is White in the table", "residents of White people are not told", 1},
		{strings.ReplaceAll(small, "5+1,", "7+1,"), nil, "no row of a classification that is read", "another classification", 1},
		{strings.ReplaceAll(small, ",Black", ",Blck"), nil, `t.csv:3:18: ethnicity "Blck"`, "a misspelt group", 1},
		{strings.ReplaceAll(small, "2000", "two"), nil, `t.csv:3:28: residents "two"`, "residents in words", 1},
		{strings.ReplaceAll(small, "searches,", "dogs,"), nil, "no column of counts that is known", "no known column", 1},
		{"", nil, "the file is empty", "nothing", 1},
		{small[:45], nil, "no row of a classification", "a header alone", 1},
		{small + "2019/20,Kent Police,5+1,White,1,9\n", nil, `rows of "Kent" and of "Kent Police" in 2019/20, which are one force`, "a force twice", 1},
		{small, []string{"-where", "area=Kent", "-where", "area=Essex"}, "-where area: 2 values are given", "two values of a column", 1},
		{small, []string{"-where", "area=Surrey"}, `no row has "Surrey" in the column area`, "no such row", 1},
	} {
		out, errout, status := output(append(test.args, write(t, "t.csv", test.text))...)
		if all := strings.Join(strings.Fields(out+errout), " "); status != test.status || !strings.Contains(strings.ToLower(all), strings.ToLower(test.want)) || (status == 0) != (errout == "") || strings.Count(errout, "\n") > 1 {
			t.Errorf("%s: status %d, %.600s%s\nwant %s", test.reason, status, out, errout, test.want)
		}
	}
}

// Lists of most similar forces come from a file.
func TestLists(t *testing.T) {
	lists := write(t, "lists.csv", "# made up\nforce,most similar forces\nKent,Essex,Sussex\nEssex,Kent\n")
	for _, test := range []struct {
		args         []string
		want, reason string
		status       int
	}{
		{[]string{"-force", "Kent", "-peers", lists, "-show", "Black"}, "Kent and its 2 most similar forces", "a list", 0},
		{[]string{"-force", "Surrey", "-peers", lists}, "no list of Surrey: there are those of Essex, Kent", "no list of the force", 1},
		{[]string{"-force", "none", "-peers", lists}, "to whom? -force NAME says it", "nobody is asked about", 1},
		{[]string{"-force", "Kent", "-peers", "./nothing.csv"}, "-peers: open ./nothing.csv", "no such file", 1},
		{[]string{"-force", "Kent", "-peers", write(t, "bad.csv", "force,peers\nKent,Kent\n")}, `bad.csv:2:6: peers "Kent": Kent is among its own peers`, "a list that is wrong", 1},
	} {
		out, errout, status := output(test.args...)
		if status != test.status || !strings.Contains(out+errout, test.want) || strings.Count(errout, "\n") > 1 {
			t.Errorf("%s: status %d, %.200s%s, want %s", test.reason, status, out, errout, test.want)
		}
	}
}

// A table of one's own has its units in any column.
func TestOwn(t *testing.T) {
	const own = "team,group,complaints upheld,out of complaints\nA,White,12,100\nA,Black,8,40\nB,White,20,150\nB,Black,3,30\nAll teams,White,32,250\nAll teams,Black,11,70\n"
	for _, test := range []struct {
		text         string
		args         []string
		want, reason string
		status       int
	}{
		{own, nil, "of none of 2 teams it can be told", "a sum is no unit", 0},
		{own, []string{"-force", "a"}, "Black in A: 1.67 (0.70 to 3.74) times as often as White. It is 2nd of 2 teams", "a unit in another letter case", 0},
		{own, []string{"-peers", "A,C"}, `-peers: no unit "C"`, "no such unit", 1},
		{own, []string{"-force", "Z"}, `-force: no unit "Z"`, "nor such a one", 1},
		{strings.ReplaceAll(own, "team,", "office,"), nil, `no dimension "team"`, "no such column", 1},
		{own, []string{"-shrink"}, "only rates and their indices borrow from each other", "what small places borrow is of rates", 1},
		{own, []string{"-baseline", "Asian"}, "-baseline: want one of White, Black", "no such group", 1},
		{strings.ReplaceAll(own, "out of complaints", "complaints"), nil, "-rate or -proportion says which", "the header does not say what it is", 1},
		{"team,ethnic group,searches\nCroydon,White,900\nCroydon,Black,800\nBarnet,White,500\nBarnet,Black,200\nNowhere,White,5\nNowhere,Black,5\n", []string{"-census", "2021", "-force", "Croydon"},
			`Nowhere (no area "Nowhere" in census 2021`, "residents of districts, which a place has that is none not", 0},
		{"team,ethnic group,searches\nNewham,White,900\nNewham,Black,800\nHavering,White,1000\nHavering,Black,110\n", []string{"-census", "2011"},
			"the residents of census 2021 give another word", "a word that another census turns", 0},
		{strings.ReplaceAll(own, "8,40", "<5,40"), nil, "the counts of Black are no numbers", "a count that is withheld", 0},
	} {
		out, errout, status := output(append(append([]string{"-by", "team"}, test.args...), write(t, "t.csv", test.text))...)
		if all := strings.Join(strings.Fields(out+errout), " "); status != test.status || !strings.Contains(all, test.want) || (status == 0) != (errout == "") || strings.Count(errout, "\n") > 1 {
			t.Errorf("%s: status %d, %.900s%s\nwant %s", test.reason, status, out, errout, test.want)
		}
	}
}

// Two measures side by side: use of force beside searches, from the published files.
func TestUseOfForce(t *testing.T) {
	dir := os.Getenv("DISPARITY_DATA")
	if dir == "" {
		t.Skip("set DISPARITY_DATA to the folder with the published files")
	}
	file := filepath.Join(dir, "useofforce/use-of-force-by-ethnicity-force-april2018-march2019.csv")
	out, errout, status := output("-year", "2018/19", "-peers", "all", "-show", "Black", "-beside", file)
	all := strings.Join(strings.Fields(out), " ")
	for _, want := range []string{
		"Black: in Avon and Somerset the index of the search rate is 7.23 (6.61 to 7.90), and the index of the rate of use of force 5.80 (5.50 to 6.12): 0.80 times the first (0.72 to 0.89)",
		"The same people may be in both measures", "does not say of which year it is: it is taken to be of 2018/19", "as officers saw it, and in the other table as people said it",
	} {
		if status != 0 || !strings.Contains(all, want) {
			t.Errorf("status %d, %s, no %q in %.3000s", status, errout, want, all)
		}
	}
	if out, errout, status := output("-year", "2018/19", "-beside", file, "-beside-where", "Tactic=*Total Restraint", "-show", "Black"); status != 0 || !strings.Contains(out, "rank correlation") {
		t.Errorf("status %d, %.200s%s", status, out, errout)
	}
	if _, errout, status := output("-beside", file, "-beside-where", "Tactic=Dogs"); status != 1 || !strings.Contains(errout, `no row has "Dogs" in the column Tactic`) {
		t.Errorf("status %d, %s", status, errout)
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

// FuzzCompare: whatever is in a file, what is written has no control characters in it, and an error
// is one line.
func FuzzCompare(f *testing.F) {
	f.Add([]byte(small), "Kent", "")
	f.Add([]byte(small), "", "Kent,Essex")
	f.Add([]byte("#\x1b\a\nTime,Geography,Ethnicity,Number of stop and searches,Population by ethnicity\n2016/17,\"\x1b\u202e\",White,5,9\n2016/17,\"\x1b\u202e\",Black,5,9\n"), "\x1b\u202e", "all")
	f.Add([]byte("edition,year,area,ethnicity,searches,residents\n1,2016/17,a,White,9007199254740992,1e-300\n2,2016/17,b,Black,1,1\n"), "", "")
	f.Fuzz(func(t *testing.T, text []byte, force, among string) {
		if strings.ContainsAny(among, "/\\.") || len(text) > 4000 {
			t.Skip() // the name of a file
		}
		for _, format := range cli.Formats {
			var s settings
			s.define(flag.NewFlagSet("peers", flag.ContinueOnError))
			s.force, s.among, s.format = force, among, format
			if s.check(false) != nil {
				return
			}
			var b bytes.Buffer
			err := s.compare(&b, text, "f.csv")
			if err != nil {
				if message := cli.Message(err); strings.ContainsFunc(message, unicode.IsControl) {
					t.Fatalf("%q", message)
				}
				continue
			}
			if strings.ContainsFunc(b.String(), func(r rune) bool { return unicode.IsControl(r) && r != '\n' }) {
				t.Fatalf("%s: %q", s.format, b.String())
			}
		}
	})
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
