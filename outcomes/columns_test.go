package outcomes

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/seed-549880be/disparity/ethnicity"
)

// Of the columns of data.police.uk a file must have three, and what it lacks is told.
func TestMissingColumns(t *testing.T) {
	for _, test := range []struct {
		header, row string
		missing     []string
		reason      string
	}{
		{official, fixture[0], nil, "none is missing"},
		{official + ",Note", fixture[0] + ",x", nil, "others do not matter"},
		{strings.Replace(official, ",Removal of more than just outer clothing", "", 1), strings.TrimSuffix(fixture[0], ","),
			[]string{"Removal of more than just outer clothing"}, "one that hardly any table needs"},
		{"Type,Date,Self-defined ethnicity,Officer-defined ethnicity,Object of search,Outcome", "Person search,2020-02-01,,White,Firearms,Arrest",
			[]string{"Part of a policing operation", "Latitude", "Longitude", "Gender", "Age range", "Legislation", "Outcome linked to object of search",
				"Removal of more than just outer clothing"}, "six columns"},
		{"type,date,officer_defined_ethnicity", "Person search,2020-02-01,White", []string{"Part of a policing operation", "Latitude", "Longitude", "Gender", "Age range",
			"Self-defined ethnicity", "Legislation", "Object of search", "Outcome", "Outcome linked to object of search", "Removal of more than just outer clothing"},
			"as few as there may be"},
	} {
		x := new(Extract)
		if err := x.ReadCSV(strings.NewReader(file("\n", test.header, test.row)), ReadOptions{}); err != nil || x.Tally().Total() != 1 || x.Errors() != nil {
			t.Errorf("%s: %v, %v", test.reason, err, x.Errors())
			continue
		}
		if got := x.Sources()[0].Missing; !slices.Equal(got, test.missing) {
			t.Errorf("%s: %q are missing, want %q", test.reason, got, test.missing)
		}
		y := new(Extract)
		if err := y.ReadFile(strings.NewReader(file("\n", test.header, test.row)), "essex.csv"); err != nil || !slices.Equal(y.Sources()[0].Missing, test.missing) {
			t.Errorf("%s, as a file: %v, %v", test.reason, err, y.Sources())
		}
	}
	// The names of columns may have nothing between their words, and the date may be called a date
	// and a time.
	for _, names := range []string{
		"type,date,SelfDefinedEthnicity,AgeRange,ObjectOfSearch,OutcomeLinkedToObjectOfSearch", "TYPE,DATETIME,SELFDEFINEDETHNICITY,AGERANGE,OBJECTOFSEARCH,OUTCOMELINKEDTOOBJECTOFSEARCH",
		"Type,Date/Time,Self-defined ethnicity,Age range,Object of search,Outcome linked to object of search",
		"Type,Date of search,Self-defined ethnicity,Age range,Object of search,Outcome linked to object of search",
	} {
		all, errs := collect(ReadCSV(strings.NewReader(names+"\nPerson search,2020-02-01,White - Irish,18-24,Firearms,True\n"), ReadOptions{}))
		if errs != nil || len(all) != 1 || all[0].Self != ethnicity.WhiteIrish || all[0].Age != Age18To24 || all[0].Object != Firearms || all[0].Linked != Yes {
			t.Errorf("%s: %v, %v", names, all, errs)
		}
	}
	all, errs := collect(ReadCSV(strings.NewReader("Type,Search date,Date,Date_Time,Time,Self-defined ethnicity\nPerson search,2020-02-03,2020-02-02,2020-02-01 10:00,11:00,Irish\n"), ReadOptions{}))
	if errs != nil || len(all) != 1 || !all[0].Time.Equal(time.Date(2020, 2, 1, 10, 0, 0, 0, time.UTC)) {
		t.Errorf("several dates: %v, %v", all, errs)
	}
	// A vehicle without a person has no ethnicity to be missing.
	all, errs = collect(ReadCSV(strings.NewReader("type,date,officer_defined_ethnicity\nVehicle search,2020-02-01,\n"), ReadOptions{}))
	if len(all) != 1 || errs != nil || all[0].Self != ethnicity.NoPerson || all[0].Officer != ethnicity.NoPerson {
		t.Errorf("a vehicle: %v, %v", all, errs)
	}
}

