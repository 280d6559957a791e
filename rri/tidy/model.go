package tidy

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// roles says which column of a table is what. An index is -1 where there is no such column.
type roles struct {
	group, events, exposure int
	dimensions              []int
	// those of a table that has a column for each group, and the one of their total
	wide  []int
	total int
	// the one that says what a stage is out of
	parent int
	model  Model
}

// assign finds out which column is what.
func (l *layout) assign() (roles, error) {
	l.findColumns()
	r := roles{group: -1, events: -1, exposure: -1, total: -1, parent: l.findParent()}
	var err error
	if r.wide = l.findWide(); r.wide != nil {
		l.isWide = true
		return r, l.assignWide(&r)
	}
	if r.group, err = l.findGroup(r.parent); err != nil {
		return r, err
	}
	if r.group < 0 && !l.o.NoGroup {
		return r, l.noGroup()
	}
	if l.o.Events != "" {
		if r.events, err = l.mustFind(l.o.Events); err != nil {
			return r, err
		}
	}
	if l.o.Of != "" {
		if r.exposure, err = l.mustFind(l.o.Of); err != nil {
			return r, err
		}
	}
	if r.events >= 0 && r.events == r.exposure {
		return r, l.header[r.events].Fails("the column of events is that of what they are out of: want two")
	}
	l.takeMarks(&r)
	numbers, err := l.sort(&r)
	if err != nil {
		return r, err
	}
	if err := l.chooseNumbers(&r, numbers); err != nil {
		return r, err
	}
	if err := l.checkUnits(&r); err != nil {
		return r, err
	}
	return r, l.chooseModel(&r)
}

// checkUnits reports a column whose header says that its numbers are thousands or millions.
func (l *layout) checkUnits(r *roles) error {
	for _, i := range append(l.given(r.events), l.given(r.exposure)...) {
		for _, word := range strings.Fields(fold(l.names[i])) {
			if unitWords[word] && !isRate(l.names[i]) {
				return l.header.At(i).Fails("the header says that the numbers are in thousands or millions: write them in full")
			}
		}
	}
	return nil
}

// unitWords in a header say that the numbers are no people, but thousands or millions of them.
var unitWords = words("thousand, thousands, million, millions, 000, 000s, 1000s")

// isChosen reports whether the options leave no choice of columns of numbers, so that others are
// left out.
func (l *layout) isChosen() bool { return l.o.Events != "" && (l.o.Of != "" || l.o.NoExposure) }

// sort puts the columns that the options do not name among the dimensions or the numbers, or leaves
// them out.
func (l *layout) sort(r *roles) (numbers []column, err error) {
	var others []string
	for _, c := range l.columns {
		switch {
		case c.kind == columnEmpty, c.index == r.group, c.index == r.events, c.index == r.exposure:
		case isRemark(c.name):
			l.leaveColumn(c, "remark")
		case l.isDimension(c) || c.index == r.parent:
			r.dimensions = append(r.dimensions, c.index)
		case c.kind == columnLabels:
			r.dimensions = append(r.dimensions, c.index)
			others = append(others, l.nameOf(c.index))
		case l.isRowNumber(c):
			l.leaveColumn(c, "row number")
		case isRatio(c) && !l.o.Columns:
			l.leaveRatio(c)
		case l.isChosen():
			l.leaveColumn(c, "another column of numbers")
		case c.kind == columnMixed:
			return nil, c.mixed()
		default:
			numbers = append(numbers, c)
		}
	}
	if l.o.Group == "" && len(others) > 0 {
		l.notes.add("the groups are those of column %q; %s is taken for a dimension", sheet.Clip(l.nameOf(r.group)), quoted(others))
	}
	return numbers, nil
}

// nameOf returns the name of a column, or its number if it has none.
func (l *layout) nameOf(index int) string {
	if name := l.names[index]; name != "" {
		return name
	}
	return "column " + strconv.Itoa(index+1)
}

// isRowNumber reports whether a column counts the rows, as R writes them: one without a name, or
// the first with a name such as No.
func (l *layout) isRowNumber(c column) bool {
	named := c.name != "" && (c.index > 0 || !rowNumberWords[fold(c.name)])
	if named || c.kind != columnNumbers {
		return false
	}
	first := l.body[0].At(c.index).Text
	if first != "0" && first != "1" {
		return false
	}
	start, _ := strconv.Atoi(first)
	for i, row := range l.body {
		if row.At(c.index).Text != strconv.Itoa(start+i) {
			return false
		}
	}
	return true
}

// rowNumberWords name a first column that counts the rows.
var rowNumberWords = words("no, nr, num, s n, sn, s no, sr no, serial no, serial number, item, item no")

