package counts

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// chanceAndUnknown is what the thin line of a picture is, where it holds chance too.
const chanceAndUnknown = "by chance and whichever way people of unknown group fall"

// picture is the comparison as a forest plot: a row for each group but the baseline.
func (c Comparison) picture() []sheet.Picture {
	p := c.newPicture("comparison", "each group beside "+c.Baseline)
	for _, r := range c.Rows[min(1, len(c.Rows)):] {
		p.Rows = append(p.Rows, c.pictureRow(r.Group, r))
	}
	if c.anyUnknown() && slices.ContainsFunc(c.Rows, c.withheldBounds) {
		p.Legend = append(p.Legend, "What people of unknown group could do is withheld.")
	}
	return drawn(p)
}

// newPicture returns a picture without rows. of says what stands beside what.
func (c Comparison) newPicture(name, of string) sheet.Picture {
	return sheet.Picture{Name: name, Title: c.labels().Heading(c.Proportion) + ": " + of, Scale: c.scale(), Interval: c.byChance()}
}

// scale says what a value of the index is.
func (c Comparison) scale() string {
	if c.Direction == index.ComparatorOverGroup {
		return "relative likelihood, " + c.Baseline + " over each group"
	}
	return "times as often as " + c.Baseline
}

// byChance says what the thick line of a picture is.
func (c Comparison) byChance() string {
	if c.Options.Side != rri.TwoSided {
		return "by chance alone (" + c.interval(c.Options.Level) + ")"
	}
	return "by chance alone (" + sheet.Percent(c.Options.Level) + ")"
}

// pictureRow is a row of a group with its index: in text alone where there is none.
func (c Comparison) pictureRow(label string, r Row) sheet.PictureRow {
	row := sheet.PictureRow{Label: label}
	switch {
	case r.Rate.Flags.Has(rri.Suppressed) || r.Index.Flags.Has(rri.Suppressed):
		row.Text = "withheld"
	case !c.indexShown(r):
		row.Text = "no index"
	default:
		row.Text = c.withLimits(c.indexText(r), c.indexLimits(r, r.Index))
		row.Plot = intervalOf(r.Index.Value, r.Index.Lower, r.Index.Upper)
		if r.Range.Lower < r.Index.Lower || r.Range.Upper > r.Index.Upper {
			row.Bounds = intervalOf(r.Index.Value, r.Range.Lower, r.Range.Upper)
			row.BoundsText = closed(c.limitsText(r.Range, sheet.Ratio, 2, 1))
		}
	}
	return row
}

// withLimits is an index and its limits in one text.
func (c Comparison) withLimits(value, limits string) string {
	switch {
	case limits == noNumber || limits == "":
		return value
	case c.Options.Side != rri.TwoSided:
		return fmt.Sprintf("%s (%s %s)", value, c.Options.Side.LimitsName(), limits)
	}
	return fmt.Sprintf("%s (%s)", value, closed(limits))
}

// closed is a range without spaces around its dash, as a picture has it.
func closed(limits string) string { return strings.ReplaceAll(limits, " – ", "–") }

// intervalOf is what is drawn of an estimate; nil if it has no limits.
func intervalOf(value, lower, upper float64) *sheet.Interval {
	if math.IsNaN(lower) || math.IsNaN(upper) {
		return nil
	}
	return &sheet.Interval{Value: value, Lower: lower, Upper: upper}
}

// drawn returns those of the pictures in which something is drawn, with what their lines are.
func drawn(pictures ...sheet.Picture) (list []sheet.Picture) {
	for _, p := range pictures {
		var any, bounds, noDot bool
		for _, r := range p.Rows {
			any, bounds = any || r.Plot != nil, bounds || r.Bounds != nil
			noDot = noDot || r.Plot != nil && math.IsNaN(r.Plot.Value)
		}
		if !any {
			continue
		}
		if bounds && p.Bounds == "" {
			p.Bounds = chanceAndUnknown
		}
		if noDot {
			p.Legend = append(p.Legend, "A line without a dot: the counts are not known exactly. It holds the interval of every number that they may be.")
		}
		list = append(list, p)
	}
	return list
}

// mostRows is of how many rows one picture of all groups is at most: of more each group has its
// own.
const mostRows = 60

