package outcomes

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/seed-549880be/disparity/ethnicity"
)

// suspects is an extract in words of its own.
const suspects = `Crime number,Recorded,Ethnic appearance,Years,"Result, final",District,Gravity,Remarks
1,2023-04,White,15,1 - Charge/Summons,North ,3,x
2,Apr-23,Black,34,Type 8,South,10,y
3,April 2023,Asian,35,18,South,10,
4,2023-04-05,White,17,No idea,N/A,2,z
`

func suspectOptions() ReadOptions {
	return ReadOptions{
		Force:   essex,
		Columns: map[string]string{"date": "recorded", "officer": "Ethnic appearance", "age": "Years", "outcome": "Result, final"},
		Rows:    PersonSuspected,
		Keep:    []string{"District", "gravity"},
	}
}

var essex, _ = ethnicity.ParseForce("essex")

func TestOwnExtract(t *testing.T) {
	var x Extract
	if err := x.ReadCSV(strings.NewReader(suspects), suspectOptions()); err != nil {
		t.Fatal(err)
	}
	var got []string
	for k, n := range x.Tally().All() {
		if n != 1 {
			t.Error(k, n)
		}
		got = append(got, strings.Join([]string{k.Month.String(), k.Type.String(), k.Officer.String(), k.Age.String(), k.Outcome.String(), k.Crime.String(), k.Kept.Value(0), k.Kept.Value(1)}, "|"))
	}
	want := []string{
		"2023-04|person suspected|White|10-17|not recorded|charge or summons|North|3",
		"2023-04|person suspected|White|10-17|not recorded|unrecognised||2",
		"2023-04|person suspected|Asian|over 34|not recorded|investigation complete, no suspect identified|South|10",
		"2023-04|person suspected|Black|25-34|not recorded|community resolution|South|10",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	t.Log(x.Sources(), x.Tally().Kept(), x.Errors())
}

// What columns are read as, and what is kept, is the same in objects.
func TestOwnExtractJSON(t *testing.T) {
	const text = `{"meta":1,"rows":[{"Crime number":1,"when":{"Recorded":"2023-04"},"Ethnic appearance":"White","Years":15,"Result, final":1,"District":" North","Gravity":3},
{"when":{"Recorded":"Apr-23"},"Ethnic appearance":"Black","Years":34,"Result, final":"8","District":"South","Gravity":10},
{"when":{"Recorded":"2023-04"},"Ethnic appearance":"Asian","Years":35.0,"Result, final":18,"District":"South","Gravity":10},
{"when":{"Recorded":"2023-04-05"},"Ethnic appearance":"White","Years":"17","Result, final":"No idea","District":null,"Gravity":2}]}`
	var csv, json Extract
	if err := csv.ReadCSV(strings.NewReader(suspects), suspectOptions()); err != nil {
		t.Fatal(err)
	}
	o := suspectOptions()
	o.Columns["date"] = "when.recorded"
	if err := json.ReadJSON(strings.NewReader(text), o); err != nil {
		t.Fatal(err)
	}
	if !csv.Tally().Equal(json.Tally()) {
		t.Errorf("%v\n%v", csv.Tally(), json.Tally())
	}
	t.Log(json.Sources(), json.Errors())
}
