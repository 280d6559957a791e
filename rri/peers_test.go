package rri_test

import (
	"fmt"
	"math"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
)

// peerLimits is the relative error that a limit or a p-value may have. What peers get wrong differs
// by more than peerWrong.
const (
	peerLimits = 1e-12
	peerWrong  = 1e-6
)

// TestPeers gives the right result where another package does not: the rows of testdata/peers.csv,
// which testdata/README.md describes.
func TestPeers(t *testing.T) {
	for i, r := range referencetest.Records(t, filepath.Join("testdata", "peers.csv")) {
		t.Run(fmt.Sprintf("row %d: %s: %s", i+2, r["peer"], r["quantity"]), func(t *testing.T) {
			e, err := estimateOfRow(t, r)
			if err != nil {
				t.Fatal(err)
			}
			right, wrong := 0, 0
			for _, figure := range []struct {
				name       string
				got, bound float64
			}{
				{"value", e.Value, 1e-15},
				{"lower", e.Lower, peerLimits},
				{"upper", e.Upper, peerLimits},
				{"p", e.P, peerLimits},
			} {
				if r[figure.name] == "" {
					continue
				}
				right++
				want := referencetest.Float(t, r[figure.name])
				if re := referencetest.RelativeError(figure.got, want); !(re <= figure.bound) {
					t.Errorf("%s = %.17g, want %.17g: relative error %.1e. The peer %s", figure.name, figure.got, want, re, r["reason"])
				}
				if theirs := r["peer_"+figure.name]; theirs != "" && isWrong(referencetest.Float(t, theirs), want, r["quantity"]) {
					wrong++
				}
			}
			if right == 0 || wrong == 0 || r["reason"] == "" {
				t.Errorf("%d figures, of which the peer has %d wrong, and the reason %q: want some of each, and a reason", right, wrong, r["reason"])
			}
			// A p-value of no disparity agrees with the interval.
			if leavesOut := e.Lower > 1 || e.Upper < 1; r["p"] != "" && leavesOut != (e.P < 0.05) {
				t.Errorf("p = %v beside the limits %v and %v", e.P, e.Lower, e.Upper)
			}
		})
	}
}

// isWrong reports whether a peer's figure is another than the right one, or outside the range of
// its quantity.
func isWrong(theirs, right float64, quantity string) bool {
	return !(referencetest.RelativeError(theirs, right) <= peerWrong) ||
		theirs < 0 && !strings.HasPrefix(quantity, "difference") || theirs > 1 && quantity == "proportion"
}

// estimateOfRow computes what a row with the columns quantity, method, level, side, a, n, b and m
// asks for.
func estimateOfRow(t *testing.T, r map[string]string) (rri.Estimate, error) {
	t.Helper()
	method, err := rri.ParseMethod(r["method"])
	if err != nil {
		t.Fatal(err)
	}
	o := rri.Options{Method: method, Side: map[string]rri.Side{"lower": rri.LowerOnly, "upper": rri.UpperOnly}[r["side"]]}
	if r["level"] != "" {
		o.Level = referencetest.Float(t, r["level"])
	}
	rate := func(events, population string) rri.Rate {
		return rri.Rate{Events: referencetest.Count(t, r[events]), Population: referencetest.Float(t, r[population])}
	}
	proportion := func(events, trials string) rri.Proportion {
		return rri.Proportion{Events: referencetest.Count(t, r[events]), Trials: referencetest.Count(t, r[trials])}
	}
	switch r["quantity"] {
	case "proportion":
		return rri.Of(proportion("a", "n"), o)
	case "rate":
		return rri.Of(rate("a", "n"), o)
	case "ratio of proportions":
		return rri.Ratio(proportion("a", "n"), proportion("b", "m"), o)
	case "ratio of rates":
		return rri.Ratio(rate("a", "n"), rate("b", "m"), o)
	case "difference of proportions":
		return rri.Difference(proportion("a", "n"), proportion("b", "m"), o)
	case "difference of rates":
		return rri.Difference(rate("a", "n"), rate("b", "m"), o)
	case "odds ratio":
		return rri.OddsRatio(proportion("a", "n"), proportion("b", "m"), o)
	}
	t.Fatalf("no quantity %q", r["quantity"])
	return rri.Estimate{}, nil
}

