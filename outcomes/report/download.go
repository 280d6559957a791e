package report

import (
	"bytes"
	"fmt"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// mostCSV is how many bytes of CSV a page carries with it, and mostRows how many rows with all
// their columns, which come to that.
const (
	mostCSV  = 1_400_000
	mostRows = 1_500
)

// saidOnPage are the columns of CSV that say what the page says too, most of them alike in every
// row: a third of what is written, or far more where forces are many.
var saidOnPage = []string{"definition", "source", "warnings", "months_note", "doubt", "why", "force", "ethnicity_rule", "groups",
	"residents_source", "residents_date", "rate_base", "unknown_allocation", "where", "program", "program_version", "run_date"}

// downloads are the rows that a page may carry with it, the most first.
var downloads = []struct {
	title string
	csvCut
	rows int // the most
}{
	{"The rates, indices and ranges of every table as CSV, unrounded", csvCut{}, mostRows},
	{"The rates, indices and ranges of every table as CSV, unrounded, but not those of single strata", csvCut{noStrata: true}, mostRows},
	{"The rates, indices and ranges of every table as CSV, unrounded, without words and without single strata", csvCut{noStrata: true, without: saidOnPage}, 3 * mostRows},
	{"The rates, indices and ranges of the {search rate} as CSV, unrounded, without words and without single strata", csvCut{Layout: Layout{Tables: rateTables()}, noStrata: true, without: saidOnPage}, 3 * mostRows},
}

// download returns the rows of the report as a file, and whether every table is in it: it has all
// rows, or those that a page has room for. It is empty if there is room for none.
func (r *Report) download() (d sheet.Download, everyTable bool, err error) {
	for i, cut := range downloads {
		if r.countRows(cut.csvCut) > cut.rows {
			continue
		}
		sheets, err := r.csvRows(cut.csvCut)
		if err != nil {
			return d, false, err
		}
		var b bytes.Buffer
		if err := sheet.WriteCSV(&b, sheets...); err != nil {
			return d, false, prefixed(err)
		}
		if len(sheets) == 0 || b.Len() > mostCSV {
			continue
		}
		if i > 0 {
			cut.title += fmt.Sprintf("; %s csv writes everything", flags["Format"])
		}
		return sheet.Download{Name: r.fileName() + ".csv", Title: r.say(cut.title), CSV: b.Bytes()}, len(cut.Tables) == 0, nil
	}
	return d, false, nil
}

// countRows returns about how many rows CSV has.
func (r *Report) countRows(cut csvCut) (n int) {
	for _, t := range r.tables {
		if cut.inCSV(t.id) {
			n += len(t.plain.Rows)
		}
	}
	for _, a := range r.adjusted {
		if !cut.inCSV(a.ID) {
			continue
		}
		rows, keys := a.csvRows()
		for i := range rows {
			if keys[i] == "" || !cut.noStrata {
				n++
			}
		}
	}
	if r.peers != nil && cut.inCSV(r.words.RateID()) {
		for _, c := range r.peers.Groups {
			n += len(c.Rows) + len(c.Missing)
		}
	}
	for _, p := range r.parts {
		n += p.countRows(cut)
	}
	return n
}
