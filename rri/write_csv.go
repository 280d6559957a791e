package rri

import (
	"bytes"
	"encoding/csv"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

var csvHeader = []string{
	"measure", "definition", "baseline", "group", "events", "exposure",
	"rate", "rate_lower", "rate_upper",
	"ratio", "ratio_lower", "ratio_upper", "ratio_p",
	"difference", "difference_lower", "difference_upper", "difference_p",
	"excess", "excess_lower", "excess_upper",
	"level", "method", "flags",
}

// WriteCSV writes the table for programs: a header, then a line for each group, baseline first.
//
// Rates and differences are per unit of exposure, whatever Per is. Every number has the digits that read back to the same float64. NaN, and what was not computed, is an
// empty cell; infinities are Inf and -Inf. The level and method are those of the
// ratio, the flags all those of the row, joined by |. The excess has the p-value of the difference.
//
// The header is the same for every table, so that several go into one file: leave out the first line of all but the first. Spreadsheets run cells
// that begin with =, +, - or @ as formulas: names that do so get an apostrophe in front, unless they are numbers. Control characters in names become spaces.
//
// Notes are not written. The error is that of w.
func (t Table[G, M]) WriteCSV(w io.Writer) error {
	var b bytes.Buffer
	out := csv.NewWriter(&b)
	record := append(make([]string, 0, len(csvHeader)), csvHeader...)
	if err := out.Write(record); err != nil {
		return err
	}
	for _, r := range t.Rows {
		r = r.printed()
		events, exposure, showEvents, showExposure := r.count()
		record = append(record[:0], cellText(t.measure()), cellText(t.Definition), cellText(groupName(t.Baseline)), cellText(groupName(r.Group)), "", "")
		if showEvents {
			record[4] = strconv.FormatInt(events, 10)
		}
		if showExposure {
			record[5] = cellCount(exposure)
		}
		record = append(record, cellNumber(r.Rate.Value), cellNumber(r.Rate.Lower), cellNumber(r.Rate.Upper))
		for _, e := range []Estimate{r.Ratio, r.Difference} {
			record = append(record, cellNumber(e.Value), cellNumber(e.Lower), cellNumber(e.Upper), cellNumber(e.P))
		}
		record = append(record, cellNumber(r.Excess.Value), cellNumber(r.Excess.Lower), cellNumber(r.Excess.Upper))
		level, method := t.Options.level(), t.Options.Method
		if !r.Ratio.IsZero() {
			level, method = r.Ratio.Level, r.Ratio.Method
		}
		record = append(record, cellNumber(level), method.String(), r.flags().String())
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

// cellNumber writes a number exactly.
func cellNumber(v float64) string {
	switch {
	case math.IsNaN(v):
		return ""
	case math.IsInf(v, 1):
		return "Inf"
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}

// cellCount writes a number exactly, without an exponent if it is whole.
func cellCount(v float64) string {
	if v == math.Trunc(v) && math.Abs(v) <= MaxCount {
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return cellNumber(v)
}

// cellText makes a name safe in a spreadsheet.
func cellText(s string) string {
	s = clean(s)
	if _, err := strconv.ParseFloat(s, 64); err == nil {
		return s
	}
	if first, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(s, unicode.IsSpace)); strings.ContainsRune("=+-@＝＋－＠", first) {
		return "'" + s
	}
	return s
}
