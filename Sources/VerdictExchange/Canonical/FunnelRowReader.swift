import VerdictModel

/// Lines of the daily table: `date,source,manager,<counters…>`.
final class FunnelRowReader: RowReader {
  private struct Key: Hashable {
    let day: Day
    let source: String
    let manager: String
  }
  private struct Seen {
    var columns: Set<Int>
    var line: Int
  }

  private let today: Day?
  private let date: Column
  private let source: Column
  private let manager: Column
  private let counters: [(counter: Counter, column: Column)]
  private var seen: [Key: Seen] = [:]

  init(_ header: CanonicalHeader, _ context: ImportContext) {
    today = context.today
    date = header.column("date")
    source = header.column("source")
    manager = header.column("manager")
    counters = context.funnel.counters.compactMap { counter in
      let column = header.column(counter.key)
      return column.position == nil ? nil : (counter, column)
    }
  }

  func read(_ row: inout RowReading) -> ImportContent? {
    let day = row.neededDay(date)
    let found = Self.grain(
      hasSource: row.bytes(source) != nil,
      hasManager: row.bytes(manager) != nil
    )
    let source = row.text(source)
    let manager = row.text(manager)
    var cells: [FunnelCell] = []
    var filled: [Int] = []
    for (index, (counter, column)) in counters.enumerated() {
      guard
        let value = counter.isMoney ? row.money(column)?.minor : row.count(column), let day
      else { continue }
      if found != counter.grain {
        row.refuse(
          column,
          "import.grain",
          value: String(decoding: row.bytes(column) ?? [], as: UTF8.self),
          ["counter": counter.key, "expected": counter.grain.rawValue, "found": found.rawValue]
        )
      }
      if let from = counter.from, day < from {
        row.refuse(
          column,
          "import.beforeCounter",
          value: day.description,
          ["counter": counter.key, "from": from.description]
        )
      }
      if let until = counter.until, day >= until {
        row.refuse(
          column,
          "import.afterCounter",
          value: day.description,
          ["counter": counter.key, "until": until.description]
        )
      }
      filled.append(index)
      cells.append(
        FunnelCell(
          day: day,
          source: source,
          manager: manager,
          counter: counter.key,
          value: value
        )
      )
    }
    if let day, let today, day > today {
      row.refuse(
        date,
        "import.inFuture",
        value: day.description,
        ["today": today.description]
      )
    }
    guard let day, row.refusals.isEmpty else { return nil }
    refuseRepeats(
      Key(day: day, source: source ?? "", manager: manager ?? ""),
      filled,
      in: &row
    )
    return row.refusals.isEmpty ? .funnel(cells) : nil
  }

  /// One day, source and manager may be spread over lines, but each counter is given once.
  private func refuseRepeats(_ key: Key, _ filled: [Int], in row: inout RowReading) {
    guard var before = seen[key] else {
      seen[key] = Seen(columns: Set(filled), line: row.row.line)
      return
    }
    for index in filled where !before.columns.insert(index).inserted {
      row.refuse(
        counters[index].column,
        "import.repeated",
        value: String(decoding: row.bytes(counters[index].column) ?? [], as: UTF8.self),
        ["line": String(before.line), "counter": counters[index].counter.key]
      )
    }
    seen[key] = before
  }

  private static func grain(hasSource: Bool, hasManager: Bool) -> Grain {
    switch (hasSource, hasManager) {
    case (false, false): .day
    case (true, false): .bySource
    case (false, true): .byManager
    case (true, true): .bySourceAndManager
    }
  }
}
