package report

import (
	"flag"

	_ "pgregory.net/rapid" // for its flags
)

// The laws run on one seed, so that a commit is not held up by what another would have found. With
// -rapid.seed=0 they draw a new one.
func init() {
	if err := flag.Set("rapid.seed", "20261126"); err != nil {
		panic(err)
	}
	// Not the usual hundred, as a report takes a tenth of a second: -rapid.checks=100 makes them as
	// many.
	if err := flag.Set("rapid.checks", "30"); err != nil {
		panic(err)
	}
}
