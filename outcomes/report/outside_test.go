package report

import (
	"fmt"
	"strings"
	"testing"
)

// TestOutside has files whose dates are not of the month in their names, of which a person must
// hear.
func TestOutside(t *testing.T) {
	on := func(dates ...string) string {
		text := header
		for _, date := range dates {
			text += search{self: white, officer: "White", date: date + "T12:00:00+00:00"}.row()
		}
		return text
	}
	const swapped = "Warning: 2023-02-kent-stop-and-search.csv has searches from 2 January 2023 to 28 February 2023, and its name says February 2023. " +
		"A spreadsheet may have changed the dates: get the file as it was."
	for _, test := range []struct {
		file, rows string
		want       string
		reason     string
	}{
		{"2023-02-kent-stop-and-search.csv", on("2023-02-01", "2023-02-28"), "", "all is well"},
		{"2023-02-kent-stop-and-search.csv", on("2023-01-31", "2023-03-01"), "", "a day before and after, as in files of data.police.uk"},
		{"2023-02-kent-stop-and-search.csv", on("2023-01-02", "2023-02-28"), swapped, "2 January is 1 February with the day and the month exchanged"},
		{"a/2023-02/2023-02-kent-stop-and-search.csv", on("2023-01-02", "2023-02-28"), swapped, "in a folder"},
		{"2023-02-kent-stop-and-search.csv", on("2019-01-31", "2019-02-27"), "2023-02-kent-stop-and-search.csv has searches from 31 January 2019 to 27 February 2019, ",
			"days that a spreadsheet counts from 1904"},
		{"2023-02-kent.csv", on("2023-01-02", "2023-04-28"), "", "a name of another form may mean something else"},
		{"2023-02-2023-05-kent-stop-and-search.csv", on("2023-02-02", "2023-05-28"), "", "two months"},
		{"kent.csv", on("2023-01-02", "2023-04-28"), "", "no month"},
		{"2023-02-kent-stop-and-search.csv", header, "", "no row"},
	} {
		x := extract(test.file, test.rows)
		if test.rows == header { // of which there is no report
			if err := x.ReadFile(strings.NewReader(on("2023-02-01")), "kent.csv"); err != nil {
				t.Fatal(err)
			}
		}
		r := must(New(x, Options{}))
		warnings := strings.Join(r.Warnings(), "\n")
		if test.want == "" && strings.Contains(warnings, "its name says") || !strings.Contains(warnings, test.want) {
			t.Errorf("%s: %s (%s)", test.file, warnings, test.reason)
		}
		if text := textOf(t, x, Options{}); !strings.Contains(text, test.want) {
			t.Errorf("not in the text: %s", test.reason)
		}
	}
	files := make(map[string]string)
	for month := 1; month <= 5; month++ {
		files[fmt.Sprintf("2023-%02d-kent-stop-and-search.csv", month)] = on(fmt.Sprintf("2022-%02d-10", month))
	}
	warnings := must(New(several(files), Options{})).Warnings()
	if n := strings.Count(strings.Join(warnings, "\n"), "its name says"); n != 3 || !strings.Contains(strings.Join(warnings, "\n"), "Warning: 2 files more with searches of other months than their names say.") {
		t.Errorf("%d files are named: %q", n, warnings)
	}
}
