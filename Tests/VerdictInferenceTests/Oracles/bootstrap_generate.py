"""Reference values for bootstrap intervals.

Run: python3 bootstrap_generate.py > bootstrap.json
Needs scipy 1.17.1, numpy. Takes two minutes.

`replicates`: BCa read from given replicates (bootstrap_result, no new resamples), exact up to rounding.
`means`, `ratios`: BCa with 200,000 resamples of two arms, variant - control, also on the scale of the ratio;
the same by the bootstrap-t, written here from Davison & Hinkley (1997), section 5.2.1, with 200,000 resamples.
`coverage`: how often BCa and Welch hold a true difference of 0 between two log-normal arms.
"""
import json
import sys
import warnings

import numpy as np
import scipy
from scipy import stats
from scipy.stats._resampling import BootstrapResult

MANY = 200_000


def mean_difference(v, c, axis=-1):
    return np.mean(v, axis=axis) - np.mean(c, axis=axis)


def read(v, c, replicates, level):
    """BCa from given replicates: scipy adds none when n_resamples is 0."""
    old = BootstrapResult(None, np.array(replicates), 0.0)
    r = stats.bootstrap((v, c), mean_difference, n_resamples=0, bootstrap_result=old, method="BCa", confidence_level=level, vectorized=True)
    return [float(r.confidence_interval.low), float(r.confidence_interval.high)]


def replicate_case(v, c, count, level, seed):
    rng = np.random.default_rng(seed)
    reps = [float(mean_difference(rng.choice(v, len(v)), rng.choice(c, len(c)))) for _ in range(count)]
    return {"variant": list(v), "control": list(c), "replicates": reps, "level": level, "interval": read(v, c, reps, level)}


def studentised(v, c, seed, level=0.95):
    rng = np.random.default_rng(seed)

    def draw(x):
        s = x[rng.integers(0, len(x), (MANY, len(x)))]
        return s.mean(1), s.var(1, ddof=1) / len(x)
    mv, vv = draw(v)
    mc, vc = draw(c)
    d = v.mean() - c.mean()
    with np.errstate(all="ignore"):
        t = (mv - mc - d) / np.sqrt(vv + vc)
    t[np.isnan(t)] = 0
    lo, hi = np.sort(t)[[int((MANY - 1) * (1 - level) / 2), int((MANY - 1) * (1 + level) / 2)]]
    se = np.sqrt(v.var(ddof=1) / len(v) + c.var(ddof=1) / len(c))
    return [float(d - hi * se), float(d - lo * se)]


def means_case(v, c, seed):
    v, c = np.array(v), np.array(c)
    r = stats.bootstrap((v, c), mean_difference, n_resamples=MANY, method="BCa", vectorized=True, rng=seed, batch=2000)
    i = r.confidence_interval
    return {"variant": v.tolist(), "control": c.tolist(), "standardError": float(r.standard_error),
            "bca": [float(i.low), float(i.high)], "studentised": studentised(v, c, seed)}


def ratio_case(v, c, seed):
    """Arms as pairs (x, y); scipy resamples row numbers."""
    v, c = np.array(v), np.array(c)

    def ratio(i, arm):
        return arm[i, 1].sum(-1) / arm[i, 0].sum(-1)

    def difference(i, j, axis=-1):
        return ratio(i, v) - ratio(j, c)

    def relative(i, j, axis=-1):
        return ratio(i, v) / ratio(j, c) - 1
    out = {"variant": v.tolist(), "control": c.tolist()}
    for name, f in (("difference", difference), ("relative", relative)):
        r = stats.bootstrap((np.arange(len(v)), np.arange(len(c))), f, n_resamples=MANY, method="BCa", vectorized=True, rng=seed, batch=2000)
        out[name] = [float(r.confidence_interval.low), float(r.confidence_interval.high)]
        out[name + "Error"] = float(r.standard_error)
    return out


def coverage_case(n, trials, resamples, seed):
    """Amounts of exp(N(0, 1)) hundreds, rounded to cents, n in each arm."""
    rng = np.random.default_rng(seed)
    bca = welch = 0
    for _ in range(trials):
        c, v = (np.round(rng.lognormal(size=n) * 1e4) / 100 for _ in range(2))
        i = stats.bootstrap((v, c), mean_difference, n_resamples=resamples, method="BCa", vectorized=True, rng=rng).confidence_interval
        bca += bool(i.low <= 0 <= i.high)
        welch += bool(stats.ttest_ind(v, c, equal_var=False).pvalue > .05)
    return {"size": n, "trials": trials, "resamples": resamples, "bca": bca, "welch": welch}


rng = np.random.default_rng(11)
skew = lambda n, scale: np.round(rng.lognormal(3, 1, n) * scale, 2)
payments = lambda n, rate: np.where(rng.random(n) < rate, np.round(rng.lognormal(7, .8, n)), 0.0)
pairs = lambda n, price: [[float(x), float(round(x * price * rng.lognormal(0, .5), 2))] for x in rng.poisson(4, n) + 1]
warnings.simplefilter("ignore")
json.dump({"tool": "scipy.stats.bootstrap", "version": f"scipy {scipy.__version__}, numpy {np.__version__}", "call": "method='BCa'",
           "cases": [replicate_case(skew(15, 1), skew(12, 1), 300, .95, 1), replicate_case(skew(6, 1), skew(30, 2), 250, .8, 2),
                     replicate_case(np.array([1.0, 2, 2, 3]), np.array([0.0, 0, 5]), 200, .9, 3)],
           "means": [means_case(skew(40, 1.3), skew(44, 1), 4), means_case(payments(60, .4), payments(55, .3), 5),
                     means_case(skew(9, 1), skew(12, 1), 6)],
           "ratios": [ratio_case(pairs(30, 950), pairs(26, 800), 7), ratio_case(pairs(12, 300), pairs(60, 420), 8)],
           "coverage": [coverage_case(30, 12_000, 400, 9), coverage_case(100, 6_000, 400, 10)]},
          sys.stdout)
