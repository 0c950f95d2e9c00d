package import VerdictModel

/// What to simulate: a company, the truth about its clients, the test inside it, and what is kept.
package struct SimulatedScenario: Hashable, Sendable {
  /// As the command and the folder of the worked experiment are called.
  package let name: String
  package var company: SimulatedCompany
  package var truth: ClientTruth
  /// Nil: nothing new is tried.
  package var test: SimulatedTest?
  /// Whether the daily table is kept at all.
  package var keepsTable: Bool
  /// The days of the table that go into the scenario's files; nil leaves the table out.
  package let filedTable: ClosedRange<Day>?
  /// Whether the test's hypothesis and clients go into the scenario's files.
  package let filesTest: Bool

  /// The worked experiments, in the order in which they are best read.
  package static let all = [department, screenShareNow, screenShareNetwork]

  package static func named(_ name: String) -> SimulatedScenario? {
    all.first { $0.name == name }
  }

  /// A year of one department, from the first working Monday of 2026 to the end of the January
  /// holidays of 2027, with the screen-share test in its last quarter; its files hold the table alone.
  package static let department = SimulatedScenario(
    name: "department",
    company: .department,
    truth: .screenShare,
    test: .screenShareNow,
    keepsTable: true,
    filedTable: SimulatedCompany.department.days,
    filesTest: false
  )

  /// The test inside that same department.
  ///
  /// Its files hold the clients drawn and, from the table, the weeks around them. With the same seed these are rows of the department's own file.
  package static let screenShareNow = SimulatedScenario(
    name: "screen-share-now",
    company: .department,
    truth: .screenShare,
    test: .screenShareNow,
    keepsTable: true,
    filedTable: .days("2026-10-01", "2027-01-10"),
    filesTest: true
  )

  /// The same offer in nine offices, for a proof; the offices keep no common table.
  package static let screenShareNetwork = SimulatedScenario(
    name: "screen-share-network",
    company: .network,
    truth: .screenShare,
    test: .screenShareNetwork,
    keepsTable: false,
    filedTable: nil,
    filesTest: true
  )
}

extension SimulatedScenario: CustomStringConvertible {
  package var description: String { name }
}

extension ClosedRange<Day> {
  /// From one date to another, both written `2026-11-30`.
  static func days(_ first: String, _ last: String) -> ClosedRange<Day> {
    guard let start = Day(iso: first), let end = Day(iso: last), start <= end else {
      preconditionFailure("a scenario's dates exist and are in order")
    }
    return start...end
  }
}
