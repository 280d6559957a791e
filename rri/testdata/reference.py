#!/usr/bin/env python3
"""Reference values for package rri, computed with mpmath at 60 digits from the formulas of the papers named beside each function.

Usage: python3 reference.py [-j JOBS] [-o FILE] [-m METHOD] [QUANTITY ...]
       python3 reference.py --select FILE

The first computes the whole table and writes it to FILE, by default reference_full.csv in the current folder. The second reads a whole table and writes
the rows that the tests need to reference.csv beside this program. The output does not depend on the number of jobs. README.md describes the columns.

Counts are whole numbers; populations, levels and null values are the doubles that their decimal text denotes, taken exactly.
"""
import argparse
import collections
import csv
import functools
import heapq
import itertools
import math
import multiprocessing
import operator
import os
import sys
import time

from mpmath import mp, mpf

DIGITS = 60       # working precision
QUADRATURE = 46   # digits asked of an integral
mp.dps = DIGITS

HALF = mpf(1) / 2
INF = mp.inf


# ---------------------------------------------------------------------------------------------------------------------------------------
# Normal distribution

@functools.lru_cache(maxsize=None)
def tail_of(level):
    """The probability in each tail, exact for the double level."""
    return (1 - mpf(level)) / 2


@functools.lru_cache(maxsize=None)
def z_of(level):
    """The normal deviate that leaves tail_of(level) above it."""
    return mp.sqrt(2) * mp.erfinv(mpf(level))


def phi(z):
    """The normal distribution function, relatively accurate in both tails."""
    if z is None:
        return None
    if z == INF:
        return mpf(1)
    if z == -INF:
        return mpf(0)
    return mp.erfc(-z / mp.sqrt(2)) / 2


def tails_from(z):
    """(less, greater) for a statistic that is large when the data lie above the null."""
    return (None, None) if z is None else (phi(z), phi(-z))


def quotient(numerator, variance):
    """numerator / sqrt(variance), infinite where only the variance is 0 and None where both are."""
    if variance > 0:
        return numerator / mp.sqrt(variance)
    if numerator == 0:
        return None
    return INF if numerator > 0 else -INF


# ---------------------------------------------------------------------------------------------------------------------------------------
# Roots

def root(f, lo, hi):
    """The root of f between lo and hi, whose signs differ: secant steps inside a shrinking bracket (Dowell and Jarratt 1971)."""
    flo, fhi = f(lo), f(hi)
    if flo == 0:
        return lo
    if fhi == 0:
        return hi
    assert (flo > 0) != (fhi > 0), ("no change of sign", lo, hi, flo, fhi)
    eps = mpf(10) ** -(DIGITS - 12)
    near = mpf(10) ** -28 * max(abs(lo), abs(hi), mpf(10) ** -6 * abs(hi - lo)) if lo * hi > 0 else mpf(10) ** -34 * abs(hi - lo)
    for step in range(400):
        x = hi - fhi * (hi - lo) / (fhi - flo) if step % 8 != 7 else (lo + hi) / 2
        fx = f(x)
        if fx == 0:
            return x
        if (fx > 0) != (fhi > 0):
            lo, flo = hi, fhi
        else:
            flo = flo * fhi / (fhi + fx)
        moved = abs(x - hi)
        hi, fhi = x, fx
        if abs(hi - lo) <= eps * max(abs(hi), eps) or moved <= eps * max(abs(x), eps) and step > 3:
            below, above = f(x - near), f(x + near)
            assert below == 0 or above == 0 or (below > 0) != (above > 0), ("root: not a root", x)
            return x
    raise ArithmeticError("root: no convergence")


def newton(f, s):
    """The root of a monotone function by Newton steps: first at 26 digits, then at full precision.

    f(s) returns the value and the derivative."""
    global _quadrature
    s = mpf(s)
    with mp.workdps(26):
        _quadrature = 17
        for _ in range(500):
            value, slope = f(s)
            step = value / slope
            s = s - step
            if abs(step) < mpf(10) ** -13 * max(1, abs(s)):
                break
        else:
            raise ArithmeticError("newton: no convergence")
    _quadrature = QUADRATURE
    for _ in range(6):
        value, slope = f(s)
        step = value / slope
        s = s - step
        if abs(step) < mpf(10) ** -23 * max(1, abs(s)):
            return s
    raise ArithmeticError("newton: no final convergence")


# ---------------------------------------------------------------------------------------------------------------------------------------
# Beta and gamma tails: the smaller side is integrated outwards from its end by the double-exponential rule of Takahasi and Mori (1974),
# s = exp(u - exp(-u)), with the exponent written relative to its value at the end. The cost does not grow with the counts.

_quadrature = QUADRATURE


@functools.lru_cache(maxsize=None)
def nodes(digits):
    """[(s, ds/du * step)] for an integral from 0 to infinity of a function that falls off at least as exp(-s)."""
    with mp.workdps(DIGITS):
        step = 2 * mp.pi * (mp.pi / 4) / ((digits + 2) * mp.ln10) * mpf("0.9")
        first = int(mp.floor(-mp.log((digits + 6) * mp.ln10) / step))
        last = int(mp.ceil(mp.log((digits + 6) * mp.ln10 * 3) / step))
        out = []
        for k in range(first, last + 1):
            u = k * step
            s = mp.exp(u - mp.exp(-u))
            out.append((s, s * (1 + mp.exp(-u)) * step))
        return out


def fall(exponent, slope, curvature):
    """The integral from 0 to infinity of exp(exponent(v)), where exponent(0) = 0, with that first derivative (negated) and second (negated)."""
    width = 2 / (slope + mp.sqrt(slope * slope + 2 * max(mpf(0), curvature)))
    cut = -(_quadrature + 5) * mp.ln10
    total = mpf(0)
    for s, weight in nodes(_quadrature):
        e = exponent(width * s)
        if e < cut:
            break
        total += weight * mp.exp(e)
    return width * total


@functools.lru_cache(maxsize=None)
def log_gamma(a):
    """Cached, so never at the precision that happens to be set."""
    with mp.workdps(DIGITS + 15):
        return mp.loggamma(a)


@functools.lru_cache(maxsize=None)
def log_beta(a, b):
    with mp.workdps(DIGITS + 15):
        return log_gamma(a) + log_gamma(b) - log_gamma(a + b)


def log_logistic(s):
    """log(1/(1+exp(-s)))"""
    return -mp.log1p(mp.exp(-s)) if s > 0 else s - mp.log1p(mp.exp(s))


def beta_density(a, b, s):
    """The density of the logit of a Beta(a, b) variable."""
    return mp.exp(a * log_logistic(s) + b * log_logistic(-s) - log_beta(a, b))


def beta_beyond(a, b, s):
    """P(logit X > s), s at or above log(a/b): the integral over y = -log(1-x)."""
    odds = mp.exp(-s)
    integral = fall(lambda v: (a - 1) * mp.log1p(-odds * mp.expm1(-v)) - b * v, b - (a - 1) * odds, (a - 1) * odds * (1 + odds))
    return integral * mp.exp((a - 1) * log_logistic(s) + b * log_logistic(-s) - log_beta(a, b))


def beta_tails(a, b, s):
    """(P(logit X < s), P(logit X > s)) for X of Beta(a, b)."""
    a, b = mpf(a), mpf(b)
    if s >= mp.log(a / b):
        above = beta_beyond(a, b, s)
        return 1 - above, above
    below = beta_beyond(b, a, -s)
    return below, 1 - below


def logistic(s):
    return (mpf(0) if s < 0 else mpf(1)) if mp.isinf(s) else mp.exp(log_logistic(s))


def logit(p):
    return mp.log(p) - mp.log1p(-p)


@functools.lru_cache(maxsize=100000)
def beta_quantile_logit(a, b, tail, upper):
    """The logit of the point of Beta(a, b) that leaves the tail below it, or above it when upper.

    In y = -log(1-x) the logarithm of the upper tail is nearly straight, so that Newton's steps serve however small the tail is."""
    if not upper:
        return -beta_quantile_logit(b, a, tail, True)
    unit = mp.log1p(a / b)
    position = lambda v: mp.log(mp.expm1(v * unit))

    def f(v):
        s = position(v)
        above = beta_tails(a, b, s)[1]
        return mp.log(above / tail), -unit * beta_density(a, b, s) * (1 + mp.exp(-s)) / above
    return position(newton(f, 1))


