package main

import (
	"cmp"
	"slices"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"github.com/seed-549880be/disparity/outcomes"
)

// months are those that a file has rows of, from the first to the last, or that several files have
// which belong together.
type months struct{ First, Last outcomes.Month }

// monthsOf returns the months of what was read from one file. A file without a row has the zero
// months.
func monthsOf(x *outcomes.Extract) (m months) {
	for _, s := range x.Sources() {
		if s.First.IsZero() {
			continue
		}
		first, last := outcomes.MonthOf(s.First), outcomes.MonthOf(s.Last)
		if m == (months{}) {
			m = months{first, last}
		}
		m.First, m.Last = min(m.First, first), max(m.Last, last)
	}
	return m
}

// group is the CombineFn that finds which files belong together: those that share a month, and
// those that share one with one of these. What files have to do with one another is asked within a
// month alone: which rows are copies, which file is a revision of another, who was stopped
// together, and whether a file has the searches of another under the name of another force.
type group struct{}

// groups are months that have nothing to do with each other, in order.
type groups struct{ Of []months }

func init() { register.Combiner2[groups, months](&group{}) }

// AddInput adds the months of a file.
func (g *group) AddInput(all groups, m months) groups {
	return g.MergeAccumulators(all, groups{[]months{m}})
}

// MergeAccumulators joins months that overlap.
func (g *group) MergeAccumulators(a, b groups) groups {
	all := slices.SortedFunc(slices.Values(slices.Concat(a.Of, b.Of)), func(m, n months) int { return cmp.Compare(m.First, n.First) })
	var joined groups
	for _, m := range all {
		if last := len(joined.Of) - 1; last >= 0 && m.First <= joined.Of[last].Last {
			joined.Of[last].Last = max(joined.Of[last].Last, m.Last)
		} else {
			joined.Of = append(joined.Of, m)
		}
	}
	return joined
}

// key returns the key of the months that m belongs to.
func (g groups) key(m months) int {
	return slices.IndexFunc(g.Of, func(of months) bool { return of.First <= m.First && m.Last <= of.Last })
}
