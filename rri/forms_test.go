package rri_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/rri"
)

// TestNullValueRange: a null value that the quantity cannot have is an error, on either side of its
// range, for every function that takes one.
func TestNullValueRange(t *testing.T) {
	group, baseline := rri.Proportion{Events: 7, Trials: 34}, rri.Proportion{Events: 100, Trials: 1000}
	rate, baseRate := rri.Rate{Events: 7, Population: 34}, rri.Rate{Events: 100, Population: 1000}
	of := func(null float64) error { _, err := rri.Of(group, rri.Options{Null: null}); return err }
	ofRate := func(null float64) error { _, err := rri.Of(rate, rri.Options{Null: null}); return err }
	ratio := func(null float64) error {
		_, err := rri.Ratio(group, baseline, rri.Options{Null: null})
		return err
	}
	ratioOfRates := func(null float64) error {
		_, err := rri.Ratio(rate, baseRate, rri.Options{Null: null})
		return err
	}
	odds := func(null float64) error {
		_, err := rri.OddsRatio(group, baseline, rri.Options{Null: null})
		return err
	}
	difference := func(null float64) error {
		_, err := rri.Difference(group, baseline, rri.Options{Null: null})
		return err
	}
	differenceOfRates := func(null float64) error {
		_, err := rri.Difference(rate, baseRate, rri.Options{Null: null})
		return err
	}
	compare := func(null float64) error {
		_, err := rri.Compare("w", map[string]rri.Proportion{"w": baseline, "b": group}, rri.Options{Null: null})
		return err
	}
	for _, test := range []struct {
		name   string
		f      func(null float64) error
		null   float64
		ok     bool
		reason string
	}{
		{"difference", difference, 1.5, false, "proportions differ by at most 1"},
		{"difference", difference, math.Nextafter(1, 2), false, "the least above 1"},
		{"difference", difference, 1, true, "the end of the range is in it"},
		{"difference", difference, -1, true, "as is the other"},
		{"difference", difference, -1.5, false, "below the range"},
		{"difference of rates", differenceOfRates, 1.5, true, "rates have no largest difference"},
		{"difference of rates", differenceOfRates, -1.5, true, "and no smallest"},
		{"proportion", of, 2, false, "a proportion is at most 1"},
		{"proportion", of, 1, true, "the end of the range"},
		{"proportion", of, -0.5, false, "a proportion is at least 0"},
		{"rate", ofRate, 2, true, "a rate may exceed 1"},
		{"rate", ofRate, -0.5, false, "a rate is at least 0"},
		{"ratio", ratio, -1, false, "a ratio is at least 0"},
		{"ratio", ratio, 1e9, true, "a ratio has no largest value"},
		{"ratio of rates", ratioOfRates, -1, false, "a ratio is at least 0"},
		{"odds ratio", odds, -1, false, "an odds ratio is at least 0"},
		{"comparison", compare, -1, false, "the null value of a table is that of its ratios"},
		{"comparison", compare, 1.5, true, "a ratio may be 1.5, and the difference is not tested against it"},
		{"ratio", ratio, math.NaN(), false, "not a number"},
		{"ratio", ratio, math.Inf(1), false, "not finite"},
	} {
		err := test.f(test.null)
		switch {
		case test.ok && err != nil:
			t.Errorf("%s with null value %v: %v, want no error (%s)", test.name, test.null, err, test.reason)
		case !test.ok && !errors.Is(err, rri.ErrOption):
			t.Errorf("%s with null value %v: %v, want ErrOption (%s)", test.name, test.null, err, test.reason)
		}
	}
}

