package report

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report/internal/wording"
	"github.com/seed-549880be/disparity/rri"
)

// TestColumnsOf: which columns every definition reads.
func TestColumnsOf(t *testing.T) {
	for find := range outcomes.FindDefinitions() {
		want := []string{columnOutcome}
		switch find {
		case outcomes.FindByLinked:
			want = []string{columnLinked}
		case outcomes.FindByLinkedAction:
			want = []string{columnOutcome, columnLinked}
		}
		if got := columnsOf(find.Definition()); !slices.Equal(got, want) {
			t.Errorf("%s reads %q, want %q", find, got, want)
		}
	}
	for rate := range outcomes.OutcomeRates() {
		want := []string{columnOutcome}
		if rate == outcomes.UnlinkedActionRate {
			want = []string{columnOutcome, columnLinked}
		}
		if got := columnsOf(rate.Definition()); !slices.Equal(got, want) {
			t.Errorf("%s reads %q, want %q", rate, got, want)
		}
	}
}

// TestCopiesSuppressed: a file that was joined to itself tells how many rows a copy has by the
// number of its own rows, of copies, and of rows that are copies.
func TestCopiesSuppressed(t *testing.T) {
	read := func(rows, times int) *outcomes.Extract {
		joined := ""
		for i := range rows {
			joined += search{self: white, outcome: noAction, date: fmt.Sprintf("2023-01-09T12:00:%02d+00:00", i)}.row()
		}
		x := extract("2023-01-kent.csv", mixed())
		if err := x.ReadFile(strings.NewReader(header+strings.Repeat(joined, times)), "folder/2023-02-kent.csv"); err != nil {
			t.Fatal(err)
		}
		return x
	}
	for _, test := range []struct {
		rows, times int
		limit       int64
		want        string // of the warning
		shown       bool   // whether numbers are
	}{
		{4, 2, 0, "the same 4 rows 2 times over,", true},
		{6, 2, 5, "the same 6 rows 2 times over,", true},
		{4, 2, 5, "the same rows several times over,", false},
		{5, 20, 5, "the same rows several times over,", false},
	} {
		x := read(test.rows, test.times)
		r := must(New(x, Options{Suppress: test.limit}))
		d := r.Document()
		if w := r.Warnings(); len(w) == 0 || !strings.Contains(w[0], "Warning: 2023-02-kent.csv holds "+test.want) {
			t.Errorf("%+v: %q", test, w)
		}
		for name, n := range map[string]*int64{"rows": d.Quality.Rows, "duplicates": d.Quality.Duplicates, "of one file": d.Sources[0].Rows, "of the other": d.Sources[1].Rows} {
			if (n != nil) != test.shown {
				t.Errorf("%+v: %s shown %v", test, name, n != nil)
			}
		}
		text := textOf(t, x, Options{Suppress: test.limit})
		if strings.Contains(text, "\nRows that are exact copies of others are counted ") == test.shown || strings.Contains(text, " rows: ") != test.shown {
			t.Errorf("%+v:\n%s", test, text)
		}
	}
}

// TestLabelNoteSuppressed: the warning of labels that are not known does not tell by standing there
// that a small count is a large part.
func TestLabelNoteSuppressed(t *testing.T) {
	for _, test := range []struct {
		labels map[string]int64
		want   string
		reason string
	}{
		{map[string]int64{"Klingon": 1}, `labels of "Self-defined ethnicity" that are not known stand in at most 5 of 100 searches of persons that were read, and count as not recorded: "Klingon"`, "1 % stands there as 5 % does"},
		{map[string]int64{"Klingon": 5}, `labels of "Self-defined ethnicity" that are not known stand in at most 5 of 100 searches of persons that were read, and count as not recorded: "Klingon"`, "5 % as 1 %"},
		{map[string]int64{"Klingon": 9, "Vulcan": 2}, `labels of "Self-defined ethnicity" that are not known stand in more than 2 % of the searches of persons that were read, and count as not recorded: "Klingon", "Vulcan"`, "9 are listed, so that 11 tell the 2"},
		{map[string]int64{"Klingon": 9}, `labels of "Self-defined ethnicity" that are not known stand in 9 of 100 searches of persons that were read (9 %), and count as not recorded: "Klingon"`, "a large count"},
		{map[string]int64{"Klingon": 97}, `labels of "Self-defined ethnicity" that are not known stand in all but at most 5 of 100 searches of persons that were read, and count as not recorded: "Klingon"`, "few are left"},
	} {
		r := &Report{limit: 5, persons: 100, chosen: 100, input: input{labels: map[string]map[string]int64{columnSelf: test.labels}}}
		if got := r.labelNotes(); len(got) != 1 || got[0] != test.want {
			t.Errorf("%v: %q, want %q (%s)", test.labels, got, test.want, test.reason)
		}
	}
}

