package tail

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// The values below were computed at 50 digits with mpmath from continued fractions of its own, for
// the float64 arguments shown.

// relativeTo returns the relative error of got.
func relativeTo(got, want float64) float64 {
	if got == want {
		return 0
	}
	return math.Abs(got-want) / math.Abs(want)
}

// small is the bound on the relative error of a tail: rounding the argument alone moves a tail at z
// standard deviations by z times the square root of the count, in units of the last place.
const small = 5e-13

var binomialTests = []struct{ k, n, P, Q, less, greater float64 }{
	{1.0, 2.0, 1.0, 1.0, 7.5e-1, 7.5e-1},
	{3.0, 10.0, 1.0, 9.0, 9.872048016e-1, 7.01908264e-2},
	{7.0, 34.0, 0.05, 0.95, 9.9978047172513302559e-1, 1.2716806738388094555e-3},
	{0.0, 34.0, 1.0, 33.0, 3.6240215908566485655e-1, 1.0},
	{34.0, 34.0, 33.0, 1.0, 1.0, 3.6240215908566485655e-1},
	{29.0, 346.0, 37844.0, 1584583.0, 9.9999999873528500248e-1, 5.0690918631780505581e-9},
	{3.0, 100000.0, 1.0, 1999.0, 4.2221891176639692129e-18, 9.9999999999999999975e-1},
	{500.0, 1000.0, 1.0, 1.0, 5.1261250908918040095e-1, 5.1261250908918040095e-1},
	{600.0, 1000.0, 1.0, 1.0, 9.9999999990991587294e-1, 1.3642320780330092128e-10},
	{500000.0, 1000000.0, 1.0, 1.0, 5.0039894218066587504e-1, 5.0039894218066587504e-1},
	{503000.0, 1000000.0, 1.0, 1.0, 9.9999999901957578708e-1, 9.9257488196151037842e-10},
	{100000.0, 1000000000.0, 1.0, 9999.0, 5.0084104310039153335e-1, 5.0042058519230550577e-1},
	{500000000.0, 1000000000.0, 1.0, 1.0, 5.0001261566260694688e-1, 5.0001261566260694688e-1},
	{500400000.0, 1000000000.0, 1.0, 1.0, 1.0, 1.672026159989563385e-141},
	{999999999.0, 1000000000.0, 1000000000.0, 3.0, 9.5021293140809424931e-1, 1.9914827436762300276e-1},
	{1.0, 1000000000.0, 1.0, 100000000.0, 4.9939925235729519404e-4, 9.9995460006796751862e-1},
	{12.0, 1000000000.0, 1.0, 1000000000.0, 9.9999999993640223172e-1, 8.3161068739130122112e-10},
}

func TestBinomial(t *testing.T) {
	for _, c := range binomialTests {
		less, greater, equal := Binomial(c.k, c.n-c.k, c.P, c.Q)
		if e := relativeTo(less, c.less); e > small {
			t.Errorf("P(X ≤ %v), n = %v, p = %v:%v: %.17g, want %.17g: relative error %.1e", c.k, c.n, c.P, c.Q, less, c.less, e)
		}
		if e := relativeTo(greater, c.greater); e > small {
			t.Errorf("P(X ≥ %v), n = %v, p = %v:%v: %.17g, want %.17g: relative error %.1e", c.k, c.n, c.P, c.Q, greater, c.greater, e)
		}
		if equal > min(less, greater)*(1+1e-15) {
			t.Errorf("P(X = %v) = %v, more than a tail that holds it", c.k, equal)
		}
	}
}

var betaLogitTests = []struct {
	a, b, p float64
	midP    bool
	want    float64
}{
	{1, 1, 0.25, false, -1.0986122886681096914},
	{7, 28, 0.025, false, -2.350559565664945693},
	{7, 28, 0.025, true, -2.2568930425807063363},
	{27, 8, 0.025, false, 4.938894205688847029e-1},
	{3, 99998, 5e-06, false, -1.4976530084981194337e+1},
	{3, 99998, 5e-06, true, -1.4746723237822176259e+1},
	{1, 34, 5e-10, false, -2.4942773541865164852e+1},
	{2, 33, 5e-10, true, -1.3526484915396475898e+1},
	{0.5, 34.5, 0.025, false, -1.1152702089905057572e+1},
	{34.5, 0.5, 0.025, false, 2.5758090321029386772},
	{0.5, 0.5, 1e-09, false, -4.0543366263313912457e+1},
	{0.5, 1000000000.5, 0.025, false, -2.8342261885753907508e+1},
	{500000000.0, 500000001.0, 0.025, false, -1.23961006469606419e-4},
	{500000000.0, 500000001.0, 5e-10, true, -3.8639302945170245316e-4},
	{100000, 999900001.0, 0.025, false, -9.2164483782554960577},
	{999999999.0, 2, 0.025, false, 1.9005575779981564342e+1},
	{12.5, 1000000.0, 1e-300, false, -6.7376752447298794565e+1},
	{7, 28, 0.4, true, -1.4424898238813289603},
	{7, 28, 0.5, false, -1.422655900221991237},
	{0.5, 10.5, 0.5, false, -3.7972517913917508118},
}

