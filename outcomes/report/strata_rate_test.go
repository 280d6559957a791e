package report

import (
	"slices"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
)

// TestAdjustedWithout has a force a row in which a group is not compared, since nobody can be
// recorded in it.
func TestAdjustedWithout(t *testing.T) {
	mixed := "Mixed/Multiple ethnic groups - White and Asian"
	all := of("2023-01", 900, 60)
	for _, test := range []struct {
		kent, essex string // rows
		o           Options
		group       ethnicity.Group
		compared    []bool // in Essex, in Kent; nil if the group has no row
		note        string
		reason      string
	}{
		{all, all, Options{}, ethnicity.Mixed, []bool{true, true}, "", "recorded in both"},
		{all, strings.ReplaceAll(all, mixed, asian), Options{}, ethnicity.Mixed, []bool{false, true}, "Mixed is not compared in Essex: none recorded there, and the form may not have this label", "where ten or more would be expected"},
		{all, strings.ReplaceAll(of("2023-01", 90, 1), mixed, asian), Options{}, ethnicity.Mixed, []bool{true, true}, "", "where fewer would be: its zero is a zero"},
		{strings.ReplaceAll(all, mixed, asian), strings.ReplaceAll(all, mixed, asian), Options{}, ethnicity.Mixed, nil, "Mixed is not compared in Essex and Kent: ", "recorded in neither"},
		{all + times(9, search{self: mixed, officer: "Mixed"}), all, Options{Rule: outcomes.OfficerDefined}, ethnicity.Mixed, []bool{false, true}, "Mixed is not compared in Essex: ", "officers of one force have no such category"},
	} {
		d := must(New(apartByName(map[string]string{"kent.csv": test.kent, "essex.csv": test.essex}), test.o)).Document()
		a := adjustedOf(d.Adjusted, "search-rate").Rates
		var compared []bool
		for _, row := range a.Rows {
			if row.Group == test.group {
				for _, p := range row.Parts {
					compared = append(compared, p.Compared)
				}
			}
		}
		if !slices.Equal(compared, test.compared) {
			t.Errorf("%s: compared %v, want %v", test.reason, compared, test.compared)
		}
		if notes := strings.Join(a.Notes, "\n"); !strings.Contains(notes, test.note) || test.note == "" && strings.Contains(notes, "is not compared") {
			t.Errorf("%s: %q, want %q", test.reason, notes, test.note)
		}
	}
}

// TestAdjustedAxes: strata of Within are of the same force and the same period, and of nothing
// twice.
func TestAdjustedAxes(t *testing.T) {
	x := apartByName(map[string]string{"kent.csv": of("2022-12", 9, 3) + of("2023-01", 9, 3), "essex.csv": of("2023-01", 8, 2)})
	for _, test := range []struct {
		o      Options
		want   []string // what the arrest rate is adjusted for
		within [][]Dimension
		reason string
	}{
		{Options{}, []string{"force"}, [][]Dimension{nil}, "forces"},
		{Options{Within: []Dimension{ByObject}}, []string{"force", "force and object"}, [][]Dimension{nil, {ByObject}}, "and objects"},
		{Options{Within: []Dimension{ByForce}}, []string{"force"}, [][]Dimension{nil}, "forces are not adjusted for twice"},
		{Options{By: EachMonth, Within: []Dimension{ByMonth, ByAge}}, []string{"force and month", "force, month and age"}, [][]Dimension{nil, {ByAge}}, "nor months"},
		{Options{By: EachYear, Within: []Dimension{ByMonth}}, []string{"force and year", "force, year and month"}, [][]Dimension{nil, {ByMonth}}, "months within years"},
		{Options{By: EachQuarter, From: month("2023-01"), Within: slices.Collect(unkept(Dimensions()))},
			[]string{"force and quarter", "force, quarter, object, age, gender, month and legislation"}, [][]Dimension{nil, {ByObject, ByAge, ByGender, ByMonth, ByLegislation}}, "everything"},
	} {
		var by []string
		var within [][]Dimension
		for _, a := range must(New(x, test.o)).Document().Adjusted {
			if a.ID == "arrest-rate" {
				by, within = append(by, a.by()), append(within, a.Within)
			}
		}
		if !slices.Equal(by, test.want) || !slices.EqualFunc(within, test.within, slices.Equal) {
			t.Errorf("%s: adjusted for %q, %v; want %q, %v", test.reason, by, within, test.want, test.within)
		}
	}
}

// TestPartMonths: a part says of its months what the whole says of them.
func TestPartMonths(t *testing.T) {
	x := apartByName(map[string]string{"kent.csv": of("2023-01", 90, 6) + of("2023-02", 2, 0) + of("2023-03", 90, 6), "essex.csv": of("2023-01", 8, 2) + of("2023-03", 9, 3)})
	for _, test := range []struct {
		by     Breakdown
		want   map[string]string // in the note above the search rate of each part; "" for no note
		period map[string]string // in the definition of its arrest rate
		reason string
	}{
		{EachForce, map[string]string{"Essex": "No rows of Essex in February 2023", "Kent": "Kent in February 2023 (2 rows, median 114)"},
			map[string]string{"Essex": ": Essex, 2 of the 3 months of January 2023 to March 2023", "Kent": ": Kent, January 2023 to March 2023"}, "of its force"},
		{EachMonth, map[string]string{"January 2023": "", "February 2023": "Kent in February 2023 (2 rows, median 114)", "March 2023": ""},
			map[string]string{"January 2023": ": Essex and Kent, January 2023", "February 2023": ": Kent, February 2023", "March 2023": ": Essex and Kent, March 2023"}, "of its month"},
	} {
		for _, p := range must(New(x, Options{By: test.by})).Document().Parts {
			note, want := p.Tables[0].MonthsNote, test.want[p.Name]
			if (note == "") != (want == "") || !strings.Contains(note, want) {
				t.Errorf("%s: %s: %q, want %q", test.reason, p.Name, note, want)
			}
			i := slices.IndexFunc(p.Tables, func(t Table) bool { return t.ID == "arrest-rate" })
			if got := p.Tables[i].Definition; !strings.HasSuffix(got, test.period[p.Name]) {
				t.Errorf("%s: %s: %q, want %q", test.reason, p.Name, got, test.period[p.Name])
			}
		}
	}
}
