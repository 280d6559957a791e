package main

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	_ "pgregory.net/rapid" // for its flags: go test ./... -rapid.checks=N

	"github.com/seed-549880be/disparity/examples/internal/cli"
)

var update = flag.Bool("update", false, "write the golden files, and the table that ships from the published file in DISPARITY_DATA")

// source is what stands above the table that ships.
const source = `# Stop and search by Avon and Somerset Police, 2006/07 to 2019/20, excluding vehicle only searches: searches and residents (census 2011) by ethnic group.
# Taken from Ethnicity facts and figures (Race Disparity Unit): Stop and search by police force area, ethnicity and legislation.
# Contains public sector information licensed under the Open Government Licence v3.0.
`

// publishedFile is what the table is made of.
const publishedFile = "published/eff-stop-and-search-by-pfa-ethnicity-legislation-2006-07_2019-20.csv.gz"

// publishedPath returns where it is.
func publishedPath(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("DISPARITY_DATA")
	if dir == "" {
		t.Skip("set DISPARITY_DATA to the folder with the published files")
	}
	return filepath.Join(dir, publishedFile)
}

// The table that ships has the figures of the published file.
func TestShipped(t *testing.T) {
	f, err := os.Open(publishedPath(t))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(z).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := make(map[string]int)
	for i, name := range rows[0] {
		column[strings.TrimPrefix(name, "\ufeff")] = i
	}
	digits := func(cell string) string {
		text := strings.ReplaceAll(cell, ",", "")
		if _, err := strconv.Atoi(text); err != nil && cell != "N/A" {
			t.Errorf("%q is no number", cell)
		}
		return text
	}
	want := source + "year,area,basis,ethnicity,searches,residents\n"
	n := 0
	for _, row := range rows[1:] {
		cell := func(name string) string { return row[column[name]] }
		if basis := cell("Ethnicity_type"); cell("Geography") == "Avon & Somerset" && strings.HasSuffix(basis, "5+1") && cell("Legislation_type") == "All" {
			want += fmt.Sprintf("%s,Avon and Somerset,%s,%s,%s,%s\n", cell("Time"), basis, cell("Ethnicity"), digits(cell("Number of stop and searches")), digits(cell("Population by ethnicity")))
			n++
		}
	}
	if n != 14*6 {
		t.Fatalf("%d rows, want six of each of fourteen years", n)
	}
	if *update {
		if err := os.WriteFile(shippedFile, []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(shippedFile)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, string(got)); d != "" {
		t.Error(d)
	}
}

// output runs the program.
func output(args ...string) (out, errout string, status int) {
	var o, e bytes.Buffer
	status = run(args, &o, &e)
	return o.String(), e.String(), status
}

// write makes a file of this text, and returns its name.
func write(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "t.csv")
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestGolden(t *testing.T) {
	t.Setenv("COLUMNS", "")
	for name, args := range map[string][]string{
		"default.txt": nil,
		"tables.txt":  {"-tables", "-from", "2014/15"},
		"shared.md":   {"-format", "markdown", "-shared", "-leave-out", "2017/18"},
		"ascii.txt":   {"-ascii", "-width", "100", "-shared", "-census", "interpolated", "-rolling", "36", "-compare", "2006/07..2009/10,2016/17..2019/20"},
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
			if n := utf8.RuneCountInString(line); strings.HasSuffix(name, ".txt") && name != "ascii.txt" && n > 80+1 || name == "ascii.txt" && (n > 100+1 || n != len(line)) {
				t.Errorf("%s: a line of %d characters: %s", name, n, line)
			}
		}
	}
}