func TestBetaLogit(t *testing.T) {
	for _, c := range betaLogitTests {
		// The error that matters is that of exp(t), an odds.
		if got := BetaLogit(c.a, c.b, c.p, c.midP); math.Abs(got-c.want) > 1e-14*max(1, math.Abs(c.want)) {
			t.Errorf("BetaLogit(%v, %v, %v, %v) = %.17g, want %.17g", c.a, c.b, c.p, c.midP, got, c.want)
		}
	}
}

var poissonTests = []struct{ k, lambda, less, greater float64 }{
	{0, 0.5, 6.065306597126334236e-1, 1.0},
	{1, 0.5, 9.0979598956895013541e-1, 3.934693402873665764e-1},
	{3, 10, 1.0336050675925717866e-2, 9.9723060428448842406e-1},
	{40, 3, 1.0, 8.0030950925218915796e-31},
	{10, 10, 5.830397501929855073e-1, 5.4207028552814779169e-1},
	{1000, 1000, 5.0840936716850599121e-1, 5.042052441802155085e-1},
	{1100, 1000, 9.9913235903655643791e-1, 9.6263040586655716094e-4},
	{1000000.0, 1003000.0, 1.3662124705835541957e-3, 9.9863825935378240852e-1},
	{1000000000.0, 1000000000.0, 5.0000841044173899253e-1, 5.0000420522087005696e-1},
	{1000000000.0, 1001000000.0, 1.2540831102777390182e-219, 1.0},
	{5, 200, 3.784523657876468176e-78, 1.0},
	{150, 600, 3.2638038189062898161e-107, 1.0},
}

func TestPoisson(t *testing.T) {
	for _, c := range poissonTests {
		less, greater, _ := Poisson(c.k, c.lambda)
		if e := relativeTo(less, c.less); e > small {
			t.Errorf("P(X ≤ %v), λ = %v: %.17g, want %.17g: relative error %.1e", c.k, c.lambda, less, c.less, e)
		}
		if e := relativeTo(greater, c.greater); e > small {
			t.Errorf("P(X ≥ %v), λ = %v: %.17g, want %.17g: relative error %.1e", c.k, c.lambda, greater, c.greater, e)
		}
	}
}

var gammaTests = []struct {
	a, p         float64
	midP         bool
	lower, upper float64
}{
	{1, 0.25, false, 2.8768207245178092744e-1, 1.3862943611198906188},
	{1, 0.025, false, 2.5317807984289876827e-2, 3.6888794541139362473},
	{1, 0.025, true, 5.002034483533549232e-2, 2.9957322735539909379},
	{7, 0.025, false, 2.814363051519866113, 1.3059474022518685296e+1},
	{7, 0.025, true, 3.0615891397409378252, 1.2479252311979279773e+1},
	{0.5, 0.025, false, 4.910345585876280107e-4, 2.51194309365744443},
	{0.5, 1e-09, false, 7.8539816339744840786e-19, 1.8662446525681164506e+1},
	{3, 5e-10, false, 1.442769853915002501e-3, 2.7418590322464044015e+1},
	{3, 5e-10, true, 1.8176712142052806764e-3, 2.6747199353822983541e+1},
	{100.5, 0.1, false, 8.7885590383418272734e+1, 1.135425704232378377e+2},
	{1000000.0, 0.025, false, 9.9804098334029390302e+5, 1.0019609109654503606e+6},
}

func TestGammaQuantiles(t *testing.T) {
	for _, c := range gammaTests {
		if lower := GammaLower(c.a, c.p, c.midP); relativeTo(lower, c.lower) > 1e-14 {
			t.Errorf("GammaLower(%v, %v, %v) = %.17g, want %.17g", c.a, c.p, c.midP, lower, c.lower)
		}
		if upper := GammaUpper(c.a, c.p, c.midP); relativeTo(upper, c.upper) > 1e-14 {
			t.Errorf("GammaUpper(%v, %v, %v) = %.17g, want %.17g", c.a, c.p, c.midP, upper, c.upper)
		}
	}
}

