package main

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// format is how the numbers of a column are shown. What is in the cells is not rounded.
type format struct {
	name     string
	style    excelize.Style
	numeric  bool
	decimals int // -1 where the spreadsheet chooses
	width    int // at least
}

// format chooses the format of a column by what is in it.
func (t *table) format(c *column) format {
	f := format{numeric: !c.text && t.numeric(c), decimals: -1, width: 8}
	if !f.numeric {
		f.name, f.style = "text", excelize.Style{NumFmt: asText, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}}
		if slices.ContainsFunc(t.rows, func(row row) bool { return c.value(row).kind == truth }) {
			f.name, f.style.NumFmt = "truth", 0 // as text it would be 0 or 1
		}
		return f
	}
	code := f.code(t, c)
	f.name, f.style = "number "+code, excelize.Style{CustomNumFmt: &code, Alignment: &excelize.Alignment{Vertical: "top"}}
	return f
}

// code returns the format in the language of spreadsheets.
func (f *format) code(t *table, c *column) string {
	whole, least, most := true, math.Inf(1), 0.0
	for _, of := range t.columns {
		if of != c && (of.stem() != c.stem() || of.per != c.per || slices.Index(ends, of.key()) < 0 || slices.Index(ends, c.key()) < 0) {
			continue // an estimate and its limits have the same digits
		}
		for _, row := range t.rows {
			if n := of.value(row); n.kind == number {
				v, _ := of.number(n)
				whole = whole && v == math.Trunc(v)
				most = max(most, math.Abs(v))
				if v != 0 {
					least = min(least, math.Abs(v))
				}
			}
		}
	}
	switch {
	case c.key() == "p":
		f.decimals = 3
		return `[<0.001]"<0.001";0.000`
	case whole && slices.Contains(counted, c.key()) && !t.share(c):
		f.decimals = 0
		return "#,##0"
	case whole && !t.share(c), least < 1e-6, most >= 1e12:
		return "General"
	case t.share(c):
		return "0.0%"
	}
	f.decimals = max(2, 1-int(math.Floor(math.Log10(least))))
	return "#,##0." + strings.Repeat("0", f.decimals)
}

// share tells whether a column has parts of a whole, which are shown in per cent.
func (t *table) share(c *column) bool {
	field := c.field()
	return strings.Contains(field, "share") && field != "shares" || field == "level" || c.key() == "level" ||
		t.labels.model == "proportion" && (field == "rate" || field == "difference" || field == "rate_difference")
}

// wide returns about how many characters a number takes.
func (f format) wide(v float64) int {
	if f.decimals < 0 {
		return 10
	}
	n := len(fmt.Sprintf("%.*f", f.decimals, v))
	return n + n/4
}

// midnight is a time at the beginning of a day: people are shown the day.
var midnight = regexp.MustCompile(`^(\d{4}-\d\d-\d\d)T00:00:00(Z|[+-]\d\d:\d\d)$`)
