import Foundation
import Testing
import VerdictAnalysis
import VerdictExchange
import VerdictInference
import VerdictModel
import VerdictWorkflow

@Suite("Money and days, in the store") struct MeasureTests {
  private let office: Office
  init() throws { office = try Office() }

  private func load(_ scenario: UnitScenario, form changed: HypothesisForm? = nil) async throws {
    let form = changed ?? scenario.form
    let before = try office.desk((form.start - 3).description)
    _ = try await before.add(form)
    _ = try await before.start(form.id, seal: SimulatedFiles.seal(scenario, seed: 7))
    let later = try office.desk((scenario.lastDay + 1).description)
    let units = SimulatedFiles.units(of: scenario, seed: 7)
    _ = try await later.draw(
      form.id,
      units.map {
        DrawRequest(
          unit: $0.exposure.unit,
          manager: $0.exposure.manager,
          segment: $0.exposure.segment,
          day: $0.exposure.day
        )
      }
    )
    let outcomes = try #require(SimulatedFiles.files(for: scenario, seed: 7).last)
    _ = try await later.importFile(outcomes.bytes, name: "outcomes.csv", mode: .commit)
  }

  private func desk(_ scenario: UnitScenario, _ period: HalfMonth) throws -> Desk {
    try office.desk(WorkingCalendar.russia.reviewDate(of: period).description)
  }

  /// By manager, from the rows themselves: what the cells must have kept.
  private func byHand(
    _ scenario: UnitScenario,
    _ value: (UnitRecord) -> Double
  ) throws -> StudentisedEstimate? {
    let units = SimulatedFiles.units(of: scenario, seed: 7)
    let managers = Set(units.compactMap(\.exposure.manager)).sorted()
    return StratifiedMeans.difference(
      try managers.map { manager in
        func arm(_ key: String) throws -> VerdictInference.Moments {
          try VerdictInference.Moments(
            units.filter { $0.exposure.manager == manager && $0.exposure.arm == key }.map(value)
          )
        }
        return StratifiedMeans.Stratum(control: try arm("usual"), variant: try arm("new"))
      }
    )
  }

  @Test("what a file says is read back to the same", arguments: UnitScenario.all)
  func yaml(_ scenario: UnitScenario) throws {
    let text = HypothesisYAML.text(of: scenario.form)
    let back = try HypothesisYAML.read(Array(text.utf8), file: "h.yaml", funnel: .standard)
    #expect(back == scenario.form)
  }

