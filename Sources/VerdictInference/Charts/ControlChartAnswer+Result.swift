extension ControlChartAnswer {
  /// Writes the answer at the paths of the contract.
  func write(into result: inout CalculationResult) throws(InferenceError) {
    try result.set(number: "center") { chart.center }
    if let noLimits {
      for path in ["lower", "upper", "signals"] { result.missing(path, reason: noLimits) }
      result.missing("averageRunLength", reason: noLimits)
    } else {
      try result.set("lower") { Self.list(chart.lower) }
      try result.set("upper") { Self.list(chart.upper) }
      try result.set("signals") { Self.list(chart.signals) }
      try result.put("averageRunLength", runLength, or: runLengthReason)
    }
    try result.set("statistic") { Self.list(chart.statistic) }
    let own: [(path: String, value: CalculationValue?)] = [
      ("lowerStatistic", lowerStatistic.map { CalculationValue($0) }),
      ("limit", limit.map { .number($0) }),
      ("standardDeviation", standardDeviation.map { .number($0) }),
      ("dispersion", dispersion.map { .number($0) }),
      ("changeStarts", changeStarts.map { Self.list($0) }),
      ("movingRange.center", ranges.map { .number($0.center) }),
      ("movingRange.upper", ranges.map { CalculationValue($0.upper.last ?? nil) }),
      ("movingRange.signals", ranges.map { Self.list($0.signals) }),
    ]
    for (path, value) in own { try result.set(path) { value ?? .null } }
    // One note for all that other kinds of charts have.
    let others = own.filter { $0.value == nil && result.wants($0.path) }.map(\.path)
    if !others.isEmpty { result.note("", reason: noLimits ?? .otherKind, values: others) }
    for note in notes { result.note(note.path, reason: note.reason, values: note.values) }
  }

  private static func list(_ values: [Double?]) -> CalculationValue {
    .array(values.map { CalculationValue($0) })
  }

  private static func list(_ values: [Int]) -> CalculationValue {
    .array(values.map { .integer($0) })
  }
}
