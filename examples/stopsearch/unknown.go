package main

import (
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/suppress"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// unknownThreshold is the unknown share beyond which a table says so above everything else.
const unknownThreshold = 0.1

// limits are the bounds of the search-rate index of one group over every way in which the searches
// in no group could fall.
type limits struct {
	Group ethnicity.Group `json:"group"`
	Lower *float64        `json:"lower"`
	// null is infinite, or not defined where Lower is null too
	Upper    *float64 `json:"upper"`
	Tipping  *float64 `json:"tipping_share"`
	Possible bool     `json:"tipping_possible"`
}

// bound computes the bounds of every group of the search rate.
func (r *report) bound(counts outcomes.Counts, p ethnicity.Population) error {
	r.unknown, r.compared = counts.UnknownTotal(), counts.By[r.s.baseline] > 0
	if r.unknown == 0 {
		return nil
	}
	for g := range r.s.scheme.Groups() {
		if g == r.s.baseline || r.absence != "" && g == r.absent {
			continue
		}
		u, err := counts.Unknowns(p, g, r.s.baseline)
		if err != nil {
			return message(err)
		}
		b, err := u.Bounds(unknown.Assumption{})
		if err != nil {
			return message(err)
		}
		tip, err := u.TippingShare()
		if err != nil {
			return message(err)
		}
		r.bounds = append(r.bounds, limits{g, finite(b.Lower), finite(b.Upper), finite(tip), tip >= 0 && tip <= 1})
	}
	return nil
}

func finite(v float64) *float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	return &v
}

