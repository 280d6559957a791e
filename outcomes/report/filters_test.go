package report

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
)

// who is a search of a White person of a gender and an age under a power.
func who(n int, gender, age, power string) string {
	return changed(times(n, search{self: white, outcome: noAction}), "Male,18-24", gender+","+age, "Misuse of Drugs Act 1971 (section 23)", power)
}

// changed replaces texts in rows.
func changed(rows string, oldNew ...string) string {
	return strings.NewReplacer(oldNew...).Replace(rows)
}

const (
	drugsAct  = "Misuse of Drugs Act 1971 (section 23)"
	section60 = "Criminal Justice and Public Order Act 1994 (section 60)"
)

// everyone has searches of people of several ages and genders, under several powers.
func everyone() string {
	return header + who(40, "Male", "18-24", drugsAct) + who(20, "Male", "10-17", drugsAct) + who(9, "Female", "10-17", section60) + who(3, "", "", "") +
		changed(times(12, search{self: black, outcome: "Arrest"}), "18-24", "10-17")
}

// whereOf reads a file of which filters choose the rows.
func whereOf(name, content string, where ...outcomes.Filter) *outcomes.Extract {
	x := &outcomes.Extract{Where: where}
	if err := x.ReadFile(strings.NewReader(content), name); err != nil {
		panic(err)
	}
	return x
}

// withPlace adds a column of places to rows, one place for each, the last for the others.
func withPlace(rows, column string, places ...string) string {
	lines := strings.Split(strings.TrimSuffix(rows, "\r\n"), "\r\n")
	for i := range lines {
		switch {
		case i == 0:
			lines[i] += "," + column
		default:
			lines[i] += "," + places[min(i, len(places))-1]
		}
	}
	return strings.Join(lines, "\r\n") + "\r\n"
}

// own are figures of people of the five groups.
func own(area, source string) *ethnicity.Population {
	p := must(ethnicity.NewPopulation(area, ethnicity.FivePlusOne, map[ethnicity.Group]float64{
		ethnicity.White: 90000, ethnicity.Mixed: 3000, ethnicity.Asian: 9000, ethnicity.Black: 4000, ethnicity.Other: 2000}))
	p.Source = source
	return &p
}

