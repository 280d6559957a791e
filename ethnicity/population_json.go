package ethnicity

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// populationJSON is the form of a Population in JSON. The order of the fields is part of it.
type populationJSON struct {
	Area   string            `json:"area"`
	Code   string            `json:"code"`
	Census Census            `json:"census"`
	Source *string           `json:"source"` // nil if it was stored before there were sources
	First  string            `json:"first,omitempty"`
	Last   string            `json:"last,omitempty"`
	Scheme Scheme            `json:"scheme"`
	Counts map[Group]float64 `json:"counts"`
	Total  float64           `json:"total"`
	Covers []string          `json:"covers"`
}

// MarshalJSON writes the residents as an object with
//
//	area, code        the fields of p
//	census, scheme    by their names: "2021", "19+1"
//	source            the field of p
//	first, last       the days for which the figures stand, as 2016-06-15; left out if there are none
//	counts            an object with the number of residents of every group of the scheme, by its name
//	total             the sum of the counts, which is checked on reading
//	covers            the ONS codes of the built-in areas that p is made of, by which [Sum] knows what it would count twice; none for figures of the caller's own
//
// [Population.UnmarshalJSON] reads it back to a value that is equal. It is an error if a field was
// set to what the figures are not: another scheme, another census, a day that is none, or a name
// that is no UTF-8 text.
func (p Population) MarshalJSON() ([]byte, error) {
	out, err := p.plain()
	if err != nil {
		return nil, err
	}
	return json.Marshal(out)
}

// plain returns p in the form in which it is stored.
func (p Population) plain() (populationJSON, error) {
	out := populationJSON{Area: p.Area, Code: p.Code, Census: p.Census, Source: &p.Source, First: dayOrNone(p.First), Last: dayOrNone(p.Last),
		Scheme: p.Scheme, Counts: make(map[Group]float64), Covers: []string{}}
	for _, text := range []string{p.Area, p.Code, p.Source} {
		if !utf8.ValidString(text) {
			return out, fmt.Errorf("ethnicity: residents of %q cannot be stored: the name is not UTF-8", clip(text))
		}
	}
	for g, n := range p.counts {
		switch g := Group(g); {
		case p.Scheme.Has(g):
			out.Counts[g] = n
		case n != 0:
			return out, fmt.Errorf("ethnicity: residents of %s cannot be stored: the figures are not in scheme %s",
				clean(p.Area), p.Scheme)
		}
	}
	out.Total = p.Total()
	err := p.checkDays()
	if err == nil {
		out.Covers, err = p.Census.codes(p.covers)
	}
	if err == nil && p.isInterpolated() && p.endsAgain(out.Covers) != p.ends {
		err = errors.New("the census, the day or the figures are not those that were interpolated")
	}
	if err != nil {
		return out, fmt.Errorf("ethnicity: residents of %s cannot be stored: %w", clean(p.Area), err)
	}
	return out, nil
}

// checkDays reports why First and Last are no days.
func (p Population) checkDays() error {
	for _, day := range []time.Time{p.First, p.Last} {
		if err := checkYear(day); err != nil {
			return err
		}
		if day != dayOf(day) {
			return fmt.Errorf("%s is no day at 00:00 UTC", clean(day.String()))
		}
	}
	if p.First.After(p.Last) || p.First.IsZero() != p.Last.IsZero() {
		return fmt.Errorf("the first day for which they stand is %q and the last is %q", dayOrNone(p.First), dayOrNone(p.Last))
	}
	return nil
}

// dayOrNone writes a day as 2016-06-15; "" for the zero time.
func dayOrNone(day time.Time) string {
	if day.IsZero() {
		return ""
	}
	return day.Format(time.DateOnly)
}

// parseDay reads what dayOrNone writes.
func parseDay(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return day, fmt.Errorf("%q is no day: want one as 2016-06-15", clip(text))
	}
	return day, nil
}

// UnmarshalJSON reads what [Population.MarshalJSON] writes. It is an error, and leaves p as it was,
// if a group of the scheme has no count or another group has one, if a count is negative, if the
// counts do not add up to the total, if a day is none, or if what it covers is built in for no such
// census or covered twice.
func (p *Population) UnmarshalJSON(data []byte) error {
	var in populationJSON
	if err := json.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("ethnicity: reading residents: %w", outside{err})
	}
	got, err := in.population()
	if err == nil {
		*p = got
	}
	return err
}

// population returns the residents that were stored.
func (in populationJSON) population() (Population, error) {
	got, err := NewPopulation(in.Area, in.Scheme, in.Counts)
	if err != nil {
		return got, err
	}
	if got.Total() != in.Total {
		return got, fmt.Errorf("ethnicity: residents of %s: the counts add up to %v, and the total says %v: the figures were changed",
			clean(in.Area), got.Total(), in.Total)
	}
	got.Code, got.Census = in.Code, in.Census
	var firstErr, lastErr, coversErr error
	got.First, firstErr = parseDay(in.First)
	got.Last, lastErr = parseDay(in.Last)
	got.covers, coversErr = in.Census.covers(in.Covers)
	if err := cmp.Or(firstErr, lastErr, coversErr, got.checkDays()); err != nil {
		return got, fmt.Errorf("ethnicity: residents of %s: %w", clean(in.Area), err)
	}
	switch {
	case in.Source != nil:
		got.Source = *in.Source
	case in.Census != OtherSource:
		got.Source = sourceText(in.Census, got.First, got.Last)
	}
	got.ends = got.endsAgain(in.Covers)
	return got, nil
}

// endsAgain returns what stored figures that cover the areas of these codes are interpolated
// between: none if they are not, if they are a sum, or if they are others than this version
// interpolates.
func (p Population) endsAgain(covers []string) ends {
	if p.Census != Interpolated || p.First != p.Last || len(covers) != 1 {
		return ends{}
	}
	q, err := PopulationAt(covers[0], p.First)
	if err == nil {
		q, err = q.Collapse(p.Scheme)
	}
	if err != nil || q.counts != p.counts {
		return ends{}
	}
	return q.ends
}

// table returns the census whose areas figures of c are of. That of 2011 has the districts of both,
// and a sum that has interpolated figures may have a district of 2011 in it.
func (c Census) table() Census {
	if c == Interpolated {
		return Census2011
	}
	return c
}

// codes returns the ONS codes of built-in areas of c that make up a set, the largest that fit.
func (c Census) codes(covers areaSet) ([]string, error) {
	codes := []string{}
	if c != OtherSource {
		t := builtIn(c.table())
		for _, i := range t.bySize {
			if row := t.rows[i]; covers != noAreas && row.covers.within(covers) {
				codes = append(codes, row.Code)
				covers = covers.without(row.covers)
			}
		}
	}
	if covers != noAreas {
		return nil, fmt.Errorf("the areas are not those of census %s", c)
	}
	return codes, nil
}

// covers returns the set that built-in areas of c make up.
func (c Census) covers(codes []string) (areaSet, error) {
	var covers areaSet
	for _, code := range codes {
		area, err := PopulationOf(code, c.table())
		if err != nil {
			return noAreas, unprefixed{err}
		}
		if area.covers.overlaps(covers) {
			return noAreas, fmt.Errorf("%s is covered twice", area.Area)
		}
		covers = covers.with(area.covers)
	}
	return covers, nil
}

// unprefixed is an error of this package without its name, to be told inside another one.
type unprefixed struct{ err error }

func (e unprefixed) Error() string { return strings.TrimPrefix(e.err.Error(), "ethnicity: ") }

func (e unprefixed) Unwrap() error { return e.err }
