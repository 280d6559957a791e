package report

import (
	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
)

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
	r.absent = &absence{ethnicity.Mixed, "Officers recorded nobody as Mixed in what was read, as where they have no such category: " +
		"Mixed has no row and no index, " +
		"and those who call themselves Mixed are searches of other groups."}
	return nil
}
