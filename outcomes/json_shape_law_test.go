package outcomes

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// Nesting takes neither the stack nor the time that grows with its square.
func TestReadJSONDeep(t *testing.T) {
	for _, part := range []string{"[", `{"a":`, `{"a":[`, `{"$a":`, `[{"a":1,"b":`, `{"properties":`, `{"type":"Feature","properties":`, `{"location":`, `{"datetime":"2020-02-01","type":`} {
		for _, text := range []string{strings.Repeat(part, 100000), `{"data":[` + strings.Repeat(part, 20000) + `5`, jsonSearch(1) + strings.Repeat(part, 20000)} {
			start := time.Now()
			_, errs := collect(ReadJSON(strings.NewReader(text), ReadOptions{File: "f.json"}))
			if len(errs) == 0 {
				t.Errorf("%s: no error", part)
			}
			if took := time.Since(start); took > 20*time.Second {
				t.Errorf("%s: %v", part, took)
			}
		}
	}
}

// Searches are the same in whatever shape they stand, and so is the account of them.
func TestJSONShapesLaw(t *testing.T) {
	values := []string{`"type":"Person search"`, `"type":"Vehicle search"`, `"type":"Person search","outcome":"Arrest"`, `"type":"Person search","outcome":false`,
		`"type":"Person search","self_defined_ethnicity":"Martian"`, `"type":"Person search","gender":"Female","officer_defined_ethnicity":"Black"`, `"type":5,"gender":"Male"`}
	rapid.Check(t, func(t *rapid.T) {
		all := []string{jsonSearch(1)}
		for range rapid.IntRange(0, 20).Draw(t, "searches") {
			day := rapid.IntRange(1, 31).Draw(t, "day") // of February, so that some are rejected
			all = append(all, fmt.Sprintf(`{"datetime":"2020-02-%02dT10:00:00Z",%s}`, day, rapid.SampledFrom(values).Draw(t, "values")))
		}
		all = rapid.Permutation(all).Draw(t, "order")
		var features, objects, pages []string
		for i, search := range all {
			features = append(features, `{"type":"Feature","geometry":null,"properties":`+search+`}`)
			objects = append(objects, fmt.Sprintf(`{"_id":%d,"_source":%s}`, i, search))
			pages = append(pages, "["+search+"]")
		}
		array := "[" + strings.Join(all, ",") + "]"
		want := new(Extract)
		if err := want.ReadJSON(strings.NewReader(array), ReadOptions{File: "f.json"}); err != nil {
			t.Fatal(err)
		}
		for shape, text := range map[string]string{
			"nested":   "[" + strings.Join(pages, ",") + "]",
			"lines":    strings.Join(all, "\n"),
			"indented": strings.ReplaceAll(strings.Join(all, "\n"), ",", ",\n  "),
			"features": `{"type":"FeatureCollection","features":[` + strings.Join(features, ",\n") + `]}`,
			"geojsonl": strings.Join(features, "\n"),
			"member":   `{"a":[{"b":1}],"data":{"items":` + array + `},"z":[]}`,
			"objects":  `{"hits":[` + strings.Join(objects, ",") + `]}`,
		} {
			got := new(Extract)
			if err := got.ReadJSON(strings.NewReader(text), ReadOptions{File: "f.json"}); err != nil {
				t.Fatalf("%s: %v", shape, err)
			}
			if !got.Tally().Equal(want.Tally()) || len(got.Errors()) != len(want.Errors()) {
				t.Fatalf("%s: %v, want %v\n%s", shape, got.Quality(SelfDefined), want.Quality(SelfDefined), text)
			}
			g, w := got.Quality(SelfDefined), want.Quality(SelfDefined)
			g.Duplicates, w.Duplicates = 0, 0 // a feature has more in it than its search
			if d := cmp.Diff(w, g); d != "" {
				t.Fatalf("%s: -want +got\n%s", shape, d)
			}
		}
	})
}

// isJSONStream reports whether a text is JSON values one after the other, apart from what readers
// forgive: commas and record separators between them, and numbers that are none.
func isJSONStream(text string) bool {
	rest := withoutNoNumbers([]byte(strings.TrimPrefix(text, "\ufeff")))
	for {
		rest = bytes.TrimLeft(rest, jsonSpace+",\x1e")
		if len(rest) == 0 {
			return true
		}
		var v json.RawMessage
		d := json.NewDecoder(bytes.NewReader(rest))
		if d.Decode(&v) != nil {
			return false
		}
		rest = rest[d.InputOffset():]
	}
}

// FuzzJSONShape reads three searches with anything between and around them: none of those that are
// whole is lost without a word, what is not JSON is never passed over without one, and byte by byte
// the file says the same.
func FuzzJSONShape(f *testing.F) {
	for _, seed := range [][2]string{{"[", ","}, {"", "\n"}, {"[[", "],["}, {`{"a":[{}],"data":[`, ","}, {"\x1e", "\n\x1e"}, {`{"a":`, `,"b":`}, {`{"data":[`, `]}{"data":[`}, {`[{"a":`, `},{"a":`},
		{`{"type":"Feature","properties":`, "}\n{\"type\":\"Feature\",\"properties\":"}, {`{"type":"x`, "\n"}, {`[{"a":"`, "\n,"}, {`{"a":{"b":{"c" 1`, `}}`}, {`[NaN,`, `,Infinity,`}, {`{"a":[],"b":x{"c":[`, ","}, {`{"a":[],"b" [`, ","}, {`{"a":[1 [`, ","}} {
		f.Add(seed[0], seed[1], strings.NewReplacer("[", "]", "{", "}").Replace(seed[0]))
	}
	f.Add("{\"a\":[],<da\x7fa\":[", "\x10", "}\"a\":]}}],\"data:]}")
	f.Fuzz(func(t *testing.T, before, between, after string) {
		text := before + jsonSearch(1) + between + jsonSearch(2) + between + jsonSearch(3) + after
		whole, errs := collect(ReadJSON(strings.NewReader(text), ReadOptions{File: "f.json"}))
		bytewise, sameErrs := collect(ReadJSON(iotest.OneByteReader(strings.NewReader(text)), ReadOptions{File: "f.json"}))
		if d := cmp.Diff(whole, bytewise, compareSearches); d != "" || fmt.Sprint(errs) != fmt.Sprint(sameErrs) {
			t.Fatalf("%q: %s\n%v\n%v", text, d, errs, sameErrs)
		}
		for _, err := range errs {
			checkError(t, err)
		}
		if len(whole) == 0 && len(errs) == 0 {
			t.Fatalf("%q: nothing, and no error", text)
		}
		if len(errs) == 0 && !isJSONStream(text) {
			t.Fatalf("%q: not JSON, and no error: %v", text, days(whole))
		}
		if json.Valid([]byte("["+before+"0"+between+"0"+after+"]")) && len(whole) < 3 && len(errs) == 0 {
			t.Fatalf("%q: %v", text, days(whole))
		}
	})
}
