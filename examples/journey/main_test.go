package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	_ "pgregory.net/rapid" // for its flags: go test ./... -rapid.checks=N

	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/rri/counts"
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
		"default.txt":         nil,
		"wald.txt":            {"-method", "wald", "-baseline", "Black", "-level", "0.9"},
		"file.txt":            {"recruitment.csv", "-direction", "relative-likelihood"},
		"matrix.txt":          {"matrix.csv"},
		"matrix.md":           {"-format", "markdown", "matrix.csv"},
		"matrix-suppress.txt": {"-suppress", "5", "matrix.csv"},
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
			if n := utf8.RuneCountInString(line); !strings.HasSuffix(name, ".md") && n > width+1 {
				t.Errorf("%s: a line of %d characters: %s", name, n, line)
			}
		}
	}
	got, _, status := output("-format", "csv")
	if n := strings.Count(got, "\n"); status != 0 || n != 1+4*4+2*3*3 || strings.Count(got, "baseline,group") != 1 {
		t.Errorf("%d lines\n%s", n, got)
	}
}

// TestJSON: a file is a document, and the files that ship with the program are a list of them; each
// reads back to what was written.
func TestJSON(t *testing.T) {
	var one counts.Document
	var all []counts.Document
	for _, test := range []struct {
		args []string
		into any
	}{{[]string{"-format", "json", "matrix.csv"}, &one}, {[]string{"-format", "json"}, &all}} {
		got, errout, status := output(test.args...)
		if status != 0 {
			t.Fatal(errout)
		}
		if err := json.Unmarshal([]byte(got), test.into); err != nil {
			t.Fatal(err)
		}
	}
	if len(all) != 3 || len(one.Sections) != 1 || one.Sections[0].Name != "journey" {
		t.Fatalf("%d documents, %d sections", len(all), len(one.Sections))
	}
	one.Width = width
	var b bytes.Buffer
	want, _, _ := output("matrix.csv")
	if err := one.WriteText(&b); err != nil || b.String() != want {
		t.Errorf("%v\n%s", err, cmp.Diff(want, b.String()))
	}
}

// TestForms: the same journey in other forms of the table, and by flags.
func TestForms(t *testing.T) {
	const long = "stage,group,count\nresidents,White,1000\nresidents,Black,500\nstopped,White,60\nstopped,Black,70\nstopped,Not stated,8\nfined,White,20\nfined,Black,22\nfined,Not stated,2\n"
	table := func(text string, args ...string) string {
		t.Helper()
		out, errout, status := output(append(args, "-format", "csv", write(t, text))...)
		if status != 0 {
			t.Errorf("%q: %s", args, errout)
		}
		return out
	}
	want := table(long)
	if !strings.Contains(want, "journey,White,Black,fined,22,70,20,60,") {
		t.Errorf("%s", want)
	}
	for _, test := range []struct {
		text   string
		args   []string
		reason string
	}{
		{"stage,White,Black,Not stated\nresidents,1000,500,\nstopped,60,70,8\nfined,20,22,2\n", nil, "a column for each group"},
		{"stage,White,Black,Not stated,Everybody\nresidents,1000,500,,1500\nstopped,60,70,8,138\nfined,20,22,2,44\n", nil, "and one of all"},
		{"group,residents,stopped,fined\nWhite,1000,60,20\nBlack,500,70,22\nNot stated,,8,2\n", nil, "a column for each stage"},
		{strings.ReplaceAll(long, ",", ";"), nil, "semicolons"},
		{strings.Replace(long, "stage", "Decision point", 1), nil, "another word for a stage"},
		{strings.Replace(long, "stage", "what", 1), []string{"-stage", "what"}, "another name"},
		{strings.Replace(long, "Not stated", "", 2), nil, "a blank for the unknown"},
		{"stage,out of,group,count\nfined,stopped,White,20\nfined,stopped,Black,22\nfined,stopped,Not stated,2\nstopped,residents,White,60\nstopped,residents,Black,70\n" +
			"stopped,residents,Not stated,8\nresidents,,White,1000\nresidents,,Black,500\n", nil, "the last stage first"},
		{"year,stage" + strings.ReplaceAll(strings.TrimSuffix(strings.TrimPrefix(long, "stage"), "\n"), "\n", "\n2020,") + "\n2021,fined,White,7\n", []string{"-where", "year=2020"}, "one of several years"},
	} {
		if got := table(test.text, test.args...); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", test.reason, got, want)
		}
	}
	if got := table(long, "-suppress", "5"); strings.Contains(got, ",2,44") || !strings.Contains(got, "suppressed") {
		t.Errorf("two of no known group are not withheld:\n%s", got)
	}
}

