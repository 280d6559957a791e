package outcomes

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/internal/cells"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
)

// apiJSON returns the rows of a file with the header of data.police.uk, or of the flattened API, as
// the API returns them. Booleans are true, false and null, coordinates are strings in an object,
// and blanks are null.
func apiJSON(t testing.TB, r io.Reader) string {
	t.Helper()
	rows, err := csv.NewReader(r).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	spelling := make(map[string]field)
	for f, row := range fields {
		for _, s := range row.spellings {
			spelling[s] = field(f)
		}
	}
	index := make(map[field]int)
	for i, name := range rows[0] {
		if f, ok := spelling[cells.FoldHeader(name)]; ok {
			index[f] = i
		}
	}
	text := func(row []string, f field) any {
		if i, ok := index[f]; ok && row[i] != "" {
			return row[i]
		}
		return nil
	}
	answer := func(row []string, f field) any {
		s, _ := text(row, f).(string)
		v, err := strconv.ParseBool(s)
		if err != nil {
			return nil
		}
		return v
	}
	var all []map[string]any
	for _, row := range rows[1:] {
		search := map[string]any{
			"type": text(row, fieldType), "datetime": text(row, fieldDate), "operation": answer(row, fieldOperation), "gender": text(row, fieldGender),
			"age_range": text(row, fieldAge), "self_defined_ethnicity": text(row, fieldSelf), "officer_defined_ethnicity": text(row, fieldOfficer),
			"legislation": text(row, fieldLegislation), "object_of_search": text(row, fieldObject), "outcome": text(row, fieldOutcome),
			"outcome_linked_to_object_of_search": answer(row, fieldLinked), "removal_of_more_than_outer_clothing": answer(row, fieldClothing),
			"location": nil, "outcome_object": map[string]any{"id": "", "name": ""}, "operation_name": nil, "involved_person": true,
		}
		if text(row, fieldLatitude) != nil {
			search["location"] = map[string]any{"latitude": text(row, fieldLatitude), "longitude": text(row, fieldLongitude),
				"street": map[string]any{"id": 883407, "name": "On or near Street"}}
		}
		all = append(all, search)
	}
	out, err := json.MarshalIndent(all, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// The fixture as the API returns it: the same searches, compact or not, packed or not, with or
// without a byte order mark, read whole or by halves.
func TestReadJSON(t *testing.T) {
	text := apiJSON(t, strings.NewReader(file("\n", official, fixture...)))
	for _, test := range []struct{ name, text string }{
		{"indented", text},
		{"compact", compact(t, text)},
		{"gzip", gzipped(text)},
		{"byte order mark", "\ufeff" + text},
		{"white space around", "\r\n \t" + text + "\n\n"},
	} {
		got, errs := collect(ReadJSON(strings.NewReader(test.text), ReadOptions{}))
		if d := cmp.Diff(searches, got, compareSearches); d != "" || errs != nil {
			t.Errorf("%s: -want +got\n%s%v", test.name, d, errs)
		}
		got, errs = collect(ReadJSON(iotest.OneByteReader(strings.NewReader(test.text)), ReadOptions{File: "2020-09-essex-stop-and-search.json"}))
		if len(errs) > 0 || len(got) != len(searches) || got[0].Force.Slug() != "essex" || got[0].Fingerprint == 0 || got[0].Fingerprint == got[1].Fingerprint {
			t.Errorf("%s: %d searches, %v", test.name, len(got), errs)
		}
	}
}

func compact(t testing.TB, text string) string {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// What the API writes where there is no outcome.
func TestReadJSONBlanks(t *testing.T) {
	for _, test := range []struct {
		outcome string
		want    Outcome
		reason  string
	}{
		{`"outcome":false,`, NothingFound, "false: nothing was found"},
		{`"outcome":"",`, OutcomeNotRecorded, "an empty string: no outcome was provided"},
		{`"outcome":null,`, OutcomeNotRecorded, "null"},
		{``, OutcomeNotRecorded, "no such field"},
		{`"outcome":"Arrest",`, Arrest, "a label"},
		{`"outcome":true,`, OutcomeUnrecognised, "true says nothing that a table has"},
		{`"outcome":"=cmd|'/C calc'!A0",`, OutcomeUnrecognised, "a formula is a label like any other"},
		{`"outcome":"\u0000",`, OutcomeUnrecognised, "NUL"},
		{"\"outcome\":\"\xff\",", OutcomeUnrecognised, "invalid UTF-8"},
	} {
		text := `[{` + test.outcome + `"type":"Person search","datetime":"2020-09-01T00:24:00+00:00"}]`
		got, errs := collect(ReadJSON(strings.NewReader(text), ReadOptions{}))
		if len(got) != 1 || got[0].Outcome != test.want || (len(errs) == 1) != (test.want == OutcomeUnrecognised) {
			t.Errorf("%s: %v, %v, want %v", test.reason, got, errs, test.want)
		}
	}
}

// Elements that cannot be read are rejected by place, and those around them are read.
func TestReadJSONErrors(t *testing.T) {
	good := `{"type":"Person search","datetime":"2020-09-01T00:24:00+00:00"}`
	long := `{"type":"` + strings.Repeat("x", 10<<20) + `"}`
	for _, test := range []struct {
		text     string
		searches int
		errs     []string // how each error begins
		reason   string
	}{
		{`[]`, 0, nil, "no search: not an error"},
		{"[\n " + good + ",\n 5,\n" + good + "]", 2, []string{`outcomes: f.json:3:2: not a search`}, "a number"},
		{`[` + good + `,{"type":5,"datetime":"2020-09-01"},` + good + `]`, 3, []string{`outcomes: f.json:1:66: Type "5": unknown label`}, "a number for a label"},
		{`[{"type":{}},` + good + `]`, 1, []string{`outcomes: f.json:1:2: `}, "an object for a label"},
		{`[{"type":"Person search"},` + good + `]`, 1, []string{`outcomes: f.json:1:2: Date "": no date`}, "no time"},
		{`[null,` + good + `]`, 1, []string{`outcomes: f.json:1:2: Date "": no date`}, "null for a search"},
		{`[{"a":tru},` + good + `]`, 1, []string{`outcomes: f.json:1:2: `}, "not JSON"},
		{`[` + good + `,,` + good + `]`, 2, []string{`outcomes: f.json:1:`}, "two commas"},
		{`[` + good + `,]`, 1, []string{`outcomes: f.json:1:`}, "a comma at the end"},
		{`[` + long + `,` + good + `]`, 1, []string{`outcomes: f.json:1:2: element is longer than`}, "a field of 10 MB"},
		{`[` + good + `,{"type":"Per`, 1, []string{`outcomes: f.json:1: reading: the array is not closed: unexpected EOF`}, "broken off"},
		{`[` + good, 1, []string{`outcomes: f.json:1: reading: the array is not closed`}, "broken off after an element"},
		{`[` + good + `] x`, 1, []string{`outcomes: f.json:1: reading: 'x' after the array`}, "more after the array"},
		{`[` + strings.Repeat("[", 1<<19) + strings.Repeat("]", 1<<19) + `,` + good + `]`, 1, []string{`outcomes: f.json:1:17: not JSON: `}, "nested very deep: the first brackets are pages"},
		{``, 0, []string{`outcomes: f.json:1: the file is empty`}, "empty"},
		{`{"a":1}`, 0, []string{`outcomes: f.json:1: the file holds no searches: its objects have the members "a": want objects with type`}, "an object"},
		{`<html>`, 0, []string{`outcomes: f.json:1: the file is a web page`}, "an error page"},
		{`Type,Date`, 0, []string{`outcomes: f.json:1: the file begins with 'T'`}, "CSV"},
	} {
		got, errs := collect(ReadJSON(strings.NewReader(test.text), ReadOptions{File: "f.json"}))
		if len(got) != test.searches || len(errs) != len(test.errs) {
			t.Errorf("%s: %d searches and %v, want %d and %q", test.reason, len(got), errs, test.searches, test.errs)
			continue
		}
		for i, err := range errs {
			if want := test.errs[i]; !strings.HasPrefix(err.Error(), want) {
				t.Errorf("%s: %v, want %s", test.reason, err, want)
			}
			if len(err.Error()) > 1000 {
				t.Errorf("%s: the error has %d bytes", test.reason, len(err.Error()))
			}
		}
	}
	_, errs := collect(ReadJSON(io.MultiReader(strings.NewReader("["+good), iotest.ErrReader(io.ErrClosedPipe)), ReadOptions{}))
	if len(errs) != 1 || !errors.Is(errs[0], io.ErrClosedPipe) {
		t.Errorf("%v, want the error of the reader", errs)
	}
	for range ReadJSON(strings.NewReader("["+good+",5,"+good+"]"), ReadOptions{}) {
		break // a sequence that is left early must not panic
	}
}

// Real files are one tally, read as CSV and as the API returns the same searches.
func TestRealFilesAsJSON(t *testing.T) {
	for _, name := range []string{"api/2023-01-avon-and-somerset-api-flattened.csv", "csv/2019-12-essex-stop-and-search.csv",
		"csv/2020-09-west-midlands-stop-and-search.csv", "csv/2019-12-city-of-london-stop-and-search.csv"} {
		var fromCSV, fromJSON Extract
		readData(t, &fromCSV, name)
		f, err := os.Open(dataFile(t, name))
		if err != nil {
			t.Fatal(err)
		}
		r, _, err := open(f, name)
		if err != nil {
			t.Fatal(err)
		}
		force, err := ethnicity.ForceOfFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := fromJSON.ReadJSON(strings.NewReader(apiJSON(t, r)), ReadOptions{Force: force}); err != nil {
			t.Fatal(err)
		}
		_ = f.Close()
		if !fromCSV.Tally().Equal(fromJSON.Tally()) || fromJSON.Tally().Total() == 0 || len(fromJSON.Errors()) > 0 {
			t.Errorf("%s: the tallies differ: %v and %v", name, fromCSV.Quality(SelfDefined), fromJSON.Quality(SelfDefined))
		}
	}
}

// FuzzReadJSON reads anything at all.
func FuzzReadJSON(f *testing.F) {
	text := apiJSON(f, strings.NewReader(file("\n", official, fixture...)))
	for _, seed := range []string{
		text,                     // as published
		compact(f, text),         // in one line
		gzipped(text),            // packed
		text[:len(text)/2],       // broken off
		`[{"outcome":false},5,`,  // blanks, a number
		`[{"type":{"a":[1,2]}}]`, // nested
		"[\"\\\"\n\xff\x00\"]",   // escapes, invalid UTF-8, NUL
		`[[[[]]]]`, `{}`, ``,
		`{"data":[{"type":"Person search","date":"01/02/2020"}]}`, // undecided
		jsonSearch(1) + "\n" + jsonSearch(2)[:40] + "\n" + jsonSearch(3),
	} {
		f.Add([]byte(seed))
	}
	f.Add([]byte(`[{"datetime":"2022-09-01","type":"a","TYPE":"b","x":{"\u006b":1,"K":2}}]`))
	f.Fuzz(func(t *testing.T, text []byte) {
		failed := false
		for s, err := range ReadJSON(strings.NewReader(string(text)), ReadOptions{File: string(text) + "f.json"}) {
			checkError(t, err)
			if failed {
				t.Fatal("something after the last error")
			}
			row, isRow := errors.AsType[*RowError](err)
			_, isUnknown := errors.AsType[UnknownLabels](err)
			switch {
			case isRow:
				if s != (Search{}) || row.Line < 1 || row.Column < 1 || len(row.Value) > quote.MaxShown+len("…") {
					t.Fatalf("%#v", row)
				}
			case err == nil, isUnknown:
				if s.Time.IsZero() || MonthOf(s.Time) == 0 || s.Fingerprint == 0 {
					t.Fatalf("%+v", s)
				}
			default:
				failed = true
			}
		}
	})
}

// FuzzKeysTwice sets the search for keys that stand twice beside one by encoding/json.
func FuzzKeysTwice(f *testing.F) {
	for _, seed := range []string{`{"a":1,"A":2}`, `{"a":{"a":1},"b":[{"a":1},{"a":2}]}`, `{"k":1,"\u212a":2}`, `{"\"a":1,"\\":2,"\"A":3}`, `[{},{},[[]],"{\"a\"",{"":0,"":1}]`, `"a"`, `{"ſ":1,"S":2}`,
		"{\"\xff\":1,\"\xfe\":2}"} {
		f.Add([]byte(seed))
	}
	var k keys
	f.Fuzz(func(t *testing.T, text []byte) {
		if !json.Valid(text) {
			return
		}
		_, got := k.twice(text)
		if want := twiceByDecoder(text); got != want {
			t.Fatalf("%q: %v, want %v", text, got, want)
		}
	})
}

// twiceByDecoder reports whether some object of valid JSON has a key twice.
func twiceByDecoder(text []byte) bool {
	d := json.NewDecoder(bytes.NewReader(text))
	type level struct {
		object, value bool // value: the next token is the value of a key
		keys          []string
	}
	var open []level
	for {
		token, err := d.Token()
		if err != nil {
			return false
		}
		if delim, ok := token.(json.Delim); ok && (delim == '}' || delim == ']') {
			open = open[:len(open)-1]
			continue
		}
		if n := len(open) - 1; n >= 0 && open[n].object {
			if !open[n].value {
				key := token.(string)
				if slices.ContainsFunc(open[n].keys, func(other string) bool { return strings.EqualFold(other, key) }) {
					return true
				}
				open[n].keys, open[n].value = append(open[n].keys, key), true
				continue
			}
			open[n].value = false
		}
		if delim, ok := token.(json.Delim); ok {
			open = append(open, level{object: delim == '{'})
		}
	}
}
