package report_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"log"
	"os"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report"
)

// read reads the folder of downloads.
func read() *outcomes.Extract {
	x := new(outcomes.Extract)
	if err := x.ReadFS(context.Background(), downloads, "."); err != nil {
		log.Fatal(err)
	}
	return x
}

// The rows of one table, from JSON that was stored.
func ExampleDocument() {
	r, err := report.New(read(), report.Options{Scheme: ethnicity.WhiteOther})
	if err != nil {
		log.Fatal(err)
	}
	var stored bytes.Buffer
	if err := r.WriteJSON(&stored); err != nil {
		log.Fatal(err)
	}

	var d report.Document
	if err := json.Unmarshal(stored.Bytes(), &d); err != nil {
		log.Fatal(err)
	}
	for _, t := range d.Tables {
		if t.ID != "search-rate" {
			continue
		}
		for _, row := range t.Rows {
			if row.Kind != "" { // no group, but the searches in none
				fmt.Printf("%s: %d searches\n", row.Group, *row.Events)
				continue
			}
			fmt.Printf("%s: %d searches of %.0f residents, RRI %.2f\n", row.Group, *row.Events, *row.Exposure, row.Ratio)
		}
	}
	// Output:
	// White: 100 searches of 1644756 residents, RRI 1.00 (— to —)
	// Other than White: 6 searches of 211094 residents, RRI 0.47 (0.19 to 1.00)
	// Not known: 0 searches
	// Not stated: 8 searches
}

// A page of one's own, of the rows that are groups. Where counts can be withheld, Events and
// Exposure can be nil.
func ExampleReport_Document() {
	r, err := report.New(read(), report.Options{Scheme: ethnicity.WhiteOther})
	if err != nil {
		log.Fatal(err)
	}
	page := template.Must(template.New("page").Parse(`<h1>{{.Area}}, {{.From}} to {{.To}}</h1>
{{range .Notes}}<p>{{.}}</p>
{{end}}{{range .Tables}}<h2 id="{{.ID}}">{{.Measure}}</h2>
{{range .Rows}}{{if not .Kind}}<p>{{.Group}}: {{with .Events}}{{.}}{{else}}withheld{{end}}, {{printf "%.2f" .Ratio}}</p>
{{end}}{{end}}{{end}}`))
	var text strings.Builder
	if err := page.Execute(&text, r.Document()); err != nil {
		log.Fatal(err)
	}
	fmt.Println(text.String()[:strings.Index(text.String(), `<h2 id="arrest-rate">`)])
	// Output:
	// <h1>Kent, 2023-01 to 2023-01</h1>
	// <p>All groups but White are added together, which hides the differences between them.</p>
	// <p>Recording regime &#34;always&#34;: whether the outcome is linked to the object is recorded for nearly every search.</p>
	// <p>The baseline White holds minorities of its own (searches: 70 White Irish). -groups 5&#43;1&#43;white-minorities takes out White Irish.</p>
	// <h2 id="search-rate">search rate</h2>
	// <p>White: 100, 1.00 (— to —)</p>
	// <p>Other than White: 6, 0.47 (0.19 to 1.00)</p>
	// <h2 id="find-rate">find rate</h2>
	// <p>White: 30, 1.00 (— to —)</p>
	// <p>Other than White: 6, 3.33 (2.02 to 4.62)</p>
}

// What must be said beside the numbers, where there is no room for notes.
func ExampleReport_Warnings() {
	x := read() // January 2023
	file := "Type,Date,Self-defined ethnicity\n" + strings.Repeat("Person search,2023-03-05,White - Irish\n", 90)
	if err := x.ReadFile(strings.NewReader(file), "2023-03-kent-stop-and-search.csv"); err != nil {
		log.Fatal(err)
	}
	r, err := report.New(x, report.Options{})
	if err != nil {
		log.Fatal(err)
	}
	for _, warning := range r.Warnings() {
		fmt.Println(warning)
	}
	// Output: Warning: No rows of Kent in February 2023. The rates are of the months that are there: too low for the whole period.
}

