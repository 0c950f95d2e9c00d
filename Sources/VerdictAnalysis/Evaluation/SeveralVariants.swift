import VerdictInference
package import VerdictModel

/// What was found of one variant of several, against the control and at its own level.
package struct VariantReading: Hashable, Sendable, Codable {
  package var key: String
  package var title: Title
  package var verdict: Verdict
  package var reasons: [VerdictReason]
  /// Nil while this variant is blinded.
  package var effect: EffectReading?
}

/// A test with more than one variant: each is judged against the control alone, at a = α/2V per side,
/// and the card is that of the variant furthest ahead.
///
/// A variant found harmful does not end the test of the others: it stands on their card.
package enum SeveralVariants {
  /// The hypothesis as a test of one variant after another; itself where it has only one.
  package static func pairs(of hypothesis: RegisteredHypothesis) -> [RegisteredHypothesis] {
    let form = hypothesis.form
    guard form.variants.count > 1 else { return [hypothesis] }
    return form.variants.map { variant in
      var pair = form
      pair.arms = form.arms.filter { $0.isControl || $0.key == variant.key }
      // α/V of one variant is a = α/2V per side.
      pair.significanceLevel = form.significanceLevel / Double(form.variants.count)
      return RegisteredHypothesis(
        key: hypothesis.key,
        state: hypothesis.state,
        original: pair,
        sha256: hypothesis.sha256,
        seal: hypothesis.seal,
        author: hypothesis.author,
        at: hypothesis.at,
        amendments: []
      )
    }
  }

  /// One evaluation of all: the leading variant's, with what was found of each.
  package static func merged(_ pairs: [Evaluation], form: HypothesisForm) -> Evaluation? {
    guard pairs.count > 1 else { return pairs.first }
    guard var leader = pairs.max(by: { isBehind($0, $1) }) else { return nil }
    let lead = leader.form.variants.first?.key
    // A blind card shows nothing of any variant but that it did harm.
    let isBlind = leader.effect == nil
    leader.variants = pairs.compactMap { pair in
      pair.form.variants.first.map { arm in
        VariantReading(
          key: arm.key,
          title: arm.title,
          verdict: pair.verdict,
          reasons: pair.reasons,
          effect: isBlind && pair.verdict != .harmful ? nil : pair.effect
        )
      }
    }
    leader.arms = form.arms.compactMap { arm in
      guard !arm.isControl, arm.key != lead else {
        return leader.arms.first { $0.key == arm.key }
      }
      guard var reading = pairs.flatMap(\.arms).first(where: { $0.key == arm.key }) else {
        return nil
      }
      if isBlind { (reading.reached, reading.instant, reading.mean) = (nil, nil, nil) }
      return reading
    }
    leader.calls = isBlind ? [] : pairs.flatMap(\.calls)
    leader.lead = lead
    leader.form = form
    return leader
  }

  private static let order: [Verdict] = [
    .harmful, .preferControl, .noEffect, .notWorthIt, .undecided, .tooEarly, .invalidData,
    .preferVariant, .confirmed,
  ]

  /// Further ahead is the better verdict; of equal ones, the larger expected gain or estimate; of
  /// blinded ones the first.
  private static func isBehind(_ left: Evaluation, _ right: Evaluation) -> Bool {
    let places = [left, right].map { order.firstIndex(of: $0.verdict) ?? 0 }
    if places[0] != places[1] { return places[0] < places[1] }
    func gain(_ evaluation: Evaluation) -> Double {
      evaluation.choice.map { $0.lossIfControl - $0.lossIfVariant }
        ?? evaluation.effect?.estimate ?? 0
    }
    return gain(left) < gain(right)
  }
}
