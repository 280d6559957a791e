package trend

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// ErrPeriod is wrapped where a period ends before it begins, or where periods overlap, are out of
// order or leave a gap where they must not.
var ErrPeriod = errors.New("periods do not fit")

// Pool returns points together as one of a period in which they lie: events are added up, and so
// are exposures, by [rri.Sum], which says what becomes of design effects. Points without counts add
// nothing, no exposure either: Covered is the share of the period that the counts of the others
// cover, and Note names what is missing.
//
// A group that is not in the counts of every point that has some is left out, since the sum would
// lack a part of it, and Note says so. The notes of the points are in Note, once each.
//
// The error wraps [ErrPeriod] if a point is not within the period or overlaps another, or if the
// period has no length, and [rri.ErrCount] if a count or a sum is out of range.
func Pool[G cmp.Ordered, M rri.Measure](period Period, points ...Point[G, M]) (Point[G, M], error) {
	pooled := Point[G, M]{Period: period}
	fail := func(err error) (Point[G, M], error) {
		return Point[G, M]{}, fmt.Errorf("trend: %s: %w", sheet.Clip(period.name()), err)
	}
	if err := period.validate(); err != nil {
		return fail(err)
	}
	points = slices.SortedStableFunc(slices.Values(points), func(p, q Point[G, M]) int { return p.Start.Compare(q.Start) })
	for i, p := range points {
		if err := p.validate(); err != nil {
			return fail(fmt.Errorf("%s: %w", sheet.Clip(p.name()), err))
		}
		if !period.Contains(p.Period) {
			return fail(fmt.Errorf("%s is not within it: %w", sheet.Clip(p.dated()), ErrPeriod))
		}
		if i > 0 && points[i-1].Overlaps(p.Period) {
			return fail(fmt.Errorf("%s overlaps %s: %w", sheet.Clip(points[i-1].dated()), sheet.Clip(p.dated()), ErrPeriod))
		}
	}
	var err error
	if pooled.Counts, err = sumGroups(points); err != nil {
		return fail(err)
	}
	if pooled.Unknown, err = sumUnknown(points); err != nil {
		return fail(err)
	}
	if len(pooled.Counts) > 0 {
		pooled.Covered = coveredTogether(period, points)
	}
	pooled.Note = pooledNote(points, pooled.Counts)
	return pooled, nil
}

// Rolling returns every n neighbouring points together, as [Pool] does, from the n-th point on: the
// first is of points 1 to n, the second of 2 to n+1. There are none if there are fewer than n
// points. Missing points are missing exposure, and Covered says so. The name of a period is that of
// its first point, "to", and that of its last.
//
// The error wraps [rri.ErrOption] if n is below 1, [ErrPeriod] if points do not follow each other
// without a gap (a point without counts stands for what is missing), and otherwise is that of Pool.
func Rolling[G cmp.Ordered, M rri.Measure](points []Point[G, M], n int) ([]Point[G, M], error) {
	if n < 1 {
		return nil, fmt.Errorf("trend: rolling over %d points: %w: want 1 or more", n, rri.ErrOption)
	}
	for i := 1; i < len(points); i++ {
		if last, next := points[i-1].Period, points[i].Period; !last.End.Equal(next.Start) {
			return nil, fmt.Errorf("trend: %s does not begin where %s ends: %w: put a period without counts where they are missing",
				sheet.Clip(next.dated()), sheet.Clip(last.dated()), ErrPeriod)
		}
	}
	var rolling []Point[G, M]
	for i := n; i <= len(points); i++ {
		window := points[i-n : i]
		pooled, err := Pool(span(window[0].Period, window[n-1].Period), window...)
		if err != nil {
			return nil, err
		}
		rolling = append(rolling, pooled)
	}
	return rolling, nil
}

// Within returns the points that lie in a period, in their order, as those of its months: give them
// to [Pool] for the period as a whole.
//
// The error wraps [ErrPeriod] if the period has no length, or begins or ends within a point, whose
// counts cannot be split.
func Within[G cmp.Ordered, M rri.Measure](points []Point[G, M], period Period) ([]Point[G, M], error) {
	if err := period.validate(); err != nil {
		return nil, fmt.Errorf("trend: %s: %w", sheet.Clip(period.name()), err)
	}
	var within []Point[G, M]
	for _, p := range points {
		switch {
		case period.Contains(p.Period):
			within = append(within, p)
		case period.Overlaps(p.Period):
			return nil, fmt.Errorf("trend: only a part of %s is in %s: %w: begin and end where a point does",
				sheet.Clip(p.dated()), sheet.Clip(period.dated()), ErrPeriod)
		}
	}
	return within, nil
}

// span returns the period from the start of one to the end of another, with a name of theirs.
func span(first, last Period) Period {
	if first == last {
		return first
	}
	name := ""
	if first.Name+last.Name != "" {
		name = first.name() + " to " + last.name()
	}
	return Period{Name: name, Start: first.Start, End: last.End}
}

