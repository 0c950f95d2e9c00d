/// `means`: two means compared in every common way, Welch first.
public enum MeansCalculation: Calculation {
  /// The method's name in commands and batches.
  public static let name = "means"
  /// What is computed, how, and from which source.
  public static let summary = """
    Two means, variant against control: Welch's test (1947, Biometrika 34:28), Student's, and from raw \
    values Mann–Whitney, the permutation test and a seeded bootstrap (BCa: Efron 1987, JASA 82:171). \
    p is two-sided; units without an amount are zeros and belong to the values.
    """
  /// The inputs, in the order in which help lists them.
  public static let inputs = [
    CalculationInput(
      "control",
      .record(ArmAmounts.keys),
      required: true,
      "count, mean and standardDeviation of the reference arm; or its values, with before for each"
    ),
    CalculationInput(
      "variant",
      .record(ArmAmounts.keys),
      required: true,
      "the same of the other arm"
    ),
    CalculationInput("level", .number, "level of the intervals, between 0 and 1; .95"),
    CalculationInput("seed", .integer, "start of the random numbers, 0 or more; 1"),
    CalculationInput("resamples", .integer, "resamples of the bootstrap, 100…1000000; 10000"),
    CalculationInput(
      "bootstrap",
      .choice(BootstrapMethod.allCases.map(\.rawValue)),
      "which bootstrap interval; bca"
    ),
    CalculationInput("shift", .boolean, "adds the Hodges–Lehmann shift with its interval; false"),
    CalculationInput("twoPart", .boolean, "adds how many paid × how much, for values ≥ 0; false"),
  ]
  /// The paths of the result, in order; `adjusted` is there with `before`, `twoPart` and the shift
  /// when asked for.
  public static let results =
    ["difference"]
    + ["welch", "student"].flatMap { test in ["t", "df", "p", "interval"].map { "\(test).\($0)" } }
    + ["u", "pExact", "pAsymptotic"].map { "mannWhitney.\($0)" } + shift
    + ["permutation.p", "bootstrap.interval", "bootstrap.seed"] + adjusted + TwoPartResult.paths

  static let shift = ["mannWhitney.shift", "mannWhitney.shiftInterval"]
  static let adjusted = [
    "estimate", "standardError", "df", "p", "interval", "varianceRatio",
  ]
  .map { "adjusted.\($0)" }

  /// Computes what the result asks for.
  public static func calculate(
    _ inputs: CalculationInputs,
    into result: inout CalculationResult
  ) throws(InferenceError) {
    let control = try ArmAmounts(inputs, "control")
    let variant = try ArmAmounts(inputs, "variant")
    let request = try Request(inputs)
    if control.moments.count > 0, variant.moments.count > 0 {
      try result.set(number: "difference") { variant.moments.center - control.moments.center }
    } else {
      result.missing("difference", reason: .emptyArm)
    }
    let counts = (control.moments.count, variant.moments.count)
    try put(
      "welch",
      WelchTest.difference(control: control.moments, variant: variant.moments),
      counts.0 < 2 || counts.1 < 2 ? .tooFewValues : .noVariance,
      request.level,
      &result
    )
    let isEnough = counts.0 > 0 && counts.1 > 0 && counts.0 + counts.1 > 2
    try put(
      "student",
      StudentTest.difference(control: control.moments, variant: variant.moments),
      isEnough ? .noVariance : .tooFewValues,
      request.level,
      &result
    )
    guard let first = control.values, let second = variant.values else {
      try withoutValues(control.before != nil || variant.before != nil, request, &result)
      return
    }
    try ranks(first, second, request, &result)
    try permutation(first, second, request, &result)
    try bootstrap(first, second, request, &result)
    try adjustment(control, variant, request, &result)
    if request.hasTwoParts {
      try TwoPartResult.put(first, second, level: request.level, &result)
    }
  }

  /// What was asked for beside the arms.
  struct Request {
    let level: Double
    let resampling: ResamplingInputs
    let hasShift, hasTwoParts: Bool

    init(_ inputs: CalculationInputs) throws(InferenceError) {
      level = try inputs.level()
      resampling = try ResamplingInputs(inputs)
      hasShift = try inputs.boolean("shift") ?? false
      hasTwoParts = try inputs.boolean("twoPart") ?? false
    }
  }

  private static func put(
    _ path: String,
    _ test: StudentisedEstimate?,
    _ reason: NoteReason,
    _ level: Double,
    _ result: inout CalculationResult
  ) throws(InferenceError) {
    guard let test else {
      for key in ["t", "df", "p", "interval"] { try result.set("\(path).\(key)") { .null } }
      result.note(path, reason: reason)
      return
    }
    try result.set(number: "\(path).t") { test.statistic }
    try result.set(number: "\(path).df") { test.degreesOfFreedom }
    try result.set(number: "\(path).p") { test.pValue() }
    try result.set(interval: "\(path).interval") { () throws(InferenceError) in
      try test.interval(level: level)
    }
  }

  /// What only raw values can tell, without them.
  private static func withoutValues(
    _ hasBefore: Bool,
    _ request: Request,
    _ result: inout CalculationResult
  ) throws(InferenceError) {
    var groups = ["mannWhitney", "permutation", "bootstrap"]
    if hasBefore { groups.append("adjusted") }
    if request.hasTwoParts { groups.append("twoPart") }
    for group in groups {
      for path in results where path.hasPrefix("\(group).") {
        if !shift.contains(path) || request.hasShift { try result.set(path) { .null } }
      }
      result.note(group, reason: .needsValues)
    }
  }
}
