package dispersion

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/seed-549880be/disparity/rri"
)

// WithinStrata returns the factors for ratios to the baseline, from how much these vary over the
// replicates: months or districts, which are the strata. Whatever makes a month busy for all groups
// alike cancels in a ratio, and is taken out: the counts expected are those of the two-way model
//
//	rate = effect of the group × effect of the replicate
//
// fitted by maximum likelihood, Poisson of rates and binomial of proportions, whose logarithm is
// taken of the proportion itself and not of its odds, since it is the ratio of proportions that is
// compared, and what multiplies all of them cancels in that alone.
//
// Each group is fitted with the baseline alone, which gives φ with one degree of freedom fewer than
// replicates in which both have exposure and one has events. Two groups do not tell whose counts
// they are that vary: φ is the mean of the factors of the two, weighted by the events of the other,
// which is what the variance of the logarithm of their ratio needs. It is split so that each ratio
// gets its own: the baseline has φ₀, the mean φ of the groups, each weighted by its part of the
// events of itself and the baseline, or as much less as leaves no group below 1; and a group has
//
//	φ + (φ - φ₀) × events of the group / events of the baseline    (of proportions: events × (1 - proportion))
//
// so that both have φ if there are only two groups. The factors are therefore not for the rate of
// one group by itself or for differences, in which a busy month does not cancel: those need
// [PerGroup]. Nor are they for ratios between two groups neither of which is the baseline.
//
// [Factors.Pooled] is of the two-way model of all groups, with (groups-1)(replicates-1) degrees of
// freedom where no cell is without exposure.
//
// The error wraps [ErrReplicates] if no replicate is left to compare with another,
// [rri.ErrBaseline] if no replicate has the baseline, and otherwise is that of [PerGroup].
func WithinStrata[G cmp.Ordered, M rri.Measure](baseline G, replicates []map[G]M) (Factors[G], error) {
	t, err := tabulate(replicates)
	if err != nil {
		return Factors[G]{}, err
	}
	base, ok := slices.BinarySearch(t.groups, baseline)
	if len(t.groups) > 0 && !ok {
		return Factors[G]{}, fmt.Errorf("dispersion: %w: no replicate has %s", rri.ErrBaseline, quote(baseline))
	}
	all := make([]int, len(t.groups))
	for i := range all {
		all[i] = i
	}
	f := Factors[G]{Groups: make([]Group[G], len(t.groups))}
	f.Pooled, _ = t.within(all)
	if f.Pooled.DF == 0 {
		return Factors[G]{}, fmt.Errorf("dispersion: %w: give two groups at least two replicates in which both have exposure and one has events", ErrReplicates)
	}
	ratios := make([]float64, len(t.groups)) // of what each group tells to what the baseline does
	mean, weights, most := 0., 0., math.Inf(1)
	for i, g := range t.groups {
		group := &f.Groups[i]
		group.Group = g
		if i == base {
			continue
		}
		var variances []float64
		if group.Own, variances = t.within([]int{base, i}); group.Own.DF == 0 {
			group.DesignEffect, group.DF = f.Pooled.factor()
			continue
		}
		phi, df := group.Own.factor()
		group.DesignEffect, group.DF = phi, df
		ratios[i] = variances[1] / variances[0]
		weight := ratios[i] / (1 + ratios[i])
		weights += weight
		mean += weight / weights * (phi - mean)
		most = min(most, phi+(phi-1)/ratios[i])
	}
	baselines, _ := f.Pooled.factor()
	if weights > 0 {
		baselines = min(mean, most)
	}
	f.Groups[base].DesignEffect = baselines
	for i, ratio := range ratios {
		group := &f.Groups[i]
		phi := group.DesignEffect
		more := (phi - baselines) * ratio
		if group.DesignEffect = finite(max(1, phi+more)); group.DesignEffect-1 < lastDigits*(phi+math.Abs(more)) {
			group.DesignEffect = 1 // what is left of the difference of large factors is rounding
		}
	}
	return f, nil
}

// lastDigits is how much of the numbers that are added rounding may leave in a sum.
const lastDigits = 0x1p-50

// within returns how much the counts of some groups vary around the two-way model, and the sum of
// the variances that the model gives those of each group.
func (t *table[G]) within(groups []int) (d Dispersion, variances []float64) {
	w := newTwoWay(t, groups)
	w.solve()
	variances = make([]float64, len(groups))
	used := make([]bool, len(w.cells))
	for i, c := range w.cells {
		mean := c.exposure * math.Exp(c.log)
		variance := mean
		if w.binomial {
			variance *= -math.Expm1(c.log)
		}
		if used[i] = !w.atEdge(c); used[i] {
			d.add(c.events, mean, variance)
			variances[c.group] += variance
		}
	}
	if d.DF = w.freedom(used); d.DF == 0 {
		return Dispersion{}, nil
	}
	return d, variances
}
