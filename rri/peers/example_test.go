package peers_test

import (
	"fmt"
	"os"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/peers"
)

// districts returns the searches of White and Black people of so many residents in the districts of
// a made-up force.
func districts() peers.Set[string, rri.Rate] {
	s := peers.Set[string, rri.Rate]{Of: "districts", Baseline: "White"}
	s.Measure, s.Events, s.Exposure = "search rate", "searches", "residents"
	for _, d := range []struct {
		name                   string
		white, black           int64 // searches
		whitePeople, blackOnes float64
	}{
		{"Northgate", 410, 96, 90_000, 5_200},
		{"Riverside", 230, 31, 61_000, 2_900},
		{"Hillfields", 120, 9, 42_000, 350},
		{"Old Town", 505, 88, 70_000, 4_800},
		{"Marsh End", 60, 2, 25_000, 400},
		{"Station", 380, 150, 52_000, 6_100},
	} {
		s.Units = append(s.Units, peers.Unit[string, rri.Rate]{Name: d.name, Counts: map[string]rri.Rate{
			"White": {Events: d.white, Population: d.whitePeople},
			"Black": {Events: d.black, Population: d.blackOnes},
		}})
	}
	return s
}

// Where does a district stand? A rank without its interval says more than the counts do.
func ExampleOf() {
	r, err := peers.Of(districts(), peers.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, row := range r.Groups[0].Rows {
		fmt.Printf("%-10s %.2f, rank %d (%d to %d), %s\n", row.Unit, row.Value, row.Rank.Rank, row.Rank.Lower, row.Rank.Upper, row.Word)
	}
	// Output:
	// Marsh End  2.08 (0.36 to 7.04), rank 1 (1 to 6), Cannot tell
	// Old Town   2.54 (2.02 to 3.17), rank 2 (1 to 4), Below
	// Riverside  2.84 (1.92 to 4.07), rank 3 (1 to 5), Cannot tell
	// Station    3.36 (2.78 to 4.06), rank 4 (1 to 6), Cannot tell
	// Northgate  4.05 (3.23 to 5.04), rank 5 (2 to 6), Cannot tell
	// Hillfields 9.00 (4.32 to 16.96), rank 6 (4 to 6), Above
}

// Which districts can be told apart? Of one unit by its own comparisons, as its rank has it, and of
// all pairs together.
func ExampleRow() {
	r, err := peers.Of(districts(), peers.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	c := r.Groups[0]
	for _, row := range c.Rows {
		fmt.Printf("%s cannot be told from %d of the others\n", row.Unit, len(row.Alike))
	}
	for _, p := range c.Pairs {
		if p.Apart {
			fmt.Printf("%s is below %s: %.2f times as high, adjusted p %.4f\n", p.Lower, p.Higher, p.Ratio, p.P)
		}
	}
	// Output:
	// Marsh End cannot be told from 5 of the others
	// Old Town cannot be told from 3 of the others
	// Riverside cannot be told from 4 of the others
	// Station cannot be told from 5 of the others
	// Northgate cannot be told from 4 of the others
	// Hillfields cannot be told from 2 of the others
	// Old Town is below Hillfields: 3.54 (1.65 to 6.96) times as high, adjusted p 0.0423
}

// Does a district stand out for its size? The funnel asks so; the outlier lines of an inspectorate
// do not.
func ExampleFunnel() {
	r, err := peers.Of(districts(), peers.Options{Overdispersion: peers.ChanceAlone, OutlierLines: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	for name, sheet := range r.Sheets() {
		if name == "funnel" || name == "lines" {
			sheet.Width = 72
			if err := sheet.WriteText(os.Stdout); err != nil {
				fmt.Println(err)
			}
		}
	}
	// Output:
	// Search rate · RRI of Black against White · funnel
	// The middle of the funnel is 3.25: all units together.
	// The units scatter about it 2.2 times as much as chance has it (the most
	//   extreme tenth at either end drawn in). The limits leave that aside, as
	//   was asked.
	// unit         RRI  95 % limits  99.8 % limits     z  position
	// Marsh End   2.08  0.15 – 7.74     0 – 11.48   -0.6  within
	// Old Town    2.54  2.61 – 3.96  2.27 –  4.42   -2.2  below 95 %
	// Riverside   2.84  2.18 – 4.51  1.65 –  5.35   -0.7  within
	// Station     3.36  2.67 – 3.91  2.36 –  4.34   +0.4  within
	// Northgate   4.05  2.52 – 4.07  2.14 –  4.60   +1.9  within
	// Hillfields  9.00  0.26 – 7.32     0 – 10.49   +2.6  above 95 %
	// The limits hold 95 and 99.8 in 100 units of the same size whose true RRI
	//   is the target. z is how many standard deviations the value is above
	//   the target.
	// Search rate · RRI of Black against White · outlier lines of the
	//   inspectorate
	// One standard deviation either side of the mean of 6 districts, each
	//   counting once: mean 3.98, standard deviation 2.55.
	// Shapiro and Wilk: W 0.743, p 0.0169: not normal, and by the rule the
	//   lines are those on the logs.
	// Above the lines: Hillfields.
	// Below the lines: Marsh End.
	// lines on    lower  upper  below  above  by the rule
	// the values   1.43   6.53      0      1
	// their logs   2.09   5.87      1      1  these
	// The lines take all districts as equally well measured. Of values with a
	//   normal distribution about a third (32 in 100) lie beyond one standard
	//   deviation of their mean, whether chance alone makes them differ or
	//   more than chance: here it is 2 of 6. One with few events is outside
	//   easily, by chance; one with many can be inside, and yet further from
	//   the others than chance leaves it. The funnel has limits of each one's
	//   own size, and asks who is further from the target than chance: beyond
	//   its 95 % limits it is 2 of 6.
}

// What of districts with few searches? Each value is drawn towards the others, the more the less is
// known of it.
func ExampleShrunken() {
	r, err := peers.Of(districts(), peers.Options{Shrink: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, row := range r.Groups[0].Rows {
		fmt.Printf("%-10s %.2f, by itself %.2f\n", row.Unit, row.Shrunken.Value, row.Value)
	}
	// Output:
	// Marsh End  3.21 (1.84 to 4.86), by itself 2.08 (0.36 to 7.04)
	// Old Town   2.78 (2.20 to 3.40), by itself 2.54 (2.02 to 3.17)
	// Riverside  3.10 (2.26 to 3.99), by itself 2.84 (1.92 to 4.07)
	// Station    3.35 (2.82 to 3.97), by itself 3.36 (2.78 to 4.06)
	// Northgate  3.75 (3.06 to 4.69), by itself 4.05 (3.23 to 5.04)
	// Hillfields 3.80 (2.72 to 7.28), by itself 9.00 (4.32 to 16.96)
}

// How does a district stand beside the force? The force is taken without the district, and beside a
// published figure as it was printed.
func ExampleStandard() {
	s := districts()
	s.Standards = []peers.Standard[string, rri.Rate]{
		{
			Name: "the force", Holds: []string{"Northgate", "Riverside", "Hillfields", "Old Town", "Marsh End", "Station"},
			Counts: map[string]rri.Rate{"White": {Events: 1705, Population: 340_000}, "Black": {Events: 376, Population: 19_750}},
		},
		{Name: "England and Wales", Source: "Home Office, as printed", Index: map[string]float64{"Black": 8.9}},
	}
	r, err := peers.Of(s, peers.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, b := range r.Groups[0].Standards {
		row := b.Rows[len(b.Rows)-1]
		fmt.Printf("%s is %.2f times %s, which is %.2f without it\n", row.Unit, row.Ratio, b.Name, row.Without.Value)
	}
	// Output:
	// Hillfields is 2.53 (1.20 to 4.82) times the force, which is 3.56 without it
	// Hillfields is 1.01 (0.49 to 1.91) times England and Wales, which is 8.90 without it
}

// Is it so in another measure too? Arrests beside searches, in the same districts.
func ExampleSideBySide() {
	arrests := districts()
	arrests.Measure, arrests.Events = "arrest rate", "arrests"
	for _, u := range arrests.Units {
		for g, m := range u.Counts {
			u.Counts[g] = rri.Rate{Events: (m.Events + 2) / 4, Population: m.Population}
		}
	}
	p, err := peers.SideBySide(districts(), arrests, peers.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := p.WriteText(os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Search rate beside arrest rate · RRI of Black against White · method scas ¹
	// The ratio is arrest rate over search rate.
	// Rank correlation (Spearman) of search rate and arrest rate over 6 districts:
	//   +0.43 (95 % interval: -0.62 to +0.93).
	// unit        search rate  95 % interval     arrest rate  95 % interval
	// Northgate          4.05  3.23 –  5.04             4.03  2.54 –  6.20
	// Riverside          2.84  1.92 –  4.07             2.90  1.30 –  5.81
	// Hillfields         9.00  4.32 – 16.96             8.00  1.38 – 27.95   ²
	// Old Town           2.54  2.02 –  3.17             2.55  1.59 –  3.94
	// Marsh End          2.08  0.36 –  7.04   ²         4.17  0.23 – 22.51   ²
	// Station            3.36  2.78 –  4.06             3.41  2.32 –  4.94
	//
	// unit        ratio  95 % interval
	// Northgate    1.00   0.60 –  1.62
	// Riverside    1.02   0.43 –  2.27
	// Hillfields   0.89   0.14 –  3.84  ²
	// Old Town     1.00   0.59 –  1.64
	// Marsh End    2.00  0.080 – 24.06  ²
	// Station      1.01   0.66 –  1.54
	// ¹ the same people may be in both measures; the intervals of the ratio take the
	//   measures as independent, and are then too wide rather than too narrow
	// ² a count below 5: read the interval, not the estimate
}
