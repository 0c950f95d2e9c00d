import Testing
import VerdictAnalysis
import VerdictInference
import VerdictModel

/// Every verdict and every reason, reached from counts through the evaluator.
@Suite struct VerdictsFromCountsTests {
  typealias Trial = HandmadeTrial

  /// Successes become failures where the metric should fall.
  static func turned(_ looks: [Trial.Pair], _ direction: VerdictModel.Direction) -> [Trial.Pair] {
    guard direction == .down else { return looks }
    return looks.map { pair in
      Trial.Pair(
        (pair.control.1 - pair.control.0, pair.control.1),
        (pair.variant.1 - pair.variant.0, pair.variant.1)
      )
    }
  }

  struct Case: Sendable {
    let control: [Int64]
    let variant: [Int64]
    let points: Double
    let verdict: Verdict
    let reasons: [VerdictReason]
  }

  static let cases = [
    Case(
      control: [5, 10, 15, 20],
      variant: [6, 15, 25, 40],
      points: 10,
      verdict: .confirmed,
      reasons: [.surelyBetter(reachesWorthwhile: true)]
    ),
    Case(
      control: [6, 12, 18, 25],
      variant: [7, 16, 26, 38],
      points: 10,
      verdict: .confirmed,
      reasons: [.surelyBetter(reachesWorthwhile: false)]
    ),
    Case(
      control: [8, 17, 26, 40],
      variant: [7, 13, 19, 20],
      points: 10,
      verdict: .harmful,
      reasons: [.surelyWorse]
    ),
    Case(
      control: [7, 15, 22, 30],
      variant: [7, 15, 22, 30],
      points: 30,
      verdict: .noEffect,
      reasons: [.withinWorthwhile]
    ),
    Case(
      control: [6, 12, 18, 24],
      variant: [8, 18, 28, 37],
      points: 50,
      verdict: .notWorthIt,
      reasons: [.betterButLess]
    ),
    Case(
      control: [7, 15, 23, 32],
      variant: [7, 14, 20, 27],
      points: 15,
      verdict: .notWorthIt,
      reasons: [.belowWorthwhile]
    ),
    Case(
      control: [7, 14, 21, 28],
      variant: [8, 16, 24, 32],
      points: 10,
      verdict: .undecided,
      reasons: [.inconclusive]
    ),
  ]

