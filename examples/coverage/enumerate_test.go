package main

import (
	"errors"
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
)

// bruteForce goes through every count from 0 to last of two groups, with probabilities built up by
// multiplication.
func bruteForce(q quantity, d design, o rri.Options, last int) (coverage, error) {
	chances := func(size, rate float64) []float64 {
		p := make([]float64, last+1)
		if q.rates {
			p[0] = math.Exp(-size * rate)
			for k := 1; k <= last; k++ {
				p[k] = p[k-1] * size * rate / float64(k)
			}
			return p
		}
		p[0] = 1
		for trial := range int(size) {
			for k := trial + 1; k > 0; k-- {
				p[k] = p[k]*(1-rate) + p[k-1]*rate
			}
			p[0] *= 1 - rate
		}
		return p
	}
	group := chances(d.group, d.groupRate)
	baseline := []float64{1}
	truth := d.groupRate
	if q.two {
		baseline = chances(d.baseline, d.baselineRate)
		switch q.name {
		case "odds-ratio":
			truth = d.groupRate * (1 - d.baselineRate) / (1 - d.groupRate) / d.baselineRate
		case "ratio-of-rates", "ratio-of-proportions":
			truth /= d.baselineRate
		default:
			truth -= d.baselineRate
		}
	}
	var c coverage
	var bounded float64
	for a, wa := range group {
		for b, wb := range baseline {
			w := wa * wb
			if w == 0 {
				continue
			}
			e, err := q.interval(d, int64(a), int64(b), o)
			if err != nil {
				return c, err
			}
			if e.Lower > truth {
				c.above += w
			}
			if e.Upper < truth {
				c.below += w
			}
			width := e.Upper - e.Lower
			if q.log {
				width = math.Log(e.Upper / e.Lower)
			}
			if math.IsInf(width, 0) || math.IsNaN(width) {
				c.unbounded += w
			} else {
				c.width += w * width
				bounded += w
			}
		}
	}
	c.width /= bounded
	return c, nil
}

func TestCoverAgainstBruteForce(t *testing.T) {
	for _, q := range quantities {
		d, last := design{4, 6, 0.3, 0.2}, 6
		if q.rates {
			d, last = design{0.7, 3, 2, 1}, 30
		}
		for m := range rri.Methods() {
			for _, level := range []float64{0.8, 0.95} {
				o := rri.Options{Method: m, Level: level}
				want, err := bruteForce(q, d, o, last)
				if errors.Is(err, rri.ErrMethod) {
					if q.has(m) {
						t.Errorf("%s has %s, want that it has not", m, q.name)
					}
					continue
				}
				if err != nil {
					t.Fatal(err)
				}
				got, err := q.cover(d, o)
				if err != nil {
					t.Fatal(err)
				}
				for _, figure := range []struct {
					name      string
					got, want float64
				}{
					{"above", got.above, want.above},
					{"below", got.below, want.below},
					{"covered", got.covered(), 1 - want.above - want.below},
					{"unbounded", got.unbounded, want.unbounded},
					{"width", got.width, want.width},
				} {
					if math.IsNaN(figure.got) != math.IsNaN(figure.want) || math.Abs(figure.got-figure.want) > 1e-9 {
						t.Errorf("%s, %s, level %v: %s = %v, want %v", q.name, m, level, figure.name, figure.got, figure.want)
					}
				}
				if got.leftOut > 1e-10 {
					t.Errorf("%s, %s, level %v: %v is left out", q.name, m, level, got.leftOut)
				}
			}
		}
	}
}

// TestPublishedFigures has figures that others computed.
func TestPublishedFigures(t *testing.T) {
	of := func(name string) quantity {
		q, err := parseQuantity(name)
		if err != nil {
			t.Fatal(err)
		}
		return q
	}
	rates := func(expected float64) design { return design{expected, 300, 1, 1} }
	shares := func(trials float64) design { return design{trials, 1000, 0.15, 0.15} }
	for _, test := range []struct {
		q            quantity
		d            design
		m            rri.Method
		above, below string // in per cent; "" is not known
		reason       string
	}{
		{of("ratio-of-rates"), rates(1), rri.SCAS, "1.90", "", "first enumeration"},
		{of("ratio-of-rates"), rates(5), rri.SCAS, "2.47", "", "first enumeration"},
		{of("ratio-of-rates"), rates(20), rri.SCAS, "2.49", "", "first enumeration"},
		{of("ratio-of-rates"), rates(1), rri.Score, "5.61", "", "first enumeration"},
		{of("ratio-of-rates"), rates(5), rri.Score, "3.52", "", "first enumeration"},
		{of("ratio-of-rates"), rates(20), rri.Score, "3.02", "", "first enumeration"},
		{of("ratio-of-proportions"), shares(20), rri.Wald, "4.73", "0.00", "Katz by its formula, in Python"},
		{of("ratio-of-proportions"), shares(40), rri.Wald, "3.90", "0.02", "Katz by its formula, in Python"},
		{of("ratio-of-proportions"), shares(100), rri.Wald, "3.25", "1.43", "Katz by its formula, in Python"},
		{of("ratio-of-rates"), rates(1), rri.AdjustedLog, "8.03", "0.00", "by its formula, in Python"},
		{of("ratio-of-rates"), rates(20), rri.AdjustedLog, "3.59", "1.26", "by its formula, in Python"},
		{of("difference-of-proportions"), design{40, 40, 0.15, 0.15}, rri.AgrestiCaffo, "1.83", "1.83", "by its formula, in Python"},
	} {
		c, err := test.q.cover(test.d, rri.Options{Method: test.m})
		if err != nil {
			t.Fatal(err)
		}
		if got := percent(c.above); got != test.above {
			t.Errorf("%s, %s, %s: %s above, want %s (%s)", test.q.name, test.q.describe(test.d), test.m, got, test.above, test.reason)
		}
		if got := percent(c.below); test.below != "" && got != test.below {
			t.Errorf("%s, %s, %s: %s below, want %s (%s)", test.q.name, test.q.describe(test.d), test.m, got, test.below, test.reason)
		}
	}
}