// TestFilters has a choice among the searches a row: how many it leaves, and where it is said.
func TestFilters(t *testing.T) {
	for _, test := range []struct {
		o        Options
		searches int64
		first    string // on the first screen
		head     string
		column   string // of CSV
		value    string
		rate     bool // whether there is a search rate
		reason   string
	}{
		{Options{Age: new(outcomes.Age10To17)}, 41, "Only searches of people aged 10-17.", `Only -age "10-17": 41 of 84 person searches`, "age", "10-17", false, "an age"},
		{Options{Gender: new(outcomes.Female)}, 9, "Only searches of female people.", `Only -gender "female": 9 of 84 person searches`, "gender", "female", false, "a gender"},
		{Options{Gender: new(outcomes.GenderNotRecorded)}, 3, "Only searches of people of unrecorded gender.", `Only -gender "not recorded": 3 of 84`, "gender", "not recorded", false, "a gender that is not recorded"},
		{Options{Age: new(outcomes.Age10To17), Gender: new(outcomes.Male)}, 32, "Only searches of male people aged 10-17.", `Only -age "10-17", -gender "male": 32 of 84`, "gender", "male", false, "both"},
		{Options{Legislation: new(outcomes.Section60)}, 9, "Only searches under the Criminal Justice and Public Order Act 1994 (section 60).",
			`Only -legislation "Criminal Justice and Public Order Act 1994 (section 60)": 9 of 84`, "legislation", section60, true, "a power"},
		{Options{Object: new(outcomes.ControlledDrugs)}, 84, `Only searches with the object "controlled drugs".`, `Only -object "controlled drugs": 84 of 84`, "object", "controlled drugs", true, "an object"},
		{Options{Type: new(outcomes.PersonSearch)}, 84, "Only searches of the type person.", `Only -type "person": 84 of 84`, "type", "person", true, "a type"},
		{Options{Legislation: new(outcomes.MisuseOfDrugs), Object: new(outcomes.ControlledDrugs), Age: new(outcomes.Age18To24), From: month("2023-01")}, 40,
			`Only searches with the object "controlled drugs", under the Misuse of Drugs Act 1971 (section 23) and of people aged 18-24.`,
			`Only -object "controlled drugs", -legislation "Misuse of Drugs Act 1971 (section 23)", -age "18-24", -from 2023-01: 40 of 84`, "age", "18-24", false, "all together"},
	} {
		r := must(New(extract("2023-01-kent.csv", everyone()), test.o))
		d := r.Document()
		if d.Searches != test.searches {
			t.Errorf("%s: %d searches, want %d", test.reason, d.Searches, test.searches)
		}
		want := Filters{Object: test.o.Object, Type: test.o.Type, Legislation: test.o.Legislation, Age: test.o.Age, Gender: test.o.Gender, From: test.o.From}
		if diff := cmp.Diff(want, d.Filters); diff != "" {
			t.Errorf("%s: %s", test.reason, diff)
		}
		forms := must(written(extract("2023-01-kent.csv", everyone()), test.o))
		for _, want := range []string{"\n" + test.first + "\n", test.head} {
			if text := textOf(t, extract("2023-01-kent.csv", everyone()), test.o); !strings.Contains(text, want) {
				t.Errorf("%s: no %q in\n%s", test.reason, want, text)
			}
		}
		if rate := slices.ContainsFunc(d.Tables, func(table Table) bool { return table.ID == searchTable }); rate != test.rate || len(d.Tables) < 2 {
			t.Errorf("%s: search rate %v among %d tables", test.reason, rate, len(d.Tables))
		}
		checkColumn(t, test.reason, forms["csv"], test.column, test.value)
	}
}

// checkColumn checks that every row of CSV has a value in a column.
func checkColumn(t *testing.T, reason, text, column, value string) {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := slices.Index(rows[0], column)
	if at < 0 || len(rows) < 2 {
		t.Errorf("%s: no column %s in %d rows", reason, column, len(rows))
		return
	}
	for _, row := range rows[1:] {
		if row[at] != value {
			t.Errorf("%s: %s is %q, want %q", reason, column, row[at], value)
			return
		}
	}
}

// TestNoFilterColumn: CSV has no column of what did not choose, so that files of before can stand
// above it.
func TestNoFilterColumn(t *testing.T) {
	forms := must(written(extract("2023-01-kent.csv", everyone()), Options{}))
	header, _, _ := strings.Cut(forms["csv"], "\n")
	for _, column := range []string{"object", "type", "legislation", "age", "gender", "where"} {
		if slices.Contains(strings.Split(header, ","), column) {
			t.Errorf("there is a column %s", column)
		}
	}
}

