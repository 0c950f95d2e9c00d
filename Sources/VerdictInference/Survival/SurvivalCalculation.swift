/// `survival`: two arms of times to an event, some of them cut off.
public enum SurvivalCalculation: Calculation {
  /// The method's name in commands and batches.
  public static let name = "survival"
  /// What is computed, how, and from which source.
  public static let summary = """
    Times to an event with unfinished follow-up: Kaplan–Meier curves (Greenwood, log–log limits), \
    medians, log-rank, restricted means, and the difference at a horizon with its score interval. \
    Sources: Kaplan & Meier (1958), JASA 53:457; Mantel (1966); Royston & Parmar (2013).
    """
  /// The inputs, in the order in which help lists them.
  public static let inputs = [
    CalculationInput(
      "control",
      .record(["times", "events"]),
      required: true,
      "times, 0 or more, and whether the event was seen at each (1 or 0)"
    ),
    CalculationInput(
      "variant",
      .record(["times", "events"]),
      required: true,
      "the same of the other arm"
    ),
    CalculationInput(
      "horizon",
      .number,
      "time up to which is counted, above 0; the smaller of the arms' largest times"
    ),
    CalculationInput("level", .number, "level of the intervals, between 0 and 1; .95"),
  ]
  private static let curve = [
    "times", "atRisk", "events", "censored", "survival", "standardError", "interval",
    "conversion.estimate", "conversion.standardError", "conversion.interval",
  ]
  private static let comparisons = [
    "logRank.chiSquare", "logRank.p", "rmst.control", "rmst.variant", "rmst.difference.estimate",
    "rmst.difference.interval", "rmst.difference.p", "difference.estimate", "difference.interval",
    "difference.effectiveTrials.control", "difference.effectiveTrials.variant",
  ]
  /// The paths of the result, in order.
  public static let results: [String] = {
    var paths = ["horizon"]
    for arm in ["control", "variant"] { paths += curve.map { "kaplanMeier.\(arm).\($0)" } }
    for arm in ["control", "variant"] {
      paths += ["medians.\(arm).estimate", "medians.\(arm).interval"]
    }
    return paths + comparisons
  }()

  /// Computes what the result asks for.
  public static func calculate(
    _ inputs: CalculationInputs,
    into result: inout CalculationResult
  ) throws(InferenceError) {
    let level = try inputs.level()
    let comparison = SurvivalComparison(
      control: try sample("control", inputs),
      variant: try sample("variant", inputs)
    )
    let given = try inputs.number("horizon")
    if let given, given <= 0 {
      throw .outsideRange(field: "horizon", value: given, allowed: "(0, ∞)")
    }
    let horizon = given ?? comparison.commonHorizon
    if let horizon {
      try result.set(number: "horizon") { horizon }
      if given == nil { result.note("horizon", reason: .horizonAssumed) }
    } else {
      result.missing("horizon", reason: .emptyArm)
    }
    for (arm, curve) in [("control", comparison.control), ("variant", comparison.variant)] {
      try put(curve, "kaplanMeier.\(arm)", level, &result)
      let reading = try horizon.map { (time) throws(InferenceError) in try curve.reading(at: time) }
      try put(reading, curve, "kaplanMeier.\(arm).conversion", level, &result)
    }
    for (arm, curve) in [("control", comparison.control), ("variant", comparison.variant)] {
      try putMedian(curve, "medians.\(arm)", level, &result)
    }
    try putLogRank(comparison, &result)
    try putMeans(comparison, horizon, level, &result)
    try putDifference(comparison, horizon, level, &result)
  }

  private static func putLogRank(
    _ comparison: SurvivalComparison,
    _ result: inout CalculationResult
  ) throws(InferenceError) {
    guard result.wants("logRank") else { return }
    let test = comparison.logRank
    let reason: NoteReason = comparison.commonHorizon == nil ? .emptyArm : .noVariance
    try result.put("logRank.chiSquare", test.chiSquare, or: reason)
    try result.put("logRank.p", test.pValue, or: reason)
  }

  private static func putMeans(
    _ comparison: SurvivalComparison,
    _ horizon: Double?,
    _ level: Double,
    _ result: inout CalculationResult
  ) throws(InferenceError) {
    guard result.wants("rmst") else { return }
    guard let horizon, horizon > 0 else {
      let reason: NoteReason = horizon == nil ? .emptyArm : .horizonIsZero
      for path in results where path.hasPrefix("rmst.") { result.missing(path, reason: reason) }
      return
    }
    let control = try RestrictedMean(comparison.control, horizon: horizon)
    let variant = try RestrictedMean(comparison.variant, horizon: horizon)
    for (arm, curve, mean) in [
      ("control", comparison.control, control), ("variant", comparison.variant, variant),
    ] {
      let reason: NoteReason = curve.steps.isEmpty ? .emptyArm : .notFollowed
      try result.put("rmst.\(arm)", mean?.value, or: reason)
    }
    guard let control, let variant else {
      let reason: NoteReason = comparison.commonHorizon == nil ? .emptyArm : .notFollowed
      for path in results where path.hasPrefix("rmst.difference.") {
        result.missing(path, reason: reason)
      }
      return
    }
    let difference = RestrictedMeanDifference(control: control, variant: variant)
    try result.set(number: "rmst.difference.estimate") { difference.estimate }
    try result.put("rmst.difference.interval", difference.interval(level: level), or: .noVariance)
    try result.put("rmst.difference.p", difference.pValue, or: .noVariance)
  }

  private static func putDifference(
    _ comparison: SurvivalComparison,
    _ horizon: Double?,
    _ level: Double,
    _ result: inout CalculationResult
  ) throws(InferenceError) {
    guard result.wants("difference") else { return }
    guard let horizon, let difference = try comparison.difference(at: horizon) else {
      let reason: NoteReason = comparison.commonHorizon == nil ? .emptyArm : .notFollowed
      for path in results where path.hasPrefix("difference.") {
        result.missing(path, reason: reason)
      }
      return
    }
    try result.set(number: "difference.estimate") { difference.estimate }
    try result.set(interval: "difference.interval") { () throws(InferenceError) in
      try difference.interval(level: level)
    }
    for (arm, reading) in [("control", difference.control), ("variant", difference.variant)] {
      let path = "difference.effectiveTrials.\(arm)"
      try result.set(number: path) { reading.counts?.trials }
      if reading.effective == nil { result.note(path, reason: .followedUnitsCounted) }
    }
  }
}
