package main

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode/utf16"
)

// The names of files of one month, and of another.
const (
	essexJanuary  = "2023-01-essex-stop-and-search.csv"
	essexFebruary = "2023-02-essex-stop-and-search.csv"
	kentJanuary   = "2023-01-kent-stop-and-search.csv"
)

// zipped packs files, each as its name and its contents.
func zipped(t *testing.T, files ...[2]string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		w, err := z.Create(f[0])
		if err == nil {
			_, err = io.WriteString(w, f[1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// gzipped packs one file.
func gzipped(t *testing.T, content string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := io.WriteString(z, content); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// The columns that a table of searches may have, in the order of searchColumns.
var searchColumns = []string{"Type", "Date", "Gender", "Age range", "Self-defined ethnicity", "Officer-defined ethnicity", "Object of search", "Outcome"}

// searchTable is a table that a mistake is made in.
type searchTable [][]string

// searchesOf returns a table of so many searches of a month, two in three of White people, whose
// rows all differ.
func searchesOf(month string, n int) searchTable {
	table := searchTable{append([]string(nil), searchColumns...)}
	for i := range n {
		self, officer, outcome := white, "White", "A no further action disposal"
		if i%3 == 2 {
			self, officer, outcome = black, "Black", "Arrest"
		}
		date := fmt.Sprintf("%s-%02dT%02d:%02d:00+00:00", month, 1+i%28, i/28%24, i/672)
		table = append(table, []string{"Person search", date, "Male", "18-24", self, officer, "Controlled drugs", outcome})
	}
	return table
}

// text writes t with a separator.
func (t searchTable) text(separator string) string {
	var b strings.Builder
	for _, row := range t {
		b.WriteString(strings.Join(row, separator) + "\r\n")
	}
	return b.String()
}

// csv writes t as it is downloaded.
func (t searchTable) csv() string { return t.text(",") }

// with returns t with f of every cell of a column, where row counts from 0.
func (t searchTable) with(column string, f func(row int, cell string) string) searchTable {
	out := searchTable{t[0]}
	for i, row := range t[1:] {
		row = append([]string(nil), row...)
		for j, name := range t[0] {
			if name == column {
				row[j] = f(i, row[j])
			}
		}
		out = append(out, row)
	}
	return out
}

// without returns t without columns.
func (t searchTable) without(columns ...string) searchTable {
	var out searchTable
	for _, row := range t {
		var kept []string
		for j, name := range t[0] {
			if !strings.Contains("|"+strings.Join(columns, "|")+"|", "|"+name+"|") {
				kept = append(kept, row[j])
			}
		}
		out = append(out, kept)
	}
	return out
}

// and returns t with one more column.
func (t searchTable) and(column string, cell func(row int) string) searchTable {
	out := searchTable{append(append([]string(nil), t[0]...), column)}
	for i, row := range t[1:] {
		out = append(out, append(append([]string(nil), row...), cell(i)))
	}
	return out
}

// rows returns t with these of its rows alone.
func (t searchTable) rows(from, to int) searchTable {
	return append(searchTable{t[0]}, t[1+from:1+to]...)
}

// join returns t with the rows of others.
func (t searchTable) join(others ...searchTable) searchTable {
	out := append(searchTable(nil), t...)
	for _, other := range others {
		out = append(out, other[1:]...)
	}
	return out
}

// dated returns t with dates as a form of a spreadsheet has them.
func (t searchTable) dated(form func(year, month, day, clock string) string) searchTable {
	return t.with("Date", func(_ int, v string) string { return form(v[:4], v[5:7], v[8:10], v[11:16]) })
}

// dayFirst is how Excel writes dates in the United Kingdom.
func dayFirst(year, month, day, clock string) string {
	return day + "/" + month + "/" + year + " " + clock
}

// revised returns t with some cells of a column changed, as a revision changes them.
func (t searchTable) revised(rows int) searchTable {
	return t.with("Outcome", func(row int, cell string) string {
		if row < rows {
			return "Community resolution"
		}
		return cell
	})
}

// inUTF16 encodes a text as the "Unicode text" of Excel, with a mark.
func inUTF16(text string) string {
	b := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(text)) {
		b = append(b, byte(unit), byte(unit>>8))
	}
	return string(b)
}

// always returns what gives every row the same cell.
func always(cell string) func(int) string { return func(int) string { return cell } }
