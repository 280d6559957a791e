package report

import (
	"slices"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report/claims"
	"github.com/seed-549880be/disparity/rri"
)

// screensByHand are the screens that were written by hand.
var screensByHand = []struct {
	name string
	seen func() seen
}{{"avon", avonSeen}, {"london", londonSeen}, {"essex", essexSeen}, {"city", citySeen}, {"derby", derbySeen}}

// TestScreensByHand: the checker has nothing against what people wrote.
func TestScreensByHand(t *testing.T) {
	for _, screen := range screensByHand {
		for _, f := range screen.seen().checked() {
			t.Errorf("%s: %s", screen.name, f)
		}
	}
}

// TestWrongTexts has one text that a screen may not have a row. The old text is in what was written
// by hand, where it is replaced wherever it stands.
func TestWrongTexts(t *testing.T) {
	for _, test := range []struct {
		with      func(string) seen
		screen    string
		old, text string
		rule      string
	}{
		// the words of the rules, in their order
		{avonWith, avonScreen, "If every search of unknown\n   ethnicity had been", "Neither chance nor the unknown explains it.\n   If every one had been", "forbidden word"},
		{londonWith, londonScreen, "This is not settled.", "Do not report.", "forbidden word"},
		{avonWith, avonScreen, "too few to tell.\n   Anything", "no difference.\n   Anything", "forbidden word"},
		{avonWith, avonScreen, "too few to tell.\n   Anything", "about as often.\n   Anything", "word"},
		{avonWith, avonScreen, "2.5 times as often", "2.5 times more often", "forbidden word"},
		{avonWith, avonScreen, "2.5 times as often", "2.5 times as likely to be searched, that is as often", "forbidden word"},
		{avonWith, avonScreen, "for their numbers (0.77", "due to their numbers (0.77", "forbidden word"},
		{avonWith, avonScreen, "for their numbers (0.77", "at a higher risk (0.77", "forbidden word"},
		{avonWith, avonScreen, "Residents do not say why:", "Discrimination is not shown, since residents do not say why:", "forbidden word"},
		{avonWith, avonScreen, "searches of people,", "searches, biased by place, of people,", "forbidden word"},
		{londonWith, londonScreen, "0.87 times as\n   often as White people", "0.87 times as\n   often as White people, half as often", "forbidden word"},
		{londonWith, londonScreen, "0.87 times as\n   often", "1.15 times less\n   often", "forbidden word"},
		{cityWith, cityScreen, "residents are not who is there", "residents are not who is there; twice as often", "forbidden word"},
		{londonWith, londonScreen, "September 2022 Black people were", "2022 Black people were, per year,", "forbidden word"},
		{avonWith, avonScreen, "January 2023 people of Mixed groups were", "January 2023 people of Mixed groups, wrongly, were", "forbidden word"},

		// numbers that are not of the table
		{avonWith, avonScreen, "3.8 times", "3.9 times", "number"},
		{avonWith, avonScreen, "3.8 times", "2.8 times", "times as often"},
		{avonWith, avonScreen, "it would be 2.8 times", "it would be 1.8 times", "number"},
		{avonWith, avonScreen, "range 2.6 to 5.5", "range 2.6 to 5.9", "number"},
		{avonWith, avonScreen, "(0.77 and 0.20 searches", "(0.87 and 0.20 searches", "base of a number"},
		{londonWith, londonScreen, "It would be 1 if 12 %", "It would be 1 if 13 %", "number"},
		{londonWith, londonScreen, "they are 4.5 % of the known", "they are 5.4 % of the known", "number"},
		{avonWith, avonScreen, "(9 and 3 searches)", "(9 and 17 searches)", "number"},
		{avonWith, avonScreen, "116 searches (23 %) have", "116 searches (24 %) have", "number"},
		{cityWith, cityScreen, "767 searches in 32 months", "767 searches in 31 months", "number"},
		{derbyWith, derbyScreen, "where 1.5 would", "where 15 would", "number"},
		{avonWith, avonScreen, "0.77  3.83", "0.77  3.38", "number"},
		{avonWith, avonScreen, "29     37,844", "28     37,844", "screen"},
		{avonWith, avonScreen, "2.58–5.53", "2.58–6.53", "base of a number"},

		// numbers without their base
		{avonWith, avonScreen, "(0.77 and 0.20 searches per\n   1,000 residents; range 2.6 to 5.5)", "(range 2.6 to 5.5)", "base of a number"},
		{avonWith, avonScreen, "1,000 residents; range 2.6 to 5.5)", "1,000 residents)", "base of a number"},
		{avonWith, avonScreen, "0.77 and 0.20 searches per\n   1,000 residents;", "0.77 and 0.20 searches;", "base of a number"},
		{avonWith, avonScreen, "(0.77 and 0.20 searches", "(0.77 searches", "base of a number"},
		{avonWith, avonScreen, "were searched 3.8 times\n   as often as White people", "were searched often\n   beside White people", "times as often"},
		{cityWith, cityScreen, "1.002 to 1.34", "1.0 to 1.34", "base of a number"},
		{cityWith, cityScreen, "1.002–1.34", "1.00–1.34 ", "base of a number"},

		// places and months
		{avonWith, avonScreen, "In Avon and Somerset in January 2023 Black", "In January 2023 Black", "place"},
		{avonWith, avonScreen, "In Avon and Somerset in January 2023 Black", "In Avon and Somerset in 2023 Black", "months"},
		{cityWith, cityScreen, "London from April 2018 to November 2020 with a\n   recorded ethnicity, Asian", "London in 2020 with a\n   recorded ethnicity, Asian", "months"},

		// words that are more than the table bears
		{londonWith, londonScreen, "Of the searches with a recorded ethnicity in the area", "In the area", "of those recorded"},
		{londonWith, londonScreen, "It would be 1 if 12 % of the unknown were of Other groups and the\n   rest White; they are 4.5 % of the known. ", "", "of those recorded"},
		{essexWith, essexScreen, "Mixed: cannot tell", "Mixed: as many as White people", "word"},
		{essexWith, essexScreen, "4.44      cannot tell", "4.44      less", "word"},
		{avonWith, avonScreen, "1.06      cannot tell", "1.06      -", "never a dash"},
		{avonWith, avonScreen, "1.06      cannot tell", "1.06      less", "word"},
		{avonWith, avonScreen, "7.26      MORE", "7.26      more", "word"},
		{avonWith, avonScreen, "had\n   been of a White person it would be 2.8 times.", "had\n   been of a White person it would be 2.8 times. Of 29 arrests nothing is said.", "search rate only"},
		{avonWith, avonScreen, "been of a White person it would be 2.8 times.", "been of a White person it would be 2.8 times. That is 29 searches more than at White people's rate.", "excess"},

		{avonWith, avonScreen, "1.89–23.3", "         ", "two ranges"},
		{londonWith, londonScreen, "3.61", "    ", "the other account"},
		{avonWith, avonScreen, ", and times as often as White people\n", "\n", "base of a number"},
		{avonWith, avonScreen, "Searches per 1,000 residents, and times", "Times", "base of a number"},

		// other residents
		{essexWith, essexScreen, "Asian 2.92\nand 1.91", "Asian 2.29\nand 1.91", "other residents"},
		{essexWith, essexScreen, "Asian 2.92\nand 1.91", "Asian 1.91\nand 2.92", "other residents"},
		{essexWith, essexScreen, "Asian 2.92\nand 1.91; ", "", "other residents"},
		{essexWith, essexScreen, "Asian 2.92\nand 1.91", "Asian 2.92", "other residents"},
		{essexWith, essexScreen, "Other 1.08 and 0.46.", "Other 1.08 and 0.46; Klingon 3 and 4.", "other residents"},
		{cityWith, cityScreen, "Over the residents of 2011 and of August 2019: ", "", "other residents"},
		{avonWith, avonScreen, "\n\nWhat can be said", "\nOver the residents of 2011: Black 4.4.\n\nWhat can be said", "other residents"},
		{avonWith, avonScreen, " 1 In Avon", " 1 By the residents of 2021, in Avon", "far residents"},
		{avonWith, avonScreen, " - 116 searches", " - Residents are those of the census of 21 March 2021; the searches are of\n   January 2023.\n - 116 searches", "far residents"},

		// headers
		{avonWith, avonScreen, "496 searches", "507 searches", "header"},
		{avonWith, avonScreen, "January 2023: 496", "February 2023: 496", "header"},
		{avonWith, avonScreen, "Avon and Somerset, January 2023:", "Kent, January 2023:", "header"},
		{avonWith, avonScreen, "by self-defined\nethnicity", "by officer-defined\nethnicity", "header"},
		{avonWith, avonScreen, "census of 2021", "census of 2011", "header"},
		{avonWith, avonScreen, "Not stated             116, 23 % of the searches", "115 searches (23 %) in no group", "header"},
		{avonWith, avonScreen, "Other                    3", "Others                   3", "screen"},

		// the page
		{avonWith, avonScreen, "Searches per 1,000 residents, and", "Searches per 1,000 residents, which are people who live in the area on the day, and", "width"},
		{avonWith, avonScreen, "1.89–23.3", "1.89–23.273312345", "number"},
		{avonWith, avonScreen, "\n\nWhat can be said", " \n\nWhat can be said", "screen"},
		{avonWith, avonScreen, "and times as often as White people\n", "and times as often as White people (method scas)\n", "terms"},
		{avonWith, avonScreen, "White                  317", "White (p <0.001)       317", "p"},
		{avonWith, avonScreen, "What to bear in mind\n", "What to bear in mind\n" + strings.Repeat("\n", 60), "about 40 lines"},
		{avonWith, avonScreen, " - Residents do not say why: who was where, and visitors, are not in these\n   numbers, and one person can be counted many times.\n", "", "bear in mind"},
		{avonWith, avonScreen, "who was where, and visitors, are", "who was where, are", "bear in mind"},
		{avonWith, avonScreen, " - 116 searches (23 %) have no known self-defined ethnicity.\n", "", "bear in mind"},
	} {
		broken := strings.ReplaceAll(test.screen, test.old, test.text)
		if broken == test.screen {
			t.Errorf("%q is not on the screen", test.old)
			continue
		}
		wantFault(t, test.text, test.with(broken).checked(), test.rule)
	}
}

