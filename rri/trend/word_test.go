package trend

import (
	"math"
	"testing"

	"github.com/seed-549880be/disparity/rri/internal/enum/enumtest"
)

func TestWord(t *testing.T)  { enumtest.Check[Word](t, Words(), ParseWord) }
func TestSense(t *testing.T) { enumtest.Check[Sense](t, Senses(), ParseSense) }

func TestWordOf(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, test := range []struct {
		lower, upper, margin float64
		want                 Word
		reason               string
	}{
		{1.01, 1.3, 0.1, Increasing, "it lies above 1"},
		{1.0000001, 1.02, 0.1, Increasing, "above 1, however little: it is no Stable"},
		{0.7, 0.99, 0.1, Reducing, "below 1"},
		{0.95, 1.05, 0.1, Stable, "within the margin"},
		{0.9, 1.1, 0.1, Stable, "the ends of the margin are in it"},
		{0.89, 1.05, 0.1, CannotTell, "beyond the margin below"},
		{0.95, 1.11, 0.1, CannotTell, "beyond the margin above"},
		{0.95, 1.05, 0.01, CannotTell, "another margin"},
		{1, 1.3, 0.1, CannotTell, "an interval that touches 1 does not leave it out"},
		{0.7, 1, 0.1, CannotTell, "nor from below"},
		{1, 1, 0.1, Stable, "a point"},
		{0, inf, 0.1, CannotTell, "unbounded"},
		{1.2, inf, 0.1, Increasing, "one limit alone"},
		{nan, nan, 0.1, NoWord, "there is no interval"},
		{nan, 0.8, 0.1, NoWord, "nor half of one"},
		{0.95, 1.2, 0.5, Stable, "a wide margin"},
	} {
		if got := wordOf(test.lower, test.upper, test.margin); got != test.want {
			t.Errorf("%v to %v with %v: %s, want %s: %s", test.lower, test.upper, test.margin, got, test.want, test.reason)
		}
	}
}

func TestSenseOf(t *testing.T) {
	for _, test := range []struct {
		sense Sense
		word  Word
		want  string
	}{
		{UpIsWorse, Increasing, "worse"}, {UpIsWorse, Reducing, "better"},
		{UpIsBetter, Increasing, "better"}, {UpIsBetter, Reducing, "worse"},
		{Neither, Increasing, ""}, {Neither, Reducing, ""},
		{UpIsWorse, Stable, ""}, {UpIsWorse, CannotTell, ""}, {UpIsBetter, NoWord, ""},
	} {
		if got := test.sense.Of(test.word); got != test.want {
			t.Errorf("%s of %s: %q, want %q", test.word, test.sense, got, test.want)
		}
	}
}
