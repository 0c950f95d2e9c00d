"""Plays the cells of the calibration and prints the table; called by scripts/calibrate."""
import json
import subprocess
import sys
import time

VERDICT, RUNS = sys.argv[1], int(sys.argv[2])
ONLY = sys.argv[3] if len(sys.argv) > 3 else ""
SEED = 20260101
# Name of a cell, its flags, and the level its mode promises.
PLAIN = [(f"score, {n}", ["--per-arm", n], .028) for n in (20, 60, 120, 400)]
EXACT = [(f"exact, {n}", ["--per-arm", n, "--mode", "exact"], .025) for n in (20, 60, 120)]
SWITCHES = [
    ("payments weeks late", ["--delayed"]),
    ("managers ±15 points", ["--skill", ".15"]),
    ("weekdays ±10 points", ["--weekday", ".1"]),
    ("base drifts by 20 points", ["--drift", ".2"]),
    ("published when it looks good", ["--publish-above", "1.5"]),
    ("half of the failures unlogged", ["--unlogged", ".5"]),
    ("base .10", ["--base", ".1"]),
]
SWITCHED = [(f"score, 120: {name}", ["--per-arm", 120, *flags], .028) for name, flags in SWITCHES]
MONEY = [(f"money per client, {n}", ["--money", "--base", ".2", "--per-arm", n], .025)
         for n in (60, 120, 400)]
CHECK = [(f"average check, {n}", ["--check", "--base", ".5", "--per-arm", n], .025)
         for n in (60, 120, 400)]
SEVERAL = [(f"{count} variants, {n} an arm", ["--variants", count, "--per-arm", n], .028)
           for count in (2, 3) for n in (60, 120)]
DAYS = [(f"days to the stage, {n}", ["--days", "--base", ".5", "--per-arm", n], .025)
        for n in (20, 60, 120)]
# Picks: base .55, δ* .08, as in the rule's own example; a tenth of the tests.
CHOOSE = [(f"choose, {n}", ["--goal", "choose", "--base", ".55", "--worthwhile", ".08",
                            "--per-arm", n]) for n in (20, 44, 60, 120)]
