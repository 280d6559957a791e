package peers

import (
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
)

// TestShapiroWilk compares with R's shapiro.test: see testdata/README.md.
func TestShapiroWilk(t *testing.T) {
	rules := map[string]func(i float64) float64{"squares": func(i float64) float64 { return i * i }, "logs": math.Log, "roots": math.Sqrt}
	var worst referencetest.Worst
	sizes := make(map[int]bool)
	for _, row := range referencetest.Records(t, "testdata/shapiro_wilk.csv") {
		n := int(referencetest.Count(t, row["n"]))
		var values []float64
		for _, cell := range strings.Fields(row["values"]) {
			values = append(values, referencetest.Float(t, cell))
		}
		if rule := rules[row["kind"]]; rule != nil {
			for i := range n {
				values = append(values, rule(float64(i+1)))
			}
		}
		w, p, err := ShapiroWilk(values)
		if err != nil || len(values) != n {
			t.Fatalf("%s %d: %d values, %v", row["kind"], n, len(values), err)
		}
		sizes[n] = true
		for name, got := range map[string]float64{"w": w, "p": p} {
			want := referencetest.Float(t, row[name])
			off := math.Abs(got - want)
			if want > 0 && want < 1e-3 { // small ones by their digits too
				off = max(off, 1e-3*referencetest.RelativeError(got, want))
			}
			worst.Add("R", row["kind"]+" "+row["n"]+" "+name, off)
			// R prints 15 digits, and where p is near 1 of 3 values the arc sine loses half of them
			if off > 1e-9 {
				t.Errorf("%s %d: %s %v; want %v", row["kind"], n, name, got, want)
			}
		}
	}
	worst.Log(t)
	for n := fewestNormal; n <= 50; n++ {
		if !sizes[n] {
			t.Errorf("no sample of %d", n)
		}
	}
}

// TestShapiroWilkEdges: what R has no value for, or where it gives up.
func TestShapiroWilkEdges(t *testing.T) {
	for _, test := range []struct {
		values []float64
		w, p   float64 // NaN for an error
		part   string  // of the error
		reason string
	}{
		{nil, math.NaN(), 0, "0 values", "none"},
		{[]float64{1, 2}, math.NaN(), 0, "want 3 to 5000", "too few"},
		{make([]float64, 5001), math.NaN(), 0, "5001 values", "too many"},
		{[]float64{4, 4, 4}, math.NaN(), 0, "all 4", "all the same: there is no correlation"},
		{[]float64{0, math.Copysign(0, -1), 0}, math.NaN(), 0, "all", "both zeros are one value"},
		{[]float64{1, math.NaN(), 3}, math.NaN(), 0, "value 2 is NaN", "no number"},
		{[]float64{1, 2, math.Inf(-1)}, math.NaN(), 0, "value 3 is -Inf", "no finite one"},
		{[]float64{0, 0, 1}, 0.75, 0, "", "the lowest w of three"},
		{[]float64{-math.MaxFloat64, 0, math.MaxFloat64}, 1, 1, "", "a range beyond the largest number"},
		{[]float64{0, 5e-324, 1e-323}, 1, 1, "", "the smallest numbers there are"},
		{[]float64{1, 1 + 0x1p-52, 1 + 0x1p-51}, 1, 1, "", "values that differ in the last digit"},
	} {
		w, p, err := ShapiroWilk(test.values)
		if math.IsNaN(test.w) {
			if !errors.Is(err, rri.ErrCount) || !strings.Contains(err.Error(), test.part) {
				t.Errorf("%s: error %v; want one with %q", test.reason, err, test.part)
			}
			continue
		}
		// half of the digits of an arc sine are lost near 1
		if err != nil || math.Abs(w-test.w) > 1e-15 || math.Abs(p-test.p) > 1e-7 {
			t.Errorf("%s: %v, %v, %v; want %v, %v", test.reason, w, p, err, test.w, test.p)
		}
	}
}

// TestShapiroWilkLaws: the order of the values, their unit and their zero change nothing, and nor
// does turning them round; w and p lie within 0 and 1.
func TestShapiroWilkLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.Float64Range(-100, 100), fewestNormal, 60).Draw(t, "values")
		w, p, err := ShapiroWilk(values)
		if err != nil {
			t.Skip(err)
		}
		if !(w > 0 && w <= 1 && p >= 0 && p <= 1) {
			t.Fatalf("w %v, p %v", w, p)
		}
		before := slices.Clone(values)
		other := rapid.Permutation(values).Draw(t, "order")
		if w2, p2, _ := ShapiroWilk(other); w2 != w || p2 != p {
			t.Fatalf("in another order %v, %v; was %v, %v", w2, p2, w, p)
		}
		if !slices.Equal(values, before) {
			t.Fatal("the values were changed")
		}
		unit, zero := rapid.Float64Range(0.01, 1000).Draw(t, "unit"), rapid.Float64Range(-10, 10).Draw(t, "zero")
		if slices.Max(values)-slices.Min(values) < 1e-3 {
			t.Skip("what is added takes the digits of so narrow a range")
		}
		for _, sign := range []float64{1, -1} {
			for i, v := range values {
				other[i] = sign * (v*unit + zero)
			}
			w2, p2, err := ShapiroWilk(other)
			if err != nil || math.Abs(w2-w) > 1e-9 || math.Abs(p2-p) > 1e-6 {
				t.Fatalf("%s x + %v: %v, %v, %v; was %v, %v", strconv.FormatFloat(sign*unit, 'g', 3, 64), zero, w2, p2, err, w, p)
			}
		}
	})
}
