package peers

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/levels"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// Validate reports why s is no set, or nil.
func (s Set[G, M]) Validate() error {
	seen := make(map[string]bool)
	for _, u := range s.Units {
		if seen[u.Name] {
			return fmt.Errorf("peers: %q stands twice: %w: give every unit a name of its own", sheet.Clip(u.Name), rri.ErrCount)
		}
		seen[u.Name] = true
	}
	if err := s.validateStandards(); err != nil {
		return fmt.Errorf("peers: %w", err)
	}
	return nil
}

// filled returns o with what zero values stand for. The error wraps [rri.ErrOption].
func (o Options) filled() (Options, error) {
	o.Level = levels.Of(o.Level)
	o.Margin = cmp.Or(o.Margin, usualMargin)
	return o, o.Options.Validate()
}

// usualMargin is the margin that 0 stands for: 0.8 to 1.25.
const usualMargin = 0.25

// labels returns the labels with what their zero values stand for.
func (s Set[G, M]) labels() rri.Labels { return s.Labels.WithDefaults((*new(M)).IsProportion()) }

// compared returns the groups that are compared, in their order.
func (s Set[G, M]) compared(q Quantity) []G {
	all := make(map[G]bool)
	for _, u := range s.Units {
		for g := range u.Counts {
			all[g] = true
		}
	}
	if q == Index {
		delete(all, s.Baseline)
	}
	place := func(g G) int {
		switch i := slices.Index(s.Order, g); {
		case g == s.Baseline:
			return -1
		case i >= 0:
			return i
		}
		return len(s.Order)
	}
	return slices.SortedFunc(maps.Keys(all), func(a, b G) int {
		return cmp.Or(cmp.Compare(place(a), place(b)), cmp.Compare(a, b))
	})
}
