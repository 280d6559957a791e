#!/usr/bin/env python3
"""Reference values for package standard, computed with mpmath at 50 digits from the formulas of the papers that the package names.

Usage: python3 reference.py

Reads counts.csv and writes rates.csv and ratios.csv beside this file. README.md describes the columns. Shares no code with the package: quantiles of the gamma and beta distributions are solved for on series of
positive terms.
"""
import csv
import os

from mpmath import mp, mpf

mp.dps = 50
HERE = os.path.dirname(os.path.abspath(__file__))
LEVELS = ("0.9", "0.95", "0.998")
RATIOS = (("small", "large"), ("none", "large"), ("large", "none"), ("small", "middle"), ("single", "single-base"), ("skewed", "middle"))


def tail_of(level):
    return (1 - mpf(level)) / 2


def z_of(level):
    return mp.sqrt(2) * mp.erfinv(mpf(level))


def solve(f, start):
    """The root of the increasing f of positive numbers: a bracket around start, then bisection and secant steps in the logarithm."""
    g = lambda t: f(mp.e ** t)
    step = mp.log(mpf("1.3"))
    lo = hi = mp.log(start)
    glo = ghi = g(lo)
    while glo >= 0:
        lo, step = lo - step, step * mpf("1.5")
        glo = g(lo)
    step = mp.log(mpf("1.3"))
    while ghi < 0:
        hi, step = hi + step, step * mpf("1.5")
        ghi = g(hi)
    for step in range(400):
        t = (lo + hi) / 2 if step % 3 == 0 else hi - ghi * (hi - lo) / (ghi - glo)
        y = g(t)
        if y < 0:
            lo, glo = t, y
        else:
            hi, ghi = t, y
        if hi - lo < mpf(10) ** -32 or y == 0:
            break
    return mp.e ** t


def series(term, factor):
    """term (1 + factor(1) (1 + factor(2) (1 + ...)))."""
    total, k = mpf(0), 0
    while term > total * mpf(10) ** -(mp.dps + 2):
        total += term
        k += 1
        term *= factor(k)
    return total


def gamma_lower(a, x):
    """P(a, x), by its series of positive terms."""
    return series(mp.exp(a * mp.log(x) - x - mp.loggamma(a + 1)), lambda k: x / (a + k))


def gamma_quantile(shape, p):
    return solve(lambda x: gamma_lower(shape, x) - p, shape)


def gamma_quantile_above(shape, p):
    return solve(lambda x: gamma_lower(shape, x) - (1 - p), shape)


def beta_lower(a, b, r):
    """I(a, b) at the odds r, by its series of positive terms."""
    x = r / (1 + r)
    if x > mpf("0.9"):
        return 1 - beta_lower(b, a, 1 / r)
    first = mp.exp(a * mp.log(x) - b * mp.log(1 + r) + mp.loggamma(a + b) - mp.loggamma(a + 1) - mp.loggamma(b))
    return series(first, lambda k: (a + b + k - 1) / (a + k) * x)


def beta_odds(a, b, p):
    """The odds of the p quantile of Beta(a, b)."""
    return solve(lambda r: beta_lower(a, b, r) - p, a / b)


def byar(x, z):
    lower = x * (1 - 1 / (9 * x) - z / (3 * mp.sqrt(x))) ** 3 if x else mpf(0)
    return lower, (x + 1) * (1 - 1 / (9 * (x + 1)) + z / (3 * mp.sqrt(x + 1))) ** 3


def exact(x, p):
    return (gamma_quantile(x, p) if x else mpf(0)), gamma_quantile_above(x + 1, p)


def text(x):
    return "inf" if x == mp.inf else mp.nstr(x, 20)


def main():
    groups = {}
    with open(os.path.join(HERE, "counts.csv"), newline="") as f:
        for r in csv.DictReader(f):
            groups.setdefault(r["group"], []).append((mpf(r["events"]), mpf(r["population"]), mpf(r["standard"])))
    sums = {}
    rates, ratios = [], []
    for name, bands in groups.items():
        W = sum(s for _, _, s in bands)
        w = [(x, s / W / n) for x, n, s in bands if s]
        y, v, top, x = sum(c * k for c, k in w), sum(c * k * k for c, k in w), max(k for _, k in w), sum(c for c, _ in w)
        sums[name] = (y, v, top)
        for level in LEVELS:
            p, z = tail_of(level), z_of(level)
            upper = (v + top ** 2) / (y + top) * gamma_quantile_above((y + top) ** 2 / (v + top ** 2), p)
            rates.append((name, "fay-feuer", level, text(y), text(v / y * gamma_quantile(y * y / v, p) if y else mpf(0)), text(upper)))
            if not y:
                continue
            k = mp.sqrt(v / x)
            for method, (lo, hi) in (("dobson", exact(x, p) if x < 10 else byar(x, z)), ("dobson-exact", exact(x, p))):
                rates.append((name, method, level, text(y), text(max(mpf(0), y + k * (lo - x))), text(y + k * (hi - x))))
            e = mp.e ** (z * mp.sqrt(v) / y)
            rates.append((name, "log", level, text(y), text(y / e), text(y * e)))
    for group, base in RATIOS:
        (y1, v1, t1), (y0, v0, t0) = sums[group], sums[base]
        value = y1 / y0 if y0 else mp.inf
        below = lambda y, v, t: (y * y / v, v / y)
        above = lambda y, v, t: ((y + t) ** 2 / (v + t * t), (v + t * t) / (y + t))
        tails = {}
        for level in LEVELS:
            p, z = tail_of(level), z_of(level)
            lower, upper = mpf(0), mp.inf
            if y1:
                (a, s), (b, u) = below(y1, v1, t1), above(y0, v0, t0)
                lower = s / u * beta_odds(a, b, p)
            if y0:
                (a, s), (b, u) = above(y1, v1, t1), below(y0, v0, t0)
                upper = s / u / beta_odds(b, a, p)
            ratios.append((group, base, "fay-feuer", level, text(value), text(lower), text(upper)))
            if y1 and y0:
                e = mp.e ** (z * mp.sqrt(v1 / y1 ** 2 + v0 / y0 ** 2))
                ratios.append((group, base, "log", level, text(value), text(value / e), text(value * e)))
    for file, header, rows in (("rates.csv", "group method level value lower upper", rates), ("ratios.csv", "group baseline method level value lower upper", ratios)):
        with open(os.path.join(HERE, file), "w", newline="") as f:
            w = csv.writer(f, lineterminator="\n")
            w.writerow(header.split())
            w.writerows(rows)


main()
