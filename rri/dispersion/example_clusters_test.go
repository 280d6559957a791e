package dispersion_test

import (
	"fmt"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/dispersion"
)

func ExampleDesignEffects() {
	// Of 300 White people 60 were stopped in twos, which is 30 pairs, of 24 Black people three
	// together, which is 3 pairs, and of 9 Asian people no two. Every pair counts twice.
	effects := dispersion.DesignEffects(map[string]dispersion.Clusters{
		"Asian": {Squares: 9},
		"Black": {Squares: 24, Pairs: 6},
		"White": {Squares: 300, Pairs: 60},
	})
	for _, group := range []string{"Asian", "Black", "White"} {
		fmt.Printf("%s: %.3f\n", group, effects[group])
	}
	black := rri.Rate{Events: 24, Population: 4000}
	white := rri.Rate{Events: 300, Population: 150000}
	independent, err := rri.Ratio(black, white, rri.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	together, err := rri.Ratio(rri.WithDesignEffect(black, effects["Black"]), rri.WithDesignEffect(white, effects["White"]), rri.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("Black and White: %.2f, and %.2f with the design effects\n", independent, together)
	// Output:
	// Asian: 1.079
	// Black: 1.312
	// White: 1.204
	// Black and White: 3.00 (1.94 to 4.47), and 3.00 (1.82 to 4.72) with the design effects
}

func ExampleDesignEffectsOfProportions() {
	// Something was found on 8 of 40 people: x is 0.8 for them and -0.2 for the others. Two of the
	// 8, and four of the others, were searched in twos, who had one outcome each time.
	const found, others = 0.8, -0.2
	outcomes := map[string]dispersion.Clusters{"Black": {
		Squares: 8*found*found + 32*others*others,
		Pairs:   2 * (1*found*found + 2*others*others),
	}}
	trials := map[string]dispersion.Clusters{"Black": {Squares: 40, Pairs: 2 * 3}}
	fmt.Printf("finds: %.3f\n", dispersion.DesignEffectsOfProportions(outcomes, trials)["Black"])
	fmt.Printf("by the outcomes alone: %.3f\n", dispersion.DesignEffects(outcomes)["Black"])

	// On none of 5 people was anything found. No two were searched together.
	outcomes = map[string]dispersion.Clusters{"Mixed": {}}
	trials = map[string]dispersion.Clusters{"Mixed": {Squares: 5}}
	fmt.Printf("no finds: %v\n", dispersion.DesignEffectsOfProportions(outcomes, trials)["Mixed"])
	// Output:
	// finds: 1.172
	// by the outcomes alone: 1.436
	// no finds: 1
}

// Records of one's own: how many people of each group force was used on, incident by incident.
func ExampleClusters() {
	incidents := []map[string]int64{
		{"White": 3}, {"White": 1, "Black": 2}, {"White": 2}, {"Black": 1}, {"White": 1}, {"White": 1}, {"Black": 2}, {"White": 1},
	}
	residents := map[string]float64{"Asian": 400, "Black": 300, "White": 4000}
	people, clusters := make(map[string]int64), make(map[string]dispersion.Clusters)
	for group := range residents { // a group on whom no force was used has clusters too
		for _, incident := range incidents {
			n := incident[group]
			c := clusters[group]
			c.Squares += float64(n)
			c.Pairs += float64(n * (n - 1))
			people[group], clusters[group] = people[group]+n, c
		}
	}
	effects := dispersion.DesignEffects(clusters)
	counts := make(map[string]rri.Rate)
	for group, n := range people {
		counts[group] = rri.WithDesignEffect(rri.Rate{Events: n, Population: residents[group]}, effects[group])
	}
	for _, group := range []string{"Asian", "Black", "White"} {
		fmt.Printf("%s: %s\n", group, counts[group])
	}
	// Output:
	// Asian: 0 in 400 (design effect 4)
	// Black: 5 in 300 (design effect 2.76)
	// White: 9 in 4000 (design effect 2.48)
}

func ExampleClusters_DesignEffect() {
	// A stop of three people and seven people by themselves: Σc²/Σc = 16/10.
	fmt.Println(dispersion.Clusters{Squares: 10, Pairs: 6}.DesignEffect())
	// Output:
	// 1.6
}
