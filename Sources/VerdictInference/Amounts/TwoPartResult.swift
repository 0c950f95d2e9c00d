/// The part of a `means` result that reads amounts in two parts.
enum TwoPartResult {
  /// Its paths.
  static let paths =
    ["difference", "interval", "p"].map { "twoPart.rate.\($0)" }
    + ["control", "variant", "difference", "interval", "p"].map { "twoPart.amount.\($0)" }
    + ["fromRate", "fromAmount", "jointP"].map { "twoPart.\($0)" }

  /// Puts a reading of two lists of amounts.
  static func put(
    _ control: [Double],
    _ variant: [Double],
    level: Double,
    _ result: inout CalculationResult
  ) throws(InferenceError) {
    guard result.wants("twoPart") else { return }
    let reading = try TwoPartReading(control: control, variant: variant)
    guard let first = reading.controlPaying.rate, let second = reading.variantPaying.rate else {
      for path in paths { try result.set(path) { .null } }
      result.note("twoPart", reason: .emptyArm)
      return
    }
    let rates = try reading.rates()
    try result.set(number: "twoPart.rate.difference") { second - first }
    try result.set(interval: "twoPart.rate.interval") { rates.interval(tail: (1 - level) / 2) }
    try result.set(number: "twoPart.rate.p") { rates.pValue() }
    let means = (reading.controlAmounts.mean, reading.variantAmounts.mean)
    try result.set(number: "twoPart.amount.control") { means.0 }
    try result.set(number: "twoPart.amount.variant") { means.1 }
    try result.set(number: "twoPart.amount.difference") {
      if let c = means.0, let v = means.1 { v - c } else { nil }
    }
    try result.set(interval: "twoPart.amount.interval") { () throws(InferenceError) in
      try reading.amounts?.interval(level: level)
    }
    try result.set(number: "twoPart.amount.p") { reading.amounts?.pValue() }
    try result.set(number: "twoPart.fromRate") { reading.fromRate }
    try result.set(number: "twoPart.fromAmount") { reading.fromAmount }
    try result.set(number: "twoPart.jointP") { () throws(InferenceError) in
      try reading.jointPValue()
    }
    if means.0 == nil || means.1 == nil {
      result.note("twoPart", reason: .nobodyPaid)
    } else if reading.amounts == nil {
      result.note("twoPart.amount", reason: .tooFewPaying)
    }
  }
}
