package claims

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/internal/enum/enumtest"
)

func TestEnums(t *testing.T) {
	enumtest.Check[Word](t, words.Values(), words.Parse)
	enumtest.Check[Gate](t, gates.Values(), gates.Parse)
	enumtest.Check[Kind](t, kinds.Values(), kinds.Parse)
	enumtest.Check[PeerKind](t, peerKinds.Values(), peerKinds.Parse)
	if len(slices.Collect(gates.Values())) != numGates {
		t.Errorf("%d gates are named: want %d", len(slices.Collect(gates.Values())), numGates)
	}
}

// forbidden are words that no sentence has, since each of them claims more than an index of
// residents can bear.
var forbidden = regexp.MustCompile(`(?i)explain|because|due to|likely|\brisk|more times|times more|times less|twice|no difference|` +
	`do not report|\bbias|discriminat|chance of being|slightly|infinite|stable|significant`)

// TestForbiddenWords reads what is said of many inputs, and every text in the source, so that a
// template that no input reaches is read too.
func TestForbiddenWords(t *testing.T) {
	said := make(map[Kind]bool)
	for _, in := range examples() {
		s := Say(in)
		for _, c := range s.Claims {
			said[c.Kind] = true
			if word := forbidden.FindString(c.Text); word != "" {
				t.Errorf("%q in %s", word, c.Text)
			}
		}
		for _, line := range append(s.BearInMind, whys(s)...) {
			if word := forbidden.FindString(line); word != "" {
				t.Errorf("%q in %s", word, line)
			}
		}
	}
	for k := range kinds.Values() {
		if !said[k] {
			t.Errorf("no example has a claim of kind %s", k)
		}
	}
	for _, text := range literals(t) {
		if word := forbidden.FindString(text); word != "" {
			t.Errorf("%q in %s", word, text)
		}
	}
}

func whys(s Said) (list []string) {
	for _, row := range slices.Concat(s.Rows, s.Sums) {
		list = append(list, row.Why)
	}
	return list
}

// literals returns every text in the source of the package.
func literals(t *testing.T) (texts []string) {
	t.Helper()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if text, err := strconv.Unquote(lit.Value); err == nil {
					texts = append(texts, text)
				}
			}
			return true
		})
	}
	if len(texts) < 100 {
		t.Errorf("%d texts found", len(texts))
	}
	return texts
}

// TestWordOf has the first rule that holds of two ranges.
func TestWordOf(t *testing.T) {
	above, below, around := between(1.2, 1.5), between(0.5, 0.9), between(0.9, 1.1)
	for _, test := range []struct {
		chance, both Range
		want         Word
		reason       string
	}{
		{above, between(1.01, 3), More, "both above 1"},
		{below, between(0.2, 0.99), Less, "both below 1"},
		{above, between(0.9, 3), MoreRecorded, "the unknown could turn it"},
		{below, between(0.2, 1.4), LessRecorded, "likewise"},
		{above, between(1, 3), MoreRecorded, "1 is an end"},
		{between(1, 1.5), between(1.01, 3), CannotTell, "1 is an end of chance"},
		{around, between(0.8, 1.25), Same, "within the margin"},
		{around, between(0.79, 1.25), CannotTell, "not within it below"},
		{around, between(0.8, 1.26), CannotTell, "nor above"},
		{between(1.01, 1.1), between(1.005, 1.2), More, "more stands before same"},
		{between(1.01, 1.1), between(0.9, 1.2), MoreRecorded, "more of those recorded too"},
		{above, Range{}, MoreRecorded, "no range of both"},
		{around, Range{}, CannotTell, "no range of both: not the same either"},
		{Range{}, Range{}, CannotTell, "no range"},
		{Range{}, above, CannotTell, "no range of chance"},
		{Range{Lower: above.Lower}, Range{Lower: above.Lower}, More, "no upper end"},
		{Range{Lower: below.Lower}, Range{Lower: below.Lower}, CannotTell, "no upper end, and a lower one below 1"},
	} {
		if got := WordOf(test.chance, test.both); got != test.want {
			t.Errorf("%s: %s", test.reason, got)
		}
	}
}

