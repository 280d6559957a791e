package claims_test

import (
	"fmt"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report/claims"
)

// Which word goes with two ranges of an index, that of chance and that which also allows for the
// searches of unknown ethnicity?
func ExampleWordOf() {
	to := func(lower, upper float64) claims.Range { return claims.Range{Lower: &lower, Upper: &upper} }
	for _, ranges := range [][2]claims.Range{
		{to(2.58, 5.53), to(1.89, 23.3)},
		{to(1.06, 1.44), to(0.89, 1.90)},
		{to(0.94, 1.08), to(0.91, 1.16)},
		{to(0.36, 1.37), to(0.26, 12.6)},
	} {
		word := claims.WordOf(ranges[0], ranges[1])
		fmt.Printf("%-11s (%s)\n", word.Text(), word)
	}
	// Output:
	// MORE        (more)
	// more        (more-recorded)
	// same        (same)
	// cannot tell (cannot-tell)
}

// What can be said of one group, and which gate stops a word of another?
func ExampleSay() {
	group := func(g ethnicity.Group, searches int64, residents float64) claims.Group {
		rate := float64(searches) / residents
		return claims.Group{Group: g, Searches: &searches, Residents: &residents, Rate: &rate}
	}
	black, asian := group(ethnicity.Black, 29, 37_844), group(ethnicity.Asian, 0, 60_732)
	black.Index = new(3.83)
	black.Chance = claims.Range{Lower: new(2.58), Upper: new(5.53)}
	black.Both = black.Chance // nobody's ethnicity is unknown
	asian.Expected, asian.UnusedForm = new(12.4), true

	month, err := outcomes.ParseMonth("2023-01")
	if err != nil {
		fmt.Println(err)
		return
	}
	said := claims.Say(claims.Input{
		Place: "Avon and Somerset", From: month, To: month, Residents: "census 2021", Per: 1000,
		Searches: new(int64(346)), Unknown: new(int64(0)), Known: new(int64(346)),
		Baseline: group(ethnicity.White, 317, 1_584_583),
		Groups:   []claims.Group{asian, black},
	})
	for _, c := range said.Claims {
		fmt.Printf("%s, %s: %s\n", c.Kind, c.Word, c.Text)
		for _, answer := range c.Gates {
			if !answer.Pass {
				fmt.Println("stopped by the gate", answer.Gate)
				break // those behind it have nothing more to say
			}
		}
	}
	// Output:
	// settled, more: Black people were searched 3.8 times as often as White people, for their numbers (Avon and Somerset, January 2023: 0.77 and 0.20 searches per 1,000 residents; range 2.6 to 5.5).
	// label-unused, cannot-tell: No search is recorded under the label Asian, where 12 would be expected (Avon and Somerset, January 2023): the form may not have it.
	// stopped by the gate label
}
