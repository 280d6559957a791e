package counts_test

import (
	"fmt"
	"os"
	"strings"

	"github.com/seed-549880be/disparity/rri/counts"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// Like with like: more of the group are young, and the young are searched more often.
func ExampleCompare_within() {
	const file = `age,group,searches,residents
10-17,White,120,10000
10-17,Black,60,2500
18+,White,200,40000
18+,Black,24,2500
`
	table, err := tidy.Read(strings.NewReader(file), tidy.Options{File: "searches.csv"})
	if err != nil {
		fmt.Println(err)
		return
	}
	document, err := counts.Compare(table, counts.Options{Baseline: "White", Within: []string{"age"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, line := range document.Lines[1:] {
		fmt.Println(line)
	}
	fmt.Println()
	if err := document.Sections[1].Sheet.WriteText(os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Black with age alike: RRI 1.97 (95 % interval 1.53 to 2.53); 2.62 with everybody thrown together.
	//
	// Searches per 1,000 residents · RRI against White · method scas · adjusted for
	//   age
	//                                   crude  95 %         adjusted  95 %
	//        searches  residents  rate    RRI  interval          RRI  interval
	// White       320     50,000   6.4      1  baseline            1  baseline
	// Black        84      5,000  16.8   2.62  2.06 – 3.33      1.97  1.53 – 2.53
	//
	//             p  strata  p alike ¹
	// White
	// Black  <0.001  2 of 2      0.879
	//
	// RRI within each stratum, and its share in the adjusted one
	// age    Black   share
	// 10-17   2.00  67.1 %
	// 18+     1.92  32.9 %
	// ¹ below 0.05 the strata differ by more than chance, and no one number stands for
	//   all
}
