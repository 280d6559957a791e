package outcomes_test

import (
	"encoding/json"
	"fmt"

	"github.com/seed-549880be/disparity/outcomes"
)

// A tally is stored as CSV, not as JSON.
func ExampleTally_UnmarshalJSON() {
	var t outcomes.Tally
	fmt.Println(json.Unmarshal([]byte(`{}`), &t))
	_, err := json.Marshal(t)
	fmt.Println(err)
	// Output:
	// outcomes: a Tally cannot be stored as JSON: write it with Tally.WriteCSV and read it with ReadTally
	// json: error calling MarshalJSON for type outcomes.Tally: outcomes: a Tally cannot be stored as JSON: write it with Tally.WriteCSV and read it with ReadTally
}

func ExampleExtract_UnmarshalJSON() {
	fmt.Println(json.Unmarshal([]byte(`{}`), new(outcomes.Extract)))
	// Output:
	// outcomes: an Extract cannot be stored as JSON: write its Tally with Tally.WriteCSV, and its Quality and its Sources as JSON
}

// The times come back in UTC.
func ExampleSource_UnmarshalJSON() {
	var s outcomes.Source
	err := json.Unmarshal([]byte(`{"file":"a.csv","force":"Essex","first":"2022-09-01T00:10:00+01:00","last":null,"rows":6}`), &s)
	fmt.Println(s.File, s.Force, s.First, s.Last.IsZero(), s.Rows, err)
	// Output:
	// a.csv Essex 2022-08-31 23:10:00 +0000 UTC true 6 <nil>
}

// A search without a place has null for its coordinates.
func ExampleSearch_UnmarshalJSON() {
	var s outcomes.Search
	err := json.Unmarshal([]byte(`{"type":"person","self":"White British","outcome":"arrest","latitude":null,"longitude":null}`), &s)
	fmt.Println(s.Type, s.Self, s.Outcome, s.Latitude, err)
	// Output:
	// person White British arrest NaN <nil>
}

// A definition of the package is known by its name and text.
func ExampleDefinition_UnmarshalJSON() {
	text, err := json.Marshal(outcomes.FindByArrest.Definition())
	if err != nil {
		fmt.Println(err)
	}
	var d outcomes.Definition
	err = json.Unmarshal(text, &d)
	fmt.Println(d.Name, d.Event(outcomes.Key{Outcome: outcomes.Arrest}), err)
	// Output:
	// find rate true <nil>
}
