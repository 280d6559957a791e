package audit

import (
	"errors"
	"flag"
	"fmt"
	"math"
	"math/big"
	"testing"

	"github.com/seed-549880be/disparity/rri"
)

var mostRecords = flag.Int64("audit.most", 22, "the records up to which all samples are looked at")

// slowLimits are the limits of all samples of drawn from records, from their definition and without
// rounding: that many of every number of marked records, of which a tail is above beyond. With
// midP, half of the probability of what was found is in neither tail.
type slowLimits struct{ lower, upper []int64 }

func newSlowLimits(drawn, records int64, beyond *big.Rat, midP bool) slowLimits {
	s := slowLimits{make([]int64, drawn+1), make([]int64, drawn+1)}
	for x := range s.lower {
		s.lower[x], s.upper[x] = -1, -1
	}
	// ways/all is a tail, in which everything counts twice, and what was found once with midP.
	all := new(big.Int).Binomial(records, drawn)
	goal := new(big.Int).Mul(all, big.NewInt(2))
	goal.Mul(goal, beyond.Num())
	equal, product := make([]*big.Int, drawn+1), new(big.Int)
	above := func(ways *big.Int) bool { return product.Mul(ways, beyond.Denom()).Cmp(goal) > 0 }
	for marked := int64(0); marked <= records; marked++ {
		for x := range equal {
			j := int64(x)
			equal[x] = new(big.Int).Binomial(marked, j)
			equal[x].Mul(equal[x], new(big.Int).Binomial(records-marked, drawn-j))
		}
		less, greater := new(big.Int), new(big.Int).Mul(all, big.NewInt(2))
		for x := int64(0); x <= drawn; x++ {
			// here less is 2 P(X < x), and greater 2 P(X ≥ x)
			lessEqual, greaterEqual := new(big.Int).Add(less, equal[x]), new(big.Int).Sub(greater, equal[x])
			less.Add(lessEqual, equal[x])
			if !midP {
				lessEqual.Set(less)
				greaterEqual.Set(greater)
			}
			greater.Sub(greater, equal[x]).Sub(greater, equal[x])
			if marked < x || records-marked < drawn-x {
				continue // such a sample cannot be
			}
			if s.lower[x] < 0 && above(greaterEqual) {
				s.lower[x] = marked
			}
			if above(lessEqual) {
				s.upper[x] = marked
			}
		}
	}
	return s
}

// every calls do with some samples: all from up to 22 records, and some from more. With -audit.most
// all are from up to as many.
func every(t *testing.T, do func(drawn, records int64)) {
	t.Helper()
	for records := range *mostRecords + 1 {
		for drawn := int64(0); drawn <= records; drawn++ {
			do(drawn, records)
		}
	}
	for _, c := range [][2]int64{{1, 200}, {10, 200}, {60, 120}, {199, 200}, {20, 97}} {
		do(c[0], c[1])
	}
}

// Limits are those of the definition, without an exception: also where a tail is the level to the
// last digit, as of 1 found in 1 drawn from 40.
func TestExact(t *testing.T) {
	for _, c := range []struct {
		o      Options
		beyond *big.Rat
		reason string
	}{
		{Options{}, big.NewRat(1, 40), "the default"},
		{Options{MidP: true}, big.NewRat(1, 40), "mid-P"},
		{Options{Level: 0.9}, big.NewRat(1, 20), "(1-0.9)/2 is below 0.05 in float64"},
		{Options{Level: 0.99}, big.NewRat(1, 200), "another level"},
		{Options{Level: 0.5}, big.NewRat(1, 4), "a low level, whose tails are those of few records"},
		{Options{Level: 0.1}, big.NewRat(9, 20), "a level at which limits are nearest to each other"},
		{Options{Level: 0.5, MidP: true}, big.NewRat(1, 4), "below this level mid-P limits can cross: of 1 of 2 drawn from 3"},
		{Options{Level: 0.999999}, big.NewRat(1, 2000000), "a level as of many comparisons"},
	} {
		t.Run(c.reason, func(t *testing.T) {
			every(t, func(drawn, records int64) {
				want := newSlowLimits(drawn, records, c.beyond, c.o.MidP)
				for x := int64(0); x <= drawn; x++ {
					r, err := Of(rri.Proportion{Events: x, Trials: drawn}, records, c.o)
					if err != nil {
						t.Fatal(err)
					}
					if r.Lower > r.Upper {
						t.Fatalf("%d of %d from %d: %d to %d", x, drawn, records, r.Lower, r.Upper)
					}
					if r.Lower != want.lower[x] || r.Upper != want.upper[x] {
						t.Fatalf("%d of %d from %d: %d to %d, want %d to %d", x, drawn, records, r.Lower, r.Upper, want.lower[x], want.upper[x])
					}
				}
			})
		})
	}
}

