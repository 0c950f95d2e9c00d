"""Times outcomes in bulk: the import beside SQLite's own, cold reviews beside DuckDB and tea-tasting.

    bulk_bench.py VERDICT [ROWS…]

Makes files of outcomes with a fixed seed (1,000,000 rows unless told; the reviews also over 10,000),
imports each into a store of its own and, in the same run, into a bare table with the same unique key
by `sqlite3 .import`. Prints times, ratios and the largest memory; answers 1 where a wanted figure is
missed: import at most 1.5 times the bare one and under 200 MB, recognition of the file under 0.3 s,
cold reviews under 100 ms and flat within 1.5 times. DuckDB and tea-tasting are asked when this Python
has them: pip install duckdb tea-tasting pyarrow.
"""
import datetime
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

WANTED_RATIO, WANTED_MB, WANTED_RECOGNITION, WANTED_REVIEW_MS, WANTED_FLAT = 1.5, 200, 0.3, 100, 1.5
FIRST = datetime.date(2026, 6, 1)
DAYS, MANAGERS, SOURCES = 90, 40, 10
HEADER = "unit,arm,date,manager,source,meetings_scheduled,meetings_held,payments,revenue\n"
FORM = """\
id: bulk
title: {ru: Много клиентов, en: Many clients}
if: the manager offers to share the screen during the call
then: more of those who agreed to meet will come
because: a meeting that has begun cannot be forgotten
owner: Anna
metric: meetings_held
goal: prove
smallest_worthwhile_effect: 1 points
reversible: true
arms:
  - {key: usual, title: {ru: По-старому, en: As before}, control: true}
  - {key: now, title: {ru: По-новому, en: The new way}, script: May I share my screen now?}
allocation: {method: blocks, within: manager}
start: 2026-06-01
end: 2026-08-29
maturity_days: 14
planned_per_arm: PER_ARM
"""


def outcomes(path, rows):
    """Clients in the order they came: three stages by date, money of those who paid."""
    draw = random.Random(8)
    managers = [f"Manager {number:02}" for number in range(1, MANAGERS + 1)]
    sources = [f"Source {number:02}" for number in range(1, SOURCES + 1)]
    days = [(FIRST + datetime.timedelta(days=number)).isoformat() for number in range(DAYS + 20)]
    with open(path, "w", encoding="utf-8") as file:
        file.write(HEADER)
        for number in range(rows):
            day = number * DAYS // rows
            arm = draw.randrange(2)
            came = draw.random() < 0.55 + 0.02 * arm
            held = days[day + draw.randrange(0, 4)] if came else "no"
            paid = came and draw.random() < 0.2
            payment = days[day + draw.randrange(4, 18)] if paid else ""
            revenue = str(draw.randrange(20, 120) * 10_000) if paid else ""
            file.write(f"{1_000_000 + number},{'now' if arm else 'usual'},{days[day]},"
                       f"{managers[draw.randrange(MANAGERS)]},{sources[draw.randrange(SOURCES)]},"
                       f"{days[day]},{held},{payment},{revenue}\n")


