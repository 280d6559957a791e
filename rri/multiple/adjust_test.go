package multiple

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/enum/enumtest"
)

// multtest are ten raw p-values, with values adjusted by the R package multtest, as statsmodels
// holds them in its test_multi.py. Rows are the five smallest.
var multtest = []float64{
	0.838541367553, 0.642193923795, 0.680845947633, 0.967833824309, 0.71626938238, 0.177096952723, 5.23656777208e-05, 0.0202732688798, 0.00028140506198, 0.0149877310796,
}

func TestPublished(t *testing.T) {
	tests := []struct {
		adjustment Adjustment
		want       [5]string // as printed
	}{
		{Holm, [5]string{"0.0005236567772", "0.002532645558", "0.1199018486", "0.1419128822", "1"}},
		{Hochberg, [5]string{"0.0005236567772", "0.002532645558", "0.1199018486", "0.1419128822", "0.9678338243"}},
		{Bonferroni, [5]string{"0.0005236567772", "0.00281405062", "0.1498773108", "0.2027326888", "1"}},
		{SidakStepDown, [5]string{"0.000523533397", "0.002529796632", "0.1137971968", "0.133567562", "0.6894782512"}},
		{BenjaminiYekutieli, [5]string{"0.001533774076", "0.004121132465", "0.1463286284", "0.1484494024", "1"}},
		{BenjaminiHochberg, [5]string{"0.0005236567772", "0.00140702531", "0.0499591036", "0.0506831722", "0.3541939054"}},
	}
	for _, test := range tests {
		got, err := Adjust(multtest, test.adjustment)
		if err != nil {
			t.Fatal(err)
		}
		slices.Sort(got) // the order of the raw values
		for i, want := range test.want {
			_, fraction, _ := strings.Cut(want, ".")
			if text := strconv.FormatFloat(got[i], 'f', len(fraction), 64); text != want {
				t.Errorf("%s, rank %d: got %v, want %s to its printed digits", test.adjustment, i+1, got[i], want)
			}
		}
	}
}

// R 4.2.2: p.adjust of twelve p-values with ties, a tiny one and ones near 1. The tolerance is that
// of another order of multiplication.
func TestTies(t *testing.T) {
	p := []float64{0.03, 0.001, 0.2, 0.03, 0.0004, 0.7, 0.03, 1e-12, 0.049, 0.2, 0.99, 0.011}
	tests := []struct {
		adjustment Adjustment
		want       []float64
	}{
		{Holm, []float64{0.24, 0.01, 0.8, 0.24, 0.0044, 1, 0.24, 1.2e-11, 0.245, 0.8, 1, 0.099}},
		{Hochberg, []float64{0.18, 0.01, 0.6, 0.18, 0.0044, 0.99, 0.18, 1.2e-11, 0.245, 0.6, 0.99, 0.099}},
		{Bonferroni, []float64{0.36, 0.012, 1, 0.36, 0.0048, 1, 0.36, 1.2e-11, 0.588, 1, 1, 0.132}},
		{BenjaminiHochberg, []float64{
			5.1428571428571421e-02, 0.004, 0.24, 5.1428571428571421e-02, 0.0024, 7.6363636363636356e-01, 5.1428571428571421e-02, 1.2e-11, 0.0735, 0.24, 0.99, 0.033,
		}},
		{BenjaminiYekutieli, []float64{
			1.5959369202226345e-01, 1.2412842712842712e-02, 7.4477056277056286e-01, 1.5959369202226345e-01, 7.4477056277056277e-03, 1, 1.5959369202226345e-01,
			3.7238528138528140e-11, 2.2808598484848486e-01, 7.4477056277056286e-01, 1, 1.0240595238095238e-01,
		}},
	}
	for _, test := range tests {
		got, err := Adjust(p, test.adjustment)
		if err != nil {
			t.Fatal(err)
		}
		if diff := gocmp.Diff(test.want, got, cmpopts.EquateApprox(1e-14, 0)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.adjustment, diff)
		}
	}
}

