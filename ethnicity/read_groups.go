package ethnicity

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
)

// counted is an entry whose label and number have been read.
type counted struct {
	entry
	name     string // the label without what stands around it
	found    []meaning
	n        float64
	decimals int
}

// population returns the residents that a table has.
func (t *layout) population(source string) (Population, error) {
	all := make([]counted, 0, len(t.entries))
	seen := make(map[string]entry)
	for _, e := range t.entries {
		label, found := labelOf(e.label.Text)
		if len(found) == 0 {
			return Population{}, isNoLabel(e.label)
		}
		n, d, err := readCount(e.count)
		if err != nil {
			return Population{}, err
		}
		if first, ok := seen[fold(label)]; ok {
			return Population{}, t.twice(first, e)
		}
		seen[fold(label)] = e
		all = append(all, counted{e, label, found, n, d})
	}
	if err := checkDots(all); err != nil {
		return Population{}, err
	}
	f, err := fitOf(all)
	if err != nil {
		return Population{}, err
	}
	total := 0.0
	for g := range f.scheme.Groups() {
		if total += f.counts[g]; total > maxResidents {
			return Population{}, f.at[g].count.Fails("with these there are more than 2^53 residents")
		}
	}
	p, err := NewPopulation(t.area, f.scheme, f.counts)
	if err != nil {
		return Population{}, err
	}
	if err := f.check(p); err != nil {
		return Population{}, err
	}
	p.Code, p.Source = t.code, source
	if day, ok := dayOfText(t.date); ok {
		p.First, p.Last = day, day
	} else if t.date != "" {
		p.Source = strings.TrimPrefix(source+", "+t.date, ", ")
	}
	return p, nil
}

// twice is the error of a group that stands twice. It names the column in which the rows differ.
func (t *layout) twice(first, second entry) error {
	const year = len("2021")
	for i := range second.of {
		a, b := first.of.At(i), second.of.At(i)
		if a.Text == b.Text || a == first.count || t.header == nil {
			continue
		}
		name := t.header.At(i).Text
		if isShareName(name) || isNumber(a.Text) && len(a.Text) > year && !isDateName(name) {
			continue // it differs from row to row whatever the rows are of
		}
		return second.label.Fails("the group stands in line %d too, and %q is %q there and %q here: keep the rows of one",
			first.label.Line, clip(name), clip(a.Text), clip(b.Text))
	}
	return second.label.Fails("the group stands in line %d too: want every group once", first.label.Line)
}

// fit is how labels fall into the groups of a scheme.
type fit struct {
	scheme  Scheme
	counts  map[Group]float64
	at      map[Group]counted
	totals  []counted
	unknown []counted
	parents []counted
	foreign []counted // labels that the scheme cannot place
	second  []counted // labels of groups that it has already
}

// fitOf returns the first scheme whose groups are exactly those of the labels.
func fitOf(all []counted) (fit, error) {
	var best fit
	for s := range Schemes() {
		f := fitIn(s, all)
		if f.distance() == 0 {
			return f, f.checkUnknown()
		}
		if best.counts == nil || f.distance() < best.distance() {
			best = f
		}
	}
	return best, best.misfit(all)
}

// fitIn places labels in the groups of a scheme.
func fitIn(s Scheme, all []counted) fit {
	f := fit{scheme: s, counts: make(map[Group]float64), at: make(map[Group]counted)}
	for _, c := range all {
		g, ok := c.groupIn(s)
		switch {
		case c.found[0].total:
			f.totals = append(f.totals, c)
		case ok && !g.IsKnown():
			f.unknown = append(f.unknown, c)
		case ok:
			if _, ok := f.counts[g]; ok {
				f.second = append(f.second, c)
				continue
			}
			f.counts[g], f.at[g] = c.n, c
		case len(c.wholes(s)) > 0:
			f.parents = append(f.parents, c)
		default:
			f.foreign = append(f.foreign, c)
		}
	}
	return f
}

// groupIn returns the group that a label has in s: in its tables, or in those of other schemes
// where all agree on a group that s has too.
func (c counted) groupIn(s Scheme) (g Group, ok bool) {
	for _, m := range c.found {
		if m.schemes.has(s) {
			return m.group, true
		}
	}
	g, err := Parse(c.name)
	return g, err == nil && (s.Has(g) || !g.IsKnown())
}

