// Coverage computes how often the intervals of package rri hold the truth, and on which side they
// miss it: exactly, by going through all the counts that can come out of a design with their
// probabilities, not by simulation.
//
// Usage:
//
//	coverage [flags]
//
// An interval can miss in two ways. Wholly above the truth, it is a false claim that the group is
// over-represented; wholly below, that it is under-represented. At the 95 % level either should
// happen in 2.5 % of cases. An interval whose coverage is 95 % in total may still miss on one side
// alone.
//
// The flags are, with lists separated by commas:
//
//	-quantities LIST         rate, proportion, ratio-of-rates, ratio-of-proportions, odds-ratio,
//	                         difference-of-rates, difference-of-proportions (default: all)
//	-methods LIST            families of intervals; see package rri (default: all)
//	-levels LIST             confidence levels (default 0.95,0.998)
//	-expected LIST           rates: events of the group at the rate of the baseline (default 1,2,5,10,20,50)
//	-baseline-expected LIST  rates: events of the baseline (default 300)
//	-ratios LIST             rates: true ratios to the rate of the baseline (default 1,3)
//	-trials LIST             proportions: trials of the group (default 20,40,100,500)
//	-baseline-trials LIST    proportions: trials of the baseline (default 1000)
//	-proportions LIST        proportions: true values as group/baseline (default 0.15/0.15,0.3/0.15,0.02/0.02)
//	-wide                    the wide designs in place of these defaults; flags after it change them
//	-exact-trials N          leave out exact ratios and differences of proportions above this many
//	                         trials in both groups together, which take long (default 60)
//	-designs                 print every design, not only the summary of each quantity
//	-format FORMAT           text, markdown or csv; csv has every design, unrounded (default text)
//
// The default designs are a minority beside a majority: 1 to 150 events expected beside 300, or 20
// to 500 trials beside 1,000. What is true in them need not be true elsewhere. The wide designs are
// 90 of rates, with 0.024 to 150 events expected in the group and 10, 30 or 300 in the baseline at
// true ratios of 0.3, 1 and 3; and 216 of proportions, with 4 to 500 trials in the group and 30,
// 100 or 1,000 in the baseline, at proportions from 0.005 to 0.98. They are those of the tables
// over wide designs in the documentation of package rri, take some minutes, and leave out the exact
// ratios and differences of proportions.
//
// # What it prints
//
// For each quantity and level a table with a row for each method:
//
//	coverage  chance in per cent that the interval holds the truth: the least and the mean over the designs
//	above     chance in per cent that it lies wholly above the truth: the mean and the most
//	below     chance in per cent that it lies wholly below the truth: the mean and the most
//	uneven    mean distance of the two tails from what they should be, as a percentage of that: 0 is perfect
//	width     mean width of the intervals that are bounded, of a ratio, an odds ratio, a rate or a
//	          proportion on the logarithmic scale
//	no width  mean chance in per cent that it is not bounded there: a limit is infinite, or 0 on the
//	          logarithmic scale
//
// Then a table of the unevenness of every method for every quantity. A method that lacks a quantity
// cannot be the default for all of them.
//
// Where few counts are possible no method can have even tails: with one event expected, an interval
// that lies wholly below the truth where there is none does so in 37 % of cases, and one that does
// not in none. All methods share that part of the unevenness; it is the differences between them
// that tell.
//
// Counts and tables with a probability below 1e-12 are not gone through. What they add up to is
// printed; no chance can be wrong by more.
//
// # Exit status
//
// 0 if the tables were made, 1 if they could not be, 2 if the program was called wrongly. An error
// is one line on standard error.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/seed-549880be/disparity/examples/internal/cli"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// Exit statuses.
const (
	statusOK = iota
	statusFailed
	statusUsage
)

// run is the program, and returns its exit status.
func run(args []string, out, errout io.Writer) int {
	s, err := parseFlags(args, out)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return statusOK
	case err != nil:
		fmt.Fprintf(errout, "coverage: %s\n", cli.Message(err))
		return statusUsage
	}
	r, err := s.compute()
	if err == nil {
		var b bytes.Buffer
		if err = r.write(&b, s); err == nil {
			_, err = out.Write(b.Bytes())
		}
	}
	if err != nil {
		fmt.Fprintf(errout, "coverage: %s\n", cli.Message(err))
		return statusFailed
	}
	return statusOK
}
