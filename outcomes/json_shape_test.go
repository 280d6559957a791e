package outcomes

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-549880be/disparity/outcomes/internal/cells"
)

// jsonSearch is a search of day n of a month, as the API returns it.
func jsonSearch(n int) string {
	return fmt.Sprintf(`{"type":"Person search","datetime":"2020-02-%02dT10:00:00+00:00","gender":"Male","self_defined_ethnicity":"White - Any other White background",`+
		`"outcome":"Arrest","location":{"latitude":"51.5","longitude":"-0.1","street":{"id":1,"name":"On or near a road"}},"outcome_object":{"id":"a","name":"b"}}`, n)
}

// jsonFeature is the same search without its place, as a GeoJSON feature with a geometry.
func jsonFeature(n int, geometry string) string {
	properties := strings.Replace(jsonSearch(n), `{"latitude":"51.5","longitude":"-0.1","street":{"id":1,"name":"On or near a road"}}`, "null", 1)
	return `{"type":"Feature","geometry":` + geometry + `,"properties":` + properties + `}`
}

// days returns the days of the searches, which jsonSearch has numbered.
func days(searches []Search) []int {
	days := []int{}
	for _, s := range searches {
		days = append(days, s.Time.Day())
	}
	return days
}

// jsonShape is a file with searches, which are numbered from 1, and nothing wrong.
type jsonShape struct {
	text   string
	want   int // searches
	reason string
}

func indented(text string) string {
	var out bytes.Buffer
	_ = json.Indent(&out, []byte(text), "", "\t") // of our own
	return out.String()
}

func jsonShapes() []jsonShape {
	a, b, c := jsonSearch(1), jsonSearch(2), jsonSearch(3)
	point := `{"type":"Point","coordinates":[-0.2,51.7,12]}`
	many := strings.Repeat(`{"rel":"next"},`, 75000)
	return []jsonShape{
		{`[[` + a + `],[` + b + `,` + c + `],[]]`, 3, "pages"},
		{`[[[[` + a + `]]],[[` + b + `]]]`, 2, "pages of pages"},
		{`[` + a + `]` + "\n[" + b + `][]`, 2, "arrays one after the other"},
		{a + "\n" + b + "\n" + c + "\n", 3, "one a line"},
		{a + "\r\n\r\n  " + b + "\r\n" + c, 3, "CRLF, a blank line, a space, no line end at the end"},
		{a + ",\n" + b + ",\n" + c + ",\n", 3, "an array without its brackets"},
		{a + b + " " + c, 3, "one after the other in a line"},
		{indented(a) + "\n" + indented(b) + "\n" + indented(c), 3, "indented, one after the other"},
		{a + "\n" + indented(b) + "\n" + indented(c), 3, "the first in a line, the others indented"},
		{"\x1e" + a + "\n\x1e" + b + "\n", 2, "a sequence of RFC 8142"},
		{"\ufeff" + a + "\n" + b, 2, "a byte order mark before lines"},
		{a, 1, "one search alone"},
		{indented(a), 1, "one search alone, indented"},
		{`{"status":"ok","data":[` + a + `,` + b + `]}`, 2, "a member"},
		{`{"data":[` + a + `,` + b + `],"status":"ok","next":null}`, 2, "a member before others"},
		{"{\"data\":[\n" + a + ",\n" + b + "\n]}\n", 2, "a member, one search a line"},
		{`{"links":[{"rel":"next"}],"errors":[],"results":{"count":2,"items":[` + a + `,` + b + `]},"more":[1,"x"]}`, 2, "a member of a member, and arrays beside it"},
		{`{"links":[` + many + `{}],"data":[` + a + `,` + b + `]}`, 2, "after an array of a megabyte that has none"},
		{`{"data":[` + a + `,` + b + `],"links":[` + many + `{}]}`, 2, "before an array of a megabyte that has none"},
		{`{"meta":{"links":[` + many + `{}]},"data":[` + a + `]}`, 1, "after an object of a megabyte that has none"},
		{`{"success":true,"result":{"fields":[{"type":"text","id":"type"},{"type":"timestamp","id":"datetime"}],"records":[` + a + `]}}`, 1, "beside a list of the fields"},
		{`{"date":"2020-02","type":"stops","force":"essex","data":[` + a + `,` + b + `]}`, 2, "beside members that are named as those of a search"},
		{`{"page":1,"data":[` + a + `]}` + "\n" + `{"page":2,"data":[` + b + `]}` + "\n" + `{"page":3,"data":[]}`, 2, "pages, one a line, the last without a search"},
		{`[{"page":0,"data":[]},{"page":1,"data":[` + a + `]},{"page":2,"data":[` + b + `]}]`, 2, "pages in an array, the first without a search"},
		{`{"hits":{"total":2,"hits":[{"_id":"1","_source":` + a + `},{"_id":"2","_source":` + b + `}]}}`, 2, "each in an object of its own"},
		{`{"0":` + a + `,"1":` + b + `}`, 2, "by number, as pandas writes orient=\"index\""},
		{`{"0":{"stop":` + a + `},"1":{"stop":` + b + `}}`, 2, "by number, each in an object of its own"},
		{`{"search":` + a + `}`, 1, "one search in a member"},
		{`{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}},"features":[` + jsonFeature(1, point) + `,` + jsonFeature(2, "null") + `]}`, 2, "GeoJSON"},
		{"{\n\"type\": \"FeatureCollection\",\n\"features\": [\n" + jsonFeature(1, point) + ",\n" + jsonFeature(2, point) + "\n]\n}\n", 2, "GeoJSON as GDAL writes it"},
		{jsonFeature(1, point) + "\n" + jsonFeature(2, "null") + "\n", 2, "features, one a line"},
		{"\x1e" + jsonFeature(1, point) + "\n\x1e" + jsonFeature(2, "null") + "\n", 2, "features as a sequence"},
		{`[]`, 0, "an empty array"},
		{`[[],[]]`, 0, "empty pages"},
		{`{"data":[]}`, 0, "an empty member"},
		{`{"type":"FeatureCollection","features":[]}`, 0, "GeoJSON without a feature"},
	}
}

