package published

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/tidy"
	"github.com/seed-549880be/disparity/rri/trend"
)

// broadGroups are the classifications of Ethnicity facts and figures that have five groups.
var broadGroups = map[string]ethnicity.Scheme{"ONS 2001 5+1": ethnicity.FivePlusOne2001, "ONS 2011 5+1": ethnicity.FivePlusOne}

// yearly are the options for a table with the columns year, area, basis, ethnicity, n and
// residents.
var yearly = Options{File: "t.csv", Count: "n", Residents: "residents", ClassificationColumn: "basis", Classifications: broadGroups}

// yearlyTable returns such a table: in each of its lines the basis ("2001" or "2011") may be left
// out, which is 2011, and the area, which is Essex.
func yearlyTable(lines ...string) string {
	text := "year,area,basis,ethnicity,n,residents\n"
	for _, line := range lines {
		cells := strings.Split(line, ",")
		area, basis := "Essex", "2011"
		if len(cells) > 4 {
			basis = cells[4]
		}
		if len(cells) > 5 {
			area = cells[5]
		}
		text += fmt.Sprintf("%s,%s,ONS %s 5+1,%s,%s,%s\n", cells[0], area, basis, cells[1], cells[2], cells[3])
	}
	return text
}

// seriesText writes a series in short: its points, its breaks.
func seriesText(s trend.Series[ethnicity.Group, rri.Rate]) string {
	var b strings.Builder
	for _, p := range s.Points {
		fmt.Fprintf(&b, "%s", p.Name)
		for _, g := range seriesGroups {
			if m, ok := p.Counts[g]; ok {
				fmt.Fprintf(&b, " %v %d/%v", g, m.Events, m.Population)
			}
		}
		if p.Unknown.Events > 0 {
			fmt.Fprintf(&b, " unknown %d", p.Unknown.Events)
		}
		if p.Note != "" {
			fmt.Fprintf(&b, " (%s)", p.Note)
		}
		b.WriteString("; ")
	}
	for _, k := range s.Breaks {
		fmt.Fprintf(&b, "| %s %s %v %s", k.At.Format("2006-01-02 15:04 MST"), k.Kind, k.Groups, k.Text)
	}
	return strings.TrimSuffix(b.String(), "; ")
}

var seriesGroups = []ethnicity.Group{ethnicity.White, ethnicity.Black, ethnicity.Asian, ethnicity.AsianWithoutChinese, ethnicity.Other, ethnicity.OtherWithChinese, ethnicity.Indian}

