package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-549880be/disparity/rri/counts"
)

var update = flag.Bool("update", false, "write the golden files and the shipped figures anew")

// call runs the program with this standard input.
func call(in string, args ...string) (status int, out, errout string) {
	var o, e bytes.Buffer
	status = run(args, strings.NewReader(in), &o, &e)
	return status, o.String(), e.String()
}

// output runs the program, which must succeed.
func output(t *testing.T, args ...string) string {
	t.Helper()
	status, out, errout := call("", args...)
	if status != statusOK || errout != "" {
		t.Fatalf("counts %q: status %d, standard error:\n%s", args, status, errout)
	}
	return out
}

// write writes a file of counts, and returns its name.
func write(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "f.csv")
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return name
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

// golden compares an output with a file of testdata.
func golden(t *testing.T, file, got string) {
	t.Helper()
	got = rounded(got)
	file = filepath.Join("testdata", file)
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
		t.Errorf("not as in %s (-want +got):\n%s", file, diff)
	}
}

// TestGolden has what a newcomer sees in every form, and questions that the README does not show:
// TestReadmeRows has those that it does.
func TestGolden(t *testing.T) {
	t.Setenv("COLUMNS", "")
	for _, test := range []struct {
		file, reason string
		args         []string
	}{
		{"default.txt", "what a newcomer sees first", nil},
		{"default.md", "for a report", []string{"-format", "markdown"}},
		{"default.csv", "for a spreadsheet", []string{"-format", "csv"}},
		{"default.json", "for a program", []string{"-format", "json"}},
		{"composition.txt", "residents, officers in post and joiners", []string{"-composition", "testdata/composition.csv"}},
		{"power.txt", "what complaints could show", []string{"-power", "testdata/complaints.csv"}},
		{"within.txt", "like with like", []string{"-within", "year", "testdata/leavers.csv"}},
		{"levels.txt", "two levels beside each other", []string{"-level", "0.95,0.998", "testdata/complaints.csv"}},
	} {
		t.Run(test.file, func(t *testing.T) { golden(t, test.file, output(t, test.args...)) })
	}
}

// comparison runs the program for JSON, and returns the comparison of the groups.
func comparison(t *testing.T, in string, args ...string) counts.Comparison {
	t.Helper()
	status, out, errout := call(in, append(args, "-format", "json", "-")...)
	if status != statusOK {
		t.Fatalf("counts %q of %q: status %d: %s", args, in, status, errout)
	}
	var d counts.Document
	if err := json.Unmarshal([]byte(out), &d); err != nil {
		t.Fatal(err)
	}
	c, ok := d.Sections[0].Data.(counts.Comparison)
	if !ok {
		t.Fatalf("the first section is %T, want the comparison", d.Sections[0].Data)
	}
	return c
}

