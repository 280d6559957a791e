package dispersion

import (
	"testing"

	"github.com/seed-549880be/disparity/rri/internal/referencetest"
)

// roundTrips has instances of every exported struct that an exported function or method returns.
var roundTrips = map[string]any{
	"Dispersion": []any{Dispersion{}, Dispersion{ChiSquare: 31.5, DF: 22, Cells: 24, Sparse: 2}},
	"Group":      Group[string]{Group: "Black", DesignEffect: 1.5, DF: 11, Own: Dispersion{ChiSquare: 16.5, DF: 11, Cells: 12}},
	"Factors": []any{Factors[string]{}, Factors[int]{
		Groups: []Group[int]{{Group: 3, DesignEffect: 1, Own: Dispersion{ChiSquare: 0.1, DF: 1, Cells: 2, Sparse: 2}}, {Group: 4, DesignEffect: 1e9}},
		Pooled: Dispersion{ChiSquare: 3, DF: 2, Cells: 4}, Alpha: 0.25,
	}},
}

func TestRoundTrips(t *testing.T) { referencetest.RoundTrips(t, roundTrips) }
