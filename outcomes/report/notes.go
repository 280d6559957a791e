package report

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report/internal/wording"
)

// repeated warns of the files that hold their rows several times over, or those of one force and
// month.
func (r *Report) repeated() (warnings []string) {
	for _, f := range r.repeats {
		what := "rows several times over"
		if !r.limit.small(f.Rows) && !r.partsAlone() {
			what = fmt.Sprintf("%s %d times over", plural(f.Rows, "row", "rows"), f.Times)
		}
		joined := "the file had been joined to itself"
		if f.Month != 0 {
			what = fmt.Sprintf("%s of %s in %s", what, forceName(f.Force), monthName(f.Month))
			joined = "this month had been joined to itself"
		}
		warnings = append(warnings, fmt.Sprintf("Warning: %s holds the same %s, in the same order, as if %s. All are counted.",
			baseName(f.File), what, joined))
	}
	return warnings
}

// files names what was read.
func (r *Report) files() string {
	var names []string
	for _, s := range r.sources {
		names = append(names, s.File)
	}
	return sentence(names, "files")
}

// officerNote returns what to know of officer-defined ethnicity, where it counts.
func (r *Report) officerNote() string {
	switch {
	case r.o.Rule == outcomes.SelfDefined:
		return ""
	case r.o.Rule == outcomes.SelfThenOfficer:
		return r.say("Ethnicity as an officer saw it counts where people's own account is not recorded. Officers hardly use Mixed, and not before 2021: " +
			"most people who call themselves Mixed are seen as Black or White, and {are searches of} those groups there.")
	case r.absent.has(ethnicity.Mixed) || !r.o.Scheme.Has(ethnicity.Mixed):
		return ethnicity.OfficerDefined.Note()
	}
	return r.say("Ethnicity as an officer saw it. Officers hardly use Mixed, and not before 2021: most people who call themselves Mixed are seen as Black " +
		"or White, so that the rate of Mixed is too low, and {searches} of them are in the rates of those groups.")
}

// linkNotes says how each force records the link between outcome and object.
func linkNotes(t *outcomes.Tally) (notes []string) {
	by := make(map[outcomes.Regime][]ethnicity.Force)
	for force, part := range outcomes.Split(t, forceOf) {
		by[part.Regime()] = append(by[part.Regime()], force)
	}
	for regime := range outcomes.Regimes() {
		forces := by[regime]
		slices.SortFunc(forces, ethnicity.Force.Compare)
		switch {
		case len(forces) == 0:
		case len(by) == 1:
			notes = append(notes, fmt.Sprintf("Recording regime %q: %s.", regime, regime.Text()))
		default:
			notes = append(notes, fmt.Sprintf("Recording regime %q (%s): %s.", regime, forceNames(forces), regime.Text()))
		}
	}
	return notes
}

// absorbed warns of the groups that are in the records and inside the baseline; "" if there are
// none, or if small counts are withheld.
func (r *Report) absorbed(t *outcomes.Tally) string {
	parts, inside := r.absorbedParts(t)
	if parts == nil {
		return ""
	}
	return r.sayf("The baseline White holds minorities of its own ({searches}: %s).%s", strings.Join(parts, ", "), r.withoutThem(inside))
}

// absorbedInShort is absorbed for the first screen.
func (r *Report) absorbedInShort(t *outcomes.Tally) string {
	parts, _ := r.absorbedParts(t)
	if parts == nil {
		return ""
	}
	return r.sayf("White holds minorities of its own ({searches}: %s).", strings.Join(parts, ", "))
}

// absorbedParts are the groups inside the baseline, in words each with its number of searches.
func (r *Report) absorbedParts(t *outcomes.Tally) (parts []string, inside []ethnicity.Group) {
	if r.limit != 0 || r.o.Baseline != ethnicity.White {
		return nil, nil // the other baselines hold no group that reviews study
	}
	searches := outcomes.CountBy(t, r.o.Rule.Of)
	for _, g := range outcomes.Absorbed(r.o.Baseline, ethnicity.WhiteIrish, ethnicity.GypsyOrIrishTraveller, ethnicity.Roma, ethnicity.OtherWhite) {
		if n := searches[g]; n > 0 {
			parts, inside = append(parts, fmt.Sprintf("%s %s", count(n), g)), append(inside, g)
		}
	}
	return parts, inside
}

// withoutThem says which groups take minorities out of the baseline White, all of them or some; ""
// if none can be had.
func (r *Report) withoutThem(inside []ethnicity.Group) (text string) {
	for _, s := range []ethnicity.Scheme{ethnicity.FivePlusOneTraveller, ethnicity.WhiteMinority} {
		o := r.o
		o.Scheme, o.Baseline = s, 0
		o = o.filled()
		left := outcomes.Absorbed(o.Baseline, inside...)
		if _, err := r.sum.Counts(outcomes.Grouping{Rule: o.Rule, Scheme: s, Independent: true}); err != nil || o.Validate() != nil || len(left) == len(inside) {
			continue
		}
		var out []string
		for _, g := range inside {
			if !slices.Contains(left, g) {
				out = append(out, g.String())
			}
		}
		text += fmt.Sprintf(" %s %s takes out %s.", flags["Scheme"], s, and(out))
	}
	return text
}