// TestZeroCells has the ratios of four tables on which 53 functions of other packages differ most:
// for Katz alone they give 0 to 0, 0 to NaN, 0 to 3.54 and errors for the first.
func TestZeroCells(t *testing.T) {
	inf := math.Inf(1)
	type limits struct{ lower, upper float64 }
	for _, table := range []struct {
		group, baseline rri.Proportion
		value           float64
		limits          map[rri.Method]limits
	}{
		{
			group:    rri.Proportion{Events: 0, Trials: 10},
			baseline: rri.Proportion{Events: 3, Trials: 12},
			value:    0,
			limits: map[rri.Method]limits{
				rri.Score:             {0, 1.3018226407829006},
				rri.MiettinenNurminen: {0, 1.3596896179813789},
				rri.MOVERWilson:       {0, 1.4514763152104691},
				rri.AdjustedLog:       {0.0098637373355364656, 2.9322692703099073},
			},
		},
		{
			group:    rri.Proportion{Events: 5, Trials: 56},
			baseline: rri.Proportion{Events: 0, Trials: 29},
			value:    inf,
			limits: map[rri.Method]limits{
				rri.Score:             {0.72568888359361856, inf},
				rri.MiettinenNurminen: {0.71749507827711374, inf},
				rri.MOVERWilson:       {0.6292412274848735, inf},
				rri.AdjustedLog:       {0.32871091360134197, 100.35023254012809},
			},
		},
		{
			group:    rri.Proportion{Events: 0, Trials: 10},
			baseline: rri.Proportion{Events: 0, Trials: 20},
			value:    math.NaN(),
			limits: map[rri.Method]limits{
				rri.Score:             {0, inf},
				rri.MiettinenNurminen: {0, inf},
				rri.MOVERWilson:       {0, inf},
				rri.AdjustedLog:       {0.041599645226082034, 91.63038200215342},
			},
		},
		{
			group:    rri.Proportion{Events: 20, Trials: 20},
			baseline: rri.Proportion{Events: 20, Trials: 20},
			value:    1,
			limits: map[rri.Method]limits{
				rri.Score:             {0.83887484194718067, 1.1920729410347062},
				rri.MiettinenNurminen: {0.83542336191565049, 1.1969978882407243},
				rri.MOVERWilson:       {0.83887484194718067, 1.1920729410347062},
				rri.AdjustedLog:       {1, 1},
			},
		},
	} {
		for method, want := range table.limits {
			t.Run(fmt.Sprintf("%v and %v by %s", table.group, table.baseline, method), func(t *testing.T) {
				e, err := rri.Ratio(table.group, table.baseline, rri.Options{Method: method})
				if err != nil {
					t.Fatal(err)
				}
				if referencetest.RelativeError(e.Value, table.value) > 1e-15 ||
					referencetest.RelativeError(e.Lower, want.lower) > peerLimits || referencetest.RelativeError(e.Upper, want.upper) > peerLimits {
					t.Errorf("%.17g (%.17g to %.17g), want %.17g (%.17g to %.17g)", e.Value, e.Lower, e.Upper, table.value, want.lower, want.upper)
				}
				flags := rri.ZeroCell
				if math.IsNaN(table.value) {
					flags |= rri.NoData
				}
				// the adjusted log interval of no events
				if table.value < want.lower || table.value > want.upper {
					flags |= rri.Outside
				}
				if got := e.Flags & (rri.ZeroCell | rri.NoData | rri.Outside); got != flags {
					t.Errorf("flags %v, want %v", got, flags)
				}
			})
		}
	}
}
