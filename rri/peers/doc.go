// Package peers answers: compared with whom? It sets the index of a group in one force, district or
// team beside that of others: its rank with an interval, a word for where it stands against their
// mean, a funnel, the outlier lines of an inspectorate, benchmarks, and what small places borrow
// from the others.
package peers
