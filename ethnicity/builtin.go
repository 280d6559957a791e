package ethnicity

import (
	"bufio"
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

// areaSet is a set of areas that do not overlap: police force areas, with the districts of Avon and
// Somerset in place of the whole.
type areaSet uint64

func (s areaSet) overlaps(t areaSet) bool { return s&t != 0 }

func (s areaSet) with(t areaSet) areaSet { return s | t }

// noAreas is the set of figures of the caller's own.
var noAreas areaSet

// table is the built-in figures of a census.
type table struct {
	rows  []Population
	byKey map[string]int // by areaKey of name, code and other names
}

// builtIn returns the figures of a census, which must be Census2011 or Census2021.
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

// avonAndSomerset is the code of the one police force area whose districts are built in.
const avonAndSomerset = "E23000036"

// readTable reads a table of residents: lines that begin with # are comments; a header with "code",
// "area" and the groups of s in order; a row for each police force area; a row for each district of
// Avon and Somerset. It adds England, Wales, and both.
func readTable(text string, c Census, s Scheme) (*table, error) {
	t := new(table)
	groups := slices.Collect(s.Groups())
	header := []string{"code", "area"}
	for _, g := range groups {
		header = append(header, g.String())
	}
	next := areaSet(1)
	lines := bufio.NewScanner(strings.NewReader(text))
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(line, "\t")
		if header != nil {
			if !slices.Equal(fields, header) {
				return nil, fmt.Errorf("line %d: header is %q: want %q", n, fields, header)
			}
			header = nil
			continue
		}
		p, err := readPopulation(fields, groups)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		p.Census, p.Scheme, p.Source = c, s, sourceText(c, time.Time{}, time.Time{})
		if p.Code != avonAndSomerset { // which covers its districts
			if next == 0 {
				return nil, fmt.Errorf("line %d: more areas than a set of areas holds", n)
			}
			p.covers, next = next, next<<1
		}
		t.rows = append(t.rows, p)
	}
	if err := lines.Err(); err != nil {
		return nil, err
	}
	if err := t.coverAvonAndSomerset(); err != nil {
		return nil, err
	}
	t.addNations(c, s)
	t.index()
	return t, nil
}

// readPopulation reads a row: code, name, and the residents of every group.
func readPopulation(fields []string, groups []Group) (Population, error) {
	if len(fields) != 2+len(groups) {
		return Population{}, fmt.Errorf("%d fields: want %d", len(fields), 2+len(groups))
	}
	p := Population{Code: fields[0], Area: fields[1]}
	for i, g := range groups {
		count, err := strconv.ParseUint(fields[2+i], 10, 53)
		if err != nil {
			return Population{}, fmt.Errorf("residents of %s, %s: %q: want a whole number, 0 or more", p.Area, g, fields[2+i])
		}
		p.counts[g] = float64(count)
	}
	return p, nil
}

// coverAvonAndSomerset says that the police force area covers its districts.
func (t *table) coverAvonAndSomerset() error {
	whole := slices.IndexFunc(t.rows, func(p Population) bool { return p.Code == avonAndSomerset })
	if whole < 0 {
		return fmt.Errorf("no row of %s", avonAndSomerset)
	}
	for _, p := range t.rows {
		if isDistrict(p.Code) {
			t.rows[whole].covers |= p.covers
		}
	}
	return nil
}

// addNations adds up the police force areas of England, of Wales, and of both.
func (t *table) addNations(c Census, s Scheme) {
	england := Population{Area: "England", Code: "E92000001", Census: c, Scheme: s}
	wales := Population{Area: "Wales", Code: "W92000004", Census: c, Scheme: s}
	both := Population{Area: "England and Wales", Code: "K04000001", Census: c, Scheme: s}
	for _, p := range t.rows {
		if isDistrict(p.Code) {
			continue
		}
		england.Source, wales.Source, both.Source = p.Source, p.Source, p.Source
		nation := &england
		if strings.HasPrefix(p.Code, "W") {
			nation = &wales
		}
		for g, count := range p.counts {
			nation.counts[g] += count
			both.counts[g] += count
		}
		nation.covers |= p.covers
		both.covers |= p.covers
	}
	t.rows = append(t.rows, england, wales, both)
}

// index enters every row under its code, its name and its other name.
func (t *table) index() {
	t.byKey = make(map[string]int)
	for i, p := range t.rows {
		for _, name := range []string{p.Code, p.Area, areaAliases[p.Area]} {
			if name != "" {
				t.byKey[areaKey(name)] = i
			}
		}
	}
}

// isDistrict reports whether an ONS code is of a district: E06 unitary authorities, E07
// non-metropolitan districts.
func isDistrict(code string) bool {
	return strings.HasPrefix(code, "E06") || strings.HasPrefix(code, "E07")
}

// areaAliases are other names of areas that are no police force areas.
var areaAliases = map[string]string{"Bristol": "Bristol, City of"}
