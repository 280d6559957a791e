package peers

import (
	"math"
	"slices"

	"github.com/seed-549880be/disparity/rri/internal/tail"
)

const (
	// distributionNodes is how many nodes a distribution has.
	distributionNodes = 120
	// leastWeight is the weight of a node of the model that is of no account.
	leastWeight = 1e-6
)

// distribution returns that of the true value of a unit, given the counts of all: the mixture of
// those by the nodes of the model, by their weights. Its nodes are closer together where most of it
// is.
func (p posterior) distribution(unit int) spread {
	var center, precision float64
	left, right := math.Inf(1), math.Inf(-1)
	p.each(func(s slice, n int, weight float64) {
		u := s.units[n][unit]
		center += weight * u.mode
		precision += weight / u.deviation
		if weight > leastWeight {
			left, right = min(left, u.left), max(right, u.right)
		}
	})
	from, to := math.Asinh((left-center)*precision), math.Asinh((right-center)*precision)
	step := (to - from) / (distributionNodes - 1)
	x := func(i float64) float64 { return center + math.Sinh(from+i*step)/precision }
	density := make([]float64, distributionNodes)
	e := p.units[unit]
	for i := range density {
		at := x(float64(i))
		likelihood := e.logLikelihood(at)
		p.each(func(s slice, n int, weight float64) {
			if weight > leastWeight {
				y := at - s.t[n]
				density[i] += weight * math.Exp(likelihood+s.norm+s.k*(y-math.Expm1(y))-s.units[n][unit].logEvidence)
			}
		})
		density[i] *= math.Cosh(from+float64(i)*step) / precision * step
	}
	return spreadOf(density, x)
}

// each calls f for every node of the model.
func (p posterior) each(f func(s slice, n int, weight float64)) {
	for i, s := range p.slices {
		for n, weight := range p.weights[i] {
			f(s, n, weight)
		}
	}
}

// outermost is the probability beyond which a spread has no quantiles.
const outermost = 1e-9

// spreadOf returns the distribution with so much density at nodes 0, 1, … of an axis; x has the
// logarithm of the value at a place of the axis. Between two nodes the sum of the density is
// corrected by the first term of Euler and Maclaurin.
func spreadOf(density []float64, x func(i float64) float64) spread {
	var all float64
	for _, g := range density {
		all += g
	}
	s := spread{below: 1}
	var below float64
	above := all
	for i := range len(density) - 1 {
		below, above = below+density[i], above-density[i]
		bend := (density[i+1] - density[i]) / 24
		under, over := (below+bend)/all, (above-bend)/all
		if under < outermost || over < outermost {
			continue
		}
		z := -tail.NormalQuantile(under)
		if over < 0.5 {
			z = tail.NormalQuantile(over)
		}
		s.at, s.z = append(s.at, x(float64(i)+0.5)), append(s.z, z)
	}
	return s
}

// quantile returns the logarithm of the value below which there is the probability with this normal
// quantile.
func (s spread) quantile(z float64) float64 {
	i, _ := slices.BinarySearch(s.z, z)
	i = min(max(i, 1), len(s.z)-1)
	return s.at[i-1] + (z-s.z[i-1])/(s.z[i]-s.z[i-1])*(s.at[i]-s.at[i-1])
}

// thinned returns s with fewer quantiles, whose normal quantiles are a step apart.
func (s spread) thinned(step float64) spread {
	thin := spread{below: 1}
	for z := -thinnedTo; z <= thinnedTo; z += step {
		thin.at, thin.z = append(thin.at, s.quantile(z)), append(thin.z, z)
	}
	return thin
}

// thinnedTo is the outermost normal quantile of a spread that is thinned.
const thinnedTo = 4.

// spreadOfMean returns the distribution of the mean of the true values: the mixture of those of the
// slices.
func (p posterior) spreadOfMean() spread {
	var parts []spread
	var weights []float64
	lowest, highest := math.Inf(1), math.Inf(-1)
	for i, s := range p.slices {
		var weight float64
		for _, w := range p.weights[i] {
			weight += w
		}
		parts = append(parts, spreadOf(p.weights[i], func(i float64) float64 { return s.t[0] + i*s.step }))
		weights = append(weights, weight)
		if weight > leastWeight {
			lowest, highest = min(lowest, s.t[0]), max(highest, s.t[len(s.t)-1])
		}
	}
	mixture := spread{below: 1}
	for i := range distributionNodes {
		x := lowest + float64(i)/(distributionNodes-1)*(highest-lowest)
		var under float64
		for k, part := range parts {
			under += weights[k] * part.cumulative(x)
		}
		if under > outermost && under < 1-outermost {
			mixture.at, mixture.z = append(mixture.at, x), append(mixture.z, -tail.NormalQuantile(under))
		}
	}
	return mixture
}

// meanRanks returns the mean of the rank of each, 1 being the lowest: 1 and the probabilities of
// the others to be lower. Between two of all quantiles each is spread alike.
func meanRanks(all []spread) []float64 {
	var cuts []float64
	for _, s := range all {
		cuts = append(cuts, s.at...)
	}
	slices.Sort(cuts)
	cuts = append(slices.Compact(cuts), math.Inf(1))
	ranks, from, to := make([]float64, len(all)), make([]float64, len(all)), make([]float64, len(all))
	for k, s := range all {
		ranks[k], from[k] = 1, s.zero
	}
	for _, cut := range cuts {
		var lower float64
		for k, s := range all {
			to[k] = s.cumulative(cut)
			lower += (from[k] + to[k]) / 2
		}
		for k := range all {
			ranks[k] += (to[k] - from[k]) * (lower - (from[k]+to[k])/2)
		}
		copy(from, to)
	}
	return ranks
}
