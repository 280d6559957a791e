package counts

import (
	"fmt"
	"math"
	"slices"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/journey"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/strata"
)

// howMade says how the numbers of every section were made, each thing once.
func (d Document) howMade() sheet.Section {
	var items []string
	for _, s := range d.Sections {
		data, ok := s.Data.(interface{ methodNotes() []string })
		var notes []string
		if ok {
			notes = data.methodNotes()
		} else if j, ok := s.Data.(journey.Journey[string]); ok {
			notes = journeyMethodNotes(j)
		}
		for _, note := range notes {
			if !slices.Contains(items, note) {
				items = append(items, note)
			}
		}
	}
	if items == nil {
		return sheet.Section{}
	}
	return sheet.Section{Name: "method", Title: "How the numbers are made", Blocks: []sheet.Block{{Items: items}}}
}

// intervalNote says what intervals at a level are, and by which method.
func intervalNote(o rri.Options) string {
	c := Comparison{Options: o}
	return fmt.Sprintf("Each %s is by method %s. Were the counts drawn again and again by the same rates, %s of such intervals would hold the ratio "+
		"of the rates, whatever it is.", c.interval(o.Level), methodText(o.Method), sheet.Percent(o.Level))
}

// methodText is the name of a method with what it is and where it is from.
func methodText(m rri.Method) string {
	return fmt.Sprintf("%s, %s (%s)", m, m.Words(), m.Reference())
}

// pNote says what p-values are.
func pNote(o rri.Options) string {
	c := Comparison{Options: o}
	if o.Side != rri.TwoSided {
		return fmt.Sprintf("p is that of a ratio %s %s, on one side.", o.Side.NullSign(), exactly(c.null()))
	}
	return fmt.Sprintf("p is that of a ratio of %s: of known counts it is below %s exactly where the interval leaves out %[1]s.", exactly(c.null()),
		exactly(math.Round((1-o.Level)*1e9)/1e9))
}

// modelNote says what model counts are taken by.
func modelNote(proportion bool, events, exposure string) string {
	if proportion {
		return fmt.Sprintf("Each of the %s is among the %s or is not, each by itself: the counts are taken as binomial.", exposure, events)
	}
	return fmt.Sprintf("%s are counted as they come, each by itself, and one person may have several: the counts are taken as those of a Poisson process.",
		start(events))
}

func (c Comparison) methodNotes() []string {
	notes := []string{modelNote(c.Proportion, c.Events, c.Exposure), intervalNote(c.Options), pNote(c.Options)}
	switch {
	case !c.anyUnknown():
	case c.Rule == InProportion:
		notes = append(notes, "People of unknown group are put into groups in proportion to the known: events as the known events are, and the others as "+
			"the known others are. That is assumed, and the limits are as wide as those of the known or wider.")
	default:
		notes = append(notes, "Bounds: people of unknown group are in no rate. The lowest and the highest index are those over every way in which they could "+
			"fall into the groups, and nothing is assumed of them. With chance too, a range holds the interval of every such way.")
	}
	if slices.ContainsFunc(c.Rows, func(r Row) bool { return !r.Events.Known() || !r.Exposure.Known() }) && c.Suppressed == 0 {
		notes = append(notes, "Counts that are not known, as <5, are ranges: an index is what it is over every number in them, and its interval holds "+
			"that of each.")
	}
	if c.Suppressed > 0 {
		notes = append(notes, fmt.Sprintf("Counts from 1 to %d are withheld, and others from which they would follow. All that is shown is made of what is left.",
			c.Suppressed))
	}
	return notes
}

