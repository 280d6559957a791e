package tail

import (
	"fmt"
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

// slowTails returns P(K ≤ a), P(K ≥ a) and P(K = a) of the noncentral hypergeometric distribution
// from its definition, with 60 digits: ratios of neighbouring terms multiplied out from the
// observed count over the whole range, or until 50 standard deviations lie behind.
func slowTails(a, n, b, m int64, psi float64) (less, greater, equal *big.Float) {
	const precision = 200
	number := func(v int64) *big.Float { return new(big.Float).SetPrec(precision).SetInt64(v) }
	odds := new(big.Float).SetPrec(precision).SetFloat64(psi)
	events := a + b
	low, high := max(0, events-m), min(events, n)
	one := number(1)
	// Each cell is below 2^62, so the products of two of them are made in big.Float.
	sum := func(step int64) *big.Float {
		total, term := number(0), number(1)
		largest := number(1)
		for k := a; k != low && step < 0 || k != high && step > 0; k += step {
			var ratio *big.Float
			if step > 0 {
				ratio = new(big.Float).SetPrec(precision).Mul(number(n-k), number(events-k))
				ratio.Mul(ratio, odds)
				ratio.Quo(ratio, new(big.Float).SetPrec(precision).Mul(number(k+1), number(m-events+k+1)))
			} else {
				ratio = new(big.Float).SetPrec(precision).Mul(number(k), number(m-events+k))
				ratio.Quo(ratio, new(big.Float).SetPrec(precision).Mul(number(n-k+1), number(events-k+1)))
				ratio.Quo(ratio, odds)
			}
			term.Mul(term, ratio)
			total.Add(total, term)
			if term.Cmp(largest) > 0 {
				largest.Set(term)
			} else if ratio.Cmp(one) < 0 && term.MantExp(nil) < largest.MantExp(nil)-190 {
				break
			}
		}
		return total
	}
	below, above := sum(-1), sum(1)
	total := number(1)
	total.Add(total, below)
	total.Add(total, above)
	less = new(big.Float).SetPrec(precision).Add(below, one)
	greater = new(big.Float).SetPrec(precision).Add(above, one)
	return less.Quo(less, total), greater.Quo(greater, total), new(big.Float).SetPrec(precision).Quo(one, total)
}

// slowMidTails takes half of P(K = a) off both tails if midP is set.
func slowMidTails(a, n, b, m int64, psi float64, midP bool) (less, greater *big.Float) {
	less, greater, equal := slowTails(a, n, b, m, psi)
	if midP {
		half := equal.Mul(equal, big.NewFloat(0.5))
		less.Sub(less, half)
		greater.Sub(greater, half)
	}
	return less, greater
}

// relativeError returns |got/want - 1|.
func relativeError(got float64, want *big.Float) float64 {
	difference := new(big.Float).SetPrec(200).SetFloat64(got)
	difference.Sub(difference, want)
	difference.Quo(difference, want)
	e, _ := difference.Float64()
	return math.Abs(e)
}

var oddsRatioTables = []struct {
	a, n, b, m int64
	reason     string
}{
	{7, 34, 1, 34, "Perondi 2004, in Fagerland, Lydersen and Laake 2017"},
	{9, 13, 4, 14, "Lampasona 2013, in Fagerland, Lydersen and Laake 2017"},
	{0, 16, 15, 72, "Ritland 2007: a at its minimum"},
	{5, 56, 0, 29, "a at its maximum, the total"},
	{10, 10, 3, 12, "a at its maximum, the group"},
	{3, 10, 12, 12, "a at its minimum, because the baseline is full"},
	{1, 1, 1, 2, "smallest range"},
	{27, 122, 44, 487, "Evans County"},
	{104, 11037, 189, 11034, "aspirin and myocardial infarction"},
	{766, 876, 702, 791, "frequent events"},
	{292, 27890, 1179, 381903, "Bristol, City of"},
	{29990, 30000, 1399000, 1400000, "nearly full"},
	{1, 1000000, 1, 10, "odds ratio of 1e-6"},
	{500000, 1000000, 1, 1000000, "odds ratio of 1e6"},
	{2, 2147483647, 1, 2147483647, "beyond 32 bits"},
	{5000, 10000, 1, 4000000000, "baseline beyond 32 bits"},
	{123456, 1000000000, 98765, 1000000000, "rare events in 1e9"},
	{3, 67000000, 5, 67000000, "very rare events"},
	{400000, 1000000000, 350000, 700000000, "1e9, standard deviation of 435"},
	{50000, 100000, 600000000, 1000000000, "small group, large baseline"},
}

func TestOddsRatioTails(t *testing.T) {
	worst := 0.
	for _, c := range oddsRatioTables {
		// Odds ratios around that of the table, in standard errors of its logarithm.
		cells := [4]float64{float64(c.a) + 0.5, float64(c.b) + 0.5, float64(c.n-c.a) + 0.5, float64(c.m-c.b) + 0.5}
		ratio, width := cells[0]/cells[2]*cells[3]/cells[1], math.Sqrt(1/cells[0]+1/cells[1]+1/cells[2]+1/cells[3])
		for _, errors := range []float64{-25, -6, -2, -0.1, 1, 12} {
			psi := ratio * math.Exp(errors*width)
			if errors == -0.1 && width > 0.05 {
				psi = 1
			}
			for _, midP := range []bool{false, true} {
				wantLess, wantGreater := slowMidTails(c.a, c.n, c.b, c.m, psi, midP)
				less, greater := OddsRatioTails(float64(c.a), float64(c.n), float64(c.b), float64(c.m), psi, midP)
				for _, side := range []struct {
					name string
					got  float64
					want *big.Float
				}{{"less", less, wantLess}, {"greater", greater, wantGreater}} {
					if side.want.MantExp(nil) < -996 { // below 1e-300
						if side.got > 1e-299 {
							t.Errorf("OddsRatioTails(%d, %d, %d, %d, %v, %v) %s = %g, want below 1e-300", c.a, c.n, c.b, c.m, psi, midP, side.name, side.got)
						}
						continue
					}
					e := relativeError(side.got, side.want)
					worst = max(worst, e)
					// The last term is what the rounding of the odds ratio makes of it, as many
					// standard deviations out.
					if e > 3e-13+4e-16*math.Abs(errors)/width {
						t.Errorf("OddsRatioTails(%d, %d, %d, %d, %v, %v) %s = %g, want %.17g: relative error %.2g; %s",
							c.a, c.n, c.b, c.m, psi, midP, side.name, side.got, side.want, e, c.reason)
					}
				}
			}
		}
	}
	t.Logf("worst relative error of a tail: %.2g", worst)
}

// Tails as far out as 1e-300, at counts of up to 1e9.
func TestOddsRatioTailsFar(t *testing.T) {
	worst := 0.
	for _, c := range []struct {
		a, n, b, m int64
		psi        float64
		bound      float64
	}{
		{1200, 30000, 900, 30000, 1, 1e-12},
		{2000, 30000, 700, 30000, 1, 1e-12},
		{2000, 30000, 700, 30000, 0.8, 1e-12},
		{410000, 1000000000, 270000, 700000000, 1, 1e-12},
		{500300000, 1000000000, 500000000, 1000000000, 1, 1e-12},
		{500350000, 1000000000, 499700000, 1000000000, 1, 1e-12},
		// 1.003 has 1e-16 of its own, times |a - E K| = 2e5
		{500350000, 1000000000, 499700000, 1000000000, 1.003, 1e-10},
		{123456789, 1000000000, 123106789, 1000000000, 1, 1e-12},
		{2400, 4000, 100000000, 1000000000, 5, 1e-12},
	} {
		wantLess, wantGreater, _ := slowTails(c.a, c.n, c.b, c.m, c.psi)
		less, greater := OddsRatioTails(float64(c.a), float64(c.n), float64(c.b), float64(c.m), c.psi, false)
		e := max(relativeError(less, wantLess), relativeError(greater, wantGreater))
		worst = max(worst, e)
		if wantLess.MantExp(nil) < -996 || wantGreater.MantExp(nil) < -996 {
			t.Fatalf("%d/%d against %d/%d at %v: %.3g, %.3g: the row is out of range", c.a, c.n, c.b, c.m, c.psi, wantLess, wantGreater)
		}
		if e > c.bound {
			t.Errorf("OddsRatioTails(%d, %d, %d, %d, %v) = %g, %g, want %.17g, %.17g: relative error %.2g", c.a, c.n, c.b, c.m, c.psi, less, greater, wantLess, wantGreater, e)
		}
		t.Logf("less %.4g greater %.4g error %.2g", less, greater, e)
	}
	t.Logf("worst relative error of a far tail: %.2g", worst)
}

// limitError returns how far psi is from the odds ratio at which the tail is p, relative, by
// Newton's rule on slow tails.
func limitError(tailAt func(psi float64) *big.Float, psi, p float64) float64 {
	const h = 1e-6
	at := tailAt(psi)
	up, _ := new(big.Float).Quo(tailAt(psi*(1+h)), at).Float64()
	slope := math.Log(up) / math.Log1p(h)
	off := new(big.Float).SetPrec(200).SetFloat64(p)
	off.Quo(at, off)
	e, _ := off.Sub(off, big.NewFloat(1)).Float64()
	return math.Abs(e / slope)
}

func TestOddsRatioLimits(t *testing.T) {
	worst := 0.
	for _, c := range oddsRatioTables {
		for _, p := range []float64{0.25, 0.025, 0.001, 5e-10, 1e-100, 0.9} {
			for _, midP := range []bool{false, true} {
				lower, upper, ok := OddsRatioLimits(float64(c.a), float64(c.n), float64(c.b), float64(c.m), p, midP)
				if !ok {
					t.Fatalf("OddsRatioLimits(%d, %d, %d, %d, %v, %v): not found", c.a, c.n, c.b, c.m, p, midP)
				}
				if p < 0.5 && lower > upper {
					t.Errorf("OddsRatioLimits(%d, %d, %d, %d, %v, %v) = %v, %v", c.a, c.n, c.b, c.m, p, midP, lower, upper)
				}
				minimum, maximum := c.a == max(0, c.a+c.b-c.m), c.a == min(c.a+c.b, c.n)
				if p < 0.5 && (minimum != (lower == 0) || maximum != math.IsInf(upper, 1)) {
					t.Errorf("OddsRatioLimits(%d, %d, %d, %d, %v, %v) = %v, %v, want 0 and +Inf only at the ends", c.a, c.n, c.b, c.m, p, midP, lower, upper)
				}
				if lower > 0 && !math.IsInf(lower, 1) {
					e := limitError(func(psi float64) *big.Float { _, g := slowMidTails(c.a, c.n, c.b, c.m, psi, midP); return g }, lower, p)
					worst = max(worst, e)
					if e > 1e-13 {
						t.Errorf("lower limit of %d/%d against %d/%d at %v, mid-P %v: %v, relative error %.2g", c.a, c.n, c.b, c.m, p, midP, lower, e)
					}
				}
				if upper > 0 && !math.IsInf(upper, 1) {
					e := limitError(func(psi float64) *big.Float { l, _ := slowMidTails(c.a, c.n, c.b, c.m, psi, midP); return l }, upper, p)
					worst = max(worst, e)
					if e > 1e-13 {
						t.Errorf("upper limit of %d/%d against %d/%d at %v, mid-P %v: %v, relative error %.2g", c.a, c.n, c.b, c.m, p, midP, upper, e)
					}
				}
			}
		}
	}
	t.Logf("worst relative error of a limit: %.2g", worst)
}

func TestOddsRatioLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(1, 400).Draw(t, "n")
		m := rapid.Int64Range(1, 4000).Draw(t, "m")
		a := rapid.Int64Range(0, n).Draw(t, "a")
		b := rapid.Int64Range(0, m).Draw(t, "b")
		psi := math.Exp(rapid.Float64Range(-30, 30).Draw(t, "log psi"))
		p := math.Exp(rapid.Float64Range(-200, -0.7).Draw(t, "log p"))
		midP := rapid.Bool().Draw(t, "mid-P")
		checkOddsRatio(t, a, n, b, m, psi, p, midP)
	})
}

