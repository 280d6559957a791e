package published

import "github.com/seed-549880be/disparity/ethnicity"

// Multiple is a published national multiple: how many times as often people of a group were
// searched as White people, for their numbers, in one financial year.
type Multiple struct {
	// Year is the first calendar year.
	Year int `json:"year"`

	// Group is whose multiple it is, as Other than White.
	Group ethnicity.Group `json:"group"`

	// Value is to three decimals what the published counts give, and Printed how it was printed.
	Value   float64 `json:"value"`
	Printed string  `json:"printed"`

	// Area says what the counts include and leave out, and Residents whose numbers they are for.
	Area      string `json:"area"`
	Residents string `json:"residents"`

	// Of says what is counted, and Source who printed it: HMICFRS is the inspectorate of
	// constabulary and fire & rescue services.
	Of     string `json:"of"`
	Source string `json:"source"`
}

// Multiples returns the published national multiples that are built in, by year and group: those of
// 2019/20 for people other than White, and for Black people. They include British Transport Police,
// which has no residents of its own, and leave out Greater Manchester, whose figures of that year
// were not whole, and its residents.
//
// They cannot be set beside the index of an area as if they were of the other areas: the area is in
// them, and so are all that are unlike it. What the total areas of a table give for every group,
// with the area and without, is in [Series.Peers].
func Multiples() []Multiple {
	of := Multiple{
		Year:      2019,
		Area:      "England and Wales, with British Transport Police and without Greater Manchester",
		Residents: "census 2011",
		Of:        "searches of people, and not of vehicles alone; without those whose ethnicity was not reported",
		Source:    "HMICFRS, from Home Office figures",
	}
	otherThanWhite, black := of, of
	otherThanWhite.Group, otherThanWhite.Value, otherThanWhite.Printed = ethnicity.OtherThanWhite, 4.085, "4.1"
	black.Group, black.Value, black.Printed = ethnicity.Black, 8.862, "8.9"
	return []Multiple{otherThanWhite, black}
}