func TestAdjust(t *testing.T) {
	nan := math.NaN()
	tests := []struct {
		adjustment Adjustment
		p, want    []float64
		reason     string
	}{
		{Holm, nil, nil, "no p-values"},
		{Holm, []float64{nan, nan}, []float64{nan, nan}, "no tests among them"},
		{Bonferroni, []float64{nan, 0.01, nan, 0.02}, []float64{nan, 0.02, nan, 0.04}, "NaN keeps its place and is not counted"},
		{Holm, []float64{0.04, 0.01, 0.03}, []float64{0.06, 0.03, 0.06}, "0.03 × 2 carries over to 0.04 × 1"},
		{Hochberg, []float64{0.04, 0.01, 0.03}, []float64{0.04, 0.03, 0.04}, "0.04 × 1 carries back to 0.03 × 2"},
		{BenjaminiHochberg, []float64{0.04, 0.01, 0.03}, []float64{0.04, 0.03, 0.04}, "3/3, 3/1 and 3/2 times, carried back"},
		{BenjaminiYekutieli, []float64{0.04, 0.01, 0.03}, []float64{0.22 / 3, 0.055, 0.22 / 3}, "11/6 times the same"},
		{Sidak, []float64{0.5, 0.1}, []float64{0.75, 0.19}, "1 - 0.5², 1 - 0.9²"},
		{SidakStepDown, []float64{0.5, 0.1}, []float64{0.5, 0.19}, "the largest has one comparison left"},
		{Sidak, []float64{1e-20, 1}, []float64{2e-20, 1}, "1-(1-p)^m keeps its digits where 1-p is 1"},
		{Bonferroni, []float64{0, 1}, []float64{0, 1}, "the ends stay"},
		{Holm, []float64{0.2, 0.2, 0.2}, []float64{0.6, 0.6, 0.6}, "equal p-values stay equal"},
		{BenjaminiHochberg, []float64{0.2, 0.2, 0.2}, []float64{0.2, 0.2, 0.2}, "equal p-values stay equal, at the largest rank"},
	}
	for _, test := range tests {
		p := slices.Clone(test.p)
		got, err := Adjust(p, test.adjustment)
		if err != nil {
			t.Errorf("%s: %v", test.reason, err)
			continue
		}
		// 1e-15: one or two roundings of numbers below 1.
		if diff := gocmp.Diff(test.want, got, cmpopts.EquateNaNs(), cmpopts.EquateApprox(1e-15, 0), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("Adjust(%v, %s), %s (-want +got):\n%s", test.p, test.adjustment, test.reason, diff)
		}
		if diff := gocmp.Diff(test.p, p, cmpopts.EquateNaNs()); diff != "" {
			t.Errorf("%s: the p-values were changed:\n%s", test.reason, diff)
		}
	}
}

func TestAdjustErrors(t *testing.T) {
	tests := []struct {
		p          []float64
		adjustment Adjustment
		want       string
		reason     string
	}{
		{[]float64{0.5, -0.1}, Holm, "p-value 2 of 2 is -0.1", "below 0"},
		{[]float64{1.5}, Holm, "p-value 1 of 1 is 1.5", "above 1"},
		{[]float64{math.Inf(1)}, Holm, "is +Inf", "infinite"},
		{[]float64{0.5}, 99, "Adjustment(99) is not an adjustment", "a number that is no adjustment"},
		{[]float64{0.5}, numAdjustments, "is not an adjustment", "the first number after the last"},
	}
	for _, test := range tests {
		if _, err := Adjust(test.p, test.adjustment); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want one with %q", test.reason, err, test.want)
		}
	}
}

