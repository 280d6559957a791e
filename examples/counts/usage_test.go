package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestUsage: what is wrong with the arguments is told in one line, before anything is read.
func TestUsage(t *testing.T) {
	for _, test := range []struct {
		args   []string
		want   string
		reason string
	}{
		{[]string{"-colour"}, "-colour", "no such flag"},
		{[]string{"a.csv", "b.csv"}, "2 files given: want one", "one table a file"},
		{[]string{"-format", "xlsx"}, "want one of text, markdown, csv, json", "lists the formats"},
		{[]string{"-json"}, "there is no flag -json: did you mean -format json?", "a value for a flag"},
		{[]string{"-file", "x.csv"}, "there is no flag -file: a file or folder is given as it is, without a flag", "the flag of other programs"},
		{[]string{"-out", "x.txt"}, "did you mean -o", "the flag of other programs"},
		{[]string{"-suppress", "1"}, "want a whole number from 2 to 1000, as 5", "none is from 1 to 1"},
		{[]string{"-suppress", "five"}, "want a whole number from 2 to 1000, as 5", "a word"},
		{[]string{"-population-size", "0"}, "want the number of records that the sample was drawn from", "nothing to draw from"},
		{[]string{"-population-size", "many"}, "want the number of records that the sample was drawn from", "a word"},
		{[]string{"-per", "0"}, "want a number, as 1000", "per nothing"},
		{[]string{"-per", "NaN"}, "want a number, as 1000", "not a number"},
		{[]string{"-level", "95"}, "did you mean 0.95? want a number between 0 and 1", "per cent"},
		{[]string{"-level", "0.95,95"}, "want a number between 0 and 1", "one of two"},
		{[]string{"-method", "magic"}, "want one of scas", "lists the methods"},
		{[]string{"-unknown", "left out"}, `did you mean "left-out"?`, "a space for a hyphen"},
		{[]string{"-unknown", "officer"}, "want one of left-out, in-proportion", "of stopsearch alone"},
		{[]string{"-direction", "up"}, "want one of group-over-comparator, ", "lists the directions"},
		{[]string{"-power", "1", "x.csv"}, "want a ratio other than 1", "no difference"},
		{[]string{"-within", "age,,sex", "x.csv"}, "want names of columns, as age or age,offence", "a name is empty"},
		{[]string{"-within", "age,Age", "x.csv"}, `"Age" is given twice`, "twice"},
		{[]string{"-within", "year", "-by", "Year", "x.csv"}, "-by and -within name the same column", "twice"},
		{[]string{"-stage", "stage", "-by", "year", "x.csv"}, "-stage does not go with -by", "two questions"},
		{[]string{"-composition", "-population-size", "5", "x.csv"}, "-composition does not go with -population-size", "two questions"},
		{[]string{"-population-size", "5", "-power", "x.csv"}, "-population-size does not go with -power", "two questions"},
		{[]string{"-suppress", "5", "-by", "year", "x.csv"}, "-suppress does not go with -by, whose other figures would give the counts away", "parts of a sum"},
		{[]string{"-suppress", "5", "-within", "year", "x.csv"}, "-suppress does not go with -within", "parts of a sum"},
		{[]string{"-suppress", "5", "-power", "x.csv"}, "-suppress does not go with -power", "figures from which they follow"},
		{[]string{"-suppress", "5", "-population-size", "99", "x.csv"}, "-suppress does not go with -population-size", "shares of them"},
		{[]string{"-suppress", "5", "-composition", "x.csv"}, "-suppress does not go with -composition", "shares of them"},
		{[]string{"-composition"}, "give a file", "one column of people"},
		{[]string{"-population-size", "99999"}, "give a file", "no sample"},
		{[]string{"-population-size", "99", "-rate", "x.csv"}, "-population-size does not go with -rate", "a sample has trials"},
		{[]string{"-base", "staff", "-composition", "x.csv"}, "want COLUMN=NUMBER, as staff=3012", "no number"},
		{[]string{"-base", "staff=0", "-composition", "x.csv"}, "want COLUMN=NUMBER, as staff=3012", "nobody"},
		{[]string{"-base", "staff=1", "-base", "staff=2", "-composition", "x.csv"}, `"staff" has two bases, 1 and 2: give one`, "two"},
		{[]string{"-base", "staff=1", "x.csv"}, "-percent and -base are for -composition", "another question"},
		{[]string{"-rate", "-proportion", "x.csv"}, "-rate and -proportion are two models: give one", "both"},
		{[]string{"-by", "year"}, "give a file", "the table that ships has no such column"},
		{[]string{"-where", "year=2020"}, "give a file", "the table that ships has no such column"},
		{[]string{"-where", "year>2020", "x.csv"}, "want COLUMN=VALUE, as Outcome=Arrest", "another comparison"},
		{[]string{"-trial", "a=b", "x.csv"}, "-trial without -event", "no events"},
		{[]string{"-groups", "7+1"}, "want one of as-is, 5+1, ", "lists the schemes"},
		{[]string{"-residents", ""}, "want the name of a place, as Croydon or Wales, or of a file, as residents.csv", "empty"},
		{[]string{"-residents", "-"}, "standard input is for counts", "the table comes from there"},
		{[]string{"-residents", "Croydn", "x.csv"}, `no area "Croydn" in census 2021: did you mean Croydon?`, "misspelt"},
		{[]string{"-residents", "Durham", "x.csv"}, "want force:Durham or district:Durham", "two meanings"},
		{[]string{"-residents", "Kent", "-groups", "as-is", "x.csv"}, "-groups as-is does not go with -residents", "names of no scheme"},
		{[]string{"-residents", "Kent", "-of", "population", "x.csv"}, "-residents says what the events are out of, and so does -of: give one", "two"},
		{[]string{"-residents", "Kent", "-proportion", "x.csv"}, "-proportion does not go with -residents", "one resident may have several"},
		{[]string{"-residents", "Kent", "-event", "a=b", "-trial", "c=d", "x.csv"}, "so does -trial: give one", "two"},
		{[]string{"-residents", "Kent", "-within", "age", "x.csv"}, "-within does not go with -residents", "residents of every age"},
		{[]string{"-on", "2019", "x.csv"}, "-on without -residents PLACE", "whose day"},
		{[]string{"-on", "2019", "-residents", "kent.csv", "x.csv"}, "-on does not go with a file of residents", "they are as they are"},
		{[]string{"-on", "May", "x.csv"}, "want a day, month, year or financial year, as 2019-10-01, 2019-10, 2019 or 2019/20", "no year"},
		{[]string{"-on", "2019/21", "x.csv"}, "want a day, month, year or financial year", "two years"},
		{[]string{"-rolling", "1", "x.csv"}, "want a whole number of months from 2 to 120, as 12", "one month"},
		{[]string{"-rolling", "1y", "x.csv"}, "did you mean 12?", "a year"},
		{[]string{"-compare", "2019,2020,2021", "x.csv"}, "-compare", "three periods"},
		{[]string{"-margin", "10", "x.csv"}, "did you mean 10%?", "per cent without its sign"},
		{[]string{"-leave-out", "lockdown", "x.csv"}, "want a month as 2016-03", "a word"},
		{[]string{"-suppress", "5", "-rolling", "12", "x.csv"}, "-suppress does not go with -rolling, whose other figures would give the counts away", "two rolling years differ by two months"},
		{[]string{"-suppress", "5", "-compare", "2019,2020", "x.csv"}, "-suppress does not go with -compare", "parts of a sum"},
		{[]string{"-suppress", "5", "-leave-out", "2019", "x.csv"}, "-suppress does not go with -leave-out", "a series"},
		{[]string{"-stage", "stage", "-rolling", "12", "x.csv"}, "-stage does not go with -rolling", "two questions"},
		{[]string{"-composition", "-compare", "2019,2020", "x.csv"}, "-composition does not go with -compare", "two questions"},
		{[]string{"-rolling", "12"}, "give a file", "the table that ships has no months"},
		{[]string{"-width", "20"}, "want a number of columns from 60 to 1000", "too narrow"},
		{[]string{"-width", "100", "-format", "csv"}, "-width does not go with -format csv", "for programs"},
		{[]string{"-ascii", "-format", "json"}, "-ascii does not go with -format json", "for programs"},
		{[]string{"-width", "100", "-format", "html"}, "-width does not go with -format html: it is of text", "a browser breaks lines"},
		{[]string{"-picture", "comparison"}, "-picture says which picture -plot FILE.svg writes: give both", "no file"},
		{[]string{"-plot", "x.png"}, "give a name that ends in .svg", "another kind of picture"},
		{[]string{"-o", "x.svg"}, "a picture is written by -plot, as SVG", "a picture is not the whole"},
		{[]string{"-format", "html", "-o", "x.pdf"}, "a name that ends in .html, which a browser prints as PDF", "no format"},
		{[]string{"-o", "x.csv"}, "-o \"x.csv\": the name is of CSV, and -format text writes text", "another format"},
		{[]string{"-o", "x.xlsx"}, "a workbook is not written", "no format"},
	} {
		status, out, errout := call("", test.args...)
		if status != statusUsage || out != "" || !strings.Contains(errout, test.want) || strings.Count(errout, "\n") != 1 {
			t.Errorf("counts %q (%s): status %d, output %q, message %q; want 2, nothing and one line with %q", test.args, test.reason, status, out, errout, test.want)
		}
	}
}