// TestPeople names the people of every group, in the middle and at the beginning of a sentence.
func TestPeople(t *testing.T) {
	self, officer := Input{}, Input{Rule: outcomes.OfficerDefined}
	for _, test := range []struct {
		in                   Input
		group                ethnicity.Group
		people, person, were string
	}{
		{self, ethnicity.Black, "Black people", "a Black person", "Black"},
		{self, ethnicity.Asian, "Asian people", "an Asian person", "Asian"},
		{self, ethnicity.Mixed, "people of Mixed ethnicity", "a person of Mixed ethnicity", "of Mixed ethnicity"},
		{self, ethnicity.Other, "people of Other groups", "a person of Other groups", "of Other groups"},
		{self, ethnicity.OtherWithChinese, "people of Other groups (with Chinese)", "a person of Other groups (with Chinese)", "of Other groups (with Chinese)"},
		{self, ethnicity.AnyOther, "people of any other ethnic group", "a person of any other ethnic group", "of any other ethnic group"},
		{self, ethnicity.AsianWithoutChinese, "Asian people (without Chinese)", "an Asian person (without Chinese)", "Asian (without Chinese)"},
		{self, ethnicity.WhiteWithoutTraveller, "White people (without Traveller)", "a White person (without Traveller)", "White (without Traveller)"},
		{self, ethnicity.WhiteAndAsian, "people of Mixed White and Asian ethnicity", "a person of Mixed White and Asian ethnicity", "of Mixed White and Asian ethnicity"},
		{self, ethnicity.OtherThanWhite, "people other than White", "a person other than White", "other than White"},
		{self, ethnicity.GypsyOrIrishTraveller, "Gypsy or Irish Traveller people", "a Gypsy or Irish Traveller person", "Gypsy or Irish Traveller"},
		{officer, ethnicity.Asian, "people seen by officers as Asian", "a person seen by officers as Asian", "seen by officers as Asian"},
	} {
		if people, person, were := test.in.people(test.group), test.in.person(test.group), test.in.were(test.group); people != test.people || person != test.person || were != test.were {
			t.Errorf("%s: %q, %q, %q", test.group, people, person, were)
		}
	}
}

// TestNumbers writes indices, ranges, shares and periods.
func TestNumbers(t *testing.T) {
	for _, test := range []struct{ got, want, reason string }{
		{number(new(1.04), 2), "1.04", "near 1"},
		{number(new(1.0004), 2), "1.0004", "so near that it would print as 1"},
		{number(new(1.0), 2), "1.00", "1 itself"},
		{number(new(2.79), digits(new(2.79))), "2.8", "two digits"},
		{number(new(0.874), digits(new(0.874))), "0.87", "below 1"},
		{number(new(12.4), 1), "12", "large"},
		{number(new(0.004), 2), "0.0040", "small"},
		{number(new(1.81), digits(new(2.47))), "1.8", "the digits of the index that it stands beside"},
		{limits(between(0.906, 1.023), 2), "0.91 to 1.02", "around 1"},
		{limits(between(0.906, 1.023), 1), "0.9 to 1.02", "each on its side of 1"},
		{limits(between(1.57, 3.74), 1), "1.6 to 3.7", "one precision"},
		{limits(between(1.0001, 1.5), 2), "1.0001 to 1.50", "just above 1"},
		{limits(between(0.5, 0.9996), 2), "0.50 to 0.9996", "just below 1"},
		{limits(between(2.631, 2.634), 1), "2.631 to 2.634", "close together"},
		{limits(between(0.5, 12.63), 2), "0.50 to 12.6", "wide"},
		{limits(between(0, 4.33), 2), "0 to 4.33", "an end that is exactly 0 has no decimals"},
		{limits(between(0.0004, 4.33), 2), "0.00040 to 4.33", "one above it has"},
		{limits(Range{Lower: new(0.5)}, 2), "0.50 upwards, without end", "no upper end"},
		{limits(Range{}, 2), "not known", "no range"},
		{period("2022-09", "2022-09"), "September 2022", "a month"},
		{period("2022-01", "2022-12"), "January to December 2022", "a year is told by its months"},
		{period("2021-11", "2022-03"), "November 2021 to March 2022", "over the turn of a year"},
		{period("2022-01", "2022-03", "2022-02"), "January 2022 and March 2022", "a gap"},
		{period("2022-01", "2022-12", "2022-02", "2022-04", "2022-06", "2022-08"), "8 of the 12 months of January to December 2022", "many gaps"},
	} {
		if test.got != test.want {
			t.Errorf("%s: %q, want %q", test.reason, test.got, test.want)
		}
	}
}

func period(from, to string, missing ...string) string {
	in := Input{From: month(from), To: month(to), Missing: []outcomes.Gap{{}}}
	for _, m := range missing {
		in.Missing[0].Months = append(in.Missing[0].Months, month(m))
	}
	return in.period()
}

