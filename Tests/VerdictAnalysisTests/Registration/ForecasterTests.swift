import Testing
import VerdictAnalysis
import VerdictInference
import VerdictModel

/// What registration promises, against the figures verdict rule §5 states for a department of
/// 44 clients a month.
@Suite struct ForecasterTests {
  static func forecast(
    units: Int = 44,
    base: Double = 0.55,
    points: Double = 8,
    direction: VerdictModel.Direction = .up,
    isReversible: Bool = true
  ) throws -> RegistrationForecast {
    var form = HandmadeTrial(
      [],
      direction: direction,
      mode: .score,
      perArm: units,
      points: points,
      isReversible: isReversible
    ).form
    form.frozen = nil
    return try Forecaster.forecast(
      form: form,
      unitsPerArm: units,
      unitsPerMonth: 44,
      base: base,
      baseIsOwn: true
    )
  }

  @Test(
    "Right picks: 75 of 100 at +8, 94 at +17; 78 and 95 where equals count half",
    arguments: [
      // Python, exact binomial coefficients: P(more come in the variant), P(equally many).
      (0.08, 0.744754, 0.064411, 0.78), (0.17, 0.941218, 0.021853, 0.95),
    ]
  )
  func picks(difference: Double, more: Double, equal: Double, stated: Double) throws {
    let arms = PathEnumeration(
      sizes: [44],
      controlRate: 0.55,
      variantRate: 0.55 + difference
    ).probabilities { _, a, b in b > a ? 1 : b == a ? 0 : -1 }
    #expect(abs(arms[1, default: 0] - more) < 1e-6)
    #expect(abs(arms[0, default: 0] - equal) < 1e-6)
    #expect(abs(more + equal / 2 - stated) < 0.005)
    // With equal arms above one half the prior leans to the control, so few equals are picked.
    let right = try ChoicePlanning.chanceOfRightPick(
      base: 0.55,
      difference: difference,
      controlSize: 44,
      variantSize: 44
    )
    #expect(right >= more)
    #expect(right < more + equal / 2)
    if difference == 0.08 { #expect(try Self.forecast().choose.first?.right == right) }
  }

  @Test("The same +8 is confirmed in 11 of 100, so choosing is recommended")
  func confirmations() throws {
    let forecast = try Self.forecast()
    let worth = try #require(forecast.prove.first { $0.difference == 0.08 })
    // 4,000 runs: 5.3 standard errors of .005, and the rounding of the stated .11.
    #expect(abs(worth.confirmed - 0.11) < 0.0265 + 0.005)
    #expect(forecast.looks == 4)
    #expect(forecast.recommended == .choose)
    #expect(try Self.forecast(isReversible: false).recommended == .prove)
    #expect(try Self.forecast(units: 400, points: 17).recommended == .prove)
  }

  @Test("The simulated chances are those of the enumeration", arguments: [0.0, 0.08, 0.16])
  func enumerated(difference: Double) throws {
    let forecast = try Self.forecast()
    let row = try #require(forecast.prove.first { $0.difference == difference })
    let plan = try EnumeratedPlan(perArm: 44, looks: 4, mode: .score, worthwhile: 0.08)
    let exact = plan.verdicts(base: 0.55, difference: difference)
    for (simulated, verdict) in [
      (row.confirmed, Verdict.confirmed), (row.harmful, .harmful), (row.notWorthIt, .notWorthIt),
      (row.noEffect, .noEffect),
    ] {
      let truth = exact[verdict, default: 0]
      let error = (truth * (1 - truth) / 4_000).squareRoot()
      #expect(abs(simulated - truth) <= 5.33 * error + 1e-3, "\(verdict)")
    }
    let sum = row.confirmed + row.harmful + row.noEffect + row.notWorthIt + row.undecided
    #expect(abs(sum - 1) < 1e-12)
  }

  @Test("A metric that should fall is forecast as the mirrored one that should rise")
  func direction() throws {
    let down = try Self.forecast(base: 0.2, direction: .down)
    let up = try Self.forecast(base: 0.8)
    #expect(down.prove == up.prove)
    #expect(down.choose == up.choose)
    #expect(down.baseRate == 0.2)
  }

  @Test("The same form gives the same forecast, every time")
  func repeatable() throws {
    #expect(try Self.forecast() == Self.forecast())
  }
}