def beta_quantile(a, b, tail, upper):
    return logistic(beta_quantile_logit(mpf(a), mpf(b), tail, upper))


def gamma_density(a, s):
    """The density of the logarithm of a Gamma(a) variable."""
    return mp.exp(a * s - mp.exp(s) - log_gamma(a))


def gamma_tails(a, s):
    """(P(log X < s), P(log X > s)) for X of Gamma(a)."""
    a, y = mpf(a), mp.exp(s)
    if y >= a:
        above = fall(lambda v: (a - 1) * mp.log1p(v / y) - v, 1 - (a - 1) / y, (a - 1) / y ** 2) * gamma_density(a, s) / y
        return 1 - above, above
    below = fall(lambda v: -a * v - y * mp.expm1(-v), a - y, y) * gamma_density(a, s)
    return below, 1 - below


@functools.lru_cache(maxsize=100000)
def gamma_quantile_log(a, tail, upper):
    if upper:       # as for beta, on a straight scale
        def f(v):
            s = mp.log(v * a)
            above = gamma_tails(a, s)[1]
            return mp.log(above / tail), -gamma_density(a, s) / (v * above)
        return mp.log(a * newton(f, 1))

    def f(s):
        below = gamma_tails(a, s)[0]
        return mp.log(below / tail), gamma_density(a, s) / below
    return newton(f, mp.log(a))


def gamma_quantile(a, tail, upper):
    return mp.exp(gamma_quantile_log(mpf(a), tail, upper))


# ---------------------------------------------------------------------------------------------------------------------------------------
# Exact and mid-P, on the natural scale of the family: the logit of p, the logarithm of the mean

def binomial_tails(x, n, s, share):
    """(P(X <= x), P(X >= x)) at logit s, each less share of the probability of x itself."""
    less = beta_tails(x + 1, n - x, s)[1] if x < n else mpf(1)
    greater = beta_tails(x, n - x + 1, s)[0] if x > 0 else mpf(1)
    if share:
        log_choose = log_gamma(n + 1) - log_gamma(x + 1) - log_gamma(n - x + 1)
        point = share * mp.exp(log_choose + x * log_logistic(s) + (n - x) * log_logistic(-s))
        less, greater = less - point, greater - point
    return less, greater


@functools.lru_cache(maxsize=100000)
def binomial_limits(x, n, tail, mid):
    """Logits of the Clopper-Pearson (1934) limits, or of the mid-P ones (Lancaster 1961)."""
    lo = beta_quantile_logit(x, n - x + 1, tail, False) if x > 0 else -INF
    hi = beta_quantile_logit(x + 1, n - x, tail, True) if x < n else INF
    if not mid:
        return lo, hi
    log_choose = log_gamma(n + 1) - log_gamma(x + 1) - log_gamma(n - x + 1)

    def f(s, side):
        mass = binomial_tails(x, n, s, HALF)[side]
        p, q = logistic(s), logistic(-s)
        slope = HALF * mp.exp(log_choose + x * log_logistic(s) + (n - x) * log_logistic(-s)) * (x * q + (n - x) * p)
        return mp.log(mass / tail), (slope if side == 1 else -slope) / mass
    if x > 0:
        lo = newton(lambda s: f(s, 1), lo)
    if x < n:
        hi = newton(lambda s: f(s, 0), hi)
    return lo, hi


def poisson_tails(x, s, share):
    less = gamma_tails(x + 1, s)[1]
    greater = gamma_tails(x, s)[0] if x > 0 else mpf(1)
    if share:
        point = share * mp.exp(x * s - mp.exp(s) - log_gamma(x + 1))
        less, greater = less - point, greater - point
    return less, greater


@functools.lru_cache(maxsize=100000)
def poisson_limits(x, tail, mid):
    """Garwood's (1936) limits of a mean, or the mid-P ones."""
    lo = gamma_quantile_log(x, tail, False) if x > 0 else -INF
    hi = gamma_quantile_log(x + 1, tail, True)
    if mid:
        def f(s, side):
            mass = poisson_tails(x, s, HALF)[side]
            slope = HALF * mp.exp(x * s - mp.exp(s) - log_gamma(x + 1)) * (x + mp.exp(s))
            return mp.log(mass / tail), (slope if side == 1 else -slope) / mass
        if x > 0:
            lo = newton(lambda s: f(s, 1), lo)
        hi = newton(lambda s: f(s, 0), hi)
    return (mp.exp(lo) if x > 0 else mpf(0)), mp.exp(hi)


class Conditional:
    """X given the margins of a 2x2 table: Fisher's noncentral hypergeometric distribution, Cornfield 1956."""

    def __init__(self, a, n, b, m):
        total = a + b
        first, last = max(mpf(0), total - m), min(total, n)
        self.a, self.first, self.last = a, first, last
        # log odds-ratio-free ratios w(k+1)/w(k)
        self.up = lambda k: (n - k) * (total - k) / ((k + 1) * (m - total + k + 1))

    def sums(self, theta):
        """Probabilities below and above a, relative to that of a."""
        tiny = mpf(10) ** -(DIGITS + 3)
        below = above = mpf(0)
        term, k = mpf(1), self.a
        while k < self.last:
            ratio = self.up(k) * theta
            term *= ratio
            above += term
            k += 1
            if ratio < 1 and term < tiny * above:
                break
        term, k = mpf(1), self.a
        while k > self.first:
            ratio = 1 / (self.up(k - 1) * theta)
            term *= ratio
            below += term
            k -= 1
            if ratio < 1 and term < tiny * below:
                break
        return below, above

    def tails(self, theta, share):
        below, above = self.sums(theta)
        total = below + above + 1
        return (below + 1 - share) / total, (above + 1 - share) / total

    def limits(self, tail, share, start, width):
        lo, hi = mpf(0), INF
        f = lambda side: lambda t: mp.log(self.tails(mp.exp(t), share)[side] / tail)
        if self.a > self.first:
            lo = mp.exp(march_root(f(1), start, width, -1))
        if self.a < self.last:
            hi = mp.exp(march_root(f(0), start, width, 1))
        return lo, hi


def march_root(f, t, step, direction):
    """The root of a monotone f, positive at t, found by growing steps in the direction."""
    while f(t) < 0:
        t -= direction * step
        step *= 2
    edge = t + direction * step
    while f(edge) > 0:
        t, step = edge, step * 2
        edge = t + direction * step
    return root(f, t, edge)


# ---------------------------------------------------------------------------------------------------------------------------------------
# The score family. Each class gives the score, its variance and its third central moment under the estimate restricted to the value
# tested, on a scale (t) that has no ends or a stated pair of them.

