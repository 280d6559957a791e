package report

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
)

// denominator is the residents whom a search rate is of, in the groups of the report: those of the
// areas of forces, of one place, or figures that were brought along. All that is said of them, and
// of where they are from, is asked of it.
type denominator struct {
	ethnicity.Population

	// onePlace says that all searches together are over them, whatever their force.
	onePlace bool

	// with are the forces whose searches are in the rate, and without those that have no residents.
	with, without []ethnicity.Force
}

// onePlace reports whether all searches together are over the residents of one place, or over
// figures that were brought along.
func (o Options) onePlace() bool { return o.ResidentsOf != "" || o.Residents != nil }

// validateResidents reports residents that are none, or that are asked for twice over.
func (o Options) validateResidents() error {
	switch {
	case o.Residents != nil && o.ResidentsOf != "":
		return optionError("{Residents} and {ResidentsOf} both say whose residents count: want one of them")
	case o.Residents != nil && o.Census != ethnicity.OtherSource:
		return optionError("{Census} %s does nothing with {Residents}, which are the figures whatever the census: leave it out", o.Census)
	case o.Residents != nil && !(o.Residents.Total() > 0):
		return optionError("{Residents}: they are 0, of whom there is no rate: want the numbers of people in each group")
	case o.Residents != nil:
		// a field was set to what the figures are not
		if _, err := o.Residents.MarshalJSON(); err != nil {
			return optionError("{Residents}").wrapping(err)
		}
	case o.ResidentsOf != "":
		if _, err := ethnicity.PopulationOf(o.ResidentsOf, censusOf(o.Census)); err != nil {
			return optionError("{ResidentsOf}").wrapping(err)
		}
	}
	return nil
}

// censusOf returns the census whose areas and groups the residents have.
func censusOf(c ethnicity.Census) ethnicity.Census {
	if c == ethnicity.Interpolated {
		return ethnicity.Census2021
	}
	return c
}

// theResidents names the residents of one place in a sentence.
func (o Options) theResidents() string {
	var p ethnicity.Population
	if p.Area = o.ResidentsOf; o.Residents != nil {
		p = *o.Residents
	} else if of, err := ethnicity.PopulationOf(o.ResidentsOf, censusOf(o.Census)); err == nil {
		p = of
	}
	switch {
	case p.Area != "":
		return "the residents of " + p.Area
	case p.Source != "":
		return "the residents from " + p.Source
	}
	return "the residents that are given"
}

// togetherNote says that one index is of all forces, where rows of several are over one place, or
// may be; "" if they are of one.
func (r *Report) togetherNote() string {
	switch forces := r.span.forces; {
	case !r.o.onePlace():
		return ""
	case len(forces) > 1:
		return r.sayf("{Searches} of %s are over %s together: the index is of all of them, and can differ from that of every force.",
			forceNames(forces), r.o.theResidents())
	case forces[0].IsZero():
		return fmt.Sprintf("The records do not say of which force they are: the index is of all of them together, over %s.", r.o.theResidents())
	}
	return ""
}

// baselineNote says that the residents have nobody of the baseline; "" if they have.
func (r *Report) baselineNote() string {
	if n, err := r.denominator.Of(r.o.Baseline); err != nil || n > 0 {
		return ""
	}
	return nobodyLives(r.o.Baseline)
}

// isOver reports whether searches of a force are in the search rate.
func (r *Report) isOver(f ethnicity.Force) bool {
	_, part := r.areaParts[f]
	return r.o.onePlace() || hasResidents(f) && !part
}

// forcesWith returns those of the forces of the report whose searches are in the search rate.
func (r *Report) forcesWith() []ethnicity.Force {
	return slices.DeleteFunc(slices.Clone(r.span.forces), func(f ethnicity.Force) bool { return !r.isOver(f) })
}

// denominatorFor returns the residents for the searches in rows, by a census or on the mean day of
// the months in them: of the forces in them, each on its own day, or of the one place; nil if none
// of the forces has residents. Figures that were brought along are the same whatever the census.
func (r *Report) denominatorFor(rows *outcomes.Tally, census ethnicity.Census) (*denominator, error) {
	months := monthsOf(rows)
	forces := spanOf(rows).forces
	d := &denominator{onePlace: r.o.onePlace()}
	if d.onePlace {
		d.with = forces
		p, err := r.placeOn(months.all(), census)
		d.Population = p
		return d, err
	}
	var populations []ethnicity.Population
	for _, f := range forces {
		if !r.isOver(f) {
			d.without = append(d.without, f)
			continue
		}
		day, ok := meanDay(months[f])
		if !ok {
			day, ok = meanDay(months.all())
		}
		p, err := r.populationOn(f.Code(), census, day, ok)
		if err != nil {
			return nil, err
		}
		d.with = append(d.with, f)
		populations = append(populations, p)
	}
	if d.with == nil {
		return nil, nil
	}
	var err error
	d.Population, err = ethnicity.Sum(populations...)
	return d, prefixed(err)
}

// otherDenominator is denominatorFor by another census than that of the report; nil also where that
// census does not have the place, or the groups.
func (r *Report) otherDenominator(rows *outcomes.Tally, census ethnicity.Census) (*denominator, error) {
	if r.o.ResidentsOf != "" {
		if _, err := ethnicity.PopulationOf(r.o.ResidentsOf, censusOf(census)); err != nil {
			return nil, nil
		}
	}
	d, err := r.denominatorFor(rows, census)
	if _, is := errors.AsType[*ethnicity.CollapseError](err); is {
		return nil, nil
	}
	return d, err
}

// placeOn returns the residents of the one place.
func (r *Report) placeOn(months monthSet, census ethnicity.Census) (ethnicity.Population, error) {
	if own := r.o.Residents; own != nil {
		p, err := own.Collapse(r.o.Scheme)
		return p, prefixed(err)
	}
	day, ok := meanDay(months)
	return r.populationOn(r.o.ResidentsOf, census, day, ok)
}

// populationOn returns the residents of a built-in area in the groups of the report, by a census or
// on a day; where no day is known, they are those of the last census.
func (r *Report) populationOn(area string, census ethnicity.Census, day time.Time, known bool) (p ethnicity.Population, err error) {
	switch {
	case census != ethnicity.Interpolated:
		p, err = ethnicity.PopulationOf(area, census)
	case known:
		p, err = ethnicity.PopulationAt(area, day)
	default:
		p, err = ethnicity.PopulationOf(area, ethnicity.Census2021)
	}
	if err != nil {
		return p, prefixed(err)
	}
	q, err := p.Collapse(r.o.Scheme)
	if _, is := errors.AsType[*ethnicity.CollapseError](err); is {
		fits := func(s ethnicity.Scheme) bool { return counts(p.Census, s) && r.o.hasAccount(s) }
		return q, optionError(r.say("{Scheme} %s cannot be had: the {searches} are of about %s, to which census %s is nearest, and it did not count these groups. "+
			"Want one of %s"),
			r.o.Scheme, dayText(day), p.Census, list(ethnicity.Schemes(), fits)).because(err)
	}
	return q, prefixed(err)
}

// over returns a rate over these residents of its group in place of those that it has.
func (d *denominator) over(g ethnicity.Group, rate rri.Rate) (rri.Rate, error) {
	n, err := d.Of(g)
	rate.Population = n
	return rate, prefixed(err)
}
