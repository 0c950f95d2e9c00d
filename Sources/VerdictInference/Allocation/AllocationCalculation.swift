/// `allocation`: whether the arms got the sizes that were planned.
public enum AllocationCalculation: Calculation {
  /// The method's name in commands and batches.
  public static let name = "allocation"
  /// What is computed, how, and from which source.
  public static let summary = """
    Sizes of arms against the plan: Pearson's chi-squared test (1900) and the exact multinomial test, \
    which adds up all outcomes no more likely than the observed one. Enumerated where possible, otherwise \
    drawn with a seed, and a note says so (Read & Cressie 1988, sec. 5.1).
    """
  /// The inputs, in the order in which help lists them.
  public static let inputs = [
    CalculationInput("observed", .numbers, required: true, "units in each arm, whole numbers"),
    CalculationInput(
      "planned",
      .numbers,
      required: true,
      "planned shares or ratios in the same order, such as 1,1"
    ),
    CalculationInput("seed", .integer, "where drawing starts when p cannot be enumerated; 1"),
  ]
  /// The paths of the result, in order.
  public static let results = ["chiSquare", "p", "exactP"]

  /// Computes what the result asks for.
  public static func calculate(
    _ inputs: CalculationInputs,
    into result: inout CalculationResult
  ) throws(InferenceError) {
    guard let numbers = try inputs.numbers("observed") else { throw .missing(field: "observed") }
    guard let planned = try inputs.numbers("planned") else { throw .missing(field: "planned") }
    let seed = try inputs.integer("seed") ?? 1
    guard seed >= 0 else { throw .negative(field: "seed", value: Double(seed)) }
    var observed: [Int] = []
    for (index, number) in numbers.enumerated() {
      guard number == number.rounded(), abs(number) < 9e15 else {
        throw .wrongType(field: "observed[\(index)]", expected: "integer")
      }
      observed.append(Int(number))
    }
    let audit = try AllocationTest(observed: observed, planned: planned)
    guard audit.total > 0 else {
      for path in results { result.missing(path, reason: .noUnits) }
      return
    }
    if let impossible = audit.impossibleArm {
      for path in ["chiSquare", "p"] {
        result.missing(path, reason: .impossibleUnderPlan, values: [String(impossible)])
      }
    } else if let chiSquare = audit.chiSquare {
      try result.set(number: "chiSquare") { chiSquare.statistic }
      try result.set(number: "p") { chiSquare.pValue }
      if audit.smallestExpected < 5 {
        result.note("p", reason: .smallExpected, values: ["\(audit.smallestExpected)"])
      }
    } else {
      let arms = audit.shares.count { $0 > 0 }
      let reason: NoteReason = arms > 1 ? .beyondRange : .oneArm
      for path in ["chiSquare", "p"] { result.missing(path, reason: reason) }
    }
    try exact(audit, UInt64(seed), &result)
  }

  private static func exact(
    _ audit: AllocationTest,
    _ seed: UInt64,
    _ result: inout CalculationResult
  ) throws(InferenceError) {
    guard result.wants("exactP") else { return }
    guard let test = try audit.exactTest(seed: seed), let p = test.pValue else {
      result.missing(
        "exactP",
        reason: .aboveExactLimit,
        values: [String(MultinomialTest.largestTotal)]
      )
      return
    }
    try result.set(number: "exactP") { p }
    if audit.impossibleArm != nil { result.note("exactP", reason: .impossibleUnderPlan) }
    if case .sampled(let draws) = test.method {
      result.note(
        "exactP",
        reason: .monteCarlo,
        values: [String(draws), "\(test.monteCarloError ?? 0)", String(seed)]
      )
    }
  }
}
