import Testing
import VerdictModel
import VerdictSQLite
import VerdictTestSupport
import VerdictWeb
import VerdictWorkflow

@Suite("A bad day")
struct BadDayTests {
  let premises: Premises
  init() throws { premises = try Premises() }

  private func start() async throws {
    var form = Sample.form("screen")
    form.start = try #require(Day(iso: "2026-11-10"))
    form.end = form.start + 60
    try await Sample.start(form, in: premises.store)
    try await premises.account("Анна", .head)
    for name in ["Игорь", "Ольга"] { try await premises.account(name, .manager, manager: name) }
  }

  @Test("the same client from two phones at once is one client with one arm")
  func twoPhones() async throws {
    try await start()
    try await premises.browse { browser async throws in
      let other = Browser(sharing: browser)
      _ = try await browser.logIn("Игорь")
      _ = try await other.logIn("Ольга")
      let fields = [("unit", "41901"), ("test", "screen"), ("segment", "")]
      async let first = browser.submit("/call", fields)
      async let second = other.submit("/call", fields)
      let answers = try await [first, second]
      #expect(answers.map(\.status) == [303, 303])
      let pages = [
        try await browser.get("/call/screen/41901").status,
        try await other.get("/call/screen/41901").status,
      ]
      // Whose client it is was settled by who was first; to the other it is nobody's.
      #expect(pages.sorted() == [200, 404])
    }
    let drawn = try await premises.store.read { try $0.allocationCount("screen", stratum: "Игорь") }
    let others = try await premises.store.read {
      try $0.allocationCount("screen", stratum: "Ольга")
    }
    #expect(drawn + others == 1)
  }

  @Test("a full disk says so in words, keeps what was typed, and records nothing")
  func fullDisk() async throws {
    try await start()
    let store = try #require(premises.store as? SQLiteStore)
    try await premises.browse { browser async throws in
      _ = try await browser.logIn("Игорь")
      let page = try await browser.get("/call")
      try await store.limit(morePages: 0)
      var refused: Answer?
      // Pages that are half empty take a few clients more.
      for number in 0..<400 where refused == nil {
        let answer = try await browser.post(
          "/call",
          [
            ("_key", page.hidden("_key")), ("_once", "number-of-this-form-\(number)"),
            ("unit", String(41_000 + number)), ("test", "screen"), ("segment", ""),
          ]
        )
        if answer.status != 303 { refused = answer }
      }
      let answer = try #require(refused)
      #expect(answer.status == 507)
      #expect(answer.body.contains("Записать некуда"))
      #expect(!answer.body.contains("verdict.sqlite"))
      let unit = answer.hidden("unit")
      #expect(unit.isEmpty && answer.body.contains("value=\"41"))
    }
    try await store.limit(morePages: 10_000)
    let health = try await store.health()
    #expect(health.auditHolds && health.differingCells == 0 && health.integrity)
  }

  @Test("a name with HTML in it is a name everywhere")
  func hostileName() async throws {
    let name = "<img src=x onerror=alert(1)>"
    try await premises.account(name, .head)
    try await premises.browse { browser async throws in
      _ = try await browser.logIn(name)
      for path in ["/people", "/account", "/review", "/yesterday", "/hypotheses/new"] {
        let page = try await browser.get(path)
        #expect(page.status == 200 && !page.body.contains("<img"))
      }
      let cases = [
        ("signal", "<script>x</script>"), ("agreed", "a"), ("owner", "b"),
        ("checkOn", "2026-12-01"),
      ]
      #expect(try await browser.submit("/review/cases", cases).status == 303)
      let page = try await browser.get("/review/cases")
      #expect(page.body.contains("&lt;script&gt;") && !page.body.contains("<script>x"))
    }
  }

  @Test("a case about a signal has a day of its check, and is closed once with what came of it")
  func signalCase() async throws {
    try await premises.account("Анна", .head)
    try await premises.browse { browser async throws in
      _ = try await browser.logIn("Анна")
      let fields = [
        ("signal", "доходимость 12 из 100"), ("agreed", "слушаем звонки"), ("owner", "Олег"),
      ]
      let undated = try await browser.submit("/review/cases", fields)
      #expect(undated.status == 422 && undated.body.contains("слушаем звонки"))
      let past = try await browser.submit("/review/cases", fields + [("checkOn", "2026-11-01")])
      #expect(past.status == 422)
      let kept = try await browser.submit("/review/cases", fields + [("checkOn", "2026-12-08")])
      #expect(kept.status == 303)
      let target = "/review/cases/1/close"
      let silent = try await browser.submit("/review/cases", [("case", "1")], to: target)
      #expect(silent.status == 422)
      let closed = [("case", "1"), ("outcome", "вернулась к 18")]
      #expect(try await browser.submit("/review/cases", closed, to: target).status == 303)
      #expect(try await browser.submit("/review/cases", closed, to: target).status == 409)
    }
    let cases = try await premises.store.read { try $0.cases() }
    #expect(cases.map(\.outcome) == ["вернулась к 18"])
    #expect(cases.first?.checkOn == Day(iso: "2026-12-08"))
    let actions = try await premises.store.read { try $0.audit() }.map(\.action)
    #expect(actions.contains("case.open") && actions.contains("case.close"))
  }
}
