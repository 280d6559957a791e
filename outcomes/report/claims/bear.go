package claims

import (
	"fmt"
	"slices"

	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri/sheet"
)

const (
	// noReasons is what always has to be borne in mind of an index of residents.
	noReasons = "An index of residents does not say why, nor whether it is fair. Who was where, and visitors, are not in it; one person can be counted many times."

	// notApart is said where stops of several people are counted search by search.
	notApart = "Stops of several people cannot be told apart here"
)

// bearInMind returns the warnings that apply.
func (in *Input) bearInMind() []string {
	lines := []string{noReasons, in.unknowns()}
	switch {
	case len(in.Groups) == 0:
		lines = lines[1:]
	case in.Share != nil:
		lines = append(in.shareLimits(), in.unknowns())
	}
	if in.Parts.Charges {
		lines = slices.Insert(lines, 0, averageOf("charge rate"))
	}
	if in.Parts.Residents {
		lines = slices.Insert(lines, 0, noReasons)
	}
	if in.Rule == outcomes.SelfThenOfficer {
		lines = append(lines, "Ethnicity is what people say themselves, and where that is not recorded what officers saw: two accounts in one rate.")
	}
	if in.MissingOutcome != nil && *in.MissingOutcome > outcomes.MaxMissingInWords {
		lines = append(lines, fmt.Sprintf(in.missingOutcome(), sheet.Share(*in.MissingOutcome)))
	}
	together := in.Stops.together()
	if !in.words().IsSearch() {
		together = in.say("Every {search} counts as independent of all others: where {people are stopped together}, ranges are too narrow.")
	}
	if in.Copies > 0 {
		together += fmt.Sprintf(" Exact copies of rows count too (%s).", counted(&in.Copies))
	}
	lines = append(lines, together)
	for _, notice := range in.Notices {
		if notice != "" {
			lines = append(lines, start(notice))
		}
	}
	return slices.DeleteFunc(lines, func(line string) bool { return line == "" })
}

// missingOutcome says of what share of the records the outcome is not known.
func (in *Input) missingOutcome() string {
	switch {
	case in.words().HasCrimeOutcome():
		return in.say("%s of {searches} have no outcome so far, or none recorded: they are in no rate of outcomes, and what becomes of them can change these.")
	case in.words().IsSearch():
		return "The outcome of %s of searches is not recorded: nothing is said here of what they found or led to."
	}
	return in.say("The outcome of %s of {searches} is not recorded: nothing is said here of what they led to.")
}

// together says what was done of people who were stopped together.
func (s Stops) together() string {
	why := ""
	if s.Why != "" {
		why = fmt.Sprintf(" (%s)", s.Why)
	}
	switch {
	case s.Independent:
		return "Every search counts as independent of all others: where people are stopped together, ranges are too narrow."
	case !s.Told:
		return fmt.Sprintf("%s%s: ranges are too narrow by an unknown amount, and a word whose range comes near 1 may not hold.", notApart, why)
	}
	text := "Ranges allow for people stopped together (one force, minute and place); parts of a longer stop count apart."
	if s.Where != "" {
		text += fmt.Sprintf(" In the records %s stops of several people cannot be told apart%s: ranges are too narrow there by an unknown amount.", s.Where, why)
	}
	return text
}

// unknowns says how much is unknown, and what was done with it.
func (in *Input) unknowns() string {
	if in.noUnknown() {
		return ""
	}
	of := in.say("for some {searches} (how many is withheld)")
	if in.Unknown != nil && in.Searches != nil && *in.Searches > 0 {
		of = in.sayf("for %s of {searches} (%s of %s)", sheet.Share(float64(*in.Unknown)/float64(*in.Searches)), counted(in.Unknown), counted(in.Searches))
	}
	became := ": they are in no rate."
	switch {
	case in.Allocation == outcomes.LeftOut:
	case in.Left == nil:
		became = fmt.Sprintf("; as far as that could be they were put into groups (%s), on an assumption that the records cannot check.", in.Allocation)
	default:
		became = fmt.Sprintf("; they were put into groups (%s), on an assumption that the records cannot check.", in.Allocation)
		if in.Left != nil && in.Unknown != nil && *in.Left > 0 {
			became = fmt.Sprintf("; %s were put into groups (%s), on an assumption that the records cannot check, and %s are in none.",
				counted(new(*in.Unknown-*in.Left)), in.Allocation, counted(in.Left))
		}
	}
	return fmt.Sprintf("Ethnicity is unknown %s%s", of, became)
}