// Files that have no searches are named as what they are, so that a folder can be read without
// them.
func TestOtherTables(t *testing.T) {
	for _, test := range []struct {
		header, want string
		other        bool
		reason       string
	}{
		{"Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context",
			"the file has street-level crimes, not searches: give the file whose name ends in -stop-and-search.csv", true, "beside the searches in a download"},
		{"crime_type;month;lsoa_code", "street-level crimes", true, "another separator"},
		{"Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Outcome type", "the file has outcomes of crimes, not searches: give", true,
			"beside the searches in a download"},
		{"category,location_type,location.latitude,persistent_id,month", "street-level crimes", true, "the API flattened"},
		{"financial_year,police_force_area,self_defined_ethnicity_group,number_of_searches", "the file is a table of counts, with a row for many searches: want a row for each search",
			true, "Home Office"},
		{"type,date,ethnic_group,number_of_searches", "a table of counts", true, "with a date"},
		{"Ethnicity,Searches,Population", "a table of counts", true, "one's own"},
		{"Ethnicity,Count", "a table of counts", true, "one's own"},
		{"financial_year,geocode,force_name,reason_for_arrest_offence_group,number_of_arrests", "the file is a table of arrests, not of searches", true, "Home Office"},
		{"Ethnicity,Population", "the file is a table of residents, not of searches", true, "a denominator"},
		{"id,name", "the file is a list of police forces, not of searches", true, "the API flattened"},
		{"PFA23CD,PFA23NM", "the file is a list of police forces, not of searches", true, "ONS"},
		{"Species,Weight", `no column "Type", "Date", "Self-defined ethnicity" (or "Officer-defined ethnicity"): want a stop-and-search file`, true, "nothing of a search"},
		{"Date,Self-defined ethnicity,Outcome", `no column "Type": want a stop-and-search file with the header of data.police.uk, or say with Columns which of its columns this is, or with Rows what its rows are of; this one has "Date", "Self-defined ethnicity", "Outcome"`,
			false, "the type alone"},
		{"Type,Self-defined ethnicity,Count", `no column "Date"`, false, "the date alone: many things are called a count"},
		{"Type,Date,Gender", `no column "Self-defined ethnicity" (or "Officer-defined ethnicity")`, false, "either of the two would do"},
	} {
		all, errs := collect(ReadCSV(strings.NewReader(test.header+"\n"), ReadOptions{File: "f.csv"}))
		if all != nil || len(errs) != 1 || !strings.Contains(errs[0].Error(), test.want) {
			t.Errorf("%s: %v, want %s", test.reason, errs, test.want)
			continue
		}
		if e, ok := errors.AsType[*HeaderError](errs[0]); !ok || e.hasNoSearches() != test.other {
			t.Errorf("%s: %#v", test.reason, errs[0])
		}
	}
}

// forcesOf returns the slugs of the forces of the rows of a file.
func forcesOf(text string, o ReadOptions) (slugs []string, errs []error) {
	all, errs := collect(ReadCSV(strings.NewReader(text), o))
	for _, s := range all {
		slugs = append(slugs, s.Force.Slug())
	}
	return slugs, errs
}

