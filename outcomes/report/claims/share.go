package claims

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// Share says that the rates of an [Input] are not per resident, but shares of the records that have
// an outcome: of each [Group], Searches is the number of those that were charged, Residents the
// number of those with an outcome, and Rate the one over the other. The gates of the residents are
// passed, since there are none.
type Share struct {
	// ID is that of the table whose rates these are, as "charge-rate": claims have it as Of.
	ID string
	// Name is that of the rate, as "charge rate", and Done what was done to people, as "charged or
	// summonsed".
	Name, Done string
	// MissingOutcome is the share of the records without an outcome, from 0 to 1. Above
	// [outcomes.MaxMissingInWords] no sentence is made; nil if it is withheld, then neither.
	MissingOutcome *float64
}

// hasSentences reports whether enough of the records have an outcome for sentences.
func (s *Share) hasSentences() bool {
	return s.MissingOutcome != nil && *s.MissingOutcome <= outcomes.MaxMissingInWords
}

// shareLimits is what always has to be borne in mind of a rate of outcomes.
func (in *Input) shareLimits() []string {
	lines := []string{fmt.Sprintf("A %s is an average over all cases: it neither shows nor rules out unequal treatment.", in.Share.Name)}
	compared := 0
	for _, g := range in.Groups {
		if g.Index != nil {
			compared++
		}
	}
	switch {
	case !in.Share.hasSentences():
		lines = append(lines, fmt.Sprintf("No sentence is made of the %s: more than %.0f %% of the records lack the outcome, or how many do is withheld.",
			in.Share.Name, 100*outcomes.MaxMissingInWords))
	case compared > 1:
		lines = append(lines, fmt.Sprintf("%d groups are compared: about one range in %s leaves out 1 by chance alone.", compared, in.oneIn()))
	}
	return lines
}

// oneIn is how many ranges of the level there are for one that misses.
func (in *Input) oneIn() string {
	level := in.Level
	if level == 0 {
		level = usualLevel
	}
	return sheet.Fixed(1/(1-level), 0)
}

// shareText writes the sentence of groups that share one; "" for a kind that has the template of
// rates per resident.
func (in *Input) shareText(group []finding) string {
	f := group[0]
	switch f.kind {
	case Settled, OfRecorded, AboutAsOften:
		var texts []string
		for _, f := range group {
			texts = append(texts, start(in.oneShare(f)))
		}
		return strings.Join(texts, " ")
	case ChanceOpen, UnknownOpen, BothOpen:
		return start(in.openShares(group))
	case NoneRecorded, LabelUnused:
		return start(in.noShares(group))
	case AccountsDisagree:
		own, other := in.accountNames()
		return fmt.Sprintf("The two accounts of ethnicity disagree on %s (%s): %s, they were %s %s times as often as %s (%s %s); %s, %s times (%s %s). No word is given.",
			peopleOf(f.Group.Group), in.whereCompared(f), own, in.Share.Done, number(f.Index, digits(f.Index)), peopleOf(in.Baseline.Group), in.rangeName(),
			limits(f.Chance, digits(f.Index)), other, number(f.Account.Index, digits(f.Account.Index)), in.rangeName(), limits(f.Account.Chance, digits(f.Account.Index)))
	case FewOfBaseline:
		return fmt.Sprintf("Too few of %s were %s to compare with (%s): %s.", in.whoWere(in.Baseline), in.Share.Done, in.where(), in.outOf(in.Baseline))
	case NoIndex:
		return fmt.Sprintf("No index can be formed of %s (%s): there are none with an outcome, or there is no range.", in.allPeople(group), in.where())
	}
	return ""
}

// whoWere names the people of a group that the records are of, as "Black people who were
// suspected".
func (in *Input) whoWere(g Group) string {
	return in.people(g.Group) + in.say(" who were {searched}")
}

// outOf writes the two counts of a rate.
func (in *Input) outOf(g Group) string {
	return fmt.Sprintf("%s of %s with an outcome", counted(g.Searches), residents(g.Residents))
}

// percents writes the shares of a group and of the baseline, with as many digits as keep them
// apart.
func (in *Input) percents(a, b *float64) (group, baseline string) {
	if a == nil || b == nil {
		return "a share not shown", "a share not shown"
	}
	x, y, _ := sheet.Limits(func(v float64, more int) string { return sheet.Fixed(v, more) }, 100**a, 100**b, 0)
	return x + " %", y + " %"
}

