import VerdictAnalysis
import VerdictModel

/// Turns the table into words and columns; every form of it is made from this.
struct TableWriter {
  let table: FunnelTable
  let language: Language
  var figures: Figures { Figures(language) }
  var calendar: CalendarWords { CalendarWords(language) }
  var words: TableWords { TableWords(language) }

  func content() -> ReviewContent {
    let health = self.health()
    return ReviewContent(
      language: language,
      company: table.company,
      title: words.title,
      period: covered(),
      dateline: [
        words.by(table.span), language("данные по ", "data to ") + calendar.dayAndYear(table.asOf),
      ],
      bottomLine: table.isEmpty ? [words.empty] : [news()],
      headlines: [],
      health: health.text,
      healthIsGreen: health.isGreen,
      sections: table.isEmpty ? [] : sections(),
      colophon: colophon()
    )
  }

  private func covered() -> String {
    guard let first = table.periods.first, let last = table.periods.last else { return "" }
    return calendar.days(first.start, min(last.end, max(first.start, table.asOf)), year: true)
  }

  // MARK: In short

  /// What left chance behind, or that nothing did.
  private func news() -> String {
    guard let last = table.periods.last else { return "" }
    let changes = rowsInWords.flatMap { name, rows in
      rows.compactMap { row -> String? in
        guard let change = row.change, [.better, .worse, .moved].contains(change.news) else {
          return nil
        }
        let title = language.text(row.title).lowercasedFirst
        return (name.isEmpty ? "" : name + ", ") + title + " "
          + (change.news == .moved ? "" : words.news(change.news) + ", ")
          + ChangeWords(language, row.unit).estimate(change)
      }
    }
    let compared = words.against(heading(last), previous: previousHeading)
    if changes.isEmpty {
      return language(
        "\(compared): всё в пределах обычного разброса.",
        "\(compared): everything is within ordinary scatter."
      )
    }
    let shown = changes.prefix(5).joined(separator: "; ")
    let rest = changes.count - min(5, changes.count)
    return compared + ": " + shown
      + (rest > 0 ? language("; ещё \(rest)", "; \(rest) more") : "") + ". "
      + language("Остальное — обычный разброс.", "The rest is ordinary scatter.")
  }

  /// Everybody's rows, or those of the members where only they are shown.
  private var rowsInWords: [(name: String, rows: [TableRow])] {
    table.rows.isEmpty ? table.members.map { ($0.name, $0.rows) } : [("", table.rows)]
  }

  private func health() -> (text: String, isGreen: Bool) {
    guard !table.isEmpty else { return (words.firstStep, false) }
    var parts: [String] = []
    let missing = table.periods.flatMap(\.missingDays)
    if !missing.isEmpty {
      parts.append(
        language("Дни без единого числа: ", "Days without a single number: ")
          + calendar.list(missing) + "."
      )
    }
    if let last = table.lastDay, last > table.asOf {
      parts.append(words.future(calendar.dayAndYear(last)))
    }
    for silent in table.silent {
      parts.append(
        language("Молчит источник ", "Silent source: ") + silent.source
          + language(", последние числа за ", ", last numbers for ")
          + calendar.day(silent.lastDay, near: table.asOf) + "."
      )
    }
    if parts.isEmpty {
      return (language("Все рабочие дни введены.", "Every working day is filled."), true)
    }
    return (parts.joined(separator: " "), false)
  }

  // MARK: Parts

  private func sections() -> [Section] {
    // Who reads conversions by the day of coming in reads the cohorts first.
    let readsCohorts = table.answers.contains {
      $0.question == .reading && $0.answer == "cohort"
    }
    var sections: [Section] = readsCohorts ? cohorts() : []
    if !table.rows.isEmpty {
      sections.append(
        Section(id: "table", title: words.inAll, blocks: numbers(table.rows) + partial())
      )
    }
    if table.members.count > 1, let last = table.periods.last {
      sections.append(
        Section(
          id: "members",
          title: words.members(table.split) + ": " + heading(last),
          blocks: sideBySide(last) + unsplit()
        )
      )
    }
    if table.periods.count > 1 || table.rows.isEmpty {
      for (index, member) in table.members.enumerated() {
        sections.append(
          Section(id: "member-" + String(index + 1), title: member.name, blocks: one(member))
        )
      }
    }
    sections += changes() + (readsCohorts ? [] : cohorts())
    return sections + [Section(id: "reading", title: words.howToRead, blocks: reading())]
  }

