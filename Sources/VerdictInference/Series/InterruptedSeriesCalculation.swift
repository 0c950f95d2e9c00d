/// `interrupted-series`: a change of level and slope at a start.
public enum InterruptedSeriesCalculation: Calculation {
  /// The method's name in commands and batches.
  public static let name = "interrupted-series"
  /// What is computed, how, and from which source.
  public static let summary = """
    Interrupted time series: change of level and slope at a start by segmented quasi-binomial, \
    quasi-Poisson or linear regression with Newey–West errors (t on n − k), on the scale of log odds, log \
    or values, with a local-level Kalman filter as second opinion. Source: Wagner et al. (2002), J Clin \
    Pharm Ther 27:299; Newey & West (1987); Harvey (1989).
    """
  private static let families = SeriesAroundStart.Family.allCases.map(\.rawValue)
  /// The inputs, in the order in which help lists them.
  public static let inputs = [
    CalculationInput("numerator", .numbers, "successes or events at each point"),
    CalculationInput("denominator", .numbers, "trials or exposure at each point; 0 = a gap"),
    CalculationInput("values", .numbers, "value at each point; instead of numerator"),
    CalculationInput(
      "start",
      .integer,
      required: true,
      "index of the first point after the start, the first point of all being 0"
    ),
    CalculationInput("lags", .integer, "lags of the errors; 0 below 60 points, 4(n/100)^(2/9)"),
    CalculationInput(
      "family",
      .choice(families),
      "law of the points; quasiBinomial with a denominator, quasiPoisson without, gaussian for values"
    ),
    CalculationInput(
      "weekday",
      .numbers,
      "weekday of each point as a whole number, or true for a daily series without missing days"
    ),
    CalculationInput(
      "covariance",
      .choice(["neweyWest", "model"]),
      "where standard errors come from; neweyWest"
    ),
    CalculationInput("level", .number, "level of the intervals, between 0 and 1; .95"),
  ]
  private static let parts = ["estimate", "standardError", "p", "interval"]
  /// The paths of the result, in order.
  public static let results =
    ["level", "slope"].flatMap { name in parts.map { "\(name).\($0)" } }
    + ["dispersion", "durbinWatson"] + ["statistic", "p", "lags"].map { "ljungBox.\($0)" }
    + parts.map { "effect.\($0)" }
    + ["estimate", "standardError", "interval"].map { "localLevel.\($0)" } + ["lags", "family"]

  /// Computes what the result asks for.
  public static func calculate(
    _ inputs: CalculationInputs,
    into result: inout CalculationResult
  ) throws(InferenceError) {
    let series = try series(inputs)
    let level = try inputs.level()
    let lags = try inputs.integer("lags")
    let names = ["neweyWest", "model"]
    let isModel = try inputs.choice("covariance", of: names) == "model"
    guard !isModel || lags == nil else {
      throw .conflictingInputs(fields: ["lags", "covariance"], allowed: "neweyWest")
    }
    let outcome = try SegmentedRegression.fit(
      series,
      covariance: isModel ? .model : .neweyWest(lags: lags)
    )
    switch outcome {
    case .fitted(let fit): try write(fit, level, &result)
    case .undefined(let reason):
      for path in results where !path.hasPrefix("localLevel") && path != "family" {
        result.missing(path, reason: NoteReason(of: reason))
      }
    }
    if result.wants("localLevel") { try writeLocalLevel(series, level, &result) }
    try result.set("family") { .string(series.family.rawValue) }
  }

  private static func series(_ inputs: CalculationInputs) throws(InferenceError)
    -> SeriesAroundStart
  {
    guard let start = try inputs.integer("start") else { throw .missing(field: "start") }
    let chosen = try inputs.choice("family", of: families)
    var family = chosen.flatMap { SeriesAroundStart.Family(rawValue: $0) }
    let numerator: [Double]
    switch (try inputs.numbers("numerator"), try inputs.numbers("values")) {
    case (let given?, nil): numerator = given
    case (nil, let given?):
      family = family ?? .gaussian
      numerator = given
    case (nil, nil): throw .missing(field: "numerator")
    default: throw .conflictingInputs(fields: ["numerator", "values"], allowed: "1")
    }
    return try SeriesAroundStart(
      numerator: numerator,
      denominator: try inputs.numbers("denominator"),
      start: start,
      weekdays: try weekdays(inputs, count: numerator.count),
      family: family
    )
  }

