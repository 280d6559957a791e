package cli

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report"
	"github.com/seed-549880be/disparity/rri"
)

// TestNearest has what people write for what they mean, and what is near to nothing.
func TestNearest(t *testing.T) {
	var (
		forces  = Names(ethnicity.Forces())
		objects = Names(outcomes.Objects())
		groups  = Names(ethnicity.EighteenPlusOne.Groups())
		few     = Names(ethnicity.FivePlusOne.Groups())
		schemes = Names(report.Schemes())
		methods = Names(rri.Methods())
		finds   = Names(outcomes.FindDefinitions())
		rules   = Names(outcomes.EthnicityRules())
		ways    = Names(outcomes.Allocations())
		formats = []string{"text", "markdown", "csv", "json"}
		flags   = []string{"force", "census", "groups", "baseline", "ethnicity", "object", "type", "from", "to", "find", "unknown", "suppress", "within", "by",
			"method", "level", "format", "o"}
		files = []string{"2020-01-essex-stop-and-search.csv", "2020-01-kent-stop-and-search.csv", "2020-02-essex-stop-and-search.csv", "notes.txt", "Searches.csv"}
	)
	for _, test := range []struct {
		word       string
		candidates []string
		want       string // with | between
		reason     string
	}{
		{"metropolitn", forces, "Metropolitan Police", "a letter is missing in one word of two"},
		{"Metropolitan Plice", forces, "Metropolitan Police", "a letter is missing"},
		{"met police", forces, "Metropolitan Police", "half a word"},
		{"Cumbira", forces, "Cumbria", "two letters turned round"},
		{"avon & somerset constabulary", forces, "Avon and Somerset", "& for and, and a word more"},
		{"Avon", forces, "Avon and Somerset", "one word of it"},
		{"Sommerset", forces, "Avon and Somerset", "one word of it, misspelt"},
		{"devon-and-cornwal", forces, "Devon and Cornwall", "hyphens, and a letter missing"},
		{"dyfed powis", forces, "Dyfed-Powys", "a space for a hyphen, and a letter wrong"},
		{"Yorkshire", forces, "North Yorkshire|South Yorkshire|West Yorkshire", "three that have the word"},
		{"West", forces, "West Mercia|West Midlands|West Yorkshire", "three that begin with it"},
		{"Notts", forces, "Nottinghamshire", "short"},
		{"Lancs", forces, "Lancashire", "short"},
		{"Herts", forces, "Hertfordshire", "short"},
		{"Northants", forces, "Northamptonshire", "short, and not Northumbria"},
		{"Surry police", forces, "Surrey", "misspelt, with a word that tells nothing"},
		{"Gotham", forces, "", "Durham has three other letters"},
		{"police", forces, "", "a word that tells nothing"},
		{"and", forces, "", "a word that tells nothing"},
		{"", forces, "", "no word"},
		{"drugs", objects, "controlled drugs", "the word that matters"},
		{"weapons", objects, "offensive weapons", "the word that matters"},
		{"weapon", objects, "offensive weapons", "in the singular"},
		{"controled drugs", objects, "controlled drugs", "a letter is missing"},
		{"Controlled-Drugs", objects, "controlled drugs", "a hyphen for a space"},
		{"controlleddrugs", objects, "controlled drugs", "without a space"},
		{"firearm", objects, "firearms", "in the singular"},
		{"theft", objects, "articles for use in theft", "the word that matters"},
		{"stolen property found", objects, "", "one word of three is not enough"},
		{"drugs controlled", objects, "controlled drugs", "turned round"},
		{"unicorns", objects, "", "nothing like it"},
		{"ob", objects, "", "too short to say"},
		{"Blck", few, "Black", "a letter is missing"},
		{"asain", few, "Asian", "two letters turned round"},
		{"White British", few, "White", "more than there is"},
		{"Purple", few, "", "nothing like it"},
		{"Caribbean", groups, "White and Black Caribbean|Black Caribbean", "two that have the word"},
		{"Carribean", groups, "White and Black Caribbean|Black Caribbean", "misspelt as most people do"},
		{"gypsy", groups, "Gypsy or Irish Traveller", "the first word"},
		{"bangladesh", groups, "Bangladeshi", "the country"},
		{"5-1", schemes, "5+1", "another sign"},
		{"18", schemes, "18+1", "half of it"},
		{"7+1", schemes, "", "a number with another digit is another number"},
		{"51", schemes, "5+1", "without its sign"},
		{"mid-p", methods, "midp", "with a hyphen"},
		{"wilson", methods, "wilson-cc|mover-wilson", "two that have the word"},
		{"jeffrey", methods, "jeffreys", "a letter is missing"},
		{"bayes", methods, "", "nothing like it"},
		{"linked_action", finds, "linked-action", "another sign"},
		{"arrested", finds, "arrest", "an ending"},
		{"luck", finds, "", "nothing like it"},
		{"officr", rules, "officer", "a letter is missing"},
		{"both", rules, "", "nothing like it"},
		{"crosstable", ways, "cross-table", "without its hyphen"},
		{"proportional", ways, "in-proportion", "an ending"},
		{"mark", formats, "markdown", "begun"},
		{"JSON", formats, "json", "in capitals"},
		{"xlsx", formats, "", "nothing like it"},
		{"pdf", formats, "", "nothing like it"},
		{"formt", flags, "format", "a letter is missing"},
		{"fmt", flags, "format", "without vowels"},
		{"fromat", flags, "format", "two letters turned round, and not from"},
		{"base", flags, "baseline", "begun"},
		{"ethnicty", flags, "ethnicity", "a letter is missing"},
		{"etnicty", flags, "ethnicity", "two letters are missing"},
		{"goups", flags, "groups", "a letter is missing"},
		{"colour", flags, "", "nothing like it"},
		{"x", flags, "", "one letter"},
		{"2020-02-esex-stop-and-search.csv", files, "2020-02-essex-stop-and-search.csv", "a letter is missing"},
		{"2020-02-kent-stop-and-search.csv", files, "2020-01-kent-stop-and-search.csv", "a month that is not there"},
		{"searches.CSV", files, "Searches.csv", "capitals"},
		{"kent.csv", files, "2020-01-kent-stop-and-search.csv", "the words that matter"},
		{"searches", files, "Searches.csv", "without the ending"},
		{"esex", []string{"Essex", "Kent", "Essex"}, "Essex", "a name that is there twice"},
		{"none.csv", files, "", "nothing like it"},
	} {
		if got := strings.Join(Nearest(test.word, test.candidates), "|"); got != test.want {
			t.Errorf("Nearest(%q) = %q, want %q: %s", test.word, got, test.want, test.reason)
		}
	}
}

