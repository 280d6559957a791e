package counts

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy"
	"github.com/seed-549880be/disparity/rri/trend"
)

// counts returns the points, and what is made of them.
func (m *seriesMaker[M]) counts(v variant) (c trend.Counts[string, M], err error) {
	var fine []trend.Point[string, M]
	for i := range m.parts {
		p, err := m.point(&m.parts[i], v)
		if err != nil {
			return c, err
		}
		fine = append(fine, p)
	}
	fine = m.withMissing(fine)
	for _, span := range m.spans {
		within, err := trend.Within(fine, span)
		if err != nil {
			return c, m.reported(err)
		}
		p, err := m.pooled(span, within)
		if err != nil {
			return c, m.reported(err)
		}
		c.Points = append(c.Points, p)
	}
	if m.o.Rolling != 0 {
		if c.Rolling, err = m.rolling(c.Points); err != nil {
			return c, err
		}
	}
	if m.compares() {
		before, after := m.compared()
		for _, at := range []struct {
			period trend.Period
			to     **trend.Point[string, M]
		}{{before, &c.Before}, {after, &c.After}} {
			if err := m.inTable(at.period); err != nil {
				return c, err
			}
			p, err := m.withoutLeftOut(at.period, fine)
			if err != nil {
				return c, m.reported(err)
			}
			*at.to = &p
		}
	}
	return c, nil
}

// reported returns an error of package trend as one of the table.
func (m *seriesMaker[M]) reported(err error) error {
	return fmt.Errorf("counts: %s: %w", fileName(m.table), withoutPrefix{err})
}

// withoutPrefix is an error without the name of the package that it comes from.
type withoutPrefix struct{ err error }

func (e withoutPrefix) Error() string { return without(e.err) }
func (e withoutPrefix) Unwrap() error { return e.err }

// pooled returns the points of a period together: as it is, where there is one that is all of it.
func (m *seriesMaker[M]) pooled(period trend.Period, within []trend.Point[string, M]) (trend.Point[string, M], error) {
	if len(within) == 1 && within[0].Start.Equal(period.Start) && within[0].End.Equal(period.End) {
		p := within[0]
		p.Period = period
		return p, nil
	}
	p, err := trend.Pool(period, within...)
	if err != nil {
		return p, err
	}
	for g, count := range p.Counts {
		if _, n, _ := count.Counts(); n == 0 && m.proportion {
			delete(p.Counts, g) // nobody in any part
		}
	}
	return p, nil
}

// withMissing returns points with one without counts for each stretch of time between them, and
// before the first and behind the last within their periods of the series: as many as fit, where
// all are whole months and equally long.
func (m *seriesMaker[M]) withMissing(points []trend.Point[string, M]) []trend.Point[string, M] {
	months := m.length(points)
	if months == 0 {
		return points
	}
	var all []trend.Point[string, M]
	from, to := m.spans[0].Start, m.spans[len(m.spans)-1].End
	for i := 0; i <= len(points); i++ {
		until := to
		if i < len(points) {
			until = points[i].Start
		}
		gap := tidy.MonthsOf(trend.Period{Start: from, End: until})
		for n := 0; gap%months == 0 && n < gap; n += months {
			at := from.AddDate(0, n, 0)
			all = append(all, trend.Point[string, M]{Period: tidy.MonthsFrom(at.Year(), at.Month(), months)})
		}
		if i < len(points) {
			all = append(all, points[i])
			from = points[i].End
		}
	}
	return all
}

// length returns how many months all points have; 0 if they are not equally long, or no months.
func (m *seriesMaker[M]) length(points []trend.Point[string, M]) int {
	months := tidy.MonthsOf(points[0].Period)
	for _, p := range points {
		if tidy.MonthsOf(p.Period) != months {
			return 0
		}
	}
	return months
}