// The upper tail at exactly the float64 given, with mpmath at 50 digits.
var normalTests = []struct{ z, upper float64 }{
	{0, 0.5},
	{1e-09, 0.4999999996010577196},
	{0.1, 0.46017216272297101633},
	{0.6745, 0.24999674286369916889},
	{1, 0.15865525393145705141},
	{1.96, 0.024997895148220436213},
	{2.5, 0.006209665325776135167},
	{4, 0.000031671241833119921254},
	{5.5, 1.8989562465887719384e-8},
	{8, 6.2209605742717841235e-16},
	{12.3, 4.5287069561587846514e-35},
	{20, 2.7536241186062336951e-89},
	{26, 2.4760633155033892858e-149},
	{30, 4.9067139271481870595e-198},
	{35, 1.124910706472406244e-268},
	{37, 5.7255712225245768227e-300},
	{37.5, 4.6053530095819548438e-308},
	{39, 0},
	{1e300, 0},
	{math.Inf(1), 0},
}

func TestNormalTails(t *testing.T) {
	for _, c := range normalTests {
		below, above := NormalTails(c.z)
		if e := relativeTo(above, c.upper); e > 1e-15 {
			t.Errorf("above %v: %.17g, want %.17g: relative error %.1e", c.z, above, c.upper, e)
		}
		if below != 1-above {
			t.Errorf("below %v: %.17g, want 1 less %.17g", c.z, below, above)
		}
		if belowMinus, aboveMinus := NormalTails(-c.z); belowMinus != above || aboveMinus != below {
			t.Errorf("%v: the tails at -z are %v and %v, not those at z exchanged", c.z, belowMinus, aboveMinus)
		}
		if got := NormalUpper(c.z); got != above {
			t.Errorf("NormalUpper(%v) = %v, want %v", c.z, got, above)
		}
	}
	if below, above := NormalTails(math.NaN()); !math.IsNaN(below) || !math.IsNaN(above) {
		t.Errorf("the tails at NaN are %v and %v", below, above)
	}
}

// TestNormalTailsLaw: the tail agrees with math.Erfc, whose argument carries the rounding of z/√2,
// and falls.
func TestNormalTailsLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		z := rapid.Float64Range(0, 37).Draw(t, "z")
		above := NormalUpper(z)
		if e := relativeTo(above, 0.5*math.Erfc(z/math.Sqrt2)); e > 1e-15+3e-16*z*z {
			t.Fatalf("above %v: %v, of which math.Erfc is off by %.1e", z, above, e)
		}
		if next := NormalUpper(z * (1 + 1e-14)); next > above*(1+1e-15) {
			t.Fatalf("above %v: %v, and beyond it %v", z, above, next)
		}
	})
}

func TestNormalQuantile(t *testing.T) {
	for _, c := range []struct{ p, want float64 }{
		{0.25, 0.6744897501960817432},
		{0.025, 1.9599639845400542118},
		{1e-3, 3.0902323061678135354},
		{1e-9, 5.9978070150076868614},
		{1e-50, 14.933337534788488981},
		{1e-300, 37.047096299361199237},
	} {
		if got := NormalQuantile(c.p); relativeTo(got, c.want) > 5e-16 {
			t.Errorf("NormalQuantile(%v) = %.17g, want %.17g", c.p, got, c.want)
		}
		if p := NormalUpper(c.want); relativeTo(p, c.p) > 4e-16*c.want*c.want+4e-16 {
			t.Errorf("NormalUpper(%v) = %.17g, want %v", c.want, p, c.p)
		}
	}
}