// genP draws p-values with NaN, ends, ties and tiny ones among them.
func genP(t *rapid.T) []float64 {
	one := rapid.OneOf(
		rapid.Float64Range(0, 1),
		rapid.Map(rapid.Float64Range(-300, 0), func(e float64) float64 { return math.Pow(10, e) }),
		rapid.SampledFrom([]float64{0, 1, 0.05, 0.01, 0.2, math.NaN(), math.Nextafter(1, 0)}),
	)
	return rapid.SliceOfN(one, 0, 40).Draw(t, "p")
}

func mustAdjust(t *rapid.T, p []float64, a Adjustment) []float64 {
	got, err := Adjust(p, a)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestLawAdjustedIsNotBelowRaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := genP(t)
		for a := range Adjustments() {
			for i, got := range mustAdjust(t, p, a) {
				if math.IsNaN(p[i]) != math.IsNaN(got) || got < p[i] || got > 1 {
					t.Fatalf("%s: %v became %v", a, p[i], got)
				}
			}
		}
	})
}

func TestLawOrderIsKept(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := genP(t)
		for a := range Adjustments() {
			got := mustAdjust(t, p, a)
			for i := range p {
				for j := range p {
					if p[i] <= p[j] && !(got[i] <= got[j]) {
						t.Fatalf("%s: %v ≤ %v, but adjusted %v > %v", a, p[i], p[j], got[i], got[j])
					}
				}
			}
		}
	})
}

func TestLawOneAdjustmentIsBelowAnother(t *testing.T) {
	pairs := [][2]Adjustment{
		{Holm, Bonferroni}, {Sidak, Bonferroni}, {SidakStepDown, Sidak}, {SidakStepDown, Holm}, {Hochberg, Holm},
		{BenjaminiHochberg, Hochberg}, {BenjaminiHochberg, BenjaminiYekutieli},
	}
	rapid.Check(t, func(t *rapid.T) {
		p := genP(t)
		for _, pair := range pairs {
			smaller, larger := mustAdjust(t, p, pair[0]), mustAdjust(t, p, pair[1])
			for i := range p {
				// 1e-14: equal values reached by different roundings.
				if smaller[i] > larger[i]*(1+1e-14) {
					t.Fatalf("p %v of %v: %s %v above %s %v", p[i], p, pair[0], smaller[i], pair[1], larger[i])
				}
			}
		}
	})
}

func TestLawOrderOfInputDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := genP(t)
		places := make([]int, len(p))
		for i := range places {
			places[i] = i
		}
		places = rapid.Permutation(places).Draw(t, "places")
		shuffled := make([]float64, len(p))
		for i, from := range places {
			shuffled[i] = p[from]
		}
		for a := range Adjustments() {
			want, got := mustAdjust(t, p, a), mustAdjust(t, shuffled, a)
			for i, from := range places {
				if got[i] != want[from] && !(math.IsNaN(got[i]) && math.IsNaN(want[from])) {
					t.Fatalf("%s: %v at another place became %v, not %v", a, p[from], got[i], want[from])
				}
			}
		}
	})
}

func TestLawOneComparisonStays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.Float64Range(0, 1).Draw(t, "p")
		for a := range Adjustments() {
			if got := mustAdjust(t, []float64{p}, a)[0]; math.Abs(got-p) > 1e-15 {
				t.Fatalf("%s: %v became %v", a, p, got)
			}
		}
	})
}

// The adjusted p-value of Šidák and Bonferroni is below α exactly when the simultaneous level
// leaves out the null value.
func TestLawLevelAndAdjustedAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := genP(t)
		level := rapid.Float64Range(0.5, 0.999).Draw(t, "level")
		m := 0
		for _, v := range p {
			if !math.IsNaN(v) {
				m++
			}
		}
		if m == 0 {
			return
		}
		for _, a := range []Adjustment{Sidak, Bonferroni} {
			each, err := a.Level(level, m)
			if err != nil {
				t.Fatal(err)
			}
			for i, adjusted := range mustAdjust(t, p, a) {
				// at the border rounding decides
				if math.IsNaN(p[i]) || math.Abs(adjusted-(1-level)) < 1e-12 {
					continue
				}
				if (adjusted < 1-level) != (p[i] < 1-each) {
					t.Fatalf("%s of %d: p %v is adjusted to %v, and the level %v becomes %v", a, m, p[i], adjusted, level, each)
				}
			}
		}
	})
}

