package published

import (
	"fmt"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri/tidy"
	"github.com/seed-549880be/disparity/rri/trend"
)

// Residents of a table are of one source as long as they stay the same, or change every year.
func TestResidentsBreaksOfTables(t *testing.T) {
	for _, test := range []struct {
		white, black []int
		want, reason string
	}{
		{[]int{1000, 1000, 1000, 1000}, []int{50, 50, 50, 50}, "", "one census"},
		{[]int{1000, 1000, 1000, 1100}, []int{50, 50, 50, 58}, "2014-04-01 [] from 2014/15 on the table has other residents, as 58 of Black in place of 50", "the next census in the last year"},
		{[]int{1000, 1000, 1100, 1100}, []int{50, 50, 58, 58}, "2013-04-01 [] from 2013/14 on the table has other residents, as 58 of Black in place of 50", "the next census"},
		{[]int{1000, 1100, 1100, 1100}, []int{50, 58, 58, 58}, "2012-04-01 [] from 2012/13 on the table has other residents, as 58 of Black in place of 50", "in the second year"},
		{[]int{1000, 1010, 1020, 1030}, []int{50, 51, 52, 53}, "", "an estimate of every year"},
		{[]int{1000, 1000, 1020, 1030}, []int{50, 50, 52, 53}, "2013-04-01 [] from 2013/14 on the table has other residents, as 52 of Black in place of 50", "a census and then estimates"},
		{[]int{1000, 1000, 1000, 1000}, []int{50, 50, 44, 44}, "2013-04-01 [Black] from 2013/14 on the table has other residents, as 44 of Black in place of 50", "those of one group"},
		{[]int{1000, 1100}, []int{50, 58}, "2012-04-01 [] from 2012/13 on the table has other residents, as 58 of Black in place of 50", "two years do not tell"},
		{[]int{1000, 1000}, []int{50, 0}, "", "residents that are not told"},
		{[]int{1000}, []int{50}, "", "one year"},
	} {
		var lines []string
		for i := range test.white {
			lines = append(lines, fmt.Sprintf("%d/%d,White,100,%d", 2011+i, 12+i, test.white[i]), fmt.Sprintf("%d/%d,Black,10,%d", 2011+i, 12+i, test.black[i]))
		}
		got, err := readSeries(t, yearlyTable(lines...), yearly).Trend(TrendOptions{})
		text := ""
		for _, b := range got.Breaks {
			if b.Kind == trend.ResidentsBreak {
				text += fmt.Sprintf("%s %v %s", b.At.Format("2006-01-02"), b.Groups, b.Text)
			}
		}
		if err != nil || text != test.want {
			t.Errorf("%s: %q, %v; want %q", test.reason, text, err, test.want)
		}
	}
}

// Residents of one source are no break, whatever they are; those of two are.
func TestResidentsBreaks(t *testing.T) {
	of := func(c ethnicity.Census) Residents { return ResidentsOf(c) }
	own := func(source func(year int) string) Residents {
		return func(area string, year trend.Period) (ethnicity.Population, error) {
			p, err := ethnicity.NewPopulation(area, ethnicity.FivePlusOne, map[ethnicity.Group]float64{ethnicity.White: float64(year.Start.Year()), ethnicity.Black: 50,
				ethnicity.Asian: 40, ethnicity.Mixed: 30, ethnicity.Other: 20})
			p.Source = source(year.Start.Year())
			return p, err
		}
	}
	from2018 := func(before, after Residents) Residents {
		return func(area string, year trend.Period) (ethnicity.Population, error) {
			if year.Start.Year() < 2018 {
				return before(area, year)
			}
			return after(area, year)
		}
	}
	for _, test := range []struct {
		residents    Residents
		want, reason string
	}{
		{of(ethnicity.Census2011), "", "one census"},
		{ResidentsOfYear, "", "by the day, which goes on from one year to the next, also at a census"},
		{from2018(of(ethnicity.Census2011), of(ethnicity.Census2021)), "2018 [] from 2018/19 on the residents are of census 2021, before that of census 2011", "another census"},
		{from2018(of(ethnicity.Census2011), ResidentsOfYear), "2018 [] from 2018/19 on the residents are of census 2011 and 2021, by the day, before that of census 2011", "a census and then by the day"},
		{own(func(int) string { return "the council" }), "", "own figures of one source"},
		{own(func(year int) string { return fmt.Sprint("mid-", year) }), "", "own figures that name every year"},
		{own(func(year int) string { return fmt.Sprint("census ", year/4*4) }), "2012 [] from 2012/13 on the residents are of census 2012, before that of census 2008" +
			"2016 [] from 2016/17 on the residents are of census 2016, before that of census 20122020 [] from 2020/21 on the residents are of census 2020, before that of census 2016", "own figures of four sources"},
		{func(area string, year trend.Period) (ethnicity.Population, error) {
			return of([]ethnicity.Census{ethnicity.Census2011, ethnicity.Census2021}[year.Start.Year()%2])(area, year)
		}, alternating(), "two censuses in turn, which are no estimates of every year"},
		{from2018(own(func(int) string { return "" }), of(ethnicity.Census2021)), "2018 [] from 2018/19 on the residents are of census 2021, before that of a source that is not named", "own figures, then a census"},
	} {
		var lines []string
		for year := 2009; year < 2023; year++ {
			lines = append(lines, fmt.Sprintf("%d/%02d,White,100,", year, year%100+1), fmt.Sprintf("%d/%02d,Black,10,", year, year%100+1))
		}
		got, err := readSeries(t, yearlyTable(lines...), yearly).Trend(TrendOptions{Residents: test.residents})
		text := ""
		for _, b := range got.Breaks {
			text += fmt.Sprintf("%d %v %s", b.At.Year(), b.Groups, b.Text)
		}
		if err != nil || text != test.want {
			t.Errorf("%s: %q, %v; want %q", test.reason, text, err, test.want)
		}
	}
}

