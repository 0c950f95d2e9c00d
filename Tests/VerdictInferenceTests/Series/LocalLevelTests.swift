import Testing
import VerdictInference

@Suite("LocalLevel")
struct LocalLevelTests {
  struct Step: Decodable {
    let estimate: Double
    let standardError: Double
  }
  struct Witness: Decodable {
    let observationVariance: Double
    let levelVariance: Double
    let estimate: Double
  }
  struct Case: Decodable {
    let values: [Double?]
    let start: Int?
    let weights: [Double]?
    let step: Step?
    let observationVariance: Double
    let levelVariance: Double
    let logLikelihood: Double
    let witness: Witness?
  }

  private func fitted(
    _ values: [Double?],
    _ start: Int?,
    _ weights: [Double]? = nil
  ) throws -> LocalLevel? {
    guard case .fitted(let fit) = try LocalLevel.fit(values, start: start, weights: weights)
    else { return nil }
    return fit
  }

  @Test("likelihood, variances and step agree with dense matrices and with statsmodels")
  func oracle() throws {
    for known in try CommittedOracle<Case>.cases("series_level") {
      let fit = try #require(try fitted(known.values, known.start, known.weights))
      #expect(agree(fit.logLikelihood, known.logLikelihood, within: 1e-8))
      // The top of a likelihood is flat: its place is known to the square root of the precision.
      let variance = known.observationVariance + known.levelVariance
      #expect(agree(fit.observationVariance, known.observationVariance, within: 1e-5 * variance))
      #expect(agree(fit.levelVariance, known.levelVariance, within: 1e-5 * variance))
      #expect(agree(fit.step?.estimate, known.step?.estimate, within: 1e-4))
      #expect(agree(fit.step?.standardError, known.step?.standardError, within: 1e-4))
      guard let witness = known.witness else { continue }
      // Two optimisers on one flat top.
      #expect(agree(fit.levelVariance, witness.levelVariance, within: 1e-5 * variance))
      #expect(agree(fit.step?.estimate, witness.estimate, within: 1e-4))
    }
  }

  @Test("a shift and a factor of the values go through to the step")
  func scale() throws {
    let known = try CommittedOracle<Case>.cases("series_level")[0]
    let plain = try #require(try fitted(known.values, known.start)?.step)
    for (factor, shift) in [(2.0, 0.0), (-1, 0), (1, 1e9), (1e-150, 0), (1e150, 0)] {
      let moved = known.values.map { $0.map { $0 * factor + shift } }
      let step = try #require(try fitted(moved, known.start)?.step)
      let relative = shift == 0 ? 1e-6 : 1e-4
      #expect(agree(step.estimate / factor, plain.estimate, within: relative * plain.estimate))
      #expect(agree(step.pValue, plain.pValue, within: 1e-4))
    }
  }

  @Test("what cannot be fitted says why")
  func undefined() throws {
    func reason(_ values: [Double?], _ start: Int?) throws -> LocalLevel.Reason? {
      guard case .undefined(let reason) = try LocalLevel.fit(values, start: start) else {
        return nil
      }
      return reason
    }
    #expect(try reason([], nil) == .tooFewPoints)
    #expect(try reason([1, 2, 3], 1) == .tooFewPoints)
    #expect(try reason([nil, nil, 1, 2, 3, 4], 2) == .noneBefore)
    #expect(try reason([1, 2, 3, 4, nil], 4) == .noneAfter)
    #expect(try reason([5, 5, 5, 5, 5], 2) == .noVariance)
    #expect(try reason([5, 5, 5, 7, 7, 7], 3) == .noVariance)
    #expect(try reason([1e300, -1e300, 1e300, 1e300, -1e300], 3) == .overflow)
    #expect(throws: InferenceError.notFinite(field: "values[1]", value: .infinity)) {
      try LocalLevel.fit([1, .infinity], start: 1)
    }
    #expect(throws: InferenceError.outsideRange(field: "weights[0]", value: 0, allowed: "(0, inf)"))
    {
      try LocalLevel.fit([1, 2], start: 1, weights: [0, 1])
    }
  }

  @Test("100,000 points in well under two seconds")
  func many() throws {
    let values = (0..<100_000).map { Double(($0 * 7_919) % 10_007) }
    #expect(try fitted(values, 50_000)?.step?.standardError != nil)
  }
}