class Model:
    ends = (None, None)      # of t; None is unbounded
    reach = mpf(80)          # how far to look on an unbounded logarithmic scale
    kappa = mpf(1)           # N/(N-1), of Miettinen and Nurminen 1985

    def parts(self, t):
        """(score, variance, third moment) at t"""
        raise NotImplementedError

    def statistic(self, t, skew, corrected):
        """The deviate z at t; None where the variance is 0.

        With skew it solves z + A(z^2-1) = S/sqrt(V), A = mu3/(6 V^1.5): Gart and Nam 1988, Laud 2017. A negative discriminant counts as 0."""
        score, variance, third = self.parts(t)
        if variance <= 0:
            return quotient(score, mpf(0))
        if corrected:
            variance *= self.kappa
        u = score / mp.sqrt(variance)
        if not skew:
            return u
        skewness = third / (6 * variance * mp.sqrt(variance))
        inner = 1 + 4 * skewness * (skewness + u)
        if inner <= 0:
            return -1 / (2 * skewness)
        return 2 * (skewness + u) / (1 + mp.sqrt(inner))

    # subclasses give: start() -> (t, scale, degenerate), value(t), at(null) -> t, bottom, top

    def walk(self, t, step, direction):
        """Points further and further from t, up to the end of the scale or of the reach."""
        low, high = self.ends
        end = high if direction > 0 else low
        origin = t
        while True:
            if end is None:
                t = t + direction * step
                if abs(t - origin) > self.reach:
                    return
            else:
                left = abs(end - t)
                if left < mpf(10) ** -20:
                    return
                t = t + direction * min(step, left / 2)
            yield t
            step *= mpf("1.2")

    def seek(self, f, t, step, direction):
        """The bracket of the first change of sign of f on the way from t, or None."""
        before = t
        sign = f(t) > 0
        for t in self.walk(t, step, direction):
            if (f(t) > 0) != sign:
                return before, t
            before = t
        return None

    def crossing(self, target, skew, corrected, centre, step):
        """The t at which the statistic passes the target, first met on the way out from the centre; None if it does not."""
        f = lambda t: self.statistic(t, skew, corrected) - target
        here = f(centre)
        direction = 1 if here > 0 else -1       # the statistic falls as t grows
        bracket = self.seek(f, centre, step, direction)
        return None if bracket is None else root(f, *bracket)

    def limits(self, level, skew, corrected):
        z = z_of(level)
        start, scale, degenerate = self.start()
        step = scale / 2000
        if degenerate:
            low_centre, high_centre = start - step, start + step
        else:
            zero = self.crossing(mpf(0), skew, corrected, start, step)
            low_centre = high_centre = start if zero is None else zero
        lo = self.crossing(z, skew, corrected, low_centre, step)
        hi = self.crossing(-z, skew, corrected, high_centre, step)
        return (self.bottom if lo is None else self.value(lo)), (self.top if hi is None else self.value(hi))

    def tails(self, null, skew, corrected):
        t = self.at(null)
        return (None, None) if t is None else tails_from(self.statistic(t, skew, corrected))


class OneProportion(Model):
    bottom, top = mpf(0), mpf(1)

    def __init__(self, a, n):
        self.a, self.n = a, n

    def start(self):
        p = (self.a + HALF) / (self.n + 1)
        return logit(p), 1 / mp.sqrt((self.n + 1) * p * (1 - p)), False

    def value(self, t):
        return logistic(t)

    def at(self, null):
        return logit(null)

    def parts(self, t):
        p, q = logistic(t), logistic(-t)
        return (self.a * q - (self.n - self.a) * p) / self.n, p * q / self.n, p * q * (q - p) / self.n ** 2


class OneRate(Model):
    bottom, top = mpf(0), INF

    def __init__(self, a, n):
        self.a, self.n = a, n

    def start(self):
        return mp.log((self.a + HALF) / self.n), 1 / mp.sqrt(self.a + HALF), False

    def value(self, t):
        return mp.exp(t)

    def at(self, null):
        return mp.log(null)

    def parts(self, t):
        rate = mp.exp(t)
        return self.a / self.n - rate, rate / self.n, rate / self.n ** 2


class TwoSample(Model):
    binomial = True          # only then is there a kappa: person-time has no degrees of freedom

    def __init__(self, a, n, b, m):
        self.a, self.n, self.b, self.m = a, n, b, m
        if self.binomial:
            self.kappa = (n + m) / (n + m - 1)


class OnLogScale(TwoSample):
    bottom, top = mpf(0), INF

    def value(self, t):
        return mp.exp(t)

    def at(self, null):
        a, n, b, m = self.a, self.n, self.b, self.m
        return None if self.start()[2] and null == 1 else mp.log(null)


class RatioOfProportions(OnLogScale):
    """Koopman 1984; Gart and Nam 1988. The restricted p0 is the smaller root of N theta p0^2 - (theta(n+b) + m + a) p0 + (a+b)."""

    def start(self):
        a, n, b, m = self.a, self.n, self.b, self.m
        if a == n and b == m:
            return mpf(0), 1 / mp.sqrt(n) + 1 / mp.sqrt(m), True
        return mp.log((a + HALF) / (n + HALF) * (m + HALF) / (b + HALF)), mp.sqrt(1 / (a + HALF) + 1 / (b + HALF)), False

    def parts(self, t):
        a, n, b, m = self.a, self.n, self.b, self.m
        theta = mp.exp(t)
        linear = theta * (n + b) + m + a
        p0 = 2 * (a + b) / (linear + mp.sqrt(max(mpf(0), linear ** 2 - 4 * (n + m) * theta * (a + b))))
        p1 = theta * p0
        q0, q1 = 1 - p0, 1 - p1
        if a == n and b == m:                       # exactly on the boundary
            q0, q1 = max(mpf(0), 1 - 1 / theta), max(mpf(0), 1 - theta)
            p0, p1 = 1 - q0, 1 - q1
        score = a / n - theta * b / m
        variance = p1 * q1 / n + theta ** 2 * p0 * q0 / m
        third = p1 * q1 * (q1 - p1) / n ** 2 - theta ** 3 * p0 * q0 * (q0 - p0) / m ** 2
        return score, variance, third


class RatioOfRates(OnLogScale):
    """The Poisson score of Miettinen and Nurminen 1985 and Gart and Nam 1990; uncorrected it is Wilson's on a of a+b."""
    binomial = False

    def start(self):
        a, n, b, m = self.a, self.n, self.b, self.m
        return mp.log((a + HALF) / n * m / (b + HALF)), mp.sqrt(1 / (a + HALF) + 1 / (b + HALF)), False

    def parts(self, t):
        a, n, b, m = self.a, self.n, self.b, self.m
        theta = mp.exp(t)
        r0 = (a + b) / (theta * n + m)
        r1 = theta * r0
        return a / n - theta * b / m, r1 / n + theta ** 2 * r0 / m, r1 / n ** 2 - theta ** 3 * r0 / m ** 2


class OddsRatio(OnLogScale):
    """Gart and Thomas 1972, Miettinen and Nurminen 1985, with the skewness of Gart and Nam as in Laud 2017."""

    def start(self):
        cells = [c + HALF for c in (self.a, self.n - self.a, self.b, self.m - self.b)]
        return mp.log(cells[0] * cells[3] / (cells[1] * cells[2])), mp.sqrt(sum(1 / c for c in cells)), False

    @staticmethod
    def fitted(theta, n, m, total):
        """The restricted probability in the second sample: the root of m(theta-1)p^2 + (theta(n-total) + m + total)p - total in (0,1)."""
        square, linear = m * (theta - 1), theta * (n - total) + m + total
        spread = mp.sqrt(linear ** 2 + 4 * square * total)
        if linear >= 0:
            return 2 * total / (linear + spread)
        return (spread - linear) / (2 * square)

    def parts(self, t):
        a, n, b, m = self.a, self.n, self.b, self.m
        theta, total = mp.exp(t), a + b
        events, others = total, n + m - total
        p0, q0 = self.fitted(theta, n, m, events), self.fitted(1 / theta, n, m, others)
        p1, q1 = self.fitted(1 / theta, m, n, events), self.fitted(theta, m, n, others)
        score = (a * q1 - (n - a) * p1) / (n * p1 * q1) - (b * q0 - (m - b) * p0) / (m * p0 * q0)
        variance = 1 / (n * p1 * q1) + 1 / (m * p0 * q0)
        third = (q1 - p1) / (n * p1 * q1) ** 2 - (q0 - p0) / (m * p0 * q0) ** 2
        return score, variance, third


