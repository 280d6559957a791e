package peers

import (
	"fmt"
	"math"
	"slices"

	"github.com/seed-549880be/disparity/rri/internal/columns"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// rankPictures draws the ranks of the units, and of indices the values.
func (w writer[G, M]) rankPictures(title string, values []columns.Text) []sheet.Picture {
	ranks := sheet.Picture{
		Name: "ranks", Title: title, Scale: fmt.Sprintf("rank, the 1st being the lowest %s", w.valueWord()), Interval: w.byChance(),
	}
	unknown := false
	for i, row := range w.c.Rows {
		unknown = unknown || w.unknownMatters(row)
		ranks.Ranks = append(ranks.Ranks, w.pictureRank(row, values[i]))
	}
	if unknown {
		ranks.Bounds = byBoth
	}
	if w.o.Quantity != Index { // a forest has a line at 1
		return []sheet.Picture{ranks}
	}
	return []sheet.Picture{ranks, w.valuesPicture(values)}
}

// pictureRank draws the rank of a unit.
func (w writer[G, M]) pictureRank(row Row, value columns.Text) sheet.PictureRank {
	p := sheet.PictureRank{
		Label: row.Unit, Rank: row.Rank.Rank, Lower: row.Rank.Lower, Upper: row.Rank.Upper, Word: row.Word.String(),
		Text:   fmt.Sprintf("%s, %s", value.Value, rankText(row.Rank.Rank)),
		Marked: w.focus != "" && row.Unit == w.focus,
	}
	if w.unknownMatters(row) {
		p.Lowest, p.Highest = row.Rank.Lowest, row.Rank.Highest
	}
	return p
}

// valuesPicture draws the indices with their intervals.
func (w writer[G, M]) valuesPicture(values []columns.Text) sheet.Picture {
	style := w.rowStyle()
	p := sheet.Picture{
		Name: "values", Title: fmt.Sprintf("%s · %s", w.subject(w.group()), w.of),
		Scale: fmt.Sprintf("times as often as %s", w.baseline), Interval: w.byChance(),
	}
	for i, row := range w.c.Rows {
		r := sheet.PictureRow{Label: w.name(row.Unit), Text: withLimits(values[i])}
		if v := row.Value; v.Computed() && !math.IsNaN(v.Value) {
			r.Plot = &sheet.Interval{Value: v.Value, Lower: v.Lower, Upper: v.Upper}
			if row.Bounds != nil {
				r.Bounds = &sheet.Interval{Value: v.Value, Lower: row.Bounds.Lower, Upper: row.Bounds.Upper}
				r.BoundsText = style.limits(*row.Bounds, "–")
			}
		}
		p.Rows = append(p.Rows, r)
	}
	if slices.ContainsFunc(p.Rows, func(r sheet.PictureRow) bool { return r.Bounds != nil }) {
		p.Bounds = byBoth
	}
	return p
}

// funnelPicture draws the funnel.
func (w writer[G, M]) funnelPicture(title string) sheet.Picture {
	style, scale := w.rowStyle(), w.scale()
	f := &sheet.Funnel{
		Target: w.c.Funnel.Target * scale, Size: "effective number of " + w.labels.Events, Inner: "limits of " + innerName, Outer: "limits of " + outerName,
		TargetText: fmt.Sprintf("%s, %s", w.c.Funnel.Source, style.number(w.c.Funnel.Target)),
	}
	for _, row := range w.c.Rows {
		p := row.Position
		if !(p.Size > 0) || math.IsInf(p.Size, 1) || math.IsNaN(row.Value.Value) {
			continue
		}
		f.Points = append(f.Points, sheet.FunnelPoint{
			Label: row.Unit, Size: p.Size, Value: row.Value.Value * scale,
			Inner: sheet.Interval{Lower: p.Inner.Lower * scale, Upper: p.Inner.Upper * scale},
			Outer: sheet.Interval{Lower: p.Outer.Lower * scale, Upper: p.Outer.Upper * scale},
			Text:  w.estimate(row.Value, style).Value, InnerText: style.limits(p.Inner, "–"), OuterText: style.limits(p.Outer, "–"),
			Marked: w.focus != "" && row.Unit == w.focus,
		})
	}
	return sheet.Picture{Name: "funnel", Title: title, Scale: w.funnelScale(), Funnel: f}
}

// scale is what values are multiplied by for people.
func (w writing) scale() float64 {
	if w.o.Quantity == Index {
		return 1
	}
	return w.labels.Per
}

// funnelScale says what a value of the funnel is.
func (w writing) funnelScale() string {
	if w.o.Quantity == Index {
		return "times as often as " + w.baseline
	}
	return w.labels.Heading(w.proportion)
}
