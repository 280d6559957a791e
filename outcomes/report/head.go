package report

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// heading collects the lines above the tables and their footnotes.
type heading struct {
	lines     []string
	footnotes []string
}

// line adds a line.
func (h *heading) line(text string) { h.lines = append(h.lines, text) }

// mark returns the number of a new footnote, to stand behind what it is about.
func (h *heading) mark(note string) string {
	h.footnotes = append(h.footnotes, note)
	return " " + sheet.Superscript(len(h.footnotes))
}

// head returns the lines above the tables, warnings first, and their footnotes.
func (r *Report) head() (lines, footnotes []string) {
	h := new(heading)
	h.line(r.headRead())
	h.lines = append(h.lines, slices.Concat(r.leftOutLines(), r.overlapLines())...)
	h.line(r.headUnknown(h))
	sure := r.document(false).howSure()
	if r.stopsTold() {
		sure += h.mark("stops are told by force, minute and place; of a stop that was recorded over several minutes the parts count as stops of their own. " +
			"What a group and the baseline share of one stop is left out, which makes the interval of an index wider, not narrower")
	}
	h.line(sure)
	if list := r.chosenByWhere(); list != nil {
		left := "other rows are left out"
		if n := r.quality.Excluded; n > 0 {
			left = r.limit.plural(n, "other row is left out", left)
		}
		h.line(fmt.Sprintf("Only %s: %s", withFlags(strings.Join(list, ", ")), left))
	}
	if list := r.chosenBy(); list != nil {
		of := r.sayf("%s of %s {person searches}", count(r.chosen), count(r.persons))
		switch {
		case r.partsAlone():
			of = r.say("the others of the {person searches} are left out")
		case r.hidesPersons():
			of = r.sayf("all but %s of the {person searches}", r.limit.count(r.persons-r.chosen))
		}
		h.line(fmt.Sprintf("Only %s: %s", withFlags(strings.Join(list, ", ")), of))
	}
	r.headMissing(h)
	if n := r.quality.Duplicates; n > 0 && r.words.IsSearch() && !r.partsAlone() {
		copies := r.limit.plural(n, "row is an exact copy of another and is counted", "rows are exact copies of others and are counted")
		if r.repeatsFew() {
			copies = "Rows that are exact copies of others are counted"
		}
		if r.persons != r.chosen && r.whole == nil {
			copies += ", of all that were read"
		}
		h.line(copies + h.mark("people who are searched together share every recorded value, and no row has a number of its own"))
	}
	if note := r.notComparedNote(); note != "" {
		h.line(note)
	}
	h.lines = append(h.lines, r.unknownLabels()...)
	return slices.Concat(r.warnings, h.lines, r.notes), h.footnotes
}

// notComparedNote says that nobody looked for what is told from rows, as they were counted and not
// kept; empty if they were kept.
func (r *Report) notComparedNote() string {
	q := r.quality
	if q.NotCompared == 0 {
		return ""
	}
	rows := "Rows"
	if q.NotCompared < q.Rows-q.Rejected-q.Revised-q.Excluded {
		rows = "Some of the rows"
	}
	return rows + r.say(" were counted and not kept: copies of rows, files that have the same rows, and where {people are stopped together}, were not looked for.")
}

// headRead says what was read.
func (r *Report) headRead() string {
	q := r.quality
	rows, read := "", []string{r.say("{person searches}")}
	if !r.hidesRows() {
		rows = plural(q.Rows, "row", "rows") + ": "
	}
	if !r.hidesPersons() {
		read[0] = plural(r.persons, r.say("{person search}"), r.say("{person searches}"))
	}
	if q.VehicleOnly > 0 {
		read = append(read, fmt.Sprintf("%s of vehicles only", r.limit.count(q.VehicleOnly)))
	}
	if q.TypeUnknown > 0 {
		what := "what was searched"
		if !r.words.IsSearch() {
			what = "what they are of"
		}
		read = append(read, fmt.Sprintf("%s that do not say %s", r.limit.count(q.TypeUnknown), what))
	}
	if q.Rejected > 0 {
		read = append(read, fmt.Sprintf("%s that could not be read", r.limit.count(q.Rejected)))
	}
	switch {
	case q.Revised > 0 && r.revisedFew():
		read = append(read, "some left out for those of another file")
	case q.Revised > 0:
		read = append(read, fmt.Sprintf("%s left out for those of another file", count(q.Revised)))
	}
	what := r.read.months()
	if names := forceNames(r.read.forces); !r.needsNoForce() || names != forceName(ethnicity.Force{}) {
		what = names + ", " + what
	}
	return fmt.Sprintf("%s · %s%s", what, rows, strings.Join(read, ", "))
}

