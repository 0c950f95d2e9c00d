import Testing
import VerdictAnalysis
import VerdictInference
import VerdictModel

@Suite("The table") struct FunnelTableTests {
  private func day(_ iso: String) throws -> Day { try #require(Day(iso: iso)) }

  private func maker(_ span: TableSpan, _ days: [String], asOf: String, norms: [Norm] = []) throws
    -> FunnelTableMaker
  {
    let last = try day(asOf)
    return FunnelTableMaker(
      funnel: .standard,
      calendar: .russia,
      norms: norms,
      asOf: last,
      recorded: try day(days[0])...last,
      periods: try days.map { TablePeriod(span, containing: try day($0)) }
    )
  }

  private func sum(_ day: Day, _ counter: String, _ value: Int64) -> FunnelSum {
    FunnelSum(start: day, member: "", counter: counter, value: value, cells: 1)
  }

  private func scope(_ maker: FunnelTableMaker, _ rows: [FunnelSum]) -> FunnelTableMaker.Scope {
    FunnelTableMaker.Scope(sums: maker.sums(rows), days: FunnelTableMaker.days(rows))
  }

  private func row(_ key: String, _ rows: [TableRow]) throws -> TableRow {
    try #require(rows.first { $0.key == key })
  }

  @Test("A ratio is sum over sum, a zero denominator has its reason, missing is not zero")
  func ratios() throws {
    let maker = try maker(.month, ["2026-09-01", "2026-10-01"], asOf: "2026-10-31")
    let first = try day("2026-09-01")
    let rows = maker.rows(
      scope(
        maker,
        [
          sum(first, "leads", 10), sum(first + 1, "leads", 0), sum(first, "clicks", 100),
          sum(first + 1, "clicks", 300), sum(first, "spend", 5000_50),
          sum(first + 30, "leads", 0), sum(first + 30, "spend", 100_00),
        ]
      )
    )
    // 10 of 400, not the mean of 10 % and 0 %.
    #expect(try row("click_to_lead", rows).readings[0].value == 0.025)
    // 5,000.50 roubles over 10 leads.
    #expect(try row("cpl", rows).readings[0].value == 500.05)
    let october = try row("cpl", rows).readings[1]
    #expect(october.value == nil)
    #expect(october.why == .zeroDenominator)
    #expect(try row("click_to_lead", rows).readings[1].why == .partMissing)
    #expect(try row("clicks", rows).readings[1].why == .noData)
    #expect(try row("leads", rows).readings[1].value == 0)
  }

  @Test("The catalogue's metrics appear when the funnel has their counters, with signs right")
  func catalogue() throws {
    let maker = try maker(.month, ["2026-10-01"], asOf: "2026-10-31")
    let first = try day("2026-10-01")
    let rows = maker.rows(
      scope(
        maker,
        [
          sum(first, "spend", 200_000_00), sum(first, "revenue", 600_000_00),
          sum(first, "impressions", 400_000), sum(first, "meetings_due", 40),
          sum(first, "meetings_held", 22), sum(first, "meetings_moved", 6),
        ]
      )
    )
    // By hand: (600 − 200)/200; 200/600; 600/200; 1000·200,000/400,000; (40 − 22 − 6)/40.
    #expect(try row("romi", rows).readings[0].value == 2)
    #expect(try abs(#require(row("drr", rows).readings[0].value) - 1.0 / 3) < 1e-15)
    #expect(try row("roas", rows).readings[0].value == 3)
    #expect(try row("cpm", rows).readings[0].value == 500)
    #expect(try row("no_show_rate", rows).readings[0].value == 0.3)
    #expect(!rows.contains { $0.key == "qual_rate" })
  }

  @Test("Missing days, a running period and a beginning within one are said")
  func columns() throws {
    let maker = try maker(.month, ["2026-09-14", "2026-10-01", "2026-11-01"], asOf: "2026-11-12")
    var filled = Set((try day("2026-09-14")...(try day("2026-11-12"))))
    // Wednesday 7 October is missing; Sunday 11 October is no working day.
    filled.remove(try day("2026-10-07"))
    filled.remove(try day("2026-10-11"))
    let columns = maker.readings(filled: filled)
    #expect(columns.map(\.key) == ["2026-09", "2026-10", "2026-11"])
    #expect(columns[0].begins == (try day("2026-09-14")))
    #expect(columns[1].missingDays == [try day("2026-10-07")])
    #expect(!columns[1].isRunning)
    #expect(columns[2].isRunning)
    // November 2026 in Russia: the 4th is off; 2, 3, 5, 6, 9–12 are over.
    #expect(columns[2].elapsedWorkingDays == 8)
    #expect(columns[2].workingDays == 20)
  }

  @Test("A count sum of fewer days says how many; a ratio of unlike days says that it is off")
  func uneven() throws {
    let maker = try maker(.week, ["2026-10-05", "2026-10-12"], asOf: "2026-10-18")
    let monday = try day("2026-10-12")
    var sums: [FunnelSum] = []
    for offset in 0..<5 {
      sums.append(sum(monday + offset, "clicks", 100))
      if offset < 3 { sums.append(sum(monday + offset, "leads", 5)) }
    }
    let rows = maker.rows(scope(maker, sums))
    #expect(try row("clicks", rows).readings[1].missingDays == 0)
    #expect(try row("leads", rows).readings[1].missingDays == 2)
    #expect(try row("click_to_lead", rows).readings[1].isUneven)
  }

  @Test("Two counts of even days: the exact interval of SciPy's binomial")
  func countInterval() throws {
    let maker = try maker(.month, ["2026-09-01", "2026-10-01"], asOf: "2026-10-31")
    let (september, october) = (try day("2026-09-07"), try day("2026-10-05"))
    var sums: [FunnelSum] = []
    // Two weeks of five days each: 4 a day, then 6 a day.
    for offset in [0, 1, 2, 3, 4, 7, 8, 9, 10, 11] {
      sums.append(sum(september + offset, "leads", 4))
      sums.append(sum(october + offset, "leads", 6))
    }
    let change = try #require(row("leads", maker.rows(scope(maker, sums))).change)
    #expect(change.scale == .relative)
    #expect(change.method == .counts)
    #expect(abs(change.estimate - 0.5) < 1e-12)
    // scipy.stats.beta.ppf([.025, .975], [60, 61], [41, 40]) as odds, less one (SciPy 1.10).
    let interval = try #require(change.interval)
    #expect(abs(try #require(interval.lower) + 0.0111014334489562) < 1e-9)
    #expect(abs(try #require(interval.upper) - 1.2971224801429053) < 1e-9)
    #expect(change.news == .noise)
  }

  @Test("Four days of a week stand fairly beside seven: days off weigh what they bring")
  func daysOff() throws {
    let maker = try maker(.week, ["2026-10-05", "2026-10-12"], asOf: "2026-10-15")
    var sums: [FunnelSum] = []
    // Eight weeks of ten a working day and none at weekends; the last week stops on Thursday.
    for day in try day("2026-08-24")...(try day("2026-10-15")) {
      sums.append(sum(day, "leads", day.weekday <= 5 ? 10 : 0))
    }
    let change = try #require(row("leads", maker.rows(scope(maker, sums))).change)
    #expect(abs(change.estimate) < 1e-12)
    #expect(change.news == .noise)
  }

  @Test("A share's change is the score interval the review uses; noise is called noise")
  func shareInterval() throws {
    let maker = try maker(.month, ["2026-09-01", "2026-10-01"], asOf: "2026-10-31")
    let (september, october) = (try day("2026-09-07"), try day("2026-10-05"))
    let rows = maker.rows(
      scope(
        maker,
        [
          sum(september, "meetings_due", 43), sum(september, "meetings_held", 24),
          sum(october, "meetings_due", 45), sum(october, "meetings_held", 31),
        ]
      )
    )
    let change = try #require(row("show_rate", rows).change)
    #expect(change.scale == .points)
    #expect(change.interval == Readings.change(previous: (24, 43), now: (31, 45)))
    #expect(change.news == .noise)
    #expect(ComparedNews.of(Interval(lower: 0.01, upper: 0.2), .down) == .worse)
    #expect(ComparedNews.of(Interval(lower: 0.01, upper: 0.2), nil) == .moved)
    #expect(ComparedNews.of(nil, .up) == .unknown)
  }

  @Test("The norm in force is a manager's own, else everybody's, and the newest by the day")
  func norms() throws {
    let norms = [
      Norm(metric: "show_rate", from: try day("2026-01-01"), low: 0.5, high: nil),
      Norm(metric: "show_rate", from: try day("2026-10-01"), low: 0.6, high: 0.8),
      Norm(metric: "show_rate", manager: "Anna", from: try day("2026-01-01"), low: 0.7, high: nil),
    ]
    let (september, october) = (try day("2026-09-30"), try day("2026-10-31"))
    #expect(norms.inForce("show_rate", on: september)?.low == 0.5)
    #expect(norms.inForce("show_rate", on: october)?.high == 0.8)
    #expect(norms.inForce("show_rate", manager: "Anna", on: october)?.low == 0.7)
    #expect(norms.inForce("show_rate", manager: "Igor", on: october)?.low == 0.6)
    #expect(norms.inForce("cpl", on: october) == nil)
    #expect(norms[1].place(of: 0.59) == .below)
    #expect(norms[1].place(of: 0.6) == .inside)
    #expect(norms[1].place(of: 0.81) == .above)
  }

  @Test("Weeks run over New Year, leap days are days, and no day is lost between columns")
  func calendar() throws {
    let week = TablePeriod(.week, containing: try day("2027-01-01"))
    #expect(week.description == "2026-W53")
    #expect(week.start == (try day("2026-12-28")))
    #expect(week.next.description == "2027-W01")
    #expect(TablePeriod(.halfMonth, containing: try day("2028-02-29")).days.count == 14)
    let leap = TablePeriod(.day, containing: try day("2028-02-29"))
    #expect(leap.next.start.description == "2028-03-01")
    for span in TableSpan.allCases {
      let range = try day("2025-12-03")...(try day("2028-03-05"))
      let periods = TablePeriod.covering(range, by: span)
      for (left, right) in zip(periods, periods.dropFirst()) {
        #expect(right.start == left.end + 1)
        #expect(right.previous == left)
      }
      #expect(periods[0].days.contains(range.lowerBound))
      #expect(periods[periods.count - 1].days.contains(range.upperBound))
    }
  }

  @Test("A source is silent after three working days without a number")
  func silent() throws {
    let maker = try maker(.month, ["2026-10-01"], asOf: "2026-10-14")
    func rows(_ name: String, until last: String) throws -> [FunnelSum] {
      let (first, last) = (try day("2026-10-01"), try day(last))
      return (first...last).map {
        FunnelSum(start: $0, member: name, counter: "leads", value: 0, cells: 1)
      }
    }
    // 12, 13 and 14 October are working days.
    let silent = maker.silent(
      try rows("VK", until: "2026-10-11") + rows("Direct", until: "2026-10-12")
    )
    #expect(silent.map(\.source) == ["VK"])
    #expect(silent.map(\.lastDay) == [try day("2026-10-11")])
  }

  @Test("Cohorts follow the same clients; the young are still maturing")
  func cohorts() throws {
    let start = try day("2026-01-05")
    var days = (0..<40).map { index in
      // Each day of forty one client, who pays on the twentieth day, every second one.
      CohortDay(
        day: start + index,
        units: 1,
        reached: index % 2 == 0
          ? ["leads": [0: 1], "payments": [20: 1], "meetings_held": [3: 1]] : ["leads": [0: 1]]
      )
    }
    days.append(
      CohortDay(day: try day("2026-06-01"), units: 4, reached: ["leads": [0: 4]])
    )
    let table = try #require(
      CohortMaker.table(
        days,
        funnel: .standard,
        periods: ["2026-01-05", "2026-06-01"].map { iso in
          TablePeriod(.month, containing: Day(iso: iso) ?? start)
        },
        asOf: try day("2026-06-10")
      )
    )
    // Everybody is a lead on the day of entry: that is where they come from.
    #expect(table.stages.map(\.key) == ["meetings_held", "payments"])
    #expect(table.stages.map(\.ripeAfter) == [3, 20])
    // 5–31 January: 27 clients, 14 of them on even days.
    #expect(table.cohorts[0].units == 27)
    #expect(table.cohorts[0].reached == [14, 14])
    #expect(table.cohorts[0].isMaturing == [false, false])
    #expect(table.cohorts[1].reached == [0, 0])
    #expect(table.cohorts[1].isMaturing == [false, true])
  }
}
