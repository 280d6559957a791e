package report_test

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/published"
	"github.com/seed-549880be/disparity/outcomes/report"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/audit"
	"github.com/seed-549880be/disparity/rri/counts"
	"github.com/seed-549880be/disparity/rri/dispersion"
	likelihood "github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/journey"
	"github.com/seed-549880be/disparity/rri/multiple"
	"github.com/seed-549880be/disparity/rri/power"
	"github.com/seed-549880be/disparity/rri/standard"
	"github.com/seed-549880be/disparity/rri/strata"
	"github.com/seed-549880be/disparity/rri/suppress"
	"github.com/seed-549880be/disparity/rri/tidy"
	"github.com/seed-549880be/disparity/rri/trend"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// TestAskedAtOnce: what the packages say of goroutines in their documentation. Every question is
// asked by four at once, of values that they share, and each gets the same answer. The race
// detector finds what is written while another reads it.
func TestAskedAtOnce(t *testing.T) {
	for _, test := range asked(t) {
		t.Run(test.reason, func(t *testing.T) {
			var wait sync.WaitGroup
			var answers [4]string
			for i := range answers {
				wait.Go(func() { answers[i] = test.answer() })
			}
			wait.Wait()
			for _, answer := range answers {
				if answer != answers[0] || len(answer) < 3 {
					t.Fatalf("%q beside %q", answer, answers[0])
				}
			}
		})
	}
}

// A question is what goroutines ask at once, of values that they share.
type question struct {
	reason string
	answer func() string
}

// asked returns the questions of every package.
func asked(t *testing.T) []question {
	x := new(outcomes.Extract)
	for month := range 3 {
		var file strings.Builder
		file.WriteString("Type,Date,Self-defined ethnicity,Outcome\n")
		for i := range 40 + month {
			fmt.Fprintf(&file, "Person search,2020-%02d-%02dT12:00:00+00:00,%s,%s\n", month+1, 1+i%28, []string{"White - English/Welsh/Scottish/Northern Irish/British",
				"Black/African/Caribbean/Black British - African", "Other ethnic group - Not stated"}[i%7%3], []string{"Arrest", "A no further action disposal"}[i%5%2])
		}
		if err := x.ReadFile(strings.NewReader(file.String()), fmt.Sprintf("2020-%02d-essex-stop-and-search.csv", month+1)); err != nil {
			t.Fatal(err)
		}
	}
	r := must(report.New(x, report.Options{By: report.EachMonth, Rolling: 2}))
	layout := report.Layout{Tables: []string{"all"}}
	labels := must(outcomes.ReadLabels(strings.NewReader("column,their label,our label\nethnicity,Nigerian,Black African\noutcome,CHG,1\n"), "labels.csv"))
	answers := func(write func(io.Writer, report.Layout) error) func() string {
		return written(func(w io.Writer) error { return write(w, layout) })
	}
	list := []question{
		{"a report as text", answers(r.WriteText)},
		{"a report as Markdown", answers(r.WriteMarkdown)},
		{"a report as CSV", answers(r.WriteCSV)},
		{"a report as a page", answers(r.WriteHTML)},
		{"a report as JSON", written(r.WriteJSON)},
		{"reports of one extract", func() string {
			r, err := report.New(x, report.Options{Scheme: ethnicity.WhiteOther})
			return fmt.Sprint(r.Warnings(), err)
		}},
		{"an extract", func() string { return fmt.Sprint(x.Tally().Total(), x.Quality(outcomes.SelfDefined), x.Errors()) }},
		{"labels that several extracts are read by", func() string {
			y := &outcomes.Extract{Labels: labels, Rows: outcomes.PersonArrested}
			err := y.ReadCSV(strings.NewReader("Date,Ethnic,Self-defined ethnicity,Outcome\n2023-04-01,1,Nigerian,CHG\n2023-04-02,1,Nigerian,?\n"), outcomes.ReadOptions{File: "own.csv"})
			return fmt.Sprint(err, y.Unmapped(), written(y.WriteLabelsTemplate)())
		}},
		{"residents that are built in", func() string {
			p, err := ethnicity.PopulationAt("Kent", time.Date(2016, time.June, 15, 0, 0, 0, 0, time.UTC))
			return fmt.Sprint(p, err)
		}},
	}
	return append(append(list, askedOfFiles(t)...), askedOfCounts()...)
}

