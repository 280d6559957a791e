package peers

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// Standing says where a unit stands among the others of a comparison, in sentences that do not say
// what is compared: "It is 3rd of 8 forces, 1st being the lowest; its interval is 3rd to 4th. It
// cannot be told from Essex. It is below the mean of the others: 0.79 times it (0.72 to 0.86)." A
// rank never stands without its interval, nor without what people of no known group leave open.
// Where there is no word it says so, and [Result.Open] why. Where the counts are too few for a rank
// it is [Result.CountsAlone]. "" if the unit has no value.
func (r Result[G, M]) Standing(c Comparison[G], unit string) string {
	i := slices.IndexFunc(c.Rows, func(row Row) bool { return row.Unit == unit })
	if i < 0 {
		return ""
	}
	row := c.Rows[i]
	if text := r.CountsAlone(c, unit); text != "" {
		return text
	}
	if len(c.Rows) == 1 {
		return "There is no other to compare it with."
	}
	return fmt.Sprintf("It is %s of %d %s, 1st being the lowest; %s. It %s. %s", ordinal(row.Rank.Rank), len(c.Rows), r.units(), row.rankText(), row.alikeText(len(c.Rows)), r.meanText(row))
}

// CountsAlone says what was counted in a unit of whose index and rank nothing is to be said, though
// tables have them: "There were 40 searches of Black and 0 of White: too few of White to compare
// with." That is a unit of which there is [Unit.Doubt], an index beside fewer than 5 events of the
// baseline, or of a group without any event that has no word. "" of every other unit, and of rates.
func (r Result[G, M]) CountsAlone(c Comparison[G], unit string) string {
	i := slices.IndexFunc(c.Rows, func(row Row) bool { return row.Unit == unit })
	group, baseline, ok := r.eventsOf(c.Group, unit)
	if i < 0 || !ok {
		return ""
	}
	text := fmt.Sprintf("There were %d %s of %s and %d of %s", group, r.Set.labels().Events, said(c.Group), baseline, said(r.Set.Baseline))
	switch doubt := r.doubtOf(unit); {
	case doubt != "":
		return fmt.Sprintf("%s. No index and no rank is said: %s.", text, doubt)
	case baseline < fewestBaseline:
		return fmt.Sprintf("%s: too few of %s to compare with.", text, said(r.Set.Baseline))
	case group == 0 && c.Rows[i].Word == NoWord:
		return text + ": no index and no rank is said of none."
	}
	return ""
}

// doubtOf returns the doubt of a unit as it stands in a sentence; "" for none.
func (r Result[G, M]) doubtOf(unit string) string {
	i := slices.IndexFunc(r.Set.Units, func(u Unit[G, M]) bool { return u.Name == unit })
	if i < 0 {
		return ""
	}
	return strings.TrimSuffix(sheet.Clean(strings.TrimSpace(r.Set.Units[i].Doubt)), ".")
}

// eventsOf returns the events of a group and of the baseline in a unit. ok is false of rates, and
// where there is no such unit.
func (r Result[G, M]) eventsOf(g G, unit string) (group, baseline int64, ok bool) {
	i := slices.IndexFunc(r.Set.Units, func(u Unit[G, M]) bool { return u.Name == unit })
	if i < 0 || r.Options.Quantity != Index {
		return 0, 0, false
	}
	group, _, _ = r.Set.Units[i].Counts[g].Counts()
	baseline, _, _ = r.Set.Units[i].Counts[r.Set.Baseline].Counts()
	return group, baseline, true
}

// rankText says what the interval of a rank is, by chance and by the unknown.
func (row Row) rankText() string {
	k := row.Rank
	text := "its interval is " + places(k.Lower, k.Upper)
	if row.Bounds != nil && (k.Lowest != k.Lower || k.Highest != k.Upper) {
		text += fmt.Sprintf(", and anything from %s if those of no known group could be of any", places(k.Lowest, k.Highest))
	}
	return text
}

// Open says of which groups no word is said of a unit beside the mean of the others, and why, those
// of one reason together.
func (r Result[G, M]) Open(unit string) (list []string) {
	var whys answers
	for _, c := range r.Groups {
		if _, baseline, ok := r.eventsOf(c.Group, unit); ok && (baseline < fewestBaseline || r.doubtOf(unit) != "") {
			continue // which CountsAlone says
		}
		for _, row := range c.Rows {
			if row.Unit == unit && row.Word == NoWord && len(c.Rows) > 1 && row.Why != "" {
				whys.add(strings.TrimSuffix(sheet.Clean(row.Why), "."), fmt.Sprint(c.Group))
			}
		}
	}
	for _, of := range whys {
		list = append(list, fmt.Sprintf("Why no word is said of %s beside the mean of the others: %s.", and(of.groups), of.text))
	}
	return list
}

// answers are answers, each with the groups that have it in common.
type answers []answer

// answer is what holds of some groups.
type answer struct {
	text   string
	groups []string
}

// add adds a group to those of an answer.
func (a *answers) add(text, group string) {
	i := slices.IndexFunc(*a, func(of answer) bool { return of.text == text })
	if i < 0 {
		i = len(*a)
		*a = append(*a, answer{text: text})
	}
	(*a)[i].groups = append((*a)[i].groups, group)
}

// units is what the units are, for the middle of a sentence.
func (r Result[G, M]) units() string {
	if of := sheet.Clip(sheet.Clean(r.Set.Of)); of != "" {
		return of
	}
	return "units"
}

// places writes an interval of ranks.
func places(lower, upper int) string {
	if lower == upper {
		return ordinal(lower) + " alone"
	}
	return ordinal(lower) + " to " + ordinal(upper)
}

