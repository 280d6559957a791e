package unknown

import (
	"encoding/json"
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
)

type pair = Accounts[string]

// The example of Fleiss, Cohen and Everitt 1969, 200 subjects put into three classes by two raters.
var example = map[pair]int64{
	{"a", "a"}: 106, {"a", "b"}: 10, {"a", "c"}: 4,
	{"b", "a"}: 22, {"b", "b"}: 28, {"b", "c"}: 10,
	{"c", "a"}: 2, {"c", "b"}: 12, {"c", "c"}: 6,
}

func TestKappa(t *testing.T) {
	r, err := Kappa(example, 0)
	if err != nil {
		t.Fatal(err)
	}
	const z = 1.959963984540054
	deviation := (r.Kappa.Upper - r.Kappa.Lower) / (2 * z)
	if math.Abs(r.Kappa.Value-3.0/7) > 1e-12 || r.People != 200 || r.Agreed != 140 || math.Abs(r.Expected-0.475) > 1e-12 {
		t.Errorf("got %+v, want κ = 0.4286, 140 of 200 agreed, 0.475 expected", r)
	}
	if math.Abs(deviation*deviation-0.002885) > 5e-7 {
		t.Errorf("variance %.6f, want 0.002885 (Fleiss, Cohen and Everitt 1969)", deviation*deviation)
	}
}

func TestUndefined(t *testing.T) {
	for name, table := range map[string]map[pair]int64{"nobody": {}, "one group": {{"a", "a"}: 9}} {
		r, err := Kappa(table, 0)
		if err != nil || !math.IsNaN(r.Kappa.Value) || !r.Kappa.Flags.Has(rri.NoData) {
			t.Errorf("%s: %+v, %v; want undefined", name, r, err)
		}
	}
	e, err := IndexRatio(map[pair]int64{{"a", "a"}: 9, {"a", "b"}: 1}, "b", "a", 0)
	if err != nil || e.Value != 0 || !math.IsNaN(e.Upper) || !e.Flags.Has(rri.ZeroCell) {
		t.Errorf("no b in one account: %+v, %v", e, err)
	}
	for name, err := range map[string]error{
		"negative": second(Kappa(map[pair]int64{{"a", "a"}: -1}, 0)),
		"huge":     second(IndexRatio(map[pair]int64{{"a", "a"}: rri.MaxCount, {"a", "b"}: 1}, "a", "b", 0)),
	} {
		if !errors.Is(err, rri.ErrCount) {
			t.Errorf("%s: error %v", name, err)
		}
	}
	for _, level := range []float64{-1, 1, math.NaN()} {
		if err := second(Kappa(example, level)); !errors.Is(err, rri.ErrOption) {
			t.Errorf("level %v: error %v", level, err)
		}
		if err := second(IndexRatio(example, "a", "b", level)); !errors.Is(err, rri.ErrOption) {
			t.Errorf("level %v: error %v", level, err)
		}
	}
}

func second[T any](_ T, err error) error { return err }

func genTable(t *rapid.T) map[pair]int64 {
	table := map[pair]int64{}
	groups := []string{"a", "b", "c", "d"}[:rapid.IntRange(2, 4).Draw(t, "groups")]
	for _, g := range groups {
		for _, h := range groups {
			table[pair{g, h}] = rapid.Int64Range(0, 50).Draw(t, g+h)
		}
	}
	return table
}

