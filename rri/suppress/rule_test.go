package suppress

import (
	"fmt"
	"math/bits"
	"slices"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/rri"
)

// The attacker of this file knows the rule. He takes every table that could stand behind what is
// published, withholds small counts in it by the rule himself, and keeps those that come out the
// same. He knows beside of every withheld count whether it is at most k. No count up to k may be
// excluded by him.

// wishes is what is withheld whatever it is, by row.
type wishes struct{ events, trials uint }

// pattern is what is published of a table: "?" for what is withheld, and the totals where they may
// be known.
func pattern(cells []cell, totals bool) string {
	var b strings.Builder
	var events, trials int64
	for _, c := range cells {
		for i, n := range []count{c.events, c.trials} {
			if n.hidden {
				b.WriteString("? ")
			} else if i == 0 || c.binomial {
				fmt.Fprintf(&b, "%d ", n.n)
			}
		}
		events += c.events.n
		trials += c.trials.n
	}
	if totals {
		fmt.Fprintf(&b, "in all %d of %d", events, trials)
	}
	return b.String()
}

// rule withholds counts of a table of which row 0 is the baseline. sizes are the populations of
// rates; nil for proportions.
func rule(events, trials []int64, sizes []float64, k int64, w wishes) ([]cell, bool) {
	p := plan{k: k, totals: true}
	for i := range events {
		c := cell{events: count{n: events[i], wished: (w.events|w.trials)>>i&1 == 1}, isBaseline: i == 0}
		if sizes != nil {
			c.size = sizes[i]
		} else {
			c.binomial = true
			c.trials = count{n: trials[i], wished: w.trials>>i&1 == 1}
		}
		p.cells = append(p.cells, c)
	}
	p.primary()
	p.secondary()
	return p.cells, p.totals
}

// class is every table that is published in one form, for somebody who knows the kinds of its
// counts.
type class struct {
	cells    []cell // of one of the tables
	totals   bool
	possible [2][8]uint64 // of each column and row, the counts of its tables as bits
	tables   int
}

// classes runs the rule on every table of so many rows with counts up to most.
func classes(rows int, most int64, sizes []float64, k int64, w wishes) map[string]*class {
	all := map[string]*class{}
	events, trials := make([]int64, rows), make([]int64, rows)
	var fill func(i int)
	fill = func(i int) {
		if i < rows {
			highest := int64(0)
			if sizes == nil {
				highest = most
			}
			for trials[i] = 0; trials[i] <= highest; trials[i]++ {
				limit := most
				if sizes == nil {
					limit = trials[i]
				}
				for events[i] = 0; events[i] <= limit; events[i]++ {
					fill(i + 1)
				}
			}
			return
		}
		cells, totals := rule(events, trials, sizes, k, w)
		key := []byte(pattern(cells, totals))
		for _, c := range cells {
			kinds := byte('a')
			if c.events.n <= k {
				kinds++
			}
			if c.trials.n <= k {
				kinds += 2
			}
			key = append(key, kinds)
		}
		c := all[string(key)]
		if c == nil {
			c = &class{cells: cells, totals: totals}
			all[string(key)] = c
		}
		c.tables++
		for i := range cells {
			c.possible[0][i] |= 1 << events[i]
			c.possible[1][i] |= 1 << trials[i]
		}
	}
	fill(0)
	return all
}

// excluded names the first number that the attacker can exclude against the promise; "" if there is
// none.
func (c *class) excluded(k int64) string {
	for i, r := range c.cells {
		for column, n := range []count{r.events, r.trials} {
			possible := c.possible[column][i]
			from := int64(1)
			if n.wished || r.events.wished || column == 0 && r.trials.hidden {
				from = 0
			}
			switch {
			case !n.hidden:
			case n.n <= k:
				for v := from; v <= k; v++ {
					if possible>>v&1 == 0 {
						return fmt.Sprintf("row %d, column %d: not %d", i, column, v)
					}
				}
			case n.wished && !(column == 0 && r.trials.hidden):
				if width := bits.Len64(possible) - 1 - bits.TrailingZeros64(possible); int64(width) < k-1 {
					return fmt.Sprintf("row %d, column %d: known to within %d", i, column, width)
				}
			}
		}
	}
	return ""
}

