package outcomes

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/trend"
)

type (
	groupRates       = map[ethnicity.Group]rri.Rate
	groupProportions = map[ethnicity.Group]rri.Proportion
)

// stretchOf are the months of a point.
type stretchOf struct {
	trend.Period
	months []Month // all of them, in order of time, also those that were not read
	out    []Month // of a period to compare, those that were to be left out
	// whether it is one of several that overlap
	rolling bool
	// what is in it, with residents of its own
	units []*seriesUnit
}

// there returns the searches that count of a point; nil if none of its months is there.
func (at stretchOf) there() (*Tally, error) {
	var all *Tally
	for _, u := range at.units {
		for _, m := range u.months(at.months) {
			if all == nil {
				all = new(Tally)
			}
			for _, f := range u.forces {
				if !f.isThere(m) {
					continue
				}
				if err := all.Merge(f.counted[m]); err != nil {
					return nil, err
				}
			}
		}
	}
	return all, nil
}

// covered returns the share of a point that counts.
func (at stretchOf) covered() float64 {
	var there, all float64
	for _, u := range at.units {
		there += u.weight * float64(len(u.months(at.months)))
		all += u.weight * float64(len(at.months))
	}
	if all == 0 {
		return 0
	}
	return there / all
}

// exposure returns the time that the residents of a point lived through, in years, by group.
func (b *series) exposure(at stretchOf, residents SeriesResidents) (map[ethnicity.Group]float64, error) {
	const ofYear = 12
	years := make(map[ethnicity.Group]float64)
	for _, u := range at.units {
		list := u.months(at.months)
		if list == nil {
			continue
		}
		p, err := u.residents(at, list, residents)
		if err != nil {
			return nil, err
		}
		if p, err = p.Collapse(b.o.Scheme); err != nil {
			return nil, fmt.Errorf("outcomes: residents of %s in groups %s: %w", sheet.Clean(quote.Clip(p.Area)), b.o.Scheme, err)
		}
		for _, g := range b.o.Groups {
			n, err := p.Of(g)
			if err != nil {
				return nil, fmt.Errorf("outcomes: residents of %s: %w", sheet.Clean(quote.Clip(p.Area)), err)
			}
			years[g] += n * float64(len(list)) / ofYear
		}
	}
	return years, nil
}

// countRates counts a point of a series of rates, of the groups that have residents.
func (b *series) countRates(t *Tally, at stretchOf) (by groupRates, unknown rri.Rate, err error) {
	c, err := t.Counts(b.o.Grouping)
	if err != nil {
		return nil, unknown, err
	}
	years, err := b.exposure(at, b.residents())
	if err != nil {
		return nil, unknown, err
	}
	by = make(groupRates)
	for _, g := range b.o.Groups {
		if years[g] > 0 {
			by[g] = rri.WithDesignEffect(rri.Rate{Events: c.By[g], Population: years[g]}, c.DesignEffects[g])
		}
	}
	return by, rri.Rate{Events: c.UnknownTotal()}, nil
}

// over returns the points of a series of rates over other residents.
func (b *series) over(counts trend.Counts[ethnicity.Group, rri.Rate], residents SeriesResidents) (trend.Counts[ethnicity.Group, rri.Rate], error) {
	put := func(p *trend.Point[ethnicity.Group, rri.Rate], at stretchOf) error {
		if p.Counts == nil {
			return nil
		}
		years, err := b.exposure(at, residents)
		by := make(groupRates)
		for g, rate := range p.Counts {
			if rate.Population = years[g]; rate.Population > 0 {
				by[g] = rate
			}
		}
		p.Counts = by
		return err
	}
	counts.Points, counts.Rolling = slices.Clone(counts.Points), slices.Clone(counts.Rolling)
	for i, at := range b.periods() {
		if err := put(&counts.Points[i], at); err != nil {
			return counts, err
		}
	}
	rolling, _ := b.rolling()
	for i, at := range rolling {
		if err := put(&counts.Rolling[i], at); err != nil {
			return counts, err
		}
	}
	for i, at := range b.compared() {
		p := []**trend.Point[ethnicity.Group, rri.Rate]{&counts.Before, &counts.After}[i]
		own := **p
		*p = &own
		if err := put(*p, at); err != nil {
			return counts, err
		}
	}
	return counts, nil
}

// countProportions counts a point of a series of proportions.
func (b *series) countProportions(t *Tally, _ stretchOf) (by groupProportions, unknown rri.Proportion, err error) {
	p, err := t.Proportions(*b.definition, b.o.Grouping)
	if err != nil {
		return nil, unknown, err
	}
	by = make(groupProportions)
	for _, g := range b.o.Groups {
		by[g] = p.By[g]
	}
	return by, p.Unknown, nil
}

