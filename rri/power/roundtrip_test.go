package power

import (
	"math"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
)

// roundTrips has instances of every exported struct that an exported function or method returns.
var roundTrips = map[string]any{
	"Power":      Power{Above: 0.8, Below: 1e-300, Exact: true},
	"Detectable": []any{Detectable{Above: math.NaN(), Below: 0.5, Target: 0.8}, Detectable{Above: 2, Below: math.NaN(), Target: 0.8, Exact: true}},
	"Needed":     referencetest.Must(NeededOf(rri.Rate{Events: 1, Population: 1000}, rri.Rate{Events: 40, Population: 4000}, 2, 0.8, rri.Options{})),
}

func TestRoundTrips(t *testing.T) { referencetest.RoundTrips(t, roundTrips) }
