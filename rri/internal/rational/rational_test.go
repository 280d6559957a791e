package rational

import (
	"errors"
	"math/big"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	_ "pgregory.net/rapid" // for its flags: go test ./... -rapid.checks=N
)

func TestCompare(t *testing.T) {
	tests := []struct {
		group, baseline rri.Proportion
		num, den        int64
		want            int
		ok              bool
		reason          string
	}{
		{rri.Proportion{Events: 48, Trials: 100}, rri.Proportion{Events: 60, Trials: 100}, 4, 5, 0, true, "exactly four fifths"},
		{rri.Proportion{Events: 47, Trials: 100}, rri.Proportion{Events: 60, Trials: 100}, 4, 5, -1, true, "one below"},
		{rri.Proportion{Events: 49, Trials: 100}, rri.Proportion{Events: 60, Trials: 100}, 4, 5, 1, true, "one above"},
		{rri.Proportion{Events: 1, Trials: 2}, rri.Proportion{Trials: 9}, 5, 4, 1, true, "a baseline without events: infinite"},
		{rri.Proportion{Trials: 2}, rri.Proportion{Trials: 9}, 1, 1, 0, false, "no events in either"},
		{rri.Proportion{}, rri.Proportion{Events: 1, Trials: 9}, 1, 1, 0, false, "no trials in the group"},
		{rri.Proportion{Events: 1, Trials: 1}, rri.Proportion{}, 1, 1, 0, false, "no trials in the baseline"},
		{
			rri.Proportion{Events: 1<<53 - 1, Trials: 1 << 53}, rri.Proportion{Events: 1<<53 - 2, Trials: 1<<53 - 1}, 1, 1, 1, true,
			"rates that differ by 1e-32: products of 106 bits",
		},
	}
	for _, test := range tests {
		if got, ok := Compare(test.group, test.baseline, test.num, test.den); got != test.want || ok != test.ok {
			t.Errorf("Compare(%v, %v, %d/%d) = %d, %v; want %d, %v: %s", test.group, test.baseline, test.num, test.den, got, ok, test.want, test.ok, test.reason)
		}
	}
	// 0.1 is not a tenth in binary: the population is taken at the value it has, a little more than
	// a tenth.
	if got, _ := Compare(rri.Rate{Events: 1, Population: 0.1}, rri.Rate{Events: 10, Population: 1}, 1, 1); got != -1 {
		t.Errorf("1 in 0.1 against 10 in 1: %d, want -1", got)
	}
}

func TestFloorCeil(t *testing.T) {
	tests := []struct {
		num, den, floor, ceil int64
	}{{7, 2, 3, 4}, {-7, 2, -4, -3}, {6, 2, 3, 3}, {-6, 2, -3, -3}, {0, 1, 0, 0}}
	for _, test := range tests {
		r := big.NewRat(test.num, test.den)
		if f, c := Floor(r), Ceil(r); f.Int64() != test.floor || c.Int64() != test.ceil {
			t.Errorf("%v: floor %v, ceil %v; want %d, %d", r, f, c, test.floor, test.ceil)
		}
	}
}

func TestCheck(t *testing.T) {
	good := rri.Rate{Events: 1, Population: 2}
	if err := Check(good, good); err != nil {
		t.Error(err)
	}
	for _, pair := range [][2]rri.Rate{{{Events: -1, Population: 2}, good}, {good, {Events: 1}}} {
		if err := Check(pair[0], pair[1]); !errors.Is(err, rri.ErrCount) {
			t.Errorf("%v: error %v, want ErrCount", pair, err)
		}
	}
}
