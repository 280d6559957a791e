package counts

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/standard"
	"github.com/seed-549880be/disparity/rri/tidy"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// Standardised is the standardised ratio of groups whose events are known better in all than within
// strata, and whose exposure is known within them: their events over those that people of the same
// make-up would have at the rates of the baseline. It is the Data of the section standardised.
//
// Each has its own make-up as its standard, so that two such ratios are not to be compared with
// each other.
type Standardised struct {
	Proportion bool            `json:"proportion"`  // the counts are events among trials
	Events     string          `json:"events_name"` // the name of what is counted
	Exposure   string          `json:"exposure_name"`
	Dimensions []string        `json:"dimensions"` // what the strata are of
	Baseline   string          `json:"baseline"`   // whose rates are the reference
	Direction  index.Direction `json:"direction"`
	Method     rri.Method      `json:"method"` // of the limits
	Side       rri.Side        `json:"side"`
	Level      float64         `json:"level"`
	Levels     []float64       `json:"further_levels,omitempty"`
	// Reference is the events of the baseline in the strata that its rates are of.
	Reference int64             `json:"reference_events"`
	Rows      []StandardisedRow `json:"rows"`
	Notes     []string          `json:"notes,omitempty"`
}

// StandardisedRow is one group.
type StandardisedRow struct {
	Group string `json:"group"`
	// Events are those of the row of all, Exposure is that of the strata together.
	Events   tidy.Cell `json:"events"`
	Exposure tidy.Cell `json:"exposure"`
	// Expected are the events at the rates of the baseline; 0 where they cannot be told.
	Expected float64 `json:"expected"`
	// Ratio is the events over those expected, the other way round if the table has that direction.
	// Its P tests that there are as many as expected. It was not computed where they cannot be
	// told.
	Ratio   rri.Estimate   `json:"ratio"`
	Further []rri.Estimate `json:"further,omitempty"`
	// Bounds are the lowest and the highest ratio over every way in which people of unknown group
	// could fall, and over all that the events may be.
	Bounds unknown.Bounds `json:"bounds"`
	Notes  []string       `json:"notes,omitempty"`
}

// standardised returns the standardised ratios of the groups whose events are known better in the
// row of all values of the dimensions, within which like is compared with like, than in the others;
// nothing if there are none.
func (in *input) standardised() ([]Section, []string, error) {
	if len(in.o.Within) == 0 || in.o.Suppress > 0 { // within refuses to withhold counts
		return nil, nil, nil
	}
	d, err := in.divide(in.o.Within)
	if err != nil {
		return nil, nil, err
	}
	totals, err := in.totalsOf(d)
	if err != nil {
		return nil, nil, err
	}
	s := Standardised{Proportion: in.proportion, Events: in.labels.Events, Exposure: in.labels.Exposure, Dimensions: d.dimensions,
		Baseline: in.baseline().Group, Direction: in.o.Direction, Method: in.o.Method, Side: in.o.Side, Level: in.o.Level, Levels: in.o.Levels}
	for _, st := range d.strata {
		if p := st.of(s.Baseline).tally.printed; p != nil {
			s.Reference += int64(p.events)
		}
	}
	for _, g := range in.groups[1:] {
		if !betterInAll(d, totals, g.Group) {
			continue
		}
		row, err := in.standardise(&s, d, totals, g.Group)
		if err != nil {
			return nil, nil, wrapped(g.Group, err)
		}
		s.Rows = append(s.Rows, row)
	}
	if len(s.Rows) == 0 {
		return nil, nil, nil
	}
	if s.Reference > 0 { // else nothing is expected
		s.Notes = append(s.Notes, fmt.Sprintf("The %s expected are taken as known; they rest on %s %s of %s.", s.Events,
			sheet.Count(s.Reference).Text, s.Events, s.Baseline))
	}
	s.Notes = append(s.Notes,
		"Each group has its own make-up as its standard: two of these ratios are not to be compared with each other.")
	if s.Proportion {
		s.Notes = append(s.Notes, "The limits take the events for a Poisson count, which is wide for a proportion.")
	}
	return []Section{s.section()}, s.say(), nil
}

