package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report/internal/chosen"
	"github.com/seed-549880be/disparity/outcomes/report/internal/wording"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// filter is an option that chooses among the searches of persons by what is recorded of them.
type filter struct {
	option string // as "Object"
	column string // of the files, "" if every file has it
	named  string // in CSV
	value  string // "" if it does not choose
	listed bool   // whether an error names what is recorded, where no search has the value

	of func(outcomes.Key) string // what is recorded of a search
}

// filters returns these options, in the order in which they are told. A new one is a row here and
// a condition in [Report.isChosen].
func (o Options) filters() []filter {
	return []filter{
		{"Object", columnObject, "object", nameOf(o.Object), false, func(k outcomes.Key) string { return k.Object.String() }},
		{"Type", "", "type", nameOf(o.Type), false, func(k outcomes.Key) string { return k.Type.String() }},
		{"Legislation", columnLegislation, "legislation", nameOf(o.Legislation), true, func(k outcomes.Key) string { return k.Legislation.String() }},
		{"Age", columnAge, "age", nameOf(o.Age), true, func(k outcomes.Key) string { return k.Age.String() }},
		{"Gender", columnGender, "gender", nameOf(o.Gender), true, func(k outcomes.Key) string { return k.Gender.String() }},
	}
}

// nameOf returns the name of the value of an option, "" for none.
func nameOf[V fmt.Stringer](v *V) string {
	if v == nil {
		return ""
	}
	return (*v).String()
}

// isChosen reports whether a search is of a person, and one of those that the options leave.
func (r *Report) isChosen(k outcomes.Key) bool {
	o := r.o
	return isPerson(k) && r.value.has(k) && is(k.Object, o.Object) && is(k.Type, o.Type) && is(k.Legislation, o.Legislation) && is(k.Age, o.Age) && is(k.Gender, o.Gender)
}

// is reports whether v is what an option wants; nil wants anything.
func is[V comparable](v V, want *V) bool { return want == nil || v == *want }

// chosenBy names the options that chose among the searches, as the text of an [OptionError] does.
func (r *Report) chosenBy() (list []string) {
	for _, f := range r.o.filters() {
		if f.value != "" {
			list = append(list, fmt.Sprintf("{%s} %q", f.option, f.value))
		}
	}
	if r.o.From != 0 {
		list = append(list, "{From} "+r.o.From.String())
	}
	if r.o.To != 0 {
		list = append(list, "{To} "+r.o.To.String())
	}
	return list
}

// chosenByWhere names the filters of rows, as the text of an [OptionError] does.
func (r *Report) chosenByWhere() (list []string) {
	for _, f := range r.where {
		text := strings.TrimSpace(f.Column) + "=" + strings.TrimSpace(f.Value)
		if clean := sheet.Clip(text); clean != text || strings.ContainsAny(text, " \t\"'") {
			text = fmt.Sprintf("%q", clean)
		}
		list = append(list, "{Where} "+strings.ReplaceAll(text, "{", "{{"))
	}
	return list
}

// whereList has the filters of rows for programs: "la_name=Croydon; la_name=Sutton".
func (r *Report) whereList() string {
	var list []string
	for _, f := range r.where {
		list = append(list, strings.TrimSpace(f.Column)+"="+strings.TrimSpace(f.Value))
	}
	return strings.Join(list, "; ")
}

// leftOutByWhere is the number of rows that the filters of rows leave out, for programs: nothing if
// it is withheld.
func (r *Report) leftOutByWhere() sheet.Value {
	if r.limit.small(r.quality.Excluded) {
		return sheet.Value{}
	}
	return sheet.Int(r.quality.Excluded)
}

// noneLeft is the error that no search of a person is left by what chose among them, of so many.
func (r *Report) noneLeft(persons int64, inPeriod *outcomes.Tally) error {
	list := slices.Concat(r.chosenByWhere(), r.chosenBy())
	e := optionError("none of the %s is left by %s", r.limit.plural(persons, r.say("{search of a person}"), r.say("{searches of persons}")), strings.Join(list, ", ")).
		because(ErrNoSearches)
	switch all := spanOf(r.tally); {
	case r.persons == 0 && r.whereErr != nil:
		return e.wrapping(r.whereErr).because(ErrNoSearches)
	case inPeriod.Total() == 0 && all.first != 0:
		e.after = ": there are rows of " + all.months()
	default:
		e.after = r.nearValues(inPeriod.Where(isPerson))
	}
	return e
}

// missedRows warns of a filter of rows that no row agrees with, beside others that some do.
func (r *Report) missedRows() (warnings []string) {
	if r.whereErr == nil {
		return nil
	}
	return []string{"Warning: " + strings.TrimPrefix(r.whereErr.Error(), "outcomes: ")}
}

