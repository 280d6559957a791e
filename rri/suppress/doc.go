// Package suppress withholds small counts from a table so that they cannot be told from what is
// left.
//
// A count of 1 to k may point at a person. Blanking it is not enough: a rate times its population
// is the count, a ratio to a known baseline is a rate, an excess, a difference, a limit or a
// p-value can be solved for it, and where the total is known one blank is the total less the
// others. [Apply] does all of it: what comes out is an [rri.Table] like any other, with every form
// of output it has.
//
// # Rule
//
// Primary. Events from 1 to k are withheld; of proportions, trials from 1 to k are too, and the
// events with them, zero or not. Elsewhere 0 is shown: it says that something did not happen, and
// hiding it would make people look for what is not there; unless it is withheld by wish
// ([Options.Hide], [Options.HideExposure]). With a
// count go the rate, the ratio, the difference, the excess, their limits and p-values, and the
// flags that speak of small counts. Where the baseline is withheld, so is every comparison with it.
// Where events are withheld by wish, up to 2k trials go too, since of 6 trials more than 5 events
// are 6.
//
// Secondary. Counts above k are withheld to cover for these, one after the other, until the promise
// below holds. Their order says nothing of the counts: of rates the group with the largest
// population comes first, of events out of trials that with the most trials, of trials the first in
// the order of the groups; always the baseline last. Zeros are never taken. Where all of them do
// not do, the totals have to be withheld, and [Result] says so. The same table gives the same
// result; nothing is drawn at random.
//
// Rounding. With a base, the counts that are shown are rounded to its nearest multiple, a count
// above 0 to at least one base; or to its midpoints ([Options.Midpoints]), the lower middle of
// every run of as many numbers as the base: of 6, 1 to 6 are shown as 3, 7 to 12 as 9, and n as
// ⌈n/6⌉ × 6 -
// 3. By both, 0 is 0. Events are never more than the trials; and where events that are not all of
// the trials would be shown as all of them, they are one base less, or, where that would leave
// none, the trials one base more: 8 of 12 by midpoints of 6 is 3 of 9, and 3 of 4 is 3 of 9.
//
// Values are computed from the rounded counts. Limits and p-values hold for every count that would
// be shown as these, of the group and of the baseline: the lowest lower limit, the highest upper
// one and the largest p-value, so that what cannot be told from the exact counts cannot be told
// from the rounded ones either. No digit of an exact count is left in them. Populations are not
// rounded. Every count is tried up to a base of 10, and for a proportion the fewest and the most
// trials with it; above, the ends and the middle. [rri.Exact] of proportions is refused: it takes
// too long for so many counts.
//
// The first number above k can be shown as k or less, and then it tells more than the others: with
// k of 5, by multiples of 5, only 6 and 7 are shown as 5, and by midpoints of 6 only 6 as 3. They
// are not withheld, and nothing is promised of them. Where k is the end of a run every count stands
// for as many as the base: 7 with multiples of 5; 5, 10 or 20 with midpoints of 5, and 6 with those
// of 6.
//
// Rounding alone. With a base and an AtMost of 0 nothing is withheld, and every count is rounded,
// as is done where a column without a gap is needed. A total that is exact tells more than the
// counts beside it do, so that [Result.WithholdTotals] is set: show the sum of what is shown. A
// p-value above 0.8 is given as 1 then.
//
// The rule is written into the notes of the table. Notes of the table that it had before stay; see
// that they give no counts away. Suppress last: widen intervals and choose simultaneous levels
// before, which both keep the counts and what is said of them. A rounded table is no function of
// its counts any more ([rri.Table.Derived]).
//
// # What public bodies do
//
// They differ, and each choice is an option:
//
//	                          withheld            shown                      Options
//	CSG Justice Center        fewer than 5        as they are                {AtMost: 4}
//	PRISM-R                   1 to 5              as they are                {AtMost: 5}
//	Ofqual                    fewer than 5        to the nearest 5           {AtMost: 4, Base: 5}
//	NHS Digital, hospitals    1 to 7              to the nearest 5           {AtMost: 7, Base: 5}
//	OpenSAFELY, counts        1 to 7              to the nearest 5           {AtMost: 7, Base: 5}
//	OpenSAFELY, rates         nothing             to midpoints of 6          {Base: 6, Midpoints: true}
//	OJJDP Databook            fewer than 50       to the nearest 100         {AtMost: 49, Base: 100}
//
// What counts as few without being withheld, as fewer than 10 events in UK public health, is
// [rri.Options.SmallCountBelow].
//
// # What is promised
//
// Of somebody who knows k and this rule, the groups that are withheld by wish, the total of every
// column unless it is withheld, and of every withheld count whether it is at most k:
//
//   - A withheld count from 1 to k could be any number from 1 to k. If it is withheld by wish, or
//     if it is events that are withheld with their trials, it could be any from 0 to k, and so
//     could a withheld zero.
//   - Events or trials above k that are withheld by wish could be two numbers that are k-1 apart;
//     but events above k that are withheld with their trials are promised no more than what
//     protects the trials.
//   - A count that is withheld to cover for others is promised nothing by itself.
//
// He may run the rule himself on every table that could stand behind what he sees, and keep those
// that come out the same. So which counts cover for a small one must not tell him more than he sees
// anyway, and he sees their sum: it is the total less what is shown. Counts are withheld one after
// the other until their sum is one with which every number that is promised is possible. With k of
// 5, let Other have 3 events, let Asian be the first to cover for it, and Mixed the next:
//
//	Asian 9: the sum is 12    Other can be 1, 2, 3, 4 or 5, and Asian 11, 10, 9, 8 or 7: enough
//	Asian 7: the sum is 10    Other cannot be 5, as Asian would be 5 too, and is known to be above 5: Mixed is withheld too
//	Asian 8: the sum is 11    Other can be any of 1 to 5, and Mixed is withheld all the same
//
// The last line is for the sake of the second. Where three counts are withheld, he knows that two
// did not do. If they did at 11, he would know that Other and Asian have 10 events or fewer
// together, so that Other is not 5. So the lowest sum that would do is always passed on to the next
// choice, and from there to the one after, to the last, where the totals are withheld. The tests
// run all that on every table of a few rows, 1.2 million of them. Where the smallest counts that
// do are taken instead, as is often done, 43 of 2,182 random tables tell a count to somebody who
// knows that, and 579 narrow one.
//
// # What it does not protect against
//
//   - Two tables that overlap: a table of the year and one of its first half, of a force and of its
//     districts, of 5 groups and of 18. Every difference between them is a count. Two measures of
//     the same people overlap too: arrests are among finds. Options.Hide and Options.HideExposure
//     carry rows over from one table to another: withhold a group in all of them, or in none.
//   - Changes between releases, where a corrected figure moves by a few.
//   - Somebody who knows some of the people counted, and takes them off.
//   - The non-events, as 2 of 100 searched who were not arrested.
//   - Somebody who knows more than the totals, as one of the counts that are withheld to cover for
//     others.
//   - Counts that are shown and add up to something small by other facts.
//
// # Goroutines and cost
//
// Every type here is a plain value, nothing is global, and no call remembers an earlier one.
// [Apply] reads its table and never changes it, so that any number of goroutines may call it at the
// same time, also for one table.
//
// It takes 1 microsecond of one core for each row, and for each that is withheld up to as many as k
// sums: a second for k of 1,000 where none of 10,000 groups does. With a Base it computes the
// intervals of every count that is rounded to what is shown, squared, as those of the baseline vary
// too: for six groups by [rri.SCAS] 0.2 to 0.8 milliseconds, for nineteen 0.6 to 3, and by
// [rri.Jeffreys] 1 to 10.
//
// # Sources
//
// Hundepool and others 2012, Statistical Disclosure Control, DOI 10.1002/9781118348239, chapter 4
// (primary and secondary suppression of tables, audit of the intervals that are left); Cox 1980,
// DOI 10.1080/01621459.1980.10477481. The rules of public bodies: Ofqual, Rounding policy for
// statistical publications, 2025; NHS Digital, Disclosure control methodology for Hospital Episode
// Statistics, 2018; OpenSAFELY documentation, Statistical disclosure control, with why 7 goes with
// 5 and what midpoints of 6 are; OJJDP, Racial and Ethnic Disparities Databook, 2020.
//
// # Errors
//
// Options out of range wrap [rri.ErrOption], as does a base where design effects tell the counts (1
// + α × events, as of a negative binomial in package dispersion); counts that make no sense, or are
// withheld already, wrap [rri.ErrCount]; a table without its baseline wraps [rri.ErrBaseline]; a
// table that is not a function of its counts, as one pooled over imputations, wraps
// [rri.ErrDerived].
package suppress
