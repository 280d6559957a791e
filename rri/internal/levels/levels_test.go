package levels

import (
	"errors"
	"math"
	"testing"

	_ "pgregory.net/rapid" // for its flags: go test ./... -rapid.checks=N
)

func TestLevels(t *testing.T) {
	for _, test := range []struct {
		level, want float64
		valid       bool
	}{
		{0, 0.95, true},
		{math.Copysign(0, -1), 0.95, true},
		{0.5, 0.5, true},
		{math.SmallestNonzeroFloat64, math.SmallestNonzeroFloat64, true},
		{math.Nextafter(1, 0), math.Nextafter(1, 0), true},
		{1, 1, false},
		{-0.1, -0.1, false},
		{math.Inf(1), math.Inf(1), false},
		{math.NaN(), math.NaN(), false},
	} {
		if got := Of(test.level); got != test.want && !math.IsNaN(test.want) {
			t.Errorf("Of(%v) = %v, want %v", test.level, got, test.want)
		}
		if err := Validate(test.level); (err == nil) != test.valid || (err != nil && !errors.Is(err, ErrOption)) {
			t.Errorf("Validate(%v): error %v, want valid: %v", test.level, err, test.valid)
		}
	}
}

func TestSmall(t *testing.T) {
	for _, test := range []struct {
		count float64
		below int64
		want  bool
		valid bool
	}{
		{4, 0, true, true},
		{5, 0, false, true},
		{4, 5, true, true},
		{9, 10, true, true},
		{9.5, 10, true, true},
		{10, 10, false, true},
		{0, 1, true, true},
		{1, 1, false, true},
		{1e15, 1 << 53, true, true},
		{0, -1, false, false},
		{0, 1<<53 + 1, true, false},
	} {
		if got := Small(test.count, test.below); got != test.want {
			t.Errorf("Small(%v, %d) = %v, want %v", test.count, test.below, got, test.want)
		}
		if err := ValidateSmall(test.below); (err == nil) != test.valid || (err != nil && !errors.Is(err, ErrOption)) {
			t.Errorf("ValidateSmall(%d): error %v, want valid: %v", test.below, err, test.valid)
		}
	}
}
