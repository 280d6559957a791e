package unknown

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/levels"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// Accounts is what two accounts say of one person: the group by the first, and by the second. It is
// the key of a table of how many people have which. An account that does not know has a group of
// its own for that, as "Not stated".
type Accounts[G cmp.Ordered] struct{ First, Second G }

// is returns 1 for true.
func is(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// sortedAccounts returns the cells of a table in a fixed order, so that sums do not change with the
// order of a map.
func sortedAccounts[G cmp.Ordered](table map[Accounts[G]]int64) []Accounts[G] {
	return slices.SortedFunc(maps.Keys(table), func(a, b Accounts[G]) int {
		return cmp.Or(cmp.Compare(a.First, b.First), cmp.Compare(a.Second, b.Second))
	})
}

// checkAccounts returns the people in the table, or why it is none.
func checkAccounts[G cmp.Ordered](table map[Accounts[G]]int64) (total int64, err error) {
	for p, n := range table {
		if p.First != p.First || p.Second != p.Second {
			return 0, fmt.Errorf("unknown: %d people of a group that is NaN, which equals no group: %w: name it otherwise", n, rri.ErrOption)
		}
		if n < 0 || n > rri.MaxCount-total {
			return 0, fmt.Errorf("unknown: %d people who are %s and %s: %w: give counts of 0 or more, of at most 2^53 in all",
				n, sheet.Clip(fmt.Sprint(p.First)), sheet.Clip(fmt.Sprint(p.Second)), rri.ErrCount)
		}
		total += n
	}
	return total, nil
}

// checkLevel returns the level, 0.95 for 0.
func checkLevel(level float64) (float64, error) {
	if err := levels.Validate(level); err != nil {
		return 0, fmt.Errorf("unknown: %w", err)
	}
	return levels.Of(level), nil
}
