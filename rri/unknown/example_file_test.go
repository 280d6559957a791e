package unknown_test

import (
	"fmt"
	"log"
	"math/rand/v2"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// Made-up residents and searches of a town. Of every search there are two accounts of ethnicity:
// what the person said, which is blank where they said nothing, and what the officer wrote.
var (
	residents = map[string]float64{"White": 90000, "Black": 5000}

	recorded = map[unknown.Accounts[string]]int64{
		{First: "White", Second: "White"}: 300,
		{First: "White", Second: "Black"}: 2,
		{First: "Black", Second: "Black"}: 40,
		{First: "Black", Second: "White"}: 3,
		{First: "", Second: "White"}:      60,
		{First: "", Second: "Black"}:      25,
	}
)

// rates returns searches by group as rates.
func rates(searches map[string]int64) map[string]rri.Rate {
	out := map[string]rri.Rate{}
	for group, n := range searches {
		out[group] = rri.Rate{Events: n, Population: residents[group]}
	}
	return out
}

// The three questions, asked of one table of searches.
func Example() {
	// The known by what they said; and classes of people, by what the officer wrote.
	known := map[string]int64{}
	both := map[unknown.Accounts[string]]int64{}
	classes := []unknown.ImputationClass[string]{{Known: map[string]int64{}}, {Known: map[string]int64{}}}
	for accounts, n := range recorded {
		class := &classes[0] // seen as White
		if accounts.Second == "Black" {
			class = &classes[1]
		}
		if accounts.First == "" {
			class.Unknown += n
			continue
		}
		known[accounts.First] += n
		class.Known[accounts.First] += n
		both[accounts] = n
	}

	// What could the unknown do to the index?
	rate := rates(known)
	index, err := rri.Ratio(rate["Black"], rate["White"], rri.Options{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("index of the known: %.2f\n", index)
	counts := unknown.RateCounts{Group: rate["Black"], Baseline: rate["White"], Unknown: 60 + 25}
	bounds, err := counts.Bounds(unknown.Assumption{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("over every way in which the unknown could fall: %.2f to %.2f\n", bounds.Lower, bounds.Upper)

	// What if they are like those of the known whom the officer saw alike?
	var tables []rri.Table[string, rri.Rate]
	for i := range 20 {
		drawn, err := unknown.Impute(classes, rand.New(rand.NewPCG(1, uint64(i))))
		if err != nil {
			log.Fatal(err)
		}
		filled := map[string]int64{}
		for group, n := range known {
			filled[group] = n + drawn[0][group] + drawn[1][group]
		}
		table, err := rri.Compare("White", rates(filled), rri.Options{})
		if err != nil {
			log.Fatal(err)
		}
		tables = append(tables, table)
	}
	pooled, err := unknown.PoolTables(tables)
	if err != nil {
		log.Fatal(err)
	}
	for _, row := range pooled.Rows {
		if row.Group == "Black" {
			fmt.Printf("index with the unknown imputed: %.2f\n", row.Ratio)
		}
	}

	// Do the two accounts agree, where there are two?
	agreement, err := unknown.Kappa(both, 0.95)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("the accounts agree in %d of %d: kappa %.2f\n", agreement.Agreed, agreement.People, agreement.Kappa)
	// Output:
	// index of the known: 2.56 (1.84 to 3.50)
	// over every way in which the unknown could fall: 2.00 to 7.63
	// index with the unknown imputed: 3.34 (2.54 to 4.33)
	// the accounts agree in 340 of 345: kappa 0.93 (0.87 to 0.99)
}
