package sheet

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestRounding: what the tables print for one number.
func TestRounding(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	nulls := []float64{1, 1}
	limit := func(v float64) string { return Limit(Ratio, v, 2, nulls...) }
	p := func(v float64) string { return P(v, 1-0.95) }
	for _, test := range []struct {
		got, want, reason string
	}{
		{limit(2.345), "2.35", "two decimals (2.345 is just above in binary)"},
		{limit(1.004), "1.004", "is not 1"},
		{limit(0.9996), "0.9996", "is not 1"},
		{limit(1), "1.00", "is 1"},
		{limit(1 + 1e-14), "1.00", "is 1 but for rounding errors"},
		{limit(0), "0", "none at all"},
		{limit(0.0123), "0.012", "two significant digits below 0.1"},
		{limit(0.0996), "0.100", "as above"},
		{limit(0.0000123), "1.2e-05", "very small"},
		{limit(99.96), "99.96", "two decimals below 100"},
		{limit(123.45), "123.5", "one from 100"},
		{limit(12345.6), "12,346", "none from 1000"},
		{limit(12345678), "1.23e+07", "very large"},
		{limit(inf), "∞", "no bound"},
		{limit(nan), "—", "people never see NaN"},
		{Limit(Ratio, 1.2503, 2, 1, 1.25), "1.2503", "is not the margin"},
		{p(0.0312), "0.0312", "four decimals below 0.1"},
		{p(0.04996), "0.04996", "is not 0.05"},
		{p(0.0500001), "0.0500001", "is not 0.05"},
		{p(0.05), "0.0500", "is 0.05"},
		{p(0.456789), "0.457", "three decimals above 0.1"},
		{p(1), "1.000", "one"},
		{p(0.00099), "<0.001", "small"},
		{p(1e-300), "<0.001", "very small"},
		{p(0), "<0.001", "less than any float64"},
		{p(nan), "—", "no test"},
		{P(0.00012, 1-0.9999), "1.2e-04", "a level for which 0.001 is not small"},
		{P(0.0001001, 1-0.9999), "1.001e-04", "is not 0.0001"},
		{P(0, 1-0.9999), "<1e-300", "less than any float64"},
		{Signed(3.21, 1), "+3.2", "sign"},
		{Signed(-0.04, 1), "-0.040", "is not zero"},
		{Signed(math.Copysign(0, -1), 1), "0.0", "zero has no sign"},
		{Signed(-inf, 1), "-∞", "no bound"},
		{Fixed(1234567.25, 1), "1,234,567.2", "thousands (to even)"},
		{Fixed(1e16, 1), "1.00e+16", "too wide for digits"},
		{Fixed(1e-9, 1), "1.0e-09", "is not zero"},
		{Fixed(0.0006, 2), "0.00060", "is not zero"},
		{Count(-1234567).Text, "-1,234,567", "a count that no one checked"},
		{Count(999).Text, "999", "no thousands"},
		{Exposure(1584583).Text, "1,584,583", "people"},
		{Exposure(0.0123).Text, "0.0123", "person-time"},
		{Exposure(123.456).Text, "123.5", "person-time"},
		{Percent(0.95), "95 %", "level"},
		{Percent(0.999), "99.9 %", "level"},
		{Percent(0.29), "29 %", "100*0.29 is 28.999999999999996"},
		{Percent(1 - 1e-9), "99.9999999 %", "level"},
		{Superscript(1205), "¹²⁰⁵", "every digit"},
	} {
		if test.got != test.want {
			t.Errorf("got %q, want %q: %s", test.got, test.want, test.reason)
		}
	}
}

// plain reads a number as it is printed for people.
func plain(t *rapid.T, s string) float64 {
	switch s {
	case "∞":
		return math.Inf(1)
	case "-∞":
		return math.Inf(-1)
	}
	v, err := strconv.ParseFloat(strings.ReplaceAll(s, ",", ""), 64)
	if err != nil {
		t.Fatalf("%q is not a number", s)
	}
	return v
}

