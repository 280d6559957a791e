package dispersion

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/enum/enumtest"
)

// insectSprays are the counts of insects in 12 plots for each of six sprays: Beall 1942, DOI
// 10.2307/2332128, Table 2, the data set InsectSprays of R.
var insectSprays = [][]rri.Rate{
	rates(10, 7, 20, 14, 14, 12, 10, 23, 17, 20, 14, 13),
	rates(11, 17, 21, 11, 16, 14, 17, 17, 19, 21, 7, 13),
	rates(0, 1, 7, 2, 3, 1, 2, 1, 3, 0, 1, 4),
	rates(3, 5, 12, 6, 4, 3, 5, 5, 5, 5, 2, 4),
	rates(3, 5, 3, 5, 3, 6, 1, 1, 3, 2, 6, 4),
	rates(11, 9, 15, 22, 15, 16, 13, 10, 26, 26, 24, 13),
}

func rates(events ...int64) []rri.Rate {
	out := make([]rri.Rate, len(events))
	for i, a := range events {
		out[i] = rri.Rate{Events: a, Population: 1}
	}
	return out
}

func total(cells []rri.Rate) (sum rri.Rate) {
	for _, c := range cells {
		sum.Events += c.Events
		sum.Population += c.Population
	}
	return sum
}

// R prints for summary(glm(count ~ spray, family = quasipoisson, data = InsectSprays)): "Dispersion
// parameter for quasipoisson family taken to be 1.507713", 66 degrees of freedom.
func TestInsectSprays(t *testing.T) {
	d, err := Estimate(Quasi, insectSprays...)
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprintf("%.6f", d.Value); got != "1.507713" || d.DF != 66 || d.Cells != 72 {
		t.Errorf("φ = %s, %d degrees of freedom of %d cells; want 1.507713, 66 of 72", got, d.DF, d.Cells)
	}
	// Spray C expects 2.08 in each plot, D 4.92, E 3.5.
	if d.Sparse != 36 {
		t.Errorf("%d sparse cells, want 36", d.Sparse)
	}
}

func near(got, want, tolerance float64) bool {
	return got == want || math.Abs(got-want) <= tolerance*math.Abs(want) || math.IsNaN(got) && math.IsNaN(want)
}

// R 4.2.2, summary(glm(count ~ spray, quasipoisson)) with qt(0.975, 66) times its standard errors,
// iterated to control(epsilon = 1e-15): with R's own 1e-8, its φ is 1.50771295 in place of
// 1.50771256. The tolerance is what its iteration leaves.
func TestInsectSpraysRatios(t *testing.T) {
	d, err := Estimate(Quasi, insectSprays...)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		spray                  int
		ratio, lower, upper, p float64
	}{
		{1, 1.057471264367817, 0.81598550559044358, 1.3704232088712309, 0.6683281141611197},
		{2, 0.14367816091954047, 0.085048517854896311, 0.24272514613883908, 3.3005117084428806e-10},
		{3, 0.33908045977011514, 0.23437042482375745, 0.49057195797794168, 1.703595805544709e-07},
		{4, 0.24137931034482787, 0.15836399675352858, 0.36791172650955789, 4.8154855252814715e-09},
		{5, 1.1494252873563224, 0.89146673721436209, 1.482027804360438, 0.27792065881823153},
	}
	for _, test := range tests {
		r, err := Ratio(total(insectSprays[test.spray]), total(insectSprays[0]), d, rri.Options{Method: rri.Wald})
		if err != nil {
			t.Fatal(err)
		}
		e := r.Estimate
		const tolerance = 1e-11
		if !near(e.Value, test.ratio, tolerance) || !near(e.Lower, test.lower, tolerance) || !near(e.Upper, test.upper, tolerance) || !near(e.P, test.p, tolerance) {
			t.Errorf("spray %c: %v (%v to %v), p %v; want %v (%v to %v), p %v", 'A'+rune(test.spray), e.Value, e.Lower, e.Upper, e.P, test.ratio, test.lower, test.upper, test.p)
		}
		if !near(r.Applied, d.Value, 1e-14) {
			t.Errorf("applied %v, want φ = %v", r.Applied, d.Value)
		}
	}
}

