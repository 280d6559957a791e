"""Draws for TestAmongWorst: how often a unit of units.csv is among the k highest.

By Jeffreys' method the confidence distribution of a rate is a gamma distribution, and that of a
proportion a beta distribution, both with half an event added; by Wald's that of an index is
log-normal. So the probabilities can be drawn, which takes nothing of the integration that is
tested: a value for every unit, then which are the highest, 4 million times. The standard error is
at most 0.00025. Plain Python 3, about five minutes; python3 among_worst.py > among_worst.csv.
"""
import csv, math, random, heapq

random.seed(20261127)
DRAWS = 4_000_000
units = list(csv.DictReader(open("units.csv")))
kinds = {
    "rate, jeffreys": lambda u: (lambda a, n: lambda: random.gammavariate(a + 0.5, 1 / n))(float(u["group_events"]), float(u["group_exposure"])),
    "proportion, jeffreys": lambda u: (lambda a, n: lambda: random.betavariate(a + 0.5, n - a + 0.5))(float(u["group_events"]), float(u["group_exposure"])),
    "index, wald": lambda u: (lambda a, n, b, m: lambda: random.gauss(math.log(a / n * m / b), math.sqrt(1 / a + 1 / b)))(*(float(u[k]) for k in ("group_events", "group_exposure", "baseline_events", "baseline_exposure"))),
}
print("kind,set,worst,unit,probability")
for kind, drawer in kinds.items():
    for name, worst in (("A", 1), ("A", 3), ("B", 2)):
        mine = [u for u in units if u["set"] == name]
        draw = [drawer(u) for u in mine]
        found = [0] * len(mine)
        for _ in range(DRAWS):
            values = [d() for d in draw]
            for i in heapq.nlargest(worst, range(len(mine)), values.__getitem__):
                found[i] += 1
        for u, count in zip(mine, found):
            print(f'"{kind}",{name},{worst},{u["unit"]},{count / DRAWS:.6f}', flush=True)
