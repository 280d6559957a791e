package journey

import (
	"fmt"
	"math"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// pictures draw the journey as a forest plot, in the order in which people go through it: under
// each step the index of every group, and then the whole way, which has a picture of its own where
// there are many. There is none where there is nothing to draw.
func (j Journey[G]) pictures() []sheet.Picture {
	p := sheet.Picture{Name: "journey", Title: fmt.Sprintf("Each stage, and the whole way, beside %v", j.Baseline), Scale: j.scale(), Interval: j.byChance()}
	add := func(heading func(l line) string, lines []line) {
		of := len(lines) / max(1, len(j.Paths)) // each path
		for i := range of {
			p.Rows = append(p.Rows, sheet.PictureRow{Label: heading(lines[i])})
			for k := range j.Paths {
				p.Rows = append(p.Rows, j.pictureRow(lines[k*of+i]))
			}
		}
	}
	add(j.heading, j.stepLines())
	steps := len(p.Rows)
	add(j.wholeWay, j.wholeLines())
	if len(p.Rows) <= mostRows {
		return drawn(p)
	}
	whole := p
	p.Title, p.Rows = fmt.Sprintf("Each stage beside %v", j.Baseline), p.Rows[:steps]
	whole.Name, whole.Title, whole.Rows = "journey-whole", fmt.Sprintf("The whole way beside %v", j.Baseline), whole.Rows[steps:]
	return drawn(p, whole)
}

// mostRows is of how many rows one picture is at most: of more the whole way has its own.
const mostRows = 60

// drawn returns those of the pictures in which something is drawn, with what their bounds are.
func drawn(pictures ...sheet.Picture) (list []sheet.Picture) {
	for _, p := range pictures {
		any := false
		for _, row := range p.Rows {
			any = any || row.Plot != nil
			if row.Bounds != nil {
				p.Bounds = "whichever way people of unknown group fall, chance left out"
			}
		}
		if any {
			list = append(list, p)
		}
	}
	return list
}

// wholeLines returns the lines of cumulative indices: of a journey with branches those to every
// stage that is not out of the first one.
func (j Journey[G]) wholeLines() (lines []line) {
	if j.Parents != nil {
		return j.endLines()
	}
	for _, l := range j.lines() {
		if l.cumulative {
			l.step = j.Steps[len(j.Steps)-1]
			lines = append(lines, l)
		}
	}
	return lines
}

// heading names a step. Steps of a [Product] have bases of their own, without a name.
func (j Journey[G]) heading(l line) string {
	if j.From == "" {
		return l.step
	}
	return l.step + ", out of " + l.outOf
}

// wholeWay names what a cumulative index is of.
func (j Journey[G]) wholeWay(l line) string {
	if j.From == "" {
		return "All steps together"
	}
	return fmt.Sprintf("The whole way from %s to %s", j.From, l.step)
}

// scale says what a value of the index is.
func (j Journey[G]) scale() string {
	if j.Options.Direction == index.ComparatorOverGroup {
		return fmt.Sprintf("relative likelihood, %v over each group", j.Baseline)
	}
	return fmt.Sprintf("times as often as %v", j.Baseline)
}

// byChance says what the interval allows for.
func (j Journey[G]) byChance() string {
	if j.Options.Side != rri.TwoSided {
		return fmt.Sprintf("by chance alone (%s %s)", sheet.Percent(j.Options.Level), j.Options.Side.LimitsName())
	}
	return "by chance alone (" + sheet.Percent(j.Options.Level) + ")"
}

// pictureRow is the index of a line: in text alone where there is none.
func (j Journey[G]) pictureRow(l line) sheet.PictureRow {
	row := sheet.PictureRow{Label: l.group, Text: "no index"}
	value, limits, _ := j.texts(l)
	switch {
	case l.index.Flags.Has(rri.Suppressed):
		row.Text = "withheld"
	case value != "—":
		row.Text = value
		if e := l.index; !math.IsNaN(e.Lower) && !math.IsNaN(e.Upper) {
			row.Text = fmt.Sprintf("%s (%s)", value, strings.Replace(limits, " to ", "–", 1))
			row.Plot = &sheet.Interval{Value: e.Value, Lower: e.Lower, Upper: e.Upper}
		}
		if b := l.bounds; b != nil && row.Plot != nil && b.Lower <= b.Upper {
			row.Bounds = &sheet.Interval{Value: l.index.Value, Lower: b.Lower, Upper: b.Upper}
			row.BoundsText = b.String()
		}
	}
	return row
}
