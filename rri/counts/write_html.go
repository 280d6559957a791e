package counts

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// Page returns the document as a page that stands alone: what can be said with pictures of it and
// what to bear in mind, then every table with its pictures, how the numbers were made, the remarks
// in the file, and all rows as CSV. Width and ASCII have no effect on it.
func (d Document) Page() sheet.Page {
	read, said := d.lines()
	p := sheet.Page{Title: d.Title, Lines: read}
	first := sheet.Section{Name: "said", Title: "What can be said"}
	if len(said) > 0 {
		first.Blocks = append(first.Blocks, sheet.Block{Items: said})
	}
	leading := d.leading()
	var sections []sheet.Section
	for i, s := range d.Sections {
		table := s.Sheet
		table.Pictures = d.pictures(s)
		if slices.Contains(leading, i) {
			first.Blocks = append(first.Blocks, sheet.Block{Sheet: &sheet.Sheet{Pictures: table.Pictures[:1]}})
			table.Pictures = table.Pictures[1:]
		}
		if len(table.Pictures) == 0 {
			table.Columns = slices.DeleteFunc(slices.Clone(table.Columns), func(c sheet.Column) bool { return c.Plot })
		}
		sections = append(sections, sheet.Section{Name: s.Name, Title: s.title(), Blocks: []sheet.Block{{Sheet: &table}}})
	}
	if notes := slices.DeleteFunc(slices.Clone(d.Notes), isRemark); len(notes) > 0 {
		first.Blocks = append(first.Blocks, sheet.Block{Title: "What to bear in mind", Items: notes})
	}
	for _, s := range slices.Concat([]sheet.Section{first}, sections, []sheet.Section{d.howMade(), d.remarks()}) {
		if len(s.Blocks) > 0 {
			p.Sections = append(p.Sections, s)
		}
	}
	if csv, ok := d.download(); ok {
		p.Downloads = []sheet.Download{csv}
	}
	return p
}

// WriteHTML writes the [Document.Page] as one HTML file. The error is that of w.
func (d Document) WriteHTML(w io.Writer) error { return d.Page().WriteHTML(w) }

// How lines begin that say what was read, and notes that the file has of itself.
const (
	readFrom    = "Read from "
	leftOutOf   = "Left out of the file: "
	fromTheFile = "From the file: "
)

// lines returns what was read, with which a document begins, and what can be said.
func (d Document) lines() (read, said []string) {
	n := 0
	for n < len(d.Lines) && (strings.HasPrefix(d.Lines[n], readFrom) || strings.HasPrefix(d.Lines[n], leftOutOf)) {
		n++
	}
	return d.Lines[:n], d.Lines[n:]
}

// section returns the place of the first section that has a picture and one of these names, or any
// if none is given; -1 if there is none.
func (d Document) section(names ...string) int {
	return slices.IndexFunc(d.Sections, func(s Section) bool {
		return (len(names) == 0 || slices.Contains(names, s.Name)) && len(s.Sheet.Drawn()) > 0
	})
}

// leading returns the places of the sections whose first picture shows what is said: like compared
// with like, and lines over time, and otherwise the first that there is.
func (d Document) leading() (places []int) {
	for _, i := range []int{d.section("within"), d.section("trend-picture", "trend-rolling")} {
		if i >= 0 {
			places = append(places, i)
		}
	}
	if places != nil {
		return places
	}
	for _, i := range []int{d.section("by"), d.section()} {
		if i >= 0 {
			return []int{i}
		}
	}
	return nil
}

// pictures are those of a section that a page has: not what another picture of the page has too,
// which are groups beside those with like compared with like, and periods that are a line.
func (d Document) pictures(s Section) []sheet.Picture {
	pictures := s.Sheet.Drawn()
	switch {
	case s.Name == "comparison" && d.section("within", "by") >= 0:
		return nil
	case s.Name == "by" && d.section("trend-picture", "trend-rolling") >= 0:
		return slices.DeleteFunc(pictures, func(p sheet.Picture) bool { return p.Name != "by-adjusted" })
	}
	return pictures
}

// isRemark reports whether a note is what the file says of itself.
func isRemark(note string) bool { return strings.HasPrefix(note, fromTheFile) }

// remarks are what the file says of itself.
func (d Document) remarks() sheet.Section {
	s := sheet.Section{Name: "file", Title: "What the file says of itself"}
	var items []string
	for _, note := range d.Notes {
		if isRemark(note) {
			items = append(items, strings.TrimPrefix(note, fromTheFile))
		}
	}
	if items != nil {
		s.Blocks = []sheet.Block{{Items: items}}
	}
	return s
}

// title is the heading of a section on a page.
func (s Section) title() string {
	switch data := s.Data.(type) {
	case Comparison:
		return "Every group beside " + data.Baseline
	case Within:
		return "Like with like: " + data.alike()
	case Standardised:
		return "Beside what would be expected: " + wordsOf(data.Dimensions) + " alike"
	case By:
		return "By " + headerName(data.Dimensions[0])
	}
	if title, ok := titles[s.Name]; ok {
		return title
	}
	return s.Name
}

// titles are the headings of the sections that have the same one in every document.
var titles = map[string]string{
	"composition":        "The share of every group",
	"audit":              "What the sample shows of all records",
	"power":              "What these counts can show",
	"journey":            "Stage by stage",
	"trend":              "Period by period",
	"trend-picture":      "The index over time",
	"trend-rolling":      "The index over rolling periods",
	"trend-compared":     "From one period to the other",
	"trend-year-on-year": "From year to year",
	"trend-trends":       "The trend of every group",
}

// download is the rows of all tables as CSV; ok is false if there are none.
func (d Document) download() (file sheet.Download, ok bool) {
	var b bytes.Buffer
	if err := d.WriteCSV(&b); err != nil || b.Len() == 0 {
		return file, false
	}
	rows := bytes.Count(b.Bytes(), []byte("\n")) - 1
	return sheet.Download{Name: fileOf(d.Title), CSV: b.Bytes(),
		Title: fmt.Sprintf("All tables as CSV: %s, with every digit", plural(rows, "row", "rows"))}, true
}

// fileOf makes the name of a file of a title: letters and digits, with hyphens between.
func fileOf(title string) string {
	const most = 60 // letters
	words := strings.FieldsFunc(strings.ToLower(title), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	name := []rune(strings.Join(words, "-"))
	if len(name) == 0 {
		return "counts.csv"
	}
	return strings.TrimRight(string(name[:min(most, len(name))]), "-") + ".csv"
}
