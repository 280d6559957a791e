package unknown_test

import (
	"fmt"
	"math/rand/v2"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/strata"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// Searches of persons by Avon and Somerset Police in January 2023 by self-defined ethnicity
// (data.police.uk), per resident (census 2021, Office for National Statistics).
var searches = unknown.RateCounts{
	Group:    rri.Rate{Events: 29, Population: 37844},    // Black
	Baseline: rri.Rate{Events: 317, Population: 1584583}, // White
	Others:   34,
	Unknown:  116,
}

func ExampleRateCounts_Bounds() {
	for _, atMost := range []float64{1, 1.5, 2, 0} {
		b, err := searches.Bounds(unknown.Assumption{AtMost: atMost})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%v: %.2f to %.2f\n", atMost, b.Lower, b.Upper)
	}
	// Output:
	// 1: 3.83 to 3.83
	// 1.5: 2.80 to 4.38
	// 2: 2.80 to 4.96
	// 0: 2.80 to 19.15
}

func ExampleRateCounts_TippingShare() {
	share, err := searches.TippingShare()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.3f: the index is above 1 however the unknown are split\n", share)
	few := unknown.RateCounts{Group: rri.Rate{Events: 10, Population: 200}, Baseline: rri.Rate{Events: 20, Population: 1000}, Unknown: 40}
	if share, err = few.TippingShare(); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.3f: with 1.7 of these 40 people in the group, the index is 1\n", share)
	// Output:
	// -0.157: the index is above 1 however the unknown are split
	// 0.042: with 1.7 of these 40 people in the group, the index is 1
}

func ExampleRateCounts_UncertaintyInterval() {
	known, err := rri.Ratio(searches.Group, searches.Baseline, rri.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	e, err := searches.UncertaintyInterval(rri.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("chance alone could do %.2f to %.2f\n", known.Lower, known.Upper)
	fmt.Printf("chance and the unknown %.2f to %.2f: above 1 all the same\n", e.Lower, e.Upper)
	// Output:
	// chance alone could do 2.58 to 5.53
	// chance and the unknown 1.89 to 23.27: above 1 all the same
}

// Two forces, in one of which many are unknown.
func ExampleAdjustedUncertainty() {
	e, err := unknown.AdjustedUncertainty([]unknown.RateCounts{
		searches,
		{Group: rri.Rate{Events: 60, Population: 52000}, Baseline: rri.Rate{Events: 410, Population: 900000}, Unknown: 12},
	}, strata.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.2f to %.2f\n", e.Lower, e.Upper)
	// Output:
	// 2.05 to 8.15
}

func ExampleRateCounts_ImbensManski() {
	e, err := searches.ImbensManski(0.95)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.2f to %.2f\n", e.Lower, e.Upper)
	// Output:
	// 2.05 to 22.59
}

// Finds (any action) among the same searches.
var finds = unknown.ProportionCounts{
	Group:    unknown.OutcomeCounts{Events: 8, NonEvents: 21},
	Baseline: unknown.OutcomeCounts{Events: 80, NonEvents: 237},
	Others:   unknown.OutcomeCounts{Events: 7, NonEvents: 27},
	Unknown:  unknown.OutcomeCounts{Events: 16, NonEvents: 100},
}

func ExampleProportionCounts_Bounds() {
	b, err := finds.Bounds(unknown.Assumption{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.2f to %.2f\n", b.Lower, b.Upper)
	// Output:
	// 0.22 to 2.78
}

func ExampleProportionCounts_UncertaintyInterval() {
	e, err := finds.UncertaintyInterval(rri.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.2f to %.2f\n", e.Lower, e.Upper)
	// Output:
	// 0.10 to 3.82
}

// People of unknown ethnicity by how the officer saw them, and how the officer's view and the known
// answers go together.
var classes = []unknown.ImputationClass[string]{
	{Known: map[string]int64{"White": 300, "Black": 1}, Unknown: 60}, // seen as White
	{Known: map[string]int64{"White": 2, "Black": 28}, Unknown: 25},  // seen as Black
}

func ExampleAllocate() {
	fmt.Println(unknown.Allocate(classes))
	// Output:
	// [map[White:60] map[Black:24 White:1]] <nil>
}

func ExampleImpute() {
	const imputations = 20
	o := rri.Options{}
	var ratios []rri.Estimate
	r := rand.New(rand.NewPCG(1, 1))
	for range imputations {
		drawn, err := unknown.Impute(classes, r)
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

// Two raters put 200 people into three classes: Fleiss, Cohen and Everitt 1969.
func ExampleKappa() {
	r, err := unknown.Kappa(map[unknown.Accounts[string]]int64{
		{First: "1", Second: "1"}: 106, {First: "1", Second: "2"}: 10, {First: "1", Second: "3"}: 4,
		{First: "2", Second: "1"}: 22, {First: "2", Second: "2"}: 28, {First: "2", Second: "3"}: 10,
		{First: "3", Second: "1"}: 2, {First: "3", Second: "2"}: 12, {First: "3", Second: "3"}: 6,
	}, 0.95)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%d of %d agree, kappa %.3f\n", r.Agreed, r.People, r.Kappa)
	// Output:
	// 140 of 200 agree, kappa 0.429 (0.323 to 0.534)
}

// The index of Black people by the officer's account and by their own, where some give none.
func ExampleIndexRatio() {
	e, err := unknown.IndexRatio(map[unknown.Accounts[string]]int64{
		{First: "White", Second: "White"}: 300, {First: "Black", Second: "Black"}: 28, {First: "White", Second: "Black"}: 1, {First: "Black", Second: "White"}: 2,
		{First: "White"}: 60, {First: "Black"}: 25, // First is the officer
	}, "Black", "White", 0.95)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.2f times as high\n", e)
	// Output:
	// 1.59 (1.21 to 2.07) times as high
}
