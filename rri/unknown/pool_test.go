package unknown

import (
	"encoding/json"
	"errors"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
)

func rateRatios(t interface {
	Helper()
	Fatal(...any)
}, events []int64, population float64, baseline rri.Rate, o rri.Options) []rri.Estimate {
	t.Helper()
	var all []rri.Estimate
	for _, n := range events {
		e, err := rri.Ratio(rri.Rate{Events: n, Population: population}, baseline, o)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, e)
	}
	return all
}

// Rubin's rules for log-Wald ratios at 60 digits: Student's t by the continued fraction of the
// incomplete beta function, with the degrees of freedom of the package documentation.
func TestRubinReference(t *testing.T) {
	twenty := make([]int64, 20)
	for i := range twenty {
		twenty[i] = 1000 + 3*int64(i%3)
	}
	tests := []struct {
		name                   string
		events                 []int64
		population             float64
		baseline               rri.Rate
		level                  float64
		value, lower, upper, p float64
		reason                 string
	}{
		{"far tail, 485,532 degrees of freedom", twenty, 1e5, rri.Rate{Events: 50000, Population: 1e7}, 1 - 2e-7,
			2.005694189889184, 1.6983279636776647, 2.3686880681420273, 7.06228117578577e-105, "printed 0.006 to 634: the quantile of t was wrong there"},
		{"22 degrees of freedom", []int64{8, 10, 12}, 100, rri.Rate{Events: 40, Population: 1000}, 0.95,
			2.4662120743304703, 1.0164411817142445, 5.9838209086684868, 0.0462682637455644, "the usual case"},
		{"22 degrees of freedom, far tail", []int64{8, 10, 12}, 100, rri.Rate{Events: 40, Population: 1000}, 1 - 2e-7,
			2.4662120743304703, 0.10380958631008601, 58.589983948163187, 0.0462682637455644, "t is 1.4 times the normal quantile"},
		{"1.17 degrees of freedom", []int64{8, 30}, 100, rri.Rate{Events: 40, Population: 1000}, 0.999,
			3.872983346207417, 2.1593448608553602e-136, 6.9465513693158744e+136, 0.43711139872477, "two imputations that differ much"},
		{"2.6 million degrees of freedom", []int64{1000, 1001}, 1e5, rri.Rate{Events: 5000, Population: 1e7}, 0.9999999,
			20.00999750124922, 16.637998845757981, 24.065394144566003, 0, "the normal quantile was taken from a million on; P is below the least float64"},
		{"P of 7e-225", []int64{1000, 1001, 1002, 1003, 1004}, 1e5, rri.Rate{Events: 1000, Population: 418000}, 0.95,
			4.1883558283383273, 3.8367826374428486, 4.5721444768805828, 6.77546175288678e-225, "printed as 0 beyond z of 8.3 where t was taken as normal"},
		{"357 degrees of freedom, P of 5e-116", []int64{1000, 1009, 1018, 1027, 1036}, 1e5, rri.Rate{Events: 1000, Population: 500000}, 0.99,
			5.089602123778862, 4.505350360034182, 5.7496193876868142, 5.34299152195643e-116, "few degrees of freedom: the tail of t is far heavier than the normal one"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			o := rri.Options{Method: rri.Wald, Level: test.level}
			e, err := PoolRatios(rateRatios(t, test.events, test.population, test.baseline, o), o)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range []struct {
				name      string
				got, want float64
			}{{"value", e.Value, test.value}, {"lower", e.Lower, test.lower}, {"upper", e.Upper, test.upper}, {"P", e.P, test.p}} {
				// The logarithms of the limits have some 1e-14, which the quantile of t multiplies.
				if tolerance := 1e-13 * math.Max(1, math.Abs(math.Log(c.want))); c.got != c.want && !(math.Abs(c.got-c.want) <= tolerance*c.want) {
					t.Errorf("%s %.17g, want %.17g (%s)", c.name, c.got, c.want, test.reason)
				}
			}
		})
	}
}