// TestTellsOutcome has one reason a row.
func TestTellsOutcome(t *testing.T) {
	of := func(events, trials int64) rri.Proportion { return rri.Proportion{Events: events, Trials: trials} }
	for _, test := range []struct {
		overall, unknown rri.Proportion
		missing          int64
		want             bool
		reason           string
	}{
		{of(40, 100), of(20, 50), 50, false, "large counts"},
		{of(0, 100), of(0, 50), 0, false, "zeros are zeros"},
		{of(100, 100), of(0, 0), 100, false, "everything, and nobody unknown"},
		{of(3, 100), of(0, 50), 0, true, "few events"},
		{of(97, 100), of(44, 50), 0, true, "few that are no events"},
		{of(40, 100), of(3, 50), 0, true, "few events of the unknown: of all less those of the groups"},
		{of(60, 100), of(47, 50), 0, true, "few of the unknown that are no events"},
		{of(40, 100), of(0, 3), 0, true, "few unknown"},
		{of(40, 100), of(20, 50), 3, true, "few that do not say"},
		{of(40, 100), of(20, 50), 97, true, "few that say"},
	} {
		r := &Report{limit: 5}
		if got := r.tellsOutcome(outcomes.Proportions{Overall: test.overall, Unknown: test.unknown, Missing: test.missing, Searches: 100}); got != test.want {
			t.Errorf("overall %v, unknown %v, missing %d: %v, want %v (%s)", test.overall, test.unknown, test.missing, got, test.want, test.reason)
		}
	}
}

// TestHidesRows: the rows are the searches of persons and what is counted apart.
func TestHidesRows(t *testing.T) {
	for _, test := range []struct {
		q       outcomes.Quality
		chosen  int64
		sources []outcomes.Source
		want    bool
		reason  string
	}{
		{outcomes.Quality{VehicleOnly: 6, TypeUnknown: 0, Rejected: 90}, 100, []outcomes.Source{{Rows: 196}}, false, "large counts and a zero"},
		{outcomes.Quality{VehicleOnly: 3}, 100, nil, true, "vehicles"},
		{outcomes.Quality{TypeUnknown: 1}, 100, nil, true, "no type"},
		{outcomes.Quality{Rejected: 5}, 100, nil, true, "rejected"},
		{outcomes.Quality{}, 97, nil, true, "what a filter leaves out"},
		{outcomes.Quality{}, 100, []outcomes.Source{{Rows: 97}, {Rows: 3}}, true, "a small file"},
	} {
		r := &Report{limit: 5, persons: 100, chosen: test.chosen, input: input{quality: test.q, sources: test.sources}}
		if got := r.hidesRows(); got != test.want {
			t.Errorf("%+v, %d chosen: %v, want %v (%s)", test.q, test.chosen, got, test.want, test.reason)
		}
	}
}

// TestSmallShares holds the words of counts near nothing and near everything.
func TestSmallShares(t *testing.T) {
	const plain, five limit = 0, 5
	for _, test := range []struct {
		l           limit
		part, whole int64
		want        string
	}{
		{plain, 3, 100, "3 of 100 searches (3 %)"},
		{plain, 97, 100, "97 of 100 searches (97 %)"},
		{five, 3, 100, "at most 5 of 100 searches"},
		{five, 5, 100, "at most 5 of 100 searches"},
		{five, 6, 100, "6 of 100 searches (6 %)"},
		{five, 0, 100, "0 of 100 searches (0 %)"},
		{five, 100, 100, "100 of 100 searches (100 %)"},
		{five, 95, 100, "all but at most 5 of 100 searches"},
		{five, 94, 100, "94 of 100 searches (94 %)"},
	} {
		if got := test.l.share(test.part, test.whole, "searches"); got != test.want {
			t.Errorf("limit %d: %d of %d is %q, want %q", test.l, test.part, test.whole, got, test.want)
		}
	}
}