// TestRoundingDoesNotMislead: the printed interval is on the same side of 1 and of the margin as
// the interval, its ends are apart, the printed p-value is on the same side of the level, nothing
// becomes zero, and no number is further off than its last digit but one.
func TestRoundingDoesNotMislead(t *testing.T) {
	number := rapid.OneOf(
		rapid.Float64Range(0, 4),
		rapid.Float64Range(0.99, 1.01),
		rapid.Map(rapid.Float64Range(-12, 12), func(x float64) float64 { return math.Pow(10, x) }),
		rapid.Map(rapid.Float64Range(-10, -3), func(x float64) float64 { return 1 + math.Pow(10, x) }),
		rapid.Map(rapid.Float64Range(-10, -3), func(x float64) float64 { return 1 - math.Pow(10, x) }),
		rapid.SampledFrom([]float64{0, 0.8, 1, 1.25, math.Inf(1)}),
	)
	rapid.Check(t, func(t *rapid.T) {
		lower, upper := number.Draw(t, "lower"), number.Draw(t, "upper")
		if lower > upper {
			lower, upper = upper, lower
		}
		if math.IsInf(lower, 1) || (lower != upper && upper-lower < 1e-9*upper) {
			t.Skip("no interval of counts")
		}
		nulls := []float64{1, rapid.SampledFrom([]float64{1, 0.8, 1.25}).Draw(t, "null")}
		level := rapid.SampledFrom([]float64{0.5, 0.95, 0.9999}).Draw(t, "level")
		lowerText, upperText, digits := Limits(Ratio, lower, upper, 2, nulls...)
		if (lower == upper) != (lowerText == upperText) {
			t.Fatalf("%v to %v prints as %s to %s", lower, upper, lowerText, upperText)
		}
		for _, pair := range []struct {
			v    float64
			text string
		}{{lower, lowerText}, {upper, upperText}, {lower, Ratio(lower, digits)}} {
			got := plain(t, pair.text)
			if math.Abs(got-pair.v) > 0.05*pair.v {
				t.Fatalf("%v prints as %s", pair.v, pair.text)
			}
			if (got == 0) != (pair.v == 0) {
				t.Fatalf("%v prints as %s", pair.v, pair.text)
			}
		}
		for _, null := range nulls {
			for v, text := range map[float64]string{lower: lowerText, upper: upperText} {
				got := plain(t, text)
				if math.Abs(v-null) > 1e-12 && ((got > null) != (v > null) || (got < null) != (v < null)) {
					t.Fatalf("%v prints as %s beside the null value %v", v, text, null)
				}
			}
		}
		p := rapid.OneOf(rapid.Float64Range(0, 1), rapid.Float64Range(0, 0.0015), rapid.Float64Range(0.0499, 0.0501), rapid.Float64Range(0.00009999, 0.00010001)).Draw(t, "p")
		alpha := 1 - level
		text := P(p, alpha)
		if bound, ok := strings.CutPrefix(text, "<"); ok {
			if b := plain(t, bound); p >= b || b > alpha {
				t.Fatalf("p %v at level %v prints as %s", p, level, text)
			}
			return
		}
		got := plain(t, text)
		if math.Abs(got-p) > 0.05*p || (math.Abs(p-alpha) > 1e-11*alpha && (got < plain(t, fmt.Sprintf("%.6g", alpha))) != (p < alpha)) {
			t.Fatalf("p %v at level %v prints as %s", p, level, text)
		}
	})
}

