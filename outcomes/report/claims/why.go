package claims

import (
	"fmt"
	"strings"
)

// NotWhoIsThere is the Why of a [RowWord] of a group whose residents cannot stand for who was
// there, as those of a city centre that hardly anybody lives in.
const NotWhoIsThere = "residents are not who is there"

// NotAdjustedFor begins why a row has no word whose index is of several parts together; the parts
// follow it, as "month".
const NotAdjustedFor = "not adjusted for "

// why says in a few words why a row has no other word; "" if the word follows from the ranges.
func (in *Input) why(f finding) string {
	if !f.answers[GateGroups] {
		return "its groups have opposite words"
	}
	switch f.kind {
	case AccountsDisagree:
		return "the other account of ethnicity gives the opposite word"
	case CensusDecides:
		var names []string
		for _, v := range f.Censuses {
			if v.Turns(WordOf(f.Chance, f.Both)) {
				names = append(names, "of "+v.Name)
			}
		}
		return "the residents " + and(names) + " give another word"
	case PartsDiffer:
		return fmt.Sprintf("the %s differ by more than chance", in.Strata.Many)
	case SeveralParts:
		return fmt.Sprintf("one index over %d %s can mislead", in.Strata.Parts, in.Strata.Many)
	case FewOfBaseline:
		if in.Share != nil {
			return fmt.Sprintf("fewer than %d of %s were %s", MinBaseline, in.people(in.Baseline.Group), in.Share.Done)
		}
		return in.sayf("fewer than %d {searches} of %s", MinBaseline, in.people(in.Baseline.Group))
	case NoneRecorded:
		if in.Share != nil {
			return "nobody was " + in.Share.Done
		}
		return "none recorded"
	case LabelUnused:
		return "the form may not have this label"
	case NotResidents:
		if in.OtherPlace {
			return in.say("the {searches} are not of the place of the residents")
		}
		return NotWhoIsThere
	case OtherCategories:
		return "a matter of categories"
	case NoIndex:
		if f.Group.isNobody() {
			return "no residents of the group"
		}
		return "no index"
	case CountsWithheld:
		return "small counts are withheld"
	case Unresolved:
		return "it is open which records count"
	case NoMonths:
		return "the months are not known"
	}
	return ""
}

// oppositeGroups says of a sum that its groups have opposite words, and which.
func (in *Input) oppositeGroups(sum Group, found []finding) string {
	var more, less []string
	for _, f := range partsOf(sum, found) {
		switch f.word.direction() {
		case 1:
			more = append(more, f.Group.Group.String())
		case -1:
			less = append(less, f.Group.Group.String())
		}
	}
	done := in.say("{searched}")
	if in.Share != nil {
		done = in.Share.Done
	}
	return fmt.Sprintf("%s: cannot tell, as of its groups some were %s more often (%s) and some less often (%s) than %s.",
		sum.Group, done, strings.Join(more, ", "), strings.Join(less, ", "), in.people(in.Baseline.Group))
}

// NotAdjusted returns these rows without a word, as those of the crude index of several parts are:
// it can point another way than that of each part.
func (s *Strata) NotAdjusted(rows []RowWord) []RowWord {
	list := []RowWord{}
	for _, row := range rows {
		list = append(list, RowWord{Group: row.Group, Word: CannotTell, Why: NotAdjustedFor + s.One})
	}
	return list
}
