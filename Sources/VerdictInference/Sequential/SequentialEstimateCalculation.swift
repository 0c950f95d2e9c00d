/// `sequential-estimate`: p, estimate and interval after planned looks.
public enum SequentialEstimateCalculation: Calculation {
  /// The method's name in commands and batches.
  public static let name = "sequential-estimate"
  /// What is computed, how, and from which source.
  public static let summary = """
    What a test with planned looks says once it has stopped: stage-wise p, median-unbiased estimate \
    and interval, read at the first look beyond its boundary or else at the last. Source: Tsiatis, \
    Rosner & Mehta (1984), Biometrics 40:797.
    """
  /// The inputs, in the order in which help lists them.
  public static let inputs = [
    CalculationInput(
      "information",
      .numbers,
      required: true,
      "1/variance of the estimate at each look, ascending"
    ),
    CalculationInput("z", .numbers, required: true, "statistic of no difference at each look"),
    CalculationInput(
      "boundaries",
      .numbers,
      required: true,
      "z at which each look stops, above 0; null where it cannot"
    ),
    CalculationInput("level", .number, "level of the interval, between 0 and 1; .95"),
  ]
  /// The paths of the result.
  public static let results = ["p", "estimate", "interval", "look"]

  /// Computes what the result asks for.
  public static func calculate(
    _ inputs: CalculationInputs,
    into result: inout CalculationResult
  ) throws(InferenceError) {
    let reading = try SequentialEstimate(
      information: try inputs.numbers("information") ?? [],
      z: try inputs.numbers("z") ?? [],
      boundaries: try boundaries(inputs),
      level: try inputs.level()
    )
    try result.set(number: "p") { reading.pValue }
    try result.set(number: "estimate") { reading.estimate }
    try result.set(interval: "interval") { reading.interval }
    try result.set(number: "look") { Double(reading.look + 1) }
    if !reading.crossed { result.note("look", reason: .noBoundaryCrossed) }
  }

  /// The boundaries, where null is a look that cannot stop, as `boundaries` writes it.
  private static func boundaries(_ inputs: CalculationInputs) throws(InferenceError) -> [Double] {
    guard case .array(let elements)? = inputs.value("boundaries") else {
      throw .wrongType(field: "boundaries", expected: "array of numbers")
    }
    var result: [Double] = []
    for (index, element) in elements.enumerated() {
      if element == .null {
        result.append(.infinity)
      } else if let number = element.asDouble {
        result.append(number)
      } else {
        throw .wrongType(field: "boundaries[\(index)]", expected: "number")
      }
    }
    return result
  }
}
