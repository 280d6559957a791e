package rows

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
)

// brief writes rows with a bar between cells, and the line of each.
func brief(rows []Row) string {
	var b strings.Builder
	for _, r := range rows {
		var texts []string
		for _, c := range r {
			texts = append(texts, c.Text)
		}
		fmt.Fprintf(&b, "%d %s\n", r[0].Line, strings.Join(texts, "|"))
	}
	return b.String()
}

func inUTF16(order binary.AppendByteOrder, text string) string {
	var b []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		b = order.AppendUint16(b, unit)
	}
	return string(b)
}

// isTable takes rows with a number in them for a table.
func isTable(rows []Row) bool {
	for _, r := range rows {
		for _, c := range r {
			if c.Text != "" && strings.Trim(c.Text, "0123456789") == "" {
				return true
			}
		}
	}
	return false
}

const plain = "1 group|n\n2 Ynys Môn|1\n3 Other|20\n"

// cuts are texts that [Cut] and [Reader] cut alike.
var cuts = []struct {
	text, want string
	comments   string
	reason     string
}{
	{"group,n\nYnys Môn,1\nOther,20\n", plain, "", "commas"},
	{"group;n\nYnys Môn;1\nOther;20\n", plain, "", "semicolons"},
	{"group\tn\nYnys Môn\t1\nOther\t20\n", plain, "", "tabs"},
	{"group|n\nYnys Môn|1\nOther|20\n", plain, "", "bars"},
	{"\ufeffgroup,n\r\nYnys Môn,1\r\nOther,20", plain, "", "CRLF behind a mark"},
	{"group,n\rYnys Môn,1\rOther,20\r", plain, "", "CR alone"},
	{"group,n\nYnys M\xf4n,1\nOther,20\n", plain, "", "Windows-1252"},
	{"\xff\xfe" + inUTF16(binary.LittleEndian, "group\tn\nYnys Môn\t1\nOther\t20\n"), plain, "", "UTF-16"},
	{"\xfe\xff" + inUTF16(binary.BigEndian, "group\tn\nYnys Môn\t1\nOther\t20\n"), plain, "", "UTF-16, big end first"},
	{inUTF16(binary.LittleEndian, "group,n\nYnys Môn,1\nOther,20\n"), plain, "", "UTF-16 without a mark"},
	{"sep=;\ngroup;n\n Ynys Môn ;1\n\"Other\";20\n", "2 group|n\n3 Ynys Môn|1\n4 Other|20\n", "", "the line of Excel"},
	{"# one\ngroup,n\n\n,\nYnys Môn,1\n# two, \"three\nOther,20\n", "2 group|n\n5 Ynys Môn|1\n7 Other|20\n", "1 one; 6 two, \"three; ", "comments and blank rows"},
	{"group,n\n\"Ynys\n# Môn\",1\nOther,20\n", "1 group|n\n2 Ynys\n# Môn|1\n4 Other|20\n", "", "no comment, in quotation marks"},
	{"group,n\n\"a;b\",1\n\"c;d\",2\n", "1 group|n\n2 a;b|1\n3 c;d|2\n", "", "semicolons in labels"},
	{"a;b,1\nc;d,2\n", "1 a;b|1\n2 c;d|2\n", "", "cut alike at two: the one that has numbers"},
	{"sep=;\nhello\n", "2 hello\n", "", "nothing to cut, where a separator is said"},
	{"", "", "", "nothing"},
}

func TestCut(t *testing.T) {
	for _, test := range cuts {
		text, err := Text(strings.NewReader(test.text))
		if err != nil {
			t.Errorf("%s: %v", test.reason, err)
			continue
		}
		got, comments, err := Cut(text, Options{Comments: true, IsTable: isTable})
		said := ""
		for _, c := range comments {
			said += fmt.Sprintf("%d %s; ", c.Line, c.Text)
		}
		if diff := cmp.Diff(test.want, brief(got)); err != nil || diff != "" || said != test.comments {
			t.Errorf("%s: %v, comments %q, (-want +got)\n%s", test.reason, err, said, diff)
		}
	}
	for _, test := range []struct{ text, want, reason string }{
		{"| a | b |\n|---|:-:|\n| x \\| y | 1 |\n| \\*z\\* | &lt;5 |\n\nA note | of 2.\n", "1 a|b\n3 x | y|1\n4 *z*|<5\n6 A note | of 2.\n", "Markdown"},
		{"| a | b |\n|---|---|\n| **Total** | __1,100__ |\n| ** | \\*\\*z\\*\\* |\n", "1 a|b\n3 Total|1,100\n4 **|**z**\n", "bold cells of Markdown, and marks that are none"},
		{"Title\n\na | b\n--- | ---\n\\[c\\] | 1", "3 a|b\n5 [c]|1\n", "Markdown without outer bars"},
		{"a|b\n-|-\nc|1\n", "1 a|b\n3 c|1\n", "a short rule"},
	} {
		got, _, err := Cut(test.text, Options{})
		if text := brief(got); err != nil || !strings.HasSuffix(text, test.want) {
			t.Errorf("%s: %v, %q", test.reason, err, text)
		}
	}
	got, comments, err := Cut("#,n\na,1\n", Options{})
	if brief(got) != "1 #|n\n2 a|1\n" || comments != nil || err != nil {
		t.Errorf("a # that begins no comment: %q, %v", brief(got), err)
	}
}

