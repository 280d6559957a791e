package claims

import (
	"fmt"
	"strings"

	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// text writes the sentence of groups that share one. Each kind has one template for one group; of
// several groups those with numbers have the template of [Input.several].
func (in *Input) text(group []finding) string {
	if in.Share != nil {
		if text := in.shareText(group); text != "" {
			return text
		}
	}
	f := group[0]
	switch f.kind {
	case Settled, OfRecorded, AboutAsOften, ChanceOpen, UnknownOpen, BothOpen:
		if len(group) > 1 {
			return in.begin(in.several(group))
		}
		return in.begin(in.one(f))
	case AccountsDisagree, CensusDecides, PartsDiffer, NotResidents:
		if f.kind == NotResidents && in.OtherPlace {
			return in.begin(in.sayf("the {searches} are not those of the place whose residents they are set against (%s). No word is given of %s.", in.where(), in.allPeople(group)))
		}
		if f.kind == NotResidents && !in.livesThere(in.Baseline) {
			return in.begin(in.notThere(in.Baseline, in.allPeople(group)))
		}
		var texts []string
		for _, f := range group {
			texts = append(texts, in.begin(in.apart(f)))
		}
		return strings.Join(texts, " ")
	}
	return in.begin(in.without(group))
}

// begin makes text a sentence: it begins with the year of the residents where that is far from the
// searches, before what is assumed of the searches of unknown ethnicity.
func (in *Input) begin(text string) string {
	if in.ResidentsYear == 0 {
		return start(text)
	}
	joint := ""
	if assuming := in.assuming(); assuming != "" && strings.HasPrefix(text, assuming) {
		joint = "and "
	}
	return fmt.Sprintf("By the residents of %d, %s%s", in.ResidentsYear, joint, text)
}

// one is the sentence of one group whose word follows from its ranges.
func (in *Input) one(f finding) string {
	people, baseline, n := in.people(f.Group.Group), in.people(in.Baseline.Group), digits(f.Index)
	often := fmt.Sprintf(" were %s %s times as often as %s, for their numbers (%s; %s %s).", in.searched(), number(f.Index, n), baseline, in.base(f), in.rangeName(), limits(f.Chance, n))
	switch f.kind {
	case Settled:
		return in.opening(f, people) + often + in.settled(f)
	case OfRecorded:
		return in.opening(f, people) + often + in.undone(f) + " This is not settled."
	case AboutAsOften:
		return in.opening(f, people) + fmt.Sprintf(" were %s about as often as %s, for their numbers: %s times (%s; %s %s%s).",
			in.searched(), baseline, number(f.Index, n), in.base(f), in.rangeName(), limits(f.Chance, n), in.withUnknown(f))
	}
	return in.assuming() + in.say(openings[f.kind]) + fmt.Sprintf(" if %s were %s more or less often than %s, for their numbers: anything from %s times as often fits%s%s (%s).",
		people, in.searched(), baseline, limits(f.Chance, n), in.atLevel(), in.withUnknown(f), in.base(f))
}

// openings are how a sentence begins that says what cannot be told, by its reason.
var openings = map[Kind]string{
	ChanceOpen:  "too few {searches} to tell",
	UnknownOpen: "too many unknown to tell",
	BothOpen:    "too few {searches}, and too many unknown, to tell",
}

// opening is how a sentence begins that says something of people: with what it assumes, or with
// the searches that it is of.
func (in *Input) opening(f finding, people string) string {
	if f.kind == OfRecorded && in.Allocation == outcomes.LeftOut {
		people = in.say("of the {searches} with a recorded ethnicity, ") + people
	}
	if f.isAdjusted(in) {
		people = fmt.Sprintf("compared within each %s alone, %s", in.Strata.One, people)
	}
	return in.assuming() + people
}

// assuming is what is assumed of the searches of unknown ethnicity, as the beginning of a sentence;
// "" for nothing.
func (in *Input) assuming() string {
	switch in.Allocation {
	case outcomes.InProportion:
		return "if the unknown are like the known, "
	case outcomes.ByOfficer:
		return "if those of unknown ethnicity are as officers saw them, "
	case outcomes.ByCrossTable:
		return "if the unknown are like the known whom officers saw the same way, "
	}
	return ""
}

// base is what the numbers of a group are of: place, months, and the two rates.
func (in *Input) base(f finding) string {
	rates := in.rates(f.Rate, in.Baseline.Rate)
	switch {
	case rates == "":
		return in.where()
	case f.isAdjusted(in):
		return fmt.Sprintf("%s; over all %s together, which the index is not made of, %s", in.where(), in.Strata.Many, rates)
	}
	return in.where() + ": " + rates
}

// settled says how far the unknown could bring an index that they cannot turn; "" if there are
// none.
func (in *Input) settled(f finding) string {
	switch {
	case in.noUnknown():
		return ""
	case f.isAdjusted(in):
		return fmt.Sprintf(" Whichever way the unknown fall, from %s fits.", limits(f.Both, digits(f.Index)))
	case f.word == More && f.Bounds.Lower != nil:
		return in.sayf(" If every {search} of unknown ethnicity had been of %s it would be %s times%s.",
			in.person(in.Baseline.Group), number(f.Bounds.Lower, digits(f.Index)), andChance("more", f.Both.Lower))
	case f.word == Less && f.Bounds.Upper != nil:
		return in.sayf(" If every {search} of unknown ethnicity had been of %s it would be %s times%s.",
			in.person(f.Group.Group), number(f.Bounds.Upper, digits(f.Index)), andChance("less", f.Both.Upper))
	}
	return ""
}

// andChance says how far chance could take an index besides the unknown; "" if that is not known.
func andChance(side string, limit *float64) string {
	if limit == nil {
		return ""
	}
	return fmt.Sprintf(" (%s or %s with chance)", number(limit, 2), side) // as in the table
}

// undone says what share of the unknown would undo what is so of the recorded, or, where no share
// would by itself, what they leave to chance.
func (in *Input) undone(f finding) string {
	switch {
	case in.noUnknown():
		return ""
	case f.isAdjusted(in), in.Allocation != outcomes.LeftOut, f.Bounds.Lower == nil:
		if f.Both.Lower == nil {
			return ""
		}
		return fmt.Sprintf(" Whichever way the unknown fall, from %s fits.", limits(f.Both, digits(f.Index)))
	case f.Tipping != nil:
		text := fmt.Sprintf(" It would be 1 if %s of the unknown were %s and the rest %s", sheet.Share(*f.Tipping), in.were(f.Group.Group), in.were(in.Baseline.Group))
		if in.Known != nil && f.Searches != nil && *in.Known > 0 {
			text += fmt.Sprintf("; they are %s of the known", sheet.Share(float64(*f.Searches)/float64(*in.Known)))
		}
		return text + "."
	case f.word == MoreRecorded:
		return in.sayf(" If every {search} of unknown ethnicity had been of %s it would be %s times, and chance could make that 1.",
			in.person(in.Baseline.Group), number(f.Bounds.Lower, digits(f.Index)))
	case f.Bounds.Upper != nil:
		return in.sayf(" If every {search} of unknown ethnicity had been of %s it would be %s times, and chance could make that 1.",
			in.person(f.Group.Group), number(f.Bounds.Upper, digits(f.Index)))
	}
	return ""
}

// withUnknown is the range that allows for the unknown as well, behind that of chance; "" if every
// search is of a known group.
func (in *Input) withUnknown(f finding) string {
	if in.noUnknown() || f.Both.Lower == nil {
		return ""
	}
	return ", with the unknown from " + limits(f.Both, digits(f.Index))
}

// several is the sentence of groups that have a word and the reason for it in common.
func (in *Input) several(group []finding) string {
	baseline, f := in.people(in.Baseline.Group), group[0]
	side := "more often"
	if f.word.direction() < 0 {
		side = "less often"
	}
	var head string
	switch f.kind {
	case Settled:
		head = fmt.Sprintf("%s %s than %s, for their numbers, whichever way the unknown fall", in.searched(), side, baseline)
		if in.noUnknown() {
			head = fmt.Sprintf("%s %s than %s, for their numbers", in.searched(), side, baseline)
		}
	case OfRecorded:
		of := in.say(", of the {searches} with a recorded ethnicity")
		if in.Allocation != outcomes.LeftOut {
			of = ""
		}
		head = fmt.Sprintf("%s %s than %s, for their numbers%s, which is not settled", in.searched(), side, baseline, of)
	case AboutAsOften:
		head = fmt.Sprintf("%s about as often as %s, for their numbers", in.searched(), baseline)
	default:
		head = fmt.Sprintf("%s if %s were %s more or less often than %s", in.say(openings[f.kind]), in.these(group), in.searched(), baseline)
	}
	if f.isAdjusted(in) {
		head = fmt.Sprintf("compared within each %s alone, %s", in.Strata.One, head)
	}
	rates := in.sayf("{searches} per %s, %s for %s", in.unit(), in.rate(in.Baseline.Rate), baseline)
	if f.isAdjusted(in) {
		rates = fmt.Sprintf("%s, over all %s together", rates, in.Strata.Many)
	}
	var list []string
	for _, f := range group {
		n, unknown := digits(f.Index), in.withUnknown(f)
		if f.kind == Settled || f.kind == OfRecorded {
			unknown = ""
		}
		if f.kind == OfRecorded {
			unknown = in.share(f)
		}
		if f.word == CannotTell {
			if unknown != "" {
				unknown = "; " + strings.TrimPrefix(unknown, ", ") + " times"
			}
			list = append(list, fmt.Sprintf("%s times as often for %s (%s%s)", limits(f.Chance, n), in.people(f.Group.Group), in.rate(f.Rate), unknown))
			continue
		}
		list = append(list, fmt.Sprintf("%s %s times as often (%s; %s %s%s)", in.people(f.Group.Group), number(f.Index, n), in.rate(f.Rate), in.rangeName(), limits(f.Chance, n), unknown))
	}
	if f.word == CannotTell {
		return in.assuming() + head + fmt.Sprintf(" (%s; %s). What fits%s: %s.", in.where(), rates, in.atLevel(), and(list))
	}
	return in.assuming() + head + fmt.Sprintf(" (%s; %s): %s.", in.where(), rates, and(list))
}

// these names the groups of a sentence, or says that they follow if they are many.
func (in *Input) these(group []finding) string {
	const few = 3
	if len(group) > few {
		return "the groups that follow"
	}
	var names []string
	for _, f := range group {
		names = append(names, in.people(f.Group.Group))
	}
	return strings.Join(names, " or ")
}

// share says of one of many groups what share of the unknown would undo what is so of the recorded.
func (in *Input) share(f finding) string {
	switch {
	case f.isAdjusted(in), in.Allocation != outcomes.LeftOut:
		return ""
	case f.Tipping == nil && f.Both.Lower != nil:
		return ", and 1 by the unknown and chance together: with the unknown " + limits(f.Both, digits(f.Index))
	case f.Tipping == nil:
		return ""
	}
	return fmt.Sprintf("; 1 if %s of the unknown were of them and the rest %s", sheet.Share(*f.Tipping), in.were(in.Baseline.Group))
}

// apart is the sentence of one group that has none of its word, but of what stands in its way.
func (in *Input) apart(f finding) string {
	switch f.kind {
	case AccountsDisagree:
		return in.accounts(f)
	case CensusDecides:
		return in.residentsDecide(f)
	case PartsDiffer:
		return in.parts(f)
	}
	return in.notThere(f.Group, in.people(f.Group.Group))
}

// notThere is the sentence of people of whom no word is given, since the residents of a group,
// their own or the baseline, are not who is there.
func (in *Input) notThere(g Group, people string) string {
	return fmt.Sprintf("residents are not who is there: %s %s of %s stand against %s residents (%s). No word is given of %s.",
		counted(g.Searches), in.searches(g.Searches), in.people(g.Group), residents(g.Residents), in.where(), people)
}

// residentsDecide is the sentence of a group of which other residents of the place give another
// word: its index over each of them.
func (in *Input) residentsDecide(f finding) string {
	people, baseline := in.people(f.Group.Group), in.people(in.Baseline.Group)
	var others []string
	for _, v := range f.Censuses {
		others = append(others, fmt.Sprintf("over those of %s %s times (%s)", v.Name, number(v.Index, digits(v.Index)), limits(v.Chance, digits(v.Index))))
	}
	times := fmt.Sprintf("%s times as often as %s", number(f.Index, digits(f.Index)), baseline)
	numbers := in.numbers(f.view(in), f.isAdjusted(in))
	if in.ResidentsYear != 0 { // by these, as the sentence begins
		return fmt.Sprintf("%s were %s %s (%s: %s), which depends on whose residents are counted: %s. No word is given.",
			people, in.searched(), times, in.whereCompared(f), numbers, and(others))
	}
	return fmt.Sprintf("it depends on whose residents are counted how often %s were %s (%s): over those of %s %s (%s), %s. No word is given.",
		people, in.searched(), in.whereCompared(f), in.Residents, times, numbers, and(others))
}

// accounts is the sentence of a group of which the two accounts of ethnicity give opposite words.
func (in *Input) accounts(f finding) string {
	own, other := in.accountNames()
	v := f.Account
	return fmt.Sprintf("the two accounts of ethnicity disagree on %s (%s): %s, they were %s %s times as often as %s (%s); %s, %s times (%s). No word is given.",
		peopleOf(f.Group.Group), in.whereCompared(f), own, in.searched(), number(f.Index, digits(f.Index)), peopleOf(in.Baseline.Group), in.numbers(f.view(in), f.isAdjusted(in)),
		other, number(v.Index, digits(v.Index)), in.numbers(*v, f.isAdjusted(in)))
}

// accountNames says in a sentence whose account of ethnicity counts, and whose the other one is.
func (in *Input) accountNames() (own, other string) {
	own, other = "by what people say of themselves", "as officers saw them"
	if in.Rule == outcomes.OfficerDefined {
		return other, own
	}
	return own, other
}

// isAdjusted reports whether the index of a finding is adjusted for the parts.
func (f finding) isAdjusted(in *Input) bool { return in.Strata != nil && f.Adjusted != nil }

// view is a finding as the report chooses to see it.
func (f finding) view(in *Input) View {
	return View{Rate: f.Rate, BaselineRate: in.Baseline.Rate, Index: f.Index, Chance: f.Chance, Both: f.Both}
}

// whereCompared is the place and the months, and within what the index compares.
func (in *Input) whereCompared(f finding) string {
	if f.isAdjusted(in) {
		return fmt.Sprintf("%s, compared within each %s alone", in.where(), in.Strata.One)
	}
	return in.where()
}

// numbers are the rates behind an index and its range of chance. Those behind one that is adjusted
// are of all parts together.
func (in *Input) numbers(v View, adjusted bool) string {
	rates, chance := in.rates(v.Rate, v.BaselineRate), in.rangeName()+" "+limits(v.Chance, digits(v.Index))
	switch {
	case rates == "":
		return chance
	case adjusted && v.Crude:
		return fmt.Sprintf("of all %s together, %s; %s", in.Strata.Many, rates, chance)
	case adjusted:
		return fmt.Sprintf("%s; over all %s together, which the index is not made of, %s", chance, in.Strata.Many, rates)
	}
	return rates + "; " + chance
}