func TestLevel(t *testing.T) {
	tests := []struct {
		adjustment  Adjustment
		level       float64
		comparisons int
		want        float64
		reason      string
	}{
		{Bonferroni, 0.95, 1, 0.95, "one comparison needs no more"},
		{Sidak, 0.95, 1, 0.95, "one comparison needs no more"},
		{Bonferroni, 0.95, 4, 0.9875, "1 - 0.05/4"},
		{Bonferroni, 0, 4, 0.9875, "level 0 means 0.95"},
		{Sidak, 0.81, 2, 0.9, "the square root"},
		{Sidak, 0.95, 80, 0.99935904, "0.95^(1/80), computed by hand in 30 digits"},
	}
	for _, test := range tests {
		got, err := test.adjustment.Level(test.level, test.comparisons)
		if err != nil || math.Abs(got-test.want) > 5e-9 { // the digits that are written here
			t.Errorf("%s of %v by %d = %v, %v; want %v: %s", test.adjustment, test.level, test.comparisons, got, err, test.want, test.reason)
		}
	}
	for a := range Adjustments() {
		_, err := a.Level(0.95, 2)
		if has := a == Sidak || a == Bonferroni; has != (err == nil) || (!has && !errors.Is(err, ErrNoIntervals)) {
			t.Errorf("%s: error %v", a, err)
		}
	}
	for _, bad := range []struct {
		level       float64
		comparisons int
	}{{1, 2}, {-0.1, 2}, {math.NaN(), 2}, {0.95, 0}, {0.95, -1}} {
		if _, err := Sidak.Level(bad.level, bad.comparisons); !errors.Is(err, rri.ErrOption) {
			t.Errorf("level %v of %d: error %v, want ErrOption", bad.level, bad.comparisons, err)
		}
	}
}

func TestAdjustment(t *testing.T) { enumtest.Check[Adjustment](t, Adjustments(), ParseAdjustment) }

var counts = map[string]rri.Rate{
	"White": {Events: 317, Population: 1584583},
	"Asian": {Events: 9, Population: 51394},
	"Mixed": {Events: 22, Population: 44435},
	"Black": {Events: 29, Population: 37844},
	"Other": {Events: 3, Population: 16982},
}

func TestSimultaneous(t *testing.T) {
	table, err := rri.Compare("White", counts, rri.Options{})
	if err != nil {
		t.Fatal(err)
	}
	table.Measure, table.Notes = "search rate", []string{"a note"}
	for _, a := range []Adjustment{Sidak, Bonferroni} {
		for _, comparisons := range []int{0, 4, 80} {
			wide, err := Simultaneous(table, a, comparisons)
			if err != nil {
				t.Fatal(err)
			}
			each, _ := a.Level(0.95, cmp.Or(comparisons, 4))
			if wide.Options.Level != each || wide.Measure != table.Measure || len(wide.Rows) != len(table.Rows) {
				t.Errorf("%s of %d: level %v, want %v", a, comparisons, wide.Options.Level, each)
			}
			if len(wide.Notes) != 2 || !strings.Contains(wide.Notes[1], a.String()) {
				t.Errorf("%s of %d: notes %q", a, comparisons, wide.Notes)
			}
			for i, row := range wide.Rows[1:] {
				narrow := table.Rows[i+1].Ratio
				if row.Ratio.Lower >= narrow.Lower || row.Ratio.Upper <= narrow.Upper || row.Ratio.P != narrow.P || row.Ratio.Level != each {
					t.Errorf("%s of %d, %s: %v does not hold %v", a, comparisons, row.Group, row.Ratio, narrow)
				}
			}
		}
	}
	if len(table.Notes) != 1 {
		t.Error("the notes of the table were changed")
	}
}

