package report

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
)

// inMonth writes n searches of a month, as 2023-01.
func inMonth(month string, n int) string {
	return times(n, search{self: white, officer: "White", outcome: "Arrest", linked: "TRUE", date: month + "-05T12:00:00+00:00"})
}

// apartByName reads files as several does, of which each has another hour, so that no two have the
// same searches.
func apartByName(files map[string]string) *outcomes.Extract {
	unlike := make(map[string]string)
	for i, name := range slices.Sorted(maps.Keys(files)) {
		unlike[name] = strings.ReplaceAll(files[name], "T12:", fmt.Sprintf("T%02d:", i)) + strings.Repeat("\r\n", i)
	}
	return several(unlike)
}

// TestMonths has one thing a row that is wrong with the months, and what stands above the table of
// search rates.
func TestMonths(t *testing.T) {
	const there = "The rates are of the months that are there: too low for the whole period"
	for _, test := range []struct {
		files  map[string]string
		o      Options
		want   string
		period string // in the definition of the search rate
		reason string
	}{
		{map[string]string{"kent.csv": inMonth("2023-01", 9) + inMonth("2023-02", 2)}, Options{}, "", "in January 2023 to February 2023, per", "all is well: 2 of 9 is above a fifth"},
		{map[string]string{"kent.csv": inMonth("2023-01", 9)}, Options{}, "", "in January 2023, per", "one month"},
		{map[string]string{"kent.csv": inMonth("2023-01", 9) + inMonth("2023-03", 9)}, Options{},
			"No rows of Kent in February 2023. " + there, "in 2 of the 3 months of January 2023 to March 2023, per", "a month between"},
		{map[string]string{"kent.csv": inMonth("2023-01", 9)}, Options{To: month("2023-02")},
			"No rows of Kent in February 2023. " + there, "in 1 of the 2 months of January 2023 to February 2023, per", "asked for beyond the last"},
		{map[string]string{"kent.csv": inMonth("2023-03", 9)}, Options{From: month("2022-11")},
			"No rows of Kent in November 2022 to February 2023. " + there, "in 1 of the 5 months of November 2022 to March 2023, per", "asked for before the first: a run of months"},
		{map[string]string{"2023-01-kent.csv": inMonth("2023-01", 9), "2023-02-kent.csv": ""}, Options{},
			"No rows of Kent in February 2023. " + there, "in 1 of the 2 months of January 2023 to February 2023, per", "an empty file after the last month"},
		{map[string]string{"2023-01-kent.csv": inMonth("2023-01", 9), "2022-12-kent.csv": ""}, Options{From: month("2023-01")}, "", "in January 2023, per", "and before what was asked for"},
		{map[string]string{"2023-01-kent.csv": inMonth("2023-01", 9), "2023-02-kent.csv": search{date: "never"}.row()}, Options{},
			"No rows of Kent in February 2023. " + there, "in 1 of the 2 months of January 2023 to February 2023, per", "a file whose rows are all rejected"},
		{map[string]string{"2023-01-kent.csv": inMonth("2023-01", 9), "2023-02-essex.csv": ""}, Options{}, "", "in January 2023, per", "an empty file of a force that is in no table"},
		{map[string]string{"kent.csv": inMonth("2023-01", 10) + inMonth("2023-02", 1)}, Options{},
			"Low months, below 20 % of the median of the force's other months: Kent in February 2023 (1 row, median 10). The rates are of the months that are there, low ones among them: too low for the whole period",
			"in January 2023 to February 2023, per", "a low month"},
		{map[string]string{"kent.csv": inMonth("2023-01", 10) + inMonth("2023-02", 4)}, Options{LowMonth: 0.5},
			"Low months, below 50 % of the median of the force's other months: Kent in February 2023 (4 rows, median 10). ", "in January 2023 to February 2023, per", "below another share"},
		{map[string]string{"kent.csv": inMonth("2023-01", 10) + inMonth("2023-02", 1)}, Options{To: month("2023-01")}, "", "in January 2023, per", "a low month that was not asked for"},
		{map[string]string{"kent.csv": inMonth("2023-01", 10) + inMonth("2023-02", 1)}, Options{From: month("2023-02")},
			"Low months, below 20 % of the median of the force's other months: Kent in February 2023 (1 row, median 10). ", "in February 2023, per", "a low month that alone was asked for is low beside the others"},
		{map[string]string{"kent.csv": inMonth("2023-01", 30) + inMonth("2023-02", 2) + inMonth("2023-04", 31)}, Options{},
			"No rows of Kent in March 2023. Low months, below 20 % of the median of the force's other months: Kent in February 2023 (2 rows, median 31). " +
				"The rates are of the months that are there, low ones among them: too low for the whole period", "in 3 of the 4 months of January 2023 to April 2023, per", "both, and a median of 30.5"},
		{map[string]string{"kent.csv": inMonth("2023-01", 30) + inMonth("2023-02", 2)}, Options{Suppress: 5},
			"Low months, below 20 % of the median of the force's other months: Kent in February 2023. ", "in January 2023 to February 2023, per", "small counts are withheld, and what would tell them"},
		{map[string]string{"kent.csv": inMonth("2023-01", 9) + times(1, search{self: white, date: "2023-02-05T12:00:00+00:00", object: "Firearms"})}, Options{Object: new(outcomes.ControlledDrugs)},
			"Low months, below 20 % of the median of the force's other months: Kent in February 2023 (1 row, median 9). ", "in January 2023 to February 2023, per", "a month that a filter leaves nothing of has its rows"},
		{map[string]string{"kent.csv": inMonth("2023-01", 9) + inMonth("2023-02", 9), "essex.csv": inMonth("2023-01", 9)}, Options{},
			"No rows of Essex in February 2023. " + there + ", and forces with more months weigh more", "in the months of January 2023 to February 2023 that have rows, per", "of one force of two"},
		{map[string]string{"kent.csv": inMonth("2023-01", 9) + inMonth("2023-03", 9), "essex.csv": inMonth("2023-01", 9) + inMonth("2023-03", 9)}, Options{},
			"No rows of Essex in February 2023, of Kent in February 2023. ", "in 2 of the 3 months of January 2023 to March 2023, per", "of both"},
		{map[string]string{"kent.csv": inMonth("2023-01", 9), "btp.csv": inMonth("2023-01", 9) + inMonth("2023-02", 1)}, Options{},
			"No rows of Kent in February 2023. ", "in 1 of the 2 months of January 2023 to February 2023, per", "the low month of a force without residents is not of the search rate"},
		{map[string]string{"kent.csv": inMonth("2023-01", 9) + inMonth("2023-03", 9) + inMonth("2023-05", 9) + inMonth("2023-07", 9) + inMonth("2023-10", 9)}, Options{},
			"No rows of Kent in February 2023, April 2023 and June 2023, and 2 months more. ", "in 5 of the 10 months of January 2023 to October 2023, per", "many"},
		{map[string]string{"kent.csv": inMonth("2023-01", 90) + inMonth("2023-02", 1) + inMonth("2023-03", 90) + inMonth("2023-04", 2) + inMonth("2023-05", 90),
			"essex.csv": inMonth("2023-01", 1) + inMonth("2023-02", 90) + inMonth("2023-03", 3) + inMonth("2023-04", 90) + inMonth("2023-05", 90)}, Options{},
			"Low months, below 20 % of the median of the force's other months: Essex in January 2023 (1 row, median 90) and March 2023 (3 rows, median 90), Kent in February 2023 (1 row, median 90), and 1 month more. ",
			"in January 2023 to May 2023, per", "many low ones"},
	} {
		d := must(New(apartByName(test.files), test.o)).Document()
		if got := d.Tables[0].MonthsNote; !strings.HasPrefix(got, test.want) || test.want == "" && got != "" {
			t.Errorf("%s: %q, want %q", test.reason, got, test.want)
		}
		if got := d.Tables[0].Definition; d.Tables[0].ID != "search-rate" || !strings.Contains(got, test.period) {
			t.Errorf("%s: %q, want %q", test.reason, got, test.period)
		}
	}
}

