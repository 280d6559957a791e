package outcomes

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/outcomes/internal/pack"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
	"github.com/seed-549880be/disparity/rri"
)

// closedMonth is what the rows of one force and month told when they were saved without their
// hashes: those of all parts of it that one saved file has. Nothing can be added to them, since
// what they have in common with others is not known.
type closedMonth struct {
	parts  []closedPart
	shared int64 // rows that are in more than one part, of those that were compared
	kind   OverlapKind
	keys   []Key // of the cells that pairs and copies are of
	stops  stopsOf
	pairs  []closedPair
	copies []closedCopies
}

// closedPart is a part of a closed month.
type closedPart struct {
	*monthPart
	compared bool // with the others
	taken    bool // counts
}

// closedPair is so many pairs of searches of one stop, by their cells among the keys.
type closedPair struct {
	a, b uint32
	n    int64
}

// closedCopies is so many rows that others repeat, all of which match the filters: cells has that
// of the row and those of its copies.
type closedCopies struct {
	cells []uint32 // in order
	n     int64
}

// noMonth is the closed month of a part whose own is not known yet.
var noMonth = new(closedMonth)

// closeMonth returns what the parts of one force and month tell, with these in order.
func (x *Extract) closeMonth(of forceMonth, parts []*monthPart) *closedMonth {
	if parts[0].closed != nil {
		return parts[0].closed
	}
	m := new(closedMonth)
	counts := func(*monthPart) bool { return true }
	if compared := comparableParts(parts); len(compared) > 1 {
		taken, account, _ := x.Revision.resolve(compared) // what is open was told before
		m.shared, m.kind = account.Shared, account.Kind
		counts = func(p *monthPart) bool { return !slices.Contains(compared, p) || slices.Contains(taken, p) }
		for _, p := range parts {
			m.parts = append(m.parts, closedPart{p, slices.Contains(compared, p), counts(p)})
		}
	} else {
		for _, p := range parts {
			m.parts = append(m.parts, closedPart{p, false, true})
		}
	}
	counted := slices.DeleteFunc(slices.Clone(parts), func(p *monthPart) bool { return !counts(p) })
	c := newPartCounts(new(kinds))
	for _, p := range counted {
		c.add(p)
	}
	stops, pairs := new(stopFinder).find(of, counted, c)
	m.stops = stops
	m.number(of, c, pairs, copiesIn(counted, c))
	return m
}

// copiesIn returns the kinds of the rows that match the filters and say the same, by fingerprint.
func copiesIn(parts []*monthPart, c *partCounts) (all [][]uint32) {
	kinds := make(map[uint64][]uint32)
	for _, p := range parts {
		for _, row := range p.printsByCell(nil, c) {
			if matches(row.cell) {
				kinds[row.print] = append(kinds[row.print], row.cell>>1)
			}
		}
	}
	for _, of := range kinds {
		if len(of) > 1 {
			all = append(all, of)
		}
	}
	return all
}

// number fills the keys, and by them the pairs and the copies, which are of the kinds of c.
func (m *closedMonth) number(of forceMonth, c *partCounts, pairs []kindPair, copies [][]uint32) {
	index := make(map[uint32]uint32)
	for _, p := range pairs {
		index[p.first], index[p.second] = 0, 0
	}
	for _, of := range copies {
		for _, kind := range of {
			index[kind] = 0
		}
	}
	key := func(kind uint32) Key { return c.kinds.list[kind].key(of) }
	sorted := slices.SortedFunc(maps.Keys(index), func(a, b uint32) int { return key(a).Compare(key(b)) })
	for i, kind := range sorted {
		index[kind] = uint32(i)
		m.keys = append(m.keys, key(kind))
	}
	sums := make(map[[2]uint32]int64)
	for _, p := range pairs {
		a, b := index[p.first], index[p.second]
		sums[[2]uint32{min(a, b), max(a, b)}] += p.n
	}
	for p, n := range sums {
		m.pairs = append(m.pairs, closedPair{p[0], p[1], n})
	}
	for _, of := range copies {
		c := closedCopies{make([]uint32, len(of)), 1}
		for i, kind := range of {
			c.cells[i] = index[kind]
		}
		slices.Sort(c.cells)
		m.copies = append(m.copies, c)
	}
	slices.SortFunc(m.copies, closedCopies.compare)
	last := 0
	for i, c := range m.copies {
		if i > 0 && c.compare(m.copies[last]) == 0 {
			m.copies[last].n++
		} else if i > 0 {
			last++
			m.copies[last] = c
		}
	}
	m.copies = m.copies[:min(len(m.copies), last+1)]
}

func (c closedCopies) compare(d closedCopies) int { return slices.Compare(c.cells, d.cells) }

// overlap returns the account of the parts that were compared; ok is false if there are not two.
func (m *closedMonth) overlap() (account Overlap, ok bool) {
	var compared, taken []*monthPart
	for _, p := range m.parts {
		if p.compared {
			compared = append(compared, p.monthPart)
		}
		if p.taken {
			taken = append(taken, p.monthPart)
		}
	}
	if len(compared) < 2 {
		return Overlap{}, false
	}
	of := compared[0].forceMonth
	return Overlap{Force: of.force, Month: of.month, Files: overlapFiles(compared, taken), Shared: m.shared, Kind: m.kind}, true
}

