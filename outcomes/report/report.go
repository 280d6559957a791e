package report

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
)

// Report is the answer to what a scrutiny panel asks of stop-and-search records: what was read and
// what was left out, and one table for each measure. It comes from [New] and does not change; any
// number of goroutines may ask it.
type Report struct {
	o Options // with the values that zeros stand for
	input
	limit limit

	persons int64 // searches of persons in everything that was read
	chosen  int64 // those in the tables, of no known group among them
	counts  outcomes.Counts
	read    span // of everything that was read
	span    span // of the months that were asked for

	warnings []string
	notes    []string
	tables   []entry
	adjusted []Adjusted // the tables of Stratify
	absent   *absence   // the group of the scheme that has no row; nil if every group has one

	area      string          // the forces whose residents are the denominator of the search rate
	residents int64           // their number
	unknown   int64           // searches in no group in the table of search rates
	bounds    []Bound         // of the index of search rates
	compared  bool            // whether a search of the baseline is among the known
	left      int64           // searches that are in no group even where Unknown has filled in
	fewest    ethnicity.Group // has the fewest residents, the baseline left aside

	without []string // tables that the method has no ratio for
	reason  error    // why
}

// ErrNoSearches is wrapped by the error of [New] where there is no search of a person to report on,
// or none that the options leave.
var ErrNoSearches = errors.New("no search of a person")

