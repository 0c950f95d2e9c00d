"""Reference values for the choice between two arms and for maturation, from independent code.

Choice: adaptive quadrature over the two rates (p_c, p_v), nested scipy.integrate.quad; the library
integrates over (p_c, difference) with fixed rules. Chances of a pick: every table of small arms, one
by one, on a tensor grid. Maturation: exact fractions. Naive rule: exact fractions.

Pinned: Python 3.11 or later, NumPy 2.4.6, SciPy 1.17.1.
Run in this folder: python3 choice_generate.py
"""

import json
from fractions import Fraction
from math import comb, sqrt

import numpy as np
import scipy
from scipy import integrate, optimize, special


def posterior(xc, nc, xv, nv, tau):
    """Weight of a function of the difference above a cut, by nested adaptive quadrature."""
    a, b = xc, nc - xc
    scale_c = special.betaln(a + 0.5, b + 0.5)
    scale_v = special.betaln(xv + 1, nv - xv + 1)

    def inner(p, weight, low, high):
        low, high = max(low, 0.0), min(high, 1.0)
        if high <= low:
            return 0.0
        share = special.ndtr((1 - p) / tau) - special.ndtr(-p / tau)

        def density(q):
            z = (q - p) / tau
            return (
                weight(q - p)
                * np.exp(special.xlogy(xv, q) + special.xlog1py(nv - xv, -q) - scale_v - z * z / 2)
                / (tau * sqrt(2 * np.pi) * share)
            )

        return integrate.quad(density, low, high, epsabs=1e-13, epsrel=1e-11, limit=200)[0]

    def outer(weight, cut, above):
        def density(angle):
            p = np.sin(angle) ** 2
            mass = 2 * np.exp(special.xlogy(a, p) + special.xlog1py(b, -p) - scale_c)
            low, high = (p + cut, 1.0) if above else (0.0, p + cut)
            return mass * inner(p, weight, low, high)

        return integrate.quad(density, 0, np.pi / 2, epsabs=1e-12, epsrel=1e-10, limit=400)[0]

    return outer


def choose(xc, nc, xv, nv, tau, cost, ends):
    weight = posterior(xc, nc, xv, nv, tau)
    one = lambda d: 1.0
    above, below = weight(one, cost, True), weight(one, cost, False)
    total = above + below
    result = {
        "control": [xc, nc],
        "variant": [xv, nv],
        "tau": tau,
        "costPerUnit": cost,
        "probabilityVariantBetter": above / total,
        "lossOfControl": weight(lambda d: d - cost, cost, True) / total,
        "lossOfVariant": weight(lambda d: cost - d, cost, False) / total,
    }
    if ends:
        result["interval"] = [
            optimize.brentq(lambda q: weight(one, q, False) / total - p, low, high, xtol=1e-9)
            for p, (low, high) in zip((0.025, 0.975), ends)
        ]
    return result


def chance_of_variant(nc, nv, base, difference, tau, cost):
    """Every table of two small arms, its expected difference on a tensor grid."""
    x, w = np.polynomial.legendre.leggauss(240)
    angle, w = (x + 1) * np.pi / 4, w * np.pi / 4
    p = np.sin(angle) ** 2  # both rates; the variant's measure is dp_v = sin(2 angle) d angle
    P, Q = np.meshgrid(p, p, indexing="ij")
    prior = np.exp(-((Q - P) ** 2) / (2 * tau * tau)) / (
        special.ndtr((1 - P) / tau) - special.ndtr(-P / tau)
    )
    grid = prior * np.outer(w, w * np.sin(2 * angle))
    total = 0.0
    for i in range(nc + 1):
        for j in range(nv + 1):
            like = P**i * (1 - P) ** (nc - i) * Q**j * (1 - Q) ** (nv - j) * grid
            if (like * (Q - P)).sum() / like.sum() - cost > 1e-7:
                total += (
                    comb(nc, i) * base**i * (1 - base) ** (nc - i)
                    * comb(nv, j) * (base + difference) ** j * (1 - base - difference) ** (nv - j)
                )
    return total


