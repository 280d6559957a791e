package standard

import (
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
)

// Tolerances: relative errors of closed forms and of what is solved for.
const (
	closedTolerance = 1e-12
	solvedTolerance = 1e-10
)

// group is one set of strata with its standard.
type group struct {
	counts     map[string]rri.Rate
	population map[string]float64
}

// readGroups reads files of counts with columns of these names.
func readGroups(t testing.TB, path, id, stratum, events, population, standard string) map[string]group {
	groups := make(map[string]group)
	for _, r := range referencetest.Records(t, path) {
		g, ok := groups[r[id]]
		if !ok {
			g = group{make(map[string]rri.Rate), make(map[string]float64)}
			groups[r[id]] = g
		}
		g.counts[r[stratum]] = rri.Rate{Events: int64(referencetest.Float(t, r[events])), Population: referencetest.Float(t, r[population])}
		g.population[r[stratum]] = referencetest.Float(t, r[standard])
	}
	return groups
}

// worst collects the worst relative error for each key.
type worst map[string]float64

func (w worst) add(t *testing.T, what, key string, got, want, tolerance float64) {
	t.Helper()
	e := math.Abs(got-want) / math.Abs(want)
	if got == want {
		e = 0
	}
	if math.IsNaN(e) {
		e = math.Inf(1)
	}
	w[key] = max(w[key], e)
	if e > tolerance {
		t.Errorf("%s = %.17g, want %.17g: relative error %.2g above %.0e", what, got, want, e, tolerance)
	}
}

func (w worst) log(t *testing.T) {
	for _, key := range slices.Sorted(maps.Keys(w)) {
		t.Logf("worst relative error, %-20s %.1e", key+":", w[key])
	}
}

func checkEstimate(t *testing.T, errors worst, what, key string, e rri.Estimate, r map[string]string, method Method) {
	t.Helper()
	tolerance := solvedTolerance
	if method == Log {
		tolerance = closedTolerance
	}
	errors.add(t, what, key, e.Value, referencetest.Float(t, r["value"]), closedTolerance)
	errors.add(t, what+" lower "+r["level"], key, e.Lower, referencetest.Float(t, r["lower"]), tolerance)
	errors.add(t, what+" upper "+r["level"], key, e.Upper, referencetest.Float(t, r["upper"]), tolerance)
}

func TestRates(t *testing.T) {
	groups, errors := readGroups(t, "testdata/counts.csv", "group", "stratum", "events", "population", "standard"), worst{}
	rows := referencetest.Records(t, "testdata/rates.csv")
	if len(rows) < 80 {
		t.Errorf("%d rows of reference values, want all 80 or more", len(rows))
	}
	for _, r := range rows {
		method, err := ParseMethod(r["method"])
		if err != nil {
			t.Fatal(err)
		}
		g := groups[r["group"]]
		got, err := Direct(g.counts, g.population, Options{Method: method, Level: referencetest.Float(t, r["level"])})
		if err != nil {
			t.Fatal(err)
		}
		checkEstimate(t, errors, fmt.Sprintf("%s by %s", r["group"], method), r["method"], got.Standardised, r, method)
	}
	errors.log(t)
}

func TestRatios(t *testing.T) {
	groups, errors := readGroups(t, "testdata/counts.csv", "group", "stratum", "events", "population", "standard"), worst{}
	rows := referencetest.Records(t, "testdata/ratios.csv")
	if len(rows) < 30 {
		t.Errorf("%d rows of reference values, want all 30 or more", len(rows))
	}
	for _, r := range rows {
		method, err := ParseMethod(r["method"])
		if err != nil {
			t.Fatal(err)
		}
		g, b := groups[r["group"]], groups[r["baseline"]]
		got, err := Ratio(g.counts, b.counts, g.population, Options{Method: method, Level: referencetest.Float(t, r["level"])})
		if err != nil {
			t.Fatal(err)
		}
		checkEstimate(t, errors, fmt.Sprintf("%s over %s by %s", r["group"], r["baseline"], method), r["method"], got, r, method)
	}
	errors.log(t)
}

// TestOracle compares with reference values that others computed to 40 digits, in the folder that
// DISPARITY_ORACLE names.
func TestOracle(t *testing.T) {
	dir := os.Getenv("DISPARITY_ORACLE")
	if dir == "" {
		t.Skip("DISPARITY_ORACLE is not set: no reference values of others to compare with")
	}
	groups, errors, rows := readGroups(t, filepath.Join(dir, "cases_dsr.csv"), "set_id", "band", "x", "n", "std"), worst{}, 0
	methods := map[string]Method{"dobson_byar": Dobson, "dobson_exact": DobsonExact, "fay_feuer": FayFeuer}
	for _, r := range referencetest.Records(t, filepath.Join(dir, "reference.csv")) {
		if r["kind"] != "dsr" {
			continue
		}
		rows++
		method, ok := methods[r["method"]]
		if !ok {
			t.Errorf("%s: no method of ours", r["method"])
			continue
		}
		g := groups[r["case_id"]]
		got, err := Direct(g.counts, g.population, Options{Method: method, Level: referencetest.Float(t, r["level"])})
		if err != nil {
			t.Fatal(err)
		}
		r["value"] = r["est"]
		checkEstimate(t, errors, fmt.Sprintf("%s by %s", r["case_id"], method), r["method"], got.Standardised, r, method)
	}
	if rows < 24 {
		t.Errorf("%d rows of standardised rates, want 24 or more: is %s the right folder?", rows, dir)
	}
	errors.log(t)
}