// TestSmallCountFlag: fewer than five events, or non-events of proportions, in either group.
func TestSmallCountFlag(t *testing.T) {
	for _, test := range []struct {
		group, baseline rri.Proportion
		small, zero     bool
		reason          string
	}{
		{rri.Proportion{Events: 50, Trials: 100}, rri.Proportion{Events: 97, Trials: 100}, true, false, "three non-events in the baseline"},
		{rri.Proportion{Events: 50, Trials: 100}, rri.Proportion{Events: 96, Trials: 100}, true, false, "four of them"},
		{rri.Proportion{Events: 50, Trials: 100}, rri.Proportion{Events: 95, Trials: 100}, false, false, "five are enough"},
		{rri.Proportion{Events: 97, Trials: 100}, rri.Proportion{Events: 50, Trials: 100}, true, false, "three non-events in the group"},
		{rri.Proportion{Events: 95, Trials: 100}, rri.Proportion{Events: 50, Trials: 100}, false, false, "five in the group"},
		{rri.Proportion{Events: 4, Trials: 100}, rri.Proportion{Events: 50, Trials: 100}, true, false, "four events in the group"},
		{rri.Proportion{Events: 5, Trials: 100}, rri.Proportion{Events: 50, Trials: 100}, false, false, "five events in the group"},
		{rri.Proportion{Events: 50, Trials: 100}, rri.Proportion{Events: 4, Trials: 100}, true, false, "four events in the baseline"},
		{rri.Proportion{Events: 50, Trials: 100}, rri.Proportion{Events: 5, Trials: 100}, false, false, "five events in the baseline"},
		{rri.Proportion{Events: 50, Trials: 100}, rri.Proportion{Events: 100, Trials: 100}, true, true, "no non-event in the baseline"},
		{rri.Proportion{Events: 100, Trials: 100}, rri.Proportion{Events: 50, Trials: 100}, true, true, "no non-event in the group"},
		{rri.Proportion{Events: 0, Trials: 100}, rri.Proportion{Events: 50, Trials: 100}, true, true, "no event in the group"},
		{rri.Proportion{Events: 50, Trials: 100}, rri.Proportion{Events: 0, Trials: 100}, true, true, "no event in the baseline"},
	} {
		for name, f := range map[string]func(group, baseline rri.Proportion, o rri.Options) (rri.Estimate, error){
			"ratio": rri.Ratio[rri.Proportion], "difference": rri.Difference[rri.Proportion], "odds ratio": rri.OddsRatio,
		} {
			e, err := f(test.group, test.baseline, rri.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if small, zero := e.Flags.Has(rri.SmallCount), e.Flags.Has(rri.ZeroCell); small != test.small || zero != test.zero {
				t.Errorf("%s of %v and %v: flags %v, want small count %v and zero cell %v (%s)", name, test.group, test.baseline, e.Flags, test.small, test.zero, test.reason)
			}
		}
	}
	for _, test := range []struct {
		group, baseline int64
		small           bool
		reason          string
	}{
		{4, 97, true, "four events in the group"},
		{5, 97, false, "a rate has no non-events: 97 of 100 is as any other"},
		{97, 4, true, "four events in the baseline"},
		{100, 100, false, "as many events as residents is nothing particular"},
	} {
		e, err := rri.Ratio(rri.Rate{Events: test.group, Population: 100}, rri.Rate{Events: test.baseline, Population: 100}, rri.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if e.Flags.Has(rri.SmallCount) != test.small {
			t.Errorf("rates of %d and %d: flags %v, want small count %v (%s)", test.group, test.baseline, e.Flags, test.small, test.reason)
		}
	}
}

func TestSideText(t *testing.T) {
	for side, name := range map[rri.Side]string{rri.TwoSided: "two-sided", rri.LowerOnly: "lower", rri.UpperOnly: "upper"} {
		text, err := side.MarshalText()
		if err != nil || string(text) != name || side.String() != name {
			t.Errorf("%d is written as %q and %q, %v, want %q", uint8(side), text, side, err, name)
		}
		for _, form := range []string{name, strings.ToUpper(name)} {
			got := rri.Side(99)
			if err := got.UnmarshalText([]byte(form)); err != nil || got != side {
				t.Errorf("%q is read as %v, %v, want %v", form, got, err, side)
			}
		}
		data, err := json.Marshal(rri.Options{Side: side})
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(data), `"Side":"`+name+`"`) {
			t.Errorf("options in JSON are %s, want the name of the side, as in tables", data)
		}
		var back rri.Options
		if err := json.Unmarshal(data, &back); err != nil || back != (rri.Options{Side: side}) {
			t.Errorf("options read back as %+v, %v", back, err)
		}
	}
	for _, test := range []struct{ text, reason string }{
		{"", "no name"}, {"both", "another name"}, {"two-sided ", "a blank too many"}, {"0", "a number, as earlier versions wrote it in Options"}, {"lower\x1b[31m", "a colour"}, {strings.Repeat("x", 1e6), "a megabyte"},
	} {
		side := rri.LowerOnly
		err := side.UnmarshalText([]byte(test.text))
		if !errors.Is(err, rri.ErrOption) || side != rri.LowerOnly {
			t.Errorf("%s: %.40v and %v, want ErrOption and the side as it was", test.reason, err, side)
			continue
		}
		if text := err.Error(); len(text) > 1000 || strings.ContainsRune(text, '\x1b') || !strings.Contains(text, "two-sided, lower, upper") {
			t.Errorf("%s: the error has %d bytes, want it short, clean and with the names: %.200q", test.reason, len(text), text)
		}
	}
	if _, err := rri.Side(3).MarshalText(); !errors.Is(err, rri.ErrOption) {
		t.Errorf("Side(3) is written with the error %v, want ErrOption", err)
	}
	if got := rri.Side(3).String(); got != "Side(3)" {
		t.Errorf("Side(3) prints as %q", got)
	}
}

func TestFlagsText(t *testing.T) {
	var all rri.Flags
	for f := rri.Flags(1); len(f.Names()) == 1; f <<= 1 {
		all |= f
	}
	if n := len(all.Names()); n != 13 || !all.Has(rri.NoData|rri.Categories) {
		t.Fatalf("%d flags, want 13, from NoData to Categories", n)
	}
	for f := rri.Flags(0); f <= all; f++ {
		text, err := f.MarshalText()
		if err != nil || string(text) != f.String() {
			t.Fatalf("%b is written as %q, %v", f, text, err)
		}
		got := all
		if err := got.UnmarshalText(text); err != nil || got != f {
			t.Fatalf("%q is read as %b, %v, want %b", text, got, err, f)
		}
		data, err := json.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		got = all
		if err := json.Unmarshal(data, &got); err != nil || got != f {
			t.Fatalf("%s is read as %b, %v, want %b", data, got, err, f)
		}
		if len(f.Names()) != len(f.Texts()) {
			t.Fatalf("%b has %d names and %d texts", f, len(f.Names()), len(f.Texts()))
		}
	}
	for beyond := (all + 1); beyond != 0; beyond <<= 1 {
		want := fmt.Sprintf("rri: Flags(%#x) is not a set of flags: want some of no-data, ", uint16(beyond))
		if text, err := (beyond | rri.ZeroCell).MarshalText(); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%b is written as %q, %v; want %s", beyond, text, err, want)
		}
		if data, err := json.Marshal(beyond | rri.ZeroCell); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%b is written as %s, %v; want %s", beyond, data, err, want)
		}
	}
	for _, test := range []struct {
		text   string
		want   rri.Flags
		reason string
	}{
		{"undefined", rri.NoData, "the name of no-data in tables of earlier versions"},
		{"not-defined", rri.NoMethod, "the name of no-method in them"},
		{"zero-cell|undefined", rri.ZeroCell | rri.NoData, "beside another"},
		{"no-data|undefined", rri.NoData, "both names"},
		{"zero-cell|zero-cell", rri.ZeroCell, "twice"},
		{"small-count|unbounded", rri.SmallCount | rri.Unbounded, "in any order"},
	} {
		var got rri.Flags
		if err := got.UnmarshalText([]byte(test.text)); err != nil || got != test.want {
			t.Errorf("%q is read as %v, %v, want %v (%s)", test.text, got, err, test.want, test.reason)
		}
		data, err := json.Marshal(strings.Split(test.text, "|"))
		if err != nil {
			t.Fatal(err)
		}
		got = 0
		if err := json.Unmarshal(data, &got); err != nil || got != test.want {
			t.Errorf("%s is read as %v, %v, want %v (%s)", data, got, err, test.want, test.reason)
		}
	}
	if got := rri.NoData.String() + " " + rri.NoMethod.String(); got != "no-data no-method" {
		t.Errorf("the flags are written as %q, want their new names", got)
	}
	for _, test := range []struct{ text, reason string }{
		{"zero", "another name"}, {"|", "two empty names"}, {"zero-cell|", "an empty name"}, {"zero-cell, clipped", "another separator"}, {"Zero-Cell", "names are as they are written"}, {"1", "a number"},
		{"\x1b[31m", "a colour"}, {strings.Repeat("x", 1e6), "a megabyte"},
	} {
		f := rri.Clipped
		err := f.UnmarshalText([]byte(test.text))
		if err == nil || f != rri.Clipped {
			t.Errorf("%s: no error, or %v, want the flags as they were", test.reason, f)
			continue
		}
		if text := err.Error(); len(text) > 1000 || strings.ContainsRune(text, '\x1b') || !strings.Contains(text, "no-data, unbounded") {
			t.Errorf("%s: the error has %d bytes, want it short, clean and with the names: %.200q", test.reason, len(text), text)
		}
	}
}

