package report

import (
	"bytes"
	"fmt"
	"math"
	"unicode/utf8"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
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
	r.unknown, r.compared = counts.UnknownTotal(), counts.By[r.o.Baseline] > 0
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

// writeBounds writes the bounds for people.
func (r *Report) writeBounds(b *bytes.Buffer, markdown bool) {
	if !r.compared {
		fmt.Fprintf(b, "No bounds of the RRI: no search of %s was recorded\n", anyone(r.o.Baseline))
		return
	}
	in := "in no group"
	if r.o.Unknown != outcomes.LeftOut {
		in = "of unknown ethnicity"
	}
	fmt.Fprintf(b, "RRI of the search rate over every way in which the %s %s could fall; nothing is assumed, and chance is not in it\n",
		plural(r.unknown, "search", "searches"), in)
	texts := make([][3]string, len(r.bounds)) // the lowest index, the highest, and the share
	names, lowest, highest := 5, 6, 7         // widths, in characters
	for i, l := range r.bounds {
		lower, upper, share := "—", "—", "none would do"
		if l.Lower != nil {
			lower, upper = bound(*l.Lower), "∞"
			if l.Upper != nil {
				upper = bound(*l.Upper)
			}
		}
		if l.TippingPossible {
			share = tippingShare(*l.TippingShare)
		}
		texts[i] = [3]string{lower, upper, share}
		names = max(names, len(l.Group.String()))
		lowest, highest = max(lowest, utf8.RuneCountInString(lower)), max(highest, utf8.RuneCountInString(upper))
	}
	if markdown {
		fmt.Fprintf(b, "\n| group | lowest | highest | share of these that would have to be of the group, the others %s, for an RRI of 1 |\n|-|-:|-:|-|\n",
			r.o.Baseline)
	} else {
		fmt.Fprintf(b, "%-*s  %*s  %*s  share of these that would have to be of the group, the others %s, for an RRI of 1\n",
			names, "", lowest, "lowest", highest, "highest", r.o.Baseline)
	}
	for i, l := range r.bounds {
		if lower, upper, share := texts[i][0], texts[i][1], texts[i][2]; markdown {
			fmt.Fprintf(b, "| %s | %s | %s | %s |\n", l.Group, lower, upper, share)
		} else {
			fmt.Fprintf(b, "%-*s  %*s  %*s  %s\n", names, l.Group, lowest, lower, highest, upper, share)
		}
	}
}
