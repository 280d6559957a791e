package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
)

// report is the answer: what was read, what was left out, and one table a measure.
type report struct {
	s        settings
	d        data
	persons  int64 // searches of persons in everything that was read
	chosen   int64 // those in the tables, of no known group among them
	counts   outcomes.Counts
	area     string // the forces whose residents are the denominator of the search rate
	people   int64  // their residents
	read     span   // of everything that was read
	span     span   // of the months that were asked for
	warnings []string
	notes    []string
	tables   []entry
	unknown  int64           // searches in no group in the table of search rates
	bounds   []limits        // of the index of search rates
	compared bool            // whether a search of the baseline is among the known
	left     int64           // searches that are in no group even where -unknown has filled in
	fewest   ethnicity.Group // has the fewest residents, the baseline left aside
	adjusted []adjusted      // the tables of -stratify
	without  []string        // tables that -method has no ratio for
	reason   error           // why
	absent   ethnicity.Group // the group of the scheme that has no row, if absence is not ""
	absence  string          // why
}

// table is an rri.Table of either model.
type table interface {
	WriteText(io.Writer) error
	WriteMarkdown(io.Writer) error
	WriteCSV(io.Writer) error
	json.Marshaler
}

// newReport computes the tables.
func newReport(s settings, d data) (*report, error) {
	r := &report{s: s, d: d, warnings: s.repeated(d.books.repeats)}
	isPerson := func(k outcomes.Key) bool { return k.Type.IsPerson() }
	inPeriod := d.tally.Where(func(k outcomes.Key) bool {
		return (s.from == 0 || k.Month >= s.from) && (s.to == 0 || k.Month != 0 && k.Month <= s.to)
	})
	chosen := inPeriod.Where(func(k outcomes.Key) bool {
		return isPerson(k) && (s.object == nil || k.Object == *s.object) && (s.kind == nil || k.Type == *s.kind)
	})
	r.persons = d.tally.Where(isPerson).Total()
	switch {
	case r.persons == 0:
		return nil, fmt.Errorf("no search of a person in %s: %s, %s, %s, %s", d.files(), s.plural(d.quality.Rows, "row", "rows"),
			s.plural(d.quality.VehicleOnly, "search of a vehicle only", "searches of vehicles only"),
			s.plural(d.quality.TypeUnknown, "row that does not say what was searched", "rows that do not say what was searched"), s.plural(d.quality.Rejected, "row rejected", "rows rejected"))
	case chosen.Total() == 0:
		return nil, fmt.Errorf("none of the %s is left by %s", s.plural(r.persons, "search of a person", "searches of persons"), strings.Join(r.filters(), ", "))
	}
	r.chosen = chosen.Total()
	var err error
	if r.counts, err = chosen.Counts(outcomes.Grouping{Rule: s.rule, Scheme: s.scheme}); err != nil {
		return nil, fmt.Errorf("the labels of the input do not fit -groups %s: %w", s.scheme, message(err))
	}
	r.read, r.span = spanOf(d.tally), spanOf(inPeriod)
	if err := r.findAbsent(); err != nil {
		return nil, err
	}
	for _, note := range []string{s.scheme.Note(), s.officerNote(), r.absence, r.span.note()} {
		if note != "" && !slices.Contains(r.notes, note) {
			r.notes = append(r.notes, note)
		}
	}
	if err := r.searchRate(chosen); err != nil {
		return nil, err
	}
	if err := r.findRates(chosen); err != nil {
		return nil, err
	}
	r.notes = append(r.notes, linkNotes(chosen)...)
	if note := s.absorbed(chosen); note != "" && s.suppress == 0 {
		r.notes = append(r.notes, note)
	}
	for _, m := range []struct {
		rate   outcomes.OutcomeRate
		events string
	}{
		{outcomes.ArrestRate, "arrests"},
		{outcomes.ChargeOrSummonsRate, "charges"},
		{outcomes.OutOfCourtRate, "disposals"},
		{outcomes.NoFurtherActionRate, "no action"},
		{outcomes.PositiveOutcomeRate, "positive"},
		{outcomes.UnlinkedActionRate, "unlinked"},
	} {
		if regime := chosen.Regime(); m.rate == outcomes.UnlinkedActionRate && (regime == outcomes.LinkNever || regime == outcomes.LinkRarely) {
			r.notes = append(r.notes, "No rate of finds of something other than what was searched for, which needs the link.")
			continue
		}
		if err := r.proportion(chosen, m.rate.Definition(), m.rate.String(), m.events, "searches"); err != nil {
			return nil, err
		}
	}
	switch {
	case len(r.tables) == 0 && r.reason != nil:
		return nil, fmt.Errorf("-method %s: %w", r.s.method, message(r.reason))
	case r.without != nil:
		r.notes = append(r.notes, fmt.Sprintf("Left out, because -method %s has no ratio for their kind of counts: %s.", r.s.method, strings.Join(r.without, "; ")))
	}
	return r, r.suppress()
}

