package outcomes

import (
	"slices"
	"sync"
)

// answers are what can be asked of an Extract, from the parts of its sources that count. They are
// worked out when the first of them is asked for, and reading begins new ones.
type answers struct {
	once sync.Once

	tally      Tally
	excluded   Tally
	rejected   int64
	revised    int64
	duplicates int64
	// rows that count and match, of sources whose rows were not kept
	notCompared int64
	unknown     labelCounts
	errs        firstErrors
	repeats     []Repeat
	areas       []AreaValue
	overlaps    []Overlap
	open        error // what Revision has not decided
}

// settled returns the answers of x, which must not be nil.
func (x *Extract) settled() *answers {
	if x.answers == nil {
		return new(answers)
	}
	x.answers.once.Do(func() { x.settle(x.answers) })
	return x.answers
}

// settle fills a.
func (x *Extract) settle(a *answers) {
	if len(x.sources) > 0 {
		a.tally.keptNames, a.excluded.keptNames = x.sources[0].kept, x.sources[0].kept
	}
	out := make(map[*monthPart]bool) // the parts that do not count
	var open *OverlapError
	var months int64
	for _, parts := range x.parts {
		if m := parts[0].closed; m != nil {
			if account, ok := m.overlap(); ok {
				a.overlaps = append(a.overlaps, account)
			}
			for _, p := range parts {
				if !m.counts(p) {
					out[p] = true
					a.revised += p.rows
				}
			}
			continue
		}
		compared := comparableParts(parts)
		if len(compared) < 2 {
			continue
		}
		taken, account, err := x.Revision.resolve(compared)
		if err != nil {
			months++
			open = firstOverlap(open, err)
		}
		a.overlaps = append(a.overlaps, account)
		for _, p := range compared {
			if !slices.Contains(taken, p) {
				out[p] = true
				a.revised += p.rows
			}
		}
	}
	if open != nil {
		open.More = months - 1
		a.open = open
	}
	slices.SortFunc(a.overlaps, func(a, b Overlap) int { return forceMonth{a.Force, a.Month}.compare(forceMonth{b.Force, b.Month}) })
	counts := func(p *monthPart) bool { return !out[p] }
	for _, s := range x.sources {
		a.rejected += s.rejected
		for k, n := range s.undated.all() {
			a.excluded.add(k, n)
		}
		for _, err := range s.errs {
			a.errs.keep(err)
		}
		a.repeats = append(a.repeats, s.repeats(counts)...)
	}
	slices.SortFunc(a.repeats, compareRepeats)
	if x.dictionaries != nil {
		x.dictionaries.memory.forget() // who asks has read what there is to read, or most of it
	}
	a.sum(x.parts, counts)
	a.tally.kinds.places, a.excluded.kinds.places = nil, nil
}

// sum adds up the parts that count.
func (a *answers) sum(parts map[forceMonth][]*monthPart, counts func(*monthPart) bool) {
	areas := make(map[AreaValue]int64)
	in := newPartCounts(&a.tally.kinds)
	var finder stopFinder
	copies := newCopyFinder()
	for of, all := range parts {
		var taken []*monthPart
		for _, p := range all {
			if counts(p) {
				taken = append(taken, p)
			}
		}
		in.clear()
		for _, p := range taken {
			in.add(p)
			p.addAreas(areas)
			if p.source.CountOnly {
				a.notCompared += p.rows - p.out
			}
			for _, e := range p.errs {
				a.errs.keep(e.labels)
			}
		}
		for l, n := range in.labels {
			a.unknown.add(l.field, l.label, labelRowsOf(&in.kinds.list[l.cell], n))
		}
		var stops stopsOf
		var pairs []kindPair
		m := all[0].closed
		if m == nil {
			a.duplicates += copies.repeated(taken)
			stops, pairs = finder.find(of, taken, in)
		}
		a.addCells(of, in, stops, pairs)
		if m != nil {
			a.duplicates += m.addTo(&a.tally, of)
		}
	}
	for of, n := range areas {
		of.Rows = n
		a.areas = append(a.areas, of)
	}
	slices.SortFunc(a.areas, compareAreaValues)
}

// addCells adds the cells of one force and month to the tallies, of whose kinds c is.
func (a *answers) addCells(of forceMonth, c *partCounts, stops stopsOf, pairs []kindPair) {
	in, out := c.in[:0], c.out[:0]
	for _, kind := range c.has {
		if n := c.rows[kind].in; n > 0 {
			in = append(in, kindCount{kind, n})
		}
		if n := c.rows[kind].out; n > 0 {
			out = append(out, kindCount{a.excluded.kinds.number(c.kinds.list[kind]), n})
		}
	}
	a.tally.addBlock(of, in, stops, pairs)
	a.excluded.addBlock(of, out, stopsOf{}, nil)
	c.in, c.out = in, out
}