// No number of records is missed more often than the level allows, on either side; by mid-P some
// are, and that is known.
func TestCoverage(t *testing.T) {
	worst := map[bool]float64{}
	for _, midP := range []bool{false, true} {
		every(t, func(drawn, records int64) {
			below, above := coverage(t, drawn, records, Options{MidP: midP})
			worst[midP] = max(worst[midP], below, above)
		})
	}
	// the probabilities are sums of some hundred rounded terms
	if worst[false] > 0.025*(1+1e-9) {
		t.Errorf("a number of records is missed in %v of the samples on one side", worst[false])
	}
	if worst[true] < 0.03 || worst[true] > 0.05 {
		t.Errorf("mid-P misses at most %v on one side: the documentation says up to 0.05", worst[true])
	}
	t.Log(worst)
}

// coverage returns how often, at most, the interval of a sample lies wholly below or above the
// number of marked records.
func coverage(t *testing.T, drawn, records int64, o Options) (below, above float64) {
	results := make([]Result, drawn+1)
	for x := range results {
		var err error
		if results[x], err = Of(rri.Proportion{Events: int64(x), Trials: drawn}, records, o); err != nil {
			t.Fatal(err)
		}
	}
	all := new(big.Int).Binomial(records, drawn)
	for marked := int64(0); marked <= records; marked++ {
		var tooLow, tooHigh big.Int
		for x, r := range results {
			ways := new(big.Int).Binomial(marked, int64(x))
			ways.Mul(ways, new(big.Int).Binomial(records-marked, drawn-int64(x)))
			if r.Upper < marked {
				tooLow.Add(&tooLow, ways)
			}
			if r.Lower > marked {
				tooHigh.Add(&tooHigh, ways)
			}
		}
		share := func(n *big.Int) float64 {
			f, _ := new(big.Rat).SetFrac(n, all).Float64()
			return f
		}
		below, above = max(below, share(&tooLow)), max(above, share(&tooHigh))
	}
	return below, above
}

// missedLimits are the limits of [Missed] from their definition, by tails in whole numbers.
func missedLimits(found, drawn, recorded, most int64) (lower, upper float64) {
	lower, upper = -1, -1
	for missed := drawn - found; missed <= most; missed++ {
		records := recorded + missed
		all := new(big.Int).Binomial(records, drawn)
		less, greater := new(big.Int), new(big.Int)
		for x := int64(0); x <= drawn; x++ {
			ways := new(big.Int).Binomial(recorded, x)
			ways.Mul(ways, new(big.Int).Binomial(missed, drawn-x))
			if x <= found {
				less.Add(less, ways)
			}
			if x >= found {
				greater.Add(greater, ways)
			}
		}
		forty := big.NewInt(40)
		if lower < 0 && less.Mul(less, forty).Cmp(all) > 0 {
			lower = float64(missed)
		}
		if greater.Mul(greater, forty).Cmp(all) > 0 {
			upper = float64(missed)
		}
	}
	if upper == float64(most) {
		upper = math.Inf(1)
	}
	return lower, upper
}

func TestMissedExact(t *testing.T) {
	const most = 1400 // above every limit that is one
	for _, recorded := range []int64{0, 1, 2, 3, 5} {
		for _, drawn := range []int64{0, 1, 2, 3, 4, 6} {
			for found := int64(0); found <= min(drawn, recorded); found++ {
				e, err := Missed(rri.Proportion{Events: found, Trials: drawn}, recorded, Options{})
				if err != nil {
					t.Fatal(err)
				}
				lower, upper := missedLimits(found, drawn, recorded, most)
				if found > 0 && math.IsInf(upper, 1) {
					t.Fatalf("%d of %d, %d recorded: the test does not look far enough", found, drawn, recorded)
				}
				if e.Lower != lower || e.Upper != upper {
					t.Fatalf("%d of %d, %d recorded: %v to %v, want %v to %v", found, drawn, recorded, e.Lower, e.Upper, lower, upper)
				}
			}
		}
	}
}

// The sizes of [SampleSize] are those of a search of every size, and Farthest that of every share.
func TestSampleSizeExact(t *testing.T) {
	for _, c := range []struct {
		records       int64
		margin, share float64
		o             Options
	}{
		{1, 0.05, 0, Options{}},
		{2, 0.5, 0, Options{}},
		{30, 0.1, 0, Options{}},
		{200, 0.05, 0, Options{}},
		{200, 0.001, 0.5, Options{}},
		{200, 0.02, 0.87, Options{}},
		{400, 0.05, 0.01, Options{}},
		{400, 0.05, 0.3, Options{Level: 0.99}},
		{400, 0.05, 0.9, Options{Side: rri.LowerOnly}},
		{400, 0.05, 0.9, Options{Side: rri.UpperOnly, MidP: true}},
		{777, 0.033, 0.13, Options{MidP: true}},
		{1500, 0.03, 0.97, Options{}},
		{1500, 0.01, 1, Options{}},
		{1000, 1, 0.2, Options{}},
		{3693, 0.001, 0.002, Options{}}, // sizes that do and do not lie far apart
		{999, 0.4, 0.77, Options{}},
	} {
		t.Run(fmt.Sprint(c), func(t *testing.T) {
			got, err := SampleSize(Plan{c.records, c.margin, c.share}, c.o)
			if err != nil {
				t.Fatal(err)
			}
			share := c.share
			if share == 0 {
				share = 0.5
			}
			var smallest, from int64
			for n := int64(1); n <= c.records; n++ {
				far := max(distance(t, math.Floor(share*float64(n)), n, c.records, c.o), distance(t, math.Ceil(share*float64(n)), n, c.records, c.o))
				switch {
				// a distance that is the margin itself is reached: SampleSize allows for the same
				// rounding
				case far > c.margin+1e-9:
					from = n + 1
				case smallest == 0:
					smallest = n
				}
			}
			if from = max(from, 1); got.Smallest != smallest || got.Sample != from {
				t.Errorf("%d and %d, want %d and %d", got.Smallest, got.Sample, smallest, from)
			}
			farthest := 0.
			for x := range from + 1 {
				farthest = max(farthest, distance(t, float64(x), from, c.records, c.o))
			}
			// a difference of quotients, rounded in their last digits
			if math.Abs(got.Farthest-farthest) > 1e-12 {
				t.Errorf("farthest %v, want %v", got.Farthest, farthest)
			}
		})
	}
}