// TestSuppressedAlike: files that differ in a small count, and in the total that has it, give the
// same output in every format, and the same picture.
func TestSuppressedAlike(t *testing.T) {
	matrix, err := os.ReadFile("matrix.csv")
	if err != nil {
		t.Fatal(err)
	}
	name, plot := write(t, ""), filepath.Join(t.TempDir(), "p.svg")
	for _, format := range cli.Formats {
		want, drawn := "", ""
		for n := 1; n <= 6; n++ {
			text := strings.Replace(string(matrix), "transfer,petition,people,Hispanic,2\n", fmt.Sprintf("transfer,petition,people,Hispanic,%d\ntransfer,petition,people,Total,%d\n", n, 21+n), 1)
			if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
			got, errout, status := output("-suppress", "5", "-format", format, "-plot", plot, name)
			if n == 1 {
				want = got
			}
			picture, err := os.ReadFile(plot)
			if err != nil {
				t.Fatal(err)
			}
			if n == 1 {
				drawn = string(picture)
			}
			if (string(picture) == drawn) != (n <= 5) {
				t.Errorf("%s: the picture of %d beside that of 1: alike %v", format, n, string(picture) == drawn)
			}
			if status != 0 || (got == want) != (n <= 5) {
				t.Errorf("%s: %d beside 1: status %d %s, alike %v\n%s", format, n, status, errout, got == want, cmp.Diff(want, got))
			}
		}
	}
}

