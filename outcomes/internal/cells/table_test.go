package cells

import (
	"io"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// knows is what the header of a table in a test may have.
func knows(folded string) bool {
	return slices.Contains([]string{"type", "date", "gender", "age_range", "self_defined_ethnicity"}, folded)
}

// What stands between cells, and how lines end, is told by the header.
func TestSeparators(t *testing.T) {
	for _, test := range []struct {
		text      string
		want      [][]string
		lines     []int
		separator byte
		reason    string
	}{
		{"Type,Date\na,b\n", [][]string{{"Type", "Date"}, {"a", "b"}}, []int{1, 2}, ',', "commas"},
		{"Type;Date\na,b;c\n", [][]string{{"Type", "Date"}, {"a,b", "c"}}, []int{1, 2}, ';', "semicolons, and a comma in a cell"},
		{"Type\tDate\na\tb\n", [][]string{{"Type", "Date"}, {"a", "b"}}, []int{1, 2}, '\t', "tabs"},
		{"Type|Date\na|b\n", [][]string{{"Type", "Date"}, {"a", "b"}}, []int{1, 2}, '|', "bars"},
		{"Type,Date\n\"a;b\",c;d\n", [][]string{{"Type", "Date"}, {"a;b", "c;d"}}, []int{1, 2}, ',', "semicolons in the cells of a file with commas"},
		{"Type,\"Date;Gender;x\"\na,b\n", [][]string{{"Type", "Date;Gender;x"}, {"a", "b"}}, []int{1, 2}, ',', "more semicolons than commas in the header, inside a cell"},
		{"\"Type\";\"Date\"\n\"a\";\"b\"\n", [][]string{{"Type", "Date"}, {"a", "b"}}, []int{1, 2}, ';', "quotation marks around all cells"},
		{"\"Type\";\"Age\nrange\"\na;b\n", [][]string{{"Type", "Age\nrange"}, {"a", "b"}}, []int{1, 3}, ';', "a header over two lines"},
		{"\"Type\"\n\"a;b\"\n", [][]string{{"Type"}, {"a;b"}}, []int{1, 2}, ',', "one column"},
		{"Type\na,b\n", [][]string{{"Type"}, {"a", "b"}}, []int{1, 2}, ',', "one column, and more in a row"},
		{"name;age\na;b\n", [][]string{{"name;age"}, {"a;b"}}, []int{1, 2}, ',', "no name that is known"},
		{"Type;Date,Gender\n", [][]string{{"Type;Date", "Gender"}}, []int{1}, ',', "as many with either: type_date is not known, gender is"},
		{"Type,Type,x;Date;Gender\n", [][]string{{"Type,Type,x", "Date", "Gender"}}, []int{1}, ';', "a name counts once"},

		{"sep=;\nType;Date\na;b\n", [][]string{{"Type", "Date"}, {"a", "b"}}, []int{2, 3}, ';', "Excel's line counts as a line"},
		{"SEP=;\r\nname;age\r\na;b\r\n", [][]string{{"name", "age"}, {"a", "b"}}, []int{2, 3}, ';', "it says what the header does not tell"},
		{"\"sep=;\"\nname;age\n", [][]string{{"name", "age"}}, []int{2}, ';', "in quotation marks"},
		{"\ufeffsep=\t\n\ufeff\"name\"\tage\n", [][]string{{"name", "age"}}, []int{2}, '\t', "marks before both lines"},
		{"sep=\\t\nname\tage\n", [][]string{{"name", "age"}}, []int{2}, '\t', "a tab by its escape"},
		{"sep=^\n^^\nname^age\na^b\n", [][]string{{"name", "age"}, {"a", "b"}}, []int{3, 4}, '^', "another separator, and a line without anything"},
		{"\n\nsep=;\n\nname;age\n", [][]string{{"name", "age"}}, []int{5}, ';', "empty lines around it"},
		{"sep=;,,,\nType,Date\n", [][]string{{"Type", "Date"}}, []int{2}, ',', "saved again with commas: the header knows better"},
		{"sep=\nType;Date\n", [][]string{{"Type", "Date"}}, []int{2}, ';', "it says nothing"},
		{"sep=;\rname;age\ra;b\r", [][]string{{"name", "age"}, {"a", "b"}}, []int{2, 3}, ';', "before CR alone"},
		{"sep=x,Type\na,b\n", [][]string{{"sep=x", "Type"}, {"a", "b"}}, []int{1, 2}, ',', "a name that begins like it"},
		{"sep=;", nil, nil, ';', "nothing else"},

		{"Type,Date\ra,b\rc,d", [][]string{{"Type", "Date"}, {"a", "b"}, {"c", "d"}}, []int{1, 2, 3}, ',', "CR alone"},
		{"Type,Date\r\r,\r\"x\ry\",b\rc,d\r", [][]string{{"Type", "Date"}, {"x\ny", "b"}, {"c", "d"}}, []int{1, 4, 6}, ',', "CR alone, in a cell too"},
		{"Type,Date\r\"x\ny\",b\rc,d\r", [][]string{{"Type", "Date"}, {"x\ny", "b"}, {"c", "d"}}, []int{1, 2, 4}, ',', "LF in a cell, as Excel on a Macintosh writes it"},
		{"Type,Date\n\"x\ry\",b\n\"\r\r\r\r\",c\n", [][]string{{"Type", "Date"}, {"x\ry", "b"}, {"\r\r\r\r", "c"}}, []int{1, 2, 3}, ',', "CR in cells of a file with LF, more often than that"},
		{"Type,Date\r\nx\ry,b\r\nc,d\r\n", [][]string{{"Type", "Date"}, {"x\ry", "b"}, {"c", "d"}}, []int{1, 2, 3}, ',', "a stray CR without quotation marks"},
		{"Type,Date\r\r\na,b\r\r\n", [][]string{{"Type", "Date"}, {"a", "b"}}, []int{1, 2}, ',', "line ends that were translated twice"},
		{"Type,Date\ra,b\r\nc,d\r", [][]string{{"Type", "Date"}, {"a", "b"}, {"c", "d"}}, []int{1, 2, 3}, ',', "CR alone, and one CRLF"},
		{"Type,Date\r\na,b\rc,d\r\n", [][]string{{"Type", "Date"}, {"a", "b\rc", "d"}}, []int{1, 2}, ',', "CRLF, and one CR alone, which gives a row that is too long"},
		{"\"Type,Date\ra,b\r", [][]string{{ErrQuote.Error()}, {"a", "b"}}, []int{1, 2}, ',', "CR alone, and a mark without partner"},
		{"Type,Date\r", [][]string{{"Type", "Date"}}, []int{1}, ',', "a header alone"},
		{"Type," + strings.Repeat("x", 9<<10) + "\ra,b\r", [][]string{{"Type", strings.Repeat("x", 9<<10)}, {"a", "b"}}, []int{1, 2}, ',', "CR alone, after many bytes"},

		{",,\n \n\"\",\" \"\nType,Date\n\n,\n , \n\"\",\"\"\n,,,,\n\u00a0,\ufeff\n\xa0,\na,b\n", [][]string{{"Type", "Date"}, {"a", "b"}}, []int{4, 12}, ',', "lines without anything, everywhere"},
		{"Type,Date\n\"\n\"\na,b\n", [][]string{{"Type", "Date"}, {"a", "b"}}, []int{1, 4}, ',', "a cell over two lines without anything"},
		{"Type,Date\n\xa0a,b\n \u200ba,b\na\u200b ,b\na\xa0,b\na,\xa0b\n", [][]string{{"Type", "Date"}, {"a", "b"}, {"a", "b"}, {"a", "b"}, {"a", "b"}, {"a", "b"}},
			[]int{1, 2, 3, 4, 5, 6}, ',', "one mark in a line, plain space outside of it or not"},
		{"Type,Date\r\na,b\r\n\x1a", [][]string{{"Type", "Date"}, {"a", "b"}}, []int{1, 2}, ',', "the end of a file of DOS"},
		{"Type;Date\n;\n,\na;b\n", [][]string{{"Type", "Date"}, {","}, {"a", "b"}}, []int{1, 3, 4}, ';', "a comma is something where semicolons separate"},
		{"Type,Date,,\na,b\nc,d,\ne,f,,\ng,h,,,,\ni,,x,\nj\n", [][]string{{"Type", "Date", "", ""}, {"a", "b", "", ""}, {"c", "d", "", ""}, {"e", "f", "", ""}, {"g", "h", "", ""},
			{"i", "", "x", ""}, {"j"}}, []int{1, 2, 3, 4, 5, 6, 7}, ',', "columns at the end without a name need not be there, and one with a name must"},
		{"Type,,Date\na,b\n", [][]string{{"Type", "", "Date"}, {"a", "b"}}, []int{1, 2}, ',', "a column in the middle without a name must be there"},
		{"Type,Date\na,b, ,\"\",\u00a0\nc,d,,x\n", [][]string{{"Type", "Date"}, {"a", "b"}, {"c", "d", "", "x"}}, []int{1, 2, 3}, ',', "blank cells beyond the header, and one that is not"},
		{"Type,Date\n\"a\nb\",c,,\n", [][]string{{"Type", "Date"}, {"a\nb", "c"}}, []int{1, 2}, ',', "the same over two lines"},
		{"Type,Date\n\u00a0a\u200b,\ufeff \u00a0\"b\n\xa0c\xa0, d \n", [][]string{{"Type", "Date"}, {"a", "\"b"}, {"c", " d "}}, []int{1, 2, 3}, ',', "marks around cells, and plain space"},
	} {
		var c *Records
		got, lines := cutRecords(t, func() *Records { c = NewRecords(strings.NewReader(test.text), knows); return c }())
		if d := cmp.Diff(test.want, got); d != "" || !slices.Equal(lines, test.lines) || c.Separator() != test.separator {
			t.Errorf("%.80q (%s): lines %v, want %v; separator %q; -want +got\n%s", test.text, test.reason, lines, test.lines, c.Separator(), d)
		}
	}
}

// Text and Trim know what a spreadsheet does not show, and how Excel writes plain CSV.
func TestText(t *testing.T) {
	for _, test := range []struct{ cell, want, reason string }{
		{"", "", "nothing"},
		{" a b ", "a b", "plain space"},
		{"\u00a0\u2007a\u202f", "a", "space that does not break"},
		{"\ufeff\u200b\u200e\u2060a\u00ad", "a", "what has no width"},
		{"\u00a0 \ufeff", "", "nothing but these"},
		{"White \u2013 Irish", "White – Irish", "UTF-8"},
		{"White \x96 Irish", "White – Irish", "a dash in Windows-1252"},
		{"\xa0Caf\xe9\xa0", "Café", "letters and space in Windows-1252"},
		{"\x80\x9f\x81", "€Ÿ\ufffd", "its first row, and a byte that it does not have"},
		{"Voil\u00e0", "Voilà", "in UTF-8 this ends in the byte of a no-break space"},
	} {
		if got := Text([]byte(test.cell)); got != test.want {
			t.Errorf("%q is %q, want %q: %s", test.cell, got, test.want, test.reason)
		}
	}
	parse := func(label string) (uint8, error) { return uint8(len([]rune(label))), nil }
	l := Labels{Parse: parse}
	for range 2 { // read, and remembered
		if v, err := l.Value([]byte("\xa0White \x96 Irish\xa0")); v != 13 || err != nil {
			t.Errorf("a label in Windows-1252: %d, %v", v, err)
		}
	}
}

// A layout is how a table is written.
type layout struct {
	separator, lineEnd, encoding string
	sepLine, blanks, quoteAll    bool
}

// write returns a table in a layout, and the line of each row.
func (l layout) write(t *rapid.T, rows [][]string) (file string, lines []int) {
	var b strings.Builder
	line := 1
	end := func() { b.WriteString(l.lineEnd); line++ }
	if l.sepLine {
		b.WriteString("sep=" + l.separator)
		end()
	}
	for _, row := range rows {
		for l.blanks && rapid.Bool().Draw(t, "blank line") {
			b.WriteString(rapid.SampledFrom([]string{"", "  ", l.separator, strings.Repeat(l.separator, 9), `""`, `""` + l.separator + `" "` + l.separator}).Draw(t, "blank"))
			end()
		}
		lines = append(lines, line)
		for i, cell := range row {
			if i > 0 {
				b.WriteString(l.separator)
			}
			if l.quoteAll || strings.ContainsAny(cell, separators+"\"\r\n") {
				b.WriteString(`"` + strings.ReplaceAll(cell, `"`, `""`) + `"`)
			} else {
				b.WriteString(cell)
			}
			line += strings.Count(l.read(cell), "\n")
		}
		if l.blanks && rapid.Bool().Draw(t, "padded") {
			b.WriteString(strings.Repeat(l.separator, 2))
		}
		end()
	}
	switch file = b.String(); l.encoding {
	case "UTF-8 with a mark":
		file = mark + file
	case "UTF-16":
		file = inUTF16(mark+file, false)
	case "UTF-16, big end first":
		file = inUTF16(mark+file, true)
	case "compressed":
		file = gzipped(file)
	case "Windows-1252":
		file = strings.NewReplacer("–", "\x96", "€", "\x80", "£", "\xa3").Replace(file)
	}
	return file, lines
}

// read returns what a cell is read as: a line end in it is LF.
func (l layout) read(cell string) string {
	if l.lineEnd == "\r" {
		return strings.ReplaceAll(strings.ReplaceAll(cell, "\r\n", "\n"), "\r", "\n")
	}
	for strings.Contains(cell, "\r\n") {
		cell = strings.ReplaceAll(cell, "\r\n", "\n")
	}
	return cell
}

// However a table is written, the same cells are read, with the lines at which they stand.
func TestEveryLayout(t *testing.T) {
	names := []string{"Type", "Date", "Gender", "Age range", "Self-defined ethnicity"}
	rapid.Check(t, func(t *rapid.T) {
		l := layout{
			separator: rapid.SampledFrom([]string{",", ";", "\t", "|"}).Draw(t, "separator"),
			lineEnd:   rapid.SampledFrom([]string{"\n", "\r\n", "\r"}).Draw(t, "line end"),
			encoding: rapid.SampledFrom([]string{"UTF-8", "UTF-8 with a mark", "UTF-16", "UTF-16, big end first", "compressed", "Windows-1252"}).
				Draw(t, "encoding"),
			sepLine:  rapid.Bool().Draw(t, "sep"),
			blanks:   rapid.Bool().Draw(t, "blanks"),
			quoteAll: rapid.Bool().Draw(t, "quotes"),
		}
		others := []rune("éÿ😀\ufffd\U0010ffff")
		if l.encoding == "Windows-1252" {
			others = nil // some letters beside each other are UTF-8
		}
		characters := rapid.SampledFrom(append([]rune("aB1 ,;\t|\"\"\n\r–€£{["), others...))
		cell := rapid.Custom(func(t *rapid.T) string { return string(rapid.SliceOfN(characters, 0, 6).Draw(t, "characters")) }).
			Filter(func(s string) bool { return strings.Count(s, "\n")+strings.Count(s, "\r") < 2 })
		width := rapid.IntRange(2, len(names)).Draw(t, "width")
		rows := append([][]string{names[:width]}, rapid.SliceOfN(rapid.SliceOfN(cell, width, width), 0, 8).Draw(t, "rows")...)
		file, lines := l.write(t, rows)
		var want [][]string
		var wantLines []int
		for i, row := range rows {
			if saysNothing(row) {
				continue
			}
			var read []string
			for _, cell := range row {
				read = append(read, unmarkedText(l.read(cell)))
			}
			want, wantLines = append(want, read), append(wantLines, lines[i])
		}
		b, format, err := Open(strings.NewReader(file))
		if format != Table || err != nil {
			t.Fatalf("%q: %v, %v", file, format, err)
		}
		c := NewRecords(b, knows)
		got, gotLines := cutRecords(t, c)
		for n, row := range got {
			for i := range row {
				row[i] = unmarkedText(Text([]byte(row[i])))
			}
			for len(row) > width && row[len(row)-1] == "" { // the header is padded too
				row = row[:len(row)-1]
			}
			got[n] = row
		}
		if d := cmp.Diff(want, got); d != "" || !slices.Equal(gotLines, wantLines) || c.Separator() != l.separator[0] {
			t.Fatalf("%q: separator %q, lines %v, want %v; -want +got\n%s", file, c.Separator(), gotLines, wantLines, d)
		}
	})
}

// unmarkedText returns a cell without space around it, which readers trim.
func unmarkedText(cell string) string { return strings.TrimFunc(cell, unicode.IsSpace) }

// FuzzOpen opens anything at all. What is text is no more than it was, and is the same if it is
// opened again.
func FuzzOpen(f *testing.F) {
	for _, k := range kinds {
		f.Add([]byte(strings.Repeat("\x01", k.at) + k.start + "\x00\x01 rest"))
	}
	for _, seed := range []string{"", " ", "a,b\n", "\ufeffa", "\xff\xfea\x00,\x00", "\xfe\xff\x00a", "a\x00b\x00", "\x00a\x00b", "\xff\xfea", "\xff\xfe\x00\xd8", "[", " {", "\ufeff\ufeff[",
		gzipped("a,b"), gzipped(gzipped("a")), gzipped("\xff\xfea\x00"), gzipped("RDX3\n"), "\x1f\x8b", "<html>", "<?xml?>", "BZh91AY&SY", "A\n3\n262401\n", "\x72\x02\x01\x00",
		zipOf(false, "xl/workbook.xml"), zipOf(true, "a.csv=x"), "PK\x03\x04", "PK\x05\x06", "PK\x03\x04" + strings.Repeat("\xff", 40), "version https://git-lfs.github.com/spec/v1"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		text, format, err := openAll(strings.NewReader(string(file)))
		if err != nil {
			if is, ok := err.(FormatError); ok && (len(is) > 300 || !strings.HasPrefix(string(is), "the file is ")) {
				t.Fatalf("%q", is)
			}
			return
		}
		isPacked := strings.HasPrefix(string(file), packed)
		if most := 3*len(file)/2 + 3; len(text) > most && !isPacked {
			t.Fatalf("%d bytes of %d", len(text), len(file))
		}
		if !isPacked && orderOf(file) == nil && !strings.HasSuffix(string(file), text) {
			t.Fatalf("%q of %q", text, file)
		}
		again, formatAgain, err := openAll(strings.NewReader(text))
		if err == nil && (again != text || formatAgain != format) {
			t.Fatalf("opened again, %q is %q, %v", text, again, formatAgain)
		}
		c := NewRecords(strings.NewReader(text), func(folded string) bool { return len(folded)%2 == 0 })
		last, width := 0, 0
		for {
			err := c.Next()
			if err == io.EOF {
				break
			}
			if c.Line <= last {
				t.Fatalf("line %d after %d", c.Line, last)
			}
			if last = c.Line; err != nil {
				continue
			}
			if width == 0 {
				width = len(c.Cells)
			}
			if len(c.Cells) != len(c.Starts) || len(c.Cells) == 0 || len(c.Cells) > width && isBlank(c.Cells[len(c.Cells)-1]) {
				t.Fatalf("%q after a header of %d cells", c.Cells, width)
			}
		}
	})
}