// TestNoRateOfPeople has a reason why there is no search rate a row, and what gives one.
func TestNoRateOfPeople(t *testing.T) {
	boys := own("", "boys-10-17.csv")
	for _, test := range []struct {
		o      Options
		where  []outcomes.Filter
		want   string // why there is none; "" if there is one
		text   string // what it is of
		reason string
	}{
		{Options{Age: new(outcomes.Age10To17)}, nil, "No search rate: the searches are of people aged 10-17, and the built-in residents are of every age: give the residents of these people with -residents FILE.", "", "an age"},
		{Options{Gender: new(outcomes.Male)}, nil, "No search rate: the searches are of male people, and the built-in residents are of every gender: give", "", "a gender"},
		{Options{Age: new(outcomes.Age10To17), Gender: new(outcomes.Male)}, nil, "male people aged 10-17, and the built-in residents are of every age and gender: give", "", "both"},
		{Options{Age: new(outcomes.Age10To17), ResidentsOf: "Kent"}, nil, "people aged 10-17, and the residents of Kent are of every age: give the residents of these people with -residents FILE.", "", "those of a place are of every age too"},
		{Options{Age: new(outcomes.Age10To17), Gender: new(outcomes.Male), Residents: boys}, nil, "", "searches of male persons aged 10-17 in January 2023, per resident (boys-10-17.csv)", "figures of these people"},
		{Options{Gender: new(outcomes.Male), Residents: new(must(ethnicity.PopulationOf("Kent", ethnicity.Census2021)))}, nil,
			"male people, and the residents of Kent are of every gender: give the residents of these people with -residents FILE.", "", "figures of a census are of everybody, brought along or not"},
		{Options{Residents: new(must(ethnicity.PopulationOf("Maidstone", ethnicity.Census2021)))}, []outcomes.Filter{{Column: "station", Value: "Maidstone"}}, "", "per resident of Maidstone (census 2021)", "and of a place"},
		{Options{Residents: new(must(ethnicity.PopulationOf("Kent", ethnicity.Census2021)))}, []outcomes.Filter{{Column: "Gender", Value: "male"}}, `people in rows with Gender "male", and the residents of Kent are everybody`, "", "a column of the person"},
		{Options{Legislation: new(outcomes.MisuseOfDrugs)}, nil, "", "searches of persons under the Misuse of Drugs Act 1971 (section 23) in January 2023, per resident of the police force area", "a power leaves the residents as they are"},
		{Options{}, []outcomes.Filter{{Column: "station", Value: "Maidstone"}},
			`No search rate: the searches are those in rows with station "Maidstone", and the residents of Kent are those of its whole area: give the residents of the place or of the people of these rows with -residents Maidstone.`, "", "a district"},
		{Options{}, []outcomes.Filter{{Column: "station", Value: "Maidstone"}, {Column: "station", Value: "Swale"}},
			`rows with station "Maidstone" or "Swale", and the residents of Kent are those of its whole area: give the residents of the place or of the people of these rows with -residents NAME or -residents FILE.`, "", "two districts"},
		{Options{}, []outcomes.Filter{{Column: "Object of search", Value: "Controlled drugs"}}, `rows with Object of search "Controlled drugs", and`, "", "nobody knows what a filter of rows is of"},
		{Options{ResidentsOf: "Maidstone"}, []outcomes.Filter{{Column: "station", Value: "Maidstone"}}, "", `searches of persons, in rows with station "Maidstone" in January 2023, per resident of Maidstone (census 2021)`, "the residents of that district"},
		{Options{Residents: own("Maidstone", "a survey")}, []outcomes.Filter{{Column: "station", Value: "Maidstone"}}, "", "per resident of Maidstone (a survey)", "figures of that district"},
		{Options{ResidentsOf: "Kent"}, []outcomes.Filter{{Column: "age range", Value: "10-17"}},
			`No search rate: the searches are of people in rows with age range "10-17", and the residents of Kent are everybody: give the residents of these people with -residents FILE.`, "", "a column of the person, over the residents of a place"},
		{Options{ResidentsOf: "Kent"}, []outcomes.Filter{{Column: "station", Value: "Maidstone"}, {Column: "Gender", Value: "male"}}, `people in rows with Gender "male", and`, "", "a column of the person beside another"},
		{Options{Residents: boys}, []outcomes.Filter{{Column: "Gender", Value: "male"}}, "", `in rows with Gender "male" in January 2023, per resident (boys-10-17.csv)`, "figures of these people"},
	} {
		x := whereOf("2023-01-kent.csv", withPlace(everyone(), "station", slices.Concat(slices.Repeat([]string{"Maidstone"}, 70), []string{"Swale"})...), test.where...)
		text := textOf(t, x, test.o)
		d := must(New(x, test.o)).Document()
		rate := slices.ContainsFunc(d.Tables, func(table Table) bool { return table.ID == searchTable })
		if rate != (test.want == "") || !strings.Contains(text, test.want) || !strings.Contains(text, test.text) || len(d.Tables) < 2 {
			t.Errorf("%s: search rate %v, no %q or %q in\n%s", test.reason, rate, test.want, test.text, text)
		}
		if !rate && !slices.ContainsFunc(d.Summary.BearInMind, func(line string) bool { return strings.Contains(line, test.want) }) {
			t.Errorf("%s: not on the first screen: %q", test.reason, d.Summary.BearInMind)
		}
		if rate && (len(d.Summary.Said) == 0 || d.Filters.Where != nil && !strings.Contains(d.Summary.Said[0].Text, "rows with")) {
			t.Errorf("%s: nothing is said of the rate: %+v", test.reason, d.Summary.Said)
		}
	}
}

