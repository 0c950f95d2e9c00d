/// `power-proportions`: the one that is missing of baseline, target, size and power.
public enum PowerProportionsCalculation: Calculation {
  /// The method's name in commands and batches.
  public static let name = "power-proportions"
  /// What is computed, how, and from which source.
  public static let summary = """
    Of baseline, target, units of the control and power the one that is not given, for two rates, by \
    enumeration of the deciding exact test up to 300 units an arm and by a normal formula above. \
    Sources: Fleiss (1981), Statistical Methods for Rates and Proportions, eq. 3.14; Cohen (1988), ch. 6.
    """
  /// The inputs, in the order in which help lists them.
  public static let inputs = [
    CalculationInput("baseline", .number, "rate of the control, between 0 and 1"),
    CalculationInput("target", .number, "rate of the variant, between 0 and 1"),
    CalculationInput("sizePerArm", .integer, "units of the control, 1 or more"),
    CalculationInput("power", .number, "chance to find the change, between alpha/2 and 1"),
    CalculationInput("alpha", .number, "two-sided level, between 0 and 1; .05"),
    CalculationInput("allocation", .number, "units of the variant for one of the control; 1"),
    CalculationInput(
      "method",
      .choice(RatePower.Method.allCases.map(\.rawValue)),
      "how power is reckoned; exact up to 300 units an arm, normal above"
    ),
    CalculationInput(
      "direction",
      .choice(["higher", "lower"]),
      "where the variant lies when baseline or target is sought; higher"
    ),
  ]
  /// The paths of the result, in order: the one that was not given, and `exactPower`.
  public static let results = ["baseline", "target", "sizePerArm", "power", "exactPower"]

  /// Computes what the result asks for.
  public static func calculate(
    _ inputs: CalculationInputs,
    into result: inout CalculationResult
  ) throws(InferenceError) {
    let request = try Request(inputs)
    switch (request.baseline, request.target, request.size, request.power) {
    case (let baseline?, let target?, let size?, nil):
      try power(request, baseline, target, size, &result)
    case (let baseline?, let target?, nil, let power?):
      try size(request, baseline, target, power, &result)
    case (let baseline?, nil, let size?, let power?):
      let design = try request.design(baseline, upTo: size, &result)
      let effect = try RatePower.minimumDetectableEffect(
        design,
        controlSize: size,
        power: power,
        rising: request.rising
      )
      let target = effect.map { baseline + (request.rising ? $0 : -$0) }
      try result.put("target", target, or: .notReachable)
      try exactPower(request, baseline, target, size, &result)
    case (nil, let target?, let size?, let power?):
      guard target > 0, target < 1 else {
        throw .outsideRange(field: "target", value: target, allowed: "(0, 1)")
      }
      let baseline = try RatePower.baseline(
        target: target,
        request.design(target, upTo: size, &result),
        controlSize: size,
        power: power,
        rising: request.rising
      )
      try result.put("baseline", baseline, or: .notReachable)
      try exactPower(request, baseline, target, size, &result)
    default:
      throw .conflictingInputs(
        fields: ["baseline", "target", "sizePerArm", "power"],
        allowed: "3"
      )
    }
  }

  private static func power(
    _ request: Request,
    _ baseline: Double,
    _ target: Double,
    _ size: Int,
    _ result: inout CalculationResult
  ) throws(InferenceError) {
    let design = try request.design(baseline, upTo: size, &result)
    try result.set(number: "power") { () throws(InferenceError) in
      try RatePower.power(design, target: target, controlSize: size)
    }
    try exactPower(request, baseline, target, size, &result)
  }

  private static func size(
    _ request: Request,
    _ baseline: Double,
    _ target: Double,
    _ power: Double,
    _ result: inout CalculationResult
  ) throws(InferenceError) {
    let formula = try RatePower.controlSize(
      try request.design(baseline, .normal),
      target: target,
      power: power
    )
    let design = try request.design(baseline, upTo: formula, &result)
    let size = try RatePower.controlSize(design, target: target, power: power)
    try result.set("sizePerArm") { .integer(size) }
    try exactPower(request, baseline, target, size, &result)
  }

  /// The power by enumeration, whatever the method.
  private static func exactPower(
    _ request: Request,
    _ baseline: Double?,
    _ target: Double?,
    _ size: Int,
    _ result: inout CalculationResult
  ) throws(InferenceError) {
    guard result.wants("exactPower") else { return }
    guard let baseline, let target else {
      result.missing("exactPower", reason: .notReachable)
      return
    }
    let design = try request.design(baseline, .exact)
    guard RatePower.isEnumerable(design, size) else {
      let limit = String(RatePower.largestExactArm)
      result.missing("exactPower", reason: .aboveExactLimit, values: [limit])
      return
    }
    try result.set(number: "exactPower") { () throws(InferenceError) in
      try RatePower.power(design, target: target, controlSize: size)
    }
  }

  private struct Request {
    let baseline, target, power: Double?
    let size: Int?
    let alpha, allocation: Double
    let method: RatePower.Method?
    let rising: Bool

    init(_ inputs: CalculationInputs) throws(InferenceError) {
      baseline = try inputs.number("baseline")
      target = try inputs.number("target")
      size = try inputs.integer("sizePerArm")
      power = try inputs.number("power")
      alpha = try inputs.number("alpha") ?? 0.05
      allocation = try inputs.number("allocation") ?? 1
      let names = RatePower.Method.allCases.map(\.rawValue)
      method = try inputs.choice("method", of: names).flatMap(RatePower.Method.init)
      rising = try inputs.choice("direction", of: ["higher", "lower"]) != "lower"
    }

    func design(
      _ baseline: Double,
      _ method: RatePower.Method
    ) throws(InferenceError) -> RatePower.Design {
      try RatePower.Design(
        baseline: baseline,
        significance: alpha,
        allocation: allocation,
        method: method
      )
    }

    /// The design with the method asked for, or the one that suits the size, said in a note.
    func design(
      _ baseline: Double,
      upTo size: Int,
      _ result: inout CalculationResult
    ) throws(InferenceError) -> RatePower.Design {
      let exact = try design(baseline, .exact)
      if let method, method != .exact || RatePower.isEnumerable(exact, size) {
        return try design(baseline, method)
      }
      if RatePower.isEnumerable(exact, size) { return exact }
      let limit = String(RatePower.largestExactArm)
      result.note("", reason: .normalAboveExactLimit, values: [limit])
      return try design(baseline, .normal)
    }
  }
}
