import VerdictModel

/// A plan in CSV: `month`, perhaps `source` and `manager`, then counters and metrics.
struct PlanTable {
  let file: String
  let funnel: FunnelDefinition
  private static let places = ["month", "source", "manager"]

  func read(_ bytes: [UInt8]) throws(ExchangeError) -> [PlanChange] {
    var rows: [DelimitedRow] = []
    var refusals: [Refusal] = []
    do {
      let skip: Int
      switch FileSignature.inspect(bytes) {
      case .text(let count): skip = count
      case .refused(let code): throw fault(code, line: nil)
      }
      var tokenizer = DelimitedTokenizer()
      try tokenizer.feed(Array(bytes.dropFirst(skip))) { rows.append($0) }
      try tokenizer.finish { rows.append($0) }
    } catch let fault as DelimitedFault {
      throw self.fault(fault.code, line: fault.line, fault.values)
    } catch let error as ExchangeError {
      throw error
    } catch {
      preconditionFailure("collecting rows throws nothing else")
    }
    guard let head = rows.first else { throw fault("file.empty", line: nil) }
    let names = (0..<head.count).map { String(decoding: head[$0], as: UTF8.self).lowercased() }
    refusals += headerRefusals(names, head)
    guard refusals.isEmpty else { throw refused(refusals) }
    var changes: [PlanChange] = []
    for row in rows.dropFirst() {
      refusals += read(row, names, into: &changes)
    }
    guard refusals.isEmpty else { throw refused(refusals) }
    return changes
  }

  private func headerRefusals(_ names: [String], _ row: DelimitedRow) -> [Refusal] {
    let known = funnel.counters.map(\.key) + funnel.metrics.map(\.key)
    var refusals: [Refusal] = []
    func place(_ name: String?) -> FilePlace {
      FilePlace(file: file, line: row.line, column: name)
    }
    if !names.contains("month") {
      refusals.append(Refusal(place: place(nil), code: "plan.noMonthColumn"))
    }
    for (index, name) in names.enumerated() {
      if names[..<index].contains(name) {
        refusals.append(
          Refusal(
            place: place(name),
            code: "import.duplicateColumn",
            value: name,
            values: ["column": name]
          )
        )
      } else if !Self.places.contains(name), !known.contains(name) {
        var values = ["what": name, "allowed": known.joined(separator: ", ")]
        values["nearest"] = NearestName.of(name, among: known + Self.places)
        refusals.append(
          Refusal(place: place(name), code: "plan.unknown", value: name, values: values)
        )
      }
    }
    return refusals
  }

  private func read(
    _ row: DelimitedRow,
    _ names: [String],
    into changes: inout [PlanChange]
  ) -> [Refusal] {
    guard row.count == names.count, row.strayLine == nil else {
      return [
        Refusal(
          place: FilePlace(file: file, line: row.line),
          code: "import.fieldCount",
          value: String(row.count),
          values: ["expected": String(names.count)]
        )
      ]
    }
    func text(_ index: Int) -> String {
      String(decoding: FormulaGuard.unguarded(row[index]), as: UTF8.self)
    }
    func place(_ index: Int) -> FilePlace {
      FilePlace(file: file, line: row.lines[index], column: names[index])
    }
    var month: Month?
    var (source, manager): (String?, String?)
    for (index, name) in names.enumerated() {
      let cell = text(index)
      switch name {
      case "month": month = Month(iso: cell)
      case "source": source = cell.isEmpty ? nil : cell
      case "manager": manager = cell.isEmpty ? nil : cell
      default: continue
      }
      if name == "month", month == nil {
        return [Refusal(place: place(index), code: "plan.badMonth", value: cell)]
      }
    }
    guard let month else { return [] }
    return names.enumerated().compactMap { index, name in
      guard !Self.places.contains(name), !row[index].isEmpty else { return nil }
      return PlanFile.refusal(
        of: text(index),
        name,
        month,
        source: source,
        manager: manager,
        funnel,
        at: place(index),
        into: &changes
      )
    }
  }

  private func fault(
    _ code: String,
    line: Int?,
    _ values: [String: String] = [:]
  ) -> ExchangeError {
    refused([Refusal(place: FilePlace(file: file, line: line), code: code, values: values)])
  }

  private func refused(_ refusals: [Refusal]) -> ExchangeError {
    .refused(file: file, refusals: Array(refusals.prefix(100)), total: refusals.count)
  }
}
