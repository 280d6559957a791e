package standard_test

import (
	"errors"
	"fmt"
	"log"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/standard"
)

// Made-up searches of two groups by age. People of the first are younger, at ages where everybody
// is searched more.
var (
	black = map[string]rri.Rate{
		"10-17": {Events: 60, Population: 4000}, "18-24": {Events: 130, Population: 3600}, "25-39": {Events: 90, Population: 7000}, "40+": {Events: 11, Population: 6000},
	}
	white = map[string]rri.Rate{
		"10-17": {Events: 700, Population: 70000}, "18-24": {Events: 1900, Population: 76000}, "25-39": {Events: 1500, Population: 160000}, "40+": {Events: 500, Population: 430000},
	}
	// The residents of the whole area as the standard.
	residents = map[string]float64{"10-17": 81000, "18-24": 86000, "25-39": 178000, "40+": 447000}
)

func Example() {
	for _, group := range []struct {
		name   string
		counts map[string]rri.Rate
	}{{"Black", black}, {"White", white}} {
		r, err := standard.Direct(group.counts, residents, standard.Options{})
		if err != nil {
			log.Fatal(err)
		}
		e := r.Standardised
		fmt.Printf("%s: crude %.1f per 1,000 residents, standardised for age %.1f (%.1f to %.1f)\n", group.name, 1000*r.Crude, 1000*e.Value, 1000*e.Lower, 1000*e.Upper)
	}
	e, err := standard.Ratio(black, white, residents, standard.Options{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("RRI standardised for age %.2f\n", e)
	// Output:
	// Black: crude 14.1 per 1,000 residents, standardised for age 9.4 (8.3 to 10.7)
	// White: crude 6.2 per 1,000 residents, standardised for age 6.5 (6.3 to 6.7)
	// RRI standardised for age 1.44 (1.27 to 1.65)
}

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

func ExampleExpected() {
	expected, err := standard.Expected(black, white)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%.1f searches\n", expected)
	// Output:
	// 202.6 searches
}

func ExampleParseMethod() {
	m, err := standard.ParseMethod("dobson")
	fmt.Println(m, err)
	_, err = standard.ParseMethod("byar")
	fmt.Println(err)
	// Output:
	// dobson <nil>
	// standard: unknown method "byar": want one of fay-feuer, dobson, dobson-exact, log
}

func ExampleMethods() {
	for m := range standard.Methods() {
		fmt.Print(m, " ")
	}
	// Output:
	// fay-feuer dobson dobson-exact log
}

func ExampleMethod_String() {
	fmt.Println(standard.FayFeuer, standard.Method(99))
	// Output:
	// fay-feuer Method(99)
}

func ExampleMethod_AppendText() {
	b, err := standard.Log.AppendText([]byte("method="))
	fmt.Println(string(b), err)
	// Output:
	// method=log <nil>
}

func ExampleMethod_MarshalText() {
	text, err := standard.DobsonExact.MarshalText()
	fmt.Println(string(text), err)
	// Output:
	// dobson-exact <nil>
}

func ExampleMethod_UnmarshalText() {
	var m standard.Method
	err := m.UnmarshalText([]byte("Fay-Feuer"))
	fmt.Println(m, err)
	// Output:
	// fay-feuer <nil>
}
