package ethnicity

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// checkCSV fails if a table of residents does not come back.
func checkCSV(t interface{ Errorf(string, ...any) }, p Population) {
	var b bytes.Buffer
	if err := p.WriteCSV(&b); err != nil {
		t.Errorf("%v", err)
		return
	}
	if back, err := ReadPopulation(&b, "other.csv"); err != nil || back != p {
		t.Errorf("%v\ngot  %+v\nwant %+v", err, back, p)
	}
}

// Whatever JSON stores, a table stores too.
func TestPopulationCSV(t *testing.T) {
	for _, p := range roundTrips["Population"].([]any) {
		checkCSV(t, p.(Population))
	}
	rapid.Check(t, func(t *rapid.T) { checkCSV(t, drawPopulation(t)) })
	rapid.Check(t, func(t *rapid.T) {
		counts := make(map[Group]float64)
		s := Scheme(rapid.IntRange(0, numSchemes-1).Draw(t, "scheme"))
		for g := range s.Groups() {
			counts[g] = rapid.Float64Range(0, 1e14).Draw(t, "n")
		}
		p, err := NewPopulation(strings.ToValidUTF8(rapid.String().Draw(t, "area"), ""), s, counts)
		if err != nil {
			t.Fatal(err)
		}
		p.Source, p.Code = strings.ToValidUTF8(rapid.String().Draw(t, "source"), ""), rapid.StringOf(rapid.RuneFrom([]rune("\r\n\t \",;=@\u00a0\u2028\ufeff'E1"))).Draw(t, "code")
		if rapid.Bool().Draw(t, "days") {
			p.First = time.Date(rapid.IntRange(2, 9998).Draw(t, "year"), 1, rapid.IntRange(1, 365).Draw(t, "day"), 0, 0, 0, 0, time.UTC)
			p.Last = p.First.AddDate(0, 0, rapid.IntRange(0, 99).Draw(t, "length"))
		}
		checkCSV(t, p)
	})
}

// A table that is cut off anywhere is an error, but for the end of its last line.
func TestPopulationCSVCutOff(t *testing.T) {
	for _, p := range []Population{must(must(PopulationAt("Kent", day(2016, time.June, 15))).Collapse(FivePlusOne)), own("a\nb", "", time.Time{}, map[Group]float64{White: 11, OtherThanWhite: 22})} {
		var b bytes.Buffer
		if err := p.WriteCSV(&b); err != nil {
			t.Fatal(err)
		}
		for n := range b.Len() - 1 {
			if _, err := ReadPopulation(bytes.NewReader(b.Bytes()[:n]), ""); err == nil {
				t.Errorf("no error after %q", b.Bytes()[:n])
			}
		}
		if back, err := ReadPopulation(bytes.NewReader(b.Bytes()[:b.Len()-1]), ""); err != nil || back != p {
			t.Errorf("without the last line end: %v", err)
		}
	}
}

func TestPopulationCSVErrors(t *testing.T) {
	var b bytes.Buffer
	if err := must(must(PopulationOf("Kent", Census2011)).Collapse(WhiteOther)).WriteCSV(&b); err != nil {
		t.Fatal(err)
	}
	const rest = ",Kent,E23000032,2011,census 2011,,,white-other,E23000032\n"
	whole := "group,residents,area,code,census,source,first,last,scheme,covers\nWhite,1607681" + rest + "Other than White,119984" + rest + "total,1727665" + rest
	if b.String() != whole {
		t.Fatalf("%s\nwant %s", b.String(), whole)
	}
	for _, test := range []struct{ old, new, want, reason string }{
		{"total,1727665" + rest, "", "f.csv:3:1: \"Other than White\": the last row is not that of the total: the table was cut off", "no total"},
		{"Other than White,119984" + rest, "", "f.csv: residents of Kent: no count of Other than White", "a row that is missing"},
		{"Other than White,119984" + rest, "White,119984" + rest, "f.csv:3:1: \"White\": the group stands twice", "a row that stands twice"},
		{"White,1607681,Kent", "White,1607681,Essex", "f.csv:2:15: \"Essex\": area is \"Kent\" in the last row: the table was changed, or put together from several", "another area"},
		{"White,1607681", "White,1607682", "f.csv: residents of Kent: the counts add up to 1.727666e+06, and the total says 1.727665e+06", "another number"},
		{"White,1607681", "White,x", "f.csv:2:7: \"x\": want a number of residents", "no number"},
		{"White,1607681", "White,-1", "count of White is -1: want 0 or more", "a negative number"},
		{"White,1607681", "Martian,1607681", "f.csv:2:1: \"Martian\": unknown group", "no group"},
		{",2011,", ",1991,", "f.csv:4:30: \"1991\": unknown census", "no census"},
		{",white-other,", ",x,", "unknown scheme \"x\"", "no scheme"},
		{",,,white", ",2019-06-30,,white", "the first day for which they stand is \"2019-06-30\" and the last is \"\"", "one day of two"},
		{",,,white", ",soon,soon,white", "\"soon\" is no day", "no day"},
		{",E23000032\n", ",E99\n", "no area \"E99\"", "no such area"},
		{",Kent,", ",\"\"\"Kent\",", "want a text, or one in quotation marks that end", "a quotation mark that does not end"},
		{"White,1607681" + rest, "White,1607681\n", "f.csv:2:1: \"White\": 2 cells: want 10", "a row that is cut off"},
	} {
		text := strings.ReplaceAll(whole, test.old, test.new)
		p, err := ReadPopulation(strings.NewReader(text), "f.csv")
		if err == nil || !strings.Contains(err.Error(), test.want) || p != (Population{}) {
			t.Errorf("%s: %v\nwant %s", test.reason, err, test.want)
		}
		checkError(t, err)
	}
	changed := must(PopulationOf("Kent", Census2011))
	changed.Scheme = FivePlusOne
	if err := changed.WriteCSV(&b); err == nil || !strings.Contains(err.Error(), "the figures are not in scheme 5+1") {
		t.Errorf("a scheme that was set: %v", err)
	}
	if err := must(PopulationOf("Kent", Census2011)).WriteCSV(full{}); err == nil || err.Error() != "ethnicity: writing residents of Kent: disk full" {
		t.Errorf("a writer that fails: %v", err)
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("disk full") }

// What a spreadsheet would take for a formula, or what does not show, stands in quotation marks.
func TestQuoted(t *testing.T) {
	for _, test := range []struct{ text, want, reason string }{
		{"Kent", "Kent", "a name"},
		{"", "", "none"},
		{"Ynys Môn; \"x\" & 'y', z", "Ynys Môn; \"x\" & 'y', z", "marks within"},
		{"=1+1", `"=1+1"`, "a formula"}, {"@x", `"@x"`, "another"}, {"-x", `"-x"`, "a hyphen"}, {"+x", `"+x"`, "a plus"},
		{`"x"`, `"\"x\""`, "quotation marks"},
		{" x", `" x"`, "a space before"}, {"x\r\ny", `"x\r\ny"`, "a line end"}, {"x\u202ey", `"x\u202ey"`, "what turns the direction"},
	} {
		got := quoted(test.text)
		if back, err := unquoted(cell{Text: got}); got != test.want || err != nil || back != test.text {
			t.Errorf("%s: %s, which reads back as %q, %v; want %s", test.reason, got, back, err, test.want)
		}
	}
}
