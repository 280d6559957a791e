package main

import (
	"math/rand/v2"

	"github.com/seed-549880be/disparity/ethnicity"
)

// A choice is one of several values, each with a chance of its own.
type choice[T any] struct {
	values []T
	bounds []uint64 // the end of each within 1<<32, as a running sum of the chances
}

// A weighted value of a choice is drawn as often as its weight says, beside those of the others.
type weighted[T any] struct {
	value  T
	weight uint64
}

// choiceOf returns the choice of these values. The weights are at most 1<<31 together, and not 0.
func choiceOf[T any](all ...weighted[T]) choice[T] {
	var total, sum uint64
	for _, w := range all {
		total += w.weight
	}
	var c choice[T]
	for _, w := range all {
		if w.weight == 0 {
			continue
		}
		sum += w.weight
		c.values = append(c.values, w.value)
		c.bounds = append(c.bounds, sum<<32/total)
	}
	return c
}

// at returns the value of a number below 1<<32.
func (c *choice[T]) at(n uint64) T {
	i := 0
	for c.bounds[i] <= n {
		i++
	}
	return c.values[i]
}

// draw returns two numbers below 1<<32.
func draw(r *rand.PCG) (uint64, uint64) {
	n := r.Uint64()
	return n >> 32, n & (1<<32 - 1)
}

// A ground is the power of a search and what was looked for.
type ground struct{ legislation, object string }

// A generation is the words of the files of one time: they were changed at the end of 2016.
type generation struct {
	self     map[ethnicity.Group]string // of the groups of 18+1
	unknown  choice[string]             // where no group is known
	grounds  choice[ground]
	outcomes choice[outcome]
}

// An outcome is its label, and whether it is an arrest.
type outcome struct {
	label  string
	arrest bool
}

// The powers under which nearly all searches are made.
const (
	drugsAct   = "Misuse of Drugs Act 1971 (section 23)"
	pace       = "Police and Criminal Evidence Act 1984 (section 1)"
	firearms   = "Firearms Act 1968 (section 47)"
	section60  = "Criminal Justice and Public Order Act 1994 (section 60)"
	psychoAct  = "Psychoactive Substances Act 2016 (s36(2))"
	justiceAct = "Criminal Justice Act 1988 (section 139B)"
)