// pictures are the adjusted index of every group below the crude one, and the index in each
// stratum.
func (a Adjusted) pictures(name string) []sheet.Picture {
	c := a.All
	by := wordsOf(a.Dimensions)
	adjusted := c.newPicture(name+"-adjusted", fmt.Sprintf("each group beside %s, with %s", c.Baseline, a.alike()))
	strata := c.newPicture(name, fmt.Sprintf("each group beside %s, by %s", c.Baseline, by))
	var own []sheet.Picture // of each group
	for i, g := range a.Groups {
		heading := sheet.PictureRow{Label: g.Row.Group}
		last := c.pictureRow(a.alike(), g.shown())
		if a.differs(g) {
			last.Word = "strata differ"
		}
		adjusted.Rows = append(adjusted.Rows, heading, c.pictureRow("all together", c.Rows[i+1]), last)
		p := c.newPicture(fmt.Sprintf("%s-%d", name, i+1), fmt.Sprintf("%s beside %s, by %s", g.Row.Group, c.Baseline, by))
		for _, s := range a.Strata {
			if l, ok := lineOf(s.Comparison, s.Stratum, g.Row.Group); ok {
				if row := s.Comparison.pictureRow(s.Stratum, l.of()); row.Plot != nil {
					p.Rows = append(p.Rows, row)
				}
			}
		}
		if n := len(a.Strata) - len(p.Rows); n > 0 {
			p.Legend = []string{fmt.Sprintf("%s: %d of %d have no index, and are in the table alone.", g.Row.Group, n, len(a.Strata))}
		}
		p.Rows = append(p.Rows, last)
		strata.Rows, strata.Legend = append(append(strata.Rows, heading), p.Rows...), append(strata.Legend, p.Legend...)
		own = append(own, p)
	}
	if len(strata.Rows) <= mostRows {
		return drawn(adjusted, strata)
	}
	return drawn(append([]sheet.Picture{adjusted}, own...)...)
}

// picture is the composition as a forest plot: under each pair of columns the groups.
func (m Makeup) picture() []sheet.Picture {
	c := Comparison{Options: rri.Options{Side: m.Side, Level: m.Level}}
	p := sheet.Picture{Name: "composition", Title: "The share of each group beside its share in another column", Interval: c.byChance(),
		Scale: "times the share in the other column"}
	for j, column := range m.Columns {
		for i := range min(2, j) {
			p.Rows = append(p.Rows, sheet.PictureRow{Label: fmt.Sprintf("%s, beside %s", column.Name, m.Columns[i].Name)})
			for _, g := range m.Groups {
				if i < len(g.Shares[j].Against) {
					p.Rows = append(p.Rows, m.pictureRow(c, g.Group, g.Shares[j].Against[i]))
				}
			}
		}
	}
	return drawn(p)
}

// pictureRow is the composition index of a group.
func (m Makeup) pictureRow(c Comparison, group string, a Against) sheet.PictureRow {
	row := sheet.PictureRow{Label: group, Text: indexShown(a)}
	if row.Text == noNumber {
		row.Text = "no index"
		return row
	}
	if math.IsNaN(a.Index.Lower) {
		return row
	}
	row.Text = c.withLimits(row.Text, m.limits(a.Index, sheet.Ratio, 2, 1))
	row.Plot = intervalOf(a.Index.Value, a.Index.Lower, a.Index.Upper)
	if a.Range.Lower < a.Index.Lower || a.Range.Upper > a.Index.Upper {
		row.Bounds = intervalOf(a.Index.Value, a.Range.Lower, a.Range.Upper)
		row.BoundsText = closed(m.limits(a.Range, sheet.Ratio, 2, 1))
	}
	return row
}

// picture is the standardised ratios as a forest plot. Chance is not in the bounds.
func (s Standardised) picture() []sheet.Picture {
	c := Comparison{Options: rri.Options{Level: s.Level, Side: s.Side}}
	p := sheet.Picture{Name: "standardised", Interval: c.byChance(), Bounds: "whichever way people of unknown group fall, chance left out",
		Title: fmt.Sprintf("%s, at the rates of %s, %s alike", start(s.ratioName()), s.Baseline, wordsOf(s.Dimensions)), Scale: s.ratioName()}
	bounded := func(b unknown.Bounds) bool { return b.Lower < b.Upper }
	if !slices.ContainsFunc(s.Rows, func(r StandardisedRow) bool { return r.Ratio.Computed() && bounded(r.Bounds) }) {
		p.Bounds = ""
	}
	for _, r := range s.Rows {
		row := sheet.PictureRow{Label: r.Group, Text: "no ratio"}
		if r.Ratio.Computed() {
			row.Text = c.withLimits(s.ratioText(r), c.limitsText(r.Ratio, sheet.Ratio, 2, 1))
			row.Plot = intervalOf(r.Ratio.Value, r.Ratio.Lower, r.Ratio.Upper)
			if bounded(r.Bounds) {
				row.Bounds = intervalOf(r.Ratio.Value, r.Bounds.Lower, r.Bounds.Upper)
				row.BoundsText = closed(rangeText(sheet.Ratio, r.Bounds.Lower, r.Bounds.Upper, 2, 1))
			}
		}
		p.Rows = append(p.Rows, row)
	}
	return drawn(p)
}
