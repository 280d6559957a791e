package trend

import (
	"cmp"
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// ofChange is what a word of a change is said to be of.
const ofChange = "of the change"

// changeWord returns the word of a change of one group, or why there is none. alternatives are its
// ratio over each of the alternatives of the series, not computed where a period lacks the group.
func changeWord[G cmp.Ordered, M rri.Measure](s Series[G, M], st step[G, M], row ChangeRow[G], alternatives []rri.Estimate, o Options) (Word, string) {
	if row.Ratio.Flags.Has(rri.NoData) {
		return NoWord, nothingToCompare
	}
	for _, p := range []Point[G, M]{st.before, st.after} {
		if st.yearOnYear && p.covered() < 1 {
			return NoWord, fmt.Sprintf("the counts cover %s of %s, and a change from year to year takes whole ones", sheet.Share(p.covered()), sheet.Clean(p.name()))
		}
		if events, _, _ := p.Counts[s.Baseline].Counts(); events < fewestBaseline {
			return NoWord, fmt.Sprintf("%s had %d events in %s: too few to compare with", sheet.Clean(fmt.Sprint(s.Baseline)), events, sheet.Clean(p.name()))
		}
	}
	e := evidence{
		Limits: Limits{row.Ratio.Lower, row.Ratio.Upper}, worst: row.Worst,
		moved:  unknownMoved(st.before, st.after),
		breaks: breaksBetween(s, row.Group, st.before.Start, st.after.End),
	}
	for i, a := range alternatives {
		if a.Computed() {
			e.others = append(e.others, other{s.Alternatives[i].Name, Limits{a.Lower, a.Upper}, worstOver[M](row, a)})
		}
	}
	word, why := e.word(o)
	if word != NoWord {
		why = ofChange
	}
	return word, why
}

// worstOver returns the worst case of a change over other exposure. Other residents multiply every
// index of a period by the same, so that of rates all limits move by as much as the change itself
// does. nil where that is not known.
func worstOver[M rri.Measure, G cmp.Ordered](row ChangeRow[G], over rri.Estimate) *Limits {
	var zero M
	factor := over.Value / row.Ratio.Value
	if row.Worst == nil || zero.IsProportion() || !(factor > 0) || math.IsInf(factor, 1) {
		return nil
	}
	return &Limits{row.Worst.Lower * factor, row.Worst.Upper * factor}
}
