package ethnicity

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"
)

// populationJSON is the form of a Population in JSON. The order of the fields is part of it.
type populationJSON struct {
	Area   string          `json:"area"`
	Code   string          `json:"code"`
	Census Census          `json:"census"`
	Scheme Scheme          `json:"scheme"`
	Counts map[Group]int64 `json:"counts"`
	Total  int64           `json:"total"`
	Covers []string        `json:"covers"`
}

// MarshalJSON writes the residents as an object with
//
//	area, code        the fields of p
//	census, scheme    by their names: "2021", "19+1"
//	counts            an object with the number of residents of every group of the scheme, by its name
//	total             the sum of the counts, which is checked on reading
//	covers            the ONS codes of the built-in areas that p is made of, by which [Sum] knows what it would count twice; none for figures of the caller's own
//
// [Population.UnmarshalJSON] reads it back to a value that is equal. It is an error if a field was
// set to what the figures are not: another scheme, another census, or a name that is no UTF-8 text.
func (p Population) MarshalJSON() ([]byte, error) {
	out := populationJSON{Area: p.Area, Code: p.Code, Census: p.Census, Scheme: p.Scheme, Counts: make(map[Group]int64), Covers: []string{}}
	for _, text := range []string{p.Area, p.Code} {
		if !utf8.ValidString(text) {
			return nil, fmt.Errorf("ethnicity: residents of %q cannot be stored as JSON: the name is not UTF-8", clip(text))
		}
	}
	for g, n := range p.All() {
		out.Counts[g] = n
		out.Total += n
	}
	if out.Total != p.Total() {
		return nil, fmt.Errorf("ethnicity: residents of %s cannot be stored as JSON: the figures are not in scheme %s: want Population.Collapse",
			clean(p.Area), p.Scheme)
	}
	var err error
	if out.Covers, err = p.Census.codes(p.covers); err != nil {
		return nil, fmt.Errorf("ethnicity: residents of %s cannot be stored as JSON: %w", clean(p.Area), err)
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what [Population.MarshalJSON] writes. It is an error, and leaves p as it was,
// if a group of the scheme has no count or another group has one, if a count is negative, if the
// counts do not add up to the total, or if what it covers is built in for no such census or covered
// twice.
func (p *Population) UnmarshalJSON(data []byte) error {
	var in populationJSON
	if err := json.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("ethnicity: reading residents: %w", outside{err})
	}
	got, err := NewPopulation(in.Area, in.Scheme, in.Counts)
	if err != nil {
		return err
	}
	if got.Total() != in.Total {
		return fmt.Errorf("ethnicity: residents of %s: the counts add up to %d, and the total says %d: the figures were changed",
			clean(in.Area), got.Total(), in.Total)
	}
	got.Code, got.Census = in.Code, in.Census
	if got.covers, err = in.Census.covers(in.Covers); err != nil {
		return fmt.Errorf("ethnicity: residents of %s: %w", clean(in.Area), err)
	}
	*p = got
	return nil
}

// codes returns the ONS codes of built-in areas of c that make up a set, the largest that fit.
func (c Census) codes(covers areaSet) ([]string, error) {
	codes := []string{}
	if c.Year() != 0 {
		t := builtIn(c)
		for _, i := range t.bySize {
			if row := t.rows[i]; !covers.isEmpty() && row.covers.within(covers) {
				codes = append(codes, row.Code)
				covers = covers.without(row.covers)
			}
		}
	}
	if !covers.isEmpty() {
		return nil, fmt.Errorf("the areas are not those of census %s", c)
	}
	return codes, nil
}

// covers returns the set that built-in areas of c make up.
func (c Census) covers(codes []string) (areaSet, error) {
	var covers areaSet
	for _, code := range codes {
		area, err := PopulationOf(code, c)
		if err != nil {
			return areaSet{}, unprefixed{err}
		}
		if area.covers.overlaps(covers) {
			return areaSet{}, fmt.Errorf("%s is covered twice", area.Area)
		}
		covers = covers.with(area.covers)
	}
	return covers, nil
}

// unprefixed is an error of this package without its name, to be told inside another one.
type unprefixed struct{ err error }

func (e unprefixed) Error() string { return strings.TrimPrefix(e.err.Error(), "ethnicity: ") }

func (e unprefixed) Unwrap() error { return e.err }
