package import GSLKit
package import VerdictInference
package import VerdictModel

/// One simulated test on slices, played through the reading and the rule that real reviews run.
package struct SliceTrial {
  /// What the rule made of it, what before against after would have, and whether the interval holds Δ.
  package struct Outcome: Hashable, Sendable {
    package let verdict: Verdict
    package let holdsTruth: Bool
    package let naiveBetter: Bool
    package let naiveWorse: Bool
  }

  /// - Throws: what the statistics throw.
  package static func play(
    _ truth: SliceTruth,
    form given: HypothesisForm,
    random: RandomGenerator,
    effort: RandomisationEffort = RandomisationEffort()
  )
    throws(InferenceError) -> Outcome
  {
    var form = given
    let design = drawn(truth, form, random)
    form.allocation = .slices(design)
    let rows = truth.rows(design, random: random)
    let hypothesis = RegisteredHypothesis(
      key: form.id,
      state: .started,
      original: form,
      sha256: "",
      seal: nil,
      author: "",
      at: Timestamp(microseconds: 0),
      amendments: []
    )
    let asOf = LookHistory.reviews(of: form).last?.end ?? form.ripeOn
    let facts = SliceFacts(
      hypothesis: hypothesis,
      design: design,
      rows: design.members.isEmpty ? Self.together(rows) : rows,
      asOf: asOf,
      calendar: .russia,
      table: [:],
      effort: effort
    )
    let reading = try SliceEvaluator.reading(facts, asOf: asOf)
    let ruling = try SliceEvaluator.ruling(facts, reading: reading, gates: [], moment: .final)
      .ruling
    let naive = try Self.naive(facts, asOf: asOf)
    let holds =
      reading.interval.map { interval in
        (interval.lower ?? -.infinity) <= truth.difference
          && truth.difference <= (interval.upper ?? .infinity)
      } ?? true
    return Outcome(
      verdict: ruling.verdict,
      holdsTruth: holds,
      naiveBetter: naive.better,
      naiveWorse: naive.worse
    )
  }

  /// A lot of the same law as the sealed one: half of each block of days, half of the members.
  private static func drawn(
    _ truth: SliceTruth,
    _ form: HypothesisForm,
    _ random: RandomGenerator
  ) -> SliceDesign {
    guard var design = form.allocation.slices else { return truth.design(per: form.drawnAt) }
    guard design.isDrawn else { return design }
    var generator = random
    if design.kind == .day {
      design.days = SliceDesign.blocks(of: form.start...form.end, .russia).flatMap { block in
        block.shuffled(using: &generator).prefix(block.count / 2)
      }.sorted()
    } else {
      design.variant = Array(
        design.members.shuffled(using: &generator).prefix(design.members.count / 2)
      )
    }
    return design
  }

  /// A day's rows of all members as one.
  package static func together(_ rows: [SliceRow]) -> [SliceRow] {
    var sums: [Day: (Int64, Int64)] = [:]
    for row in rows {
      let old = sums[row.day] ?? (0, 0)
      sums[row.day] = (old.0 + row.numerator, old.1 + row.denominator)
    }
    return sums.keys.sorted().compactMap { day in
      sums[day].map { SliceRow(day: day, member: "", numerator: $0.0, denominator: $0.1) }
    }
  }

  /// The pooled z of the arms' sums at 5 %: a table that knows neither days nor managers.
  private static func naive(_ facts: SliceFacts, asOf: Day) throws(InferenceError)
    -> (better: Bool, worse: Bool)
  {
    guard
      let arms = SliceArms(
        rows: facts.rows,
        design: facts.design,
        form: facts.hypothesis.form,
        calendar: facts.calendar,
        asOf: asOf
      )
    else { return (false, false) }
    let (control, variant) = (arms.sums(variant: false), arms.sums(variant: true))
    guard control.trials > 0, variant.trials > 0 else { return (false, false) }
    return try TrialOutcome.peek(
      LookCounts(
        control: BinomialCount(successes: control.successes, trials: control.trials),
        variant: BinomialCount(successes: variant.successes, trials: variant.trials)
      )
    )
  }
}

/// Outcomes of many simulated tests on slices, summed.
package struct SliceTally: Hashable, Sendable {
  package private(set) var runs = 0
  package private(set) var verdicts: [Verdict: Int] = [:]
  package private(set) var holds = 0
  package private(set) var naiveBetter = 0
  package private(set) var naiveWorse = 0

  package init() {}

  package mutating func add(_ outcome: SliceTrial.Outcome) {
    runs += 1
    verdicts[outcome.verdict, default: 0] += 1
    holds += outcome.holdsTruth ? 1 : 0
    naiveBetter += outcome.naiveBetter ? 1 : 0
    naiveWorse += outcome.naiveWorse ? 1 : 0
  }

  package static func + (left: SliceTally, right: SliceTally) -> SliceTally {
    var sum = left
    sum.runs += right.runs
    sum.verdicts.merge(right.verdicts, uniquingKeysWith: +)
    sum.holds += right.holds
    sum.naiveBetter += right.naiveBetter
    sum.naiveWorse += right.naiveWorse
    return sum
  }

  package func rate(_ count: Int) -> Double? { runs > 0 ? Double(count) / Double(runs) : nil }

  /// Plays `runs` tests on as many cores as there are; the sum does not depend on which.
  ///
  /// - Parameters:
  ///   - truth: the department.
  ///   - form: the test in it, its lot not yet drawn.
  ///   - runs: at least 1.
  ///   - seed: of the first hundred.
  /// - Returns: the sum over all of them.
  /// - Throws: what the statistics throw.
  package static func play(
    _ truth: SliceTruth,
    form: HypothesisForm,
    runs: Int,
    seed: UInt64
  ) async throws -> SliceTally {
    let chunk = 100
    return try await withThrowingTaskGroup(of: SliceTally.self) { group in
      for index in 0..<(max(1, runs) + chunk - 1) / chunk {
        group.addTask {
          let random = RandomGenerator(seed: TrialTally.mixed(seed, index))
          var tally = SliceTally()
          for _ in 0..<min(chunk, runs - index * chunk) {
            tally.add(try SliceTrial.play(truth, form: form, random: random))
          }
          return tally
        }
      }
      return try await group.reduce(SliceTally()) { $0 + $1 }
    }
  }
}
