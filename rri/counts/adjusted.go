package counts

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/strata"
	"github.com/seed-549880be/disparity/rri/tidy"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// Adjusted compares like with like within the values of dimensions. [Within] and [By] are tables of
// it.
type Adjusted struct {
	// Dimensions are what is alike.
	Dimensions []string `json:"dimensions"`
	// Method is that of the adjusted index; all others are by the method of All.
	Method strata.Method `json:"method"`
	// All is the crude comparison, everybody thrown together.
	All Comparison `json:"all"`
	// Strata are the values of the dimensions, in the order of the file.
	Strata []AdjustedStratum `json:"strata"`
	// Groups are those that are compared, in the order of All.Rows, whose first is the baseline.
	Groups []AdjustedGroup `json:"groups"`
	// Notes say what to bear in mind.
	Notes []string `json:"notes,omitempty"`
}

// AdjustedStratum is the people of one value of the dimensions.
type AdjustedStratum struct {
	Stratum string `json:"stratum"`
	// Comparison has the groups that the file has there, the baseline first: of 0 where it has no
	// row.
	Comparison Comparison `json:"comparison"`
}

// AdjustedGroup is the index of a group with like compared with like.
type AdjustedGroup struct {
	// Row has the counts and the rate of all strata together, and the adjusted index in the place
	// of the crude one. Its Tipping is NaN.
	Row Row `json:"row"`
	// Homogeneity tests that the strata share one index, and Random is what strata that differ have
	// in common. They are not computed where a count is withheld. Where counts are rounded they are
	// those of the numbers as they are printed.
	Homogeneity strata.Test   `json:"homogeneity"`
	Random      strata.Random `json:"random_effects"`
	// Shares are the weights of the strata in the adjusted index, in their order: 0 where nobody
	// can be compared. Empty where a count is withheld.
	Shares []float64 `json:"shares"`
	// NotCompared are the strata in which the group or the baseline has nobody. They are in the
	// crude figures alone. UnknownThere is how many events of people of unknown group are there,
	// which are in no bound of the adjusted index of rates: 0 for proportions, where the unknown
	// are the trials that somebody there can have.
	NotCompared  []string  `json:"not_compared,omitempty"`
	UnknownThere tidy.Cell `json:"unknown_there"`
}

// methodWithin returns the way to adjust that goes with a method of package rri. ok is false where
// there is none, and the default takes its place.
func methodWithin(m rri.Method) (within strata.Method, ok bool) {
	switch m {
	case rri.SCAS:
		return strata.SCAS, true
	case rri.Score, rri.MiettinenNurminen:
		return strata.Score, true
	case rri.Wald:
		return strata.MantelHaenszel, true
	}
	return strata.SCAS, false
}

// adjuster compares within strata.
type adjuster[M rri.Measure] struct {
	*input
	divided
	options strata.Options
}

// adjusted compares like with like within the values of dimensions.
func (in *input) adjusted(dimensions []string) (Adjusted, error) {
	d, err := in.divide(dimensions)
	if err != nil {
		return Adjusted{}, err
	}
	if in.proportion {
		return adjustedOf[rri.Proportion](in, d)
	}
	return adjustedOf[rri.Rate](in, d)
}

func adjustedOf[M rri.Measure](in *input, d divided) (Adjusted, error) {
	method, ok := methodWithin(in.o.Method)
	a := adjuster[M]{input: in, divided: d}
	a.options = strata.Options{Method: method, Level: in.o.Level, Side: in.o.Side, Null: in.o.Null, SmallCountBelow: in.o.SmallCountBelow}
	out := Adjusted{Dimensions: d.dimensions, Method: method}
	var err error
	if out.All, err = in.compare(); err != nil {
		return out, err
	}
	for _, s := range d.strata {
		part, err := in.only(s).compare()
		if err != nil {
			return out, fmt.Errorf("%w (%s)", err, sheet.Clip(s.name))
		}
		out.Strata = append(out.Strata, AdjustedStratum{s.name, part})
	}
	for _, r := range out.All.Rows[1:] {
		g, err := a.group(r)
		if err != nil {
			return out, wrapped(r.Group, err)
		}
		out.Groups = append(out.Groups, g)
	}
	if in.o.Unknown == InProportion && in.hasUnknown {
		out.Notes = append(out.Notes, "The crude index has the unknown put into groups in proportion; the adjusted one leaves them out.")
	}
	if !ok {
		out.Notes = append(out.Notes, fmt.Sprintf("The method %s has no adjusted index: the limits of that one are by %s.", in.o.Method, method))
	}
	return out, nil
}

