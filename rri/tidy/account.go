package tidy

import (
	"strings"

	"github.com/seed-549880be/disparity/rri/tidy/rows"
)

const digits = "0123456789"

// leave puts a cell with a digit in it into the account of what is in no row.
func (l *layout) leave(c rows.Cell, why string) {
	if strings.ContainsAny(c.Text, digits) {
		l.account = append(l.account, LeftOut{c.Line, c.Column, c.Text, why})
	}
}

// leaveColumn puts the cells of a column into the account.
func (l *layout) leaveColumn(c column, why string) {
	for _, r := range l.body {
		l.leave(r.At(c.index), why)
	}
}

// leaveRow puts a row into the account, as one text, since there may be many.
func (l *layout) leaveRow(r rows.Row, why string) {
	var texts []string
	for _, c := range r {
		if c.Text != "" {
			texts = append(texts, c.Text)
		}
	}
	l.leave(rows.Cell{Text: strings.Join(texts, ", "), Line: r[0].Line, Column: r[0].Column}, why)
}