// wantFault reports a fault that was not found.
func wantFault(t *testing.T, reason string, found []fault, rule string) {
	t.Helper()
	if !slices.ContainsFunc(found, func(f fault) bool { return f.rule == rule }) {
		t.Errorf("%s: no fault of %q among %v", reason, rule, found)
	}
}

// TestWrongDocuments has one thing that a document may not say a row.
func TestWrongDocuments(t *testing.T) {
	row := func(s *seen, g ethnicity.Group) *Row {
		i := slices.IndexFunc(s.doc.Tables[0].Rows, func(r Row) bool { return r.Group == g })
		return &s.doc.Tables[0].Rows[i]
	}
	for _, test := range []struct {
		screen func() seen
		change func(*seen)
		rule   string
		reason string
	}{
		{londonSeen, func(s *seen) { *row(s, ethnicity.Other).Word = claims.Less }, "word", "LESS where only the recorded bear it"},
		{londonSeen, func(s *seen) { *row(s, ethnicity.Asian).Word = claims.Same }, "word", "the same where the unknown could move it far"},
		{londonSeen, func(s *seen) { *row(s, ethnicity.Black).Word = claims.Less }, "word", "the wrong side"},
		{londonSeen, func(s *seen) { *row(s, ethnicity.Black).Word = claims.CannotTell }, "gate named", "no word and no reason"},
		{londonSeen, func(s *seen) { row(s, ethnicity.Black).Word = nil }, "word", "no word at all"},
		{londonSeen, func(s *seen) { *row(s, ethnicity.OtherThanWhite).Word = claims.MoreRecorded }, "gate", "one word over a MORE and a less"},
		{londonSeen, func(s *seen) { *row(s, ethnicity.OtherThanWhite).Events++ }, "sum", "a sum of others"},
		{londonSeen, func(s *seen) { s.doc.Account.Rows[4].Word = claims.More }, "word", "a word of officers that their range does not bear"},
		{londonSeen, func(s *seen) { s.doc.Account.Rows[4].Ratio.Lower, s.doc.Account.Rows[4].Ratio.Value = 1.01, 1.03 }, "gate", "officers say the opposite"},
		{essexSeen, func(s *seen) {
			*row(s, ethnicity.Other).Word, s.doc.Summary.Said[3].Word = claims.LessRecorded, claims.LessRecorded
		}, "gate", "the accounts disagree"},
		{citySeen, func(s *seen) { *row(s, ethnicity.Black).Word, s.doc.Summary.Said[2].Word = claims.More, claims.More }, "gate", "237 searches of 232 people"},
		{citySeen, func(s *seen) {
			*row(s, ethnicity.Other).Word, s.doc.Summary.Said[3].Word = claims.LessRecorded, claims.LessRecorded
		}, "gate", "the other census"},
		{essexSeen, func(s *seen) { s.doc.Tables[0].OtherResidents = s.doc.Tables[0].OtherResidents[1:] }, "other residents", "one of them is not there"},
		{essexSeen, func(s *seen) { s.doc.Tables[0].OtherResidents[0].Rows[1].Ratio.Value = 1.46 }, "other residents", "another index"},
		{essexSeen, func(s *seen) { s.doc.Tables[0].OtherResidents[1].Rows[1].Residents++ }, "other residents", "other people"},
		{avonSeen, func(s *seen) {
			s.doc.Tables[0].OtherResidents = []OtherResidents{handOther("2011", otherRate{}, nil)}
		}, "other residents", "residents that the months are not near"},
		{essexSeen, func(s *seen) { row(s, ethnicity.Other).Events, s.doc.Suppress = nil, 5 }, "suppression", "an index of a count that is withheld"},
		{avonSeen, func(s *seen) { s.doc.From, s.doc.To = month("2023-04"), month("2023-04") }, "far residents", "two years away, and not said"},
		{avonSeen, func(s *seen) { s.doc.From, s.doc.To = month("2026-04"), month("2026-04") }, "far residents", "five years away, and no sentence begins with it"},
		{avonSeen, func(s *seen) {
			s.doc.ResidentsSource = &ResidentsSource{Kind: "own", Date: "2015-06-30", Text: "estimates"}
		}, "far residents", "figures that were brought along, of another time"},
		{citySeen, func(s *seen) { row(s, ethnicity.Other).Why = "" }, "gate named", "the other census, and not said"},
		{derbySeen, func(s *seen) { *row(s, ethnicity.Other).Word = claims.Less }, "gate", "LESS of a group without a search"},
		{derbySeen, func(s *seen) { *s.doc.Tables[0].Rows[0].Events, *row(s, ethnicity.Asian).Word = 4, claims.More }, "gate", "4 searches of the baseline"},
		{avonSeen, func(s *seen) { row(s, ethnicity.Black).Flags |= rri.NotCompared }, "gate", "a group that is not compared"},
		{avonSeen, func(s *seen) { row(s, ethnicity.Black).Flags |= rri.Categories }, "gate", "a matter of categories"},
		{avonSeen, func(s *seen) { row(s, ethnicity.Black).Range.Lower = new(2.7) }, "range", "narrower than chance"},
		{avonSeen, func(s *seen) { row(s, ethnicity.Black).Range.Upper = new(15.0) }, "range", "narrower than the bounds"},
		{avonSeen, func(s *seen) { row(s, ethnicity.Black).Range.Lower = new(1.2) }, "range", "wider than what the allocations give"},
		{avonSeen, func(s *seen) { row(s, ethnicity.Black).Range = nil }, "range", "an index without it"},
		{avonSeen, func(s *seen) { s.doc.Summary.Said = s.doc.Summary.Said[:2] }, "complete", "a group in no sentence"},
		{avonSeen, func(s *seen) { s.doc.Summary.Said[2].Groups = s.doc.Summary.Said[2].Groups[1:] }, "number", "a number of another group"},
		{avonSeen, func(s *seen) { s.doc.Summary.Said[0].Groups[0] = ethnicity.Arab }, "complete", "a group that is in no table"},
		{avonSeen, func(s *seen) { s.doc.Summary.Said[0].Groups[0] = ethnicity.Black }, "complete", "a group in two sentences"},
		{avonSeen, func(s *seen) { s.doc.Summary = nil }, "complete", "nothing said"},
		{avonSeen, func(s *seen) { s.doc.Summary.Said[0].Word = claims.MoreRecorded }, "word", "a sentence with another word than its row"},
		{avonSeen, func(s *seen) { slices.Reverse(s.doc.Summary.Said) }, "fixed order", "the largest first"},
		{avonSeen, func(s *seen) { slices.Reverse(s.doc.Summary.Said[2].Groups) }, "fixed order", "groups in another order"},
		{avonSeen, func(s *seen) { s.doc.Tables = nil }, "gate", "sentences without a search rate"},
		{avonSeen, func(s *seen) { s.doc.UnknownAllocation = outcomes.InProportion }, "allocation", "an assumption as a fact"},
		{avonSeen, func(s *seen) {
			s.doc.Quality.Duplicates, s.doc.Filters.From = new(int64(44)), month("2023-01")
			s.doc.Summary.BearInMind = append(s.doc.Summary.BearInMind, "Exact copies of rows: 44.")
		}, "header", "copies of everything that was read, beside a part of it"},
		{avonSeen, func(s *seen) {
			s.doc.UnknownAllocation = outcomes.ByOfficer
			s.doc.Tables[0].Rows = append(s.doc.Tables[0].Rows, Row{Group: ethnicity.NotKnown, Kind: "not known", Events: new(int64(15))})
			s.doc.Summary.BearInMind = append(s.doc.Summary.BearInMind, "116 searches were put into groups.")
		}, "header", "searches that are said to be in groups and are not"},
		{avonSeen, func(s *seen) { s.doc.UnknownAllocation = outcomes.InProportion }, "header", "a header that does not say what was filled in"},
		{avonSeen, func(s *seen) { s.doc.Quality.Duplicates = new(int64(44)) }, "bear in mind", "copies that are not told"},
		{avonSeen, func(s *seen) { s.doc.Quality.OutcomeMissing = new(int64(356)) }, "bear in mind", "blank outcomes that are not told"},
		{avonSeen, func(s *seen) { s.doc.LowMonths = []LowMonth{{Month: month("2023-01")}} }, "bear in mind", "a month with few searches that is not told"},
		{citySeen, func(s *seen) {
			s.doc.MissingMonths = []outcomes.Gap{{Months: []outcomes.Month{month("2019-05")}}}
		}, "header", "a month of the header without a row"},
		{avonSeen, func(s *seen) { s.doc.LeftOut = []outcomes.FileLeftOut{{File: "b.csv"}} }, "bear in mind", "a file that was left out"},
		{avonSeen, func(s *seen) {
			s.doc.Quality.UnknownLabels = map[string]map[string]*int64{"Outcome": {"Beamed": new(int64(40))}}
			s.doc.Quality.Rows = new(int64(496))
		}, "bear in mind", "labels that are not known"},
		{avonSeen, func(s *seen) { s.doc.Suppress = 5 }, "suppression", "the other account tells what is withheld"},
		{avonSeen, func(s *seen) { row(s, ethnicity.Other).Events, s.doc.Suppress = nil, 5 }, "suppression", "a sum tells what is withheld"},
		{avonSeen, func(s *seen) { s.ascii = true }, "ASCII", "dashes of ranges"},
		{avonSeen, func(s *seen) {
			s.doc.Sources = append(s.doc.Sources, Source{Force: must(ethnicity.ParseForce("kent"))})
		}, "gate", "a crude index of two forces"},
	} {
		s := test.screen()
		test.change(&s)
		wantFault(t, test.reason, s.checked(), test.rule)
	}
}
