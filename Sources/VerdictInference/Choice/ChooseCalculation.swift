/// `choose`: which of two arms to pick.
public enum ChooseCalculation: Calculation {
  /// The method's name in commands and batches.
  public static let name = "choose"
  /// What is computed, how, and from which source.
  public static let summary = """
    Picks the arm with the higher expected rate, net of its cost, and says what either mistake would \
    cost: control Beta(½, ½), difference normal with standard deviation tau cut to valid rates, \
    binomial outcomes, by two-dimensional quadrature. A choice, not a proof.
    """
  /// The inputs, in the order in which help lists them.
  public static let inputs = [
    CalculationInput("control", .count, required: true, "successes and trials of today's way"),
    CalculationInput("variant", .count, required: true, "successes and trials of the new way"),
    CalculationInput(
      "history",
      .count,
      "earlier units of the control; at most half its size is borrowed"
    ),
    CalculationInput("tau", .number, "standard deviation of differences before the data; .08"),
    CalculationInput(
      "costPerUnit",
      .number,
      "what a unit costs more in the variant, in units of the rate; 0"
    ),
    CalculationInput("volume", .number, "units a period; adds the losses in successes a period"),
  ]
  /// The paths of the result.
  public static let results = [
    "pick", "probabilityVariantBetter", "probabilityWrong", "expectedLoss.control",
    "expectedLoss.variant", "interval", "expectedDifference", "expectedLossOfVolume.control",
    "expectedLossOfVolume.variant",
  ]

  /// Computes what the result asks for.
  public static func calculate(
    _ inputs: CalculationInputs,
    into result: inout CalculationResult
  ) throws(InferenceError) {
    let history = try inputs.count("history")
    let reading = try ChoiceReading(
      control: try inputs.requiredCount("control"),
      variant: try inputs.requiredCount("variant"),
      tau: try inputs.number("tau") ?? ChoiceReading.usualTau,
      history: history,
      costPerUnit: try inputs.number("costPerUnit") ?? 0
    )
    try result.set("pick") { .string(reading.pick.rawValue) }
    try result.set(number: "probabilityVariantBetter") { reading.probabilityVariantBetter }
    try result.set(number: "probabilityWrong") { reading.probabilityWrong }
    try result.set(number: "expectedLoss.control") { reading.expectedLoss.control }
    try result.set(number: "expectedLoss.variant") { reading.expectedLoss.variant }
    try result.set(interval: "interval") { reading.interval }
    try result.set(number: "expectedDifference") { reading.expectedDifference }
    if let volume = try inputs.number("volume") {
      guard volume >= 0 else { throw .negative(field: "volume", value: volume) }
      try result.set(number: "expectedLossOfVolume.control") {
        reading.expectedLoss.control * volume
      }
      try result.set(number: "expectedLossOfVolume.variant") {
        reading.expectedLoss.variant * volume
      }
    }
    if let history, reading.borrowedUnits < Double(history.trials) {
      result.note("history", reason: .borrowedInPart, values: ["\(reading.borrowedUnits)"])
    }
  }
}
