package standard_test

import (
	"errors"
	"fmt"
	"log"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/standard"
)

func ExampleDirect() {
	r, err := standard.Direct(black, residents, standard.Options{Method: standard.Dobson})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%.5f, %d events\n", r.Standardised, r.Events)
	few := map[string]rri.Rate{"10-17": {Events: 2, Population: 300}, "18-24": {Events: 4, Population: 260}, "25-39": {Population: 500}, "40+": {Events: 1, Population: 900}}
	r, err = standard.Direct(few, residents, standard.Options{Method: standard.Dobson})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%.5f, too few to publish: %v\n", r.Standardised, r.TooFew)
	// Output:
	// 0.00938 (0.00826 to 0.01060), 291 events
	// 0.00298 (0.00116 to 0.00621), too few to publish: true
}

// A stratum that has no population in one of the two is an error that names it.
func ExampleDirect_stratumWithoutPopulation() {
	_, err := standard.Direct(black, map[string]float64{"10-17": 81000, "18-24": 86000, "25-39": 178000}, standard.Options{})
	fmt.Println(errors.Is(err, standard.ErrPopulation))
	fmt.Println(err)
	// Output:
	// true
	// standard: stratum "40+": stratum without population in the standard: add it, with 0 if it has no one, or merge it with another
}

func ExampleRatio() {
	for _, m := range []standard.Method{standard.FayFeuer, standard.Log} {
		e, err := standard.Ratio(black, white, residents, standard.Options{Method: m})
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%s: %.3f, p = %.1g\n", m, e, e.P)
	}
	// Output:
	// fay-feuer: 1.443 (1.266 to 1.649), p = 8e-08
	// log: 1.443 (1.271 to 1.638), p = 1e-08
}

func ExampleIndirect() {
	e, err := standard.Indirect(black, white, rri.Options{Method: rri.PublicHealth, Null: 1})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%.2f times the searches expected at the rates of White people of the same age, p = %.1g\n", e, e.P)
	// Output:
	// 1.44 (1.28 to 1.61) times the searches expected at the rates of White people of the same age, p = 7e-09
}
