package published

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/peers"
	"github.com/seed-549880be/disparity/rri/tidy"
	"github.com/seed-549880be/disparity/rri/trend"
)

// setText writes a comparison in short: its units, its standards.
func setText(s peers.Set[ethnicity.Group, rri.Rate]) string {
	var parts []string
	countsText := func(counts map[ethnicity.Group]rri.Rate) (text string) {
		for _, g := range seriesGroups {
			if m, ok := counts[g]; ok {
				text += fmt.Sprintf(" %v %d/%v", g, m.Events, m.Population)
			}
		}
		return text
	}
	for _, u := range s.Units {
		text := u.Name + countsText(u.Counts)
		if u.Unknown.Events > 0 {
			text += fmt.Sprintf(" unknown %d", u.Unknown.Events)
		}
		if u.Missing != "" {
			text += " (" + u.Missing + ")"
		}
		parts = append(parts, text)
	}
	for _, st := range s.Standards {
		parts = append(parts, fmt.Sprintf("| %s%s holds %v", st.Name, countsText(st.Counts), st.Holds))
	}
	return strings.Join(parts, "; ")
}

// peersTable has two forces, one of which is written in two ways over the years, and their sum.
var peersTable = []string{
	"2018/19,White,50,1000", "2018/19,Black,9,50", "2018/19,White,40,2000,2011,Kent Police", "2018/19,Black,8,100,2011,Kent Police",
	"2019/20,White,100,1000", "2019/20,Black,10,50", "2019/20,Unreported,7,N/A", "2019/20,White,200,2000,2011,Kent", "2019/20,Black,30,100,2011,Kent",
	"2019/20,White,320,3200,2011,All - excluding BTP", "2019/20,Black,45,160,2011,All - excluding BTP",
	"2019/20,White,220,2200,2011,All - including BTP and excluding Essex", "2019/20,Black,35,110,2011,All - including BTP and excluding Essex",
}

const both = "Essex White 100/1000 Black 10/50 unknown 7; Kent White 200/2000 Black 30/100; " +
	"| England and Wales, excluding BTP White 320/3200 Black 45/160 holds [Essex Kent]; " +
	"| England and Wales, including BTP and excluding Essex White 220/2200 Black 35/110 holds [Kent]"

