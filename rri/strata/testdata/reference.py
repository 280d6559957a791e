#!/usr/bin/env python3
"""Reference values for package strata, computed with mpmath at 50 digits from the formulas of the papers that the package names.

Usage: python3 reference.py

Reads strata.csv and writes estimates.csv and tests.csv beside this file. README.md describes the columns. Shares no code with the package: restricted estimates come from their
likelihood equations, limits from a walk outward from the estimate to the first crossing.
"""
import csv
import os
import sys

from mpmath import mp, mpf

mp.dps = 50
HERE = os.path.dirname(os.path.abspath(__file__))
INF = mp.inf
LEVELS = ("0.9", "0.95", "0.998")
NULLS = {"ratio": ("1", "0.8", "2.5"), "odds-ratio": ("1", "0.75"), "difference": ("0", "0.03125")}


def z_of(level):
    return mp.sqrt(2) * mp.erfinv(mpf(level))


def upper_tail(z):
    return mp.erfc(z / mp.sqrt(2)) / 2


def root(f, lo, hi):
    """The root of f between lo and hi, whose signs differ: bisection, then secant steps inside the bracket."""
    flo, fhi = f(lo), f(hi)
    if flo == 0:
        return lo
    if fhi == 0:
        return hi
    assert (flo > 0) != (fhi > 0)
    for step in range(2000):
        x = (lo + hi) / 2 if step % 4 == 0 else hi - fhi * (hi - lo) / (fhi - flo)
        fx = f(x)
        if fx == 0:
            return x
        if (fx > 0) == (fhi > 0):
            flo = flo * fhi / (fhi + fx)
        else:
            lo, flo = hi, fhi
        hi, fhi = x, fx
        if abs(hi - lo) <= mpf(10) ** (12 - mp.dps) * max(abs(hi), mpf(10) ** -30):
            return x
    raise ArithmeticError("no convergence")


# Restricted maximum likelihood

def proportions_at_ratio(s, theta):
    """p1 = theta p0: N theta p0^2 - (theta (n + b) + a + m) p0 + a + b = 0."""
    a, n, b, m = s
    A, B, C = (n + m) * theta, -(theta * (n + b) + a + m), a + b
    p0 = 2 * C / (-B + mp.sqrt(B * B - 4 * A * C)) if C else mpf(0)
    return theta * p0, p0


def proportions_at_difference(s, delta):
    """p1 = p0 + delta: the root of the likelihood equation, times the denominators, between the ends of the range."""
    a, n, b, m = s
    lo, hi = max(mpf(0), -delta), min(mpf(1), 1 - delta)
    if lo >= hi:
        return lo + delta, lo

    def slope(p0):  # of the log likelihood
        p1 = p0 + delta
        total = mpf(0)
        for x, p in ((a, p1), (b, p0)):
            total += x / p if x else 0
        for x, p in ((n - a, p1), (m - b, p0)):
            total -= x / (1 - p) if x else 0
        return total
    e = mpf(10) ** (5 - mp.dps) * (hi - lo)
    if slope(lo + e) <= 0:
        return lo + delta, lo
    if slope(hi - e) >= 0:
        return hi + delta, hi
    p0 = root(slope, lo + e, hi - e)
    return p0 + delta, p0


def proportions_at_odds(s, psi):
    a, n, b, m = s
    # a root e of the expected events: e (m - t + e) = psi (n - e)(t - e)
    t = a + b
    A, B, C = 1 - psi, m - t + psi * (n + t), -psi * n * t
    with mp.workdps(2 * mp.dps):
        e = -2 * C / (B + mp.sqrt(B * B - 4 * A * C))
    return e / n, (t - e) / m


# Score, variance and third moment of one stratum

