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
	unknown    labelCounts
	errs       firstErrors
	repeats    []Repeat
	areas      []AreaValue
	overlaps   []Overlap
	open       error // what Revision has not decided
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
	a.sum(x.parts, counts)
}

// sum adds up the parts that count.
func (a *answers) sum(parts map[forceMonth][]*monthPart, counts func(*monthPart) bool) {
	areas := make(map[AreaValue]int64)
	var finder stopFinder
	for of, all := range parts {
		var taken []*monthPart
		for _, p := range all {
			if counts(p) {
				taken = append(taken, p)
			}
		}
		for _, p := range taken {
			for _, c := range p.cells {
				a.tally.add(c.Key, c.in)
				a.excluded.add(c.Key, c.out)
			}
			p.addAreas(areas)
			for l, n := range p.unknown {
				a.unknown.add(l.field, l.label, p.rowsOf(l.cell, n))
			}
			for _, e := range p.errs {
				a.errs.keep(e.labels)
			}
		}
		if m := all[0].closed; m != nil {
			a.duplicates += m.addTo(&a.tally, of)
			continue
		}
		a.duplicates += duplicates(taken)
		finder.find(&a.tally, of, taken)
	}
	for of, n := range areas {
		of.Rows = n
		a.areas = append(a.areas, of)
	}
	slices.SortFunc(a.areas, compareAreaValues)
}

// duplicates returns how many rows of these parts that match the filters say what another one says.
func duplicates(parts []*monthPart) (n int64) {
	var prints []uint64
	several := false
	for _, p := range parts {
		if prints == nil {
			prints = p.matching() // which is in order already, and stays as it is
			continue
		}
		prints, several = slices.Concat(prints, p.matching()), true
	}
	if several {
		slices.Sort(prints)
	}
	for i := 1; i < len(prints); i++ {
		if prints[i] == prints[i-1] {
			n++
		}
	}
	return n
}
