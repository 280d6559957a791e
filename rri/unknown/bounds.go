package unknown

import (
	"encoding/json"
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/strictjson"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// Assumption says what is assumed of the unknown. The zero value assumes nothing.
type Assumption struct {
	// AtMost limits how the groups of the unknown differ from those of the known: no group is more
	// than AtMost times as large a share of the unknown as it is of the known. (Of proportions,
	// among people of the same outcome.) 1 says that the unknown are like the known; 0 stands for
	// no limit. Other values below 1 cannot hold of every group, and are an error. A group that
	// nobody is known to be in gets nobody under any limit.
	//
	// Shares under a limit are not rounded to whole people.
	AtMost float64
}

func (o Assumption) validate() error {
	if o.AtMost != 0 && !(o.AtMost >= 1 && !math.IsInf(o.AtMost, 1)) {
		return fmt.Errorf("at most %v times as likely: %w: want 1 or more, or 0 for no limit", o.AtMost, rri.ErrOption)
	}
	return nil
}

// limit returns the most of n unknown that can be of a group that has part of the whole of the
// known.
func (o Assumption) limit(n, part, whole float64) float64 {
	if o.AtMost == 0 {
		return n
	}
	if whole == 0 {
		return 0
	}
	return math.Min(n, o.AtMost*n*(part/whole))
}

// least returns the fewest of n unknown that can be of a group that has part of the whole of the
// known, the other groups having all that they can.
func (o Assumption) least(n, part, whole float64) float64 {
	if o.AtMost == 0 || whole == 0 {
		return 0
	}
	return n * math.Max(0, whole-o.AtMost*(whole-part)) / whole
}

// Bounds are the lowest and the highest value of an index over every way in which the unknown could
// fall. Both NaN if there is no index.
type Bounds struct{ Lower, Upper float64 }

// Holds reports whether v is between the bounds. NaN never is.
func (b Bounds) Holds(v float64) bool { return b.Lower <= v && v <= b.Upper }

// String returns the bounds for people, as "2.80 to 19.15": with two decimals, and more where they
// would print alike or one of them as 1 without being it. NaN is "—", infinity "∞".
func (b Bounds) String() string {
	lower, upper, _ := sheet.Limits(sheet.Ratio, b.Lower, b.Upper, 2, 1)
	return lower + " to " + upper
}

type boundsJSON struct {
	Lower strictjson.Number `json:"lower"`
	Upper strictjson.Number `json:"upper"`
}

// MarshalJSON writes an object with lower and upper: NaN as null, infinity as the string "Inf", and
// every other number so that it reads back to the same float64.
func (b Bounds) MarshalJSON() ([]byte, error) {
	return json.Marshal(boundsJSON{strictjson.Number(b.Lower), strictjson.Number(b.Upper)})
}

// UnmarshalJSON reads what [Bounds.MarshalJSON] writes. What is not in the object is NaN, as null
// is.
func (b *Bounds) UnmarshalJSON(data []byte) error {
	nan := strictjson.Number(math.NaN())
	in := boundsJSON{nan, nan}
	if err := strictjson.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("unknown: bounds: %w", err)
	}
	*b = Bounds{float64(in.Lower), float64(in.Upper)}
	return nil
}

// field is a count with the name of its field and of what it counts, for errors.
type field struct {
	name, noun string
	n          int64
}

// checkCounts reports the first count that is out of range, without the name of the package.
func checkCounts(counts ...field) error {
	var total int64
	for _, c := range counts {
		if c.n < 0 {
			return fmt.Errorf("%s: %d %s: %w: give a count of 0 or more", c.name, c.n, c.noun, rri.ErrCount)
		}
		if c.n > rri.MaxCount-total {
			return fmt.Errorf("%s: %d %s: %w: give at most 2^53 in all", c.name, c.n, c.noun, rri.ErrCount)
		}
		total += c.n
	}
	return nil
}

// divide is x/y, with 0/0 as NaN and no negative zero.
func divide(x, y float64) float64 {
	if x == 0 && y == 0 {
		return math.NaN()
	}
	return x / y
}