  private static func weekdays(
    _ inputs: CalculationInputs,
    count: Int
  ) throws(InferenceError) -> [Int]? {
    if case .boolean(let isDaily)? = inputs.value("weekday") {
      return isDaily ? (0..<count).map { $0 % 7 } : nil
    }
    guard let numbers = try inputs.numbers("weekday") else { return nil }
    var days: [Int] = []
    for (index, number) in numbers.enumerated() {
      guard number == number.rounded(), abs(number) < 9e15 else {
        throw .wrongType(field: "weekday[\(index)]", expected: "integer")
      }
      days.append(Int(number))
    }
    // More kinds of days than weeks have would take a coefficient each.
    let kinds = Set(days).count
    guard kinds <= mostWeekdays else {
      throw .tooLarge(field: "weekday", value: kinds, limit: mostWeekdays)
    }
    return days
  }

  /// Different days that may be told apart.
  private static let mostWeekdays = 31

  private static func write(
    _ fit: SegmentedRegression,
    _ level: Double,
    _ result: inout CalculationResult
  ) throws(InferenceError) {
    try put("level", fit.level, level, fit, &result)
    if let slope = fit.slope {
      try put("slope", slope, level, fit, &result)
    } else {
      for part in parts { result.missing("slope.\(part)", reason: .onePointAfter) }
    }
    if let dispersion = fit.dispersion {
      try result.set(number: "dispersion") { dispersion }
    } else {
      let reason: NoteReason = fit.degreesOfFreedom > 0 ? .overflow : .noDegreesOfFreedom
      result.missing("dispersion", reason: reason)
    }
    let correlation = try SerialCorrelation(residuals: fit.residuals)
    if let statistic = correlation.durbinWatson {
      try result.set(number: "durbinWatson") { statistic }
    } else {
      result.missing("durbinWatson", reason: .noVariance)
    }
    if let test = correlation.ljungBox {
      try result.set(number: "ljungBox.statistic") { test.statistic }
      try result.set(number: "ljungBox.p") { test.pValue }
      try result.set("ljungBox.lags") { .integer(test.lags) }
    } else {
      for part in ["statistic", "p", "lags"] {
        result.missing("ljungBox.\(part)", reason: .noVariance)
      }
    }
    if result.wants("effect") {
      if let effect = fit.effect {
        try put("effect", effect.average, level, fit, &result)
      } else {
        for part in parts { result.missing("effect.\(part)", reason: .overflow) }
      }
    }
    try result.set("lags") { .integer(fit.lags) }
    if !fit.silentWeekdays.isEmpty {
      result.note(
        "level",
        reason: .silentWeekdays,
        values: fit.silentWeekdays.map { String($0) }
      )
    }
  }

  private static func why(_ fit: SegmentedRegression) -> NoteReason {
    fit.degreesOfFreedom > 0 ? .noVariance : .noDegreesOfFreedom
  }

  private static func put(
    _ path: String,
    _ value: SegmentedRegression.Coefficient,
    _ level: Double,
    _ fit: SegmentedRegression,
    _ result: inout CalculationResult
  ) throws(InferenceError) {
    try result.set(number: "\(path).estimate") { value.estimate }
    guard let error = value.standardError, let p = value.pValue else {
      for part in parts.dropFirst() { result.missing("\(path).\(part)", reason: why(fit)) }
      return
    }
    try result.set(number: "\(path).standardError") { error }
    try result.set(number: "\(path).p") { p }
    if let interval = value.interval(level: level) {
      try result.set(interval: "\(path).interval") { interval }
    } else {
      result.missing("\(path).interval", reason: .overflow)
    }
  }

  private static func writeLocalLevel(
    _ series: SeriesAroundStart,
    _ level: Double,
    _ result: inout CalculationResult
  ) throws(InferenceError) {
    let weights = series.denominator.map { sizes in sizes.map { $0 > 0 ? $0 : 1 } }
    let keys = ["estimate", "standardError", "interval"]
    func missing(_ reason: NoteReason, _ keys: [String], _ result: inout CalculationResult) {
      for key in keys { result.missing("localLevel.\(key)", reason: reason) }
    }
    switch try LocalLevel.fit(series.responses, start: series.start, weights: weights) {
    case .undefined(let reason): missing(NoteReason(of: reason), keys, &result)
    case .fitted(let fit):
      guard let step = fit.step else { return missing(.noneAfter, keys, &result) }
      try result.set(number: "localLevel.estimate") { step.estimate }
      guard let error = step.standardError, let interval = step.interval(level: level) else {
        return missing(.noVariance, Array(keys.dropFirst()), &result)
      }
      try result.set(number: "localLevel.standardError") { error }
      try result.set(interval: "localLevel.interval") { interval }
      if series.weekdays != nil { result.note("localLevel", reason: .withoutWeekdays) }
    }
  }
}
