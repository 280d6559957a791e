package outcomes

import (
	"bytes"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/seed-549880be/disparity/ethnicity"
	"pgregory.net/rapid"
)

// modelRow is a row of a plain list, which the store of rows is held against.
type modelRow struct {
	Search
	unknown UnknownLabels
}

// drawRow draws a row of few values each, so that there are copies and stops, some of them with
// what few rows have: labels that are not known, times of no month, one coordinate, a fingerprint
// that is none of its own, or none.
func drawRow(t *rapid.T, forces []ethnicity.Force) (row modelRow) {
	pick := func(n int, name string) int { return rapid.IntRange(0, n-1).Draw(t, name) }
	times := []time.Time{
		time.Date(2021, 3, 28, 0, 59, 59, 0, time.UTC), time.Date(2021, 3, 28, 1, 0, 0, 0, time.UTC),
		time.Date(2021, 3, 31, 22, 59, 30, 0, time.UTC), time.Date(2021, 3, 31, 23, 0, 0, 0, time.UTC),
		time.Date(2021, 10, 31, 0, 59, 59, 0, time.UTC), time.Date(2021, 10, 31, 1, 0, 0, 5, time.UTC), time.Date(2021, 10, 31, 23, 59, 59, 0, time.UTC),
		time.Date(2021, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2020, 2, 29, 13, 30, 0, 0, time.UTC),
		time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(1066, 10, 14, 9, 0, 0, 0, time.UTC), time.Date(2300, 1, 1, 0, 0, 30, 0, time.UTC),
	}
	s := &row.Search
	s.Force, s.Time = forces[pick(len(forces), "force")], times[pick(len(times), "time")].Add(time.Duration(pick(3, "seconds"))*time.Second)
	s.Type = []RecordType{PersonSearch, VehicleSearch, PersonArrested}[pick(3, "type")]
	s.Self, s.Outcome = ethnicity.Group(pick(3, "self")), []Outcome{OutcomeNotRecorded, NothingFound, Arrest}[pick(3, "outcome")]
	s.Operation = Answer(pick(2, "operation"))
	if s.Type.HasCrimeOutcome() {
		s.Crime = CrimeOutcome(pick(3, "crime"))
	}
	s.Kept, _ = KeptOf([]string{"", "", "a", "b"}[pick(4, "kept")])
	places := []float64{math.NaN(), 0, math.Copysign(0, -1), 51.5}
	s.Latitude, s.Longitude = places[pick(4, "latitude")], places[pick(4, "longitude")]
	for _, field := range []string{"Object", "Gender"}[:max(0, pick(5, "unknown")-2)] {
		row.unknown = append(row.unknown, &RowError{Line: pick(300, "line"), Field: field, Value: []string{"Conkers", "conkers "}[pick(2, "label")], Err: ErrUnknownLabel})
	}
	switch pick(12, "print") {
	case 0:
	case 1:
		s.Fingerprint = uint64(pick(2, "given"))
	default:
		s.Fingerprint = new(fingerprints).of(s, row.unknown)
	}
	return row
}

// fataler is a test or a case of a law.
type fataler interface{ Fatal(args ...any) }

