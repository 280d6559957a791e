package trend

import (
	"math"

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
	variance float64
	// variance of the slope if the index goes up and down by the same share in every period
	uneven    float64
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
	p := newProblem(cells, binomial)
	return p.fit(cells)
}

// newProblem returns the problem of cells at the times of those. Times from -1 to 1 keep the two
// parameters of one size.
func newProblem(cells []cell, binomial bool) *problem {
	p := &problem{times: make([]float64, len(cells)), binomial: binomial}
	if len(cells) == 0 {
		return p
	}
	first, last := cells[0].time, cells[0].time
	for _, c := range cells {
		first, last = min(first, c.time), max(last, c.time)
	}
	p.centre, p.half = first+(last-first)/2, (last-first)/2
	for i, c := range cells {
		if p.half > 0 {
			p.times[i] = (c.time - p.centre) / p.half
		}
	}
	return p
}

// fit fits the model to cells at the times of the problem. It begins where the fit before ended,
// which is close by where the cells have hardly changed.
func (p *problem) fit(cells []cell) fitted {
	nan := math.NaN()
	f := fitted{level: nan, slope: nan, variance: nan, uneven: nan, chiSquare: nan}
	first, last := math.Inf(1), math.Inf(-1)
	for _, c := range cells {
		if c.tells() {
			f.periods++
			first, last = min(first, c.time), max(last, c.time)
		}
	}
	if !(first < last) {
		return f
	}
	if end := endless(cells); end != 0 {
		f.slope = end // NaN too
		return f
	}
	p.cells = cells
	if !p.solved {
		p.level, p.slope = p.start(), 0
	}
	at := p.solve()
	if p.solved = !math.IsNaN(p.slope); !p.solved {
		return f
	}
	f.slope = p.slope / p.half
	f.level = p.level - f.slope*p.centre
	f.variance = at.expected.variance() / p.half / p.half
	f.chiSquare = at.chiSquare
	f.uneven = p.uneven(at, f.periods) / p.half / p.half
	return f
}

// endless returns the slope where it is not finite: NaN if a group has no event, ±Inf where the
// events of the two do not overlap in time; 0 otherwise.
func endless(cells []cell) float64 {
	inf := math.Inf(1)
	firstA, lastA, firstB, lastB := inf, -inf, inf, -inf
	for _, c := range cells {
		if !c.tells() {
			continue
		}
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

// problem is the likelihood to be solved, with the times in halves of what they span from its
// centre.
type problem struct {
	cells        []cell
	times        []float64
	centre, half float64
	binomial     bool
	level, slope float64 // where it is solved, by these times
	solved       bool
}

// matrix is an information of level and slope: a symmetric matrix of two rows.
type matrix struct{ level, both, slope float64 }

func (m *matrix) add(information, time float64) {
	m.level += information
	m.both += information * time
	m.slope += information * time * time
}

// variance returns that of the slope.
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

func (p *problem) at(level, slope float64) (q point) {
	for i, c := range p.cells {
		if !c.tells() {
			continue
		}
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
// overshoots, so that the likelihood falls again at its end, is halved.
func (p *problem) solve() (at point) {
	at = p.at(p.level, p.slope)
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
			next = p.at(p.level+stepLevel, p.slope+stepSlope)
			if next.scoreLevel*stepLevel+next.scoreSlope*stepSlope >= -0.3*rise {
				break
			}
			stepLevel, stepSlope = stepLevel/2, stepSlope/2
		}
		p.level, p.slope, at = p.level+stepLevel, p.slope+stepSlope, next
		if math.Abs(stepLevel) <= 1e-11*(1+math.Abs(p.level)) && math.Abs(stepSlope) <= 1e-11*(1+math.Abs(p.slope)) {
			break // the square of it is left
		}
	}
	return at
}

// uneven returns the variance of the slope if the logarithm of the index goes up and down with some
// variance in every period, beside what the model has. That variance is as makes Pearson's
// chi-squared what it is, and 0 if it is below its degrees of freedom: DerSimonian and Laird 1986,
// DOI 10.1016/0197-2456(86)90046-2.
func (p *problem) uneven(at point, periods int) float64 {
	centre, own := at.expected.both/at.expected.level, at.expected.variance()
	var room, squares float64
	for i, c := range p.cells {
		if !c.tells() {
			continue
		}
		_, _, weight := c.likelihood(p.level+p.slope*p.times[i], p.binomial)
		// by how much log(index) of this period moves the slope
		pull := weight * (p.times[i] - centre) * own
		leverage := weight * (1/at.expected.level + (p.times[i]-centre)*(p.times[i]-centre)*own)
		room += weight * (1 - leverage)
		squares += pull * pull
	}
	between := 0.
	if excess := at.chiSquare - float64(periods-2); excess > 0 && room > 0 {
		between = excess / room
	}
	return own + between*squares
}

// start returns the logarithm of the index of all periods together.
func (p *problem) start() float64 {
	var above, below float64 // as Mantel and Haenszel
	for _, c := range p.cells {
		if !c.tells() {
			continue
		}
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
	index := math.Exp(max(-600, min(logIndex, 600))) // with which no product overflows
	if !binomial {
		odds := index * (c.N / c.M)
		share, rest := odds/(1+odds), 1/(1+odds) // of the group in the events of both
		expected = (c.A + c.B) * share * rest
		return c.A*rest - c.B*share, expected, expected
	}
	if c.A == c.N && c.B == c.M {
		// Where all had the event the likelihood has an edge at an index of 1, which is the only
		// one possible; half a person without it makes it smooth.
		c.N, c.M = c.N+0.5, c.M+0.5
	}
	group, baseline := c.likeliest(index)
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
