// Package unknown answers: how high and how low could the index be, seeing that the group of some
// people, or the outcome, was not recorded?
//
// No assumption is made about the unknown unless the reader states one. Of a ratio of rates, with C
// events of the group among E residents, R events of the baseline among F, and U events of people
// of unknown group:
//
//	lowest   (C/E) / ((R+U)/F)       every unknown person is of the baseline
//	highest  ((C+U)/E) / (R/F)       every unknown person is of the group
//	tipping  (E(R+U) - F C) / (U(E+F))  the share of the unknown, the rest being of the baseline, at which the index is 1
//
// Of a ratio of proportions an unknown person may be a success or a failure. The index is highest
// where the unknown successes are of the group and the unknown failures of the baseline, and lowest
// the other way round; a person whose outcome is unknown may be either. [ProportionCounts.Bounds]
// has the closed forms. Every bound is attained: some way in which the unknown could fall gives it.
//
// # Two things
//
// Bounds and a confidence interval answer different questions. The interval says what chance alone
// could do if the unknown were no problem; it shrinks as counts grow. The bounds say what the
// unknown could do if chance were no problem; they shrink only when somebody records more. Show
// them side by side. [rri.Ratio] has the first; nothing here merges them. [RateCounts.ImbensManski]
// and [ProportionCounts.ImbensManski] are for those who need one interval for the index over both,
// by that name.
//
// # Assumptions
//
// [Assumption] states one: that the unknown are at most so many times as likely to be of any one
// group as the known are. 1 is "missing at random", a single value; without bound it is no
// assumption. It lets a reader say how far they are willing to go.
//
// # Sources
//
// Horowitz and Manski 1995, DOI 10.2307/2951627 (bounds from data that are in part unknown); Imbens
// and Manski 2004, DOI 10.1111/j.1468-0262.2004.00555.x (the interval); Stoye 2009, DOI
// 10.3982/ECTA7347 (when it covers).
//
// # Errors and missing values
//
// A count below 0 or above 2^53, or a population that is none, is an error that wraps
// [rri.ErrCount]; an option out of range wraps [rri.ErrOption]. An index that is 0 of 0 is not
// among those that the bounds span. Where a group has no residents, whatever its events, or nobody
// who is known to be in it, the bounds are NaN: nothing can be said. JSON has null for NaN and
// "Inf" for infinity.
//
// Bounds and tipping shares are the same whatever the design effect of a count, since chance has no
// part in them. [RateCounts.ImbensManski] honours it; [OutcomeCounts] have none, and what makes
// them of proportions that have one must refuse.
package unknown
