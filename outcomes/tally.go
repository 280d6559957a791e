package outcomes

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"time"

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
	kinds  kinds
	blocks []*block // one a force and month with searches
	// the blocks by force and month, once there are more than a few
	at    map[forceMonth]*block
	last  *block    // that was added to last
	month secondsOf // of the last search that was added
	total int64     // of searches
	// of pairs of searches of one stop
	paired int64
	// the names of the columns that Kept of the cells is of; nil if these are not known
	keptNames []string
}

// secondsOf is a month, in seconds since 1970: from begin on, and before end. The zero value is
// none.
type secondsOf struct {
	month      Month
	begin, end int64
}

// of returns the month of a time as [MonthOf] does, which it asks where the month is another one.
func (s *secondsOf) of(t time.Time) Month {
	at := t.Unix()
	if at >= s.begin && at < s.end {
		return s.month
	}
	month := MonthOf(t)
	if month != 0 {
		*s = secondsOf{month, month.start().Unix(), (month + 1).start().Unix()}
	}
	return month
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
	w := s.words()
	t.addAlone(forceMonth{s.Force, t.month.of(s.Time)}, &w, 1)
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
	w := k.words()
	t.addAlone(k.forceMonth(), &w, n)
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
	t.cell(k).n += n
	t.total += n
}

// cell returns the cell of a key, for its count to be added to: a tally that has none gets it.
func (t *Tally) cell(k Key) *kindCount {
	w := k.words()
	return t.blockOf(k.forceMonth()).cell(&t.kinds, &w)
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
	if err := t.makeRoomForPairs(u); err != nil {
		return err
	}
	t.keptNames = names
	t.take(u)
	return nil
}

// take adds the blocks of u, for which there is room.
func (t *Tally) take(u *Tally) {
	if u == nil {
		return
	}
	numbers := make([]uint32, len(u.kinds.list))
	for kind, w := range u.kinds.list {
		numbers[kind] = t.kinds.number(w)
	}
	var l lists
	var cells []kindCount
	for _, b := range u.blocks {
		cells = cells[:0]
		for _, c := range l.cellsOf(b) {
			cells = append(cells, kindCount{numbers[c.kind], c.n})
		}
		pairs := l.pairsOf(b)
		for i, p := range pairs {
			pairs[i] = kindPair{numbers[p.first], numbers[p.second], p.n}
		}
		t.addBlock(b.forceMonth, cells, b.stops, pairs)
	}
}

// All returns the cells that hold searches, with their counts, in the order of [Key.Compare].
func (t *Tally) All() iter.Seq2[Key, int64] {
	return func(yield func(Key, int64) bool) {
		if t == nil {
			return
		}
		order, rank := t.kinds.inOrder()
		var l lists
		var cells []kindCount
		for _, b := range t.inOrder() {
			cells = b.ranked(&l, cells[:0], rank)
			for _, c := range cells {
				if !yield(t.kinds.list[order[c.kind]].key(b.forceMonth), c.n) {
					return
				}
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
func (t *Tally) Len() (n int) {
	for _, b := range t.list() {
		n += b.len()
	}
	return n
}

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
	if t.Total() != u.Total() || len(t.list()) != len(u.list()) || t.Total() > 0 && !slices.Equal(t.keptNames, u.keptNames) {
		return false
	}
	if t.Total() == 0 {
		return true
	}
	// the kinds of u by the numbers of t, or by others beyond these
	both := kinds{list: slices.Clip(t.kinds.list)}
	numbers := make([]uint32, len(u.kinds.list))
	for kind, w := range u.kinds.list {
		numbers[kind] = both.number(w)
	}
	counts := make([]int64, len(both.list))
	var l, m lists
	for _, b := range t.blocks {
		c := u.block(b.forceMonth)
		if c == nil || b.stops != c.stops || b.len() != c.len() || !slices.Equal(l.pairsOf(b), c.renumbered(&m, numbers)) {
			return false
		}
		for _, cell := range l.cellsOf(b) {
			counts[cell.kind] = cell.n
		}
		for _, cell := range m.cellsOf(c) {
			if counts[numbers[cell.kind]] != cell.n {
				return false
			}
		}
		for _, cell := range l.cellsOf(b) {
			counts[cell.kind] = 0
		}
	}
	return true
}

// CountBy counts the searches of t by whatever of returns for their cell: by month, by object, by
// two of them in a struct. of must not be nil.
func CountBy[G comparable](t *Tally, of func(Key) G) map[G]int64 {
	counts := make(map[G]int64)
	if t == nil {
		return counts
	}
	// Most answers are those of the cell before, or of the cell of that kind in another month. Each
	// has a number, so that they are looked up once.
	var answers []G
	var sums []int64
	numbers := make(map[G]int)
	last := make([]int, len(t.kinds.list)) // by kind, the number of the last answer
	before := 0
	var l lists
	for _, b := range t.blocks {
		for _, c := range l.cellsOf(b) {
			g := of(t.kinds.list[c.kind].key(b.forceMonth))
			n := before
			if n == len(answers) || answers[n] != g {
				n = last[c.kind]
			}
			if n == len(answers) || answers[n] != g {
				var known bool
				if n, known = numbers[g]; !known {
					n = len(answers)
					numbers[g] = n
					answers, sums = append(answers, g), append(sums, 0)
				}
			}
			sums[n] += c.n
			last[c.kind], before = n, n
		}
	}
	for n, g := range answers {
		counts[g] += sums[n]
	}
	return counts
}