// The areas of a year become units, and sums of areas standards with the units that are in them.
func TestPeers(t *testing.T) {
	census := func(area string, year trend.Period) (ethnicity.Population, error) {
		n := map[string]float64{"Essex": 10, "Kent": 20, "England and Wales": 100}[area]
		if n == 0 {
			return ethnicity.Population{}, fmt.Errorf("ethnicity: nobody lives in %s", area)
		}
		p, err := ethnicity.NewPopulation(area, ethnicity.FivePlusOne, map[ethnicity.Group]float64{ethnicity.White: 10 * n, ethnicity.Mixed: 0, ethnicity.Asian: 1, ethnicity.Black: n, ethnicity.Other: 0})
		p.Source = "a count of " + year.Name
		return p, err
	}
	for _, test := range []struct {
		lines  []string
		o      PeerOptions
		want   string
		notes  []string
		reason string
	}{
		{peersTable, PeerOptions{}, both, []string{`Essex: the table has "All - including BTP and excluding Essex" beside it: its figures may not be whole in some year`}, "the last year"},
		{peersTable, PeerOptions{Year: 2018}, "Essex White 50/1000 Black 9/50; Kent White 40/2000 Black 8/100",
			[]string{`Essex: the table has "All - including BTP and excluding Essex" beside it: its figures may not be whole in some year`}, "another year, in which Kent is written otherwise"},
		{peersTable[7:11], PeerOptions{Areas: []string{"kent police", "Sussex"}, Focus: "essex"},
			"Essex (the table has no row of it in 2019/20); Kent White 200/2000 Black 30/100; Sussex (the table has no row of it in 2019/20); | England and Wales, excluding BTP White 320/3200 Black 45/160 holds [Kent]",
			nil, "forces in any spelling, those that the table does not have, and the one that is asked about"},
		{peersTable[:6], PeerOptions{Areas: []string{"Kent"}}, "", nil, "no area that is compared has a row in the year"},
		{append(peersTable[4:9:9], "2019/20,White,5,N/A,2011,British Transport Police", "2019/20,Black,5,N/A,2011,British Transport Police", "2019/20,White,0,90,2011,Surrey", "2019/20,Black,0,9,2011,Surrey"),
			PeerOptions{}, "British Transport Police (no residents are told of White, Black); Essex White 100/1000 Black 10/50 unknown 7; Kent White 200/2000 Black 30/100; Surrey (nobody at all is counted in 2019/20, which is taken as missing)",
			nil, "no residents; nobody counted"},
		{append(peersTable[4:9:9], "2019/20,White,5,N/A,2011,BTP", "2019/20,White,5,N/A,2011,City of London"), PeerOptions{WhereNone: ResidentsOf(ethnicity.Census2011)},
			"British Transport Police (no residents are told: the table has none, and British Transport Police has no residents: its searches have no population to be divided by); City of London White 5/5799; Essex White 100/1000 Black 10/50 unknown 7; Kent White 200/2000 Black 30/100",
			[]string{"the residents of City of London are of census 2011, since the table has none"}, "residents where the table has none"},
		{peersTable, PeerOptions{Residents: census}, "Essex White 100/100 Black 10/10 unknown 7; Kent White 200/200 Black 30/20; " +
			"| England and Wales, excluding BTP White 320/1000 Black 45/100 holds [Essex Kent]; | England and Wales, including BTP and excluding Essex White 220/900 Black 35/90 holds [Kent]",
			[]string{`Essex: the table has "All - including BTP and excluding Essex" beside it: its figures may not be whole in some year`}, "residents from elsewhere, of a sum without what it leaves out"},
		{append(peersTable[4:9:9], "2019/20,White,320,3200,2011,All - including Scotland", "2019/20,White,5,50,2011,Surrey"), PeerOptions{Residents: census},
			"Essex White 100/100 Black 10/10 unknown 7; Kent White 200/200 Black 30/20; Surrey (no residents are told: nobody lives in Surrey); | England and Wales, including Scotland White 320/1000 holds [Essex Kent]", nil, "residents that are not told of one area"},
		{[]string{"2019/20,White,100,1000", "2019/20,Black,-,50", "2019/20,Unreported,!,N/A", "2019/20,White,5,60,2011,Kent", "2019/20,Black,5,N/A,2011,Kent"}, PeerOptions{},
			"Essex White 100/1000; Kent White 5/60", []string{"Essex: a mark stands in place of the number of Black; a mark stands in place of the number of people whose group is not known, who count as none",
				"Kent: no residents are told of Black"}, "marks, and residents that are not told"},
		{[]string{"2019/20,White,100,1000", "2019/20,Asian,5,50", "2019/20,White,5,60,2001,Kent", "2019/20,Asian,5,40,2001,Kent"}, PeerOptions{},
			"Essex White 100/1000 Asian 5/50; Kent White 5/60 Asian (without Chinese) 5/40",
			[]string{"Asian of Essex and Asian (without Chinese) of Kent are not the same people: each is compared among the areas that have it"}, "groups of two meanings"},
		{[]string{"2019/20,White,100,1000", "2019/20,Unreported,5,N/A", "2019/20,All,107,1000", "2019/20,White,5,60,2011,Kent", "2019/20,All,5,60,2011,Kent"}, PeerOptions{}, "Essex White 100/1000 unknown 5; Kent White 5/60",
			[]string{"Essex: the groups and people whose group is not known add up to 105, and not to the 107 of the table, which is not right there"}, "a total of something else"},
		{[]string{"2019/20,White,100,1000", "2019/20,White,50,500,2011,Total"}, PeerOptions{}, "Essex White 100/1000; | Total White 50/500 holds []",
			[]string{"Total has fewer events or residents of White than the areas that should be in it: it is compared as it stands, and not without each of them"}, "a sum of less than its parts"},
		{[]string{"2019/20,White,100,1000,2011,Gwent", "2019/20,White,100,1000", "2019/20,White,500,5000,2011,England", "2019/20,White,200,2000,2011,Wales"}, PeerOptions{},
			"Essex White 100/1000; Gwent White 100/1000; | England White 500/5000 holds [Essex]; | Wales White 200/2000 holds [Gwent]", nil, "the forces of two countries"},
	} {
		got, err := readSeries(t, yearlyTable(test.lines...), yearly).Peers(test.o)
		if test.want == "" {
			if err == nil || !strings.Contains(err.Error(), "no area has counts of White") {
				t.Errorf("%s: %v", test.reason, err)
			}
			continue
		}
		if err != nil || setText(got) != test.want || fmt.Sprint(got.Notes) != fmt.Sprint(test.notes) {
			t.Errorf("%s:\n%s\n%q, %v\nwant %s\n%q", test.reason, setText(got), got.Notes, err, test.want, test.notes)
			continue
		}
		if _, err := peers.Of(got, peers.Options{}); err != nil {
			t.Errorf("%s: %v", test.reason, err)
		}
	}
}

