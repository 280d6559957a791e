package sheet

import (
	"math"
	"strconv"
)

// forest is a plot of ratios and their intervals in characters: powers of 2 on a log axis, per
// columns for each doubling.
type forest struct {
	from, to, per int
	left, right   int  // columns for arrows at either end: 1 if there are any
	drawn         bool // there is something to draw
}

const (
	minPlotPer, maxPlotPer = 2, 8
	usualPlotPer           = 4
	maxLimitPower          = 4  // limits stretch the axis to 1/16 and 16 at most
	maxValuePower          = 10 // estimates stretch it to 1/1024 and 1024 at most
)

// newForest returns an axis that holds every estimate that has an interval and, as far as is
// sensible, every limit.
func newForest(intervals []*Interval) forest {
	lowest, highest := 1.0, 1.0 // of the estimates
	from, to := -1.0, 1.0
	drawn := false
	for _, e := range intervals {
		if !e.drawable() {
			continue
		}
		drawn = true
		if plottable(e.Value) {
			lowest, highest = math.Min(lowest, e.Value), math.Max(highest, e.Value)
		}
		for _, limit := range [2]float64{e.Lower, e.Upper} {
			if plottable(limit) {
				from, to = math.Min(from, math.Log2(limit)), math.Max(to, math.Log2(limit))
			}
		}
	}
	from = math.Max(from, math.Min(-maxLimitPower, math.Log2(lowest)))
	to = math.Min(to, math.Max(maxLimitPower, math.Log2(highest)))
	f := forest{
		from: int(math.Floor(math.Max(-maxValuePower, math.Min(from, math.Log2(lowest))))),
		to:   int(math.Ceil(math.Min(maxValuePower, math.Max(to, math.Log2(highest))))),
		per:  usualPlotPer,

		drawn: drawn,
	}
	for _, e := range intervals {
		if e == nil {
			continue
		}
		for _, limit := range [2]float64{e.Lower, e.Upper} {
			switch power := math.Log2(limit); {
			case power < float64(f.from):
				f.left = 1
			case power > float64(f.to):
				f.right = 1
			}
		}
	}
	return f
}

// drawable tells whether e has limits that a ratio can have.
func (e *Interval) drawable() bool { return e != nil && e.Lower >= 0 && e.Lower <= e.Upper }

// plottable reports whether v has a place on an endless log axis.
func plottable(v float64) bool { return v > 0 && !math.IsInf(v, 1) }

// fit makes the plot as wide as n columns allow, within reason.
func (f *forest) fit(n int) {
	f.per = max(minPlotPer, min(maxPlotPer, (n-f.left-1-f.right)/(f.to-f.from)))
}

// width returns the number of columns.
func (f forest) width() int { return f.left + (f.to-f.from)*f.per + 1 + f.right }

// axis returns the heading: the powers of 2 at their columns, as many as there is room for, 1
// always among them.
func (f forest) axis() string {
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
		label := powerText(power)
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
func powerText(power int) string {
	switch {
	case power >= 0:
		return strconv.Itoa(1 << power)
	case power >= -3:
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

// row draws e, or the line of parity alone if e is nil or has no limits, or none of a ratio.
func (f forest) row(e *Interval) string {
	last := f.width() - 1
	line := make([]rune, last+1)
	for i := range line {
		line[i] = ' '
	}
	line[f.one()] = '│'
	if !e.drawable() {
		return string(line)
	}
	apart := e.Lower > 1 || e.Upper < 1
	lower, upper := f.column(e.Lower, apart), f.column(e.Upper, apart)
	for i := lower; i <= upper; i++ {
		line[i] = '─'
		if i == f.one() {
			line[i] = '┼'
		}
	}
	line[lower], line[upper] = '├', '┤'
	for _, end := range [2]int{lower, upper} {
		switch {
		case f.left > 0 && end == 0:
			line[end] = '←'
		case f.right > 0 && end == last:
			line[end] = '→'
		}
	}
	if plottable(e.Value) {
		if value := f.column(e.Value, apart); value >= f.left && value <= last-f.right {
			line[value] = '●'
		}
	}
	return string(line)
}
