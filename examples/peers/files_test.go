package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/seed-549880be/disparity/examples/internal/cli"
)

// small is a table of the kind that ships with the program.
const small = "year,area,basis,ethnicity,searches,residents\n" +
	"2019/20,Kent,5+1,White,1000,100000\n2019/20,Kent,5+1,Black,100,2000\n2019/20,Kent,5+1,Unreported,10,N/A\n" +
	"2019/20,Essex,5+1,White,900,100000\n2019/20,Essex,5+1,Black,60,2000\n2019/20,Essex,5+1,Unreported,10,N/A\n" +
	"2019/20,All forces,5+1,White,9000,1000000\n2019/20,All forces,5+1,Black,600,20000\n"

// What is wrong with a file is told in one line, and what to do.
func TestFiles(t *testing.T) {
	for _, test := range []struct {
		text         string
		args         []string
		want, reason string // what the output or the message has in it
		status       int
	}{
		{small, nil, "of 2 forces 1 is above the mean of the others", "a small table, of which no force is asked about", 0},
		{small, []string{"-force", "kent police"}, "Black people were searched 5.0 times as often as White people, for their numbers (Kent", "a force in another spelling", 0},
		{"# from the council\n" + small, nil, "from the council", "its source", 0},
		{"\ufeff# from the council\r\n" + strings.ReplaceAll(small, "\n", "\r\n"), nil, "from the council", "as Excel has it", 0},
		{strings.ReplaceAll(small, ",", ";"), nil, "Essex", "with semicolons", 0},
		{small, []string{"-census", "2021"}, "over the residents of census 2021", "residents that are built in", 0},
		{small, []string{"-peers", "all", "-force", "Kent", "-quantity", "rate"}, "Black in Kent: 50.0 (40.9 to 60.5), search rate per 1,000 residents.", "rates", 0},
		{small, []string{"-force", "Surrey", "-peers", "Kent,Essex"}, "there is no index of Black people for Surrey, and so no rank: the table has no row of it in 2019/20.", "a force that the table does not have", 0},
		{strings.ReplaceAll(small, "searches,", "dogs,"), []string{"-events", "dogs"}, "Black: of 2 forces", "something else", 0},
		{strings.ReplaceAll(small, "searches,", "arrests,"), []string{"-force", "Kent"}, "Black in Kent: 5.00 (4.05 to 6.12) times as often as White.", "arrests", 0},
		{small, []string{"-force", "Kent", "-peers", "Kent"}, "There is no other to compare it with.", "a force alone", 0},
		{small, []string{"-force", "Kent", "-peers", "Kent"}, "Searches by force, 2019/20: Kent alone", "and the title of it", 0},
		{small, []string{"-force", "Kent", "-peers", "Essex"}, "Searches by force, 2019/20: Kent and Essex", "two forces, by their names", 0},
		{small, []string{"-force", "Kent", "-peers", "most-similar"}, `no list is built in for "Kent", but for Avon and Somerset alone`, "no list", 1},
		{small, []string{"-peers", "most-similar"}, "-peers most-similar: to whom? -force NAME says it", "nobody is asked about", 1},
		{small, []string{"-force", "Knt"}, `no such area: "Knt": there are "Essex", "Kent": did you mean "Kent"?`, "misspelt", 1},
		{small, []string{"-year", "2018/19"}, "no rows of 2018/19: there are 2019/20", "another year", 1},
		{small, []string{"-edition", "2018/19"}, `no column edition, of which -edition "2018/19" would be one: leave it out`, "no editions", 1},
		{small, []string{"-baseline", "Martian"}, `-baseline: want one of White, Black`, "no group", 1},
		{small, []string{"-baseline", "Unreported"}, "-baseline: want one of White, Black", "no known group", 1},
		{small, []string{"-baseline", "Blck"}, `did you mean "Black"?`, "a misspelt group", 1},
		{small, []string{"-baseline", "Asian"}, "no area has counts of Asian, which others are compared with", "a group that is not there", 1},
		{small, []string{"-show", "Asian"}, "-show: want one of Black, White", "a group that is not there is to be shown", 1},
		{small, []string{"-worst", "3"}, "the worst 3 of 2 units", "more than there are", 1},
		{strings.ReplaceAll(small, ",residents", ",people"), nil, "the table has no residents beside its counts: -census takes those that are built in", "no residents", 1},
		{strings.ReplaceAll(small, ",residents", ",people"), []string{"-census", "2011"}, "over the residents of census 2011", "residents of a census", 0},
		{strings.ReplaceAll(small, ",100000\n", ",N/A\n"), []string{"-instead", "none"}, "no residents of anybody who is White in the table", "residents of White people are not told", 1},
		{strings.ReplaceAll(small, "5+1,", "7+1,"), nil, "no row of a classification that is read", "another classification", 1},
		{strings.ReplaceAll(small, ",Black", ",Blck"), nil, `t.csv:3:18: ethnicity "Blck"`, "a misspelt group", 1},
		{strings.ReplaceAll(small, "2000", "two"), nil, `t.csv:3:28: residents "two"`, "residents in words", 1},
		{strings.ReplaceAll(small, "searches,", "dogs,"), nil, "no column of counts that is known", "no known column", 1},
		{"", nil, "the file is empty", "nothing", 1},
		{small[:45], nil, "no row of a classification", "a header alone", 1},
		{small + "2019/20,Kent Police,5+1,White,1,9\n", nil, `rows of "Kent" and of "Kent Police" in 2019/20, which are one force`, "a force twice", 1},
		{small, []string{"-where", "area=Kent", "-where", "area=Essex"}, "-where area: 2 values are given", "two values of a column", 1},
		{strings.Replace(small, "area,", "district,", 1), nil, `no column of areas, as a published table has it (force, police_force_area, force_name, police_force, geography, area): if it is a table of your own, -by COLUMN names the column of its units: it has "year", "district", "basis", "ethnicity", "searches", "residents"`, "a table of one's own, without -by", 1},
		{strings.Replace(small, "area,", "Police-force area,", 1), nil, "of 2 forces", "a column of areas by another name", 0},
		{small, []string{"-where", "area=Surrey"}, `no row has "Surrey" in the column area`, "no such row", 1},
	} {
		out, errout, status := output(append(test.args, write(t, "t.csv", test.text))...)
		if all := strings.Join(strings.Fields(out+errout), " "); status != test.status || !strings.Contains(strings.ToLower(all), strings.ToLower(test.want)) || (status == 0) != (errout == "") || strings.Count(errout, "\n") > 1 {
			t.Errorf("%s: status %d, %.600s%s\nwant %s", test.reason, status, out, errout, test.want)
		}
	}
}

