package claims

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
)

// maxSingle is how many groups have a sentence each, if they have a word; of more, those that have
// it and the reason for it in common share one.
const maxSingle = 5

// finding is what is found of one group.
type finding struct {
	Group
	kind    Kind
	word    Word
	answers [numGates]bool
}

// Say says what can be said of in. Every group is asked all the gates; its claim is of the first
// that it does not pass, and of its ranges if it passes all before [GateChance]. What in lacks is
// taken as withheld or not defined, so that there is always an answer. The result shares pointers
// with in.
func Say(in Input) Said {
	if in.Share != nil && !in.Share.hasSentences() {
		return in.sayNothing()
	}
	var found []finding
	for _, g := range in.Groups {
		found = append(found, in.find(g))
	}
	said := Said{Claims: []Claim{}, BearInMind: in.bearInMind(), Rows: []RowWord{}, Sums: []RowWord{}}
	for _, f := range found {
		said.Rows = append(said.Rows, RowWord{f.Group.Group, f.word, in.why(f)})
	}
	for _, g := range in.Sums {
		f := in.findSum(g, found)
		row := RowWord{f.Group.Group, f.word, in.why(f)}
		said.Sums = append(said.Sums, row)
		switch {
		case !f.answers[GateGroups]:
			said.BearInMind = append(said.BearInMind, in.oppositeGroups(g, found))
		case f.kind == CensusDecides && in.Strata == nil:
			said.BearInMind = append(said.BearInMind, fmt.Sprintf("%s: cannot tell: %s.", g.Group, in.why(f)))
		}
	}
	for _, group := range in.sentences(found) {
		said.Claims = append(said.Claims, in.claim(group))
	}
	return said
}

// sayNothing is what is said of a share of records too few of which have an outcome.
func (in *Input) sayNothing() Said {
	rows := func(groups []Group) []RowWord {
		list := []RowWord{}
		for _, g := range groups {
			list = append(list, RowWord{g.Group, CannotTell, "too many without an outcome"})
		}
		return list
	}
	return Said{Claims: []Claim{}, BearInMind: in.bearInMind(), Rows: rows(in.Groups), Sums: rows(in.Sums)}
}

// kindOfGate is what a claim is of where a gate is not passed, in the order of the gates; those of
// chance and of the unknown are not among them.
var kindOfGate = [...]Kind{
	GateMonths: NoMonths, GateOverlaps: Unresolved, GateSuppressed: CountsWithheld, GateBaseline: FewOfBaseline, GateLabel: NoneRecorded,
	GatePlace: NotResidents, GateCategories: OtherCategories, GateStrata: SeveralParts, GateAlike: PartsDiffer, GateIndex: NoIndex,
	GateAccount: AccountsDisagree, GateCensus: CensusDecides,
}

// find finds the kind and the word of a group.
func (in *Input) find(g Group) finding {
	f := finding{Group: g, answers: in.answers(g)}
	if f.isAdjusted(in) {
		f.Index, f.Chance, f.Both = g.Adjusted.Index, g.Adjusted.Chance, g.Adjusted.Both
	}
	for gate, kind := range kindOfGate {
		if f.answers[gate] {
			continue
		}
		f.kind = kind
		switch {
		case kind == NoneRecorded && (g.UnusedForm || g.Expected != nil && *g.Expected >= MinExpected):
			f.kind = LabelUnused
		case kind == PartsDiffer && f.answers[GateAccount] && f.answers[GateCensus]:
			f.word = g.Adjusted.wordOfParts(WordOf(f.Chance, f.Both))
		}
		return f
	}
	f.word = WordOf(f.Chance, f.Both)
	f.kind = in.kindOf(f)
	return f
}

// kindOf returns the kind of a group whose word follows from its ranges.
func (in *Input) kindOf(f finding) Kind {
	switch f.word {
	case More, Less:
		return Settled
	case MoreRecorded, LessRecorded:
		return OfRecorded
	case Same:
		return AboutAsOften
	}
	turned := f.Bounds.Lower != nil && f.Bounds.side() == 0 // by the unknown alone
	switch {
	case f.Chance.within() && (f.Both.Lower != nil || f.Both.Upper != nil):
		return UnknownOpen
	case turned && !in.noUnknown():
		return BothOpen
	}
	return ChanceOpen
}

// noUnknown reports whether every search is known to be in a group.
func (in *Input) noUnknown() bool { return in.Unknown != nil && *in.Unknown == 0 }

