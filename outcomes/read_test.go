package outcomes

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/internal/cells"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
)

// The columns of data.police.uk, and rows in the shape of real ones: both label generations, a
// vehicle-only search, blanks.
const official = "Type,Date,Part of a policing operation,Policing operation,Latitude,Longitude,Gender,Age range,Self-defined ethnicity," +
	"Officer-defined ethnicity,Legislation,Object of search,Outcome,Outcome linked to object of search,Removal of more than just outer clothing"

var fixture = []string{
	"Person search,2022-08-31T23:00:00+00:00,False,,51.495396,-0.061485,Male,10-17,White - English/Welsh/Scottish/Northern Irish/British,White," +
		"Misuse of Drugs Act 1971 (section 23),Controlled drugs,A no further action disposal,,",
	"Person and Vehicle search,2016-06-10T12:30:05+00:00,True,,51.5,-0.1,Female,over 34,Chinese or other ethnic group - Chinese (O1),Asian," +
		"Criminal Justice and Public Order Act 1994 (section 60),Offensive weapons,Suspect arrested,True,True",
	"Vehicle search,2020-01-03T02:49:00+00:00,False,,,,,,,,Misuse of Drugs Act 1971 (section 23),Controlled drugs,,,",
	"Vehicle search,2020-01-03T02:50:00+00:00,False,,,,Male,25-34,Other ethnic group - Not stated,Black,,,Nothing found - no further action,False,False",
	"Person search,2020-09-01T00:24:00+00:00,,,,,,,Other ethnic group - Not stated,,Police and Criminal Evidence Act 1984 (section 1)," +
		"Article for use in theft,Community resolution,False,False",
}

// searches are what fixture says.
var searches = []Search{
	{Type: PersonSearch, Time: time.Date(2022, 8, 31, 23, 0, 0, 0, time.UTC), Self: ethnicity.WhiteBritish, Officer: ethnicity.White, Gender: Male,
		Age: Age10To17, Legislation: MisuseOfDrugs, Object: ControlledDrugs, Outcome: NoFurtherAction, Operation: No, Latitude: 51.495396, Longitude: -0.061485},
	{Type: PersonAndVehicleSearch, Time: time.Date(2016, 6, 10, 12, 30, 5, 0, time.UTC), Self: ethnicity.Chinese, Officer: ethnicity.Asian, Gender: Female,
		Age: AgeOver34, Legislation: Section60, Object: OffensiveWeapons, Outcome: Arrest, Linked: Yes, Clothing: Yes, Operation: Yes, Latitude: 51.5,
		Longitude: -0.1},
	{Type: VehicleSearch, Time: time.Date(2020, 1, 3, 2, 49, 0, 0, time.UTC), Self: ethnicity.NoPerson, Officer: ethnicity.NoPerson,
		Legislation: MisuseOfDrugs, Object: ControlledDrugs, Operation: No, Latitude: math.NaN(), Longitude: math.NaN()},
	{Type: VehicleSearch, Time: time.Date(2020, 1, 3, 2, 50, 0, 0, time.UTC), Self: ethnicity.NotStated, Officer: ethnicity.Black, Gender: Male,
		Age: Age25To34, Outcome: NothingFound, Linked: No, Clothing: No, Operation: No, Latitude: math.NaN(), Longitude: math.NaN()},
	{Type: PersonSearch, Time: time.Date(2020, 9, 1, 0, 24, 0, 0, time.UTC), Self: ethnicity.NotStated, Legislation: PACE1, Object: ArticlesForTheft,
		Outcome: CommunityResolution, Linked: No, Clothing: No, Latitude: math.NaN(), Longitude: math.NaN()},
}

var compareSearches = cmp.Options{cmpopts.IgnoreFields(Search{}, "Fingerprint"), cmpopts.EquateNaNs()}

// file joins a header and rows with line ends.
func file(eol, header string, rows ...string) string {
	return strings.Join(append([]string{header}, rows...), eol) + eol
}

// collect reads a sequence to its end.
func collect(seq iter.Seq2[Search, error]) (all []Search, errs []error) {
	for s, err := range seq {
		if err != nil {
			errs = append(errs, err)
		}
		if _, kept := errors.AsType[UnknownLabels](err); err == nil || kept {
			all = append(all, s)
		}
	}
	return all, errs
}

func gzipped(text string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(text)); err != nil {
		panic(err)
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.String()
}

// remade returns fixture as other programs write it: with another header, columns in another order,
// and cells put through change.
func remade(header []string, order []int, change func(field, cell string) []string) string {
	var b strings.Builder
	fmt.Fprintln(&b, strings.Join(header, ","))
	names := strings.Split(official, ",")
	for _, row := range fixture {
		cells := strings.Split(row, ",")
		var out []string
		for _, i := range order {
			out = append(out, change(names[i], cells[i])...)
		}
		fmt.Fprintln(&b, strings.Join(out, ","))
	}
	return b.String()
}

