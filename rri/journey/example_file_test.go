package journey_test

import (
	"log"
	"os"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/journey"
)

func small() journey.Journey[string] {
	j, err := journey.Compare("White", []journey.Stage[string]{
		{Name: "residents", Counts: map[string]int64{"White": 100000, "Black": 5000}},
		{Name: "searched", Counts: map[string]int64{"White": 400, "Black": 60}, Rate: true},
		{Name: "arrested", Counts: map[string]int64{"White": 100, "Black": 20}},
	}, journey.Options{Options: rri.Options{Method: rri.Wald}})
	if err != nil {
		log.Fatal(err)
	}
	return j
}

func ExampleJourney_WriteText() {
	j := small()
	if err := j.WriteText(os.Stdout); err != nil {
		log.Fatal(err)
	}
	// Output:
	// RRI against White · 95 % interval, method wald
	//
	// Group  Step        Group: events     of  White: events       of  Index  Interval      p       Share of the gap
	// Black  searched               60  5,000            400  100,000  3.00   2.29 to 3.94  <0.001  79 % (60 to 111 %) ←
	//        arrested               20     60            100      400  1.33   0.90 to 1.98  0.155   21 % (-11 to 40 %)
	//        cumulative                                                4.00   2.47 to 6.46  <0.001
	//
	// ← the largest share of the gap as observed: of the logarithm of the cumulative index; in brackets its interval
	// Black: largest share of the gap as observed: searched, 79 % (60 to 111 %)

}
