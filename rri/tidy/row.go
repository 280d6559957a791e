package tidy

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy/rows"
)

// label returns what the label of a group stands for.
func (o Options) label(c rows.Cell) (name string, kind Kind, err error) {
	switch {
	case o.Columns && isBase(c.Text):
		kind = KindTotal
	case o.Label != nil:
		if name, kind, err = o.Label(c.Text); err != nil {
			return "", 0, c.Because(err)
		}
		switch {
		case name != "" || kind != KindGroup:
		case c.Text == "":
			kind = KindUnknown
		default:
			return "", 0, c.Fails("a group without a name: want the name that it is counted under")
		}
	case c.Text == "":
		kind = KindUnknown
	case DimensionTotal(c.Text):
		kind = KindTotal
	default:
		name = c.Text
	}
	return name, kind, nil
}

// everybody is the label of all rows of a file without a column of groups.
const everybody = "all"

// labelAt returns the label of the group of a row.
func (l *layout) labelAt(row rows.Row, group int) rows.Cell {
	if group >= 0 {
		return row.At(group)
	}
	c := row.At(0)
	c.Text = everybody
	return c
}

// meaningOf returns what the label of a row stands for: in a file without a column of groups all
// rows are of one.
func (l *layout) meaningOf(label rows.Cell, group int) (name string, kind Kind, err error) {
	if group < 0 && label.Text == everybody {
		return everybody, KindGroup, nil
	}
	return l.o.label(label)
}

// rows reads the rows of a table that has a row for each group, or for each place of the
// dimensions.
func (l *layout) rows(r roles) ([]Row, error) {
	events, err := l.numbersOf(append(slices.Clone(r.wide), l.given(r.events)...), true, true)
	if err != nil {
		return nil, err
	}
	exposure, err := l.numbersOf(l.given(r.exposure), r.model == ModelProportion, r.model == ModelProportion)
	if err != nil {
		return nil, err
	}
	var made []Row
	for _, row := range l.body {
		if len(r.wide) > 0 {
			if made, err = l.appendWide(made, r, row, events); err != nil {
				return nil, err
			}
			continue
		}
		n, err := l.row(r, row, l.labelAt(row, r.group), row.At(r.events), events)
		if err != nil {
			return nil, err
		}
		if r.exposure >= 0 {
			if n.Exposure, err = exposure.read(row.At(r.exposure)); err != nil {
				return nil, err
			}
			if err := n.checkEvents(r.model, row.At(r.events)); err != nil {
				return nil, err
			}
		}
		if n.Events.Mark == Blank && n.Exposure.Mark == Blank {
			l.withoutNumber(row, n)
			continue
		}
		made = append(made, n)
	}
	return made, nil
}

// given returns the index of a column as a list, which is empty if there is none.
func (l *layout) given(index int) []int {
	if index < 0 {
		return nil
	}
	return []int{index}
}

// row reads the row of a group without its exposure.
func (l *layout) row(r roles, row rows.Row, label, count rows.Cell, events numbers) (n Row, err error) {
	n = Row{Line: row[0].Line, Label: label.Text, Exposure: Blank.Cell()}
	for _, i := range r.dimensions {
		n.Dimensions = append(n.Dimensions, row.At(i).Text)
	}
	if n.Group, n.Kind, err = l.meaningOf(label, r.group); err != nil {
		return n, err
	}
	if l.pair >= 0 && ModelOf(n.Dimensions[l.pair]) == ModelRate { // people are no events
		events.whole, events.rounded = false, 0
	}
	n.Percent = l.o.Columns && strings.HasSuffix(count.Text, "%")
	n.Events, err = events.read(count)
	return n, err
}

// withoutNumber leaves out a row that has no number and no mark.
func (l *layout) withoutNumber(row rows.Row, n Row) {
	l.leaveRow(row, "a row without counts")
	l.notes.add("line %d, %s, has no number", n.Line, describe(n))
}

// describe names a row for a message: its label and its place in the dimensions.
func describe(n Row) string {
	var texts []string
	for _, text := range append([]string{n.Label}, n.Dimensions...) {
		if text != "" {
			texts = append(texts, text)
		}
	}
	return fmt.Sprintf("%q", sheet.Clip(strings.Join(texts, ", ")))
}

// checkEvents holds the events of a proportion against its trials: a number that is withheld cannot
// be more than they are.
func (n *Row) checkEvents(m Model, at rows.Cell) error {
	if m != ModelProportion || n.Exposure.Mark == Blank {
		return nil
	}
	if n.Events.Lower > n.Exposure.Upper {
		return at.Because(fmt.Errorf("%w: %s of %s; if one of them can have several, it is a rate", ErrEvents, n.Events, n.Exposure))
	}
	if n.Events.Mark != Number && n.Events.Mark != Blank {
		n.Events.Upper = min(n.Events.Upper, n.Exposure.Upper)
	}
	return nil
}
