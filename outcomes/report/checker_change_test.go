package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report/claims"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/trend"
)

// The part of the checker that reads what a report says of change. As the rest of it, it is written
// from the rules of what output may say alone.

// borne returns the word that a range bears, and one that also allows for the unknown, whatever
// else speaks against it.
func borne(lower, upper float64, both Range, margin float64) trend.Word {
	from, to := ends(both)
	switch {
	case math.IsNaN(lower) || math.IsNaN(upper):
		return trend.NoWord
	case lower > 1:
		return trend.Increasing
	case upper < 1:
		return trend.Reducing
	case lower >= 1-margin && upper <= 1+margin && from >= 1-margin && to <= 1+margin:
		return trend.Stable
	}
	return trend.CannotTell
}

// worst returns the range that allows for the unknown: that of chance where there are none.
func worst(l *trend.Limits, e rri.Estimate) Range {
	if l != nil {
		return Range{Lower: &l.Lower, Upper: &l.Upper}
	}
	return Range{Lower: &e.Lower, Upper: &e.Upper}
}

// unknownIn returns the share of the searches of a point that are in no group.
func unknownIn(p trend.Point[ethnicity.Group, rri.Rate]) float64 {
	known := int64(0)
	for _, rate := range p.Counts {
		known += rate.Events
	}
	if known+p.Unknown.Events == 0 {
		return 0
	}
	return float64(p.Unknown.Events) / float64(known+p.Unknown.Events)
}

// drifted reports whether the share of the unknown moves by more than 5 points between points.
func drifted(points []trend.Point[ethnicity.Group, rri.Rate]) bool {
	lowest, highest := 1.0, 0.0
	for _, p := range points {
		lowest, highest = min(lowest, unknownIn(p)), max(highest, unknownIn(p))
	}
	return len(points) > 0 && highest-lowest > 0.05+1e-9
}

// crowded reports whether there are more than one search in a month for twenty residents, and
// twenty or more in all.
func crowded(rate rri.Rate) bool {
	return rate.Events >= 20 && 20*float64(rate.Events) > 12*rate.Population*(1+1e-9)
}

// checkChanges checks what the document has of change, and the sentences on it.
func (c *checker) checkChanges() {
	for _, d := range c.doc.Completeness {
		for _, p := range []rri.Proportion{d.Unknown, d.Missing} {
			if p.Trials > 0 {
				c.all.add(100 * float64(p.Events) / float64(p.Trials))
			}
		}
	}
	if c.doc.Trends != nil && c.doc.Suppress != 0 {
		c.fault("suppression", "change", "periods are told where small counts are withheld")
	}
	var rates *trend.Result[ethnicity.Group, rri.Rate]
	for _, t := range c.doc.Trends {
		if t.ID == "search-rate" {
			rates = t.Rates
		}
	}
	if rates == nil {
		if c.doc.Summary != nil && len(c.doc.Summary.Changes) > 0 {
			c.fault("gate", "change", "sentences without a change")
		}
		return
	}
	if rates.Compared != nil {
		c.checkChange("compared", *rates.Compared, rates)
	}
	for i, change := range rates.YearOnYear {
		c.checkChange(fmt.Sprintf("year on year %d", i+1), change, rates)
	}
	c.checkTrends(rates)
	for i, table := range rates.Rolling {
		for _, row := range table.Rows {
			if !math.IsNaN(row.Ratio.P) {
				c.fault("rolling", fmt.Sprintf("run %d", i+1), "a p-value beside runs that share months")
			}
		}
	}
	for i, said := range c.doc.Summary.Changes {
		c.checkChangeSaid(fmt.Sprintf("sentence %d on change", i+1), said, rates)
	}
}

// point returns the point of a period.
func point(s trend.Series[ethnicity.Group, rri.Rate], p trend.Period) (point trend.Point[ethnicity.Group, rri.Rate]) {
	for _, of := range slices.Concat(s.Points, pointers(s.Before), pointers(s.After)) {
		if of.Start.Equal(p.Start) && of.End.Equal(p.End) {
			return of
		}
	}
	return point
}

func pointers[T any](p *T) []T {
	if p == nil {
		return nil
	}
	return []T{*p}
}

