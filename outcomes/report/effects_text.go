package report

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// effectsLine says below a table how many times as much its counts scatter as those of independent
// searches; "" if they do not. It stands in place of a footnote for every row.
func (t Table) effectsLine() string {
	groups := make(map[string][]string) // by effect
	var effects []string
	for _, row := range t.Rows {
		// no rate, and no interval
		if row.Events == nil || row.DesignEffect == 0 || row.Exposure != nil && *row.Exposure == 0 {
			continue
		}
		effect := sheet.Fixed(row.DesignEffect, 2)
		if groups[effect] == nil {
			effects = append(effects, effect)
		}
		groups[effect] = append(groups[effect], row.Group.String())
	}
	switch len(groups) {
	case 0:
		return ""
	case 1:
		return fmt.Sprintf("design effect of people who were stopped together: %s, which the intervals allow for", effects[0])
	}
	var list []string
	for _, effect := range slices.Backward(slices.Sorted(maps.Keys(groups))) {
		list = append(list, fmt.Sprintf("%s of %s", effect, and(groups[effect])))
	}
	return fmt.Sprintf("design effects of people who were stopped together, which the intervals allow for: %s", strings.Join(list, ", "))
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
