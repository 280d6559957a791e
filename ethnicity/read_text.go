package ethnicity

import (
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

const (
	maxFile  = 10 << 20 // bytes of a file of residents
	maxCells = 4 << 20  // of its widest row times its rows
)

// readText reads a file of text, in UTF-8, UTF-16 or Windows-1252, with \n or \r\n at the end of
// its lines.
func readText(r io.Reader) (string, error) {
	if r == nil {
		return "", errors.New("no file to read")
	}
	data, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	switch {
	case err != nil:
		return "", outside{err}
	case len(data) > maxFile:
		return "", errors.New("more than 10 MB: residents of one area are a few lines: keep the rows of one area")
	}
	if is := fileKind(data); is != "" {
		return "", fmt.Errorf("this is %s", is)
	}
	text, err := decode(data)
	if err != nil {
		return "", err
	}
	if strings.ContainsRune(text, 0) {
		return "", errors.New("this is no text: save the table as CSV")
	}
	if !strings.Contains(text, "\n") {
		text = strings.ReplaceAll(text, "\r", "\n")
	}
	return text, nil
}

// fileKind says what a file is that is no table in text, and what to do; "" of any other.
func fileKind(data []byte) string {
	for _, kind := range []struct{ start, is string }{
		{"PK\x03\x04", "a workbook of Excel (.xlsx) or LibreOffice (.ods), or a ZIP archive: save the sheet as CSV"},
		{"\xd0\xcf\x11\xe0", "an old workbook of Excel (.xls): save the sheet as CSV"},
		{"%PDF", "a PDF document: want a table as CSV"},
		{"\x1f\x8b", "compressed (gzip): unpack it first"},
		{"<", "HTML or XML: want a table as CSV"},
		{"{", "JSON: want a table as CSV"},
		{"[", "JSON: want a table as CSV"},
	} {
		if bytes.HasPrefix(bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\ufeff")), " \t\r\n"), []byte(kind.start)) {
			return kind.is
		}
	}
	return ""
}

// decode returns the text of a file without a byte order mark.
func decode(data []byte) (string, error) {
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		order, data = binary.LittleEndian, data[2:]
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		order, data = binary.BigEndian, data[2:]
	case len(data) > 3 && data[0] != 0 && data[1] == 0 && data[2] != 0 && data[3] == 0:
		order = binary.LittleEndian
	case len(data) > 3 && data[0] == 0 && data[1] != 0 && data[2] == 0 && data[3] != 0:
		order = binary.BigEndian
	}
	switch {
	case order != nil && len(data)%2 != 0:
		return "", errors.New("the file is cut off: its text is in UTF-16, which has two bytes or more for a character")
	case order != nil:
		units := make([]uint16, len(data)/2)
		for i := range units {
			units[i] = order.Uint16(data[2*i:])
		}
		return string(utf16.Decode(units)), nil
	case utf8.Valid(data):
		return strings.TrimPrefix(string(data), "\ufeff"), nil
	}
	runes := make([]rune, len(data))
	for i, b := range data {
		runes[i] = rune(b)
		if b >= 0x80 && b < 0xa0 {
			runes[i] = windows1252[b-0x80]
		}
	}
	return string(runes), nil
}

// windows1252 has the characters of Windows-1252 from 0x80 to 0x9f.
var windows1252 = [32]rune{
	'€', utf8.RuneError, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', utf8.RuneError, 'Ž', utf8.RuneError,
	utf8.RuneError, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', utf8.RuneError, 'ž', 'Ÿ',
}

// cutRows cuts a text into rows of cells, and leaves out blank rows.
func cutRows(text string) ([]row, error) {
	separators := "\t;,|"
	skipped := 0
	first, rest, _ := strings.Cut(text, "\n")
	if sep, ok := strings.CutPrefix(strings.ToLower(strings.Trim(first, "\" \r")), "sep="); ok && len(sep) == 1 && strings.Contains(separators, sep) {
		separators, text, skipped = sep, rest, 1 // a line for Excel
	}
	var best []row
	var bestErr error
	most := -1
	for _, sep := range separators {
		rows, err := cutAt(text, sep, skipped)
		n := alike(rows)
		if n > most && (n > 0 || sep == ',') || n == most && n > 0 && !hasTable(best) && hasTable(rows) {
			best, bestErr, most = rows, err, n
		}
	}
	return best, bestErr
}

// hasTable reports whether one of the rows has the names of groups, or one with a number beside it.
// Labels of Nomis have semicolons in them, so that rows can be cut alike at two separators.
func hasTable(rows []row) bool {
	return slices.ContainsFunc(rows, func(r row) bool { return isData(r) || isWideHeader(r) })
}

// alike returns how many rows have the number of cells that most have, which is more than one.
func alike(rows []row) (most int) {
	count := make(map[int]int)
	for _, r := range rows {
		if len(r) > 1 {
			count[len(r)]++
			most = max(most, count[len(r)])
		}
	}
	return most
}

// cutAt cuts a text at a separator. The rows before an error are there.
func cutAt(text string, sep rune, skipped int) (rows []row, err error) {
	in := csv.NewReader(strings.NewReader(text))
	in.Comma, in.FieldsPerRecord = sep, -1
	for width := 0; ; {
		fields, err := in.Read()
		switch bad := (*csv.ParseError)(nil); {
		case err == io.EOF:
			return rows, nil
		case errors.As(err, &bad):
			return rows, cell{line: bad.Line + skipped, column: bad.Column}.fails("a quotation mark that does not enclose a cell, or that nothing closes")
		case err != nil:
			return rows, outside{err}
		}
		r := make(row, len(fields))
		for i, field := range fields {
			line, column := in.FieldPos(i)
			r[i] = cell{strings.TrimSpace(field), line + skipped, column}
		}
		if width = max(width, len(r)); width*(len(rows)+1) > maxCells {
			return rows, r[0].fails("more cells than the residents of one area need: keep the rows of one area")
		}
		if r.filled() > 0 {
			rows = append(rows, r)
		}
	}
}