// checkChange: a word is borne by its ranges, and stands only where nothing speaks against it;
// where there is none, a reason does.
func (c *checker) checkChange(what string, change trend.Change[ethnicity.Group], rates *trend.Result[ethnicity.Group, rri.Rate]) {
	before, after := point(rates.Series, change.Before), point(rates.Series, change.After)
	base := rates.Series.Baseline
	for _, row := range change.Rows {
		where := fmt.Sprintf("%s, %s", what, row.Group)
		both := worst(row.Worst, row.Ratio)
		switch {
		case row.Group == base:
			continue
		case row.Word == trend.NoWord:
			if row.Why == "" {
				c.fault("word", where, "none, and no reason")
			}
			continue
		case row.Word != borne(row.Ratio.Lower, row.Ratio.Upper, both, c.doc.Change.Margin):
			c.fault("word", where, "%s, of %v to %v", row.Word, row.Ratio.Lower, row.Ratio.Upper)
		}
		same := borne(*both.Lower, *both.Upper, both, c.doc.Change.Margin) == row.Word
		switch {
		case c.pooled():
			c.fault("gate", where, "%s, of several forces in one index", row.Word)
		case before.Counts[base].Events < 5 || after.Counts[base].Events < 5:
			c.fault("gate", where, "%s, of fewer than 5 searches of the baseline", row.Word)
		case before.Counts[row.Group].Events == 0 || after.Counts[row.Group].Events == 0:
			c.fault("gate", where, "%s, where none is recorded", row.Word)
		case crowded(before.Counts[row.Group]) || crowded(after.Counts[row.Group]) || crowded(before.Counts[base]) || crowded(after.Counts[base]):
			c.fault("gate", where, "%s, where residents are not who is there", row.Word)
		case drifted([]trend.Point[ethnicity.Group, rri.Rate]{before, after}) && !same:
			c.fault("completeness", where, "%s, while the unknown moved from %v to %v and could give another word", row.Word, unknownIn(before), unknownIn(after))
		case what != "compared" && (before.Covered < 1-1e-9 || after.Covered < 1-1e-9):
			c.fault("months", where, "%s, of a period that is not whole", row.Word)
		}
	}
}

// pooled reports whether one index is of several forces that are not over one place.
func (c *checker) pooled() bool {
	return len(c.doc.Forces) > 1 && c.several() && (c.doc.ResidentsSource == nil || c.doc.ResidentsSource.Place == "")
}

// checkTrends: no word over fewer than five periods, nor across what changes how they are counted.
func (c *checker) checkTrends(rates *trend.Result[ethnicity.Group, rri.Rate]) {
	var used []trend.Point[ethnicity.Group, rri.Rate]
	for _, p := range rates.Series.Points {
		out := slices.ContainsFunc(c.doc.Change.LeaveOut, func(m outcomes.Months) bool { return m.Period().Overlaps(p.Period) })
		if len(p.Counts) > 0 && p.Covered >= 0.5 && !out {
			used = append(used, p)
		}
	}
	for _, t := range rates.Trends {
		where, both := fmt.Sprintf("trend, %s", t.Group), worst(t.Worst, t.PerYear)
		switch {
		case t.Word == trend.NoWord && t.Why == "":
			c.fault("word", where, "none, and no reason")
		case t.Word == trend.NoWord:
		case t.Word != borne(t.PerYear.Lower, t.PerYear.Upper, both, c.doc.Change.Margin):
			c.fault("word", where, "%s, of %v to %v a year", t.Word, t.PerYear.Lower, t.PerYear.Upper)
		case t.Points < 5:
			c.fault("gate", where, "%s over %d periods", t.Word, t.Points)
		case c.pooled():
			c.fault("gate", where, "%s, of several forces in one index", t.Word)
		case drifted(used) && t.Word != borne(*both.Lower, *both.Upper, both, c.doc.Change.Margin):
			c.fault("completeness", where, "%s, while the unknown moved", t.Word)
		}
	}
}

