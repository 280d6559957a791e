package report

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report/claims"
)

// inForce is a month of searches of a force, with so many of White, Asian and Black people and of
// nobody known, at a minute of their own so that no two forces have the same.
func inForce(month string, minute, whites, asians, blacks, unknown int) string {
	date := month + "-05T12:" + string(rune('0'+minute/10)) + string(rune('0'+minute%10)) + ":00+00:00"
	return times(whites, search{self: white, officer: "White", date: date}) + times(asians, search{self: asian, officer: "Asian", date: date}) +
		times(blacks, search{self: black, officer: "Black", date: date}) + times(unknown, search{self: none, date: date})
}

// TestSummary has one thing that a report says, or does not say, a row.
func TestSummary(t *testing.T) {
	kent := inForce("2023-01", 1, 1000, 40, 300, 20)
	for _, test := range []struct {
		files  map[string]string
		o      Options
		kind   claims.Kind
		of     ethnicity.Group
		word   claims.Word
		want   string // in the sentence
		reason string
	}{
		{map[string]string{"kent.csv": kent}, Options{}, claims.Settled, ethnicity.Black, claims.More,
			"Black people were searched 8.7 times as often as White people, for their numbers (Kent, January 2023: 5.29 and 0.61 searches per 1,000 residents; range 7.6 to 9.9)",
			"more whatever the unknown were"},
		{map[string]string{"kent.csv": kent}, Options{}, claims.LabelUnused, ethnicity.Other, claims.CannotTell, "No search is recorded under the labels Mixed, where ", "none recorded, many expected"},
		{map[string]string{"kent.csv": kent}, Options{Unknown: outcomes.InProportion}, claims.Settled, ethnicity.Black, claims.More, "If the unknown are like the known, Black people were", "an assumption"},
		{map[string]string{"kent.csv": kent}, Options{Object: new(outcomes.ControlledDrugs)}, claims.Settled, ethnicity.Black, claims.More, "Black people were searched for controlled drugs 8.7 times", "a choice of searches"},
		{map[string]string{"kent.csv": inForce("2023-01", 1, 4, 0, 30, 0)}, Options{}, claims.FewOfBaseline, ethnicity.Black, claims.CannotTell,
			"Too few searches of White people to compare with (Kent, January 2023): 4 recorded, beside 0 of people of Mixed ethnicity, 0 of Asian people, 30 of Black people", "too few to compare with"},
		{map[string]string{"kent.csv": kent + inForce("2023-03", 2, 10, 0, 5, 0)}, Options{}, claims.Settled, ethnicity.Black, claims.More, "(Kent, January 2023 and March 2023: ", "a month without searches"},
		{map[string]string{"city-of-london.csv": inForce("2023-01", 1, 10, 0, 30, 0)}, Options{}, claims.NotResidents, ethnicity.Black, claims.CannotTell,
			"Residents are not who is there: 30 searches of Black people stand against 232 residents (City of London, January 2023).", "few residents"},
		{map[string]string{"kent.csv": inForce("2015-01", 1, 1000, 40, 20, 0)}, Options{Census: ethnicity.Census2021}, claims.CensusDecides, ethnicity.Black, claims.CannotTell, "over those of census 2011", "residents that doubled in between"},
		{map[string]string{"kent.csv": kent, "essex.csv": inForce("2023-01", 2, 1000, 40, 300, 20)}, Options{}, claims.Settled, ethnicity.Black, claims.More,
			"Compared within each force alone, Black people were searched 8.2 times as often as White people", "two forces that are alike"},
		{map[string]string{"kent.csv": kent, "essex.csv": inForce("2023-01", 2, 1000, 40, 90, 0)}, Options{}, claims.PartsDiffer, ethnicity.Black, claims.More,
			"Of the 2 forces with an index: more in 2.", "two forces that differ"},
		{map[string]string{"kent.csv": kent, "essex.csv": inForce("2023-01", 2, 1000, 40, 300, 20)}, Options{Suppress: 5}, claims.SeveralParts, ethnicity.Black, claims.CannotTell,
			"No sentence is made of both forces together (Essex and Kent, January 2023)", "two forces without an adjusted index"},
		{map[string]string{"kent.csv": kent}, Options{Rule: outcomes.OfficerDefined}, claims.Settled, ethnicity.Black, claims.More, "People seen by officers as Black were searched", "the account of the officers"},
		{map[string]string{"kent.csv": kent + times(30, search{self: "Mixed/Multiple ethnic groups - White and Asian", officer: "Black"})}, Options{Rule: outcomes.SelfThenOfficer}, claims.OtherCategories, ethnicity.Mixed, claims.CannotTell,
			"No word is given of people of Mixed ethnicity", "officers put nobody into Mixed, and others into the groups beside it"},
		{map[string]string{"kent.csv": times(1000, search{self: white, officer: "White"}) + times(100, search{self: black, officer: "White"}) + times(15, search{self: white, officer: "Black"})}, Options{},
			claims.AccountsDisagree, ethnicity.Black, claims.CannotTell, "as officers saw them, 0.40 times", "two accounts that say the opposite"},
	} {
		d := must(New(several(test.files), test.o)).Document()
		i := slices.IndexFunc(d.Summary.Said, func(c claims.Claim) bool { return slices.Contains(c.Groups, test.of) })
		if i < 0 {
			t.Errorf("%s: no sentence of %s in %+v", test.reason, test.of, d.Summary.Said)
			continue
		}
		if c := d.Summary.Said[i]; c.Kind != test.kind || c.Word != test.word || !strings.Contains(c.Text, test.want) {
			t.Errorf("%s: %s, %s: %s", test.reason, c.Kind, c.Word, c.Text)
		}
		for _, row := range d.Tables[0].Rows {
			if len(test.files) > 1 {
				// beside the index of all forces, which is not adjusted
				test.word = claims.CannotTell
			}
			if row.Group == test.of && row.Kind == "" && (row.Word == nil || *row.Word != test.word) {
				t.Errorf("%s: the row says %v, %q", test.reason, row.Word, row.Why)
			}
		}
	}
}