// alternating is what is said where the years from 2009/10 to 2022/23 have the residents of two
// censuses in turn.
func alternating() (text string) {
	censuses := []string{"2011", "2021"}
	for year := 2010; year < 2023; year++ {
		text += fmt.Sprintf("%d [] from %d/%02d on the residents are of census %s, before that of census %s", year, year, year%100+1, censuses[year%2], censuses[1-year%2])
	}
	return text
}

// What is the name of a force and of a district is the force.
func TestResidentsOfForces(t *testing.T) {
	for _, area := range []string{"Durham", "Durham Constabulary", "force:Durham"} {
		for name, of := range map[string]Residents{"the year": ResidentsOfYear, "census 2021": ResidentsOf(ethnicity.Census2021)} {
			p, err := of(area, yearOf(2021))
			if err != nil || p.Total() < 600_000 {
				t.Errorf("%s by %s: %v people, %v; want those of the force, with Darlington", area, name, p.Total(), err)
			}
		}
	}
	if p, err := ResidentsOfYear("Wales", yearOf(2016)); err != nil || p.Area != "Wales" {
		t.Error(p.Area, err)
	}
}

// Another account of ethnicity is another form.
func TestRecordingBreaks(t *testing.T) {
	s := new(Series)
	for _, row := range []struct {
		year          int
		self, officer ethnicity.Group
	}{
		{2018, ethnicity.White, 0}, {2018, ethnicity.Black, ethnicity.Asian}, {2019, ethnicity.White, 0}, {2019, ethnicity.Black, 0}, {2020, 0, ethnicity.White}, {2020, 0, ethnicity.Black}, {2020, ethnicity.NotStated, 0},
		{2021, 0, ethnicity.White}, {2022, 0, ethnicity.White}, {2022, ethnicity.Black, 0},
	} {
		if err := s.Add(Row{Key: outcomes.Key{Self: row.self, Officer: row.officer}, Year: row.year, Area: "Kent", Count: tidy.Exactly(5), Residents: 100}); err != nil {
			t.Fatal(err)
		}
	}
	got, err := s.Trend(TrendOptions{})
	var texts []string
	for _, b := range got.Breaks {
		texts = append(texts, fmt.Sprint(b.Kind, b.Groups, " ", b.Text))
	}
	want := []string{"recording [] from 2020/21 on the ethnicity is as an officer saw it, before that as people said it themselves",
		"recording [] from 2022/23 on the ethnicity is in part as people said it, in part as an officer saw it, before that as an officer saw it"}
	if d := cmp.Diff(want, texts); d != "" || err != nil {
		t.Error(err, d)
	}
}

// A change of census alone moves the Black index of Avon and Somerset by 13 %: in between there is
// a break.
func TestCensusMovesTheIndex(t *testing.T) {
	var lines []string
	for _, row := range []struct {
		year         string
		black, white int
	}{{"2016/17", 454, 4023}, {"2017/18", 641, 3771}, {"2018/19", 554, 3697}} {
		lines = append(lines, fmt.Sprintf("%s,Black,%d,,2001,Avon & Somerset", row.year, row.black), fmt.Sprintf("%s,White,%d,,2001,Avon & Somerset", row.year, row.white))
	}
	s := readSeries(t, yearlyTable(lines...), yearly)
	got, err := s.Trend(TrendOptions{Residents: ResidentsOf(ethnicity.Census2011), Alternatives: []NamedResidents{{"census 2021", ResidentsOf(ethnicity.Census2021)}}})
	if err != nil || len(got.Breaks) != 0 || len(got.Alternatives) != 1 || got.Alternatives[0].Name != "census 2021" {
		t.Fatalf("%+v, %v", got, err)
	}
	of2011, of2021 := blackIndex(t, got.Points), blackIndex(t, got.Alternatives[0].Points)
	for i := range of2011 {
		if lower := 1 - of2021[i]/of2011[i]; math.Abs(lower-0.13) > 0.005 {
			t.Errorf("%s: %v by census 2011, %v by that of 2021: lower by %v, want 13 %%", got.Points[i].Name, of2011[i], of2021[i], lower)
		}
	}
	mixed := func(area string, year trend.Period) (ethnicity.Population, error) {
		if year.Start.Year() == 2016 {
			return ResidentsOf(ethnicity.Census2011)(area, year)
		}
		return ResidentsOf(ethnicity.Census2021)(area, year)
	}
	got, err = s.Trend(TrendOptions{Residents: mixed})
	if err != nil || len(got.Breaks) != 1 || got.Breaks[0].Kind != trend.ResidentsBreak || got.Breaks[0].Groups != nil {
		t.Errorf("%+v, %v", got.Breaks, err)
	}
}