// headUnknown says whose account of ethnicity counts, and how many searches it leaves in no group.
func (r *Report) headUnknown(h *heading) string {
	account := map[outcomes.EthnicityRule]struct{ name, without string }{
		outcomes.SelfDefined:     {"Self-defined ethnicity", "with no self-defined ethnicity"},
		outcomes.OfficerDefined:  {"Officer-defined ethnicity", "with no officer-defined ethnicity"},
		outcomes.SelfThenOfficer: {"Self-defined ethnicity, officer-defined where there is none", "with neither"},
	}[r.o.Rule]
	line := account.name
	if d := r.denominator; d != nil {
		line += ", " + d.inHead()
	}
	line += ". "
	if r.partsAlone() {
		return line + r.say("How many {searches} are in no group is told of each part.")
	}
	unknown := r.counts.UnknownTotal()
	if unknown == 0 {
		return line + r.say("Every {search} is in a group.")
	}
	is := "Not in any group"
	if r.o.Unknown != outcomes.LeftOut { // it depends on the table
		is = "Put into groups where that can be"
	}
	if r.limit.tells(unknown, r.chosen) {
		return line + fmt.Sprintf("%s: %s %s", is, r.limit.share(unknown, r.chosen, r.say("{searches}")), account.without)
	}
	line += fmt.Sprintf("%s: %s (%s) %s", is, r.records(unknown), percent(unknown, r.chosen), account.without)
	var kinds []string
	for _, g := range slices.Sorted(maps.Keys(r.kinds())) {
		if n := r.counts.Unknown[g]; n > 0 {
			kinds = append(kinds, fmt.Sprintf("%s %s", count(n), strings.ToLower(g.String())))
		}
	}
	note := "they count in no group, so that every index could be higher or lower"
	if r.o.Unknown != outcomes.LeftOut {
		note = fmt.Sprintf("%s %s puts them into groups, on an assumption that the records cannot check", flags["Unknown"], r.o.Unknown)
	}
	if len(kinds) > 0 {
		note = strings.Join(kinds, ", ") + "; " + note
	}
	return line + h.mark(note)
}

// headMissing says what the searches of persons that were read do not record.
func (r *Report) headMissing(h *heading) {
	if r.partsAlone() || r.hidesMissing() {
		return
	}
	q := r.quality
	var missing []string
	if r.words.HasCrimeOutcome() {
		if n := q.OutcomeMissing; n > 0 && !r.lacks(columnOutcome) {
			missing = append(missing, "outcome in "+r.blank(n)+h.mark("no outcome so far, or none recorded: they are in no rate of outcomes"))
		}
	} else if q.OutcomeMissing > 0 && !r.lacks(columnOutcome) {
		missing = append(missing, "outcome in "+r.blank(q.OutcomeMissing)+
			h.mark("blank: some forces leave it blank where nothing was done, others where it is not known"))
	}
	if q.LinkedMissing > 0 && r.words.IsSearch() && !r.lacks(columnLinked) {
		missing = append(missing, "link between outcome and object of search in "+r.blank(q.LinkedMissing))
	}
	if missing == nil {
		return
	}
	of := r.say("the {person searches}")
	if !r.hidesPersons() {
		of = r.sayf("the %s {person searches}", count(r.persons))
	}
	if r.persons != r.chosen {
		of += " that were read"
	}
	h.line(fmt.Sprintf("Not recorded: %s of %s", strings.Join(missing, ", "), of))
}

// blank writes how many of the searches of persons that were read lack something, with the
// percentage unless it is withheld.
func (r *Report) blank(n int64) string {
	switch {
	case r.hidesPersons() && n == r.persons:
		return "all"
	case r.limit.small(r.persons - n):
		return "all but " + r.limit.count(r.persons-n)
	case r.hidesPersons(), r.limit.small(n):
		return r.limit.count(n)
	}
	return fmt.Sprintf("%s (%s)", count(n), percent(n, r.persons))
}

// maxLabels is how many unknown labels the head lists.
const maxLabels = 10

// unknownLabels has a line for each label that no table knows.
func (r *Report) unknownLabels() (lines []string) {
	labels, more := r.quality.UnknownLabels, int64(0)
	for _, column := range slices.Sorted(maps.Keys(labels)) {
		for _, label := range slices.Sorted(maps.Keys(labels[column])) {
			if len(lines) == maxLabels {
				more++
				continue
			}
			line := fmt.Sprintf("Label not known, counted as not recorded: %s %q", column, label)
			if !r.partsAlone() {
				line += ", " + r.limit.plural(labels[column][label], "row", "rows")
			}
			lines = append(lines, line)
		}
	}
	if more > 0 {
		lines = append(lines, fmt.Sprintf("and %s more: %s json lists them all", plural(more, "label", "labels"), flags["Format"]))
	}
	return lines
}
