/// `claim`: what must be true of the rest when a part always succeeds.
///
/// total = share + (1 − share)·rest: of all units a share succeeds at once, the others at the rate
/// `rest`. From two of the three follows the third.
public enum ClaimCalculation: Calculation {
  /// The method's name in commands and batches.
  public static let name = "claim"
  /// What is computed, how, and from which source.
  public static let summary = """
    A claim checked by arithmetic: total = share + (1 − share)·rest, the share succeeding at once. \
    Give two of the three for the third, and a base rate for what that means in points and relatively.
    """
  /// The inputs, in the order in which help lists them.
  public static let inputs = [
    CalculationInput("total", .number, "success rate of all, 0…1"),
    CalculationInput("share", .number, "share that succeeds at once, 0…1"),
    CalculationInput("rest", .number, "success rate of the others, 0…1"),
    CalculationInput("base", .number, "rate to compare with, above 0, up to 1"),
  ]
  /// The paths of the result, in order.
  public static let results = ["total", "share", "rest", "points", "relative"]

  /// Computes what the result asks for.
  public static func calculate(
    _ inputs: CalculationInputs,
    into result: inout CalculationResult
  ) throws(InferenceError) {
    let total = try rate("total", inputs)
    let share = try rate("share", inputs)
    let rest = try rate("rest", inputs)
    let base = try rate("base", inputs)
    let found: (path: String, value: Double?, compared: Double?)
    switch (total, share, rest) {
    case (nil, let share?, let rest?):
      let value = share + (1 - share) * rest
      found = ("total", value, value)
    case (let total?, let share?, nil):
      let value = share == 1 ? nil : (total - share) / (1 - share)
      found = ("rest", value, value)
    case (let total?, nil, let rest?):
      found = ("share", rest == 1 ? nil : (total - rest) / (1 - rest), total)
    default:
      throw .conflictingInputs(fields: ["total", "share", "rest"], allowed: "2")
    }
    if let value = found.value {
      try result.set(number: found.path) { value }
      // A hair outside is rounding of the inputs' own subtraction.
      if value < -1e-12 || value > 1 + 1e-12 { result.note(found.path, reason: .impossible) }
    } else {
      result.missing(found.path, reason: .undetermined)
    }
    guard let base else { return }
    guard let compared = found.compared else {
      result.missing("points", reason: .undetermined)
      result.missing("relative", reason: .undetermined)
      return
    }
    try result.set(number: "points") { compared - base }
    if base > 0 {
      try result.set(number: "relative") { compared / base - 1 }
    } else {
      result.missing("relative", reason: .baseIsZero)
    }
  }

  private static func rate(
    _ name: String,
    _ inputs: CalculationInputs
  ) throws(InferenceError) -> Double? {
    guard let value = try inputs.number(name) else { return nil }
    guard value >= 0, value <= 1 else {
      throw .outsideRange(field: name, value: value, allowed: "[0, 1]")
    }
    return value
  }
}
