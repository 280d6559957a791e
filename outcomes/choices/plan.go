package choices

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report"
)

// plan is what is computed: the ways that are left of every choice, and the records.
type plan struct {
	Options
	asked Options // as they were given
	kind
	report  *report.Report
	persons *outcomes.Tally
	notes   []string

	// The rate per resident, if there is one: the searches and the residents of each of
	// Options.Residents, by each of Options.Groups.
	over []denominator
}

// denominator is the searches that are set against residents by one way of that choice, and these
// residents by classification.
type denominator struct {
	searches  *outcomes.Tally
	residents map[ethnicity.Scheme]ethnicity.Population
}

// newPlan finds out what the records can bear of the options.
func newPlan(x *outcomes.Extract, o Options) (*plan, error) {
	p := &plan{Options: o.filled(), asked: o}
	persons := x.Tally().Where(func(k outcomes.Key) bool { return k.Type.IsPerson() })
	p.kind = kindOf(persons)
	steps := []func(*outcomes.Tally) error{p.bearAccounts, p.bearGroups, p.bearMissing, p.bearObjects}
	if persons.Total() == 0 {
		steps = nil // which the report says in its own words
	}
	for _, step := range steps {
		if err := step(persons); err != nil {
			return nil, err
		}
	}
	r, err := report.New(x, p.reportOptions())
	if err != nil {
		return nil, err
	}
	p.report, p.persons = r, r.Searches()
	if err := p.bearEvidence(); err != nil {
		return nil, err
	}
	if err := p.bearResidents(x); err != nil {
		return nil, err
	}
	return p, p.bearFinds()
}

// reportOptions are those of the report in which every choice is made in its first way, as far as
// it says whose searches and residents they are: what is done with the unknown has no part in that.
func (p *plan) reportOptions() report.Options {
	o := report.Options{Rule: p.Accounts[0], Scheme: p.Groups[0], Baseline: p.Baseline, By: report.Whole, ResidentsOf: p.ResidentsOf}
	if o.Census = p.Residents[0]; o.Census == ethnicity.OtherSource {
		o.Residents = p.Figures
	}
	return o
}

// leaveOut takes ways out of a choice, with a note that says why. It is an error if none is left.
func leaveOut[W way](p *plan, c Choice, ways *[]W, why string, out ...W) error {
	var names []string
	left := slices.DeleteFunc(slices.Clone(*ways), func(w W) bool {
		if slices.Contains(out, w) {
			names = append(names, w.String())
			return true
		}
		return false
	})
	switch {
	case names == nil:
		return nil
	case len(left) == 0:
		return optionError("%s %s cannot be had: %s", c, and(names), why)
	}
	*ways = left
	p.notes = append(p.notes, fmt.Sprintf("Not in the count: %s %s, as %s.", c, and(names), why))
	return nil
}

