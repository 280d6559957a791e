package claims

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/internal/enum/enumtest"
	"github.com/seed-549880be/disparity/rri/trend"
)

func TestChangeKinds(t *testing.T) {
	enumtest.Check[ChangeKind](t, changeKinds.Values(), changeKinds.Parse)
}

// moved is a group whose index was 2 and is now ratio times that, of so many searches.
func moved(g ethnicity.Group, word trend.Word, ratio float64, chance, both Range) Changed {
	return Changed{Group: g, Before: Moment{new(int64(40)), new(2e-4), new(1e-4), new(2.0)}, After: Moment{new(int64(60)), new(2e-4 * ratio), new(1e-4), new(2 * ratio)},
		Ratio: &ratio, Chance: chance, Both: both, Word: word}
}

// years is the question of a change from one year to the next.
func years(groups ...Changed) Question {
	return Question{Before: outcomes.Months{First: month("2016-03"), Last: month("2016-12")}, After: outcomes.Months{First: month("2017-03"), Last: month("2017-12")},
		Margin: 0.1, Forces: 1, Groups: groups}
}

// slope is the question of a trend.
func slope(groups ...Changed) Question {
	return Question{Over: "the 22 months of March 2016 to December 2017", Margin: 0.1, Forces: 1, Groups: groups}
}

func with(g Changed, change func(*Changed)) Changed {
	change(&g)
	return g
}

// rose is a change that chance and the unknown leave on its side.
func rose() Changed {
	return moved(ethnicity.Black, trend.Increasing, 1.38, between(1.1, 1.72), between(1.02, 2.3))
}

