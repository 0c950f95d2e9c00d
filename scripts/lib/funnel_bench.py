"""Times the daily table of a large department: five years, ten sources, forty managers.

    funnel_bench.py VERDICT [RUNS]

Makes the table's CSV with a fixed seed, loads it into a store of its own, and runs each command cold:
a process a run. Prints minimum, median and the largest memory; answers 1 where a wanted figure
(300 ms, 150 MB) is missed.
"""
import datetime
import os
import random
import subprocess
import sys
import tempfile
import time

WANTED_MS, WANTED_MB = 300, 150
FIRST, LAST = datetime.date(2021, 12, 1), datetime.date(2026, 11, 29)
# A command a line; others who measure the funnel add theirs.
COMMANDS = [
    ["table", "--by", "month", "--from", "2021-12"],
    ["table"],
    ["table", "--by", "month", "--from", "2021-12", "--split", "source", "--json"],
    ["table", "--by", "month", "--from", "2021-12", "--split", "manager", "--json"],
    ["signals"],
    ["managers"],
]


def department(path):
    """Ad counters by source, meetings by manager, payments line by line."""
    draw = random.Random(6)
    sources = [f"Source {number:02}" for number in range(1, 11)]
    managers = [f"Manager {number:02}" for number in range(1, 41)]
    with open(path, "w", encoding="utf-8") as file:
        file.write("date,source,manager,impressions,clicks,leads,spend,meetings_scheduled,"
                   "meetings_due,meetings_moved,meetings_held,payments,revenue,refunds\n")
        day = FIRST
        while day <= LAST:
            for source in sources:
                clicks = draw.randrange(20, 120)
                file.write(f"{day},{source},,{clicks * draw.randrange(60, 90)},{clicks},"
                           f"{draw.randrange(0, 12)},{clicks * 74},,,,,,,\n")
            for manager in managers:
                due = draw.randrange(0, 5)
                held = draw.randrange(0, due + 1)
                file.write(f"{day},,{manager},,,,,{draw.randrange(0, 5)},{due},0,{held},,,\n")
            for manager in draw.sample(managers, 12):
                file.write(f"{day},{draw.choice(sources)},{manager},,,,,,,,,1,600000,0\n")
            day += datetime.timedelta(days=1)


def cold(words, environment, folder):
    """Milliseconds and megabytes of one process."""
    start = time.perf_counter()
    with open(os.devnull, "wb") as nothing:
        process = subprocess.Popen(words, cwd=folder, env=environment, stdout=nothing,
                                   stderr=nothing)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(words)} answered {process.returncode}")
    return (time.perf_counter() - start) * 1e3, usage.ru_maxrss / 1024


def main():
    verdict = os.path.abspath(sys.argv[1])
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    environment = {**os.environ, "VERDICT_NOW": "2026-11-30T09:00:00Z", "VERDICT_LANG": "en"}
    missed = False
    with tempfile.TemporaryDirectory() as folder:
        department(os.path.join(folder, "table.csv"))
        subprocess.run([verdict, "init"], cwd=folder, env=environment, check=True,
                       capture_output=True)
        taken, memory = cold([verdict, "import", "table.csv"], environment, folder)
        print(f"import of the table: {taken / 1e3:.1f} s, {memory:.0f} MB")
        print(f"{'':56} {'min, ms':>9} {'median':>9} {'MB':>6}")
        for words in COMMANDS:
            times = sorted(cold([verdict, *words], environment, folder) for _ in range(runs))
            median, most = times[len(times) // 2][0], max(size for _, size in times)
            mark = "" if median < WANTED_MS and most < WANTED_MB else "  missed"
            missed = missed or bool(mark)
            print(f"{' '.join(words):56} {times[0][0]:9.1f} {median:9.1f} {most:6.0f}{mark}")
    sys.exit(1 if missed else 0)


main()
