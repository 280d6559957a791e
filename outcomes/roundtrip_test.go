package outcomes

import (
	"encoding/json"
	"maps"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/rri"
)

// roundTrips has one instance at least of every exported struct that an exported function or method
// returns, but for those of noRoundTrips. Each comes back from JSON exactly as it was.
// TestEveryResultIsInTheLaw checks that none is missing.
var roundTrips = map[string]any{
	"Search": []any{Search{}, searches[0], Search{Time: time.Date(2022, 8, 31, 23, 0, 0, 1, time.UTC), Latitude: math.NaN(), Longitude: math.NaN(), Fingerprint: math.MaxUint64}},
	"Key":    []any{Key{}, searches[1].Key()},
	"Source": []any{Source{}, stored().Sources()[0], Source{File: "a <b>", Force: forceNumber(7), First: time.Date(2022, 8, 31, 23, 30, 0, 5, time.UTC), Last: time.Date(2022, 10, 30, 1, 30, 0, 0, time.UTC), Rows: math.MaxInt64},
		Source{File: "f.csv", Rows: 3, Missing: []string{"Gender", "Legislation"}, Collapsed: true}},
	"Quality":   []any{Quality{}, stored().Quality(SelfDefined), Quality{Rows: 3, Excluded: 2, UnknownLabels: map[string]map[string]int64{}}},
	"AreaValue": []any{AreaValue{}, AreaValue{Force: forceNumber(7), Column: "la <name>", Value: "Croydon", Rows: math.MaxInt64}},
	"Filter":    []any{Filter{}, Filter{Column: "la <name>", Value: " Croydon"}},
	"Repeat": []any{Repeat{}, Repeat{File: "a <b>", Rows: math.MaxInt64, Times: 2},
		Repeat{File: "a", Rows: 2, Times: 2, Force: forceNumber(7), Month: newMonth(2022, time.September)}},
	"Overlap": []any{Overlap{}, Overlap{Force: forceNumber(7), Month: newMonth(2022, time.September), Shared: math.MaxInt64, Kind: OverlapNearly,
		Files: []OverlapFile{{"a <b>", math.MaxInt64, true}, {File: "b"}}}},
	"FileLeftOut": []any{FileLeftOut{}, FileLeftOut{File: "a <b>", Reason: linkToFolder, Expected: true}},
	"Months":      []any{Months{}, Months{newMonth(2016, time.March), newMonth(2016, time.December)}, Months{Last: newMonth(2020, time.February)}},
	"Completeness": []any{Completeness{}, Completeness{Period: PeriodFinancialYear.Period(newMonth(2016, time.April)), Unknown: rri.Proportion{Events: 3, Trials: 7},
		Missing: rri.Proportion{Trials: math.MaxInt64}, Covered: 1.0 / 3, Note: "a <b>"}},
	"Gap":      []any{Gap{}, Gap{Force: forceNumber(7), Months: []Month{0, newMonth(2022, time.September)}}},
	"LowMonth": []any{LowMonth{}, LowMonth{Force: forceNumber(7), Month: newMonth(2022, time.September), Searches: math.MaxInt64, Median: 14212.5}},
	"Counts":   []any{Counts{}, got(stored().Tally().Counts(Grouping{Rule: SelfThenOfficer, Scheme: ethnicity.EighteenPlusOne}))},
	"Stops": []any{Stops{}, Stops{forceNumber(7), newMonth(2022, time.September), StopsTold, math.MaxInt64, 3, 132.4, 5},
		Stops{Force: jersey, Status: StopsWithoutPlaces, Rows: 3, Alone: 2}},
	"Kept":       []any{Kept{}, got(KeptOf("a <b>", "", "3")), got(KeptOf("", "10"))},
	"ColumnRead": []any{ColumnRead{}, ColumnRead{3, "outcome"}},
	"LabelEntry": []any{LabelEntry{}, LabelEntry{Column: "outcome <a>", Label: "NFA", Ours: "no further action", Line: 2}},
	"Unmapped": []any{Unmapped{}, Unmapped{Labels: []UnmappedLabel{{"Outcome", "<b>", math.MaxInt64}}, Unused: []LabelEntry{{"a", "b", "c", 3}},
		Columns: []string{"District"}}},
	"Pair":        []any{Pair{}, Pair{searches[0].Key(), searches[1].Key()}},
	"Definition":  []any{Definition{}, FindByLinked.Definition(), UnlinkedActionRate.Definition(), CrimeChargeRate.Definition(), CommunityResolution.Definition(), Definition{Name: "own", Text: "my own"}},
	"Proportions": []any{Proportions{}, got(stored().Tally().Proportions(FindByActionKnown.Definition(), Grouping{Scheme: ethnicity.FivePlusOneTraveller}))},
	"OutcomeTest": []any{got(stored().Tally().OutcomeTest(FindByAction, Grouping{}, ethnicity.White, rri.Options{Method: rri.Score, Level: 0.9})),
		got(stored().Tally().OutcomeTest(FindByLinked, Grouping{}, ethnicity.White, rri.Options{}))},
}

