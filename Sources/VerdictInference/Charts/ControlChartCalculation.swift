/// `control-chart`: limits and signals of a series.
public enum ControlChartCalculation: Calculation {
  /// The method's name in commands and batches.
  public static let name = "control-chart"
  /// What is computed, how, and from which source.
  public static let summary = """
    Control chart of a series: exact binomial or p limits, Laney p′, individual values (±2.66 mR̄), \
    EWMA, or a cumulative sum (of log-likelihood ratios for rates), with its average run length by exact \
    binomial tails, Markov chain or integral equation. Signals are indices from 0. Source: Laney \
    (2002); Lucas & Saccucci (1990); Steiner et al. (2000); Montgomery.
    """
  static let kinds = ["p", "laneyP", "xmr", "ewma", "cusum"]

  /// The inputs, in the order in which help lists them.
  public static let inputs = [
    CalculationInput("kind", .choice(kinds), required: true, "which chart"),
    CalculationInput("numerator", .numbers, "successes at each point (p, laneyP, cusum of rates)"),
    CalculationInput("denominator", .numbers, "trials at each point, as many as numerator"),
    CalculationInput("values", .numbers, "value at each point (xmr, ewma, cusum of values)"),
    CalculationInput(
      "baseline",
      .integer,
      "how many points at the start set centre and spread; all"
    ),
    CalculationInput(
      "center",
      .number,
      "a known centre: the usual rate or mean; from the baseline"
    ),
    CalculationInput(
      "standardDeviation",
      .number,
      "a known spread of the values, above 0 (ewma, cusum); mean moving range ÷ 1.128"
    ),
    CalculationInput(
      "falseAlarm",
      .number,
      "expected false signals at a point, all sides together, in (0, 1); .0027"
    ),
    CalculationInput(
      "falseAlarmsPerSeries",
      .number,
      "the same over all points of the series together; instead of falseAlarm"
    ),
    CalculationInput(
      "limits",
      .choice(["exact", "classic"]),
      "p: binomial tails, or the textbook ± width·σ; exact"
    ),
    CalculationInput(
      "width",
      .number,
      "limits in standard deviations (classic p, laneyP, xmr: 3; ewma); instead of falseAlarm"
    ),
    CalculationInput("lambda", .number, "ewma: weight of the newest value, in (0, 1]; .2"),
    CalculationInput(
      "threshold",
      .number,
      "cusum: decision limit in log-likelihood units, or σ for values; instead of falseAlarm"
    ),
    CalculationInput("oddsRatio", .number, "cusum of rates: the change of odds to be found"),
    CalculationInput("rate", .number, "cusum of rates: the rate to be found; instead of oddsRatio"),
    CalculationInput(
      "shift",
      .number,
      "cusum of values: the change of mean to be found, in standard deviations, above 0; 1"
    ),
    CalculationInput(
      "direction",
      .choice(["both", "lower", "upper"]),
      "cusum of values: which changes signal; both"
    ),
  ]
  /// The paths of the result, in order.
  public static let results =
    ["center", "lower", "upper", "signals", "averageRunLength", "statistic", "lowerStatistic"]
    + ["limit", "standardDeviation", "dispersion", "changeStarts"]
    + ["center", "upper", "signals"].map { "movingRange.\($0)" }

  /// Computes what the result asks for.
  public static func calculate(
    _ inputs: CalculationInputs,
    into result: inout CalculationResult
  ) throws(InferenceError) {
    guard let kind = try inputs.choice("kind", of: kinds) else { throw .missing(field: "kind") }
    let isCusumOfRates = kind == "cusum" && (inputs.has("numerator") || inputs.has("denominator"))
    let request = ControlChartRequest(
      inputs: inputs,
      kind: kind == "cusum" ? (isCusumOfRates ? "cusumOfRates" : "cusumOfValues") : kind
    )
    try request.refuseForeignInputs()
    let answer: ControlChartAnswer
    switch request.kind {
    case "p", "laneyP": answer = try request.rateChart()
    case "xmr": answer = try request.individuals()
    case "ewma": answer = try request.weightedAverage()
    case "cusumOfRates": answer = try request.sumOfRates()
    default: answer = try request.sumOfValues()
    }
    try answer.write(into: &result)
  }
}
