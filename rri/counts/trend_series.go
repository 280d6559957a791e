package counts

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy"
	"github.com/seed-549880be/disparity/rri/trend"
)

// seriesMaker makes a series of a table that is divided by time.
type seriesMaker[M rri.Measure] struct {
	*input
	*timeline
	stock   bool    // of a rate: the exposure is of people, who live through each period
	perYear float64 // by what an exposure that is time is multiplied to be in years
	spans   []trend.Period
	notes   []string
}

// end says which numbers a count that is a range stands for in a series.
type end uint8

const (
	asPrinted    end = iota
	lowestIndex      // those by which the index of the group is as low as it can be
	highestIndex     // as high
)

// variant is one way to read the counts of a table.
type variant struct {
	name string
	end  func(at time.Time) end
	// residents returns the part of the table whose exposure a group has throughout; nil for its
	// own
	residents *timePart
}

// printed is the counts as the table has them.
var printed = variant{end: func(time.Time) end { return asPrinted }}

// series returns the series, with its breaks and what else its counts could be.
func (m *seriesMaker[M]) series() (s trend.Series[string, M], err error) {
	s.Labels, s.Baseline = m.labels, m.baseline().Group
	s.Labels.Exposure = m.exposureName()
	if s.Counts, err = m.counts(printed); err != nil {
		return s, err
	}
	groups := m.groupBreaks()
	// where groups mean something else so do their residents
	residents := slices.DeleteFunc(m.residentsBreaks(), func(b trend.Break[string]) bool {
		return slices.ContainsFunc(groups, func(g trend.Break[string]) bool { return g.Kind == trend.GroupsBreak && g.At.Equal(b.At) })
	})
	s.Breaks = slices.Concat(residents, groups)
	slices.SortStableFunc(s.Breaks, func(a, b trend.Break[string]) int { return a.At.Compare(b.At) })
	for _, v := range m.variants(len(residents) > 0) {
		c, err := m.counts(v)
		if err != nil {
			return s, err
		}
		c.Rolling = nil
		s.Alternatives = append(s.Alternatives, trend.Alternative[string, M]{Name: v.name, Counts: c})
	}
	for _, a := range m.o.Alternatives {
		c, err := m.alternative(a)
		if err != nil {
			return s, err
		}
		s.Alternatives = append(s.Alternatives, c)
	}
	return s, nil
}

// alternative returns the counts of a table with other exposures.
func (m *seriesMaker[M]) alternative(a Alternative) (out trend.Alternative[string, M], err error) {
	o := m.o
	o.Alternatives, o.Rolling, o.Baseline = nil, 0, m.baseline().Group
	in, err := newInput(a.Table, o)
	if err != nil {
		return out, err
	}
	l, err := in.timeline()
	if err != nil {
		return out, err
	}
	other := &seriesMaker[M]{input: in, timeline: l}
	other.setExposure()
	if err := other.setSpans(); err != nil {
		return out, err
	}
	out.Name = a.Name
	out.Counts, err = other.counts(printed)
	return out, err
}

// timeUnits are the units of time that an exposure may be in, and how many years each is.
var timeUnits = map[string]float64{"year": 1, "month": 1. / 12, "week": 7 / 365.25, "day": 1 / 365.25, "hour": 1 / (24 * 365.25)}

// personTime and anyTime match the names of exposures that are time already: person-years, and bed
// days. The residents of a year, or those aged 10 years, are people.
var (
	personTime = regexp.MustCompile(`\bperson[ -]?(year|month|week|day|hour)s?\b`)
	anyTime    = regexp.MustCompile(`\b(year|month|week|day|hour)s\b`)
)

// setExposure finds out whether the exposure is people, or the time that they lived through.
func (m *seriesMaker[M]) setExposure() {
	m.perYear = 1
	if m.proportion {
		return
	}
	name := strings.ToLower(m.labels.Exposure)
	unit := personTime.FindStringSubmatch(name)
	people := strings.Contains(name, "resident") || strings.Contains(name, "population")
	if unit == nil && !people {
		unit = anyTime.FindStringSubmatch(name)
	}
	if unit != nil {
		m.perYear = timeUnits[unit[1]]
		return
	}
	m.stock = people || !strings.Contains(name, "exposure")
}

// exposureName returns what rates of a series are of: of people, in a year.
func (m *seriesMaker[M]) exposureName() string {
	hasYear := strings.Contains(strings.ToLower(m.labels.Exposure), "year")
	switch {
	case m.stock && hasYear: // as mid-year population
		return m.labels.Exposure + ", a year"
	case m.proportion || m.stock:
		return m.labels.Exposure
	case m.perYear != 1:
		return "person-years"
	case hasYear:
		return m.labels.Exposure
	}
	return m.labels.Exposure + ", taken for person-years"
}

// years returns how many years people live through in a period: a twelfth in each month.
func years(p trend.Period) float64 {
	if n := tidy.MonthsOf(p); n > 0 {
		return float64(n) / 12
	}
	return p.Years()
}

// measure returns the counts of a group in a part of the table. ok is false where a count is a
// range that no printed number stands for.
func (m *seriesMaker[M]) measure(p *timePart, g group, e end, from *timePart) (count M, ok bool, err error) {
	t := g.tally
	if t.printed == nil || t.events.open() || t.exposure.open() {
		return count, false, nil
	}
	at := *t.printed
	above := e == highestIndex
	if g.Group == m.baseline().Group {
		above = e == lowestIndex
	}
	if e != asPrinted && !t.known() {
		at = t.lowest(m.proportion)
		if above {
			at = t.highest(m.proportion)
		}
	}
	if from != nil {
		if other, has := from.groups[g.Group]; has && other.tally.exposure.known() && other.tally.exposure.low > 0 {
			at.exposure = other.tally.exposure.low
		}
	}
	if m.stock {
		at.exposure *= years(p.period)
	}
	count, err = rri.MeasureOf[M](int64(at.events), at.exposure*m.perYear, 0)
	return count, err == nil, err
}

