package report

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
)

// everything is the layout with all that can be written, in long lines.
var everything = Layout{Width: maxWidth, Tables: []string{allTables}, P: true}

// textOf returns a report as text, with everything.
func textOf(t *testing.T, x *outcomes.Extract, o Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := must(New(x, o)).WriteText(&b, everything); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// several reads files, by force and month.
func several(files map[string]string) *outcomes.Extract {
	all := new(outcomes.Extract)
	for name, rows := range files {
		if err := all.Merge(extract(name, header+rows)); err != nil {
			panic(err)
		}
	}
	return all
}

// TestNotes has one thing that must be said a row.
func TestNotes(t *testing.T) {
	january := func(n int) string { return times(n, search{self: white, officer: "White", outcome: "Arrest"}) }
	march := func(n int) string { return strings.ReplaceAll(january(n), "2023-01", "2023-03") }
	for _, test := range []struct {
		files  map[string]string
		o      Options
		want   string // in the text
		reason string
	}{
		{map[string]string{"kent.csv": january(2) + march(1)}, Options{}, "No rows of Kent in February 2023. The rates are of the months that are there: too low for the whole period.\n", "a month without a row"},
		{map[string]string{"kent.csv": january(2), "essex.csv": march(1)}, Options{},
			"No rows of Essex in January 2023 and February 2023, of Kent in February 2023 and March 2023. " +
				"The rates are of the months that are there: too low for the whole period, and forces with more months weigh more.\n",
			"of two forces"},
		{map[string]string{"kent.csv": january(2), "essex.csv": march(1), "sussex.csv": january(3), "surrey.csv": january(4)}, Options{}, "No rows of Essex in January 2023 and February 2023, of Kent in February 2023 and March 2023, of Surrey in February 2023 and March 2023, and 2 months more, counted force by force. ",
			"of four forces"},
		{map[string]string{"btp.csv": january(2)}, Options{}, "No search rate: British Transport Police has no residents.\n", "no residents"},
		{map[string]string{"kent.csv": january(2), "btp.csv": january(3)}, Options{}, "without the searches of British Transport Police, which has no residents\n", "residents of some"},
		{map[string]string{"kent.csv": january(30)}, Options{Rule: outcomes.OfficerDefined}, "Officers recorded nobody as Mixed in what was read", "a group that officers do not have"},
		{map[string]string{"kent.csv": january(30)}, Options{}, "No rate of finds of something other than what was searched for, which needs the link.\n", "no link"},
		{map[string]string{"kent.csv": january(30) + times(20, search{self: "White - Irish"})}, Options{}, "The baseline White holds minorities of its own (searches: 20 White Irish)", "inside the baseline"},
		{map[string]string{"kent.csv": january(30) + times(9, search{self: black})}, Options{Suppress: 5}, "No find rates by ground: with -suppress they would tell", "parts of the find rate"},
		{map[string]string{"kent.csv": january(30) + times(9, search{self: black})}, Options{Method: rri.MidP}, "has no ratio for their kind of counts: ", "a family without ratios"},
		{map[string]string{"kent.csv": january(30) + times(9, search{self: black, object: "Tribbles"})}, Options{Object: new(outcomes.ControlledDrugs)},
			`Only -object "controlled drugs": 30 of 39 person searches`, "a filter"},
		{map[string]string{"kent.csv": times(3, search{self: black}) + times(2, search{self: none})}, Options{}, "No bounds of the RRI: no search of a White person was recorded\n", "nobody of the baseline"},
	} {
		if text := textOf(t, several(test.files), test.o); !strings.Contains(text, test.want) {
			t.Errorf("%s: no %q in\n%s", test.reason, test.want, text)
		}
	}
}

// TestAbsentGroup: a group that officers never used has no row, no bounds and no stratum.
func TestAbsentGroup(t *testing.T) {
	rows := header + times(30, search{self: none, officer: "White", outcome: "Arrest"}) + times(9, search{self: none, officer: "Black"}) + times(4, search{})
	d := must(New(extract("kent.csv", rows), Options{Rule: outcomes.OfficerDefined, Within: []Dimension{ByAge}})).Document()
	for _, table := range d.Tables {
		for _, row := range table.Rows {
			if row.Group == ethnicity.Mixed {
				t.Errorf("%s has a row of Mixed", table.ID)
			}
		}
	}
	for _, b := range d.Bounds {
		if b.Group == ethnicity.Mixed {
			t.Error("there are bounds of Mixed")
		}
	}
	for _, a := range d.Adjusted {
		for _, row := range a.Proportions.Rows {
			if row.Group == ethnicity.Mixed {
				t.Errorf("the adjusted %s has a row of Mixed", a.ID)
			}
		}
	}
	if len(d.Tables) == 0 || len(d.Bounds) == 0 || len(d.Adjusted) == 0 {
		t.Errorf("%d tables, %d bounds, %d adjusted", len(d.Tables), len(d.Bounds), len(d.Adjusted))
	}
}

// TestManyLabels: the head lists the first ten labels that are not known, the document all.
func TestManyLabels(t *testing.T) {
	rows := header + times(9, search{self: white})
	for i := range 15 {
		rows += search{self: fmt.Sprintf("Klingon %02d", i)}.row()
	}
	x := extract("kent.csv", rows)
	text := textOf(t, x, Options{})
	if !strings.Contains(text, "\nand 5 labels more: -format json lists them all\n") || strings.Contains(text, `Self-defined ethnicity "Klingon 10"`) {
		t.Errorf("the head is\n%s", text)
	}
	if n := len(must(New(x, Options{})).Document().Quality.UnknownLabels["Self-defined ethnicity"]); n != 15 {
		t.Errorf("the document has %d labels", n)
	}
}

// TestLabelsOfAWarning: a warning lists ten labels, and how many more there are if there are more.
func TestLabelsOfAWarning(t *testing.T) {
	for _, test := range []struct {
		labels int
		end    string
	}{
		{10, `"Klingon 08", "Klingon 09".`},
		{11, `"Klingon 08", "Klingon 09" and 1 label more.`},
		{13, `"Klingon 08", "Klingon 09" and 3 labels more.`},
	} {
		rows := header
		for i := range test.labels {
			rows += search{self: fmt.Sprintf("Klingon %02d", i)}.row()
		}
		warnings := must(New(extract("kent.csv", rows), Options{})).Warnings()
		if len(warnings) != 1 || !strings.HasSuffix(warnings[0], test.end) {
			t.Errorf("%d labels: %q, want %s at the end", test.labels, warnings, test.end)
		}
	}
}

// failing is a writer that takes nothing.
type failing struct{}

var errFull = errors.New("no room")

func (failing) Write([]byte) (int, error) { return 0, errFull }

// TestWriteErrors: every form tells what the writer says.
func TestWriteErrors(t *testing.T) {
	r := must(New(extract("2023-01-kent.csv", mixed()), Options{}))
	for name, write := range forms {
		if err := write(r, failing{}); !errors.Is(err, errFull) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := (Document{Version: Version, Scheme: 99}).WriteJSON(io.Discard); err == nil || !strings.HasPrefix(err.Error(), "report: document: ") {
		t.Errorf("a number that is no scheme: %v", err)
	}
}

// TestEmptyOfMethod: a method that has no ratio at all is an error that names it.
func TestEmptyOfMethod(t *testing.T) {
	_, err := New(extract("2023-01-kent.csv", mixed()), Options{Method: rri.AgrestiCoull})
	if e, ok := errors.AsType[*OptionError](err); !ok || e.Option != "Method" || !errors.Is(err, rri.ErrMethod) {
		t.Errorf("%v", err)
	}
}