// R 4.2.2: summary(glm(cbind(y, n - y) ~ g, quasibinomial)) and summary(glm(y ~ g + offset(log(n)),
// quasipoisson)) of the same ten cells, with epsilon = 1e-15.
func TestUnequalCells(t *testing.T) {
	y, n := []int64{5, 9, 2, 12, 7, 10, 22, 8, 15, 30}, []int64{20, 25, 15, 30, 22, 40, 45, 38, 50, 60}
	var p [2][]rri.Proportion
	var r [2][]rri.Rate
	for i := range y {
		p[i/5] = append(p[i/5], rri.Proportion{Events: y[i], Trials: n[i]})
		r[i/5] = append(r[i/5], rri.Rate{Events: y[i], Population: float64(n[i])})
	}
	binomial, err := Estimate(Quasi, p[0], p[1])
	if err != nil || !near(binomial.Value, 2.3433826211199569, 1e-11) || binomial.DF != 8 {
		t.Errorf("quasi-binomial φ = %v with %d, %v; want 2.3433826211199569 with 8", binomial.Value, binomial.DF, err)
	}
	poisson, err := Estimate(Quasi, r[0], r[1])
	if err != nil || !near(poisson.Value, 1.5142603121001013, 1e-11) || poisson.DF != 8 {
		t.Errorf("quasi-Poisson φ = %v with %d, %v; want 1.5142603121001013 with 8", poisson.Value, poisson.DF, err)
	}
	ratio, err := Ratio(total(r[1]), total(r[0]), poisson, rri.Options{Method: rri.Wald})
	if err != nil {
		t.Fatal(err)
	}
	if got := math.Log(ratio.Estimate.Value); !near(got, 0.15476361273029671, 1e-11) || !near(ratio.Estimate.P, 0.5486223030421955, 1e-11) {
		t.Errorf("log ratio %v, p %v; want 0.15476361273029671, 0.5486223030421955", got, ratio.Estimate.P)
	}
}

