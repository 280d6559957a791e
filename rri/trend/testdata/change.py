"""Reference values for the change of an index, at 40 digits from the formulas: the score, corrected for
skewness or not, of four counts whose restricted estimates are found by bisection of the Lagrange
multiplier, the logarithm, and mid-P by summing the hypergeometric terms; and the exact limits by
SciPy. Usage: python3 change.py > change_py.csv in this folder. Debian's python3-mpmath and
python3-scipy. README.md describes the columns. It shares no code with the package."""
import csv
import sys
from mpmath import mp, mpf, log, exp, sqrt, erfc, inf, isinf, findroot, binomial
from scipy.stats.contingency import odds_ratio

mp.dps = 40
SIGN = (1, -1, -1, 1)  # after: group, baseline; before: group, baseline


def tail(z):
    return erfc(z / sqrt(mpf(2))) / 2


def quantile(p):
    return findroot(lambda z: tail(z) - p, mpf(2) if p > mpf("1e-4") else mpf(4))


def bisect(f, low, high, n=140):
    """The point between low and high where f, positive at low, becomes negative."""
    for _ in range(n):
        middle = (low + high) / 2
        if f(middle) > 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def restricted(x, n, rates, target):
    """The proportions, or the rates, of greatest likelihood whose log contrast is target."""
    high = min(x[0], x[3])
    low = -min(x[1], x[2])

    def at(mu):
        if rates:
            return [(x[i] - SIGN[i] * mu) / n[i] for i in range(4)]
        return [mpf(1) if x[i] == n[i] else (x[i] - SIGN[i] * mu) / (n[i] - SIGN[i] * mu) for i in range(4)]

    def excess(p):
        return sum(s * log(v) for s, v in zip(SIGN, p)) - target

    if not rates:  # one of nothing but events leaves 1 where the multiplier is at its number
        for edge, arms in ((high, (0, 3)), (low, (1, 2))):
            full = [i for i in arms if x[i] == n[i] == abs(edge)]
            if not full or len([i for i in arms if x[i] == abs(edge)]) > 1:
                continue
            p = at(edge)
            p[full[0]] = mpf(1)
            room = excess(p)
            if edge > 0 and room > 0 or edge < 0 and room < 0:
                p[full[0]] = exp(-abs(room))
                return p, edge
    mu = (low + high) / 2
    for _ in range(400):  # Newton's step where it stays within what is left, and half of that where not
        f = excess(at(mu))
        low, high = (mu, high) if f > 0 else (low, mu)
        slope = -sum(1 / (x[i] - SIGN[i] * mu) - (0 if rates else 1 / (n[i] - SIGN[i] * mu)) for i in range(4))
        step = f / slope if slope != 0 else inf
        if abs(step) < mpf(10) ** -34 * (abs(mu) + mpf(10) ** -30) or high - low < mpf(10) ** -36 * abs(mu):
            break
        mu = mu - step if low < mu - step < high else (low + high) / 2
    return at(mu), mu


def statistic(x, n, rates, t, skewness, unbiased):
    p, mu = restricted(x, n, rates, t)
    v = raw = third = mpf(0)
    for i in range(4):
        q = mpf(1) if rates else 1 - p[i]
        skew = mpf(1) if rates else 1 - 2 * p[i]
        e = n[i] * p[i]
        total = n[0] + n[1] if i < 2 else n[2] + n[3]
        factor = total / (total - 1) if unbiased and not rates else 1
        raw += q / e
        v += factor * q / e
        third += SIGN[i] * q * skew / e**2
    z = mu * raw / sqrt(v)
    if not skewness:
        return z
    a = third / (6 * sqrt(v) ** 3)
    if a == 0:
        return z
    d = 1 + 4 * a * (a + z)
    return (sqrt(d) - 1) / (2 * a) if d > 0 else -1 / (2 * a)


def first_crossing(f, start, direction, goal, width):
    """Where -direction f first passes goal on the way out, or an infinity."""
    at = lambda t: -direction * f(t)
    previous, distance = start, mpf(0)
    while abs(previous) < 250:
        distance = distance * mpf("1.03") + width / 50
        t = start + direction * distance
        if at(t) > goal:
            return findroot(lambda u: at(u) - goal, (previous, t), solver="anderson", tol=mpf(10) ** -50, verify=False, maxsteps=60)
        previous = t
    return direction * inf


