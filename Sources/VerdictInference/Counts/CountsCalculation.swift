/// `counts`: two rates of events over exposures compared.
public enum CountsCalculation: Calculation {
  /// The method's name in commands and batches.
  public static let name = "counts"
  /// What is computed, how, and from which source.
  public static let summary = """
    Events over exposures, variant against control: the rate ratio by the exact conditional test \
    (Przyborowski & Wilenski 1940, Biometrika 31:313), its mid-P or its score form, and the difference by \
    the score interval (Miettinen & Nurminen 1985). Lists of intervals give the dispersion and t tails.
    """
  /// The inputs, in the order in which help lists them.
  public static let inputs = [
    CalculationInput(
      "control",
      .record(["events", "exposure"]),
      required: true,
      "events and exposure of the reference arm: two numbers, or two lists of intervals"
    ),
    CalculationInput(
      "variant",
      .record(["events", "exposure"]),
      required: true,
      "the same of the other arm"
    ),
    CalculationInput("level", .number, "level of the intervals, between 0 and 1; .95"),
    CalculationInput(
      "method",
      .choice(TwoCounts.Method.allCases.map(\.rawValue)),
      "test and interval of the ratio; exact, with lists score"
    ),
  ]
  /// The paths of the result, in order; `dispersion` is there with lists.
  public static let results =
    ["rateRatio.estimate", "rateRatio.interval"]
    + ["estimate", "standardError", "interval", "p"].map { "difference.\($0)" }
    + ["p", "dispersion"]

  /// Computes what the result asks for.
  public static func calculate(
    _ inputs: CalculationInputs,
    into result: inout CalculationResult
  ) throws(InferenceError) {
    let control = try arm(inputs, "control")
    let variant = try arm(inputs, "variant")
    let level = try inputs.level()
    let names = TwoCounts.Method.allCases.map(\.rawValue)
    let named = try inputs.choice("method", of: names).flatMap(TwoCounts.Method.init)
    let hasLists = control.isList || variant.isList
    let empty = [("control", control.counts), ("variant", variant.counts)].filter {
      $0.1.allSatisfy { $0.exposure == 0 }
    }
    if let first = empty.first {
      for path in results where path != "dispersion" || hasLists {
        try result.set(path) { .null }
      }
      result.note("", reason: .emptyArm, values: [first.0])
      return
    }
    let counts = try TwoCounts(control: control.counts, variant: variant.counts)
    var method = named ?? (counts.dispersion == nil ? .exact : .score)
    if method != .score, !counts.allowsExact {
      method = .score
      let limit = String(TwoCounts.largestExact)
      result.note("p", reason: .scoreAboveExactLimit, values: [limit])
    }
    try ratio(counts, level, method, &result)
    try difference(counts, level, &result)
    try result.set(number: "p") { counts.pValues(method)?.twoSided }
    guard hasLists else { return }
    guard let dispersion = counts.dispersion else {
      result.missing("dispersion", reason: .tooFewIntervals)
      return
    }
    try result.set(number: "dispersion") { dispersion.estimate }
    if method != .score {
      result.note("p", reason: .dispersionNotUsed)
    } else if dispersion.estimate < 1 {
      result.note("dispersion", reason: .dispersionBelowOne)
    }
  }

  private static func ratio(
    _ counts: TwoCounts,
    _ level: Double,
    _ method: TwoCounts.Method,
    _ result: inout CalculationResult
  ) throws(InferenceError) {
    if let ratio = counts.rateRatio {
      try result.set(number: "rateRatio.estimate") { ratio }
    } else {
      let isEmpty = counts.control.events == 0
      result.missing(
        "rateRatio.estimate",
        reason: isEmpty ? .noControlEvents : .notRepresentable
      )
    }
    try result.set(interval: "rateRatio.interval") { () throws(InferenceError) in
      try counts.rateRatioInterval(level: level, method)
    }
  }

  private static func difference(
    _ counts: TwoCounts,
    _ level: Double,
    _ result: inout CalculationResult
  ) throws(InferenceError) {
    try result.set(number: "difference.estimate") { counts.difference }
    if let error = counts.differenceStandardError {
      try result.set(number: "difference.standardError") { error }
    } else {
      result.missing("difference.standardError", reason: .noEvents)
    }
    try result.set(interval: "difference.interval") { () throws(InferenceError) in
      try counts.differenceInterval(level: level)
    }
    try result.set(number: "difference.p") { counts.score.twoSided }
  }

  /// One arm: a count, or its intervals.
  private static func arm(
    _ inputs: CalculationInputs,
    _ name: String
  ) throws(InferenceError) -> (counts: [EventCount], isList: Bool) {
    guard let record = try inputs.record(name, keys: ["events", "exposure"]) else {
      throw .missing(field: name)
    }
    guard let given = record.value("events") else { throw .missing(field: "\(name).events") }
    guard case .array = given else {
      guard let events = try record.integer("events") else {
        throw .missing(field: "\(name).events")
      }
      return ([try count(events, try record.required("exposure"), name, "")], false)
    }
    let events = try record.numbers("events") ?? []
    guard let exposures = try record.numbers("exposure") else {
      throw .missing(field: "\(name).exposure")
    }
    guard events.count == exposures.count else {
      throw .unequalLengths(
        field: "\(name).exposure",
        count: exposures.count,
        expected: events.count
      )
    }
    var counts: [EventCount] = []
    for (index, number) in events.enumerated() {
      guard number == number.rounded(), abs(number) < 9e15 else {
        throw .wrongType(field: "\(name).events[\(index)]", expected: "integer")
      }
      counts.append(try count(Int(number), exposures[index], name, "[\(index)]"))
    }
    return (counts, true)
  }

  /// A count whose errors name the arm and the place in its lists.
  private static func count(
    _ events: Int,
    _ exposure: Double,
    _ arm: String,
    _ place: String
  ) throws(InferenceError) -> EventCount {
    do throws(InferenceError) {
      return try EventCount(events: events, exposure: exposure)
    } catch {
      let field = "\(arm).\(error.field ?? "events")\(place)"
      switch error {
      case .negative(_, let value): throw .negative(field: field, value: value)
      case .notFinite(_, let value): throw .notFinite(field: field, value: value)
      case .tooLarge(_, let value, let limit):
        throw .tooLarge(field: field, value: value, limit: limit)
      case .outsideRange(_, let value, let allowed):
        throw .outsideRange(field: field, value: value, allowed: allowed)
      default: throw error
      }
    }
  }
}
