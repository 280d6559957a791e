package trend

import (
	"fmt"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// MethodNotes says in sentences how the changes, the trends and the rolling periods of the result
// were made, as far as it has them, with the papers that the methods are from. How its indices were
// is that of [rri.Method]. nil where it has none of these.
func (r Result[G, M]) MethodNotes() (notes []string) {
	if r.Compared != nil || len(r.YearOnYear) > 0 {
		notes = append(notes, r.changeNote())
	}
	if len(r.Trends) > 0 {
		notes = append(notes, r.trendNotes()...)
	}
	if len(notes) > 0 {
		notes = append(notes, r.wordNote())
		if r.someUnknown() {
			notes = append(notes, fmt.Sprintf("Limits with unknown go from the lowest to the highest limit over the ways in which the people of no known group could fall, "+
				"in every period, to the group, to %v or to others. They contain what chance alone leaves open.", r.Series.Baseline))
		}
	}
	if len(r.Series.Rolling) > 0 {
		notes = append(notes, "Rolling periods overlap. They make a smooth line, on which one odd period moves many points: "+
			"no word, p-value, change or trend is taken from them.")
	}
	return notes
}

// changeNote says how the changes were made.
func (r Result[G, M]) changeNote() string {
	const change = "A change is the ratio of two indices, the later over the earlier: 1.5 is half as much again. "
	by := changeInterval(r.Options.Method, isProportion[M]())
	if by == "" {
		return fmt.Sprintf(change+"It has no interval by the method of the indices, %s.", r.Options.Method)
	}
	return fmt.Sprintf(change+"Its interval is for the four counts together, by the method of the indices, %s: %s.", r.Options.Method, by)
}

// trendNotes says how the trends were made.
func (r Result[G, M]) trendNotes() []string {
	model := "Poisson"
	if isProportion[M]() {
		model = "binomial, with the logarithm of the proportion"
	}
	notes := []string{fmt.Sprintf("The trend of a group is that of a log-linear model (%s) of its counts and those of %v, period by period: "+
		"the logarithm of the rate is an effect of the period, and a level and a slope of the group, the slope times the time in years. "+
		"What all groups share in a period, as fewer officers, cancels. The slope is what the index is multiplied by in a year, here as per cent.", model, r.Series.Baseline)}
	if r.Options.Independent {
		return append(notes, "Its interval is normal, and takes the counts to scatter about the trend as the model says, and no more.")
	}
	return append(notes, "Its interval goes by quasi-likelihood (Wedderburn 1974, DOI 10.1093/biomet/61.3.439): the variance is that of the model times "+
		"the scatter (dispersion), which is how many times as much the counts scatter about the trend as the model says, but no less than that of the model; with Student's t.")
}

// wordNote says when a change or a trend has a word.
func (r Result[G, M]) wordNote() string {
	return fmt.Sprintf("A word follows from the interval alone: Increasing or Reducing where it leaves out no change, Stable where it lies within %s "+
		"either way (of a trend, a year), and else Cannot tell. There is none of a trend over fewer than %d periods, across a break, where %v has fewer than %d events, "+
		"where the share of people of no known group moved by more than %s points unless the limits with unknown give the same, "+
		"and where other residents of the same place give another word.",
		sheet.Percent(r.margin()), fewestPoints, r.Series.Baseline, fewestBaseline, sheet.Fixed(100*mostMoved, 0))
}

// changeInterval says what the interval of a change is by a method, and where it is from; "" where
// there is none.
func changeInterval(m rri.Method, proportions bool) string {
	const score = "the score with the four rates or proportions restricted to the change under test"
	switch m {
	case rri.SCAS:
		return score + ", corrected for skewness (Gart and Nam 1988, DOI 10.2307/2531848; Laud 2017, DOI 10.1002/pst.1813)"
	case rri.Score:
		return score
	case rri.Wald:
		return "normal on the logarithm (Woolf 1955, DOI 10.1111/j.1469-1809.1955.tb01348.x)"
	case rri.MiettinenNurminen:
		return score + ", with the variance of a period times N/(N-1) (Miettinen and Nurminen 1985, DOI 10.1002/sim.4780040211)"
	case rri.AdjustedLog:
		return "normal on the logarithm, with half an event added to each count"
	case rri.Jeffreys, rri.MOVERWilson:
		return "the limits of the two indices combined on the logarithm (MOVER: Zou and Donner 2008, DOI 10.1002/sim.3095)"
	}
	switch {
	case proportions:
		return ""
	case m == rri.Exact:
		return "exact, given the events of each group and each period"
	case m == rri.MidP:
		return "mid-P, given the events of each group and each period"
	}
	return ""
}
