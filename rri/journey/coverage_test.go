package journey

import (
	"flag"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/seed-549880be/disparity/rri"
)

// scenario is a journey of three steps: events per resident, then two proportions.
type scenario struct {
	residents, baseline         int64 // first stage
	rate, find, charge          float64
	baseRate, baseFind, baseChg float64
}

var scenarios = []scenario{
	{20_000, 1_000_000, 0.010, 0.30, 0.25, 0.004, 0.25, 0.20},
	{20_000, 1_000_000, 0.004, 0.25, 0.20, 0.004, 0.25, 0.20},
	{400, 20_000, 0.100, 0.40, 0.50, 0.050, 0.30, 0.50},
	{20_000, 1_000_000, 0.0052, 0.325, 0.26, 0.004, 0.25, 0.20}, // three equal steps of 1.3
}

// coverage is what became of the intervals of one scenario.
type coverage struct {
	// events of the group at the last stage
	expects float64
	// journeys whose nested interval holds the true index, lies below it, above it
	nested, low, high int
	// those whose MOVER interval does, whose product of limits does; all
	combined, product, journey int
	// those whose interval of the share of each step holds the true share, and has ends
	shares, bounded [3]int
	// whose interval lies below it, above it
	shareLow, shareHigh [3]int
	// those in which the step has the largest share as observed
	arrow [3]int
}

// binomial draws the number of successes in n trials.
func binomial(r *rand.Rand, n int64, p float64) int64 {
	var k int64
	for range n {
		if r.Float64() < p {
			k++
		}
	}
	return k
}

// poisson draws by adding up exponential waiting times.
func poisson(r *rand.Rand, mean float64) int64 {
	var k int64
	for sum := r.ExpFloat64(); sum < mean; sum += r.ExpFloat64() {
		k++
	}
	return k
}

func (s scenario) run(t *testing.T, r *rand.Rand, journeys int) coverage {
	truth := s.rate * s.find * s.charge / (s.baseRate * s.baseFind * s.baseChg)
	var share [3]float64
	for i, index := range [...]float64{s.rate / s.baseRate, s.find / s.baseFind, s.charge / s.baseChg} {
		share[i] = math.Log(index) / math.Log(truth)
	}
	c := coverage{expects: float64(s.residents) * s.rate * s.find * s.charge, journey: journeys}
	for range journeys {
		searched, baseSearched := poisson(r, float64(s.residents)*s.rate), poisson(r, float64(s.baseline)*s.baseRate)
		found, baseFound := binomial(r, searched, s.find), binomial(r, baseSearched, s.baseFind)
		charged, baseCharged := binomial(r, found, s.charge), binomial(r, baseFound, s.baseChg)
		j, err := Compare("W", []Stage[string]{
			{Name: "residents", Counts: map[string]int64{"W": s.baseline, "G": s.residents}},
			{Name: "searched", Counts: map[string]int64{"W": baseSearched, "G": searched}, Rate: true},
			{Name: "found", Counts: map[string]int64{"W": baseFound, "G": found}},
			{Name: "charged", Counts: map[string]int64{"W": baseCharged, "G": charged}},
		}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		p := j.Paths[0]
		switch e := p.Cumulative; {
		case e.Upper < truth:
			c.low++
		case e.Lower > truth:
			c.high++
		default:
			c.nested++
		}
		lower, upper := 1.0, 1.0
		var es []rri.Estimate
		if p.Largest >= 0 {
			c.arrow[p.Largest]++
		}
		for i, x := range p.Indices {
			switch {
			case x.Share.Upper < share[i]:
				c.shareLow[i]++
			case x.Share.Lower > share[i]:
				c.shareHigh[i]++
			default:
				c.shares[i]++
			}
			if !math.IsInf(x.Share.Lower, 0) {
				c.bounded[i]++
			}
			lower, upper = lower*x.Estimate.Lower, upper*x.Estimate.Upper
			es = append(es, x.Estimate)
		}
		if lower <= truth && truth <= upper {
			c.product++
		}
		if e := interval(es); e.Lower <= truth && truth <= e.Upper {
			c.combined++
		}
	}
	return c
}

var simulated = flag.Int("journeys", 2_000, "how many journeys TestCoverage simulates for each scenario")

// Coverage of the cumulative interval, as the package documentation prints it: with -run
// TestCoverage -v -journeys 20000.
func TestCoverage(t *testing.T) {
	journeys := *simulated
	r := rand.New(rand.NewPCG(5, 1))
	for _, s := range scenarios {
		c := s.run(t, r, journeys)
		percent := func(n int) float64 { return 100 * float64(n) / float64(c.journey) }
		t.Logf("%d / %d expects %.0f: nested %.2f, low %.2f, high %.2f, combined %.2f, product %.2f", s.residents, s.baseline, c.expects,
			percent(c.nested), percent(c.low), percent(c.high), percent(c.combined), percent(c.product))
		// Four standard errors of the simulation around the nominal level, and as much room again
		// for what the method itself is off by.
		room := 8 * 100 * math.Sqrt(0.95*0.05/float64(c.journey))
		for i := range 3 {
			if s.rate == s.baseRate { // no gap, so no share of it
				break
			}
			t.Logf("  share of step %d: %.2f covered, %.2f below, %.2f above; %.1f with ends; %.1f the largest", i, percent(c.shares[i]), percent(c.shareLow[i]), percent(c.shareHigh[i]),
				percent(c.bounded[i]), percent(c.arrow[i]))
			if percent(c.shares[i]) < 95-room {
				t.Errorf("%+v: the interval of share %d covers %.2f %%", s, i, percent(c.shares[i]))
			}
		}
		if math.Abs(percent(c.nested)-95) > room {
			t.Errorf("%+v: %.2f %% covered", s, percent(c.nested))
		}
		if percent(c.product) < percent(c.nested) {
			t.Errorf("%+v: the product of limits is narrower than the nested interval", s)
		}
	}
}
