"""Reference values for power and sizes.

Run: python3 planning_generate.py > planning.json
Needs Python 3.11+, NumPy, SciPy 1.17.1, statsmodels 0.15.0 and mpmath 1.3.0.

nct: mpmath quadrature of the definition. means: statsmodels TTestIndPower. arcsine: statsmodels
NormalIndPower on proportion_effectsize. looks: boundaries of the Lan-DeMets O'Brien-Fleming-type
spending and the drift at a power, each from multivariate normal integrals (scipy mvn, Genz).
roll: the best size of test and roll by a search over n with the gain integrated numerically.
"""
import json
import sys

import mpmath as mp
import numpy as np
import scipy
import statsmodels
from scipy import integrate, optimize, stats
from statsmodels.stats.power import NormalIndPower, TTestIndPower
from statsmodels.stats.proportion import proportion_effectsize

mp.mp.dps = 30


def nct(df, delta, t):
    df, delta, t = map(mp.mpf, (df, delta, t))
    log_constant = mp.log(2) + df / 2 * mp.log(df / 2) - mp.loggamma(df / 2)
    density = lambda s: mp.exp(log_constant + (df - 1) * mp.log(s) - df * s * s / 2)
    width = 1 / mp.sqrt(2 * df)
    ends = [max(mp.mpf("1e-12"), 1 + k * width) for k in (-40, -20, -12, -8, -5, -3, -1, 0, 1, 3, 5, 8, 12, 20, 40)]
    ends = sorted(set(ends))
    upper = mp.quad(lambda s: mp.ncdf(delta - t * s) * density(s), ends)
    return float(1 - upper), float(upper)


def means(df_case):
    effect, sd, n, ratio, alpha = df_case
    return {"effect": effect, "deviation": sd, "size": n, "allocation": ratio, "alpha": alpha,
            "power": float(TTestIndPower().power(effect / sd, n, alpha, ratio=ratio, alternative="two-sided"))}


def arcsine(base, target, power, ratio, alpha):
    size = NormalIndPower().solve_power(abs(proportion_effectsize(target, base)), power=power, alpha=alpha / 2,
                                        ratio=ratio, alternative="larger")
    return {"baseline": base, "target": target, "power": power, "allocation": ratio, "alpha": alpha,
            "size": float(size)}


def looks(fractions, alpha, power):
    t = np.array(fractions)
    covariance = np.minimum.outer(t, t) / np.sqrt(np.outer(t, t))

    def below(z, drift):
        mean = drift * np.sqrt(t[: len(z)])
        if len(z) == 1:
            return float(stats.norm.cdf(z[0] - mean[0]))
        law = stats.multivariate_normal(mean, covariance[: len(z), : len(z)], abseps=1e-11, releps=1e-11,
                                        maxpts=10_000_000, seed=1)
        return float(law.cdf(np.array(z)))

    spent = 2 * stats.norm.sf(stats.norm.isf(alpha / 2) / np.sqrt(t))
    z = []
    for share in spent:
        z.append(optimize.brentq(lambda c: 1 - below(z + [c], 0) - share, 0, 12, xtol=1e-11))
    drift = optimize.brentq(lambda d: 1 - below(z, d) - power, 0, 8, xtol=1e-11)
    plain = stats.norm.isf(alpha) + stats.norm.ppf(power)
    return {"information": fractions, "alpha": alpha, "power": power, "z": z, "drift": drift,
            "inflation": drift ** 2 / plain ** 2}


def roll(population, noise, spread):
    def gain(n):
        # E of the mean of the arm that looks better, above the common mean.
        sd = np.sqrt(2 * (spread ** 2 + noise ** 2 / n))
        pull = spread ** 2 / (spread ** 2 + noise ** 2 / n)
        value, _ = integrate.quad(lambda d: abs(d) / 2 * pull * stats.norm.pdf(d, scale=sd), -12 * sd, 12 * sd,
                                  epsabs=1e-13, points=[0])
        return (population - 2 * n) * value

    found = optimize.minimize_scalar(lambda n: -gain(n), bounds=(1e-3, population / 2), method="bounded",
                                     options={"xatol": 1e-9})
    return {"population": population, "noise": noise, "spread": spread, "size": float(found.x),
            "gain": float(gain(found.x))}


cases = {
    "nct": [dict(zip(("df", "delta", "t", "lower", "upper"), (df, delta, t, *nct(df, delta, t))))
            for df, delta, t in [(1, 0.5, 1), (2, 2, 1.5), (4, -1, 0.3), (10, 2.8, 2.228), (38, 3.16, 2.024),
                                 (100, 5, 1.98), (1000, 2, 1.96), (1e6, 40, 39), (118, 2.8, -1.98), (3, 6, 3.18)]],
    "means": [means(c) for c in [(0.5, 1, 64, 1, .05), (1, 1, 20, 1, .05), (0.2, 1, 15, 1, .05), (3000, 9000, 40, 2, .05),
                                 (0.8, 1, 10, 0.5, .01), (0, 1, 12, 1, .05), (0.05, 2, 10000, 1, .1)]],
    "arcsine": [arcsine(*c) for c in [(.15, .2, .8, 1, .05), (.45, .7, .9, 1, .05), (.3, .1, .8, 2, .01)]],
    "looks": [looks(f, .025, p) for f, p in [([.5, 1], .8), ([1 / 3, 2 / 3, 1], .8), ([.25, .5, .75, 1], .8),
                                             ([.25, .5, .75, 1], .9), ([.3, .9, 1], .9)]],
    "roll": [roll(*c) for c in [(1000, .5, .1), (44, .5, .08), (100000, 1, .02)]],
}
json.dump({"tool": "SciPy, statsmodels, mpmath",
           "version": f"{scipy.__version__}, {statsmodels.__version__}, {mp.__version__}",
           "call": "see planning_generate.py", "cases": [cases]}, sys.stdout, indent=1)
print()
