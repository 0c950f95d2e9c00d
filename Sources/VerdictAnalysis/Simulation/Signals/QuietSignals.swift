import GSLKit
package import VerdictModel

/// How often the signals of a department are false, counted in departments in which nothing happens.
///
/// Each is the department of the worked experiments, 78 weeks of it with its seasons, holidays and leaves,
/// and no test; every signal seen in its last four weeks is false.
package struct QuietSignals: Hashable, Sendable, Codable {
  /// Departments played.
  package var departments = 0
  /// False signals of each family, summed over the departments.
  package var signals: [String: Int] = [:]
  /// The sum of their squares, for the error of the mean.
  package var squares: [String: Int] = [:]
  /// Departments with any signal at all.
  package var departmentsWithAny = 0

  package init() {}

  /// Weeks of which the signals are counted.
  package static let countedWeeks = 4
  /// A month in units of those.
  static var months: Double { Double(countedWeeks) / SignalFinder.weeksPerMonth }

  mutating func add(_ found: [SignalReading]) {
    departments += 1
    if !found.isEmpty { departmentsWithAny += 1 }
    for rule in SignalRule.allCases where rule.isOfChance {
      let count = found.count { $0.rule == rule }
      signals[rule.rawValue, default: 0] += count
      squares[rule.rawValue, default: 0] += count * count
    }
  }

  static func + (left: QuietSignals, right: QuietSignals) -> QuietSignals {
    var sum = left
    sum.departments += right.departments
    sum.departmentsWithAny += right.departmentsWithAny
    sum.signals.merge(right.signals, uniquingKeysWith: +)
    sum.squares.merge(right.squares, uniquingKeysWith: +)
    return sum
  }

  /// False signals a month of a family, and the Monte-Carlo error of that.
  package func perMonth(_ rule: SignalRule) -> (mean: Double, error: Double) {
    guard departments > 1 else { return (0, 0) }
    let n = Double(departments)
    let mean = Double(signals[rule.rawValue] ?? 0) / n
    let variance = max(0, Double(squares[rule.rawValue] ?? 0) / n - mean * mean)
    return (mean / Self.months, (variance / n).squareRoot() / Self.months)
  }

  /// Plays so many quiet departments, one seed each.
  package static func play(departments: Int, seed: UInt64) async -> QuietSignals {
    await withTaskGroup(of: QuietSignals.self) { group in
      for index in 0..<departments {
        group.addTask { one(seed: TrialTally.mixed(seed, index)) }
      }
      return await group.reduce(QuietSignals(), +)
    }
  }

  private static func one(seed: UInt64) -> QuietSignals {
    let table = table(seed: seed)
    let first = table.closing - (7 * countedWeeks - 1)
    var quiet = QuietSignals()
    quiet.add(SignalFinder.raw(table).filter { $0.seen >= first })
    return quiet
  }

  /// 78 weeks of a department without a test, closed on a Sunday.
  package static func table(seed: UInt64) -> WatchedTable {
    var company = SimulatedCompany.department
    company.days = .days("2026-01-12", "2027-07-11")
    let department = SimulatedDepartment(
      SimulatedScenario(
        name: "quiet",
        company: company,
        truth: .screenShare,
        test: nil,
        keepsTable: true,
        filedTable: nil,
        filesTest: false
      ),
      seed: seed
    )
    let days = company.days
    return WatchedTable(
      funnel: .standard,
      calendar: company.calendar,
      closing: days.upperBound,
      known: days,
      all: FunnelSeries.of(department.cells, days: days, cut: .all),
      sources: FunnelSeries.of(department.cells, days: days, cut: .source),
      managers: FunnelSeries.of(department.cells, days: days, cut: .manager),
      payments: department.register.flatMap { $0.payments }
    )
  }
}

extension UnitRecord {
  /// The payments of a client, each by who had the client then.
  package var payments: [PaymentRecord] {
    events.compactMap { event in
      guard event.reached, let day = event.day, let amount = event.amount else { return nil }
      return PaymentRecord(
        unit: event.unit,
        day: day,
        manager: event.manager ?? exposure.manager,
        source: exposure.source,
        packageName: event.packageName,
        amount: amount
      )
    }
  }
}
