package unknown

import (
	"testing"

	"github.com/seed-549880be/disparity/rri"
)

// TestClip: a limit that is cut to the range says so, and one within it does not.
func TestClip(t *testing.T) {
	for _, test := range []struct {
		lower, upper float64
		want         rri.Estimate
	}{
		{-1.2, 0.5, rri.Estimate{Lower: -1, Upper: 0.5, Flags: rri.Clipped}},
		{-0.2, 1.5, rri.Estimate{Lower: -0.2, Upper: 1, Flags: rri.Clipped}},
		{-1, 1, rri.Estimate{Lower: -1, Upper: 1}},
	} {
		e := rri.Estimate{Lower: test.lower, Upper: test.upper}
		if clip(&e, -1, 1); e != test.want {
			t.Errorf("%v to %v: %v to %v, %v, want %v to %v, %v", test.lower, test.upper, e.Lower, e.Upper, e.Flags, test.want.Lower, test.want.Upper, test.want.Flags)
		}
	}
	// By the table: three people in agreement and one not, at a high level.
	r, err := Kappa(map[Accounts[string]]int64{{"a", "a"}: 2, {"b", "b"}: 2, {"a", "b"}: 1}, 0.999)
	if err != nil || r.Kappa.Upper != 1 || !r.Kappa.Flags.Has(rri.Clipped) {
		t.Errorf("kappa %v, %v, %v: want the upper limit 1, clipped", r.Kappa, r.Kappa.Flags, err)
	}
}