// What the program prints without a file: the Black index of every year, its change, the trend of
// every group with its word, and both bases of the groups with the break between.
func TestAvonAndSomerset(t *testing.T) {
	got, _, _ := output("-format", "csv")
	rows, err := csv.NewReader(strings.NewReader(got)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := make(map[string]int)
	for i, name := range rows[0] {
		column[name] = i
	}
	number := func(row []string, name string) string {
		v, err := strconv.ParseFloat(row[column[name]], 64)
		if err != nil {
			return row[column[name]]
		}
		return strconv.FormatFloat(v, 'f', 2, 64)
	}
	var index, changes []string
	groups, breaks := make(map[string]string), make(map[string]string)
	for _, row := range rows[1:] {
		cell := func(name string) string { return row[column[name]] }
		switch table := cell("table"); {
		case table == "series" && cell("group") == "Black":
			index = append(index, cell("period")+" "+number(row, "ratio"))
		case table == "year-on-year" && cell("group") == "Black":
			changes = append(changes, fmt.Sprintf("%s %s (%s-%s)", cell("after"), number(row, "change"), number(row, "change_lower"), number(row, "change_upper")))
		case table == "trends":
			groups[cell("group")] = cell("points")
			if cell("word") == "" && cell("why") == "" {
				t.Errorf("%s: neither a word nor a reason why there is none", cell("group"))
			}
		}
		if b := cell("breaks"); b != "" {
			breaks[cell("period")] = b
		}
	}
	want := []string{"2006/07 4.21", "2007/08 4.02", "2008/09 6.19", "2009/10 3.85", "2010/11 3.69", "2011/12 3.57", "2012/13 3.65",
		"2013/14 3.78", "2014/15 4.24", "2015/16 5.13", "2016/17 5.44", "2017/18 8.20", "2018/19 7.23", "2019/20 7.45"}
	if d := cmp.Diff(want, index); d != "" {
		t.Error(d)
	}
	if len(changes) != 13 || changes[10] != "2017/18 1.51 (1.33-1.71)" {
		t.Error(changes)
	}
	if d := cmp.Diff(map[string]string{"Mixed": "14", "Black": "14", "Asian (without Chinese)": "13", "Other (with Chinese)": "13", "Asian": "1", "Other": "1"}, groups); d != "" {
		t.Error(d)
	}
	if len(breaks) != 1 || !strings.Contains(breaks["2019/20"], "Chinese people are counted in Asian, in Other (with Chinese) before") {
		t.Error(breaks)
	}
	for _, method := range []string{"scas", "wald"} {
		text, _, _ := output("-method", method)
		if !regexp.MustCompile(`2017/18 +8\.20 +7\.5\d –  ?8\.9\d +1\.51 +1\.33 – +1\.71 `).MatchString(text) {
			t.Errorf("%s: no index of 8.20 with a change of 1.51 (1.33 to 1.71) in %s", method, text)
		}
	}
}

// What is wrong with the arguments is told in one line.
func TestUsage(t *testing.T) {
	for _, test := range []struct {
		args         []string
		want, reason string
	}{
		{[]string{"a.csv", "b.csv"}, "2 files given: want one", "one table"},
		{[]string{"-from", "2016"}, "did you mean 2016/17? want a financial year, from April to March, as 2016/17", "a calendar year"},
		{[]string{"-from", "2016-17"}, "did you mean 2016/17? want a financial year", "a hyphen"},
		{[]string{"-to", "last"}, "want a financial year", "a word"},
		{[]string{"-to", "2016/18"}, "did you mean 2016/17? want a financial year", "two years"},
		{[]string{"-from", "2016/17..2018/19"}, "did you mean 2016/17? want a financial year", "three years"},
		{[]string{"-from", "2017/18", "-to", "2012/13"}, "-from is after -to: want the earlier year first", "backwards"},
		{[]string{"-rolling", "12"}, "-rolling 12: the table has years: want a number of whole years in months, as 24 or 36", "a year is no rolling one"},
		{[]string{"-rolling", "18"}, "-rolling 18: the table has years", "a year and a half"},
		{[]string{"-census", "2001"}, "want one of 2011, 2021, interpolated", "a census that is not built in"},
		{[]string{"-census", "other"}, "want one of 2011, 2021, interpolated", "no census"},
		{[]string{"-baseline", "Not stated"}, "want one of", "nobody to compare with"},
		{[]string{"-baseline", "martian"}, "want one of", "no group"},
		{[]string{"-format", "csv", "-ascii"}, "-ascii does not go with -format csv", "CSV is for programs"},
		{[]string{"-format", "csv", "-tables"}, "-tables does not go with -format csv", "CSV has all"},
		{[]string{"-format", "json", "-width", "90"}, "-width does not go with -format json", "JSON is for programs"},
		{[]string{"-format", "html", "-ascii"}, "-ascii does not go with -format html", "HTML has every character"},
		{[]string{"-format", "html", "-width", "90"}, "-width does not go with -format html", "a browser breaks lines"},
		{[]string{"-format", "html", "-tables"}, "-tables does not go with -format html, which has all of them", "a page has all"},
		{[]string{"-plot", "a.png"}, "give a name that ends in .svg", "a picture of another form"},
		{[]string{"-picture", "trends"}, "-picture says which picture -plot FILE.svg writes: give both", "no file for a picture"},
		{[]string{"-margin", "10"}, "did you mean 10%?", "a percentage"},
	} {
		out, errout, status := output(test.args...)
		if status != 2 || out != "" || !strings.Contains(errout, test.want) || strings.Count(errout, "\n") != 1 {
			t.Errorf("%s: status %d, %q; want %q", test.reason, status, errout, test.want)
		}
	}
	if _, help, status := output("-h"); status != 0 || !strings.Contains(help, "Is it getting better?") {
		t.Errorf("status %d: %s", status, help)
	}
}

// small is a table of the kind that ships with the program.
const small = "year,area,basis,ethnicity,searches,residents\n" +
	"2016/17,Kent,5+1,White,1000,100000\n2016/17,Kent,5+1,Black,100,2000\n2016/17,Kent,5+1,Unreported,10,N/A\n" +
	"2017/18,Kent,5+1,White,1000,100000\n2017/18,Kent,5+1,Black,100,2000\n2017/18,Kent,5+1,Unreported,10,N/A\n"

// What is wrong with a file is told in one line, and what to do.
func TestFiles(t *testing.T) {
	for _, test := range []struct {
		text         string
		args         []string
		want, reason string // what the output or the message has in it
		status       int
	}{
		{small, nil, "Kent: searches from 2016/17 to 2017/18", "a small table", 0},
		{"# from the council\n" + small, nil, "from the council", "its source", 0},
		{"\ufeff# from the council\r\n" + strings.ReplaceAll(small, "\n", "\r\n"), nil, "from the council", "as Excel has it", 0},
		{strings.ReplaceAll(small, ",", ";"), nil, "Kent: searches", "with semicolons", 0},
		{small, []string{"-area", "kent police"}, "Kent: searches", "a force in another spelling", 0},
		{small, []string{"-census", "2021"}, "residents of census 2021", "residents that are built in", 0},
		{small, []string{"-residents", "Essex"}, "of Essex", "residents of another place", 0},
		{small, []string{"-to", "2018/19"}, "the table has no row of this year", "a year that is missing", 0},
		{small, []string{"-compare", "2016/17,2017/18"}, "2016/17", "two years", 0},
		{strings.ReplaceAll(small, "Kent", "All forces"), nil, "no other residents of this area are built in", "an area that is none of a census", 0},
		{strings.ReplaceAll(small, "searches,", "arrests,"), []string{"-tables"}, "Arrest rate", "arrests", 0},
		{strings.ReplaceAll(small, "searches,", "dogs,"), []string{"-tables", "-events", "dogs"}, "Rate per 1,000 residents", "something else", 0},
		{strings.ReplaceAll(small, "basis", "what"), []string{"-groups", "5+1"}, "Kent: searches", "without a basis", 0},
		{strings.ReplaceAll(small, "basis", "what"), []string{"-census", "2021"}, "residents of census 2021", "residents that are built in, in place of those of the table", 0},
		{"financial_year,police_force_area,self_defined_ethnicity_group,self_defined_ethnicity,number_of_searches\n" +
			"2020/21,Kent,White,White - Irish,40\n2020/21,Kent,White,White - English/Welsh/Scottish/Northern Irish/British,960\n2020/21,Kent,Black or Black British,Black/African/Caribbean/Black British - African,9\n" +
			"2020/21,Kent,Not stated,Not stated,7\n2021/22,Kent,White,White - Irish,1000\n", []string{"-census", "interpolated", "-tables"}, "2020/21 1,016", "detailed groups of the Home Office, which are added up", 0},
		{"financial_year,police_force_area,self_defined_ethnicity_group,number_of_arrests\n2018/19,Kent,White,\"1,000\"\n2018/19,Kent,Asian or Asian British,50\n2018/19,Kent,Chinese/other,-\n" +
			"2019/20,Kent,White,900\n2019/20,Kent,2019/20 onwards - Asian or Asian British,60\n", []string{"-census", "2011", "-groups", "5+1-2001"}, "a mark stands in place of the number of Other (with Chinese)", "arrests on two bases", 0},
		{"year,area,ethnicity,searches,residents\n2018/19,Kent,White,9,99\n2018/19,Kent,Asian (without Chinese),9,99\n2019/20,Kent,White,9,99\n2019/20,Kent,Asian,9,99\n", nil,
			"from 2019/20 on there is Asian in place of Asian (without Chinese)", "two bases without a column for them", 0},
		{"year,area,ethnicity,searches,residents\n2018/19,Kent,White - Irish,9,99\n2018/19,Kent,White - British,9,990\n2018/19,Kent,Black,9,99\n", []string{"-census", "2021"},
			"searches from 2018/19", "detailed groups with residents of their own, which are not taken", 0},
		{"year,area,ethnicity,searches,arrests,residents\n2018/19,Kent,White,500,50,1000\n2018/19,Kent,Black,100,30,100\n", nil, "Black 2.00 in 2018/19", "the first of two columns of counts", 0},
		{"year,area,ethnicity,searches,arrests,residents\n2018/19,Kent,White,500,50,1000\n2018/19,Kent,Black,100,30,100\n", []string{"-events", "Arrests"}, "2018/19 6.00", "the other of two", 0},
		{"# a\n# b\n" + strings.ReplaceAll(small, ",Black", ",Blck"), nil, `t.csv:5:18: ethnicity "Blck"`, "a misspelt group below comments", 1},
		{small, []string{"-area", "Knt"}, `no such area: "Knt": there are "Kent": did you mean "Kent"?`, "misspelt", 1},
		{small + "2016/17,Essex,5+1,White,1,9\n", nil, `t.csv: no such area: none is chosen, and there are "Essex", "Kent" (-area NAME chooses)`, "two areas", 1},
		{small, []string{"-from", "2018/19"}, "Kent has 2016/17 to 2017/18", "after the last", 1},
		{small, []string{"-compare", "2016,2017"}, "-compare: only a part of 2016/17", "calendar years of financial ones", 1},
		{small, []string{"-compare", "2006/07,2017/18"}, "-compare: the table has no year in 2006-04..2007-03", "a year that is not there", 1},
		{small, []string{"-rolling", "36"}, "2017/18", "fewer years than a rolling period has", 0},
		{small, []string{"-baseline", "Asian"}, "no counts of Asian in Kent", "a group that is not there", 1},
		{strings.ReplaceAll(small, "5+1,", "7+1,"), nil, "no row of a classification that is read: want one of 5+1, 5+1-2001, All, ONS 2001 5+1", "another classification", 1},
		{strings.ReplaceAll(small, ",Black", ",Blck"), nil, `t.csv:3:18: ethnicity "Blck"`, "a misspelt group", 1},
		{strings.ReplaceAll(small, "2016/17", "2016"), nil, "not a financial year: want the form 2019/20", "calendar years", 1},
		{strings.ReplaceAll(small, "2000", "two"), nil, `t.csv:3:28: residents "two"`, "residents in words", 1},
		{strings.ReplaceAll(small, "00000", ""), []string{"-residents", "nowhere.csv"}, "nowhere.csv", "no such file", 1},
		{strings.ReplaceAll(small, "100000", "N/A"), nil, "no residents of Kent who are White in the table: give them from elsewhere (-census takes", "no residents", 1},
		{strings.ReplaceAll(small, "searches,", "dogs,"), nil, "no column of counts that is known: the file has year, area, basis, ethnicity, dogs, residents (-events COLUMN names it)", "no known column", 1},
		{"", nil, "the file is empty", "nothing", 1},
		{"year\n", nil, "no column of counts that is known", "a header of one column", 1},
		{small[:45], nil, "no row of a classification", "a header alone", 1},
		{small + "2017/18,Kent,5+1,Black,100,3000\n", nil, "t.csv:8: Black in Kent, 2017/18: rows with 2000 and with 3000 residents", "other residents of the same people", 1},
	} {
		out, errout, status := output(append(test.args, write(t, test.text))...)
		if all := out + errout; status != test.status || !strings.Contains(strings.ToLower(strings.Join(strings.Fields(all), " ")), strings.ToLower(test.want)) || (status == 0) != (errout == "") || strings.Count(errout, "\n") > 1 {
			t.Errorf("%s: status %d, %.300s%s\nwant %s", test.reason, status, out, errout, test.want)
		}
	}
}

// Residents of a file stand for every year.
func TestResidentsOfFile(t *testing.T) {
	residents := write(t, "group,residents\nWhite,50000\nMixed,100\nAsian,100\nBlack,1000\nOther,100\n")
	out, errout, status := output(write(t, small), "-residents", residents)
	if status != 0 || !strings.Contains(out, "5.00") || !strings.Contains(out, "the residents in") {
		t.Errorf("status %d, %s%s", status, errout, out)
	}
}

// JSON is what the package writes, and is read back.
func TestJSON(t *testing.T) {
	out, errout, status := output("-format", "json")
	var r result
	if err := json.Unmarshal([]byte(out), &r); err != nil || status != 0 || len(r.Series.Points) != 14 || len(r.Trends) != 6 {
		t.Errorf("status %d, %s, %v, %d points", status, errout, err, len(r.Series.Points))
	}
}

// The whole published file can be followed, area by area.
func TestPublished(t *testing.T) {
	path := publishedPath(t)
	for _, test := range []struct{ area, want string }{
		{"Greater Manchester", `"All - excluding BTP and Greater Manchester" beside it: its figures may not be whole`},
		{"Avon & Somerset", "8.20"},
		{"All - excluding BTP and Greater Manchester", "as 1096631 and not 991644 in 2006/07"},
		{"British Transport Police", "no residents of British Transport Police who are White in the table"},
	} {
		out, errout, _ := output(path, "-area", test.area, "-method", "wald")
		if all := strings.Join(strings.Fields(out+errout), " "); !strings.Contains(all, test.want) {
			t.Errorf("%s: no %q in %s", test.area, test.want, all)
		}
	}
}

// FuzzFollow: whatever is in a file, what is written has no control characters in it, and an error
// is one line.
func FuzzFollow(f *testing.F) {
	f.Add([]byte(small), "Kent")
	f.Add(shipped, "")
	f.Add([]byte("#\x1b\a\nTime,Geography,Ethnicity,Number of stop and searches,Population by ethnicity\n2016/17,\"\x1b\u202e\",White,5,9\n"), "\x1b\u202e")
	f.Add([]byte("year,ethnicity,searches,residents\n2016/17,White,9007199254740992,1e-300\n2199/00,Black,1,1\n"), "")
	f.Fuzz(func(t *testing.T, text []byte, area string) {
		var s settings
		s.define(flag.NewFlagSet("trend", flag.ContinueOnError))
		s.Area = area
		for _, s.format = range cli.Formats {
			var b bytes.Buffer
			err := s.follow(&b, text, "f.csv")
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

// TestPlotOverItsInput: the file that is read is not written over by -plot.
func TestPlotOverItsInput(t *testing.T) {
	file, text := filepath.Join(t.TempDir(), "in.svg"), []byte("group,events,population\nWhite,10,100\n")
	if err := os.WriteFile(file, text, 0o666); err != nil {
		t.Fatal(err)
	}
	if _, errout, status := output("-plot", file, file); status != 1 || !strings.Contains(errout, "write elsewhere") {
		t.Errorf("status %d, %s", status, errout)
	}
	if got, err := os.ReadFile(file); err != nil || !bytes.Equal(got, text) {
		t.Errorf("the file is %.60q, %v", got, err)
	}
}
