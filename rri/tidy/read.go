package tidy

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"

	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy/rows"
)

// Read reads a table of counts, or records with one row a case where o.Event is given. See the
// documentation of the package for what it takes for what. Errors name the file, the line, the
// column and the cell, and say what to write; those that an option mends wrap one of the errors of
// this package.
//
// Nothing is left out in silence: what is no row is in Comments or Account, and what was taken for
// something, where the file leaves a choice, is in Notes. No more than 10 MB of counts are read;
// records have no limit.
func Read(r io.Reader, o Options) (*Table, error) {
	if w := o.Withheld; !(w.Lower >= 0 && w.Lower <= w.Upper) || math.IsInf(w.Lower, 1) {
		return nil, failed(o.File, fmt.Errorf("a withheld count of %v to %v: want a number of 0 or more, and one that is no less", w.Lower, w.Upper))
	}
	if !modelNames.Has(o.Model) {
		return nil, failed(o.File, fmt.Errorf("%s: want one of %s", o.Model, modelNames.List()))
	}
	read := readCounts
	if len(o.Event)+len(o.Trial) > 0 {
		read = readRecords
	}
	t, err := read(r, o)
	if err != nil {
		return nil, failed(o.File, err)
	}
	return t, nil
}

// readCounts reads a table of counts.
func readCounts(r io.Reader, o Options) (*Table, error) {
	text, err := rows.Text(r)
	if errors.Is(err, rows.ErrLarge) {
		return nil, fmt.Errorf("%w: want a table of counts, or the conditions that make events of records", err)
	}
	if err != nil {
		return nil, err
	}
	all, comments, err := rows.Cut(text, rows.Options{Comments: true, IsTable: isTable})
	if err != nil {
		return nil, err
	}
	l, err := layOut(all, comments, o)
	if err != nil {
		return nil, err
	}
	if err := l.keep(); err != nil {
		return nil, err
	}
	if o.Columns {
		if err := l.spreadColumns(); err != nil {
			return nil, err
		}
	}
	roles, err := l.assign()
	if err != nil {
		return nil, err
	}
	if err := l.checkMerged(roles); err != nil {
		return nil, err
	}
	made, err := l.rows(roles)
	if err != nil {
		return nil, err
	}
	return l.table(roles, made)
}

// isTable reports whether one of the rows has a label and a number.
func isTable(all []rows.Row) bool { return slices.ContainsFunc(all, hasData) }

// table puts together what was read.
func (l *layout) table(r roles, made []Row) (*Table, error) {
	t := &Table{File: l.o.File, Model: r.model, Rows: made}
	t.Exposure = l.nameAt(r.exposure)
	t.Events, t.Group = cmp.Or(l.nameAt(r.events), "events"), plainGroup
	if r.group >= 0 {
		t.Group = cmp.Or(l.names[r.group], plainGroup)
	}
	for _, i := range r.dimensions {
		t.Dimensions = append(t.Dimensions, l.nameOf(i))
	}
	if r.parent >= 0 {
		t.Parent = l.nameOf(r.parent)
	}
	if err := l.finish(t); err != nil {
		return nil, err
	}
	slices.SortStableFunc(l.comments, func(a, b rows.Comment) int { return a.Line - b.Line })
	for _, c := range l.comments {
		if c.Text != "" {
			t.Comments = append(t.Comments, sheet.Clean(c.Text))
		}
	}
	slices.SortStableFunc(l.account, func(a, b LeftOut) int {
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Column - b.Column
	})
	t.Notes, t.Account = l.notes.all(), l.account
	return t, nil
}

// nameAt is nameOf, and "" for a column that there is not.
func (l *layout) nameAt(index int) string {
	if index < 0 {
		return ""
	}
	return l.nameOf(index)
}

// finish checks the rows of a table with each other, and takes out those that add up others.
func (l *layout) finish(t *Table) error {
	if err := l.joinPair(t); err != nil {
		return err
	}
	if l.o.Columns {
		l.takeBases(t)
	}
	if err := l.checkTwice(t); err != nil {
		return err
	}
	if err := l.takeSumRow(t); err != nil {
		return err
	}
	l.findUnlabelled(t)
	l.markTotals(t)
	l.markSums(t)
	l.takeTotals(t)
	l.takeWholes(t)
	if !slices.ContainsFunc(t.Rows, func(r Row) bool { return r.Kind == KindGroup }) {
		return l.fails(fmt.Errorf("%w: no row below the header has the label of a group", ErrGroup))
	}
	return nil
}
