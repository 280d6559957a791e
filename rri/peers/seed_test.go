package peers

import "flag"

// The laws run on one seed, so that a commit is not held up by what another would have found. With
// -rapid.seed=0 they draw a new one.
func init() {
	if err := flag.Set("rapid.seed", "20261127"); err != nil {
		panic(err)
	}
	// Not the usual hundred, as a set of units takes a tenth of a second: -rapid.checks=100 makes
	// them as many.
	if err := flag.Set("rapid.checks", "30"); err != nil {
		panic(err)
	}
}
