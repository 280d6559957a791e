package suppress_test

import (
	"fmt"
	"os"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/suppress"
)

// Searches of persons by Avon and Somerset Police in January 2023 by self-defined ethnicity
// (data.police.uk), per resident (census 2021, Office for National Statistics).
func ExampleApply() {
	t, err := rri.Compare("White", map[string]rri.Rate{
		"White": {Events: 317, Population: 1584583},
		"Mixed": {Events: 22, Population: 44435},
		"Asian": {Events: 9, Population: 60732},
		"Black": {Events: 29, Population: 37844},
		"Other": {Events: 3, Population: 16982},
	}, rri.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	t.Measure, t.Events, t.Exposure = "search rate", "searches", "residents"
	s, err := suppress.Apply(t, suppress.Options[string]{AtMost: 5})
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := s.Table.WriteText(os.Stdout); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(s.Hidden)
	// Output:
	// Search rate per 1,000 residents · RRI against White · method scas ¹
	//        searches  residents  rate   RRI  95 % interval          p  ½  1  2  4  8
	// White       317  1,584,583  0.20  1.00  baseline                     │
	// Asian         —     60,732     —     —  —              ²       —     │
	// Black        29     37,844  0.77  3.83  2.58 – 5.53       <0.001     │   ├─●┤
	// Mixed        22     44,435  0.50  2.47  1.57 – 3.74       <0.001     │ ├─●─┤
	// Other         —     16,982     —     —  —              ²       —     │
	// ¹ counts of 1 to 5 are withheld, and other figures from which they would follow;
	//   a zero is a zero
	// ² withheld, so that no small count can be told
	// [Asian Other]
}

// By midpoints of 6, without withholding anything: a count of 3 stands for 1 to 6.
func ExampleOptions_midpoints() {
	t, err := rri.Compare("White", map[string]rri.Proportion{
		"White": {Events: 70, Trials: 317},
		"Asian": {Events: 2, Trials: 12},
		"Black": {Events: 10, Trials: 29},
	}, rri.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	t.Measure, t.Events, t.Exposure = "arrest rate", "arrests", "searches"
	s, err := suppress.Apply(t, suppress.Options[string]{Base: 6, Midpoints: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := s.Table.WriteText(os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Arrest rate, % of searches · RRI against White · method scas ¹ ²
	//        arrests  searches     %   RRI  95 % interval         p  1/16 ¼   1   4
	// White       69       315  21.9  1.00  baseline                          │
	// Asian        3         9  33.3  1.52  0.021 – 5.62   ³  1.000  ←────────┼●───┤
	// Black        9        27  33.3  1.52   0.46 – 3.43      1.000         ├─┼●──┤
	// ¹ rounded to midpoints of 6 (1 to 6 are shown as 3), with limits and p-values
	//   that hold for every count that these stand for
	// ² counts are rounded to midpoints of 6 (1 to 6 are shown as 3), and intervals
	//   and p-values hold for every count that they stand for; a zero is a zero
	// ³ a count below 5: read the interval, not the estimate
}
