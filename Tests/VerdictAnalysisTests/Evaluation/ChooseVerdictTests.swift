import Testing
import VerdictAnalysis
import VerdictInference
import VerdictModel

/// Goal `choose`: harm at every look, nothing else before the date, then a pick.
@Suite struct ChooseVerdictTests {
  typealias Trial = HandmadeTrial

  @Test("At the decision date the arm with the higher expected value is picked, either direction")
  func picks() throws {
    let better = Trial.quarters([7, 14, 21, 28], [8, 17, 26, 35])
    let worse = Trial.quarters([7, 14, 21, 30], [6, 12, 20, 27])
    for direction in [VerdictModel.Direction.up, .down] {
      let up = try Trial(
        VerdictsFromCountsTests.turned(better, direction),
        goal: .choose,
        direction: direction
      ).evaluate()
      #expect(up.verdict == .preferVariant)
      #expect(up.reasons == [.higherExpectedValue])
      #expect(up.choice?.picksVariant == true)
      let down = try Trial(
        VerdictsFromCountsTests.turned(worse, direction),
        goal: .choose,
        direction: direction
      ).evaluate()
      #expect(down.verdict == .preferControl)
      #expect(down.reasons == [.higherExpectedValue])
      #expect(try #require(down.choice).probabilityVariantBetter < 0.5)
    }
  }

  @Test("The pick of the rule's own example: 24 of 43 against 31 of 45")
  func example() throws {
    let looks = [
      Trial.Pair((6, 11), (8, 11)), .init((12, 21), (15, 22)), .init((18, 32), (23, 33)),
      .init((24, 43), (31, 45)),
    ]
    let evaluation = try Trial(looks, goal: .choose, perArm: 44, points: 5).evaluate()
    #expect(evaluation.verdict == .preferVariant)
    // methods.md's published figures: P(better) .7778, losses .00803 and .05614.
    let choice = try #require(evaluation.choice)
    #expect(abs(choice.probabilityVariantBetter - 0.7778) < 5e-5)
    #expect(abs(choice.lossIfVariant - 0.00803) < 5e-6)
    #expect(abs(choice.lossIfControl - 0.05614) < 5e-6)
  }

  @Test("Before the date even a large lead is too early, and blind")
  func waits() throws {
    let evaluation = try Trial(Trial.quarters([5, 6], [6, 25]), goal: .choose).evaluate()
    #expect(evaluation.verdict == .tooEarly)
    #expect(evaluation.choice == nil)
    #expect(evaluation.effect == nil)
  }

  @Test("Harm ends a choice at any look, the decision date included")
  func harm() throws {
    #expect(
      try Trial(Trial.quarters([6, 25], [5, 6]), goal: .choose).evaluate().verdict == .harmful
    )
    let last = Trial.quarters([7, 15, 24, 40], [6, 12, 17, 20])
    #expect(try Trial(last, goal: .choose).evaluate().verdict == .harmful)
  }

  @Test("More units than planned do not bring the date forward, nor use up the harm alarm")
  func overfull() throws {
    let looks = [
      Trial.Pair((16, 30), (15, 30)), .init((32, 62), (30, 62)),
      .init((50, 90), (47, 90)), .init((80, 120), (50, 120)),
    ]
    let early = try Trial(Array(looks.dropLast()), goal: .choose).evaluate()
    #expect(early.verdict == .tooEarly)
    let evaluation = try Trial(looks, goal: .choose).evaluate()
    #expect(evaluation.verdict == .harmful)
    #expect(try #require(evaluation.effect?.interval.width) < 0.5)
  }

  @Test("A stopped choice is to be discussed")
  func stopped() throws {
    let evaluation = try Trial(
      Trial.quarters([7, 14], [9, 19]),
      goal: .choose,
      stoppedOn: Trial.day(1, 28)
    ).evaluate()
    #expect(evaluation.verdict == .undecided)
    #expect(evaluation.reasons == [.stopped])
  }

  @Test("What cannot be undone is not picked")
  func irreversible() throws {
    let evaluation = try Trial(
      Trial.quarters([7, 14, 21, 28], [8, 17, 26, 35]),
      goal: .choose,
      isReversible: false
    ).evaluate()
    #expect(evaluation.verdict == .undecided)
    #expect(evaluation.reasons == [.notReversible])
  }

  @Test("A cost per unit turns the pick, and a tie keeps the control")
  func costAndTie() throws {
    var trial = Trial(Trial.quarters([7, 14, 21, 28], [8, 16, 24, 31]), goal: .choose)
    #expect(try trial.evaluate().verdict == .preferVariant)
    trial.form.costPerUnit = 0.2
    #expect(try trial.evaluate().verdict == .preferControl)
    // Half of either arm: by symmetry no arm is expected to be the better one.
    let tie = try Trial(Trial.quarters([7, 15, 22, 30], [7, 15, 22, 30]), goal: .choose).evaluate()
    #expect(tie.verdict == .preferControl)
    #expect(tie.reasons == [.tieKeepsControl])
  }

  @Test("Without a reading there is no pick; what is not causal is not confirmed")
  func ruleAlone() throws {
    let test = try EnumeratedPlan.test(20, 40, 60, .score)
    let none = try Rule.choose(
      test: test,
      tail: 0.025,
      guardrails: [],
      moment: .final,
      pick: nil
    )
    #expect(none.verdict == .undecided)
    let weak = try Rule.prove(
      test: test,
      tail: 0.025,
      worthwhile: 0.1,
      guardrails: [],
      moment: .final,
      mayConfirm: false
    )
    #expect(weak.verdict == .undecided)
    #expect(weak.reasons == [.notCausal])
  }
}
