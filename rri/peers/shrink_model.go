package peers

import (
	"math"
	"slices"
)

// hierarchy is the units whose true values come from one distribution, of which neither the mean
// nor the variation is known.
//
// The variation v is the standard deviation of the true values over their mean, 1/√k. Before the
// counts are seen, the share of its own counts in the value of a middling unit is taken to be
// uniform from 0 to 1,
//
//	s = v² i / (1 + v² i)     i the information in the counts of that unit
//
// (Daniels 1999, DOI 10.2307/3316112; Christiansen and Morris 1997, DOI
// 10.1080/01621459.1997.10474013), and the logarithm t of the mean to be uniform near that of all
// units together, with a density that falls as 1/cosh((t-t₀)/2), by which nothing is infinite.
type hierarchy struct {
	units  []evidence
	center float64 // t₀
	scale  float64 // i
}

// newHierarchy returns the hierarchy of some units, which have events.
func newHierarchy(units []evidence) hierarchy {
	m := hierarchy{units: units}
	var group, exposure float64
	if units[0].rate {
		for _, e := range units {
			group, exposure = group+e.a, exposure+math.Exp(e.logC)
		}
		m.center = math.Log(group / exposure)
	} else {
		m.center = commonIndex(units)
	}
	var information []float64
	for _, e := range units {
		information = append(information, e.information(m.center))
	}
	slices.Sort(information)
	n := len(information)
	m.scale = (information[(n-1)/2] + information[n/2]) / 2
	return m
}

// commonIndex returns the logarithm of the index that makes the counts of all units most probable.
func commonIndex(units []evidence) float64 {
	slope := func(x float64) (slope, fall float64) {
		for _, e := range units {
			s, f := e.slope(x)
			slope, fall = slope+s, fall+f
		}
		return slope, fall
	}
	lowest, highest := math.Inf(1), math.Inf(-1)
	var a, b float64
	for _, e := range units {
		lowest, highest, a, b = min(lowest, -e.logC), max(highest, -e.logC), a+e.a, b+e.b
	}
	odds := math.Log(a / b)
	lowest, highest = lowest+odds, highest+odds
	x := (lowest + highest) / 2
	for range 200 {
		s, f := slope(x)
		if s > 0 {
			lowest = x
		} else {
			highest = x
		}
		next := x + s/f
		if !(next > lowest && next < highest) {
			next = (lowest + highest) / 2
		}
		if math.Abs(next-x) < 1e-13 {
			break
		}
		x = next
	}
	return x
}

// slice is the model at one variation.
type slice struct {
	k float64

	// norm is [prior.logNorm] at k.
	norm float64

	// peak is where the density of t is highest.
	peak float64

	// t are logarithms of the mean, a step apart, with the logarithm of the density of each: of the
	// counts and of t together.
	t, density []float64
	step       float64

	// units are what the units have at each of t.
	units [][]marginal

	// logEvidence is the logarithm of the integral of density.
	logEvidence float64
}

// at returns what the units have by a prior, and the logarithm of the density of the counts and of
// t with its first two derivatives. near are where the modes of the units may be; it is changed to
// where they are.
func (m hierarchy) at(p prior, near []float64) (units []marginal, density, slope, curve float64) {
	units = make([]marginal, len(m.units))
	for j, e := range m.units {
		u := e.by(p, near[j])
		units[j], near[j] = u, u.mode
		density += u.logEvidence
		slope += u.slope
		curve += u.curve
	}
	half := (p.t - m.center) / 2
	density -= logCosh(half)
	slope -= math.Tanh(half) / 2
	curve -= 0.25 / math.Cosh(half) / math.Cosh(half)
	return units, density, slope, curve
}

// logCosh returns log(cosh(x)).
func logCosh(x float64) float64 {
	x = math.Abs(x)
	return x + math.Log1p(math.Exp(-2*x)) - math.Ln2
}

// peak returns where the density of t is highest at k, its standard deviation from the curvature
// there, and the logarithm of the density.
func (m hierarchy) peak(k, t float64, near []float64) (peak, deviation, density float64) {
	lowest, highest := math.Inf(-1), math.Inf(1)
	for range 100 {
		_, d, slope, curve := m.at(prior{k, t}, near)
		fall := -curve
		if !(fall > 0) {
			fall = m.expectedFall(k, t)
		}
		peak, deviation, density = t, 1/math.Sqrt(fall), d
		if slope > 0 {
			lowest = t
		} else {
			highest = t
		}
		if math.Abs(slope) < closeEnough/deviation {
			break
		}
		next := t + min(max(slope/fall, -2), 2)
		if !(next > lowest && next < highest) {
			next = (lowest + highest) / 2
		}
		t = next
	}
	return peak, deviation, density
}

// closeEnough is how near to its peak, in standard deviations, a density is taken to be highest.
const closeEnough = 0.01

// expectedFall is what the curvature of the density of t is expected to be, but for its sign.
func (m hierarchy) expectedFall(k, t float64) float64 {
	fall := 0.25
	for _, e := range m.units {
		i := e.information(t)
		fall += i * k / (i + k)
	}
	return fall
}

const (
	// gridStep is the distance of the nodes of t, and of those of the logarithm of v, in standard
	// deviations.
	gridStep = 0.8
	// faint is how far below the highest a logarithm of a density is negligible.
	faint = 9
	// mostNodes is how many nodes there are at most on either side.
	mostNodes = 60
)

