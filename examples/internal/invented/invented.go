// Package invented makes extracts of a police force that there is not, in words of its own: people
// who were suspected of crimes, and searches. Nobody in them exists. How often each group is
// charged, beside White people whose cases are alike, is planted ([ChargeRatios]), so that one can
// look whether a report finds it; and so is what finds and searches of each kind are
// ([FindShares], [SearchRatios]).
//
// The files in examples/stopsearch/own are made by it.
package invented

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"
)

// Group is one of the ethnic groups of the census, in five, or Unknown.
type Group string

// The groups.
const (
	White   Group = "White"
	Mixed   Group = "Mixed"
	Asian   Group = "Asian"
	Black   Group = "Black"
	Other   Group = "Other"
	Unknown Group = "Unknown"
)

// ChargeRatios returns how many times as often suspects of a group are charged as White ones whose
// offence has the same gravity, who have as many convictions, and who have admitted it or not as
// these.
func ChargeRatios() map[Group]float64 {
	return map[Group]float64{Mixed: 1.15, Asian: 0.9, Black: 1.25, Other: 1}
}

// weighted is one of several things, and how often it comes.
type weighted[T any] struct {
	value  T
	weight int
}

// pick draws one of several things.
func pick[T any](r *rand.Rand, list []weighted[T]) T {
	total := 0
	for _, w := range list {
		total += w.weight
	}
	n := r.IntN(total)
	for _, w := range list {
		if n -= w.weight; n < 0 {
			return w.value
		}
	}
	panic("unreachable: n is below the total")
}

// percent tells whether something happens that happens in so many of 100 cases.
func percent(r *rand.Rand, of float64) bool { return 100*r.Float64() < of }

// details are the labels of the force for the people of a group, in the detail of the census of
// 2021. Some are those that the library knows, and some are not.
var details = map[Group][]weighted[string]{
	White:   {{"White British", 86}, {"White Irish", 2}, {"Gypsy / Traveller", 2}, {"Roma", 1}, {"White - E European or other", 9}},
	Mixed:   {{"Dual heritage W&B Caribbean", 5}, {"Dual heritage W&B African", 2}, {"Dual heritage W&Asian", 2}, {"Dual heritage other", 2}},
	Asian:   {{"Indian", 4}, {"Pakistani", 7}, {"Bangladeshi", 4}, {"Chinese", 1}, {"Asian - any other", 4}},
	Black:   {{"Black African", 5}, {"Black Caribbean", 5}, {"Black - any other", 3}},
	Other:   {{"Arab", 1}, {"Any other background", 3}},
	Unknown: {{"Declined to say", 3}, {"Form not completed", 2}, {"", 1}},
}

// day draws a day of the year from April 2023.
func day(r *rand.Rand) time.Time {
	return time.Date(2023, time.April, 1+r.IntN(366), 0, 0, 0, 0, time.UTC)
}

// date writes a day as the force does.
func date(t time.Time) string { return t.Format("02/01/2006") }

// table writes rows below a header.
func table(header []string, rows [][]string) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	if err := w.WriteAll(append([][]string{header}, rows...)); err != nil {
		panic(err) // a buffer takes everything
	}
	return b.Bytes()
}

// Suspects returns a file of so many suspects: the same for the same seed.
func Suspects(seed uint64, n int) []byte {
	r := rand.New(rand.NewPCG(seed, 20))
	all := make([]suspect, n)
	for i := range all {
		all[i] = newSuspect(r)
	}
	slices.SortStableFunc(all, func(a, b suspect) int { return a.recorded.Compare(b.recorded) })
	var rows [][]string
	for i, s := range all {
		rows = append(rows, []string{fmt.Sprintf("OCC/%s/%05d", s.recorded.Format("06"), 10_000+7*i), date(s.recorded), s.district, s.self, s.sex, strconv.Itoa(s.age),
			s.offence, s.gravity, s.previous, s.admitted, s.result})
	}
	return table([]string{"Occurrence no", "Date recorded", "District", "Self classification", "Sex", "Age at offence",
		"Offence group", "Gravity", "Previous", "Admitted", "Result, final"}, rows)
}

// suspect is one row of the file.
type suspect struct {
	recorded                                                          time.Time
	age                                                               int
	district, self, sex, offence, gravity, previous, admitted, result string
}

// mix says how the cases of a group differ from those of others.
type mix struct {
	group    Group
	weight   int    // how many of the suspects are of it
	gravity  [4]int // how often each
	previous [3]int
	admitted float64 // per cent
}

