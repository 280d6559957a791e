package counts_test

import (
	"fmt"
	"os"
	"strings"

	"github.com/seed-549880be/disparity/rri/counts"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// notStated is how these tables call people whose group is not known.
func notStated(label string) (string, tidy.Kind, error) {
	if label == "Not stated" {
		return "", tidy.KindUnknown, nil
	}
	return label, tidy.KindGroup, nil
}

// document compares the groups of a table, and panics where that cannot be.
func document(csv string, o counts.Options) counts.Document {
	t, err := tidy.Read(strings.NewReader(csv), tidy.Options{File: "counts.csv", Label: notStated})
	if err != nil {
		panic(err)
	}
	d, err := counts.Compare(t, o)
	if err != nil {
		panic(err)
	}
	return d
}

// What does a table show? What can be said comes first, then the table.
func ExampleCompare() {
	d := document(`Ethnicity,Number of searches,Residents
White,900,90000
Black,400,10000
Asian,150,30000
Not stated,75,
`, counts.Options{Baseline: "White"})
	d.Notes = nil
	if err := d.WriteText(os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Searches per 1,000 residents, by ethnicity
	// Read from counts.csv: 4 rows of 3 groups; searches out of residents, a rate.
	// Of 1,525 searches, 75 (4.9 %) are of people whose group is not known (Not
	//   stated): they are in no rate, and bound every index.
	// The rate of Black is higher than that of White: 4.00 times (40.0 and 10.0
	//   searches per 1,000 residents; 95 % interval 3.55 to 4.50). Whichever way the
	//   unknown fall it is 3.69 to 4.75 times (3.28 to 5.31 with chance).
	// The rate of Asian is lower than that of White: 0.50 times (5.0 and 10.0 searches
	//   per 1,000 residents; 95 % interval 0.42 to 0.59). Whichever way the unknown
	//   fall it is 0.46 to 0.75 times (0.39 to 0.87 with chance).
	//
	// Searches per 1,000 residents · RRI against White · method scas
	//                                             95 %
	//            searches  residents  rate   RRI  interval             p  ¼ ½ 1 2 4 8
	// White           900     90,000  10.0  1.00  baseline                    │
	// Black           400     10,000  40.0  4.00  3.55 – 4.50     <0.001      │   ●
	// Asian           150     30,000   5.0  0.50  0.42 – 0.59     <0.001   ├● │
	// not known        75                                      ¹              │
	//
	// RRI over every way in which those not known (75) could fall; nothing is assumed
	//        lowest – highest  with chance too, 95 %  share for 1 ²
	// Black  3.69 – 4.75       3.28 – 5.31            no such share
	// Asian  0.46 – 0.75       0.39 – 0.87            no such share
	// ¹ 4.9 % of all searches; in no rate and no index
	// ² the share of those not known that would have to be of the group, and the rest
	//   White, for the index to be 1
}

// What can be told of a count that is withheld? Its index has bounds.
func ExampleCompare_withheld() {
	d := document("group,events,population\nWhite,317,1584583\nBlack,1-4,37844\n", counts.Options{})
	c := d.Sections[0].Data.(counts.Comparison)
	fmt.Println("by the count:", c.Rows[1].Counts)
	fmt.Printf("with chance: %.2f to %.2f\n", c.Rows[1].Index.Lower, c.Rows[1].Index.Upper)
	// Output:
	// by the count: 0.13 to 0.53
	// with chance: 0.01 to 1.28
}

// What if those whose group is not known are like the known?
func ExampleCompare_inProportion() {
	d := document("group,upheld,trials\nWhite,60,600\nBlack,30,180\nNot stated,30,150\n", counts.Options{Unknown: counts.InProportion})
	fmt.Println(d.Lines[2])
	// Output:
	// If the unknown are like the known, the rate of Black is higher than that of White: 1.65 times (18.5 % and 11.2 % of trials; 95 % interval 1.09 to 2.46). Whichever way the unknown fall, anything from 0.47 to 4.74 times fits, chance allowed for. This is not settled.
}

// May the table be published? Small counts are withheld, and what would tell them.
func ExampleCompare_suppress() {
	d := document("group,leavers,staff\nWhite,60,600\nBlack,30,180\nAsian,3,90\nMixed,12,60\n", counts.Options{Suppress: 4})
	d.Lines, d.Notes = nil, nil
	if err := d.WriteMarkdown(os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// **Leavers, % of staff, by group**
	//
	//
	// **Leavers, % of staff · RRI against White · method scas** ¹
	//
	// | group | leavers | staff | % | 95 % interval | RRI | 95 % interval | p | notes |
	// | :-- | --: | --: | --: | :-: | --: | :-: | --: | :-- |
	// | White | 60 | 600 | 10.0 | 7.8 – 12.6 | 1.00 | baseline |  |  |
	// | Black | \* | 180 | — |  | — | — | — | ² |
	// | Asian | \* | 90 | — |  | — | — | — | ² |
	// | Mixed | 12 | 60 | 20.0 | 11.4 – 31.5 | 2.00 | 1.09 – 3.37 | 0.0284 |  |
	//
	// ¹ counts of 1 to 4 are withheld, and other figures from which they would follow; a zero is a zero
	//
	// ² withheld, so that no small count can be told
}

// Which way round? The relative likelihood has the baseline on top.
func ExampleCompare_direction() {
	d := document("group,appointed,trials\nWhite,60,600\nBlack,10,180\n", counts.Options{Direction: index.ComparatorOverGroup})
	fmt.Println(d.Lines[1])
	// Output:
	// Too few appointed to tell if the rate of White is higher or lower than that of Black: anything from 0.98 to 3.63 times fits (10.0 % and 5.6 % of trials).
}
