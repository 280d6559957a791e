package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/examples/internal/input"
	"github.com/seed-549880be/disparity/outcomes"
)

const header = "Type,Date,Part of a policing operation,Policing operation,Latitude,Longitude,Gender,Age range,Self-defined ethnicity,Officer-defined ethnicity," +
	"Legislation,Object of search,Outcome,Outcome linked to object of search,Removal of more than just outer clothing\r\n"

// row is one row of an official file.
func row(kind, date, self, officer, outcome string) string {
	return fmt.Sprintf("%s,%s,False,,51.4,-2.6,Male,18-24,%s,%s,Misuse of Drugs Act 1971 (section 23),Controlled drugs,%s,,False\r\n", kind, date, self, officer, outcome)
}

const (
	white = "White - English/Welsh/Scottish/Northern Irish/British"
	black = "Black/African/Caribbean/Black British - Caribbean"
	noon  = "2023-01-05T12:00:00+00:00"
)

func person(self, outcome string) string { return row("Person search", noon, self, "", outcome) }

const kentFile = "2023-01-kent-stop-and-search.csv"

// write makes a file in a new folder.
func write(t *testing.T, name, content string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
	return file
}

// Residents at the census of 2021 of the police force areas E23000032 and E23000028: sums over
// their districts in the custom dataset of the ONS.
const kentPeople, essexPeople = 1855850, 1860199

// TestUnusable has input from which no table can be made: status 1, nothing on standard output, and
// one line that says what is wrong.
func TestUnusable(t *testing.T) {
	var gz bytes.Buffer
	z := gzip.NewWriter(&gz)
	fmt.Fprint(z, header+person(white, ""))
	z.Close()
	tests := []struct {
		name, content string
		want          []string // in the message
		reason        string
	}{
		{kentFile, "", []string{kentFile, "empty"}, "an empty file"},
		{kentFile, "\xff\xd8\xff\xe0\x00\x10JFIF\x00", []string{kentFile, "a picture"}, "a picture, not CSV"},
		{kentFile, "name,age\nJo,30\n", []string{kentFile, `"Type"`, `"name"`}, "a table of something else: what is missing, and what there is"},
		{kentFile, strings.Replace(header, "Date,", "", 1) + "x\r\n", []string{kentFile, `no column "Date"`}, "a column missing that every table needs"},
		{kentFile, header, []string{"no search of a person in ", kentFile + ": 0 rows"}, "a header and no rows"},
		{"2023-01-kent-stop-and-search.json", "[]", []string{"no search of a person in ", "kent-stop-and-search.json: 0 rows"}, "a month without searches from the API is like a header alone"},
		{"2023-01-kent-stop-and-search.json", "", []string{"the file is empty"}, "no bytes, as JSON"},
		{kentFile, header + row("Vehicle search", noon, "", "", ""), []string{"no search of a person", "1 row", "1 search of a vehicle only"}, "no person searches"},
		{kentFile + ".gz", gz.String()[:gz.Len()-12], []string{kentFile + ".gz", "unexpected EOF"}, "a compressed file cut short"},
		{"searches.csv", header + person(white, ""), []string{"searches.csv", "give -force NAME", "Avon and Somerset", "Wiltshire"}, "no force in the name"},
		{"2023-01-gotham.csv", header + person(white, ""), []string{"2023-01-gotham.csv", "give -force NAME"}, "a force that there is not, in a name that is not of the official form"},
	}
	for _, test := range tests {
		file := write(t, test.name, test.content)
		status, out, errout := call(t, "", file)
		if status != statusInput || out != "" || strings.Count(errout, "\n") != 1 {
			t.Errorf("%s: status %d, output %q, message %q; want 1, nothing and one line", test.reason, status, out, errout)
		}
		for _, want := range test.want {
			if !strings.Contains(errout, want) {
				t.Errorf("%s: message is %q, want %q in it", test.reason, errout, want)
			}
		}
	}
}

