package counts

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/strictjson"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy"
	"github.com/seed-549880be/disparity/rri/trend"
)

// Trend is whether the index of every group is changing. It is the Data of the section trend.
type Trend struct {
	// Columns are those of the table that say when.
	Columns []string `json:"columns"`
	// Rates is the answer for a table of rates, and Proportions for one of proportions. The other
	// is nil. The exposure of rates is residents times the years that they live through, a twelfth
	// in each month.
	Rates       *trend.Result[string, rri.Rate]       `json:"rates,omitempty"`
	Proportions *trend.Result[string, rri.Proportion] `json:"proportions,omitempty"`
	// Notes say what to bear in mind.
	Notes []string `json:"notes,omitempty"`
}

// trend returns the sections of the series, its changes and its trends, and what can be said of
// them; nothing if nothing is asked of time.
func (in *input) trend() ([]Section, []string, error) {
	if err := in.mayAskTrend(); err != nil {
		return nil, nil, err
	}
	_, isKind := in.kindOfPeriod()
	if !in.o.asksTrend() && !isKind && !(dimension(in.table, in.o.By) >= 0 && tidy.IsTime(in.o.By)) {
		return nil, nil, nil
	}
	l, err := in.timeline()
	switch {
	case err == nil:
	case in.o.asksTrend() || isKind || !errors.Is(err, tidy.ErrPeriod):
		return nil, nil, err
	default:
		return nil, []string{fmt.Sprintf("The periods of %s cannot be read, and there is no trend: %s.", in.o.By, without(err))}, nil
	}
	if len(l.parts) < 2 && !in.o.asksTrend() {
		return nil, nil, nil
	}
	t, err := in.trendOf(l)
	if err != nil {
		if !in.o.asksTrend() && errors.Is(err, trend.ErrPeriod) {
			return nil, []string{fmt.Sprintf("There is no trend: %s.", without(err))}, nil
		}
		return nil, nil, err
	}
	return t.sections(), t.say(), nil
}

// mayAskTrend reports questions of time that do not go with others, or nil.
func (in *input) mayAskTrend() error {
	o := in.o
	refused := func(format string, args ...any) error {
		return fmt.Errorf("counts: %s: %w", fmt.Sprintf(format, args...), rri.ErrOption)
	}
	switch {
	case !o.asksTrend():
		return nil
	case o.Suppress != 0:
		return in.mayNotSuppress("over time")
	case o.Rolling < 0 || o.Rolling == 1:
		return refused("%d rolling months: want 2 or more, or 0 for none", o.Rolling)
	case o.Margin != 0 && !(o.Margin > 0 && o.Margin < 1):
		return refused("a margin of %v: want a share between 0 and 1, as 0.1", o.Margin)
	case (o.Before == trend.Period{}) != (o.After == trend.Period{}):
		return refused("one period to compare: want two")
	case dimension(in.table, o.By) >= 0 && !tidy.IsTime(o.By):
		return refused("by %s, and over time: want a column of time, or one of the two", sheet.Clip(o.By))
	}
	return nil
}

// without is the text of an error without the name of its package.
func without(err error) string {
	text := err.Error()
	for _, prefix := range []string{"counts: ", "tidy: ", "trend: "} {
		text = strings.TrimPrefix(text, prefix)
	}
	return text
}

// trendOf makes the series of a table that is divided by time, and says whether it changes.
func (in *input) trendOf(l *timeline) (t Trend, err error) {
	if in.proportion {
		t.Proportions, t.Notes, err = resultOf[rri.Proportion](in, l)
	} else {
		t.Rates, t.Notes, err = resultOf[rri.Rate](in, l)
	}
	t.Columns = l.Columns
	if n := t.mostPeriods(); err == nil && n < fewestPeriods {
		t.Notes = append(t.Notes, fmt.Sprintf("A trend takes %d periods or more: there is none.", fewestPeriods))
	}
	return t, err
}

