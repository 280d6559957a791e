package report

import "github.com/seed-549880be/disparity/outcomes"

// input is what an extract says of itself.
type input struct {
	tally   *outcomes.Tally
	sources []outcomes.Source
	quality outcomes.Quality
	labels  map[string]map[string]int64 // not known, by column, of searches that may be of persons
	repeats []outcomes.Repeat
}

func inputOf(x *outcomes.Extract, rule outcomes.EthnicityRule) input {
	return input{x.Tally(), x.Sources(), x.Quality(rule), x.UnknownLabelsOfPersons(), x.Repeats()}
}
