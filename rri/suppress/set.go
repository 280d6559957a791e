package suppress

import "math"

// span is the whole numbers from low to high; none if low is above high.
type span struct{ low, high int64 }

const unbounded = math.MaxInt64

// add adds what may be unbounded to what is not negative.
func add(a, b int64) int64 {
	if a == unbounded || b == unbounded || a > unbounded-b {
		return unbounded
	}
	return a + b
}

// plus returns the sums of a number of s and one of o, of which none is empty.
func (s span) plus(o span) span { return span{s.low + o.low, add(s.high, o.high)} }

// less returns s without its highest n numbers; empty if it has no more.
func (s span) less(n int64) span {
	if s.high == unbounded {
		return s
	}
	return span{s.low, s.high - n}
}

// from returns s without its lowest n numbers.
func (s span) from(n int64) span { return span{s.low + n, s.high} }

func (s span) empty() bool { return s.low > s.high }

// set is a set of whole numbers: spans in ascending order with gaps between them, none empty.
type set []span

// plus returns the sums of a number of s and one of o.
func (s set) plus(o span) set {
	if o.empty() {
		return nil
	}
	var sums set
	for _, a := range s {
		if a.empty() {
			continue
		}
		b := a.plus(o)
		if n := len(sums); n > 0 && b.low <= add(sums[n-1].high, 1) {
			sums[n-1].high = max(sums[n-1].high, b.high)
			continue
		}
		sums = append(sums, b)
	}
	return sums
}

// and returns the numbers that are in both.
func (s set) and(o set) set {
	var both set
	for _, a := range s {
		for _, b := range o {
			if c := (span{max(a.low, b.low), min(a.high, b.high)}); !c.empty() {
				both = append(both, c)
			}
		}
	}
	return both
}

// without returns the numbers of s that are not in o.
func (s set) without(o set) set {
	for _, b := range o {
		var left set
		for _, a := range s {
			if c := (span{a.low, min(a.high, b.low-1)}); !c.empty() {
				left = append(left, c)
			}
			if b.high == unbounded {
				continue
			}
			if c := (span{max(a.low, b.high+1), a.high}); !c.empty() {
				left = append(left, c)
			}
		}
		s = left
	}
	return s
}

// withoutLeast returns s without its lowest number.
func (s set) withoutLeast() set {
	if len(s) == 0 {
		return nil
	}
	return s.without(set{{s[0].low, s[0].low}})
}

// down returns the numbers of s less n.
func (s set) down(n int64) set {
	lower := make(set, len(s))
	for i, a := range s {
		lower[i] = span{a.low - n, a.high}
		if a.high != unbounded {
			lower[i].high -= n
		}
	}
	return lower
}

// least returns the lowest number of s; 0 if there is none.
func (s set) least() int64 {
	if len(s) == 0 {
		return 0
	}
	return s[0].low
}

// only returns the one span of s, and an empty one if there is none.
func (s set) only() span {
	if len(s) == 0 {
		return span{1, 0}
	}
	return s[0]
}

func (s set) has(n int64) bool {
	for _, a := range s {
		if a.low <= n && n <= a.high {
			return true
		}
	}
	return false
}
