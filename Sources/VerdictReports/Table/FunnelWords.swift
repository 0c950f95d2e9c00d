package import VerdictModel

/// The funnel in words: what is counted, how it is divided, what is normal.
package struct FunnelWords: Sendable {
  let language: Language
  private var figures: Figures { Figures(language) }
  private var calendar: CalendarWords { CalendarWords(language) }

  package init(_ language: Language) { self.language = language }

  package var title: String { language("Воронка", "The funnel") }
  package var countersTitle: String { language("Счётчики", "Counters") }
  package var metricsTitle: String { language("Показатели", "Metrics") }
  package var normsTitle: String { language("Нормы", "Norms") }
  package var questionsTitle: String {
    language("Что значат наши слова", "What our words mean")
  }
  package var noNorms: String {
    language(
      "Норм пока нет: verdict funnel norm show_rate --low 60%.",
      "There is no norm yet: verdict funnel norm show_rate --low 60%."
    )
  }

  /// The whole funnel as lines of text.
  package func show(
    _ funnel: FunnelDefinition,
    _ norms: [Norm],
    _ answers: [FunnelAnswer],
    currency: String
  ) -> [String] {
    var lines = [countersTitle]
    lines += funnel.counters.map { "  " + $0.key + ": " + counter($0) }
    lines += ["", metricsTitle]
    lines += funnel.formable.map { "  " + $0.key + ": " + metric($0, funnel) }
    lines += ["", normsTitle]
    lines += (norms.isEmpty ? [noNorms] : norms.map { norm($0, funnel, currency) }).map {
      "  " + $0
    }
    lines += ["", questionsTitle]
    lines += answers.map { "  " + QuestionWords(language).line($0) }
    return lines
  }

  package func counter(_ counter: Counter) -> String {
    var parts = [grain(counter.grain), owner(counter.owner)]
    if counter.isMoney { parts.append(language("деньги", "money")) }
    if counter.isStage { parts.append(language("шаг клиента", "a client's step")) }
    if let good = counter.good { parts.append(direction(good)) }
    parts += dates(counter.from, counter.until, counter.formerly)
    return language.text(counter.title) + " (" + parts.joined(separator: ", ") + ")"
  }

  package func metric(_ metric: Metric, _ funnel: FunnelDefinition) -> String {
    func name(_ key: String) -> String {
      funnel.counter(key).map { language.text($0.title).lowercasedFirst } ?? key
    }
    var above = name(metric.numerator)
    for key in metric.plus { above += " + " + name(key) }
    for key in metric.less { above += " − " + name(key) }
    if !metric.plus.isEmpty || !metric.less.isEmpty { above = "(" + above + ")" }
    var below = name(metric.denominator)
    for key in metric.denominatorLess { below += " − " + name(key) }
    if !metric.denominatorLess.isEmpty { below = "(" + below + ")" }
    let scale = metric.scale == 1 ? "" : figures.whole(metric.scale) + " × "
    let parts = [direction(metric.good)] + dates(metric.from, metric.until, metric.formerly)
    return language.text(metric.title) + " = " + scale + above + " / " + below + " ("
      + parts.joined(separator: ", ") + ")"
  }

  package func norm(_ norm: Norm, _ funnel: FunnelDefinition, _ currency: String) -> String {
    let metric = funnel.formable.first { $0.key == norm.metric }
    let title = metric.map { language.text($0.title) } ?? norm.metric
    func end(_ value: Double) -> String {
      if metric?.isShare ?? false { return figures.ofHundred(value) }
      let isMoney = metric.flatMap { funnel.counter($0.numerator)?.isMoney } ?? false
      return isMoney
        ? figures.money(Money(minor: Int64((value * 100).rounded())), currency)
        : figures.decimal(value, 2)
    }
    let range =
      switch (norm.low, norm.high) {
      case (let low?, let high?):
        language("от ", "from ") + end(low) + language(" до ", " to ") + end(high)
      case (let low?, nil): language("не меньше ", "at least ") + end(low)
      case (nil, let high?): language("не больше ", "at most ") + end(high)
      case (nil, nil): "—"
      }
    return title + (norm.manager.map { ", " + $0 } ?? "") + ": " + range
      + language(", с ", ", from ") + calendar.dayAndYear(norm.from)
  }

  /// What a change did, or would do.
  package func done(_ change: FunnelChange, isPreview: Bool) -> String {
    let head = isPreview ? language("Было бы: ", "Would be: ") : ""
    switch change {
    case .addCounter(let counter, _):
      return head + language("новый счётчик ", "new counter ") + counter.key + ": "
        + self.counter(counter)
    case .addMetric(let metric):
      return head + language("новый показатель ", "new metric ") + metric.key + ": "
        + language.text(metric.title)
    case .rename(let key, let title, let day):
      return head + key + language(" теперь «", " is now “") + language.text(title)
        + language("», с ", "”, from ") + calendar.dayAndYear(day)
    case .retire(let key, let day):
      return head + key + language(" снят с учёта с ", " is retired from ")
        + calendar.dayAndYear(day)
    case .direct(let key, let direction):
      return head + key + ": "
        + (direction.map(self.direction) ?? language("без направления", "neither is good"))
    case .norm(let norm):
      return head + language("норма записана: ", "norm kept: ") + norm.metric
    }
  }

  private func dates(_ from: Day?, _ until: Day?, _ formerly: [FormerTitle]) -> [String] {
    var parts: [String] = []
    if let from { parts.append(language("с ", "from ") + calendar.dayAndYear(from)) }
    if let until { parts.append(language("снят ", "retired ") + calendar.dayAndYear(until)) }
    for former in formerly {
      parts.append(
        language("до ", "until ") + calendar.dayAndYear(former.until)
          + language(" «", " “") + language.text(former.title) + language("»", "”")
      )
    }
    return parts
  }

  package func grain(_ grain: Grain) -> String {
    switch grain {
    case .day: language("на день", "a day")
    case .bySource: language("по источникам", "by source")
    case .byManager: language("по менеджерам", "by manager")
    case .bySourceAndManager: language("по источникам и менеджерам", "by source and manager")
    }
  }

  package func owner(_ owner: CounterOwner) -> String {
    owner == .files ? language("из файлов", "from files") : language("руками", "by hand")
  }

  package func direction(_ direction: Direction) -> String {
    direction == .up
      ? language("больше — лучше", "more is better") : language("меньше — лучше", "less is better")
  }
}

extension QuestionWords {
  /// A question with its answers, the present one marked.
  package func asked(_ answer: FunnelAnswer) -> [String] {
    let question = answer.question
    let note = answer.isGiven ? "" : language(" (ещё не отвечали)", " (not answered yet)")
    return [question.rawValue + ": " + self.question(question) + note]
      + question.options.map { option in
        (option == answer.answer ? "  • " : "    ") + option + ": "
          + self.option(question, option)
      } + [""]
  }
}
