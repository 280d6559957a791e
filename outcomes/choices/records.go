package choices

import (
	"github.com/seed-549880be/disparity/outcomes"
)

// kind is what the records of one type are called, and what is asked of them.
type kind struct {
	// rate is the measure of records per resident, and outcome that of what follows them, "" for
	// none; then definition is what it counts, of others than searches.
	rate, outcome string
	definition    outcomes.Definition

	// records is what they are called.
	records string

	// isSearch says that they are searches: with an object, an outcome that may be a find, and
	// people who were searched together.
	isSearch bool
}

// The measures of searches.
const (
	searchRate = "search rate"
	findRate   = "find rate"
)

var (
	ofSearches = kind{rate: searchRate, outcome: findRate, records: "searches", isSearch: true}
	kinds      = map[outcomes.RecordType]kind{
		outcomes.PersonStopped:   {rate: "rate of stops", outcome: outcomes.ArrestRate.String(), definition: outcomes.ArrestRate.Definition(), records: "stops"},
		outcomes.PersonArrested:  {rate: "rate of arrests", outcome: outcomes.CrimeChargeRate.String(), definition: outcomes.CrimeChargeRate.Definition(), records: "arrests"},
		outcomes.PersonSuspected: {rate: "rate of suspects", outcome: outcomes.CrimeChargeRate.String(), definition: outcomes.CrimeChargeRate.Definition(), records: "suspect records"},
		outcomes.PersonCharged:   {rate: "rate of charges", records: "charge records"},
	}
)

// kindOf returns the kind of the records of persons: that of searches where they are of several,
// which no report is made of.
func kindOf(t *outcomes.Tally) kind {
	var all []kind
	for of := range outcomes.CountBy(t, func(k outcomes.Key) outcomes.RecordType { return k.Type }) {
		if k, ok := kinds[of]; ok {
			all = append(all, k)
		} else {
			all = append(all, ofSearches)
		}
	}
	if len(all) == 1 {
		return all[0]
	}
	return ofSearches
}
