package rri_test

import (
	"errors"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/journey"
	"github.com/seed-549880be/disparity/rri/power"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// TestDegreesOfFreedomElsewhere: what cannot honour the degrees of freedom refuses them, and does
// not go by the normal distribution in silence.
func TestDegreesOfFreedomElsewhere(t *testing.T) {
	o := rri.Options{DegreesOfFreedom: 10}
	group, baseline := rri.Proportion{Events: 30, Trials: 100}, rri.Proportion{Events: 100, Trials: 1000}
	counts := map[string]rri.Proportion{"Black": group, "White": baseline}
	e, err := rri.Ratio(group, baseline, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name string
		err  func() error
	}{
		{"power.Of", func() error { _, err := power.Of(group, baseline, 2, o); return err }},
		{"power.DetectableOf", func() error { _, err := power.DetectableOf(group, baseline, 0.8, o); return err }},
		{"power.NeededOf", func() error { _, err := power.NeededOf(group, baseline, 2, 0.8, o); return err }},
		{"unknown.PoolEstimates", func() error { _, err := unknown.PoolEstimates([]rri.Estimate{e, e}, o); return err }},
		{"unknown.PoolRatios", func() error { _, err := unknown.PoolRatios([]rri.Estimate{e, e}, o); return err }},
		{"journey.Product", func() error {
			_, err := journey.Product("White", []journey.Step[string]{{Name: "arrest", Proportions: counts}}, journey.Options{Options: o})
			return err
		}},
	} {
		if err := test.err(); !errors.Is(err, rri.ErrOption) {
			t.Errorf("%s: error %v, want ErrOption", test.name, err)
		}
	}
}
