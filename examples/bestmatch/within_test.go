package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestWithin: the columns that are named make the strata, as if the others were not in the file,
// and records give what a table of their counts gives.
func TestWithin(t *testing.T) {
	files := map[string]string{
		"counts.csv": "offence,age,group,charged,referrals\nA,young,White,3,10\nA,old,White,5,20\nB,young,White,2,20\nA,young,Black,4,8\nB,young,Black,1,9\nB,old,Black,3,6\n",
		"summed.csv": "offence,group,charged,referrals\nA,White,8,30\nB,White,2,20\nA,Black,4,8\nB,Black,4,15\n",
	}
	records := "ref,age,result,offence,group\n"
	add := func(group, offence string, charged, cases int) {
		for i := range cases {
			result := "none"
			if i < charged {
				result = "charged"
			}
			records += strings.Join([]string{group + offence + strings.Repeat("x", i), "young", result, offence, group}, ",") + "\n"
		}
	}
	add("White", "A", 8, 30)
	add("White", "B", 2, 20)
	add("Black", "A", 4, 8)
	add("Black", "B", 4, 15)
	files["records.csv"] = records
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	numbers := func(args ...string) string { // without the names of the counts
		args[len(args)-1] = filepath.Join(dir, args[len(args)-1])
		out := output(t, append([]string{"-format", "csv"}, args...)...)
		for _, name := range []string{"result=charged", "charged"} {
			out = strings.ReplaceAll(out, name, "EVENTS")
		}
		for _, name := range []string{"referrals", "records"} {
			out = strings.ReplaceAll(out, name, "TRIALS")
		}
		return out
	}
	want := numbers("summed.csv")
	for _, test := range []struct {
		args   []string
		reason string
	}{
		{[]string{"-within", "offence", "counts.csv"}, "ages are added up"},
		{[]string{"-within", " OFFENCE ", "counts.csv"}, "in other letters"},
		{[]string{"-within", "offence", "summed.csv"}, "all there are"},
		{[]string{"-within", "offence", "-event", "result=charged", "-proportion", "records.csv"}, "records"},
	} {
		if got := numbers(test.args...); got != want {
			t.Errorf("%q (%s):\n%s\nwant\n%s", test.args, test.reason, got, want)
		}
	}
	for _, test := range []struct {
		args         []string
		status       int
		says, reason string
	}{
		{[]string{"-within", "offense", filepath.Join(dir, "counts.csv")}, statusInput, `did you mean "offence"?`, "no such column"},
		{[]string{"-within", "group", filepath.Join(dir, "counts.csv")}, statusInput, `"group"`, "the column of the groups"},
		{[]string{"-within", "age,age", filepath.Join(dir, "counts.csv")}, statusUsage, "given twice", "twice"},
		{[]string{"-within", ",", filepath.Join(dir, "counts.csv")}, statusUsage, "want names of columns", "no name"},
		{[]string{"-event", "result=charged", "-proportion", filepath.Join(dir, "records.csv")}, statusInput, "-within COLUMNS says which do", "records alone"},
	} {
		status, out, errout := call(test.args...)
		if status != test.status || out != "" || !strings.Contains(errout, test.says) || strings.Count(errout, "\n") != 1 {
			t.Errorf("%q (%s): status %d, %q, want %d and one line with %q", test.args, test.reason, status, errout, test.status, test.says)
		}
	}
}
