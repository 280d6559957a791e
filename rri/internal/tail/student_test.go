package tail

import (
	"encoding/csv"
	"math"
	"os"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

// TestStudent holds the tails and quantiles of Student's t against 60 digits: tails from ½ to
// 1e-300 and df from 0.1 to 1e10 (testdata/student.py).
func TestStudent(t *testing.T) {
	file, err := os.Open("testdata/student.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 1+13*13 {
		t.Fatalf("%d rows of references, want %d", len(rows), 1+13*13)
	}
	worstTail, worstQuantile := 0., 0.
	for _, row := range rows[1:] {
		var v [4]float64
		for i, cell := range row {
			if v[i], err = strconv.ParseFloat(cell, 64); err != nil {
				t.Fatal(err)
			}
		}
		df, p, quantile, upper := v[0], v[1], v[2], v[3]
		q := TQuantile(p, df)
		if math.IsInf(quantile, 1) {
			if q != quantile {
				t.Errorf("TQuantile(%v, %v) = %v, want +Inf: it is too large for float64", p, df, q)
			}
			continue
		}
		worstQuantile = max(worstQuantile, relativeTo(q, quantile))
		if e := relativeTo(q, quantile); e > 1e-13 {
			t.Errorf("TQuantile(%v, %v) = %v, want %v: relative error %.1e", p, df, q, quantile, e)
		}
		got := TUpper(quantile, df)
		worstTail = max(worstTail, relativeTo(got, upper))
		if e := relativeTo(got, upper); e > 2e-14 {
			t.Errorf("TUpper(%v, %v) = %v, want %v: relative error %.1e", quantile, df, got, upper, e)
		}
		if below := TUpper(-quantile, df); relativeTo(below, 1-upper) > 2e-15 {
			t.Errorf("TUpper(%v, %v) = %v, want %v", -quantile, df, below, 1-upper)
		}
	}
	t.Logf("worst relative error of a tail: %.1e, of a quantile: %.1e", worstTail, worstQuantile)
}

func TestStudentKnown(t *testing.T) {
	inf := math.Inf(1)
	for _, c := range []struct {
		reason         string
		t, df, want, e float64
	}{
		{"the middle", 0, 3, 0.5, 0},
		{"one degree of freedom is Cauchy's distribution: arctan(1/t)/π", 1e10, 1, 1e-10 / math.Pi, 1e-15},
		{"Cauchy, where t² overflows", 1e200, 1, 1e-200 / math.Pi, 1e-15},
		{"Cauchy, the largest t", math.MaxFloat64, 1, 1 / math.Pi / math.MaxFloat64, 1e-15},
		{"Cauchy, next to the middle", 1e-200, 1, 0.5, 0},
		{"two degrees: ½ - t/(2√(2+t²))", 1, 2, 0.5 - 1/(2*math.Sqrt(3)), 1e-15},
		{"no end", inf, 5, 0, 0},
		{"no end below", -inf, 5, 1, 0},
		{"normal", 2, inf, NormalUpper(2), 0},
		{"as good as normal", 37, 1e20, NormalUpper(37), 1e-14},
		{"just before the switch to normal", 37, 0.99e20, NormalUpper(37), 1e-14},
		{"as good as normal in the middle", 0.5, 0.99e20, NormalUpper(0.5), 1e-14},
		{"underflows", 1e10, 1e10, 0, 0},
		{"t far beyond huge degrees", 1e200, 1e19, 0, 0},
	} {
		if got := TUpper(c.t, c.df); relativeTo(got, c.want) > c.e {
			t.Errorf("TUpper(%v, %v) = %v, want %v: %s", c.t, c.df, got, c.want, c.reason)
		}
	}
	for _, c := range []struct {
		reason         string
		p, df, want, e float64
	}{
		{"the middle", 0.5, 7, 0, 0},
		{"as tables have it: 2.228", 0.025, 10, 2.2281388519862747484, 1e-15},
		{"the lower side", 0.975, 10, -2.2281388519862747484, 1e-14},
		{"normal", 0.025, inf, NormalQuantile(0.025), 0},
		{"just before the switch to normal", 0.025, 0.99e20, NormalQuantile(0.025), 1e-14},
		{"Cauchy at a tail below the normal numbers", 1e-307, 1, 1e307 / math.Pi, 1e-13},
		{"too large for float64", 1e-100, 0.1, inf, 0},
		{"too large for float64, below", 1 - 0x1p-53, 0.01, -inf, 0},
	} {
		if got := TQuantile(c.p, c.df); relativeTo(got, c.want) > c.e {
			t.Errorf("TQuantile(%v, %v) = %v, want %v: %s", c.p, c.df, got, c.want, c.reason)
		}
	}
}

// Quantile and tail undo each other at any degrees of freedom, and fewer degrees have the longer
// tail.
func TestStudentLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		df := math.Exp(rapid.Float64Range(math.Log(0.1), math.Log(1e10)).Draw(t, "log df"))
		p := math.Exp(rapid.Float64Range(math.Log(1e-300), math.Log(0.4999)).Draw(t, "log p"))
		q := TQuantile(p, df)
		if math.IsInf(q, 1) {
			if df > 2.2 {
				t.Fatalf("TQuantile(%v, %v) = %v", p, df, q)
			}
			return
		}
		// The last place of q moves the tail by up to q² of it, or by df.
		if got := TUpper(q, df); relativeTo(got, p) > 2e-14+2e-16*min(df, q*q) {
			t.Fatalf("TUpper(TQuantile(%v, %v) = %v) = %v: relative error %.1e", p, df, q, got, relativeTo(got, p))
		}
		if less := TUpper(q, 1.5*df); less > p*(1+1e-12) {
			t.Fatalf("TUpper(%v, %v) = %v, more than %v with fewer degrees of freedom", q, 1.5*df, less, p)
		}
		if further := TUpper(q*1.001, df); further > p*(1+2e-14+2e-16*min(df, q*q)) {
			t.Fatalf("TUpper(%v, %v) = %v, more than %v at a smaller t", q*1.001, df, further, p)
		}
	})
}
