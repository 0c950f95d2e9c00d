package import VerdictInference
package import VerdictModel

/// Two reviews side by side: what changed between them, what was mended since, and whether any
/// published word would be different today.
///
/// Nothing in it says more than the two reviews do: a test that is too early stays without a direction.
package struct ReviewComparison: Hashable, Sendable, Codable {
  package var company: String?
  package var currency: String
  package var before: Side
  package var after: Side
  /// Every test on either review, in the order of the later one.
  package var tests: [TestChange]
  package var metrics: [MetricChange]
  package var counters: [CounterChange]
  /// Sums of a published period that are other ones today.
  package var corrections: [Correction]
  /// Published looks read once more from the rows as they are now, where anything differs.
  package var rereads: [Reread]

  package struct Side: Hashable, Sendable, Codable {
    package var period: HalfMonth
    package var asOf: Day
    package var meeting: Day
    package var isPublished: Bool
  }

  package struct TestChange: Hashable, Sendable, Codable {
    package var hypothesis: String
    package var title: Title
    /// Nil where the review does not have it.
    package var before: TestState?
    package var after: TestState?
    package var isSame: Bool { before == after }
  }

  /// What one review says of a test.
  package struct TestState: Hashable, Sendable, Codable {
    package var verdict: Verdict
    package var exposed: Int
    package var matured: Int
    /// Share of the planned information.
    package var fraction: Double
    /// Nil while blinded.
    package var estimate: Double?
    package var interval: Interval?
    package var decision: DecisionChoice?
  }

  package struct MetricChange: Hashable, Sendable, Codable {
    package var key: String
    package var title: Title
    package var isShare: Bool
    package var good: Direction
    package var before: Double?
    package var after: Double?
    /// Of a share: 95 % score interval of after − before.
    package var change: Interval?
  }

  package struct CounterChange: Hashable, Sendable, Codable {
    package var key: String
    package var title: Title
    package var isMoney: Bool
    package var before: Int64?
    package var after: Int64?
  }

  package struct Correction: Hashable, Sendable, Codable {
    package var period: HalfMonth
    package var key: String
    package var title: Title
    package var isMoney: Bool
    package var published: Int64?
    package var now: Int64?
  }

  package struct Reread: Hashable, Sendable, Codable {
    package var period: HalfMonth
    package var hypothesis: String
    package var title: Title
    package var published: Verdict
    /// Nil where it must not be said: the test is still too early.
    package var now: Verdict?
    package var arms: [ArmReading]
    package var armsNow: [ArmReading]
    package var wouldDiffer: Bool { now.map { $0 != published } ?? false }
  }
}

extension ReviewComparison {
  /// * `today`: the same two periods' tables as they are now, where the review was published.
  /// * `rereads`: published looks that read otherwise now.
  package init(
    _ before: Review,
    _ after: Review,
    today: [HalfMonth: FunnelSection],
    rereads: [Reread]
  ) {
    company = after.company
    currency = after.currency
    self.before = Side(before)
    self.after = Side(after)
    let (old, new) = (before.states, after.states)
    let order = after.cards + before.cards
    var seen: Set<String> = []
    tests = order.compactMap { card in
      let key = card.evaluation.hypothesis
      guard seen.insert(key).inserted else { return nil }
      return TestChange(
        hypothesis: key,
        title: card.evaluation.form.title,
        before: old[key],
        after: new[key]
      )
    }
    metrics = after.funnel.metrics.map { metric in
      let earlier = before.funnel.metrics.first { $0.key == metric.key }
      var change: Interval?
      if metric.change != nil, let a = earlier?.numerator, let b = earlier?.denominator,
        let c = metric.numerator, let d = metric.denominator
      {
        change = Readings.change(previous: (a, b), now: (c, d))
      }
      return MetricChange(
        key: metric.key,
        title: metric.title,
        isShare: metric.isShare,
        good: metric.good,
        before: earlier?.value,
        after: metric.value,
        change: change
      )
    }
    counters = after.funnel.counters.map { counter in
      CounterChange(
        key: counter.key,
        title: counter.title,
        isMoney: counter.isMoney,
        before: before.funnel.counters.first { $0.key == counter.key }?.value,
        after: counter.value
      )
    }
    corrections = [before, after].flatMap { review -> [Correction] in
      guard let now = today[review.period] else { return [] }
      return now.counters.compactMap { counter in
        let published = review.funnel.counters.first { $0.key == counter.key }?.value
        guard published != counter.value else { return nil }
        return Correction(
          period: review.period,
          key: counter.key,
          title: counter.title,
          isMoney: counter.isMoney,
          published: published,
          now: counter.value
        )
      }
    }
    self.rereads = rereads
  }
}

extension ReviewComparison.Side {
  init(_ review: Review) {
    self.init(
      period: review.period,
      asOf: review.asOf,
      meeting: review.meeting,
      isPublished: review.isPublished
    )
  }
}

extension ReviewComparison.Reread {
  /// Nil where the same look reads the same.
  package init?(_ published: Evaluation, now: Evaluation, in period: HalfMonth) {
    func counts(_ arms: [ArmReading]) -> [[Int?]] {
      arms.map { [$0.exposed, $0.matured, $0.missing, $0.reached] }
    }
    // What a blind card does not say is not said by a comparison with it either.
    let isBlind = published.effect == nil
    func shown(_ arms: [ArmReading]) -> [ArmReading] {
      guard isBlind else { return arms }
      return arms.map { arm in
        var arm = arm
        (arm.reached, arm.instant, arm.mean) = (nil, nil, nil)
        return arm
      }
    }
    let (before, after) = (shown(published.arms), shown(now.arms))
    let word = isBlind && now.effect != nil ? nil : now.verdict
    guard counts(before) != counts(after) || published.verdict != now.verdict else { return nil }
    self.init(
      period: period,
      hypothesis: published.hypothesis,
      title: published.form.title,
      published: published.verdict,
      now: word,
      arms: before,
      armsNow: after
    )
  }
}

extension Review {
  /// Every card, most urgent first.
  package var cards: [HypothesisCard] { decide + watch + settled }

  fileprivate var states: [String: ReviewComparison.TestState] {
    Dictionary(
      cards.map { card in
        let evaluation = card.evaluation
        return (
          evaluation.hypothesis,
          ReviewComparison.TestState(
            verdict: evaluation.verdict,
            exposed: evaluation.arms.reduce(0) { $0 + $1.exposed },
            matured: evaluation.arms.reduce(0) { $0 + $1.matured },
            fraction: evaluation.look.fraction,
            estimate: evaluation.effect?.estimate,
            interval: evaluation.effect?.interval,
            decision: card.decision?.choice
          )
        )
      },
      uniquingKeysWith: { first, _ in first }
    )
  }
}