class DifferenceOfProportions(TwoSample):
    """Mee 1984; Miettinen and Nurminen 1985; Gart and Nam 1990. The restricted p0 is a root of the cubic below."""
    bottom, top = mpf(-1), mpf(1)
    ends = (mpf(-1), mpf(1))

    def start(self):
        a, n, b, m = self.a, self.n, self.b, self.m
        p1, p0 = (a + HALF) / (n + 1), (b + HALF) / (m + 1)
        scale = mp.sqrt(p1 * (1 - p1) / n + p0 * (1 - p0) / m)
        plain = a / n - b / m
        return min(1 - scale / 10 ** 6, max(scale / 10 ** 6 - 1, plain)), scale, plain == 0 and a in (0, n)

    def value(self, t):
        return t

    def at(self, null):
        return None if self.start()[2] and null == 0 else mpf(null)

    def restricted(self, d):
        """(p1, q1, p0, q0) of greatest likelihood with p1 = p0 + d"""
        a, n, b, m = self.a, self.n, self.b, self.m
        lo, hi = max(mpf(0), -d), min(mpf(1), 1 - d)
        c3, c2, c1, c0 = n + m, (n + 2 * m) * d - (n + m) - (a + b), (m * d - (n + m) - 2 * b) * d + a + b, b * d * (1 - d)
        centre = -c2 / (3 * c3)
        half_q = centre ** 3 + (c2 * c1) / (6 * c3 ** 2) - c0 / (2 * c3)
        square = centre ** 2 - c1 / (3 * c3)
        p = centre
        if square > 0:
            radius = mp.sqrt(square)
            cosine = min(mpf(1), max(mpf(-1), half_q / radius ** 3))
            p = centre + 2 * radius * mp.cos((mp.acos(cosine) - 2 * mp.pi) / 3)   # the middle root of three
        p = min(hi, max(lo, p))
        snap = mpf(10) ** -(DIGITS - 20)
        for _ in range(4):          # restore the digits that the arc cosine loses near a double root
            if p - lo < snap or hi - p < snap:
                break
            slope, spread = self.gradient(p + d, 1 - p - d, p, 1 - p)
            if spread == 0:
                break
            p = min(hi, max(lo, p + slope / spread))
        p1, q1, p0, q0 = (mpf(0) if abs(v) < snap else v for v in (p + d, 1 - p - d, p, 1 - p))
        self.check(p1, q1, p0, q0)
        return p1, q1, p0, q0

    def gradient(self, p1, q1, p0, q0):
        """The first derivative of the log-likelihood in p0, and minus the second."""
        a, n, b, m = self.a, self.n, self.b, self.m
        slope = spread = mpf(0)
        for count, p, sign in ((a, p1, 1), (b, p0, 1), (n - a, q1, -1), (m - b, q0, -1)):
            if count > 0:
                assert p > 0, ("the restricted estimate forbids what was seen", self.__dict__, p1, p0)
                slope += sign * count / p
                spread += count / p ** 2
        return slope, spread

    def check(self, p1, q1, p0, q0):
        """The derivative of the likelihood vanishes, or points out of the range at its end."""
        slope, spread = self.gradient(p1, q1, p0, q0)
        off = slope / spread
        at_start, at_end = p1 == 0 or p0 == 0, q1 == 0 or q0 == 0
        assert abs(off) < mpf(10) ** -28 or (at_start and off < 0) or (at_end and off > 0), ("not the restricted estimate", self.__dict__, p1, p0, off)

    def parts(self, t):
        a, n, b, m = self.a, self.n, self.b, self.m
        p1, q1, p0, q0 = self.restricted(t)
        score = a / n - b / m - t
        variance = p1 * q1 / n + p0 * q0 / m
        third = p1 * q1 * (q1 - p1) / n ** 2 - p0 * q0 * (q0 - p0) / m ** 2
        return score, variance, third


class DifferenceOfRates(TwoSample):
    """As above for two Poisson means: the restricted r0 is the larger root of N r0^2 + (N d - a - b) r0 - b d."""
    binomial = False
    bottom, top = -INF, INF
    reach = mpf(10) ** 12

    def start(self):
        a, n, b, m = self.a, self.n, self.b, self.m
        return a / n - b / m, mp.sqrt((a + HALF) / n ** 2 + (b + HALF) / m ** 2), a == b == 0

    def value(self, t):
        return t

    def at(self, null):
        return None if self.start()[2] and null == 0 else mpf(null)

    @staticmethod
    def fitted(d, total, count, size):
        linear = total - size * d
        spread = mp.sqrt(linear ** 2 + 4 * size * count * d)
        if linear >= 0:
            return (linear + spread) / (2 * size)
        return 2 * count * d / (spread - linear)

    def parts(self, t):
        a, n, b, m = self.a, self.n, self.b, self.m
        r0, r1 = self.fitted(t, a + b, b, n + m), self.fitted(-t, a + b, a, n + m)
        return a / n - b / m - t, r1 / n + r0 / m, r1 / n ** 2 - r0 / m ** 2


# ---------------------------------------------------------------------------------------------------------------------------------------
# Limits that start from two single-sample intervals: MOVER, Donner and Zou 2012 (DOI 10.1177/0962280210390155); Newcombe 1998 for Wilson

def mover_ratio(side, e1, end1, e2, end2):
    """The lower (side 0) or upper limit of e1/e2; end1 is the limit of e1 on that side, end2 that of e2 on the other.

    Rationalised, so that no limit is a difference of near numbers."""
    top, bottom = end1 * (2 * e1 - end1), end2 * (2 * e2 - end2)
    both = e1 * e2 + mp.sqrt(max(mpf(0), (e1 * e2) ** 2 - top * bottom))
    if side == 0:
        return mpf(0) if top == 0 else top / both
    return INF if bottom == 0 else both / bottom


def mover_difference(side, e1, end1, e2, end2):
    distance = mp.sqrt((e1 - end1) ** 2 + (e2 - end2) ** 2)
    return e1 - e2 + (distance if side else -distance)


def tails_by_inversion(limit_at, null, centre, growth=mpf("1.25")):
    """(less, greater): the tails at which the upper and the lower limit of limit_at(z, side) equal the null.

    The limits meet at z = 0 in the centre. The side on which the null lies is solved; the limits are taken to go on through each other,
    so that the other tail is the complement. A limit that never gets there gives 0."""
    if centre is None:
        return None, None
    if null == centre or centre != INF and abs(null - centre) < mpf(10) ** -45 * abs(centre):
        return HALF, HALF
    side = 0 if null < centre else 1
    gap = lambda z: (limit_at(z, side) - null) * (1 if side == 0 else -1)
    inner, outer = mpf("0.1"), mpf("0.1")
    while gap(inner) <= 0:
        inner, outer = inner / 2, inner
    while gap(outer) > 0:
        inner, outer = outer, outer * growth
        if outer > 10 ** 7:
            return (mpf(1), mpf(0)) if side == 0 else (mpf(0), mpf(1))
    z = root(gap, inner, outer)
    small, large = phi(-z), phi(z)
    return (large, small) if side == 0 else (small, large)


# ---------------------------------------------------------------------------------------------------------------------------------------
# Single samples

def wilson(a, n, z):
    w = z * z
    centre, spread = a + w / 2, z * mp.sqrt(a * (n - a) / n + w / 4)
    return a * a / (n * (centre + spread)), (centre + spread) / (n + w)


def rate_score(a, n, z):
    w = z * z
    spread = a + w / 2 + z * mp.sqrt(a + w / 4)
    return a * a / (n * spread), spread / n


def wald_proportion(a, n, z):
    d = z * mp.sqrt(a * (n - a) / n) / n
    return a / n - d, a / n + d


def wald_rate(a, n, z):
    return (a - z * mp.sqrt(a)) / n, (a + z * mp.sqrt(a)) / n


def agresti_coull(a, n, z):
    """Agresti and Coull 1998, with z^2/2 added, not 2."""
    size, events = n + z * z, a + z * z / 2
    d = z * mp.sqrt(events * (size - events) / size) / size
    return events / size - d, events / size + d


def wilson_cc(a, n, z):
    """Newcombe 1998, method 4; 0 and 1 are limits at no events and at no non-events."""
    w = z * z
    p, q = a / n, 1 - a / n
    lower = mpf(0) if a == 0 else (2 * a + w - 1 - z * mp.sqrt(w - 2 - 1 / n + 4 * p * (n * q + 1))) / (2 * (n + w))
    upper = mpf(1) if a == n else (2 * a + w + 1 + z * mp.sqrt(w + 2 - 1 / n + 4 * p * (n * q - 1))) / (2 * (n + w))
    return lower, upper


def wilson_cc_tails(a, n, null):
    """The statistic whose root is wilson_cc: the distance less 1/(2n), in standard errors at the null."""
    se = mp.sqrt(null * (1 - null) / n)
    less = mpf(1) if a == n else phi((a / n - null + 1 / (2 * n)) / se)
    greater = mpf(1) if a == 0 else phi(-(a / n - null - 1 / (2 * n)) / se)
    return less, greater


