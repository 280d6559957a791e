package report

import (
	"fmt"
	"strings"

	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// completenessLine says how much less the records say in one period than in another: the lowest and
// the highest share of searches without a known ethnicity, and of those without an outcome; ""
// where there are no periods to compare.
func (r *Report) completenessLine() string {
	if len(r.completeness) < 2 || !r.by.isPeriod() {
		return ""
	}
	texts := []string{"the ethnicity is unknown for " + r.fromTo(func(c outcomes.Completeness) rri.Proportion { return c.Unknown })}
	if !r.lacks(columnOutcome) {
		texts = append(texts, "the outcome is not recorded for "+r.fromTo(func(c outcomes.Completeness) rri.Proportion { return c.Missing }))
	}
	return fmt.Sprintf("From %s to %s %s.", r.by.kind().Noun(), r.by.kind().Noun(), strings.Join(texts, "; "))
}

// fromTo names the lowest and the highest share of the periods, each with the first that has it.
func (r *Report) fromTo(of func(outcomes.Completeness) rri.Proportion) string {
	share := func(c outcomes.Completeness) float64 { return shareOf(of(c).Events, of(c).Trials) }
	var lowest, highest *outcomes.Completeness
	for i := range r.completeness {
		c := &r.completeness[i]
		if of(*c).Trials == 0 {
			continue
		}
		if lowest == nil || share(*c) < share(*lowest) {
			lowest = c
		}
		if highest == nil || share(*c) > share(*highest) {
			highest = c
		}
	}
	switch {
	case lowest == nil:
		return r.say("a share of {searches} that is not known")
	case share(*lowest) == share(*highest):
		return r.sayf("%s of {searches} in each", sheet.Share(share(*lowest)))
	}
	return r.sayf("%s of {searches} (%s) to %s (%s)", sheet.Share(share(*lowest)), lowest.Name, sheet.Share(share(*highest)), highest.Name)
}

// completenessSheet has a row for each period.
func (s screen) completenessSheet() sheet.Sheet {
	list, noun := s.document.Completeness, s.document.By.kind().Noun()
	cells := func(of func(outcomes.Completeness) rri.Proportion) []sheet.Cell {
		return sheet.Cells(list, func(c outcomes.Completeness) sheet.Cell {
			p := of(c)
			if p.Trials == 0 {
				return sheet.Cell{}
			}
			return sheet.Cell{Text: fmt.Sprintf("%s (%s)", count(p.Events), percent(p.Events, p.Trials))}
		})
	}
	return sheet.Sheet{
		Title: fmt.Sprintf("How much is recorded, by %s", noun),
		Columns: []sheet.Column{
			{Heading: noun, Align: sheet.Left, Cells: sheet.Cells(list, func(c outcomes.Completeness) sheet.Cell {
				cell := sheet.Cell{Text: c.Name}
				if c.Note != "" {
					cell.Notes = []string{c.Note}
				}
				return cell
			})},
			{Heading: s.document.say("{searches}"), Cells: sheet.Cells(list, func(c outcomes.Completeness) sheet.Cell { return sheet.Count(c.Unknown.Trials) })},
			{Heading: "of unknown ethnicity", Cells: cells(func(c outcomes.Completeness) rri.Proportion { return c.Unknown })},
			{Heading: "without an outcome", Cells: cells(func(c outcomes.Completeness) rri.Proportion { return c.Missing })},
		},
	}
}
