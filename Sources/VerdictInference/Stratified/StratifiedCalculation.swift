/// `stratified`: one effect over several strata, and whether the strata agree.
public enum StratifiedCalculation: Calculation {
  /// The method's name in commands and batches.
  public static let name = "stratified"
  /// What is computed, how, and from which source.
  public static let summary = """
    Two rates within strata: Cochran–Mantel–Haenszel, the Mantel–Haenszel difference (Sato's variance) \
    with the deciding score interval beside it, odds and risk ratio, heterogeneity of the differences \
    with Gail and Simon's test of a change of sign, Breslow–Day and Tarone.
    """
  /// The inputs, in the order in which help lists them.
  public static let inputs = [
    CalculationInput(
      "strata",
      .records(["control", "variant"]),
      required: true,
      "two counts for each stratum"
    ),
    CalculationInput("level", .number, "level of the intervals, between 0 and 1; .95"),
  ]
  /// The paths of the result, in order.
  public static let results =
    ["chiSquare", "p", "chiSquareCorrected", "pCorrected"].map { "cmh.\($0)" }
    + ["estimate", "standardError", "interval", "scoreInterval"].map { "riskDifference.\($0)" }
    + ["oddsRatio", "riskRatio"].flatMap { ["\($0).estimate", "\($0).interval"] }
    + ["q", "p", "gailSimonP"].map { "heterogeneity.\($0)" }
    + ["breslowDay", "tarone"].flatMap { ["\($0).chiSquare", "\($0).p"] }

  /// Computes what the result asks for.
  public static func calculate(
    _ inputs: CalculationInputs,
    into result: inout CalculationResult
  ) throws(InferenceError) {
    let level = try inputs.level()
    var strata: [RateStratum] = []
    for record in try inputs.records("strata", keys: ["control", "variant"]) ?? [] {
      strata.append(
        RateStratum(
          control: EffectiveCount(try record.requiredCount("control")),
          variant: EffectiveCount(try record.requiredCount("variant"))
        )
      )
    }
    let tables = try StratifiedTables(strata: strata)
    let plain = tables.cochranMantelHaenszel(corrected: false)
    let corrected = tables.cochranMantelHaenszel(corrected: true)
    try result.put("cmh.chiSquare", plain?.statistic, or: .noVariance)
    try result.put("cmh.p", plain?.pValue, or: .noVariance)
    try result.put("cmh.chiSquareCorrected", corrected?.statistic, or: .noVariance)
    try result.put("cmh.pCorrected", corrected?.pValue, or: .noVariance)
    try differences(tables, strata, level, &result)
    for (name, ratio) in [("oddsRatio", tables.oddsRatio), ("riskRatio", tables.riskRatio)] {
      try result.put("\(name).estimate", ratio?.value, or: .noSuccesses)
      if let ratio {
        try result.set(interval: "\(name).interval") { ratio.interval(level: level) }
      } else {
        result.missing("\(name).interval", reason: .noSuccesses)
      }
    }
    let heterogeneity = tables.heterogeneity
    try result.put("heterogeneity.q", heterogeneity?.statistic, or: .noVariance)
    try result.put("heterogeneity.p", heterogeneity?.pValue, or: .noVariance)
    try result.put("heterogeneity.gailSimonP", tables.gailSimonPValue, or: .noVariance)
    for (name, tarone) in [("breslowDay", false), ("tarone", true)] {
      let test = tables.breslowDay(tarone: tarone)
      try result.put("\(name).chiSquare", test?.statistic, or: .undetermined)
      try result.put("\(name).p", test?.pValue, or: .undetermined)
    }
  }

  private static func differences(
    _ tables: StratifiedTables,
    _ strata: [RateStratum],
    _ level: Double,
    _ result: inout CalculationResult
  ) throws(InferenceError) {
    guard let difference = tables.riskDifference else {
      for key in ["estimate", "standardError", "interval", "scoreInterval"] {
        result.missing("riskDifference.\(key)", reason: .emptyArm)
      }
      return
    }
    let score = try ScoreTest(strata: strata)
    try result.set(number: "riskDifference.estimate") { difference.value }
    try result.set(number: "riskDifference.standardError") { difference.standardError }
    try result.set(interval: "riskDifference.interval") { difference.interval(level: level) }
    try result.set(interval: "riskDifference.scoreInterval") {
      score.interval(tail: (1 - level) / 2)
    }
  }

}