// One limit at the level 0.5: its distance from the estimate over the quantile 0 is 0/0.
func TestOneSideAtOneHalf(t *testing.T) {
	for _, method := range []rri.Method{rri.SCAS, rri.Score, rri.Wald, rri.Exact, rri.MidP, rri.Jeffreys} {
		for _, side := range []rri.Side{rri.LowerOnly, rri.UpperOnly} {
			o := rri.Options{Method: method, Level: 0.5, Side: side}
			e, err := PoolRatios(rateRatios(t, []int64{10, 12, 14}, 1000, rri.Rate{Events: 50, Population: 10000}, o), o)
			if err != nil {
				t.Fatal(err)
			}
			limit, end := e.Lower, math.Inf(1)
			other := e.Upper
			if side == rri.UpperOnly {
				limit, other, end = e.Upper, e.Lower, 0
			}
			if math.IsNaN(e.Value) || limit != e.Value || other != end || !math.IsNaN(e.P) {
				t.Errorf("%s, %s: %v, P %v; want the pooled estimate as its limit", method, side, e, e.P)
			}
		}
	}
}

// The P of one side is that of the limit that was asked for, on either side of the null value. On
// the far side it was 0.5: the distance to the other limit, which is infinite, stood for the
// variance.
func TestOneSidedP(t *testing.T) {
	events := []int64{10, 12, 14}
	baseline := rri.Rate{Events: 50, Population: 10000}
	for _, method := range []rri.Method{rri.SCAS, rri.Wald} {
		for _, null := range []float64{0.5, 1, 2, 3, 9} {
			p := map[rri.Side]float64{}
			for _, side := range []rri.Side{rri.LowerOnly, rri.UpperOnly} {
				o := rri.Options{Method: method, Side: side, Null: null}
				e, err := PoolRatios(rateRatios(t, events, 1000, baseline, o), o)
				if err != nil {
					t.Fatal(err)
				}
				p[side] = e.P
				single, err := rri.Ratio(rri.Rate{Events: 12, Population: 1000}, baseline, o)
				if err != nil {
					t.Fatal(err)
				}
				if math.Abs(e.P-single.P) > 0.1 {
					t.Errorf("%s, %s against %v: P %v, that of the middle imputation is %v", method, side, null, e.P, single.P)
				}
			}
			if method == rri.Wald && math.Abs(p[rri.LowerOnly]+p[rri.UpperOnly]-1) > 1e-12 {
				t.Errorf("against %v: one-sided P %v and %v of a symmetric interval", null, p[rri.LowerOnly], p[rri.UpperOnly])
			}
		}
	}
}

func TestMeanCounts(t *testing.T) {
	rate := func(n int64) map[string]rri.Rate {
		return map[string]rri.Rate{"a": {Events: n, Population: 10}}
	}
	t.Run("rates", func(t *testing.T) {
		tests := []struct {
			name   string
			events []int64
			want   int64
			reason string
		}{
			{"1 and 2", []int64{1, 2}, 2, "a half is rounded up"},
			{"1, 1 and 2", []int64{1, 1, 2}, 1, "a third is not"},
			{"1, 2 and 2", []int64{1, 2, 2}, 2, "two thirds are"},
			{"the largest counts", []int64{rri.MaxCount, rri.MaxCount - 1}, rri.MaxCount, "no sum of them overflows"},
		}
		for _, test := range tests {
			u := pooled(t, test.events, rate)
			if got := u.Rows[0].Count.Events; got != test.want {
				t.Errorf("%s: %d, want %d: %s", test.name, got, test.want, test.reason)
			}
		}
		var many []mean
		for range 4000 {
			var x mean
			for i := range int64(5000) {
				x.add(rri.MaxCount-i%2, 5000)
			}
			many = append(many, x)
		}
		for i, n := range round(many, 5000) {
			if want := rri.MaxCount - int64(i/2000); n != want {
				t.Fatalf("the largest counts, group %d: %d, want %d", i, n, want)
			}
		}
	})
	t.Run("proportions", func(t *testing.T) {
		// Before, the events of the first were rounded up and its trials down, so that one event of
		// nine was lost: 8 in all.
		u := pooled(t, []map[string]rri.Proportion{
			{"a": {Events: 4, Trials: 4}, "b": {Events: 3, Trials: 10}, "c": {Events: 2, Trials: 6}},
			{"a": {Events: 4, Trials: 4}, "b": {Events: 3, Trials: 10}, "c": {Events: 2, Trials: 6}},
			{"a": {Events: 5, Trials: 5}, "b": {Events: 4, Trials: 9}, "c": {Events: 0, Trials: 6}},
		}, func(c map[string]rri.Proportion) map[string]rri.Proportion { return c })
		var all rri.Proportion
		for _, r := range u.Rows {
			if err := r.Count.Validate(); err != nil {
				t.Error(err)
			}
			all.Events += r.Count.Events
			all.Trials += r.Count.Trials
		}
		if all.Events != 9 || all.Trials != 20 {
			t.Errorf("%v in all: want 9 of 20", all)
		}
	})
	t.Run("design effects", func(t *testing.T) {
		u := pooled(t, []rri.Rate{{Events: 100, Population: 10}, {Events: 300, Population: 10, DesignEffect: 2}}, func(c rri.Rate) map[string]rri.Rate {
			return map[string]rri.Rate{"a": c, "b": {Events: 5, Population: 10, DesignEffect: 1.6}}
		})
		if a, b := u.Rows[0].Count, u.Rows[1].Count; a.DesignEffect != 1.75 || b.DesignEffect != 1.6 {
			t.Errorf("%v and %v: want the design effects 1.75 and 1.6", a, b)
		}
	})
}