func TestEstimate(t *testing.T) {
	tests := []struct {
		model  Model
		groups [][]rri.Rate
		want   Dispersion
		reason string
	}{
		{Quasi, [][]rri.Rate{rates(4, 4, 4)}, Dispersion{Value: 0, Cells: 3, DF: 2, Sparse: 3}, "equal counts: less than chance"},
		{Quasi, [][]rri.Rate{rates(2, 6)}, Dispersion{Value: 2, Cells: 2, DF: 1, ChiSquare: 2, Sparse: 2}, "(2-4)²/4 + (6-4)²/4"},
		{Quasi, [][]rri.Rate{rates(2, 6), rates(0, 0, 0)}, Dispersion{Value: 2, Cells: 2, DF: 1, ChiSquare: 2, Sparse: 2}, "a group without events says nothing"},
		{Quasi, [][]rri.Rate{rates(2, 6), rates(5)}, Dispersion{Value: 2, Cells: 2, DF: 1, ChiSquare: 2, Sparse: 2}, "one cell says nothing"},
		{Quasi, [][]rri.Rate{append(rates(2, 6), rri.Rate{})}, Dispersion{Value: 2, Cells: 2, DF: 1, ChiSquare: 2, Sparse: 2}, "a cell with no exposure says nothing"},
		{
			Quasi, [][]rri.Rate{{{Events: 2, Population: 1}, {Events: 10, Population: 3}}},
			Dispersion{Value: 1./3 + 1./9, Cells: 2, DF: 1, ChiSquare: 1./3 + 1./9, Sparse: 1}, "expected 3 and 9",
		},
		{
			NegativeBinomial, [][]rri.Rate{rates(2, 6)},
			Dispersion{Model: NegativeBinomial, Value: 0.25, Sum: 2, Cells: 2, DF: 1, ChiSquare: 2, Sparse: 2}, "8/(4 + 16 α) = 1",
		},
		{
			NegativeBinomial, [][]rri.Rate{rates(4, 4, 4)},
			Dispersion{Model: NegativeBinomial, Value: 0, Sum: 3, Cells: 3, DF: 2, Sparse: 3}, "no more than chance: α is 0",
		},
		{
			NegativeBinomial, [][]rri.Rate{rates(20, 60, 40), rates(20, 60)},
			Dispersion{Model: NegativeBinomial, Value: 0.3083333333333333, Sum: 2, Cells: 5, DF: 3, ChiSquare: 40}, "1600/(40+1600α) = 3, and the smaller number of cells",
		},
	}
	for _, test := range tests {
		got, err := Estimate(test.model, test.groups...)
		if err != nil {
			t.Errorf("%s: %v", test.reason, err)
			continue
		}
		// 1e-14: sums of a few terms.
		if !near(got.Value, test.want.Value, 1e-14) || !near(got.ChiSquare, test.want.ChiSquare, 1e-14) || !near(got.Sum, test.want.Sum, 1e-14) {
			t.Errorf("%s: got %+v, want %+v", test.reason, got, test.want)
		}
		got.Value, got.ChiSquare, got.Sum = test.want.Value, test.want.ChiSquare, test.want.Sum
		if got != test.want {
			t.Errorf("%s: got %+v, want %+v", test.reason, got, test.want)
		}
	}
	certain := []rri.Proportion{{Events: 3, Trials: 3}, {Events: 5, Trials: 5}}
	mixed := []rri.Proportion{{Events: 3, Trials: 10}, {Events: 5, Trials: 10}}
	if d, err := Estimate(Quasi, certain, mixed); err != nil || d.DF != 1 || !near(d.Value, 2./2.4, 1e-14) {
		t.Errorf("a group without non-events says nothing: %+v, %v; want φ = 2/2.4 with 1 degree of freedom", d, err)
	}
}

