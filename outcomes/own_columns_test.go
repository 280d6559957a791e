package outcomes

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-549880be/disparity/ethnicity"
)

// searchOf reads a header and one row, and returns what the search says of some fields.
func searchOf(header, row string, o ReadOptions) (string, error) {
	got, errs := collect(ReadCSV(strings.NewReader(header+"\n"+row+"\n"), o))
	if len(errs) > 0 {
		return "", errs[0]
	}
	s := got[0]
	return fmt.Sprintf("%v|%s|%v|%v|%v|%v", s.Type, s.Time.Format("2006-01-02 15:04"), s.Self, s.Officer, s.Gender, s.Outcome), nil
}

// TestColumns has a header a row, what Columns and Rows say of it, and what the row is read as.
func TestColumns(t *testing.T) {
	for _, test := range []struct {
		header, row string
		columns     map[string]string
		rows        RecordType
		want        string
		reason      string
	}{
		{"Kind,Day,Self,Seen,Sex,Result", "Person search,2023-04-05,White British,Black,Male,Arrest",
			map[string]string{"type": "Kind", "date": "Day", "ethnicity": "Self", "officer": "Seen", "gender": "Sex", "outcome": "Result"}, 0,
			"person|2023-04-05 00:00|White British|Black|male|arrest", "by the short names"},
		{"Kind,Day,Self,Seen,Sex,Result", "Person search,2023-04-05,White British,Black,Male,Arrest",
			map[string]string{"TYPE": "kind", "Date": "DAY", "Self-defined ethnicity": "self", "officer_defined_ethnicity": "Seen", "GENDER": "sex", "Outcome": " Result "}, 0,
			"person|2023-04-05 00:00|White British|Black|male|arrest", "by the names of the official header, in any letter case"},
		{"Kind,Day,Self", "Person search,2023-04-05,White British", map[string]string{"type": "Kind", "date": "Day", "self": "Self"}, 0,
			"person|2023-04-05 00:00|White British|Not known|not recorded|not recorded", "another word for the ethnicity that people give"},
		{"Type,Date,Officer-defined ethnicity,Outcome,Final", "Person search,2023-04-05,Black,Arrest,Caution", map[string]string{"outcome": "Final"}, 0,
			"person|2023-04-05 00:00|Not known|Black|not recorded|caution", "before the column that has the name"},
		{"Type,Date,Officer-defined ethnicity,Outcome,outcome", "Person search,2023-04-05,Black,Arrest,Caution", map[string]string{"outcome": "outcome"}, 0,
			"person|2023-04-05 00:00|Not known|Black|not recorded|caution", "of two columns of one name that which is written so"},
		{"Type,Date,Officer-defined ethnicity,Gender", "Person search,2023-04-05,Black,Arrest", map[string]string{"outcome": "Gender"}, 0,
			"person|2023-04-05 00:00|Not known|Black|not recorded|arrest", "a column is read as what the option says alone"},
		{"Type,Date,Officer-defined ethnicity", "Burglary,2023-04-05,Black", map[string]string{"type": ""}, PersonSuspected,
			"person suspected|2023-04-05 00:00|Not known|Black|not recorded|not recorded", "no column is read as the type"},
		{"Type,Date,Officer-defined ethnicity", "Person stopped,2023-04-05,Black", nil, PersonArrested,
			"person stopped|2023-04-05 00:00|Not known|Black|not recorded|not recorded", "a column of the type goes before Rows"},
		{"Type,Date,Officer-defined ethnicity", ",2023-04-05,Black", nil, PersonArrested,
			"person arrested|2023-04-05 00:00|Not known|Black|not recorded|not recorded", "and Rows where it is blank"},
		{"Type,Date,Officer-defined ethnicity", "not recorded,2023-04-05,Black", nil, PersonSearch,
			"person|2023-04-05 00:00|Not known|Black|not recorded|not recorded", "or says that it is not recorded"},
		{"Date;Day of arrest;Hour;Seen", "x;5/4/2023;10:30;Black", map[string]string{"date": "Day.of.arrest", "time": "hour", "officer": "seen"}, PersonArrested,
			"person arrested|2023-04-05 10:30|Not known|Black|not recorded|not recorded", "another separator, told by the names of the options"},
		{"datetime,Clock,Seen", "2023-04-05,10:30,Black", map[string]string{"time": "Clock", "officer": "seen"}, PersonArrested,
			"person arrested|2023-04-05 10:30|Not known|Black|not recorded|not recorded", "a time of day that the options name, beside a moment"},
		{"Day,Seen", "2023-04-05,Black", map[string]string{"date": "Day", "time": "", "officer": "Seen", "gender": "  "}, PersonArrested,
			"person arrested|2023-04-05 00:00|Not known|Black|not recorded|not recorded", "no column of what the file does not have"},
		{"Ethnié,Jour", "Black,2023-04-05", map[string]string{"officer": "Ethnié", "date": "Jour"}, PersonArrested,
			"person arrested|2023-04-05 00:00|Not known|Black|not recorded|not recorded", "letters that are not of ASCII"},
		{"日付,見た目", "2023-04-05,Black", map[string]string{"officer": "見た目", "date": "日付"}, PersonArrested,
			"person arrested|2023-04-05 00:00|Not known|Black|not recorded|not recorded", "none that is"},
		{"When,Seen", "2023-04-05,Black", map[string]string{"officer": "Seen", "date": "When", "outcome": "Seen"}, PersonStopped,
			"", "a column for two fields: Black is no outcome"},
	} {
		o := ReadOptions{Columns: test.columns, Rows: test.rows, Dates: DayFirst}
		got, err := searchOf(test.header, test.row, o)
		if got != test.want || err != nil != (test.want == "") {
			t.Errorf("%s: %q, %v; want %q", test.reason, got, err, test.want)
		}
		if test.want == "" {
			continue
		}
		object := objectOf(test.header, test.row)
		searches, errs := collect(ReadJSON(strings.NewReader(object), o))
		if len(errs) > 0 || len(searches) != 1 {
			// which an object cannot have
			if !strings.Contains(test.reason, "two columns of one name") {
				t.Errorf("%s, as an object %s: %v", test.reason, object, errs)
			}
			continue
		}
		s := searches[0]
		if got := fmt.Sprintf("%v|%s|%v|%v|%v|%v", s.Type, s.Time.Format("2006-01-02 15:04"), s.Self, s.Officer, s.Gender, s.Outcome); got != test.want {
			t.Errorf("%s, as an object: %q; want %q", test.reason, got, test.want)
		}
	}
}

