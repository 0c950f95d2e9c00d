"""Reference values for means, ranks and permutations of two arms.

Run: python3 amounts_generate.py > amounts.json
Needs scipy 1.17.1, numpy. Exact p with ties: every way to deal the amounts, in whole numbers.

Welch and Student from values and from summaries; Mann-Whitney asymptotic (tie-corrected, continuity) and exact;
the permutation test of the difference in means by scipy's exact enumeration. Everything is variant against control.
"""
import itertools
import json
import sys
from fractions import Fraction as F

import numpy as np
import scipy
from scipy import stats

CASES = {
    "payments": ([0, 0, 0, 1200, 0, 3400, 0, 900, 0, 0, 15000, 0], [0, 2400, 0, 0, 5200, 800, 0, 0, 31000, 0, 1500, 0, 0, 700]),
    "decimals": ([1.1, 2.3, 0.7, 5.25, 3.3], [2.2, 4.75, 6.1, 3.9, 8.05, 2.2]),
    "noCommonUnit": ([0.1234567891, 2.7182818284, 1.4142135623, 0.5772156649], [3.1415926535, 1.6180339887, 2.5029078750, 4.6692016091, 1.2020569031]),
    "twoAndTwo": ([1.0, 4.0], [3.0, 9.0]),
    "oneAgainstMany": ([5.0], [1.0, 2.0, 7.5, 9.0, 11.0, 12.5]),
    "near1e9": ([1e9 + v for v in (1, 4, 7, 2, 8, 5)], [1e9 + v for v in (3, 9, 6, 10, 4)]),
    "farApart": (list(range(1, 13)), [v + 0.5 for v in range(9, 24)]),
    "constantControl": ([3.0, 3.0, 3.0, 3.0], [1.0, 4.0, 6.0]),
    "negative": ([-5.5, -2.25, 0.0, 3.75, -8.0, 1.5, 2.0], [-1.0, 4.5, -3.0, 6.25, 2.0, 2.0]),
    "noTies30": ([round(float(x), 7) for x in stats.norm.ppf((np.arange(30) + 0.31) / 30)],
                 [round(float(x) * 1.7 + 0.4, 7) for x in stats.norm.ppf((np.arange(35) + 0.62) / 35)]),
}


def enumerated(control, variant):
    """Both sides of the exact permutation p of mean and of U, in exact fractions."""
    c, v = [F(str(x)) for x in control], [F(str(x)) for x in variant]
    pool, m = c + v, len(v)
    ranks = [sum(1 for b in pool if b < a) * 2 + sum(1 for b in pool if b == a) + 1 for a in pool]
    total = less = greater = uless = ugreater = 0
    observed, rank = sum(v), sum(ranks[len(c):])
    for chosen in itertools.combinations(range(len(pool)), m):
        s, r = sum(pool[i] for i in chosen), sum(ranks[i] for i in chosen)
        total += 1
        less += s <= observed
        greater += s >= observed
        uless += r <= rank
        ugreater += r >= rank
    return {"mean": [less / total, greater / total], "rank": [uless / total, ugreater / total]}


def case(name, control, variant):
    c, v = np.array(control, float), np.array(variant, float)
    out = {"name": name, "control": control, "variant": variant}
    for key, equal in (("welch", False), ("student", True)):
        if not equal and min(len(c), len(v)) < 2:
            continue
        t = stats.ttest_ind(v, c, equal_var=equal)
        ci = t.confidence_interval(0.95)
        out[key] = {"t": float(t.statistic), "df": float(t.df), "p": float(t.pvalue), "interval": [float(ci.low), float(ci.high)]}
    asymptotic = stats.mannwhitneyu(v, c, method="asymptotic")
    out["u"], out["pAsymptotic"] = float(asymptotic.statistic), float(asymptotic.pvalue)
    sides = [float(stats.mannwhitneyu(v, c, method="asymptotic", alternative=a).pvalue) for a in ("less", "greater")]
    out["asymptoticSides"] = sides
    if len(set(control) | set(variant)) == len(control) + len(variant):
        out["pExact"] = float(stats.mannwhitneyu(v, c, method="exact").pvalue)
    if scipy.special.comb(len(c) + len(v), len(c)) < 1.1e6:
        out["enumerated"] = enumerated(control, variant)
    return out


def large(n, m, shift):
    """Exact U without ties at sizes of a department, by scipy's whole-number recurrences."""
    c = [float(i * (n + m)) for i in range(n)]
    v = [float(i * (n + m) * n / m + shift) for i in range(m)]
    assert len(set(c) | set(v)) == n + m
    return {"control": c, "variant": v, "u": float(stats.mannwhitneyu(v, c).statistic),
            "pExact": float(stats.mannwhitneyu(v, c, method="exact").pvalue)}


SUMMARIES = [(43, 1250.0, 900.0, 45, 1610.5, 1400.25), (3, 0.2, 0.1, 2, 0.9, 0.05), (10 ** 9, 5.0, 2.0, 10 ** 9, 5.0002, 2.0),
             (200, 1e9, 3.0, 200, 1e9 + 1, 2.5), (2, 1e-60, 1e-61, 30, 3e-60, 2e-61), (12, 1e60, 3e60, 15, -2e60, 1e59)]


def summary(n, a, s, m, b, r):
    out = {"control": [n, a, s], "variant": [m, b, r]}
    for key, equal in (("welch", False), ("student", True)):
        t = stats.ttest_ind_from_stats(b, r, m, a, s, n, equal_var=equal)
        out[key] = {"t": float(t.statistic), "p": float(t.pvalue)}
    return out


json.dump({"tool": "scipy.stats", "version": f"scipy {scipy.__version__}, numpy {np.__version__}",
           "call": "ttest_ind, ttest_ind_from_stats, mannwhitneyu; all ways in exact fractions",
           "cases": [case(k, *v) for k, v in CASES.items()],
           "large": [large(60, 60, 501.5), large(150, 140, 6003.5), large(200, 200, 1301.5)],
           "summaries": [summary(*s) for s in SUMMARIES]}, sys.stdout, indent=1)
