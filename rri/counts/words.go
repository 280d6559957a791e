package counts

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// The gates of a sentence: below minBaseline events in the baseline nothing is said of an index;
// below minExpected events that would be expected, no event at all says nothing; and an index is
// about 1 only where all that fits lies within the margin.
const (
	minBaseline            = 5
	minExpected            = 10
	sameAbove, sameBelow   = 0.8, 1.25
	usualLevel             = 0.95
	assuming, unknownsFall = "if the unknown are like the known, ", "whichever way the unknown fall"
	ofKnown                = "of those whose group is known, "
	withheldUnknown        = " What those of unknown group could do is withheld."
)

// say says of each group what its index shows. Nothing but the comparison is asked, from which
// small counts are withheld.
func (c Comparison) say() (lines []string) {
	if len(c.Rows) < 2 {
		return []string{fmt.Sprintf("%s is the only group: there is nothing to compare.", c.Baseline)}
	}
	base := c.Rows[0]
	switch {
	case base.Rate.Flags.Has(rri.Suppressed):
		return []string{fmt.Sprintf("The count of %s is withheld, and with it every comparison.", c.Baseline)}
	case !c.rateShown(base):
		return []string{fmt.Sprintf("The table does not give the %s of %s: there is nothing to compare with.", c.missing(base), c.Baseline)}
	case base.Events.Lower < minBaseline:
		return []string{c.fewOfBaseline()}
	}
	digits := c.rateDigits()
	for _, r := range c.Rows[1:] {
		lines = append(lines, c.sentence(r, digits))
	}
	return lines
}

// missing names the count of a row of which nothing is known.
func (c Comparison) missing(r Row) string {
	if withoutEnd(r.Exposure) {
		return c.Exposure
	}
	return c.Events
}

// sayUnknown says how many are not known.
func (c Comparison) sayUnknown() []string {
	u := c.Unknown
	if u == nil {
		return nil
	}
	of := ""
	if u.Label != "" && !strings.EqualFold(u.Label, notKnown) {
		of = fmt.Sprintf(" (%s)", u.Label)
	}
	became := "they are in no rate, and bound every index"
	switch {
	case c.Rule == InProportion:
		became = "they are put into groups as the known are, which nothing here can check"
	case slices.ContainsFunc(c.Rows, c.withheldBounds):
		became = "they are in no rate, and what they could do is withheld"
	}
	share := shareText(*u)
	switch {
	case c.hidesUnknown():
		return []string{fmt.Sprintf("The group of some%s is not known; how many is withheld.", of)}
	case c.nobodyUnknown():
		return []string{fmt.Sprintf("The table has a row for people whose group is not known%s: it has nobody.", of)}
	case share == "":
		return []string{fmt.Sprintf("The table does not say how many %s are of people whose group is not known%s.", c.sharedName(), of)}
	}
	events := ""
	if c.Proportion && !withoutEnd(u.Events) {
		events = fmt.Sprintf("; %s %s among them", amount(u.Events), c.Events)
	}
	if !c.total().Known() && c.Suppressed > 0 {
		return []string{fmt.Sprintf("%s %s (%s%s) are of people whose group is not known%s: %s.",
			amount(c.unknownCount()), c.sharedName(), share, events, of, became)}
	}
	return []string{fmt.Sprintf("Of %s %s, %s (%s%s) are of people whose group is not known%s: %s.",
		amount(c.total()), c.sharedName(), amount(c.unknownCount()), share, events, of, became)}
}

// hidesUnknown reports whether it is withheld how many are not known.
func (c Comparison) hidesUnknown() bool { return c.Suppressed > 0 && withoutEnd(c.unknownCount()) }

// nobodyUnknown reports whether the table says that nobody is.
func (c Comparison) nobodyUnknown() bool {
	return c.Unknown.Events.Upper == 0 && (!c.Proportion || c.Unknown.Exposure.Upper == 0)
}

// total is all that the share of the unknown is of.
func (c Comparison) total() tidy.Cell {
	all := c.unknownCount()
	for _, r := range c.Rows {
		if c.Proportion {
			all = all.Add(r.Exposure)
		} else {
			all = all.Add(r.Events)
		}
	}
	return all
}

