"""Reference values for the allocation audit and for randomisation tests over an allocation.

Run: python3 allocation_generate.py > allocation.json
Needs Python 3.11+, SciPy 1.17.1, NumPy 2.4.6.

Chi-squared and the binomial test are SciPy's (chisquare, binomtest); the multinomial p with three and more arms is
enumerated in exact fractions. Complete randomisation of values: SciPy's permutation_test, exact. Every other
mechanism, ratios of sums, wash-in, shifted nulls and interval ends: enumeration in exact fractions here, the
interval by testing every candidate end and the midpoints between them, not by the formula of the library under test.
"""
import itertools
import json
import math
import sys
from fractions import Fraction as F

import numpy as np
import scipy
from scipy import stats


def multinomial(observed, planned):
    total, n = sum(planned), sum(observed)
    shares = [F(p, total) for p in planned]

    def prob(x):
        value = F(math.factorial(n))
        for count, share in zip(x, shares):
            value *= share ** count / math.factorial(count)
        return value

    def outcomes(left, arms):
        if arms == 1:
            yield (left,)
            return
        for first in range(left + 1):
            for rest in outcomes(left - first, arms - 1):
                yield (first,) + rest

    level = prob(observed)
    return float(sum(p for p in map(prob, outcomes(n, len(observed))) if p <= level))


AUDITS = [([120, 80], [1, 1]), ([103, 97], [1, 1]), ([7, 1], [1, 1]), ([30, 5], [4, 1]), ([12, 9, 3], [1, 1, 1]),
          ([20, 11, 4], [2, 1, 1]), ([3, 0, 0], [1, 1, 1]), ([5, 5, 5, 1], [1, 1, 1, 1]), ([9, 2, 1, 4], [5, 3, 2, 6]),
          ([4, 1, 2, 0, 3], [1, 1, 1, 1, 1]), ([1, 0], [1, 1]), ([40, 30, 50], [3, 3, 4])]


def audit(observed, planned):
    expected = [sum(observed) * p / sum(planned) for p in planned]
    chi = stats.chisquare(observed, expected)
    if len(observed) == 2:
        p = stats.binomtest(observed[0], sum(observed), planned[0] / sum(planned)).pvalue
    else:
        p = multinomial(observed, planned)
    return {"observed": observed, "planned": planned, "chiSquare": float(chi.statistic), "p": float(chi.pvalue),
            "exactP": float(p)}


def expand(drawn, runs):
    return tuple(arm for arm, length in zip(drawn, runs) for _ in range(length))


def blocks(blocks, runs):
    choices = []
    for size, variant in blocks:
        choices.append([tuple(i in pick for i in range(size)) for pick in itertools.combinations(range(size), variant)])
    return [(expand(sum(parts, ()), runs), F(1)) for parts in itertools.product(*choices)]


def coins(runs, chance):
    return [(expand(d, runs), chance ** sum(d) * (1 - chance) ** (len(d) - sum(d)))
            for d in itertools.product((False, True), repeat=len(runs))]


def kept(z, wash, before):
    out, previous, since = [], before, None
    for arm in z:
        if previous is not None and arm != previous:
            since = 0
        out.append(since is None or since >= wash)
        if since is not None:
            since += 1
        previous = arm
    return out


def statistic(z, y, n, wash, before):
    k = kept(z, wash, before)
    sums = {}
    for arm in (True, False):
        idx = [i for i in range(len(z)) if k[i] and z[i] == arm]
        den = sum(n[i] for i in idx)
        if den == 0:
            return None
        sums[arm] = sum(y[i] for i in idx) / F(den)
    return sums[True] - sums[False]


def pvalues(reference, z, y, n, wash, before, effect):
    shifted = [yi - effect * ni if zi else yi for yi, ni, zi in zip(y, n, z)]
    own = statistic(z, shifted, n, wash, before)
    greater = less = total = F(0)
    for other, weight in reference:
        t = statistic(other, shifted, n, wash, before)
        if t is None:
            continue
        total += weight
        greater += weight * (t >= own)
        less += weight * (t <= own)
    return own, greater / total, less / total


def interval(reference, z, y, n, wash, before, tail):
    """The retained effects by trying: every effect at which another assignment ties, and points between and beyond."""
    own0 = statistic(z, y, n, wash, before)
    own1 = statistic(z, [yi - ni if zi else yi for yi, ni, zi in zip(y, n, z)], n, wash, before)
    ties = set()
    for other, _ in reference:
        a = statistic(other, y, n, wash, before)
        if a is None:
            continue
        b = statistic(other, [yi - ni if zi else yi for yi, ni, zi in zip(y, n, z)], n, wash, before)
        # Both statistics are linear in the effect; where do they meet?
        slope = (b - a) - (own1 - own0)
        if slope != 0:
            ties.add((own0 - a) / slope)
    points = sorted(ties)
    # The ends are among the ties; whether the outermost points are kept says if it is bounded.
    def held(effect):
        _, g, l = pvalues(reference, z, y, n, wash, before, effect)
        return g > tail and l > tail
    low, high = points[0] - 1, points[-1] + 1
    lower = None if held(low) else next(p for p in points if held(p))
    upper = None if held(high) else next(p for p in reversed(points) if held(p))
    return [None if e is None else float(e) for e in (lower, upper)]


