package trend

import (
	"math"
	"slices"

	"github.com/seed-549880be/disparity/rri/internal/quantity"
)

// cell is what one period tells of the index of a group: effective counts, A events of N in the
// group and B of M in the baseline, and the middle of the period in years.
type cell struct {
	quantity.Counts
	time float64
}

// tells reports whether c says anything of the index.
func (c cell) tells() bool { return c.N > 0 && c.M > 0 && c.A+c.B > 0 }

// fitted is the log-linear model of a series,
//
//	log(rate) = effect of the period + log(index), log(index) = level + slope × time
//
// fitted by maximum likelihood, Poisson of rates and binomial of proportions. An effect for each
// period lets what all groups share in it cancel, and leaves two parameters: once these are given,
// the likeliest effect of a period has a closed form. Of rates what is left is the logistic
// regression of the share of the group in the events of both. That is an identity, and no
// approximation: coefficients, standard errors and Pearson's chi-squared are those of the whole
// model, as R's glm computes them with a factor of the period.
type fitted struct {
	level, slope float64 // of the logarithm of the index, at time 0, and a year
	// variance of the slope by the model, from its expected information
	variance  float64
	chiSquare float64 // Pearson's
	periods   int     // how many say something
}

// freedom returns the degrees of freedom of the chi-squared.
func (f fitted) freedom() int { return max(0, f.periods-2) }

// dispersion returns the chi-squared over its degrees of freedom; NaN if there are none.
func (f fitted) dispersion() float64 {
	if f.freedom() == 0 {
		return math.NaN()
	}
	return f.chiSquare / float64(f.freedom())
}

// fit fits the model. The slope is NaN where the cells say nothing of it: where fewer than two
// periods do, or a group has no event in any. It is infinite where no event of the one group comes
// before one of the other: then the likelihood rises for ever.
func fit(cells []cell, binomial bool) fitted {
	kept := make([]cell, 0, len(cells))
	for _, c := range cells {
		if !c.tells() {
			continue
		}
		if binomial && c.A == c.N && c.B == c.M {
			// Where all had the event the likelihood has an edge at an index of 1, which is the
			// only one possible; half a person without it makes it smooth.
			c.N, c.M = c.N+0.5, c.M+0.5
		}
		kept = append(kept, c)
	}
	nan := math.NaN()
	f := fitted{level: nan, slope: nan, variance: nan, chiSquare: nan, periods: len(kept)}
	if f.periods == 0 {
		return f
	}
	slices.SortStableFunc(kept, func(a, b cell) int {
		switch {
		case a.time < b.time:
			return -1
		case a.time > b.time:
			return 1
		}
		return 0
	})
	first, last := kept[0].time, kept[len(kept)-1].time
	if first == last {
		return f
	}
	if end := endless(kept); end != 0 {
		f.slope = end // NaN too
		return f
	}
	// Times from -1 to 1 keep both parameters of one size.
	centre, half := first+(last-first)/2, (last-first)/2
	p := problem{cells: kept, times: make([]float64, len(kept)), binomial: binomial}
	for i, c := range kept {
		p.times[i] = (c.time - centre) / half
	}
	level, slope, at := p.solve()
	f.slope = slope / half
	f.level = level - f.slope*centre
	f.variance = at.expected.variance() / half / half
	f.chiSquare = at.chiSquare
	return f
}

// endless returns the slope where it is not finite: NaN if a group has no event, ±Inf where the
// events of the two do not overlap in time; 0 otherwise. The cells are in order of time.
func endless(cells []cell) float64 {
	inf := math.Inf(1)
	firstA, lastA, firstB, lastB := inf, -inf, inf, -inf
	for _, c := range cells {
		if c.A > 0 {
			firstA, lastA = min(firstA, c.time), max(lastA, c.time)
		}
		if c.B > 0 {
			firstB, lastB = min(firstB, c.time), max(lastB, c.time)
		}
	}
	switch {
	case math.IsInf(firstA, 1) || math.IsInf(firstB, 1):
		return math.NaN()
	case lastB <= firstA:
		return inf
	case lastA <= firstB:
		return -inf
	}
	return 0
}

// problem is the likelihood to be solved.
type problem struct {
	cells    []cell
	times    []float64
	binomial bool
}

// matrix is an information of level and slope: a symmetric matrix of two rows.
type matrix struct{ level, both, slope float64 }

func (m *matrix) add(information, time float64) {
	m.level += information
	m.both += information * time
	m.slope += information * time * time
}

// determinant is level × variance of the times, which does not cancel.
func (m matrix) variance() float64 { return 1 / (m.slope - m.both/m.level*m.both) }