// sliceAt returns the model at one variation. t is where the mean may be.
func (m hierarchy) sliceAt(k, t float64, near []float64) slice {
	peak, deviation, _ := m.peak(k, t, near)
	s := slice{k: k, norm: prior{k: k}.logNorm(), peak: peak, step: gridStep * deviation}
	highest := math.Inf(-1)
	for _, way := range []float64{-1, 1} {
		modes := slices.Clone(near)
		for i := range mostNodes {
			if way > 0 && i == 0 {
				continue
			}
			t := peak + way*float64(i)*s.step
			units, density, _, _ := m.at(prior{k, t}, modes)
			s.t, s.density, s.units = append(s.t, t), append(s.density, density), append(s.units, units)
			if highest = max(highest, density); density < highest-faint {
				break
			}
		}
		if way < 0 {
			slices.Reverse(s.t)
			slices.Reverse(s.density)
			slices.Reverse(s.units)
		}
	}
	s.logEvidence = math.Log(s.step) + logSum(s.density)
	return s
}

// logSum returns the logarithm of the sum of the numbers with these logarithms.
func logSum(logs []float64) float64 {
	highest := slices.Max(logs)
	if math.IsInf(highest, -1) {
		return highest
	}
	var sum float64
	for _, l := range logs {
		sum += math.Exp(l - highest)
	}
	return highest + math.Log(sum)
}

// logPrior returns the logarithm of the density of log v before the counts are seen.
func (m hierarchy) logPrior(u float64) float64 {
	odds := 2*u + math.Log(m.scale) // of the share of its own counts
	return -odds - 2*math.Log1p(math.Exp(-odds))
}

// mostVariation is the largest variation that is thought of.
const mostVariation = 5

// span returns between what logarithms of v it is looked for. Below the lowest it has next to no
// probability before the counts are seen.
func (m hierarchy) span() (lowest, highest float64) {
	highest = math.Log(mostVariation)
	return min(-math.Log(m.scale)/2, highest) - 6, highest
}

// search is what looks for the variation: the model, and where the mean and the true values of the
// units were at the last one that was looked at.
type search struct {
	hierarchy
	t    float64
	near []float64
}

func (m hierarchy) search() *search {
	s := &search{hierarchy: m, t: m.center}
	for range m.units {
		s.near = append(s.near, m.center)
	}
	return s
}

// laplace returns the logarithm of the density of the counts at a variation, with its logarithm u,
// integrated over t as if that were normal.
func (s *search) laplace(u float64) float64 {
	peak, deviation, density := s.peak(math.Exp(-2*u), s.t, s.near)
	s.t = peak
	return density + math.Log(deviation*math.Sqrt(2*math.Pi))
}

// slice returns the model at a variation.
func (s *search) slice(u float64) slice {
	sl := s.sliceAt(math.Exp(-2*u), s.t, s.near)
	s.t = sl.peak
	return sl
}

// posterior is what the counts tell of the model: slices at variations, with the weight of each of
// their nodes; all weights together are 1.
type posterior struct {
	hierarchy
	slices  []slice
	weights [][]float64

	// scanned are logarithms of v, from the highest to the lowest, with those of the density of the
	// counts.
	scanned []scanned
}

type scanned struct{ u, logEvidence float64 }

// scanStep is the distance of the logarithms of v that are looked at first.
const scanStep = 0.5

// fit returns what the counts tell of the model.
func (m hierarchy) fit() posterior {
	s := m.search()
	f := func(u float64) float64 { return s.laplace(u) + m.logPrior(u) }
	lowest, highest := m.span()
	p := posterior{hierarchy: m}
	best, value := highest, math.Inf(-1)
	for u := highest; u > lowest; u -= scanStep {
		l := s.laplace(u)
		p.scanned = append(p.scanned, scanned{u, l})
		if l += m.logPrior(u); l > value {
			best, value = u, l
		}
	}
	best, value = maximize(f, max(best-scanStep, lowest), min(best+scanStep, highest), 0.01)
	// The step follows the curvature at the peak. At the end of the span there may be none.
	const near = 0.05
	fall := (2*value - f(best-near) - f(best+near)) / (near * near)
	step := gridStep * min(1/math.Sqrt(max(fall, 1e-9)), 0.7)
	var logs []float64
	for _, way := range []float64{-1, 1} {
		s := m.search()
		for i := range mostNodes {
			u := best + way*float64(i)*step
			if way > 0 && i == 0 {
				continue
			}
			if u > highest {
				break
			}
			sl := s.slice(u)
			l := sl.logEvidence + m.logPrior(u)
			p.slices, logs = append(p.slices, sl), append(logs, l)
			if l < slices.Max(logs)-faint {
				break
			}
		}
	}
	all := logSum(logs)
	for i, sl := range p.slices {
		weights := make([]float64, len(sl.t))
		for n, density := range sl.density {
			weights[n] = math.Exp(logs[i] - all + density + math.Log(sl.step) - sl.logEvidence)
		}
		p.weights = append(p.weights, weights)
	}
	return p
}

// maximize returns where f, which has one peak between a and b, is highest, and how high: by golden
// sections, until it is known to within a tolerance.
func maximize(f func(float64) float64, a, b, tolerance float64) (x, value float64) {
	golden := (math.Sqrt(5) - 1) / 2
	x, y := b-golden*(b-a), a+golden*(b-a)
	fx, fy := f(x), f(y)
	for b-a > tolerance {
		if fx > fy {
			b, y, fy = y, x, fx
			x = b - golden*(b-a)
			fx = f(x)
		} else {
			a, x, fx = x, y, fy
			y = a + golden*(b-a)
			fy = f(y)
		}
	}
	if fx > fy {
		return x, fx
	}
	return y, fy
}
