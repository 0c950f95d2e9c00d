import Testing
import VerdictInference

@Suite("Choosing from an estimate and its error") struct NormalChoiceTests {
  /// By hand and `scipy.integrate.quad` of (δ − cost)⁺ and (cost − δ)⁺ over the posterior (SciPy 1.x).
  @Test("posterior, losses and interval against SciPy")
  func scipy() throws {
    let choice = try NormalChoice(
      estimate: 0.06,
      standardError: 0.05,
      tau: 0.08,
      costPerUnit: 0.01
    )
    #expect(abs(choice.mean - 0.043_146_067_415_730_33) < 1e-15)
    #expect(abs(choice.standardDeviation - 0.042_399_915_200_254_4) < 1e-15)
    #expect(abs(choice.probabilityVariantBetter - 0.782_818_785_086_654_4) < 1e-12)
    #expect(abs(choice.expectedLoss.control - 0.038_408_847_136_365_83) < 1e-10)
    #expect(abs(choice.expectedLoss.variant - 0.005_262_779_720_635_521) < 1e-10)
    #expect(abs(try #require(choice.interval.lower) + 0.039_956_239_324_320_69) < 1e-12)
    #expect(abs(try #require(choice.interval.upper) - 0.126_248_374_155_781_36) < 1e-12)
    #expect(choice.pick == .variant)
    #expect(abs(choice.probabilityWrong - (1 - choice.probabilityVariantBetter)) < 1e-15)
  }

  @Test("a tie keeps the control; what cannot be is refused")
  func edges() throws {
    #expect(try NormalChoice(estimate: 0, standardError: 0.1).pick == .control)
    #expect(try NormalChoice(estimate: -0.2, standardError: 0.01).probabilityWrong < 1e-12)
    for (estimate, error, tau) in [(0.1, 0, 0.1), (0.1, 0.1, 0), (.nan, 0.1, 0.1), (0.1, .nan, 1)] {
      #expect(throws: InferenceError.self) {
        try NormalChoice(estimate: estimate, standardError: error, tau: tau)
      }
    }
  }
}
