// Package tail has the tail probabilities of the binomial, Poisson, normal and Student t
// distributions and their inverses, with relative accuracy in the tail itself.
//
// Binomial and Poisson tails are incomplete beta and gamma functions,
//
//	P(X ≥ k) = I_p(k, n-k+1)     P(X ≤ k) = I_q(n-k, k+1)     X binomial(n, p), q = 1-p
//	P(X ≥ k) = P(k, λ)           P(X ≤ k) = Q(k+1, λ)         X Poisson(λ)
//
// each written as the density that belongs to it times a continued fraction. The density is in the
// saddle-point form of Loader (2000), "Fast and accurate computation of binomial probabilities", so
// that no digits cancel at counts of 1e9; the continued fraction of the beta function is that of
// DiDonato and Morris (1992), "Algorithm 708", DOI 10.1145/131766.131776.
//
// Inverses work on the logit or logarithm of the argument, in which the logarithm of each tail is
// concave, so that Newton's method cannot diverge; a Halley step makes it cubic.
//
// Everything here expects valid arguments: the callers check.
package tail
