"""Times verdict's statistics beside SciPy's and statsmodels', in one run, on one core each.

Run by `scripts/bench statistics`. Ours is a batch of many lines less an empty batch, so that starting
the program is not counted; theirs is the library call in a process that is already warm. Every figure
is the least of several runs, for noise only adds.
"""
import json
import os
import random
import subprocess
import sys
import time

import numpy as np
import scipy
import statsmodels
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep

program, runs = sys.argv[1], int(sys.argv[2])
random.seed(20)
cores = sorted(os.sched_getaffinity(0))


def least(work):
    best = float("inf")
    for _ in range(runs):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def batch(lines, cpus):
    text = "".join(json.dumps(line) + "\n" for line in lines).encode()

    def work():
        subprocess.run([program, "calc", "--batch"], input=text, stdout=subprocess.PIPE, check=True,
                       preexec_fn=lambda: os.sched_setaffinity(0, cpus))

    return work


def checked(line):
    """One answer, so that an error is not timed as a result."""
    out = subprocess.run([program, "calc", "--batch"], input=json.dumps(line).encode(),
                         stdout=subprocess.PIPE, check=True).stdout
    answer = json.loads(out)
    if "error" in answer:
        sys.exit(f"{line['method']}: {answer['error']}")
    return answer["result"]


one = {cores[0]}
empty = least(batch([], one))


def ours(lines):
    checked(lines[0])
    return (least(batch(lines, one)) - empty) / len(lines)


def theirs(calls):
    os.sched_setaffinity(0, one)
    calls[0]()
    seconds = least(lambda: [call() for call in calls]) / len(calls)
    os.sched_setaffinity(0, cores)
    return seconds


def show(name, mine, other, wanted):
    met = "yes" if other / mine >= wanted else "NO"
    print(f"{name:<46}{mine * 1e3:10.3f}{other * 1e3:11.3f}{other / mine:9.1f} × {wanted:>5} ×  {met}")
    return met == "yes"


def count(x, n):
    return {"successes": x, "trials": n}


tables = [(40 + i % 5, 55 + i // 5 % 3) for i in range(15)]


def proportions(only):
    return [{"method": "two-proportions", "control": count(a, 100), "variant": count(b, 100), "only": only}
            for a, b in tables for _ in range(10)]


print(f"SciPy {scipy.__version__}, statsmodels {statsmodels.__version__}, least of {runs} runs, one core")
print(f"{'':<46}{'ours, ms':>10}{'theirs, ms':>11}{'ratio':>11}{'wanted':>8}  met")
barnard = theirs([lambda a=a, b=b: stats.barnard_exact([[a, b], [100 - a, 100 - b]]) for a, b in tables])
good = show("exact p, 100 against 100 ÷ barnard_exact", ours(proportions(["pValues.exact"])), barnard, 10)
good &= show("exact p and interval ÷ barnard_exact's p",
             ours(proportions(["pValues.exact", "intervals.exact"])), barnard, 1)
boschloo = theirs([lambda a=a, b=b: stats.boschloo_exact([[a, b], [100 - a, 100 - b]]) for a, b in tables[:5]])
good &= show("boschloo ÷ boschloo_exact", ours(proportions(["pValues.boschlooLess", "pValues.boschlooGreater"])),
             boschloo, 1)
score = theirs([lambda a=a, b=b: confint_proportions_2indep(b, 100, a, 100, method="newcomb", compare="diff")
                for a, b in tables])
good &= show("Newcombe ÷ statsmodels", ours(proportions(["intervals.newcombe"]) * 20), score, 1)
values = [[round(random.lognormvariate(0, 1), 6) for _ in range(400)] for _ in range(2)]
arrays = tuple(np.array(v) for v in values)
bca = theirs([lambda: stats.bootstrap(arrays, lambda x, y, axis: y.mean(axis=axis) - x.mean(axis=axis),
                                      n_resamples=10_000, method="BCa", vectorized=True)])
good &= show("BCa, 10,000 resamples of 400 + 400",
             ours([{"method": "means", "control": {"values": values[0]}, "variant": {"values": values[1]},
                    "only": ["bootstrap"]}] * 20), bca, 3)

print()
eight = ours([{"method": "boundaries", "looks": 8}] * 200)
print(f"{'boundaries of eight looks':<46}{eight * 1e3:10.3f} ms, under 5 wanted")
lines = []
for i in range(100_000):
    m, n = random.randint(20, 400), random.randint(20, 400)
    lines.append({"id": i, "method": "two-proportions", "control": count(random.randint(0, m), m),
                  "variant": count(random.randint(0, n), n),
                  "only": ["intervals.miettinenNurminen", "intervals.newcombe", "pValues.score"]})
whole = least(batch(lines, set(cores[:2])))
print(f"{'100,000 lines: score, Newcombe, p; two cores':<46}{whole:10.2f} s,  under 2 wanted")
sys.exit(0 if good and eight < 0.005 and whole < 2 else 1)
