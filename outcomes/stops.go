package outcomes

import (
	"iter"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/internal/enum"
)

// Stops is what a tally knows of the searches of one force and month that were made at one stop: of
// one force, minute and place.
type Stops struct {
	Force  ethnicity.Force `json:"force"`
	Month  Month           `json:"month"`
	Status StopsStatus     `json:"status"`
	// Rows is how many rows of the force and month stops were looked for among, whatever part of
	// them the tally holds.
	Rows int64 `json:"rows"`
	// Alone is how many of Rows have no place, and stand for a stop of their own each, since too
	// many such rows fall into one minute by chance.
	Alone int64 `json:"alone"`
	// Coincidences is how many pairs of Rows are expected to share minute and place by chance.
	Coincidences float64 `json:"coincidences"`
	// Pairs is how many pairs of searches of the tally were made at one stop, coincidences among
	// them.
	Pairs int64 `json:"pairs"`
}

// StopsStatus says whether the people who were stopped together are known. The zero value is
// [StopsNotCounted].
type StopsStatus uint8

// The statuses.
const (
	// nobody looked for stops: the searches were counted one by one, or merged from tallies that
	// had parts of one force and month
	StopsNotCounted StopsStatus = iota
	// stops are known
	StopsTold
	// the times have no minutes: more than 40 % of the rows stand at one minute of the hour. Also
	// where so many unlike rows share minute and place, more than 30 at each, that they are no
	// people of one stop
	StopsWithoutMinutes
	// most rows have no place, and are too many to be told apart by their minute
	StopsWithoutPlaces
	// fewer than three rows, which cannot show whether times have minutes
	StopsTooFew
)

var stopsStatusNames = enum.New[StopsStatus]("status of stops", [][]string{
	StopsNotCounted:     {"not counted"},
	StopsTold:           {"told"},
	StopsWithoutMinutes: {"no minutes"},
	StopsWithoutPlaces:  {"no places"},
	StopsTooFew:         {"too few rows"},
})

// String returns the canonical name of s, as [ParseStopsStatus] reads it. It returns
// "StopsStatus(99)" for a number that is no status.
func (s StopsStatus) String() string { return stopsStatusNames.String(s) }

// AppendText appends the canonical name of s. It is an error if s is no status.
func (s StopsStatus) AppendText(b []byte) ([]byte, error) { return stopsStatusNames.AppendText(b, s) }

// MarshalText returns the canonical name of s. It is an error if s is no status.
func (s StopsStatus) MarshalText() ([]byte, error) { return s.AppendText(nil) }

// UnmarshalText reads what [ParseStopsStatus] reads, so that a StopsStatus works with JSON and CSV.
func (s *StopsStatus) UnmarshalText(text []byte) error {
	return enum.UnmarshalText(text, s, ParseStopsStatus)
}

// ParseStopsStatus returns the status of that name, in any letter case. The error lists the names.
func ParseStopsStatus(name string) (StopsStatus, error) { return stopsStatusNames.Parse(name) }

// StopsStatuses returns every status in the order of the constants.
func StopsStatuses() iter.Seq[StopsStatus] { return stopsStatusNames.Values() }

// Pair is two cells whose searches were made at one stop: First does not come after Second by
// [Key.Compare], and both are of one force and month.
type Pair struct {
	First  Key `json:"first"`
	Second Key `json:"second"`
}

// stopsOf is what is known of the stops of one force and month, beside its pairs.
type stopsOf struct {
	status       StopsStatus
	rows, alone  int64
	coincidences float64
}
