package report

import (
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
)

// otherRule has the account of ethnicity that stands beside the one that counts. There is none
// beside that which is made of both.
var otherRule = map[outcomes.EthnicityRule]struct {
	rule   outcomes.EthnicityRule
	column string
}{
	outcomes.SelfDefined:    {outcomes.OfficerDefined, columnOfficer},
	outcomes.OfficerDefined: {outcomes.SelfDefined, columnSelf},
}

// findAccount makes the search rate by the other account of ethnicity, of the same searches. There
// is none if the groups cannot be had from it, if it was not read or knows nobody, and where small
// counts are withheld, since two tables of the same searches can tell what each of them withholds.
func (r *Report) findAccount(chosen searches) error {
	is, ok := otherRule[r.o.Rule]
	if !ok || r.limit != 0 || r.denominator == nil || r.lacks(is.column) {
		return nil
	}
	o := r.o
	o.Rule, o.Unknown = is.rule, outcomes.LeftOut
	if o.validateScheme() != nil {
		return nil
	}
	other := &Report{o: o, input: r.input, rows: r.rows, ofPeriod: r.ofPeriod, rowsOfPeriod: r.rowsOfPeriod, whole: r.whole, persons: r.persons, chosen: r.chosen, read: r.read, span: r.span, months: r.months, stops: r.stops, by: r.by, value: r.value}
	var err error
	if other.counts, err = chosen.sum.Counts(o.grouping()); err != nil {
		return nil // its labels do not fit the groups
	}
	if other.counts.UnknownTotal() == r.chosen || other.findAbsent() != nil {
		return nil
	}
	if err := other.searchRate(chosen); err != nil || len(other.tables) == 0 {
		return err
	}
	if err := other.tell(); err != nil {
		return err
	}
	if err := other.addRanges(); err != nil {
		return err
	}
	if other.absent.has(ethnicity.Mixed) && r.counts.By[ethnicity.Mixed] > 0 {
		r.reminders = append(r.reminders, r.say("Officers recorded nobody as Mixed: by their account residents who are Mixed are in no rate, and {searches} of them are in the rates "+
			"of other groups, which are too high."))
	}
	search := other.tables[0].plain
	a := &Account{Rule: o.Rule, Unknown: *search.Unknown, UnknownShare: *search.UnknownShare}
	for _, row := range search.Rows {
		if row.Kind != "" || r.absent.has(row.Group) {
			continue
		}
		shown := AccountRow{Group: row.Group, Searches: *row.Events, Ratio: row.Ratio, Flags: row.Flags}
		if row.Range != nil {
			shown.Range = *row.Range
		}
		a.Rows = append(a.Rows, shown)
	}
	r.account, r.other = a, other
	return nil
}

// clone returns a copy that shares nothing with a, nil of nil.
func (a *Account) clone() *Account {
	if a == nil {
		return nil
	}
	c := *a
	c.Rows = slices.Clone(a.Rows)
	for i := range c.Rows {
		c.Rows[i].Range = *cloneRange(&a.Rows[i].Range)
	}
	return &c
}