// TestPublished: figures that others printed, to the digits they printed.
func TestPublished(t *testing.T) {
	esp2013 := []float64{5000, 5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000, 7000, 6500, 6000, 5500, 5000, 4000, 2500, 1500, 1000}
	events := []int64{127, 25, 18, 21, 12, 27, 48, 27, 29, 32, 32, 34, 45, 65, 38, 68, 74, 82, 91}
	people := []float64{636, 558, 609, 543, 384, 594, 669, 843, 660, 576, 606, 522, 426, 273, 300, 288, 153, 123, 207}
	counts, population := make(map[int]rri.Rate), make(map[int]float64)
	for i := range esp2013 {
		counts[i], population[i] = rri.Rate{Events: events[i], Population: people[i]}, esp2013[i]
	}
	equal := map[string]float64{"younger": 0.5, "older": 0.5}
	direct := func(o Options) func() (rri.Estimate, error) {
		return func() (rri.Estimate, error) {
			r, err := Direct(counts, population, o)
			return r.Standardised, err
		}
	}
	weighed := func(counts map[string]rri.Rate) func() (rri.Estimate, error) {
		return func() (rri.Estimate, error) {
			r, err := Direct(counts, equal, Options{})
			return r.Standardised, err
		}
	}
	indirect := func(observed int64, expected float64) func() (rri.Estimate, error) {
		return func() (rri.Estimate, error) {
			return Indirect(map[string]rri.Rate{"all": {Events: observed, Population: expected}}, map[string]rri.Rate{"all": {Events: 1, Population: 1}}, rri.Options{Method: rri.PublicHealth})
		}
	}
	nan := math.NaN()
	const ukhsa = "PHEindicatormethods, tests of direct and indirect standardisation"
	tests := []struct {
		name                string
		of                  func() (rri.Estimate, error)
		per                 float64
		value, lower, upper float64
		reason              string
	}{
		{"19 ages, European standard population of 2013", direct(Options{Method: Dobson}), 10000, 1043.0247991469423, 971.77090679856803, 1117.894091547925, ukhsa},
		{"the same at 99.8 %", direct(Options{Method: Dobson, Level: 0.998}), 10000, 1043.0247991469423, 932.32878802199036, 1162.0595999522059, ukhsa},
		{"895 observed", indirect(895, 835.8835612311743), 1, 1.0707232939020275, 1.0017147712553987, 1.1432332872498949, ukhsa + ": Byar"},
		{"91 observed", indirect(91, 835.8835612311743), 1, 0.10886683770400503, 0.08765040101829405, 0.13366576328418911, ukhsa + ": Byar"},
		{"9 observed", indirect(9, 835.8835612311743), 1, 0.010767049882813684, 0.0049233808250957762, 0.02043921455549973, ukhsa + ": exact below 10"},
		{"895 observed, per 100", indirect(895, 808.3217400918253), 100, 110.72323749430866, 103.58708281676485, 118.22147841228508, ukhsa},
		{"searches of Black people, two ages", weighed(map[string]rri.Rate{"younger": {Events: 216, Population: 900}, "older": {Events: 12, Population: 100}}), 1000, 180, nan, nan,
			"searchlight, tests of sensitivity: 18 and 1 a month; the crude rate is 228"},
		{"searches of White people, two ages", weighed(map[string]rri.Rate{"younger": {Events: 12, Population: 100}, "older": {Events: 108, Population: 900}}), 1000, 120, nan, nan,
			"searchlight, tests of sensitivity: 1 and 9 a month; the crude rate is 120 too"},
	}
	for _, test := range tests {
		e, err := test.of()
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		for _, pair := range [][2]float64{{e.Value, test.value}, {e.Lower, test.lower}, {e.Upper, test.upper}} {
			if got := pair[0] * test.per; !math.IsNaN(pair[1]) && math.Abs(got-pair[1]) > 1e-13*pair[1] {
				t.Errorf("%s = %.17g (%.17g to %.17g), want %.17g (%.17g to %.17g) over %v (%s)", test.name, e.Value, e.Lower, e.Upper, test.value, test.lower, test.upper, test.per, test.reason)
				break
			}
		}
	}
}
