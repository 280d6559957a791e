package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// Page returns the report as a page that stands alone: the first screen with its pictures, the
// tables that the layout asks for (all of them where it names none), what was read and what was
// left out, how the numbers were made, and the rows as CSV. With Suppress of [Options] it has what
// the other forms have, and no more. The error says what the layout cannot have: see
// [Layout.Validate].
func (r *Report) Page(l Layout) (sheet.Page, error) {
	if err := l.Validate(); err != nil {
		return sheet.Page{}, err
	}
	if len(l.Tables) == 0 {
		l.Tables = []string{allTables}
	}
	rows, everyTable, err := r.download()
	if err != nil {
		return sheet.Page{}, err
	}
	c, err := r.content(composer{Report: r, layout: l, onPage: true, rows: everyTable})
	if err != nil {
		return sheet.Page{}, err
	}
	p := sheet.Page{
		Title:    r.say("{Stop and search}: ") + c.screen.title,
		Warnings: c.warnings,
		Lines:    append([]string{c.title + "."}, c.lines...),
		Sections: c.screen.sections(),
		Foot:     []string{r.sourceLine()},
	}
	if rows.CSV != nil {
		p.Downloads = []sheet.Download{rows}
	} else {
		p.Foot = append(p.Foot, fmt.Sprintf("The rows are too many to go with this page: %s csv writes them.", flags["Format"]))
	}
	p.Sections = append(p.Sections, c.tables...)
	p.Sections = append(p.Sections, r.readSection(c), r.methodSection())
	if s := r.o.Stamp; s != nil {
		p.Foot = append(p.Foot, s.text())
	}
	return p, nil
}

// WriteHTML writes the [Report.Page] as one HTML file. The error is that of w or of Page.
func (r *Report) WriteHTML(w io.Writer, l Layout) error {
	p, err := r.Page(l)
	if err != nil {
		return err
	}
	return prefixed(p.WriteHTML(w))
}

// fileName names a file of the report after the forces and the months, as
// "stop-and-search-kent-2023-01-to-2023-03".
func (r *Report) fileName() string {
	parts := []string{r.say("{stop-and-search}")}
	switch forces := r.span.forces; {
	case len(forces) > 3:
		parts = append(parts, fmt.Sprintf("%d-forces", len(forces)))
	default:
		for _, f := range forces {
			if !f.IsZero() {
				parts = append(parts, f.Slug())
			}
		}
	}
	if first, last := r.span.first, r.span.last; first != 0 {
		parts = append(parts, first.String())
		if last != first {
			parts = append(parts, "to", last.String())
		}
	}
	return strings.Join(parts, "-")
}

// mostSources is how many files a page lists that were read.
const mostSources = 100

// readSection says what was read and what was left out, and lists the files.
func (r *Report) readSection(c content) sheet.Section {
	files := r.filesSheet()
	lines := slices.Clone(c.read)
	for i, note := range c.footnotes { // there is room for them where they belong
		for j, line := range lines {
			if mark := " " + sheet.Superscript(i+1); strings.Contains(line, mark) {
				lines[j] = strings.Replace(line, mark, " ("+note+")", 1)
				break
			}
		}
	}
	if slices.ContainsFunc(lines, hasFlag) {
		lines = append(lines, "What begins with a hyphen, as "+flags["Scheme"]+", is a choice on the command line of the program that made this page.")
	}
	return sheet.Section{Name: "read", Title: readTitle + " and what was left out", Blocks: []sheet.Block{{Items: lines}, {Sheet: &files}}}
}

// hasFlag reports whether a line names a flag.
func hasFlag(line string) bool {
	for _, flag := range flags {
		if strings.Contains(line, flag+" ") {
			return true
		}
	}
	return false
}

// filesSheet has a row for each file that was read.
func (r *Report) filesSheet() sheet.Sheet {
	sources := r.shownSources()
	s := sheet.Sheet{Title: "Files that were read"}
	if n := len(sources) - mostSources; n > 0 {
		sources = sources[:mostSources]
		s.Legend = []string{fmt.Sprintf("And %s more, which JSON names.", plural(int64(n), "file", "files"))}
	}
	column := func(heading string, align sheet.Align, cell func(Source) sheet.Cell) {
		s.Columns = append(s.Columns, sheet.Column{Heading: heading, Align: align, Cells: sheet.Cells(sources, cell)})
	}
	column("file", sheet.Left, func(of Source) sheet.Cell { return sheet.Cell{Text: of.File} })
	column("force", sheet.Left, func(of Source) sheet.Cell {
		if of.Force.IsZero() {
			return sheet.Cell{}
		}
		return sheet.Cell{Text: forceName(of.Force)}
	})
	day := func(iso *string) sheet.Cell {
		if iso == nil {
			return sheet.Cell{}
		}
		return sheet.Cell{Text: dayOf(*iso)}
	}
	column(r.say("first {search}"), sheet.Left, func(of Source) sheet.Cell { return day(of.First) })
	column(r.say("last {search}"), sheet.Left, func(of Source) sheet.Cell { return day(of.Last) })
	column("rows", sheet.Right, func(of Source) sheet.Cell { return countCell(of.Rows) })
	s.Columns = slices.DeleteFunc(s.Columns, func(c sheet.Column) bool {
		return !slices.ContainsFunc(c.Cells, func(cell sheet.Cell) bool { return cell.Text != "" })
	})
	return s
}
