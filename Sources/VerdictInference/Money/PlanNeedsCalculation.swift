/// `plan-needs`: how many payments, meetings, leads and how much spend a revenue takes.
public enum PlanNeedsCalculation: Calculation {
  /// The method's name in commands and batches.
  public static let name = "plan-needs"
  /// What is computed, how, and from which source.
  public static let summary = """
    Backwards from a revenue: payments, meetings held, meetings due, leads and spend, each divided by \
    its rate, with an interval from a seeded simulation wherever a rate comes with counts. \
    Source: propagation of distributions, JCGM 101:2008 (GUM, supplement 1).
    """
  /// The inputs, in the order in which help lists them.
  public static let inputs = [
    CalculationInput("revenue", .number, required: true, "revenue to reach, 0 or more"),
    CalculationInput(
      "averageCheck",
      .record(["mean", "standardError"]),
      required: true,
      "money a payment brings: a number, or mean and standardError"
    ),
    CalculationInput(
      "rates",
      .record(stages),
      required: true,
      "meetingToPayment, showRate and leadToMeeting, each a number or successes and trials"
    ),
    CalculationInput("costPerLead", .number, required: true, "money a lead costs, 0 or more"),
    CalculationInput("seed", .integer, "start of the random numbers, 0 or more; 1"),
    CalculationInput("level", .number, "level of the intervals, between 0 and 1; .95"),
  ]
  /// The paths of the result, in order.
  public static let results = FunnelNeeds.Need.allCases.flatMap {
    ["\($0.rawValue).estimate", "\($0.rawValue).interval"]
  }

  private static let stages = FunnelNeeds.Stage.allCases.map(\.rawValue)

  /// Computes what the result asks for.
  public static func calculate(
    _ inputs: CalculationInputs,
    into result: inout CalculationResult
  ) throws(InferenceError) {
    let level = try inputs.level()
    let seed = try inputs.integer("seed") ?? 1
    guard seed >= 0 else { throw .negative(field: "seed", value: Double(seed)) }
    let needs = try FunnelNeeds(
      revenue: inputs.required("revenue"),
      averageCheck: MoneyCalculation.check(inputs),
      rates: rates(inputs),
      costPerLead: inputs.required("costPerLead")
    )
    let draws = try needs.simulated(seed: UInt64(seed))
    var largestError: Double?
    for need in FunnelNeeds.Need.allCases {
      let path = need.rawValue
      let isSilent = !needs.silentStages(need).isEmpty
      try result.put(
        "\(path).estimate",
        needs.estimate(need),
        or: isSilent ? .noSuccesses : .beyondRange
      )
      guard needs.isUncertain(need), let values = draws[need] else {
        result.missing("\(path).interval", reason: .countsNotGiven)
        continue
      }
      let interval = values.interval(level: level)
      guard interval.lower != nil else {
        result.missing("\(path).interval", reason: .beyondRange)
        continue
      }
      // Without a success nothing says how large the need may be.
      try result.set(interval: "\(path).interval") {
        isSilent ? Interval(lower: interval.lower, upper: nil) : interval
      }
      guard let upper = interval.upper, upper > 0 else { continue }
      largestError = max(largestError ?? 0, values.endError(level: level) / upper)
    }
    if let largestError {
      result.note(
        "",
        reason: .simulatedShare,
        values: [String(MoneyReading.standardDraws), String(largestError), String(seed)]
      )
    }
  }

  private static func rates(
    _ inputs: CalculationInputs
  ) throws(InferenceError) -> [FunnelNeeds.Stage: UncertainFactor] {
    guard let given = try inputs.record("rates", keys: stages) else {
      throw .missing(field: "rates")
    }
    var rates: [FunnelNeeds.Stage: UncertainFactor] = [:]
    for stage in FunnelNeeds.Stage.allCases {
      let name = stage.rawValue
      if given.value(name)?.asDouble != nil {
        rates[stage] = .known(try given.required(name))
      } else {
        rates[stage] = .rate(try given.requiredCount(name))
      }
    }
    return rates
  }
}
