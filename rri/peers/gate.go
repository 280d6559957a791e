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
	// for that to say something.
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
	baseline, _, _ := cells[i].baseline.Counts()
	switch {
	case o.Quantity == Index && baseline < fewestBaseline:
		return NoWord, fmt.Sprintf("%s had %d %s: too few to compare with", said(s.Baseline), baseline, s.labels().Events)
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
	if apart := unknownApart(cells, i, o); apart > mostApart {
		if worst := worstToMean(cells, i, o); wordOf(worst.Lower, worst.Upper, o.Margin) != word {
			return NoWord, "the share of people of no known group differs by more than 5 points from that of the others, and how they fall could give another word"
		}
	}
	return word, ""
}

// tooFew says why the counts of a group are too few for a word, or "".
func (s Set[G, M]) tooFew(c *Comparison[G], u cell[G, M], others rri.Estimate, o Options) string {
	expected, independent := u.expected(others.Value, o)
	if events, _, _ := u.group.Counts(); events > 0 || independent >= fewestExpected {
		return ""
	}
	return s.none(c.Group, expected) + "too few to tell"
}

// recorded returns the cells whose group and baseline were recorded, and of the others why one may
// not have been: there is not one event, though there would be ten at the mean of those with
// events. Of proportions the records have both, since they have those they are out of.
func (s Set[G, M]) recorded(g G, cells []cell[G, M], o Options) (kept []cell[G, M], missing []Missing) {
	var sum, n float64
	for i, in := range inMean(cells, o) {
		if in && cells[i].value.Value > 0 {
			sum += cells[i].value.Value
			n++
		}
	}
	for _, c := range cells {
		if why := s.unrecorded(g, &c, sum/n, o); why != "" {
			missing = append(missing, Missing{c.unit.Name, why})
			continue
		}
		kept = append(kept, c)
	}
	return kept, missing
}

// unrecorded says which of the groups of a cell may not be in its records, by the mean of the
// others; "" for none.
func (s Set[G, M]) unrecorded(g G, c *cell[G, M], mean float64, o Options) string {
	const why = "the records may not have the group"
	events, _, _ := c.group.Counts()
	baseline, _, _ := c.baseline.Counts()
	switch {
	case c.group.IsProportion():
	case events == 0:
		if expected, independent := c.expected(mean, o); independent >= fewestExpected {
			return s.none(g, expected) + why
		}
	case o.Quantity == Index && baseline == 0:
		if expected, independent := c.expectedOfBaseline(mean); independent >= fewestExpected {
			return s.none(s.Baseline, expected) + why
		}
	}
	return ""
}

// expected returns how many events the group would have at a value, and how many independent ones
// these stand for. They are NaN if there is no value.
func (c *cell[G, M]) expected(value float64, o Options) (events, independent float64) {
	_, exposure, effect := c.group.Counts()
	if o.Quantity == Index {
		events, of, _ := c.baseline.Counts()
		value *= float64(events) / of
	}
	return value * exposure, value * exposure / effect
}

// expectedOfBaseline returns how many events the baseline would have beside those of the group at
// an index, and how many independent ones these stand for. They are NaN if there is no index.
func (c *cell[G, M]) expectedOfBaseline(index float64) (events, independent float64) {
	of, exposure, _ := c.group.Counts()
	_, residents, effect := c.baseline.Counts()
	events = float64(of) / exposure / index * residents
	return events, events / effect
}

// none begins to say that no event was recorded.
func (s Set[G, M]) none(g G, expected float64) string {
	return fmt.Sprintf("no %s of %s were recorded, where %s would be expected at the mean of the others: ", s.labels().Events, said(g), sheet.Limit(sheet.Fixed, expected, 1, fewestExpected))
}

// said returns the name of a group for a sentence.
func said[G cmp.Ordered](g G) string { return sheet.Clean(fmt.Sprint(g)) }

// unknownApart returns by how much the share of people of no known group of one cell differs from
// the mean of the shares of the others that are in a mean.
func unknownApart[G cmp.Ordered, M rri.Measure](cells []cell[G, M], i int, o Options) float64 {
	var sum, n float64
	for j, in := range inMean(cells, o) {
		if share := cells[j].unknownShare(); in && j != i && !math.IsNaN(share) {
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