// TestNearestLaws: what is nearest is a candidate; a candidate is nearest to itself, whatever the
// case of its letters; and so it is with two letters turned round, where nothing else is as near.
func TestNearestLaws(t *testing.T) {
	words := rapid.SliceOfNDistinct(rapid.StringMatching(`[a-z]{5,9}( [a-z]{5,9})?`), 1, 8, rapid.ID)
	rapid.Check(t, func(t *rapid.T) {
		candidates := words.Draw(t, "candidates")
		word := rapid.SampledFrom(candidates).Draw(t, "word")
		if got := Nearest(strings.ToUpper(word), candidates); !slices.Contains(got, word) {
			t.Fatalf("Nearest(%q in capitals) = %q", word, got)
		}
		turned := []rune(word)
		turned[0], turned[1] = turned[1], turned[0]
		if got := Nearest(string(turned), candidates); len(got) == 0 {
			t.Fatalf("Nearest(%q) has nothing, of %q", string(turned), candidates)
		}
		for _, near := range Nearest(rapid.String().Draw(t, "anything"), candidates) {
			if !slices.Contains(candidates, near) {
				t.Fatalf("%q is none of %q", near, candidates)
			}
		}
	})
}

func TestDistance(t *testing.T) {
	for _, test := range []struct {
		a, b   string
		want   int
		reason string
	}{
		{"", "", 0, "nothing"},
		{"", "abc", 3, "put in"},
		{"abc", "", 3, "left out"},
		{"abc", "axc", 1, "changed"},
		{"abc", "acb", 1, "turned round"},
		{"ca", "abc", 3, "no letter is touched twice"},
		{"é", "e", 1, "a character, not its bytes"},
		{"kitten", "sitting", 3, "all of it"},
	} {
		if got := distance(test.a, test.b); got != test.want {
			t.Errorf("distance(%q, %q) = %d, want %d: %s", test.a, test.b, got, test.want, test.reason)
		}
	}
}

func TestWantOneOf(t *testing.T) {
	many := make([]string, mostListed+3)
	for i := range many {
		many[i] = strings.Repeat("x", 5+i)
	}
	for _, test := range []struct {
		word   string
		names  []string
		want   string
		reason string
	}{
		{"jsn", []string{"text", "json"}, `did you mean "json"? want one of text, json`, "one is near"},
		{"west", []string{"West A", "West B", "West C", "West D"}, `did you mean "West A", "West B" or "West C"? want one of West A, West B, West C, West D`, "at most three"},
		{"pdf", []string{"text", "json"}, "want one of text, json", "none is near"},
		{"zzz", many, strings.Join(many[:mostListed], ", ") + " and 3 more", "not all of a long list"},
	} {
		if got := WantOneOf(test.word, test.names); !strings.HasSuffix(got, test.want) {
			t.Errorf("WantOneOf(%q) = %q, want %q: %s", test.word, got, test.want, test.reason)
		}
	}
}
