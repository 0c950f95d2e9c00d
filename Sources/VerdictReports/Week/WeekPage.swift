package import VerdictAnalysis
import VerdictInference
package import VerdictModel

/// The weekly look: anomalies, dynamics, plan and fact, focus; it ends in one sentence.
package struct WeekPage: Sendable {
  let week: WeekReading
  let funnel: FunnelDefinition
  let language: Language

  package init(_ week: WeekReading, funnel: FunnelDefinition, language: Language) {
    self.week = week
    self.funnel = funnel
    self.language = language
  }

  private var figures: Figures { Figures(language) }
  private var amounts: PlanFigures { PlanFigures(language: language, currency: week.currency) }
  private var calendar: CalendarWords { CalendarWords(language) }

  package func page(names: Bool = true) -> WordPage {
    var dateline = [
      week.asOf.map {
        language("данные по ", "data to ") + calendar.day($0, near: week.today)
      } ?? language("данных ещё нет", "no data yet")
    ]
    if !week.missingDays.isEmpty {
      dateline.append(
        language("не заполнены: ", "not filled in: ") + calendar.list(week.missingDays)
      )
    }
    return WordPage(
      language: language,
      company: week.company,
      title: language("Неделя", "The week"),
      period: calendar.days(week.first, week.last, year: true),
      dateline: dateline,
      bottomLine: [focusSentence()],
      sections: [
        Section(id: "anomalies", title: language("Аномалии", "Anomalies"), blocks: anomalies()),
        Section(id: "dynamics", title: language("Динамика", "Dynamics"), blocks: dynamics()),
        Section(id: "plan", title: language("План и факт", "Plan and fact"), blocks: plan(names)),
        Section(id: "focus", title: language("Фокус", "Focus"), blocks: focus()),
      ]
    )
  }

  // MARK: anomalies

  private func anomalies() -> [Block] {
    var lines = week.anomalies.map { anomaly($0) } + week.oddCounters.map { anomaly($0) }
    if lines.isEmpty {
      lines = [
        language(
          "Ничего необычного: все отклонения недели в пределах того, что даёт случай.",
          "Nothing unusual: all the week's departures are within what chance gives."
        )
      ]
    }
    lines += week.casesDue.map { known in
      language("Пора проверить: ", "Time to check: ") + known.signal + " → " + known.agreed
    }
    return [.list(lines)]
  }

  func anomaly(_ metric: WeekMetric) -> String {
    let now = metric.value.map { figures.ofHundred($0) } ?? Figures.nothing
    let counts = figures.count(metric.numerator ?? 0, of: metric.denominator ?? 0)
    let usual = metric.usual.map { figures.hundred($0) } ?? Figures.nothing
    let mark = metric.isBetter == true ? "▲" : "▼"
    return "\(mark) \(language.text(metric.title)): "
      + language(
        "\(now) (\(counts)) против обычных \(usual); случай даёт такое \(often(metric.chance)).",
        "\(now) (\(counts)) against the usual \(usual); chance gives this \(often(metric.chance))."
      )
  }

  func anomaly(_ counter: WeekCounter) -> String {
    let now = counter.value.map { figures.whole($0) } ?? Figures.nothing
    let usual = counter.usual.map { figures.decimal($0, $0 < 10 ? 1 : 0) } ?? Figures.nothing
    return "\(language.text(counter.title)): "
      + language(
        "\(now) против обычных \(usual) за столько же рабочих дней; случай даёт такое \(often(counter.chance)).",
        "\(now) against the usual \(usual) in as many working days; chance gives this \(often(counter.chance))."
      )
  }

  private func often(_ chance: Double?) -> String {
    let share = chance ?? 0
    if share < 0.001 {
      return language("реже, чем в 1 неделе из 1000", "in less than 1 week of 1,000")
    }
    let count = Int64((share * 1000).rounded())
    return language("в \(count) неделях из 1000", "in \(count) weeks of 1,000")
  }

  // MARK: dynamics

  private func dynamics() -> [Block] {
    let metrics = week.metrics.filter { $0.value != nil || $0.usual != nil }
    let counters = week.counters.filter { $0.value != nil || $0.usual != nil }
    guard !metrics.isEmpty || !counters.isEmpty else {
      return [
        .paragraph(
          language("За неделю ничего не внесли.", "Nothing was entered for this week.")
        )
      ]
    }
    var blocks: [Block] = []
    if !counters.isEmpty {
      blocks.append(
        .table(
          TableContent(
            caption: nil,
            header: [
              language("Счётчик", "Counter"), language("Неделя", "Week"),
              language("Обычно", "Usually"),
            ],
            rows: counters.map { counter in
              [
                language.text(counter.title),
                counter.value.map { amounts.amount($0, isMoney: counter.isMoney) }
                  ?? language("нет данных", "no data"),
                counter.usual.map { amounts.amount($0, isMoney: counter.isMoney) }
                  ?? Figures.nothing,
              ]
            }
          )
        )
      )
    }
    if !metrics.isEmpty {
      blocks.append(
        .table(
          TableContent(
            caption: nil,
            header: [
              language("Показатель", "Metric"), language("Неделя", "Week"),
              language("8 недель до неё", "8 weeks before"),
              language("Что это значит", "What it means"),
            ],
            rows: metrics.map { metric in
              [
                language.text(metric.title), value(metric), usual(metric), meaning(metric),
              ]
            }
          )
        )
      )
    }
    if let bridge = week.bridge {
      let page = bridgePage(bridge)
      blocks.append(
        .subtitle(
          language(
            "Последние четыре недели и четыре до них",
            "The last four weeks and the four before"
          )
        )
      )
      blocks.append(.paragraph(page.sentence()))
      blocks += page.blocks()
    }
    return blocks
  }

  private func bridgePage(_ bridge: Bridge) -> BridgePage {
    BridgePage(
      bridge,
      funnel: funnel,
      company: week.company,
      currency: week.currency,
      language: language
    )
  }

  private func value(_ metric: WeekMetric) -> String {
    guard let value = metric.value else {
      return metric.denominator == 0
        ? language("делить не на что: 0", "nothing to divide by: 0")
        : language("нет данных", "no data")
    }
    var text = amounts.metric(value, isShare: metric.isShare)
    if metric.isShare, let above = metric.numerator, let below = metric.denominator {
      text += " (" + figures.whole(above) + "/" + figures.whole(below) + ")"
    }
    return text
  }

  private func usual(_ metric: WeekMetric) -> String {
    metric.usual.map { amounts.metric($0, isShare: metric.isShare) }
      ?? language("истории мало", "too little history")
  }

  private func meaning(_ metric: WeekMetric) -> String {
    guard let change = metric.change, let lower = change.lower, let upper = change.upper else {
      return ""
    }
    if lower <= 0, upper >= 0 { return language("обычный разброс", "ordinary scatter") }
    let range = figures.range(lower * 100, upper * 100, Figures.places(ofWidth: change.width))
    return (lower > 0 ? "▲ " : "▼ ")
      + (metric.isBetter == true ? language("лучше: ", "better: ") : language("хуже: ", "worse: "))
      + range + language(" на 100", " per 100")
  }

  // MARK: plan and focus

  private func plan(_ names: Bool) -> [Block] {
    guard let fact = week.plan else {
      let month = calendar.month(week.planMonth)
      return [
        .paragraph(
          language(
            "Плана на \(month) нет. Поставить: verdict plan set \(week.planMonth) meetings_held=24 revenue=2600000",
            "There is no plan for \(month). To set one: verdict plan set \(week.planMonth) meetings_held=24 revenue=2600000"
          )
        )
      ]
    }
    let words = PlanWords(fact: fact, language: language, currency: week.currency)
    return [.paragraph(words.headline())] + words.blocks(names: names)
  }

  private func focus() -> [Block] {
    guard let focus = week.focus else { return [.paragraph(focusSentence())] }
    var lines: [String] = []
    switch focus.why {
    case .anomaly:
      lines.append(
        language(
          "Этот показатель на неделе ушёл от обычного дальше всех.",
          "This metric went furthest from its usual level this week."
        )
      )
    case .worthMost:
      if let gain = focus.gain {
        let money = figures.roundMoney(gain, week.currency)
        lines.append(
          language(
            "Если держать его на своей же хорошей четверти, это \(money) в месяц: больше, чем у других этапов.",
            "Kept at its own good quarter it is worth \(money) a month, more than any other stage."
          )
        )
      }
    case .plan:
      lines.append(
        language("От него зависит план месяца.", "The month's plan depends on it.")
      )
    }
    return (lines.isEmpty ? [] : [.list(lines)]) + [.paragraph(focusSentence())]
  }

  /// The week's one sentence, which names its focus.
  package func focusSentence() -> String { FocusWords(language).sentence(week.focus) }
}

