package outcomes

import (
	"math"
	"math/bits"
	"slices"
)

// stopRow is when and where one row was, and its cell. A stop is of one force, minute and place, so
// the rows of one stop are known by it, whatever files they are in.
type stopRow struct {
	place  uint64 // a hash of the two coordinates; 0 for no place
	minute int32
	cell   uint32 // twice the number of its cell, and 1 more if it does not match
}

// matches reports whether a row matches the filters, by its cell as a stopRow has it.
func matches(cell uint32) bool { return cell&1 == 0 }

// minuteOf returns the minute of a time in seconds since 1970. London is whole hours from UTC, so
// that its minute of the hour is that of London as well.
func minuteOf(unix int64) int32 { return int32(unix / 60) }

// minutesOfRows is what the rows of a force and month tell about whether stops can be told.
type minutesOfRows struct {
	rows     int64
	blank    int64 // of rows, those without a place
	matching int64 // of rows, those that match the filters
	byMinute [60]int64
}

// add adds a row, by the minute of its hour.
func (m *minutesOfRows) add(minute uint32, blank, matches bool) {
	m.rows++
	m.byMinute[minute]++
	if blank {
		m.blank++
	}
	if matches {
		m.matching++
	}
}

// status says whether stops can be told, and how many rows stand for a stop of their own. days is
// how many days the month has.
func (m *minutesOfRows) status(days int64) (status StopsStatus, alone int64) {
	// Rows without a place are told apart by their minute where fewer than 0.05 fall into one.
	if m.blank*20 >= days*24*60 {
		alone = m.blank
	}
	switch {
	case m.rows < 3: // of two, half are at one minute of the hour
		return StopsTooFew, alone
	// Most of the rows at midnight, which is no time but a date, are more than 40 % at minute 0.
	case slices.Max(m.byMinute[:])*5 > m.rows*2:
		return StopsWithoutMinutes, alone
	case alone*2 > m.rows:
		return StopsWithoutPlaces, alone
	}
	return StopsTold, alone
}

// coincidences returns how many pairs of rows fall into one minute by chance, where so many of one
// place and hour fall into two. If each falls into the minutes of the hour as all rows do, that is
// D·S/(1−S), S being the sum of the squared shares of the minutes.
func (m *minutesOfRows) coincidences(apart int64) float64 {
	var squares int64
	for _, n := range m.byMinute {
		squares += n * n
	}
	return float64(apart) * float64(squares) / float64(m.rows*m.rows-squares)
}

// maxCellPairs is how many pairs of different cells the stops of a force and month may have, to
// each row. Those of real files have less than one. Where stops are of more than 30 people each on
// average, no two alike, their times and places stand for something else; and the pairs would take
// memory with the square of the rows.
const maxCellPairs = 16

// stopFinder finds the stops of one force and month after the other. It keeps its memory.
type stopFinder struct {
	seen minutesOfRows
	// The rows in any order: the hour of each, and its place, the minute in the hour, and its cell
	// as a stopRow has it, in one word.
	at    []uint16
	list  []uint64
	rows  []uint64 // the same words, in order of the hour and of the word
	hours []int    // where the rows of each hour end
	// how many bits of a word the cell has
	cellBits int
	places   hashNumbers
	counts   []cellCount
	pairs    []kindPair
}

const minuteBits = 6

// cellCount is how many searches of a stop are of one cell.
type cellCount struct {
	cell uint32
	n    int64
}

// find returns what the parts that count tell of the stops of a force and month, and the pairs of
// searches of one stop, by the kinds of c, which has counted them. All rows tell whether stops are
// known, those that do not match the filters among them; pairs are of those that match, and are
// good until the next force and month is looked at.
func (f *stopFinder) find(of forceMonth, parts []*monthPart, c *partCounts) (stops stopsOf, pairs []kindPair) {
	if of.month == 0 {
		return stops, nil // times of no month, which may be before 1970
	}
	f.gather(of.month, parts, c)
	seen := &f.seen
	if seen.matching == 0 {
		return stops, nil
	}
	stops.rows = seen.rows
	stops.status, stops.alone = seen.status(int64(daysIn(of.month.Year(), int(of.month.Month()))))
	if stops.status != StopsTold {
		return stops, nil
	}
	f.sort(stops.alone == 0)
	apart, ok := f.look(maxCellPairs * seen.rows)
	if !ok {
		stops.status = StopsWithoutMinutes
		return stops, nil
	}
	stops.coincidences = seen.coincidences(apart)
	return stops, f.pairs
}

// gather lists the rows.
func (f *stopFinder) gather(month Month, parts []*monthPart, c *partCounts) {
	f.seen, f.at, f.list = minutesOfRows{}, f.at[:0], f.list[:0]
	f.cellBits = bits.Len(uint(len(c.kinds.list))) + 1
	byNumber := onlyDictionary(parts) != nil && !slices.ContainsFunc(parts, (*monthPart).hasHalfPlaces)
	if !byNumber {
		f.places.begin(parts)
	}
	for _, p := range parts {
		if p.saved != nil {
			f.gatherSaved(month, p.saved, c)
		}
		for _, s := range p.segments {
			kinds := c.numbers(s.of)
			for _, rows := range s.rows.blocks {
				for _, w := range rows {
					place := uint64(w.place())
					if !byNumber {
						place = f.places.number(s.of.places.at(w.place()).hash())
					}
					f.add(uint32(w.second()/60)+60, place, kindAt(kinds, w.meaning())<<1|uint32(w&1))
				}
			}
		}
	}
}

// gatherSaved lists the rows of a part that was read from a saved file, some of which may be before
// the month begins in London.
func (f *stopFinder) gatherSaved(month Month, p *savedRows, c *partCounts) {
	kinds, first := c.savedKinds(p), minuteOf(monthStart(month))-60
	for _, r := range p.stops {
		f.add(uint32(r.minute-first), f.places.number(r.place), kinds[r.cell>>1]<<1|r.cell&1)
	}
}

