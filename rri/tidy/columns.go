package tidy

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy/rows"
)

// Tables with several columns of people, as residents, staff in post and joiners: each column
// becomes rows of its own, which say in a further dimension of which column they are. What follows
// then reads them as any table that has a row for each group and stage.

// perCentWords in a header say that the numbers are percentages.
var perCentWords = words("%, percent, percentage, percentages, pct, share")

// isPerCent reports whether a header says that the numbers are percentages.
func isPerCent(header string) bool {
	folded := strings.ReplaceAll(fold(strings.ReplaceAll(header, "%", " % ")), "per cent", "percent")
	return slices.ContainsFunc(strings.Fields(folded), func(word string) bool { return perCentWords[word] })
}

var (
	perCentForm = regexp.MustCompile(`(?i)\(\s*(?:%|per ?cent(?:age)?|pct)\s*\)|%|\b(?:per ?cent(?:ages?)?|pct|share)\b(?: of\b)?`)
	baseForm    = regexp.MustCompile(`(?i)[(\[]?\s*\b(?:n|base)\s*[=:]\s*(\d[\d, ]*)[)\]]?`)
)

// whatOf returns what the people of a column are, as "staff" for "Percentage of staff (n = 3,012)",
// and the number of them that the header gives, "" if it gives none.
func whatOf(header string) (name, base string) {
	name = header
	if at := baseForm.FindStringSubmatchIndex(name); at != nil {
		base = strings.TrimSpace(name[at[2]:at[3]])
		name = name[:at[0]] + " " + name[at[1]:]
	}
	name = strings.Join(strings.Fields(perCentForm.ReplaceAllString(name, " ")), " ")
	if rest, ok := strings.CutPrefix(name, "of "); ok {
		name = rest
	}
	if name == "" {
		name = header
	}
	return name, base
}

// isBase reports whether the label of a row says that it holds how many people there are in all.
func isBase(label string) bool {
	folded := fold(label)
	first, _, _ := strings.Cut(folded, " ")
	return first == "base" || first == "bases" || baseWords[folded] || strings.HasSuffix(folded, " base")
}

var baseWords = words("n, number, numbers, total number, total n, n total, count, headcount, sample size, number of people, " +
	"number of staff, people, all n")

// spreadColumns makes rows of the columns of people, if there are several. The options of the
// layout then say what its columns are.
func (l *layout) spreadColumns() error {
	l.o.NoExposure = true
	l.findColumns()
	if l.o.Events != "" || len(l.findWide()) > 1 {
		return nil
	}
	group, err := l.findGroup(-1)
	if err != nil || group < 0 {
		return err // or it is an error in its place
	}
	people, kept, err := l.peopleColumns(group)
	if err != nil || len(people) < 2 {
		return err
	}
	l.notes.add("the columns of people are %s", quoted(l.namesOf(people)))
	perCent, fractions := make(map[int]bool), l.hasFractions(people)
	for _, i := range people {
		perCent[i] = l.arePerCent(i, fractions)
	}
	column, count := l.freeName("column"), l.freeName("people")
	spread := func(r rows.Row, dimension, value rows.Cell) (cells rows.Row) {
		for _, i := range kept {
			cells = append(cells, r.At(i))
		}
		return append(cells, dimension, value)
	}
	var body []rows.Row
	for _, r := range l.body {
		for _, i := range people {
			name, value := l.header.At(i), r.At(i)
			name.Text, _ = whatOf(l.names[i])
			name.Line, name.Column = value.Line, value.Column
			if perCent[i] && isPerCentNumber(value.Text, r.At(group).Text) {
				value.Text += "%"
			}
			body = append(body, spread(r, name, value))
		}
	}
	for _, i := range people {
		if what, base := whatOf(l.names[i]); base != "" {
			c, err := parseCell(base)
			if err != nil {
				return l.header.At(i).Because(err)
			}
			l.bases = append(l.bases, Row{Line: l.header.At(i).Line, Dimensions: []string{what}, Label: base, Kind: KindTotal, Events: c,
				Exposure: Blank.Cell()})
		}
	}
	header := spread(l.header, rows.Cell{Text: column, Line: l.header[0].Line, Column: 1}, rows.Cell{Text: count, Line: l.header[0].Line, Column: 1})
	l.o.Group, l.o.Events, l.column = l.names[group], count, column
	l.o.Dimensions = append(slices.Clone(l.o.Dimensions), column)
	l.names, l.body = nil, body
	l.setHeader(header)
	return nil
}

