package peers

import (
	"fmt"
	"io"
	"iter"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/trend"
)

// asked returns the made-up forces with one that is asked about, and standards.
func asked() Set[string, rri.Rate] {
	s := forces()
	s.Focus = "Denby"
	s.Standards = []Standard[string, rri.Rate]{
		{
			Name: "Wessex", Source: "a table", Holds: []string{"Ashford", "Denby"},
			Counts: map[string]rri.Rate{"White": {Events: 90_000, Population: 50_000_000}, "Black": {Events: 15_000, Population: 1_800_000}},
		},
		{Name: "a multiple", Source: "as printed", Index: map[string]float64{"Black": 8.9}},
	}
	return s
}

// finds returns made-up finds out of searches.
func finds() Set[string, rri.Proportion] {
	s := Set[string, rri.Proportion]{Baseline: "White", Labels: rri.Labels{Measure: "find rate", Events: "finds", Exposure: "searches"}}
	for i, name := range []string{"north", "south", "east", "west", "centre"} {
		n := int64(i)
		s.Units = append(s.Units, Unit[string, rri.Proportion]{Name: name, Unknown: rri.Proportion{Events: n, Trials: 10 * n}, Counts: map[string]rri.Proportion{
			"White": {Events: 60 + 9*n, Trials: 300}, "Black": {Events: 10 + 4*n, Trials: 60},
		}})
	}
	return s
}

// everything asks for all that a comparison can have.
var everything = Options{OutlierLines: true, Shrink: true}

// texts returns a result as text, and the same with every paragraph in one line.
func texts(t *testing.T, r interface{ WriteText(w io.Writer) error }) (text, joined string) {
	t.Helper()
	var b strings.Builder
	if err := r.WriteText(&b); err != nil {
		t.Fatal(err)
	}
	return b.String(), strings.ReplaceAll(b.String(), "\n  ", " ")
}

// TestSheetNames: which tables there are, group after group.
func TestSheetNames(t *testing.T) {
	alone := forces()
	alone.Units = alone.Units[7:]
	alone.Units = append(alone.Units, forces().Units[0])
	withoutPairs := referencetest.Must(Of(asked(), Options{}))
	withoutPairs.Groups = withoutPairs.Groups[:1]
	withoutPairs.Groups[0].Pairs = nil
	for _, test := range []struct {
		reason string
		sheets iter.Seq2[string, sheet.Sheet]
		want   string
	}{
		{"two groups", referencetest.Must(Of(forces(), Options{})).Sheets(), "ranks pairs funnel ranks pairs funnel"},
		{"all that can be asked for; Asian people are in no standard", referencetest.Must(Of(asked(), everything)).Sheets(),
			"ranks pairs funnel lines shrinkage benchmark ranks pairs funnel lines shrinkage"},
		{"one group, without its pairs", withoutPairs.Sheets(), "ranks funnel benchmark"},
		{"one unit has nothing to be told from", referencetest.Must(Of(alone, Options{})).Sheets(), "ranks funnel ranks funnel"},
		{"two measures", referencetest.Must(SideBySide(forces(), arrests(), Options{})).Sheets(), "paired paired"},
		{"nothing", Result[string, rri.Rate]{}.Sheets(), ""},
	} {
		var names []string
		for name := range test.sheets {
			names = append(names, name)
		}
		if got := strings.Join(names, " "); got != test.want {
			t.Errorf("%s: %s, want %s", test.reason, got, test.want)
		}
		for range test.sheets {
			break // a reader who wants no more
		}
	}
}

