package import VerdictAnalysis
import VerdictInference
package import VerdictModel

/// The weekly look: signals, dynamics, plan and fact, focus; it ends in one sentence.
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
        Section(
          id: "anomalies",
          title: language("Аномалии", "Anomalies"),
          blocks: anomalies(names)
        ),
        Section(id: "dynamics", title: language("Динамика", "Dynamics"), blocks: dynamics()),
        Section(id: "plan", title: language("План и факт", "Plan and fact"), blocks: plan(names)),
        Section(id: "focus", title: language("Фокус", "Focus"), blocks: focus()),
      ]
    )
  }

  // MARK: anomalies

  /// Signals alone: a second rule beside theirs would cry wolf on a budget of its own.
  private func anomalies(_ names: Bool) -> [Block] {
    let words = SignalWords(language, currency: week.currency, reference: week.today)
    let shown = week.signals.filter { names || $0.subject.cut != .manager }
    var lines = shown.prefix(Self.most).map { signal in
      ([words.headline(signal) + ", " + words.since(signal)]
        + [words.unusual(signal), words.downstream(signal)].compactMap { $0 }.filter { !$0.isEmpty })
        .joined(separator: "; ") + "."
    }
    if shown.count > Self.most {
      let rest = figures.whole(shown.count - Self.most)
      lines.append(language("И ещё \(rest): verdict signals", "\(rest) more: verdict signals"))
    }
    if lines.isEmpty {
      lines = [
        language(
          "Сигналов нет: числа ходят, как обычно.",
          "No signals: the numbers move as they usually do."
        )
      ]
    }
    if names {
      lines += week.casesDue.map { known in
        language("Пора проверить: ", "Time to check: ") + known.signal + " → " + known.agreed
      }
    }
    return [.list(lines)]
  }

  /// Signals told in full.
  private static let most = 5

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
    FocusWords(language).blocks(week.focus, .week, currency: week.currency)
  }

  /// The week's one sentence, which names its focus.
  package func focusSentence() -> String { FocusWords(language).sentence(week.focus, .week) }
}
