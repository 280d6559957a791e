package outcomes

import (
	"cmp"
	"math"
	"slices"
)

// stopRow is when and where one row was, and its cell. A stop is of one force, minute and place, so
// the rows of one stop are known by it, whatever files they are in.
type stopRow struct {
	place  uint64 // a hash of the two coordinates; 0 for no place
	minute int32
	cell   uint32 // twice the number of its cell, and 1 more if it does not match
}

// matches reports whether a row matches the filters.
func (a stopRow) matches() bool { return matches(a.cell) }

// matches reports whether a row matches the filters, by its cell as a stopRow has it.
func matches(cell uint32) bool { return cell&1 == 0 }

// minuteOf returns the minute of a time in seconds since 1970. London is whole hours from UTC, so
// that its minute of the hour is that of London as well.
func minuteOf(unix int64) int32 { return int32(unix / 60) }

// compare orders rows of one hour so that those of one place follow one another, and of these those
// of one minute, cell by cell.
func (a stopRow) compare(b stopRow) int {
	switch {
	case a.place != b.place:
		return cmp.Compare(a.place, b.place)
	case a.minute != b.minute:
		return cmp.Compare(a.minute, b.minute)
	}
	return cmp.Compare(a.cell, b.cell)
}

// before reports whether a comes before b, as compare has it.
func (a stopRow) before(b stopRow) bool {
	return a.place < b.place || a.place == b.place && a.compare(b) < 0
}

// minutesOfRows is what the rows of a force and month tell about whether stops can be told.
type minutesOfRows struct {
	rows     int64
	blank    int64 // of rows, those without a place
	matching int64 // of rows, those that match the filters
	byMinute [60]int64
}

