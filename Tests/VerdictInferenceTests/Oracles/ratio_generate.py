"""Reference values for two ratios of sums and for sets that need not be intervals.

Run: python3 ratio_generate.py > ratio.json
Needs mpmath 1.4.1, statsmodels 0.15.0, numpy.

Ratios, delta variances, Welch-Satterthwaite degrees, p and intervals in 50 digits from the pairs (Deng, Knoblich & Lu
2018; for x = 1 they are Welch's); each arm's standard error again by statsmodels: WLS of y on x without constant,
weights 1/x, HC1. Fieller's sets are found by walking along the line and halving where |R_v - rho R_c| = t * error,
not by the quadratic. `quadratics`: roots of a t^2 + b t + c in 80 digits.
"""
import json
import sys

import mpmath
import numpy as np
import statsmodels
import statsmodels.api as sm
from mpmath import mp, mpf

mp.dps = 50


def t_tail(t, df):
    """P(T > t), t >= 0."""
    return mpmath.betainc(df / 2, mpf(1) / 2, 0, df / (df + t * t), regularized=True) / 2


def t_quantile(tail, df):
    low, high = mpf(0), mpf(1)
    while t_tail(high, df) > tail:
        high *= 2
    for _ in range(170):
        mid = (low + high) / 2
        low, high = (mid, high) if t_tail(mid, df) > tail else (low, mid)
    return low


class Arm:
    def __init__(self, pairs):
        self.x, self.y = [mpf(str(p[0])) for p in pairs], [mpf(str(p[1])) for p in pairs]
        self.n = len(pairs)
        self.mx, self.my = sum(self.x) / self.n, sum(self.y) / self.n

    def residual_variance(self, theta):
        """Variance of mean(y) - theta mean(x)."""
        e = [(b - self.my) - theta * (a - self.mx) for a, b in zip(self.x, self.y)]
        return sum(v * v for v in e) / (self.n - 1) / self.n

    @property
    def ratio(self):
        return self.my / self.mx

    @property
    def variance(self):
        return self.residual_variance(self.ratio) / self.mx ** 2


def walk(inside, scale):
    """The set {theta: inside(theta)} from signs on a wide uneven grid, ends by halving."""
    grid = [mpf(0)]
    for k in range(-400, 401):
        grid += [scale * mpf(10) ** (mpf(k) / 40), -scale * mpf(10) ** (mpf(k) / 40)]
    grid.sort()
    ends = []
    for low, high in zip(grid, grid[1:]):
        a, b = inside(low), inside(high)
        if a != b:
            for _ in range(170):
                mid = (low + high) / 2
                low, high = (mid, high) if inside(mid) == a else (low, mid)
            ends.append(float(low))
    if not ends:
        return {"kind": "line" if inside(grid[0]) else "empty", "lower": None, "upper": None}
    assert len(ends) == 2, ends
    return {"kind": "outside" if inside(grid[0]) else "interval", "lower": ends[0], "upper": ends[1]}


