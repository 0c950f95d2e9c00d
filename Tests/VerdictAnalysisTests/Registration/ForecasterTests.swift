import Testing
import VerdictAnalysis
import VerdictInference
import VerdictModel

/// What registration promises, against the figures verdict rule §5 states for a department of
/// 44 clients a month.
@Suite struct ForecasterTests {
  static func forecast(
    units: Int = 44, base: Double = 0.55, points: Double = 8,
    direction: VerdictModel.Direction = .up, isReversible: Bool = true
  ) throws -> RegistrationForecast {
    var form = HandmadeTrial(
      [], direction: direction, mode: .score, perArm: units, points: points,
      isReversible: isReversible
    ).form
    form.frozen = nil
    return try Forecaster.forecast(
      form: form, unitsPerArm: units, unitsPerMonth: 44, base: base, baseIsOwn: true)
  }

  @Test("A true +8 is picked rightly in 78 of 100, and about +17 in 95")
  func picks() throws {
    let forecast = try Self.forecast()
    print("PICK", forecast.choose, forecast.prove)
    #expect(abs(try #require(forecast.choose.first).right - 0.78) < 0.005)
    let large = try ChoicePlanning.chanceOfRightPick(
      base: 0.55, difference: 0.17, controlSize: 44, variantSize: 44)
    #expect(abs(large - 0.95) < 0.005)
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