// amount writes a count in a sentence.
func amount(cell tidy.Cell) string {
	number := func(v float64) string { return sheet.Thousands(exactly(v)) }
	switch {
	case cell.Known():
		return number(cell.Lower)
	case withoutEnd(cell):
		return "an unknown number of"
	case math.IsInf(cell.Upper, 1):
		return number(cell.Lower) + " or more"
	}
	return number(cell.Lower) + " to " + number(cell.Upper)
}

// of writes the two counts of a row.
func (c Comparison) of(r Row) string {
	in := "in"
	if c.Proportion {
		in = "of"
	}
	return fmt.Sprintf("%s %s %s %s", amount(r.Events), c.Events, in, amount(r.Exposure))
}

// fewOfBaseline says that there is nothing to compare with: the counts in words, and no index.
func (c Comparison) fewOfBaseline() string {
	var list []string
	for _, r := range c.Rows[1:] {
		if c.rateShown(r) {
			list = append(list, fmt.Sprintf("%s has %s", r.Group, c.of(r)))
		}
	}
	text := fmt.Sprintf("%s has %s: too few to compare with", c.Baseline, c.of(c.Rows[0]))
	if len(list) > 0 {
		text += " (" + strings.Join(list, ", ") + ")"
	}
	return text + "."
}

// sentence says what the index of a group shows.
func (c Comparison) sentence(r Row, digits int) string {
	base := c.Rows[0]
	switch {
	case r.Rate.Flags.Has(rri.Suppressed):
		return fmt.Sprintf("The count of %s is withheld, and with it what could be said.", r.Group)
	case withoutEnd(r.Events) || withoutEnd(r.Exposure):
		return fmt.Sprintf("The table does not give the %s of %s: there is no index.", c.missing(r), r.Group)
	case r.Exposure.Upper == 0:
		return fmt.Sprintf("%s has no %s: there is no rate.", r.Group, c.Exposure)
	case r.Events.Upper == 0:
		return c.none(r)
	case !c.indexShown(r) || math.IsNaN(r.Index.Lower) && math.IsNaN(r.Range.Lower):
		return fmt.Sprintf("No index can be formed of %s (%s, beside %s).", r.Group, c.of(r), c.of(base))
	}
	text := start(c.verdict(r, digits))
	if !c.Proportion && r.Events.Lower > r.Exposure.Upper {
		text += fmt.Sprintf(" %s has more %s than %s: these are not all who could be counted, or some count many times.", r.Group, c.Events, c.Exposure)
	}
	return text
}

// verdict is the sentence of a group that has an index, by the first that holds: higher or lower
// whatever the unknown are, higher or lower among the known, about the same, or not to be told.
func (c Comparison) verdict(r Row, digits int) string {
	opening, name, other := "", r.Group, c.Baseline
	if c.Rule == InProportion && c.anyUnknown() {
		opening = assuming
	}
	if c.Direction == index.ComparatorOverGroup {
		name, other = other, name
	}
	side := "higher"
	if r.Index.Upper < 1 {
		side = "lower"
	}
	times := c.indexTimes(r)
	numbers := fmt.Sprintf("(%s; %s)", c.bothRates(r, digits), c.chance(r))
	hidden := c.anyUnknown() && c.withheldBounds(r)
	switch {
	case hidden && (r.Index.Lower > 1 || r.Index.Upper < 1):
		return fmt.Sprintf("%sthe rate of %s is %s than that of %s: %s %s.%s", ofKnown, name, side, other, times, numbers, withheldUnknown)
	case hidden && r.Index.Lower >= sameAbove && r.Index.Upper <= sameBelow:
		return fmt.Sprintf("%sthe rate of %s is about that of %s: %s %s.%s", ofKnown, name, other, times, numbers, withheldUnknown)
	case hidden:
		return fmt.Sprintf("%stoo few %s to tell if the rate of %s is higher or lower than that of %s: %s%s (%s).%s",
			ofKnown, c.Events, name, other, c.fits(r.Index), c.atLevel(), c.bothRates(r, digits), withheldUnknown)
	case r.Range.Lower > 1 || r.Range.Upper < 1:
		return fmt.Sprintf("%sthe rate of %s is %s than that of %s: %s %s.%s", opening, name, side, other, times, numbers, c.settled(r))
	case r.Index.Lower > 1 || r.Index.Upper < 1:
		if opening == "" {
			opening = ofKnown
		}
		return fmt.Sprintf("%sthe rate of %s is %s than that of %s: %s %s.%s This is not settled.", opening, name, side, other, times, numbers, c.undone(r))
	case r.Range.Lower >= sameAbove && r.Range.Upper <= sameBelow:
		return fmt.Sprintf("%sthe rate of %s is about that of %s: %s %s.", opening, name, other, times, numbers)
	}
	text := fmt.Sprintf("%s%s if the rate of %s is higher or lower than that of %s: %s%s%s (%s).",
		opening, c.whyNot(r), name, other, c.fits(r.Index), c.atLevel(), c.withUnknown(r), c.bothRates(r, digits))
	if math.IsNaN(r.Index.Value) {
		text += fmt.Sprintf(" Chance left out, the counts that are not known allow for %s.", c.times(r.Counts.Lower, r.Counts.Upper))
	}
	return text
}

