package peers

import (
	"regexp"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/trend"
)

// madeOf returns a comparison of made rows: a rank of so many, who it cannot be told from, and a
// word.
func madeOf(n int, row Row) (Result[string, rri.Rate], Comparison[string]) {
	r := Result[string, rri.Rate]{Set: Set[string, rri.Rate]{Of: "forces", Baseline: "White"}, Options: Options{Margin: 0.25}}
	r.Options.Level = 0.95
	row.Unit = "Kent"
	c := Comparison[string]{Group: "Black", Rows: []Row{row}}
	for i := 1; i < n; i++ {
		c.Rows = append(c.Rows, Row{Unit: strings.Repeat("x", i)})
	}
	r.Groups = []Comparison[string]{c}
	return r, c
}

// toMeanOf is a ratio with its interval.
func toMeanOf(value, lower, upper float64) rri.Estimate {
	return rri.Estimate{Value: value, Lower: lower, Upper: upper, Level: 0.95}
}

// A rank has its interval and its direction, and the word what it follows from.
func TestSay(t *testing.T) {
	open := &trend.Limits{Lower: 1, Upper: 9}
	for _, test := range []struct {
		n          int
		row        Row
		want, open string
		reason     string
	}{
		{8, Row{Rank: Rank{Rank: 3, Lower: 2, Upper: 4}, Alike: []string{"Essex", "Sussex"}, Word: Below, ToMean: toMeanOf(0.79, 0.72, 0.86)},
			"It is 3rd of 8 forces, 1st being the lowest; its interval is 2nd to 4th. It cannot be told from Essex and Sussex. It is below the mean of the others: 0.79 times it (0.72 to 0.86).", "", "below"},
		{8, Row{Rank: Rank{Rank: 8, Lower: 8, Upper: 8}, Word: Above, ToMean: toMeanOf(1.62, 1.48, 1.77)},
			"It is 8th of 8 forces, 1st being the lowest; its interval is 8th alone. It can be told from each of the others. It is above the mean of the others: 1.62 times it (1.48 to 1.77).", "", "above, and told from all"},
		{3, Row{Rank: Rank{Rank: 2, Lower: 1, Upper: 3}, Alike: []string{"x", "xx"}, Word: CannotTell, ToMean: toMeanOf(1.1, 0.7, 1.9)},
			"It is 2nd of 3 forces, 1st being the lowest; its interval is 1st to 3rd. It cannot be told from any of the others. Whether it is above or below the mean of the others cannot be told: 1.10 times it (0.70 to 1.90).", "", "from none"},
		{2, Row{Rank: Rank{Rank: 1, Lower: 1, Upper: 2}, Alike: []string{"x"}, Word: Similar, ToMean: toMeanOf(1, 0.95, 1.05)},
			"It is 1st of 2 forces, 1st being the lowest; its interval is 1st to 2nd. It cannot be told from x. It is similar to the mean of the others: 1.00 times it (0.95 to 1.05), within 0.8 to 1.25.", "", "similar, and one other"},
		{43, Row{Rank: Rank{Rank: 11, Lower: 2, Upper: 22}, Alike: strings.Split(strings.Repeat("a", 20), ""), Why: "too few."},
			"It is 11th of 43 forces, 1st being the lowest; its interval is 2nd to 22nd. It cannot be told from 20 of the 42 others. No word beside the mean of the others: see below.", "Why no word is said of Black beside the mean of the others: too few.", "no word, and many others"},
		{23, Row{Rank: Rank{Rank: 21, Lower: 12, Upper: 23, Lowest: 1, Highest: 23}, Bounds: open, Alike: []string{"a\x1bb"}},
			"It is 21st of 23 forces, 1st being the lowest; its interval is 12th to 23rd, and anything from 1st to 23rd if those of no known group could be of any. It cannot be told from a b. No word beside the mean of the others: see below.",
			"", "the unknown leave all open; a name is made harmless; no reason"},
		{8, Row{Rank: Rank{Rank: 3, Lower: 3, Upper: 3, Lowest: 2, Highest: 4}, Bounds: open, Word: Below, ToMean: toMeanOf(0.5, 0.4, 0.6)},
			"It is 3rd of 8 forces, 1st being the lowest; its interval is 3rd alone, and anything from 2nd to 4th if those of no known group could be of any. It can be told from each of the others. It is below the mean of the others: 0.50 times it (0.40 to 0.60).",
			"", "the unknown leave some open"},
		{8, Row{Rank: Rank{Rank: 3, Lower: 3, Upper: 3, Lowest: 3, Highest: 3}, Bounds: open, Word: Above, ToMean: toMeanOf(1.004, 1.001, 1.006)},
			"It is 3rd of 8 forces, 1st being the lowest; its interval is 3rd alone. It can be told from each of the others. It is above the mean of the others: 1.004 times it (1.001 to 1.01).", "", "digits that keep a word"},
		{1, Row{Rank: Rank{Rank: 1, Lower: 1, Upper: 1}}, "There is no other to compare it with.", "", "one alone"},
	} {
		r, c := madeOf(test.n, test.row)
		if got := r.Standing(c, "Kent"); got != test.want {
			t.Errorf("%s: %s\nwant %s", test.reason, got, test.want)
		}
		if got := strings.Join(r.Open("Kent"), " "); got != test.open {
			t.Errorf("%s: %s\nwant %s", test.reason, got, test.open)
		}
		if got := r.Standing(c, "Nowhere"); got != "" {
			t.Errorf("no such unit: %s", got)
		}
	}
}

