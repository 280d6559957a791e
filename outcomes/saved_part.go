package outcomes

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/seed-549880be/disparity/outcomes/internal/pack"
	"github.com/seed-549880be/disparity/rri"
)

// savedPart is a part on its way into a block.
type savedPart struct {
	*monthPart
	cells []partCell
	codes []savedCell
	order []uint32          // which cell comes when
	at    map[uint32]uint32 // when the cell of a kind comes
	kinds *partCounts       // which have counted the part
}

// addPart adds what a source has of one force and month to a block, of which c has the counts:
// hashes and days only if its month is open.
func addPart(e *pack.Encoder, p *monthPart, c *partCounts, w *savedWords, open bool) error {
	s := savedPart{monthPart: p, kinds: c}
	s.cells, s.at = c.cells()
	for i, cell := range s.cells {
		key := cell.key(forceMonth{})
		s.order = append(s.order, uint32(i))
		s.codes = append(s.codes, w.cell(&key))
	}
	slices.SortFunc(s.order, func(i, j uint32) int { return s.codes[i].compare(s.codes[j]) })
	addForce(e, p.force)
	addMonth(e, p.month)
	e.Len(len(s.cells))
	var before savedCell
	for n, i := range s.order {
		addCell(e, s.codes[i], before)
		e.Count(s.cells[i].in)
		e.Count(s.cells[i].out)
		before = s.codes[i]
		s.at[c.has[i]] = uint32(n)
	}
	s.addAreas(e)
	s.addLabels(e)
	e.Len(p.times)
	e.Bool(open)
	if !open {
		return nil
	}
	days := p.byDay()
	for _, n := range days.by {
		e.Count(n)
	}
	e.Count(days.early)
	s.addPrints(e)
	return s.addStops(e)
}

// addAreas adds the rows by place, of the column that is taken.
func (s *savedPart) addAreas(e *pack.Encoder) {
	var rows []int64
	if s.source.area != nil {
		rows = s.areas.of(s.source.area.column)
	}
	e.Len(len(rows))
	for _, n := range rows {
		e.Count(n)
	}
}

// addLabels adds the labels that are not known, and the first of the errors about them.
func (s *savedPart) addLabels(e *pack.Encoder) {
	unknown := s.kinds.labels
	labels := slices.SortedFunc(maps.Keys(unknown), func(a, b labelAt) int {
		return cmp.Or(strings.Compare(a.field, b.field), strings.Compare(a.label, b.label), cmp.Compare(s.at[a.cell], s.at[b.cell]))
	})
	e.Len(len(labels))
	for _, l := range labels {
		e.Text(l.field)
		e.Text(l.label)
		e.Uint(uint64(s.at[l.cell]))
		e.Count(unknown[l])
	}
	e.Len(len(s.errs))
	for _, row := range s.errs {
		e.Uint(uint64(s.at[s.kinds.kinds.number(row.of)]))
		e.Len(len(row.labels))
		for _, cell := range row.labels {
			addRowError(e, cell)
		}
	}
}

// addPrints adds the fingerprints, cell by cell: first those of its rows that match the filters,
// then of the others.
func (s *savedPart) addPrints(e *pack.Encoder) {
	lists, n := make([][]uint64, 2*len(s.cells)), int64(0)
	for _, p := range s.printsByCell(nil, s.kinds) {
		cell := 2*s.at[p.cell>>1] | p.cell&1
		lists[cell] = append(lists[cell], p.print)
		n++
	}
	e.Bool(n == s.rows)
	for _, list := range lists {
		if n != s.rows {
			e.Len(len(list))
		}
		slices.Sort(list)
		for _, print := range list {
			e.Hash(print)
		}
	}
}

// addStops adds when and where the rows were, in the same order. A row of no month is at no stop.
func (s *savedPart) addStops(e *pack.Encoder) error {
	if s.month == 0 {
		return nil
	}
	var places []uint64
	lists := make([][]stopRow, 2*len(s.cells))
	for _, row := range s.appendStops(nil, s.kinds) {
		cell := 2*s.at[row.cell>>1] | row.cell&1
		lists[cell] = append(lists[cell], row)
		places = append(places, row.place)
	}
	slices.Sort(places)
	places = slices.Compact(places)
	e.Len(len(places))
	index := make(map[uint64]uint64, len(places))
	for i, place := range places {
		e.Hash(place)
		index[place] = uint64(i)
	}
	first, minutes := minutesOf(s.month)
	for _, list := range lists {
		slices.SortFunc(list, func(a, b stopRow) int { return cmp.Or(cmp.Compare(a.minute, b.minute), cmp.Compare(a.place, b.place)) })
		before := first
		for _, row := range list {
			if row.minute < before || row.minute-first >= minutes {
				return fmt.Errorf("outcomes: a search of %v is not in that month", s.month)
			}
			e.Uint(uint64(row.minute - before))
			e.Uint(index[row.place])
			before = row.minute
		}
	}
	return nil
}

// appendStops appends when and where the rows were, with the kinds of c, which has counted them.
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
			list = append(list, stopRow{at.hash(), minuteOf(start + w.second()), kindAt(kinds, w.meaning())<<1 | uint32(w&1)})
		}
	}
	return list
}

