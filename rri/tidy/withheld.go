package tidy

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy/rows"
)

// Columns of which every cell is a mark or a range: all their counts are withheld, or they are
// labels, as "10-17" and "18-24".

// takeMarks takes columns of marks for columns of numbers, if a table lacks just as many. Those
// that may be labels stay what they are.
func (l *layout) takeMarks(r *roles) {
	for _, i := range []int{r.events, r.exposure} {
		if i >= 0 && l.columns[i].marks {
			l.columns[i].kind = columnNumbers
		}
	}
	wanted := l.lacking(r)
	var taken []int
	for _, c := range l.maybeNumbers(r) {
		if l.areWithheld(c, r.group) {
			taken = append(taken, c.index)
		}
	}
	if wanted == 0 && !l.isChosen() { // one column too many, which is for people to choose from
		for _, i := range taken {
			if slices.ContainsFunc(l.body, func(row rows.Row) bool { return l.kinds.of(row.At(i).Text) == cellRange }) {
				l.columns[i].kind = columnNumbers
			}
		}
		return
	}
	if len(taken) != wanted || len(l.maybeNumbers(r)) != wanted {
		return
	}
	for _, i := range taken {
		l.columns[i].kind = columnNumbers
		l.notes.add("column %q has nothing but marks or ranges, and is taken for counts that are withheld", sheet.Clip(l.nameOf(i)))
	}
}

// lacking returns how many columns of numbers a table lacks.
func (l *layout) lacking(r *roles) int {
	wanted := 2
	dimensions := &roles{}
	for _, c := range l.columns {
		switch {
		case c.index == r.events || c.index == r.exposure:
			wanted--
		case c.index == r.group || c.kind == columnEmpty || isRemark(c.name):
		case l.isDimension(c) || c.kind == columnLabels && !c.marks:
			dimensions.dimensions = append(dimensions.dimensions, c.index)
		case c.kind == columnNumbers && !l.isRowNumber(c) && !isRatio(c), c.kind == columnMixed:
			wanted--
		}
	}
	if l.o.NoExposure || l.hasStages(*dimensions) || l.pairAt(dimensions.dimensions) >= 0 {
		wanted--
	}
	return max(wanted, 0)
}

// maybeNumbers returns the columns of marks that no role is known of.
func (l *layout) maybeNumbers(r *roles) []column {
	return slices.DeleteFunc(slices.Clone(l.columns), func(c column) bool {
		return !c.marks || c.kind != columnLabels || slices.Contains([]int{r.group, r.events, r.exposure, r.parent}, c.index) ||
			l.isDimension(c) || isRemark(c.name)
	})
}

// areWithheld reports whether a column of marks can be one of counts: its ranges are of small
// counts, and it is not needed to tell the rows of a group apart.
func (l *layout) areWithheld(c column, group int) bool {
	seen := make(map[string]bool)
	for _, row := range l.body {
		if n, err := parseCell(row.At(c.index).Text); err != nil || n.Lower > 1 {
			return false
		}
		var labels []string
		for _, other := range l.columns {
			if other.index != c.index && (other.index == group || other.kind == columnLabels || l.isDimension(other)) {
				labels = append(labels, foldValue(row.At(other.index).Text))
			}
		}
		if seen[keyOf(labels...)] {
			return false
		}
		seen[keyOf(labels...)] = true
	}
	return true
}

// onlyColumn is the error of a table that lacks a column of numbers. It names the columns that may
// be one.
func (l *layout) onlyColumn(r *roles, only int) error {
	maybe := ""
	if among := l.maybeNumbers(r); len(among) > 0 {
		var names []string
		for _, c := range among {
			names = append(names, l.nameOf(c.index))
		}
		maybe = fmt.Sprintf("; %s may be counts that are withheld, or labels: if they are the events, name the column of the events", quoted(names))
	}
	for _, c := range l.columns {
		switch {
		case c.index == only || c.index == r.group || l.isDimension(c) || isRemark(c.name):
		case isRatio(c):
			maybe += fmt.Sprintf("; %q has percentages or rates, and no counts", sheet.Clip(l.nameOf(c.index)))
		case c.kind == columnLabels && strings.ContainsAny(c.words.Text, digits):
			maybe += fmt.Sprintf("; %q has %q in line %d, which is no number", sheet.Clip(l.nameOf(c.index)), sheet.Clip(c.words.Text), c.words.Line)
		}
	}
	return l.fails(fmt.Errorf("%w: %q is the only column of numbers%s%s", ErrExposure, sheet.Clip(l.nameOf(only)), maybe, l.severalIn(r.dimensions)))
}

// severalIn says of a table without exposure that a dimension names what the numbers are of, and
// has more values than the two that can be read. "" if none has.
func (l *layout) severalIn(dimensions []int) string {
	for _, i := range dimensions {
		values, names := []string{}, false
		for _, r := range l.body {
			if value := r.At(i).Text; !slices.Contains(values, value) {
				values, names = append(values, value), names || ModelOf(value) != ModelByWords
			}
		}
		if names && len(values) > 2 {
			return fmt.Sprintf("; column %q has rows of %s: want those of two, the events and what they are out of", sheet.Clip(l.nameOf(i)), quoted(values))
		}
	}
	return ""
}

// isRatio reports whether a column has percentages or rates, which are no counts.
func isRatio(c column) bool {
	isNumbers := c.kind == columnNumbers || c.kind == columnMixed
	return c.kind == columnPercents || isNumbers && (isPerCent(c.name) || isRate(c.name))
}

// isRate reports whether a header says that the numbers are rates, as "Arrest rate" and "Searches
// per 1,000 population".
func isRate(header string) bool {
	folded := " " + fold(header) + " "
	if strings.Contains(folded, " rate ") || strings.Contains(folded, " rates ") {
		return true
	}
	_, per, found := strings.Cut(folded, " per ")
	first, _, _ := strings.Cut(per, " ")
	return found && (strings.Trim(first, digits) == "" || perWords[first])
}

// perWords stand behind "per" in the header of rates.
var perWords = words("head, capita, hundred, thousand, million, person, resident, 1k, 10k, 100k")

// leaveRatio leaves out a column of percentages or rates beside counts.
func (l *layout) leaveRatio(c column) {
	what, whats := "percentage", "percentages"
	if c.kind != columnPercents && !isPerCent(c.name) {
		what, whats = "rate", "rates"
	}
	l.leaveColumn(c, what)
	l.notes.add("the %s of column %q are left out", whats, sheet.Clip(l.nameOf(c.index)))
}
