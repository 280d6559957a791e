package tidy

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Tables as people write them, which leave a choice: what is read of each, or why it is refused.
func TestReadOdd(t *testing.T) {
	police := Options{File: "f.csv", Label: policeLabel, Wide: policeWide, GroupColumns: []string{"ethnicity", "ethnic group"}}
	alone, byWhere := police, police
	alone.NoExposure = true
	byWhere.Where = []Condition{{"Year", []string{"2020"}}}
	byWhere.NoExposure = true
	things := alone
	things.NoExposure, things.Events = false, "Bracket"
	const two = "rate Ethnicity|Searches|Population: White 600/60000; Black 300/10000"
	for _, test := range []struct {
		text   string
		o      Options
		want   string
		says   string // a part of a note or, where want is "", of the error
		reason string
	}{
		{"ethnicity,things,trials\nWhite,*,4\nBlack,c,6\n", police, "proportion ethnicity|things|trials: White 0 to 4/4; Black 0 to 6/6", `column "things" has nothing but marks or ranges, and is taken for counts that are withheld`, "all events withheld"},
		{"ethnicity,things,trials\nWhite,<5,4\nBlack,1-4,6\n", police, "proportion ethnicity|things|trials: White 0 to 4/4; Black 1 to 4/6", `column "things" has nothing but marks`, "all events ranges"},
		{"ethnicity,things,trials\nWhite,c,c\nBlack,*,c\n", police, "proportion ethnicity|things|trials: White withheld/withheld; Black withheld/withheld", `column "things"`, "both columns withheld"},
		{"things,grp,trials\n*,White,4\nc,Black,6\n", police, "proportion grp|things|trials: White 0 to 4/4; Black 0 to 6/6", `column "things"`, "the group is the column of other words"},
		{"ethnicity,things\nWhite,1-4\nBlack,<5\n", alone, "by words ethnicity|things|: White 1 to 4; Black 0 to 4", `column "things"`, "residents from elsewhere"},
		{"Year,White,Black\n2020,1-4,*\n2021,5-9,c\n", alone, "by words group|events| by Year: 2020 White 1 to 4; 2020 Black withheld; 2021 White 5 to 9; 2021 Black withheld", "", "a column for each group"},
		{"ethnicity,mark,trials\nc,A,4\nx,B,6\n", Options{File: "f.csv", GroupColumns: []string{"ethnicity"}, NoExposure: true}, "by words ethnicity|trials| by mark: A c 4; B x 6", "", "letters that are groups"},
		{"ethnicity,Bracket,things,population\nWhite,10-17,6,600\nBlack,18-24,3,100\n", police, "rate ethnicity|things|population by Bracket: 10-17 White 6/600; 18-24 Black 3/100", "", "no number is wanting, so they are labels"},
		{"ethnicity,class,things,population\nWhite,c,6,600\nBlack,x,3,100\n", police, "rate ethnicity|things|population by class: c White 6/600; x Black 3/100", "", "letters, where no number is wanting"},
		{"ethnicity,Bracket,population\nWhite,10-17,600\nBlack,18-24,100\n", police, "", `"population" is the only column of numbers; "Bracket" may be counts that are withheld, or labels: if they are the events, name the column`, "ages are no small counts"},
		{"ethnicity,Bracket,population\nWhite,<5,600\nBlack,5-9,100\n", things, "rate ethnicity|Bracket|population: White 0 to 4/600; Black 5 to 9/100", "", "but they are if they are named"},
		{"ethnicity,class,population\nWhite,c,600\nWhite,x,100\n", police, "", `"class" may be counts that are withheld, or labels`, "letters that tell the rows of a group apart"},
		{"ethnicity,a,b,population\nWhite,c,*,600\nBlack,*,x,100\n", police, "", `"a" and "b" may be counts`, "two columns that may be the events"},
		{"ethnicity,deaths,searches,population\nWhite,<5,60,600\nBlack,1-4,30,100\n", police, "", `more than two columns of numbers: "deaths", "searches" and "population"`, "withheld counts beside two columns of numbers"},
		{"ethnicity,age,population\nWhite,1-4,600\nBlack,<5,100\n", police, "", `"population" is the only column of numbers`, "ages by name"},

		{"ethnicity,upheld,population\nWhite,0,1943\nBlack,12,28\n,12,\n", police, "rate ethnicity|upheld|population: White 0/1943; Black 12/28; ? 12", "line 4 has no label, and is taken for people whose group is not known", "unknown people as many as all others"},
		{"ethnicity,upheld,population\nWhite,3,1943\nBlack,12,28\n,12,1971\n", police, "rate ethnicity|upheld|population: White 3/1943; Black 12/28; ? 12/1971", "write Total if it is their total", "the sum of the exposure alone"},
		{"ethnicity,upheld,population\nWhite,3,1943\nBlack,12,28\nNot stated,2,\n,15,1971\n", police, "rate ethnicity|upheld|population: White 3/1943; Black 12/28; ?Not stated 2", "line 5 has no label and the sums of all others", "the sums of those known"},
		{"group,events,trials\nWhite,0,1\nBlack,0,1\nAsian,1,1\n,1,3\n", Options{File: "f.csv"}, "proportion group|events|trials: White 0/1; Black 0/1; Asian 1/1",
			"line 5 has no label and the sums of all others", "the sums of those known, of whom one has the event: the records of them are people whose group is not known"},
		{"ethnicity,upheld\nWhite,3\nBlack,12\n,15\n", alone, "", `f.csv:4:1: a row without a label, whose number is the sum of all others, 15: write Total if it is their total, or Not known if`, "one number leaves it open"},
		{"ethnicity,upheld\nWhite,3\nBlack,12\n,14\n", alone, "by words ethnicity|upheld|: White 3; Black 12; ? 14", "", "no sum"},
		{"ethnicity,upheld,trials\nWhite,0,4\nBlack,0,6\n,0,3\n", police, "proportion ethnicity|upheld|trials: White 0/4; Black 0/6; ? 0/3", "", "0 is no sum"},

		{"group,events,population\n" + three + "Total,1000,90001\n", police, asRate, "the total population of line 5 is 90001, and its groups add up to 90000, which differs by 1", "a total of people that is wrong"},
		{"group,events,population\nWhite,6,0.1\nBlack,3,0.2\nTotal,9,0.3\n", police, "rate group|events|population: White 6/0.1; Black 3/0.2", "", "decimals"},
		{"group,events,population\nWhite,6,60\nBlack,*,20\nTotal,5,80\n", police, "rate group|events|population: White 6/60; Black withheld/20", "the total of line 4 is 5, and its groups add up to 6 or more", "a total below what is known"},

		{"Ethnicity,Searches,%,Population\nWhite,600,66.7,60000\nBlack,300,33.3,10000\n", police, two, `the percentages of column "%" are left out`, "percentages by their header"},
		{"Ethnicity,Searches,Population,\"Rate per 1,000\"\nWhite,600,60000,10\nBlack,300,10000,30\n", police, two, `the rates of column "Rate per 1,000" are left out`, "rates"},
		{"Ethnicity,Searches,\"Searches per 1,000 population\"\nWhite,600,10\nBlack,300,30\n", police, "", `"Searches" is the only column of numbers; "Searches per 1,000 population" has percentages or rates, and no counts`, "a rate is nothing that events are out of"},
		{"Ethnicity,% searched,Population\nWhite,2,60000\nBlack,3,10000\n", police, "", `"% searched" has percentages or rates`, "a percentage is no count"},
		{"No.,Ethnicity,Searches,Population\n1,White,600,60000\n2,Black,300,10000\n", police, two, "", "a number of each row"},
		{"Ethnicity,No,Population\nWhite,1,60000\nBlack,2,10000\n", police, "rate Ethnicity|No|Population: White 1/60000; Black 2/10000", "", "a number of events"},
		{"Ethnicity;Searches;Population\nWhite;600;60000,5\nBlack;300;10000,25\n", police, "", `f.csv:2:11: "60000,5": among the numbers of column "Population": a comma that is not between thousands`, "decimal commas"},
		{"Ethnicity,Found,Population\nWhite,\"600,5\",60000\nBlack,300,10000\n", police, "", `f.csv:2:7: "600,5": among the numbers of column "Found"`, "a decimal comma among others"},
		{"Ethnicity,Found,Population\nWhite,£600,60000\nBlack,£300,10000\n", police, "", `"Found" has "£600" in line 2, which is no number`, "a sign before all numbers"},
		{"Ethnicity,Searches,Population (thousands)\nWhite,600,60.0\nBlack,300,10.0\n", police, "", `f.csv:1:20: "Population (thousands)": the header says that the numbers are in thousands or millions: write them in full`, "thousands"},
		{"Ethnicity,Searches,Population ('000s)\nWhite,600,60\nBlack,300,10\n", police, "", "write them in full", "thousands as three zeros"},
		{"#,Ethnicity,Searches,Population\n1,White,600,60000\n2,Black,300,10000\n", police, "", "line 1 begins with #, and is a comment", "a first column named #"},
		{"Ethnicity,Searches,Population,Rate per 1,000\nWhite,600,60000,10\nBlack,300,10000,30\n", police, "", `f.csv:2:1: "White": 4 cells, where the header has 5`, "a comma in a header"},
		{"Measure,White,Black\nSearches,600,300\nArrests,60,30\nPopulation,60000,10000\n", police, "", `column "Measure" has rows of "Searches", "Arrests" and "Population": want those of two`, "three rows of numbers"},
		{"Measure,Ethnicity,Value\nSearches,White,600\nArrests,White,60\nPopulation,White,60000\n", police, "", `column "Measure" has rows of "Searches", "Arrests" and "Population": want those of two`, "three measures"},

		{"Year,White,Black,Any other\n2020,1,2,3\n2021,1,2,4\n", alone, "", `f.csv:1:18: "Any other": a column of numbers that is no group whose label is known, and not the sum of the others, "White" and "Black" (in line 3 it has "4", and they add up to 3): write`, "the first row that is no sum"},
		{"Year,White,Black,Any other\n2020,1,2,3\n2021,1,2,\n", alone, "", `(in line 3 it has "", and they add up to 3)`, "a blank is no sum of numbers"},
		{"Year,White,Black,Any other\n2020,1,2,3\n2021,1,2,4\n2022,,,\n", byWhere, "by words group|events| by Year: 2020 White 1; 2020 Black 2", `column "Any other" is the sum`, "rows that are not asked for are not compared"},
		{"Year,White,Black,Any other\n2020,1,2,3\n2021,,,\n", alone, "by words group|events| by Year: 2020 White 1; 2020 Black 2", `column "Any other" is the sum`, "blank cells have a blank sum"},
		{"Year,White,Black,Any other\n2020,1,*,3\n2021,*,2,c\n", alone, "by words group|events| by Year: 2020 White 1; 2020 Black withheld; 2021 White withheld; 2021 Black 2", `column "Any other" is the sum`, "withheld counts and a withheld sum"},
		{"Year,White,Black,Any other\n2020,1,2,-\n2021,1,2,*\n", alone, "", `not the sum of the others, "White" and "Black": write`, "marks alone are no sum"},

		{"Year,Ethnicity,Searches,Population\n2020,White,6,60\n2020,Black,3,10\n\nYear,Ethnicity,Arrests,Population\n2020,Asian,6,60\n", byWhere, "", `f.csv:5:1: "Year": a row of words, where line 2 has numbers: if another table begins here, put it into a file of its own`, "a second table, of which the header is not asked for"},
		{"Ethnicity,Searches,Population\nWhite,6,60\nBlack,3,10\n\nSex,Searches,Population\nMale,6,60\n", police, "", `f.csv:5:1: "Sex": a row of words`, "a second table of the same width"},
		{"Team,Ethnicity,Searches,Population\n1,White,6,60\nResponse,Black,,\n2,Black,3,10\n", police, "rate Ethnicity|Searches|Population by Team: 1 White 6/60; 2 Black 3/10", `"Black, Response", has no number`, "a row without numbers is no header"},
	} {
		got, err := Read(strings.NewReader(test.text), test.o)
		says := fmt.Sprint(err)
		if err == nil {
			says = strings.Join(got.Notes, "\n")
		}
		if diff := cmp.Diff(test.want, brief(got)); diff != "" || !strings.Contains(says, test.says) {
			t.Errorf("%s: %s, want %q (-want +got)\n%s", test.reason, says, test.says, diff)
		}
	}
}

// Nothing is said of a total where withheld counts leave it open, and each of its numbers is in the
// account.
func TestTotalAccount(t *testing.T) {
	for _, test := range []struct {
		total  string
		want   string
		reason string
	}{
		{"Total,9,80", "[{4 7 9 total of all groups} {4 9 80 total of all groups}]", "two numbers"},
		{"Total,9,", "[{4 7 9 total of all groups}]", "one number"},
	} {
		got, err := Read(strings.NewReader("group,events,population\nWhite,6,60\nBlack,*,20\n"+test.total+"\n"), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if fmt.Sprint(got.Account) != test.want || strings.Contains(fmt.Sprint(got.Notes), "total") {
			t.Errorf("%s: %v, notes %q, want %s", test.reason, got.Account, got.Notes, test.want)
		}
	}
	if _, err := Read(strings.NewReader("group,a,population\nWhite,c,600\nWhite,x,100\n"), Options{}); !errors.Is(err, ErrExposure) {
		t.Error(err)
	}
}
