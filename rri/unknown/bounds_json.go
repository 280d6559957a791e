package unknown

import (
	"encoding/json"
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri/internal/present"
)

// What is not in an object that is read is NaN, as null is.

type boundsJSON struct {
	Lower present.Number `json:"lower"`
	Upper present.Number `json:"upper"`
}

// MarshalJSON writes an object with lower and upper: NaN as null, infinity as the string "Inf", and
// every other number so that it reads back to the same float64.
func (b Bounds) MarshalJSON() ([]byte, error) {
	return json.Marshal(boundsJSON{present.Number(b.Lower), present.Number(b.Upper)})
}

// UnmarshalJSON reads what [Bounds.MarshalJSON] writes.
func (b *Bounds) UnmarshalJSON(data []byte) error {
	nan := present.Number(math.NaN())
	in := boundsJSON{nan, nan}
	if err := present.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("unknown: %w", err)
	}
	*b = Bounds{float64(in.Lower), float64(in.Upper)}
	return nil
}

type tippingJSON struct {
	Share present.Number `json:"share"`
}

// MarshalJSON writes an object with share: NaN as null, and every other number so that it reads
// back to the same float64.
func (t Tipping) MarshalJSON() ([]byte, error) {
	return json.Marshal(tippingJSON{present.Number(t.Share)})
}

// UnmarshalJSON reads what [Tipping.MarshalJSON] writes.
func (t *Tipping) UnmarshalJSON(data []byte) error {
	in := tippingJSON{present.Number(math.NaN())}
	if err := present.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("unknown: tipping: %w", err)
	}
	*t = Tipping{float64(in.Share)}
	return nil
}

type intervalJSON struct {
	boundsJSON
	Level float64 `json:"level"`
}

// MarshalJSON writes an object with lower and upper, as [Bounds.MarshalJSON] does, and level.
func (i Interval) MarshalJSON() ([]byte, error) {
	return json.Marshal(intervalJSON{boundsJSON{present.Number(i.Lower), present.Number(i.Upper)}, i.Level})
}

// UnmarshalJSON reads what [Interval.MarshalJSON] writes.
func (i *Interval) UnmarshalJSON(data []byte) error {
	nan := present.Number(math.NaN())
	in := intervalJSON{boundsJSON: boundsJSON{nan, nan}}
	if err := present.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("unknown: interval: %w", err)
	}
	*i = Interval{float64(in.Lower), float64(in.Upper), in.Level}
	return nil
}
