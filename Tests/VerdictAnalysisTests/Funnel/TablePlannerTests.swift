import Testing
import VerdictAnalysis
import VerdictModel

/// November 2026 has 20 working days; by Friday 13 November nine are over.
@Suite("Plans under the table's rows")
struct TablePlannerTests {
  private func day(_ iso: String) throws -> Day { try #require(Day(iso: iso)) }

  private func table(
    _ span: TableSpan,
    _ starts: [String],
    plans: [(String, [PlanLine])],
    facts: [String: Int64] = ["meetings_held": 9, "meetings_due": 18, "revenue": 600_000_00],
    part: PlanSeries.Part = .whole
  ) throws -> [TableRow] {
    let (first, asOf) = (try day("2026-10-01"), try day("2026-11-13"))
    let maker = FunnelTableMaker(
      funnel: .standard,
      calendar: .russia,
      norms: [],
      asOf: asOf,
      recorded: first...asOf,
      periods: try starts.map { TablePeriod(span, containing: try day($0)) }
    )
    let rows = facts.map { key, value in
      FunnelSum(start: asOf, member: "", counter: key, value: value, cells: 1)
    }
    let planner = TablePlanner(
      PlanSpread(
        plans: try plans.map { MonthPlan(month: try #require(Month(iso: $0.0)), lines: $0.1) },
        funnel: .standard,
        calendar: .russia,
        series: PlanSeries(funnel: .standard, table: first...asOf, all: rows)
      ),
      periods: maker.readings(filled: [asOf]),
      asOf: asOf
    )
    return planner.planning(
      maker.rows(
        FunnelTableMaker.Scope(
          sums: maker.sums(rows),
          days: FunnelTableMaker.days(rows)
        )
      ),
      of: part
    )
  }

  private func planned(_ key: String, _ rows: [TableRow]) throws -> [PlannedReading?] {
    try #require(rows.first { $0.key == key }).planned
  }

  @Test("A running month: the whole plan, nine twentieths of it to date, and fact over that")
  func runningMonth() throws {
    let rows = try table(
      .month,
      ["2026-11-01"],
      plans: [
        (
          "2026-11",
          [
            PlanLine(what: "meetings_held", value: 24), PlanLine(what: "show_rate", value: 0.6),
            PlanLine(what: "revenue", value: 2_600_000_00),
          ]
        )
      ]
    )
    let held = try #require(try planned("meetings_held", rows)[0])
    #expect(held.plan == 24)
    #expect(abs((held.toDate ?? 0) - 24.0 * 9 / 20) < 1e-12)
    #expect(abs((held.attainment ?? 0) - 9 / 10.8) < 1e-12)
    // Money in major units, as the row shows it.
    let revenue = try #require(try planned("revenue", rows)[0])
    #expect(abs(revenue.plan - 2_600_000) < 1e-6)
    #expect(abs((revenue.attainment ?? 0) - 600_000 / 1_170_000) < 1e-12)
    // A ratio has a target and no part of it.
    #expect(
      try planned("show_rate", rows) == [PlannedReading(plan: 0.6, toDate: nil, attainment: nil)]
    )
    #expect(try planned("meetings_due", rows).isEmpty)
  }

  @Test("A week takes the days it has of the month; one over two months needs both plans")
  func weeks() throws {
    let november = ("2026-11", [PlanLine(what: "meetings_held", value: 20)])
    // 2–8 November: 2, 3, 5, 6 are worked, one meeting a day.
    let week = try table(.week, ["2026-11-02"], plans: [november])
    #expect(abs((try planned("meetings_held", week)[0]?.plan ?? 0) - 4) < 1e-12)
    // 26 October – 1 November has no working day of November, and October has no plan.
    let across = try table(.week, ["2026-10-26", "2026-11-02"], plans: [november])
    #expect(try planned("meetings_held", across)[0] == nil)
    let both = try table(
      .week,
      ["2026-10-26"],
      plans: [november, ("2026-10", [PlanLine(what: "meetings_held", value: 44)])]
    )
    // October 2026 has 22 working days, five of them in this week.
    #expect(abs((try planned("meetings_held", both)[0]?.plan ?? 0) - 10) < 1e-12)
  }

  @Test("Targets of two months that differ are no target of a week over both")
  func differingTargets() throws {
    func target(_ october: Double) throws -> PlannedReading? {
      let rows = try table(
        .week,
        ["2026-10-26", "2026-11-09"],
        plans: [
          ("2026-10", [PlanLine(what: "show_rate", value: october)]),
          ("2026-11", [PlanLine(what: "show_rate", value: 0.6)]),
        ]
      )
      return try planned("show_rate", rows)[0]
    }
    #expect(try target(0.5) == nil)
    #expect(try target(0.6)?.plan == 0.6)
  }

  @Test("A manager's row has that manager's plan, and nobody's where there is none")
  func parts() throws {
    let plans = [
      (
        "2026-11",
        [
          PlanLine(what: "meetings_held", value: 24),
          PlanLine(what: "meetings_held", manager: "Anna", value: 8),
        ]
      )
    ]
    let anna = try table(
      .month,
      ["2026-11-01"],
      plans: plans,
      part: PlanSeries.Part(manager: "Anna")
    )
    #expect(try planned("meetings_held", anna)[0]?.plan == 8)
    let igor = try table(
      .month,
      ["2026-11-01"],
      plans: plans,
      part: PlanSeries.Part(manager: "Igor")
    )
    #expect(try planned("meetings_held", igor).isEmpty)
  }
}
