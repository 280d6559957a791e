package report

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// effectsLine says below a table how many times as wide the intervals of its rates are as those of
// independent searches; "" if they are no wider. It stands in place of a footnote for every row.
func (t Table) effectsLine() string {
	groups := make(map[string][]string) // by the text of their effect
	effects := make(map[string]float64)
	named := 0
	for _, row := range t.Rows {
		// no rate, and no interval
		if row.Events == nil || row.Exposure != nil && *row.Exposure == 0 {
			continue
		}
		named++
		if effect := sheet.Fixed(row.DesignEffect, 2); row.DesignEffect >= 1.005 {
			groups[effect], effects[effect] = append(groups[effect], row.Group.String()), row.DesignEffect
		}
	}
	if len(groups) == 0 {
		return ""
	}
	var list []string
	for _, effect := range slices.SortedFunc(maps.Keys(groups), func(a, b string) int { return cmp.Compare(effects[b], effects[a]) }) {
		names := and(groups[effect])
		if len(groups[effect]) == named {
			names = "every group"
		}
		list = append(list, fmt.Sprintf("%s %s (%s)", names, sheet.Fixed(math.Sqrt(effects[effect]), 2), effect))
	}
	return "intervals are so many times as wide, since people were stopped together (in brackets its square, the design effect): " + strings.Join(list, "; ")
}

// withoutEffects returns columns without the footnotes of single design effects, and whether there
// were any.
func withoutEffects(columns []sheet.Column) (without []sheet.Column, has bool) {
	isEffect := func(note string) bool {
		return strings.HasPrefix(note, "design effect ") || strings.HasPrefix(note, "limits and p allow for counts that scatter ")
	}
	columns = slices.Clone(columns)
	for i, c := range columns {
		columns[i].Cells = sheet.Cells(c.Cells, func(cell sheet.Cell) sheet.Cell {
			has = has || slices.ContainsFunc(cell.Notes, isEffect)
			cell.Notes = slices.DeleteFunc(slices.Clone(cell.Notes), isEffect)
			return cell
		})
	}
	return columns, has
}
