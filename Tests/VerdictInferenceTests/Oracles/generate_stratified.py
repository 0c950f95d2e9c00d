"""Reference values for stratified tables.

Run: python3 generate_stratified.py > stratified.json
Needs Python 3.11+, statsmodels 0.15.0 (StratifiedTable), scipy 1.17.1, numpy.

statsmodels: Cochran-Mantel-Haenszel with and without correction, pooled odds ratio with its interval, pooled risk
ratio, Breslow-Day and Tarone. Written here from the papers with exact fractions: the risk difference with Sato's
variance (1989, Biometrics 45:1323), Cochran's Q, Gail-Simon (1985).
"""
import json
import math
import sys
from fractions import Fraction as F

import numpy as np
import scipy
import statsmodels
from scipy import stats
from statsmodels.stats.contingency_tables import StratifiedTable

CASES = [
    [(10, 20, 14, 21), (3, 15, 6, 14), (1, 8, 2, 9)],
    [(30, 60, 41, 55), (12, 40, 9, 44), (20, 35, 26, 30), (4, 18, 7, 16)],
    [(5, 12, 8, 11), (16, 24, 10, 25)],
]


def case(strata):
    tables = [np.array([[b, n - b], [a, m - a]]) for a, m, b, n in strata]
    st = StratifiedTable(tables)
    plain, corrected = st.test_null_odds(False), st.test_null_odds(True)
    bd, tarone = st.test_equal_odds(False), st.test_equal_odds(True)
    w = [F(m * n, m + n) for a, m, b, n in strata]
    d = [F(b, n) - F(a, m) for a, m, b, n in strata]
    rd = sum(x * y for x, y in zip(w, d)) / sum(w)
    p = sum(F(n * n * a - m * m * b, (m + n) ** 2) + F(n * m * (m - n), 2 * (m + n) ** 2) for a, m, b, n in strata)
    q = sum(F(b * (m - a) + a * (n - b), 2 * (m + n)) for a, m, b, n in strata)
    se = math.sqrt((rd * p + q) / sum(w) ** 2)
    v = [F(a, m) * (1 - F(a, m)) / m + F(b, n) * (1 - F(b, n)) / n for a, m, b, n in strata]
    mean = sum(y / x for x, y in zip(v, d)) / sum(1 / x for x in v)
    het = float(sum((y - mean) ** 2 / x for x, y in zip(v, d)))
    up = float(sum(y * y / x for x, y in zip(v, d) if y > 0))
    down = float(sum(y * y / x for x, y in zip(v, d) if y < 0))
    k = len(strata)
    gs = sum(stats.binom.pmf(h, k - 1, 0.5) * stats.chi2.sf(min(up, down), h) for h in range(1, k)) if min(up, down) else 1.0
    return {"strata": strata, "values": {
        "cmh.chiSquare": float(plain.statistic), "cmh.p": float(plain.pvalue),
        "cmh.chiSquareCorrected": float(corrected.statistic), "cmh.pCorrected": float(corrected.pvalue),
        "riskDifference.estimate": float(rd), "riskDifference.standardError": se,
        "oddsRatio.estimate": float(st.oddsratio_pooled), "riskRatio.estimate": float(st.riskratio_pooled),
        "heterogeneity.q": het, "heterogeneity.p": float(stats.chi2.sf(het, k - 1)), "heterogeneity.gailSimonP": float(gs),
        "breslowDay.chiSquare": float(bd.statistic), "breslowDay.p": float(bd.pvalue),
        "tarone.chiSquare": float(tarone.statistic), "tarone.p": float(tarone.pvalue)},
        "oddsRatioInterval": list(map(float, st.oddsratio_pooled_confint()))}


json.dump({"tool": "statsmodels", "version": f"statsmodels {statsmodels.__version__}, scipy {scipy.__version__}",
           "cases": [case(c) for c in CASES]}, sys.stdout, indent=1)
