package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
)

// small reports whether n is a count that -suppress withholds.
func (s settings) small(n int64) bool { return n >= 1 && n <= s.suppress }

// tells reports whether a part of a known whole tells a count that -suppress withholds: itself, or
// what is left of the whole.
func (s settings) tells(part, whole int64) bool { return s.small(part) || s.small(whole-part) }

// count writes a count that is not of a group, or the most that it can be if -suppress withholds
// it.
func (s settings) count(n int64) string {
	if s.small(n) {
		return fmt.Sprintf("at most %d", s.suppress)
	}
	return count(n)
}

// plural writes such a count with its noun.
func (s settings) plural(n int64, one, many string) string {
	if s.small(n) {
		return s.count(n) + " " + many
	}
	return plural(n, one, many)
}

// share writes a part of a whole of things, with its percentage unless -suppress withholds the part
// or the rest.
func (s settings) share(part, whole int64, things string) string {
	switch {
	case s.small(part):
		return fmt.Sprintf("%s of %s %s", s.count(part), count(whole), things)
	case s.small(whole - part):
		return fmt.Sprintf("all but %s of %s %s", s.count(whole-part), count(whole), things)
	}
	return fmt.Sprintf("%s of %s %s (%s)", count(part), count(whole), things, percent(part, whole))
}

// hidesPersons reports whether the number of searches of persons that were read is withheld: beside
// the number of those in the tables it would tell a small count.
func (r *report) hidesPersons() bool { return r.s.small(r.persons - r.chosen) }

// tellsPersons reports whether a part of the searches of persons that were read tells what is
// withheld: itself, the rest, or, as the whole, the whole.
func (r *report) tellsPersons(n int64) bool {
	return r.s.tells(n, r.persons) || r.hidesPersons() && n == r.persons
}

// hidesRows reports whether the number of rows is withheld: beside the numbers of what they are of
// it would tell a small count, or the rows of a small file.
func (r *report) hidesRows() bool {
	q := r.d.quality
	return r.hidesPersons() || r.s.small(q.VehicleOnly) || r.s.small(q.TypeUnknown) || r.s.small(q.Rejected) ||
		slices.ContainsFunc(r.d.sources, func(s outcomes.Source) bool { return r.s.small(s.Rows) })
}

// labelRows returns the number of rows in a column whose labels are not known, and whether
// -suppress withholds the number of any of the labels, or that of the other rows. What is withheld
// counts as the most that it can be, so that nothing that depends on the sum tells it.
func (r *report) labelRows(column string) (rows int64, few bool) {
	for _, n := range r.d.books.labels[column] {
		rows += n
		few = few || r.s.small(n)
	}
	if r.s.small(rows) {
		rows = r.s.suppress
	}
	return rows, few && rows > r.s.suppress
}

// tellsOutcome reports whether the number of events of all the searches, out of how many, tells
// what is withheld: itself, or through what the groups have of it, the number of those of no known
// group. The searches that do not say if they count stand in the same line.
func (r *report) tellsOutcome(p outcomes.Proportions) bool {
	return r.s.tells(p.Overall.Events, p.Overall.Trials) || r.s.tells(p.Unknown.Events, p.Unknown.Trials) || r.s.tells(p.Missing, p.Searches)
}

// suppress withholds small counts in every table, and what would tell them in another. The outcomes
// of the searches of one group are parts of each other: arrests are among finds. So the first table
// of outcomes says of which groups outcomes are withheld, the others withhold the same ones, and a
// table that would have to withhold more is left out, as is one whose baseline would go.
func (r *report) suppress() error {
	if r.s.suppress == 0 {
		return nil
	}
	if slices.ContainsFunc(r.span.forces, func(f ethnicity.Force) bool { return !hasResidents(f) }) {
		return fmt.Errorf("-suppress %d needs search rates of everything that is read: leave out the files of forces without residents", r.s.suppress)
	}
	if r.s.tells(r.unknown, r.chosen) {
		r.bounds = nil
	}
	var exposure []ethnicity.Group
	var kept []entry
	for _, e := range r.tables {
		if !e.perPerson {
			continue
		}
		s, err := e.withhold(nil, nil)
		if err == nil && len(s.hidden) == 0 && r.s.small(r.left) {
			// Otherwise the number of those in no group would follow from the number of searches
			// and from those of all the groups.
			s, err = e.withhold([]ethnicity.Group{r.fewest}, nil)
		}
		if err != nil {
			return err
		}
		if s.baseline || s.totals {
			return fmt.Errorf("-suppress %d: too few searches to show any: take more months, or fewer groups by -groups", r.s.suppress)
		}
		exposure = s.hidden
		e.table = s.table
		kept = append(kept, e)
	}
	r.bounds = slices.DeleteFunc(r.bounds, func(l limits) bool { return slices.Contains(exposure, l.Group) })
	var hide []ethnicity.Group
	var names []string
	anchored := false
	for _, e := range r.tables {
		if e.perPerson {
			continue
		}
		s, err := e.withhold(hide, exposure)
		if err != nil {
			return err
		}
		if s.baseline || anchored && slices.ContainsFunc(s.hidden, func(g ethnicity.Group) bool { return !slices.Contains(hide, g) }) {
			names = append(names, e.name)
			continue
		}
		hide, anchored = s.hidden, true
		e.table = s.table
		kept = append(kept, e)
	}
	if names != nil {
		r.notes = append(r.notes, fmt.Sprintf("Left out by -suppress %d, because of small counts in the baseline or in groups that other tables show: %s.", r.s.suppress, strings.Join(names, "; ")))
	}
	r.tables = kept
	return nil
}