// What a table says becomes a series, and what it does not say is missing and named.
func TestTrend(t *testing.T) {
	for _, test := range []struct {
		lines  []string
		o      TrendOptions
		want   string
		reason string
	}{
		{[]string{"2016/17,White,100,1000", "2016/17,Black,10,50", "2017/18,White,90,1000", "2017/18,Black,11,50", "2017/18,Unreported,7,N/A"}, TrendOptions{},
			"2016/17 White 100/1000 Black 10/50; 2017/18 White 90/1000 Black 11/50 unknown 7", "two years"},
		{[]string{"2016/17,White,100,1000", "2019/20,White,90,1000"}, TrendOptions{},
			"2016/17 White 100/1000; 2017/18 (the table has no row of this year); 2018/19 (the table has no row of this year); 2019/20 White 90/1000", "years without a row"},
		{[]string{"2016/17,White,100,1000", "2017/18,White,90,1000", "2018/19,White,80,1000"}, TrendOptions{First: 2017, Last: 2019},
			"2017/18 White 90/1000; 2018/19 White 80/1000; 2019/20 (the table has no row of this year)", "the years that are asked for, more than there are"},
		{[]string{"2016/17,White,0,1000", "2016/17,Black,0,50", "2016/17,Unreported,0,N/A", "2017/18,White,90,1000", "2017/18,Black,0,50"}, TrendOptions{},
			"2016/17 (nobody at all is counted in this year, which is taken as missing); 2017/18 White 90/1000 Black 0/50", "a force that sent nothing; a group of which nobody was searched"},
		{[]string{"2016/17,White,100,1000", "2016/17,Black,-,50", "2016/17,Asian,N/A,50", "2016/17,Other,<5,50"}, TrendOptions{},
			"2016/17 White 100/1000 (2016/17: a mark stands in place of the number of Asian, Black, Other)", "marks and a range are not 0"},
		{[]string{"2016/17,White,100,1000", "2016/17,Black,7,N/A", "2016/17,Unreported,!,N/A"}, TrendOptions{},
			"2016/17 White 100/1000 (2016/17: no residents are told of Black; a mark stands in place of the number of people whose group is not known, who count as none)",
			"residents and people of no known group that are not told"},
		{[]string{"2016/17,White,N/A,1000", "2016/17,Black,!,50", "2016/17,Unreported,9,N/A", "2017/18,White,90,1000"}, TrendOptions{},
			"2016/17 (2016/17: a mark stands in place of the number of White, Black); 2017/18 White 90/1000", "a year of marks is missing"},
		{[]string{"2018/19,White,100,1000,2001", "2018/19,Black,10,50,2001", "2018/19,Asian,5,40,2001", "2018/19,Other inc Chinese,3,30,2001", "2019/20,White,100,1000", "2019/20,Black,10,50", "2019/20,Asian,6,45", "2019/20,Other,2,25"},
			TrendOptions{}, "2018/19 White 100/1000 Black 10/50 Asian (without Chinese) 5/40 Other (with Chinese) 3/30; 2019/20 White 100/1000 Black 10/50 Asian 6/45 Other 2/25; " +
				"| 2019-04-01 00:00 BST groups [Asian Asian (without Chinese) Other Other (with Chinese)] from 2019/20 on there is Asian, Other in place of Asian (without Chinese), Other (with Chinese); " +
				"Chinese people are counted in Asian, in Other (with Chinese) before", "Chinese people move, which does not concern Black people"},
		{[]string{"2018/19,White,100,1000,2001", "2018/19,Asian,5,40,2001", "2019/20,White,100,1000", "2019/20,Asian,6,45"}, TrendOptions{Shared: true},
			"2018/19 White 100/1000; 2019/20 White 100/1000", "the groups that all years have"},
		{[]string{"2018/19,White,100,1000", "2018/19,Black,5,40", "2018/19,vehicle only,9,", "2018/19,N/A - vehicle search,7,"}, TrendOptions{},
			"2018/19 White 100/1000 Black 5/40", "vehicles with nobody in them"},
		{[]string{"2018/19,White,100,1000", "2018/19,Indian,5,40", "2019/20,White,100,1000", "2019/20,Asian,6,45"}, TrendOptions{Baseline: ethnicity.Asian},
			"2018/19 White 100/1000 Indian 5/40; 2019/20 White 100/1000 Asian 6/45; | 2019-04-01 00:00 BST groups [] from 2019/20 on there is Asian in place of Indian", "the baseline is of the break, and so is every index"},
		{[]string{"2018/19,White,100,1000,2001,Kent", "2018/19,Asian,5,40,2001,Kent", "2019/20,White,100,1000", "2019/20,Asian,6,45"}, TrendOptions{Area: "Essex"},
			"2019/20 White 100/1000 Asian 6/45", "another area on another basis"},
		{[]string{"2016/17,White,100,1000,2011,Avon & Somerset", "2017/18,White,90,1000,2011,Avon and Somerset Constabulary"}, TrendOptions{Area: "avon and somerset"},
			"2016/17 White 100/1000; 2017/18 White 90/1000", "a force in three spellings"},
	} {
		s := readSeries(t, yearlyTable(test.lines...), yearly)
		got, err := s.Trend(test.o)
		if err != nil || seriesText(got) != test.want {
			t.Errorf("%s:\n%s, %v\nwant %s", test.reason, seriesText(got), err, test.want)
		}
		if _, err := trend.Of(got, trend.Options{}); err != nil {
			t.Errorf("%s: %v", test.reason, err)
		}
	}
}

