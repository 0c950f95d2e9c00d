package import VerdictModel

/// The three kinds of canonical file.
package enum ImportKind: String, Sendable, Codable {
  case funnel
  case outcomes
  case tallies
}

/// What one line of a canonical file says.
package enum ImportContent: Hashable, Sendable {
  /// The line's counters that have a value; empty ones are missing, not zero.
  case funnel([FunnelCell])
  case unit(UnitRecord)
  case tally(Tally, hypothesis: String)

  /// The test it belongs to; nil for the table and the register.
  package var hypothesis: String? {
    switch self {
    case .funnel: nil
    case .unit(let record): record.hypothesis
    case .tally(_, let hypothesis): hypothesis
    }
  }
}

/// One accepted line.
package struct ImportRow: Hashable, Sendable {
  /// Line on which it begins, counted from 1.
  package let line: Int
  package let content: ImportContent
  package init(line: Int, content: ImportContent) {
    self.line = line
    self.content = content
  }
}

/// What was found in a file besides its rows.
package struct ImportSummary: Hashable, Sendable {
  package let file: String
  package let kind: ImportKind
  /// Column names as found, in the file's order.
  package let columns: [String]
  package let separator: Separator
  /// Accepted lines.
  package fileprivate(set) var accepted = 0
  /// Lines with at least one refusal.
  package fileprivate(set) var refusedLines = 0
  /// The first refusals, in the file's order.
  package fileprivate(set) var refusals: [Refusal] = []
  /// All refusals, kept or not.
  package fileprivate(set) var refusalCount = 0
  /// Sums over accepted lines: counters (money in minor units), reaches per stage and revenue,
  /// or trials and successes per measure (`trials`, `successes`).
  package var totals: [String: Int64] {
    Dictionary(sums.map { ($0.name, $0.sum) }, uniquingKeysWith: { first, _ in first })
  }
  /// A handful, so they are compared and not hashed.
  private var sums: [Sum] = []
  /// First and last day of the accepted lines.
  package fileprivate(set) var days: ClosedRange<Day>?
  private let limit: Int

  init(file: String, kind: ImportKind, columns: [String], separator: Separator, limit: Int) {
    self.file = file
    self.kind = kind
    self.columns = columns
    self.separator = separator
    self.limit = limit
  }

  /// Nothing was refused.
  package var isClean: Bool { refusalCount == 0 }

  mutating func refuse(_ found: [Refusal], line: Bool) {
    refusalCount += found.count
    refusals += found.prefix(max(0, limit - refusals.count))
    if line { refusedLines += 1 }
  }

  mutating func accept(_ row: ImportContent) {
    accepted += 1
    switch row {
    case .funnel(let cells):
      for cell in cells {
        add(cell.counter, cell.value ?? 0)
        cover(cell.day)
      }
    case .unit(let record):
      cover(record.exposure.day)
      add("units", 1)
      for event in record.events where event.reached {
        add(event.stage, 1)
        if let amount = event.amount { add("revenue", amount.minor) }
      }
    case .tally(let tally, _):
      cover(tally.day)
      add("trials", tally.trials)
      add("successes", tally.successes ?? 0)
    }
  }

  private struct Sum: Hashable {
    let name: String
    var sum: Int64
  }

  private mutating func add(_ name: String, _ value: Int64) {
    for index in sums.indices where sums[index].name == name {
      let (sum, overflow) = sums[index].sum.addingReportingOverflow(value)
      sums[index].sum = overflow ? .max : sum
      return
    }
    sums.append(Sum(name: name, sum: value))
  }

  private mutating func cover(_ day: Day) {
    days = days.map { min($0.lowerBound, day)...max($0.upperBound, day) } ?? day...day
  }
}

/// A canonical file read whole.
package struct ImportFile: Hashable, Sendable {
  package let summary: ImportSummary
  package let rows: [ImportRow]

  package var kind: ImportKind { summary.kind }
  package var refusals: [Refusal] { summary.refusals }
  package var refusalCount: Int { summary.refusalCount }
  package var totals: [String: Int64] { summary.totals }
}
