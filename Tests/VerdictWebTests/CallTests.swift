import Testing
import VerdictModel
import VerdictTestSupport
import VerdictWeb
import VerdictWorkflow

@Suite("«Звонок»")
struct CallTests {
  let premises: Premises
  init() throws { premises = try Premises() }

  /// A test that draws clients today, and two managers.
  private func start() async throws {
    var form = Sample.form("screen")
    form.start = Day(number: (Day(iso: "2026-11-24") ?? Sample.firstDay).number - 10)
    form.end = Day(number: form.start.number + 60)
    try await Sample.start(form, in: premises.store)
    try await premises.account("Анна", .head)
    try await premises.account("Игорь", .manager, manager: "Игорь")
    try await premises.account("Ольга", .manager, manager: "Ольга")
  }

  @Test("the lot is drawn once, the words appear, the outcome is evidence")
  func flow() async throws {
    try await start()
    try await premises.browse { browser async throws in
      _ = try await browser.logIn("Игорь")
      let page = try await browser.get("/call")
      #expect(page.status == 200 && !page.body.contains("name=\"manager\""))
      let fields = [
        ("_key", page.hidden("_key")), ("_once", page.hidden("_once")), ("unit", "41901"),
        ("test", "screen"), ("segment", ""),
      ]
      let first = try await browser.post("/call", fields)
      #expect(first.location == "/call/screen/41901")
      // The flaky connection sends it again: the same answer, nothing twice.
      #expect(try await browser.post("/call", fields).location == "/call/screen/41901")
      let logged = try await browser.submit("/call/screen/41901", [("outcome", "took")])
      #expect(logged.location.contains("what=took"))
      let shown = try await browser.get(logged.location)
      #expect(shown.body.contains("/call/screen/41901/undo"))
    }
    let record = try #require(
      try await premises.store.read { try $0.unit("41901", hypothesis: "screen") }
    )
    #expect(record.exposure.manager == "Игорь" && record.exposure.uptakeDay != nil)
    #expect(record.events.contains { $0.stage == "meetings_held" && $0.reached })
    #expect(
      try await premises.store.read { try $0.allocationCount("screen", stratum: "Игорь") } == 1
    )
    let acts = try await premises.store.read { try $0.audit() }
    #expect(acts.contains { $0.action == "draw" && $0.author == "Игорь" })
  }

  @Test("an outcome can be taken back for a moment, and not later")
  func takingBack() async throws {
    try await start()
    _ = try await premises.desk.draw("screen", [DrawRequest(unit: "7", manager: "Игорь")])
    try await premises.browse { browser async throws in
      _ = try await browser.logIn("Игорь")
      func log() async throws -> Answer {
        let answer = try await browser.submit("/call/screen/7", [("outcome", "declined")])
        return try await browser.get(answer.location)
      }
      var shown = try await log()
      func undo(_ page: Answer) async throws -> Answer {
        try await browser.post(
          "/call/screen/7/undo",
          [
            ("_key", page.hidden("_key")), ("_once", page.hidden("_once")),
            ("batch", page.hidden("batch")),
          ]
        )
      }
      #expect(try await undo(shown).location.hasSuffix("?undone=1"))
      let events = try await premises.store.read { try $0.unit("7", hypothesis: "screen")?.events }
      #expect(events == [])
      shown = try await log()
      premises.wait(seconds: 60)
      #expect(try await undo(shown).status == 409)
    }
  }

  @Test("another manager's client is as unknown as one that does not exist")
  func others() async throws {
    try await start()
    _ = try await premises.desk.draw("screen", [DrawRequest(unit: "7", manager: "Игорь")])
    try await premises.browse { browser async throws in
      _ = try await browser.logIn("Ольга")
      let foreign = try await browser.get("/call/screen/7")
      let missing = try await browser.get("/call/screen/8")
      #expect(foreign.status == 404 && missing.status == 404)
      let change = try await browser.submit("/call", [("outcome", "took")], to: "/call/screen/7")
      #expect(change.status == 404)
      #expect(!(try await browser.get("/call").body.contains("/call/screen/7")))
    }
  }

  @Test("a wrong deal number keeps what was typed and says what is wrong at the field")
  func wrong() async throws {
    try await start()
    try await premises.browse { browser async throws in
      _ = try await browser.logIn("Анна")
      let answer = try await browser.submit(
        "/call",
        [("unit", "<script>1"), ("test", "screen"), ("manager", "")]
      )
      #expect(answer.status == 422)
      #expect(answer.body.contains("&lt;script&gt;1") && !answer.body.contains("<script>1"))
      #expect(answer.body.contains("id=\"error-unit\""))
      #expect(answer.body.contains("id=\"error-manager\""))
    }
    #expect(try await premises.store.read { try $0.unit("<script>1", hypothesis: "screen") } == nil)
  }
}