  /// Counters, then metrics, with norms and plans under them.
  private func numbers(_ rows: [TableRow]) -> [Block] {
    let silent = rows.filter(isSilent)
    // A table in which nothing is known shows all of it: what there is to fill.
    let shown = silent.count == rows.count ? rows : rows.filter { !isSilent($0) }
    let blocks = [(false, words.counter), (true, words.metric)].compactMap {
      isMetric,
      label -> Block? in
      let own = shown.filter { $0.isMetric == isMetric }
      guard !own.isEmpty else { return nil }
      return .table(
        TableContent(
          caption: nil,
          header: [label] + table.periods.map(heading),
          rows: own.flatMap(lines),
          isWide: true
        )
      )
    }
    let names = silent.filter { !$0.isMetric }.map { language.text($0.title).lowercasedFirst }
    guard shown.count < rows.count, !names.isEmpty else { return blocks }
    return blocks + [
      .paragraph(
        language("Чисел нет: ", "No numbers of: ") + names.joined(separator: ", ")
          + language("; показатели из них не посчитать.", "; nor of the metrics made of them.")
      )
    ]
  }

  /// Nothing known in any column, and nothing planned: its name stands under the table instead.
  private func isSilent(_ row: TableRow) -> Bool {
    row.planned.isEmpty
      && row.readings.allSatisfy { $0.value == nil && [.noData, .partMissing].contains($0.why) }
  }

  private func lines(_ row: TableRow) -> [[String]] {
    let cells = CellWords(language: language, row: row)
    var lines = [[label(row)] + row.readings.map(cells.text)]
    if row.readings.contains(where: { $0.norm != nil }) {
      lines.append(["· " + words.norm] + row.readings.map(cells.norm))
    }
    guard row.planned.contains(where: { $0 != nil }) else { return lines }
    lines.append(["· " + words.plan] + row.planned.map(cells.plan))
    if row.planned.contains(where: { $0?.toDate != nil }) {
      lines.append(["· " + words.planToDate] + row.planned.map(cells.planToDate))
    }
    if row.planned.contains(where: { $0?.attainment != nil }) {
      lines.append(["· " + words.attainment] + row.planned.map { cells.attainment($0) })
    }
    return lines
  }

  /// The row's name with its unit.
  private func label(_ row: TableRow) -> String {
    let title = language.text(row.title)
    switch row.unit {
    case .count, .times: return title
    case .share: return title + language(", из 100", ", of 100")
    case .percent: return title + ", %"
    case .money, .moneyPer: return title + ", " + Figures.symbol(of: table.currency)
    }
  }

  /// Which columns are not whole, each in a line.
  private func partial() -> [Block] {
    let lines = table.periods.compactMap { period -> String? in
      var parts: [String] = []
      if period.isRunning, period.start <= table.asOf {
        parts.append(
          language("ещё идёт, прошло ", "still running, ")
            + words.workingDays(period.elapsedWorkingDays, of: period.workingDays)
        )
      }
      if let begins = period.begins {
        parts.append(language("учёт начат ", "recording began on ") + calendar.day(begins))
      }
      if !period.missingDays.isEmpty {
        parts.append(
          language("не введены ", "missing: ") + calendar.list(period.missingDays)
        )
      }
      return parts.isEmpty ? nil : heading(period) + ": " + parts.joined(separator: "; ") + "."
    }
    return lines.isEmpty ? [] : [.list(lines)]
  }

  /// Members as columns, everybody last.
  private func sideBySide(_ period: PeriodReading) -> [Block] {
    guard let column = table.periods.indices.last else { return [] }
    var keys: [String] = []
    var titles: [String: TableRow] = [:]
    for row in table.members.flatMap(\.rows) where titles[row.key] == nil { titles[row.key] = row }
    for row in table.rows where titles[row.key] != nil { keys.append(row.key) }
    let rows = keys.compactMap { key -> [String]? in
      guard let model = titles[key] else { return nil }
      let everybody = table.rows.first { $0.key == key }
      let cells = table.members.map { member -> String in
        guard let row = member.rows.first(where: { $0.key == key }) else {
          return words.undefined(.noData)
        }
        return CellWords(language: language, row: row).text(row.readings[column])
      }
      let total = everybody.map { row in
        CellWords(language: language, row: row).text(row.readings[column])
      }
      return [label(model)] + cells + [total ?? words.undefined(.noData)]
    }
    return [
      .table(
        TableContent(
          caption: nil,
          header: [words.indicator] + table.members.map(\.name) + [words.total],
          rows: rows,
          isWide: true
        )
      )
    ]
  }

  private func unsplit() -> [Block] {
    guard let split = table.split, !table.unsplit.isEmpty else { return [] }
    let names = table.unsplit.map { language.text($0).lowercasedFirst }.joined(separator: ", ")
    return [.paragraph(words.notSplit(split, names))]
  }

  private func one(_ member: TableMember) -> [Block] {
    let news = member.rows.compactMap { row -> String? in
      guard let change = row.change, [.better, .worse, .moved].contains(change.news) else {
        return nil
      }
      return language.text(row.title) + ": " + ChangeWords(language, row.unit).sentence(change)
    }
    return numbers(member.rows)
      + (news.isEmpty ? [.paragraph(words.allNoise)] : [.list(news)])
  }

