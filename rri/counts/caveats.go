package counts

import (
	"math"
	"slices"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// caveats are the footnotes of a row: what the flags of its numbers say.
func (c Comparison) caveats(r Row) []string {
	var texts []string
	if r.Rate.Flags.Has(rri.Suppressed) {
		return rri.Flags.Texts(rri.Suppressed)
	}
	if why := c.notKnownWhy(r); why != "" {
		texts = append(texts, why)
	}
	for _, note := range []string{r.Events.Note, r.Exposure.Note} {
		if text := "marked " + note + " in the table"; note != "" && !slices.Contains(texts, text) {
			texts = append(texts, text)
		}
	}
	if !c.rateShown(r) {
		return texts
	}
	flags := r.Rate.Flags & (rri.NoData | rri.Suppressed | rri.ZeroCell | rri.SmallCount)
	if !c.isBaseline(r) && c.indexShown(r) {
		flags |= r.Index.Flags
		for _, e := range r.Further {
			flags |= e.Flags
		}
	}
	if flags&(rri.ZeroCell|rri.NoData) != 0 {
		flags &^= rri.SmallCount // said by the other
	}
	if flags.Has(rri.NoData) {
		flags &^= rri.ZeroCell
	}
	if r.Events.Mark != tidy.Number {
		// of some of the numbers that it may be
		flags &^= rri.ZeroCell | rri.SmallCount | rri.NoData
	}
	flags &^= rri.OneSided // said by the heading
	return append(texts, c.Options.Texts(flags)...)
}

// notKnownWhy says of a row whose counts are not known why.
func (c Comparison) notKnownWhy(r Row) string {
	for _, x := range []struct {
		cell interface{ Known() bool }
		open bool
		name string
	}{{r.Events, withoutEnd(r.Events), c.Events}, {r.Exposure, withoutEnd(r.Exposure), c.Exposure}} {
		if x.open {
			return "the table does not give the " + sheet.Clean(x.name) + ": no index"
		}
	}
	return ""
}

// unknownCaveats is the footnote of people whose group is not known.
func (c Comparison) unknownCaveats(u Unknown) []string {
	text := "in no rate and no index"
	if c.nobodyUnknown() {
		return nil
	}
	if share := shareText(u); share != "" {
		text = share + " of all " + c.sharedName() + "; " + text
	}
	return []string{text}
}

// sharedName is what the share of the unknown is of.
func (c Comparison) sharedName() string {
	if c.Proportion {
		return c.Exposure
	}
	return c.Events
}

// shareText is the share of the unknown; "" where nothing is known of it.
func shareText(u Unknown) string {
	switch lower, upper := u.Share.Lower, u.Share.Upper; {
	case math.IsNaN(lower) || math.IsNaN(upper) || lower == 0 && upper == 1:
		return ""
	case sheet.Share(lower) == sheet.Share(upper):
		return sheet.Share(lower)
	default:
		return sheet.Share(lower) + " to " + sheet.Share(upper)
	}
}