// TestEmptyFileOfForce: a file without a row whose name tells no force is of that which was given.
func TestEmptyFileOfForce(t *testing.T) {
	x := &outcomes.Extract{Force: must(ethnicity.ParseForce("Kent"))}
	for name, content := range map[string]string{"2023-01-searches.csv": header + inMonth("2023-01", 9), "2023-02-searches.csv": header} {
		if err := x.ReadFile(strings.NewReader(content), name); err != nil {
			t.Fatal(err)
		}
	}
	if note := must(New(x, Options{})).Document().Tables[0].MonthsNote; !strings.HasPrefix(note, "No rows of Kent in February 2023. ") {
		t.Errorf("%q", note)
	}
}

// TestMonthsOfRates: tables of outcomes say it without residents, and no more than of their forces.
func TestMonthsOfRates(t *testing.T) {
	x := several(map[string]string{"kent.csv": inMonth("2023-01", 9) + inMonth("2023-03", 9),
		"essex.csv": inMonth("2023-01", 9) + times(1, search{self: white, date: "2023-02-05T12:00:00+00:00", object: "Firearms"}) + inMonth("2023-03", 9)})
	low := "Low months, below 20 % of the median of the force's other months: Essex in February 2023 (1 row, median 9). "
	want := map[string]string{
		"find-rate":       "No rows of Kent in February 2023. " + low + "The rates are of the months that are there, low ones among them",
		"arrest-rate":     "No rows of Kent in February 2023. " + low + "The rates are of the months that are there, low ones among them",
		"find-rate/other": low + "The rates are of the months that are there, low ones among them",
	}
	d := must(New(x, Options{})).Document()
	for _, table := range d.Tables {
		if note, ok := want[table.ID]; ok && table.MonthsNote != note {
			t.Errorf("%s: %q, want %q", table.ID, table.MonthsNote, note)
		}
		delete(want, table.ID)
	}
	if len(want) > 0 {
		t.Errorf("no %v", want)
	}
	if len(d.MissingMonths) != 1 || d.MissingMonths[0].Months[0] != month("2023-02") || len(d.LowMonths) != 1 || *d.LowMonths[0].Searches != 1 || *d.LowMonths[0].Median != 9 {
		t.Errorf("missing %v, low %+v", d.MissingMonths, d.LowMonths)
	}
}