func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := genTable(t)
		turned, itself := map[pair]int64{}, map[pair]int64{}
		for p, n := range table {
			turned[pair{p.Second, p.First}] = n
			itself[pair{p.First, p.First}] += n
		}
		r, err := Kappa(table, 0)
		if err != nil {
			t.Fatal(err)
		}
		s, err := Kappa(turned, 0)
		if err != nil {
			t.Fatal(err)
		}
		if !same(r.Kappa.Value, s.Kappa.Value) || !same(r.Kappa.Lower, s.Kappa.Lower) || !same(r.Kappa.P, s.Kappa.P) {
			t.Fatalf("%+v one way, %+v the other", r, s)
		}
		one, err := Kappa(itself, 0)
		if err != nil {
			t.Fatal(err)
		}
		if !one.Kappa.Flags.Has(rri.NoData) && (!one.Kappa.Flags.Has(rri.ZeroCell) || math.Abs(one.Kappa.Value-1) > 1e-12 || math.Abs(one.Kappa.Lower-1) > 1e-6) {
			t.Fatalf("kappa of a table with itself is %v", one.Kappa)
		}
		if k := r.Kappa; !math.IsNaN(k.Lower) && (k.Value < -1 || k.Value > 1 || k.Lower > k.Value || k.Upper < k.Value || k.Lower < -1 || k.Upper > 1) {
			t.Fatalf("kappa %v", k)
		}
		x, err := IndexRatio(table, "b", "a", 0)
		if err != nil {
			t.Fatal(err)
		}
		y, err := IndexRatio(turned, "b", "a", 0)
		if err != nil {
			t.Fatal(err)
		}
		if !same(x.Value, 1/y.Value) && !(x.Value == 0 || y.Value == 0) || !same(x.Lower, 1/y.Upper) {
			t.Fatalf("%v one way, %v the other", x, y)
		}
		if z, err := IndexRatio(itself, "b", "a", 0); err != nil || !math.IsNaN(z.Lower) && (z.Value != 1 || z.Lower != 1 || z.Upper != 1) {
			t.Fatalf("index by one account is %v times itself (%v)", z, err)
		}
	})
}

// Figures by the formulae of Fleiss, Cohen and Everitt at 60 digits.
func TestKappaReference(t *testing.T) {
	const n = rri.MaxCount
	tests := []struct {
		name                   string
		table                  map[pair]int64
		value, lower, upper, p float64
		reason                 string
	}{
		{"Fleiss, Cohen and Everitt", example, 0.42857142857142855, 0.32329979345440513, 0.53384306368845202, 1.16078815808314e-14, "the example of the paper"},
		{"z of 26", map[pair]int64{{"a", "a"}: 400, {"b", "b"}: 300, {"a", "b"}: 5, {"b", "a"}: 6}, 0.96843328853209343, 0.94992402200278903, 0.98694255506139783, 4.8959296675e-147, "P was 0 beyond a z of 8.3"},
		{"z of 36", map[pair]int64{{"a", "a"}: 700, {"b", "b"}: 600, {"a", "b"}: 5, {"b", "a"}: 6}, 0.98312071829121417, 0.97318783874469528, 0.99305359783773295, 1.58048083310429e-277, "nearly as far as float64 goes"},
		{"nearly all of one group", map[pair]int64{{"a", "a"}: n - 40, {"b", "b"}: 20, {"a", "b"}: 5, {"b", "a"}: 6}, 0.78431372549019551, 0.6598536896195677, 0.90877376136082322, 0, "was NaN, as if all were of one group: what is left to 1 is below the rounding of a float64"},
		{"few of a trillion", map[pair]int64{{"a", "a"}: 1e12, {"b", "b"}: 2, {"a", "b"}: 50, {"b", "a"}: 60}, 0.035087719243668825, -0.012258874037467695, 0.082434312524805334, 0, "differences of near numbers"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r, err := Kappa(test.table, 0)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range []struct {
				name      string
				got, want float64
			}{{"value", r.Kappa.Value, test.value}, {"lower", r.Kappa.Lower, test.lower}, {"upper", r.Kappa.Upper, test.upper}, {"P", r.Kappa.P, test.p}} {
				if !(math.Abs(c.got-c.want) <= 2e-12*math.Abs(c.want)) {
					t.Errorf("%s %.17g, want %.17g (%s)", c.name, c.got, c.want, test.reason)
				}
			}
		})
	}
}

// One account has everybody in one group: kappa is 0 by construction, and its variance 0/0.
func TestOneGroupInOneAccount(t *testing.T) {
	for name, table := range map[string]map[pair]int64{
		"first":             {{"b", "a"}: 2, {"b", "b"}: 1},
		"second":            {{"a", "b"}: 200, {"b", "b"}: 300, {"b", "a"}: 0},
		"another in second": {{"a", "c"}: 200, {"b", "c"}: 300},
	} {
		r, err := Kappa(table, 0)
		if k := r.Kappa; err != nil || k.Value != 0 || !math.IsNaN(k.Lower) || !math.IsNaN(k.Upper) || !math.IsNaN(k.P) || k.Flags != rri.ZeroCell|rri.NoMethod {
			t.Errorf("%s: %v, %v, %v", name, k, k.Flags, err)
		}
	}
}

