package main

import "testing"

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