// What a table says of itself that does not go together is a note.
func TestTrendNotes(t *testing.T) {
	two := []string{"2016/17,White,100,1000", "2016/17,Black,10,50", "2016/17,Unreported,5,N/A", "2017/18,White,90,1000"}
	const wrong = "the groups and people whose group is not known add up to something else than the total of the table, as "
	for _, test := range []struct {
		lines        []string
		o            TrendOptions
		want, reason string
	}{
		{append(two, "2016/17,All,115,1050", "2017/18,All,90,1000"), TrendOptions{}, "[]", "totals that are right"},
		{append(two, "2016/17,All,110,1050"), TrendOptions{}, "[]", "a total of the known groups"},
		{append(two, "2016/17,All,-,1050"), TrendOptions{}, "[]", "a mark for a total"},
		{append(two, "2016/17,All,116,1050", "2017/18,All,90,1000"), TrendOptions{}, "[" + wrong + "115 and not 116 in 2016/17; so it is in 2016/17: the table is not right there]", "a total of something else"},
		{append(two, "2016/17,All,116,1050", "2017/18,All,80,1000"), TrendOptions{First: 2017}, "[" + wrong + "90 and not 80 in 2017/18; so it is in 2017/18: the table is not right there]", "in the years that are asked for"},
		{[]string{"2016/17,White,100,1000", "2016/17,Black,-,50", "2016/17,All,116,1050"}, TrendOptions{}, "[]", "a mark may be the rest"},
		{[]string{"2016/17,White,100,1000", "2016/17,Black,-,50", "2016/17,All,96,1050"}, TrendOptions{}, "[" + wrong + "100 and not 96 in 2016/17; so it is in 2016/17: the table is not right there]", "a mark cannot be less than none"},
		{[]string{"2016/17,White,100,1000,2011,All forces", "2016/17,All,100,1000,2011,All forces"}, TrendOptions{}, "[]", "the total of a total is nobody of no known group"},
		{append(two, "2016/17,White,1,9,2011,All excluding Essex"), TrendOptions{Area: "Essex"}, `[the table has "All excluding Essex" beside it: its figures may not be whole in some year]`, "sums without the area"},
		{append(two, "2016/17,White,1,9,2011,All excluding North Essex"), TrendOptions{Area: "All excluding North Essex"}, "[]", "the sum itself"},
		{append(two, "2016/17,White,1,9,2011,All excluding Kent"), TrendOptions{Area: "Essex"}, "[]", "sums without another"},
		{append(two, "2016/17,All,50,1050,2001", "2016/17,All,N/A,1050"), TrendOptions{}, "[]", "a total of which a part is not told"},
		{two, TrendOptions{Shared: true}, "[left out, since not every year has them: Black]", "a group that not all years have"},
		{two, TrendOptions{Shared: true, Labels: rri.Labels{Notes: []string{"from the council"}}}, "[from the council left out, since not every year has them: Black]", "beside those of the caller"},
	} {
		got, err := readSeries(t, yearlyTable(test.lines...), yearly).Trend(test.o)
		if err != nil || fmt.Sprint(got.Notes) != test.want || test.reason == "the total of a total is nobody of no known group" && got.Points[0].Unknown.Events != 0 {
			t.Errorf("%s: %v, %v, want %s", test.reason, got.Notes, err, test.want)
		}
	}
}

