/// `noncompliance`: the effect of being offered the variant, and of receiving it.
public enum NoncomplianceCalculation: Calculation {
  /// The method's name in commands and batches.
  public static let name = "noncompliance"
  /// What is computed, how, and from which source.
  public static let summary = """
    The intention-to-treat effect with its deciding score interval, and the complier effect (Wald) with \
    its robust two-stage error and the Anderson–Rubin set, valid at any uptake (Anderson & Rubin 1949; \
    Angrist, Imbens & Rubin 1996). Those who accepted are never compared with those who declined.
    """
  /// The inputs, in the order in which help lists them.
  public static let inputs = [
    CalculationInput(
      "control",
      .record(keys),
      required: true,
      "units, those that received the variant, successes, successes among those (optional)"
    ),
    CalculationInput("variant", .record(keys), required: true, "the same for the other arm"),
    CalculationInput("level", .number, "level of the intervals, between 0 and 1; .95"),
  ]
  /// The paths of the result, in order.
  public static let results =
    ["estimate", "interval", "p"].map { "intentionToTreat.\($0)" }
    + ["estimate", "standardError", "interval", "andersonRubin"].map { "complierEffect.\($0)" }
    + ["firstStageF"]

  private static let keys = ["trials", "uptake", "successes", "uptakeSuccesses"]
  /// Below this the complier effect's normal interval is not to be trusted.
  private static let strongF = 10.0

  /// Computes what the result asks for.
  public static func calculate(
    _ inputs: CalculationInputs,
    into result: inout CalculationResult
  ) throws(InferenceError) {
    let control = try arm("control", inputs)
    let variant = try arm("variant", inputs)
    let level = try inputs.level()
    guard let comparison = Noncompliance(control: control, variant: variant) else {
      for path in results { result.missing(path, reason: .emptyArm) }
      return
    }
    let score = try comparison.intentionToTreatTest
    try result.set(number: "intentionToTreat.estimate") { comparison.intentionToTreat }
    try result.set(interval: "intentionToTreat.interval") {
      score.interval(tail: (1 - level) / 2)
    }
    try result.set(number: "intentionToTreat.p") { score.pValue() }
    try compliers(comparison, level, &result)
    if let f = comparison.firstStageF {
      try result.set(number: "firstStageF") { f }
      if f < strongF {
        result.note("complierEffect.interval", reason: .weakInstrument, values: ["\(f)"])
      }
    } else {
      let isSame = comparison.uptakeDifference == 0
      result.missing("firstStageF", reason: isSame ? .sameUptake : .uptakeDoesNotVary)
    }
  }

  private static func compliers(
    _ comparison: Noncompliance,
    _ level: Double,
    _ result: inout CalculationResult
  ) throws(InferenceError) {
    let isKnown = [comparison.control, comparison.variant].allSatisfy { $0.uptakeSuccesses != nil }
    try result.put("complierEffect.estimate", comparison.complierEffect, or: .sameUptake)
    let reason: NoteReason = isKnown ? .sameUptake : .uptakeSuccessesNotGiven
    let error = comparison.complierStandardError
    try result.put("complierEffect.standardError", error, or: reason)
    let interval = comparison.complierInterval(level: level)
    try result.put("complierEffect.interval", interval, or: error == 0 ? .noVariance : reason)
    let set = comparison.andersonRubin(level: level)
    let noSet = isKnown ? .noVariance : reason
    try result.put("complierEffect.andersonRubin", set, or: noSet)
  }

  private static func arm(
    _ name: String,
    _ inputs: CalculationInputs
  ) throws(InferenceError) -> UptakeArm {
    guard let record = try inputs.record(name, keys: keys) else { throw .missing(field: name) }
    let count = try record.count()
    guard let uptake = try record.integer("uptake") else {
      throw .missing(field: "\(name).uptake")
    }
    let both = try record.integer("uptakeSuccesses")
    do throws(InferenceError) {
      return try UptakeArm(count: count, uptake: uptake, uptakeSuccesses: both)
    } catch {
      throw error.inside(name)
    }
  }
}
