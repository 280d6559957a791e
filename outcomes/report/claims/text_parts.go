package claims

import (
	"fmt"
	"slices"
	"strings"
)

// parts is the sentence of a group whose index differs between the parts by more than chance: the
// range of these, and not the pool.
func (in *Input) parts(f finding) string {
	all := f.Adjusted.Parts
	if len(all) == 0 {
		return fmt.Sprintf("the %s differ on %s by more than chance (%s), so that no one number stands for all.", in.Strata.Many, in.people(f.Group.Group), in.whereAll())
	}
	lowest, highest := all[0], all[0]
	for _, p := range all {
		if p.Index < lowest.Index {
			lowest = p
		}
		if p.Index > highest.Index {
			highest = p
		}
	}
	if len(all) == 1 {
		return in.onlyPart(f, lowest)
	}
	end := func(p Part) string {
		text := fmt.Sprintf("%s (%s", number(&p.Index, digits(&lowest.Index)), p.Name)
		if rates := in.rates(p.Rate, p.BaselineRate); rates != "" {
			text += ": " + rates
		}
		return fmt.Sprintf("%s; %s %s)", text, in.rangeName(), limits(p.Chance, digits(&lowest.Index)))
	}
	text := fmt.Sprintf("%s were %s from %s to %s times as often as %s, for their numbers (%s): the %s differ by more than chance, so that no one number stands for all.",
		in.assuming()+in.people(f.Group.Group), in.searched(), end(lowest), end(highest), in.people(in.Baseline.Group), in.where(), in.Strata.Many)
	text += " " + in.bySide(f.Adjusted)
	if len(f.Adjusted.Elsewhere) > 0 {
		text += fmt.Sprintf(" Without %s, where residents are not who is there.", and(f.Adjusted.Elsewhere))
	}
	return text
}

// onlyPart is the sentence of a group that has an index in one part alone: its word is of no more
// than that part.
func (in *Input) onlyPart(f finding, p Part) string {
	n := digits(&p.Index)
	numbers := in.rangeName() + " " + limits(p.Chance, n)
	if rates := in.rates(p.Rate, p.BaselineRate); rates != "" {
		numbers = rates + "; " + numbers
	}
	side := ""
	switch p.Word {
	case CannotTell:
		side = ", and whether that is more or less often cannot be told"
	case MoreRecorded, LessRecorded:
		side = in.say(", of the {searches} with a recorded ethnicity, which is not settled")
	}
	without, has := "", in.say("has enough {searches} for an index")
	if len(f.Adjusted.Elsewhere) > 0 {
		without, has = fmt.Sprintf(" Without %s, where residents are not who is there.", and(f.Adjusted.Elsewhere)), "has an index that can be said"
	}
	return fmt.Sprintf("only %s %s of %s (%s): %s times as often as %s (%s)%s. Nothing is said of the %s together."+without,
		p.Name, has, in.people(f.Group.Group), in.whereAll(), number(&p.Index, n), in.people(in.Baseline.Group), numbers, side, in.Strata.Many)
}

// none is the sentence of groups of which no search is recorded.
func (in *Input) none(group []finding) string {
	var list []string
	for _, f := range group {
		name := in.people(f.Group.Group)
		if f.kind == LabelUnused {
			name = f.Group.Group.String()
		}
		list = append(list, fmt.Sprintf("%s, where %s", name, expected(f)))
	}
	all := strings.Join(list, "; ")
	switch {
	case group[0].kind == NoneRecorded:
		return fmt.Sprintf("no %s is recorded of %s (%s): too few to tell.", in.searches(new(int64(1))), all, in.where())
	case len(group) == 1:
		return fmt.Sprintf("no %s is recorded under the label %s (%s): the form may not have it.", in.searches(new(int64(1))), all, in.where())
	}
	return fmt.Sprintf("no %s is recorded under the labels %s (%s): the form may not have them.", in.searches(new(int64(1))), all, in.where())
}