func TestErrors(t *testing.T) {
	r := rri.Rate{Events: 5, Population: 10}
	p := rri.Proportion{Events: 5, Trials: 10}
	tests := []struct {
		err    func() error
		want   error
		text   string
		reason string
	}{
		{func() error { _, err := Estimate[rri.Rate](Quasi); return err }, ErrReplicates, "two cells", "no groups"},
		{func() error { _, err := Estimate(Quasi, rates(3), rates(4)); return err }, ErrReplicates, "two cells", "one cell each"},
		{func() error { _, err := Estimate(Quasi, rates(0, 0)); return err }, ErrReplicates, "two cells", "no events"},
		{func() error { _, err := Estimate(Quasi, rates(3, 4), rates(1, -1)); return err }, rri.ErrCount, "group 2, cell 2", "a negative count"},
		{func() error { _, err := Estimate(NegativeBinomial, []rri.Proportion{p, p}); return err }, rri.ErrOption, "choose quasi", "proportions are not negative binomial"},
		{func() error { _, err := Estimate(Model(9), rates(3, 4)); return err }, rri.ErrOption, "Model(9)", "no model"},
		{func() error { _, err := Of(r, Dispersion{Value: -1}, rri.Options{}); return err }, rri.ErrOption, "dispersion -1", "negative"},
		{func() error { _, err := Of(r, Dispersion{Value: math.NaN()}, rri.Options{}); return err }, rri.ErrOption, "NaN", "NaN"},
		{func() error { _, err := Ratio(r, r, Dispersion{Value: math.Inf(1)}, rri.Options{}); return err }, rri.ErrOption, "Inf", "infinite"},
		{func() error { _, err := Ratio(r, r, Dispersion{Narrow: true}, rri.Options{}); return err }, rri.ErrOption, "no width", "φ of 0 that narrows"},
		{func() error { _, err := Ratio(r, r, Dispersion{Value: 2, DF: -1}, rri.Options{}); return err }, rri.ErrOption, "degrees", "negative degrees of freedom"},
		{func() error { _, err := Ratio(r, r, Dispersion{Value: 2, Sum: -1}, rri.Options{}); return err }, rri.ErrOption, "cells", "negative number of cells"},
		{func() error {
			_, err := Difference(p, p, Dispersion{Model: NegativeBinomial}, rri.Options{})
			return err
		}, rri.ErrOption, "choose quasi", "proportions"},
		{func() error { _, err := Difference(r, rri.Rate{Events: 1}, Dispersion{}, rri.Options{}); return err }, rri.ErrCount, "baseline", "events in no population"},
		{func() error { _, err := Of(r, Dispersion{}, rri.Options{Level: 2}); return err }, rri.ErrOption, "level", "level 2"},
		{func() error {
			_, err := Of(rri.WithDesignEffect(r, 1.5), Dispersion{Value: 2}, rri.Options{})
			return err
		}, ErrDesignEffect, "1.5", "a design effect of its own"},
		{func() error {
			_, err := Ratio(r, rri.WithDesignEffect(r, 1.5), Dispersion{Value: 2}, rri.Options{})
			return err
		}, ErrDesignEffect, "baseline", "a baseline with a design effect"},
		{func() error { _, err := Estimate(Quasi, []rri.Rate{r, rri.WithDesignEffect(r, 2)}); return err }, ErrDesignEffect, "group 1, cell 2", "cells with a design effect"},
		{func() error { _, err := Ratio(p, p, Dispersion{Value: 2}, rri.Options{Method: rri.Exact}); return err }, rri.ErrMethod, "choose scas or jeffreys", "tables of whole counts"},
		{func() error { _, err := Of(r, Dispersion{Value: 2, DF: 1}, rri.Options{Level: 0.999}); return err }, rri.ErrOption, "lower level", "one degree of freedom at 99.9 %: t is 637"},
	}
	for _, test := range tests {
		err := test.err()
		if !errors.Is(err, test.want) || !strings.Contains(err.Error(), test.text) || !strings.HasPrefix(err.Error(), "dispersion: ") {
			t.Errorf("%s: error %v, want %v with %q", test.reason, err, test.want, test.text)
		}
	}
}

// genRate reaches no events and no population.
func genRate(t *rapid.T, label string) rri.Rate {
	r := rri.Rate{Events: rapid.OneOf(rapid.Int64Range(0, 5), rapid.Int64Range(0, 1e6)).Draw(t, label+" events")}
	r.Population = rapid.SampledFrom([]float64{1, 12, 0.25, 1e4, 1.5e6}).Draw(t, label+" population")
	if r.Events == 0 && rapid.Bool().Draw(t, label+" empty") {
		r.Population = 0
	}
	return r
}

func genProportion(t *rapid.T, label string) rri.Proportion {
	n := rapid.OneOf(rapid.Int64Range(0, 6), rapid.Int64Range(0, 1e6)).Draw(t, label+" trials")
	return rri.Proportion{Events: rapid.Int64Range(0, n).Draw(t, label+" events"), Trials: n}
}

func genOptions(t *rapid.T) rri.Options {
	return rri.Options{
		Method: rapid.SampledFrom([]rri.Method{rri.SCAS, rri.Score, rri.Wald, rri.Jeffreys}).Draw(t, "method that has every quantity"),
		Level:  rapid.SampledFrom([]float64{0, 0.5, 0.9, 0.95, 0.998}).Draw(t, "level"),
		Side:   rapid.SampledFrom([]rri.Side{rri.TwoSided, rri.LowerOnly, rri.UpperOnly}).Draw(t, "side"),
		Null:   rapid.SampledFrom([]float64{0, 0.25, 0.8}).Draw(t, "null"),
	}
}

