import Testing
import VerdictAnalysis
import VerdictInference
import VerdictModel

/// November 2026 worked by hand: 20 working days (21 weekdays less Wednesday 4 November).
@Suite("Plan against fact")
struct PlanFactTests {
  static let november = Month(year: 2026, month: 11)

  static func day(_ iso: String) throws -> Day { try #require(Day(iso: iso)) }

  /// One manager's meetings and a payment now and then, on every working day of some days.
  static func sums(
    _ days: ClosedRange<Day>,
    held: Int64 = 1,
    payEvery: Int = 5,
    check: Int64 = 600_000_00
  ) -> [FunnelSum] {
    var sums: [FunnelSum] = []
    for (index, day) in days.filter({ WorkingCalendar.russia.isWorking($0) }).enumerated() {
      func add(_ counter: String, _ value: Int64) {
        sums.append(FunnelSum(start: day, member: "", counter: counter, value: value, cells: 1))
      }
      let paid: Int64 = index % payEvery == 0 ? 1 : 0
      add("leads", 8)
      add("spend", 10_000_00)
      add("meetings_due", held * 2)
      add("meetings_held", held)
      add("payments", paid)
      add("revenue", paid * check)
    }
    return sums
  }

  static func fact(
    _ lines: [PlanLine],
    rows: [FunnelSum],
    today: Day,
    original: MonthPlan? = nil
  ) throws -> PlanFact {
    let month = try #require(november)
    let planned = PlannedMonth(
      plan: MonthPlan(month: month, lines: lines),
      version: PlanVersion(
        id: 1,
        author: "Anna",
        at: Timestamp(microseconds: 0),
        reason: "",
        months: [month]
      )
    )
    let days = rows.map(\.start)
    let table = days.min().flatMap { first in days.max().map { first...$0 } }
    return PlanFactBuilder(
      planned: planned,
      original: original,
      funnel: .standard,
      calendar: .russia,
      today: today,
      series: PlanSeries(funnel: .standard, table: table, all: rows)
    ).planFact()
  }

  @Test("a month without history: equal working days, by hand")
  func byHand() throws {
    let rows = Self.sums(try Self.day("2026-11-02")...Self.day("2026-11-13"))
    let fact = try Self.fact(
      [PlanLine(what: "meetings_held", value: 24)],
      rows: rows,
      today: Self.day("2026-11-14")
    )
    // Worked by 13 November: 2, 3, 5, 6, 9, 10, 11, 12, 13.
    #expect(fact.workingDays == 20)
    #expect(fact.elapsed == 9)
    let row = try #require(fact.headlineRow)
    #expect(row.weights == .equal)
    #expect(row.fact == 9)
    #expect(abs((row.planToDate ?? 0) - 24.0 * 9 / 20) < 1e-12)
    #expect(abs((row.needPerDay ?? 0) - 15.0 / 11) < 1e-12)
    let end = try #require(row.monthEnd)
    // 9 held in 9 days, 11 days left: mean (9 + ½)·11/9 on top of what was held.
    #expect(abs((end.point ?? 0) - (9 + 9.5 * 11 / 9)) < 1e-9)
    // SciPy 1.17: nbinom with that mean m and variance m(1 + 11/9), P(N ≥ 15).
    #expect(end.chance > 0.2 && end.chance < 0.35)
  }

  @Test("nothing is projected before the fifth working day")
  func fifthDay() throws {
    let line = [PlanLine(what: "meetings_held", value: 24)]
    let four = try Self.fact(
      line,
      rows: Self.sums(try Self.day("2026-11-02")...Self.day("2026-11-06")),
      today: Self.day("2026-11-07")
    )
    #expect(four.headlineRow?.monthEnd == nil)
    #expect(four.headlineRow?.whyNoMonthEnd == .tooEarly(fifth: try Self.day("2026-11-09")))
    let five = try Self.fact(
      line,
      rows: Self.sums(try Self.day("2026-11-02")...Self.day("2026-11-09")),
      today: Self.day("2026-11-10")
    )
    #expect(five.headlineRow?.monthEnd != nil)
  }

  @Test("money has no point under five expected payments, and keeps its interval and chance")
  func fewPayments() throws {
    let rows = Self.sums(try Self.day("2026-09-01")...Self.day("2026-11-13"))
    let few = try Self.fact(
      [PlanLine(what: "revenue", value: 2_600_000_00)],
      rows: rows,
      today: Self.day("2026-11-14")
    )
    let end = try #require(few.rows.first?.monthEnd)
    #expect(end.point == nil)
    #expect((end.expectedPayments ?? 9) < 5)
    #expect((end.interval.upper ?? 0) > (end.interval.lower ?? 0))
    let many = try Self.fact(
      [PlanLine(what: "revenue", value: 2_600_000_00)],
      rows: Self.sums(try Self.day("2026-09-01")...Self.day("2026-11-13"), payEvery: 2),
      today: Self.day("2026-11-14")
    )
    #expect(many.rows.first?.monthEnd?.point != nil)
  }

  @Test("missing is not zero: a month without entries has no fact, and a gap is still to come")
  func missing() throws {
    let line = [PlanLine(what: "meetings_held", value: 24)]
    let empty = try Self.fact(line, rows: [], today: Self.day("2026-11-14"))
    #expect(empty.asOf == nil)
    #expect(empty.rows.first?.fact == nil)
    #expect(empty.rows.first?.needPerDay == nil)
    let gap = try Self.day("2026-11-10")
    let rows = Self.sums(try Self.day("2026-11-02")...Self.day("2026-11-13"))
      .filter { $0.start != gap }
    let fact = try Self.fact(line, rows: rows, today: Self.day("2026-11-14"))
    #expect(fact.missingDays == [gap])
    // Eight days seen, and the gap with the eleven days after it ahead.
    #expect(abs((fact.headlineRow?.monthEnd?.point ?? 0) - (8 + 8.5 * 12 / 8)) < 1e-9)
  }

  @Test("the first month, with three days at its end, is not forecast")
  func began() throws {
    let first = try Self.day("2026-11-26")
    let fact = try Self.fact(
      [PlanLine(what: "meetings_held", value: 20)],
      rows: Self.sums(first...(try Self.day("2026-11-30"))),
      today: Self.day("2026-11-30")
    )
    #expect(fact.tableBegan == first)
    #expect(fact.rows.first?.whyNoMonthEnd == .tableBegan(first))
    // 26, 27 and 30 November are 3 of 20 working days.
    #expect(abs((fact.rows.first?.planToDate ?? 0) - 3) < 1e-12)
  }

  @Test("a target is read with its scatter, and never summed")
  func target() throws {
    let rows = Self.sums(try Self.day("2026-11-02")...Self.day("2026-11-13"))
    let fact = try Self.fact(
      [PlanLine(what: "show_rate", value: 0.65), PlanLine(what: "meeting_to_payment", value: 0.2)],
      rows: rows,
      today: Self.day("2026-11-14")
    )
    let show = try #require(fact.targets.first { $0.what == "show_rate" })
    // 9 of 18: SciPy/statsmodels Wilson .2903…, .7097.
    #expect(show.value == 0.5)
    #expect(abs((show.interval?.lower ?? 0) - 0.29030) < 5e-5)
    #expect(show.state == .withinScatter)
    #expect(fact.rows.isEmpty)
  }

  @Test("a plan changed in mid month shows both numbers")
  func changed() throws {
    let month = try #require(Self.november)
    let fact = try Self.fact(
      [PlanLine(what: "meetings_held", value: 20)],
      rows: Self.sums(try Self.day("2026-11-02")...Self.day("2026-11-13")),
      today: Self.day("2026-11-14"),
      original: MonthPlan(month: month, lines: [PlanLine(what: "meetings_held", value: 24)])
    )
    #expect(fact.headlineRow?.plan == 20)
    #expect(fact.headlineRow?.planBefore == 24)
  }

  @Test("a week over New Year takes its days from two months, a ratio from neither sum")
  func spread() throws {
    let (december, january) = (
      try #require(Month(iso: "2026-12")), try #require(Month(iso: "2027-01"))
    )
    let spread = PlanSpread(
      plans: [
        MonthPlan(
          month: december,
          lines: [
            PlanLine(what: "leads", value: 220), PlanLine(what: "show_rate", value: 0.6),
          ]
        ),
        MonthPlan(
          month: january,
          lines: [
            PlanLine(what: "leads", value: 150), PlanLine(what: "show_rate", value: 0.7),
          ]
        ),
      ],
      funnel: .standard,
      calendar: .russia,
      series: PlanSeries(funnel: .standard, table: nil, all: [])
    )
    let week = ISOWeek(containing: try Self.day("2027-01-01")).days
    // 28, 29 and 30 December of 22 working days; 1–3 January are off.
    guard case .sum(let leads) = spread.planned("leads", in: week) else {
      Issue.record("leads can be summed")
      return
    }
    #expect(abs(leads - 220.0 * 3 / 22) < 1e-9)
    #expect(spread.planned("show_rate", in: week) == .notSummable)
    #expect(spread.planned("show_rate", in: december.days) == .target(0.6))
    #expect(spread.planned("payments", in: week) == .none)
  }

  @Test("a leap day is a working day like another")
  func leapDay() throws {
    let month = try #require(Month(iso: "2028-02"))
    let weights = DayWeights(equal: .russia)
    // 29 February 2028 is a Tuesday; the bundled holidays end with 2027.
    let last = try #require(Day(iso: "2028-02-29"))
    #expect(weights.share(of: last...last, in: month) == 1.0 / 21)
  }
}
