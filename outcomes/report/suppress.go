package report

import (
	"fmt"
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
)

// limit is the largest count that is withheld, 0 if none is. Its methods write counts that are not
// of a group, of which it withholds those that are as small, and those whose rest is.
type limit int64

// small reports whether n is a count that is withheld.
func (l limit) small(n int64) bool { return n >= 1 && n <= int64(l) }

// tells reports whether a part of a known whole tells a count that is withheld: itself, or what is
// left of the whole.
func (l limit) tells(part, whole int64) bool { return l.small(part) || l.small(whole-part) }

// count writes a count, or the most that it can be if it is withheld.
func (l limit) count(n int64) string {
	if l.small(n) {
		return fmt.Sprintf("at most %d", int64(l))
	}
	return count(n)
}

// plural writes such a count with its noun.
func (l limit) plural(n int64, one, many string) string {
	if l.small(n) {
		return l.count(n) + " " + many
	}
	return plural(n, one, many)
}

// share writes a part of a whole of things, with its percentage unless the part or the rest is
// withheld.
func (l limit) share(part, whole int64, things string) string {
	switch {
	case l.small(part):
		return fmt.Sprintf("%s of %s %s", l.count(part), count(whole), things)
	case l.small(whole - part):
		return fmt.Sprintf("all but %s of %s %s", l.count(whole-part), count(whole), things)
	}
	return fmt.Sprintf("%s of %s %s (%s)", count(part), count(whole), things, percent(part, whole))
}

// hidesPersons reports whether the number of searches of persons that were read is withheld: beside
// the number of those in the tables, or in the parts, it would tell a small count.
func (r *Report) hidesPersons() bool { return r.partsAlone() || r.limit.small(r.persons-r.chosen) }

// tellsPersons reports whether a part of the searches of persons that were read tells what is
// withheld: itself, the rest, or, as the whole, the whole.
func (r *Report) tellsPersons(n int64) bool {
	return r.partsAlone() || r.limit.tells(n, r.persons) || r.hidesPersons() && n == r.persons
}

// hidesRows reports whether the number of rows is withheld: beside the numbers of what they are of
// it would tell a small count, or the rows of a small file.
func (r *Report) hidesRows() bool {
	q := r.quality
	return r.hidesPersons() || r.limit.small(q.VehicleOnly) || r.limit.small(q.TypeUnknown) || r.limit.small(q.Rejected) || r.limit.small(q.Excluded) || r.revisedFew() ||
		slices.ContainsFunc(r.sources, func(s outcomes.Source) bool { return r.limit.small(s.Rows) }) || r.repeatsFew()
}

// revisedFew reports whether a file has few rows of a force and month that were left out for those
// of another file: the number of all that were left out could tell how many.
func (r *Report) revisedFew() bool {
	return r.limit.small(r.quality.Revised) || slices.ContainsFunc(r.overlaps, func(o outcomes.Overlap) bool {
		return slices.ContainsFunc(o.Files, func(f outcomes.OverlapFile) bool { return !f.Taken && r.limit.small(f.Rows) })
	})
}

// repeatsFew reports whether a file is copies of few rows: the number of its rows, or of the
// copies, could tell how many.
func (r *Report) repeatsFew() bool {
	return slices.ContainsFunc(r.repeats, func(f outcomes.Repeat) bool { return r.limit.small(f.Rows) })
}

// hidesDuplicates reports whether the number of rows that are copies is withheld.
func (r *Report) hidesDuplicates() bool {
	return r.partsAlone() || r.limit.small(r.quality.Duplicates) || r.repeatsFew()
}

// labelRows returns the number of rows in a column whose labels are not known, and whether the
// number of any of the labels is withheld, or that of the other rows. What is withheld counts as
// the most that it can be, so that nothing that depends on the sum tells it.
func (r *Report) labelRows(column string) (rows int64, few bool) {
	for _, n := range r.labels[column] {
		rows += n
		few = few || r.limit.small(n)
	}
	if r.limit.small(rows) {
		rows = int64(r.limit)
	}
	return rows, few && rows > int64(r.limit)
}

// tellsOutcome reports whether the number of events of all the searches, out of how many, tells
// what is withheld: itself, or through what the groups have of it, the number of those of no known
// group. The searches that do not say if they count stand in the same line.
func (r *Report) tellsOutcome(p outcomes.Proportions) bool {
	return r.limit.tells(p.Overall.Events, p.Overall.Trials) || r.limit.tells(p.Unknown.Events, p.Unknown.Trials) || r.limit.tells(p.Missing, p.Searches)
}

// hidesRanges reports whether no bound and no range of the search rate is shown: each is computed
// from the searches as recorded, and would tell the number of those in no group, or, where Unknown
// has put searches into groups, the few that were recorded of one.
func (r *Report) hidesRanges() bool {
	if r.limit.tells(r.unknown, r.chosen) {
		return true
	}
	for _, rate := range r.recorded {
		if r.o.Unknown != outcomes.LeftOut && r.limit.small(rate.Events) {
			return true
		}
	}
	return false
}

// fewRecorded returns the groups of which few searches are recorded, or few events, where small
// counts are withheld and those of unknown ethnicity are put into groups in proportion: from the
// counts of all groups with their shares of these follows what was recorded.
func fewRecorded[M rri.Measure](r *Report, recorded map[ethnicity.Group]M) (groups []ethnicity.Group) {
	if r.limit == 0 || r.o.Unknown != outcomes.InProportion {
		return nil
	}
	for g := range r.o.Scheme.Groups() {
		count, ok := recorded[g]
		events, exposure, _ := count.Counts()
		if ok && (r.limit.small(events) || count.IsProportion() && r.limit.small(int64(exposure))) {
			groups = append(groups, g)
		}
	}
	return groups
}

// kinds returns the searches in no group by what is recorded in place of one; nil if that would
// show a small count.
func (r *Report) kinds() map[ethnicity.Group]int64 {
	if r.partsAlone() {
		return nil
	}
	for _, n := range r.counts.Unknown {
		if r.limit.small(n) {
			return nil
		}
	}
	return r.counts.Unknown
}

// shownUnknown returns the number of searches that the bounds are over; 0 if there are no bounds.
func (r *Report) shownUnknown() int64 {
	if len(r.bounds) == 0 {
		return 0
	}
	return r.unknown
}

// unknownShare returns the share of the searches that are in no group; nil if that would tell a
// small count.
func (r *Report) unknownShare() *float64 {
	if r.partsAlone() || r.limit.tells(r.counts.UnknownTotal(), r.chosen) {
		return nil
	}
	share := r.counts.UnknownShare()
	return &share
}
