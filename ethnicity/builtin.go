package ethnicity

import (
	"cmp"
	_ "embed" // the tables of residents
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

//go:embed census2011.tsv
var census2011TSV string

//go:embed census2021.tsv
var census2021TSV string

// table is the built-in figures of a census.
type table struct {
	rows   []Population     // forces, districts, regions, countries
	byKey  map[string][]int // rows by the keys of their codes and names
	bySize []int            // rows, those that hold the most districts first
}

// builtIn returns the figures of a census: of 2021 for any that is not Census2011.
func builtIn(c Census) *table {
	if c == Census2011 {
		return table2011()
	}
	return table2021()
}

var (
	table2011 = sync.OnceValue(func() *table { return mustReadTable(census2011TSV, Census2011, EighteenPlusOne) })
	table2021 = sync.OnceValue(func() *table { return mustReadTable(census2021TSV, Census2021, NineteenPlusOne) })
)

func mustReadTable(text string, c Census, s Scheme) *table {
	t, err := readTable(text, c, s)
	if err != nil {
		panic("unreachable: the embedded table of residents is tested: " + err.Error())
	}
	return t
}

// readTable reads a table of residents by district and adds up what it does not have: the forces,
// the regions, the countries, and with those of 2011 the districts that were made of them.
func readTable(text string, c Census, s Scheme) (*table, error) {
	districts, forceOf, err := readDistricts(text, c, s)
	if err != nil {
		return nil, err
	}
	t := &table{rows: make([]Population, 0, len(districts)+len(forces)+len(mergers)+len(regionRows)+3)}
	for _, f := range forces {
		if f.Code() != "" {
			t.rows = append(t.rows, addUp(f.String(), f.Code(), districts, func(i int) bool { return forceOf[i] == f.Code() }))
		}
	}
	ofForces := t.rows
	t.rows = append(t.rows, districts...)
	if c == Census2011 {
		for _, m := range mergers {
			t.rows = append(t.rows, addUp(m.name, m.code, districts, func(i int) bool { return slices.Contains(m.parts, districts[i].Code) }))
		}
	}
	for _, region := range regionRows {
		t.rows = append(t.rows, addUp(region.name, region.code, ofForces, func(i int) bool { return slices.Contains(region.forces, ofForces[i].Code) }))
	}
	isWelsh := func(i int) bool { return strings.HasPrefix(ofForces[i].Code, "W") }
	t.rows = append(t.rows,
		addUp("England", englandCode, ofForces, func(i int) bool { return !isWelsh(i) }),
		addUp("Wales", walesCode, ofForces, isWelsh),
		addUp("England and Wales", bothCode, ofForces, func(int) bool { return true }))
	t.index()
	return t, nil
}

// addUp returns the residents of the area that those of these areas make up which are in it.
func addUp(area, code string, areas []Population, in func(int) bool) Population {
	sum := Population{Area: area, Code: code}
	for i := range areas {
		if !in(i) {
			continue
		}
		p := &areas[i]
		sum.Census, sum.Scheme, sum.Source, sum.covers = p.Census, p.Scheme, p.Source, sum.covers.with(p.covers)
		for g, count := range p.counts {
			sum.counts[g] += count
		}
	}
	return sum
}

// readDistricts reads a table of residents: lines that begin with # are comments; a header with
// "code", "area", "force" and the groups of s in order; a row for each district. It returns the
// districts and the codes of their forces.
func readDistricts(text string, c Census, s Scheme) (districts []Population, forceOf []string, err error) {
	groups := slices.Collect(s.Groups())
	header := []string{"code", "area", "force"}
	for _, g := range groups {
		header = append(header, g.String())
	}
	sets := districtSets()
	districts = make([]Population, 0, len(sets))
	n := 0
	for line := range strings.Lines(text) {
		n++
		if strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if header != nil {
			if !slices.Equal(fields, header) {
				return nil, nil, fmt.Errorf("line %d: header is %q: want %q", n, fields, header)
			}
			header = nil
			continue
		}
		p, err := readPopulation(fields, groups)
		if err != nil {
			return nil, nil, fmt.Errorf("line %d: %w", n, err)
		}
		p.Census, p.Scheme, p.Source, p.covers = c, s, sourceText(c, time.Time{}, time.Time{}), sets[p.Code]
		if p.covers == noAreas {
			return nil, nil, fmt.Errorf("line %d: %s is no district of 2011, and made of none", n, p.Area)
		}
		districts = append(districts, p)
		forceOf = append(forceOf, fields[2])
	}
	return districts, forceOf, nil
}

// readPopulation reads a row: code, name, force, and the residents of every group.
func readPopulation(fields []string, groups []Group) (Population, error) {
	if len(fields) != 3+len(groups) {
		return Population{}, fmt.Errorf("%d fields: want %d", len(fields), 3+len(groups))
	}
	p := Population{Code: fields[0], Area: fields[1]}
	for i, g := range groups {
		count, err := strconv.ParseUint(fields[3+i], 10, 53)
		if err != nil {
			return Population{}, fmt.Errorf("residents of %s, %s: %q: want a whole number, 0 or more", p.Area, g, fields[3+i])
		}
		p.counts[g] = float64(count)
	}
	return p, nil
}

// districtSets returns the set of every district of either census, by ONS code.
var districtSets = sync.OnceValue(func() map[string]areaSet {
	sets := make(map[string]areaSet)
	for line := range strings.Lines(census2011TSV) {
		if code, _, _ := strings.Cut(line, "\t"); kindOf(code) == kindDistrict {
			sets[code] = setOf(len(sets))
		}
	}
	for _, m := range mergers {
		var set areaSet
		for _, part := range m.parts {
			set = set.with(sets[part])
		}
		sets[m.code] = set
	}
	return sets
})

// index enters every row under its code and its names.
func (t *table) index() {
	t.byKey = make(map[string][]int, 3*len(t.rows))
	for i := range t.rows {
		p := &t.rows[i]
		for _, name := range append([]string{p.Code, p.Area}, placeAliases[p.Code]...) {
			if key := placeKey(name); !slices.Contains(t.byKey[key], i) {
				t.byKey[key] = append(t.byKey[key], i)
			}
		}
		t.bySize = append(t.bySize, i)
	}
	slices.SortStableFunc(t.bySize, func(i, j int) int { return cmp.Compare(t.rows[j].covers.size(), t.rows[i].covers.size()) })
}

// name returns a name that is read as row i and as no other row.
func (t *table) name(i int) string {
	p := &t.rows[i]
	if found := t.meanings(p.Area); found[0] == i && t.areSame(found) {
		return p.Area
	}
	return kindOf(p.Code).String() + ":" + p.Area
}

// areSame reports whether rows are of the same people.
func (t *table) areSame(rows []int) bool {
	return !slices.ContainsFunc(rows, func(i int) bool { return t.rows[i].covers != t.rows[rows[0]].covers })
}