// write writes a file.
func write(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "f.csv")
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestErrors(t *testing.T) {
	const head = "stage,counts,group,count\n"
	for _, test := range []struct {
		args   []string
		status int
		want   string
	}{
		{[]string{"-h"}, 0, "-direction"},
		{[]string{"-x"}, 2, "there is no flag -x (-h lists the flags)"},
		{[]string{"a", "b"}, 2, "2 files given"},
		{[]string{"-format", "xml"}, 2, "want one of text, markdown, csv, json"},
		{[]string{"-picture", "journey"}, 2, "-picture says which picture -plot FILE.svg writes: give both"},
		{[]string{"-plot", "x.pdf"}, 2, "give a name that ends in .svg"},
		{[]string{"-plot", "x.svg", "-picture", "jorney", "recruitment.csv"}, 1, `did you mean "journey"?`},
		{[]string{"-level", "2"}, 2, "want a number between 0 and 1"},
		{[]string{"-suppress", "1"}, 2, "want a whole number from 2 to 1000"},
		{[]string{"-direction", "up"}, 2, "rri, relative-likelihood"},
		{[]string{"-rate", "-proportion"}, 2, "two models"},
		{[]string{"-baseline", "Green"}, 1, `youth.csv: "Green": baseline is not among the groups: want one of White, Asian, `},
		{[]string{"recruitment.csv", "-formt", "csv"}, 2, "journey: there is no flag -formt: did you mean -format? (-h lists the flags)"},
		{[]string{"recruitment.csv", "-direction", "relative"}, 2, `did you mean "relative-likelihood"? want one of`},
		{[]string{"recruitment.csv", "-method", "wilson"}, 2, `did you mean "wilson-cc" or "mover-wilson"? want one of scas`},
		{[]string{"recruitmnt.csv"}, 1, "journey: recruitmnt.csv: no such file or folder: did you mean recruitment.csv?"},
		{[]string{"*.csv"}, 1, "journey: *.csv: 3 files: want one"},
		{[]string{"*.xlsx"}, 1, "journey: *.xlsx: no file has a name like that"},
		{[]string{"-"}, 1, "standard input is not read here"},
		{[]string{"no such file"}, 1, "no such file"},
		{[]string{write(t, "")}, 1, "f.csv: the file is empty"},
		{[]string{write(t, "group,events,trials\nWhite,1,2\nBlack,1,2\n")}, 1, "f.csv: no column of stages, as stage or step: the file has no column but those of groups and numbers (-stage COLUMN names it)"},
		{[]string{"-stage", "tier", write(t, "stage,group,count\na,White,1\n")}, 1, `"tier"`},
		{[]string{write(t, head+"a,people,W,1\n")}, 1, "1 given, want two or more"},
		{[]string{write(t, head+"a,people,W,1.5\n")}, 1, "f.csv:2:12"},
		{[]string{write(t, head+"a,people,W,-1\n")}, 1, "f.csv:2:12"},
		{[]string{write(t, head+"a,persons,W,1\n")}, 1, `f.csv:2: stages do not make a journey: "persons": counts are people`},
		{[]string{"no\x1b[31m\a\nfile"}, 1, "journey: no [31m ; file: no such file"},
		{[]string{"-no\x1b\a"}, 2, "there is no flag -no  "},
		{[]string{"-format", "\x1b\a"}, 2, "want one of text, markdown, csv"},
		{[]string{"-direction", "\x1b\a"}, 2, "rri, relative-likelihood"},
		{[]string{"-level", "\x1b\a"}, 2, "invalid value"},
		{[]string{"-baseline", "\x1b\a" + strings.Repeat("x", 1e5)}, 1, "baseline is not among the groups"},
		{[]string{"-stage", "\x1b\a" + strings.Repeat("x", 1e5), "recruitment.csv"}, 1, "recruitment.csv"},
		{[]string{write(t, "\x1b\a")}, 1, "f.csv:1:1"},
		{[]string{write(t, head+"a,people,W,\x1b\a"+strings.Repeat("é", 1e5)+"\n")}, 1, "f.csv:"},
		{[]string{write(t, head+"a,people,W,1\na,people,W,1\n")}, 1, "f.csv:3"},
		{[]string{write(t, head+"a,people,W,1\na,events,X,1\n")}, 1, `stage "a" has "events", and "people" on line 2`},
		{[]string{write(t, head+"a,people,W,1\nb,people,W,2\n")}, 1, `2 of "W" in stage "b", of 1 in "a": if one of them can be counted several times, the rows of the stage want events`},
	} {
		out, errout, status := output(test.args...)
		if status != test.status || !strings.Contains(errout, test.want) || out != "" || len(errout) > 5000 || control(errout) {
			t.Errorf("%.60q: status %d, %.400q, want %d, %q", test.args, status, errout, test.status, test.want)
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
	text := "# one\x1b]0;title\a\u202e\tand\r\nstage,counts,group,count\na,people,W\u202e,10\na,people,B,10\nb\x1b,people,W\u202e,5\nb\x1b,people,B,4\n"
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, format := range cli.Formats {
		out, errout, _ := output("-format", format, name)
		if control(out) || control(errout) || out == "" && errout == "" {
			t.Errorf("%s: %q, %q", format, out, errout)
		}
	}
}

// FuzzFollow reads anything at all, under any name: a journey or an error, and no control
// characters in what is printed.
func FuzzFollow(f *testing.F) {
	matrix, err := os.ReadFile("matrix.csv")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(youth, "f.csv", "", "")
	f.Add(recruitment, "f.csv", "White", "stage")
	f.Add(matrix, "f.csv", "", "")
	f.Add([]byte("\ufeffstage,counts,group,count\r\na,events,W,9007199254740992\r\n"), "f.csv", "W", "")
	f.Add([]byte("stage,out of,group,count\na,b,W,5\nb,a,W,5\n"), "f.csv", "", "")
	f.Add([]byte("#\x1b\a\nstage,counts,group,count\na,people,W,9\na,people,B,9\nb,events,W,0\nb,events,B,12\n"), "\xff\u202e.csv", "\a\u2028", "\x1b")
	f.Fuzz(func(t *testing.T, text []byte, name, baseline, stage string) {
		for _, suppress := range []int64{0, 5} {
			var s settings
			flags := flag.NewFlagSet("journey", flag.ContinueOnError)
			s.define(flags)
			s.Baseline, s.Stage, s.Suppress = baseline, stage, suppress
			if err := s.Tables.Check(); err != nil {
				t.Fatal(err)
			}
			d, err := s.follow(bytes.NewReader(text), name)
			if err != nil {
				if message := cli.Message(err); control(message) || strings.Contains(message, "\n") {
					t.Fatalf("%q", message)
				}
				continue
			}
			for _, s.format = range cli.Formats {
				var b bytes.Buffer
				if err := s.write(&b, d); err != nil {
					t.Fatal(err)
				}
				if control(b.String()) {
					t.Fatalf("%s: %q", s.format, b.String())
				}
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
