"""The walk of scripts/browser: a real Chromium on a real server and a throw-away store."""

import argparse
import base64
import contextlib
import os
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import time

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

NOW = "2026-11-24T07:00:00Z"
LAST_DAY = "2026-11-20"  # rows of the table from this day on are left for the morning
PASSWORD = "коротко и ясно 7"
SIZES = {"phone": (360, 780), "laptop": (1366, 900), "wall": (1920, 1080)}
PEOPLE = [
    ("Вера", "head", None),
    ("Игорь", "manager", "Игорь"),
    ("Ольга", "assistant", None),
    ("Зал", "reader", None),
]
# Pages of each role, as the header and the links lead to them.
PAGES = {
    "Вера": [
        "/yesterday", "/yesterday/day/2026-11-05",
        "/yesterday/day/2026-11-05/cell?counter=meetings_due&manager=%D0%90%D0%BD%D0%BD%D0%B0",
        "/call", "/hypotheses", "/hypotheses/new", "/hypotheses/screen-share-now",
        "/hypotheses/screen-share-now/amend", "/hypotheses/draft", "/review", "/review/2026-11-H1", "/review/2026-11-H1/meeting", "/review/2026-11-H1/compare",
        "/review/cases", "/table", "/table?by=week&split=manager", "/funnel", "/signals",
        "/managers", "/week", "/plan", "/plan?month=2026-12", "/needs?revenue=2600000&show_rate=70%25", "/bridge?of=payments&before=2026-10&after=2026-11",
        "/claims?base=55&total=72&share=18",
        "/people", "/account", "/first-hour", "/nowhere",
    ],
    "Игорь": [
        "/call", "/yesterday", "/hypotheses/screen-share-now", "/review", "/table", "/signals",
        "/managers", "/week", "/plan",
    ],
    "Ольга": ["/yesterday", "/table", "/signals"],
    "Зал": ["/review", "/table?split=source", "/signals", "/week", "/plan", "/needs", "/claims"],
}