// What the package documentation shows of the rule.
func TestExampleOfTheRule(t *testing.T) {
	for asian, want := range map[int64][]string{7: {"Asian", "Mixed", "Other"}, 8: {"Asian", "Mixed", "Other"}, 9: {"Asian", "Other"}, 10: {"Asian", "Other"}} {
		table, err := rri.Compare("White", map[string]rri.Rate{
			"White": {Events: 317, Population: 1_584_583}, "Asian": {Events: asian, Population: 60_732}, "Mixed": {Events: 22, Population: 44_435},
			"Other": {Events: 3, Population: 16_982},
		}, rri.Options{})
		if err != nil {
			t.Fatal(err)
		}
		s, err := Apply(table, Options[string]{AtMost: 5})
		if err != nil || !slices.Equal(s.Hidden, want) || s.WithholdTotals {
			t.Errorf("Asian %d: %v withheld, totals %v, %v; want %v", asian, s.Hidden, s.WithholdTotals, err, want)
		}
	}
}

// Every table of few rows with counts up to a bound: nothing is excluded by somebody who knows the
// rule. Where withheld counts add up to more than the bound, not all tables are tried, and the
// class is left out.
func TestAttackerWhoKnowsTheRule(t *testing.T) {
	const no = 0
	tests := []struct {
		name  string
		rows  int
		most  int64
		sizes []float64
		k     int64
		w     wishes
	}{
		{"rates, two rows", 2, 40, []float64{1, 2}, 5, wishes{}},
		{"rates, three rows", 3, 24, []float64{1, 2, 3}, 3, wishes{}},
		{"rates, the example's k", 3, 40, []float64{9, 2, 3}, 5, wishes{}},
		{"rates, four rows", 4, 16, []float64{9, 2, 2, 3}, 2, wishes{}},
		{"rates, five rows", 5, 8, []float64{9, 2, 2, 3, 4}, 2, wishes{}},
		{"rates, one by wish", 3, 20, []float64{9, 2, 3}, 3, wishes{0b100, no}},
		{"rates, two by wish", 4, 13, []float64{9, 2, 3, 1}, 2, wishes{0b1010, no}},
		{"rates, the baseline by wish", 3, 20, []float64{9, 2, 3}, 2, wishes{0b001, no}},
		{"proportions, two rows", 2, 16, nil, 2, wishes{}},
		{"proportions, two rows, k of 3", 2, 20, nil, 3, wishes{}},
		{"proportions, three rows", 3, 10, nil, 2, wishes{}},
		{"proportions, events by wish", 2, 16, nil, 2, wishes{0b10, no}},
		{"proportions, all events by wish", 2, 16, nil, 2, wishes{0b11, no}},
		{"proportions, trials by wish", 2, 16, nil, 2, wishes{no, 0b10}},
		{"proportions, all trials by wish", 2, 16, nil, 2, wishes{no, 0b11}},
		{"proportions, events of one and trials of another by wish", 3, 9, nil, 2, wishes{0b010, 0b100}},
		{"proportions, trials of two by wish", 3, 9, nil, 2, wishes{no, 0b110}},
		{"proportions, events of two by wish", 3, 9, nil, 2, wishes{0b110, no}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var withheld, held, tables int
			for form, c := range classes(test.rows, test.most, test.sizes, test.k, test.w) {
				var hidden [2]int64
				for _, r := range c.cells {
					for column, n := range []count{r.events, r.trials} {
						if n.hidden {
							hidden[column] += n.n
						}
					}
				}
				tables += c.tables
				if max(hidden[0], hidden[1]) == 0 || c.totals && max(hidden[0], hidden[1]) > test.most {
					continue
				}
				withheld += c.tables
				if !c.totals {
					held += c.tables
				}
				if why := c.excluded(test.k); why != "" {
					t.Errorf("%s: %s (totals %t)", form, why, c.totals)
				}
			}
			t.Logf("%d tables, %d with counts withheld, of %d of these the totals too", tables, withheld, held)
		})
	}
}
