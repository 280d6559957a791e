package report

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/rri"
)

// compactText returns what people see of a measure by part; "" if there is nothing.
func compactText(t *testing.T, d Document, id string) string {
	t.Helper()
	s, ok := screen{document: d}.compact(id)
	if !ok {
		return ""
	}
	s.Width = 200
	var b strings.Builder
	if err := s.WriteText(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestCompact has what stands in the lines of a table by part.
func TestCompact(t *testing.T) {
	two := map[string]string{"kent.csv": of("2023-01", 90, 6), "essex.csv": of("2023-01", 80, 40), "btp.csv": of("2023-01", 8, 2)}
	months := map[string]string{"kent.csv": of("2022-12", 90, 6) + of("2023-01", 80, 40), "essex.csv": of("2023-01", 30, 40)}
	for _, test := range []struct {
		files  map[string]string
		o      Options
		id     string
		want   []string // beginnings of lines, or words of them, in order; none for no table
		reason string
	}{
		{two, Options{}, "search-rate", []string{"Search rate by force: times as often as White people", "force ", "British Transport Police", "no rate ¹", "Essex", "Kent", "adjusted", "\nrange", "do they differ?", "yes"}, "forces, of which one has no residents"},
		{two, Options{}, "arrest-rate", []string{"Arrest rate by force: times that of White people", "British Transport Police", "0", "Essex", "Kent", "adjusted", "0", "do they differ?", "not shown"}, "of an outcome there is an index of each"},
		{two, Options{Method: rri.Exact}, "search-rate", []string{"Essex", "Kent"}, "nothing is adjusted"},
		{two, Options{By: Whole}, "search-rate", []string{"all, not adjusted", "adjusted", "\nrange"}, "never everything together alone"},
		{map[string]string{"kent.csv": of("2023-01", 90, 6), "essex.csv": of("2023-01", 80, 40)}, Options{Suppress: 2}, "search-rate", nil, "no parts, and nothing adjusted"},
		{map[string]string{"kent.csv": of("2023-01", 90, 6)}, Options{}, "search-rate", nil, "one force"},
		{map[string]string{"kent.csv": of("2023-01", 90, 6)}, Options{By: EachMonth}, "search-rate", nil, "one part"},
		{two, Options{}, "find-rate/drugs", nil, "no such table"},
		{months, Options{By: EachYear}, "search-rate", []string{"Search rate by year", "2022 ¹", "2023 ²", "do they differ?", "Every index of a year is adjusted for force.", "¹ December 2022 only", "² January 2023 only"}, "parts of years, of two forces"},
	} {
		text := compactText(t, must(New(apartByName(test.files), test.o)).Document(), test.id)
		rest := text
		for _, want := range test.want {
			_, after, ok := strings.Cut(rest, want)
			if !ok {
				t.Errorf("%s: no %q in order in\n%s", test.reason, want, text)
				break
			}
			rest = after
		}
		if (text == "") != (test.want == nil) {
			t.Errorf("%s: want %q\n%s", test.reason, test.want, text)
		}
		if strings.Contains(text, "—") || strings.Contains(text, "NaN") {
			t.Errorf("%s: a dash stands for a number\n%s", test.reason, text)
		}
	}
}

// TestCompactIsAdjusted: the index of a month of two forces is that within the forces.
func TestCompactIsAdjusted(t *testing.T) {
	d := must(New(apartByName(map[string]string{"kent.csv": of("2023-01", 90, 6) + of("2023-02", 60, 9), "essex.csv": of("2023-01", 30, 40) + of("2023-02", 90, 9)}), Options{By: EachMonth})).Document()
	text := compactText(t, d, "search-rate")
	for _, p := range d.Parts {
		for _, row := range adjustedOf(p.Adjusted, "search-rate").Rates.Rows[1:] {
			if want := fmt.Sprintf("%.3g", row.Ratio.Value); !strings.Contains(text, want) {
				t.Errorf("%s of %s: no %s in\n%s", row.Group, p.Name, want, text)
			}
		}
	}
}