// Groups differ in what they are suspected of, in convictions and in admissions, so that the crude
// ratio is not the planted one. Those of unknown ethnicity are like all others together.
var mixes = []mix{
	{White, 1100, [4]int{42, 30, 18, 10}, [3]int{50, 30, 20}, 46},
	{Mixed, 180, [4]int{24, 28, 28, 20}, [3]int{38, 30, 32}, 32},
	{Asian, 240, [4]int{30, 32, 24, 14}, [3]int{60, 26, 14}, 36},
	{Black, 260, [4]int{15, 25, 34, 26}, [3]int{30, 30, 40}, 24},
	{Other, 100, [4]int{34, 30, 22, 14}, [3]int{54, 28, 18}, 40},
}

// The share of suspects whose ethnicity is not known, and of those who have no outcome so far, in
// per cent. Both are the same whatever the case and the group are.
const (
	unknownShare = 7
	openShare    = 6
)

// Of White suspects so many in 100 are charged, by gravity, for those without convictions who deny
// it; convictions and an admission multiply that.
var (
	chargeBase     = [4]float64{12, 22, 36, 48}
	chargePrevious = [3]float64{1, 1.25, 1.5}
	chargeAdmitted = 0.8
)

// offences are the offence groups, by gravity.
var offences = [4][]weighted[string]{
	{{"Shop theft", 5}, {"Drugs", 3}, {"Public order", 2}},
	{{"Shop theft", 2}, {"Drugs", 3}, {"Public order", 3}, {"Violence", 2}, {"Vehicle", 2}},
	{{"Violence", 5}, {"Vehicle", 3}, {"Drugs", 2}, {"Burglary", 2}},
	{{"Violence", 4}, {"Burglary", 3}, {"Robbery", 4}, {"Drugs", 1}},
}

// newSuspect draws a suspect.
func newSuspect(r *rand.Rand) suspect {
	var list []weighted[mix]
	for _, m := range mixes {
		list = append(list, weighted[mix]{m, m.weight})
	}
	m := pick(r, list)
	group := m.group
	s := suspect{recorded: day(r), district: pick(r, []weighted[string]{{"Harbour", 5}, {"Vale", 3}, {"Northmoor", 2}}), sex: pick(r, []weighted[string]{{"M", 5}, {"F", 1}})}
	s.age = ageOf(r)
	gravity, previous := pick(r, indexed(m.gravity[:])), pick(r, indexed(m.previous[:]))
	s.offence = pick(r, offences[gravity])
	s.gravity, s.previous = strconv.Itoa(gravity+1), []string{"none", "1 or 2", "3 or more"}[previous]
	chance := chargeBase[gravity] * chargePrevious[previous] * cmp.Or(ChargeRatios()[group], 1)
	admitted := percent(r, m.admitted)
	if s.admitted = "N"; admitted {
		s.admitted = "Y"
		chance *= chargeAdmitted
	}
	switch {
	case percent(r, chance):
		s.result = "Charged / reported for summons"
	default:
		s.result = pick(r, otherResults(s.age < 18, admitted))
	}
	if percent(r, openShare) {
		s.result = "Live"
	}
	if percent(r, unknownShare) {
		group = Unknown
	}
	s.self = pick(r, details[group])
	return s
}

// indexed returns the places in a list by their weights.
func indexed(weights []int) (list []weighted[int]) {
	for i, w := range weights {
		list = append(list, weighted[int]{i, w})
	}
	return list
}

// ageOf draws an age in whole years.
func ageOf(r *rand.Rand) int {
	band := pick(r, []weighted[[2]int]{{[2]int{10, 17}, 20}, {[2]int{18, 24}, 28}, {[2]int{25, 34}, 26}, {[2]int{35, 59}, 22}, {[2]int{60, 79}, 4}})
	return band[0] + r.IntN(band[1]-band[0]+1)
}

// otherResults are the results of those who are not charged.
func otherResults(young, admitted bool) []weighted[string] {
	list := []weighted[string]{{"NFA - victim supports, evidence", 30}, {"NFA - victim declines", 30}, {"NFA - public interest", 6}, {"TIC", 2}}
	if !admitted {
		return list
	}
	list = append(list, weighted[string]{"Comm res", 45}, weighted[string]{"Diverted - no formal action", 15})
	if young {
		return append(list, weighted[string]{"Caution Y", 20})
	}
	return append(list, weighted[string]{"Caution A", 20}, weighted[string]{"PND", 6})
}