func TestForceColumns(t *testing.T) {
	const searchHeader, search = "Type,Date,Self-defined ethnicity", "Person search,2020-02-01,Irish"
	rows := func(header string, values ...string) string {
		text := searchHeader + "," + header + "\n"
		for _, v := range values {
			text += search + "," + v + "\n"
		}
		return text
	}
	for _, name := range []string{"Force", "force_name", "Force.Name", "Police force", "police_force_name", "Police Force Area", "PFA", "pfa_name", "PFA21NM", "PFA21CD", "Constabulary",
		"Falls within", "Reported by", "force_id", "force_slug", "source", "pfa_code", "FallsWithin", "ForceName", "Recording force", "Police area", "Agency", "data_source"} {
		values := []string{"Essex Police", "kent"}
		if strings.HasSuffix(name, "CD") || strings.HasSuffix(name, "code") {
			values = []string{"E23000028", "E23000032"}
		}
		if got, errs := forcesOf(rows(name, values...), ReadOptions{}); fmt.Sprint(got) != "[essex kent]" || errs != nil {
			t.Errorf("%s: %v, %v", name, got, errs)
		}
	}
	const joined = "2020-02-essex-stop-and-search.csv"
	for _, test := range []struct {
		text   string
		o      ReadOptions
		want   string
		reason string
	}{
		{rows("Falls within,Reported by", "Essex,Kent"), ReadOptions{}, "[kent]", "who reported it goes before where it was"},
		{rows("falls_within,force", "Essex,Kent"), ReadOptions{}, "[kent]", "the force goes before all others, wherever it stands"},
		{rows("force,falls_within", "Kent,Essex"), ReadOptions{}, "[kent]", "the same"},
		{rows("source,force", "Essex,Kent"), ReadOptions{}, "[kent]", "a source is not looked at where there is a force"},
		{rows("source", "Essex", "the API"), ReadOptions{}, "[ ]", "a source that is no force in one row is no column of forces"},
		{rows("source", "", ""), ReadOptions{}, "[ ]", "a blank source tells nothing"},
		{rows("force_id", "1", "2"), ReadOptions{File: "kent.csv"}, "[kent kent]", "numbers are no forces"},
		{rows("force", "Isle of Man Constabulary"), ReadOptions{}, "[isle-of-man]", "a force that no table has is named as itself"},
		{rows("File name", joined, "2020-02-kent-stop-and-search.csv"), ReadOptions{}, "[essex kent]", "a column of names of files"},
		{rows("path", "data/2020-02/"+joined, "data/2020-02/2020-02-kent-stop-and-search.csv"), ReadOptions{}, "[essex kent]", "a column of paths"},
		{rows("Source.Name", joined, "2020-02-kent-stop-and-search.csv"), ReadOptions{}, "[essex kent]", "as Excel names the files of a folder that it joins"},
		{rows("Source.Name", "Table 1", joined), ReadOptions{}, "[ ]", "the same column, of something else"},
		{rows("source", joined, joined), ReadOptions{File: "2020-02-kent-stop-and-search.csv"}, "[essex essex]", "it goes before the name of the file"},
		{rows("file,force", joined+",Kent", joined+","), ReadOptions{}, "[kent essex]", "a force column goes before it, unless its cell is blank"},
		{rows("file", "x", joined), ReadOptions{File: "kent.csv"}, "[kent essex]", "a name that tells nothing"},
		{rows("file", "x", joined), ReadOptions{Force: forceNumber(3)}, "[" + forceNumber(3).Slug() + " essex]", "what the caller says is for rows that do not say"},
		{rows("file,file_name", "2,"+joined), ReadOptions{}, "[essex]", "two columns: the one that says more"},
	} {
		if got, errs := forcesOf(test.text, test.o); fmt.Sprint(got) != test.want || errs != nil {
			t.Errorf("%s: %v, %v, want %s", test.reason, got, errs, test.want)
		}
	}
	for _, label := range []string{"Unknown", "not recorded", "-", "?"} {
		got, errs := forcesOf(rows("force", label), ReadOptions{File: "kent.csv"})
		if fmt.Sprint(got) != "[]" || len(errs) != 1 || !errors.Is(errs[0], ErrUnknownLabel) {
			t.Errorf("%s: %v, %v", label, got, errs)
		}
	}
	if _, errs := forcesOf(rows("ForceName,force_name", "a,b"), ReadOptions{}); len(errs) != 1 || !strings.Contains(errs[0].Error(), `column "Force" stands twice, as columns 4 and 5`) {
		t.Errorf("two spellings of one name: %v", errs)
	}
	if _, errs := forcesOf(rows("force,Force", "a,b"), ReadOptions{}); len(errs) != 1 || !strings.Contains(errs[0].Error(), `column "Force" stands twice, as columns 4 and 5`) {
		t.Errorf("two of one name: %v", errs)
	}
}

