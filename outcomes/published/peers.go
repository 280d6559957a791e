package published

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/peers"
)

// PeerOptions say which areas of a [Series] are compared with each other in one year, and over
// whose residents.
type PeerOptions struct {
	// Labels are those of the set that comes out. An empty Exposure is "residents".
	Labels rri.Labels

	// Of is what the areas are, in the plural, as "most similar forces": see [peers.Set].
	Of string

	// Year is the first calendar year of the financial year. 0 stands for the last that the series
	// has.
	Year int

	// Areas are those that are compared, as the table writes them, or forces in any spelling that
	// [ethnicity.ParseForce] reads. None stands for all that the series has in some year, without
	// sums of areas. A force that the table does not have is a unit without counts.
	Areas []string

	// Focus is the area that is asked about; "" for none. It is compared too, whether or not it is
	// among Areas.
	Focus string

	// Baseline is the group that the others are compared with; the zero value is White.
	Baseline ethnicity.Group

	// Residents are those of every area; nil stands for those that the table has beside its counts.
	Residents Residents

	// WhereNone are the residents of areas of which the table tells none at all, as of City of
	// London; nil leaves them without. It goes with no Residents.
	WhereNone Residents
}

// Peers returns the areas of one year beside each other, for package peers: the events of every
// known group over its residents, who live through one year. Those of people of no known group, as
// "Unreported", are the unknown of a unit; searches of vehicles alone are in neither. A unit that
// is a force has the name of [ethnicity.Force], however the table writes it, and another area its
// own.
//
// Sums of areas, as "All - including BTP", are no units: they are the standards of the set, with
// the units that are in them. Which these are, is read of their names: "excluding" and a force, or
// the country. A sum in which there is less than in its units holds none of them, and a note says
// so. Where Residents are given, those of a sum are of its country without the forces that it
// leaves out.
//
// Nothing is made up for what the table does not tell. A unit without a row in the year, without
// residents, or with nobody counted, has no counts, and Missing says why. A group is left out of a
// unit in which a mark stands in place of its number, or of its residents. Notes name what is
// missing, whose residents are of another source, areas whose groups have another meaning, and the
// columns over which the rows of an area and group were added up.
//
// It is an error if the year has no rows; if there is no such area, or one of them is a sum; if two
// areas are the same force; if groups of one area overlap, as Asian and Indian do; or if no area
// has the baseline and residents of it.
func (s *Series) Peers(o PeerOptions) (peers.Set[ethnicity.Group, rri.Rate], error) {
	set, err := s.peers(o)
	if err != nil {
		return peers.Set[ethnicity.Group, rri.Rate]{}, fmt.Errorf("published: %w", err)
	}
	return set, nil
}

func (s *Series) peers(o PeerOptions) (set peers.Set[ethnicity.Group, rri.Rate], err error) {
	o.Baseline = cmp.Or(o.Baseline, ethnicity.White)
	if !o.Baseline.IsKnown() {
		return set, fmt.Errorf("%q as the group that others are compared with: want a known group, as White", o.Baseline)
	}
	if o.Residents != nil && o.WhereNone != nil {
		return set, errors.New("residents of every area, and residents where the table has none: want one of them")
	}
	y, err := s.ofYear(o.Year)
	if err != nil {
		return set, err
	}
	names, err := y.chosen(o.Areas, &o.Focus)
	if err != nil {
		return set, err
	}
	set.Labels, set.Of, set.Baseline, set.Focus = o.Labels, o.Of, o.Baseline, o.Focus
	set.Exposure = cmp.Or(set.Exposure, "residents")
	notes := []string{}
	for _, name := range names {
		u, more, err := y.unit(name, o)
		if err != nil {
			return set, err
		}
		set.Units = append(set.Units, u)
		notes = append(notes, more...)
	}
	if err := y.noBaseline(set, o); err != nil {
		return set, err
	}
	standards, more := y.standards(set.Units, o)
	set.Standards = standards
	set.Notes = slices.Concat(set.Notes, notes, y.meanings(set.Units), more, y.addedUp(set.Units))
	return set, nil
}

// ofYear is what a series has in one year.
type ofYear struct {
	series *Series
	year   int
	// how the areas are written that are no sums, by the name of the unit
	units map[string][]string
	// the sums of areas
	totals []string
	cells  map[string]map[ethnicity.Group]seriesCell
}

