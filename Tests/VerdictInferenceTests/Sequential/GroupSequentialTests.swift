import GSLKit
import Testing
import VerdictInference

@Suite("Boundaries of planned looks")
struct GroupSequentialTests {
  struct CrossingCase: Decodable {
    let boundaries: [Double]
    let information: [Double]
    let drift: Double
    let sides: Int
    let probabilities: [Double]
  }

  struct BoundaryCase: Decodable {
    let information: [Double]
    let significance: Double
    let spending: String
    let rho: Double?
    let z: [Double]
  }

  // Printed with three digits: Jennison & Turnbull (2000), Lan–DeMets O'Brien–Fleming-type, .025 a
  // side at equal spacing; the same in gsDesign (sfLDOF) and ldbounds.
  @Test(
    "Printed O'Brien–Fleming-type boundaries are reproduced to the last digit",
    arguments: GroupSequential.Sides.allCases
  )
  func printedTable(sides: GroupSequential.Sides) throws {
    let printed: [[Double]] = [[2.963, 1.969], [4.333, 2.963, 2.359, 2.014]]
    for row in printed {
      let z = try equallySpaced(row.count, sides: sides).map(\.z)
      for (found, expected) in zip(z, row) { #expect(abs(found - expected) <= 0.0006) }
    }
    let eighth = try #require(try equallySpaced(8, sides: sides).last)
    #expect(abs(eighth.z - 2.066) <= 0.0006)
  }

  // Both sides use fixed quadrature of about twelve digits; 1e-8 leaves room for ill-conditioning.
  @Test("Boundaries agree with direct multivariate integrals")
  func oracleBoundaries() throws {
    for item in try CommittedOracle<BoundaryCase>.cases("sequential_boundaries") {
      let spending: SpendingFunction =
        switch item.spending {
        case "pocock": .pocock
        case "power": .power(rho: try #require(item.rho))
        default: .obrienFleming
        }
      let found = try GroupSequential.boundaries(
        information: item.information,
        significance: item.significance,
        spending: spending,
        final: false
      )
      #expect(found.count == item.z.count)
      for (boundary, z) in zip(found, item.z) { #expect(abs(boundary.z - z) < 1e-8) }
    }
  }

  @Test("Crossing probabilities agree with direct multivariate integrals, with and without drift")
  func oracleCrossings() throws {
    for item in try CommittedOracle<CrossingCase>.cases("sequential_crossings") {
      let found = try GroupSequential.crossingProbabilities(
        boundaries: item.boundaries,
        information: item.information,
        drift: item.drift,
        sides: try #require(GroupSequential.Sides(rawValue: item.sides))
      )
      for (probability, expected) in zip(found, item.probabilities) {
        #expect(abs(probability - expected) < 1e-11)
      }
    }
  }

  @Test("Looks that lie close together, late looks and many looks spend exactly what they may")
  func spendsExactly() throws {
    let plans: [[Double]] = [
      [0.1, 0.12, 0.14, 0.9, 0.92, 1.05], [0.5, 0.5001, 1], (1...30).map { Double($0) / 30 },
    ]
    for information in plans {
      let found = try GroupSequential.boundaries(
        information: information,
        significance: 0.025,
        final: true
      )
      #expect(found.last?.cumulative == 0.025)
      let crossed = try GroupSequential.crossingProbabilities(
        boundaries: found.map(\.z),
        information: information,
        drift: 0
      )
      var sum = 0.0
      for (look, probability) in crossed.enumerated() {
        sum += probability
        #expect(abs(sum - found[look].cumulative) < 1e-12)
        #expect(found[look].nominalP == NormalDistribution.upperTail(found[look].z))
      }
    }
  }

  // Independent of the recursion: random walks with a fixed seed. 200,000 tests, so one in 10⁷
  // repetitions of this with another seed leaves 5.3 standard errors.
  @Test("Simulated tests cross the boundaries as often as the level says")
  func simulated() throws {
    let information = [0.3, 0.5, 0.85, 1.0]
    let z = try GroupSequential.boundaries(
      information: information,
      significance: 0.025,
      final: true
    ).map(\.z)
    let generator = RandomGenerator(seed: 20_250_101)
    let repetitions = 200_000
    var crossed = 0
    for _ in 0..<repetitions {
      var walk = 0.0
      var before = 0.0
      for (look, t) in information.enumerated() {
        walk += generator.normal(standardDeviation: (t - before).squareRoot())
        before = t
        if walk / t.squareRoot() >= z[look] {
          crossed += 1
          break
        }
      }
    }
    let standardError = (0.025 * 0.975 / Double(repetitions)).squareRoot()
    #expect(abs(Double(crossed) / Double(repetitions) - 0.025) < 5.3 * standardError)
  }

  @Test("One look is the plain test")
  func oneLook() throws {
    let found = try GroupSequential.boundaries(
      information: [0.63],
      significance: 0.025,
      final: true
    )
    // Φ̄⁻¹(.025), printed in every table.
    #expect(abs(found[0].z - 1.959963984540054) < 1e-12)
    #expect(found[0].cumulative == 0.025)
  }

  @Test("Information beyond the plan spends everything once, then nothing")
  func beyondThePlan() throws {
    let found = try GroupSequential.boundaries(
      information: [0.5, 1.02, 1.1],
      significance: 0.025,
      final: false
    )
    #expect(found[1].cumulative == 0.025)
    #expect(found[2].z == .infinity)
    #expect(found[2].nominalP == 0)
    #expect(found[2].cumulative == 0.025)
  }

  @Test("A very early look spends nothing and the next one gets it")
  func veryEarly() throws {
    let found = try GroupSequential.boundaries(
      information: [0.02, 0.5, 1],
      significance: 0.025,
      final: true
    )
    #expect(found[0].z == .infinity)
    #expect(found[0].cumulative == 0)
    // The first look as good as absent: the boundaries of K = 2.
    #expect(abs(found[1].z - 2.963) <= 0.0006)
    #expect(abs(found[2].z - 1.969) <= 0.0006)
  }

  @Test("A final look spends the rest whatever its information is; an interim look does not")
  func finalSpendsAll() throws {
    let information = [0.4, 0.7]
    let final = try GroupSequential.boundaries(
      information: information,
      significance: 0.025,
      final: true
    )
    let interim = try GroupSequential.boundaries(
      information: information,
      significance: 0.025,
      final: false
    )
    #expect(final[0] == interim[0])
    #expect(final[1].cumulative == 0.025)
    #expect(interim[1].cumulative < 0.025)
    #expect(final[1].z < interim[1].z)
  }

  @Test("Haybittle–Peto holds 3 until the end and leaves nearly the plain boundary")
  func haybittlePeto() throws {
    let found = try GroupSequential.boundaries(
      information: [0.25, 0.5, 0.75, 1],
      significance: 0.025,
      spending: .haybittlePeto,
      final: true
    )
    #expect(found.dropLast().allSatisfy { $0.z == 3 })
    #expect(found[3].cumulative == 0.025)
    #expect(found[3].z > 1.96 && found[3].z < 2)
    let tight = try GroupSequential.boundaries(
      information: [0.3, 0.6, 1],
      significance: 0.001,
      spending: .haybittlePeto,
      final: true
    )
    #expect(tight[0].z > 3)
    #expect(tight[1].z == .infinity)
    #expect(tight.allSatisfy { $0.cumulative <= 0.001 })
  }

  @Test("Impossible plans are refused with the field and the value")
  func refusals() {
    #expect(
      throws: InferenceError.notIncreasing(field: "information", previous: 0.5, value: 0.5)
    ) {
      try GroupSequential.boundaries(information: [0.5, 0.5], significance: 0.025, final: true)
    }
    #expect(
      throws: InferenceError.outsideRange(field: "significance", value: 0.5, allowed: "(0, 0.5)")
    ) {
      try GroupSequential.boundaries(information: [1], significance: 0.5, final: true)
    }
    #expect(
      throws: InferenceError.outsideRange(field: "information", value: 0, allowed: "(0, ∞)")
    ) {
      try GroupSequential.boundaries(information: [0, 1], significance: 0.025, final: true)
    }
    #expect(throws: InferenceError.outsideRange(field: "rho", value: 0, allowed: "(0, ∞)")) {
      try GroupSequential.boundaries(
        information: [1],
        significance: 0.025,
        spending: .power(rho: 0),
        final: true
      )
    }
  }

  private func equallySpaced(
    _ looks: Int,
    sides: GroupSequential.Sides
  ) throws -> [LookBoundary] {
    try GroupSequential.boundaries(
      information: (1...looks).map { Double($0) / Double(looks) },
      significance: 0.025,
      final: true,
      sides: sides
    )
  }
}
