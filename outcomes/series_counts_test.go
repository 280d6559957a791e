package outcomes

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-549880be/disparity/ethnicity"
)

// TestProportionSeries has the same months as rates, and other exposure.
func TestProportionSeries(t *testing.T) {
	searches := append(kent("2016-01..2016-02"), inMonths{"kent", "2016-03", ethnicity.Black, 2}, inMonths{"essex", "2016-01", ethnicity.Black, 10})
	for _, test := range []struct {
		o      SeriesOptions
		want   []string
		reason string
	}{
		{SeriesOptions{Kind: PeriodQuarter, LowMonth: 0.2, Rolling: 6}, []string{
			"January to March 2016: White 20/40, Black 9/18, unknown 2; 0.5741; no rows of Essex in February 2016 to March 2016; few rows of Kent in March 2016 (2 rows, median 26): left out",
		}, "covered is the share of the usual searches: 62 of 3 times 36"},
		{SeriesOptions{LowMonth: 0.2, Months: parsedMonths(t, "2016-02..2016-03")}, []string{
			"February 2016: White 10/20, Black 2/4, unknown 1; 1; ",
			"March 2016: missing; few rows of Kent in March 2016 (2 rows, median 26): left out",
		}, "a force without a row in these months is not in the series"},
	} {
		s := got(tallyInMonths(t, searches...).ProportionSeries(ArrestRate.Definition(), test.o))
		if d := cmp.Diff(test.want, pointTexts(s.Points)); d != "" {
			t.Errorf("%s: -want +got\n%s", test.reason, d)
		}
		if s.Measure != "arrest rate" || s.Exposure != "searches" || s.Alternatives != nil {
			t.Errorf("%s: %v", test.reason, s.Labels)
		}
		if err := s.Validate(); err != nil {
			t.Errorf("%s: %v", test.reason, err)
		}
	}
}

func TestCompleteness(t *testing.T) {
	tally := tallyInMonths(t, kent("2016-01..2016-02")...)
	for _, k := range []Key{
		{Type: PersonSearch, Self: ethnicity.Black, Outcome: OutcomeNotRecorded},
		{Type: PersonSearch, Self: ethnicity.Refused, Outcome: OutcomeUnrecognised},
		{Type: VehicleSearch, Self: ethnicity.Black},
	} {
		k.Force, k.Month = force(t, "kent"), newMonth(2016, time.February)
		if err := tally.AddCount(k, 3); err != nil {
			t.Fatal(err)
		}
	}
	var texts []string
	for _, c := range got(tally.Completeness(SeriesOptions{Months: parsedMonths(t, "..2016-03")})) {
		texts = append(texts, fmt.Sprintf("%s: unknown %v, missing %v; %v; %s", c.Name, c.Unknown, c.Missing, c.Covered, c.Note))
	}
	want := []string{
		"January 2016: unknown 2 of 26, missing 0 of 26; 1; ",
		"February 2016: unknown 5 of 32, missing 6 of 32; 1; ",
		"March 2016: unknown 0 of 0, missing 0 of 0; 0; no rows of Kent in March 2016",
	}
	if d := cmp.Diff(want, texts); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
}

// TestSeriesHasItsOwnDesignEffects: those of each point are of its own searches together, and those
// of the series of all of them.
func TestSeriesHasItsOwnDesignEffects(t *testing.T) {
	rows := []string{headerOfStops}
	for _, month := range []string{"2022-08", "2022-09"} {
		for minute := range 59 {
			for range 1 + minute%3 {
				rows = append(rows, fmt.Sprintf("Person search,%s-03T12:%02d:00Z,51.%02d,-0.1,Male,White - British,Arrest,kent", month, minute, minute))
			}
		}
	}
	var x Extract
	if err := x.ReadCSV(strings.NewReader(strings.Join(rows, "\n")), ReadOptions{File: "a.csv"}); err != nil {
		t.Fatal(err)
	}
	tally := x.Tally()
	effect := func(keep func(Key) bool) float64 {
		return got(tally.Where(keep).Counts(Grouping{})).DesignEffects[ethnicity.White]
	}
	s := got(tally.RateSeries(SeriesOptions{Residents: tenToOne, Rolling: 2}))
	for i, month := range []time.Month{8, 9} {
		if want := effect(func(k Key) bool { return k.Month.Month() == month }); s.Points[i].Counts[ethnicity.White].DesignEffect != want || want < 1.5 {
			t.Errorf("%s: %v, want %v", month, s.Points[i].Counts[ethnicity.White], want)
		}
	}
	want := effect(func(Key) bool { return true })
	if got := s.Rolling[0].Counts[ethnicity.White].DesignEffect; got != want || s.DesignEffects[ethnicity.White] != want {
		t.Errorf("together %v and %v, want %v", got, s.DesignEffects[ethnicity.White], want)
	}
	if groups := slices.Sorted(maps.Keys(s.DesignEffects)); len(groups) != 5 {
		t.Errorf("design effects of %v", groups)
	}
	s = got(tally.RateSeries(SeriesOptions{Grouping: Grouping{Independent: true}, Residents: tenToOne}))
	if s.DesignEffects != nil || s.Points[0].Counts[ethnicity.White].DesignEffect != 0 {
		t.Errorf("independent: %v, %v", s.DesignEffects, s.Points[0].Counts)
	}
}
