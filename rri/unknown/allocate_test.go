package unknown

import (
	"errors"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
)

type stratum = ImputationClass[string]

func genStrata(t *rapid.T) []stratum {
	var strata []stratum
	n := rapid.Int64Range(0, 30)
	for range rapid.IntRange(1, 5).Draw(t, "strata") {
		s := stratum{Known: map[string]int64{}, Wider: map[string]int64{}, Unknown: n.Draw(t, "unknown")}
		for _, g := range []string{"a", "b", "c"} {
			s.Known[g] = n.Draw(t, g)
			s.Wider[g] = s.Known[g] + n.Draw(t, "more "+g)
		}
		strata = append(strata, s)
	}
	strata[0].Known["a"]++
	return strata
}

// Allocations keep totals, stay within the groups that are known, and are the same each time.
func TestTotals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		strata := genStrata(t)
		seed := rapid.Uint64().Draw(t, "seed")
		ways := map[string]func() ([]map[string]int64, error){
			"in proportion": func() ([]map[string]int64, error) { return Allocate(strata) },
			"imputed":       func() ([]map[string]int64, error) { return Impute(strata, rand.New(rand.NewPCG(seed, 1))) },
		}
		for name, way := range ways {
			got, err := way()
			if err != nil {
				t.Fatal(err)
			}
			again, err := way()
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(got, again); diff != "" {
				t.Fatalf("%s: two results:\n%s", name, diff)
			}
			for i, s := range strata {
				var total int64
				for g, n := range got[i] {
					if n < 0 || g != "a" && g != "b" && g != "c" {
						t.Fatalf("%s: %d in group %q", name, n, g)
					}
					total += n
				}
				if total != s.Unknown {
					t.Fatalf("%s: %d of %d put into groups", name, total, s.Unknown)
				}
			}
		}
	})
}

// In proportion no group is more than one person from its share over the strata, in total less than
// its number of groups.
func TestInProportion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		strata := genStrata(t)
		got, err := Allocate(strata)
		if err != nil {
			t.Fatal(err)
		}
		all, groups, err := check(strata)
		if err != nil {
			t.Fatal(err)
		}
		if len(strata) > 1 { // a stratum whose groups were all behind must wait
			strata, got = strata[:1], got[:1]
		}
		for j, g := range groups {
			want := shares(groups, firstOf(strata[0].Known, strata[0].Wider, all))[j] * float64(strata[0].Unknown)
			if math.Abs(float64(got[0][g])-want) >= 2 {
				t.Fatalf("%d in group %s, share %v", got[0][g], g, want)
			}
		}
	})
	tests := []struct {
		name   string
		strata []stratum
		want   []map[string]int64
		reason string
	}{
		{"whole shares", []stratum{{Known: map[string]int64{"a": 6, "b": 3}, Unknown: 3}}, []map[string]int64{{"a": 2, "b": 1}}, "two to one"},
		{"rounding does not add up", []stratum{{Known: map[string]int64{"a": 2, "b": 1}, Unknown: 1}, {Known: map[string]int64{"a": 2, "b": 1}, Unknown: 1}, {Known: map[string]int64{"a": 2, "b": 1}, Unknown: 1}},
			[]map[string]int64{{"a": 1}, {"b": 1}, {"a": 1}}, "one in three is b, over the strata"},
		{"wider group", []stratum{{Known: map[string]int64{"a": 9}}, {Unknown: 2, Wider: map[string]int64{"b": 5}}}, []map[string]int64{{}, {"b": 2}}, "nobody is known in the stratum"},
		{"everybody", []stratum{{Known: map[string]int64{"a": 9}}, {Unknown: 2}}, []map[string]int64{{}, {"a": 2}}, "nor in a wider group"},
	}
	for _, test := range tests {
		got, err := Allocate(test.strata)
		if diff := cmp.Diff(test.want, got); err != nil || diff != "" {
			t.Errorf("%s (%s): %v\n%s", test.name, test.reason, err, diff)
		}
	}
}

