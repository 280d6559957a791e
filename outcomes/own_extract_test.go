package outcomes

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/seed-549880be/disparity/ethnicity"
)

// suspects is an extract in a form of its own, as a table and as objects.
const (
	suspects = `Crime number,Recorded,Ethnic appearance,Years,"Result, final",District,Gravity,Remarks
1,2023-04,White,15,1 - Charge/Summons,North ,3,x
2,Apr-23,Black,34,Type 8,South,10,y
3,April 2023,Asian,35,18,South,10,
4,2023-04-05,White,17,No idea,N/A,2,z
`
	suspectObjects = `{"meta":1,"rows":[{"Crime number":1,"Recorded":"2023-04","Ethnic appearance":"White","Years":15,"Result, final":1,"District":" North","Gravity":3},
{"Recorded":"Apr-23","Ethnic appearance":"Black","Years":34,"Result, final":"8","District":"South","Gravity":10},
{"Recorded":"2023-04","Ethnic appearance":"Asian","Years":35.0,"Result, final":18,"District":"South","Gravity":10},
{"Recorded":"2023-04-05","Ethnic appearance":"White","Years":"17","Result, final":"No idea","District":null,"Gravity":2}]}`
)

// asSuspects reads these.
func asSuspects() *Extract {
	return &Extract{
		Columns: map[string]string{"date": "recorded", "officer": "Ethnic appearance", "age": "Years", "outcome": "Result, final"},
		Rows:    PersonSuspected,
		Keep:    []string{"District", "gravity"},
		Force:   forceNumber(7),
	}
}

// An extract in a form of its own is read whole, as a table and as objects, and says what it is.
func TestOwnExtract(t *testing.T) {
	for file, text := range map[string]string{"a.csv": suspects, "a.json": suspectObjects} {
		x := asSuspects()
		if err := x.ReadFile(strings.NewReader(text), file); err != nil {
			t.Fatal(err)
		}
		var got []string
		for k, n := range x.Tally().All() {
			if n != 1 || k.Force != forceNumber(7) || k.Outcome != OutcomeNotRecorded {
				t.Errorf("%s: %v %d", file, k, n)
			}
			got = append(got, strings.Join([]string{k.Month.String(), k.Type.String(), k.Officer.String(), k.Age.String(), k.Crime.String(), k.Kept.Value(0), k.Kept.Value(1)}, "|"))
		}
		want := []string{
			"2023-04|person suspected|White|10-17|charge or summons|North|3",
			"2023-04|person suspected|White|10-17|unrecognised||2",
			"2023-04|person suspected|Asian|over 34|investigation complete, no suspect identified|South|10",
			"2023-04|person suspected|Black|25-34|community resolution|South|10",
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s: -want +got\n%s", file, d)
		}
		if d := cmp.Diff([]string{"District", "gravity"}, x.Tally().Kept()); d != "" {
			t.Errorf("%s: kept: -want +got\n%s", file, d)
		}
		q := x.Quality(OfficerDefined)
		if want := (Quality{Rows: 4, OutcomeMissing: 1, UnknownLabels: map[string]map[string]int64{"Outcome": {"No idea": 1}}}); !cmp.Equal(q, want) {
			t.Errorf("%s: %+v, want %+v", file, q, want)
		}
		s := x.Sources()[0]
		if !s.Own || s.Rows != 4 || cmp.Diff([]string{"Part of a policing operation", "Latitude", "Longitude", "Gender", "Self-defined ethnicity", "Legislation", "Object of search",
			"Outcome linked to object of search", "Removal of more than just outer clothing"}, s.Missing) != "" {
			t.Errorf("%s: %+v", file, s)
		}
		if len(x.OfficialFiles()) > 0 {
			t.Errorf("%s is taken for a file of data.police.uk", file)
		}
		charged, err := x.Tally().Proportions(CrimeChargeRate.Definition(), Grouping{Rule: OfficerDefined, Scheme: ethnicity.OfficerDefined})
		if err != nil {
			t.Fatal(err)
		}
		if white := charged.By[ethnicity.White]; white.Events != 1 || white.Trials != 1 {
			t.Errorf("%s: the charge rate of White people is %v of those with an outcome: %v", file, white, charged.Missing)
		}
	}
}

// The two forms have the same fingerprints, so that the one cannot count beside the other.
func TestOwnExtractTwice(t *testing.T) {
	x := asSuspects()
	if err := x.ReadFile(strings.NewReader(suspects), "a.csv"); err != nil {
		t.Fatal(err)
	}
	err := x.ReadFile(strings.NewReader(suspectObjects), "a.json")
	overlap, ok := err.(*OverlapError)
	if !ok || overlap.Kind != OverlapSame || x.Tally().Total() != 4 {
		t.Errorf("%v, %d rows", err, x.Tally().Total())
	}
}