// What cannot be followed says why, and what to do.
func TestTrendErrors(t *testing.T) {
	two := []string{"2016/17,White,100,1000", "2016/17,Black,10,50", "2017/18,White,90,1000", "2017/18,White,90,1000,2011,Kent"}
	for _, test := range []struct {
		lines        []string
		o            TrendOptions
		want, reason string
	}{
		{nil, TrendOptions{}, "published: the series has no counts: want rows of a table", "an empty table"},
		{two, TrendOptions{}, `published: no such area: none is chosen, and there are "Essex", "Kent"`, "no area"},
		{two, TrendOptions{Area: "Sussex"}, `published: no such area: "Sussex": there are "Essex", "Kent"`, "an area that is not there"},
		{two, TrendOptions{Area: "Essex", First: 2018}, "published: 2018/19 to 2017/18: want the earlier year first (Essex has 2016/17 to 2017/18)", "after the last year"},
		{two, TrendOptions{Area: "Essex", First: 2018, Last: 2020}, "published: no counts from 2018/19 to 2020/21: Essex has 2016/17 to 2017/18", "years that are not there"},
		{two, TrendOptions{Area: "Essex", First: 2018, Last: 2016}, "published: 2018/19 to 2016/17: want the earlier year first (Essex has 2016/17 to 2017/18)", "years out of order"},
		{two, TrendOptions{Area: "Essex", Last: 20162017}, "published: year 20162017: want one from 1996 to 2198", "no year"},
		{two, TrendOptions{Area: "Essex", First: -5}, "published: year -5: want one from 1996 to 2198", "no year"},
		{two, TrendOptions{Area: "Essex", Baseline: ethnicity.NotStated}, `published: "Not stated" as the group that others are compared with: want a known group, as White`, "nobody to compare with"},
		{two, TrendOptions{Area: "Essex", Baseline: ethnicity.Asian}, "published: no counts of Asian in Essex, which others are compared with: there are White, Black", "a baseline that is not there"},
		{two, TrendOptions{Area: "Kent", Residents: func(string, trend.Period) (ethnicity.Population, error) {
			return ethnicity.Population{}, errors.New("ethnicity: nobody is at home")
		}},
			"published: 2017/18: nobody is at home", "residents that cannot be had"},
		{two, TrendOptions{Area: "Kent", Alternatives: []NamedResidents{{"the next census", func(string, trend.Period) (ethnicity.Population, error) {
			return ethnicity.Population{}, errors.New("it is not yet taken")
		}}}},
			"published: the next census: 2017/18: it is not yet taken", "alternatives that cannot be had"},
		{two, TrendOptions{Area: "Kent", Residents: func(string, trend.Period) (ethnicity.Population, error) { return ethnicity.Population{}, nil }},
			"published: no residents of Kent who are White: nothing can be compared", "nobody at home"},
		{[]string{"2016/17,White,100,N/A"}, TrendOptions{}, "published: no residents of Essex who are White in the table: give them from elsewhere", "no residents"},
		{[]string{"2016/17,White,N/A,100"}, TrendOptions{}, "published: no counts of White in Essex, which others are compared with: there are White", "marks alone"},
		{[]string{"2016/17,Unreported,100,100"}, TrendOptions{}, "published: no counts of White in Essex, which others are compared with: there are none of a known group", "no known group"},
		{[]string{"2016/17,White,1,9", "2016/17,Asian,1,9", "2016/17,Indian,1,9"}, TrendOptions{},
			"published: 2016/17 of Essex has counts of Asian and of Indian, which is a part of it: read the rows of one classification", "two classifications at once"},
		{[]string{"2016/17,White,1,9,2011,Avon & Somerset", "2016/17,White,1,9,2011,Avon and Somerset"}, TrendOptions{Area: "Avon & Somerset"},
			`published: 2016/17 has rows of "Avon & Somerset" and of "Avon and Somerset", which are one force: keep those of one`, "a force twice"},
		{[]string{"2016/17,White,1,9", ",White,1,9"}, TrendOptions{}, "published: a row of Essex has no financial year: want one in every row, as 2019/20", "a row of no year"},
	} {
		s := readSeries(t, yearlyTable(test.lines...), yearly)
		if got, err := s.Trend(test.o); err == nil || err.Error() != test.want || len(got.Points) > 0 {
			t.Errorf("%s: %v\nwant %s", test.reason, err, test.want)
		}
	}
}