// checkChangeSaid: a sentence says the word of its rows and no more, with the numbers of these, the
// place and the months.
func (c *checker) checkChangeSaid(where string, said claims.ChangeClaim, rates *trend.Result[ethnicity.Group, rri.Rate]) {
	c.checkForbidden(where, said.Text)
	allowed := append(figures{}, c.all...)
	allowed.add(100 * c.doc.Change.Margin)
	for _, g := range said.Groups {
		word, e, limits := trend.Word(255), rri.Estimate{}, Range{}
		if said.Trend {
			for _, t := range rates.Trends {
				if t.Group == g {
					word, e, limits = t.Word, t.PerYear, worst(t.Worst, t.PerYear)
				}
			}
		} else {
			for _, change := range append(pointers(rates.Compared), rates.YearOnYear...) {
				for _, row := range change.Rows {
					if row.Group == g && (rates.Compared == nil || change.Before == rates.Compared.Before) {
						word, e, limits = row.Word, row.Ratio, worst(row.Worst, row.Ratio)
						for _, p := range []trend.Period{change.Before, change.After} {
							for _, of := range []ethnicity.Group{g, rates.Series.Baseline} {
								rate := point(rates.Series, p).Counts[of]
								allowed.add(1000 * float64(rate.Events) / rate.Population / 12)
							}
						}
					}
				}
			}
		}
		if word != said.Word {
			c.fault("word", where, "%s of %s, whose row says %s", said.Word, g, word)
		}
		lower, upper := ends(limits)
		for _, v := range []float64{e.Value, e.Lower, e.Upper, lower, upper} {
			allowed.add(v, 100*math.Abs(v-1))
		}
		if said.Word == trend.Increasing || said.Word == trend.Reducing {
			c.checkDirection(where, said, e)
		}
	}
	if stray := allowed.stray(c.withoutChoices(said.Text)); len(stray) > 0 && said.Word != trend.NoWord {
		c.fault("number", where, "%v are not of the change: %s", stray, said.Text)
	}
	if len(c.doc.forces()) == 1 && c.doc.ResidentsSource != nil && c.doc.ResidentsSource.Place == "" && !strings.Contains(said.Text, c.doc.forces()[0].String()) {
		c.fault("place", where, "without %s: %s", c.doc.forces()[0], said.Text)
	}
	for _, sign := range []string{"NaN", "Inf", "∞", "—", "%!", "<nil>"} {
		if strings.Contains(said.Text, sign) {
			c.fault("number", where, "what is no number stands in %q", said.Text)
		}
	}
}

// checkDirection: what rose is said to have risen, with its range; and of the recorded it is said
// that it is not settled.
func (c *checker) checkDirection(where string, said claims.ChangeClaim, e rri.Estimate) {
	verb, other := "rose", "fell"
	if said.Word == trend.Reducing {
		verb, other = other, verb
	}
	if !strings.Contains(said.Text, verb) || strings.Contains(said.Text, other) {
		c.fault("word", where, "%s is not said to have %s: %s", said.Word, verb, said.Text)
	}
	says := func(v float64) bool {
		return math.IsInf(v, 0) || slices.ContainsFunc(numbersIn(said.Text), func(n printed) bool { return n.says(v) || n.says(100*math.Abs(v-1)) })
	}
	if !says(e.Value) || !says(e.Lower) || !says(e.Upper) {
		c.fault("base of a number", where, "without %v, %v to %v: %s", e.Value, e.Lower, e.Upper, said.Text)
	}
	settled := true
	for _, n := range said.Numbers {
		if lower, upper := ends(n.Both); said.Word == trend.Increasing && !(lower > 1) || said.Word == trend.Reducing && !(upper < 1) {
			settled = false
		}
	}
	if !settled && !(strings.Contains(said.Text, "recorded ethnicity") && strings.Contains(said.Text, "not settled")) {
		c.fault("of those recorded", where, "not said: %s", said.Text)
	}
}

// withoutChangeWords takes the words of the tables on change out of what stands above the
// sentences: they are checked against the document.
func withoutChangeWords(lines []string) []string {
	words := strings.NewReplacer("Increasing", "", "Reducing", "", "Stable", "")
	lines = slices.Clone(lines)
	for i, line := range lines {
		lines[i] = words.Replace(line)
	}
	return lines
}

// checkChangeScreen: rolling runs come with the warning that they share months, and the words with
// their margin.
func (c *checker) checkChangeScreen(top []string) {
	head := spaced(strings.Join(top, " "))
	if c.doc.Trends == nil {
		if strings.Contains(head, "Increasing") || strings.Contains(head, "Reducing") || strings.Contains(head, "Stable") {
			c.fault("word", "screen", "a word on change, of which the document has none")
		}
		return
	}
	if strings.Contains(head, "rolling") && !strings.Contains(head, "no comparison") {
		c.fault("rolling", "screen", "without the warning that neighbouring rows share months")
	}
	if strings.Contains(head, "Stable") && !strings.Contains(head, fmt.Sprintf("%v %%", math.Round(1000*c.doc.Change.Margin)/10)) {
		c.fault("base of a number", "screen", "words without their margin")
	}
}