// What is kept, and what a crime led to, is in the fingerprint, and is not where there is none.
func TestFingerprintsOfOwn(t *testing.T) {
	of := func(s Search) uint64 { return new(fingerprints).of(&s, nil) }
	kept := func(values ...string) Kept { return got(KeptOf(values...)) }
	base := searches[0]
	seen := map[uint64]string{of(base): "nothing of its own"}
	for name, s := range map[string]Search{
		"charge":       {Crime: ChargedOrSummonsed},
		"unrecognised": {Crime: CrimeOutcomeUnrecognised},
		"North":        {Kept: kept("North")},
		"second North": {Kept: kept("", "North")},
		"two":          {Kept: kept("North", "South")},
		"two in one":   {Kept: kept("NorthSouth")},
		"charge North": {Crime: ChargedOrSummonsed, Kept: kept("North")},
	} {
		own := base
		own.Crime, own.Kept = s.Crime, s.Kept
		if print := of(own); seen[print] != "" {
			t.Errorf("%s has the fingerprint of %s", name, seen[print])
		} else {
			seen[print] = name
		}
		own.Crime, own.Kept = NotYetAssigned, kept("", "", "")
		if of(own) != of(base) {
			t.Errorf("%s: a search without them has another fingerprint than before", name)
		}
	}
}

// Extracts with other columns kept cannot be put together, however they come.
func TestOtherColumnsKept(t *testing.T) {
	const want = `outcomes: the columns that are kept are "District", "gravity" here and "District" there: want the same, in the same order`
	read := func(keep ...string) *Extract {
		x := asSuspects()
		x.Keep = keep
		if err := x.ReadFile(strings.NewReader(suspects), "a.csv"); err != nil {
			t.Fatal(err)
		}
		return x
	}
	x, y := read("District", "gravity"), read("District")
	before := x.Tally()
	if err := x.Merge(y); err == nil || err.Error() != want {
		t.Errorf("merged: %v", err)
	}
	if err := x.ReadCSV(strings.NewReader(suspects), ReadOptions{Keep: []string{"District"}}); err == nil || err.Error() != want {
		t.Errorf("read: %v", err)
	}
	if err := x.Tally().Merge(y.Tally()); err == nil || err.Error() != want {
		t.Errorf("tallies: %v", err)
	}
	if !x.Tally().Equal(before) || len(x.Sources()) != 1 {
		t.Error("an error changed something")
	}
	if err := x.Merge(new(Extract)); err != nil {
		t.Errorf("nothing was read: %v", err)
	}
	none := read()
	if err := none.Merge(y); err == nil || !strings.Contains(err.Error(), `are none here and "District" there`) {
		t.Errorf("none: %v", err)
	}
	if x.Tally().Equal(read("District", "Gravity").Tally()) {
		t.Error("tallies of columns with other names are equal")
	}
}

// What was kept of searches that were read before has the names of Keep.
func TestKeptOfSequence(t *testing.T) {
	o := ReadOptions{Columns: asSuspects().Columns, Rows: PersonSuspected, Keep: []string{"District"}}
	x := Extract{Keep: []string{"District"}}
	if err := x.Read("a.csv", ReadCSV(strings.NewReader(suspects), o)); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"District"}, x.Tally().Kept(), cmpopts.EquateEmpty()); d != "" || x.Sources()[0].Own {
		t.Errorf("-want +got\n%s%+v", d, x.Sources()[0])
	}
	var part *Tally
	for _, part = range Split(x.Tally(), func(k Key) string { return k.Kept.Value(0) }) {
		if len(part.Kept()) != 1 {
			t.Errorf("a part has %q", part.Kept())
		}
	}
	if part = x.Tally().Where(func(Key) bool { return false }); len(part.Kept()) != 1 {
		t.Errorf("an empty part has %q", part.Kept())
	}
}

// Filling in what is not known keeps what was kept.
func TestAllocateKept(t *testing.T) {
	const text = "Day,Self,Seen,District\n2023-04-05,White British,White,North\n2023-04-05,Irish,White,South\n2023-04-05,,White,South\n"
	o := ReadOptions{Columns: map[string]string{"date": "Day", "self": "Self", "officer": "Seen"}, Rows: PersonArrested, Keep: []string{"District"}}
	var x Extract
	if err := x.ReadCSV(strings.NewReader(text), o); err != nil {
		t.Fatal(err)
	}
	for _, a := range []Allocation{ByOfficer, InProportion, ByCrossTable} {
		filled, err := x.Tally().Allocate(a, ethnicity.FivePlusOne, AllocateOptions{})
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range filled.Tallies {
			if d := cmp.Diff([]string{"District"}, one.Kept()); d != "" {
				t.Errorf("%v: -want +got\n%s", a, d)
			}
			districts := CountBy(one, func(k Key) string { return k.Kept.Value(0) })
			if d := cmp.Diff(map[string]int64{"North": 1, "South": 2}, districts); d != "" {
				t.Errorf("%v: -want +got\n%s", a, d)
			}
		}
	}
}