// The p-value of a ratio far from 1 is no 0: independent accounts have the variance by hand.
func TestIndexRatioP(t *testing.T) {
	e, err := IndexRatio(map[pair]int64{{"a", ""}: 4000, {"b", ""}: 1000, {"", "a"}: 3000, {"", "b"}: 3000}, "b", "a", 0)
	// log 4 over √(1/4000 + 1/1000 + 2/3000), and the tail at 60 digits
	if want := 4.6853506052391719e-220; err != nil || e.Value != 0.25 || math.Abs(e.P-want) > 1e-11*want {
		t.Errorf("%v, P %.17g, %v; want P %v", e, e.P, err, want)
	}
}

// Counts up to the largest: numbers in their range with a flag for each NaN, or an error; and all
// of it survives JSON.
func TestLawHostile(t *testing.T) {
	count := rapid.OneOf(rapid.Int64Range(0, 3), rapid.Int64Range(-1, 50), rapid.Int64Range(0, rri.MaxCount/4), rapid.SampledFrom([]int64{rri.MaxCount - 3, rri.MaxCount, math.MaxInt64, math.MinInt64}))
	level := rapid.SampledFrom([]float64{0, 1e-9, 0.5, 0.95, 1 - 1e-15, math.Nextafter(1, 0)})
	rapid.Check(t, func(t *rapid.T) {
		table := map[pair]int64{}
		for _, g := range []string{"a", "b", "c"} {
			for _, h := range []string{"a", "b", "c"} {
				if rapid.Bool().Draw(t, "given") {
					table[pair{g, h}] = count.Draw(t, g+h)
				}
			}
		}
		at := level.Draw(t, "level")
		r, err := Kappa(table, at)
		e, err2 := IndexRatio(table, "b", "a", at)
		if (err == nil) != (err2 == nil) || err != nil && !errors.Is(err, rri.ErrCount) {
			t.Fatalf("%v and %v", err, err2)
		}
		if err != nil {
			return
		}
		if k := r.Kappa; k.Value < -1 || k.Value > 1 || k.Lower > k.Value || k.Value > k.Upper || k.P < 0 || k.P > 1 {
			t.Fatalf("kappa %v, P %v", k, k.P)
		}
		if e.Lower > e.Value || e.Value > e.Upper || e.P < 0 || e.P > 1 {
			t.Fatalf("ratio %v, P %v", e, e.P)
		}
		for _, e := range []rri.Estimate{r.Kappa, e} {
			if (math.IsNaN(e.Value) || math.IsNaN(e.Lower) || math.IsNaN(e.Upper) || math.IsNaN(e.P)) && e.Flags&(rri.NoData|rri.NoMethod) == 0 {
				t.Fatalf("%v, P %v, without a flag", e, e.P)
			}
		}
		data, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		var back Agreement
		if err := json.Unmarshal(data, &back); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(r, back, cmpopts.EquateNaNs()); diff != "" {
			t.Fatalf("%s:\n%s", data, diff)
		}
	})
}

// A limit at the end of the range was not cut to it.
func TestAllAgree(t *testing.T) {
	r, err := Kappa(map[pair]int64{{"a", "a"}: 5, {"b", "b"}: 5}, 0)
	if k := r.Kappa; err != nil || k.Value != 1 || k.Lower != 1 || k.Upper != 1 || k.Flags != rri.ZeroCell || !(k.P < 0.01) {
		t.Errorf("%v, P %v, flags %v, %v; want 1, flagged zero-cell alone", k, k.P, k.Flags, err)
	}
}

func TestNaNGroup(t *testing.T) {
	table := map[Accounts[float64]]int64{{math.NaN(), 1}: 3, {1, 1}: 2}
	if _, err := Kappa(table, 0); !errors.Is(err, rri.ErrOption) {
		t.Errorf("kappa: error %v", err)
	}
	if _, err := IndexRatio(table, 1, 2, 0); !errors.Is(err, rri.ErrOption) {
		t.Errorf("index ratio: error %v", err)
	}
}