// TestMonthsLaw: every table of every form that is of a force with a missing or low month says so
// in its heading, and none says so where there is none. The months are counted here anew.
func TestMonthsLaw(t *testing.T) {
	all := []string{"2023-01", "2023-02", "2023-03", "2023-04"}
	rapid.Check(t, func(t *rapid.T) {
		files := make(map[string]string)
		rows := make(map[string]map[string]int)
		for _, force := range []string{"kent", "essex", "btp"}[:rapid.IntRange(1, 3).Draw(t, "forces")] {
			rows[force] = make(map[string]int)
			for _, m := range all {
				rows[force][m] = rapid.SampledFrom([]int{0, 1, 2, 11, 12, 60, 60, 60}).Draw(t, force+" "+m)
				files[force+".csv"] += inMonth(m, rows[force][m])
			}
		}
		o := Options{By: Whole, Within: []Dimension{ByAge}}
		if rapid.Bool().Draw(t, "to") {
			o.To = month(all[rapid.IntRange(0, 3).Draw(t, "last")])
		}
		r, err := New(apartByName(files), o)
		if err != nil {
			t.Skip(err)
		}
		doubt := make(map[string]bool) // names of forces and months that must be named
		asked := func(m string) bool { return o.To == 0 || month(m) <= o.To }
		first, last := "9", ""
		for _, of := range rows {
			for m, n := range of {
				if n > 0 && asked(m) {
					first, last = min(first, m), max(last, m)
				}
			}
		}
		if o.To != 0 {
			last = o.To.String()
		}
		for force, of := range rows {
			inPeriod := 0
			for m, n := range of {
				if asked(m) {
					inPeriod += n
				}
			}
			for m, n := range of {
				var others []int
				for other, n := range of {
					if other != m && n > 0 {
						others = append(others, n)
					}
				}
				slices.Sort(others)
				low := len(others) > 0 && n > 0 && 10*n < others[(len(others)-1)/2]+others[len(others)/2]
				if inPeriod > 0 && m >= first && m <= last && (n == 0 || low) {
					doubt[force] = true
				}
			}
		}
		d := r.Document()
		want := doubt["kent"] || doubt["essex"]
		tables := 0
		for _, table := range d.Tables {
			wanted := want || doubt["btp"] && table.ID != "search-rate"
			if (table.MonthsNote != "") != wanted {
				t.Fatalf("%s: %q; in doubt %v", table.ID, table.MonthsNote, doubt)
			}
			if wanted {
				tables++
			}
		}
		for _, a := range d.Adjusted {
			// the search rate is of forces with residents alone
			if (a.MonthsNote != "") != (want || doubt["btp"] && a.ID != "search-rate") {
				t.Fatalf("adjusted %s: %q; in doubt %v", a.ID, a.MonthsNote, doubt)
			}
			if a.MonthsNote != "" {
				tables++
			}
		}
		sentences := 0 // in place of tables, for people, with those that are adjusted
		for i, e := range r.tables {
			if (composer{Report: new(Report)}).instead(e.plain, r.tables[:i]) != "" && e.months != "" {
				sentences++
				for _, a := range d.Adjusted {
					if a.ID == e.id {
						sentences++
					}
				}
			}
		}
		for name, write := range forms {
			if name == "screen" || name == "pictures" {
				continue // which have no tables of their own
			}
			var b bytes.Buffer
			if err := write(r, &b); err != nil {
				t.Fatal(err)
			}
			headings := 0
			for _, line := range strings.Split(b.String(), "\n") {
				if strings.Contains(line, "The rates are of the months that are there") {
					headings++
				}
			}
			if name != "json" {
				// for people, tables are sentences that have no heading, and parts have tables of
				// their own
				if (headings > 0) != (tables > 0) || name != "csv" && tables > 0 && headings < tables-sentences {
					t.Fatalf("%s: %d headings name months, of %d tables and %d sentences\n%s", name, headings, tables, sentences, b.String())
				}
				continue
			}
			if tables > 0 {
				tables++ // and the notes at the head
			}
			if tables > 0 {
				headings-- // and what to bear in mind
			}
			if headings != tables {
				t.Fatalf("%s: %d headings, want %d\n%s", name, headings, tables, b.String())
			}
			if tables > 0 {
				tables--
			}
		}
		// April 2023 alone is two years after the census, of which there is a warning besides
		warnings := slices.DeleteFunc(r.Warnings(), func(text string) bool { return strings.HasPrefix(text, "Warning: Residents are those of the census") })
		if (len(warnings) > 0) != (len(doubt) > 0) {
			t.Fatalf("warnings %q; in doubt %v", warnings, doubt)
		}
	})
}