// readModel reads rows as a sequence.
func readModel(t fataler, x *Extract, file string, rows []modelRow) {
	err := x.Read(file, func(yield func(Search, error) bool) {
		for _, r := range rows {
			var err error
			if r.unknown != nil {
				err = r.unknown
			}
			if !yield(r.Search, err) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestRowsLaw: what is told from rows that are kept as numbers is what a plain list of the same
// searches tells, however few fit into a dictionary, and however they are shared out among files
// and extracts. What is counted without them is the same.
func TestRowsLaw(t *testing.T) {
	forces := []ethnicity.Force{{}, force(t, "kent"), force(t, "essex")}
	rapid.Check(t, func(t *rapid.T) {
		rows := make([]modelRow, rapid.IntRange(0, 60).Draw(t, "rows"))
		for i := range rows {
			rows[i] = drawRow(t, forces)
		}
		few := rapid.SampledFrom([]int{0, 1, 2, 5}).Draw(t, "few")
		x, y := &Extract{dictionaries: &dictionaries{few: few}}, new(Extract)
		files := rapid.IntRange(1, 3).Draw(t, "files")
		for i := range files {
			into := []*Extract{x, y}[rapid.IntRange(0, 1).Draw(t, "extract")]
			readModel(t, into, fmt.Sprint(i), rows[len(rows)*i/files:len(rows)*(i+1)/files])
		}
		if err := x.Merge(y); err != nil {
			t.Fatal(err)
		}
		checkModel(t, x, rows)
		checkDays(t, x, rows)
		whole := new(Extract) // of one dictionary
		readModel(t, whole, "whole", rows)
		if !whole.Tally().Equal(x.Tally()) {
			t.Fatal("the tallies differ, or their stops")
		}
		var saved bytes.Buffer
		if err := x.Save(&saved, SaveOptions{Hashes: AllHashes}); err != nil {
			t.Fatal(err)
		}
		again := &Extract{ForceOptional: true}
		if err := again.ReadFile(&saved, "x.tally"); err != nil {
			t.Fatal(err)
		}
		checkModel(t, again, rows)
		checkDays(t, again, rows)
		if !again.Tally().Equal(x.Tally()) {
			t.Fatal("the tallies differ once they were saved")
		}

		counted := &Extract{CountOnly: true, dictionaries: &dictionaries{few: few}}
		readModel(t, counted, "counted", rows)
		if !maps.Equal(maps.Collect(counted.Tally().all()), maps.Collect(x.Tally().all())) || len(slices.Collect(maps.Keys(maps.Collect(counted.Tally().Pairs())))) > 0 {
			t.Fatal("the counts are others without rows")
		}
		want := x.Quality(SelfDefined)
		want.Duplicates, want.NotCompared = 0, int64(len(rows))
		if got := counted.Quality(SelfDefined); got.String() != want.String() || fmt.Sprint(got.UnknownLabels) != fmt.Sprint(want.UnknownLabels) {
			t.Fatalf("%v %v, want %v %v", got, got.UnknownLabels, want, want.UnknownLabels)
		}
		if !slices.EqualFunc(counted.Errors(), x.Errors(), func(a, b error) bool { return a.Error() == b.Error() }) {
			t.Fatal("other errors without rows")
		}
	})
}

// checkModel holds what x tells against the rows that it has read.
func checkModel(t *rapid.T, x *Extract, rows []modelRow) {
	counts, labels := make(map[Key]int64), make(map[string]int64)
	prints := make(map[forceMonth]map[uint64]int)
	var duplicates int64
	for _, r := range rows {
		k := r.Key()
		counts[k]++
		for _, cell := range r.unknown {
			labels[cell.Field+cell.Value]++
		}
		if prints[k.forceMonth()] == nil {
			prints[k.forceMonth()] = make(map[uint64]int)
		}
		if r.Fingerprint != 0 {
			if prints[k.forceMonth()][r.Fingerprint]++; prints[k.forceMonth()][r.Fingerprint] > 1 {
				duplicates++
			}
		}
	}
	if got := maps.Collect(x.Tally().all()); !maps.Equal(got, counts) {
		t.Fatalf("%v, want %v", got, counts)
	}
	q, unknown := x.Quality(SelfDefined), make(map[string]int64)
	for field, by := range q.UnknownLabels {
		for label, n := range by {
			unknown[field+label] = n
		}
	}
	if q.Duplicates != duplicates || q.Rows != int64(len(rows)) || q.NotCompared != 0 || !maps.Equal(unknown, labels) {
		t.Fatalf("%v with %v, want %d duplicates and %v", q, q.UnknownLabels, duplicates, labels)
	}
	for of, parts := range x.parts {
		got := make(map[uint64]int)
		for _, p := range parts {
			for _, print := range p.prints(nil, 0) {
				got[print]++
			}
		}
		if !maps.Equal(got, prints[of]) {
			t.Fatalf("%v: fingerprints %v, want %v", of, got, prints[of])
		}
	}
}

// checkDays holds the rows of each day against the list, and the first and the last time.
func checkDays(t *rapid.T, x *Extract, rows []modelRow) {
	type day struct {
		of  forceMonth
		day int
	}
	want, early := make(map[day]int64), make(map[forceMonth]int64)
	var list []time.Time
	for _, r := range rows {
		in := InLondon(r.Time)
		of := r.Key().forceMonth()
		want[day{of, in.Day()}]++
		if in.Day() == 1 && in.Hour() == 0 {
			early[of]++
		}
		if !r.Time.IsZero() {
			list = append(list, r.Time)
		}
	}
	got, gotEarly := make(map[day]int64), make(map[forceMonth]int64)
	for of, parts := range x.parts {
		for _, p := range parts {
			for d, n := range p.byDay().by {
				if n > 0 {
					got[day{of, d}] += n
				}
			}
			if n := p.byDay().early; n > 0 {
				gotEarly[of] += n
			}
		}
	}
	if !maps.Equal(got, want) || !maps.Equal(gotEarly, early) {
		t.Fatalf("%v and %v, want %v and %v", got, gotEarly, want, early)
	}
	var first, last []time.Time
	for _, s := range x.Sources() {
		if s.Rows > 0 {
			first, last = append(first, s.First), append(last, s.Last)
		}
	}
	if len(list) > 0 && (!slices.MinFunc(first, time.Time.Compare).Equal(slices.MinFunc(list, time.Time.Compare)) ||
		!slices.MaxFunc(last, time.Time.Compare).Equal(slices.MaxFunc(list, time.Time.Compare))) {
		t.Fatalf("from %v to %v", first, last)
	}
}

// Rows of which each has a place of its own, and a label that no table has, are told apart whatever
// is begun anew in between.
func TestManyPlaces(t *testing.T) {
	const n = 5000
	x := &Extract{dictionaries: &dictionaries{few: 1000}}
	err := x.Read("", func(yield func(Search, error) bool) {
		for i := range 2 * n {
			s := searches[0]
			s.Latitude, s.Longitude = 50+float64(i%n)/n, 0
			unknown := UnknownLabels{&RowError{Line: i, Field: "Object", Value: fmt.Sprint("object ", i%n), Err: ErrUnknownLabel}}
			s.Fingerprint = new(fingerprints).of(&s, unknown)
			if !yield(s, unknown) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	q := x.Quality(SelfDefined)
	if q.Duplicates != n || len(q.UnknownLabels["Object"]) != n || q.UnknownLabels["Object"]["object 7"] != 2 || len(x.Errors()) != maxErrors {
		t.Errorf("%d duplicates, %d labels", q.Duplicates, len(q.UnknownLabels["Object"]))
	}
	if got := len(x.sources[0].parts[0].segments); got < 2*n/1000 {
		t.Errorf("%d segments", got)
	}
}

// Copies in a file are told of all of it where it comes again in its order, and else by each force
// and month.
func TestRepeatsByMonth(t *testing.T) {
	january, february := "Person search,2020-01-02 03:04:05,Asian", "Person search,2020-02-02 03:04:05,Asian"
	other := func(row string) string { return strings.Replace(row, "Asian", "Black", 1) }
	a, b, c, d := january, other(january), february, other(february)
	in := func(month time.Month, rows int64, times int) Repeat {
		return Repeat{File: "kent.csv", Rows: rows, Times: times, Force: force(t, "kent"), Month: newMonth(2020, month)}
	}
	var turns, ordered []string // more turns than are remembered
	for i := range maxTurns / 2 {
		turns = append(turns, fmt.Sprintf("Person search,2020-01-02 03:04:05,Asian,%d", i), fmt.Sprintf("Person search,2020-02-02 03:04:05,Asian,%d", i))
	}
	for i := range turns {
		turns[i] = strings.Replace(turns[i], " 03:04:05,Asian,", fmt.Sprintf(" %02d:%02d:%02d,Asian,", i/3600, i/60%60, i%60), 1)
		turns[i] = turns[i][:strings.LastIndexByte(turns[i], ',')]
	}
	ordered = append(append(ordered, a, b), turns...)
	for _, test := range []struct {
		rows   []string
		want   []Repeat
		reason string
	}{
		{[]string{a, b, c, d, a, b, c, d}, []Repeat{{File: "kent.csv", Rows: 4, Times: 2}}, "joined to itself"},
		{[]string{a, c, b, a, c, b}, []Repeat{{File: "kent.csv", Rows: 3, Times: 2}}, "months by turns"},
		{[]string{a, c, a, c, a, c, a, c}, []Repeat{{File: "kent.csv", Rows: 2, Times: 4}}, "one row of each month"},
		{[]string{a, b, a, b, c, d, c, d}, []Repeat{in(1, 2, 2), in(2, 2, 2)}, "and put in order of month"},
		{[]string{a, b, a, b, c, d, c, d, c, d, c, d}, []Repeat{in(1, 2, 2), in(2, 2, 4)}, "each month so often as it has its own"},
		{[]string{a, b, c, c, a, b, c, c}, []Repeat{{File: "kent.csv", Rows: 4, Times: 2}}, "joined to itself, with companions"},
		{[]string{a, b, a, b, c, c, c}, []Repeat{in(1, 2, 2)}, "one month alone"},
		{[]string{a, b, a, b, c, c}, []Repeat{in(1, 2, 2)}, "one month alone, and companions"},
		{[]string{a, a, b, b, c, c}, nil, "companions in a month"},
		{[]string{a, a, c, c}, nil, "companions in each of two months"},
		{append(ordered, ordered...), []Repeat{in(1, maxTurns/2+2, 2), in(2, maxTurns/2, 2)}, "with more turns than are remembered"},
		{append(ordered, turns...), []Repeat{in(2, maxTurns/2, 2)}, "likewise, but of one month alone"},
	} {
		var x Extract
		if err := x.ReadFile(strings.NewReader("Type,Date,Self-defined ethnicity\n"+strings.Join(test.rows, "\n")), "kent.csv"); err != nil {
			t.Fatal(err)
		}
		if got := x.Repeats(); !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", test.reason, got, test.want)
		}
	}
}
