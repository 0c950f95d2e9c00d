import Testing
import VerdictModel
import VerdictTestSupport
import VerdictWeb
import VerdictWorkflow

/// «План», «Неделя», «Что для этого нужно», «Откуда разница» over a department of two managers.
@Suite("The funnel's pages")
struct FunnelPageTests {
  let premises: Premises
  init() throws { premises = try Premises("2026-11-24") }

  /// September to 23 November: each working day 8 leads and 10 000 of spend, two meetings due and one
  /// held a manager, a payment of 600 000 each fifth day.
  private func fill() async throws {
    let first = try #require(Day(iso: "2026-09-01"))
    let last = try #require(Day(iso: "2026-11-23"))
    try await premises.store.write(
      Act(author: "тест", at: premises.office.clock(), action: "import", subject: "funnel"),
      .commit
    ) { writer in
      _ = try writer.beginBatch(kind: "import", file: "f.csv", sha256: "1", preset: "")
      let worked = (first...last).filter { WorkingCalendar.russia.isWorking($0) }
      for (index, day) in worked.enumerated() {
        func put(_ counter: String, _ value: Int64, source: String? = nil, manager: String? = nil)
          throws
        {
          _ = try writer.put(
            FunnelCell(day: day, source: source, manager: manager, counter: counter, value: value)
          )
        }
        try put("leads", 8, source: "Директ")
        try put("spend", 10_000_00, source: "Директ")
        for manager in ["Игорь", "Анна"] {
          try put("meetings_scheduled", 2, manager: manager)
          try put("meetings_due", 2, manager: manager)
          try put("meetings_held", 1, manager: manager)
          if index % 5 == 0 {
            try put("payments", 1, source: "Директ", manager: manager)
            try put("revenue", 600_000_00, source: "Директ", manager: manager)
          }
        }
      }
    }
    for role in Role.allCases {
      try await premises.account(role.rawValue, role, manager: role == .manager ? "Игорь" : nil)
    }
    let month = try #require(Month(iso: "2026-11"))
    _ = try await premises.desk.setPlan(
      [
        PlanChange(month: month, what: "meetings_held", value: 40),
        PlanChange(month: month, what: "meetings_held", manager: "Игорь", value: 23),
        PlanChange(month: month, what: "meetings_held", manager: "Анна", value: 17),
      ],
      reason: ""
    )
  }

  @Test("a manager sees the department's plan and the own row, nobody else's; an assistant none")
  func plan() async throws {
    try await fill()
    try await premises.browse { browser async throws in
      _ = try await browser.logIn("manager")
      let own = try await browser.get("/plan?month=2026-11").text
      #expect(own.contains("Игорь") && own.contains("23") && own.contains("40"))
      #expect(!own.contains("Анна") && !own.contains("<form method=\"post\" action=\"/plan\""))
      browser.forget()
      _ = try await browser.logIn("head")
      let all = try await browser.get("/plan?month=2026-11").text
      #expect(all.contains("Игорь") && all.contains("Анна"))
      #expect(all.contains("href=\"/needs\"") && all.contains("href=\"/bridge\""))
      browser.forget()
      _ = try await browser.logIn("assistant")
      for path in ["/plan", "/week", "/needs", "/bridge"] {
        #expect(try await browser.get(path).status == 403)
      }
    }
  }

  @Test("the week begins with today's five lines and ends with its focus")
  func week() async throws {
    try await fill()
    try await premises.browse { browser async throws in
      _ = try await browser.logIn("reader")
      let page = try await browser.get("/week").text
      #expect(page.contains("<h2>Сегодня</h2>"))
      #expect(page.contains("Вторник 24 ноября"))
      #expect(page.contains("Фокус недели"))
      #expect(!page.contains("Анна") && !page.contains("Игорь"))
      // An earlier week has no today.
      let earlier = try await browser.get("/week?day=2026-11-12").text
      #expect(!earlier.contains("<h2>Сегодня</h2>"))
      #expect(try await browser.get("/week?day=2026-02-30").status == 404)
    }
  }

  @Test("needs: the example of the practice backwards from revenue, and a rate to try")
  func needs() async throws {
    try await fill()
    try await premises.browse { browser async throws in
      _ = try await browser.logIn("head")
      // Without a plan for revenue nothing is guessed.
      #expect(try await browser.get("/needs?month=2026-12").text.contains("role=\"status\""))
      let page = try await browser.get("/needs?month=2026-12&revenue=6%20%D0%BC%D0%BB%D0%BD").text
      #expect(page.contains("Чтобы получить 6 млн ₽"))
      // 6 000 000 / 600 000 = 10 payments; half of the meetings due are held.
      #expect(page.contains("оплаты"))
      let tried = try await browser.get(
        "/needs?month=2026-12&revenue=6000000&show_rate=75%20%25"
      )
      #expect(tried.status == 200 && tried.text.contains("75"))
      let wrong = try await browser.get("/needs?revenue=6000000&show_rate=many").text
      #expect(wrong.contains("aria-invalid=\"true\"") && wrong.contains("value=\"many\""))
      let hostile = try await browser.get("/needs?revenue=%3Cscript%3E").body
      #expect(!hostile.contains("<script>alert") && hostile.contains("&lt;script&gt;"))
    }
  }

  @Test("the bridge compares two months stage by stage, and says when it cannot")
  func bridge() async throws {
    try await fill()
    try await premises.browse { browser async throws in
      _ = try await browser.logIn("head")
      let page = try await browser.get(
        "/bridge?of=meetings_held&before=2026-09&after=2026-10"
      ).text
      // September has 22 working days, October 22: two meetings each day.
      #expect(page.contains("было 44,0, стало 44,0") || page.contains("было 44, стало 44"))
      let empty = try await browser.get("/bridge?of=payments&before=2026-01&after=2026-10")
      #expect(empty.status == 200 && empty.text.contains("не вносили"))
      #expect(try await browser.get("/bridge?of=nothing&before=x&after=y").status == 200)
    }
  }
}
