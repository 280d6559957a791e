package trend

import (
	"fmt"
	"math"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
)

// TestChangeReference: limits and p-values are those of R's glm, fisher.test and metafor, and those
// at 40 digits from the formulas: see testdata/README.md.
func TestChangeReference(t *testing.T) {
	tables := make(map[string]map[string]string)
	for _, row := range referencetest.Records(t, "testdata/change_counts.csv") {
		tables[row["id"]] = row
	}
	for _, file := range []struct {
		name      string
		least     int     // rows
		tolerance float64 // of limits
		ofP       float64 // of p-values
		reason    string
	}{
		{"change_r.csv", 50, 2e-8, 1e-6, "R searches by uniroot, and prints 12 digits"},
		{"change_py.csv", 80, 1e-11, 1e-9, "40 digits; what float64 has left of effective counts"},
	} {
		rows := referencetest.Records(t, "testdata/"+file.name)
		if len(rows) < file.least {
			t.Errorf("%s has %d rows, want %d or more", file.name, len(rows), file.least)
		}
		for _, row := range rows {
			table := tables[row["id"]]
			var got rri.Estimate
			var err error
			o := rri.Options{Level: referencetest.Float(t, table["level"]), Null: referencetest.Float(t, table["null"])}
			if err := o.Method.UnmarshalText([]byte(row["method"])); err != nil {
				t.Fatal(err)
			}
			if table["model"] == "rate" {
				got, err = ChangeOfIndex(referencePair[rri.Rate](t, table, "0"), referencePair[rri.Rate](t, table, "1"), o)
			} else {
				got, err = ChangeOfIndex(referencePair[rri.Proportion](t, table, "0"), referencePair[rri.Proportion](t, table, "1"), o)
			}
			if err != nil {
				t.Errorf("%s: %s of %s: %v", file.name, row["method"], table["reason"], err)
				continue
			}
			tolerance := file.tolerance
			if row["method"] == "exact" {
				tolerance = 2e-3 // where fisher.test stops
			}
			for _, number := range []struct {
				name      string
				got       float64
				want      string
				tolerance float64
			}{{"lower", got.Lower, row["lower"], tolerance}, {"upper", got.Upper, row["upper"], tolerance}, {"p", got.P, row["p"], file.ofP}} {
				if number.want == "" {
					continue
				}
				want := referencetest.Float(t, number.want)
				if e := referencetest.RelativeError(number.got, want); !(e <= number.tolerance) && !(want == 0 && math.Abs(number.got) < 1e-12) {
					t.Errorf("%s: %s of %s: %s %.15g, want %.15g (%s)", file.name, row["method"], fmt.Sprint(table["id"], " ", table["reason"]), number.name, number.got, want, file.reason)
				}
			}
		}
	}
}

// referencePair returns the counts of a table before, "0", or after, "1".
func referencePair[M rri.Measure](t *testing.T, table map[string]string, when string) Pair[M] {
	measure := func(events, exposure, effect string) M {
		m, err := rri.MeasureOf[M](referencetest.Count(t, table[events+when]), referencetest.Float(t, table[exposure+when]), referencetest.Float(t, table[effect+when]))
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	return Pair[M]{measure("a", "n", "d"), measure("b", "m", "e")}
}