// bySide says in how many parts it is more, less, and in how many it cannot be told, and how many
// of the first are settled for the searches with a recorded ethnicity alone.
func (in *Input) bySide(a *Adjusted) string {
	more, less, neither := side{what: "more"}, side{what: "less"}, side{what: "neither can be said"}
	for _, p := range a.Parts {
		of := &neither
		switch p.Word.direction() {
		case 1:
			of = &more
		case -1:
			of = &less
		}
		of.parts++
		if p.Word == MoreRecorded || p.Word == LessRecorded {
			of.recorded++
		}
	}
	var list []string
	for _, s := range []side{more, less, neither} {
		if s.parts > 0 {
			list = append(list, s.text(in))
		}
	}
	return fmt.Sprintf("Of the %d %s with an index: %s.", len(a.Parts), in.Strata.Many, strings.Join(list, ", "))
}

// side is how many parts of a report have an index on one side of 1.
type side struct {
	what            string
	parts, recorded int // recorded are those of the searches with a recorded ethnicity alone
}

// text writes it.
func (s side) text(in *Input) string {
	text := fmt.Sprintf("%s in %d", s.what, s.parts)
	switch {
	case s.recorded == 0:
		return text
	case s.recorded == s.parts:
		return text + in.say(" (of the {searches} with a recorded ethnicity alone)")
	}
	return in.sayf("%s (in %d of the {searches} with a recorded ethnicity alone)", text, s.recorded)
}

// without is the sentence that there is none of these groups.
func (in *Input) without(group []finding) string {
	f := group[0]
	switch f.kind {
	case NoMonths:
		of := ""
		if chosen := in.chosen(); chosen != nil {
			of = " (" + strings.Join(chosen, ", ") + ")"
		}
		return fmt.Sprintf("no sentence is made of how often people were %s%s: the records do not say of which months they are.", in.done(), of)
	case Unresolved:
		return fmt.Sprintf("no sentence is made of how often people were %s (%s) while it is open which records count: %s.", in.done(), in.where(), strings.Join(in.Unresolved, "; "))
	case NoneRecorded, LabelUnused:
		return in.none(group)
	case CountsWithheld:
		return fmt.Sprintf("small counts are withheld (%s), and with them what could be said of %s.", in.whereAll(), in.allPeople(group))
	case FewOfBaseline:
		var list []string
		for _, f := range group {
			if f.Searches != nil {
				list = append(list, fmt.Sprintf("%s of %s", counted(f.Searches), in.people(f.Group.Group)))
			}
		}
		return fmt.Sprintf("too few %s of %s to compare with (%s): %s recorded, beside %s.", in.searches(nil), in.people(in.Baseline.Group), in.where(),
			counted(in.Baseline.Searches), and(list))
	case SeveralParts:
		all := fmt.Sprintf("all %d", in.Strata.Parts)
		if in.Strata.Parts == 2 {
			all = "both"
		}
		return fmt.Sprintf("no sentence is made of %s %s together (%s): one index over them can point another way than that of each.",
			all, in.Strata.Many, in.whereAll())
	case OtherCategories:
		of := in.allPeople(group)
		if in.Baseline.Categories {
			of = in.people(in.Baseline.Group)
		}
		return in.sayf("how the form sorts %s is not how the census does (%s), so that an index says little about how often they are {searched}. No word is given of %s.",
			of, in.whereAll(), in.allPeople(group))
	}
	why := "the residents have nobody of the group, or there is no range"
	switch {
	case in.Baseline.isNobody():
		why = fmt.Sprintf("the residents have no %s to compare with", in.people(in.Baseline.Group))
	case !slices.ContainsFunc(group, func(f finding) bool { return !f.isNobody() }):
		why = "the residents have nobody of the group, so that there is no rate"
	}
	return fmt.Sprintf("no index can be formed of %s (%s): %s.", in.allPeople(group), in.whereAll(), why)
}