// hasHalfPlaces reports whether the dictionary of p has a place with one coordinate alone, which is
// no place.
func (p *monthPart) hasHalfPlaces() bool {
	return slices.ContainsFunc(p.segments, func(s *segment) bool { return s.of.half })
}

// add lists a row, by its minute since an hour before the month began.
func (f *stopFinder) add(minute uint32, place uint64, cell uint32) {
	f.seen.add(minute%60, place == 0, matches(cell))
	f.at = append(f.at, uint16(minute/60))
	f.list = append(f.list, place<<(minuteBits+f.cellBits)|uint64(minute%60)<<f.cellBits|uint64(cell))
}

// sort puts the rows in order. Those without a place are left out unless they are joined.
func (f *stopFinder) sort(joined bool) {
	least := uint64(0)
	if !joined {
		least = 1 << (minuteBits + f.cellBits)
	}
	f.hours = append(f.hours[:0], make([]int, int(slices.Max(f.at))+2)...)
	for i, row := range f.list {
		if row >= least {
			f.hours[f.at[i]+1]++
		}
	}
	for hour := 1; hour < len(f.hours); hour++ {
		f.hours[hour] += f.hours[hour-1]
	}
	n := f.hours[len(f.hours)-1]
	f.rows = slices.Grow(f.rows[:0], n)[:n]
	for i, row := range f.list {
		if row >= least {
			at := &f.hours[f.at[i]]
			f.rows[*at] = row
			*at++
		}
	}
	f.hours = f.hours[:len(f.hours)-1]
	begin := 0
	for _, end := range f.hours {
		sortHour(f.rows[begin:end])
		begin = end
	}
}

// sortHour puts the rows of an hour in order. Most hours have a few, for which nothing is faster
// than to insert one after the other.
func sortHour(rows []uint64) {
	if len(rows) > 64 {
		slices.Sort(rows)
		return
	}
	for i := 1; i < len(rows); i++ {
		row, at := rows[i], i
		for ; at > 0 && row < rows[at-1]; at-- {
			rows[at] = rows[at-1]
		}
		rows[at] = row
	}
}

// look returns how many pairs of rows are of one place and hour and of different minutes, and lists
// the pairs of searches of every stop, of those that match the filters; two cells may have several.
// ok is false if the stops have more pairs of different cells than most.
func (f *stopFinder) look(most int64) (apart int64, ok bool) {
	f.pairs = f.pairs[:0]
	begin, cellPairs := 0, int64(0)
	for _, end := range f.hours {
		rows := f.rows[begin:end]
		begin = end
		var before int64 // rows of this place, in the minutes before
		for len(rows) > 0 {
			stop, n := rows[0]>>f.cellBits, 1
			for n < len(rows) && rows[n]>>f.cellBits == stop {
				n++
			}
			apart += before * int64(n)
			if n > 1 {
				if cellPairs += f.pair(rows[:n], most-cellPairs); cellPairs > most {
					return 0, false
				}
			}
			before += int64(n)
			if rows = rows[n:]; len(rows) > 0 && rows[0]>>(minuteBits+f.cellBits) != stop>>minuteBits {
				before = 0
			}
		}
	}
	return apart, true
}

// pair returns how many pairs of different cells a stop has, of all rows, and lists its pairs
// unless there are more of these than most.
func (f *stopFinder) pair(rows []uint64, most int64) (cellPairs int64) {
	f.counts = f.counts[:0]
	cells, last := int64(0), uint64(math.MaxUint64)
	for _, row := range rows {
		cell := row & (1<<f.cellBits - 1)
		if cell>>1 != last {
			cellPairs += cells
			cells++
		}
		last = cell >> 1
		switch n := len(f.counts) - 1; {
		case !matches(uint32(cell)):
		case n >= 0 && f.counts[n].cell == uint32(last):
			f.counts[n].n++
		default:
			f.counts = append(f.counts, cellCount{uint32(last), 1})
		}
	}
	if cellPairs > most {
		return cellPairs
	}
	for i, a := range f.counts {
		if a.n > 1 {
			f.pairs = append(f.pairs, kindPair{a.cell, a.cell, a.n * (a.n - 1) / 2})
		}
		for _, b := range f.counts[:i] {
			f.pairs = append(f.pairs, kindPair{a.cell, b.cell, a.n * b.n})
		}
	}
	return cellPairs
}

// hashNumbers gives the hashes of places numbers from 1 on, where rows are of several dictionaries.
// It keeps its memory.
type hashNumbers struct {
	slots []struct{ hash, number uint64 }
	n     uint64
}

// begin makes room for the places of parts, and forgets those before.
func (h *hashNumbers) begin(parts []*monthPart) {
	rows := 0
	for _, p := range parts {
		if p.saved != nil {
			rows += len(p.saved.stops)
		}
		for _, s := range p.segments {
			rows += s.rows.n
		}
	}
	width := bits.Len(uint(rows)) + 1
	h.slots = slices.Grow(h.slots[:0], 1<<width)[:1<<width]
	clear(h.slots)
	h.n = 0
}

// number returns the number of a place, by its hash; 0 for none.
func (h *hashNumbers) number(hash uint64) uint64 {
	if hash == 0 {
		return 0
	}
	i := hash & uint64(len(h.slots)-1)
	for h.slots[i].hash != 0 && h.slots[i].hash != hash {
		i = (i + 1) & uint64(len(h.slots)-1)
	}
	if h.slots[i].hash == 0 {
		h.n++
		h.slots[i].hash, h.slots[i].number = hash, h.n
	}
	return h.slots[i].number
}
