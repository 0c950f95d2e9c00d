import Foundation
import Testing
import VerdictAnalysis
import VerdictInference
import VerdictModel

/// Nothing in a blinded evaluation, as JSON, lets one infer who leads.
@Suite struct BlindingTests {
  typealias Trial = HandmadeTrial

  static func json(_ trial: Trial) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try encoder.encode(try trial.evaluate())
  }

  static func guarded(_ looks: [Trial.Pair], _ guardrail: [Trial.Pair], mode: TestMode, goal: Goal)
    -> Trial
  {
    var trial = Trial(
      looks,
      goal: goal,
      mode: mode,
      guardrails: [Guardrail(stage: "payments", margin: 0.05)]
    )
    trial.guardrails = [guardrail]
    return trial
  }

  @Test(
    "Exchanging the arms' successes leaves every byte of a too early evaluation as it was",
    arguments: [TestMode.exact, .score],
    [Goal.prove, .choose]
  )
  func exchange(mode: TestMode, goal: Goal) throws {
    let leads = Self.guarded(
      Trial.quarters([6, 12], [9, 19]),
      Trial.quarters([3, 5], [5, 9]),
      mode: mode,
      goal: goal
    )
    let lags = Self.guarded(
      Trial.quarters([9, 19], [6, 12]),
      Trial.quarters([5, 9], [3, 5]),
      mode: mode,
      goal: goal
    )
    #expect(try leads.evaluate().verdict == .tooEarly)
    #expect(try Self.json(leads) == Self.json(lags))
  }

  @Test("So does an evaluation whose data are not valid")
  func invalid() throws {
    var leads = Trial(Trial.quarters([5, 10, 15, 20], [6, 15, 25, 40]))
    var lags = Trial(Trial.quarters([6, 15, 25, 40], [5, 10, 15, 20]))
    leads.differing = 20
    lags.differing = 20
    #expect(try leads.evaluate().verdict == .invalidData)
    #expect(try Self.json(leads) == Self.json(lags))
  }

  @Test("A preview is given only when it was asked for, and says who looked")
  func preview() throws {
    var trial = Trial(Trial.quarters([7, 14], [8, 16]))
    #expect(try trial.evaluate().preview == nil)
    trial.glances = [
      Glance(
        hypothesis: "sample",
        who: "head",
        at: Timestamp(microseconds: 0),
        reason: "rumours"
      )
    ]
    let preview = try #require(try trial.evaluate().preview)
    #expect(preview.glances.map(\.who) == ["head"])
    let tail = try trial.facts().history.tail(level: 0.025)
    let today = try EnumeratedPlan.test(14, 16, 30, .exact).interval(tail: tail)
    let lower = try #require(preview.interval?.lower)
    let upper = try #require(preview.interval?.upper)
    #expect(
      lower <= (today.lower ?? -1) && upper >= (today.upper ?? 1),
      "it holds today's interval"
    )
    #expect(try trial.evaluate().effect == nil)
  }
}