// TestAlertSuppressed: a percentage of a small whole tells a small count.
func TestAlertSuppressed(t *testing.T) {
	for _, test := range []struct {
		limit                 limit
		unknown, missing, all int64
		want                  string
	}{
		{0, 3, 0, 20, "More than 10 % unknown: ethnicity of 15 % of the searches"},
		{5, 3, 0, 20, ""},
		{5, 3, 8, 20, "More than 10 % unknown: outcome, or its link, of 40 % of the searches"},
		{5, 8, 17, 20, "More than 10 % unknown: ethnicity of 40 % of the searches"},
	} {
		if got := test.limit.alert(wording.Searches, test.unknown, test.missing, test.all); got != test.want {
			t.Errorf("%+v: %q", test, got)
		}
	}
}

// groupsOf writes searches of every group of 5+1 by their number, and some in no group.
func groupsOf(outcome string, whites, mixed, asians, blacks, others, unknown int) string {
	return times(whites, search{self: white, outcome: outcome}) +
		times(mixed, search{self: "Mixed/Multiple ethnic groups - White and Black Caribbean", outcome: outcome}) +
		times(asians, search{self: asian, outcome: outcome}) +
		times(blacks, search{self: black, outcome: outcome}) +
		times(others, search{self: "Other ethnic group - Any other ethnic group", outcome: outcome}) +
		times(unknown, search{self: none, outcome: "Arrest"})
}

// TestSuppressedMembers names what a small number of searches in no group takes out of a report,
// and what a large one leaves.
func TestSuppressedMembers(t *testing.T) {
	for _, test := range []struct {
		unknown int
		shown   bool
	}{{3, false}, {5, false}, {6, true}, {30, true}} {
		x := extract("2023-01-kent.csv", header+groupsOf("", 60, 0, 15, 10, 12, test.unknown))
		d := must(New(x, Options{Suppress: 5})).Document()
		for name, shown := range map[string]bool{
			"searches in no group by kind": d.Unknown != nil,
			"their share":                  d.UnknownShare != nil,
			"the number of the bounds":     d.BoundsUnknown != 0,
			"bounds":                       len(d.Bounds) != 0,
			"unknown ethnicity":            d.Quality.EthnicityUnknown != nil,
			"missing outcomes":             d.Quality.OutcomeMissing != nil,
			"overall": slices.ContainsFunc(d.Tables, func(t Table) bool {
				return strings.Contains(strings.Join(t.Notes, "; "), "overall ")
			}),
		} {
			if shown != test.shown {
				t.Errorf("%d in no group: %s shown %v, want %v", test.unknown, name, shown, test.shown)
			}
		}
		if text := textOf(t, x, Options{Suppress: 5}); strings.Contains(text, "at most 5 of ") == test.shown {
			t.Errorf("%d in no group:\n%s", test.unknown, text)
		}
	}
}

// TestSuppressedBounds: a group that is withheld has no bounds, which would tell its searches.
func TestSuppressedBounds(t *testing.T) {
	d := must(New(extract("2023-01-kent.csv", header+groupsOf(noAction, 60, 9, 15, 3, 12, 40)), Options{Suppress: 5})).Document()
	bounded := func(g ethnicity.Group) bool {
		return slices.ContainsFunc(d.Bounds, func(b Bound) bool { return b.Group == g })
	}
	shown, hidden := 0, 0
	for _, row := range groupRows(d.Tables[0])[1:] {
		if row.Events == nil {
			hidden++
		} else {
			shown++
		}
		if bounded(row.Group) != (row.Events != nil) {
			t.Errorf("%s: searches shown %v, bounds shown %v", row.Group, row.Events != nil, bounded(row.Group))
		}
	}
	if shown == 0 || hidden == 0 || d.Tables[0].Rows[0].Events == nil {
		t.Errorf("%d groups are shown, %d withheld: %+v", shown, hidden, d.Tables[0].Rows)
	}
}

