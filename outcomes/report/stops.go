package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report/claims"
)

// Stops says of the searches of one force whether the people who were stopped together are known.
type Stops struct {
	Force  ethnicity.Force      `json:"force"` // "" of rows that do not say
	Status outcomes.StopsStatus `json:"status"`

	// Months are those with this status, in order; "" is of rows without a month.
	Months []outcomes.Month `json:"months"`

	// Searches is how many searches of persons the tables have of these months; nil if withheld.
	Searches *int64 `json:"searches"`
}

// findStops finds what is known of people who were stopped together, by force and status; nothing
// where every search counts as independent.
func (r *Report) findStops(chosen *outcomes.Tally) (list []Stops) {
	if r.isIndependent() {
		return nil
	}
	type forceMonth struct {
		force ethnicity.Force
		month outcomes.Month
	}
	searches := make(map[forceMonth]int64)
	for k, n := range chosen.Collapse(nothing).All() {
		searches[forceMonth{k.Force, k.Month}] = n
	}
	for _, s := range chosen.Stops() {
		i := slices.IndexFunc(list, func(of Stops) bool { return of.Force == s.Force && of.Status == s.Status })
		if i < 0 {
			i = len(list)
			list = append(list, Stops{Force: s.Force, Status: s.Status})
		}
		list[i].Months = append(list[i].Months, s.Month)
		if r.limit == 0 {
			n := searches[forceMonth{s.Force, s.Month}] + zeroOr(list[i].Searches)
			list[i].Searches = &n
		}
	}
	slices.SortStableFunc(list, func(a, b Stops) int { return a.Force.Compare(b.Force) })
	return list
}

// stopsTold reports whether the people who were stopped together are known of some force and month.
func (r *Report) stopsTold() bool { return slices.ContainsFunc(r.stops, isTold) }

func isTold(s Stops) bool { return s.Status == outcomes.StopsTold }

func cloneStops(list []Stops) []Stops {
	list = slices.Clone(list)
	for i, s := range list {
		list[i].Months, list[i].Searches = slices.Clone(s.Months), clone(s.Searches)
	}
	return list
}

// untold says why stops are not told.
var untold = map[outcomes.StopsStatus]string{
	outcomes.StopsNotCounted:     "the counts do not tell",
	outcomes.StopsWithoutMinutes: "the times have no minutes",
	outcomes.StopsWithoutPlaces:  "most records have no place",
	outcomes.StopsTooFew:         "too few records to tell",
}

// untoldWhy says why stops are not told in some of a list.
func untoldWhy(list []Stops) string {
	var why []string
	for _, s := range list {
		if text := untold[s.Status]; !isTold(s) && !slices.Contains(why, text) {
			why = append(why, text)
		}
	}
	return and(why)
}

// untoldWhere names the forces and the months in which stops are not told, where they are told in
// others.
func untoldWhere(list []Stops) string {
	var names []string
	more := int64(0)
	for _, s := range list {
		if isTold(s) {
			continue
		}
		if len(names) == maxMonths {
			more++
			continue
		}
		several := slices.ContainsFunc(list, func(of Stops) bool { return of.Force != s.Force })
		whole := !slices.ContainsFunc(list, func(of Stops) bool { return of.Force == s.Force && of.Status != s.Status })
		switch months := monthsNamed(s.Months); {
		case whole:
			names = append(names, "of "+forceName(s.Force))
		case several:
			names = append(names, fmt.Sprintf("of %s in %s", forceName(s.Force), months))
		default:
			names = append(names, "of "+months)
		}
	}
	if more > 0 {
		return strings.Join(names, ", ") + ", and elsewhere"
	}
	return and(names)
}

// monthsNamed names months in order: all of up to three runs of them, or how many they are.
func monthsNamed(months []outcomes.Month) string {
	list := runs(months)
	if len(list) > maxMonths {
		return plural(int64(len(months)), "month", "months")
	}
	var names []string
	for _, run := range list {
		name := monthName(run[0])
		if run[0] == 0 {
			name = "rows without a month"
		}
		if n := len(run); n > 1 {
			name += " to " + monthName(run[n-1])
		}
		names = append(names, name)
	}
	return and(names)
}