// chooseNumbers says which columns of numbers are events and exposure.
func (l *layout) chooseNumbers(r *roles, numbers []column) error {
	n := len(numbers)
	if n < 2 && r.exposure < 0 && !l.o.NoExposure {
		l.pair = l.pairAt(r.dimensions)
	}
	alone := l.o.NoExposure || l.hasStages(*r) || l.pair >= 0
	switch {
	case r.events >= 0 && r.exposure >= 0, r.events >= 0 && l.o.NoExposure:
	case r.events >= 0 && n == 1:
		r.exposure = numbers[0].index
	case r.events >= 0 && n == 0 && alone:
	case r.exposure >= 0 && n == 1:
		r.events = numbers[0].index
	case r.events < 0 && r.exposure < 0 && n == 2 && !l.o.NoExposure && !l.areYears(numbers) && !l.areTurned(numbers):
		r.events, r.exposure = numbers[0].index, numbers[1].index
	case r.events < 0 && r.exposure < 0 && n == 1 && alone:
		r.events = numbers[0].index
	case n == 0 && r.events < 0:
		return l.fails(fmt.Errorf("%w: %s", ErrNumbers, wantTable))
	case n < 2 && r.exposure < 0:
		return l.onlyColumn(r, max(r.events, 0, l.firstOf(numbers)))
	default:
		return l.tooMany(numbers)
	}
	return nil
}

func (l *layout) firstOf(columns []column) int {
	if len(columns) == 0 {
		return 0
	}
	return columns[0].index
}

// tooMany is the error of columns of numbers of which it is not clear what they hold.
func (l *layout) tooMany(numbers []column) error {
	var names []string
	for _, c := range numbers {
		names = append(names, l.nameOf(c.index))
	}
	at := l.header.At(numbers[0].index)
	switch {
	case l.areYears(numbers):
		return at.Because(fmt.Errorf("%w: %s count the same in different years or quarters: want a row for each, and the year in a column of its own",
			ErrColumns, quoted(names)))
	case l.areTurned(numbers) && !l.o.NoExposure:
		return at.Because(fmt.Errorf("%w: people, before %q: want the names of the column of the events and of that of what they are out of",
			ErrOrder, sheet.Clip(names[1])))
	case len(numbers) == 2 && l.o.NoExposure:
		return at.Because(fmt.Errorf("%w that could be the events: %s", ErrColumns, quoted(names)))
	}
	return at.Because(fmt.Errorf("%w: %s: want the names of those of the events and of what they are out of", ErrColumns, quoted(names)))
}

// areTurned reports whether the first of two columns of numbers is people, as "Population", and the
// second is not: events stand before what they are out of, and nobody counts people out of deaths.
func (l *layout) areTurned(numbers []column) bool {
	return len(numbers) == 2 && ModelOf(numbers[0].name) == ModelRate && ModelOf(numbers[1].name) != ModelRate
}

// areYears reports whether two columns or more are named by years, or differ in numbers alone, as
// "searches 2021" and "searches 2022".
func (l *layout) areYears(numbers []column) bool {
	if len(numbers) < 2 {
		return false
	}
	rest := func(name string) string { // without digits
		return strings.Join(strings.FieldsFunc(fold(name), func(r rune) bool { return strings.ContainsRune(digits+" ", r) }), " ")
	}
	return !slices.ContainsFunc(numbers, func(c column) bool {
		return !isYear(c.name) && (rest(c.name) != rest(numbers[0].name) || !strings.ContainsAny(c.name, digits))
	})
}

// stageWords name a column of stages of a journey, parentWords one that says what each is out of.
var (
	stageWords  = words("stage, stages, step, steps, decision point, decision points")
	parentWords = words("of, out of, from, out of stage, of stage, from stage, parent, parent stage")
)

// IsStage reports whether the header of a column is that of the stages of a journey, as stage or
// "Decision point".
func IsStage(header string) bool { return stageWords[fold(header)] }

// hasStages reports whether a dimension is the stages of a journey.
func (l *layout) hasStages(r roles) bool {
	return slices.ContainsFunc(r.dimensions, func(i int) bool { return IsStage(l.names[i]) })
}

// findParent returns the column of labels that says what a stage is out of; -1 if there is none.
func (l *layout) findParent() int {
	isStage := func(c column) bool { return IsStage(c.name) }
	if !slices.ContainsFunc(l.columns, isStage) {
		return -1
	}
	return slices.IndexFunc(l.columns, func(c column) bool {
		return parentWords[fold(c.name)] && c.kind == columnLabels && fold(c.name) != fold(l.o.Of)
	})
}

// chooseModel says what the model of the counts is. Whoever prints a table says which: see
// Table.Model.
func (l *layout) chooseModel(r *roles) error {
	r.model = l.o.Model
	if r.exposure < 0 || r.model != ModelByWords {
		return nil
	}
	name := l.nameOf(r.exposure)
	r.model = ModelOf(name)
	if r.model == ModelByWords {
		return l.header.At(r.exposure).Because(fmt.Errorf("%w: %q is neither people, as population or residents, nor trials, as searches or referrals",
			ErrModel, sheet.Clip(name)))
	}
	return nil
}

// isWeightName reports whether a name is that of a column that says how many cases a row stands
// for.
func isWeightName(name string) bool {
	folded := fold(name)
	return weightWords[folded] || strings.HasPrefix(folded, "number of ") || strings.HasPrefix(folded, "no of ")
}

var weightWords = words("count, counts, number, numbers, n, frequency, freq")
