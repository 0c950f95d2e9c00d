/// `two-proportions`: two success rates compared in every common way, the deciding way first.
public enum TwoProportionsCalculation: Calculation {
  /// The method's name in commands and batches.
  public static let name = "two-proportions"
  /// What is computed, how, and from which source.
  public static let summary = """
    Two success rates, variant against control: the Miettinen–Nurminen score interval and p (1985, \
    Stat Med 4:213), the exact unconditional test of each side (Chan & Zhang 1999, Biometrics \
    55:1202) with its interval, and the usual checks beside them. p is two-sided unless named.
    """
  /// The inputs, in the order in which help lists them.
  public static let inputs = [
    CalculationInput(
      "control",
      .count,
      required: true,
      "successes and trials of the reference arm"
    ),
    CalculationInput("variant", .count, required: true, "successes and trials of the other arm"),
    CalculationInput("level", .number, "level of the intervals, between 0 and 1; .95"),
    CalculationInput(
      "margin",
      .number,
      "margin of non-inferiority and equivalence, a difference in 0…1; 0 = none"
    ),
  ]
  /// The paths of the result, in order.
  public static let results =
    ["difference", "ratio", "oddsRatio"]
    + ["miettinenNurminen", "newcombe", "agrestiCaffo", "wald", "exact"].map { "intervals.\($0)" }
    + ["score", "koopman", "katz"].map { "ratioIntervals.\($0)" } + ["oddsRatioIntervals.woolf"]
    + pValues.map { "pValues.\($0)" }
    + ["nonInferiority.z", "nonInferiority.p", "equivalence.pLower", "equivalence.pUpper"]

  private static let pValues = [
    "score", "pooledZ", "yates", "fisher", "fisherLess", "fisherGreater", "fisherMidP", "barnard",
    "boschloo", "boschlooDoubled", "boschlooLess", "boschlooGreater", "exact", "exactLess",
    "exactGreater",
  ]
  private static let exactFamily = [
    "intervals.exact", "pValues.barnard", "pValues.boschloo", "pValues.boschlooDoubled",
    "pValues.boschlooLess", "pValues.boschlooGreater", "pValues.exact", "pValues.exactLess",
    "pValues.exactGreater",
  ]

  /// Computes what the result asks for.
  public static func calculate(
    _ inputs: CalculationInputs,
    into result: inout CalculationResult
  ) throws(InferenceError) {
    let control = try inputs.requiredCount("control")
    let variant = try inputs.requiredCount("variant")
    let level = try inputs.level()
    let margin = try inputs.number("margin") ?? 0
    guard margin >= 0, margin < 1 else {
      throw .outsideRange(field: "margin", value: margin, allowed: "[0, 1)")
    }
    guard control.trials > 0, variant.trials > 0 else {
      for path in results where margin > 0 || !isAboutMargin(path) {
        try result.set(path) { .null }
      }
      result.note("", reason: .emptyArm, values: [control.trials == 0 ? "control" : "variant"])
      return
    }
    let arms = TwoRates(control: control, variant: variant)
    let score = try ScoreTest(control: EffectiveCount(control), variant: EffectiveCount(variant))
    try estimates(arms, &result)
    try intervals(arms, score, level, &result)
    try ratios(arms, level, &result)
    try closedPValues(arms, score, &result)
    if control.trials + variant.trials <= ExactUnconditionalTest.largestTotal {
      try exact(arms, level, &result)
    } else {
      let limit = String(ExactUnconditionalTest.largestTotal)
      for path in exactFamily {
        result.missing(path, reason: .aboveExactLimit, values: [limit])
      }
    }
    if margin > 0 {
      try result.set(number: "nonInferiority.z") { score.statistic(at: -margin) }
      try result.set(number: "nonInferiority.p") { score.pValueGreater(at: -margin) }
      try result.set(number: "equivalence.pLower") { score.pValueGreater(at: -margin) }
      try result.set(number: "equivalence.pUpper") { score.pValueLess(at: margin) }
    }
  }

  private static func isAboutMargin(_ path: String) -> Bool {
    path.hasPrefix("nonInferiority") || path.hasPrefix("equivalence")
  }

  private static func estimates(
    _ arms: TwoRates,
    _ result: inout CalculationResult
  ) throws(InferenceError) {
    try result.set(number: "difference") { arms.difference }
    if arms.ratio != nil {
      try result.set(number: "ratio") { arms.ratio }
    } else {
      result.missing("ratio", reason: .noControlSuccesses)
    }
    if arms.oddsRatio != nil {
      try result.set(number: "oddsRatio") { arms.oddsRatio }
    } else {
      result.missing("oddsRatio", reason: .emptyCell)
    }
  }