func TestArguments(t *testing.T) {
	dir := t.TempDir()
	file := write(t, kentFile, header+person(white, ""))
	var gz bytes.Buffer
	z := gzip.NewWriter(&gz)
	fmt.Fprint(z, header+person(white, ""))
	z.Close()
	packed := write(t, kentFile+".gz", gz.String())
	column := write(t, "column.csv", withForce(header, "force")+withForce(person(white, ""), "kent")+withForce(person(black, ""), "kent")+withForce(person(black, ""), ""))
	tests := []struct {
		args   []string
		want   string
		reason string
	}{
		{[]string{filepath.Join(dir, "none.csv")}, "none.csv", "no such file"},
		{[]string{strings.Replace(file, "kent", "knet", 1)}, "no such file or folder: did you mean " + file + "?", "two letters turned round"},
		{[]string{filepath.Join(filepath.Dir(file), "*.json")}, "*.json: no file has a name like that", "wildcards that match nothing"},
		{[]string{filepath.Join(filepath.Dir(file), "*kent*"), file}, "named twice", "wildcards, and one of their files"},
		{[]string{"--", "-format"}, "-format: no such file or folder", "behind -- are files"},
		{[]string{dir}, "no stop-and-search file", "a folder without files"},
		{[]string{file, file}, "named twice", "its rows would be counted twice"},
		{[]string{file, filepath.Dir(file)}, "named twice", "as a file and in its folder"},
		{[]string{"-", "-"}, "named twice", "standard input can be read once"},
		{[]string{"-o", file, file}, "write elsewhere", "the output would replace the input"},
		{[]string{file, packed}, file + " and " + packed + ": the same search of Kent in 2023-01, which would be counted twice", "packed and unpacked"},
		{[]string{"-force", "kent", packed, "-"}, packed + " and standard input: the same search of Kent in 2023-01", "from standard input, and again"},
		{[]string{file, write(t, "copy-of-kent.csv", header+person(white, ""))}, "copy-of-kent.csv: the same search of Kent in 2023-01", "a copy under another name"},
		{[]string{file, write(t, "2023-02-essex-stop-and-search.csv", header+person(white, ""))}, "essex-stop-and-search.csv: the same search under the names of Kent and of Essex", "a copy under the name of another force"},
		{[]string{filepath.Dir(packed), file}, "the same search of Kent in 2023-01", "in a folder"},
		{[]string{"-force", "Essex", file}, file + ": the file name says Kent, and -force says Essex: leave out -force", "the name tells another force"},
		{[]string{"-force", "british transport police", file}, "the file name says Kent, and -force says British Transport Police", "the name tells another force"},
		{[]string{"-force", "Essex", column}, "column.csv: the force column says Kent in 2 rows, and -force says Essex: leave out -force", "a column tells another force"},
		{[]string{"-"}, "give -force NAME", "standard input has no name to tell the force"},
		{[]string{"-object", "fireworks", file}, `none of the 1 search of a person is left by -object "fireworks"`, "the filter leaves nothing"},
		{[]string{"-from", "2024-01", file}, "none of the 1 search of a person is left by -from 2024-01", "the filter leaves nothing"},
	}
	for _, test := range tests {
		status, out, errout := call(t, header+person(white, ""), test.args...)
		if status != statusInput || out != "" || !strings.Contains(errout, test.want) || strings.Count(errout, "\n") != 1 {
			t.Errorf("%s: status %d, output %q, message %q; want 1, nothing and one line with %q", test.reason, status, out, errout, test.want)
		}
	}
}