// step returns the inverse of m times a score, or false if m has none.
func (m matrix) step(level, slope float64) (stepLevel, stepSlope float64, ok bool) {
	rest := m.slope - m.both/m.level*m.both
	if !(m.level > 0) || !(rest > 1e-14*m.slope) {
		return 0, 0, false
	}
	stepSlope = (slope - m.both/m.level*level) / rest
	stepLevel = (level - m.both*stepSlope) / m.level
	return stepLevel, stepSlope, true
}

// point is what the likelihood is like at one level and slope.
type point struct {
	scoreLevel, scoreSlope float64
	observed, expected     matrix
	chiSquare              float64
}

func (p problem) at(level, slope float64) (q point) {
	for i, c := range p.cells {
		score, observed, expected := c.likelihood(level+slope*p.times[i], p.binomial)
		q.scoreLevel += score
		q.scoreSlope += score * p.times[i]
		q.observed.add(observed, p.times[i])
		q.expected.add(expected, p.times[i])
		if expected > 0 {
			q.chiSquare += score / expected * score
		}
	}
	return q
}

// solve maximizes the likelihood, whose logarithm is concave, by Newton's method. A step that
// overshoots, so that the slope along it turns, is halved.
func (p problem) solve() (level, slope float64, at point) {
	level = p.start()
	at = p.at(level, slope)
	for range 200 {
		stepLevel, stepSlope, ok := at.observed.step(at.scoreLevel, at.scoreSlope)
		if !ok {
			if stepLevel, stepSlope, ok = at.expected.step(at.scoreLevel, at.scoreSlope); !ok {
				break
			}
		}
		rise := at.scoreLevel*stepLevel + at.scoreSlope*stepSlope
		var next point
		for range 60 {
			next = p.at(level+stepLevel, slope+stepSlope)
			if next.scoreLevel*stepLevel+next.scoreSlope*stepSlope >= -0.3*rise {
				break
			}
			stepLevel, stepSlope = stepLevel/2, stepSlope/2
		}
		level, slope, at = level+stepLevel, slope+stepSlope, next
		if math.Abs(stepLevel) <= 1e-13*(1+math.Abs(level)) && math.Abs(stepSlope) <= 1e-13*(1+math.Abs(slope)) {
			break
		}
	}
	return level, slope, at
}

// start returns the logarithm of the index of all periods together.
func (p problem) start() float64 {
	var above, below float64 // as Mantel and Haenszel
	for _, c := range p.cells {
		above += c.A * (c.M / (c.N + c.M))
		below += c.B * (c.N / (c.N + c.M))
	}
	return math.Log(above / below)
}

// likelihood returns, of the log likelihood of one period as a function of the logarithm of the
// index with the likeliest effect of the period, the first derivative, and minus the second as
// observed and as expected. The chi-squared of the period is score²/expected: the two scores, of
// the group and of the baseline, differ by their sign alone, and one over the expected information
// is the sum of those of the two.
func (c cell) likelihood(logIndex float64, binomial bool) (score, observed, expected float64) {
	if !binomial {
		x := logIndex + math.Log(c.N/c.M)
		share, rest := 1/(1+math.Exp(-x)), 1/(1+math.Exp(x)) // of the group in the events of both
		expected = (c.A + c.B) * share * rest
		return c.A*rest - c.B*share, expected, expected
	}
	group, baseline := c.likeliest(math.Exp(logIndex))
	// of the logarithm of a proportion p: (events - n p)/(1-p), (n-events) p/(1-p)², n p/(1-p)
	harmonic := func(x, y float64) float64 {
		if x == 0 || y == 0 {
			return 0
		}
		return 1 / (1/x + 1/y)
	}
	if group <= baseline {
		score = (c.A - c.N*group) / (1 - group)
	} else {
		score = (c.M*baseline - c.B) / (1 - baseline)
	}
	expected = harmonic(c.N*group/(1-group), c.M*baseline/(1-baseline))
	if group == 1 { // it stays at 1 whatever the index
		return score, (c.M - c.B) * baseline / (1 - baseline) / (1 - baseline), expected
	}
	if baseline == 1 {
		return score, (c.N - c.A) * group / (1 - group) / (1 - group), expected
	}
	observed = harmonic((c.N-c.A)*group/(1-group)/(1-group), (c.M-c.B)*baseline/(1-baseline)/(1-baseline))
	return score, observed, expected
}

// likeliest returns the likeliest proportions of the group and of the baseline whose ratio is
// index: Miettinen and Nurminen 1985, DOI 10.1002/sim.4780040211. They solve a quadratic equation.
func (c cell) likeliest(index float64) (group, baseline float64) {
	if index > 1 { // the smaller of the two has the digits
		baseline, group = cell{Counts: c.Swap()}.likeliest(1 / index)
		return group, baseline
	}
	square := (c.N + c.M) * index
	linear := (c.N+c.B)*index + c.A + c.M
	events := c.A + c.B
	root := math.Sqrt(max(0, linear*linear-4*square*events))
	baseline = min(1, 2*events/(linear+root))
	return index * baseline, baseline
}
