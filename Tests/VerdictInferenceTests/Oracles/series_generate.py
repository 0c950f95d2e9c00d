"""Reference values for the local level and for regression to the mean.

Run: python3 series_generate.py level > series_level.json
     python3 series_generate.py mean > series_mean.json
Needs Python 3.11+, numpy 2.4.6, scipy 1.17.1, statsmodels 0.15.0.

level: the restricted likelihood of the whole series as dense matrices (no filter), maximised by SciPy; where no point is
missing and weights are equal, statsmodels' UnobservedComponents (exact diffuse, step in the state vector) as a second
witness for the variances and the step. mean: conditional moments of an AR(1) process from its full covariance matrix.
"""
import json
import math
import sys
import warnings

import numpy as np
import scipy
import statsmodels
import statsmodels.api as sm
from scipy.linalg import toeplitz
from scipy.optimize import minimize_scalar

warnings.filterwarnings("ignore")
rng = np.random.default_rng(11)


def dense(values, start, weights):
    t = np.array([i for i, v in enumerate(values) if v is not None])
    y = np.array([values[i] for i in t], float)
    w = np.ones(len(y)) if weights is None else np.array([weights[i] for i in t], float)
    w = w / w.mean()
    X = np.column_stack([np.ones(len(y)), (t >= start) * 1.0]) if start is not None else np.ones((len(y), 1))
    C = np.minimum.outer(t, t).astype(float)

    def profile(share):
        V = (1 - share) * np.diag(1 / w) + share * C
        Vi = np.linalg.inv(V)
        A = X.T @ Vi @ X
        beta = np.linalg.solve(A, X.T @ Vi @ y)
        r = y - X @ beta
        m = len(y) - X.shape[1]
        s2 = r @ Vi @ r / m
        ll = -0.5 * (m * (1 + math.log(2 * math.pi * s2)) + np.linalg.slogdet(V)[1] + np.linalg.slogdet(A)[1])
        return ll, beta, s2, np.linalg.inv(A)

    grid = np.linspace(-14, 12, 261)
    sig = lambda g: 1 / (1 + math.exp(-g))
    lls = [profile(sig(g))[0] for g in grid]
    i = int(np.argmax(lls))
    if 0 < i < len(grid) - 1:
        best = minimize_scalar(lambda g: -profile(sig(g))[0], bounds=(grid[i - 1], grid[i + 1]), method="bounded", options={"xatol": 1e-10})
        share = sig(best.x)
    else:
        share = 0.0 if i == 0 else 1 - 1e-9
    if profile(0.0)[0] >= profile(share)[0]:
        share = 0.0
    ll, beta, s2, inv = profile(share)
    # The filter's likelihood leaves out the level's own diffuse term: with the first point as origin it is the same number.
    step = None if start is None else {"estimate": float(beta[1]), "standardError": float(math.sqrt(s2 * inv[1, 1]))}
    return {"step": step, "observationVariance": float(s2 * (1 - share)), "levelVariance": float(s2 * share), "logLikelihood": float(ll)}


def witness(values, start):
    D = (np.arange(len(values)) >= start) * 1.0
    mod = sm.tsa.UnobservedComponents(np.array(values), "llevel", exog=D, mle_regression=False)
    mod.ssm.initialize_diffuse()
    mod.ssm.loglikelihood_burn = 0
    r = mod.fit(method="bfgs", maxiter=2000, disp=0, gtol=1e-10)
    r = mod.fit(r.params, method="nm", maxiter=4000, disp=0, xtol=1e-10, ftol=1e-14)
    return {"observationVariance": float(r.params[0]), "levelVariance": float(r.params[1]), "estimate": float(r.states.smoothed["beta.x1"].iloc[-1] if hasattr(r.states.smoothed, "iloc") else r.smoothed_state[1, -1])}


def level():
    cases = []
    for n, start, sl, se, step in ((30, 15, 0.5, 1.0, 3.0), (60, 40, 0.3, 2.0, -1.0), (12, 6, 1.0, 0.5, 2.0), (50, 25, 0.0, 1.0, 1.0), (40, 20, 2.0, 0.1, 0.0), (6, 3, 1.0, 1.0, 1.0)):
        v = 100 + np.cumsum(rng.normal(0, sl, n)) + rng.normal(0, se, n) + step * (np.arange(n) >= start)
        v = [round(float(x), 4) for x in v]
        case = {"values": v, "start": start, "weights": None, **dense(v, start, None)}
        if n >= 30 and sl > 0:
            case["witness"] = witness(v, start)
        cases.append(case)
        gaps = [x if i % 5 != 2 else None for i, x in enumerate(v)]
        if n >= 12:
            w = [float(x) for x in rng.poisson(20, n) + 1]
            cases.append({"values": gaps, "start": start, "weights": w, **dense(gaps, start, w)})
            cases.append({"values": v, "start": None, "weights": None, **dense(v, None, None)})
    return f"numpy {np.__version__}, scipy {scipy.__version__}, statsmodels {statsmodels.__version__}", "restricted likelihood, dense; UnobservedComponents", cases


def mean():
    cases = []
    for rho in (-0.4, 0, 0.3, 0.85):
        for m, k in ((1, 1), (4, 4), (3, 12), (12, 1)):
            cov = 4.0 * toeplitz(rho ** np.arange(m + k)) if rho else 4.0 * np.eye(m + k)
            a = np.r_[np.ones(m) / m, np.zeros(k)]
            b = np.r_[np.zeros(m), np.ones(k) / k]
            beta = (a @ cov @ b) / (a @ cov @ a)
            sd = math.sqrt(b @ cov @ b - beta * (a @ cov @ b))
            cases.append({"mean": 10, "standardDeviation": 2, "correlation": rho, "spell": 7.5, "length": m, "following": k,
                          "average": float(10 + beta * (7.5 - 10)), "rebound": float((1 - beta) * 2.5), "deviation": sd})
    return f"numpy {np.__version__}", "covariance matrix of an AR(1) process", cases


version, call, cases = {"level": level, "mean": mean}[sys.argv[1]]()
json.dump({"tool": "Python", "version": version, "call": call, "cases": cases}, sys.stdout, indent=1)