// objectOf returns a row of a table as a JSON object.
func objectOf(header, row string) string {
	separator := ","
	if strings.Contains(header, ";") {
		separator = ";"
	}
	var b strings.Builder
	values := strings.Split(row, separator)
	for i, name := range strings.Split(header, separator) {
		fmt.Fprintf(&b, ", %q: %q", name, values[i])
	}
	return "{" + strings.TrimPrefix(b.String(), ", ") + "}"
}

// TestColumnErrors has what is wrong with the options, or with the header that they are to fit.
func TestColumnErrors(t *testing.T) {
	const header = `Recorded,Ethnic appearance,"Result, final",District`
	for _, test := range []struct {
		o            ReadOptions
		header, want string
		reason       string
	}{
		{ReadOptions{Columns: map[string]string{"outcom": "Result, final"}}, header,
			`no field "outcom", which a column is to be read as (is it "outcome"?): the fields are type, date, time, operation, latitude, longitude, gender, age, ethnicity, officer, legislation, object, outcome, linked, clothing, force, file, count`,
			"a field that there is not"},
		{ReadOptions{Columns: map[string]string{"Outcome": "District", "outcome": "Result, final"}}, header,
			`the field "outcome" is named twice, as "Outcome" and "outcome": want one column for it`, "a field twice"},
		{ReadOptions{Columns: map[string]string{"self": "District", "Self-defined ethnicity": "Result, final"}}, header,
			`the field "ethnicity" is named twice, as "Self-defined ethnicity" and "self": want one column for it`, "by two of its names"},
		{ReadOptions{Columns: map[string]string{"date": "Recorded", "officer": "Ethnic appearance", "outcome": "Result final."}, Rows: PersonArrested}, header, "", "found by its words"},
		{ReadOptions{Columns: map[string]string{"date": "Recorded", "officer": "Ethnic appearance", "outcome": "Reslt, final"}, Rows: PersonArrested}, header,
			`no column "Reslt, final", which is to be read as "outcome" (is it "Result, final"?): the columns are "Recorded", "Ethnic appearance", "Result, final", "District"`, "misspelt"},
		{ReadOptions{Columns: map[string]string{"date": "Recordd", "officer": "Ethnic appearance"}, Rows: PersonArrested}, header,
			`no column "Recordd", which is to be read as "date" (is it "Recorded"?): the columns are "Recorded", "Ethnic appearance", "Result, final", "District"`, "one that a file must have"},
		{ReadOptions{Columns: map[string]string{"date": "Day", "officer": "Seen"}, Rows: PersonArrested}, "Day,Seen,Seen",
			`column "Seen", which is to be read as "officer", stands twice, as columns 2 and 3: rename one`, "twice in the header"},
		{ReadOptions{Columns: map[string]string{"officer": "Ethnic appearance"}}, header,
			`no column "Type", "Date": want a stop-and-search file with the header of data.police.uk, or say with Columns which of its columns these are, or with Rows what its rows are of; ` +
				`this one has "Recorded", "Ethnic appearance", "Result, final", "District"`, "columns that nothing names"},
		{ReadOptions{Columns: map[string]string{"officer": "Ethnic appearance"}, Rows: PersonArrested}, header,
			`no column "Date": want a stop-and-search file with the header of data.police.uk, or say with Columns which of its columns this is; ` +
				`this one has "Recorded", "Ethnic appearance", "Result, final", "District"`, "Rows say the type"},
		{ReadOptions{Columns: map[string]string{"date": "Recorded"}, Rows: PersonArrested}, header,
			`no column "Self-defined ethnicity" (or "Officer-defined ethnicity"): want a stop-and-search file with the header of data.police.uk, ` +
				`or say with Columns which of its columns this is; this one has "Recorded", "Ethnic appearance", "Result, final", "District"`, "no account of ethnicity"},
		{ReadOptions{Columns: map[string]string{"type": "", "officer": "Officer-defined ethnicity"}}, "Type,Date,Officer-defined ethnicity",
			`no column "Type": want a stop-and-search file with the header of data.police.uk, or say with Columns which of its columns this is, or with Rows what its rows are of; ` +
				`this one has "Type", "Date", "Officer-defined ethnicity"`, "the column that is there is not to be read"},
		{ReadOptions{Columns: map[string]string{"date": "Recorded", "officer": "Ethnic appearance"}, Rows: PersonArrested}, "Arrests in Kent,,,\n" + header,
			`the names of the columns stand in line 2: remove the lines before it`, "below a title, by the names of the options"},
		{ReadOptions{Rows: VehicleSearch}, "Type,Date,Officer-defined ethnicity",
			`rows of type "vehicle": want one of a person: "person", "person and vehicle", "person stopped", "person arrested", "person suspected", "person charged"`, "nobody was searched"},
		{ReadOptions{Rows: TypeUnrecognised}, "Type,Date,Officer-defined ethnicity",
			`rows of type "unrecognised": want one of a person: "person", "person and vehicle", "person stopped", "person arrested", "person suspected", "person charged"`, "no type"},
		{ReadOptions{Rows: 99}, "Type,Date,Officer-defined ethnicity",
			`rows of type "RecordType(99)": want one of a person: "person", "person and vehicle", "person stopped", "person arrested", "person suspected", "person charged"`, "no number of a type"},
		{ReadOptions{Keep: []string{"a", "b", "c", "d"}}, "Type,Date,Officer-defined ethnicity,a,b,c,d", "4 columns are to be kept: want 3 at most", "too many"},
		{ReadOptions{Keep: []string{"District", " district "}}, "Type,Date,Officer-defined ethnicity,District", `column "district" is to be kept twice: name it once`, "twice"},
		{ReadOptions{Keep: []string{" "}}, "Type,Date,Officer-defined ethnicity,District", "a column without a name is to be kept: want the name of a column of the file", "no name"},
		{ReadOptions{Keep: []string{"distrct"}}, "Type,Date,Officer-defined ethnicity,District",
			`no column "distrct", which is to be kept (is it "District"?): the columns are "Type", "Date", "Officer-defined ethnicity", "District"`, "misspelt"},
		{ReadOptions{Keep: []string{"District"}}, "Type,Date,Officer-defined ethnicity,District,District",
			`column "District", which is to be kept, stands twice, as columns 4 and 5: rename one`, "twice in the header"},
	} {
		test.o.File = "f.csv"
		got, errs := collect(ReadCSV(strings.NewReader(test.header+"\n"), test.o))
		if test.want == "" {
			if errs != nil {
				t.Errorf("%s: %v", test.reason, errs)
			}
			continue
		}
		if len(got) > 0 || len(errs) != 1 || errs[0].Error() != "outcomes: f.csv:1: "+test.want {
			t.Errorf("%s:\ngot  %v\nwant outcomes: f.csv:1: %s", test.reason, errs, test.want)
			continue
		}
		if header, ok := errs[0].(*HeaderError); !ok || strings.Contains(header.Text("-column", "-rows"), "Columns which") ||
			strings.Contains(test.want, "say with Columns") != strings.Contains(header.Text("-column", "-rows"), "say with -column") {
			t.Errorf("%s: %T %v", test.reason, errs[0], header.Text("-column", "-rows"))
		}
	}
}

