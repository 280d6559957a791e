package index_test

import (
	"fmt"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
)

// appointed are made-up appointments among shortlisted candidates.
var appointed = map[string]rri.Proportion{
	"White": {Events: 420, Trials: 1400},
	"Black": {Events: 36, Trials: 200},
	"Asian": {Events: 60, Trials: 240},
}

func show(i index.Index, err error) {
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(i)
}

func ExampleComposition() {
	show(index.Composition("Black", appointed, rri.Options{}))
	// Output:
	// composition, Black over everyone: 0.642 (0.474 to 0.837)
}

func ExampleRiskRatio() {
	show(index.RiskRatio("Black", appointed, rri.Options{}))
	// Output:
	// risk-ratio, Black over everybody else: 0.615 (0.445 to 0.821)
}

func ExampleAlternateRiskRatio() {
	region := map[string]rri.Proportion{
		"White": {Events: 5200, Trials: 17000},
		"Black": {Events: 700, Trials: 3100},
		"Asian": {Events: 640, Trials: 2600},
	}
	show(index.AlternateRiskRatio("Black", appointed, region, rri.Options{}))
	// Output:
	// alternate-risk-ratio, Black over everybody else in the wider area: 0.604 (0.441 to 0.799)
}

func ExampleImpactRatio() {
	show(index.ImpactRatio("Black", appointed, rri.Options{}))
	// Output:
	// impact-ratio, Black over White: 0.6 (0.434 to 0.802)
}

// The relative likelihood is upside down; turned round, it is the RRI.
func ExampleRelativeLikelihood() {
	i, err := index.RelativeLikelihood("Black", "White", appointed, rri.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(i)
	fmt.Println(i.Direction)
	fmt.Println(i.Inverted())
	// Output:
	// relative-likelihood, White over Black: 1.67 (1.25 to 2.3)
	// comparator-over-group
	// relative-likelihood, Black over White: 0.6 (0.434 to 0.802)
}

func ExamplePointGap() {
	g, err := index.PointGap("Black", appointed)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(g)
	fmt.Println("below the margin:", g.BelowMargin, "- appointments that would change that:", g.ToMargin)
	// Output:
	// point-gap, Black minus everyone: -10.0 percentage points, margin 6.9
	// below the margin: true - appointments that would change that: 7
}
