package unknown_test

import (
	"fmt"
	"math/rand/v2"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// People of unknown ethnicity by how the officer saw them, and how the officer's view and the known
// answers go together.
var strata = []unknown.ImputationClass[string]{
	{Known: map[string]int64{"White": 300, "Black": 1}, Unknown: 60}, // seen as White
	{Known: map[string]int64{"White": 2, "Black": 28}, Unknown: 25},  // seen as Black
}

func ExampleAllocate() {
	fmt.Println(unknown.Allocate(strata))
	// Output:
	// [map[White:60] map[Black:24 White:1]] <nil>
}

func ExampleImpute() {
	const imputations = 20
	o := rri.Options{}
	var ratios []rri.Estimate
	r := rand.New(rand.NewPCG(1, 1))
	for range imputations {
		drawn, err := unknown.Impute(strata, r)
		if err != nil {
			fmt.Println(err)
			return
		}
		black, white := int64(29), int64(302)
		for _, d := range drawn {
			black += d["Black"]
			white += d["White"]
		}
		e, err := rri.Ratio(rri.Rate{Events: black, Population: 37844}, rri.Rate{Events: white, Population: 1584583}, o)
		if err != nil {
			fmt.Println(err)
			return
		}
		ratios = append(ratios, e)
	}
	e, err := unknown.PoolRatios(ratios, o)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.1f\n", e)
	// Output:
	// 5.9 (4.3 to 7.9)
}

func ExamplePoolRatios() {
	o := rri.Options{}
	var ratios []rri.Estimate
	for _, black := range []int64{50, 53, 51} { // of three imputations
		e, err := rri.Ratio(rri.Rate{Events: black, Population: 37844}, rri.Rate{Events: 416 - black, Population: 1584583}, o)
		if err != nil {
			fmt.Println(err)
			return
		}
		ratios = append(ratios, e)
	}
	e, err := unknown.PoolRatios(ratios, o)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.2f\n", e)
	// Output:
	// 5.89 (4.32 to 7.92)
}

func ExamplePoolEstimates() {
	all := []rri.Estimate{{Value: 1, Lower: 0, Upper: 2, Level: 0.95}, {Value: 1.2, Lower: 0.2, Upper: 2.2, Level: 0.95}}
	e, err := unknown.PoolEstimates(all, rri.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.2f\n", e)
	// Output:
	// 1.10 (0.03 to 2.17)
}

func ExamplePoolTables() {
	var tables []rri.Table[string, rri.Rate]
	for _, black := range []int64{50, 53, 51} {
		t, err := rri.Compare("White", map[string]rri.Rate{"White": {Events: 416 - black, Population: 1584583}, "Black": {Events: black, Population: 37844}}, rri.Options{})
		if err != nil {
			fmt.Println(err)
			return
		}
		tables = append(tables, t)
	}
	t, err := unknown.PoolTables(tables)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, r := range t.Rows {
		fmt.Printf("%s: %d, RRI %.2f\n", r.Group, r.Count.Events, r.Ratio)
	}
	// Output:
	// White: 365, RRI 1.00 (— to —)
	// Black: 51, RRI 5.89 (4.32 to 7.92)
}
