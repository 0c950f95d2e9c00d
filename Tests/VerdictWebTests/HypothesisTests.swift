import Testing
import VerdictModel
import VerdictTestSupport
import VerdictWeb
import VerdictWorkflow

@Suite("«Гипотезы»")
struct HypothesisTests {
  let premises: Premises
  init() throws { premises = try Premises("2026-11-24") }

  private func people() async throws {
    for role in Role.allCases {
      try await premises.account(role.rawValue, role, manager: role == .manager ? "Игорь" : nil)
    }
  }

  private let answers = [
    ("title", "Экран сейчас"), ("if", "сразу предложить показать экран"),
    ("usualWords", "Когда удобно созвониться?"), ("newWords", "Удобно, если сейчас покажу?"),
    ("because", "начатую встречу нельзя забыть <b>"), ("metric", "meetings_held"), ("gain", "5"),
    ("guardrail", "payments"), ("margin", "5"), ("start", "2026-11-25"), ("end", "2027-01-23"),
    ("goal", "choose"), ("owner", "Анна"), ("planned", "44"), ("maturity", "14"),
    ("level", "0.05"), ("spread", "8"), ("cost", "0"), ("segment", "Первый бизнес"),
    ("allocation", "blocks"), ("drawnAt", "meetings_scheduled"), ("direction", "up"),
    ("reversible", "yes"),
  ]

  private func with(_ changes: (String, String)...) -> [(String, String)] {
    answers.map { answer in changes.first { $0.0 == answer.0 } ?? answer }
  }

  @Test(
    "seven answers become a draft that passes a file's checks, and the table says what to expect"
  )
  func registration() async throws {
    try await people()
    try await premises.browse { browser async throws in
      _ = try await browser.logIn("head")
      let saved = try await browser.submit("/hypotheses/new", answers)
      #expect(saved.status == 303 && saved.location == "/hypotheses/ekran-sejchas?done=saved")
      let page = try await browser.get("/hypotheses/ekran-sejchas")
      #expect(page.body.contains("Из 100 таких тестов") && !page.body.contains("забыть <b>"))
      // A second of the same name does not replace the first.
      let second = try await browser.submit("/hypotheses/new", answers)
      #expect(second.location == "/hypotheses/ekran-sejchas-2?done=saved")
    }
    let form = try await premises.store.read { try $0.hypothesis("ekran-sejchas")?.form }
    #expect(form?.statement.expectation.en == "more clients will reach “Meetings held”")
    #expect(form?.guardrails == [Guardrail(stage: "payments", margin: 0.05)])
    #expect(form?.allocation == .blocks(within: .manager) && form?.tau == 0.08)
    #expect(form?.segments.first?.title.ru == "Первый бизнес")
  }

  @Test(
    "a wrong answer is marked at its question and nothing typed is lost",
    arguments: [
      ("gain", "много", "field-gain"), ("end", "2026-11-01", "field-end"),
      ("planned", "2", "field-planned"), ("title", "", "field-title"),
      ("margin", "x", "field-margin"), ("goal", "win", "field-goal"),
    ]
  )
  func wrongAnswer(name: String, value: String, mark: String) async throws {
    try await people()
    try await premises.browse { browser async throws in
      _ = try await browser.logIn("head")
      let refused = try await browser.submit("/hypotheses/new", self.with((name, value)))
      #expect(refused.status == 422)
      #expect(refused.body.contains("href=\"#" + mark + "\""))
      #expect(refused.body.contains("сразу предложить показать экран"))
    }
    #expect(try await premises.store.read { try $0.hypotheses() }.isEmpty)
  }

  @Test(
    "bets before the start, one a person; the start freezes; then stop and glance need a reason"
  )
  func life() async throws {
    try await people()
    let path = "/hypotheses/ekran-sejchas"
    try await premises.browse { browser async throws in
      _ = try await browser.logIn("head")
      // Ten points: without history a relative gain has no base.
      _ = try await browser.submit("/hypotheses/new", self.with(("start", "2026-11-23")))
      let bet = [("direction", "up"), ("size", "12,5")]
      #expect(try await browser.submit(path, bet, to: path + "/bet").status == 303)
      #expect(try await browser.submit(path, bet, to: path + "/bet").status == 409)
      #expect(try await browser.submit(path, [], to: path + "/start").status == 303)
      let closed = try await browser.get(path)
      #expect(closed.body.contains("Рано") && !closed.body.contains(path + "/edit"))
      let silent = try await browser.submit(path, [], to: path + "/glance")
      #expect(silent.status == 422)
      let looked = try await browser.submit(
        path,
        [("glanceReason", "директор спросил")],
        to: path + "/glance"
      )
      #expect(looked.status == 303)
      let stopped = try await browser.submit(
        path,
        [("stopReason", "ушли менеджеры")],
        to: path + "/stop"
      )
      #expect(stopped.status == 303)
      browser.forget()
      _ = try await browser.logIn("manager")
      let late = try await browser.submit(path, [("direction", "down")], to: path + "/bet")
      #expect(late.status == 422)
      let own = try await browser.get(path)
      #expect(own.status == 200 && own.body.contains("Промежуточных результатов здесь нет"))
      #expect(!own.body.contains("Рано"))
    }
    let (bets, glances, form) = try await premises.store.read { reader in
      (
        try reader.bets("ekran-sejchas"), try reader.glances("ekran-sejchas"),
        try reader.hypothesis("ekran-sejchas")?.form
      )
    }
    #expect(bets.map(\.size) == [12.5] && bets.map(\.person) == ["head"])
    #expect(glances.map(\.reason) == ["директор спросил"])
    #expect(form?.stoppedOn == Day(iso: "2026-11-24"))
  }

  @Test("a draft is edited, a running test amended with a reason, its other language kept")
  func changes() async throws {
    try await people()
    let form = Sample.form("screen")
    try await Sample.start(form, in: premises.store)
    try await premises.browse { browser async throws in
      _ = try await browser.logIn("head")
      let page = try await browser.get("/hypotheses/screen/amend")
      #expect(page.status == 200)
      #expect(try await browser.get("/hypotheses/screen/edit").status == 409)
      #expect(try await browser.get("/hypotheses/nothing").status == 404)
    }
  }

  @Test("one more test on the same clients is told what it does to the others")
  func overlap() async throws {
    try await people()
    var form = Sample.form("screen")
    form.start = try #require(Day(iso: "2026-11-02"))
    form.end = form.start + 60
    try await Sample.start(form, in: premises.store)
    try await premises.browse { browser async throws in
      _ = try await browser.logIn("head")
      let saved = try await browser.submit("/hypotheses/new", answers)
      let page = try await browser.get(saved.location)
      // A test to choose never says "Adopt".
      #expect(page.text.contains("уже идёт 1 проверка"))
      #expect(page.text.contains("Эта проверка выбирает, а не доказывает"))
      let prove = answers.map { $0.0 == "goal" ? ("goal", "prove") : $0 }
      let second = try await browser.submit("/hypotheses/new", prove)
      // Two tests to prove at .025 a side each: 1 − .975 = .025 and 1 − .975² = .049375.
      let told = try await browser.get(second.location)
      #expect(told.text.contains("с 2,5 до 4,9 из 100"))
    }
  }
}
