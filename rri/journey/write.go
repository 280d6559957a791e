package journey

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/seed-549880be/disparity/rri"
)

// WriteText writes the journey for people: for every group one row a step, the cumulative index, and the step where most of the gap arises.
func (j Journey[G]) WriteText(w io.Writer) error {
	var b strings.Builder
	what := "RRI against " + name(j.Baseline)
	if j.Options.Direction == BaselineOverGroup {
		what = "relative likelihood, " + name(j.Baseline) + " over group"
	}
	fmt.Fprintf(&b, "%s · %s %% interval, method %s\n\n", what, number(100*j.Options.Level, 4), j.Options.Method)
	t := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "Group\tStep\tGroup: events of\t\t%s: events of\t\tIndex\tInterval\tp\tShare of the gap\n", name(j.Baseline))
	combined := false
	for _, p := range j.Paths {
		label := name(p.Group)
		for i, x := range p.Indices {
			share := "—"
			if !math.IsNaN(x.Share) {
				share = fmt.Sprintf("%.0f %%", 100*x.Share)
			}
			if i == p.Largest {
				share += " ←"
			}
			fmt.Fprintf(t, "%s\t%s\t%d\t%s\t%d\t%s\t%s\t%s\n", label, j.Steps[i], x.Group.Events, number(x.Group.Base, -1), x.Baseline.Events, number(x.Baseline.Base, -1),
				cells(x.Estimate), share)
			label = ""
		}
		mark := ""
		if p.Combined {
			mark, combined = " *", true
		}
		fmt.Fprintf(t, "\tcumulative%s\t\t\t\t\t%s\t\n", mark, cells(p.Cumulative))
	}
	if err := t.Flush(); err != nil {
		return err
	}
	b.WriteString("\n← the step where most of the gap arises, by share of the logarithm of the cumulative index\n")
	if combined {
		b.WriteString("* combines the intervals of the steps (MOVER), whose counts are taken to be of different people\n")
	}
	// tabwriter pads the last cell of a row too.
	for line := range strings.Lines(b.String()) {
		if _, err := io.WriteString(w, strings.TrimRight(line, " \n")+"\n"); err != nil {
			return err
		}
	}
	return nil
}

// cells writes an estimate as the three cells index, interval and p.
func cells(e rri.Estimate) string {
	p := "—"
	switch {
	case e.P < 0.0001:
		p = "<0.0001"
	case !math.IsNaN(e.P):
		p = strconv.FormatFloat(e.P, 'f', 4, 64)
	}
	return fmt.Sprintf("%s\t%s to %s\t%s", number(e.Value, 2), number(e.Lower, 2), number(e.Upper, 2), p)
}

// number writes v with a number of decimals, or all that it needs if that is negative or 4.
func number(v float64, decimals int) string {
	switch {
	case math.IsNaN(v):
		return "—"
	case math.IsInf(v, 1):
		return "∞"
	case decimals == 2:
		return strconv.FormatFloat(v, 'f', 2, 64)
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// header is that of WriteCSV.
var header = []string{"baseline", "group", "step", "events", "base", "baseline_events", "baseline_base", "index", "lower", "upper", "p", "share", "largest", "combined", "direction",
	"level", "method", "flags"}

// WriteCSV writes the journey for programs: one row a step and group, and one for the cumulative index with the step "cumulative" and no counts. Numbers are not
// rounded, NaN is empty and infinity "Inf". A name that a spreadsheet would take for a formula has an apostrophe before it.
func (j Journey[G]) WriteCSV(w io.Writer) error {
	c := csv.NewWriter(w)
	if err := c.Write(header); err != nil {
		return err
	}
	row := func(p Path[G], step, events, base, baselineEvents, baselineBase string, e rri.Estimate, share float64, largest bool) error {
		return c.Write([]string{plainText(name(j.Baseline)), plainText(name(p.Group)), plainText(step), events, base, baselineEvents, baselineBase, exact(e.Value), exact(e.Lower), exact(e.Upper), exact(e.P),
			exact(share), strconv.FormatBool(largest), strconv.FormatBool(p.Combined && step == "cumulative"), j.Options.Direction.String(), exact(e.Level), e.Method.String(),
			e.Flags.String()})
	}
	for _, p := range j.Paths {
		for i, x := range p.Indices {
			if err := row(p, j.Steps[i], strconv.FormatInt(x.Group.Events, 10), strconv.FormatFloat(x.Group.Base, 'f', -1, 64), strconv.FormatInt(x.Baseline.Events, 10), strconv.FormatFloat(x.Baseline.Base, 'f', -1, 64),
				x.Estimate, x.Share, i == p.Largest); err != nil {
				return err
			}
		}
		if err := row(p, "cumulative", "", "", "", "", p.Cumulative, math.NaN(), false); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

// plainText returns s so that a spreadsheet takes it for text.
func plainText(s string) string {
	if s != "" && strings.ContainsAny(s[:1], "=+-@\t\r\n") {
		return "'" + s
	}
	return s
}

// exact writes v so that it reads back to the same float64.
func exact(v float64) string {
	switch {
	case math.IsNaN(v):
		return ""
	case math.IsInf(v, 1):
		return "Inf"
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}
