package dispersion

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/seed-549880be/disparity/rri"
)

// Errors that the functions of this package wrap. Compare with [errors.Is].
var (
	// ErrReplicates: the replicates leave no degree of freedom to estimate a factor from.
	ErrReplicates = errors.New("too few replicates")
	// ErrDesignEffect: a count has a design effect already. What another adds to it is not known.
	ErrDesignEffect = errors.New("count with a design effect of its own")
)

// SparseBelow is the expected count below which a cell is counted in [Dispersion.Sparse].
const SparseBelow = 5

// rounding is more than what it leaves of a number that is 5 or 1.
const rounding = 1e-9

// Dispersion is how much more counts vary than their model allows: Pearson's chi-square of the
// counts of some cells, each those of one group in one replicate, with its degrees of freedom. The
// zero value says nothing.
type Dispersion struct {
	// Pearson's chi-square, Σ (observed - expected)² / variance, the variance by the Poisson or
	// binomial model
	ChiSquare float64 `json:"chi_square"`
	// the degrees of freedom; 0 if the replicates say nothing
	DF int `json:"degrees_of_freedom"`
	// the cells that were used
	Cells int `json:"cells"`
	// how many of Cells have an expected count below SparseBelow: with many of them Factor is right
	// on average, and noisy
	Sparse int `json:"sparse"`
}

// Factor returns φ, [Dispersion.ChiSquare] over its degrees of freedom, as it came out: below 1
// where counts are more even than chance, and NaN where there is no degree of freedom.
func (d Dispersion) Factor() float64 { return d.ChiSquare / float64(d.DF) }

// add adds a cell.
func (d *Dispersion) add(observed, mean, variance float64) {
	d.Cells++
	if min(mean, variance) < SparseBelow*(1-rounding) {
		d.Sparse++
	}
	residual := observed - mean
	d.ChiSquare += residual * residual / variance
}

// Group is what replicates say of one group.
type Group[G cmp.Ordered] struct {
	Group G `json:"group"`

	// DesignEffect is the factor to put on the count of the group over all replicates: a finite
	// number of at least 1.
	DesignEffect float64 `json:"design_effect"`

	// DF is the number of degrees of freedom with which DesignEffect was estimated. 0 where it is
	// not: where it is 1 as counts vary no more than chance, and for the baseline of
	// [WithinStrata].
	DF int `json:"degrees_of_freedom"`

	// Own is how much the counts of the group vary: by themselves in [PerGroup], against those of
	// the baseline in [WithinStrata].
	Own Dispersion `json:"own"`
}

// Factors are design effects that were estimated from replicates.
type Factors[G cmp.Ordered] struct {
	// Groups has every group of the replicates in ascending order.
	Groups []Group[G] `json:"groups"`

	// Pooled is over all groups. It is what a group gets of which the replicates say nothing, as
	// one without events.
	Pooled Dispersion `json:"pooled"`

	// Alpha is α of [NegativeBinomial], and 0 with [Quasi].
	Alpha float64 `json:"alpha"`
}

// DegreesOfFreedom is what to set [rri.Options.DegreesOfFreedom] to for an interval of these
// groups, or, where none is named, of all: the fewest with which one of their design effects was
// estimated, 0 if none was. It is NaN, which package rri refuses, if a group is named that the
// replicates did not have.
func (f Factors[G]) DegreesOfFreedom(groups ...G) float64 {
	for _, name := range groups {
		if !slices.ContainsFunc(f.Groups, func(g Group[G]) bool { return g.Group == name }) {
			return math.NaN()
		}
	}
	fewest := 0
	for _, g := range f.Groups {
		named := len(groups) == 0
		for _, name := range groups {
			named = named || name == g.Group
		}
		if named && g.DF > 0 && (fewest == 0 || g.DF < fewest) {
			fewest = g.DF
		}
	}
	return float64(fewest)
}

// Apply returns the counts with the design effects of f, to give to [rri.Compare] and the rest with
// [Factors.DegreesOfFreedom]. The counts are not changed.
//
// The error wraps [rri.ErrCount] for a count that makes no sense, [ErrDesignEffect] for one that
// has a design effect, and [ErrReplicates] for one of a group that the replicates did not have.
func Apply[G cmp.Ordered, M rri.Measure](f Factors[G], counts map[G]M) (map[G]M, error) {
	effects := make(map[G]float64, len(f.Groups))
	for _, g := range f.Groups {
		effects[g.Group] = g.DesignEffect
	}
	applied := make(map[G]M, len(counts))
	for _, g := range sortedKeys(counts) {
		m := counts[g]
		if err := validate(m); err != nil {
			return nil, fmt.Errorf("dispersion: group %s: %w", quote(g), err)
		}
		effect, ok := effects[g]
		if !ok {
			return nil, fmt.Errorf("dispersion: group %s: %w: it is in none of them, so that its factor is not known", quote(g), ErrReplicates)
		}
		applied[g] = rri.WithDesignEffect(m, effect)
	}
	return applied, nil
}

// factor is a design effect that a dispersion gives, with the degrees of freedom that it is
// estimated with.
func (d Dispersion) factor() (designEffect float64, df int) {
	if phi := d.Factor(); phi > 1+rounding {
		return finite(phi), d.DF
	}
	return 1, 0
}