// A total over all groups is nobody of no known group, in a column of its own and of all forces
// too; and an area is found in any letter case.
func TestAddTotals(t *testing.T) {
	s := readSeries(t, "year,area,White,Black,Total\n2016/17,All forces,5,6,11\n", Options{Wide: true})
	if n, _ := s.Count(2016, "All forces", ethnicity.NotKnown); n != 0 {
		t.Errorf("%d people of no known group, want none", n)
	}
	residents := func(area string, _ trend.Period) (ethnicity.Population, error) {
		return ethnicity.NewPopulation(area, ethnicity.FivePlusOne, map[ethnicity.Group]float64{ethnicity.White: 50, ethnicity.Mixed: 1, ethnicity.Asian: 1, ethnicity.Black: 30, ethnicity.Other: 1})
	}
	got, err := s.Trend(TrendOptions{Area: " ALL forces", Residents: residents})
	if err != nil || seriesText(got) != "2016/17 White 5/50 Black 6/30" {
		t.Error(seriesText(got), err)
	}
}

// Rows of one group, area and year have the same residents, which are parts of none.
func TestAddResidents(t *testing.T) {
	s := new(Series)
	row := Row{Key: outcomes.Key{Self: ethnicity.Black}, Year: 2016, Area: "Kent", Count: tidy.Exactly(5), Residents: 1234.5}
	for range 2 {
		if err := s.Add(row); err != nil {
			t.Fatal(err)
		}
	}
	row.Residents = 0
	if err := s.Add(row); err != nil {
		t.Error(err)
	}
	row.Residents = 1235
	const want = "published: Black in Kent, 2016/17: rows with 1234.5 and with 1235 residents: read one of them, or leave the residents out"
	if err := s.Add(row); err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
	if n, _ := s.Count(2016, "Kent", ethnicity.Black); n != 15 {
		t.Errorf("%d events, want 15: a row that is refused is not counted", n)
	}
}