// Labels that were put into five groups are read where the file has no finer ones.
func TestCollapsedLabels(t *testing.T) {
	own := func(label string) (ethnicity.Group, error) { return ethnicity.ParseIn(ethnicity.OfficerDefined, label) }
	const ambiguous = ethnicity.NotKnown
	for _, test := range []struct {
		labels    []string
		o         ReadOptions
		want      []ethnicity.Group
		collapsed bool
		errs      int
		reason    string
	}{
		{[]string{"White", "Asian", "Other", "Mixed", "Black"}, ReadOptions{}, []ethnicity.Group{ethnicity.White, ethnicity.Asian, ethnicity.Other, ethnicity.Mixed, ethnicity.Black},
			true, 0, "five groups"},
		{[]string{"White", "Black", "Not stated"}, ReadOptions{}, []ethnicity.Group{ethnicity.White, ethnicity.Black, ethnicity.NotStated}, true, 0, "none of them ambiguous"},
		{[]string{"Asian or Asian British", "Other Ethnic Group", ""}, ReadOptions{}, []ethnicity.Group{ethnicity.Asian, ethnicity.Other, ethnicity.NotKnown}, true, 0, "Home Office"},
		{[]string{"Asian (or Asian British)", "Black (or Black British)", "Mixed heritage"}, ReadOptions{}, []ethnicity.Group{ethnicity.Asian, ethnicity.Black, ethnicity.Mixed},
			true, 0, "the words of other bodies"},
		{[]string{"Asian", "Chinese or Other", "Asian"}, ReadOptions{}, []ethnicity.Group{ethnicity.AsianWithoutChinese, ethnicity.OtherWithChinese, ethnicity.AsianWithoutChinese},
			true, 0, "a label of 2001 alone says of which classification the others are"},
		{[]string{"Asian", "White - Irish"}, ReadOptions{}, []ethnicity.Group{ambiguous, ethnicity.WhiteIrish}, false, 1, "a finer label after it"},
		{[]string{"White - Irish", "Asian"}, ReadOptions{}, []ethnicity.Group{ethnicity.WhiteIrish, ambiguous}, false, 1, "a finer label before it"},
		{[]string{"Asian", "A9"}, ReadOptions{}, []ethnicity.Group{ambiguous, ambiguous}, false, 2, "a bare code is finer"},
		{[]string{"White", "Irish"}, ReadOptions{}, []ethnicity.Group{ethnicity.White, ethnicity.WhiteIrish}, false, 0, "a finer label"},
		{[]string{"Asian", "Martian"}, ReadOptions{}, []ethnicity.Group{ethnicity.Asian, ambiguous}, true, 1, "a label that nobody knows is not finer"},
		{[]string{"Asian"}, ReadOptions{Self: own}, []ethnicity.Group{ethnicity.Asian}, false, 0, "the caller reads the labels"},
		{[]string{"", "Not stated"}, ReadOptions{}, []ethnicity.Group{ethnicity.NotKnown, ethnicity.NotStated}, false, 0, "no group at all"},
	} {
		text := "Type,Date,Self-defined ethnicity\n"
		for _, label := range test.labels {
			text += "Person search,2020-02-01," + label + "\n"
		}
		test.o.layout = new(layout)
		all, errs := collect(ReadCSV(iotest.OneByteReader(strings.NewReader(text)), test.o))
		var got []ethnicity.Group
		for _, s := range all {
			got = append(got, s.Self)
		}
		if !slices.Equal(got, test.want) || len(errs) != test.errs || test.o.layout.collapsed != test.collapsed {
			t.Errorf("%q: %v, %v, collapsed %v (%s)", test.labels, got, errs, test.o.layout.collapsed, test.reason)
		}
		for _, err := range errs {
			unknown, ok := errors.AsType[*ethnicity.LabelError](err)
			if !ok || unknown.Label != "Martian" && len(unknown.Schemes) < 2 {
				t.Errorf("%q: %v does not say which schemes have it", test.labels, err)
			}
		}
	}
	// Beyond what is looked at ahead, a finer label is refused.
	filler := strings.Repeat("Person search,2020-02-01,Asian,"+strings.Repeat("x", 1<<16)+"\n", 2+aheadSize>>16)
	text := "Type,Date,Self-defined ethnicity,Note\n" + filler + "Person search,2020-02-01,White - Irish,\n"
	all, errs := collect(ReadCSV(strings.NewReader(text), ReadOptions{}))
	if len(all) != 3+aheadSize>>16 || len(errs) != 1 || !strings.Contains(errs[0].Error(), "a finer group than those of the labels before it") || all[0].Self != ethnicity.Asian {
		t.Errorf("%d searches, %.500v", len(all), errs)
	}
}

