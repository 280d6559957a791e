package rri

import (
	"errors"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// anyRate and anyProportion draw counts that are valid in a table: rates may have events in a
// population of 0. Their sums are valid too, and populations are whole numbers of 1/64, so that
// sums of these are exact.
func anyRate(t *rapid.T, label string) Rate {
	r := Rate{Events: rapid.Int64Range(0, MaxCount/8).Draw(t, label+" events"), Population: float64(rapid.Int64Range(0, 1<<40).Draw(t, label+" population")) / 64}
	return WithDesignEffect(r, anyEffect(t, label))
}

func anyProportion(t *rapid.T, label string) Proportion {
	p := Proportion{Trials: rapid.Int64Range(0, MaxCount/8).Draw(t, label+" trials")}
	p.Events = rapid.Int64Range(0, p.Trials).Draw(t, label+" events")
	return WithDesignEffect(p, anyEffect(t, label))
}

func anyEffect(t *rapid.T, label string) float64 {
	return rapid.OneOf(rapid.Just(1.0), rapid.Float64Range(0.01, 100)).Draw(t, label+" design effect")
}

// TestMeasureOfCounts: MeasureOf is the reverse of Counts, to the last bit of the population.
func TestMeasureOfCounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := Rate{Events: rapid.Int64Range(0, MaxCount).Draw(t, "events"), Population: rapid.Float64Range(1e-9, 1<<53).Draw(t, "population")}
		r = WithDesignEffect(r, anyEffect(t, "rate"))
		if got, err := MeasureOf[Rate](r.Counts()); err != nil || got != r {
			t.Fatalf("%+v, %v, want %+v", got, err, r)
		}
		p := anyProportion(t, "proportion")
		if got, err := MeasureOf[Proportion](p.Counts()); err != nil || got != p {
			t.Fatalf("%+v, %v, want %+v", got, err, p)
		}
	})
}

func TestMeasureOfErrors(t *testing.T) {
	for _, test := range []struct {
		events   int64
		exposure float64
		effect   float64
		text     string // of the error of a proportion; of a rate if the text begins with "rate: "
	}{
		{3, 0, 0, ""},
		{3, -1, 0, "rate: population -1: count out of range: give a positive number"},
		{MaxCount + 1, 5, 0, "rate: 9007199254740993 events: count out of range: give at most 2^53"},
		{MaxCount + 1, 0, 0, "rate: 9007199254740993 events: count out of range: give at most 2^53"},
		{3, 0, -1, "rate: design effect -1: count out of range: give 0, which means 1, or from 0.01 to 2^53"},
		{3, math.NaN(), 0, "rate: population NaN: count out of range: give a finite number"},
		{3, 4.5, 0, "4.5 trials: count out of range: want a whole number up to 2^53"},
		{3, math.NaN(), 0, "NaN trials: count out of range: want a whole number up to 2^53"},
		{3, math.Inf(1), 0, "+Inf trials: count out of range: want a whole number up to 2^53"},
		{3, 1 << 54, 0, "1.8014398509481984e+16 trials: count out of range: want a whole number up to 2^53"},
		{3, -4, 0, "-4 trials: count out of range: give a count of 0 or more"},
		{3, 2, 0, "3 events in 2 trials: count out of range: a proportion has no more events than trials; events per resident are a Rate"},
		{3, 4, 1e-3, "design effect 0.001: count out of range: give 0, which means 1, or from 0.01 to 2^53"},
	} {
		want, ofRate := strings.CutPrefix(test.text, "rate: ")
		var err error
		if ofRate || test.text == "" {
			_, err = MeasureOf[Rate](test.events, test.exposure, test.effect)
		} else {
			_, err = MeasureOf[Proportion](test.events, test.exposure, test.effect)
		}
		switch {
		case test.text == "" && err != nil:
			t.Errorf("%d of %v: %v, want events in a population of 0", test.events, test.exposure, err)
		case test.text != "" && (!errors.Is(err, ErrCount) || err.Error() != want):
			t.Errorf("%d of %v: error %v, want %s", test.events, test.exposure, err, want)
		}
	}
}

