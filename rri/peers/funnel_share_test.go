package peers

import (
	"encoding/csv"
	"flag"
	"math"
	"os"
	"strconv"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/method"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
	"github.com/seed-549880be/disparity/rri/internal/tail"
)

var updateFunnel = flag.Bool("update-funnel", false, "compute testdata/funnel_share.csv and testdata/funnel_simulation.csv anew, in some minutes")

// shareCase is a unit that does not stand out, of which the counts are enumerated.
type shareCase struct {
	index     bool    // of an index, given the events of both; or of a rate
	expected  float64 // events of the group; the baseline has ten times as many
	deviation float64 // of the logarithm of true values about the target, 0 for none
	method    rri.Method
}

// shareCases are the rows of testdata/funnel_share.csv.
func shareCases() (cases []shareCase) {
	for _, index := range []bool{false, true} {
		methods := []rri.Method{rri.SCAS, rri.Score, rri.Wald, rri.Exact, rri.MidP, rri.Jeffreys, rri.Byar, rri.PublicHealth}
		if index {
			methods = []rri.Method{rri.SCAS, rri.Score, rri.Wald, rri.Exact, rri.MidP, rri.Jeffreys, rri.AdjustedLog, rri.MOVERWilson}
		}
		for _, m := range methods {
			for _, expected := range []float64{0.5, 1, 2, 5, 10, 30, 100, 1000, 10_000, 100_000} {
				cases = append(cases, shareCase{index: index, expected: expected, method: m})
			}
		}
	}
	for _, m := range []rri.Method{rri.SCAS, rri.Score, rri.MidP} {
		for _, expected := range []float64{0.5, 1, 2, 5, 10, 30, 100} {
			cases = append(cases, shareCase{expected: expected, deviation: 0.5, method: m})
		}
	}
	return cases
}

// shares are the probabilities, in per cent, that the value is below and above the inner limits,
// and the outer ones.
type shares [4]float64

// enumerate adds up the probabilities of the counts outside.
func (s shareCase) enumerate() (sum shares) {
	q, c := quantity.Rate, quantity.Counts{N: s.expected}
	if s.index {
		q, c = quantity.RatioOfRates, quantity.Counts{N: 1, B: math.Ceil(11 * s.expected), M: 10}
	}
	t := funnelTest{family: &method.Families[s.method], q: q, target: 1, effect: 1, deviation: s.deviation}
	most, spread := s.expected, math.Exp(6*s.deviation)
	for a := max(0, math.Floor(most/spread-9*math.Sqrt(most))); a <= spread*(most+9*math.Sqrt(most)+20); a++ {
		at := c
		at.A = a
		if s.index {
			if at.B -= a; at.B < 0 {
				break
			}
		}
		less, greater := t.tails(at)
		weight := 100 * s.probability(at)
		for i, outside := range []bool{less < innerTail, greater < innerTail, less < outerTail, greater < outerTail} {
			if outside {
				sum[i] += weight
			}
		}
	}
	return sum
}

// probability returns that of the counts.
func (s shareCase) probability(c quantity.Counts) (sum float64) {
	if s.index {
		_, _, equal := tail.Binomial(c.A, c.B, c.N, c.M)
		return equal
	}
	if s.deviation == 0 {
		_, _, equal := tail.Poisson(c.A, s.expected)
		return equal
	}
	const step = 0.02 // of a standard deviation; the rule of trapezia
	for z := -7.; z <= 7; z += step {
		_, _, equal := tail.Poisson(c.A, s.expected*math.Exp(s.deviation*z))
		sum += step * math.Exp(-z*z/2) / math.Sqrt(2*math.Pi) * equal
	}
	return sum
}

// row returns the case as testdata/funnel_share.csv has it.
func (s shareCase) row(got shares) []string {
	name := "rate"
	if s.index {
		name = "index"
	}
	row := []string{name, s.method.String(), strconv.FormatFloat(s.expected, 'f', -1, 64), strconv.FormatFloat(s.deviation, 'f', -1, 64)}
	for _, v := range got {
		row = append(row, strconv.FormatFloat(v, 'f', 4, 64))
	}
	return row
}

// TestFunnelShare compares how many units that do not stand out are outside of the limits with
// testdata/funnel_share.csv, by enumeration.
func TestFunnelShare(t *testing.T) {
	const path = "testdata/funnel_share.csv"
	var rows [][]string
	for _, s := range shareCases() {
		if testing.Short() && s.expected > 1000 {
			continue
		}
		rows = append(rows, s.row(s.enumerate()))
	}
	head := []string{"quantity", "method", "expected", "deviation", "below_95", "above_95", "below_998", "above_998"}
	if *updateFunnel {
		writeRows(t, path, append([][]string{head}, rows...))
	}
	stored := make(map[string]map[string]string)
	for _, r := range referencetest.Records(t, path) {
		stored[r["quantity"]+r["method"]+r["expected"]+r["deviation"]] = r
	}
	for _, row := range rows {
		want := stored[row[0]+row[1]+row[2]+row[3]]
		for i, name := range head[4:] {
			// the last digit may be rounded otherwise where arithmetic is fused
			if math.Abs(referencetest.Float(t, row[4+i])-referencetest.Float(t, want[name])) > 1.5e-4 {
				t.Errorf("%v: %s; want %s", row, name, want[name])
			}
		}
	}
}

// writeRows writes a CSV file.
func writeRows(t testing.TB, path string, rows [][]string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := csv.NewWriter(f)
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}
