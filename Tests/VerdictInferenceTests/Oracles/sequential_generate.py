"""Reference values for planned looks, made without the recursion that the library uses.

The joint law of the statistics is integrated directly: a tensor product of Gauss-Legendre rules over
the independent increments' joint density (K - 1 dimensions, the last look in closed form). Roots by
Brent's method on those integrals.

Pinned: Python 3.11 or later, NumPy 2.4.6, SciPy 1.17.1.
Run in this folder: python3 sequential_generate.py
"""

import json

import numpy as np
import scipy
from scipy import optimize, special, stats

RULE = np.polynomial.legendre.leggauss(160)


def nodes(low, high):
    middle, half = (high + low) / 2, (high - low) / 2
    return middle + half * RULE[0], half * RULE[1]


def crossing(boundaries, information, drift, two_sided, last=None):
    """P(upper boundary first crossed at the last look), by a direct multivariate integral."""
    k = len(information)
    final = boundaries[k - 1] if last is None else last
    root = np.sqrt(information)
    if k == 1:
        return float(special.ndtr(-(final - drift * root[0])))
    axes = []
    for j in range(k - 1):
        mean = drift * root[j]
        low = max(mean - 9.5, -boundaries[j] if two_sided else -np.inf)
        high = min(mean + 9.5, boundaries[j])
        if low >= high:
            return 0.0
        axes.append(nodes(low, high))
    grids = np.meshgrid(*[a[0] for a in axes], indexing="ij")
    total = np.ones_like(grids[0])
    for j in range(k - 1):
        shape = [1] * (k - 1)
        shape[j] = -1
        total = total * axes[j][1].reshape(shape)
    score = [grid * root[j] for j, grid in enumerate(grids)]  # Z sqrt(I): independent increments
    for j in range(k - 1):
        before = score[j - 1] if j else 0.0
        step = information[j] - (information[j - 1] if j else 0.0)
        # The density of Z_j given the path is the increment's density times sqrt(I_j).
        total = total * stats.norm.pdf(score[j] - before, drift * step, np.sqrt(step)) * root[j]
    step = information[k - 1] - information[k - 2]
    tail = special.ndtr(-((final * root[k - 1] - score[-1] - drift * step) / np.sqrt(step)))
    return float((total * tail).sum())


def crossings(boundaries, information, drift, two_sided):
    return [
        crossing(boundaries[: k + 1], information[: k + 1], drift, two_sided)
        for k in range(len(information))
    ]


def spent(kind, t, a, rho=None):
    t = min(t, 1.0)
    if kind == "obrienFleming":
        return float(2 * special.ndtr(special.ndtri(a / 2) / np.sqrt(t)))
    if kind == "pocock":
        return float(a * np.log1p((np.e - 1) * t))
    return float(a * t**rho)


def solve(information, a, kind, rho=None):
    information = np.array(information)
    result, before = [], 0.0
    for k in range(len(information)):
        target = spent(kind, information[k], a, rho)
        result.append(
            optimize.brentq(
                lambda c: crossing(result + [c], information[: k + 1], 0.0, False)
                - (target - before),
                0.0,
                9.0,
                xtol=1e-12,
            )
        )
        before = target
    return result


def stagewise(information, boundaries, z, level):
    information = np.array(information)
    k = len(information)

    def upward(delta):
        total = sum(
            crossing(boundaries[: j + 1], information[: j + 1], delta, True) for j in range(k - 1)
        )
        return total + crossing(boundaries[:k], information, delta, True, last=z)

    centre, scale = z / np.sqrt(information[-1]), 1 / np.sqrt(information[-1])
    find = lambda p: optimize.brentq(
        lambda d: upward(d) - p, centre - 8 * scale, centre + 8 * scale, xtol=1e-12
    )
    greater = upward(0.0)
    return {
        "greater": greater,
        "estimate": find(0.5),
        "interval": [find((1 - level) / 2), find((1 + level) / 2)],
    }


