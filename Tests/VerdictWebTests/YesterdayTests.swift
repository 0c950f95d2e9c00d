import Foundation
import Testing
import VerdictModel
import VerdictTestSupport
import VerdictWeb
import VerdictWorkflow

@Suite("«Вчера»")
struct YesterdayTests {
  let premises: Premises
  init() throws { premises = try Premises("2026-11-09") }

  /// A table filled up to Thursday the 5th; the 6th to the 8th are to do.
  private func start() async throws {
    let days = ["2026-11-02", "2026-11-03", "2026-11-05"].compactMap { Day(iso: $0) }
    try await premises.store.write(
      Act(author: "тест", at: premises.office.clock(), action: "import", subject: "funnel"),
      .commit
    ) { writer in
      _ = try writer.beginBatch(kind: "import", file: "f.csv", sha256: "1", preset: "")
      for day in days {
        for manager in ["Анна", "Игорь"] {
          _ = try writer.put(cell(day, "meetings_due", manager: manager, 1))
        }
        _ = try writer.put(
          FunnelCell(day: day, source: "Директ", manager: nil, counter: "leads", value: 9)
        )
      }
    }
    for role in Role.allCases {
      try await premises.account(role.rawValue, role, manager: role == .manager ? "Игорь" : nil)
    }
  }

  private func cell(_ day: Day, _ counter: String, manager: String, _ value: Int64) -> FunnelCell {
    FunnelCell(day: day, source: nil, manager: manager, counter: counter, value: value)
  }

  private func field(_ day: String, _ counter: String, _ who: String) -> String {
    "c|\(day)|\(counter)|\(who)"
  }

  /// The fields of Friday and a free weekend, as a browser sends them.
  private func friday(_ change: [String: String] = [:]) -> [(String, String)] {
    var fields: [(String, String)] = [
      ("day", "2026-11-04"), ("day", "2026-11-06"), ("day", "2026-11-07"), ("day", "2026-11-08"),
      ("off|2026-11-04", "1"), ("off|2026-11-07", "1"), ("off|2026-11-08", "1"),
      ("manager", "Анна"), ("manager", "Игорь"), ("source", "Директ"),
    ]
    for manager in ["Анна", "Игорь"] {
      for counter in ["meetings_scheduled", "meetings_due", "meetings_moved", "meetings_held"] {
        let name = field("2026-11-06", counter, manager)
        fields.append((name, change[name] ?? (counter == "meetings_moved" ? "0" : "1")))
        fields.append(("w" + name.dropFirst(), change["w" + name.dropFirst()] ?? ""))
      }
    }
    for (name, value) in change where !fields.contains(where: { $0.0 == name }) {
      fields.append((name, value))
    }
    return fields
  }

  private func value(_ day: String, _ counter: String, _ manager: String) async throws -> Int64? {
    let day = try #require(Day(iso: day))
    return try await premises.store.read {
      try $0.funnelCell(day: day, source: nil, manager: manager, counter: counter)
    }
  }

  @Test(
    "asks for the working day and the weekend after the last one filled, and fills them at once"
  )
  func morning() async throws {
    try await start()
    try await premises.browse { browser async throws in
      _ = try await browser.logIn("assistant")
      let page = try await browser.get("/yesterday")
      let text = page.body.replacing("\u{A0}", with: " ")
      #expect(text.contains("Пт, 6 ноября"))
      #expect(text.contains("Вс, 8 ноября") && !text.contains("Чт, 5 ноября"))
      // The 4th is a public holiday and came before a filled day: it is not asked for.
      #expect(!text.contains("Ср, 4 ноября"))
      premises.wait(seconds: 400)
      let began = page.hidden("began")
      let done = try await browser.submit(
        "/yesterday",
        friday([
          "p|2026-11-06|0|unit": "41873", "p|2026-11-06|0|manager": "Анна",
          "p|2026-11-06|0|source": "Директ", "p|2026-11-06|0|amount": "600 000,50 ₽",
          "rows|2026-11-06": "1", "paid|2026-11-06": "1", "began": began,
        ])
      )
      #expect(done.status == 303, "\(done.body)")
      let end = try await browser.get(done.location)
      #expect(end.body.contains("Готово за 6 мин 40 с"))
      #expect(end.body.contains("оплат 1"))
      #expect(try await browser.get("/yesterday").body.contains("Всё заполнено"))
    }
    #expect(try await value("2026-11-06", "meetings_held", "Игорь") == 1)
    let day = try #require(Day(iso: "2026-11-06"))
    let (paid, none, unit) = try await premises.store.read { reader in
      (
        try reader.funnelCell(day: day, source: "Директ", manager: "Анна", counter: "revenue"),
        try reader.funnelCell(day: day, source: "Директ", manager: "Игорь", counter: "payments"),
        try reader.unit("41873", hypothesis: nil)
      )
    }
    #expect(paid == 60_000_050 && none == 0)
    #expect(unit?.events.first?.amount == Money(minor: 60_000_050))
  }

