package peers

import (
	"math"
	"strconv"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
)

// TestFunnelReference compares the funnel of the forces in 2017/18 with the formulas of the papers
// in R: see testdata/README.md.
func TestFunnelReference(t *testing.T) {
	want := make(map[string]map[string]string)
	for _, row := range referencetest.Records(t, "testdata/funnel.csv") {
		want[row["overdispersion"]+row["force"]] = row
	}
	var worst referencetest.Worst
	for kind := range Overdispersions() {
		r, err := Of(blackSearches(t, "2017/18"), Options{Options: rri.Options{Method: rri.Score}, Overdispersion: kind})
		if err != nil {
			t.Fatal(err)
		}
		c := r.Groups[0]
		if len(c.Rows) != 43 {
			t.Fatalf("%d forces", len(c.Rows))
		}
		for _, row := range c.Rows {
			w, p := want[kind.String()+row.Unit], row.Position
			for name, got := range map[string]float64{
				"target": c.Funnel.Target, "dispersion": c.Funnel.Dispersion, "variance": c.Funnel.Variance, "size": p.Size, "chance": p.Chance, "p": p.P,
				"inner_lower": p.Inner.Lower, "inner_upper": p.Inner.Upper, "outer_lower": p.Outer.Lower, "outer_upper": p.Outer.Upper,
			} {
				off := referencetest.RelativeError(got, referencetest.Float(t, w[name]))
				worst.Add(kind.String()+" "+name, row.Unit, off)
				// R integrates to ten digits, and tails of 0.001 lose some of them
				if off > 1e-8 {
					t.Errorf("%s, %s: %s %v; want %s", kind, row.Unit, name, got, w[name])
				}
			}
		}
	}
	worst.Log(t)
}

// funnelOfOne returns the position of a unit about a target by chance alone.
func funnelOfOne[M rri.Measure](t testing.TB, m M, target float64, by rri.Method) Position {
	t.Helper()
	s := Set[string, M]{Units: []Unit[string, M]{{Name: "one", Counts: map[string]M{"all": m}}}}
	r, err := Of(s, Options{Options: rri.Options{Method: by}, Quantity: Rate, Overdispersion: ChanceAlone, Target: target})
	if err != nil {
		t.Fatal(err)
	}
	return r.Groups[0].Rows[0].Position
}

// TestFunnelPublished has limits that a public body publishes: the test data of
// PHEindicatormethods, the package of the UK Health Security Agency by which the funnels of the
// public health profiles of England are drawn (github.com/ukhsa-collaboration/PHEindicatormethods,
// tests/testthat, testdata_funnel_prop_outputs.csv and testdata_funnel_ratio_outputs.csv). Its
// limits of 2 and 3 standard deviations have tails of 0.025 and 0.001.
func TestFunnelPublished(t *testing.T) {
	digits := func(v float64) string { return strconv.FormatFloat(v, 'f', 6, 64) }
	// proportions about 80.642448 %, by the normal distribution
	for _, test := range []struct {
		trials                                         int64
		lowerInner, upperInner, lowerOuter, upperOuter string // per cent
	}{
		{1, "3.204264", "100.000000", "0.000000", "100.000000"},
		{2, "25.885383", "100.000000", "0.000000", "100.000000"},
		{3, "35.933491", "100.000000", "10.150815", "100.000000"},
		{10, "56.154344", "100.000000", "42.032590", "100.000000"},
		{18, "62.390093", "98.894803", "51.864359", "100.000000"},
		{41, "68.548635", "92.736260", "61.574398", "99.710497"},
		{102, "72.974925", "88.309971", "68.553233", "92.731663"},
		{1008, "78.203374", "83.081521", "76.796814", "84.488082"},
		{9998, "79.867989", "81.416907", "79.421375", "81.863521"},
		{110000, "80.408963", "80.875933", "80.274317", "81.010578"},
	} {
		p := funnelOfOne(t, rri.Proportion{Events: test.trials / 2, Trials: test.trials}, 0.80642448, rri.Score)
		got := [4]string{digits(100 * p.Inner.Lower), digits(100 * p.Inner.Upper), digits(100 * p.Outer.Lower), digits(100 * p.Outer.Upper)}
		want := [4]string{test.lowerInner, test.upperInner, test.lowerOuter, test.upperOuter}
		for i := range got {
			a, _ := strconv.ParseFloat(got[i], 64)
			b, _ := strconv.ParseFloat(want[i], 64)
			if math.Abs(a-b) > 1.5e-6 { // the target is printed with eight digits
				t.Errorf("%d trials: %v; published are %v", test.trials, got, want)
				break
			}
		}
	}
	// standardised ratios by the Poisson distribution: how many events are to be expected where so
	// many are at the limit
	for _, test := range []struct {
		events                                         int64
		lowerInner, upperInner, lowerOuter, upperOuter float64 // expected
	}{
		{1, 5.571644585, 0.025317898, 9.233410143, 0.001000547},
		{2, 7.224687515, 0.242209467, 11.22886836, 0.04540199},
		{5, 11.6683331, 1.623486324, 16.45474478, 0.739371928},
		{10, 18.39035799, 4.795387629, 24.13397235, 2.960519925},
		{100, 121.6268111, 81.36400699, 134.9243187, 71.92139974},
		{313, 349.6678193, 279.2813414, 371.620029, 261.1643428},
		{716, 770.4222128, 664.5083011, 802.60414, 636.1521174},
	} {
		for i, expected := range []float64{test.lowerInner, test.upperInner, test.lowerOuter, test.upperOuter} {
			p := funnelOfOne(t, rri.Rate{Events: 1, Population: expected}, 1, rri.Exact)
			limit := []float64{p.Inner.Lower, p.Inner.Upper, p.Outer.Lower, p.Outer.Upper}[i]
			// the published ones come from an iteration that ends at five to nine digits
			if off := referencetest.RelativeError(limit*expected, float64(test.events)); off > 1e-5 {
				t.Errorf("%v expected: %v events; published are %d (%.1e)", expected, limit*expected, test.events, off)
			}
		}
	}
}
