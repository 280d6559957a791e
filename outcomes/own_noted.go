package outcomes

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-549880be/disparity/outcomes/internal/cells"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
)

// noted is what is known beside its rows of a source in a form of its own, or that has columns
// which nothing reads.
type noted struct {
	unread  []string      // the columns that nothing reads, in order of the file
	entries []LabelEntry  // of the labels that it was read with
	used    []bool        // of these, those whose label some row has
	columns []notedColumn // that have labels, with these; nil if nobody asks for them
}

// notedColumn is a column with its labels.
type notedColumn struct {
	name    string   // by which a file of labels speaks of it
	field   field    // numFields of a column that is kept
	place   int      // of a column that is kept, among these; MaxKept of one that no file has
	choices []string // what its labels may mean; nil of a column that is kept
	labels  []notedLabel
	more    bool // it has others, which are too many or too long
}

// notedLabel is a label with the rows that have it, whether they match the filters or not.
type notedLabel struct {
	label string // with one space between its words
	ours  string // what it means; empty if that is not known
	rows  int64
}

// note takes note of what the file is like, once it was read.
func (t *table) note() {
	l := t.o.layout
	if l == nil {
		return
	}
	unread := t.unread()
	if !t.o.isOwn() {
		// which nobody misses who reads a file as one of data.police.uk
		unread = slices.DeleteFunc(unread, func(name string) bool { return cells.FoldHeader(name) == "policing_operation" })
		if len(unread) == 0 {
			return
		}
	}
	l.noted = &noted{unread: unread}
	if t.labels != nil {
		for _, e := range t.labels.of.entries {
			l.noted.entries = append(l.noted.entries, e.LabelEntry)
		}
		l.noted.used = slices.Clone(t.labels.used)
		l.noted.columns = t.labels.seen(t)
	}
}

// unread returns the columns of the header that are read neither as a field nor by a filter, nor
// kept, without those that number rows and the like. Of objects it returns none.
func (t *table) unread() (names []string) {
	for i, name := range t.names {
		reads := func(c *namedColumn) bool { return c.index == i }
		read := slices.ContainsFunc(t.columns[:], func(c column) bool { return c.index == i }) || slices.ContainsFunc(t.named.list, reads)
		if folded := cells.FoldHeader(name); !read && name != "" && !furtherNames[folded] && folded != "" {
			names = append(names, name)
		}
	}
	return names
}

// cellCounts has of one column, by cell as it stands, how many rows have it.
type cellCounts struct {
	rows map[string]*int64
	more bool
}

// add counts a cell of n records.
func (c *cellCounts) add(cell []byte, n int64) {
	if rows, ok := c.rows[string(cell)]; ok {
		*rows += n
		return
	}
	if len(cell) == 0 {
		return
	}
	if len(c.rows) == cells.MaxSeen || len(cell) > 4*quote.MaxShown {
		c.more = true
		return
	}
	if c.rows == nil {
		c.rows = make(map[string]*int64)
	}
	c.rows[string(cell)] = &n
}

// count counts the labels of the last row, which stands for n records.
func (l *tableLabels) count(t *table, n int64) {
	for f := range numFields {
		if l.counted[f] {
			l.counts[f].add(t.records.Cells[t.columns[f].index], n)
		}
	}
	for k, c := range t.keeps.columns {
		l.keptCounts[k].add(c.cell(t), n)
	}
}

// seen returns the labels of every column, and the entries that no row has.
func (l *tableLabels) seen(t *table) []notedColumn {
	columns := []notedColumn{}
	for f := range numFields {
		c := notedColumn{name: l.nameOf(t, f), field: f, choices: t.vocabulary(f).names, more: l.counts[f].more}
		c.labels = l.withUnused(l.fields[f], l.counts[f].labels(func(cell []byte) string { return t.means(f, cell) }, func(label string) bool { return t.isAgeInYears(f, label) }))
		columns = append(columns, c)
	}
	for k, c := range t.keeps.columns {
		means := func(cell []byte) string {
			ours, _ := l.meaning(l.kept[k], cells.Text(cell))
			return ours
		}
		columns = append(columns, notedColumn{name: c.name, field: numFields, place: k, more: l.keptCounts[k].more,
			labels: l.withUnused(l.kept[k], l.keptCounts[k].labels(means, func(string) bool { return false }))})
	}
	for _, i := range l.loose {
		e := l.of.entries[i]
		columns = append(columns, notedColumn{name: e.Column, field: numFields, place: MaxKept, labels: []notedLabel{{label: e.Label, ours: e.Ours}}})
	}
	return slices.DeleteFunc(columns, func(c notedColumn) bool { return len(c.labels) == 0 })
}

// nameOf returns the name by which labels speak of a field: its own, unless another column of the
// file, which would go before it, has that name.
func (l *tableLabels) nameOf(t *table, f field) string {
	e := LabelEntry{Column: fieldNames[f]}
	for g := range numFields {
		if g != f && t.columns[g].index >= 0 && e.isOf(t.column(g)) {
			return t.column(f)
		}
	}
	if slices.ContainsFunc(t.keeps.columns, func(c *keptColumn) bool { return e.isOf(c.name) }) {
		return t.column(f)
	}
	return fieldNames[f]
}

// withUnused adds the entries of a column that no row has.
func (l *tableLabels) withUnused(column map[string]int, labels []notedLabel) []notedLabel {
	for key, i := range column {
		if !slices.ContainsFunc(labels, func(n notedLabel) bool { return labelKey(n.label) == key }) {
			e := l.of.entries[i]
			labels = append(labels, notedLabel{label: e.Label, ours: e.Ours})
		}
	}
	return labels
}

