/// `multiplicity`: several p-values read together, at once or as a stream.
public enum MultiplicityCalculation: Calculation {
  /// The method's name in commands and batches.
  public static let name = "multiplicity"
  /// What is computed, how, and from which source.
  public static let summary = """
    Adjusted p-values by Bonferroni, Holm, Benjamini–Hochberg and Benjamini–Yekutieli, and the \
    same list as a stream in time with the online levels of LORD++, SAFFRON and ADDIS. Sources: \
    Holm (1979), Benjamini & Hochberg (1995), Ramdas et al. (2017, 2018), Tian & Ramdas (2019).
    """
  /// The inputs, in the order in which help lists them.
  public static let inputs = [
    CalculationInput("pValues", .numbers, required: true, "p-values, 0…1, in order of time"),
    CalculationInput("alpha", .number, "false discovery rate of the online rules; .05"),
    CalculationInput(
      "online",
      .record(["w0", "gamma", "lambda", "tau"]),
      """
      w0: first wealth, 0…alpha (LORD++ alpha/10, else alpha/2); gamma: falling list, sum up to 1; \
      lambda (SAFFRON .5, ADDIS .25); tau (.5)
      """
    ),
  ]
  private static let rules = ["lordPlusPlus", "saffron", "addis"]
  /// The paths of the result, in order.
  public static let results: [String] = {
    var paths = ["holm", "benjaminiHochberg", "benjaminiYekutieli", "bonferroni"]
    for rule in rules { paths += ["online.\(rule).levels", "online.\(rule).rejected"] }
    return paths
  }()

  /// Computes what the result asks for.
  public static func calculate(
    _ inputs: CalculationInputs,
    into result: inout CalculationResult
  ) throws(InferenceError) {
    guard let pValues = try inputs.numbers("pValues") else { throw .missing(field: "pValues") }
    let adjusted = try AdjustedPValues(pValues)
    let alpha = try inputs.number("alpha", default: 0.05, above: 0, below: 1)
    let online = try inputs.record("online", keys: ["w0", "gamma", "lambda", "tau"])
    if pValues.isEmpty { result.note("", reason: .noPValues) }
    try result.set("holm") { CalculationValue(adjusted.holm) }
    try result.set("benjaminiHochberg") { CalculationValue(adjusted.benjaminiHochberg) }
    try result.set("benjaminiYekutieli") { CalculationValue(adjusted.benjaminiYekutieli) }
    try result.set("bonferroni") { CalculationValue(adjusted.bonferroni) }

    let lambda = try online?.number("lambda")
    let tau = try online?.number("tau") ?? 0.5
    let wealth = try online?.number("w0")
    let spending = try online?.numbers("gamma").map(OnlineSpending.listed)
    let streams: [(String, OnlineDiscovery.Rule)] = [
      ("lordPlusPlus", .lordPlusPlus), ("saffron", .saffron(lambda: lambda ?? 0.5)),
      ("addis", .addis(lambda: lambda ?? 0.25, tau: tau)),
    ]
    for (name, rule) in streams where result.wants("online.\(name)") {
      if case .addis(let lambda, let tau) = rule, tau > 0, tau <= lambda {
        // A λ meant for SAFFRON may leave ADDIS nothing between λ and τ.
        result.missing("online.addis.levels", reason: .lambdaNotBelowTau)
        result.missing("online.addis.rejected", reason: .lambdaNotBelowTau)
        continue
      }
      let stream: OnlineDiscovery
      do throws(InferenceError) {
        stream = try OnlineDiscovery(
          pValues,
          rule: rule,
          level: alpha,
          wealth: wealth,
          spending: spending
        )
      } catch {
        throw error.inside("online")
      }
      try result.set("online.\(name).levels") { CalculationValue(stream.levels) }
      try result.set("online.\(name).rejected") { .array(stream.rejected.map { .boolean($0) }) }
    }
  }
}
