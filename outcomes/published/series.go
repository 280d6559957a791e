package published

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
	"github.com/seed-549880be/disparity/rri"
)

// ErrBreak says that the groups of a series changed their meaning between two years that are to be
// compared. Compare with [errors.Is].
var ErrBreak = errors.New("the groups changed their meaning")

// Series is the counts of a published table by year, area and group. It knows when groups changed
// their meaning, and does not compare years across that unless it is told how. The zero value is
// empty and ready to use.
//
// A Series cannot be stored: store the [Row] values that it was made from, or what
// [Series.Between] returns.
type Series struct {
	cells  map[seriesKey]seriesCell
	totals map[seriesKey]seriesCell // over all groups, which have the group 0
	apart  apart
}

type seriesKey struct {
	year  int
	area  string
	group ethnicity.Group
}

type seriesCell struct {
	count  int64
	marked int64 // cells that had a mark in place of a number

	residents float64  // that the table has beside the count; 0 if it has none
	accounts  accounts // by whom the group was said
	parts     *parts   // nil if no row has columns
}

// accounts is a set of those who say what the ethnicity of a person is.
type accounts uint8

const (
	bySelf accounts = 1 << iota
	byOfficer
)

// Add counts r under its year, its area as it is written, and its group: that of the person if it
// is known or no officer said any, otherwise the officer's. Totals over groups are left out, but
// that [Series.Trend] says where the groups add up to something else. A mark
// or a range in place of a number counts as no number: see [Series.Count].
//
// Rows of one year, area and group are parts of one number if they differ in another column, as of
// ages or powers, and are added up. It is an error, which has the lines of both, if no column says
// in what they differ: numbers say nothing, but in columns such as of ages, nor do remarks and the
// numbers of rows. It is an error too if they have different residents, since it is not known then
// whether they are parts of them; if r has a count that is none, as -1 and 1.5; and if the sum
// would be more than [rri.MaxCount].
func (s *Series) Add(r Row) error {
	k := seriesKey{r.Year, r.Area, outcomes.SelfThenOfficer.Of(r.Key)}
	to := &s.cells
	switch {
	case r.AllGroups:
		k.group, to = 0, &s.totals
	case r.Total && !isTotalArea(r.Area):
		return nil
	}
	c := (*to)[k]
	err := c.add(r, k)
	if err == nil {
		err = s.apart.add(r, k, &c)
	}
	if err != nil {
		return fmt.Errorf("published: %w", err)
	}
	if *to == nil {
		*to = make(map[seriesKey]seriesCell)
	}
	(*to)[k] = c
	return nil
}

// add counts a row of this key in c.
func (c *seriesCell) add(r Row, k seriesKey) error {
	if r.Residents > 0 {
		if c.residents > 0 && c.residents != r.Residents {
			return fmt.Errorf("%s in %s, %s: rows with %s and with %s residents: read one of them, or leave the residents out",
				k.group, quote.Clip(k.area), yearName(k.year), number(c.residents), number(r.Residents))
		}
		c.residents = r.Residents
	}
	if r.Self == k.group {
		c.accounts |= bySelf
	} else {
		c.accounts |= byOfficer
	}
	switch n, ok := r.Count.Count(); {
	case !r.Count.Known():
		c.marked++
	case !ok:
		return fmt.Errorf("%v events: want a whole number of 0 or more, and at most 2^53", r.Count.Value)
	case n > rri.MaxCount-c.count:
		return fmt.Errorf("%d events beside %d of the same year, area and group: all together are at most 2^53", n, c.count)
	default:
		c.count += n
	}
	return nil
}

// Count returns the number of events of a group in an area and year, and how many cells had a mark
// in place of a number, which are not in it.
func (s *Series) Count(year int, area string, g ethnicity.Group) (count, marked int64) {
	c := s.cells[seriesKey{year, area, g}]
	return c.count, c.marked
}

// Years returns the years of the series in order.
func (s *Series) Years() []int {
	years := make(map[int]bool)
	for k := range s.cells {
		years[k.year] = true
	}
	return slices.Sorted(maps.Keys(years))
}

// Areas returns the areas of the series in order, as they are written.
func (s *Series) Areas() []string {
	areas := make(map[string]bool)
	for k := range s.cells {
		areas[k.area] = true
	}
	return slices.Sorted(maps.Keys(areas))
}

// Groups returns the known groups of a year, in order.
func (s *Series) Groups(year int) []ethnicity.Group {
	groups := make(map[ethnicity.Group]bool)
	for k := range s.cells {
		if k.year == year && k.group.IsKnown() {
			groups[k.group] = true
		}
	}
	return slices.Sorted(maps.Keys(groups))
}