def byar(a, n, z):
    """Breslow and Day 1987: the cube formula at a for the lower limit, at a+1 for the upper."""
    b = a + 1
    lower = mpf(0) if a == 0 else a * (1 - 1 / (9 * a) - z / (3 * mp.sqrt(a))) ** 3
    return lower / n, b * (1 - 1 / (9 * b) + z / (3 * mp.sqrt(b))) ** 3 / n


def byar_tails(a, n, null):
    b, mean = a + 1, null * n
    less = phi(-3 * mp.sqrt(b) * (mp.cbrt(mean / b) - 1 + 1 / (9 * b)))
    greater = mpf(1) if a == 0 else phi(-3 * mp.sqrt(a) * (1 - 1 / (9 * a) - mp.cbrt(mean / a)))
    return less, greater


def jeffreys_proportion(a, n, tail, upper):
    return beta_quantile(a + HALF, n - a + HALF, tail, upper)


def jeffreys_rate(a, n, tail, upper):
    return gamma_quantile(a + HALF, tail, upper) / n


# ---------------------------------------------------------------------------------------------------------------------------------------
# Methods by quantity. A method is a pair of functions: limits(table, level) and tails(table, null); either may return None for undefined.

UNDEFINED = (None, None)


def score_family(model, names, defined=lambda *table: True, everything=None):
    kinds = {"scas": (True, True), "score": (False, False), "miettinen-nurminen": (False, True)}

    def pair(skew, corrected):
        def limits(table, level):
            return model(*table).limits(level, skew, corrected) if defined(*table) else everything

        def tails(table, null):
            return model(*table).tails(null, skew, corrected) if defined(*table) else UNDEFINED
        return limits, tails
    return {name: pair(*kinds[name]) for name in names}


def on_log(estimate, se):
    """Limits and tails of a normal interval on the log scale; estimate and se may be None."""
    def limits(table, level):
        e, s = estimate(*table), se(*table)
        if e is None:
            return UNDEFINED
        return e * mp.exp(-z_of(level) * s), e * mp.exp(z_of(level) * s)

    def tails(table, null):
        e, s = estimate(*table), se(*table)
        return UNDEFINED if e is None else tails_from(quotient(mp.log(e / null), s ** 2))
    return limits, tails


def by_statistic(limits, statistic):
    return (lambda table, level: limits(*table, z_of(level))), (lambda table, null: tails_from(statistic(*table, null)))


def by_inversion(limits, centre):
    return (lambda table, level: limits(*table, z_of(level))), \
           (lambda table, null: tails_by_inversion(lambda z, side: limits(*table, z)[side], null, centre(*table)))


def mover(combine, single):
    """Limits of a comparison from those of single(a, n, z), with the plain estimates in the centre."""
    def limits(a, n, b, m, z):
        ends1, ends2 = single(a, n, z), single(b, m, z)
        return tuple(combine(side, a / n, ends1[side], b / m, ends2[1 - side]) for side in (0, 1))
    return limits


def jeffreys_by_mover(combine, contrast, jeffreys):
    """MOVER-J: the posterior medians in the centre (Laud 2017)."""
    def limit(table, tail, side):
        a, n, b, m = table
        return combine(side, jeffreys(a, n, HALF, False), jeffreys(a, n, tail, side == 1), jeffreys(b, m, HALF, False), jeffreys(b, m, tail, side == 0))

    def tails(table, null):
        a, n, b, m = table
        centre = contrast(jeffreys(a, n, HALF, False), jeffreys(b, m, HALF, False))
        return tails_by_inversion(lambda z, side: limit(table, phi(-z), side), null, centre, mpf(2))
    return (lambda table, level: (limit(table, tail_of(level), 0), limit(table, tail_of(level), 1))), tails


def proportion_methods():
    def exact(mid):
        share = HALF if mid else mpf(0)
        return (lambda t, level: tuple(logistic(s) for s in binomial_limits(*t, tail_of(level), mid))), \
               (lambda t, null: binomial_tails(*t, logit(null), share))
    plain = lambda a, n: a / n
    return {
        **score_family(OneProportion, ["scas", "score"]),
        "wald": by_statistic(wald_proportion, lambda a, n, null: quotient(a / n - null, a * (n - a) / n ** 3)),
        "exact": exact(False),
        "midp": exact(True),
        "jeffreys": ((lambda t, level: tuple(jeffreys_proportion(*t, tail_of(level), upper) for upper in (False, True))),
                     (lambda t, null: tuple(reversed(beta_tails(t[0] + HALF, t[1] - t[0] + HALF, logit(null)))))),
        "agresti-coull": by_inversion(agresti_coull, plain),
        "wilson-cc": ((lambda t, level: wilson_cc(*t, z_of(level))), (lambda t, null: wilson_cc_tails(*t, null))),
    }


def rate_methods():
    def exact(mid):
        share = HALF if mid else mpf(0)
        return (lambda t, level: tuple(v / t[1] for v in poisson_limits(t[0], tail_of(level), mid))), \
               (lambda t, null: poisson_tails(t[0], mp.log(null * t[1]), share))
    garwood = exact(False)
    byar_pair = (lambda t, level: byar(*t, z_of(level))), (lambda t, null: byar_tails(*t, null))
    rule = lambda t: garwood if t[0] < 10 else byar_pair
    return {
        **score_family(OneRate, ["scas", "score"]),
        "wald": by_statistic(wald_rate, lambda a, n, null: quotient(a - null * n, a)),
        "exact": garwood,
        "midp": exact(True),
        "jeffreys": ((lambda t, level: tuple(jeffreys_rate(*t, tail_of(level), upper) for upper in (False, True))),
                     (lambda t, null: tuple(reversed(gamma_tails(t[0] + HALF, mp.log(null * t[1])))))),
        "byar": byar_pair,
        "public-health": ((lambda t, level: rule(t)[0](t, level)), (lambda t, null: rule(t)[1](t, null))),
    }


def some_events(a, n, b, m):
    return a + b > 0


def plain_ratio(a, n, b, m):
    if a == b == 0:
        return None
    return INF if b == 0 else (a / n) / (b / m)


def ratio_of_proportions_methods():
    katz_se = lambda a, n, b, m: mp.sqrt((n - a) / (a * n) + (m - b) / (b * m)) if a * b > 0 else None
    walter = lambda a, n, b, m: (a + HALF, n + HALF, b + HALF, m + HALF)

    def mover_wilson(a, n, b, m, z):
        return (mpf(0), INF) if a == b == 0 else mover(mover_ratio, wilson)(a, n, b, m, z)
    return {
        **score_family(RatioOfProportions, ["scas", "score", "miettinen-nurminen"], some_events, (mpf(0), INF)),
        "wald": on_log(lambda a, n, b, m: plain_ratio(a, n, b, m) if a * b > 0 else None, katz_se),
        "adjusted-log": on_log(lambda *t: plain_ratio(*walter(*t)), lambda *t: katz_se(*walter(*t))),
        "mover-wilson": by_inversion(mover_wilson, plain_ratio),
        "jeffreys": jeffreys_by_mover(mover_ratio, operator.truediv, jeffreys_proportion),
    }


def conditional_rates(mid):
    share = HALF if mid else mpf(0)

    def limits(table, level):
        a, n, b, m = table
        if a == b == 0:
            return mpf(0), INF
        lo, hi = binomial_limits(a, a + b, tail_of(level), mid)
        return (mpf(0) if lo == -INF else mp.exp(lo) * m / n), (INF if hi == INF else mp.exp(hi) * m / n)

    def tails(table, null):
        a, n, b, m = table
        if a == b == 0:
            return 1 - share, 1 - share
        return binomial_tails(a, a + b, mp.log(null * n / m), share)
    return limits, tails


def ratio_of_rates_methods():
    adjusted = lambda a, n, b, m: (a + HALF, n, b + HALF, m)
    log_se = lambda a, n, b, m: mp.sqrt(1 / a + 1 / b) if a * b > 0 else None

    def mover_score(a, n, b, m, z):
        return (mpf(0), INF) if a == b == 0 else mover(mover_ratio, rate_score)(a, n, b, m, z)
    return {
        **score_family(RatioOfRates, ["scas", "score"], some_events, (mpf(0), INF)),
        "wald": on_log(lambda a, n, b, m: plain_ratio(a, n, b, m) if a * b > 0 else None, log_se),
        "exact": conditional_rates(False),
        "midp": conditional_rates(True),
        "adjusted-log": on_log(lambda *t: plain_ratio(*adjusted(*t)), lambda *t: log_se(*adjusted(*t))),
        "mover-wilson": by_inversion(mover_score, plain_ratio),
        "jeffreys": jeffreys_by_mover(mover_ratio, operator.truediv, jeffreys_rate),
    }


