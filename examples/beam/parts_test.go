package main

import (
	"flag"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/outcomes"
)

// TestGroup has months of files, and which of them belong together.
func TestGroup(t *testing.T) {
	of := func(first, last outcomes.Month) months { return months{first, last} }
	for _, test := range []struct {
		reason string
		files  []months
		keys   []int
	}{
		{"one month each", []months{of(7, 7), of(5, 5), of(6, 6)}, []int{2, 0, 1}},
		{"several files of a month", []months{of(5, 5), of(6, 6), of(5, 5)}, []int{0, 1, 0}},
		{"a file of two months between", []months{of(5, 5), of(6, 6), of(5, 6), of(8, 8)}, []int{0, 0, 0, 1}},
		{"a chain", []months{of(5, 6), of(6, 7), of(7, 8), of(9, 9)}, []int{0, 0, 0, 1}},
		{"within a longer one", []months{of(5, 9), of(6, 6), of(9, 10)}, []int{0, 0, 0}},
		{"files without a row", []months{of(0, 0), of(5, 5), of(0, 0)}, []int{0, 1, 0}},
	} {
		g := new(group)
		for range 2 { // in both orders, one by one and in two halves
			var one, first, second groups
			for i, m := range test.files {
				one = g.AddInput(one, m)
				if i%2 == 0 {
					first = g.AddInput(first, m)
				} else {
					second = g.AddInput(second, m)
				}
			}
			if halves := g.MergeAccumulators(first, second); !reflect.DeepEqual(one, halves) {
				t.Errorf("%s: %v, and in halves %v", test.reason, one, halves)
			}
			for i, m := range test.files {
				if key := one.key(m); key != test.keys[i] {
					t.Errorf("%s: file %v has key %d, want %d", test.reason, m, key, test.keys[i])
				}
			}
			slices.Reverse(test.files)
			slices.Reverse(test.keys)
		}
	}
}

// TestBatch writes a batch and reads it again, and reads what is none.
func TestBatch(t *testing.T) {
	b := batch{[]part{{Number: 2, Saved: []byte("x")}, {Number: 1, Problem: "kent.csv: no"}}}
	text, err := encodeBatch(b)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := decodeBatch(text); err != nil || !reflect.DeepEqual(got, b) {
		t.Errorf("%v, %v", got, err)
	}
	if _, err := decodeBatch(text[:len(text)-3]); err == nil {
		t.Error("half a batch is no error")
	}
	if got := b.problems(); len(got) != 1 || got[0].Number != 1 {
		t.Errorf("%v", got)
	}
	if _, err := (batch{[]part{{Saved: []byte("x")}}}).together(""); err == nil || strings.Contains(err.Error(), "\x00") {
		t.Errorf("what is no saved file: %v", err)
	}
}

