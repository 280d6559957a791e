package strata

import (
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
)

// Tolerances: relative errors of closed forms and of what is solved for.
const (
	closedTolerance = 1e-12
	solvedTolerance = 1e-10
)

// data is one set of strata, of either model.
type data struct {
	proportions []Pair[rri.Proportion]
	rates       []Pair[rri.Rate]
}

// one estimate of a set.
func (d data) estimate(quantity string, o Options) (rri.Estimate, error) {
	switch {
	case quantity == "odds-ratio":
		return OddsRatio(d.proportions, o)
	case quantity == "ratio" && d.rates != nil:
		return Ratio(d.rates, o)
	case quantity == "ratio":
		return Ratio(d.proportions, o)
	case d.rates != nil:
		return Difference(d.rates, o)
	}
	return Difference(d.proportions, o)
}

// test returns a test of a set by the name it has in tests.csv.
func (d data) test(name string) (Test, error) {
	if d.rates != nil {
		return testOf(d.rates, name)
	}
	switch name {
	case "breslow-day":
		return BreslowDay(d.proportions)
	case "tarone":
		return Tarone(d.proportions)
	}
	return testOf(d.proportions, name)
}

func testOf[M rri.Measure](pairs []Pair[M], name string) (Test, error) {
	switch name {
	case "cmh":
		return CochranMantelHaenszel(pairs, false)
	case "cmh-corrected":
		return CochranMantelHaenszel(pairs, true)
	case "ratio-cochran-q":
		return RatioHomogeneity(pairs, InverseVariance)
	case "difference-cochran-q":
		return DifferenceHomogeneity(pairs, InverseVariance)
	case "ratio-score":
		return RatioHomogeneity(pairs, SCAS)
	case "difference-score":
		return DifferenceHomogeneity(pairs, SCAS)
	}
	return Test{}, fmt.Errorf("no test %q", name)
}

// readSets reads testdata/strata.csv.
func readSets(t testing.TB) map[string]data {
	sets := make(map[string]data)
	for _, r := range referencetest.Records(t, "testdata/strata.csv") {
		d := sets[r["set"]]
		a, b := referencetest.Count(t, r["a"]), referencetest.Count(t, r["b"])
		if r["model"] == "rate" {
			d.rates = append(d.rates, Pair[rri.Rate]{
				Group: rri.Rate{Events: a, Population: referencetest.Float(t, r["n"])}, Baseline: rri.Rate{Events: b, Population: referencetest.Float(t, r["m"])},
			})
		} else {
			d.proportions = append(d.proportions, Pair[rri.Proportion]{
				Group: rri.Proportion{Events: a, Trials: referencetest.Count(t, r["n"])}, Baseline: rri.Proportion{Events: b, Trials: referencetest.Count(t, r["m"])},
			})
		}
		sets[r["set"]] = d
	}
	return sets
}

// worst collects the worst relative error for each key.
type worst map[string]float64

func (w worst) add(t *testing.T, what, key string, got, want, tolerance float64) {
	t.Helper()
	e := referencetest.RelativeError(got, want)
	w[key] = max(w[key], e)
	if e > tolerance {
		t.Errorf("%s = %.17g, want %.17g: relative error %.2g above %.0e", what, got, want, e, tolerance)
	}
}

func (w worst) log(t *testing.T) {
	for _, key := range slices.Sorted(maps.Keys(w)) {
		t.Logf("worst relative error, %-34s %.1e", key+":", w[key])
	}
}

func TestEstimates(t *testing.T) {
	sets, errors := readSets(t), worst{}
	rows := referencetest.Records(t, "testdata/estimates.csv")
	if len(rows) < 1000 {
		t.Errorf("%d rows of reference values, want all 1000 or more", len(rows))
	}
	for _, r := range rows {
		method, err := ParseMethod(r["method"])
		if err != nil {
			t.Fatal(err)
		}
		o := Options{Method: method}
		what := fmt.Sprintf("%s of %s by %s", r["quantity"], r["set"], method)
		key := r["quantity"] + " " + r["method"]
		tolerance := closedTolerance
		if method.scores() {
			tolerance = solvedTolerance
		}
		if r["null"] != "" {
			for side, column := range map[rri.Side]string{rri.LowerOnly: "greater", rri.UpperOnly: "less"} {
				o.Null, o.Side = referencetest.Float(t, r["null"]), side
				if o.Null == 1 || o.Null == 0 {
					o.Null = 0
				}
				e, err := sets[r["set"]].estimate(r["quantity"], o)
				if err != nil {
					t.Fatal(err)
				}
				want := referencetest.Float(t, r[column])
				if want < 1e-290 { // near the smallest float64
					if e.P > 1e-285 {
						t.Errorf("%s: P %s %s = %g, want %g", what, column, r["null"], e.P, want)
					}
					continue
				}
				// Far out a p-value magnifies the rounding errors of its statistic z by z².
				bound := solvedTolerance
				errors.add(t, what+" P "+column+" "+r["null"], key+" p", e.P, want, bound)
			}
			continue
		}
		o.Level = referencetest.Float(t, r["level"])
		e, err := sets[r["set"]].estimate(r["quantity"], o)
		if err != nil {
			t.Fatal(err)
		}
		lower, upper := referencetest.Float(t, r["lower"]), referencetest.Float(t, r["upper"])
		// the file does not cut limits
		if r["quantity"] == "difference" && sets[r["set"]].rates == nil {
			lower, upper = max(-1, lower), min(1, upper)
		}
		if math.Abs(e.Value) > 1e-15 || referencetest.Float(t, r["value"]) != 0 {
			errors.add(t, what, key, e.Value, referencetest.Float(t, r["value"]), closedTolerance)
		}
		errors.add(t, what+" lower "+r["level"], key, e.Lower, lower, tolerance)
		errors.add(t, what+" upper "+r["level"], key, e.Upper, upper, tolerance)
	}
	errors.log(t)
}