// rolling returns so many months together, up to every period.
func (m *seriesMaker[M]) rolling(points []trend.Point[string, M]) ([]trend.Point[string, M], error) {
	months := m.length(points)
	switch {
	case months == 0:
		return nil, fmt.Errorf("counts: %s: %d rolling months: %w: the periods of the table are no months, or not equally long", fileName(m.table), m.o.Rolling, rri.ErrOption)
	case m.o.Rolling%months != 0 || m.o.Rolling <= months:
		return nil, fmt.Errorf("counts: %s: %d rolling months: %w: a period of the series has %d, and more than one of them are rolled over", fileName(m.table), m.o.Rolling,
			rri.ErrOption, months)
	case len(points) < m.o.Rolling/months:
		return nil, fmt.Errorf("counts: %s: %d rolling months: %w: the series has %d", fileName(m.table), m.o.Rolling, rri.ErrOption, len(points)*months)
	}
	rolling, err := trend.Rolling(points, m.o.Rolling/months)
	if err != nil {
		return nil, m.reported(err)
	}
	for i, p := range rolling {
		if n := tidy.MonthsOf(p.Period); n > 0 {
			rolling[i].Name = tidy.MonthsFrom(p.Start.Year(), p.Start.Month(), n).Name
		}
	}
	return rolling, nil
}

// compares reports whether two periods are to be compared.
func (o Options) compares() bool { return o.Before != (trend.Period{}) || o.After != (trend.Period{}) }

func (m *seriesMaker[M]) compares() bool { return m.o.compares() }

// compared returns the two periods that are compared, whose open ends are those of the table.
func (m *seriesMaker[M]) compared() (before, after trend.Period) {
	return m.closed(m.o.Before), m.closed(m.o.After)
}

// closed returns a period with the ends of the table in the place of open ones, and a name.
func (m *seriesMaker[M]) closed(p trend.Period) trend.Period {
	if p.Start.IsZero() {
		p.Start = m.parts[0].period.Start
	}
	if p.End.IsZero() {
		p.End = m.parts[len(m.parts)-1].period.End
	}
	if n := tidy.MonthsOf(p); p.Name == "" && n > 0 {
		p.Name = tidy.MonthsFrom(p.Start.Year(), p.Start.Month(), n).Name
	}
	return p
}

// inTable reports a period to compare of which the table has nothing, or nil.
func (m *seriesMaker[M]) inTable(p trend.Period) error {
	all := trend.Period{Start: m.parts[0].period.Start, End: m.parts[len(m.parts)-1].period.End}
	day := func(t time.Time) string { return t.Format(time.DateOnly) }
	dates := day(p.Start) + " to " + day(p.End.AddDate(0, 0, -1))
	switch {
	case p.Start.Before(p.End) && p.Overlaps(all):
		return nil
	case !p.Start.Before(p.End) && !p.Start.Before(all.End): // its end is open
		dates = "from " + day(p.Start) + " on"
	case !p.Start.Before(p.End):
		dates = "up to " + day(p.End.AddDate(0, 0, -1))
	}
	return fmt.Errorf("counts: %s: to compare %s: %w: the table has nothing of it, but is of %s to %s", fileName(m.table), cmp.Or(sheet.Clip(p.Name), dates), rri.ErrOption,
		day(all.Start), day(all.End.AddDate(0, 0, -1)))
}

// leftOut returns the periods that are in no change and no trend.
func (m *seriesMaker[M]) leftOut() (list []trend.Period) {
	for _, p := range m.o.LeaveOut {
		if p = m.closed(p); p.Start.Before(p.End) { // else it is outside the table, at an open end
			list = append(list, p)
		}
	}
	return list
}

// withoutLeftOut returns the points of a period together but those that are left out, which it need
// not cover.
func (m *seriesMaker[M]) withoutLeftOut(period trend.Period, fine []trend.Point[string, M]) (p trend.Point[string, M], err error) {
	within, err := trend.Within(fine, period)
	if err != nil {
		return p, err
	}
	var kept []trend.Point[string, M]
	var left []string
	var years float64
	for _, q := range within {
		if slices.ContainsFunc(m.leftOut(), q.Overlaps) {
			left = append(left, q.Name)
			years += q.Years()
			continue
		}
		kept = append(kept, q)
	}
	if len(kept) == 0 && len(left) > 0 {
		return p, fmt.Errorf("%w: all of %s is left out", rri.ErrOption, sheet.Clip(period.Name))
	}
	if p, err = m.pooled(period, kept); err != nil || len(left) == 0 {
		return p, err
	}
	if p.Covered > 0 {
		if p.Covered /= 1 - years/period.Years(); p.Covered > 1-1e-9 {
			p.Covered = 1
		}
	}
	note := "left out, as was asked: " + strings.Join(left, ", ")
	if p.Note != "" {
		note = p.Note + "; " + note
	}
	p.Note = note
	return p, nil
}
