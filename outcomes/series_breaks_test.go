package outcomes

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/rri/trend"
)

// breakTexts writes breaks as "2016-07-01T00:00:00+01:00 recording: text [groups]".
func breakTexts(breaks []trend.Break[ethnicity.Group]) (texts []string) {
	for _, b := range breaks {
		text := fmt.Sprintf("%s %s: %s", b.At.Format(time.RFC3339), b.Kind, b.Text)
		if b.Groups != nil {
			text += fmt.Sprint(" ", b.Groups)
		}
		texts = append(texts, text)
	}
	return texts
}

// TestBreaksOfRecords has where the forces and their labels change.
func TestBreaksOfRecords(t *testing.T) {
	officer, either := Grouping{Rule: OfficerDefined}, Grouping{Rule: SelfThenOfficer}
	detailed := Grouping{Scheme: ethnicity.EighteenPlusOne}
	mixed := func(months string, n int64) inMonths { return inMonths{"kent", months, ethnicity.Mixed, n} }
	for _, test := range []struct {
		searches []inMonths
		o        SeriesOptions
		want     []string
		reason   string
	}{
		{kent("2016"), SeriesOptions{}, nil, "everything stays"},
		{append(kent("2016"), mixed("2016-07..2016-12", 2)), SeriesOptions{Grouping: officer}, []string{
			"2016-07-01T00:00:00+01:00 recording: searches of the group Mixed are recorded from July 2016 on by Kent"}, "officers begin to record Mixed: 11 would be expected before"},
		{append(kent("2016"), mixed("2016-07..2016-12", 2)), SeriesOptions{Grouping: officer, Kind: PeriodYear}, []string{
			"2016-07-01T00:00:00+01:00 recording: searches of the group Mixed are recorded from July 2016 on by Kent"}, "within a period"},
		{append(kent("2016"), mixed("2016-07..2016-12", 1)), SeriesOptions{Grouping: officer}, nil, "6 would be expected before: there may have been none"},
		{append(kent("2016"), mixed("2016-03..2016-12", 2)), SeriesOptions{Grouping: officer}, nil, "of two months, where 4 would be"},
		{append(kent("2016"), mixed("2016-01..2016-06", 2)), SeriesOptions{}, []string{
			"2016-07-01T00:00:00+01:00 recording: searches of the group Mixed are no longer recorded from July 2016 on by Kent"}, "a label goes"},
		{append(kent("2016"), mixed("2016-01", 2), mixed("2016-12", 2)), SeriesOptions{}, nil, "none between, which a label that is there may have"},
		{append(kent("2016"), mixed("2016-05..2016-08", 9)), SeriesOptions{}, []string{
			"2016-05-01T00:00:00+01:00 recording: searches of the group Mixed are recorded from May 2016 on by Kent",
			"2016-09-01T00:00:00+01:00 recording: searches of the group Mixed are no longer recorded from September 2016 on by Kent"}, "a label comes and goes"},
		{append(kent("2016"), inMonths{"kent", "2016-07..2016-12", ethnicity.WhiteAndAsian, 2}), SeriesOptions{Grouping: detailed}, []string{
			"2016-07-01T00:00:00+01:00 recording: searches of the group White and Asian are recorded from July 2016 on by Kent " +
				"[White and Black Caribbean White and Black African White and Asian Other Mixed]"}, "a detailed group takes people from others of its parent"},
		{append(kent("2016"), inMonths{"kent", "2016-07..2016-12", ethnicity.WhiteAndAsian, 2}), SeriesOptions{Grouping: either}, []string{
			"2016-07-01T00:00:00+01:00 recording: searches of the group Mixed are recorded from July 2016 on by Kent"}, "by either account"},
		{append(kent("2016"), inMonths{"kent", "2016-02..2016-12", ethnicity.Asian, 100}, mixed("2016-02..2016-12", 100)), SeriesOptions{LowMonth: 0.5}, nil, "a month with few rows tells nothing of labels"},
		{slices.Concat(kent("2016"), []inMonths{{"essex", "2016", ethnicity.WhiteBritish, 20}, {"essex", "2016-07..2016-12", ethnicity.Mixed, 9}, mixed("2016-07..2016-12", 9)}), SeriesOptions{}, []string{
			"2016-07-01T00:00:00+01:00 recording: searches of the group Mixed are recorded from July 2016 on by Essex, Kent"}, "two forces at once"},
		{append(kent("2016-07..2016-12"), inMonths{"essex", "2016", ethnicity.WhiteBritish, 20}, inMonths{"essex", "2016", ethnicity.BlackAfrican, 20}), SeriesOptions{}, []string{
			"2016-07-01T00:00:00+01:00 recording: another mix of forces: Essex makes up 67 % of it, 100 % before"}, "a force comes in that is a third"},
		{append(kent("2016"), inMonths{"essex", "2016-07..2016-12", ethnicity.WhiteBritish, 20}), SeriesOptions{}, nil, "before one that is two thirds came in, nothing is used"},
		{slices.Concat(kent("2016-01..2016-09"), []inMonths{{"essex", "2016", ethnicity.WhiteBritish, 20}, {"essex", "2016", ethnicity.BlackAfrican, 20}}), SeriesOptions{Kind: PeriodQuarter}, []string{
			"2016-10-01T00:00:00+01:00 recording: another mix of forces: Essex makes up 100 % of it, 67 % before"}, "one goes"},
		{slices.Concat(kent("2016-01..2016-04"), kent("2016-06..2016-12"), []inMonths{{"essex", "2016", ethnicity.WhiteBritish, 20}, {"essex", "2016", ethnicity.BlackAfrican, 20}}), SeriesOptions{Kind: PeriodQuarter}, []string{
			"2016-04-01T00:00:00+01:00 recording: another mix of forces: Essex makes up 75 % of it, 67 % before",
			"2016-07-01T00:00:00+01:00 recording: another mix of forces: Essex makes up 67 % of it, 75 % before"}, "one lacks a month"},
	} {
		test.o.Residents = tenToOne
		if test.o.Scheme == ethnicity.EighteenPlusOne {
			test.o.Residents = nil
		}
		s := got(tallyInMonths(t, test.searches...).RateSeries(test.o))
		if d := cmp.Diff(test.want, breakTexts(s.Breaks)); d != "" {
			t.Errorf("%s: -want +got\n%s", test.reason, d)
		}
		if err := s.Validate(); err != nil {
			t.Errorf("%s: %v", test.reason, err)
		}
	}
}

