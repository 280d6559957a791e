package report

import (
	"maps"
	"slices"

	"github.com/seed-549880be/disparity/rri/peers"
)

// clonePeers returns a copy that shares nothing with r, nil of nil.
func clonePeers(r *forcePeers) *forcePeers {
	r = clone(r)
	if r == nil {
		return nil
	}
	s := &r.Set
	s.Order, s.Labels.Notes, s.Units, s.Standards = slices.Clone(s.Order), slices.Clone(s.Labels.Notes), slices.Clone(s.Units), slices.Clone(s.Standards)
	for i := range s.Units {
		s.Units[i].Counts = maps.Clone(s.Units[i].Counts)
	}
	for i := range s.Standards {
		of := &s.Standards[i]
		of.Counts, of.Holds, of.Index = maps.Clone(of.Counts), slices.Clone(of.Holds), maps.Clone(of.Index)
	}
	r.Groups, r.Notes = slices.Clone(r.Groups), slices.Clone(r.Notes)
	for i := range r.Groups {
		c := &r.Groups[i]
		c.Rows, c.Missing, c.Pairs, c.Standards = slices.Clone(c.Rows), slices.Clone(c.Missing), slices.Clone(c.Pairs), slices.Clone(c.Standards)
		for j := range c.Rows {
			row := &c.Rows[j]
			row.Bounds, row.Alike, row.Shrunken = clone(row.Bounds), slices.Clone(row.Alike), clone(row.Shrunken)
		}
		for j := range c.Standards {
			c.Standards[j].Rows = slices.Clone(c.Standards[j].Rows)
		}
		c.Lines, c.Shrinkage = cloneLines(c.Lines), clone(c.Shrinkage)
	}
	return r
}

func cloneLines(l *peers.OutlierLines) *peers.OutlierLines {
	l = clone(l)
	if l != nil {
		l.Outside = slices.Clone(l.Outside)
	}
	return l
}
