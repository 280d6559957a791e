package report

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/suppress"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// sheeted is a table that can be written.
type sheeted interface {
	Sheet() (sheet.Sheet, error)
	json.Marshaler
}

// table is an rri.Table of either model.
type table interface {
	sheeted
	AnyDiffers() (rri.Test, error)
}

// entry is one table of the report.
type entry struct {
	table
	id       string
	name     string
	alert    string
	months   string // as of the question
	doubt    string // as of the question
	noAnswer string // as of the question
	plain    Table  // the same as plain data, once all is withheld that has to be
	whole    table  // before anything is withheld
	withhold func(hide, exposure []ethnicity.Group) (withheld, error)
	// withholds searches, of outcomes alone
	margin func(hide []ethnicity.Group) (withheld, error)
	// the search rate, the others being of its searches
	perPerson bool

	// what the table counts: the searches, and the outcomes of these if it is no search rate
	of         *outcomes.Tally
	definition *outcomes.Definition

	together table // of all groups other than White together, beside the baseline; or nil
	rest     rest  // the searches in no group, as far as they were not put into one
	unknown  int64 // the searches in no group by what is recorded, of how many
	searches int64
}

// withheld is a table of which small counts were withheld.
type withheld struct {
	table
	hidden   []ethnicity.Group
	exposure []ethnicity.Group // those of which the trials are hidden too
	baseline bool              // is hidden
	totals   bool              // must be withheld too
}

// fill puts searches of unknown ethnicity into groups, as Unknown says. Where nobody is known whom
// they could be like, it returns nil, and the table of that name is left out.
func (r *Report) fill(t searches, name string) ([]*outcomes.Tally, error) {
	if r.o.Unknown == outcomes.LeftOut {
		return []*outcomes.Tally{t.sum}, nil
	}
	of := t.Tally
	if r.o.Unknown == outcomes.ByOfficer { // whatever the month
		of = t.sum
	}
	filled, err := of.Allocate(r.o.Unknown, r.o.Scheme, outcomes.AllocateOptions{})
	switch {
	case err == nil:
		return filled.Tallies, nil
	case !errors.Is(err, unknown.ErrNobody):
		return nil, optionError("{Unknown} %s", r.o.Unknown).wrapping(err)
	case r.limit != 0:
		err = unknown.ErrNobody // without the number of those whom nobody is like
	}
	r.unlike, r.nobodyLike = append(r.unlike, name), err
	return nil, nil
}

// noteUnlike says which tables are left out since nobody is known whom their searches of unknown
// ethnicity could be like. It is an error if that leaves no table.
func (r *Report) noteUnlike() error {
	switch {
	case r.unlike == nil:
		return nil
	case len(r.tables) == 0:
		return optionError("{Unknown} %s", r.o.Unknown).wrapping(r.nobodyLike)
	}
	r.remind(r.sayf("Left out, as %s %s cannot put their {searches} of unknown ethnicity into groups, where nobody is known whom these could be like: %s.",
		flags["Unknown"], r.o.Unknown, strings.Join(r.unlike, "; ")))
	return nil
}

// testGroups tests whether any group differs, where the table has an answer of which nothing is
// withheld.
func (e *entry) testGroups() error {
	if e.noAnswer != "" {
		return nil
	}
	test, err := e.AnyDiffers()
	switch {
	case errors.Is(err, rri.ErrDerived):
		return nil
	case err != nil:
		return prefixed(err)
	}
	e.plain.AnyDiffers = &test
	return nil
}

// nobodyOf says that nothing is there to compare with, where no event of the baseline was recorded.
// searched tells whether there were searches of it at all.
func (r *Report) nobodyOf(baseline ethnicity.Group, events string, searched bool) string {
	if searched {
		return r.sayf("no {search} of %s {was recorded} that counts here (%s): nothing to compare with", anyone(baseline), events)
	}
	return r.sayf("no {search} of %s {was recorded}: nothing to compare with", anyone(baseline))
}

// nobodyLives says that nothing is there to compare with, where the baseline has no residents.
func nobodyLives(baseline ethnicity.Group) string {
	return fmt.Sprintf("the residents have nobody of the group %s: nothing to compare with", baseline)
}

