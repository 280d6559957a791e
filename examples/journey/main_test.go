package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	_ "pgregory.net/rapid" // for its flags: go test ./... -rapid.checks=N

	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/rri/journey"
	"github.com/seed-549880be/disparity/rri/sheet"
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
		"file.txt":    {"recruitment.csv", "-direction", "relative-likelihood"},
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
		{[]string{"-x"}, 2, "there is no flag -x (-h lists the flags)"},
		{[]string{"a", "b"}, 2, "2 files given"},
		{[]string{"-format", "xml"}, 2, "want one of text, csv"},
		{[]string{"-level", "2"}, 2, "want a number between 0 and 1"},
		{[]string{"-direction", "up"}, 2, "rri, relative-likelihood"},
		{[]string{"-baseline", "Green"}, 1, `"Green": baseline is not among the groups: want one of Asian, Black, `},
		{[]string{"-baseline", "black"}, 1, `"black": baseline is not among the groups: did you mean "Black"? want one of`},
		{[]string{"recruitment.csv", "-formt", "csv"}, 2, "journey: there is no flag -formt: did you mean -format? (-h lists the flags)"},
		{[]string{"recruitment.csv", "-direction", "relative"}, 2, `did you mean "relative-likelihood"? want one of`},
		{[]string{"recruitment.csv", "-method", "wilson"}, 2, `did you mean "wilson-cc" or "mover-wilson"? want one of scas`},
		{[]string{"recruitmnt.csv"}, 1, "journey: recruitmnt.csv: no such file or folder: did you mean recruitment.csv?"},
		{[]string{"*.csv"}, 1, "journey: *.csv: 2 files: want one"},
		{[]string{"*.xlsx"}, 1, "journey: *.xlsx: no file has a name like that"},
		{[]string{"-"}, 1, "standard input is not read here"},
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
		{[]string{write(head + "a,people,a\u202eb,1\n")}, 1, "marks that turn the direction of text"},
		{[]string{"no\x1b[31m\a\nfile"}, 1, "journey: no [31m ; file: no such file"},
		{[]string{"-no\x1b\a"}, 2, "there is no flag -no  "},
		{[]string{"-format", "\x1b\a"}, 2, "want one of text, csv"},
		{[]string{"-direction", "\x1b\a"}, 2, "rri, relative-likelihood"},
		{[]string{"-level", "\x1b\a"}, 2, "invalid value"},
		{[]string{"-baseline", "\x1b\a" + strings.Repeat("x", 1e5)}, 1, "baseline is not among the groups"},
		{[]string{write("\x1b\a")}, 1, "want the header"},
		{[]string{write(head + "a,people,W,\x1b\a" + strings.Repeat("é", 1e5) + "\n")}, 1, "want a whole number"},
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
		if status != test.status || !strings.Contains(errout, test.want) || out != "" || len(errout) > 2000 || control(errout) {
			t.Errorf("%.60q: status %d, %.200q, want %d, %q", test.args, status, errout, test.status, test.want)
		}
	}
}

// control reports whether a text for the terminal has control characters other than the ends of its
// lines and the tab of the usage of a flag, or marks that turn its direction.
func control(text string) bool {
	return !utf8.ValidString(text) || strings.ContainsFunc(text, func(r rune) bool {
		return r != '\n' && r != '\t' && unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)
	})
}

// Comments, names of files and everything else from outside are cleaned before they reach the
// terminal.
func TestOutputIsClean(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a\x1b[31m\a.csv")
	text := "# one\x1b]0;title\a\u202e\tand\xff\r\nstage,counts,group,count\na,people,W,10\na,people,B,10\nb,people,W,5\nb,people,B,4\n"
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, format := range []string{"text", "csv"} {
		out, errout, status := output("-format", format, name)
		if status != 0 || errout != "" || control(out) || format == "text" && !strings.HasPrefix(out, "one ]0;title  and\uFFFD\n\nFrom a to b. ") {
			t.Errorf("status %d, %q, %q", status, out, errout)
		}
	}
	if err := os.WriteFile(name, []byte("x"), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, errout, status := output(name); status != 1 || control(errout) || !strings.Contains(errout, "a [31m .csv:1: want the header") {
		t.Errorf("status %d, %q", status, errout)
	}
}

// FuzzReadStages reads anything at all, under any name: stages or an error, names that any program
// can open, and no control characters in what is printed.
func FuzzReadStages(f *testing.F) {
	f.Add(youth, "f.csv", "")
	f.Add(recruitment, "f.csv", "White")
	f.Add([]byte("\ufeffstage,counts,group,count\r\na,events,W,9007199254740992\r\n"), "f.csv", "W")
	f.Add([]byte("stage,counts,group,count\na,people,\"=cmd\",1\n"), "a\x1b[31m\a\n.csv", "\x1b")
	f.Add([]byte("#\x1b\a\nstage,counts,group,count\na,people,W,9\na,people,B,9\nb,events,W,0\nb,events,B,12\n"), "\xff\u202e.csv", "\a\u2028")
	f.Fuzz(func(t *testing.T, text []byte, name, baseline string) {
		read, err := readStages(bytes.NewReader(text), name)
		for _, format := range []string{"text", "csv"} {
			var b bytes.Buffer
			message := ""
			if err := follow(&b, bytes.NewReader(text), name, baseline, journey.Options{}, format, true); err != nil {
				message = err.Error()
			}
			if control(b.String()) || strings.Contains(b.String()+message, "\t") || control(message) || strings.Contains(message, "\n") {
				t.Fatalf("%q, %q", b.String(), message)
			}
		}
		if err != nil {
			if !strings.HasPrefix(err.Error(), sheet.Clean(name)+":") || read.list != nil {
				t.Fatal(err)
			}
			return
		}
		if control(strings.Join(read.comments, "")) {
			t.Fatalf("%q", read.comments)
		}
		for i, s := range read.list {
			if cli.BadName(s.Name) != "" || len(s.Counts) == 0 {
				t.Fatalf("%+v", s)
			}
			if _, ok := s.Counts[read.first]; i == 0 && !ok {
				t.Fatalf("no %q in %+v", read.first, s)
			}
			for g, n := range s.Counts {
				if n < 0 || cli.BadName(g) != "" {
					t.Fatalf("%+v", s)
				}
			}
		}
	})
}