def anytime(xc, nc, xv, nv, planned, alpha):
    # rho^2 = (-W_{-1}(-alpha^2/e) - 1)/n*: the Lambert form of the tuning.
    y = -special.lambertw(-(alpha**2) * np.exp(-1), -1).real - 1
    variance = sum(
        (r := (x + 0.5) / (n + 1)) * (1 - r) / n for x, n in ((xc, nc), (xv, nv))
    )
    n, rho2 = nc + nv, y / planned
    x = n * rho2
    half = lambda a: np.sqrt(variance * 2 * (x + 1) / x * np.log(np.sqrt(x + 1) / a))
    d = xv / nv - xc / nc
    # The level at which the interval just touches 0, with the tuning kept.
    if half(1.0) >= abs(d):
        p = 1.0
    else:
        p = float(np.exp(optimize.brentq(lambda l: half(np.exp(l)) - abs(d), -200, 0, xtol=1e-13)))
    return {
        "interval": [max(-1.0, d - half(alpha)), min(1.0, d + half(alpha))],
        "pValue": p,
    }


def write(name, call, cases):
    with open(name + ".json", "w") as file:
        json.dump(
            {
                "tool": "SciPy",
                "version": scipy.__version__,
                "call": call,
                "cases": cases,
            },
            file,
            indent=1,
        )
        file.write("\n")


def main():
    cases = []
    for boundaries, information, drift in [
        ([2.5, 2.0], [0.5, 1.0], 0.0),
        ([2.5, 2.0], [0.5, 1.0], 2.8),
        ([3.5, 2.4, 2.0], [0.2, 0.55, 1.0], 0.0),
        ([3.5, 2.4, 2.0], [0.2, 0.55, 1.0], -1.3),
        ([1.2, 0.9, 0.7], [0.3, 0.4, 1.3], 0.0),
        ([1.2, 0.9, 0.7], [0.3, 0.4, 1.3], 1.0),
        ([2.3, 2.3, 2.3, 2.3], [0.25, 0.5, 0.75, 1.0], 0.0),
        ([4.3, 3.0, 2.4, 2.0], [12.0, 30.0, 41.0, 60.0], 0.35),
    ]:
        for two_sided in (False, True):
            cases.append(
                {
                    "boundaries": boundaries,
                    "information": information,
                    "drift": drift,
                    "sides": 2 if two_sided else 1,
                    "probabilities": crossings(boundaries, np.array(information), drift, two_sided),
                }
            )
    write("sequential_crossings", "tensor Gauss-Legendre integral, 160 nodes a dimension", cases)

    cases = []
    for information, a, kind, rho in [
        ([0.5, 1.0], 0.025, "obrienFleming", None),
        ([0.3, 0.8], 0.025, "obrienFleming", None),
        ([0.4, 0.9, 1.15], 0.0125, "obrienFleming", None),
        ([0.25, 0.5, 0.75, 1.0], 0.025, "obrienFleming", None),
        ([1 / 3, 2 / 3, 1.0], 0.025, "pocock", None),
        ([0.25, 0.5, 0.75, 1.0], 0.05, "pocock", None),
        ([0.2, 0.7, 1.0], 0.025, "power", 2.0),
        ([0.5, 1.0], 0.005, "power", 3.0),
    ]:
        cases.append(
            {
                "information": information,
                "significance": a,
                "spending": kind,
                "rho": rho,
                "z": solve(information, a, kind, rho),
            }
        )
    write("sequential_boundaries", "Brent on the tensor integral", cases)

    cases = []
    for information, boundaries, z, level in [
        ([1.0], [1.96], 2.1, 0.95),
        ([44.0, 88.0], [2.963, 1.969], 2.2, 0.95),
        ([44.0, 88.0], [2.963, 1.969], -0.4, 0.95),
        ([44.0, 88.0], [2.963, 1.969], -3.1, 0.9),
        ([100.0, 210.0, 300.0], [3.7, 2.5, 2.0], 2.6, 0.95),
        ([100.0, 210.0, 300.0], [2.3, 2.3, 2.3], 1.1, 0.99),
    ]:
        cases.append(
            {
                "information": information,
                "boundaries": boundaries,
                "z": z,
                "level": level,
                **stagewise(information, boundaries, z, level),
            }
        )
    write("sequential_stagewise", "Brent on the tensor integral, stage-wise ordering", cases)

    cases = []
    for arms in [(24, 43, 31, 45), (5, 30, 18, 30), (0, 20, 0, 20), (20, 20, 0, 20), (90, 400, 140, 410)]:
        for planned, alpha in ((88, 0.05), (800, 0.01)):
            cases.append(
                {"arms": arms, "plannedTotal": planned, "significance": alpha, **anytime(*arms, planned, alpha)}
            )
    write("sequential_anytime", "closed form with scipy.special.lambertw, p by Brent", cases)


if __name__ == "__main__":
    main()
