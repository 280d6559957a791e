package outcomes

import (
	"math"
	"math/bits"
	"slices"
	"sync"

	"github.com/seed-549880be/disparity/ethnicity"
)

// fewForTwoForces is how many rows of a month are too few to tell that they are of another force
// than they say: without times and places, searches of two forces may be alike.
const fewForTwoForces = 20

// ofTwoForces returns the error of two files with the same searches under the names of two forces,
// or with the same or nearly the same of a month; nil if they are not so. No Revision says which
// name is right.
func ofTwoForces(a, b *source) *OverlapError {
	if !a.checked || !b.checked {
		return nil
	}
	if b.File < a.File {
		a, b = b, a
	}
	if a.counted() > 0 && a.counted() == b.counted() && a.Force != b.Force && a.digest() == b.digest() && a.digest() != 0 {
		return twoForces(Overlap{Shared: a.counted(), Kind: OverlapSame}, a, b, a.counted(), b.counted(), a.Force, b.Force)
	}
	for _, p := range a.parts {
		for _, q := range b.parts {
			if p.month != q.month || p.force == q.force || !mayBeNearlySame(p, q) || b.repeatsPart(p) || a.repeatsPart(q) {
				continue
			}
			if shared, kind := compareParts(p.printed(p.hash), q.printed(q.hash)); kind == OverlapSame || kind == OverlapNearly {
				return twoForces(Overlap{Month: p.month, Shared: shared, Kind: kind}, a, b, p.rows, q.rows, p.force, q.force)
			}
		}
	}
	return nil
}

// twoForces completes the error of two sources that have so many rows in common.
func twoForces(o Overlap, a, b *source, rowsOfA, rowsOfB int64, forceOfA, forceOfB ethnicity.Force) *OverlapError {
	o.Files = []OverlapFile{{File: a.File, Rows: rowsOfA}, {File: b.File, Rows: rowsOfB}}
	forces := [2]string{a.nameOf(forceOfA, o.Month), b.nameOf(forceOfB, o.Month)}
	return &OverlapError{Overlap: o, forces: forces, saved: [2]string{a.saved, b.saved}, reason: "give the one whose force is right"}
}

// nameOf names a force, which is that of all rows of s, or of those of a month if there is one. The
// zero force is of rows that tell none, and of a source with rows of several.
func (s *source) nameOf(force ethnicity.Force, month Month) string {
	several := slices.ContainsFunc(s.parts, func(p *monthPart) bool { return !p.force.IsZero() })
	switch {
	case !force.IsZero():
		return force.String()
	case month == 0 && several:
		return "several forces"
	}
	return "no force"
}

// repeatsPart reports whether s has rows that p has under the name of the same force, which is an
// error of its own.
func (s *source) repeatsPart(p *monthPart) bool {
	own := s.part(p.forceMonth)
	if own == nil {
		return false
	}
	_, kind := compareParts(own.printed(0), p.printed(0))
	return kind != OverlapApart
}

// mayBeNearlySame reports whether the numbers of rows by day allow that two parts have nearly the
// same rows, and enough of them. It spares most comparisons of rows.
func mayBeNearlySame(p, q *monthPart) bool {
	if !p.hasPrints() || !q.hasPrints() || min(p.rows, q.rows) < fewForTwoForces {
		return false
	}
	var together int64
	of, other := p.byDay(), q.byDay()
	for day, n := range of.by {
		together += min(n, other.by[day])
	}
	return together*5 >= max(p.rows, q.rows)*4 && mostOfMinutes(p, q)
}

// minuteCounts has the rows of a part by a hash of their minute, in a power of two of classes, so
// that a class has one or two rows. What has many rows in one has none.
type minuteCounts struct {
	once sync.Once
	of   []uint8
}

// mostOfMinutes reports whether the minutes of the rows allow that two parts have nearly the same:
// rows that are the same are of one minute. It is true where minutes do not tell.
func mostOfMinutes(p, q *monthPart) bool {
	a, b := p.byMinute(), q.byMinute()
	if a == nil || b == nil {
		return true
	}
	if len(a) < len(b) {
		a, b = b, a
	}
	var together int64
	share := len(a) / len(b) // classes of a that are one of b
	for i, n := range b {
		var rows int64
		for _, n := range a[i*share : (i+1)*share] {
			rows += int64(n)
		}
		together += min(rows, int64(n))
	}
	return together*5 >= max(p.rows, q.rows)*4
}

// byMinute returns the rows of p as minuteCounts has them.
func (p *monthPart) byMinute() []uint8 {
	p.minutes.once.Do(func() { p.minutes.of = p.countMinutes() })
	return p.minutes.of
}

func (p *monthPart) countMinutes() []uint8 {
	if p.saved != nil && len(p.saved.stops) == 0 {
		return nil
	}
	width := bits.Len64(uint64(p.rows / 2))
	counts, full := make([]uint8, 1<<width), false
	add := func(minute int32) {
		class := &counts[mix(0, uint64(minute))>>(64-width)]
		full = full || *class == math.MaxUint8
		*class++
	}
	start := monthStart(p.month)
	for _, s := range p.segments {
		for w := range s.all() {
			if p.month == 0 {
				add(minuteOf(s.unix(w, start)))
			} else {
				add(minuteOf(start + w.second()))
			}
		}
	}
	if p.saved != nil {
		for _, r := range p.saved.stops {
			add(r.minute)
		}
	}
	if full {
		return nil
	}
	return counts
}
