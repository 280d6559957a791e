package strata

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/method"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
	"github.com/seed-549880be/disparity/rri/internal/tail"
)

// Random is what strata that differ have in common: the ratio of a typical one, how far they are
// apart, and where a further one would lie. [RandomEffects] computes it. It is a small comparable
// value; the zero Random was not computed.
type Random struct {
	// Typical is the ratio of a typical stratum: the median of the ratios that strata like these
	// have, with its interval, and P of its being 1, or the null value of the options. NaN, flagged
	// [rri.NoData], with fewer than two strata to compare.
	Typical rri.Estimate

	// FurtherLower and FurtherUpper are the limits of a prediction interval at the level of
	// Typical: where the ratio of a further stratum of the same kind would lie. They are of the
	// ratio that it has, and not of the one that will be recorded of it, which chance moves too.
	// NaN where Typical is.
	FurtherLower, FurtherUpper float64

	// Smallest and Largest are the ratios at the two ends of the strata, as they are recorded: of
	// those that have one, which takes an event in the baseline. NaN if none has.
	Smallest, Largest float64

	// Tau is the standard deviation of the logarithms of the strata's ratios, what chance adds left
	// out; 0 where they are no further apart than chance makes them. NaN where Typical is.
	Tau float64

	// Homogeneity is Cochran's Q over the strata that Typical is made of: that they share one
	// ratio.
	Homogeneity Test

	// Strata is how many strata Typical is made of. LeftOut is how many more say nothing of a
	// ratio: without anyone in the group or in the baseline, or without an event in both.
	Strata, LeftOut int

	// Corrected is how many of Strata have a count of zero, or of all: half an event is added to
	// each of their counts. Small is how many have fewer than [SmallStratum] effective events in
	// the group or in the baseline. The more of them, the further Typical and its limits lean
	// towards the strata in which that count happened to come out high.
	Corrected, Small int
}

// SmallStratum is the number of effective events of a group, or of the baseline, below which the
// logarithm of the ratio of a stratum is badly described by a normal distribution: see
// [Random.Small].
const SmallStratum = 20

// Computed reports whether r was computed: then its Typical was.
func (r Random) Computed() bool { return r.Typical.Computed() }

// RandomEffects describes strata that need not share one ratio: the logarithms of their ratios are
// taken to scatter around a typical one with the standard deviation Tau. The package documentation
// has the model and how often its intervals hold what they should.
//
// o.Level and o.Side are for both intervals, and o.Null for P; o.Method plays no part.
//
// With fewer than two strata that say something of a ratio there is nothing to describe: Typical is
// NaN, flagged [rri.NoData]. Two strata leave one degree of freedom, and mostly limits so far apart
// that they say little. The flags of Typical are those of the counts of these strata together,
// as for [Ratio]; [rri.Unbounded] where the upper limit is too large for a float64. Its Method is
// [rri.Wald].
//
// The error wraps [rri.ErrCount] or [rri.ErrOption].
func RandomEffects[M rri.Measure](pairs []Pair[M], o Options) (Random, error) {
	if err := o.validate(); err != nil {
		return Random{}, fmt.Errorf("strata: %w", err)
	}
	r, err := randomEffects(pairs, o)
	if err != nil {
		return Random{}, fmt.Errorf("strata: %w", err)
	}
	return r, nil
}

// randomEffects is RandomEffects of valid options, with errors that do not name the package.
func randomEffects[M rri.Measure](pairs []Pair[M], o Options) (Random, error) {
	nan := math.NaN()
	p := problem{q: quantity.RatioOf[M]()}
	null, err := p.q.Null(o.Null)
	if err != nil {
		return Random{}, err
	}
	r := Random{Smallest: nan, Largest: nan}
	var effects []logRatio
	for i, pair := range pairs {
		if err := pair.validate(i, len(pairs)); err != nil {
			return Random{}, err
		}
		c, d := quantity.FromMeasures(pair.Group, pair.Baseline)
		if c.N == 0 || c.M == 0 || c.A+c.B == 0 {
			r.LeftOut++
			continue
		}
		p.sum.A, p.sum.N, p.sum.B, p.sum.M = p.sum.A+c.A, p.sum.N+c.N, p.sum.B+c.B, p.sum.M+c.M
		if c.B > 0 {
			r.Smallest, r.Largest = widened(r.Smallest, r.Largest, plainRatio(c))
		}
		effect, corrected := logRatioOf(p.q, c, d)
		if corrected {
			r.Corrected++
		}
		if min(c.A/d.Group, c.B/d.Baseline) < SmallStratum {
			r.Small++
		}
		effects = append(effects, effect)
	}
	r.Strata = len(effects)
	r.describe(effects, null, p, o)
	return r, nil
}