// three are the functions that give an estimate, with those of rri.
func three[M rri.Measure](t *rapid.T, group, baseline M, d Dispersion, o rri.Options) (got []Result, want []rri.Estimate) {
	add := func(r Result, err error) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, r)
	}
	plain := func(e rri.Estimate, err error) {
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, e)
	}
	add(Of(group, d, o))
	plain(rri.Of(group, o))
	add(Ratio(group, baseline, d, o))
	plain(rri.Ratio(group, baseline, o))
	add(Difference(group, baseline, d, o))
	plain(rri.Difference(group, baseline, o))
	return got, want
}

// Without overdispersion everything is that of rri.
func lawNone[M rri.Measure](t *rapid.T, group, baseline M, d Dispersion) {
	got, want := three(t, group, baseline, d, genOptions(t))
	for i, r := range got {
		if diff := cmp.Diff(want[i], r.Estimate, cmpopts.EquateNaNs()); diff != "" || r.Applied != 1 {
			t.Fatalf("estimate %d of %v and %v: applied %v (-want +got):\n%s", i, group, baseline, r.Applied, diff)
		}
	}
}

func TestLawNoneIsPlain(t *testing.T) {
	none := []Dispersion{{}, {Value: 1}, {Value: 0.3}, {Value: 0.3, DF: 5}}
	t.Run("rate", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			d := rapid.SampledFrom(append(none, Dispersion{Model: NegativeBinomial}, Dispersion{Model: NegativeBinomial, DF: 3, Sum: 12})).Draw(t, "none")
			lawNone(t, genRate(t, "group"), genRate(t, "baseline"), d)
		})
	})
	t.Run("proportion", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			lawNone(t, genProportion(t, "group"), genProportion(t, "baseline"), rapid.SampledFrom(none).Draw(t, "none"))
		})
	})
}

// More dispersion never narrows an interval, and never makes a p-value on the same side smaller; a
// ratio is widened by √φ on the log scale by Wald. By scas and jeffreys it holds where an effective
// event is left and the level is not low: their centre is not the plain estimate, and moves with
// the effective count. At no events their interval leaves out 0 at low levels, and moves up as it
// gets wider.
func TestLawWidensWithDispersion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		group, baseline := genRate(t, "group"), genRate(t, "baseline")
		model := rapid.SampledFrom(slices.Collect(Models())).Draw(t, "model")
		x := rapid.Float64Range(0, 20).Draw(t, "less")
		y := x + rapid.Float64Range(0, 20).Draw(t, "more")
		o := genOptions(t)
		o.Side = rri.TwoSided
		if o.Method == rri.SCAS || o.Method == rri.Jeffreys {
			if most := max(1+y, y*float64(max(group.Events, baseline.Events))); float64(min(group.Events, baseline.Events)) < most || o.Level == 0.5 {
				return
			}
		}
		less, plain := three(t, group, baseline, Dispersion{Model: model, Value: x}, o)
		more, _ := three(t, group, baseline, Dispersion{Model: model, Value: y}, o)
		for i := range less {
			a, b := less[i].Estimate, more[i].Estimate
			// two dispersions can be as near as two float64, and limits and P then are as rounding
			// has them
			slack := 1e-14 * math.Abs(a.Lower)
			if width := a.Upper - a.Lower; !math.IsInf(width, 0) && !math.IsNaN(width) {
				slack += 1e-14 * width
			}
			if math.IsNaN(a.Lower) != math.IsNaN(b.Lower) || a.Lower < b.Lower-slack || a.Upper > b.Upper+slack || a.P*(1-1e-9) > b.P || less[i].Applied > more[i].Applied {
				t.Fatalf("estimate %d: %v at %v, %v at %v", i, a, x, b, y)
			}
		}
		p, w := plain[1], less[1].Estimate
		if o.Method != rri.Wald {
			return
		}
		if ratio := math.Log(w.Upper/w.Value) / math.Log(p.Upper/p.Value); !math.IsNaN(ratio) && !math.IsInf(w.Upper, 1) && !near(ratio*ratio, less[1].Applied, 1e-9) {
			t.Fatalf("the log interval of the ratio is %v times as wide, applied %v", ratio, less[1].Applied)
		}
	})
}

