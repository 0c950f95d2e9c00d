import VerdictAnalysis
import VerdictInference
import VerdictModel

extension ReviewWriter {
  func sections() -> [Section] {
    var sections: [Section] = []
    sections += planSection() + funnel()
    sections += decisions()
    sections += cards("watch", language("Смотрим", "To watch"), review.watch)
    sections += settled()
    sections += signals() + cases()
    if copy == .head { sections += managers() }
    sections += focus() + drafts() + lastDecisions() + holds()
    return sections + [howToRead()] + method() + [glossary()]
  }

  /// The cards to decide, all of them on one scale first.
  private func decisions() -> [Section] {
    cards("decide", language("Решаем сегодня", "To decide today"), review.decide).map { section in
      let rows = section.blocks.compactMap { block -> ForestPlot.Row? in
        guard case .card(let card) = block, let forest = card.forest,
          forest.effects.measure == nil
        else { return nil }
        return ForestPlot.Row(name: card.title, word: card.mark + " " + card.word, forest: forest)
      }
      guard let plot = ForestPlot(rows: rows, language: language).content(id: "forest") else {
        return section
      }
      return Section(id: section.id, title: section.title, blocks: [.figure(plot)] + section.blocks)
    }
  }

  private func cards(_ id: String, _ title: String, _ cards: [HypothesisCard]) -> [Section] {
    guard !cards.isEmpty else { return [] }
    return [Section(id: id, title: title, blocks: cards.map { .card(writer($0).content()) })]
  }

  // MARK: the funnel

  private func funnel() -> [Section] {
    let counters = review.funnel.counters.filter { $0.value != nil || $0.previous != nil }
    let metrics = review.funnel.metrics.filter { $0.value != nil || $0.previous != nil }
    let title = language("Воронка", "The funnel")
    guard !counters.isEmpty || !metrics.isEmpty else {
      return [
        Section(
          id: "funnel",
          title: title,
          blocks: [
            .paragraph(
              language(
                "За этот период в таблицу ещё ничего не внесли.",
                "Nothing has been entered for this period yet."
              )
            )
          ]
        )
      ]
    }
    var blocks: [Block] = []
    let now = calendar.period(review.period, year: false)
    let before = calendar.period(review.period.previous, year: false)
    let bars = StageBars(
      steps: review.funnel.steps ?? [],
      language: language,
      now: now,
      before: before
    )
    if let chart = bars.content(id: "stages") { blocks.append(.figure(chart)) }
    if !metrics.isEmpty {
      blocks.append(
        .table(
          TableContent(
            caption: nil,
            header: [
              language("Показатель", "Metric"), now, before,
              language("Что это значит", "What it means"),
            ],
            rows: metrics.map { metric in
              [
                language.text(metric.title), show(metric.value, metric, counts: true),
                show(metric.previous, metric, counts: false), meaning(metric),
              ]
            }
          )
        )
      )
    }
    if !counters.isEmpty {
      blocks.append(
        .table(
          TableContent(
            caption: nil,
            header: [language("Счётчик", "Counter"), now, before],
            rows: counters.map { counter in
              [
                language.text(counter.title), show(counter.value, counter),
                show(counter.previous, counter),
              ]
            }
          )
        )
      )
    }
    return [Section(id: "funnel", title: title, blocks: blocks)]
  }

  private func show(_ value: Int64?, _ counter: CounterReading) -> String {
    guard let value else { return language("нет данных", "no data") }
    return counter.isMoney
      ? figures.money(Money(minor: (value / 100) * 100), review.currency) : figures.whole(value)
  }

  private func show(_ value: Double?, _ metric: MetricReading, counts: Bool) -> String {
    guard let value else { return language("нет данных", "no data") }
    guard metric.isShare else {
      return figures.money(Money(minor: Int64(value.rounded()) * 100), review.currency)
    }
    var text = figures.ofHundred(value)
    if counts, let numerator = metric.numerator, let denominator = metric.denominator {
      text += " (" + figures.whole(numerator) + "/" + figures.whole(denominator) + ")"
    }
    return text
  }

  /// Noise is called noise; news is said with its bounds and which way is good.
  private func meaning(_ metric: MetricReading) -> String {
    guard let change = metric.change, let lower = change.lower, let upper = change.upper else {
      return ""
    }
    if lower <= 0, upper >= 0 { return language("обычный разброс", "ordinary scatter") }
    let places = Figures.places(ofWidth: upper - lower)
    let isUp = lower > 0
    let isGood = isUp == (metric.good == .up)
    return (isUp ? "▲ " : "▼ ")
      + (isGood ? language("лучше: ", "better: ") : language("хуже: ", "worse: "))
      + figures.range(lower * 100, upper * 100, places) + language(" на 100", " per 100")
  }

  // MARK: people

  private func managers() -> [Section] {
    guard !review.managers.isEmpty else { return [] }
    let rows = review.managers.sorted { ($0.name, $0.metric) < ($1.name, $1.metric) }.map {
      reading -> [String] in
      [
        reading.name, language.text(names.metric(reading.metric)),
        figures.count(reading.successes, of: reading.trials),
        ManagerWords(language).often(reading),
      ]
    }
    return [
      Section(
        id: "managers",
        title: language("Менеджеры", "Managers"),
        blocks: [
          .paragraph(
            language(
              "По алфавиту, не по успехам: на таких числах место в списке раздаёт случай.",
              "By name, not by success: at these numbers chance deals out the places."
            )
          )
        ] + managerPlots() + [
          .table(
            TableContent(
              caption: nil,
              header: [
                language("Менеджер", "Manager"), language("Показатель", "Metric"),
                language("Сколько", "Count"),
                language("Как часто так бывает", "How often this happens"),
              ],
              rows: rows
            )
          )
        ]
      )
    ]
  }