// Lists of most similar forces come from a file.
func TestLists(t *testing.T) {
	lists := write(t, "lists.csv", "# made up\nforce,most similar forces\nKent,Essex,Sussex\nEssex,Kent\n")
	for _, test := range []struct {
		args         []string
		want, reason string
		status       int
	}{
		{[]string{"-force", "Kent", "-peers", lists, "-show", "Black"}, "Kent and its 2 most similar forces", "a list", 0},
		{[]string{"-force", "Kent", "-peers", write(t, "one.csv", "force,peers\nKent,Essex\n")}, "Kent and its most similar force", "a list of one", 0},
		{[]string{"-by", "district", "-force", "North", "-peers", lists, "testdata/districts.csv"}, "-peers: the lists of a file are of police forces: of your own units -peers NAME,NAME names them", "a list of forces for one's own units", 1},
		{[]string{"-force", "Surrey", "-peers", lists}, "no list of Surrey: there are those of Essex, Kent", "no list of the force", 1},
		{[]string{"-force", "none", "-peers", lists}, "to whom? -force NAME says it", "nobody is asked about", 1},
		{[]string{"-force", "Kent", "-peers", "./nothing.csv"}, "-peers: open ./nothing.csv", "no such file", 1},
		{[]string{"-force", "Kent", "-peers", write(t, "bad.csv", "force,peers\nKent,Kent\n")}, `bad.csv:2:6: peers "Kent": Kent is among its own peers`, "a list that is wrong", 1},
	} {
		out, errout, status := output(test.args...)
		if status != test.status || !strings.Contains(out+errout, test.want) || strings.Count(errout, "\n") > 1 {
			t.Errorf("%s: status %d, %.200s%s, want %s", test.reason, status, out, errout, test.want)
		}
	}
}

