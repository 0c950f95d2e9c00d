/// `conditional-power`: the chance to end beyond the boundary.
public enum ConditionalPowerCalculation: Calculation {
  /// The method's name in commands and batches.
  public static let name = "conditional-power"
  /// What is computed, how, and from which source.
  public static let summary = """
    The chance that a running test ends at or above its boundary: if what was seen goes on, and if \
    the registered effect is true. Source: Lan & Wittes (1988), Biometrics 44:579.
    """
  /// The inputs, in the order in which help lists them.
  public static let inputs = [
    CalculationInput("information", .number, required: true, "1/variance of the estimate now"),
    CalculationInput("z", .number, required: true, "statistic of no difference now"),
    CalculationInput(
      "plannedInformation",
      .number,
      required: true,
      "information at the planned end"
    ),
    CalculationInput("effect", .number, "effect the test was planned for, in the estimate's unit"),
    CalculationInput("boundary", .number, "z needed at the end; 1.96, one look at .05 two-sided"),
  ]
  /// The paths of the result.
  public static let results = ["current", "design"]

  /// Computes what the result asks for.
  public static func calculate(
    _ inputs: CalculationInputs,
    into result: inout CalculationResult
  ) throws(InferenceError) {
    let information = try inputs.required("information")
    let z = try inputs.required("z")
    let planned = try inputs.required("plannedInformation")
    let effect = try inputs.number("effect")
    let power =
      if let boundary = try inputs.number("boundary") {
        try ConditionalPower(
          information: information,
          statistic: z,
          plannedInformation: planned,
          effect: effect,
          boundary: boundary
        )
      } else {
        try ConditionalPower(
          information: information,
          statistic: z,
          plannedInformation: planned,
          effect: effect
        )
      }
    try result.set(number: "current") { power.current }
    if let design = power.design {
      try result.set(number: "design") { design }
    } else {
      result.missing("design", reason: .noEffect)
    }
  }
}
