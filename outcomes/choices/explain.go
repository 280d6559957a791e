package choices

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// BearInMind says what a reader of the result has to bear in mind, in sentences.
func (r Result) BearInMind() []string {
	said := []string{"The combinations are no sample: that an interval is above 1 in most of them makes it no more certain, and the middle one is no estimate. They show how far the choices alone move the index."}
	for _, m := range r.Measures {
		switch _, perResident := m.ways(Residents); {
		case perResident:
			said = append(said, "An index of residents does not say why, nor whether it is fair. Who was where, and visitors, are not in it; one person can be counted many times.")
		case m.Name == findRate:
			said = append(said, "A find rate is an average over all searches: it neither shows nor rules out unequal treatment.")
		default:
			said = append(said, fmt.Sprintf("A %s is an average over all cases: it neither shows nor rules out unequal treatment.", m.Name))
		}
	}
	return said
}

// ways returns the ways of a choice that the measure has, in the count or held.
func (m Measure) ways(c Choice) (ways []string, ok bool) {
	for _, of := range slices.Concat(m.Choices, m.Held) {
		if of.Choice == c {
			return of.Ways, true
		}
	}
	return nil, false
}

// varied returns the ways of a choice that is in the count of some measure.
func (r Result) varied(c Choice) (ways []string, ok bool) {
	for _, m := range r.Measures {
		for _, of := range m.Choices {
			if of.Choice == c {
				return of.Ways, true
			}
		}
	}
	return nil, false
}

// phrases say what is decided by each choice, in the order in which they are told.
var phrases = []struct {
	choice Choice
	text   string
}{
	{Account, "whose account of ethnicity counts"},
	{Missing, "what is done where it is missing"},
	{Residents, "the census that the residents are from"},
	{Groups, "the classification"},
	{Objects, "the objects of search"},
	{Evidence, "whether the searches of people who were stopped together are one piece of evidence"},
	{Method, "the family of intervals"},
}

// MethodNotes says in sentences how the numbers were made, with the papers that the methods are
// from.
func (r Result) MethodNotes() (made []string) {
	var list []string
	for _, p := range phrases {
		if _, ok := r.varied(p.choice); ok {
			list = append(list, p.text)
		}
	}
	if _, ok := r.varied(Find); ok {
		text := "and for the find rate what a find is"
		if _, ok := r.varied(Residents); ok {
			text += ", where there is no census"
		}
		list = append(list, text)
	}
	if list != nil {
		made = append(made, "The choices are: "+strings.Join(list, "; ")+".")
	}
	if r.makes(Missing, outcomes.ByCrossTable.String()) {
		made = append(made, "Where ethnicity is missing it is left out, or put in proportion to the known, or drawn from how the two accounts go together; the index is then pooled over the draws by Rubin's rules "+
			"(Rubin 1987, DOI 10.1002/9780470316696).")
	}
	if list != nil {
		made = append(made, r.shareNote())
	}
	made = append(made, r.intervalNote())
	for _, name := range r.methods() {
		if m, err := rri.ParseMethod(name); err == nil {
			made = append(made, fmt.Sprintf("The method %s is %s (%s).", m, m.Words(), m.Reference()))
		}
	}
	return made
}

// makes reports whether some combination makes a choice in a way.
func (r Result) makes(c Choice, way string) bool {
	return slices.ContainsFunc(r.Measures, func(m Measure) bool {
		ways, _ := m.ways(c)
		return slices.Contains(ways, way)
	})
}

// methods returns the names of the methods.
func (r Result) methods() (names []string) {
	for _, m := range r.Measures {
		ways, _ := m.ways(Method)
		for _, name := range ways {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// shareNote says what the means and the shares are.
func (r Result) shareNote() string {
	text := "The mean index of a way is the geometric mean over all combinations that have it. The share of variance of a choice is that of the logarithm of the index between its ways. " +
		"Where every combination has an index the design is balanced, and the shares of the single choices and of their combinations add up to 1."
	_, method := r.varied(Method)
	_, evidence := r.varied(Evidence)
	switch {
	case method && evidence:
		text += " The clusters and the method move the interval and not the index: their shares are those of the lower limit."
	case method:
		text += " The method moves the interval and not the index: its share is that of the lower limit."
	case evidence:
		text += " The clusters move the interval and not the index: their share is that of the lower limit."
	}
	return text
}

// intervalNote says what the intervals are.
func (r Result) intervalNote() string {
	text := "Intervals are at the level " + sheet.Percent(r.Level)
	_, varied := r.varied(Evidence)
	switch {
	case r.Records != ofSearches.records:
		return text + " and take every record as independent."
	case varied:
		return text + "; with the clusters stops they allow for people who were stopped together, as far as the records tell them, and with none they take every search as independent."
	case r.makes(Evidence, Independent.String()):
		return text + " and take every search as independent."
	}
	return text + " and allow for people who were stopped together, as far as the records tell them."
}