def stratum(kind, model, s, theta):
    a, n, b, m = s
    if model == "rate":
        if kind == "ratio":
            r0 = (a + b) / (theta * n + m)
            r1 = theta * r0
            return a / n - theta * b / m, r1 / n + theta ** 2 * r0 / m, r1 / n ** 2 - theta ** 3 * r0 / m ** 2
        # (n + m) r0^2 + ((n + m) delta - a - b) r0 - b delta = 0
        A, B, C = n + m, (n + m) * theta - a - b, -b * theta
        r0 = (-B + mp.sqrt(B * B - 4 * A * C)) / (2 * A)
        r1 = r0 + theta
        return a / n - b / m - theta, r1 / n + r0 / m, r1 / n ** 2 - r0 / m ** 2
    if kind == "ratio":
        p1, p0 = proportions_at_ratio(s, theta)
        S, k = a / n - theta * b / m, theta
    elif kind == "difference":
        p1, p0 = proportions_at_difference(s, theta)
        S, k = a / n - b / m - theta, mpf(1)
    else:
        p1, p0 = proportions_at_odds(s, theta)
        v1, v0 = p1 * (1 - p1), p0 * (1 - p0)
        return (a / n - p1) / v1 - (b / m - p0) / v0, 1 / (n * v1) + 1 / (m * v0), (1 - 2 * p1) / (n * v1) ** 2 - (1 - 2 * p0) / (m * v0) ** 2
    v1, v0 = p1 * (1 - p1), p0 * (1 - p0)
    return S, v1 / n + k ** 2 * v0 / m, v1 * (1 - 2 * p1) / n ** 2 - k ** 3 * v0 * (1 - 2 * p0) / m ** 2


def statistic(kind, model, strata, theta, skewness):
    S = V = M3 = mpf(0)
    for s in strata:
        a, n, b, m = s
        if kind == "odds-ratio" and a + b in (0, n + m):
            continue
        Sj, Vj, Mj = stratum(kind, model, s, theta)
        w = 1 / Vj if kind == "odds-ratio" else n * m / (n + m)
        S += w * Sj
        V += w ** 2 * Vj * ((n + m) / (n + m - 1) if model == "proportion" else 1)
        M3 += w ** 3 * Mj
    if V == 0:
        return mpf(0) if S == 0 else INF * mp.sign(S)
    z = S / mp.sqrt(V)
    if not skewness:
        return z
    g = M3 / (6 * V ** mpf("1.5"))
    if g == 0:
        return z
    d = 1 + 4 * g * (g + z)
    if d <= 0:
        return -1 / (2 * g)
    return 2 * (g + z) / (1 + mp.sqrt(d))


def score_limits(kind, model, strata, value, error, z, skewness):
    """The first crossing on the way out from the centre, which is where the statistic is 0 near the estimate."""
    log = kind != "difference"
    at = (lambda t: statistic(kind, model, strata, mp.e ** t, skewness)) if log else (lambda t: statistic(kind, model, strata, t, skewness))
    ends = (mpf(-60), mpf(60)) if log else ((mpf(-1), mpf(1)) if model == "proportion" else (-INF, INF))
    beyond = (mpf(0), INF) if log else ends

    def way_out(start, direction, goal):
        """The first t beyond start, in a direction, where direction*statistic falls to goal."""
        step, t0 = error / 25, start
        if direction * at(t0) - goal <= 0:
            return t0
        end = ends[1] if direction > 0 else ends[0]
        while True:
            t1 = t0 + direction * step
            last = (t1 - end) * direction >= 0
            if last:
                t1 = end
            with mp.workdps(32):
                y1 = direction * at(t1) - goal
            if y1 <= 0:
                return root(lambda t: direction * at(t) - goal, t0, t1)
            if last:
                return None
            t0, step = t1, step * mpf("1.05")

    start = mp.log(value) if log and 0 < value < INF else value
    if log and not 0 < value < INF:
        start = mp.log(rough(kind, strata))
    # the centre
    y = at(start)
    centre = start
    if y > 0:
        centre = way_out(start, 1, mpf(0))
    elif y < 0:
        centre = way_out(start, -1, mpf(0))
    out = []
    for direction in (-1, 1):
        end = beyond[0] if direction < 0 else beyond[1]
        if not skewness and (value == end):
            out.append(end)
            continue
        if centre is None:  # the statistic has one sign: the centre is at an end
            c = ends[1] if y > 0 else ends[0]
            if (c == ends[1]) == (direction > 0):
                out.append(end)
                continue
            # walk in from that end is the walk from the start, since the statistic is monotone there
            t = way_out(start, direction, -z)
        else:
            t = way_out(centre, direction, -z)
        out.append(end if t is None else (mp.e ** t if log else t))
    return out


def rough(kind, strata):
    h = mpf(1) / 2
    if kind == "odds-ratio":
        return sum((a + h) * (m - b + h) / (n + m) for a, n, b, m in strata) / sum((b + h) * (n - a + h) / (n + m) for a, n, b, m in strata)
    return sum((a + h) * m / (n + m) for a, n, b, m in strata) / sum((b + h) * n / (n + m) for a, n, b, m in strata)