// counts reports whether a part of the month counts.
func (m *closedMonth) counts(p *monthPart) bool {
	return slices.ContainsFunc(m.parts, func(q closedPart) bool { return q.monthPart == p && q.taken })
}

// addTo adds what is known of the stops to a tally that has the cells of the month, and returns how
// many of its rows repeat another.
func (m *closedMonth) addTo(t *Tally, of forceMonth) (duplicates int64) {
	b := t.block(of)
	if b == nil {
		return 0
	}
	if len(m.keys) == 0 {
		t.setStops(b, m.stops, nil)
		return 0
	}
	has := make(map[uint32]bool, b.len())
	for _, c := range new(lists).cellsOf(b) {
		has[c.kind] = true
	}
	kind := make([]uint32, len(m.keys))
	for i := range m.keys {
		kind[i] = t.kinds.number(m.keys[i].words())
	}
	var pairs []kindPair
	for _, p := range m.pairs {
		if has[kind[p.a]] && has[kind[p.b]] {
			pairs = append(pairs, kindPair{kind[p.a], kind[p.b], p.n})
		}
	}
	t.setStops(b, m.stops, pairs)
	for _, c := range m.copies {
		var rows int64
		for _, i := range c.cells {
			if has[kind[i]] {
				rows++
			}
		}
		duplicates += c.n * max(rows-1, 0)
	}
	return duplicates
}

// errClosed is the error of two sources of one force and month, one of which is closed.
func errClosed(a, b *monthPart) error {
	after := cmp.Or(strings.Compare(a.source.File, b.source.File), strings.Compare(a.source.saved, b.source.saved)) > 0
	if a.closed == nil || b.closed != nil && after {
		a, b = b, a
	}
	name := func(s *source) string {
		if s.saved != "" && s.saved != s.File {
			return fmt.Sprintf("%s (in %s)", quote.File(cmp.Or(s.File, "a file without a name")), quote.File(s.saved))
		}
		return cmp.Or(quote.File(s.File), "a file without a name")
	}
	e := &ClosedMonthError{File: name(a.source), Other: name(b.source), Counted: a.source.CountOnly}
	why := "the first was saved without the hashes of its rows"
	if e.Counted {
		why = "the rows of the first were counted and not kept"
	}
	e.text = fmt.Sprintf("both have records of %s in %v, and what they have in common cannot be told, since %s",
		cmp.Or(a.force.String(), "no known force"), a.month, why)
	return e
}

// ClosedMonthError says that two sources have records of one force and month, and that the rows of
// one of them are not there, so that nobody can tell which records are in both: it was read from a
// file that [Extract.Save] wrote without the hashes of rows, or its rows were counted: by
// [Extract].CountOnly, or by a column of it that is read as their count.
type ClosedMonthError struct {
	File  string // whose rows are not there
	Other string
	// Counted says that the rows were counted and not kept. Else their hashes were not saved.
	Counted bool
	text    string
}

// Error names both, the force and the month, and says what to do.
func (e *ClosedMonthError) Error() string {
	option := "with all hashes (SaveOptions.Hashes)"
	if e.Counted {
		option = "without CountOnly"
	}
	return "outcomes: " + e.Text(option)
}

// Text returns the message without prefix, and names the option by which the hashes are saved, or,
// where rows were counted, by which they are kept: a program has flags for them.
func (e *ClosedMonthError) Text(option string) string {
	does := fmt.Sprintf("save it %s, or read the files that it was made of together with the other", option)
	if e.Counted {
		does = fmt.Sprintf("read both %s, from files with a row for each record, or give one of them", option)
	}
	return fmt.Sprintf("%s and %s: %s: %s", e.File, e.Other, e.text, does)
}

// besideClosed says why x cannot have these sources beside its own where one of two has a closed
// month; nil if it can.
func (x *Extract) besideClosed(sources []*source) (first error) {
	var at forceMonth
	var pair [2]*monthPart
	added := make(map[forceMonth][]*monthPart)
	note := func(p, q *monthPart) {
		if order := p.compare(at); first == nil || order < 0 || order == 0 && compareSources(q.source.Source, pair[1].source.Source) < 0 {
			at, pair, first = p.forceMonth, [2]*monthPart{p, q}, errClosed(p, q)
		}
	}
	for _, s := range sources {
		for _, p := range s.parts {
			for _, q := range x.parts[p.forceMonth] {
				if p.closed != nil || q.closed != nil {
					note(p, q)
				}
			}
			for _, q := range added[p.forceMonth] {
				if p.closed != q.closed {
					note(p, q)
				}
			}
			added[p.forceMonth] = append(added[p.forceMonth], p)
		}
	}
	return first
}

