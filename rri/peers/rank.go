package peers

import (
	"cmp"
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/multiple"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/trend"
)

// rankRows sets the ranks and the pairs of a comparison.
func rankRows[G cmp.Ordered, M rri.Measure](c *Comparison[G], cells []cell[G, M], o Options) (err error) {
	if c.Pairs, err = pairsOf(cells, o); err != nil {
		return err
	}
	worst, err := worstCases(c.Pairs, cells, o)
	if err != nil {
		return err
	}
	for i := range c.Rows {
		row := &c.Rows[i]
		row.Bounds = cells[i].bounds()
		row.Rank.Rank = i + 1
		if i > 0 && sameValue(c.Rows[i-1].Value.Value, row.Value.Value) {
			row.Rank.Rank = c.Rows[i-1].Rank.Rank
		}
		p := func(pair int) float64 { return toldBy(c.Pairs[pair].Ratio) }
		told, err := toldApart(i, len(cells), p, o)
		if err != nil {
			return err
		}
		row.Rank.Lower, row.Rank.Upper = told.interval(i)
		for j, apart := range told {
			if !apart && j != i {
				row.Alike = append(row.Alike, c.Rows[j].Unit)
			}
		}
		p = func(pair int) float64 { return worst[pair] }
		if told, err = toldApart(i, len(cells), p, o); err != nil {
			return err
		}
		row.Rank.Lowest, row.Rank.Highest = told.interval(i)
	}
	return nil
}

// amongWorstRows sets the probabilities of being among the worst.
func amongWorstRows[G cmp.Ordered, M rri.Measure](c *Comparison[G], cells []cell[G, M], o Options) error {
	c.Worst = worstOf(len(c.Rows), o)
	for i, probability := range amongWorst(spreadsOf(cells, o), c.Worst, o.Sense != trend.UpIsBetter) {
		c.Rows[i].Rank.AmongWorst = min(1, probability) // but for rounding
	}
	return nil
}

// told says for each unit whether it can be told from one of them.
type told []bool

// toldApart returns which of n units can be told from unit i, from the p-values of the pairs by
// their places: those of unit i are adjusted for each other by Holm.
func toldApart(i, n int, p func(pair int) float64, o Options) (told, error) {
	own := make([]float64, n)
	for j := range own {
		if own[j] = math.NaN(); j != i {
			own[j] = p(pairAt(min(i, j), max(i, j)))
		}
	}
	adjusted, err := multiple.Adjust(own, multiple.Holm)
	if err != nil {
		return nil, err
	}
	t := make(told, n)
	for j, p := range adjusted {
		t[j] = p < alpha(o)
	}
	return t, nil
}

// interval returns the interval of the rank of unit i: those before it that can be told from it are
// lower, and those after it higher.
func (t told) interval(i int) (lower, upper int) {
	lower, upper = 1, len(t)
	for j, apart := range t {
		switch {
		case apart && j < i:
			lower++
		case apart:
			upper--
		}
	}
	return lower, upper
}

// toldBy returns the p-value by which a pair is told apart with the higher row above: 1 if its
// interval or its value does not lie there. Of Jeffreys' method an interval can leave out its
// value, where a design effect leaves next to no counts.
func toldBy(ratio rri.Estimate) float64 {
	if ratio.Lower > 1 && ratio.Value > 1 && !sameValue(ratio.Value, 1) {
		return oneIfNone(ratio.P)
	}
	return 1
}

// worstCases returns the p-values of the pairs where the unknown fall so that they are hardest to
// tell apart: the lower row at its highest end, and the higher row at its lowest.
func worstCases[G cmp.Ordered, M rri.Measure](pairs []Pair, cells []cell[G, M], o Options) ([]float64, error) {
	worst := make([]float64, len(pairs))
	for j := range cells {
		for i := range j {
			at := pairAt(i, j)
			worst[at] = toldBy(pairs[at].Ratio)
			if worst[at] == 1 || cells[i].ends == nil && cells[j].ends == nil {
				continue
			}
			ratio, err := ratioOf(o, cells[i].at(highestEnd), cells[j].at(lowestEnd))
			if err != nil {
				return nil, fmt.Errorf("%s beside %s: %w", sheet.Clip(cells[j].unit.Name), sheet.Clip(cells[i].unit.Name), err)
			}
			worst[at] = max(worst[at], toldBy(ratio))
		}
	}
	return worst, nil
}

// worstOf returns how many of n rows count as the worst.
func worstOf(n int, o Options) int {
	if o.Worst == 0 {
		return min(n, max(1, n/4))
	}
	return min(n, o.Worst)
}
