import VerdictInference
package import VerdictModel

/// All tests that have had their last word: what came out, what is left of it beside the others, what
/// was done, and how well both tests and opinions have done so far.
///
/// Nothing here changes a verdict.
package struct History: Hashable, Sendable, Codable {
  package static let schemaVersion = 1

  package var schemaVersion = History.schemaVersion
  package var company: String?
  package var currency: String
  /// The newest last word first.
  package var results: [PastResult]
  package var shelves: [ShelfReading]
  package var repeats: [RepeatReading]
  package var record: TrackRecord

  /// Reads tests in the order in which they had their last word.
  package init(_ tests: [PastTest], company: String?, currency: String) {
    self.company = company
    self.currency = currency
    let discoveries = Self.discoveries(tests)
    results = zip(tests, discoveries).map { test, isDiscovery in
      let others = tests.filter { $0.evaluation.hypothesis != test.evaluation.hypothesis }
      return PastResult(
        test,
        shrunken: Shelf(others, for: test.evaluation.form)?.shrunken(test),
        isDiscovery: isDiscovery
      )
    }.reversed()
    shelves = Self.shelves(tests)
    repeats = RepeatReading.all(tests)
    record = TrackRecord(tests)
  }

  /// Which proofs the online rule would call discoveries (LORD++ at 5 %), in their order; nil for
  /// tests that were to choose, or had no lot.
  private static func discoveries(_ tests: [PastTest]) -> [Bool?] {
    let asked = tests.map { test in
      test.evaluation.form.goal == .prove && test.evaluation.grade.isLottery
        && test.evaluation.verdict != .invalidData
    }
    let pValues = zip(tests, asked).filter(\.1).map { $0.0.pValue ?? 1 }
    guard let found = try? OnlineDiscovery(pValues, rule: .lordPlusPlus, level: 0.05) else {
      return tests.map { _ in nil }
    }
    var next = found.rejected.makeIterator()
    return asked.map { $0 ? next.next() : nil }
  }

  private static func shelves(_ tests: [PastTest]) -> [ShelfReading] {
    var readings: [ShelfReading] = []
    for test in tests {
      let form = test.evaluation.form
      guard !readings.contains(where: { $0.isOfKind(form) }),
        let shelf = Shelf(tests, for: form)
      else { continue }
      readings.append(shelf.reading(form))
    }
    return readings
  }
}

/// One past test in a line.
package struct PastResult: Hashable, Sendable, Codable {
  package var hypothesis: String
  package var title: Title
  package var stage: String
  package var measure: Measure?
  package var goal: Goal
  package var grade: EvidenceGrade
  package var verdict: Verdict
  /// The review that published the last word.
  package var period: HalfMonth
  package var effect: EffectSize?
  /// Drawn towards the other results on the metric; nil with fewer than six of them.
  package var shrunken: EffectSize?
  /// Whether the online rule (LORD++) would count it among the discoveries; nil where it does not ask.
  package var isDiscovery: Bool?
  package var decision: Decision?
  package var hold: HoldReading?
  package var bets: BetScore?
  package var instead: String?
  package var repeats: String?

  init(_ test: PastTest, shrunken: EffectSize?, isDiscovery: Bool?) {
    let evaluation = test.evaluation
    hypothesis = evaluation.hypothesis
    title = evaluation.form.title
    stage = evaluation.form.stage
    measure = evaluation.form.measure
    goal = evaluation.form.goal
    grade = evaluation.grade
    verdict = evaluation.verdict
    period = test.period
    effect = test.effect
    self.shrunken = shrunken
    self.isDiscovery = isDiscovery
    decision = test.decision
    hold = test.hold
    bets = BetScore(test.bets, verdict: evaluation.verdict)
    instead = evaluation.form.instead
    repeats = evaluation.form.repeats
  }
}

/// Opinions before the start beside what came out.
package struct BetScore: Hashable, Sendable, Codable {
  package var right: Int
  package var all: Int

  /// Nil without bets, or where nothing came out that a bet could be held against.
  init?(_ bets: [Bet], verdict: Verdict) {
    let outcome: String
    switch verdict {
    case .confirmed, .preferVariant: outcome = "up"
    case .noEffect, .notWorthIt: outcome = "same"
    case .harmful, .preferControl: outcome = "down"
    case .tooEarly, .undecided, .invalidData: return nil
    }
    guard !bets.isEmpty else { return nil }
    all = bets.count
    // A pick of the old says that the new is not better: "the same" was right as well.
    right = bets.count {
      $0.direction == outcome || (verdict == .preferControl && $0.direction == "same")
    }
  }
}

/// How the department's tests, adoptions and opinions have done so far.
package struct TrackRecord: Hashable, Sendable, Codable {
  /// Last words, by verdict.
  package var verdicts: [Verdict: Int]
  /// Confirmations that chance alone would give among the proofs, at most.
  package var expectedFalseConfirmations: Double
  package var adopted: Int
  /// Of the adopted ones asked after 30 days or more: still better than before, worse, or not to tell.
  package var holding: Int
  package var fallen: Int
  package var unclear: Int
  /// Adopted although the verdict said otherwise.
  package var againstVerdict: Int
  package var bets: BetScore?

  init(_ tests: [PastTest]) {
    verdicts = tests.reduce(into: [:]) { $0[$1.evaluation.verdict, default: 0] += 1 }
    expectedFalseConfirmations = tests.reduce(0) { sum, test in
      let form = test.evaluation.form
      guard form.goal == .prove, test.evaluation.grade.isLottery else { return sum }
      return sum + form.sideLevel * Double(form.variants.count)
    }
    let adoptions = tests.filter { $0.decision?.choice == .adopt }
    adopted = adoptions.count
    againstVerdict = adoptions.count {
      ![Verdict.confirmed, .preferVariant].contains($0.evaluation.verdict)
    }
    let states = adoptions.compactMap(\.hold?.state)
    holding = states.count { $0 == .holds }
    fallen = states.count { $0 == .worse }
    unclear = states.count { $0 == .unclear }
    let scores = tests.compactMap { BetScore($0.bets, verdict: $0.evaluation.verdict) }
    bets =
      scores.isEmpty
      ? nil
      : scores.reduce(into: nil) { sum, score in
        sum = BetScore(
          right: (sum?.right ?? 0) + score.right,
          all: (sum?.all ?? 0) + score.all
        )
      }
  }
}

extension BetScore {
  init(right: Int, all: Int) {
    self.right = right
    self.all = all
  }
}

extension EvidenceGrade {
  /// Whether a lot gave the arms: only such results speak of effects and not of who was chosen.
  package var isLottery: Bool {
    switch self {
    case .drawnByUnit, .parity, .reportedSplit, .drawnByDay, .drawnByManager, .drawnRollout: true
    case .rolloutToSome, .interruptedSeries, .newSource: false
    }
  }
}
