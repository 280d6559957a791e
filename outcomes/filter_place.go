package outcomes

import "github.com/seed-549880be/disparity/outcomes/internal/cells"

// IsOfPlace reports whether the column names places, such as districts, beats or police forces, as
// far as its name says so: records of one place are set against the residents of that place alone.
func (f Filter) IsOfPlace() bool {
	name := cells.FoldHeader(f.Column)
	switch known, ok := fieldBySpelling[name]; {
	case !ok:
	case known == fieldForce, known == fieldLatitude, known == fieldLongitude:
		return true
	}
	return areaRank(name) != noArea
}
