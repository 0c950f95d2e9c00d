"""Reference values for money and needs.

Run: python3 money_generate.py > money.json
Needs Python 3.11+ and NumPy 2 (PCG64, seed 20261124, 4,000,000 draws, so quantiles are good to about
a thousandth of the interval's width).
"""
import json
import sys

import numpy as np

N = 4_000_000
rng = np.random.Generator(np.random.PCG64(20261124))


def posterior(successes, trials):
    return rng.beta(successes + .5, trials - successes + .5, N)


def check(mean, error):
    if error == 0:
        return mean
    shape = (mean / error) ** 2
    return rng.gamma(shape, mean / shape, N)


def ends(values):
    return [float(v) for v in np.quantile(values, [.025, .975])]


def money(effect, error, volume, downstream, mean, check_error, cost):
    values = rng.normal(effect, error, N) * volume * check(mean, check_error)
    for successes, trials in downstream:
        values = values * posterior(successes, trials)
    values = values - cost
    return {"effect": effect, "error": error, "volume": volume, "downstream": downstream, "mean": mean,
            "checkError": check_error, "cost": cost, "interval": ends(values), "chance": float((values > 0).mean())}


def needs(revenue, mean, check_error, rates, cost):
    need = revenue / (check(mean, check_error) * np.ones(N))
    out = {"revenue": revenue, "mean": mean, "checkError": check_error, "rates": rates, "costPerLead": cost,
           "intervals": {"payments": ends(need)}}
    for name, stage in (("meetingsHeld", "meetingToPayment"), ("meetingsDue", "showRate"), ("leads", "leadToMeeting")):
        need = need / posterior(*rates[stage])
        out["intervals"][name] = ends(need)
    out["intervals"]["spend"] = ends(need * cost)
    return out


cases = {
    "money": [money(.1, .05, 44, [[12, 60]], 600000, 50000, 20000), money(-.03, .04, 200, [[24, 44], [4, 24]], 50000, 0, 0),
              money(.2, .01, 1000, [[1, 30]], 900, 700, 5000)],
    "needs": [needs(2400000, 600000, 40000, {"leadToMeeting": [44, 200], "showRate": [24, 44], "meetingToPayment": [4, 24]}, 1500),
              needs(1e6, 50000, 0, {"leadToMeeting": [300, 900], "showRate": [150, 290], "meetingToPayment": [40, 150]}, 700)],
}
json.dump({"tool": "NumPy", "version": np.__version__, "call": "Generator(PCG64), quantile", "cases": [cases]},
          sys.stdout, indent=1)
print()