func TestSimultaneousErrors(t *testing.T) {
	table, err := rri.Compare("White", counts, rri.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Simultaneous(table, Holm, 0); !errors.Is(err, ErrNoIntervals) {
		t.Errorf("holm: error %v, want ErrNoIntervals", err)
	}
	for _, comparisons := range []int{-1, 3} {
		if _, err := Simultaneous(table, Sidak, comparisons); !errors.Is(err, rri.ErrOption) {
			t.Errorf("%d comparisons for 4 ratios: error %v, want ErrOption", comparisons, err)
		}
	}
	hidden := table
	hidden.Rows = slices.Clone(table.Rows)
	hidden.Rows[2].Rate.Flags |= rri.Suppressed
	if _, err := Simultaneous(hidden, Sidak, 0); err == nil || !strings.Contains(err.Error(), hidden.Rows[2].Group) {
		t.Errorf("suppressed row: error %v, want one that names it", err)
	}
	alone, err := rri.Compare("White", map[string]rri.Rate{"White": counts["White"]}, rri.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := Simultaneous(alone, Sidak, 0); err != nil || got.Options.Level != 0.95 {
		t.Errorf("no ratios: level %v, %v", got.Options.Level, err)
	}
}

func TestFamily(t *testing.T) {
	searches, err := rri.Compare("White", counts, rri.Options{})
	if err != nil {
		t.Fatal(err)
	}
	finds, err := rri.Compare("White", map[string]rri.Proportion{
		"White": {Events: 70, Trials: 317}, "Black": {Events: 8, Trials: 29}, "Gypsy": {Events: 0, Trials: 0},
	}, rri.Options{})
	if err != nil {
		t.Fatal(err)
	}
	searches.Measure = "search rate"
	raw := Ratios(searches)
	family := raw.And(Ratios(finds))
	if got, want := family.String(), "5 comparisons: search rate against White (4), proportion against White (1); p-values not adjusted"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	adjusted, err := family.Adjust(BenjaminiHochberg)
	if err != nil {
		t.Fatal(err)
	}
	if family.Adjusted || family.Comparisons[0].Adjusted != family.Comparisons[0].Estimate.P {
		t.Error("Adjust changed its receiver")
	}
	var p []float64
	for _, c := range family.Comparisons {
		p = append(p, c.Estimate.P)
	}
	want, err := Adjust(p, BenjaminiHochberg)
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range adjusted.Comparisons {
		if c.Adjusted != want[i] && !(math.IsNaN(c.Adjusted) && math.IsNaN(want[i])) {
			t.Errorf("%s: adjusted %v, want %v", c.Group, c.Adjusted, want[i])
		}
	}
	s := adjusted.Summary()
	if s.Tested != 5 || math.Abs(s.ByChance-0.25) > 1e-12 || s.Below != 2 || s.Adjusted != 2 {
		t.Errorf("summary %+v: want 5 tested, 0.25 by chance, Black and Mixed searches below before and after", s)
	}
	data, err := json.Marshal(adjusted)
	if err != nil {
		t.Fatal(err)
	}
	var back struct {
		Adjusted    bool
		Adjustment  Adjustment
		Comparisons []struct {
			Group    string
			Adjusted *float64 `json:"adjusted_p"`
		}
	}
	if err := json.Unmarshal(data, &back); err != nil {
		t.Fatal(err)
	}
	if got := raw.Summary(); got.Adjusted != 0 || got.Below != 2 {
		t.Errorf("summary before Adjust %+v: want none adjusted", got)
	}
	if !back.Adjusted || back.Adjustment != BenjaminiHochberg || len(back.Comparisons) != 6 {
		t.Errorf("JSON %s", data)
	}
	for i, c := range back.Comparisons {
		if (c.Adjusted == nil) != math.IsNaN(want[i]) || (c.Adjusted != nil && *c.Adjusted != want[i]) {
			t.Errorf("JSON of %s: adjusted %v, want %v", c.Group, c.Adjusted, want[i])
		}
	}
	if got := (Family[string]{}).String(); got != "no comparison" {
		t.Errorf("empty family: %q", got)
	}
	one := Family[string]{Comparisons: family.Comparisons[:1]}
	if got, want := one.String(), "1 comparison: search rate against White (1); p-values not adjusted"; got != want {
		t.Errorf("family of one: %q", got)
	}
	if _, err := (Family[string]{Comparisons: []Comparison[string]{{Estimate: rri.Estimate{P: 2, Level: 0.95}}}}).Adjust(Holm); err == nil {
		t.Error("a p-value of 2 was adjusted")
	}
}

func BenchmarkAdjust(b *testing.B) {
	p := make([]float64, 1000)
	for i := range p {
		p[i] = math.Mod(float64(i)*math.Phi, 1)
	}
	for a := range Adjustments() {
		b.Run(a.String(), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Adjust(p, a); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// TestWidenedAndSimultaneous: what one of the two said is kept by the other, in either order.
func TestWidenedAndSimultaneous(t *testing.T) {
	table, err := rri.Compare("White", map[string]rri.Rate{"White": {Events: 900, Population: 100_000}, "Black": {Events: 90, Population: 4_000}}, rri.Options{Method: rri.Wald})
	if err != nil {
		t.Fatal(err)
	}
	widen := func(t rri.Table[string, rri.Rate]) (rri.Table[string, rri.Rate], error) {
		return t.Recompute(t.Options, func(_ string, r rri.Rate) rri.Rate { return rri.WithDesignEffect(r, 4) })
	}
	together := func(t rri.Table[string, rri.Rate]) (rri.Table[string, rri.Rate], error) {
		return Simultaneous(t, Sidak, 20)
	}
	for _, order := range [][]func(rri.Table[string, rri.Rate]) (rri.Table[string, rri.Rate], error){{widen, together}, {together, widen}} {
		got := table
		for _, step := range order {
			if got, err = step(got); err != nil {
				t.Fatal(err)
			}
		}
		e := got.Rows[1].Ratio
		// log 2.5 ± 3.01609 × 2 √(1/90 + 1/900), at the level 0.95^(1/20); p = 2Φ(-log 2.5/(2
		// √(1/90 + 1/900))).
		if lower, upper, p := fmt.Sprintf("%.4f", e.Lower), fmt.Sprintf("%.4f", e.Upper), fmt.Sprintf("%.3g", e.P); lower != "1.2833" || upper != "4.8703" || p != "3.41e-05" {
			t.Errorf("%s to %s, p %s; want 1.2833 to 4.8703, p 3.41e-05", lower, upper, p)
		}
		var b bytes.Buffer
		if err := got.WriteText(&b); err != nil {
			t.Fatal(err)
		}
		if text := b.String(); !strings.Contains(text, "adjusted") || !strings.Contains(text, "<0.001") || !strings.Contains(text, "99.744 %") || !strings.Contains(text, "design effect 4") {
			t.Errorf("text:\n%s", text)
		}
		if adjusted := -math.Expm1(20 * math.Log1p(-e.P)); math.Abs(adjusted-6.8e-4) > 0.05e-4 {
			t.Errorf("adjusted p %v, want 6.8e-04", adjusted)
		}
	}
	if _, err := Simultaneous(must(together(table)), Bonferroni, 20); !errors.Is(err, rri.ErrOption) {
		t.Errorf("simultaneous twice: %v, want ErrOption", err)
	}
	for _, step := range []func(rri.Table[string, rri.Rate]) (rri.Table[string, rri.Rate], error){widen, together} {
		if _, err := step(table.WithDerived("pooled over 20 imputations")); !errors.Is(err, rri.ErrDerived) || !strings.Contains(err.Error(), "pooled over 20 imputations") {
			t.Errorf("of a derived table: %v, want ErrDerived with the reason", err)
		}
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
