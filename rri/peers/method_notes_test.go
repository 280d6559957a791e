package peers

import (
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
)

// TestMethodNotes: what is said is of what the result has, and of how it was made.
func TestMethodNotes(t *testing.T) {
	of := func(s Set[string, rri.Rate], o Options) []string { return referencetest.Must(Of(s, o)).MethodNotes() }
	known := forces()
	for i := range known.Units {
		known.Units[i].Unknown = rri.Rate{}
	}
	for _, test := range []struct {
		reason   string
		notes    []string
		has, not []string
	}{
		{"the default", of(forces(), Options{}), []string{"Ranks are counted from the lowest value.", "method scas", "Holm 1979", "level of 95 %", "10.1093/restud/rdad006",
			"10.1002/sim.3095", "within 0.8 to 1.25", "Limits with unknown", "10.1002/sim.1970", "(calibrated)"}, []string{"outlier lines", "Shapiro", "Clayton", "standard that holds"}},
		{"all that can be asked for", of(asked(), everything), []string{"outlier lines", "10.2307/2986146", "equally well measured", "A standard that holds a unit"}, nil},
		{"rates by another method", of(forces(), Options{Quantity: Rate, Options: rri.Options{Method: rri.Wald, Level: 0.9}}), []string{"the ratio of the two,", "method wald", "level of 90 %"}, []string{"four counts"}},
		{"nobody unknown", of(known, Options{}), nil, []string{"unknown"}},
		{"another margin", of(forces(), Options{Margin: 0.1}), []string{"within 0.91 to 1.1"}, nil},
		{"multiplicative", of(forces(), Options{Overdispersion: Multiplicative}), []string{"(multiplicative)"}, []string{"(calibrated)"}},
		{"chance alone", of(forces(), Options{Overdispersion: ChanceAlone}), []string{"chance alone, as was asked"}, []string{"(calibrated)"}},
		{"two measures", referencetest.Must(SideBySide(forces(), arrests(), Options{})).MethodNotes(), []string{"The same people may be in both", "Spearman", "10.1007/BF02294183"}, nil},
		{"nothing", Result[string, rri.Rate]{}.MethodNotes(), nil, []string{""}},
		{"nothing of two measures", Paired[string, rri.Rate]{}.MethodNotes(), nil, []string{""}},
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
	}
}
