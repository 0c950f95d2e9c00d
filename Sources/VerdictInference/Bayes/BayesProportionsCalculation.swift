/// `bayes-proportions`: which of two rates is likely better under a beta prior, and the price of a mistake.
public enum BayesProportionsCalculation: Calculation {
  /// The method's name in commands and batches.
  public static let name = "bayes-proportions"
  /// What is computed, how, and from which source.
  public static let summary = """
    Two rates with independent beta priors (Jeffreys' unless told): the chance that the variant's is \
    higher, the expected loss of choosing either arm, and the interval of the difference, by \
    quadrature. Source: Gelman et al. (2013), Bayesian Data Analysis, ch. 2; choose judges a pick.
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
    CalculationInput(
      "prior",
      .record(["alpha", "beta"]),
      "shapes of the beta prior of either rate, each 0.5 or more; 0.5 and 0.5"
    ),
    CalculationInput("level", .number, "level of the interval, between 0 and 1; .95"),
  ]
  /// The paths of the result, in order.
  public static let results = [
    "probabilityVariantBetter", "expectedLoss.control", "expectedLoss.variant", "interval",
  ]

  /// Computes what the result asks for.
  public static func calculate(
    _ inputs: CalculationInputs,
    into result: inout CalculationResult
  ) throws(InferenceError) {
    var prior = BetaPrior.jeffreys
    if let given = try inputs.record("prior", keys: ["alpha", "beta"]) {
      prior = try BetaPrior(alpha: given.required("alpha"), beta: given.required("beta"))
    }
    let level = try inputs.level()
    let rates = try BayesianRates(
      control: inputs.requiredCount("control"),
      variant: inputs.requiredCount("variant"),
      prior: prior
    )
    try result.set(number: results[0]) { rates.probabilityVariantBetter }
    try result.set(number: results[1]) { rates.lossOfControl }
    try result.set(number: results[2]) { rates.lossOfVariant }
    try result.set(interval: results[3]) { () throws(InferenceError) in
      try rates.interval(level: level)
    }
  }
}