// Objects that lack a column which the options name are an error as a table is, with the names that
// an object which may be a search has.
func TestColumnsOfObjects(t *testing.T) {
	o := ReadOptions{File: "f.json", Columns: map[string]string{"date": "when.day", "officer": "seen", "outcome": "Result"}, Rows: PersonArrested, Keep: []string{"place.district"}}
	for _, test := range []struct{ text, want, reason string }{
		{`{"meta": {"day": 1}, "rows": [{"when": {"day": "2023-04-05"}, "seen": "Black", "Result": 1, "place": {"district": "North"}}]}`, "", "as it ought to be"},
		{`[{"when": {"day": "2023-04-05"}, "seen": "Black", "place": {"district": "North"}}]`,
			`outcomes: f.json:1: no column "Result", which is to be read as "outcome": the columns are "when.day", "seen", "place.district"`, "one is missing"},
		{`[{"when": {"date": "2023-04-05"}, "seen": "Black", "Result": 1, "place": {"district": "North"}}]`,
			`outcomes: f.json:1: no column "when.day", which is to be read as "date" (is it "when.date"?): the columns are "when.date", "seen", "Result", "place.district"`, "so that there is no search"},
		{`[{"when": {"day": "2023-04-05"}, "seen": "Black", "Result": 1, "place": {"ward": "North"}}]`,
			`outcomes: f.json:1: no column "place.district", which is to be kept: the columns are "when.day", "seen", "Result", "place.ward"`, "one that is to be kept"},
		{`[{"when": {"day": "2023-04-05"}, "seen": "Black", "Result": 1, "place": {"district": "North"}},
			{"when": {"day": "2023-04-05"}, "seen": "Black"}]`, "", "some have it"},
		{`[{"when": {"day": "2023-04-05"}, "Result": 1, "place": {"district": "North"}, "seen": "Black", "gender": "Male"}]`, "", "and other fields"},
		{`{"error": "no such page"}`, `outcomes: f.json:1: the file holds no searches: it is an answer that says "no such page"`, "no search at all"},
		{`[{"when": {"day": "2023-04-05"}, "when.day": "2023-04-06", "seen": "Black", "Result": 1, "place": {"district": "North"}}]`,
			`outcomes: f.json:1:2: not a search: the keys "when.day" and "when.day" both say "when.day", which is to be read as "date", and which of the two holds cannot be told`, "two that fit"},
	} {
		_, errs := collect(ReadJSON(strings.NewReader(test.text), o))
		if got := fmt.Sprint(errs); test.want == "" && errs != nil || test.want != "" && (len(errs) != 1 || !strings.HasPrefix(errs[0].Error(), test.want)) {
			t.Errorf("%s:\ngot  %s\nwant %s", test.reason, got, test.want)
		}
	}
}

