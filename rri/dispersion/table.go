package dispersion

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// cell is the count of one group in one replicate; 0 of 0 where the replicate lacks the group.
type cell struct{ events, exposure float64 }

// table holds the counts of replicates by group.
type table[G cmp.Ordered] struct {
	groups     []G // in ascending order
	replicates int
	cells      []cell // group by group
	binomial   bool
}

func (t *table[G]) cell(group, replicate int) cell { return t.cells[group*t.replicates+replicate] }

// rate returns the pooled rate of a group, 0 where it has no exposure.
func (t *table[G]) rate(group int) float64 {
	var sum cell
	for k := range t.replicates {
		c := t.cell(group, k)
		sum.events += c.events
		sum.exposure += c.exposure
	}
	if sum.exposure == 0 {
		return 0
	}
	return sum.events / sum.exposure
}

// tabulate returns the counts of the replicates. An error names the first count in their order,
// then in that of the groups, that makes no sense.
func tabulate[G cmp.Ordered, M rri.Measure](replicates []map[G]M) (*table[G], error) {
	var m M
	t := &table[G]{replicates: len(replicates), binomial: m.IsProportion()}
	place := make(map[G]int)
	for k, replicate := range replicates {
		for g, m := range replicate {
			place[g] = 0
			if validate(m) == nil {
				continue
			}
			for _, g := range sortedKeys(replicate) { // for the first in order
				if err := validate(replicate[g]); err != nil {
					return nil, fmt.Errorf("dispersion: replicate %d, group %s: %w", k+1, quote(g), err)
				}
			}
		}
	}
	t.groups = sortedKeys(place)
	for i, g := range t.groups {
		place[g] = i
	}
	t.cells = make([]cell, len(t.groups)*len(replicates))
	for k, replicate := range replicates {
		for g, m := range replicate {
			events, exposure, _ := m.Counts()
			t.cells[place[g]*t.replicates+k] = cell{float64(events), exposure}
		}
	}
	return t, nil
}

// validate reports why a count cannot be used, or nil.
func validate[M rri.Measure](m M) error {
	if err := m.Validate(); err != nil {
		return err
	}
	if _, _, own := m.Counts(); own != 1 {
		return fmt.Errorf("design effect %v: %w: give the plain count", own, ErrDesignEffect)
	}
	return nil
}

func sortedKeys[G cmp.Ordered, V any](m map[G]V) []G { return slices.Sorted(maps.Keys(m)) }

// quote returns the name of a group for an error.
func quote[G cmp.Ordered](g G) string { return fmt.Sprintf("%q", sheet.Clip(fmt.Sprint(g))) }
