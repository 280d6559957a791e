package tidy

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/seed-549880be/disparity/rri/internal/enum/enumtest"
)

// brief writes what a table says in one line: its model and columns, and each row as label events/
// exposure, with ? before people whose group is not known and = before a total.
func brief(t *Table) string {
	if t == nil {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s|%s|%s", t.Model, t.Group, t.Events, t.Exposure)
	if len(t.Dimensions) > 0 {
		fmt.Fprintf(&b, " by %s", strings.Join(t.Dimensions, "+"))
	}
	for i, n := range t.Rows {
		b.WriteString([]string{": ", "; "}[min(i, 1)])
		if n.Total {
			b.WriteString("=")
		}
		if n.Kind == KindUnknown {
			b.WriteString("?")
		}
		if len(n.Dimensions) > 0 {
			b.WriteString(strings.Join(n.Dimensions, "+") + " ")
		}
		fmt.Fprintf(&b, "%s %s", n.Label, n.Events)
		if n.Exposure.Mark != Blank {
			fmt.Fprintf(&b, "/%s", n.Exposure)
		}
	}
	return b.String()
}

// policeLabel is a caller's function: some labels are not known, and some are all groups.
func policeLabel(label string) (string, Kind, error) {
	switch fold(label) {
	case "", "not stated", "unreported", "unknown", "not reported":
		return "", KindUnknown, nil
	case "total", "all", "all groups":
		return "", KindTotal, nil
	case "martian":
		return "", 0, errors.New("no group that is known")
	case "white british", "white irish":
		return "White", KindGroup, nil
	}
	return label, KindGroup, nil
}

// policeWide knows the headers of groups.
func policeWide(header string) bool {
	switch fold(header) {
	case "white", "black", "asian", "mixed", "other", "not reported", "total":
		return true
	}
	return false
}

const (
	three  = "White,600,60000\nBlack,300,10000\nAsian,100,20000\n"
	asRate = "rate group|events|population: White 600/60000; Black 300/10000; Asian 100/20000"
)

func TestModelAndKind(t *testing.T) {
	enumtest.Check[Model](t, modelNames.Values(), modelNames.Parse)
	enumtest.Check[Kind](t, kindNames.Values(), kindNames.Parse)
}

func TestRead(t *testing.T) {
	police := Options{Label: policeLabel, Wide: policeWide, GroupColumns: []string{"ethnicity", "ethnic group"}}
	with := func(change func(*Options)) Options {
		o := police
		change(&o)
		return o
	}
	alone := with(func(o *Options) { o.NoExposure = true })
	for _, test := range []struct {
		text   string
		o      Options
		want   string
		notes  string // a part of a note; "" if any may be there
		reason string
	}{
		{"group,events,population\n" + three, police, asRate, "", "the plain form"},
		{"group,events,population\n" + three, Options{}, asRate, "", "no options at all"},
		{"Ethnicity,Number of searches,Population\nWhite,600,\"60,000\"\nBlack,300,\"10,000\"\nAsian,100,\"20,000\"\nUnreported,50,N/A\n", police,
			"rate Ethnicity|Number of searches|Population: White 600/60000; Black 300/10000; Asian 100/20000; ?Unreported 50/not available", "", "searches out of residents, with some not reported"},
		{"Ethnicity,Number of searches,Population\nWhite,600,60000\nUnreported,50,70000\n", Options{},
			"rate Ethnicity|Number of searches|Population: White 600/60000; Unreported 50/70000", "", "without a caller's labels it is a group like others"},
		{"group,counts,population\n" + three, police, strings.Replace(asRate, "events", "counts", 1), "", "counts of events are no dimension"},
		{"group,events,Population (2021)\n" + three, police, strings.Replace(asRate, "population", "Population (2021)", 1), "", "a year in brackets"},
		{"group,events,person_years\n" + three, police, strings.Replace(asRate, "population", "person_years", 1), "", "person years"},
		{"group,events,Person-years at risk\n" + three, police, strings.Replace(asRate, "population", "Person-years at risk", 1), "", "person years in words"},
		{"group,events,RESIDENTS\n" + three, police, strings.Replace(asRate, "population", "RESIDENTS", 1), "", "capitals"},
		{"group,finds,searches\nWhite,60,600\nBlack,40,300\n", police, "proportion group|finds|searches: White 60/600; Black 40/300", "", "searches are trials"},
		{"group,leavers,No. of staff\nWhite,60,600\nBlack,40,300\n", police, "proportion group|leavers|No. of staff: White 60/600; Black 40/300", "", "staff"},
		{"group,upheld,Out of\nWhite,60,600\nBlack,40,300\n", police, "proportion group|upheld|Out of: White 60/600; Black 40/300", "", "out of"},
		{"group,upheld,Out of complaints (2020)\nWhite,60,600\nBlack,40,300\n", police, "proportion group|upheld|Out of complaints (2020): White 60/600; Black 40/300", "", "out of something"},
		{"group,upheld,of\nWhite,60,600\nBlack,40,300\n", police, "proportion group|upheld|of: White 60/600; Black 40/300", "", "of"},
		{"group,upheld,complaints\nWhite,60,600\nBlack,40,300\n", with(func(o *Options) { o.Model = ModelProportion }),
			"proportion group|upheld|complaints: White 60/600; Black 40/300", "", "another word, and the model given"},
		{"population,group,events\n60000,White,600\n10000,Black,300\n", with(func(o *Options) { o.Events, o.Of = "Events", "population" }),
			"rate group|events|population: White 600/60000; Black 300/10000", "", "another order, with the names given"},
		{"events,population,group\n600,60000,White\n300,10000,Black\n", police, "rate group|events|population: White 600/60000; Black 300/10000", "", "the group last"},
		{"group,events,population,rate per 1000\nWhite,600,60000,10\nBlack,300,10000,30\n", with(func(o *Options) { o.Events, o.Of = "events", "population" }),
			"rate group|events|population: White 600/60000; Black 300/10000", "", "a rate beside the two that are given"},
		{"group,events,population,share\nWhite,600,60000,67%\nBlack,300,10000,33.3 %\n", police, "rate group|events|population: White 600/60000; Black 300/10000",
			`percentages of column "share"`, "percentages are no counts"},
		{",events,population\nWhite,600,60000\nBlack,300,10000\n", police, "rate group|events|population: White 600/60000; Black 300/10000", "", "a group without a name, as a pivot table has it"},
		{"\"\",group,events,population\n1,White,600,60000\n2,Black,300,10000\n", police, "rate group|events|population: White 600/60000; Black 300/10000", "", "numbers of rows, as R writes them"},
		{"group;events;population\nWhite;1.600;1.060.000\nBlack;300;10.000\n", police, "rate group|events|population: White 1600/1060000; Black 300/10000", "", "dots between thousands where the columns show it"},
		{"group,events,population\nWhite,600.0,60000.5\nBlack,300.0,10000.25\n", police, "rate group|events|population: White 600/60000.5; Black 300/10000.25", "", "decimals"},
		{"group,events,population\nWhite,1 600,1'060 000\n", police, "", "", "two kinds of marks in one number"},
		{"group,events,population\nWhite,1 600,1 060 000\nBlack,3 000,10'000\n", police, "rate group|events|population: White 1600/1060000; Black 3000/10000", "", "spaces and apostrophes"},

		{"Force: Avon\n\nUse of force 2019/20, counts of 6943\ngroup,events,population\n" + three + "\nSource: Home Office,,\nNote 1. Revised in 2021\n", police, asRate, "", "titles and notes"},
		{"Force:,Avon\ngroup,events,population\n" + three, police, asRate, "", "a title of two cells"},
		{"Table,3\ngroup,events,population\n" + three, police, asRate, "", "a title with a number"},
		{"# a comment, of 2020\n" + "group,events,population\n# another\n" + three, police, asRate, "", "comments"},
		{"group,events,population\nWhite,600,60000\n\n,,\ngroup,events,population\nBlack,300,10000\nAsian,100,20000\n", police, asRate, "line 5 is the header once more", "the header again, after a page"},
		{",Stopped,,Residents\nGroup,Number,%,Number\nWhite,600,67%,60000\nBlack,300,33%,10000\n", with(func(o *Options) { o.Model = ModelRate }),
			"rate Group|Stopped Number|Residents Number: White 600/60000; Black 300/10000", "the header has two lines", "a header of two lines"},
		{"Group,Stopped,Residents\n,2020,2021\nWhite,600,60000\nBlack,300,10000\n", police, "rate Group|Stopped 2020|Residents 2021: White 600/60000; Black 300/10000", "", "a second line of years"},
		{"group,events,population,note\nWhite,600,60000,revised in 2020\nBlack,300,10000,\n", police, "rate group|events|population: White 600/60000; Black 300/10000", "", "remarks are no dimension"},
		{"group,events,population,,\n" + strings.ReplaceAll(three, "\n", ",,\n"), police, asRate, "", "empty columns of a spreadsheet"},
		{"group,events,population\nWhite,600,60000\n12\nBlack,300,10000\n", police, "rate group|events|population: White 600/60000; Black 300/10000", "", "the number of a page"},
		{"group,events,population\nWhite,,\nBlack,300,10000\n", police, "rate group|events|population: Black 300/10000", `line 2, "White", has no number`, "no number below the header"},
		{"group,events,population\nWhite,600,60000\nWhite British,600,60000\n", police, "rate group|events|population: White 600/60000; White British 600/60000", `White is "White" and "White British", added up`, "two labels of one group, with the same numbers"},
		{"| group | events | population |\n|---|---:|---:|\n| White | 600 | 60000 |\n| Black | 300 | 10000 |\n| Asian | 100 | 20000 |\n\nA note.\n", police, asRate, "", "Markdown"},

		{"year,group,events,population\n2020,White,600,60000\n2021,White,500,61000\n2020,Black,300,10000\n2021,Black,200,11000\n", police,
			"rate group|events|population by year: 2020 White 600/60000; 2021 White 500/61000; 2020 Black 300/10000; 2021 Black 200/11000", "", "years are numbers and no counts"},
		{"age,group,events,population\n10-17,White,6,600\n18-24,White,5,610\n10-17,Black,3,100\n18-24,Black,2,110\n", police,
			"rate group|events|population by age: 10-17 White 6/600; 18-24 White 5/610; 10-17 Black 3/100; 18-24 Black 2/110", "", "ages are no ranges of counts"},
		{"Bracket,group,events,population\n10-17,White,6,600\n18-24,White,5,610\n10-17,Black,3,100\n18-24,Black,2,110\n", with(func(o *Options) { o.GroupColumns = []string{"group"} }),
			"rate group|events|population by Bracket: 10-17 White 6/600; 18-24 White 5/610; 10-17 Black 3/100; 18-24 Black 2/110", `"Bracket" is taken for a dimension`, "nor are they under another name"},
		{"Area code,Ethnic group,Area,events,population\nE09000001,White,City,6,600\n7,Black,Camden,3,100\n", police,
			"rate Ethnic group|events|population by Area code+Area: E09000001+City White 6/600; 7+Camden Black 3/100", "", "codes, of which some are numbers"},
		{"postcode,group,events,population\nBS1,White,6,600\nBS1,Black,3,100\n", police, "rate group|events|population by postcode: BS1 White 6/600; BS1 Black 3/100", "", "postcodes"},
		{"Team,Ethnicity,Sex,events,staff\n1,White,F,6,600\nResponse,White,M,3,100\n", police, "proportion Ethnicity|events|staff by Team+Sex: 1+F White 6/600; Response+M White 3/100", "", "teams of which one is a number"},
		{"Bracket,group,events,population\nlow,White,6,600\nhigh,White,5,610\n", Options{}, "rate group|events|population by Bracket: low White 6/600; high White 5/610", `"Bracket" is taken for a dimension`, "a column that is named group"},
		{"grp,events,population\nWhite,600,60000\n", with(func(o *Options) { o.Group = "GRP" }), "rate grp|events|population: White 600/60000", "", "the group by name"},
		{"colour,shade,events,population\nred,dark,6,60\nred,light,5,70\n", police, "rate colour|events|population by shade: dark red 6/60; light red 5/70",
			`the groups are those of column "colour"; "shade" is taken for a dimension`, "the first column of labels"},
		{"district 1,group,events,population\nA,White,6,60\n", with(func(o *Options) { o.Dimensions = []string{"District 1"} }), "rate group|events|population by district 1: A White 6/60", "", "a dimension by name"},
		{"unit cost,group,events,population\n5,White,6,60\n7,Black,3,20\n", with(func(o *Options) { o.Dimensions = []string{"Unit cost"} }),
			"rate group|events|population by unit cost: 5 White 6/60; 7 Black 3/20", "", "a dimension of numbers by name"},

		{"group,events,population\n" + three + "Total,1000,90000\n", police, asRate, "", "a total is no group"},
		{"group,events,population\n" + three + "Total,1001,90000\n", police, asRate, "the total of line 5 is 1001, and its groups add up to 1000, which differs by 1", "a total that is wrong"},
		{"group,events,population\n" + three + "Not stated,50,\nTotal,1000,90000\n", police, asRate + "; ?Not stated 50", "the total of line 6, 1000, is without those whose group is not known", "a total of those known"},
		{"group,events,population\n" + three + ",1000,90000\n", police, asRate, "line 5 has no label and the sums of all others", "the sums of a spreadsheet"},
		{"group,events,population\n" + three + ",50,\n", police, asRate + "; ? 50", "", "a blank is people whose group is not known"},
		{"group,events,population\nWhite British,500,50000\nWhite Irish,100,10000\nBlack,300,10000\n", police,
			"rate group|events|population: White British 500/50000; White Irish 100/10000; Black 300/10000", `White is "White British" and "White Irish", added up`, "several labels of one group"},
		{"group,events,population\nWhite,600,60000\nWhite British,500,50000\nWhite Irish,100,10000\nBlack,300,10000\n", police,
			"rate group|events|population: White British 500/50000; White Irish 100/10000; Black 300/10000", `"White" is the sum of the other labels of its group`, "a group beside its parts"},
		{"age,group,events,population\nall,White,11,1210\n10-17,White,6,600\n18-24,White,5,610\nall ages,Black,5,210\n10-17,Black,3,100\n18-24,Black,2,110\n", police,
			"rate group|events|population by age: =all White 11/1210; 10-17 White 6/600; 18-24 White 5/610; =all ages Black 5/210; 10-17 Black 3/100; 18-24 Black 2/110", "", "totals of a dimension"},
		{"year,group,events,population\n2020,White,6,60\n2020,Black,5,50\n2021,White,4,40\n2021,Black,3,30\nTotal,,19,180\n", police,
			"rate group|events|population by year: 2020 White 6/60; 2020 Black 5/50; 2021 White 4/40; 2021 Black 3/30", "the total of line 6 is 19, and its groups add up to 18, which differs by 1", "a grand total without a group"},
		{"year,group,events,population\n2020,White,6,60\n2020,Black,5,50\n2021,White,4,40\n2021,Black,3,30\n,Total,18,180\n", police,
			"rate group|events|population by year: 2020 White 6/60; 2020 Black 5/50; 2021 White 4/40; 2021 Black 3/30", "", "a grand total without a year"},
		{"year,group,events,population\n2020,White,6,60\n2020,Black,5,50\n2020,Total,11,110\n2021,White,4,40\n2021,Black,3,30\n2021,Total,8,70\n", police,
			"rate group|events|population by year: 2020 White 6/60; 2020 Black 5/50; 2021 White 4/40; 2021 Black 3/30", "the total of line 7 is 8, and its groups add up to 7", "a total in each year"},
		{"year,group,events,population\nAll,White,10,100\nAll,Black,8,80\nAll,,5,\n", police,
			"rate group|events|population by year: All White 10/100; All Black 8/80; ?All  5", "", "all years are all there is, some of them of nobody known"},
		{"age,group,events,population\nall,White,11,1210\nall,Black,5,210\n", police, "rate group|events|population by age: all White 11/1210; all Black 5/210", "", "totals without parts are all there is"},
		{"sex,group,events,population\nPersons,White,12,1210\nF,White,6,600\nM,White,5,610\n", police,
			"rate group|events|population by sex: =Persons White 12/1210; F White 6/600; M White 5/610", `"White, Persons" of line 2 is 12, and its parts add up to 11, which differs by 1`, "a total of a dimension that is wrong"},

		{"group,events,population\nWhite,317,1584583\nBlack,1-4,37844\nAsian,<5,2000\nMixed,*,1000\nOther,0,500\n", police,
			"rate group|events|population: White 317/1584583; Black 1 to 4/37844; Asian 1 to 4/2000; Mixed withheld/1000; Other 0/500", `"<5" is 1 to 4: a 0 stands openly in line 6`, "withheld counts"},
		{"group,events,population\nWhite,317,1584583\nAsian,<5,2000\n", police, "rate group|events|population: White 317/1584583; Asian 0 to 4/2000", `"<5" is 0 to 4`, "nothing says that it is no 0"},
		{"group,events,population\nWhite,317,1584583\nAsian,*,2000\n", with(func(o *Options) { o.Withheld = Range{1, 7} }),
			"rate group|events|population: White 317/1584583; Asian 1 to 7/2000", `"*" is taken for 1 to 7`, "what a star stands for is given"},
		{"group,finds,searches\nWhite,40,60\nAsian,*,7\nBlack,c,c\n", police, "proportion group|finds|searches: White 40/60; Asian 0 to 7/7; Black withheld/withheld", "", "trials bound what is withheld"},
		{"group,events,population\nWhite,315,60001\nAsian,5,2001\nBlack,0,1001\n", with(func(o *Options) { o.Rounded = 5 }),
			"rate group|events|population: White 313 to 317/60001; Asian 3 to 7/2001; Black 0 to 2/1001", "", "rounded counts, and residents that are not"},
		{"group,finds,searches\nWhite,40,60\nAsian,5,5\n", with(func(o *Options) { o.Rounded = 5 }), "proportion group|finds|searches: White 38 to 42/58 to 62; Asian 3 to 7/3 to 7", "", "rounded counts and trials"},
		{"group,events,population\nWhite,12 [p],60000\nBlack,3e,10000\n", police, "rate group|events|population: White 12 [p]/60000; Black 3 [e]/10000", "", "notes behind numbers"},

		{"group,events\nWhite,600\nBlack,300\n", alone, "by words group|events|: White 600; Black 300", "", "residents from elsewhere"},
		{"stage,counts,group,count\nresidents,people,White,1000\nresidents,people,Black,100\narrested,events,White,50\narrested,events,Black,20\n", police,
			"by words group|count| by stage+counts: residents+people White 1000; residents+people Black 100; arrested+events White 50; arrested+events Black 20", "", "stages need no exposure"},
		{"stage,out of,group,count\nreferral,,White,1000\nreferral,,Black,100\ndiversion,referral,White,50\ndiversion,referral,Black,20\n", Options{},
			"by words group|count| by stage+out of: referral+ White 1000; referral+ Black 100; diversion+referral White 50; diversion+referral Black 20", "", "stages that say what they are out of"},
		{"Area,White,Mixed,Asian,Black,Other\nEssex,1200,10,45,300,5\n", alone,
			"by words group|events| by Area: Essex White 1200; Essex Mixed 10; Essex Asian 45; Essex Black 300; Essex Other 5", "", "a column for each group"},
		{"Area,White,Black,Not reported,Number of times\nEssex,1200,300,50,1550\nKent,100,30,<5,132\n", alone,
			"by words group|events| by Area: Essex White 1200; Essex Black 300; ?Essex Not reported 50; Kent White 100; Kent Black 30; ?Kent Not reported 0 to 4", `"Number of times" is the sum`, "their sum is their total"},
		{"group,White,population\nA,600,60000\nB,300,10000\n", police, "rate group|White|population: A 600/60000; B 300/10000", "", "one column named as a group makes no wide table"},
		{",White,Black\nSearches,600,300\nPopulation,60000,10000.5\n", police, "rate group|Searches|Population: White 600/60000; Black 300/10000.5", "", "a row of residents below one of events"},
		{",White,Black\nsearches,60,\nfinds,,3\n", police, "proportion group|finds|searches: White blank/60; Black 3", "", "one of the two is blank"},
		{"Force,Measure,White,Black\nA,finds,60,30\nA,searches,600,100\nB,finds,6,3\nB,searches,60,10\n", police,
			"proportion group|finds|searches by Force: A White 60/600; A Black 30/100; B White 6/60; B Black 3/10", "", "the same for each force"},
		{"group,measure,value\nWhite,population,60000\nWhite,events,600\nBlack,population,10000\nBlack,events,300\n", police,
			"rate group|events|population: White 600/60000; Black 300/10000", "", "the two one below the other, in a long table"},
		{"stage,White,Black\nreferrals,60,30\ndiversions,6,1\n", police, "by words group|events| by stage: referrals White 60; referrals Black 30; diversions White 6; diversions Black 1", "", "stages stay stages"},

		{"year,area,group,events,population\n2020,A,White,6,60\n2020,B,White,6,70\n2021,A,White,8,80\n2021,A,Black,1,10\n", with(func(o *Options) {
			o.Where = []Condition{{"year", []string{"2020"}}, {"Year", []string{"2021"}}, {"AREA", []string{"a"}}}
		}), "rate group|events|population by year+area: 2020+A White 6/60; 2021+A White 8/80; 2021+A Black 1/10", "3 of 4 rows are read", "the rows that are asked for"},
		{"table,group,events,population,p\ncomparison,White,600,60000,\ncomparison,Black,300,10000,<0.001\nunknown,5,,,\n", with(func(o *Options) {
			o.Where, o.Events, o.Of = []Condition{{"table", []string{"comparison"}}}, "events", "population"
		}), "rate group|events|population by table+p: comparison+ White 600/60000; comparison+<0.001 Black 300/10000", "", "what is not asked for is not judged"},
	} {
		test.o.File = "f.csv"
		got, err := Read(strings.NewReader(test.text), test.o)
		if test.want == "" {
			if err == nil {
				t.Errorf("%s: no error, but %s", test.reason, brief(got))
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", test.reason, err)
			continue
		}
		if diff := cmp.Diff(test.want, brief(got)); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", test.reason, diff)
		}
		if !strings.Contains(strings.Join(got.Notes, "\n"), test.notes) {
			t.Errorf("%s: notes %q, want %q", test.reason, got.Notes, test.notes)
		}
	}
}

func TestReadErrors(t *testing.T) {
	police := Options{Label: policeLabel, Wide: policeWide, GroupColumns: []string{"ethnicity", "group"}}
	with := func(change func(*Options)) Options {
		o := police
		change(&o)
		return o
	}
	alone := with(func(o *Options) { o.NoExposure = true })
	for _, test := range []struct {
		text   string
		o      Options
		is     error // what it wraps; nil if nothing of this package
		want   string
		reason string
	}{
		{"Ethnicity,Arrests,Arrests\nWhite,5,10\n", police, nil, `f.csv:1:19: "Arrests": the column has the name of that of the events`, "one name for both counts"},
		{"group,events,headcount\n" + three, police, ErrModel, `f.csv:1:14: "headcount": the header does not say whether the counts are a rate or a proportion: "headcount" is neither people`, "a word that says nothing"},
		{"group,events,searches of residents\n" + three, police, ErrModel, `"searches of residents" is neither`, "words of both"},
		{"group,events,population,staff\nWhite,1,2,3\n", police, ErrColumns, `f.csv:1:7: "events": more than two columns of numbers: "events", "population" and "staff"`, "three columns"},
		{"group,arrests,searches\nWhite,10%,200\nBlack,20%,100\n", police, ErrExposure, `"searches" is the only column of numbers; "arrests" has percentages or rates, and no counts`, "percentages in place of counts"},
		{"group,searches,\"Rate per 1,000 population\"\nWhite,100,5\nBlack,20,15\n", police, ErrExposure, `"searches" is the only column of numbers`, "rates of others in place of residents"},
		{"group,\"Searches per 1,000\",population\nWhite,100,500\nBlack,20,150\n", police, ErrExposure, `"population" is the only column of numbers; "Searches per 1,000" has percentages or rates, and no counts`, "rates of others in place of counts"},
		{"group,population,deaths\nWhite,20,1\n", police, ErrOrder, `f.csv:1:7: "population": the events come first, then what they are out of: people, before "deaths"`, "turned round"},
		{"group,Residents (2021),arrests\nWhite,20,1\n", func() Options { o := police; o.Model = ModelRate; return o }(), ErrOrder, `people, before "arrests"`, "turned round, where the model is given"},
		{"group,2019,2020\nWhite,1,2\n", police, ErrColumns, `"2019" and "2020" count the same in different years or quarters: want a row for each`, "a column for each of two years"},
		{"group,2019/20,2020/21,2021/22\nWhite,1,2,3\n", police, ErrColumns, `count the same in different years or quarters: want a row for each`, "a column for each of three years"},
		{"group,2021 searches,2022 searches\nWhite,1,2\n", police, ErrColumns, `"2021 searches" and "2022 searches" count the same`, "names that differ in the year"},
		{"group,Q1 arrests,Q2 arrests\nWhite,1,2\n", police, ErrColumns, `"Q1 arrests" and "Q2 arrests" count the same`, "names that differ in the quarter"},
		{"group,events,population\nWhite,1,2\n", alone, ErrColumns, `that could be the events: "events" and "population"`, "two columns, and residents from elsewhere"},
		{"group,events\nWhite,1\n", police, ErrExposure, `f.csv:1:1: no column says what the events are out of: "events" is the only column of numbers`, "one column"},
		{"Area,White,Black\nEssex,1,2\n", police, ErrExposure, `the columns of the groups, "White" and "Black"`, "a column for each group, without residents"},
		{"Area,White,Mixed,Asian,Black,Any other\nEssex,1200,10,45,300,5\n", alone, nil, `f.csv:1:30: "Any other": a column of numbers that is no group whose label is known`, "a column that is no group"},
		{"district,events,population\nA,1,2\n", police, ErrGroup, `f.csv:1:1: no column of groups: the columns are "district", "events" and "population"`, "dimensions alone"},
		{"events,population\n1,2\n", police, ErrGroup, `no column of groups`, "numbers alone"},
		{"group,events,population\nWhite,1,2\n", with(func(o *Options) { o.Group = "grup" }), ErrGroup, `no column "grup" (did you mean "group"?)`, "a group column that is not there"},
		{"group,events,population\nWhite,1,2\n", with(func(o *Options) { o.Events = "event" }), nil, `no column "event" (did you mean "events"?): the file has "group", "events" and "population"`, "a column of events that is not there"},
		{"group,events,population\nWhite,1,2\n", with(func(o *Options) { o.Events, o.Of = "events", "events" }), nil, "want two", "one column for both"},
		{"group,finds,searches\nWhite,1,2\nBlack,3,2\n", police, ErrEvents, `f.csv:3:7: "3": more events than trials: 3 of 2; if one of them can have several, it is a rate`, "more events than trials"},
		{"group,finds,searches\nWhite,5,10\nBlack,10,4\n", with(func(o *Options) { o.Rounded = 2 }), nil, `f.csv:2:7: "5": 5 is no multiple of 2`, "a number that is not rounded"},
		{"group,events,population\nWhite,1,2\nBlack,many,2\n", police, nil, `f.csv:3:7: "many": among the numbers of column "events": not a number, a range or a mark`, "a word among numbers"},
		{"group,counts,population\nWhite,1,2\nBlack,few,2\n", police, nil, `f.csv:3:7: "few": among the numbers of column "counts"`, "a word among counts"},
		{"group,events,population\nWhite,<5,2\nBlack,few,2\n", police, nil, `f.csv:3:7: "few": among the numbers of column "events"`, "a word among ranges"},
		{"group,events,population\nWhite,1,2\nBlack,-3,2\n", police, nil, `f.csv:3:7: "-3": less than 0`, "a negative number"},
		{"group,events,population\nWhite,1,2\nBlack,3.5,2\n", police, nil, `f.csv:3:7: "3.5": not a count`, "half an event"},
		{"group,events,population\nWhite,04-Jan,2\nBlack,3,2\n", police, nil, `f.csv:2:7: "04-Jan": among the numbers of column "events": a date`, "what a spreadsheet makes of 1-4"},
		{"group,events,population\nWhite,10%,2\nBlack,3,2\n", police, nil, `f.csv:2:7: "10%": among the numbers of column "events": a percentage`, "a percentage among counts"},
		{"group,events,population\nWhite,900.000,2\nBlack,300.000,2\n", police, nil, `f.csv:2:7: "900.000": the dot can stand between thousands or before decimals: write 900000, or 900`, "dots that can be either"},
		{"group,events,population\nWhite,1.234.567,20000\nBlack,3000,2\n", police, nil, `f.csv:2:7: "1.234.567": dots between thousands, and "3000" in line 3 is written otherwise`, "dots in some numbers"},
		{"group,events,population\nWhite,1,2,3\n", police, nil, `f.csv:2:11: "3": a cell without a name above it: the header has 3`, "a cell too many"},
		{"group,events,population\nWhite,\"1,234\",2000\nBlack,1,234,2000\n", police, nil, `f.csv:3:13: "2000": a cell without a name above it`, "a comma between thousands that cuts"},
		{"group,events,population\nWhite,1\n", police, nil, `f.csv:2:1: "White": 2 cells, where the header has 3`, "a cell too few"},
		{"group,events,population\nWhite,1,2\nBlack,1,2\nwhite,3,4\n", police, nil, `f.csv:4:1: "white": the group stands in line 2 too: want every group once`, "a group twice"},
		{"group,events,population,zone\nWhite,1,2,3\nWhite,3,4,5\n", with(func(o *Options) { o.Events, o.Of = "events", "population" }), nil, `the group stands in line 2 too`, "a group twice, and numbers tell the rows apart"},
		{"group,events,population,zone\nWhite,1,2,1\nWhite,3,4,x1\n", with(func(o *Options) { o.Events, o.Of = "events", "population" }), nil, `and "zone" is "1" there and "x1" here`, "a group twice, and a column that is left out tells the rows apart"},
		{"group,age,events,population\nWhite,10-17,1,2\n,18-24,1,2\nBlack,10-17,1,2\n,18-24,1,2\n", police, nil, `f.csv:3:1: a blank in column "group", where the label may stand above for several rows: fill it in, or write not known`, "merged cells of groups"},
		{"year,group,events,population\n2020,White,1,2\n,Black,1,2\n2021,White,1,2\n,Black,1,2\n", police, nil, `f.csv:3:1: a blank in column "year"`, "merged cells of years"},
		{"group,events,population\nMartian,1,2\n", police, nil, `f.csv:2:1: "Martian": no group that is known`, "a label that the caller refuses"},
		{"group,events,population\nTotal,1,2\n", police, ErrGroup, `no row below the header has the label of a group`, "a total alone"},
		{"group,events,events_lower,events_upper,trials,trials_lower,trials_upper\nWhite,,0,Inf,,0,Inf\n", with(func(o *Options) { o.Events, o.Of = "events", "trials" }), ErrGroup,
			`no row below the header has the label of a group`, "a group of which no count is known alone"},
		{"group,events,population\n", police, nil, "no table of counts", "a header alone"},
		{"White,1,2\nBlack,3,4\n", police, nil, `f.csv:1:1: "White": no header above the numbers: want a header and a row for each group`, "no header"},
		{"White,1,2\ngroup,events,population\nBlack,3,4\n", police, nil, `f.csv:1:1: "White": a line with a number above the header`, "a row above the header"},
		{"hello\nworld\n", police, nil, "no table of counts", "a text"},
		{"", police, nil, "f.csv: the file is empty", "nothing"},
		{"group,events,population\nWhite,\"1,2\n", police, nil, "a quotation mark", "an open quotation mark"},
		{"PK\x03\x04", police, nil, "f.csv: this is a workbook of Excel (.xlsx)", "a workbook"},
		{"%PDF-1.4", police, nil, "this is a PDF document", "a PDF"},
		{"<html>", police, nil, "this is HTML", "a page"},
		{strings.Repeat("x", 10<<20+1), police, nil, "more than 10 MB: want a table of counts, or the conditions", "a large file"},
		{"| a | b |\n|---|---|\n| White | 1 |\n\n| a | b |\n|---|---|\n| Black | 1 |\n", alone, nil, "a second table of Markdown", "two tables of Markdown"},
		{"group,year,events,population\nWhite,2020,1,2\n", with(func(o *Options) { o.Where = []Condition{{"year", []string{"2021"}}} }), nil, `column "year": no value "2021" (did you mean "2020"?): the file has "2020"`, "a value that is not there"},
		{"group,year,events,population\nWhite,2020,1,2\n", with(func(o *Options) { o.Where = []Condition{{"yaer", []string{"2020"}}} }), nil, `no column "yaer" (did you mean "year"?)`, "a column that is not there"},
		{"group,year,area,events,population\nWhite,2020,A,1,2\nWhite,2021,B,1,2\n", with(func(o *Options) { o.Where = []Condition{{"year", []string{"2020"}}, {"area", []string{"B"}}} }), nil, "no row has all that was asked for", "nothing is left"},
	} {
		test.o.File = "f.csv"
		got, err := Read(strings.NewReader(test.text), test.o)
		if err == nil {
			t.Errorf("%s: no error, but %s", test.reason, brief(got))
			continue
		}
		if !strings.Contains(err.Error(), test.want) || !strings.HasPrefix(err.Error(), "tidy: f.csv:") || got != nil {
			t.Errorf("%s:\n got %v\nwant %s", test.reason, err, test.want)
		}
		for _, is := range []error{ErrModel, ErrColumns, ErrOrder, ErrExposure, ErrGroup, ErrEvents, ErrAdd} {
			if errors.Is(err, is) != (is == test.is) {
				t.Errorf("%s: errors.Is(%v, %v) = %v", test.reason, err, is, is != test.is)
			}
		}
	}
}

// Odd and large tables are read in time that grows with them: what hangs is found by the limit of
// time of all tests.
func TestReadLarge(t *testing.T) {
	const n = 20_000
	rows := func(header, form string) string {
		var b strings.Builder
		b.WriteString(header)
		for i := range n {
			fmt.Fprintf(&b, form, i)
		}
		return b.String()
	}
	one := func(label string) (string, Kind, error) { return "one", KindGroup, nil }
	total := func(label string) (string, Kind, error) {
		if label == "g7" {
			return label, KindGroup, nil
		}
		return "", KindTotal, nil
	}
	for _, test := range []struct {
		text   string
		o      Options
		rows   int // 0 for an error
		reason string
	}{
		{rows("group,events,population\n", "g%d,5,100\n"), Options{}, n, "groups"},
		{rows("group,events,population\n", "g%d,<1%[1]d,100\n"), Options{}, n, "marks of which each is another"},
		{rows("group,events,population\nx,1,2\n", "g%d,,\n"), Options{}, 1, "groups without a number"},
		{rows("group,events,population\n", "g%d,5,100\n"), Options{Label: one}, n, "labels of one group"},
		{rows("group,events,population\n", "g%d,5,100\n"), Options{Label: total}, 1, "totals"},
		{rows("", "a,b%d\n"), Options{}, 0, "no numbers"},
		{strings.Repeat("a|b\n-|-\n", n), Options{}, 0, "rules of Markdown"},
		{strings.Repeat("White,", n) + "\n" + strings.Repeat("1,", n), Options{Wide: policeWide, NoExposure: true}, 0, "columns"},
		{strings.Repeat("\"", n), Options{}, 0, "quotation marks"},
	} {
		table, err := Read(strings.NewReader(test.text), test.o)
		if (err == nil) != (test.rows > 0) || err == nil && len(table.Rows) != test.rows || err == nil && len(table.Notes) > maxNotes+1 {
			t.Errorf("%s: %v", test.reason, err)
		}
	}
}