// TestWhere: the rows that filters leave out are told, in every form, and the months in which they
// were are not missing.
func TestWhere(t *testing.T) {
	months := header + times(30, search{self: white}) + times(4, search{self: white, date: "2023-02-05T12:00:00+00:00"}) + times(30, search{self: white, date: "2023-03-05T12:00:00+00:00"}) +
		times(1, search{self: white, date: "2023-05-05T12:00:00+00:00"})
	rows := withPlace(months, "op", slices.Concat(slices.Repeat([]string{"A"}, 30), slices.Repeat([]string{"B"}, 4), []string{"A"})...)
	x := whereOf("kent.csv", rows, outcomes.Filter{Column: "OP", Value: "a "})
	r := must(New(x, Options{By: EachMonth}))
	d := r.Document()
	if d.Searches != 61 || d.Quality.Excluded == nil || *d.Quality.Excluded != 4 || *d.Quality.Rows != 65 {
		t.Errorf("%d searches, quality %+v", d.Searches, d.Quality)
	}
	if len(d.MissingMonths) != 1 || !slices.Equal(d.MissingMonths[0].Months, []outcomes.Month{month("2023-04")}) {
		t.Errorf("missing months %v: February was read", d.MissingMonths)
	}
	if diff := cmp.Diff([]outcomes.Filter{{Column: "OP", Value: "a "}}, d.Filters.Where); diff != "" {
		t.Error(diff)
	}
	if len(d.Parts) != 3 || !slices.Contains(d.Notes, "No part of its own, since no search of a person is left there: February 2023.") {
		t.Errorf("%d parts, notes %q", len(d.Parts), d.Notes)
	}
	forms := must(written(x, Options{By: EachMonth}))
	for form, want := range map[string]string{
		"text":     "\nOnly searches in rows with OP \"a\". 4 other rows are left out.\n",
		"markdown": "\nOnly searches in rows with OP \"a\". 4 other rows are left out.\n",
		"json":     `"excluded": 4`,
	} {
		if !strings.Contains(forms[form], want) {
			t.Errorf("no %q in %s:\n%s", want, form, forms[form])
		}
	}
	checkColumn(t, "rows", forms["csv"], "where", "OP=a")
	checkColumn(t, "rows", forms["csv"], "left_out", "4")
	if text := textOf(t, x, Options{}); !strings.Contains(text, "Only -where \"OP=a\": 4 other rows are left out\n") && !strings.Contains(text, "Only -where OP=a: 4 other rows are left out\n") {
		t.Errorf("the head is\n%s", text)
	}
}

// TestWhereLast: the period goes on to the last month that was read, of the forces of which a row
// is left.
func TestWhereLast(t *testing.T) {
	x := new(outcomes.Extract)
	for name, rows := range map[string]string{
		"kent.csv":  withPlace(header+times(9, search{self: white})+times(2, search{self: white, date: "2023-02-05T12:00:00+00:00"}), "op", slices.Concat(slices.Repeat([]string{"A"}, 9), []string{"B"})...),
		"essex.csv": withPlace(header+times(9, search{self: white, date: "2023-04-05T12:00:00+00:00"}), "op", "B"),
	} {
		if err := x.Merge(whereOf(name, rows, outcomes.Filter{Column: "op", Value: "A"})); err != nil {
			t.Fatal(err)
		}
	}
	x.Where = []outcomes.Filter{{Column: "op", Value: "A"}}
	d := must(New(x, Options{})).Document()
	if len(d.Forces) != 1 || d.From != month("2023-01") || d.To != month("2023-02") || d.MissingMonths != nil {
		t.Errorf("%v from %s to %s, missing %v", d.Forces, d.From, d.To, d.MissingMonths)
	}
}