  private static func intervals(
    _ arms: TwoRates,
    _ score: ScoreTest,
    _ level: Double,
    _ result: inout CalculationResult
  ) throws(InferenceError) {
    try result.set(interval: "intervals.miettinenNurminen") {
      score.interval(tail: (1 - level) / 2)
    }
    try result.set(interval: "intervals.newcombe") { arms.newcombe(level: level) }
    try result.set(interval: "intervals.agrestiCaffo") { arms.agrestiCaffo(level: level) }
    try result.set(interval: "intervals.wald") { arms.wald(level: level) }
    // Its place in the order; the value follows with the exact family.
    try result.set("intervals.exact") { .null }
  }

  private static func ratios(
    _ arms: TwoRates,
    _ level: Double,
    _ result: inout CalculationResult
  ) throws(InferenceError) {
    try result.set(interval: "ratioIntervals.score") { () throws(InferenceError) in
      try arms.ratioScore(level: level)
    }
    try result.set(interval: "ratioIntervals.koopman") { () throws(InferenceError) in
      try arms.koopman(level: level)
    }
    if arms.katz(level: level) != nil {
      try result.set(interval: "ratioIntervals.katz") { arms.katz(level: level) }
    } else {
      result.missing("ratioIntervals.katz", reason: .noSuccesses)
    }
    if arms.woolf(level: level) != nil {
      try result.set(interval: "oddsRatioIntervals.woolf") { arms.woolf(level: level) }
    } else {
      result.missing("oddsRatioIntervals.woolf", reason: .emptyCell)
    }
  }

  private static func closedPValues(
    _ arms: TwoRates,
    _ score: ScoreTest,
    _ result: inout CalculationResult
  ) throws(InferenceError) {
    try result.set(number: "pValues.score") { score.pValue() }
    try result.set(number: "pValues.pooledZ") { arms.pooledZPValue }
    try result.set(number: "pValues.yates") { arms.yatesPValue }
    let fisher = ["fisher", "fisherLess", "fisherGreater", "fisherMidP"].map { "pValues.\($0)" }
    if fisher.contains(where: { result.wants($0) }) {
      let test = try FisherTest(control: arms.control, variant: arms.variant)
      try result.set(number: fisher[0]) { test.pValue }
      try result.set(number: fisher[1]) { test.pValueLess }
      try result.set(number: fisher[2]) { test.pValueGreater }
      try result.set(number: fisher[3]) { test.midPValue }
    }
  }

  private static func exact(
    _ arms: TwoRates,
    _ level: Double,
    _ result: inout CalculationResult
  ) throws(InferenceError) {
    let checks = try UnconditionalTests(control: arms.control, variant: arms.variant)
    try result.set(number: "pValues.barnard") { checks.barnard }
    try result.set(number: "pValues.boschloo") { checks.boschloo }
    let sides = ["boschlooDoubled", "boschlooLess", "boschlooGreater"].map { "pValues.\($0)" }
    if sides.contains(where: { result.wants($0) }) {
      let less = result.wants(sides[0]) || result.wants(sides[1]) ? checks.boschlooLess : 1
      let greater = result.wants(sides[0]) || result.wants(sides[2]) ? checks.boschlooGreater : 1
      try result.set(number: sides[0]) { min(1, 2 * min(less, greater)) }
      try result.set(number: sides[1]) { less }
      try result.set(number: sides[2]) { greater }
    }
    let test = try ExactUnconditionalTest(control: arms.control, variant: arms.variant)
    let exact = ["exact", "exactLess", "exactGreater"].map { "pValues.\($0)" }
    if exact.contains(where: { result.wants($0) }) {
      let less = result.wants(exact[0]) || result.wants(exact[1]) ? try test.pValueLess() : 1
      let greater = result.wants(exact[0]) || result.wants(exact[2]) ? try test.pValueGreater() : 1
      try result.set(number: exact[0]) { min(1, 2 * min(less, greater)) }
      try result.set(number: exact[1]) { less }
      try result.set(number: exact[2]) { greater }
    }
    try result.set(interval: "intervals.exact") { () throws(InferenceError) in
      try test.interval(tail: (1 - level) / 2)
    }
  }
}