// totalsOf returns the counts of the rows that stand for all values of the dimensions of d, which
// are total rows of these and of no other.
func (in *input) totalsOf(d divided) (stratum, error) {
	t := in.table
	parts := partValues(t)
	var rows []tidy.Row
	for _, row := range t.Rows {
		if !row.Total {
			continue
		}
		all := true
		for i, v := range row.Dimensions {
			all = all && parts[i][v] != slices.Contains(d.dimensions, t.Dimensions[i])
		}
		if all {
			row.Total = false
			rows = append(rows, row)
		}
	}
	only := *t
	only.Rows = rows
	whole, err := only.Split(nil, nil)
	if err != nil || len(whole) == 0 {
		return stratum{}, err
	}
	return in.stratum(allStrata, whole[0].Sums)
}

// betterInAll reports whether the events of a group are known better by the row of all than by its
// strata, in one of which at least they are no number.
func betterInAll(d divided, totals stratum, name string) bool {
	all, ok := totals.groups[name]
	if !ok || withoutEnd(all.Events) {
		return false
	}
	var sum tidy.Cell
	for _, s := range d.strata {
		sum = sum.Add(s.groups[name].Events)
	}
	return sum.Mark != tidy.Number && all.Events.Upper-all.Events.Lower < sum.Upper-sum.Lower
}

// standardise returns the ratio of one group.
func (in *input) standardise(s *Standardised, d divided, totals stratum, name string) (StandardisedRow, error) {
	nan := math.NaN()
	all := totals.groups[name]
	row := StandardisedRow{Group: name, Events: all.Events, Bounds: unknown.Bounds{Lower: nan, Upper: nan}}
	counts, reference := row.strata(s, d)
	if len(row.Notes) > 0 {
		return row, nil
	}
	var err error
	if row.Expected, err = standard.Expected(counts, reference); err != nil {
		return row, err
	}
	if row.Expected == 0 {
		row.note("no %s are expected at the rates of %s", s.Events, s.Baseline)
		return row, nil
	}
	if known := all.Exposure; known.Known() && known.Lower > 0 && known.Lower != row.Exposure.Lower {
		row.note("the row of all has %s %s, the strata together %s: those of the strata are used", countText(known), s.Exposure, countText(row.Exposure))
	}
	if row.Ratio, err = in.ratioTo(s, all, counts, reference, in.o.Level); err != nil {
		return row, err
	}
	for _, level := range in.o.Levels {
		e, err := in.ratioTo(s, all, counts, reference, level)
		if err != nil {
			return row, err
		}
		row.Further = append(row.Further, e)
	}
	in.boundStandardised(s, &row, d, totals)
	return row, nil
}

// note adds what stands in the way, or what to bear in mind.
func (r *StandardisedRow) note(format string, args ...any) {
	r.Notes = append(r.Notes, fmt.Sprintf(format, args...))
}

// strata returns the people of the group and the rate of the baseline by stratum, and notes what is
// not known of them.
func (r *StandardisedRow) strata(s *Standardised, d divided) (counts, reference map[string]rri.Rate) {
	counts, reference = make(map[string]rri.Rate), make(map[string]rri.Rate)
	for _, st := range d.strata {
		g, ok := st.groups[r.Group]
		if !ok {
			continue
		}
		base := st.of(s.Baseline).tally.printed
		r.Exposure = r.Exposure.Add(g.Exposure)
		switch {
		case !g.Exposure.Known():
			r.note("the %s of %s are not known in %s, so that nothing is expected", s.Exposure, r.Group, st.name)
		case base == nil || base.exposure == 0 && g.Exposure.Lower > 0:
			r.note("%s has no rate in %s, so that nothing is expected", s.Baseline, st.name)
		default:
			counts[st.name] = rri.Rate{Population: g.Exposure.Lower}
			reference[st.name] = rri.Rate{Events: int64(base.events), Population: base.exposure}
		}
	}
	return counts, reference
}

// ratioTo returns the events of a group over those expected, at a level: where they are known
// between bounds, what holds those of both ends.
func (in *input) ratioTo(s *Standardised, all group, counts, reference map[string]rri.Rate, level float64) (rri.Estimate, error) {
	at := heaviest(counts, reference)
	var h hull
	value := math.NaN()
	for i, n := range []float64{all.tally.events.low, all.tally.events.high} {
		if math.IsInf(n, 1) {
			continue
		}
		c := counts[at]
		c.Events = int64(n)
		counts[at] = c
		e, err := s.indirect(counts, reference, in.o, level)
		if err != nil {
			return e, err
		}
		if h.add(e, cmp.Or(in.o.Null, 1)); i == 0 && all.Events.Known() {
			value = e.Value
		}
	}
	e := h.estimate()
	if e.Value = value; all.tally.events.open() {
		e = unbounded(e, in.o.Direction)
	}
	return e, nil
}

