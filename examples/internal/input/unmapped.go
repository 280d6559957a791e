package input

import (
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/outcomes"
)

// What is named in one line of what was not understood.
const (
	maxLabels  = 5  // labels of one column, and entries of -labels
	maxColumns = 20 // columns that nothing reads
)

// isOwn reports whether a flag says that the files are a force's own.
func (f *Flags) isOwn() bool {
	return len(f.Columns) > 0 || f.Rows != outcomes.TypeNotRecorded || len(f.Keep) > 0 || f.Labels != "" || f.Template != ""
}

// tellUnmapped tells what of a force's own files has not been understood, and what of them was not
// read: a line for each column with labels that no table knows, one for the entries of -labels that
// no row has, and one for the columns that nothing reads. With -suppress labels are not named,
// since their rows would be counted.
func (f *Flags) tellUnmapped(w io.Writer, x *outcomes.Extract) {
	u := x.Unmapped()
	if f.Template == "" {
		f.tellLabels(w, u.Labels)
	}
	if n := len(u.Unused); n > 0 {
		var lines []string
		for _, e := range u.Unused[:min(maxLabels, n)] {
			lines = append(lines, fmt.Sprintf("%s %s in line %d", e.Column, cli.Quote(e.Label), e.Line))
		}
		f.tell(w, f.Labels+": "+plural(int64(n), "label that no row has", "labels that no row has")+": "+first(lines, n)+f.unnamed(u.Unused))
	}
	if n := len(u.Columns); n > 0 {
		var names []string
		for _, name := range u.Columns[:min(maxColumns, n)] {
			names = append(names, cli.Quote(name))
		}
		f.tell(w, plural(int64(n), "column that nothing reads", "columns that nothing reads")+" (-keep keeps one): "+first(names, n))
	}
}

// tellCounts says that a column is not read which, by its name, may say how many records a row
// stands for: each row is then counted as one.
func (f *Flags) tellCounts(w io.Writer, x *outcomes.Extract) {
	if f.IsCounted() {
		return
	}
	for _, name := range x.Unmapped().Columns {
		if countName.MatchString(name) {
			f.tell(w, fmt.Sprintf("column %s is not read, and every row is one record: give -column count=%s if a row stands for as many as it says", cli.Quote(name), cli.Quote(name)))
		}
	}
}

// countName matches the names that a column of counts may have.
var countName = regexp.MustCompile(`(?i)^[\s"]*(n|counts?|numbers?|freq(uency)?|((number|no|count)[ ._]+of[ ._]+)?(searches|stops|records|rows|cases|persons|people|individuals|events)([ ._]+counts?)?)[\s"]*$`)

// unnamed asks whether -column lacks the columns of entries that no row has, of those that no flag
// names.
func (f *Flags) unnamed(entries []outcomes.LabelEntry) string {
	named := []string{"ethnicity"} // self and officer are its columns
	for ours, theirs := range f.Columns {
		named = append(named, ours, theirs)
	}
	named = append(named, f.Keep...)
	var ask []string
	for _, e := range entries {
		flag := "-column " + cli.Quote(e.Column+"=THEIRS")
		if !slices.ContainsFunc(named, func(name string) bool { return strings.EqualFold(name, e.Column) }) && !slices.Contains(ask, flag) {
			ask = append(ask, flag)
		}
	}
	if ask == nil {
		return ""
	}
	return ": is there no " + strings.Join(ask, ", ") + "?"
}

// first joins the first of n things that have been named.
func first(names []string, n int) string {
	list := strings.Join(names, ", ")
	if n > len(names) {
		list += fmt.Sprintf(" and %d more", n-len(names))
	}
	return list
}

// tellLabels tells the labels that no table knows, by column in the order of the first of them.
func (f *Flags) tellLabels(w io.Writer, labels []outcomes.UnmappedLabel) {
	if len(labels) == 0 || f.Suppress != 0 {
		return
	}
	var columns []string
	byColumn := make(map[string][]outcomes.UnmappedLabel)
	for _, l := range labels {
		if byColumn[l.Column] == nil {
			columns = append(columns, l.Column)
		}
		byColumn[l.Column] = append(byColumn[l.Column], l)
	}
	for _, column := range columns {
		of := byColumn[column]
		var rows int64
		var named []string
		for i, l := range of {
			if rows += l.Rows; i < maxLabels {
				named = append(named, fmt.Sprintf("%s (%s)", cli.Quote(l.Label), plural(l.Rows, "row", "rows")))
			}
		}
		f.tell(w, fmt.Sprintf("%s: %s, in %s: %s", column, plural(int64(len(of)), "label that is not known", "labels that are not known"),
			plural(rows, "row", "rows"), first(named, len(of))))
	}
	f.tell(w, "-labels-template FILE writes every label to a file that is to be filled in and given with -labels")
}
