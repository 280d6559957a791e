package main

import (
	"encoding/json"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/examples/internal/pagetest"
)

// shared returns the name of a file of the shared data, or skips the test.
func shared(t *testing.T, name string) string {
	t.Helper()
	dir := os.Getenv("DISPARITY_DATA")
	if dir == "" {
		t.Skip("set DISPARITY_DATA to the folder of published files")
	}
	return filepath.Join(dir, "stopsearch", "csv", name)
}

// The published files that the program is shown with.
const (
	essex        = "2019-12-essex-stop-and-search.csv"
	metropolitan = "2022-09-metropolitan-stop-and-search.csv.gz"
)

// TestEssex: three choices of a published month, as text.
func TestEssex(t *testing.T) {
	status, got, errout := call("-vary", "account,census,find", shared(t, essex))
	if status != 0 {
		t.Fatalf("status %d, %s", status, errout)
	}
	const file = "testdata/essex.golden.txt"
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

// TestSamePage: of published files the page has the sections, the pictures and the choices of the
// shipped month, but for what the files cannot bear, which it says.
func TestSamePage(t *testing.T) {
	for _, test := range []struct {
		file     string
		search   string // the number of combinations
		find     string
		says     []string
		warnings bool
	}{
		{essex, "486 combinations of 6 choices", "810 combinations of 6 choices", []string{"interpolated to 16 December 2019", "Open Government Licence v3.0"}, false},
		{metropolitan, "324 combinations of 6 choices", "486 combinations of 6 choices",
			[]string{"Not in the count, as the records cannot bear it: find linked: ", "Not in the count: census interpolated, as the days of the searches are not between the two censuses: it is 2021."}, true},
	} {
		name := shared(t, test.file)
		_, page, errout := call("-format", "html", name)
		_, markdown, _ := call("-format", "markdown", name)
		pagetest.Alone(t, page)
		pagetest.Words(t, page)
		pagetest.SameTables(t, page, markdown)
		for _, says := range append(test.says, test.search, test.find, ">Search rate</h2>", ">Find rate</h2>", ">How the numbers are made</h2>",
			"RRI of the search rate under every combination of the choices", "RRI of the find rate under every combination of the choices") {
			if !strings.Contains(page, says) {
				t.Errorf("%s: the page has no %q (%s)", test.file, says, errout)
			}
		}
		if said := strings.Contains(page, "Not in the count"); said != test.warnings {
			t.Errorf("%s: the page says what is not in the count: %v", test.file, said)
		}
	}
}

// header and rows make a file of searches in Kent in June 2019.
const header = "Type,Date,Self-defined ethnicity,Officer-defined ethnicity,Object of search,Outcome,Outcome linked to object of search,Team\n"

// write writes a file of searches, and returns its name.
func write(t *testing.T, name, content string) string {
	t.Helper()
	name = filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(name, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
	return name
}

// searches returns the content of a file with searches of people of several groups.
func searches() string {
	var b strings.Builder
	b.WriteString(header)
	for i := range 90 {
		self := []string{"White - English/Welsh/Scottish/Northern Irish/British", "Black/African/Caribbean/Black British - Caribbean", "Asian/Asian British - Indian", "Other ethnic group - Not stated"}[[]int{0, 0, 0, 1, 1, 2, 3, 3, 0}[i%9]]
		officer := []string{"White", "Black", "White", "Asian", ""}[i%5]
		fmt.Fprintf(&b, "Person search,2019-06-%02dT%02d:%02d:00+01:00,%s,%s,%s,%s,%s,%s\n", 1+i%28, i%24, i%60, self, officer,
			[]string{"Controlled drugs", "Offensive weapons"}[i%2], []string{"A no further action disposal", "Arrest", "Community resolution"}[i%3], []string{"False", "True", "True"}[i%3], []string{"A", "B"}[i%2])
	}
	return b.String()
}

// TestVary: flags say which choices are in the count, in which ways, and what the others are held
// at; text and Markdown say so.
func TestVary(t *testing.T) {
	kent := write(t, "2019-06-kent-stop-and-search.csv", searches())
	residents := write(t, "residents.csv", "group,residents\nWhite,10000\nMixed,100\nAsian,500\nBlack,400\nOther,100\n")
	for _, test := range []struct {
		args   string
		counts string // the choices of the first measure
		held   string
		reason string
	}{
		{"", "account=self|officer|self-then-officer missing=left-out|in-proportion|cross-table groups=5+1|officer object=any|drugs|not drugs census=interpolated|2021|2011 method=scas|score|wald", "", "all but clusters"},
		{"-vary account", "account=self|officer|self-then-officer", "missing=left-out groups=5+1 object=any census=interpolated method=scas", "one"},
		{"-vary ACCOUNT,method -method wald", "account=self|officer|self-then-officer method=wald|scas|score", "missing=left-out groups=5+1 object=any census=interpolated", "with its first way"},
		{"-vary account -method wald -census 2011 -clusters none", "account=self|officer|self-then-officer", "missing=left-out groups=5+1 object=any census=2011 clusters=none method=wald", "held at what flags say"},
		{"-ethnicity officer,self -vary account", "account=officer|self", "missing=left-out groups=5+1 object=any census=interpolated method=scas", "several ways"},
		{"-ethnicity officer -unknown left-out -groups 5+1 -object any -method scas", "census=interpolated|2021|2011", "account=officer missing=left-out groups=5+1 object=any method=scas", "flags alone hold"},
		{"-object drugs,any -census 2011,2021 -vary object,census", "object=drugs|any census=2011|2021", "account=self missing=left-out groups=5+1 method=scas", "in the order given"},
		{"-vary census -residents Kent", "census=interpolated|2021|2011", "account=self missing=left-out groups=5+1 object=any method=scas", "the residents of a place"},
		{"-vary account -residents " + residents, "account=self|officer|self-then-officer", "missing=left-out groups=5+1 object=any census=other method=scas", "a file of residents"},
		{"-vary census -residents " + residents, "census=other|interpolated|2021|2011", "account=self missing=left-out groups=5+1 object=any method=scas", "a file beside the censuses"},
		{"-vary clusters", "clusters=stops|none", "account=self missing=left-out groups=5+1 object=any census=interpolated method=scas", "what is not in the count by itself"},
		{"-where Team=A -vary account -residents Dover", "account=self|officer|self-then-officer", "missing=left-out groups=5+1 object=any census=interpolated method=scas", "rows of a place"},
	} {
		args := append(strings.Fields(test.args), "-format", "json", kent)
		status, out, errout := call(args...)
		if status != 0 {
			t.Errorf("%s: status %d: %s", test.reason, status, errout)
			continue
		}
		var got struct {
			Measures []struct {
				Shares []struct {
					Choice string
					Means  []struct{ Way string }
				}
				Held []struct{ Choice, Way string }
			}
		}
		if err := json.Unmarshal([]byte(out), &got); err != nil {
			t.Fatal(err)
		}
		var counts, held []string
		for _, s := range got.Measures[0].Shares {
			var ways []string
			for _, m := range s.Means {
				ways = append(ways, m.Way)
			}
			counts = append(counts, s.Choice+"="+strings.Join(ways, "|"))
		}
		for _, h := range got.Measures[0].Held {
			held = append(held, h.Choice+"="+h.Way)
		}
		if c, h := strings.Join(counts, " "), strings.Join(held, " "); c != test.counts || h != test.held {
			t.Errorf("%s:\n got %s; held %s\nwant %s; held %s", test.reason, c, h, test.counts, test.held)
		}
		for _, format := range []string{cli.FormatText, cli.FormatMarkdown, cli.FormatHTML} {
			_, out, _ := call(append(strings.Fields(test.args), "-format", format, kent)...)
			words := strings.Join(strings.Fields(html.UnescapeString(out)), " ")
			if said := strings.Contains(words, "Held, and not in the count: "+strings.ReplaceAll(strings.Join(held, ", "), "=", " ")); said != (held != nil) {
				t.Errorf("%s: %s says what is held: %v", test.reason, format, said)
			}
		}
	}
}

// TestMistakes: what is wrong is told in one line, and nothing is written.
func TestMistakes(t *testing.T) {
	kent := write(t, "2019-06-kent-stop-and-search.csv", searches())
	empty := write(t, "2019-06-essex-stop-and-search.csv", header)
	for _, test := range []struct {
		args   string
		status int
		says   string
		reason string
	}{
		{"-vary mood " + kent, 2, `"mood": want one of account, missing, groups, object, census, find, clusters, method, all`, "no choice"},
		{"-vary  " + kent, 2, "-vary", "a flag without its value"},
		{"-vary account -find action,arrest " + kent, 2, "-find has 2 ways, and -vary leaves find out: give one way, or name it with -vary", "ways of what is not in the count"},
		{"-find action,action " + kent, 2, "action is given twice", "a way twice"},
		{"-method scass " + kent, 2, `did you mean "scas"?`, "a way misspelt"},
		{"-object weapons " + kent, 2, `did you mean "offensive weapons"?`, "an object by a part of its name"},
		{"-census other " + kent, 2, "want one of interpolated, 2011, 2021", "no census"},
		{"-groups 18+1 " + kent, 2, "Black is none of the groups of 18+1: want one of White British,", "a group of others"},
		{"-group White " + kent, 2, "White against White: want two groups", "one group"},
		{"-level 2 " + kent, 2, "-level", "no level"},
		{"-residents Atlantis " + kent, 2, `no area "Atlantis"`, "no place"},
		{"-residents none.csv " + kent, 1, "none.csv", "no file of residents"},
		{"-census 2011 -residents " + kent + " " + kent, 2, "-census 2011 does nothing with the file of -residents", "a census of figures"},
		{"-residents " + kent + " " + kent, 1, "given both as a file of searches and with -residents", "one file for two things"},
		{"-o " + kent + " " + kent, 1, "write elsewhere", "the input as the output"},
		{"-o a.pdf " + kent, 2, "a.pdf", "another form"},
		{"-o a.svg -plot a.svg " + kent, 1, "the file that -o names", "the output twice"},
		{"-force kent", 2, "-force Kent without a file", "a flag for files"},
		{"-force essex " + kent, 1, "the file name says Kent, and -force says Essex", "another force"},
		{"-where Team=C " + kent, 1, "-where", "no such row"},
		{empty, 1, "no search of a person", "nobody"},
		{kent + " " + kent, 1, "named twice", "a file twice"},
		{"no-such-file.csv", 1, "no-such-file.csv", "no file"},
	} {
		status, out, errout := call(strings.Fields(test.args)...)
		lines := strings.Split(strings.TrimSuffix(errout, "\n"), "\n")
		if last := lines[len(lines)-1]; status != test.status || out != "" || !strings.Contains(last, test.says) || !strings.HasPrefix(last, "choices: ") {
			t.Errorf("%s: status %d, %q, want %d and %q", test.reason, status, out+errout, test.status, test.says)
		}
	}
}

// TestOutput: -o writes a file, and -plot the curve as a picture; CSV says on standard error what
// is not in the count.
func TestOutput(t *testing.T) {
	kent := write(t, "2023-06-kent-stop-and-search.csv", strings.ReplaceAll(searches(), "2019-06", "2023-06"))
	dir := t.TempDir()
	file, picture := filepath.Join(dir, "a.csv"), filepath.Join(dir, "a.svg")
	status, out, errout := call("-o", file, "-format", "csv", "-plot", picture, "-picture", "find-rate-curve", kent)
	if status != 0 || out != "" || !strings.Contains(errout, "choices: Not in the count: census interpolated") {
		t.Errorf("status %d, %q, %q", status, out, errout)
	}
	for name, want := range map[string]string{file: "measure,account,missing,census,groups,object,find,method,index,lower,upper\n", picture: "RRI of the find rate under every combination of the choices"} {
		if text, err := os.ReadFile(name); err != nil || !strings.Contains(string(text), want) {
			t.Errorf("%s: %v, no %q", name, err, want)
		}
	}
}
