package counts

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// TestFurtherRoundTrips: the data of every further section come back from JSON as they were.
func TestFurtherRoundTrips(t *testing.T) {
	table := tableOf(t, strings.ReplaceAll(byAge, "Asian,20", "Asian,<5"), tidy.Options{})
	o := sections
	turned := Options{Within: o.Within, By: o.By, Power: 0.5, Direction: index.ComparatorOverGroup, Options: rri.Options{Method: rri.Exact, Level: 0.9, Side: rri.LowerOnly}}
	for _, o := range []Options{o, turned} {
		within, by, plan := dataOf[Within](t, table, o), dataOf[By](t, table, o), dataOf[Plan](t, table, o)
		referencetest.RoundTrips(t, map[string]any{
			"Within": within, "By": by, "Adjusted": within.Adjusted, "AdjustedGroup": []any{within.Groups[0], within.Groups[1]}, "AdjustedStratum": by.Strata[0],
			"Plan": plan, "PlanRow": []any{plan.Rows[0], PlanRow{}}, "Count": []any{Count{}, Count{tidy.Exactly(3), tidy.NotAvailable.Cell()}},
			"Standardised":    dataOf[Standardised](t, tableOf(t, onlyInTotal, tidy.Options{}), o),
			"StandardisedRow": dataOf[Standardised](t, tableOf(t, onlyInTotal, tidy.Options{}), o).Rows[0],
		})
	}
}

// TestFurtherForged: data that contradict themselves are an error, and never a panic.
func TestFurtherForged(t *testing.T) {
	d, err := Compare(tableOf(t, byAge, tidy.Options{}), sections)
	if err != nil {
		t.Fatal(err)
	}
	document, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ from, to, want, reason string }{
		{`"dimensions":["age"]`, `"dimensions":[]`, "no dimension", "nothing is alike"},
		{`"groups":[{"row":{"group":"Black"`, `"groups":[{"row":{"group":"Green"`, `"Green" stands in the place of "Black"`, "another group"},
		{`"stratum":"18-34"`, `"stratum":"10-17"`, `the stratum "10-17" stands twice`, "a stratum twice"},
		{`"shares":[`, `"shares":[0.5,`, "shares in 3 strata", "a share too many"},
		{`"groups":[{`, `"groups":[],"more":[{`, "2 groups beside the baseline, and 0 adjusted", "no groups"},
		{`"further_levels":[0.998],"side":"two-sided"`, `"further_levels":[],"side":"two-sided"`, "further level", "fewer levels"},
		{`"ratio":1.5`, `"ratio":1.5,"ratio":2`, "stands twice", "a key twice"},
		{`"not_compared":["age not given"]`, `"not_compared":["a","b","c","d"]`, "is not compared in 4 of 3 strata", "more strata than there are"},
	} {
		if !strings.Contains(string(document), test.from) {
			t.Fatalf("%s: no %s in\n%s", test.reason, test.from, document)
		}
		var again Document
		err := json.Unmarshal([]byte(strings.ReplaceAll(string(document), test.from, test.to)), &again)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want %q", test.reason, err, test.want)
		}
	}
	for _, name := range []string{"within", "by", "standardised", "power"} {
		for _, data := range []string{"{}", "null", "[]", `{"rows":[{}]}`, `{"groups":[{}],"dimensions":["age"]}`} {
			var again Document
			// Whatever comes of it, it is no panic.
			_ = json.Unmarshal([]byte(`{"sections":[{"name":"`+name+`","data":`+data+`}]}`), &again)
		}
	}
}
