"""The coefficients of NormalTails in normal.go: the rational function of degrees 10 and 11 that equals exp(z^2/2) P(Z > z) at 22 Chebyshev points of
t = (z-4)/(z+4), for z from 0 to 39. Run with python3 (Debian's python3-mpmath); it prints the coefficients of 1, z, z^2, ... and the largest relative error."""

from mpmath import cos, erfc, exp, lu_solve, matrix, mp, nstr, pi, polyval, sqrt

mp.dps = 60
NUMERATOR, DENOMINATOR, MIDDLE, END = 10, 11, mp.mpf(4), mp.mpf(39)


def ratio(z):
    return erfc(z / sqrt(2)) * exp(z * z / 2) / 2


def chebyshev(count):
    last = (END - MIDDLE) / (END + MIDDLE)
    for i in range(count):
        t = -1 + (cos(pi * (2 * i + 1) / (2 * count)) + 1) / 2 * (last + 1)
        yield MIDDLE * (1 + t) / (1 - t)


points = list(chebyshev(NUMERATOR + DENOMINATOR + 1))
rows, values = matrix(len(points), len(points)), matrix(len(points), 1)
for i, z in enumerate(points):
    values[i] = ratio(z)
    for j in range(NUMERATOR + 1):
        rows[i, j] = z**j
    for j in range(1, DENOMINATOR + 1):
        rows[i, NUMERATOR + j] = -values[i] * z**j
solution = list(lu_solve(rows, values))
numerator, denominator = solution[: NUMERATOR + 1], [mp.one, *solution[NUMERATOR + 1 :]]
assert all(c > 0 for c in numerator + denominator)  # so that no digits cancel
for coefficients in (numerator, denominator):
    print(*(nstr(c, 20) for c in coefficients), sep="\n", end="\n\n")
worst = max(abs(polyval(numerator[::-1], z) / polyval(denominator[::-1], z) / ratio(z) - 1) for z in chebyshev(2000))
print("largest relative error", nstr(worst, 3))