// freeName returns a name that no column has.
func (l *layout) freeName(name string) string {
	for slices.ContainsFunc(l.names, func(has string) bool { return fold(has) == fold(name) }) {
		name += " again"
	}
	return name
}

// peopleColumns returns the columns of people, and those that stay what they are. Percentages of a
// column whose numbers are there too are left out.
func (l *layout) peopleColumns(group int) (people, kept []int, err error) {
	numbers := make(map[string]bool)
	isPeople := func(c column) bool {
		return c.index != group && c.kind != columnLabels && c.kind != columnEmpty && !isRemark(c.name) && !l.isDimension(c) && !l.isRowNumber(c)
	}
	for _, c := range l.columns {
		if isPeople(c) && c.kind == columnNumbers && !isPerCent(c.name) {
			what, _ := whatOf(c.name)
			numbers[fold(what)] = true
		}
	}
	for _, c := range l.columns {
		what, _ := whatOf(c.name)
		switch {
		case !isPeople(c):
			kept = append(kept, c.index)
		case c.kind == columnMixed:
			return nil, nil, c.mixed()
		case (c.kind == columnPercents || isPerCent(c.name)) && (numbers[fold(what)] || strings.Trim(c.name, "% ") == ""):
			l.leaveColumn(c, "percentage")
			l.notes.add("the percentages of column %q are left out, as the numbers are there", sheet.Clip(l.nameOf(c.index)))
		default:
			people = append(people, c.index)
		}
	}
	return people, kept, nil
}

// arePerCent reports whether the numbers of a column are percentages that do not all say so: its
// header says it, or the options, or they are written with decimals where people have none.
func (l *layout) arePerCent(i int, fractions bool) bool {
	if l.o.Percent || isPerCent(l.names[i]) {
		return true
	}
	decimals, high := false, false
	for _, r := range l.body {
		c, err := parseCell(r.At(i).Text)
		if err != nil || c.Mark != Number {
			continue // with a sign of its own, or no number
		}
		decimals = decimals || strings.Contains(r.At(i).Text, ".")
		high = high || c.Value > 100 && !slices.ContainsFunc(r, func(c rows.Cell) bool { return isBase(c.Text) || DimensionTotal(c.Text) })
	}
	if !decimals || high || !fractions {
		return false
	}
	l.notes.add("the numbers of column %q have decimals, and are taken for percentages", sheet.Clip(l.nameOf(i)))
	return true
}

// hasFractions reports whether columns of people have a number that is not whole.
func (l *layout) hasFractions(people []int) bool {
	for _, r := range l.body {
		for _, i := range people {
			if c, err := parseCell(r.At(i).Text); err == nil && c.Value != math.Trunc(c.Value) {
				return true
			}
		}
	}
	return false
}

// isPerCentNumber reports whether a number of a column of percentages is one, as in all rows but
// that of how many people there are.
func isPerCentNumber(text, label string) bool {
	c, err := parseCell(text)
	return err == nil && c.Mark == Number && !strings.Contains(text, "%") && !isBase(label) && (c.Value <= 100 || !DimensionTotal(label))
}

// perCent returns the percentages that round to the one that is printed: those from 6.65 to 6.75
// for 6.7. "<1" is those from 0 to 1. ok is false if it is none.
func perCent(text string) (c Cell, ok bool, err error) {
	number, ok := strings.CutSuffix(text, "%")
	if !ok {
		return Cell{}, false, nil
	}
	number = strings.TrimSpace(number)
	below := strings.TrimLeft(number, "<≤ ")
	if c, err = parseCell(below); err != nil || c.Mark != Number {
		return c, true, err
	}
	if c.Value > 100 {
		return c, true, fmt.Errorf("a percentage above 100")
	}
	if below != number {
		return Cell{Mark: Withheld, Upper: c.Value}, true, nil
	}
	_, decimals, _ := strings.Cut(below, ".")
	half := 0.5 * math.Pow10(-len(strings.TrimRight(decimals, " ")))
	c.Lower, c.Upper = max(0, c.Value-half), min(100, c.Value+half)
	return c, true, nil
}

// takeBases takes out the rows of how many people there are in all, which are no group.
func (l *layout) takeBases(t *Table) {
	t.Column, t.Bases = l.column, l.bases
	t.Rows = slices.DeleteFunc(t.Rows, func(n Row) bool {
		if n.Kind == KindTotal {
			t.Bases = append(t.Bases, n)
		}
		return n.Kind == KindTotal
	})
}