func pooled[C any, M rri.Measure](t *testing.T, all []C, counts func(C) map[string]M) rri.Table[string, M] {
	t.Helper()
	var tables []rri.Table[string, M]
	for _, c := range all {
		u, err := rri.Compare("a", counts(c), rri.Options{Method: rri.Wald})
		if err != nil {
			t.Fatal(err)
		}
		tables = append(tables, u)
	}
	u, err := PoolTables(tables)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// Means of counts in whole numbers keep the total, and are less than one off.
func TestLawRound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.Int64Range(1, 50).Draw(t, "imputations")
		all := make([]mean, rapid.IntRange(1, 6).Draw(t, "groups"))
		sums := make([]int64, len(all))
		var total int64
		for i := range all {
			for range m {
				n := rapid.Int64Range(0, 20).Draw(t, "count")
				all[i].add(n, m)
				sums[i] += n
				total += n
			}
		}
		var got int64
		for i, n := range round(all, m) {
			got += n
			if d := n*m - sums[i]; d <= -m || d >= m {
				t.Fatalf("mean %d of %d over %d", n, sums[i], m)
			}
		}
		if want := (2*total + m) / (2 * m); got != want {
			t.Fatalf("total %d, want %d of %d over %d", got, want, total, m)
		}
	})
}

// A pooled difference is cut to what a difference of proportions can be.
func TestPooledDifferenceIsCut(t *testing.T) {
	u := pooled(t, []rri.Proportion{{Events: 10, Trials: 10}, {Events: 9, Trials: 10}}, func(c rri.Proportion) map[string]rri.Proportion {
		return map[string]rri.Proportion{"a": {Events: 0, Trials: 10}, "b": c}
	})
	d := u.Rows[1].Difference
	if d.Upper != 1 || !d.Flags.Has(rri.Clipped) || !(d.Lower > 0 && d.Lower < 1) {
		t.Errorf("difference %v, flags %v: want the upper limit 1, clipped", d, d.Flags)
	}
	u = pooled(t, []rri.Proportion{{Events: 10, Trials: 10}, {Events: 9, Trials: 10}}, func(c rri.Proportion) map[string]rri.Proportion {
		return map[string]rri.Proportion{"a": c, "b": {Events: 0, Trials: 10}}
	})
	d = u.Rows[1].Difference
	if d.Lower != -1 || !d.Flags.Has(rri.Clipped) || !(d.Upper < 0 && d.Upper > -1) {
		t.Errorf("difference %v, flags %v: want the lower limit -1, clipped", d, d.Flags)
	}
}

