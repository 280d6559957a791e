package strata

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/enum/enumtest"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
)

var longNumber = regexp.MustCompile(`-?\d+\.\d{9,}(e-?\d+)?`)

var update = flag.Bool("update", false, "write the golden files")

type finds = map[string]rri.Proportion

// byObject are made-up finds by object of search. No White person was searched for fireworks, and
// no Asian person for firearms.
func byObject() []Stratum[string, string, rri.Proportion] {
	return []Stratum[string, string, rri.Proportion]{
		{"Drugs", finds{"White": {Events: 300, Trials: 1000}, "Black": {Events: 170, Trials: 600}, "Asian": {Events: 40, Trials: 160}}},
		{"Weapons", finds{"White": {Events: 60, Trials: 400}, "Black": {Events: 12, Trials: 90}, "Asian": {Events: 3, Trials: 30}}},
		{"Stolen goods", finds{"White": {Events: 90, Trials: 500}, "Black": {Events: 22, Trials: 80}, "Asian": {Events: 0, Trials: 25}}},
		{"Fireworks", finds{"Black": {Events: 1, Trials: 4}, "Asian": {Events: 2, Trials: 3}}},
		{"Firearms", finds{"White": {Events: 2, Trials: 20}, "Black": {Events: 0, Trials: 9}}},
	}
}

func mustCompare(t testing.TB, o Options) Table[string, string, rri.Proportion] {
	t.Helper()
	table, err := Compare("White", byObject(), o)
	if err != nil {
		t.Fatal(err)
	}
	table.Measure, table.By, table.Events, table.Exposure = "find rate", "object of search", "finds", "searches"
	table.Definition = "made-up finds of any kind, out of searches"
	table.Notes = []string{"7 searches of people whose ethnicity was not stated are in no group"}
	return table
}

