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
)

// ofArea is what a series has of one area, year by year.
type ofArea struct {
	name        string // as the table writes it
	first, last int
	years       map[int]map[ethnicity.Group]seriesCell // without those in which nothing is counted
	empty       map[int]bool                           // those in which nothing is counted
	writtenAs   map[int]string                         // the area in each year
}

// ofArea returns what s has of an area in the years that are asked for.
func (s *Series) ofArea(o TrendOptions) (*ofArea, error) {
	names, err := s.areas(o.Area)
	if err != nil {
		return nil, err
	}
	a := &ofArea{name: names[0], years: make(map[int]map[ethnicity.Group]seriesCell), empty: make(map[int]bool), writtenAs: make(map[int]string)}
	for k, c := range s.cells {
		if !slices.Contains(names, k.area) {
			continue
		}
		if other, ok := a.writtenAs[k.year]; ok && other != k.area {
			return nil, fmt.Errorf("%s has rows of %q and of %q, which are one force: keep those of one", yearName(k.year), quote.Clip(min(other, k.area)), quote.Clip(max(other, k.area)))
		}
		a.writtenAs[k.year] = k.area
		if a.years[k.year] == nil {
			a.years[k.year] = make(map[ethnicity.Group]seriesCell)
		}
		a.years[k.year][k.group] = c
	}
	if err := a.choose(o.First, o.Last); err != nil {
		return nil, err
	}
	for year, cells := range a.years {
		if isEmpty(cells) {
			a.empty[year] = true
			delete(a.years, year)
		}
	}
	return a, nil
}

// isEmpty reports whether nothing is counted of anybody. A mark may stand for something.
func isEmpty(cells map[ethnicity.Group]seriesCell) bool {
	for _, c := range cells {
		if c.count > 0 || c.marked > 0 {
			return false
		}
	}
	return true
}

// areas returns the names under which s has an area: several, if a force is written in several
// ways.
func (s *Series) areas(area string) ([]string, error) {
	names := s.Areas()
	if len(names) == 0 {
		return nil, errors.New("the series has no counts: want rows of a table")
	}
	wanted, err := ethnicity.ParseForce(area)
	isForce := err == nil && !wanted.IsZero()
	found := slices.DeleteFunc(slices.Clone(names), func(name string) bool {
		if name == area || area == "" {
			return false
		}
		force, err := ethnicity.ParseForce(name)
		return !strings.EqualFold(strings.TrimSpace(area), name) && !(isForce && err == nil && force == wanted)
	})
	switch {
	case len(found) == 0:
		return nil, fmt.Errorf("%w: %q: there are %s", ErrArea, quote.Clip(area), quote.QuotedList(names))
	case area == "" && len(found) > 1:
		return nil, fmt.Errorf("%w: none is chosen, and there are %s", ErrArea, quote.QuotedList(names))
	case slices.Contains(found, area):
		found = append([]string{area}, without(found, []string{area})...)
	}
	return found, nil
}

// choose keeps the years from first to last, each of which may be 0.
func (a *ofArea) choose(first, last int) error {
	years := a.present()
	if years[0] == 0 {
		return fmt.Errorf("a row of %s has no financial year: want one in every row, as 2019/20", quote.Clip(a.name))
	}
	a.first, a.last = cmp.Or(first, years[0]), cmp.Or(last, years[len(years)-1])
	for _, year := range []int{a.first, a.last} {
		if year < farthestYears[0] || year > farthestYears[1] {
			return fmt.Errorf("year %d: want one from %d to %d", year, farthestYears[0], farthestYears[1])
		}
	}
	has := fmt.Sprintf("%s has %s to %s", quote.Clip(a.name), yearName(years[0]), yearName(years[len(years)-1]))
	if a.first > a.last {
		return fmt.Errorf("%s to %s: want the earlier year first (%s)", yearName(a.first), yearName(a.last), has)
	}
	maps.DeleteFunc(a.years, func(year int, _ map[ethnicity.Group]seriesCell) bool { return year < a.first || year > a.last })
	if len(a.years) == 0 {
		return fmt.Errorf("no counts from %s to %s: %s", yearName(a.first), yearName(a.last), has)
	}
	return nil
}

// present returns the years with counts, in order.
func (a *ofArea) present() []int { return slices.Sorted(maps.Keys(a.years)) }

// groups returns the known groups of a year, in order.
func (a *ofArea) groups(year int) []ethnicity.Group {
	groups := slices.Sorted(maps.Keys(a.years[year]))
	return slices.DeleteFunc(groups, func(g ethnicity.Group) bool { return !g.IsKnown() })
}

// keepShared leaves out the groups that a year does not have, and names them.
func (a *ofArea) keepShared() string {
	var shared, all []ethnicity.Group
	for i, year := range a.present() {
		groups := a.groups(year)
		if i == 0 {
			shared = groups
		}
		shared = without(shared, without(shared, groups))
		all = append(all, without(groups, all)...)
	}
	slices.Sort(all)
	left := without(all, shared)
	if len(left) == 0 {
		return ""
	}
	for _, cells := range a.years {
		maps.DeleteFunc(cells, func(g ethnicity.Group, _ seriesCell) bool { return slices.Contains(left, g) })
	}
	return "left out, since not every year has them: " + groupList(left)
}

// overlap reports groups of one year that hold the same people, or nil.
func (a *ofArea) overlap() error {
	for _, year := range a.present() {
		groups := a.groups(year)
		for _, g := range groups {
			for _, h := range groups {
				if g != h && g.Contains(h) {
					return fmt.Errorf("%s of %s has counts of %s and of %s, which is a part of it: read the rows of one classification",
						yearName(year), quote.Clip(a.name), g, h)
				}
			}
		}
	}
	return nil
}

// otherTotals says in which years the groups of an area add up to something else than the totals of
// the table, with people whose group is not known or without; "" for none.
func (s *Series) otherTotals(a *ofArea) string {
	var years []string
	example := ""
	for _, year := range a.present() {
		sum, total, differs := s.otherTotal(a, year)
		if !differs {
			continue
		}
		if years = append(years, yearName(year)); example == "" {
			example = fmt.Sprintf("%d and not %d in %s", sum, total, yearName(year))
		}
	}
	if len(years) == 0 {
		return ""
	}
	return fmt.Sprintf("the groups and people whose group is not known add up to something else than the total of the table, as %s; so it is in %s: the table is not right there",
		example, quote.And(years))
}

// otherTotal returns what the groups of an area add up to in a year, and the total of the table, if
// the two differ.
func (s *Series) otherTotal(a *ofArea, year int) (sum, whole int64, differs bool) {
	total := s.totals[seriesKey{year, a.writtenAs[year], 0}]
	var known, unknown, marked int64
	for g, c := range a.years[year] {
		marked += c.marked
		if g.IsKnown() {
			known += c.count
		} else {
			unknown += c.count
		}
	}
	sum = known + unknown
	differs = total.marked == 0 && total.count != 0 && total.count != sum && total.count != known && (marked == 0 || known > total.count)
	return sum, total.count, differs
}

// withoutArea says that the table has sums of areas without this one, whose figures may then not be
// whole; "" if it has none.
func (s *Series) withoutArea(name string) string {
	for _, other := range s.Areas() {
		if other != name && strings.Contains(strings.ToLower(other), "excluding") && strings.HasSuffix(other, " "+name) {
			return fmt.Sprintf("the table has %q beside it: its figures may not be whole in some year", other)
		}
	}
	return ""
}
