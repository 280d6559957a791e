package cells

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// cutAll cuts text into records. A record that cannot be cut is its error.
func cutAll(t interface{ Fatalf(string, ...any) }, text string) (records [][]string, lines []int) {
	return cutRecords(t, NewRecords(strings.NewReader(text), nil))
}

func cutRecords(t interface{ Fatalf(string, ...any) }, c *Records) (records [][]string, lines []int) {
	for {
		switch err := c.Next(); err {
		case io.EOF:
			return records, lines
		case nil:
			var cells []string
			for i, cell := range c.Cells {
				cells = append(cells, string(cell))
				if at := c.Starts[i]; at > len(c.Raw) || len(cell) > 0 && c.Raw[at] != '"' && !strings.Contains(string(c.Raw[at:]), string(cell)) {
					t.Fatalf("cell %q does not begin at %d of %q", cell, at, c.Raw)
				}
			}
			records, lines = append(records, cells), append(lines, c.Line)
		default:
			records, lines = append(records, []string{err.Error()}), append(lines, c.Line)
		}
	}
}

func TestRecords(t *testing.T) {
	bad := ErrQuote.Error()
	for _, test := range []struct {
		text   string
		want   [][]string
		lines  []int
		reason string
	}{
		{"", nil, nil, "nothing"},
		{"\n\r\n\n", nil, nil, "empty lines are skipped"},
		{"a,b\nc,d\n", [][]string{{"a", "b"}, {"c", "d"}}, []int{1, 2}, "LF"},
		{"a,b\r\nc,d\r\n", [][]string{{"a", "b"}, {"c", "d"}}, []int{1, 2}, "CRLF"},
		{"a,b\n\nc,d", [][]string{{"a", "b"}, {"c", "d"}}, []int{1, 3}, "an empty line, and no line end at the end"},
		{"a,\n,b\n,\n", [][]string{{"a", ""}, {"", "b"}}, []int{1, 2}, "empty cells, and a line without any other"},
		{`"a","b"` + "\n" + `"","c"`, [][]string{{"a", "b"}, {"", "c"}}, []int{1, 2}, "quoted cells"},
		{`"a,1","b ""2"""`, [][]string{{"a,1", `b "2"`}}, []int{1}, "a comma and marks inside"},
		{`"""","x"""`, [][]string{{`"`, `x"`}}, []int{1}, "nothing but marks"},
		{`a "b" c,d"e`, [][]string{{`a "b" c`, `d"e`}}, []int{1}, "marks inside a cell without marks stand for themselves"},
		{"\"a\nb\",c\nd,e", [][]string{{"a\nb", "c"}, {"d", "e"}}, []int{1, 3}, "a cell over two lines"},
		{"\"a\r\nb\",c\nd,e", [][]string{{"a\nb", "c"}, {"d", "e"}}, []int{1, 3}, "the line end of a cell is LF, as in encoding/csv"},
		{"\"a,b\nc,d\ne,f", [][]string{{bad}, {"c", "d"}, {"e", "f"}}, []int{1, 2, 3}, "a mark without partner loses one row"},
		{"\"a\",\"b\n\"c\",\"d\"", [][]string{{bad}, {"c", "d"}}, []int{1, 2}, "so it does where all cells have marks"},
		{"\"a\"b,c\nd,e", [][]string{{bad}, {"d", "e"}}, []int{1, 2}, "text after the closing mark"},
		{"a,\"b\nc\nd\ne\nf\ng\nh\ni\",j\nk,l", [][]string{{"a", "b\nc\nd\ne\nf\ng\nh\ni", "j"}, {"k", "l"}}, []int{1, 9}, "as many lines as a record may have"},
		{"a,\"b\nc\nd\ne\nf\ng\nh\ni\nj\"", [][]string{{bad}, {"c"}, {"d"}, {"e"}, {"f"}, {"g"}, {"h"}, {"i"}, {`j"`}}, []int{1, 2, 3, 4, 5, 6, 7, 8, 9},
			"one line more"},
		{"a,b\n\"c,d\n" + strings.Repeat("x", MaxLine+1) + "\ne,f\n", [][]string{{"a", "b"}, {bad}, {ErrLineTooLong.Error()}, {"e", "f"}}, []int{1, 2, 3, 4},
			"a long line while looking for the closing mark"},
		{strings.Repeat("x", MaxLine-1) + "\na", [][]string{{strings.Repeat("x", MaxLine-1)}, {"a"}}, []int{1, 2}, "as long as a line may be with its end"},
		{strings.Repeat("x", MaxLine+1), [][]string{{ErrLineTooLong.Error()}}, []int{1}, "too long, without an end"},
		{"a\x00b,\xff\n", [][]string{{"a\x00b", "\xff"}}, []int{1}, "bytes that are no text"},
		{"a,\"b\"\r\n", [][]string{{"a", "b"}}, []int{1}, "a quoted cell before CRLF"},
	} {
		got, lines := cutAll(t, test.text)
		if d := cmp.Diff(test.want, got); d != "" {
			t.Errorf("%.60q (%s): -want +got\n%s", test.text, test.reason, d)
		}
		if !slices.Equal(lines, test.lines) {
			t.Errorf("%.60q (%s): lines %v, want %v", test.text, test.reason, lines, test.lines)
		}
	}
}