// What is there to say of a force whose residents are not built in? All but the search rate.
func ExampleReport_Document_withoutResidents() {
	x := new(outcomes.Extract)
	file := "Type,Date,Self-defined ethnicity,Outcome\n" + strings.Repeat("Person search,2023-01-05,White - Irish,Arrest\n", 90)
	if err := x.ReadFile(strings.NewReader(file), "2023-01-northern-ireland-stop-and-search.csv"); err != nil {
		log.Fatal(err)
	}
	r, err := report.New(x, report.Options{})
	if err != nil {
		log.Fatal(err)
	}
	d := r.Document()
	for _, note := range d.Notes {
		if strings.HasPrefix(note, "No search rate") {
			fmt.Println(note)
		}
	}
	for _, t := range d.Tables {
		fmt.Println(t.ID)
	}
	// Output:
	// No search rate: no residents are built in for Police Service of Northern Ireland, whose census is not that of England and Wales.
	// find-rate
	// arrest-rate
	// charge-or-summons-rate
	// out-of-court-rate
	// no-further-action-rate
	// positive-outcome-rate
}

// A table goes on to whatever works on those of package rri, such as a form of its own.
func ExampleTable_Proportions() {
	r, err := report.New(read(), report.Options{})
	if err != nil {
		log.Fatal(err)
	}
	for _, t := range r.Document().Tables {
		if t.ID != "arrest-rate" {
			continue
		}
		arrests, err := t.Proportions()
		if err != nil {
			log.Fatal(err)
		}
		if err := arrests.WriteText(os.Stdout); err != nil {
			log.Fatal(err)
		}
	}
	// Output:
	// Arrest rate, % of searches · RRI against White · method scas ¹ ²
	// searches that led to an arrest, out of all searches of persons; a blank outcome
	//   counts as none
	//        arrests  searches      %   RRI  95 % interval          p  ½  1  2  4  8
	// White       30       100   30.0  1.00  baseline                     │
	// Mixed        0         0      —     —  —              ³       —     │
	// Asian        0         0      —     —  —              ³       —     │
	// Black        6         6  100.0  3.33  2.02 – 4.62    ⁴  0.0017     │  ├─●─┤
	// Other        0         0      —     —  —              ³       —     │
	// ¹ 8 of 114 searches (7 %) are in no group
	// ² overall 32 % (36 of 114), searches in no group included; missing share 7 % (8
	//   of 114: the record does not say)
	// ³ no rate or ratio can be formed from these counts
	// ⁴ a count of zero or of all: the estimate is at or near the end of its range
}

// A program tells errors by the names that its users know.
func ExampleOptionError_Text() {
	flags := map[string]string{"Scheme": "-groups", "Census": "-census"}
	_, err := report.New(read(), report.Options{Scheme: ethnicity.NineteenPlusOne, Census: ethnicity.Census2011})
	fmt.Println(err)
	if option, ok := errors.AsType[*report.OptionError](err); ok {
		fmt.Println(option.Text(func(option string) string { return flags[option] }))
	}
	// Output:
	// report: Scheme 19+1 cannot be had with Census 2011: it did not count these groups. Want one of 5+1, 5+1-2001, 5+1+grt, 5+1+white-minorities, 16+1, 18+1, officer, use-of-force-2018, white-other
	// -groups 19+1 cannot be had with -census 2011: it did not count these groups. Want one of 5+1, 5+1-2001, 5+1+grt, 5+1+white-minorities, 16+1, 18+1, officer, use-of-force-2018, white-other
}

