import Testing
import VerdictAnalysis
import VerdictInference
import VerdictModel

/// Guardrails held, open and broken, under both policies and both goals.
@Suite struct GuardrailVerdictTests {
  typealias Trial = HandmadeTrial

  static let held = (Int64(30), Int64(50))
  static let open = (Int64(30), Int64(28))
  static let broken = (Int64(50), Int64(15))

  static func trial(
    _ guardrail: (Int64, Int64),
    policy: GuardrailPolicy,
    goal: Goal = .prove,
    primary: (Int64, Int64) = (20, 40)
  ) -> Trial {
    func path(_ end: Int64) -> [Int64] { [end / 4, end / 2, end * 3 / 4, end] }
    var trial = Trial(
      Trial.quarters([5, 10, 15, primary.0], [6, 13, 21, primary.1]),
      goal: goal,
      guardrails: [Guardrail(stage: "payments", margin: 0.05, policy: policy)]
    )
    // Equal until the end, so that only the final look says anything.
    let calm = path(guardrail.0)
    trial.guardrails = [
      Trial.quarters(calm, Array(calm.dropLast()) + [guardrail.1])
    ]
    return trial
  }

  @Test(
    "A guardrail that holds lets a confirmation stand",
    arguments: [
      GuardrailPolicy.mustNotBreak, .mustHold,
    ]
  )
  func holds(policy: GuardrailPolicy) throws {
    let evaluation = try Self.trial(Self.held, policy: policy).evaluate()
    #expect(evaluation.verdict == .confirmed)
    #expect(evaluation.guardrails[0].state == .held)
  }

  @Test("An open guardrail stops a confirmation only where it must hold")
  func opens() throws {
    let lenient = try Self.trial(Self.open, policy: .mustNotBreak).evaluate()
    #expect(lenient.verdict == .confirmed)
    #expect(lenient.guardrails[0].state == .open)
    let strict = try Self.trial(Self.open, policy: .mustHold).evaluate()
    #expect(strict.verdict == .undecided)
    #expect(strict.reasons == [.guardrailOpen(stage: "payments")])
  }

  @Test(
    "A broken guardrail is harm, whatever the metric, the policy and the goal",
    arguments: [
      GuardrailPolicy.mustNotBreak, .mustHold,
    ],
    [Goal.prove, .choose]
  )
  func breaks(policy: GuardrailPolicy, goal: Goal) throws {
    let evaluation = try Self.trial(Self.broken, policy: policy, goal: goal).evaluate()
    #expect(evaluation.verdict == .harmful)
    #expect(evaluation.reasons == [.guardrailBroken(stage: "payments")])
    #expect(evaluation.choice == nil || goal == .choose)
  }

  @Test("Both harms are named")
  func bothHarms() throws {
    let evaluation = try Self.trial(
      Self.broken,
      policy: .mustNotBreak,
      primary: (40, 18)
    ).evaluate()
    #expect(evaluation.reasons == [.surelyWorse, .guardrailBroken(stage: "payments")])
  }

  @Test("A significant loss inside the margin is held, not broken")
  func insideMargin() throws {
    let test = DecidingTest.score(
      try ScoreTest(
        control: EffectiveCount(BinomialCount(successes: 9_600, trials: 10_000)),
        variant: EffectiveCount(BinomialCount(successes: 9_400, trials: 10_000))
      )
    )
    let guardrail = GuardrailTest(
      stage: "payments",
      test: test,
      margin: 0.05,
      policy: .mustHold,
      tail: 0.025
    )
    #expect(try test.isSurelyBelow(0, tail: 0.025))
    #expect(try guardrail.state() == .held)
  }

  @Test("Each of m guardrails is read at a/m")
  func sharedLevel() throws {
    var trial = Self.trial(Self.open, policy: .mustNotBreak)
    let alone = try #require(try trial.evaluate().guardrails[0].interval?.width)
    trial.form.guardrails.append(Guardrail(stage: "leads", margin: 0.05))
    trial.guardrails.append(trial.guardrails[0])
    let shared = try #require(try trial.evaluate().guardrails[0].interval?.width)
    #expect(shared > alone)
    let counts = LookCounts(
      control: try BinomialCount(successes: 30, trials: 60),
      variant: try BinomialCount(successes: 28, trials: 60)
    )
    let history = try trial.facts().history
    let expected = try counts.test(mode: .exact).test
      .interval(tail: history.tail(level: 0.0125))
    #expect(try trial.evaluate().guardrails[0].interval == expected)
  }
}
