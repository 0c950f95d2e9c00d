/// `winners-curse`: what a significant result of a design would be worth.
public enum WinnersCurseCalculation: Calculation {
  /// The method's name in commands and batches.
  public static let name = "winners-curse"
  /// What is computed, how, and from which source.
  public static let summary = """
    For a true effect and a standard error: the power, the chance that a significant estimate has \
    the wrong sign (type S), and by how much it overstates the effect on average (type M). Source: \
    Gelman & Carlin (2014), Perspect Psychol Sci 9:641; closed form Lu, Qiu & Deng (2019).
    """
  /// The inputs, in the order in which help lists them.
  public static let inputs = [
    CalculationInput(
      "standardError",
      .number,
      required: true,
      "standard error of the estimate, above 0"
    ),
    CalculationInput(
      "trueEffect",
      .number,
      required: true,
      "effect to assume, from past results or the smallest worth having; not the observed one"
    ),
    CalculationInput("alpha", .number, "two-sided level, between 0 and 1; .05"),
  ]
  /// The paths of the result, in order.
  public static let results = ["power", "typeS", "typeM"]

  /// Computes what the result asks for.
  public static func calculate(
    _ inputs: CalculationInputs,
    into result: inout CalculationResult
  ) throws(InferenceError) {
    let effect = try inputs.required("trueEffect")
    let design = try DesignAnalysis(
      trueEffect: effect,
      standardError: try inputs.required("standardError"),
      significanceLevel: try inputs.number("alpha", default: 0.05, above: 0, below: 1)
    )
    try result.set(number: "power") { design.power }
    for (path, value) in [("typeS", design.typeS), ("typeM", design.typeM)] {
      if let value {
        try result.set(number: path) { value }
      } else {
        result.missing(path, reason: effect == 0 ? .noTrueEffect : .tooExtreme)
      }
    }
  }
}
