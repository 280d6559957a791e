package ethnicity

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"
)

// maxResidents is the largest total: up to it every whole number is exact in float64.
const maxResidents = 1 << 53

// Population is the residents of an area by ethnic group in one scheme: the denominator of a rate.
// It is a comparable value. The zero value is no area with no residents. It is stored as JSON: see
// [Population.MarshalJSON].
type Population struct {
	// "Avon and Somerset"; names are joined by " + " in a sum that is no area of its own
	Area string
	// ONS code; empty if there is none
	Code string
	// the censuses that the figures come from
	Census Census
	// where the figures come from, for people: "census 2021", "census 2011 and 2021, interpolated
	// to 15 June 2016", or what the caller says of figures of their own; empty if that is not known
	Source string
	// The first and the last day for which the figures stand, at 00:00 UTC: that of [PopulationAt],
	// and of a sum all those of its parts. The zero time for figures that are as a census counted
	// them, and for those of the caller's own that do not say.
	First, Last time.Time
	// the groups in which they are counted
	Scheme Scheme

	// 0 outside of Scheme
	counts [numGroups]float64
	// which built-in areas are in it; empty for figures of the caller's own
	covers areaSet
	// what the counts lie between; the zero value if they are not interpolated
	ends ends
}

// NewPopulation returns figures of residents that the caller brings, such as a mid-year estimate or
// another area. There must be a count, 0 or more, for every group of s and for no other: residents
// left out would make a rate too high in silence. A count need not be whole, as the mean over a
// year is not; all together are at most 2^53. Set Source to say where they are from.
func NewPopulation(area string, s Scheme, counts map[Group]float64) (Population, error) {
	if int(s) >= numSchemes {
		return Population{}, fmt.Errorf("ethnicity: %s is not a scheme", s)
	}
	p := Population{Area: area, Scheme: s}
	var total float64
	for g := range s.Groups() {
		n, ok := counts[g]
		switch {
		case !ok:
			return Population{}, fmt.Errorf("ethnicity: residents of %s: no count of %s, which is a group of scheme %s", clean(area), g, s)
		case !(n >= 0):
			return Population{}, fmt.Errorf("ethnicity: residents of %s: count of %s is %v: want 0 or more", clean(area), g, n)
		case n > maxResidents-total:
			return Population{}, fmt.Errorf("ethnicity: residents of %s: the total is larger than 2^53", clean(area))
		}
		p.counts[g] = max(n, 0) // no -0
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
// spelling that [ParseForce] reads, the 331 districts of 2021, the nine regions of England,
// England, Wales, and England and Wales, all also by ONS code; and with [Census2011] the 348
// districts of that year, such as Taunton Deane.
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
	if c == Interpolated {
		return Population{}, errors.New("ethnicity: residents that are interpolated between two censuses are of a day, and none is given: want 2011 or 2021")
	}
	if c != Census2011 && c != Census2021 {
		return Population{}, fmt.Errorf("ethnicity: no residents are built in for census %s: want 2011 or 2021", c)
	}
	return find(area, c)
}

// Areas returns the names of the areas that [PopulationOf] has for c: the forces, the districts,
// the regions, England, Wales, England and Wales. Each is read as that area and as no other: it has
// its kind before it where the name alone would not do, as in "force:Durham". For [Interpolated]
// they are those of 2021, which [PopulationAt] reads whatever the day; there are none for
// [OtherSource], nor for a number that is no census.
func Areas(c Census) iter.Seq[string] {
	return func(yield func(string) bool) {
		if c != Census2011 && c != Census2021 && c != Interpolated {
			return
		}
		t := builtIn(c)
		for i := range t.rows {
			if !yield(t.name(i)) {
				return
			}
		}
	}
}

// All returns the groups of the scheme in display order, each with its residents.
func (p Population) All() iter.Seq2[Group, float64] {
	return func(yield func(Group, float64) bool) {
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
//
// Of interpolated figures of an area every group is interpolated from its own counts, so that White
// is not to the last person the sum of the groups in it: see [PopulationAt]. Of a [Sum] of such
// figures, which holds the groups of its scheme alone, White is that sum.
func (p Population) Of(g Group) (float64, error) {
	if p.Scheme.Has(g) {
		return p.counts[g], nil
	}
	var n float64
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
	if p.isInterpolated() {
		return p.ends.at(g, p.First), nil
	}
	return n, nil
}

// Total returns the number of residents of all groups together.
func (p Population) Total() float64 {
	var n float64
	for _, count := range p.counts {
		n += count
	}
	return n
}

// Collapse returns p in scheme s, with the same total. It is a [*CollapseError] if a group of p
// does not fall whole into one of s: see [Scheme.Collapse]. No census collapses into [ICCodes].
//
// Interpolated figures of an area are interpolated anew from the counts of both censuses in s, so
// that their total can differ by one or two per cent: see [PopulationAt]. It is an error to
// collapse a sum of them: collapse its parts first.
func (p Population) Collapse(s Scheme) (Population, error) {
	if s == p.Scheme {
		return p, nil
	}
	if int(s) >= numSchemes {
		return Population{}, fmt.Errorf("ethnicity: %s is not a scheme", s)
	}
	q := p
	q.Scheme, q.counts = s, [numGroups]float64{}
	for g, n := range p.All() {
		h, err := s.Collapse(g)
		if err != nil {
			return Population{}, fmt.Errorf("%w (residents of %s)", err, clean(p.Area))
		}
		q.counts[h] += n
	}
	switch {
	case p.isInterpolated():
		for g := range s.Groups() {
			q.counts[g] = p.ends.at(g, p.First)
		}
	case p.Census == Interpolated:
		return Population{}, fmt.Errorf("ethnicity: residents of %s are a sum of interpolated figures: collapse each of them to scheme %s before they are added up",
			clean(p.Area), s)
	}
	return q, nil
}

// Sum returns the residents of several areas together, in the order given; the sum of built-in
// areas that make up another one, such as all English forces, has its name and code. It is an error
// if there are none, if they are as different censuses counted them, if they are of different
// schemes, or if built-in areas overlap, as England does with Kent; whether figures of the caller's
// own overlap is not known here.
//
// Built-in figures of [PopulationAt] add up whatever their days, from First to Last of the sum.
// Where they are interpolated, each part is, and not the area that they make up: Area of the sum
// has the names of the parts, and Code is empty.
func Sum(ps ...Population) (Population, error) {
	if len(ps) == 0 {
		return Population{}, errors.New("ethnicity: no populations to add up: want one or more")
	}
	if len(ps) == 1 {
		return ps[0], nil
	}
	sum := ps[0]
	names := []string{sum.Area}
	for _, p := range ps[1:] {
		if err := sum.canAdd(p, names); err != nil {
			return Population{}, err
		}
		for g, n := range p.counts {
			sum.counts[g] += n
		}
		sum.addSource(p)
		sum.covers = sum.covers.with(p.covers)
		names = append(names, p.Area)
	}
	sum.Area, sum.Code, sum.ends = strings.Join(names, " + "), "", ends{}
	if whole, ok := sum.whole(); ok {
		sum.Area, sum.Code = whole.Area, whole.Code
	}
	return sum, nil
}

// whole returns the built-in area that a sum of figures of one census makes up.
func (p Population) whole() (Population, bool) {
	if p.Census.Year() == 0 || p.covers == noAreas {
		return Population{}, false
	}
	rows := builtIn(p.Census).rows
	i := slices.IndexFunc(rows, func(row Population) bool { return row.covers == p.covers })
	if i < 0 {
		return Population{}, false
	}
	whole, err := rows[i].Collapse(p.Scheme)
	// no figures of the caller's own are in it
	return whole, err == nil && whole.counts == p.counts
}

// canAdd reports why q cannot be added to p, the sum of the areas of these names.
func (p Population) canAdd(q Population, names []string) error {
	ofDays := !q.First.IsZero() && !p.First.IsZero() && q.Census != OtherSource && p.Census != OtherSource
	switch {
	case q.Census != p.Census && !ofDays:
		return fmt.Errorf("ethnicity: residents of %s are of census %s, those of %s of census %s: use one census",
			cleanAll(names), p.Census, clean(q.Area), q.Census)
	case q.Scheme != p.Scheme:
		return fmt.Errorf("ethnicity: residents of %s are in scheme %s, those of %s in scheme %s: collapse them to one scheme first",
			cleanAll(names), p.Scheme, clean(q.Area), q.Scheme)
	case p.covers.overlaps(q.covers):
		part, whole := clean(q.Area), cleanAll(names)
		if p.covers.within(q.covers) && !q.covers.within(p.covers) {
			part, whole = whole, part
		}
		return fmt.Errorf("ethnicity: residents of %s would be counted twice: they are in %s", part, whole)
	case q.Total() > maxResidents-p.Total():
		return fmt.Errorf("ethnicity: residents of %s and %s together are more than 2^53", cleanAll(names), clean(q.Area))
	}
	return nil
}

// addSource adds the censuses, the days and the source of q to those of p.
func (p *Population) addSource(q Population) {
	asBuiltIn := p.hasBuiltInSource() && q.hasBuiltInSource()
	if p.Census != q.Census {
		p.Census = Interpolated
	}
	if q.First.IsZero() || p.First.IsZero() {
		p.First, p.Last = time.Time{}, time.Time{}
	} else {
		p.First = slices.MinFunc([]time.Time{p.First, q.First}, time.Time.Compare)
		p.Last = slices.MaxFunc([]time.Time{p.Last, q.Last}, time.Time.Compare)
	}
	if asBuiltIn {
		p.Source = sourceText(p.Census, p.First, p.Last)
		return
	}
	sources := strings.Split(p.Source, "; ")
	for source := range strings.SplitSeq(q.Source, "; ") {
		if !slices.Contains(sources, source) {
			sources = append(sources, source)
		}
	}
	p.Source = strings.TrimPrefix(strings.Join(sources, "; "), "; ") // the first may be empty
}

// hasBuiltInSource reports whether the source of p is what built-in figures of its censuses and
// days have.
func (p Population) hasBuiltInSource() bool {
	return p.Census != OtherSource && p.Source == sourceText(p.Census, p.First, p.Last)
}
