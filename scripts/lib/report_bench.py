"""Times the report of a large department: fifty tests, forty managers, a year of the table.

    report_bench.py VERDICT [RUNS]

Makes the files with a fixed seed, plays the year into a store of its own, and writes the review that
decides all fifty tests. Prints how long reading (the evaluation) and writing (the page) took, the size
of each form, and what in the page would be asked of another machine; answers 1 where a wanted figure
(150 ms of writing, 2 MB, nothing asked) is missed.
"""
import datetime
import os
import random
import re
import subprocess
import sys
import tempfile

WANTED_MS, WANTED_BYTES = 150, 2_000_000
TESTS, MANAGERS = 50, 40
FIRST, LAST, START, END = (datetime.date(2025, 11, 24), datetime.date(2026, 11, 29),
                           datetime.date(2025, 12, 1), datetime.date(2026, 11, 9))
PERIOD = "2026-11-H1"
NAMES = [f"Менеджер {number:02}" for number in range(1, MANAGERS + 1)]


def mondays(first, last):
    day = first + datetime.timedelta(days=-first.weekday() % 7)
    while day <= last:
        yield day
        day += datetime.timedelta(days=7)


def table(path, draw):
    """Leads by source each day; two meetings a manager each Monday."""
    with open(path, "w", encoding="utf-8") as file:
        file.write("date,source,manager,leads,spend,meetings_scheduled,meetings_due,"
                   "meetings_moved,meetings_held,payments,revenue\n")
        day = FIRST
        while day <= LAST:
            if day.weekday() < 5:
                for source in ("Директ", "VK"):
                    file.write(f"{day},{source},,{draw.randrange(20, 40)},24000,,,,,,\n")
            day += datetime.timedelta(days=1)
        for day in mondays(FIRST, LAST):
            for name in NAMES:
                held = sum(draw.random() < 0.55 for _ in range(2))
                paid = sum(draw.random() < 0.18 for _ in range(held))
                file.write(f"{day},,{name},,,2,2,0,{held},,\n")
                if paid:
                    file.write(f"{day},Директ,{name},,,,,,,{paid},{paid * 600000}\n")


def hypothesis(path, number):
    title = f"Гипотеза {number:02}: предложить показать экран сразу, на этом же звонке"
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"""id: test-{number:02}
title: {{ru: "{title}", en: "Test {number:02}: offer the screen share on the call"}}
if: предлагаем сразу
then: придут чаще
because: ждать не надо
owner: Анна
metric: meetings_held
drawn_at: meetings_scheduled
goal: {"prove" if number % 2 else "choose"}
smallest_worthwhile_effect: 5 points
reversible: true
arms:
  - {{key: usual, title: {{ru: По-старому, en: As before}}, control: true}}
  - {{key: now, title: {{ru: По-новому, en: The new way}}, script: Сейчас}}
allocation: {{method: blocks, within: manager}}
start: {START}
end: {END}
maturity_days: 5
planned_per_arm: 2000
guardrails:
  - {{metric: payments, margin: 5 points}}
stratum: manager
""")


def tallies(path, draw, number):
    lift = draw.choice([0, 0, 0.03, 0.08, -0.04])
    with open(path, "w", encoding="utf-8") as file:
        file.write("date,arm,manager,trials,successes\n")
        for day in mondays(START, END):
            for name in NAMES:
                for arm, rate in (("usual", 0.55), ("now", 0.55 + lift)):
                    file.write(f"{day},{arm},{name},1,{int(draw.random() < rate)}\n")


def main():
    verdict = os.path.abspath(sys.argv[1])
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    draw = random.Random(7)
    missed = False
    with tempfile.TemporaryDirectory() as folder:
        def run(now, *words):
            environment = {**os.environ, "VERDICT_NOW": now, "VERDICT_LANG": "ru"}
            answer = subprocess.run([verdict, *words], cwd=folder, env=environment,
                                    capture_output=True, check=False)
            if answer.returncode != 0:
                sys.exit(f"{' '.join(words)} answered {answer.returncode}: "
                         + answer.stderr.decode()[:600])
            return answer

        table(os.path.join(folder, "table.csv"), draw)
        before, after = f"{FIRST}T07:00:00Z", "2026-11-30T09:00:00Z"
        run(before, "init", "--company", "Большой отдел")
        for number in range(1, TESTS + 1):
            name = f"test-{number:02}"
            hypothesis(os.path.join(folder, name + ".yaml"), number)
            run(before, "hypothesis", "add", name + ".yaml")
            run(before, "hypothesis", "start", name)
            tallies(os.path.join(folder, name + ".csv"), draw, number)
        run(after, "import", "table.csv")
        for number in range(1, TESTS + 1):
            name = f"test-{number:02}"
            run(after, "import", name + ".csv", "--hypothesis", name)

        print(f"{TESTS} tests, {MANAGERS} managers, a year; {runs} runs each")
        print(f"{'form':10} {'reading, ms':>12} {'writing, ms':>12} {'bytes':>10}")
        for form in ("html", "markdown", "text", "json", "chat", "ics"):
            times = []
            for _ in range(runs):
                answer = run(after, "review", PERIOD, "--format", form, "--timing")
                found = re.search(r"([\d.]+) ms\D+([\d.]+) ms", answer.stderr.decode())
                times.append((float(found[2]), float(found[1])))
            writing, reading = sorted(times)[len(times) // 2]
            size = len(answer.stdout)
            wanted = form != "html" or (writing < WANTED_MS and size < WANTED_BYTES)
            missed = missed or not wanted
            print(f"{form:10} {reading:12.1f} {writing:12.1f} {size:10}"
                  + ("" if wanted else "  missed"))
            if form == "html":
                page = answer.stdout.decode()
                asked = re.findall(r"(?:src|href)=\"(?!#)[^\"]*|url\((?!#)|@import|<script|<link",
                                   page)
                print(f"{'':10} asked of other machines: {len(asked)}")
                missed = missed or bool(asked)
    sys.exit(1 if missed else 0)


main()