// The same rows in every shape in which people hold them.
func TestReadCSVShapes(t *testing.T) {
	crlf := file("\r\n", official, fixture...)
	inOrder := []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14}
	quoted := func(cells []string) []string {
		for i := range cells {
			cells[i] = `"` + cells[i] + `"`
		}
		return cells
	}
	same := func(_, cell string) []string { return []string{cell} }
	for _, test := range []struct {
		name, text string
	}{
		{"official", crlf},
		{"LF", file("\n", official, fixture...)},
		{"no line end at the end", strings.TrimSuffix(crlf, "\r\n")},
		{"byte order mark", "\ufeff" + crlf},
		{"gzip", gzipped(crlf)},
		{"gzip of a byte order mark", gzipped("\ufeff" + crlf)},
		{"gzip in two parts", gzipped(crlf[:500]) + gzipped(crlf[500:])},
		{"empty lines", strings.ReplaceAll(crlf, "\r\n", "\r\n\r\n")},
		{"header in capitals, with spaces", file("\n", strings.ToUpper(strings.ReplaceAll(official, ",", " , ")), fixture...)},
		{"cells with spaces", file("\n", official, fixture[0], strings.ReplaceAll(fixture[1], ",", " , "), fixture[2], fixture[3], fixture[4])},
		{"R", remade(quoted(strings.Split(strings.NewReplacer(" ", ".", "-", ".").Replace(official), ",")), inOrder, func(field, cell string) []string {
			if cell == "" {
				return []string{"NA"}
			}
			if field == "Latitude" || field == "Longitude" {
				return []string{cell}
			}
			return quoted([]string{strings.NewReplacer("True", "TRUE", "False", "FALSE").Replace(cell)})
		})},
		{"SQLite", remade(strings.Split(official, ","), inOrder, func(_, cell string) []string {
			switch cell {
			case "True":
				return []string{"1"}
			case "False":
				return []string{"0"}
			}
			return []string{cell}
		})},
		{"pandas, with blanks among the booleans", remade(strings.Split(official, ","), inOrder, func(_, cell string) []string {
			switch cell {
			case "True":
				return []string{"1.0"}
			case "False":
				return []string{"0.0"}
			case "":
				return []string{"nan"}
			}
			return []string{cell}
		})},
		{"API flattened by pandas", remade([]string{"", "age_range", "outcome", "involved_person", "self_defined_ethnicity", "gender", "legislation",
			"outcome_linked_to_object_of_search", "datetime", "removal_of_more_than_outer_clothing", "operation", "officer_defined_ethnicity", "type",
			"object_of_search", "location.latitude", "location.longitude", "location"},
			[]int{7, 12, 8, 6, 10, 13, 1, 14, 2, 9, 0, 11, 4, 5, 3}, func(field, cell string) []string {
				switch field {
				case "Age range":
					return []string{"17", cell} // the index of the row
				case "Outcome":
					return []string{cell, "True"} // involved_person
				}
				return []string{cell}
			})},
		{"date and time apart", remade(append([]string{"Type", "date", "time"}, strings.Split(official, ",")[2:]...), inOrder, func(field, cell string) []string {
			if field == "Date" {
				return []string{cell[:10], cell[11:19]}
			}
			return []string{cell}
		})},
		{"a date beside the datetime", remade(append([]string{"Type", "date", "datetime", "time"}, strings.Split(official, ",")[2:]...), inOrder,
			func(field, cell string) []string {
				if field == "Date" {
					return []string{"1.9.2022", cell, "noon"}
				}
				return []string{cell}
			})},
		{"a date after the datetime", remade(append([]string{"Type", "datetime", "date"}, strings.Split(official, ",")[2:]...), inOrder,
			func(field, cell string) []string {
				if field == "Date" {
					return []string{cell, "1.9.2022"}
				}
				return []string{cell}
			})},
		{"other columns, other order", remade([]string{"Clothing", "Outcome", "Outcome linked to object of search", "Removal of more than just outer clothing",
			"Object of search", "Legislation", "Officer-defined ethnicity", "Self-defined ethnicity", "Age range", "Gender", "Longitude", "Latitude",
			"Policing operation", "Part of a policing operation", "Date", "Type"}, []int{3, 12, 13, 14, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0}, same)},
	} {
		got, errs := collect(ReadCSV(strings.NewReader(test.text), ReadOptions{}))
		if d := cmp.Diff(searches, got, compareSearches); d != "" || errs != nil {
			t.Errorf("%s: -want +got\n%s%v", test.name, d, errs)
		}
		// And the same when it comes byte by byte.
		got, errs = collect(ReadCSV(iotest.OneByteReader(strings.NewReader(test.text)), ReadOptions{}))
		if d := cmp.Diff(searches, got, compareSearches); d != "" || errs != nil {
			t.Errorf("%s, byte by byte: -want +got\n%s%v", test.name, d, errs)
		}
	}
}

