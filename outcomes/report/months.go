package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
)

// coverage is what is wrong with the months of a report: those of a force without a row, and those
// with few. Its period is what was asked for; without that, it is from the first month with a row
// or an empty file to the last.
type coverage struct {
	first, last outcomes.Month
	missing     []outcomes.Gap
	low         []outcomes.LowMonth
}

// coverageOf finds the missing and the low months of everything in the period, whatever chose among
// the searches and the rows. A month is low beside all that was read of its force, so that it is
// also known where it is the only one that was asked for.
func (r *Report) coverageOf(inPeriod *outcomes.Tally) (coverage, error) {
	if r.whole != nil {
		return r.whole.months.between(r.first, r.last).of(r.span.forces), nil
	}
	c := coverage{first: r.span.first, last: r.span.last}
	for _, s := range r.sources {
		m := s.Month()
		if !s.First.IsZero() || m == 0 || !slices.Contains(r.span.forces, r.forceOfEmpty(s)) {
			continue
		}
		c.first, c.last = min(c.first, m), max(c.last, m)
	}
	if r.o.From != 0 {
		c.first = r.o.From
	}
	if r.o.To != 0 {
		c.last = r.o.To
	}
	if r.span.first == 0 {
		return c, nil // no row has a month
	}
	c.missing = inPeriod.GapsBetween(c.first, c.last)
	counts, err := r.limit.countable(r.rows)
	if err != nil {
		return c, err
	}
	for _, low := range counts.LowMonths(r.o.LowMonth) {
		if low.Month >= c.first && low.Month <= c.last && slices.Contains(r.span.forces, low.Force) {
			c.low = append(c.low, low)
		}
	}
	return c, nil
}

// forceOfEmpty returns the force of a file without a search.
func (r *Report) forceOfEmpty(s outcomes.Source) ethnicity.Force {
	force, err := ethnicity.ForceOfFile(s.File)
	if err != nil {
		return r.force
	}
	return force
}

// countable returns a tally of the searches by force and month, with 1 in place of each count that
// is withheld, so that what depends on it tells none.
func (l limit) countable(t *outcomes.Tally) (*outcomes.Tally, error) {
	if l == 0 {
		return t, nil
	}
	counts := new(outcomes.Tally)
	for k, n := range outcomes.CountBy(t, func(k outcomes.Key) outcomes.Key { return outcomes.Key{Force: k.Force, Month: k.Month} }) {
		if l.small(n) {
			n = 1
		}
		if err := counts.AddCount(k, n); err != nil {
			return nil, prefixed(err)
		}
	}
	return counts, nil
}

// of returns what is wrong with the months of some forces.
func (c coverage) of(forces []ethnicity.Force) coverage {
	c.missing = slices.DeleteFunc(slices.Clone(c.missing), func(g outcomes.Gap) bool { return !slices.Contains(forces, g.Force) })
	c.low = slices.DeleteFunc(slices.Clone(c.low), func(m outcomes.LowMonth) bool { return !slices.Contains(forces, m.Force) })
	return c
}

// maxMonths is how many months, or runs of months, are named of each kind.
const maxMonths = 3

// missingText names the months without a row.
func (c coverage) missingText() string {
	var forces []string
	named, more := 0, int64(0)
	for _, g := range c.missing {
		var months []string
		for _, run := range runs(g.Months) {
			if named == maxMonths {
				more += int64(len(run))
				continue
			}
			named++
			switch n := len(run); {
			case n > 2:
				months = append(months, monthName(run[0])+" to "+monthName(run[n-1]))
			default:
				for _, m := range run {
					months = append(months, monthName(m))
				}
			}
		}
		if months != nil {
			of := "of " + forceName(g.Force)
			if g.Force.IsZero() {
				of = "without a named force"
			}
			forces = append(forces, of+" in "+and(months))
		}
	}
	return "No rows " + strings.Join(forces, ", ") + andMore(more, len(c.missing) > 1)
}

// runs cuts months in order of time into runs of consecutive ones.
func runs(months []outcomes.Month) (list [][]outcomes.Month) {
	for i, m := range months {
		if i == 0 || months[i-1].Next() != m {
			list = append(list, nil)
		}
		list[len(list)-1] = append(list[len(list)-1], m)
	}
	return list
}

