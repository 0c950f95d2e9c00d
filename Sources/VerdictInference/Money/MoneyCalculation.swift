/// `money`: what an effect earns, with its interval and the effect that pays for itself.
public enum MoneyCalculation: Calculation {
  /// The method's name in commands and batches.
  public static let name = "money"
  /// What is computed, how, and from which source.
  public static let summary = """
    Effect × volume × later conversions × average check − cost, with an interval from a seeded \
    simulation of every uncertain factor, the chance that it earns anything and the effect that pays \
    for itself. Source: propagation of distributions, JCGM 101:2008 (GUM, supplement 1).
    """
  /// The inputs, in the order in which help lists them.
  public static let inputs = [
    CalculationInput(
      "effect",
      .record(["estimate", "standardError"]),
      required: true,
      "difference of rates with its standard error"
    ),
    CalculationInput("volume", .number, required: true, "units the effect applies to, 0 or more"),
    CalculationInput(
      "downstream",
      .records(["successes", "trials"]),
      "counts of each later conversion up to the payment; none"
    ),
    CalculationInput(
      "averageCheck",
      .record(["mean", "standardError"]),
      required: true,
      "money a payment brings, 0 or more; standardError 0 when it is known"
    ),
    CalculationInput("cost", .number, "cost of the change in the same time, 0 or more; 0"),
    CalculationInput("seed", .integer, "start of the random numbers, 0 or more; 1"),
    CalculationInput("level", .number, "level of the interval, between 0 and 1; .95"),
  ]
  /// The paths of the result, in order.
  public static let results = ["estimate", "interval", "breakEven", "chanceOfGain"]

  /// Computes what the result asks for.
  public static func calculate(
    _ inputs: CalculationInputs,
    into result: inout CalculationResult
  ) throws(InferenceError) {
    let level = try inputs.level()
    let seed = try inputs.integer("seed") ?? 1
    guard seed >= 0 else { throw .negative(field: "seed", value: Double(seed)) }
    guard let effect = try inputs.record("effect", keys: ["estimate", "standardError"]) else {
      throw .missing(field: "effect")
    }
    var factors: [UncertainFactor] = []
    for record in try inputs.records("downstream", keys: ["successes", "trials"]) ?? [] {
      factors.append(.rate(try record.count()))
    }
    factors.append(try Self.check(inputs))
    let money = try MoneyReading(
      effect: effect.required("estimate"),
      standardError: effect.required("standardError"),
      volume: inputs.required("volume"),
      factors: factors,
      cost: inputs.number("cost") ?? 0
    )
    let hasTrials = factors.allSatisfy { $0.estimate != nil }
    let absence: NoteReason = hasTrials ? .beyondRange : .noTrials
    try result.put("estimate", money.estimate, or: absence)
    try simulate(money, level, seed, absence, &result)
    let hasWorth = money.worthOfEffect.map { $0 > 0 } ?? false
    try result.put(
      "breakEven",
      money.breakEven,
      or: hasTrials && !hasWorth ? .nothingToEarn : absence
    )
  }

  private static func simulate(
    _ money: MoneyReading,
    _ level: Double,
    _ seed: Int,
    _ absence: NoteReason,
    _ result: inout CalculationResult
  ) throws(InferenceError) {
    guard result.wants("interval") || result.wants("chanceOfGain") else { return }
    guard let values = try money.simulated(seed: UInt64(seed)) else {
      result.missing("interval", reason: absence)
      result.missing("chanceOfGain", reason: absence)
      return
    }
    let interval = values.interval(level: level)
    if interval.lower == nil || interval.upper == nil {
      result.missing("interval", reason: .beyondRange)
      result.missing("chanceOfGain", reason: .beyondRange)
      return
    }
    try result.set(interval: "interval") { interval }
    try result.set(number: "chanceOfGain") { values.share(above: 0) }
    result.note(
      "interval",
      reason: .simulated,
      values: [
        String(MoneyReading.standardDraws), String(values.endError(level: level)), String(seed),
      ]
    )
  }

  /// The average check: a record with its error, or a number that is taken as known.
  static func check(_ inputs: CalculationInputs) throws(InferenceError) -> UncertainFactor {
    let name = "averageCheck"
    if let value = inputs.value(name), value.asDouble != nil {
      let mean = try inputs.required(name)
      guard mean >= 0 else { throw .negative(field: name, value: mean) }
      return .known(mean)
    }
    guard let record = try inputs.record(name, keys: ["mean", "standardError"]) else {
      throw .missing(field: name)
    }
    let mean = try record.required("mean")
    guard mean >= 0 else { throw .negative(field: "\(name).mean", value: mean) }
    return .positive(mean: mean, standardError: try error(of: record, name))
  }

  private static func error(
    of record: CalculationInputs,
    _ name: String
  ) throws(InferenceError) -> Double {
    let error = try record.required("standardError")
    guard error >= 0 else { throw .negative(field: "\(name).standardError", value: error) }
    return error
  }
}