// officerNote returns what to know of officer-defined ethnicity, where it counts.
func (s settings) officerNote() string {
	if s.rule == outcomes.SelfDefined {
		return ""
	}
	return ethnicity.OfficerDefined.Note()
}

// findAbsent finds the group that officers did not have: where they recorded nobody as Mixed in all
// that was read, an index of 0 would be of the form and not of the searches.
func (r *report) findAbsent() error {
	if r.s.rule != outcomes.OfficerDefined || !r.s.scheme.Has(ethnicity.Mixed) {
		return nil
	}
	known := r.d.tally.Where(func(k outcomes.Key) bool { return k.Type.IsPerson() && k.Officer.IsKnown() })
	if known.Total() == 0 || outcomes.CountBy(known, r.s.rule.Of)[ethnicity.Mixed] > 0 {
		return nil
	}
	if r.s.baseline == ethnicity.Mixed {
		return errors.New("-baseline Mixed: officers recorded nobody as Mixed in what was read: choose another baseline, or -ethnicity self")
	}
	r.absent = ethnicity.Mixed
	r.absence = "Officers recorded nobody as Mixed in what was read, as where they have no such category: Mixed has no row and no index, " +
		"and those who call themselves Mixed are searches of other groups."
	return nil
}

// present takes the group that has no row out of counts.
func present[M rri.Measure](r *report, by map[ethnicity.Group]M) map[ethnicity.Group]M {
	if r.absence != "" {
		delete(by, r.absent)
	}
	return by
}

// span is where and when searches were.
type span struct {
	forces      []ethnicity.Force
	first, last outcomes.Month
	gaps        []string // forces that have no row in some of the months
}

func spanOf(t *outcomes.Tally) span {
	type cell struct {
		force ethnicity.Force
		month outcomes.Month
	}
	rows := outcomes.CountBy(t, func(k outcomes.Key) cell { return cell{k.Force, k.Month} })
	var s span
	for c := range rows {
		s.forces = append(s.forces, c.force)
		if c.month != 0 {
			s.last = max(s.last, c.month)
			if s.first == 0 || c.month < s.first {
				s.first = c.month
			}
		}
	}
	slices.Sort(s.forces)
	s.forces = slices.Compact(s.forces)
	for _, f := range s.forces {
		var missing []string
		for m := s.first; m != 0 && m <= s.last; m = m.Next() {
			if rows[cell{f, m}] == 0 {
				missing = append(missing, monthName(m))
			}
		}
		if len(missing) > 0 {
			s.gaps = append(s.gaps, fmt.Sprintf("%s in %s", forceName(f), sentence(missing, "months")))
		}
	}
	return s
}

func monthName(m outcomes.Month) string {
	if m == 0 {
		return "a month out of range"
	}
	return fmt.Sprintf("%s %d", m.Month(), m.Year())
}

// months names the period.
func (s span) months() string {
	if s.first == s.last {
		return monthName(s.first)
	}
	return monthName(s.first) + " to " + monthName(s.last)
}

// note says which months are missing, "" if none is.
func (s span) note() string {
	switch n := len(s.gaps); {
	case n == 0:
		return ""
	case len(s.forces) == 1:
		return fmt.Sprintf("No rows of %s: residents count for the whole period, so the rates are too low.", s.gaps[0])
	default:
		gaps := s.gaps
		if n > 3 {
			gaps = slices.Concat(gaps[:2], []string{fmt.Sprintf("%d others", n-2)})
		}
		return fmt.Sprintf("No rows of %s: residents count for the whole period, so the rates are too low, and forces with more months weigh more.",
			sentence(gaps, ""))
	}
}

