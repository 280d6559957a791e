package peers

// benchmarks sets the standards of a comparison.
func (s Set[G, M]) benchmarks(c *Comparison[G], cells []cell[G, M], o Options) error { return nil }

// validateStandards reports which standard makes no sense, or nil.
func (s Set[G, M]) validateStandards() error { return nil }
