package published

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
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

// farthestYears are the first and the last year that an [outcomes.Month] can be in, as far as the
// year that begins in it ends in one too.
var farthestYears = [2]int{1996, 2198}

// Trend returns the counts of an area by financial year (April to March, in the time of London) as
// rates: the events of every known group over its residents, who live through one year each. Those
// of people of no known group, as "Unreported", are the unknown of a point; searches of vehicles
// alone are in neither.
//
// Nothing is made up for what the table does not tell. A year without counts is a missing point,
// and so is one in which not a single event of anybody is counted. A group is left out of a year in
// which a mark stands in place of one of its numbers or of its residents. The note of the point
// names what is missing, and whose; one of the series the columns over which rows were added up.
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
	notes = append(notes, partsNotes(slices.Collect(maps.Values(a.years)))...)
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
