import VerdictModel

/// Forms whose metric is no share: an amount, a check, a number of days.
extension FormAssembly {
  static let measures: [(word: String, value: Measure?)] = [
    ("share", nil), ("amount", .amount), ("check", .check), ("days", .duration),
  ]

  /// What the variant costs per unit and the spread of the prior, in the unit of the metric.
  ///
  /// Where no spread is registered it is asked of the company's past results (`tauResults` 0); with too
  /// few of them 8 points are usual, and of money or days effects as large as the smallest worthwhile.
  mutating func readPrices(_ measure: Measure?, goal: Goal?, effect: RegisteredEffect?)
    -> (cost: Double, tau: Double, tauResults: Int?)
  {
    var known: Int?
    if top.node("spread") == nil {
      known = goal == .choose ? 0 : nil
    } else if top.node("spread_results") != nil {
      known = readInteger(top, "spread_results", 6...1_000_000)
    }
    guard let measure else {
      let cost = reading.points(top, "cost_per_unit", allowed: 0...100) ?? 0
      return (cost, reading.points(top, "spread", allowed: 0.1...100) ?? 0.08, known)
    }
    let scale = measure.scale
    let cost = reading.size(top, "cost_per_unit", scale) ?? 0
    let usual = effect.flatMap { $0.scale == scale ? $0.value : nil } ?? 0
    return (cost, reading.size(top, "spread", scale) ?? usual, known)
  }

  /// Money is paid at a stage that has money; days and money are split by unit.
  mutating func checkMeasure(
    _ measure: Measure,
    _ stage: String?,
    _ effect: RegisteredEffect?,
    _ allocation: Allocation?,
    maturity: Int?
  ) {
    if let allocation, allocation.slices != nil {
      reading.refusals.refuse("form.measureSlices", top, "measure")
    }
    if let effect, effect.scale != measure.scale,
      effect.scale != .relative || measure == .duration
    {
      reading.refusals.refuse(
        "form.effectUnit",
        top,
        "smallest_worthwhile_effect",
        value: effect.scale.rawValue
      )
    }
    if measure != .duration, let stage, stage != "payments" {
      reading.refusals.refuse("form.measureStage", top, "measure", value: stage)
    }
    if measure == .duration, maturity == 0 {
      reading.refusals.refuse("form.measureWindow", top, "maturity_days", value: "0")
    }
    if top.node("mode") != nil { reading.refusals.refuse("form.measureMode", top, "mode") }
  }
}

extension Measure {
  /// The unit its effects are written in.
  var scale: RegisteredEffect.Scale { self == .duration ? .days : .money }
}
