package report

import (
	"slices"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// changeKinds are the kinds in CSV of rows on change, by the tables of [trend.Result.Sheets]. That
// of the periods is not among them: the parts of a report have their rows.
var changeKinds = map[string]string{"rolling": "rolling", "compared": "compared", "year-on-year": "year-on-year", "trends": "trend"}

// changeColumns are the columns that only rows on change have. They stand at the right, in every
// report by periods and in every one that was asked for a change.
var changeColumns = []string{"direction", "period", "start", "end", "covered", leftOutOfChange, "breaks", "note", "unknown_events", "unknown_exposure",
	"before", "before_start", "before_end", "after", "after_start", "after_end",
	"before_ratio", "before_ratio_lower", "before_ratio_upper", "after_ratio", "after_ratio_lower", "after_ratio_upper",
	"change", "change_lower", "change_upper", "change_p", "rate_difference", "rate_difference_lower", "rate_difference_upper", "rate_difference_p",
	"points", "per_year", "per_year_lower", "per_year_upper", "per_year_p", "dispersion", "trend_degrees_of_freedom",
	"worst_lower", "worst_upper", "margin"}

// leftOutOfChange is what left_out of [trend.Result.WriteCSV] is called here, where that is the
// number of rows that filters leave out.
const leftOutOfChange = "left_out_of_change"

// hasChangeColumns reports whether CSV has the columns of change, whether or not there are rows of
// it: so the files of several months can be put below each other.
func (r *Report) hasChangeColumns() bool { return r.by.isPeriod() || r.o.asksForChange() }

// changeSheets returns the rows on change that CSV has of a layout.
func (r *Report) changeSheets(d Document, part string, l Layout) (sheets []sheet.Sheet) {
	for _, t := range d.Trends {
		if !l.inCSV(t.ID) {
			continue
		}
		for name, s := range t.sheets() {
			if kind, ok := changeKinds[name]; ok {
				sheets = append(sheets, r.changeRows(s, kind, part, tableWith(d.Tables, t.ID)))
			}
		}
	}
	return sheets
}

// changeRows returns the rows of one table on change, with what they are of.
func (r *Report) changeRows(s sheet.Sheet, kind, part string, t Table) sheet.Sheet {
	columns := s.For(sheet.CSV)
	n := 0
	for _, c := range columns {
		n = max(n, len(c.Cells))
	}
	rows := slices.Repeat([]Row{{Kind: kind}}, n)
	t.AnyDiffers, t.OtherResidents = nil, nil // of another index
	var own, right []sheet.Column
	said := make(map[string][]sheet.Cell) // of the columns that other rows have too
	for _, c := range columns {
		if c.Name == "left_out" {
			c.Name = leftOutOfChange
		}
		switch {
		case c.Name == "word" || c.Name == "why":
			said[c.Name] = c.Cells
		case slices.Contains(changeColumns, c.Name):
			right = append(right, c)
		default:
			own = append(own, c)
		}
	}
	out := r.withContext(sheet.Sheet{Columns: own}, part, t, rows, nil)
	for i, c := range out.Columns {
		if cells, ok := said[c.Name]; ok {
			out.Columns[i].Cells = cells
		}
	}
	out.Columns = append(out.Columns, right...)
	return out
}

// emptyChange returns the columns of change without rows.
func (r *Report) emptyChange() sheet.Sheet {
	s := r.withContext(sheet.Sheet{}, "", Table{}, nil, nil)
	for _, name := range changeColumns {
		s.Columns = append(s.Columns, sheet.Column{Name: name})
	}
	return s
}
