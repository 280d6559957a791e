package rri

import (
	"bytes"
	"encoding/csv"
	"io"
	"strconv"

	"github.com/seed-549880be/disparity/rri/internal/present"
)

var csvHeader = []string{
	"measure", "definition", "baseline", "group", "events", "exposure",
	"rate", "rate_lower", "rate_upper",
	"ratio", "ratio_lower", "ratio_upper", "ratio_p",
	"difference", "difference_lower", "difference_upper", "difference_p",
	"excess", "excess_lower", "excess_upper",
	"level", "method", "flags", "design_effect", "degrees_of_freedom", "comparisons", "derived",
}

// WriteCSV writes the table for programs: a header, then a line for each group, baseline first.
//
// Rates and differences are per unit of exposure, whatever Per is. Every number has the digits that
// read back to the same float64. NaN, and what was not computed, is an empty cell; infinities are
// Inf and -Inf. The level and method are those of the ratio, the flags all those of the row, joined
// by |. The excess has the p-value of the difference.
//
// The last columns say what the limits allow for: the design effect of the count, 1 where there is
// none, and empty where the events are withheld; the degrees of freedom of Student's t, 0 for the
// normal distribution; over how many comparisons the intervals hold together (the p-values are
// those of single ones); and what [Table.Derived] says.
//
// The header is the same for every table, so that several go into one file: leave out the first
// line of all but the first. Spreadsheets run cells that begin with =, +, - or @ as formulas: names
// that do so get an apostrophe in front, unless they are numbers. Control characters in names
// become spaces.
//
// Notes are not written. The error is that of w.
func (t Table[G, M]) WriteCSV(w io.Writer) error {
	var b bytes.Buffer
	out := csv.NewWriter(&b)
	if err := out.Write(csvHeader); err != nil {
		return err
	}
	record := make([]string, 0, len(csvHeader))
	for _, r := range t.Rows {
		r = r.printed()
		events, exposure, showEvents, showExposure := r.count()
		record = append(record[:0], present.CellText(t.measure()), present.CellText(t.Definition), present.CellText(groupName(t.Baseline)), present.CellText(groupName(r.Group)), "", "")
		if showEvents {
			record[4] = strconv.FormatInt(events, 10)
		}
		if showExposure {
			record[5] = present.CellCount(exposure)
		}
		record = append(record, present.CellNumber(r.Rate.Value), present.CellNumber(r.Rate.Lower), present.CellNumber(r.Rate.Upper))
		for _, e := range []Estimate{r.Ratio, r.Difference} {
			record = append(record, present.CellNumber(e.Value), present.CellNumber(e.Lower), present.CellNumber(e.Upper), present.CellNumber(e.P))
		}
		record = append(record, present.CellNumber(r.Excess.Value), present.CellNumber(r.Excess.Lower), present.CellNumber(r.Excess.Upper))
		_, _, designEffect := r.Count.Counts()
		level, method := t.Options.level(), t.Options.Method
		if r.Ratio.Computed() {
			level, method = r.Ratio.Level, r.Ratio.Method
		}
		record = append(record, present.CellNumber(level), method.String(), r.flags().String(), "", present.CellNumber(t.Options.DegreesOfFreedom), strconv.Itoa(max(1, t.Simultaneous.Comparisons)), present.CellText(t.derived))
		if showEvents { // a design effect can tell the events
			record[len(record)-4] = present.CellNumber(designEffect)
		}
		if err := out.Write(record); err != nil {
			return err
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}