// only returns the input of one stratum.
func (in *input) only(s stratum) *input {
	part := *in
	part.groups = nil
	for _, g := range in.groups {
		if _, ok := s.groups[g.Group]; ok || g.Group == in.baseline().Group {
			part.groups = append(part.groups, s.of(g.Group))
		}
	}
	part.unknown, part.hasUnknown = s.unknown, s.hasUnknown
	return &part
}

// group returns the adjusted index of a group. r is its crude row.
func (a *adjuster[M]) group(r Row) (g AdjustedGroup, err error) {
	g.Row = r
	g.Row.Further, g.Row.Tipping, g.Row.FilledIn = nil, math.NaN(), nil
	list, printed, limits := a.ranges(r.Group)
	if !limits.hasRate {
		nothing := unknown.Bounds{Lower: math.NaN(), Upper: math.NaN()}
		g.Row.Index, err = strata.Ratio[M](nil, a.options)
		g.Row.Range, g.Row.Counts, g.Row.Bounds = g.Row.Index, nothing, nothing
		for range a.o.Levels {
			g.Row.Further = append(g.Row.Further, g.Row.Index)
		}
		return g, err
	}
	for _, s := range a.strata {
		if s.of(r.Group).tally.exposure.high == 0 || s.of(a.baseline().Group).tally.exposure.high == 0 {
			g.NotCompared = append(g.NotCompared, s.name)
			if !a.proportion {
				g.UnknownThere = g.UnknownThere.Add(s.unknown.Events)
			}
		}
	}
	if printed != nil {
		pairs, err := pairsAt[M](printed)
		if err != nil {
			return g, err
		}
		if g.Homogeneity, err = strata.RatioHomogeneity(pairs, a.options.Method); err != nil {
			return g, err
		}
		if g.Random, err = strata.RandomEffects(pairs, a.options); err != nil {
			return g, err
		}
		g.Shares = shares(printed)
	}
	certain := slices.Clone(list)
	for i := range certain {
		certain[i].unknown = tally{}
	}
	if g.Row.Index, g.Row.Counts, err = a.hull(certain, printed, a.o.Level, limits.bounded); err != nil {
		return g, err
	}
	if g.Row.Range, g.Row.Bounds, err = a.hull(list, printed, a.o.Level, limits.bounded); err != nil {
		return g, err
	}
	g.Row.Range.Value, g.Row.Range.P = math.NaN(), math.NaN()
	for _, level := range a.o.Levels {
		e, _, err := a.hull(certain, printed, level, limits.bounded)
		if err != nil {
			return g, err
		}
		g.Row.Further = append(g.Row.Further, e)
	}
	return g, nil
}

// limits are what stands in the way of an adjusted index.
type limits struct {
	// bounded is false where an exposure has no upper end, so that nothing bounds the index.
	bounded bool
	// hasRate is false where there are events of nobody.
	hasRate bool
}