// howSure says what the intervals make of people who were stopped together. It is made of the
// document alone, so that it tells nothing that is withheld.
func (d Document) howSure() string {
	if !d.words().IsSearch() {
		return d.say("How sure: every {search} counts as independent of all others: where {people are stopped together}, the intervals are too narrow")
	}
	if d.Filters.Independent {
		return fmt.Sprintf("How sure: every search counts as independent of all others (%s none): where people are stopped together the intervals are too narrow", flags["Independent"])
	}
	if !slices.ContainsFunc(d.Stops, isTold) {
		return fmt.Sprintf("How sure: people stopped together cannot be told apart here: the intervals are too narrow by an unknown amount (%s)",
			untoldWhy(d.Stops))
	}
	text := "How sure: searches of one stop count as one piece of evidence" + d.widths()
	if where := untoldWhere(d.Stops); where != "" {
		text += fmt.Sprintf(". In the records %s people stopped together cannot be told apart: the intervals are too narrow there by an unknown amount (%s)",
			where, untoldWhy(d.Stops))
	}
	return text
}

// maxWidths is how many groups the heading names with the width of their intervals.
const maxWidths = 6

// widths says how many times as wide the intervals of the rates of the groups are than those of
// independent searches: in the search rate, or where there is none in the first table with rates.
// It leaves out groups without events: their design effect is that of the others, no search of
// theirs shows it, and an interval that has one end alone is not wider by its root.
func (d Document) widths() string {
	i := slices.IndexFunc(d.Tables, func(t Table) bool { return t.NoAnswer == "" })
	if i < 0 {
		return ""
	}
	t, groups, widest, named := d.Tables[i], make(map[string][]string), 0., 0
	var widths []string // in the order of the groups
	every := true
	for _, row := range t.Rows {
		if row.Kind != "" || row.Events == nil || row.Exposure == nil || *row.Exposure == 0 {
			continue
		}
		if *row.Events == 0 {
			every = d.Suppress != 0
			continue
		}
		named++
		width := ""
		if times := math.Sqrt(max(1, row.DesignEffect)); times >= 1.05 {
			width, widest = fmt.Sprintf("%.1f", times), max(widest, times)
		}
		if groups[width] == nil && width != "" {
			widths = append(widths, width)
		}
		groups[width] = append(groups[width], row.Group.String())
	}
	of := ""
	if t.Model != modelRate {
		of = ", in the " + t.Measure
	}
	one := ""
	if d.Suppress != 0 {
		one = " (one figure for all, so that it tells no count that is withheld)"
	}
	switch hardly := groups[""]; {
	case named == 0:
		return ""
	case len(hardly) == named:
		return ", and the intervals are hardly wider for it" + of + one
	case len(groups) == 1 && every:
		return fmt.Sprintf(": intervals are %.1f times as wide for every group%s%s", widest, of, one)
	case named > maxWidths:
		return fmt.Sprintf(": intervals are up to %.1f times as wide%s", widest, of)
	}
	list := []string{fmt.Sprintf("%s times as wide for %s", widths[0], and(groups[widths[0]]))}
	for _, width := range widths[1:] {
		list = append(list, fmt.Sprintf("%s for %s", width, and(groups[width])))
	}
	if hardly := groups[""]; hardly != nil {
		list = append(list, "hardly wider for "+and(hardly))
	}
	return ": intervals are " + strings.Join(list, ", ") + of
}

// claimedStops is what the claims are told of people who were stopped together.
func (d Document) claimedStops() claims.Stops {
	s := claims.Stops{Independent: d.Filters.Independent, Told: slices.ContainsFunc(d.Stops, isTold), Why: untoldWhy(d.Stops)}
	if s.Told {
		s.Where = untoldWhere(d.Stops)
	}
	return s
}