// TestSaid: what a reader has to be told is there, and what is not so is not.
func TestSaid(t *testing.T) {
	const direction = "Ranks are counted from the lowest RRI: of 7 the 1st is the lowest."
	of := func(o Options, change func(*Set[string, rri.Rate])) string {
		s := asked()
		if change != nil {
			change(&s)
		}
		_, joined := texts(t, referencetest.Must(Of(s, o)))
		return joined
	}
	_, proportions := texts(t, referencetest.Must(Of(finds(), Options{Quantity: Rate})))
	_, paired := texts(t, referencetest.Must(SideBySide(forces(), arrests(), Options{})))
	for _, test := range []struct {
		reason, text string
		has, not     []string
	}{
		{"the default", of(Options{}, nil), []string{
			direction, "▸ Denby: It is 4th of 7 forces, 1st being the lowest;", "each unit counting once, is 5.56, with a 95 % interval of",
			"Without a value, and so without a rank: Hadley (no figures for 2019/20).", "probability of being the highest", "Similar: it lies within 0.8 to 1.25.",
			"White had 3 searches: too few to compare with", "design effects from 1 to 1.5", "the ranks that are open if", "Wessex: 4.63", "(a table)", "a multiple: 8.90 (as printed)",
			"The middle of the funnel is 5.27: all units together.", "what units differ by (calibrated)",
		}, []string{"worst", "worse", "equally well measured", "true values of the units have a mean"}},
		{"up is worse, and the worst two", of(Options{Sense: trend.UpIsWorse, Worst: 2}, nil),
			[]string{direction + " Here higher is worse.", "being among the worst 2"}, []string{"being among the highest"}},
		{"up is better", of(Options{Sense: trend.UpIsBetter}, nil), []string{direction + " Here lower is worse.", "being the worst"}, []string{"being the highest"}},
		{"outlier lines", of(Options{OutlierLines: true}, nil), []string{"outlier lines of the inspectorate", "equally well measured", "their logs", "Shapiro and Wilk"}, nil},
		{"small places", of(Options{Shrink: true}, nil), []string{"values that borrow from the others", "The true values have a mean of", "own share", "mean rank"}, []string{"by the method jeffreys"}},
		{"too few to borrow from", of(Options{Shrink: true}, func(s *Set[string, rri.Rate]) { s.Units, s.Standards = s.Units[2:4], nil }), []string{"None: it takes three units or more"}, []string{"own share"}},
		{"nobody unknown", of(Options{}, func(s *Set[string, rri.Rate]) {
			for i := range s.Units {
				s.Units[i].Unknown = rri.Rate{}
			}
		}), []string{direction}, []string{"with unknown", "no known group"}},
		{"nobody asked about", of(Options{}, func(s *Set[string, rri.Rate]) { s.Focus = "" }), []string{direction}, []string{"▸", "It is 4th"}},
		{"another margin", of(Options{Margin: 0.1}, nil), []string{"Similar: it lies within 0.91 to 1.1"}, nil},
		{"rates", of(Options{Quantity: Rate}, nil), []string{"Search rate per 1,000 residents · Black · forces", "counted from the lowest rate"}, []string{"RRI"}},
		{"another target", of(Options{Target: 2, Overdispersion: ChanceAlone}, nil), []string{"The middle of the funnel is 2.00: as given.", "The limits leave that aside, as was asked."}, nil},
		{"no variance of their own", of(Options{}, func(s *Set[string, rri.Rate]) {
			for i := range s.Units[:7] {
				s.Units[i].Counts = map[string]rri.Rate{"White": {Events: 900, Population: 90_000}, "Black": {Events: int64(60 + i%2), Population: 2000}}
			}
		}), []string{"scatter no more than by chance", "whose true RRI is the target. z"}, []string{"standard deviation of 0"}},
		{"multiplicative", of(Options{Overdispersion: Multiplicative}, nil), []string{"The limits are wider by the square root of that (multiplicative).", "about 1 in 8 units"}, nil},
		{"additive", of(Options{Overdispersion: Additive}, nil), []string{"what units differ by (additive)", "as Spiegelhalter (2005) has them"}, nil},
		{"proportions", proportions, []string{"Find rate, % of searches · Black · units · method scas", "counted from the lowest proportion"}, []string{"RRI"}},
		{"two measures", paired, []string{"Search rate beside arrest rate · RRI of Black against White · method scas", "The ratio is arrest rate over search rate.",
			"Rank correlation (Spearman) of search rate and arrest rate over 6 forces:", "the same people may be in both measures", "Without two values to compare: Corby (arrest rate: there is no unit of that name)"}, nil},
	} {
		for _, want := range test.has {
			if !strings.Contains(test.text, want) {
				t.Errorf("%s: no %q in\n%s", test.reason, want, test.text)
			}
		}
		for _, not := range test.not {
			if strings.Contains(test.text, not) {
				t.Errorf("%s: %q in\n%s", test.reason, not, test.text)
			}
		}
	}
}

// overclaims matches what no output may say.
var overclaims = regexp.MustCompile(`(?i)explain|because|due to|likely|risk|more times|times more|times less|no difference|do not report|bias|discriminat|league|best`)