// noRoundTrips has those that cannot be stored as JSON: to write them is an error that says how to
// store them.
var noRoundTrips = map[string]any{
	"Tally":     []any{Tally{}, *tallyOf(searches...)},
	"Extract":   []any{Extract{}},
	"Labels":    []any{Labels{}, Labels{file: "labels.csv", entries: []labelEntry{{LabelEntry: LabelEntry{Column: "outcome", Label: "NFA", Ours: "no further action", Line: 2}}}}},
	"Allocated": []any{Allocated{Tallies: []*Tally{{}}}},
}

// stored is an extract with something of everything.
func stored() *Extract {
	x := new(Extract)
	rows := append(slices.Clone(fixture), fixture[0], replace("Outcome", "Ticket"), "short")
	if err := x.ReadCSV(strings.NewReader(file("\n", official, rows...)), ReadOptions{File: "2022-09-kent.csv"}); err != nil {
		panic(err)
	}
	return x
}

func got[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// sameResult compares results to the last bit: functions by what they answer, NaN as equal to NaN,
// and nothing left out.
var sameResult = cmp.Options{
	cmpopts.EquateNaNs(),
	cmp.AllowUnexported(rri.Table[ethnicity.Group, rri.Proportion]{}),
	cmp.Comparer(func(a, b Definition) bool {
		if a.Name != b.Name || a.Text != b.Text || (a.validate() == nil) != (b.validate() == nil) {
			return false
		}
		if a.validate() != nil {
			return true
		}
		for o := range Outcomes() {
			for l := range Answers() {
				k := Key{Outcome: o, Linked: l}
				if a.Event(k) != b.Event(k) || a.Trial(k) != b.Trial(k) || a.Missing(k) != b.Missing(k) {
					return false
				}
			}
		}
		return true
	}),
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
			if d := cmp.Diff(v, back, sameResult); d != "" {
				t.Errorf("%s %d: -was +is\n%s\n%s", name, i, d, data)
			}
		}
	}
}

// The rest of the law: whatever was drawn comes back.
func TestRoundTripLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.SliceOfN(anySearch(), 0, 10).Draw(t, "searches")
		for i := range all {
			all[i].Latitude = rapid.OneOf(rapid.Just(math.NaN()), rapid.Float64Range(-90, 90)).Draw(t, "latitude")
			all[i].Fingerprint = rapid.Uint64().Draw(t, "fingerprint")
		}
		tally := tallyOf(all...)
		g := Grouping{Rule: oneOf(EthnicityRules()).Draw(t, "rule")}
		d := rapid.SampledFrom(slices.Collect(definitions)).Draw(t, "definition")
		for _, v := range []any{all, got(tally.Counts(g)), got(tally.Proportions(d, g))} {
			back, data, err := throughJSON(v)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(v, back, sameResult, cmpopts.EquateEmpty()); d != "" {
				t.Fatalf("-was +is\n%s\n%s", d, data)
			}
		}
	})
}

func TestNoRoundTrips(t *testing.T) {
	for name, instances := range noRoundTrips {
		for i, v := range instances.([]any) {
			if reflect.TypeOf(v).Name() != name {
				t.Errorf("%s %d is a %T", name, i, v)
			}
			p := reflect.New(reflect.TypeOf(v))
			p.Elem().Set(reflect.ValueOf(v))
			for _, v := range []any{v, p.Interface(), map[string]any{"x": v}, []any{p.Interface()}} {
				if data, err := json.Marshal(v); err == nil || !strings.Contains(err.Error(), "cannot be stored as JSON") {
					t.Errorf("%s %d: %s, %v", name, i, data, err)
				}
			}
		}
	}
	for _, v := range []any{new(Tally), new(Extract)} {
		for _, text := range []string{`{}`, `{"cells":{}}`, `[]`} {
			if err := json.Unmarshal([]byte(text), v); err == nil || !strings.Contains(err.Error(), "cannot be stored as JSON") {
				t.Errorf("%s as %T: %v", text, v, err)
			}
		}
	}
}

