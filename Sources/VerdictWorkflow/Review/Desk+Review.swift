import Foundation
package import VerdictAnalysis
import VerdictInference
package import VerdictModel
package import VerdictReports

extension Desk {
  /// The period whose review meeting came last: the newest one closed and read by today.
  package func currentPeriod() async throws -> HalfMonth {
    try await store.read { reader in
      let calendar = try CompanySettings(reader.settings(), at: now).calendar
      let today = try today(reader)
      var period = HalfMonth(containing: today).previous
      if calendar.reviewDate(of: period) > today { period = period.previous }
      return period
    }
  }

  /// The review of a half-month: as published where it was, else computed from the store.
  package func review(_ period: HalfMonth) async throws -> Review {
    try await store.read { reader in
      if let published = try reader.review(period) {
        return try JSONDecoder().decode(Review.self, from: Data(published.json))
      }
      return try review(period, isPublished: false, reader)
    }
  }

  /// The same with the decisions the meeting wrote down since: what was published stays as it was, and
  /// who prepares the next step needs them.
  package func followedReview(_ period: HalfMonth) async throws -> Review {
    let review = try await review(period)
    return try await store.read { try followed(review, $0) }
  }

  func followed(_ review: Review, _ reader: any StoreReader) throws -> Review {
    var review = review
    let decisions = try reader.decisions(nil).filter { $0.period == review.period }
    func take(_ cards: inout [HypothesisCard]) {
      for index in cards.indices {
        let key = cards[index].evaluation.form.id
        if let last = decisions.last(where: { $0.hypothesis == key }) {
          cards[index].decision = last
        }
      }
    }
    take(&review.decide)
    take(&review.watch)
    return review
  }

  /// The bytes of a published page; nil where the review is not published.
  package func page(_ period: HalfMonth, _ copy: ReviewCopy, _ language: Language) async throws
    -> [UInt8]?
  {
    try await store.read { reader in
      guard let kept = try reader.review(period) else { return nil }
      return switch (copy, language) {
      case (.wall, .ru): kept.wallRu
      case (.wall, .en): kept.wallEn
      case (.head, .ru): kept.headRu
      case (.head, .en): kept.headEn
      }
    }
  }

  /// Publishes: pages are rendered, bytes and looks stored, for ever.
  package func publish(_ period: HalfMonth) async throws -> Review {
    try await store.write(act("publish", period.description), .commit) { writer in
      let calendar = try CompanySettings(writer.settings(), at: now).calendar
      if try writer.review(period) != nil {
        throw ModelError.reviewPublished(period: period.description)
      }
      // In the order of the calendar: a look read late would be chosen knowing what came after it.
      if let later = try writer.reviewPeriods().last(where: { $0 > period }) {
        throw ModelError.reviewPublished(period: later.description)
      }
      let meeting = calendar.reviewDate(of: period)
      guard try today(writer) > period.end else {
        throw WorkflowError.periodOpen(period: period, end: meeting)
      }
      let review = try review(period, isPublished: true, writer)
      let json = try JSONReview.encode(review)
      func page(_ language: Language, _ copy: ReviewCopy) -> [UInt8] {
        Array(HTMLReview.render(review, language: language, copy: copy).utf8)
      }
      let published = PublishedReview(
        period: period,
        asOf: review.asOf,
        at: now,
        author: author,
        program: program,
        schema: Review.schemaVersion,
        json: json,
        wallRu: page(.ru, .wall),
        wallEn: page(.en, .wall),
        headRu: page(.ru, .head),
        headEn: page(.en, .head),
        sha256: sha256(json)
      )
      try writer.publish(
        published,
        looks: (review.decide + review.watch).map { try look($0.evaluation, period, writer) }
      )
      return review
    }
  }

  /// A look as it goes into the record.
  private func look(
    _ evaluation: Evaluation,
    _ period: HalfMonth,
    _ reader: any StoreReader
  ) throws -> LookRecord {
    // Rows entered late can turn a look already recorded into the final one: it comes again, later.
    let last = try reader.looks(evaluation.hypothesis).map(\.number).max() ?? 0
    let json = try JSONReview.encode(evaluation)
    let plan = LookHistory.plan(of: evaluation.form)
    return LookRecord(
      hypothesis: evaluation.hypothesis,
      number: max(evaluation.look.review, last + 1),
      period: period,
      asOf: evaluation.asOf,
      information: evaluation.look.fraction,
      planned: plan.information,
      spent: evaluation.look.spent,
      boundary: evaluation.look.boundary,
      statistic: evaluation.effect?.statistic,
      verdict: evaluation.verdict,
      evaluation: json,
      sha256: sha256(json)
    )
  }

