"""Reference values for one rate and two rates, from independent tools.

Run: python3 generate_two_rates.py > two_rates.json
Needs Python 3.11+, scipy 1.17.1, statsmodels 0.15.0, mpmath 1.3.0.

SciPy: Fisher, Boschloo (doubled and one-sided), Barnard (n = 1024), binomial test, Wilson, Clopper-Pearson.
statsmodels: Newcombe, Agresti-Caffo, Wald, Katz ("log", without its half counts), Woolf ("logit"), Koopman
and the corrected ratio score. Its score interval of a *difference* is not used: it is wrong in these versions.
mpmath, 40 digits, written here: the Miettinen-Nurminen difference interval by bisection of the score statistic
whose restricted rates come from bisection of the likelihood equation.
"""
import json
import sys

import mpmath
import scipy
import statsmodels
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

mpmath.mp.dps = 40
mp = mpmath.mpf


def variance(a, m, b, n, d):
    if d == 0:
        p = q = mp(a + b) / (m + n)
    else:
        lo, hi = max(mp(0), -d), min(mp(1), 1 - d)
        for _ in range(140):
            p = (lo + hi) / 2
            slope = ((a / p if a else 0) - ((m - a) / (1 - p) if a < m else 0)
                     + (b / (p + d) if b else 0) - ((n - b) / (1 - p - d) if b < n else 0))
            if slope > 0:
                lo = p
            else:
                hi = p
        p = (lo + hi) / 2
        q = p + d
    return (p * (1 - p) / m + q * (1 - q) / n) * (m + n) / (m + n - 1)


def statistic(strata, d):
    """Stratified score statistic with Mantel-Haenszel weights; strata of (a, m, b, n)."""
    d = mp(d)
    top = bottom = mp(0)
    for a, m, b, n in strata:
        w = mp(m) * n / (m + n)
        top += w * (mp(b) / n - mp(a) / m - d)
        bottom += w * w * variance(a, m, b, n, d)
    if top == 0:
        return mp(0)
    return top / mpmath.sqrt(bottom) if bottom > 0 else mpmath.sign(top) * mp("inf")


def score_interval(strata, level):
    c = mpmath.sqrt(2) * mpmath.erfinv(mp(level))
    weights = [mp(m) * n / (m + n) for a, m, b, n in strata]
    est = sum(w * (mp(b) / n - mp(a) / m) for w, (a, m, b, n) in zip(weights, strata)) / sum(weights)

    def limit(outside, sign):
        inside = est
        if est == outside:
            return outside
        for _ in range(70):
            mid = (outside + inside) / 2
            if sign * statistic(strata, mid) < c:
                inside = mid
            else:
                outside = mid
        return inside

    return [float(limit(mp(-1), 1)), float(limit(mp(1), -1))]


TABLES = [(48, 80, 56, 70), (0, 30, 6, 30), (2, 15, 18, 30), (0, 12, 14, 40), (9, 30, 3, 30), (24, 43, 31, 45),
          (7, 15, 12, 15), (0, 20, 20, 20), (40, 100, 55, 100), (110, 200, 144, 200), (1, 300, 4, 40), (30, 30, 25, 30),
          (5, 5, 1, 7), (0, 10, 0, 10), (12, 12, 9, 9)]


