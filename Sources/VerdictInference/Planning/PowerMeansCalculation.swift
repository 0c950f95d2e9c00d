/// `power-means`: the one that is missing of effect, standard deviation, size and power.
public enum PowerMeansCalculation: Calculation {
  /// The method's name in commands and batches.
  public static let name = "power-means"
  /// What is computed, how, and from which source.
  public static let summary = """
    Of the difference of two means, the standard deviation of a value, units of the control and power \
    the one that is not given, for the two-sided t test by the noncentral t, both tails counted. \
    Source: Cohen (1988), Statistical Power Analysis, ch. 2.
    """
  /// The inputs, in the order in which help lists them.
  public static let inputs = [
    CalculationInput("effect", .number, "true difference, in the unit of the values, not 0"),
    CalculationInput("standardDeviation", .number, "of a single value in either arm, above 0"),
    CalculationInput("sizePerArm", .integer, "units of the control, 2 or more"),
    CalculationInput("power", .number, "chance to find the difference, between alpha and 1"),
    CalculationInput("alpha", .number, "two-sided level, between 0 and 1; .05"),
    CalculationInput("allocation", .number, "units of the variant for one of the control; 1"),
  ]
  /// The paths of the result: the one that was not given.
  public static let results = ["effect", "standardDeviation", "sizePerArm", "power"]

  /// Computes what the result asks for.
  public static func calculate(
    _ inputs: CalculationInputs,
    into result: inout CalculationResult
  ) throws(InferenceError) {
    let effect = try inputs.number("effect")
    let deviation = try inputs.number("standardDeviation")
    let size = try inputs.integer("sizePerArm")
    let power = try inputs.number("power")
    let design = try MeansPower.Design(
      significance: inputs.number("alpha") ?? 0.05,
      allocation: inputs.number("allocation") ?? 1
    )
    switch (effect, deviation, size, power) {
    case (let effect?, let deviation?, let size?, nil):
      try result.set(number: "power") { () throws(InferenceError) in
        try MeansPower.power(
          design,
          effect: effect,
          standardDeviation: deviation,
          controlSize: size
        )
      }
    case (let effect?, let deviation?, nil, let power?):
      let found = try MeansPower.controlSize(
        design,
        effect: effect,
        standardDeviation: deviation,
        power: power
      )
      if let found {
        try result.set("sizePerArm") { .integer(found) }
      } else {
        result.missing("sizePerArm", reason: .notReachable)
      }
    case (let effect?, nil, let size?, let power?):
      try result.put(
        "standardDeviation",
        MeansPower.largestStandardDeviation(
          design,
          effect: effect,
          controlSize: size,
          power: power
        ),
        or: .beyondRange
      )
    case (nil, let deviation?, let size?, let power?):
      try result.put(
        "effect",
        MeansPower.minimumDetectableEffect(
          design,
          standardDeviation: deviation,
          controlSize: size,
          power: power
        ),
        or: .beyondRange
      )
    default:
      throw .conflictingInputs(
        fields: ["effect", "standardDeviation", "sizePerArm", "power"],
        allowed: "3"
      )
    }
  }
}
