package report

import (
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// Bound is how far the index of the search rate of one group could go, over every way in which the
// searches in no group could fall: see package unknown of rri.
type Bound struct {
	Group ethnicity.Group `json:"group"`

	// Lower and Upper are the lowest and the highest index. If Upper alone is nil, there is no
	// highest; if both are, the index is not defined.
	Lower *float64 `json:"lower"`
	Upper *float64 `json:"upper"`

	// TippingShare is the share of the searches in no group that would have to be of the group,
	// with the others of the baseline, for an index of 1; nil if none is defined. TippingPossible
	// says that it is from 0 to 1; where it is below 0 or above 1, no share of them would do.
	TippingShare    *float64 `json:"tipping_share"`
	TippingPossible bool     `json:"tipping_possible"`
}

// bound computes the bounds of every group of the search rate that has an index.
func (r *Report) bound(counts outcomes.Counts, p ethnicity.Population) error {
	lives, err := p.Of(r.o.Baseline)
	if err != nil {
		return prefixed(err)
	}
	r.unknown, r.compared = counts.UnknownTotal(), counts.By[r.o.Baseline] > 0 && lives > 0
	if r.unknown == 0 {
		return nil
	}
	for g := range r.o.Scheme.Groups() {
		if g == r.o.Baseline || r.absent.has(g) || r.isUnused(g) {
			continue
		}
		u, err := counts.Unknowns(p, g, r.o.Baseline)
		if err != nil {
			return prefixed(err)
		}
		b, err := u.Bounds(unknown.Assumption{})
		if err != nil {
			return prefixed(err)
		}
		tip, err := u.TippingShare()
		if err != nil {
			return prefixed(err)
		}
		r.bounds = append(r.bounds, Bound{g, finite(b.Lower), finite(b.Upper), finite(tip), tip >= 0 && tip <= 1})
	}
	return nil
}

func finite(v float64) *float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	return &v
}

// boundsBlock returns the bounds for people.
func (r *Report) boundsBlock() sheet.Block {
	if !r.compared {
		why := r.sayf("no {search} of %s {was recorded}", anyone(r.o.Baseline))
		if r.counts.By[r.o.Baseline] > 0 {
			why = nobodyLives(r.o.Baseline)
		}
		return sheet.Block{Paragraphs: []string{"No bounds of the RRI: " + why}}
	}
	in := "in no group"
	if r.o.Unknown != outcomes.LeftOut {
		in = "of unknown ethnicity"
	}
	s := sheet.Sheet{Title: r.sayf("RRI of the {search rate} over every way in which the %s %s could fall; nothing is assumed, and chance is not in it",
		r.records(r.unknown), in)}
	column := func(c sheet.Column, cell func(Bound) string) {
		c.Cells = sheet.Cells(r.bounds, func(b Bound) sheet.Cell { return sheet.Cell{Text: cell(b)} })
		s.Columns = append(s.Columns, c)
	}
	column(sheet.Column{In: sheet.Text, Align: sheet.Left}, func(b Bound) string { return b.Group.String() })
	column(sheet.Column{Heading: "group", In: sheet.Markup, Align: sheet.Left}, func(b Bound) string { return b.Group.String() })
	column(sheet.Column{Heading: "lowest"}, func(b Bound) string {
		if b.Lower == nil {
			return "—"
		}
		return bound(*b.Lower)
	})
	column(sheet.Column{Heading: "highest"}, func(b Bound) string {
		switch {
		case b.Lower == nil:
			return "—"
		case b.Upper == nil:
			return "∞"
		}
		return bound(*b.Upper)
	})
	const narrow = 40 // of the heading
	share := fmt.Sprintf("share of these that would have to be of the group, the others %s, for an RRI of 1", r.o.Baseline)
	column(sheet.Column{Heading: share, Align: sheet.Left, Width: narrow}, func(b Bound) string {
		switch {
		case b.TippingPossible:
			return tippingShare(*b.TippingShare)
		case b.Lower != nil && *b.Lower >= 1:
			return "none: it stays above 1"
		case b.Upper != nil && *b.Upper <= 1:
			return "none: it stays below 1"
		}
		return "none would do"
	})
	return sheet.Block{Sheet: &s}
}
