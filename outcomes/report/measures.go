package report

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
)

// question is what one table answers.
type question struct {
	id       string // of the table, for programs: see [Table]
	name     string // of the measure, for people
	text     string // the definition in a sentence
	events   string // what is counted
	exposure string // what it is out of
	alert    string // the line above the table, or ""
	months   string // the line above the table that names missing and low months, or ""
	doubt    string // why the records cannot bear sentences about a rate of outcomes, or ""
	noAnswer string // why they cannot bear the rate itself, or ""
	total    string // the footnote that tells the totals, or ""
	notes    []string
	unknown  int64 // the searches in no group, of how many
	searches int64
	rest     rest // those that stay in no group

	few []ethnicity.Group // see fewRecorded

	effects effects // of the counts

	of         *outcomes.Tally      // the searches
	definition *outcomes.Definition // of what is counted of them; nil of the search rate
}

// outcomeMeasures are the measures after the find rates, in the order in which a panel asks: a new
// one is one row here.
var outcomeMeasures = []struct {
	rate   outcomes.OutcomeRate
	id     string
	events string
}{
	{outcomes.ArrestRate, arrestRateID, "arrests"},
	{outcomes.ChargeOrSummonsRate, "charge-or-summons-rate", "charges"},
	{outcomes.OutOfCourtRate, "out-of-court-rate", "disposals"},
	{outcomes.NoFurtherActionRate, "no-further-action-rate", "no action"},
	{outcomes.PositiveOutcomeRate, "positive-outcome-rate", "positive"},
	{outcomes.UnlinkedActionRate, "unlinked-action-rate", "unlinked"},
}

// arrestRateID is the ID of the table of arrests.
const arrestRateID = "arrest-rate"

// grounds are the parts of the find rate, by what gave the ground for a search.
var grounds = map[outcomes.Ground]struct{ id, name string }{
	outcomes.GroundNotRecorded: {"not-recorded", "find rate, object not recorded"},
	outcomes.GroundDrugs:       {"drugs", "find rate, searches for drugs"},
	outcomes.GroundOther:       {"other", "find rate, searches for anything but drugs"},
	outcomes.GroundNoSuspicion: {"section-60", "find rate, section 60 (no suspicion needed)"},
}

// outcomeRates adds the tables of outcomeMeasures.
func (r *Report) outcomeRates(chosen searches) error {
	if r.words.HasCrimeOutcome() {
		return r.crimeRates(chosen)
	}
	regime := chosen.sum.Regime()
	for _, m := range outcomeMeasures {
		if m.rate == outcomes.UnlinkedActionRate && !r.words.IsSearch() {
			continue // of stops nothing was looked for
		}
		if m.rate == outcomes.UnlinkedActionRate && !r.lacks(columnLinked) && (regime == outcomes.LinkNever || regime == outcomes.LinkRarely) {
			r.note("No rate of finds of something other than what was searched for, which needs the link.")
			continue
		}
		q := question{id: m.id, name: m.rate.String(), events: m.events, exposure: r.say("{searches}")}
		if err := r.proportion(chosen, r.definitionOf(m.rate), q); err != nil {
			return err
		}
	}
	return nil
}

// findRates adds the tables of finds by the definition that was asked for: of all searches, then of
// those for drugs, for anything else, and under section 60, unless the searches were chosen by
// object. Where the records cannot bear the definition, finds by action come first.
func (r *Report) findRates(t searches) error {
	if !r.words.IsSearch() {
		return nil // nothing was looked for
	}
	limits := []string{outcomes.OutcomeTestLimits}
	if t.sum.Doubt(r.o.Find) != "" {
		q := question{id: actionTable, name: "find rate", notes: limits}
		if err := r.findRate(t, outcomes.FindByAction, q); err != nil {
			return err
		}
		limits = nil
	}
	if err := r.findRate(t, r.o.Find, question{id: findTable, name: "find rate", notes: limits}); err != nil {
		return err
	}
	if r.o.Object != nil || r.lacks(columnObject) || slices.ContainsFunc(columnsOf(r.o.Find.Definition()), r.lacks) {
		return nil
	}
	if r.limit != 0 {
		r.note(fmt.Sprintf("No find rates by ground: with %s they would tell what is withheld from the find rate, of which they are parts.", flags["Suppress"]))
		return nil
	}
	parts := outcomes.Split(t.Tally, outcomes.Key.Ground)
	for ground := range outcomes.Grounds() {
		if parts[ground] == nil || len(parts) == 1 {
			continue
		}
		part := byMonthAndSum(parts[ground])
		q := question{id: groundTable(ground), name: grounds[ground].name}
		if ground == outcomes.GroundNoSuspicion && !allOfSection60(part.sum) {
			q.name = "find rate, section 60 and other powers that need no suspicion"
		}
		if err := r.findRate(part, r.o.Find, q); err != nil {
			return err
		}
	}
	return nil
}

// allOfSection60 reports whether all searches are under section 60, which is what most that need no
// suspicion are under.
func allOfSection60(t *outcomes.Tally) bool {
	return countOf(t, func(k outcomes.Key) bool { return k.Legislation != outcomes.Section60 }) == 0
}

// findRate adds one table of finds.
func (r *Report) findRate(t searches, find outcomes.FindDefinition, q question) error {
	q.events, q.exposure, q.doubt = "finds", "searches", t.sum.Doubt(find)
	if find == outcomes.FindByActionKnown || find == outcomes.FindByLinked {
		q.exposure = knownExposure
	}
	return r.proportion(t, find.Definition(), q)
}