func same(a, b float64) bool {
	return a == b || math.IsNaN(a) && math.IsNaN(b) || math.Abs(a-b) < 1e-9*math.Max(1, math.Abs(a))
}

// Where nobody is in both accounts the two indices are independent, and the interval is that of a
// ratio of two log-Wald ratios.
func TestIndependentAccounts(t *testing.T) {
	e, err := IndexRatio(map[pair]int64{{"a", ""}: 40, {"b", ""}: 10, {"", "a"}: 30, {"", "b"}: 5}, "b", "a", 0)
	if err != nil {
		t.Fatal(err)
	}
	deviation := math.Sqrt(1.0/40 + 1.0/10 + 1.0/30 + 1.0/5)
	if want := 1.5 * math.Exp(1.959963984540054*deviation); math.Abs(e.Value-1.5) > 1e-12 || math.Abs(e.Upper-want) > 1e-9 {
		t.Errorf("got %v, want 1.5 with upper limit %v", e, want)
	}
}

// TestClip: a limit that is cut to the range says so, and one within it does not.
func TestClip(t *testing.T) {
	for _, test := range []struct {
		lower, upper float64
		want         rri.Estimate
	}{
		{-1.2, 0.5, rri.Estimate{Lower: -1, Upper: 0.5, Flags: rri.Clipped}},
		{-0.2, 1.5, rri.Estimate{Lower: -0.2, Upper: 1, Flags: rri.Clipped}},
		{-1, 1, rri.Estimate{Lower: -1, Upper: 1}},
	} {
		e := rri.Estimate{Lower: test.lower, Upper: test.upper}
		if clip(&e, -1, 1); e != test.want {
			t.Errorf("%v to %v: %v to %v, %v, want %v to %v, %v", test.lower, test.upper, e.Lower, e.Upper, e.Flags, test.want.Lower, test.want.Upper, test.want.Flags)
		}
	}
	// By the table: three people in agreement and one not, at a high level.
	r, err := Kappa(map[Accounts[string]]int64{{"a", "a"}: 2, {"b", "b"}: 2, {"a", "b"}: 1}, 0.999)
	if err != nil || r.Kappa.Upper != 1 || !r.Kappa.Flags.Has(rri.Clipped) {
		t.Errorf("kappa %v, %v, %v: want the upper limit 1, clipped", r.Kappa, r.Kappa.Flags, err)
	}
}

// TestChanceVariance: of many groups the variance is the sum over all pairs.
func TestChanceVariance(t *testing.T) {
	random := rand.New(rand.NewPCG(21, 5))
	for _, test := range []struct {
		groups int
		weight func(i int) float64
		within float64 // of the sum
		reason string
	}{
		{19, func(int) float64 { return random.Float64() }, 0, "few groups, one by one"},
		{300, func(int) float64 { return random.Float64() }, 1e-13, "groups of one size"},
		{300, func(int) float64 { return math.Exp(3 * random.NormFloat64()) }, 1e-13, "groups of every size"},
		{300, func(i int) float64 { return 1 + 1e9*is(i == 7) }, 1e-9, "nearly all in one group: the squares are of what is left of numbers near 1"},
		{300, func(i int) float64 { return 1 + 1e9*is(i < 20) }, 1e-13, "nearly all in twenty groups"},
		{300, func(i int) float64 { return is(i%150 == 3) + 1e-7*random.Float64() }, 1e-13, "nearly all in two groups"},
		{300, func(i int) float64 { return random.Float64() * is(random.IntN(2) == 0) }, 1e-13, "groups that one account does not have"},
	} {
		shares := func() map[int]float64 {
			m, sum := map[int]float64{}, 0.
			for i := range test.groups {
				m[i] = test.weight(i)
				sum += m[i]
			}
			for i := range test.groups {
				m[i] /= sum
			}
			return m
		}
		first, second := shares(), shares()
		expected, want := 0., 0.
		for g := range test.groups {
			expected += first[g] * second[g]
		}
		for g := range test.groups {
			for h := range test.groups {
				want += first[g] * second[h] * square(is(g == h)-second[g]-first[h]+expected)
			}
		}
		if got := chanceVariance(first, second, expected); math.Abs(got-want) > test.within*want {
			t.Errorf("%s: %v, want %v", test.reason, got, want)
		}
	}
}
