package report

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/outcomes"
)

// TestHowSure: the heading of every form for people, and what to bear in mind, say what is known of
// people who were stopped together; of their factors only where times have minutes and places.
func TestHowSure(t *testing.T) {
	kent := func(rows string) *outcomes.Extract { return extract("2023-01-kent.csv", rows) }
	plain := times(100, search{self: white}) + times(40, search{self: black})
	for _, test := range []struct {
		x      *outcomes.Extract
		o      Options
		head   string // of the line
		bear   string
		reason string
	}{
		{kent(crowd("2023-01", true)), Options{}, "searches of one stop count as one piece of evidence: intervals are 1.",
			"Ranges allow for people stopped together (one force, minute and place); parts of a longer stop count apart.", "minutes and places"},
		{kent(header + stopped(plain, "2023-01", 1, true)), Options{}, "searches of one stop count as one piece of evidence, and the intervals are hardly wider for it",
			"Ranges allow for people stopped together", "nobody was stopped with anybody"},
		{kent(crowd("2023-01", false)), Options{}, "people stopped together cannot be told apart here: the intervals are too narrow by an unknown amount (the times have no minutes)",
			"Stops of several people cannot be told apart here (the times have no minutes): ranges are too narrow by an unknown amount, and a word whose range comes near 1 may not hold.", "hours alone"},
		{kent(header + changed(stopped(times(2400, search{self: white}), "2023-01", 4, true), ",51.4,-2.6,", ",,,")), Options{},
			"people stopped together cannot be told apart here: the intervals are too narrow by an unknown amount (most records have no place)",
			"Stops of several people cannot be told apart here (most records have no place): ranges are too narrow by an unknown amount, and a word whose range comes near 1 may not hold.", "no places"},
		{told(), Options{}, "In the records of Essex in February 2019 people stopped together cannot be told apart: the intervals are too narrow there by an unknown amount (the times have no minutes)",
			"In the records of Essex in February 2019 stops of several people cannot be told apart (the times have no minutes): ranges are too narrow there by an unknown amount.", "one month of one force"},
		{kent(crowd("2023-01", true) + strings.TrimPrefix(crowd("2023-02", false), header)), Options{}, "In the records of February 2023 people stopped together cannot be told apart: ",
			"In the records of February 2023 stops of several people cannot be told apart", "one month of one force alone"},
		{kent(crowd("2023-01", true)), Options{Independent: true}, "every search counts as independent of all others (-clusters none): where people are stopped together the intervals are too narrow",
			"Every search counts as independent of all others: where people are stopped together, ranges are too narrow.", "by choice"},
		{kent(crowd("2023-01", true)), Options{Suppress: 5}, "times as wide for every group (one figure for all, so that it tells no count that is withheld)",
			"Ranges allow for people stopped together", "small counts withheld"},
		{extract("2023-01-btp.csv", crowd("2023-01", true)), Options{}, ", in the find rate", "Ranges allow for people stopped together", "without a search rate"},
	} {
		r := must(New(test.x, test.o))
		d := r.Document()
		if head := d.howSure(); !strings.HasPrefix(head, "How sure: ") || !strings.Contains(head, test.head) {
			t.Errorf("%s: %s", test.reason, head)
		}
		if text := textOf(t, test.x, test.o); strings.Count(text, d.howSure()) != 2 {
			t.Errorf("%s: no line %q on the first screen and above what was read:\n%s", test.reason, d.howSure(), text)
		}
		if !slices.ContainsFunc(d.Summary.BearInMind, func(line string) bool { return strings.Contains(line, test.bear) }) {
			t.Errorf("%s: no %q in %q", test.reason, test.bear, d.Summary.BearInMind)
		}
		told := slices.ContainsFunc(d.Stops, isTold)
		factors := strings.Contains(d.howSure(), "times as wide")
		effects := false
		for _, row := range d.Tables[0].Rows {
			effects = effects || row.DesignEffect > 1
		}
		if !told && (factors || effects) {
			t.Errorf("%s: factors where no stops are told: %s", test.reason, d.howSure())
		}
	}
}

// TestStopsOfDocument: the document says by force which months are told, and how many searches they
// have; a null in a list of them is refused.
func TestStopsOfDocument(t *testing.T) {
	d := must(New(told(), Options{})).Document()
	type line struct {
		force, status, months string
		searches              int64
	}
	var got []line
	var searches int64
	for _, s := range d.Stops {
		var months []string
		for _, m := range s.Months {
			months = append(months, m.String())
		}
		got = append(got, line{s.Force.String(), s.Status.String(), strings.Join(months, " "), *s.Searches})
		searches += *s.Searches
	}
	want := []line{{"Essex", "told", "2019-01", 221}, {"Essex", "no minutes", "2019-02", 221}, {"Kent", "told", "2019-01 2019-02", 442}}
	if !slices.Equal(got, want) || searches != d.Searches {
		t.Errorf("got %v of %d searches, want %v", got, d.Searches, want)
	}
	data := string(must(json.Marshal(d)))
	for _, of := range [][2]string{{`"stops":[`, `"stops":[null,`}, {`"months":["2019-01"`, `"months":[null`}} {
		if !strings.Contains(data, of[0]) {
			t.Fatalf("no %s in the document", of[0])
		}
		if err := json.Unmarshal([]byte(strings.Replace(data, of[0], of[1], 1)), new(Document)); err == nil || !strings.Contains(err.Error(), "null stands in a list") {
			t.Errorf("%s: %v", of[1], err)
		}
	}
}

// TestAnyDiffers: every table with an answer of which nothing is withheld has the test of all its
// groups, in every form.
func TestAnyDiffers(t *testing.T) {
	x := extract("2023-01-kent.csv", mixed())
	d := must(New(x, Options{})).Document()
	text := textOf(t, x, Options{})
	for _, table := range d.Tables {
		if (table.AnyDiffers == nil) != (table.NoAnswer != "") {
			t.Errorf("%s: %v, no answer %q", table.ID, table.AnyDiffers, table.NoAnswer)
		}
	}
	rates := must(d.Tables[0].Rates())
	if want := must(rates.AnyDiffers()); *d.Tables[0].AnyDiffers != want || !strings.Contains(text, want.String()) {
		t.Errorf("the search rate has %v, want %v, and it in\n%s", d.Tables[0].AnyDiffers, want, text)
	}
	for _, table := range must(New(x, Options{Unknown: outcomes.ByCrossTable})).Document().Tables[:1] {
		if table.AnyDiffers != nil {
			t.Errorf("%s pooled over imputations has %v", table.ID, table.AnyDiffers)
		}
	}
}