func resultOf[M rri.Measure](in *input, l *timeline) (*trend.Result[string, M], []string, error) {
	m := &seriesMaker[M]{input: in, timeline: l}
	m.setExposure()
	if err := m.setSpans(); err != nil {
		return nil, nil, err
	}
	s, err := m.series()
	if err != nil {
		return nil, nil, err
	}
	r, err := trend.Of(s, trend.Options{Options: in.o.Options, LeaveOut: m.leftOut(), Margin: in.o.Margin, Direction: in.o.Direction})
	if err != nil {
		return nil, nil, m.reported(err)
	}
	m.withoutWords(&r)
	return &r, m.remarks(), nil
}

// setSpans takes the periods of the series: those of the parts, in order of time, and the ones of
// the kind between them.
func (m *seriesMaker[M]) setSpans() error {
	for i, p := range m.parts {
		if i > 0 && m.parts[i-1].period.Overlaps(p.period) {
			return fmt.Errorf("counts: %s: %w: %s and %s overlap: take the rows of one kind alone", fileName(m.table), trend.ErrPeriod,
				sheet.Clip(m.parts[i-1].period.Name), sheet.Clip(p.period.Name))
		}
		if !slices.ContainsFunc(m.spans, func(q trend.Period) bool { return q.Start.Equal(p.target.Start) && q.End.Equal(p.target.End) }) {
			m.spans = append(m.spans, p.target)
		}
	}
	slices.SortFunc(m.spans, func(a, b trend.Period) int { return a.Start.Compare(b.Start) })
	var all []trend.Period
	months := 0
	for i, p := range m.spans {
		if n := tidy.MonthsOf(p); i == 0 {
			months = n
		} else if n != months {
			months = 0
		}
	}
	for i, p := range m.spans {
		if i > 0 && months > 0 {
			gap := trend.Period{Start: m.spans[i-1].End, End: p.Start}
			for n := 0; tidy.MonthsOf(gap)%months == 0 && n < tidy.MonthsOf(gap); n += months {
				at := gap.Start.AddDate(0, n, 0)
				all = append(all, tidy.MonthsFrom(at.Year(), at.Month(), months))
			}
		}
		all = append(all, p)
	}
	m.spans = all
	return m.mayAddUp()
}

// mayAddUp reports rates of days or weeks that are to be added up, or nil: a day without an event
// has no row as often as not, so that nobody knows how long the rows are of.
func (m *seriesMaker[M]) mayAddUp() error {
	const most = 400
	if n := len(m.spans); n > most {
		return fmt.Errorf("counts: %s: %w: %d periods: add them up to months or years", fileName(m.table), trend.ErrPeriod, n)
	}
	for i, p := range m.parts {
		if tidy.MonthsOf(p.period) > 0 || p.period.Start.Equal(p.target.Start) && p.period.End.Equal(p.target.End) {
			continue
		}
		if !m.proportion {
			return fmt.Errorf("counts: %s: %w: the table has days or weeks, as %s, and a rate needs the residents of all of a month: "+
				"give rows of months, quarters or years", fileName(m.table), trend.ErrPeriod, sheet.Clip(p.period.Name))
		}
		m.parts[i].period = tidy.Month.Containing(p.period.Start)
	}
	return m.joinParts()
}