// TestBadRows has files in which some rows are wrong: they are named with line, column and value,
// counted, and the others stand.
func TestBadRows(t *testing.T) {
	good := strings.Repeat(person(white, "Arrest"), 3) + strings.Repeat(person(black, ""), 2)
	tests := []struct {
		bad       string
		want      []string // in the warning
		rejected  int64
		unknown   map[string]map[string]int64
		ethnicity int64 // of unknown ethnicity
		reason    string
	}{
		{"Person search,2023-01-05\r\n", []string{kentFile + ":7:"}, 1, nil, 0, "a short row"},
		{"Person search" + strings.Repeat(",x", 20) + "\r\n", []string{kentFile + ":7:"}, 1, nil, 0, "a long row"},
		{row("Person search", "2023-02-30T12:00:00+00:00", white, "", ""), []string{kentFile + ":7:15: Date \"2023-02-30T12:00:00+00:00\""}, 1, nil, 0, "a day that there is not"},
		{row("Person search", "yesterday", white, "", ""), []string{kentFile + ":7:15: Date \"yesterday\""}, 1, nil, 0, "a date in words"},
		{row("Person search", "", white, "", ""), []string{kentFile + ":7:15: Date \"\""}, 1, nil, 0, "no date"},
		{person("Klingon", "Arrest"), []string{kentFile + ":7:", `Self-defined ethnicity "Klingon"`}, 0, map[string]map[string]int64{"Self-defined ethnicity": {"Klingon": 1}}, 1,
			"an ethnicity in no table falls in no group"},
		{person(white, "Transported"), []string{kentFile + ":7:", `Outcome "Transported"`}, 0, map[string]map[string]int64{"Outcome": {"Transported": 1}}, 0, "an outcome in no table"},
		{"\x00\xff,\"" + strings.Repeat("x", 2<<20) + "\r\n", []string{kentFile + ":7:"}, 1, nil, 0, "two megabytes of rubbish"},
	}
	for _, test := range tests {
		file := write(t, kentFile, header+good+test.bad+person(black, "Arrest"))
		status, out, errout := call(t, "", "-format", "json", file)
		if status != statusOK {
			t.Errorf("%s: status %d, message %q; want 0", test.reason, status, errout)
			continue
		}
		if strings.Count(errout, "\n") != 1 {
			t.Errorf("%s: warning is %q, want one line", test.reason, errout)
		}
		for _, want := range test.want {
			if !strings.Contains(errout, want) {
				t.Errorf("%s: warning is %q, want %q in it", test.reason, errout, want)
			}
		}
		r := decode(t, out)
		if r.Quality.Rows != 7 || r.Quality.Rejected != test.rejected || r.Quality.EthnicityUnknown != test.ethnicity {
			t.Errorf("%s: quality is %+v, want 7 rows, %d rejected, %d of unknown ethnicity", test.reason, r.Quality, test.rejected, test.ethnicity)
		}
		if test.unknown == nil {
			test.unknown = map[string]map[string]int64{}
		}
		if diff := cmp.Diff(test.unknown, r.Quality.UnknownLabels); diff != "" {
			t.Errorf("%s: unknown labels (-want +got):\n%s", test.reason, diff)
		}
		if events := r.Tables[0].Rows[3].Events; r.Tables[0].Rows[3].Group != "Black" || events != 3 {
			t.Errorf("%s: %d searches of %s, want 3 of Black: the rows around the bad one stand", test.reason, events, r.Tables[0].Rows[3].Group)
		}
	}
}

func TestManyBadRows(t *testing.T) {
	file := write(t, kentFile, header+person(white, "")+strings.Repeat(row("Person search", "never", white, "", ""), 40))
	status, out, errout := call(t, "", file)
	if status != statusOK || strings.Count(errout, "\n") != input.MaxWarnings+1 || !strings.Contains(errout, "40 rows rejected") {
		t.Errorf("40 bad rows: status %d, standard error:\n%swant status 0, the first %d and a count", status, errout, input.MaxWarnings)
	}
	if !strings.Contains(out, "41 rows: 1 person search, 40 that could not be read") {
		t.Errorf("40 bad rows are not in the head of the report:\n%s", out)
	}
}

func TestManyUnknownLabels(t *testing.T) {
	content := header + person(white, "")
	for i := range 30 {
		content += person(fmt.Sprintf("Klingon %02d", i), "")
	}
	file := write(t, kentFile, content)
	status, out, errout := call(t, "", file)
	if status != statusOK || strings.Count(errout, "\n") != input.MaxWarnings+1 || !strings.Contains(errout, "30 cells with unknown labels") {
		t.Errorf("30 unknown labels: status %d, standard error:\n%swant status 0, the first %d and a count", status, errout, input.MaxWarnings)
	}
	for _, want := range []string{`Self-defined ethnicity "Klingon 09", 1 row`, "and 20 labels more", "30 searches (97 %)"} {
		if !strings.Contains(out, want) {
			t.Errorf("30 unknown labels: want %q in the head of\n%s", want, out)
		}
	}
	if strings.Contains(out, "Klingon 10") {
		t.Errorf("30 unknown labels: more than %d are listed:\n%s", 10, out)
	}
}

// TestBaselineWithoutEvents: the ratio has no bound, and every form says so without NaN.
func TestBaselineWithoutEvents(t *testing.T) {
	file := write(t, kentFile, header+person(black, "Arrest"))
	for _, format := range cli.Formats {
		status, out, errout := call(t, "", "-format", format, file)
		if status != statusOK || errout != "" {
			t.Errorf("-format %s: status %d, message %q; want 0 and none", format, status, errout)
		}
		if strings.Contains(wordsOf(format, out), "NaN") {
			t.Errorf("-format %s: NaN in the output:\n%s", format, out)
		}
	}
	_, out, _ := call(t, "", "-format", "json", file)
	table := decode(t, out).Tables[0]
	for _, r := range table.Rows {
		if r.Group == "Black" && !strings.Contains(strings.Join(r.Flags, " "), "unbounded") {
			t.Errorf("flags of 1 search against 0 of the baseline are %q, want unbounded among them", r.Flags)
		}
	}
}

