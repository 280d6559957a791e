package journey

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/internal/present"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// sides names what the column of intervals has.
var sides = [...]string{rri.TwoSided: "interval", rri.LowerOnly: "lower limit", rri.UpperOnly: "upper limit"}

// WriteText writes the journey for people: for every group one row a step and the cumulative index,
// with an arrow at the largest share of the gap. Rounding does not mislead: a limit that is not 1
// does not print as 1, nor a p-value as one less the level. A step in which nobody of the baseline
// had the event has no index, limits and p-value here, as there is nothing to compare with;
// WriteCSV has them. Names are cleaned of control characters.
func (j Journey[G]) WriteText(w io.Writer) error {
	var b strings.Builder
	baseline := name(j.Baseline)
	what := "RRI against " + baseline
	if j.Options.Direction == index.ComparatorOverGroup {
		what = "relative likelihood, " + baseline + " over group"
	}
	interval := "interval"
	if j.Options.Side < rri.Side(len(sides)) {
		interval = sides[j.Options.Side]
	}
	fmt.Fprintf(&b, "%s · %s %s, method %s", what, sheet.Percent(j.Options.Level), interval, j.Options.Method)
	if null := j.Options.Null; (null != 0 && null != 1) || j.Options.Side != rri.TwoSided {
		sign := map[rri.Side]string{rri.LowerOnly: "≤", rri.UpperOnly: "≥"}[j.Options.Side]
		fmt.Fprintf(&b, " · p tests an index %s %v", cmp.Or(sign, "="), cmp.Or(null, 1))
	}
	b.WriteString("\n\n")
	t := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "Group\tStep\tGroup: events of\t\t%s: events of\t\tIndex\tInterval\tp\tShare of the gap\n", baseline)
	var combined, arrow, open, nothing bool
	highest := 0.0 // of the design effects
	for _, p := range j.Paths {
		label := name(p.Group)
		empty := false // whether a step has no event in the baseline
		for i, x := range p.Indices {
			// Stages after that one are empty in the baseline too.
			empty = empty || x.Baseline.Events == 0
			share := shareText(x.Share)
			if empty {
				share = "—"
			}
			// of an infinite gap, without a share: the step that makes it so
			if i == p.Largest && !empty {
				share += " ←"
				arrow = true
			}
			open = open || share != "—" && x.Share.Flags.Has(rri.Unbounded)
			highest = max(highest, x.Group.DesignEffect, x.Baseline.DesignEffect)
			fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", label, sheet.Clean(j.Steps[i]), present.Count(x.Group.Events), present.Exposure(x.Group.Base),
				present.Count(x.Baseline.Events), present.Exposure(x.Baseline.Base), j.cells(x.Estimate, x.Baseline.Events == 0), share)
			label = ""
		}
		nothing = nothing || empty
		mark := ""
		if p.Combined {
			mark, combined = " *", true
		}
		fmt.Fprintf(t, "\tcumulative%s\t\t\t\t\t%s\t\n", mark, j.cells(p.Cumulative, empty))
	}
	if err := t.Flush(); err != nil {
		return err
	}
	for _, note := range [...]struct {
		wanted bool
		text   string
	}{
		{true, ""},
		{arrow, "← the largest share of the gap as observed: of the logarithm of the cumulative index; in brackets its interval"},
		{open, "(any) the indices do not tell on which side of 1 the cumulative index is, so that no share of it can be told"},
		{combined, "* combines the intervals of the steps (MOVER), whose counts are taken to be of different people"},
		{nothing, "— no event in the baseline: nothing to compare with"},
		{highest != 0, "counts scatter more, or less, than independent ones: their design effects are up to " + sheet.Ratio(highest, 2)},
	} {
		if note.wanted {
			b.WriteString(note.text + "\n")
		}
	}
	// tabwriter pads the last cell of a row too.
	for line := range strings.Lines(b.String()) {
		if _, err := io.WriteString(w, strings.TrimRight(line, " \n")+"\n"); err != nil {
			return err
		}
	}
	return nil
}

