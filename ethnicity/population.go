package ethnicity

import (
	"fmt"
	"iter"
	"math"
	"slices"
	"strings"
)

// Population is the residents of an area by ethnic group in one scheme: the denominator of a rate.
// It is a comparable value. The zero value is no area with no residents. It is stored as JSON: see
// [Population.MarshalJSON].
type Population struct {
	// "Avon and Somerset"; names are joined by " + " in a sum that is no area of its own
	Area string
	// ONS code; empty if there is none
	Code string
	// where the figures come from
	Census Census
	// the groups in which they are counted
	Scheme Scheme

	counts [numGroups]int64 // 0 outside of Scheme
	covers areaSet          // which built-in areas are in it; empty for figures of the caller's own
}

// NewPopulation returns figures of residents that the caller brings, such as a mid-year estimate or
// another area. There must be a count, 0 or more, for every group of s and for no other: residents
// left out would make a rate too high in silence.
func NewPopulation(area string, s Scheme, counts map[Group]int64) (Population, error) {
	if int(s) >= numSchemes {
		return Population{}, fmt.Errorf("ethnicity: %s is not a scheme", s)
	}
	p := Population{Area: area, Scheme: s}
	var total int64
	for g := range s.Groups() {
		n, ok := counts[g]
		switch {
		case !ok:
			return Population{}, fmt.Errorf("ethnicity: residents of %s: no count of %s, which is a group of scheme %s", clean(area), g, s)
		case n < 0:
			return Population{}, fmt.Errorf("ethnicity: residents of %s: count of %s is %d: want 0 or more", clean(area), g, n)
		case n > math.MaxInt64-total:
			return Population{}, fmt.Errorf("ethnicity: residents of %s: the total is larger than an int64 holds", clean(area))
		}
		p.counts[g] = n
		total += n
	}
	for g := range counts {
		if !s.Has(g) {
			return Population{}, fmt.Errorf("ethnicity: residents of %s: %s is not a group of scheme %s: collapse the counts first", clean(area), g, s)
		}
	}
	return p, nil
}

// PopulationOf returns the residents of a built-in area by the census: in [EighteenPlusOne] for
// 2011, in [NineteenPlusOne] for 2021. The areas are the 43 territorial police forces, in any
// spelling that [ParseForce] reads, the 331 districts of 2021, the nine regions of England, England,
// Wales, and England and Wales, all also by ONS code; and with [Census2011] the 348 districts of
// that year, such as Taunton Deane.
//
// A district is read as people write it: "Bristol", "Bristol, City of", "Bristol City Council",
// "London Borough of Croydon", "LB Croydon". Where a name has two meanings that hold different
// people, such as Durham, a force of which Darlington is a part, and a district, or London, which
// people say for the Metropolitan Police, without the City, and for the region, it is an error that
// lists them. A kind before the name says which is meant: "force:Durham", "district:Durham",
// "region:London", "country:Wales".
//
// It is also an error if there is no such area, and then it says which names are near, or what
// became of a district; or if it has no residents (British Transport Police); or if c is no census.
//
// The figures of 2021 are sums over districts of cells that the Office for National Statistics has
// perturbed, so that they differ a little from published totals: England and Wales add up to
// 59,597,578 and not to 59,597,542. Source: Office for National Statistics, Census 2011 table
// KS201EW and Census 2021 custom dataset; contains public sector information licensed under the
// Open Government Licence v3.0.
func PopulationOf(area string, c Census) (Population, error) {
	if c != Census2011 && c != Census2021 {
		return Population{}, fmt.Errorf("ethnicity: no residents are built in for census %s: want 2011 or 2021", c)
	}
	return find(area, c)
}

// Areas returns the names of the areas that [PopulationOf] has for c: the forces, the districts, the
// regions, England, Wales, England and Wales. Each is read as that area and as no other: it has its
// kind before it where the name alone would not do, as in "force:Durham".
func Areas(c Census) iter.Seq[string] {
	return func(yield func(string) bool) {
		if c != Census2011 && c != Census2021 {
			return
		}
		for _, name := range builtIn(c).names {
			if !yield(name) {
				return
			}
		}
	}
}