func TestReader(t *testing.T) {
	for _, test := range cuts {
		var got []Row
		r, err := NewReader(iotest.OneByteReader(strings.NewReader(test.text)), Options{Comments: true, IsTable: isTable})
		for err == nil {
			var row Row
			if row, err = r.Next(); err == nil {
				got = append(got, row)
			}
		}
		if diff := cmp.Diff(test.want, brief(got)); err != io.EOF || diff != "" {
			t.Errorf("%s: %v (-want +got)\n%s", test.reason, err, diff)
		}
	}
	r, err := NewReader(strings.NewReader("| a | b |\n|---|---|\n| c | 1 |\n"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	header, err1 := r.Next()
	row, err2 := r.Next()
	if _, err3 := r.Next(); brief([]Row{header, row}) != "1 a|b\n3 c|1\n" || err1 != nil || err2 != nil || err3 != io.EOF {
		t.Errorf("Markdown: %v, %v, %v, %v, %v", header, row, err1, err2, err3)
	}
	long := "group,n\n" + strings.Repeat("Ynys M\u00f4n,1\n", 20000)
	for _, text := range []string{long, inUTF16(binary.LittleEndian, long), strings.ReplaceAll(long, "ô", "\xf4"), long + "M\xf4n,1\n"} {
		r, err := NewReader(strings.NewReader(text), Options{})
		n := 0
		for err == nil {
			var row Row
			if row, err = r.Next(); err == nil && n > 0 && row[0].Text != "Ynys Môn" && row[0].Text != "Môn" {
				t.Fatalf("row %d is %q", n, row[0].Text)
			}
			n++
		}
		if err != io.EOF || n < 20000 {
			t.Errorf("%d rows, %v", n, err)
		}
	}
}

func TestErrors(t *testing.T) {
	for _, test := range []struct{ text, want, reason string }{
		{"a,b\nc,\"d\ne,f\n", "3:5: a quotation mark that does not enclose a cell", "an open quotation mark"},
		{"a,b\nc,d\"e\n", "2:4: a quotation mark", "a quotation mark in a cell"},
		{"PK\x03\x04", "this is a workbook of Excel", "a workbook"},
		{"\xd0\xcf\x11\xe0", "an old workbook", "an old workbook"},
		{"%PDF-1.7", "PDF", "PDF"},
		{" <html>", "HTML", "a page"},
		{"\x1f\x8b", "gzip", "gzip"},
		{`{"a":1}`, "JSON", "JSON"},
		{"a\x00b,c", "no text", "bytes"},
		{"\xff\xfea\x00,", "cut off", "half a character"},
	} {
		_, err := Text(strings.NewReader(test.text))
		if err == nil {
			var text string
			text, _ = Text(strings.NewReader(test.text))
			_, _, err = Cut(text, Options{})
		}
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %s", test.reason, err, test.want)
		}
		r, err := NewReader(strings.NewReader(test.text), Options{})
		for err == nil {
			_, err = r.Next()
		}
		if !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s, row by row: %v, want %s", test.reason, err, test.want)
		}
	}
	broken := errors.New("disk")
	for _, read := range []func(io.Reader) error{
		func(r io.Reader) error { _, err := Text(r); return err },
		func(r io.Reader) error { _, err := NewReader(r, Options{}); return err },
	} {
		var is *ReadError
		if err := read(iotest.ErrReader(broken)); !errors.As(err, &is) || !errors.Is(err, broken) {
			t.Errorf("a reader that fails: %v", err)
		}
		if err := read(nil); err == nil || err.Error() != "no file to read" {
			t.Errorf("no reader: %v", err)
		}
	}
	if _, err := Text(strings.NewReader(strings.Repeat("x", maxFile+1))); err != ErrLarge {
		t.Errorf("a large file: %v", err)
	}
	_, _, err := Cut(strings.Repeat(",", 5000)+"\n"+strings.Repeat("x\n", 5000), Options{})
	if !errors.Is(err, ErrCells) {
		t.Errorf("a wide file: %v", err)
	}
	r, err := NewReader(io.MultiReader(strings.NewReader("a,b\nc,\""), strings.NewReader(strings.Repeat("d\n", 2<<20))), Options{})
	for err == nil {
		_, err = r.Next()
	}
	if !errors.Is(err, errRecord) {
		t.Errorf("a quotation mark that nothing closes: %v", err)
	}
}

// FuzzCut cuts anything at all. No character but separators, space, quotation marks and comments is
// lost, and row by row a file of commas is cut as it is at once.
func FuzzCut(f *testing.F) {
	for _, test := range cuts {
		f.Add([]byte(test.text))
	}
	f.Add([]byte("| a | b |\n|---|---|\n| 1 | 2 |\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		text, err := Text(strings.NewReader(string(data)))
		if err != nil {
			return
		}
		got, comments, err := Cut(text, Options{Comments: true, IsTable: isTable})
		if err != nil {
			return
		}
		var all strings.Builder
		for _, r := range got {
			if r.Filled() == 0 {
				t.Fatal("a blank row")
			}
			for _, c := range r {
				if c.Line < 1 || c.Column < 1 || c.Text != strings.TrimSpace(c.Text) {
					t.Fatalf("%+v", c)
				}
				all.WriteString(c.Text)
			}
		}
		for _, c := range comments {
			all.WriteString(c.Text)
		}
		const maxCheck = 1000 // characters of comments that are kept
		if strings.ContainsAny(text, "&#") && (strings.Contains(text, "|") || len(text) > maxCheck) {
			return // entities of Markdown
		}
		has := func(text string) (n int) {
			for _, r := range text {
				if '0' <= r && r <= '9' {
					n++
				}
			}
			return n
		}
		if has(all.String()) != has(text) {
			t.Fatalf("%d digits of %d", has(all.String()), has(text))
		}
	})
}
