package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	_ "pgregory.net/rapid" // for its flags: go test ./... -rapid.checks=N
)

var update = flag.Bool("update", false, "write the golden files anew")

// output runs the program.
func output(args ...string) (out, errout string, status int) {
	var o, e bytes.Buffer
	status = run(args, &o, &e)
	return o.String(), e.String(), status
}

func TestDefault(t *testing.T) {
	for name, args := range map[string][]string{
		"default.txt": nil,
		"wald.txt":    {"-method", "wald", "-baseline", "Black", "-level", "0.9"},
		"file.txt":    {"-direction", "relative-likelihood", "recruitment.csv"},
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
	}
	got, _, status := output("-format", "csv")
	if n := strings.Count(got, "\n"); status != 0 || n != 1+4*4+2*3*3 || strings.Count(got, "baseline,group") != 1 {
		t.Errorf("%d lines\n%s", n, got)
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
	const head = "stage,counts,group,count\n"
	for _, test := range []struct {
		args   []string
		status int
		want   string
	}{
		{[]string{"-h"}, 0, "-direction"},
		{[]string{"-x"}, 2, "flag provided but not defined"},
		{[]string{"a", "b"}, 2, "2 files given"},
		{[]string{"-format", "xml"}, 2, "want text or csv"},
		{[]string{"-level", "2"}, 2, "want a number between 0 and 1"},
		{[]string{"-direction", "up"}, 2, "want one of rri, relative-likelihood"},
		{[]string{"-baseline", "Green"}, 1, `"Green": baseline is not among the groups`},
		{[]string{"no such file"}, 1, "no such file"},
		{[]string{write("")}, 1, "f.csv:1: the file is empty"},
		{[]string{write("a,b\n")}, 1, "f.csv:1: want the header stage,counts,group,count"},
		{[]string{write(head)}, 1, "0 given, want two or more"},
		{[]string{write(head + "a,people,W\n")}, 1, "f.csv:2:1: wrong number of fields"},
		{[]string{write(head + "a,people,W,1.5\n")}, 1, `f.csv:2:12: count "1.5": want a whole number`},
		{[]string{write(head + "a,people,W,\"1,234\"\n")}, 1, `count "1,234": want a whole number from 0 to 2^53, without commas`},
		{[]string{write(head + "a,people,W,-1\n")}, 1, `count "-1"`},
		{[]string{write(head + "a,persons,W,1\n")}, 1, `f.csv:2:3: counts "persons": want people or events`},
		{[]string{write(head + "a,people,=cmd,1\n")}, 1, `group "=cmd": a spreadsheet would take it for a formula`},
		{[]string{write(head + "a,people,\x00,1\n")}, 1, "want a name without control characters"},
		{[]string{write(head + "a,people,\xff,1\n")}, 1, "not UTF-8"},
		{[]string{write(head + "a,people,,1\n")}, 1, "want a name"},
		{[]string{write(head + "a,people," + strings.Repeat("x", 201) + ",1\n")}, 1, "want at most 200 bytes"},
		{[]string{write(head + "a,people," + strings.Repeat("x", 10<<20) + ",1\n")}, 1, "longer than 1048576 bytes"},
		{[]string{write(head + "a,people,W,1\na,people,W,1\n")}, 1, "f.csv:3:10: group \"W\": stands twice in this stage"},
		{[]string{write(head + "a,people,W,1\na,events,X,1\n")}, 1, "people in one row and events in another"},
		{[]string{write(head + "a,people,W,1\nb,people,W,1\na,people,X,1\n")}, 1, "stand apart"},
		{[]string{write(head + "a,people,W,1\nb,people,W,2\n")}, 1, "declare a rate if one person can be counted twice"},
	} {
		out, errout, status := output(test.args...)
		if status != test.status || !strings.Contains(errout, test.want) || out != "" || len(errout) > 2000 {
			t.Errorf("%.60q: status %d, %.200q, want %d, %q", test.args, status, errout, test.status, test.want)
		}
	}
}

// FuzzReadStages reads anything at all: stages or an error, and names that any program can open.
func FuzzReadStages(f *testing.F) {
	f.Add(youth)
	f.Add(recruitment)
	f.Add([]byte("\ufeffstage,counts,group,count\r\na,events,W,9007199254740992\r\n"))
	f.Add([]byte("stage,counts,group,count\na,people,\"=cmd\",1\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		stages, first, _, err := readStages(bytes.NewReader(text), "f.csv")
		if err != nil {
			if !strings.HasPrefix(err.Error(), "f.csv:") || stages != nil {
				t.Fatal(err)
			}
			return
		}
		for i, s := range stages {
			if badName(s.Name) != "" || len(s.Counts) == 0 {
				t.Fatalf("%+v", s)
			}
			if _, ok := s.Counts[first]; i == 0 && !ok {
				t.Fatalf("no %q in %+v", first, s)
			}
			for g, n := range s.Counts {
				if n < 0 || badName(g) != "" {
					t.Fatalf("%+v", s)
				}
			}
		}
	})
}