// TestOverclaims: no form of any result says more than counts can.
func TestOverclaims(t *testing.T) {
	for _, o := range []Options{everything, {Sense: trend.UpIsWorse}, {Quantity: Rate, OutlierLines: true, Overdispersion: Multiplicative}} {
		r := referencetest.Must(Of(asked(), o))
		text, _ := texts(t, r)
		text += strings.Join(r.MethodNotes(), "\n")
		for _, s := range r.Sheets() {
			for _, p := range s.Drawn() {
				text += fmt.Sprintf("%+v", p)
			}
		}
		if word := overclaims.FindString(text); word != "" {
			t.Errorf("%q in %s", word, text)
		}
	}
	p := referencetest.Must(SideBySide(forces(), arrests(), Options{}))
	text, _ := texts(t, p)
	if word := overclaims.FindString(text + strings.Join(p.MethodNotes(), "\n")); word != "" {
		t.Errorf("%q in %s", word, text)
	}
}

// TestWidth: no line is wider than it may be, whatever the names, and nothing is lost for it.
func TestWidth(t *testing.T) {
	s := asked()
	for i := range s.Units {
		s.Units[i].Name = "the police of the county of " + s.Units[i].Name + " and of its ports"
	}
	s.Focus, s.Standards[0].Holds = s.Units[3].Name, []string{s.Units[3].Name}
	r := referencetest.Must(Of(s, everything))
	for _, width := range []int{0, 40, 60, 100, 200} {
		for _, ascii := range []bool{false, true} {
			for name, sh := range r.Sheets() {
				var b strings.Builder
				if sh.Width, sh.ASCII = width, ascii; sh.WriteText(&b) != nil {
					t.Fatal("not written")
				}
				most := width
				if most == 0 {
					most = 80
				}
				for line := range strings.SplitSeq(b.String(), "\n") {
					if n := utf8.RuneCountInString(line); n > most {
						t.Errorf("%s, width %d: %d characters: %q", name, width, n, line)
					}
				}
				if ascii && strings.ContainsFunc(b.String(), func(c rune) bool { return c > 126 }) {
					t.Errorf("%s: not ASCII: %s", name, b.String())
				}
				if ascii && name != "lines" && !strings.Contains(b.String(), "> the police") {
					t.Errorf("%s, width %d: the force that is asked about is not marked in\n%s", name, width, b.String())
				}
			}
		}
	}
}

// TestLimitsHoldApart: an interval that leaves out 1 does not print as touching it, and one that
// has 1 in it and goes beyond what is similar does not print as if it did not.
func TestLimitsHoldApart(t *testing.T) {
	r := referencetest.Must(Of(forces(), Options{}))
	row := &r.Groups[0].Rows[2]
	row.Value = rri.Estimate{Value: 1.003, Lower: 1.0001, Upper: 1.004, Level: 0.95}
	row.ToMean = rri.Estimate{Value: 0.9, Lower: 0.7999, Upper: 0.99996, Level: 0.95}
	r.Groups[0].Rows[3].ToMean = rri.Estimate{Value: 1.1, Lower: 0.9, Upper: 1.2503, Level: 0.95}
	text, _ := texts(t, r)
	for _, want := range []string{"1.003  1.0001 – 1.004", "0.80 – 0.99996", "0.90 –  1.2503"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

// The limits with unknown of a unit whose people are all of known groups are those of its interval,
// where other units have unknown people; the column is left out where nobody has.
func TestLimitsWithoutUnknown(t *testing.T) {
	for _, test := range []struct {
		unknown int64
		reason  string
	}{{50, "one unit has unknown people"}, {0, "no unit has"}} {
		s := Set[string, rri.Rate]{Baseline: "White", Units: []Unit[string, rri.Rate]{
			{Name: "A", Counts: map[string]rri.Rate{"White": {Events: 200, Population: 20000}, "Black": {Events: 40, Population: 2000}}},
			{Name: "B", Counts: map[string]rri.Rate{"White": {Events: 300, Population: 30000}, "Black": {Events: 20, Population: 1500}}, Unknown: rri.Rate{Events: test.unknown}},
		}}
		r, err := Of(s, Options{})
		if err != nil {
			t.Fatal(err)
		}
		cells := make(map[string]string) // of the second row, which is that of A
		for name, sh := range r.Sheets() {
			if name != "ranks" {
				continue
			}
			for _, c := range append(sh.For(sheet.Text), sh.Parts[0].For(sheet.Text)...) {
				if _, ok := cells[c.Heading]; !ok { // the first interval is that of the value
					cells[c.Heading] = c.Cells[1].Text
				}
			}
		}
		with, ok := cells["RRI with unknown"]
		if cells["unit"] != "A" || ok != (test.unknown > 0) || ok && (with == "" || strings.Join(strings.Fields(with), "") != strings.Join(strings.Fields(cells["95 % interval"]), "")) {
			t.Errorf("%s: %q", test.reason, cells)
		}
	}
}
