package standard

import (
	"encoding/json"
	"errors"
	"math"
	"testing"

	"github.com/seed-549880be/disparity/rri"
)

// A design effect is in the variance of its stratum, or refused; it is never dropped.
func TestDesignEffect(t *testing.T) {
	population := map[string]float64{"young": 300, "old": 700}
	plain := map[string]rri.Rate{"young": {Events: 40, Population: 1000}, "old": {Events: 10, Population: 3000}}
	with := func(young, old float64) map[string]rri.Rate {
		y, o := plain["young"], plain["old"]
		y.DesignEffect, o.DesignEffect = young, old
		return map[string]rri.Rate{"young": y, "old": o}
	}
	// Σ w² x φ by hand: w = 0.3/1000 and 0.7/3000.
	w1, w2 := 0.3/1000, 0.7/3000
	rate := w1*40 + w2*10
	for _, c := range []struct {
		reason     string
		young, old float64
	}{{"none", 0, 0}, {"one is none", 1, 1}, {"both", 4, 4}, {"one stratum", 2.5, 0}, {"below 1", 0.5, 0.5}} {
		y, o := c.young, c.old
		if y == 0 {
			y = 1
		}
		if o == 0 {
			o = 1
		}
		got, err := Direct(with(c.young, c.old), population, Options{Method: Log})
		if err != nil {
			t.Fatal(err)
		}
		half := 1.959963984540054 * math.Sqrt(w1*w1*40*y+w2*w2*10*o) / rate
		if want := rate * math.Exp(half); math.Abs(got.Standardised.Upper/want-1) > 1e-12 {
			t.Errorf("%s: upper limit %v, want %v", c.reason, got.Standardised.Upper, want)
		}
		ratio, err := Ratio(with(c.young, c.old), plain, population, Options{Method: Log})
		if err != nil {
			t.Fatal(err)
		}
		if half := 1.959963984540054 * math.Sqrt(w1*w1*40*(1+y)+w2*w2*10*(1+o)) / rate; math.Abs(ratio.Upper/math.Exp(half)-1) > 1e-12 {
			t.Errorf("%s: upper limit of the ratio %v, want %v", c.reason, ratio.Upper, math.Exp(half))
		}
	}
	// Fay and Feuer: more variance is a wider interval, and four times the counts with four times
	// the variance the same.
	got, err := Direct(with(4, 4), population, Options{})
	if err != nil {
		t.Fatal(err)
	}
	wide, err := Direct(with(4, 0), population, Options{})
	if err != nil {
		t.Fatal(err)
	}
	none, err := Direct(plain, population, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !(got.Standardised.Lower < wide.Standardised.Lower && wide.Standardised.Lower < none.Standardised.Lower && none.Standardised.Upper < wide.Standardised.Upper && wide.Standardised.Upper < got.Standardised.Upper) {
		t.Errorf("Fay and Feuer: %v, %v, %v: more variance is not wider", none.Standardised, wide.Standardised, got.Standardised)
	}
	fourfold := map[string]rri.Rate{"young": {Events: 160, Population: 4000, DesignEffect: 4}, "old": {Events: 40, Population: 12000, DesignEffect: 4}}
	if four, err := Direct(fourfold, population, Options{}); err != nil || math.Abs(four.Standardised.Lower/none.Standardised.Lower-1) > 1e-12 || math.Abs(four.Standardised.Upper/none.Standardised.Upper-1) > 1e-12 {
		t.Errorf("four times the counts with a design effect of 4: %v, %v, want the limits of %v", four.Standardised, err, none.Standardised)
	}

	refused := []struct {
		name string
		call func() error
		want error
	}{
		{"dobson", func() error { _, err := Direct(with(2, 2), population, Options{Method: Dobson}); return err }, rri.ErrMethod},
		{"dobson-exact, one stratum", func() error { _, err := Direct(with(0, 2), population, Options{Method: DobsonExact}); return err }, rri.ErrMethod},
		{"a reference", func() error { _, err := Indirect(plain, with(2, 2), rri.Options{}); return err }, rri.ErrOption},
		{"too small", func() error { _, err := Direct(with(0.001, 1), population, Options{}); return err }, rri.ErrCount},
	}
	for _, c := range refused {
		if err := c.call(); !errors.Is(err, c.want) {
			t.Errorf("%s: error %v, want one that wraps %v", c.name, err, c.want)
		}
	}
	// Indirect hands the design effect of the whole on.
	effect, err := designEffect(with(3, 1), plain, 50)
	if err != nil || math.Abs(effect-(40*3+10)/50.) > 1e-15 {
		t.Errorf("design effect of all events %v, %v, want %v", effect, err, (40*3+10)/50.)
	}
	if effect, err := designEffect(plain, plain, 50); err != nil || effect != 0 {
		t.Errorf("design effect without any %v, %v, want 0", effect, err)
	}
}

// The result type survives JSON, with NaN and infinite limits.
func TestRateJSON(t *testing.T) {
	population := map[int]float64{1: 5, 2: 7}
	for _, c := range []struct {
		name   string
		counts map[int]rri.Rate
		o      Options
	}{
		{"an interval and p", map[int]rri.Rate{1: {Events: 12, Population: 500}, 2: {Events: 9, Population: 900}}, Options{Null: 0.01}},
		{"p is NaN", map[int]rri.Rate{1: {Events: 12, Population: 500}, 2: {Events: 9, Population: 900}}, Options{Method: Dobson}},
		{"upper limit infinite", map[int]rri.Rate{1: {Population: 500}, 2: {Population: 900}}, Options{Method: Log}},
		{"limits NaN", map[int]rri.Rate{1: {Population: 500}, 2: {Population: 900}}, Options{Method: Dobson}},
	} {
		t.Run(c.name, func(t *testing.T) {
			want, err := Direct(c.counts, population, c.o)
			if err != nil {
				t.Fatal(err)
			}
			data, err := json.Marshal(want)
			if err != nil {
				t.Fatal(err)
			}
			var got Result
			if err := json.Unmarshal(data, &got); err != nil {
				t.Fatal(err)
			}
			same := func(x, y float64) bool { return x == y || math.IsNaN(x) && math.IsNaN(y) }
			g, w := got.Standardised, want.Standardised
			if !same(g.Value, w.Value) || !same(g.Lower, w.Lower) || !same(g.Upper, w.Upper) || !same(g.P, w.P) || g.Level != w.Level || g.Method != w.Method || g.Flags != w.Flags ||
				!same(got.Crude, want.Crude) || got.Events != want.Events || got.TooFew != want.TooFew {
				t.Errorf("%s read back as %+v, want %+v", data, got, want)
			}
		})
	}
}
