"""Reference values for families and streams of p-values.

Run: python3 multiplicity_generate.py > multiplicity.json
Needs Python 3.11+, statsmodels 0.15.0, numpy, online-fdr 1.0.0 (PyPI).

Families: statsmodels multipletests. Streams with the usual sequences: online-fdr (LordPlusPlus, Saffron, Addis).
Streams with listed sequences: the papers' formulas written out term by term in exact fractions, and checked here
against online-fdr where both apply. LORD++ is Ramdas et al. (2017), SAFFRON Ramdas et al. (2018) with (1 - lambda)
before the bracket, ADDIS Tian & Ramdas (2019), eq. 7.
"""
import json
import sys
from fractions import Fraction as F
from importlib.metadata import version

import numpy as np
import statsmodels
from online_fdr.p_values.investing.addis.addis import Addis
from online_fdr.p_values.investing.lord.plus_plus import LordPlusPlus
from online_fdr.p_values.investing.saffron.saffron import Saffron
from statsmodels.stats.multitest import multipletests

NAMES = {"holm": "holm", "benjaminiHochberg": "fdr_bh", "benjaminiYekutieli": "fdr_by", "bonferroni": "bonferroni"}


def family(p):
    return {ours: list(map(float, multipletests(p, method=theirs)[1])) for ours, theirs in NAMES.items()}


def package(test, p):
    levels, rejected = [], []
    for value in p:
        levels.append(float(test.calc_alpha_t()) if isinstance(test, Addis) else None)
        rejected.append(bool(test.test_one(value)))
        if levels[-1] is None:
            levels[-1] = float(test.alpha)
    return {"levels": levels, "rejected": rejected}


def formula(kind, p, alpha, w0, lam, tau, gamma):
    """The papers' sums, with their own indices, 1-based times; gamma(0) and below must not be asked for."""
    g = lambda i: gamma[i - 1] if 1 <= i <= len(gamma) else F(0)
    levels, rejected = [], []
    for t in range(1, len(p) + 1):
        times = [i for i in range(1, t) if rejected[i - 1]]
        if kind == "lordPlusPlus":
            index = lambda j: t - j
            c, cap = F(1), F(1)
        elif kind == "saffron":
            candidates = lambda a: sum(p[i - 1] <= lam for i in range(a + 1, t))
            index = lambda j: t - j - candidates(j)
            c, cap = 1 - lam, lam
        else:
            chosen = lambda a, b: sum(p[i - 1] <= tau for i in range(a, b))
            candidates = lambda a: sum(p[i - 1] <= lam for i in range(a + 1, t))
            # S^t - kappa*_j - C_j+, the papers' gamma starting at 0 here.
            index = lambda j: chosen(1, t) - chosen(1, j + 1) - candidates(j) + 1
            c, cap = tau - lam, lam
        level = w0 * g(index(0))
        if times:
            level += (alpha - w0) * g(index(times[0])) + alpha * sum((g(index(j)) for j in times[1:]), F(0))
        level = min(cap, c * level)
        levels.append(level)
        rejected.append(p[t - 1] <= level)
    return {"levels": [float(x) for x in levels], "rejected": rejected}


rng = np.random.default_rng(20)
signal = lambda n, share: [float(x) for x in np.where(rng.random(n) < share, rng.random(n) ** 8, rng.random(n))]
families = [[.01, .04, .03, .005, .5], [.02], [.05] * 4, [0.0, 1.0, 1e-300, .3], [.9, .8, .7], signal(60, .3)]
# The example of R's onlineFDR.
example = [2.90e-08, 0.06743, 0.01514, 0.08174, 0.00171, 3.60e-05, 0.79149, 0.27201, 0.28295, 7.59e-08, 0.69274, 0.30443,
           0.00136, 0.72342, 0.54757]
streams = []
for p, alpha, w, lam_s, lam_a, tau in [
        (example, .05, None, .5, .25, .5), (example, .1, .05, .3, .3, .8), (signal(200, .4), .05, None, .5, .25, .5),
        (signal(90, .05), .2, .02, .1, .1, .9), ([.5] * 20 + [1e-9] * 3 + [.4] * 9, .05, None, .5, .25, .5)]:
    record = {"pValues": p, "alpha": alpha, "lambdaSaffron": lam_s, "lambdaAddis": lam_a, "tau": tau, "w0": w,
              "lordPlusPlus": package(LordPlusPlus(alpha, w if w else alpha / 10), p),
              "saffron": package(Saffron(alpha, w if w else alpha / 2, lam_s), p),
              "addis": package(Addis(alpha, w if w else alpha / 2, lam_a, tau), p)}
    streams.append(record)

listed = []
for n, gamma in [(40, [F(1, 2 ** j) for j in range(1, 30)]), (25, [F(1, 10)] * 10), (60, [F(3, 8), F(1, 4), F(1, 8)])]:
    p = signal(n, .4)
    exact = [F(x) for x in p]
    alpha, w0, lam, tau = F(1, 8), F(1, 16), F(1, 4), F(3, 4)
    listed.append({"pValues": p, "alpha": float(alpha), "w0": float(w0), "lambda": float(lam), "tau": float(tau),
                   "gamma": [float(x) for x in gamma],
                   **{kind: formula(kind, exact, alpha, w0, lam, tau, gamma)
                      for kind in ("lordPlusPlus", "saffron", "addis")}})

# The formulas against the package, on its own sequence, before they are trusted.
poly = [0.4374901658 / j ** 1.6 for j in range(1, 400)]
for s in streams:
    for kind, lam in (("saffron", s["lambdaSaffron"]), ("addis", s["lambdaAddis"])):
        mine = formula(kind, s["pValues"], s["alpha"], s["w0"] or s["alpha"] / 2, lam, s["tau"], poly)
        assert mine["rejected"] == s[kind]["rejected"], kind
        assert np.allclose(mine["levels"], s[kind]["levels"], rtol=1e-12, atol=0), kind

json.dump({"tool": "statsmodels, online-fdr",
           "version": f"statsmodels {statsmodels.__version__}, online-fdr {version('online-fdr')}",
           "call": "multipletests; LordPlusPlus, Saffron, Addis test_one in order; the papers' sums in exact fractions",
           "families": [{"pValues": p, **family(p)} for p in families], "streams": streams, "listed": listed},
          sys.stdout, indent=1)