// generations are the words before 2017 and since, as often as the files of London in June 2016 and
// in 2022 have them, rounded.
var generations = [2]generation{
	{
		self: map[ethnicity.Group]string{
			ethnicity.WhiteBritish:           "White - White British (W1)",
			ethnicity.WhiteIrish:             "White - White Irish (W2)",
			ethnicity.GypsyOrIrishTraveller:  "White - Any other White ethnic background (W9)",
			ethnicity.OtherWhite:             "White - Any other White ethnic background (W9)",
			ethnicity.WhiteAndBlackCaribbean: "Mixed - White and Black Caribbean (M1)",
			ethnicity.WhiteAndBlackAfrican:   "Mixed - White and Black African (M2)",
			ethnicity.WhiteAndAsian:          "Mixed - White and Asian (M3)",
			ethnicity.OtherMixed:             "Mixed - Any other Mixed ethnic background (M9)",
			ethnicity.Indian:                 "Asian or Asian British - Indian (A1)",
			ethnicity.Pakistani:              "Asian or Asian British - Pakistani (A2)",
			ethnicity.Bangladeshi:            "Asian or Asian British - Bangladeshi (A3)",
			ethnicity.Chinese:                "Chinese or other ethnic group - Chinese (O1)",
			ethnicity.OtherAsian:             "Asian or Asian British - Any other Asian ethnic background (A9)",
			ethnicity.BlackCaribbean:         "Black or Black British - Caribbean (B1)",
			ethnicity.BlackAfrican:           "Black or Black British - African (B2)",
			ethnicity.OtherBlack:             "Black or Black British - Any other Black ethnic background (B9)",
			ethnicity.Arab:                   "Chinese or other ethnic group - Any other ethnic group (O9)",
			ethnicity.AnyOther:               "Chinese or other ethnic group - Any other ethnic group (O9)",
		},
		unknown: choiceOf(weighted[string]{"Not Stated (NS)", 98}, weighted[string]{"", 2}),
		grounds: choiceOf(
			weighted[ground]{ground{drugsAct, "Controlled drugs"}, 627},
			weighted[ground]{ground{pace, "Offensive weapons"}, 150},
			weighted[ground]{ground{pace, "Stolen goods"}, 130},
			weighted[ground]{ground{pace, "Articles for use in criminal damage"}, 54},
			weighted[ground]{ground{justiceAct, "Offensive weapons"}, 28},
			weighted[ground]{ground{firearms, "Firearms"}, 11},
		),
		outcomes: choiceOf(
			weighted[outcome]{outcome{"Nothing found - no further action", false}, 677},
			weighted[outcome]{outcome{"Suspect arrested", true}, 201},
			weighted[outcome]{outcome{"Offender given drugs possession warning", false}, 85},
			weighted[outcome]{outcome{"Offender given penalty notice", false}, 16},
			weighted[outcome]{outcome{"Local resolution", false}, 11},
			weighted[outcome]{outcome{"Suspect summonsed to court", false}, 7},
			weighted[outcome]{outcome{"Offender cautioned", false}, 3},
		),
	},
	{
		self: map[ethnicity.Group]string{
			ethnicity.WhiteBritish:           "White - English/Welsh/Scottish/Northern Irish/British",
			ethnicity.WhiteIrish:             "White - Irish",
			ethnicity.GypsyOrIrishTraveller:  "White - Gypsy or Irish Traveller",
			ethnicity.OtherWhite:             "White - Any other White background",
			ethnicity.WhiteAndBlackCaribbean: "Mixed/Multiple ethnic groups - White and Black Caribbean",
			ethnicity.WhiteAndBlackAfrican:   "Mixed/Multiple ethnic groups - White and Black African",
			ethnicity.WhiteAndAsian:          "Mixed/Multiple ethnic groups - White and Asian",
			ethnicity.OtherMixed:             "Mixed/Multiple ethnic groups - Any other Mixed/Multiple ethnic background",
			ethnicity.Indian:                 "Asian/Asian British - Indian",
			ethnicity.Pakistani:              "Asian/Asian British - Pakistani",
			ethnicity.Bangladeshi:            "Asian/Asian British - Bangladeshi",
			ethnicity.Chinese:                "Asian/Asian British - Chinese",
			ethnicity.OtherAsian:             "Asian/Asian British - Any other Asian background",
			ethnicity.BlackCaribbean:         "Black/African/Caribbean/Black British - Caribbean",
			ethnicity.BlackAfrican:           "Black/African/Caribbean/Black British - African",
			ethnicity.OtherBlack:             "Black/African/Caribbean/Black British - Any other Black/African/Caribbean background",
			ethnicity.Arab:                   "Other ethnic group - Arab",
			ethnicity.AnyOther:               "Other ethnic group - Any other ethnic group",
		},
		unknown: choiceOf(weighted[string]{"Other ethnic group - Not stated", 96}, weighted[string]{"", 4}),
		grounds: choiceOf(
			weighted[ground]{ground{drugsAct, "Controlled drugs"}, 633},
			weighted[ground]{ground{pace, "Offensive weapons"}, 163},
			weighted[ground]{ground{pace, "Stolen goods"}, 131},
			weighted[ground]{ground{pace, "Evidence of offences under the Act"}, 41},
			weighted[ground]{ground{section60, "Anything to threaten or harm anyone"}, 8},
			weighted[ground]{ground{firearms, "Firearms"}, 8},
			weighted[ground]{ground{pace, "Articles for use in criminal damage"}, 6},
			weighted[ground]{ground{pace, "Article for use in theft"}, 4},
			weighted[ground]{ground{pace, "Fireworks"}, 3},
			weighted[ground]{ground{pace, ""}, 2},
			weighted[ground]{ground{psychoAct, "Psychoactive substances"}, 1},
		),
		outcomes: choiceOf(
			weighted[outcome]{outcome{"A no further action disposal", false}, 712},
			weighted[outcome]{outcome{"Arrest", true}, 138},
			weighted[outcome]{outcome{"Community resolution", false}, 95},
			weighted[outcome]{outcome{"Penalty Notice for Disorder", false}, 30},
			weighted[outcome]{outcome{"Summons / charged by post", false}, 16},
			weighted[outcome]{outcome{"Caution (simple or conditional)", false}, 2},
			weighted[outcome]{outcome{"Khat or Cannabis warning", false}, 2},
			weighted[outcome]{outcome{"", false}, 5},
		),
	},
}

// What both generations have.
var (
	types   = choiceOf(weighted[string]{personSearch, 780}, weighted[string]{"Person and Vehicle search", 207}, weighted[string]{vehicleSearch, 13})
	genders = choiceOf(weighted[string]{"Male", 905}, weighted[string]{"Female", 88}, weighted[string]{"Other", 1}, weighted[string]{"", 6})
	ages    = choiceOf(weighted[string]{"18-24", 293}, weighted[string]{"25-34", 214}, weighted[string]{"over 34", 203}, weighted[string]{"10-17", 153},
		weighted[string]{"under 10", 1}, weighted[string]{"", 136})
	// peopleAtOnce is how many people are stopped together.
	peopleAtOnce = choiceOf(weighted[int]{1, 922}, weighted[int]{2, 64}, weighted[int]{3, 9}, weighted[int]{4, 3}, weighted[int]{5, 1}, weighted[int]{16, 1})
)

// The types of records that the generator asks for.
const (
	personSearch  = "Person search"
	vehicleSearch = "Vehicle search"
)

// officers is what officers write of each group of 5+1.
var officers = map[ethnicity.Group]choice[string]{
	ethnicity.White: seenAs(940, 5, 15, 20, 0),
	ethnicity.Mixed: seenAs(150, 660, 50, 120, 0),
	ethnicity.Asian: seenAs(30, 20, 900, 30, 0),
	ethnicity.Black: seenAs(5, 960, 10, 5, 0),
	ethnicity.Other: seenAs(300, 60, 240, 380, 0),
	noGroup:         seenAs(400, 360, 150, 50, 20),
}

// noGroup stands for people of no known group.
const noGroup = ethnicity.NotStated

// seenAs returns the choice of the words of officers, who leave 20 of 1,000 blank.
func seenAs(white, black, asian, other, mixed uint64) choice[string] {
	return choiceOf(weighted[string]{"White", white}, weighted[string]{"Black", black}, weighted[string]{"Asian", asian}, weighted[string]{"Other", other},
		weighted[string]{"Mixed", mixed}, weighted[string]{"", 20})
}