def kaplan_meier(lags, horizon):
    units = [(lag, True) for lag, r, c in lags for _ in range(r)]
    units += [(lag, False) for lag, r, c in lags for _ in range(c)]
    survival, greenwood = Fraction(1), Fraction(0)
    for day in sorted({lag for lag, reached in units if reached and lag <= horizon}):
        at_risk = sum(1 for lag, _ in units if lag >= day)
        reached = sum(1 for lag, hit in units if hit and lag == day)
        survival *= Fraction(at_risk - reached, at_risk)
        if at_risk > reached:
            greenwood += Fraction(reached, at_risk * (at_risk - reached))
    conversion = 1 - survival
    variance = survival**2 * greenwood
    trials = conversion * survival / variance
    return {
        "lags": lags,
        "horizon": horizon,
        "conversion": float(conversion),
        "variance": float(variance),
        "effectiveTrials": float(trials),
        "effectiveSuccesses": float(conversion * trials),
    }


def naive(base, nc, nv, threshold):
    p, t = Fraction(base), Fraction(threshold)
    mass = lambda k, n: comb(n, k) * p**k * (1 - p) ** (n - k)
    alarm = either = Fraction(0)
    for i in range(nc + 1):
        for j in range(nv + 1):
            d = Fraction(j, nv) - Fraction(i, nc)
            weight = mass(i, nc) * mass(j, nv)
            if d >= t:
                alarm += weight
            if abs(d) > t:
                either += weight
    return {
        "base": float(p), "control": nc, "variant": nv, "threshold": float(t),
        "falseAlarm": float(alarm), "exceeded": float(either),
    }


def write(name, call, cases, tool="SciPy", version=scipy.__version__):
    with open(name + ".json", "w") as file:
        json.dump({"tool": tool, "version": version, "call": call, "cases": cases}, file, indent=1)
        file.write("\n")


def main():
    write(
        "choice_reading",
        "nested scipy.integrate.quad over both rates; interval by brentq",
        [
            choose(24, 43, 31, 45, 0.08, 0.0, ((-0.1, -0.05), (0.15, 0.2))),
            choose(24, 43, 31, 45, 0.08, 0.02, None),
            choose(24, 43, 31, 45, 0.08, -0.03, None),
            choose(12, 60, 7, 55, 0.05, 0.0, ((-0.14, -0.09), (0.0, 0.08))),
            choose(0, 40, 0, 40, 0.08, 0.0, None),
            choose(40, 40, 40, 40, 0.08, 0.0, None),
            choose(0, 20, 20, 20, 0.08, 0.0, None),
            choose(50, 100, 90, 100, 0.03, 0.0, None),
            choose(3, 12, 0, 0, 0.1, 0.0, None),
        ],
    )
    write(
        "choice_planning",
        "every table on a 240 x 240 tensor grid",
        [
            {
                "control": nc, "variant": nv, "base": base, "difference": d, "tau": tau,
                "costPerUnit": cost,
                "chanceOfVariant": chance_of_variant(nc, nv, base, d, tau, cost),
            }
            for nc, nv, base, d, tau, cost in [
                (12, 12, 0.55, 0.08, 0.08, 0.0),
                (9, 14, 0.3, 0.0, 0.08, 0.0),
                (15, 10, 0.4, -0.1, 0.2, 0.0),
                (14, 13, 0.55, 0.1, 0.08, 0.02),
            ]
        ],
    )
    write(
        "maturation",
        "exact fractions, unit by unit",
        [
            kaplan_meier([[0, 3, 1], [2, 4, 2], [5, 1, 3], [7, 2, 10]], 7),
            kaplan_meier([[1, 5, 0], [3, 2, 0], [14, 0, 20]], 14),
            kaplan_meier([[0, 10, 4], [1, 6, 3], [2, 0, 5], [4, 3, 1], [9, 1, 6], [12, 2, 8]], 9),
            kaplan_meier([[0, 4, 9], [6, 3, 2], [20, 1, 1]], 6),
        ],
        tool="Python fractions", version="3.11",
    )
    write(
        "naive_rule",
        "exact fractions over every table",
        [
            naive(Fraction(5, 8), 43, 45, Fraction(1, 20)),
            naive(Fraction(11, 20), 44, 44, Fraction(1, 20)),
            naive(Fraction(11, 20), 21, 22, Fraction(3, 20)),
            naive(Fraction(1, 5), 20, 20, Fraction(1, 20)),
            naive(Fraction(1, 10), 30, 50, Fraction(1, 10)),
        ],
        tool="Python fractions", version="3.11",
    )


if __name__ == "__main__":
    main()
