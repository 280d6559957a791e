// Package journey follows people through stages and answers two questions: how large is the
// disparity from the first stage to the last, and which share of it has each stage?
//
//	residents → searched → found → charged        application → shortlisted → appointed        staff → left
//
// Every stage is out of the one before, or out of the one that it names. With n(s) people of the
// group at stage s and m(s) of the baseline,
//
//	index of stage s = (n(s)/n(s-1)) / (m(s)/m(s-1))                    the RRI of package rri: conditional on having reached the stage before
//	cumulative index = product of the indices = (n(last)/n(first)) / (m(last)/m(first))
//
// An index of one stage is a snapshot: three stages of 1.3 each look mild, and come to 2.2 over the
// journey. The share of a stage is log(its index) / log(cumulative index); shares add up to 1, and
// one is negative where a stage works against the whole.
//
// The largest share as observed ([Path.Largest], [Branch.Largest]) need not be the largest in
// truth. Where three steps have equal indices of 1.3, each has it about as often as the others (27,
// 30 and 44 % of the simulated journeys below), so it comes with an interval ([Index.Share]). A
// share r of the step with index R(1) makes
//
//	(1-r) log R(1) - r (log R(2) + log R(3) + …)
//
// zero, and its interval is every r for which the interval of this sum holds 0: Fieller's argument
// (1954, DOI 10.1111/j.2517-6161.1954.tb00159.x), with the limits of each step by its own method
// and not a normal approximation, which is MOVER (Donner and Zou 2012, DOI
// 10.1177/0962280210383082). The steps are taken for uncorrelated, as below. Where the combined
// interval of the cumulative index holds 1, no share can be told, and the limits are infinite.
//
// # The cumulative interval
//
// Stages share people: those who are charged were all found, so counts of neighbouring stages rise
// and fall together, and intervals of stages must not be multiplied. For stages that are nested
// ([Compare]) nothing has to be combined. Everything between the first and the last stage cancels,
// and what is left is itself the ratio of two proportions, last-stage people out of first-stage
// people; or of two rates, where the first step is a rate, because a part of a Poisson count that
// is taken person by person is a Poisson count. The cumulative interval is that of [rri.Ratio] for
// these two counts, exactly, by whatever method is asked for, and is as good as the method is for
// one ratio.
//
// Two kinds of journey have no such identity, and their results say so ([Index.Combined]). In
// [Product] every step has a base of its own, from another year or source; and a step that is a
// rate after the first step counts events of events, which scatter more than a Poisson count. There
// the steps' intervals are combined on the log scale by the method of variance estimates recovery
// (MOVER; Zou and Donner 2008, DOI 10.1002/sim.3095),
//
//	log L = Σ log R(s) - √ Σ (log R(s) - log l(s))²        and likewise for the upper limit,
//
// which takes the errors of the steps for uncorrelated. They are where the counts come from
// different people, and also where each step is conditional on the one before.
//
// # Coverage
//
// Simulated journeys of three steps (residents to searches as Poisson counts, then two binomial
// steps), 20,000 each, PCG seeded with 5 and 1, level 95 %, method [rri.SCAS]. The Monte-Carlo
// standard error of a coverage of 95 % is 0.15 points.
//
//	first stage, group / baseline    last stage expects    cumulative, nested    too low / too high    by MOVER of the steps
//	20,000 / 1,000,000               15 people             95.08 %               2.48 % / 2.44 %       94.98 %
//	20,000 / 1,000,000               4 people              95.60 %               1.91 % / 2.50 %       97.76 %
//	400 / 20,000                     8 people              95.41 %               2.23 % / 2.37 %       94.59 %
//
// The interval of the share of each step covers its true share in 96 to 98 % of the journeys (4,000
// each, and in a fourth design with three equal steps of 1.3, where the last stage expects 9
// people; the second design has no gap and so no shares). It has ends in 96, 58 and 49 % of them.
//
// Too low and too high are the journeys with the whole interval below and above the true index, 2.5
// % each if all is well. Multiplying the limits of the steps, as is sometimes done, covers at least
// 99.7 % in all three: such an interval is far too wide. go test -run TestCoverage -v -journeys
// 20000 repeats the simulation.
//
// # Branches
//
// Stages may branch. Diversion, detention and petition are all out of referrals, and probation and
// placement out of those whom the court found delinquent; one child may be in several, or in none.
// [Stage.Of] names the stage that one is out of. Every stage then has its index, out of that stage,
// and its cumulative index, from the first stage along its branch ([Index.Cumulative]); and every
// branch, which is the way to a stage that no other is out of, has shares of its own ([Branch]).
// The numbers of a branch are those of the journey along it alone.
//
// # People of no known group
//
// They are in no index. Every index has bounds over all the ways in which they could fall
// ([Index.Bounds]). The way is taken to be one of these:
//
//   - Of a proportion, a person who has a known group at one stage has it at all of them, so that
//     those of no known group at a stage are among those at the stage that it is out of
//     ([unknown.ProportionCounts]; some of them went on, the others did not). It is so where one
//     record follows each person. The bounds then are sharp, also those of a cumulative index, in
//     which the stages between the first and the last cancel.
//   - If more people are of no known group at a stage than at the one that it is out of, the group
//     is recorded anew at each, and nothing is taken for granted in the whole journey: the unknown
//     of either stage can be of any group, as long as there are no more people than came. Bounds
//     are wider then, and at times wider than they need be, but never narrower.
//   - Of a rate, which counts events, the unknown events can be of any group
//     ([unknown.RateCounts]), and so can unknown people of the stage before, one apart from the
//     other.
//
// Bounds are not about chance, and intervals are not about the unknown: read both.
//
// # Small counts
//
// [Options].Suppress withholds counts from 1 to a number, and what would tell them, by package
// suppress. Every stage is a table there, whose groups, and the people of no known group beside
// them, are the rows. The count of one stage is the base of the next: where it is withheld, the
// counts of those who came from there go too, zero or not; and where stages add up to the one that
// they are out of, as probation and placement may, others cover for one that is withheld. All that
// is shown is computed from counts that are shown: of an index those of the two stages, of a
// cumulative index those of its ends, of a share those of the whole branch, of bounds those of the
// unknown too. The number of people at a stage where a count is withheld is not shown. Do not show
// it beside the journey either; the tests take every small journey apart without it.
//
// # Which way round
//
// The RRI is the rate of the group over that of the baseline. The Workforce Race Equality Standard
// (WRES, NHS England) prints the relative likelihood of appointment the other way round, White over
// minority, so that above 1 is worse for the minority. [Options].Direction says which is meant, as
// in package index; every result carries it.
//
// # Choosing stages
//
//   - A stage with more people than the one that it is out of is an error ([ErrStage]) unless it is
//     declared a rate: two searches of one person are two events.
//   - Counts must be of the same people. Arrests of one year over sentences of the same year are
//     nearly that; of another place they are not. If the bases of two steps differ, use [Product],
//     and print that the path is put together.
//   - A group that loses everyone at a stage has no index after it: 0 of 0 is NaN, flagged
//     [rri.NoData].
//
// # Errors and missing values
//
// Questions that make no sense are errors, with the prefix journey: and the name of stage and
// group. Zero counts, bounds at infinity and so on are flags of the estimates, as in package rri.
package journey