func TestReadCSVForce(t *testing.T) {
	met, err := ethnicity.ParseForce("metropolitan")
	if err != nil {
		t.Fatal(err)
	}
	essex, err := ethnicity.ParseForce("essex")
	if err != nil {
		t.Fatal(err)
	}
	city, err := ethnicity.ParseForce("London, City of")
	if err != nil {
		t.Fatal(err)
	}
	column := file("\n", official+",force", fixture[0]+`,"London, City of"`, fixture[1]+",Metropolitan Police", fixture[2]+",")
	for _, test := range []struct {
		text   string
		o      ReadOptions
		want   []ethnicity.Force
		reason string
	}{
		{file("\n", official, fixture[0]), ReadOptions{}, []ethnicity.Force{{}}, "nothing tells the force"},
		{file("\n", official, fixture[0]), ReadOptions{File: "downloads/2022-09-metropolitan-stop-and-search.csv.gz"}, []ethnicity.Force{met}, "the name of the file"},
		{file("\n", official, fixture[0]), ReadOptions{File: "mine.csv"}, []ethnicity.Force{{}}, "a name that tells no force"},
		{file("\n", official, fixture[0]), ReadOptions{File: "2022-09-metropolitan-stop-and-search.csv", Force: essex}, []ethnicity.Force{essex},
			"what the caller says goes before the name"},
		{column, ReadOptions{File: "2022-09-essex-stop-and-search.csv"}, []ethnicity.Force{city, met, {}}, "a column goes before the name, blank cells too"},
		{column, ReadOptions{Force: essex}, []ethnicity.Force{city, met, essex}, "what the caller says fills blank cells, and relabels no row"},
	} {
		all, errs := collect(ReadCSV(strings.NewReader(test.text), test.o))
		var got []ethnicity.Force
		for _, s := range all {
			got = append(got, s.Force)
		}
		if !slices.Equal(got, test.want) || errs != nil {
			t.Errorf("%s: %v, %v, want %v", test.reason, got, errs, test.want)
		}
	}
}

func TestReadCSVSchemes(t *testing.T) {
	text := file("\n", official, strings.NewReplacer("White - English/Welsh/Scottish/Northern Irish/British,White", "A9,IC4").Replace(fixture[0]))
	all, errs := collect(ReadCSV(strings.NewReader(text), ReadOptions{}))
	if len(all) != 1 || len(errs) != 1 || all[0].Self != ethnicity.NotKnown || !errors.Is(errs[0], ErrUnknownLabel) ||
		!strings.Contains(errs[0].Error(), "say in which scheme it is") {
		t.Errorf("a bare code: %v, %v", all, errs)
	}
	in := func(s ethnicity.Scheme) func(string) (ethnicity.Group, error) {
		return func(label string) (ethnicity.Group, error) { return ethnicity.ParseIn(s, label) }
	}
	all, errs = collect(ReadCSV(strings.NewReader(text), ReadOptions{Self: in(ethnicity.SixteenPlusOne), Officer: in(ethnicity.ICCodes)}))
	if len(all) != 1 || errs != nil || all[0].Self != ethnicity.OtherAsian || all[0].Officer != ethnicity.SouthAsian {
		t.Errorf("codes with their schemes: %v, %v", all, errs)
	}
}

func TestFingerprint(t *testing.T) {
	text := file("\n", official, fixture[0], fixture[1], fixture[0], fixture[0]+" ")
	all, errs := collect(ReadCSV(strings.NewReader(text), ReadOptions{}))
	if len(all) != 4 || errs != nil {
		t.Fatal(all, errs)
	}
	if all[0].Fingerprint == 0 || all[0].Fingerprint != all[2].Fingerprint {
		t.Error("rows that are alike have two fingerprints")
	}
	if all[0].Fingerprint != all[3].Fingerprint {
		t.Error("rows that say the same have two fingerprints")
	}
	if all[0].Fingerprint == all[1].Fingerprint {
		t.Error("rows that are not alike have one fingerprint")
	}
	other, _ := collect(ReadCSV(strings.NewReader(text), ReadOptions{Force: forceNumber(3)}))
	if other[0].Fingerprint == all[0].Fingerprint {
		t.Error("rows of two forces have one fingerprint")
	}
	again, _ := collect(ReadCSV(strings.NewReader(text), ReadOptions{}))
	if again[0].Fingerprint != all[0].Fingerprint {
		t.Error("the fingerprint changes from file to file")
	}
}

// replace returns fixture[0] with one cell changed.
func replace(field, cell string) string {
	cells := strings.Split(fixture[0], ",")
	cells[slices.Index(strings.Split(official, ","), field)] = cell
	return strings.Join(cells, ",")
}

