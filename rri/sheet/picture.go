package sheet

import (
	"bytes"
	"io"
	"slices"
)

// Picture is a picture as data, of ratios on a log axis with a line at 1: intervals below each
// other, which is a forest plot, or panels with a line over time. Or of units that are compared:
// their places among each other, or a funnel plot about a target. Or of one ratio under every
// combination of some choices, which is a specification curve. What there is of these stands below
// each other in this order. A page has it as SVG with a text of its numbers, and
// [Picture.WriteSVG] writes it as a file of its own. The zero Picture draws nothing.
//
// Nothing in it depends on colour alone: an estimate is a dot, its interval a thick line, and the
// wider bounds a thin one with ends. A point of a funnel is hollow within the outer limits and
// filled outside of them, and a unit that is set apart is a square on its corner with a strong
// name.
type Picture struct {
	// Name is a stable word for programs and for the names of files, as "search-rate". On a page
	// it is made unique.
	Name string

	// Title stands above the picture, and begins the text of its numbers.
	Title string

	// Scale says what is drawn, as "times as often as White people". It stands at the axis.
	Scale string

	// OwnScale keeps the forest plot off the scale that those of a page share: for changes, which
	// lie closer to 1 than indices.
	OwnScale bool

	// Interval says what the thick line is, as "by chance alone (95 %)", and Bounds what the thin
	// one is, as "by chance and the unknown". They make the legend.
	Interval, Bounds string

	// Legend has further lines below the picture.
	Legend []string

	// Rows are the intervals of a forest plot from the top. The first 60 are drawn; the text of the
	// numbers has all of them.
	Rows []PictureRow

	// Panels stand below or beside each other, all on one scale: one for each group, in the order
	// in which groups have everywhere. The first 24 are drawn.
	Panels []Panel

	// Ranks are the places of units among each other with their intervals, from the top, on an axis
	// from 1 to as many as they are, or to the last place that one of them has. The first 60 are
	// drawn; the text of the numbers has all of them.
	Ranks []PictureRank

	// Funnel is a funnel plot; nil for none. Scale says what its ratios are; they may also be rates
	// or proportions.
	Funnel *Funnel

	// Curve is a specification curve; nil for none.
	Curve *Curve
}

// PictureRank is the place of one unit.
type PictureRank struct {
	Label string

	// Rank is the place, and Lower and Upper its interval, all from 1 on. Lowest and Highest are
	// wider, as Bounds are in a [PictureRow]; 0 for none. Without an interval nothing is drawn but
	// the texts.
	Rank, Lower, Upper, Lowest, Highest int

	// Text is the value and the place as they print, as "8.20, 3rd", and Word stands behind it. ""
	// prints the place. The text of the numbers has the interval of the place behind it.
	Text, Word string

	// Marked sets the unit apart from the others: the one that is asked about.
	Marked bool
}

// Funnel is a funnel plot: units by their size, from the left, and their ratio, on a log axis, with
// the limits within which those lie that do not stand out.
type Funnel struct {
	// Target is the ratio in the middle, above 0, and TargetText says what it is, as "all forces
	// together, 5.32". "" prints the ratio.
	Target     float64
	TargetText string

	// Size says what units stand by, as "effective number of searches". It stands at the axis.
	Size string

	// Inner and Outer say what the limits of each point are, as "limits of 95 %". They make the
	// legend.
	Inner, Outer string

	// Points are drawn up to 2,000, those outside the outer limits first; the text of the numbers
	// has all of them.
	Points []FunnelPoint
}

// FunnelPoint is one unit of a funnel plot.
type FunnelPoint struct {
	Label string

	// Size is above 0. Value is the ratio: 0 and +Inf stand at the edge, as arrows. A point without
	// them, which is NaN, is named in the text of the numbers alone.
	Size, Value float64

	// Inner and Outer are the limits at this size, around the target; their Value has no effect. A
	// point is outside of what it is below or above, and within if it is equal to a limit. The zero
	// Interval is no limits.
	Inner, Outer Interval

	// Text is the value as it prints, and InnerText and OuterText the limits, as "3.1–6.9", for the
	// text of the numbers. "" prints Value, Inner and Outer.
	Text, InnerText, OuterText string

	// Marked sets the unit apart; named are this one and those outside the outer limits.
	Marked bool
}

