package published

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/trend"
)

// TrendOptions say which counts of a [Series] are followed over the years, and whose residents they
// are set against.
type TrendOptions struct {
	// Labels are those of the series that comes out. An empty Exposure is "residents".
	Labels rri.Labels

	// Area is the area as the table writes it, or the force in any spelling that
	// [ethnicity.ParseForce] reads. It may be empty if the series has one area alone.
	Area string

	// First and Last are the first calendar years of the first and the last financial year. 0
	// stands for the first or the last that the area has. A year between them without counts is
	// missing.
	First, Last int

	// Shared keeps the groups that all years have, and leaves out the others, which a note names.
	Shared bool

	// Baseline is the group that the others are compared with; the zero value is White.
	Baseline ethnicity.Group

	// Residents are those of every year; nil stands for those that the table has beside its counts.
	Residents Residents

	// Alternatives are other residents, over which a word about a change or a trend has to be the
	// same: see [trend.Series].
	Alternatives []NamedResidents
}

var (
	// ErrArea says that a [Series] has no such area, or several of which none is chosen. Compare
	// with [errors.Is].
	ErrArea = errors.New("no such area")

	// ErrResidents says that there are no residents of the baseline, which others are compared
	// with.
	ErrResidents = errors.New("no residents")
)

// farthestYears are the years that Trend may be asked for.
var farthestYears = [2]int{1900, 2200}

// Trend returns the counts of an area by financial year (April to March, in the time of London) as
// rates: the events of every known group over its residents, who live through one year each. Those
// of people of no known group, as "Unreported", are the unknown of a point; searches of vehicles
// alone are in neither.
//
// Nothing is made up for what the table does not tell. A year without counts is a missing point,
// and so is one in which not a single event of anybody is counted. A group is left out of a year in
// which a mark stands in place of one of its numbers or of its residents. The note of the point
// names what is missing, and whose.
//
// What changed between two years is a [trend.Break]: [trend.GroupsBreak] where groups changed their
// meaning as [Series.Breaks] has it, of these groups alone; [trend.RecordingBreak] where the
// ethnicity is as another sees it, officers or the people themselves; and [trend.ResidentsBreak]
// where the residents are of another source. Those of the table tell no source. They are taken to
// be of another one where they change after two years in which they were the same, or before two
// such, as with the next census; or if there are two years in all. Residents that change from every
// year to the next are estimates of every year.
//
// It is an error if there is no such area, or if two areas are the same force; if the years are out
// of order, or the area has none of them; if groups of one year overlap, as Asian and Indian do; or
// if no year has the baseline and residents of it.
func (s *Series) Trend(o TrendOptions) (trend.Series[ethnicity.Group, rri.Rate], error) {
	series, err := s.trend(o)
	if err != nil {
		return trend.Series[ethnicity.Group, rri.Rate]{}, fmt.Errorf("published: %w", err)
	}
	return series, nil
}