// Objects whose columns are named must say what they are of, as the rows of a table must.
func TestColumnsOfObjectsWithoutType(t *testing.T) {
	const text = `[{"day": "2023-04-05", "seen": "Black"}]`
	o := ReadOptions{File: "f.json", Columns: map[string]string{"date": "day", "officer": "seen"}}
	var x Extract
	const want = `outcomes: f.json:1: no column "Type": want a stop-and-search file with the header of data.police.uk, or say with Columns which of its columns this is, ` +
		`or with Rows what its rows are of; this one has "day", "seen"`
	if err := x.ReadJSON(strings.NewReader(text), o); err == nil || err.Error() != want || x.Tally().Total() > 0 {
		t.Errorf("%v, want %s", err, want)
	}
	if o.Rows = PersonArrested; x.ReadJSON(strings.NewReader(text), o) != nil || x.Tally().Total() != 1 {
		t.Errorf("with Rows: %v", x.Quality(OfficerDefined))
	}
	if _, errs := collect(ReadJSON(strings.NewReader(`[{"date": "2023-04-05", "officer_defined_ethnicity": "Black"}]`), ReadOptions{})); errs != nil {
		t.Errorf("objects of data.police.uk are read as before: %v", errs)
	}
}

// A source is a force's own extract by the options, or by columns that nothing knows.
func TestSourceOwn(t *testing.T) {
	const row = "Person search,2023-01-05T12:00:00+00:00,,,51.4,-2.6,Male,18-24,White - Irish,White,,,,,"
	for _, test := range []struct {
		header, row string
		o           ReadOptions
		own         bool
		official    bool
		reason      string
	}{
		{official, row, ReadOptions{}, false, true, "as downloaded"},
		{official + ",Collar number", row + ",7", ReadOptions{}, false, true, "a column more, which is not read"},
		{official + ",Collar number", row + ",7", ReadOptions{Keep: []string{"collar number"}}, true, false, "or kept"},
		{official, row, ReadOptions{Keep: []string{"Legislation", "Policing operation"}}, false, true, "columns of data.police.uk are kept"},
		{official, row, ReadOptions{Rows: PersonSearch}, true, false, "said to be of persons"},
		{official, row, ReadOptions{Columns: map[string]string{"outcome": "Outcome"}}, true, false, "columns are named"},
		{"Type,Date,Self-defined ethnicity", "Person search,2023-01-05,White - Irish", ReadOptions{}, false, false, "columns of data.police.uk alone"},
		{",Type,Date,Self-defined ethnicity,Force,location.street.name", "1,Person search,2023-01-05,White - Irish,Kent,On or near Park", ReadOptions{}, false, false,
			"and those that people add, or the API has"},
		{"Type,Date,Self-defined ethnicity,la_name", "Person search,2023-01-05,White - Irish,Croydon", ReadOptions{}, false, false, "a column of places"},
		{"Type,Date,Self-defined ethnicity,Collar number", "Person search,2023-01-05,White - Irish,7", ReadOptions{}, true, false, "a column that nothing knows"},
	} {
		for form, text := range map[string]string{"csv": test.header + "\n" + test.row + "\n", "json": objectOf(test.header, test.row)} {
			var x Extract
			read := x.ReadCSV
			if form == "json" {
				if strings.Contains(test.header, ",,") || strings.HasPrefix(test.header, ",") {
					continue // no key is empty
				}
				read = x.ReadJSON
			}
			test.o.File = "f"
			if err := read(strings.NewReader(text), test.o); err != nil {
				t.Errorf("%s, as %s: %v", test.reason, form, err)
				continue
			}
			if got := x.Sources()[0]; got.Own != test.own || slices.Contains(x.OfficialFiles(), "f") != test.official {
				t.Errorf("%s, as %s: own %v, official %v; want %v and %v", test.reason, form, got.Own, x.OfficialFiles(), test.own, test.official)
			}
		}
	}
}

