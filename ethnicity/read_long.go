package ethnicity

import "strings"

// long lays out a table with a row for each group. header is nil if it has none.
func long(above []row, header row, rows []row) (*layout, error) {
	if err := checkTitle(above); err != nil {
		return nil, err
	}
	t := &layout{header: header}
	t.groupAt = t.findGroups(rows)
	// number and % of an area, below its name
	if header != nil && rows[0].At(t.groupAt).Text == "" && isHeading(rows[0]) {
		t.second, rows = rows[0], rows[1:]
	}
	var data []row // with a label
	last := -1
	for i, r := range rows {
		if _, found := labelOf(r.At(t.groupAt).Text); r.At(t.groupAt).Text != "" && len(found) > 0 {
			data, last = append(data, r), i
		}
	}
	if last < 0 {
		return nil, isNoLabel(rows[0].At(t.groupAt))
	}
	countAt, err := t.findCounts(data)
	if err != nil {
		return nil, err
	}
	if isThousandName(t.nameOf(countAt)) {
		return nil, header.At(countAt).Because(errThousands)
	}
	for i, r := range rows {
		if err := checkWidth(header, r); err != nil {
			return nil, err
		}
		e := entry{r.At(t.groupAt), r.At(countAt), r}
		_, found := labelOf(e.label.Text)
		switch {
		case e.label.Text == "" && e.count.Text == "":
		case len(found) == 0 && i > last && (e.count.Text == "" || isNote(e.label.Text)):
		case len(found) == 0:
			return nil, isNoLabel(e.label)
		default:
			t.entries = append(t.entries, e)
		}
	}
	if err := t.place(data, t.groupAt, countAt); err != nil {
		return nil, err
	}
	if heading := t.heading(countAt); !isCountName(heading) {
		switch {
		case t.date == "" && yearForm.MatchString(heading):
			t.date = heading
		case t.area == "" && !hasWord(heading, countWords):
			t.area = heading
		}
	}
	return t, nil
}

// heading returns what stands above a column in the first line of the header.
func (t *layout) heading(column int) string {
	if column < len(t.header) {
		return t.header[column].Text
	}
	return ""
}

// findGroups returns the column of the groups: of those with such a name, or else of all, the one
// that has the most labels.
func (t *layout) findGroups(rows []row) int {
	columns := groupColumns(t.header)
	named := len(columns) > 0
	for i := 0; !named && i < t.width(rows); i++ {
		columns = append(columns, i)
	}
	best, most := 0, -1
	for _, i := range columns {
		labels := 0
		for _, c := range valuesOf(rows, i) {
			if _, found := labelOf(c.Text); len(found) > 0 && (named || !isNumber(c.Text)) {
				labels++
			}
		}
		if labels > most {
			best, most = i, labels
		}
	}
	return best
}

// findCounts returns the column of the numbers in the rows that have a label: the one with such a
// name, or else the only one that has numbers.
func (t *layout) findCounts(rows []row) (int, error) {
	var named, numbers, shares []int
	for i := range t.width(rows) {
		name, counts, percents := t.nameOf(i), 0, 0
		for _, r := range rows {
			if c := r.At(i).Text; isCountLike(c) {
				counts++
				if strings.HasSuffix(c, "%") {
					percents++
				}
			}
		}
		switch {
		case i == t.groupAt || counts == 0 && !isCountName(name) || isCodeName(name) && !isCountName(name) || isDateName(name):
		case isShareName(name) || percents == counts && counts > 0:
			shares = append(shares, i)
		case isCountName(name):
			named = append(named, i)
		default:
			numbers = append(numbers, i)
		}
	}
	if len(named) == 0 {
		named = numbers
	}
	first := rows[0]
	if t.header != nil {
		first = t.header
	}
	switch {
	case len(named) == 1:
		return named[0], nil
	case len(named) > 1:
		return 0, first.At(named[1]).Fails("a second column of numbers, after column %d: keep the one of residents", named[0]+1)
	case len(shares) > 0:
		return 0, first.At(shares[0]).Because(errShares)
	}
	return 0, first[0].Fails("no column of numbers: want the residents of every group, as group,residents")
}
