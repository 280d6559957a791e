package trend

import (
	"cmp"
	"fmt"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// ofChange is what a word of a change is said to be of.
const ofChange = "of the change"

// changeWord returns the word of a change of one group, or why there is none. alternatives are its
// ratio over each of the alternatives of the series, not computed where a period lacks the group.
// How the people of no known group fall is asked of the counts of the series alone: exposure does
// not move the share of them.
func changeWord[G cmp.Ordered, M rri.Measure](s Series[G, M], st step[G, M], row ChangeRow[G], alternatives []rri.Estimate, o Options) (Word, string) {
	for _, p := range []Point[G, M]{st.before, st.after} {
		if st.yearOnYear && p.covered() < 1 {
			return NoWord, fmt.Sprintf("the counts cover %s of %s, and a change from year to year takes whole ones", sheet.Share(p.covered()), sheet.Clean(p.Name))
		}
		if events, _, _ := p.Counts[s.Baseline].Counts(); events < fewestBaseline {
			return NoWord, fmt.Sprintf("%s had %d events in %s: too few to compare with", sheet.Clean(fmt.Sprint(s.Baseline)), events, sheet.Clean(p.Name))
		}
	}
	e := evidence{
		Limits: Limits{row.Ratio.Lower, row.Ratio.Upper}, worst: row.Worst,
		moved:  unknownMoved(st.before, st.after),
		breaks: breaksBetween(s, row.Group, st.before.Start, st.after.End),
	}
	for i, a := range alternatives {
		if a.Computed() {
			e.others = append(e.others, other{name: s.Alternatives[i].Name, Limits: Limits{a.Lower, a.Upper}})
		}
	}
	word, why := e.word(o.Margin)
	if word != NoWord {
		why = ofChange
	}
	return word, why
}
