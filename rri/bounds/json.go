package bounds

import (
	"encoding/json"
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri/internal/strictjson"
)

// What is not in an object that is read is NaN, as null is.

type boundsJSON struct {
	Lower strictjson.Number `json:"lower"`
	Upper strictjson.Number `json:"upper"`
}

// MarshalJSON writes an object with lower and upper: NaN as null, infinity as the string "Inf", and
// every other number so that it reads back to the same float64.
func (b Bounds) MarshalJSON() ([]byte, error) {
	return json.Marshal(boundsJSON{strictjson.Number(b.Lower), strictjson.Number(b.Upper)})
}

// UnmarshalJSON reads what [Bounds.MarshalJSON] writes.
func (b *Bounds) UnmarshalJSON(data []byte) error {
	nan := strictjson.Number(math.NaN())
	in := boundsJSON{nan, nan}
	if err := strictjson.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("bounds: %w", err)
	}
	*b = Bounds{float64(in.Lower), float64(in.Upper)}
	return nil
}

type tippingJSON struct {
	Share strictjson.Number `json:"share"`
}

// MarshalJSON writes an object with share: NaN as null, and every other number so that it reads
// back to the same float64.
func (t Tipping) MarshalJSON() ([]byte, error) {
	return json.Marshal(tippingJSON{strictjson.Number(t.Share)})
}

// UnmarshalJSON reads what [Tipping.MarshalJSON] writes.
func (t *Tipping) UnmarshalJSON(data []byte) error {
	in := tippingJSON{strictjson.Number(math.NaN())}
	if err := strictjson.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("bounds: tipping: %w", err)
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
	return json.Marshal(intervalJSON{boundsJSON{strictjson.Number(i.Lower), strictjson.Number(i.Upper)}, i.Level})
}

// UnmarshalJSON reads what [Interval.MarshalJSON] writes.
func (i *Interval) UnmarshalJSON(data []byte) error {
	nan := strictjson.Number(math.NaN())
	in := intervalJSON{boundsJSON: boundsJSON{nan, nan}}
	if err := strictjson.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("bounds: interval: %w", err)
	}
	*i = Interval{float64(in.Lower), float64(in.Upper), in.Level}
	return nil
}
