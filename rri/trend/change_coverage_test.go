package trend

import (
	"flag"
	"fmt"
	"math"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/method"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
)

// Coverage of the change by enumeration: every four counts that can come out of a design, with
// their probability.

// design is what is true of two periods: populations or trials, and rates or proportions, of the
// group and the baseline after and of both before.
type design struct {
	rates  bool
	sizes  [4]float64
	shares [4]float64
}

// of returns the counts of the design, and the true change.
func (d design) truth() float64 {
	return d.shares[0] / d.shares[1] / (d.shares[2] / d.shares[3])
}

func (d design) quantity() quantity.Quantity {
	if d.rates {
		return quantity.RatioOfRates
	}
	return quantity.RatioOfProportions
}

// negligible is the probability below which a count is left out.
const negligible = 1e-7

// chances returns the probabilities of the counts from first on.
func chances(rates bool, n, p float64) (first int, w []float64) {
	factorial := func(x float64) float64 {
		v, _ := math.Lgamma(x + 1)
		return v
	}
	for k := 0.; rates || k <= n; k++ {
		log := k*math.Log(n*p) - n*p - factorial(k)
		if !rates {
			log = factorial(n) - factorial(k) - factorial(n-k) + k*math.Log(p) + (n-k)*math.Log1p(-p)
		}
		x := math.Exp(log)
		switch {
		case x >= negligible:
			w = append(w, x)
		case len(w) == 0:
			first = int(k) + 1
		default:
			return first, w
		}
	}
	return first, w
}

// misses returns the probabilities that the interval lies wholly above the truth, and wholly below.
// More events of the baseline after move both limits down, and before up, so that for each two
// counts of the group the tables that miss are those on one side of a stair.
func (d design) misses(form *method.ChangeForm, level float64, plain bool) (above, below float64) {
	l := method.Beyond((1 - level) / 2)
	var first [4]int
	var w [4][]float64
	for i := range w {
		first[i], w[i] = chances(d.rates, d.sizes[i], d.shares[i])
	}
	truth := d.truth()
	n3, n1 := len(w[3]), len(w[1])
	upTo := make([]float64, n1+1) // of the baseline after
	for i, x := range w[1] {
		upTo[i+1] = upTo[i] + x
	}
	for i0 := range w[0] {
		for i2 := range w[2] {
			chance := w[0][i0] * w[2][i2]
			if chance < negligible {
				continue
			}
			at := func(i1, i3 int) method.Change {
				return method.Change{
					After:  quantity.CountsOf(float64(first[0]+i0), d.sizes[0], float64(first[1]+i1), d.sizes[1]),
					Before: quantity.CountsOf(float64(first[2]+i2), d.sizes[2], float64(first[3]+i3), d.sizes[3]),
				}
			}
			side := func(i1, i3 int) int {
				limits := form.Limits(at(i1, i3), l)
				switch {
				case limits.Lower > truth:
					return 1
				case limits.Upper < truth:
					return -1
				}
				return 0
			}
			if form.Test != nil {
				side = func(i1, i3 int) int {
					less, greater := form.Test(at(i1, i3), truth)
					switch {
					case greater < l.Tail:
						return 1
					case less < l.Tail:
						return -1
					}
					return 0
				}
			}
			if plain {
				for i1 := range w[1] {
					for i3 := range w[3] {
						switch side(i1, i3) {
						case 1:
							above += chance * w[1][i1] * w[3][i3]
						case -1:
							below += chance * w[1][i1] * w[3][i3]
						}
					}
				}
				continue
			}
			// the first baseline after that is not above, and the first that is below
			high, low := 0, 0
			for i3 := range n3 {
				for high < n1 && side(high, i3) == 1 {
					high++
				}
				for low < n1 && side(low, i3) != -1 {
					low++
				}
				above += chance * w[3][i3] * upTo[high]
				below += chance * w[3][i3] * (upTo[n1] - upTo[low])
			}
		}
	}
	return above, below
}