// TestBreaksOfOfficersAlone: people of whom only the officer's account is known get the label
// Mixed.
func TestBreaksOfOfficersAlone(t *testing.T) {
	tally := tallyInMonths(t, append(kent("2016"), inMonths{"kent", "2016", ethnicity.Mixed, 4})...)
	for _, m := range monthsIn(parsedMonths(t, "2016")) {
		k := Key{Force: force(t, "kent"), Month: m, Type: PersonSearch, Self: ethnicity.NotStated, Officer: ethnicity.White}
		if err := tally.AddCount(k, 10); err != nil {
			t.Fatal(err)
		}
		if k.Officer = ethnicity.Mixed; m.Month() > time.June {
			if err := tally.AddCount(k, 3); err != nil {
				t.Fatal(err)
			}
		}
	}
	want := []string{"2016-07-01T00:00:00+01:00 recording: searches of people whom only officers put into a group, as Mixed, are recorded from July 2016 on by Kent"}
	s := got(tally.RateSeries(SeriesOptions{Grouping: Grouping{Rule: SelfThenOfficer}}))
	if d := cmp.Diff(want, breakTexts(s.Breaks)); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
	if s := got(tally.RateSeries(SeriesOptions{})); s.Breaks != nil {
		t.Errorf("of the self-defined account: %q", breakTexts(s.Breaks))
	}
}