// What JSON cannot hold is an error, and what it holds wrongly too.
func TestStoreErrors(t *testing.T) {
	for _, test := range []struct {
		v            any
		want, reason string
	}{
		{Source{File: "\xff"}, "not UTF-8", "a name that was set"},
		{Search{Latitude: math.Inf(1)}, "unsupported value: +Inf", "no place on earth"},
		{Search{Outcome: 99}, "Outcome(99)", "no outcome"},
		{Counts{Grouping: Grouping{Rule: 9}}, "EthnicityRule(9)", "no rule"},
	} {
		if data, err := json.Marshal(test.v); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %s, %v; want %q", test.reason, data, err, test.want)
		}
	}
	for _, test := range []struct {
		v                  any
		text, want, reason string
	}{
		{new(Search), `{"outcome":"x"}`, `unknown outcome "x"`, "no outcome"},
		{new(Search), `{"fingerprint":"` + strings.Repeat("9", 1<<20) + `"}`, "reading a search", "a number of a megabyte"},
		{new(Source), `{"force":"?"}`, `"?" is no name of a police force`, "no force"},
		{new(Source), `{"first":"2022-09-30"}`, "reading a source", "a day, as earlier versions wrote it: the time is lost"},
		{new(Definition), `[]`, "reading a definition", "no object"},
	} {
		if err := json.Unmarshal([]byte(test.text), test.v); err == nil || !strings.Contains(err.Error(), test.want) || len(err.Error()) > 1200 {
			t.Errorf("%s: %.300v; want %q", test.reason, err, test.want)
		}
	}
	// A file whose name is no text is read all the same, and its source can be stored.
	x := new(Extract)
	if err := x.ReadCSV(strings.NewReader(official+"\n"), ReadOptions{File: "a\xffb.csv"}); err != nil {
		t.Fatal(err)
	}
	if back, data, err := throughJSON(x.Sources()[0]); err != nil || !cmp.Equal(back, any(x.Sources()[0])) || x.Sources()[0].File != "a\uFFFDb.csv" {
		t.Errorf("%s, %v, %v", data, back, err)
	}
	// A definition of one's own comes back without its functions, and says so when it is used.
	own := Definition{Name: "own", Text: "mine", Event: always, Trial: always, Missing: func(Key) bool { return false }}
	back, _, err := throughJSON(own)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tallyOf(searches...).Proportions(back.(Definition), Grouping{}); err == nil || !strings.Contains(err.Error(), `definition "own" lacks a function`) {
		t.Errorf("own definition: %v", err)
	}
	// Name and text tell the definitions of this package apart.
	seen := make(map[string]bool)
	for d := range definitions {
		if id := d.Name + "\x00" + d.Text; seen[id] {
			t.Errorf("two definitions are %q", id)
		} else {
			seen[id] = true
		}
	}
	if n := len(slices.Collect(FindDefinitions())) + len(slices.Collect(OutcomeRates())) + len(slices.Collect(Outcomes())) + len(slices.Collect(CrimeRates())); len(seen) != n {
		t.Errorf("%d definitions, want %d: %v", len(seen), n, slices.Sorted(maps.Keys(seen)))
	}
}

// The times of a source begin with the day as the police cut it.
func TestSourceJSON(t *testing.T) {
	s := Source{File: "f", First: time.Date(2022, 8, 31, 23, 30, 0, 0, time.UTC), Last: time.Date(2022, 12, 1, 0, 0, 0, 0, time.UTC)}
	data, err := json.Marshal(s)
	if want := `{"file":"f","force":"","first":"2022-09-01T00:30:00+01:00","last":"2022-12-01T00:00:00Z","rows":0}`; err != nil || string(data) != want {
		t.Errorf("got  %s, %v\nwant %s", data, err, want)
	}
}
