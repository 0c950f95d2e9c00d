import VerdictAnalysis
import VerdictInference
import VerdictModel

/// A plan of evenly spaced looks at two equal arms, with what the rule says of every table.
///
/// In score mode the rule itself is asked about every table. In exact mode its answers are put
/// together from the four one-sided tests, each of which is a staircase: the smallest number of
/// variant successes for every number of control successes.
struct EnumeratedPlan {
  struct Look {
    let size: Int
    /// ℓ of the look; 0 where it does not count.
    let tail: Double
    let isFinal: Bool
    fileprivate var verdicts: [Verdict] = []
    fileprivate var aboveZero: [Bool] = []
  }

  let perArm: Int
  let mode: TestMode
  let worthwhile: Double
  private(set) var looks: [Look] = []

  init(perArm: Int, looks count: Int, mode: TestMode, worthwhile: Double, level: Double = 0.025)
    throws
  {
    self.perArm = perArm
    self.mode = mode
    self.worthwhile = worthwhile
    let plan = LookPlan(
      plannedControl: Double(perArm),
      plannedVariant: Double(perArm),
      sideLevel: level
    )
    var track = LookTrack()
    for index in 1...count {
      let size = perArm * index / count
      track.take(
        information: Double(size) / 2,
        units: (Double(size), Double(size)),
        plan: plan,
        isScheduledFinal: index == count
      )
      let tail = try track.boundary(level: level)?.nominalP ?? 0
      var look = Look(size: size, tail: tail, isFinal: track.isFinal)
      switch mode {
      case .score: try Self.judgeByRule(&look, worthwhile)
      case .exact: try Self.judgeByStaircases(&look, worthwhile)
      }
      looks.append(look)
    }
  }

  func verdict(_ look: Int, _ a: Int, _ b: Int) -> Verdict {
    looks[look].verdicts[a * (looks[look].size + 1) + b]
  }

  /// Whether the repeated interval at the look lies above 0.
  func isAboveZero(_ look: Int, _ a: Int, _ b: Int) -> Bool {
    looks[look].aboveZero[a * (looks[look].size + 1) + b]
  }

  /// Probabilities of the verdict the test ends with.
  func verdicts(base: Double, difference: Double) -> [Verdict: Double] {
    PathEnumeration(
      sizes: looks.map(\.size),
      controlRate: base,
      variantRate: base + difference
    ).probabilities { look, a, b in
      let verdict = verdict(look, a, b)
      return verdict == .tooEarly ? nil : verdict
    }
  }

  /// P(the repeated interval ever lies above 0) with no difference, whatever else was said.
  func everAboveZero(base: Double) -> Double {
    PathEnumeration(sizes: looks.map(\.size), controlRate: base, variantRate: base)
      .probabilities { look, a, b in isAboveZero(look, a, b) ? true : nil }[true] ?? 0
  }

  /// P(the repeated interval of the look that ends the test holds the true difference).
  func coverageAtStop(base: Double, difference: Double) throws -> Double {
    var held: [[Bool?]] = looks.map { Array(repeating: nil, count: ($0.size + 1) * ($0.size + 1)) }
    for (index, look) in looks.enumerated() {
      for a in 0...look.size {
        for b in 0...look.size where verdict(index, a, b) != .tooEarly {
          let test = try Self.test(a, b, look.size, mode)
          held[index][a * (look.size + 1) + b] =
            try !test.isSurelyAbove(difference, tail: look.tail)
            && !test.isSurelyBelow(difference, tail: look.tail)
        }
      }
    }
    return PathEnumeration(
      sizes: looks.map(\.size),
      controlRate: base,
      variantRate: base + difference
    ).probabilities { look, a, b in held[look][a * (looks[look].size + 1) + b] }[true] ?? 0
  }

  static func test(_ a: Int, _ b: Int, _ size: Int, _ mode: TestMode) throws -> DecidingTest {
    let control = try BinomialCount(successes: a, trials: size)
    let variant = try BinomialCount(successes: b, trials: size)
    switch mode {
    case .exact: return .exact(try ExactUnconditionalTest(control: control, variant: variant))
    case .score:
      return .score(
        try ScoreTest(control: EffectiveCount(control), variant: EffectiveCount(variant))
      )
    }
  }

  private static func judgeByRule(_ look: inout Look, _ worthwhile: Double) throws {
    for a in 0...look.size {
      for b in 0...look.size {
        let test = try test(a, b, look.size, .score)
        look.aboveZero.append(try test.isSurelyAbove(0, tail: look.tail))
        look.verdicts.append(
          try Rule.prove(
            test: test,
            tail: look.tail,
            worthwhile: worthwhile,
            guardrails: [],
            moment: look.isFinal ? .final : .interim
          ).verdict
        )
      }
    }
  }

  private static func judgeByStaircases(_ look: inout Look, _ worthwhile: Double) throws {
    let size = look.size
    let undecided: Verdict = look.isFinal ? .undecided : .tooEarly
    guard look.tail > 0 else {
      look.aboveZero = Array(repeating: false, count: (size + 1) * (size + 1))
      look.verdicts = Array(repeating: undecided, count: (size + 1) * (size + 1))
      return
    }
    let region = try ExactRejectionRegion(
      controlTrials: size,
      variantTrials: size,
      tail: look.tail
    )
    // The smallest b whose interval is not below δ*; more control successes never lower it.
    var notBelow: [Int] = []
    var b = 0
    for a in 0...size {
      while b <= size,
        try test(a, b, size, .exact).isSurelyBelow(worthwhile, tail: look.tail)
      { b += 1 }
      notBelow.append(b)
    }
    for a in 0...size {
      for b in 0...size {
        let above = region.contains(controlSuccesses: a, variantSuccesses: b)
        let below = region.contains(controlSuccesses: b, variantSuccesses: a)
        let belowWorthwhile = b < notBelow[a]
        // L > −δ* is U < δ* with the arms exchanged.
        let aboveLoss = a < notBelow[b]
        look.aboveZero.append(above)
        look.verdicts.append(
          below
            ? .harmful
            : belowWorthwhile && !above && aboveLoss
              ? .noEffect : belowWorthwhile ? .notWorthIt : above ? .confirmed : undecided
        )
      }
    }
  }
}