// Of a unit with fewer than 5 events of the baseline, or none of the group and no word, the counts
// are said, and neither the index nor the rank.
func TestCountsAlone(t *testing.T) {
	const none = ": no index and no rank is said of none."
	for _, test := range []struct {
		black, white int64
		o            Options
		want, reason string
	}{
		{40, 1, Options{}, "There were 40 searches of Black and 1 of White: too few of White to compare with.", "one of the baseline"},
		{40, 4, Options{}, "There were 40 searches of Black and 4 of White: too few of White to compare with.", "4 of the baseline"},
		{40, 5, Options{}, "", "5 of the baseline"},
		{0, 200, Options{}, "There were 0 searches of Black and 200 of White" + none, "none of the group, where few would be expected"},
		{1, 200, Options{}, "", "one of the group"},
		{40, 0, Options{Quantity: Rate}, "", "a rate is beside nothing"},
	} {
		s := Set[string, rri.Rate]{Baseline: "White", Labels: rri.Labels{Events: "searches"}, Units: []Unit[string, rri.Rate]{
			{Name: "A", Counts: map[string]rri.Rate{"White": {Events: test.white, Population: 20000}, "Black": {Events: test.black, Population: 200}}},
			{Name: "B", Counts: map[string]rri.Rate{"White": {Events: 300, Population: 30000}, "Black": {Events: 20, Population: 1500}}},
		}}
		r, err := Of(s, test.o)
		if err != nil {
			t.Fatal(err)
		}
		c := r.Groups[len(r.Groups)-1]
		if got := r.CountsAlone(c, "A"); got != test.want {
			t.Errorf("%s: %q, want %q", test.reason, got, test.want)
		}
		if standing := r.Standing(c, "A"); (standing == test.want) != (test.want != "") || test.want == "" && !strings.Contains(standing, " of 2 units") {
			t.Errorf("%s: %s", test.reason, standing)
		}
		if open := strings.Join(r.Open("A"), " "); test.white < 5 && open != "" {
			t.Errorf("%s: said twice: %s", test.reason, open)
		}
		if got := r.CountsAlone(c, "Nowhere"); got != "" {
			t.Errorf("%s: no such unit: %s", test.reason, got)
		}
	}
}