// TestNoSentence: a report without a search rate has no sentence, and still what to bear in mind.
func TestNoSentence(t *testing.T) {
	s := must(New(several(map[string]string{"btp.csv": inForce("2023-01", 1, 100, 20, 30, 5)}), Options{})).Document().Summary
	if len(s.Said) != 0 || s.Said == nil || !slices.Contains(s.BearInMind, "No search rate: British Transport Police has no residents.") {
		t.Errorf("%+v", s)
	}
	if !slices.Contains(s.BearInMind, "Ethnicity is unknown for 3.2 % of searches (5 of 155): they are in no rate.") {
		t.Errorf("nothing is withheld: %q", s.BearInMind)
	}
	if slices.ContainsFunc(s.BearInMind, func(line string) bool { return strings.HasPrefix(line, "An index of residents") }) {
		t.Error("what an index of residents cannot say stands where there is none")
	}
}

// TestPartPeriod: a period of which only some months have searches is in a sentence by these, with
// the word that its own row has.
func TestPartPeriod(t *testing.T) {
	// in December nobody of the group is in doubt; in January officers say the opposite
	disagree := func(date string) string {
		return times(1000, search{self: white, officer: "White", date: date}) + times(5, search{self: black, officer: "Black", date: date}) +
			times(195, search{self: white, officer: "Black", date: date})
	}
	d := must(New(several(map[string]string{"kent.csv": inForce("2022-12", 1, 1000, 40, 300, 0) + disagree("2023-01-05T12:02:00+00:00")}), Options{By: EachQuarter})).Document()
	i := slices.IndexFunc(d.Summary.Said, func(c claims.Claim) bool { return slices.Contains(c.Groups, ethnicity.Black) })
	for _, want := range []string{"(January 2023: ", "(December 2022: ", "Of the 2 quarters with an index: more in 1, neither can be said in 1."} {
		if i < 0 || !strings.Contains(d.Summary.Said[i].Text, want) {
			t.Errorf("no %q in %+v", want, d.Summary.Said)
		}
	}
}