// name returns what p is called: its dates, the last of them still in it, if it has no name.
func (p Period) name() string { return cmp.Or(p.Name, p.dates()) }

// dates returns the first and the last day of p.
func (p Period) dates() string {
	first, last := p.Start.Format(time.DateOnly), p.End.Add(-1).Format(time.DateOnly)
	if first == last {
		return first
	}
	return first + " to " + last
}

// dated returns the name of p with its dates, for errors.
func (p Period) dated() string {
	if p.Name == "" {
		return p.dates()
	}
	return p.Name + " (" + p.dates() + ")"
}

// covered returns the share of the period that the counts cover: nothing without counts.
func (p Point[G, M]) covered() float64 {
	if len(p.Counts) == 0 {
		return 0
	}
	return cmp.Or(p.Covered, 1)
}

// sumGroups returns the counts of each group that all points with counts have. It is nil if there
// is no point with counts.
func sumGroups[G cmp.Ordered, M rri.Measure](points []Point[G, M]) (map[G]M, error) {
	parts, counted := make(map[G][]M), 0
	for _, p := range points {
		if len(p.Counts) > 0 {
			counted++
		}
		for g, m := range p.Counts {
			parts[g] = append(parts[g], m)
		}
	}
	if counted == 0 {
		return nil, nil
	}
	sums := make(map[G]M, len(parts))
	for g, counts := range parts {
		if len(counts) < counted {
			continue
		}
		sum, err := rri.Sum(counts...)
		if err != nil {
			return nil, fmt.Errorf("group %q: %w", sheet.Clip(fmt.Sprint(g)), err)
		}
		sums[g] = sum
	}
	return sums, nil
}

// sumUnknown returns what was counted of people of no known group.
func sumUnknown[G cmp.Ordered, M rri.Measure](points []Point[G, M]) (M, error) {
	var parts []M
	for _, p := range points {
		if p.Unknown != *new(M) {
			parts = append(parts, p.Unknown)
		}
	}
	sum, err := rri.Sum(parts...)
	if err != nil {
		return sum, fmt.Errorf("the unknown: %w", err)
	}
	return sum, nil
}

// coveredTogether returns the share of a period that the counts of points in it cover.
func coveredTogether[G cmp.Ordered, M rri.Measure](period Period, points []Point[G, M]) float64 {
	var whole time.Duration // of points that are covered as a whole, which add up exactly
	var part float64
	for _, p := range points {
		switch covered, length := p.covered(), p.End.Sub(p.Start); covered {
		case 1:
			whole += length
		default:
			part += covered * float64(length)
		}
	}
	return min(1, (float64(whole)+part)/float64(period.End.Sub(period.Start)))
}

// pooledNote says what of points is not in their sum, and what was said of them.
func pooledNote[G cmp.Ordered, M rri.Measure](points []Point[G, M], sums map[G]M) string {
	var texts, missing, noted []string
	parts := make(map[G]bool)
	notes := make(map[string][]string)
	for _, p := range points {
		if len(p.Counts) == 0 {
			missing = append(missing, p.name())
		}
		for g := range p.Counts {
			parts[g] = true
		}
		if p.Note != "" {
			if notes[p.Note] == nil {
				noted = append(noted, p.Note)
			}
			notes[p.Note] = append(notes[p.Note], p.name())
		}
	}
	if len(missing) > 0 {
		texts = append(texts, "no counts of "+listed(missing))
	}
	for _, g := range slices.Sorted(maps.Keys(parts)) {
		if _, ok := sums[g]; !ok {
			texts = append(texts, fmt.Sprintf("%v is left out, which was not counted throughout", g))
		}
	}
	for _, note := range noted {
		if len(notes[note]) == len(points) {
			texts = append(texts, note)
		} else {
			texts = append(texts, listed(notes[note])+": "+note)
		}
	}
	return strings.Join(texts, "; ")
}

// mostListed is how many names a list has before it only counts the others.
const mostListed = 12

// listed joins names for people: "a", "a and b", "a, b and c", and "a, b and 7 more".
func listed(names []string) string {
	if len(names) > mostListed {
		names = append(names[:mostListed-1:mostListed-1], fmt.Sprintf("%d more", len(names)-mostListed+1))
	}
	last := len(names) - 1
	if last < 1 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

// validate reports why p is no period, or nil.
func (p Period) validate() error {
	switch {
	case p.Start.IsZero() || p.End.IsZero():
		return fmt.Errorf("%w: want a start and an end", ErrPeriod)
	case !p.Start.Before(p.End):
		return fmt.Errorf("from %s to %s: %w: want an end after the start", p.Start.Format(time.RFC3339), p.End.Format(time.RFC3339), ErrPeriod)
	case math.IsInf(p.Years(), 0) || p.Start.Year() < 1 || p.End.Year() > 9999:
		return fmt.Errorf("from year %d to %d: %w: want years 1 to 9999", p.Start.Year(), p.End.Year(), ErrPeriod)
	}
	return nil
}
