package peers

import (
	"cmp"
	"math"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
	"github.com/seed-549880be/disparity/rri/internal/tail"
)

// evidence is what the counts of one unit tell of its true value θ, whose logarithm is x:
//
//	of an index  (c θ)^a / (1 + c θ)^(a+b)    a events of the group and b of the baseline, given their sum
//	of a rate    (c θ)^a exp(-c θ)            a events
//
// with c the exposure of the group over that of the baseline, or the exposure of the group. Counts
// are effective ones.
type evidence struct {
	a, b float64
	logC float64
	rate bool
}

// evidenceOf returns what the counts of a cell tell.
func evidenceOf[G cmp.Ordered, M rri.Measure](c cell[G, M], q Quantity) evidence {
	if q == Rate {
		counts, effects := quantity.FromMeasure(c.group)
		counts = counts.Effective(effects)
		return evidence{a: counts.A, logC: math.Log(counts.N), rate: true}
	}
	counts, effects := quantity.FromMeasures(c.group, c.baseline)
	counts = counts.Effective(effects)
	return evidence{a: counts.A, b: counts.B, logC: math.Log(counts.N / counts.M)}
}

// information returns how much the counts tell of x if it is this: the information of Fisher.
func (e evidence) information(x float64) float64 {
	z := x + e.logC
	if e.rate {
		return math.Exp(z)
	}
	return (e.a + e.b) * tail.Logistic(z) * tail.Logistic(-z)
}

// slope returns the slope of the log-likelihood at x, and how much it falls with x.
func (e evidence) slope(x float64) (slope, fall float64) {
	z := x + e.logC
	if e.rate {
		mean := math.Exp(z)
		return e.a - mean, mean
	}
	p, q := tail.Logistic(z), tail.Logistic(-z)
	return e.a*q - e.b*p, (e.a + e.b) * p * q
}

// logLikelihood returns the log-likelihood of x less the highest that it gets to.
func (e evidence) logLikelihood(x float64) float64 {
	z := x + e.logC
	switch {
	case e.rate && e.a == 0:
		return -math.Exp(z)
	case e.rate:
		d := z - math.Log(e.a)
		return e.a * (d - math.Expm1(d))
	case e.a == 0:
		return -e.b * math.Log1p(math.Exp(z))
	case e.b == 0:
		return -e.a * math.Log1p(math.Exp(-z))
	}
	// of two ways to write it, the one that does not take a large number from another
	n, d := e.a+e.b, z-math.Log(e.a/e.b)
	if e.a < e.b {
		return e.a*d - n*math.Log1p(e.a/n*math.Expm1(d))
	}
	return -e.b*d - n*math.Log1p(e.b/n*math.Expm1(-d))
}

// prior is a gamma distribution of true values, with the mean exp(t) and the variance exp(2t)/k.
type prior struct{ k, t float64 }

// logDensity returns the logarithm of the density of x.
func (p prior) logDensity(x float64) float64 {
	y := x - p.t
	return p.logNorm() + p.k*(y-math.Expm1(y))
}

// logNorm returns the logarithm of k^k e^-k / Γ(k).
func (p prior) logNorm() float64 {
	if p.k > stirlingFrom {
		return 0.5*math.Log(p.k/(2*math.Pi)) - 1/(12*p.k)
	}
	gamma, _ := math.Lgamma(p.k)
	return p.k*math.Log(p.k) - p.k - gamma
}

// stirlingFrom is where the next term of Stirling's series, 1/(360 k³), is below 1e-14.
const stirlingFrom = 1e4

// marginal is what a unit has by a prior: how probable its counts are, and how its true value is
// distributed given them.
type marginal struct {
	logEvidence float64 // the logarithm of the integral of likelihood and prior
	mode        float64 // of x
	deviation   float64 // of x, from the curvature there
	left, right float64 // where the density of x is negligible

	// slope and curve are the derivatives of logEvidence by t.
	slope, curve float64
}

const (
	// nodeStep is the distance of the nodes of an integral over the deviation, and mostStep the
	// most that it is: the trapezium rule then errs by less than 1e-5 of the integral.
	nodeStep = 0.9
	mostStep = 0.5
	// farthest is the logarithm of the share of the highest density at which an integral ends.
	farthest = 23
	// pure is how small what bends the logarithm of the density is where it is taken for a line.
	pure = 1e-9
)

