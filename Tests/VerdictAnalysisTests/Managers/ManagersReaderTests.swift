import Testing
import VerdictAnalysis
import VerdictInference
import VerdictModel

@Suite("Managers") struct ManagersReaderTests {
  private let monday = Day(year: 2026, month: 6, day: 1) ?? Day(number: 0)

  /// One counter of one manager, a value a day from the first day on.
  private struct Row {
    let counter: String
    let member: String
    let values: [Int64]
  }

  private func series(_ counter: String, _ member: String, _ values: [Int64]) -> Row {
    Row(counter: counter, member: member, values: values)
  }

  private func reader(
    _ rows: [Row],
    last: [String: Day] = [:],
    payments: [PaymentRecord] = [],
    cycles: [CycleCount] = []
  ) -> ManagersReader {
    let cells = rows.flatMap { row in
      row.values.enumerated().map { place, value in
        FunnelCell(
          day: monday + place,
          source: nil,
          manager: row.member,
          counter: row.counter,
          value: value
        )
      }
    }
    let days = monday...(monday + 89)
    return ManagersReader(
      funnel: .standard,
      days: days,
      lastDay: days.upperBound,
      all: FunnelSeries.of(cells, days: days, cut: .all),
      managers: FunnelSeries.of(cells, days: days, cut: .manager),
      lastEntries: last,
      payments: payments,
      cycles: cycles,
      signals: []
    )
  }

  /// Oracle: SciPy 1.17.1, `binom.cdf(1, 6, .18)` = 0.70440570208 (the usual 18 is that of all).
  @Test("1 of 6 happens to 70 of 100 managers with the usual 18 of 100")
  func ordinary() throws {
    let reading = reader([
      series("meetings_held", "Олег", [6]), series("payments", "Олег", [1]),
      series("meetings_held", "Анна", [44]), series("payments", "Анна", [8]),
    ]).read()
    #expect(reading.rows.map(\.name) == ["Анна", "Олег"])
    let close = try #require(
      reading.rows[1].rates.first { $0.metric == "meeting_to_payment" }
    )
    #expect(close.usual == 0.18)
    #expect(abs(try #require(close.chanceOfFewer) - 0.70440570208) < 1e-9)
    #expect(close.standing == .inside)
  }

  @Test("Who left stands in one row, and the row makes the total agree")
  func left() throws {
    let reading = reader(
      [
        series("meetings_held", "Анна", [10]), series("meetings_held", "Борис", [4]),
        series("meetings_held", "Вера", [3]),
      ],
      last: ["Анна": monday + 89, "Борис": monday + 20, "Вера": monday + 5]
    ).read()
    #expect(reading.rows.map(\.name) == ["Анна"])
    #expect(reading.leftNames == ["Борис", "Вера"])
    #expect(reading.left?.sums["meetings_held"] == 7)
    #expect(reading.company.sums["meetings_held"] == 17)
  }

  @Test("More payments than meetings is no rate, and nobody is judged by it")
  func impossible() throws {
    let reading = reader([
      series("meetings_held", "Анна", [1]), series("payments", "Анна", [2]),
    ]).read()
    let close = try #require(
      reading.rows[0].rates.first { $0.metric == "meeting_to_payment" }
    )
    #expect(close.value == nil && close.standing == .empty && close.pooled == nil)
  }

  @Test("Nothing at all is an empty page")
  func empty() {
    let reading = reader([]).read()
    #expect(reading.rows.isEmpty && reading.left == nil && reading.plots.isEmpty)
  }

  @Test("A pattern needs both halves beyond chance")
  func patterns() {
    let many = Array(repeating: Int64(4), count: 20)
    let few = Array(repeating: Int64(1), count: 20)
    func reading(_ closed: Int64) -> ManagersReading {
      reader([
        series("meetings_held", "Анна", many), series("payments", "Анна", [closed]),
        series("meetings_held", "Олег", few), series("payments", "Олег", [4]),
        series("meetings_held", "Ян", few), series("payments", "Ян", [4]),
      ]).read()
    }
    // None of 80 where all have 8 of 120: (1 − 8/120)^80 is .004; 3 of 80 beside 11 of 120 are .057.
    #expect(reading(0).rows[0].pattern == .manyMeetingsDoesNotClose)
    #expect(reading(3).rows[0].pattern == nil)
    #expect(reading(14).rows[0].pattern == nil)
  }

  // By hand (Kaplan–Meier): S falls to 6/7 at 10, 5/7 at 12; one open deal of 15 days leaves four: 15/28 at
  // 20, 10/28 at 30, 5/28 at 40, and stays. Half of the way down, 1 − 23/56 = 33/56, is passed at 20.
  @Test("Open deals count: half of those who pay, not half of those who have paid")
  func cycle() throws {
    func count(_ days: Int, _ isPaid: Bool) -> CycleCount {
      CycleCount(manager: "Анна", days: days, isPaid: isPaid, units: 1)
    }
    let counts = [
      count(10, true), count(12, true), count(20, true), count(30, true), count(40, true),
      count(15, false), count(200, false),
    ]
    let reading = reader([series("meetings_held", "Анна", [7])], cycles: counts).read()
    let cycle = try #require(reading.rows[0].cycle)
    #expect(cycle.paid == 5 && cycle.open == 2)
    #expect(cycle.median == 20)
    #expect(cycle.medianOfPaid == 20)
    let few = reader([series("meetings_held", "Анна", [7])], cycles: Array(counts.prefix(3))).read()
    #expect(few.rows[0].cycle?.median == nil)
    #expect(few.rows[0].cycle?.paid == 3)
  }

  @Test("The smallest package is the cheapest one that is really sold")
  func smallest() throws {
    func sale(_ package: String?, _ amount: Int64, _ number: Int) -> PaymentRecord {
      PaymentRecord(
        unit: "D-\(number)",
        day: monday + number,
        manager: "Анна",
        source: nil,
        packageName: package,
        amount: Money(minor: amount)
      )
    }
    let sales = (0..<10).map { sale($0 < 4 ? "basic" : "full", $0 < 4 ? 420_000 : 600_000, $0) }
    let sizes = try #require(SaleSizes(sales, before: monday + 60))
    #expect(sizes.smallest == "basic")
    #expect(!sizes.isFull(sales[0]) && sizes.isFull(sales[9]))
    let unnamed = try #require(
      SaleSizes((0..<9).map { sale(nil, $0 < 3 ? 300_000 : 600_000, $0) }, before: monday + 60)
    )
    #expect(unnamed.smallest == nil)
    #expect(!unnamed.isFull(sale(nil, 300_000, 1)) && unnamed.isFull(sale(nil, 590_000, 1)))
    #expect(SaleSizes(Array(sales.prefix(3)), before: monday + 60) == nil)
  }
}