// ordinal writes a place: 1st, 2nd, 3rd, 11th.
func ordinal(n int) string {
	end := "th"
	if n%100 < 11 || n%100 > 13 {
		switch n % 10 {
		case 1:
			end = "st"
		case 2:
			end = "nd"
		case 3:
			end = "rd"
		}
	}
	return strconv.Itoa(n) + end
}

// mostNamed is how many units a sentence names; of more it says how many.
const mostNamed = 5

// alikeText says which of n units a row cannot be told from.
func (row Row) alikeText(n int) string {
	switch others := n - 1; {
	case len(row.Alike) == 0:
		return "can be told from each of the others"
	case len(row.Alike) == others && others > 1:
		return "cannot be told from any of the others"
	case len(row.Alike) > mostNamed:
		return fmt.Sprintf("cannot be told from %d of the %d others", len(row.Alike), others)
	}
	return "cannot be told from " + and(row.Alike)
}

// and puts commas between names, and "and" before the last.
func and(names []string) string {
	var clean []string
	for _, name := range names {
		clean = append(clean, sheet.Clip(sheet.Clean(name)))
	}
	if n := len(clean); n > 1 {
		return strings.Join(clean[:n-1], ", ") + " and " + clean[n-1]
	}
	return strings.Join(clean, "")
}

// meanText says what a row is beside the mean of the others.
func (r Result[G, M]) meanText(row Row) string {
	switch row.Word {
	case Above:
		return "It is above the mean of the others: " + r.toMeanText(row) + "."
	case Below:
		return "It is below the mean of the others: " + r.toMeanText(row) + "."
	case Similar:
		return fmt.Sprintf("It is similar to the mean of the others: %s, within %s.", r.toMeanText(row), r.writing().similar())
	case CannotTell:
		return "Whether it is above or below the mean of the others cannot be told: " + r.toMeanText(row) + "."
	}
	return "No word beside the mean of the others: see below."
}

// toMeanText writes the ratio of a row to the mean of the others, with its interval, as the table
// has them.
func (r Result[G, M]) toMeanText(row Row) string {
	w := r.writing()
	t := w.estimate(row.ToMean, w.ratioStyle(row.ToMean))
	return fmt.Sprintf("%s times it (%s)", t.Value, toText(t.Limits))
}

// toText writes limits for a sentence.
func toText(limits string) string { return strings.ReplaceAll(limits, " – ", " to ") }

// Tally says of how many units of a comparison there is which word, and names none: "Of 8 forces 2
// are above the mean of the others and 3 below it, 1 is similar to it, of 1 it cannot be told, and
// of 1 no word is said." "" if there are no rows.
func (r Result[G, M]) Tally(c Comparison[G]) string {
	counts := make(map[Word]int)
	for _, row := range c.Rows {
		counts[row.Word]++
	}
	is := func(n int) string {
		if n == 1 {
			return "1 is"
		}
		return strconv.Itoa(n) + " are"
	}
	var parts []string
	for _, w := range []struct {
		word Word
		text string
	}{{Above, "%s above the mean of the others"}, {Below, "%s below it"}, {Similar, "%s similar to it"}} {
		if n := counts[w.word]; n > 0 {
			text := fmt.Sprintf(w.text, is(n))
			if len(parts) == 0 {
				text = strings.Replace(text, " it", " the mean of the others", 1)
			}
			parts = append(parts, text)
		}
	}
	if n := counts[CannotTell]; n > 0 {
		parts = append(parts, fmt.Sprintf("of %d it cannot be told", n))
	}
	if n := counts[NoWord]; n > 0 {
		parts = append(parts, fmt.Sprintf("of %d no word is said", n))
	}
	switch {
	case len(parts) == 0:
		return ""
	case counts[NoWord] == len(c.Rows):
		return fmt.Sprintf("Of none of %d %s a word is said beside the mean of the others.", len(c.Rows), r.units())
	case counts[CannotTell] == len(c.Rows):
		return fmt.Sprintf("Of none of %d %s it can be told whether it is above or below the mean of the others.", len(c.Rows), r.units())
	}
	return fmt.Sprintf("Of %d %s %s.", len(c.Rows), r.units(), joined(parts))
}

// joined puts commas between parts of a sentence, and "and" before the last.
func joined(parts []string) string {
	if n := len(parts); n > 1 {
		return strings.Join(parts[:n-1], ", ") + ", and " + parts[n-1]
	}
	return strings.Join(parts, "")
}

// Lacking names the units that are not compared in a group, each with the reason: they have no
// rank. "" if there are none.
func (c Comparison[G]) Lacking() string {
	if len(c.Missing) == 0 {
		return ""
	}
	var list []string
	for _, m := range c.Missing {
		list = append(list, fmt.Sprintf("%s (%s)", sheet.Clip(sheet.Clean(m.Unit)), strings.TrimSuffix(sheet.Clean(m.Why), ".")))
	}
	return "Without a value, and so without a rank: " + strings.Join(list, "; ") + "."
}

// ValueText writes a value of a comparison with its interval, as the table has them: "8.20 (7.54 to
// 8.91)". A rate is by what the labels of the set say.
func (r Result[G, M]) ValueText(c Comparison[G], e rri.Estimate) string {
	w := writer[G, M]{r.writing(), &r, c}
	t := w.estimate(e, w.rowStyle())
	if t.Limits == "—" {
		return t.Value
	}
	return fmt.Sprintf("%s (%s)", t.Value, toText(t.Limits))
}