// addClosed adds a closed month to a block. number is where each of its parts stands among those of
// the file.
func addClosed(e *pack.Encoder, m *closedMonth, number map[*monthPart]int) error {
	addForce(e, m.parts[0].force)
	addMonth(e, m.parts[0].month)
	e.Len(len(m.parts))
	for _, p := range m.parts {
		e.Len(number[p.monthPart])
		e.Bool(p.compared)
		e.Bool(p.taken)
	}
	e.Count(m.shared)
	e.Text(m.kind.String())
	e.Text(m.stops.status.String())
	e.Count(m.stops.rows)
	e.Count(m.stops.alone)
	e.Float(m.stops.coincidences)
	w, err := wordsOfCells(e, pointers(m.keys))
	if err != nil {
		return err
	}
	order := make([]uint32, len(m.keys))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(i, j uint32) int { return w.cell(&m.keys[i]).compare(w.cell(&m.keys[j])) })
	at := make([]uint32, len(order))
	var before savedCell
	e.Len(len(order))
	for n, i := range order {
		c := w.cell(&m.keys[i])
		addCell(e, c, before)
		before, at[i] = c, uint32(n)
	}
	m.addNumbers(e, at)
	return nil
}

// addNumbers adds the pairs and the copies, by where the keys stand in the block.
func (m *closedMonth) addNumbers(e *pack.Encoder, at []uint32) {
	pairs := make([]closedPair, len(m.pairs))
	for i, p := range m.pairs {
		a, b := at[p.a], at[p.b]
		pairs[i] = closedPair{min(a, b), max(a, b), p.n}
	}
	slices.SortFunc(pairs, func(p, q closedPair) int { return cmp.Or(cmp.Compare(p.a, q.a), cmp.Compare(p.b, q.b)) })
	e.Len(len(pairs))
	for _, p := range pairs {
		e.Uint(uint64(p.a))
		e.Uint(uint64(p.b))
		e.Count(p.n)
	}
	copies := make([]closedCopies, len(m.copies))
	for i, c := range m.copies {
		copies[i] = closedCopies{make([]uint32, len(c.cells)), c.n}
		for j, cell := range c.cells {
			copies[i].cells[j] = at[cell]
		}
		slices.Sort(copies[i].cells)
	}
	slices.SortFunc(copies, closedCopies.compare)
	e.Len(len(copies))
	for _, c := range copies {
		e.Len(len(c.cells))
		for _, cell := range c.cells {
			e.Uint(uint64(cell))
		}
		e.Count(c.n)
	}
}

// readClosed reads what addClosed adds, and closes the parts.
func readClosed(block []byte, all []*monthPart) error {
	d := pack.NewDecoder(block)
	m := new(closedMonth)
	of := forceMonth{readForce(d), readMonth(d)}
	var rows int64
	for range d.Len(3) {
		p := closedPart{compared: false}
		if i := d.Index(len(all)); d.Err() == nil {
			p.monthPart = all[i]
			d.Want(p.forceMonth == of && p.closed == noMonth)
			p.closed = m
		}
		p.compared, p.taken = d.Bool(), d.Bool()
		if d.Want(p.compared || p.taken); d.Err() != nil {
			return d.Err()
		}
		rows += p.rows
		m.parts = append(m.parts, p)
	}
	d.Want(len(m.parts) > 0)
	m.shared = d.Count(rows)
	m.kind = readName(d, ParseOverlapKind)
	m.stops.status = readName(d, ParseStopsStatus)
	m.stops.rows = d.Count(rows)
	m.stops.alone = d.Count(m.stops.rows)
	m.stops.coincidences = d.Float()
	d.Want(m.stops.coincidences >= 0 && !math.IsInf(m.stops.coincidences, 0))
	w := readWords(d)
	m.keys = make([]Key, d.Len(minCell))
	var before savedCell
	for i := range m.keys {
		m.keys[i].Force, m.keys[i].Month = of.force, of.month
		before = w.readCell(d, &m.keys[i], before, i == 0)
	}
	m.readNumbers(d, rows)
	return d.End()
}

// readNumbers reads what addNumbers adds.
func (m *closedMonth) readNumbers(d *pack.Decoder, rows int64) {
	left := int64(rri.MaxCount)
	for range d.Len(3) {
		p := closedPair{uint32(d.Index(len(m.keys))), uint32(d.Index(len(m.keys))), d.Count(left)}
		left -= p.n
		m.pairs = append(m.pairs, p)
	}
	for range d.Len(4) {
		c := closedCopies{cells: make([]uint32, d.Len(1))}
		for i := range c.cells {
			c.cells[i] = uint32(d.Index(len(m.keys)))
		}
		if d.Want(len(c.cells) > 1); d.Err() != nil {
			return
		}
		c.n = d.Count(rows / int64(len(c.cells)))
		rows -= c.n * int64(len(c.cells))
		m.copies = append(m.copies, c)
	}
}

// readName reads the name of a value.
func readName[E interface{ String() string }](d *pack.Decoder, parse func(string) (E, error)) E {
	name := d.Text()
	v, err := parse(name)
	d.Want(err == nil && v.String() == name)
	return v
}