// TestLimitsAreTwoNumbers: beside a power of ten the numbers below have a decimal more than those
// above, so that texts which differ may still say one number.
func TestLimitsAreTwoNumbers(t *testing.T) {
	for _, test := range []struct {
		lower, upper, null   float64
		wantLower, wantUpper string
		wantDigits           int
		reason               string
	}{
		{0.09979, 0.10329, 1, "0.0998", "0.103", 3, "0.100 and 0.10 are one number"},
		{0.00998, 0.01003, 1, "0.00998", "0.0100", 3, "so are 0.0100 and 0.010"},
		{0.000998, 0.00103, 1, "0.000998", "0.00103", 3, "and 0.00100 and 0.0010"},
		{0.0000998, 0.000101, 1, "9.98e-05", "0.000101", 3, "and 1.0e-04 and 0.00010"},
		{99.996, 100.04, 1, "99.996", "100.04", 3, "and 100.00 and 100.0"},
		{999.96, 1000.4, 1, "999.96", "1,000.4", 3, "and 1,000.0 and 1,000"},
		{999999.7, 1000001, 1, "999,999.7", "1.000e+06", 3, "and 1,000,000 and 1.00e+06"},
		{0.098, 0.099775, 0.1, "0.098", "0.0998", 2, "an upper limit of 0.100 would be the null value 0.10"},
		{1.00499, 1.00501, 1.01, "1.00499", "1.00501", 5, "the digits that tell each from a null value bring them together"},
		{0.0996, 0.3, 1, "0.100", "0.30", 2, "no digits more than it takes"},
	} {
		lower, upper, digits := Limits(Ratio, test.lower, test.upper, 2, 1, test.null)
		if lower != test.wantLower || upper != test.wantUpper || digits != test.wantDigits {
			t.Errorf("%v to %v beside %v: %s to %s with %d decimals, want %s to %s with %d: %s",
				test.lower, test.upper, test.null, lower, upper, digits, test.wantLower, test.wantUpper, test.wantDigits, test.reason)
		}
	}
}

// TestLimitsAroundPowersOfTen: in every style the two ends of an interval print as two numbers in
// their order, neither as a null value nor on its other side, and what is between them prints
// between them.
func TestLimitsAroundPowersOfTen(t *testing.T) {
	percent := func(v float64, digits int) string { return Fixed(100*v, digits) }
	styles := []func(float64, int) string{Ratio, Fixed, Signed, percent}
	rapid.Check(t, func(t *rapid.T) {
		style := rapid.IntRange(0, len(styles)-1).Draw(t, "style")
		smallest := -9
		if style > 0 { // these have no more than 15 decimals
			smallest = -4
		}
		decimals := rapid.IntRange(0, 3).Draw(t, "decimals")
		near := rapid.Custom(func(t *rapid.T) float64 {
			center := math.Pow(10, float64(rapid.IntRange(smallest, 9).Draw(t, "power")))
			return center * (1 + math.Copysign(math.Pow(10, rapid.Float64Range(-8, -0.5).Draw(t, "distance")), rapid.Float64Range(-1, 1).Draw(t, "side")))
		})
		lower := near.Draw(t, "lower")
		upper := rapid.OneOf(near, rapid.Map(rapid.Float64Range(-7, -0.5), func(x float64) float64 { return lower * (1 + math.Pow(10, x)) })).Draw(t, "upper")
		if lower > upper {
			lower, upper = upper, lower
		}
		if upper-lower < 1e-8*upper {
			t.Skip("one number")
		}
		power := math.Pow(10, math.Round(math.Log10(upper)))
		nulls := []float64{power, rapid.SampledFrom([]float64{power, 1, 0.1, 1.25}).Draw(t, "null")}
		lowerText, upperText, digits := Limits(styles[style], lower, upper, decimals, nulls...)
		least, most := plain(t, lowerText), plain(t, upperText)
		if least >= most {
			t.Fatalf("%v to %v prints as %s to %s", lower, upper, lowerText, upperText)
		}
		for _, null := range nulls {
			said := plain(t, styles[style](null, maxDigits-1))
			for _, limit := range []struct{ v, said float64 }{{lower, least}, {upper, most}} {
				if math.Abs(limit.v-null) > 1e-9*null && ((limit.said > said) != (limit.v > null) || (limit.said < said) != (limit.v < null)) {
					t.Fatalf("%v to %v prints as %s to %s beside the null value %v", lower, upper, lowerText, upperText, null)
				}
			}
		}
		value := min(upper, lower+rapid.Float64Range(0, 1).Draw(t, "part")*(upper-lower))
		if text := Limit(styles[style], value, digits, nulls...); plain(t, text) < least || plain(t, text) > most {
			t.Fatalf("%v prints as %s beside %s to %s", value, text, lowerText, upperText)
		}
	})
}
