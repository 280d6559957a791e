package cli

import (
	"errors"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-549880be/disparity/ethnicity"
)

// footnote is what tables put behind a label to point to a note: "*", "†", "(1)", "[note 3]" and
// raised numbers, or a number that stands close to a word, as a raised one that was copied does.
var footnote = regexp.MustCompile(`(?i)(?:\s*(?:[*†‡§¹²³⁰⁴-⁹]+|\(\d{1,2}\)|\[\d{1,2}\]|[(\[]\s*(?:note|notes|footnote)\s*\d[\d, ]*[)\]]))+$|(\pL{3})\d$`)

// withoutFootnote returns a label without what points to a note, which stands at its end.
func withoutFootnote(label string) string {
	const most = 200 // bytes that are looked at: a label may be a field of megabytes
	end := max(0, len(label)-most)
	for end > 0 && !utf8.RuneStart(label[end]) {
		end--
	}
	return strings.TrimSpace(label[:end] + footnote.ReplaceAllString(label[end:], "$1"))
}

// byWords reads a label that no list has by its words: those of people whose group is not known
// and those of totals come in more ways than can be listed. Any other is the error.
func byWords(label string, err error) (ethnicity.Group, error) {
	switch {
	case saysUnknown(label):
		return ethnicity.NotKnown, nil
	case saysTotal(label):
		return 0, ethnicity.ErrTotalLabel
	}
	return 0, err
}

// Words of the labels of people whose group is not known. Each of unknownWords says so alone;
// denials do together with one of what is denied; fillers say nothing. A label with any other word
// is no such label, as "Other/unknown", which may be somebody whose group is known.
var (
	unknownWords = set(`unknown unspecified unrecorded undeclared undisclosed unstated undefined undetermined unidentified unclassified unassigned
		unanswered unreported unavailable unsure missing blank withheld refused refuses refusal declined declines decline pending nk dk pnts tbc tba`)
	denials = set(`not non never no none nothing cannot couldnt unable prefer prefers preferred rather did didnt does doesnt do dont wish wishes wished
		chose choose chooses declined decline`)
	denied = set(`stated state recorded record reported report provided provide given give disclosed disclose declared declare specified specify
		obtained available collected answered answer asked entered completed complete seen see perceived held determined determine determinable classified
		identified identify applicable assigned supplied supply captured confirmed established understood say known know response respondent respondents
		respond data information info entry details ethnicity ethnic race self-defined defined self`)
	unknownFillers = set(`a all an and any as at be been by could data did ethnic ethnicity ethnicities for group groups had has have i id in information
		is it my of officer on or origin race racial self shown subject that the their they to total was were who whose with would yet`)
)

// saysUnknown reports whether a label is that of people whose group is not known, as "Unknown (not
// reported)", "No ethnicity recorded" and "Did not answer".
func saysUnknown(label string) bool {
	words := wordsOf(label)
	var says, denies, isDenied bool
	for _, word := range words {
		says = says || unknownWords[word]
		isDenied = isDenied || denies && denied[word]
		denies = denies || denials[word]
		if !unknownWords[word] && !denials[word] && !denied[word] && !unknownFillers[word] {
			return false
		}
	}
	return says || denies && isDenied
}

// totalWords are of everybody; nounsOfTotals are words that a total may be of.
var (
	totalWords    = set("all total totals overall grand sum everyone everybody")
	nounsOfTotals = set(`a of the in and by for number leavers joiners starters staff officers employees workforce headcount people persons individuals
		residents population pupils students children adults applicants applications candidates cases complaints complainants complainers allegations
		searches stops arrests referrals detentions exclusions suspensions incidents events uses force offenders offences defendants prisoners patients
		detainees youth youths ethnic ethnicity ethnicities group groups races categories category records row rows count counts england wales uk
		excluding excl exc including incl inc without with known unknown stated not recorded declared`)
)

// saysTotal reports whether a label is that of all, as "Total leavers" and "All officers": it
// begins with a word for all, or ends with total, and has no word that a group could have.
func saysTotal(label string) bool {
	words := wordsOf(label)
	if len(words) == 0 || !totalWords[words[0]] && words[len(words)-1] != "total" {
		return false
	}
	for _, word := range words {
		if !totalWords[word] && !nounsOfTotals[word] {
			return false
		}
	}
	return true
}

// wordsOf returns the words of a label in lower case, without apostrophes.
func wordsOf(label string) []string {
	label = strings.NewReplacer("'", "", "’", "").Replace(strings.ToLower(label))
	return strings.FieldsFunc(label, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// set returns a set of words.
func set(words string) map[string]bool {
	s := make(map[string]bool)
	for _, word := range strings.Fields(words) {
		s[word] = true
	}
	return s
}

// parse reads the label of an ethnic group, of people whose group is not known or of a total, with
// or without a footnote.
func (g *Groups) parse(label string) (ethnicity.Group, error) {
	group, err := g.parseListed(label)
	if errors.Is(err, ethnicity.ErrUnknownLabel) {
		return byWords(withoutFootnote(label), err)
	}
	return group, err
}

// parseListed reads a label that a list has, with or without a footnote, in the scheme if it
// depends on one.
func (g *Groups) parseListed(label string) (ethnicity.Group, error) {
	group, err := ethnicity.Parse(label)
	if bare := withoutFootnote(label); errors.Is(err, ethnicity.ErrUnknownLabel) && bare != "" && bare != label {
		if bareGroup, bareErr := ethnicity.Parse(bare); !errors.Is(bareErr, ethnicity.ErrUnknownLabel) {
			label, group, err = bare, bareGroup, bareErr
		}
	}
	if g.scheme != nil && errors.Is(err, ethnicity.ErrAmbiguousLabel) {
		return ethnicity.ParseIn(*g.scheme, label)
	}
	return group, err
}