// PerGroup returns the factor of every group by how much its own counts vary over the replicates,
// months or districts: Pearson's chi-square of the counts that its pooled rate expects in each,
// over the number of replicates less one. A trend, a season or a busy month varies the counts too,
// and counts as chance: right for the rate of a group by itself, and for a ratio or a difference
// where what happens to one group in a month tells nothing of the others. Where it happens to all
// of them, see [WithinStrata].
//
// With [NegativeBinomial] α is one for all groups, from the cells of all of them, and the design
// effect of a group is 1 + α Σ μ² / Σ μ over the counts μ that its replicates expect.
//
// A replicate in which a group has no exposure, or is missing, says nothing of that group. Neither
// does a group without events, or of proportions without non-events.
//
// The error wraps [ErrReplicates] if no group has two cells to compare, [rri.ErrCount] for a count
// that makes no sense, with its place, [ErrDesignEffect] for one that has a design effect, or
// [rri.ErrOption] for a number that is no model, and for the negative binomial of proportions.
func PerGroup[G cmp.Ordered, M rri.Measure](replicates []map[G]M, model Model) (Factors[G], error) {
	var m M
	switch {
	case model >= numModels:
		return Factors[G]{}, fmt.Errorf("dispersion: %s: %w: want one of the models", model, rri.ErrOption)
	case m.IsProportion() && model == NegativeBinomial:
		return Factors[G]{}, fmt.Errorf("dispersion: %s for proportions: %w: its variance is that of rates; choose quasi", model, rri.ErrOption)
	}
	t, err := tabulate(replicates)
	if err != nil {
		return Factors[G]{}, err
	}
	f := Factors[G]{Groups: make([]Group[G], len(t.groups))}
	for i, g := range t.groups {
		f.Groups[i] = Group[G]{Group: g, Own: t.around(i)}
		f.Pooled.merge(f.Groups[i].Own)
	}
	if f.Pooled.DF == 0 {
		return Factors[G]{}, fmt.Errorf("dispersion: %w: give a group with events at least two replicates in which it has exposure", ErrReplicates)
	}
	if model == NegativeBinomial {
		f.Alpha = t.alpha(float64(f.Pooled.DF))
	}
	for i := range f.Groups {
		g := &f.Groups[i]
		switch {
		case model == NegativeBinomial:
			if mean, squares := t.expected(i); f.Alpha > 0 && mean > 0 {
				g.DesignEffect, g.DF = finite(1+f.Alpha*squares/mean), f.Pooled.DF
			} else {
				g.DesignEffect = 1
			}
		case g.Own.DF > 0:
			g.DesignEffect, g.DF = g.Own.factor()
		default:
			g.DesignEffect, g.DF = f.Pooled.factor()
		}
	}
	return f, nil
}

// merge adds the cells of other.
func (d *Dispersion) merge(other Dispersion) {
	d.ChiSquare += other.ChiSquare
	d.DF += other.DF
	d.Cells += other.Cells
	d.Sparse += other.Sparse
}

// around returns how much the counts of group i vary around its pooled rate.
func (t *table[G]) around(i int) (d Dispersion) {
	rate := t.rate(i)
	if rate == 0 || t.binomial && rate == 1 {
		return Dispersion{}
	}
	for k := range t.replicates {
		if c := t.cell(i, k); c.exposure > 0 {
			mean := rate * c.exposure
			variance := mean
			if t.binomial {
				variance *= 1 - rate
			}
			d.add(c.events, mean, variance)
		}
	}
	if d.Cells < 2 {
		return Dispersion{}
	}
	d.DF = d.Cells - 1
	return d
}

// expected returns the sums of the counts that the pooled rate of group i expects in the
// replicates, and of their squares.
func (t *table[G]) expected(i int) (mean, squares float64) {
	rate := t.rate(i)
	for k := range t.replicates {
		mu := rate * t.cell(i, k).exposure
		mean += mu
		squares += mu * mu
	}
	return mean, squares
}

// alpha returns α at which Pearson's statistic of all groups, with the variance μ + α μ², is df; 0
// if it is no more than that without any. The statistic falls with α.
func (t *table[G]) alpha(df float64) float64 {
	statistic := func(alpha float64) (sum float64) {
		for i := range t.groups {
			rate := t.rate(i)
			for k := range t.replicates {
				c := t.cell(i, k)
				if mean := rate * c.exposure; mean > 0 {
					sum += (c.events - mean) * (c.events - mean) / (mean + alpha*mean*mean)
				}
			}
		}
		return sum
	}
	if statistic(0) <= df {
		return 0
	}
	low, high := 0., 1.
	for statistic(high) > df && high < 1e300 {
		low, high = high, 2*high
	}
	for {
		middle := low + (high-low)/2
		if middle <= low || middle >= high {
			return middle
		}
		if statistic(middle) > df {
			low = middle
		} else {
			high = middle
		}
	}
}

// finite returns x, or the largest design effect that a count may have.
func finite(x float64) float64 { return math.Min(x, float64(rri.MaxCount)) }
