package ethnicity

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
)

// entry is a label of a table of residents, and the number that belongs to it.
type entry struct {
	label, count cell
	of           row // the row that it is of, in a long table
}

// layout is what stands where in a table of the residents of one area.
type layout struct {
	// nil if there is none
	header row
	// a second line of it, whose names go before those of the first; nil if there is none
	second     row
	entries    []entry
	groupAt    int // column of the groups of a long table; -1 of a wide one
	area, code string
	date       string
}

// A table begins within the first rows of a file, and below its header at once, or nearly so.
const (
	maxTitle = 1000
	maxBelow = 20
)

// layOut finds out how a table is laid out.
func layOut(rows []row) (*layout, error) {
	if len(rows) == 0 {
		return nil, fmt.Errorf("the file is empty: want the residents of every group, as group,residents")
	}
	for i, r := range rows[:min(maxTitle, len(rows))] {
		switch {
		case isWideHeader(r):
			return wide(rows[:i], r, rows[i+1:])
		case isLongHeader(r, rows[i+1:min(i+1+maxBelow, len(rows))]):
			return long(rows[:i], r, rows[i+1:])
		case isData(r):
			if i > 0 && isHeading(rows[i-1]) {
				return long(rows[:i-1], rows[i-1], rows[i:])
			}
			return long(rows[:i], nil, rows[i:])
		}
	}
	for _, r := range rows {
		for _, c := range r {
			if isShareName(c.Text) {
				return nil, c.Because(errShares)
			}
		}
	}
	return nil, rows[0][0].Fails("no table of residents: want a row for each ethnic group with its number, as group,residents, " +
		"or a row of numbers below the names of the groups")
}

// isWideHeader reports whether a row has the names of groups side by side, and no number.
func isWideHeader(r row) bool {
	labels := 0
	for _, c := range r {
		if isNumber(c.Text) {
			return false
		}
		if isGroupLabel(c.Text) {
			labels++
		}
	}
	return labels > 1
}

// isLongHeader reports whether a row has the name of a column of groups, with labels below.
func isLongHeader(r row, below []row) bool {
	return r.Filled() > 1 && slices.ContainsFunc(groupColumns(r), func(i int) bool {
		return slices.ContainsFunc(below, func(b row) bool {
			_, found := labelOf(b.At(i).Text)
			return b.At(i).Text != "" && len(found) > 0
		})
	})
}

// isHeading reports whether a row above rows of data is their header, with names of any kind.
func isHeading(r row) bool {
	return len(r) > 1 && (r.Filled() > 1 || r[0].Text == "") && !slices.ContainsFunc(r, func(c cell) bool { return isNumber(c.Text) })
}

// groupColumns returns the columns of a header that are of groups.
func groupColumns(header row) (columns []int) {
	for i, c := range header {
		if isGroupName(c.Text) {
			columns = append(columns, i)
		}
	}
	return columns
}

// isData reports whether a row has a label and a number beside it.
func isData(r row) bool {
	at := slices.IndexFunc(r, func(c cell) bool { return isLabel(c.Text) })
	if at < 0 {
		return false
	}
	for i, c := range r {
		if i != at && isCountLike(c.Text) {
			return true
		}
	}
	return false
}

// hasTable reports whether one of the rows has the names of groups, or one with a number beside it.
// Labels of Nomis have semicolons in them, so that rows can be cut alike at two separators.
func hasTable(rows []row) bool {
	return slices.ContainsFunc(rows, func(r row) bool { return isData(r) || isWideHeader(r) })
}

// checkTitle reports the first line above a table that could be a row of it.
func checkTitle(above []row) error {
	for _, r := range above {
		if hasWord(r[0].Text, []string{"thousands", "000s"}) {
			return r[0].Because(errThousands)
		}
		if r.Filled() > 1 && !isNote(r[0].Text) && slices.ContainsFunc(r, func(c cell) bool { return isNumber(c.Text) }) {
			return r[0].Fails("a line with a number above the table: want labels of ethnic groups, below the names of the columns; take the line out if it is a title")
		}
	}
	return nil
}

// checkWidth reports a row with more cells than the header.
func checkWidth(header, r row) error {
	for i := len(header); i < len(r) && header != nil; i++ {
		if r[i].Text != "" {
			return r[i].Fails("%d cells below a header of %d: put what has the separator of cells in it into quotation marks", len(r), len(header))
		}
	}
	return nil
}

