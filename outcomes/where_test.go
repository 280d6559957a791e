package outcomes

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// whereHeader is that of a file with columns that are not read.
const whereHeader = "la_name,Type,Date,Gender,Self-defined ethnicity,Policing operation,Outcome,Beat code"

// whereRows are five rows under whereHeader; the last has a date that cannot be read.
var whereRows = []string{
	"Croydon,Person search,2022-09-01T10:00:00Z,Male,White - Irish,Op Sceptre,Arrest,E01",
	"croydon ,Person search,2022-09-02T10:00:00Z,Female,White - Irish,,Arrest,E02",
	"Sutton,Vehicle search,2022-10-03T10:00:00Z,,,NA,,",
	",Person search,2022-10-04T10:00:00Z,MALE,Black/African/Caribbean/Black British - African,op sceptre,Ticket,E01",
	"Kensington and  Chelsea,Person search,soon,Male,White - Irish,Op Sceptre,Arrest,E03",
}

// filters reads "column=value" pairs.
func filters(pairs ...string) (list []Filter) {
	for _, p := range pairs {
		column, value, _ := strings.Cut(p, "=")
		list = append(list, Filter{column, value})
	}
	return list
}

// accountWhere says what became of the rows: those that count, by day, then how many are excluded
// and rejected.
func accountWhere(t *testing.T, text string, where []Filter) (string, error) {
	t.Helper()
	var days []string
	for s, err := range ReadCSV(strings.NewReader(text), ReadOptions{File: "2022-metropolitan.csv", Where: where}) {
		if _, ok := errors.AsType[*RowError](err); !ok && !s.Time.IsZero() {
			days = append(days, fmt.Sprint(s.Time.Day()))
		}
	}
	x := Extract{Where: where}
	err := x.ReadFile(strings.NewReader(text), "2022-metropolitan.csv")
	q := x.Quality(SelfDefined)
	if n := x.Excluded().Total(); n != q.Excluded || err == nil && q.Rows != x.Tally().Total()+q.Rejected+q.Excluded {
		t.Errorf("%v: %d excluded of %v", where, n, q)
	}
	return fmt.Sprintf("%s|%d|%d", strings.Join(days, ","), q.Excluded, q.Rejected), err
}

func TestWhereCSV(t *testing.T) {
	text := file("\n", whereHeader, whereRows...)
	for _, test := range []struct {
		where        []Filter
		want, reason string
	}{
		{nil, "1,2,3,4|0|1", "no filters"},
		{filters("la_name=Croydon"), "1,2|3|0", "letter case and space around a value do not matter"},
		{filters("LA NAME=CROYDON"), "1,2|3|0", "nor do they in a name"},
		{filters("laname=croydon"), "1,2|3|0", "nor what stands between its words"},
		{filters("la_name=Croydon", "la_name=Sutton"), "1,2,3|2|0", "several values of one column: any of them"},
		{filters("la_name=Croydon", "LA.Name=Sutton"), "1,2,3|2|0", "of one column under two spellings of its name"},
		{filters("la_name=Croydon", "Gender=male"), "1|4|0", "several columns: all of them"},
		{filters("Gender=Male"), "1,4|2|1", "a row that matches is rejected if its date cannot be read"},
		{filters("la_name="), "4|4|0", "an empty value is a blank cell"},
		{filters("Policing operation="), "2,3|3|0", "which may say NA"},
		{filters("Policing operation=NA"), "3|4|0", "NA itself"},
		{filters("Policing operation=Op  Sceptre"), "1,4|2|1", "space between words"},
		{filters("la_name=Kensington and Chelsea"), "|4|1", "space between words of the file"},
		{filters("la_name=Croy"), "|5|0", "a part is no match"},
		{filters("self_defined_ethnicity=White - Irish", "beat code=E01"), "1|4|0", "a column under its name in the API"},
	} {
		if got, err := accountWhere(t, text, test.where); got != test.want || err != nil {
			t.Errorf("%s: %v: %s, %v; want %s", test.reason, test.where, got, err, test.want)
		}
	}
}