// distance returns how far the farther limit is from the share of the sample.
func distance(t *testing.T, found float64, drawn, records int64, o Options) float64 {
	t.Helper()
	r, err := Of(rri.Proportion{Events: int64(found), Trials: drawn}, records, o)
	if err != nil {
		t.Fatal(err)
	}
	lower, upper := r.Share.Value-r.Share.Lower, r.Share.Upper-r.Share.Value
	switch o.Side {
	case rri.LowerOnly:
		return lower
	case rri.UpperOnly:
		return upper
	}
	return max(lower, upper)
}

func TestErrors(t *testing.T) {
	of := func(x, n, records int64, o Options) error {
		_, err := Of(rri.Proportion{Events: x, Trials: n}, records, o)
		return err
	}
	missed := func(x, n, recorded int64) error {
		_, err := Missed(rri.Proportion{Events: x, Trials: n}, recorded, Options{})
		return err
	}
	size := func(p Plan) error {
		_, err := SampleSize(p, Options{})
		return err
	}
	difference := func(a, b Options) error {
		var r [2]Result
		for i, o := range []Options{a, b} {
			var err error
			if r[i], err = Of(rri.Proportion{Events: 1, Trials: 2}, 3, o); err != nil {
				t.Fatal(err)
			}
		}
		_, err := Difference(r[0], r[1])
		return err
	}
	_, clustered := Of(rri.Proportion{Events: 1, Trials: 2, DesignEffect: 2}, 3, Options{})
	_, empty := Difference(Result{}, Result{})
	for _, c := range []struct {
		err, want error
		reason    string
	}{
		{of(3, 2, 10, Options{}), rri.ErrCount, "more found than drawn"},
		{of(-1, 2, 10, Options{}), rri.ErrCount, "a negative count"},
		{of(1, 20, 19, Options{}), rri.ErrCount, "more drawn than there are"},
		{of(1, 2, -1, Options{}), rri.ErrCount, "a negative number of records"},
		{of(1, 2, MaxRecords+1, Options{}), rri.ErrCount, "too many records"},
		{of(1, 2, 10, Options{Level: 95}), rri.ErrOption, "a level in per cent"},
		{of(1, 2, 10, Options{Level: math.NaN()}), rri.ErrOption, "no level"},
		{of(1, 2, 3, Options{Level: 0.4, MidP: true}), rri.ErrOption, "mid-P limits may cross"},
		{of(1, 2, 10, Options{Side: 9}), rri.ErrOption, "no side"},
		{of(1, 2, 10, Options{Side: rri.LowerOnly, Level: 0.3}), rri.ErrOption, "one limit at a low level"},
		{clustered, rri.ErrOption, "a design effect"},
		{missed(3, 4, 2), rri.ErrCount, "more found than were recorded"},
		{missed(1, 2, MaxRecords), rri.ErrCount, "too many records together"},
		{missed(1, 2, -1), rri.ErrCount, "negative"},
		{size(Plan{Records: -1, Margin: 0.05}), rri.ErrCount, "a negative number of records"},
		{size(Plan{Records: 100}), rri.ErrOption, "no margin"},
		{size(Plan{Records: 100, Margin: 5}), rri.ErrOption, "a margin in per cent"},
		{size(Plan{Records: 100, Margin: 0.05, Share: 87}), rri.ErrOption, "a share in per cent"},
		{size(Plan{Records: 100, Margin: 0.05, Share: math.NaN()}), rri.ErrOption, "no share"},
		{difference(Options{}, Options{Level: 0.9}), rri.ErrOption, "two levels"},
		{difference(Options{}, Options{MidP: true}), rri.ErrOption, "two methods"},
		{difference(Options{Side: rri.LowerOnly}, Options{Side: rri.LowerOnly}), rri.ErrOption, "one limit"},
		{empty, rri.ErrOption, "no results"},
	} {
		if !errors.Is(c.err, c.want) {
			t.Errorf("%s: error %v, want %v", c.reason, c.err, c.want)
		}
	}
}
