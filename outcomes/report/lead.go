package report

import (
	"fmt"
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report/claims"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// lead returns the table that leads where there is none of records per resident, as of people of 10
// to 17: that of the charge rate, if the records have the outcomes of crimes. It has no ID if there
// is none.
func (d Document) lead() Table {
	if d.rate().ID != "" || !d.words().HasCrimeOutcome() {
		return Table{}
	}
	return tableWith(d.Tables, chargeRateID)
}

// leadEntry returns the same table of the report, nil if there is none.
func (r *Report) leadEntry() *entry {
	i := slices.IndexFunc(r.tables, func(e entry) bool { return e.id == chargeRateID })
	if i < 0 || !r.words.HasCrimeOutcome() || slices.ContainsFunc(r.tables, func(e entry) bool { return e.perPerson }) {
		return nil
	}
	return &r.tables[i]
}

// addLeadRanges adds the ranges of the indices of the table that leads, which also allow for every
// way in which the records in no group could fall. There are none where small counts are withheld,
// nor where Options.Unknown puts these records into groups.
func (r *Report) addLeadRanges() error {
	e := r.leadEntry()
	if e == nil || r.limit != 0 || r.o.Unknown != outcomes.LeftOut {
		return nil
	}
	u := unknown.ProportionCounts{Baseline: outcomeCounts(e.plain.rowOf(r.o.Baseline))}
	for _, p := range e.rest {
		u.Unknown.Events += p.Events
		u.Unknown.NonEvents += p.Trials - p.Events
	}
	for i := range e.plain.Rows {
		row := &e.plain.Rows[i]
		if row.Group == r.o.Baseline || isUnknown(*row) {
			continue
		}
		u.Group = outcomeCounts(*row)
		both, err := u.UncertaintyInterval(rri.Options{Method: r.o.Method, Level: r.o.Level})
		if err != nil {
			return prefixed(err)
		}
		row.Range = rangeWith(both, row.Ratio)
	}
	return nil
}

// outcomeCounts are the counts of a row of a table of outcomes.
func outcomeCounts(row Row) (c unknown.OutcomeCounts) {
	if row.Events != nil && row.Exposure != nil {
		c.Events = *row.Events
		c.NonEvents = int64(*row.Exposure) - c.Events
	}
	return c
}

// rowOf returns the row of a group, without counts if it has none.
func (t Table) rowOf(g ethnicity.Group) Row {
	for _, row := range t.Rows {
		if row.Kind == "" && row.Group == g {
			return row
		}
	}
	return Row{Group: g}
}

// leadAdjusted returns the table that leads as it is adjusted for Within, or else for the forces
// and the periods; nil if it is for neither.
func leadAdjusted(list []Adjusted) (found *Adjusted) {
	for i, a := range list {
		if a.ID == chargeRateID && a.Proportions != nil && (found == nil || a.Within != nil) {
			found = &list[i]
		}
	}
	return found
}

// addLead adds what is known of the rates of the table that leads.
func (r *Report) addLead(d Document, in *claims.Input) error {
	t := d.lead()
	if t.ID == "" {
		return nil
	}
	in.Place, in.Level, in.Per = r.shownPlace(), t.Level, t.Per
	in.Missing = nil // no resident counts for the months without a row
	in.Share = &claims.Share{ID: t.ID, Name: t.Measure, Done: "charged or summonsed", MissingOutcome: r.shownMissingOutcome(d)}
	in.MissingOutcome = in.Share.MissingOutcome
	if in.Share.MissingOutcome == nil && r.missing.line != "" && r.missing.share <= outcomes.MaxMissingInWords {
		// that it is no more is all that is told
		in.Share.MissingOutcome = new(outcomes.MaxMissingInWords)
	}
	for _, row := range t.Rows {
		if isUnknown(row) {
			continue
		}
		g := claims.Group{Group: row.Group, Searches: row.Events, Residents: row.Exposure, Rate: finite(row.Rate.Value), Index: finite(row.Ratio.Value),
			Chance: chanceOf(row.Ratio), Withheld: row.Events == nil, Expected: expectedAtBaseline(t, row)}
		if g.Expected != nil {
			g.ExpectedOf = people(t.Baseline)
		}
		if row.Range != nil {
			g.Both = *row.Range
		}
		switch {
		case row.Kind == kindSum:
			in.Sums = append(in.Sums, g)
		case row.Group == t.Baseline:
			in.Baseline = g
		default:
			in.Groups = append(in.Groups, g)
		}
	}
	r.stratifyLead(d, in)
	return r.addLeadAccount(in)
}

// expectedAtBaseline returns how many events would be expected of a group at the rate of the
// baseline, nil if that is not known or not needed, since there are some.
func expectedAtBaseline(t Table, row Row) *float64 {
	of := t.rowOf(t.Baseline)
	if row.Events == nil || *row.Events > 0 || row.Exposure == nil || of.Events == nil || of.Exposure == nil || *of.Exposure == 0 {
		return nil
	}
	expected := *row.Exposure * float64(*of.Events) / *of.Exposure
	return &expected
}

// stratifyLead adds the adjusted indices, or says that one index is of several forces.
func (r *Report) stratifyLead(d Document, in *claims.Input) {
	a := leadAdjusted(d.Adjusted)
	in.Strata = nil
	if a == nil {
		if n := len(r.span.forces); n > 1 {
			in.Strata = &claims.Strata{One: "force", Many: "forces", Parts: n}
		}
		return
	}
	in.Strata = &claims.Strata{One: a.by(), Many: fmt.Sprintf("strata by %s", a.by())}
	for _, row := range a.Proportions.Rows {
		in.Strata.Parts = max(in.Strata.Parts, len(row.Parts))
		at := slices.IndexFunc(in.Groups, func(g claims.Group) bool { return g.Group == row.Group })
		if at < 0 {
			continue
		}
		adjusted := &claims.Adjusted{Index: finite(row.Ratio.Value), Chance: chanceOf(row.Ratio), Alike: finite(row.Homogeneity.P)}
		if in.Unknown != nil && *in.Unknown == 0 {
			adjusted.Both = adjusted.Chance
		}
		in.Groups[at].Adjusted = adjusted
	}
}

// setLeadWords gives the adjusted indices of the table that leads their words.
func (r *Report) setLeadWords(words []claims.RowWord) {
	a := leadAdjusted(r.adjusted)
	if a == nil {
		return
	}
	for _, word := range words {
		a.Said = append(a.Said, AdjustedSaid{Group: word.Group, Word: clone(&word.Word), Why: word.Why})
	}
}

// addLeadAccount adds the indices by the other account of ethnicity, if there is one of which the
// groups can be had.
func (r *Report) addLeadAccount(in *claims.Input) error {
	is, ok := otherRule[r.o.Rule]
	e := r.leadEntry()
	if !ok || r.limit != 0 || r.lacks(is.column) || in.Strata != nil {
		return nil
	}
	p, err := e.of.Proportions(*e.definition, outcomes.Grouping{Rule: is.rule, Scheme: r.o.Scheme, Independent: true})
	if err != nil {
		return nil // its labels do not fit the groups
	}
	for i, g := range in.Groups {
		ratio, err := rri.Ratio(p.By[g.Group], p.By[r.o.Baseline], rri.Options{Method: r.o.Method, Level: r.o.Level})
		if err != nil {
			return prefixed(err)
		}
		if p.By[g.Group].Events > 0 && p.By[r.o.Baseline].Events >= claims.MinBaseline {
			in.Groups[i].Account = &claims.View{Name: is.rule.String(), Index: finite(ratio.Value), Chance: chanceOf(ratio)}
		}
	}
	return nil
}
