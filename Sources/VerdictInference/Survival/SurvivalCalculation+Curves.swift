extension SurvivalCalculation {
  /// The times and events of one arm.
  static func sample(
    _ arm: String,
    _ inputs: CalculationInputs
  ) throws(InferenceError) -> SurvivalSample {
    guard let record = try inputs.record(arm, keys: ["times", "events"]) else {
      throw .missing(field: arm)
    }
    guard let times = try record.numbers("times") else { throw .missing(field: "\(arm).times") }
    guard let value = record.value("events") else { throw .missing(field: "\(arm).events") }
    guard case .array(let elements) = value else {
      throw .wrongType(field: "\(arm).events", expected: "array of 0 and 1")
    }
    var events: [Bool] = []
    for (index, element) in elements.enumerated() {
      switch (element, element.asDouble) {
      case (.boolean(let seen), _): events.append(seen)
      case (_, 0): events.append(false)
      case (_, 1): events.append(true)
      default: throw .wrongType(field: "\(arm).events[\(index)]", expected: "0 or 1")
      }
    }
    do throws(InferenceError) {
      return try SurvivalSample(times: times, events: events)
    } catch {
      throw error.inside(arm)
    }
  }

  /// Puts a curve, one element for each distinct time.
  static func put(
    _ curve: KaplanMeier,
    _ path: String,
    _ level: Double,
    _ result: inout CalculationResult
  ) throws(InferenceError) {
    let steps = curve.steps
    try result.set("\(path).times") { CalculationValue(steps.map(\.time)) }
    try result.set("\(path).atRisk") { .array(steps.map { .integer($0.atRisk) }) }
    try result.set("\(path).events") { .array(steps.map { .integer($0.events) }) }
    try result.set("\(path).censored") { .array(steps.map { .integer($0.censored) }) }
    try result.set("\(path).survival") { CalculationValue(steps.map(\.survival)) }
    try result.set("\(path).standardError") { CalculationValue(steps.map(\.standardError)) }
    var hasGaps = false
    try result.set("\(path).interval") { () throws(InferenceError) in
      var limits: [CalculationValue] = []
      for step in steps {
        let interval = try step.interval(level: level)
        if interval == nil { hasGaps = true }
        limits.append(CalculationValue(interval))
      }
      return .array(limits)
    }
    if steps.isEmpty { result.note(path, reason: .emptyArm) }
    if hasGaps { result.note("\(path).interval", reason: .undefinedAtZeroAndOne) }
  }

  /// Puts the share with the event at the horizon.
  static func put(
    _ reading: KaplanMeier.Reading?,
    _ curve: KaplanMeier,
    _ path: String,
    _ level: Double,
    _ result: inout CalculationResult
  ) throws(InferenceError) {
    guard let reading, let conversion = reading.conversion, let variance = reading.variance else {
      let reason: NoteReason = reading == nil || curve.steps.isEmpty ? .emptyArm : .notFollowed
      for key in ["estimate", "standardError", "interval"] {
        result.missing("\(path).\(key)", reason: reason)
      }
      return
    }
    try result.set(number: "\(path).estimate") { conversion }
    // At 0 and 1 Greenwood's error is 0 and would claim certainty.
    let isInside = conversion > 0 && conversion < 1
    try result.put(
      "\(path).standardError",
      isInside ? variance.squareRoot() : nil,
      or: .undefinedAtZeroAndOne
    )
    try result.put("\(path).interval", reading.interval(level: level), or: .undefinedAtZeroAndOne)
  }

  /// Puts a median with its limits.
  static func putMedian(
    _ curve: KaplanMeier,
    _ path: String,
    _ level: Double,
    _ result: inout CalculationResult
  ) throws(InferenceError) {
    guard result.wants(path) else { return }
    let median = try curve.median(level: level)
    let reason: NoteReason = curve.steps.isEmpty ? .emptyArm : .notReached
    try result.put("\(path).estimate", median.estimate, or: reason)
    try result.put("\(path).interval", median.interval, or: reason)
    if let interval = median.interval, interval.upper == nil {
      result.note("\(path).interval", reason: .upperLimitNotReached)
    }
  }
}