// New makes the report of what was read. It takes some milliseconds a table, mostly for limits and
// p-values, and more where strata or imputations are many; the number of searches hardly matters.
//
// The error is an [*OptionError] if an option cannot be had, or not with these records; it wraps
// [ErrNoSearches] if there is nothing to report on.
func New(x *outcomes.Extract, o Options) (*Report, error) {
	if err := o.Validate(); err != nil {
		return nil, err
	}
	r := &Report{o: o.filled(), input: inputOf(x, o.Rule), limit: limit(o.Suppress)}
	chosen, err := r.choose()
	if err != nil {
		return nil, err
	}
	if err := r.findAbsent(); err != nil {
		return nil, err
	}
	r.warnings = r.repeated()
	r.note(r.o.Scheme.Note(), r.officerNote(), r.absent.text(), r.span.note())
	if err := r.searchRate(chosen); err != nil {
		return nil, err
	}
	if err := r.findRates(chosen); err != nil {
		return nil, err
	}
	r.note(linkNotes(chosen)...)
	r.note(r.absorbed(chosen))
	if err := r.outcomeRates(chosen); err != nil {
		return nil, err
	}
	switch {
	case len(r.tables) == 0 && r.reason != nil:
		return nil, optionError("{Method} %s", r.o.Method).wrapping(r.reason)
	case r.without != nil:
		r.note(fmt.Sprintf("Left out, because %s %s has no ratio for their kind of counts: %s.", flags["Method"], r.o.Method, strings.Join(r.without, "; ")))
	}
	if err := r.suppress(); err != nil {
		return nil, err
	}
	for i := range r.tables {
		var err error
		if r.tables[i].plain, err = plainTable(r.tables[i].id, r.tables[i].table); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// Warnings returns what stands above everything else: files that repeat themselves, and labels that
// are not known in many searches. They are the first of the notes of the [Document]; CSV has no
// room for them.
func (r *Report) Warnings() []string { return slices.Clone(r.warnings) }

// note adds notes that are not "" and do not stand there yet.
func (r *Report) note(notes ...string) {
	for _, note := range notes {
		if note != "" && !slices.Contains(r.notes, note) {
			r.notes = append(r.notes, note)
		}
	}
}

func isPerson(k outcomes.Key) bool { return k.Type.IsPerson() }

// choose counts what was read, and returns the searches of persons that the options leave.
func (r *Report) choose() (*outcomes.Tally, error) {
	o := r.o
	inPeriod := r.tally.Where(func(k outcomes.Key) bool {
		return (o.From == 0 || k.Month >= o.From) && (o.To == 0 || k.Month != 0 && k.Month <= o.To)
	})
	chosen := inPeriod.Where(func(k outcomes.Key) bool {
		return isPerson(k) && (o.Object == nil || k.Object == *o.Object) && (o.Type == nil || k.Type == *o.Type)
	})
	r.persons, r.chosen = r.tally.Where(isPerson).Total(), chosen.Total()
	switch {
	case r.persons == 0:
		return nil, r.nobody()
	case r.chosen == 0:
		e := &OptionError{Option: r.firstFilter(), err: ErrNoSearches}
		e.text = fmt.Sprintf("none of the %s is left by %s", r.limit.plural(r.persons, "search of a person", "searches of persons"), strings.Join(r.filters(inBraces), ", "))
		return nil, e
	}
	var err error
	if r.counts, err = chosen.Counts(outcomes.Grouping{Rule: o.Rule, Scheme: o.Scheme}); err != nil {
		return nil, optionError("the labels of the input do not fit {Scheme} %s", o.Scheme).wrapping(err)
	}
	r.read, r.span = spanOf(r.tally), spanOf(inPeriod)
	return chosen, nil
}

// nobody says that no search of a person was read, and what was.
func (r *Report) nobody() error {
	q, where := r.quality, ""
	if names := r.files(); names != "" {
		where = " in " + names
	}
	return fmt.Errorf("report: %w%s: %s, %s, %s, %s", ErrNoSearches, where, r.limit.plural(q.Rows, "row", "rows"),
		r.limit.plural(q.VehicleOnly, "search of a vehicle only", "searches of vehicles only"),
		r.limit.plural(q.TypeUnknown, "row that does not say what was searched", "rows that do not say what was searched"),
		r.limit.plural(q.Rejected, "row rejected", "rows rejected"))
}

// absence is a group of the scheme that has no row.
type absence struct {
	group ethnicity.Group
	why   string
}

// text says why the group has no row; "" if every group has one.
func (a *absence) text() string {
	if a == nil {
		return ""
	}
	return a.why
}

// is reports whether g is the group without a row.
func (a *absence) is(g ethnicity.Group) bool { return a != nil && a.group == g }

// dropAbsent takes the group that has no row out of counts.
func dropAbsent[M rri.Measure](a *absence, by map[ethnicity.Group]M) map[ethnicity.Group]M {
	if a != nil {
		delete(by, a.group)
	}
	return by
}

// findAbsent finds the group that officers did not have: where they recorded nobody as Mixed in all
// that was read, an index of 0 would be of the form and not of the searches.
func (r *Report) findAbsent() error {
	if r.o.Rule != outcomes.OfficerDefined || !r.o.Scheme.Has(ethnicity.Mixed) {
		return nil
	}
	known := r.tally.Where(func(k outcomes.Key) bool { return k.Type.IsPerson() && k.Officer.IsKnown() })
	if known.Total() == 0 || outcomes.CountBy(known, r.o.Rule.Of)[ethnicity.Mixed] > 0 {
		return nil
	}
	if r.o.Baseline == ethnicity.Mixed {
		return optionError("{Baseline} Mixed: officers recorded nobody as Mixed in what was read: choose another baseline, or {Rule} self")
	}
	r.absent = &absence{ethnicity.Mixed, "Officers recorded nobody as Mixed in what was read, as where they have no such category: Mixed has no row and no index, " +
		"and those who call themselves Mixed are searches of other groups."}
	return nil
}

// residentsOf returns the residents of the forces that have some, in the groups of the report, and
// the forces with and without. The population means nothing if no force has any.
func (r *Report) residentsOf(forces []ethnicity.Force) (p ethnicity.Population, with, without []ethnicity.Force, err error) {
	var populations []ethnicity.Population
	for _, f := range forces {
		if !hasResidents(f) {
			without = append(without, f)
			continue
		}
		p, err := ethnicity.PopulationOf(f.String(), r.o.Census)
		if err != nil {
			return p, nil, nil, prefixed(err)
		}
		with = append(with, f)
		populations = append(populations, p)
	}
	if with == nil {
		return p, nil, without, nil
	}
	if p, err = ethnicity.Sum(populations...); err == nil {
		p, err = p.Collapse(r.o.Scheme)
	}
	return p, with, without, prefixed(err)
}

// searchRate adds the table of searches per resident, of the forces that have residents. A force
// counts even if it has no search that was chosen.
func (r *Report) searchRate(chosen *outcomes.Tally) error {
	p, with, without, err := r.residentsOf(r.span.forces)
	if err != nil {
		return err
	}
	if with == nil {
		r.note(noSearchRate(without))
		return nil
	}
	resident := chosen.Where(func(k outcomes.Key) bool { return hasResidents(k.Force) })
	counts, err := resident.Counts(r.counts.Grouping)
	if err != nil {
		return prefixed(err)
	}
	filled, err := r.fill(resident)
	if err != nil {
		return err
	}
	var rates []map[ethnicity.Group]rri.Rate
	for _, t := range filled {
		c, err := t.Counts(r.counts.Grouping)
		if err != nil {
			return prefixed(err)
		}
		by, err := c.Rates(p)
		if err != nil {
			return prefixed(err)
		}
		r.left = c.UnknownTotal() // alike in every imputation
		rates = append(rates, dropAbsent(r.absent, by))
	}
	if err := r.findFewest(p); err != nil {
		return err
	}
	if err := r.bound(counts, p); err != nil {
		return err
	}
	r.area, r.residents = forceNames(with), p.Total()
	areas := "area"
	if len(with) > 1 {
		areas = "areas"
	}
	q := question{id: "search-rate", name: "search rate", events: "searches", exposure: "residents"}
	q.text = fmt.Sprintf("%s in %s, per resident of the police force %s (%s, census %s)", r.searches(), r.span.months(), areas, r.area, r.o.Census)
	q.alert = r.limit.alert(counts.UnknownTotal(), 0, resident.Total())
	q.notes = []string{r.placed(counts.UnknownTotal(), resident.Total()), r.absent.text()}
	if len(without) > 0 {
		q.notes = append(q.notes, fmt.Sprintf("without the searches of %s, which has no residents", forceNames(without)))
	}
	q.notes = append(q.notes, r.labelNotes(columnForce)...)
	return add(r, rates, q)
}

// findFewest finds the group with the fewest residents, the baseline left aside.
func (r *Report) findFewest(p ethnicity.Population) error {
	fewest := int64(math.MaxInt64)
	for g := range r.o.Scheme.Groups() {
		n, err := p.Of(g)
		if err != nil {
			return prefixed(err)
		}
		if g != r.o.Baseline && n < fewest && !r.absent.is(g) {
			r.fewest, fewest = g, n
		}
	}
	return nil
}

// hasResidents reports whether a force polices an area with residents.
func hasResidents(f ethnicity.Force) bool { return f.Code() != "" }

func forceOf(k outcomes.Key) ethnicity.Force { return k.Force }
