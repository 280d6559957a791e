package trend

import (
	"regexp"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
)

// overclaims matches what no output may say.
var overclaims = regexp.MustCompile(`(?i)explain|because|due to|likely|risk|more times|times more|times less|no difference|do not report|bias|discriminat`)

// TestMethodNotes: what is said is of what the result has, and of how it was made.
func TestMethodNotes(t *testing.T) {
	rates := func(o Options, change func(*Series[string, rri.Rate])) []string {
		s := searches()
		if change != nil {
			change(&s)
		}
		return referencetest.Must(Of(s, o)).MethodNotes()
	}
	alone := func(s *Series[string, rri.Rate]) { s.Points = s.Points[:1]; s.Before, s.After = nil, nil }
	for _, test := range []struct {
		reason   string
		notes    []string
		has, not []string
	}{
		{"the default", rates(Options{}, nil), []string{"indices, scas:", "10.1002/pst.1813", "(Poisson)", "Wedderburn 1974", "within 10 %", "fewer than 5 periods", "more than 5 points", "Limits with unknown"},
			[]string{"Rolling", "normal", "binomial"}},
		{"proportions, rolling", referencetest.Must(Of(finds(), Options{})).MethodNotes(), []string{"(binomial, with the logarithm", "Rolling periods"}, []string{"Poisson"}},
		{"independent counts", rates(Options{Independent: true}, nil), []string{"Its interval is normal"}, []string{"Wedderburn"}},
		{"another margin", rates(Options{Margin: 0.025}, nil), []string{"within 2.5 %"}, nil},
		{"MOVER", rates(Options{Options: rri.Options{Method: rri.Jeffreys}}, nil), []string{"jeffreys: the limits", "10.1002/sim.3095"}, []string{"Laud"}},
		{"Woolf", rates(Options{Options: rri.Options{Method: rri.Wald}}, nil), []string{"wald: normal", "Woolf 1955"}, nil},
		{"a method without changes of proportions", referencetest.Must(Of(comparedAlone(), Options{Options: rri.Options{Method: rri.Exact}})).MethodNotes(),
			[]string{"It has no interval by the method of the indices, exact."}, []string{"four counts"}},
		{"no unknown", rates(Options{}, func(s *Series[string, rri.Rate]) {
			for i := range s.Points {
				s.Points[i].Unknown = rri.Rate{}
			}
		}), nil, []string{"Limits with unknown go"}},
		{"one period has a trend, which has no word", rates(Options{}, alone), []string{"log-linear"}, []string{"A change is"}},
		{"no period", Result[string, rri.Rate]{}.MethodNotes(), nil, []string{""}},
	} {
		text := strings.Join(test.notes, "\n")
		for _, want := range test.has {
			if !strings.Contains(text, want) {
				t.Errorf("%s: no %q in %s", test.reason, want, text)
			}
		}
		for _, not := range test.not {
			if not != "" && strings.Contains(text, not) || not == "" && text != "" {
				t.Errorf("%s: %q in %s", test.reason, not, text)
			}
		}
		if word := overclaims.FindString(text); word != "" {
			t.Errorf("%s: the word %q in %s", test.reason, word, text)
		}
	}
}

// TestChangeIntervals: of every method it is said what its changes are, exactly where it has some.
func TestChangeIntervals(t *testing.T) {
	for m := range rri.Methods() {
		says(t, m, searches())
		says(t, m, comparedAlone())
	}
}

// comparedAlone returns a series of proportions with two periods to compare and no others, since
// exact intervals take long.
func comparedAlone() Series[string, rri.Proportion] {
	s := finds()
	s.Points, s.Rolling = nil, nil
	return s
}

func says[M rri.Measure](t *testing.T, m rri.Method, s Series[string, M]) {
	r, err := Of(s, Options{Options: rri.Options{Method: m}})
	if err != nil { // it has no index either
		return
	}
	has := !r.Compared.Rows[1].Ratio.Flags.Has(rri.NoMethod)
	if says := changeInterval(m, isProportion[M]()) != ""; says != has {
		t.Errorf("%s, proportions %v: says what a change is: %v, has one: %v", m, isProportion[M](), says, has)
	}
}