  @Test(
    "At the final look counts give the verdict and its reason",
    arguments: cases,
    [
      TestMode.exact, .score,
    ]
  )
  func final(_ given: Case, mode: TestMode) throws {
    for direction in [VerdictModel.Direction.up, .down] {
      let trial = Trial(
        Self.turned(Trial.quarters(given.control, given.variant), direction),
        direction: direction,
        mode: mode,
        points: given.points
      )
      let evaluation = try trial.evaluate()
      #expect(evaluation.verdict == given.verdict, "\(direction)")
      #expect(evaluation.reasons == given.reasons, "\(direction)")
      let interval = try #require(evaluation.effect?.interval)
      let (lower, upper) = (try #require(interval.lower), try #require(interval.upper))
      let worthwhile = given.points / 100
      switch given.verdict {
      case .confirmed: #expect(lower > 0 && upper >= worthwhile)
      case .harmful: #expect(upper < 0)
      case .noEffect: #expect(lower > -worthwhile && lower <= 0 && upper >= 0 && upper < worthwhile)
      case .notWorthIt: #expect(upper < worthwhile && upper >= 0)
      default: #expect(lower <= 0 && upper >= worthwhile)
      }
      #expect(evaluation.look.isFinal)
      #expect(abs(evaluation.look.spent - 0.025) < 1e-12)
    }
  }

  @Test("Before the final look an open question is too early, and blind")
  func tooEarly() throws {
    let evaluation = try Trial(Trial.quarters([7, 14], [8, 16])).evaluate()
    #expect(evaluation.verdict == .tooEarly)
    #expect(evaluation.reasons == [.collecting])
    #expect(evaluation.effect == nil)
    #expect(evaluation.look.counts)
    #expect(evaluation.look.fraction == 0.5)
  }

  @Test("A large effect is confirmed at the second look, with a stage-wise reading")
  func earlyStop() throws {
    let evaluation = try Trial(Trial.quarters([5, 6], [6, 25]), mode: .score).evaluate()
    #expect(evaluation.verdict == .confirmed)
    #expect(!evaluation.look.isFinal)
    let stagewise = try #require(evaluation.effect?.stagewise)
    #expect(stagewise.estimate < (evaluation.effect?.estimate ?? 0), "an early stop flatters")
    #expect(stagewise.pValue < 0.05)
  }

  @Test("A look with too few units, or too little growth, does not count and decides nothing")
  func uncounted() throws {
    // Nine of nine against none of nine: t = .15, but nine units an arm.
    let few = try Trial([.init((0, 9), (9, 9))]).evaluate()
    #expect(few.verdict == .tooEarly)
    #expect(!few.look.counts)
    #expect(few.look.tail == nil)
    // Twelve of 200 planned: t = .06.
    let thin = try Trial([.init((0, 12), (12, 12))], perArm: 200).evaluate()
    #expect(!thin.look.counts)
    // t grew by 1/60.
    let slow = try Trial([.init((0, 30), (2, 30)), .init((0, 31), (25, 31))]).evaluate()
    #expect(!slow.look.counts)
    #expect(slow.verdict == .tooEarly)
    #expect(slow.look.fractions == [0.5])
  }

  @Test("Between two looks nothing is decided, whatever the counts")
  func between() throws {
    let trial = Trial(Trial.quarters([0, 0], [15, 30]))
    #expect(try trial.evaluate(asOf: Trial.day(1, 20)).verdict == .tooEarly)
    #expect(try trial.evaluate(asOf: Trial.day(1, 31)).verdict == .confirmed)
  }

  @Test("The test ends where the planned information is full, and stays there")
  func full() throws {
    let looks = [
      Trial.Pair((14, 30), (15, 30)), .init((28, 60), (32, 60)), .init((28, 80), (60, 80)),
    ]
    let evaluation = try Trial(looks).evaluate()
    #expect(evaluation.asOf == Trial.closes[1])
    #expect(evaluation.verdict == .undecided)
    #expect(evaluation.look.isFinal)
  }

  @Test("A final look that brought nothing new still spends what is left")
  func nothingNew() throws {
    let same = Trial.Pair((15, 45), (26, 45))
    let trial = Trial([.init((5, 15), (8, 15)), .init((10, 30), (17, 30)), same, same])
    let before = try Trial(Array(trial.looks.dropLast())).evaluate()
    let after = try trial.evaluate()
    #expect(before.verdict == .tooEarly)
    #expect(after.look.isFinal)
    #expect(abs(after.look.spent - 0.025) < 1e-12)
    #expect(after.look.fraction == before.look.fraction, "t never decreases, and did not grow")
    #expect(try #require(after.look.boundary) < 2.4)
  }

  @Test("t never decreases when units are taken back")
  func shrinking() throws {
    let evaluation = try Trial([.init((14, 30), (15, 30)), .init((12, 26), (13, 26))]).evaluate()
    #expect(evaluation.look.fraction == 0.5)
    #expect(!evaluation.look.counts)
  }

  @Test("Outcomes still arriving: it ripens, and says until when")
  func ripening() throws {
    let trial = Trial(
      Trial.quarters([7, 14, 21, 28], [8, 16, 24, 32]).dropLast() + [.init((24, 52), (27, 52))],
      maturityDays: 10
    )
    let evaluation = try trial.evaluate()
    #expect(evaluation.verdict == .tooEarly)
    #expect(evaluation.reasons == [.collecting], "the last day of exposure is still exposure")
    let later = try trial.evaluate(asOf: Trial.day(3, 3))
    #expect(later.reasons == [.ripening(until: Trial.day(3, 10))])
  }

  @Test("A stopped test waits for its outcomes and its review, then is to be discussed")
  func stopped() throws {
    let looks = Trial.quarters([7, 14], [9, 19])
    let trial = Trial(looks, stoppedOn: Trial.day(1, 28))
    let waiting = try trial.evaluate(asOf: Trial.day(1, 29))
    #expect(waiting.verdict == .tooEarly)
    #expect(waiting.effect == nil, "between looks a stopped test stays blind")
    let evaluation = try trial.evaluate()
    #expect(evaluation.verdict == .undecided)
    #expect(evaluation.reasons == [.stopped])
    // No top-up: the error of half the information only.
    let half = try #require(SpendingFunction.obrienFleming.spent(at: 0.5, of: 0.025))
    #expect(abs(evaluation.look.spent - half) < 1e-12)
  }

  @Test("What a stop would have confirmed with a top-up is not confirmed")
  func noTopUp() throws {
    let looks = Trial.quarters([9, 14], [9, 23])
    #expect(try Trial(looks, stoppedOn: Trial.day(1, 28)).evaluate().verdict == .undecided)
    #expect(try Trial(looks, perArm: 30).evaluate().verdict == .confirmed)
  }

  @Test(
    "Nothing matured yet is too early in either mode, not an error",
    arguments: [
      TestMode.exact, .score,
    ]
  )
  func empty(mode: TestMode) throws {
    var trial = Trial([.init((0, 0), (0, 0))], mode: mode)
    trial.maturing = (12, 12)
    #expect(try trial.evaluate().verdict == .tooEarly)
    #expect(try Trial([.init((0, 0), (0, 0))], mode: mode).evaluate().verdict == .tooEarly)
  }
}