// ranges returns the strata of a group in which somebody can be compared, with the group on top of
// the index or upside down, and the counts of all strata as they are printed: nil where one is not.
func (a *adjuster[M]) ranges(name string) (list []ranged, printed []pairAt, is limits) {
	is, printed = limits{true, true}, []pairAt{}
	for _, s := range a.strata {
		top, bottom, unknowns := s.of(name).tally, s.of(a.baseline().Group).tally, s.unknown.tally
		if a.inverted() {
			top, bottom = bottom, top
		}
		if top.printed == nil || bottom.printed == nil {
			printed = nil
		} else if printed != nil {
			printed = append(printed, pairAt{top.printed.events, top.printed.exposure, bottom.printed.events, bottom.printed.exposure})
		}
		is.hasRate = is.hasRate && (top.events.low == 0 || top.exposure.high > 0) && (bottom.events.low == 0 || bottom.exposure.high > 0)
		if !a.proportion && (top.exposure.high == 0 || bottom.exposure.high == 0) {
			continue
		}
		is.bounded = is.bounded && !top.exposure.open() && !bottom.exposure.open() && !(a.proportion && unknowns.exposure.open())
		if a.proportion {
			top, bottom, unknowns = top.narrowedUnknown(), bottom.narrowedUnknown(), unknowns.narrowedUnknown()
		}
		list = append(list, ranged{top, bottom, unknowns})
	}
	return list, printed, is
}

// shares returns the weights of the strata in the adjusted index.
func shares(printed []pairAt) []float64 {
	weights, sum := make([]float64, len(printed)), 0.
	for i, p := range printed {
		_, weights[i] = p.parts()
		sum += weights[i]
	}
	for i := range weights {
		if sum > 0 {
			weights[i] /= sum
		}
	}
	return weights
}

// fewStrata is up to how many strata the corners of the counts are tried too. In more of them the
// counts together are so many that limits move with them, and each of the corners takes time.
const fewStrata = 100

// hull returns the adjusted index of all that the counts may be: the interval that holds those of
// the counts as they are printed, at both ends of the bounds, and at the corners of the counts, and
// the bounds. Of random tables of 1 to 3 strata with up to 15 events, and all that they could be,
// the interval of 3 in 60,000 reaches further at 95 %, by 3 % at most; at 99.8 % of 16, as limits
// of SCAS are less steady there.
func (a *adjuster[M]) hull(list []ranged, printed []pairAt, level float64, bounded bool) (rri.Estimate, unknown.Bounds, error) {
	o := a.options
	o.Level = level
	null, value := cmp.Or(o.Null, 1), math.NaN()
	var h hull
	b, ends := unknown.Bounds{Lower: 0, Upper: math.Inf(1)}, [][]pairAt{printed}
	if bounded {
		var lowest, highest []pairAt
		b, lowest, highest = extremes(list, a.proportion)
		if ends = append(ends, lowest, highest); b.Lower < b.Upper && len(list) <= fewStrata {
			ends = append(ends, corners(list, a.proportion)...)
		}
	}
	for i, at := range ends {
		if at == nil {
			continue
		}
		pairs, err := pairsAt[M](at)
		if err != nil {
			return rri.Estimate{}, b, err
		}
		e, err := strata.Ratio(pairs, o)
		if err != nil {
			return rri.Estimate{}, b, err
		}
		if i == 0 {
			value = e.Value
			if b.Lower == b.Upper {
				return e, unknown.Bounds{Lower: value, Upper: value}, nil
			}
		}
		h.add(e, null)
	}
	h.add(rri.Estimate{Value: b.Lower, Lower: b.Lower, Upper: b.Upper, P: math.NaN(), Level: level}, null)
	h.above = h.above || b.Upper > null
	e := h.estimate()
	e.Value, e.Flags = value, e.Flags&^rri.NoData
	if math.IsInf(e.Upper, 1) && o.Side != rri.LowerOnly {
		e.Flags |= rri.Unbounded
	}
	return e, b, nil
}

// pairsAt returns counts as pairs.
func pairsAt[M rri.Measure](at []pairAt) ([]strata.Pair[M], error) {
	pairs := make([]strata.Pair[M], len(at))
	for i, p := range at {
		var err error
		if pairs[i].Group, err = rri.MeasureOf[M](int64(p.a), p.n, 0); err != nil {
			return nil, err
		}
		if pairs[i].Baseline, err = rri.MeasureOf[M](int64(p.b), p.m, 0); err != nil {
			return nil, err
		}
	}
	return pairs, nil
}