  private func review(
    _ period: HalfMonth,
    isPublished: Bool,
    _ reader: any StoreReader
  ) throws -> Review {
    let settings = try CompanySettings(reader.settings(), at: now)
    let asOf = period.end
    var decide: [HypothesisCard] = []
    var watch: [HypothesisCard] = []
    var settled: [HypothesisCard] = []
    var drafts: [DraftReading] = []
    let hypotheses = try reader.hypotheses()
    let past = try pastTests(reader).filter { $0.period < period }
    for hypothesis in hypotheses {
      guard hypothesis.state == .started else {
        drafts.append(
          DraftReading(
            form: hypothesis.original,
            forecast: try? forecast(hypothesis.original, reader)
          )
        )
        continue
      }
      guard hypothesis.form.start <= asOf else { continue }
      var evaluation = try evaluate(hypothesis, asOf: asOf, reader, settings.calendar)
      evaluation.preview?.interval = nil
      var card = try card(evaluation, asOf: asOf, reader, settings.calendar)
      try relate(&card, to: past, in: period, hypothesis, reader, settings.calendar)
      if try isSettled(hypothesis.key, before: period, reader) {
        settled.append(card)
      } else if evaluation.verdict == .tooEarly {
        watch.append(card)
      } else {
        decide.append(card)
      }
    }
    let judged = decide.filter { $0.evaluation.form.goal == .prove }
    let managers = try FunnelReader(reader).managers(upTo: asOf)
    let plan = try planSection(asOf: asOf, settings, reader)
    let signals = try signals(asOf: asOf, reader)
    return Review(
      schemaVersion: Review.schemaVersion,
      company: settings.company,
      currency: settings.currency,
      period: period,
      asOf: asOf,
      meeting: settings.calendar.reviewDate(of: period),
      createdAt: now,
      program: program,
      isPublished: isPublished,
      health: try health(period, reader, settings.calendar),
      plan: plan,
      funnel: try FunnelReader(reader).section(period),
      decide: decide,
      watch: watch,
      settled: settled,
      managers: managers,
      managerPlots: ManagerPlot.plots(of: managers, in: try reader.funnelDefinition()),
      signals: signals,
      cases: try reader.cases().filter { known in
        known.outcome == nil || known.checkOn.map { $0 >= period.previous.start } ?? false
      },
      focus: try focus(signals.signals, plan.fact, asOf: asOf, settings, reader),
      lastDecisions: try decisions(before: period, hypotheses, reader),
      holds: try holds(asOf: asOf, hypotheses, reader),
      drafts: drafts,
      expectedFalseConfirmations: judged.reduce(0) {
        $0 + $1.evaluation.form.sideLevel * Double($1.evaluation.form.variants.count)
      }
    )
  }

  /// What stands beside a card from other tests, and what came in after its last word.
  private func relate(
    _ card: inout HypothesisCard,
    to past: [PastTest],
    in period: HalfMonth,
    _ hypothesis: RegisteredHypothesis,
    _ reader: any StoreReader,
    _ calendar: WorkingCalendar
  ) throws {
    let evaluation = card.evaluation
    if evaluation.effect != nil {
      let test = PastTest(
        evaluation: evaluation,
        period: period,
        decision: nil,
        hold: nil,
        bets: []
      )
      card.repeated = RepeatReading.of(test, among: past)
    }
    if let key = hypothesis.form.instead, let other = try reader.hypothesis(key) {
      let test = past.first { $0.evaluation.hypothesis == key }
      card.instead = PastWord(
        title: other.form.title,
        verdict: test?.evaluation.verdict,
        period: test?.period
      )
    }
    // Two months after the word the rows are as good as closed.
    if evaluation.latchedIn != nil, period.end - evaluation.asOf <= 62 {
      let now = try judge(hypothesis, asOf: evaluation.asOf, reader, calendar)
      card.late = LateReading(published: evaluation, now: now)
    }
  }

  /// The plan of the month up to the end of the period.
  private func planSection(
    asOf: Day,
    _ settings: CompanySettings,
    _ reader: any StoreReader
  ) throws -> PlanSection {
    let month = Month(containing: asOf)
    let today = now.day(offsetSeconds: settings.offsetSeconds)
    // A month that the period closes is over for its review.
    let day = asOf == month.end ? asOf + 1 : asOf
    let plans = PlanReader(reader, settings: settings, today: today)
    return PlanSection(month: month, fact: try plans.planFact(month, asOf: min(day, today)))
  }

  /// Where to look until the next review.
  private func focus(
    _ signals: [SignalReading],
    _ plan: PlanFact?,
    asOf: Day,
    _ settings: CompanySettings,
    _ reader: any StoreReader
  ) throws -> Focus? {
    let today = now.day(offsetSeconds: settings.offsetSeconds)
    let plans = PlanReader(reader, settings: settings, today: today)
    let series = try plans.series((asOf - PlanReader.lookback)...asOf, parts: false)
    return Focus(
      signals: signals,
      plan: plan,
      levers: try levers(series, plan, upTo: asOf, reader),
      in: try reader.funnelDefinition()
    )
  }

  /// An earlier published review has already said the last word.
  private func isSettled(_ key: String, before period: HalfMonth, _ reader: any StoreReader) throws
    -> Bool
  {
    try reader.looks(key).contains { try $0.period < period && isLastWord($0) }
  }