// An excess of proportions is cut as the difference is: nobody has more events beyond parity than
// trials.
func TestPooledExcessIsCut(t *testing.T) {
	var tables []rri.Table[string, rri.Proportion]
	for _, b := range []rri.Proportion{{Events: 0, Trials: 3}, {Events: 1, Trials: 4}, {Events: 0, Trials: 3}, {Events: 0, Trials: 3}} {
		table, err := rri.Compare("a", map[string]rri.Proportion{"a": {Events: 1, Trials: 1}, "b": b}, rri.Options{Method: rri.MOVERWilson})
		if err != nil {
			t.Fatal(err)
		}
		tables = append(tables, table)
	}
	u, err := PoolTables(tables)
	if err != nil {
		t.Fatal(err)
	}
	r := u.Rows[1]
	if r.Difference.Lower != -1 || r.Excess.Lower != -3.25 || !r.Excess.Flags.Has(rri.Clipped) {
		t.Errorf("difference from %v, excess from %v, flags %v: want -1, the mean of the trials, -3.25, and clipped", r.Difference.Lower, r.Excess.Lower, r.Excess.Flags)
	}
}

// An excess is cut to the mean of the trials as it is, not to the whole number of them in the
// table: of groups with one trial or two the excess can be above that.
func TestPooledExcessOfFewTrials(t *testing.T) {
	for _, level := range []float64{0.95, 0.5, 0.05} {
		var all []rri.Table[string, rri.Proportion]
		for i := range 20 {
			a, b := int64(1+i%2), int64(2-i%2)
			counts := map[string]rri.Proportion{"A": {Events: a, Trials: a}, "B": {Events: b, Trials: b}, "W": {Events: 1, Trials: 1000}}
			table, err := rri.Compare("W", counts, rri.Options{Level: level, Method: rri.Score})
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, table)
		}
		for _, r := range poolStored(t, all).Rows[1:] {
			if e := r.Excess; math.Abs(e.Value-1.4985) > 1e-9 || e.Lower > e.Value || e.Upper != 1.5 || !e.Flags.Has(rri.Clipped) {
				t.Errorf("level %v, %v: excess %v (%v to %v), flags %v, want 1.4985 with the upper limit cut to 1.5, the mean of the trials",
					level, r.Group, e.Value, e.Lower, e.Upper, e.Flags)
			}
		}
	}
}

// Whatever the imputations of small groups, the limits of an excess are in order and hold it, and
// the pooled table is read back.
func TestLawPooledExcess(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := rri.Options{
			Method: rapid.SampledFrom([]rri.Method{rri.SCAS, rri.Score, rri.Wald, rri.MOVERWilson}).Draw(t, "method"),
			Level:  rapid.SampledFrom([]float64{0.05, 0.5, 0.95, 0.9999}).Draw(t, "level"),
		}
		if o.Level >= 0.5 {
			o.Side = rapid.SampledFrom([]rri.Side{rri.TwoSided, rri.LowerOnly, rri.UpperOnly}).Draw(t, "side")
		}
		count := rapid.Custom(func(t *rapid.T) rri.Proportion {
			trials := rapid.Int64Range(1, 4).Draw(t, "trials")
			return rri.Proportion{Events: rapid.Int64Range(0, trials).Draw(t, "events"), Trials: trials}
		})
		baseline := rri.Proportion{Events: rapid.Int64Range(1, 1000).Draw(t, "baseline"), Trials: 1000}
		var all []rri.Table[string, rri.Proportion]
		for range rapid.IntRange(2, 6).Draw(t, "imputations") {
			counts := map[string]rri.Proportion{"A": count.Draw(t, "A"), "B": count.Draw(t, "B"), "W": baseline}
			table, err := rri.Compare("W", counts, o)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, table)
		}
		for _, r := range poolStored(t, all).Rows {
			if e := r.Excess; (e.Lower > e.Value || e.Value > e.Upper) && !e.Flags.Has(rri.Outside) {
				t.Fatalf("%v: excess %v (%v to %v), flags %v", r.Group, e.Value, e.Lower, e.Upper, e.Flags)
			}
		}
	})
}

