import VerdictModel

/// Reads an ad cabinet's report: each line a campaign's day.
enum AdLayout {
  static func read(_ table: LayoutTable) -> LayoutFile {
    var table = table
    let options = table.context.options
    let titles = ReportTitles(table.titles)
    let account = options.account ?? titles.account
    let columns = counters(&table)
    let date = table.header.position(Field.date)
    let period = titles.period
    if columns.isEmpty {
      table.refuse(Refusal(place: place(table), code: "import.nothingToTake"))
    }
    // Without a column of days the whole report must be one day's.
    let onlyDay = period.flatMap { $0.lowerBound == $0.upperBound ? $0.lowerBound : nil }
    if date == nil, onlyDay == nil {
      table.refuse(Refusal(place: place(table), code: "import.noDays"))
    }
    let order = date.flatMap { table.slashOrder($0) }
    var lines: [AdLine] = []
    var sums: [String: Int64] = [:]
    var days: ClosedRange<Day>?
    var accepted = 0
    for row in table.rows where date != nil || onlyDay != nil {
      let before = table.refusalCount
      checkCurrency(row, &table)
      let found = date.map { day(row, $0, order, &table) }
      let named = source(row, &table)
      let ownAccount = options.account ?? table.name(row, Field.account) ?? account ?? ""
      let campaign = table.name(row, Field.campaign) ?? ""
      var values: [(Counter, Int64)] = []
      for (counter, position) in columns {
        let scale = scale(table, counter, position)
        if let value = table.value(row, position, isMoney: counter.isMoney, scale: scale) {
          values.append((counter, value))
        }
      }
      guard table.refusalCount == before, let day = found ?? onlyDay, let source = named else {
        continue
      }
      accepted += 1
      days = days.map { min($0.lowerBound, day)...max($0.upperBound, day) } ?? day...day
      for (counter, value) in values {
        sums[counter.key, default: 0] += value
        let ad = AdRow(
          account: ownAccount,
          campaign: campaign,
          day: day,
          source: source,
          counter: counter.key,
          value: value
        )
        lines.append(AdLine(line: row.line, row: ad))
      }
    }
    if accepted == 0, table.refusalCount == 0 {
      table.refuse(Refusal(place: place(table), code: "import.noRows"))
    }
    let micros =
      columns.first { $0.counter.isMoney }.map { scale(table, $0.counter, $0.position) } ?? 1
    let theirs = table.theirTotals(columns, scale: micros)
    let covered = covered(days, period, table.context.today)
    return LayoutFile(
      recognition: table.recognition(account: account),
      content: .ads(lines, days: covered ?? Day(number: 0)...Day(number: 0)),
      accepted: accepted,
      days: days,
      totals: columns.map {
        TotalCheck(
          counter: $0.counter.key,
          ours: sums[$0.counter.key] ?? 0,
          theirs: theirs[$0.counter.key]
        )
      },
      notes: table.commonNotes,
      refusals: table.refusals,
      refusalCount: table.refusalCount
    )
  }

  /// Counters by source alone; the others are left in the file.
  private static func counters(_ table: inout LayoutTable) -> [(counter: Counter, position: Int)] {
    var found: [(counter: Counter, position: Int)] = []
    for counter in table.context.funnel.counters {
      for position in table.header.positions[counter.key] ?? [] {
        if counter.grain == .bySource {
          found.append((counter, position))
        } else {
          table.header.leaveOut(position, counter.grain.hasManager ? .noManager : .unknown)
        }
      }
    }
    if let wanted = table.context.currency {
      for (counter, position) in found where counter.isMoney {
        let name = table.header.names[position]
        guard let named = name.currency, named != wanted else { continue }
        table.refuse(
          Refusal(
            place: FilePlace(file: table.file, line: table.header.line, column: name.shown),
            code: "import.currency",
            value: name.shown,
            values: ["expected": wanted]
          )
        )
      }
    }
    return found
  }

  private static func scale(_ table: LayoutTable, _ counter: Counter, _ position: Int) -> Int64 {
    counter.isMoney && table.header.preset.countsInMicros && !table.hasMarks(position)
      ? LooseNumber.one : 1
  }