// factsAndFigures returns the series of Ethnicity facts and figures from 2006/07 to 2019/20.
func factsAndFigures(t *testing.T) *Series {
	t.Helper()
	s := new(Series)
	for w, err := range Read(openPublished(t, "published/eff-stop-and-search-by-pfa-ethnicity-legislation-2006-07_2019-20.csv.gz"), Options{
		File: "eff.csv", Count: "Number of stop and searches", Residents: "Population by ethnicity", Only: map[string]string{"Legislation_type": "All"},
		ClassificationColumn: "Ethnicity_type", Classifications: broadGroups}) {
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Add(w); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// blackIndex returns the Black index of every point.
func blackIndex(t *testing.T, points []trend.Point[ethnicity.Group, rri.Rate]) (index []float64) {
	t.Helper()
	for _, p := range points {
		e, err := rri.Ratio(p.Counts[ethnicity.Black], p.Counts[ethnicity.White], rri.Options{})
		if err != nil {
			t.Fatal(err)
		}
		index = append(index, e.Value)
	}
	return index
}

// The published series of fourteen years: every force that has residents can be followed, and the
// others say why not.
func TestRealTrend(t *testing.T) {
	s := factsAndFigures(t)
	got, err := s.Trend(TrendOptions{Area: "Avon and Somerset"})
	if err != nil {
		t.Fatal(err)
	}
	want := []float64{4.21, 4.02, 6.19, 3.85, 3.69, 3.57, 3.65, 3.78, 4.24, 5.13, 5.44, 8.20, 7.23, 7.45}
	for i, index := range blackIndex(t, got.Points) {
		if math.Abs(index-want[i]) > 0.005 || got.Points[i].Note != "" {
			t.Errorf("%s: %v, want %v; %s", got.Points[i].Name, index, want[i], got.Points[i].Note)
		}
	}
	if last := got.Points[13]; last.Unknown.Events != 2314 || last.Counts[ethnicity.Asian] != (rri.Rate{Events: 165, Population: 41981}) {
		t.Errorf("%+v", last)
	}
	if b := got.Breaks; len(b) != 1 || b[0].Kind != trend.GroupsBreak || len(b[0].Groups) != 4 || b[0].At.Format("2006-01-02 15:04") != "2019-04-01 00:00" {
		t.Errorf("%+v", b)
	}
	followed, refused := 0, ""
	areas := make(map[string]bool)
	for k := range s.cells {
		areas[k.area] = true
	}
	for area := range areas {
		own, err := s.Trend(TrendOptions{Area: area})
		if err != nil {
			refused += err.Error() + "; "
			continue
		}
		if err := own.Validate(); err != nil {
			t.Errorf("%s: %v", area, err)
		}
		followed++
	}
	for _, want := range []string{"no residents of British Transport Police", "no residents of London, City of"} {
		if !strings.Contains(refused, want) {
			t.Errorf("%s\nwant %s", refused, want)
		}
	}
	if len(areas) != 48 || followed != 46 {
		t.Errorf("%d areas, %d followed: %s", len(areas), followed, refused)
	}
	london, err := s.Trend(TrendOptions{Area: "City of London", Residents: ResidentsOfYear})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := trend.Of(london, trend.Options{}); err != nil {
		t.Error(err)
	}
}

// The residents and the classification are of columns that the header must have.
func TestReadBeside(t *testing.T) {
	for _, test := range []struct {
		text string
		o    Options
		want string // the rows, or the error
	}{
		{"n,pop\n5,\"1,234\"\n6,N/A\n7,12.5\n8,\n9,<5\n", Options{Count: "n", Residents: "Pop"}, "5/1234 6/0 7/12.5 8/0 9/0 "},
		{"n,pop\n5,many\n6,7\n", Options{Count: "n", Residents: "pop"}, `outcomes: t.csv:2:3: pop "many": not a number, a range or a mark: want one such as 1234 or 1,234; <5 or 1 to 4; or -, N/A, *, [c] 6/7 `},
		{"n,pop\n5,-1\n", Options{Count: "n", Residents: "pop"}, `-1`},
		{"n\n5\n", Options{Count: "n", Residents: "pop"}, `no column "pop" for the residents: the file has "n"`},
		{"White,pop\n5,6\n", Options{Wide: true, Residents: "pop"}, "a wide table has no column of residents"},
		{"n,ethnicity\n5,Other\n", Options{Count: "n", Classifications: broadGroups, ClassificationColumn: "basis"}, `no column "basis" for the classifications`},
		{"n,ethnicity\n5,Other\n", Options{Count: "n", Classifications: broadGroups}, `no column "" for the classifications`},
		{"n,basis,ethnicity\n5,ONS 2001 5+1,Asian\n6,ONS 2011 5+1,Asian\n7,ONS 2011 18+1,Asian\n8, ONS 2001 5+1 ,Asian\n", Options{Count: "n", Classifications: broadGroups, ClassificationColumn: "Basis"},
			"5/0 Asian (without Chinese) 6/0 Asian 8/0 Asian (without Chinese) "},
	} {
		test.o.File = "t.csv"
		got := ""
		for row, err := range Read(strings.NewReader(test.text), test.o) {
			if err != nil {
				got += err.Error() + " "
				continue
			}
			got += fmt.Sprintf("%s/%v ", row.Count, row.Residents)
			if row.Self.IsKnown() {
				got += row.Self.String() + " "
			}
		}
		if got != test.want && !strings.Contains(got, test.want) {
			t.Errorf("%q: %s\nwant %s", test.text, got, test.want)
		}
	}
}
