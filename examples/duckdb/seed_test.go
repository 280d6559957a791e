package main

import "flag"

// The laws run on one seed, so that a commit is not held up by what another would have found. With
// -rapid.seed=0 they draw a new one.
func init() {
	if err := flag.Set("rapid.seed", "20261126"); err != nil {
		panic(err)
	}
}
