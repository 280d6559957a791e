package peers_test

import (
	"fmt"
	"os"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/peers"
	"github.com/seed-549880be/disparity/rri/trend"
)

// mostSimilar are searches of persons by Avon and Somerset Police and the forces most similar to
// it, April 2019 to March 2020, among the residents of the census of 2011, and how many searches
// were of people of no known ethnicity (Race Disparity Unit, Ethnicity facts and figures: Stop and
// search by police force; Open Government Licence v3.0).
var mostSimilar = []struct {
	force                string
	white, whiteSearches int64
	black, blackSearches int64
	unknownSearches      int64
}{
	{"Avon and Somerset", 1491970, 4840, 30923, 747, 2314},
	{"Derbyshire", 949845, 1267, 10090, 70, 181},
	{"Essex", 1608308, 14410, 34679, 1642, 2772},
	{"Hampshire", 1771378, 6537, 17445, 689, 1256},
	{"Hertfordshire", 977495, 4597, 31401, 759, 1282},
	{"Kent", 1607681, 7091, 22879, 819, 1401},
	{"Staffordshire", 1032327, 4240, 8551, 295, 599},
	{"Sussex", 1505433, 6108, 14246, 673, 921},
}

// Where does a force stand among the forces most similar to it, which of them can it be told from,
// and does any stand out?
func Example() {
	s := peers.Set[string, rri.Rate]{Of: "most similar forces", Baseline: "White", Focus: "Avon and Somerset"}
	s.Measure, s.Events, s.Exposure = "search rate", "searches", "residents"
	for _, f := range mostSimilar {
		s.Units = append(s.Units, peers.Unit[string, rri.Rate]{
			Name: f.force,
			Counts: map[string]rri.Rate{
				"White": {Events: f.whiteSearches, Population: float64(f.white)},
				"Black": {Events: f.blackSearches, Population: float64(f.black)},
			},
			Unknown: rri.Rate{Events: f.unknownSearches},
		})
	}
	s.Units = append(s.Units, peers.Unit[string, rri.Rate]{Name: "Wiltshire", Missing: "left out, to show how it is named"})
	r, err := peers.Of(s, peers.Options{Sense: trend.UpIsWorse})
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := r.WriteText(os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Search rate · RRI of Black against White · most similar forces · method scas
	// Ranks are counted from the lowest RRI: of 8 the 1st is the lowest. Here higher
	//   is worse.
	// ▸ Avon and Somerset: It is 4th of 8 most similar forces, 1st being the lowest;
	//   its interval is 4th to 6th, and anything from 1st to 8th if those of no known
	//   group could be of any. It cannot be told from Kent and Staffordshire. No word
	//   beside the mean of the others: see below.
	// The mean, each unit counting once, is 7.74, with a 95 % interval of 7.48 to
	//   8.04.
	// unit                   RRI  95 % interval  rank  rank interval  beside the mean
	// Hertfordshire         5.14   4.76 –  5.55   1st  1st – 3rd      Below
	// Derbyshire            5.20   4.06 –  6.58   2nd  1st – 3rd      Below
	// Essex                 5.28   5.02 –  5.56   3rd  1st – 3rd      Below
	// ▸ Avon and Somerset   7.45   6.89 –  8.04   4th  4th – 6th      no word ¹
	// Kent                  8.12   7.55 –  8.72   5th  4th – 6th      Similar
	// Staffordshire         8.40   7.45 –  9.44   6th  4th – 6th      no word ¹
	// Hampshire            10.70   9.89 – 11.57   7th  7th – 8th      Above
	// Sussex               11.64  10.75 – 12.60   8th  7th – 8th      Above
	//
	// The RRI over the mean of the others, and the probability of being among the
	//   worst 2
	//                times                 among
	//                  the  95 %             the           RRI with      rank with
	// unit            mean  interval     worst 2  unknown  unknown ²     unknown ³
	// Hertfordshire   0.63  0.58 – 0.69   <0.1 %     19 %  3.72 – 14.56  1st – 8th
	// Derbyshire      0.64  0.50 – 0.81   <0.1 %     12 %  3.56 – 21.32  1st – 8th
	// Essex           0.65  0.61 – 0.70   <0.1 %     15 %  4.21 – 14.69  1st – 8th
	// ▸ Avon and      0.96  0.88 – 1.04   <0.1 %     29 %  4.67 – 31.92  1st – 8th
	//   Somerset
	// Kent            1.06  0.97 – 1.15   <0.1 %     15 %  6.30 – 23.07  1st – 8th
	// Staffordshire   1.10  0.97 – 1.24   <0.1 %     12 %  6.53 – 27.35  1st – 8th
	// Hampshire       1.46  1.34 – 1.60  >99.9 %     15 %  8.30 – 31.78  1st – 8th
	// Sussex          1.62  1.48 – 1.77  >99.9 %     12 %  9.34 – 29.13  1st – 8th
	// Without a value, and so without a rank: Wiltshire (left out, to show how it is
	//   named).
	// The interval of a rank, as 4th to 6th of 8: 3 units can be told to be lower and
	//   2 to be higher, and the others cannot be told from it. It is of one unit at a
	//   time.
	// The word is of the RRI over the mean of the others. Above, Below: all of its
	//   interval is on that side of 1. Similar: it lies within 0.8 to 1.25. Cannot
	//   tell: neither. No word: its footnote says why. Ranks and words are of the
	//   people whose group is recorded: the columns with unknown allow for the others.
	// ¹ the share of people of no known group differs by more than 5 points from that
	//   of the others, and how they fall could give another word
	// ² from the lowest to the highest limit over the ways in which the people of no
	//   known group could fall
	// ³ the ranks that are open if those of every unit could fall in any way
	//
	// Search rate · RRI of Black against White · which of the most similar forces can
	//   be told apart
	// At 95 % for all 28 pairs together 21 of them can be told apart. Each row below
	//   is a question of its own, with fewer comparisons: rows need not agree with
	//   each other, nor add up to that.
	// unit                 lower  higher  cannot be told from
	// Hertfordshire            0       5  Derbyshire, Essex
	// Derbyshire               0       5  Hertfordshire, Essex
	// Essex                    0       5  Hertfordshire, Derbyshire
	// ▸ Avon and Somerset      3       2  Kent, Staffordshire
	// Kent                     3       2  Avon and Somerset, Staffordshire
	// Staffordshire            3       2  Avon and Somerset, Kent
	// Hampshire                6       0  Sussex
	// Sussex                   6       0  Hampshire
	// Units that cannot be told apart need not be alike: the counts do not settle
	//   which is higher.
	//
	// Search rate · RRI of Black against White · funnel
	// The middle of the funnel is 6.87: all units together.
	// The units scatter about it 89.2 times as much as chance has it (the most extreme
	//   tenth at either end drawn in). The limits are wider by what units differ by
	//   (calibrated): a standard deviation of 0.39 of the log of their true values.
	//   Within them is no more than not odd among these units.
	// unit                   RRI  95 % limits   99.8 % limits     z  position
	// Hertfordshire         5.14  3.20 – 14.70  2.05 – 22.78   -0.7  within
	// Derbyshire            5.20  3.03 – 14.90  1.80 – 23.14   -0.7  within
	// Essex                 5.28  3.21 – 14.68  2.07 – 22.74   -0.7  within
	// ▸ Avon and Somerset   7.45  3.19 – 14.70  2.04 – 22.79   +0.2  within
	// Kent                  8.12  3.19 – 14.70  2.04 – 22.77   +0.4  within
	// Staffordshire         8.40  3.15 – 14.75  1.97 – 22.86   +0.5  within
	// Hampshire            10.70  3.18 – 14.71  2.02 – 22.80   +1.1  within
	// Sussex               11.64  3.18 – 14.72  2.01 – 22.80   +1.4  within
	// The limits hold 95 and 99.8 in 100 units of the same size whose true RRI differs
	//   from the target as units do. z is how many standard deviations the value is
	//   above the target.
}
