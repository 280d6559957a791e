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
	if header != nil && rows[0].at(t.groupAt).text == "" && isHeading(rows[0]) {
		t.second, rows = rows[0], rows[1:]
	}
	var data []row // with a label
	last := -1
	for i, r := range rows {
		if _, found := labelOf(r.at(t.groupAt).text); r.at(t.groupAt).text != "" && len(found) > 0 {
			data, last = append(data, r), i
		}
	}
	if last < 0 {
		return nil, rows[0].at(t.groupAt).isNoLabel()
	}
	countAt, err := t.findCounts(data)
	if err != nil {
		return nil, err
	}
	if isThousandName(t.nameOf(countAt)) {
		return nil, header.at(countAt).because(errThousands)
	}
	for i, r := range rows {
		if err := checkWidth(header, r); err != nil {
			return nil, err
		}
		e := entry{r.at(t.groupAt), r.at(countAt), r}
		_, found := labelOf(e.label.text)
		switch {
		case e.label.text == "" && e.count.text == "":
		case len(found) == 0 && i > last && (e.count.text == "" || isNote(e.label.text)):
		case len(found) == 0:
			return nil, e.label.isNoLabel()
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
		return t.header[column].text
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
			if _, found := labelOf(c.text); len(found) > 0 && (named || !isNumber(c.text)) {
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
			if c := r.at(i).text; isCountLike(c) {
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
		return 0, first.at(named[1]).fails("a second column of numbers, after column %d: keep the one of residents", named[0]+1)
	case len(shares) > 0:
		return 0, first.at(shares[0]).because(errShares)
	}
	return 0, first[0].fails("no column of numbers: want the residents of every group, as group,residents")
}