func TestCompare(t *testing.T) {
	table := mustCompare(t, Options{})
	if got := []string{table.Rows[0].Group, table.Rows[1].Group, table.Rows[2].Group}; !slices.Equal(got, []string{"White", "Asian", "Black"}) {
		t.Errorf("groups %v, want the baseline first and the others in order", got)
	}
	black := table.Rows[2]
	crude, err := rri.Ratio(rri.Proportion{Events: 205, Trials: 783}, rri.Proportion{Events: 452, Trials: 1920}, rri.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if black.Crude != crude {
		t.Errorf("crude index %+v, want that of all strata together, %+v", black.Crude, crude)
	}
	adjusted, err := Ratio(Pairs(byObject(), "Black", "White"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if black.Ratio != adjusted {
		t.Errorf("adjusted index %+v, want that of the pairs, %+v", black.Ratio, adjusted)
	}
	var ratio, difference, weighted float64
	for _, p := range black.Parts {
		ratio += p.RatioShare
		difference += p.DifferenceShare
		if p.RatioShare > 0 {
			weighted += p.RatioShare * p.Ratio.Value
		}
		if p.Compared != (p.Stratum != "Fireworks") {
			t.Errorf("stratum %q: compared is %v", p.Stratum, p.Compared)
		}
		if p.Compared != p.Ratio.Computed() {
			t.Errorf("stratum %q: compared is %v, ratio %+v", p.Stratum, p.Compared, p.Ratio)
		}
	}
	if math.Abs(ratio-1) > 1e-14 || math.Abs(difference-1) > 1e-14 {
		t.Errorf("shares sum to %v and %v, want 1", ratio, difference)
	}
	if math.Abs(weighted/black.Ratio.Value-1) > 1e-13 {
		t.Errorf("mean of the strata by their shares %v, want the adjusted index %v", weighted, black.Ratio.Value)
	}
	if got := table.Rows[1].notCompared(); len(got) != 2 || got[0].Stratum != "Fireworks" || got[1].Stratum != "Firearms" {
		t.Errorf("strata with no one to compare for Asian: %v, want Fireworks and Firearms", got)
	}
}

// TestCompareSato: the ratio falls back on the variances of Greenland and Robins, which have one.
func TestCompareSato(t *testing.T) {
	sato, mh := mustCompare(t, Options{Method: Sato}).Rows[2], mustCompare(t, Options{Method: MantelHaenszel}).Rows[2]
	if sato.Ratio != mh.Ratio {
		t.Errorf("ratio by sato %+v, want that by mantel-haenszel, %+v", sato.Ratio, mh.Ratio)
	}
	if sato.Difference.Value != mh.Difference.Value || sato.Difference.Lower == mh.Difference.Lower {
		t.Errorf("difference by sato %+v, by mantel-haenszel %+v: want the same value and other limits", sato.Difference, mh.Difference)
	}
}

// TestCompareInverseVariance: a stratum with a count of zero cannot be weighed.
func TestCompareInverseVariance(t *testing.T) {
	for _, p := range mustCompare(t, Options{Method: InverseVariance}).Rows[2].Parts {
		if want := p.Stratum != "Fireworks" && p.Stratum != "Firearms"; (p.RatioShare > 0) != want {
			t.Errorf("stratum %q has share %v in the ratio", p.Stratum, p.RatioShare)
		}
	}
}

func TestCompareErrors(t *testing.T) {
	tests := []struct {
		name   string
		strata []Stratum[string, string, rri.Proportion]
		o      Options
		is     error
		says   string
		reason string
	}{
		{"no baseline", []Stratum[string, string, rri.Proportion]{{"a", finds{"Black": {Events: 1, Trials: 2}}}}, Options{}, rri.ErrBaseline, "White", "nothing to compare with"},
		{"no strata", nil, Options{}, rri.ErrBaseline, "White", "nothing at all"},
		{"bad count", []Stratum[string, string, rri.Proportion]{{"Drugs", finds{"White": {Events: 3, Trials: 2}}}}, Options{}, rri.ErrCount, `stratum "Drugs": group "White"`, "names the place"},
		{"twice", []Stratum[string, string, rri.Proportion]{{"Drugs", nil}, {"Drugs", nil}}, Options{}, nil, `stratum "Drugs" is given twice`, "its counts would look like two strata"},
		{"too many", []Stratum[string, string, rri.Proportion]{{"a", finds{"White": {Trials: rri.MaxCount}}}, {"b", finds{"White": {Trials: 1}}}}, Options{}, rri.ErrCount, "all strata together", "sums must be exact"},
		{"level", byObject(), Options{Level: 2}, rri.ErrOption, "level 2", "not a probability"},
		{"method", byObject(), Options{Method: 99}, rri.ErrOption, "Method(99)", "no such method"},
		{"null", byObject(), Options{Null: -1}, rri.ErrOption, "-1", "a ratio is not negative"},
		{"null NaN", byObject(), Options{Null: math.NaN()}, rri.ErrOption, "NaN", "not a number"},
		{"side", byObject(), Options{Side: 9}, rri.ErrOption, "Side(9)", "no such side"},
		{"one-sided level", byObject(), Options{Side: rri.LowerOnly, Level: 0.2}, rri.ErrOption, "0.2", "the limit would pass the estimate"},
	}
	for _, test := range tests {
		_, err := Compare("White", test.strata, test.o)
		if err == nil || !strings.HasPrefix(err.Error(), "strata: ") || !strings.Contains(err.Error(), test.says) || test.is != nil && !errors.Is(err, test.is) {
			t.Errorf("%s: error %v, want %v that says %q (%s)", test.name, err, test.is, test.says, test.reason)
		}
	}
	if _, err := Compare(math.NaN(), []Stratum[int, float64, rri.Proportion]{{1, map[float64]rri.Proportion{math.NaN(): {}}}}, Options{}); err == nil {
		t.Error("group NaN: no error")
	}
	if _, err := Ratio(proportions([4]int64{1, 2, 5, 4}), Options{}); !errors.Is(err, rri.ErrCount) || !strings.Contains(err.Error(), "stratum 1 of 1: baseline") {
		t.Errorf("bad pair: error %v, want one that names it", err)
	}
	if _, err := Ratio(stockings, Options{Method: Sato}); !errors.Is(err, rri.ErrMethod) {
		t.Errorf("ratio by sato: error %v, want %v", err, rri.ErrMethod)
	}
	if _, err := RatioHomogeneity(stockings, 99); !errors.Is(err, rri.ErrOption) {
		t.Errorf("homogeneity by method 99: error %v, want %v", err, rri.ErrOption)
	}
}

// TestZeros: what the special cases of the documentation give.
func TestZeros(t *testing.T) {
	inf := math.Inf(1)
	tests := []struct {
		name         string
		pairs        []Pair[rri.Proportion]
		method       Method
		value        float64
		lower, upper float64 // NaN: anything that is finite and positive
		p            float64 // NaN: anything
		flags        rri.Flags
		reason       string
	}{
		{"none in the group", proportions([4]int64{0, 9, 4, 20}, [4]int64{0, 3, 2, 30}), MantelHaenszel, 0, 0, inf, 1, rri.ZeroCell | rri.SmallCount | rri.Unbounded, "no standard error"},
		{"none in the group", proportions([4]int64{0, 9, 4, 20}, [4]int64{0, 3, 2, 30}), SCAS, 0, 0, math.NaN(), math.NaN(), rri.ZeroCell | rri.SmallCount, "the score has an upper limit"},
		{"none in the baseline", proportions([4]int64{4, 9, 0, 20}, [4]int64{1, 3, 0, 30}), SCAS, inf, math.NaN(), inf, math.NaN(), rri.ZeroCell | rri.SmallCount | rri.Unbounded, "and a lower one"},
		{"none at all", proportions([4]int64{0, 9, 0, 20}), SCAS, math.NaN(), 0, inf, math.NaN(), rri.NoData | rri.Unbounded | rri.ZeroCell | rri.SmallCount, "nothing to compare"},
		{"zero in one stratum", proportions([4]int64{0, 9, 4, 20}, [4]int64{8, 30, 20, 90}), SCAS, math.NaN(), math.NaN(), math.NaN(), math.NaN(), 0, "the others have counts"},
		{"no one to compare", []Pair[rri.Proportion]{{Group: rri.Proportion{Events: 5, Trials: 9}}}, SCAS, math.NaN(), math.NaN(), math.NaN(), math.NaN(), rri.NoData | rri.ZeroCell | rri.SmallCount, "no stratum has both"},
		{"no strata", nil, MantelHaenszel, math.NaN(), math.NaN(), math.NaN(), math.NaN(), rri.NoData | rri.ZeroCell | rri.SmallCount, "nothing at all"},
		{"nothing to weigh", proportions([4]int64{0, 9, 4, 20}), InverseVariance, math.NaN(), math.NaN(), math.NaN(), math.NaN(), rri.NoData | rri.ZeroCell | rri.SmallCount, "no stratum has a variance"},
	}
	for _, test := range tests {
		e, err := Ratio(test.pairs, Options{Method: test.method})
		if err != nil {
			t.Errorf("%s by %s: %v", test.name, test.method, err)
			continue
		}
		same := func(got, want float64) bool { return got == want || math.IsNaN(want) }
		if !same(e.Value, test.value) || !same(e.Lower, test.lower) || !same(e.Upper, test.upper) || !same(e.P, test.p) || e.Flags != test.flags {
			t.Errorf("%s by %s = %+v, want %v (%v to %v), P %v, %v (%s)", test.name, test.method, e, test.value, test.lower, test.upper, test.p, test.flags, test.reason)
		}
		if math.IsNaN(e.P) != test.flags.Has(rri.NoData) {
			t.Errorf("%s by %s: P %v of value %v: 0/0 has no p-value", test.name, test.method, e.P, e.Value)
		}
		if math.IsNaN(e.Lower) != (len(test.pairs) == 0 || test.flags.Has(rri.NoData) && !test.flags.Has(rri.Unbounded)) {
			t.Errorf("%s by %s: lower limit %v", test.name, test.method, e.Lower)
		}
	}
}

// TestSides: one limit at level 0.975 is that of both at 0.95, and its p-value half of theirs.
func TestSides(t *testing.T) {
	for m := range Methods() {
		both, err := Difference(stockings, Options{Method: m})
		if err != nil {
			t.Fatal(err)
		}
		lower, err := Difference(stockings, Options{Method: m, Side: rri.LowerOnly, Level: 0.975})
		if err != nil {
			t.Fatal(err)
		}
		upper, err := Difference(stockings, Options{Method: m, Side: rri.UpperOnly, Level: 0.975})
		if err != nil {
			t.Fatal(err)
		}
		if !closeTo(lower.Lower, both.Lower, 1e-12) || lower.Upper != 1 || !closeTo(upper.Upper, both.Upper, 1e-12) || upper.Lower != -1 ||
			!closeTo(2*upper.P, both.P, 1e-12) || !closeTo(lower.P, 1-upper.P, 1e-12) || !lower.Flags.Has(rri.OneSided) {
			t.Errorf("%s: both %+v, lower %+v, upper %+v", m, both, lower, upper)
		}
	}
}

func TestGolden(t *testing.T) {
	var b bytes.Buffer
	block := func(name string, write func() error) {
		b.WriteString("== " + name + "\n")
		if err := write(); err != nil {
			t.Fatal(err)
		}
		b.WriteString("\n")
	}
	table := mustCompare(t, Options{})
	block("text", func() error { return table.WriteText(&b) })
	block("Markdown", func() error { return table.WriteMarkdown(&b) })
	block("CSV", func() error { return table.WriteCSV(&b) })
	lower := mustCompare(t, Options{Method: MantelHaenszel, Side: rri.LowerOnly, Level: 0.975, Null: 0.8})
	block("text of one side", func() error { return lower.WriteText(&b) })
	rates, err := Compare("White", Sorted(map[int]map[string]rri.Rate{
		2022: {"White": {Events: 4100, Population: 1.5e6}, "Black": {Events: 900, Population: 42000}},
		2021: {"White": {Events: 3900, Population: 1.5e6}, "Black": {Events: 0, Population: 40000.5}},
		2020: {"White": {Events: 12, Population: 1.4e6}, "Black": {Events: 14, Population: 39000}},
	}), Options{Method: Score})
	if err != nil {
		t.Fatal(err)
	}
	block("text of rates", func() error { return rates.WriteText(&b) })
	hostile := Stratum[string, string, rri.Proportion]{"=1+1|\x1b[31m", finds{"White": {Events: 1, Trials: 4}, "<b>|": {Events: 1, Trials: 2}}}
	odd, err := Compare("White", []Stratum[string, string, rri.Proportion]{hostile}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	block("Markdown of hostile names", func() error { return odd.WriteMarkdown(&b) })
	block("CSV of hostile names", func() error { return odd.WriteCSV(&b) })
	got := longNumber.ReplaceAllStringFunc(b.String(), func(number string) string {
		v := referencetest.Float(t, number)
		// the last digits are not the same on every processor
		return strconv.FormatFloat(v, 'g', 10, 64)
	})
	const path = "testdata/table.golden"
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got; -update writes it):\n%s", path, diff)
	}
}

// TestCSVShape: every line has the cells of the header, and reads back.
func TestCSVShape(t *testing.T) {
	var b bytes.Buffer
	if err := mustCompare(t, Options{}).WriteCSV(&b); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll() // wants every line as long as the first
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 1+3+2*5 {
		t.Errorf("%d lines, want a header, 3 groups, and 5 strata of 2 groups", len(rows))
	}
}

func TestJSON(t *testing.T) {
	want := mustCompare(t, Options{Level: 0.99})
	data, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got Table[string, string, rri.Proportion]
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	want.Per = 100
	if diff := cmp.Diff(want, got, cmpopts.EquateNaNs(), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("JSON does not read back (-want +got):\n%s", diff)
	}
	var other Table[string, string, rri.Rate]
	if err := json.Unmarshal(data, &other); err == nil || !strings.Contains(err.Error(), `"proportion"`) {
		t.Errorf("read into rates: error %v, want one that says so", err)
	}
	for _, test := range []struct{ from, to, says, reason string }{
		{`"side":"two-sided"`, `"side":"both"`, "both", "no such side"},
		{`"method":"scas"`, `"method":"magic"`, "magic", "no such method"},
		{`"per":100`, `"per":-1`, "-1", "out of range"},
		{`"exposure":1920`, `"exposure":0.5`, "0.5", "trials are whole"},
		{`"exposure":783`, `"exposure":7`, "7", "more events than trials"},
	} {
		bad := strings.Replace(string(data), test.from, test.to, 1)
		if bad == string(data) {
			t.Fatalf("no %s in %s", test.from, data)
		}
		if err := json.Unmarshal([]byte(bad), &got); err == nil || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s for %s: error %v, want one that says %q (%s)", test.to, test.from, err, test.says, test.reason)
		}
	}
}

func TestTest(t *testing.T) {
	test, err := Tarone(dollHill)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := test.String(), "χ² = 5.17, df 1, p = 0.023"; got != want {
		t.Errorf("String() = %q, want %q", got, want)
	}
	for _, want := range []Test{test, noTest} {
		data, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		var got Test
		if err := json.Unmarshal(data, &got); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateNaNs()); diff != "" {
			t.Errorf("%s does not read back:\n%s", data, diff)
		}
	}
	if got := noTest.String(); got != "—" {
		t.Errorf("String() of no test = %q, want —", got)
	}
	if got := (Test{Statistic: 3, DF: 4}).I2(); got != 0 {
		t.Errorf("I² below the degrees of freedom = %v, want 0", got)
	}
	one, err := BreslowDay(dollHill[:1])
	if err != nil || one.DF != 0 || !math.IsNaN(one.P) {
		t.Errorf("Breslow-Day of one stratum = %+v, %v, want nothing to test", one, err)
	}
	none, err := CochranMantelHaenszel(proportions([4]int64{0, 3, 0, 4}), true)
	if err != nil || none.DF != 0 || !math.IsNaN(none.P) {
		t.Errorf("no events: %+v, %v, want nothing to test", none, err)
	}
	even, err := CochranMantelHaenszel(proportions([4]int64{1, 4, 3, 12}), true)
	if err != nil || even.Statistic != 0 || even.P != 1 {
		t.Errorf("no distance: %+v, %v, want 0: the correction is no more than the distance", even, err)
	}
}

func TestMethod(t *testing.T) { enumtest.Check[Method](t, Methods(), ParseMethod) }

func BenchmarkRatio(b *testing.B) {
	big := slices.Repeat(berkeley, 7) // 42 strata: seven objects by six ages
	for m := range Methods() {
		if m == Sato {
			continue
		}
		b.Run(m.String(), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Ratio(big, Options{Method: m}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkCompare(b *testing.B) {
	var strata []Stratum[int, string, rri.Proportion]
	for i, p := range slices.Repeat(berkeley, 7) {
		strata = append(strata, Stratum[int, string, rri.Proportion]{i, finds{"White": p.Baseline, "Asian": p.Group, "Black": p.Group, "Mixed": p.Group, "Other": p.Group}})
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Compare("White", strata, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