// checkOddsRatio holds the tails and limits of one table against slow tails, and against each
// other.
func checkOddsRatio(t interface{ Fatalf(string, ...any) }, a, n, b, m int64, psi, p float64, midP bool) {
	A, N, B, M := float64(a), float64(n), float64(b), float64(m)
	less, greater := OddsRatioTails(A, N, B, M, psi, midP)
	if !(less >= 0 && less <= 1 && greater >= 0 && greater <= 1) {
		t.Fatalf("tails %v, %v are not probabilities", less, greater)
	}
	wantLess, wantGreater := slowMidTails(a, n, b, m, psi, midP)
	for _, side := range []struct {
		got  float64
		want *big.Float
	}{{less, wantLess}, {greater, wantGreater}} {
		if side.want.MantExp(nil) > -990 && relativeError(side.got, side.want) > 1e-12 {
			t.Fatalf("tail %v, want %.17g", side.got, side.want)
		}
	}
	// The other group's events, and the non-events, have the same distribution in reverse.
	swapLess, swapGreater := OddsRatioTails(B, M, A, N, 1/psi, midP)
	notLess, notGreater := OddsRatioTails(N-A, N, M-B, M, 1/psi, midP)
	for _, pair := range [][2]float64{{less, swapGreater}, {greater, swapLess}, {less, notGreater}, {greater, notLess}} {
		if pair[0] > 1e-290 && math.Abs(pair[0]/pair[1]-1) > 1e-11 {
			t.Fatalf("tail %v is %v seen from the other side", pair[0], pair[1])
		}
	}

	lower, upper, ok := OddsRatioLimits(A, N, B, M, p, midP)
	if !ok || !(lower >= 0 && lower <= upper) {
		t.Fatalf("limits %v, %v, %v", lower, upper, ok)
	}
	wider, widerUpper, _ := OddsRatioLimits(A, N, B, M, p/2, midP)
	if wider > lower || widerUpper < upper {
		t.Fatalf("limits %v, %v at %v lie outside %v, %v at half of it", lower, upper, p, wider, widerUpper)
	}
	if lower > 0 {
		if _, g := OddsRatioTails(A, N, B, M, lower, midP); math.Abs(g/p-1) > 1e-11 {
			t.Fatalf("tail %v at the lower limit, want %v", g, p)
		}
	}
	if !math.IsInf(upper, 1) {
		if l, _ := OddsRatioTails(A, N, B, M, upper, midP); math.Abs(l/p-1) > 1e-11 {
			t.Fatalf("tail %v at the upper limit, want %v", l, p)
		}
	}
}

