package report

import (
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report/claims"
	"github.com/seed-549880be/disparity/outcomes/report/internal/wording"
	"github.com/seed-549880be/disparity/rri"
)

// remind adds notes that a reader of the sentences has to bear in mind.
func (r *Report) remind(notes ...string) {
	r.note(notes...)
	r.reminders = append(r.reminders, notes...)
}

// summarize says what can be said of the search rate, and gives its rows their words. Nothing but
// the document is asked, from which small counts are withheld, and what remarks and warnings say of
// it.
func (r *Report) summarize() error {
	d := r.document(false)
	in, err := r.claimsInput(d)
	if err != nil {
		return err
	}
	said := claims.Say(in)
	r.summary = &Summary{Said: said.Claims, Changes: r.sayChanges(in), Peers: r.sayPeers(in), Contrast: d.sayContrast(), BearInMind: said.BearInMind}
	if in.Share != nil {
		r.setLeadWords(said.Rows)
	}
	r.setAdjustedWords(said.Rows)
	// the crude index of several parts has no word: that of the adjusted one stands there
	if in.Strata != nil {
		said.Rows, said.Sums = in.Strata.NotAdjusted(said.Rows), in.Strata.NotAdjusted(said.Sums)
	}
	for i, t := range r.tables {
		if !t.perPerson && (in.Share == nil || t.id != in.Share.ID) {
			continue
		}
		setWords(r.tables[i].plain.Rows, "", said.Rows)
		setWords(r.tables[i].plain.Rows, kindSum, said.Sums)
	}
	if r.account != nil {
		r.accountWords(in, d.rate())
	}
	return nil
}

// setWords gives the rows of a kind the words that were found for their groups.
func setWords(rows []Row, kind string, words []claims.RowWord) {
	for i, row := range rows {
		at := slices.IndexFunc(words, func(w claims.RowWord) bool { return w.Group == row.Group })
		if row.Kind == kind && at >= 0 {
			rows[i].Word, rows[i].Why = clone(&words[at].Word), words[at].Why
		}
	}
}

// accountWords gives the rows of the other account their words, which are asked the same questions
// but for that of the account itself.
func (r *Report) accountWords(in claims.Input, search Table) {
	of := make(map[ethnicity.Group]claims.Group)
	for _, g := range append(slices.Clone(in.Groups), in.Baseline) {
		of[g.Group] = g
	}
	in.Groups, in.Sums = nil, nil
	for _, row := range r.account.Rows {
		g := claims.Group{Group: row.Group, Searches: &row.Searches, Residents: of[row.Group].Residents, Index: finite(row.Ratio.Value),
			Chance: chanceOf(row.Ratio), Both: row.Range, UnusedForm: row.Flags.Has(rri.NotCompared), Categories: row.Flags.Has(rri.Categories) || row.hardlyUsed(), Censuses: search.accountViews(row)}
		if row.Group == in.Baseline.Group {
			in.Baseline = g
		} else {
			in.Groups = append(in.Groups, g)
		}
	}
	for _, word := range claims.Say(in).Rows {
		for i, row := range r.account.Rows {
			if row.Group == word.Group {
				r.account.Rows[i].Word = word.Word
			}
		}
	}
}

