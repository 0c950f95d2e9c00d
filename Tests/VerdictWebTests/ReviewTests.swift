import Testing
import VerdictModel
import VerdictTestSupport
import VerdictWeb
import VerdictWorkflow

@Suite("«Разбор»")
struct ReviewTests {
  let premises: Premises
  init() throws { premises = try Premises() }

  /// A running test with a few outcomes, and one account a role.
  private func start() async throws {
    var form = Sample.form("screen")
    form.start = (Day(iso: "2026-11-02") ?? Sample.firstDay)
    form.end = Day(number: form.start.number + 60)
    try await Sample.start(form, in: premises.store)
    for role in Role.allCases {
      try await premises.account(role.rawValue, role, manager: role == .manager ? "Игорь" : nil)
    }
  }

  @Test("before it is published only the head sees it; afterwards the wall copy is everybody's")
  func published() async throws {
    try await start()
    let path = "/review/2026-11-H1"
    try await premises.browse { browser async throws in
      for role in ["manager", "reader"] {
        browser.forget()
        _ = try await browser.logIn(role)
        #expect(try await browser.get(path).status == 404)
        #expect(try await browser.get(path + "/wall").status == 404)
      }
      browser.forget()
      _ = try await browser.logIn("head")
      let page = try await browser.get("/review")
      #expect(page.body.contains("href=\"" + path + "\""))
      #expect(try await browser.get(path + "/head").body.contains("<html"))
      #expect(try await browser.submit(path, [], to: path + "/publish").status == 303)
      let wall = try await browser.get(path + "/wall")
      #expect(wall.headers["content-security-policy"]?.contains("default-src 'none'") == true)
      for role in ["manager", "reader"] {
        browser.forget()
        _ = try await browser.logIn(role)
        let copy = try await browser.get(path + "/wall")
        #expect(copy.status == 200 && copy.body == wall.body)
        #expect(try await browser.get(path + "/head").status == 403)
        #expect(
          try await browser.get(path).body.contains("<form method=\"post\" action=\"/review")
            == false
        )
      }
    }
    #expect(try await premises.store.read { try $0.reviewPeriods().count } == 1)
  }

  @Test("a decision needs a choice and an owner, and is recorded once with its author")
  func decision() async throws {
    try await start()
    let period = try #require(HalfMonth(iso: "2026-11-H1"))
    _ = try await premises.desk.publish(period)
    try await premises.browse { browser async throws in
      _ = try await browser.logIn("head")
      let path = "/review/2026-11-H1/decide"
      let missing = try await browser.submit(
        "/review/2026-11-H1",
        [("hypothesis", "screen"), ("lesson", "урок <i>")],
        to: path
      )
      #expect(missing.status == 422 && !missing.body.contains("урок <i>"))
      let page = try await browser.get("/review/2026-11-H1")
      let fields = [
        ("_key", page.hidden("_key")), ("_once", page.hidden("_once")), ("hypothesis", "screen"),
        ("choice", "continue"), ("owner", "Анна"), ("due", "2026-12-15"),
        ("lesson", "рано судить"),
      ]
      for _ in 0..<2 { #expect(try await browser.post(path, fields).status == 303) }
    }
    let decisions = try await premises.store.read { try $0.decisions("screen") }
    #expect(decisions.count == 1)
    #expect(decisions.first?.author == "head" && decisions.first?.owner == "Анна")
    #expect(decisions.first?.due == Day(iso: "2026-12-15"))
  }

  @Test("a manager sees the own row beside the wall copy, and nobody else's name")
  func ownRow() async throws {
    let day = try #require(Day(iso: "2026-11-05"))
    try await premises.store.write(
      Act(author: "тест", at: premises.office.clock(), action: "import", subject: "funnel"),
      .commit
    ) { writer in
      _ = try writer.beginBatch(kind: "import", file: "f.csv", sha256: "1", preset: "")
      for (manager, held) in [("Игорь", Int64(3)), ("Анна", 9)] {
        for (counter, value) in [("meetings_due", Int64(12)), ("meetings_held", held)] {
          _ = try writer.put(
            FunnelCell(day: day, source: nil, manager: manager, counter: counter, value: value)
          )
        }
      }
    }
    try await start()
    _ = try await premises.desk.publish(try #require(HalfMonth(iso: "2026-11-H1")))
    try await premises.browse { browser async throws in
      _ = try await browser.logIn("manager")
      let page = try await browser.get("/review/2026-11-H1")
      let text = page.body.replacing("\u{A0}", with: " ")
      #expect(text.contains("Ваша строка") && text.contains("3 из 12"))
      #expect(!text.contains("9 из 12") && !text.contains("Анна"))
      browser.forget()
      _ = try await browser.logIn("reader")
      #expect(try await !browser.get("/review/2026-11-H1").body.contains("Ваша строка"))
    }
  }

  @Test("The agenda is a list with minutes and a clock that a script starts; drafts are the head's")
  func agenda() async throws {
    try await start()
    let path = "/review/2026-11-H1/meeting"
    try await premises.browse { browser async throws in
      _ = try await browser.logIn("head")
      let page = try await browser.get(path)
      #expect(page.status == 200)
      let minutes = page.body.matches(of: /<li data-minutes="(\d+)"/).compactMap { Int($0.1) }
      #expect(minutes.count >= 3)
      #expect(minutes.reduce(0, +) == 25)
      // Without a script the clock stays hidden and the list says from which minute on.
      #expect(page.body.contains("data-clock") && page.body.contains(" hidden>"))
      #expect(page.body.contains("0:00"))
      #expect(!page.body.contains("onclick"))
      #expect(try await browser.get("/review/2026-11-H1").body.contains("href=\"" + path + "\""))
      #expect(try await browser.get("/review/2026-11-H7/meeting").status == 404)
      browser.forget()
      _ = try await browser.logIn("reader")
      #expect(try await browser.get(path).status == 404)
    }
  }

  @Test("Two reviews stand side by side, for the head alone")
  func compare() async throws {
    try await start()
    let path = "/review/2026-11-H1/compare"
    try await premises.browse { browser async throws in
      _ = try await browser.logIn("head")
      let page = try await browser.get(path + "?with=2026-10-H2")
      #expect(page.status == 200)
      #expect(page.body.contains("<table>"))
      #expect(!page.body.contains("2026-10-H2</"))
      #expect(try await browser.get(path).status == 200)
      #expect(try await browser.get(path + "?with=nonsense").status == 404)
      #expect(try await browser.get(path + "?with=2026-11-H1").status == 404)
      browser.forget()
      _ = try await browser.logIn("reader")
      #expect(try await browser.get(path).status == 403)
    }
  }
}