// TestRoundTrip: the tail at a quantile is the tail that was asked for, from counts of 1 to 1e9 and
// tails of 0.4 to 1e-300.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := math.Round(math.Pow(10, rapid.Float64Range(0.4, 9).Draw(t, "log10 n")))
		k := math.Round(rapid.Float64Range(1, n-1).Draw(t, "k"))
		if rapid.Bool().Draw(t, "small k") {
			k = min(k, float64(rapid.IntRange(1, 30).Draw(t, "k")))
		}
		p := math.Pow(10, -rapid.Float64Range(0.4, 300).Draw(t, "-log10 p"))
		// a last place of the quantile moves the tail by a last place times its distance in
		// standard deviations times the square root of the count
		within := 1e-9

		logit := BetaLogit(k, n-k+1, p, false)
		if logit > -700 {
			X, Y := math.Exp(min(logit, 0)), math.Exp(-max(logit, 0))
			if _, greater, _ := Binomial(k, n-k, X, Y); relativeTo(greater, p) > within {
				t.Fatalf("P(X ≥ %v), n = %v at the limit %v is %v, want %v", k, n, logit, greater, p)
			}
		}
		if lambda := GammaLower(k, p, false); lambda > 1e-300 {
			if _, greater, _ := Poisson(k, lambda); relativeTo(greater, p) > within {
				t.Fatalf("P(X ≥ %v) at λ = %v is %v, want %v", k, lambda, greater, p)
			}
		}
		lambda := GammaUpper(k+1, p, false)
		if less, _, _ := Poisson(k, lambda); relativeTo(less, p) > within {
			t.Fatalf("P(X ≤ %v) at λ = %v is %v, want %v", k, lambda, less, p)
		}
	})
}

// TestTailsAreProbabilities: no tail is below 0 or above 1, and the two hold the observed count
// once more than they should.
func TestTailsAreProbabilities(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := math.Round(math.Pow(10, rapid.Float64Range(0, 9).Draw(t, "log10 n")))
		k := math.Round(rapid.Float64Range(0, n).Draw(t, "k"))
		odds := math.Pow(10, rapid.Float64Range(-9, 9).Draw(t, "log10 odds"))
		less, greater, equal := Binomial(k, n-k, odds, 1)
		if !(less >= 0 && less <= 1+1e-12 && greater >= 0 && greater <= 1+1e-12) {
			t.Fatalf("k = %v, n = %v, odds %v: tails %v and %v", k, n, odds, less, greater)
		}
		if math.Abs(less+greater-equal-1) > 1e-12 {
			t.Fatalf("k = %v, n = %v, odds %v: %v + %v - %v is not 1", k, n, odds, less, greater, equal)
		}
	})
}

// The continued fractions and what replaces them at large counts, at a = λ + x and a = λ - x,
// against the integrals at 60 digits.
func TestGammaNormal(t *testing.T) {
	for _, c := range []struct{ a, lambda, lower, upper float64 }{
		{10000000000.0, 10000000000.0, 0.000012533174706592778986, 0.000012533108039926111727},
		{10000050000.0, 10000000000.0, 8.7636583296862051085e-6, 8.7636307994275963638e-6},
		{10000200000.0, 10000000000.0, 4.2136939733924138329e-6, 4.2136906123660815993e-6},
		{10000800000.0, 10000000000.0, 1.2313196537075306931e-6, 1.2313196114510724167e-6},
		{10002500000.0, 10000000000.0, 3.9936304794732734681e-7, 3.993630474433843069e-7},
		{1000000000000.0, 1000000000000.0, 1.2533144706489380274e-6, 1.2533138039822713607e-6},
		{1000000500000.0, 1000000000000.0, 8.7636459410500536779e-7, 8.7636431880241928021e-7},
		{1000002000000.0, 1000000000000.0, 4.2136924609318483741e-7, 4.21369212482921515e-7},
		{1000008000000.0, 1000000000000.0, 1.2313196346921456626e-7, 1.2313196304664998349e-7},
		{1000025000000.0, 1000000000000.0, 3.993630477205530763e-8, 3.9936304767015877231e-8},
		{9007199254740992.0, 9007199254740992.0, 1.3205810307506991736e-8, 1.3205810233492123428e-8},
		{9007199302194124.0, 9007199254740992.0, 9.2340000625595830917e-9, 9.2340000319948556755e-9},
		{9007199444553524.0, 9007199254740992.0, 4.4398462572339066613e-9, 4.4398462535024178757e-9},
		{9007200013991116.0, 9007199254740992.0, 1.2974060522429332915e-9, 1.2974060521960191984e-9},
		{9007201627397632.0, 9007199254740992.0, 4.2079734690909326305e-10, 4.2079734690853377388e-10},
	} {
		if got := gammaLower(c.a, c.lambda); relativeTo(got, c.lower) > 1e-14 {
			t.Errorf("gammaLower(%v, %v) = %.17g, want %.17g: relative error %.1e", c.a, c.lambda, got, c.lower, relativeTo(got, c.lower))
		}
		if got := gammaUpper(2*c.lambda-c.a, c.lambda); relativeTo(got, c.upper) > 1e-14 {
			t.Errorf("gammaUpper(%v, %v) = %.17g, want %.17g: relative error %.1e", 2*c.lambda-c.a, c.lambda, got, c.upper, relativeTo(got, c.upper))
		}
	}
}
