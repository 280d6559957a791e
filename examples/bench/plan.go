package main

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"maps"
	"math"
	"math/bits"
	"math/rand/v2"
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
)

// census is that whose residents the indices are planted over.
const census = ethnicity.Census2021

// groups are those of 5+1, the baseline first.
var groups = slices.Collect(ethnicity.FivePlusOne.Groups())

// A plan says what rows there will be: how many of each force and month, and of whom.
type plan struct {
	settings
	forces   []force
	total    uint64 // of the weights of all forces and months
	detailed int    // how many groups of 18+1 there are in the forces, each counted in every one
	zero     int    // how many of those no search is of
}

// A force is one of those whose rows are generated.
type force struct {
	ethnicity.Force
	// id is of its name and the seed: the same whatever other forces there are
	id     uint64
	weight uint64                  // how many rows it has, beside the others
	group  choice[ethnicity.Group] // of 5+1
	// within are the groups of 18+1 in each of 5+1
	within map[ethnicity.Group]choice[ethnicity.Group]
	places uint64 // how many there are
	// whether it records, since 2017, if outcomes are linked to the object, and if more than outer
	// clothing was taken off
	linked, strips bool
	operation      string // what stands for no part of a policing operation
}

// territorial returns the forces with residents, those with most first.
func territorial() (all []force, err error) {
	residents := map[ethnicity.Force]float64{}
	for f := range ethnicity.Forces() {
		if f.Code() == "" {
			continue
		}
		p, err := residentsOf(f)
		if err != nil {
			return nil, err
		}
		residents[f] = p.Total()
		all = append(all, force{Force: f})
	}
	slices.SortStableFunc(all, func(a, b force) int { return cmp.Compare(residents[b.Force], residents[a.Force]) })
	return all, nil
}

// residentsOf returns the residents of a force by the groups of the census.
func residentsOf(f ethnicity.Force) (ethnicity.Population, error) {
	return ethnicity.PopulationOf(f.Code(), census)
}

// newPlan makes the plan of the settings.
func newPlan(s settings) (*plan, error) {
	forces, err := territorial()
	if err != nil {
		return nil, err
	}
	if s.forces > len(forces) {
		return nil, fmt.Errorf("-forces %d: there are %d with residents", s.forces, len(forces))
	}
	p := &plan{settings: s, forces: forces[:s.forces]}
	for i := range p.forces {
		detailed, zero, err := p.forces[i].fill(s)
		if err != nil {
			return nil, err
		}
		p.detailed += detailed
		p.zero += zero
		p.total += p.forces[i].weight * uint64(s.months)
	}
	for i := range p.forces {
		f := &p.forces[i]
		// One in five rows of a year is of a place that none before it had: as they are drawn, that
		// takes a place for 4.7 rows.
		ofYear := p.share(f.weight * uint64(min(s.months, 12)))
		f.places = 1 + ofYear*10/47
	}
	return p, nil
}

// fill sets who is searched by the force, and its ways. It returns how many detailed groups it has,
// and how many of them are never searched.
func (f *force) fill(s settings) (detailed, zero int, err error) {
	h := fnv.New64a()
	fmt.Fprintf(h, "%d %s", s.seed, f.Slug())
	f.id = h.Sum64()
	r := rand.NewPCG(f.id, 1)
	p, err := residentsOf(f.Force)
	if err != nil {
		return 0, 0, err
	}
	// some forces search much more than others
	f.weight = uint64(p.Total()/100) * (50 + r.Uint64()%100)
	f.linked, f.strips = r.Uint64()%3 > 0, r.Uint64()%2 > 0
	if r.Uint64()%5 > 0 {
		f.operation = "False"
	}
	never, err := f.never(s, p, r)
	if err != nil {
		return 0, 0, err
	}
	var broad []weighted[ethnicity.Group]
	f.within = map[ethnicity.Group]choice[ethnicity.Group]{}
	for _, g := range groups {
		n, err := p.Of(g)
		if err != nil {
			return 0, 0, err
		}
		broad = append(broad, weighted[ethnicity.Group]{g, uint64(math.Round(n * s.planted[g]))})
		var within []weighted[ethnicity.Group]
		for part, n := range f.parts(p, g) {
			detailed++
			if !slices.Contains(never, part) {
				within = append(within, weighted[ethnicity.Group]{part, n})
			}
		}
		slices.SortFunc(within, func(a, b weighted[ethnicity.Group]) int { return cmp.Compare(a.value, b.value) })
		f.within[g] = choiceOf(within...)
	}
	known := uint64(0)
	for _, w := range broad {
		known += w.weight
	}
	// As many of any group do not state it, so that the indices of the others stay what they are.
	f.group = choiceOf(append(broad, weighted[ethnicity.Group]{noGroup, known * notStated / (100 - notStated)})...)
	return detailed, len(never), nil
}

// notStated is how many of 100 people do not say what they are.
const notStated = 15

// parts returns the groups of 18+1 that are in one of 5+1, with their residents, of whom there are
// some.
func (f *force) parts(p ethnicity.Population, broad ethnicity.Group) map[ethnicity.Group]uint64 {
	parts := map[ethnicity.Group]uint64{}
	for g := range ethnicity.EighteenPlusOne.Groups() {
		if !broad.Contains(g) {
			continue
		}
		if n, err := p.Of(g); err == nil && n >= 1 {
			parts[g] = uint64(n)
		}
	}
	return parts
}

// never returns the detailed groups that no search of the force is of: the share of them that was
// asked for, as far as one of each group of 5+1 is left.
func (f *force) never(s settings, p ethnicity.Population, r *rand.PCG) (never []ethnicity.Group, err error) {
	left := map[ethnicity.Group]int{}
	of := map[ethnicity.Group]ethnicity.Group{}
	for _, g := range groups {
		for part := range f.parts(p, g) {
			left[g]++
			of[part] = g
		}
	}
	parts := slices.Sorted(maps.Keys(of))
	rand.New(r).Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
	want := int(math.Round(s.zero * float64(len(parts))))
	for _, part := range parts {
		if len(never) < want && left[of[part]] > 1 {
			left[of[part]]--
			never = append(never, part)
		}
	}
	return never, nil
}

// share returns how many rows of all come with a part of the weights.
func (p *plan) share(weight uint64) uint64 {
	high, low := bits.Mul64(uint64(p.rows), weight)
	n, _ := bits.Div64(high, low, p.total)
	return n
}

// A part is the rows of one force in one month: what one file holds.
type part struct {
	*force
	month outcomes.Month
	rows  int
}

// name is the name of its file in an archive of data.police.uk.
func (t part) name() string {
	return fmt.Sprintf("%[1]s/%[1]s-%[2]s-stop-and-search.csv", t.month, t.Slug())
}

// parts returns what is generated, month by month. The rows add up to those asked for.
func (p *plan) parts() (parts []part) {
	sum, before := uint64(0), uint64(0)
	month := p.from
	for range p.months {
		for i := range p.forces {
			f := &p.forces[i]
			sum += f.weight
			until := p.share(sum)
			parts = append(parts, part{f, month, int(until - before)})
			before = until
		}
		month = month.Next()
	}
	return parts
}