// wide lays out a table with the groups side by side.
func wide(above []row, header row, below []row) (*layout, error) {
	if err := checkTitle(above); err != nil {
		return nil, err
	}
	var labels []int
	for i, c := range header {
		if isLabel(c.Text) {
			labels = append(labels, i)
		}
	}
	var numbers []row
	for _, r := range below {
		if err := checkWidth(header, r); err != nil {
			return nil, err
		}
		if slices.ContainsFunc(labels, func(i int) bool { return r.At(i).Text != "" && (i > 0 || r.Filled() > 1) }) {
			numbers = append(numbers, r)
		}
	}
	if len(numbers) == 0 {
		return nil, header[labels[0]].Fails("no row of numbers below the names of the groups")
	}
	t := &layout{header: header, groupAt: -1}
	if err := t.place(numbers); err != nil {
		return nil, err
	}
	r := numbers[0]
	if len(numbers) > 1 {
		return nil, numbers[1][0].Fails("a second row of numbers, after that of line %d: keep the row of one area", r[0].Line)
	}
	for i, c := range header {
		switch n := r.At(i); {
		case slices.Contains(labels, i):
			t.entries = append(t.entries, entry{label: c, count: n})
		case isShareName(c.Text) || isCodeName(c.Text) || isDateName(c.Text) || isAreaName(c.Text):
		case isCountLike(n.Text) && (c.Text != "" || i > 0): // numbers of rows have no heading
			return nil, isNoLabel(c)
		case t.area == "" && c.Text == "" && i == 0 && !isCountLike(n.Text):
			t.area = n.Text
		}
	}
	return t, nil
}

// place finds the area and the date of these rows in the columns that are neither of groups nor of
// their numbers. Several areas are an error.
func (t *layout) place(rows []row, taken ...int) error {
	areaAt := -1
	codes := make(map[int]string)
	var several error
	for i := range t.width(rows) {
		if slices.Contains(taken, i) {
			continue
		}
		name, values := t.nameOf(i), valuesOf(rows, i)
		isCode := len(values) > 0 && onsCodeForm.MatchString(values[0].Text)
		switch {
		case len(values) == 0:
		case len(values) > 1 && isCode:
			several = cmp.Or(several, values[1].Fails("%d areas, %s: keep the rows of one", len(values), listCells(values)))
		case len(values) > 1 && isAreaName(name):
			return values[1].Fails("%d areas, %s: keep the rows of one", len(values), listCells(values))
		case len(values) > 1 && isDateName(name):
			several = cmp.Or(several, values[1].Fails("%d dates, %s: keep the rows of one", len(values), listCells(values)))
		case isCode:
			codes[i] = values[0].Text
		case areaAt < 0 && isAreaName(name):
			areaAt, t.area = i, values[0].Text
		case t.date == "" && isDateName(name):
			t.date = values[0].Text
		}
	}
	switch {
	case areaAt >= 0: // a code further away is of another area, such as the force of a district
		t.code = cmp.Or(codes[areaAt-1], codes[areaAt+1])
	case len(codes) > 0:
		t.code = codes[slices.Min(slices.Collect(maps.Keys(codes)))]
	}
	return several
}

// width returns how many cells the longest row has.
func (t *layout) width(rows []row) (width int) {
	for _, r := range rows {
		width = max(width, len(r))
	}
	return width
}

// nameOf returns the heading of a column; "" if it has none.
func (t *layout) nameOf(column int) string {
	for _, header := range []row{t.second, t.header} {
		if column < len(header) && header[column].Text != "" {
			return header[column].Text
		}
	}
	return ""
}

// valuesOf returns the distinct values of a column, where each stands first.
func valuesOf(rows []row, column int) (values []cell) {
	seen := make(map[string]bool)
	for _, r := range rows {
		if c := r.At(column); c.Text != "" && !seen[c.Text] {
			seen[c.Text] = true
			values = append(values, c)
		}
	}
	return values
}

// listCells returns the first texts of cells with commas between.
func listCells(cells []cell) string {
	var texts []string
	for _, c := range cells[:min(3, len(cells))] {
		texts = append(texts, fmt.Sprintf("%q", clip(c.Text)))
	}
	if len(cells) > 3 {
		return fmt.Sprintf("%s and %d more", list(texts), len(cells)-3)
	}
	return list(texts)
}
