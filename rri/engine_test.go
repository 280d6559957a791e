package rri

import (
	"testing"

	"github.com/seed-549880be/disparity/rri/internal/method"
)

// TestOrder: the constants of methods and of sides have the numbers that the engine gives them.
func TestOrder(t *testing.T) {
	for m, name := range map[Method]string{
		SCAS: "scas", Score: "score", Wald: "wald", Exact: "exact", MidP: "midp", Jeffreys: "jeffreys", AgrestiCoull: "agresti-coull", WilsonCC: "wilson-cc", Byar: "byar",
		PublicHealth: "public-health", MiettinenNurminen: "miettinen-nurminen", AdjustedLog: "adjusted-log", MOVERWilson: "mover-wilson", AgrestiCaffo: "agresti-caffo",
	} {
		if got := method.Families[m].Name; got != name {
			t.Errorf("row %d of the engine is %s, want %s", m, got, name)
		}
	}
	for side, want := range map[Side]method.Side{TwoSided: method.TwoSided, LowerOnly: method.LowerOnly, UpperOnly: method.UpperOnly} {
		if method.Side(side) != want {
			t.Errorf("%s is %d in the engine, want %d", side, want, side)
		}
	}
}
