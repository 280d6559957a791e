package tidy

import (
	"testing"

	"github.com/seed-549880be/disparity/rri/internal/referencetest"
)

// roundTrips has instances of every exported struct that an exported function or method returns.
var roundTrips = map[string]any{
	"Cell": []any{Cell{}, Exactly(maxNumber), noted(rounded(10, 8, 12), "p, note 1"), withheld(1, 4), withheld(96, inf), Low.Cell(), Blank.Cell()},
}

func TestRoundTrips(t *testing.T) { referencetest.RoundTrips(t, roundTrips) }