// Tables on which a law failed once.
func TestOddsRatioLawsFound(t *testing.T) {
	for _, c := range []struct {
		a, n, b, m int64
		psi, p     float64
		midP       bool
		reason     string
	}{
		{3, 3, 1, 1032, 38774137040.77, 0.36787944117144233, false, "a is above the mean by so little that its tail rounded to more than 1"},
	} {
		t.Run(c.reason, func(t *testing.T) { checkOddsRatio(t, c.a, c.n, c.b, c.m, c.psi, c.p, c.midP) })
	}
}

func TestOddsRatioAllocations(t *testing.T) {
	if got := testing.AllocsPerRun(100, func() { OddsRatioLimits(27, 122, 44, 487, 0.025, true) }); got != 0 {
		t.Errorf("OddsRatioLimits allocates %v times", got)
	}
	if got := testing.AllocsPerRun(100, func() { OddsRatioTails(27, 122, 44, 487, 1, true) }); got != 0 {
		t.Errorf("OddsRatioTails allocates %v times", got)
	}
}

func BenchmarkOddsRatio(b *testing.B) {
	for _, n := range []float64{100, 1e4, 1e6, 1e9} {
		b.Run(fmt.Sprintf("limits/%.0e", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				OddsRatioLimits(0.3*n, n, 0.2*n, n, 0.025, false)
			}
		})
		b.Run(fmt.Sprintf("tails/%.0e", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				OddsRatioTails(0.3*n, n, 0.2*n, n, 1.5, true)
			}
		})
	}
	b.Run("limits/1000 events", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			OddsRatioLimits(1000, 30000, 15000, 1400000, 0.025, false)
		}
	})
}