// wordOfParts returns the word that all the parts bear out: none if one of them has another
// direction, or cannot tell. Nor is there one if the index of all, which is also made of parts with
// too few of the baseline, has another direction: it would stand beside that index.
func (a *Adjusted) wordOfParts(ofAll Word) Word {
	if len(a.Parts) < 2 || a.Parts[0].Word.direction() != ofAll.direction() {
		return CannotTell
	}
	word := a.Parts[0].Word
	for _, p := range a.Parts {
		switch {
		case word.direction() == 0 || p.Word.direction() != word.direction():
			return CannotTell
		case p.Word == MoreRecorded || p.Word == LessRecorded:
			word = p.Word
		}
	}
	return word
}

// findSum finds the word of several groups together, which they take away where one of them is
// searched more and another less, where the residents of one are not who is there, or where the
// form may not have one, unless all together are searched more without it.
func (in *Input) findSum(g Group, found []finding) finding {
	f, parts := in.find(g), partsOf(g, found)
	for _, a := range parts {
		if slices.ContainsFunc(parts, func(b finding) bool { return a.word.opposes(b.word) }) {
			f.answers[GateGroups], f.word = false, CannotTell
		}
		if a.kind == NotResidents && f.answers[GateGroups] {
			f.answers[GatePlace], f.kind, f.word = false, NotResidents, CannotTell
		}
		if a.kind == LabelUnused && f.answers[GateGroups] && f.word.direction() <= 0 {
			f.answers[GateLabel], f.kind, f.word = false, LabelUnused, CannotTell
		}
	}
	return f
}

// partsOf returns the groups that a sum is of.
func partsOf(sum Group, found []finding) []finding {
	return slices.DeleteFunc(slices.Clone(found), func(f finding) bool { return !sum.Group.Contains(f.Group.Group) })
}

// sentences puts together the groups that share a sentence.
func (in *Input) sentences(found []finding) (list [][]finding) {
	for _, f := range found {
		i := slices.IndexFunc(list, func(group []finding) bool { return in.together(group[0], f, len(found)) })
		if i < 0 {
			list = append(list, []finding{f})
			continue
		}
		list[i] = append(list[i], f)
	}
	slices.SortStableFunc(list, func(a, b []finding) int { return cmp.Compare(a[0].kind.rank(), b[0].kind.rank()) })
	return list
}

// rank is where sentences of a kind stand: those with a word first, then those of what stands in
// the way of one, and then those of what cannot be told.
func (k Kind) rank() int {
	switch k {
	case Settled:
		return 0
	case OfRecorded:
		return 1
	case AboutAsOften:
		return 2
	case PartsDiffer, AccountsDisagree, CensusDecides:
		return 3
	case ChanceOpen, UnknownOpen, BothOpen:
		return 4
	}
	return 5
}

// together reports whether two groups share a sentence: those of the same word for the same reason
// if they are many, if nothing can be told of them, or if the reason is not of the group.
func (in *Input) together(a, b finding, groups int) bool {
	if a.kind != b.kind || a.word != b.word {
		return false
	}
	if in.Share != nil {
		return sharesTogether(a, b)
	}
	switch a.kind {
	case NoMonths, Unresolved, FewOfBaseline, SeveralParts, CountsWithheld:
		return true
	case ChanceOpen, UnknownOpen, BothOpen, NoneRecorded, LabelUnused:
		return true
	case NotResidents:
		return groups > maxSingle || in.OtherPlace || !in.livesThere(in.Baseline)
	case OtherCategories:
		return groups > maxSingle || in.Baseline.Categories
	}
	return groups > maxSingle
}

// claim makes the claim of groups that share a sentence.
func (in *Input) claim(group []finding) Claim {
	c := Claim{Kind: group[0].kind, Word: group[0].word, Groups: []ethnicity.Group{}, Numbers: []Numbers{}, Text: in.text(group)}
	if in.Share != nil {
		c.Of = in.Share.ID
	}
	for gate := range Gate(numGates) {
		pass := !slices.ContainsFunc(group, func(f finding) bool { return !f.answers[gate] })
		c.Gates = append(c.Gates, Answer{gate, pass})
	}
	for _, f := range group {
		c.Groups = append(c.Groups, f.Group.Group)
		c.Numbers = append(c.Numbers, Numbers{f.Group.Group, f.Searches, f.Rate, in.Baseline.Rate, f.Index, f.Chance, f.Both})
	}
	return c
}
