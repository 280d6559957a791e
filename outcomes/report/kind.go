package report

import (
	"fmt"
	"slices"

	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report/internal/wording"
)

// kindsOf counts the records of persons by what they are of.
func kindsOf(t *outcomes.Tally) map[wording.Words]int64 {
	kinds := make(map[wording.Words]int64)
	for of, n := range outcomes.CountBy(t, func(k outcomes.Key) outcomes.RecordType { return k.Type }) {
		if of.IsPerson() {
			kinds[wording.Of(of)] += n
		}
	}
	return kinds
}

// findKind finds what the records of persons are of: those that count, or where there are none
// those that filters of rows left out; searches where there are none either. Records of several
// kinds make no report: what is out of what would be another thing in every row.
func (r *Report) findKind() error {
	kinds := kindsOf(r.sum)
	if len(kinds) == 0 {
		kinds = kindsOf(r.excluded)
	}
	var names []string
	for _, w := range wording.All() {
		n, ok := kinds[w]
		if !ok {
			continue
		}
		r.words = w
		names = append(names, r.limit.plural(n, r.say("{search}"), r.say("{searches}")))
	}
	if len(names) > 1 && r.tally.Total() > 0 {
		return optionError("{Where}: the records are of several kinds, which make no one report: %s. Choose those of one kind, or read each from files of its own", and(names))
	}
	return r.checkKind()
}

// checkKind reports a choice that the kind of the records has nothing for.
func (r *Report) checkKind() error {
	if r.words.IsSearch() {
		return nil
	}
	var option string
	switch {
	case r.o.Object != nil:
		option = "Object"
	case r.o.Find != outcomes.FindByAction:
		option = "Find"
	case r.o.Legislation != nil && r.words.HasCrimeOutcome():
		option = "Legislation"
	case slices.Contains(r.o.Within, ByObject), r.words.HasCrimeOutcome() && slices.Contains(r.o.Within, ByLegislation):
		option = "Within"
	default:
		return nil
	}
	return optionError("{%s} cannot be had: the records are %s, and it is of searches alone: leave it out", option, r.say("{searches}"))
}

// hasOwn reports whether a file was a force's own extract.
func (r *Report) hasOwn() bool {
	return slices.ContainsFunc(r.sources, func(s outcomes.Source) bool { return s.Own })
}

// needsNoForce reports whether nobody misses the name of a force: in an extract of a force's own.
func (r *Report) needsNoForce() bool { return !r.words.IsSearch() || r.hasOwn() }

// say returns a template with the words of the kind of the records.
func (r *Report) say(template string) string { return r.words.In(template) }

// sayf is [fmt.Sprintf] of say.
func (r *Report) sayf(template string, args ...any) string {
	return fmt.Sprintf(r.words.In(template), args...)
}

// records writes a number of records.
func (r *Report) records(n int64) string {
	return plural(n, r.say("{search}"), r.say("{searches}"))
}

// isIndependent reports whether every record counts as independent of all others: by choice, and
// where the records are no searches, of which alone it is told who were stopped together.
func (r *Report) isIndependent() bool { return r.o.Independent || !r.words.IsSearch() }

// words are those of the kind of the records.
func (d Document) words() wording.Words { return wording.Of(d.Kind) }

// say and sayf are as of a Report.
func (d Document) say(template string) string { return d.words().In(template) }

func (d Document) sayf(template string, args ...any) string {
	return fmt.Sprintf(d.words().In(template), args...)
}

// records writes a number of records.
func (d Document) records(n int64) string {
	return plural(n, d.say("{search}"), d.say("{searches}"))
}

// rate returns the table of records per resident, which has no ID if there is none.
func (d Document) rate() Table { return tableWith(d.Tables, d.words().RateID()) }