// Rows that cannot be read are rejected by name, and the rows around them are read.
func TestRejectedRows(t *testing.T) {
	for _, test := range []struct {
		row, want, reason string
	}{
		{"Person search,2022-09-01T00:00:00+00:00", "f.csv:3:1: row has 2 cells, the header 15: want one cell for each column", "a short row"},
		{fixture[0] + ",,x", "f.csv:3:1: row has 17 cells, the header 15: want one cell for each column, and quotation marks around a cell with a separator in it", "a long row"},
		{replace("Type", `"Person search`), "f.csv:3:1: quotation mark without its partner: want cells as \"…\", with marks inside doubled", "a mark without partner"},
		{replace("Type", `"Person" search`), "f.csv:3:1: quotation mark without its partner: want cells as \"…\", with marks inside doubled", "text after a mark"},
		{replace("Gender", strings.Repeat("x", cells.MaxLine)), "f.csv:3:1: line is longer than 1048576 bytes: want one search a line", "a megabyte in a cell"},
		{replace("Gender", strings.Repeat("x", 10<<20)), "f.csv:3:1: line is longer than 1048576 bytes: want one search a line", "ten megabytes in a cell"},
		{replace("Date", ""), `f.csv:3:15: Date "": no date: want ` + timeForms, "a blank date"},
		{replace("Date", "NULL"), `f.csv:3:15: Date "NULL": no date: want ` + timeForms, "a blank date by another name"},
		{replace("Date", "yesterday"), `f.csv:3:15: Date "yesterday": not a date: want ` + timeForms, "no date"},
		{replace("Date", "2022-02-30T00:00:00+00:00"), `f.csv:3:15: Date "2022-02-30T00:00:00+00:00": there is no such day: want ` + timeForms, "30 February"},
		{replace("Date", "2022-13-01T00:00:00+00:00"), `f.csv:3:15: Date "2022-13-01T00:00:00+00:00": there is no such day: want ` + timeForms, "month 13"},
		{replace("Date", "2022-09-01T24:00:00+00:00"), `f.csv:3:15: Date "2022-09-01T24:00:00+00:00": there is no such time of day: want ` + timeForms, "hour 24"},
		{replace("Date", "2022-09-01T12"), `f.csv:3:15: Date "2022-09-01T12": not a time: want ` + timeForms, "an hour without minutes"},
		{replace("Date", "2022-09-01T12:00:00+00:00x"), `f.csv:3:15: Date "2022-09-01T12:00:00+00:00x": not a time: want ` + timeForms, "something after it"},
		{replace("Date", "0022-09-01T12:00:00+00:00"), `f.csv:3:15: Date "0022-09-01T12:00:00+00:00": year 22 is out of range: want 1996 to 2199`, "two digits of a year"},
		{replace("Date", "1996-01-01T00:00:00+01:00"), `f.csv:3:15: Date "1996-01-01T00:00:00+01:00": year is out of range: want 1996 to 2199`, "1995 in London"},
		{strings.Repeat(",", 8) + "x" + strings.Repeat(",", 6), `f.csv:3:2: Date "": no date: want ` + timeForms, "a row of next to nothing"},
	} {
		text := file("\n", official, fixture[0], test.row, fixture[1])
		all, errs := collect(ReadCSV(strings.NewReader(text), ReadOptions{File: "f.csv"}))
		if d := cmp.Diff(searches[:2], all, compareSearches); d != "" {
			t.Errorf("%s: the other rows: -want +got\n%s", test.reason, d)
		}
		if len(errs) != 1 {
			t.Errorf("%s: errors %v", test.reason, errs)
			continue
		}
		row, ok := errors.AsType[*RowError](errs[0])
		if !ok || row.File != "f.csv" || row.Line != 3 || errors.Unwrap(row) == nil || errors.Is(errs[0], ErrUnknownLabel) {
			t.Errorf("%s: %#v", test.reason, errs[0])
		}
		if got := errs[0].Error(); got != "outcomes: "+test.want {
			t.Errorf("%s:\ngot  %s\nwant outcomes: %s", test.reason, got, test.want)
		}
	}
}

