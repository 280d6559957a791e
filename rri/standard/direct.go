package standard

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/levels"
	"github.com/seed-549880be/disparity/rri/internal/tail"
)

// ErrPopulation is wrapped when a stratum has no population: in the group, in the standard, or in
// the reference. It has no rate, so that nothing can be standardised. The error names the stratum:
// merge it with another, or find its population.
var ErrPopulation = errors.New("stratum without population")

// TooFewBelow is the number of events below which UK public health does not publish a directly
// standardised rate: Public Health England, Technical Guide: Confidence Intervals, 2018; Morris and
// others 2018, DOI 10.1186/s12963-018-0177-1.
const TooFewBelow = 10

// Result is a directly standardised rate, as [Direct] returns it.
type Result struct {
	// Standardised is the rate that the group would have if its people were distributed over the
	// strata as the standard population is, per unit of population.
	Standardised rri.Estimate `json:"standardised"`

	// Crude is the rate of the group as it is, per unit of population.
	Crude float64 `json:"crude"`

	// Events are all the events of the group, of strata without weight in the standard population
	// too.
	Events int64 `json:"events"`

	// TooFew says that Events is below TooFewBelow. The rate and its interval were computed all the
	// same.
	TooFew bool `json:"too_few"`
}

// Direct returns the rate of a group directly standardised to a population: the mean of the rates
// of its strata, weighted by the people of the standard population.
//
// population has the people of each stratum in the standard, or weights in proportion to them: of
// England and Wales, of the whole study, or of any other; only one standard makes rates comparable.
// The keys of the two maps must be the same.
//
// Special cases: with no events [FayFeuer] has a lower limit of 0 and an upper limit from the
// heaviest stratum; [Dobson] and [DobsonExact], of no variance then, have no limits, flagged
// [rri.NoMethod]; [Log] the limits 0 and +Inf. A lower limit of Dobson below 0 is cut, flagged
// [rri.Clipped]. A stratum with weight 0 in the standard is left out. P is NaN without o.Null.
// Estimate.Method is the family of package rri that the method belongs to.
//
// The error wraps [ErrPopulation], [rri.ErrCount] or [rri.ErrOption], and names the stratum.
func Direct[K cmp.Ordered](counts map[K]rri.Rate, population map[K]float64, o Options) (Result, error) {
	if err := o.validate(); err != nil {
		return Result{}, fmt.Errorf("standard: %w", err)
	}
	d, err := weigh(counts, population)
	if err != nil {
		return Result{}, fmt.Errorf("standard: %w", err)
	}
	if d.clustered && (o.Method == Dobson || o.Method == DobsonExact) {
		return Result{}, fmt.Errorf("standard: %s with a design effect: %w: it takes the events for a Poisson count; choose %s or %s",
			o.Method, rri.ErrMethod, FayFeuer, Log)
	}
	e := rri.Estimate{Value: d.rate, P: math.NaN(), Level: o.level(), Method: o.Method.family(), Flags: d.flags(o)}
	p := o.tail()
	less, greater := math.NaN(), math.NaN() // the one-sided p-values
	switch {
	case o.Method == FayFeuer:
		e.Upper = d.above().quantileAbove(p)
		if d.rate > 0 {
			e.Lower = d.below().quantile(p)
		}
		if o.Null > 0 {
			greater = 1.
			if d.rate > 0 {
				greater, _ = tail.Gamma(d.below().shape, o.Null/d.below().scale)
			}
			_, less = tail.Gamma(d.above().shape, o.Null/d.above().scale)
		}
	case d.rate == 0 && o.Method == Log:
		e.Upper = math.Inf(1)
		e.Flags |= rri.Unbounded
		less, greater = 1, 1
	case o.Method == Log:
		s := math.Sqrt(d.variance) / d.rate
		half := tail.NormalQuantile(p) * s
		e.Lower, e.Upper = d.rate*math.Exp(-half), d.rate*math.Exp(half)
		z := math.Log(d.rate/o.Null) / s
		less, greater = tail.NormalTails(z)
	case d.rate == 0:
		e.Lower, e.Upper = math.NaN(), math.NaN()
		e.Flags |= rri.NoMethod
	default:
		if e.Lower, e.Upper, e.P, err = d.dobson(o); err != nil {
			return Result{}, fmt.Errorf("standard: %w", err)
		}
		if e.Lower < 0 {
			e.Lower = 0
			e.Flags |= rri.Clipped
		}
	}
	if o.Null > 0 && !math.IsNaN(less) {
		e.P = math.Min(1, 2*math.Min(less, greater))
	}
	return Result{Standardised: e, Crude: d.crude, Events: d.events, TooFew: d.events < TooFewBelow}, nil
}

// weighted is a weighted sum of Poisson counts.
type weighted struct {
	// Σ w x and Σ w² x, where w is the share of the standard population over the population
	rate, variance float64
	// Σ x (w-w̄)², where w̄ = Σ w x / Σ x
	spread float64
	// the largest w
	heaviest float64
	// Σ x of the strata with weight
	counted float64
	// a stratum with weight has a design effect, which is in variance and heaviest
	clustered bool
	crude     float64
	events    int64
}