// sides are the shares of a group and of the baseline with their counts, as a sentence begins.
func (in *Input) sides(f finding) string {
	a, b := in.percents(f.Rate, in.Baseline.Rate)
	return fmt.Sprintf("%s of %s were %s (%s), and %s of %s (%s)", a, in.whoWere(f.Group), in.Share.Done, in.outOf(f.Group),
		b, in.people(in.Baseline.Group), in.outOf(in.Baseline))
}

// oneShare is the sentence of one group that has a word.
func (in *Input) oneShare(f finding) string {
	n := digits(f.Index)
	opening := in.assuming()
	if f.kind == OfRecorded && in.Allocation == outcomes.LeftOut {
		opening = in.say("of the {searches} with a recorded ethnicity: ")
	}
	times := fmt.Sprintf("%s times as often", number(f.Index, n))
	if f.kind == AboutAsOften {
		times = "about as often, " + number(f.Index, n) + " times"
	}
	joint := ": "
	if f.isAdjusted(in) {
		joint = in.crudeShare(f)
		times = fmt.Sprintf("compared only with %s of the same %s it is %s", in.people(in.Baseline.Group), in.Strata.One, times)
	}
	text := opening + in.sides(f) + joint + fmt.Sprintf("%s (%s; %s %s).", times, in.where(), in.rangeName(), limits(f.Chance, n))
	if !in.noUnknown() && f.Both.Lower != nil {
		text += fmt.Sprintf(" Whichever way those of unknown ethnicity fall, from %s fits.", limits(f.Both, n))
	}
	if f.kind == OfRecorded {
		text += in.unsettled(f)
	}
	return text
}

// crudeShare says how the two shares of a sentence compare before anything is adjusted, so that
// nobody takes the adjusted index for theirs.
func (in *Input) crudeShare(f finding) string {
	for _, g := range in.Groups { // a finding has the adjusted index alone
		if g.Group == f.Group.Group && g.Index != nil {
			return fmt.Sprintf(", %s times as often; ", number(g.Index, digits(g.Index)))
		}
	}
	return "; "
}

// unsettled says that a word is of the records of known ethnicity alone, which those of unknown
// ethnicity could turn, where no range before it has said so.
func (in *Input) unsettled(f finding) string {
	if in.Allocation == outcomes.LeftOut && !in.noUnknown() && f.Both.Lower == nil {
		return in.say(" The {searches} of unknown ethnicity are not in it: this is not settled.")
	}
	return " This is not settled."
}

// openShares is the sentence of groups of which the ranges leave it open.
func (in *Input) openShares(group []finding) string {
	_, baseline := in.percents(in.Baseline.Rate, in.Baseline.Rate)
	var list []string
	for _, f := range group {
		n, rate := digits(f.Index), ""
		rate, _ = in.percents(f.Rate, in.Baseline.Rate)
		unknown := ""
		if !in.noUnknown() && f.Both.Lower != nil {
			unknown = "; with the unknown " + limits(f.Both, n)
		}
		list = append(list, fmt.Sprintf("%s times as often for %s (%s, %s%s)", limits(f.Chance, n), in.people(f.Group.Group), rate, in.outOf(f.Group), unknown))
	}
	these, than := in.these(group), in.people(in.Baseline.Group)
	if strings.HasPrefix(these, "the ") { // groups, and not people
		these = "people of " + these
	}
	if group[0].isAdjusted(in) {
		than += " of the same " + in.Strata.One
	}
	return in.assuming() + in.say(openings[group[0].kind]) + fmt.Sprintf(" if %s%s were %s more or less often than %s (%s; %s of %s, %s). What fits%s: %s.",
		these, in.say(" who were {searched}"), in.Share.Done, than, in.where(), baseline, in.people(in.Baseline.Group), in.outOf(in.Baseline), in.atLevel(), and(list))
}

// noShares is the sentence of groups of whom nobody had the outcome.
func (in *Input) noShares(group []finding) string {
	var list []string
	for _, f := range group {
		text := fmt.Sprintf("of %s %s with an outcome", residents(f.Residents), in.people(f.Group.Group))
		if f.Expected != nil {
			text += ", where " + expected(f)
		}
		list = append(list, text)
	}
	return fmt.Sprintf("nobody was %s %s (%s).", in.Share.Done, strings.Join(list, "; nobody "), in.where())
}

// done is what was done to people: what the rates are of.
func (in *Input) done() string {
	if in.Share != nil {
		return in.Share.Done
	}
	return in.searched()
}

// sharesTogether reports whether two groups share a sentence: those of which nothing can be told.
func sharesTogether(a, b finding) bool {
	return a.kind == b.kind && !slices.Contains([]Kind{Settled, OfRecorded, AboutAsOften, PartsDiffer, AccountsDisagree}, a.kind)
}