// A column may have the name that it has at data.police.uk, whatever its name in the file.
func TestWhereOfficialNames(t *testing.T) {
	text := file("\n", "type,datetime,PFA,gender,self_defined_ethnicity,location.latitude", "Person search,2022-09-01T10:00:00Z,Essex,Male,White - Irish,51.5",
		"Person search,2022-09-02T10:00:00Z,Kent,Female,White - Irish,")
	for _, where := range [][]Filter{filters("Gender=male"), filters("Force=essex"), filters("PFA=Essex"), filters("Date=2022-09-01T10:00:00z"), filters("Latitude=51.5"),
		filters("Self-defined ethnicity=White - Irish", "Force=Essex", "PFA=Sussex"), filters("Latitude=51.5", "location latitude=1")} {
		if got, err := accountWhere(t, text, where); got != "1|1|0" || err != nil {
			t.Errorf("%v: %s, %v", where, got, err)
		}
	}
}

func TestWhereErrors(t *testing.T) {
	text := file("\n", whereHeader, whereRows...)
	many := "Type,Date,Self-defined ethnicity," + strings.Join(slices.Repeat([]string{strings.Repeat("x", 200)}, 50), ",")
	for _, test := range []struct {
		text         string
		where        []Filter
		want, reason string
	}{
		{text, filters("borough=Croydon"), `outcomes: f.csv:1: no column "borough", by which rows are chosen (is it "la_name"?): the columns are "la_name", "Type", `, "no such column"},
		{text, filters("la=Croydon"), `is it "la_name"?`, "a part of a name"},
		{text, filters("genders=Male"), `is it "Gender"?`, "a letter too many"},
		{text, filters("=Male"), `rows are to be chosen by a column without a name`, "no name"},
		{text, filters(" \u00a0=Male"), `rows are to be chosen by a column without a name`, "a name of space"},
		{text, filters("la_name=Croydon", "lsoa=1"), `no column "lsoa"`, "one of two"},
		{text, filters("Age range=10-17"), `no column "Age range"`, "a field that the file lacks"},
		{"la name,LA_NAME,Type,Date,Self-defined ethnicity\n", filters("la_name=Croydon"), `column "la_name", by which rows are chosen, stands twice, as columns 1 and 2`, "which column is not clear"},
		{many + "\n", filters("borough=Croydon"), "and 33 more", "a long header"},
	} {
		for name, err := range map[string]error{
			"CSV":  errOfRows(ReadCSV(strings.NewReader(test.text), ReadOptions{File: "f.csv", Where: test.where})),
			"file": (&Extract{Where: test.where}).ReadFile(strings.NewReader(test.text), "f.csv"),
		} {
			header, ok := errors.AsType[*HeaderError](err)
			if !ok || !strings.Contains(err.Error(), test.want) || !strings.HasPrefix(err.Error(), "outcomes: f.csv:1: ") || len(err.Error()) > 2500 {
				t.Errorf("%s: %s: %v; want %q", name, test.reason, err, test.want)
			}
			if ok && strings.HasPrefix(test.want, "no column") && header.Found == nil {
				t.Errorf("%s: %s: no columns", name, test.reason)
			}
		}
	}
	// A column of the exact name goes before those that are like it.
	if got, err := accountWhere(t, "la name,LA_NAME,Type,Date,Self-defined ethnicity\nA,B,Person search,2022-09-01,White - Irish\n", filters("LA_NAME=B")); got != "1|0|0" || err != nil {
		t.Errorf("exact name: %s, %v", got, err)
	}
	// Searches that were read before have no columns.
	x := Extract{Where: filters("a=b")}
	if err := x.Read("f", ReadCSV(strings.NewReader(text), ReadOptions{})); err == nil || x.Tally().Total() != 0 {
		t.Errorf("a sequence: %v", err)
	}
}