def plain_difference(a, n, b, m):
    return a / n - b / m


def difference_of_proportions_methods():
    variance = lambda a, n, b, m: a * (n - a) / n ** 3 + b * (m - b) / m ** 3
    caffo = lambda a, n, b, m: (a + 1, n + 2, b + 1, m + 2)

    def wald(a, n, b, m, z):
        d = z * mp.sqrt(variance(a, n, b, m))
        return plain_difference(a, n, b, m) - d, plain_difference(a, n, b, m) + d

    def statistic(a, n, b, m, null):
        return quotient(plain_difference(a, n, b, m) - null, variance(a, n, b, m))
    return {
        **score_family(DifferenceOfProportions, ["scas", "score", "miettinen-nurminen"]),
        "wald": by_statistic(wald, statistic),
        "agresti-caffo": by_statistic(lambda a, n, b, m, z: wald(*caffo(a, n, b, m), z), lambda a, n, b, m, null: statistic(*caffo(a, n, b, m), null)),
        "mover-wilson": by_inversion(mover(mover_difference, wilson), plain_difference),
        "jeffreys": jeffreys_by_mover(mover_difference, operator.sub, jeffreys_proportion),
    }


def difference_of_rates_methods():
    variance = lambda a, n, b, m: a / n ** 2 + b / m ** 2

    def wald(a, n, b, m, z):
        d = z * mp.sqrt(variance(a, n, b, m))
        return plain_difference(a, n, b, m) - d, plain_difference(a, n, b, m) + d
    return {
        **score_family(DifferenceOfRates, ["scas", "score"]),
        "wald": by_statistic(wald, lambda a, n, b, m, null: quotient(plain_difference(a, n, b, m) - null, variance(a, n, b, m))),
        "mover-wilson": by_inversion(mover(mover_difference, rate_score), plain_difference),
        "jeffreys": jeffreys_by_mover(mover_difference, operator.sub, jeffreys_rate),
    }


LARGEST_CONDITIONAL = 20000   # points of the noncentral hypergeometric distribution


def odds_ratio_methods():
    informative = lambda a, n, b, m: 0 < a + b < n + m
    cells = lambda a, n, b, m: (a, n - a, b, m - b)

    def estimate(a, n, b, m):
        return plain_odds_ratio(a, n, b, m) if all(c > 0 for c in cells(a, n, b, m)) else None

    def se(a, n, b, m):
        return mp.sqrt(sum(1 / c for c in cells(a, n, b, m))) if all(c > 0 for c in cells(a, n, b, m)) else None

    def small(a, n, b, m):
        return min(a + b, n) - max(0, a + b - m) <= LARGEST_CONDITIONAL

    def conditional(share):
        def limits(table, level):
            start, width, _ = OddsRatio(*table).start()
            return Conditional(*table).limits(tail_of(level), share, start, width)
        return limits, lambda table, null: Conditional(*table).tails(null, share)
    return {
        **score_family(OddsRatio, ["scas", "score", "miettinen-nurminen"], informative, (mpf(0), INF)),
        "wald": on_log(estimate, se),
        "exact": conditional(mpf(0)) + (small,),
        "midp": conditional(HALF) + (small,),
    }


def plain_odds_ratio(a, n, b, m):
    top, bottom = a * (m - b), b * (n - a)
    if top == bottom == 0:
        return None
    return INF if bottom == 0 else top / bottom


# ---------------------------------------------------------------------------------------------------------------------------------------
# Cases

LEVELS = [0.95, 0.998, 0.5, 1 - 1e-6, 0.8, 1 - 1e-9]

PROPORTIONS = [(x, n) for n, xs in [
    (1, [0, 1]), (2, [0, 1, 2]), (10, [0, 1, 2, 5, 9, 10]), (34, [0, 1, 2, 7, 17, 33, 34]), (148, [0, 1, 15, 74, 147, 148]),
    (263, [81]), (1000, [0, 1, 2, 250, 500, 999, 1000]), (30000, [3, 1200]), (100000, [0, 1, 2, 37, 50000, 99999, 100000]), (1400000, [15000]),
    (10**7, [0, 1, 2, 1234567, 5 * 10**6, 10**7 - 1, 10**7]), (67000000, [3]), (10**9, [0, 1, 2, 6, 123456789, 5 * 10**8, 10**9 - 1, 10**9]),
] for x in xs]
CORE_PROPORTIONS = {(0, 1), (1, 1), (1, 2), (0, 10), (1, 10), (5, 10), (10, 10), (1, 34), (7, 34), (15, 148), (999, 1000), (37, 100000), (1, 10**9), (123456789, 10**9), (10**9, 10**9)}

RATES = [(0, 1), (1, 1), (2, 1), (3, 1), (5, 1), (7, 1), (9, 1), (10, 1), (11, 1), (15, 1), (20, 1), (50, 1), (100, 1), (25, 12.5), (30, 1234.5), (45, 12), (5200, 3100),
         (0, 30000), (1, 30000), (3, 30000), (29, 37844), (99, 30000), (1000, 99999), (15000, 1400000), (0, 10**9), (1, 10**9), (2, 10**9), (6, 10**9), (3, 67000000),
         (1000000, 1), (1000000, 10**9), (123456789, 10**9), (10**9, 10**9), (10**9, 0.5), (4, 0.1)]
CORE_RATES = {(0, 1), (1, 1), (2, 1), (9, 1), (10, 1), (100, 1), (30, 1234.5), (29, 37844), (15000, 1400000), (1, 10**9), (123456789, 10**9), (10**9, 10**9)}

PROPORTION_TABLES = [
    (7, 34, 1, 34), (1, 34, 7, 34), (27, 122, 44, 487), (10, 75, 12, 225), (9, 10, 3, 10), (6, 7, 2, 7), (5, 56, 1, 29), (104, 11037, 189, 11034),
    (36, 40, 16, 80), (240, 1000, 2600, 11500), (12, 60, 450, 1900), (3, 9, 1200, 4800), (18, 25, 900, 2400), (1, 5, 1, 7), (1, 2, 1, 2), (2, 3, 1, 4),
    (1, 1, 1, 2), (1, 20, 5, 20), (5, 6, 1, 6), (3, 15, 2, 300), (8, 15, 4, 15), (24, 73, 53, 65), (56, 70, 48, 80), (15, 148, 500, 1000),
    # no events in the group, in the baseline, in either
    (0, 10, 3, 12), (0, 29, 5, 56), (0, 350, 2500, 450000), (0, 30000, 15000, 1400000), (0, 4, 1200, 4800), (0, 1, 1, 1), (0, 5, 3, 100000), (0, 16, 15, 72),
    (5, 56, 0, 29), (3, 500, 0, 2000), (40, 30000, 0, 1400000), (1, 1, 0, 1), (10, 10, 0, 20), (1, 1000000, 0, 10), (0, 10, 0, 20), (0, 10, 0, 10), (0, 30000, 0, 1400000),
    # equal, and everyone
    (10, 100, 10, 100), (100, 1000, 1000, 10000), (1, 3, 1, 3), (20, 20, 20, 20), (20, 20, 30, 40), (5, 20, 40, 40), (1, 1, 1, 1), (30000, 30000, 700000, 1400000),
    (0, 20, 40, 40), (9, 10, 10, 10), (33, 34, 34, 34), (19, 20, 19, 20),
    # a small group against a large baseline, and large
    (1200, 30000, 15000, 1400000), (120, 30000, 15000, 1400000), (12, 400, 3000, 480000), (1, 400, 3000, 480000), (3, 30000, 2500, 450000), (1, 30000, 2500, 450000),
    (2, 30000, 2500, 450000), (29, 37844, 317, 1584583), (1, 1300, 33, 104500), (24500, 1000000, 250000, 45000000), (152843, 2409278, 317211, 46000000),
    (29990, 30000, 1399000, 1400000), (1000000, 10**9, 1100000, 10**9), (123456789, 10**9, 98765432, 10**9), (999, 1000, 995, 1000),
    # extreme
    (1, 1000000, 1, 10), (1, 10, 1, 1000000), (500000, 1000000, 1, 1000000), (3, 67000000, 5, 67000000), (2, 2147483647, 1, 2147483647), (5000, 10000, 1, 4000000000),
    (1, 2, 1999999, 2000000), (10**9 - 1, 10**9, 10**9 - 2, 10**9), (0, 10**9, 1, 10**9), (6, 10**9, 2, 10**9),
    (1450, 2000, 320, 2000), (320, 2000, 1450, 2000), (1500, 30000, 8000, 1400000),
]
CORE_PROPORTION_TABLES = {(7, 34, 1, 34), (1, 34, 7, 34), (27, 122, 44, 487), (1, 2, 1, 2), (0, 10, 3, 12), (5, 56, 0, 29), (0, 10, 0, 20), (20, 20, 20, 20), (9, 10, 10, 10),
                          (10, 10, 0, 20), (1200, 30000, 15000, 1400000), (3, 30000, 2500, 450000), (1000000, 10**9, 1100000, 10**9), (1450, 2000, 320, 2000)}

