import Testing
import VerdictInference

@Suite("RegressionToTheMean")
struct RegressionToTheMeanTests {
  struct Case: Decodable {
    let mean: Double
    let standardDeviation: Double
    let correlation: Double
    let spell: Double
    let length: Int
    let following: Int
    let average: Double
    let rebound: Double
    let deviation: Double
  }

  @Test("expectations agree with the covariance matrix of the process")
  func oracle() throws {
    for known in try CommittedOracle<Case>.cases("series_mean") {
      let process = try RegressionToTheMean(
        mean: known.mean,
        standardDeviation: known.standardDeviation,
        correlation: known.correlation
      )
      let expected = try process.expectation(
        after: known.spell,
        length: known.length,
        following: known.following
      )
      #expect(agree(expected.average, known.average, within: 1e-12))
      #expect(agree(expected.rebound, known.rebound, within: 1e-12))
      #expect(agree(expected.standardDeviation, known.deviation, within: 1e-9))
    }
  }

  @Test("a base gives mean, spread and correlation; near 10⁹ too")
  func base() throws {
    // Mean 3, rests −2 −1 0 1 2: products 2 + 0 + 0 + 2, squares 10.
    for shift in [0, 1e9] {
      let process = try RegressionToTheMean(base: [1, 2, 3, 4, 5].map { $0 + shift })
      #expect(agree(process.mean - shift, 3, within: 1e-9))
      #expect(agree(process.standardDeviation, 2.5.squareRoot(), within: 1e-12))
      #expect(agree(process.correlation, 0.4, within: 1e-12))
    }
    let flat = try RegressionToTheMean(base: [4, 4, 4])
    #expect(flat.standardDeviation == 0 && flat.correlation == 0)
    #expect(try flat.expectation(after: 1, length: 2, following: 3).rebound == 3)
    #expect(try flat.rebound(below: 3) == nil)
  }

  @Test("picked below a cut-off at the mean, half a spread and more comes back")
  func cutoff() throws {
    let process = try RegressionToTheMean(mean: 0, standardDeviation: 1, correlation: 0)
    // φ(0)/Φ(0) = 2/√(2π).
    #expect(agree(try process.rebound(below: 0), 0.7978845608, within: 1e-10))
    // Far below, the picked ones lie just under the cut-off: −z − 1/z + … .
    #expect(agree(try process.rebound(below: -29.99), 30.0233, within: 1e-3))
    #expect(agree(try process.rebound(below: -30.01), 30.0433, within: 1e-3))
    #expect(agree(try process.rebound(below: 40), 0, within: 1e-12))
  }

  @Test("impossible processes are refused")
  func refused() {
    #expect(throws: InferenceError.tooFew(field: "base", value: 2, needed: 3)) {
      try RegressionToTheMean(base: [1, 2])
    }
    #expect(
      throws: InferenceError.outsideRange(field: "correlation", value: 1, allowed: "(-1, 1)")
    ) { try RegressionToTheMean(mean: 0, standardDeviation: 1, correlation: 1) }
    #expect(throws: InferenceError.self) {
      try RegressionToTheMean(mean: 0, standardDeviation: 1, correlation: 0)
        .expectation(after: 1, length: 0, following: 1)
    }
    #expect(throws: InferenceError.self) {
      try RegressionToTheMean(base: [1e308, -1e308, 1e308, .nan])
    }
  }
}