// errOfRows returns the first error that is about no single row.
func errOfRows(seq func(func(Search, error) bool)) (first error) {
	for _, err := range seq {
		if _, row := errors.AsType[*RowError](err); err != nil && !row && first == nil {
			first = err
		}
	}
	return first
}

// What has no columns because it cannot be cut stays rejected, and a row that is out may hold
// anything.
func TestWhereRejected(t *testing.T) {
	text := file("\n", whereHeader, "short", `Croydon,"Person search`, whereRows[0], strings.Replace(whereRows[0], "Arrest", "Spaceship", 1),
		strings.Replace(whereRows[2], "Vehicle search", "Flying", 1), whereRows[4])
	x := Extract{Where: filters("la_name=Croydon")}
	if err := x.ReadFile(strings.NewReader(text), "2022-metropolitan.csv"); err != nil {
		t.Fatal(err)
	}
	q := x.Quality(SelfDefined)
	want := Quality{Rows: 6, Rejected: 2, Excluded: 2, OutcomeMissing: 1, LinkedMissing: 2, UnknownLabels: map[string]map[string]int64{"Outcome": {"Spaceship": 1}}}
	if d := cmp.Diff(want, q); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
	if n := len(x.Errors()); n != 3 {
		t.Errorf("%v", x.Errors())
	}
	months := CountBy(x.Excluded(), func(k Key) string { return k.Month.String() })
	if d := cmp.Diff(map[string]int64{"2022-10": 1, "not recorded": 1}, months); d != "" {
		t.Errorf("excluded: -want +got\n%s", d)
	}
	for k := range x.Excluded().All() {
		if k.Force.Slug() != "metropolitan" || !k.Type.IsPerson() && k.Month == 0 {
			t.Errorf("excluded: %+v", k)
		}
	}
	if s := q.String(); !strings.Contains(s, "6 rows: 2 searches of persons, 0 of vehicles only, 0 of unknown type, 2 rejected, 2 left out since they do not match; ") {
		t.Errorf("%s", s)
	}
}

// Copies among rows that do not match are none, and a file that was joined to itself is known by
// all its rows that have a date.
func TestWhereCopies(t *testing.T) {
	a, b := whereRows[0], strings.Replace(whereRows[2], "2022-10", "2022-09", 1)
	for _, test := range []struct {
		rows        []string
		duplicates  int64
		repeats, of int64 // times and rows of one copy
		reason      string
	}{
		{[]string{a, b, a, b, b, a}, 2, 0, 0, "copies of both kinds, in turn"},
		{[]string{b, b, a}, 0, 0, 0, "copies of what does not match"},
		{[]string{a, b, whereRows[4], a, b, whereRows[4]}, 1, 2, 2, "joined to itself, with a row whose date cannot be read"},
	} {
		x := Extract{Where: filters("la_name=Croydon")}
		if err := x.ReadFile(strings.NewReader(file("\n", whereHeader, test.rows...)), "2022-kent.csv"); err != nil {
			t.Fatal(err)
		}
		var times, rows int64
		for _, r := range x.Repeats() {
			times, rows = int64(r.Times), r.Rows
		}
		if n := x.Quality(SelfDefined).Duplicates; n != test.duplicates || times != test.repeats || rows != test.of {
			t.Errorf("%s: %d duplicates, %d times %d rows; want %d, %d times %d", test.reason, n, times, rows, test.duplicates, test.repeats, test.of)
		}
	}
}

// The order of day and month is proved by rows that do not match, too.
func TestWhereDateOrder(t *testing.T) {
	text := "area,Type,Date,Self-defined ethnicity\nA,Person search,05/09/2022,White - Irish\nB,Person search,13/09/2022,White - Irish\n"
	for _, where := range [][]Filter{filters("area=A"), filters("area=B")} {
		all, errs := collect(ReadCSV(strings.NewReader(text), ReadOptions{Where: where}))
		if len(all) != 1 || errs != nil || MonthOf(all[0].Time).String() != "2022-09" {
			t.Errorf("%v: %v, %v", where, all, errs)
		}
	}
}
