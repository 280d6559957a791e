package outcomes

import "github.com/seed-549880be/disparity/ethnicity"

// Absorbed returns the groups that the baseline holds as a part, in the order in which they are
// given: Gypsy or Irish Traveller people are White too, so setting them against White compares them
// in part with themselves, and hides them in any table of White. A table that has both wants a
// warning, or a baseline without them: the schemes 5+1+grt and 5+1+white-minorities take such
// groups out of it.
func Absorbed(baseline ethnicity.Group, groups ...ethnicity.Group) []ethnicity.Group {
	var inside []ethnicity.Group
	for _, g := range groups {
		if g != baseline && baseline.Contains(g) {
			inside = append(inside, g)
		}
	}
	return inside
}
