"""Exact unconditional p by brute force, independent of the Swift code.

Run: python3 generate_exact_unconditional.py > exact_unconditional.json
Needs Python 3.11+, mpmath 1.3.0, numpy 2.4.6, scipy 1.17.1 (the optimiser and the incomplete beta only).

The score statistic is computed in 30 digits from the root of the likelihood equation found by bisection (not
by the closed cubic), tables whose statistics agree to 1e-15 count as equal, probabilities are dense sums
over all tables of the region, and the nuisance rate is searched on a grid of 4,001 points, the best five
points refined by a bounded minimiser. The one-sided p is made monotone over a grid of differences to the left;
the grid misses what happens between its points, so those values are given as lower bounds.
"""
import json
import math
import sys
from functools import lru_cache

import mpmath
import numpy as np
import scipy
from scipy.optimize import minimize_scalar

mpmath.mp.dps = 30


@lru_cache(maxsize=None)
def z(a, m, b, n, delta):
    """Score statistic of variant b/n against control a/m at difference delta (a Fraction-like str)."""
    mp = mpmath.mpf
    d = mp(delta)
    diff = mp(b) / n - mp(a) / m - d
    if diff == 0:
        return mp(0)
    if d == 0:
        p = mp(a + b) / (m + n)
        q = p
    else:
        lo, hi = max(mp(0), -d), min(mp(1), 1 - d)

        def slope(p):
            total = mp(0)
            if a > 0:
                total += mp(a) / p
            if a < m:
                total -= mp(m - a) / (1 - p)
            if b > 0:
                total += mp(b) / (p + d)
            if b < n:
                total -= mp(n - b) / (1 - p - d)
            return total

        for _ in range(110):
            mid = (lo + hi) / 2
            if slope(mid) > 0:
                lo = mid
            else:
                hi = mid
        p = (lo + hi) / 2
        q = p + d
    variance = (p * (1 - p) / m + q * (1 - q) / n) * (m + n) / (m + n - 1)
    if variance < mp(10) ** -28:
        return mp("inf") if diff > 0 else -mp("inf")
    return diff / mpmath.sqrt(variance)


def pmf(n, p):
    k = np.arange(n + 1)
    logs = np.array([math.lgamma(n + 1) - math.lgamma(i + 1) - math.lgamma(n - i + 1) for i in k])
    if p <= 0:
        return (k == 0).astype(float)
    if p >= 1:
        return (k == n).astype(float)
    return np.exp(logs + k * math.log(p) + (n - k) * math.log1p(-p))


def p_at(a, m, b, n, delta, points=4001):
    observed = z(a, m, b, n, delta)
    region = np.array(
        [[1.0 if z(i, m, j, n, delta) >= observed - mpmath.mpf(10) ** -15 else 0.0
          for j in range(n + 1)] for i in range(m + 1)]
    )
    d = float(delta)
    lo, hi = max(0.0, -d), min(1.0, 1 - d)

    def f(p):
        return float(pmf(m, p) @ region @ pmf(n, min(max(p + d, 0), 1)))

    grid = np.linspace(lo, hi, points)
    values = np.array([f(p) for p in grid])
    best = values.max()
    step = grid[1] - grid[0]
    for index in np.argsort(values)[-5:]:
        left, right = max(lo, grid[index] - step), min(hi, grid[index] + step)
        found = minimize_scalar(lambda p: -f(p), bounds=(left, right), method="bounded",
                                options={"xatol": 1e-13})
        best = max(best, -found.fun)
    return best


TABLES = [(7, 15, 12, 15), (2, 15, 18, 30), (0, 12, 14, 40), (0, 30, 6, 30), (3, 10, 8, 11), (1, 8, 5, 9),
          (0, 10, 10, 10), (12, 20, 9, 13), (4, 25, 11, 20), (5, 12, 5, 12), (24, 43, 31, 45)]


def main():
    cases = []
    for a, m, b, n in TABLES:
        for delta in ["0", "-0.1", "0.05", "0.2"]:
            if m * n > 700 and delta != "0":
                continue
            cases.append({"control": [a, m], "variant": [b, n], "difference": float(delta),
                          "pAtDifference": p_at(a, m, b, n, delta)})
            print(a, m, b, n, delta, cases[-1]["pAtDifference"], file=sys.stderr)
    # The monotone form, on a grid to the left: a lower bound of the supremum.
    monotone = []
    for a, m, b, n in [(2, 15, 18, 30), (0, 12, 14, 40), (3, 10, 8, 11), (1, 8, 5, 9), (5, 12, 5, 12)]:
        grid = ["0"] + [f"-{k / 200:.3f}" for k in range(1, 31)] + ["-0.0005", "-0.001", "-0.002"]
        value = max(p_at(a, m, b, n, d, 401) for d in grid)
        monotone.append({"control": [a, m], "variant": [b, n], "atLeast": value})
        print("monotone", a, m, b, n, value, file=sys.stderr)
    json.dump({"tool": "brute force", "version": f"mpmath {mpmath.__version__}, numpy {np.__version__}, "
               f"scipy {scipy.__version__}", "cases": cases, "monotone": monotone}, sys.stdout, indent=1)


main()
