package report

import (
	"fmt"
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report/claims"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/trend"
)

// sayChanges gives the changes and the trend of the search rate their words, as far as they pass
// the gates of package claims, and returns the sentences on them: on the change that was asked for,
// then on the trend. Of the changes from year to year there is a sentence only if there is no other
// and one such change alone, so that none is picked.
func (r *Report) sayChanges(in claims.Input) (said []claims.ChangeClaim) {
	if r.trends == nil {
		return nil
	}
	t := r.trends[0]
	if t.Rates == nil {
		in = claims.Input{Unresolved: in.Unresolved}
	}
	asked := r.setWords(t, in)
	if t.Rates == nil {
		return nil
	}
	for _, question := range asked {
		said = append(said, claims.SayChange(in, question)...)
	}
	return said
}

// setWords gives the changes and the trend of a measure their words, and returns the questions of
// which there are sentences.
func (r *Report) setWords(t Trend, in claims.Input) (asked []claims.Question) {
	c := t.changes()
	q := questions{Report: r, of: t, forces: r.forcesIn(t), doubt: r.doubtOf(t.ID)}
	if t.Rates != nil && r.other != nil {
		if other, err := r.other.trendOf(r.other.tables[0]); err == nil {
			q.account = &other
		}
	}
	var years []claims.Question
	if c.compared != nil {
		asked = append(asked, q.ofChange(in, c.compared, q.otherChange()))
	}
	for i := range c.yearOnYear {
		years = append(years, q.ofChange(in, &c.yearOnYear[i], nil))
	}
	if ofTrend := q.ofTrend(in, c); c.hasTrend() {
		asked = append(asked, ofTrend)
	}
	if asked == nil && len(years) == 1 {
		return years
	}
	return asked
}

// questions asks package claims of the changes of one measure.
type questions struct {
	*Report
	of      Trend
	account *Trend // the same by the other account of ethnicity, nil if there is none
	forces  int
	doubt   string // why the records cannot bear words on a rate of outcomes, or ""
}

// forcesIn returns how many forces the searches of a measure are of, in one index that is not
// adjusted for them.
func (r *Report) forcesIn(t Trend) int {
	forces := r.span.forces
	if t.Rates != nil {
		if r.o.onePlace() {
			return 1
		}
		forces = r.forcesWith()
	}
	if r.o.compares() && !r.o.onePlace() {
		_, without := r.inBoth()
		forces = slices.DeleteFunc(slices.Clone(forces), func(f ethnicity.Force) bool { return slices.Contains(without, f) })
	}
	return len(forces)
}

// doubtOf returns why the records cannot bear words on a measure, or "".
func (r *Report) doubtOf(id string) string {
	i := slices.IndexFunc(r.tables, func(e entry) bool { return e.id == id })
	if i < 0 {
		return ""
	}
	return r.tables[i].doubt
}

// ofChange asks of a change, and gives its rows their words. other is the same change by the other
// account of ethnicity, or nil.
func (q questions) ofChange(in claims.Input, c *trend.Change[ethnicity.Group], other *trend.Change[ethnicity.Group]) claims.Question {
	question := claims.Question{Before: monthsIn(c.Before), After: monthsIn(c.After), Without: q.o.LeaveOut, Margin: q.o.margin(), Forces: q.forces}
	baseline := q.of.changes().baseline
	for _, row := range c.Rows {
		if row.Group == baseline {
			continue
		}
		g := claims.Changed{Group: row.Group, Before: q.moment(c.Before, row.Group, row.Before), After: q.moment(c.After, row.Group, row.After),
			Ratio: finite(row.Ratio.Value), Chance: chanceOf(row.Ratio), Both: worstOf(row.Worst, row.Ratio), Word: row.Word, Why: row.Why,
			NotThere: q.notThere(c.Before, row.Group) || q.notThere(c.After, row.Group) || q.notThere(c.Before, baseline) || q.notThere(c.After, baseline)}
		if other != nil {
			for _, row := range other.Rows {
				if row.Group == g.Group && row.Ratio.Computed() {
					view := chanceOf(row.Ratio)
					g.Account = &view
				}
			}
		}
		question.Groups = append(question.Groups, q.gated(in, g))
	}
	for _, word := range claims.ChangeWords(in, question) {
		for i := range c.Rows {
			if c.Rows[i].Group == word.Group {
				c.Rows[i].Word, c.Rows[i].Why = word.Word, word.Why
			}
		}
	}
	return question
}

// gated adds to a group what stands against a word on it in any change.
func (q questions) gated(in claims.Input, g claims.Changed) claims.Changed {
	for _, of := range append(slices.Clone(in.Groups), in.Baseline) {
		if of.Group == g.Group || of.Group == in.Baseline.Group && q.of.Rates != nil {
			g.Categories = g.Categories || of.Categories
		}
	}
	if q.doubt != "" {
		g.Word, g.Why = trend.NoWord, "in doubt: "+q.doubt
	}
	return g
}

