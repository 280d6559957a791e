#!/usr/bin/env python3
"""Reference values for package dispersion, computed with mpmath at 50 digits.

Usage: python3 reference.py

Reads counts.csv and writes reference.csv beside this file. README.md describes the columns. The two-way models are fitted by Newton's method on all their
parameters at once, from the score equations and the information; shares no code with the package, which takes them in turn.
"""
import csv
import os

from mpmath import mp, mpf, matrix, lu_solve

mp.dps = 50
HERE = os.path.dirname(os.path.abspath(__file__))


def columns(cells, within):
    """The names of the parameters: one for each group, and within strata one for each replicate but the first."""
    names = [("group", g) for g in sorted({c["group"] for c in cells})]
    if within:
        names += [("replicate", r) for r in sorted({c["replicate"] for c in cells}, key=int)[1:]]
    return names


def fit(cells, within):
    """Pearson's chi-square and its degrees of freedom at the maximum of the likelihood, with a logarithmic link."""
    names = columns(cells, within)
    place = {name: i for i, name in enumerate(names)}
    rows = [[place[k] for k in (("group", c["group"]), ("replicate", c["replicate"])) if k in place] for c in cells]
    binomial = cells[0]["model"] == "proportion"

    def mean(beta, i):
        return cells[i]["exposure"] * mp.exp(sum(beta[j] for j in rows[i]))

    def loglik(beta):
        total = mpf(0)
        for i, c in enumerate(cells):
            mu = mean(beta, i)
            total += c["events"] * mp.log(mu) - (0 if binomial else mu)
            if binomial:
                if mu >= c["exposure"]:
                    return -mp.inf
                total += (c["exposure"] - c["events"]) * mp.log(1 - mu / c["exposure"])
        return total

    events = sum(c["events"] for c in cells)
    beta = [mp.log(events / sum(c["exposure"] for c in cells)) if kind == "group" else mpf(0) for kind, _ in names]
    now = loglik(beta)
    for _ in range(200):
        gradient, hessian = matrix(len(names), 1), matrix(len(names))
        for i, c in enumerate(cells):
            mu = mean(beta, i)
            if binomial:
                rest = 1 - mu / c["exposure"]
                slope, curve = (c["events"] - mu) / rest, (c["exposure"] - c["events"]) * mu / c["exposure"] / rest**2
            else:
                slope, curve = c["events"] - mu, mu
            for j in rows[i]:
                gradient[j] += slope
                for k in rows[i]:
                    hessian[j, k] += curve
        step = lu_solve(hessian, gradient)
        size = mpf(1)
        while True:
            trial = [b + size * step[j] for j, b in enumerate(beta)]
            then = loglik(trial)
            if then >= now or size < mpf(10)**-40:
                break
            size /= 2
        beta, now = trial, then
        if max(abs(size * step[j]) for j in range(len(names))) < mpf(10)**-40:
            break
    else:
        raise SystemExit("no convergence")
    chi_square = mpf(0)
    for i, c in enumerate(cells):
        mu = mean(beta, i)
        variance = mu * (1 - mu / c["exposure"]) if binomial else mu
        chi_square += (c["events"] - mu)**2 / variance
    return chi_square, len(cells) - len(names)


def main():
    sets = {}
    with open(os.path.join(HERE, "counts.csv"), newline="") as f:
        for row in csv.DictReader(f):
            row["events"], row["exposure"] = mpf(row["events"]), mpf(row["exposure"])
            sets.setdefault(row["set"], []).append(row)
    with open(os.path.join(HERE, "reference.csv"), "w", newline="") as f:
        out = csv.writer(f, lineterminator="\n")
        out.writerow(["set", "way", "group", "chi_square", "df"])
        for name, cells in sets.items():
            groups = sorted({c["group"] for c in cells})
            of = lambda *wanted: [c for c in cells if c["group"] in wanted]
            show = lambda way, group, v: out.writerow([name, way, group, mp.nstr(v[0], 20), v[1]])
            for g in groups:
                show("per-group", g, fit(of(g), False))
            show("per-group", "pooled", fit(cells, False))
            for g in groups[:-1]:
                show("within", g, fit(common(of(g, groups[-1])), True))
            show("within", "pooled", fit(cells, True))


def common(cells):
    """The cells of the replicates that both groups have."""
    count = {}
    for c in cells:
        count[c["replicate"]] = count.get(c["replicate"], 0) + 1
    return [c for c in cells if count[c["replicate"]] == 2]


main()
