package import VerdictAnalysis
import VerdictInference
package import VerdictModel

/// The managers of some days as a page: by name, each beside chance.
package struct ManagersPage: Sendable {
  package let reading: ManagersReading
  package let language: Language
  package let company: String?
  package let currency: String
  package let today: Day

  package init(
    _ reading: ManagersReading,
    language: Language,
    company: String?,
    currency: String,
    today: Day
  ) {
    self.reading = reading
    self.language = language
    self.company = company
    self.currency = currency
    self.today = today
  }

  package func text(width: Int = 80, colour: Bool = false) -> String {
    TerminalReview.render(content(), width: width, colour: colour)
  }
  package func markdown() -> String { MarkdownReview.render(content()) }
  package func html() -> String { HTMLReview.render(content()) }

  private var figures: Figures { Figures(language) }
  private var calendar: CalendarWords { CalendarWords(language) }
  private var words: ManagerWords { ManagerWords(language) }

  package var title: String { language("Менеджеры", "Managers") }
  package var period: String {
    calendar.days(reading.days.first, reading.days.last, year: true)
  }
  package var lead: String {
    language(
      "По алфавиту, не по успехам: на таких числах место в списке раздаёт случай.",
      "By name, not by success: at these numbers chance deals out the places."
    )
  }

  func content() -> ReviewContent {
    ReviewContent(
      language: language,
      company: company,
      title: title,
      period: period,
      dateline: [],
      bottomLine: [summary],
      headlines: [],
      health: "",
      healthIsGreen: true,
      sections: [
        Section(
          id: "managers",
          title: language("Кто сколько", "Who has how much"),
          blocks: [
            .paragraph(lead), .table(TableContent(caption: nil, header: header, rows: rows)),
          ]
            + notes.map { .paragraph($0) }
        )
      ] + plots() + each() + [howToRead()],
      colophon: []
    )
  }

  /// Who stands outside the limits, or that nobody does.
  package var summary: String {
    let outside = reading.rows.filter { row in
      !row.signals.isEmpty
        || (row.rates + [row.smallPackage].compactMap { $0 }).contains {
          [.low, .high, .veryLow, .veryHigh].contains($0.standing)
        }
    }
    if reading.rows.isEmpty {
      return language(
        "За эти дни о менеджерах в таблице ничего нет.",
        "The table has nothing of managers in these days."
      )
    }
    if outside.isEmpty {
      return reading.rows.count == 1
        ? language(
          "Менеджер один: сравнить его можно только с ним же, раньше.",
          "There is one manager: comparable only with the same one, earlier."
        )
        : language(
          "Никто не выходит за обычный разброс.",
          "Nobody is outside ordinary scatter."
        )
    }
    return language("Посмотреть: ", "To look at: ") + outside.map(\.name).joined(separator: ", ")
      + "."
  }

  // MARK: the table

  package var header: [String] {
    let all = everyHeader
    return shownColumns.map { all[$0] }
  }

  package var rows: [[String]] {
    let shown = shownColumns
    return everyRow.map { row in shown.map { row[$0] } }
  }

  /// Columns with a number for somebody; of what nobody writes down a note says so once.
  private var shownColumns: [Int] {
    let rows = everyRow
    return everyHeader.indices.filter { column in
      column == 0 || rows.contains { $0[column] != none }
    }
  }

  private var everyHeader: [String] {
    [
      language("Менеджер", "Manager"), language("Дней", "Days"),
      language("Встречи", "Meetings"),
    ] + reading.company.rates.map { language.text($0.title) } + [
      language("Средний чек", "Average deal"), language("Мин. пакет", "Smallest package"),
      language("Цикл, дней", "Cycle, days"),
    ]
  }

  private var everyRow: [[String]] {
    var rows = reading.rows.map { row($0, name: $0.name) }
    if let left = reading.left {
      rows.append(row(left, name: language("Ушли", "Left") + " (\(reading.leftNames.count))"))
    }
    return rows + [row(reading.company, name: language("Отдел", "Department"))]
  }

  private var none: String { language("нет данных", "no data") }

  private func row(_ profile: ManagerProfile, name: String) -> [String] {
    [
      name, figures.whole(profile.daysPresent),
      profile.sums["meetings_held"].map { figures.whole($0) } ?? none,
    ] + profile.rates.map(cell) + [
      check(profile), profile.smallPackage.map(cell) ?? none,
      cycle(profile.cycle),
    ]
  }

  private func cell(_ rate: ManagerRate) -> String {
    guard rate.denominator > 0 else { return none }
    let count = figures.whole(rate.numerator) + "/" + figures.whole(rate.denominator)
    let mark: String
    switch rate.standing {
    case .low: mark = " ▼"
    case .high: mark = " ▲"
    case .veryLow: mark = " ▼▼"
    case .veryHigh: mark = " ▲▲"
    default: mark = ""
    }
    guard let value = rate.value else { return count }
    return figures.hundred(value, 0) + " (" + count + ")" + mark
  }

  private func check(_ profile: ManagerProfile) -> String {
    profile.check.map { figures.roundMoney($0.average, currency) } ?? none
  }

  private func cycle(_ cycle: CycleReading?) -> String {
    guard let cycle else { return none }
    guard let median = cycle.median else { return language("мало оплат", "few payments") }
    return figures.decimal(median)
  }

  /// What stands under the table.
  package var notes: [String] {
    var notes: [String] = []
    let (all, shown) = (everyHeader, shownColumns)
    if shown.count < all.count {
      let names = all.indices.filter { !shown.contains($0) }
        .map { SignalWords.lowered(all[$0]) }.joined(separator: ", ")
      notes.append(
        language("Ни у кого нет данных: \(names).", "Nobody has data on: \(names).")
      )
    }
    if let package = reading.smallestPackage {
      notes.append(
        language(
          "Минимальный пакет — «\(package)»: у него самый низкий средний чек.",
          "The smallest package is “\(package)”: its average deal is the lowest."
        )
      )
    }
    if !reading.leftNames.isEmpty {
      notes.append(
        language(
          "«Ушли»: последняя запись больше месяца назад (\(reading.leftNames.joined(separator: ", "))); строка нужна, чтобы сходился итог.",
          "“Left”: the last entry is over a month old (\(reading.leftNames.joined(separator: ", "))); the row is there so that totals agree."
        )
      )
    }
    return notes
  }

  // MARK: charts

  package var charts: [(title: String, note: String, svg: String)] {
    reading.plots.map { plot in
      (
        FunnelChart.title(plot, language), FunnelChart.description(plot, language),
        FunnelChart.svg(plot, id: "plot-" + plot.metric, language: language)
      )
    }
  }

  private func plots() -> [Section] {
    guard !reading.plots.isEmpty else { return [] }
    return [
      Section(
        id: "funnel-plots",
        title: language("В пределах случая?", "Within chance?"),
        blocks: reading.plots.map { plot in
          .figure(
            ChartContent(
              title: FunnelChart.title(plot, language),
              note: FunnelChart.description(plot, language),
              svg: FunnelChart.svg(plot, id: "plot-" + plot.metric, language: language),
              table: FunnelChart.table(plot, language)
            )
          )
        }
      )
    ]
  }

  // MARK: each

  private func each() -> [Section] {
    guard !reading.rows.isEmpty else { return [] }
    return [
      Section(
        id: "each",
        title: language("О каждом", "Of each"),
        blocks: reading.rows.flatMap { profile -> [Block] in
          [
            .subtitle(profile.name),
            .facts(facts(profile).map { Fact(label: $0.label, text: $0.text) }),
          ]
        }
      )
    ]
  }

  /// What is said of one manager, label and text.
  package func facts(_ profile: ManagerProfile) -> [(label: String, text: String)] {
    var facts: [(label: String, text: String)] = []
    for rate in profile.rates + [profile.smallPackage].compactMap({ $0 }) where rate.denominator > 0
    {
      var text = figures.count(rate.numerator, of: rate.denominator) + ", " + words.often(rate)
      if rate.value != nil, let pooled = rate.pooled, let interval = rate.pooledInterval,
        let lower = interval.lower, let upper = interval.upper
      {
        text +=
          language("; без случая скорее ", "; without the chance in it rather ")
          + figures.hundred(pooled, 0)
          + language(" (от ", " (from ") + figures.hundred(lower, 0) + language(" до ", " to ")
          + figures.hundred(upper, 0) + ")"
      }
      facts.append((language.text(rate.title), text))
    }
    if let check = profile.check {
      facts.append((language("Средний чек", "Average deal"), self.check(check)))
    }
    if let cycle = profile.cycle { facts.append((cycleLabel, self.cycle(cycle))) }
    if let pattern = profile.pattern {
      facts.append((language("Рисунок", "Pattern"), words.pattern(pattern)))
    }
    let signals = SignalWords(language, currency: currency, reference: today)
    for signal in profile.signals {
      facts.append(
        (language("Сигнал", "Signal"), signals.headline(signal) + "; " + signals.since(signal))
      )
    }
    return facts
  }

  private func check(_ check: CheckReading) -> String {
    let count =
      figures.whole(check.payments) + Figures.noBreak
      + Self.payment.form(check.payments, language)
    var text = figures.roundMoney(check.average, currency) + " (" + count + ")"
    if let interval = check.interval, let lower = interval.lower, let upper = interval.upper {
      text +=
        language("; данные допускают от ", "; the data fit from ")
        + figures.roundMoney(lower, currency) + language(" до ", " to ")
        + figures.roundMoney(upper, currency)
    }
    return text
  }

  static let payment = CountedNoun("оплата", "оплаты", "оплат", en: "payment", "payments")

  private var cycleLabel: String { language("Цикл сделки", "Deal cycle") }

  private func cycle(_ cycle: CycleReading) -> String {
    let counts = language(
      "оплатили \(figures.whole(cycle.paid)), ещё открыты \(figures.whole(cycle.open))",
      "paid \(figures.whole(cycle.paid)), still open \(figures.whole(cycle.open))"
    )
    guard let median = cycle.median else {
      return language("мало оплат для медианы; ", "too few payments for a median; ") + counts
    }
    var text = language("половина платит за ", "half pay within ") + days(median)
    if let interval = cycle.interval, let lower = interval.lower {
      text +=
        interval.upper.map {
          language(" (от ", " (from ") + figures.decimal(lower) + language(" до ", " to ")
            + figures.decimal($0) + ")"
        } ?? language(" (от \(figures.decimal(lower)))", " (from \(figures.decimal(lower)))")
    }
    if let plain = cycle.medianOfPaid, (plain - median).magnitude >= 1 {
      text += language(
        "; по одним оплатившим вышло бы \(figures.decimal(plain)): открытые сделки не досчитаны",
        "; from those paid alone it would be \(figures.decimal(plain)): open deals are left out there"
      )
    }
    return text + "; " + counts
  }

  private func days(_ value: Double) -> String {
    let count = Int64(value.rounded())
    return figures.whole(count) + Figures.noBreak + CountedNoun.day.form(count, language)
  }

  private func howToRead() -> Section {
    Section(
      id: "how",
      title: language("Как читать", "How to read it"),
      blocks: [.list(reading.rows.isEmpty ? [] : howLines)],
      isQuiet: true
    )
  }

  package var howLines: [String] {
    let cycles = reading.company.cycle.map { cycle in
      language(
        "Цикл: половина тех, кто платит за \(cycle.horizon) дней от первого контакта; открытые сделки учтены.",
        "Cycle: half of those who pay within \(cycle.horizon) days of the first contact; open deals are counted."
      )
    }
    return [
      language(
        "▲ ▼: за пределами, между которыми лежат 95 из 100 менеджеров с обычной долей; ▲▲ ▼▼: 998 из 1000.",
        "▲ ▼: outside the limits that hold 95 of 100 managers with the usual rate; ▲▲ ▼▼: 998 of 1,000."
      ),
      language(
        "«Без случая»: доля, притянутая к доле всех настолько, насколько различие объясняет случай. Интервалы перекрываются: мест в этом списке нет.",
        "“Without the chance in it”: the rate drawn towards everybody's as far as chance explains the difference. Intervals overlap: there are no places in this list."
      ),
      language(
        "Событие принадлежит тому, кто вёл клиента тогда: передача сделки прошлого не меняет.",
        "An event belongs to who had the client then: a deal handed over moves nothing in the past."
      ),
    ] + [cycles].compactMap { $0 }
  }
}