// askedOfFiles returns the questions of packages that read tables.
func askedOfFiles(t *testing.T) []question {
	table := must(tidy.Read(strings.NewReader("year,group,stops,residents\n2019,White,400,50000\n2019,Black,90,4000\n2020,White,410,50000\n2020,Black,<5,4000\n"),
		tidy.Options{File: "stops.csv"}))
	document := must(counts.Compare(table, counts.Options{By: "year"}))
	var series published.Series
	for row, err := range published.Read(strings.NewReader("year,area,ethnicity,searches,residents\n2018/19,Kent,White,3697,1491970\n2018/19,Kent,Black,554,30923\n"+
		"2019/20,Kent,White,4840,1491970\n2019/20,Kent,Black,747,30923\n"),
		published.Options{Count: "searches", Residents: "residents", Ethnicity: outcomes.LabelsOf(ethnicity.FivePlusOne)}) {
		if err == nil {
			err = series.Add(row)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	years := must(series.Trend(published.TrendOptions{Area: "Kent"}))
	result := must(trend.Of(years, trend.Options{}))
	return []question{
		{"comparisons of one table", func() string { return written(must(counts.Compare(table, counts.Options{By: "year"})).WriteText)() }},
		{"a document as text", written(document.WriteText)},
		{"a document as CSV", written(document.WriteCSV)},
		{"a document as a page", written(document.WriteHTML)},
		{"a series", func() string { return fmt.Sprint(must(series.Trend(published.TrendOptions{Area: "Kent"})).Points) }},
		{"a trend", func() string { return written(must(trend.Of(years, trend.Options{})).WriteText)() }},
		{"a trend as text", written(result.WriteText)},
		{"a trend as CSV", written(result.WriteCSV)},
	}
}

// askedOfCounts returns the questions of packages that compare counts.
func askedOfCounts() []question {
	rates := map[string]rri.Rate{"White": {Events: 317, Population: 158458}, "Asian": {Events: 9, Population: 6073}, "Black": {Events: 29, Population: 3784}}
	found := map[string]rri.Proportion{"White": {Events: 70, Trials: 317}, "Asian": {Events: 2, Trials: 12}, "Black": {Events: 10, Trials: 29}}
	table := must(rri.Compare("White", rates, rri.Options{}))
	parts := []strata.Stratum[string, string, rri.Proportion]{{Key: "one", Counts: found}, {Key: "two", Counts: found}}
	adjusted := must(strata.Compare("White", parts, strata.Options{}))
	stages := []journey.Stage[string]{{Name: "stopped", Counts: map[string]int64{"White": 317, "Black": 29}}, {Name: "arrested", Of: "stopped", Counts: map[string]int64{"White": 70, "Black": 10}}}
	way := must(journey.Compare("White", stages, journey.Options{}))
	accounts := map[unknown.Accounts[string]]int64{{First: "White", Second: "White"}: 300, {First: "Black", Second: "Black"}: 25, {First: "Black", Second: "White"}: 4}
	return []question{
		{"comparisons of one map", func() string { return fmt.Sprint(rri.Compare("White", rates, rri.Options{})) }},
		{"an exact test, which keeps its workspace", func() string {
			return fmt.Sprint(rri.Compare("White", found, rri.Options{Method: rri.Exact}))
		}},
		{"a table as text", written(table.WriteText)},
		{"a table as CSV", written(table.WriteCSV)},
		{"strata", func() string { return fmt.Sprint(strata.Compare("White", parts, strata.Options{})) }},
		{"a table of strata as text", written(adjusted.WriteText)},
		{"a journey", func() string { return fmt.Sprint(journey.Compare("White", stages, journey.Options{})) }},
		{"a journey as text", written(way.WriteText)},
		{"suppression", func() string { return fmt.Sprint(suppress.Apply(table, suppress.Options[string]{AtMost: 10})) }},
		{"several tests", func() string { return fmt.Sprint(multiple.Ratios(table).Adjust(multiple.Holm)) }},
		{"an audit", func() string { return fmt.Sprint(audit.Of(found["White"], 5495, audit.Options{})) }},
		{"power", func() string { return fmt.Sprint(power.Of(rates["Black"], rates["White"], 2, rri.Options{})) }},
		{"an index", func() string {
			return fmt.Sprint(likelihood.RelativeLikelihood("Black", "White", found, rri.Options{}))
		}},
		{"what dispersion widens", func() string {
			return fmt.Sprint(dispersion.DesignEffects(map[string]dispersion.Clusters{"White": {Squares: 300, Pairs: 60}, "Black": {Squares: 24, Pairs: 6}}))
		}},
		{"standard residents", func() string {
			return fmt.Sprint(standard.Direct(rates, map[string]float64{"White": 500, "Asian": 20, "Black": 30}, standard.Options{}))
		}},
		{"two accounts of ethnicity", func() string { return fmt.Sprint(unknown.Kappa(accounts, 0.95)) }},
	}
}

// written returns what a method writes.
func written(write func(io.Writer) error) func() string {
	return func() string {
		var b bytes.Buffer
		err := write(&b)
		return fmt.Sprint(b.String(), err)
	}
}

// must returns a value that is made without an error.
func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}
