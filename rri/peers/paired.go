package peers

import (
	"cmp"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/trend"
)

// Paired is two measures of the same units side by side. It comes from [SideBySide].
type Paired[G cmp.Ordered, M rri.Measure] struct {
	First, Second Set[G, M]
	Options       Options
	Groups        []PairedGroup[G]
	Notes         []string
}

// PairedGroup is two measures in one group.
type PairedGroup[G cmp.Ordered] struct {
	Group       G
	Rows        []PairedRow // in the order of the units of the first measure
	Missing     []Missing   // the units that one of the measures lacks
	Correlation Correlation
}

// PairedRow is a unit in two measures.
type PairedRow struct {
	Unit          string
	First, Second rri.Estimate

	// Ratio is the second over the first.
	Ratio rri.Estimate

	// Bounds are of the ratio, over the ways in which people of no known group could fall.
	Bounds *trend.Limits
}

// Correlation is the rank correlation of two measures over units (Spearman), with its interval.
type Correlation struct {
	Units        int
	Value        float64
	Lower, Upper float64
}

// SideBySide sets two measures of the same units side by side, as arrests beside searches.
func SideBySide[G cmp.Ordered, M rri.Measure](first, second Set[G, M], o Options) (Paired[G, M], error) {
	return Paired[G, M]{First: first, Second: second, Options: o}, nil
}
