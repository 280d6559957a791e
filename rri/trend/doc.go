// Package trend answers: is it getting better? It takes counts period by period, and gives the
// index of every group in each, over rolling periods, its change from one period to another, and
// its trend, with intervals and a word that follows from them.
package trend
