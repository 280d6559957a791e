package report

import (
	"fmt"
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report/internal/chosen"
)

// ofThePeople reports whether figures were brought along that can be of a part of the people. Those
// that are built in, as [ethnicity.PopulationOf] has them, are of everybody.
func (o Options) ofThePeople() bool {
	return o.Residents != nil && o.Residents.Census == ethnicity.OtherSource
}

// noRateOfChoice says why there is no search rate of the searches that were chosen: they are of a
// part of the people, or of the places, whose residents are the denominator. "" if they are not, or
// if figures were brought along, which are of whom the caller says.
func (r *Report) noRateOfChoice() string {
	ofThese := fmt.Sprintf("give the residents of these people with %s FILE", flags["Residents"])
	residents := "the built-in residents"
	if r.o.onePlace() {
		residents = r.o.theResidents()
	}
	person := slices.IndexFunc(r.where, outcomes.Filter.IsOfPerson)
	switch {
	case r.o.ofThePeople():
		return ""
	case r.o.Age != nil || r.o.Gender != nil:
		every := "age"
		switch {
		case r.o.Age == nil:
			every = "gender"
		case r.o.Gender != nil:
			every = "age and gender"
		}
		whom := chosen.People("people", nameOf(r.o.Gender), nameOf(r.o.Age))
		return r.sayf("the {searches} are of %s, and %s are of every %s: %s", whom, residents, every, ofThese)
	case person >= 0:
		return r.sayf("the {searches} are of people in rows %s, and %s are everybody: %s", chosen.Rows(chosen.OfColumn(r.where, r.where[person].Column)), residents, ofThese)
	case len(r.where) > 0 && !r.o.onePlace() && forceNames(r.span.forces) != forceName(ethnicity.Force{}):
		area := "its whole area"
		if len(r.span.forces) > 1 {
			area = "their whole areas"
		}
		return r.sayf("the {searches} are those in rows %s, and the residents of %s are those of %s: "+
			"give the residents of the place or of the people of these rows with %s",
			chosen.Rows(r.where), forceNames(r.span.forces), area, r.residentsOfRows())
	}
	return ""
}

// residentsOfRows is what asks for the residents of the rows that filters leave: of the district
// that these are of, if the filter names one.
func (r *Report) residentsOfRows() string {
	if len(r.where) == 1 {
		name := placeName(r.where[0].Value)
		for _, f := range r.span.forces {
			if _, ok := districtOf(f, r.where[0].Value); ok && name != "" {
				return residentsFlag(name)
			}
		}
	}
	return fmt.Sprintf("%s NAME or %s FILE", flags["ResidentsOf"], flags["Residents"])
}
