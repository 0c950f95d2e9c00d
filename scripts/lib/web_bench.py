"""The measurements of scripts/bench web: a store of a year, people logging, an import, wrk as the crowd."""

import argparse
import datetime
import os
import pathlib
import re
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

NOW = "2026-11-24T07:00:00Z"
TODAY = datetime.date(2026, 11, 24)
PASSWORD = "коротко и ясно 7"
HERE = pathlib.Path(__file__).parent
WANTED_MS, WANTED_MB = 50, 150
PAGES = ["/yesterday", "/call", "/hypotheses", "/hypotheses/screen-share-now", "/hypotheses/draft",
         "/hypotheses/new", "/review", "/review/2026-11-H1", "/review/2026-11-H1/wall",
         "/review/2026-11-H1/head", "/people", "/account", "/first-hour"]


class Bench:
    def __init__(self, arguments):
        self.arguments = arguments
        self.first = 1_000_000
        self.acknowledged = 0
        self.failed = False

    def verdict(self, *words, typed=None):
        done = subprocess.run(
            [self.arguments.verdict, *words], cwd=self.folder, input=typed, text=True,
            capture_output=True, env={**os.environ, "VERDICT_NOW": NOW, "VERDICT_LANG": "ru"})
        if done.returncode != 0:
            raise SystemExit(f"verdict {' '.join(words)}: {done.returncode}\n{done.stderr}")
        return done.stdout

    def furnish(self):
        """A year of the experiment's table: its days again and again, under the year's dates."""
        source = pathlib.Path(self.arguments.experiment)
        lines = (source / "funnel.csv").read_text(encoding="utf-8").splitlines(keepends=True)
        header = [line for line in lines if line.startswith("date")]
        days = {}
        for line in lines:
            if line[:1].isdigit():
                days.setdefault(line[:10], []).append(line[10:])
        kept = sorted(days)
        rows = []
        for back in range(365, 0, -1):
            day = (TODAY - datetime.timedelta(days=back)).isoformat()
            rows += [day + rest for rest in days[day if day in days else kept[back % len(kept)]]]
        table = pathlib.Path(self.folder, "funnel.csv")
        table.write_text("".join(header + rows), encoding="utf-8")
        self.verdict("init")
        self.verdict("import", "funnel.csv")
        self.verdict("hypothesis", "add", str(source / "hypothesis.yaml"))
        self.verdict("hypothesis", "start", "screen-share-now")
        self.verdict("import", str(source / "outcomes.csv"))
        draft = (source / "hypothesis.yaml").read_text(encoding="utf-8")
        for old, new in [("id: screen-share-now", "id: draft"), ("2026-10-19", "2026-12-01"),
                         ("2026-12-17", "2027-01-30")]:
            draft = draft.replace(old, new)
        pathlib.Path(self.folder, "draft.yaml").write_text(draft, encoding="utf-8")
        self.verdict("hypothesis", "add", "draft.yaml")
        self.verdict("user", "add", "Вера", "--role", "head", typed=PASSWORD + "\n")
        self.rows = len(rows)

    def start(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.base = f"http://127.0.0.1:{port}"
        self.server = subprocess.Popen(
            [self.arguments.verdict, "serve", "--port", str(port)], cwd=self.folder,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**os.environ, "VERDICT_NOW": NOW})
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                return
            except OSError:
                time.sleep(0.1)
        raise SystemExit("the server does not answer")

    def log_in(self):
        class Stay(urllib.request.HTTPRedirectHandler):
            def redirect_request(self, *_):
                return None

        opener = urllib.request.build_opener(Stay)

        def ask(path, fields=None, cookie=""):
            data = urllib.parse.urlencode(fields).encode() if fields else None
            request = urllib.request.Request(
                self.base + path, data, {"Cookie": cookie, "Origin": self.base})
            try:
                answer = opener.open(request)
            except urllib.error.HTTPError as error:
                answer = error
            cookies = [c.split(";")[0] for c in answer.headers.get_all("Set-Cookie") or []]
            return answer.read().decode(), "; ".join(cookies)

        page, cookie = ask("/login")
        key = re.search(r'name="_key" value="([^"]*)"', page).group(1)
        once = re.search(r'name="_once" value="([^"]*)"', page).group(1)
        _, session = ask("/login", {"_key": key, "_once": once, "name": "Вера",
                                    "password": PASSWORD}, cookie)
        page, _ = ask("/call", cookie=session)
        self.cookie = session
        self.key = re.search(r'name="_key" value="([^"]*)"', page).group(1)

    def wrk(self, script, path, connections, seconds, *arguments):
        done = subprocess.run(
            ["wrk", "-t", "1", "-c", str(connections), "-d", f"{seconds}s", "--timeout", "10s", "-s",
             str(HERE / script), self.base + path, "--", *map(str, arguments)],
            text=True, capture_output=True)
        found = re.search(r"RESULT (.*)", done.stdout)
        if not found:
            raise SystemExit(done.stdout + done.stderr)
        kept, lost, duration, median, high, longest = map(float, found.group(1).split())
        return {"kept": int(kept), "lost": int(lost), "seconds": duration, "median": median,
                "p99": high, "max": longest}

    def submit(self, connections, seconds, pause):
        self.first += 1_000_000
        told = self.wrk("web_bench.lua", "/call", connections, seconds, self.cookie, self.key,
                        self.first, pause, self.base)
        self.acknowledged += told["kept"]
        return told

    def memory(self):
        status = pathlib.Path(f"/proc/{self.server.pid}/status").read_text(encoding="utf-8")
        return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024

    def count(self):
        """Rows and units of the bench in the store's file, read past the program."""
        with sqlite3.connect(pathlib.Path(self.folder, "verdict.sqlite")) as store:
            exposures = store.execute(
                "SELECT count(*), count(DISTINCT unit) FROM exposure"
                " WHERE CAST(unit AS INTEGER) > 1000000").fetchone()
        return exposures

    def expect(self, holds, text):
        print(("  " if holds else "✗ ") + text)
        self.failed |= not holds

    def pages(self, seconds):
        print(f"Pages, {self.rows} lines of table, 50 people logging (one a second each), "
              "an import of the year's table again and again:")
        stop = threading.Event()

        def importing():
            number = 0
            while not stop.is_set():
                number += 1
                # A further column of nothing makes the same rows another file.
                text = pathlib.Path(self.folder, "funnel.csv").read_text(encoding="utf-8")
                name = f"again-{number}.csv"
                pathlib.Path(self.folder, name).write_text(text + "\n" * number, encoding="utf-8")
                self.verdict("import", name)
                self.imports = number

        crowd = {}

        def logging():
            crowd.update(self.submit(50, (seconds + 1) * len(PAGES) + 4, 1000))

        threads = [threading.Thread(target=importing), threading.Thread(target=logging)]
        for thread in threads:
            thread.start()
        time.sleep(1)
        for page in PAGES:
            # Once beforehand: the chances of a draft are played at its first showing and remembered.
            self.wrk("web_page.lua", page, 1, 1, self.cookie)
            told = self.wrk("web_page.lua", page, 1, seconds, self.cookie)
            self.expect(told["p99"] < WANTED_MS and told["lost"] == 0,
                        f"{page:32} p50 {told['median']:6.1f} ms   p99 {told['p99']:6.1f} ms   "
                        f"of {told['kept']}")
        stop.set()
        for thread in threads:
            thread.join()
        print(f"  {self.imports} imports beside; submissions p50 {crowd['median']:.1f} ms, "
              f"p99 {crowd['p99']:.1f} ms, refused {crowd['lost']}.")

    def rates(self, seconds):
        one = self.submit(1, seconds, 0)
        many = self.submit(50, seconds, 0)
        alone, together = one["kept"] / one["seconds"], many["kept"] / many["seconds"]
        print(f"Submissions a second: {alone:.0f} by one client (a sync of the disk each), "
              f"{together:.0f} by fifty together: {together / alone:.1f} times.")
        print(f"  fifty together: p50 {many['median']:.1f} ms, p99 {many['p99']:.1f} ms, "
              f"refused {many['lost']}.")

    def killed(self):
        """Kills the server while fifty log: whatever was acknowledged is in the store, once."""
        crowd = threading.Thread(target=self.submit, args=(50, 4, 0))
        crowd.start()
        time.sleep(2)
        self.server.kill()
        self.server.wait()
        crowd.join()
        rows, units = self.count()
        # What was on its way when the crowd left or the server died was written, but told to nobody.
        self.expect(rows == units and 0 <= units - self.acknowledged <= 200,
                    f"Killed (-9) while fifty log: {self.acknowledged} acknowledged, {units} in the "
                    f"store, {rows - units} doubled.")

    def run(self):
        with tempfile.TemporaryDirectory(prefix="verdict-bench-") as folder:
            self.folder = folder
            self.furnish()
            self.start()
            try:
                self.log_in()
                fresh = self.memory()
                self.pages(self.arguments.seconds)
                self.rates(self.arguments.seconds)
                memory = self.memory()
                self.expect(memory < WANTED_MB,
                            f"Memory: {fresh:.0f} MB fresh, {memory:.0f} MB after "
                            f"{self.acknowledged} submissions.")
                self.killed()
            finally:
                self.server.kill()
                self.server.wait()
        return 1 if self.failed else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--verdict", required=True)
    parser.add_argument("--experiment", required=True)
    parser.add_argument("--seconds", type=int, default=5)
    sys.exit(Bench(parser.parse_args()).run())