// What cannot be compared says why, and what to do.
func TestPeersErrors(t *testing.T) {
	two := slices.Clip(peersTable[4:9])
	for _, test := range []struct {
		lines        []string
		o            PeerOptions
		want, reason string
		is           error
	}{
		{nil, PeerOptions{}, "the series has no counts: want rows of a table", "nothing", nil},
		{peersTable, PeerOptions{Year: 2016}, "no rows of 2016/17: there are 2018/19, 2019/20", "a year that is not there", nil},
		{two, PeerOptions{Areas: []string{"Knt"}}, `no such area: "Knt": there are "Essex", "Kent"`, "no force, and no area of the table", ErrArea},
		{two, PeerOptions{Focus: "Knt"}, `no such area: "Knt"`, "so it is with the one that is asked about", ErrArea},
		{two, PeerOptions{Areas: []string{"Kent", "kent police"}}, "Kent is named twice among the areas: want it once", "a force twice", nil},
		{peersTable, PeerOptions{Areas: []string{"All - excluding BTP"}}, "All - excluding BTP is a sum of areas, which the others are set against: leave it out", "a sum", nil},
		{peersTable[9:], PeerOptions{}, `no such area: the table has none but sums of areas: "All - excluding BTP", "All - including BTP and excluding Essex"`, "sums alone", ErrArea},
		{append(two, "2019/20,White,1,10,2011,Kent Police"), PeerOptions{}, `rows of "Kent" and of "Kent Police" in 2019/20, which are one force: keep those of one`, "a force in two spellings in one year", nil},
		{append(two, "2019/20,Indian,1,10", "2019/20,Asian,1,10"), PeerOptions{}, "2019/20 of Essex has counts of Asian and of Indian, which is a part of it", "groups of one area that hold the same people", nil},
		{two, PeerOptions{Baseline: ethnicity.NotStated}, `"Not stated" as the group that others are compared with: want a known group, as White`, "nobody to compare with", nil},
		{two, PeerOptions{Baseline: ethnicity.Mixed}, "no area has counts of Mixed, which others are compared with", "a baseline that is not there", nil},
		{[]string{"2019/20,White,1,N/A"}, PeerOptions{}, "no residents of anybody who is White in the table: give them from elsewhere", "no residents", ErrResidents},
		{[]string{"2019/20,White,1,N/A,2011,BTP"}, PeerOptions{WhereNone: ResidentsOf(ethnicity.Census2011)}, "no residents of anybody who is White: nothing can be compared", "nor elsewhere", ErrResidents},
		{two, PeerOptions{Residents: ResidentsOf(ethnicity.Census2011), WhereNone: ResidentsOf(ethnicity.Census2011)}, "residents of every area, and residents where the table has none: want one of them", "residents twice", nil},
	} {
		s := new(Series)
		if test.lines != nil {
			s = readSeries(t, yearlyTable(test.lines...), yearly)
		}
		_, err := s.Peers(test.o)
		if err == nil || !strings.Contains(err.Error(), test.want) || !strings.HasPrefix(err.Error(), "published: ") || test.is != nil && !errors.Is(err, test.is) {
			t.Errorf("%s: %v, want %s", test.reason, err, test.want)
		}
	}
}