// claimsInput is what the document knows of its search rate.
func (r *Report) claimsInput(d Document) (claims.Input, error) {
	in := claims.Input{
		Records: d.Kind, Place: d.Area, From: d.From, To: d.To, Residents: d.ResidentsSource.short(),
		Rule: d.Ethnicity, Allocation: d.UnknownAllocation, Unresolved: r.unresolved(),
		MissingOutcome: r.shownMissingOutcome(d), Stops: d.claimedStops(), Notices: r.notices(d),
	}
	f := d.Filters
	// they are of all rows that were counted
	if f.Where = nil; f.none() && r.whole == nil && r.words.IsSearch() && !r.hasOwn() {
		in.Copies = zeroOr(d.Quality.Duplicates)
	}
	in.Object, in.Type, in.Legislation, in.Age, in.Gender = nameOf(f.Object), nameOf(f.Type), nameOf(f.Legislation), nameOf(f.Age), nameOf(f.Gender)
	in.Where = d.Filters.Where
	in.ResidentsYear = r.far.year
	in.OtherPlace = r.isApart()
	in.Strata = r.stratified()
	in.Missing = r.missingFrom(d.MissingMonths)
	for _, t := range d.Tables {
		if t.ID != d.words().RateID() {
			continue
		}
		in.Per, in.Level = t.Per, t.Level
		in.Known, in.Unknown = knownSearches(t), t.Unknown
		in.Searches, in.Left = r.searchesOf(t), leftOf(t)
		if r.limit != 0 && r.o.Unknown != outcomes.LeftOut {
			in.Left = nil // no row tells how many could not be put into groups
		}
		for _, row := range t.Rows {
			switch {
			case row.Group == t.Baseline && row.Kind == "":
				in.Baseline = r.claimsGroup(d, row)
			case row.Kind == "":
				in.Groups = append(in.Groups, r.claimsGroup(d, row))
			case row.Kind == kindSum:
				in.Sums = append(in.Sums, r.claimsGroup(d, row))
			}
		}
		t.addViews(adjustedRates(d.Adjusted), &in)
	}
	if d.partsAlone() { // each of which says how many are unknown
		in.Unknown = new(int64)
		in.Parts.Residents = d.partsHave(d.words().RateID())
		in.Parts.Charges = d.words().HasCrimeOutcome() && d.partsHave(chargeRateID)
	} else if len(in.Groups) == 0 && d.rate().ID == "" && (r.limit == 0 || d.UnknownShare != nil) {
		unknown := r.counts.UnknownTotal()
		in.Searches, in.Unknown = &d.Searches, &unknown
		if r.limit == 0 {
			in.Left = leftWithoutRate(d)
		}
	}
	if err := r.addLead(d, &in); err != nil || in.Share != nil {
		return in, err
	}
	r.addAdjusted(d, &in)
	return in, r.adjustAccounts(d, &in)
}

// knownSearches returns the searches of all groups of a table; nil if some are withheld.
func knownSearches(t Table) *int64 {
	var known int64
	for _, row := range t.Rows {
		switch {
		case row.Kind != "":
		case row.Events == nil:
			return nil
		default:
			known += *row.Events
		}
	}
	return &known
}

// searchesOf returns the searches of a table, those in no group among them; nil if that would tell
// what is withheld.
func (r *Report) searchesOf(t Table) *int64 {
	for _, e := range r.tables {
		if e.id == t.ID && t.Unknown != nil {
			return &e.searches
		}
	}
	return nil
}

// leftWithoutRate returns the searches in no group where there is no search rate: as the first
// table says whose rates are of all searches; nil if there is none.
func leftWithoutRate(d Document) *int64 {
	i := slices.IndexFunc(d.Tables, func(t Table) bool { return t.Exposure == d.say("{searches}") && !isGround(t.ID) })
	if i < 0 {
		return nil
	}
	var left int64
	for _, row := range d.Tables[i].Rows {
		if isUnknown(row) && row.Exposure != nil {
			left += int64(*row.Exposure)
		}
	}
	return &left
}

// leftOf returns the searches of a table that are in no group; nil if that is withheld.
func leftOf(t Table) *int64 {
	var left int64
	for _, row := range t.Rows {
		if row.Kind != "" && row.Kind != kindSum {
			if row.Events == nil {
				return nil
			}
			left += *row.Events
		}
	}
	return &left
}

