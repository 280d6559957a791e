package strata

import (
	"cmp"
	"fmt"
	"math"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// Table is the comparison of several groups with one baseline, crude beside adjusted, as [Compare]
// makes it. Four forms come out of it: text and Markdown for people, with rounded numbers and
// footnotes; CSV and JSON for programs, with every digit.
type Table[K comparable, G cmp.Ordered, M rri.Measure] struct {
	// Labels say how people are to read the table. Set them after Compare, as t.Measure = "find
	// rate".
	rri.Labels

	// By is what makes the strata, as "object and age". "" stands for "strata".
	By string

	// Baseline is the group that the others are compared with.
	Baseline G

	// Options are those of the comparison. From Compare, Level is filled in.
	Options Options

	// Rows has the baseline first, then the other groups in ascending order.
	Rows []Row[K, G, M]
}

// Row is one group of a [Table]. In the row of the baseline, the ratios are 1 and the difference 0,
// by definition: limits and P are NaN, and there are no parts.
type Row[K comparable, G cmp.Ordered, M rri.Measure] struct {
	Group G
	Count M // all strata together

	Rate       rri.Estimate // crude, of the group alone: see rri.Of
	Crude      rri.Estimate // the crude RRI, all strata together: see rri.Ratio
	Ratio      rri.Estimate // the adjusted RRI: see Ratio
	Difference rri.Estimate // the adjusted difference, per unit of exposure: see Difference

	Homogeneity Test // that the strata share one ratio: see RatioHomogeneity

	// Random is what strata that differ have in common: see [RandomEffects]. It was not computed in
	// the row of the baseline, and where no ratio could be.
	Random Random

	Parts []Part[K, M] // what each stratum has to do with it, in the order of the strata
}

// Part is one stratum in the comparison of one group.
type Part[K comparable, M rri.Measure] struct {
	Stratum         K
	Group, Baseline M

	// Compared is false if the group or the baseline has no one in the stratum. Then Ratio was not
	// computed, and the shares are 0.
	Compared bool

	// Ratio is that of the stratum alone: see rri.Ratio.
	Ratio rri.Estimate

	// RatioShare and DifferenceShare are the weights of the stratum in the adjusted ratio and
	// difference, as means of those of the strata; they sum to 1. A stratum without events in the
	// baseline has no weight in the ratio, though the events of the group there count. By
	// InverseVariance, a stratum that cannot be weighed has none.
	RatioShare, DifferenceShare float64
}

// flags returns every flag of the row.
func (r Row[K, G, M]) flags() rri.Flags {
	return r.Rate.Flags | r.Crude.Flags | r.Ratio.Flags | r.Difference.Flags
}

// effects returns the smallest and the largest design effect of the counts of the row, 1 where they
// have none.
func (r Row[K, G, M]) effects() (smallest, largest float64) {
	_, _, smallest = r.Count.Counts()
	largest = smallest
	for _, p := range r.Parts {
		_, _, group := p.Group.Counts()
		_, _, baseline := p.Baseline.Counts()
		smallest, largest = min(smallest, group, baseline), max(largest, group, baseline)
	}
	return smallest, largest
}

// notCompared returns the parts in which there was nobody to compare.
func (r Row[K, G, M]) notCompared() []Part[K, M] {
	var parts []Part[K, M]
	for _, p := range r.Parts {
		if !p.Compared {
			parts = append(parts, p)
		}
	}
	return parts
}

// labels returns the labels with their defaults filled in.
func (t Table[K, G, M]) labels() rri.Labels { return t.WithDefaults(isBinomial[M]()) }

func (t Table[K, G, M]) by() string { return cmp.Or(t.By, "strata") }

// validate reports why t cannot be printed for people, or nil.
func (t Table[K, G, M]) validate() error {
	if per := t.labels().Per; !(per > 0) || math.IsInf(per, 1) {
		return fmt.Errorf("strata: table per %v: %w: want a positive number, as 1000", per, rri.ErrOption)
	}
	if err := t.Options.validate(); err != nil {
		return fmt.Errorf("strata: table: %w", err)
	}
	return nil
}

// ratioShown tells whether people see the ratio e: not where it is 0/0, nor where the baseline had
// no event, so that it is +Inf and no comparison, as in [rri.Table].
func ratioShown(e rri.Estimate) bool { return !math.IsNaN(e.Value) && !math.IsInf(e.Value, 1) }

// ratioForPeople returns e as people see it, with NaN for all that they do not.
func ratioForPeople(e rri.Estimate) rri.Estimate {
	if ratioShown(e) {
		return e
	}
	nan := math.NaN()
	return rri.Estimate{Value: nan, Lower: nan, Upper: nan, P: nan}
}

// caveats returns the footnotes of one row: what the flags say, and the strata that could not be
// compared.
func (t Table[K, G, M]) caveats(r Row[K, G, M]) []string {
	const ofCounts = rri.NoData | rri.ZeroCell | rri.SmallCount
	crude, adjusted := r.Rate.Flags&ofCounts|r.Crude.Flags, r.Ratio.Flags|r.Difference.Flags&ofCounts
	if r.Group == t.Baseline {
		crude, adjusted = r.Rate.Flags&ofCounts, 0
	}
	none := "" // why there is no ratio for people
	if !ratioShown(r.Crude) {
		crude &^= rri.Unbounded // no limits are shown
	}
	if !ratioShown(r.Ratio) {
		adjusted &^= rri.Unbounded
	}
	switch nothing := t.labels().Events + " of " + name(t.Baseline); {
	case math.IsInf(r.Crude.Value, 1):
		none = cmp.Or(t.NoBaseline, "no "+nothing+" were recorded: there is nothing to compare with")
	case math.IsInf(r.Ratio.Value, 1):
		none = "adjusted: no " + nothing + " were recorded in the strata that are compared: there is nothing to compare with"
	}
	said := rri.Options{SmallCountBelow: t.Options.SmallCountBelow}
	texts := said.Texts(plain(crude))
	for _, text := range said.Texts(plain(adjusted &^ crude)) {
		texts = append(texts, "adjusted: "+text)
	}
	if none != "" {
		texts = append(texts, none)
	}
	if least, most := r.effects(); least != 1 || most != 1 {
		times := fmt.Sprintf("%.3g", most)
		if from := fmt.Sprintf("%.3g", least); from != times {
			times = from + " to " + times
		}
		if times == "1" {
			times = "hardly more than 1"
		}
		texts = append(texts, "limits and p allow for counts that scatter "+times+" times as much as independent events")
	}
	parts := r.notCompared()
	if len(parts) == 0 {
		return texts
	}
	var names []string
	var people, baseline float64
	for _, p := range parts {
		_, n, _ := p.Group.Counts()
		_, m, _ := p.Baseline.Counts()
		names = append(names, name(p.Stratum))
		people += n
		baseline += m
	}
	const named = 6 // strata at most, or the first five and how many more
	listed := strings.Join(names, "; ")
	if len(names) > named {
		listed = fmt.Sprintf("%s; and %d more strata", strings.Join(names[:named-1], "; "), len(names)-named+1)
	}
	return append(texts, fmt.Sprintf("no one to compare in %s: %s %s and %s %s %s there are in the crude figures alone", listed,
		sheet.Exposure(people).Text, name(r.Group), sheet.Exposure(baseline).Text, name(t.Baseline), t.labels().Exposure))
}

// plain leaves out what another flag of the same set, or the heading, says already.
func plain(f rri.Flags) rri.Flags {
	if f&(rri.ZeroCell|rri.NoData) != 0 {
		f &^= rri.SmallCount
	}
	if f.Has(rri.NoData) {
		f &^= rri.ZeroCell
	}
	return f &^ rri.OneSided
}
