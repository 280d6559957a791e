package cli

import (
	"strings"
	"testing"
)

// TestTable reads names and counts between comments, after the mark that some programs put first.
func TestTable(t *testing.T) {
	table, err := ReadTable(strings.NewReader("\ufeff# from a\x1bprogram\nname,count\nWhite,9007199254740992\n#end\n\"a, b\",0\n"), "f\n.csv", "groups", "want name,count")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	var sum int64
	for table.Next() {
		names = append(names, table.Name(0))
		sum += table.Count(1)
	}
	if err := table.Err(); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(names, "|"); got != "White|a, b" || sum != 1<<53 {
		t.Errorf("names %q with %d, want White and a, b with 2^53", got, sum)
	}
	if got := strings.Join(table.Comments, "|"); got != "from a program|end" {
		t.Errorf("comments %q", got)
	}
}

// TestTableErrors has an error where a file cannot be read on: its first one, where it stands.
func TestTableErrors(t *testing.T) {
	const head = "name,count\n"
	for _, test := range []struct{ text, want, reason string }{
		{"", "f.csv:1: the file is empty: want name,count", "empty"},
		{"#\n", "f.csv:1: the file is empty: want name,count", "a comment alone"},
		{strings.Repeat("x", maxFile+1), "f.csv: longer than 1048576 bytes: want a table of groups, not of persons", "too long"},
		{head + "a\n", "f.csv:2:1: wrong number of fields", "a cell too few"},
		{head + "a,-1\n=b,x\n", `f.csv:2:3: count "-1": want a whole number from 0 to 2^53, without commas`, "the first of two"},
		{head + "a,9007199254740993\n", `f.csv:2:3: count "9007199254740993": want a whole number from 0 to 2^53, without commas`, "too many"},
		{head + "=b,x\n", `f.csv:2:1: name "=b": a spreadsheet would take it for a formula: want a name that begins otherwise`, "the first of a row"},
	} {
		table, err := ReadTable(strings.NewReader(test.text), "f.csv", "groups", "want name,count")
		for err == nil && table.Next() {
			table.Name(0)
			table.Count(1)
		}
		if err == nil {
			err = table.Err()
		}
		if err == nil || err.Error() != test.want {
			t.Errorf("%s: %v, want %s", test.reason, err, test.want)
		}
	}
}

func TestBadName(t *testing.T) {
	for _, test := range []struct{ name, want string }{
		{"White", ""},
		{"x = y", ""},
		{strings.Repeat("é", maxName/2), ""},
		{"", "want a name"},
		{" White", "want a name"},
		{strings.Repeat("x", maxName+1), "want at most 200 bytes"},
		{"\xff", "not UTF-8"},
		{"@x", "a spreadsheet would take it"},
		{"a\x00", "control characters"},
		{"a\u202eb", "turn the direction"},
	} {
		if got := BadName(test.name); !strings.Contains(got, test.want) || (got == "") != (test.want == "") {
			t.Errorf("BadName(%.20q) = %q, want %q", test.name, got, test.want)
		}
	}
}