// TestNothingLeft has a choice a row that leaves no search: what would leave some is said.
func TestNothingLeft(t *testing.T) {
	rows := withPlace(everyone(), "la_name", "Croydon")
	for _, test := range []struct {
		where  []outcomes.Filter
		o      Options
		option string
		want   string
		reason string
	}{
		{nil, Options{Age: new(outcomes.Age25To29)}, "Age", `report: none of the 84 searches of persons is left by Age "25-29": the searches have the age 10-17; 18-24; not recorded`, "an age band of other tables"},
		{nil, Options{Gender: new(outcomes.OtherGender)}, "Gender", `is left by Gender "other": the searches have the gender female; male; not recorded`, "a gender"},
		{nil, Options{Legislation: new(outcomes.Firearms47)}, "Legislation", `is left by Legislation "Firearms Act 1968 (section 47)": the searches have the legislation Criminal Justice and Public Order Act 1994 (section 60); Misuse`, "a power"},
		{nil, Options{Legislation: new(outcomes.Section60), Gender: new(outcomes.Male)}, "Legislation", `is left by Legislation "Criminal Justice and Public Order Act 1994 (section 60)", Gender "male"`, "each is there, and not together"},
		{[]outcomes.Filter{{Column: "la_name", Value: "Croydn"}}, Options{}, "Where", `report: none of the 84 searches of persons is left by Where la_name=Croydn: no row says "Croydn" in column "la_name" (is it "Croydon"?)`, "a misspelt value"},
		{[]outcomes.Filter{{Column: "la_name", Value: "{Object} x{"}}, Options{}, "Where", `left by Where "la_name={Object} x{": no row says`, "braces in a value are no names of options"},
		{[]outcomes.Filter{{Column: "la_name", Value: "Croydon"}}, Options{Age: new(outcomes.AgeUnder10)}, "Where", `none of the 84 searches of persons is left by Where la_name=Croydon, Age "under 10": the searches have the age`, "a filter of rows that leaves some"},
	} {
		_, err := New(whereOf("2023-01-metropolitan.csv", rows, test.where...), test.o)
		e, ok := errors.AsType[*OptionError](err)
		if !ok || !errors.Is(err, ErrNoSearches) || e.Option != test.option || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %q", test.reason, err, test.want)
		}
	}
}

// TestWhereOfOneFile: filters that the options of one file have, and not the extract, are known: of
// the rows that they leave there is no search rate over the residents of the force, and the error
// that they leave none names them.
func TestWhereOfOneFile(t *testing.T) {
	rows := withPlace(everyone(), "team", "Op X", "Op X", "")
	for _, test := range []struct{ value, want string }{
		{"Op X", `No search rate: the searches are those in rows with team "Op X"`},
		{"Op Y", `report: none of the 84 searches of persons is left by Where "team=Op Y": no row says "Op Y"`},
	} {
		var x outcomes.Extract
		o := outcomes.ReadOptions{File: "2023-01-metropolitan.csv", Where: []outcomes.Filter{{Column: "team", Value: test.value}}}
		if err := x.ReadCSV(strings.NewReader(rows), o); err != nil {
			t.Fatal(err)
		}
		r, err := New(&x, Options{})
		got := fmt.Sprint(err)
		if err == nil {
			got = strings.Join(r.Document().Notes, "\n")
		}
		if !strings.Contains(got, test.want) {
			t.Errorf("%s: %s, want %q", test.value, got, test.want)
		}
	}
}

