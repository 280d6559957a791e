package choices

import (
	"encoding/json"
	"fmt"

	"github.com/seed-549880be/disparity/outcomes/internal/quote"
)

// oneJSON is the form of a Combination by itself in JSON.
type oneJSON struct {
	Ways  []int  `json:"ways"`
	Index number `json:"index"`
	Lower number `json:"lower"`
	Upper number `json:"upper"`
}

// MarshalJSON writes an object with ways, the places of the ways, and index, lower and upper, NaN
// as null and infinity as "Inf".
func (c Combination) MarshalJSON() ([]byte, error) {
	return json.Marshal(oneJSON{c.Ways, number(c.Index), number(c.Lower), number(c.Upper)})
}

// UnmarshalJSON reads what [Combination.MarshalJSON] writes.
func (c *Combination) UnmarshalJSON(data []byte) error {
	var in oneJSON
	if err := json.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("choices: reading a combination: %w", quote.Outside(err))
	}
	*c = Combination{in.Ways, float64(in.Index), float64(in.Lower), float64(in.Upper)}
	return nil
}

// MarshalJSON writes an object with choice; of, which is "index" or "lower limit"; share; and
// means, a list of objects with way and mean, NaN as null.
func (s Share) MarshalJSON() ([]byte, error) { return json.Marshal(s.json()) }

// json returns the form of a share in JSON.
func (s Share) json() shareJSON {
	out := shareJSON{Choice: s.Choice, Of: ofIndex, Share: number(s.Share), Means: []meanJSON{}}
	if s.Lower {
		out.Of = ofLowerLimit
	}
	for j, way := range s.Ways.Ways {
		out.Means = append(out.Means, meanJSON{way, number(s.Means[j])})
	}
	return out
}

// UnmarshalJSON reads what [Share.MarshalJSON] writes.
func (s *Share) UnmarshalJSON(data []byte) error {
	var in shareJSON
	if err := json.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("choices: reading a share: %w", quote.Outside(err))
	}
	got := Share{Ways: Ways{Choice: in.Choice}, Lower: in.Of == ofLowerLimit, Share: float64(in.Share)}
	for _, mean := range in.Means {
		got.Ways.Ways, got.Means = append(got.Ways.Ways, mean.Way), append(got.Means, float64(mean.Mean))
	}
	*s = got
	return nil
}
