package peers

import (
	"fmt"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// MethodNotes says in sentences how the ranks, the words, the funnel and the other parts of the
// result were made, as far as it has them, with the papers that the methods are from. How its
// values were is that of [rri.Method]. nil where it has no group with a unit to compare.
func (r Result[G, M]) MethodNotes() (notes []string) {
	has := r.parts()
	w := r.writing()
	if !has.rows {
		return nil
	}
	notes = append(notes, w.rankNote(), w.meanNote())
	if has.bounds {
		notes = append(notes, "Limits with unknown go from the lowest to the highest limit over the ways in which the people of no known group could fall. "+
			"A rank with unknown is one that stays open if those of every unit could fall in any way: two units are told apart only if they are as well where the lower one is at its highest and the higher one at its lowest.")
	}
	if has.funnel {
		notes = append(notes, w.funnelNote())
	}
	if has.lines {
		notes = append(notes, "The outlier lines are those of an inspectorate: one standard deviation (with n-1) either side of the mean of the units, each counting once; "+
			"on the logarithms of the values where the test of Shapiro and Wilk (Royston 1995, algorithm AS R94, DOI 10.2307/2986146) has p below 0.05. They take all units as equally well measured, and of normal values 32 in 100 are outside, whatever makes them differ. "+
			"A funnel has limits of each unit's own size, and so other units are outside.")
	}
	if has.shrinkage {
		notes = append(notes, shrinkageNote)
	}
	if has.standards {
		notes = append(notes, "A standard that holds a unit is set beside it without the unit's own counts, so that the two are independent; "+
			"the ratio to a published figure takes the figure as known.")
	}
	return notes
}

// parts is what a result has in some group.
type parts struct{ rows, bounds, funnel, lines, shrinkage, standards bool }

// parts returns what the result has in some group.
func (r Result[G, M]) parts() (has parts) {
	for _, c := range r.Groups {
		for _, row := range c.Rows {
			has.rows = true
			has.bounds = has.bounds || row.Bounds != nil
		}
		has.funnel = has.funnel || c.hasFunnel()
		has.lines = has.lines || c.Lines != nil
		has.shrinkage = has.shrinkage || c.Shrinkage != nil
		has.standards = has.standards || len(c.Standards) > 0
	}
	return has
}

// hasFunnel reports whether the comparison has a funnel.
func (c Comparison[G]) hasFunnel() bool { return len(c.Rows) > 0 && c.Funnel.Source != "" }

// rankNote says how ranks and their intervals were made.
func (w writing) rankNote() string {
	ratio := "the ratio of two indices, for their four counts together"
	if w.o.Quantity == Rate {
		ratio = "the ratio of the two"
	}
	return fmt.Sprintf("Ranks are counted from the lowest value. Any two units are compared by %s, with the p-value of the method %s. "+
		"The interval of the rank of a unit comes from its own comparisons, adjusted for their number (Holm 1979, Scandinavian Journal of Statistics 6, 65–70; with directions by Shaffer 1980, Annals of Statistics 8, 1342–1347): "+
		"it holds the true rank at the level of %s, whatever the true values are, alike or not (as the intervals of Mogstad, Romano, Shaikh and Wilhelm 2024, DOI 10.1093/restud/rdad006). "+
		"Which pairs can be told apart is adjusted for all pairs together. "+
		"The probability of being among the highest or worst comes from the p-values of each value as a distribution of what is true (confidence distributions: Xie and Singh 2013, DOI 10.1111/insr.12000), one unit independent of the other.",
		ratio, w.Method, sheet.Percent(w.ConfidenceLevel()))
}

// meanNote says how the mean and the words were made.
func (w writing) meanNote() string {
	return fmt.Sprintf("The mean is that of the values, each unit counting once; the ratio is to the mean of the others, which is independent of the unit, "+
		"with an interval from the limits of each (MOVER: Zou and Donner 2008, DOI 10.1002/sim.3095). The word follows from that interval alone: "+
		"Above or Below where it leaves out 1, Similar where it lies within %s, and else Cannot tell.", w.similar())
}

// funnelNote says how the limits of the funnel were made.
func (w writing) funnelNote() string {
	text := "The funnel has the limits within which a unit lies whose true value is the target, at its own size (Spiegelhalter 2005, DOI 10.1002/sim.1970), " +
		"by the test of the method of the values. "
	const drawnIn = "with the most extreme tenth at either end drawn in"
	switch w.o.Overdispersion {
	case Calibrated:
		return text + "What the units differ by is taken into account as a variance between the logarithms of their true values (calibrated): the one with which their statistics, " +
			"each unit counting once and " + drawnIn + ", scatter as by chance (Paule and Mandel 1982, DOI 10.6028/jres.087.022). " +
			"The p-value is the mean of that of the method over such true values."
	case Additive:
		return text + "What the units differ by is taken into account as a variance between the logarithms of their true values (additive), by moments as in that paper, " +
			"from statistics " + drawnIn + ". The p-value is the mean of that of the method over such true values."
	case Multiplicative:
		return text + "That the units scatter by more than chance is taken into account as a factor of the variance of chance (multiplicative), as in that paper " +
			"the mean square of statistics " + drawnIn + "."
	}
	return text + "The limits are those of chance alone, as was asked."
}

const shrinkageNote = "Shrunken values take the true values of the units to have a gamma distribution, and the counts to be Poisson given these (Clayton and Kaldor 1987, DOI 10.2307/2532003). " +
	"What the distribution is, is weighed over all that the counts leave open, so that the intervals carry that too."

// MethodNotes says in sentences how the ratios and the correlation were made, with the papers that
// the methods are from; nil where no unit has both measures.
func (p Paired[G, M]) MethodNotes() []string {
	rows := false
	for _, g := range p.Groups {
		rows = rows || len(g.Rows) > 0
	}
	if !rows {
		return nil
	}
	return []string{
		fmt.Sprintf("The ratio is the second measure over the first, by the method %s, as if the two were independent. The same people may be in both: "+
			"their counts then go up and down together, and the interval is too wide rather than too narrow.", p.Options.Method),
		"The rank correlation is Spearman's, of the values of the units, each counting once, with the interval of Bonett and Wright (2000, DOI 10.1007/BF02294183).",
	}
}
