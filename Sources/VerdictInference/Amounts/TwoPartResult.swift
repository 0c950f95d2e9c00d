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
    let difference: Double? = if let c = means.0, let v = means.1 { v - c } else { nil }
    try result.put("twoPart.amount.control", means.0, or: .nobodyPaid)
    try result.put("twoPart.amount.variant", means.1, or: .nobodyPaid)
    try result.put("twoPart.amount.difference", difference, or: .nobodyPaid)
    let few: NoteReason =
      difference == nil
      ? .nobodyPaid
      : min(reading.controlAmounts.count, reading.variantAmounts.count) < 2
        ? .tooFewPaying : .noVariance
    let amounts = reading.amounts
    try result.put("twoPart.amount.interval", try amounts?.interval(level: level), or: few)
    try result.put("twoPart.amount.p", amounts?.pValue(), or: few)
    try result.put("twoPart.fromRate", reading.fromRate, or: .nobodyPaid)
    try result.put("twoPart.fromAmount", reading.fromAmount, or: .nobodyPaid)
    try result.put("twoPart.jointP", try reading.jointPValue(), or: few)
  }
}