// placed says what became of the searches in no group: a footnote, "" if there are none.
func (r *Report) placed(unknown, all int64) string {
	if unknown == 0 {
		return ""
	}
	became := map[outcomes.Allocation]string{
		outcomes.LeftOut:      "are in no group",
		outcomes.InProportion: "have no known group and were put into groups in proportion to the known with the same outcome",
		outcomes.ByOfficer:    "have no self-defined group and were put into groups as the officer saw them, where the officer did",
		outcomes.ByCrossTable: "have no known group and were put into groups like the known whom officers see the same way, with the same outcome",
	}[r.o.Unknown]
	note := r.limit.share(unknown, all, r.say("{searches}")) + " " + became
	if r.o.Unknown != outcomes.LeftOut {
		note += fmt.Sprintf(" (%s %s)", flags["Unknown"], r.o.Unknown)
	}
	return note
}

// unknownThreshold is the unknown share beyond which a table says so above everything else.
const unknownThreshold = 0.1

// alert is the first line of a table whose unknown share is high; "" if it is not, or if that would
// tell a small count.
func (l limit) alert(words wording.Words, unknown, missing, all int64) string {
	high := func(n int64) bool { return float64(n) > unknownThreshold*float64(all) && !l.tells(n, all) }
	var parts []string
	if high(unknown) {
		parts = append(parts, fmt.Sprintf("ethnicity of %s", percent(unknown, all)))
	}
	if high(missing) {
		what := "outcome"
		if words.IsSearch() {
			what = "outcome, or its link,"
		}
		parts = append(parts, fmt.Sprintf("%s of %s", what, percent(missing, all)))
	}
	if parts == nil {
		return ""
	}
	return fmt.Sprintf(words.In("More than %.0f %% unknown: %s of the {searches}"), 100*unknownThreshold, strings.Join(parts, " and "))
}

// alert is the first line of a table whose unknown share is high by what is recorded; "" if it is
// not.
func (r *Report) alert(unknown, missing, all int64) string {
	text := r.limit.alert(r.words, unknown, missing, all)
	if r.o.Unknown != outcomes.LeftOut { // whose rows have some of these, or all
		text = strings.Replace(text, " unknown: ", " unknown by what is recorded: ", 1)
	}
	return text
}

// maxUnknownLabels is the share of the searches of persons above which labels that are not known in
// a column are told above the tables, and below those that read the column.
const maxUnknownLabels = 0.02

// labelNotes returns a footnote for each of the columns whose labels are not known too often, and
// warns of it. The columns that every table reads are added.
func (r *Report) labelNotes(columns ...string) (notes []string) {
	columns = append(columns, columnType)
	if r.o.Rule != outcomes.OfficerDefined {
		columns = append(columns, columnSelf)
	}
	if r.o.Rule != outcomes.SelfDefined || r.o.Unknown == outcomes.ByOfficer || r.o.Unknown == outcomes.ByCrossTable {
		columns = append(columns, columnOfficer)
	}
	for _, f := range r.o.filters() {
		if f.value != "" && f.column != "" {
			columns = append(columns, f.column)
		}
	}
	slices.Sort(columns)
	for _, column := range slices.Compact(columns) {
		note := r.labelNote(column)
		if note == "" {
			continue
		}
		notes = append(notes, note)
		if warning := "Warning: " + note + "."; !slices.Contains(r.warnings, warning) {
			r.warnings = append(r.warnings, warning)
		}
	}
	return notes
}

// labelNote says in how many searches the label in a column is not known; "" if in few.
func (r *Report) labelNote(column string) string {
	labels := r.labels[column]
	rows, few := r.labelRows(column)
	all, what := r.persons, r.say("{searches of persons} that were read")
	hidden := few || r.hidesPersons()
	if column == columnType {
		untyped := r.quality.TypeUnknown
		if r.limit.small(untyped) { // beside the searches of persons the sum would tell it
			untyped, hidden = int64(r.limit), true
		}
		all, what = all+untyped, r.say("{searches} that were read, those of vehicles only left out")
	}
	if float64(rows) <= maxUnknownLabels*float64(all) {
		return ""
	}
	share := r.limit.share(rows, all, what)
	if hidden {
		share = fmt.Sprintf("more than %.0f %% of the %s", 100*maxUnknownLabels, what)
	}
	names := slices.SortedFunc(maps.Keys(labels), func(a, b string) int { return cmp.Or(cmp.Compare(labels[b], labels[a]), cmp.Compare(a, b)) })
	more := ""
	if n := len(names) - maxLabels; n > 0 {
		names, more = names[:maxLabels], fmt.Sprintf(" and %s more", plural(int64(n), "label", "labels"))
	}
	for i, name := range names {
		names[i] = fmt.Sprintf("%q", name)
	}
	return fmt.Sprintf("labels of %q that are not known stand in %s, and count as not recorded: %s%s", column, share, strings.Join(names, ", "), more)
}

// columnsOf returns the columns that a definition reads: those whose unknown labels leave open if a
// search is an event.
func columnsOf(d outcomes.Definition) (columns []string) {
	if d.Missing(outcomes.Key{Outcome: outcomes.Arrest, Linked: outcomes.Yes}) {
		return []string{columnOutcome} // of a crime, which no outcome of a search tells
	}
	open := func(outcome outcomes.Outcome, linked outcomes.Answer) bool {
		return d.Missing(outcomes.Key{Outcome: outcome, Linked: linked})
	}
	if open(outcomes.OutcomeUnrecognised, outcomes.Yes) || open(outcomes.OutcomeUnrecognised, outcomes.No) {
		columns = append(columns, columnOutcome)
	}
	if open(outcomes.Arrest, outcomes.AnswerUnrecognised) {
		columns = append(columns, columnLinked)
	}
	return columns
}