// TestHelp: help is at most one screen above the flags, and has each of them.
func TestHelp(t *testing.T) {
	status, out, errout := call("", "-h")
	if status != statusOK || errout != "" {
		t.Fatalf("-h: status %d, %q", status, errout)
	}
	if n := strings.Count(about, "\n"); n > 24 {
		t.Errorf("%d lines above the flags, want a screen", n)
	}
	for _, flag := range []string{
		"baseline", "called", "groups", "group", "events", "of", "rate", "proportion", "where", "event", "trial", "rounded", "withheld", "residents", "on", "within", "by", "rolling", "compare", "leave-out", "margin",
		"stage", "composition", "base", "percent", "population-size", "power", "per", "suppress", "unknown", "direction", "method", "level", "format", "o", "plot", "picture", "width", "ascii",
	} {
		if !strings.Contains(out, "  -"+flag+" ") && !strings.Contains(out, "  -"+flag+"\n") && !strings.Contains(out, "  -"+flag+"\t") {
			t.Errorf("-h does not explain -%s", flag)
		}
	}
}

// TestMistakes: what is wrong with a file is told in one line that says what to do.
func TestMistakes(t *testing.T) {
	const head = "group,events,trials\n"
	good := head + "White,10,100\nBlack,5,20\n"
	for _, test := range []struct {
		text   string
		args   []string
		want   string
		reason string
	}{
		{"", nil, "f.csv", "empty"},
		{"group,stops,people\nWhite,10,100\nBlack,5,20\n", nil, "(-rate or -proportion says which)", "no word of the header says it"},
		{"group,stops,finds,arrests\nWhite,10,3,2\nBlack,5,2,1\n", nil, "(-events COLUMN -of COLUMN choose)", "three columns of numbers"},
		{"group,stops\nWhite,10\nBlack,5\n", nil, "-residents PLACE|FILE takes residents from elsewhere)", "nothing to divide by"},
		{head + "White,10,100\nBlack,50,20\n", nil, "f.csv:3:7", "more events than trials"},
		{head + "White,10,100\nBlack,50,20\n", nil, "(-rate if it may be so", "more events than trials"},
		{good, []string{"-baseline", "Whte"}, `-baseline "Whte" is not among the groups: did you mean "White"? want one of White, Black`, "misspelt"},
		{good, []string{"-by", "yeer"}, "yeer", "no such column"},
		{good, []string{"-events", "evnts", "-of", "trials"}, `did you mean "events"?`, "no such column"},
		{good, []string{"-group", "grup"}, `did you mean "group"?`, "no such column"},
		{good, []string{"-where", "group=Purple"}, "Purple", "no such value"},
		{good, []string{"-where", "colour=red"}, "colour", "no such column"},
		{good, []string{"-groups", "18+1"}, "f.csv:2:1", "White is no group of 18+1"},
		{head + "White,10,100\nBlak,5,20\n", []string{"-groups", "5+1"}, `did you mean "Black"?`, "misspelt"},
		{head + "White,10,100\nBlack,five,20\n", nil, "f.csv:3:7", "a word in a column of numbers"},
		{head + "White,10,100\nBlack,5\n", nil, "f.csv:3", "a cell too few"},
		{head + "White,10,100\nWhite,5,20\n", nil, "f.csv:3", "a group twice"},
		{"Force,group,stops\nKent,White,10\nEssex,White,20\nKent,Black,3\nEssex,Black,4\n", []string{"-residents", "Kent"}, `"Force" has 2 values, and -residents are those of one: -where "Force=Kent" takes it alone`, "stops of two places, residents of one"},
		{"Area,White,Mixed,Asian,Black,Any other\nKent,900,20,30,40,5\n", []string{"-residents", "Kent"}, `f.csv:1:30: "Any other": a column of numbers that is no group`, "no label that is known"},
		{"id,Ethnicity,Outcome\n1,White,Arrest\n2,Black,None\n", nil, "(records, one row a case: -event COLUMN=VALUE says which are events)", "records without flags"},
		{"id,Ethnicity,Outcome\n1,White,Arrest\n2,Black,None\n", []string{"-event", "Outcome=Arrest"}, "(-proportion for all rows, -trial COLUMN=VALUE for some, -residents PLACE|FILE", "records of nobody knows what"},
		{"id,Ethnicity,Outcome\n1,White,Arrest\n2,Black,None\n", []string{"-event", "Outcome=arest", "-proportion"}, `(did you mean "Arrest"?)`, "no such value"},
		{"group,stops,staff\nWhite,1,10\nBlack,2,20\n", []string{"-residents", "Kent"}, "(-events COLUMN chooses)", "two columns that may be the events"},
		{"tactic,group,uses,residents\nbaton,White,1,1000\nbaton,Black,1,100\nspray,White,2,1000\nspray,Black,1,100\n", nil, "(-where COLUMN=VALUE takes one of them, -by COLUMN has a row for each)", "residents would count twice"},
		{"age,group,stops\n10-17,White,10\n10-17,Black,5\n", []string{"-residents", "Kent", "-by", "age"}, "-by \"age\" does not go with -residents", "residents of every age"},
		{"<html>\n<body></body></html>\n", nil, "f.csv", "a page of the web"},
		{"PK\x03\x04\x00\x00", nil, "f.csv", "a workbook"},
	} {
		status, out, errout := call("", append(test.args, write(t, test.text))...)
		if status != statusInput || out != "" || !strings.Contains(errout, test.want) || strings.Count(errout, "\n") != 1 {
			t.Errorf("counts %q of %q (%s): status %d, output %q, message %q; want 1, nothing and one line with %q",
				test.args, test.text, test.reason, status, out, errout, test.want)
		}
	}
	for _, test := range []struct {
		args   []string
		want   string
		reason string
	}{
		{[]string{"forse.csv"}, "forse.csv: no such file or folder: did you mean force.csv?", "misspelt"},
		{[]string{t.TempDir()}, "a folder: want a CSV file of counts", "a folder"},
		{[]string{"-residents", "none.csv", "testdata/complaints.csv"}, "none.csv", "no such file of residents"},
		{[]string{"-residents", filepath.Join("testdata", "complaints.csv"), "testdata/complaints.csv"}, "given both as a file of counts and with -residents", "one file for two"},
		{[]string{"-o", filepath.Join("testdata", "none", "x.txt")}, "make the folder", "no such folder"},
	} {
		status, out, errout := call("", test.args...)
		if status != statusInput || out != "" || !strings.Contains(errout, test.want) || strings.Count(errout, "\n") != 1 {
			t.Errorf("counts %q (%s): status %d, output %q, message %q; want 1, nothing and one line with %q", test.args, test.reason, status, out, errout, test.want)
		}
	}
}