// joinParts adds up the parts of one period, as days that are taken for their month.
func (m *seriesMaker[M]) joinParts() error {
	var parts []timePart
	for _, p := range m.parts {
		last := len(parts) - 1
		if last < 0 || !parts[last].period.Start.Equal(p.period.Start) || !parts[last].period.End.Equal(p.period.End) {
			parts = append(parts, p)
			continue
		}
		joined := parts[last]
		sums := tidy.Sums{Unknown: tidy.GroupSum{Events: joined.unknown.Events.Add(p.unknown.Events), Exposure: joined.unknown.Exposure.Add(p.unknown.Exposure)}}
		for _, g := range m.groups {
			a, inA := joined.groups[g.Group]
			b, inB := p.groups[g.Group]
			if inA || inB {
				sums.Groups = append(sums.Groups, tidy.GroupSum{Group: g.Group, Events: a.Events.Add(b.Events), Exposure: a.Exposure.Add(b.Exposure)})
			}
		}
		s, err := m.stratum(p.period.Name, sums)
		if err != nil {
			return err
		}
		s.hasUnknown = joined.hasUnknown || p.hasUnknown
		parts[last].stratum = s
	}
	m.parts = parts
	return nil
}

// withoutWords takes the words of changes and trends away for which counts are missing that are not
// known, or for which the table leaves open how many people have no known group.
func (m *seriesMaker[M]) withoutWords(r *trend.Result[string, M]) {
	const open = "the table does not say how many people have no known group"
	touches := func(p timePart, periods ...trend.Period) bool {
		return slices.ContainsFunc(periods, p.period.Overlaps)
	}
	margin := r.Options.Margin
	for i := range r.YearOnYear {
		m.openWords(&r.YearOnYear[i], open, margin, touches)
	}
	if r.Compared != nil {
		m.openWords(r.Compared, open, margin, touches)
	}
	for i := range r.Trends {
		t := &r.Trends[i]
		t.Word, t.Why = ofStable(t.Word, t.Why, t.Worst, margin)
		withheld, unknown := 0, false
		for _, p := range m.parts {
			unknown = unknown || m.openUnknown(p)
			if m.isWithheld(p, t.Group) {
				withheld++
			}
		}
		switch {
		case t.Word == trend.NoWord:
		case withheld > 0:
			t.Word, t.Why = trend.NoWord, fmt.Sprintf("the counts of %d of %d periods are withheld or not there, and the trend is of the others", withheld, len(m.parts))
		case unknown:
			t.Word, t.Why = trend.NoWord, open
		}
	}
}

// openWords takes the words of a change away where the unknown are not known, or could undo them.
func (m *seriesMaker[M]) openWords(c *trend.Change[string], why string, margin float64, touches func(p timePart, periods ...trend.Period) bool) {
	open := slices.ContainsFunc(m.parts, func(p timePart) bool { return m.openUnknown(p) && touches(p, c.Before, c.After) })
	for i := range c.Rows {
		row := &c.Rows[i]
		withheld := func(p timePart) bool { return touches(p, c.Before, c.After) && m.isWithheld(p, row.Group) }
		if row.Group != m.baseline().Group && row.Word == trend.NoWord && slices.ContainsFunc(m.parts, withheld) {
			row.Why = "a count is withheld or not there"
			continue
		}
		if row.Word, row.Why = ofStable(row.Word, row.Why, row.Worst, margin); open && row.Word != trend.NoWord {
			row.Word, row.Why = trend.NoWord, why
		}
	}
}

// ofStable takes the word stable away where people of no known group could move the index by more
// than the margin.
func ofStable(w trend.Word, why string, worst *trend.Limits, margin float64) (trend.Word, string) {
	if w == trend.Stable && worst != nil && !(worst.Lower >= 1-margin && worst.Upper <= 1+margin) {
		return trend.NoWord, "it would be stable, but the people of no known group could move it by more than the margin"
	}
	return w, why
}

// isWithheld reports whether a count of a group, or of the baseline, is not known in a part.
func (m *seriesMaker[M]) isWithheld(p timePart, group string) bool {
	for _, name := range []string{group, m.baseline().Group} {
		if g, ok := p.groups[name]; ok && (g.tally.printed == nil || g.tally.events.open() || g.tally.exposure.open()) {
			return true
		}
	}
	return false
}

