/// `ratio`: two ratios of sums compared, by the delta method and by Fieller's set.
public enum RatioCalculation: Calculation {
  /// The method's name in commands and batches.
  public static let name = "ratio"
  /// What is computed, how, and from which source.
  public static let summary = """
    Ratios of sums Σy/Σx over units, such as cost per lead: their difference by the delta method, and \
    the relative difference variant/control − 1 by the delta method on the logarithm and by Fieller's \
    set, which may be unbounded. Source: Fieller (1954), J R Stat Soc B 16:175; Cochran (1977), §6.
    """
  /// The inputs, in the order in which help lists them.
  public static let inputs = [
    CalculationInput(
      "control",
      .record(ArmPairs.keys),
      required: true,
      "count, sumX, sumY, sumXX, sumYY and sumXY of the reference arm; or pairs [[x, y], …]"
    ),
    CalculationInput(
      "variant",
      .record(ArmPairs.keys),
      required: true,
      "the same of the other arm"
    ),
    CalculationInput("level", .number, "level of the intervals and sets, between 0 and 1; .95"),
    CalculationInput("arms", .boolean, "adds Fieller's set of each arm's ratio; false"),
    CalculationInput(
      "bootstrap",
      .choice(BootstrapMethod.allCases.map(\.rawValue)),
      "adds bootstrap intervals of this kind; needs pairs"
    ),
    CalculationInput("seed", .integer, "start of the random numbers, 0 or more; 1"),
    CalculationInput("resamples", .integer, "resamples of the bootstrap, 100…1000000; 10000"),
  ]
  /// The paths of the result, in order; `arms` and `bootstrap` are there when asked for.
  public static let results =
    ["controlRatio", "variantRatio"] + differences + ["relative.delta", "relative.fieller"]
    + ["arms.control", "arms.variant"]
    + ["interval", "relative", "seed"].map { "bootstrap.\($0)" }

  private static let differences = ["estimate", "standardError", "interval", "p"].map {
    "difference.\($0)"
  }

  /// Computes what the result asks for.
  public static func calculate(
    _ inputs: CalculationInputs,
    into result: inout CalculationResult
  ) throws(InferenceError) {
    let control = try ArmPairs(inputs, "control")
    let variant = try ArmPairs(inputs, "variant")
    let level = try inputs.level()
    let resampling = try ResamplingInputs(inputs)
    let ratios = TwoSumRatios(control: control.moments, variant: variant.moments)
    for (path, ratio) in [("controlRatio", ratios.control), ("variantRatio", ratios.variant)] {
      if let estimate = ratio.estimate {
        try result.set(number: path) { estimate }
      } else {
        result.missing(path, reason: noRatio(ratio))
      }
    }
    try difference(ratios, level, &result)
    try relative(ratios, level, &result)
    precision(ratios, &result)
    if try inputs.boolean("arms") ?? false {
      for (path, ratio) in [("arms.control", ratios.control), ("arms.variant", ratios.variant)] {
        if let set = try ratio.fieller(level: level) {
          try result.set(path) { CalculationValue(set) }
        } else {
          result.missing(path, reason: ratio.moments.count < 2 ? .tooFewValues : .noVariance)
        }
      }
    }
    if resampling.isAsked { try bootstrap(control, variant, level, resampling, &result) }
  }

  private static func noRatio(_ ratio: SumRatio) -> NoteReason {
    if ratio.moments.count == 0 { return .emptyArm }
    return ratio.moments.centerX == 0 ? .zeroDenominator : .notRepresentable
  }

  /// Why there is no difference.
  private static func noDifference(_ ratios: TwoSumRatios) -> NoteReason {
    let arms = [ratios.control, ratios.variant]
    if let arm = arms.first(where: { $0.estimate == nil }) { return noRatio(arm) }
    if arms.contains(where: { $0.moments.count < 2 }) { return .tooFewValues }
    let variances = arms.map(\.variance)
    return variances == [0, 0] ? .noVariance : .notRepresentable
  }

  private static func difference(
    _ ratios: TwoSumRatios,
    _ level: Double,
    _ result: inout CalculationResult
  ) throws(InferenceError) {
    guard let difference = ratios.difference else {
      for path in differences { try result.set(path) { .null } }
      if let c = ratios.control.estimate, let v = ratios.variant.estimate {
        try result.set(number: "difference.estimate") { v - c }
      }
      result.note("difference", reason: noDifference(ratios))
      return
    }
    try result.set(number: "difference.estimate") { difference.estimate }
    try result.set(number: "difference.standardError") { difference.standardError }
    try result.set(interval: "difference.interval") { () throws(InferenceError) in
      try difference.interval(level: level)
    }
    try result.set(number: "difference.p") { difference.pValue() }
  }

  private static func relative(
    _ ratios: TwoSumRatios,
    _ level: Double,
    _ result: inout CalculationResult
  ) throws(InferenceError) {
    guard ratios.difference != nil else {
      let reason = noDifference(ratios)
      result.missing("relative.delta", reason: reason)
      result.missing("relative.fieller", reason: reason)
      return
    }
    if let delta = try ratios.relativeDelta(level: level) {
      try result.set(interval: "relative.delta") { delta }
    } else {
      result.missing("relative.delta", reason: .ratiosNotOfOneSign)
    }
    guard let set = try ratios.relativeFieller(level: level) else {
      result.missing("relative.fieller", reason: .notRepresentable)
      return
    }
    try result.set("relative.fieller") { CalculationValue(set) }
    if !set.isBounded { result.note("relative.fieller", reason: .controlNotToldFromZero) }
  }

  /// Says when raw sums came with too few digits.
  private static func precision(_ ratios: TwoSumRatios, _ result: inout CalculationResult) {
    for (arm, ratio) in [("control", ratios.control), ("variant", ratios.variant)] {
      guard let error = ratio.relativeError, error > 1e-6 else { continue }
      result.note("difference", reason: .precisionLost, values: [arm, String(min(error, 1))])
    }
  }

  private static func bootstrap(
    _ control: ArmPairs,
    _ variant: ArmPairs,
    _ level: Double,
    _ resampling: ResamplingInputs,
    _ result: inout CalculationResult
  ) throws(InferenceError) {
    guard result.wants("bootstrap") else { return }
    guard let first = control.pairs, let second = variant.pairs else {
      for key in ["interval", "relative", "seed"] { try result.set("bootstrap.\(key)") { .null } }
      result.note("bootstrap", reason: .needsPairs)
      return
    }
    let wanted = ["interval", "relative"].filter { result.wants("bootstrap.\($0)") }
    try resampling.put(
      counts: (first.x.count, second.x.count),
      keys: ["interval", "relative"],
      &result
    ) { (resamples, seed, method) throws(InferenceError) in
      let bootstrap = try RatioBootstrap(
        control: first,
        variant: second,
        resamples: resamples,
        seed: seed
      )
      var found: [String: Interval?] = [:]
      for key in wanted {
        let scale = key == "relative" ? RatioBootstrap.Scale.relative : .difference
        found[key] = try bootstrap.interval(scale, level: level, method: method)
      }
      return found
    }
  }
}
