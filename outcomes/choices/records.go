package choices

import (
	"github.com/seed-549880be/disparity/outcomes"
)

// kind is what the records of one type are called, and what is asked of them.
type kind struct {
	// rate is the measure of records per resident, and outcome that of what follows them, "" for
	// none.
	rate, outcome string

	// records is what they are called, and verb what happened to the people.
	records, verb string

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
	ofSearches = kind{rate: searchRate, outcome: findRate, records: "searches", verb: "searched", isSearch: true}
	kinds      = map[outcomes.RecordType]kind{
		outcomes.PersonStopped:   {rate: "rate of stops", records: "stops", verb: "stopped"},
		outcomes.PersonArrested:  {rate: "rate of arrests", outcome: outcomes.CrimeChargeRate.String(), records: "arrests", verb: "arrested"},
		outcomes.PersonSuspected: {rate: "rate of suspects", outcome: outcomes.CrimeChargeRate.String(), records: "suspect records", verb: "suspected"},
		outcomes.PersonCharged:   {rate: "rate of charges", records: "charge records", verb: "charged"},
	}
)

// kindOf returns the kind of the records of persons, which are of one.
func kindOf(t *outcomes.Tally) kind {
	for of := range outcomes.CountBy(t, func(k outcomes.Key) outcomes.RecordType { return k.Type }) {
		if k, ok := kinds[of]; ok {
			return k
		}
	}
	return ofSearches
}
