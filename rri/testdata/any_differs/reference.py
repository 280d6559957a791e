#!/usr/bin/env python3
"""Pearson's chi-squared test of the sets in counts.csv, by SciPy 1.10.1 and by mpmath at 50 digits from the formula.

Usage: (Rscript reference.R; python3 reference.py) > tests.csv      (Debian's r-base-core, python3-scipy and python3-mpmath)

README.md describes the columns. Counts with a design effect are divided by it first.
"""
import csv
import itertools
import sys

from mpmath import mp, mpf
from scipy import stats

mp.dps = 50


def pearson(model, groups):
    """The statistic and its p-value: squared distances over what is expected, of every cell of the table."""
    events, exposure = sum(a for a, _ in groups), sum(n for _, n in groups)
    statistic = mpf(0)
    for a, n in groups:
        expected = n * events / exposure
        statistic += (a - expected) ** 2 / expected
        if model == "proportion":
            others = n - expected
            statistic += (a - expected) ** 2 / others
    df = len(groups) - 1
    return statistic, df, mp.gammainc(mpf(df) / 2, statistic / 2, mp.inf, regularized=True)


def main():
    out = csv.writer(sys.stdout, lineterminator="\n")
    with open("counts.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    for name, members in itertools.groupby(rows, key=lambda r: r["set"]):
        members = list(members)
        model = members[0]["model"]
        exact = [(mpf(r["events"]) / mpf(r["design_effect"]), mpf(r["exposure"]) / mpf(r["design_effect"])) for r in members]
        a = [float(e) for e, _ in exact]
        n = [float(x) for _, x in exact]
        if model == "rate":
            expected = [x * sum(a) / sum(n) for x in n]
            statistic, p = stats.chisquare(a, expected)
            df = len(a) - 1
            peer = "SciPy chisquare"
        else:
            statistic, p, df, _ = stats.chi2_contingency([a, [x - e for e, x in zip(a, n)]], correction=False)
            peer = "SciPy chi2_contingency"
        out.writerow([name, peer, repr(float(statistic)), df, repr(float(p))])
        statistic, df, p = pearson(model, exact)
        out.writerow([name, "mpmath", mp.nstr(statistic, 20), df, mp.nstr(p, 20)])


main()
