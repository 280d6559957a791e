package peers

import (
	"cmp"
	"fmt"
	"math"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

const (
	// fewestBaseline is how many events the baseline of a unit must have: beside fewer an index
	// says nothing.
	fewestBaseline = 5

	// fewestExpected is how many events a group without any would have at the mean of the others
	// for it to be in doubt whether they were recorded.
	fewestExpected = 10

	// mostApart is by how much the share of people of no known group of a unit may differ from that
	// of the others before a word has to hold in the worst case: 5 points, and what is lost by
	// taking one share from another.
	mostApart = 0.05 + 1e-12
)

// wordFor returns the word of a row beside the mean of the others, or [NoWord] and the rule that
// forbids one.
func (s Set[G, M]) wordFor(c *Comparison[G], cells []cell[G, M], i int, others rri.Estimate, o Options) (Word, string) {
	toMean, unit := c.Rows[i].ToMean, cells[i].unit
	word := wordOf(toMean.Lower, toMean.Upper, o.Margin)
	switch {
	case !toMean.Computed():
		return NoWord, "there is no other to compare with"
	case math.IsNaN(toMean.Value):
		return NoWord, "there is nothing to compare"
	case strings.TrimSpace(unit.Doubt) != "":
		return NoWord, sheet.Clean(strings.TrimSpace(unit.Doubt))
	}
	if why := s.tooFew(c, cells[i], others, o); why != "" {
		return NoWord, why
	}
	if apart := unknownApart(cells, i); apart > mostApart {
		if worst := worstToMean(cells, i, o); wordOf(worst.Lower, worst.Upper, o.Margin) != word {
			return NoWord, fmt.Sprintf("the share of people of no known group differs by %s points from that of the others, and how they fall could give another word",
				sheet.Limit(sheet.Fixed, 100*apart, 1, 100*mostApart)) // 5.04 is not 5.0
		}
	}
	return word, ""
}

// tooFew says why the counts of a unit are too few for a word, or "".
func (s Set[G, M]) tooFew(c *Comparison[G], u cell[G, M], others rri.Estimate, o Options) string {
	expected := others.Value
	events, exposure, _ := u.group.Counts()
	if o.Quantity == Index {
		baseline, of, _ := u.baseline.Counts()
		if baseline < fewestBaseline {
			return fmt.Sprintf("%s had %d %s: too few to compare with", said(s.Baseline), baseline, s.labels().Events)
		}
		expected *= float64(baseline) / of
	}
	if expected *= exposure; events > 0 {
		return ""
	}
	none := fmt.Sprintf("no %s of %s were recorded, where %s would be expected at the mean of the others: ", s.labels().Events, said(c.Group), sheet.Limit(sheet.Fixed, expected, 1, fewestExpected))
	if expected < fewestExpected {
		return none + "too few to tell"
	}
	return none + "the records may not have the group"
}

// said returns the name of a group for a sentence.
func said[G cmp.Ordered](g G) string { return sheet.Clean(fmt.Sprint(g)) }

// unknownApart returns by how much the share of people of no known group of one cell differs from
// the mean of the shares of the others.
func unknownApart[G cmp.Ordered, M rri.Measure](cells []cell[G, M], i int) float64 {
	var sum, n float64
	for j := range cells {
		if share := cells[j].unknownShare(); j != i && !math.IsNaN(share) {
			sum += share
			n++
		}
	}
	return math.Abs(cells[i].unknownShare() - sum/n)
}

// unknownShare returns the share of people of no known group: of all events of rates, and of all
// trials of proportions. NaN where there are none.
func (c *cell[G, M]) unknownShare() float64 {
	unknown := people(c.unit.Unknown)
	all := unknown
	for _, m := range c.unit.Counts {
		all += people(m)
	}
	return unknown / all
}

// people returns how many m is of: the events of a rate, and the trials of a proportion.
func people[M rri.Measure](m M) float64 {
	events, exposure, _ := m.Counts()
	if m.IsProportion() {
		return exposure
	}
	return float64(events)
}