// TestNobodyToCompareWith: what stands around the tables says in words that the baseline has no
// event, and the bounds, which are a comparison too, are not there for people.
func TestNobodyToCompareWith(t *testing.T) {
	rows := strings.Repeat(person(black, "Arrest"), 10) + person(black, "") + person("Other ethnic group - Not stated", "")
	for _, test := range []struct {
		name, content string
		args          []string
		want          []string
		bounds        bool // for people
		reason        string
	}{
		{"nobody of the baseline", rows, nil, []string{"no search of a White person was recorded: nothing to compare with", "No bounds of the RRI: no search of a White person was recorded\n"}, false,
			"searches of other groups alone"},
		{"no event of the baseline", rows + person(white, ""), nil, []string{"no search of a White person was recorded that counts here (finds): nothing to compare with"}, true,
			"searched, and nothing found"},
		{"another baseline", rows + person(white, "Arrest"), []string{"-baseline", "Asian"}, []string{"no search of an Asian person was recorded: ", "No bounds of the RRI: no search of an Asian person was recorded\n"}, false,
			"an article that fits"},
		{"the baseline Other", rows + person(white, "Arrest"), []string{"-baseline", "Other"}, []string{"no search of a person of the group Other was recorded: "}, false, "not an Other person"},
	} {
		file := write(t, kentFile, header+test.content)
		for _, format := range []string{cli.FormatText, cli.FormatMarkdown} {
			_, out, _ := call(t, "", append(test.args, "-format", format, file)...)
			plain := strings.ReplaceAll(out, "\\", "")
			for _, want := range test.want {
				if !strings.Contains(plain, want) {
					t.Errorf("%s, -format %s: no %q (%s) in\n%s", test.name, format, want, test.reason, out)
				}
			}
			if got := strings.Contains(out, "over every way in which"); got != test.bounds {
				t.Errorf("%s, -format %s: bounds %v, want %v (%s)", test.name, format, got, test.bounds, test.reason)
			}
		}
	}
	file := write(t, kentFile, header+rows+person(white, "Arrest"))
	if _, out, _ := call(t, "", file); strings.Contains(out, "(finds): nothing") || !strings.Contains(out, "\nArrest rate: the same counts as above, under find rate.") {
		t.Errorf("a baseline with a find has nothing to compare finds with:\n%s", out)
	}
}

