package counts

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/power"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// powerTarget is the probability with which a ratio is to be found: 4 times in 5.
const powerTarget = 0.8

// Plan says what counts like those of a table can show, and what it would take to find a ratio. It
// is the Data of the section power. It reads the exposure of each group and the rate of the
// baseline, and not what came out for the group.
type Plan struct {
	Proportion bool            `json:"proportion"`  // the counts are events among trials
	Events     string          `json:"events_name"` // the name of what is counted
	Exposure   string          `json:"exposure_name"`
	Baseline   string          `json:"baseline"`
	Direction  index.Direction `json:"direction"`
	Side       rri.Side        `json:"side"`
	Level      float64         `json:"level"`
	// Target is the probability with which a ratio is to be found.
	Target float64 `json:"target"`
	// Ratio is the one that Needed is about.
	Ratio float64 `json:"ratio"`
	// Periods is how many periods the table has, of Unit, as "month"; 0 and "" if no dimension is
	// of time.
	Periods int       `json:"periods"`
	Unit    string    `json:"unit"`
	Rows    []PlanRow `json:"rows"`
	Notes   []string  `json:"notes,omitempty"`
}

// PlanRow is one group.
type PlanRow struct {
	Group string `json:"group"`
	Count Count  `json:"count"`
	// Expected are the events of the group at the rate of the baseline; 0 where it cannot be told.
	Expected float64 `json:"expected"`
	// Detectable are the ratios nearest to 1 that are found; nil where that cannot be told.
	Detectable *power.Detectable `json:"detectable"`
	// Needed is what it takes to find the ratio; nil where that cannot be told.
	Needed *power.Needed `json:"needed"`
	// Periods is how many periods it takes, if the table has any, like those of the table on
	// average; 0 where that cannot be told.
	Periods int64 `json:"periods"`
	// Method is that of the test.
	Method rri.Method `json:"method"`
	Notes  []string   `json:"notes,omitempty"`
}

// power returns what the counts could show; nothing if nobody asks.
func (in *input) power() ([]Section, []string, error) {
	ratio := in.o.Power
	if ratio == 0 {
		return nil, nil, nil
	}
	if err := in.mayNotSuppress("with what it takes to find a ratio"); err != nil {
		return nil, nil, err
	}
	if !(ratio > 0) || math.IsInf(ratio, 1) {
		return nil, nil, fmt.Errorf("counts: a ratio of %v to find: %w: want a positive number, as 1.5", ratio, rri.ErrOption)
	}
	p := Plan{Proportion: in.proportion, Events: in.labels.Events, Exposure: in.labels.Exposure, Baseline: in.baseline().Group,
		Direction: in.o.Direction, Side: in.o.Side, Level: in.o.Level, Target: powerTarget, Ratio: ratio}
	p.Unit, p.Periods = periods(in.table)
	for _, g := range in.groups[1:] {
		var row PlanRow
		var err error
		if in.proportion {
			row, err = planRow[rri.Proportion](in, p, g)
		} else {
			row, err = planRow[rri.Rate](in, p, g)
		}
		if err != nil {
			return nil, nil, wrapped(g.Group, err)
		}
		p.Rows = append(p.Rows, row)
	}
	if in.hasUnknown {
		p.Notes = append(p.Notes, "People whose group is not known are left out: with them the counts would be larger.")
	}
	return []Section{p.section()}, p.say(), nil
}

// periods returns the unit of time that a table has, and how many of them; 0 if it has none.
func periods(t *tidy.Table) (unit string, n int) {
	// of a year and a month the month is the unit, and a period has both
	units := []string{"day", "week", "month", "quarter", "period", "year"}
	var columns []int
	for i, d := range t.Dimensions {
		u := timeUnit(d)
		if u == "" {
			continue
		}
		columns = append(columns, i)
		if unit == "" || slices.Index(units, u) < slices.Index(units, unit) {
			unit = u
		}
	}
	if unit == "" {
		return "", 0
	}
	found := make(map[string]bool)
	for _, row := range t.Rows {
		if row.Total || row.Kind == tidy.KindTotal {
			continue
		}
		var key strings.Builder
		for _, c := range columns {
			v := strings.TrimSpace(row.Dimensions[c])
			fmt.Fprintf(&key, "%d:%s", len(v), v)
		}
		found[key.String()] = true
	}
	return unit, len(found)
}

