package sheet

import (
	"cmp"
	"math"
	"strconv"
)

// forest is a plot of ratios and their intervals in characters.
type forest struct {
	Axis
	ascii bool
	fixed bool // the axis says how long it is
	own   bool // the axis is not that of other plots too
}

const (
	minPlotPer, maxPlotPer = 2, 8
	usualPlotPer           = 4
	maxLimitPower          = 4  // limits stretch the axis to 1/16 and 16 at most
	maxValuePower          = 10 // estimates stretch it to 1/1024 and 1024 at most
)

// newForest returns a plot on an axis, or on one of its own if that is the zero Axis, in its usual
// size if the axis has none. There must be something to draw.
func newForest(intervals []*Interval, axis Axis, ascii bool) forest {
	f := forest{Axis: axis, ascii: ascii, fixed: axis.per > 0, own: axis == (Axis{})}
	if own := axis.withArrows(intervals); !f.own {
		f.left, f.right = max(axis.left, own.left), max(axis.right, own.right)
	} else {
		f.Axis = axisOf(intervals)
	}
	f.per = cmp.Or(f.per, usualPlotPer)
	return f
}

// drawable tells whether e has limits that a ratio can have.
func (e *Interval) drawable() bool { return e != nil && e.Lower >= 0 && e.Lower <= e.Upper }

// plottable reports whether v has a place on an endless log axis.
func plottable(v float64) bool { return v > 0 && !math.IsInf(v, 1) }

// width returns the number of columns of a row.
func (f forest) width() int { return f.left + (f.to-f.from)*f.per + 1 + f.right }

// room returns the number of columns that the plot takes, with the last label of its axis.
func (f forest) room() int { return max(f.width(), width(f.labelled())) }

// labelled returns the heading: the powers of 2 at their columns, as many as there is room for, 1
// always among them.
func (f forest) labelled() string {
	for step := 1; ; step++ {
		if line, ok := f.labels(step); ok {
			return line
		}
	}
}

// labels writes every step-th power of 2; ok is false if two labels touch.
func (f forest) labels(step int) (line string, ok bool) {
	end := -1 // the last column that is taken
	for power := f.from; power <= f.to; power++ {
		if power%step != 0 {
			continue
		}
		label := powerText(power, f.ascii)
		at := max(0, f.left+(power-f.from)*f.per-(width(label)-1)/2)
		if end >= 0 && at < end+2 {
			return "", false
		}
		line = padRight(line, at) + label
		end = at + width(label) - 1
	}
	return line, true
}

// powerText writes a power of 2.
func powerText(power int, ascii bool) string {
	switch {
	case power >= 0:
		return strconv.Itoa(1 << power)
	case power >= -3 && !ascii:
		return string([]rune("½¼⅛")[-power-1])
	}
	return "1/" + strconv.Itoa(1<<-power)
}

// column returns the column of v, the first or the last if it is off the axis. With apart, only 1
// itself is in the column of 1: an interval that leaves out 1 must not be seen to touch it.
func (f forest) column(v float64, apart bool) int {
	power := math.Log2(v) // -Inf for 0
	switch {
	case power < float64(f.from):
		return 0
	case power > float64(f.to):
		return f.width() - 1
	}
	column := f.left + int(math.Round((power-float64(f.from))*float64(f.per)))
	if apart && column == f.one() {
		if v > 1 {
			return column + 1
		}
		return column - 1
	}
	return column
}

// one returns the column of parity.
func (f forest) one() int { return f.left - f.from*f.per }

// marks are the characters of a plot, plainMarks those of one in ASCII: parity, a line, a line over
// parity, its ends, an estimate, and limits beyond the axis.
var (
	marks      = [...]rune{'│', '─', '┼', '├', '┤', '●', '←', '→'}
	plainMarks = [...]rune{'|', '-', '+', '|', '|', 'o', '<', '>'}
)

// row draws e, or the line of parity alone if e is nil or has no limits, or none of a ratio.
func (f forest) row(e *Interval) string {
	const parity, stroke, crossing, left, right, estimate, below, above = 0, 1, 2, 3, 4, 5, 6, 7
	marks := &marks
	if f.ascii {
		marks = &plainMarks
	}
	last := f.width() - 1
	line := make([]rune, last+1)
	for i := range line {
		line[i] = ' '
	}
	line[f.one()] = marks[parity]
	if !e.drawable() {
		return string(line)
	}
	apart := e.Lower > 1 || e.Upper < 1
	lower, upper := f.column(e.Lower, apart), f.column(e.Upper, apart)
	for i := lower; i <= upper; i++ {
		line[i] = marks[stroke]
		if i == f.one() {
			line[i] = marks[crossing]
		}
	}
	line[lower], line[upper] = marks[left], marks[right]
	for _, end := range [2]int{lower, upper} {
		switch {
		case f.left > 0 && end == 0:
			line[end] = marks[below]
		case f.right > 0 && end == last:
			line[end] = marks[above]
		}
	}
	if plottable(e.Value) {
		if value := f.column(e.Value, apart); value >= f.left && value <= last-f.right {
			line[value] = marks[estimate]
		}
	}
	return string(line)
}