// Cells that no table has leave their field unrecognised; the row is kept.
func TestUnknownLabels(t *testing.T) {
	unchanged := searches[0]
	change := func(f func(*Search)) Search { s := unchanged; f(&s); return s }
	for _, test := range []struct {
		field, cell, want string
		search            Search
		reason            string
	}{
		{"Type", "Boat search", `Type "Boat search": unknown label`, change(func(s *Search) { s.Type = TypeUnrecognised }), ""},
		{"Part of a policing operation", "maybe", `Part of a policing operation "maybe": unknown label`,
			change(func(s *Search) { s.Operation = AnswerUnrecognised }), ""},
		{"Latitude", "north", `Latitude "north": not a place: want degrees from -90 to 90`, change(func(s *Search) { s.Latitude = math.NaN() }), "no number"},
		{"Latitude", "91", `Latitude "91": not a place: want degrees from -90 to 90`, change(func(s *Search) { s.Latitude = math.NaN() }), "beyond the pole"},
		{"Longitude", "Inf", `Longitude "Inf": not a place: want degrees from -180 to 180`, change(func(s *Search) { s.Longitude = math.NaN() }), "infinity"},
		{"Gender", "X", `Gender "X": unknown label`, change(func(s *Search) { s.Gender = GenderUnrecognised }), "not guessed"},
		{"Age range", "18 to 25", `Age range "18 to 25": unknown label`, change(func(s *Search) { s.Age = AgeUnrecognised }), ""},
		{"Self-defined ethnicity", "Martian", `Self-defined ethnicity "Martian": unknown label "Martian"`,
			change(func(s *Search) { s.Self = ethnicity.NotKnown }), "no group, not Other"},
		{"Officer-defined ethnicity", "Other - not White", `Officer-defined ethnicity "Other - not White": unknown label "Other - not White"`,
			change(func(s *Search) { s.Officer = ethnicity.NotKnown }), "exact match, no rule about beginnings"},
		{"Legislation", "Magna Carta 1215", `Legislation "Magna Carta 1215": unknown label`,
			change(func(s *Search) { s.Legislation = LegislationUnrecognised }), ""},
		{"Object of search", "=cmd|' /C calc'!A0", `Object of search "=cmd|' /C calc'!A0": unknown label`,
			change(func(s *Search) { s.Object = ObjectUnrecognised }), "a formula"},
		{"Outcome", "Arrested", `Outcome "Arrested": unknown label`, change(func(s *Search) { s.Outcome = OutcomeUnrecognised }), "near is not the same"},
		{"Outcome", "a\x00\xffb\x1b[31m", `Outcome "a\x00\xffb\x1b[31m": unknown label`, change(func(s *Search) { s.Outcome = OutcomeUnrecognised }),
			"bytes that no terminal should see"},
		{"Outcome", strings.Repeat("é", 1000), `Outcome "` + strings.Repeat("é", 40) + `…": unknown label`,
			change(func(s *Search) { s.Outcome = OutcomeUnrecognised }), "a long cell is cut"},
		{"Outcome linked to object of search", "partly", `Outcome linked to object of search "partly": unknown label`,
			change(func(s *Search) { s.Linked = AnswerUnrecognised }), ""},
		{"Removal of more than just outer clothing", "2", `Removal of more than just outer clothing "2": unknown label`,
			change(func(s *Search) { s.Clothing = AnswerUnrecognised }), ""},
	} {
		row := replace(test.field, test.cell)
		text := file("\n", official, row, row)
		all, errs := collect(ReadCSV(strings.NewReader(text), ReadOptions{File: "f.csv"}))
		if d := cmp.Diff([]Search{test.search, test.search}, all, compareSearches); d != "" {
			t.Errorf("%s %.20q: -want +got\n%s", test.field, test.cell, d)
		}
		if len(errs) != 2 {
			t.Errorf("%s %.20q: errors %v", test.field, test.cell, errs)
			continue
		}
		column := len(strings.Join(strings.Split(row, ",")[:slices.Index(strings.Split(official, ","), test.field)], ",")) + 2
		if test.field == "Type" {
			column = 1
		}
		for i, err := range errs {
			if want := fmt.Sprintf("outcomes: f.csv:%d:%d: %s", i+2, column, test.want); err.Error() != want {
				t.Errorf("%s (%s):\ngot  %s\nwant %s", test.field, test.reason, err, want)
			}
			if !errors.Is(err, ErrUnknownLabel) {
				t.Errorf("%v is no ErrUnknownLabel", err)
			}
			if _, rejected := errors.AsType[*RowError](err); rejected {
				t.Errorf("%v says that the row is rejected", err)
			}
		}
	}
	_, errs := collect(ReadCSV(strings.NewReader(file("\n", official, replace("Self-defined ethnicity", "Martian"), replace("Gender", "X"))), ReadOptions{}))
	martian, _ := errors.AsType[UnknownLabels](errs[0])
	if _, ok := errors.AsType[*ethnicity.LabelError](martian[0]); !ok || !errors.Is(martian[0], ErrUnknownLabel) || !errors.Is(martian[0], ethnicity.ErrUnknownLabel) {
		t.Errorf("%v does not say why", martian)
	}
	m, _ := errors.AsType[UnknownLabels](errs[1])
	if !errors.Is(m[0], ErrUnknownLabel) {
		t.Errorf("%v does not say why", m)
	}
	all, errs := collect(ReadCSV(strings.NewReader(file("\n", official, "x,2022-09-01,x,x,x,x,x,x,x,x,x,x,x,x,x")), ReadOptions{}))
	if len(all) != 1 || len(errs) != 1 || strings.Count(errs[0].Error(), "\n") != 12 {
		t.Errorf("13 unknown labels in one row: %v, %v", all, errs)
	}
	if _, errs = collect(ReadCSV(strings.NewReader(file("\n", official+",Force", fixture[0]+",?!")), ReadOptions{})); len(errs) != 1 ||
		!strings.Contains(errs[0].Error(), `Force "?!"`) {
		t.Errorf("a force that is none: %v", errs)
	}
}

// Files that cannot be read say so at once.
func TestHeaderErrors(t *testing.T) {
	street := "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context\n"
	for _, test := range []struct {
		text, want, reason string
	}{
		{"", "the file is empty: want a header and one search a line", "empty"},
		{"\n\r\n", "the file is empty: want a header and one search a line", "empty lines"},
		{"\ufeff", "the file is empty: want a header and one search a line", "nothing but a byte order mark"},
		{gzipped(""), "the file is empty: want a header and one search a line", "nothing in gzip"},
		{"PK\x03\x04....", "the file is a ZIP archive: unpack it and give the CSV files in it", "as data.police.uk delivers"},
		{"\xff\xfe", "the file is empty: want a header and one search a line", "nothing but the mark of UTF-16"},
		{" \n\t\r\n", "the file is empty: want a header and one search a line", "nothing but space"},
		{",,,\n\"\",\"\"\n", "the file is empty: want a header and one search a line", "nothing but cells"},
		{gzipped(gzipped("x")), "the file is compressed twice: unpack it once", "gzip in gzip"},
		{"<!DOCTYPE html><title>Not found</title>", "the file is a web page (HTML): download the data itself, or, if it is a table that a spreadsheet program opens, " +
			"save it there as CSV UTF-8", "an error page"},
		{`[{"type":"Person search"}]`, cells.ErrJSON.Error(), "JSON"},
		{"\"Type,Date\nPerson search", "not a CSV file: " + cells.ErrQuote.Error(), "a mark without partner"},
		{strings.Repeat("\x00", 3<<20), "the file is not text: save it as CSV in the program that it is for", "three megabytes of nothing"},
		{strings.Repeat("x", 3<<20), "not a CSV file: " + cells.ErrLineTooLong.Error(), "three megabytes without a line end"},
		{strings.Replace(official, "Gender", "Type", 1) + "\n", `column "Type" stands twice, as columns 1 and 7: remove one`, "two of a name"},
		{strings.Replace(official, "Type,", "", 1) + "\n", `no column "Type": want a stop-and-search file with the header of data.police.uk, or say with Columns which of its columns this is, or with Rows what its rows are of; this one has ` +
			quote.QuotedList(strings.Split(strings.Replace(official, "Type,", "", 1), ",")), "one column is missing"},
		{"Stops in Kent,,\n\nSource: Kent Police\n" + official + "\n", "the names of the columns stand in line 4: remove the lines before it", "a title above the header"},
		{"Type of report\n\"x\ny\n" + official + "\n", "the names of the columns stand in line 4: remove the lines before it", "the same, with a mark without partner"},
		{"Stops in Kent\n" + strings.Repeat("x\n", 99) + official + "\n", `no column "Type", "Date", "Self-defined ethnicity" (or "Officer-defined ethnicity"): ` +
			`want a stop-and-search file with the header of data.police.uk, or say with Columns which of its columns these are, or with Rows what its rows are of; this one has "Stops in Kent"`, "too far below"},
		{street, "the file has street-level crimes, not searches: give the file whose name ends in -stop-and-search.csv, which is in the same download",
			"the street-level crimes that lie beside the searches"},
	} {
		all, errs := collect(ReadCSV(strings.NewReader(test.text), ReadOptions{File: "f.csv"}))
		if all != nil || len(errs) != 1 {
			t.Errorf("%s: %d searches, %v", test.reason, len(all), errs)
			continue
		}
		if _, ok := errors.AsType[*HeaderError](errs[0]); !ok || errs[0].Error() != "outcomes: f.csv:1: "+test.want {
			t.Errorf("%s:\ngot  %v\nwant outcomes: f.csv:1: %s", test.reason, errs[0], test.want)
		}
	}
	many := &HeaderError{Missing: []string{"Type"}, Found: strings.Split(strings.Repeat("x,", 99), ",")}
	if n := strings.Count(many.Error(), `"x"`); n != 20 || !strings.HasSuffix(many.Error(), " and 80 more") {
		t.Errorf("%d columns are listed", n)
	}
	all, errs := collect(ReadCSV(strings.NewReader(official+"\n"), ReadOptions{}))
	if all != nil || errs != nil {
		t.Errorf("a header alone: %v, %v", all, errs)
	}
}