func TestForces(t *testing.T) {
	month := func(date string) string { return row("Person search", date, white, "", "") }
	january, february := month("2023-01-05T12:00:00+00:00"), month("2023-02-05T12:00:00+00:00")
	dir := t.TempDir()
	file := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
		return path
	}
	kent := file("2023-01-kent-stop-and-search.csv", header+january)
	kent2 := file("2023-02-kent-stop-and-search.csv", header+february)
	essex := file("2023-01-essex-stop-and-search.csv", header+january+january)
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(dir, link); err != nil {
		t.Fatal(err)
	}
	transport := file("2023-01-btp-stop-and-search.csv", header+row("Person search", "2023-01-06T12:00:00+00:00", white, "", ""))

	tests := []struct {
		args      []string
		residents float64
		note      string // "" if there is none
		tables    int
		reason    string
	}{
		{[]string{kent}, kentPeople, "", 7, "one force"},
		{[]string{kent, kent2}, kentPeople, "", 7, "two months of one force have its residents once"},
		{[]string{kent, essex}, kentPeople + essexPeople, "", 7, "two forces have the residents of both"},
		{[]string{kent, kent2, essex}, kentPeople + essexPeople, "No rows of Essex in February 2023", 7, "a month is missing, which looks like a low one"},
		{[]string{"-to", "2023-01", kent, kent2, essex}, kentPeople + essexPeople, "", 7, "and is not missing from what was asked for"},
		{[]string{"-force", "Kent", kent}, kentPeople, "", 7, "-force says what the name says"},
		{[]string{"-force", "Kent", kent, "-"}, kentPeople, "", 7, "one file says, and one does not"},
		{[]string{"-force", "british transport police", "-"}, 0, "No search rate: British Transport Police has no residents.", 6, "a force without residents, in words"},
		{[]string{kent, transport}, kentPeople, "", 7, "British Transport Police adds no residents, and its searches are in no search rate"},
		{[]string{transport}, 0, "No search rate: British Transport Police has no residents", 6, "no denominator, and the other rates stand"},
		{[]string{"-force", "kent", "-"}, kentPeople, "", 7, "standard input"},
		{[]string{dir}, kentPeople + essexPeople, "No rows of ", 7, "a folder"},
		{[]string{filepath.Join(dir, "*-kent-stop*.csv")}, kentPeople, "", 7, "wildcards that no shell has read"},
		{[]string{kent, essex, "-to", "2023-01", kent2}, kentPeople + essexPeople, "", 7, "a flag between files holds for all"},
		{[]string{"-", "-force", "kent"}, kentPeople, "", 7, "a flag behind standard input"},
		{[]string{"-force", "kent", "--", "-"}, kentPeople, "", 7, "standard input, behind --"},
		{[]string{link}, kentPeople + essexPeople, "No rows of ", 7, "a link to a folder"},
	}
	file("2023-01-kent-street.csv", "Crime ID\n") // as in a download; must not be read
	for _, test := range tests {
		status, out, errout := call(t, header+row("Person search", "2023-01-20T12:00:00+00:00", white, "White", ""), append([]string{"-format", "json"}, test.args...)...)
		if status != statusOK {
			t.Errorf("%s: status %d, message %q", test.reason, status, errout)
			continue
		}
		r := decode(t, out)
		if r.Residents != test.residents || len(r.Tables) != test.tables {
			t.Errorf("%s: %.0f residents, %d tables; want %.0f, %d", test.reason, r.Residents, len(r.Tables), test.residents, test.tables)
		}
		// Beside what the test is about, every report of these files says that the link is never
		// recorded.
		about := slices.DeleteFunc(slices.Clone(r.Notes[1:]), func(note string) bool {
			return strings.Contains(note, "Recording regime") || strings.Contains(note, "needs the link")
		})
		if len(r.Notes)-1-len(about) != 2 {
			t.Errorf("%s: notes are %q, want two about the link", test.reason, r.Notes)
		}
		switch notes := strings.Join(about, " "); {
		case test.note == "" && notes != "":
			t.Errorf("%s: notes are %q, want none", test.reason, notes)
		case !strings.Contains(notes, test.note):
			t.Errorf("%s: notes are %q, want %q", test.reason, notes, test.note)
		}
		if strings.Contains(test.reason, "British") && r.Tables[0].Rows[0].Events != 1 {
			t.Errorf("%s: %d searches, want 1", test.reason, r.Tables[0].Rows[0].Events)
		}
	}
}

// TestForceColumn reads a file whose column tells the force of every row.
func TestForceColumn(t *testing.T) {
	file := write(t, "download.csv", withForce(header, "force")+withForce(person(white, ""), "kent")+withForce(person(white, ""), "essex"))
	_, out, _ := call(t, "", "-format", "json", file)
	if r := decode(t, out); r.Residents != kentPeople+essexPeople {
		t.Errorf("rows of Kent and Essex: %.0f residents, want those of both", r.Residents)
	}
	file = write(t, "download.csv", withForce(header, "force")+withForce(person(white, ""), "kent")+withForce(person(white, ""), ""))
	_, out, _ = call(t, "", "-format", "json", file)
	if r := decode(t, out); r.Residents != kentPeople || r.Tables[0].Rows[0].Events != 1 {
		t.Errorf("rows of Kent and of nobody: %.0f residents, %d searches, want those of Kent alone", r.Residents, r.Tables[0].Rows[0].Events)
	}
	_, out, _ = call(t, "", "-force", "kent", "-format", "json", file)
	if r := decode(t, out); r.Residents != kentPeople || r.Tables[0].Rows[0].Events != 2 {
		t.Errorf("the same with -force kent: %.0f residents, %d searches, want both of Kent", r.Residents, r.Tables[0].Rows[0].Events)
	}
}

// withForce adds a cell to a row.
func withForce(line, force string) string { return strings.Replace(line, "\r\n", ","+force+"\r\n", 1) }