class Walk:
    def __init__(self, arguments):
        self.arguments = arguments
        self.pictures = pathlib.Path(arguments.pictures)
        self.axe = pathlib.Path(arguments.axe).read_text(encoding="utf-8")
        self.problems = []
        self.checked = 0

    # The store and the server

    def verdict(self, *words, typed=None):
        done = subprocess.run(
            [self.arguments.verdict, *words], cwd=self.folder, input=typed, text=True,
            capture_output=True, env={**os.environ, "VERDICT_NOW": NOW, "VERDICT_LANG": "ru"})
        if done.returncode != 0:
            sys.exit(f"verdict {' '.join(words)}: {done.returncode}\n{done.stderr}")
        return done.stdout

    def furnish(self):
        source = pathlib.Path(self.arguments.experiment)
        lines = (source / "funnel.csv").read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line[:1].isdigit() or line[:10] < LAST_DAY]
        pathlib.Path(self.folder, "funnel.csv").write_text("".join(kept), encoding="utf-8")
        self.verdict("init")
        self.verdict("import", "funnel.csv")
        self.verdict("hypothesis", "add", str(source / "hypothesis.yaml"))
        self.verdict("hypothesis", "start", "screen-share-now")
        self.verdict("import", str(source / "outcomes.csv"))
        draft = (source / "hypothesis.yaml").read_text(encoding="utf-8")
        draft = draft.replace("id: screen-share-now", "id: draft")
        draft = draft.replace("start: 2026-10-19", "start: 2026-12-01")
        draft = draft.replace("end: 2026-12-17", "end: 2027-01-30")
        pathlib.Path(self.folder, "draft.yaml").write_text(draft, encoding="utf-8")
        self.verdict("hypothesis", "add", "draft.yaml")
        for name, role, manager in PEOPLE:
            extra = ["--manager", manager] if manager else []
            self.verdict("user", "add", name, "--role", role, *extra, typed=PASSWORD + "\n")

    @contextlib.contextmanager
    def server(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.base = f"http://127.0.0.1:{port}"
        log = open(pathlib.Path(self.folder, "serve.log"), "w", encoding="utf-8")
        server = subprocess.Popen(
            [self.arguments.verdict, "serve", "--port", str(port)], cwd=self.folder, stdout=log,
            stderr=log, env={**os.environ, "VERDICT_NOW": NOW})
        try:
            for _ in range(100):
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                    break
                time.sleep(0.1)
            yield
        finally:
            server.terminate()
            if server.wait(timeout=20) != 0:
                self.problem("serve", f"stopped with {server.returncode}")

    # The browser

    def open_browser(self):
        options = webdriver.ChromeOptions()
        for flag in ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                     "--disable-dev-shm-usage"]:
            options.add_argument(flag)
        options.add_experimental_option("prefs", {"intl.accept_languages": "ru"})
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
        self.resize("laptop")

    def resize(self, size):
        width, height = SIZES[size]
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})

    def problem(self, where, what):
        self.problems.append(f"{where}: {what}")

    def expect(self, holds, where, what):
        if not holds:
            self.problem(where, what)

    def open(self, path):
        self.driver.get(self.base + path)

    def text(self):
        return self.driver.find_element(By.TAG_NAME, "body").text.replace("\u00a0", " ")

    def press(self, *keys):
        """Keys go to whatever has the focus: no mouse anywhere."""
        webdriver.ActionChains(self.driver).send_keys(*keys).perform()
        self.strokes += sum(len(key) for key in keys)

    def focus(self):
        return self.driver.execute_script(
            "const e = document.activeElement; return [e.name || '', e.value || '', e.type || '']")

    def tab_to(self, name, value=None, limit=200):
        """Tabs until a field or a button has the focus; False if it is never reached."""
        for _ in range(limit):
            found = self.focus()
            if found[0] == name and (value is None or found[1] == value):
                return True
            self.press(Keys.TAB)
        self.problem(self.driver.current_url, f"the keyboard does not reach {name}")
        return False

    def wait(self):
        # A page that is being replaced answers with errors of many kinds; the wait's own limit stays.
        return WebDriverWait(self.driver, 20, ignored_exceptions=[WebDriverException])

    def settled(self, before):
        self.wait().until(lambda driver: driver.current_url != before)

    def log_in(self, name):
        self.driver.delete_all_cookies()
        self.open("/login")
        self.tab_to("name")
        self.press(name)
        self.tab_to("password")
        self.press(PASSWORD, Keys.ENTER)
        self.settled(self.base + "/login")

    def speak(self, language):
        self.open("/account")
        self.driver.find_element(By.CSS_SELECTOR, f"button[value={language}]").click()
        self.wait().until(
            lambda driver: driver.execute_script(
                "return document.documentElement.lang") == language)

    def picture(self, name):
        width, height = self.driver.execute_script(
            "return [innerWidth, Math.max(document.documentElement.scrollHeight, innerHeight)]")
        shot = self.driver.execute_cdp_cmd("Page.captureScreenshot", {
            "captureBeyondViewport": True,
            "clip": {"x": 0, "y": 0, "width": width, "height": min(height, 6000), "scale": 1}})
        (self.pictures / f"{name}.png").write_bytes(base64.b64decode(shot["data"]))

    # What every page must be

    def check(self, path, language, size, name):
        where = f"{path} ({language}, {size})"
        self.checked += 1
        spoken = self.driver.find_element(By.TAG_NAME, "html").get_attribute("lang")
        self.expect(spoken == language, where, f"speaks {spoken}")
        wide = self.driver.execute_script(
            "return document.documentElement.scrollWidth - innerWidth")
        self.expect(wide <= 0, where, f"{wide} px wider than the screen")
        body = self.text()
        for sign in ["{{", "}}", "NaN", "Optional(", "nil,"]:
            self.expect(sign not in body, where, f"shows {sign}")
        if language == "en":
            names = "Анна|Игорь|Мария|Олег|Светлана|Тимур|Вера|Ольга|Зал|Русский"
            russian = re.findall(r"[а-яё]{4,}", re.sub(names, "", body))
            self.expect(not russian, where, f"Russian words: {russian[:5]}")
        for entry in self.driver.get_log("browser"):
            # A page that is not there answers 404; the browser says so in the console.
            if entry["level"] == "SEVERE" and not ("404" in entry["message"] and path == "/nowhere"):
                self.problem(where, entry["message"][:200])
        # What a page folds away is checked too.
        self.driver.execute_script(
            "document.querySelectorAll('details').forEach(d => { d.open = true })")
        for violation in self.violations():
            self.problem(where, "axe " + violation)
        self.picture(name)

    def violations(self):
        self.driver.execute_script(self.axe)
        return self.driver.execute_async_script(
            "const done = arguments[0];"
            "axe.run(document, {resultTypes: ['violations']}).then(r => done("
            "r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target[0]).slice(0, 3))))")

    def every_page(self):
        for person, pages in PAGES.items():
            self.log_in(person)
            for language in ["ru", "en"]:
                self.speak(language)
                for size in SIZES:
                    self.resize(size)
                    for path in pages:
                        self.open(path)
                        plain = re.sub(r"[^a-z0-9]+", "-", path.split("?")[0]).strip("-")
                        role = {"Вера": "head", "Игорь": "manager", "Ольга": "assistant",
                                "Зал": "reader"}[person]
                        self.check(path, language, size, f"{language}-{size}-{role}-{plain}")
            self.speak("ru")
            self.resize("laptop")

    # What people do

    def login_page(self):
        self.driver.delete_all_cookies()
        for size in SIZES:
            self.resize(size)
            self.open("/login")
            self.check("/login", "ru", size, f"ru-{size}-login")
        self.resize("laptop")
        # The rules themselves are tried: a field without a label has to be found.
        self.driver.execute_script(
            "document.querySelector('main').append(document.createElement('input'))")
        if not any("label" in violation for violation in self.violations()):
            sys.exit("axe-core does not see a field without a label.")

    def a_call(self):
        """By keyboard: the lot, the words, the outcome; then with a connection that breaks."""
        self.log_in("Игорь")
        self.resize("phone")
        before = self.evidence()
        self.open("/call")
        self.strokes = 0
        self.tab_to("unit")
        self.press("51001")
        self.tab_to("segment")
        self.press(Keys.SPACE)
        page = self.driver.current_url
        self.press(Keys.ENTER)
        self.settled(page)
        self.expect("/call/screen-share-now/51001" in self.driver.current_url, "a call",
                    f"led to {self.driver.current_url}")
        self.expect("51001" in self.text(), "a call", "the words are not there")
        self.check("a call's words", "ru", "phone", "ru-phone-manager-said")
        self.open("/call/screen-share-now/51001")
        self.tab_to("outcome", "took")
        page = self.driver.current_url
        self.press(Keys.ENTER)
        self.settled(page)
        self.expect("Записано" in self.text(), "a call", "the outcome is not acknowledged")
        print(f"One call by keyboard: {self.strokes} keystrokes.")
        after = self.evidence()
        self.expect(after == before + 1, "a call", f"units went from {before} to {after}")

        self.open("/call")
        self.tab_to("unit")
        self.press("51002")
        self.driver.execute_cdp_cmd("Network.enable", {})
        self.offline(True)
        self.press(Keys.ENTER)
        self.wait().until(lambda driver: "Нет связи" in self.text())
        self.picture("ru-phone-manager-offline")
        self.driver.get_log("browser")
        page = self.driver.current_url
        self.offline(False)
        self.settled(page)
        self.expect(self.evidence() == after + 1, "a broken connection", "lost or doubled")
        self.driver.get_log("browser")

        # The same page with scripts off.
        self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
        self.open("/call")
        field = self.driver.find_element(By.ID, "field-unit")
        field.send_keys("51003", Keys.ENTER)
        time.sleep(1)
        self.expect("51003" in self.driver.current_url, "without scripts", "the lot is not drawn")
        self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
        self.resize("laptop")

    def offline(self, is_off):
        self.driver.execute_cdp_cmd("Network.emulateNetworkConditions", {
            "offline": is_off, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1})

    def evidence(self):
        """Units the evidence knows, from the program itself."""
        told = self.verdict("evaluate", "screen-share-now")
        found = re.search(r"Собрано\s+(\d+)", told.replace("\u00a0", " "))
        if not found:
            self.problem("evaluate", told[:300])
            return -1
        return int(found.group(1))

    def a_morning(self):
        """Two working days of six managers by keyboard, keystrokes counted."""
        self.log_in("Ольга")
        self.open("/yesterday")
        days = [day.get_attribute("value")
                for day in self.driver.find_elements(By.CSS_SELECTOR, "input[name=day][type=hidden]")]
        self.expect(days == ["2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23"], "a morning",
                    f"asks for {days}")
        self.strokes = 0
        began = time.time()
        numbers = {"meetings_scheduled": "2", "meetings_due": "1", "meetings_held": "1"}
        for day in ["2026-11-20", "2026-11-23"]:
            for manager in ["Анна", "Игорь", "Мария", "Олег", "Светлана", "Тимур"]:
                for counter in ["meetings_scheduled", "meetings_due", "meetings_held"]:
                    if self.tab_to(f"c|{day}|{counter}|{manager}"):
                        self.press(numbers[counter])
            if day == "2026-11-20":
                for part, value in [("unit", "41873"), ("manager", "Анна"), ("source", "Direct"),
                                    ("amount", "600000")]:
                    self.tab_to(f"p|{day}|0|{part}")
                    self.press(value)
            self.tab_to(f"paid|{day}")
            self.press(Keys.SPACE)
        self.tab_to("empty")
        self.press(Keys.SPACE)
        page = self.driver.current_url
        self.press(Keys.ENTER)
        self.settled(page)
        self.expect("Готово за" in self.text(), "a morning", self.text()[:400])
        print(f"One morning by keyboard, two days of six managers and one payment: "
              f"{self.strokes} keystrokes, {time.time() - began:.0f} s of a machine's typing.")
        self.check("the end of the morning", "ru", "laptop", "ru-laptop-assistant-done")
        self.open("/yesterday")
        self.expect("Всё заполнено" in self.text(), "a morning", "days are still asked for")

    def a_review(self):
        """The call is in the review's card; publishing freezes it; the reader sees the wall copy."""
        self.log_in("Вера")
        self.open("/hypotheses/screen-share-now")
        self.expect(f"Собрано {self.evidence()} из" in self.text(), "a review",
                    "the card does not know the calls")
        self.open("/review/2026-11-H1")
        page = self.driver.current_url
        button = self.driver.find_element(By.CSS_SELECTOR, "form[action$=publish] button")
        button.send_keys(Keys.ENTER)
        self.wait().until(
            lambda driver: not driver.find_elements(By.CSS_SELECTOR, "form[action$=publish]"))
        self.expect(self.driver.current_url == page, "a review", "publishing led elsewhere")
        for size in SIZES:
            self.resize(size)
            self.open("/review/2026-11-H1")
            self.check("/review/2026-11-H1, published", "ru", size, f"ru-{size}-head-published")
        self.log_in("Зал")
        for size in SIZES:
            self.resize(size)
            self.open("/review/2026-11-H1/wall")
            self.check("the wall copy", "ru", size, f"ru-{size}-reader-wall")
        self.open("/people")
        self.expect("Люди" not in self.driver.title, "a reader", "sees the people")
        self.driver.get_log("browser")

    def run(self):
        with tempfile.TemporaryDirectory(prefix="verdict-walk-") as folder:
            self.folder = folder
            self.strokes = 0
            self.furnish()
            with self.server():
                self.open_browser()
                try:
                    for part in [self.login_page, self.every_page, self.a_call, self.a_morning,
                                 self.a_review]:
                        if self.arguments.only in (None, part.__name__):
                            part()
                finally:
                    self.driver.quit()
        for problem in dict.fromkeys(self.problems):
            print(problem)
        print(f"{self.checked} pages looked at, {len(self.problems)} problems; "
              f"pictures in {os.path.relpath(self.pictures)}.")
        return 1 if self.problems or not self.checked else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--verdict", required=True)
    parser.add_argument("--experiment", required=True)
    parser.add_argument("--axe", required=True)
    parser.add_argument("--pictures", required=True)
    parser.add_argument("--only")
    sys.exit(Walk(parser.parse_args()).run())
