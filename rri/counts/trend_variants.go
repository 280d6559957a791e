package counts

import (
	"fmt"
	"time"

	"github.com/seed-549880be/disparity/rri/trend"
)

// end says which numbers a count that is a range stands for in a series.
type end uint8

const (
	asPrinted    end = iota
	lowestIndex      // those by which the index of the group is as low as it can be
	highestIndex     // as high
)

// variant is one way to read the counts of a table.
type variant struct {
	name string
	end  func(at time.Time) end
	// residents returns the part of the table whose exposure a group has throughout; nil for its
	// own
	residents *timePart
}

// printed is the counts as the table has them.
var printed = variant{end: func(time.Time) end { return asPrinted }}

// alternative returns the counts of a table with other exposures.
func (m *seriesMaker[M]) alternative(a Alternative) (out trend.Alternative[string, M], err error) {
	o := m.o
	o.Alternatives, o.Rolling, o.Baseline = nil, 0, m.baseline().Group
	in, err := newInput(a.Table, o)
	if err != nil {
		return out, err
	}
	l, err := in.timeline()
	if err != nil {
		return out, err
	}
	other := &seriesMaker[M]{input: in, timeline: l}
	other.setExposure()
	if err := other.setSpans(); err != nil {
		return out, err
	}
	out.Name = a.Name
	out.Counts, err = other.counts(printed)
	return out, err
}

// lowest returns the counts of t with the lowest rate, highest those with the highest.
func (t tally) lowest(proportion bool) counted {
	if proportion {
		p := least(t.narrowed())
		return counted{float64(p.Events), float64(p.Trials)}
	}
	return counted{t.events.low, t.exposure.high}
}

func (t tally) highest(proportion bool) counted {
	if proportion {
		p := most(t.narrowed())
		return counted{float64(p.Events), float64(p.Trials)}
	}
	return counted{t.events.high, t.exposure.low}
}

// isRange reports whether a count of a group is a range in some part of the table, with a printed
// number or without.
func (m *seriesMaker[M]) anyRounded() bool {
	for _, p := range m.parts {
		for _, g := range p.groups {
			if g.tally.printed != nil && !g.tally.known() {
				return true
			}
		}
	}
	return false
}

// variants returns what else the counts could be that a word has to bear: other residents where
// those of the table change at once, and the ends of rounded counts.
func (m *seriesMaker[M]) variants(otherResidents bool) (list []variant) {
	if otherResidents {
		for _, from := range []*timePart{&m.parts[0], &m.parts[len(m.parts)-1]} {
			list = append(list, variant{fmt.Sprintf("the %s of %s throughout", m.labels.Exposure, from.period.Name), printed.end, from})
		}
	}
	if !m.anyRounded() {
		return list
	}
	middle := m.parts[len(m.parts)/2].target.Start
	if m.compares() {
		_, after := m.compared()
		middle = after.Start
	}
	first := m.parts[0].target.Start
	for _, v := range []struct {
		name string
		low  func(at time.Time) bool
	}{
		{"rounded counts as they make an index rise the most", func(at time.Time) bool { return at.Before(middle) }},
		{"rounded counts as they make an index fall the most", func(at time.Time) bool { return !at.Before(middle) }},
		{"rounded counts as they make an index rise from the first year to the second", func(at time.Time) bool { return wholeYears(first, at)%2 == 0 }},
		{"rounded counts as they make an index fall from the first year to the second", func(at time.Time) bool { return wholeYears(first, at)%2 == 1 }},
	} {
		list = append(list, variant{name: v.name, end: func(at time.Time) end {
			if v.low(at) {
				return lowestIndex
			}
			return highestIndex
		}})
	}
	return list
}

// wholeYears returns how many whole years lie between two moments.
func wholeYears(from, to time.Time) int {
	n := to.Year() - from.Year()
	if from.AddDate(n, 0, 0).After(to) {
		n--
	}
	return max(0, n)
}
