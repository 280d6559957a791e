package peers

import (
	"cmp"

	"github.com/seed-549880be/disparity/rri"
)

// funnelOf sets the funnel of a comparison, and the positions of its rows.
func funnelOf[G cmp.Ordered, M rri.Measure](c *Comparison[G], cells []cell[G, M], o Options) error {
	return nil
}