// planRow returns one group.
func planRow[M rri.Measure](in *input, p Plan, g group) (PlanRow, error) {
	row := PlanRow{Group: g.Group, Count: g.count(), Method: in.o.Method}
	base := in.baseline().tally.printed
	exposure := g.tally.exposure.low
	if g.tally.printed != nil {
		exposure = g.tally.printed.exposure
	}
	switch {
	case base == nil:
		row.note("the counts of %s are not all known: no rate to plan with", p.Baseline)
		return row, nil
	case !g.tally.exposure.known() && g.tally.printed == nil:
		row.note("the %s of %s are not known", p.Exposure, g.Group)
		return row, nil
	case base.events == 0 || base.exposure == 0:
		row.note("%s has no %s: no rate to plan with", p.Baseline, p.Events)
		return row, nil
	case exposure == 0:
		row.note("nobody is counted in %s", g.Group)
		return row, nil
	}
	row.Expected = base.events / base.exposure * exposure
	err := planOf[M](in, p, &row, exposure, *base)
	if errors.Is(err, rri.ErrMethod) && row.Method != rri.SCAS {
		row.note("the method %s has no power for counts of this size: it is that of %s", row.Method, rri.SCAS)
		row.Method = rri.SCAS
		err = planOf[M](in, p, &row, exposure, *base)
	}
	err = row.refused(p, err)
	return row, err
}

// note adds what stands in the way.
func (r *PlanRow) note(format string, args ...any) {
	r.Notes = append(r.Notes, fmt.Sprintf(format, args...))
}

// planOf fills in what is found with an exposure of the group beside the baseline, and what it
// takes, by the method of the row.
func planOf[M rri.Measure](in *input, p Plan, row *PlanRow, exposure float64, base counted) error {
	group, baseline, err := planned[M](exposure, base)
	if err != nil {
		return err
	}
	o, ratio := in.o.Options, p.Ratio
	o.Method = row.Method
	o.DegreesOfFreedom = 0 // they are of design effects, which a table has none of
	if in.inverted() {
		ratio, o.Side = 1/ratio, otherSide(o.Side)
		if o.Null != 0 {
			o.Null = 1 / o.Null
		}
	}
	found, err := power.DetectableOf(group, baseline, powerTarget, o)
	if err != nil {
		return err
	}
	if in.inverted() {
		found.Above, found.Below = 1/found.Below, 1/found.Above
	}
	row.Detectable = &found
	if share := base.events / base.exposure; p.Proportion && ratio > 1/share {
		row.note("%v beside the %s of %s would be more than all", p.Ratio, sheet.Share(share), p.Baseline)
		return nil
	}
	needed, err := power.NeededOf(group, baseline, ratio, powerTarget, o)
	if err != nil {
		return err
	}
	if p.Periods > 0 {
		if row.Periods, err = periodsNeeded[M](p, exposure, base, ratio, needed, o); err != nil {
			return err
		}
	}
	if in.inverted() {
		needed.Power.Above, needed.Power.Below = needed.Power.Below, needed.Power.Above
	}
	row.Needed = &needed
	return nil
}

// planned returns the counts of a plan. The events of the group play no part in it.
func planned[M rri.Measure](exposure float64, base counted) (group, baseline M, err error) {
	if group, err = rri.MeasureOf[M](0, exposure, 0); err != nil {
		return group, baseline, err
	}
	baseline, err = rri.MeasureOf[M](int64(base.events), base.exposure, 0)
	return group, baseline, err
}

// refused notes why there is no power for a group, and returns errors that are none of the counts.
func (r *PlanRow) refused(p Plan, err error) error {
	switch {
	case err == nil:
	case errors.Is(err, power.ErrNothingToDetect):
		r.note("a ratio of %v is found by no number of counts", p.Ratio)
	case errors.Is(err, rri.ErrCount), errors.Is(err, rri.ErrMethod):
		r.note("no power can be told of counts of this size")
	default:
		return err
	}
	return nil
}

// enoughPerPeriod is the number of events of the baseline in a period above which a period has a
// rate of its own to plan with: rounding it to a whole number of events then moves it by 1 % at
// most.
const enoughPerPeriod = 50

// periodsNeeded returns how many periods like those of the table on average it takes: to the period
// where each has enough events, and otherwise as many times the periods of the table as it takes
// times its counts.
func periodsNeeded[M rri.Measure](p Plan, exposure float64, base counted, ratio float64, needed power.Needed, o rri.Options) (int64, error) {
	k := float64(p.Periods)
	most := needed.Times * int64(p.Periods)
	events := math.Round(base.events / k)
	if p.Periods == 1 || events < enoughPerPeriod {
		return most, nil
	}
	one := counted{events, base.exposure * events / base.events} // at the same rate
	own := exposure / k
	if p.Proportion {
		one.exposure, own = math.Round(one.exposure), math.Round(own)
		if own < enoughPerPeriod {
			return most, nil
		}
	}
	group, baseline, err := planned[M](own, one)
	if err != nil {
		return 0, err
	}
	n, err := power.NeededOf(group, baseline, ratio, powerTarget, o)
	if err != nil {
		return most, nil // as for the whole table, which can be had
	}
	return min(max(n.Times, (needed.Times-1)*int64(p.Periods)+1), most), nil
}