// TestLackingColumns: a choice for which no file has the column is an error.
func TestLackingColumns(t *testing.T) {
	without := func(column string) string {
		all := must(csv.NewReader(strings.NewReader(everyone())).ReadAll())
		at := slices.Index(all[0], column)
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		for _, row := range all {
			if err := w.Write(slices.Delete(row, at, at+1)); err != nil {
				t.Fatal(err)
			}
		}
		w.Flush()
		return b.String()
	}
	for _, test := range []struct {
		column, option string
		o              Options
		want           string
	}{
		{columnAge, "Age", Options{Age: new(outcomes.Age10To17)}, "report: Age 10-17: no file has the column Age range: leave the choice out"},
		{columnGender, "Gender", Options{Gender: new(outcomes.Male)}, "report: Gender male: no file has the column Gender: leave the choice out"},
		{columnLegislation, "Legislation", Options{Legislation: new(outcomes.Section60)}, "report: Legislation " + section60 + ": no file has the column Legislation: leave the choice out"},
		{columnObject, "Object", Options{Object: new(outcomes.Firearms)}, "report: Object firearms: no file has the column Object of search: leave the choice out"},
	} {
		_, err := New(extract("2023-01-kent.csv", without(test.column)), test.o)
		if e, ok := errors.AsType[*OptionError](err); !ok || e.Option != test.option || err.Error() != test.want {
			t.Errorf("%v, want %s", err, test.want)
		}
		if _, err := New(extract("2023-01-kent.csv", without(test.column)), Options{}); err != nil {
			t.Errorf("without the choice: %v", err)
		}
	}
}

// TestFiltersSeen: the first screen of every choice says nothing that the tables do not bear.
func TestFiltersSeen(t *testing.T) {
	boys := own("", "boys-10-17.csv")
	rows := withPlace(everyone(), "borough", slices.Concat(slices.Repeat([]string{"Maidstone"}, 75), []string{"Swale"})...)
	maidstone := outcomes.Filter{Column: "borough", Value: "Maidstone"}
	for _, test := range []struct {
		o     Options
		where []outcomes.Filter
	}{
		{Options{Age: new(outcomes.Age10To17)}, nil},
		{Options{Age: new(outcomes.Age10To17), Gender: new(outcomes.Male), Residents: boys}, nil},
		{Options{Legislation: new(outcomes.MisuseOfDrugs)}, nil},
		{Options{}, []outcomes.Filter{maidstone}},
		{Options{ResidentsOf: "Maidstone"}, []outcomes.Filter{maidstone}},
		{Options{ResidentsOf: "Maidstone", Age: new(outcomes.Age10To17), By: EachMonth}, []outcomes.Filter{maidstone}},
	} {
		r := must(New(whereOf("2023-01-kent.csv", rows, test.where...), test.o))
		for _, f := range seenOf(t, r, Layout{}).checked() {
			t.Errorf("%+v: %s", test, f)
		}
	}
}

// TestExcludedSuppressed: few rows that filters leave out are withheld, and so is what would tell
// their number.
func TestExcludedSuppressed(t *testing.T) {
	rows := header + times(60, search{self: white, outcome: noAction}) + times(30, search{self: black, outcome: "Arrest"}) + times(4, search{self: white})
	x := whereOf("2023-01-kent.csv", withPlace(rows, "op", slices.Concat(slices.Repeat([]string{"A"}, 90), []string{"B"})...), outcomes.Filter{Column: "op", Value: "A"})
	o := Options{Suppress: 5, Residents: own("Kent", "a survey")}
	d := must(New(x, o)).Document()
	if d.Quality.Excluded != nil || d.Quality.Rows != nil {
		t.Errorf("excluded %v, rows %v", d.Quality.Excluded, d.Quality.Rows)
	}
	if text := textOf(t, x, o); !strings.Contains(text, "Only -where op=A: at most 5 other rows are left out\n") || strings.Contains(text, "94") {
		t.Errorf("the text tells the rows:\n%s", text)
	}
	checkColumn(t, "few rows", must(written(x, o))["csv"], "left_out", "")
	if text := textOf(t, x, Options{Suppress: 5}); !strings.Contains(text, "No search rate") || strings.Contains(text, "94") {
		t.Errorf("the text without a search rate tells the rows:\n%s", text)
	}
}
