import VerdictModel

/// Reads the department's own table: a row a day, by source and manager where it names them in
/// columns or above the header.
enum TableLayout {
  private struct Key: Hashable {
    let day: Day
    let source: String?
    let manager: String?
    let counter: String
  }

  static func read(_ table: LayoutTable) -> LayoutFile {
    var table = table
    let columns = columns(&table)
    if columns.isEmpty {
      table.refuse(
        Refusal(
          place: FilePlace(file: table.file, line: table.header.line),
          code: "import.nothingToTake"
        )
      )
    }
    let names = ManagerNames(table)
    var matched: [String] = []
    let date = table.header.position(Field.date) ?? 0
    let order = table.slashOrder(date)
    let month =
      table.titles.lazy.compactMap { Month.spoken(in: $0) }.first
      ?? Month.spoken(in: table.container.sheet ?? "") ?? Month.spoken(in: table.file)
    var cells: [Key: (value: Int64, line: Int)] = [:]
    var keys: [Key] = []
    var accepted = 0
    var days: ClosedRange<Day>?
    for row in table.rows {
      let before = table.refusalCount
      guard let day = day(row, date, order, month, columns, &table) else { continue }
      let source = table.context.options.source ?? table.name(row, Field.source)
      let said = table.context.options.manager ?? table.name(row, Field.manager)
      var isTaken = false
      for column in columns {
        guard
          let value = table.value(row, column.position, isMoney: column.counter.isMoney)
        else { continue }
        let counter = column.counter
        let placeSource = counter.grain.hasSource ? column.source ?? source : nil
        let placeManager = counter.grain.hasManager ? column.manager ?? said : nil
        guard (placeSource != nil) == counter.grain.hasSource,
          (placeManager != nil) == counter.grain.hasManager
        else {
          table.refuse(
            row,
            column.position,
            "import.grain",
            [
              "counter": counter.key, "expected": counter.grain.rawValue,
              "found": grain(placeSource, placeManager).rawValue,
            ]
          )
          continue
        }
        if let from = counter.from, day < from {
          table.refuse(
            row,
            column.position,
            "import.beforeCounter",
            ["counter": counter.key, "from": from.description]
          )
          continue
        }
        var manager = placeManager
        if let written = placeManager {
          switch names.match(written) {
          case .same(let name): manager = name
          case .matched(let name):
            manager = name
            let pair = "\(written) → \(name)"
            if !matched.contains(pair) { matched.append(pair) }
          case .ambiguous(let all):
            table.refuse(
              row,
              column.position,
              "import.ambiguousManager",
              ["name": written, "allowed": all.joined(separator: ", ")]
            )
            continue
          }
        }
        let key = Key(
          day: day,
          source: placeSource.map(table.source),
          manager: manager,
          counter: counter.key
        )
        if let known = cells[key] {
          // Lines by source say one manager's number in parts; the same line twice is a mistake.
          guard column.addsUp else {
            table.refuse(
              row,
              column.position,
              "import.repeated",
              ["line": String(known.line), "counter": counter.key]
            )
            continue
          }
          cells[key] = (known.value + value, known.line)
        } else {
          cells[key] = (value, row.line)
          keys.append(key)
        }
        isTaken = true
      }
      if isTaken, table.refusalCount == before {
        accepted += 1
        days = days.map { min($0.lowerBound, day)...max($0.upperBound, day) } ?? day...day
      }
    }
    if accepted == 0, table.refusalCount == 0 {
      let place = FilePlace(file: table.file, line: table.header.line)
      table.refuse(Refusal(place: place, code: "import.noRows"))
    }
    return file(table, columns, keys, cells, accepted, days, matched)
  }

  private static func file(
    _ source: LayoutTable,
    _ columns: [CounterColumn],
    _ keys: [Key],
    _ cells: [Key: (value: Int64, line: Int)],
    _ accepted: Int,
    _ days: ClosedRange<Day>?,
    _ matched: [String]
  ) -> LayoutFile {
    var table = source
    var sums: [String: Int64] = [:]
    var rows: [ImportRow] = []
    for key in keys {
      guard let cell = cells[key] else { continue }
      sums[key.counter, default: 0] += cell.value
      let made = FunnelCell(
        day: key.day,
        source: key.source,
        manager: key.manager,
        counter: key.counter,
        value: cell.value
      )
      rows.append(ImportRow(line: cell.line, content: .funnel([made])))
    }
    let theirs = table.theirTotals(columns.map { ($0.counter, $0.position) })
    var seen: Set<String> = []
    let counters = columns.map(\.counter).filter { seen.insert($0.key).inserted }
    var notes = table.commonNotes
    if !matched.isEmpty {
      notes.append(ImportNote(.managerMatched, count: matched.count, examples: matched))
    }
    return LayoutFile(
      recognition: table.recognition(account: nil),
      content: .table(rows),
      accepted: accepted,
      days: days,
      totals: counters.map {
        TotalCheck(counter: $0.key, ours: sums[$0.key] ?? 0, theirs: theirs[$0.key])
      },
      notes: notes,
      refusals: table.refusals,
      refusalCount: table.refusalCount
    )
  }

