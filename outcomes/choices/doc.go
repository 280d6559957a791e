// Package choices answers: how much of the index is the data, and how much the analyst? Before
// there is an index somebody has to decide whose account of ethnicity counts, what is done where it
// is missing, of which census the residents are, what a find is. Each choice can be defended, and
// another one gives another index. [Of] computes the index under every combination of them, which
// is a specification curve (Simonsohn, Simmons and Nelson 2020, DOI 10.1038/s41562-020-0912-z) or
// multiverse (Steegen, Tuerlinckx, Gelman and Vanpaemel 2016, DOI 10.1177/1745691616658637), and
// says how far each choice moves it.
//
//	x := new(outcomes.Extract)
//	err := x.ReadFile(file, "2023-01-kent-stop-and-search.csv")
//	r, err := choices.Of(x, choices.Options{})   // Black against White, every choice in its usual ways
//	err = r.WriteText(os.Stdout)
//
// # The choices
//
//	account   whose account of ethnicity   self, officer, self-then-officer
//	missing   where it is missing          left-out, in-proportion, cross-table
//	groups    the classification           5+1, officer
//	object    which searches               any, drugs, not drugs
//	census    whose figures of residents   interpolated to the days, 2021, 2011     of a rate per resident
//	find      what a find is               action, action-known, linked, ...        of a find rate
//	clusters  what one piece of evidence   stops, none                              moves the interval alone
//	method    the family of intervals      scas, score, wald                        moves the interval alone
//
// [Options] has the ways of each choice. One with one way is held at it ([Measure].Held), and one
// with several is in the count ([Measure].Choices). The first way of each is that of the
// combination that the others are set against ([Measure.First], [Measure.Changed]); with the
// options left as they are it is the way of package report, whose index it has to the last digit.
//
// There are two measures: records of persons per resident, and what followed of them. Of searches
// these are the search rate and the find rate; of people who were arrested or suspected the rate of
// arrests or suspects and the charge rate, of those stopped or charged the first alone. Object and
// find are choices of searches.
//
// # What records cannot bear
//
// A way that the records cannot bear is not in the count, and [Result].Notes has the reason: an
// account that says nothing of anybody, a part of the searches that has none, figures for a day
// that is not between the two censuses, a classification that does not have the two groups or that
// the residents are not counted by, a definition of a find that comes out alike for every group by
// how the records are kept or that is in doubt. Where there are no residents, as for the railways,
// for a part of a force's area or for some of its people, there is no rate per resident. So all
// combinations that are left can be computed, but for those without events.
//
// # How much each choice moves the index
//
// [Measure.Shares] takes the variance of the logarithm of the index over all combinations apart, as
// an analysis of variance does: the part between the ways of one choice is its share, and what is
// left is what the choices do together beyond what each does alone. Every combination is there
// once, so that the design is balanced: the shares are those of single choices whatever the others
// are, and they and what is left add up to 1. Combinations without an index, or with one of 0 or
// infinity, have no logarithm. They are not in the curve, [Measure.LeftOut] says how many they are,
// and the design is then not balanced: shares of single choices overlap. Method and clusters leave
// the index as it is, and their share is that of the lower limit.
//
// A share is not of the error of an index. It says how much of the spread of these combinations
// goes with a choice, and depends on which ways the others are made in.
//
// # What it does not show
//
// The combinations are no sample of anything. That the interval is above 1 in nine of ten does not
// make it more certain that the index is, and the middle one is no estimate. A way is in the count
// since somebody makes the choice so, and not since it is as good as the others: what is known to
// be better ought to be chosen, and held.
//
// Nothing is withheld. A [Result] has no counts, but of few people the index and its interval can
// tell them to who knows the residents.
//
// # How it is computed
//
// What is drawn for the cross-table is drawn by [outcomes.Tally.Allocate], with its seed, so that
// the same records give the same result. Design effects are those of the records as they are:
// nobody knows with whom the people of unknown ethnicity would have been stopped. Indices of
// several draws are pooled by Rubin's rules. No order of files changes a digit.
//
// # Concurrency and cost
//
// Records are counted anew for each account, part of the searches, classification and way with the
// unknown, and not for each method. The 810 and 486 combinations of a month in Essex take 0.2
// seconds of one core, those of 12,000 searches in London 0.35, and of a year there, of 148,000,
// 2.3. Accounts and parts are computed side by side. [Of] changes nothing of the extract, and any
// number of goroutines may call it with the same one.
package choices
