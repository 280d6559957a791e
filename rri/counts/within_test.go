package counts

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/strata"
	"github.com/seed-549880be/disparity/rri/tidy"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// tableOf reads a table, in which "Not known" and a blank are people of unknown group.
func tableOf(t testing.TB, text string, o tidy.Options) *tidy.Table {
	t.Helper()
	o.File = "t.csv"
	o.Label = func(label string) (string, tidy.Kind, error) {
		switch strings.ToLower(label) {
		case "", "not known":
			return "", tidy.KindUnknown, nil
		case "all groups":
			return "", tidy.KindTotal, nil
		}
		return label, tidy.KindGroup, nil
	}
	table, err := tidy.Read(strings.NewReader(text), o)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// dataOf compares, and returns the data of the section of that type.
func dataOf[D any](t testing.TB, table *tidy.Table, o Options) D {
	t.Helper()
	d, err := Compare(table, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range d.Sections {
		if data, ok := s.Data.(D); ok {
			return data
		}
	}
	var none D
	t.Fatalf("no section with a %T", none)
	return none
}

const byAge = `age,group,searches,residents
10-17,White,120,10000
10-17,Black,90,2000
10-17,Asian,12,1500
10-17,Not known,20,
18-34,White,300,30000
18-34,Black,80,4000
18-34,Asian,20,3000
18-34,Not known,30,
,White,20,9000
,Black,2,800
,Not known,5,
`

// same compares estimates, in which NaN equals NaN.
var same = cmp.Options{cmpopts.EquateNaNs(), cmpopts.EquateApprox(1e-12, 0)}

// TestWithinIsThatOfStrata: the figures of a table whose counts are known are those of package
// strata, and of package unknown where people of unknown group could be anybody's.
func TestWithinIsThatOfStrata(t *testing.T) {
	for _, method := range []rri.Method{rri.SCAS, rri.Score, rri.Wald, rri.Exact} {
		o := Options{Options: rri.Options{Method: method, Level: 0.9}, Within: []string{"age"}, Levels: []float64{0.998}}
		got := dataOf[Within](t, tableOf(t, byAge, tidy.Options{}), o)
		part := func(key string, white, black, asian rri.Rate) strata.Stratum[string, string, rri.Rate] {
			counts := map[string]rri.Rate{"White": white, "Black": black}
			if asian.Population > 0 {
				counts["Asian"] = asian
			}
			return strata.Stratum[string, string, rri.Rate]{Key: key, Counts: counts}
		}
		rate := func(events int64, population float64) rri.Rate {
			return rri.Rate{Events: events, Population: population}
		}
		parts := []strata.Stratum[string, string, rri.Rate]{
			part("10-17", rate(120, 10000), rate(90, 2000), rate(12, 1500)),
			part("18-34", rate(300, 30000), rate(80, 4000), rate(20, 3000)),
			part("age not given", rate(20, 9000), rate(2, 800), rri.Rate{}),
		}
		within, known := methodWithin(method)
		if known != (method != rri.Exact) || (len(got.Notes) == 0) != known {
			t.Errorf("%s: known %v, notes %q", method, known, got.Notes)
		}
		for i, level := range []float64{0.9, 0.998} {
			want, err := strata.Compare("White", parts, strata.Options{Method: within, Level: level})
			if err != nil {
				t.Fatal(err)
			}
			for n, r := range want.Rows[1:] { // Asian, Black
				g := got.Groups[1-n]
				e := g.Row.Index
				if i > 0 {
					e = g.Row.Further[i-1]
				}
				if g.Row.Group != r.Group || !cmp.Equal(e, r.Ratio, same) {
					t.Errorf("%s at %v: %s %v, want %s %v", method, level, g.Row.Group, e, r.Group, r.Ratio)
				}
				if i > 0 {
					continue
				}
				if !cmp.Equal(g.Homogeneity, r.Homogeneity, same) || !cmp.Equal(g.Random, r.Random, same) {
					t.Errorf("%s: %s: homogeneity %v and random effects %v, want %v and %v", method, g.Row.Group, g.Homogeneity, g.Random, r.Homogeneity, r.Random)
				}
				for k, p := range r.Parts {
					if math.Abs(g.Shares[k]-p.RatioShare) > 1e-12 {
						t.Errorf("%s: %s: share %v of %s, want %v", method, g.Row.Group, g.Shares[k], p.Stratum, p.RatioShare)
					}
				}
				var counts []unknown.RateCounts
				for k, u := range []int64{20, 30, 5} {
					counts = append(counts, unknown.RateCounts{Group: r.Parts[k].Group, Baseline: r.Parts[k].Baseline, Unknown: u})
				}
				both, err := unknown.AdjustedUncertainty(counts, strata.Options{Method: within, Level: level})
				if err != nil || math.Abs(g.Row.Range.Lower-both.Lower) > 1e-12 || math.Abs(g.Row.Range.Upper-both.Upper) > 1e-12 {
					t.Errorf("%s: %s: range %v, want %v (%v)", method, g.Row.Group, g.Row.Range, both, err)
				}
			}
		}
	}
}

// TestWithinStrata: every value of the dimension is a stratum, a blank one too, and a group that is
// not there is named.
func TestWithinStrata(t *testing.T) {
	for _, test := range []struct {
		text, within string
		strata       []string
		notCompared  []string // of the last group
		reason       string
	}{
		{byAge, "age", []string{"10-17", "18-34", "age not given"}, []string{"age not given"}, "a blank value is a stratum, which Asian people are not in"},
		{byAge, "AGE", []string{"10-17", "18-34", "age not given"}, []string{"age not given"}, "the name of a dimension in capitals"},
		{"age,group,searches,residents\nUnknown,White,1,10\nUnknown,Black,1,10\n,White,1,10\n,Black,2,20\n", "age", []string{"Unknown", "age not given"}, nil,
			"a value that says unknown is one of its own"},
		{"age,group,searches,residents\nage not given,White,1,10\nage not given,Black,1,10\n,White,1,10\n,Black,2,20\n", "age",
			[]string{"age not given", "age not given (2)"}, nil, "no two strata have one name"},
		{"age,sex,group,searches,residents\n10-17,F,White,1,10\n10-17,F,Black,1,10\n10-17,M,White,3,10\n10-17,M,Black,3,10\n", "age,sex",
			[]string{"10-17 · F", "10-17 · M"}, nil, "two dimensions"},
		{"age,group,searches,residents\n10-17,White,10,100\n10-17,Black,5,0\n18+,White,3,10\n18+,Black,3,10\n", "age", []string{"10-17", "18+"}, nil,
			"events of nobody have no rate"},
	} {
		got := dataOf[Within](t, tableOf(t, test.text, tidy.Options{}), Options{Within: strings.Split(test.within, ",")})
		var names []string
		for _, s := range got.Strata {
			names = append(names, s.Stratum)
		}
		last := got.Groups[len(got.Groups)-1]
		if !cmp.Equal(names, test.strata) || !cmp.Equal(last.NotCompared, test.notCompared) {
			t.Errorf("%s: strata %q, not compared %q, want %q and %q", test.reason, names, last.NotCompared, test.strata, test.notCompared)
		}
		if test.reason == "events of nobody have no rate" && (!math.IsNaN(last.Row.Index.Value) || !math.IsNaN(last.Row.Bounds.Lower)) {
			t.Errorf("%s: %v, bounds %v", test.reason, last.Row.Index, last.Row.Bounds)
		}
	}
}

// TestWithinWithheld: counts that are withheld in a stratum bound the adjusted index, over every
// table that they can be of, and are no zeros.
func TestWithinWithheld(t *testing.T) {
	const rates = `age,group,searches,residents
10-17,White,50,1000
10-17,Black,<5,200
18+,White,1-4,3000
18+,Black,10,400
`
	const proportions = `age,group,upheld,complaints,
10-17,White,5,20
10-17,Black,1-4,6-9
10-17,Not known,1,3
18+,White,1-4,30
18+,Black,7,11
18+,Not known,2,2
`
	for _, test := range []struct {
		text   string
		model  tidy.Model
		reason string
	}{{rates, tidy.ModelRate, "rates"}, {strings.Replace(proportions, "complaints,", "complaints", 1), tidy.ModelProportion, "proportions, and people of unknown group"}} {
		table := tableOf(t, test.text, tidy.Options{Model: test.model})
		for _, direction := range []index.Direction{index.GroupOverComparator, index.ComparatorOverGroup} {
			got := dataOf[Within](t, table, Options{Within: []string{"age"}, Direction: direction})
			row := got.Groups[0].Row
			want := enumerated(rangesOf(table), test.model == tidy.ModelProportion)
			if direction == index.ComparatorOverGroup {
				want.Lower, want.Upper = 1/want.Upper, 1/want.Lower
			}
			if !near(row.Bounds.Lower, want.Lower) || !near(row.Bounds.Upper, want.Upper) {
				t.Errorf("%s, %s: bounds %v, want %v", test.reason, direction, row.Bounds, want)
			}
			if !math.IsNaN(row.Index.Value) || got.Groups[0].Shares != nil || got.Groups[0].Random.Computed() {
				t.Errorf("%s: figures of counts that are withheld: %+v", test.reason, got.Groups[0])
			}
			if !(row.Index.Lower < row.Counts.Lower && row.Counts.Upper < row.Index.Upper) || !(row.Range.Lower <= row.Index.Lower && row.Index.Upper <= row.Range.Upper) {
				t.Errorf("%s: limits %v of %v, range %v", test.reason, row.Index, row.Counts, row.Range)
			}
		}
	}
}

// rangesOf returns the strata of a table of one group beside White, by its first dimension.
func rangesOf(table *tidy.Table) (list []ranged) {
	var names []string
	for _, r := range table.Rows {
		if i := len(names) - 1; i < 0 || names[i] != r.Dimensions[0] {
			names, list = append(names, r.Dimensions[0]), append(list, ranged{})
		}
		s := &list[len(list)-1]
		own := tally{events: spanOf(r.Events), exposure: spanOf(r.Exposure)}
		switch {
		case r.Kind == tidy.KindUnknown:
			s.unknown = own
		case r.Group == "White":
			s.baseline = own
		default:
			s.group = own
		}
	}
	return list
}

// TestWithinNothingBounds: a count without an end leaves the index open, and says so.
func TestWithinNothingBounds(t *testing.T) {
	table := tableOf(t, "age,group,upheld,complaints\n10-17,White,5,20\n10-17,Black,2,[c]\n18+,White,3,30\n18+,Black,7,11\n", tidy.Options{Model: tidy.ModelProportion})
	d, err := Compare(table, Options{Within: []string{"age"}})
	if err != nil {
		t.Fatal(err)
	}
	row := d.Sections[1].Data.(Within).Groups[0].Row
	if row.Bounds != (unknown.Bounds{Lower: 0, Upper: math.Inf(1)}) || row.Index.Lower != 0 || !math.IsInf(row.Index.Upper, 1) {
		t.Errorf("bounds %v, limits %v", row.Bounds, row.Index)
	}
	var b bytes.Buffer
	if err := d.WriteText(&b); err != nil || !strings.Contains(strings.Join(strings.Fields(b.String()), " "), "a count of a stratum is withheld or not there, so that nothing bounds it") {
		t.Errorf("%v\n%s", err, b.String())
	}
}

// TestWithinUnknownElsewhere: people of unknown group in strata where nobody can be compared are
// named, as they are in no bound; where nothing is open the bounds are the index itself.
func TestWithinUnknownElsewhere(t *testing.T) {
	const text = `age,group,searches,residents
10-17,White,31,1000
10-17,Black,7,700
18+,White,41,3000
18+,Black,10,400
nobody knows,Not known,12,
`
	table := tableOf(t, text, tidy.Options{})
	d, err := Compare(table, Options{Within: []string{"age"}})
	if err != nil {
		t.Fatal(err)
	}
	g := d.Sections[1].Data.(Within).Groups[0]
	if g.UnknownThere != tidy.Exactly(12) || g.Row.Bounds != (unknown.Bounds{Lower: g.Row.Index.Value, Upper: g.Row.Index.Value}) {
		t.Errorf("%v not known there, bounds %v of %v", g.UnknownThere, g.Row.Bounds, g.Row.Index.Value)
	}
	var b bytes.Buffer
	if err := d.WriteText(&b); err != nil || !strings.Contains(strings.Join(strings.Fields(b.String()), " "), "12 not known there are in no bound of the adjusted one") {
		t.Errorf("%v\n%s", err, b.String())
	}
}

// TestWithinDirection: the other way round every index is one over it.
func TestWithinDirection(t *testing.T) {
	table := tableOf(t, byAge, tidy.Options{})
	up := dataOf[Within](t, table, Options{Within: []string{"age"}})
	down := dataOf[Within](t, table, Options{Within: []string{"age"}, Direction: index.ComparatorOverGroup})
	for i, g := range up.Groups {
		a, b := g.Row, down.Groups[i].Row
		for name, pair := range map[string][2]float64{
			"value": {a.Index.Value, b.Index.Value}, "lower": {a.Index.Lower, b.Index.Upper}, "upper": {a.Index.Upper, b.Index.Lower},
			"bounds": {a.Bounds.Lower, b.Bounds.Upper}, "range": {a.Range.Upper, b.Range.Lower},
			"typical": {g.Random.Typical.Value, down.Groups[i].Random.Typical.Value},
		} {
			if math.Abs(pair[0]*pair[1]-1) > 1e-9 && !(math.IsNaN(pair[0]) && math.IsNaN(pair[1])) {
				t.Errorf("%s: %s: %v, and %v the other way round", a.Group, name, pair[0], pair[1])
			}
		}
		if math.Abs(a.Index.P-b.Index.P) > 1e-9 {
			t.Errorf("%s: p %v, and %v the other way round", a.Group, a.Index.P, b.Index.P)
		}
	}
}

// TestWithinErrors: what cannot be compared is said with what to do.
func TestWithinErrors(t *testing.T) {
	for _, test := range []struct {
		o      Options
		want   string
		is     error
		reason string
	}{
		{Options{Within: []string{"sex"}}, `"sex"`, nil, "no such dimension"},
		{Options{By: "sex"}, `"sex"`, nil, "no such dimension to have rows of"},
		{Options{Within: []string{"age", "Age"}}, "given twice", nil, "one dimension twice"},
		{Options{Within: []string{"age"}, Suppress: 5}, "leave one of the two out", rri.ErrOption, "parts tell what is withheld"},
		{Options{By: "age", Suppress: 5}, "leave one of the two out", rri.ErrOption, "parts tell what is withheld"},
		{Options{Power: 1.5, Suppress: 5}, "leave one of the two out", rri.ErrOption, "what is expected tells the rate of the baseline"},
	} {
		_, err := Compare(tableOf(t, byAge, tidy.Options{}), test.o)
		if err == nil || !strings.Contains(err.Error(), test.want) || test.is != nil && !errors.Is(err, test.is) {
			t.Errorf("%s: error %v, want %q", test.reason, err, test.want)
		}
	}
}

// sections are options that ask for every further section of a table by age.
var sections = Options{Within: []string{"age"}, By: "age", Power: 1.5, Levels: []float64{0.998}}

// TestSectionsReadBack: a document with every further section is the same when it is read from
// JSON, and so is every form of it.
func TestSectionsReadBack(t *testing.T) {
	const total = `age,group,searches,residents
10-17,White,120,10000
10-17,Black,..,2000
18+,White,300,30000
18+,Black,..,4000
all ages,Black,172,
`
	for _, text := range []string{byAge, strings.ReplaceAll(byAge, "Asian,20", "Asian,1-4"), total} {
		d, err := Compare(tableOf(t, text, tidy.Options{}), sections)
		if err != nil {
			t.Fatal(err)
		}
		data, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		var again Document
		if err := json.Unmarshal(data, &again); err != nil {
			t.Fatal(err)
		}
		for name, write := range map[string]func(d Document, w io.Writer) error{"text": Document.WriteText, "markdown": Document.WriteMarkdown, "CSV": Document.WriteCSV} {
			var a, b bytes.Buffer
			if err := errors.Join(write(d, &a), write(again, &b)); err != nil || a.String() != b.String() {
				t.Errorf("%s: %v\n%s", name, err, cmp.Diff(a.String(), b.String()))
			}
		}
	}
}

// TestSectionsCSVReadsBack: the rows of each section of CSV have the counts of the file again,
// those that are withheld too.
func TestSectionsCSVReadsBack(t *testing.T) {
	text := strings.ReplaceAll(byAge, "Asian,20", "Asian,1-4")
	d, err := Compare(tableOf(t, text, tidy.Options{}), sections)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := d.WriteCSV(&b); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := make(map[string]int)
	for i, name := range rows[0] {
		column[name] = i
	}
	for _, table := range []string{"within", "by"} {
		for _, line := range tableOf(t, text, tidy.Options{}).Rows {
			stratum, found := line.Dimensions[0], 0
			if stratum == "" {
				stratum = "age not given"
			}
			for _, row := range rows[1:] {
				kind := map[bool]string{true: "unknown", false: "group"}[line.Kind == tidy.KindUnknown]
				if row[column["table"]] != table || row[column["stratum"]] != stratum || row[column["kind"]] != kind || kind == "group" && row[column["group"]] != line.Group {
					continue
				}
				found++
				events, err := tidy.ParseCell(row[column["events"]])
				if err != nil || events.Lower != line.Events.Lower || events.Upper != line.Events.Upper {
					t.Errorf("%s: %s %s: %q (%v), want %v", table, stratum, line.Group, row[column["events"]], err, line.Events)
				}
			}
			if found != 1 {
				t.Errorf("%s: %s %s stands %d times", table, stratum, line.Group, found)
			}
		}
	}
}

// TestWithinSays: where the strata are apart, a sentence has their range and no pool; otherwise the
// adjusted index, and none beside a handful of events.
func TestWithinSays(t *testing.T) {
	for _, test := range []struct{ text, want, not, reason string }{
		{byAge, "Black with age alike: RRI 1.12 to 3.75 in the strata, further apart than chance makes them: no one number stands for all.", "2.59", "strata that differ"},
		{byAge, "Asian with age alike: RRI 0.67 (95 % interval 0.46 to 0.94); 0.79 with everybody thrown together. " +
			"Whichever way the unknown fall it is 0.59 to 1.71 (0.41 to 2.16 with chance).", "likely", "strata that do not"},
		{"age,group,searches,residents\n10-17,White,1,1000\n10-17,Black,9,200\n18+,White,2,3000\n18+,Black,10,400\n",
			"With age alike: White has 3 searches in all, too few to compare with.", "Black with", "a handful in the baseline"},
		{"age,group,searches,residents\n10-17,White,90,1000\n10-17,Black,100,1000\n18+,White,10,1000\n18+,Black,200,19000\n",
			"Black with age alike: RRI 1.10 (95 % interval 0.85 to 1.43).", "thrown", "crude on the other side of 1"},
	} {
		d, err := Compare(tableOf(t, test.text, tidy.Options{}), Options{Within: []string{"age"}})
		said := strings.Join(d.Lines, "\n")
		if err != nil || !strings.Contains(said, test.want) || strings.Contains(said, test.not) {
			t.Errorf("%s: %v, want %q and no %q:\n%s", test.reason, err, test.want, test.not, said)
		}
	}
}

// TestWithinInProportion: the adjusted index leaves the unknown out where the crude one has them
// put into groups, and says so.
func TestWithinInProportion(t *testing.T) {
	table := tableOf(t, byAge, tidy.Options{})
	left, dealt := dataOf[Within](t, table, Options{Within: []string{"age"}}), dataOf[Within](t, table, Options{Within: []string{"age"}, Unknown: InProportion})
	if !cmp.Equal(left.Groups[0].Row.Index, dealt.Groups[0].Row.Index, same) || left.Notes != nil || len(dealt.Notes) != 1 || dealt.All.Rows[1].FilledIn == nil {
		t.Errorf("%v and %v, notes %q and %q", left.Groups[0].Row.Index, dealt.Groups[0].Row.Index, left.Notes, dealt.Notes)
	}
}