// A table of one's own has its units in any column.
func TestOwn(t *testing.T) {
	const own = "team,group,complaints upheld,out of complaints\nA,White,12,100\nA,Black,8,40\nB,White,20,150\nB,Black,3,30\nAll teams,White,32,250\nAll teams,Black,11,70\n"
	const yearly = "year,team,group,complaints upheld,out of complaints\n2019,A,White,12,100\n2019,A,Black,8,40\n2020,A,White,5,80\n2020,A,Black,5,20\n" +
		"2019,B,White,20,150\n2019,B,Black,13,30\n2020,B,White,10,100\n2020,B,Black,3,30\n"
	three := strings.ReplaceAll(own, "8,40", "<5,40") + "C,White,30,200\nC,Black,10,60\n"
	for _, test := range []struct {
		text         string
		args         []string
		want, reason string
		status       int
	}{
		{own, nil, "of none of 2 teams it can be told", "a sum is no unit", 0},
		{own, nil, "Complaints upheld by team: 2 teams", "the title says by what and of how many", 0},
		{"team,group,complaints upheld,out of complaints\nA,White,12,100\nA,Black,8,40\n", nil, "1. Black: there is one of the teams alone, and no other to compare it with.", "one unit", 0},
		{own, []string{"-force", "a"}, "Black in A: 1.67 (0.70 to 3.74) times as often as White. It is 2nd of 2 teams", "a unit in another letter case", 0},
		{strings.Replace(own, "12,100", "0,100", 1), []string{"-force", "A"}, "1. Black in A: There were 8 complaints upheld of Black and 0 of White: too few of White to compare with.", "no index is said beside none of the baseline, and no rank", 0},
		{strings.Replace(own, "B,Black,3,", "B,Black,4,", 1), []string{"-format", "markdown"}, "| B | 1.00 | 0.31 – 2.46 | ¹ |", "Markdown has the footnotes of the first table too", 0},
		{own, []string{"-peers", "A,C"}, `-peers: no unit "C"`, "no such unit", 1},
		{own, []string{"-force", "Z"}, `-force: no unit "Z"`, "nor such a one", 1},
		{strings.ReplaceAll(own, "team,", "office,"), nil, `no dimension "team"`, "no such column", 1},
		{own, []string{"-shrink"}, "only rates and their indices borrow from each other", "what small places borrow is of rates", 1},
		{own, []string{"-baseline", "Asian"}, "-baseline: want one of White, Black", "no such group", 1},
		{strings.ReplaceAll(own, "out of complaints", "complaints"), nil, "-rate or -proportion says which", "the header does not say what it is", 1},
		{"team,ethnic group,searches\nCroydon,White,900\nCroydon,Black,800\nBarnet,White,500\nBarnet,Black,200\nNowhere,White,5\nNowhere,Black,5\n", []string{"-census", "2021", "-force", "Croydon"},
			`¹ no area "Nowhere" in census 2021`, "residents of districts, which a place has that is none not", 0},
		{"team,ethnic group,searches\nNewham,White,900\nNewham,Black,800\nHavering,White,1000\nHavering,Black,110\n", []string{"-census", "2011"},
			"the residents of census 2021 give another word", "a word that another census turns", 0},
		{three, nil, "² its count of Black is withheld (0 to 4)", "a count that is withheld, as the reason", 0},
		{three, nil, "A: the count of Black is withheld. Counts are withheld where they are low: the mean and the ranks of the others are without units that may be low.", "and what that does", 0},
		{three, nil, "No sum of the whole table for Black: there is no number of it in A.", "a sum that there is none of is named", 0},
		{three, []string{"-baseline", "Black"}, "White: of none of 2 teams a word is said", "which does not stop the comparison beside the group that is withheld", 0},
		{three, []string{"-quantity", "rate"}, "Black: of none of 2 teams it can be told", "nor that of rates", 0},
		{strings.ReplaceAll(own, "8,40", ",40"), nil, "its count of Black is no number: blank out of 40", "a blank count", 0},
		{"team,group,searches,residents\nA,White,0,900\nA,Black,0,90\nB,White,0,800\nB,Black,0,80\n", nil,
			"1. There is no comparison of Black. Without a value, and so without a rank: A (there is nothing to compare: no events, or nobody they are out of);", "no events at all", 0},
		{yearly, nil, "Column year: 2019, 2020 are added up in every unit (-where year=VALUE takes one).", "two years are added up", 0},
		{strings.Replace(yearly, "2020,A,White,5,80\n2020,A,Black,5,20\n", "", 1), nil, "(-where year=VALUE takes one); not all of them are there in A, so that unlike is compared.", "a unit of one year beside others of two", 0},
		{yearly, []string{"-where", "year=2019"}, "teams · method scas", "one of them", 0},
		{own, []string{"-show", "White"}, "There is no comparison: an index is of a group beside White, and there is no other group to show", "the baseline alone is to be shown", 0},
	} {
		out, errout, status := output(append(append([]string{"-by", "team"}, test.args...), write(t, "t.csv", test.text))...)
		if all := strings.Join(strings.Fields(out+errout), " "); status != test.status || !strings.Contains(all, test.want) || (status == 0) != (errout == "") || strings.Count(errout, "\n") > 1 {
			t.Errorf("%s: status %d, %.900s%s\nwant %s", test.reason, status, out, errout, test.want)
		}
	}
}