func TestTests(t *testing.T) {
	sets, errors := readSets(t), worst{}
	rows := referencetest.Records(t, "testdata/tests.csv")
	if len(rows) < 90 {
		t.Errorf("%d rows of reference values, want all 90 or more", len(rows))
	}
	for _, r := range rows {
		got, err := sets[r["set"]].test(r["test"])
		if err != nil {
			t.Fatal(err)
		}
		what := r["test"] + " of " + r["set"]
		want := Test{referencetest.Float(t, r["statistic"]), int(referencetest.Count(t, r["df"])), referencetest.Float(t, r["p"])}
		if got.DF != want.DF {
			t.Errorf("%s has %d degrees of freedom, want %d", what, got.DF, want.DF)
		}
		if want.Statistic < 1e-25 { // 0 but for rounding errors
			if got.Statistic > 1e-25 || got.P != 1 && math.Abs(got.P-1) > 1e-9 {
				t.Errorf("%s = %+v, want 0", what, got)
			}
			continue
		}
		errors.add(t, what, r["test"], got.Statistic, want.Statistic, solvedTolerance)
		if want.P > 1e-290 {
			errors.add(t, what+" p", r["test"]+" p", got.P, want.P, solvedTolerance)
		}
	}
	errors.log(t)
}

// TestOracle compares with reference values that others computed to 40 digits, in the folder that
// DISPARITY_ORACLE names.
func TestOracle(t *testing.T) {
	dir := os.Getenv("DISPARITY_ORACLE")
	if dir == "" {
		t.Skip("DISPARITY_ORACLE is not set: no reference values of others to compare with")
	}
	sets := make(map[string]data)
	for _, r := range referencetest.Records(t, filepath.Join(dir, "cases_strata.csv")) {
		d := sets[r["set_id"]]
		d.proportions = append(d.proportions, Pair[rri.Proportion]{
			Group:    rri.Proportion{Events: referencetest.Count(t, r["a"]), Trials: referencetest.Count(t, r["n1"])},
			Baseline: rri.Proportion{Events: referencetest.Count(t, r["b"]), Trials: referencetest.Count(t, r["n0"])},
		})
		sets[r["set_id"]] = d
	}
	for _, r := range referencetest.Records(t, filepath.Join(dir, "cases_strata_rate.csv")) {
		d := sets[r["set_id"]]
		d.rates = append(d.rates, Pair[rri.Rate]{
			Group:    rri.Rate{Events: referencetest.Count(t, r["x1"]), Population: referencetest.Float(t, r["t1"])},
			Baseline: rri.Rate{Events: referencetest.Count(t, r["x0"]), Population: referencetest.Float(t, r["t0"])},
		})
		sets[r["set_id"]] = d
	}
	estimates := map[string]struct {
		quantity string
		method   Method
	}{
		"rr_greenland_robins": {"ratio", MantelHaenszel}, "irr_greenland_robins": {"ratio", MantelHaenszel}, "or_rbg": {"odds-ratio", MantelHaenszel},
		"rd_greenland_robins": {"difference", MantelHaenszel}, "ird_greenland_robins": {"difference", MantelHaenszel}, "rd_sato": {"difference", Sato},
	}
	tests := map[string]string{"cmh": "cmh", "mh_chi2": "cmh", "cmh_cc": "cmh-corrected", "breslow_day": "breslow-day", "tarone": "tarone"}
	errors, rows := worst{}, 0
	for _, r := range referencetest.Records(t, filepath.Join(dir, "reference.csv")) {
		if r["kind"] != "mh" && r["kind"] != "mhr" {
			continue
		}
		rows++
		d, what := sets[r["case_id"]], r["method"]+" of "+r["case_id"]
		if name, ok := tests[r["method"]]; ok {
			got, err := d.test(name)
			if err != nil {
				t.Fatal(err)
			}
			want := referencetest.Float(t, r["stat"])
			if r["pvalue"] == "" { // fewer than two strata
				if got.DF != 0 || !math.IsNaN(got.P) {
					t.Errorf("%s = %+v, want nothing to test", what, got)
				}
				continue
			}
			if want < 1e-25 {
				if got.Statistic > 1e-25 {
					t.Errorf("%s = %+v, want 0", what, got)
				}
				continue
			}
			errors.add(t, what, r["method"], got.Statistic, want, solvedTolerance)
			if p := referencetest.Float(t, r["pvalue"]); p > 1e-290 {
				errors.add(t, what+" p", r["method"]+" p", got.P, p, solvedTolerance)
			}
			continue
		}
		row, ok := estimates[r["method"]]
		if !ok {
			t.Errorf("%s: no method of ours", what)
			continue
		}
		e, err := d.estimate(row.quantity, Options{Method: row.method, Level: referencetest.Float(t, r["level"])})
		if err != nil {
			t.Fatal(err)
		}
		if want := referencetest.Float(t, r["est"]); want != 0 || math.Abs(e.Value) > 1e-15 {
			errors.add(t, what, r["method"], e.Value, want, closedTolerance)
		}
		errors.add(t, what+" lower", r["method"], e.Lower, referencetest.Float(t, r["lower"]), closedTolerance)
		errors.add(t, what+" upper", r["method"], e.Upper, referencetest.Float(t, r["upper"]), closedTolerance)
	}
	if rows < 190 {
		t.Errorf("%d rows of strata, want 190 or more: is %s the right folder?", rows, dir)
	}
	errors.log(t)
}