// ofYear returns what s has in a year, and which areas it has in some year.
func (s *Series) ofYear(year int) (*ofYear, error) {
	years := s.Years()
	switch {
	case len(years) == 0:
		return nil, errors.New("the series has no counts: want rows of a table")
	case year == 0:
		year = years[len(years)-1]
	case !slices.Contains(years, year):
		return nil, fmt.Errorf("no rows of %s: there are %s", yearName(year), quote.List(yearNames(years)))
	}
	y := &ofYear{series: s, year: year, units: make(map[string][]string), cells: make(map[string]map[ethnicity.Group]seriesCell)}
	for _, area := range s.Areas() {
		if isSum(area) {
			y.totals = append(y.totals, area)
			continue
		}
		name := unitName(area)
		y.units[name] = append(y.units[name], area)
	}
	for k, c := range s.cells {
		if k.year != year {
			continue
		}
		if y.cells[k.area] == nil {
			y.cells[k.area] = make(map[ethnicity.Group]seriesCell)
		}
		y.cells[k.area][k.group] = c
	}
	return y, nil
}

// yearNames returns the names of years; one that no row told is "no year".
func yearNames(years []int) (names []string) {
	for _, year := range years {
		if year == 0 {
			names = append(names, "rows without one")
			continue
		}
		names = append(names, yearName(year))
	}
	return names
}

// isSum reports whether an area is a sum of others, and no force.
func isSum(area string) bool {
	force, err := ethnicity.ParseForce(area)
	return (err != nil || force.IsZero()) && isTotalArea(area)
}

// unitName is the name of a unit: that of the force, however the table writes it.
func unitName(area string) string {
	if force, err := ethnicity.ParseForce(area); err == nil && !force.IsZero() {
		return force.String()
	}
	return area
}

// chosen returns the names of the units, each once, and sets the name of the focus.
func (y *ofYear) chosen(areas []string, focus *string) (names []string, err error) {
	if len(areas) == 0 {
		names = slices.Sorted(maps.Keys(y.units))
	}
	for _, area := range areas {
		name, err := y.find(area)
		if err != nil {
			return nil, err
		}
		if slices.Contains(names, name) {
			return nil, fmt.Errorf("%s is named twice among the areas: want it once", quote.Clip(name))
		}
		names = append(names, name)
	}
	if *focus != "" {
		if *focus, err = y.find(*focus); err != nil {
			return nil, err
		}
		if !slices.Contains(names, *focus) {
			names = append(names, *focus)
		}
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("%w: the table has none but sums of areas: %s", ErrArea, quote.QuotedList(y.totals))
	}
	slices.Sort(names)
	return names, nil
}

// find returns the name of the unit that is written so.
func (y *ofYear) find(area string) (string, error) {
	if name := unitName(area); y.units[name] != nil {
		return name, nil
	} else if name != area || isForce(area) {
		return name, nil // a force of which the table has no row
	}
	for name := range y.units {
		if strings.EqualFold(strings.TrimSpace(area), name) {
			return name, nil
		}
	}
	if slices.Contains(y.totals, area) {
		return "", fmt.Errorf("%s is a sum of areas, which the others are set against: leave it out", quote.Clip(area))
	}
	return "", fmt.Errorf("%w: %q: there are %s", ErrArea, quote.Clip(area), quote.QuotedList(slices.Sorted(maps.Keys(y.units))))
}

// isForce reports whether a text is the name of a force.
func isForce(text string) bool {
	force, err := ethnicity.ParseForce(text)
	return err == nil && !force.IsZero()
}

// noBaseline says why no unit has an index, or returns nil.
func (y *ofYear) noBaseline(set peers.Set[ethnicity.Group, rri.Rate], o PeerOptions) error {
	counted := false
	for _, u := range set.Units {
		if _, ok := u.Counts[o.Baseline]; ok {
			return nil
		}
		for _, area := range y.units[u.Name] {
			c, ok := y.cells[area][o.Baseline]
			counted = counted || ok && c.marked == 0
		}
	}
	if !counted {
		return fmt.Errorf("no area has counts of %s, which others are compared with", o.Baseline)
	}
	if o.Residents == nil && o.WhereNone == nil {
		return fmt.Errorf("%w of anybody who is %s in the table: give them from elsewhere", ErrResidents, o.Baseline)
	}
	return fmt.Errorf("%w of anybody who is %s: nothing can be compared", ErrResidents, o.Baseline)
}
