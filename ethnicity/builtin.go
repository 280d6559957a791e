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
	names  []string         // of the rows: each is read as that row and as no other
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
	districts, byForce, err := readDistricts(text, c, s)
	if err != nil {
		return nil, err
	}
	if c == Census2011 {
		districts = append(districts, mergedOf(districts)...)
	}
	forces := forcesOf(byForce)
	t := &table{rows: slices.Concat(forces, districts, regionsOf(forces), countriesOf(forces))}
	t.index()
	return t, nil
}

// readDistricts reads a table of residents: lines that begin with # are comments; a header with
// "code", "area", "force" and the groups of s in order; a row for each district.
func readDistricts(text string, c Census, s Scheme) (districts []Population, byForce map[string][]Population, err error) {
	groups := slices.Collect(s.Groups())
	header := []string{"code", "area", "force"}
	for _, g := range groups {
		header = append(header, g.String())
	}
	sets := districtSets()
	byForce = make(map[string][]Population)
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
		byForce[fields[2]] = append(byForce[fields[2]], p)
	}
	return districts, byForce, nil
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

// mergedOf adds up the districts of 2021 that were made of those of 2011.
func mergedOf(districts []Population) (merged []Population) {
	for _, m := range mergers {
		merged = append(merged, addUp(m.name, m.code, having(m.parts, districts)))
	}
	return merged
}

// forcesOf adds up the forces, of their districts by the code of the force.
func forcesOf(byForce map[string][]Population) (forces []Population) {
	for f := range Forces() {
		if f.Code() != "" {
			forces = append(forces, addUp(f.String(), f.Code(), byForce[f.Code()]))
		}
	}
	return forces
}

// regionsOf adds up the regions, of the forces.
func regionsOf(forces []Population) (regions []Population) {
	for _, region := range regionRows {
		var codes []string
		for _, slug := range region.forces {
			codes = append(codes, forceByKey[slug].Code())
		}
		regions = append(regions, addUp(region.name, region.code, having(codes, forces)))
	}
	return regions
}

// countriesOf adds up England, Wales, and both.
func countriesOf(forces []Population) []Population {
	var england, wales []Population
	for _, p := range forces {
		if strings.HasPrefix(p.Code, "W") {
			wales = append(wales, p)
		} else {
			england = append(england, p)
		}
	}
	return []Population{addUp("England", englandCode, england), addUp("Wales", walesCode, wales), addUp("England and Wales", bothCode, forces)}
}

// having returns the areas whose codes these are.
func having(codes []string, areas []Population) (found []Population) {
	for i := range areas {
		if slices.Contains(codes, areas[i].Code) {
			found = append(found, areas[i])
		}
	}
	return found
}

// addUp returns the residents of an area that is made up of others, which are one at least.
func addUp(area, code string, parts []Population) Population {
	sum := Population{Area: area, Code: code, Census: parts[0].Census, Source: parts[0].Source, Scheme: parts[0].Scheme}
	for _, p := range parts {
		for g, count := range p.counts {
			sum.counts[g] += count
		}
		sum.covers = sum.covers.with(p.covers)
	}
	return sum
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

// index enters every row under its code and its names, and gives it a name that is read as it and
// as no other row.
func (t *table) index() {
	t.byKey = make(map[string][]int)
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
	for i := range t.rows {
		name := t.rows[i].Area
		if found := t.meanings(name); found[0] != i || !t.areSame(found) {
			name = kindOf(t.rows[i].Code).String() + ":" + name
		}
		t.names = append(t.names, name)
	}
}

// areSame reports whether rows are of the same people.
func (t *table) areSame(rows []int) bool {
	return !slices.ContainsFunc(rows, func(i int) bool { return t.rows[i].covers != t.rows[rows[0]].covers })
}
