#!/usr/bin/env python3
"""The figures of random.csv at 50 digits with mpmath, from the formulas of the papers and without metafor: the variance between strata of Paule and Mandel 1982 by bisection, the
standard error of Hartung and Knapp 2001 as they write it, quantiles of Student's t from the incomplete beta function.

Usage: python3 random.py

Reads strata.csv and random_strata.csv, writes random_digits.csv beside this file. README.md describes the columns.
"""
import csv
import os

from mpmath import mp, mpf

mp.dps = 50
HERE = os.path.dirname(os.path.abspath(__file__))


def rows(name):
    with open(os.path.join(HERE, name), newline="") as f:
        return list(csv.DictReader(f))


def t_upper(t, df):
    """P(T > t) for t >= 0."""
    return mp.betainc(mpf(df) / 2, mpf(1) / 2, 0, df / (df + t * t), regularized=True) / 2


def t_quantile(p, df):
    low, high = mpf(0), mpf(1)
    while t_upper(high, df) > p:
        high *= 2
    for _ in range(180):
        middle = (low + high) / 2
        low, high = (middle, high) if t_upper(middle, df) > p else (low, middle)
    return low


def effect(r):
    """The log ratio of a stratum, its variance, and whether halves were added."""
    a, n, b, m = (mpf(r[c]) for c in ("a", "n", "b", "m"))
    da, db = mpf(r.get("group_effect") or 1), mpf(r.get("baseline_effect") or 1)
    proportion = r["model"] == "proportion"
    zero = a == 0 or b == 0 or proportion and (a == n or b == m)
    if zero:
        a, b = a + mpf(1) / 2, b + mpf(1) / 2
        if proportion:
            n, m = n + 1, m + 1
    y = mp.log(a) - mp.log(n) - mp.log(b) + mp.log(m)
    if proportion:
        return y, da * (1 / a - 1 / n) + db * (1 / b - 1 / m), zero
    return y, da / a + db / b, zero


def mean_and_q(effects, t2):
    w = [1 / (v + t2) for _, v, _ in effects]
    mean = mp.fsum(x * e[0] for x, e in zip(w, effects)) / mp.fsum(w)
    return mean, mp.fsum(x * (e[0] - mean) ** 2 for x, e in zip(w, effects)), w


def paule_mandel(effects):
    df = len(effects) - 1
    if mean_and_q(effects, mpf(0))[1] <= df:
        return mpf(0)
    low, high = mpf(0), mpf(1)
    while mean_and_q(effects, high)[1] > df:
        high *= 2
    for _ in range(190):
        middle = (low + high) / 2
        low, high = (middle, high) if mean_and_q(effects, middle)[1] > df else (low, middle)
    return low


def text(x):
    return mp.nstr(x, 20, min_fixed=-6, max_fixed=21) if x != 0 else "0"


def main():
    sets = {}
    for r in rows("strata.csv") + rows("random_strata.csv"):
        sets.setdefault(r["set"], []).append(r)
    columns = ["set", "strata", "corrected", "left_out", "level", "tau2", "q", "q_p", "value", "lower", "upper", "p", "further_lower", "further_upper"]
    with open(os.path.join(HERE, "random_digits.csv"), "w", newline="") as f:
        out = csv.writer(f, lineterminator="\n")
        out.writerow(columns)
        for name, strata in sets.items():
            said = [r for r in strata if mpf(r["n"]) > 0 and mpf(r["m"]) > 0 and mpf(r["a"]) + mpf(r["b"]) > 0]
            effects = [effect(r) for r in said]
            k = len(effects)
            for level in ("0.95", "0.9"):
                head = [name, k, sum(e[2] for e in effects), len(strata) - k, level]
                if k < 2:
                    out.writerow(head + [""] * 9)
                    continue
                df = k - 1
                q = mean_and_q(effects, mpf(0))[1]
                t2 = paule_mandel(effects)
                mean, q_at, w = mean_and_q(effects, t2)
                se = mp.sqrt(q_at / df / mp.fsum(w))
                if q < mpf(10) ** -40:  # one ratio in all strata: the variances alone
                    se, q = mp.sqrt(1 / mp.fsum(w)), mpf(0)
                tail = (1 - mpf(level)) / 2
                half = t_quantile(tail, df) * se
                further = t_quantile(tail, max(1, df - 1)) * mp.sqrt(se * se + t2)
                p = 2 * t_upper(abs(mean) / se, df)
                out.writerow(head + [text(x) for x in (
                    t2, q, mp.gammainc(mpf(df) / 2, q / 2, mp.inf, regularized=True), mp.exp(mean), mp.exp(mean - half), mp.exp(mean + half), p,
                    mp.exp(mean - further), mp.exp(mean + further))])


if __name__ == "__main__":
    main()
