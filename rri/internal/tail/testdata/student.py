"""Makes student.csv: tails of Student's t at 60 digits, by the continued fraction of the incomplete beta function (modified Lentz). Run: python3 student.py > student.csv

Each t is the float64 nearest to the quantile of p, and upper the tail at that very t, so that its rounding is not counted. Rows whose quantile is beyond float64 have Inf and 0.
"""
from mpmath import mp, mpf

mp.dps = 60


def fraction(a, b, x):
    d = 1 / (1 - (a + b) * x / (a + 1))
    c, h = mpf(1), d
    for m in range(1, 200000):
        for k in (m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))):
            d = 1 / (1 + k * d)
            c = 1 + k / c
            h *= d * c
        if abs(d * c - 1) < mpf(10) ** -45:
            return h
    raise ValueError("no convergence")


def upper(t, df):
    t, df = mpf(t), mpf(df)
    a, b, x, y = df / 2, mpf(1) / 2, df / (df + t * t), t * t / (df + t * t)
    density = mp.exp(a * mp.log(x) + b * mp.log(y) + mp.loggamma(a + b) - mp.loggamma(a) - mp.loggamma(b))
    if x < (a + 1) / (a + b + 2):
        return density * fraction(a, b, x) / a / 2
    return mpf(1) / 2 - density * fraction(b, a, y) / b / 2


def quantile(p, df):
    f = lambda u: mp.log(upper(mp.exp(u), df)) - mp.log(mpf(p))
    low, high = mpf(-60), mpf(709)
    if f(high) > 0:
        return mp.inf
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if f(middle) > 0 else (low, middle)
    return mp.exp(mp.findroot(f, (low, high), solver="anderson", tol=1e-80, verify=False))


print("df,p,t,upper")
for df in [0.1, 0.37, 1.0, 2.5, 3.0, 7.3, 30.0, 100.5, 1000.0, 12345.6, 1e6, 1e8, 1e10]:
    for p in [0.5 - 2.0**-40, 0.45, 0.26, 0.25, 0.1, 0.025, 1e-3, 1e-8, 1e-16, 1e-50, 1e-100, 1e-200, 1e-300]:
        t = float(quantile(p, df))
        print("%r,%r,%s,%s" % (df, p, "Inf" if t == float("inf") else repr(t), "0" if t == float("inf") else mp.nstr(upper(t, df), 20)))
