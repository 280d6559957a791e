package invented

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"
)

// The ways in which searches come about.
const (
	OfficerLed      = "Officer led"
	IntelligenceLed = "Intelligence led"
)

// SearchRatios returns how many times as often people of a group are searched per resident as White
// ones, in searches that came about in a way.
func SearchRatios(led string) map[Group]float64 {
	if led == IntelligenceLed {
		return map[Group]float64{White: 1, Mixed: 1.5, Asian: 1.2, Black: 2, Other: 1}
	}
	return map[Group]float64{White: 1, Mixed: 2, Asian: 1.5, Black: 4, Other: 1}
}

// FindShare returns how many of 100 searches that came about in a way find something: as many of
// each group.
func FindShare(led string) float64 {
	if led == IntelligenceLed {
		return 42
	}
	return 24
}

// intelligenceLed is how many of 100 White people who are searched were so since something was
// known of them.
const intelligenceLed = 40

// residents are those of the area of the force, of which there is none either, by the groups of the
// census of 2011.
var residents = map[Group][]weighted[string]{
	White: {{"White British", 455_000}, {"White Irish", 5_000}, {"Gypsy or Irish Traveller", 1_000}, {"Other White", 51_000}},
	Mixed: {{"White and Black Caribbean", 5_600}, {"White and Black African", 2_700}, {"White and Asian", 5_100}, {"Other Mixed", 3_000}},
	Asian: {{"Indian", 14_000}, {"Pakistani", 12_500}, {"Bangladeshi", 4_800}, {"Chinese", 4_400}, {"Other Asian", 6_000}},
	Black: {{"Black African", 11_000}, {"Black Caribbean", 5_400}, {"Other Black", 2_500}},
	Other: {{"Arab", 2_900}, {"Any other ethnic group", 6_900}},
}

// groups are those that people are of, in the order of the census.
var groups = []Group{White, Mixed, Asian, Black, Other}

// residentsOf returns how many people of a group there are.
func residentsOf(group Group) (n int) {
	for _, r := range residents[group] {
		n += r.weight
	}
	return n
}

// Residents returns the file of them.
func Residents() []byte {
	var rows [][]string
	for _, group := range groups {
		for _, r := range residents[group] {
			rows = append(rows, []string{r.value, strconv.Itoa(r.weight)})
		}
	}
	return table([]string{"group", "residents"}, rows)
}

// Searches returns a file of so many searches: the same for the same seed.
func Searches(seed uint64, n int) []byte {
	type search struct {
		at   time.Time
		rest []string
	}
	r := rand.New(rand.NewPCG(seed, 36))
	var people []weighted[[2]string]
	for _, led := range []string{OfficerLed, IntelligenceLed} {
		share := intelligenceLed
		if led == OfficerLed {
			share = 100 - intelligenceLed
		}
		for _, group := range groups {
			people = append(people, weighted[[2]string]{[2]string{string(group), led}, int(float64(share*residentsOf(group)) * SearchRatios(led)[group])})
		}
	}
	all := make([]search, n)
	for i := range all {
		who := pick(r, people)
		all[i] = search{day(r).Add(time.Duration(r.IntN(23*60)) * time.Minute), searchOf(r, Group(who[0]), who[1])}
	}
	slices.SortStableFunc(all, func(a, b search) int { return a.at.Compare(b.at) })
	var rows [][]string
	for i, s := range all {
		rows = append(rows, append([]string{fmt.Sprintf("SS%06d", 40_000+3*i), s.at.Format("02/01/2006 15:04")}, s.rest...))
	}
	return table([]string{"Ref", "Date and time of search", "Led by", "Self classification", "Sex", "Age", "Looked for", "Result of search"}, rows)
}

// searchOf draws what is recorded of a search.
func searchOf(r *rand.Rand, group Group, led string) []string {
	found := percent(r, FindShare(led))
	result := "No action"
	if found {
		result = pick(r, []weighted[string]{{"Arrested", 4}, {"Comm res", 4}, {"Summons / postal req", 1}, {"PND", 1}})
	}
	if percent(r, unknownShare) {
		group = Unknown
	}
	looked := pick(r, []weighted[string]{{"Drugs - any", 6}, {"Weapon / blade", 2}, {"Stolen goods", 2}})
	if led == IntelligenceLed {
		looked = pick(r, []weighted[string]{{"Drugs - any", 5}, {"Weapon / blade", 4}, {"Stolen goods", 1}})
	}
	return []string{led, pick(r, details[group]), pick(r, []weighted[string]{{"M", 8}, {"F", 1}}), strconv.Itoa(ageOf(r)), looked, result}
}