// searchRate adds the table of searches per resident, of the forces that have residents. A force
// counts even if it has no search that was chosen.
func (r *report) searchRate(chosen *outcomes.Tally) error {
	var without, with []ethnicity.Force
	var populations []ethnicity.Population
	for _, f := range r.span.forces {
		if !hasResidents(f) {
			without = append(without, f)
			continue
		}
		p, err := ethnicity.PopulationOf(f.String(), r.s.census)
		if err != nil {
			return message(err)
		}
		with = append(with, f)
		populations = append(populations, p)
	}
	if len(with) == 0 {
		note := fmt.Sprintf("No search rate: %s has no residents.", forceNames(without))
		if slices.Contains(without, 0) {
			note += " -force names the force of rows that do not say."
		}
		r.notes = append(r.notes, note)
		return nil
	}
	p, err := ethnicity.Sum(populations...)
	if err == nil {
		p, err = p.Collapse(r.s.scheme)
	}
	if err != nil {
		return message(err)
	}
	resident := chosen.Where(func(k outcomes.Key) bool { return hasResidents(k.Force) })
	counts, err := resident.Counts(r.counts.Grouping)
	if err != nil {
		return message(err)
	}
	filled, err := r.fill(resident)
	if err != nil {
		return err
	}
	var rates []map[ethnicity.Group]rri.Rate
	for _, t := range filled {
		c, err := t.Counts(r.counts.Grouping)
		if err != nil {
			return message(err)
		}
		by, err := c.Rates(p)
		if err != nil {
			return message(err)
		}
		r.left = c.UnknownTotal() // alike in every imputation
		rates = append(rates, present(r, by))
	}
	residents := int64(math.MaxInt64)
	for g := range r.s.scheme.Groups() {
		n, err := p.Of(g)
		if err != nil {
			return message(err)
		}
		if g != r.s.baseline && n < residents && !(r.absence != "" && g == r.absent) {
			r.fewest, residents = g, n
		}
	}
	if err := r.bound(counts, p); err != nil {
		return err
	}
	r.area, r.people = forceNames(with), p.Total()
	areas := "area"
	if len(with) > 1 {
		areas = "areas"
	}
	definition := fmt.Sprintf("%s in %s, per resident of the police force %s (%s, census %s)", r.searches(), r.span.months(), areas, r.area, r.s.census)
	notes := []string{r.placed(counts.UnknownTotal(), resident.Total()), r.absence}
	if len(without) > 0 {
		notes = append(notes, fmt.Sprintf("without the searches of %s, which has no residents", forceNames(without)))
	}
	notes = append(notes, r.labelNotes(columnForce)...)
	return add(r, rates, "search rate", definition, "searches", "residents", r.s.alert(counts.UnknownTotal(), 0, resident.Total()), "", notes)
}

// findRates adds the tables of finds by the definition that was asked for: of all searches, then of
// those for drugs, for anything else, and under section 60, unless the searches were chosen by
// object. Where the records cannot bear the definition, finds by action come first.
func (r *report) findRates(t *outcomes.Tally) error {
	doubt := t.Doubt(r.s.find)
	if doubt != "" {
		if err := r.findRate(t, outcomes.FindByAction, "find rate", "", outcomes.OutcomeTestLimits); err != nil {
			return err
		}
	}
	var limits []string
	if doubt == "" {
		limits = append(limits, outcomes.OutcomeTestLimits)
	}
	if err := r.findRate(t, r.s.find, "find rate", doubt, limits...); err != nil {
		return err
	}
	if r.s.object != nil {
		return nil
	}
	if r.s.suppress != 0 {
		r.notes = append(r.notes, "No find rates by ground: with -suppress they would tell what is withheld from the find rate, of which they are parts.")
		return nil
	}
	parts := outcomes.Split(t, outcomes.Key.Ground)
	for ground := range outcomes.Grounds() {
		part := parts[ground]
		if part == nil || len(parts) == 1 {
			continue
		}
		name := map[outcomes.Ground]string{
			outcomes.GroundNotRecorded: "find rate, object not recorded",
			outcomes.GroundDrugs:       "find rate, searches for drugs",
			outcomes.GroundOther:       "find rate, searches for anything but drugs",
			outcomes.GroundNoSuspicion: "find rate, section 60 (no suspicion needed)",
		}[ground]
		if err := r.findRate(part, r.s.find, name, part.Doubt(r.s.find)); err != nil {
			return err
		}
	}
	return nil
}

// findRate adds one table of finds, with notes. doubt is why the records cannot bear the
// definition, or "".
func (r *report) findRate(t *outcomes.Tally, find outcomes.FindDefinition, measure, doubt string, notes ...string) error {
	exposure := map[outcomes.FindDefinition]string{
		outcomes.FindByActionKnown: "known",
		outcomes.FindByLinked:      "known",
	}[find]
	if exposure == "" {
		exposure = "searches"
	}
	if doubt != "" {
		if r.s.suppress != 0 {
			doubt = "the records cannot bear this definition; the counts that show it are withheld"
		}
		notes = append(notes, "In doubt: "+doubt)
	}
	return r.proportion(t, find.Definition(), measure, "finds", exposure, notes...)
}

