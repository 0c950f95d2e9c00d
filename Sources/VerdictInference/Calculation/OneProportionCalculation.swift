/// `one-proportion`: one success rate with its intervals and exact p-values.
public enum OneProportionCalculation: Calculation {
  /// The method's name in commands and batches.
  public static let name = "one-proportion"
  /// What is computed, how, and from which source.
  public static let summary = """
    One success rate: Wilson's interval (the one to use), five others, and exact binomial p-values \
    against a null rate; the two-sided p adds all counts no more likely than the observed one. \
    Source: Brown, Cai & DasGupta (2001), Stat Sci 16:101.
    """
  /// The inputs, in the order in which help lists them.
  public static let inputs = [
    CalculationInput("successes", .integer, required: true, "units that succeeded, 0…trials"),
    CalculationInput("trials", .integer, required: true, "units that could succeed"),
    CalculationInput("level", .number, "level of the intervals, between 0 and 1; .95"),
    CalculationInput("null", .number, "rate to test against, 0…1; .5"),
  ]
  /// The paths of the result, in order.
  public static let results = [
    "estimate", "intervals.wilson", "intervals.clopperPearson", "intervals.jeffreys",
    "intervals.agrestiCoull", "intervals.wald", "intervals.midP", "pValues.exact", "pValues.less",
    "pValues.greater",
  ]

  /// Computes what the result asks for.
  public static func calculate(
    _ inputs: CalculationInputs,
    into result: inout CalculationResult
  ) throws(InferenceError) {
    let count = try inputs.count()
    let level = try inputs.level()
    let null = try inputs.number("null") ?? 0.5
    guard null >= 0, null <= 1 else {
      throw .outsideRange(field: "null", value: null, allowed: "[0, 1]")
    }
    guard count.trials > 0 else {
      for path in results { try result.set(path) { .null } }
      result.note("", reason: .noTrials)
      return
    }
    let rate = SingleRate(count)
    try result.set(number: "estimate") { rate.estimate }
    try result.set(interval: "intervals.wilson") { rate.wilson(level: level) }
    try result.set(interval: "intervals.clopperPearson") { () throws(InferenceError) in
      try rate.clopperPearson(level: level)
    }
    try result.set(interval: "intervals.jeffreys") { () throws(InferenceError) in
      try rate.jeffreys(level: level)
    }
    try result.set(interval: "intervals.agrestiCoull") { rate.agrestiCoull(level: level) }
    try result.set(interval: "intervals.wald") { rate.wald(level: level) }
    try result.set(interval: "intervals.midP") { () throws(InferenceError) in
      try rate.midP(level: level)
    }
    try result.set(number: "pValues.exact") { () throws(InferenceError) in
      try rate.pValue(null: null)
    }
    try result.set(number: "pValues.less") { () throws(InferenceError) in
      try rate.pValueLess(null: null)
    }
    try result.set(number: "pValues.greater") { () throws(InferenceError) in
      try rate.pValueGreater(null: null)
    }
    if !inputs.has("null") { result.note("pValues", reason: .nullAssumed, values: ["0.5"]) }
  }
}
