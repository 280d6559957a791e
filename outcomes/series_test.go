package outcomes

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/trend"
)

// inMonths is a number of searches of a force in every month of a stretch.
type inMonths struct {
	force  string // "" for no force
	months string // "" for none that is recorded
	group  ethnicity.Group
	n      int64
}

// tallyInMonths counts searches of persons, of which one in two led to an arrest and the others to
// no further action.
func tallyInMonths(t testing.TB, all ...inMonths) *Tally {
	t.Helper()
	tally := new(Tally)
	for _, of := range all {
		k := Key{Type: PersonSearch, Self: of.group, Officer: of.group}
		if of.force != "" {
			k.Force = force(t, of.force)
		}
		months := []Month{0}
		if of.months != "" {
			months = monthsIn(parsedMonths(t, of.months))
		}
		for _, k.Month = range months {
			for outcome, n := range map[Outcome]int64{Arrest: of.n / 2, NoFurtherAction: of.n - of.n/2} {
				k.Outcome = outcome
				if err := tally.AddCount(k, n); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	return tally
}

// tenToOne are 120,000 White and 12,000 Black people, so that a month of them is 10,000 and 1,000
// years; in Essex twice as many.
func tenToOne(force ethnicity.Force, _ time.Time) (ethnicity.Population, error) {
	times := 1.0
	if force.Slug() == "essex" {
		times = 2
	}
	return peopleOf(120_000*times, 12_000*times, 1200*times)
}

// peopleOf are so many White and Black people, and others of each other group.
func peopleOf(white, black, others float64) (ethnicity.Population, error) {
	return ethnicity.NewPopulation("here", ethnicity.FivePlusOne, map[ethnicity.Group]float64{
		ethnicity.White: white, ethnicity.Black: black, ethnicity.Asian: others, ethnicity.Mixed: others, ethnicity.Other: others})
}

// pointText writes a point as "March 2016: White 20/10000, Black 4/1000, unknown 2; 1; note".
func pointText[M rri.Measure](p trend.Point[ethnicity.Group, M]) string {
	if p.Counts == nil {
		return p.Name + ": missing; " + p.Note
	}
	var groups []string
	for _, g := range []ethnicity.Group{ethnicity.White, ethnicity.Black} {
		events, exposure, _ := p.Counts[g].Counts()
		groups = append(groups, fmt.Sprintf("%s %d/%.6g", g, events, exposure))
	}
	unknown, _, _ := p.Unknown.Counts()
	return fmt.Sprintf("%s: %s, unknown %d; %.4g; %s", p.Name, strings.Join(groups, ", "), unknown, p.Covered, p.Note)
}

func pointTexts[M rri.Measure](points []trend.Point[ethnicity.Group, M]) (texts []string) {
	for _, p := range points {
		texts = append(texts, pointText(p))
	}
	return texts
}

// kent are searches of one force in some months: 20 of White people in each, 4 of Black people, and
// 2 of people of no known group.
func kent(months string) []inMonths {
	return []inMonths{{"kent", months, ethnicity.WhiteBritish, 20}, {"kent", months, ethnicity.BlackAfrican, 4}, {"kent", months, ethnicity.NotStated, 2}}
}

// TestRateSeries has the points of searches over tenToOne.
func TestRateSeries(t *testing.T) {
	essex := func(months string) inMonths { return inMonths{"essex", months, ethnicity.Black, 10} }
	m := func(text string) Months { return parsedMonths(t, text) }
	missing := func(months string) (texts []string) {
		for _, month := range monthsIn(m(months)) {
			texts = append(texts, month.Name()+": missing; no rows of Kent in "+month.Name())
		}
		return texts
	}
	for _, test := range []struct {
		searches []inMonths
		o        SeriesOptions
		want     []string // points, then those of Rolling after a line, then Before and After
		notes    []string
		reason   string
	}{
		{kent("2016-03..2016-04"), SeriesOptions{}, []string{
			"March 2016: White 20/10000, Black 4/1000, unknown 2; 1; ",
			"April 2016: White 20/10000, Black 4/1000, unknown 2; 1; ",
		}, nil, "months"},
		{kent("2016-03..2016-06"), SeriesOptions{Kind: PeriodQuarter}, []string{
			"January to March 2016: White 20/10000, Black 4/1000, unknown 2; 0.3333; records are of March 2016 alone",
			"April to June 2016: White 60/30000, Black 12/3000, unknown 6; 1; ",
		}, nil, "a quarter that began before what was read is not whole"},
		{kent("2016-03..2017-04"), SeriesOptions{Kind: PeriodFinancialYear}, []string{
			"2015/16: White 20/10000, Black 4/1000, unknown 2; 0.08333; records are of March 2016 alone",
			"2016/17: White 240/120000, Black 48/12000, unknown 24; 1; ",
			"2017/18: White 20/10000, Black 4/1000, unknown 2; 0.08333; records are of April 2017 alone",
		}, nil, "the financial year turns with April"},
		{slices.Concat(kent("2016-03"), kent("2016-05")), SeriesOptions{}, []string{
			"March 2016: White 20/10000, Black 4/1000, unknown 2; 1; ",
			"April 2016: missing; no rows of Kent in April 2016",
			"May 2016: White 20/10000, Black 4/1000, unknown 2; 1; ",
		}, nil, "a month without a row is missing, and not 0"},
		{slices.Concat(kent("2016-01"), kent("2016-03")), SeriesOptions{Kind: PeriodQuarter}, []string{
			"January to March 2016: White 40/20000, Black 8/2000, unknown 4; 0.6667; no rows of Kent in February 2016",
		}, nil, "of a quarter it takes its residents away"},
		{append(kent("2016-01..2016-02"), inMonths{"kent", "2016-03", ethnicity.Black, 2}), SeriesOptions{Kind: PeriodQuarter, LowMonth: 0.2}, []string{
			"January to March 2016: White 40/20000, Black 8/2000, unknown 4; 0.6667; few rows of Kent in March 2016 (2 rows, median 26): left out",
		}, nil, "so does a month with few rows, whose searches do not count"},
		{append(kent("2016-01..2016-02"), inMonths{"kent", "2016-03", ethnicity.Black, 2}), SeriesOptions{Kind: PeriodQuarter}, []string{
			"January to March 2016: White 40/30000, Black 10/3000, unknown 4; 1; ",
		}, nil, "unless it is to be believed"},
		{append(kent("2016-01..2016-02"), essex("2016-01")), SeriesOptions{}, []string{
			"January 2016: White 20/30000, Black 14/3000, unknown 2; 1; ",
			"February 2016: White 20/10000, Black 4/1000, unknown 2; 0.3333; no rows of Essex in February 2016",
		}, nil, "the residents of a force that is missing are in no rate"},
		{append(kent("2016-01..2016-03"), essex("2016-01..2016-02")), SeriesOptions{Kind: PeriodQuarter}, []string{
			"January to March 2016: White 60/70000, Black 32/7000, unknown 6; 0.7778; no rows of Essex in March 2016",
		}, nil, "those of each force count for its own months"},
		{kent("2016-03"), SeriesOptions{Months: m("2016-02..2016-04")}, []string{
			"February 2016: missing; no rows of Kent in February 2016",
			"March 2016: White 20/10000, Black 4/1000, unknown 2; 1; ",
			"April 2016: missing; no rows of Kent in April 2016",
		}, nil, "months that were asked for"},
		{kent("2016-03..2016-06"), SeriesOptions{Months: m("..2016-04")}, []string{
			"March 2016: White 20/10000, Black 4/1000, unknown 2; 1; ",
			"April 2016: White 20/10000, Black 4/1000, unknown 2; 1; ",
		}, nil, "no more than were asked for"},
		{slices.Concat(kent("2016-01..2016-03"), kent("2016-05")), SeriesOptions{Rolling: 3}, []string{
			"January 2016: White 20/10000, Black 4/1000, unknown 2; 1; ",
			"February 2016: White 20/10000, Black 4/1000, unknown 2; 1; ",
			"March 2016: White 20/10000, Black 4/1000, unknown 2; 1; ",
			"April 2016: missing; no rows of Kent in April 2016",
			"May 2016: White 20/10000, Black 4/1000, unknown 2; 1; ",
			"rolling",
			"January 2016 to March 2016: White 60/30000, Black 12/3000, unknown 6; 1; ",
			"February 2016 to April 2016: White 40/20000, Black 8/2000, unknown 4; 0.6667; no rows of Kent in April 2016",
			"March 2016 to May 2016: White 40/20000, Black 8/2000, unknown 4; 0.6667; no rows of Kent in April 2016",
		}, nil, "rolling from the third month on, also over one that is missing"},
		{kent("2015-12..2016-08"), SeriesOptions{Kind: PeriodQuarter, Rolling: 6}, []string{
			"October to December 2015: White 20/10000, Black 4/1000, unknown 2; 0.3333; records are of December 2015 alone",
			"January to March 2016: White 60/30000, Black 12/3000, unknown 6; 1; ",
			"April to June 2016: White 60/30000, Black 12/3000, unknown 6; 1; ",
			"July to September 2016: White 40/20000, Black 8/2000, unknown 4; 0.6667; records are of July 2016 to August 2016 alone",
			"rolling",
			"January 2016 to June 2016: White 120/60000, Black 24/6000, unknown 12; 1; ",
		}, nil, "rolling over quarters that are whole"},
		{kent("2016-03"), SeriesOptions{Rolling: 12}, []string{
			"March 2016: White 20/10000, Black 4/1000, unknown 2; 1; ",
		}, []string{"nothing over 12 months: the series is of 1"}, "fewer months than the rolling points are of"},
		{kent("2016-01..2016-12"), SeriesOptions{Kind: PeriodYear, Before: m("..2016-05"), After: m("2016-07..")}, []string{
			"2016: White 240/120000, Black 48/12000, unknown 24; 1; ",
			"compared",
			"January 2016 to May 2016: White 100/50000, Black 20/5000, unknown 10; 1; ",
			"July 2016 to December 2016: White 120/60000, Black 24/6000, unknown 12; 1; ",
		}, nil, "two periods to compare, whose open ends are those of the series"},
		{kent("2016-01..2016-12"), SeriesOptions{Kind: PeriodYear, Before: m("..2016-05"), After: m("2016-06.."), LeaveOut: []Months{m("2016-04..2016-06"), m("2016-12..")}}, []string{
			"2016: White 240/120000, Black 48/12000, unknown 24; 1; ",
			"compared",
			"January 2016 to May 2016: White 60/30000, Black 12/3000, unknown 6; 1; without April 2016 to May 2016, as was asked for",
			"June 2016 to December 2016: White 100/50000, Black 20/5000, unknown 10; 1; without June 2016 and December 2016, as was asked for",
		}, nil, "what is to be left out of them is not missing, and stays in the series"},
		{kent("2016-03..2016-12"), SeriesOptions{Kind: PeriodYear, Before: m("2015-11..2016-03"), After: m("2016-04")}, []string{
			"2016: White 200/100000, Black 40/10000, unknown 20; 0.8333; records are of March 2016 to December 2016 alone",
			"compared",
			"November 2015 to March 2016: White 20/10000, Black 4/1000, unknown 2; 0.2; records are of March 2016 alone",
			"April 2016: White 20/10000, Black 4/1000, unknown 2; 1; ",
		}, nil, "a period to compare that began before what was read"},
		{append(kent("2016-01..2016-02"), essex("2016-02")), SeriesOptions{Kind: PeriodYear, Before: m("2016-01"), After: m("2016-02")}, []string{
			"2016: White 40/40000, Black 18/4000, unknown 4; 0.1111; records are of January 2016 to February 2016 alone; no rows of Essex in January 2016",
			"compared",
			"January 2016: White 20/10000, Black 4/1000, unknown 2; 1; without Essex, not there in both periods",
			"February 2016: White 20/10000, Black 4/1000, unknown 2; 1; without Essex, not there in both periods",
		}, nil, "a force that is not there in both periods is in neither"},
		{slices.Concat(kent("2016-01..2016-02"), kent("2016-12"), kent("2017-12")), SeriesOptions{Rolling: 4}, append(append([]string{
			"January 2016: White 20/10000, Black 4/1000, unknown 2; 1; ",
			"February 2016: White 20/10000, Black 4/1000, unknown 2; 1; ",
		}, missing("2016-03..2016-11")...), append(append([]string{
			"December 2016: White 20/10000, Black 4/1000, unknown 2; 1; ",
		}, missing("2017-01..2017-11")...),
			"December 2017: White 20/10000, Black 4/1000, unknown 2; 1; ",
			"rolling",
			"January 2016 to April 2016: White 40/20000, Black 8/2000, unknown 4; 0.5; no rows of Kent in March 2016 to April 2016",
		)...), []string{"no 4 months that end in May 2016 to December 2017: less than half of each is there"}, "a row of a year far off makes no rolling points"},
		{append(kent("2016-03"), inMonths{"kent", "", ethnicity.Black, 7}), SeriesOptions{}, []string{
			"March 2016: White 20/10000, Black 4/1000, unknown 2; 1; ",
		}, []string{"7 searches whose month is not recorded are in no period"}, "searches without a month"},
		{kent("2016-03"), SeriesOptions{Read: merged(tallyInMonths(t, kent("2016-03")...), tallyInMonths(t, inMonths{"kent", "2016-04", ethnicity.WhiteIrish, 30}))}, []string{
			"March 2016: White 20/10000, Black 4/1000, unknown 2; 1; ",
			"April 2016: White 0/10000, Black 0/1000, unknown 0; 1; ",
		}, nil, "a month of which no row was chosen is there, with none"},
		{append(kent("2016-03"), inMonths{"kent", "2016-04", ethnicity.Black, 9}), SeriesOptions{LowMonth: 0.5, Read: merged(tallyInMonths(t, kent("2016-03..2016-05")...))}, []string{
			"March 2016: White 20/10000, Black 4/1000, unknown 2; 1; ",
			"April 2016: White 0/10000, Black 9/1000, unknown 0; 1; ",
			"May 2016: White 0/10000, Black 0/1000, unknown 0; 1; ",
		}, nil, "a month is low by what was read, not by what was chosen"},
		{append(kent("2016-03..2016-05"), inMonths{"essex", "2016-03..2016-04", ethnicity.Black, 2}), SeriesOptions{OnePlace: true}, []string{
			"March 2016: White 20/10000, Black 6/1000, unknown 2; 1; ",
			"April 2016: White 20/10000, Black 6/1000, unknown 2; 1; ",
			"May 2016: White 20/10000, Black 4/1000, unknown 2; 1; no rows of Essex in May 2016",
		}, nil, "one place, of which a force that hardly searches there is missing"},
		{append(kent("2016-03..2016-05"), inMonths{"essex", "2016-03..2016-04", ethnicity.Black, 30}), SeriesOptions{OnePlace: true}, []string{
			"March 2016: White 20/10000, Black 34/1000, unknown 2; 1; ",
			"April 2016: White 20/10000, Black 34/1000, unknown 2; 1; ",
			"May 2016: missing; no rows of Essex in May 2016; without May 2016, when too many rows of the place are missing",
		}, nil, "one place, of which the force is missing that searches most"},
	} {
		test.o.Residents, test.o.Groups = tenToOne, []ethnicity.Group{ethnicity.Black, ethnicity.White}
		s, err := tallyInMonths(t, test.searches...).RateSeries(test.o)
		if err != nil {
			t.Errorf("%s: %v", test.reason, err)
			continue
		}
		got := pointTexts(s.Points)
		if s.Rolling != nil {
			got = append(append(got, "rolling"), pointTexts(s.Rolling)...)
		}
		if s.Before != nil {
			got = append(got, "compared", pointText(*s.Before), pointText(*s.After))
		}
		if d := cmp.Diff(test.want, got); d != "" {
			t.Errorf("%s: -want +got\n%s", test.reason, d)
		}
		if !slices.Equal(s.Notes, test.notes) {
			t.Errorf("%s: notes %q", test.reason, s.Notes)
		}
		if s.Baseline != ethnicity.White || len(s.Points[0].Counts) > 2 {
			t.Errorf("%s: against %s, %v", test.reason, s.Baseline, s.Points[0].Counts)
		}
		if err := s.Validate(); err != nil {
			t.Errorf("%s: %v", test.reason, err)
		}
	}
}

// TestRateSeriesErrors has options that contradict each other, and what cannot be had.
func TestRateSeriesErrors(t *testing.T) {
	m := func(text string) Months { return parsedMonths(t, text) }
	wrong := errors.New("nobody lives there")
	for _, test := range []struct {
		searches []inMonths
		o        SeriesOptions
		want     string
		reason   string
	}{
		{nil, SeriesOptions{}, "outcomes: a series of all months: no row is of these months", "nothing"},
		{[]inMonths{{"kent", "", ethnicity.White, 3}}, SeriesOptions{}, "no row is of these months", "no month"},
		{kent("2016"), SeriesOptions{Months: m("2017..")}, "a series of from January 2017 on: no row", "months that were not read"},
		{kent("2016"), SeriesOptions{Kind: 9}, "PeriodKind(9) is not a kind of period", "no kind"},
		{kent("2016"), SeriesOptions{Grouping: Grouping{Rule: 9}}, "EthnicityRule(9) is not an ethnicity rule", "no rule"},
		{kent("2016"), SeriesOptions{Grouping: Grouping{Scheme: 99}}, "Scheme(99)", "no scheme"},
		{kent("2016"), SeriesOptions{Baseline: ethnicity.WhiteIrish}, "a series of White Irish: the groups 5+1 do not have it", "a baseline that is not among the groups"},
		{kent("2016"), SeriesOptions{Groups: []ethnicity.Group{ethnicity.White, ethnicity.Indian}}, "a series of Indian: the groups 5+1 do not have it", "a group that is not"},
		{kent("2016"), SeriesOptions{Groups: []ethnicity.Group{ethnicity.Black}}, "a series against White, which is not among the groups", "groups without the baseline"},
		{kent("2016"), SeriesOptions{Rolling: 1}, "rolling over 1 months by month: want a multiple of 1, and more than one month", "rolling over a month"},
		{kent("2016"), SeriesOptions{Kind: PeriodQuarter, Rolling: 4}, "rolling over 4 months by quarter: want a multiple of 3", "rolling over a part of a quarter"},
		{kent("2016"), SeriesOptions{Kind: PeriodFinancialYear, Rolling: 12}, "more than one financial year", "rolling over a year by year"},
		{kent("2016"), SeriesOptions{Rolling: -12}, "rolling over -12 months", "backwards"},
		{kent("2016"), SeriesOptions{LowMonth: 1}, "low months below 1 of the median: want a share from 0 up to 1", "every month"},
		{kent("2016"), SeriesOptions{Before: m("2016-03")}, "two periods are compared: want the months of both", "one period"},
		{kent("2016"), SeriesOptions{After: m("2016-03")}, "two periods are compared: want the months of both", "the other"},
		{kent("2016"), SeriesOptions{Before: m("2016-03..2016-05"), After: m("2016-05..2016-08")}, "months 2016-03..2016-05 and 2016-05..2016-08 to compare: want two periods", "periods that overlap"},
		{kent("2016"), SeriesOptions{Before: m("2016-08"), After: m("2016-03")}, "of which the first ends before the second begins", "periods the wrong way round"},
		{kent("2016"), SeriesOptions{Before: m("2006-03..2006-12"), After: m("2016-03")}, "months 2006-03..2006-12 to compare: none of them is in the series, which is of 2016-01..2016-12", "a slip of the hand"},
		{kent("2016"), SeriesOptions{Before: m("2016-03"), After: m("2017..")}, "months 2017-01.. to compare: none of them", "after everything"},
		{slices.Concat(kent("2016-01"), kent("2016-03")), SeriesOptions{Before: m("2016-01"), After: m("2016-02")}, "February 2016 to compare: no month of it can be believed: no rows of Kent in February 2016", "nothing is there"},
		{kent("2016"), SeriesOptions{Before: m("2016-03"), After: m("2016-04"), LeaveOut: []Months{m("2016-04..")}}, "April 2016 to compare: no month of it can be believed: without April 2016, as was asked for", "nothing is left"},
		{append(kent("2016-01"), inMonths{"essex", "2016-02", ethnicity.White, 9}), SeriesOptions{Before: m("2016-01"), After: m("2016-02")},
			"January 2016 and February 2016 to compare: no force has months of both that can be believed: no rows of Essex in January 2016; no rows of Kent in February 2016", "one force before, another after"},
		{kent("2016"), SeriesOptions{Read: tallyInMonths(t, kent("2016-01..2016-11")...)}, "searches of Kent in 2016-12 are not all among the rows that were read", "more counts than was read"},
		{kent("2016"), SeriesOptions{Residents: func(ethnicity.Force, time.Time) (ethnicity.Population, error) { return ethnicity.Population{}, wrong }}, wrong.Error(), "the caller's own error"},
		{append(kent("2016"), inMonths{"", "2016-03", ethnicity.White, 5}), SeriesOptions{}, "residents of no named force: there are none of its area: leave", "searches of no force"},
		{[]inMonths{{"british transport police", "2016-03", ethnicity.White, 5}}, SeriesOptions{}, "British Transport Police", "a force without residents"},
		{append(kent("2016"), inMonths{"essex", "2016", ethnicity.White, 5}), SeriesOptions{OnePlace: true}, "residents of no named force", "a place without residents"},
		{[]inMonths{{"kent", "2016-03", ethnicity.Asian, 5}}, SeriesOptions{Grouping: Grouping{Scheme: ethnicity.EighteenPlusOne}}, "in groups 18+1", "a group that the scheme cannot hold"},
	} {
		s, err := tallyInMonths(t, test.searches...).RateSeries(test.o)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %q; %d points", test.reason, err, test.want, len(s.Points))
		}
		if err != nil && strings.Contains(err.Error(), "Options") {
			t.Errorf("%s: a person has no use for %v", test.reason, err)
		}
	}
	_, err := tallyInMonths(t, kent("2016")...).ProportionSeries(Definition{Name: "none"}, SeriesOptions{})
	if !errors.Is(err, errDefinition) {
		t.Errorf("a definition without functions: %v", err)
	}
	if _, err := new(Tally).Completeness(SeriesOptions{}); err == nil {
		t.Error("completeness of nothing")
	}
	var none *Tally
	if _, err := none.RateSeries(SeriesOptions{}); err == nil {
		t.Error("a series of a nil tally")
	}
}

// TestResidentsBy: the residents of a force by a census, or on the mean day of its months.
func TestResidentsBy(t *testing.T) {
	s := got(tallyInMonths(t, kent("2016-01..2016-12")...).RateSeries(SeriesOptions{Kind: PeriodYear, Alternatives: []SeriesResidents{
		{"census 2011", ResidentsBy(ethnicity.Census2011)}, {"census 2021", ResidentsBy(ethnicity.Census2021)}}}))
	year := func(p ethnicity.Population) float64 {
		return got(got(p.Collapse(ethnicity.FivePlusOne)).Of(ethnicity.Black))
	}
	for _, test := range []struct {
		p      trend.Point[ethnicity.Group, rri.Rate]
		want   float64
		reason string
	}{
		{s.Points[0], year(got(ethnicity.PopulationAt("Kent", time.Date(2016, 7, 1, 0, 0, 0, 0, time.UTC)))), "interpolated"},
		{s.Alternatives[0].Points[0], year(got(ethnicity.PopulationOf("Kent", ethnicity.Census2011))), "of one census"},
		{s.Alternatives[1].Points[0], year(got(ethnicity.PopulationOf("Kent", ethnicity.Census2021))), "of the other"},
	} {
		if black := test.p.Counts[ethnicity.Black]; black.Population != test.want || black.Events != 48 {
			t.Errorf("%s: %v, want 48 in %v", test.reason, black, test.want)
		}
	}
	if s.Alternatives[1].Name != "census 2021" || len(s.Points[0].Counts) != 5 {
		t.Errorf("%v", s)
	}
}

// TestNobodyOfAGroup: a group without residents is not counted, and the others stand.
func TestNobodyOfAGroup(t *testing.T) {
	nobody := func(ethnicity.Force, time.Time) (ethnicity.Population, error) { return peopleOf(1200, 0, 12) }
	s := got(tallyInMonths(t, kent("2016-03")...).RateSeries(SeriesOptions{Residents: nobody, Alternatives: []SeriesResidents{{"others", tenToOne}}}))
	if p := s.Points[0]; len(p.Counts) != 4 || p.Note != "no residents of Black" {
		t.Errorf("%v, %q", p.Counts, p.Note)
	}
	if err := s.Validate(); err != nil {
		t.Error(err)
	}
}