// means returns the label of ours that a cell of a field stands for; "" if none is known.
func (t *table) means(f field, cell []byte) string {
	if ours, ok := t.labels.meaning(t.labels.fields[f], cells.Text(cell)); ok {
		return ours
	}
	if f == fieldForce {
		force, err := t.forces.Value(cell)
		if err != nil || force.IsZero() {
			return ""
		}
		return force.String()
	}
	if f == fieldOutcome {
		ofSearches, ofCrimes := t.outcomes()
		name := ""
		if ofSearches {
			name = nameIn(outcomeVocabulary, &t.columns[f].Labels, cell)
		}
		if name == "" && ofCrimes {
			name = nameIn(crimeVocabulary, &t.crime, cell)
		}
		return name
	}
	return nameIn(vocabularies[f], &t.columns[f].Labels, cell)
}

// isAgeInYears reports whether a label is an age in whole years that is understood as it stands:
// there are many of them, and nobody has to say what one means.
func (t *table) isAgeInYears(f field, label string) bool {
	if f != fieldAge {
		return false
	}
	_, mapped := t.ours(f, label)
	_, err := strconv.Atoi(label)
	v, _ := t.columns[f].Value([]byte(label))
	return !mapped && err == nil && Age(v) != AgeUnrecognised
}

// nameIn returns the name of what a cell says; "" if that is not known.
func nameIn(words vocabulary, labels *cells.Labels, cell []byte) string {
	v, err := labels.Value(cell)
	switch {
	case err != nil:
		return ""
	case v == 0:
		return notRecordedLabel
	}
	return words.name(v)
}

// labels returns the labels that were counted, each with what it means, without those to be
// skipped.
func (c *cellCounts) labels(means func(cell []byte) string, skip func(label string) bool) []notedLabel {
	sum := make(map[string]*notedLabel) // by key
	for _, cell := range slices.Sorted(maps.Keys(c.rows)) {
		label := spaced(cells.Text([]byte(cell)))
		if label == "" || skip(label) {
			continue
		}
		n, ok := sum[labelKey(label)]
		if !ok {
			n = &notedLabel{label: label, ours: means([]byte(cell))}
			sum[labelKey(label)] = n
		}
		n.rows += *c.rows[cell]
	}
	var list []notedLabel
	for _, n := range sum {
		list = append(list, *n)
	}
	slices.SortFunc(list, compareNoted)
	return list
}

// compareNoted puts labels of most rows first.
func compareNoted(a, b notedLabel) int {
	return cmp.Or(cmp.Compare(b.rows, a.rows), strings.Compare(a.label, b.label))
}

// Unmapped is what of files in a form of their own has not been understood, and what of them was
// not read: what may be put right with [ReadOptions].Columns, Labels and Keep.
type Unmapped struct {
	// Labels are the labels that neither Labels nor any table of this package knows, those of most
	// rows first. They are counted as not known.
	Labels []UnmappedLabel `json:"labels"`
	// Unused are the entries of Labels whose label no row has, in order of the file. What says
	// nothing yet is not among them.
	Unused []LabelEntry `json:"unused"`
	// Columns are those in headers that nothing reads, in order of name, as a district or a team,
	// which Keep may take. Those of JSON are not looked for.
	Columns []string `json:"columns"`
}

// UnmappedLabel is a label that no table knows.
type UnmappedLabel struct {
	// Column is the one that it stands in, as [Quality].UnknownLabels has it.
	Column string `json:"column"`
	// Label is cut to 80 bytes. Where letter case and space are not the same everywhere it is one
	// of the forms.
	Label string `json:"label"`
	Rows  int64  `json:"rows"`
}

// Unmapped returns what has not been understood of what was read, and what was not read. What
// [Extract.Read] read has neither columns nor labels.
func (x *Extract) Unmapped() Unmapped {
	if x == nil {
		return Unmapped{}
	}
	var u Unmapped
	for column, labels := range x.settled().unknown.by(func(rows labelRows) int64 { return rows.all }) {
		if isPlaceName(column) {
			continue
		}
		sum := make(map[string]UnmappedLabel)
		for label, rows := range labels {
			same, ok := sum[labelKey(label)]
			if !ok || label < same.Label {
				same.Label = label
			}
			sum[labelKey(label)] = UnmappedLabel{column, same.Label, same.Rows + rows}
		}
		u.Labels = slices.AppendSeq(u.Labels, maps.Values(sum))
	}
	slices.SortFunc(u.Labels, func(a, b UnmappedLabel) int {
		return cmp.Or(cmp.Compare(b.Rows, a.Rows), strings.Compare(a.Column, b.Column), strings.Compare(a.Label, b.Label))
	})
	used := make(map[LabelEntry]bool)
	for _, s := range x.sources {
		if s.noted == nil {
			continue
		}
		u.Columns = append(u.Columns, s.noted.unread...)
		for i, e := range s.noted.entries {
			if e.Ours != "" {
				used[e] = used[e] || s.noted.used[i]
			}
		}
	}
	slices.Sort(u.Columns)
	u.Columns = slices.Compact(u.Columns)
	for e, is := range used {
		if !is {
			u.Unused = append(u.Unused, e)
		}
	}
	slices.SortFunc(u.Unused, compareEntries)
	return u
}

// compareEntries orders entries by line, and those of different files by what they say.
func compareEntries(a, b LabelEntry) int {
	return cmp.Or(cmp.Compare(a.Line, b.Line), strings.Compare(a.Column, b.Column), strings.Compare(a.Label, b.Label), strings.Compare(a.Ours, b.Ours))
}

// isPlaceName reports whether a column has degrees, which are no labels.
func isPlaceName(column string) bool {
	return column == fields[fieldLatitude].name || column == fields[fieldLongitude].name
}
