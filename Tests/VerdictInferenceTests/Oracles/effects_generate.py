"""Reference values for the errors of significant results, pooled segments and rates of groups.

Run: python3 effects_generate.py > effects.json
Needs Python 3.11+, mpmath 1.3.0, scipy 1.17.1.

Written from the definitions, not from the closed forms under test: type S from tails and type M as an integral of the
normal density over the significant region in 40 digits (mpmath); effects with tau integrated out over its flat prior in 30 digits; the
beta-binomial likelihood maximised in two dimensions (scipy betabinom for the check of the likelihood, mpmath findroot of
its derivatives for the maximum); Kleinman's moments and Paule-Mandel of Agresti-Caffo variances in exact fractions.
"""
import json
import sys
from fractions import Fraction as F

import mpmath as mp
import scipy
from scipy import optimize, stats

mp.mp.dps = 40


def design(effect, error, alpha):
    d, s = mp.mpf(effect), mp.mpf(error)
    z = mp.sqrt(2) * mp.erfinv(1 - mp.mpf(alpha)) if alpha > 1e-12 else -mp.findroot(
        lambda x: mp.log(mp.erfc(-x / mp.sqrt(2)) / 2) - mp.log(mp.mpf(alpha) / 2), -8)
    # In standard errors: mp.quad stops at an absolute error.
    t = d / s
    density = lambda x: mp.npdf(x - t)
    grid = lambda a, b: [a + (b - a) * mp.mpf(i) / 24 for i in range(25)]
    reach = max(z, abs(t)) + 45
    right, left = mp.erfc((z - t) / mp.sqrt(2)) / 2, mp.erfc((z + t) / mp.sqrt(2)) / 2
    size = mp.quad(lambda x: x * density(x), grid(z, reach)) - mp.quad(lambda x: x * density(x), grid(-reach, -z))
    power = right + left
    wrong = left if t > 0 else right
    return {"trueEffect": effect, "standardError": error, "alpha": alpha, "power": float(power),
            "typeS": float(wrong / power), "typeM": float(size / power / abs(t))}


def integrated(y, s):
    mp.mp.dps = 30
    y, v = [mp.mpf(str(x)) for x in y], [mp.mpf(str(x)) ** 2 for x in s]

    def parts(t):
        w = [1 / (a + t * t) for a in v]
        total = sum(w)
        m = sum(a * b for a, b in zip(w, y)) / total
        q = sum(a * (b - m) ** 2 for a, b in zip(w, y))
        return mp.exp(-q / 2) * mp.sqrt(mp.fprod(w) / total), m, 1 / total

    scale = max(mp.sqrt(sum(v) / len(v)), max(y) - min(y))
    points = [scale * mp.mpf(10) ** mp.mpf(e) for e in (-4, -3, -2, -1, -.5, 0, .5, 1, 2, 3, 5, 8)]
    span = [mp.mpf(0)] + points + [mp.inf]
    total = mp.quad(lambda t: parts(t)[0], span)

    def given(t, i):
        p, m, u = parts(t)
        k = t * t / (t * t + v[i])
        return p, m + k * (y[i] - m), k * v[i] + (1 - k) ** 2 * u

    def moment(i, power):
        def f(t):
            p, m, u = given(t, i)
            return p * (m if power == 1 else u + m * m)
        return mp.quad(f, span) / total

    def below(i, x):
        def f(t):
            p, m, u = given(t, i)
            return p * mp.ncdf((x - m) / mp.sqrt(u))
        return mp.quad(f, span) / total

    out = []
    for i in range(len(y)):
        mean = moment(i, 1)
        deviation = mp.sqrt(moment(i, 2) - mean ** 2)
        ends = [mp.findroot(lambda x: below(i, x) - p, (mean + z * deviation, mean + z * deviation * mp.mpf("1.05")),
                            solver="secant", tol=1e-22) for p, z in ((mp.mpf("0.025"), -2), (mp.mpf("0.975"), 2))] if i < 2 else []
        out.append({"mean": float(mean), "deviation": float(deviation), "interval": [float(e) for e in ends]})
    mp.mp.dps = 40
    return {"estimates": [float(x) for x in y], "errors": [float(mp.sqrt(x)) for x in v], "effects": out}


def moments(counts):
    n = sum(b for _, b in counts)
    m = F(sum(a for a, _ in counts), n)
    s = sum(b * (F(a, b) - m) ** 2 for a, b in counts)
    return m, max(F(0), (s / (m * (1 - m)) - (len(counts) - 1)) / sum((b - 1) * (1 - F(b, n)) for _, b in counts))


