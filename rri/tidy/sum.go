package tidy

import "fmt"

// Sum adds up the rows that keep asks for, all of them if it is nil, by group. Rows of totals are
// never added to their parts.
func (t *Table) Sum(keep func(Row) bool) (Sums, error) {
	var sums Sums
	at := make(map[string]int)
	for _, row := range t.Rows {
		if row.Total || row.Kind == KindTotal || keep != nil && !keep(row) {
			continue
		}
		sum := &sums.Unknown
		if row.Kind == KindGroup {
			i, ok := at[row.Group]
			if !ok {
				i = len(sums.Groups)
				at[row.Group] = i
				sums.Groups = append(sums.Groups, GroupSum{Group: row.Group})
			}
			sum = &sums.Groups[i]
		}
		sum.Events, sum.Exposure = sum.Events.Add(row.Events), sum.Exposure.Add(row.Exposure)
	}
	if len(sums.Groups) == 0 {
		return sums, fmt.Errorf("tidy: %w", ErrGroup)
	}
	return sums, nil
}