func (m *minutesOfRows) add(r stopRow) {
	m.rows++
	m.byMinute[r.minute%60]++
	if r.place == 0 {
		m.blank++
	}
	if r.matches() {
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
	list   []stopRow // in any order
	rows   []stopRow // in order of hour, place, minute and cell
	hours  []int     // where the rows of each hour end
	counts []cellCount
}

// cellCount is how many searches of a stop are of one cell.
type cellCount struct {
	cell uint32
	n    int64
}

// find returns what the parts that count tell of the stops of a force and month, and the pairs of
// searches of one stop, by the kinds of c, which has counted them. All rows tell whether stops are
// known, those that do not match the filters among them; pairs are of those that match.
func (f *stopFinder) find(of forceMonth, parts []*monthPart, c *partCounts) (stops stopsOf, pairs []kindPair) {
	if of.month == 0 {
		return stops, nil // times of no month, which may be before 1970
	}
	f.list = f.list[:0]
	for _, p := range parts {
		f.list = p.appendStops(f.list, c)
	}
	var seen minutesOfRows
	for _, r := range f.list {
		seen.add(r)
	}
	if seen.matching == 0 {
		return stops, nil
	}
	stops.rows = seen.rows
	stops.status, stops.alone = seen.status(int64(daysIn(of.month.Year(), int(of.month.Month()))))
	if stops.status != StopsTold {
		return stops, nil
	}
	f.gather(stops.alone == 0)
	apart, cellPairs := f.look()
	if cellPairs > maxCellPairs*seen.rows {
		stops.status = StopsWithoutMinutes
		return stops, nil
	}
	stops.coincidences = seen.coincidences(apart)
	return stops, f.pairs()
}

// appendStops appends when and where the rows of p were, with twice the kinds that c gives their
// cells, and 1 more for a row that does not match the filters. c has counted p.
func (p *monthPart) appendStops(list []stopRow, c *partCounts) []stopRow {
	if p.saved != nil {
		kinds := c.savedKinds(p.saved)
		for _, r := range p.saved.stops {
			r.cell = kinds[r.cell>>1]<<1 | r.cell&1
			list = append(list, r)
		}
		return list
	}
	start := monthStart(p.month)
	for _, s := range p.segments {
		kinds := c.numbers(s.of)
		for w := range s.all() {
			at := s.of.places.at(w.place())
			list = append(list, stopRow{at.hash(), minuteOf(start + w.second()), (kinds[w.meaning()]-1)<<1 | uint32(w&1)})
		}
	}
	return list
}

// gather puts the rows in order. Those without a place are left out unless they are joined.
func (f *stopFinder) gather(joined bool) {
	first, last := int32(math.MaxInt32), int32(0)
	for _, r := range f.list {
		first, last = min(first, r.minute/60), max(last, r.minute/60)
	}
	f.hours = append(f.hours[:0], make([]int, last-first+2)...)
	for _, r := range f.list {
		if joined || r.place != 0 {
			f.hours[r.minute/60-first+1]++
		}
	}
	for hour := 1; hour < len(f.hours); hour++ {
		f.hours[hour] += f.hours[hour-1]
	}
	n := f.hours[len(f.hours)-1]
	f.rows = slices.Grow(f.rows[:0], n)[:n]
	for _, r := range f.list {
		if joined || r.place != 0 {
			at := &f.hours[r.minute/60-first]
			f.rows[*at] = r
			*at++
		}
	}
	begin := 0
	for _, end := range f.hours[:len(f.hours)-1] {
		sortHour(f.rows[begin:end])
		begin = end
	}
}

// sortHour puts the rows of an hour in order. Most hours have a few, for which nothing is faster
// than to insert one after the other.
func sortHour(rows []stopRow) {
	if len(rows) > 64 {
		slices.SortFunc(rows, stopRow.compare)
		return
	}
	for i := 1; i < len(rows); i++ {
		row, at := rows[i], i
		for ; at > 0 && row.before(rows[at-1]); at-- {
			rows[at] = rows[at-1]
		}
		rows[at] = row
	}
}

// stopEnd returns where the stop ends that begins at a row.
func (f *stopFinder) stopEnd(begin int) int {
	end := begin + 1
	for end < len(f.rows) && f.rows[end].minute == f.rows[begin].minute && f.rows[end].place == f.rows[begin].place {
		end++
	}
	return end
}

// look returns how many pairs of rows are of one place and hour and of different minutes, and how
// many pairs of different cells the stops have.
func (f *stopFinder) look() (apart, cellPairs int64) {
	var before int64 // rows of this place and hour, in the minutes before
	for begin := 0; begin < len(f.rows); {
		end := f.stopEnd(begin)
		row, n := f.rows[begin], int64(end-begin)
		if begin > 0 && (f.rows[begin-1].place != row.place || f.rows[begin-1].minute/60 != row.minute/60) {
			before = 0
		}
		apart += before * n
		before += n
		cells := int64(1)
		for i := begin + 1; i < end; i++ {
			if f.rows[i].cell>>1 != f.rows[i-1].cell>>1 {
				cellPairs += cells
				cells++
			}
		}
		begin = end
	}
	return apart, cellPairs
}

// pairs returns the pairs of searches of every stop, of those that match the filters. Two cells may
// have several.
func (f *stopFinder) pairs() (pairs []kindPair) {
	for begin := 0; begin < len(f.rows); {
		end := f.stopEnd(begin)
		if end == begin+1 {
			begin = end
			continue
		}
		f.counts = f.counts[:0]
		for _, r := range f.rows[begin:end] {
			switch last := len(f.counts) - 1; {
			case !r.matches():
			case last >= 0 && f.counts[last].cell == r.cell>>1:
				f.counts[last].n++
			default:
				f.counts = append(f.counts, cellCount{r.cell >> 1, 1})
			}
		}
		for i, a := range f.counts {
			if a.n > 1 {
				pairs = append(pairs, kindPair{a.cell, a.cell, a.n * (a.n - 1) / 2})
			}
			for _, b := range f.counts[:i] {
				pairs = append(pairs, kindPair{a.cell, b.cell, a.n * b.n})
			}
		}
		begin = end
	}
	return pairs
}