func TestCountsAddUp(t *testing.T) {
	for _, test := range []struct {
		counts     func(size, rate float64) ([]weighted, float64)
		size, rate float64
		reason     string
	}{
		{binomial, 1, 0.5, "the smallest group"},
		{binomial, 1, 0.9999999, "the most likely count is the last"},
		{binomial, 1000, 0.0001, "the most likely count is the first"},
		{binomial, 1e6, 0.3, "the largest group"},
		{onePoisson, 1e-6, 1, "the smallest mean"},
		{onePoisson, 0.5, 3, "a mean that is not whole"},
		{onePoisson, 300, 1, "the baseline"},
		{onePoisson, 1e6, 1, "the largest mean"},
	} {
		counts, leftOut := test.counts(test.size, test.rate)
		var sum, mean float64
		seen := make(map[int64]bool)
		for _, c := range counts {
			if seen[c.count] || c.count < 0 {
				t.Fatalf("%s: count %d comes twice, or is negative", test.reason, c.count)
			}
			seen[c.count] = true
			sum += c.weight
			mean += c.weight * float64(c.count)
		}
		// The logarithms of factorials of 1e6 are good to about 1e-9.
		want := test.size * test.rate
		if math.Abs(sum+leftOut-1) > 1e-8 || math.Abs(mean-want) > 1e-7*max(1, want) || leftOut > 1e-9 {
			t.Errorf("%s: sum %v, mean %v, left out %v", test.reason, sum, mean, leftOut)
		}
	}
}

func onePoisson(size, rate float64) ([]weighted, float64) { return poisson(size * rate) }

// Ratios of rates do not depend on the unit of population: only the expected events count.
func TestRatioOfRatesDependsOnExpectedEventsAlone(t *testing.T) {
	q, err := parseQuantity("ratio-of-rates")
	if err != nil {
		t.Fatal(err)
	}
	for m := range rri.Methods() {
		if !q.has(m) {
			continue
		}
		t.Run(m.String(), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				group, baseline := rapid.Float64Range(0.2, 3).Draw(t, "group"), rapid.Float64Range(0.2, 5).Draw(t, "baseline")
				// powers of two, so that expected counts stay the same to the last digit
				factor := rapid.SampledFrom([]float64{0.25, 2, 8}).Draw(t, "ratio")
				o := rri.Options{Method: m}
				one, err := q.cover(design{group, baseline, 1, 1}, o)
				if err != nil {
					t.Fatal(err)
				}
				other, err := q.cover(design{group / factor, baseline, factor, 1}, o)
				if err != nil {
					t.Fatal(err)
				}
				if math.Abs(one.above-other.above) > 1e-9 || math.Abs(one.below-other.below) > 1e-9 {
					t.Errorf("ratio 1: %v above, %v below; ratio %v: %v above, %v below", one.above, one.below, factor, other.above, other.below)
				}
			})
		})
	}
}

// Odds ratios of events and of non-events are reciprocal, so that what lies above for one lies
// below for the other.
func TestOddsRatioMirrored(t *testing.T) {
	q, err := parseQuantity("odds-ratio")
	if err != nil {
		t.Fatal(err)
	}
	d := design{12, 20, 0.3, 0.1}
	mirrored := design{12, 20, 0.7, 0.9}
	for m := range rri.Methods() {
		if !q.has(m) {
			continue
		}
		o := rri.Options{Method: m}
		one, err := q.cover(d, o)
		if err != nil {
			t.Fatal(err)
		}
		other, err := q.cover(mirrored, o)
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(one.above-other.below) > 1e-9 || math.Abs(one.below-other.above) > 1e-9 {
			t.Errorf("%s: %v above and %v below; mirrored %v above and %v below", m, one.above, one.below, other.above, other.below)
		}
	}
}

func BenchmarkCover(b *testing.B) {
	d := design{20, 300, 1, 1}
	q, err := parseQuantity("ratio-of-rates")
	if err != nil {
		b.Fatal(err)
	}
	for _, m := range []rri.Method{rri.SCAS, rri.Score, rri.Wald, rri.Exact, rri.MidP, rri.Jeffreys} {
		b.Run(fmt.Sprint(m), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := q.cover(d, rri.Options{Method: m}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