// lowest returns the counts of t with the lowest rate, highest those with the highest.
func (t tally) lowest(proportion bool) counted {
	if proportion {
		p := least(t.narrowed())
		return counted{float64(p.Events), float64(p.Trials)}
	}
	return counted{t.events.low, t.exposure.high}
}

func (t tally) highest(proportion bool) counted {
	if proportion {
		p := most(t.narrowed())
		return counted{float64(p.Events), float64(p.Trials)}
	}
	return counted{t.events.high, t.exposure.low}
}

// point returns what was counted in a part of the table.
func (m *seriesMaker[M]) point(p *timePart, v variant) (trend.Point[string, M], error) {
	out := trend.Point[string, M]{Period: p.period, Counts: make(map[string]M)}
	var withheld []string
	e := v.end(p.target.Start)
	for _, g := range m.groups {
		own, has := p.groups[g.Group]
		if !has {
			// nobody of the group in a part of a period
			if m.proportion && !p.period.Contains(p.target) {
				out.Counts[g.Group] = *new(M)
			}
			continue
		}
		own.Group = g.Group
		count, ok, err := m.measure(p, own, e, v.residents)
		switch {
		case err != nil:
			return out, fmt.Errorf("%w (%s)", wrapped(g.Group, err), sheet.Clip(p.period.Name))
		case ok:
			out.Counts[g.Group] = count
		default:
			withheld = append(withheld, fmt.Sprintf("%s (%s of %s)", g.Group, withheldText(own.Events), withheldText(own.Exposure)))
		}
	}
	if len(withheld) > 0 {
		out.Note = "not known, and in no index: " + strings.Join(withheld, ", ")
	}
	if len(out.Counts) == 0 {
		out.Counts = nil
	}
	var err error
	out.Unknown, err = m.unknownCount(p)
	return out, err
}

// withheldText writes a count that is not known for a note.
func withheldText(c tidy.Cell) string {
	if text := countText(c); text != "" {
		return text
	}
	return "a blank"
}

// unknownCount returns what was counted of people whose group is not known: the most that it can
// be.
func (m *seriesMaker[M]) unknownCount(p *timePart) (M, error) {
	t := p.unknown.tally
	if !p.hasUnknown || t.events.open() || m.proportion && t.exposure.open() {
		return *new(M), nil
	}
	if !m.proportion {
		return rri.MeasureOf[M](int64(t.events.high), 0, 0)
	}
	t = t.narrowedUnknown()
	return rri.MeasureOf[M](int64(t.events.high), t.exposure.high, 0)
}

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

// leftOut returns the periods that are in no change and no trend.
func (m *seriesMaker[M]) leftOut() (list []trend.Period) {
	for _, p := range m.o.LeaveOut {
		list = append(list, m.closed(p))
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
	var time float64
	for _, q := range within {
		if slices.ContainsFunc(m.leftOut(), q.Overlaps) {
			left = append(left, q.Name)
			time += q.Years()
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
		if p.Covered /= 1 - time/period.Years(); p.Covered > 1-1e-9 {
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

// isRange reports whether a count of a group is a range in some part of the table, with a printed
// number or without.
func (m *seriesMaker[M]) anyRounded() bool {
	for _, p := range m.parts {
		for _, g := range p.groups {
			if g.tally.printed != nil && !g.tally.known() {
				return true
			}
		}
	}
	return false
}

// variants returns what else the counts could be that a word has to bear: other residents where
// those of the table change at once, and the ends of rounded counts.
func (m *seriesMaker[M]) variants(otherResidents bool) (list []variant) {
	if otherResidents {
		for _, from := range []*timePart{&m.parts[0], &m.parts[len(m.parts)-1]} {
			list = append(list, variant{fmt.Sprintf("the %s of %s throughout", m.labels.Exposure, from.period.Name), printed.end, from})
		}
	}
	if !m.anyRounded() {
		return list
	}
	middle := m.parts[len(m.parts)/2].target.Start
	if m.compares() {
		_, after := m.compared()
		middle = after.Start
	}
	first := m.parts[0].target.Start
	for _, v := range []struct {
		name string
		low  func(at time.Time) bool
	}{
		{"rounded counts as they make an index rise the most", func(at time.Time) bool { return at.Before(middle) }},
		{"rounded counts as they make an index fall the most", func(at time.Time) bool { return !at.Before(middle) }},
		{"rounded counts as they make an index rise from the first year to the second", func(at time.Time) bool { return wholeYears(first, at)%2 == 0 }},
		{"rounded counts as they make an index fall from the first year to the second", func(at time.Time) bool { return wholeYears(first, at)%2 == 1 }},
	} {
		list = append(list, variant{name: v.name, end: func(at time.Time) end {
			if v.low(at) {
				return lowestIndex
			}
			return highestIndex
		}})
	}
	return list
}

// wholeYears returns how many whole years lie between two moments.
func wholeYears(from, to time.Time) int {
	n := to.Year() - from.Year()
	if from.AddDate(n, 0, 0).After(to) {
		n--
	}
	return max(0, n)
}

// openUnknown reports whether the table leaves open how many people have no known group in a part,
// or how many of them are among the events.
func (m *seriesMaker[M]) openUnknown(p timePart) bool {
	t := p.unknown.tally
	if m.proportion {
		t = t.narrowedUnknown()
		return p.hasUnknown && (t.exposure.open() || !t.events.known())
	}
	return p.hasUnknown && t.events.open()
}
