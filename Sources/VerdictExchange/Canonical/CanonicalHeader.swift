import VerdictModel

/// The header of a canonical file: its kind, and what each column holds.
struct CanonicalHeader {
  let kind: ImportKind
  /// Column names in the file's order.
  let names: [String]
  private let positions: [String: Int]

  /// A column by its name.
  func column(_ name: String) -> Column { Column(name: name, position: positions[name]) }

  /// Reads the first record.
  /// - Throws: everything that is wrong with the header at once.
  init(_ row: DelimitedRow, file: String, context: ImportContext) throws(ExchangeError) {
    let found = (0..<row.count).map { index in
      String(decoding: row[index], as: UTF8.self).lowercased()
    }
    func place(_ index: Int?, _ column: String?) -> FilePlace {
      FilePlace(file: file, line: index.map { row.lines[$0] } ?? row.line, column: column)
    }
    func refused(_ refusals: [Refusal]) -> ExchangeError {
      let kept = Array(refusals.prefix(context.refusalLimit))
      return .refused(file: file, refusals: kept, total: refusals.count)
    }
    guard let kind = Self.kind(of: Set(found), context.funnel) else {
      let shown = found.prefix(12).map { String($0.prefix(40)) }.joined(separator: ", ")
      throw refused([
        Refusal(place: place(nil, nil), code: "import.unrecognised", value: shown)
      ])
    }
    let known = Self.columns(of: kind, context)
    var refusals: [Refusal] = []
    var positions: [String: Int] = [:]
    if let stray = row.strayLine {
      refusals.append(
        Refusal(
          place: FilePlace(file: file, line: stray),
          code: "import.textAfterQuote"
        )
      )
    }
    for (index, name) in found.enumerated() {
      let shown = String(name.prefix(80))
      if name.isEmpty {
        refusals.append(
          Refusal(
            place: place(index, String(index + 1)),
            code: "import.emptyColumn",
            values: ["position": String(index + 1)]
          )
        )
      } else if positions[name] != nil {
        refusals.append(
          Refusal(place: place(index, shown), code: "import.duplicateColumn", value: shown)
        )
      } else if known.contains(name) {
        positions[name] = index
      } else {
        refusals.append(
          Self.unknown(shown, place: place(index, shown), kind: kind, known: known, context)
        )
      }
    }
    for name in Self.needed(by: kind, found: positions, context) where positions[name] == nil {
      refusals.append(
        Refusal(
          place: place(nil, name),
          code: "import.missingColumn",
          value: name,
          values: ["kind": kind.rawValue]
        )
      )
    }
    if kind == .funnel, !context.funnel.counters.contains(where: { positions[$0.key] != nil }) {
      let allowed = context.funnel.counters.map(\.key).joined(separator: ", ")
      refusals.append(
        Refusal(place: place(nil, nil), code: "import.noCounters", values: ["allowed": allowed])
      )
    }
    if !refusals.isEmpty { throw refused(refusals) }
    self.kind = kind
    names = found
    self.positions = positions
  }

  /// Every column is one of a canonical file, so nothing else needs to be looked at.
  static func isOne(_ row: DelimitedRow, _ context: ImportContext) -> Bool {
    let names = (0..<row.count).map { String(decoding: row[$0], as: UTF8.self).lowercased() }
    guard let kind = kind(of: Set(names), context.funnel) else { return false }
    let known = Set(columns(of: kind, context))
    return names.allSatisfy(known.contains)
      && needed(by: kind, found: [:], context).allSatisfy(names.contains)
  }

  /// Named as canonical files are, small Latin letters and all, so its mistakes are told as theirs.
  static func looksLikeOne(_ row: DelimitedRow, _ context: ImportContext) -> Bool {
    let names = (0..<row.count).map { String(decoding: row[$0], as: UTF8.self) }
    return names.allSatisfy { name in
      name.utf8.allSatisfy {
        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F
      }
    } && kind(of: Set(names), context.funnel) != nil
  }

  /// Which kind a set of column names is: tallies count trials, outcomes name units.
  private static func kind(of names: Set<String>, _ funnel: FunnelDefinition) -> ImportKind? {
    if names.contains("trials") || names.contains("successes") { return .tallies }
    if names.contains("unit") || names.contains("uptake") || names.contains("arm") {
      return .outcomes
    }
    guard names.contains("date") else { return nil }
    let counters = funnel.counters.map(\.key)
    if names.contains("source") || names.contains("manager")
      || counters.contains(where: names.contains)
    {
      return .funnel
    }
    return names.contains { NearestName.of($0, among: counters) != nil } ? .funnel : nil
  }

  private static func columns(of kind: ImportKind, _ context: ImportContext) -> [String] {
    switch kind {
    case .funnel:
      return ["date", "source", "manager"] + context.funnel.counters.map(\.key)
    case .outcomes:
      let stages = context.funnel.stages.map(\.key)
      let paid = stages.contains(PaymentStage.key) ? ["revenue", "package"] : []
      return ["unit", "arm", "date", "manager", "source", "segment", "uptake"] + stages + paid
        + ["hypothesis"] + context.segmentColumns
    case .tallies:
      return [
        "date", "arm", "manager", "source", "segment", "trials", "successes", "hypothesis",
        "metric",
      ]
    }
  }

  private static func needed(
    by kind: ImportKind,
    found: [String: Int],
    _ context: ImportContext
  ) -> [String] {
    switch kind {
    case .funnel:
      return ["date"]
    case .outcomes:
      let paid = found["revenue"] != nil || found["package"] != nil
      return ["unit", "date"] + (paid ? [PaymentStage.key] : [])
    case .tallies:
      var names = ["date", "arm", "trials", "successes"]
      if context.hypothesis == nil { names.append("hypothesis") }
      if context.forms == nil { names.append("metric") }
      return names
    }
  }

  private static func unknown(
    _ name: String,
    place: FilePlace,
    kind: ImportKind,
    known: [String],
    _ context: ImportContext
  ) -> Refusal {
    if kind == .outcomes, context.funnel.counter(name) != nil {
      let stages = context.funnel.stages.map(\.key).joined(separator: ", ")
      return Refusal(
        place: place,
        code: "import.notAStage",
        value: name,
        values: ["allowed": stages]
      )
    }
    var values = ["allowed": known.joined(separator: ", ")]
    if kind == .outcomes, (context.forms ?? []).contains(where: { $0.segments.first?.key == name })
    {
      values["nearest"] = "segment"
    } else if let nearest = NearestName.of(name, among: known) {
      values["nearest"] = nearest
    }
    return Refusal(place: place, code: "import.unknownColumn", value: name, values: values)
  }
}

/// A column as the readers ask for it.
struct Column {
  let name: String
  /// Field within a record, from 0; nil when the file does not have the column.
  let position: Int?
}

/// The stage that money belongs to.
enum PaymentStage {
  static let key = "payments"
}