// linkNotes says how each force records the link between outcome and object.
func linkNotes(t *outcomes.Tally) []string {
	by := make(map[outcomes.Regime][]ethnicity.Force)
	for force, part := range outcomes.Split(t, forceOf) {
		by[part.Regime()] = append(by[part.Regime()], force)
	}
	var notes []string
	for regime := range outcomes.Regimes() {
		forces := by[regime]
		slices.Sort(forces)
		switch {
		case len(forces) == 0:
		case len(by) == 1:
			notes = append(notes, fmt.Sprintf("Recording regime %q: %s.", regime, regime.Text()))
		default:
			notes = append(notes, fmt.Sprintf("Recording regime %q (%s): %s.", regime, forceNames(forces), regime.Text()))
		}
	}
	return notes
}

// absorbed warns of the groups that are in the records and inside the baseline; "" if there are
// none.
func (s settings) absorbed(t *outcomes.Tally) string {
	if s.baseline != ethnicity.White {
		return "" // the other baselines of -groups hold no group that reviews study
	}
	searches := outcomes.CountBy(t, s.rule.Of)
	var parts []string
	for _, g := range outcomes.Absorbed(s.baseline, ethnicity.WhiteIrish, ethnicity.GypsyOrIrishTraveller, ethnicity.Roma, ethnicity.OtherWhite) {
		if n := searches[g]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s %s", count(n), g))
		}
	}
	if parts == nil {
		return ""
	}
	return fmt.Sprintf("The baseline White holds minorities of its own (searches: %s). -groups 5+1+grt and 5+1+white-minorities take them out.", strings.Join(parts, ", "))
}

// proportion adds a table of outcomes out of searches of persons.
func (r *report) proportion(t *outcomes.Tally, d outcomes.Definition, measure, events, exposure string, notes ...string) error {
	p, err := t.Proportions(d, r.counts.Grouping)
	if err != nil {
		return message(err)
	}
	overall := p.Overall
	note := fmt.Sprintf("overall %s (%s of %s), searches in no group included; missing share %s (%s of %s: the record does not say)",
		percent(overall.Events, overall.Trials), count(overall.Events), count(overall.Trials), percent(p.Missing, p.Searches), count(p.Missing), count(p.Searches))
	if r.tellsOutcome(p) {
		note = ""
	}
	unknown := p.Searches - known(t, r.counts.Grouping)
	filled, err := r.fill(t)
	if err != nil {
		return err
	}
	var by []map[ethnicity.Group]rri.Proportion
	for _, t := range filled {
		p, err := t.Proportions(d, r.counts.Grouping)
		if err != nil {
			return message(err)
		}
		if r.tellsOutcome(p) {
			note = ""
		}
		by = append(by, present(r, p.By))
	}
	columns := columnsOf(d)
	if t.Total() < r.chosen { // a part, by ground
		columns = append(columns, columnObject, columnLegislation)
	}
	footnotes := slices.Concat([]string{r.placed(unknown, p.Searches), note, r.absence}, notes, r.labelNotes(columns...))
	if err := add(r, by, measure, d.Text, events, exposure, r.s.alert(unknown, p.Missing, p.Searches), note, footnotes); err != nil {
		return err
	}
	if t.Total() < r.chosen || slices.Contains(r.without, measure) {
		return nil // a part of the searches, by ground, or a table that -method does not have
	}
	return r.stratify(t, d, measure, events, exposure, footnotes)
}

// known returns the number of searches of persons of a known group.
func known(t *outcomes.Tally, g outcomes.Grouping) int64 {
	return t.Where(func(k outcomes.Key) bool { return k.Type.IsPerson() && g.Rule.Of(k).IsKnown() }).Total()
}

// hasResidents reports whether a force polices an area with residents.
func hasResidents(f ethnicity.Force) bool { return f.Code() != "" }

// searches names what the tables count.
func (r *report) searches() string {
	text := "searches of persons"
	if r.s.kind != nil {
		text += fmt.Sprintf(" (type %s)", *r.s.kind)
	}
	if r.s.object != nil {
		text += fmt.Sprintf(" for %s", *r.s.object)
	}
	return text
}

// filters names the flags that chose among the searches.
func (r *report) filters() []string {
	var list []string
	if r.s.object != nil {
		list = append(list, fmt.Sprintf("-object %q", r.s.object.String()))
	}
	if r.s.kind != nil {
		list = append(list, fmt.Sprintf("-type %q", r.s.kind.String()))
	}
	if r.s.from != 0 {
		list = append(list, "-from "+r.s.from.String())
	}
	if r.s.to != 0 {
		list = append(list, "-to "+r.s.to.String())
	}
	return list
}
