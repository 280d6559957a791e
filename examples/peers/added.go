package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri/tidy"
)

// addedUp says of which other columns several values are added up in units, as several years, and
// which units do not have all of them. A column that has a row of all together is not added up.
func (s *settings) addedUp(t *tidy.Table) (notes []string) {
	by := columnAt(t, s.by)
	for at, column := range t.Dimensions {
		if at == by || by < 0 || column == t.Parent || column == t.Column {
			continue
		}
		var values, units []string
		has := make(map[[2]string]bool)
		total := false
		for _, row := range t.Rows {
			unit, value := row.Dimensions[by], row.Dimensions[at]
			total = total || tidy.DimensionTotal(value)
			if unit == "" || tidy.DimensionTotal(unit) || value == "" {
				continue
			}
			values, units = with(values, value), with(units, unit)
			has[[2]string{unit, value}] = true
		}
		if total || len(values) < 2 {
			continue
		}
		var short []string
		for _, unit := range units {
			if slices.ContainsFunc(values, func(v string) bool { return !has[[2]string{unit, v}] }) {
				short = append(short, unit)
			}
		}
		notes = append(notes, addedNote(column, values, short))
	}
	return notes
}

// addedNote says which values of a column are added up, and which units do not have all of them.
func addedNote(column string, values, short []string) string {
	what := fmt.Sprintf("%d values", len(values))
	if len(values) <= mostNamed {
		what = strings.Join(values, ", ")
	}
	note := fmt.Sprintf("column %s: %s are added up in every unit (-where %s=VALUE takes one)", column, what, column)
	if short != nil {
		note += fmt.Sprintf("; not all of them are there in %s, so that unlike is compared", few(short))
	}
	return note
}

// columnAt returns where a column is among those of a table besides its counts; -1 if nowhere.
func columnAt(t *tidy.Table, name string) int {
	return slices.IndexFunc(t.Dimensions, func(column string) bool {
		return strings.EqualFold(strings.TrimSpace(column), strings.TrimSpace(name))
	})
}

// with returns a list with a text, once.
func with(list []string, text string) []string {
	if slices.Contains(list, text) {
		return list
	}
	return append(list, text)
}