# Estimates and variances

def quotient(x, y):
    return x / y if y else (INF if x else None)


def mantel_haenszel(kind, model, strata):
    """(value, variance, Sato's variance); the variance is of the logarithm for ratios, None where there is none."""
    if kind == "ratio":
        R = sum(a * m / (n + m) for a, n, b, m in strata)
        S = sum(b * n / (n + m) for a, n, b, m in strata)
        cross = (lambda a, b, N: 0) if model == "rate" else (lambda a, b, N: a * b * N)
        top = sum((n * m * (a + b) - cross(a, b, n + m)) / (n + m) ** 2 for a, n, b, m in strata)
        return quotient(R, S), top / (R * S) if R * S else None, None
    if kind == "odds-ratio":
        terms = [(a * (m - b) / (n + m), b * (n - a) / (n + m), (a + m - b) / (n + m), (n - a + b) / (n + m)) for a, n, b, m in strata]
        R, S = sum(r for r, _, _, _ in terms), sum(s for _, s, _, _ in terms)
        v = None
        if R * S:
            v = sum(p * r for r, s, p, q in terms) / (2 * R * R) + sum(p * s + q * r for r, s, p, q in terms) / (2 * R * S) + sum(q * s for r, s, p, q in terms) / (2 * S * S)
        return quotient(R, S), v, None
    W = sum(n * m / (n + m) for a, n, b, m in strata)
    value = sum((a * m - b * n) / (n + m) for a, n, b, m in strata) / W
    if model == "rate":
        return value, sum((n * m / (n + m)) ** 2 * (a / n ** 2 + b / m ** 2) for a, n, b, m in strata) / W ** 2, None
    v = sum((a * (n - a) * m ** 3 + b * (m - b) * n ** 3) / (n * m * (n + m) ** 2) for a, n, b, m in strata) / W ** 2
    P = sum((n ** 2 * b - m ** 2 * a + n * m * (m - n) / 2) / (n + m) ** 2 for a, n, b, m in strata)
    Q = sum((a * (m - b) + b * (n - a)) / (2 * (n + m)) for a, n, b, m in strata)
    return value, v, (value * P + Q) / W ** 2


def single(kind, model, s):
    """(estimate, Wald variance) of one stratum, on the log scale for ratios; None if it cannot be weighed."""
    a, n, b, m = s
    if kind == "difference":
        v = a / n ** 2 + b / m ** 2 if model == "rate" else a * (n - a) / n ** 3 + b * (m - b) / m ** 3
        return (a / n - b / m, v) if v else None
    if kind == "odds-ratio":
        if 0 in (a, b, n - a, m - b):
            return None
        return mp.log(a * (m - b) / (b * (n - a))), 1 / a + 1 / b + 1 / (n - a) + 1 / (m - b)
    if 0 in (a, b):
        return None
    v = 1 / a + 1 / b - (0 if model == "rate" else 1 / n + 1 / m)
    return (mp.log(a / n / (b / m)), v) if v else None


def inverse_variance(kind, model, strata):
    """(mean, variance, Q, strata) on the log scale for ratios."""
    usable = [x for x in (single(kind, model, s) for s in strata) if x]
    if not usable:
        return None
    W = sum(1 / v for _, v in usable)
    mean = sum(y / v for y, v in usable) / W
    return mean, 1 / W, sum((y - mean) ** 2 / v for y, v in usable), len(usable)


def text(x):
    if x is None:
        return ""
    if abs(x) == INF:
        return "inf" if x > 0 else "-inf"
    return mp.nstr(x, 20)


def chi_square(statistic, df):
    if df < 1:
        return None
    return mpf(1) if statistic <= 0 else mp.gammainc(mpf(df) / 2, statistic / 2, INF, regularized=True)