// p < 1-Level exactly when the interval leaves out the null value.
func TestLawTestIsInterval(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		group, baseline := genRate(t, "group"), genRate(t, "baseline")
		d := Dispersion{Value: rapid.Float64Range(0, 10).Draw(t, "φ"), DF: rapid.SampledFrom([]int{0, 3, 4, 10, 30}).Draw(t, "df")}
		o := genOptions(t)
		results, _ := three(t, group, baseline, d, o)
		for i, r := range results[1:] {
			e := r.Estimate
			null := o.Null
			if i == 0 && null == 0 {
				null = 1
			}
			if math.IsNaN(e.P) || math.IsNaN(e.Lower) || math.Abs(e.P-(1-e.Level)) < 1e-9 || e.Lower == e.Upper {
				continue
			}
			if outside := null < e.Lower || null > e.Upper; outside != (e.P < 1-e.Level) {
				t.Fatalf("%v, p %v, null %v", e, e.P, null)
			}
		}
	})
}

// The order of cells and of groups does not matter, nor the unit of exposure.
func TestLawEstimate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var groups [][]rri.Rate
		for i := range rapid.IntRange(1, 4).Draw(t, "groups") {
			groups = append(groups, rapid.SliceOfN(rapid.Custom(func(t *rapid.T) rri.Rate { return genRate(t, "cell") }), 2, 8).Draw(t, fmt.Sprint("group ", i)))
		}
		for _, model := range []Model{Quasi, NegativeBinomial} {
			d, err := Estimate(model, groups...)
			if errors.Is(err, ErrReplicates) {
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if !(d.Value >= 0) || d.DF < 1 || d.Cells <= d.DF || d.Sparse > d.Cells {
				t.Fatalf("%+v", d)
			}
			if model == NegativeBinomial && (d.Value == 0) != (d.ChiSquare <= float64(d.DF)) {
				t.Fatalf("α is 0 exactly where the counts vary by no more than chance: %+v", d)
			}
			other := make([][]rri.Rate, len(groups))
			for i, group := range groups {
				g := slices.Clone(group)
				slices.Reverse(g)
				for j := range g {
					g[j].Population *= 8 // a power of two: no rounding
				}
				other[len(groups)-1-i] = g
			}
			e, err := Estimate(model, other...)
			if err != nil || !near(e.Value, d.Value, 1e-9) && math.Abs(e.Value-d.Value) > 1e-12 || e.DF != d.DF || e.Cells != d.Cells {
				t.Fatalf("%+v in another order and unit, %v; want %+v", e, err, d)
			}
		}
	})
}