  // MARK: Changes

  /// Each number of the last column against the one before it.
  private func changes() -> [Section] {
    guard let last = table.periods.last else { return [] }
    let changed = table.rows.filter { $0.change != nil }
    guard !changed.isEmpty else { return [] }
    let rows = changed.compactMap { row in
      row.change.map { reading in
        let change = ChangeWords(language, row.unit)
        return [
          language.text(row.title), change.estimate(reading), change.bounds(reading),
          change.meaning(reading),
        ]
      }
    }
    var blocks: [Block] = [
      .table(
        TableContent(
          caption: nil,
          header: [words.indicator, words.change, words.dataAllow, words.whatItIs],
          rows: rows
        )
      )
    ]
    if table.comparisons > 0 {
      blocks.append(.paragraph(words.oneInTwenty(table.comparisons)))
    }
    return [
      Section(
        id: "change",
        title: words.against(heading(last), previous: previousHeading),
        blocks: blocks
      )
    ]
  }

  // MARK: Cohorts

  private func cohorts() -> [Section] {
    guard let cohorts = table.cohorts else { return [] }
    let rows = cohorts.cohorts.map { cohort -> [String] in
      [
        calendar.days(cohort.start, min(cohort.end, max(cohort.start, table.asOf))),
        figures.whole(cohort.units),
      ]
        + cohorts.stages.indices.map { index in
          let share = Double(cohort.reached[index]) / Double(cohort.units)
          return figures.whole(cohort.reached[index]) + " (" + figures.hundred(share)
            + language(" из 100)", " of 100)") + (cohort.isMaturing[index] ? " …" : "")
        }
    }
    var notes = cohorts.stages.map { stage in
      words.ripening(language.text(stage.title), stage.ripeAfter)
    }
    if cohorts.cohorts.contains(where: { $0.isMaturing.contains(true) }) {
      notes.insert(words.maturing, at: 0)
    }
    return [
      Section(
        id: "cohorts",
        title: words.cohorts,
        blocks: [
          .paragraph(words.cohortsLead),
          .table(
            TableContent(
              caption: nil,
              header: [words.cameIn, words.clients]
                + cohorts.stages.map { language.text($0.title) },
              rows: rows
            )
          ), .list(notes),
        ]
      )
    ]
  }

  // MARK: How to read

  /// The marks that are used, the company's answers, and what each metric is made of.
  private func reading() -> [Block] {
    let all = table.rows + table.members.flatMap(\.rows)
    let readings = all.flatMap(\.readings)
    var marks: [String] = []
    if readings.contains(where: { $0.missingDays > 0 }) { marks.append(words.starMeans) }
    if readings.contains(where: \.isUneven) { marks.append(words.unevenMeans) }
    for why in [
      TableReading.Undefined.noData, .partMissing, .zeroDenominator, .notYetCounted, .retired,
    ]
    where readings.contains(where: { $0.why == why }) { marks.append(words.explained(why)) }
    if readings.contains(where: { $0.norm != nil }) { marks.append(words.normMeans) }
    marks += table.renamed.map { renaming in
      words.renamed(
        language.text(renaming.from),
        language.text(renaming.to),
        calendar.day(renaming.on)
      )
    }
    let answers = table.answers.map { QuestionWords(language).line($0) }
    return (marks.isEmpty ? [] : [.list(marks)]) + [.list(answers)]
      + (table.answers.allSatisfy(\.isGiven) ? [] : [.paragraph(words.askOnce)])
  }

  private func colophon() -> [String] { [words.sums] }

  // MARK: Headings

  func heading(_ period: PeriodReading) -> String {
    heading(span: table.span, period.start, period.end)
  }

  private var previousHeading: String {
    guard let last = table.periods.last else { return "" }
    let previous = TablePeriod(table.span, containing: last.start).previous
    guard table.span == .month else {
      return heading(span: table.span, previous.start, previous.end)
    }
    let isOtherYear = previous.start.civil.year != table.asOf.civil.year
    return calendar.ofMonth(previous.start)
      + (isOtherYear ? Figures.noBreak + String(previous.start.civil.year) : "")
  }

  private func heading(span: TableSpan, _ start: Day, _ end: Day) -> String {
    let isOtherYear = start.civil.year != table.asOf.civil.year
    switch span {
    case .day: return calendar.weekday(start) + " " + calendar.short(start)
    case .week, .halfMonth: return calendar.days(start, end, year: isOtherYear)
    case .month:
      return calendar.monthName(start)
        + (isOtherYear ? Figures.noBreak + String(start.civil.year) : "")
    }
  }
}
