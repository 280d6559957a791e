package rri

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/seed-549880be/disparity/rri/internal/quantity"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
	"github.com/seed-549880be/disparity/rri/internal/score"
)

// oracleTests maps the tests of no disparity in the oracle files, as kind and method, to ours.
// Pearson's χ² is the square of the score statistic of the ratio, of the difference and of the odds
// ratio alike; times (N-1)/N it is that of Miettinen and Nurminen. The oracle's other tests are no
// method of ours: those with Yates's correction, the likelihood ratio, and the two-sided ones that
// sum the tables no likelier than the one seen.
var oracleTests = map[string][]struct {
	q    quantity.Quantity
	m    Method
	side Side
}{
	"pirr/score":               {{quantity.RatioOfRates, Score, TwoSided}, {quantity.DifferenceOfRates, Score, TwoSided}},
	"pirr/cond_central":        {{quantity.RatioOfRates, Exact, TwoSided}},
	"pirr/cond_midp":           {{quantity.RatioOfRates, MidP, TwoSided}},
	"pirr/less":                {{quantity.RatioOfRates, Exact, UpperOnly}},
	"pirr/greater":             {{quantity.RatioOfRates, Exact, LowerOnly}},
	"p2x2/pearson":             {{quantity.RatioOfProportions, Score, TwoSided}, {quantity.DifferenceOfProportions, Score, TwoSided}, {quantity.OddsRatio, Score, TwoSided}},
	"p2x2/n_minus_1":           {{quantity.RatioOfProportions, MiettinenNurminen, TwoSided}, {quantity.DifferenceOfProportions, MiettinenNurminen, TwoSided}, {quantity.OddsRatio, MiettinenNurminen, TwoSided}},
	"p2x2/fisher_central":      {{quantity.OddsRatio, Exact, TwoSided}},
	"p2x2/fisher_midp_central": {{quantity.OddsRatio, MidP, TwoSided}},
	"p2x2/fisher_less":         {{quantity.OddsRatio, Exact, UpperOnly}},
	"p2x2/fisher_greater":      {{quantity.OddsRatio, Exact, LowerOnly}},
}

// oracleVariants are the score tests among them: their statistic is compared as well, which does
// not underflow.
var oracleVariants = map[string]score.Variant{"pirr/score": score.Variant{}, "p2x2/pearson": score.Variant{}, "p2x2/n_minus_1": score.Variant{Unbiased: true}}

// smallestNormal is the smallest double with all its digits. The logarithm of a p-value below it is
// all that the oracle has.
const smallestNormal = 0x1p-1022

// TestOraclePValues compares p-values of no disparity with the oracle's 40-digit references.
func TestOraclePValues(t *testing.T) {
	dir := os.Getenv("DISPARITY_ORACLE")
	if dir == "" {
		t.Skip("set DISPARITY_ORACLE to the folder of reference values")
	}
	cases := make(map[string]quantity.Counts)
	for file, names := range map[string][4]string{"cases_2x2.csv": {"a", "n1", "b", "n0"}, "cases_rate.csv": {"x1", "t1", "x0", "t0"}} {
		for _, r := range referencetest.Records(t, filepath.Join(dir, file)) {
			cases[r["case_id"]] = quantity.CountsOf(referencetest.Float(t, r[names[0]]), referencetest.Float(t, r[names[1]]), referencetest.Float(t, r[names[2]]), referencetest.Float(t, r[names[3]]))
		}
	}
	const bound = 1e-10
	var worst referencetest.Worst
	underflows, smallest := 0, 1.
	for _, r := range referencetest.Records(t, filepath.Join(dir, "reference.csv")) {
		kind := r["kind"] + "/" + r["method"]
		for _, target := range oracleTests[kind] {
			c, ok := cases[r["case_id"]]
			if !ok {
				t.Fatalf("no counts for %s", r["case_id"])
			}
			where := fmt.Sprintf("%s %v", r["case_id"], c)
			key := fmt.Sprintf("%s: %s, %s", kind, target.m, target.q)
			e, err := estimate(target.q, c, Options{Method: target.m, Side: target.side})
			if err != nil {
				t.Errorf("%s: %s: %v", where, key, err)
				continue
			}
			switch {
			case math.IsNaN(e.Value): // 0/0 has no p-value; Fisher's test gives 1
				if !math.IsNaN(e.P) {
					t.Errorf("%s: %s: p = %v of 0/0, want none", where, key, e.P)
				}
				continue
			// no events at all, or nothing else: nothing can be rejected
			case r["note"] == "undefined":
				if e.P != 1 {
					t.Errorf("%s: %s: p = %v, want 1", where, key, e.P)
				}
				continue
			}
			if v, ok := oracleVariants[kind]; ok && c.A+c.B > 0 {
				null, err := target.q.Null(0)
				if err != nil {
					t.Fatal(err)
				}
				z := score.StatisticAt(target.q, v, []quantity.Counts{c}, null)
				want := referencetest.Float(t, r["stat"])
				re := referencetest.RelativeError(z*z, want)
				worst.Add(key+", statistic", where, re)
				if re > bound {
					t.Errorf("%s: %s: statistic %.17g, want %.17g: relative error %.1e", where, key, z*z, want, re)
				}
			}
			if log := referencetest.Float(t, r["log_pvalue"]); log < math.Log(smallestNormal) {
				underflows++
				if !(e.P < smallestNormal) {
					t.Errorf("%s: %s: p = %v, want exp(%v)", where, key, e.P, log)
				}
				continue
			}
			want := referencetest.Float(t, r["pvalue"])
			smallest = min(smallest, want)
			re := referencetest.RelativeError(e.P, want)
			worst.Add(key, where, re)
			if re > bound {
				t.Errorf("%s: %s: p = %.17g, want %.17g: relative error %.1e", where, key, e.P, want, re)
			}
		}
	}
	worst.Log(t)
	t.Logf("smallest p %.3g; %d below every normal double", smallest, underflows)
	for kind, targets := range oracleTests {
		for _, target := range targets {
			if worst.Rows[fmt.Sprintf("%s: %s, %s", kind, target.m, target.q)] == 0 {
				t.Errorf("nothing compared for %s", kind)
			}
		}
	}
}
