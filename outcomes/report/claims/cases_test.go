package claims

import (
	"slices"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
)

// only is usual with one group alone, and one change.
func only(g Group, changes ...func(in *Input)) Input {
	in := usual()
	in.Groups = []Group{g}
	for _, change := range changes {
		change(&in)
	}
	return in
}

// black is the group of usual that was searched more often, changed.
func black(changes ...func(g *Group)) Group {
	g := usual().Groups[2]
	for _, change := range changes {
		change(&g)
	}
	return g
}

// view is a group seen otherwise, with an index and its range of chance.
func view(name string, index, lower, upper float64) *View {
	return &View{Name: name, Rate: new(index / 1000), BaselineRate: new(0.001), Index: &index, Chance: between(lower, upper), Both: between(lower/2, upper*2)}
}

// forces says that the searches are of five forces, whose indices have these ends and p-value.
func forces(g Group, alike float64, parts ...Part) Input {
	g.Adjusted = &Adjusted{Index: new(1.24), Chance: between(1.16, 1.33), Both: between(0.4, 5.2), Alike: &alike, Parts: parts}
	return only(g, func(in *Input) { in.Strata = &Strata{"police force", "police forces", 5}; in.Place = "5 police forces" })
}

// TestCases has a row for each case in which an easy sentence would claim too much, or mislead, by
// its number in the list of such cases that this package is made from. What cannot be asked of this
// package has no sentence, and its row shows that.
func TestCases(t *testing.T) {
	mixed, asian, other := usual().Groups[0], usual().Groups[1], usual().Groups[3]
	for _, test := range []struct {
		number  int
		in      Input
		kind    Kind
		word    Word
		want    string // in the sentence, or in what to bear in mind
		without string // not in the sentence
		reason  string
	}{
		{1, only(black()), Settled, More, "An index of residents does not say why, nor whether it is fair. Who was where, and visitors, are not in it", "neither chance", "what an index cannot say stands first"},
		{2, only(asian), OfRecorded, LessRecorded, "Of the searches with a recorded ethnicity, Asian people were searched 0.80 times as often as White people", "either way", "of those recorded"},
		{2, only(asian), OfRecorded, LessRecorded, "It would be 1 if 27 % of the unknown were Asian and the rest White; they are 6.9 % of the known. This is not settled.", "", "the share that would undo it"},
		{2, only(black(func(g *Group) { g.Both = between(0.9, 5.4) })), OfRecorded, MoreRecorded, "it would be 2.7 times, and chance could make that 1. This is not settled.", "", "what the unknown would not undo alone"},
		{3, only(mixed, func(in *Input) { in.Groups[0].Both = between(0.5, 1.9) }), UnknownOpen, CannotTell, "Too many unknown to tell if people of Mixed ethnicity", "oo few", "the reason is the unknown, here in a sentence of its own"},
		{3, only(other), ChanceOpen, CannotTell, "Too few searches to tell if people of Other groups", "many unknown", "the reason is chance"},
		{4, only(other), ChanceOpen, CannotTell, "anything from 0.58 to 1.93 times as often fits, with the unknown from 0.53 to 11.4 (Kent, September 2022: 1.1 and 1.0 searches per 1,000 residents).", "about as often", "no significant difference"},
		{4, only(group(ethnicity.Mixed, 98, 1e5, between(0.9, 1.1), between(0.8, 1.25))), AboutAsOften, Same, "were searched about as often as White people", "", "within the margin, its ends included"},
		{4, only(group(ethnicity.Mixed, 98, 1e5, between(0.9, 1.1), between(0.8, 1.2501))), UnknownOpen, CannotTell, "0.90 to 1.10", "about as often", "just beyond the margin"},
		{5, only(group(ethnicity.Black, 228, 2e5, between(0.95, 3.38), between(1.02, 3.79))), ChanceOpen, CannotTell, "from 0.95 to 3.38 times as often fits, with the unknown from 1.02 to 3.79", "Black people were searched 1.14 times as often", "a range of both that does not hold that of chance"},
		{6, only(black(func(g *Group) { g.Account = view("officer", 0.7, 0.6, 0.8) })), AccountsDisagree, CannotTell,
			"The two accounts of ethnicity disagree on Black people (Kent, September 2022): by what people say of themselves, they were searched 3.0 times as often as White people " +
				"(3.0 and 1.0 searches per 1,000 residents; range 2.6 to 3.5); as officers saw them, 0.70 times (0.70 and 1.00 searches per 1,000 residents; range 0.60 to 0.80). No word is given.", "", "the opposite word"},
		{6, only(black(func(g *Group) { g.Account = view("officer", 1, 0.9, 1.1) })), Settled, More, "3.0 times", "disagree", "another word that is not the opposite"},
		{7, only(asian, func(in *Input) { in.Groups[0].Censuses = []View{*view("census 2011", 0.97, 0.91, 1.04)} }), CensusDecides, CannotTell,
			"over those of census 2021 0.80 times as often as White people (0.80 and 1.00 searches per 1,000 residents; range 0.66 to 0.96), over those of census 2011 0.97 times", "", "the other census"},
		{7, only(asian, func(in *Input) { in.Groups[0].Censuses = []View{*view("census 2011", 0.7, 0.6, 0.8)} }), OfRecorded, LessRecorded, "0.80 times", "census 2011", "the other census says the same"},
		{10, only(black(), func(in *Input) { in.Baseline.Searches = new(int64(4)) }), FewOfBaseline, CannotTell, "Too few searches of White people to compare with (Kent, September 2022): 4 recorded, beside 150 of Black people.", "times as", "4 of the baseline"},
		{10, only(black(), func(in *Input) { in.Baseline.Searches = new(int64(0)) }), FewOfBaseline, CannotTell, "0 recorded, beside 150 of Black people.", "infinite", "none of the baseline"},
		{10, only(black(), func(in *Input) { in.Baseline.Searches = new(int64(5)) }), Settled, More, "3.0 times", "", "5 are enough"},
		{11, only(black(zero(1.5))), NoneRecorded, CannotTell, "No search is recorded of Black people, where 1.5 would be expected at the rate of everybody (Kent, September 2022): too few to tell.", "0 times", "none, few expected"},
		{11, only(black(zero(9.96))), NoneRecorded, CannotTell, "where 9.96 would be expected at the rate of everybody", "10.0", "just below 10"},
		{11, only(black(zero(62))), LabelUnused, CannotTell, "No search is recorded under the label Black, where 62 would be expected at the rate of everybody (Kent, September 2022): the form may not have it.", "0 times", "none, many expected"},
		{14, forces(asian, 0.4), OfRecorded, MoreRecorded, "Compared within each police force alone, of the searches with a recorded ethnicity, Asian people were searched 1.24 times as often as White people", "0.80 times", "the adjusted index, not the crude one below 1"},
		{14, forces(asian, 0.4), OfRecorded, MoreRecorded, "over all police forces together, which the index is not made of, 0.80 and 1.00 searches per 1,000 residents; range 1.16 to 1.33", "", "what the crude rates are of"},
		{11, only(black(zero(1.5)), func(in *Input) { in.Object = "firearms" }), NoneRecorded, CannotTell, "No search for firearms is recorded of Black people, where", "No search is", "none of a choice of searches"},
		{10, only(black(), func(in *Input) { in.Baseline.Searches, in.Object = new(int64(4)), "firearms" }), FewOfBaseline, CannotTell, "Too few searches for firearms of White people", "", "few of a choice of searches"},
		{21, only(group(ethnicity.Black, 237, 232, between(900, 1200), between(800, 1300)), func(in *Input) { in.Object = "firearms" }), NotResidents, CannotTell, "237 searches for firearms of Black people stand", "", "of a choice of searches"},
		{5, only(black(), func(in *Input) { in.Level = 0.5 }), Settled, More, "50 % range 2.6 to 3.5", "", "a level that nobody expects is named"},
		{22, only(group(ethnicity.Black, 24, 1e6, between(0.0013, 0.11), between(0.0013, 0.9))), Settled, Less, "searched 0.024 times as often as White people", "0.02 times", "a small index has two digits"},
		{14, only(asian, func(in *Input) { in.Strata = &Strata{"police force", "police forces", 5} }), SeveralParts, CannotTell,
			"No sentence is made of all 5 police forces together", "times as often", "no index is adjusted"},
		{15, forces(asian, 0.049, Part{Name: "Essex", Index: 1.81, Word: More, Chance: between(1.48, 2.19)}, Part{Name: "Kent", Index: 0.75, Word: CannotTell, Chance: between(0.55, 1.01)}), PartsDiffer, CannotTell, "Asian people were searched from 0.75 (Kent; range 0.55 to 1.01) to 1.81 (Essex; range 1.48 to 2.19) times as often as White people", "1.24", "the range of the parts, not the pool"},
		{15, forces(asian, 0.049, Part{Name: "Essex", Index: 1.81, Word: More, Chance: between(1.48, 2.19)}, Part{Name: "Kent", Index: 1.2, Word: MoreRecorded}), PartsDiffer, MoreRecorded, "from 1.20 (Kent; range not known) to 1.81 (Essex; range 1.48 to 2.19)", "", "every part has the word"},
		{15, forces(asian, 0.049, Part{Name: "Essex", Index: 0.5, Word: Less, Chance: between(0.4, 0.6)}, Part{Name: "Kent", Index: 0.6, Word: Less}), PartsDiffer, CannotTell, "from 0.50 (Essex", "",
			"every part that can be asked has the word, and the index of all has the opposite"},
		{15, func() Input {
			in := forces(asian, 0.049, Part{Name: "Essex", Index: 1.81, Word: More, Chance: between(1.48, 2.19)})
			in.Level = 0.99
			return in
		}(), OfRecorded, MoreRecorded, "ompared within each police force alone, of the searches with a recorded ethnicity, Asian people", "differ", "the level of the ranges is that of the test"},
		{15, forces(asian, 0.049, Part{Name: "Essex", Index: 1.27, Word: CannotTell, Chance: between(0.68, 2.2)}), PartsDiffer, CannotTell,
			"Only Essex has enough searches for an index of Asian people (5 police forces, September 2022): 1.27 times as often as White people (range 0.68 to 2.20), and whether that is more or less often cannot be told.", "differ", "one part alone has an index, with its range"},
		{15, forces(asian, 0.049, Part{Name: "Essex", Index: 1.27, Word: MoreRecorded, Chance: between(1.1, 1.4)}), PartsDiffer, CannotTell,
			"(range 1.10 to 1.40), of the searches with a recorded ethnicity, which is not settled.", "", "one part alone, and the unknown could undo it"},
		{17, only(black(), func(in *Input) {
			in.From, in.To = month("2022-01"), month("2022-12")
			in.Missing = []outcomes.Gap{{Months: []outcomes.Month{month("2022-03")}}}
		}), Settled, More, "(Kent, January to February 2022 and April to December 2022: ", "in 2022", "the months are named"},
		{18, only(black(), func(in *Input) { in.Unresolved = []string{"a.csv holds the same rows several times over"} }), Unresolved, CannotTell, "No sentence is made of how often people were searched (Kent, September 2022) while it is open which records count: a.csv", "times as often", "rows counted twice"},
		{19, only(Group{Group: ethnicity.Black, Withheld: true}), CountsWithheld, CannotTell, "Small counts are withheld (Kent, September 2022), and with them what could be said of Black people.", "times", "no number"},
		{20, only(group(ethnicity.Black, 50, 1e5, between(0.4, 0.6), between(0.3, 0.7))), Settled, Less, "were searched 0.50 times as often as White people", "half", "below 1"},
		{21, only(group(ethnicity.Black, 237, 232, between(900, 1200), between(800, 1300))), NotResidents, CannotTell, "Residents are not who is there: 237 searches of Black people stand against 232 residents (Kent, September 2022).", "times", "more searches than residents"},
		{21, only(group(ethnicity.Black, 20, 400, between(40, 60), between(30, 70))), Settled, More, "50 times", "", "one in twenty is not above it"},
		{21, only(group(ethnicity.Black, 19, 100, between(40, 60), between(30, 70))), Settled, More, "times", "who is there:", "fewer than 20"},
		{22, only(group(ethnicity.Black, 104, 1e5, between(1.0004, 1.08), between(1.0001, 1.1))), Settled, More, "1.04 times as often", "slightly", "a small index"},
		{22, only(group(ethnicity.Black, 104, 1e5, between(1.0004, 1.08), between(1.0001, 1.1))), Settled, More, "range 1.0004 to 1.08", "", "a limit stays on its side of 1"},
		{24, only(black()), Settled, More, "", "wrongful", "no number of searches above parity is said"},
		{25, only(black()), Settled, More, "were searched 3.0 times as often", "likely", "searches are counted, not people"},
		{26, only(black()), Settled, More, "Stops of several people cannot be told apart here", "", "nothing is known of stops"},
		{26, only(black(), func(in *Input) { in.Stops.Why = "the times have no minutes" }), Settled, More, "Stops of several people cannot be told apart here (the times have no minutes): ranges are too narrow by an unknown amount, and a word whose range comes near 1 may not hold.", "", "hours alone"},
		{26, only(black(), func(in *Input) { in.Stops.Told = true }), Settled, More, "Ranges allow for people stopped together (one force, minute and place); parts of a longer stop count apart.", "", "minutes and places"},
		{26, only(black(), func(in *Input) {
			in.Stops = Stops{Told: true, Where: "of Essex", Why: "the times have no minutes"}
		}), Settled, More, "In the records of Essex stops of several people cannot be told apart (the times have no minutes): ranges are too narrow there by an unknown amount.", "", "some of them"},
		{26, only(black(), func(in *Input) { in.Stops.Independent = true }), Settled, More, "Every search counts as independent of all others: where people are stopped together, ranges are too narrow.", "", "by choice"},
		{27, only(black(), func(in *Input) { in.Allocation = outcomes.InProportion }), Settled, More, "If the unknown are like the known, Black people were searched 3.0 times", "", "an assumption opens the sentence"},
		{27, only(asian, func(in *Input) { in.Allocation = outcomes.ByOfficer }), OfRecorded, LessRecorded, "If those of unknown ethnicity are as officers saw them, Asian people", "recorded ethnicity", "not of the recorded alone"},
		{27, only(other, func(in *Input) { in.Allocation = outcomes.ByCrossTable }), ChanceOpen, CannotTell, "If the unknown are like the known whom officers saw the same way, too few searches to tell", "", "nor is what cannot be told"},
	} {
		said := Say(test.in)
		c := said.Claims[0]
		all := c.Text + "\n" + strings.Join(said.BearInMind, "\n")
		if c.Kind != test.kind || c.Word != test.word || !strings.Contains(all, test.want) || test.without != "" && strings.Contains(c.Text, test.without) {
			t.Errorf("%d, %s: %s, %s\n%s", test.number, test.reason, c.Kind, c.Word, all)
		}
		if row := said.Rows[0]; row.Word != c.Word || (row.Why == "") != (c.Kind <= BothOpen) {
			t.Errorf("%d, %s: the row says %s, %q", test.number, test.reason, row.Word, row.Why)
		}
	}
}