// lowText names the months with few rows, with the number of rows of each and the median unless
// small counts are withheld: beside other numbers these could tell one.
func (c coverage) lowText(share float64, l limit) string {
	var forces, months []string
	more := int64(0)
	for i, low := range c.low {
		if i >= maxMonths {
			more++
			continue
		}
		name := monthName(low.Month)
		if l == 0 {
			name += fmt.Sprintf(" (%s, median %s)", plural(low.Searches, "row", "rows"), count(int64(low.Median+0.5)))
		}
		months = append(months, name)
		if next := i + 1; next == len(c.low) || next == maxMonths || c.low[next].Force != low.Force {
			forces = append(forces, forceName(low.Force)+" in "+and(months))
			months = nil
		}
	}
	return fmt.Sprintf("Low months, below %.4g %% of the median of the force's other months: %s", 100*share, strings.Join(forces, ", ")) +
		andMore(more, c.low[0].Force != c.low[len(c.low)-1].Force)
}

// andMore says how many months are not named, of one force or, each for itself, of several; "" if
// all are.
func andMore(months int64, several bool) string {
	if months == 0 {
		return ""
	}
	more := ", and " + plural(months, "month", "months") + " more"
	if several && months > 1 {
		more += ", counted force by force"
	}
	return more
}

// monthsText says which months of some forces are missing or low, and what that makes of the rates:
// the heading of every table that is of these forces, without a full stop; "" if all months are
// well covered. perResident tells that the rates are of residents, who count for the whole period.
func (r *Report) monthsText(forces []ethnicity.Force, perResident bool) string {
	c := r.months.of(forces)
	var facts []string
	if len(c.missing) > 0 {
		facts = append(facts, c.missingText())
	}
	if len(c.low) > 0 {
		low := c.lowText(r.o.LowMonth, r.limit)
		if len(r.where) > 0 {
			low += ", counted with the rows that are left out"
		}
		facts = append(facts, low)
	}
	if facts == nil {
		return ""
	}
	text := "The rates are of the months that are there"
	if len(c.low) > 0 {
		text += ", low ones among them"
	}
	if perResident {
		text += ": too low for the whole period"
		if len(forces) > 1 {
			text += ", and forces with more months weigh more"
		}
	}
	return strings.Join(append(facts, text), ". ")
}

// monthsNote says it of everything that is in the report, "" if there is nothing to say.
func (r *Report) monthsNote() string {
	text := r.monthsText(r.span.forces, slices.ContainsFunc(r.span.forces, r.isOver))
	if text == "" {
		return ""
	}
	return text + "."
}

// missingFrom returns the months without a row of the forces in the search rate. All searches
// together over one place lack only the months in which none of the forces has a row.
func (r *Report) missingFrom(gaps []outcomes.Gap) (missing []outcomes.Gap) {
	gaps = slices.DeleteFunc(slices.Clone(gaps), func(g outcomes.Gap) bool { return !r.isOver(g.Force) })
	if !r.o.onePlace() || len(r.span.forces) == 1 || len(gaps) == 0 {
		return gaps
	}
	months := slices.DeleteFunc(slices.Clone(gaps[0].Months), func(m outcomes.Month) bool {
		return len(gaps) < len(r.span.forces) || slices.ContainsFunc(gaps, func(g outcomes.Gap) bool { return !slices.Contains(g.Months, m) })
	})
	if len(months) == 0 {
		return nil
	}
	return []outcomes.Gap{{Months: months}}
}

// periodText names the months that a rate per resident of some forces is of: no more than are
// there.
func (r *Report) periodText(forces []ethnicity.Force) string {
	c := r.months.of(forces)
	if len(c.missing) == 0 {
		return r.span.months()
	}
	whole := monthName(c.first) + " to " + monthName(c.last)
	differs := func(g outcomes.Gap) bool { return !slices.Equal(g.Months, c.missing[0].Months) }
	if len(c.missing) < len(forces) || slices.ContainsFunc(c.missing, differs) {
		return "the months of " + whole + " that have rows"
	}
	all := int64(c.last-c.first) + 1
	return fmt.Sprintf("%s of the %s of %s", count(all-int64(len(c.missing[0].Months))), plural(all, "month", "months"), whole)
}
