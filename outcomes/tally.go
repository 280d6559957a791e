package outcomes

import (
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"

	"github.com/seed-549880be/disparity/outcomes/internal/quote"
	"github.com/seed-549880be/disparity/rri"
)

// Tally counts searches by what they have in common: a cube of whole numbers, whose cells are
// [Key]. Every measure of this package is a sum over it. Counts are added and never divided, so
// neither the order of searches nor the way they are shared out among tallies that are merged later
// changes a result.
//
// It also counts the pairs of searches that were made at one stop, by their two cells, in the
// forces and months where the records tell stops ([Tally.Pairs], [Tally.Stops]), so that a part of
// the tally has those of that part. An [Extract] finds them; to count searches one by one finds
// none.
//
// A tally holds at most [rri.MaxCount] searches, 2^53: what would take it beyond is an error, and
// leaves it as it was.
//
// The zero value is an empty tally. So is a nil *Tally to whatever reads it; to count in one is an
// error, rather than to lose searches. A tally may be read by several goroutines at once, and
// written to by one.
//
// A tally is stored as CSV, by [Tally.WriteCSV] and [ReadTally]. To encoding/json it is an error.
type Tally struct {
	cells  map[Key]int64
	months map[forceMonth]bool // those of the cells
	total  int64               // the sum of the cells
	// of the forces and months of which stops were looked for
	stops map[forceMonth]stopsOf
	// of searches of one stop, in the forces and months where stops are told
	pairs  map[Pair]int64
	paired int64 // the sum of the pairs
	// the names of the columns that Kept of the cells is of; nil if these are not known
	keptNames []string
}

// all returns the cells, none of a nil tally.
func (t *Tally) all() map[Key]int64 {
	if t == nil {
		return nil
	}
	return t.cells
}

// Add counts one search. Who was stopped with whom in its force and month is not known from then on
// ([StopsNotCounted]). It is an error if t holds [rri.MaxCount] searches already, or if t is nil.
func (t *Tally) Add(s Search) error {
	if t == nil {
		return errNilTally
	}
	if err := room(t.total, 1); err != nil {
		return err
	}
	t.addAlone(s.Key(), 1)
	return nil
}

// AddCount counts n searches in one cell, as weighted tables give them. Who was stopped with whom
// in their force and month is not known from then on, as with [Tally.Add]. It is an error if n is
// negative, if t would hold more than [rri.MaxCount], or if t is nil.
func (t *Tally) AddCount(k Key, n int64) error {
	if t == nil {
		return errNilTally
	}
	if err := room(t.total, n); err != nil {
		return err
	}
	t.addAlone(k, n)
	return nil
}

var errNilTally = errors.New("outcomes: counting in a nil Tally: want new(Tally)")

// room reports why n searches cannot be added to so many, or nil.
func room(total, n int64) error {
	if n < 0 {
		return fmt.Errorf("outcomes: %d searches: want a count of 0 or more", n)
	}
	if n > rri.MaxCount-total {
		return fmt.Errorf("outcomes: %d searches beside %d: all together are at most 2^53", n, total)
	}
	return nil
}

// add counts n searches, for which there is room: they are one, or were counted in another tally
// before.
func (t *Tally) add(k Key, n int64) {
	if n == 0 {
		return
	}
	if t.cells == nil {
		t.cells = make(map[Key]int64)
	}
	before := len(t.cells)
	t.cells[k] += n
	t.total += n
	if len(t.cells) == before {
		return
	}
	if t.months == nil {
		t.months = make(map[forceMonth]bool)
	}
	t.months[k.forceMonth()] = true
}

// Merge adds the counts of u to t. It is associative and commutative, and an empty tally changes
// nothing. What is known of stops stays so for a force and month of which only one of the two has
// searches; where both have some, it is [StopsNotCounted], since a stop may have people in both. To
// keep the stops of files that complete each other, merge their extracts: [Extract.Merge].
//
// It is an error, and changes nothing, if t would hold more than [rri.MaxCount] searches or pairs,
// if both have searches and other columns were kept of them ([Tally.Kept]), if u is t itself, whose
// searches would count twice, or if t is nil.
func (t *Tally) Merge(u *Tally) error {
	if t == nil {
		return errNilTally
	}
	if t == u && t.Total() > 0 {
		return errors.New("outcomes: a tally merged with itself: its searches would count twice")
	}
	if err := room(t.Total(), u.Total()); err != nil {
		return err
	}
	names, err := t.namesWith(u)
	if err != nil {
		return err
	}
	if err := t.mergeStops(u); err != nil {
		return err
	}
	t.keptNames = names
	for k, n := range u.all() {
		t.add(k, n)
	}
	return nil
}

// All returns the cells that hold searches, with their counts, in the order of [Key.Compare].
func (t *Tally) All() iter.Seq2[Key, int64] {
	return func(yield func(Key, int64) bool) {
		for _, k := range slices.SortedFunc(maps.Keys(t.all()), Key.Compare) {
			if !yield(k, t.all()[k]) {
				return
			}
		}
	}
}

// Total returns the number of searches, of vehicles alone among them.
func (t *Tally) Total() int64 {
	if t == nil {
		return 0
	}
	return t.total
}

// Len returns the number of cells that hold searches.
func (t *Tally) Len() int { return len(t.all()) }

// Kept returns the names of the columns that were kept, in the order in which Key.Kept has their
// values: those of [ReadOptions].Keep, for what an [Extract] has read. It is nil if none was.
func (t *Tally) Kept() []string {
	if t == nil {
		return nil
	}
	return slices.Clone(t.keptNames)
}

// namesWith returns the names of the columns that were kept of the searches of t and of u. The
// error is that they are of other columns. Of a tally without searches they do not matter.
func (t *Tally) namesWith(u *Tally) ([]string, error) {
	switch {
	case u.Total() == 0:
		return t.keptNames, nil
	case t.Total() == 0:
		return u.keptNames, nil
	case !slices.Equal(t.keptNames, u.keptNames):
		return nil, otherKept(t.keptNames, u.keptNames)
	}
	return t.keptNames, nil
}

// otherKept is the error of what was read with other columns kept.
func otherKept(one, other []string) error {
	name := func(names []string) string {
		if len(names) == 0 {
			return "none"
		}
		return quote.QuotedList(names)
	}
	return fmt.Errorf("outcomes: the columns that are kept are %s here and %s there: want the same, in the same order", name(one), name(other))
}

// Equal reports whether t and u have the same counts, of the same columns that were kept, the same
// pairs, and know the same of stops.
func (t *Tally) Equal(u *Tally) bool {
	return (t.Total() == 0 || slices.Equal(t.Kept(), u.Kept())) &&
		maps.Equal(t.all(), u.all()) && maps.Equal(t.records(), u.records()) && maps.Equal(t.allPairs(), u.allPairs())
}

// CountBy counts the searches of t by whatever of returns for their cell: by month, by object, by
// two of them in a struct. of must not be nil.
func CountBy[G comparable](t *Tally, of func(Key) G) map[G]int64 {
	counts := make(map[G]int64)
	for k, n := range t.all() {
		counts[of(k)] += n
	}
	return counts
}