def likelihood(counts):
    mp.mp.dps = 30

    def ll(mu, rho):
        strength = 1 / rho - 1
        a, b = mu * strength, (1 - mu) * strength
        return sum(mp.log(mp.beta(a + x, b + n - x)) - mp.log(mp.beta(a, b)) for x, n in counts)

    start = None
    for rho in (.001, .01, .03, .1, .3, .6, .9):
        r = optimize.minimize(lambda p: -sum(stats.betabinom.logpmf(x, n, *(
            (lambda mu, k: (mu * k, (1 - mu) * k))(1 / (1 + 2.718281828 ** -p[0]), 2.718281828 ** -p[1]))) for x, n in counts),
            [0, 2.302585 * 0 + float(mp.log(rho / (1 - rho)))], method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-13, "maxiter": 4000})
        if start is None or r.fun < start.fun:
            start = r
    mu0, rho0 = 1 / (1 + mp.exp(-mp.mpf(start.x[0]))), 1 / (1 + mp.exp(-mp.mpf(start.x[1])))
    pooled = mp.mpf(sum(x for x, _ in counts)) / sum(n for _, n in counts)
    common = sum(x * mp.log(pooled) + (n - x) * mp.log(1 - pooled) for x, n in counts)
    if rho0 < 1e-5 or ll(mu0, rho0) <= common:
        mp.mp.dps = 40
        return float(pooled), 0.0
    root = mp.findroot(lambda m, r: (mp.diff(lambda u: ll(u, r), m), mp.diff(lambda u: ll(m, u), r)), (mu0, rho0))
    assert ll(root[0], root[1]) > common
    mp.mp.dps = 40
    return float(root[0]), float(root[1])


def groups(counts):
    m, rho = moments(counts)
    mu, r = likelihood(counts)
    rates = []
    for x, n in counts:
        if r == 0:
            rates.append({"estimate": mu})
            continue
        k = 1 / r - 1
        law = stats.beta(mu * k + x, (1 - mu) * k + n - x)
        rates.append({"estimate": law.mean(), "lower": law.ppf(.025), "upper": law.ppf(.975)})
    return {"counts": counts, "moments": [float(m), float(rho)], "likelihood": [mu, r], "rates": rates}


def segments(strata):
    def spread(x, n):
        p = F(x + 1, n + 2)
        return p * (1 - p) / (n + 2)
    y = [F(b, m) - F(a, n) for a, n, b, m in strata]
    v = [spread(a, n) + spread(b, m) for a, n, b, m in strata]
    y, v = [mp.mpf(a.numerator) / a.denominator for a in y], [mp.mpf(a.numerator) / a.denominator for a in v]

    def q(t):
        w = [1 / (a + t) for a in v]
        m = sum(a * b for a, b in zip(w, y)) / sum(w)
        return sum(a * (b - m) ** 2 for a, b in zip(w, y)), m, sum(w)
    t = mp.mpf(0)
    if q(t)[0] > len(y) - 1:
        t = mp.findroot(lambda x: q(x)[0] - (len(y) - 1), (mp.mpf(0), mp.mpf(2)), solver="anderson", tol=1e-30)
    _, m, w = q(t)
    keep = [t / (t + a) for a in v]
    return {"strata": strata, "tau2": float(t), "observed": [float(a) for a in y], "errors": [float(mp.sqrt(a)) for a in v],
            "pooled": [float(m + k * (a - m)) for k, a in zip(keep, y)],
            "pooledErrors": [float(mp.sqrt(k * a + (1 - k) ** 2 / w)) for k, a in zip(keep, v)]}


designs = [(2, 8.1, .05), (1, 3.28, .05), (.3, 3.28, .05), (.1, 3.28, .05), (1, 1, .05), (2.8, 1, .05), (-2.8, 1, .05), (.05, .08, .1),
           (1e-3, 1, .05), (6, 1, .05), (12, 1, .01), (.5, 1, .5), (.5, 1, 1e-6), (3, 1, 1e-10), (1e300, 3e299, .05), (1e-300, 1e-300, .05)]
cases = {
    "designs": [design(*d) for d in designs],
    "integrated": [integrated([28, 8, -3, 7, -1, 1, 18, 12], [15, 10, 16, 11, 9, 11, 10, 18]),
                   integrated([.02, -.01, .07], [.04, .05, .03]), integrated([.31, -.12, .05, .44], [.05, .04, .11, .06]),
                   integrated([5, 5.1, 4.9, 5, 30], [.1, 2, 2, 3, .1])],
    "groups": [groups(g) for g in (
        [[9, 50], [12, 55], [4, 60], [15, 48], [8, 52], [1, 6]], [[1, 10], [2, 10], [1, 10], [2, 11]],
        [[0, 5], [5, 5], [0, 4], [4, 4], [2, 5]], [[0, 12], [1, 30], [7, 40], [0, 3]],
        [[180, 1000], [240, 1000], [150, 1000], [205, 1000], [99, 500]], [[1, 1], [0, 1], [3, 9], [8, 9], [1, 2]])],
    "segments": [segments(s) for s in (
        [[10, 40, 18, 41], [5, 30, 4, 28], [0, 12, 3, 14], [20, 44, 31, 45]],
        [[3, 10, 4, 10], [6, 20, 8, 20], [9, 30, 12, 30]], [[2, 60, 30, 60], [40, 60, 12, 60], [0, 9, 0, 9]])]}
json.dump({"tool": "mpmath, scipy", "version": f"mpmath {mp.__version__}, scipy {scipy.__version__}",
           "call": "definitions by quadrature, root finding and exact fractions", **cases}, sys.stdout, indent=1)