// weigh checks the counts and the standard and sums over the strata, in the order of their keys.
func weigh[K cmp.Ordered](counts map[K]rri.Rate, population map[K]float64) (weighted, error) {
	var d weighted
	total := 0.
	for _, k := range slices.Sorted(maps.Keys(population)) {
		switch p := population[k]; {
		case math.IsNaN(p) || math.IsInf(p, 0) || p < 0:
			return d, fmt.Errorf("stratum %q: standard population %v: %w: give a number of 0 or more", name(k), p, rri.ErrCount)
		default:
			total += p
		}
	}
	if len(counts) == 0 {
		return d, fmt.Errorf("no strata: %w: give at least one", ErrPopulation)
	}
	if !(total > 0) {
		return d, fmt.Errorf("the standard population has no one: %w: give the people of each stratum", ErrPopulation)
	}
	var people float64
	for _, k := range slices.Sorted(maps.Keys(counts)) {
		c := counts[k]
		if err := c.Validate(); err != nil {
			return d, fmt.Errorf("stratum %q: %w", name(k), err)
		}
		standard, ok := population[k]
		if !ok {
			return d, fmt.Errorf("stratum %q: %w in the standard: add it, with 0 if it has no one, or merge it with another", name(k), ErrPopulation)
		}
		people += c.Population
		d.events += c.Events
		if d.events > rri.MaxCount {
			return d, fmt.Errorf("%d events in all: %w: give at most 2^53", d.events, rri.ErrCount)
		}
		if standard == 0 {
			continue
		}
		if c.Population == 0 {
			return d, fmt.Errorf("stratum %q: %w in the group: its rate is not known; merge it with another", name(k), ErrPopulation)
		}
		x, w := float64(c.Events), standard/total/c.Population
		d.rate += w * x
		_, _, effect := c.Counts()
		d.clustered = d.clustered || effect != 1
		d.variance += w * w * x * effect
		d.heaviest = max(d.heaviest, w*effect)
		d.counted += x
	}
	for _, k := range slices.Sorted(maps.Keys(counts)) {
		if standard := population[k]; standard > 0 && d.counted > 0 {
			x, w := float64(counts[k].Events), standard/total/counts[k].Population
			d.spread += x * (w - d.rate/d.counted) * (w - d.rate/d.counted)
		}
	}
	for _, k := range slices.Sorted(maps.Keys(population)) {
		if _, ok := counts[k]; !ok && population[k] > 0 {
			return d, fmt.Errorf("stratum %q: %w in the group: the standard has %v people there; merge it with another", name(k), ErrPopulation, population[k])
		}
	}
	d.crude = float64(d.events) / people
	return d, nil
}

// name returns the name of a stratum for people: what its String method says, if it has one.
func name[K cmp.Ordered](k K) string { return fmt.Sprint(k) }

// flags returns the flags that follow from the number of events.
func (d weighted) flags(o Options) rri.Flags {
	var f rri.Flags
	if d.counted == 0 {
		f |= rri.ZeroCell
	}
	if levels.Small(d.counted, o.SmallCountBelow) {
		f |= rri.SmallCount
	}
	return f
}

// dobson scales the limits of the number of events: rate + √(variance/events) (limit - events).
func (d weighted) dobson(o Options) (lower, upper, p float64, err error) {
	scale := math.Sqrt(d.variance / d.counted)
	// rate - scale*events, which is 0 where the weights are equal
	shift := -d.spread / (d.rate/d.counted + scale)
	poisson := rri.Options{Method: rri.Exact, Level: o.Level}
	if o.Method == Dobson {
		poisson.Method = rri.PublicHealth
	}
	if o.Null > 0 {
		// the number of events that stands for the null value
		poisson.Null = (o.Null - shift) / scale
	}
	e, err := rri.Of(rri.Rate{Events: int64(d.counted), Population: 1}, poisson)
	if err != nil {
		return 0, 0, 0, err
	}
	return scale*e.Lower + shift, scale*e.Upper + shift, e.P, nil
}

// gamma is a gamma distribution.
type gamma struct{ shape, scale float64 }

// below and above are the distributions that Fay and Feuer take the lower and the upper limit from:
// above, one more event in the heaviest stratum.
func (d weighted) below() gamma {
	return gamma{d.rate / d.variance * d.rate, d.variance / d.rate}
}

func (d weighted) above() gamma {
	rate, variance := d.rate+d.heaviest, d.variance+d.heaviest*d.heaviest
	return gamma{rate / variance * rate, variance / rate}
}

// quantile and quantileAbove return the value with probability p below it, and above it.
func (g gamma) quantile(p float64) float64      { return g.scale * tail.GammaLower(g.shape, p, false) }
func (g gamma) quantileAbove(p float64) float64 { return g.scale * tail.GammaUpper(g.shape, p, false) }
