package report

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// notesOf joins what a report says outside its tables.
func notesOf(r *Report) string {
	lines, footnotes := r.head()
	return strings.Join(slices.Concat(lines, footnotes, r.Document().Summary.BearInMind), "\n")
}

// TestHeadersFitRows: what stands above the tables is so of their rows, whatever is chosen.
func TestHeadersFitRows(t *testing.T) {
	irish := mixed() + times(7, search{self: "White - Irish"})
	traveller := irish + times(5, search{self: "White - Gypsy or Irish Traveller"})
	seen := mixed() + times(4, search{self: white, officer: "Mixed"})
	february := mixed() + times(9, search{self: white, date: "2023-02-05T12:00:00+00:00"})
	for _, test := range []struct {
		content  string
		o        Options
		has, not string
		reason   string
	}{
		{mixed(), Options{}, "Not in any group: 35 searches", "Put into groups", "left out"},
		{mixed(), Options{Unknown: outcomes.ByOfficer}, "Put into groups where that can be: 35 searches", "Not in any group", "the rows have most of them"},
		{mixed(), Options{Unknown: outcomes.InProportion}, "Put into groups where that can be: 35 searches", "Not in any group", "the rows have all of them"},
		{mixed(), Options{Scheme: ethnicity.OfficerDefined}, "not the account of ethnicity that counts here. Chinese people are counted as Asian", "as an officer saw it", "groups of officers"},
		{mixed(), Options{Scheme: ethnicity.UseOfForce2018}, "not the account of ethnicity that counts here. Chinese people are in a group of their own", "as an officer saw it", "those of the use of force"},
		{mixed(), Options{Rule: outcomes.OfficerDefined}, "no index of Mixed to speak of", "the rate of Mixed is too low", "officers saw nobody as Mixed"},
		{seen, Options{Rule: outcomes.OfficerDefined}, "the rate of Mixed is too low", "no index of Mixed", "officers saw some as Mixed"},
		{seen, Options{Rule: outcomes.OfficerDefined, Scheme: ethnicity.OfficerDefined}, "the rate of Mixed is too low", "no index of Mixed", "in groups of their own"},
		{seen, Options{Rule: outcomes.SelfThenOfficer}, "counts where people's own account is not recorded", "no index of Mixed", "officers stand in"},
		{mixed(), Options{Rule: outcomes.OfficerDefined}, "The 44,627 residents who are Mixed are in no rate", "", "what that does to the others"},
		{seen, Options{Rule: outcomes.OfficerDefined}, "", "residents who are Mixed are in no rate", "they have a row"},
		{mixed(), Options{}, "Officers recorded nobody as Mixed: by their account residents who are Mixed are in no rate", "", "the other account"},
		{irish, Options{}, "-groups 5+1+white-minorities takes out White Irish.", "5+1+grt", "5+1+grt leaves them in White"},
		{traveller, Options{}, "-groups 5+1+grt takes out Gypsy or Irish Traveller. -groups 5+1+white-minorities takes out White Irish and Gypsy or Irish Traveller.", "", "each takes out its own"},
		{traveller, Options{Scheme: ethnicity.FivePlusOneTraveller}, "", "takes out", "no advice against a baseline without them"},
		{traveller, Options{Unknown: outcomes.ByOfficer}, "The baseline White holds minorities", "takes out", "groups that cannot be had with the officers' view"},
		{february, Options{From: month("2023-02")}, "that were read", "", "of everything, beside rows of February"},
		{mixed(), Options{}, "", "person searches that were read", "all that was read is in the tables"},
	} {
		got := notesOf(must(New(extract("2023-01-kent.csv", test.content), test.o)))
		if !strings.Contains(got, test.has) || test.not != "" && strings.Contains(got, test.not) {
			t.Errorf("%s: want %q and not %q in\n%s", test.reason, test.has, test.not, got)
		}
	}
}

// TestNobodyLike: a table whose unknown can be put into no group is left out and named; without any
// table that is an error.
func TestNobodyLike(t *testing.T) {
	section60 := strings.ReplaceAll(times(3, search{self: none, officer: "White", outcome: "Arrest"}), "Misuse of Drugs Act 1971 (section 23)",
		"Criminal Justice and Public Order Act 1994 (section 60)")
	for _, how := range []outcomes.Allocation{outcomes.InProportion, outcomes.ByCrossTable} {
		r, err := New(extract("2023-01-kent.csv", mixed()+section60), Options{Unknown: how})
		if err != nil {
			t.Fatalf("%s: %v", how, err)
		}
		const note = "where nobody is known whom these could be like: find rate, section 60 (no suspicion needed)."
		if got := notesOf(r); !strings.Contains(got, note) {
			t.Errorf("%s: no note %q in\n%s", how, note, got)
		}
		var ids []string
		for _, table := range r.Document().Tables {
			ids = append(ids, table.ID)
		}
		if slices.Contains(ids, "find-rate/section-60") || !slices.Contains(ids, "find-rate/drugs") || !slices.Contains(ids, "search-rate") {
			t.Errorf("%s: tables %q", how, ids)
		}
		_, err = New(extract("2023-01-kent.csv", header+section60), Options{Unknown: how})
		if e, ok := errors.AsType[*OptionError](err); !ok || e.Option != "Unknown" || !errors.Is(err, unknown.ErrNobody) {
			t.Errorf("%s, nobody known at all: %v", how, err)
		}
	}
	r := must(New(extract("2023-01-kent.csv", mixed()+section60), Options{}))
	if strings.Contains(notesOf(r), "nobody is known") {
		t.Error("a note without an allocation")
	}
}