// The mean of many imputations is the share, and they spread more than draws from a known share
// would.
func TestImputeMoments(t *testing.T) {
	strata := []stratum{{Known: map[string]int64{"a": 30, "b": 10}, Wider: map[string]int64{"a": 30, "b": 10}, Unknown: 100}}
	r := rand.New(rand.NewPCG(1, 2))
	const m = 20000
	var sum, squares float64
	for range m {
		got, err := Impute(strata, r)
		if err != nil {
			t.Fatal(err)
		}
		n := float64(got[0]["b"])
		sum += n
		squares += n * n
	}
	mean := sum / m
	variance := squares/m - mean*mean
	// Dirichlet-multinomial with 41 people in all.
	want := 100 * 0.25 * 0.75 * (41 + 100) / (41 + 1)
	if math.Abs(mean-25) > 0.3 || math.Abs(variance-want) > 0.05*want {
		t.Errorf("mean %v, variance %v; want 25 and %v", mean, variance, want)
	}
}

func TestAllocateErrors(t *testing.T) {
	tests := []struct {
		name   string
		strata []stratum
		want   error
	}{
		{"negative", []stratum{{Known: map[string]int64{"a": -1}}}, rri.ErrCount},
		{"negative unknown", []stratum{{Known: map[string]int64{"a": 1}, Unknown: -1}}, rri.ErrCount},
		{"negative wider", []stratum{{Known: map[string]int64{"a": 1}, Wider: map[string]int64{"a": -1}}}, rri.ErrCount},
		{"huge", []stratum{{Known: map[string]int64{"a": rri.MaxCount}, Unknown: 1}}, rri.ErrCount},
		{"huge wider", []stratum{{Known: map[string]int64{"a": 1}, Wider: map[string]int64{"a": rri.MaxCount, "b": 1}}}, rri.ErrCount},
		{"nobody", []stratum{{Unknown: 1}}, ErrNobody},
		{"nobody but a wider group of another stratum", []stratum{{Unknown: 1}, {Wider: map[string]int64{"a": 1}}}, ErrNobody},
		{"nobody but the wider group", []stratum{{Unknown: 1, Wider: map[string]int64{"a": 1}}}, nil},
		{"nothing to do", []stratum{{}}, nil},
	}
	for _, test := range tests {
		if _, err := Allocate(test.strata); !errors.Is(err, test.want) {
			t.Errorf("%s: error %v, want %v", test.name, err, test.want)
		}
		if _, err := Impute(test.strata, rand.New(rand.NewPCG(1, 1))); !errors.Is(err, test.want) {
			t.Errorf("%s: error %v, want %v", test.name, err, test.want)
		}
	}
	nan := []ImputationClass[float64]{{Known: map[float64]int64{math.NaN(): 3, 1: 2}, Unknown: 5}}
	if _, err := Allocate(nan); !errors.Is(err, rri.ErrOption) {
		t.Errorf("a group that is NaN: error %v", err)
	}
	if _, err := Impute([]ImputationClass[float64]{{Known: map[float64]int64{1: 2}, Wider: map[float64]int64{math.NaN(): 3}, Unknown: 5}}, rand.New(rand.NewPCG(1, 1))); !errors.Is(err, rri.ErrOption) {
		t.Errorf("a wider group that is NaN: error %v", err)
	}
	if _, err := Impute([]stratum{{Known: map[string]int64{"a": 1}, Unknown: 1}}, nil); !errors.Is(err, rri.ErrOption) {
		t.Errorf("no source of random numbers: error %v", err)
	}
	source := rand.New(rand.NewPCG(1, 1))
	two := map[string]int64{"a": 2}
	for name, test := range map[string]struct {
		people map[string]int64
		places []int64
		r      *rand.Rand
		want   error
	}{
		"people below 0":     {map[string]int64{"a": -1}, nil, source, rri.ErrCount},
		"places below 0":     {two, []int64{-1}, source, rri.ErrCount},
		"too many people":    {map[string]int64{"a": rri.MaxCount, "b": 1}, nil, source, rri.ErrCount},
		"too many places":    {two, []int64{2, 1}, source, rri.ErrCount},
		"places past counts": {two, []int64{math.MaxInt64, math.MaxInt64}, source, rri.ErrCount},
		"no source":          {two, []int64{1}, nil, rri.ErrOption},
		"fewer places":       {two, []int64{1}, source, nil},
	} {
		if _, err := Deal(test.people, test.places, test.r); !errors.Is(err, test.want) {
			t.Errorf("dealt with %s: error %v, want %v", name, err, test.want)
		}
	}
	if _, err := Deal(map[float64]int64{math.NaN(): 1}, nil, source); !errors.Is(err, rri.ErrOption) {
		t.Errorf("dealt with a group that is NaN: error %v", err)
	}
	o := rri.Options{Level: 0.95}
	if _, err := PoolEstimates(nil, o); !errors.Is(err, rri.ErrOption) {
		t.Errorf("no estimates: error %v", err)
	}
	if _, err := PoolRatios([]rri.Estimate{{Level: 0.9}, {Level: 0.95}}, o); !errors.Is(err, rri.ErrOption) {
		t.Errorf("two levels: error %v", err)
	}
	if _, err := PoolTables[string, rri.Rate](nil); !errors.Is(err, rri.ErrOption) {
		t.Errorf("no tables: error %v", err)
	}
	one := table(t, 5, o)
	other, shorter := one, one
	other.Options.Level = 0.9
	shorter.Rows = one.Rows[:1]
	renamed := table(t, 5, o)
	renamed.Rows[1].Group = "z"
	moved := table(t, 5, o)
	moved.Rows[1].Count.Population++
	for name, u := range map[string]rri.Table[string, rri.Rate]{"options": other, "rows": shorter, "names": renamed, "populations": moved} {
		if _, err := PoolTables([]rri.Table[string, rri.Rate]{one, u}); !errors.Is(err, rri.ErrOption) {
			t.Errorf("tables of other %s: error %v", name, err)
		}
	}
}