// writeBounds writes the bounds for people.
func (r *report) writeBounds(w io.Writer, markdown bool) error {
	if len(r.bounds) == 0 {
		return nil
	}
	if !r.compared {
		_, err := fmt.Fprintf(w, "No bounds of the RRI: no search of %s was recorded\n", anyone(r.s.baseline))
		return err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "RRI of the search rate over every way in which the %s in no group could fall; nothing is assumed, and chance is not in it\n",
		plural(r.unknown, "search", "searches"))
	names := 5
	for _, l := range r.bounds {
		names = max(names, len(l.Group.String()))
	}
	if markdown {
		fmt.Fprintf(&b, "\n| group | lowest | highest | share of these that would have to be of the group, the others %s, for an RRI of 1 |\n|-|-:|-:|-|\n", r.s.baseline)
	} else {
		fmt.Fprintf(&b, "%-*s  lowest  highest  share of these that would have to be of the group, the others %s, for an RRI of 1\n", names, "", r.s.baseline)
	}
	for _, l := range r.bounds {
		lower, upper, share := "—", "—", "none would do"
		if l.Lower != nil {
			lower, upper = bound(*l.Lower), "∞"
			if l.Upper != nil {
				upper = bound(*l.Upper)
			}
		}
		if l.Possible {
			share = tippingShare(*l.Tipping)
		}
		if markdown {
			fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", l.Group, lower, upper, share)
		} else {
			fmt.Fprintf(&b, "%-*s  %6s  %7s  %s\n", names, l.Group, lower, upper, share)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// fill puts searches of unknown ethnicity into groups, as -unknown says.
func (r *report) fill(t *outcomes.Tally) ([]*outcomes.Tally, error) {
	if r.s.unknown == outcomes.LeftOut {
		return []*outcomes.Tally{t}, nil
	}
	filled, err := t.Allocate(r.s.unknown, r.s.scheme, outcomes.AllocateOptions{})
	if err != nil {
		return nil, fmt.Errorf("-unknown %s: %w", r.s.unknown, message(err))
	}
	return filled.Tallies, nil
}

// placed says what became of the searches in no group: a footnote, "" if there are none.
func (r *report) placed(unknown, all int64) string {
	if unknown == 0 {
		return ""
	}
	note := fmt.Sprintf("%s are in no group", r.s.share(unknown, all, "searches"))
	switch r.s.unknown {
	case outcomes.InProportion:
		return strings.Replace(note, "are in no group", "have no known group and were put into groups in proportion to the known with the same outcome (-unknown in-proportion)", 1)
	case outcomes.ByOfficer:
		return strings.Replace(note, "are in no group", "have no self-defined group and were put into groups as the officer saw them, where the officer did (-unknown officer)", 1)
	case outcomes.ByCrossTable:
		return strings.Replace(note, "are in no group", "have no known group and were put into groups like the known whom officers see the same way, with the same outcome "+
			"(-unknown cross-table)", 1)
	}
	return note
}

// alert is the first line of a table whose unknown share is high; "" if it is not, or if that would
// tell a small count.
func (s settings) alert(unknown, missing, all int64) string {
	high := func(n int64) bool { return float64(n) > unknownThreshold*float64(all) && !s.tells(n, all) }
	var parts []string
	if high(unknown) {
		parts = append(parts, fmt.Sprintf("ethnicity of %s", percent(unknown, all)))
	}
	if high(missing) {
		parts = append(parts, fmt.Sprintf("outcome, or its link, of %s", percent(missing, all)))
	}
	if parts == nil {
		return ""
	}
	return fmt.Sprintf("More than %.0f %% unknown: %s of the searches", 100*unknownThreshold, strings.Join(parts, " and "))
}

// entry is one table of the report.
type entry struct {
	table
	name      string
	alert     string
	withhold  func(hide, exposure []ethnicity.Group) (withheld, error)
	perPerson bool // the search rate, the others being of its searches
}

// withheld is a table of which small counts were withheld.
type withheld struct {
	table
	hidden   []ethnicity.Group
	baseline bool // is hidden
	totals   bool // must be withheld too
}

// nobody says that nothing is there to compare with, where no event of the baseline was recorded.
// searched tells whether there were searches of it at all.
func nobody(baseline ethnicity.Group, events string, searched bool) string {
	if searched {
		return fmt.Sprintf("no search of %s was recorded that counts here (%s): nothing to compare with", anyone(baseline), events)
	}
	return fmt.Sprintf("no search of %s was recorded: nothing to compare with", anyone(baseline))
}

// add adds a table, pooled if there are several imputations. total is the footnote that tells the
// totals.
func add[M rri.Measure](r *report, by []map[ethnicity.Group]M, measure, definition, events, exposure, alert, total string, notes []string) error {
	var tables []rri.Table[ethnicity.Group, M]
	for _, counts := range by {
		t, err := rri.Compare(r.s.baseline, counts, rri.Options{Method: r.s.method, Level: r.s.level})
		if errors.Is(err, rri.ErrMethod) {
			r.without = append(r.without, measure)
			r.reason = err
			return nil
		}
		if err != nil {
			return message(err)
		}
		tables = append(tables, t)
	}
	t, err := unknown.PoolTables(tables)
	if err != nil {
		return message(err)
	}
	t.Measure, t.Definition, t.Events, t.Exposure = measure, definition, events, exposure
	for _, note := range notes {
		if note != "" {
			t.Notes = append(t.Notes, note)
		}
	}
	var m M
	perPerson := !m.IsProportion()
	for _, row := range t.Rows {
		if n, exposure, _ := row.Count.Counts(); row.Group == r.s.baseline && n == 0 {
			t.NoBaseline = nobody(r.s.baseline, events, exposure > 0 && !perPerson)
		}
	}
	r.tables = append(r.tables, entry{table: t, name: measure, alert: alert, perPerson: perPerson, withhold: func(hide, exposure []ethnicity.Group) (withheld, error) {
		s, err := suppress.Apply(t, suppress.Options[ethnicity.Group]{AtMost: r.s.suppress, Hide: hide, HideExposure: exposure})
		if err != nil {
			return withheld{}, message(err)
		}
		if s.WithholdTotals && total != "" {
			s.Table.Notes = slices.DeleteFunc(s.Table.Notes, func(note string) bool { return note == total })
		}
		return withheld{s.Table, s.Hidden, slices.Contains(s.Hidden, r.s.baseline), s.WithholdTotals}, nil
	}})
	return nil
}
