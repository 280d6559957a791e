package agreement

import (
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
)

type pair = Pair[string]

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
		if !one.Kappa.Flags.Has(rri.NoData) && (math.Abs(one.Kappa.Value-1) > 1e-12 || math.Abs(one.Kappa.Lower-1) > 1e-6) {
			t.Fatalf("kappa of a table with itself is %v", one.Kappa)
		}
		if k := r.Kappa; !math.IsNaN(k.Value) && (k.Value < -1 || k.Value > 1 || k.Lower > k.Value || k.Upper < k.Value || k.Lower < -1 || k.Upper > 1) {
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

func same(a, b float64) bool {
	return a == b || math.IsNaN(a) && math.IsNaN(b) || math.Abs(a-b) < 1e-9*math.Max(1, math.Abs(a))
}

// Where nobody is in both accounts the two indices are independent, and the interval is that of a ratio of two log-Wald ratios.
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