// withheldBounds reports whether what the unknown could do to an index is withheld, and the index
// is not.
func (c Comparison) withheldBounds(r Row) bool {
	return r.Range.Flags.Has(rri.Suppressed) && !r.Index.Flags.Has(rri.Suppressed)
}

// anyUnknown reports whether somebody's group is or may be unknown.
func (c Comparison) anyUnknown() bool { return c.Unknown != nil && !c.nobodyUnknown() }

// indexTimes is the index in a sentence, a range where the counts are.
func (c Comparison) indexTimes(r Row) string {
	if math.IsNaN(r.Index.Value) {
		return c.times(r.Counts.Lower, r.Counts.Upper)
	}
	_, _, digits := sheet.Limits(sheet.Ratio, r.Index.Lower, r.Index.Upper, 2, 1)
	return sheet.Limit(sheet.Ratio, r.Index.Value, digits, 1) + " times"
}

// words writes a range in a sentence, each end on its side of 1.
func (c Comparison) words(lower, upper float64) string {
	switch {
	case lower == 0 && math.IsInf(upper, 1):
		return "anything"
	case math.IsInf(upper, 1):
		return sheet.Limit(sheet.Ratio, lower, 2, 1) + " or more"
	case lower == upper:
		return sheet.Limit(sheet.Ratio, lower, 2, 1)
	}
	a, b, _ := sheet.Limits(sheet.Ratio, lower, upper, 2, 1)
	return a + " to " + b
}

// times writes a range in a sentence, as so many times.
func (c Comparison) times(lower, upper float64) string {
	text := c.words(lower, upper)
	switch at, open := strings.CutSuffix(text, " or more"); {
	case lower == 0 && math.IsInf(upper, 1):
		return text
	case open:
		return at + " times or more"
	}
	return text + " times"
}

// anything says of a range that all of it fits.
func (c Comparison) anything(lower, upper float64) string {
	switch {
	case lower == 0 && math.IsInf(upper, 1):
		return "anything"
	case math.IsInf(upper, 1), lower == upper:
		return c.times(lower, upper)
	}
	return "anything from " + c.times(lower, upper)
}

// fits says what an interval allows for.
func (c Comparison) fits(e rri.Estimate) string { return c.anything(e.Lower, e.Upper) + " fits" }

// chance is the range of chance in a sentence.
func (c Comparison) chance(r Row) string {
	if c.Options.Side != rri.TwoSided {
		return c.interval(c.Options.Level) + " " + c.limitsText(r.Index, sheet.Ratio, 2, 1)
	}
	return sheet.Percent(c.Options.Level) + " interval " + c.words(r.Index.Lower, r.Index.Upper)
}

// atLevel names the level of what fits, unless it is the usual one.
func (c Comparison) atLevel() string {
	if c.Options.Level == usualLevel {
		return ""
	}
	return " at " + sheet.Percent(c.Options.Level)
}