// Searches are found wherever they stand, and what stands around them is no error.
func TestReadJSONShapes(t *testing.T) {
	for _, test := range jsonShapes() {
		want := []int{}
		for n := range test.want {
			want = append(want, n+1)
		}
		texts := []string{test.text}
		if len(test.text) < 10000 && !strings.HasPrefix(test.text, "\ufeff") {
			texts = append(texts, gzipped(test.text), " \n"+test.text+"\n ")
		}
		for _, text := range texts {
			got, errs := collect(ReadJSON(strings.NewReader(text), ReadOptions{File: "f.json"}))
			if d := cmp.Diff(want, days(got)); d != "" || errs != nil {
				t.Errorf("%s: -want +got\n%s%v", test.reason, d, errs)
			}
		}
		if len(test.text) < 10000 {
			got, errs := collect(ReadJSON(iotest.OneByteReader(strings.NewReader(test.text)), ReadOptions{File: "f.json"}))
			if len(got) != test.want || errs != nil {
				t.Errorf("%s, byte by byte: %d searches, %v", test.reason, len(got), errs)
			}
		}
	}
}

// The place of a feature is that of its properties, and its point where they have none.
func TestReadJSONPlace(t *testing.T) {
	point := `{"type":"Point","coordinates":[ -0.2 , 51.7, 12]}`
	for _, test := range []struct {
		text                string
		latitude, longitude float64 // 0 for none
		reason              string
	}{
		{jsonFeature(1, point), 51.7, -0.2, "a point: the longitude comes first"},
		{jsonFeature(1, "null"), 0, 0, "no geometry"},
		{jsonFeature(1, `{"type":"Polygon","coordinates":[[[0,1],[1,1],[1,0],[0,1]]]}`), 0, 0, "an area is no place"},
		{jsonFeature(1, `{"type":"Point","coordinates":[]}`), 0, 0, "an empty point"},
		{strings.Replace(jsonFeature(1, point), `"location":null`, `"latitude":"50","longitude":1`, 1), 50, 1, "both"},
		{`{"properties":{"type":"Person search","datetime":"2020-02-01"},"geometry":` + point + `,"type":"Feature"}`, 51.7, -0.2, "members in another order"},
		{jsonSearch(1), 51.5, -0.1, "the API"},
		{`{"type":"Person search","datetime":"2020-02-01","location":` + point + `}`, 51.7, -0.2, "a point of a database"},
		{`{"type":"Person search","datetime":"2020-02-01","location.latitude":"51","location.longitude":1e0}`, 51, 1, "flattened"},
		{`{"type":"Person search","datetime":"2020-02-01","Latitude":NaN,"Longitude":null}`, 0, 0, "blank"},
	} {
		got, errs := collect(ReadJSON(strings.NewReader(test.text), ReadOptions{}))
		if len(got) != 1 || errs != nil {
			t.Errorf("%s: %v, %v", test.reason, got, errs)
			continue
		}
		s := got[0]
		if s.Latitude != test.latitude && (test.latitude != 0 || s.Latitude == s.Latitude) || s.Longitude != test.longitude && (test.longitude != 0 || s.Longitude == s.Longitude) {
			t.Errorf("%s: %v, %v, want %v, %v", test.reason, s.Latitude, s.Longitude, test.latitude, test.longitude)
		}
	}
}

