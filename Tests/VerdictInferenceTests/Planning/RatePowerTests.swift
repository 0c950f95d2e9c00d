import Testing
import VerdictInference

@Suite("Sizes and power of a comparison of rates")
struct RatePowerTests {
  // 15 → 20 %, two-sided .05, power .80: 903 unpooled, 906 Fleiss (1981) eq. 3.14, 945 with the
  // continuity correction; the sizes R's power.prop.test (906) and Fleiss's tables give.
  @Test(
    "Sizes for 15 to 20 per cent",
    arguments: [(RatePower.Method.normal, 903), (.fleiss, 906), (.fleissCorrected, 945)]
  )
  func sizes(method: RatePower.Method, expected: Int) throws {
    let design = try RatePower.Design(baseline: 0.15, method: method)
    #expect(try RatePower.controlSize(design, target: 0.2, power: 0.8) == expected)
  }

  @Test(
    "Power at the size is the power asked for, and just below it is not",
    arguments: [RatePower.Method.normal, .fleiss, .fleissCorrected, .arcsine],
    [0.5, 1, 2]
  )
  func roundTrip(method: RatePower.Method, allocation: Double) throws {
    let design = try RatePower.Design(baseline: 0.3, allocation: allocation, method: method)
    let size = try RatePower.controlSize(design, target: 0.42, power: 0.9)
    // Rounding the variant's size is not part of the formulas.
    #expect(try RatePower.power(design, target: 0.42, controlSize: size) >= 0.9 - 1e-9)
    #expect(try RatePower.power(design, target: 0.42, controlSize: size - 1) < 0.9)
  }

  @Test("Smallest detectable effect at .45 with 60 an arm: 25.1 points exact, 24.5 by the formula")
  func minimumDetectableEffect() throws {
    let exact = try RatePower.minimumDetectableEffect(
      RatePower.Design(baseline: 0.45, method: .exact),
      controlSize: 60
    )
    #expect(agree(exact, 0.251, within: 0.0005))
    let normal = try RatePower.minimumDetectableEffect(
      RatePower.Design(baseline: 0.45),
      controlSize: 60
    )
    #expect(agree(normal, 0.245, within: 0.0005))
  }

  @Test("A fall is a rise of the failures, exactly")
  func mirror() throws {
    let up = try RatePower.power(
      RatePower.Design(baseline: 0.3, method: .exact),
      target: 0.6,
      controlSize: 25
    )
    let down = try RatePower.power(
      RatePower.Design(baseline: 0.7, method: .exact),
      target: 0.4,
      controlSize: 25
    )
    #expect(abs(up - down) < 1e-12)
  }

  @Test("From the exact size on power stays")
  func staysAbove() throws {
    let design = try RatePower.Design(baseline: 0.4, method: .exact)
    let size = try RatePower.controlSize(design, target: 0.75, power: 0.8)
    #expect(try RatePower.power(design, target: 0.75, controlSize: size - 1) < 0.8)
    for more in 0...5 {
      #expect(try RatePower.power(design, target: 0.75, controlSize: size + more) >= 0.8)
    }
  }

  // Normal formula by hand at base .45 and .025 a side, as in the project's method notes.
  @Test(
    "Units per arm for a margin of 5, 10 and 15 points",
    arguments: [(0.05, 2081, 1555), (0.10, 521, 389), (0.15, 232, 173)]
  )
  func margins(margin: Double, noEffect: Int, notWorthIt: Int) throws {
    #expect(try RatePower.equivalenceSize(margin: margin, base: 0.45) == noEffect)
    #expect(try RatePower.guardrailSize(margin: margin, base: 0.45) == notWorthIt)
  }

  @Test("A guardrail of 5 points at 9 of 88 needs about 580 an arm")
  func guardrail() throws {
    let size = try RatePower.guardrailSize(margin: 0.05, base: 9.0 / 88)
    #expect(abs(size - 580) <= 5)
  }

  @Test("An effect that cannot be found has no value; impossible inputs are refused")
  func edges() throws {
    let design = try RatePower.Design(baseline: 0.9)
    #expect(try RatePower.minimumDetectableEffect(design, controlSize: 5) == nil)
    #expect(throws: InferenceError.self) {
      try RatePower.power(design, target: 0.9, controlSize: 10)
    }
    #expect(throws: InferenceError.outsideRange(field: "baseline", value: 0, allowed: "(0, 1)")) {
      try RatePower.Design(baseline: 0)
    }
  }
}
