package tidy_test

import (
	"fmt"

	"github.com/seed-549880be/disparity/rri/tidy"
)

func ExampleParseCell() {
	for _, text := range []string{"1,234", "12 [p]", "<5", "1-4", "95+", "-", "N/A", "[c]", "~", "12*"} {
		c, err := tidy.ParseCell(text)
		if err != nil {
			fmt.Println(err)
			continue
		}
		n, ok := c.Count()
		fmt.Printf("%-7s %-13v %-13v %d %v\n", text, c, c.Mark, n, ok)
	}
	// Output:
	// 1,234   1234          number        1234 true
	// 12 [p]  12 [p]        number        12 true
	// <5      0 to 4        withheld      0 false
	// 1-4     1 to 4        withheld      0 false
	// 95+     95 or more    withheld      0 false
	// -       dash          dash          0 false
	// N/A     not available not available 0 false
	// [c]     withheld      withheld      0 false
	// ~       low           low           0 false
	// tidy: "12*": a number with a star or a hash: write the number alone, or the sign alone where the number is withheld
}

// Counts rounded to 5, of which one is withheld as fewer than 5, add up to a range.
func ExampleCell_Add() {
	var sum tidy.Cell
	for _, text := range []string{"40", "15", "<5"} {
		c, err := tidy.ParseCount(text)
		if err == nil {
			c, err = c.Rounded(5)
		}
		if err != nil {
			fmt.Println(err)
			return
		}
		sum = sum.Add(c)
	}
	fmt.Println(sum, sum.Mark)
	// Output:
	// 51 to 63 withheld
}