  private func managerPlots() -> [Block] {
    (review.managerPlots ?? []).map { plot in
      .figure(
        ChartContent(
          title: FunnelChart.message(plot, language),
          note: FunnelChart.description(plot, language),
          svg: FunnelChart.svg(plot, id: "funnel-" + plot.metric, language: language),
          table: FunnelChart.table(plot, language),
          isTableBeside: true
        )
      )
    }
  }

  // MARK: what was decided

  private func settled() -> [Section] {
    guard !review.settled.isEmpty else { return [] }
    let lines = review.settled.map { card in
      let evaluation = card.evaluation
      var text =
        "«\(language.text(evaluation.form.title))»: " + words.word(evaluation.verdict).lowercased()
      if language == .en {
        text = "“\(evaluation.form.title.en)”: " + words.word(evaluation.verdict).lowercased()
      }
      if let period = evaluation.latchedIn {
        text +=
          language(", разбор за ", ", review of ")
          + calendar.period(period, year: period.month.year != review.period.month.year)
      }
      if let decision = card.decision {
        text += " → " + words.choice(decision.choice)
        if !decision.lesson.isEmpty { text += language(". Урок: ", ". Lesson: ") + decision.lesson }
      }
      if let late = card.late {
        text += language(". Внесено позже: ", ". Entered later: ") + LateWords(language).text(late)
      }
      return text
    }
    return [
      Section(
        id: "settled",
        title: language("Решено раньше", "Settled earlier"),
        blocks: [.list(lines)]
      )
    ]
  }

  private func lastDecisions() -> [Section] {
    guard !review.lastDecisions.isEmpty else { return [] }
    let rows = review.lastDecisions.map { reading in
      let decision = reading.decision
      let due = decision.due.map { calendar.day($0, near: review.meeting) } ?? Figures.nothing
      let state =
        reading.isOverdue
        ? language("▼ срок прошёл", "▼ overdue")
        : decision.due == nil ? language("без срока", "no date") : language("в срок", "in time")
      let row = [language.text(reading.title), words.choice(decision.choice), due, state]
      return copy == .head ? row + [decision.owner] : row
    }
    let header = [
      language("Гипотеза", "Hypothesis"), language("Решили", "Decided"), language("До", "By"),
      language("Состояние", "State"),
    ]
    return [
      Section(
        id: "decisions",
        title: language("Решения прошлых встреч", "Decisions of earlier meetings"),
        blocks: [
          .table(
            TableContent(
              caption: nil,
              header: copy == .head ? header + [language("Кто", "Who")] : header,
              rows: rows
            )
          )
        ]
      )
    ]
  }

  private func holds() -> [Section] {
    guard !review.holds.isEmpty else { return [] }
    let rows = review.holds.map { hold in
      [
        language.text(hold.title), calendar.day(hold.adoptedOn, near: review.meeting),
        calendar.day(hold.checkOn, near: review.meeting), rate(hold.before), rate(hold.since),
        HoldWords(language).text(hold),
      ]
    }
    return [
      Section(
        id: "holds",
        title: book.label(.check),
        blocks: [
          .paragraph(book.entry(.check).explanation),
          .table(
            TableContent(
              caption: nil,
              header: [
                language("Гипотеза", "Hypothesis"), language("Внедрили", "Adopted"),
                language("Проверка", "Check"), language("До теста", "Before the test"),
                language("С внедрения", "Since adoption"),
                language("Что видно", "What is seen"),
              ],
              rows: rows
            )
          ),
        ]
      )
    ]
  }

  private func rate(_ count: CountReading) -> String {
    guard let rate = count.rate else { return language("нет данных", "no data") }
    return figures.ofHundred(rate) + " (" + figures.whole(count.successes) + "/"
      + figures.whole(count.trials) + ")"
  }

  /// Where to look until the next review; the last part of the funnel's talk.
  private func focus() -> [Section] {
    guard let focus = review.focus else { return [] }
    let signals = copy == .head ? review.signals : review.signals?.withoutManagers
    let words = SignalWords(language, currency: review.currency, reference: review.meeting)
    let signal = signals?.signals.first { $0.subject.key == focus.metric && !$0.isGood }
    return [
      Section(
        id: "focus",
        title: language("Фокус двух недель", "Focus of the fortnight"),
        blocks: FocusWords(language).blocks(
          focus,
          .review,
          currency: review.currency,
          signal: focus.why == .signal
            ? signal.map { words.headline($0) + ", " + words.since($0) + "." } : nil
        )
      )
    ]
  }

  private func drafts() -> [Section] {
    guard !review.drafts.isEmpty else { return [] }
    var blocks: [Block] = []
    for draft in review.drafts {
      blocks.append(.subtitle(language.text(draft.form.title)))
      if let forecast = draft.forecast {
        let words = ForecastWords(
          forecast: forecast,
          form: draft.form,
          language: language,
          names: names,
          currency: review.currency
        )
        blocks.append(.list(words.summary()))
      } else {
        blocks.append(
          .paragraph(
            language(
              "Размеры ещё не посчитаны.",
              "Sizes have not been worked out yet."
            )
          )
        )
      }
    }
    return [
      Section(
        id: "drafts",
        title: language("Готовятся к старту", "Getting ready to start"),
        blocks: blocks
      )
    ]
  }
}