// heaviest returns the stratum in which most events are expected. All events of the group are put
// there, since their sum alone matters.
func heaviest(counts, reference map[string]rri.Rate) string {
	best, most := "", math.Inf(-1)
	for k, c := range counts {
		r := reference[k]
		if c.Population == 0 || r.Population == 0 {
			continue
		}
		if n := c.Population / r.Population * float64(r.Events); n > most || n == most && k < best {
			best, most = k, n
		}
	}
	return best
}

// indirect returns the ratio by the method that was asked for, and by the default where that has no
// interval for one rate.
func (s *Standardised) indirect(counts, reference map[string]rri.Rate, o Options, level float64) (rri.Estimate, error) {
	own := o.Options
	own.Level, own.Null, own.Method = level, cmp.Or(o.Null, 1), s.Method
	inverted := o.Direction == index.ComparatorOverGroup
	if inverted {
		own.Null, own.Side = 1/own.Null, otherSide(own.Side)
	}
	e, err := standard.Indirect(counts, reference, own)
	if errors.Is(err, rri.ErrMethod) {
		s.Notes = append(s.Notes, fmt.Sprintf("The method %s has no interval for one rate: the limits are by %s.", s.Method, rri.SCAS))
		s.Method, own.Method = rri.SCAS, rri.SCAS
		e, err = standard.Indirect(counts, reference, own)
	}
	if inverted {
		e = inverse(e)
	}
	return e, err
}

// unbounded returns the ratio of events without an upper end.
func unbounded(e rri.Estimate, d index.Direction) rri.Estimate {
	if d == index.ComparatorOverGroup {
		e.Lower = 0
		return e
	}
	e.Upper = math.Inf(1)
	e.Flags |= rri.Unbounded
	return e
}

// otherSide is the side of one over a ratio.
func otherSide(s rri.Side) rri.Side {
	switch s {
	case rri.LowerOnly:
		return rri.UpperOnly
	case rri.UpperOnly:
		return rri.LowerOnly
	}
	return s
}

// inverse returns one over a ratio.
func inverse(e rri.Estimate) rri.Estimate {
	e.Value, e.Lower, e.Upper = 1/e.Value, 1/e.Upper, 1/e.Lower
	e.Flags &^= rri.Unbounded
	if math.IsInf(e.Upper, 1) && !e.Flags.Has(rri.OneSided) {
		e.Flags |= rri.Unbounded
	}
	return e
}

// boundStandardised fills in the bounds of a ratio: every unknown event of each stratum may be of
// the baseline, which raises what is expected, or all of them of the group. Those that stand in the
// row of all alone may be of the stratum in which they raise it most.
func (in *input) boundStandardised(s *Standardised, row *StandardisedRow, d divided, totals stratum) {
	lowest, highest := row.Events.Lower, row.Events.Upper
	unknowns, most, heaviest := 0., row.Expected, 0.
	for _, st := range d.strata {
		g, ok := st.groups[row.Group]
		base := st.of(s.Baseline)
		if !ok || base.tally.printed == nil || base.tally.printed.exposure == 0 {
			continue
		}
		weight := g.Exposure.Lower / base.tally.printed.exposure
		heaviest = max(heaviest, weight)
		if u := st.unknown.Events.Upper; !math.IsInf(u, 1) {
			unknowns += u
			most += u * weight
		}
	}
	all := max(unknowns, totals.unknown.Events.Upper)
	if s.Proportion && (all > 0 || in.hasUnknown) {
		row.Notes = append(row.Notes, "what people of unknown group could do to the ratio is not bounded here")
		all, most = 0, row.Expected
	} else if all > unknowns {
		most += (all - unknowns) * heaviest
	}
	row.Bounds = unknown.Bounds{Lower: lowest / most, Upper: (highest + all) / row.Expected}
	if s.Direction == index.ComparatorOverGroup {
		row.Bounds = unknown.Bounds{Lower: 1 / row.Bounds.Upper, Upper: 1 / row.Bounds.Lower}
	}
}
