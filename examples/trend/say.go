package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report/claims"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/trend"
)

// input is what package claims asks of the events behind a result.
func (t *table) input(r result) claims.Input {
	in := claims.Input{Place: t.area, Residents: t.whose, Per: perThousand, Level: r.Options.Level, Baseline: claims.Group{Group: r.Series.Baseline}}
	var all, unknown int64
	for _, p := range r.Series.Points {
		unknown += p.Unknown.Events
		for _, m := range p.Counts {
			all += m.Events
		}
	}
	known := all
	all += unknown
	in.Searches, in.Unknown, in.Known = &all, &unknown, &known
	for _, of := range r.Trends {
		in.Groups = append(in.Groups, claims.Group{Group: of.Group})
	}
	return in
}

// say gives the changes and the trends of a result their words, as far as they pass the gates of
// package claims, and returns what can be said in sentences, which are of searches: of the change
// that was asked for, and of the trends, those of groups that were counted in the same years
// together. Of the changes from year to year none is picked.
func (t *table) say(r *result) (said []string) {
	in := t.input(*r)
	tell := func(q claims.Question) {
		for _, claim := range claims.SayChange(in, q) {
			said = append(said, claim.Text)
		}
	}
	for i := range r.YearOnYear {
		t.ofChange(in, *r, &r.YearOnYear[i])
	}
	if r.Compared != nil {
		tell(t.ofChange(in, *r, r.Compared))
	}
	for _, q := range t.ofTrends(*r) {
		for _, word := range claims.ChangeWords(in, q) {
			for i := range r.Trends {
				if r.Trends[i].Group == word.Group {
					r.Trends[i].Word, r.Trends[i].Why = word.Word, word.Why
				}
			}
		}
		tell(q)
	}
	if t.Counted != cli.CountedSearches {
		return nil
	}
	return append([]string{ends(*r)}, said...)
}

// ofChange asks of a change, and gives its rows their words.
func (t *table) ofChange(in claims.Input, r result, c *trend.Change[ethnicity.Group]) claims.Question {
	months := func(p trend.Period) outcomes.Months {
		return outcomes.Months{First: outcomes.MonthOf(p.Start), Last: outcomes.MonthOf(p.End.Add(-1))}
	}
	q := claims.Question{Before: months(c.Before), After: months(c.After), Margin: r.Options.Margin, Forces: 1}
	for _, row := range c.Rows {
		if row.Group == r.Series.Baseline {
			continue
		}
		q.Groups = append(q.Groups, claims.Changed{Group: row.Group, Before: claims.Moment{Index: finite(row.Before.Value)}, After: claims.Moment{Index: finite(row.After.Value)},
			Ratio: finite(row.Ratio.Value), Chance: rangeOf(row.Ratio.Lower, row.Ratio.Upper), Both: worstOf(row.Worst, row.Ratio), Word: row.Word, Why: row.Why,
			NotThere: t.notThere(r, row.Group)})
	}
	for _, word := range claims.ChangeWords(in, q) {
		for i := range c.Rows {
			if c.Rows[i].Group == word.Group {
				c.Rows[i].Word, c.Rows[i].Why = word.Word, word.Why
			}
		}
	}
	return q
}

// ends says what the index of every group was in the first and the last year in which it was
// counted.
func ends(r result) string {
	var list []string
	for _, of := range r.Trends {
		first, last := countedIn(r.Series.Points, of.Group)
		var at []string
		for _, i := range slices.Compact([]int{first, last}) {
			if i < 0 {
				continue
			}
			if e, ok := indexOf(r, i, of.Group); ok {
				at = append(at, cli.RatioText(e)+" in "+r.Series.Points[i].Name)
			}
		}
		if len(at) > 0 {
			list = append(list, fmt.Sprintf("%s %s", of.Group, strings.Join(at, " and ")))
		}
	}
	return fmt.Sprintf("How many times as often as %s people others were searched, for their numbers, in the first and the last year of each: %s.",
		r.Series.Baseline, strings.Join(list, "; "))
}

// bearInMind returns what a reader has to bear in mind: what package claims says, what changed in
// between, and what the table says of itself.
func (t *table) bearInMind(r result) []string {
	in := t.input(r)
	for _, b := range r.Series.Breaks {
		in.Notices = append(in.Notices, b.Text+".")
	}
	in.Notices = append(in.Notices, "The "+t.Events+" are set against "+t.whose+".")
	for _, note := range slices.Concat(r.Notes, r.Series.Notes) {
		in.Notices = append(in.Notices, strings.TrimSuffix(note, ".")+".")
	}
	if t.Counted == cli.CountedSearches {
		return claims.Say(in).BearInMind
	}
	return in.Notices
}

// perThousand is what rates are multiplied by for people.
const perThousand = 1000

// ofTrends asks of the trends of a result: of groups that were counted in the same years together.
func (t *table) ofTrends(r result) (list []claims.Question) {
	for _, of := range r.Trends {
		if of.Group == r.Series.Baseline {
			continue
		}
		over := fmt.Sprintf("the %d financial years", of.Points)
		if of.Points == 1 {
			over = "the one financial year"
		}
		if first, last := countedIn(r.Series.Points, of.Group); first >= 0 {
			over += " " + r.Series.Points[first].Name
			if last > first {
				over += " to " + r.Series.Points[last].Name
			}
		}
		i := slices.IndexFunc(list, func(q claims.Question) bool { return q.Over == over })
		if i < 0 {
			i = len(list)
			list = append(list, claims.Question{Over: over, Margin: r.Options.Margin, Forces: 1})
		}
		list[i].Groups = append(list[i].Groups, claims.Changed{Group: of.Group, Ratio: finite(of.PerYear.Value), Chance: rangeOf(of.PerYear.Lower, of.PerYear.Upper),
			Both: worstOf(of.Worst, of.PerYear), Word: of.Word, Why: of.Why, NotThere: t.notThere(r, of.Group)})
	}
	return list
}

// countedIn returns the places of the first and the last point in which a group was counted beside
// the baseline; -1 for none.
func countedIn(points []point, g ethnicity.Group) (first, last int) {
	first, last = -1, -1
	for i, p := range points {
		if _, ok := p.Counts[g]; ok {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	return first, last
}

// monthsOfRate are the months of a year, over which package claims judges whether so many searches
// can be of the residents.
const monthsOfRate = monthsOfYear

// notThere reports whether there are so many events for the residents of a group, or of the
// baseline, in some year that these cannot stand for who was there.
func (t *table) notThere(r result, g ethnicity.Group) bool {
	return slices.ContainsFunc(r.Series.Points, func(p point) bool {
		return slices.ContainsFunc([]ethnicity.Group{g, r.Series.Baseline}, func(g ethnicity.Group) bool {
			m, ok := p.Counts[g]
			return ok && !claims.LivesThere(m.Events, monthsOfRate*m.Population, 1)
		})
	})
}

// worstOf is the range that allows for the unknown too: that of chance where there are none.
func worstOf(worst *trend.Limits, e rri.Estimate) claims.Range {
	if worst == nil {
		return rangeOf(e.Lower, e.Upper)
	}
	return rangeOf(worst.Lower, worst.Upper)
}

func rangeOf(lower, upper float64) claims.Range {
	return claims.Range{Lower: finite(lower), Upper: finite(upper)}
}

// finite returns a number; nil if it is none.
func finite(v float64) *float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	return &v
}
