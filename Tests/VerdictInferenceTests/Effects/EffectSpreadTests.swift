import Testing
import VerdictInference

@Suite("How far effects of a kind lie from nothing") struct EffectSpreadTests {
  private func spread(_ estimates: [Double], _ errors: [Double]) throws(InferenceError)
    -> EffectSpread
  {
    var past: [EstimateWithError] = []
    for (estimate, error) in zip(estimates, errors) {
      past.append(try EstimateWithError(estimate: estimate, standardError: error))
    }
    return try EffectSpread(past: past)
  }

  // scipy.optimize.brentq on Σ y²/(s² + v) = K, SciPy 1.17.1, xtol 1e-16.
  @Test("agrees with SciPy's root of its equation")
  func oracle() throws {
    let points = try spread(
      [0.12, -0.03, 0.08, 0.20, -0.10, 0.02],
      [0.05, 0.05, 0.06, 0.08, 0.05, 0.04]
    )
    #expect(abs(points.tau - 0.086_918_862_187_173_96) < 1e-12)
    #expect(points.results == 6)
    let money = try spread([3, -8, 12, 5, -1, 7, -4], [2, 3, 2.5, 4, 1, 2, 2])
    #expect(abs(money.tau - 6.094_891_360_953_08) < 1e-10)
  }

  @Test(
    "is zero where the results lie closer to nothing than their errors, and scales with the unit"
  )
  func laws() throws {
    let near = [0.01, -0.02, 0.015, 0, -0.01, 0.02]
    #expect(try spread(near, Array(repeating: 0.05, count: 6)).tau == 0)
    let (y, s) = ([3.0, -8, 12, 5, -1, 7], [2.0, 3, 2.5, 4, 1, 2])
    let one = try spread(y, s).tau
    let thousand = try spread(y.map { $0 * 1000 }, s.map { $0 * 1000 }).tau
    #expect(abs(thousand / one - 1000) < 1e-9)
    let turned = try spread(y.map { -$0 }.reversed(), s.reversed()).tau
    #expect(abs(turned - one) < 1e-12)
  }

  @Test("asks for six results")
  func few() {
    #expect(throws: InferenceError.tooFew(field: "past", value: 5, needed: 6)) {
      try spread([1, 2, 3, 4, 5], [1, 1, 1, 1, 1])
    }
  }
}
