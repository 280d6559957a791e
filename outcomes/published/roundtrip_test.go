package published

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-549880be/disparity/ethnicity"
)

// roundTrips has one instance at least of every exported struct that an exported function or method
// returns, but for those of noRoundTrips. Each comes back from JSON exactly as it was. A law of
// package outcomes checks that none is missing.
var roundTrips = map[string]any{
	"Row": []any{Row{}, rowsOf("month,force,Self-defined ethnicity,a,n\n2020-01,\"Essex, \"\"the\"\"\",Martian,<b>,!\n2020-01,Total,White - Irish,,\"1,234\"\n")[0],
		rowsOf("year,n\n2019/20,9007199254740992\n")[0]},
	"Break":    []any{Break{}, Break{Year: 2019, Before: []ethnicity.Group{ethnicity.AsianWithoutChinese}, After: []ethnicity.Group{ethnicity.Asian}, Text: "from 2019/20 on"}},
	"Multiple": []any{Multiple{}, Multiples()[0]},
}

// noRoundTrips has those that cannot be stored as JSON: to write them is an error that says how to
// store them.
var noRoundTrips = map[string]any{"Series": []any{Series{}}}

// rowsOf reads a table whose column of counts is n.
func rowsOf(text string) []Row {
	var rows []Row
	for row := range Read(strings.NewReader(text), Options{Count: "n"}) {
		rows = append(rows, row)
	}
	return rows
}

// throughJSON writes v and reads it back.
func throughJSON(v any) (back any, data []byte, err error) {
	if data, err = json.Marshal(v); err != nil {
		return nil, nil, err
	}
	p := reflect.New(reflect.TypeOf(v))
	err = json.Unmarshal(data, p.Interface())
	return p.Elem().Interface(), data, err
}

func TestRoundTrips(t *testing.T) {
	for name, instances := range roundTrips {
		for i, v := range instances.([]any) {
			if reflect.TypeOf(v).Name() != name {
				t.Errorf("%s %d is a %T", name, i, v)
			}
			back, data, err := throughJSON(v)
			if err != nil {
				t.Errorf("%s %d: %v", name, i, err)
				continue
			}
			if d := cmp.Diff(v, back, cmp.AllowUnexported(Row{})); d != "" {
				t.Errorf("%s %d: -was +is\n%s\n%s", name, i, d, data)
			}
		}
	}
}

func TestNoRoundTrips(t *testing.T) {
	for name, instances := range noRoundTrips {
		for i, v := range instances.([]any) {
			if reflect.TypeOf(v).Name() != name {
				t.Errorf("%s %d is a %T", name, i, v)
			}
			for _, v := range []any{v, new(Series), map[string]any{"x": v}, []any{new(Series)}} {
				if data, err := json.Marshal(v); err == nil || !strings.Contains(err.Error(), "cannot be stored as JSON") {
					t.Errorf("%s %d: %s, %v", name, i, data, err)
				}
			}
		}
	}
	for _, text := range []string{`{}`, `{"cells":{}}`, `[]`} {
		if err := json.Unmarshal([]byte(text), new(Series)); err == nil || !strings.Contains(err.Error(), "cannot be stored as JSON") {
			t.Errorf("%s as a series: %v", text, err)
		}
	}
}

// What JSON cannot hold is an error, and what it holds wrongly too.
func TestStoreErrors(t *testing.T) {
	for _, test := range []struct {
		row          Row
		want, reason string
	}{
		{Row{Line: 2, Area: "\xff"}, `the row of line 2 cannot be stored as JSON: "\xff" is not UTF-8`, "an area that was set"},
	} {
		if data, err := json.Marshal(test.row); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %s, %v; want %q", test.reason, data, err, test.want)
		}
	}
	for _, test := range []struct{ text, want, reason string }{
		{`{"columns":["a"],"cells":[]}`, "1 columns and 0 cells", "Text would find no cell"},
		{`{"columns":1}`, "cannot unmarshal", "no list"},
	} {
		if err := json.Unmarshal([]byte(test.text), new(Row)); err == nil || !strings.Contains(err.Error(), test.want) || len(err.Error()) > 1200 {
			t.Errorf("%s: %.300v; want %q", test.reason, err, test.want)
		}
	}
}
