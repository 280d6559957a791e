package trend

import (
	"cmp"
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/designeffect"
	"github.com/seed-549880be/disparity/rri/internal/levels"
	"github.com/seed-549880be/disparity/rri/internal/method"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
	"github.com/seed-549880be/disparity/rri/internal/tail"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// fitOf returns the trends of every group but the baseline over the points that are used, which are
// named by their places in s.Points. A point that lacks a group is not in the trend of that group.
func fitOf[G cmp.Ordered, M rri.Measure](s Series[G, M], used []int, o Options) ([]Trend[G], error) {
	counts := make([]map[G]M, 0, len(used))
	for _, i := range used {
		counts = append(counts, s.Points[i].Counts)
	}
	groups := s.groupsOf(counts...)
	trends := make([]Trend[G], 0, len(groups))
	for _, g := range groups {
		trends = append(trends, trendOf(s, used, g, o))
	}
	return trends, nil
}

// trendOf returns the trend of one group.
func trendOf[G cmp.Ordered, M rri.Measure](s Series[G, M], used []int, group G, o Options) Trend[G] {
	p := periodsOf(s, s.Points, used, group)
	f := fit(p.cells, p.binomial)
	t := Trend[G]{
		Group: group, PerYear: perYear(f, p, o), Points: f.periods,
		Dispersion: f.dispersion(), DegreesOfFreedom: f.freedom(), Worst: worstTrend(p, o),
	}
	t.Word, t.Why = trendWord(s, used, t, p, o)
	return t
}

// trendWord returns the word of a trend, or why there is none.
func trendWord[G cmp.Ordered, M rri.Measure](s Series[G, M], used []int, t Trend[G], p periods[G, M], o Options) (Word, string) {
	noun := "periods"
	if t.Points == 1 {
		noun = "period"
	}
	switch {
	case t.Points < fewestPoints:
		return NoWord, fmt.Sprintf("it is of %d %s, and a word takes %d", t.Points, noun, fewestPoints)
	case p.plain.B < fewestBaseline:
		return NoWord, fmt.Sprintf("%s had %g events in all these periods: too few to compare with", sheet.Clean(fmt.Sprint(s.Baseline)), p.plain.B)
	}
	first, last := p.points[0], p.points[len(p.points)-1]
	e := evidence{
		Limits: Limits{t.PerYear.Lower, t.PerYear.Upper}, worst: t.Worst,
		moved:  unknownMoved(p.points...),
		breaks: breaksBetween(s, t.Group, first.Start, last.End),
	}
	for _, a := range s.Alternatives {
		over := periodsOf(s, a.Points, used, t.Group)
		i := perYear(fit(over.cells, over.binomial), over, o)
		b := other{name: a.Name, Limits: Limits{i.Lower, i.Upper}}
		if e.moved > mostMoved { // else nobody asks
			b.worst = worstTrend(over, o)
		}
		e.others = append(e.others, b)
	}
	return e.word(o)
}

// periods are the counts of a group and of the baseline in the periods in which both were counted.
type periods[G cmp.Ordered, M rri.Measure] struct {
	points   []Point[G, M]
	cells    []cell
	unknown  []unknownPeople
	effects  quantity.DesignEffects
	plain    quantity.Counts // of all periods, not effective
	binomial bool
}

// unknownPeople is what was counted of people of no known group in one period: the events, and of
// proportions the others, who are trials without the event.
type unknownPeople struct{ events, others float64 }

// periodsOf returns the periods of a group, from those of the points that are used.
func periodsOf[G cmp.Ordered, M rri.Measure](s Series[G, M], points []Point[G, M], used []int, group G) periods[G, M] {
	var zero M
	p := periods[G, M]{binomial: zero.IsProportion()}
	for _, i := range used {
		_, hasGroup := points[i].Counts[group]
		_, hasBaseline := points[i].Counts[s.Baseline]
		if hasGroup && hasBaseline {
			p.points = append(p.points, points[i])
		}
	}
	p.effects = quantity.DesignEffects{Group: seriesEffect(s, p.points, group), Baseline: seriesEffect(s, p.points, s.Baseline)}
	for _, point := range p.points {
		counts, _ := quantity.FromMeasures(point.Counts[group], point.Counts[s.Baseline])
		p.plain.A, p.plain.N, p.plain.B, p.plain.M = p.plain.A+counts.A, p.plain.N+counts.N, p.plain.B+counts.B, p.plain.M+counts.M
		p.cells = append(p.cells, cell{counts.Effective(p.effects), yearsSince(p.points[0], point)})
		events, exposure, _ := point.Unknown.Counts()
		u := unknownPeople{events: float64(events)}
		if p.binomial {
			u.others = exposure - float64(events)
		}
		p.unknown = append(p.unknown, u)
	}
	return p
}

// yearsSince returns the years of 365.25 days from the middle of one period to that of another.
func yearsSince[G cmp.Ordered, M rri.Measure](from, to Point[G, M]) float64 {
	return to.Middle().Sub(from.Middle()).Hours() / 24 / daysOfYear
}

// seriesEffect returns the design effect of a group over all points together.
func seriesEffect[G cmp.Ordered, M rri.Measure](s Series[G, M], points []Point[G, M], group G) float64 {
	if d, ok := s.DesignEffects[group]; ok {
		return cmp.Or(d, 1)
	}
	var effects, events []float64
	for _, p := range points {
		n, _, d := p.Counts[group].Counts()
		effects, events = append(effects, d), append(events, float64(n))
	}
	return cmp.Or(designeffect.Mean(effects, events), 1)
}

// standardError returns that of the slope, and the degrees of freedom of Student's t by which its
// interval goes.
//
// The variance is that of the model times the dispersion, or times 1 if that is less:
// quasi-likelihood as R's quasipoisson has it, but that nothing scatters less than by chance.
func (f fitted) standardError(o Options) (se, freedom float64) {
	variance, freedom := f.variance, math.Inf(1)
	if f.freedom() > 0 && !o.Independent {
		variance = max(1, f.dispersion()) * f.variance
		freedom = float64(f.freedom())
	}
	if o.DegreesOfFreedom > 0 { // those of the design effects
		freedom = min(freedom, o.DegreesOfFreedom)
	}
	return math.Sqrt(variance), freedom
}

// quantile returns how many standard errors a limit is from the slope.
func quantile(freedom float64, o Options) float64 {
	return tail.TQuantile(method.Side(o.Side).Beyond(levels.Of(o.Level)), freedom)
}

// limits returns the limits of the slope.
func (f fitted) limits(o Options) (lower, upper float64) {
	if math.IsNaN(f.slope) {
		return f.slope, f.slope
	}
	if math.IsInf(f.slope, 0) {
		return math.Inf(-1), math.Inf(1)
	}
	se, freedom := f.standardError(o)
	reach := quantile(freedom, o) * se
	return f.slope - reach, f.slope + reach
}

// perYear returns the estimate of a trend.
func perYear[G cmp.Ordered, M rri.Measure](f fitted, p periods[G, M], o Options) rri.Estimate {
	e := rri.Estimate{Value: math.Exp(f.slope), P: math.NaN(), Level: levels.Of(o.Level), Method: rri.Wald}
	q := quantity.RatioOf[M]()
	smallest := p.plain.Smallest(q)
	if smallest == 0 {
		e.Flags |= rri.ZeroCell
	}
	if levels.Small(smallest, o.SmallCountBelow) {
		e.Flags |= rri.SmallCount
	}
	lower, upper := f.limits(o)
	var flags rri.Flags
	side := method.Side(o.Side)
	e.Lower, e.Upper, flags = method.Fit(method.Interval{Lower: math.Exp(lower), Upper: math.Exp(upper)}, q, e.Value, side, &marks)
	e.Flags |= flags
	switch {
	case math.IsNaN(f.slope):
		e.Lower, e.Upper = math.NaN(), math.NaN()
	case math.IsInf(f.slope, 0):
		e.P = 1
	default:
		se, freedom := f.standardError(o)
		statistic := f.slope / se
		e.P = side.P(tail.TUpper(-statistic, freedom), tail.TUpper(statistic, freedom))
	}
	return e
}