def two(a, m, b, n):
    table = [[b, a], [n - b, m - a]]
    case = {"control": [a, m], "variant": [b, n]}
    p = {}
    p["fisher"] = stats.fisher_exact(table).pvalue
    p["fisherGreater"] = stats.fisher_exact(table, alternative="greater").pvalue
    p["fisherLess"] = stats.fisher_exact(table, alternative="less").pvalue
    law = stats.hypergeom(m + n, a + b, n)
    p["fisherMidP"] = p["fisher"] - law.pmf(b) / 2
    if 0 < a + b < m + n:
        p["boschlooGreater"] = stats.boschloo_exact(table, alternative="greater", n=128).pvalue
        p["boschlooLess"] = stats.boschloo_exact(table, alternative="less", n=128).pvalue
        p["boschlooDoubled"] = min(1, 2 * min(p["boschlooGreater"], p["boschlooLess"]))
        p["barnard"] = stats.barnard_exact(table, n=1024).pvalue
        p["pooledZ"] = stats.chi2_contingency(table, correction=False).pvalue
        p["yates"] = stats.chi2_contingency(table, correction=True).pvalue
        p["score"] = float(mpmath.erfc(abs(statistic([(a, m, b, n)], 0)) / mpmath.sqrt(2)))
    case["pValues"] = {k: min(float(v), 1.0) for k, v in p.items()}
    one = lambda method, **k: list(map(float, confint_proportions_2indep(b, n, a, m, method=method, **k)))
    case["intervals"] = {
        "miettinenNurminen": score_interval([(a, m, b, n)], "0.95"),
        "newcombe": one("newcomb", compare="diff"),
        "agrestiCaffo": one("agresti-caffo", compare="diff"),
        "wald": one("wald", compare="diff"),
    }
    if a and b and a < m and b < n:
        case["ratioIntervals"] = {
            "koopman": one("score", compare="ratio", correction=False),
            "score": one("score", compare="ratio", correction=True),
            "katz": one("log", compare="ratio"),
        }
        case["oddsRatioIntervals"] = {"woolf": one("logit", compare="odds-ratio")}
    return case


def one(x, n):
    test = lambda alt, p0: float(stats.binomtest(x, n, p0, alternative=alt).pvalue)
    ci = lambda method: list(map(float, proportion_confint(x, n, 0.05, method=method)))
    exact = stats.binomtest(x, n).proportion_ci(method="exact")
    wilson = stats.binomtest(x, n).proportion_ci(method="wilson")
    tail = mp("0.025")

    def mid(successes):
        if successes == 0:
            return mp(0)
        lo, hi = mp(0), mp(1)
        for _ in range(120):
            r = (lo + hi) / 2
            mass = lambda k: mpmath.binomial(n, k) * r**k * (1 - r) ** (n - k)
            upper = sum(mass(k) for k in range(successes + 1, n + 1)) + mass(successes) / 2
            lo, hi = (r, hi) if upper < tail else (lo, r)
        return lo

    return {"successes": x, "trials": n, "null": 0.3,
            "intervals": {"wilson": [float(wilson.low), float(wilson.high)],
                          "clopperPearson": [float(exact.low), float(exact.high)],
                          "jeffreys": ci("jeffreys"), "agrestiCoull": ci("agresti_coull"), "wald": ci("normal"),
                          "midP": [float(mid(x)), float(1 - mid(n - x))]},
            "pValues": {"exact": test("two-sided", 0.3), "less": test("less", 0.3), "greater": test("greater", 0.3)}}


STRATA = [[(10, 20, 14, 21), (3, 15, 6, 14), (0, 8, 2, 9)], [(5, 5, 4, 6), (0, 7, 0, 9), (30, 60, 41, 55)],
          [(1, 3, 2, 2), (2, 2, 0, 4), (4, 7, 5, 7), (6, 9, 8, 8)]]


def stratified(strata):
    return {"strata": strata, "interval": score_interval(strata, "0.95"),
            "statistics": [[float(d), float(statistic(strata, d))] for d in ("0", "0.1", "-0.25", "0.5")]}


json.dump({
    "tool": "SciPy, statsmodels, mpmath",
    "version": f"scipy {scipy.__version__}, statsmodels {statsmodels.__version__}, mpmath {mpmath.__version__}",
    "twoRates": [two(*t) for t in TABLES],
    "oneRate": [one(*t) for t in [(3, 20), (0, 20), (20, 20), (1, 7), (56, 70), (110, 200), (399, 400), (12, 40)]],
    "stratified": [stratified(s) for s in STRATA],
}, sys.stdout, indent=1)
