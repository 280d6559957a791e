// Package suppress withholds small counts from a table so that they cannot be told from what is left.
//
// A count of 1 to k may point at a person. Blanking it is not enough: a rate times its population is the count, a ratio to a known baseline is a rate, an excess, a
// difference, a limit or a p-value can be solved for it, and where the total is known one blank is the total less the others. [Apply] does all of it: what comes out is an
// [rri.Table] like any other, with every form of output it has.
//
// # Rule
//
// Primary. Events from 1 to k are withheld; of proportions, trials from 1 to k are too, and the events with them. 0 is shown: it says that something did not happen, and hiding it
// would make people look for what is not there. With a count go the rate, the ratio, the difference, the excess, their limits and p-values, and the flags that speak of
// small counts. Where the baseline is withheld, so is every comparison with it.
//
// Secondary. More counts are withheld, the smallest that do, until somebody who knows k, which of the withheld counts are small, and the total of every column can say no
// more of a small count than that it is from 1 to k, and can say of no other withheld count what it is to within k-1. Zeros are never taken for this. Where no choice does it, the total
// itself has to be withheld, and [Result] says so. The same table gives the same result; nothing is drawn at random.
//
// Rounding. With a base, the counts that are shown are rounded to its nearest multiple (a count above 0 to at least one base), and everything is computed again from
// them, so that no digit of an exact count is left in a rate. Populations are not rounded.
//
// The rule is written into the notes of the table. Notes of the table that it had before stay; see that they give no counts away.
//
// # What it does not protect against
//
//   - Two tables that overlap: a table of the year and one of its first half, of a force and of its districts, of 5 groups and of 18. Every difference between them is a
//     count. Two measures of the same people overlap too: arrests are among finds. Options.Hide and
//     Options.HideExposure carry rows over from one table to another: withhold a group in all of them, or in none.
//   - Changes between releases, where a corrected figure moves by a few.
//   - Somebody who knows some of the people counted, and takes them off.
//   - The non-events, as 2 of 100 searched who were not arrested.
//   - Reasoning from this rule to which counts it had to take, where somebody knows more than the totals.
//   - Counts that are shown and add up to something small by other facts.
//
// # Sources
//
// Hundepool and others 2012, Statistical Disclosure Control, DOI 10.1002/9781118348239, chapter 4 (primary and secondary suppression of tables, audit of the intervals that are
// left); Cox 1980, DOI 10.1080/01621459.1980.10477481.
//
// # Errors
//
// Options out of range wrap [rri.ErrOption]; counts that make no sense wrap [rri.ErrCount]; a table without its baseline wraps [rri.ErrBaseline].
package suppress