// bothRates are the rates of a group and of the baseline with their unit, in the order of the
// index.
func (c Comparison) bothRates(r Row, digits int) string {
	digits = max(1, digits)
	rate := func(r Row) string { return spoken(c.rateText(r, digits)) }
	first, second := rate(r), rate(c.Rows[0])
	if a, b := r.Rate.Value, c.Rows[0].Rate.Value; !math.IsNaN(a) && !math.IsNaN(b) {
		first, second, _ = sheet.Limits(c.rateStyle(), a, b, digits) // told apart
	}
	if c.Direction == index.ComparatorOverGroup {
		first, second = second, first
	}
	if c.Proportion && c.Per == 100 {
		return fmt.Sprintf("%s %% and %s %% of %s", first, second, c.Exposure)
	}
	return fmt.Sprintf("%s and %s %s per %s %s", first, second, c.Events, sheet.Thousands(exactly(c.Per)), c.Exposure)
}

// settled says how far the unknown could bring an index that they cannot turn.
func (c Comparison) settled(r Row) string {
	if !c.anyUnknown() {
		return ""
	}
	return fmt.Sprintf(" %s it is %s (%s with chance).", start(unknownsFall), c.times(r.Bounds.Lower, r.Bounds.Upper),
		c.words(r.Range.Lower, r.Range.Upper))
}

// undone says what the unknown could do to an index that is so of the known.
func (c Comparison) undone(r Row) string {
	if r.Tipping >= 0 && r.Tipping <= 1 && c.Rule == LeftOut {
		text := fmt.Sprintf(" It would be 1 if %s of the unknown were %s and the rest %s", sheet.Share(r.Tipping), r.Group, c.Baseline)
		if share, ok := c.shareOfKnown(r); ok {
			text += fmt.Sprintf("; of the known %s are", sheet.Share(share))
		}
		return text + "."
	}
	return fmt.Sprintf(" %s, %s, chance allowed for.", start(unknownsFall), c.fits(r.Range))
}

// shareOfKnown is the share that a group is of all whose group is known.
func (c Comparison) shareOfKnown(r Row) (share float64, ok bool) {
	of := func(r Row) tidy.Cell {
		if c.Proportion {
			return r.Exposure
		}
		return r.Events
	}
	var all tidy.Cell
	for _, r := range c.Rows {
		all = all.Add(of(r))
	}
	if !all.Known() || all.Lower == 0 {
		return 0, false
	}
	return of(r).Lower / all.Lower, true
}

// whyNot says why it cannot be told which rate is higher.
func (c Comparison) whyNot(r Row) string {
	byChance := !(r.Index.Lower >= sameAbove && r.Index.Upper <= sameBelow)
	byUnknown := c.anyUnknown() && r.Bounds.Lower <= 1 && r.Bounds.Upper >= 1
	switch {
	case byUnknown && byChance:
		return fmt.Sprintf("too few %s, and too many unknown, to tell", c.Events)
	case byUnknown:
		return "too many unknown to tell"
	}
	return fmt.Sprintf("too few %s to tell", c.Events)
}

// withUnknown is the range that allows for the unknown as well, behind that of chance.
func (c Comparison) withUnknown(r Row) string {
	if !c.anyUnknown() {
		return ""
	}
	return ", with the unknown " + c.anything(r.Range.Lower, r.Range.Upper)
}

// none is the sentence of a group without an event: beside what would be expected of it at the rate
// of all groups together.
func (c Comparison) none(r Row) string {
	var events, exposure float64
	of := "all groups"
	for _, other := range c.Rows {
		if withoutEnd(other.Exposure) || withoutEnd(other.Events) {
			of = "the groups whose counts are shown"
			continue
		}
		events, exposure = events+other.Events.Lower, exposure+other.Exposure.Lower
	}
	expected := r.Exposure.Lower * events / exposure
	text := fmt.Sprintf("%s has none of the %s, where %s would be expected at the rate of %s", r.Group, c.Events, sheet.Fixed(expected, 1), of)
	if expected < minExpected {
		return text + ": too few to tell."
	}
	return text + ": the label may not be in use."
}

// start makes text begin as a sentence does.
func start(text string) string { return strings.ToUpper(text[:1]) + text[1:] }