TESTS = [
    dict(name="four managers against four", kind="complete", variant=4, y=[41, 38, 52, 47, 30, 35, 29, 44], n=None,
         z=[1, 1, 1, 1, 0, 0, 0, 0], levels=[.95, .9, .8]),
    dict(name="three against three", kind="complete", variant=3, y=[5, 6, 7, 1, 2, 3], n=None, z=[1, 1, 1, 0, 0, 0],
         levels=[.95, .9, .8]),
    dict(name="two against five with ties", kind="complete", variant=2, y=[3, 3, 1, 2, 3, 1, 1], n=None,
         z=[1, 1, 0, 0, 0, 0, 0], levels=[.9, .6]),
    dict(name="pairs of days", kind="blocks", blocks=[[2, 1]] * 6, y=[5, 3, 4, 4, 8, 2, 6, 5, 3, 7, 9, 4],
         n=[9, 8, 7, 10, 11, 6, 9, 9, 8, 12, 13, 9], z=[1, 0, 0, 1, 1, 0, 1, 0, 0, 1, 1, 0], levels=[.95, .8]),
    dict(name="weeks by coin, wash-in of a day", kind="coins", runs=[3, 2, 3, 3, 2, 3], chance=[1, 2], wash=1, before=False,
         y=[2, 3, 1, 4, 5, 2, 2, 1, 6, 4, 5, 3, 2, 1, 2, 0], n=[6, 7, 5, 8, 8, 7, 6, 5, 9, 8, 7, 6, 6, 5, 8, 4],
         z=[0, 0, 0, 1, 1, 0, 0, 0, 1, 1, 1, 1, 1, 0, 0, 0], levels=[.95, .8]),
    dict(name="a coin of one third", kind="coins", runs=[1] * 7, chance=[1, 3], y=[4, 1, 7, 3, 2, 6, 5], n=None,
         z=[0, 0, 1, 0, 0, 1, 1], levels=[.9, .6]),
    dict(name="blocks of runs, one of them uneven", kind="blocks", blocks=[[4, 2], [3, 1]], runs=[2, 1, 2, 1, 2, 2, 1],
         wash=1, y=[3, 4, 2, 6, 5, 1, 2, 2, 7, 6, 3], n=[5, 6, 4, 8, 7, 3, 4, 5, 9, 9, 5],
         z=[0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 0], levels=[.9, .6]),
    dict(name="a list of five", kind="listed", list=[[1, 1, 0, 0], [1, 0, 1, 0], [0, 1, 0, 1], [0, 0, 1, 1], [1, 1, 1, 1]],
         y=[4, 3, 1, 2], n=[5, 5, 6, 4], z=[1, 1, 0, 0], levels=[.5, .4]),
    dict(name="a day without meetings", kind="complete", variant=3, y=[0, 2, 3, 1, 0, 2], n=[0, 4, 5, 3, 0, 6],
         z=[1, 1, 0, 0, 0, 1], levels=[.9, .6]),
]


def test(case):
    z = tuple(bool(i) for i in case["z"])
    runs = case.get("runs") or [1] * len(z)
    y = [F(v) for v in case["y"]]
    n = [F(v) for v in (case["n"] or [1] * len(z))]
    wash, before = case.get("wash", 0), case.get("before")
    if case["kind"] == "complete":
        reference = blocks([(len(z), case["variant"])], runs)
    elif case["kind"] == "blocks":
        reference = blocks(case["blocks"], runs)
    elif case["kind"] == "coins":
        reference = coins(runs, F(*case["chance"]))
    else:
        reference = [(tuple(bool(i) for i in a), F(1)) for a in case["list"]]
    own, greater, less = pvalues(reference, z, y, n, wash, before, F(0))
    defined = [w for a, w in reference if statistic(a, y, n, wash, before) is not None]
    if case["kind"] == "complete" and case["n"] is None:
        groups = ([v for v, a in zip(case["y"], z) if a], [v for v, a in zip(case["y"], z) if not a])
        for side, p in (("greater", greater), ("less", less), ("two-sided", min(F(1), 2 * min(greater, less)))):
            theirs = stats.permutation_test(groups, lambda a, b, axis: np.mean(a, axis=axis) - np.mean(b, axis=axis),
                                            vectorized=True, n_resamples=np.inf, alternative=side)
            assert abs(theirs.pvalue - float(p)) < 1e-12, (case["name"], side)
    shifts = [F(1, 10), F(-3, 7), F(2)]
    return {**{k: case.get(k) for k in ("name", "kind", "variant", "blocks", "chance", "list", "before", "y", "n", "z")},
            "runs": runs, "wash": wash, "estimate": float(own), "greater": float(greater), "less": float(less),
            "reference": len(defined), "smallest": float(min(defined) / sum(defined)),
            "shifts": [{"effect": float(s), "p": float(min(F(1), 2 * min(pvalues(reference, z, y, n, wash, before, s)[1:])))}
                       for s in shifts],
            "intervals": [{"level": level, "ends": interval(reference, z, y, n, wash, before, (1 - F(str(level))) / 2)}
                          for level in case["levels"]]}


json.dump({"tool": "SciPy and enumeration in exact fractions",
           "version": f"SciPy {scipy.__version__}, NumPy {np.__version__}, Python {sys.version.split()[0]}",
           "call": "chisquare, binomtest, permutation_test; multinomial and randomisation by enumeration",
           "cases": [{"audits": [audit(*a) for a in AUDITS], "tests": [test(t) for t in TESTS]}]}, sys.stdout, indent=1)
