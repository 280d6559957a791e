package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/strata"
)

// counts is a file of counts.
type counts struct {
	by             []string // the columns that make the strata
	events, trials string   // what is counted, and out of what
	strata         []strata.Stratum[string, string, rri.Proportion]
	first          string   // the first group
	source         []string // the comments, as one paragraph, if there are any

	at  map[string]int // the strata by key
	cut [][]string     // their keys as they stand in the file
}

const wantHeader = "want the columns that make the strata, then group, then events and what they are out of, as object,age,group,arrests,searches"

// readCounts reads a file of counts: see the documentation of the program. The strata are in the
// order in which they first stand in the file.
func readCounts(r io.Reader, file string) (counts, error) {
	t, err := cli.ReadTable(r, file, "strata and groups", wantHeader)
	if err != nil {
		return counts{}, err
	}
	if err := checkHeader(t); err != nil {
		return counts{}, err
	}
	n := len(t.Columns) - 3
	c := counts{by: t.Columns[:n], events: t.Columns[n+1], trials: t.Columns[n+2], at: make(map[string]int)}
	for t.Next() {
		if err := c.add(t); err != nil {
			return counts{}, err
		}
	}
	if err := t.Err(); err != nil {
		return counts{}, err
	}
	if len(c.strata) == 0 {
		return counts{}, fmt.Errorf("%s: no counts below the header", file)
	}
	if source := strings.Join(t.Comments, " "); source != "" {
		c.source = []string{source}
	}
	return c, nil
}

// groups returns the names of the groups, in alphabetical order.
func (c counts) groups() []string {
	all := make(map[string]bool)
	for _, s := range c.strata {
		for group := range s.Counts {
			all[group] = true
		}
	}
	return slices.Sorted(maps.Keys(all))
}

// checkHeader says what is wrong with the names of the columns.
func checkHeader(t *cli.Table) error {
	n := len(t.Columns) - 3
	if n < 1 || t.Columns[n] != "group" {
		return fmt.Errorf("%s: header %.200q: %s", t.Line(), strings.Join(t.Columns, ","), wantHeader)
	}
	for i, name := range t.Columns {
		why := cli.BadName(name)
		if why == "" && slices.Contains(t.Columns[:i], name) {
			why = "stands twice in the header: want another name"
		}
		if why != "" {
			return fmt.Errorf("%s: column %s: %s", t.Position(i), cli.Quote(name), why)
		}
	}
	return nil
}

// add adds the row of t: one group in one stratum.
func (c *counts) add(t *cli.Table) error {
	n := len(c.by)
	for i := range n {
		t.Name(i)
	}
	group := t.Name(n)
	p := rri.Proportion{Events: t.Count(n + 1), Trials: t.Count(n + 2)}
	if err := t.Err(); err != nil {
		return err
	}
	if p.Events > p.Trials {
		return t.Bad(n+1, fmt.Sprintf("more %s than the %d %s: want events of which each is one of them", c.events, p.Trials, c.trials))
	}
	key := strings.Join(t.Row[:n], ", ")
	i, ok := c.at[key]
	if ok && !slices.Equal(c.cut[i], t.Row[:n]) {
		return t.Bad(0, fmt.Sprintf("stratum %s reads as another does: want names that do not hold a comma and a space", cli.Quote(key)))
	}
	if !ok {
		i = len(c.strata)
		c.at[key] = i
		c.cut = append(c.cut, t.Row[:n])
		c.strata = append(c.strata, strata.Stratum[string, string, rri.Proportion]{Key: key, Counts: make(map[string]rri.Proportion)})
	}
	if _, ok := c.strata[i].Counts[group]; ok {
		return t.Bad(n, "stands twice in stratum "+strconv.Quote(key)+": add the counts together")
	}
	c.strata[i].Counts[group] = p
	if c.first == "" {
		c.first = group
	}
	return nil
}
