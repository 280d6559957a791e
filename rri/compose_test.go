package rri_test

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/multiple"
	"github.com/seed-549880be/disparity/rri/suppress"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// step is a function from table to table.
type step[M rri.Measure] struct {
	name  string
	apply func(rri.Table[string, M]) (rri.Table[string, M], error)
}

// steps are every function of the packages below rri that makes a table of tables.
func steps[M rri.Measure](t *rapid.T) []step[M] {
	var m M
	effect := rapid.SampledFrom([]float64{0.4, 1, 1.7, 4}).Draw(t, "design effect")
	df := rapid.SampledFrom([]int{0, 12}).Draw(t, "degrees of freedom")
	comparisons := rapid.SampledFrom([]int{0, 20}).Draw(t, "comparisons")
	all := []step[M]{
		{"Table.Recompute with design effects", func(t rri.Table[string, M]) (rri.Table[string, M], error) {
			return widen(t, float64(df), func(float64) float64 { return effect })
		}},
		{"multiple.Simultaneous by Sidak", func(t rri.Table[string, M]) (rri.Table[string, M], error) {
			return multiple.Simultaneous(t, multiple.Sidak, comparisons)
		}},
		{"multiple.Simultaneous by Bonferroni", func(t rri.Table[string, M]) (rri.Table[string, M], error) {
			return multiple.Simultaneous(t, multiple.Bonferroni, comparisons)
		}},
		{"suppress.Apply", func(t rri.Table[string, M]) (rri.Table[string, M], error) {
			s, err := suppress.Apply(t, suppress.Options[string]{AtMost: 5})
			return s.Table, err
		}},
		{"suppress.Apply with Base", func(t rri.Table[string, M]) (rri.Table[string, M], error) {
			s, err := suppress.Apply(t, suppress.Options[string]{AtMost: 5, Base: 5})
			return s.Table, err
		}},
		{"unknown.PoolTables", func(t rri.Table[string, M]) (rri.Table[string, M], error) {
			other, err := imputed(t)
			if err != nil {
				return other, err
			}
			return unknown.PoolTables([]rri.Table[string, M]{t, other})
		}},
		{"Table.Recompute at 99 %", func(t rri.Table[string, M]) (rri.Table[string, M], error) {
			o := t.Options
			o.Side = rri.LowerOnly
			return t.Recompute(o, nil)
		}},
	}
	if !m.IsProportion() {
		all = append(all, step[M]{"Table.Recompute with design effects by count", func(t rri.Table[string, M]) (rri.Table[string, M], error) {
			return widen(t, 0, func(events float64) float64 { return 1 + 0.05*events })
		}})
	}
	return all
}

// widen returns t with design effects for its counts, none of which may have one.
func widen[M rri.Measure](t rri.Table[string, M], df float64, effect func(events float64) float64) (rri.Table[string, M], error) {
	o := t.Options
	if df > 0 {
		o.DegreesOfFreedom = df
	}
	for _, row := range t.Rows {
		if _, _, own := row.Count.Counts(); own != 1 {
			return t, fmt.Errorf("%s has a design effect", row.Group)
		}
	}
	return t.Recompute(o, func(_ string, m M) M {
		events, _, _ := m.Counts()
		return rri.WithDesignEffect(m, effect(float64(events)))
	})
}

// imputed returns t with one event more in each group that can have it, as another imputation
// might.
func imputed[M rri.Measure](t rri.Table[string, M]) (rri.Table[string, M], error) {
	return t.Recompute(t.Options, func(_ string, m M) M {
		switch p := any(&m).(type) {
		case *rri.Rate:
			if p.Population > 0 {
				p.Events++
			}
		case *rri.Proportion:
			if p.Events < p.Trials {
				p.Events++
			}
		}
		return m
	})
}

// TestLawCompose: of any two functions from table to table, both orders give the same result or one
// that is refused. What one of them said is never lost in silence.
func TestLawCompose(t *testing.T) {
	t.Run("rates", rapid.MakeCheck(func(t *rapid.T) {
		checkCompose(t, rapid.Custom(func(t *rapid.T) rri.Rate {
			return rri.Rate{
				Events:       rapid.OneOf(rapid.Int64Range(0, 12), rapid.Int64Range(0, 1e5)).Draw(t, "events"),
				Population:   rapid.SampledFrom([]float64{0, 317, 12_000, 1e6}).Draw(t, "population"),
				DesignEffect: rapid.SampledFrom([]float64{0, 0, 0, 1.6}).Draw(t, "design effect"),
			}
		}))
	}))
	t.Run("proportions", rapid.MakeCheck(func(t *rapid.T) {
		checkCompose(t, rapid.Custom(func(t *rapid.T) rri.Proportion {
			n := rapid.OneOf(rapid.Int64Range(0, 12), rapid.Int64Range(0, 1e5)).Draw(t, "trials")
			return rri.Proportion{Events: rapid.Int64Range(0, n).Draw(t, "events"), Trials: n, DesignEffect: rapid.SampledFrom([]float64{0, 0, 0, 1.6}).Draw(t, "design effect")}
		}))
	}))
}

