import Testing
import VerdictAnalysis
import VerdictModel
import VerdictTestSupport
import VerdictWorkflow

@Suite("A company's own funnel, in the store")
struct OwnFunnelTests {
  let office: Office
  init() throws { office = try Office() }

  private func stage(_ key: String) -> Counter {
    Counter(key: key, title: "x", grain: .byManager, owner: .hand, isStage: true)
  }

  @Test("A running test keeps the steps it started with; cells stay those of a rebuild")
  func runningTests() async throws {
    let form = try Office.form()
    try await office.start(form)
    try await office.live(
      "screen",
      "2026-10-20",
      prefix: "a",
      count: 12,
      held: ["usual": 3, "now": 4]
    )
    let query = EvidenceQuery(
      hypothesis: "screen",
      cut: .all,
      moments: [.reached("meetings_held")],
      asOf: try Office.day("2026-11-10"),
      horizon: 14
    )
    let before = try await office.store.read { try $0.evidence(query) }
    // A step put before the meeting would make whoever came to it count as having met.
    _ = try await office.desk("2026-10-25").changeFunnel([
      .addCounter(stage("contract_sent"), after: "meetings_held")
    ])
    try await office.store.write(
      Act(author: "a", at: Timestamp(microseconds: 1), action: "log", subject: "a0"),
      .commit
    ) { writer in
      for number in 0..<12 {
        _ = try writer.put(
          UnitEvent(
            unit: "a\(number)",
            stage: "contract_sent",
            reached: true,
            day: Day(iso: "2026-10-28")
          )
        )
      }
    }
    #expect(try await office.store.read { try $0.evidence(query) } == before)
    #expect(try await office.store.health().differingCells == 0)
    // A test that starts now counts the new step.
    let later = try Office.form("later")
    try await office.start(later)
    #expect(
      try await office.store.read {
        try $0.setting(FunnelDefinition.stagesSetting(of: "later"))
      } == nil
    )
  }

  @Test("A stage a running test counts cannot be retired under it")
  func inUse() async throws {
    try await office.start(try Office.form())
    let desk = try office.desk("2026-10-25")
    await #expect(throws: FunnelError.inUse("meetings_held", hypotheses: ["screen"])) {
      try await desk.changeFunnel([.retire("meetings_held", on: try Office.day("2026-11-01"))])
    }
    // Ripe on 31 December.
    _ = try await desk.changeFunnel([.retire("meetings_held", on: try Office.day("2027-01-01"))])
  }

  @Test("Changes are all or none, a rehearsal changes nothing, a retired counter takes no number")
  func whole() async throws {
    let desk = try office.desk("2026-10-25")
    let day = try Office.day("2026-10-25")
    await #expect(throws: FunnelError.self) {
      try await desk.changeFunnel([.retire("impressions", on: day), .retire("moon", on: day)])
    }
    _ = try await desk.changeFunnel([.retire("impressions", on: day)], mode: .rehearse)
    #expect(try await desk.funnel().funnel == .standard)
    _ = try await desk.changeFunnel([.retire("impressions", on: day)])
    let csv = "date,source,impressions\n2026-10-24,VK,5\n2026-10-25,VK,6\n"
    await #expect(throws: (any Error).self) {
      try await desk.importFile(Array(csv.utf8), name: "t.csv", mode: .commit)
    }
    #expect(try await office.store.read { try $0.funnelDays() } == nil)
  }

  @Test("Norms and answers are kept and stand in the table")
  func normsAndAnswers() async throws {
    let desk = try office.desk("2026-11-02")
    let csv = """
      date,manager,meetings_due,meetings_moved,meetings_held
      2026-10-20,Anna,10,2,4
      2026-10-20,Igor,10,0,9
      """
    _ = try await desk.importFile(Array((csv + "\n").utf8), name: "t.csv", mode: .commit)
    let october = try Office.day("2026-10-01")
    _ = try await desk.changeFunnel([
      .norm(Norm(metric: "show_rate", from: october, low: 0.6, high: nil)),
      .norm(Norm(metric: "show_rate", manager: "Anna", from: october, low: nil, high: 0.45)),
    ])
    try await desk.answerFunnel(.showRate, "due-less-moved")
    let table = try await desk.table(
      TableRequest(span: .month, split: .manager, to: try Office.day("2026-10-31"))
    )
    let rate = try #require(table.rows.first { $0.key == "show_rate" }?.readings.last)
    // 13 of 18.
    #expect(rate.numerator == 13)
    #expect(rate.denominator == 18)
    #expect(rate.norm?.place == .inside)
    let anna = try #require(table.members.first { $0.name == "Anna" })
    let own = try #require(anna.rows.first { $0.key == "show_rate" }?.readings.last)
    #expect(own.value == 0.5)
    #expect(own.norm?.high == 0.45)
    #expect(own.norm?.place == .above)
    #expect(table.answers.first { $0.question == .showRate }?.answer == "due-less-moved")
    #expect(table.answers.first { $0.question == .revenue }?.isGiven == false)
  }

  @Test(
    "Cohorts come from units: each once, on its first day, and a later step is a reach of the earlier"
  )
  func cohorts() async throws {
    try await office.start(try Office.form())
    try await office.live(
      "screen",
      "2026-10-20",
      prefix: "a",
      count: 10,
      held: ["usual": 2, "now": 3]
    )
    let days = try await office.store.read {
      try $0.cohorts(
        try Office.day("2026-10-01")...(try Office.day("2026-10-31")),
        asOf: try Office.day("2026-11-30")
      )
    }
    #expect(days.map(\.units) == [10])
    #expect(days.first?.reached["meetings_held"] == [1: 5])
    #expect(days.first?.reached["leads"] == [1: 5])
    let early = try await office.store.read {
      try $0.cohorts(
        try Office.day("2026-10-01")...(try Office.day("2026-10-31")),
        asOf: try Office.day("2026-10-20")
      )
    }
    #expect(early.first?.reached.isEmpty == true)
  }
}