// Published limits, to their printed precision.
func TestOddsRatioLimitsPublished(t *testing.T) {
	for _, c := range []struct {
		a, n, b, m   float64
		midP         bool
		lower, upper float64
		within       float64 // relative
		reason       string
	}{
		{9, 13, 4, 14, false, 0.8472, 40.4374, 1e-4, "Lampasona 2013, exact: half of the last printed figure"},
		{9, 13, 4, 14, true, 1.0226, 31.5025, 1e-4, "the same by mid-P, which the R package contingencytables 3.0 prints under the name exact"},
		{292, 27890, 1179, 381903, false, 2.994, 3.889, 4e-4, "Bristol, City of: fisher.test of R, good to about 1e-4"},
		{9, 369, 140, 112024, false, 8.879, 39.43, 4e-4, "Mendip: fisher.test of R"},
	} {
		lower, upper, _ := OddsRatioLimits(c.a, c.n, c.b, c.m, 0.025, c.midP)
		if math.Abs(lower/c.lower-1) > c.within || math.Abs(upper/c.upper-1) > c.within {
			t.Errorf("OddsRatioLimits(%v, %v, %v, %v, 0.025, %v) = %v, %v, want %v, %v; %s", c.a, c.n, c.b, c.m, c.midP, lower, upper, c.lower, c.upper, c.reason)
		}
	}
}

