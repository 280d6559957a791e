package report

import (
	"testing"

	"github.com/seed-549880be/disparity/ethnicity"
)

func TestPercent(t *testing.T) {
	for _, test := range []struct {
		part, whole  int64
		want, reason string
	}{
		{0, 10000, "0 %", "exactly nothing"},
		{1, 10000, "<1 %", "not nothing"},
		{99, 10000, "<1 %", "below one"},
		{100, 10000, "1 %", "exactly one"},
		{9900, 10000, "99 %", "exactly 99"},
		{9901, 10000, ">99 %", "above 99"},
		{9999, 10000, ">99 %", "not everything"},
		{10000, 10000, "100 %", "exactly everything"},
		{0, 0, "—", "nothing of nothing"},
	} {
		if got := percent(test.part, test.whole); got != test.want {
			t.Errorf("percent(%d, %d) = %q, want %q (%s)", test.part, test.whole, got, test.want, test.reason)
		}
	}
}

func TestCount(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 999: "999", 1000: "1,000", 1234567: "1,234,567"} {
		if got := count(n); got != want {
			t.Errorf("count(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestBound(t *testing.T) {
	for _, test := range []struct {
		v      float64
		want   string
		reason string
	}{
		{0, "0.00", "exactly 0"},
		{1, "1.00", "exactly 1"},
		{0.998, "0.998", "the highest is below 1, so that no share would make it 1"},
		{1.0002, "1.0002", "the lowest is above 1"},
		{0.001, "0.0010", "not 0"},
		{15.524, "15.52", "two decimals do"},
		{1 + 1e-12, "1.000000000001", "above 1 by however little"},
	} {
		if got := bound(test.v); got != test.want {
			t.Errorf("bound(%v) = %q, want %q (%s)", test.v, got, test.want, test.reason)
		}
	}
}

func TestTippingShare(t *testing.T) {
	for share, want := range map[float64]string{0: "0.0 %", 0.0004: "<0.1 %", 0.063: "6.3 %", 0.9996: ">99.9 %", 1: "100.0 %"} {
		if got := tippingShare(share); got != want {
			t.Errorf("tippingShare(%v) = %q, want %q", share, got, want)
		}
	}
}

// TestNames: what stands in a sentence for forces, months and people of a group.
func TestNames(t *testing.T) {
	kent, essex := must(ethnicity.ParseForce("kent")), must(ethnicity.ParseForce("essex"))
	for _, test := range []struct{ got, want string }{
		{forceNames(nil), ""},
		{forceNames([]ethnicity.Force{kent}), "Kent"},
		{forceNames([]ethnicity.Force{{}, kent, essex}), "no named force, Kent and Essex"},
		{forceNames([]ethnicity.Force{kent, essex, kent, essex}), "4 police forces"},
		{monthName(0), "a month out of range"},
		{monthName(month("2023-01")), "January 2023"},
		{anyone(ethnicity.White), "a White person"},
		{anyone(ethnicity.Asian), "an Asian person"},
		{anyone(ethnicity.Other), "a person of the group Other"},
	} {
		if test.got != test.want {
			t.Errorf("%q, want %q", test.got, test.want)
		}
	}
}