  @Test("an empty cell asks whether it is a zero, and 'unknown' leaves it missing")
  func empty() async throws {
    try await start()
    let name = field("2026-11-06", "meetings_held", "Игорь")
    try await premises.browse { browser async throws in
      _ = try await browser.logIn("assistant")
      let asked = try await browser.submit("/yesterday", friday([name: ""]))
      #expect(asked.status == 422 && asked.body.contains("Пустых клеток: 1"))
      #expect(
        try await browser.submit("/yesterday", friday([name: "", "empty": "unknown"])).status == 303
      )
    }
    #expect(try await value("2026-11-06", "meetings_held", "Игорь") == nil)
    #expect(try await value("2026-11-06", "meetings_held", "Анна") == 1)
  }

  @Test("what is rarely true is asked once, and again only when it has become another question")
  func doubts() async throws {
    try await start()
    let spend = field("2026-11-06", "spend", "Директ")
    try await premises.browse { browser async throws in
      _ = try await browser.logIn("assistant")
      let asked = try await browser.submit("/yesterday", friday([spend: "24000"]))
      #expect(asked.status == 200 && asked.body.contains("расход есть, а кликов нет"))
      #expect(asked.body.contains("Всё верно, сохранить") && asked.body.contains("value=\"24000\""))
      #expect(try await value("2026-11-06", "meetings_held", "Анна") == nil)
      let key = asked.hidden("asked")
      #expect(!key.isEmpty)
      let other = try await browser.submit(
        "/yesterday",
        friday([spend: "24000", "asked": "another question"])
      )
      #expect(other.status == 200 && other.hidden("asked") == key)
      let saved = try await browser.submit("/yesterday", friday([spend: "24000", "asked": key]))
      #expect(saved.status == 303, "\(saved.body)")
    }
    #expect(try await value("2026-11-06", "meetings_held", "Анна") == 1)
  }

  @Test(
    "more came than were due: said at the cell, nothing written; 'shown at once' raises the due"
  )
  func impossible() async throws {
    try await start()
    let name = field("2026-11-06", "meetings_held", "Игорь")
    try await premises.browse { browser async throws in
      _ = try await browser.logIn("assistant")
      let refused = try await browser.submit("/yesterday", friday([name: "2"]))
      #expect(refused.status == 422 && refused.body.contains("пришли 2 из 1"))
      #expect(refused.body.contains("value=\"2026-11-06|Игорь\""))
      #expect(try await value("2026-11-06", "meetings_held", "Анна") == nil)
      let raised = friday([name: "2", "instant": "2026-11-06|Игорь"])
      #expect(try await browser.submit("/yesterday", raised).status == 303)
    }
    #expect(try await value("2026-11-06", "meetings_due", "Игорь") == 2)
  }

  @Test("two people on one cell: the second is told what the first put, and may insist")
  func twoEditors() async throws {
    try await start()
    let name = field("2026-11-06", "meetings_held", "Игорь")
    let due = field("2026-11-06", "meetings_due", "Игорь")
    let friday = try #require(Day(iso: "2026-11-06"))
    try await premises.browse { browser async throws in
      _ = try await browser.logIn("assistant")
      let other = CellEntry(
        place: CellPlace(day: friday, counter: "meetings_held", manager: "Игорь"),
        was: nil,
        value: 3
      )
      var entry = DayEntry()
      entry.cells = [other]
      _ = try await premises.desk.enter(entry)
      let told = try await browser.submit("/yesterday", self.friday([name: "4", due: "5"]))
      #expect(told.status == 422 && told.body.contains("здесь записали 3"))
      #expect(told.body.contains("name=\"w" + name.dropFirst() + "\" value=\"3\""))
      #expect(try await value("2026-11-06", "meetings_held", "Игорь") == 3)
      let saw = "w" + name.dropFirst()
      let again = try await browser.submit(
        "/yesterday",
        self.friday([name: "4", due: "5", saw: "3"])
      )
      #expect(again.status == 303)
    }
    #expect(try await value("2026-11-06", "meetings_held", "Игорь") == 4)
  }

  @Test("a manager fills the own row alone, whatever the form says")
  func ownRow() async throws {
    try await start()
    try await premises.browse { browser async throws in
      _ = try await browser.logIn("manager")
      let page = try await browser.get("/yesterday")
      #expect(page.body.contains("Игорь") && !page.body.contains("Анна"))
      #expect(try await browser.submit("/yesterday", friday()).status == 303)
      let cell = "/yesterday/day/2026-11-05/cell?counter=meetings_due&manager="
      #expect(try await browser.get(cell + "%D0%90%D0%BD%D0%BD%D0%B0").status == 404)
      #expect(try await browser.get("/yesterday/files").status == 403)
    }
    #expect(try await value("2026-11-06", "meetings_held", "Игорь") == 1)
    #expect(try await value("2026-11-06", "meetings_held", "Анна") == nil)
    // A manager's weekend is the own row of zeros; the company's days stay the head's to set.
    #expect(try await value("2026-11-07", "meetings_due", "Игорь") == 0)
    #expect(try await value("2026-11-07", "meetings_due", "Анна") == nil)
    let settings = try await premises.store.read { try $0.settings() }
    #expect(settings[CompanySettings.Key.daysOff] == nil)
  }

  @Test("a manager reads back the own row, not the department's day")
  func ownDone() async throws {
    try await start()
    try await premises.browse { browser async throws in
      // The 5th holds one meeting due of each manager, and nine leads.
      _ = try await browser.logIn("manager")
      let own = try await browser.get("/yesterday/done?days=2026-11-05")
      #expect(own.text.contains("должны прийти 1"))
      #expect(!own.text.contains("лидов"))

    }
    try await premises.browse { browser async throws in
      _ = try await browser.logIn("assistant")
      let whole = try await browser.get("/yesterday/done?days=2026-11-05")
      #expect(whole.text.contains("должны прийти 2") && whole.text.contains("лидов 9"))
    }
  }

  @Test("an old cell is corrected with a reason, which the audit keeps")
  func correction() async throws {
    try await start()
    let path = "/yesterday/day/2026-11-05/cell?counter=meetings_due&manager=Anna"
      .replacing("Anna", with: "%D0%90%D0%BD%D0%BD%D0%B0")
    let fields = [("counter", "meetings_due"), ("manager", "Анна"), ("was", "1"), ("value", "4")]
    let target = "/yesterday/day/2026-11-05/cell"
    try await premises.browse { browser async throws in
      _ = try await browser.logIn("assistant")
      let silent = try await browser.submit(path, fields, to: target)
      #expect(silent.status == 422 && silent.body.contains("Напишите причину"))
      let done = try await browser.submit(
        path,
        fields + [("reason", "считали дважды")],
        to: target
      )
      #expect(done.status == 303)
    }
    #expect(try await value("2026-11-05", "meetings_due", "Анна") == 4)
    let audit = try await premises.store.read { try $0.audit() }
    #expect(audit.contains { $0.action == "correct" && $0.detail == "1 → 4: считали дважды" })
  }

  @Test("a whole morning is taken back by the one who entered it")
  func takeBack() async throws {
    try await start()
    try await premises.browse { browser async throws in
      _ = try await browser.logIn("assistant")
      let done = try await browser.submit("/yesterday", friday())
      let page = try await browser.get(done.location)
      let batch = page.hidden("batch")
      browser.forget()
      _ = try await browser.logIn("head")
      let foreign = try await browser.submit(
        done.location,
        [("batch", batch)],
        to: "/yesterday/done"
      )
      #expect(foreign.status >= 400)
      #expect(try await value("2026-11-06", "meetings_held", "Анна") == 1)
      browser.forget()
      _ = try await browser.logIn("assistant")
      let back = try await browser.submit(done.location, [("batch", batch)], to: "/yesterday/done")
      #expect(back.status == 303)
    }
    #expect(try await value("2026-11-06", "meetings_held", "Анна") == nil)
  }
}
