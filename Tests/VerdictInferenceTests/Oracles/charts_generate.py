"""Reference values for control charts.

Run: python3 charts_generate.py limits > charts_limits.json
     python3 charts_generate.py runlength > charts_runlength.json
     python3 charts_generate.py bernoulli > charts_bernoulli.json
Needs Python 3.11+, numpy 2.4.6, scipy 1.17.1.

Independent of the library: binomial quantiles are SciPy's; run lengths solve the integral equation or the Markov chain
as ONE linear system (the library follows the law from point to point instead); the Bernoulli chain is set up here with
weights rounded a hundred times finer than the library's, and for weights whose ratio is a whole number exactly.
"""
import json
import math
import sys

import numpy as np
import scipy
from scipy import sparse, stats
from scipy.optimize import brentq
from scipy.sparse.linalg import spsolve


def limits():
    cases = []
    for n in (1, 2, 6, 10, 37, 60, 400, 100000):
        for p in (0.02, 0.18, 0.5, 0.93):
            for tail in (0.025, 0.00135, 0.001):
                # L: largest with P(X < L) <= tail = smallest with P(X <= L) > tail.
                k = np.arange(0, n + 1) if n <= 400 else None
                if k is not None:
                    cdf, sf = stats.binom.cdf(k, n, p), stats.binom.sf(k, n, p)
                    lower = int(np.argmax(cdf > tail))
                    upper = int(np.argmax(sf <= tail))
                else:
                    lower = int(stats.binom.ppf(tail, n, p))
                    upper = int(stats.binom.isf(tail, n, p))
                alarm = (stats.binom.cdf(lower - 1, n, p) if lower else 0) + stats.binom.sf(upper, n, p)
                # Spiegelhalter (2005), appendix A.1.
                r1, r2 = lower, upper
                a1 = (stats.binom.cdf(r1, n, p) - tail) / stats.binom.pmf(r1, n, p)
                a2 = (tail - stats.binom.sf(r2, n, p)) / stats.binom.pmf(r2, n, p)
                cases.append({"trials": n, "rate": p, "tail": tail, "lower": lower, "upper": upper, "falseAlarm": float(alarm),
                              "funnel": [min(max(float((r - a) / n), 0.0), 1.0) for r, a in ((r1, a1), (r2, a2))]})
    return f"scipy {scipy.__version__}", "scipy.stats.binom ppf, isf, cdf, sf", cases


def gauss(n, a, b):
    x, w = np.polynomial.legendre.leggauss(n)
    return (b - a) / 2 * x + (a + b) / 2, (b - a) / 2 * w


def cusum_arl(k, h, shift, n=200):
    y, w = gauss(n, 0, h)
    a = np.zeros((n + 1, n + 1))
    z = np.concatenate([[0.0], y])
    a[:, 0] = stats.norm.cdf(k - shift - z)
    a[:, 1:] = w * stats.norm.pdf(y[None, :] - z[:, None] + k - shift)
    return float(np.linalg.solve(np.eye(n + 1) - a, np.ones(n + 1))[0])


def ewma_arl(lam, width, shift, n=300):
    h = width * math.sqrt(lam / (2 - lam))
    y, w = gauss(n, -h, h)
    kern = lambda u: w * stats.norm.pdf((y - (1 - lam) * u) / lam - shift) / lam
    m = np.array([kern(u) for u in y])
    l = np.linalg.solve(np.eye(n) - m, np.ones(n))
    return float(1 + kern(0.0) @ l)


def runlength():
    cases = []
    for k, h in ((0.5, 4), (0.5, 5), (0.25, 8.01), (1, 2.52), (0, 6), (1.5, 0.5), (0.5, 20), (0.1, 30)):
        for shift in (-0.5, 0, 0.25, 1, 3):
            arl = cusum_arl(k, h, shift, 200 if h < 10 else 400)
            if arl < 1e9:
                cases.append({"chart": "cusum", "a": k, "b": h, "shift": shift, "arl": arl})
    for lam, width in ((0.05, 2.615), (0.1, 2.814), (0.2, 2.962), (0.25, 2.998), (0.4, 3.054), (0.75, 3.2), (1, 3)):
        for shift in (0, 0.25, 1, 3):
            arl = ewma_arl(lam, width, shift) if lam < 1 else 1 / (stats.norm.sf(width - shift) + stats.norm.cdf(-width - shift))
            cases.append({"chart": "ewma", "a": lam, "b": width, "shift": shift, "arl": float(arl)})
    return f"numpy {np.__version__}, scipy {scipy.__version__}", "integral equation, Gauss-Legendre, numpy.linalg.solve", cases


