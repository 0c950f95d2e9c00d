import GSLKit
import Testing

@Suite("Quadrature")
struct QuadratureTests {
  @Test(
    "A rule of n nodes is exact for polynomials up to degree 2n − 1",
    arguments: [1, 2, 5, 16, 40]
  )
  func exactness(count: Int) throws {
    let rule = try GaussLegendre(count: count)
    #expect(rule.nodes == rule.nodes.sorted())
    #expect(abs(rule.weights.reduce(0, +) - 2) < 1e-13)
    for degree in 0..<min(2 * count, 30) {
      let found = rule.integral(from: -1, to: 2) { Elementary.power($0, Double(degree)) }
      let exact =
        (Elementary.power(2, Double(degree + 1)) - Elementary.power(-1, Double(degree + 1)))
        / Double(degree + 1)
      #expect(abs(found - exact) <= 1e-12 * max(1, abs(exact)))
    }
  }

  // Abramowitz & Stegun (1964), table 25.4, n = 5.
  @Test("Nodes and weights are the printed ones")
  func printed() throws {
    let rule = try GaussLegendre(count: 5)
    for (found, printed) in zip(rule.nodes.suffix(3), [0, 0.538469310105683, 0.906179845938664]) {
      #expect(abs(found - printed) < 1e-15)
    }
    for (found, printed) in zip(
      rule.weights.suffix(3),
      [0.568888888888889, 0.478628670499366, 0.236926885056189]
    ) {
      #expect(abs(found - printed) < 1e-15)
    }
  }

  @Test("Adaptive quadrature meets its tolerance and says how near it is")
  func adaptive() throws {
    let half = try AdaptiveQuadrature.integral(over: 0...40) { NormalDistribution.density($0) }
    #expect(abs(half.value - 0.5) < 1e-12)
    #expect(half.error < 1e-9)
    let root = try AdaptiveQuadrature.integral(over: 0...1) { $0.squareRoot() }
    #expect(abs(root.value - 2.0 / 3) < 1e-10)
  }

  @Test("Functions and ranges that have no integral are refused")
  func refusals() {
    #expect(throws: GSLError.self) { try GaussLegendre(count: 0) }
    #expect(throws: GSLError.self) {
      try AdaptiveQuadrature.integral(over: 0...Double.infinity) { $0 }
    }
    #expect(throws: GSLError.notFinite(routine: "adaptiveQuadrature", at: 0)) {
      try AdaptiveQuadrature.integral(over: 0...1) { _ in .nan }
    }
  }
}