// proportion adds a table of outcomes out of searches of persons, and one beside it that is
// adjusted for strata if that was asked for; none if no file has a column that the definition
// reads, since nothing was recorded that could be zero. q.doubt, if there is one, goes before that
// which the definition itself gives.
func (r *Report) proportion(t searches, d outcomes.Definition, q question) error {
	if slices.ContainsFunc(columnsOf(d), r.lacks) {
		return nil
	}
	p, err := t.sum.Proportions(d, r.counts.Grouping)
	if err != nil {
		return prefixed(err)
	}
	if !r.judge(t.sum, d, p, &q) {
		return nil
	}
	q.text = d.Text + r.ofPart()
	overall := p.Overall
	counted := fmt.Sprintf("%s of %s", count(overall.Events), count(overall.Trials))
	q.total = fmt.Sprintf("overall %s (%s)", percent(overall.Events, overall.Trials), counted)
	if q.noAnswer != "" {
		q.total = counted + " are recorded as such"
	}
	q.total += r.say(", {searches} in no group included; ")
	if p.Missing == 0 {
		q.total += "every record says it"
	} else {
		why := "the record does not say"
		if r.words.HasCrimeOutcome() {
			why = "no outcome so far, or none recorded"
		}
		q.total += fmt.Sprintf("missing share %s (%s of %s: %s)", percent(p.Missing, p.Searches), count(p.Missing), count(p.Searches), why)
	}
	if r.tellsOutcome(p) {
		q.total = ""
	}
	if (q.id == arrestRateID || q.id == chargeRateID) && p.Searches > 0 {
		r.missing = missingOutcome{float64(p.Missing) / float64(p.Searches), q.total}
	}
	filled, err := r.fill(t, q.name)
	if err != nil || filled == nil {
		return err
	}
	e, err := r.effectsOf(t.Tally, &d)
	if err != nil {
		return err
	}
	q.effects, q.of, q.definition = e, t.Tally, &d
	var by []map[ethnicity.Group]rri.Proportion
	for _, one := range filled {
		of := p
		if one != t.sum {
			if of, err = one.Proportions(d, r.counts.Grouping); err != nil {
				return prefixed(err)
			}
		}
		if r.tellsOutcome(of) {
			q.total = ""
		}
		by = append(by, withEffects(dropAbsent(r.absent, of.By), e.by))
	}
	q.few = fewRecorded(r, p.By)
	columns, isPart := columnsOf(d), t.Total() < r.chosen
	if isPart { // by ground
		columns = append(columns, columnObject, columnLegislation)
	}
	q.unknown, q.searches = p.Searches-known(t.sum, r.counts.Grouping), p.Searches
	q.rest = restOf(filled[0], r.o.Rule, d)
	missing := p.Missing
	if r.hidesMissing() {
		q.total, missing = "", 0
	}
	q.alert = r.alert(q.unknown, missing, p.Searches)
	q.months = r.monthsText(spanOf(t.sum).forces, false)
	q.notes = slices.Concat([]string{r.placed(q.unknown, p.Searches), q.total}, r.absent.footnotes(), q.notes, r.labelNotes(columns...))
	if err := add(r, by, q); err != nil {
		return err
	}
	if q.noAnswer != "" || slices.Contains(r.without, q.name) {
		return nil
	}
	return r.adjustProportions(t, d, q, isPart)
}

// judge finds out whether the records can bear a rate, and reports whether it has a table. Where
// small counts are withheld, a rate that is no answer has none: that it is alike for every group
// would tell the counts of those that are withheld.
func (r *Report) judge(t *outcomes.Tally, d outcomes.Definition, p outcomes.Proportions, q *question) bool {
	of := noAnswerOfSome(t, d)
	// that more is missing stands above the table
	said := q.doubt == "" && of == "" && p.MissingShare() > outcomes.MaxMissingInWords
	q.doubt, q.noAnswer = cmp.Or(q.doubt, of, t.OutcomeDoubt(d)), t.NoAnswer(d)
	withheld := ""
	if r.tellsOutcome(p) {
		withheld = "; the counts that show it are withheld"
	}
	switch {
	case r.limit != 0 && q.noAnswer != "":
		r.note(fmt.Sprintf("No %s: the records cannot bear it%s.", q.name, withheld))
		return false
	case r.limit != 0 && q.doubt != "":
		q.doubt = "the records cannot bear this definition" + withheld
	}
	if q.doubt != "" && q.noAnswer == "" && !said {
		q.notes = append(slices.Clip(q.notes), "In doubt: "+q.doubt)
	}
	return true
}

// noAnswerOfSome says of which of several forces a rate is no answer; "" for none.
func noAnswerOfSome(t *outcomes.Tally, d outcomes.Definition) string {
	var forces []ethnicity.Force
	parts := outcomes.Split(t, forceOf)
	if len(parts) < 2 {
		return ""
	}
	for force, part := range parts {
		if part.NoAnswer(d) != "" {
			forces = append(forces, force)
		}
	}
	if forces == nil {
		return ""
	}
	slices.SortFunc(forces, ethnicity.Force.Compare)
	return "the records of " + forceNames(forces) + " cannot bear it: it comes out alike for every group there"
}

// known returns the number of searches of persons of a known group.
func known(t *outcomes.Tally, g outcomes.Grouping) int64 {
	return countOf(t, func(k outcomes.Key) bool { return k.Type.IsPerson() && g.Rule.Of(k).IsKnown() })
}

// countOf returns the number of searches in the cells that are kept.
func countOf(t *outcomes.Tally, keep func(outcomes.Key) bool) int64 {
	return outcomes.CountBy(t, keep)[true]
}