def scores(x, n, rates, z, null, skewness, unbiased):
    f = lambda t: statistic(x, n, rates, t, skewness, unbiased)
    half = [v + mpf(1) / 2 if min(x) == 0 else v for v in x]
    start = sum(s * log(v / m) for s, v, m in zip(SIGN, half, n))
    width = sqrt(sum(1 / v for v in half))
    # the value with statistic 0 nearest to the start
    side = 1 if f(start) > 0 else -1
    centre = first_crossing(f, start, side, mpf(0), width) if skewness and abs(f(start)) > mpf("1e-25") else start
    zero_low, zero_high = 0 in (x[0], x[3]), 0 in (x[1], x[2])
    lower = 0 if zero_low and not skewness else exp(first_crossing(f, centre, -1, z, width))
    upper = inf if zero_high and not skewness else exp(first_crossing(f, centre, 1, z, width))
    to = log(null)
    if not skewness:  # which does not turn
        return lower, upper, 2 * tail(abs(f(to)))
    way = [centre + (to - centre) * k / 60 for k in range(1, 61)]
    reach = [abs(f(t)) for t in way]
    at = reach[-1]
    p = 2 * tail(at) if at == max(reach) else None  # turned on the way
    return lower, upper, p


def logs(x, n, rates, z, null, add):
    x, n = [v + add for v in x], n if rates else [m + add for m in n]
    value = sum(s * log(v / m) for s, v, m in zip(SIGN, x, n))
    se = sqrt(sum(1 / v - (0 if rates else 1 / m) for v, m in zip(x, n)))
    return exp(value - z * se), exp(value + z * se), 2 * tail(abs(value - log(null)) / se)


def mid_p(x, n, level, null):
    k = n[0] / n[1] / (n[2] / n[3])
    a, b, c, d = (int(v) for v in x)
    group, after = a + c, a + b
    total = a + b + c + d
    weights = {j: binomial(group, j) * binomial(total - group, after - j) for j in range(max(0, after - b - d), min(group, after) + 1)}

    def tails(psi):
        terms = {j: w * psi**j for j, w in weights.items()}
        whole = sum(terms.values())
        less = sum(v for j, v in terms.items() if j < a) / whole
        equal = terms[a] / whole
        return less + equal / 2, 1 - less - equal / 2

    beyond = (1 - level) / 2
    first, last = min(weights), max(weights)
    lower = mpf(0) if a == first else exp(bisect(lambda t: beyond - tails(exp(t))[1], mpf(-60), mpf(60)))
    upper = inf if a == last else exp(bisect(lambda t: tails(exp(t))[0] - beyond, mpf(-60), mpf(60)))
    return lower / k, upper / k, min(mpf(1), 2 * min(tails(null * k)))


def show(row, method, values):
    text = ["" if v is None else "inf" if v != 0 and isinf(v) else mp.nstr(mpf(v), 17) for v in values]
    print(",".join([row["id"], method] + text), flush=True)


print("id,method,lower,upper,p")
for row in csv.DictReader(open("change_counts.csv")):
    effect = [mpf(row[k]) for k in ("d1", "e1", "d0", "e0")]
    x = [mpf(row[k]) / d for k, d in zip(("a1", "b1", "a0", "b0"), effect)]
    n = [mpf(row[k]) / d for k, d in zip(("n1", "m1", "n0", "m0"), effect)]
    rates, level, null = row["model"] == "rate", mpf(row["level"]), mpf(row["null"])
    z = quantile((1 - level) / 2)
    if min(x) > 0:
        show(row, "wald", logs(x, n, rates, z, null, 0))
    show(row, "adjusted-log", logs(x, n, rates, z, null, mpf(1) / 2))
    show(row, "score", scores(x, n, rates, z, null, False, False))
    show(row, "scas", scores(x, n, rates, z, null, True, True))
    if not rates:
        show(row, "miettinen-nurminen", scores(x, n, rates, z, null, False, True))
    elif set(effect) == {1} and max(x) < 10000:
        show(row, "midp", mid_p(x, n, level, null))
        k = n[0] / n[1] / (n[2] / n[3])
        table = [[int(x[0]), int(x[1])], [int(x[2]), int(x[3])]]
        limits = odds_ratio(table, kind="conditional").confidence_interval(float(level))
        show(row, "exact", (limits.low / k, limits.high / k, None))
