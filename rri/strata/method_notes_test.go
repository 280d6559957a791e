package strata

import (
	"regexp"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/rri"
)

// TestMethodNotes: what is said is of the method, and of what the table has.
func TestMethodNotes(t *testing.T) {
	overclaims := regexp.MustCompile(`(?i)explain|because|due to|likely|risk|more times|times more|times less|no difference|do not report|bias|discriminat`)
	alike := []Stratum[string, string, rri.Proportion]{
		{Key: "drugs", Counts: map[string]rri.Proportion{"White": {Events: 20, Trials: 200}, "Black": {Events: 30, Trials: 100}}},
		{Key: "weapons", Counts: map[string]rri.Proportion{"White": {Events: 10, Trials: 100}, "Black": {Events: 31, Trials: 100}}},
	}
	differ := []Stratum[string, string, rri.Proportion]{alike[0],
		{Key: "weapons", Counts: map[string]rri.Proportion{"White": {Events: 80, Trials: 100}, "Black": {Events: 20, Trials: 100}}}}
	for _, test := range []struct {
		reason   string
		strata   []Stratum[string, string, rri.Proportion]
		m        Method
		has, not []string
	}{
		{"the default", alike, SCAS, []string{"against those of White", "by the method scas, which is the score corrected for skewness (", "10.1002/pst.1813", "10.1093/jnci/22.4.719", "(Laud 2017)", "10.1002/sim.1186"}, []string{"typical", "Cochran"}},
		{"strata that differ", differ, SCAS, []string{"Paule and Mandel 1982"}, nil},
		{"the score", alike, Score, []string{"10.1002/sim.4780040211"}, []string{"skewness"}},
		{"Mantel-Haenszel", alike, MantelHaenszel, []string{"by the method wald, which is ", "10.2307/2530643", "10.2307/3001666"}, []string{"Laud"}},
		{"Sato", alike, Sato, []string{"10.2307/2530643", "Sato 1989"}, nil},
		{"inverse variance", alike, InverseVariance, []string{"Woolf 1955"}, []string{"Mantel"}},
		{"one stratum, which nothing is alike to", alike[:1], SCAS, []string{"adjusted RRI"}, []string{"p alike"}},
	} {
		table, err := Compare("White", test.strata, Options{Method: test.m})
		if err != nil {
			t.Fatal(err)
		}
		text := strings.Join(table.MethodNotes(), "\n")
		for _, want := range test.has {
			if !strings.Contains(text, want) {
				t.Errorf("%s: no %q in %s", test.reason, want, text)
			}
		}
		for _, not := range test.not {
			if strings.Contains(text, not) {
				t.Errorf("%s: %q in %s", test.reason, not, text)
			}
		}
		if word := overclaims.FindString(text); word != "" {
			t.Errorf("%s: the word %q in %s", test.reason, word, text)
		}
	}
	for m := range Methods() {
		if m.says() == SCAS.says() && m != SCAS {
			t.Errorf("%s says what scas does", m)
		}
	}
}
