package strata

import (
	"fmt"
	"math"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// pictures are forest plots: one of the adjusted RRI of every group below the crude one, named
// "adjusted", and one for each group of the RRI within each stratum that has one, named "strata".
// Those in which nothing is drawn are left out.
func (t Table[K, G, M]) pictures() []sheet.Picture {
	heading := t.Heading(isBinomial[M]())
	all := []sheet.Picture{t.newPicture("adjusted", fmt.Sprintf("%s: each group beside %s, with %s alike", heading, name(t.Baseline), t.by()))}
	for _, r := range t.Rows {
		if r.Group == t.Baseline {
			continue
		}
		last := t.pictureRow(t.by()+" alike", r.Ratio)
		if t.differs(r) {
			last.Word = "strata differ"
		}
		all[0].Rows = append(all[0].Rows, sheet.PictureRow{Label: name(r.Group)}, t.pictureRow("all together", r.Crude), last)
		within := t.newPicture("strata", fmt.Sprintf("%s: %s beside %s, by %s", heading, name(r.Group), name(t.Baseline), t.by()))
		for _, p := range r.Parts {
			if row := t.pictureRow(name(p.Stratum), p.Ratio); p.Compared && row.Plot != nil {
				within.Rows = append(within.Rows, row)
			}
		}
		if left := len(r.Parts) - len(within.Rows); left > 0 {
			within.Legend = []string{fmt.Sprintf("%d of %d strata have no ratio: see the table.", left, len(r.Parts))}
		}
		if hasPlot(within) {
			within.Rows = append(within.Rows, last)
			all = append(all, within)
		}
	}
	if !hasPlot(all[0]) {
		all = all[1:]
	}
	return all
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
