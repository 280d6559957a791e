// Package power answers: are there enough cases to tell? It says how likely a disparity of a given
// size is to be found with counts like these, the smallest that they would find, and how many times
// the counts a given one needs: "30 reviews a month are too few; collect for 14 months".
//
//   - [Of]: the probability that the test finds a ratio above, and below, the null value, if the
//     true ratio is a given one.
//   - [DetectableOf]: the smallest ratio above the null value, and the largest below it, that is
//     found with a given probability, as 0.8.
//   - [NeededOf]: how many times the counts, or months of them, find a given ratio with a given
//     probability.
//
// What is found is what the family of package rri finds: p < 1 - Level by o.Method, which is the
// same as an interval that leaves out o.Null. A plan has an exposure (residents, trials) of the
// group, and a baseline whose rate is taken as true. The events of the group play no part: power is
// a question about a study, and "observed power", of the ratio that was found, says no more than
// its p-value.
//
// # Methods
//
// While the smaller expected count is at most [ExactUpTo], power is exact: it is summed over all
// counts that matter of the one group, at each of which the counts of the other that the family's
// own test rejects are found by bisection, since a test that rejects at one count rejects at every
// more extreme one. The expected counts are those at the null value: the events of the group and of
// the baseline, and with proportions also their non-events. Counts whose probability is below about
// 1e-15 are left out.
//
// Above it, power is the normal approximation with the variance of the score test, restricted to
// the null value: Farrington and Manning 1990, DOI 10.1002/sim.4780091208. There every family is
// near the score test. At the switch the two differ by at most 0.009, but for [rri.Exact], which is
// cautious (0.014), and [rri.Wald] and [rri.AdjustedLog] of proportions near 0 or 1 (0.027). The
// tests of this package measure that over all methods, baselines of 1 to 1,000 times the group,
// proportions from 0.001 to 0.999, and ratios up to 3.6 standard errors from 1. It moves a
// detectable ratio by about a tenth of a per cent.
//
// Exact power is a saw-tooth in the counts, as a test of whole numbers cannot use up its level
// evenly: a slightly larger study can have slightly less power. In the true ratio it is smooth, and
// grows with the distance from the null value.
//
// [rri.Exact] for proportions searches all rates of the baseline, for all pairs of counts at once,
// and there is power by it up to [MaxExactTrials] trials and [MaxExactPairs]; beyond, take
// [rri.SCAS] or [rri.Score]. And where one count is small enough for exact power, no other may be
// above [MaxExactCount]: a group of that size is as good as known.
//
// A design effect of a count is refused: a plan is of independent events.
//
// # Goroutines and cost
//
// Every type here is a plain value, nothing is global, and no call remembers an earlier one: any
// number of goroutines may call these functions at the same time.
//
// Above [ExactUpTo] an answer takes microseconds. Exact power runs the test at hundreds to
// thousands of pairs of counts, some for each count of the smaller variance. By [rri.SCAS],
// [rri.Score], [rri.Wald] and, of rates, [rri.Exact], [Of] takes 1 to 5 milliseconds of one core,
// [DetectableOf] 1 to 30, the most where both groups expect some hundreds of events, and [NeededOf]
// 3 to 40. By [rri.Jeffreys] they take ten times as long, and at most a second where one group is
// some million times as large as the other.
//
// By [rri.Exact] of proportions [Of] and [DetectableOf] take 1 millisecond of one core for 10
// trials against 100, 10 for 40 against 500, and 0.3 seconds for 500 against 500; at most 2 seconds
// at [MaxExactPairs]. [NeededOf] asks about some ten sizes up to twice the one that it returns: it
// takes 0.6 seconds where that is 90 trials against 900, and at most 20.
//
// # Errors
//
// A baseline without events has no rate to plan with, and a group without exposure nothing to
// count: these and other counts that make no sense wrap [rri.ErrCount], as does one above
// [MaxExactCount] beside a small one. A ratio, a null value or a target outside its domain, and a
// design effect, wrap [rri.ErrOption]; [rri.Exact] of proportions above [MaxExactTrials] or
// [MaxExactPairs] wraps [rri.ErrMethod]. [NeededOf] of a ratio that no study could find, as it is
// the null value itself, wraps [ErrNothingToDetect]; [Of] gives the power there, which is the size
// of the test.
package power