// What Rows say is not missing.
func TestRowsAreNotMissing(t *testing.T) {
	var x Extract
	o := ReadOptions{Rows: PersonSearch}
	if err := x.ReadCSV(strings.NewReader("Date,Officer-defined ethnicity\n2023-04-05,Black\n"), o); err != nil {
		t.Fatal(err)
	}
	if missing := x.Sources()[0].Missing; slices.Contains(missing, "Type") || !slices.Contains(missing, "Gender") {
		t.Errorf("missing are %q", missing)
	}
}

// Files in a form of their own are found in a folder by the options, and none without them.
func TestFilesInOfOwnExtracts(t *testing.T) {
	fsys := fstest.MapFS{
		"april.csv":   {Data: []byte("Day,Seen,District\n2023-04-05,Black,North\n")},
		"may.json":    {Data: []byte(`[{"Day": "2023-05-05", "Seen": "White", "District": "South"}]`)},
		"staff.csv":   {Data: []byte("Collar number,Team\n1,a\n")},
		"crimes.csv":  {Data: []byte("Crime ID,Month,Reported by,Falls within,Crime type\n1,2023-04,Kent,Kent,Drugs\n")},
		"readme.docx": {Data: []byte("x")},
	}
	kent, _ := ethnicity.ParseForce("kent")
	x := &Extract{Force: kent, Columns: map[string]string{"date": "Day", "officer": "Seen"}, Rows: PersonArrested, Keep: []string{"District"}}
	files, left, err := x.FilesIn(fsys, ".")
	if d := cmp.Diff([]string{"april.csv", "may.json"}, files); d != "" || len(left) != 3 || err != nil {
		t.Errorf("-want +got\n%s%v, %v", d, left, err)
	}
	if err := x.ReadFS(t.Context(), fsys, "."); err != nil {
		t.Fatal(err)
	}
	districts := CountBy(x.Tally(), func(k Key) string { return k.Kept.Value(0) })
	if !maps.Equal(districts, map[string]int64{"North": 1, "South": 1}) || len(x.LeftOut()) != 3 {
		t.Errorf("%v, %v", districts, x.LeftOut())
	}
	if files, _, err := FilesIn(fsys, "."); len(files) > 0 {
		t.Errorf("without the options: %q, %v", files, err)
	}
	if files, _, err := (*Extract)(nil).FilesIn(fsys, "april.csv"); len(files) != 1 || err != nil {
		t.Errorf("of nil: %q, %v", files, err)
	}
}

// The names of the fields are those that Columns take.
func TestColumnNames(t *testing.T) {
	names := ColumnNames()
	for _, name := range names {
		if _, err := newOwnColumns(map[string]string{name: "x"}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if names[0] = "changed"; ColumnNames()[0] == "changed" || len(names) != int(numFields) {
		t.Errorf("%q", ColumnNames())
	}
}