// A record that runs over lines is taken only if it has as many cells as the header.
func TestRecordsWidth(t *testing.T) {
	got, lines := cutAll(t, "h,i\n\"a,b\nc\",d\ne,f")
	want := [][]string{{"h", "i"}, {"a,b\nc", "d"}, {"e", "f"}}
	if d := cmp.Diff(want, got); d != "" || !slices.Equal(lines, []int{1, 2, 4}) {
		t.Errorf("-want +got\n%s%v", d, lines)
	}
	got, lines = cutAll(t, "h,i,j\n\"a,b\nc\",d\ne,f")
	want = [][]string{{"h", "i", "j"}, {ErrQuote.Error()}, {`c"`, "d"}, {"e", "f"}}
	if d := cmp.Diff(want, got); d != "" || !slices.Equal(lines, []int{1, 2, 3, 4}) {
		t.Errorf("-want +got\n%s%v", d, lines)
	}
}

func TestRecordsReadError(t *testing.T) {
	broken := errors.New("broken")
	for _, text := range []string{"a,b\nc,", "a,b\n\"c", "a,b\n" + strings.Repeat("x", 1<<17)} {
		c := NewRecords(io.MultiReader(strings.NewReader(text), iotest.ErrReader(broken)), nil)
		if err := c.Next(); err != nil || string(c.Cells[1]) != "b" {
			t.Fatalf("%v, %q", err, c.Cells)
		}
		err := c.Next()
		if err == ErrQuote { // the row before the failure
			err = c.Next()
		}
		if err != broken {
			t.Errorf("%.20q: %v, want %v", text, err, broken)
		}
	}
}

// What encoding/csv writes is read as it was written.
func TestRecordsReadWhatIsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(1, 5).Draw(t, "width")
		cell := rapid.StringMatching(`[a-z",; \n]{0,6}`).Filter(func(s string) bool { return strings.Count(s, "\n") < 3 })
		rows := rapid.SliceOfN(rapid.SliceOfN(cell, width, width), 1, 6).Draw(t, "rows")
		rows[0] = strings.Split("vwxyz"[:width], "")
		var b strings.Builder
		w := csv.NewWriter(&b)
		w.UseCRLF = rapid.Bool().Draw(t, "crlf")
		if err := w.WriteAll(rows); err != nil {
			t.Fatal(err)
		}
		lines := 0
		for _, row := range rows {
			n := 0
			for _, cell := range row {
				n += strings.Count(cell, "\n")
			}
			lines = max(lines, n)
		}
		if lines >= maxRecordLines {
			t.Skip("a record over more lines than one may have")
		}
		want := slices.DeleteFunc(slices.Clone(rows), saysNothing)
		got, _ := cutAll(t, b.String())
		if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); d != "" {
			t.Fatalf("%q: -want +got\n%s", b.String(), d)
		}
	})
}

// saysNothing reports whether all cells of a row are blank.
func saysNothing(row []string) bool {
	return !slices.ContainsFunc(row, func(cell string) bool { return strings.ContainsFunc(cell, func(r rune) bool { return !isNothing(r) }) })
}

// FuzzRecords compares the cutter with encoding/csv: whatever encoding/csv takes for a table, it
// cuts into the same cells, with any separator that a line before it names.
func FuzzRecords(f *testing.F) {
	for _, seed := range []string{
		"a,b\nc,d\n",             // plain
		"a,b\r\n\"c\",\"d,e\"",   // quoted
		"\"a\nb\",c\nd,e",        // over lines
		"\"a,b\nc,d",             // no partner
		"a,\"b\"\"c\"\"\"\n\n\n", // doubled marks
		"\"\r\n\",x\r\n",         // a line end in a cell
		"a\rb,c\n\r\r\n",         // CR alone
	} {
		for _, separator := range separators + "^" {
			f.Add(strings.ReplaceAll(seed, ",", string(separator)), byte(separator))
		}
	}
	f.Fuzz(func(t *testing.T, text string, separator byte) {
		r := csv.NewReader(strings.NewReader(text))
		r.FieldsPerRecord = -1
		r.Comma = rune(separator)
		want, err := r.ReadAll()
		got, lines := cutAll(t, "sep="+string(rune(separator))+"\n"+text)
		if len(got) != len(lines) || !slices.IsSorted(lines) {
			t.Fatalf("lines %v of %d records", lines, len(got))
		}
		long := slices.ContainsFunc(want, func(row []string) bool {
			n := 0
			for _, cell := range row {
				n += strings.Count(cell, "\n")
			}
			return n >= maxRecordLines
		})
		want = slices.DeleteFunc(want, saysNothing)
		ragged := slices.ContainsFunc(want, func(row []string) bool { return len(row) != len(want[0]) })
		if err != nil || long || ragged || !utf8.ValidString(text) || strings.ContainsFunc(text, func(r rune) bool { return r == '\r' || r == 0x1a || r >= 0x80 && isNothing(r) }) {
			return // what encoding/csv does not know
		}
		if len(want) > 0 && !strings.ContainsFunc(strings.Join(want[0], ""), unicode.IsLetter) || strings.Contains(strings.ToLower(text), "sep=") ||
			separator <= ' ' && separator != '\t' || separator >= 0x7f || separator == '"' || unicode.IsLetter(rune(separator)) || unicode.IsDigit(rune(separator)) {
			return // no header, or no separator
		}
		if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); d != "" {
			t.Fatalf("%q: -want +got\n%s", text, d)
		}
	})
}