func zero(expected float64) func(g *Group) {
	return func(g *Group) {
		g.Searches, g.Rate, g.Index, g.Chance, g.Both, g.Expected = new(int64(0)), new(0.0), new(0.0), between(0, 0.2), between(0, 0.9), &expected
		g.ExpectedOf = "everybody"
		g.UnusedForm = expected >= MinExpected
	}
}

// TestNotAsked has the cases that nothing here can be asked of, by words that a sentence would have
// which overclaims: they stand in none, whatever is asked.
func TestNotAsked(t *testing.T) {
	for _, test := range []struct {
		number int
		words  []string
		reason string
	}{
		{8, []string{"aged", "boys", "girls", "years old", "men "}, "no search rate of an age or a sex: an Input has residents of all ages alone"},
		{9, []string{"borough", "district"}, "nor of a part of the area of a force"},
		{12, []string{"led to action"}, "nothing is said of outcomes"},
		{13, []string{"grounds", "find rate", "found", "weaker"}, "nor of finds"},
		{23, []string{"stand out", "significant"}, "no comparison is picked because of its result"},
		{28, []string{"ncreas", "educing", "table", "since ", "trend"}, "no trend"},
		{29, []string{"worst", "best ", "rank", "highest", "lowest"}, "no rank"},
		{30, []string{"MORE", "LESS"}, "no sentence has a word in capitals: these stand in a table of searches alone"},
	} {
		for _, in := range examples() {
			for _, c := range Say(in).Claims {
				if i := slices.IndexFunc(test.words, func(word string) bool { return strings.Contains(c.Text, word) }); i >= 0 {
					t.Errorf("%d, %s: %q in %s", test.number, test.reason, test.words[i], c.Text)
				}
			}
		}
	}
}

