"""Reference values for two rates with beta priors.

Run: python3 bayes_generate.py > bayes_rates.json
Needs Python 3.11+, SciPy 1.17.1 and mpmath 1.3.0.

Chance and losses: SciPy's adaptive quadrature over scipy.stats.beta; for whole shapes the closed sum
(Cook 2005, UTMDABTR-005-05) in 30 digits must agree to 1e-11. Interval: Brent's roots of the
distribution function of the difference, by the same quadrature.
"""
import json
import sys

import mpmath as mp
import scipy
from scipy import integrate, optimize, stats

mp.mp.dps = 30
CASES = [
    # control successes, trials, variant successes, trials, prior alpha, prior beta
    (24, 43, 31, 45, 0.5, 0.5), (0, 30, 6, 30, 0.5, 0.5), (0, 0, 0, 0, 0.5, 0.5),
    (0, 12, 14, 40, 1, 1), (10, 10, 10, 10, 0.5, 0.5), (3, 200, 9, 210, 2, 30),
    (1, 1, 0, 1, 1, 1), (400, 1000, 380, 900, 1, 1), (2, 9, 2000, 9000, 3, 3),
]


def mean(f, posterior, bends):
    """E f(rate), over the quantile u of the rate: bounded, and without poles."""
    points = sorted({float(posterior.cdf(b)) for b in bends} | {0.0, 1.0})
    parts = [integrate.quad(lambda u: f(posterior.ppf(u)), left, right, epsabs=1e-14, epsrel=1e-13,
                            limit=400)[0] for left, right in zip(points, points[1:]) if right > left]
    return sum(parts)


def bends(posterior):
    return [float(posterior.ppf(q)) for q in (1e-9, 1e-4, .02, .2, .5, .8, .98, 1 - 1e-4, 1 - 1e-9)]


def closed(a1, b1, a2, b2):
    """P(second > first) for whole shapes."""
    return float(sum(mp.beta(a1 + i, b1 + b2) / ((b2 + i) * mp.beta(1 + i, b2) * mp.beta(a1, b1))
                     for i in range(int(a2))))


def case(x, m, y, n, alpha, beta):
    a1, b1, a2, b2 = alpha + x, beta + m - x, alpha + y, beta + n - y
    first, second = stats.beta(a1, b1), stats.beta(a2, b2)
    better = mean(second.sf, first, bends(second))
    if all(v == int(v) for v in (a1, b1, a2, b2)):
        exact = closed(a1, b1, a2, b2)
        assert abs(better - exact) < 1e-11, (better, exact)
        better = exact

    def loss(kept, other, a, b):
        over = stats.beta(a + 1, b)
        excess = lambda p: a / (a + b) * over.sf(p) - p * other.sf(p)
        return mean(excess, kept, bends(other))

    losses = [loss(first, second, a2, b2), loss(second, first, a1, b1)]

    def below(d):
        return mean(lambda p: second.cdf(p + d), first, [q - d for q in bends(second)])

    ends = [optimize.brentq(lambda d: below(d) - tail, -1, 1, xtol=1e-12) for tail in (.025, .975)]
    return {"control": [x, m], "variant": [y, n], "prior": [alpha, beta], "better": better,
            "losses": losses, "interval": ends}


json.dump({"tool": "SciPy", "version": scipy.__version__,
           "call": "integrate.quad over stats.beta; optimize.brentq", "cases": [case(*c) for c in CASES]},
          sys.stdout, indent=1)
print()