// Coverage by simulation: counts of months that are Poisson with gamma rates, so that their
// variance is φ times their mean (quasi) or μ + α μ². Each design has 4,000 runs with a fixed seed:
// the Monte-Carlo error of a coverage of 0.95 is 0.0034, and the bounds are 0.95 ± 0.015, four of
// them and the error of the method itself.
func TestCoverage(t *testing.T) {
	if testing.Short() {
		t.Skip("simulation")
	}
	tests := []struct {
		model  Model
		value  float64
		months int
		mean   float64 // of the group by month; the baseline has four times as many
		ratio  float64
		reason string
	}{
		{Quasi, 3, 12, 40, 1, "a year of months"},
		{Quasi, 3, 3, 100, 1, "a quarter: 4 degrees of freedom, where normal limits cover 0.90"},
		{Quasi, 8, 24, 60, 3, "strong clusters, ratio 3"},
		{NegativeBinomial, 0.05, 12, 60, 2, "rates with a coefficient of variation of 22 %"},
	}
	for _, test := range tests {
		rng := rand.New(rand.NewPCG(2026, 11))
		draw := func(mean float64) int64 {
			shape := mean / (test.value - 1) // variance φ μ
			if test.model == NegativeBinomial {
				shape = 1 / test.value
			}
			rate := distuv.Gamma{Alpha: shape, Beta: shape / mean, Src: rng}.Rand()
			return int64(distuv.Poisson{Lambda: rate, Src: rng}.Rand())
		}
		const runs = 4000
		covered, normal, plain := 0, 0, 0
		for range runs {
			group, baseline := make([]rri.Rate, test.months), make([]rri.Rate, test.months)
			for i := range group {
				group[i] = rri.Rate{Events: draw(test.mean), Population: 1 / test.ratio}
				baseline[i] = rri.Rate{Events: draw(4 * test.mean), Population: 4}
			}
			d, err := Estimate(test.model, group, baseline)
			if err != nil {
				t.Fatal(err)
			}
			holds := func(d Dispersion) int {
				r, err := Ratio(total(group), total(baseline), d, rri.Options{})
				if err != nil {
					t.Fatal(err)
				}
				if r.Estimate.Lower <= test.ratio && test.ratio <= r.Estimate.Upper {
					return 1
				}
				return 0
			}
			covered += holds(d)
			plain += holds(Dispersion{})
			d.DF = 0
			normal += holds(d)
		}
		share := func(n int) float64 { return float64(n) / runs }
		t.Logf("%s: %.4f covered; %.4f with normal limits, %.4f without allowance", test.reason, share(covered), share(normal), share(plain))
		if math.Abs(share(covered)-0.95) > 0.015 {
			t.Errorf("%s: %.4f covered, want 0.95", test.reason, share(covered))
		}
		if share(plain) > 0.90 {
			t.Errorf("%s: %.4f covered without allowance: the design has no overdispersion to speak of", test.reason, share(plain))
		}
	}
}

func TestWiden(t *testing.T) {
	table, err := rri.Compare("A", map[string]rri.Rate{"A": total(insectSprays[0]), "B": total(insectSprays[1]), "C": total(insectSprays[2])}, rri.Options{})
	if err != nil {
		t.Fatal(err)
	}
	table.Definition = "insects in a plot."
	d, err := Estimate(Quasi, insectSprays...)
	if err != nil {
		t.Fatal(err)
	}
	wide, err := Widen(table, d)
	if err != nil {
		t.Fatal(err)
	}
	const note = "insects in a plot; standard error × 1.23 for overdispersion (quasi-likelihood, φ = 1.51, estimated from 72 cells with 66 degrees of freedom, 36 of them expecting fewer than 5)"
	if wide.Definition != note || wide.Options.Method != rri.SCAS || wide.Options.DegreesOfFreedom != 66 {
		t.Errorf("method %s, definition %q", wide.Options.Method, wide.Definition)
	}
	if table.Options.Method != rri.SCAS || table.Rows[1].Ratio.Method != rri.SCAS {
		t.Error("the table was changed")
	}
	o := rri.Options{Level: 0.95}
	for _, row := range wide.Rows {
		count := rri.WithDesignEffect(row.Count, 0)
		if row.Count.DesignEffect != d.Value {
			t.Errorf("%s: %v, want the design effect %v", row.Group, row.Count, d.Value)
		}
		rate, err := Of(count, d, o)
		if err != nil || row.Rate != rate.Estimate && !math.IsNaN(rate.Estimate.P) {
			t.Errorf("%s: rate %v, want %v (%v)", row.Group, row.Rate, rate.Estimate, err)
		}
		if row.Group == "A" {
			if row.Ratio.Value != 1 || !math.IsNaN(row.Ratio.Lower) {
				t.Errorf("baseline ratio %v", row.Ratio)
			}
			continue
		}
		ratio, err := Ratio(count, total(insectSprays[0]), d, o)
		if err != nil || row.Ratio != ratio.Estimate {
			t.Errorf("%s: ratio %v, want %v (%v)", row.Group, row.Ratio, ratio.Estimate, err)
		}
		difference, err := Difference(count, total(insectSprays[0]), d, o)
		if err != nil || row.Difference != difference.Estimate {
			t.Errorf("%s: difference %v, want %v (%v)", row.Group, row.Difference, difference.Estimate, err)
		}
		if e := row.Excess; e.Value != 12*row.Difference.Value || e.Lower != 12*row.Difference.Lower || e.Upper != 12*row.Difference.Upper {
			t.Errorf("%s: excess %v of difference %v", row.Group, e, row.Difference)
		}
	}
	hidden := table
	hidden.Rows = slices.Clone(table.Rows)
	hidden.Rows[1].Rate.Flags |= rri.Suppressed
	if _, err := Widen(hidden, d); err == nil || !strings.Contains(err.Error(), hidden.Rows[1].Group) {
		t.Errorf("suppressed row: error %v, want one that names it", err)
	}
	if _, err := Widen(table, Dispersion{Value: -1}); !errors.Is(err, rri.ErrOption) {
		t.Errorf("dispersion -1: error %v, want ErrOption", err)
	}
	none, err := rri.Compare("A", map[string]rri.Proportion{"A": {Events: 1, Trials: 9}, "B": {}}, rri.Options{Null: 2})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := Widen(none, Dispersion{Value: 2}); err != nil || !got.Rows[1].Ratio.Flags.Has(rri.NoData) || !strings.Contains(got.Definition, "φ = 2, given") {
		t.Errorf("a group without trials: %+v, %v", got, err)
	}
}