// A time may be a number in JSON, and only there.
func TestReadJSONEpoch(t *testing.T) {
	noon := time.Date(2020, 2, 1, 12, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		value  string
		want   time.Time // the zero time: rejected
		reason string
	}{
		{"1580558400000", noon, "thousandths of seconds, as pandas writes them"},
		{"1580558400", noon, "seconds"},
		{"1580558400.0", noon, "seconds as a number with a fraction"},
		{"1580558400000000", noon, "millionths"},
		{"1580558400000000000", noon, "billionths"},
		{"999999999999", time.Date(2001, 9, 9, 1, 46, 39, 0, time.UTC), "12 digits"},
		{`{"$date":1580558400000}`, noon, "MongoDB"},
		{`{"$date":{"$numberLong":"1580558400000"}}`, noon, "MongoDB, canonical"},
		{`{"$date":"2020-02-01T12:00:00Z"}`, noon, "MongoDB, relaxed"},
		{`"2020-02-01T12:00:00Z"`, noon, "text"},
		{`"1580558400000"`, time.Time{}, "digits in a string say no unit"},
		{"158055840", time.Time{}, "9 digits"},
		{"-1580558400000", time.Time{}, "before 1970"},
		{"9999999999", time.Time{}, "the year 2286"},
		{"true", time.Time{}, "no number"},
		{`{"$date":{"$date":{"$date":1580558400000}}}`, time.Time{}, "too much"},
		{`{"a":1580558400000}`, time.Time{}, "an object"},
		{`[1580558400000]`, time.Time{}, "an array"},
	} {
		text := `[{"type":"Person search","gender":"Male","datetime":` + test.value + `}]`
		got, errs := collect(ReadJSON(strings.NewReader(text), ReadOptions{File: "f.json"}))
		switch {
		case test.want.IsZero():
			if len(got) != 0 || len(errs) != 1 || !strings.HasPrefix(errs[0].Error(), "outcomes: f.json:1:2: Date ") {
				t.Errorf("%s: %v, %v", test.reason, got, errs)
			}
		case len(got) != 1 || errs != nil || !got[0].Time.Equal(test.want):
			t.Errorf("%s: %v, %v, want %v", test.reason, got, errs, test.want)
		}
	}
}