// claimsGroup is what the document knows of the group of a row.
func (r *Report) claimsGroup(d Document, row Row) claims.Group {
	g := claims.Group{Group: row.Group, Searches: row.Events, Residents: row.Exposure, Rate: finite(row.Rate.Value), Index: finite(row.Ratio.Value),
		Chance: chanceOf(row.Ratio), Withheld: row.Events == nil, UnusedForm: row.Flags.Has(rri.NotCompared), Categories: row.Flags.Has(rri.Categories) || row.Kind == "" && r.fewAsMixed(row.Group)}
	if row.Range != nil {
		g.Both = *row.Range
	}
	if row.Kind == "" && row.Events != nil && otherCategories(d.Ethnicity, row.Group, row.Ratio.Value, *row.Events) {
		g.Categories = true
	}
	for _, b := range d.Bounds {
		if b.Group == row.Group && row.Kind == "" {
			g.Bounds = claims.Range{Lower: b.Lower, Upper: b.Upper}
			if b.TippingPossible {
				g.Tipping = b.TippingShare
			}
		}
	}
	for _, m := range r.remarks {
		if m.group == row.Group && m.kind != matterOfCategories && row.Kind == "" && r.limit == 0 {
			g.Expected = &m.expected
		}
	}
	if g.Expected == nil && r.limit == 0 {
		g.Expected = expectedOf(d, row)
	}
	if g.Expected != nil {
		g.ExpectedOf = r.rateOf(d, row.Group)
	}
	if d.Account != nil && row.Kind == "" {
		g.Account = viewOf(*d.Account, row)
	}
	return g
}

// otherCategories reports whether officers sort people into a group otherwise than the census does:
// as Mixed, where they hardly use the label. Of other groups the flag of the row says so.
func otherCategories(rule outcomes.EthnicityRule, g ethnicity.Group, index float64, searches int64) bool {
	return rule == outcomes.OfficerDefined && g == ethnicity.Mixed && hardlyUsed(index, searches)
}

// fewAsMixed reports whether g is Mixed, and searches of unknown ethnicity are put into groups as
// officers saw them, who saw nobody as Mixed: all others have gained by it.
func (r *Report) fewAsMixed(g ethnicity.Group) bool {
	return g == ethnicity.Mixed && (r.o.Rule == outcomes.SelfThenOfficer || r.o.Unknown == outcomes.ByOfficer) && r.nobodySeenAsMixed()
}

// rateOf names the people by whose rate searches of a group without any are expected: its parent,
// if that is divided and has searches, or everybody.
func (r *Report) rateOf(d Document, g ethnicity.Group) string {
	parent, ok := parentOf(g)
	for _, t := range d.Tables {
		for _, row := range t.Rows {
			if ok && wording.IsRate(t.ID) && row.Kind == "" && row.Events != nil && *row.Events > 0 && parent.Contains(row.Group) {
				return "everybody in " + parent.String()
			}
		}
	}
	return "everybody"
}

// expectedOf is how many searches would be expected of a group at the rate of all, nil if that is
// not known.
func expectedOf(d Document, row Row) *float64 {
	var all pool
	for _, t := range d.Tables {
		for _, other := range t.Rows {
			if wording.IsRate(t.ID) && other.Kind == "" && other.Events != nil && other.Exposure != nil {
				all.add(*other.Events, *other.Exposure)
			}
		}
	}
	if row.Exposure == nil || all.residents == 0 {
		return nil
	}
	expected, _ := all.expects(*row.Exposure)
	return &expected
}

// chanceOf is the range of chance of an index.
func chanceOf(e rri.Estimate) claims.Range {
	return claims.Range{Lower: finite(e.Lower), Upper: finite(e.Upper)}
}

// hardlyUsed reports whether the label of a group is hardly used in an account: less than a fifth
// of what would be expected at the rate of the baseline is recorded under it.
func (row AccountRow) hardlyUsed() bool { return hardlyUsed(row.Ratio.Value, row.Searches) }

func hardlyUsed(index float64, searches int64) bool {
	return index > 0 && index < 1./maxTimes && float64(searches)/index >= minExpected
}

