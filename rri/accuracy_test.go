package rri

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/rri/internal/method"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
	"github.com/seed-549880be/disparity/rri/internal/score"
)

// closedForm reports whether the limits of q by m are computed by a formula alone; the bound is
// then 1e-12, and 1e-10 otherwise.
func closedForm(m Method, q quantity.Quantity) bool {
	switch m {
	case Wald, AgrestiCoull, WilsonCC, Byar, AdjustedLog, AgrestiCaffo, MOVERWilson:
		return true
	case Score:
		return q == quantity.Proportion || q == quantity.Rate || q == quantity.RatioOfRates
	}
	return false
}

// clip returns v cut to the range of q, as estimates are.
func clip(q quantity.Quantity, v float64) float64 {
	lowest, highest := q.Range()
	return min(max(v, lowest), highest)
}

// oracleMethods maps the names of the oracle files, as kind and method, to ours.
var oracleMethods = map[string]struct {
	q quantity.Quantity
	m Method
}{
	"rr/katz": {quantity.RatioOfProportions, Wald}, "rr/walter": {quantity.RatioOfProportions, AdjustedLog}, "rr/koopman": {quantity.RatioOfProportions, Score},
	"rr/mn": {quantity.RatioOfProportions, MiettinenNurminen}, "rr/mover_wilson": {quantity.RatioOfProportions, MOVERWilson},
	"rd/wald": {quantity.DifferenceOfProportions, Wald}, "rd/agresti_caffo": {quantity.DifferenceOfProportions, AgrestiCaffo},
	"rd/newcombe": {quantity.DifferenceOfProportions, MOVERWilson}, "rd/mee": {quantity.DifferenceOfProportions, Score}, "rd/mn": {quantity.DifferenceOfProportions, MiettinenNurminen},
	"irr/exact_cond": {quantity.RatioOfRates, Exact}, "irr/midp": {quantity.RatioOfRates, MidP}, "irr/score": {quantity.RatioOfRates, Score},
	"irr/wald_log": {quantity.RatioOfRates, Wald}, "irr/waldcc": {quantity.RatioOfRates, AdjustedLog}, "irr/mover_score": {quantity.RatioOfRates, MOVERWilson},
	"ird/wald": {quantity.DifferenceOfRates, Wald}, "ird/mover_score": {quantity.DifferenceOfRates, MOVERWilson},
	"prop/wald": {quantity.Proportion, Wald}, "prop/wilson": {quantity.Proportion, Score}, "prop/wilson_cc": {quantity.Proportion, WilsonCC},
	"prop/agresti_coull": {quantity.Proportion, AgrestiCoull}, "prop/clopper_pearson": {quantity.Proportion, Exact}, "prop/midp": {quantity.Proportion, MidP},
	"prop/jeffreys": {quantity.Proportion, Jeffreys},
	"prate/wald":    {quantity.Rate, Wald}, "prate/score": {quantity.Rate, Score}, "prate/garwood": {quantity.Rate, Exact}, "prate/midp": {quantity.Rate, MidP},
	"prate/jeffreys": {quantity.Rate, Jeffreys}, "prate/byar": {quantity.Rate, Byar},
}

// TestOracleLimits compares every limit with the oracle's 40-digit references.
func TestOracleLimits(t *testing.T) {
	dir := os.Getenv("DISPARITY_ORACLE")
	if dir == "" {
		t.Skip("set DISPARITY_ORACLE to the folder of reference values")
	}
	cases := make(map[string]quantity.Counts)
	read := func(file string, names [4]string) {
		for _, r := range referencetest.Records(t, filepath.Join(dir, file)) {
			var v [4]float64
			for i, name := range names {
				if name != "" {
					v[i] = referencetest.Float(t, r[name])
				}
			}
			cases[r["case_id"]] = quantity.CountsOf(v[0], v[1], v[2], v[3])
		}
	}
	read("cases_2x2.csv", [4]string{"a", "n1", "b", "n0"})
	read("cases_rate.csv", [4]string{"x1", "t1", "x0", "t0"})
	read("cases_prop.csv", [4]string{"x", "n"})
	read("cases_prate.csv", [4]string{"x", "t"})
	var worst referencetest.Worst
	for _, r := range referencetest.Records(t, filepath.Join(dir, "reference.csv")) {
		target, ok := oracleMethods[r["kind"]+"/"+r["method"]]
		// the oracle leaves out what a formula cannot give, as Katz at a zero
		if !ok || r["lower"] == "" {
			continue
		}
		c := cases[r["case_id"]]
		e, err := estimate(target.q, c, Options{Method: target.m, Level: referencetest.Float(t, r["level"])})
		if err != nil {
			t.Errorf("%s %s: %v", r["case_id"], r["method"], err)
			continue
		}
		where := fmt.Sprintf("%s %v level %s", r["case_id"], c, r["level"])
		key := target.m.String() + ", " + target.q.String()
		wantLower, wantUpper := clip(target.q, referencetest.Float(t, r["lower"])), clip(target.q, referencetest.Float(t, r["upper"]))
		worst.Add(key, where+" lower", referencetest.RelativeError(e.Lower, wantLower))
		worst.Add(key, where+" upper", referencetest.RelativeError(e.Upper, wantUpper))
		bound := 1e-10
		if closedForm(target.m, target.q) {
			bound = 1e-12
		}
		if re := max(referencetest.RelativeError(e.Lower, wantLower), referencetest.RelativeError(e.Upper, wantUpper)); re > bound {
			t.Errorf("%s: %s = [%.17g, %.17g], want [%.17g, %.17g]: relative error %.1e", where, key, e.Lower, e.Upper, wantLower, wantUpper, re)
		}
	}
	worst.Log(t)
}