// formOf returns what m has for the change of a design; nil if it has none. A family that combines
// the intervals of two ratios computes each of these once.
func formOf(m rri.Method, q quantity.Quantity) *method.ChangeForm {
	family := &method.Families[m]
	form := family.ChangeOf(q)
	if m != rri.Jeffreys && m != rri.MOVERWilson {
		return form
	}
	type key struct {
		c    quantity.Counts
		tail float64
	}
	parts := make(map[key]method.LogPart)
	part := func(c quantity.Counts, l method.Confidence) method.LogPart {
		p, ok := parts[key{c, l.Tail}]
		if !ok {
			i := family.Limits(q, c, l)
			p = method.NewLogPart(family.Limits(q, c, method.Confidence{Tail: 0.5}).Lower, i.Lower, i.Upper)
			parts[key{c, l.Tail}] = p
		}
		return p
	}
	return &method.ChangeForm{Limits: func(c method.Change, l method.Confidence) method.Interval {
		p := method.Product([]method.LogPart{part(c.After, l), part(c.Before, l).Inverse()})
		if math.IsNaN(p.Value) || math.IsInf(p.Value, 0) {
			return method.Interval{Lower: 0, Upper: math.Inf(1)}
		}
		lower, upper := p.Limits()
		return method.Interval{Lower: lower, Upper: upper}
	}}
}

// TestCoverage holds the figures of the package documentation: how often, in per cent, the interval
// lies wholly above the truth, and wholly below. It checks every third row, and all with -coverage.
func TestCoverage(t *testing.T) {
	for i, test := range []struct {
		d            design
		m            rri.Method
		level        float64
		above, below float64
	}{
		{rateDesign(1, 5, 300, 1), rri.SCAS, 0.95, 0.01, 2.16},
		{rateDesign(3, 3, 300, 1), rri.SCAS, 0.95, 2.30, 2.30},
		{rateDesign(3, 3, 300, 1), rri.Wald, 0.95, 0.17, 0.17},
		{rateDesign(3, 20, 300, 1), rri.SCAS, 0.95, 2.47, 2.40},
		{rateDesign(3, 20, 300, 2), rri.SCAS, 0.95, 2.47, 2.40},
		{rateDesign(3, 20, 300, 1), rri.Score, 0.95, 0.62, 3.56},
		{rateDesign(3, 20, 300, 1), rri.Wald, 0.95, 0.00, 3.13},
		{rateDesign(3, 20, 300, 1), rri.MidP, 0.95, 1.77, 2.26},
		{rateDesign(3, 20, 300, 1), rri.Jeffreys, 0.95, 3.51, 2.57},
		{rateDesign(3, 20, 300, 1), rri.AdjustedLog, 0.95, 0.00, 4.36},
		{rateDesign(5, 5, 300, 1), rri.Exact, 0.95, 1.10, 1.10},
		{rateDesign(20, 20, 300, 1), rri.SCAS, 0.998, 0.09, 0.09},
		{shareDesign(20, 20, 0.15, 1), rri.SCAS, 0.95, 2.47, 2.47},
		{shareDesign(20, 100, 0.15, 1), rri.SCAS, 0.95, 2.57, 2.45},
		{shareDesign(20, 100, 0.15, 1), rri.Score, 0.95, 1.39, 3.28},
		{shareDesign(20, 100, 0.15, 1), rri.MiettinenNurminen, 0.95, 1.39, 3.28},
		{shareDesign(20, 100, 0.15, 1), rri.Wald, 0.95, 0.00, 3.51},
		{shareDesign(20, 100, 0.15, 1), rri.MOVERWilson, 0.95, 0.16, 3.19},
	} {
		if i%3 != 0 && !*coverage {
			continue
		}
		t.Run(fmt.Sprintf("%v at %v in %v", test.m, test.level, test.d), func(t *testing.T) {
			above, below := test.d.misses(formOf(test.m, test.d.quantity()), test.level, false)
			if got, want := fmt.Sprintf("%.2f %.2f", 100*above, 100*below), fmt.Sprintf("%.2f %.2f", test.above, test.below); got != want {
				t.Errorf("%s, want %s", got, want)
			}
		})
	}
}