// viewOf is a group by the other account; nil if it has no row there, or none that is to be
// compared.
func viewOf(a Account, row Row) *claims.View {
	for _, other := range a.Rows {
		if other.Group != row.Group || row.Exposure == nil || *row.Exposure == 0 || other.Searches == 0 ||
			other.Flags.Has(rri.NotCompared) || other.Flags.Has(rri.Categories) || fewOfBaseline(a) {
			continue
		}
		if other.hardlyUsed() {
			return nil
		}
		rate := float64(other.Searches) / *row.Exposure
		v := &claims.View{Name: a.Rule.String(), Rate: &rate, Index: finite(other.Ratio.Value), Chance: chanceOf(other.Ratio), Both: other.Range}
		if v.Index != nil && *v.Index > 0 {
			baseline := rate / *v.Index
			v.BaselineRate = &baseline
		}
		return v
	}
	return nil
}

// fewOfBaseline reports whether an account has too few searches of the baseline, which is its first
// row, for an index.
func fewOfBaseline(a Account) bool { return a.Rows[0].Searches < claims.MinBaseline }

// notices are what a reader has to bear in mind beside the index itself.
func (r *Report) notices(d Document) []string {
	var list []string
	for _, warning := range slices.Concat(r.warnings, []string{r.monthsNote()}, r.overlapLines(), r.leftOutLines()) {
		list = append(list, strings.TrimPrefix(warning, "Warning: "))
	}
	list = append(list, r.notComparedNote(), r.far.note, r.completenessLine())
	if r.o.Scheme != ethnicity.FivePlusOne {
		list = append(list, r.schemeNote())
	}
	if r.o.Rule == outcomes.OfficerDefined {
		list = append(list, r.officerNote())
	}
	if n := unknownLabels(d.Quality); n > 0 && len(r.labelWarnings()) == 0 {
		list = append(list, plural(n, "label is not known, and counts as not recorded.", "labels are not known, and count as not recorded."))
	}
	var kept []string
	for _, line := range slices.Concat(list, []string{r.collapsedNote()}, r.absent.texts(), r.reminders) {
		if line != "" && !slices.Contains(kept, line) {
			kept = append(kept, line)
		}
	}
	return kept
}

// shownMissingOutcome is the share of the searches without a recorded outcome; nil if that is
// withheld, which the table of arrests then is too, or the line that says it.
func (r *Report) shownMissingOutcome(d Document) *float64 {
	for _, t := range d.Tables {
		if r.missing.line != "" && slices.Contains(t.Notes, r.missing.line) {
			return &r.missing.share
		}
	}
	return nil
}

// missingOutcome is the share of the searches without a recorded outcome, and the footnote that
// says it.
type missingOutcome struct {
	share float64
	line  string
}

func zeroOr[T int64 | float64](n *T) T {
	if n == nil {
		return 0
	}
	return *n
}

// clone returns a summary of which nothing is shared.
func (s *Summary) clone() *Summary {
	if s == nil {
		return nil
	}
	c := &Summary{Said: slices.Clone(s.Said), Contrast: s.Contrast, BearInMind: slices.Clone(s.BearInMind)}
	for i, claim := range c.Said {
		c.Said[i] = claim.Clone()
	}
	for _, claim := range s.Changes {
		c.Changes = append(c.Changes, claim.Clone())
	}
	for _, claim := range s.Peers {
		c.Peers = append(c.Peers, claim.Clone())
	}
	return c
}

// unknownLabels returns how many labels are in no table.
func unknownLabels(q Quality) (n int64) {
	for _, of := range q.UnknownLabels {
		n += int64(len(of))
	}
	return n
}

// labelWarnings returns the warnings that are of labels which are not known in many searches.
func (r *Report) labelWarnings() []string {
	return slices.DeleteFunc(slices.Clone(r.warnings), func(line string) bool { return !strings.Contains(line, "that are not known stand in") })
}
