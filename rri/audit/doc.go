// Package audit answers: what does a sample say of all the records that it was drawn from? Of 182
// search records that an inspectorate read, 159 gave reasonable grounds, and there were 5,495: how
// many of them all do, and how many do not?
//
//   - [Of]: how many of all records have what was looked for in the sample, and what share of them
//     that is, with limits. [Result.Without] is the other side: how many have not.
//   - [Missed]: how many records are missing, where only the number of those that were made is
//     known, and a sample of what should have been recorded says how many of it were.
//   - [SampleSize]: how many records to draw for a margin.
//   - [Difference]: the shares of two audits.
//   - [Table]: several audits below each other, as of groups or of years.
//
// The records are finite in number, and the sample is drawn from them at random, without putting
// one back. So what was drawn is known, and only the rest is not: limits are narrower than those of
// package rri, which takes trials as a few of any number, and where all records were drawn they are
// what was found. 159 of 182 are 81.6 to 91.8 % by [rri.Exact]; drawn from 400 they are 83.25 to
// 90.5 %, which is 333 to 362 of the 400.
//
// A sample that was not drawn at random, as the records that somebody chose to read, says nothing
// of the others by these or any limits.
//
// # Limits
//
// The number X found in a sample of n from N records, of which K have what is looked for, has the
// hypergeometric distribution
//
//	P(X = x) = C(K, x) C(N-K, n-x) / C(N, n)
//
// The interval holds every K that neither of two tests rejects, each at half of 1 - Level:
//
//	lower limit   the smallest K with P(X ≥ x) above (1-Level)/2
//	upper limit   the largest K with P(X ≤ x) above (1-Level)/2
//
// A K whose tail is exactly (1-Level)/2 is left out: then 1 of 1 drawn from 40 has the lower limit
// 2 and not 1. So no K is missed more often than in (1-Level)/2 of all samples on either side,
// whatever it is; most are missed less often, since X has whole numbers alone. Tails within a part
// in 1e12 of the level count as equal to it. With one limit ([Options.Side]) its tail is 1 - Level.
//
// This is the interval of Clopper and Pearson for a finite number of records (Konijn 1973), and is
// it where the records are very many. Narrower ones that keep the level over both sides together
// (Wang 2015) leave the two sides uneven, and are not here.
//
// With [Options.MidP] half of P(X = x) does not count towards a tail. Then a K can be missed more
// often than (1-Level)/2 on a side, but at most twice as often: 4.99 % in place of 2.5 % is
// reached.
//
// # Missing records
//
// [Missed] turns the same tails round: R records were made, and the number N of those that should
// have been is unknown. The limits are the smallest N with P(X ≤ x) above (1-Level)/2 and the
// largest with P(X ≥ x) above it, both at K = R, less R. It is how animals are counted that were
// marked and seen again.
//
// # Differences
//
// [Difference] combines the limits of two shares. It misses the true difference in at most 6 % of
// all samples, both sides together, with 10 records or more in each sample, and in up to 8 % where
// each is of two records: that is by enumeration of all samples of up to 150 records, whatever the
// two shares.
//
// # Zeros, flags and errors
//
// A sample without what was looked for, or with nothing else, is flagged [rri.ZeroCell]; one with
// fewer than 5 of either [rri.SmallCount]. A sample of none says nothing: the limits are 0 and all
// records, and the share is NaN, flagged [rri.NoData]. Errors wrap [rri.ErrCount] or
// [rri.ErrOption]. Nothing panics.
//
// # Goroutines and cost
//
// Every type here is a plain value, nothing is global, and no call remembers an earlier one: any
// number of goroutines may call these functions at the same time. [Of] takes 15 to 40 microseconds
// of one core for samples of hundreds, 2 milliseconds for 5 million of 10 million, and half a
// second for half of 1e12, and does not allocate. [SampleSize] takes some milliseconds, and up to a
// second with the smallest margin.
//
// # Sources
//
// Konijn 1973, Statistical Theory of Sample Survey Design and Analysis, chapter 4; Wright 1991,
// Exact Confidence Bounds when Sampling from Small Finite Universes; Wang 2015, DOI
// 10.1080/01621459.2014.966191; Seber 1982, The Estimation of Animal Abundance, chapter 3; Zou and
// Donner 2008, DOI 10.1002/sim.3095.
package audit
