package index

import (
	"fmt"
	"math"
	"strconv"

	"github.com/seed-549880be/disparity/rri"
)

// Assessment is a ratio with all that this package says of its size.
type Assessment struct {
	Ratio rri.Estimate `json:"ratio"`
	Band  Position     `json:"band"` // of the plain ratio: see [FourFifths]
	// of the true ratio, as far as the data tell: see [Equivalence]
	Equivalence  EquivalenceTest `json:"equivalence"`
	ToParity     int64           `json:"to_parity"`      // events: see [EventsToParity]
	ToFourFifths int64           `json:"to_four_fifths"` // events: see [EventsToFourFifths]
}

// Assess returns the ratio of the group to the baseline with its position in the band from 4/5 to
// 5/4, the test of equivalence with that band, and the events to parity and to the band. Where an
// exposure is 0, positions are [Unclear] and numbers of events 0, and the ratio has the flag
// [rri.NoData].
//
// The error is that of [Equivalence].
func Assess[M rri.Measure](group, baseline M, o rri.Options) (Assessment, error) {
	var a Assessment
	var err error
	if a.Equivalence, err = Equivalence(group, baseline, 0, 0, o); err != nil {
		return Assessment{}, err
	}
	if a.Ratio, err = rri.Ratio(group, baseline, o); err != nil {
		return Assessment{}, fmt.Errorf("index: %w", err)
	}
	if needRates(group, baseline) != nil {
		return a, nil
	}
	a.Band = fourFifths(group, baseline)
	if a.ToParity, err = EventsToParity(group, baseline); err != nil {
		return Assessment{}, err
	}
	if a.ToFourFifths, err = EventsToFourFifths(group, baseline); err != nil {
		return Assessment{}, err
	}
	return a, nil
}

// String returns the assessment in one line, for people.
func (a Assessment) String() string {
	if math.IsNaN(a.Ratio.Value) {
		return "no ratio: no events in either group, or nothing they are out of"
	}
	if math.IsInf(a.Ratio.Value, 1) {
		return "no ratio: no events in the baseline, so that there is nothing to compare with"
	}
	shown := map[Position]string{
		Unclear: "the data do not show whether the true ratio is inside",
		Below:   "the data show the true ratio to be below",
		Within:  "the data show the true ratio to be inside",
		Above:   "the data show the true ratio to be above",
	}[a.Equivalence.Shown]
	text := fmt.Sprintf("ratio %.*f, %s the band %v to %v; %s", a.digits(), a.Ratio, a.Band, a.Equivalence.Lower, a.Equivalence.Upper, shown)
	if a.ToParity == 0 {
		return text + "; at parity"
	}
	text += fmt.Sprintf("; %s to parity", change(a.ToParity))
	if a.ToFourFifths != 0 {
		text += fmt.Sprintf(", %s to the band", change(a.ToFourFifths))
	}
	return text
}

// digits returns the decimals of the ratio and its limits: two, or as many as it takes that none of
// them prints as an edge of the band, or as parity, that it is not.
func (a Assessment) digits() int {
	const usual, most = 2, 15
	for digits := usual; digits < most; digits++ {
		apart := true
		for _, v := range []float64{a.Ratio.Value, a.Ratio.Lower, a.Ratio.Upper} {
			for _, edge := range []float64{a.Equivalence.Lower, 1, a.Equivalence.Upper} {
				// Equal but for rounding errors is equal.
				apart = apart && (math.Abs(v-edge) <= 1e-12*edge || strconv.FormatFloat(v, 'f', digits, 64) != strconv.FormatFloat(edge, 'f', digits, 64))
			}
		}
		if apart {
			return digits
		}
	}
	return usual
}

// change writes a number of events to add or take away.
func change(events int64) string {
	word, size := "more", events
	if events < 0 {
		word, size = "fewer", -events
	}
	if size == 1 {
		return fmt.Sprintf("1 %s event", word)
	}
	return fmt.Sprintf("%d %s events", size, word)
}