def main():
    sets = {}
    with open(os.path.join(HERE, "strata.csv"), newline="") as f:
        for r in csv.DictReader(f):
            sets.setdefault(r["set"], (r["model"], []))[1].append(tuple(mpf(r[k]) for k in "anbm"))
    estimates, tests = [], []
    for name, (model, strata) in sets.items():
        print(name, file=sys.stderr)
        for kind in ("ratio", "difference") + (("odds-ratio",) if model == "proportion" else ()):
            log = kind != "difference"
            value, variance, sato = mantel_haenszel(kind, model, strata)
            if value is None:
                continue
            methods = {}
            if variance is not None:
                methods["mantel-haenszel"] = (value, variance)
            if sato is not None:
                methods["sato"] = (value, sato)
            iv = inverse_variance(kind, model, strata)
            if iv:
                methods["inverse-variance"] = (mp.e ** iv[0] if log else iv[0], iv[1])
            for method, (v, var) in methods.items():
                for level in LEVELS:
                    half = z_of(level) * mp.sqrt(var)
                    lower, upper = (v * mp.e ** -half, v * mp.e ** half) if log else (v - half, v + half)
                    estimates.append((name, kind, method, level, "", text(v), text(lower), text(upper), "", ""))
                for null in NULLS[kind]:
                    if var == 0:
                        continue
                    z = (mp.log(v / mpf(null)) if log else v - mpf(null)) / mp.sqrt(var)
                    estimates.append((name, kind, method, "", null, text(v), "", "", text(upper_tail(-z)), text(upper_tail(z))))
            error = mp.sqrt(variance) if variance else (mpf(1) if log else mpf(1) / 10)
            for method, skewness in (("scas", True), ("score", False)):
                for level in LEVELS:
                    lower, upper = score_limits(kind, model, strata, value, error, z_of(level), skewness)
                    estimates.append((name, kind, method, level, "", text(value), text(lower), text(upper), "", ""))
                for null in NULLS[kind]:
                    z = statistic(kind, model, strata, mpf(null), skewness)
                    estimates.append((name, kind, method, "", null, text(value), "", "", text(upper_tail(-z)), text(upper_tail(z))))
            if kind == "odds-ratio":
                continue
            if iv and iv[3] > 1:
                tests.append((name, kind + "-cochran-q", text(iv[2]), iv[3] - 1, text(chi_square(iv[2], iv[3] - 1))))
            if not log or 0 < value < INF:
                q, k = mpf(0), 0
                for s in strata:
                    S, V, _ = stratum(kind, model, s, value)
                    if V > 0:
                        k += 1
                        q += S * S / V * ((s[1] + s[3] - 1) / (s[1] + s[3]) if model == "proportion" else 1)
                if k > 1:
                    tests.append((name, kind + "-score", text(q), k - 1, text(chi_square(q, k - 1))))
        # no disparity
        A = sum(a for a, n, b, m in strata)
        E = sum(n * (a + b) / (n + m) for a, n, b, m in strata)
        V = sum((a + b) * n * m / (n + m) ** 2 * ((n + m - a - b) / (n + m - 1) if model == "proportion" else 1) for a, n, b, m in strata)
        d = abs(A - E)
        tests.append((name, "cmh", text(d * d / V), 1, text(chi_square(d * d / V, 1))))
        c = d - min(mpf(1) / 2, d)
        tests.append((name, "cmh-corrected", text(c * c / V), 1, text(chi_square(c * c / V, 1))))
        if model == "rate":
            continue
        psi, variance, _ = mantel_haenszel("odds-ratio", model, strata)
        if variance is None:
            continue
        x = d1 = v1 = mpf(0)
        k = 0
        for s in strata:
            a, n, b, m = s
            if a + b in (0, n + m):
                continue
            p1, p0 = proportions_at_odds(s, psi)
            v = 1 / (1 / (n * p1) + 1 / (n * (1 - p1)) + 1 / (m * p0) + 1 / (m * (1 - p0)))
            x += (a - n * p1) ** 2 / v
            d1 += a - n * p1
            v1 += v
            k += 1
        if k > 1:
            tests.append((name, "breslow-day", text(x), k - 1, text(chi_square(x, k - 1))))
            tests.append((name, "tarone", text(x - d1 ** 2 / v1), k - 1, text(chi_square(x - d1 ** 2 / v1, k - 1))))
    with open(os.path.join(HERE, "estimates.csv"), "w", newline="") as f:
        w = csv.writer(f, lineterminator="\n")
        w.writerow("set quantity method level null value lower upper less greater".split())
        w.writerows(estimates)
    with open(os.path.join(HERE, "tests.csv"), "w", newline="") as f:
        w = csv.writer(f, lineterminator="\n")
        w.writerow("set test statistic df p".split())
        w.writerows(tests)


main()
