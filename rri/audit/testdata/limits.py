"""Checks limits.csv with whole numbers alone, without rounding: python3 limits.py [FILE]

A limit is right if the tail there is above the level, and the tail one record further out is not.
Prints how many rows it has checked, and those that are wrong. Rows above the largest size are left out, for time.
"""
import csv
import sys
from fractions import Fraction
from math import comb

LARGEST = 20000


def tail(found, drawn, marked, records, midp):
    """Is P(X >= found), as a fraction; less half of P(X = found) with midp."""
    low, high = max(found, drawn - (records - marked)), min(drawn, marked)
    if low > high:
        return Fraction(0)
    term = comb(marked, low) * comb(records - marked, drawn - low)
    ways = 0
    for k in range(low, high + 1):
        ways += term * (1 if midp and k == found else 2)
        # the next term, which is a whole number
        term = term * (marked - k) * (drawn - k) // ((k + 1) * (records - marked - drawn + k + 1)) if k < high else 0
    return Fraction(ways, 2 * comb(records, drawn))


def lower_is(limit, found, drawn, records, beyond, midp):
    inside = found == 0 and limit == 0 or tail(found, drawn, limit, records, midp) > beyond
    return inside and (limit == found or tail(found, drawn, limit - 1, records, midp) <= beyond)


def missed_are(lower, upper, found, drawn, recorded, beyond, midp):
    without = drawn - found
    if tail(without, drawn, lower, recorded + lower, midp) <= beyond and without > 0:
        return False
    if lower > without and tail(without, drawn, lower - 1, recorded + lower - 1, midp) > beyond:
        return False
    if upper == "Inf":
        return found == 0
    upper = int(upper)
    return tail(found, drawn, recorded, recorded + upper, midp) > beyond >= tail(found, drawn, recorded, recorded + upper + 1, midp)


checked = 0
with open(sys.argv[1] if len(sys.argv) > 1 else "limits.csv") as file:
    for row in csv.DictReader(file):
        found, drawn, records = (int(float(row[name])) for name in ("found", "drawn", "records"))
        midp, beyond = row["midp"] == "true", (1 - Fraction(row["level"])) / 2
        if records > LARGEST or drawn > LARGEST // 4:
            continue
        checked += 1
        if not (lower_is(int(row["lower"]), found, drawn, records, beyond, midp)
                and lower_is(records - int(row["upper"]), drawn - found, drawn, records, beyond, midp)):
            print("wrong:", row)
        if "" in (row["missed_lower"], row["missed_upper"]) or row["missed_upper"] != "Inf" and float(row["missed_upper"]) > 10 * LARGEST:
            continue
        if not missed_are(int(float(row["missed_lower"])), row["missed_upper"], found, drawn, records, beyond, midp):
            print("missed are wrong:", row)
print(checked, "rows")
