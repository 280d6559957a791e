// Package standard answers: what would the rate of a group be if its people had the make-up, by age
// or by anything else, of another population?
//
// [Direct] takes the rates of the group's strata and the people of a standard population,
//
//	rate = Σ Wⱼ xⱼ/nⱼ / Σ Wⱼ
//
// and [Ratio] sets two such rates against each other: a Relative Rate Index with the make-up of
// both alike. [Indirect] takes the rates of a reference instead, and returns the events of the
// group over those expected at these rates, Σ nⱼ rⱼ. Direct rates of several groups can be compared
// with one another; indirect ratios only with the reference, but they do with a group too small to
// have a rate in every stratum.
//
// The standard is the caller's choice, and part of the definition of the figure: the residents of
// England and Wales, or the study population, all groups together. A stratum without population, in
// the group, the standard or the reference, is an error that names it ([ErrPopulation]): leaving it
// out would change the standard without a word.
//
// # Methods
//
//	             rate   ratio   interval
//	FayFeuer     yes    yes     gamma; F for the ratio (the default)
//	Dobson       yes    no      scaled from the limits of the count: exact below 10 events, Byar from 10, as UK public health prints it
//	DobsonExact  yes    no      the same from exact limits whatever the count
//	Log          yes    yes     log-normal
//
// FayFeuer kept to its level on both sides in the simulations of Fay and Feuer 1997 and in those of
// this package (see [Ratio]), and is wider than it need be where the weights differ a great deal.
// Dobson was liberal there in the simulations of others (Fay and Feuer 1997; Talih, Anderson and
// Parker 2022, DOI 10.1186/s12963-022-00288-1), but it is what Fingertips and its tools print,
// which do not show a rate of fewer than 10 events; here it is computed, with [Result].TooFew set.
// In one stratum, and whenever standard and group have the same make-up, FayFeuer and DobsonExact
// are the exact limits of Garwood, and Dobson is [rri.PublicHealth]; the ratio by FayFeuer in one
// stratum is [rri.Exact], and by Log it is [rri.Wald].
//
// P belongs to the same method as the interval: P < 1-Level exactly when the interval leaves out
// the null value.
//
// # What holds
//
// A group standardised to its own population has its crude rate. The standardised rate lies within
// the range of the rates of the strata. The standard may be in any unit: only its shares matter.
//
// # Zeros, flags and errors
//
// With no events [Direct] says what each method does. [rri.ZeroCell] and [rri.SmallCount] (fewer
// than 5, or [Options.SmallCountBelow]) speak of the events in the strata that have weight. Errors
// wrap [ErrPopulation] or those of package rri, and name the stratum. Nothing panics.
//
// # Design effects
//
// A design effect of a count multiplies the variance of its stratum: in a direct rate and a ratio
// by [FayFeuer] and [Log] (the one event that Fay and Feuer add then has the largest weight times
// its design effect), and in an SMR as one factor of all events, the mean of those of the strata
// weighted by the events expected. [Dobson] and [DobsonExact] take the events for a Poisson count,
// and refuse one with [rri.ErrMethod]; a reference is taken as known, and refused with
// [rri.ErrOption].
//
// # Goroutines and cost
//
// Every type here is a plain value, nothing is global, and no call remembers an earlier one; maps
// are read and never changed. Any number of goroutines may call these functions at the same time. A
// rate or a ratio of 20 strata takes 10 to 20 microseconds of one core.
//
// # Sources
//
// Fay and Feuer 1997,
// DOI 10.1002/(SICI)1097-0258(19970415)16:7<791::AID-SIM500>3.0.CO;2-#; Fay 1999, Communications in
// Statistics: Theory and Methods 28, 2141; Dobson and others 1991, DOI 10.1002/sim.4780100317;
// Public Health England, Technical Guide: Confidence Intervals, 2018; Morris and others 2018,
// DOI 10.1186/s12963-018-0177-1; Breslow and Day 1987, Statistical Methods in Cancer Research II,
// chapter 2.
package standard
