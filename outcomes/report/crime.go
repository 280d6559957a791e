package report

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// crimeMeasures are the measures of records that have the outcome of a crime, in the order in which
// a panel asks: a new one is one row here.
var crimeMeasures = []struct {
	rate   outcomes.CrimeRate
	id     string
	events string
}{
	{outcomes.CrimeChargeRate, chargeRateID, "charged"},
	{outcomes.CrimeOutOfCourtRate, "out-of-court-rate", "disposals"},
	{outcomes.CrimeDiversionRate, "diversion-rate", "diverted"},
	{outcomes.CrimeNoFurtherActionRate, "no-further-action-rate", "no action"},
}

// chargeRateID is the ID of the table of charges, which leads where there are no residents.
const chargeRateID = "charge-rate"

// The names of what tables are out of that is not every record.
const (
	knownExposure = "known"                      // searches that say if there was a find
	crimeExposure = "{searches} with an outcome" // of their crime; a template
)

// crimeRates adds the tables of crimeMeasures, if a crime has an outcome: else there is nothing of
// which they could be.
func (r *Report) crimeRates(chosen searches) error {
	if countOf(chosen.sum, func(k outcomes.Key) bool { return isPerson(k) && k.Crime.IsOutcome() }) == 0 {
		if !r.lacks(columnOutcome) {
			r.note(r.say("No rates of outcomes: none of the {searches} has the outcome of its crime, as where none is settled yet, or none is recorded."))
		}
		return nil
	}
	for _, m := range crimeMeasures {
		q := question{id: m.id, name: m.rate.String(), events: m.events, exposure: r.say(crimeExposure)}
		d := m.rate.Definition()
		d.Text = r.say(strings.ReplaceAll(d.Text, "people whose", "{searches} whose"))
		if err := r.proportion(chosen, d, q); err != nil {
			return err
		}
	}
	return nil
}

// definitionOf returns the definition of a rate of outcomes, in the words of the kind of the
// records.
func (r *Report) definitionOf(rate outcomes.OutcomeRate) outcomes.Definition {
	d := rate.Definition()
	d.Text = r.say(strings.NewReplacer("searches of persons", "{searches of persons}", "searches", "{searches}").Replace(d.Text))
	return d
}

// nothingToTell is the error that there is neither a rate of outcomes nor one per resident. Where
// labels of outcomes are not known, what they mean is asked first.
func (r *Report) nothingToTell() error {
	noRate := strings.TrimSuffix(strings.TrimPrefix(r.noRate(), r.say(noRatePrefix)), ".")
	labels := slices.Sorted(maps.Keys(r.labels[columnOutcome]))
	if len(labels) == 0 {
		return optionError("{ResidentsOf}: nothing can be told of %s: there are no residents of whom they are (%s), and none has an outcome",
			r.records(r.chosen), noRate)
	}
	e := optionError("{Labels}: none of %s has an outcome that is known: want the meaning of the %s that stand there. Nor are there residents of whom they are (%s)",
		r.records(r.chosen), plural(int64(len(labels)), "label", "labels"), noRate)
	e.after = fmt.Sprintf(". The first label is %q", sheet.Clip(labels[0]))
	return e
}
