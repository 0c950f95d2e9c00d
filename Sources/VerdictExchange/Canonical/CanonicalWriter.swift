package import VerdictModel

/// Writes Verdict's own CSV, as ``CanonicalReader`` reads it back.
///
/// Texts that a spreadsheet would take for a formula get an apostrophe in front, which reading takes
/// away again; numbers and dates are written bare.
package struct CanonicalWriter: Sendable {
  package let separator: Separator
  /// Put a byte order mark first: a Russian spreadsheet then opens the file in UTF-8.
  package let hasByteOrderMark: Bool
  /// Write money with a comma; only between semicolons or tabs.
  package let hasDecimalComma: Bool

  package init(
    separator: Separator = .comma,
    hasByteOrderMark: Bool = false,
    hasDecimalComma: Bool = false
  ) {
    precondition(!hasDecimalComma || separator != .comma, "a comma cannot be both")
    self.separator = separator
    self.hasByteOrderMark = hasByteOrderMark
    self.hasDecimalComma = hasDecimalComma
  }

  /// As a Russian spreadsheet opens it by a double click.
  package static let excel = CanonicalWriter(
    separator: .semicolon,
    hasByteOrderMark: true,
    hasDecimalComma: true
  )

  /// The daily table, a line for each day, source and manager, sorted by these.
  ///
  /// - Parameters:
  ///   - cells: cells with a value; those without are left empty.
  ///   - funnel: gives the counters' order; only those with a cell get a column.
  /// - Returns: the file's bytes.
  package func funnel(_ cells: [FunnelCell], funnel: FunnelDefinition) -> [UInt8] {
    let present = Set(cells.filter { $0.value != nil }.map(\.counter))
    let counters = funnel.counters.filter { present.contains($0.key) }
    return funnelHeader(counters) + funnelLines(cells, counters).bytes
  }

  /// The header of a daily table with these counters, to be followed by ``funnelLines(_:_:)``.
  package func funnelHeader(_ counters: [Counter]) -> [UInt8] {
    begin(["date", "source", "manager"] + counters.map(\.key))
  }

  /// Lines of the daily table; cells of one day, source and manager belong into one call.
  package func funnelLines(
    _ cells: [FunnelCell],
    _ counters: [Counter]
  ) -> (bytes: [UInt8], count: Int) {
    var lines: [FunnelLine: [String: Int64]] = [:]
    for cell in cells {
      let line = FunnelLine(day: cell.day, source: cell.source ?? "", manager: cell.manager ?? "")
      if let value = cell.value { lines[line, default: [:]][cell.counter] = value }
    }
    var table: [UInt8] = []
    for line in lines.keys.sorted() {
      let values = counters.map { counter in
        guard let value = lines[line]?[counter.key] else { return "" }
        return counter.isMoney ? money(Money(minor: value)) : String(value)
      }
      append([line.day.description, text(line.source), text(line.manager)] + values, to: &table)
    }
    return (table, lines.count)
  }

  private func money(_ money: Money) -> String {
    hasDecimalComma ? money.description.replacing(".", with: ",") : money.description
  }

  /// Tallies with their hypotheses, in the order given.
  package func tallies(_ tallies: [(tally: Tally, hypothesis: String)]) -> [UInt8] {
    var table = begin([
      "hypothesis", "metric", "date", "arm", "manager", "source", "segment", "trials", "successes",
    ])
    for (tally, hypothesis) in tallies {
      append(
        [
          text(hypothesis), text(tally.measure), tally.day.description, text(tally.arm),
          text(tally.manager), text(tally.source), text(tally.segment), String(tally.trials),
          tally.successes.map(String.init) ?? "",
        ],
        to: &table
      )
    }
    return table
  }

  /// The header of outcomes, to be followed by ``outcome(_:columns:)`` lines.
  package func outcomeHeader(_ columns: OutcomeColumns) -> [UInt8] {
    begin(
      ["hypothesis", "unit", "arm", "date", "manager", "source", "segment", "uptake"]
        + columns.segments + columns.stages
        + (columns.hasPayments ? ["revenue", "package"] : [])
    )
  }

  /// One unit with its outcomes as a line.
  ///
  /// A line holds one event of a stage: the first, which has an empty `ref`. Further payments of one
  /// unit have no place in this format and are left out, as is an amount of another stage.
  package func outcome(_ record: UnitRecord, columns: OutcomeColumns) -> [UInt8] {
    var line: [UInt8] = []
    let exposure = record.exposure
    let firsts = Dictionary(
      record.events.filter(\.ref.isEmpty).map { ($0.stage, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    var fields = [
      text(record.hypothesis), text(exposure.unit), text(exposure.arm), exposure.day.description,
      text(exposure.manager), text(exposure.source), text(exposure.segment),
      exposure.uptakeDay?.description ?? "",
    ]
    fields += columns.segments.map { text(exposure.traits[$0]) }
    fields += columns.stages.map { stage in
      guard let event = firsts[stage] else { return "" }
      return event.reached ? event.day?.description ?? "yes" : "no"
    }
    if columns.hasPayments {
      let payment = firsts[PaymentStage.key].flatMap { $0.reached ? $0 : nil }
      fields += [payment?.amount.map(money) ?? "", text(payment?.packageName)]
    }
    append(fields, to: &line)
    return line
  }

  /// All units' outcomes at once.
  package func outcomes(_ records: [UnitRecord], columns: OutcomeColumns) -> [UInt8] {
    records.reduce(into: outcomeHeader(columns)) { $0 += outcome($1, columns: columns) }
  }

  /// Any small table: a header, and lines of its width.
  package func table(_ header: [String], _ lines: [[String]]) -> [UInt8] {
    var table = begin(header)
    for line in lines { append(line.map { text($0) }, to: &table) }
    return table
  }

  private func begin(_ columns: [String]) -> [UInt8] {
    var table: [UInt8] = hasByteOrderMark ? [0xEF, 0xBB, 0xBF] : []
    append(columns, to: &table)
    return table
  }

  private func text(_ text: String?) -> String {
    FormulaGuard.guarded(text ?? "")
  }

  private func append(_ fields: [String], to table: inout [UInt8]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { table.append(separator.rawValue) }
      let needsQuotes = field.utf8.contains { byte in
        byte == 0x22 || byte == 0x0A || byte == 0x0D || Separator(rawValue: byte) != nil
      }
      if needsQuotes {
        table.append(0x22)
        for byte in field.utf8 {
          if byte == 0x22 { table.append(0x22) }
          table.append(byte)
        }
        table.append(0x22)
      } else {
        table += field.utf8
      }
    }
    table.append(0x0A)
  }
}

/// Which columns an outcome file has besides the fixed ones.
package struct OutcomeColumns: Hashable, Sendable {
  /// Stage keys in the funnel's order.
  package let stages: [String]
  /// Keys of the registered segments beyond the first.
  package let segments: [String]

  package init(funnel: FunnelDefinition, segments: [String] = []) {
    stages = funnel.stages.map(\.key)
    self.segments = segments
  }

  var hasPayments: Bool { stages.contains(PaymentStage.key) }
}

/// What makes a line of the daily table.
private struct FunnelLine: Hashable, Comparable {
  let day: Day
  let source: String
  let manager: String

  static func < (left: FunnelLine, right: FunnelLine) -> Bool {
    (left.day, left.source, left.manager) < (right.day, right.source, right.manager)
  }
}
