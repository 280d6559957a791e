// Package chosen says in words by what searches were chosen, for the sentences of a report and for
// the definitions of its tables. Values come under their names, as "10-17" and "not recorded"; ""
// stands for what did not choose.
package chosen

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/internal/cells"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
)

// The names of values that tell nothing: a blank cell, and a label that is in no table.
const (
	notRecorded  = "not recorded"
	unrecognised = "unrecognised"
)

// People names those who were searched, by what they are called in the plural: "female people aged
// 10-17", and "people" where neither gender nor age chose.
func People(many, gender, age string) string {
	text := many
	switch gender {
	case "":
	case notRecorded:
		text += " of unrecorded gender"
	case unrecognised:
		text += " whose gender stands under a label that is not known"
	case "other":
		text += " of other gender"
	default:
		text = gender + " " + text
	}
	and := ""
	if strings.HasPrefix(text, many+" ") {
		and = " and"
	}
	switch age {
	case "":
	case notRecorded:
		text += and + " of unrecorded age"
	case unrecognised:
		text += and + " whose age stands under a label that is not known"
	default:
		text += and + " aged " + age
	}
	return text
}

// Power says under which power the searches were: "under the Misuse of Drugs Act 1971 (section
// 23)".
func Power(legislation string) string {
	switch legislation {
	case notRecorded:
		return "under a power that is not recorded"
	case unrecognised:
		return "under a power whose label is not known"
	}
	return "under the " + legislation
}

// OfColumn returns the filters of one column, however each names it.
func OfColumn(where []outcomes.Filter, column string) (same []outcomes.Filter) {
	for _, f := range where {
		if cells.ColumnKey(strings.TrimSpace(f.Column)) == cells.ColumnKey(strings.TrimSpace(column)) {
			same = append(same, f)
		}
	}
	return same
}

// maxValues is how many values of one column are named.
const maxValues = 10

// Rows says what stands in the rows that filters keep: `with la_name "Croydon" or "Sutton" and with
// no operation`. Columns stand in the order in which they are first named.
func Rows(where []outcomes.Filter) string {
	var columns []string
	for i, f := range where {
		if len(OfColumn(where[:i], f.Column)) == 0 {
			columns = append(columns, rowsOf(strings.TrimSpace(f.Column), OfColumn(where, f.Column)))
		}
	}
	return quote.And(columns)
}

// rowsOf is Rows of one column.
func rowsOf(column string, where []outcomes.Filter) string {
	var names []string
	blank := false
	for _, f := range where {
		v := strings.TrimSpace(f.Value)
		blank = blank || v == ""
		if name := fmt.Sprintf("%q", quote.Clip(v)); v != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if more := len(names) - maxValues; more > 1 {
		names = append(names[:maxValues], fmt.Sprintf("%d values more", more))
	}
	text := "with " + column + " " + strings.Join(names, " or ")
	switch {
	case names == nil:
		return "with no " + column
	case blank:
		return text + " or none"
	}
	return text
}
