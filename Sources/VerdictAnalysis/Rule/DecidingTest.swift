package import VerdictInference
package import VerdictModel

/// The one test everything is read from, in the mode fixed at the start.
///
/// `L > δ` exactly when the one-sided p of "Δ ≤ δ" is at most ℓ, so verdicts need no interval;
/// the interval is computed only when a person is to see it.
package enum DecidingTest: Sendable {
  case score(ScoreTest)
  case exact(ExactUnconditionalTest)
  /// An amount, a check or days: z(δ) = (estimate − δ)/SE with its degrees of freedom; nil where
  /// nothing varies or an arm has too little to say. The short end is read at half the tail.
  case mean(StudentisedEstimate?, shortEnd: ShortEnd? = nil)
  /// A design without looks: its one interval.
  case oneLook(OneLookTest)

  /// Whether the lower end of the interval at level 1 − 2·tail lies above a difference.
  package func isSurelyAbove(_ difference: Double, tail: Double) throws(InferenceError) -> Bool {
    guard tail > 0 else { return false }
    switch self {
    case .score(let test): return test.pValueGreater(at: difference) <= tail
    case .exact(let test): return try test.rejectsGreater(at: difference, tail: tail)
    case .mean(let test, let end):
      let tail = ShortEnd.tail(tail, of: .lower, short: end)
      return test.map { $0.pValueGreater(at: difference) <= tail } ?? false
    case .oneLook(let test): return test.isSurelyAbove(difference)
    }
  }

  /// Whether the upper end of the interval lies below a difference.
  package func isSurelyBelow(_ difference: Double, tail: Double) throws(InferenceError) -> Bool {
    guard tail > 0 else { return false }
    switch self {
    case .score(let test): return test.pValueLess(at: difference) <= tail
    case .exact(let test): return try test.rejectsLess(at: difference, tail: tail)
    case .mean(let test, let end):
      let tail = ShortEnd.tail(tail, of: .upper, short: end)
      return test.map { $0.pValueLess(at: difference) <= tail } ?? false
    case .oneLook(let test): return test.isSurelyBelow(difference)
    }
  }

  /// The repeated interval; the whole of [−1, 1] when nothing may be spent yet.
  package func interval(tail: Double) throws(InferenceError) -> Interval {
    if case .mean(let test, let end) = self {
      guard tail > 0, let test else { return Interval(lower: nil, upper: nil) }
      let tails = (
        ShortEnd.tail(tail, of: .lower, short: end), ShortEnd.tail(tail, of: .upper, short: end)
      )
      return Interval(
        lower: try test.interval(level: 1 - 2 * tails.0).lower,
        upper: try test.interval(level: 1 - 2 * tails.1).upper
      )
    }
    guard tail > 0 else { return Interval(lower: -1, upper: 1) }
    switch self {
    case .mean: return Interval(lower: nil, upper: nil)
    case .score(let test): return test.interval(tail: tail)
    case .exact(let test): return try test.interval(tail: tail)
    case .oneLook(let test): return test.reading.interval ?? Interval(lower: nil, upper: nil)
    }
  }

  package func pValues() throws(InferenceError) -> (better: Double, worse: Double) {
    switch self {
    case .score(let test): return (test.pValueGreater(at: 0), test.pValueLess(at: 0))
    case .exact(let test): return (try test.pValueGreater(), try test.pValueLess())
    case .mean(let test, _): return (test?.pValueGreater() ?? 1, test?.pValueLess() ?? 1)
    case .oneLook(let test):
      return (test.reading.pValueBetter ?? 1, test.reading.pValueWorse ?? 1)
    }
  }

  package var estimate: Double? {
    switch self {
    case .score(let test): return test.estimate
    case .exact(let test):
      guard let control = test.control.rate, let variant = test.variant.rate else { return nil }
      return variant - control
    case .mean(let test, _): return test?.estimate
    case .oneLook(let test): return test.reading.estimate
    }
  }

  /// z(0), the score statistic that also orders the tables of the exact test.
  ///
  /// nil for a design without one.
  package func statistic() throws(InferenceError) -> Double? {
    switch self {
    case .oneLook: return nil
    case .mean(let test, _): return test?.statistic
    case .score(let test): return test.statistic(at: 0)
    case .exact(let test):
      return try ScoreTest(
        control: EffectiveCount(test.control),
        variant: EffectiveCount(test.variant)
      ).statistic(at: 0)
    }
  }
}