// poolStored returns the pooled table after it was written and read.
func poolStored(t interface{ Fatal(...any) }, all []rri.Table[string, rri.Proportion]) (out rri.Table[string, rri.Proportion]) {
	pooled, err := PoolTables(all)
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(pooled)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// A pooled table says that it is no function of its counts: in its own words, in JSON, and in what
// people read.
func TestDerived(t *testing.T) {
	o := rri.Options{}
	tables := []rri.Table[string, rri.Rate]{table(t, 5, o), table(t, 8, o)}
	tables[0].Notes = append(make([]string, 0, 8), "a note")
	u, err := PoolTables(tables)
	if err != nil {
		t.Fatal(err)
	}
	const why = "pooled over 2 imputations"
	if !strings.HasPrefix(u.Derived(), why) {
		t.Errorf("derived %q, want %q", u.Derived(), why)
	}
	if again, err := PoolTables(tables); err != nil || len(u.Notes) != 1 || len(again.Notes) != 1 || len(tables[0].Notes) != 1 {
		t.Errorf("notes %q, %v; the next time %v", u.Notes, err, again.Notes)
	}
	var text, markdown strings.Builder
	if err := u.WriteText(&text); err != nil {
		t.Fatal(err)
	}
	if err := u.WriteMarkdown(&markdown); err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(u)
	if err != nil {
		t.Fatal(err)
	}
	for name, form := range map[string]string{"text": text.String(), "Markdown": markdown.String(), "JSON": string(data)} {
		if !strings.Contains(form, why) {
			t.Errorf("%s does not say %q:\n%s", name, why, form)
		}
	}
	var back rri.Table[string, rri.Rate]
	if err := json.Unmarshal(data, &back); err != nil || back.Derived() != u.Derived() {
		t.Errorf("read back as derived %q, %v", back.Derived(), err)
	}
	if _, err := PoolTables([]rri.Table[string, rri.Rate]{u, u}); !errors.Is(err, rri.ErrDerived) {
		t.Errorf("pooled twice: error %v", err)
	}
	for name, same := range map[string][]rri.Table[string, rri.Rate]{"one table": tables[:1], "imputations that agree": {tables[0], tables[0]}} {
		if u, err := PoolTables(same); err != nil || u.Derived() != "" || len(u.Notes) != 1 {
			t.Errorf("%s: %q, %q, %v; want a function of the counts", name, u.Derived(), u.Notes, err)
		}
	}
}

func TestPoolErrors(t *testing.T) {
	one, two := rri.Estimate{Value: 1, Lower: 0.5, Upper: 2, P: 1, Level: 0.95}, rri.Estimate{Value: 2, Lower: 1, Upper: 3, P: 0.05, Level: 0.95}
	at := func(level float64) []rri.Estimate {
		a, b := one, two
		a.Level, b.Level = level, level
		return []rri.Estimate{a, b}
	}
	inf, nan := math.Inf(1), math.NaN()
	tests := []struct {
		name string
		all  []rri.Estimate
		o    rri.Options
		want error
	}{
		{"good", at(0.95), rri.Options{}, nil},
		{"side", at(0.95), rri.Options{Side: 7}, rri.ErrOption},
		{"null value NaN", at(0.95), rri.Options{Null: nan}, rri.ErrOption},
		{"null value infinite", at(0.95), rri.Options{Null: inf}, rri.ErrOption},
		{"null value below 0", at(0.95), rri.Options{Null: -1}, rri.ErrOption},
		{"level 0, not computed", at(0), rri.Options{}, rri.ErrOption},
		{"level 1", at(1), rri.Options{}, rri.ErrOption},
		{"level NaN", at(nan), rri.Options{}, rri.ErrOption},
		{"one limit below one half", at(0.4), rri.Options{Side: rri.UpperOnly}, rri.ErrOption},
	}
	for _, test := range tests {
		if _, err := PoolRatios(test.all, test.o); !errors.Is(err, test.want) {
			t.Errorf("%s: error %v, want %v", test.name, err, test.want)
		}
	}
	if _, err := PoolTables([]rri.Table[string, rri.Rate]{{Rows: []rri.Row[string, rri.Rate]{{Count: rri.Rate{Events: -1}}}}, {Rows: []rri.Row[string, rri.Rate]{{Count: rri.Rate{Events: -1}}}}}); !errors.Is(err, rri.ErrCount) {
		t.Errorf("-1 events: error %v", err)
	}
	// A limit that is NaN in one imputation, and nobody says why: it is so in the result, which
	// does say.
	a, b := one, two
	b.Lower, b.Upper = nan, nan
	if e, err := PoolRatios([]rri.Estimate{a, b}, rri.Options{}); err != nil || !math.IsNaN(e.Lower) || !e.Flags.Has(rri.NoMethod) || math.Abs(e.Value-math.Sqrt2) > 1e-15 {
		t.Errorf("no limits in one imputation: %v, %v, %v", e, e.Flags, err)
	}
}

// Whatever the estimates hold, pooling them gives numbers with a flag, or an error, and no panic.
func TestLawPoolHostile(t *testing.T) {
	numbers := rapid.OneOf(rapid.Float64Range(-3, 3), rapid.SampledFrom([]float64{0, 1, math.Inf(1), math.Inf(-1), math.NaN(), math.MaxFloat64, -math.MaxFloat64, 5e-324}))
	rapid.Check(t, func(t *rapid.T) {
		level := rapid.SampledFrom([]float64{0, 0.5, 0.95, 1 - 1e-15, 1, 7, math.NaN()}).Draw(t, "level")
		var all []rri.Estimate
		for range rapid.IntRange(1, 4).Draw(t, "imputations") {
			all = append(all, rri.Estimate{Value: numbers.Draw(t, "value"), Lower: numbers.Draw(t, "lower"), Upper: numbers.Draw(t, "upper"), P: numbers.Draw(t, "P"), Level: level})
		}
		o := rri.Options{Null: numbers.Draw(t, "null"), Side: rapid.SampledFrom([]rri.Side{0, 1, 2, 3}).Draw(t, "side")}
		for _, pool := range []func([]rri.Estimate, rri.Options) (rri.Estimate, error){PoolEstimates, PoolRatios} {
			e, err := pool(all, o)
			if err != nil {
				if !errors.Is(err, rri.ErrOption) {
					t.Fatal(err)
				}
				continue
			}
			if len(all) > 1 && (math.IsNaN(e.Value)) && e.Flags == 0 && !sameNumbers(all[0], all[1]) {
				t.Fatalf("%v of %v without a flag", e, all)
			}
		}
	})
}

// Counts up to the largest, in every part of a class: a result that keeps the total, or an error.
func TestLawPoolHostileCounts(t *testing.T) {
	count := rapid.OneOf(rapid.Int64Range(-1, 40), rapid.Int64Range(0, rri.MaxCount), rapid.SampledFrom([]int64{rri.MaxCount, rri.MaxCount - 1, math.MaxInt64, math.MinInt64}))
	rapid.Check(t, func(t *rapid.T) {
		var classes []class
		var unknown []int64
		for range rapid.IntRange(0, 3).Draw(t, "classes") {
			s := class{Unknown: count.Draw(t, "unknown")}
			tables := []*map[string]int64{&s.Known, &s.Wider}
			for _, table := range tables {
				if rapid.Bool().Draw(t, "given") {
					*table = map[string]int64{}
					for _, g := range []string{"a", "b", "c"}[:rapid.IntRange(0, 3).Draw(t, "groups")] {
						(*table)[g] = count.Draw(t, g)
					}
				}
			}
			classes, unknown = append(classes, s), append(unknown, s.Unknown)
		}
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		proportional, err := Allocate(classes)
		drawn, err2 := Impute(classes, r)
		if (err == nil) != (err2 == nil) || err != nil && !errors.Is(err, rri.ErrCount) && !errors.Is(err, ErrNobody) {
			t.Fatalf("%v and %v", err, err2)
		}
		if err != nil {
			return
		}
		for i := range classes {
			for _, put := range []map[string]int64{proportional[i], drawn[i]} {
				var total int64
				for _, n := range put {
					total += n
				}
				if total != unknown[i] {
					t.Fatalf("%d of %d", total, unknown[i])
				}
				first := rapid.Int64Range(0, total).Draw(t, "first place")
				dealt, err := Deal(put, []int64{first, total - first}, r)
				if err != nil {
					t.Fatal(err)
				}
				back := map[string]int64{}
				var inFirst int64
				for j, place := range dealt {
					for g, n := range place {
						back[g] += n
						if j == 0 {
							inFirst += n
						}
					}
				}
				if diff := cmp.Diff(put, back); diff != "" || inFirst != first {
					t.Fatalf("dealt %d of %d in the first place:\n%s", inFirst, first, diff)
				}
			}
		}
	})
}

// P is below 1 - level exactly when the interval leaves the null value out, at every level and
// side.
func TestLawPoolCoherent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		side := rapid.SampledFrom([]rri.Side{rri.TwoSided, rri.LowerOnly, rri.UpperOnly}).Draw(t, "side")
		o := rri.Options{Side: side, Method: rapid.SampledFrom([]rri.Method{rri.SCAS, rri.Score, rri.Wald, rri.Jeffreys}).Draw(t, "method"),
			Level: rapid.OneOf(rapid.Float64Range(0.5000001, 0.999), rapid.SampledFrom([]float64{0.5000001, 0.9999, 1 - 1e-5, 1 - 2e-7, 1 - 1e-7})).Draw(t, "level")}
		events := rapid.SliceOfN(rapid.OneOf(rapid.Int64Range(1, 30), rapid.Int64Range(1000, 1010)), 2, 6).Draw(t, "events")
		baseline := rri.Rate{Events: rapid.Int64Range(1, 50000).Draw(t, "baseline"), Population: 1e6}
		e, err := PoolRatios(rateRatios(t, events, rapid.Float64Range(10, 1e6).Draw(t, "population"), baseline, o), o)
		if err != nil {
			t.Fatal(err)
		}
		if !(e.Lower <= e.Value && e.Value <= e.Upper) && !e.Flags.Has(rri.Outside) || !(e.P >= 0 && e.P <= 1) {
			t.Fatalf("%v, P %v", e, e.P)
		}
		alpha := 1 - o.Level
		if math.Abs(e.P-alpha) > 1e-9*alpha && (e.P < alpha) != (e.Lower > 1 || e.Upper < 1) {
			t.Fatalf("P %v, level %v, %v", e.P, o.Level, e)
		}
	})
}