  private static func place(_ table: LayoutTable) -> FilePlace {
    FilePlace(file: table.file, line: table.header.line)
  }

  private static func day(
    _ row: DelimitedRow,
    _ position: Int,
    _ order: SlashOrder?,
    _ table: inout LayoutTable
  ) -> Day? {
    let before = table.refusalCount
    // Metrica writes a period as two dates with a slash between.
    let parts = table.text(row, position).split(separator: "/").map(String.init)
    if parts.count == 2, parts.allSatisfy({ $0.count == 10 }) {
      if parts[0] == parts[1], let day = Day(iso: parts[0]) { return day }
      table.refuse(row, position, "import.wholePeriod")
      return nil
    }
    guard let day = table.day(row, position, order) else {
      if table.refusalCount == before { table.refuse(row, position, "import.emptyCell") }
      return nil
    }
    if let until = table.header.position(Field.until), let last = table.day(row, until, order),
      last != day
    {
      table.refuse(row, until, "import.wholePeriod")
      return nil
    }
    return day
  }

  private static func source(_ row: DelimitedRow, _ table: inout LayoutTable) -> String? {
    if let said = table.context.options.source { return table.source(said) }
    if let own = table.header.preset.source { return table.source(own) }
    if let named = table.name(row, Field.source) { return table.source(named) }
    guard let position = table.header.position(Field.source) else {
      table.refuse(
        Refusal(place: FilePlace(file: table.file, line: row.line), code: "import.sourceMissing")
      )
      return nil
    }
    table.refuse(row, position, "import.sourceMissing")
    return nil
  }

  private static func checkCurrency(_ row: DelimitedRow, _ table: inout LayoutTable) {
    guard let wanted = table.context.currency, let position = table.header.position(Field.currency)
    else {
      return
    }
    let text = HeaderName.folded(table.text(row, position))
    guard let named = Currency.named(in: text), named != wanted else { return }
    table.refuse(row, position, "import.currency", ["expected": wanted])
  }

  /// The days a report speaks for: those it names, or from its first row to its last.
  private static func covered(
    _ days: ClosedRange<Day>?,
    _ period: ClosedRange<Day>?,
    _ today: Day?
  ) -> ClosedRange<Day>? {
    guard let days else { return nil }
    guard let period else { return days }
    let last = min(period.upperBound, today ?? period.upperBound)
    return min(period.lowerBound, days.lowerBound)...max(last, days.upperBound)
  }
}

/// What the lines above a report's header say.
struct ReportTitles {
  private(set) var account: String?
  /// The first two dates of one line.
  private(set) var period: ClosedRange<Day>?

  init(_ titles: [String]) {
    for title in titles {
      let folded = HeaderName.folded(title)
      for word in ["логин", "клиент", "аккаунт", "account", "client login"]
      where account == nil && folded.hasPrefix(word) {
        let rest = title.drop { $0 != ":" && $0 != ";" && $0 != "\t" }.dropFirst()
        let name = HeaderName(String(rest)).shown
        if !name.isEmpty { account = String(name.prefix(RowReading.longestText)) }
      }
      let found = Self.dates(in: folded)
      if period == nil, found.count == 2, found[0] <= found[1] { period = found[0]...found[1] }
    }
  }

  /// Dates of a line, each of one word or of three.
  static func dates(in text: String) -> [Day] {
    let edges: Set<Character> = ["(", ")", ",", ";", "\"", ":", "«", "»"]
    let words = text.split { $0 == " " || edges.contains($0) || $0 == "–" || $0 == "—" }
    var found: [Day] = []
    var index = 0
    while index < words.count {
      func read(_ count: Int) -> Day? {
        guard index + count <= words.count else { return nil }
        let part = words[index..<(index + count)].joined(separator: " ")
        if case .day(let day) = LooseDate(part.utf8, order: nil) { return day }
        return nil
      }
      // Only a whole date counts: five digits alone are no serial number here.
      if words[index].contains(where: { ".-/".contains($0) }), let day = read(1) {
        found.append(day)
        index += 1
      } else if let day = read(3) {
        found.append(day)
        index += 3
      } else {
        index += 1
      }
    }
    return found
  }
}