/// The week in one sentence.
package struct FocusWords: Sendable {
  private let language: Language
  package init(_ language: Language) { self.language = language }

  package func sentence(_ focus: WeekFocus?) -> String {
    guard let focus else {
      return language(
        "Фокус недели: вести таблицу, по ней пока нечего выбирать.",
        "Focus of the week: keep the table; there is nothing in it to choose from yet."
      )
    }
    let title = language.text(focus.title)
    let name = title == title.uppercased() ? title : title.lowercased()
    let start = language("Фокус недели: ", "Focus of the week: ") + name
    guard let counter = focus.counter, let perWeek = focus.perWeek else { return start + "." }
    if perWeek < 0.05 {
      return start + language(", план в пределах досягаемости.", ", the plan is within reach.")
    }
    // A part of a meeting cannot be held; one every so many weeks can.
    let number = perWeek >= 1 ? Int64(perWeek.rounded(.up)) : 1
    let noun = Self.nouns[counter]
    let counted =
      Figures(language).whole(number) + Figures.noBreak
      + (noun?.form(number, language)
        ?? "«\(focus.counterTitle.map(language.text) ?? counter)»")
    return start
      + language(", \(counted) в неделю до плана.", ", \(counted) a week short of the plan.")
  }

  /// What one of the standard counters is called when it is counted.
  static let nouns: [String: CountedNoun] = [
    "leads": CountedNoun("лид", "лида", "лидов", en: "lead", "leads"),
    "meetings_scheduled": CountedNoun("запись", "записи", "записей", en: "booking", "bookings"),
    "meetings_held": CountedNoun("встреча", "встречи", "встреч", en: "meeting", "meetings"),
    "payments": CountedNoun("оплата", "оплаты", "оплат", en: "payment", "payments"),
  ]
}
