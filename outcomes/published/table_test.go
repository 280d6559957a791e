package published

import (
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// counted is a table of counts in which the name of a force has a comma.
const counted = "Police Force,Self-defined ethnicity,Reason for search,n\n" +
	"\"London, City of\",Black or Black British,Drugs,7\n" +
	"Essex,White - Irish,\"Stolen property\",-\n" +
	"Kent,,,\"1,234\"\n"

// read returns the counts of a table, without the lines at which they stand.
func read(t *testing.T, text string, o Options) (rows []Row, errs []error) {
	t.Helper()
	for row, err := range Read(strings.NewReader(text), o) {
		if err != nil {
			errs = append(errs, err)
			continue
		}
		row.Line = 0
		rows = append(rows, row)
	}
	return rows, errs
}

// The same counts, as spreadsheets write them, are the same counts.
func TestTables(t *testing.T) {
	o := Options{Count: "n", Ethnicity: outcomes.LabelsOf(ethnicity.FivePlusOne)}
	want, errs := read(t, counted, o)
	if len(want) != 3 || errs != nil {
		t.Fatal(want, errs)
	}
	// with has another separator; the commas inside cells stay
	with := func(separator string) string {
		inside := strings.NewReplacer("London, City", "London^ City", "1,234", "1^234").Replace(counted)
		return strings.ReplaceAll(strings.ReplaceAll(inside, ",", separator), "^", ",")
	}
	inUTF16 := func(text string) string {
		var b strings.Builder
		for _, unit := range utf16.Encode([]rune("\ufeff" + text)) {
			b.Write([]byte{byte(unit), byte(unit >> 8)})
		}
		return b.String()
	}
	for _, test := range []struct{ text, reason string }{
		{strings.ReplaceAll(counted, "\n", "\r"), "CR alone, which was read as a header and nothing else"},
		{with(";"), "semicolons"},
		{with("\t"), "tabs"},
		{with("|"), "bars"},
		{"sep=;\r\n" + with(";"), "Excel's line with the separator"},
		{inUTF16(with("\t")), "UTF-16 with tabs"},
		{inUTF16(strings.ReplaceAll(with(";"), "\n", "\r")), "UTF-16 with semicolons and CR alone"},
		{",,,\n\n" + strings.ReplaceAll(counted, "\n", "\n,,,\n\"\",, ,\n"), "lines without anything"},
		{strings.ReplaceAll(counted, "\n", ",,\n"), "columns without names"},
	} {
		got, errs := read(t, test.text, o)
		// what Text returns is the same, but that columns without names are there
		for i := range got {
			got[i].header, got[i].cells = got[i].header[:4], got[i].cells[:4]
		}
		if d := cmp.Diff(want, got, cmp.AllowUnexported(Row{})); d != "" || errs != nil {
			t.Errorf("%s: -want +got\n%s%v", test.reason, d, errs)
		}
	}
}

// A wide table tells its separator by the groups that it has columns of.
func TestWideTables(t *testing.T) {
	for _, text := range []string{"White;Black;Total\n5;6;11\n", "Asian\tOther\n5\t6\n", "Area|White - Irish|Chinese\nEssex|5|6\n"} {
		rows, errs := read(t, text, Options{Wide: true, Ethnicity: outcomes.LabelsOf(ethnicity.FivePlusOne)})
		n := int64(0)
		for _, row := range rows {
			if !row.Total {
				n += numberOf(row)
			}
		}
		if n != 11 || errs != nil {
			t.Errorf("%q: %d events, %v; want 11", text, n, errs)
		}
	}
}

// Text that Excel writes in Windows-1252 is what it is on the screen.
func TestWindows1252(t *testing.T) {
	irish := func(label string) (ethnicity.Group, error) {
		if label == "White – Irish" {
			return ethnicity.WhiteIrish, nil
		}
		return ethnicity.Parse(label)
	}
	o := Options{Count: "n", Ethnicity: irish, Only: map[string]string{"Zeit": "März"}}
	rows, errs := read(t, "Zeit,Area,Self\x96defined ethnicity,n\nM\xe4rz,Essex\xa0,White \x96 Irish,\xa05\nMai,Essex,White,7\nM\xe4rz,Essex,White,\x96\n", o)
	if len(rows) != 2 || errs != nil {
		t.Fatalf("%v, %v", rows, errs)
	}
	if r := rows[0]; r.Self != ethnicity.WhiteIrish || r.Area != "Essex" || r.Count.Value != 5 || r.Text("zeit") != "März" || r.Text("Self-defined ethnicity") != "White – Irish" {
		t.Errorf("%+v", r)
	}
	if c := rows[1].Count; c.Mark != tidy.Dash {
		t.Errorf("a dash is %v", c)
	}
	if _, err := rows[0].MarshalJSON(); err != nil {
		t.Error(err)
	}
}

// In a file with semicolons a point may stand between thousands.
func TestCountsWithPoints(t *testing.T) {
	for _, test := range []struct {
		cell, separator string
		want            tidy.Cell
		err             bool
		reason          string
	}{
		{"1.234", ";", tidy.Exactly(1234), false, "thousands on the Continent"},
		{"1.234.567", ";", tidy.Exactly(1234567), false, "millions"},
		{"1.234,0", ";", tidy.Exactly(1234), false, "with the decimal comma"},
		{"12,0", ";", tidy.Exactly(12), false, "a decimal comma"},
		{"12.0", ";", tidy.Exactly(12), false, "a decimal point"},
		{"1,234", ";", tidy.Exactly(1234), false, "thousands in Britain"},
		{"1,234.0", ";", tidy.Exactly(1234), false, "and with a decimal point"},
		{"..", ";", tidy.NotAvailable.Cell(), false, "a mark of two points"},
		{"-", ";", tidy.Dash.Cell(), false, "a mark"},
		{"1.000", ";", tidy.Cell{}, true, "one, or a thousand"},
		{"1.5", ";", tidy.Cell{}, true, "no count"},
		{"1.000", ",", tidy.Exactly(1), false, "one, where the comma separates cells"},
		{"1.234", ",", tidy.Cell{}, true, "no count there"},
		{"1.234", "\t", tidy.Cell{}, true, "nor where a tab does"},
	} {
		rows, errs := read(t, "force"+test.separator+"n\nEssex"+test.separator+test.cell+"\n", Options{Count: "n"})
		if test.err != (len(errs) == 1) || !test.err && (len(rows) != 1 || rows[0].Count != test.want) {
			t.Errorf("%s: %q after %q: %v, %v; want %v", test.reason, test.cell, test.separator, rows, errs, test.want)
		}
	}
}

// What is no table says what it is.
func TestNoTable(t *testing.T) {
	for _, test := range []struct{ text, want, reason string }{
		{"\r\n[{}]", "t.csv:1: the file is JSON: want a table", "JSON"},
		{`{"a":1}`, "t.csv:1: the file is JSON: want a table", "an object"},
		{"PK\x03\x04", "t.csv:1: the file is a ZIP archive: unpack it", "an archive"},
		{"PAR1\x15\x00", "t.csv:1: the file is a Parquet file: make a CSV of it", "parquet"},
		{"\xff\xfen\x00\n", "t.csv:1: reading: ", "UTF-16 that is cut off"},
	} {
		rows, errs := read(t, test.text, Options{File: "t.csv", Count: "n"})
		if len(rows) > 0 || len(errs) != 1 || !strings.Contains(errs[0].Error(), test.want) {
			t.Errorf("%s: %v, %v; want %q", test.reason, rows, errs, test.want)
		}
	}
}