func TestSum(t *testing.T) {
	for _, test := range []struct {
		name   string
		counts []Proportion
		want   Proportion
		reason string
	}{
		{"none", nil, Proportion{}, "0 of 0"},
		{"one", []Proportion{{Events: 1, Trials: 2, DesignEffect: 1}}, Proportion{Events: 1, Trials: 2}, "1 is written as 0"},
		{"no effect", []Proportion{{Events: 1, Trials: 2}, {Events: 1, Trials: 2, DesignEffect: 1}}, Proportion{Events: 2, Trials: 4}, "1 is written as 0"},
		{"the same", []Proportion{{Events: 1, Trials: 2, DesignEffect: 1.7}, {Events: 9, Trials: 20, DesignEffect: 1.7}}, Proportion{Events: 10, Trials: 22, DesignEffect: 1.7}, "exactly"},
		{"by events", []Proportion{{Events: 30, Trials: 200, DesignEffect: 2}, {Events: 10, Trials: 20}}, Proportion{Events: 40, Trials: 220, DesignEffect: 1.75}, "the variances add up"},
		{"no events", []Proportion{{Trials: 30, DesignEffect: 2}, {Trials: 10}}, Proportion{Trials: 40, DesignEffect: 1.75}, "by exposure"},
		{"no events, then some", []Proportion{{Trials: 30, DesignEffect: 2}, {Events: 1, Trials: 10, DesignEffect: 3}}, Proportion{Events: 1, Trials: 40, DesignEffect: 3}, "what has no events has no variance"},
		{"empty", []Proportion{{}, {Events: 1, Trials: 2, DesignEffect: 2}}, Proportion{Events: 1, Trials: 2, DesignEffect: 2}, "nobody changes nothing"},
		{"nobody last", []Proportion{{Events: 1, Trials: 2, DesignEffect: 2}, {DesignEffect: 5}}, Proportion{Events: 1, Trials: 2, DesignEffect: 2}, "nobody changes nothing"},
		{"largest", []Proportion{{Events: MaxCount - 1, Trials: MaxCount - 1}, {Trials: 1}}, Proportion{Events: MaxCount - 1, Trials: MaxCount}, "2^53 is allowed"},
	} {
		if got, err := Sum(test.counts...); err != nil || got != test.want {
			t.Errorf("%s: %+v, %v, want %+v (%s)", test.name, got, err, test.want, test.reason)
		}
	}
	if got, err := Sum(Rate{Events: 3}, Rate{Events: 4, Population: 0.1}, Rate{Population: 0.2}); err != nil || got != (Rate{Events: 7, Population: 0.1 + float64(0.2)}) {
		t.Errorf("%v, %v, want the events in a population of 0 among the others", got, err)
	}
}

// TestSumErrors: no sum leaves the range of counts unseen, however it is reached.
func TestSumErrors(t *testing.T) {
	refused := func(err error, want string) {
		t.Helper()
		if !errors.Is(err, ErrCount) || err.Error() != want {
			t.Errorf("error %v, want %s", err, want)
		}
	}
	_, err := Sum(Proportion{Trials: MaxCount}, Proportion{Trials: 1})
	refused(err, "9007199254740993 trials: count out of range: give at most 2^53")
	_, err = Sum(Rate{Events: MaxCount, Population: 1}, Rate{Events: 1, Population: 1})
	refused(err, "9007199254740993 events: count out of range: give at most 2^53")
	_, err = Sum(Rate{Population: 1 << 53}, Rate{Population: 1 << 52})
	refused(err, "population 1.3510798882111488e+16: count out of range: give at most 2^53")
	_, err = Sum(Proportion{Events: 1, Trials: 2}, Proportion{Events: 3, Trials: 2}, Proportion{Trials: 5})
	refused(err, "3 events in 2 trials: count out of range: a proportion has no more events than trials; events per resident are a Rate")
	_, err = Sum(Rate{Events: -1})
	refused(err, "-1 events: count out of range: give a count of 0 or more")
	many := make([]Rate, 3000) // whose events together are beyond int64
	for i := range many {
		many[i] = Rate{Events: MaxCount, Population: 1}
	}
	_, err = Sum(many...)
	refused(err, "18014398509481984 events: count out of range: give at most 2^53")
}

// TestSumIsASum: neither order nor brackets change a sum, but for the last digits of the design
// effect, which lies between those of the parts; the counts are exact.
func TestSumIsASum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checkSum(t, anyRate(t, "first"), anyRate(t, "second"), anyRate(t, "third"))
		checkSum(t, anyProportion(t, "first"), anyProportion(t, "second"), anyProportion(t, "third"))
	})
}

func checkSum[M Measure](t *rapid.T, x, y, z M) {
	sum := func(counts ...M) M {
		s, err := Sum(counts...)
		if err != nil {
			t.Fatalf("sum of %v: %v", counts, err)
		}
		return s
	}
	all := sum(x, y, z)
	events, exposure, effect := all.Counts()
	smallest, largest := math.Inf(1), math.Inf(-1)
	for _, m := range []M{x, y, z} {
		_, _, d := m.Counts()
		smallest, largest = min(smallest, d), max(largest, d)
	}
	if effect < smallest-1e-14*largest || effect > largest+1e-14*largest {
		t.Errorf("design effect %v of the sum of %v, %v and %v", effect, x, y, z)
	}
	for _, other := range []M{sum(z, y, x), sum(y, x, z), sum(x, sum(y, z)), sum(sum(x, y), z), sum(x, y, z, *new(M))} {
		a, n, d := other.Counts()
		if events == 0 && exposure == 0 {
			d = effect // of nobody: that of the last
		}
		if a != events || n != exposure || math.Abs(d-effect) > 1e-12*largest {
			t.Errorf("%v, and %v in another order, of %v, %v and %v", all, other, x, y, z)
		}
	}
}
