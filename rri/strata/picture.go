package strata

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// mostRows is of how many rows one picture of all groups is at most: of more each group has its
// own.
const mostRows = 60

// pictures are forest plots: the adjusted RRI of every group below the crude one, and the RRI
// within each stratum. Those in which nothing is drawn are left out.
func (t Table[K, G, M]) pictures() []sheet.Picture {
	of := fmt.Sprintf("%s: each group beside %s", t.Heading(isBinomial[M]()), name(t.Baseline))
	adjusted := t.newPicture("adjusted", fmt.Sprintf("%s, with %s alike", of, t.by()))
	within := t.newPicture("strata", fmt.Sprintf("%s, by %s", of, t.by()))
	var own []sheet.Picture // of each group
	for _, r := range t.Rows {
		if r.Group == t.Baseline {
			continue
		}
		heading := sheet.PictureRow{Label: name(r.Group)}
		last := t.pictureRow(t.by()+" alike", r.Ratio)
		if t.differs(r) {
			last.Word = "strata differ"
		}
		adjusted.Rows = append(adjusted.Rows, heading, t.pictureRow("all together", r.Crude), last)
		p := t.newPicture(fmt.Sprintf("strata-%d", len(own)+1), fmt.Sprintf("%s: %s beside %s, by %s", t.Heading(isBinomial[M]()), heading.Label, name(t.Baseline), t.by()))
		for _, part := range r.Parts {
			if row := t.pictureRow(name(part.Stratum), part.Ratio); part.Compared && row.Plot != nil {
				p.Rows = append(p.Rows, row)
			}
		}
		if n := len(r.Parts) - len(p.Rows); n > 0 {
			p.Legend = []string{fmt.Sprintf("%s: %d of %d strata have no index, and are in the table alone.", heading.Label, n, len(r.Parts))}
		}
		p.Rows = append(p.Rows, last)
		within.Rows, within.Legend = append(append(within.Rows, heading), p.Rows...), append(within.Legend, p.Legend...)
		own = append(own, p)
	}
	all := append([]sheet.Picture{adjusted}, own...)
	if len(within.Rows) <= mostRows {
		all = []sheet.Picture{adjusted, within}
	}
	return slices.DeleteFunc(all, func(p sheet.Picture) bool { return !hasPlot(p) })
}

// newPicture returns a picture without rows.
func (t Table[K, G, M]) newPicture(of, title string) sheet.Picture {
	level := sheet.Percent(t.Options.level())
	if t.Options.Side != rri.TwoSided {
		level += " " + t.Options.Side.LimitsName()
	}
	return sheet.Picture{Name: of, Title: title, Scale: "times as often as " + name(t.Baseline), Interval: "by chance alone (" + level + ")"}
}

// hasPlot reports whether anything is drawn.
func hasPlot(p sheet.Picture) bool {
	for _, r := range p.Rows {
		if r.Plot != nil {
			return true
		}
	}
	return false
}

// pictureRow is the row of a ratio: in text alone where there is none.
func (t Table[K, G, M]) pictureRow(label string, e rri.Estimate) sheet.PictureRow {
	row := sheet.PictureRow{Label: label, Text: "no index"}
	if e = ratioForPeople(e); !e.Computed() || math.IsNaN(e.Value) {
		return row
	}
	value, limits := t.ratioTexts(e)
	row.Text = value
	switch {
	case limits == "—":
		return row
	case t.Options.Side != rri.TwoSided:
		row.Text = fmt.Sprintf("%s (%s %s)", value, t.Options.Side.LimitsName(), limits)
	default:
		row.Text = fmt.Sprintf("%s (%s)", value, strings.Replace(limits, " – ", "–", 1))
	}
	row.Plot = &sheet.Interval{Value: e.Value, Lower: e.Lower, Upper: e.Upper}
	return row
}
