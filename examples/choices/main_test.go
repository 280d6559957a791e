package main

import (
	"bytes"
	"encoding/csv"
	"flag"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	_ "pgregory.net/rapid" // for its flags: go test ./... -rapid.checks=N
)

var update = flag.Bool("update", false, "rewrite the golden file")

func call(args ...string) (status int, out, errout string) {
	var o, e bytes.Buffer
	status = run(args, strings.NewReader(""), &o, &e)
	return status, o.String(), e.String()
}

func TestGolden(t *testing.T) {
	status, got, errout := call()
	if status != 0 || errout != "" {
		t.Fatalf("status %d, %s", status, errout)
	}
	const file = "testdata/default.txt"
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
	// The three indices that the choice of the account alone gives.
	if !strings.Contains(got, "account  self 3.83, officer 7.26, self-then-officer 7.13\n") {
		t.Error("the account alone does not give 3.83, 7.26 and 7.13")
	}
}

// The list has every combination once, with the same range as the text.
func TestList(t *testing.T) {
	status, got, errout := call("-format", "csv")
	if status != 0 || errout != "" {
		t.Fatalf("status %d, %s", status, errout)
	}
	rows, err := csv.NewReader(strings.NewReader(got)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 1+3*3*2*3*2*3+3*3*2*3*5*3 {
		t.Errorf("%d rows", len(rows))
	}
	seen := map[string]bool{}
	lowest, highest := math.Inf(1), 0.0
	for _, row := range rows[1:] {
		key := strings.Join(row[:8], "|")
		if seen[key] {
			t.Errorf("%s twice", key)
		}
		seen[key] = true
		v, err := strconv.ParseFloat(row[8], 64)
		if err != nil {
			t.Fatal(err)
		}
		if row[0] == "search rate" {
			lowest, highest = min(lowest, v), max(highest, v)
		}
		if key == "search rate|self|left-out|2011|5+1|any||scas" && math.Abs(v-4.41) > 0.005 {
			t.Errorf("%s: %v, want 4.41", key, v)
		}
	}
	if math.Abs(lowest-3.34) > 0.01 || math.Abs(highest-11.05) > 0.01 {
		t.Errorf("from %v to %v", lowest, highest)
	}
}

func TestCalls(t *testing.T) {
	tests := []struct {
		args   []string
		status int
		want   string
	}{
		{[]string{"-h"}, 0, "usage: choices"},
		{[]string{"-group", "Purple"}, 2, "Purple"},
		{[]string{"-group", "White"}, 2, "want two groups"},
		{[]string{"file.csv"}, 1, "file.csv"},
	}
	for _, test := range tests {
		if status, out, errout := call(test.args...); status != test.status || !strings.Contains(out+errout, test.want) {
			t.Errorf("%q: status %d, %q", test.args, status, out+errout)
		}
	}
	for _, args := range [][]string{{"-group", "P\x1b[2J\n\u202eurple"}, {"-\x1b\a\n"}} {
		if status, _, errout := call(args...); status != 2 || strings.Count(errout, "\n") != 1 || strings.ContainsAny(errout, "\x1b\a\u202e") {
			t.Errorf("%q: status %d, %q: want one line that no terminal obeys", args, status, errout)
		}
	}
	// A group with so few finds that some combinations have none is told so.
	if status, out, errout := call("-group", "Other"); status != 0 || !strings.Contains(out, "have no index above 0") {
		t.Errorf("-group Other: status %d, %s%s", status, out, errout)
	}
}