func TestDesignEffectRange(t *testing.T) {
	for _, test := range []struct {
		designEffect float64
		ok           bool
		reason       string
	}{
		{0, true, "1 is meant"},
		{1, true, "the model's own variance"},
		{1.6, true, "clusters"},
		{0.01, true, "the least"},
		{0.009, false, "below it"},
		{math.Nextafter(0.01, 0), false, "the next number below it"},
		{1e-300, false, "nearly 0, and not 0"},
		{math.Copysign(0, -1), true, "0 with a sign is 0"},
		{-1, false, "no variance is negative"},
		{1 << 53, true, "the most"},
		{math.Nextafter(1<<53, math.Inf(1)), false, "the next number above it"},
		{math.Inf(1), false, "not finite"},
		{math.Inf(-1), false, "not finite"},
		{math.NaN(), false, "not a number"},
	} {
		for _, m := range []interface{ Validate() error }{
			rri.Rate{Events: 29, Population: 37_844, DesignEffect: test.designEffect},
			rri.Rate{DesignEffect: test.designEffect},
			rri.Proportion{Events: 7, Trials: 34, DesignEffect: test.designEffect},
			rri.Proportion{DesignEffect: test.designEffect},
		} {
			err := m.Validate()
			switch {
			case test.ok && err != nil:
				t.Errorf("%v: %v, want no error (%s)", m, err, test.reason)
			case !test.ok && (!errors.Is(err, rri.ErrCount) || !strings.Contains(err.Error(), "design effect")):
				t.Errorf("%v: error %v, want ErrCount that names the design effect (%s)", m, err, test.reason)
			}
		}
	}
}