// TestSumOfCensus: a sum that has no word for the residents of another census says so, since no
// sentence is of it.
func TestSumOfCensus(t *testing.T) {
	in := usual()
	sum := group(ethnicity.OtherThanWhite, 260, 3e5, between(0.7, 0.95), between(0.6, 0.98))
	sum.Censuses = []View{*view("census 2011", 1.3, 1.2, 1.4)}
	in.Groups, in.Sums = in.Groups[:1], []Group{sum}
	if said := Say(in); !slices.Contains(said.BearInMind, "Other than White: cannot tell: the residents of census 2011 give another word.") {
		t.Errorf("%q", said.BearInMind)
	}
}

// TestUnknownInGroups: what became of the searches of unknown ethnicity, where it is known how many
// are left in no group, and where it is withheld.
func TestUnknownInGroups(t *testing.T) {
	for _, test := range []struct {
		left   *int64
		want   string
		reason string
	}{
		{new(int64(0)), "; they were put into groups (officer)", "all of them"},
		{new(int64(15)), "; 85 were put into groups (officer), on an assumption that the records cannot check, and 15 are in none", "some are left"},
		{nil, "; as far as that could be they were put into groups (officer)", "how many are left is withheld"},
	} {
		in := usual()
		in.Allocation, in.Left = outcomes.ByOfficer, test.left
		if lines := strings.Join(Say(in).BearInMind, "\n"); !strings.Contains(lines, test.want) {
			t.Errorf("%s: no %q in\n%s", test.reason, test.want, lines)
		}
	}
}

// TestTurns has a word and how a group is over other residents a row.
func TestTurns(t *testing.T) {
	view := func(chance, both Range) View { return View{Name: "census 2011", Chance: chance, Both: both} }
	above, below, around := between(1.2, 1.5), between(0.5, 0.9), between(0.9, 1.1)
	for _, test := range []struct {
		word   Word
		view   View
		want   bool
		reason string
	}{
		{Less, view(above, above), true, "MORE against LESS"},
		{Less, view(around, between(0.7, 1.4)), true, "cannot tell against LESS"},
		{Less, view(around, around), true, "same against LESS"},
		{Less, view(below, between(0.4, 1.2)), false, "less of those recorded against LESS"},
		{LessRecorded, view(below, below), false, "the other way round"},
		{LessRecorded, view(around, Range{}), true, "cannot tell against less"},
		{MoreRecorded, view(below, Range{}), true, "less against more"},
		{Same, view(around, around), false, "the same"},
		{Same, view(around, between(0.7, 1.2)), true, "cannot tell against same"},
		{Same, view(above, between(1.1, 1.6)), true, "MORE against same"},
		{Same, view(around, Range{}), false, "of which the range with the unknown is not known"},
		{Same, view(above, Range{}), true, "more, likewise"},
		{CannotTell, view(above, above), false, "there is no word to turn"},
	} {
		if got := test.view.Turns(test.word); got != test.want {
			t.Errorf("%s: %v", test.reason, got)
		}
	}
}

// TestFarResidents: every sentence begins with the year of residents that are far from the
// searches, and is else as it would be; what it assumes follows.
func TestFarResidents(t *testing.T) {
	kinds := make(map[Kind]bool)
	for _, in := range examples() {
		near := Say(in)
		in.ResidentsYear = 2021
		for i, c := range Say(in).Claims {
			kinds[c.Kind] = true
			rest, ok := strings.CutPrefix(c.Text, "By the residents of 2021, ")
			if !ok {
				t.Errorf("%s: %s", c.Kind, c.Text)
			}
			assumed := in.assuming() != "" && strings.HasPrefix(near.Claims[i].Text, start(in.assuming()))
			if after, joint := strings.CutPrefix(rest, "and if "); joint != assumed {
				t.Errorf("%s: %s", c.Kind, c.Text)
			} else if joint {
				rest = "if " + after
			}
			if c.Kind != CensusDecides && len(c.Groups) == 1 && start(rest) != near.Claims[i].Text {
				t.Errorf("%s: %s\nof %s", c.Kind, c.Text, near.Claims[i].Text)
			}
		}
	}
	if len(kinds) < int(NoMonths) {
		t.Errorf("%d kinds were seen", len(kinds))
	}
}

// TestBaselineIsNotThere: where the residents of the baseline are not who is there, one sentence
// says so of all the groups, and once.
func TestBaselineIsNotThere(t *testing.T) {
	in := usual()
	in.Baseline.Searches, in.Baseline.Residents = new(int64(1261)), new(5000.)
	said := Say(in).Claims
	if len(said) != 1 || said[0].Kind != NotResidents || strings.Count(said[0].Text, "1,261 searches of White people stand against 5,000 residents") != 1 ||
		!strings.Contains(said[0].Text, "No word is given of people of Mixed ethnicity, Asian people, Black people and people of Other groups.") {
		t.Errorf("%+v", said)
	}
}