// Chinese returns the group in which Chinese people are counted in a year. It moved between the
// censuses of 2001 and 2011, and the tables followed at different times. ok is false if no group of
// the year holds them.
func (s *Series) Chinese(year int) (g ethnicity.Group, ok bool) { return chineseOf(s.Groups(year)) }

// chineseOf returns the one of some groups that holds Chinese people.
func chineseOf(groups []ethnicity.Group) (g ethnicity.Group, ok bool) {
	for _, g := range groups {
		if g == ethnicity.Chinese || g.Contains(ethnicity.Chinese) {
			return g, true
		}
	}
	return 0, false
}

// Break is a year from which groups mean something else than the year before.
type Break struct {
	Year   int               `json:"year"`   // the first year of the new meaning
	Before []ethnicity.Group `json:"before"` // the groups that the year has no longer
	After  []ethnicity.Group `json:"after"`  // the groups that are new
	Text   string            `json:"text"`   // in words, with what happened to Chinese people
}

// Breaks returns the breaks of the series in order of time. A group that a year merely does not
// have is no break; one is where a group of one year holds a part of another group of the next.
func (s *Series) Breaks() []Break { return breaksOf(s.Years(), s.Groups) }

// breaksOf returns the breaks between years that have these groups.
func breaksOf(years []int, groupsOf func(year int) []ethnicity.Group) []Break {
	var breaks []Break
	for i, year := range years {
		if i == 0 {
			continue
		}
		was, is := groupsOf(years[i-1]), groupsOf(year)
		before, after := without(was, is), without(is, was)
		overlap := slices.ContainsFunc(before, func(b ethnicity.Group) bool {
			return slices.ContainsFunc(after, func(a ethnicity.Group) bool { return a.Contains(b) || b.Contains(a) })
		})
		if !overlap {
			continue
		}
		text := fmt.Sprintf("from %s on there is %s in place of %s", yearName(year), groupList(after), groupList(before))
		chineseWas, ok := chineseOf(was)
		chineseIs, ok2 := chineseOf(is)
		if ok && ok2 && chineseWas != chineseIs {
			text += fmt.Sprintf("; Chinese people are counted in %s, in %s before", chineseIs, chineseWas)
		}
		breaks = append(breaks, Break{Year: year, Before: before, After: after, Text: text})
	}
	return breaks
}

// without returns what of a is not in b.
func without[T comparable](a, b []T) []T {
	var rest []T
	for _, g := range a {
		if !slices.Contains(b, g) {
			rest = append(rest, g)
		}
	}
	return rest
}

func groupList(groups []ethnicity.Group) string {
	var names []string
	for _, g := range groups {
		names = append(names, g.String())
	}
	return strings.Join(names, ", ")
}

// number writes residents for people.
func number(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

// yearName returns the name of a financial year, as "2019/20".
func yearName(year int) string { return fmt.Sprintf("%d/%02d", year, (year+1)%100) }

// Between returns the counts of an area by year and group, from the year first to the year last.
// Where a break lies between them it is an error that wraps [ErrBreak], unless shared says to
// compare the groups that all years have, and to leave the others out. A cell that holds a mark and
// no number has no count.
func (s *Series) Between(area string, first, last int, shared bool) (map[int]map[ethnicity.Group]int64, error) {
	var keep []ethnicity.Group
	if shared {
		keep = s.sharedGroups(first, last)
	} else if err := s.breakBetween(first, last); err != nil {
		return nil, err
	}
	counts := make(map[int]map[ethnicity.Group]int64)
	for k, c := range s.cells {
		if k.area != area || k.year < first || k.year > last || c.marked > 0 && c.count == 0 || shared && k.group.IsKnown() && !slices.Contains(keep, k.group) {
			continue
		}
		if counts[k.year] == nil {
			counts[k.year] = make(map[ethnicity.Group]int64)
		}
		counts[k.year][k.group] = c.count
	}
	if len(counts) == 0 {
		return nil, fmt.Errorf("published: no count for %q from %s to %s", quote.Clip(area), yearName(first), yearName(last))
	}
	return counts, nil
}

// breakBetween returns the error of the first break after the year first, up to the year last.
func (s *Series) breakBetween(first, last int) error {
	for _, b := range s.Breaks() {
		if b.Year > first && b.Year <= last {
			return fmt.Errorf("published: %s to %s: %w: %s: choose years on one side of it, or shared groups",
				yearName(first), yearName(last), ErrBreak, b.Text)
		}
	}
	return nil
}

// sharedGroups returns the known groups that every year from first to last has.
func (s *Series) sharedGroups(first, last int) []ethnicity.Group {
	var shared []ethnicity.Group
	begun := false
	for _, year := range s.Years() {
		if year < first || year > last {
			continue
		}
		if groups := s.Groups(year); !begun {
			shared, begun = groups, true
		} else {
			shared = without(shared, without(shared, groups))
		}
	}
	return shared
}
