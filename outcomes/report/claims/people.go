package claims

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
	"github.com/seed-549880be/disparity/outcomes/report/internal/chosen"
)

// people names the people of a group, as "Black people", for the middle of a sentence.
func (in *Input) people(g ethnicity.Group) string {
	if in.Rule == outcomes.OfficerDefined {
		return "people seen by officers as " + g.String()
	}
	return peopleOf(g)
}

// peopleOf is people by what they say themselves.
func peopleOf(g ethnicity.Group) string {
	name := g.String()
	switch before, inBrackets, cut := strings.Cut(name, " ("); {
	case g == ethnicity.Mixed:
		return "people of Mixed ethnicity"
	case g == ethnicity.OtherThanWhite:
		return "people other than White"
	case g == ethnicity.AnyOther:
		return "people of any other ethnic group"
	case g == ethnicity.WhiteMinorities:
		return "people of White minorities"
	case g == ethnicity.Other, g == ethnicity.OtherMixed:
		return "people of " + name + " groups"
	case g == ethnicity.OtherWithChinese:
		return "people of Other groups (with Chinese)"
	case isMix(g):
		return "people of Mixed " + name + " ethnicity"
	case cut:
		return before + " people (" + inBrackets
	}
	return g.String() + " people"
}

// isMix reports whether g is a group of Mixed that is named by its two sides.
func isMix(g ethnicity.Group) bool {
	return g == ethnicity.WhiteAndBlackCaribbean || g == ethnicity.WhiteAndBlackAfrican || g == ethnicity.WhiteAndAsian
}

// person names one person of a group, as "a White person".
func (in *Input) person(g ethnicity.Group) string {
	text := in.people(g)
	if name, ok := strings.CutPrefix(text, "people "); ok {
		return "a person " + name
	}
	text = strings.Replace(text, " people", " person", 1)
	if strings.ContainsAny(text[:1], "AEIOU") {
		return "an " + text
	}
	return "a " + text
}

// were says what part of some people are of a group, after "12 % of the unknown were": "Black", "of
// Other groups".
func (in *Input) were(g ethnicity.Group) string {
	text := in.people(g)
	if name, ok := strings.CutPrefix(text, "people "); ok {
		return name
	}
	return strings.Replace(text, " people", "", 1)
}

// start makes text begin a sentence.
func start(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

// and names things, however many.
func and(names []string) string { return quote.And(names) }

// allPeople names the people of groups.
func (in *Input) allPeople(group []finding) string {
	var names []string
	for _, f := range group {
		names = append(names, in.people(f.Group.Group))
	}
	return and(names)
}

// noObjects are the names of objects that say nothing of what was searched for.
var noObjects = []string{"", "not recorded", "unrecognised", "other", "object unavailable"}

// searches names the searches that are counted: "search" if there is one, "searches for controlled
// drugs".
func (in *Input) searches(n *int64) string {
	noun := in.say("{searches}")
	if n != nil && *n == 1 {
		noun = in.say("{search}")
	}
	return noun + strings.TrimPrefix(in.searched(), in.say("{searched}"))
}

// searched is what was done to people: "searched", or "searched for controlled drugs under the
// Misuse of Drugs Act 1971 (section 23)".
func (in *Input) searched() string {
	text := in.say("{searched}")
	if in.namesObject() {
		text += " for " + in.Object
	}
	if in.Legislation != "" {
		text += " " + chosen.Power(in.Legislation)
	}
	return text
}

// namesObject reports whether the searches were chosen by an object that says what was searched
// for.
func (in *Input) namesObject() bool { return !slices.Contains(noObjects, in.Object) }