func checkCompose[M rri.Measure](t *rapid.T, measure *rapid.Generator[M]) {
	counts := rapid.MapOfN(rapid.SampledFrom([]string{"Asian", "Black", "Mixed", "Other", "White"}), measure, 1, 5).Draw(t, "counts")
	baseline := rapid.SampledFrom(slices.Sorted(maps.Keys(counts))).Draw(t, "baseline")
	method := rapid.SampledFrom([]rri.Method{rri.SCAS, rri.Score, rri.Wald, rri.Jeffreys, rri.AdjustedLog, rri.MOVERWilson}).Draw(t, "method")
	table, err := rri.Compare(baseline, counts, rri.Options{Method: method})
	if err != nil {
		t.Fatal(err)
	}
	all := steps[M](t)
	i, j := rapid.IntRange(0, len(all)-1).Draw(t, "one"), rapid.IntRange(0, len(all)-1).Draw(t, "other")
	first, second := all[i], all[j]
	both := func(first, second step[M]) (rri.Table[string, M], error) {
		got, err := first.apply(table)
		if err != nil {
			return got, err
		}
		return second.apply(got)
	}
	one, errOne := both(first, second)
	other, errOther := both(second, first)
	if errOne != nil || errOther != nil {
		return
	}
	// Each says what it did in words of its own, in the order of doing it.
	for _, table := range []*rri.Table[string, M]{&one, &other} {
		slices.Sort(table.Notes)
		table.Definition = fmt.Sprint(len(table.Definition))
	}
	if diff := cmp.Diff(one, other, cmpopts.EquateNaNs(), cmpopts.EquateEmpty(), cmp.Exporter(func(reflect.Type) bool { return true })); diff != "" {
		t.Fatalf("%s, then %s (-), and the other way round (+):\n%s", first.name, second.name, diff)
	}
}

// TestCompose has which of two functions comes first where not both orders can be, and what must be
// refused.
func TestCompose(t *testing.T) {
	table, err := rri.Compare("White", map[string]rri.Rate{"White": {Events: 900, Population: 100_000}, "Black": {Events: 90, Population: 4_000}, "Other": {Events: 3, Population: 900}}, rri.Options{})
	if err != nil {
		t.Fatal(err)
	}
	pooled := table.WithDerived("pooled over 20 imputations")
	two := func(float64) float64 { return 2 }
	for _, test := range []struct {
		name   string
		err    func() error
		want   error
		reason string
	}{
		{"widen a pooled table", func() error { _, err := widen(pooled, 0, two); return err }, rri.ErrDerived, "Rubin's variance would be dropped"},
		{"intervals of a pooled table together", func() error { _, err := multiple.Simultaneous(pooled, multiple.Sidak, 0); return err }, rri.ErrDerived, "the same"},
		{"suppress in a pooled table", func() error { _, err := suppress.Apply(pooled, suppress.Options[string]{AtMost: 5}); return err }, rri.ErrDerived, "the same"},
		{"round a pooled table", func() error {
			_, err := suppress.Apply(pooled, suppress.Options[string]{AtMost: 5, Base: 5})
			return err
		}, rri.ErrDerived, "the same"},
		{"pool pooled tables", func() error {
			_, err := unknown.PoolTables([]rri.Table[string, rri.Rate]{pooled, pooled})
			return err
		}, rri.ErrDerived, "the variance between is of the first pooling alone"},
		{"widen what is suppressed", func() error {
			s, err := suppress.Apply(table, suppress.Options[string]{AtMost: 5})
			if err != nil {
				return err
			}
			_, err = widen(s.Table, 0, two)
			return err
		}, rri.ErrDerived, "the counts are no longer there"},
		{"suppress what is widened", func() error {
			wide, err := widen(table, 0, two)
			if err != nil {
				return err
			}
			_, err = suppress.Apply(wide, suppress.Options[string]{AtMost: 5, Base: 5})
			return err
		}, nil, "in this order it can be"},
	} {
		if err := test.err(); !errors.Is(err, test.want) || (err == nil) != (test.want == nil) {
			t.Errorf("%s: error %v, want %v: %s", test.name, err, test.want, test.reason)
		}
	}
}
