package report

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/strata"
)

// roundTrips has instances of every exported struct that an exported function or method returns,
// but for those of noRoundTrips. TestEveryResultIsInTheLaw of package outcomes checks that none is
// missing.
var roundTrips = map[string]any{
	"Document": []any{
		documentOf(Options{}),
		documentOf(Options{Unknown: outcomes.ByCrossTable, Find: outcomes.FindByLinked}),
		documentOf(Options{Suppress: 5}),
		documentOf(Options{Independent: true}),
		must(New(told(), Options{By: EachMonth})).Document(),
		must(New(told(), Options{Suppress: 5})).Document(),
		documentOf(Options{Source: "a request", Stamp: &Stamp{"tool", "v1", "2024-02-29"}}),
		documentOf(Options{Within: []Dimension{ByObject, ByForce}, Object: new(outcomes.ControlledDrugs), Type: new(outcomes.PersonSearch), From: month("2023-01"), To: month("2023-01")}),
		documentOf(Options{Legislation: new(outcomes.MisuseOfDrugs), Age: new(outcomes.Age18To24), Gender: new(outcomes.Male)}),
		must(New(whereOf("2023-01-kent.csv", mixed()+search{self: white, object: "Firearms"}.row(), outcomes.Filter{Column: "Object of search", Value: "Firearms"}), Options{})).Document(),
		must(New(revised(), Options{})).Document(),
		must(New(apartByName(map[string]string{"kent.csv": of("2023-01", 9, 3) + of("2023-03", 8, 0), "essex.csv": of("2023-01", 7, 1)}), Options{By: EachMonth, Within: []Dimension{ByObject}})).Document(),
		must(New(revised(), Options{Suppress: 5})).Document(),
		must(New(ledBy("led").read("led"), Options{By: EachKept1, Within: []Dimension{ByObject}})).Document(),
		must(New(several(map[string]string{"kent.csv": monthly("2022-01", 14, 60, always(9))}), comparing("2022-01", "2023-01", func(o *Options) { o.By, o.Rolling, o.Margin = EachMonth, 12, 0.2 }))).Document(),
		must(New(several(map[string]string{"kent.csv": inMonth("2023-01", 9) + inMonth("2023-03", 1)}), Options{Within: []Dimension{ByObject}})).Document(),
	},
	"Stamp": []any{*NewStamp("tool", "v1", time.Unix(0, 0))},
}

// noRoundTrips has those that come back as a Document.
var noRoundTrips = map[string]any{
	"Report": []any{*must(New(extract("2023-01-kent.csv", mixed()), Options{}))},
}

func documentOf(o Options) Document {
	return must(New(extract("2023-01-kent.csv", mixed()), o)).Document()
}

var sameDocument = cmp.Options{cmpopts.EquateNaNs(), cmpopts.EquateEmpty(), cmp.AllowUnexported(rri.Table[ethnicity.Group, rri.Proportion]{}, rri.Table[ethnicity.Group, rri.Rate]{}, strata.Table[string, ethnicity.Group, rri.Proportion]{})}

func TestRoundTrips(t *testing.T) {
	for name, instances := range roundTrips {
		for i, v := range instances.([]any) {
			data, err := json.Marshal(v)
			if err != nil {
				t.Errorf("%s %d: %v", name, i, err)
				continue
			}
			p := reflect.New(reflect.TypeOf(v))
			if err := json.Unmarshal(data, p.Interface()); err != nil {
				t.Errorf("%s %d: %v", name, i, err)
				continue
			}
			if d := cmp.Diff(v, p.Elem().Interface(), sameDocument); d != "" {
				t.Errorf("%s %d: -was +is\n%s", name, i, d)
			}
		}
	}
}

// TestReportIsNoInput: a report is written as its document, and is not read.
func TestReportIsNoInput(t *testing.T) {
	r := noRoundTrips["Report"].([]any)[0].(Report)
	data, err := json.Marshal(&r)
	if err != nil {
		t.Fatal(err)
	}
	want, err := json.Marshal(r.Document())
	if err != nil || !bytes.Equal(data, want) {
		t.Errorf("the report is not written as its document: %v", err)
	}
	if err := json.Unmarshal(data, &r); err == nil || !strings.Contains(err.Error(), "report: a Report cannot be read from JSON: want a Document") {
		t.Errorf("error %v", err)
	}
}