func TestValidate(t *testing.T) {
	const most = rri.MaxCount
	for _, test := range []struct {
		m      interface{ Validate() error }
		want   string // in the error, "" for none
		reason string
	}{
		{rri.Rate{}, "", "nobody, and nothing happened"},
		{rri.Rate{Events: 5, Population: 2}, "", "one person may be counted twice"},
		{rri.Rate{Events: most, Population: float64(most)}, "", "the largest"},
		{rri.Rate{Events: most + 1, Population: 2}, "9007199254740993 events", "one more"},
		{rri.Rate{Events: -1, Population: 2}, "-1 events", "negative"},
		{rri.Rate{Events: 1}, "1 events in a population of 0", "no rate can be formed"},
		{rri.Rate{Events: 1, Population: -1}, "population -1", "negative"},
		{rri.Rate{Population: math.NaN()}, "population NaN", "not a number"},
		{rri.Rate{Population: math.Inf(1)}, "population +Inf", "not finite"},
		{rri.Rate{Population: 1e-10}, "at least 1e-9", "too small for its square"},
		{rri.Rate{Population: 1e-9}, "", "the smallest"},
		{rri.Rate{Population: math.Nextafter(float64(most), math.Inf(1))}, "at most 2^53", "too large"},
		{rri.Proportion{}, "", "nothing tried"},
		{rri.Proportion{Events: 3, Trials: 3}, "", "all of them"},
		{rri.Proportion{Events: 4, Trials: 3}, "4 events in 3 trials", "more than all"},
		{rri.Proportion{Events: -1, Trials: 3}, "-1 events", "negative"},
		{rri.Proportion{Events: 0, Trials: -3}, "-3 trials", "negative"},
		{rri.Proportion{Events: most, Trials: most}, "", "the largest"},
		{rri.Proportion{Events: 1, Trials: most + 1}, "9007199254740993 trials", "one more"},
	} {
		err := test.m.Validate()
		switch {
		case test.want == "" && err != nil:
			t.Errorf("%v: %v, want no error (%s)", test.m, err, test.reason)
		case test.want != "" && (!errors.Is(err, rri.ErrCount) || !strings.Contains(err.Error(), test.want)):
			t.Errorf("%v: error %v, want ErrCount with %q (%s)", test.m, err, test.want, test.reason)
		}
	}
}

func TestMeasureString(t *testing.T) {
	for _, test := range []struct {
		m            fmt.Stringer
		want, reason string
	}{
		{rri.Rate{Events: 29, Population: 37_844}, "29 in 37844", "whole people"},
		{rri.Rate{Events: 29, Population: 1_584_583.5}, "29 in 1584583.5", "person-time, without exponent"},
		{rri.Rate{Events: 1, Population: 1e-9}, "1 in 0.000000001", "the smallest population, without exponent"},
		{rri.Rate{}, "0 in 0", "nothing"},
		{rri.Rate{Events: 29, Population: 37_844, DesignEffect: 1}, "29 in 37844", "1 is what a count has anyhow"},
		{rri.Rate{Events: 29, Population: 37_844, DesignEffect: 1.6}, "29 in 37844 (design effect 1.6)", "clusters"},
		{rri.Rate{Events: 29, Population: 37_844, DesignEffect: 1.23456}, "29 in 37844 (design effect 1.23)", "three digits"},
		{rri.Proportion{Events: 70, Trials: 317}, "70 of 317", "outcomes"},
		{rri.Proportion{Events: 70, Trials: 317, DesignEffect: 2}, "70 of 317 (design effect 2)", "clusters"},
		{rri.Proportion{Events: -1, Trials: 3}, "-1 of 3", "what is no proportion prints too, for errors"},
	} {
		if got := test.m.String(); got != test.want {
			t.Errorf("%q, want %q (%s)", got, test.want, test.reason)
		}
		if got := fmt.Sprint(test.m); got != test.want {
			t.Errorf("printed as %q, want %q (%s)", got, test.want, test.reason)
		}
	}
}
