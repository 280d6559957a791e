package counts

import (
	"math"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// TestFurtherAgainstR: the figures of the further sections are those of R 4: rma.mh of metafor for
// the adjusted index, poisson.test for a standardised ratio, and for power the sum over all pairs
// of Poisson counts whose exact conditional test, by pbinom, rejects.
func TestFurtherAgainstR(t *testing.T) {
	const proportions = "age,group,upheld,trials\n10-17,White,50,200\n10-17,Black,30,90\n18+,White,100,310\n18+,Black,27,60\n35+,White,4,30\n35+,Black,3,11\n"
	wald := Options{Options: rri.Options{Method: rri.Wald}, Within: []string{"age"}}
	exact := Options{Options: rri.Options{Method: rri.Exact}, Within: []string{"age"}}
	rates := dataOf[Within](t, tableOf(t, byAge, tidy.Options{}), wald)
	shares := dataOf[Within](t, tableOf(t, proportions, tidy.Options{}), wald)
	standardised := dataOf[Standardised](t, tableOf(t, onlyInTotal, tidy.Options{}), exact).Rows[0].Ratio
	plan := dataOf[Plan](t, tableOf(t, byMonth, tidy.Options{}), Options{Options: rri.Options{Method: rri.Exact}, Power: 1.4})
	black, asian, upheld := rates.Groups[0].Row.Index, rates.Groups[1].Row.Index, shares.Groups[0].Row.Index
	for _, test := range []struct {
		name      string
		got, want float64
		digits    float64 // the relative error that R's own search leaves
	}{
		{"rates, Black", black.Value, 2.58973007169971, 1e-13},
		{"rates, Black, lower", black.Lower, 2.16456284033138, 1e-13},
		{"rates, Black, upper", black.Upper, 3.09840939671635, 1e-13},
		{"rates, Black, p", black.P, 2.49031276149877e-25, 1e-10},
		{"rates, Asian", asian.Value, 0.666666666666666, 1e-13},
		{"rates, Asian, lower", asian.Lower, 0.465165320822074, 1e-13},
		{"rates, Asian, upper", asian.Upper, 0.955454812622295, 1e-13},
		{"rates, Asian, p", asian.P, 0.027235796241676, 1e-12},
		{"proportions", upheld.Value, 1.3871098941148592, 1e-13},
		{"proportions, lower", upheld.Lower, 1.0876353535393297, 1e-13},
		{"proportions, upper", upheld.Upper, 1.7690431375645421, 1e-13},
		{"proportions, p", upheld.P, 0.0083660744777504, 1e-12},
		{"172 of 64, lower", standardised.Lower, 2.30086197144306, 1e-13},
		{"172 of 64, upper", standardised.Upper, 3.12051563985484, 1e-13},
		{"172 of 64, p", standardised.P, 1.09548528497424e-28, 1e-10},
		{"found of Black", plan.Rows[0].Detectable.Above, 1.400102308524561, 1e-8},
		{"found of Black, below", plan.Rows[0].Detectable.Below, 0.660872670761321, 1e-8},
		{"found of Asian", plan.Rows[1].Detectable.Above, 1.807060687292509, 1e-8},
		{"found of Asian, below", plan.Rows[1].Detectable.Below, 0.403085210808007, 1e-8},
		{"times the counts of Black", float64(plan.Rows[0].Needed.Times), 2, 0},
		{"power then", plan.Rows[0].Needed.Power.Above, 0.977854540280019, 1e-10},
		{"times the counts of Asian", float64(plan.Rows[1].Needed.Times), 4, 0},
		{"power then, of Asian", plan.Rows[1].Needed.Power.Above, 0.851834816256473, 1e-10},
		{"months of Black", float64(plan.Rows[0].Periods), 4, 0},
		{"months of Asian", float64(plan.Rows[1].Periods), 11, 0},
	} {
		if !(math.Abs(test.got-test.want) <= test.digits*math.Abs(test.want)) {
			t.Errorf("%s: %.15g, want %.15g", test.name, test.got, test.want)
		}
	}
}