// TestBreaksOfResidents has residents by a census up to June 2016 and by another from July on.
func TestBreaksOfResidents(t *testing.T) {
	own := func(source string) ethnicity.Population {
		p := got(peopleOf(1000, 100, 10))
		p.Source = source
		return p
	}
	census := func(c ethnicity.Census) ethnicity.Population { return got(ethnicity.PopulationOf("Kent", c)) }
	interpolated := got(ethnicity.PopulationAt("Kent", time.Date(2016, 7, 1, 0, 0, 0, 0, time.UTC)))
	for _, test := range []struct {
		before, after ethnicity.Population
		want          string
		reason        string
	}{
		{census(ethnicity.Census2011), census(ethnicity.Census2021), "2016-07-01T00:00:00+01:00 residents: residents by census 2021 in place of census 2011", "another census"},
		{census(ethnicity.Census2011), interpolated, "", "interpolated between two, which meets the one"},
		{interpolated, census(ethnicity.Census2021), "", "and the other"},
		{own("a survey"), own("a survey"), "", "the same figures"},
		{own("a survey"), own("a register"), "2016-07-01T00:00:00+01:00 residents: residents by a register in place of a survey", "other figures"},
		{own("a survey"), interpolated, "2016-07-01T00:00:00+01:00 residents: residents by census 2011 and 2021, interpolated to 1 July 2016 in place of a survey", "figures of one's own, then of censuses"},
		{own(""), census(ethnicity.Census2011), "2016-07-01T00:00:00+01:00 residents: residents by census 2011 in place of other", "figures of no named source"},
	} {
		residents := func(_ ethnicity.Force, day time.Time) (ethnicity.Population, error) {
			if day.Month() < time.July {
				return test.before, nil
			}
			return test.after, nil
		}
		s := got(tallyInMonths(t, kent("2016")...).RateSeries(SeriesOptions{Residents: residents}))
		var want []string
		if test.want != "" {
			want = []string{test.want}
		}
		if d := cmp.Diff(want, breakTexts(s.Breaks)); d != "" {
			t.Errorf("%s: -want +got\n%s", test.reason, d)
		}
	}
}

// TestBreaksOfOutcomes has the numbers of arrests, of other searches and of those of no known
// outcome in each month of a year.
func TestBreaksOfOutcomes(t *testing.T) {
	for _, test := range []struct {
		arrests, others, blank [12]int64
		want                   []string
		reason                 string
	}{
		{[12]int64{50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50}, [12]int64{50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50}, [12]int64{}, nil, "nothing is missing"},
		{[12]int64{50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50}, [12]int64{50, 50, 50, 50, 50, 50, 20, 20, 20, 20, 20, 20}, [12]int64{0, 0, 0, 0, 0, 0, 30, 30, 30, 30, 30, 30}, []string{
			"2016-07-01T00:00:00+01:00 recording: 30 % of searches do not say if they count, 0.0 % before"}, "what led to nothing is left blank from July on"},
		{[12]int64{5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5}, [12]int64{5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5}, [12]int64{0, 2, 0, 1, 0, 2, 0, 1, 0, 2, 0, 1}, nil, "more than 5 points, but no more than chance"},
		{[12]int64{5000, 5000, 5000, 5000, 5000, 5000, 5000, 5000, 5000, 5000, 5000, 5000}, [12]int64{}, [12]int64{0, 0, 0, 0, 0, 0, 250, 250, 250, 250, 250, 250}, nil, "more than chance, but less than 5 points"},
		{[12]int64{500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 500}, [12]int64{}, [12]int64{10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120}, []string{
			"2016-04-01T00:00:00+01:00 recording: 7.4 % of searches do not say if they count, 2.0 % before",
			"2016-08-01T00:00:00+01:00 recording: 14 % of searches do not say if they count, 7.4 % before"}, "little by little"},
		{[12]int64{0, 0, 0, 0, 0, 0, 5, 5, 5, 5, 5, 5}, [12]int64{50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50}, [12]int64{}, []string{
			"2016-07-01T00:00:00+01:00 recording: events of the arrest rate are recorded from July 2016 on by Kent"}, "no arrest where 27 would be expected"},
	} {
		tally := new(Tally)
		for i, m := range monthsIn(parsedMonths(t, "2016")) {
			for outcome, n := range map[Outcome]int64{Arrest: test.arrests[i], NoFurtherAction: test.others[i], OutcomeNotRecorded: test.blank[i]} {
				if err := tally.AddCount(Key{Force: force(t, "kent"), Month: m, Type: PersonSearch, Self: ethnicity.White, Outcome: outcome}, n); err != nil {
					t.Fatal(err)
				}
			}
		}
		s := got(tally.ProportionSeries(ArrestRate.Definition(), SeriesOptions{}))
		if d := cmp.Diff(test.want, breakTexts(s.Breaks)); d != "" {
			t.Errorf("%s: -want +got\n%s", test.reason, d)
		}
		if rates := got(tally.RateSeries(SeriesOptions{})); rates.Breaks != nil {
			t.Errorf("%s: outcomes break the series of searches: %q", test.reason, breakTexts(rates.Breaks))
		}
	}
}
