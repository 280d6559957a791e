package claims

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/rri/trend"
)

// changeFinding is what is found of the change of one group.
type changeFinding struct {
	Changed
	kind ChangeKind
	word trend.Word
	why  string
}

// SayChange says what can be said of a question on the searches of in. A group whose word passes
// every gate has a sentence of its own; the others share one if the reason is the same.
func SayChange(in Input, q Question) []ChangeClaim {
	said := []ChangeClaim{}
	for _, group := range changeSentences(in.findChanges(q)) {
		said = append(said, in.changeClaim(q, group))
	}
	return said
}

// ChangeWords returns the words of the groups of a question, in their order: that which follows
// from the ranges, as far as it passes every gate.
func ChangeWords(in Input, q Question) []ChangeWord {
	words := []ChangeWord{}
	for _, f := range in.findChanges(q) {
		words = append(words, ChangeWord{f.Group, f.word, f.why})
	}
	return words
}

// findChanges finds what there is to say of each group.
func (in *Input) findChanges(q Question) (found []changeFinding) {
	for _, g := range q.Groups {
		found = append(found, in.findChange(q, g))
	}
	return found
}

// findChange asks the gates of the change of a group in turn, and then its ranges.
func (in *Input) findChange(q Question, g Changed) changeFinding {
	f := changeFinding{Changed: g}
	f.kind, f.why = in.changeGate(q, g)
	if f.kind >= ChangeSettled {
		f.kind, f.word, f.why = changeOf(g, q.Margin)
	}
	return f
}

// changeGate returns the first gate that a group does not pass, and why; [ChangeSettled] if it
// passes all.
func (in *Input) changeGate(q Question, g Changed) (ChangeKind, string) {
	none := func(n *int64) bool { return q.Over == "" && n != nil && *n == 0 }
	switch {
	case len(in.Unresolved) > 0:
		return ChangeUnresolved, "it is open which records count"
	case q.Forces > 1:
		return ChangeOfForces, fmt.Sprintf("one index over %d forces is not adjusted for them", q.Forces)
	case in.OtherPlace:
		return ChangeOfNobody, in.say("the {searches} are not of the place of the residents")
	case g.NotThere:
		return ChangeOfNobody, NotWhoIsThere
	case g.Categories:
		return ChangeOfCategories, "a matter of categories"
	case none(g.Before.Searches):
		return ChangeOfNone, "none recorded in " + q.before()
	case none(g.After.Searches):
		return ChangeOfNone, "none recorded in " + q.after()
	case g.Word == trend.NoWord:
		return NotComparable, cmp.Or(g.Why, "no index")
	case g.Ratio == nil:
		return NotComparable, "no index in one of the periods, or one of 0"
	case g.Account != nil && g.Account.side()*g.Chance.side() < 0:
		return ChangeOfAccount, "the other account of ethnicity gives the opposite word"
	}
	return ChangeSettled, ""
}

// changeOf returns what the ranges say of a change that passes every gate. That the index hardly
// changed is said only if the unknown cannot move it out of the margin.
func changeOf(g Changed, margin float64) (ChangeKind, trend.Word, string) {
	switch g.Word {
	case trend.Increasing, trend.Reducing:
		if g.Both.side() == g.Chance.side() {
			return ChangeSettled, g.Word, g.Why
		}
		return ChangeOfRecorded, g.Word, "of those with a recorded ethnicity alone"
	case trend.Stable:
		if g.Both.isWithin(1-margin, 1+margin) {
			return WithinMargin, g.Word, g.Why
		}
		return ChangeUnknownOpen, trend.CannotTell, "the unknown could move it out of the margin"
	}
	return ChangeOpen, trend.CannotTell, g.Why
}

// rank is where sentences of a kind stand, as of [Kind].
func (k ChangeKind) rank() int {
	switch k {
	case ChangeSettled:
		return 0
	case ChangeOfRecorded:
		return 1
	case WithinMargin:
		return 2
	case ChangeOfAccount:
		return 3
	case ChangeUnknownOpen, ChangeOpen:
		return 4
	}
	return 5
}

// changeSentences puts together the groups that share a sentence.
func changeSentences(found []changeFinding) (list [][]changeFinding) {
	for _, f := range found {
		i := slices.IndexFunc(list, func(group []changeFinding) bool { return changesTogether(group[0], f, len(found)) })
		if i < 0 {
			list = append(list, []changeFinding{f})
			continue
		}
		list[i] = append(list[i], f)
	}
	slices.SortStableFunc(list, func(a, b []changeFinding) int { return cmp.Compare(a[0].kind.rank(), b[0].kind.rank()) })
	return list
}

// changesTogether reports whether two groups share a sentence.
func changesTogether(a, b changeFinding, groups int) bool {
	if a.kind != b.kind || a.word != b.word || a.why != b.why {
		return false
	}
	switch a.kind {
	case ChangeSettled, ChangeOfRecorded, WithinMargin:
		return groups > maxSingle
	case ChangeOfAccount:
		return false
	}
	return true
}

// changeClaim makes the claim of groups that share a sentence.
func (in *Input) changeClaim(q Question, group []changeFinding) ChangeClaim {
	f := group[0]
	c := ChangeClaim{Kind: f.kind, Trend: q.Over != "", Word: f.word, Why: f.why, Groups: []ethnicity.Group{}, Numbers: []ChangeNumbers{}}
	c.Text = in.begin(in.changeText(q, group))
	for _, f := range group {
		c.Groups = append(c.Groups, f.Group)
		c.Numbers = append(c.Numbers, ChangeNumbers{f.Group, f.Before.Index, f.After.Index, f.Ratio, f.Chance, f.Both})
	}
	return c
}