// wholes returns the groups that a label can stand for which are made up of groups of s.
func (c counted) wholes(s Scheme) (wholes []Group) {
	for _, m := range c.found {
		if _, told := countOf([numGroups]float64{}, s, m.group); told && m.group.IsKnown() && groups[m.group].holds != 0 {
			wholes = append(wholes, m.group)
		}
	}
	return wholes
}

// missing returns the groups of the scheme that have no label.
func (f fit) missing() (names []string) {
	for g := range f.scheme.Groups() {
		if _, ok := f.counts[g]; !ok {
			names = append(names, g.String())
		}
	}
	return names
}

// distance is how far labels are from the groups of the scheme. One that it cannot place weighs
// more than a group that is missing, so that the scheme of the error is as fine as the labels are.
func (f fit) distance() int { return len(f.missing()) + 6*(len(f.foreign)+len(f.second)) }

// misfit says how the labels fail to be those of the scheme that they are nearest to.
func (f fit) misfit(all []counted) error {
	missing := f.missing()
	switch {
	case len(f.second) > 0:
		c := f.second[0]
		g, _ := c.groupIn(f.scheme)
		first := f.at[g].label
		return c.label.Fails("the group %s stands in line %d too, as %q: want every group once", g, first.Line, clip(first.Text))
	case len(f.counts) == 0 && len(f.foreign) == 0:
		return errors.New("no residents of any group: want the number of every group, as group,residents")
	case len(f.foreign) > 0 && len(missing) > 0:
		return f.foreign[0].label.Fails("these are not the groups of one classification: scheme %s does not have this one, and %s in it has no number",
			f.scheme, list(missing))
	case len(f.foreign) > 0:
		return f.foreign[0].label.Fails("these are not the groups of one classification: scheme %s, whose groups are all there, does not have this one",
			f.scheme)
	}
	return all[len(all)-1].label.Fails("no number of %s, which scheme %s has beside the groups that are there: want the residents of every group",
		list(missing), f.scheme)
}

// checkUnknown reports people of no group.
func (f fit) checkUnknown() error {
	for _, c := range f.unknown {
		if c.n != 0 {
			return c.count.Fails("people in no group (%q), whom no index can count: a census has none; take them out, and name the table for those who are left",
				clip(c.label.Text))
		}
	}
	return nil
}

// check compares the totals and the groups beside their parts with the sums.
func (f fit) check(p Population) error {
	for _, c := range f.totals {
		if !f.isSum(c, p.Total()) {
			return c.count.Fails("the total is not the sum of the groups, %s: a number is wrong or missing; take the total out if it is rounded", number(p.Total()))
		}
	}
	for _, c := range f.parents {
		var sums []string
		agrees := false
		for _, g := range c.wholes(f.scheme) {
			sum, _ := countOf(p.counts, f.scheme, g)
			agrees = agrees || f.isSum(c, sum)
			sums = append(sums, number(sum))
		}
		if !agrees {
			return c.count.Fails("%q is not the sum of its groups, %s: a number is wrong or missing; take the line out if it is rounded",
				clip(c.label.Text), strings.Join(slices.Compact(sums), " or "))
		}
	}
	if total := p.Total(); f.hasDecimals() && (math.Abs(total-100) < 1 || math.Abs(total-1) < 0.01) {
		return f.at[f.scheme.Baseline()].count.Fails("the numbers add up to %s: %w", number(total), errShares)
	}
	return nil
}

// isSum reports whether a number is the sum of groups, as far as their decimals tell.
func (f fit) isSum(c counted, sum float64) bool {
	tolerance := 1e-9*sum + c.rounding()
	for _, part := range f.at {
		tolerance += part.rounding()
	}
	return math.Abs(c.n-sum) <= tolerance
}

// rounding returns by how much a number with decimals may be rounded.
func (c counted) rounding() float64 {
	if c.decimals == 0 {
		return 0
	}
	return math.Pow10(-c.decimals) / 2
}

func (f fit) hasDecimals() bool {
	for _, c := range f.at {
		if c.decimals > 0 {
			return true
		}
	}
	return false
}

// number writes a number of people.
func number(n float64) string { return fmt.Sprintf("%.10g", n) }