// and joins names.
func and(names []string) string {
	last := len(names) - 1
	if last < 1 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

// bearAccounts leaves out the accounts of ethnicity that say nothing of anybody.
func (p *plan) bearAccounts(persons *outcomes.Tally) error {
	self, officer := outcomes.CountBy(persons, outcomes.SelfDefined.Of), outcomes.CountBy(persons, outcomes.OfficerDefined.Of)
	if !anybody(officer) {
		why := "no record says how an officer saw the person"
		if err := leaveOut(p, Account, &p.Accounts, why, outcomes.OfficerDefined, outcomes.SelfThenOfficer); err != nil {
			return err
		}
		return leaveOut(p, Missing, &p.Missing, why, outcomes.ByOfficer, outcomes.ByCrossTable)
	}
	if !anybody(self) {
		why := "no record says how people define themselves"
		if err := leaveOut(p, Account, &p.Accounts, why, outcomes.SelfDefined, outcomes.SelfThenOfficer); err != nil {
			return err
		}
		return leaveOut(p, Missing, &p.Missing, why, outcomes.ByOfficer, outcomes.ByCrossTable)
	}
	if (p.Group == ethnicity.Mixed || p.Baseline == ethnicity.Mixed) && officer[ethnicity.Mixed] == 0 {
		return leaveOut(p, Account, &p.Accounts, "officers recorded nobody as Mixed", outcomes.OfficerDefined)
	}
	return nil
}

// anybody reports whether the group of somebody is known.
func anybody(by map[ethnicity.Group]int64) bool {
	for g, n := range by {
		if n > 0 && g.IsKnown() {
			return true
		}
	}
	return false
}

// bearGroups leaves out the classifications that have no such groups or that the accounts do not
// fit, and the accounts that do not fit the first of them.
func (p *plan) bearGroups(persons *outcomes.Tally) error {
	for _, s := range slices.Clone(p.Groups) {
		if !s.Has(p.Group) || !s.Has(p.Baseline) {
			why := fmt.Sprintf("it does not have %s and %s as groups", p.Group, p.Baseline)
			if err := leaveOut(p, Groups, &p.Groups, why, s); err != nil {
				return err
			}
		}
	}
	fits := func(rule outcomes.EthnicityRule, s ethnicity.Scheme) bool {
		_, err := persons.Counts(outcomes.Grouping{Rule: rule, Scheme: s, Independent: true})
		return err == nil
	}
	for _, rule := range slices.Clone(p.Accounts) {
		if rule != p.Accounts[0] && !fits(rule, p.Groups[0]) {
			why := fmt.Sprintf("some of what it says is none of the groups of %s", p.Groups[0])
			if err := leaveOut(p, Account, &p.Accounts, why, rule); err != nil {
				return err
			}
		}
	}
	for _, s := range slices.Clone(p.Groups) {
		unfit := func(rule outcomes.EthnicityRule) bool { return !fits(rule, s) }
		if s != p.Groups[0] && slices.ContainsFunc(p.Accounts, unfit) {
			if err := leaveOut(p, Groups, &p.Groups, "it has no place for some of what is recorded", s); err != nil {
				return err
			}
		}
	}
	for _, s := range p.Groups {
		if !fits(outcomes.SelfDefined, s) || !fits(outcomes.OfficerDefined, s) {
			why := fmt.Sprintf("one of the two accounts says what is none of the groups of %s", s)
			return leaveOut(p, Missing, &p.Missing, why, outcomes.ByOfficer, outcomes.ByCrossTable)
		}
	}
	return nil
}

// bearMissing leaves the unknown out of the count where there are none.
func (p *plan) bearMissing(persons *outcomes.Tally) error {
	for _, rule := range p.Accounts {
		for g, n := range outcomes.CountBy(persons, rule.Of) {
			if n > 0 && !g.IsKnown() {
				return nil
			}
		}
	}
	return leaveOut(p, Missing, &p.Missing, "the group of everybody is known", slices.Clone(p.Missing[1:])...)
}

// bearObjects leaves out the parts of the searches that have none, and all parts of what is no
// search.
func (p *plan) bearObjects(persons *outcomes.Tally) error {
	if !p.kind.isSearch {
		return p.refuseOfSearches()
	}
	by := outcomes.CountBy(persons, func(k outcomes.Key) outcomes.Object { return k.Object })
	recorded := slices.ContainsFunc(slices.Collect(maps.Keys(by)), outcomes.Object.IsRecorded)
	for _, o := range slices.Clone(p.Objects) {
		if o == (Object{}) {
			continue
		}
		why := "no record says what the search was for"
		if recorded {
			if persons.Where(o.Has).Total() > 0 {
				continue
			}
			why = "there is no such search"
		}
		if err := leaveOut(p, Objects, &p.Objects, why, o); err != nil {
			return err
		}
	}
	return nil
}

// refuseOfSearches reports choices that other records than searches do not have, and takes them as
// they are made for these: all records, each on its own. Those that were asked for in several ways
// are left out of the count, with a note.
func (p *plan) refuseOfSearches() error {
	const text = "%s %s: the records are %s, and it is of searches alone: leave it out"
	if p.asked.Objects != nil && p.Objects[0] != (Object{}) {
		return optionError(text, Objects, p.Objects[0], p.kind.records)
	}
	if p.asked.Finds != nil && p.Finds[0] != outcomes.FindByAction {
		return optionError(text, Find, p.Finds[0], p.kind.records)
	}
	for _, of := range []struct {
		choice Choice
		ways   int
	}{{Objects, len(p.asked.Objects)}, {Find, len(p.asked.Finds)}, {Evidence, len(p.asked.Evidence)}} {
		if of.ways > 1 {
			p.notes = append(p.notes, fmt.Sprintf("Not in the count: %s, as the records are %s, and it is of searches alone.", of.choice, p.kind.records))
		}
	}
	p.Objects, p.Finds, p.Evidence = []Object{{}}, nil, []Clusters{Independent}
	return nil
}

// bearEvidence leaves one unit of evidence where stops are not told: they are all the same then.
func (p *plan) bearEvidence() error {
	if len(p.Evidence) > 1 && !p.stopsTold() {
		return leaveOut(p, Evidence, &p.Evidence, "the records do not tell who was stopped together", ByStop)
	}
	return nil
}

// stopsTold reports whether the stops of some force and month are told.
func (p *plan) stopsTold() bool {
	return slices.ContainsFunc(p.persons.Stops(), func(s outcomes.Stops) bool { return s.Status == outcomes.StopsTold })
}