// TestMonthsAlike: files whose months differ in a small count have the same report where small
// counts are withheld, whether it is low or not.
func TestMonthsAlike(t *testing.T) {
	form := func(n int) string {
		var months string
		// 18 rows, of which a fifth is 3.6
		for _, m := range []string{"2023-01", "2023-02", "2023-03"} {
			months += times(12, search{self: white, outcome: noAction, date: m + "-05T12:00:00+00:00"})
			months += times(6, search{self: black, outcome: noAction, date: m + "-05T12:00:00+00:00"})
		}
		few := times(n, search{self: none, outcome: noAction, date: "2023-04-05T12:00:00+00:00"}) + times(40-n, search{self: none, outcome: noAction})
		var b bytes.Buffer
		if err := must(New(extract("kent.csv", header+apart(months+few)), Options{Suppress: 5})).WriteText(&b, everything); err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint(strings.Contains(b.String(), "Kent in April 2023"), strings.Contains(b.String(), "rows)"))
	}
	for n := 1; n <= 5; n++ {
		if got := form(n); got != "true false" {
			t.Errorf("%d rows: %s", n, got)
		}
	}
	if got := form(12); got != "false false" {
		t.Errorf("12 rows: %s", got)
	}
}

// TestMonthsOfLondon: two months of the year of London have a few hundred rows.
func TestMonthsOfLondon(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and not of goroutines: run without -short")
	}
	dir := os.Getenv("DISPARITY_DATA")
	if dir == "" {
		t.Skip("DISPARITY_DATA is not set: it names the folder of real files")
	}
	x := new(outcomes.Extract)
	if err := x.ReadFS(context.Background(), os.DirFS(filepath.Join(dir, "stopsearch/api")), "2021-12_2022-11-london-api-flattened.csv.gz"); err != nil {
		t.Fatal(err)
	}
	r := must(New(x, Options{Within: []Dimension{ByObject}}))
	d := r.Document()
	metropolitan := must(ethnicity.ParseForce("Metropolitan Police"))
	if len(d.MissingMonths) != 0 || len(d.LowMonths) != 2 || d.LowMonths[0].Force != metropolitan ||
		d.LowMonths[0].Month != month("2022-06") || d.LowMonths[1].Month != month("2022-11") || *d.LowMonths[1].Searches != 672 {
		t.Errorf("missing %v, low %+v", d.MissingMonths, d.LowMonths)
	}
	for _, table := range d.Tables {
		if !strings.Contains(table.MonthsNote, "Metropolitan Police in June 2022 (") || !strings.Contains(table.MonthsNote, "November 2022 (672 rows") {
			t.Errorf("%s: %q", table.ID, table.MonthsNote)
		}
	}
	for _, a := range d.Adjusted {
		if !strings.Contains(a.MonthsNote, "November 2022 (672 rows") {
			t.Errorf("adjusted %s: %q", a.ID, a.MonthsNote)
		}
	}
}
