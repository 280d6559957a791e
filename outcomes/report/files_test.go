package report

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/outcomes"
)

// The files of the tests are of the form of data.police.uk.

const header = "Type,Date,Part of a policing operation,Policing operation,Latitude,Longitude,Gender,Age range,Self-defined ethnicity,Officer-defined ethnicity," +
	"Legislation,Object of search,Outcome,Outcome linked to object of search,Removal of more than just outer clothing\r\n"

const (
	white = "White - English/Welsh/Scottish/Northern Irish/British"
	asian = "Asian/Asian British - Indian"
	black = "Black/African/Caribbean/Black British - African"
	none  = "Other ethnic group - Not stated"

	noAction = "A no further action disposal"
)

// search is what the tests vary of a row.
type search struct {
	kind, date, self, officer, object, outcome, linked string
}

// row writes a search; what is not set is a search of a person for drugs on 5 January 2023.
func (s search) row() string {
	or := func(v, or string) string {
		if v == "" {
			return or
		}
		return v
	}
	return fmt.Sprintf("%s,%s,False,,51.4,-2.6,Male,18-24,%s,%s,Misuse of Drugs Act 1971 (section 23),%s,%s,%s,False\r\n",
		or(s.kind, "Person search"), or(s.date, "2023-01-05T12:00:00+00:00"), s.self, s.officer, or(s.object, "Controlled drugs"), s.outcome, s.linked)
}

// times writes rows like s.
func times(n int, s search) string { return strings.Repeat(s.row(), n) }

// mixed has something of everything.
func mixed() string {
	return header +
		times(60, search{self: white, officer: "White", outcome: "Arrest", linked: "TRUE"}) +
		times(40, search{self: white, officer: "White", outcome: noAction}) +
		times(12, search{self: asian, officer: "Asian", outcome: "Arrest", object: "Firearms", linked: "FALSE"}) +
		times(9, search{self: asian, officer: "White", outcome: noAction, object: "Article for use in theft"}) +
		times(20, search{self: black, officer: "Black", outcome: "Arrest", linked: "FALSE"}) +
		times(30, search{self: black, officer: "Black"}) +
		times(8, search{self: "Mixed/Multiple ethnic groups - White and Black Caribbean", officer: "Black", outcome: "Community resolution"}) +
		times(7, search{self: "Other ethnic group - Any other ethnic group", officer: "Other", outcome: "Arrest"}) +
		times(25, search{self: none, officer: "Black", outcome: "Arrest"}) +
		times(10, search{self: "Klingon", outcome: "Beamed <up>"}) +
		times(6, search{kind: "Vehicle search"})
}

// extract reads one file.
func extract(name, content string) *outcomes.Extract {
	x := new(outcomes.Extract)
	if err := x.ReadFile(strings.NewReader(content), name); err != nil {
		panic(err)
	}
	return x
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func month(s string) outcomes.Month { return must(outcomes.ParseMonth(s)) }

// A month that stands twice in a file of several is told with its name.
func TestRepeatedMonth(t *testing.T) {
	january := times(2, search{self: white}) + times(3, search{self: black})
	february := search{self: white, date: "2023-02-05T12:00:00+00:00"}.row()
	r := must(New(extract("2023-kent.csv", header+january+february+january), Options{}))
	const want = "Warning: 2023-kent.csv holds the same 5 rows 2 times over of Kent in January 2023, in the same order, as if this month had been joined to itself. All are counted."
	if got := r.Warnings(); len(got) == 0 || got[0] != want {
		t.Errorf("%q, want %q", got, want)
	}
}
