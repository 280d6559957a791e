package outcomes

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestExtract(t *testing.T) {
	var x Extract
	text := file("\r\n", official, fixture[0], fixture[1], "short", fixture[0], replace("Outcome", "Ticket"), replace("Outcome", "Ticket"),
		replace("Type", "Boat search"), replace("Date", "soon"), fixture[2], fixture[3], fixture[4], fixture[0])
	if err := x.ReadCSV(strings.NewReader(text), ReadOptions{File: "2022-09-metropolitan-stop-and-search.csv"}); err != nil {
		t.Fatal(err)
	}
	want := Quality{Rows: 12, Rejected: 2, VehicleOnly: 2, TypeUnknown: 1, EthnicityUnknown: 1, OutcomeMissing: 2, LinkedMissing: 5, Duplicates: 3,
		UnknownLabels: map[string]map[string]int64{"Outcome": {"Ticket": 2}, "Type": {"Boat search": 1}}}
	if d := cmp.Diff(want, x.Quality(SelfDefined)); d != "" {
		t.Errorf("quality: -want +got\n%s", d)
	}
	if got, want := x.Quality(OfficerDefined).String(), "12 rows: 7 searches of persons, 2 of vehicles only, 1 of unknown type, 2 rejected; of persons, "+
		"1 of unknown ethnicity, 2 without a known outcome, 5 without a known link; 3 duplicate rows"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	b, err := json.Marshal(x.Quality(SelfDefined))
	if want := `{"rows":12,"rejected":2,"vehicle_only":2,"type_unknown":1,"revised":0,"ethnicity_unknown":1,"outcome_missing":2,"linked_missing":5,"duplicates":3,` +
		`"unknown_labels":{"Outcome":{"Ticket":2},"Type":{"Boat search":1}}}`; err != nil || string(b) != want {
		t.Errorf("got  %s, %v\nwant %s", b, err, want)
	}
	b, err = json.Marshal(x.Sources())
	if want := `[{"file":"2022-09-metropolitan-stop-and-search.csv","force":"Metropolitan Police","first":"2016-06-10T13:30:05+01:00","last":"2022-09-01T00:00:00+01:00","rows":12}]`; err != nil ||
		string(b) != want {
		t.Errorf("got  %s, %v\nwant %s", b, err, want)
	}
	var lines []string
	for _, err := range x.Errors() {
		lines = append(lines, err.Error())
	}
	if len(lines) != 5 || !strings.Contains(lines[0], "csv:4:1: row has 1 cells") || !strings.Contains(lines[1], "csv:6:") ||
		!strings.Contains(lines[3], "Boat search") || !strings.Contains(lines[4], "soon") {
		t.Errorf("errors:\n%s", strings.Join(lines, "\n"))
	}

	// The same file once more: every row repeats one.
	if err := x.ReadCSV(strings.NewReader(text), ReadOptions{File: "2022-09-metropolitan-stop-and-search.csv"}); err != nil {
		t.Fatal(err)
	}
	if q := x.Quality(0); q.Rows != 24 || q.Duplicates != 3+10 || len(x.Sources()) != 2 {
		t.Errorf("read twice: %v, %d sources", q, len(x.Sources()))
	}
	// What is handed out is a copy.
	x.Quality(0).UnknownLabels["Outcome"]["Ticket"] = 99
	x.Sources()[0].Rows = 99
	x.Errors()[0] = nil
	if x.Quality(0).UnknownLabels["Outcome"]["Ticket"] != 4 || x.Sources()[0].Rows != 12 || x.Errors()[0] == nil {
		t.Error("an extract can be changed from outside")
	}
}

func TestExtractEmpty(t *testing.T) {
	var x Extract
	if err := x.ReadCSV(strings.NewReader(official), ReadOptions{File: "none.csv"}); err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(map[string]any{"quality": x.Quality(0), "sources": x.Sources()})
	want := `{"quality":{"rows":0,"rejected":0,"vehicle_only":0,"type_unknown":0,"revised":0,"ethnicity_unknown":0,"outcome_missing":0,"linked_missing":0,"duplicates":0,` +
		`"unknown_labels":{}},"sources":[{"file":"none.csv","force":"","first":null,"last":null,"rows":0}]}`
	if err != nil || string(b) != want {
		t.Errorf("got  %s, %v\nwant %s", b, err, want)
	}
}

func TestExtractFailures(t *testing.T) {
	var x Extract
	err := x.ReadCSV(strings.NewReader("a,b\n"), ReadOptions{File: "x.csv"})
	if _, ok := errors.AsType[*HeaderError](err); !ok || len(x.Sources()) != 0 {
		t.Errorf("%v, %d sources", err, len(x.Sources()))
	}
	broken := errors.New("broken")
	r := io.MultiReader(strings.NewReader(file("\n", official, fixture[0])), iotest.ErrReader(broken))
	if err := x.ReadCSV(r, ReadOptions{File: "y.csv"}); !errors.Is(err, broken) || x.Tally().Total() != 1 || x.Sources()[0].Rows != 1 {
		t.Errorf("%v, %v", err, x.Sources())
	}
}

func TestExtractManyErrors(t *testing.T) {
	rows := []string{official}
	for i := range 250 {
		rows = append(rows, fmt.Sprint("row ", i))
	}
	var x, y Extract
	for _, e := range []*Extract{&x, &y} {
		if err := e.ReadCSV(strings.NewReader(strings.Join(rows, "\n")), ReadOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	if err := x.Merge(&y); err != nil {
		t.Fatal(err)
	}
	if n := len(x.Errors()); n != maxErrors || x.Quality(0).Rejected != 500 || x.Quality(0).Rows != 500 {
		t.Errorf("%d errors kept, %v", n, x.Quality(0))
	}
}

// Sources of several forces say so by naming none.
func TestSourceForces(t *testing.T) {
	var x Extract
	text := file("\n", official+",force", fixture[0]+",Essex", fixture[1]+",Kent")
	if err := x.ReadCSV(strings.NewReader(text), ReadOptions{}); err != nil {
		t.Fatal(err)
	}
	s := x.Sources()[0]
	if !s.Force.IsZero() || s.First != time.Date(2016, 6, 10, 12, 30, 5, 0, time.UTC) || s.Last != time.Date(2022, 8, 31, 23, 0, 0, 0, time.UTC) {
		t.Errorf("%+v", s)
	}
}

func TestMergeOfExtracts(t *testing.T) {
	read := func(rows ...string) *Extract {
		var x Extract
		if err := x.ReadCSV(strings.NewReader(file("\n", official, rows...)), ReadOptions{}); err != nil {
			t.Fatal(err)
		}
		return &x
	}
	a := []string{fixture[0], "bad", replace("Outcome", "x"), fixture[1]}
	b := []string{fixture[0], replace("Outcome", "x"), replace("Outcome", "y"), replace("Type", "z"), "bad"}
	var ab, ba Extract
	if err := errors.Join(ab.Merge(read(a...)), ab.Merge(read(b...)), ba.Merge(read(b...)), ba.Merge(read(a...))); err != nil {
		t.Fatal(err)
	}
	whole := read(append(a, b...)...)
	for _, x := range []*Extract{&ab, &ba} {
		if d := cmp.Diff(whole.Quality(0), x.Quality(0)); d != "" || !x.Tally().Equal(whole.Tally()) {
			t.Errorf("-whole +merged\n%s", d)
		}
	}
	if whole.Quality(0).Duplicates != 2 {
		t.Errorf("%v", whole.Quality(0))
	}
}
