"""Reference values for two counts: score and mid-P, and the score interval of the difference.

Run: python3 counts_generate.py > counts.json
Needs scipy 1.17.1, statsmodels 0.15.0, mpmath 1.4.1.

Score p: statsmodels test_poisson_2indep(method="score"). Mid-P p: scipy's binomial law given the total, in 40 digits.
Its interval: bisection of that p. Interval of the difference: the set of d with |z(d)| <= z, z(d) from the largest
likelihood found by golden section in 40 digits (Miettinen & Nurminen 1985), ends by halving.
"""
import json
import sys

import mpmath
import scipy
import statsmodels
from mpmath import mp, mpf
from statsmodels.stats.rates import test_poisson_2indep

mp.dps = 40
CASES = [((28, 23), (30, 14)), ((1, 0), (1, 3)), ((4, 5), (2.5, 0)), ((1, 90), (1, 120)), ((400, 1), (1, 1)), ((1000, 49), (1020, 50)), ((35, 7), (100, 40)),
         ((2, 0), (3, 0)), ((1e-3, 4), (5e-3, 9)), ((86400.0, 12), (3600.0, 4)), ((1.0, 10 ** 9), (1.0, 10 ** 9 + 70_000))]


def normal_quantile(p):
    return mpmath.sqrt(2) * mpmath.erfinv(2 * mpf(p) - 1)


def binomial_pmf(k, n, p):
    return mpmath.binomial(n, k) * p ** k * (1 - p) ** (n - k)


def upper(k, n, p):
    return mpf(1) if k <= 0 else mpmath.betainc(k, n - k + 1, 0, p, regularized=True)


def mid(xc, xv, k):
    """Both mid-P tails when the variant expects k times the control's events."""
    t, p = xc + xv, mpf(k) / (1 + mpf(k))
    m = binomial_pmf(xv, t, p) / 2
    greater = upper(xv + 1, t, p) + m if xv < t else m
    return 1 - greater, greater


def mid_lower(xc, xv, k, tail):
    if xv == 0:
        return 0.0
    low, high = mpf(10) ** -30, mpf(10) ** 30
    for _ in range(240):
        rho = mpmath.sqrt(low * high)
        low, high = (rho, high) if mid(xc, xv, k * rho)[1] < tail else (low, rho)
    return float(low)


def score(ec, xc, ev, xv, d):
    """(difference - d)/error at the likeliest rates r and r + d, found by golden section."""
    floor = max(mpf(0), -d)

    def loglik(r):
        out = -(ec * r + ev * (r + d))
        for x, rate in ((xc, r), (xv, r + d)):
            if x:
                out += x * mpmath.log(rate) if rate > 0 else mpf("-1e300")
        return out
    a, b = floor, floor + (mpf(xc) / ec + mpf(xv) / ev + abs(d)) + 1 / mpf(ec + ev)
    g = (mpmath.sqrt(5) - 1) / 2
    for _ in range(130):
        u, w = b - g * (b - a), a + g * (b - a)
        a, b = (a, w) if loglik(u) >= loglik(w) else (u, b)
    r = (a + b) / 2 if not (loglik(floor) >= loglik((a + b) / 2)) else floor
    variance = r / ec + (r + d) / ev
    distance = mpf(xv) / ev - mpf(xc) / ec - d
    return distance / mpmath.sqrt(variance) if variance > 0 else mpf(0) if distance == 0 else mpmath.sign(distance) * mpf(10) ** 30


def difference_interval(ec, xc, ev, xv, level):
    z = normal_quantile(mpf(1) / 2 + mpf(str(level)) / 2)
    d = mpf(xv) / ev - mpf(xc) / ec
    ends = []
    for sign in (-1, 1):
        step = (mpf(xv + xc) + 1) / min(ec, ev) / 1000
        while abs(score(ec, xc, ev, xv, d + sign * step)) < z:
            step *= 2
        low, high = mpf(0), step
        for _ in range(55):
            m = (low + high) / 2
            low, high = (m, high) if abs(score(ec, xc, ev, xv, d + sign * m)) < z else (low, m)
        ends.append(float(d + sign * low))
    return ends


def case(control, variant, level=0.95):
    (ec, xc), (ev, xv) = control, variant
    out = {"control": [xc, ec], "variant": [xv, ev], "level": level}
    if xc + xv:
        out["scoreP"] = float(test_poisson_2indep(xv, ev, xc, ec, method="score", compare="ratio").pvalue)
        k = mpf(ev) / mpf(ec)
        if xc + xv < 5000:
            less, greater = mid(xc, xv, k)
            out["midP"] = [float(less), float(greater)]
            other = mid_lower(xv, xc, 1 / k, (1 - mpf(str(level))) / 2)
            out["midPInterval"] = [mid_lower(xc, xv, k, (1 - mpf(str(level))) / 2), 1 / other if other else None]
    if xc + xv < 5000:
        out["differenceInterval"] = difference_interval(mpf(ec), xc, mpf(ev), xv, level)
    return out


json.dump({"tool": "statsmodels, scipy, mpmath", "version": f"statsmodels {statsmodels.__version__}, scipy {scipy.__version__}, mpmath {mpmath.__version__}",
           "call": "test_poisson_2indep(method='score'); 40 digits", "cases": [case(*c) for c in CASES]}, sys.stdout, indent=1)
