// Package claims decides what may be said in words of a search rate, and says it.
//
// A sentence is a [Claim] first: its kind, its groups, their numbers, and the answer of every gate,
// such as whether there are enough searches of the baseline, or whether the other account of
// ethnicity gives the opposite word. What is to be said comes as an [Input], which is plain data of
// a report after small counts were withheld, and nothing else: [Say] cannot tell what it does not
// know. The text is one template a kind.
//
// The words are of how often people were searched for their numbers among the residents. None says
// why, whether a search was right, or what would happen to a person.
package claims
