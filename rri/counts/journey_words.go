package counts

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/journey"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// sayJourney says of every group in one sentence how often it reaches the last stage of every
// branch beside the baseline, out of all at the first stage.
func sayJourney(j journey.Journey[string]) []string {
	var lines []string
	for _, p := range j.Paths {
		said := make(map[string][]string)
		for i, name := range j.Steps {
			if !isEnd(j, i) {
				continue
			}
			what, text := cumulativeWords(p.Indices[i], sheet.Clip(name))
			said[what] = append(said[what], text)
		}
		top, bottom := sheet.Clip(p.Group), sheet.Clip(j.Baseline)
		if j.Options.Direction == index.ComparatorOverGroup {
			top, bottom = bottom, top
		}
		var parts []string
		for _, what := range []string{sayClear, sayKnown, sayUnclear, sayFew, sayWithheld} {
			if said[what] != nil {
				parts = append(parts, fmt.Sprintf(what, strings.Join(said[what], ", ")))
			}
		}
		lines = append(lines, fmt.Sprintf("%s against %s, out of %s: %s.", top, bottom, sheet.Clip(j.From), strings.Join(parts, "; ")))
	}
	return lines
}

// What can be said of a cumulative index, around the names of the stages.
const (
	sayClear    = "%s"
	sayKnown    = "of those whose group is known %s, which the others could undo"
	sayUnclear  = "cannot tell at %s"
	sayFew      = "too few to tell at %s"
	sayWithheld = "withheld at %s"
)

// cumulativeWords returns which of these a cumulative index is, and its words.
func cumulativeWords(x journey.Index, stage string) (what, text string) {
	e := x.Cumulative
	switch {
	case e.Flags.Has(rri.Suppressed):
		return sayWithheld, stage
	case e.Flags&(rri.NoData|rri.ZeroCell|rri.SmallCount) != 0:
		return sayFew, stage
	}
	lower, upper, digits := sheet.Limits(sheet.Ratio, e.Lower, e.Upper, 2, 1)
	limits := fmt.Sprintf("(%s to %s)", lower, upper)
	if e.Lower <= 1 && e.Upper >= 1 {
		return sayUnclear, stage + " " + limits
	}
	what = sayClear
	// The range that allows for chance and for the unknown is about as much wider than the bounds
	// as the interval is than the index.
	if b := x.CumulativeBounds; b != nil && b.Lower*e.Lower/e.Value <= 1 && b.Upper*e.Upper/e.Value >= 1 {
		what = sayKnown
	}
	return what, fmt.Sprintf("%s times as often at %s %s", sheet.Limit(sheet.Ratio, e.Value, digits, 1), stage, limits)
}

// isEnd reports whether no step is out of step i.
func isEnd(j journey.Journey[string], i int) bool {
	if j.Parents == nil {
		return i == len(j.Steps)-1
	}
	return !slices.Contains(j.Parents, i)
}
