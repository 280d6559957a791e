package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
)

// hasResidents reports whether a force polices an area whose residents are known.
func hasResidents(f ethnicity.Force) bool { return f.Code() != "" }

// lack is why there are no residents of a force.
type lack uint8

const (
	noForce     lack = iota // the records do not say of which force they are
	noArea                  // it polices no area in which people live
	otherCensus             // its area has a census of its own
	notListed               // no table has it
)

// lackOf returns why a force has no residents here.
func lackOf(f ethnicity.Force) lack {
	switch {
	case f.IsZero():
		return noForce
	case !f.IsKnown():
		return notListed
	case f.Slug() == "btp":
		return noArea
	}
	return otherCensus
}

// byLack returns the forces by why they have no residents.
func byLack(forces []ethnicity.Force) map[lack][]ethnicity.Force {
	by := make(map[lack][]ethnicity.Force)
	for _, f := range forces {
		by[lackOf(f)] = append(by[lackOf(f)], f)
	}
	return by
}

// maxForces is how many forces that no table has are named one by one.
const maxForces = 10

// quotedForces names forces as the records do, since a name may be misspelt.
func quotedForces(forces []ethnicity.Force) string {
	var names []string
	for _, f := range forces[:min(len(forces), maxForces)] {
		names = append(names, fmt.Sprintf("%q", f.String()))
	}
	if more := len(forces) - maxForces; more > 0 {
		names = append(names, fmt.Sprintf("%d more", more))
	}
	return strings.Join(names, ", ")
}

// lacks are the reasons in the order in which they are told: of a report without a search rate, and
// of a search rate without some forces, whose names stand in place of {forces}.
var lacks = []struct {
	why           lack
	alone, beside string
}{
	{noArea, "{forces} has no residents", "{forces}, which has no residents"},
	{otherCensus, "no residents are built in for {forces}, whose census is not that of England and Wales",
		"{forces}, whose census is not that of England and Wales"},
	{notListed, "no residents are known for {forces}, in no list of forces here: check the spelling", "{forces}, in no list of forces here"},
	{noForce, "the records do not say of which force they are", "{forces}"},
}

// lackTexts says why forces have no residents here, each reason once, where others beside them have
// some, or where none has.
func (r *Report) lackTexts(without []ethnicity.Force, beside bool) (texts []string) {
	var others []ethnicity.Force
	for _, f := range without {
		if part, ok := r.areaParts[f]; ok {
			texts = append(texts, part.text(f, beside))
		} else {
			others = append(others, f)
		}
	}
	by := byLack(others)
	for _, l := range lacks {
		forces, text := by[l.why], l.alone
		if forces == nil {
			continue
		}
		if beside {
			text = l.beside
		}
		names := forceNames(forces)
		if l.why == notListed {
			names = quotedForces(forces)
		}
		texts = append(texts, strings.Replace(text, "{forces}", names, 1))
	}
	return texts
}

// noRatePrefix begins every note that says why there is no search rate.
const noRatePrefix = "No {search rate}: "

// noSearchRate says that there is no search rate, since these forces have no residents.
func (r *Report) noSearchRate(without []ethnicity.Force) string {
	note := r.say(noRatePrefix) + strings.Join(r.lackTexts(without, false), "; ") + "."
	if slices.Contains(without, ethnicity.Force{}) {
		note += fmt.Sprintf(" %s names the force of rows that do not say, and where they are of several forces %s names the place whose residents count.",
			flags["Force"], flags["ResidentsOf"])
	}
	return note
}

// leftOut is the footnote of a search rate that is without the searches of some forces; "" for
// none.
func (r *Report) leftOut(without []ethnicity.Force) string {
	if len(without) == 0 {
		return ""
	}
	return r.say("without the {searches} of ") + strings.Join(r.lackTexts(without, true), ", and of ")
}

// misspelt warns of forces that no table has.
func (r *Report) misspelt() (warnings []string) {
	if forces := byLack(r.span.forces)[notListed]; forces != nil {
		so := r.say(": {searches} of such a force have no residents, and are in no {search rate}")
		if r.o.onePlace() {
			so = ""
		}
		warnings = append(warnings, fmt.Sprintf("Warning: in no list of police forces here: %s. Check the spelling%s.", quotedForces(forces), so))
	}
	return warnings
}
