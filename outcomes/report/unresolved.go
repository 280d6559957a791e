package report

import (
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
)

// unresolved names what leaves open which records count: files that have different searches of the
// same days, one of which counts, and files that repeat themselves, all of whose rows count.
// Of a part they are those of its forces and months.
func (r *Report) unresolved() (list []string) {
	all := r
	if r.whole != nil {
		all = r.whole
	}
	isOf := func(f ethnicity.Force, m outcomes.Month) bool {
		return r.whole == nil || (f.IsZero() || slices.Contains(r.span.forces, f)) && (m == 0 || r.span.first == 0 || r.span.first <= m && m <= r.span.last)
	}
	for _, o := range all.overlaps {
		if o.Kind == outcomes.OverlapPartly && isOf(o.Force, o.Month) {
			list = append(list, r.say("files have different {searches} of the same days, of ")+forceName(o.Force)+" in "+monthName(o.Month))
		}
	}
	for _, f := range all.repeats {
		force := f.Force
		if i := slices.IndexFunc(all.sources, func(s outcomes.Source) bool { return s.File == f.File }); i >= 0 && force.IsZero() {
			force = all.sources[i].Force // of the whole file
		}
		if !isOf(force, f.Month) {
			continue
		}
		list = append(list, baseName(f.File)+" holds the same rows several times over")
	}
	if n := len(list) - maxOverlaps; n > 0 {
		list = append(list[:maxOverlaps], plural(int64(n), "more", "more"))
	}
	return list
}
