package peers

import (
	"math"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
)

// shrunkUnits returns the sets of testdata/shrink_units.csv, by their names.
func shrunkUnits(t *testing.T) map[string]Set[string, rri.Rate] {
	t.Helper()
	sets := make(map[string]Set[string, rri.Rate])
	for _, row := range referencetest.Records(t, "testdata/shrink_units.csv") {
		n := func(column string) float64 { return referencetest.Float(t, row[column]) }
		s := sets[row["id"]]
		s.Baseline = "b"
		s.Units = append(s.Units, Unit[string, rri.Rate]{Name: row["unit"], Counts: map[string]rri.Rate{
			"g": {Events: int64(n("events")), Population: n("exposure"), DesignEffect: n("effect")},
			"b": {Events: int64(n("baseline events")), Population: n("baseline exposure"), DesignEffect: n("baseline effect")},
		}})
		sets[row["id"]] = s
	}
	return sets
}

// shrunken returns the comparison of the group g with shrunken values, by the names of the units.
func shrunken(t *testing.T, s Set[string, rri.Rate], o Options) (Shrinkage, map[string]Shrunken) {
	t.Helper()
	o.Shrink = true
	r, err := Of(s, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range r.Groups {
		if c.Group != "g" {
			continue
		}
		units := make(map[string]Shrunken)
		for _, row := range c.Rows {
			if row.Shrunken != nil {
				units[row.Unit] = *row.Shrunken
			}
		}
		return *c.Shrinkage, units
	}
	t.Fatal("no group g")
	return Shrinkage{}, nil
}

// TestShrunkenReference: values are those of R, which goes over dense grids of the mean, of the
// variation and of the true value of every unit: testdata/shrink.R.
func TestShrunkenReference(t *testing.T) {
	sets := shrunkUnits(t)
	// Of the grids there and the nodes here: shares of the length of the interval on the log scale,
	// or 1e-3. The mean of few units, and the lower limit of a unit without events, are far from
	// normal.
	const ofUnits, ofMean, ofWeights = 3e-3, 5e-3, 5e-3
	type answer struct {
		Shrinkage
		units map[string]Shrunken
	}
	answers := make(map[string]answer)
	for _, row := range referencetest.Records(t, "testdata/shrink_r.csv") {
		q, err := ParseQuantity(row["quantity"])
		if err != nil {
			t.Fatal(err)
		}
		key := row["id"] + " " + row["quantity"]
		a, ok := answers[key]
		if !ok {
			a.Shrinkage, a.units = shrunken(t, sets[row["id"]], Options{Quantity: q})
			answers[key] = a
		}
		got := map[string]rri.Estimate{"mean": a.Mean, "variation": a.Variation, "value": a.units[row["unit"]].Value, "weight": {Value: a.units[row["unit"]].Weight}}[row["what"]]
		want := func(column string) float64 { return referencetest.Float(t, row[column]) }
		allowed := ofWeights
		if row["lower"] != "" && want("lower") > 0 && !math.IsInf(want("upper"), 1) {
			allowed = max(1e-3, math.Log(want("upper")/want("lower"))*ofUnits)
			if row["unit"] == "" {
				allowed *= ofMean / ofUnits
			}
		}
		for column, n := range map[string]float64{"value": got.Value, "lower": got.Lower, "upper": got.Upper} {
			if row[column] != "" && n != want(column) && !(math.Abs(n/want(column)-1) <= allowed) {
				t.Errorf("%s, %s %s of %s: %v, want %v", key, column, row["what"], row["unit"], n, want(column))
			}
		}
	}
}