func table(t interface{ Fatal(...any) }, events int64, o rri.Options) rri.Table[string, rri.Rate] {
	u, err := rri.Compare("a", map[string]rri.Rate{"a": {Events: 40, Population: 1000}, "b": {Events: events, Population: 100}, "c": {Events: 50 - events, Population: 500}}, o)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// Imputations that agree are the plain analysis, for every method.
func TestNoUnknown(t *testing.T) {
	for method := range rri.Methods() {
		if _, err := rri.Ratio(rri.Rate{}, rri.Rate{}, rri.Options{Method: method}); errors.Is(err, rri.ErrMethod) {
			continue // no table of rates
		}
		u := table(t, 5, rri.Options{Method: method, Level: 0.9})
		got, err := PoolTables([]rri.Table[string, rri.Rate]{u, u, u})
		if diff := cmp.Diff(u, got, cmpopts.EquateNaNs(), cmp.Exporter(func(reflect.Type) bool { return true })); err != nil || diff != "" {
			t.Errorf("%s: %v\n%s", method, err, diff)
		}
	}
}

// Of log-Wald intervals the pooled one is Rubin's, computed by hand.
func TestRubin(t *testing.T) {
	o := rri.Options{Method: rri.Wald}
	var all []rri.Estimate
	for _, n := range []int64{8, 10, 12} {
		e, err := rri.Ratio(rri.Rate{Events: n, Population: 100}, rri.Rate{Events: 40, Population: 1000}, o)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, e)
	}
	got, err := PoolRatios(all, o)
	if err != nil {
		t.Fatal(err)
	}
	// q = log 2, log 2.5, log 3; w = 1/n + 1/40
	q := []float64{math.Log(2), math.Log(2.5), math.Log(3)}
	mean := (q[0] + q[1] + q[2]) / 3
	b := (square(q[0]-mean) + square(q[1]-mean) + square(q[2]-mean)) / 2
	w := (1.0/8+1.0/10+1.0/12)/3 + 1.0/40
	total := w + b*4/3
	if value := math.Cbrt(2 * 2.5 * 3); math.Abs(got.Value-value) > 1e-12 {
		t.Errorf("value %v, want %v", got.Value, value)
	}
	width := math.Log(got.Upper/got.Lower) / 2
	freedom := 2 * square(1+w/(b*4/3))
	// Student's t at 0.975 by its expansion (Abramowitz and Stegun 26.7.5), which at 22 degrees of
	// freedom has five digits.
	const z = 1.959963984540054
	quantile := z + (z*z*z+z)/(4*freedom) + (5*math.Pow(z, 5)+16*z*z*z+3*z)/(96*freedom*freedom) +
		(3*math.Pow(z, 7)+19*math.Pow(z, 5)+17*z*z*z-15*z)/(384*freedom*freedom*freedom)
	if math.Abs(width-quantile*math.Sqrt(total)) > 1e-5 {
		t.Errorf("half-width %v, want %v; limits %v", width, quantile*math.Sqrt(total), got)
	}
}