  package func card(
    _ evaluation: Evaluation,
    asOf: Day,
    _ reader: any StoreReader,
    _ calendar: WorkingCalendar
  ) throws -> HypothesisCard {
    let form = evaluation.form
    let gatherer = Gatherer(reader, calendar: calendar)
    let isBlind = evaluation.verdict == .tooEarly || evaluation.verdict == .invalidData
    var followUp: FollowUp?
    var chance: ChanceReading?
    if evaluation.latchedIn != nil, evaluation.verdict.latches, asOf > evaluation.asOf {
      followUp = try self.followUp(form, since: evaluation.asOf, upTo: asOf, gatherer)
    }
    if evaluation.verdict == .tooEarly, form.measure == nil {
      chance = Readings.chance(
        of: try gatherer.metric(
          form,
          cut: .all,
          stage: form.stage,
          direction: form.direction,
          horizon: form.maturityDays,
          asOf: evaluation.asOf,
          byLag: false
        )
      )
    }
    let funnel = try reader.funnelDefinition()
    // Where the table knows nothing of the test's managers, its metric is not this test's.
    let isInTable = evaluation.gates.contains { reading in
      if case .coverage = reading.gate { return reading.state != .unknown }
      return false
    }
    let metric = funnel.metrics.first {
      isInTable && $0.numerator == form.stage && $0.isShare
    }
    let series =
      try metric.map { try FunnelReader(reader).series($0, from: form.start - 56, to: asOf) } ?? []
    let norm = try metric.flatMap { try reader.norms().inForce($0.key, on: asOf) }
    var card = HypothesisCard(
      evaluation: evaluation,
      series: series,
      seriesMetric: metric?.key,
      bets: isBlind ? [] : try reader.bets(form.id),
      chance: chance,
      decision: try reader.decisions(form.id).last,
      followUp: followUp
    )
    card.seriesLimits = SeriesLimits(series, testStart: form.start, norm: norm)
    return card
  }

  /// What has ripened since the verdict; nil when nothing has.
  private func followUp(
    _ form: HypothesisForm,
    since verdictDay: Day,
    upTo day: Day,
    _ gatherer: Gatherer
  ) throws -> FollowUp? {
    func evidence(asOf day: Day) throws -> MetricEvidence {
      try gatherer.metric(
        form,
        cut: .all,
        stage: form.stage,
        direction: form.direction,
        horizon: form.maturityDays,
        asOf: day,
        byLag: false
      )
    }
    let (before, after) = (try evidence(asOf: verdictDay), try evidence(asOf: day))
    func since(_ before: ArmCounts, _ after: ArmCounts) -> CountReading {
      let trials = max(0, after.trials - before.trials)
      let successes = min(max(0, after.successes - before.successes), trials)
      return CountReading(successes: Int(successes), trials: Int(trials))
    }
    let control = since(before.control, after.control)
    let variant = since(before.variant, after.variant)
    return control.trials + variant.trials > 0
      ? FollowUp(control: control, variant: variant) : nil
  }

  private func health(
    _ period: HalfMonth,
    _ reader: any StoreReader,
    _ calendar: WorkingCalendar
  ) throws -> DataHealth {
    let rows = try reader.funnel(
      FunnelQuery(days: period.start...period.end, span: .day, cut: .source)
    )
    let filled = Set(rows.map(\.start))
    let all = try reader.funnelDays()
    let today = try today(reader)
    // Before the first entry ever there is nothing to miss, nor before a day is over.
    let missing = period.days.filter { day in
      day < today && calendar.isWorking(day) && !filled.contains(day)
        && all.map { $0.lowerBound <= day } ?? false
    }
    var last: [String: Day] = [:]
    for row in rows where !row.member.isEmpty {
      last[row.member] = max(last[row.member] ?? row.start, row.start)
    }
    return DataHealth(
      lastDay: all?.upperBound,
      missingDays: missing,
      sources: last.keys.sorted().compactMap { name in
        last[name].map { SourceFreshness(source: name, lastDay: $0) }
      },
      isGreen: missing.isEmpty && all != nil
    )
  }

  private func decisions(
    before period: HalfMonth,
    _ hypotheses: [RegisteredHypothesis],
    _ reader: any StoreReader
  ) throws -> [DecisionReading] {
    let titles = Dictionary(uniqueKeysWithValues: hypotheses.map { ($0.key, $0.form.title) })
    return try reader.decisions(nil).filter { $0.period < period }.suffix(8).compactMap {
      decision in
      titles[decision.hypothesis].map {
        DecisionReading(
          decision: decision,
          title: $0,
          isOverdue: decision.due.map { $0 <= period.end } ?? false
        )
      }
    }
  }

  /// Adopted 30 to 120 days ago: the table's metric before the test and since.
  private func holds(
    asOf: Day,
    _ hypotheses: [RegisteredHypothesis],
    _ reader: any StoreReader
  ) throws -> [HoldReading] {
    let decisions = try reader.decisions(nil)
    let holds = HoldReader(reader, decisions: decisions, asOf: asOf)
    return try decisions.compactMap { decision in
      try hypotheses.first { $0.key == decision.hypothesis }
        .flatMap { try holds.hold(of: decision, $0.form) }
    }
    .filter { asOf - $0.adoptedOn <= 120 }
  }
}
