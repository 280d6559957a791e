package strata

import (
	"cmp"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/present"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// Table is the comparison of several groups with one baseline, crude beside adjusted, as [Compare]
// makes it. Four forms come out of it: text and Markdown for people, with rounded numbers and
// footnotes; CSV and JSON for programs, with every digit.
//
// The first fields say how people are to read it. Set them after Compare; each may stay at its zero
// value. They are as in [rri.Table], but for By.
type Table[K comparable, G cmp.Ordered, M rri.Measure] struct {
	// the name of what is compared, as "find rate". "" stands for "rate" or "proportion"
	Measure string
	// what is counted, out of what and when, in a sentence. "" prints nothing
	Definition string
	// what makes the strata, as "object and age". "" stands for "strata"
	By string
	// the name of what is counted, as "finds". "" stands for "events"
	Events string
	// the name of what the events are out of, as "searches". "" stands for "population" or "trials"
	Exposure string

	// Per is what rates and differences are multiplied by for people. 0 stands for 1000 with Rate
	// and 100, per cent, with Proportion. CSV and JSON are never scaled.
	Per float64

	// Notes are printed under the table as numbered footnotes of its title.
	Notes []string

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

// apart returns the parts that could not be compared.
func (r Row[K, G, M]) apart() []Part[K, M] {
	var parts []Part[K, M]
	for _, p := range r.Parts {
		if !p.Compared {
			parts = append(parts, p)
		}
	}
	return parts
}

// The presentation fields with the defaults filled in.

func (t Table[K, G, M]) measure() string {
	if isBinomial[M]() {
		return cmp.Or(t.Measure, "proportion")
	}
	return cmp.Or(t.Measure, "rate")
}

func (t Table[K, G, M]) by() string { return cmp.Or(t.By, "strata") }

func (t Table[K, G, M]) events() string { return cmp.Or(t.Events, "events") }

func (t Table[K, G, M]) exposure() string {
	if isBinomial[M]() {
		return cmp.Or(t.Exposure, "trials")
	}
	return cmp.Or(t.Exposure, "population")
}

func (t Table[K, G, M]) per() float64 {
	if isBinomial[M]() {
		return cmp.Or(t.Per, 100)
	}
	return cmp.Or(t.Per, 1000)
}

// percent tells whether people see the rates in per cent.
func (t Table[K, G, M]) percent() bool { return isBinomial[M]() && t.per() == 100 }

// validate reports why t cannot be printed for people, or nil.
func (t Table[K, G, M]) validate() error {
	if per := t.per(); !(per > 0) || math.IsInf(per, 1) {
		return fmt.Errorf("strata: table per %v: %w: want a positive number, as 1000", per, rri.ErrOption)
	}
	if err := t.Options.validate(); err != nil {
		return fmt.Errorf("strata: table: %w", err)
	}
	return nil
}

// title returns the line above the table, without markers.
func (t Table[K, G, M]) title() string {
	var b strings.Builder
	measure := strings.TrimSpace(sheet.Clean(t.measure()))
	if first, size := utf8.DecodeRuneInString(measure); size > 0 {
		b.WriteRune(unicode.ToUpper(first))
		b.WriteString(measure[size:])
	}
	if t.percent() {
		b.WriteString(", % of ")
	} else {
		fmt.Fprintf(&b, " per %s ", sheet.Thousands(strconv.FormatFloat(t.per(), 'f', -1, 64)))
	}
	fmt.Fprintf(&b, "%s · RRI against %s · adjusted for %s · method %s",
		sheet.Clean(t.exposure()), sheet.Clean(name(t.Baseline)), sheet.Clean(t.by()), t.Options.Method)
	if null := t.Options.Null; (null != 0 && null != 1) || t.Options.Side != rri.TwoSided {
		sign := [...]string{rri.TwoSided: "=", rri.LowerOnly: "≤", rri.UpperOnly: "≥"}[t.Options.Side]
		fmt.Fprintf(&b, " · p tests RRI %s %v", sign, cmp.Or(null, 1))
	}
	return b.String()
}

// cells returns the table for people as rows of cells, the first of them the heading. What follows
// the group is to be aligned to the right, but for the marks.
func (t Table[K, G, M]) cells(notes *present.Footnotes) [][]string {
	interval := sheet.Percent(t.Options.level()) + [...]string{rri.TwoSided: " interval", rri.LowerOnly: " lower limit", rri.UpperOnly: " upper limit"}[t.Options.Side]
	rate := "rate"
	if t.percent() {
		rate = "%"
	}
	rows := [][]string{{
		"group", sheet.Clean(t.events()), sheet.Clean(t.exposure()), rate, "crude RRI", interval, "adjusted RRI", interval, "p", "difference", "strata", "I²", "p alike", "",
	}}
	for _, r := range t.Rows {
		events, exposure, _ := r.Count.Counts()
		row := []string{sheet.Clean(name(r.Group)), present.Count(events), present.Exposure(exposure), t.rateText(r.Rate.Value)}
		if r.Group == t.Baseline {
			rows = append(rows, append(row, "1", "baseline", "1", "baseline", "", "", "", "", "", notes.Marks(t.caveats(r))))
			continue
		}
		apart := r.apart()
		crude, adjusted := ratioForPeople(r.Crude), ratioForPeople(r.Ratio)
		row = append(row, sheet.Ratio(crude.Value, 2), t.intervalText(crude), sheet.Ratio(adjusted.Value, 2), t.intervalText(adjusted),
			sheet.P(adjusted.P, 1-t.Options.level()), sheet.Signed(r.Difference.Value*t.per(), 1),
			fmt.Sprintf("%d of %d", len(r.Parts)-len(apart), len(r.Parts)), "—", sheet.P(r.Homogeneity.P, 1-t.Options.level()))
		if i2 := r.Homogeneity.I2(); !math.IsNaN(i2) {
			row[len(row)-2] = fmt.Sprintf("%.0f %%", 100*i2)
		}
		rows = append(rows, append(row, notes.Marks(t.caveats(r))))
	}
	return rows
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

// rateText writes a rate. A proportion that is not all does not print as all.
func (t Table[K, G, M]) rateText(v float64) string {
	text := func(v float64, decimals int) string { return sheet.Fixed(v*t.per(), decimals) }
	if isBinomial[M]() {
		return sheet.Limit(text, v, 1, 1)
	}
	return text(v, 1)
}

// intervalText writes the limits of a ratio that were asked for.
func (t Table[K, G, M]) intervalText(e rri.Estimate) string {
	if !e.Computed() || math.IsNaN(e.Lower) || math.IsNaN(e.Upper) {
		return "—"
	}
	nulls := []float64{1, cmp.Or(t.Options.Null, 1)}
	switch t.Options.Side {
	case rri.LowerOnly:
		return sheet.Limit(sheet.Ratio, e.Lower, 2, nulls...)
	case rri.UpperOnly:
		return sheet.Limit(sheet.Ratio, e.Upper, 2, nulls...)
	}
	decimals := present.DigitsApart(sheet.Ratio, 2, e.Lower, e.Upper)
	return sheet.Limit(sheet.Ratio, e.Lower, decimals, nulls...) + " – " + sheet.Limit(sheet.Ratio, e.Upper, decimals, nulls...)
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
	switch nothing := sheet.Clean(t.events()) + " of " + sheet.Clean(name(t.Baseline)); {
	case math.IsInf(r.Crude.Value, 1):
		none = "no " + nothing + " were recorded: there is nothing to compare with"
	case math.IsInf(r.Ratio.Value, 1):
		none = "adjusted: no " + nothing + " were recorded in the strata that are compared: there is nothing to compare with"
	}
	texts := plain(crude).Texts()
	for _, text := range plain(adjusted &^ crude).Texts() {
		texts = append(texts, "adjusted: "+text)
	}
	if none != "" {
		texts = append(texts, none)
	}
	if least, most := r.effects(); least != 1 || most != 1 {
		times := present.Float(most, 'g', 3)
		if least != most {
			times = present.Float(least, 'g', 3) + " to " + times
		}
		texts = append(texts, "limits and p allow for counts that scatter "+times+" times as much as independent events")
	}
	apart := r.apart()
	if len(apart) == 0 {
		return texts
	}
	var names []string
	var people, baseline float64
	for _, p := range apart {
		_, n, _ := p.Group.Counts()
		_, m, _ := p.Baseline.Counts()
		names = append(names, sheet.Clean(name(p.Stratum)))
		people += n
		baseline += m
	}
	return append(texts, fmt.Sprintf("no one to compare in %s: %s %s and %s %s %s there are in the crude figures alone", strings.Join(names, "; "),
		present.Exposure(people), sheet.Clean(name(r.Group)), present.Exposure(baseline), sheet.Clean(name(t.Baseline)), sheet.Clean(t.exposure())))
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

// partCells returns the strata for people as rows of cells, the first of them the heading: for each
// group the ratio within the stratum and the share of the stratum in the adjusted ratio.
func (t Table[K, G, M]) partCells() [][]string {
	heading := []string{sheet.Clean(t.by())}
	var rows [][]string
	for _, r := range t.Rows {
		if r.Group == t.Baseline {
			continue
		}
		heading = append(heading, sheet.Clean(name(r.Group)), "share")
		for i, p := range r.Parts {
			if i == len(rows) {
				rows = append(rows, []string{sheet.Clean(name(p.Stratum))})
			}
			ratio, share := "—", "—"
			if p.Compared {
				if ratioShown(r.Ratio) {
					share = percentShare(p.RatioShare)
				}
				if ratioShown(p.Ratio) {
					ratio = sheet.Ratio(p.Ratio.Value, 2)
				}
			}
			rows[i] = append(rows[i], ratio, share)
		}
	}
	return append([][]string{heading}, rows...)
}

// percentShare writes a share in per cent. What is not zero does not print as zero.
func percentShare(share float64) string { return sheet.Fixed(100*share, 1) + " %" }

const partsTitle = "RRI within each stratum, and its share in the adjusted RRI"