// TestReference compares limits, estimates and p-values with testdata/reference.csv: the rows that
// testdata/README.md says are kept of what testdata/reference.py makes at 60 digits from the
// formulas of the papers.
func TestReference(t *testing.T) {
	compareWithReference(t, filepath.Join("testdata", "reference.csv"))
}

// TestWholeReference is TestReference with all rows.
func TestWholeReference(t *testing.T) {
	path := filepath.Join(os.Getenv("DISPARITY_ORACLE"), "reference_full.csv")
	if _, err := os.Stat(path); os.Getenv("DISPARITY_ORACLE") == "" || err != nil {
		t.Skip("set DISPARITY_ORACLE to a folder with reference_full.csv, which testdata/reference.py makes")
	}
	compareWithReference(t, path)
}

func compareWithReference(t *testing.T, path string) {
	t.Helper()
	quantities := make(map[string]quantity.Quantity)
	for _, q := range allQuantities {
		_, name, _ := strings.Cut(q.String(), " ")
		quantities[name] = q
	}
	var worst referencetest.Worst
	for i, r := range referencetest.Records(t, path) {
		var m Method
		if err := m.UnmarshalText([]byte(r["method"])); err != nil {
			t.Fatal(err)
		}
		q, ok := quantities[r["quantity"]]
		if !ok || !method.Families[m].Has(q) {
			t.Errorf("row %d: no %s for %q", i+2, m, r["quantity"])
			continue
		}
		number := func(name string) float64 {
			if r[name] == "" {
				return 0
			}
			return referencetest.Float(t, r[name])
		}
		c := quantity.CountsOf(number("a"), number("n"), number("b"), number("m"))
		level, null := number("level"), number("null")
		where := fmt.Sprintf("row %d: %v level %v", i+2, c, r["level"])
		e, err := estimate(q, c, Options{Method: m, Level: level})
		if err != nil {
			t.Errorf("%s: %v", where, err)
			continue
		}
		key := m.String() + ", " + q.String()
		bound := 1e-10
		if closedForm(m, q) {
			bound = 1e-12
		}
		check := func(what string, got, want, bound float64) {
			t.Helper()
			re := referencetest.RelativeError(got, want)
			if want < 1e-300 && what == "p" && got < 1e-300 {
				re = 0 // near the smallest float64, where digits run out
			}
			worst.Add(key+", "+what, where, re)
			if re > bound {
				t.Errorf("%s: %s, %s = %.17g, want %.17g: relative error %.1e", where, key, what, got, want, re)
			}
		}
		if r["value"] != "" {
			check("value", e.Value, number("value"), 1e-15)
		}
		if r["lower"] != "" {
			check("limit", e.Lower, clip(q, number("lower")), bound)
			check("limit", e.Upper, clip(q, number("upper")), bound)
		}
		if r["less"] != "" {
			less, greater := method.Families[m].Test(q, c, null)
			if m == SCAS && e.Flags.Has(ZeroCell) {
				// The reference has the p-value of the statistic at the null value itself. Ours is
				// that of the furthest statistic on the way there: see internal/score/walk.go.
				less, greater = method.NormalTest(score.StatisticAt(q, score.Variant{Unbiased: true, Skewness: true}, []quantity.Counts{c}, null))
			}
			if m == MOVERWilson {
				// the limits have a closed form, the tail at which they touch a value has none
				bound = 1e-10
			}
			if m != AgrestiCoull && m != WilsonCC && m != Byar && m != PublicHealth {
				check("p", less, number("less"), bound)
				check("p", greater, number("greater"), bound)
			} else {
				// Found by moving the limits: the smaller tail, up to the ½ of an interval of level
				// 0. A continuity correction has no tail beyond that.
				check("p", min(less, greater, 0.5), min(number("less"), number("greater"), 0.5), 1e-10)
			}
		}
	}
	worst.Log(t)
}
