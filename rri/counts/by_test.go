package counts

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-549880be/disparity/rri/tidy"
)

const byYear = `year,group,searches,residents
2020,White,300,10000
2020,Black,40,2000
2020,Not known,12,
2019,White,120,10000
2019,Black,50,2000
2019,Asian,5,100
`

// TestBy: a row for each group and value in the order of the file, the adjusted index after the
// values of its group, and people of unknown group last. Each value is compared as it would be in a
// table of its own.
func TestBy(t *testing.T) {
	table := tableOf(t, byYear, tidy.Options{})
	got := dataOf[By](t, table, Options{By: "year", Levels: []float64{0.998}})
	var lines []string
	for _, l := range got.lines(true) {
		lines = append(lines, l.group()+" "+l.value())
	}
	want := []string{"White 2020", "White 2019", "White all", "Black 2020", "Black 2019", "Black all, adjusted", "Asian 2019", "Asian all, adjusted",
		"not known 2020", "not known all"}
	if !cmp.Equal(lines, want) {
		t.Errorf("lines:\n%s", cmp.Diff(lines, want))
	}
	for _, s := range got.Strata {
		alone := dataOf[Comparison](t, tableOf(t, byYear, tidy.Options{Where: []tidy.Condition{{Column: "year", Values: []string{s.Stratum}}}}), Options{Levels: []float64{0.998}})
		if !cmp.Equal(s.Comparison, alone, same) {
			t.Errorf("%s:\n%s", s.Stratum, cmp.Diff(s.Comparison, alone, same))
		}
	}
	within := dataOf[Within](t, table, Options{Within: []string{"year"}, Levels: []float64{0.998}})
	if !cmp.Equal(got.Groups, within.Groups, same) {
		t.Errorf("adjusted otherwise than within:\n%s", cmp.Diff(got.Groups, within.Groups, same))
	}
}

// TestByPeople: every figure of the section is in the text and in Markdown, at both levels, and
// adding years up is said.
func TestByPeople(t *testing.T) {
	d, err := Compare(tableOf(t, byYear, tidy.Options{}), Options{By: "year", Levels: []float64{0.998}})
	if err != nil {
		t.Fatal(err)
	}
	var text, page bytes.Buffer
	if err := d.Sections[1].Sheet.WriteText(&text); err != nil {
		t.Fatal(err)
	}
	if err := d.Sections[1].Sheet.WriteMarkdown(&page); err != nil {
		t.Fatal(err)
	}
	plain := strings.Join(strings.Fields(text.String()), " ")
	for _, want := range []string{
		"by year, and adjusted for year",
		"White 2020 300 10,000 30.0 1 baseline",
		"Black 2020 40 2,000 20.0 0.67 0.47 – 0.92 0.38 – 1.09",
		"Black adjusted 90 4,000 22.5 1.07 0.85 – 1.34 0.74 – 1.52",
		"not known 2020 12",
		"Black 2020 3.4 % 0.64 – 0.87 0.46 – 1.16",
		"In a row of all, the residents of 2 years are added up, as person-years: its rate is that of one year.",
		"nobody to compare in 2020: no one of Asian or of White is counted there",
	} {
		if !strings.Contains(plain, want) {
			t.Errorf("text lacks %q:\n%s", want, text.String())
		}
	}
	for _, want := range []string{"| Black | 2020 | 40 | 2,000 | 20.0 | 0.67 | 0.47 – 0.92 | 0.38 – 1.09 | 0.0120 |", "| Black | 2020 | 3.4 % | 0.64 – 0.87 | 0.46 – 1.16 |"} {
		if !strings.Contains(page.String(), want) {
			t.Errorf("Markdown lacks %q:\n%s", want, page.String())
		}
	}
}

// TestTimeUnit: dimensions of time by their words.
func TestTimeUnit(t *testing.T) {
	for _, test := range []struct{ dimension, want string }{
		{"year", "year"}, {"Financial Year", "year"}, {"Month", "month"}, {"months", "month"}, {"reporting_quarter", "quarter"}, {"Date", "day"},
		{"period", "period"}, {"age", ""}, {"yearly sum", ""}, {"", ""},
	} {
		if got := timeUnit(test.dimension); got != test.want {
			t.Errorf("%q: unit %q, want %q", test.dimension, got, test.want)
		}
	}
}