func TestNote(t *testing.T) {
	tests := []struct {
		d       Dispersion
		want    string
		applied float64
	}{
		{Dispersion{Value: 4}, "standard error × 2 for overdispersion (quasi-likelihood, φ = 4, given)", 4},
		{Dispersion{Value: 0.8, DF: 3, Cells: 5}, "no allowance for overdispersion (quasi-likelihood, φ = 0.8 is below 1, estimated from 5 cells with 3 degrees of freedom)", 1},
		{Dispersion{Value: 0.81, Narrow: true}, "standard error × 0.9 for underdispersion (quasi-likelihood, φ = 0.81, given)", 0.81},
		{Dispersion{Value: 1}, "no allowance for overdispersion (quasi-likelihood, φ = 1, given)", 1},
		{Dispersion{}, "no allowance for overdispersion (none was given)", 1},
		// 100 events with α = 0.24/12 have the variance 100 + 200 in place of 100.
		{Dispersion{Model: NegativeBinomial, Value: 0.24, Sum: 12}, "standard error × 1.73 for overdispersion (negative binomial, α = 0.24, given)", 3},
	}
	for _, test := range tests {
		r, err := Of(rri.Rate{Events: 100, Population: 5}, test.d, rri.Options{})
		if err != nil || r.Note() != test.want || !near(r.Applied, test.applied, 1e-12) {
			t.Errorf("applied %v, %v: %s\nwant %v: %s", r.Applied, err, r.Note(), test.applied, test.want)
		}
		if data, err := json.Marshal(r); err != nil || !strings.Contains(string(data), `"applied":`) {
			t.Errorf("JSON %s, %v", data, err)
		}
	}
}

func TestModel(t *testing.T) { enumtest.Check[Model](t, Models(), ParseModel) }

func BenchmarkRatio(b *testing.B) {
	group, baseline, d := total(insectSprays[2]), total(insectSprays[0]), Dispersion{Value: 1.5, DF: 66}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Ratio(group, baseline, d, rri.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEstimate(b *testing.B) {
	for model := range Models() {
		b.Run(model.String(), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Estimate(model, insectSprays...); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
