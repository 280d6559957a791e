package audit

import (
	"flag"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
)

var referenceFile = flag.String("audit.limits", "testdata/limits.csv", "the file of limits to compare with, which limits.R has made")

// Limits are the same numbers of records as those of R's hypergeometric distribution.
func TestReference(t *testing.T) {
	rows := referencetest.Records(t, *referenceFile)
	if len(rows) < 200 {
		t.Fatalf("%d rows", len(rows))
	}
	for _, row := range rows {
		sample := rri.Proportion{Events: referencetest.Count(t, row["found"]), Trials: referencetest.Count(t, row["drawn"])}
		records := referencetest.Count(t, row["records"])
		o := Options{Level: referencetest.Float(t, row["level"]), MidP: row["midp"] == "true"}
		r, err := Of(sample, records, o)
		if err != nil {
			t.Fatal(err)
		}
		if lower, upper := referencetest.Count(t, row["lower"]), referencetest.Count(t, row["upper"]); r.Lower != lower || r.Upper != upper {
			t.Errorf("%v from %d, %+v: %d to %d, want %d to %d", sample, records, o, r.Lower, r.Upper, lower, upper)
		}
		e, err := Missed(sample, records, o)
		if err != nil {
			t.Fatal(err)
		}
		lower, upper := row["missed_lower"], row["missed_upper"] // "" is not known
		if lower != "" && e.Lower != referencetest.Float(t, lower) || upper != "" && e.Upper != referencetest.Float(t, upper) {
			t.Errorf("%v, %d recorded, %+v: %v to %v missing, want %s to %s", sample, records, o, e.Lower, e.Upper, lower, upper)
		}
	}
}