// Keys are those that columns have, in the API, in the CSV, as R and databases write them.
func TestReadJSONKeys(t *testing.T) {
	want, errs := collect(ReadJSON(strings.NewReader(`[{"type":"Person search","datetime":"2020-02-01T00:00:00Z","operation":false,"location":{"latitude":51.5,"longitude":0.1},`+
		`"gender":"Male","age_range":"18-24","self_defined_ethnicity":"White - Any other White background","officer_defined_ethnicity":"White",`+
		`"legislation":"Misuse of Drugs Act 1971 (section 23)","object_of_search":"Controlled drugs","outcome":"Arrest","outcome_linked_to_object_of_search":true,`+
		`"removal_of_more_than_outer_clothing":false}]`), ReadOptions{}))
	if len(want) != 1 || errs != nil {
		t.Fatal(want, errs)
	}
	names := strings.Split(official, ",")
	values := []string{`"Person search"`, `"2020-02-01T00:00:00Z"`, `"False"`, `"FALSE"`, `51.5`, `0.1`, `"Male"`, `"18-24"`, `"White - Any other White background"`, `"White"`,
		`"Misuse of Drugs Act 1971 (section 23)"`, `"Controlled drugs"`, `"Arrest"`, `1`, `0`}
	for _, test := range []struct {
		rename func(string) string
		more   string
		reason string
	}{
		{func(s string) string { return s }, "", "the CSV"},
		{func(s string) string { return strings.NewReplacer(" ", ".", "-", ".").Replace(s) }, "", "R"},
		{func(s string) string { return strings.ToUpper(strings.NewReplacer(" ", "_", "-", "_").Replace(s)) }, `"ID":7,`, "a database"},
		{func(s string) string { return " " + s + " " }, `"index":0,"_id":{"$oid":"5e"},`, "with spaces, and an index"},
		{func(s string) string { return strings.Replace(s, "Date", "\\u0044ate", 1) }, "", "escaped"},
	} {
		text := "{" + test.more
		for i, name := range names {
			text += fmt.Sprintf(`"%s":%s,`, test.rename(name), values[i])
		}
		got, errs := collect(ReadJSON(strings.NewReader("["+strings.TrimSuffix(text, ",")+"}]"), ReadOptions{}))
		if d := cmp.Diff(want, got, compareSearches); d != "" || errs != nil {
			t.Errorf("%s: -want +got\n%s%v", test.reason, d, errs)
		}
	}
}

// A key of the force says it of its object, and the name of the file of those without.
func TestReadJSONForce(t *testing.T) {
	for _, test := range []struct {
		keys   string
		want   string // slug
		reason string
	}{
		{``, "essex", "the file says it"},
		{`,"force":"Kent Police"`, "kent", "a key says it"},
		{`,"Force":"kent"`, "kent", "in another letter case, by its slug"},
		{`,"force":null`, "", "a key that says nothing"},
		{`,"force":"Kent Police","FORCE":"Essex Police"`, "rejected", "two keys"},
		{`,"Falls within":"Kent Police","Reported by":"Thames Valley Police"`, "thames-valley", "two columns that tell it, of which one goes first"},
		{`,"file_name":"2020-02-kent-stop-and-search.csv"`, "kent", "the name of a file"},
		{`,"file_name":"2020-02-kent-stop-and-search.csv","force":"Essex Police"`, "essex", "the name of a file, and a force"},
	} {
		text := `{"type":"Person search","datetime":"2020-02-01","gender":"Male"` + test.keys + `}`
		got, errs := collect(ReadJSON(strings.NewReader(text), ReadOptions{File: "2020-02-essex-stop-and-search.ndjson"}))
		if test.want == "rejected" {
			if len(got) != 0 || len(errs) != 1 {
				t.Errorf("%s: %v, %v", test.reason, got, errs)
			}
			continue
		}
		if len(got) != 1 || errs != nil || got[0].Force.Slug() != test.want {
			t.Errorf("%s: %v, %v, want %s", test.reason, got, errs, test.want)
		}
	}
}