def case(name, control, variant, level=0.95):
    c, v = Arm(control), Arm(variant)
    tail = (1 - mpf(str(level))) / 2
    d = v.ratio - c.ratio
    vc, vv = c.variance, v.variance
    se = mpmath.sqrt(vc + vv)
    df = (vc + vv) ** 2 / (vc ** 2 / (c.n - 1) + vv ** 2 / (v.n - 1))
    t = t_quantile(tail, df)
    out = {"name": name, "level": level, "control": control, "variant": variant, "controlRatio": float(c.ratio), "variantRatio": float(v.ratio),
           "estimate": float(d), "standardError": float(se), "df": float(df), "p": float(2 * t_tail(abs(d) / se, df)),
           "interval": [float(d - t * se), float(d + t * se)]}
    if c.ratio * v.ratio > 0:
        half = t * mpmath.sqrt(vc / c.ratio ** 2 + vv / v.ratio ** 2)
        out["delta"] = [float(v.ratio / c.ratio * mpmath.exp(s * half) - 1) for s in (-1, 1)]
    scale = abs(v.ratio / c.ratio) if c.ratio and v.ratio else mpf(1)
    set_ = walk(lambda rho: abs(v.ratio - rho * c.ratio) <= t * mpmath.sqrt(vv + rho ** 2 * vc), scale)
    for key in ("lower", "upper"):
        if set_[key] is not None:
            set_[key] -= 1
    out["fieller"] = set_
    for key, arm in (("controlSet", c), ("variantSet", v)):
        q = t_quantile(tail, mpf(arm.n - 1))
        out[key] = walk(lambda th: abs(arm.my - th * arm.mx) <= q * mpmath.sqrt(arm.residual_variance(th)), abs(arm.ratio) if arm.ratio else mpf(1))
    errors = []
    for arm in (control, variant):
        x, y = np.array(arm, float).T
        if (x > 0).all():
            errors.append(float(sm.WLS(y, x[:, None], weights=1 / x).fit(cov_type="HC1").bse[0]))
    if len(errors) == 2:
        out["armErrors"] = errors
    return out


rng = np.random.default_rng(7)
pairs = lambda n, price, zero=0.0: [[int(x), float(round(x * price * rng.lognormal(0, .6), 2)) if rng.random() > zero else 0.0]
                                    for x in rng.poisson(4, n) + 1]
CASES = [("cost per lead", pairs(30, 900), pairs(25, 700)), ("x is one", [[1, v] for v in (3, 8, 1, 12, 5)], [[1, v] for v in (9, 4, 22, 7)]),
         ("wide", pairs(4, 100, .5), pairs(5, 400)), ("control near zero", [[1, v] for v in (-3, 4, 0.5, -1, 2)], [[1, v] for v in (6, 7, 9, 5)]),
         ("nothing told from zero", [[1, v] for v in (-3, 4, 0.5, -1, 2)], [[1, v] for v in (-6, 7, 1, -2.5)]),
         ("denominator near zero", [[-2, 3], [3, 4], [1, 2], [-1, 6]], [[2, 3], [3, 4], [1, 2], [1, 6]]),
         ("near 1e9", [[1e9 + a, 2e9 + b] for a, b in ((1, 5), (4, 2), (7, 9), (2, 2))], [[1e9 + a, 2e9 + b] for a, b in ((3, 9), (9, 11), (6, 30))]),
         ("large difference, level .99", pairs(60, 500), pairs(60, 1100), .99)]

QUADRATICS = [(1, -3, 2), (-1, 3, -2), (1, 0, 1), (-1, 0, -1), (1, 2, 1), (1e-200, 3e50, 1e-180), (1e200, -3e200, 1e-200), (3e-160, -4e-160, 1e-160),
              (1, -2e8, 1), (1, 2e8, 1), (94906265.625, -2 * 94906267.0, 94906268.375), (1e308, -1e308, 1e307), (-5e-324, 1, 1), (2, -1e-10, 0),
              (7, 0, -1e-300), (-1e-20, 1e-5, 1e300)]


def quadratic(a, b, c):
    mp.dps = 700
    a, b, c = mpf(a), mpf(b), mpf(c)
    disc = b * b - 4 * a * c
    roots = sorted([(-b - mpmath.sqrt(disc)) / (2 * a), (-b + mpmath.sqrt(disc)) / (2 * a)]) if disc >= 0 else None
    out = {"coefficients": [float(a), float(b), float(c)], "roots": None}
    if roots is not None:
        out["roots"] = [float(r) if abs(r) < mpf(2) ** 1023 else None for r in roots]
    mp.dps = 50
    return out


json.dump({"tool": "mpmath, statsmodels", "version": f"mpmath {mpmath.__version__}, statsmodels {statsmodels.__version__}",
           "call": "50 digits from pairs; WLS HC1", "cases": [case(*c) for c in CASES], "quadratics": [quadratic(*q) for q in QUADRATICS]}, sys.stdout, indent=1)