// What can be said of the search rate in words? The sentences, and for each row its range, which
// allows for chance and for every way in which the unknown could fall, and its word.
func ExampleSummary() {
	r, err := report.New(read(), report.Options{})
	if err != nil {
		log.Fatal(err)
	}
	d := r.Document()
	for _, claim := range d.Summary.Said {
		fmt.Printf("%s, of %v: %s\n", claim.Kind, claim.Groups, claim.Word)
	}
	for _, row := range d.Tables[0].Rows {
		if row.Range == nil || row.Range.Upper == nil {
			continue // not compared, or without an end
		}
		fmt.Printf("%s: %v, with the unknown %.3g to %.3g: %s\n", row.Group, row.Ratio, *row.Range.Lower, *row.Range.Upper, row.Word.Text())
	}
	// Output:
	// chance, of [Black]: cannot-tell
	// none-recorded, of [Mixed Asian Other]: cannot-tell
	// Mixed: 0 (0 to 1.05), with the unknown 0 to 5.77: cannot tell
	// Asian: 0 (0 to 0.542), with the unknown 0 to 2.98: cannot tell
	// Black: 1.74 (0.698 to 3.71), with the unknown 0.647 to 6.91: cannot tell
	// Other: 0 (0 to 2.01), with the unknown 0 to 11.1: cannot tell
	// Other than White: 0.467 (0.188 to 0.998), with the unknown 0.174 to 1.86: less
}

// How does the text fit a letter, with the find rate below the first screen?
func ExampleLayout() {
	r, err := report.New(read(), report.Options{})
	if err != nil {
		log.Fatal(err)
	}
	var page strings.Builder
	if err := r.WriteText(&page, report.Layout{Width: 60, ASCII: true, Tables: []string{"find-rate"}}); err != nil {
		log.Fatal(err)
	}
	_, finds, _ := strings.Cut(page.String(), "Find rate,")
	fmt.Println("Find rate," + finds)
	// Output:
	// Find rate, % of searches - RRI against White - method
	//   scas [1] [2]
	// action: searches that led to any action, out of all searches
	//   of persons; a blank outcome counts as no action
	//        finds  searches      %   RRI  95 % interval
	// White     30       100   30.0  1.00  baseline
	// Mixed      0         0      -     -  -              [3]
	// Asian      0         0      -     -  -              [3]
	// Black      6         6  100.0  3.33  2.02 - 4.62    [4]
	// Other      0         0      -     -  -              [3]
	// whether any group differs: Pearson's chi-squared test, 1 df,
	//   p < 0.001 (rough: the smallest expected count is 2.0, and
	//   should be 5 or more); 3 groups are not in it
	// [1] 8 of 114 searches (7 %) are in no group
	// [2] overall 32 % (36 of 114), searches in no group included;
	//     missing share 7 % (8 of 114: the record does not say)
	// [3] no rate or ratio can be formed from these counts
	// [4] a count of zero or of all: the estimate is at or near
	//     the end of its range
}

// How does each month compare, and what do all of them say once each is compared within itself?
func ExampleOptions_parts() {
	x := read() // January 2023
	file := "Type,Date,Self-defined ethnicity\n" +
		strings.Repeat("Person search,2023-02-05,White - Irish\n", 90) +
		strings.Repeat("Person search,2023-02-06,Black/African/Caribbean/Black British - African\n", 25)
	if err := x.ReadFile(strings.NewReader(file), "2023-02-kent-stop-and-search.csv"); err != nil {
		log.Fatal(err)
	}
	r, err := report.New(x, report.Options{By: report.EachMonth})
	if err != nil {
		log.Fatal(err)
	}
	black := func(t report.Table) {
		for _, row := range t.Rows {
			if row.Group == ethnicity.Black {
				fmt.Println(row.Group, row.Ratio)
			}
		}
	}
	d := r.Document()
	for _, part := range d.Parts {
		fmt.Println(part.Name)
		black(part.Tables[0])
	}
	for _, a := range d.Adjusted {
		if a.ID != "search-rate" {
			continue
		}
		fmt.Println("adjusted for months")
		for i, row := range a.Rates.Rows {
			if row.Group == ethnicity.Black {
				fmt.Printf("%s %v: %s, since %s\n", row.Group, row.Ratio, a.Said[i].Word.Text(), a.Said[i].Why)
			}
		}
	}
	// Output:
	// January 2023
	// Black 1.74 (0.698 to 3.71)
	// February 2023
	// Black 8.05 (5.09 to 12.4)
	// adjusted for months
	// Black 4.73 (3.19 to 6.83): cannot tell, since the months differ by more than chance
}