// minutesOf returns the first minute that may be of a month in London, and how many there are from
// it on.
func minutesOf(m Month) (first, minutes int32) {
	begin := time.Date(m.Year(), m.Month(), 1, 0, 0, 0, 0, time.UTC)
	return minuteOf(begin.Unix()) - 60, int32(daysIn(m.Year(), int(m.Month()))*24*60 + 60)
}

// minPart is how many bytes a part has at least.
const minPart = 8

// readPart reads what addPart adds. rows is how many rows the file may have beside it.
func readPart(d *pack.Decoder, s *source, w *savedWords, rows int64) *monthPart {
	saved := new(savedRows)
	p := &monthPart{source: s, saved: saved}
	p.force, p.month = readForce(d), readMonth(d)
	p.hash = hashForce(p.force)
	saved.cells = make([]partCell, d.Len(minCell+2))
	var before savedCell
	for i := range saved.cells {
		c := &saved.cells[i]
		var key Key
		before = w.readCell(d, &key, before, i == 0)
		c.kindWords = key.words()
		c.in = d.Count(rows - p.rows)
		c.out = d.Count(rows - p.rows - c.in)
		d.Want(c.in+c.out > 0)
		p.rows += c.in + c.out
		p.out += c.out
	}
	d.Want(len(saved.cells) > 0)
	p.readAreas(d)
	p.readLabels(d)
	p.times = int(d.Count(min(p.rows, 1<<31-1)))
	d.Want(p.times > 0)
	if open := d.Bool(); !open {
		p.closed = noMonth
		return p
	}
	p.days = new(dayRows)
	for i := range p.days.by {
		p.days.by[i] = d.Count(p.rows)
	}
	p.days.early = d.Count(p.rows)
	p.readPrints(d)
	p.readStops(d)
	return p
}

// readAreas reads what addAreas adds.
func (p *monthPart) readAreas(d *pack.Decoder) {
	n := d.Len(1)
	if n == 0 {
		return
	}
	d.Want(p.source.area != nil && n <= len(p.source.area.values))
	rows := make([]int64, n)
	left := p.rows - p.out
	for i := range rows {
		rows[i] = d.Count(left)
		left -= rows[i]
	}
	p.areas = areaCounts{rows}
}

// readLabels reads what addLabels adds.
func (p *monthPart) readLabels(d *pack.Decoder) {
	saved := p.saved
	for range d.Len(4) {
		l := labelAt{labelText{d.Text(), d.Text()}, uint32(d.Index(len(saved.cells)))}
		n := d.Count(rri.MaxCount)
		if d.Want(n > 0 && saved.unknown[l] == 0); d.Err() != nil {
			return
		}
		d.Want(n <= saved.cells[l.cell].in)
		if saved.unknown == nil {
			saved.unknown = make(map[labelAt]int64)
		}
		saved.unknown[l] = n
	}
	n := d.Len(2)
	d.Want(n <= maxErrors)
	for range n {
		var row labelsAt
		if i := d.Index(len(saved.cells)); d.Err() == nil {
			row.of = saved.cells[i].kindWords
		}
		for range d.Len(minRowError) {
			row.labels = append(row.labels, readRowError(d))
		}
		p.errs = append(p.errs, row)
	}
	d.Want(slices.IsSortedFunc(p.errs, func(a, b labelsAt) int { return compareErrors(a.labels, b.labels) }))
}

// readPrints reads what addPrints adds.
func (p *monthPart) readPrints(d *pack.Decoder) {
	all := d.Bool()
	most := min(p.rows, int64(d.Left()/8))
	saved := p.saved
	saved.prints, saved.of = make([]uint64, 0, most), make([]uint32, 0, most)
	for i, c := range saved.cells {
		for out, n := range []int64{c.in, c.out} {
			if !all {
				n = d.Count(n)
			}
			for ; n > 0 && d.Err() == nil; n-- {
				print := d.Hash()
				d.Want(print != 0)
				saved.prints, saved.of = append(saved.prints, print), append(saved.of, uint32(i<<1|out))
			}
		}
	}
}

// readStops reads what addStops adds.
func (p *monthPart) readStops(d *pack.Decoder) {
	if p.month == 0 {
		return
	}
	places := make([]uint64, d.Len(8))
	for i := range places {
		places[i] = d.Hash()
	}
	first, minutes := minutesOf(p.month)
	saved := p.saved
	for i, c := range saved.cells {
		for out, n := range []int64{c.in, c.out} {
			minute := first
			for ; n > 0 && d.Err() == nil; n-- {
				minute += int32(d.Count(int64(first + minutes - 1 - minute)))
				if place := d.Index(len(places)); d.Err() == nil {
					saved.stops = append(saved.stops, stopRow{places[place], minute, uint32(i<<1 | out)})
				}
			}
		}
	}
}

// minRowError is how many bytes an error about a row has at least.
const minRowError = 8

// addRowError adds what is wrong with a cell to a block.
func addRowError(e *pack.Encoder, row *RowError) {
	e.Text(row.File)
	e.Int(int64(row.Line))
	e.Int(int64(row.Column))
	e.Text(row.Field)
	e.Text(row.Value)
	addCause(e, row.Err)
}

// readRowError reads what addRowError adds.
func readRowError(d *pack.Decoder) *RowError {
	return &RowError{File: d.Text(), Line: int(d.Int()), Column: int(d.Int()), Field: d.Text(), Value: d.Text(), Err: readCause(d)}
}