def run(words, environment, folder, text=None):
    """Seconds and megabytes of one process."""
    start = time.perf_counter()
    with open(os.path.join(folder, "said"), "wb") as said:
        process = subprocess.Popen(words, cwd=folder, env=environment, stdout=subprocess.DEVNULL,
                                   stderr=said,
                                   stdin=subprocess.PIPE if text else subprocess.DEVNULL)
        if text:
            process.stdin.write(text.encode())
            process.stdin.close()
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        with open(os.path.join(folder, "said"), encoding="utf-8") as said:
            raise SystemExit(f"{' '.join(words)} answered {process.returncode}: {said.read(2000)}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


# The bare table: the same columns, the same unique key, kept in the order of the key like ours.
BARE = """\
CREATE TABLE outcome(unit TEXT, arm TEXT, date TEXT, manager TEXT, source TEXT,
  meetings_scheduled TEXT, meetings_held TEXT, payments TEXT, revenue TEXT,
  PRIMARY KEY(unit)) WITHOUT ROWID;
.mode csv
.import --skip 1 outcomes.csv outcome
"""


def bare(environment, folder):
    path = os.path.join(folder, "bare.sqlite")
    if os.path.exists(path):
        os.remove(path)
    return run(["sqlite3", path], environment, folder, BARE)[0]


def store(verdict, rows, environment, folder):
    """A store with the test running; answers its path."""
    path = os.path.join(folder, f"{rows}.sqlite")
    form = os.path.join(folder, "form.yaml")
    with open(form, "w", encoding="utf-8") as file:
        file.write(FORM.replace("PER_ARM", str(min(rows // 2, 400_000))))
    early = {**environment, "VERDICT_NOW": "2026-05-28T09:00:00Z"}
    for words in [["init"], ["hypothesis", "add", form], ["hypothesis", "start", "bulk"]]:
        run([verdict, *words, "--store", path], early, folder)
    return path


def median(values):
    return sorted(values)[len(values) // 2]


def main():
    verdict = os.path.abspath(sys.argv[1])
    asked = [int(word.replace(",", "")) for word in sys.argv[2:]] or [1_000_000]
    environment = {**os.environ, "VERDICT_NOW": "2026-09-20T09:00:00Z", "VERDICT_LANG": "en"}
    missed, reviews, stores = [], {}, {}
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "outcomes.csv")
        for rows in sorted(set(asked + [10_000])):
            outcomes(file, rows)
            size = os.path.getsize(file) / 1e6
            path = stores[rows] = store(verdict, rows, environment, folder)
            command = [verdict, "import", file, "--hypothesis", "bulk", "--store", path]
            if rows >= 1_000_000:
                # Read once, in pieces: a process begins with the largest memory of the one that starts it.
                shutil.copyfile(file, os.path.join(folder, "warm"))
                theirs = min(bare(environment, folder) for _ in range(2))
                ours, memory = run(command, environment, folder)
                # Once more on the other side of ours, for a machine that is slowly getting busier.
                theirs = min(theirs, bare(environment, folder))
                ratio = ours / theirs
                print(f"{rows:,} outcomes, {size:.0f} MB: sqlite3 .import {theirs:.2f} s, "
                      f"verdict import {ours:.2f} s = {ratio:.2f} x, {memory:.0f} MB")
                if ratio > WANTED_RATIO:
                    missed.append(f"import is {ratio:.2f} x the bare one")
                if memory > WANTED_MB:
                    missed.append(f"import takes {memory:.0f} MB")
                words = [verdict, "import", "--recognise", file, "--store", path]
                known = median([run(words, environment, folder)[0] for _ in range(5)])
                print(f"  recognised in {known * 1e3:.0f} ms, the median of 5")
                if known > WANTED_RECOGNITION:
                    missed.append(f"recognition takes {known:.2f} s")
                again, _ = run(command, environment, folder)
                print(f"  the same file again: {again:.2f} s (known by its bytes)")
            else:
                run(command, environment, folder)
            times = []
            for _ in range(9):
                seconds, _ = run([verdict, "review", "2026-09-H1", "--store", path, "--json"],
                                 environment, folder)
                times.append(seconds * 1e3)
            reviews[rows] = median(times)
            print(f"  review over {rows:,}: {reviews[rows]:.1f} ms cold, the median of 9")
            if reviews[rows] > WANTED_REVIEW_MS:
                missed.append(f"the review of {rows:,} takes {reviews[rows]:.0f} ms")
            peers(file, rows)
        flat = max(reviews.values()) / min(reviews.values())
        print(f"reviews from {min(reviews):,} to {max(reviews):,} outcomes: {flat:.2f} x")
        if flat > WANTED_FLAT:
            missed.append(f"reviews are not flat: {flat:.2f} x")
    for line in missed:
        print("missed: " + line)
    sys.exit(1 if missed else 0)


QUESTION = """
SELECT arm, count(*), sum((meetings_held <> 'no' AND meetings_held <> '')::INT), sum(revenue)
FROM read_csv('{file}', types={{'meetings_held': 'VARCHAR', 'payments': 'VARCHAR'}})
GROUP BY arm ORDER BY arm
"""


def peers(file, rows):
    """The same counts from the same file by others, each in a process of its own."""
    duck = f"import duckdb; print(duckdb.sql('''{QUESTION.format(file=file)}''').fetchall())"
    tea = f"""
import pyarrow.csv, pyarrow.compute as pc, tea_tasting as tt
table = pyarrow.csv.read_csv({file!r}, convert_options=pyarrow.csv.ConvertOptions(
    column_types={{"meetings_held": "string", "payments": "string", "revenue": "double"}}))
came = pc.cast(pc.not_equal(table["meetings_held"], "no"), "int64")
table = table.append_column("came", came)
tt.Experiment(came=tt.Proportion("came") if hasattr(tt, "Proportion") else tt.Mean("came")).analyze(
    table.append_column("variant", pc.cast(pc.equal(table["arm"], "now"), "int64")))
"""
    for name, text in [("DuckDB, read_csv and group by", duck), ("tea-tasting, from the file", tea)]:
        start = time.perf_counter()
        done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True)
        seconds = time.perf_counter() - start
        if done.returncode == 0:
            print(f"  {name}: {seconds * 1e3:.0f} ms")
        else:
            print(f"  {name}: not measured ({done.stderr.strip().splitlines()[-1][:100]})")


if __name__ == "__main__":
    main()