// TestSayChange has a change or a trend a row, with the sentence on it.
func TestSayChange(t *testing.T) {
	for _, test := range []struct {
		in            Input
		q             Question
		kind          ChangeKind
		word          trend.Word
		want, without string
		reason        string
	}{
		{usual(), years(rose()), ChangeSettled, trend.Increasing, "Black people were searched 2.76 times as often as White people in March to December 2017, and 2.00 times in March to December 2016, for their numbers " +
			"(Kent: 0.28 and 0.10 searches per 1,000 residents in a month, and 0.20 and 0.10 before). It rose to 1.38 times what it was (range 1.10 to 1.72). Whichever way the unknown fall, from 1.02 to 2.30 times fits.", "settled", "whatever the unknown could do"},
		{usual(), years(with(rose(), func(g *Changed) { g.Both = between(0.5, 4) })), ChangeOfRecorded, trend.Increasing, "Of the searches with a recorded ethnicity, Black people were searched", "", "of the recorded"},
		{usual(), years(with(rose(), func(g *Changed) { g.Both = between(0.5, 4) })), ChangeOfRecorded, trend.Increasing, "from 0.50 to 4.00 times fits. This is not settled.", "", "which is said"},
		{usual(), years(with(rose(), func(g *Changed) { g.Both = g.Chance })), ChangeSettled, trend.Increasing, "(range 1.10 to 1.72).", "unknown", "nobody is unknown"},
		{usual(), years(moved(ethnicity.Asian, trend.Reducing, 0.8, between(0.7, 0.93), between(0.6, 0.99))), ChangeSettled, trend.Reducing, "It fell to 0.80 times what it was (range 0.70 to 0.93).", "rose", "a fall"},
		{usual(), years(moved(ethnicity.Asian, trend.Stable, 1.01, between(0.95, 1.08), between(0.93, 1.0999))), WithinMargin, trend.Stable, "It changed by less than 10 %: to 1.01 times what it was (range 0.95 to 1.08).", "table", "within the margin"},
		{usual(), years(moved(ethnicity.Asian, trend.Stable, 1.01, between(0.95, 1.08), between(0.9, 1.12))), ChangeUnknownOpen, trend.CannotTell, "It cannot be told if the index changed by 10 % or more, with so many unknown, for Asian people", "", "the unknown could move it out of the margin (case 4)"},
		{usual(), years(moved(ethnicity.Asian, trend.CannotTell, 1.1, between(0.8, 1.5), between(0.5, 3))), ChangeOpen, trend.CannotTell,
			"It cannot be told if the index rose or fell for Asian people (Kent; March to December 2016, then March to December 2017; times as often as White people). What fits: 0.80 to 1.50 times what it was for Asian people.", "no change", "chance leaves it open"},
		{usual(), years(moved(ethnicity.Asian, trend.NoWord, 1.5, between(1.2, 1.9), between(1.1, 2))), NotComparable, trend.NoWord, "No word is given of how the index changed for Asian people (Kent; March to December 2016, then March to December 2017; times as often as White people): no index.", "rose", "no word and no reason"},
		{usual(), years(with(rose(), func(g *Changed) {
			g.Word, g.Why = trend.NoWord, "the share of people of no known group moved by 8.3 points"
		})), NotComparable, trend.NoWord, "moved by 8.3 points.", "rose", "completeness changed (case 28)"},
		{usual(), with17(years(rose())), ChangeSettled, trend.Increasing, "in March to December 2017 without May 2017, and", "", "months left out are named (case 17)"},
		{usual(), func() Question { q := years(rose()); q.Forces = 3; return q }(), ChangeOfForces, trend.NoWord, "one index over 3 forces is not adjusted for them", "rose", "several forces (case 14)"},
		{func() Input { in := usual(); in.Unresolved = []string{"a.csv twice"}; return in }(), years(rose()), ChangeUnresolved, trend.NoWord, "it is open which records count", "rose", "unresolved records (case 18)"},
		{func() Input { in := usual(); in.OtherPlace = true; return in }(), years(rose()), ChangeOfNobody, trend.NoWord, "the searches are not of the place of the residents", "rose", "another place (case 9)"},
		{usual(), years(with(rose(), func(g *Changed) { g.NotThere = true })), ChangeOfNobody, trend.NoWord, "residents are not who is there", "rose", "few residents (case 21)"},
		{usual(), years(with(rose(), func(g *Changed) { g.Categories = true })), ChangeOfCategories, trend.NoWord, "a matter of categories", "rose", "another form"},
		{usual(), years(with(rose(), func(g *Changed) { g.Before.Searches = new(int64(0)) })), ChangeOfNone, trend.NoWord, "none recorded in March to December 2016", "rose", "none before (case 11)"},
		{usual(), years(with(rose(), func(g *Changed) { g.After.Searches = new(int64(0)) })), ChangeOfNone, trend.NoWord, "none recorded in March to December 2017", "fell", "none after"},
		{usual(), years(with(rose(), func(g *Changed) { g.Ratio = nil })), NotComparable, trend.NoWord, "no index in one of the periods", "rose", "an index of 0 to set it against"},
		{usual(), years(with(rose(), func(g *Changed) { g.Account = new(between(0.6, 0.9)) })), ChangeOfAccount, trend.NoWord, "The two accounts of ethnicity disagree on how the index changed for Black people", "rose", "the opposite word (case 6)"},
		{usual(), years(with(rose(), func(g *Changed) { g.Account = new(between(0.9, 1.3)) })), ChangeSettled, trend.Increasing, "It rose", "disagree", "another word that is not the opposite"},
		{usual(), slope(rose()), ChangeSettled, trend.Increasing, "The index of Black people (times as often as White people) rose by 38 % a year over the 22 months of March 2016 to December 2017 (Kent; range 10 % to 72 %).", "", "a trend"},
		{usual(), slope(moved(ethnicity.Asian, trend.Reducing, 0.8, between(0.7, 0.93), between(0.6, 0.99))), ChangeSettled, trend.Reducing, "fell by 20 % a year over the 22 months of March 2016 to December 2017 (Kent; range 7.0 % to 30 %).", "", "a fall, whose ends change places"},
		{usual(), slope(moved(ethnicity.Asian, trend.Stable, 1.01, between(0.95, 1.08), between(0.93, 1.0999))), WithinMargin, trend.Stable, "changed by less than 10 % a year over the 22 months of March 2016 to December 2017 (Kent; range a fall of 5.0 % to a rise of 8.0 %)", "", "a flat trend"},
		{usual(), slope(moved(ethnicity.Asian, trend.CannotTell, 1.1, between(0.8, 1.5), between(0.5, 3))), ChangeOpen, trend.CannotTell, "What fits: a fall of 20 % to a rise of 50 % a year for Asian people.", "", "an open trend"},
		{usual(), slope(moved(ethnicity.Asian, trend.CannotTell, 1.1, Range{Lower: new(0.8)}, Range{})), ChangeOpen, trend.CannotTell, "What fits: a fall of 20 % upwards, without end a year for Asian people.", "∞", "no upper end"},
		{func() Input { in := usual(); in.Object = "firearms"; return in }(), slope(rose()), ChangeSettled, trend.Increasing, "(Kent, searches for firearms; range", "", "a choice of searches"},
		{func() Input { in := usual(); in.Level = 0.99; return in }(), slope(rose()), ChangeSettled, trend.Increasing, "99 % range", "", "a level that nobody expects"},
		{func() Input { in := usual(); in.ResidentsYear = 2021; return in }(), slope(rose()), ChangeSettled, trend.Increasing, "By the residents of 2021, the index of Black people", "", "residents of long ago"},
	} {
		said := SayChange(test.in, test.q)
		if len(said) != 1 {
			t.Errorf("%s: %d sentences", test.reason, len(said))
			continue
		}
		c := said[0]
		if c.Kind != test.kind || c.Word != test.word || !strings.Contains(c.Text, test.want) || test.without != "" && strings.Contains(c.Text, test.without) || c.Trend != (test.q.Over != "") {
			t.Errorf("%s: %s, %s\n%s", test.reason, c.Kind, c.Word, c.Text)
		}
		if row := ChangeWords(test.in, test.q)[0]; row.Word != c.Word || row.Why != c.Why {
			t.Errorf("%s: the row says %s, %q", test.reason, row.Word, row.Why)
		}
	}
}

