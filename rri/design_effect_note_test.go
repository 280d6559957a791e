package rri_test

import (
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/rri"
)

// TestDesignEffectOfNobody: no footnote says what intervals allow for in the row of a group that
// has none, since nobody is in it.
func TestDesignEffectOfNobody(t *testing.T) {
	table, err := rri.Compare("White", map[string]rri.Proportion{
		"White": {Events: 158, Trials: 772, DesignEffect: 1.14},
		"Other": {DesignEffect: 2.21},
	}, rri.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	if err := table.WriteText(&text); err != nil {
		t.Fatal(err)
	}
	if got := text.String(); !strings.Contains(got, "design effect 1.14") || strings.Contains(got, "2.21") {
		t.Errorf("want the design effect of White alone:\n%s", got)
	}
}
