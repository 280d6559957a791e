package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/rri"
)

// quantity is what an interval is for.
type quantity struct {
	name  string
	rates bool // of events that are Poisson; otherwise of outcomes that are binomial
	two   bool // of a group and a baseline; otherwise of a group alone
	log   bool // widths are on the logarithmic scale; otherwise on the scale of the quantity

	// truth is the value of the quantity where the rates, or proportions, are these.
	truth func(group, baseline float64) float64

	// interval is the interval for a events in the group and b in the baseline.
	interval func(d design, a, b int64, o rri.Options) (rri.Estimate, error)
}

// quantities are those that package rri has intervals for.
var quantities = []quantity{
	{
		name: "rate", rates: true, log: true,
		truth: func(group, _ float64) float64 { return group },
		interval: func(d design, a, _ int64, o rri.Options) (rri.Estimate, error) {
			return rri.Of(rri.Rate{Events: a, Population: d.group}, o)
		},
	},
	{
		name: "proportion", log: true,
		truth: func(group, _ float64) float64 { return group },
		interval: func(d design, a, _ int64, o rri.Options) (rri.Estimate, error) {
			return rri.Of(rri.Proportion{Events: a, Trials: int64(d.group)}, o)
		},
	},
	{
		name: "ratio-of-rates", rates: true, two: true, log: true,
		truth: func(group, baseline float64) float64 { return group / baseline },
		interval: func(d design, a, b int64, o rri.Options) (rri.Estimate, error) {
			return rri.Ratio(rri.Rate{Events: a, Population: d.group}, rri.Rate{Events: b, Population: d.baseline}, o)
		},
	},
	{
		name: "ratio-of-proportions", two: true, log: true,
		truth: func(group, baseline float64) float64 { return group / baseline },
		interval: func(d design, a, b int64, o rri.Options) (rri.Estimate, error) {
			return rri.Ratio(rri.Proportion{Events: a, Trials: int64(d.group)}, rri.Proportion{Events: b, Trials: int64(d.baseline)}, o)
		},
	},
	{
		name: "odds-ratio", two: true, log: true,
		truth: func(group, baseline float64) float64 { return group / (1 - group) / (baseline / (1 - baseline)) },
		interval: func(d design, a, b int64, o rri.Options) (rri.Estimate, error) {
			return rri.OddsRatio(rri.Proportion{Events: a, Trials: int64(d.group)}, rri.Proportion{Events: b, Trials: int64(d.baseline)}, o)
		},
	},
	{
		name: "difference-of-rates", rates: true, two: true,
		truth: func(group, baseline float64) float64 { return group - baseline },
		interval: func(d design, a, b int64, o rri.Options) (rri.Estimate, error) {
			return rri.Difference(rri.Rate{Events: a, Population: d.group}, rri.Rate{Events: b, Population: d.baseline}, o)
		},
	},
	{
		name: "difference-of-proportions", two: true,
		truth: func(group, baseline float64) float64 { return group - baseline },
		interval: func(d design, a, b int64, o rri.Options) (rri.Estimate, error) {
			return rri.Difference(rri.Proportion{Events: a, Trials: int64(d.group)}, rri.Proportion{Events: b, Trials: int64(d.baseline)}, o)
		},
	},
}

// parseQuantity returns the quantity of that name.
func parseQuantity(name string) (quantity, error) {
	names := make([]string, len(quantities))
	for i, q := range quantities {
		if strings.EqualFold(name, q.name) {
			return q, nil
		}
		names[i] = q.name
	}
	return quantity{}, fmt.Errorf("unknown quantity %q: %s", name, cli.WantOneOf(name, names))
}

// design is two groups and what is true of them. group and baseline are populations, counted in the
// events that they have at the rate of the baseline, or trials; groupRate and baselineRate are the
// true rates, of which that of the baseline is 1, or proportions.
type design struct {
	group, baseline         float64
	groupRate, baselineRate float64
}

// designs returns the designs of q that the settings ask for.
func (s settings) designs(q quantity) []design {
	var list []design
	switch {
	case q.rates:
		for _, baseline := range s.baselineExpected {
			for _, group := range s.expected {
				for _, ratio := range s.ratios {
					list = append(list, design{group, baseline, ratio, 1})
				}
			}
		}
	default:
		for _, baseline := range s.baselineTrials {
			for _, group := range s.trials {
				for _, p := range s.proportions {
					list = append(list, design{group, baseline, p[0], p[1]})
				}
			}
		}
	}
	if q.two {
		return list
	}
	// A group alone: each size and rate once.
	var alone []design
	seen := make(map[design]bool)
	for _, d := range list {
		d.baseline, d.baselineRate = 0, 0
		if !seen[d] {
			alone = append(alone, d)
			seen[d] = true
		}
	}
	return alone
}

// describe returns the sizes and the truth of a design in words.
func (q quantity) describe(d design) string {
	group, baseline := number(d.group), number(d.baseline)
	switch {
	case q.rates && q.two:
		return fmt.Sprintf("%s v %s expected, ratio %s", group, baseline, number(d.groupRate))
	case q.rates:
		return fmt.Sprintf("%s expected", number(d.group*d.groupRate))
	case q.two:
		return fmt.Sprintf("%s of %s v %s of %s", number(d.groupRate), group, number(d.baselineRate), baseline)
	}
	return fmt.Sprintf("%s of %s", number(d.groupRate), group)
}

// number writes v in as few digits as tell it from any other.
func number(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