// remarks say what was done to make a series of the table.
func (m *seriesMaker[M]) remarks() (notes []string) {
	for _, note := range m.Times.Notes {
		notes = append(notes, sentence(note))
	}
	zone := "Periods begin and end at midnight, in UTC, since the table names no place."
	if slices.ContainsFunc(m.parts, func(p timePart) bool { return p.period.End.Sub(p.period.Start) < 28*24*time.Hour }) {
		notes = append(notes, zone)
	}
	if m.stock {
		notes = append(notes, fmt.Sprintf("Rates of the series are a year: the %s of each period count for as long as it lasts, and those of a period that is missing do not.", m.labels.Exposure))
	}
	if m.anyRounded() {
		notes = append(notes, "Counts are rounded: the series has them as they are printed, and a word stands only if every number that they may be gives it.")
	}
	if len(m.o.Levels) > 0 {
		notes = append(notes, "The series, its changes and its trends are at the first level alone.")
	}
	if m.o.Unknown == InProportion && m.hasUnknown {
		notes = append(notes, "The series leaves people out whose group is not known, and does not put them into groups in proportion.")
	}
	return append(notes, m.absent()...)
}

// absent says which groups some parts of the table have no row for.
func (m *seriesMaker[M]) absent() (notes []string) {
	for _, g := range m.groups {
		var without []string
		for _, p := range m.parts {
			if _, ok := p.groups[g.Group]; !ok {
				without = append(without, sheet.Clip(p.period.Name))
			}
		}
		if len(without) > 0 {
			notes = append(notes, fmt.Sprintf("The table has no row for %s in %s of %s: it is not counted there, which is not 0.", g.Group, firstOf(without), plural(len(m.parts), "period", "periods")))
		}
	}
	return notes
}

// firstOf names some of several periods.
func firstOf(names []string) string {
	const most = 6
	if len(names) > most {
		return fmt.Sprintf("%d (%s and others)", len(names), wordsOf(names[:most-1]))
	}
	return wordsOf(names)
}

// sheets yields the tables of the result with their names.
func (t Trend) sheets() iter.Seq2[string, sheet.Sheet] {
	switch {
	case t.Rates != nil:
		return t.Rates.Sheets()
	case t.Proportions != nil:
		return t.Proportions.Sheets()
	}
	return func(func(string, sheet.Sheet) bool) {}
}

// fewestPeriods is over how many periods a trend is shown. Over fewer there is no word of one, and
// its interval says next to nothing.
const fewestPeriods = 5

// mostPeriods is the most periods that a trend of a group is of.
func (t Trend) mostPeriods() (n int) {
	if t.Rates != nil {
		for _, g := range t.Rates.Trends {
			n = max(n, g.Points)
		}
	}
	if t.Proportions != nil {
		for _, g := range t.Proportions.Trends {
			n = max(n, g.Points)
		}
	}
	return n
}

// sections returns a section for each table. The first, of the series, has the data of all.
func (t Trend) sections() (list []Section) {
	for name, s := range t.sheets() {
		if name == "trends" && t.mostPeriods() < fewestPeriods {
			continue
		}
		section := Section{Name: "trend-" + name, Sheet: s}
		if list == nil {
			section.Name, section.Data = "trend", t
			section.Sheet.Notes = slices.Concat(section.Sheet.Notes, t.Notes)
		}
		list = append(list, section)
	}
	return list
}

// readTrend reads the data of the section trend, and makes its tables again.
func readTrend(data []byte) ([]Section, error) {
	var t Trend
	if err := json.Unmarshal(data, &t); err != nil {
		return nil, err
	}
	return t.sections(), nil
}

// UnmarshalJSON reads an object with the fields of t. It is an error if it has no result, or two.
func (t *Trend) UnmarshalJSON(data []byte) error {
	type plain Trend
	var in plain
	if err := strictjson.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("counts: %w", err)
	}
	if (in.Rates == nil) == (in.Proportions == nil) {
		return incoherent("a trend of rates and of proportions: want one of the two")
	}
	*t = Trend(in)
	return nil
}