def lattice(up, down, size, shifts):
    """The transition matrix of the sum: states 0..size-1, whole shifts with chances."""
    rows, cols, vals = [], [], []
    for s in range(size):
        for d, c in shifts:
            t = max(s + d, 0)
            if t < size:
                rows.append(s); cols.append(t); vals.append(c)
    return sparse.csc_matrix((vals, (rows, cols)), shape=(size, size))


def chain(up, down, size, favourable, group=1):
    shifts = [(k * up - (group - k) * down, float(stats.binom.pmf(k, group, favourable))) for k in range(group + 1)]
    q = lattice(up, down, size, shifts)
    arl = float(spsolve(sparse.identity(size, format="csc") - q, np.ones(size))[0])
    law = np.zeros(size); law[0] = 1
    within, median, t, qt = {}, None, 0, q.T.tocsr()
    while t < 400 or (median is None and t < 200000):
        law = qt @ law
        t += 1
        left = law.sum()
        if t in (10, 50, 100, 400):
            within[str(t)] = float(1 - left)
        if median is None and left <= 0.5:
            median = t
    return arl, within, median


def bernoulli():
    cases = []
    # Weights in an exact ratio m : n of whole numbers: p1 solves n log(p1/p0) + m log(q1/q0) = 0.
    for p0, m, n, steps, group in ((0.18, 4, 1, 30, 1), (0.25, 2, 1, 25, 1), (0.05, 15, 1, 60, 1), (0.3, 2, 1, 12, 5), (0.02, 40, 1, 150, 1),
                                   (0.18, 7, 2, 33, 1)):
        p1 = brentq(lambda p: n * math.log(p / p0) + m * math.log((1 - p) / (1 - p0)), p0 * 1.001, 1 - 1e-9, xtol=1e-15)
        unit = -math.log((1 - p1) / (1 - p0)) / n
        for rate in (p0, p1, (p0 + p1) / 2):
            arl, within, median = chain(m, n, steps, rate, group)
            # The mirror, counted by failures, must agree.
            for flip in (False, True):
                a, b, r = (1 - p0, 1 - p1, 1 - rate) if flip else (p0, p1, rate)
                cases.append({"exact": True, "p0": a, "p1": b, "threshold": steps * unit, "rate": r, "group": group,
                              "arl": arl, "within": within, "median": median})
    # General weights on a lattice far finer than the library's.
    for p0, p1, h, group in ((0.18, 0.12, 3.0, 1), (0.18, 0.12, 1.64, 1), (0.05, 0.1, 2.5, 1), (0.45, 0.55, 4.0, 1), (0.18, 0.12, 2.0, 10)):
        up, down = (math.log((1 - p1) / (1 - p0)), math.log(p0 / p1)) if p1 < p0 else (math.log(p1 / p0), math.log((1 - p0) / (1 - p1)))
        cells = 40000 if group == 1 else 8000
        d = h / cells
        favourable = lambda r: 1 - r if p1 < p0 else r
        for rate in (p0, p1):
            arl, within, median = chain(round(up / d), round(down / d), cells, favourable(rate), group)
            cases.append({"exact": False, "p0": p0, "p1": p1, "threshold": h, "rate": rate, "group": group,
                          "arl": arl, "within": within, "median": median})
    return f"numpy {np.__version__}, scipy {scipy.__version__}", "Markov chain, scipy.sparse.linalg.spsolve", cases


what = {"limits": limits, "runlength": runlength, "bernoulli": bernoulli}[sys.argv[1]]
version, call, cases = what()
json.dump({"tool": "Python", "version": version, "call": call, "cases": cases}, sys.stdout, indent=1)