// A series whose rows tell no year is of one time, and the tables of use of force are read so.
func TestPeersWithoutYear(t *testing.T) {
	s := readSeries(t, "Police Force,White,Black\nKent,100,10\nEssex,90,12\nTotal England and Wales,900,90\n", Options{Count: "", Wide: true, Officer: true, Ethnicity: outcomes.LabelsOf(ethnicity.OfficerDefined)})
	got, err := s.Peers(PeerOptions{Residents: ResidentsOf(ethnicity.Census2011)})
	if err != nil || len(got.Units) != 2 || got.Units[1].Counts[ethnicity.Black].Events != 10 || len(got.Standards) != 1 || fmt.Sprint(got.Standards[0].Holds) != "[Essex Kent]" {
		t.Errorf("%s, %v", setText(got), err)
	}
	if _, err := s.Peers(PeerOptions{Year: 2019}); err == nil || !strings.Contains(err.Error(), "no rows of 2019/20: there are rows without one") {
		t.Error(err)
	}
}

// Areas need not be forces, and one may have a name like that of a sum.
func TestPeersOfWards(t *testing.T) {
	s := new(Series)
	for area, n := range map[string]float64{"North ward": 100, "All Saints": 90, "Allerdale": 80, "All - wards": 300} {
		if err := s.Add(Row{Key: outcomes.Key{Self: ethnicity.White}, Year: 2019, Area: area, Count: tidy.Exactly(n), Residents: 10 * n}); err != nil {
			t.Fatal(err)
		}
	}
	got, err := s.Peers(PeerOptions{Focus: " NORTH WARD"})
	const want = "All Saints White 90/900; Allerdale White 80/800; North ward White 100/1000; | All - wards White 300/3000 holds [All Saints Allerdale North ward]"
	if err != nil || setText(got) != want || got.Focus != "North ward" {
		t.Errorf("%s, %v, want %s", setText(got), err, want)
	}
}

// Law: the order of the rows, and areas beside those that are compared, change nothing.
func TestPeersLaws(t *testing.T) {
	forces := []string{"Essex", "Kent", "Sussex", "Gwent", "Avon & Somerset"}
	rapid.Check(t, func(t *rapid.T) {
		var rows []Row
		for _, area := range forces {
			for _, g := range []ethnicity.Group{ethnicity.White, ethnicity.Black, ethnicity.NotStated} {
				n := rapid.Int64Range(0, 100).Draw(t, area)
				rows = append(rows, Row{Key: outcomes.Key{Self: g}, Year: 2019, Area: area, Count: tidy.Exactly(float64(n)), Residents: 1000})
			}
		}
		series := func(rows []Row) *Series {
			s := new(Series)
			for _, r := range rows {
				if err := s.Add(r); err != nil {
					t.Fatal(err)
				}
			}
			return s
		}
		o := PeerOptions{Areas: []string{"Kent", "Essex"}, Focus: "Sussex"}
		want, wantErr := series(rows).Peers(o)
		shuffled := rapid.Permutation(rows).Draw(t, "order")
		got, err := series(shuffled).Peers(o)
		if setText(got) != setText(want) || fmt.Sprint(err) != fmt.Sprint(wantErr) {
			t.Fatalf("%s, %v\nwant %s, %v", setText(got), err, setText(want), wantErr)
		}
		fewer := slices.DeleteFunc(slices.Clone(rows), func(r Row) bool { return r.Area == "Gwent" })
		if got, _ := series(fewer).Peers(o); setText(got) != setText(want) {
			t.Fatalf("%s\nwant %s", setText(got), setText(want))
		}
	})
}

