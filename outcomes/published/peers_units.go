package published

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/peers"
	"github.com/seed-549880be/disparity/rri/trend"
)

type unit = peers.Unit[ethnicity.Group, rri.Rate]

// unit returns a unit, and what has to be noted of it.
func (y *ofYear) unit(name string, o PeerOptions) (u unit, notes []string, err error) {
	u.Name = name
	a, err := y.areaOf(name)
	switch {
	case err != nil:
		return u, nil, err
	case a == nil:
		u.Missing = "the table has no row of it" + y.inYear()
		return u, nil, nil
	case isEmpty(a.years[y.year]):
		u.Missing = "nobody at all is counted" + y.inYear() + ", which is taken as missing"
		return u, nil, nil
	}
	if err := a.overlap(); err != nil {
		return u, nil, err
	}
	residents, instead, err := y.residentsOf(a, o)
	if err != nil {
		u.Missing = fmt.Sprintf("no residents are told: %v", err)
		return u, nil, nil
	}
	p := trend.Point[ethnicity.Group, rri.Rate]{Period: trend.Period{Name: name}}
	a.count(&p, a.years[y.year], residents)
	if len(p.Counts) == 0 {
		u.Missing = cmp.Or(strings.TrimPrefix(p.Note, name+": "), "no known group is counted")
		return u, nil, nil
	}
	u.Counts, u.Unknown = p.Counts, p.Unknown
	for _, note := range []string{instead, p.Note, y.otherTotal(a, name)} {
		if note != "" {
			notes = append(notes, note)
		}
	}
	if note := y.series.withoutArea(a.name); note != "" {
		notes = append(notes, name+": "+note)
	}
	return u, notes, nil
}

// areaOf returns what the year has of a unit; nil if it has no row of it.
func (y *ofYear) areaOf(name string) (*ofArea, error) {
	var a *ofArea
	for _, area := range y.units[name] {
		cells := y.cells[area]
		switch {
		case cells == nil:
		case a != nil:
			return nil, fmt.Errorf("rows of %q and of %q%s, which are one force: keep those of one", quote.Clip(a.name), quote.Clip(area), y.inYear())
		default:
			a = &ofArea{name: area, years: map[int]map[ethnicity.Group]seriesCell{y.year: cells}, writtenAs: map[int]string{y.year: area}}
		}
	}
	return a, nil
}

// inYear is " in 2019/20"; "" if the rows have no year.
func (y *ofYear) inYear() string {
	if y.year == 0 {
		return ""
	}
	return " in " + yearName(y.year)
}

// residentsOf returns the residents of an area in the year, and what has to be noted if they are
// not those of the table though it has some for others.
func (y *ofYear) residentsOf(a *ofArea, o PeerOptions) (r yearResidents, instead string, err error) {
	if r, err = a.residentsIn(y.year, o.Residents); err != nil || o.WhereNone == nil || r.total() > 0 {
		return r, "", err
	}
	if r, err = a.residentsIn(y.year, o.WhereNone); err != nil {
		return r, "", fmt.Errorf("the table has none, and %w", err)
	}
	return r, fmt.Sprintf("the residents of %s are of %s, since the table has none", quote.Clip(unitName(a.name)), r.source), nil
}

// total is how many residents there are in all.
func (r yearResidents) total() (n float64) {
	for _, of := range r.of {
		n += of
	}
	return n
}

// otherTotal says that the groups of a unit add up to something else than the table says; "" if
// they do not.
func (y *ofYear) otherTotal(a *ofArea, name string) string {
	sum, total, differs := y.series.otherTotal(a, y.year)
	if !differs {
		return ""
	}
	return fmt.Sprintf("%s: the groups and people whose group is not known add up to %d, and not to the %d of the table, which is not right there", name, sum, total)
}

// meanings says that the units have groups of different meanings, which then lack each other's.
func (y *ofYear) meanings(units []unit) (notes []string) {
	groups := make(map[ethnicity.Group]string) // the first unit that has it
	for _, u := range units {
		for g := range u.Counts {
			if _, ok := groups[g]; !ok {
				groups[g] = u.Name
			}
		}
	}
	for g := range ethnicity.Groups() {
		for h := range ethnicity.Groups() {
			if g != h && groups[g] != "" && groups[h] != "" && g.Contains(h) {
				notes = append(notes, fmt.Sprintf("%s of %s and %s of %s are not the same people: each is compared among the areas that have it", g, quote.Clip(groups[g]), h, quote.Clip(groups[h])))
			}
		}
	}
	return notes
}

// addedUp names the columns over which counts of the units were added up.
func (y *ofYear) addedUp(units []unit) []string {
	var all []map[ethnicity.Group]seriesCell
	for _, u := range units {
		for _, area := range y.units[u.Name] {
			all = append(all, y.cells[area])
		}
	}
	return partsNotes(all)
}