// TestCause has errors of Beam as they are, and the line that is left of them.
func TestCause(t *testing.T) {
	for text, want := range map[string]string{
		"job job-001 failed:\nbundle inst002 stage-002 failed:process bundle failed for instruction inst002 using plan stage-002 : while executing Process for Plan[stage-002]:\n" +
			"1: DataSource[S[stage-002_source@localhost:38453], i0] Out:12 Coder:W;cwv_n2<LP;c2_lp<R[main.listed]>>!GWC\n\tcaused by:\nsource failed processing data\n\tcaused by:\n" +
			"DoFn[UID:12, PID:e4, Name: github.com/seed-549880be/disparity/examples/beam.readListed] failed:\nread /a.csv: input/output error": "read /a.csv: input/output error",
		"bundle inst002 stage-002 failed:panic: x\nFull error:\n1: DataSource\n\tcaused by:\npanic: the disk is away goroutine 85 [running]:\nruntime/debug.Stack()\n": "panic: the disk is away",
		"job job-003 failed:\nbundle inst002 stage-002 failed:SDK worker disconnected: worker[job-003_go], 1 active instructions, error: context canceled":             "SDK worker disconnected: worker[job-003_go], 1 active instructions, error: context canceled",
		"\tgenerating model pipeline\n\twith it\ninvalid character 'r'":                                                                                                "invalid character 'r'",
		"failed\n\tcaused by:\n\tunmarshalling\nno JSON":                                                                                                               "no JSON",
		"\ta context alone":                "a context alone",
		"connecting to job service failed": "connecting to job service failed",
	} {
		if got := cause(text); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestUsage has command lines that are wrong, and what is said of them.
func TestUsage(t *testing.T) {
	for _, test := range []struct {
		args []string
		want string
	}{
		{[]string{"-o", "a.tally"}, "no files: give files, folders, archives, or patterns of a store"},
		{[]string{"kent.csv"}, "give -o FILE.tally"},
		{[]string{"kent.csv", "-o", "a.csv"}, `-o "a.csv": give a name that ends in .tally`},
		{[]string{"-o", "a.tally", "-tries", "0", "kent.csv"}, "-tries 0: want a number from 1"},
		{[]string{"-o", "a.tally", "-limit", "-1s", "kent.csv"}, "-limit -1s: want a time such as 30m"},
		{[]string{"-o", "a.tally", "-force", "atlantis", "kent.csv"}, `unknown police force "atlantis"`},
		{[]string{"-o", "a.tally", "-force", "", "kent.csv"}, "want the name of a force"},
		{[]string{"-o", "a.tally", "-revision", " ", "kent.csv"}, "want newest, largest, or the name"},
		{[]string{"-o", "a.tally", "-dates", "ymd", "kent.csv"}, "want one of auto, dmy, mdy"},
		{[]string{"-o", "a.tally", "-where", "Gender", "kent.csv"}, "want COLUMN=VALUE"},
		{[]string{"-o", "a.tally", "-column", "x=y", "kent.csv"}, `"x"`},
		{[]string{"-o", "a.tally", "-column", "outcome=a", "-column", "outcome=b", "kent.csv"}, `outcome is "a" already`},
		{[]string{"-o", "a.tally", "-rows", "seen", "kent.csv"}, "want searched, stopped, arrested, suspected or charged"},
		{[]string{"-o", "a.tally", "-labels", "none.csv", "kent.csv"}, "-labels open none.csv"},
		{[]string{"-o", "a.tally", "-runner", "donkey", "kent.csv"}, `-runner "donkey": want one of prism, flink, spark, dataflow, portable`},
		{[]string{"-nothing"}, "flag provided but not defined: -nothing"},
	} {
		status, out, errout := call(test.args...)
		if status != 2 || out != "" || !strings.HasPrefix(errout, "beam: ") || !strings.Contains(errout, test.want) || strings.Count(errout, "\n") != 1 {
			t.Errorf("%q: status %d: %s", test.args, status, errout)
		}
	}
	if err := flag.Set("runner", ""); err != nil { // which is one for the process
		t.Fatal(err)
	}
	for _, help := range []string{"-h", "-help-beam"} {
		if status, _, errout := call(help); status != 0 || !strings.Contains(errout, "-verbose") {
			t.Errorf("%s: status %d: %.100s", help, status, errout)
		}
	}
	folder := folderOf(t, map[string][]byte{"2023-01-kent-stop-and-search.csv": invented("2023-01", 40, 1)})
	for _, test := range []struct {
		args []string
		want string
	}{
		{[]string{folder, folder + "/2023-01-kent-stop-and-search.csv"}, "named twice: its rows would be counted twice"},
		{[]string{"-"}, "standard input cannot be shared out"},
		{[]string{folder + "/none.csv"}, "no such file"},
	} {
		if status, _, errout := call(append(test.args, "-o", folder+"/a.tally")...); status != 1 || !strings.Contains(errout, test.want) {
			t.Errorf("%q: status %d: %s", test.args, status, errout)
		}
	}
	if status, _, errout := call("-o", folder+"/a.tally", folder); status != 0 {
		t.Fatal(errout)
	}
	if status, _, errout := call("-o", folder+"/a.tally", folder); status != 1 || !strings.Contains(errout, "a.tally: read, and named by -o: write elsewhere") {
		t.Errorf("over what is read: status %d: %s", status, errout)
	}
}

// TestShipped runs the program without arguments.
func TestShipped(t *testing.T) {
	const want = "memfs://all.tally, 3 files: 1500 rows: 1500 searches of persons"
	if status, out, errout := call(); status != 0 || errout != "beam: no file is given: what follows is of invented searches\n" || !strings.HasPrefix(out, want) {
		t.Errorf("status %d: %s%s", status, out, errout)
	}
}
