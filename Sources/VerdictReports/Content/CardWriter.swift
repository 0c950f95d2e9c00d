import VerdictAnalysis
import VerdictInference
import VerdictModel

/// Turns one evaluation into the words of its card.
///
/// A blinded card (too early, unusable data) is written from counts, uptake and dates alone: the
/// code path that writes it never touches an effect, a reach, a split or a price.
struct CardWriter: Sendable {
  let evaluation: Evaluation
  /// What the review adds to the evaluation.
  let card: CardContext
  let language: Language
  let copy: ReviewCopy
  let currency: String
  let names: FunnelNames
  /// The meeting's day: dates near it go without a year.
  let reference: Day
  /// Whether an interval asked for early may be shown.
  let showsPreview: Bool

  var form: HypothesisForm { evaluation.form }
  var figures: Figures { Figures(language) }
  /// Effects in the unit of the metric.
  var effects: EffectFigures {
    EffectFigures(language: language, measure: form.measure, currency: currency)
  }
  var calendar: CalendarWords { CalendarWords(language) }
  var words: VerdictWords { VerdictWords(language) }
  var book: PhraseBook { PhraseBook(language) }
  var stages: StageWords { StageWords(language: language, names: names) }
  var unit: UnitNoun { UnitNoun(form.unit) }
  var chance: ChanceWords { ChanceWords(language) }

  var isBlind: Bool { evaluation.verdict == .tooEarly || evaluation.verdict == .invalidData }

  /// Decimals of every point on the card.
  var places: Int {
    if isBlind { return 0 }
    let usual = effects.places(
      ofWidth: evaluation.effect?.interval.width ?? evaluation.choice?.interval.width
    )
    // An end that excludes zero is not printed as zero.
    let interval = evaluation.effect?.interval
    let ends = [interval?.lower, interval?.upper].compactMap { $0 }.filter { $0 != 0 }
    let isHidden = ends.contains { Figures.isZero($0 * effects.factor, places: usual) }
    return isHidden ? usual + 1 : usual
  }

  var reasons: ReasonWords {
    ReasonWords(
      language: language,
      stages: stages,
      form: form,
      places: places,
      effects: effects
    )
  }

  var worthwhile: Double? {
    form.frozen?.smallestWorthwhileEffect ?? form.effect.absolute(baseRate: form.frozen?.baseRate)
  }

  /// What the design of a test on slices of the table says of itself.
  func sliceFacts() -> [Fact] {
    guard let design = form.allocation.slices, let reading = evaluation.slices else { return [] }
    return SliceWords(language, currency: currency, places: places, copy: copy)
      .facts(reading, design: design)
  }

  func content() -> CardContent {
    let verdict = evaluation.verdict
    return CardContent(
      id: evaluation.hypothesis,
      verdict: verdict,
      mark: words.mark(verdict),
      word: words.word(verdict),
      title: language.text(form.title),
      aside: aside(),
      lead: isBlind ? blindLead() : openLead(),
      progress: isBlind ? progress() : nil,
      figures: isBlind ? [] : tiles(),
      forest: isBlind ? nil : forest(),
      facts: isBlind ? blindFacts() : openFacts(),
      counts: isBlind ? nil : counts(),
      series: isBlind ? nil : series(),
      path: isBlind ? nil : path(),
      decision: decision(),
      isDecided: card.decision != nil,
      preview: preview()
    )
  }

  private func aside() -> [String] {
    var parts: [String] = []
    switch evaluation.verdict {
    case .preferVariant, .preferControl:
      parts.append(language("выбор, а не доказательство", "a choice, not a proof"))
    case .tooEarly:
      let look = evaluation.look
      parts.append(
        language(
          "проверка \(look.review) из \(max(look.planned, look.review))",
          "look \(look.review) of \(max(look.planned, look.review))"
        )
      )
    default:
      parts.append(language("цель: ", "goal: ") + words.goal(form.goal))
    }
    if evaluation.verdict != .tooEarly {
      parts.append(words.grade(evaluation.grade, unit: unit))
    }
    parts.append(calendar.day(reference))
    return parts
  }

  /// The decision the meeting wrote down, or the line it fills in.
  private func decision() -> [String] {
    if let decision = card.decision {
      var parts = [language("Решили: ", "Decided: ") + words.choice(decision.choice)]
      if copy == .head { parts.append(language("кто: ", "who: ") + decision.owner) }
      if let due = decision.due {
        parts.append(language("до ", "by ") + calendar.day(due, near: reference))
      }
      var lines = [parts.joined(separator: " · ")]
      if !decision.why.isEmpty { lines.append(language("Почему: ", "Why: ") + decision.why) }
      if !decision.lesson.isEmpty { lines.append(language("Урок: ", "Lesson: ") + decision.lesson) }
      return lines
    }
    guard evaluation.verdict != .tooEarly else {
      return [
        language(
          "Сегодня от вас: ничего. Продолжаем; остановить можно, назвав причину.",
          "Nothing is needed from you today. We go on; it can be stopped with a reason."
        )
      ]
    }
    let options = words.choices(evaluation.verdict).map { "☐ " + words.choice($0) }
      .joined(separator: "  ")
    return [
      language("Решить: ", "To decide: ") + options
        + language(
          "  ·  кто ______  до ______  урок ____________",
          "  ·  who ______  by ______  lesson ____________"
        )
    ]
  }

  private func preview() -> [String] {
    guard showsPreview, copy == .head, let interval = evaluation.preview?.interval else {
      return []
    }
    return [
      language(
        "Показано раньше срока по просьбе: данные допускают ",
        "Shown before its time on request: the data allow "
      )
        + figures.range(
          interval.lower.map { $0 * 100 },
          interval.upper.map { $0 * 100 },
          Figures.places(ofWidth: interval.width)
        )
        + language(" на 100. Решать по этому нельзя.", " per 100. Not for deciding.")
    ]
  }

  /// Who looked before its time, and why.
  ///
  /// Names are on the head's copy only.
  func glances() -> Fact? {
    guard let glances = evaluation.preview?.glances, !glances.isEmpty else { return nil }
    let label = language("Смотрели раньше срока", "Looked before its time")
    if copy == .wall {
      let count = Int64(glances.count)
      let noun = CountedNoun("раз", "раза", "раз", en: "time", "times")
      return Fact(label: label, text: figures.whole(count) + " " + noun.form(count, language))
    }
    let lines = glances.map {
      $0.who + ", " + calendar.day($0.at.day(offsetSeconds: 0)) + ": " + $0.reason
    }
    return Fact(label: label, text: lines.joined(separator: "; "))
  }
}

/// What stands beside an evaluation on its card: empty when it is read alone.
struct CardContext: Sendable {
  var series: [SeriesPoint] = []
  var seriesMetric: String?
  var seriesLimits: SeriesLimits?
  var bets: [Bet] = []
  var chance: ChanceReading?
  var decision: Decision?
  var followUp: FollowUp?
  var late: LateReading?
  var repeated: RepeatReading?
  var instead: PastWord?

  init() {}
  init(_ card: HypothesisCard) {
    series = card.series
    seriesMetric = card.seriesMetric
    seriesLimits = card.seriesLimits
    bets = card.bets
    chance = card.chance
    decision = card.decision
    followUp = card.followUp
    late = card.late
    repeated = card.repeated
    instead = card.instead
  }
}
