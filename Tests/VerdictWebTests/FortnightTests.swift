import Testing
import VerdictModel
import VerdictSQLite
import VerdictTestSupport
import VerdictWeb
import VerdictWorkflow

@Suite("A fortnight of a department, through the pages")
struct FortnightTests {
  let premises: Premises
  init() throws { premises = try Premises("2026-11-02") }

  private static let team = ["Анна", "Игорь", "Мария", "Олег", "Светлана", "Тимур"]

  /// What a client does, decided by the number alone, so that the test knows the truth.
  private func outcome(_ number: Int) -> CallOutcome {
    switch number % 5 {
    case 0: .took
    case 1, 2: .booked
    default: .declined
    }
  }

  @Test("calls, mornings and the review agree with what was done, and nobody sees too much")
  func fortnight() async throws {
    var form = Sample.form("screen")
    form.start = try #require(Day(iso: "2026-11-02"))
    form.end = form.start + 60
    form.stage = "meetings_held"
    try await Sample.start(form, in: premises.store)
    try await premises.account("Вера", .head)
    try await premises.account("Ольга", .assistant)
    for name in Self.team { try await premises.account(name, .manager, manager: name) }
    var deal = 41_000
    var said: [Int: CallOutcome] = [:]
    let path = "/call/screen/"

    for dayNumber in 0..<12 {
      let today = Day(number: form.start.number + dayNumber)
      let isWorking = WorkingCalendar.russia.isWorking(today)
      let (first, team) = (deal, Self.team)
      try await premises.browse { browser async throws in
        guard isWorking else { return }
        for (index, name) in team.enumerated() {
          browser.forget()
          #expect(try await browser.logIn(name).status == 303)
          let number = first + index
          let drawn = try await browser.submit(
            "/call",
            [("unit", String(number)), ("test", "screen"), ("segment", "yes")]
          )
          #expect(drawn.status == 303 && drawn.location == path + String(number))
          let page = try await browser.get(drawn.location)
          let fields = [
            ("_key", page.hidden("_key")), ("_once", page.hidden("_once")),
            ("outcome", outcome(number).rawValue),
          ]
          // A flaky connection sends each form twice.
          let once = try await browser.post(drawn.location, fields)
          let twice = try await browser.post(drawn.location, fields)
          #expect(once.status == 303 && twice.status == 303)
        }
        // The assistant's morning is the day before.
        browser.forget()
        _ = try await browser.logIn("Ольга")
        let morning = try await browser.get("/yesterday")
        #expect(morning.status == 200)
      }
      if isWorking {
        for index in 0..<Self.team.count { said[deal + index] = outcome(deal + index) }
        deal += Self.team.count
      }
      premises.wait(seconds: 86_400)
    }

    let units = try await premises.store.read { reader in
      var found: [String: UnitRecord] = [:]
      try reader.forEachUnit("screen") { found[$0.exposure.unit] = $0 }
      return found
    }
    // Ten working days of the fortnight but the holiday of the 4th, six calls each.
    #expect(units.count == said.count && said.count == 54)
    for (number, outcome) in said {
      let record = try #require(units[String(number)])
      #expect((record.exposure.uptakeDay != nil) == (outcome == .took))
      let held = record.events.first { $0.stage == "meetings_held" }
      #expect((held?.reached ?? false) == (outcome == .took))
      #expect((held != nil && held?.reached == false) == (outcome == .declined))
    }
    // Each manager's arms come from blocks: never far apart.
    for name in Self.team {
      let arms = units.values.filter { $0.exposure.manager == name }.compactMap(\.exposure.arm)
      let control = arms.count { $0 == form.control.key }
      #expect(abs(2 * control - arms.count) <= 4)
    }
    #expect(try await premises.store.health().auditHolds)
    #expect(try await premises.store.health().differingCells == 0)

    try await premises.browse { browser async throws in
      browser.forget()
      _ = try await browser.logIn("Вера")
      let card = try await browser.get("/hypotheses/screen")
      #expect(card.body.replacing("\u{A0}", with: " ").contains("Собрано \(units.count) из"))
      browser.forget()
      _ = try await browser.logIn("Игорь")
      let own = try await browser.get("/hypotheses/screen")
      #expect(!own.body.contains("Собрано"))
      let foreign = units.values.first { $0.exposure.manager == "Анна" }?.exposure.unit ?? ""
      #expect(try await browser.get(path + foreign).status == 404)
    }
  }
}
