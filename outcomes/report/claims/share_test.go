package claims

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
)

// charged is a group of whom so many of those with an outcome were charged, beside White people of
// whom 480 of 2,000 were.
func charged(g ethnicity.Group, events int64, trials float64, chance, both Range) Group {
	rate := float64(events) / trials
	return Group{Group: g, Searches: &events, Residents: &trials, Rate: &rate, Index: new(rate / 0.24), Chance: chance, Both: both}
}

// suspects is the input of a charge rate of suspects, with these groups.
func suspects(missing float64, groups ...Group) Input {
	return Input{
		Records: outcomes.PersonSuspected, Place: "Kent", From: month("2023-01"), To: month("2023-06"), Per: 100,
		Share:    &Share{ID: "charge-rate", Name: "charge rate", Done: "charged or summonsed", MissingOutcome: &missing},
		Searches: new(int64(2500)), Unknown: new(int64(100)),
		Baseline: charged(ethnicity.White, 480, 2000, Range{}, Range{}), Groups: groups,
	}
}

// TestShares: what is said of a rate of outcomes, and what stands in the way.
func TestShares(t *testing.T) {
	more := charged(ethnicity.Black, 60, 194, between(1.02, 1.6), between(1.01, 1.9))
	recorded := charged(ethnicity.Black, 60, 194, between(1.02, 1.6), between(0.8, 1.9))
	open := charged(ethnicity.Asian, 12, 39, between(0.77, 1.98), between(0.6, 2.4))
	for _, test := range []struct {
		in     Input
		kind   Kind
		word   Word
		want   string // the sentence
		reason string
	}{
		{suspects(0.05, more), Settled, More,
			"31 % of Black people who were suspected were charged or summonsed (60 of 194 with an outcome), and 24 % of White people (480 of 2,000 with an outcome): " +
				"1.29 times as often (Kent, January to June 2023; range 1.02 to 1.60). Whichever way those of unknown ethnicity fall, from 1.01 to 1.90 fits.", "whatever the unknown are"},
		{suspects(0.05, recorded), OfRecorded, MoreRecorded,
			"Of the suspect records with a recorded ethnicity: 31 % of Black people who were suspected were charged or summonsed (60 of 194 with an outcome), " +
				"and 24 % of White people (480 of 2,000 with an outcome): 1.29 times as often (Kent, January to June 2023; range 1.02 to 1.60). " +
				"Whichever way those of unknown ethnicity fall, from 0.80 to 1.90 fits. This is not settled.", "of the recorded alone"},
		{suspects(0.05, charged(ethnicity.Black, 245, 1000, between(0.9, 1.17), between(0.85, 1.2))), AboutAsOften, Same,
			"24.5 % of Black people who were suspected were charged or summonsed (245 of 1,000 with an outcome), and 24.0 % of White people (480 of 2,000 with an outcome): " +
				"about as often, 1.02 times (Kent, January to June 2023; range 0.90 to 1.17). Whichever way those of unknown ethnicity fall, from 0.85 to 1.20 fits.",
			"within the margin; as many digits as keep the shares apart"},
		{suspects(0.05, open), ChanceOpen, CannotTell,
			"Too few suspect records to tell if Asian people who were suspected were charged or summonsed more or less often than White people " +
				"(Kent, January to June 2023; 24 % of White people, 480 of 2,000 with an outcome). What fits: 0.77 to 1.98 times as often for Asian people (31 %, 12 of 39 with an outcome; with the unknown 0.60 to 2.40).",
			"too few"},
		{suspects(0.05, Group{Group: ethnicity.Other, Searches: new(int64(0)), Residents: new(9.), Rate: new(0.), Index: new(0.), Chance: between(0, 1.6), Expected: new(2.16), ExpectedOf: "White people"}),
			NoneRecorded, CannotTell, "Nobody was charged or summonsed of 9 people of Other groups with an outcome, where 2.2 would be expected at the rate of White people (Kent, January to June 2023).",
			"nobody, which is no 0 times"},
		{func() Input { in := suspects(0.05, more); in.Baseline.Searches = new(int64(4)); return in }(), FewOfBaseline, CannotTell,
			"Too few of White people who were suspected were charged or summonsed to compare with (Kent, January to June 2023): 4 of 2,000 with an outcome.", "four of the baseline"},
		{func() Input { in := suspects(0.05, more); in.Strata = &Strata{"force", "forces", 2}; return in }(), SeveralParts, CannotTell,
			"No sentence is made of both forces together (Kent, January to June 2023): one index over them can point another way than that of each.", "two forces"},
		{func() Input {
			g := more
			g.Adjusted = &Adjusted{Index: new(1.2), Chance: between(1.01, 1.5), Alike: new(0.5)}
			in := suspects(0.05, g)
			in.Strata = &Strata{"gravity and admission", "strata by gravity and admission", 6}
			return in
		}(), OfRecorded, MoreRecorded,
			"Of the suspect records with a recorded ethnicity: 31 % of Black people who were suspected were charged or summonsed (60 of 194 with an outcome), " +
				"and 24 % of White people (480 of 2,000 with an outcome), 1.29 times as often; compared only with White people of the same gravity and admission it is 1.20 times as often (Kent, January to June 2023; range 1.01 to 1.50). The suspect records of unknown ethnicity are not in it: this is not settled.",
			"the adjusted index beside the crude one, which is that of the two shares"},
		{func() Input {
			g := more
			g.Account = &View{Index: new(0.8), Chance: between(0.7, 0.9)}
			return suspects(0.05, g)
		}(), AccountsDisagree, CannotTell,
			"The two accounts of ethnicity disagree on Black people (Kent, January to June 2023): by what people say of themselves, they were charged or summonsed 1.29 times as often as White people (range 1.02 to 1.60); " +
				"as officers saw them, 0.80 times (range 0.70 to 0.90). No word is given.", "the opposite word"},
		{func() Input { in := suspects(0.05, more); in.From = 0; return in }(), NoMonths, CannotTell,
			"No sentence is made of how often people were charged or summonsed: the records do not say of which months they are.", "no months"},
		{suspects(0.05, Group{Group: ethnicity.Black, Withheld: true}), CountsWithheld, CannotTell,
			"Small counts are withheld (Kent, January to June 2023), and with them what could be said of Black people.", "small counts"},
	} {
		said := Say(test.in)
		if len(said.Claims) != 1 || said.Claims[0].Text != test.want || said.Claims[0].Kind != test.kind || said.Claims[0].Word != test.word || said.Claims[0].Of != "charge-rate" {
			t.Errorf("%s: %+v\nwant %s %s %q", test.reason, said.Claims, test.kind, test.word, test.want)
		}
	}
}

