package import VerdictInference
package import VerdictModel

/// What tests of several lengths could show, from the department's own volume, before any is written
/// down: one look at the end, two equal arms drawn by unit.
package struct PowerReading: Hashable, Sendable, Codable {
  /// What is asked.
  package struct Question: Hashable, Sendable, Codable {
    package var stage: String
    package var drawnAt: String
    /// The usual rate of the metric, a fraction; of one that should fall as it is counted.
    package var base: Double
    /// Whether it is the department's own (else one half, the least favourable).
    package var baseIsOwn: Bool
    package var direction: Direction
    /// δ*, a fraction above 0.
    package var effect: Double
    package var unitsPerMonth: Double?
    /// Weeks of exposure, each a row.
    package var weeks: [Int]
    package var managers: Int
    package var maturityDays: Int

    package init(
      stage: String,
      drawnAt: String,
      base: Double,
      baseIsOwn: Bool,
      direction: Direction,
      effect: Double,
      unitsPerMonth: Double?,
      weeks: [Int],
      managers: Int,
      maturityDays: Int
    ) {
      self.stage = stage
      self.drawnAt = drawnAt
      self.base = base
      self.baseIsOwn = baseIsOwn
      self.direction = direction
      self.effect = effect
      self.unitsPerMonth = unitsPerMonth
      self.weeks = weeks
      self.managers = managers
      self.maturityDays = maturityDays
    }
  }

  /// A test of one length.
  package struct Row: Hashable, Sendable, Codable {
    package var weeks: Int
    package var unitsPerArm: Int
    /// Chance to confirm δ* where it is true.
    package var confirmed: Double
    /// Smallest effect that is confirmed in 80 of 100; nil where no possible one is.
    package var detectable: Double?
    /// Chance of picking the variant at the end where δ* is true; nil above what is enumerated.
    package var rightPick: Double?
  }

  package var question: Question
  package var rows: [Row]
  /// Units per arm that confirm δ* in 80 of 100.
  package var toConfirm: Int?
  /// Units per arm that say "no difference" in 80 of 100 where there is none.
  package var toExclude: Int?
  /// The smallest one-sided p that a lot over half of the managers could give; nil with fewer than two.
  package var managersP: Double?
  /// A lot by manager can confirm only where that is at most this.
  package var level: Double

  /// a of one variant.
  package static let sideLevel = 0.025
  private static let power = 0.8

  package init(_ question: Question) throws(InferenceError) {
    self.question = question
    level = Self.sideLevel
    // The rule sees a metric that should fall by its failures.
    let good = question.direction == .up ? question.base : 1 - question.base
    let target = good + question.effect
    let isPossible = good > 0 && target < 1
    let design =
      isPossible ? try RatePower.Design(baseline: good, significance: 2 * Self.sideLevel) : nil
    var rows: [Row] = []
    for weeks in question.weeks {
      guard let monthly = question.unitsPerMonth, let design else { break }
      let units = Int((monthly * Double(weeks) * 7 / (365.25 / 12) / 2).rounded())
      guard units >= 2 else { continue }
      rows.append(
        Row(
          weeks: weeks,
          unitsPerArm: units,
          confirmed: try RatePower.power(design, target: target, controlSize: units),
          detectable: try RatePower.minimumDetectableEffect(design, controlSize: units),
          rightPick: units > ChoicePlanning.largestArm
            ? nil
            : try ChoicePlanning.chanceOfRightPick(
              base: good,
              difference: question.effect,
              controlSize: units,
              variantSize: units,
              tau: 0.08,
              costPerUnit: 0
            )
        )
      )
    }
    self.rows = rows
    toConfirm = try design.map { design throws(InferenceError) in
      try RatePower.controlSize(design, target: target, power: Self.power)
    }
    toExclude =
      isPossible
      ? try RatePower.equivalenceSize(
        margin: question.effect,
        base: good,
        tail: Self.sideLevel,
        power: Self.power
      ) : nil
    managersP =
      question.managers < 2
      ? nil
      : try AllocationMechanism.complete(
        units: question.managers,
        variant: question.managers / 2
      ).smallestPossibleP
  }
}