// TestWordsOfParts: no word of what is not adjusted stands above another that is, and that of an
// index of the unknown as they are put is not said to be of those recorded.
func TestWordsOfParts(t *testing.T) {
	kent := inForce("2022-12", 1, 1000, 40, 300, 400) + inForce("2023-01", 2, 1000, 40, 300, 400)
	for _, test := range []struct {
		o             Options
		want, without string
		reason        string
	}{
		{Options{By: EachMonth}, " MORE", "cannot tell ", "the words are in the table by month"},
		{Options{Unknown: outcomes.InProportion}, "only if the unknown are as they were put into groups", "recorded ethnicity alone", "Asian people, by an assumption"},
	} {
		var text strings.Builder
		if err := must(New(several(map[string]string{"kent.csv": kent}), test.o)).WriteText(&text, Layout{}); err != nil {
			t.Fatal(err)
		}
		table, _, _ := strings.Cut(text.String(), "What can be said")
		table = strings.Join(strings.Fields(table), " ")
		if !strings.Contains(table, strings.TrimSpace(test.want)) || strings.Contains(table, test.without) {
			t.Errorf("%s:\n%s", test.reason, text.String())
		}
	}
}

// TestUnresolved: no sentence is made while files contradict each other, or while one of them
// repeats itself.
func TestUnresolved(t *testing.T) {
	rows := inForce("2023-01", 1, 100, 20, 30, 5)
	for _, test := range []struct {
		rows, want, reason string
	}{
		{rows, "", "as it is"},
		{rows + rows + rows, "holds the same rows several times over", "joined to itself"},
	} {
		r, err := New(several(map[string]string{"kent.csv": apart(test.rows)}), Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range r.Document().Summary.Said {
			if (c.Kind == claims.Unresolved) != (test.want != "") || !strings.Contains(c.Text, test.want) {
				t.Errorf("%s: %s: %s", test.reason, c.Kind, c.Text)
			}
		}
	}
}

// TestUnresolvedPart: the force whose file repeats itself has no word in its part either; the other
// has.
func TestUnresolvedPart(t *testing.T) {
	rows, other := inForce("2023-01", 1, 100, 20, 30, 5), inForce("2023-01", 2, 1000, 40, 300, 5)
	x := several(map[string]string{"2023-01-kent-stop-and-search.csv": apart(rows + rows + rows), "2023-01-essex-stop-and-search.csv": other})
	for _, p := range must(New(x, Options{})).Document().Parts {
		row := rowIn(t, p.Tables[0], ethnicity.Black)
		if unresolved := p.Name == "Kent"; (*row.Word == claims.CannotTell) != unresolved || (row.Why != "") != unresolved {
			t.Errorf("%s: %s, %q", p.Name, row.Word, row.Why)
		}
	}
}

// TestWholeOfStrata: without parts the strata of many months are judged by all the months, and no
// word is of the recorded alone where every search is.
func TestWholeOfStrata(t *testing.T) {
	files := make(map[string]string)
	for i, month := range []string{"2022-10", "2022-11", "2022-12", "2023-01"} {
		files[month+"-city-of-london.csv"] = inForce(month, i, 120, 0, 9, 0)
		files[month+"-essex.csv"] = inForce(month, 10+i, 100, 0, 30, 0)
	}
	d := must(New(several(files), Options{By: Whole})).Document()
	i := slices.IndexFunc(d.Summary.Said, func(c claims.Claim) bool { return slices.Contains(c.Groups, ethnicity.Black) })
	if i < 0 {
		t.Fatal("no sentence of Black people")
	}
	// 36 searches of 232 residents in four months, which is below one in twenty a month
	if text := d.Summary.Said[i].Text; strings.Contains(text, claims.NotWhoIsThere) || strings.Contains(text, "recorded ethnicity") {
		t.Error(text)
	}
}

// TestNearCensus: the months decide which censuses are asked.
func TestNearCensus(t *testing.T) {
	for _, test := range []struct {
		from, to       string
		of2011, of2021 bool
		reason         string
	}{
		{"2010-01", "2010-12", true, false, "before both"},
		{"2011-03", "2011-03", true, true, "the month of the first"},
		{"2016-06", "2016-06", true, true, "between them"},
		{"2021-03", "2021-03", true, true, "the month of the second"},
		{"2021-04", "2021-04", false, true, "after both"},
		{"2020-01", "2022-12", true, true, "over the second"},
	} {
		if got := isNear(ethnicity.Census2011, month(test.from), month(test.to)); got != test.of2011 {
			t.Errorf("%s: census 2011: %v", test.reason, got)
		}
		if got := isNear(ethnicity.Census2021, month(test.from), month(test.to)); got != test.of2021 {
			t.Errorf("%s: census 2021: %v", test.reason, got)
		}
	}
}

// TestSummaryOverclaimsNothing reads every sentence and every warning of many reports for words
// that claim more than an index of residents can bear.
func TestSummaryOverclaimsNothing(t *testing.T) {
	forbidden := regexp.MustCompile(`(?i)explain|because|due to|likely|\brisk|more times|times more|times less|no difference|do not report|\bbias|discriminat`)
	read := 0
	for _, o := range []Options{{}, {Rule: outcomes.OfficerDefined}, {Rule: outcomes.SelfThenOfficer}, {Unknown: outcomes.ByOfficer}, {Suppress: 5}, {Scheme: ethnicity.WhiteOther},
		{Scheme: ethnicity.FivePlusOneTraveller}, {Census: ethnicity.Census2011}, {Within: []Dimension{ByAge}}} {
		for _, x := range []*outcomes.Extract{extract("2023-01-kent.csv", mixed()), revised(), several(map[string]string{"kent.csv": inMonth("2023-01", 9) + inMonth("2023-03", 1)})} {
			r, err := New(x, o)
			if err != nil {
				continue // these options do not go with these records
			}
			s := r.Document().Summary
			for _, c := range s.Said {
				s.BearInMind = append(s.BearInMind, c.Text)
			}
			for _, line := range s.BearInMind {
				read++
				if word := forbidden.FindString(line); word != "" {
					t.Errorf("%q in %s", word, line)
				}
			}
		}
	}
	if read < 100 {
		t.Errorf("%d lines read", read)
	}
}

// TestAccountWords: the rows of the other account have words of their own.
func TestAccountWords(t *testing.T) {
	rows := times(1000, search{self: white, officer: "White"}) + times(100, search{self: black, officer: "Black"}) + times(30, search{self: asian, officer: "Black"})
	a := must(New(several(map[string]string{"kent.csv": rows}), Options{})).Document().Account
	for _, row := range a.Rows {
		want := claims.CannotTell
		if row.Group == ethnicity.Black {
			want = claims.More
		}
		if row.Word != want {
			t.Errorf("%s: %s", row.Group, row.Word)
		}
	}
}

// seenAsWhite is a month of searches in which officers saw those who say that they are Black as
// White, and few others as Black.
func seenAsWhite(month string, blacks int) string {
	date := month + "-05T12:00:00+00:00"
	return times(1000, search{self: white, officer: "White", date: date}) + times(blacks, search{self: black, officer: "White", date: date}) +
		times(15, search{self: white, officer: "Black", date: date})
}

// TestPeriodsAreStrata: the words that a sentence counts are those of the parts, and both accounts
// of ethnicity are compared within them, whatever kind of period they are.
func TestPeriodsAreStrata(t *testing.T) {
	for _, test := range []struct {
		by     Breakdown
		months [2]string
		many   string
		reason string
	}{
		{EachMonth, [2]string{"2023-03", "2023-04"}, "months", "a part has the name of its stratum"},
		{EachQuarter, [2]string{"2023-03", "2023-04"}, "quarters", "the name of a part says which months are there"},
		{EachFinancialYear, [2]string{"2023-03", "2023-04"}, "financial years", "the name of a part says what kind of year it is"},
		{EachYear, [2]string{"2022-12", "2023-01"}, "years", "the name of a part says which months are there"},
	} {
		for blacks, want := range map[int]string{
			100: "as officers saw them, 0.40 times (range ", // not "of all quarters together"
			300: "Of the 2 " + test.many + " with an index: neither can be said in 2.",
		} {
			text := seenAsWhite(test.months[0], 100) + seenAsWhite(test.months[1], blacks)
			d := must(New(several(map[string]string{"kent.csv": text}), Options{By: test.by})).Document()
			i := slices.IndexFunc(d.Summary.Said, func(c claims.Claim) bool { return slices.Contains(c.Groups, ethnicity.Black) })
			if i < 0 || !strings.Contains(d.Summary.Said[i].Text, want) {
				t.Errorf("%s: %s and %d searches: no %q in %+v", test.reason, test.by, blacks, want, d.Summary.Said[max(0, i)].Text)
			}
		}
	}
}

// TestLegendOfWords: what stands under the table of the search rate says why it has no word where
// the one below it may have, and what a word rests on where the unknown are put into groups.
func TestLegendOfWords(t *testing.T) {
	kent, essex := inForce("2023-01", 1, 1000, 40, 300, 20), inForce("2023-01", 2, 1000, 40, 300, 20)
	unknown := inForce("2023-01", 1, 100, 40, 30, 400)
	const alone, put = "of those with a recorded ethnicity alone.", "only if the unknown are as they were put into groups."
	for _, test := range []struct {
		files   map[string]string
		o       Options
		want    string
		without string
		reason  string
	}{
		{map[string]string{"kent.csv": kent + inForce("2023-02", 3, 1000, 40, 300, 20)}, Options{By: EachMonth}, "No word is given here: not adjusted for month, as the next table is.", put, "months"},
		{map[string]string{"kent.csv": kent, "essex.csv": essex}, Options{Suppress: 5}, "No word is given here: not adjusted for force.", "as the next table is", "no adjusted table"},
		{map[string]string{"kent.csv": kent}, Options{}, "MORE: whichever way", "No word is given here", "one force"},
		{map[string]string{"kent.csv": unknown}, Options{}, alone, put, "the unknown left out"},
		{map[string]string{"kent.csv": unknown}, Options{Unknown: outcomes.InProportion}, put, alone, "the unknown put into groups"},
	} {
		var b strings.Builder
		if err := must(New(several(test.files), test.o)).WriteText(&b, Layout{}); err != nil {
			t.Fatal(err)
		}
		if text := strings.Join(strings.Fields(b.String()), " "); !strings.Contains(text, test.want) || strings.Contains(text, test.without) {
			t.Errorf("%s: want %q, not %q:\n%s", test.reason, test.want, test.without, b.String())
		}
	}
}

// TestResidentsOfStrata: where a stratum is a force in a period, it is left out of a sentence as it
// is by force alone if residents are not who is there, by the months that were read.
func TestResidentsOfStrata(t *testing.T) {
	files := map[string]string{
		"2023-01-kent.csv":           inForce("2023-01", 1, 1000, 40, 300, 20),
		"2023-01-city-of-london.csv": inForce("2023-01", 2, 200, 40, 80, 20),
		"2023-01-essex.csv":          inForce("2023-01", 3, 1000, 40, 100, 20),
	}
	for by := range unkept(Breakdowns()) {
		if by == Whole {
			continue
		}
		d := must(New(several(files), Options{By: by})).Document()
		i := slices.IndexFunc(d.Summary.Said, func(c claims.Claim) bool { return slices.Contains(c.Groups, ethnicity.Black) })
		if i < 0 {
			t.Fatalf("%s: no sentence of Black people", by)
		}
		if text := d.Summary.Said[i].Text; !strings.Contains(text, "Without City of London") || strings.Contains(text, "(City of London: ") || strings.Contains(text, "(City of London, 2") {
			t.Errorf("%s: %s", by, text)
		}
	}
}
