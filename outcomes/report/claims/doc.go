// Package claims decides what may be said in words of a search rate, and says it. A sentence is a
// [Claim] first: its kind, its groups, their numbers, and the answer of every gate.
package claims