// TestCoverageStairs: the tables that miss are those on one side of a stair.
func TestCoverageStairs(t *testing.T) {
	for _, d := range []design{
		{rates: true, sizes: [4]float64{2, 8, 1, 5}, shares: [4]float64{1, 1, 1, 1}},
		{sizes: [4]float64{5, 15, 4, 12}, shares: [4]float64{0.6, 0.4, 0.3, 0.4}},
	} {
		for _, m := range []rri.Method{rri.SCAS, rri.Score, rri.Jeffreys} {
			for _, level := range []float64{0.95, 0.998} {
				form := formOf(m, d.quantity())
				above, below := d.misses(form, level, false)
				everyAbove, everyBelow := d.misses(form, level, true)
				if !near(above, everyAbove, 1e-9) || !near(below, everyBelow, 1e-9) {
					t.Errorf("%v at %v in %v: %v and %v, of every table %v and %v", m, level, d, above, below, everyAbove, everyBelow)
				}
			}
		}
	}
}

var coverage = flag.Bool("coverage", false, "print the coverage of every method in every design of the documentation")

func rateDesign(before, after, baseline, ratio float64) design {
	return design{rates: true, sizes: [4]float64{after / ratio, baseline, before, baseline}, shares: [4]float64{ratio, 1, 1, 1}}
}

func shareDesign(before, after, share, ratio float64) design {
	return design{sizes: [4]float64{after, 1000, before, 1000}, shares: [4]float64{share * ratio, share, share, share}}
}

// documentedDesigns returns the designs of the documentation: of a small group beside a large
// baseline, and wide ones.
func documentedDesigns() (designs []design, names []string) {
	for _, ratio := range []float64{1, 2} { // which changes nothing
		for _, before := range []float64{1, 3, 5, 20} {
			for _, after := range []float64{1, 3, 5, 20} {
				designs = append(designs, rateDesign(before, after, 300, ratio))
				names = append(names, fmt.Sprintf("rates %v -> %v x %v", before, after, ratio))
			}
		}
	}
	for _, ratio := range []float64{1, 2} {
		for _, share := range []float64{0.15, 0.3, 0.02} {
			for _, n := range [][2]float64{{20, 20}, {20, 100}, {100, 20}, {100, 100}} {
				designs = append(designs, shareDesign(n[0], n[1], share, ratio))
				names = append(names, fmt.Sprintf("shares %v -> %v %v x %v", n[0], n[1], share, ratio))
			}
		}
	}
	for _, b := range [][2]float64{{10, 10}, {30, 30}, {10, 100}} {
		for _, before := range []float64{0.5, 1, 3, 5, 20, 50} {
			for _, after := range []float64{0.5, 1, 3, 5, 20, 50} {
				if b[0] != b[1] && max(before, after) > 20 {
					continue
				}
				designs = append(designs, design{rates: true, sizes: [4]float64{after, b[1], before, b[0]}, shares: [4]float64{1, 1, 1, 1}})
				names = append(names, fmt.Sprintf("wide rates %v -> %v beside %v -> %v", before, after, b[0], b[1]))
			}
		}
	}
	for _, n := range [][2]float64{{4, 4}, {10, 20}} {
		for _, m := range [][2]float64{{30, 30}, {100, 30}} {
			for _, share := range []float64{0.05, 0.3, 0.6, 0.9} {
				for _, ratio := range []float64{1, 1.5} {
					if share*ratio < 1 {
						designs = append(designs, design{sizes: [4]float64{n[1], m[1], n[0], m[0]}, shares: [4]float64{share * ratio, share, share, share}})
						names = append(names, fmt.Sprintf("wide shares %v -> %v beside %v -> %v at %v x %v", n[0], n[1], m[0], m[1], share, ratio))
					}
				}
			}
		}
	}
	return designs, names
}

func TestCoverageTable(t *testing.T) {
	if !*coverage {
		t.Skip("-coverage")
	}
	designs, names := documentedDesigns()
	for i, d := range designs {
		for m := range rri.Methods() {
			form := formOf(m, d.quantity())
			if form == nil {
				continue
			}
			for _, level := range []float64{0.95, 0.998} {
				above, below := d.misses(form, level, false)
				fmt.Printf("%s, %v, %v, %.4f, %.4f\n", names[i], m, level, 100*above, 100*below)
			}
		}
	}
}
