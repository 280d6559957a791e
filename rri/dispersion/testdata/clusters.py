"""Tails of the 95 % interval for a ratio of rates by SCAS where people are stopped together, without
allowance and with the planted design effects known, by enumeration: no random numbers. Needs NumPy
and SciPy (Debian: python3-scipy). Writes clusters_exact.csv.

It shares no code with the package: distributions of counts are by the fast Fourier transform of
compound Poisson distributions, and the score is written out from Laud 2017, DOI 10.1002/pst.1813.
"""
import csv
import numpy as np
from scipy.optimize import brentq
from scipy.stats import norm

BASELINE = 6000
Z = norm.ppf(0.975)


def sizes(factor):
    """Chances of stops of 1 to 6: truncated geometric with Σc²/Σc = factor."""
    c = np.arange(1, 7)
    if factor == 1:
        return (c == 1).astype(float)
    ratio = brentq(lambda r: (r**c * c * c).sum() / (r**c * c).sum() - factor, 1e-9, 50)
    return ratio**c / (ratio**c).sum()


def distribution(people, factor, length):
    """Chances of 0, 1, ... people in stops that come as a Poisson process."""
    chance = sizes(factor)
    size = np.zeros(length)
    size[1:7] = chance
    stops = people / (chance * np.arange(1, 7)).sum()
    return np.clip(np.fft.irfft(np.exp(stops * (np.fft.rfft(size) - 1)), length), 0, None)


def statistic(a, n, b, m):
    """The skewness-corrected score of the ratio of rates a/n to b/m at a ratio of 1."""
    rate = (a + b) / (n + m)
    variance = rate / n + rate / m
    skewness = (rate / n**2 - rate / m**2) / (6 * variance**1.5)
    score = (a / n - b / m) / np.sqrt(variance)
    # z + (z² - 1) skewness = score
    return (np.sqrt(1 + 4 * skewness * (skewness + score)) - 1) / (2 * skewness)


def tails(own, elsewhere, expected, effects):
    above = below = 0
    nodes, weights = np.polynomial.legendre.leggauss(24)
    baseline = distribution(BASELINE, elsewhere, 16384)
    b = np.nonzero(baseline > 1e-13)[0]
    for node, weight in zip(nodes, weights / 2):
        people = own * expected * 1.25 ** ((node + 1) / 2)
        group = distribution(people, own, 16384)
        a = np.nonzero(group > 1e-13)[0]
        with np.errstate(invalid="ignore"):
            z = statistic(a[:, None] / effects[0], people / effects[0], b[None, :] / effects[1], BASELINE / effects[1])
        chance = weight * group[a][:, None] * baseline[b][None, :]
        above += chance[z > Z].sum()
        below += chance[z < -Z].sum()
    return 100 * above, 100 * below


with open("clusters_exact.csv", "w", newline="") as f:
    out = csv.writer(f, lineterminator="\n")
    out.writerow(["own factor", "factor elsewhere", "effective events", "independent", "known"])
    for own, elsewhere, expected in [(1, 1, 5), (1, 1, 12), (1.3, 1.3, 8), (2, 2, 8), (2, 1, 20), (3, 3, 8), (3, 1.3, 12), (1, 3, 50), (3, 3, 200)]:
        row = [own, elsewhere, expected]
        for effects in [(1, 1), (own, elsewhere)]:
            row.append("%.4f %.4f" % tails(own, elsewhere, expected, effects))
        print(row, flush=True)
        out.writerow(row)