func (a Adjusted) methodNotes() []string {
	c := a.All
	notes := append(c.methodNotes(), fmt.Sprintf("The adjusted index compares each group with %s within each stratum, of %s, and is the mean of these indices "+
		"with the weights of Mantel and Haenszel (1959, DOI 10.1093/jnci/22.4.719). Its limits are by method %s, %s.", c.Baseline, wordsOf(a.Dimensions), a.Method,
		adjustedBy[a.Method]))
	if slices.ContainsFunc(a.Groups, func(g AdjustedGroup) bool { return g.Homogeneity.DF > 0 }) {
		notes = append(notes, `"p alike" is of the test that all strata have one index.`)
	}
	if len(a.where(a.differs)) > 0 {
		notes = append(notes, "A typical stratum is the median of strata that differ: their spread is by Paule and Mandel 1982 (DOI 10.6028/jres.087.022), "+
			"the interval by Hartung and Knapp 2001 (DOI 10.1002/sim.791), and that of a further one by Higgins, Thompson and Spiegelhalter 2009 "+
			"(DOI 10.1111/j.1467-985X.2008.00552.x).")
	}
	return notes
}

// adjustedBy is what the methods are that an adjusted index has, and where they are from.
var adjustedBy = map[strata.Method]string{
	strata.SCAS:           "the stratified score corrected for skewness (Laud 2017, DOI 10.1002/pst.1813)",
	strata.Score:          "the stratified score (Miettinen and Nurminen 1985, DOI 10.1002/sim.4780040211)",
	strata.MantelHaenszel: "with the variance of Greenland and Robins 1985 (DOI 10.2307/2530643)",
}

func (s Standardised) methodNotes() []string {
	return []string{fmt.Sprintf("Indirect standardisation: the %s that a group would have if people of the same %s had them at the rates of %s are expected, "+
		"and those that it has are divided by them. The limits are by method %s.", s.Events, wordsOf(s.Dimensions), s.Baseline, methodText(s.Method))}
}

func (m Makeup) methodNotes() []string {
	return []string{
		fmt.Sprintf("A share is of those whose group is known. Its limits (%s) are by method %s; the residents of a place are all there are, and have none.",
			sheet.Percent(m.Level), methodText(m.Method)),
		"The composition index is the share in one column over that in the other: over residents by the rates of the group and of all others, and otherwise " +
			"as the ratio of two proportions.",
		"Bounds: the lowest and the highest index are those over every way in which people of unknown group could fall into the groups, and nothing is assumed of them.",
	}
}

func (a Audited) methodNotes() []string {
	how := "The limits are exact: the records are so many, and the sample was drawn from them without putting one back (hypergeometric; Konijn 1973). " +
		"They hold every number of records that the sample does not speak against."
	if a.Results[0].Share.Method == rri.MidP {
		how = "The limits are of the hypergeometric distribution, as the sample was drawn without putting a record back, with half the probability of what was " +
			"found (mid-P; Lancaster 1961)."
	}
	return []string{how}
}

func (p Plan) methodNotes() []string {
	return []string{
		fmt.Sprintf("An index is found where its interval at %s leaves out 1. The probability is that of counts by the rate of %s and the index that is asked for: "+
			"summed over all counts where few are expected, and otherwise normal (Farrington and Manning 1990). What came out for the group plays no part.",
			sheet.Percent(p.Level), p.Baseline),
	}
}

// methodNotes of a trend are those of package trend.
func (t Trend) methodNotes() []string {
	switch {
	case t.Rates != nil:
		return t.Rates.MethodNotes()
	case t.Proportions != nil:
		return t.Proportions.MethodNotes()
	}
	return nil
}

// journeyMethodNotes says how the numbers of a journey were made.
func journeyMethodNotes(j journey.Journey[string]) []string {
	notes := []string{
		"The index of a stage is of those who came to the stage before: how many of them go on, in a group and in the baseline. The cumulative index is the product " +
			"of the indices from the first stage on.",
		intervalNote(j.Options.Options), pNote(j.Options.Options),
		"The cumulative interval is that of the people of the last stage out of those of the first, since all between cancels; where stages are not nested it " +
			"combines those of the stages (MOVER; Zou and Donner 2008).",
		"The share of the gap of a stage is the logarithm of its index over that of the cumulative one. Its interval is by Fieller's argument (1954) with the " +
			"limits of the stages.",
	}
	if j.Unknown != nil {
		notes = append(notes, "Bounds: people of unknown group are in no index. The lowest and the highest index are those over every way in which they could fall, "+
			"and nothing is assumed of them. Chance is not in them.")
	}
	return notes
}