// kinds returns the searches in no group by what is recorded in place of one; nil if that would
// show a small count.
func (r *report) kinds() map[ethnicity.Group]int64 {
	for _, n := range r.counts.Unknown {
		if r.s.small(n) {
			return nil
		}
	}
	return r.counts.Unknown
}

// shownUnknown returns the number of searches that the bounds are over; 0 if there are no bounds.
func (r *report) shownUnknown() int64 {
	if len(r.bounds) == 0 {
		return 0
	}
	return r.unknown
}

// unknownShare returns the share of the searches that are in no group; nil if that would tell a
// small count.
func (r *report) unknownShare() *float64 {
	if r.s.tells(r.counts.UnknownTotal(), r.chosen) {
		return nil
	}
	share := r.counts.UnknownShare()
	return &share
}

// quality is outcomes.Quality with what -suppress withholds as null.
type quality struct {
	Rows             *int64                       `json:"rows"`
	Rejected         *int64                       `json:"rejected"`
	VehicleOnly      *int64                       `json:"vehicle_only"`
	TypeUnknown      *int64                       `json:"type_unknown"`
	EthnicityUnknown *int64                       `json:"ethnicity_unknown"`
	OutcomeMissing   *int64                       `json:"outcome_missing"`
	LinkedMissing    *int64                       `json:"linked_missing"`
	Duplicates       *int64                       `json:"duplicates"`
	UnknownLabels    map[string]map[string]*int64 `json:"unknown_labels"`
}

// shown returns the number for JSON: nil if it is withheld.
func shown(n int64, withheld bool) *int64 {
	if withheld {
		return nil
	}
	return &n
}

func (r *report) quality() quality {
	q, s := r.d.quality, r.s
	labels := make(map[string]map[string]*int64)
	for column, of := range q.UnknownLabels {
		labels[column] = make(map[string]*int64)
		for label, n := range of {
			labels[column][label] = shown(n, s.small(n))
		}
	}
	return quality{
		Rows:             shown(q.Rows, r.hidesRows()),
		Rejected:         shown(q.Rejected, s.small(q.Rejected)),
		VehicleOnly:      shown(q.VehicleOnly, s.small(q.VehicleOnly)),
		TypeUnknown:      shown(q.TypeUnknown, s.small(q.TypeUnknown)),
		EthnicityUnknown: shown(q.EthnicityUnknown, r.tellsPersons(q.EthnicityUnknown) || s.small(q.EthnicityUnknown-r.counts.UnknownTotal())),
		OutcomeMissing:   shown(q.OutcomeMissing, r.tellsPersons(q.OutcomeMissing)),
		LinkedMissing:    shown(q.LinkedMissing, r.tellsPersons(q.LinkedMissing)),
		Duplicates:       shown(q.Duplicates, s.small(q.Duplicates)),
		UnknownLabels:    labels,
	}
}

// source is outcomes.Source with what -suppress withholds as null.
type source struct {
	File  string          `json:"file"`
	Force ethnicity.Force `json:"force"`
	First *string         `json:"first"`
	Last  *string         `json:"last"`
	Rows  *int64          `json:"rows"`
}

func (r *report) sources() []source {
	day := func(t time.Time) *string {
		if t.IsZero() {
			return nil
		}
		d := outcomes.InLondon(t).Format(time.DateOnly)
		return &d
	}
	list := []source{}
	for _, s := range r.d.sources {
		list = append(list, source{s.File, s.Force, day(s.First), day(s.Last), shown(s.Rows, r.hidesRows())})
	}
	return list
}

// warn names the first rows with something wrong. With -suppress it says only how many there are:
// one row a line would be counted.
func (s settings) warn(w io.Writer, errs []error, q outcomes.Quality) {
	how := fmt.Sprintf("%s rejected, %s with unknown labels", s.plural(q.Rejected, "row", "rows"), s.plural(labels(q), "cell", "cells"))
	if s.suppress != 0 {
		if len(errs) > 0 {
			tell(w, how+": without -suppress the first are named")
		}
		return
	}
	for _, err := range errs[:min(maxWarnings, len(errs))] {
		tell(w, message(err).Error())
	}
	if len(errs) > maxWarnings {
		tell(w, "and more of the kind: "+how)
	}
}
