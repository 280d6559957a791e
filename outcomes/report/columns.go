package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
)

// The columns that tables and options read, by their names at data.police.uk.
const (
	columnType        = "Type"
	columnForce       = "Force"
	columnGender      = "Gender"
	columnAge         = "Age range"
	columnSelf        = "Self-defined ethnicity"
	columnOfficer     = "Officer-defined ethnicity"
	columnObject      = "Object of search"
	columnLegislation = "Legislation"
	columnOutcome     = "Outcome"
	columnLinked      = "Outcome linked to object of search"
	columnClothing    = "Removal of more than just outer clothing"
)

// columnUse is a column that a file may lack, with what cannot be had if every file does.
type columnUse struct{ column, without string }

// columnUses are the columns that tables and options need, and unneeded the one that readers look
// for although none does. Those of the place and the operation are often missing, and not missed.
var (
	columnUses = []columnUse{
		{columnGender, "no strata by gender"},
		{columnAge, "no strata by age"},
		{columnSelf, "no account of the people themselves"},
		{columnOfficer, "no account of the officers"},
		{columnLegislation, "searches that need no suspicion, as under section 60, are not told apart"},
		{columnObject, "no choice by object, no find rates by ground"},
		{columnOutcome, "no find rates by outcome, no rates of what follows from a search"},
		{columnLinked, "no find rates by the link, and none of something other than what was searched for"},
	}
	unneeded = columnUse{columnClothing, "which no table needs"}
)

// columnUses are the columns that tables and options need of the kind of the records, those that
// readers look for although none does among them if all is set. An extract of arrests has no object
// of search, and nobody misses it.
func (r *Report) columnUses(all bool) (uses []columnUse) {
	if r.words.IsSearch() && all {
		return append(slices.Clip(columnUses), unneeded)
	}
	for _, use := range columnUses {
		switch {
		case r.words.IsSearch():
		case use.column == columnLegislation, use.column == columnObject, use.column == columnLinked:
			continue
		case use.column == columnOutcome:
			use.without = r.say("no rates of what follows from {a search}")
		}
		uses = append(uses, use)
	}
	return uses
}

// filesRows is a number of files, and of the rows in them.
type filesRows struct{ files, rows int64 }

// lacking returns the files with rows that have not a column, and all of them.
func (r *Report) lacking(column string) (lacking, all filesRows) {
	for _, s := range r.sources {
		if s.Rows == 0 {
			continue
		}
		all = filesRows{all.files + 1, all.rows + s.Rows}
		if slices.Contains(s.Missing, column) {
			lacking = filesRows{lacking.files + 1, lacking.rows + s.Rows}
		}
	}
	return lacking, all
}

// lacks reports whether no row has the column.
func (r *Report) lacks(column string) bool {
	lacking, all := r.lacking(column)
	return lacking.files > 0 && lacking == all
}

// lackedNote names those of the columns that no row has, with what cannot be had without them; ""
// if there are none.
func (r *Report) lackedNote(uses ...columnUse) string {
	var columns []string
	who := "no file has"
	for _, use := range uses {
		if lacking, _ := r.lacking(use.column); r.lacks(use.column) {
			columns = append(columns, fmt.Sprintf("%s (%s)", use.column, use.without))
			if lacking.files == 1 {
				who = "the file lacks"
			}
		}
	}
	if columns == nil {
		return ""
	}
	return fmt.Sprintf("Columns that %s: %s.", who, strings.Join(columns, "; "))
}

// partlyNote names the columns that some files have and others not; "" if there are none.
func (r *Report) partlyNote() string {
	var columns []string
	for _, use := range r.columnUses(false) {
		lacking, all := r.lacking(use.column)
		if lacking.files == 0 || lacking == all {
			continue
		}
		rows := fmt.Sprintf(", %s of %s", count(lacking.rows), plural(all.rows, "row", "rows"))
		if r.limit != 0 {
			rows = ""
		}
		columns = append(columns, fmt.Sprintf("%s (%s of %s%s)", use.column, count(lacking.files), plural(all.files, "file", "files"), rows))
	}
	if columns == nil {
		return ""
	}
	return fmt.Sprintf("Columns that some files lack, whose rows count as not recorded: %s.", strings.Join(columns, "; "))
}