  @Test("money per client is Welch's within managers over the rows themselves")
  func amounts() async throws {
    let scenario = UnitScenario.biggerCheck
    try await load(scenario)
    let last = try #require(LookHistory.reviews(of: scenario.form).last)
    let evaluation = try await desk(scenario, last).evaluate(scenario.form.id)
    #expect(evaluation.verdict == .preferVariant)
    let hand = try #require(
      try byHand(scenario) { unit in
        let paid = unit.events.filter { event in
          event.day.map { $0 - unit.exposure.day <= 30 } ?? false
        }
        return paid.reduce(0) { $0 + Double($1.amount?.minor ?? 0) / 100 }
      }
    )
    let effect = try #require(evaluation.effect)
    #expect(abs((effect.estimate ?? 0) - hand.estimate) < 1e-6 * abs(hand.estimate))
    #expect(abs(effect.pValueBetter - hand.pValueGreater()) < 1e-9)
    #expect(abs((effect.statistic ?? 0) - hand.statistic) < 1e-9)
    // A pick between normal estimates: the posterior mean of N(0, τ²) and the estimate.
    let choice = try #require(evaluation.choice)
    #expect(choice.picksVariant && choice.probabilityVariantBetter > 0.5)
    #expect(evaluation.calls.first?.contains("\"method\":\"means\"") == true)
  }

  @Test("days are compared once, at the final look, over the rows themselves")
  func days() async throws {
    let scenario = UnitScenario.shorterDealCycle
    try await load(scenario)
    for period in LookHistory.reviews(of: scenario.form).dropLast() {
      let early = try await desk(scenario, period).evaluate(scenario.form.id)
      #expect(early.verdict == .tooEarly && early.effect == nil && !early.look.counts)
      #expect(early.arms.allSatisfy { $0.mean == nil })
    }
    let last = try #require(LookHistory.reviews(of: scenario.form).last)
    let final = try await desk(scenario, last).evaluate(scenario.form.id)
    #expect(final.verdict == .confirmed && final.look.number == 1)
    let hand = try #require(
      try byHand(scenario) { unit in
        let lags = unit.events.filter(\.reached).compactMap { $0.day }
          .map { $0 - unit.exposure.day }
        return Double(min(30, lags.min() ?? 30))
      }
    )
    // Fewer days are better: the sign is turned.
    let effect = try #require(final.effect)
    #expect(abs((effect.estimate ?? 0) + hand.estimate) < 1e-9)
    let interval = try hand.interval(level: 0.95)
    #expect(abs((effect.interval.lower ?? 0) + (interval.upper ?? 0)) < 1e-9)
  }

  @Test("the average check is money over those who paid, by Welch's test of the payers")
  func checks() async throws {
    let scenario = UnitScenario.biggerCheck
    var form = scenario.form
    form.measure = .check
    try await load(scenario, form: form)
    let last = try #require(LookHistory.reviews(of: form).last)
    let evaluation = try await desk(scenario, last).evaluate(form.id)
    let units = SimulatedFiles.units(of: scenario, seed: 7)
    func checks(_ key: String) -> [Double] {
      units.filter { $0.exposure.arm == key }.compactMap { unit in
        unit.events.first { event in
          event.reached && (event.day.map { $0 - unit.exposure.day <= 30 } ?? false)
        }
      }.map { Double($0.amount?.minor ?? 0) / 100 }
    }
    // Welch (1947), from the payers one by one.
    func welch(_ left: [Double], _ right: [Double]) -> (difference: Double, statistic: Double) {
      func parts(_ values: [Double]) -> (mean: Double, error: Double) {
        let n = Double(values.count)
        let mean = values.reduce(0, +) / n
        return (mean, values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1) / n)
      }
      let (one, other) = (parts(left), parts(right))
      let difference = other.mean - one.mean
      return (difference, difference / (one.error + other.error).squareRoot())
    }
    let hand = welch(checks("usual"), checks("new"))
    #expect(abs((evaluation.effect?.estimate ?? 0) / hand.difference - 1) < 1e-9)
    #expect(abs((evaluation.effect?.statistic ?? 0) - hand.statistic) < 1e-6)

    // The call that the card prints gives the same numbers to whoever runs it.
    struct Call: Decodable {
      struct Arm: Decodable { let count, mean, standardDeviation: Double }
      let method: String
      let control, variant: Arm
    }
    let printed = try #require(evaluation.calls.first)
    let json = try #require(printed.split(separator: "'").dropFirst().first)
    let call = try JSONDecoder().decode(Call.self, from: Data(json.utf8))
    #expect(call.method == "means")
    #expect(Int(call.control.count) == checks("usual").count)
    func error(_ arm: Call.Arm) -> Double {
      arm.standardDeviation * arm.standardDeviation / arm.count
    }
    let difference = call.variant.mean - call.control.mean
    #expect(abs(difference / hand.difference - 1) < 1e-9)
    let statistic = difference / (error(call.control) + error(call.variant)).squareRoot()
    #expect(abs(statistic - hand.statistic) < 1e-6)
  }

  @Test("before the start the chances are told in the metric's own unit")
  func forecast() async throws {
    let form = UnitScenario.shorterDealCycle.form
    let forecast = try await office.desk("2026-09-01").add(form)
    #expect(forecast.prove.map(\.difference) == [0, 2, 4])
    let nothing = try #require(forecast.prove.first)
    // 30/√12 days of spread, 150 clients a side: an error of one day, one look, Φ(4 − 1.96) = .9793.
    #expect(nothing.confirmed < 0.035)
    let twice = try #require(forecast.prove.last)
    #expect(abs(twice.confirmed - 0.9793) < 0.01)
  }

  @Test(
    "what cannot be compared is refused before the start",
    arguments: [
      ("measure: amount\nmetric: meetings_held", "form.measureStage"),
      ("measure: days\nmetric: payments", "form.effectUnit"),
      ("measure: weight", "form.unknownValue"),
    ]
  )
  func refusals(_ lines: String, _ code: String) throws {
    let text = HypothesisYAML.text(of: UnitScenario.payInParts.form)
      .replacing("metric: payments", with: lines)
    #expect {
      _ = try HypothesisYAML.read(Array(text.utf8), file: "h.yaml", funnel: .standard)
    } throws: { error in
      (error as? ExchangeError)?.refusals.contains { $0.code == code } ?? false
    }
  }
}