// add adds the table that answers a question, pooled if there are several imputations.
func add[M rri.Measure](r *Report, by []map[ethnicity.Group]M, q question) error {
	t, err := compared(r, by)
	if errors.Is(err, rri.ErrMethod) {
		r.without = append(r.without, q.name)
		r.reason = err
		return nil
	}
	if err != nil {
		return prefixed(err)
	}
	sum, err := together(r, by, q)
	if err != nil {
		return err
	}
	var m M
	perPerson := !m.IsProportion()
	if perPerson {
		t = remarked(r, t)
	}
	if q.noAnswer != "" {
		t = t.WithoutRates(q.noAnswer)
	}
	t.Measure, t.Definition, t.Events, t.Exposure = q.name, q.text, q.events, q.exposure
	for _, note := range q.notes {
		if note != "" {
			t.Notes = append(t.Notes, note)
		}
	}
	for _, row := range t.Rows {
		switch n, exposure, _ := row.Count.Counts(); {
		case row.Group != r.o.Baseline || q.noAnswer != "":
		case perPerson && exposure == 0:
			t.NoBaseline = nobodyLives(r.o.Baseline)
		case n == 0:
			t.NoBaseline = r.nobodyOf(r.o.Baseline, q.events, exposure > 0 && !perPerson)
		}
	}
	r.tables = append(r.tables, entry{table: t, of: q.of, definition: q.definition, id: q.id, name: q.name, alert: q.alert, months: q.months, doubt: q.doubt, noAnswer: q.noAnswer, perPerson: perPerson,
		together: sum, rest: q.rest, unknown: q.unknown, searches: q.searches,
		withhold: func(hide, exposure []ethnicity.Group) (withheld, error) {
			return withhold(t, q.total, suppress.Options[ethnicity.Group]{AtMost: r.o.Suppress, Hide: slices.Concat(hide, q.few), HideExposure: exposure})
		},
		margin: func(hide []ethnicity.Group) (withheld, error) {
			return withholdTrials(t, suppress.Options[ethnicity.Group]{AtMost: r.o.Suppress, Hide: hide})
		}})
	return nil
}

// compared compares every group of counts with the baseline, pooled if there are several
// imputations.
func compared[M rri.Measure](r *Report, by []map[ethnicity.Group]M) (t rri.Table[ethnicity.Group, M], err error) {
	tables := make([]rri.Table[ethnicity.Group, M], len(by))
	for i, counts := range by {
		if tables[i], err = rri.Compare(r.o.Baseline, counts, rri.Options{Method: r.o.Method, Level: r.o.Level, SmallCountBelow: r.o.SmallCountBelow}); err != nil {
			return t, err
		}
	}
	return unknown.PoolTables(tables)
}

// withholdTrials withholds small counts of the trials of a table as if they were what it counts. No
// group has a size, so that those that cover for others are taken in the order of the groups.
func withholdTrials[M rri.Measure](t rri.Table[ethnicity.Group, M], o suppress.Options[ethnicity.Group]) (withheld, error) {
	trials := make(map[ethnicity.Group]rri.Rate, len(t.Rows))
	for _, row := range t.Rows {
		_, exposure, _ := row.Count.Counts()
		trials[row.Group] = rri.Rate{Events: int64(exposure), Population: 1}
	}
	counted, err := rri.Compare(t.Baseline, trials, rri.Options{})
	if err != nil {
		return withheld{}, prefixed(err)
	}
	return withhold(counted, "", o)
}

// withhold withholds small counts of a table, and the footnote that tells the totals where these
// would tell one.
func withhold[M rri.Measure](t rri.Table[ethnicity.Group, M], total string, o suppress.Options[ethnicity.Group]) (withheld, error) {
	s, err := suppress.Apply(t, o)
	if err != nil {
		return withheld{}, prefixed(err)
	}
	if s.WithholdTotals && total != "" {
		s.Table.Notes = slices.DeleteFunc(s.Table.Notes, func(note string) bool { return note == total })
	}
	return withheld{s.Table, s.Hidden, s.HiddenExposure, slices.Contains(s.Hidden, t.Baseline), s.WithholdTotals}, nil
}