// ofTrend asks of the trend, and gives its rows their words.
func (q questions) ofTrend(in claims.Input, c changes) claims.Question {
	question := claims.Question{Over: q.over(c), Margin: q.o.margin(), Forces: q.forces}
	for _, t := range c.trends {
		g := claims.Changed{Group: t.Group, Ratio: finite(t.PerYear.Value), Chance: chanceOf(t.PerYear), Both: worstOf(t.Worst, t.PerYear), Word: t.Word, Why: t.Why}
		for _, p := range c.points {
			g.NotThere = g.NotThere || q.notThere(p, t.Group) || q.notThere(p, c.baseline)
		}
		if q.account != nil {
			for _, other := range q.account.changes().trends {
				if other.Group == g.Group && other.PerYear.Computed() {
					view := chanceOf(other.PerYear)
					g.Account = &view
				}
			}
		}
		question.Groups = append(question.Groups, q.gated(in, g))
	}
	for _, word := range claims.ChangeWords(in, question) {
		for i := range c.trends {
			if c.trends[i].Group == word.Group {
				c.trends[i].Word, c.trends[i].Why = word.Word, word.Why
			}
		}
	}
	return question
}

// over names the periods of a trend: "the 22 months of March 2016 to December 2017". Months at an
// end whose periods are not in the trend are not named, and those in between are said to be left
// out.
func (q questions) over(c changes) string {
	n := 0
	for _, t := range c.trends {
		n = max(n, t.Points)
	}
	months := q.periodText(q.span.forces)
	if len(c.used) > 0 && len(c.used) < len(c.points) {
		first, last := monthsIn(c.used[0]), monthsIn(c.used[len(c.used)-1])
		used := outcomes.Months{First: max(first.First, q.span.first), Last: min(last.Last, q.span.last)}
		months = claims.MonthsName(used, c.unused())
	}
	return fmt.Sprintf("the %s of %s", plural(int64(n), q.by.kind().Noun(), q.by.kind().Noun()+"s"), months)
}

// unused returns the months of the periods that are in no trend, those that follow each other
// together.
func (c changes) unused() (list []outcomes.Months) {
	for _, p := range c.points {
		months, last := monthsIn(p), len(list)-1
		switch {
		case slices.Contains(c.used, p):
		case last >= 0 && list[last].Last+1 == months.First:
			list[last].Last = months.Last
		default:
			list = append(list, months)
		}
	}
	return list
}

// otherChange returns the change that was asked for by the other account of ethnicity; nil if there
// is none.
func (q questions) otherChange() *trend.Change[ethnicity.Group] {
	if q.account == nil {
		return nil
	}
	return q.account.changes().compared
}

// moment returns what is known of a group in a period.
func (q questions) moment(p trend.Period, g ethnicity.Group, index rri.Estimate) claims.Moment {
	m := claims.Moment{Index: finite(index.Value)}
	if q.of.Rates == nil {
		return m
	}
	point := pointOf(q.of.Rates.Series.Counts, p)
	if rate, ok := point[g]; ok {
		m.Searches, m.Rate = &rate.Events, monthlyRate(rate)
	}
	if rate, ok := point[q.of.Rates.Series.Baseline]; ok {
		m.BaselineRate = monthlyRate(rate)
	}
	return m
}

// monthsOfYear are what an exposure of person-years is times of person-months.
const monthsOfYear = 12

// monthlyRate returns the searches per resident in a month; nil if nobody lived there.
func monthlyRate(rate rri.Rate) *float64 {
	if rate.Population == 0 {
		return nil
	}
	return finite(float64(rate.Events) / (monthsOfYear * rate.Population))
}

// notThere reports whether the residents of a group cannot stand for who was there in a period.
func (q questions) notThere(p trend.Period, g ethnicity.Group) bool {
	if q.of.Rates == nil {
		return false
	}
	rate, ok := pointOf(q.of.Rates.Series.Counts, p)[g]
	return ok && !claims.LivesThere(rate.Events, monthsOfYear*rate.Population, 1)
}

// pointOf returns the counts of a period.
func pointOf[M rri.Measure](c trend.Counts[ethnicity.Group, M], p trend.Period) map[ethnicity.Group]M {
	for _, point := range []*trend.Point[ethnicity.Group, M]{c.Before, c.After} {
		if point != nil && point.Period == p {
			return point.Counts
		}
	}
	for _, point := range c.Points {
		if point.Period == p {
			return point.Counts
		}
	}
	return nil
}

// worstOf is the range that allows for chance and for the unknown: that of chance where there are
// none.
func worstOf(worst *trend.Limits, e rri.Estimate) claims.Range {
	if worst == nil {
		return chanceOf(e)
	}
	return claims.Range{Lower: finite(worst.Lower), Upper: finite(worst.Upper)}
}

// monthsIn returns the months of a period.
func monthsIn(p trend.Period) outcomes.Months {
	return outcomes.Months{First: outcomes.MonthOf(p.Start), Last: outcomes.MonthOf(p.End.Add(-1))}
}