// TestSuppressedRest: what the officer's view leaves in no group follows from the groups and the
// total as well as what is in none at first; and so do its events.
func TestSuppressedRest(t *testing.T) {
	rows := header + groupsOf(noAction, 20, 20, 20, 20, 20, 0) + groupsOf("Arrest", 20, 20, 20, 20, 20, 0) +
		times(20, search{self: none, officer: "White", outcome: "Arrest"}) + times(3, search{self: none, outcome: "Arrest"})
	for _, way := range []outcomes.Allocation{outcomes.LeftOut, outcomes.ByOfficer} {
		d := must(New(extract("2023-01-kent.csv", rows), Options{Suppress: 5, Unknown: way})).Document()
		hidden := slices.ContainsFunc(d.Tables[0].Rows, func(r Row) bool { return r.Events == nil })
		if want := way == outcomes.ByOfficer; hidden != want {
			t.Errorf("%s: groups withheld %v, want %v", way, hidden, want)
		}
		for _, table := range d.Tables {
			overall := strings.Contains(strings.Join(table.Notes, "; "), "overall ")
			if want := way == outcomes.LeftOut; table.ID == "arrest-rate" && overall != want {
				t.Errorf("%s: overall line %v, want %v", way, overall, want)
			}
		}
	}
}

// apart gives every row a time of its own, so that none is a copy of another.
func apart(rows string) string {
	parts := strings.Split(rows, "T12:00:00")
	for i := range parts[1:] {
		parts[i] += fmt.Sprintf("T12:%02d:%02d", i/60, i%60)
	}
	return strings.Join(parts, "")
}

// TestSuppressedAlike: files that differ in a small count alone have the same report in every form,
// which so tells nothing of it; a large count makes another.
func TestSuppressedAlike(t *testing.T) {
	drugs := header + groupsOf(noAction, 70, 0, 20, 30, 25, 40)
	firearms := func(n int, self, outcome string) string {
		return times(n, search{self: self, outcome: outcome, object: "Firearms"})
	}
	for _, test := range []struct {
		name string
		of   func(n int) string // with n of them, of 40
		o    Options
	}{
		{"rows of vehicles", func(n int) string { return drugs + times(n, search{kind: "Vehicle search"}) }, Options{}},
		{"rejected rows", func(n int) string { return drugs + times(n, search{date: "never"}) }, Options{}},
		{"rows of no known type", func(n int) string { return drugs + times(n, search{kind: "Personal"}) }, Options{}},
		{"blank outcomes", func(n int) string {
			return drugs + times(40-n, search{self: none, outcome: noAction}) + times(n, search{self: none})
		}, Options{}},
		{"labels that are not known", func(n int) string {
			return drugs + times(40-n, search{outcome: noAction}) + times(n, search{self: "Klingon", outcome: noAction})
		}, Options{}},
		{"no known ethnicity, of two kinds", func(n int) string {
			return drugs + times(40-n, search{self: none, outcome: noAction}) + times(n, search{outcome: noAction})
		}, Options{}},
		{"minorities in the baseline", func(n int) string {
			return drugs + times(40-n, search{self: white, outcome: noAction}) + times(n, search{self: "White - Irish", outcome: noAction})
		}, Options{}},
		{"what a filter leaves out", func(n int) string { return drugs + firearms(n, white, noAction) }, Options{Object: new(outcomes.ControlledDrugs)}},
		{"those of no known ethnicity whom a filter leaves out", func(n int) string {
			return drugs + firearms(40-n, white, noAction) + firearms(n, none, noAction)
		}, Options{Object: new(outcomes.ControlledDrugs)}},
	} {
		forms := func(n int) map[string]string {
			o := test.o
			o.Suppress = 5
			return must(written(extract("2023-01-kent.csv", apart(test.of(n))), o))
		}
		want := forms(3)
		for _, n := range []int{1, 2, 4, 5} {
			for form, text := range forms(n) {
				if text != want[form] {
					t.Errorf("%s: %d and 3 differ as %s:\n%s\n%s", test.name, n, form, text, want[form])
				}
			}
		}
		if large := forms(12); large["json"] == want["json"] && test.name != "minorities in the baseline" {
			t.Errorf("%s: 12 and 3 are alike", test.name)
		}
	}
}