// All returns the groups of the scheme in display order, each with its residents.
func (p Population) All() iter.Seq2[Group, int64] {
	return func(yield func(Group, int64) bool) {
		for g := range p.Scheme.Groups() {
			if !yield(g, p.counts[g]) {
				return
			}
		}
	}
}

// Of returns the residents who are of group g: a group of the scheme, or one that is made up of
// groups of the scheme, such as White of figures in 18+1. It is an error if the figures do not
// tell: Roma people are not apart in figures in 18+1, Chinese people not in 5+1, and nobody is of
// an unknown group.
func (p Population) Of(g Group) (int64, error) {
	if p.Scheme.Has(g) {
		return p.counts[g], nil
	}
	var n int64
	var found people
	for h, count := range p.All() {
		if g.Contains(h) {
			n += count
			found |= groups[h].holds
		}
	}
	if !g.IsKnown() || groups[g].holds == 0 || found != groups[g].holds {
		return 0, fmt.Errorf("ethnicity: residents of %s: figures in scheme %s do not tell %s apart", clean(p.Area), p.Scheme, g)
	}
	return n, nil
}

// Total returns the number of residents of all groups together.
func (p Population) Total() int64 {
	var n int64
	for _, count := range p.counts {
		n += count
	}
	return n
}

// Collapse returns p in scheme s, with the same total. It is a [*CollapseError] if a group of p
// does not fall whole into one of s: see [Scheme.Collapse]. No census collapses into [ICCodes].
func (p Population) Collapse(s Scheme) (Population, error) {
	if s == p.Scheme {
		return p, nil
	}
	if int(s) >= numSchemes {
		return Population{}, fmt.Errorf("ethnicity: %s is not a scheme", s)
	}
	q := p
	q.Scheme, q.counts = s, [numGroups]int64{}
	for g, n := range p.All() {
		h, err := s.Collapse(g)
		if err != nil {
			return Population{}, fmt.Errorf("%w (residents of %s)", err, clean(p.Area))
		}
		q.counts[h] += n
	}
	return q, nil
}

// Sum returns the residents of several areas together, in the order given; the sum of built-in
// areas that make up another one, such as all English forces, has its name and code. It is an error
// if there are none, if they are of different censuses or schemes, or if built-in areas overlap, as
// England does with Kent; whether figures of the caller's own overlap is not known here.
func Sum(ps ...Population) (Population, error) {
	if len(ps) == 0 {
		return Population{}, fmt.Errorf("ethnicity: no populations to add up: want one or more")
	}
	sum := ps[0]
	own := sum.covers.isEmpty()
	names := []string{sum.Area}
	for _, p := range ps[1:] {
		switch {
		case p.Census != sum.Census:
			return Population{}, fmt.Errorf("ethnicity: residents of %s are of census %s, those of %s of census %s: use one census",
				clean(ps[0].Area), sum.Census, clean(p.Area), p.Census)
		case p.Scheme != sum.Scheme:
			return Population{}, fmt.Errorf("ethnicity: residents of %s are in scheme %s, those of %s in scheme %s: collapse them to one scheme first",
				clean(ps[0].Area), sum.Scheme, clean(p.Area), p.Scheme)
		case p.covers.overlaps(sum.covers):
			return Population{}, fmt.Errorf("ethnicity: residents of %s would be counted twice: they are in %s", clean(p.Area), cleanAll(names))
		case p.Total() > math.MaxInt64-sum.Total():
			return Population{}, fmt.Errorf("ethnicity: residents of %s and %s together are more than an int64 holds", cleanAll(names), clean(p.Area))
		}
		for g, n := range p.counts {
			sum.counts[g] += n
		}
		sum.covers = sum.covers.with(p.covers)
		own = own || p.covers.isEmpty()
		names = append(names, p.Area)
	}
	if len(ps) == 1 {
		return sum, nil
	}
	sum.Area, sum.Code = strings.Join(names, " + "), ""
	if !own {
		rows := builtIn(sum.Census).rows
		if i := slices.IndexFunc(rows, func(p Population) bool { return p.covers == sum.covers }); i >= 0 {
			sum.Area, sum.Code = rows[i].Area, rows[i].Code
		}
	}
	return sum, nil
}
