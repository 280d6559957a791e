package counts

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// TestInProportionOfRates: in proportion to the known all rates rise alike, and every index with
// its interval and p-value stays.
func TestInProportionOfRates(t *testing.T) {
	plain, filled := comparison(t, stopsTable(), Options{Levels: []float64{0.99}}), comparison(t, stopsTable(), Options{Unknown: InProportion, Levels: []float64{0.99}})
	const factor = 1 + 75./1450
	var events int64
	for i, r := range filled.Rows {
		was := plain.Rows[i]
		if i > 0 && (r.Index != was.Index || r.Further[0] != was.Further[0] || r.Bounds != was.Bounds || r.Range.Lower != was.Range.Lower) {
			t.Errorf("%s: %+v, want %+v", r.Group, r, was)
		}
		for _, pair := range [][2]float64{{r.Rate.Value, was.Rate.Value}, {r.Rate.Lower, was.Rate.Lower}, {r.Rate.Upper, was.Rate.Upper}} {
			if math.Abs(pair[0]-factor*pair[1]) > 1e-15 {
				t.Errorf("%s: rate %v, want %v times %v", r.Group, pair[0], factor, pair[1])
			}
		}
		if r.Events != was.Events {
			t.Errorf("%s: %v events, want those that were recorded, %v", r.Group, r.Events, was.Events)
		}
		events += r.FilledIn.Events
	}
	if events != 1525 {
		t.Errorf("%d events with the unknown, want all 1525", events)
	}
}

// TestLawInProportion: of proportions the index is that of the counts with the unknown, the
// interval is no narrower than that of the known, it holds the index, and p is below alpha exactly
// where it leaves out 1.
func TestLawInProportion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) (int, int) {
			trials := rapid.IntRange(2, 3000).Draw(t, name)
			return rapid.IntRange(1, trials-1).Draw(t, name+" events"), trials
		}
		a, n := draw("white")
		b, m := draw("black")
		s := rapid.IntRange(0, 400).Draw(t, "unknown events")
		f := rapid.IntRange(0, 400).Draw(t, "unknown others")
		of := table(tidy.ModelProportion, "White", a, n, "Black", b, m, "Not stated", s, s+f)
		o := Options{Direction: rapid.SampledFrom([]index.Direction{index.GroupOverComparator, index.ComparatorOverGroup}).Draw(t, "direction"),
			Options: rri.Options{Level: rapid.SampledFrom([]float64{0.9, 0.95, 0.99}).Draw(t, "level")}}
		plain := comparison(t, of, o).row("Black").Index
		o.Unknown = InProportion
		c := comparison(t, of, o)
		row := c.row("Black")
		got := row.Index
		events, others := 1+float64(s)/float64(a+b), 1+float64(f)/float64(n-a+m-b)
		of1 := func(a, n int) float64 {
			return float64(a) * events / (float64(a)*events + float64(n-a)*others)
		}
		want := of1(b, m) / of1(a, n)
		if o.Direction == index.ComparatorOverGroup {
			want = 1 / want
		}
		if math.Abs(got.Value-want) > 1e-12*want {
			t.Fatalf("index %v, want %v", got.Value, want)
		}
		const rounding = 1e-9
		if got.Lower/got.Value > plain.Lower/plain.Value*(1+rounding) || got.Upper/got.Value < plain.Upper/plain.Value*(1-rounding) {
			t.Fatalf("%v is narrower than that of the known, %v", got, plain)
		}
		if !(got.Lower <= got.Value && got.Value <= got.Upper) {
			t.Fatalf("%v does not hold the index", got)
		}
		if apart := got.Lower > 1 || got.Upper < 1; apart != (got.P < 1-got.Level) && math.Abs(got.P-(1-got.Level)) > 1e-9 {
			t.Fatalf("%v has p %v", got, got.P)
		}
		if row.Range.Lower > got.Lower || row.Range.Upper < got.Upper {
			t.Fatalf("the range %v does not hold %v", row.Range, got)
		}
		var filled, trials float64
		for _, r := range c.Rows {
			filled, trials = filled+float64(r.FilledIn.Events), trials+r.FilledIn.Exposure
		}
		if filled != float64(a+b+s) || trials != float64(n+m+s+f) {
			t.Fatalf("%v of %v with the unknown, want %d of %d", filled, trials, a+b+s, n+m+s+f)
		}
	})
}

// TestInProportionWithoutUnknown: where nobody is unknown, nothing changes.
func TestInProportionWithoutUnknown(t *testing.T) {
	for _, of := range []*tidy.Table{table(tidy.ModelProportion, "White", 60, 600, "Black", 30, 180), table(tidy.ModelProportion, "White", 60, 600, "Black", 30, 180, "", 0, 0)} {
		plain, filled := comparison(t, of, Options{}).row("Black"), comparison(t, of, Options{Unknown: InProportion}).row("Black")
		if math.Abs(plain.Index.Value-filled.Index.Value) > 1e-12 || math.Abs(plain.Index.Lower-filled.Index.Lower) > 1e-9 || math.Abs(plain.Index.Upper-filled.Index.Upper) > 1e-9 {
			t.Errorf("%v, want %v", filled.Index, plain.Index)
		}
	}
}