// by returns what a unit has by a prior. near is where its mode may be.
//
// The integral over x is M(t) = ∫ L(t+y) π(y) dy, whose derivatives are means of those of the
// likelihood L: they lose no digits where the prior is narrow.
func (e evidence) by(p prior, near float64) marginal {
	m := marginal{mode: e.mode(p, near)}
	c := e.centered(m.mode, p)
	m.deviation = 1 / math.Sqrt(c.fall+c.kappa)
	step := min(nodeStep*m.deviation, mostStep)
	var sum, slope, square, fall float64
	add := func(n node, weight float64) {
		sum, slope, square, fall = sum+weight, slope+weight*n.slope, square+weight*n.slope*n.slope, fall+weight*n.fall
	}
	add(c.node(0), 1)
	for d := step; ; d += step {
		n := c.node(d)
		if m.right = m.mode + d; !(n.log >= -farthest) {
			break
		}
		add(n, math.Exp(n.log))
	}
	for d := -step; ; d -= step {
		n := c.node(d)
		if m.left = m.mode + d; !(n.log >= -farthest) {
			break
		}
		if c.bend*math.Exp(d) < pure { // what is left is a geometric series
			add(n, math.Exp(n.log)/-math.Expm1(-c.rise*step))
			m.left -= (farthest + n.log) / c.rise
			break
		}
		add(n, math.Exp(n.log))
	}
	m.logEvidence = e.logLikelihood(m.mode) + p.logDensity(m.mode) + math.Log(sum*step)
	m.slope = slope / sum
	m.curve = (square - slope*m.slope - fall) / sum
	return m
}

// centered is likelihood times prior around a value.
type centered struct {
	evidence
	k     float64
	kappa float64 // k θ/exp(t)
	p, q  float64 // of an index: c θ/(1 + c θ), and 1 less that
	mean  float64 // of a rate: c θ
	fall  float64 // of the slope of the log-likelihood
	rise  float64 // the slope of the logarithm, far to the left
	bend  float64 // what it has of the terms that vanish to the left as θ
}

// centered returns likelihood times prior around x.
func (e evidence) centered(x float64, p prior) centered {
	c := centered{evidence: e, k: p.k, kappa: p.k * math.Exp(x-p.t), rise: e.a + p.k}
	z := x + e.logC
	_, c.fall = e.slope(x)
	if e.rate {
		c.mean = math.Exp(z)
		c.bend = c.kappa + c.mean
		return c
	}
	c.p, c.q = tail.Logistic(z), tail.Logistic(-z)
	c.bend = c.kappa + (e.a+e.b)*c.p
	return c
}

// node is the logarithm of likelihood times prior over what it is in the middle, and the slope of
// the log-likelihood with how much it falls.
type node struct{ log, slope, fall float64 }

// node returns the node at a distance from the middle.
func (c *centered) node(d float64) node {
	more := math.Expm1(d)
	if c.rate {
		mean := c.mean * (1 + more)
		return node{c.rise*d - (c.kappa+c.mean)*more, c.a - mean, mean}
	}
	n := c.a + c.b
	if c.p < c.q { // as in logLikelihood
		over := 1 + c.p*more
		p, q := c.p*(1+more)/over, c.q/over
		return node{c.rise*d - c.kappa*more - n*math.Log1p(c.p*more), c.a*q - c.b*p, n * p * q}
	}
	less := math.Expm1(-d)
	over := 1 + c.q*less
	p, q := c.p/over, c.q*(1+less)/over
	return node{(c.k-c.b)*d - c.kappa*more - n*math.Log1p(c.q*less), c.a*q - c.b*p, n * p * q}
}

// mode returns where likelihood times prior is highest: Newton's method on the slope, which falls,
// by steps of at most 2, and halving what is left where it leaves that.
func (e evidence) mode(p prior, x float64) float64 {
	lowest, highest := math.Inf(-1), math.Inf(1)
	for range 200 {
		slope, fall := e.slope(x)
		kappa := p.k * math.Exp(x-p.t)
		slope += p.k - kappa
		if slope > 0 {
			lowest = x
		} else {
			highest = x
		}
		if math.Abs(slope) < closeEnough*math.Sqrt(fall+kappa) {
			break
		}
		next := x + min(max(slope/(fall+kappa), -2), 2)
		if !(next > lowest && next < highest) {
			next = (lowest + highest) / 2
		}
		x = next
	}
	return x
}