SLICES = [
    ("whole days, 3 weeks", ["--design", "day", "--weeks", 3]),
    ("whole days, 5 weeks", ["--design", "day", "--weeks", 5]),
    ("whole days, 5 weeks, days ±15 points", ["--design", "day", "--weeks", 5, "--day-noise", .15]),
    ("managers, 3 against 3", ["--design", "manager", "--members", 6, "--weeks", 8]),
    ("managers, 4 against 4, ±5 points",
     ["--design", "manager", "--members", 8, "--weeks", 8, "--skill", .05]),
    ("managers, 6 against 6, ±15 points",
     ["--design", "manager", "--members", 12, "--weeks", 8, "--skill", .15]),
    ("to some by lot, 4 of 8, ±15 points",
     ["--design", "some", "--members", 8, "--weeks", 8, "--skill", .15]),
    ("to some without a lot", ["--design", "some", "--without-lot", "--members", 8, "--weeks", 8]),
    ("to all", ["--design", "all", "--weeks", 8]),
    ("to all, base drifts by 20 points", ["--design", "all", "--weeks", 8, "--drift", ".2"]),
    ("a new source", ["--design", "source", "--members", 4, "--weeks", 8]),
]
# A lot over days is enumerated or drawn anew in every test: a tenth of the tests.
SLICE_RUNS = max(1, RUNS // 10)


def play(flags, runs=RUNS, differences="0,0.1,0.2"):
    line = [VERDICT, "simulate", "trials", *map(str, flags), f"--difference={differences}",
            "--runs", str(runs), "--seed", str(SEED)]
    answers = subprocess.run(line, check=True, capture_output=True, text=True).stdout
    return [json.loads(answer)["answer"] for answer in answers.splitlines()]


def errors(rate, runs):
    return 2 * (rate * (1 - rate) / runs) ** .5


def cell(rate, limit=None, runs=RUNS):
    over = limit is not None and rate > limit + errors(limit, runs)
    return f"{rate:.4f}" + (" (!)" if over else "")


print(f"`scripts/calibrate {RUNS}`, seed {SEED}; base .45, δ* .10, six managers, four reviews.\n")
print("| cell | confirmed, Δ = 0 | harmful, Δ = 0 | no effect or not worth it, Δ = δ* "
      "| harmful, Δ = δ* | confirmed, Δ = δ* | confirmed, Δ = 2δ* | invalid data "
      "| repeated interval holds Δ | fixed interval holds Δ | reviews to a verdict, Δ = 2δ* "
      "| peeked z: better, Δ = 0 | relative lift: better / worse, Δ = 0 |")
print("|" + "---|" * 13)
start, over = time.time(), []
for name, flags, level in PLAIN + EXACT + SWITCHED + MONEY + CHECK + DAYS + SEVERAL:
    if ONLY not in name:
        continue
    none, one, two = play(flags)

    def share(answer, *verdicts):
        return sum(answer["verdicts"][verdict] for verdict in verdicts)

    row = [
        # Of several variants the error is the family's: any of them.
        cell(none["anyConfirmed"], level), cell(none["anyHarmful"], level),
        cell(share(one, "noEffect", "notWorthIt"), level),
        cell(share(one, "harmful"), level),
        cell(share(one, "confirmed")), cell(share(two, "confirmed")),
        cell(share(none, "invalidData")),
        f"{min(a['repeatedCoverage'] for a in (none, one, two)):.4f}",
        f"{min(a['fixedCoverage'] for a in (none, one, two)):.4f}", f"{two['meanLook']:.2f}",
        cell(none["peekedZ"]["better"]),
        f"{none['relativeLift']['better']:.4f} / {none['relativeLift']['worse']:.4f}",
    ]
    if any("(!)" in value for value in row):
        over.append(name)
    print(f"| {name} | " + " | ".join(row) + " |", flush=True)
spent = time.time() - start
print(f"\nTests on slices of the table, {SLICE_RUNS} a cell; base .45, δ* .10.\n")
print("| cell | confirmed, Δ = 0 | harmful, Δ = 0 | no effect or not worth it, Δ = δ* "
      "| confirmed, Δ = δ* | confirmed, Δ = 2δ* | interval holds Δ "
      "| pooled z: better, Δ = 0 | pooled z: worse, Δ = 0 |")
print("|" + "---|" * 9)
for name, flags in SLICES:
    if ONLY not in name:
        continue
    none, one, two = play(flags, SLICE_RUNS)

    def share(answer, *verdicts):
        return sum(answer["verdicts"][verdict] for verdict in verdicts)

    row = [
        cell(share(none, "confirmed"), .025, SLICE_RUNS),
        cell(share(none, "harmful"), .025, SLICE_RUNS),
        cell(share(one, "noEffect", "notWorthIt"), .025, SLICE_RUNS),
        cell(share(one, "confirmed")), cell(share(two, "confirmed")),
        f"{min(a['coverage'] for a in (none, one, two)):.4f}",
        cell(none["pooledZ"]["better"]), cell(none["pooledZ"]["worse"]),
    ]
    if any("(!)" in value for value in row):
        over.append(name)
    print(f"| {name} | " + " | ".join(row) + " |", flush=True)
print(f"\nGoal `choose`, {SLICE_RUNS} a cell; base .55, δ* .08, τ .08, four reviews.\n")
print("| cell | picks the new, Δ = −δ* | rolled back, Δ = −δ* | picks the new, Δ = 0 | rolled back, Δ = 0 "
      "| keeps the old, Δ = δ* | keeps the old, Δ = 2δ* |")
print("|" + "---|" * 7)
for name, flags in CHOOSE:
    if ONLY not in name:
        continue
    worse, none, one, two = play(flags, SLICE_RUNS, "-0.08,0,0.08,0.16")

    def verdict(answer, name):
        return answer["verdicts"].get(name, 0)

    row = [
        cell(verdict(worse, "preferVariant")), cell(verdict(worse, "harmful")),
        cell(verdict(none, "preferVariant")), cell(verdict(none, "harmful"), .028, SLICE_RUNS),
        cell(verdict(one, "preferControl")), cell(verdict(two, "preferControl")),
    ]
    if any("(!)" in value for value in row):
        over.append(name)
    print(f"| {name} | " + " | ".join(row) + " |", flush=True)
print(f"\n(!) above its level (.025 exact, days and money, .028 score) by more than two Monte-Carlo errors: "
      f"{', '.join(over) or 'none'}.")
print(f"{3 * RUNS * len(PLAIN + EXACT + SWITCHED + MONEY + CHECK + DAYS + SEVERAL) / spent:,.0f} tests a second.", file=sys.stderr)
sys.exit(1 if over else 0)