// The published multiples are those of the published counts.
func TestMultiples(t *testing.T) {
	s := readAll(t, "published/eff-stop-and-search-by-pfa-ethnicity-legislation-2006-07_2019-20.csv.gz", map[string]string{"Legislation_type": "All"})
	set, err := s.Peers(PeerOptions{Year: 2019, Areas: []string{"Kent"}})
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(set.Standards, func(st standard) bool {
		return st.Name == "England and Wales, including BTP and excluding Greater Manchester"
	})
	if i < 0 {
		t.Fatal(setText(set))
	}
	counts := set.Standards[i].Counts
	var others rri.Rate
	for g, m := range counts {
		if g != ethnicity.White {
			others.Events += m.Events
			others.Population += m.Population
		}
	}
	white := counts[ethnicity.White]
	for _, m := range Multiples() {
		of := counts[m.Group]
		if m.Group == ethnicity.OtherThanWhite {
			of = others
		}
		index := float64(of.Events) / of.Population / (float64(white.Events) / white.Population)
		if m.Year != 2019 || fmt.Sprintf("%.3f", index) != fmt.Sprintf("%.3f", m.Value) || fmt.Sprintf("%.1f", index) != m.Printed {
			t.Errorf("%v: %v and %s, of the counts %v", m.Group, m.Value, m.Printed, index)
		}
	}
}

// readAll reads a file of Ethnicity facts and figures, on both bases.
func readAll(t *testing.T, name string, only map[string]string) *Series {
	t.Helper()
	s := new(Series)
	for row, err := range Read(openPublished(t, name), Options{File: name, Count: "Number of stop and searches", Residents: "Population by ethnicity",
		ClassificationColumn: "Ethnicity_type", Classifications: broadGroups, Only: only}) {
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Add(row); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// The Black index of Avon and Somerset and its most similar forces, and the sums of the table.
func TestRealPeers(t *testing.T) {
	s := readAll(t, "published/eff-stop-and-search-by-pfa-ethnicity-legislation-2006-07_2019-20.csv.gz", map[string]string{"Legislation_type": "All"})
	force, err := ethnicity.ParseForce("Avon and Somerset")
	if err != nil {
		t.Fatal(err)
	}
	o := PeerOptions{Focus: force.String(), WhereNone: ResidentsOf(ethnicity.Census2011)}
	similar, _ := MostSimilar(force)
	for _, f := range similar {
		o.Areas = append(o.Areas, f.String())
	}
	for year, want := range map[int]string{
		2017: "Hertfordshire 5.15, Derbyshire 6.69, Avon and Somerset 8.20, Essex 8.82, Staffordshire 11.7, Kent 12.4, Hampshire 12.5, Sussex 14.6",
		2019: "Hertfordshire 5.14, Derbyshire 5.20, Essex 5.28, Avon and Somerset 7.45, Kent 8.12, Staffordshire 8.40, Hampshire 10.7, Sussex 11.6",
	} {
		o.Year = year
		set, err := s.Peers(o)
		if err != nil {
			t.Fatal(err)
		}
		slices.SortFunc(set.Units, func(a, b unit) int { return int(1e6*indexOfBlack(a)) - int(1e6*indexOfBlack(b)) })
		var list []string
		for _, u := range set.Units {
			list = append(list, fmt.Sprintf("%s %.3g", u.Name, indexOfBlack(u)))
			if v := indexOfBlack(u); v < 10 {
				list[len(list)-1] = fmt.Sprintf("%s %.2f", u.Name, v)
			}
		}
		if got := strings.Join(list, ", "); got != want {
			t.Errorf("%d: %s\nwant %s", year, got, want)
		}
	}
	all, err := s.Peers(PeerOptions{Year: 2017, WhereNone: ResidentsOf(ethnicity.Census2011)})
	if err != nil || len(all.Units) != 44 || len(all.Standards) != 4 {
		t.Fatal(len(all.Units), len(all.Standards), err)
	}
	for _, u := range all.Units {
		if v := indexOfBlack(u); u.Name == "City of London" && fmt.Sprintf("%.2f", v) != "10.49" || (u.Name == "British Transport Police") != (len(u.Counts) == 0) {
			t.Errorf("%s: %v", u.Name, v)
		}
	}
	for _, st := range all.Standards {
		if want := 43; strings.Contains(st.Name, "Manchester") != (len(st.Holds) == want-1) || len(st.Holds) < want-1 {
			t.Errorf("%s holds %d", st.Name, len(st.Holds))
		}
	}
}

// indexOfBlack is the index of Black people in a unit.
func indexOfBlack(u unit) float64 {
	black, white := u.Counts[ethnicity.Black], u.Counts[ethnicity.White]
	return float64(black.Events) / black.Population / (float64(white.Events) / white.Population)
}