// Finer labels that mean different groups are read where the other labels of the file tell the
// classification.
func TestLabelsByTheOthers(t *testing.T) {
	const unread = ethnicity.NotKnown
	for _, test := range []struct {
		labels []string
		want   []ethnicity.Group
		reason string
	}{
		{[]string{"White - Other White", "White - Roma"}, []ethnicity.Group{ethnicity.OtherWhiteWithoutRoma, ethnicity.Roma}, "Roma are of 2021 alone"},
		{[]string{"White – Other White", "Asian, Asian British or Asian Welsh – Indian"}, []ethnicity.Group{ethnicity.OtherWhiteWithoutRoma, ethnicity.Indian},
			"a heading of 2021, with en dashes"},
		{[]string{"White: Other White", "Mixed/multiple ethnic group: White and Asian"}, []ethnicity.Group{ethnicity.OtherWhite, ethnicity.WhiteAndAsian}, "a heading of 2011"},
		{[]string{"W3", "W9", "A9", "O9"}, []ethnicity.Group{ethnicity.GypsyOrIrishTraveller, ethnicity.OtherWhite, ethnicity.OtherAsian, ethnicity.AnyOther}, "codes of 18+1"},
		{[]string{"O1", "W9", "O9"}, []ethnicity.Group{ethnicity.Chinese, ethnicity.OtherWhiteWithTraveller, ethnicity.Other}, "codes of 16+1"},
		{[]string{"W1", "A9", "W9"}, []ethnicity.Group{ethnicity.WhiteBritish, ethnicity.OtherAsian, unread}, "codes that both have: they agree in one of them"},
		{[]string{"White - Other White", "White - Irish"}, []ethnicity.Group{unread, ethnicity.WhiteIrish}, "a label that 2001 lacks, of which the others have two meanings"},
		{[]string{"White - Other White", "White - Roma", "W3"}, []ethnicity.Group{unread, ethnicity.Roma, ethnicity.GypsyOrIrishTraveller}, "no classification has all of them"},
		{[]string{"A", "B", "C"}, []ethnicity.Group{unread, unread, unread}, "nothing tells that letters are of the NHS"},
		{[]string{"1", "White - Roma"}, []ethnicity.Group{ethnicity.Bangladeshi, ethnicity.Roma}, "a code beside labels of its classification"},
	} {
		text := "Type,Date,Self-defined ethnicity\n"
		for _, label := range test.labels {
			text += "Person search,2020-02-01,\"" + label + "\"\n"
		}
		all, errs := collect(ReadCSV(strings.NewReader(text), ReadOptions{}))
		var got []ethnicity.Group
		unreadable := 0
		for i, s := range all {
			if got = append(got, s.Self); test.want[i] == unread {
				unreadable++
			}
		}
		if !slices.Equal(got, test.want) || len(errs) != unreadable {
			t.Errorf("%q: %v, %v, want %v (%s)", test.labels, got, errs, test.want, test.reason)
		}
	}
}

// Official files are read row by row: nothing is looked at ahead.
func TestOfficialFilesAreNotLookedAhead(t *testing.T) {
	long := file("\r\n", official, slices.Repeat(fixture, 2000)...)
	read := 0
	counted := readerFunc(func(p []byte) (int, error) {
		n := copy(p, long[read:])
		read += n
		if n == 0 {
			return 0, io.EOF
		}
		return n, nil
	})
	rows := 0
	for range ReadCSV(counted, ReadOptions{File: "2022-09-kent-stop-and-search.csv"}) {
		if rows++; rows == 100 {
			break
		}
	}
	if read > len(long)/4 {
		t.Errorf("%d of %d bytes are read for 100 of %d rows", read, len(long), 2000*len(fixture))
	}
}

type readerFunc func(p []byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }
