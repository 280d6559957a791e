package counts

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// seen is everything that is published of a table: all of its forms, and what a page has with it.
func seen(t testing.TB, of *tidy.Table, o Options) (string, Comparison) {
	t.Helper()
	d, err := Compare(of, o)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	for _, write := range []func(io.Writer) error{d.WriteText, d.WriteMarkdown, d.WriteCSV} {
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
	}
	data, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	return b.String() + string(data) + pageSeen(t, d), d.Sections[0].Data.(Comparison)
}

// smallTable is a table with these events of three groups and of the unknown: of so many residents,
// or out of 9 trials each.
func smallTable(m tidy.Model, events [4]int) *tidy.Table {
	of := [4]any{400, 300, 200, "N/A"}
	if m == tidy.ModelProportion {
		of = [4]any{12, 11, 10, 9}
	}
	return table(m, "White", events[0], of[0], "Black", events[1], of[1], "Asian", events[2], of[2], "Not stated", events[3], of[3])
}

// isWithheld reports whether the events of a group, or of the unknown as the last one, are
// withheld.
func isWithheld(c Comparison, i int) bool {
	if i < len(c.Rows) {
		return withoutEnd(c.Rows[i].Events)
	}
	return withoutEnd(c.Unknown.Events)
}

// TestSuppressAgainstAnAttacker runs the rule on every table of three groups and the unknown with
// up to 9 events in all. Who sees the forms of one, and knows the rule, the total unless it may not
// be known, and of each withheld count whether it is small, finds among the tables that look the
// same one for every number from 1 to k of each withheld count that is.
func TestSuppressAgainstAnAttacker(t *testing.T) {
	const k, most = 2, 9
	for _, model := range []tidy.Model{tidy.ModelRate, tidy.ModelProportion} {
		alike := make(map[string][][4]int)
		withheld := make(map[string]Comparison)
		for code := range 10 * 10 * 10 * 10 {
			events := [4]int{code % 10, code / 10 % 10, code / 100 % 10, code / 1000}
			total := events[0] + events[1] + events[2] + events[3]
			if total > most {
				continue
			}
			what, c, known := published(t, smallTable(model, events), Options{Suppress: k})
			if !known {
				total = -1
			}
			pattern := ""
			for i, n := range events {
				if isWithheld(c, i) {
					pattern += fmt.Sprint(n <= k)
				}
			}
			key := fmt.Sprintf("%s|%d|%s", what, total, pattern)
			alike[key] = append(alike[key], events)
			withheld[key] = c
		}
		hidden := 0
		for key, tables := range alike {
			for i := range 4 {
				if !isWithheld(withheld[key], i) || tables[0][i] > k || tables[0][i] == 0 {
					continue
				}
				hidden++
				for n := 1; n <= k; n++ {
					if !slices.ContainsFunc(tables, func(events [4]int) bool { return events[i] == n }) {
						t.Fatalf("%s: count %d is never %d in %v, which all look like\n%s", model, i, n, tables, key)
					}
				}
			}
		}
		if hidden < 100 {
			t.Errorf("%s: %d withheld counts in all", model, hidden)
		}
	}
}

// published is the data of a table, of which every form is made, and whether the total may be
// known. A page has no more in it: see TestLawPageOfData.
func published(t testing.TB, of *tidy.Table, o Options) (string, Comparison, bool) {
	t.Helper()
	d, err := Compare(of, o)
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	in, err := newInput(of, o)
	if err != nil {
		t.Fatal(err)
	}
	hides := hiddenOf[rri.Rate]
	if in.proportion {
		hides = hiddenOf[rri.Proportion]
	}
	h, err := hides(in)
	if err != nil {
		t.Fatal(err)
	}
	return string(data), d.Sections[0].Data.(Comparison), !h.totals
}

// TestSuppressTellsNothingSmall: no count from 1 to k is shown, and where the unknown are few
// neither their number, nor their share, nor a bound is.
func TestSuppressTellsNothingSmall(t *testing.T) {
	of := table(tidy.ModelRate, "White", 900, 90000, "Black", 400, 10000, "Asian", 60, 8000, "Not stated", 3, "N/A")
	what, c := seen(t, of, Options{Suppress: 4})
	if !isWithheld(c, 3) || !isWithheld(c, 1) && !isWithheld(c, 2) {
		t.Fatalf("the unknown are shown, or follow from the total: %+v", c.Unknown)
	}
	for _, r := range c.Rows[1:] {
		if r.Bounds.Lower == r.Bounds.Lower || r.Tipping == r.Tipping || r.Range.Lower == r.Range.Lower {
			t.Errorf("%s: bounds %v, range %v and tipping share %v tell the number of the unknown", r.Group, r.Bounds, r.Range, r.Tipping)
		}
	}
	for _, tells := range []string{"0.2 %", "1,363", "1363"} {
		if strings.Contains(what, tells) {
			t.Errorf("%q is shown", tells)
		}
	}
	if want := "The group of some (Not stated) is not known; how many is withheld."; !strings.Contains(what, want) {
		t.Errorf("no %q in\n%s", want, what)
	}
}

// TestSuppressBaseline: without the baseline there is no comparison, and the rates that are shown
// stay.
func TestSuppressBaseline(t *testing.T) {
	_, c := seen(t, table(tidy.ModelRate, "White", 3, 90000, "Black", 400, 10000, "Asian", 60, 8000), Options{Suppress: 4})
	if !isWithheld(c, 0) || !strings.Contains(strings.Join(c.say(), ""), "The count of White is withheld, and with it every comparison.") {
		t.Errorf("%q", c.say())
	}
	for _, r := range c.Rows[1:] {
		if r.Index.Value == r.Index.Value || r.Counts.Lower == r.Counts.Lower {
			t.Errorf("%s is compared: %+v", r.Group, r)
		}
	}
}

// TestSuppressRemarks: what the file says of itself may tell a count, and is left out where it has
// a number in it.
func TestSuppressRemarks(t *testing.T) {
	of := stopsTable()
	of.Comments = []string{"# Source: a letter", "# 4 of them withdrawn"}
	of.Notes = []string{`the total differs by 3`}
	of.Account = []tidy.LeftOut{{Text: "7", Why: "total of 7 groups"}, {Text: "8", Why: "title"}}
	what, _ := seen(t, of, Options{Suppress: 5})
	for _, tells := range []string{"withdrawn", "differs", "of 7"} {
		if strings.Contains(what, tells) {
			t.Errorf("%q is shown", tells)
		}
	}
	for _, want := range []string{"From the file: Source: a letter", "2 remarks on the file with numbers in it", "1 (another reason), 1 (title)"} {
		if !strings.Contains(what, want) {
			t.Errorf("no %q in\n%s", want, what)
		}
	}
	plain, _ := seen(t, of, Options{})
	for _, want := range []string{"From the file: 4 of them withdrawn", "The total differs by 3.", "1 (total of 7 groups)"} {
		if !strings.Contains(plain, want) {
			t.Errorf("no %q in\n%s", want, plain)
		}
	}
}