// The pooled interval holds the estimate, is no narrower than the narrowest, and P is below α
// exactly when it leaves out the null value.
func TestPoolLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := rri.Options{Level: rapid.Float64Range(0.6, 0.99).Draw(t, "level"), Method: rapid.SampledFrom([]rri.Method{rri.SCAS, rri.Wald, rri.MidP}).Draw(t, "method"),
			Side: rapid.SampledFrom([]rri.Side{rri.TwoSided, rri.LowerOnly, rri.UpperOnly}).Draw(t, "side")}
		var tables []rri.Table[string, rri.Rate]
		for range rapid.IntRange(2, 6).Draw(t, "imputations") {
			tables = append(tables, table(t, rapid.Int64Range(1, 49).Draw(t, "events"), o))
		}
		u, err := PoolTables(tables)
		if err != nil {
			t.Fatal(err)
		}
		var total int64
		for _, r := range u.Rows {
			total += r.Count.Events
		}
		if total != 90 {
			t.Fatalf("%d events in all", total)
		}
		e := u.Rows[1].Ratio
		if !(e.Lower <= e.Value && e.Value <= e.Upper) {
			t.Fatalf("%v", e)
		}
		if e.P >= 0 && math.Abs(e.P-(1-o.Level)) > 1e-9 && (e.P < 1-o.Level) != (e.Lower > 1 || e.Upper < 1) {
			t.Fatalf("P %v, level %v, %v", e.P, o.Level, e)
		}
	})
}

func TestEnds(t *testing.T) {
	o := rri.Options{}
	tables := []rri.Table[string, rri.Rate]{table(t, 0, o), table(t, 2, o)}
	got, err := PoolTables(tables)
	if err != nil {
		t.Fatal(err)
	}
	e, zero, two := got.Rows[1].Ratio, tables[0].Rows[1].Ratio, tables[1].Rows[1].Ratio
	if e.Value != two.Value/2 || e.Lower != zero.Lower || e.Upper != two.Upper || !math.IsNaN(e.P) {
		t.Errorf("ratio of 0 in one imputation: %v, want the outermost limits of %v and %v", e, zero, two)
	}
	turned, err := PoolTables([]rri.Table[string, rri.Rate]{tables[1], tables[0]})
	if err != nil || turned.Rows[1].Ratio.Lower != e.Lower || turned.Rows[1].Ratio.Upper != e.Upper {
		t.Errorf("in another order %v, want %v (%v)", turned.Rows[1].Ratio, e, err)
	}
	if r := got.Rows[1].Rate; r.Lower < 0 {
		t.Errorf("rate %v", r)
	}
	nan := math.NaN()
	if e, err := PoolEstimates([]rri.Estimate{{Value: nan, Level: 0.95}, {Value: 1, Level: 0.95}}, o); err != nil || !math.IsNaN(e.Value) || !e.Flags.Has(rri.NoData) {
		t.Errorf("undefined in one imputation: %v, %v", e, err)
	}
}

func BenchmarkImpute(b *testing.B) {
	strata := []stratum{{Known: map[string]int64{"a": 30000, "b": 10000, "c": 500}, Unknown: 10000}}
	r := rand.New(rand.NewPCG(1, 2))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Impute(strata, r); err != nil {
			b.Fatal(err)
		}
	}
}
