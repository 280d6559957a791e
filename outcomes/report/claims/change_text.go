package claims

import (
	"cmp"
	"fmt"
	"math"
	"strings"

	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/trend"
)

// changeText writes the sentence of groups that share one. Each kind has one template.
func (in *Input) changeText(q Question, group []changeFinding) string {
	f := group[0]
	switch f.kind {
	case ChangeSettled, ChangeOfRecorded, WithinMargin:
		var texts []string
		for i, f := range group {
			text := in.changed(q, f)
			if i > 0 {
				text = start(text)
			}
			texts = append(texts, text)
		}
		return strings.Join(texts, " ")
	case ChangeOfAccount:
		return in.accountsOfChange(q, f)
	case ChangeUnknownOpen, ChangeOpen:
		return in.changeOpen(q, group)
	}
	return fmt.Sprintf("no word is given of how the index changed for %s: %s.", in.changeIn(q, group, "and"), f.why)
}

// changed is the sentence of one group of which there is a word.
func (in *Input) changed(q Question, f changeFinding) string {
	opening := ""
	if f.kind == ChangeOfRecorded {
		opening = in.say("of the {searches} with a recorded ethnicity, ")
	}
	text := opening + in.moments(q, f)
	if q.Over != "" {
		text = opening + in.slope(q, f)
	}
	switch {
	case f.kind == ChangeOfRecorded:
		return text + in.withUnknownChange(q, f) + " This is not settled."
	case !f.Both.is(f.Chance):
		return text + in.withUnknownChange(q, f)
	}
	return text
}

// moments says how often people were searched in either period, and what became of it.
func (in *Input) moments(q Question, f changeFinding) string {
	rates := ""
	if before, after := in.monthly(f.Before), in.monthly(f.After); before != "" && after != "" {
		rates = in.sayf(": %s {searches} per %s in a month, and %s before", after, in.unit(), before)
	}
	text := fmt.Sprintf("%s were %s %s times as often as %s in %s, and %s times in %s, for their numbers (%s%s).",
		in.people(f.Group), in.searched(), number(f.After.Index, changeDigits), in.people(in.Baseline.Group), q.after(), number(f.Before.Index, changeDigits), q.before(),
		strings.Join(append([]string{in.Place}, in.chosen()...), ", "), rates)
	times := fmt.Sprintf("%s times what it was (%s %s)", q.times(*f.Ratio), in.rangeName(), q.limits(f.Chance))
	switch f.word {
	case trend.Increasing:
		return fmt.Sprintf("%s It rose to %s.", text, times)
	case trend.Reducing:
		return fmt.Sprintf("%s It fell to %s.", text, times)
	}
	return fmt.Sprintf("%s It changed by less than %s: to %s.", text, sheet.Share(q.Margin), times)
}

// slope says by how much an index rose or fell in a year.
func (in *Input) slope(q Question, f changeFinding) string {
	verb := "changed by less than " + sheet.Share(q.Margin)
	switch f.word {
	case trend.Increasing:
		verb = "rose by " + q.share(*f.Ratio)
	case trend.Reducing:
		verb = "fell by " + q.share(*f.Ratio)
	}
	return fmt.Sprintf("the index of %s (times as often as %s) %s a year over %s (%s; %s %s).", in.people(f.Group), in.people(in.Baseline.Group), verb, q.Over,
		in.placeOfChange(), in.rangeName(), q.shares(f.Chance))
}

// withUnknownChange is how far the unknown could bring a change, beside chance.
func (in *Input) withUnknownChange(q Question, f changeFinding) string {
	switch {
	case f.Both.Lower == nil && f.Both.Upper == nil:
		return ""
	case q.Over != "":
		return fmt.Sprintf(" Whichever way the unknown fall, %s a year fits.", q.shares(f.Both))
	}
	return fmt.Sprintf(" Whichever way the unknown fall, from %s times fits.", q.limits(f.Both))
}

// accountsOfChange is the sentence of a group of which the two accounts of ethnicity give opposite
// words.
func (in *Input) accountsOfChange(q Question, f changeFinding) string {
	own, other := in.accountNames()
	says := func(r Range) string { return q.limits(r) + " times what it was" }
	if q.Over != "" {
		says = func(r Range) string { return q.shares(r) + " a year" }
	}
	return fmt.Sprintf("the two accounts of ethnicity disagree on how the index changed for %s: %s, %s; %s, %s. No word is given.",
		in.changeIn(q, []changeFinding{f}, "and"), own, says(f.Chance), other, says(*f.Account))
}

// changeOpen is the sentence of groups of which the ranges leave it open.
func (in *Input) changeOpen(q Question, group []changeFinding) string {
	tell := "rose or fell"
	if group[0].kind == ChangeUnknownOpen {
		tell = fmt.Sprintf("changed by %s or more, with so many unknown,", sheet.Share(q.Margin))
	}
	var list []string
	for _, f := range group {
		open := f.Chance
		if f.kind == ChangeUnknownOpen {
			open = f.Both
		}
		fits := q.limits(open) + " times what it was"
		if q.Over != "" {
			fits = q.shares(open) + " a year"
		}
		list = append(list, fmt.Sprintf("%s for %s", fits, in.people(f.Group)))
	}
	return fmt.Sprintf("it cannot be told if the index %s for %s. What fits%s: %s.", tell, in.changeIn(q, group, "or"), in.atLevel(), strings.Join(list, "; "))
}