// nearValues says what is recorded in place of the first value of a filter that no search has; ""
// if each is there, only not together.
func (r *Report) nearValues(persons *outcomes.Tally) string {
	for _, f := range r.o.filters() {
		recorded := outcomes.CountBy(persons, f.of)
		if f.value == "" || recorded[f.value] > 0 || !f.listed || r.limit != 0 {
			continue
		}
		var names []string
		for name := range recorded {
			names = append(names, name)
		}
		slices.Sort(names)
		if more := len(names) - maxLabels; more > 0 {
			names = append(names[:maxLabels], fmt.Sprintf("%d more", more))
		}
		return r.sayf(": the {searches} have the %s %s", f.named, strings.Join(names, "; "))
	}
	return ""
}

// searches names what the tables count.
func (r *Report) searches() string {
	text := r.say("{searches} of ") + chosen.People("persons", nameOf(r.o.Gender), nameOf(r.o.Age))
	if !r.words.IsSearch() && r.o.Gender == nil && r.o.Age == nil {
		text = r.say("{searches}") // of nobody else
	}
	if r.o.Type != nil {
		text += fmt.Sprintf(" (type %s)", *r.o.Type)
	}
	if r.o.Object != nil {
		text += fmt.Sprintf(" for %s", *r.o.Object)
	}
	if r.o.Legislation != nil {
		text += " " + chosen.Power(r.o.Legislation.String())
	}
	if rows := r.rowsChosen(); len(rows) > 0 {
		text += ", in rows " + chosen.Rows(rows)
	}
	return text
}

// only says in a sentence which searches the tables are of, and how many rows were left out to
// choose them; "" if they are of all.
func (f Filters) only(words wording.Words, excluded *int64) string {
	var list []string
	if f.Object != nil {
		list = append(list, fmt.Sprintf("with the object %q", f.Object.String()))
	}
	if f.Type != nil {
		list = append(list, fmt.Sprintf("of the type %s", *f.Type))
	}
	if f.Legislation != nil {
		list = append(list, chosen.Power(f.Legislation.String()))
	}
	if f.Age != nil || f.Gender != nil {
		list = append(list, "of "+chosen.People("people", nameOf(f.Gender), nameOf(f.Age)))
	}
	if len(f.Where) > 0 {
		list = append(list, "in rows "+chosen.Rows(f.Where))
	}
	if list == nil {
		return ""
	}
	text := words.In("Only {searches} ") + and(list) + "."
	if excluded != nil {
		text += " " + plural(*excluded, "other row is left out.", "other rows are left out.")
	}
	return text
}

// none reports whether nothing chose among the searches.
func (f Filters) none() bool {
	return f.Object == nil && f.Type == nil && f.Legislation == nil && f.Age == nil && f.Gender == nil && len(f.Where) == 0 && f.From == 0 && f.To == 0
}

// clone returns filters that share nothing with f.
func (f Filters) clone() Filters {
	f.Object, f.Type, f.Legislation, f.Age, f.Gender = clone(f.Object), clone(f.Type), clone(f.Legislation), clone(f.Age), clone(f.Gender)
	f.Where = slices.Clone(f.Where)
	return f
}

// findRows finds what was read of the forces of which a row counts: these rows, and those that were
// left out to choose them.
func (r *Report) findRows() error {
	switch {
	case r.rows != nil: // of a part
		return nil
	case r.excluded.Total() == 0:
		r.rows = r.tally.Collapse(r.o.stratum)
		return nil
	}
	r.rows = r.excluded.Collapse(r.o.stratum).Where(ofForcesIn(r.sum))
	return prefixed(r.rows.Merge(r.tally.Collapse(r.o.stratum)))
}

// readInPeriod returns what was read of the months that were asked for, of the forces of which a
// row counts there: these rows, and those that were left out to choose them. A month that was read
// is there, and has its days, whatever chose among the rows.
func (r *Report) readInPeriod() *outcomes.Tally {
	switch {
	case r.rowsOfPeriod != nil:
		return r.rowsOfPeriod
	case r.whole == nil && r.o.From == 0 && r.o.To == 0:
		return r.rows // of these forces already
	}
	return r.inMonths(r.rows).Where(ofForcesIn(r.inPeriod()))
}

// ofForcesIn returns whether a force has a row in t.
func ofForcesIn(t *outcomes.Tally) func(outcomes.Key) bool {
	forces := spanOf(t).forces
	return func(k outcomes.Key) bool { return slices.Contains(forces, k.Force) }
}