RATE_TABLES = [
    (41, 28010, 15, 19017), (2, 17877, 9, 16650), (2, 17877, 10, 20000), (60, 51477.5, 30, 54308.7), (11, 800, 20, 1011), (8, 100, 4, 100), (30, 1234.5, 18, 2345.75),
    (7, 34, 1, 34), (1, 34, 7, 34), (17, 100025, 3, 122268), (1, 10, 1, 10), (1, 10, 2, 100), (2, 50, 1, 900), (3, 1.5, 2, 4.25), (4, 940, 312, 207073), (5, 1298, 140, 112024),
    (0, 10, 3, 12), (0, 350, 2500, 450000), (0, 30000, 15000, 1400000), (0, 3784, 46, 783322), (0, 0.5, 1, 1000000), (5, 56, 0, 29), (40, 30000, 0, 1400000), (1, 1000000, 0, 10),
    (0, 10, 0, 20), (0, 30000, 0, 1400000),
    (10, 100, 10, 100), (100, 1000, 1000, 10000), (15, 30000, 700, 1400000), (1, 7, 1, 7), (20, 20, 20, 20),
    (45, 12, 30, 25), (5200, 3100, 8000, 41000), (9, 2, 1, 3), (1500, 100, 900, 400), (7, 1, 7, 1), (274, 232, 440, 5955),
    (1200, 30000, 15000, 1400000), (29, 37844, 317, 1584583), (427, 37844, 3042, 1584583), (239, 72257, 9953, 1801352), (12, 400, 3000, 480000), (1, 400, 3000, 480000),
    (2, 400, 3000, 480000), (3, 30000, 2500, 450000), (350, 14250, 4980, 912345), (152843, 2409278, 317211, 46000000), (24500, 1000000, 250000, 45000000), (5200, 333587, 36923, 4161949),
    (700000, 1400000, 15000, 30000), (1, 1000000, 1, 10), (1, 10, 1, 1000000), (500000, 1000000, 1, 1000000), (123456789, 10**9, 98765432, 10**9), (1000000, 10**9, 1100000, 10**9),
    (3, 67000000, 5, 67000000), (5000, 10000, 1, 4000000000), (2, 2147483647, 1, 2147483647), (10**9, 10**9, 10**9, 10**9), (0, 10**9, 1, 10**9), (6, 10**9, 2, 10**9),
    (1600, 1000, 150, 500), (1500, 30000, 8000, 1400000), (900, 400000, 2500, 200000),
]
CORE_RATE_TABLES = {(41, 28010, 15, 19017), (7, 34, 1, 34), (1, 34, 7, 34), (30, 1234.5, 18, 2345.75), (0, 10, 3, 12), (5, 56, 0, 29), (0, 10, 0, 20), (29, 37844, 317, 1584583),
                    (1, 400, 3000, 480000), (1200, 30000, 15000, 1400000), (1000000, 10**9, 1100000, 10**9), (500000, 1000000, 1, 1000000)}


def two_figures(v):
    return float(f"{v:.2g}")


def ratio_nulls(table):
    return [1.0, 0.8, 1.25, 0.1, 20.0]


def difference_nulls(bound):
    def nulls(table):
        a, n, b, m = table
        scale = ((a + .5) / n ** 2 + (b + .5) / m ** 2) ** .5
        d = a / n - b / m
        return [0.0] + [v for v in (two_figures(d - 1.7 * scale), two_figures(d + 2.9 * scale), two_figures(-scale), 0.05) if abs(v) < bound and v != 0]
    return nulls


def proportion_nulls(table):
    x, n = table
    p = (x + .5) / (n + 1)
    return [v for v in (two_figures(p), two_figures(p / (1 + 2 / (x + 1) ** .5)), two_figures(p + 3 * (p * (1 - p) / n) ** .5), 0.5, 0.1) if 0 < v < 1]


def rate_nulls(table):
    x, n = table
    r = (x + .5) / n
    return [two_figures(r), two_figures(r / (1 + 2 / (x + 1) ** .5)), two_figures(r * (1 + 3 / (x + 1) ** .5)), 0.5, 2.0]


class Quantity:
    def __init__(self, name, methods, tables, core, nulls, value):
        self.name, self.methods, self.tables, self.core, self.nulls, self.value = name, methods(), tables, core, nulls, value


QUANTITIES = [
    Quantity("proportion", proportion_methods, PROPORTIONS, CORE_PROPORTIONS, proportion_nulls, lambda a, n: a / n),
    Quantity("rate", rate_methods, RATES, CORE_RATES, rate_nulls, lambda a, n: a / n),
    Quantity("ratio of proportions", ratio_of_proportions_methods, PROPORTION_TABLES, CORE_PROPORTION_TABLES, ratio_nulls, plain_ratio),
    Quantity("ratio of rates", ratio_of_rates_methods, RATE_TABLES, CORE_RATE_TABLES, ratio_nulls, plain_ratio),
    Quantity("difference of proportions", difference_of_proportions_methods, PROPORTION_TABLES, CORE_PROPORTION_TABLES, difference_nulls(1), plain_difference),
    Quantity("difference of rates", difference_of_rates_methods, RATE_TABLES, CORE_RATE_TABLES, difference_nulls(INF), plain_difference),
    Quantity("odds ratio", odds_ratio_methods, PROPORTION_TABLES, CORE_PROPORTION_TABLES, ratio_nulls, plain_odds_ratio),
]
BY_NAME = {q.name: q for q in QUANTITIES}


def levels_for(index, core):
    """All levels for a core table; for any other 0.95 and two that go round with its place in the list."""
    if core:
        return LEVELS
    others = LEVELS[1:]
    return [LEVELS[0], others[index % 5], others[(index + 2) % 5]]


# ---------------------------------------------------------------------------------------------------------------------------------------
# Output

def text(v, digits=20):
    if v is None:
        return ""
    if v == INF:
        return "inf"
    if v == -INF:
        return "-inf"
    if v == 0:
        return "0"
    s = mp.nstr(v, digits, strip_zeros=True, min_fixed=-5, max_fixed=digits)
    mantissa, e, exponent = s.partition("e")
    if mantissa.endswith(".0"):
        mantissa = mantissa[:-2]
    return mantissa + (e + exponent if e else "")


def number(v):
    return str(int(v)) if float(v).is_integer() else repr(float(v))


def distance(name, table, null):
    """About how many standard errors the table lies from the null."""
    a, n, b, m = table
    a, b = a + .5, b + .5
    if name.startswith("ratio"):
        return abs(math.log(a * m / (n * b * null))) / (1 / a + 1 / b) ** .5
    return abs(a / n - b / m - null) / (a / n ** 2 + b / m ** 2) ** .5