// What is wrong with one value is said of that value, and what comes after it is read.
func TestReadJSONBroken(t *testing.T) {
	a, b, c := jsonSearch(1), jsonSearch(2), jsonSearch(3)
	long := strings.Repeat("x", cells.MaxLine)
	notClosed := "not JSON: the object is not closed where its line ends"
	for _, test := range []struct {
		text   string
		want   []int
		errs   []string // how each error begins, after the name of the file
		reason string
	}{
		{a + "\nx,y,\"z\n" + b + "\n", []int{1, 2}, []string{"2:1: not JSON: "}, "a line that is no JSON"},
		{a + "\n" + b[:60] + "\n" + c, []int{1, 3}, []string{"2:1: " + notClosed}, "a line that is cut in a value"},
		{a + "\n" + b[:8] + "\n" + c, []int{1, 3}, []string{"2:1: " + notClosed}, "a line that is cut after a colon"},
		{a + "\n" + b + "\n" + c[:60], []int{1, 2}, []string{"3:1: " + notClosed}, "the last line"},
		{a[:60] + "\n" + b + "\n" + c, []int{2, 3}, []string{"1:1: " + notClosed}, "the first line, cut in a value"},
		{a[:15] + "\n" + b + "\n" + c, []int{2, 3}, []string{"1:1: " + notClosed}, "the first line, cut in a string"},
		{a[:8] + "\n" + b + "\n" + c, []int{2, 3}, []string{"1:1: " + notClosed}, "the first line, cut after a colon"},
		{a + "\n" + b + "}\n" + c, []int{1, 2, 3}, []string{"2:"}, "a bracket too many"},
		{a + "\n{}\n" + b, []int{1, 2}, []string{`2:1: Date "": no date`}, "an empty object"},
		{a + "\n5\n[]\nnull\n" + b, []int{1, 2}, []string{"2:1: not a search: 5: want an object", `4:1: Date "": no date`}, "a number, an array and null"},
		{`[{"type":"Per` + "\n" + `,"datetime":"2020-02-01"},` + "\n" + a + "]", []int{1}, []string{"1:2: not JSON: at line 1, column 14: "}, "a quotation mark that is lost"},
		{`[{"type":"Per` + "\n" + `son","datetime":"2020-02-01"},` + a + "]", []int{1}, []string{"1:2: not JSON: "}, "a line end in a string"},
		{`[` + a + b + `,` + c + `]`, []int{1, 3}, []string{`1:296: not JSON: {"type":"Person search"`}, "a comma that is lost"},
		{`[` + a + `,{"type":"Person search","datetime":"2020-02-01","gender":"Male","Gender ":"Male"}]`, []int{1},
			[]string{`1:297: not a search: the keys "gender" and "Gender " both say "Gender"`}, "two keys of one meaning"},
		{`[{"type":"Person search","datetime":"2020-02-01","gender":"Male","latitude":1,"location":{"latitude":2}}]`, []int{},
			[]string{`1:2: not a search: the keys "latitude" and the same in the location both say "Latitude"`}, "two places"},
		{`[{"type":"Person search","datetime":"2020-02-01","Date":"2020-02-02"}]`, []int{1}, nil, "a datetime says more than a date beside it"},
		{`[{"type":{"a":1},"datetime":"2020-02-01","gender":"Male"},` + b + `]`, []int{2}, []string{`1:2: Type "{\"a\":1}": want a string, a number, true, false or null`}, "an object for a label"},
		{`{"data":[` + a + `,{"x" 1,"y":{}},{"y":{"a" 1}},` + b + `]}`, []int{1, 2}, []string{"1:305: not JSON: ", "1:320: not JSON: "}, "elements that are not JSON in a member"},
		{`{"data":[5,{"a":1},` + a + `,{"type":"Person search"}]}`, []int{1}, []string{"1:10: not a search: 5", `1:12: Date "": no date`, `1:`}, "values that are no search, before one and after"},
		{`[{"datetime":"2020-02-03"},` + a + `,{"datetime":"2020-02-02"}]`, []int{3, 1, 2}, nil, "a time alone is a search among searches"},
		{`{"data":[` + a + `],"x" 5}`, []int{1}, []string{"1:1: not JSON: "}, "a key without a colon"},
		{`{"data":[` + a + `]`, []int{1}, []string{"1: reading: the object is not closed: unexpected EOF: download it again"}, "an object that breaks off"},
		{`{"data":[` + a, []int{1}, []string{"1: reading: the array is not closed: unexpected EOF: download it again"}, "an array in it"},
		{`{"essex":[` + a + `],"kent":[` + b + `]}`, []int{1}, []string{`1: there are searches in the member "essex" and in the member "kent", and whether they are the same cannot be told`}, "two members"},
		{`{"before":` + a + `,"after":` + b + `}`, []int{1}, []string{`1: there are searches in the member "before" and in the member "after"`}, "two searches"},
		{a + `{"data":[` + b + `]}`, []int{1}, []string{`1: there are searches in the file itself and in the member "data"`}, "a search beside a member"},
		{`{"data":[` + a + `],"more":x{"c":[` + b + `]}}`, []int{1}, []string{"1:313: not JSON: at line 1, column 313: "}, "a member after the searches, with a search in it"},
		{`{"more":x{"c":[` + b + `]},"data":[` + a + `]}`, []int{1}, []string{"1:9: not JSON: at line 1, column 9: "}, "a member before them"},
		{`{"data":[` + a + `],"more":{"c" [` + b + `]}}`, []int{1}, []string{"1:313: not JSON: at line 1, column 318: "}, "a member of a member, without a colon"},
		{`{"data":[` + a + `],"more":{"x":[],"c" [` + b + `]}}`, []int{1}, []string{"1:1: not JSON: at line 1, column 325: "}, "the same beside an array"},
		{`{"links":[{"c" [` + b + `]}],"data":[` + a + `]}`, []int{1}, []string{"1:11: not JSON: at line 1, column 16: "}, "an element beside the searches, before them"},
		{`{"data":[` + a + `],"links":[{"c" [` + b + `]}]}`, []int{1}, []string{"1:315: not JSON: at line 1, column 320: "}, "an element after them"},
		{`{"data":[` + a + `],"links":[[] ` + b + `]}`, []int{1}, []string{`1:318: not JSON: {"type":"Person search"`}, "an element after another without a comma"},
		{`{"links":[` + strings.Repeat("1,", maxHeld) + `{"c" [` + b + `]}],"data":[` + a + `]}`, []int{1}, []string{"1:2011: not JSON: at line 1, column 2016: "}, "an element after more than is held"},
		{`{"links":[` + strings.Repeat("1,", maxHeld) + `[] ` + b + `],"data":[` + a + `]}`, []int{1}, []string{`1:2014: not JSON: {"type":"Person search"`}, "the same without a comma"},
		{`{"more":5 "` + long + `","data":[` + a + `]}`, []int{1}, []string{"1:9: not JSON: at line 1, column 11: "}, "a member that is too long"},
		{`[{"page":0,"data":[],"more" ` + b + `},{"page":1,"data":[` + a + `]}]`, []int{1}, []string{"1:2: not JSON: at line 1, column 29: "}, "the first page, with an array of no searches"},
		{`[{"page":0,"data":[],"more":x` + b + `},{"page":1,"data":[` + a + `]}]`, []int{1}, []string{"1:2: not JSON: at line 1, column 29: "}, "the same with a colon"},
		{`[{"page":1,"data":[` + a + `]},{"page":2,"data":[],"more" ` + b + `}]`, []int{1}, []string{"1:317: not JSON: at line 1, column 344: "}, "the last page"},
		{`[{"data":[],"more" ` + b + `} ` + c + `,` + a + `]`, []int{1}, []string{"1:2: not JSON: at line 1, column 20: ", `1:316: not JSON: {"type":"Person search"`}, "a key that is no end of what it stands in"},
		{`[{"a":[1 },"z":[{"b":{"c":1}}],"q" 5},` + a + `]`, []int{1}, []string{"1:2: not JSON: at line 1, column 10: "}, "an array that is closed after its object"},
		{`{"d\xta":[` + a + `]}`, []int{1}, []string{"1:2: not JSON: at line 1, column 5: "}, "a key that is no string"},
		{`{"data":[x,` + a + `]}`, []int{1}, []string{"1:10: not JSON: "}, "an element that is said once"},
		{"[" + a + ",\v" + b + "]", []int{1}, []string{"1:297: not JSON: at line 1, column 297: "}, "a space that is none of JSON"},
		{`[` + strings.Repeat("5,", maxHeld+1) + a + `]`, make([]int, 0), nil, "a search after too much else"},
	} {
		got, errs := collect(ReadJSON(strings.NewReader(test.text), ReadOptions{File: "f.json"}))
		if len(errs) > maxHeld { // the last row
			if want := "outcomes: f.json:1: a search after 1001 values that are none"; !strings.HasPrefix(errs[maxHeld].Error(), want) || len(got) != 0 {
				t.Errorf("%s: %v", test.reason, errs[maxHeld])
			}
			continue
		}
		if d := cmp.Diff(test.want, days(got)); d != "" || len(errs) != len(test.errs) {
			t.Errorf("%s: -want +got\n%s%v", test.reason, d, errs)
			continue
		}
		for i, err := range errs {
			if want := "outcomes: f.json:" + test.errs[i]; !strings.HasPrefix(err.Error(), want) {
				t.Errorf("%s: %v, want %s", test.reason, err, want)
			}
			checkError(t, err)
		}
	}
}