// TestSharing: how rows are shared out among files, and their order, changes nothing but the list
// of sources.
func TestSharing(t *testing.T) {
	kinds := rapid.SampledFrom([]string{"Person search", "Person and Vehicle search", "Vehicle search"})
	dates := rapid.SampledFrom([]string{noon, "2023-01-31T23:59:59+00:00", "2023-02-01T00:00:00+00:00", "2023-06-30T23:30:00+00:00"})
	groups := rapid.SampledFrom([]string{white, black, "Asian/Asian British - Chinese", "Other ethnic group - Not stated", "", "Klingon", "White - Irish"})
	officers := rapid.SampledFrom([]string{"White", "Black", "", "Other"})
	ends := rapid.SampledFrom([]string{"Arrest", "", "A no further action disposal", "Caution (simple or conditional)", "Beamed up"})
	rows := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string {
		return row(kinds.Draw(t, "type"), dates.Draw(t, "date"), groups.Draw(t, "self"), officers.Draw(t, "officer"), ends.Draw(t, "outcome"))
	}), 1, 30)
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		all := append(rows.Draw(t, "rows"), person(white, "Arrest"))
		mixed := rapid.Permutation(all).Draw(t, "order")
		// Files that share a day are refused.
		last := dates.Draw(t, "last day of the first file")
		later := slices.DeleteFunc(slices.Clone(mixed), func(row string) bool { return strings.Split(row, ",")[1] <= last })
		earlier := slices.DeleteFunc(mixed, func(row string) bool { return strings.Split(row, ",")[1] > last })
		one, two := filepath.Join(dir, "1-kent.csv"), filepath.Join(dir, "2-kent.csv")
		load := func(files map[string][]string) *outcomes.Extract {
			var args []string
			for _, name := range []string{one, two} {
				if lines, ok := files[name]; ok {
					if err := os.WriteFile(name, []byte(header+strings.Join(lines, "")), 0o666); err != nil {
						t.Fatal(err)
					}
					args = append(args, name)
				}
			}
			d, err := read(new(settings), args, nil, io.Discard)
			if err != nil {
				t.Fatal(err)
			}
			return d
		}
		whole := load(map[string][]string{one: all})
		shared := load(map[string][]string{one: earlier, two: later})
		if !whole.Tally().Equal(shared.Tally()) {
			t.Fatalf("two files of %d and %d rows give another tally than one", len(earlier), len(later))
		}
		if diff := cmp.Diff(whole.Quality(0), shared.Quality(0)); diff != "" {
			t.Fatalf("quality (-one file +two):\n%s", diff)
		}
	})
}

// TestOrderOfFiles: whatever the order in which files are named, the program prints the same, in
// every format, warnings and rows with something wrong among it.
func TestOrderOfFiles(t *testing.T) {
	dir, folder := t.TempDir(), t.TempDir()
	put := func(dir, name, content string) string {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(header+content), 0o666); err != nil {
			t.Fatal(err)
		}
		return file
	}
	february := strings.ReplaceAll(person(white, "Arrest")+person(black, ""), "2023-01", "2023-02")
	put(folder, "kent-street.csv", "")
	put(folder, "2-kent.csv", february+february) // joined to itself
	put(folder, "10-kent.csv", person("Klingon", "")+person(white, "Beamed up"))
	args := []string{
		put(dir, "b-essex.csv", person(white, "")+strings.Repeat("short\r\n", 4)+person(black, "Arrest")),
		folder,
		put(dir, "a-essex.csv", strings.Repeat(row("Person search", "never", white, "", ""), 4)+row("Person search", "2023-01-20T12:00:00+00:00", black, "", "")),
	}
	for _, format := range cli.Formats {
		status, out, errout := call(t, "", append([]string{"-format", format}, args...)...)
		if status != statusOK || !strings.Contains(errout, "a-essex.csv:5:") || strings.Contains(errout, "b-essex.csv:6:") {
			t.Fatalf("-format %s: status %d, %s", format, status, errout)
		}
		for _, order := range [][]int{{2, 1, 0}, {1, 0, 2}, {0, 2, 1}} {
			other := []string{"-format", format}
			for _, i := range order {
				other = append(other, args[i])
			}
			if _, again, erragain := call(t, "", other...); again != out || erragain != errout {
				t.Errorf("-format %s, in the order %v: (-the first +this)\n%s\n%s", format, order, cmp.Diff(out, again), cmp.Diff(errout, erragain))
			}
		}
	}
}