// Every result survives JSON; a table that is pooled keeps saying so.
func TestLawPoolJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := rri.Options{Method: rapid.SampledFrom([]rri.Method{rri.SCAS, rri.Wald, rri.Exact}).Draw(t, "method")}
		a, b := table(t, rapid.Int64Range(0, 50).Draw(t, "events"), o), table(t, rapid.Int64Range(0, 50).Draw(t, "events of another"), o)
		u, err := PoolTables([]rri.Table[string, rri.Rate]{a, b})
		if err != nil {
			t.Fatal(err)
		}
		data, err := json.Marshal(u)
		if err != nil {
			t.Fatal(err)
		}
		if u.Derived() != "" && !strings.Contains(string(data), `"derived":"pooled over 2 imputations `) {
			t.Fatalf("%s", data)
		}
		for _, r := range u.Rows {
			roundTrip(t, []rri.Estimate{r.Rate, r.Ratio, r.Difference, r.Excess})
		}
		roundTrip(t, genClasses(t))
	})
}

// roundTrip fails where want does not come back from JSON as it was.
func roundTrip[T any](t *rapid.T, want T) {
	if err := referencetest.RoundTrip(want); err != nil {
		t.Fatal(err)
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

// TestPValueWithoutVariance: where nothing varies, an estimate off the null value has the p-value 0
// on its side and 1 on the other, and one on it has 1.
func TestPValueWithoutVariance(t *testing.T) {
	for _, test := range []struct {
		gap  float64
		side rri.Side
		want float64
	}{
		{0.5, rri.TwoSided, 0}, {-0.5, rri.TwoSided, 0}, {0, rri.TwoSided, 1},
		{0.5, rri.LowerOnly, 0}, {0.5, rri.UpperOnly, 1},
		{-0.5, rri.LowerOnly, 1}, {-0.5, rri.UpperOnly, 0},
	} {
		if got := pValue(test.gap, 0, 10, test.side); got != test.want {
			t.Errorf("gap %v, %s: %v, want %v", test.gap, test.side, got, test.want)
		}
	}
}
