package outcomes

import (
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
)

// inUTF16 returns text in UTF-16, with its mark or without.
func inUTF16(text string, bigEndian bool) string {
	var b strings.Builder
	for _, unit := range utf16.Encode([]rune(text)) {
		if bigEndian {
			b.WriteByte(byte(unit >> 8))
		}
		b.WriteByte(byte(unit))
		if !bigEndian {
			b.WriteByte(byte(unit >> 8))
		}
	}
	return b.String()
}

// The same searches, as spreadsheets and databases write them, are the same searches.
func TestTables(t *testing.T) {
	plain := file("\n", official, fixture...)
	with := func(separator string) string { return strings.ReplaceAll(plain, ",", separator) }
	lines := strings.Split(strings.TrimSuffix(plain, "\n"), "\n")
	quoted := `"` + strings.ReplaceAll(strings.Join(lines, "\"\n\""), ",", `";"`) + "\"\n"
	comma := strings.Repeat(",", 14)
	for _, test := range []struct{ text, reason string }{
		{with(";"), "semicolons, as a spreadsheet on the Continent writes"},
		{with("\t"), "tabs, as they are copied from a spreadsheet"},
		{with("|"), "bars, as a database writes"},
		{quoted, "semicolons and quotation marks"},
		{"sep=;\r\n" + with(";"), "Excel's line that says what the separator is"},
		{"SEP=,\n" + plain, "in capitals"},
		{"\"sep=;\"\r\n" + with(";"), "in quotation marks"},
		{"\ufeffsep=\t\r\n\ufeff" + with("\t"), "tabs, and marks before both lines"},
		{"sep=;" + comma + "\n" + plain, "saved again with commas"},
		{"sep=^\n" + with("^"), "a separator that nothing but this line tells"},
		{strings.ReplaceAll(plain, "\n", "\r"), "lines that end in CR alone"},
		{strings.ReplaceAll(plain, "\n", "\r\r\n"), "line ends that were translated twice"},
		{"\xff\xfe" + inUTF16(with("\t"), false), "UTF-16, as Excel's Unicode text"},
		{"\xfe\xff" + inUTF16(plain, true), "UTF-16, big end first"},
		{inUTF16(plain, false), "UTF-16 without a mark"},
		{inUTF16(with(";"), true), "UTF-16 without a mark, big end first"},
		{"\xff\xfe" + inUTF16(strings.ReplaceAll(with(";"), "\n", "\r"), false), "UTF-16, semicolons and CR alone"},
		{gzipped("\xff\xfe" + inUTF16("sep=;\r\n"+with(";"), false)), "UTF-16 and a separator line, compressed"},
		{comma + "\n\r\n \n" + strings.Join(lines, "\n"+comma+"\n") + "\n" + comma + "\n\"\",\" \"," + "\n", "lines without anything, everywhere"},
		{strings.ReplaceAll(plain, "\n", ",,, \n"), "columns without a name and without anything in them"},
		{strings.Join(lines[:2], "\n") + "\n" + strings.Join(lines[2:], ",,\n") + "\n", "rows with blank cells beyond the header"},
		{lines[0] + ",,\n" + strings.Join(lines[1:], "\n") + "\n", "columns without a name that rows do not have"},
		{strings.ReplaceAll(plain, ",", "\u00a0,\u200b"), "no-break space and space without width around cells"},
		{strings.ReplaceAll(plain, ",", "\xa0,\xa0"), "no-break space in Windows-1252"},
	} {
		all, errs := collect(ReadCSV(strings.NewReader(test.text), ReadOptions{}))
		if d := cmp.Diff(searches, all, compareSearches); d != "" || errs != nil {
			t.Errorf("%s: -want +got\n%s%v", test.reason, d, errs)
		}
	}
}
