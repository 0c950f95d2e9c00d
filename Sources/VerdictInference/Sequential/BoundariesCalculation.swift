/// `boundaries`: where planned looks stop.
public enum BoundariesCalculation: Calculation {
  /// The method's name in commands and batches.
  public static let name = "boundaries"
  /// What is computed, how, and from which source.
  public static let summary = """
    Boundaries of planned looks: Lan–DeMets spending of the error, O'Brien–Fleming-type unless told \
    otherwise, by recursive integration with the true information times. nominalP and \
    cumulativeAlpha are two-sided. Source: Lan & DeMets (1983); Jennison & Turnbull (2000), ch. 19.
    """
  /// The inputs, in the order in which help lists them.
  public static let inputs = [
    CalculationInput("looks", .integer, "number of equally spaced looks; or give information"),
    CalculationInput(
      "information",
      .numbers,
      "information fractions, ascending, above 0; may exceed 1"
    ),
    CalculationInput("alpha", .number, "two-sided level, between 0 and 1; .05"),
    CalculationInput(
      "spending",
      .choice(["obrienFleming", "pocock", "power", "haybittlePeto"]),
      "how the error is spread over the looks; obrienFleming"
    ),
    CalculationInput("rho", .number, "exponent of power spending, above 0"),
    CalculationInput(
      "sides",
      .choice(["1", "2"]),
      "1: each side is spent by itself; 2: symmetrical, either side stops; 1"
    ),
    CalculationInput("final", .boolean, "the last look spends all that is left; false"),
  ]
  /// The paths of the result.
  public static let results = ["z", "nominalP", "cumulativeAlpha"]

  /// Computes what the result asks for.
  public static func calculate(
    _ inputs: CalculationInputs,
    into result: inout CalculationResult
  ) throws(InferenceError) {
    let information = try information(inputs)
    let alpha = try inputs.number("alpha", default: 0.05, above: 0, below: 1)
    let boundaries = try GroupSequential.boundaries(
      information: information,
      significance: alpha / 2,
      spending: try spending(inputs),
      final: try inputs.boolean("final") ?? false,
      sides: try sides(inputs)
    )
    try result.set("z") { .array(boundaries.map { CalculationValue($0.z) }) }
    try result.set("nominalP") { .array(boundaries.map { CalculationValue(2 * $0.nominalP) }) }
    try result.set("cumulativeAlpha") {
      .array(boundaries.map { CalculationValue(2 * $0.cumulative) })
    }
    for (index, boundary) in boundaries.enumerated() where boundary.z.isInfinite {
      result.note("z", reason: .nothingSpent, values: [String(index + 1)])
    }
  }

  private static func information(_ inputs: CalculationInputs) throws(InferenceError) -> [Double] {
    let given = try inputs.numbers("information")
    let looks = try inputs.integer("looks")
    switch (given, looks) {
    case (let given?, nil):
      guard !given.isEmpty else { throw .tooFew(field: "information", value: 0, needed: 1) }
      return given
    case (nil, let looks?):
      guard looks >= 1, looks <= GroupSequential.maximumLooks else {
        throw .outsideRange(
          field: "looks",
          value: Double(looks),
          allowed: "[1, \(GroupSequential.maximumLooks)]"
        )
      }
      return (1...looks).map { Double($0) / Double(looks) }
    case (nil, nil): throw .missing(field: "looks")
    default: throw .conflictingInputs(fields: ["looks", "information"], allowed: "1")
    }
  }

  private static func spending(
    _ inputs: CalculationInputs
  ) throws(InferenceError) -> SpendingFunction {
    let names = ["obrienFleming", "pocock", "power", "haybittlePeto"]
    let name = try inputs.choice("spending", of: names) ?? "obrienFleming"
    let rho = try inputs.number("rho")
    switch name {
    case "power":
      guard let rho else { throw .missing(field: "rho") }
      return .power(rho: rho)
    case _ where rho != nil:
      throw .conflictingInputs(fields: ["rho", "spending"], allowed: "power")
    case "pocock": return .pocock
    case "haybittlePeto": return .haybittlePeto
    default: return .obrienFleming
    }
  }

  /// 1 or 2, as a number or as text.
  private static func sides(
    _ inputs: CalculationInputs
  ) throws(InferenceError) -> GroupSequential.Sides {
    guard let value = inputs.value("sides") else { return .separate }
    switch value {
    case .string("1"): return .separate
    case .string("2"): return .symmetrical
    default:
      guard let number = try inputs.integer("sides"),
        let sides = GroupSequential.Sides(rawValue: number)
      else {
        throw .outsideRange(field: "sides", value: value.asDouble ?? .nan, allowed: "1, 2")
      }
      return sides
    }
  }
}
