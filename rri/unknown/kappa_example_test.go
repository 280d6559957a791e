package unknown_test

import (
	"fmt"

	"github.com/seed-549880be/disparity/rri/unknown"
)

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
