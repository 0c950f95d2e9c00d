"""Reference values for two arms with incomplete uptake.

Run: python3 uptake_generate.py > uptake.json
Needs Python 3.11+, statsmodels 0.15.0 (IV2SLS, OLS), SciPy 1.17.1 (brentq), NumPy 2.4.6.

One row for each unit. Estimate: IV2SLS. Its error: the HC0 sandwich of two-stage least squares, written with matrices
here. First-stage F: OLS of uptake on the arm. Anderson-Rubin: for each value of the effect the residual y - effect * d is
compared between arms, rows of residuals from the common mean squared and divided by the arms' sizes, times N/(N - 1); the
set is traced on a fine grid of tan(angle) and its ends are refined by brentq. The intention-to-treat interval and p are
checked elsewhere (two_rates.json); here their p at equal arms is the pooled z with N/(N - 1), as a second look.
"""
import json
import math
import sys

import numpy as np
import scipy
import statsmodels
import statsmodels.api as sm
from scipy import optimize, stats
from statsmodels.sandbox.regression.gmm import IV2SLS

# trials, uptake, successes, successes among uptake: control, variant
CASES = [((100, 0, 40, 0), (100, 18, 47, 14)), ((200, 10, 90, 6), (190, 120, 110, 80)), ((60, 0, 12, 0), (60, 60, 27, 27)),
         ((45, 20, 18, 9), (43, 22, 24, 13)), ((30, 3, 0, 0), (32, 25, 7, 6)), ((80, 40, 30, 20), (80, 41, 36, 22)),
         ((25, 5, 20, 5), (400, 300, 250, 200)), ((50, 30, 20, 10), (50, 12, 26, 8)), ((12, 1, 5, 1), (9, 6, 7, 5)),
         ((1000, 0, 180, 0), (1000, 180, 200, 50)), ((40, 10, 10, 2), (40, 10, 14, 3))]


def rows(n, u, s, us):
    cells = [(1, 1, us), (1, 0, u - us), (0, 1, s - us), (0, 0, n - u - s + us)]
    return [(d, y) for d, y, k in cells for _ in range(k)]


def case(control, variant):
    data = [(0, d, y) for d, y in rows(*control)] + [(1, d, y) for d, y in rows(*variant)]
    z, d, y = (np.array(c, float) for c in zip(*data))
    X, Z = np.column_stack([np.ones_like(d), d]), np.column_stack([np.ones_like(z), z])
    n, nv, nc = len(z), int(z.sum()), int((1 - z).sum())
    estimate = error = None
    if control[1] / control[0] != variant[1] / variant[0]:
        estimate = float(IV2SLS(y, X, Z).fit().params[1])
        e = y - X @ IV2SLS(y, X, Z).fit().params
        bread = np.linalg.inv(Z.T @ X)
        error = float(np.sqrt((bread @ (Z.T * e**2) @ Z @ bread.T)[1, 1]))
    first = sm.OLS(d, Z).fit()
    out = {"control": control, "variant": variant, "estimate": estimate, "error": error,
           "f": float(first.fvalue) if any(0 < a[1] < a[0] for a in (control, variant)) else None,
           "itt": float(y[z == 1].mean() - y[z == 0].mean()), "sets": []}
    pooled = y.mean()
    out["pooledZ"] = float(out["itt"] / math.sqrt(pooled * (1 - pooled) * (1 / nv + 1 / nc) * n / (n - 1)))
    for level in (.95, .8):
        crit = stats.norm.isf((1 - level) / 2) ** 2

        def excess(angle):
            # both sides times cos^2, so that the angle may pass 90 degrees
            r = y * math.cos(angle) - d * math.sin(angle)
            gap = r[z == 1].mean() - r[z == 0].mean()
            e2 = (r - r.mean()) ** 2
            v = (e2[z == 1].sum() / nv**2 + e2[z == 0].sum() / nc**2) * n / (n - 1)
            return gap**2 - crit * v

        grid = np.linspace(-math.pi / 2, math.pi / 2, 3001)
        values = [excess(a) for a in grid]
        ends = sorted(math.tan(optimize.brentq(excess, a, b, xtol=1e-15, rtol=1e-15))
                      for a, b, p, q in zip(grid, grid[1:], values, values[1:]) if (p > 0) != (q > 0))
        if not ends:
            kind = "line" if values[1500] <= 0 else "empty"
        else:
            kind = "interval" if values[0] > 0 else "outside"
            assert len(ends) == 2
        out["sets"].append({"level": level, "kind": kind, "ends": ends})
    return out


json.dump({"tool": "statsmodels, SciPy", "version": f"statsmodels {statsmodels.__version__}, SciPy {scipy.__version__}, NumPy {np.__version__}",
           "call": "IV2SLS(y, [1, d], [1, z]), OLS(d, [1, z]), brentq", "cases": [case(*c) for c in CASES]}, sys.stdout, indent=1)