// with17 leaves a month of both periods out.
func with17(q Question) Question {
	q.Without = []outcomes.Months{{First: month("2017-05"), Last: month("2017-05")}}
	return q
}

// TestChangesTogether: groups of which nothing can be told for one reason share a sentence, words
// stand first, and each group is in one sentence.
func TestChangesTogether(t *testing.T) {
	open := func(g ethnicity.Group) Changed {
		return moved(g, trend.CannotTell, 1.1, between(0.8, 1.5), between(0.5, 3))
	}
	said := SayChange(usual(), years(open(ethnicity.Mixed), open(ethnicity.Asian), rose(), with(open(ethnicity.Other), func(g *Changed) { g.Word, g.Why = trend.NoWord, "too few" })))
	var groups [][]ethnicity.Group
	for _, c := range said {
		groups = append(groups, c.Groups)
	}
	want := [][]ethnicity.Group{{ethnicity.Black}, {ethnicity.Mixed, ethnicity.Asian}, {ethnicity.Other}}
	if !slices.EqualFunc(groups, want, slices.Equal[[]ethnicity.Group]) {
		t.Errorf("%v, want %v", groups, want)
	}
	if !strings.Contains(said[1].Text, "for people of Mixed ethnicity or Asian people (") {
		t.Error(said[1].Text)
	}
}

// TestChangeLaw: whatever is asked, each group has one word and is in one sentence; a word of a
// direction is that of the range of chance, and stands in no sentence by its name; and no number is
// infinite or none.
func TestChangeLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := anyInput().Draw(t, "input")
		var groups []Changed
		for _, g := range []ethnicity.Group{ethnicity.Mixed, ethnicity.Asian, ethnicity.Black} {
			chance := anyRange().Draw(t, "chance")
			one := moved(g, oneOf(trend.Words()).Draw(t, "word"), rapid.Float64Range(0.01, 9).Draw(t, "ratio"), chance, hull(chance, anyRange().Draw(t, "both")))
			one.NotThere = rapid.IntRange(0, 9).Draw(t, "not there") == 0
			one.After.Searches = rapid.SampledFrom([]*int64{nil, new(int64(0)), new(int64(7))}).Draw(t, "after")
			if rapid.IntRange(0, 9).Draw(t, "no ratio") == 0 {
				one.Ratio = nil
			}
			groups = append(groups, one)
		}
		q := years(groups...)
		if rapid.Bool().Draw(t, "trend") {
			q = slope(groups...)
		}
		said := SayChange(in, q)
		seen := make(map[ethnicity.Group]int)
		for _, c := range said {
			for _, g := range c.Groups {
				seen[g]++
			}
			if word := forbidden.FindString(c.Text); word != "" || strings.Contains(c.Text, "NaN") || strings.Contains(c.Text, "Inf") || strings.Contains(c.Text, "∞") || strings.Contains(c.Text, "%!") {
				t.Fatalf("%q in %s", word, c.Text)
			}
			for _, word := range []string{"ncreasing", "educing", "table"} {
				if strings.Contains(c.Text, word) {
					t.Fatalf("%q in %s", word, c.Text)
				}
			}
		}
		for i, row := range ChangeWords(in, q) {
			g := q.Groups[i]
			if seen[g.Group] != 1 {
				t.Fatalf("%s is in %d sentences", g.Group, seen[g.Group])
			}
			if (row.Word == trend.Increasing || row.Word == trend.Reducing) && row.Word != g.Word || row.Word == trend.NoWord && row.Why == "" {
				t.Fatalf("%s: %s, %q, of %s", g.Group, row.Word, row.Why, g.Word)
			}
			if row.Word == trend.Stable && !g.Both.isWithin(0.9, 1.1) {
				t.Fatalf("%s: %s with %v", g.Group, row.Word, g.Both)
			}
		}
	})
}