// TestSum: several groups together have no word where one of them has the opposite of another
// (case 16).
func TestSum(t *testing.T) {
	sum := group(ethnicity.OtherThanWhite, 355, 2.8e5, between(1.1, 1.4), between(1.05, 1.9))
	for _, test := range []struct {
		groups []Group
		word   Word
		why    string
		notice string
		reason string
	}{
		{[]Group{usual().Groups[2], usual().Groups[3]}, More, "", "", "one more, one of which nothing can be told"},
		{[]Group{usual().Groups[2], usual().Groups[1]}, CannotTell, "its groups have opposite words",
			"Other than White: cannot tell, as of its groups some were searched more often (Black) and some less often (Asian) than White people.", "one more and one less"},
		{[]Group{usual().Groups[2], group(ethnicity.WhiteIrish, 50, 1e5, between(0.3, 0.7), between(0.3, 0.8))}, More, "", "", "the one that is less is not in it"},
	} {
		in := usual()
		in.Groups, in.Sums = test.groups, []Group{sum}
		said := Say(in)
		if got := said.Sums[0]; got != (RowWord{ethnicity.OtherThanWhite, test.word, test.why}) {
			t.Errorf("%s: %+v", test.reason, got)
		}
		if test.notice != "" && !slices.Contains(said.BearInMind, test.notice) {
			t.Errorf("%s: %q", test.reason, said.BearInMind)
		}
		for _, c := range said.Claims {
			if slices.Contains(c.Groups, ethnicity.OtherThanWhite) {
				t.Errorf("%s: a sentence of the sum: %s", test.reason, c.Text)
			}
		}
	}
}
