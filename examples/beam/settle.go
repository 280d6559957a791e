package main

import (
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"github.com/seed-549880be/disparity/outcomes"
)

func init() {
	register.Combiner1[batch](&gather{})
	register.Combiner1[batch](&settle{})
}

// gather is the CombineFn that puts parts side by side.
type gather struct{}

// AddInput adds the parts of a batch.
func (g *gather) AddInput(all, b batch) batch { return g.MergeAccumulators(all, b) }

// MergeAccumulators returns the parts of both.
func (g *gather) MergeAccumulators(a, b batch) batch { return batch{append(a.Parts, b.Parts...)} }

// settle is the CombineFn that makes one tally of many. Rows cannot be added up before all files of
// their month are there, since copies, revisions and people who were stopped together are told from
// the hashes of them all: so an accumulator has the parts side by side, and the end settles them.
// What comes out has counts and no hashes, to which those of other months can be added.
type settle struct{ Revision outcomes.Revision }

// AddInput adds the parts of a batch.
func (s *settle) AddInput(all, b batch) batch { return s.MergeAccumulators(all, b) }

// MergeAccumulators returns the parts of both.
func (s *settle) MergeAccumulators(a, b batch) batch { return new(gather).MergeAccumulators(a, b) }

// ExtractOutput settles the parts. What cannot be settled, as two files with the same searches
// where Revision does not say which counts, is handed on as it is: the end of the job says why, of
// all files together. Of files that cannot be read nothing but that is handed on.
func (s *settle) ExtractOutput(b batch) batch {
	if problems := b.problems(); len(problems) > 0 {
		return batch{problems}
	}
	x, err := b.together(s.Revision)
	if err != nil {
		return b
	}
	one, err := save(b.ordered()[0].Number, x, outcomes.NoHashes)
	if err != nil {
		return b
	}
	return batch{[]part{one}}
}