func (s *Series) trend(o TrendOptions) (series trend.Series[ethnicity.Group, rri.Rate], err error) {
	o.Baseline = cmp.Or(o.Baseline, ethnicity.White)
	if !o.Baseline.IsKnown() {
		return series, fmt.Errorf("%q as the group that others are compared with: want a known group, as White", o.Baseline)
	}
	a, err := s.ofArea(o)
	if err != nil {
		return series, err
	}
	series.Labels = o.Labels
	series.Exposure = cmp.Or(series.Exposure, "residents")
	series.Baseline = o.Baseline
	notes := []string{s.otherTotals(a)}
	if o.Shared {
		notes = append(notes, a.keepShared())
	}
	notes = append(notes, s.withoutArea(a.name))
	notes = slices.DeleteFunc(notes, func(note string) bool { return note == "" })
	series.Notes = slices.Concat(series.Notes, notes)
	if err := a.overlap(); err != nil {
		return series, err
	}
	residents, err := a.residentsOf(o.Residents)
	if err != nil {
		return series, err
	}
	if series.Points, err = a.points(residents, o); err != nil {
		return series, err
	}
	series.Breaks = slices.Concat(a.groupBreaks(o.Baseline), a.recordingBreaks(), a.residentsBreaks(residents, o.Baseline))
	slices.SortStableFunc(series.Breaks, func(a, b trend.Break[ethnicity.Group]) int { return a.At.Compare(b.At) })
	for _, other := range o.Alternatives {
		residents, err := a.residentsOf(other.Residents)
		if err != nil {
			return series, fmt.Errorf("%s: %w", quote.Clip(other.Name), err)
		}
		points, err := a.points(residents, o)
		if err != nil {
			return series, fmt.Errorf("%s: %w", quote.Clip(other.Name), err)
		}
		series.Alternatives = append(series.Alternatives, trend.Alternative[ethnicity.Group, rri.Rate]{
			Name: other.Name, Counts: trend.Counts[ethnicity.Group, rri.Rate]{Points: points}})
	}
	return series, nil
}

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
	for _, year := range []int{first, last} {
		if year != 0 && (year < farthestYears[0] || year > farthestYears[1]) {
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
		if total.marked > 0 || total.count == 0 || total.count == known+unknown || total.count == known || marked > 0 && known <= total.count {
			continue
		}
		if years = append(years, yearName(year)); example == "" {
			example = fmt.Sprintf("%d and not %d in %s", known+unknown, total.count, yearName(year))
		}
	}
	if len(years) == 0 {
		return ""
	}
	return fmt.Sprintf("the groups and people whose group is not known add up to something else than the total of the table, as %s; so it is in %s: the table is not right there",
		example, quote.And(years))
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

// yearOf returns the period of a financial year, in the time of London.
func yearOf(year int) trend.Period {
	// at midnight there, in summer time
	april := func(year int) time.Time {
		return outcomes.InLondon(time.Date(year, time.March, 31, 23, 0, 0, 0, time.UTC))
	}
	return trend.Period{Name: yearName(year), Start: april(year), End: april(year + 1)}
}

// points returns the points of all years over residents.
func (a *ofArea) points(residents map[int]yearResidents, o TrendOptions) (points []trend.Point[ethnicity.Group, rri.Rate], err error) {
	found := false
	for year := a.first; year <= a.last; year++ {
		p := trend.Point[ethnicity.Group, rri.Rate]{Period: yearOf(year)}
		cells, ok := a.years[year]
		switch {
		case ok:
			a.count(&p, cells, residents[year])
		case a.empty[year]:
			p.Note = "nobody at all is counted in this year, which is taken as missing"
		default:
			p.Note = "the table has no row of this year"
		}
		if _, ok := p.Counts[o.Baseline]; ok {
			found = true
		}
		points = append(points, p)
	}
	if !found {
		return nil, a.noBaseline(residents, o)
	}
	return points, nil
}

// count adds the counts of a year to its point, and notes what is not told.
func (a *ofArea) count(p *trend.Point[ethnicity.Group, rri.Rate], cells map[ethnicity.Group]seriesCell, r yearResidents) {
	p.Counts = make(map[ethnicity.Group]rri.Rate)
	var marked, nobody []ethnicity.Group
	unknownMarked := false
	for _, g := range slices.Sorted(maps.Keys(cells)) {
		c := cells[g]
		switch {
		case g == ethnicity.NoPerson:
		case !g.IsKnown():
			p.Unknown.Events += c.count
			unknownMarked = unknownMarked || c.marked > 0
		case c.marked > 0:
			marked = append(marked, g)
		case !(r.of[g] > 0):
			nobody = append(nobody, g)
		default:
			p.Counts[g] = rri.Rate{Events: c.count, Population: r.of[g]}
		}
	}
	var notes []string
	if len(marked) > 0 {
		notes = append(notes, "a mark stands in place of the number of "+groupList(marked))
	}
	if len(nobody) > 0 {
		notes = append(notes, "no residents are told of "+groupList(nobody))
	}
	if unknownMarked {
		notes = append(notes, "a mark stands in place of the number of people whose group is not known, who count as none")
	}
	if len(notes) > 0 {
		p.Note = p.Name + ": " + strings.Join(notes, "; ")
	}
	if len(p.Counts) == 0 {
		p.Counts, p.Unknown = nil, rri.Rate{} // a missing point
	}
}

// noBaseline says why no year has an index.
func (a *ofArea) noBaseline(residents map[int]yearResidents, o TrendOptions) error {
	counted, found := false, make(map[ethnicity.Group]bool)
	for _, year := range a.present() {
		c, ok := a.years[year][o.Baseline]
		counted = counted || ok && c.marked == 0
		for _, g := range a.groups(year) {
			found[g] = true
		}
	}
	switch {
	case !counted:
		return fmt.Errorf("no counts of %s in %s, which others are compared with: there are %s",
			o.Baseline, quote.Clip(a.name), cmp.Or(groupList(slices.Sorted(maps.Keys(found))), "none of a known group"))
	case o.Residents == nil:
		return fmt.Errorf("%w of %s who are %s in the table: give them from elsewhere", ErrResidents, quote.Clip(a.name), o.Baseline)
	}
	return fmt.Errorf("%w of %s who are %s: nothing can be compared", ErrResidents, quote.Clip(a.name), o.Baseline)
}
