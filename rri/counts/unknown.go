package counts

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/tail"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// errFill is the reason for which ranges cannot be filled in.
var errFill = errors.New("the unknown cannot be put into groups whose counts are withheld or rounded: leave them out")

// filling is the unknown put into groups in proportion to the known, events as the known events and
// the others as the known others.
type filling struct {
	filled []Filled // of each group
	// how many times as many events, and others, there are with the unknown
	events, others float64
	draws          [][]counted // of each imputation: the counts of each group
}

// imputations is how many times the unknown are drawn for the doubt about them.
const imputations = 50

// fill puts the unknown into the groups; nil where the rule puts none there, or nobody is unknown.
func (in *input) fill() (*filling, error) {
	if in.o.Unknown != InProportion || !in.hasUnknown {
		return nil, nil
	}
	classes := make([]unknown.ImputationClass[int], 2) // events, and of proportions the others
	classes[0] = unknown.ImputationClass[int]{Known: make(map[int]int64), Unknown: int64(in.unknown.tally.events.low)}
	classes[1] = unknown.ImputationClass[int]{Known: make(map[int]int64)}
	if in.proportion {
		classes[1].Unknown = int64(in.unknown.tally.exposure.low) - classes[0].Unknown
	}
	if !in.countsKnown(in.unknown) {
		return nil, fmt.Errorf("people whose group is not known: %w: %w", rri.ErrOption, errFill)
	}
	var known [2]float64
	for i, g := range in.groups {
		if !in.countsKnown(g) {
			return nil, fmt.Errorf("%q: %w: %w", g.Group, rri.ErrOption, errFill)
		}
		classes[0].Known[i] = int64(g.tally.events.low)
		if in.proportion {
			classes[1].Known[i] = int64(g.tally.exposure.low - g.tally.events.low)
		}
		known[0] += float64(classes[0].Known[i])
		known[1] += float64(classes[1].Known[i])
	}
	f := &filling{events: more(classes[0].Unknown, known[0]), others: more(classes[1].Unknown, known[1])}
	// each class by itself: the known others are no model of the events
	for i := range classes {
		if classes[i].Unknown > 0 && known[i] == 0 {
			return nil, fmt.Errorf("%d people of unknown group: %w: there is nobody that they could be like", classes[i].Unknown, unknown.ErrNobody)
		}
	}
	put, err := unknown.Allocate(classes)
	if err != nil {
		return nil, err
	}
	for _, c := range in.with(put) {
		f.filled = append(f.filled, Filled{int64(c.events), c.exposure})
	}
	if !in.proportion {
		return f, nil
	}
	for i := range uint64(imputations) {
		drawn, err := unknown.Impute(classes, rand.New(rand.NewPCG(16, i)))
		if err != nil {
			return nil, err
		}
		f.draws = append(f.draws, in.with(drawn))
	}
	return f, nil
}

// countsKnown reports whether every count of a group is known that the unknown are like. Residents
// are not.
func (in *input) countsKnown(g group) bool {
	return g.tally.events.known() && (!in.proportion || g.tally.exposure.known())
}

// more is how many times as many there are with so many unknown.
func more(unknown int64, known float64) float64 {
	if unknown == 0 {
		return 1
	}
	return 1 + float64(unknown)/known
}

// with returns the counts of every group with those that were put into it.
func (in *input) with(put []map[int]int64) []counted {
	var all []counted
	for i, g := range in.groups {
		c := counted{g.tally.events.low + float64(put[0][i]), g.tally.exposure.low}
		if in.proportion {
			c.exposure += float64(put[0][i] + put[1][i])
		}
		all = append(all, c)
	}
	return all
}

// fillIn changes the rate and the index of group i to those with the unknown put into groups.
//
// In proportion to the known, rates of residents all rise by the same factor: an index, its
// interval and its p-value stay what they are, since the unknown tell nothing of it that the known
// do not. Of proportions, where the unknown had the event more often or less often than the known,
// an index moves. Its interval is as wide, on the scale of logarithms, as that of the known or as
// that which also holds the doubt about who the unknown are, drawn many times, whichever is wider
// on either side; it is never narrower than that of the known.
func fillIn[M rri.Measure](in *input, f *filling, i int, x *indexed, o rri.Options) error {
	own, base := in.groups[i].tally, in.baseline().tally
	if !in.proportion {
		for _, v := range []*float64{&x.rate.Value, &x.rate.Lower, &x.rate.Upper} {
			*v *= f.events
		}
		return nil
	}
	top, bottom := i, 0
	if in.inverted() {
		top, bottom = bottom, top
	}
	var rates, ratios []rri.Estimate
	for _, draw := range f.draws {
		both, ratio, err := compared[M](draw[top], draw[bottom], o)
		if err != nil {
			return err
		}
		rate := both[0]
		if in.inverted() {
			rate = both[1]
		}
		rates, ratios = append(rates, rate), append(ratios, ratio)
	}
	plain := o
	plain.Null = 0
	rate, err := unknown.PoolEstimates(rates, plain)
	if err != nil {
		return err
	}
	ratio, err := unknown.PoolRatios(ratios, o)
	if err != nil {
		return err
	}
	value := f.proportion(own)
	x.rate = moved(x.rate, rate, value, plain)
	x.rate.Upper = min(1, x.rate.Upper)
	index := value / f.proportion(base)
	if in.inverted() {
		index = 1 / index
	}
	x.index = moved(x.index, ratio, index, o)
	return nil
}

// proportion is that of a group with its part of the unknown.
func (f *filling) proportion(t tally) float64 {
	events := t.events.low * f.events
	return events / (events + (t.exposure.low-t.events.low)*f.others)
}

// moved returns the estimate of the known with another value, and with limits that are as far from
// it as those of the known or of the drawn, whichever is further. P is that at which the limit on
// the side of the null value touches it, by the normal distribution.
func moved(known, drawn rri.Estimate, value float64, o rri.Options) rri.Estimate {
	e := known
	e.Value = value
	if !(value > 0) || math.IsInf(value, 1) || !(known.Value > 0) || !(drawn.Value > 0) {
		e.Lower, e.Upper = lesser(known.Lower, drawn.Lower), -lesser(-known.Upper, -drawn.Upper)
		e.P = -lesser(-known.P, -drawn.P)
		return e
	}
	e.Lower = value * lesser(known.Lower/known.Value, drawn.Lower/drawn.Value)
	e.Upper = -value * lesser(-known.Upper/known.Value, -drawn.Upper/drawn.Value)
	if math.IsNaN(known.P) {
		return e
	}
	null := o.Null
	if null == 0 {
		null = 1
	}
	limit, tails := e.Lower, 2.
	if value < null {
		limit = e.Upper
	}
	if o.Side != rri.TwoSided {
		tails, limit = 1, e.Lower
		if o.Side == rri.UpperOnly {
			limit = e.Upper
		}
	}
	// the distance of the limit from the value is z standard errors
	z := tail.NormalQuantile((1 - known.Level) / tails)
	distance := math.Log(value/null) / math.Log(value/limit)
	if math.IsNaN(distance) {
		distance = 0
	}
	e.P = min(1, tails*tail.NormalUpper(z*distance))
	return e
}