// describe fills in what follows from the log ratios of the strata.
func (r *Random) describe(effects []logRatio, null float64, p problem, o Options) {
	nan := math.NaN()
	r.Typical = rri.Estimate{Value: nan, Lower: nan, Upper: nan, P: nan, Level: o.level(), Method: rri.Wald, Flags: p.countFlags(o)}
	r.FurtherLower, r.FurtherUpper, r.Tau, r.Homogeneity = nan, nan, nan, noTest
	if len(effects) < 2 {
		r.Typical.Flags |= rri.NoData
		return
	}
	f := fitRandom(effects)
	df := float64(len(effects) - 1)
	side := method.Side(o.Side)
	limits := func(se, df float64) (lower, upper float64, flags rri.Flags) {
		half := tail.TQuantile(side.Beyond(o.level()), df) * se
		interval := method.Interval{Lower: math.Exp(f.mean - half), Upper: math.Exp(f.mean + half)}
		return method.Fit(interval, p.q, r.Typical.Value, side, &marks)
	}
	var flags rri.Flags
	r.Typical.Value = math.Exp(f.mean)
	r.Typical.Lower, r.Typical.Upper, flags = limits(f.se, df)
	r.Typical.Flags |= flags
	statistic := (f.mean - math.Log(null)) / f.se
	r.Typical.P = side.P(tail.TUpper(-statistic, df), tail.TUpper(statistic, df))
	r.Tau = math.Sqrt(f.between)
	r.FurtherLower, r.FurtherUpper, _ = limits(math.Hypot(f.se, r.Tau), max(1, df-1))
	r.Homogeneity = chiSquare(f.q, len(effects)-1)
}

// widened returns the ends of a range that holds v too; those of none are NaN.
func widened(smallest, largest, v float64) (float64, float64) {
	if math.IsNaN(smallest) {
		return v, v
	}
	return min(smallest, v), max(largest, v)
}

// logRatio is the logarithm of the ratio of one stratum and its variance.
type logRatio struct{ value, variance float64 }

// logRatioOf returns the log ratio of a stratum with events. Where a count is zero, or all of the
// trials, half an event is added to each of its counts, which then are corrected. The design
// effects multiply the variance that independent events would have.
func logRatioOf(q quantity.Quantity, c quantity.Counts, d quantity.DesignEffects) (r logRatio, corrected bool) {
	others := c.Others()
	if corrected = c.Smallest(q) == 0; corrected {
		c.A, c.B = c.A+0.5, c.B+0.5
		if q.Binomial() {
			others.A, others.B = others.A+0.5, others.B+0.5
			c.N, c.M = c.N+1, c.M+1
		}
	}
	r.value = math.Log(c.A / c.N * (c.M / c.B))
	if q.Binomial() {
		r.variance = d.Group*(others.A/c.N/c.A) + d.Baseline*(others.B/c.M/c.B)
	} else {
		r.variance = d.Group/c.A + d.Baseline/c.B
	}
	return r, corrected
}

// randomFit is a fit of the model of random effects.
type randomFit struct {
	mean, se float64 // of the log ratios; its standard error
	between  float64 // the variance of the log ratios between strata
	q        float64 // Cochran's Q
}

// fitRandom fits the model to two or more strata, by the variance between strata of Paule and
// Mandel 1982: that at which Cochran's Q, with the variances of the strata larger by it, is its own
// expectation, one less than the number of strata.
//
// Q falls with the variance between strata, and 1/Q is concave, so that Newton's method on 1/Q
// comes from 0 to the solution without passing it.
//
// The standard error is that of Hartung and Knapp 2001: the squared distances from the mean by the
// weights, over one less than the number of strata, are a factor of the variance 1/Σw. At the
// variance of Paule and Mandel that factor is 1 but where the variance is 0, when it is smaller.
// Strata that have one ratio to the last digit would have an interval without width: they keep a
// factor of 1.
func fitRandom(effects []logRatio) randomFit {
	// in order, so that the order in which strata are given changes nothing, to the last bit
	effects = slices.SortedFunc(slices.Values(effects), func(a, b logRatio) int {
		return cmp.Or(cmp.Compare(a.value, b.value), cmp.Compare(a.variance, b.variance))
	})
	// that of the largest weight, whose own distance from the mean would be lost in rounding
	centre := slices.MinFunc(effects, func(a, b logRatio) int { return cmp.Compare(a.variance, b.variance) }).value
	df := float64(len(effects) - 1)
	shift, weight, q, slope := weighted(effects, centre, 0)
	f := randomFit{q: q}
	for range 200 { // some ten are enough
		// 1/q grows by slope/q² for each unit
		next := f.between + (q-df)/df*(q/slope)
		if !(q > df) || !(next > f.between) {
			break
		}
		f.between = next
		shift, weight, q, slope = weighted(effects, centre, next)
	}
	f.mean, f.se = centre+shift, 1/math.Sqrt(weight)
	if f.between == 0 && !alike(effects) {
		f.se *= math.Sqrt(q / df)
	}
	return f
}

// alike reports whether strata have one log ratio, but for rounding.
func alike(ordered []logRatio) bool {
	first, last := ordered[0].value, ordered[len(ordered)-1].value
	return last-first <= 1e-14*(1+math.Abs(last))
}

// weighted returns how far the mean of the log ratios, with the weights 1/(variance+between), is
// above centre; the sum of these weights; Cochran's Q around the mean; and how much Q falls for
// each unit of between.
func weighted(effects []logRatio, centre, between float64) (shift, weight, q, slope float64) {
	for _, e := range effects {
		w := 1 / (e.variance + between)
		weight += w
		shift += w * (e.value - centre)
	}
	shift /= weight
	for _, e := range effects {
		w, distance := 1/(e.variance+between), e.value-centre-shift
		q += w * distance * distance
		slope += w * distance * w * distance
	}
	return shift, weight, q, slope
}
