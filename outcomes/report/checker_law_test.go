package report

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
)

// anyMonthOfForce draws the searches of one force and month: few and many of each group, by both
// accounts, with what real files lack.
func anyMonthOfForce(t *rapid.T, month string) string {
	var b strings.Builder
	b.WriteString(header)
	clean := rapid.Bool().Draw(t, "outcomes are recorded")
	agree := rapid.IntRange(0, 3).Draw(t, "accounts agree") > 0
	n := 0
	add := func(times int, self string, officers []string) {
		officer := rapid.SampledFrom(officers).Draw(t, "officer")
		for i := range times {
			s := search{self: self, officer: officer, linked: "TRUE", outcome: []string{"Arrest", noAction, noAction, "Community resolution"}[i%4]}
			if !clean && i%3 > 0 {
				s.outcome, s.linked = "", ""
			}
			if i%5 == 0 {
				s.object = "Firearms"
			}
			s.date = fmt.Sprintf("%s-%02dT%02d:%02d:%02d+00:00", month, 2+n%27, n/27%24, n/648%60, i%7)
			n++
			b.WriteString(s.row())
		}
	}
	sizes := rapid.SampledFrom([]int{0, 1, 3, 4, 5, 9, 20, 45, 110, 260})
	for _, g := range []struct {
		label    string
		officers []string
		least    int
	}{
		{white, []string{"White"}, 0}, {"White - Irish", []string{"White"}, 0}, {"White - Gypsy or Irish Traveller", []string{"White"}, 0},
		{"Mixed/Multiple ethnic groups - White and Black Caribbean", []string{"Black", "Mixed", "White"}, 0}, {asian, []string{"Asian", "Other"}, 0},
		{"Asian/Asian British - Chinese", []string{"Asian", "Other"}, 0}, {black, []string{"Black"}, 0},
		{"Other ethnic group - Any other ethnic group", []string{"Other", "Asian", "White"}, 0}, {none, []string{"White", "Black", "Asian", ""}, 0},
		{"", []string{"", "Other"}, 0}, {"Klingon", []string{"Vulcan"}, 0},
	} {
		officers := g.officers
		if agree {
			officers = officers[:1]
		}
		times := sizes.Draw(t, "searches")
		if g.label == white {
			times = rapid.SampledFrom([]int{0, 3, 40, 300, 700, 700}).Draw(t, "searches of the baseline")
		}
		if g.label == "Klingon" || g.label == "White - Gypsy or Irish Traveller" {
			times = min(times, 9)
		}
		add(times, g.label, officers)
	}
	if rapid.IntRange(0, 3).Draw(t, "copies") == 0 {
		b.WriteString(times(4, search{self: black, date: month + "-05T12:00:00+00:00"}) + times(3, search{kind: "Vehicle search", date: month + "-06T12:00:00+00:00"}))
	}
	return b.String()
}

// anyRecords draws what a person may have in a folder: months of forces.
func anyRecords(t *rapid.T) *outcomes.Extract {
	x := new(outcomes.Extract)
	forces := []string{"kent", "city-of-london", "derbyshire", "avon-and-somerset", "btp"}
	forces = rapid.Permutation(forces).Draw(t, "forces")[:rapid.SampledFrom([]int{1, 1, 1, 2, 3}).Draw(t, "number of forces")]
	months := rapid.SampledFrom([][]string{{"2023-01"}, {"2023-01"}, {"2020-01"}, {"2015-06"}, {"2022-12", "2023-01"}, {"2022-11", "2023-01"}, {"2021-02", "2021-03", "2021-04"},
		{"2021-11", "2021-12", "2022-01", "2022-02", "2022-03", "2022-11", "2022-12"}}).Draw(t, "months")
	for _, force := range forces {
		for _, m := range months {
			if err := x.ReadFile(strings.NewReader(anyMonthOfForce(t, m)), m+"-"+force+"-stop-and-search.csv"); err != nil {
				t.Skip(err)
			}
		}
	}
	return x
}

// anyQuestion draws the options that a person may give.
func anyQuestion(t *rapid.T) Options {
	var o Options
	switch rapid.IntRange(0, 9).Draw(t, "kind") {
	case 0:
		o.Unknown = oneOf(outcomes.Allocations()).Draw(t, "unknown")
	case 1:
		o.Suppress = rapid.SampledFrom([]int64{5, 10}).Draw(t, "suppress")
	case 2:
		o.Rule = oneOf(outcomes.EthnicityRules()).Draw(t, "rule")
	case 3, 4:
		o.Scheme = rapid.SampledFrom(slices.Collect(Schemes())).Draw(t, "scheme")
	case 5:
		o.By = oneOf(unkept(Breakdowns())).Draw(t, "by")
	case 6:
		o.Object = new(outcomes.Firearms)
		o.Type = orNil(rapid.Just(outcomes.PersonSearch)).Draw(t, "type")
	case 7:
		o.From = rapid.SampledFrom([]outcomes.Month{month("2023-01"), month("2021-03")}).Draw(t, "from")
		o.Census = rapid.SampledFrom([]ethnicity.Census{ethnicity.Census2011, ethnicity.Census2021}).Draw(t, "census")
	case 8:
		o.Before, o.After = stretch("2020..2021"), stretch("2022..")
		o.Margin = rapid.SampledFrom([]float64{0, 0.25}).Draw(t, "margin")
	case 9:
		o.By, o.Rolling = EachMonth, rapid.SampledFrom([]int{2, 3, 12}).Draw(t, "rolling")
	}
	if o.Scheme == ethnicity.EighteenPlusOne || rapid.IntRange(0, 9).Draw(t, "census") == 0 {
		o.Census = ethnicity.Census2011
	}
	return o
}

// TestEveryReport: no sentence claims what its table does not bear, no header contradicts its rows,
// no line is wider than the screen, and no number stands without its base. -rapid.checks=1000 makes
// as many reports.
func TestEveryReport(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, err := New(anyRecords(t), anyQuestion(t))
		if err != nil {
			t.Skip(err)
		}
		l := Layout{Width: rapid.SampledFrom([]int{0, 0, 60, 66, 79, 100, 132}).Draw(t, "width"), ASCII: rapid.IntRange(0, 4).Draw(t, "ascii") == 0}
		if found := seenOf(t, r, l).checked(); len(found) > 0 {
			t.Fatalf("%v\n%s", found, seenOf(t, r, l).text)
		}
	})
}