// Of a unit of which there is a doubt the counts are said, and the doubt once.
func TestCountsOfDoubt(t *testing.T) {
	s := Set[string, rri.Rate]{Baseline: "White", Labels: rri.Labels{Events: "searches"}, Units: []Unit[string, rri.Rate]{
		{Name: "A", Counts: map[string]rri.Rate{"White": {Events: 900, Population: 6000}, "Black": {Events: 380, Population: 190}}, Doubt: " residents are not who is there.\n"},
		{Name: "B", Counts: map[string]rri.Rate{"White": {Events: 300, Population: 30000}, "Black": {Events: 20, Population: 1500}}},
	}}
	r, err := Of(s, Options{})
	if err != nil {
		t.Fatal(err)
	}
	c := r.Groups[0]
	const want = "There were 380 searches of Black and 900 of White. No index and no rank is said: residents are not who is there."
	if got := r.Standing(c, "A"); got != want || r.CountsAlone(c, "A") != want || len(r.Open("A")) > 0 {
		t.Errorf("%q, %q, %q", got, r.CountsAlone(c, "A"), r.Open("A"))
	}
	if got := r.Standing(c, "B"); !strings.HasPrefix(got, "It is 1st of 2 units") || r.CountsAlone(c, "B") != "" {
		t.Errorf("another unit: %q", got)
	}
}

// What is open of several groups in the same way is said once.
func TestOpen(t *testing.T) {
	r, black := madeOf(8, Row{Rank: Rank{Rank: 3, Lower: 3, Upper: 3, Lowest: 1, Highest: 8}, Bounds: &trend.Limits{}, Why: "too few"})
	asian, other := black, black
	asian.Group, other.Group = "Asian", "Other"
	other.Rows = []Row{{Unit: "Kent", Rank: Rank{Rank: 1, Lower: 1, Upper: 1}, Why: "none"}, {Unit: "x"}}
	r.Groups = append(r.Groups, asian, other)
	const want = "Why no word is said of Black and Asian beside the mean of the others: too few. Why no word is said of Other beside the mean of the others: none."
	if got := strings.Join(r.Open("Kent"), " "); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

// Of how many units there is which word, without a name.
func TestTally(t *testing.T) {
	for _, test := range []struct {
		words        []Word
		want, reason string
	}{
		{nil, "", "no units"},
		{[]Word{Above, Above, Below, Similar, CannotTell, NoWord}, "Of 6 forces 2 are above the mean of the others, 1 is below it, 1 is similar to it, of 1 it cannot be told, and of 1 no word is said.", "every word"},
		{[]Word{Below, Below, CannotTell}, "Of 3 forces 2 are below the mean of the others, and of 1 it cannot be told.", "none above"},
		{[]Word{CannotTell, CannotTell}, "Of none of 2 forces it can be told whether it is above or below the mean of the others.", "nothing can be told"},
		{[]Word{NoWord, NoWord}, "Of none of 2 forces a word is said beside the mean of the others.", "no word"},
		{[]Word{Similar, Similar}, "Of 2 forces 2 are similar to the mean of the others.", "all similar"},
	} {
		r, _ := madeOf(1, Row{})
		c := Comparison[string]{}
		for _, w := range test.words {
			c.Rows = append(c.Rows, Row{Word: w})
		}
		if got := r.Tally(c); got != test.want {
			t.Errorf("%s: %s\nwant %s", test.reason, got, test.want)
		}
	}
}

// A unit without a value is named, with the reason.
func TestLacking(t *testing.T) {
	c := Comparison[string]{Missing: []Missing{{"BTP", "nobody lives in it."}, {"a\x1b", "<b>"}}}
	if got := c.Lacking(); got != "Without a value, and so without a rank: BTP (nobody lives in it); a  (<b>)." {
		t.Error(got)
	}
	if got := (Comparison[string]{}).Lacking(); got != "" {
		t.Error(got)
	}
}

// What is said of real units has the numbers of the table, and none of the words that say more.
func TestSayWords(t *testing.T) {
	s := forces()
	for _, q := range []Quantity{Index, Rate} {
		r, err := Of(s, Options{Quantity: q, Sense: trend.UpIsWorse})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range r.Groups {
			for _, row := range c.Rows {
				text := strings.Join(append(r.Open(row.Unit), r.Standing(c, row.Unit), r.Tally(c), c.Lacking(), r.ValueText(c, row.Value)), " ")
				if word := saysMore.FindString(text); word != "" || strings.Contains(text, "NaN") || strings.Contains(text, "—") {
					t.Errorf("%q in %s", word, text)
				}
			}
		}
	}
}

var saysMore = regexp.MustCompile(`(?i)explain|because|due to|likely|\brisk|more times|times more|times less|no difference|do not report|bias|discriminat|worst of|league|best`)
