import GSLKit
import Testing
import VerdictInference

@Suite("The chance to end beyond the boundary")
struct ConditionalPowerTests {
  @Test("Nothing seen yet and the registered effect true: the chance is the plain power")
  func start() throws {
    // θ = z_.025 + z_.20 is the drift of 80 % power by definition.
    let drift = 1.959963984540054 + 0.8416212335729143
    let found = try ConditionalPower(
      information: 1e-9,
      statistic: 0,
      plannedInformation: 1,
      effect: drift
    )
    #expect(abs(try #require(found.design) - 0.8) < 1e-6)
  }

  // Lan & Wittes by hand at t = ½, z = 1: B = .7071, current drift 1.4142, so
  // Φ((.7071 + .7071 − 1.96)/.7071) = Φ(−.7718) = .2201.
  @Test("A worked example")
  func worked() throws {
    let found = try ConditionalPower(information: 50, statistic: 1, plannedInformation: 100)
    #expect(abs(found.current - 0.2201) < 5e-5)
    #expect(found.design == nil)
  }

  @Test("At the end it is 0 or 1")
  func end() throws {
    #expect(
      try ConditionalPower(information: 10, statistic: 2, plannedInformation: 10).current == 1
    )
    #expect(
      try ConditionalPower(information: 10, statistic: 1.9, plannedInformation: 10).current == 0
    )
  }

  @Test("It is what simulated futures do")
  func simulated() throws {
    let found = try ConditionalPower(
      information: 40,
      statistic: 0.6,
      plannedInformation: 100,
      effect: 0.28
    )
    let generator = RandomGenerator(seed: 3)
    let repetitions = 100_000
    var hits = 0
    for _ in 0..<repetitions {
      // Z√I grows by N(effect·ΔI, ΔI).
      let end =
        0.6 * 40.0.squareRoot()
        + generator.normal(mean: 0.28 * 60, standardDeviation: 60.0.squareRoot())
      if end / 10 >= 1.959963984540054 { hits += 1 }
    }
    let design = try #require(found.design)
    let error = (design * (1 - design) / Double(repetitions)).squareRoot()
    #expect(abs(Double(hits) / Double(repetitions) - design) < 5.3 * error)
  }

  @Test("More than was planned is refused")
  func refusal() {
    #expect(
      throws: InferenceError.outsideRange(
        field: "plannedInformation",
        value: 5,
        allowed: "[10.0, ∞)"
      )
    ) {
      try ConditionalPower(information: 10, statistic: 0, plannedInformation: 5)
    }
  }
}