// PictureRow is one row of a forest plot. One without Plot, Bounds and Text is a heading of those
// below it.
type PictureRow struct {
	Label string

	// Text is the estimate and its interval as they print, as "2.81 (2.6–2.9)". "" prints those of
	// Plot.
	Text string

	// Word stands behind the text, as "MORE".
	Word string

	// Plot is the estimate with its interval, nil for none; Bounds is a wider interval around it,
	// the Value of which has no effect.
	Plot, Bounds *Interval

	// BoundsText are the Bounds as they print elsewhere, for the text of the numbers, as "1.4–3.0".
	// "" prints those of Bounds.
	BoundsText string
}

// Panel is the line of one group over time.
type Panel struct {
	Label  string
	Points []PanelPoint // from the left
}

// PanelPoint is one point of a panel.
type PanelPoint struct {
	// X is where the point stands from the left, in any unit that all panels share, as years.
	X float64

	// Name is that of the period, as "2019/20". Those that have room stand at the axis.
	Name string

	// Text is the estimate and its interval as they print, or why there is none. "" prints those of
	// Plot.
	Text string

	// Plot is the estimate with its interval, nil where the period is missing: the line then has a
	// gap. Bounds is a wider interval around it, and BoundsText how that prints, as in a
	// [PictureRow].
	Plot, Bounds *Interval
	BoundsText   string

	// Partly says what the point lacks, as "the counts cover 83 % of it"; "" is nothing. The point
	// is a hollow dot by itself, to which no line leads: it is not of as much as the others.
	Partly string

	// Apart says that the line has a gap before the point, since it is not comparable with the one
	// before it: as after another census. Why says what changed.
	Apart bool
	Why   string
}

// Drawn returns the pictures that HTML has of the sheet and its parts: their Pictures, or of a
// sheet without them a forest plot of each column with a plot.
//
// Rows are named by the first column, as people see it. They have the numbers of their Plot, and
// the Bounds of the cell beside it. A row of the sheet in which nothing but the name stands is a
// heading, and one without a Plot, as that of the baseline, has "—" for numbers.
func (s Sheet) Drawn() []Picture {
	pictures := s.drawn()
	for _, part := range s.Parts {
		pictures = append(pictures, part.drawn()...)
	}
	return pictures
}

// drawn returns the pictures of the sheet without its parts.
func (s Sheet) drawn() []Picture {
	if len(s.Pictures) > 0 {
		return slices.Clone(s.Pictures)
	}
	form := Markup
	plots := s.plotted(form)
	if len(plots) == 0 {
		form = Text
		plots = s.plotted(form)
	}
	others := slices.DeleteFunc(s.For(form), func(c Column) bool { return c.Plot })
	var pictures []Picture
	for _, plot := range plots {
		pictures = append(pictures, Picture{Name: "forest", Title: s.Title, Scale: plot.Heading, Rows: pictureRows(others, plot)})
	}
	return pictures
}

// plotted returns the columns of a form whose plots have something to draw.
func (s Sheet) plotted(form Form) []Column {
	return slices.DeleteFunc(drawn(s.For(form)), func(c Column) bool { return !c.Plot })
}

// pictureRows returns the rows of the forest plot of a column that stands beside others.
func pictureRows(others []Column, plot Column) []PictureRow {
	out := make([]PictureRow, max(rows(others), len(plot.Cells)))
	for i := range out {
		r, cell := &out[i], plot.cell(i)
		r.Plot, r.Bounds = cell.Plot, cell.Bounds
		for j, c := range others {
			if text := c.cell(i).Text; j == 0 {
				r.Label = text
			} else if text != "" && r.Plot == nil {
				r.Text = "—"
			}
		}
	}
	return out
}

// WriteSVG writes the picture as an SVG file of its own, with its title, legend and a text of its
// numbers. Without anything to draw it says so. The error is that of w.
func (p Picture) WriteSVG(w io.Writer) error {
	var b bytes.Buffer
	p.svg(&b, "picture", Axis{}, true)
	return write(w, b.Bytes(), nil)
}

// MarshalJSON is an error: see [Sheet.MarshalJSON].
func (p Picture) MarshalJSON() ([]byte, error) { return nil, errJSON }