// A failure to read comes last, after the rows that could be read.
func TestReadFailures(t *testing.T) {
	broken := errors.New("broken")
	whole := file("\r\n", official, fixture...)
	all, errs := collect(ReadCSV(io.MultiReader(strings.NewReader(whole), iotest.ErrReader(broken)), ReadOptions{File: "f.csv"}))
	if len(all) != len(fixture) || len(errs) != 1 || !errors.Is(errs[0], broken) || errs[0].Error() != "outcomes: f.csv:7: reading: broken" {
		t.Errorf("broken at the end: %d searches, %v", len(all), errs)
	}
	all, errs = collect(ReadCSV(io.MultiReader(strings.NewReader(whole[:len(whole)-20]), iotest.ErrReader(broken)), ReadOptions{}))
	if len(all) != len(fixture)-1 || len(errs) != 1 || errs[0].Error() != "outcomes: line 6: reading: broken" {
		t.Errorf("broken in a row: %d searches, %v", len(all), errs)
	}
	var long strings.Builder
	long.WriteString(official + "\n")
	for i := range 20000 {
		fmt.Fprintf(&long, "%s\n", replace("Latitude", fmt.Sprintf("51.%06d", i*7919%1000000)))
	}
	z := gzipped(long.String())
	all, errs = collect(ReadCSV(strings.NewReader(z[:len(z)*3/4]), ReadOptions{File: "f.csv.gz"}))
	if len(all) < 1000 || len(all) >= 20000 || len(errs) != 1 || !errors.Is(errs[0], io.ErrUnexpectedEOF) {
		t.Errorf("gzip cut off: %d searches, %v", len(all), errs)
	}
	for _, r := range []io.Reader{
		iotest.ErrReader(broken),
		io.MultiReader(strings.NewReader("Ty"), iotest.ErrReader(broken)),
		io.MultiReader(strings.NewReader("Type,Date"), iotest.ErrReader(broken)),
	} {
		if all, errs := collect(ReadCSV(r, ReadOptions{})); all != nil || len(errs) != 1 || !errors.Is(errs[0], broken) {
			t.Errorf("broken from the start: %v, %v", all, errs)
		}
	}
	if all, errs := collect(ReadCSV(strings.NewReader("\x1f\x8bnonsense"), ReadOptions{})); all != nil || len(errs) != 1 {
		t.Errorf("gzip that is none: %v, %v", all, errs)
	}
}

// A sequence can be left at any row.
func TestReadCSVStops(t *testing.T) {
	text := file("\n", official, fixture[0], "short", replace("Outcome", "x"), fixture[1])
	for n := range 5 {
		got := 0
		for range ReadCSV(strings.NewReader(text), ReadOptions{}) {
			if got++; got > n {
				break
			}
		}
		if want := min(n+1, 4); got != want {
			t.Errorf("%d pairs, want %d", got, want)
		}
	}
	for range ReadCSV(strings.NewReader(""), ReadOptions{}) {
		break
	}
}

// parseTime reads a date and a time, with the day first where that is open.
func parseTime(date, clock []byte) (time.Time, bool, error) {
	m, inClock, err := parseMoment(date, clock)
	if err == nil {
		m, err = m.inOrder(DayFirst, 0)
	}
	if err != nil {
		return time.Time{}, inClock, err
	}
	t, err := m.time()
	return t, false, err
}