// Two measures side by side: use of force beside searches, from the published files.
func TestUseOfForce(t *testing.T) {
	dir := os.Getenv("DISPARITY_DATA")
	if dir == "" {
		t.Skip("set DISPARITY_DATA to the folder with the published files")
	}
	file := filepath.Join(dir, "useofforce/use-of-force-by-ethnicity-force-april2018-march2019.csv")
	out, errout, status := output("-year", "2018/19", "-peers", "all", "-show", "Black", "-beside", file)
	all := strings.Join(strings.Fields(out), " ")
	for _, want := range []string{
		"Black: in Avon and Somerset the index of the search rate is 7.23 (6.61 to 7.90), and the index of the rate of use of force 5.80 (5.50 to 6.12): 0.80 times the first (0.72 to 0.89)",
		"The same people may be in both measures", "march2019.csv does not say in a column of which year it is: it is taken to be of 2018/19", "as officers saw it, and in the other table as people said it",
	} {
		if status != 0 || !strings.Contains(all, want) {
			t.Errorf("status %d, %s, no %q in %.3000s", status, errout, want, all)
		}
	}
	if out, errout, status := output("-year", "2018/19", "-beside", file, "-beside-where", "Tactic=*Total Restraint", "-show", "Black"); status != 0 || !strings.Contains(out, "rank correlation") {
		t.Errorf("status %d, %.200s%s", status, out, errout)
	}
	if _, errout, status := output("-beside", file, "-beside-where", "Tactic=Dogs"); status != 1 || !strings.Contains(errout, `no row has "Dogs" in the column Tactic`) {
		t.Errorf("status %d, %s", status, errout)
	}
}

// FuzzCompare: whatever is in a file, what is written has no control characters in it, and an error
// is one line.
func FuzzCompare(f *testing.F) {
	f.Add([]byte(small), "Kent", "")
	f.Add([]byte(small), "", "Kent,Essex")
	f.Add([]byte("#\x1b\a\nTime,Geography,Ethnicity,Number of stop and searches,Population by ethnicity\n2016/17,\"\x1b\u202e\",White,5,9\n2016/17,\"\x1b\u202e\",Black,5,9\n"), "\x1b\u202e", "all")
	f.Add([]byte("edition,year,area,ethnicity,searches,residents\n1,2016/17,a,White,9007199254740992,1e-300\n2,2016/17,b,Black,1,1\n"), "", "")
	f.Fuzz(func(t *testing.T, text []byte, force, among string) {
		if strings.ContainsAny(among, "/\\.") || len(text) > 4000 {
			t.Skip() // the name of a file
		}
		for _, format := range cli.Formats {
			var s settings
			s.define(flag.NewFlagSet("peers", flag.ContinueOnError))
			s.force, s.among, s.format = force, among, format
			if s.check(false) != nil {
				return
			}
			var b bytes.Buffer
			err := s.compare(&b, text, "f.csv")
			if err != nil {
				if message := cli.Message(err); strings.ContainsFunc(message, unicode.IsControl) {
					t.Fatalf("%q", message)
				}
				continue
			}
			if strings.ContainsFunc(b.String(), func(r rune) bool { return unicode.IsControl(r) && r != '\n' }) {
				t.Fatalf("%s: %q", s.format, b.String())
			}
		}
	})
}