// TestManyShares: groups that are too many to name before their numbers are said to be people, as
// those are who were suspected.
func TestManyShares(t *testing.T) {
	open := func(g ethnicity.Group) Group { return charged(g, 12, 39, between(0.77, 1.98), between(0.6, 2.4)) }
	three := []Group{open(ethnicity.Asian), open(ethnicity.Black), open(ethnicity.Mixed)}
	for _, test := range []struct {
		groups []Group
		want   string
		reason string
	}{
		{three, "tell if Asian people or Black people or people of Mixed ethnicity who were suspected were charged", "three have names"},
		{append(three, open(ethnicity.Other)), "tell if people of the groups that follow who were suspected were charged", "four follow"},
	} {
		if said := Say(suspects(0.05, test.groups...)); len(said.Claims) != 1 || !strings.Contains(said.Claims[0].Text, test.want) {
			t.Errorf("%s: %+v, want %q", test.reason, said.Claims, test.want)
		}
	}
}

// TestSharesMissing: where more than one in ten has no outcome, or how many is withheld, there is
// neither a sentence nor a word, and it is said why.
func TestSharesMissing(t *testing.T) {
	more := charged(ethnicity.Black, 60, 194, between(1.02, 1.6), between(1.01, 1.9))
	withheld := suspects(0.05, more)
	withheld.Share.MissingOutcome = nil
	for _, test := range []struct {
		in        Input
		sentences int
		reason    string
	}{
		{suspects(0.1, more, more), 2, "one in ten"},
		{suspects(0.1001, more, more), 0, "more"},
		{withheld, 0, "withheld"},
	} {
		said := Say(test.in)
		all := strings.Join(said.BearInMind, "\n")
		if len(said.Claims) != test.sentences || strings.Contains(all, "No sentence is made of the charge rate") != (test.sentences == 0) || (said.Rows[0].Word == More) != (test.sentences > 0) {
			t.Errorf("%s: %d sentences, word %s, to bear in mind %q", test.reason, len(said.Claims), said.Rows[0].Word, said.BearInMind)
		}
		if !strings.HasPrefix(all, "A charge rate is an average over all cases: it neither shows nor rules out unequal treatment.") {
			t.Errorf("%s: what is borne in mind begins with %q", test.reason, said.BearInMind[0])
		}
		if compared := strings.Contains(all, "2 groups are compared: about one range in 20 leaves out 1 by chance alone."); compared != (test.sentences > 0) {
			t.Errorf("%s: the line of comparisons stands there: %v", test.reason, compared)
		}
	}
}

// TestLawOtherRecords: whatever is said of records that are no searches is a sentence, without a
// word of searches, a number that is none, or a word that claims too much.
func TestLawOtherRecords(t *testing.T) {
	words := regexp.MustCompile(`(?i)search|%!|NaN|\bInf\b|\{`)
	rapid.Check(t, func(t *rapid.T) {
		in := anyInput().Draw(t, "input")
		in.Object, in.Copies, in.Notices = "", 0, nil
		in.Records = rapid.SampledFrom([]outcomes.RecordType{outcomes.PersonStopped, outcomes.PersonArrested, outcomes.PersonSuspected, outcomes.PersonCharged}).Draw(t, "records")
		if in.Records.HasCrimeOutcome() && rapid.Bool().Draw(t, "share") {
			in.Share = &Share{ID: "charge-rate", Name: "charge rate", Done: "charged or summonsed", MissingOutcome: new(rapid.Float64Range(0, 0.12).Draw(t, "missing"))}
			in.ResidentsYear, in.OtherPlace = 0, false
		}
		said := Say(in)
		for _, c := range said.Claims {
			first, _ := utf8.DecodeRuneInString(c.Text)
			if bad := words.FindString(c.Text) + forbidden.FindString(c.Text); bad != "" || !strings.HasSuffix(c.Text, ".") || strings.ToUpper(string(first)) != string(first) {
				t.Fatalf("%s: %q has %q, or is no sentence", c.Kind, c.Text, bad)
			}
		}
		for _, line := range said.BearInMind {
			if bad := words.FindString(line) + forbidden.FindString(line); bad != "" {
				t.Fatalf("to bear in mind: %q has %q", line, bad)
			}
		}
		for _, row := range append(said.Rows, said.Sums...) {
			if words.MatchString(row.Why) {
				t.Fatalf("why: %q", row.Why)
			}
		}
	})
}
