package trend

import (
	"math"

	"github.com/seed-549880be/disparity/rri/internal/quantity"
	"github.com/seed-549880be/disparity/rri/internal/root"
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

// freedom returns the degrees of freedom of the chi-squared; 0 where there is none.
func (f fitted) freedom() int {
	if math.IsNaN(f.chiSquare) {
		return 0
	}
	return max(0, f.periods-2)
}

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
	n := len(cells)
	p := &problem{binomial: binomial, times: make([]float64, n), scores: make([]float64, n), observed: make([]float64, n), expected: make([]float64, n)}
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
	f := fitted{level: nan, slope: nan, variance: nan, chiSquare: nan}
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
	p.solve()
	p.solved = true
	f.slope = p.slope / p.half
	f.level = p.level - f.slope*p.centre
	p.summary(&f)
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

	scores, observed, expected []float64 // of each period, at a level and slope
}

// information is that of the level and the slope of a line through the periods, by the weights of
// these. At the centre of the times by those weights the two do not depend on each other, so that
// nothing cancels where one period outweighs the others by far.
type information struct {
	centre float64 // the weighted mean of the times
	level  float64 // the sum of the weights: that of the level at the centre
	slope  float64 // that of the slope
}

func (p *problem) information(weights []float64) (n information) {
	for i, w := range weights {
		n.level += w
		n.centre += w * p.times[i]
	}
	n.centre /= n.level
	for i, w := range weights {
		n.slope += w * (p.times[i] - n.centre) * (p.times[i] - n.centre)
	}
	return n
}

// at computes the scores and weights of every period at one level and slope.
func (p *problem) at(level, slope float64) {
	for i, c := range p.cells {
		p.scores[i], p.observed[i], p.expected[i] = 0, 0, 0
		if c.tells() {
			p.scores[i], p.observed[i], p.expected[i] = c.likelihood(level+slope*p.times[i], p.binomial)
		}
	}
}

// along returns the derivative of the log likelihood along a step of the level and the slope.
func (p *problem) along(level, slope float64) (sum float64) {
	for i, score := range p.scores {
		sum += score * (level + slope*p.times[i])
	}
	return sum
}

// step returns the step of Newton's method from where the scores are, which is as far as the log
// likelihood would rise if it were a parabola.
func (p *problem) step() (level, slope float64, ok bool) {
	for _, weights := range [][]float64{p.observed, p.expected} {
		n := p.information(weights)
		var score, turn float64
		for i, s := range p.scores {
			score += s
			turn += s * (p.times[i] - n.centre)
		}
		slope = turn / n.slope
		level = score/n.level - slope*n.centre
		if largest := max(math.Abs(level), math.Abs(slope)); largest > mostStep {
			level, slope = level/largest*mostStep, slope/largest*mostStep
		}
		if !math.IsNaN(level) && !math.IsNaN(slope) {
			return level, slope, true
		}
	}
	return 0, 0, false
}

// mostStep is the longest step, in units of a logarithm.
const mostStep = 20

// solve maximizes the likelihood, whose logarithm is concave: by Newton's method, or where that
// does not get there, as it may not beside the edges of proportions, by bracketed roots.
func (p *problem) solve() {
	if p.newton() {
		return
	}
	p.slope = outwards(0, func(slope float64) float64 {
		p.slope = slope
		p.level = outwards(p.level, func(level float64) float64 {
			p.at(level, slope)
			return p.along(1, 0)
		})
		p.at(p.level, slope)
		return p.along(0, 1)
	})
	p.at(p.level, p.slope)
}

// outwards returns the root of a function that falls, looking for it from start outwards.
func outwards(start float64, f func(float64) float64) float64 {
	from, value := start, f(start)
	if value == 0 {
		return start
	}
	step := math.Copysign(0.1, value)
	for range 40 {
		to := from + step
		next := f(to)
		if next == 0 || next > 0 != (value > 0) {
			return root.Bracketed(from, value, to, next, 1, f)
		}
		from, value, step = to, next, 2*step
	}
	return from
}

// newton reports whether Newton's method has got there. A step that overshoots, so that the
// likelihood falls again at its end, is halved.
func (p *problem) newton() bool {
	p.at(p.level, p.slope)
	for range 50 {
		level, slope, ok := p.step()
		if !ok {
			return false
		}
		// What is left after so short a step is the square of it.
		last := math.Abs(level) <= 1e-11*(1+math.Abs(p.level)) && math.Abs(slope) <= 1e-11*(1+math.Abs(p.slope))
		rise := p.along(level, slope)
		halvings := 0
		for ; halvings < 20; halvings++ {
			p.at(p.level+level, p.slope+slope)
			if last || p.along(level, slope) >= -0.3*rise {
				break
			}
			level, slope = level/2, slope/2
		}
		if halvings == 20 {
			return false
		}
		if p.level, p.slope = p.level+level, p.slope+slope; last {
			return true
		}
	}
	return false
}

// summary fills in what follows from the scores and weights at the solution: the variance of the
// slope by the model, and Pearson's chi-squared.
func (p *problem) summary(f *fitted) {
	n := p.information(p.expected)
	f.variance = 1 / n.slope / p.half / p.half
	f.chiSquare = 0
	for i, weight := range p.expected {
		if weight > 0 {
			f.chiSquare += p.scores[i] / weight * p.scores[i]
		}
	}
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