def rows_of(job):
    """All rows of one table and method."""
    name, index, method = job
    quantity = BY_NAME[name]
    table = quantity.tables[index]
    exact_table = tuple(mpf(v) for v in table)
    limits, tails, *fits = quantity.methods[method]
    if fits and not fits[0](*table):
        return []
    core = table in quantity.core
    levels = levels_for(index, core)
    nulls = quantity.nulls(table)[:len(levels) if not core else 5]
    if method == "jeffreys" and len(table) == 4:
        # each costs some forty quantiles; 37 is a tail of 1e-299
        nulls = [v for v in nulls if distance(name, table, v) < 37][:2 if core else 1]
    value = quantity.value(*exact_table)
    out = []
    for level, null in itertools.zip_longest(levels, nulls):
        lower, upper = limits(exact_table, level) if level is not None else UNDEFINED
        less, greater = tails(exact_table, mpf(null)) if null is not None else UNDEFINED
        out.append([name, method, "" if level is None else repr(level), *[number(v) for v in table], *[""] * (4 - len(table)),
                    "" if null is None else number(null), text(value), text(lower), text(upper), text(less), text(greater)])
    return out


def self_check():
    """Two integrals that are worked out apart add to 1, and agree with finite sums."""
    for a, b in ((1, 1), (HALF, HALF), (HALF, mpf(10) ** 9), (mpf(123456789), mpf(876543212)), (7, 28), (mpf(10) ** 9 + HALF, HALF), (3, mpf(10) ** 5)):
        a, b = mpf(a), mpf(b)
        s = mp.log(a / b)
        assert abs(beta_beyond(a, b, s) + beta_beyond(b, a, -s) - 1) < mpf(10) ** -38, ("beta", a, b)
    for a in (HALF, 1, 5, 1000, mpf(10) ** 9):
        a = mpf(a)
        s = mp.log(a)
        above = gamma_tails(a, s)[1]
        below = fall(lambda v: -a * v - a * mp.expm1(-v), mpf(0), a) * gamma_density(a, s)
        assert abs(above + below - 1) < mpf(10) ** -38, ("gamma", a)
    for tail in (mpf(10) ** -40, tail_of(0.95), HALF):
        for a, b in ((700000 + HALF, 700000 + HALF), (mpf(123456789), mpf(876543212)), (HALF, mpf(10) ** 9)):
            for upper in (False, True):
                again = beta_tails(a, b, beta_quantile_logit(a, b, tail, upper))[upper]
                assert abs(again / tail - 1) < mpf(10) ** -34, ("beta quantile", a, b, tail)
            again = gamma_tails(b, gamma_quantile_log(b, tail, True))[1]
            assert abs(again / tail - 1) < mpf(10) ** -34, ("gamma quantile", b, tail)
    p = mpf(3) / 17
    for x, n in ((0, 5), (3, 10), (150, 300), (299, 300)):
        greater = mp.fsum(mp.binomial(n, k) * p ** k * (1 - p) ** (n - k) for k in range(x, n + 1))
        assert abs(binomial_tails(mpf(x), mpf(n), logit(p), mpf(0))[1] / greater - 1) < mpf(10) ** -38, ("binomial", x, n)
    for x, mean in ((0, mpf(2)), (4, mpf("0.1")), (40, mpf(90))):
        less = mp.fsum(mean ** k / mp.factorial(k) for k in range(x + 1)) * mp.exp(-mean)
        assert abs(poisson_tails(mpf(x), mp.log(mean), mpf(0))[0] / less - 1) < mpf(10) ** -38, ("poisson", x, mean)


# ---------------------------------------------------------------------------------------------------------------------------------------
# Selection of the rows that the tests need

NUMBER_OF_TABLES = 2   # different counts that each kind of figure is kept for


def kind_of_level(level):
    return "low" if float(level) < 0.9 else "usual" if float(level) < 0.999 else "high"


def kind_of_tail(p, value, null):
    """Near the null value, what a statistic subtracts are nearly the same."""
    if value and 0 < abs(float(value) - float(null)) < 0.01 * abs(float(null)):
        return "near"
    return "usual" if float(p) > 1e-6 else "small"


def kinds_of_counts(row):
    """What is special about the counts: where a formula has a case of its own, or digits are lost."""
    name, counts = row[0], [float(v) for v in row[3:7] if v]
    groups = list(zip(["group", "baseline"], counts[::2], counts[1::2]))
    binomial = name not in ("rate", "ratio of rates", "difference of rates")
    ends = [f"{which} at {'0' if events == 0 else 'all'}" for which, events, size in groups if events == 0 or (events == size and binomial)]
    kinds = [" and ".join(ends)] if ends else []
    if binomial and any(0.99 < events / size < 1 for _, events, size in groups):
        kinds.append("nearly all")
    if max(counts[1::2]) >= 1e8:
        kinds.append("huge")
    return kinds or ["ordinary"]


def kinds_of_figures(row):
    """Each limit and p-value of a row as its quantity, method, side, kind of level or tail, and kind of counts."""
    name, method, level = row[:3]
    sides = [(side, kind_of_level(level)) for side, v in zip(("lower", "upper"), row[9:11]) if v]
    sides += [(side, kind_of_tail(v, row[8], row[7])) for side, v in zip(("less", "greater"), row[11:13]) if v]
    return [(name, method, side, size, counts) for side, size in sides for counts in kinds_of_counts(row)]


def selection(rows):
    """The fewest rows, or nearly, that hold each kind of figure of all rows for NUMBER_OF_TABLES different counts, or for as many as there are.

    Takes, again and again, the first of the rows that add the most. What a row adds only falls as others are taken, so that most need not be looked at again.
    """
    kinds = [kinds_of_figures(row) for row in rows]
    tables = [tuple(row[3:7]) for row in rows]
    every, taken = collections.defaultdict(set), collections.defaultdict(set)
    for i, row in enumerate(rows):
        for kind in kinds[i]:
            every[kind].add(tables[i])

    def adds(i):
        return sum(len(taken[kind]) < min(NUMBER_OF_TABLES, len(every[kind])) and tables[i] not in taken[kind] for kind in kinds[i])
    queue = [(-adds(i), i) for i in range(len(rows))]
    heapq.heapify(queue)
    chosen = []
    while queue:
        before, i = heapq.heappop(queue)
        if -adds(i) > before:
            heapq.heappush(queue, (-adds(i), i))
        elif before < 0:
            chosen.append(i)
            for kind in kinds[i]:
                taken[kind].add(tables[i])
    return [rows[i] for i in sorted(chosen)]


# ---------------------------------------------------------------------------------------------------------------------------------------

HEADER = "quantity method level a n b m null value lower upper less greater".split()


def select(path):
    with open(path, newline="") as f:
        header, *rows = csv.reader(f)
    assert header == HEADER, header
    chosen = selection(rows)
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "reference.csv"), "w", newline="") as f:
        csv.writer(f, lineterminator="\n").writerows([HEADER, *chosen])
    print(f"{len(chosen)} of {len(rows)} rows", file=sys.stderr)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("-j", type=int, default=1, help="processes")
    parser.add_argument("-o", default="reference_full.csv", help="output file")
    parser.add_argument("-m", action="append", help="only these methods")
    parser.add_argument("--select", metavar="FILE", help="compute nothing: write the rows of FILE that the tests need to reference.csv beside this program")
    parser.add_argument("quantity", nargs="*", help="only these quantities")
    args = parser.parse_args()
    if args.select:
        return select(args.select)
    began = time.time()
    self_check()
    jobs = [(q.name, i, m) for q in QUANTITIES if not args.quantity or q.name in args.quantity
            for m in q.methods if not args.m or m in args.m for i in range(len(q.tables))]
    with multiprocessing.Pool(args.j) as pool, open(args.o, "w", newline="") as f:
        out = csv.writer(f, lineterminator="\n")
        out.writerow(HEADER)
        count, last, mark = 0, None, time.time()
        for job, rows in zip(jobs, pool.imap(rows_of, jobs, chunksize=1)):
            if last not in (None, (job[0], job[2])):
                print(f"{time.time() - mark:7.1f} s  {last[0]}, {last[1]}", file=sys.stderr, flush=True)
                mark = time.time()
            last = (job[0], job[2])
            out.writerows(rows)
            count += len(rows)
    print(f"{count} rows in {time.time() - began:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