// TestCounts has small tables as people type and publish them, with the counts that are right.
func TestCounts(t *testing.T) {
	const records = "Date,Age,Subject,Outcome,Gender,Officer Group,SDE Group,Count\n" +
		"2022-12-01,18-24,Person,1 No further action,M,Black,Black,6\n2022-12-01,18-24,Person,2 Arrest,M,White,White,5\n" +
		"2022-12-02,25-34,Person,1 No further action,F,Asian,Not Recorded,3\n2022-12-02,25-34,Person,1 No further action,F,White,White,2\n"
	for _, test := range []struct {
		text    string
		args    []string
		want    string // of each group its events, what they are out of and the index
		unknown float64
		reason  string
	}{
		{"Ethnicity,Number of stops,Population\nWhite,900,\"90,000\"\nBlack,400,\"10,000\"\nAsian,100,\"20,000\"\nUnreported,70,N/A\n", nil,
			"White 900 90000 1; Black 400 10000 4; Asian 100 20000 0.5; ", 70, "separators between thousands, no people of no known group"},
		{"Ethnicity,Stops,Residents\nWhite,900,90000\nBlack,400,10000\nAll,1300,100000\n", []string{"-baseline", "black"},
			"Black 400 10000 1; White 900 90000 0.25; ", 0, "another baseline, in small letters, and a total"},
		{"group,upheld,complaints\nGreen,10,100\nOrange,5,20\n,1,3\n", []string{"-proportion"}, "Green 10 100 1; Orange 5 20 2.5; ", 1, "groups of no classification, and a blank"},
		{"ethnicity,a,b,c\nWhite,1,10,100\nBlack,2,10,50\n", []string{"-events", "a", "-of", "C", "-rate"}, "White 1 100 1; Black 2 50 4; ", 0, "three columns of numbers"},
		{"Area,White,Black,Not stated\nKent,1000,60,300\nEssex,1,1,1\n", []string{"-where", "Area=Kent", "-residents", "Kent", "-on", "2021-03-21"},
			"White 1000 1644756 1; Black 60 56757 1.739; ", 300, "a column for each group, with residents"},
		{"year,group,stops,residents\n2021,White,10,100\n2021,Black,4,10\n2022,White,20,100\n2022,Black,6,10\n", []string{"-where", "year=2022"},
			"White 20 100 1; Black 6 10 3; ", 0, "one of two years"},
		{"group,stops,residents\nWhite British,10,100\nWhite Irish,10,100\nBlack Caribbean,8,20\nNS,5,\n", []string{"-groups", "5+1"}, "White 20 200 1; Black 8 20 4; ", 5, "collapsed"},
		{records, []string{"-event", "Outcome=2 Arrest", "-proportion"}, "White 5 7 1; Black 0 6 0; ", 0, "records with weights, by what people say of themselves"},
		{records, []string{"-event", "outcome=1 no further action", "-trial", "gender=m", "-trial", "gender=f", "-group", "officer group"},
			"White 2 7 1; Black 6 6 3.5; Asian 3 3 3.5; ", 0, "records by what officers saw"},
	} {
		c := comparison(t, test.text, test.args...)
		got := ""
		for _, row := range c.Rows {
			got += fmt.Sprintf("%s %v %v %.4g; ", row.Group, row.Events, row.Exposure, row.Index.Value)
		}
		unknown := 0.0
		if c.Unknown != nil {
			unknown = c.Unknown.Events.Value
		}
		if got != test.want || unknown != test.unknown {
			t.Errorf("counts %q of %q (%s): %q with %v unknown, want %q with %v", test.args, test.text, test.reason, got, unknown, test.want, test.unknown)
		}
	}
}

// TestAudit: an audit is typed with groups or without, as counts or as records.
func TestAudit(t *testing.T) {
	for _, test := range []struct {
		text   string
		args   []string
		reason string
	}{
		{"group,reasonable,forms drawn\nWhite,100,110\nBlack,52,65\nNot stated,7,7\n", nil, "groups"},
		{"reasonable,forms drawn\n159,182\n", nil, "two numbers"},
		{"group,reasonable,forms drawn\nTotal,159,182\n", nil, "a total alone"},
		{"id,verdict\n" + strings.Repeat("1,Reasonable\n", 159) + strings.Repeat("2,not\n", 23), []string{"-event", "verdict=reasonable"}, "records"},
	} {
		status, out, errout := call(test.text, append(test.args, "-population-size", "400", "-")...)
		out = strings.Join(strings.Fields(out), " ")
		if status != statusOK || !strings.Contains(out, "159 of 182 drawn from 400: 87.36 % (83.25 to 90.5 %), which is 333 to 362 of the 400") {
			t.Errorf("%s: status %d, %q, %s; want 333 to 362 of the 400", test.reason, status, out, errout)
		}
	}
	status, _, errout := call("reasonable,drawn\n159,182\n", "-population-size", "100", "-")
	if status != statusInput || !strings.Contains(errout, "182 drawn from 100") {
		t.Errorf("fewer records than were drawn: status %d, %q", status, errout)
	}
}

// TestOutput: what is written to a file is what is printed, and the table that is read is never
// written over.
func TestOutput(t *testing.T) {
	file, csv := write(t, string(force)), filepath.Join(t.TempDir(), "out.csv")
	if out := output(t, "-format", "csv", "-o", csv, file); out != "" {
		t.Errorf("-o prints %q", out)
	}
	got, err := os.ReadFile(csv)
	if err != nil {
		t.Fatal(err)
	}
	if want := output(t, "-format", "csv", file); string(got) != want {
		t.Errorf("-o wrote\n%s\nwant\n%s", got, want)
	}
	status, _, errout := call("", "-format", "csv", "-o", file, file)
	if status != statusInput || !strings.Contains(errout, "write elsewhere") {
		t.Errorf("the table is its own output: status %d, %q", status, errout)
	}
	if after, err := os.ReadFile(file); err != nil || string(after) != string(force) {
		t.Error("the table is written over")
	}
}
