package report

import (
	"fmt"
	"slices"
)

// smallCount is the number below which a count of people may tell of single ones.
const smallCount = 5

// smallCounts warns of small counts of a force's own extract, of which nothing is withheld: such
// files have details that what is published has not. It is "" where all files are as published, and
// where no table has a count from 1 to 4.
func (r *Report) smallCounts() string {
	own := r.hasOwn()
	if r.limit != 0 || r.whole != nil || !own || !r.hasSmallCounts() {
		return ""
	}
	const stand = "Warning: counts below %d stand here, of an extract of a force's own: they may tell of single people. "
	if len(r.o.Within) > 0 {
		return fmt.Sprintf(stand+"%s, which withholds them, does not go with %s: before this is passed on leave out the strata, or keep coarser ones until no count is small.",
			smallCount, flags["Suppress"], flags["Within"])
	}
	return fmt.Sprintf(stand+"Before this is passed on: %s %[1]d withholds them.", smallCount, flags["Suppress"])
}

// hasSmallCounts reports whether a table of the report or of its parts has a small count.
func (r *Report) hasSmallCounts() bool {
	return slices.ContainsFunc(r.tables, func(e entry) bool { return slices.ContainsFunc(e.plain.Rows, Row.isSmall) }) ||
		slices.ContainsFunc(r.parts, func(p part) bool { return p.hasSmallCounts() })
}

// isSmall reports whether a row has a small count: of events, or of the people whom they are out
// of. Residents are hardly ever as few, and would tell of people too.
func (row Row) isSmall() bool {
	small := limit(smallCount - 1).small
	if row.Events == nil || row.Exposure == nil {
		return row.Events != nil && small(*row.Events)
	}
	return small(*row.Events) || small(int64(*row.Exposure))
}
