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