func TestParseTime(t *testing.T) {
	for _, test := range []struct {
		date, clock string
		want        string // RFC 3339, in UTC
		reason      string
	}{
		{"2022-09-30T23:59:58+00:00", "", "2022-09-30T23:59:58Z", "data.police.uk"},
		{"2022-09-30T23:59:58", "", "2022-09-30T23:59:58Z", "an offset that was lost is UTC"},
		{"2022-09-30T23:59:58Z", "", "2022-09-30T23:59:58Z", "Z"},
		{"2022-09-30t23:59:58z", "", "2022-09-30T23:59:58Z", "RFC 3339 allows small letters"},
		{"2022-09-30 23:59:58", "", "2022-09-30T23:59:58Z", "databases"},
		{"2022-09-30 23:59:58+00:00", "", "2022-09-30T23:59:58Z", "pandas"},
		{"2022-09-30T23:59", "", "2022-09-30T23:59:00Z", "no seconds"},
		{"2022-09-30T23:59:58.123456+00:00", "", "2022-09-30T23:59:58Z", "a fraction is dropped"},
		{"2022-10-01T00:59:58+01:00", "", "2022-09-30T23:59:58Z", "summer time"},
		{"2022-09-30T18:59:58-0500", "", "2022-09-30T23:59:58Z", "west of Greenwich"},
		{"2022-09-30", "", "2022-09-30T00:00:00Z", "a date alone"},
		{"2022-09-30", "23:59:58", "2022-09-30T23:59:58Z", "two cells"},
		{" 2022-09-30 ", " 23:59 ", "2022-09-30T23:59:00Z", "two cells with spaces"},
		{"2022-09-30", "NA", "2022-09-30T00:00:00Z", "a time that is blank"},
		{"2022-09-30T23:59:58", "12:00", "2022-09-30T23:59:58Z", "a time that is there already goes before"},
		{"2024-02-29T12:00:00", "", "2024-02-29T12:00:00Z", "a leap day"},
		{"2199-12-31T23:59:59", "", "2199-12-31T23:59:59Z", "the last second"},
		{"1996-01-01T00:00:00", "", "1996-01-01T00:00:00Z", "the first"},
		{"01/02/2020 10:00", "", "2020-02-01T10:00:00Z", "Excel"},
		{"1/2/2020", "", "2020-02-01T00:00:00Z", "Excel, no time"},
		{"01-02-2020 10:00:05", "", "2020-02-01T10:00:05Z", "hyphens"},
		{"01.02.2020 10:00", "", "2020-02-01T10:00:00Z", "full stops"},
		{"01/02/20 9:05", "", "2020-02-01T09:05:00Z", "two digits of the year, one of the hour"},
		{"01/02/96", "", "1996-02-01T00:00:00Z", "two digits of the first year"},
		{"01/02/2020, 10:00:00", "", "2020-02-01T10:00:00Z", "a comma, as browsers write"},
		{"01/02/2020 12:30 AM", "", "2020-02-01T00:30:00Z", "half past midnight"},
		{"01/02/2020 12:30 PM", "", "2020-02-01T12:30:00Z", "half past noon"},
		{"01/02/2020 1:30:15\u202fpm", "", "2020-02-01T13:30:15Z", "a narrow no-break space, as newer systems write"},
		{"01/02/2020 10:00 a.m.", "", "2020-02-01T10:00:00Z", "full stops in it"},
		{"01 Feb 2020 10:00", "", "2020-02-01T10:00:00Z", "the name of the month"},
		{"1-Feb-20", "", "2020-02-01T00:00:00Z", "Excel's d-mmm-yy"},
		{"February 1, 2020", "", "2020-02-01T00:00:00Z", "as Americans write"},
		{"Saturday 1st February 2020 at 10:00", "", "2020-02-01T10:00:00Z", "in words"},
		{"Sat, 01 Feb 2020 10:00:00 GMT", "", "2020-02-01T10:00:00Z", "mail"},
		{"01FEB2020:10:00:00", "", "2020-02-01T10:00:00Z", "SAS"},
		{"2020/02/01 10:00", "", "2020-02-01T10:00:00Z", "the year first, with slashes"},
		{"2020/2/1", "", "2020-02-01T00:00:00Z", "the year first, short"},
		{"2020-2-1", "", "2020-02-01T00:00:00Z", "the year first, short"},
		{"2020-02-01 9:05", "", "2020-02-01T09:05:00Z", "one digit of the hour"},
		{"20200201", "", "2020-02-01T00:00:00Z", "eight digits"},
		{"20200201T1000", "", "2020-02-01T10:00:00Z", "eight digits and four"},
		{"43862.4166667", "", "2020-02-01T10:00:00Z", "a number of a spreadsheet"},
		{"43862,4166667", "", "2020-02-01T10:00:00Z", "the same with a comma"},
		{"43862.41667", "", "2020-02-01T10:00:00Z", "as many decimals as a cell shows"},
		{"43862.4167", "", "2020-02-01T10:00:00Z", "few decimals"},
		{"43862.4025", "", "2020-02-01T09:39:36Z", "few decimals, which are a second as they stand"},
		{"43862.0011", "", "2020-02-01T00:01:35Z", "few decimals, which no minute has"},
		{"43862", "0.79", "2020-02-01T18:57:36Z", "two numbers, the second with two decimals"},
		{"43862", "0.007", "2020-02-01T00:10:00Z", "so few decimals that they are no second"},
		{"43862.9999999", "", "2020-02-02T00:00:00Z", "a little less than midnight"},
		{"43862", "", "2020-02-01T00:00:00Z", "a number without a time"},
		{"43862", "0.4166667", "2020-02-01T10:00:00Z", "two numbers"},
		{"43862", "4.16666666666667E-01", "2020-02-01T10:00:00Z", "two numbers, one with an exponent"},
		{"43862", "0", "2020-02-01T00:00:00Z", "midnight as a number"},
		{"01/02/2020", "10:00 AM", "2020-02-01T10:00:00Z", "a time in a cell of its own"},
		{"01/02/2020", "10am", "2020-02-01T10:00:00Z", "an hour alone"},
		{"01/02/2020", "0935", "2020-02-01T09:35:00Z", "as the police write"},
		{"01/02/2020 00:00", "10:00", "2020-02-01T00:00:00Z", "a time that is there already goes before"},
		{"2020-02-01T10:00Z", "", "2020-02-01T10:00:00Z", "no seconds"},
		{"2020-02-01 10:00:00 UTC", "", "2020-02-01T10:00:00Z", "R"},
		{"2020-02-01 10:00:00+00", "", "2020-02-01T10:00:00Z", "PostgreSQL"},
		{"2020-02-01 10:00:00 +0000 UTC", "", "2020-02-01T10:00:00Z", "Go"},
		{"2020-07-01 10:00:00 BST", "", "2020-07-01T09:00:00Z", "summer time by its name"},
		{"01/02/2020 10.05", "", "2020-02-01T10:05:00Z", "a full stop in the time"},
		{"01/02/2020 - 10:05", "", "2020-02-01T10:05:00Z", "a hyphen between"},
		{"01/02/2020 1005 hrs", "", "2020-02-01T10:05:00Z", "as the police write"},
		{"20200201100507", "", "2020-02-01T10:05:07Z", "fourteen digits"},
		{"202002011005", "", "2020-02-01T10:05:00Z", "twelve digits"},
		{"20200201T100507Z", "", "2020-02-01T10:05:07Z", "the short form of ISO 8601"},
		{"2020-02-01", "10.05", "2020-02-01T10:05:00Z", "a full stop in a time in a cell of its own"},
		{"2020-02-01", "0.25", "2020-02-01T06:00:00Z", "a part of a day"},
		{"2020-02-01", "10:05 hrs", "2020-02-01T10:05:00Z", "as the police write"},
		{"2020-02-01", "1899-12-30 10:05:00", "2020-02-01T10:05:00Z", "the day zero of a database before the time"},
		{"2020-02-01", "30/12/1899 10:05:00", "2020-02-01T10:05:00Z", "the same as Access writes it"},
		{"01\u20112\u20112020", "", "2020-02-01T00:00:00Z", "hyphens that do not break"},
	} {
		got, _, err := parseTime([]byte(test.date), []byte(test.clock))
		if err != nil || got.Format(time.RFC3339) != test.want || got.Location() != time.UTC {
			t.Errorf("parseTime(%q, %q) = %v, %v, want %s (%s)", test.date, test.clock, got, err, test.want, test.reason)
		}
	}
	for _, test := range []struct {
		date, clock string
		inClock     bool
	}{
		{"2023-02-29", "", false}, {"2022-00-01", "", false}, {"2022-01-00", "", false}, {"2022-04-31", "", false}, {"22-09-30", "", false},
		{"2022-09-30x", "", false}, {"2022-09-30T", "", false}, {"2022-09-30T1", "", false},
		{"2022-09-30T12:60", "", false}, {"2022-09-30T12:00:60", "", false}, {"2022-09-30T12:00:00.", "", false}, {"2022-09-30T12:00+", "", false},
		{"2022-09-30T12:00+15:00", "", false}, {"2022-09-30T12:00+01:60", "", false}, {"2022-09-30T12:00 CET", "", false},
		{"2022-09-30", "noon", true}, {"2022-09-30", "25:00", true}, {"2022-09-30", "13:00pm", true}, {"", "12:00", false},
		{"01/02", "", false}, {"01/02/020", "", false}, {"Feb 2020", "", false}, {"01/Fev/2020", "", false}, {"01 02 2020", "", false}, {"01/02-2020", "", false},
		{"13/13/2020", "", false}, {"30/02/2020", "", false}, {"01/02/2020 13:00 pm", "", false}, {"01/02/2020 10", "", false}, {"1580551200", "", false},
		{"2020-02-01-05:00", "", false}, {"01/02/2020-05:00", "", false}, {"202002011", "", false}, {"20200201106000", "", false}, {"2020-02-01", "1899-12-30", true},
		{"2020-02-01", "10.5", true}, {"2020-02-01", "10 hrs", true}, {"01/02/2020 10.75", "", false},
		{"18293", "", false}, {"43862.", "", false}, {"43862.4x", "", false}, {"01022020", "", false}, {"4386", "", false}, {"1234567", "", false},
		{"2020-02-01 10:00:00 +0100 UTC", "", false}, {"43862", "1.5", true}, {"43862", "-0.5", true}, {"43862", "5", true},
		{"2200-01-01", "", false}, {"1995-12-31", "", false}, {"2199-12-31T23:59:59-01:00", "", false},
	} {
		if got, inClock, err := parseTime([]byte(test.date), []byte(test.clock)); err == nil || inClock != test.inClock {
			t.Errorf("parseTime(%q, %q) = %v, %v, %v", test.date, test.clock, got, inClock, err)
		}
	}
}