// seriesOf makes the points of a series, and its breaks.
func seriesOf[M rri.Measure](b *series, count func(*Tally, stretchOf) (map[ethnicity.Group]M, M, error)) (s trend.Series[ethnicity.Group, M], err error) {
	s.Baseline = b.o.Baseline
	if s.Points, err = pointsOf(b, b.periods(), count); err != nil {
		return s, err
	}
	rolling, _ := b.rolling()
	if s.Rolling, err = pointsOf(b, rolling, count); err != nil {
		return s, err
	}
	if two := b.compared(); two != nil {
		if two[0].units == nil {
			return s, b.nothingToCompare(two)
		}
		points, err := pointsOf(b, two, count)
		if err != nil {
			return s, err
		}
		s.Before, s.After = &points[0], &points[1]
	}
	whole := stretchOf{months: monthsIn(b.months), units: b.units}
	all, err := whole.there()
	if err != nil || all == nil {
		return s, err
	}
	if !b.o.Grouping.Independent && all.tellsStops() {
		by, _, err := count(all, whole)
		if err != nil {
			return s, err
		}
		s.DesignEffects = make(map[ethnicity.Group]float64)
		for g, m := range by {
			_, _, s.DesignEffects[g] = m.Counts()
		}
	}
	s.Breaks, err = b.breaks()
	return s, err
}

// pointsOf counts several points; nil of none.
func pointsOf[M rri.Measure](b *series, list []stretchOf, count func(*Tally, stretchOf) (map[ethnicity.Group]M, M, error)) (points []trend.Point[ethnicity.Group, M], err error) {
	for _, at := range list {
		p, err := pointOf(b, at, count)
		if err != nil {
			return nil, err
		}
		points = append(points, p)
	}
	return points, nil
}

// pointOf counts one point.
func pointOf[M rri.Measure](b *series, at stretchOf, count func(*Tally, stretchOf) (map[ethnicity.Group]M, M, error)) (p trend.Point[ethnicity.Group, M], err error) {
	p.Period, p.Note = at.Period, b.missingNote(at)
	t, err := at.there()
	if err != nil || t == nil {
		return p, err
	}
	if p.Counts, p.Unknown, err = count(t, at); err != nil {
		return p, err
	}
	p.Covered = at.covered()
	var nobody []string
	for _, g := range b.o.Groups {
		if _, has := p.Counts[g]; !has {
			nobody = append(nobody, g.String())
		}
	}
	if nobody != nil {
		p.Note = strings.TrimPrefix(p.Note+"; no residents of "+quote.And(nobody), "; ")
	}
	return p, nil
}

// periods returns the periods of the series, those at its ends with the months that they have
// outside it.
func (b *series) periods() (list []stretchOf) {
	for first := b.o.Kind.First(b.months.First); first <= b.months.Last; first = b.o.Kind.Last(first).Next() {
		list = append(list, stretchOf{Period: b.o.Kind.Period(first), months: monthsIn(b.o.Kind.Of(first)), units: b.units})
	}
	return list
}

// rolling returns the stretches of the rolling points, each of which ends with a period and is
// within the series. Those that are covered less than a change wants are returned apart: they show
// next to nothing of the time that they are called by.
func (b *series) rolling() (list, thin []stretchOf) {
	if b.o.Rolling == 0 {
		return nil, nil
	}
	for _, period := range b.periods() {
		last := period.months[len(period.months)-1]
		stretch := Months{last - Month(b.o.Rolling) + 1, last}
		if stretch.First < b.months.First || last > b.months.Last {
			continue
		}
		at := stretchOf{Period: stretch.Period(), months: monthsIn(stretch), rolling: true, units: b.units}
		if at.covered() < leastCovered {
			thin = append(thin, at)
		} else {
			list = append(list, at)
		}
	}
	return list, thin
}

// compared returns the two periods to compare, if there are, without the months to leave out, and
// without the forces that are not there in both: between them the index would change by what forces
// do not share.
func (b *series) compared() (list []stretchOf) {
	if b.o.Before == (Months{}) {
		return nil
	}
	for _, m := range []Months{b.o.Before, b.o.After} {
		at := stretchOf{Period: m.Period()}
		for _, month := range monthsIn(m) {
			if slices.ContainsFunc(b.o.LeaveOut, func(out Months) bool { return out.Contains(month) }) {
				at.out = append(at.out, month)
			} else {
				at.months = append(at.months, month)
			}
		}
		list = append(list, at)
	}
	for _, u := range b.units {
		if u.months(list[0].months) == nil || u.months(list[1].months) == nil {
			continue
		}
		for i := range list {
			list[i].units = append(list[i].units, u)
		}
	}
	return list
}