// A file without a search says what it is, and what to do.
func TestReadJSONNone(t *testing.T) {
	long := strings.Repeat("x", cells.MaxLine)
	for _, test := range []struct {
		text, want, reason string
	}{
		{`[{"category":"anti-social-behaviour","location_type":"Force","location":{"latitude":"52.6","street":{"id":1,"name":"x"},"longitude":"-1.1"},"context":"",` +
			`"outcome_status":null,"persistent_id":"","id":1,"location_subtype":"","month":"2024-01"}]`, "it has street crimes: give the stop-and-search files", "street crimes of the API"},
		{`[{"Crime ID":"a","Month":"2020-02","Reported by":"Essex Police","Falls within":"Essex Police","Longitude":0.1,"Latitude":51.5,"Crime type":"Drugs"}]`, "it has street crimes", "of the CSV"},
		{`[{"category":{"code":"local-resolution","name":"Local resolution"},"date":"2020-02","person_id":null,"crime":{"category":"drugs","month":"2020-02"}}]`, "it has outcomes of crimes", "outcomes"},
		{`[{"id":"avon-and-somerset","name":"Avon and Somerset Constabulary"},{"id":"kent","name":"Kent Police"}]`, "it is a list of names, such as that of the forces", "forces"},
		{`[{"date":"2020-02","stop-and-search":["essex","kent"]}]`, "it lists the months and forces", "what is there"},
		{`{"message":"Too Many Requests","code":429}`, `it is an answer that says "Too Many Requests"`, "an answer that is none"},
		{`{"error":{"code":500,"message":"Internal error"},"data":null}`, `it is an answer that says "Internal error"`, "inside a member"},
		{`{"errors":[]}`, `its objects have the members "errors"`, "an array of errors is no month without searches"},
		{`{"type":{"0":"Person search"},"datetime":{"0":"2020-02-01"},"gender":{"0":"Male"}}`, `it has a list of values for each column: write one object for each search, as pandas does with orient="records"`, "by column, in objects"},
		{`{"Type":["Person search"],"Date":["2020-02-01"]}`, "it has a list of values for each column", "by column, in arrays"},
		{`{"columns":["type","datetime"],"index":[0],"data":[["Person search","2020-02-01"]]}`, "its rows are arrays, apart from the names of their columns", "split"},
		{`[["Type","Date"],["Person search","2020-02-01"]]`, "its rows are arrays", "a table"},
		{`["Type","Date"]` + "\n" + `["Person search","2020-02-01"]`, "its rows are arrays", "a table, one row a line"},
		{`{"name":"site","version":"1.0.0","dependencies":{"a":"^1"}}`, `its objects have the members "name", "version", "dependencies": want objects with type, datetime`, "the settings of a program"},
		{`[{"type":"info","date":"2020-01-01T10:00:00Z","msg":"x"}]`, `its objects have the members "type", "date", "msg"`, "a log"},
		{`{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"properties":{"NAME":"Essex","CODE":"E1"}}]}`, `its objects have the members "NAME", "CODE"`, "GeoJSON of something else"},
		{`{}`, "there is no object in it that has members", "an empty object"},
		{`[{}]`, "there is no object in it that has members", "an empty object in an array"},
		{`[1,2,3]`, "there is no object in it that has members", "numbers"},
		{`["` + long + `"]`, "at line 1, column 2: element is longer than 1048576 bytes", "nothing but a value that is too long"},
		{`[{"note":{"a":["` + long + `"]}}]`, "at line 1, column 16: element is longer than 1048576 bytes", "an object of such a value, which may have been a search"},
	} {
		_, errs := collect(ReadJSON(strings.NewReader(test.text), ReadOptions{File: "f.json"}))
		if len(errs) != 1 || !strings.HasPrefix(errs[0].Error(), "outcomes: f.json:1: the file holds no searches: "+test.want) {
			t.Errorf("%s: %v, want %s", test.reason, errs, test.want)
			continue
		}
		if _, ok := errors.AsType[*HeaderError](errs[0]); !ok || !errors.Is(errs[0], errNoSearchesInJSON) {
			t.Errorf("%s: %T", test.reason, errs[0])
		}
	}
	// What is not JSON may have been a file of searches.
	for _, text := range []string{`{"a":}`, `x`, ``} {
		_, errs := collect(ReadJSON(strings.NewReader(text), ReadOptions{File: "f.json"}))
		if _, ok := errors.AsType[*HeaderError](errs[0]); len(errs) != 1 || !ok || errors.Is(errs[0], errNoSearchesInJSON) {
			t.Errorf("%s: %v", text, errs)
		}
	}
}

// Errors are read by people at a terminal: none has a name of the program.
func TestReadJSONMessages(t *testing.T) {
	for _, text := range []string{`[5]`, `[{"type":{}}]`, `[{"type":[1],"datetime":"2020-02-01","gender":"x"}]`, `[{"a":tru}]`, `[tru]`, `[{"location":5,"type":"Person search","datetime":"2020-02-01"},"x",[[5]]]`,
		`{"data":5}`, `[` + jsonSearch(1) + `,{"datetime":[]},{"location":[]},{"a" 1},"\x"]`, strings.Repeat("[", 100000)} {
		_, errs := collect(ReadJSON(strings.NewReader(text), ReadOptions{File: "f.txt"}))
		for _, err := range errs {
			for _, name := range []string{"json:", "Go ", "struct", "apiSearch", "unmarshal", "Unmarshal", "ReadJSON", "map["} {
				if strings.Contains(err.Error(), name) {
					t.Errorf("%.60s: %v", text, err)
				}
			}
			checkError(t, err)
		}
	}
}