// cells writes an estimate as the three cells index, interval and p; all of them "—" if there is
// nothing to compare with.
func (j Journey[G]) cells(e rri.Estimate, nothing bool) string {
	if nothing || !e.Computed() || math.IsNaN(e.Value) {
		return "—\t—\t—"
	}
	null := j.Options.Null
	if null == 0 {
		null = 1
	}
	limit := func(v float64, digits int) string { return sheet.Limit(sheet.Ratio, v, digits, 1, null) }
	digits := present.DigitsApart(sheet.Ratio, 2, e.Lower, e.Upper)
	return fmt.Sprintf("%s\t%s to %s\t%s", limit(e.Value, digits), limit(e.Lower, digits), limit(e.Upper, digits), sheet.P(e.P, 1-e.Level))
}

// shareText writes a share in per cent with its interval.
func shareText(e rri.Estimate) string {
	if !e.Computed() || math.IsNaN(e.Value) {
		return "—"
	}
	percent := func(v float64, digits int) string { return sheet.Fixed(100*v, digits) }
	limit := func(v float64, digits int) string { return sheet.Limit(percent, v, digits, 0, 1) }
	switch {
	case e.Flags.Has(rri.Unbounded):
		return limit(e.Value, 0) + " % (any)"
	case e.Lower == e.Upper:
		return limit(e.Value, 0) + " %"
	}
	digits := present.DigitsApart(percent, 0, e.Lower, e.Upper)
	return fmt.Sprintf("%s %% (%s to %s %%)", limit(e.Value, digits), limit(e.Lower, digits), limit(e.Upper, digits))
}

// header is that of WriteCSV.
var header = []string{"baseline", "group", "step", "events", "base", "baseline_events", "baseline_base", "index", "lower", "upper", "p", "share", "share_lower", "share_upper", "largest", "combined", "direction",
	"level", "method", "flags", "design_effect", "baseline_design_effect"}

// WriteCSV writes the journey for programs: one row a step and group, and one for the cumulative
// index with the step "cumulative" and no counts. Numbers are not rounded, NaN is empty and
// infinities are "Inf" and "-Inf"; a design effect of 1 is empty too. A name that a spreadsheet
// would take for a formula has an apostrophe before it, and control characters in names become
// spaces.
func (j Journey[G]) WriteCSV(w io.Writer) error {
	c := csv.NewWriter(w)
	if err := c.Write(header); err != nil {
		return err
	}
	effect := func(v float64) string {
		if v == 0 {
			return ""
		}
		return present.CellNumber(v)
	}
	number := present.CellNumber
	text := func(g G) string { return present.CellText(fmt.Sprint(g)) }
	for _, p := range j.Paths {
		row := func(step string, e, share rri.Estimate, counts, effects []string, largest, combined bool) error {
			record := append([]string{text(j.Baseline), text(p.Group), present.CellText(step)}, counts...)
			record = append(record, number(e.Value), number(e.Lower), number(e.Upper), number(e.P), number(share.Value), number(share.Lower), number(share.Upper),
				strconv.FormatBool(largest), strconv.FormatBool(combined), measure(j.Options.Direction), number(e.Level), e.Method.String(), e.Flags.String())
			return c.Write(append(record, effects...))
		}
		for i, x := range p.Indices {
			counts := []string{strconv.FormatInt(x.Group.Events, 10), present.CellCount(x.Group.Base), strconv.FormatInt(x.Baseline.Events, 10), present.CellCount(x.Baseline.Base)}
			effects := []string{effect(x.Group.DesignEffect), effect(x.Baseline.DesignEffect)}
			if err := row(j.Steps[i], x.Estimate, x.Share, counts, effects, i == p.Largest, false); err != nil {
				return err
			}
		}
		nan := math.NaN()
		none := rri.Estimate{Value: nan, Lower: nan, Upper: nan}
		if err := row("cumulative", p.Cumulative, none, make([]string, 4), make([]string, 2), false, p.Combined); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

// measure names the index for the column direction.
func measure(d index.Direction) string {
	switch d {
	case index.GroupOverComparator:
		return "rri"
	case index.ComparatorOverGroup:
		return "relative-likelihood"
	}
	return d.String()
}
