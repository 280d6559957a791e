package journey

import (
	"cmp"
	"fmt"
	"math"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/sheet"
)

const arrow = " ←"

// legend says what the marks in the rows mean.
func legend(lines []line) []string {
	var pointed, open, combined, nothing, branch bool
	highest := 0.0 // of the design effects
	for _, l := range lines {
		pointed = pointed || strings.HasSuffix(l.shareText, arrow)
		open = open || strings.Contains(l.shareText, anyShare)
		combined = combined || l.combined
		branch = branch || l.largestText != ""
		nothing = nothing || l.cumulative && l.empty
		highest = max(highest, l.counts.DesignEffect, l.baseline.DesignEffect)
	}
	var texts []string
	for _, note := range [...]struct {
		wanted bool
		text   string
	}{
		{branch, "share of the gap: of the logarithm of the index from the first stage; in brackets its interval"},
		{pointed, "← the largest share of the gap as observed: of the logarithm of the cumulative index; in brackets its interval"},
		{open, "(any) the indices do not tell on which side of 1 the cumulative index is, so that no share of it can be told"},
		{combined, "* combines the intervals of the steps (MOVER), whose counts are taken to be of different people"},
		{nothing, "— no event in the baseline: nothing to compare with"},
		{highest != 0, "counts scatter more, or less, than independent ones: their design effects are up to " + sheet.Ratio(highest, 2)},
	} {
		if note.wanted {
			texts = append(texts, note.text)
		}
	}
	return texts
}

// texts writes the index of a row, its limits and its p-value; all of them "—" if there is nothing
// to compare with.
func (j Journey[G]) texts(l line) (value, limits, p string) {
	e := l.index
	if l.empty || !e.Computed() || math.IsNaN(e.Value) {
		return "—", "—", "—"
	}
	null := cmp.Or(j.Options.Null, 1)
	lower, upper, digits := sheet.Limits(sheet.Ratio, e.Lower, e.Upper, 2, 1, null)
	return sheet.Limit(sheet.Ratio, e.Value, digits, 1, null), lower + " to " + upper, sheet.P(e.P, 1-e.Level)
}

// anyShare stands behind a share of a gap of which not even the side is known.
const anyShare = " (any)"

// shareText writes a share in per cent with its interval.
func shareText(e rri.Estimate) string {
	if !e.Computed() || math.IsNaN(e.Value) {
		return "—"
	}
	percent := func(v float64, digits int) string { return sheet.Fixed(100*v, digits) }
	limit := func(v float64, digits int) string { return sheet.Limit(percent, v, digits, 0, 1) }
	switch {
	case e.Flags.Has(rri.Unbounded):
		return limit(e.Value, 0) + " %" + anyShare
	case e.Lower == e.Upper:
		return limit(e.Value, 0) + " %"
	}
	lower, upper, digits := sheet.Limits(percent, e.Lower, e.Upper, 0, 0, 1)
	return fmt.Sprintf("%s %% (%s to %s %%)", limit(e.Value, digits), lower, upper)
}

// measure names the index for the column direction.
func measure(d index.Direction) string {
	switch d {
	case index.GroupOverComparator:
		return "rri"
	case index.ComparatorOverGroup:
		return "relative-likelihood"
	}
	return d.String()
}

// notKnown returns a line that says of how many people at each stage the group is not known; none
// where it is known of all.
func (j Journey[G]) notKnown() []string {
	if j.Unknown == nil {
		return nil
	}
	stages := make([]string, len(j.Unknown))
	for i, c := range j.Unknown {
		stage := j.From
		if i > 0 {
			stage = j.Steps[i-1]
		}
		switch n := sheet.Count(c.Events).Text; {
		case c.EventsWithheld:
			stages[i] = stage + " withheld"
		case c.BaseWithheld || c.Events == 0:
			stages[i] = stage + " " + n
		default:
			stages[i] = fmt.Sprintf("%s %s of %s (%s %%)", stage, n, sheet.Exposure(c.Base).Text, sheet.Fixed(100*float64(c.Events)/c.Base, 1))
		}
	}
	return []string{"Group not known: " + strings.Join(stages, "; ")}
}

// largestTexts says of every group which step has the largest share of the gap. A journey of one
// step has nothing to say.
func (j Journey[G]) largestTexts() []string {
	var texts []string
	for _, p := range j.Paths {
		if b := j.branches(p)[0]; len(b.Steps) > 1 {
			texts = append(texts, fmt.Sprintf("%v: largest share of the gap as observed: %s", p.Group, j.largestText(p, b)))
		}
	}
	return texts
}

// largestText says which step of a branch has the largest share of the gap, with its interval, and
// which may have as much; or why that cannot be told.
func (j Journey[G]) largestText(p Path[G], b Branch) string {
	whole := p.Indices[b.Steps[len(b.Steps)-1]].Cumulative
	at := -1
	for k, i := range b.Steps {
		if c := p.Indices[i].Baseline; c.Events == 0 && !c.EventsWithheld {
			return "cannot be told, as the baseline has no event"
		}
		if p.Indices[i].Estimate.Flags.Has(rri.Suppressed) {
			return "withheld"
		}
		if i == b.Largest {
			at = k
		}
	}
	switch {
	case at < 0 && whole.Value == 1:
		return "none, as there is no gap"
	case at < 0:
		return "cannot be told"
	case math.IsNaN(b.Shares[at].Value):
		return j.Steps[b.Largest] + ", where nobody of the group is left"
	case b.Shares[at].Flags.Has(rri.Unbounded):
		return "cannot be told, as the cumulative index may be 1"
	}
	text := j.Steps[b.Largest] + ", " + shareText(b.Shares[at])
	var others []string
	for k, share := range b.Shares {
		if k != at && share.Upper >= b.Shares[at].Lower {
			others = append(others, j.Steps[b.Steps[k]])
		}
	}
	if others != nil {
		text += ", not told from " + strings.Join(others, ", ")
	}
	return text
}