// changeIn names whose index a question is of, where and when.
func (in *Input) changeIn(q Question, group []changeFinding, joint string) string {
	var names []string
	for _, f := range group {
		names = append(names, in.people(f.Group))
	}
	if last := len(names) - 1; last > 0 {
		names = []string{strings.Join(names[:last], ", ") + " " + joint + " " + names[last]}
	}
	when := fmt.Sprintf("%s, then %s", q.before(), q.after())
	if q.Over != "" {
		when = "over " + q.Over
	}
	return fmt.Sprintf("%s (%s; %s; times as often as %s)", names[0], in.placeOfChange(), when, in.people(in.Baseline.Group))
}

// placeOfChange is the place, and what chose the searches beside what [Input.searched] says.
func (in *Input) placeOfChange() string {
	parts := append([]string{in.Place}, in.chosen()...)
	if searches := in.searches(nil); searches != in.say("{searches}") {
		parts = append(parts, searches)
	}
	return strings.Join(parts, ", ")
}

// before and after name the months of the two periods of a change.
func (q Question) before() string { return MonthsName(q.Before, q.Without) }
func (q Question) after() string  { return MonthsName(q.After, q.Without) }

// MonthsName names a stretch of months, and which of them are left out: "January to September 2021
// without June 2021".
func MonthsName(months outcomes.Months, without []outcomes.Months) string {
	var out []string
	for _, m := range without {
		m = outcomes.Months{First: max(m.First, months.First), Last: min(cmp.Or(m.Last, months.Last), months.Last)}
		if m.First <= m.Last {
			out = append(out, fromTo(m.First, m.Last))
		}
	}
	name := fromTo(months.First, months.Last)
	if out == nil {
		return name
	}
	return name + " without " + and(out)
}

// changeDigits is how many decimals the indices of a change have: with fewer, a reader who divides
// them would not come to their ratio.
const changeDigits = 2

// nulls are the ratios that a number must not be taken for: of no change, and of the margin.
func (q Question) nulls() []float64 { return []float64{1, 1 - q.Margin, 1 + q.Margin} }

// times writes a ratio of indices.
func (q Question) times(v float64) string {
	return sheet.Limit(style(changeDigits), v, 0, q.nulls()...)
}

// limits writes the range of a ratio of indices.
func (q Question) limits(r Range) string {
	switch {
	case r.Lower == nil && r.Upper == nil:
		return "anything"
	case r.Upper == nil:
		return q.times(*r.Lower) + " upwards, without end"
	case r.Lower == nil:
		return "0 to " + q.times(*r.Upper)
	}
	nulls := q.nulls()
	if *r.Lower > 1 || *r.Upper < 1 {
		nulls = nulls[:1] // the margin has no part in the word
	}
	lower, upper, _ := sheet.Limits(style(changeDigits), *r.Lower, *r.Upper, 0, nulls...)
	return lower + " to " + upper
}

// share writes by what share a ratio of one year to the next is above or below 1.
func (q Question) share(v float64) string {
	p := math.Abs(100 * (v - 1))
	decimals := 0
	if p < 9.95 {
		decimals = 1
	}
	return sheet.Limit(sheet.Fixed, p, decimals, 0, 100*q.Margin) + " %"
}

// shares writes a range of such ratios: as "8 % to 38 %" where all of it is a rise, or all of it is
// a fall, and else as "a fall of 5 % to a rise of 12 %".
func (q Question) shares(r Range) string {
	end := func(v float64) string {
		switch {
		case v > 1:
			return "a rise of " + q.share(v)
		case v < 1:
			return "a fall of " + q.share(v)
		}
		return "no change"
	}
	switch {
	case r.Lower == nil && r.Upper == nil:
		return "anything"
	case r.Upper == nil:
		return end(*r.Lower) + " upwards, without end"
	case r.Lower == nil:
		return "anything up to " + end(*r.Upper)
	case *r.Lower > 1:
		return q.share(*r.Lower) + " to " + q.share(*r.Upper)
	case *r.Upper < 1:
		return q.share(*r.Upper) + " to " + q.share(*r.Lower)
	}
	return end(*r.Lower) + " to " + end(*r.Upper)
}

// monthly writes the rates of a group and of the baseline in a month; "" if one is not known.
func (in *Input) monthly(m Moment) string {
	if m.Rate == nil || m.BaselineRate == nil {
		return ""
	}
	digits := sheet.Decimals([]float64{in.Per * *m.Rate, in.Per * *m.BaselineRate})
	a, b, _ := sheet.Limits(func(v float64, more int) string { return sheet.Fixed(v, digits+more) }, in.Per**m.Rate, in.Per**m.BaselineRate, 0)
	return a + " and " + b
}