// One-sided p-values of Fisher's exact test, summed with 40 digits from the factorials by another
// program (mpmath).
func TestFisher(t *testing.T) {
	for _, c := range []struct {
		a, n, b, m    float64
		less, greater float64
		reason        string
	}{
		{7, 34, 1, 34, 9.9754380681711242e-1, 2.7200065247532828e-2, "small"},
		{27, 122, 44, 487, 9.9995521544623556e-1, 1.3742570618818293e-4, "medium"},
		{10, 75, 12, 225, 9.9239191544366151e-1, 2.4651023547732806e-2, "medium"},
		{104, 11037, 189, 11034, 3.252710905458003e-7, 9.9999982630647432e-1, "aspirin and myocardial infarction"},
		{0, 30000, 15000, 1400000, 1.3888857343656947e-139, 1, "no events in a large group"},
		{120, 30000, 15000, 1400000, 8.3229663856246593e-38, 1, "far below the baseline"},
		{5, 20, 40, 40, 2.9146095431448492e-10, 1, "baseline full"},
		{3, 67000000, 5, 67000000, 3.6328124591884312e-1, 8.5546875734608228e-1, "rare events in large populations"},
	} {
		less, greater := OddsRatioTails(c.a, c.n, c.b, c.m, 1, false)
		if math.Abs(less/c.less-1) > 1e-13 || math.Abs(greater/c.greater-1) > 1e-13 {
			t.Errorf("OddsRatioTails(%v, %v, %v, %v, 1) = %v, %v, want %v, %v; %s", c.a, c.n, c.b, c.m, less, greater, c.less, c.greater, c.reason)
		}
	}
}