  // MARK: Columns

  private struct CounterColumn {
    let counter: Counter
    let position: Int
    /// What stands above the header, where that says whose the column is.
    let source: String?
    let manager: String?
    /// Rows are split finer than the counter is kept.
    let addsUp: Bool
  }

  private static func columns(_ table: inout LayoutTable) -> [CounterColumn] {
    let options = table.context.options
    let hasSource = options.source != nil || table.header.position(Field.source) != nil
    let hasManager = options.manager != nil || table.header.position(Field.manager) != nil
    // Names above the columns say whose they are only where a counter comes under several of them.
    let areGroups = table.header.positions.contains { field, positions in
      positions.count > 1 && table.context.funnel.counter(field) != nil
    }
    var found: [CounterColumn] = []
    for counter in table.context.funnel.counters {
      for position in table.header.positions[counter.key] ?? [] {
        let group = areGroups ? table.header.groups[position] : nil
        let isSource =
          group != nil && (counter.grain == .bySource || (counter.grain.hasSource && hasManager))
        let isManager = group != nil && !isSource && counter.grain.hasManager
        if counter.grain.hasSource, !hasSource, !isSource {
          table.header.leaveOut(position, .noSource)
        } else if counter.grain.hasManager, !hasManager, !isManager {
          table.header.leaveOut(position, .noManager)
        } else {
          found.append(
            CounterColumn(
              counter: counter,
              position: position,
              source: isSource ? group : nil,
              manager: isManager ? group : nil,
              addsUp: (hasSource && !counter.grain.hasSource)
                || (hasManager && !counter.grain.hasManager)
                || table.header.position(Field.campaign) != nil
            )
          )
        }
      }
    }
    return found.sorted { $0.position < $1.position }
  }

  // MARK: Days

  /// The row's day; nil for rows that are none: weeks, plans, days to come with nothing in them.
  private static func day(
    _ row: DelimitedRow,
    _ position: Int,
    _ order: SlashOrder?,
    _ month: (year: Int, month: Int)?,
    _ columns: [CounterColumn],
    _ table: inout LayoutTable
  ) -> Day? {
    let text = HeaderName.folded(table.text(row, position))
    let isEmpty = columns.allSatisfy { column in
      switch LooseNumber(table.bytes(row, column.position), mark: .comma) {
      case .missing, .value(micros: 0), .broken: true
      default: false
      }
    }
    if let number = Int(text), (1...31).contains(number) {
      guard let month else {
        table.refuse(row, position, "import.dayWithoutMonth")
        return nil
      }
      guard let day = Day(year: month.year, month: month.month, day: number) else {
        if !isEmpty { table.refuse(row, position, "import.noSuchDate") }
        return nil
      }
      if let today = table.context.today, day > today, isEmpty { return nil }
    } else if text.first?.isNumber != true {
      // «Неделя 1», «План», «План на сегодня», a blank line.
      guard case .day = LooseDate(text.utf8, order: order) else { return nil }
    }
    var date = LooseDate(text.utf8, order: order)
    if let month, let number = Int(text), (1...31).contains(number),
      let day = Day(year: month.year, month: month.month, day: number)
    {
      date = .day(day)
    }
    if date == .none, let month {
      // «1 марта» under a title with the year.
      date = LooseDate("\(text) \(month.year)".utf8, order: order)
    }
    switch date {
    case .day(let day):
      guard let today = table.context.today, day > today else { return day }
      // Rows to come are filled with zeros by formulas.
      if !isEmpty { table.refuse(row, position, "import.inFuture", ["today": today.description]) }
      return nil
    case .missing: return nil
    case .impossible: table.refuse(row, position, "import.noSuchDate")
    case .unclear: table.refuse(row, position, "import.slashDate")
    case .none:
      // «1–7 марта», «1 неделя» name a part of the month, not a day.
      if text.contains(where: \.isLetter) { return nil }
      table.refuse(row, position, "import.looseDate")
    }
    return nil
  }

  private static func grain(_ source: String?, _ manager: String?) -> Grain {
    switch (source, manager) {
    case (nil, nil): .day
    case (_?, nil): .bySource
    case (nil, _?): .byManager
    default: .bySourceAndManager
    }
  }
}