/// The end of a mean of money that would be too short.
///
/// Checks lean to one side: an arm that happens to lack its large payments has a low mean and a small
/// spread together, so "less than δ" would be said too easily. Half the tail at that end keeps the
/// level promised; the calibration shows it.
package enum ShortEnd: Hashable, Sendable {
  case lower
  case upper

  fileprivate static func tail(_ tail: Double, of end: Self, short: Self?) -> Double {
    end == short ? tail / 2 : tail
  }
}

extension Measure {
  /// The short end of the effect, its sign turned so that plus is good; days are bounded and have none.
  package func shortEnd(_ direction: Direction) -> ShortEnd? {
    switch self {
    case .amount, .check: direction == .down ? .lower : .upper
    case .duration: nil
    }
  }
}

/// What a test sees at one look: strata of effective counts, and the plain matured counts.
///
/// The sign is already turned: a success is good for a metric that should rise, a failure for one
/// that should fall.
package struct LookCounts: Hashable, Sendable {
  package var strata: [RateStratum]
  package var control: BinomialCount
  package var variant: BinomialCount

  package init(strata: [RateStratum], control: BinomialCount, variant: BinomialCount) {
    self.strata = strata
    self.control = control
    self.variant = variant
  }

  /// One pair of arms, everything matured.
  package init(control: BinomialCount, variant: BinomialCount) {
    self.init(
      strata: [
        RateStratum(control: EffectiveCount(control), variant: EffectiveCount(variant))
      ],
      control: control,
      variant: variant
    )
  }

  /// Units per arm that carry information: effective in score mode, matured in exact mode.
  package func units(mode: TestMode) -> (control: Double, variant: Double) {
    switch mode {
    case .exact: return (Double(control.trials), Double(variant.trials))
    case .score:
      return (
        strata.reduce(0) { $0 + $1.control.trials }, strata.reduce(0) { $0 + $1.variant.trials }
      )
    }
  }

  /// W: Σ n_c n_v/(n_c + n_v) over strata in score mode, of the pooled counts in exact mode.
  package func information(mode: TestMode) -> Double {
    switch mode {
    case .score: return strata.reduce(0) { $0 + $1.weight }
    case .exact:
      let units = units(mode: .exact)
      let total = units.control + units.variant
      return total > 0 ? units.control * units.variant / total : 0
    }
  }

  /// One arm is so thin that the normal tails would mislead: arms' ratio above 1.5, and the smaller
  /// one expects fewer than five pooled successes or failures (verdict rule §3).
  package var isThin: Bool {
    let small = Double(min(control.trials, variant.trials))
    let large = Double(max(control.trials, variant.trials))
    guard small > 0, large / small > 1.5 else { return false }
    let pooled = Double(control.successes + variant.successes) / (small + large)
    return small * min(pooled, 1 - pooled) < 5
  }

  /// The deciding test; collapses strata into one exact test where an arm is thin.
  package func test(mode: TestMode) throws(InferenceError) -> (test: DecidingTest, collapsed: Bool)
  {
    let total = control.trials + variant.trials
    // An empty arm says nothing: the score test then has no information and excludes nothing.
    let isEmpty = control.trials == 0 || variant.trials == 0
    let fits = !isEmpty && total <= ExactUnconditionalTest.largestTotal
    if mode == .exact && fits {
      return (.exact(try ExactUnconditionalTest(control: control, variant: variant)), false)
    }
    if isThin && fits {
      return (.exact(try ExactUnconditionalTest(control: control, variant: variant)), true)
    }
    return (.score(try ScoreTest(strata: strata)), false)
  }
}
