package main

import (
	"errors"
	"fmt"
	"math"
	"runtime"
	"slices"
	"sync"

	"github.com/seed-549880be/disparity/rri"
)

// result is one design under one method.
type result struct {
	quantity quantity
	level    float64
	design   design
	method   rri.Method
	coverage
}

// nominal is what each tail should be.
func (r result) nominal() float64 { return (1 - r.level) / 2 }

// results are in the order of the settings: by quantity, level, design and method.
type results struct {
	list   []result
	notes  []string
	levels []float64
}

// compute goes through all that the settings ask for. A method that lacks a quantity has no result
// for it.
func (s settings) compute() (results, error) {
	all := results{levels: s.levels}
	for _, q := range s.quantities {
		methods := slices.DeleteFunc(slices.Clone(s.methods), func(m rri.Method) bool { return !q.has(m) })
		leftOut := false
		for _, level := range s.levels {
			for _, d := range s.designs(q) {
				for _, m := range methods {
					if m == rri.Exact && q.unconditional() && d.group+d.baseline > s.exactTrials {
						leftOut = true
						continue
					}
					all.list = append(all.list, result{quantity: q, level: level, design: d, method: m})
				}
			}
		}
		if leftOut {
			all.notes = append(all.notes, fmt.Sprintf("The exact %s is left out above %v trials: see -exact-trials.", q.name, s.exactTrials))
		}
	}
	if len(all.list) == 0 {
		return all, errors.New("none of these methods has any of these quantities at these sizes")
	}

	errs := make([]error, len(all.list))
	next := make(chan int)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i := range next {
				r := &all.list[i]
				var err error
				if r.coverage, err = r.quantity.cover(r.design, rri.Options{Method: r.method, Level: r.level}); err != nil {
					errs[i] = fmt.Errorf("%s, %s, %s: %w", r.quantity.name, r.quantity.describe(r.design), r.method, err)
				}
			}
		})
	}
	for i := range all.list {
		next <- i
	}
	close(next)
	workers.Wait()
	for _, err := range errs {
		if err != nil {
			return all, err
		}
	}
	return all, nil
}

// has reports whether m is defined for q.
func (q quantity) has(m rri.Method) bool {
	_, err := q.interval(design{group: 4, baseline: 4}, 1, 2, rri.Options{Method: m})
	return !errors.Is(err, rri.ErrMethod)
}

// unconditional reports whether the exact interval of q is an unconditional one, which takes up to
// a second.
func (q quantity) unconditional() bool {
	return q.name == "ratio-of-proportions" || q.name == "difference-of-proportions"
}

// leftOut returns the largest probability that was left out of any design.
func (r results) leftOut() float64 {
	most := 0.
	for _, one := range r.list {
		most = max(most, one.leftOut)
	}
	return most
}

// group returns the results of one quantity at one level, in the order of the list.
func (r results) group(name string, level float64) []result {
	var list []result
	for _, one := range r.list {
		if one.quantity.name == name && one.level == level {
			list = append(list, one)
		}
	}
	return list
}

// names returns the names of the quantities that there are results for, in order.
func (r results) names() []string {
	var names []string
	for _, one := range r.list {
		if !slices.Contains(names, one.quantity.name) {
			names = append(names, one.quantity.name)
		}
	}
	return names
}

// summary is one method over the designs of one quantity at one level.
type summary struct {
	method                rri.Method
	designs               int
	leastCovered, covered float64 // the least and the mean over the designs
	above, mostAbove      float64 // the mean and the most
	below, mostBelow      float64
	// mean distance of the two tails from what they should be, as a share of that
	uneven float64
	// mean
	unbounded float64
	// designs in which some interval is bounded
	bounded int
	// the mean over these, NaN if there are none
	width float64
}

// summarise returns a summary for each method among the results, in their order.
func summarise(list []result) []summary {
	var summaries []summary
	for _, r := range list {
		i := slices.IndexFunc(summaries, func(s summary) bool { return s.method == r.method })
		if i < 0 {
			i = len(summaries)
			summaries = append(summaries, summary{method: r.method, leastCovered: 1})
		}
		s := &summaries[i]
		s.designs++
		s.leastCovered = min(s.leastCovered, r.covered())
		s.covered += r.covered()
		s.above += r.above
		s.mostAbove = max(s.mostAbove, r.above)
		s.below += r.below
		s.mostBelow = max(s.mostBelow, r.below)
		s.uneven += (math.Abs(r.above-r.nominal()) + math.Abs(r.below-r.nominal())) / (2 * r.nominal())
		s.unbounded += r.unbounded
		if !math.IsNaN(r.width) {
			s.width += r.width
			s.bounded++
		}
	}
	for i := range summaries {
		s := &summaries[i]
		for _, mean := range []*float64{&s.covered, &s.above, &s.below, &s.uneven, &s.unbounded} {
			*mean /= float64(s.designs)
		}
		s.width /= float64(s.bounded)
	}
	return summaries
}