// checkColumns reports a choice for which no file has the column.
func (r *Report) checkColumns() error {
	other := map[outcomes.EthnicityRule]outcomes.EthnicityRule{outcomes.SelfDefined: outcomes.OfficerDefined, outcomes.OfficerDefined: outcomes.SelfDefined}
	account := map[outcomes.EthnicityRule]string{outcomes.SelfDefined: columnSelf, outcomes.OfficerDefined: columnOfficer}[r.o.Rule]
	switch {
	case account != "" && r.lacks(account):
		return optionError("{Rule} %s: no file has the column %s: want {Rule} %s", r.o.Rule, account, other[r.o.Rule])
	case (r.o.Unknown == outcomes.ByOfficer || r.o.Unknown == outcomes.ByCrossTable) && r.lacks(columnOfficer):
		return optionError("{Unknown} %s: no file has the column %s: want {Unknown} %s or %s", r.o.Unknown, columnOfficer, outcomes.LeftOut, outcomes.InProportion)
	}
	for _, f := range r.o.filters() {
		if f.value != "" && f.column != "" && r.lacks(f.column) {
			return optionError("{"+f.option+"} %s: no file has the column %s: leave the choice out", f.value, f.column)
		}
	}
	for _, d := range r.o.Within {
		if column := dimensionColumns[d]; column != "" && r.lacks(column) {
			return optionError("{Within} %s: no file has the column %s: leave it out", d, column)
		}
	}
	return nil
}

// dimensionColumns has the columns of the dimensions that a file may lack.
var dimensionColumns = map[Dimension]string{
	ByObject: columnObject, ByAge: columnAge, ByGender: columnGender, ByLegislation: columnLegislation,
}

// collapsedNote says that labels were of five groups already, where they count.
func (r *Report) collapsedNote() string {
	collapsed, files := r.collapsed()
	if collapsed == 0 || r.o.Rule == outcomes.OfficerDefined {
		return ""
	}
	of := ""
	if collapsed < files {
		of = fmt.Sprintf(" in %d of %d files", collapsed, files)
	}
	return fmt.Sprintf("The labels of self-defined ethnicity are of five groups already%s and are read as %s.", of, r.basis())
}

// basis names the classification that labels of five groups were read as, with what it makes of
// Chinese people. Labels of 2001 say that these are in Other, and others do not say.
func (r *Report) basis() string {
	only := func(has, hasNot ethnicity.Scheme) bool {
		return countOf(r.sum, func(k outcomes.Key) bool { return has.Has(k.Self) && !hasNot.Has(k.Self) }) > 0
	}
	of2001, of2011 := only(ethnicity.FivePlusOne2001, ethnicity.FivePlusOne), only(ethnicity.FivePlusOne, ethnicity.FivePlusOne2001)
	const unsaid = "; whether Chinese people are in Asian or in Other, they do not say"
	switch {
	case of2001 && of2011:
		return fmt.Sprintf("%s in some files and as %s in others", ethnicity.FivePlusOne, ethnicity.FivePlusOne2001) + unsaid + " in the former"
	case of2001:
		return fmt.Sprintf("%s; one of them says that Chinese people are in Other", ethnicity.FivePlusOne2001)
	}
	return ethnicity.FivePlusOne.String() + unsaid
}

// schemeNote returns what to know of the groups. Groups of officers are told from an account of
// officers, which may count or not. That Chinese people are counted as Asian is left
// out where labels of five groups hide who was counted as what, which [Report.collapsedNote] says.
func (r *Report) schemeNote() string {
	collapsed, files := r.collapsed()
	if collapsed == files && r.collapsedNote() != "" && r.o.Scheme == ethnicity.FivePlusOne {
		return ""
	}
	const seen = "Ethnicity as an officer saw it. "
	note := r.o.Scheme.Note()
	switch {
	case !strings.HasPrefix(note, seen):
		return note
	case r.o.Rule == outcomes.OfficerDefined && r.o.Scheme == ethnicity.OfficerDefined:
		return "" // which officerNote says, as far as it is so here
	case r.o.Rule == outcomes.OfficerDefined:
		return note
	}
	own := fmt.Sprintf("The groups %s are those of officers, and not the account of ethnicity that counts here.", r.o.Scheme)
	switch {
	case r.o.Scheme != ethnicity.OfficerDefined: // whose note is of how officers use Mixed
		return own + " " + strings.TrimPrefix(note, seen)
	case collapsed == 0:
		return own + " " + ethnicity.FivePlusOne.Note()
	}
	return own
}

// collapsed returns how many files have labels of five groups already, and how many have rows.
func (r *Report) collapsed() (collapsed, files int) {
	for _, s := range r.sources {
		if s.Rows == 0 {
			continue
		}
		files++
		if s.Collapsed {
			collapsed++
		}
	}
	return collapsed, files
}

// schemeError says that the labels do not fit the groups that were asked for.
func (r *Report) schemeError(err error) error {
	if collapsed, _ := r.collapsed(); collapsed == 0 || r.o.Rule == outcomes.OfficerDefined {
		return optionError("the labels of the input do not fit {Scheme} %s", r.o.Scheme).wrapping(err)
	}
	fits := func(s ethnicity.Scheme) bool {
		if _, err := r.sum.Counts(outcomes.Grouping{Rule: r.o.Rule, Scheme: s, Independent: true}); err != nil {
			return false
		}
		return r.o.countedBy(s)
	}
	return optionError("{Scheme} %s cannot be had: the labels of self-defined ethnicity are of five groups already. Want one of %s",
		r.o.Scheme, list(ethnicity.Schemes(), fits)).because(err)
}
