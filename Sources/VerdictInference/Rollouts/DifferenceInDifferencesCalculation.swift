/// `difference-in-differences`: how much more the treated units changed than the others.
public enum DifferenceInDifferencesCalculation: Calculation {
  /// The method's name in commands and batches.
  public static let name = "difference-in-differences"
  /// What is computed, how, and from which source.
  public static let summary = """
    The coefficient of treated·post in value ~ treated + post + treated·post, weighted, without dummies \
    for units; errors by row (HC1, HC3; t on n − 4) and by unit (CR0, CR1; t on units − 1; CR2 on \
    Satterthwaite's), and the permutation test over units. Sources: MacKinnon & White (1985); \
    Pustejovsky & Tipton (2018).
    """
  /// The inputs, in the order in which help lists them.
  public static let inputs = [
    CalculationInput(
      "rows",
      .records(keys),
      required: true,
      "one object for each unit and period; treated is the group, before the start too"
    ),
    CalculationInput("level", .number, "level of the interval, between 0 and 1; .95"),
    CalculationInput("seed", .integer, "where drawing starts above 200,000 permutations; 1"),
  ]
  /// The paths of the result, in order.
  public static let results =
    ["estimate"] + kinds.map { "standardErrors.\($0)" } + kinds.map { "pValues.\($0)" }
    + kinds.map { "degreesOfFreedom.\($0)" } + ["interval", "permutationP", "smallestPossibleP"]

  private static let keys = ["unit", "period", "treated", "post", "value", "weight"]
  private static let kinds = ["hc1", "hc3", "cr0", "cr1", "cr2"]

  /// Computes what the result asks for.
  public static func calculate(
    _ inputs: CalculationInputs,
    into result: inout CalculationResult
  ) throws(InferenceError) {
    let level = try inputs.level()
    let seed = try inputs.integer("seed") ?? 1
    guard seed >= 0 else { throw .negative(field: "seed", value: Double(seed)) }
    let comparison = try DifferenceInDifferences(rows: rows(inputs))
    if let cell = comparison.emptyCell {
      for path in results { result.missing(path, reason: NoteReason(of: cell)) }
      return
    }
    if comparison.isStaggered { result.note("estimate", reason: .postVariesWithinPeriod) }
    try tests(comparison, level, &result)
    try permutation(comparison, level, UInt64(seed), &result)
  }

  private static func tests(
    _ comparison: DifferenceInDifferences,
    _ level: Double,
    _ result: inout CalculationResult
  ) throws(InferenceError) {
    guard let clustered = try comparison.clustered else { return }
    if clustered.estimate.isFinite {
      try result.set(number: "estimate") { clustered.estimate }
    } else {
      result.missing("estimate", reason: .beyondRange)
    }
    let rowReason: NoteReason = comparison.rows.count > 4 ? .rowAloneInCell : .noDegreesOfFreedom
    let isAlone = clustered.selfDeterminedClusters > 0
    var found: [String: (CoefficientTest?, reason: NoteReason)] = [:]
    for (name, kind) in [("hc1", LinearModel.RowCovariance.hc1), ("hc3", .hc3)] {
      found[name] = (try comparison.rowTest(kind), rowReason)
    }
    for (name, kind) in [("cr0", ClusterContrast.Kind.cr0), ("cr1", .cr1), ("cr2", .cr2)] {
      found[name] = (
        isAlone ? nil : clustered.test(kind), isAlone ? .unitAloneInCell : .noVariance
      )
    }
    for kind in kinds {
      guard let (test, reason) = found[kind] else { continue }
      try result.put("standardErrors.\(kind)", test?.standardError, or: reason)
    }
    for kind in kinds {
      guard let (test, reason) = found[kind] else { continue }
      try result.put("pValues.\(kind)", test?.pValue, or: test == nil ? reason : .noVariance)
    }
    for kind in kinds {
      guard let (test, reason) = found[kind] else { continue }
      try result.put("degreesOfFreedom.\(kind)", test?.degreesOfFreedom, or: reason)
    }
    if let interval = found["cr2"]?.0?.interval(level: level) {
      try result.set(interval: "interval") { interval }
    } else {
      result.missing("interval", reason: isAlone ? .unitAloneInCell : .noVariance)
    }
  }

  private static func permutation(
    _ comparison: DifferenceInDifferences,
    _ level: Double,
    _ seed: UInt64,
    _ result: inout CalculationResult
  ) throws(InferenceError) {
    if result.wants("permutationP"),
      let test = try comparison.permutationTest(effort: RandomisationEffort(seed: seed))
    {
      try result.set(number: "permutationP") { test.pValue }
      if let error = test.monteCarloError {
        let values = [String(test.assignments), "\(error)", String(seed)]
        result.note("permutationP", reason: .monteCarlo, values: values)
      }
    }
    guard let smallest = comparison.smallestPossibleP else { return }
    try result.set(number: "smallestPossibleP") { smallest }
    let side = (1 - level) / 2
    if smallest > side * (1 + 1e-12) {
      result.note("smallestPossibleP", reason: .cannotReachLevel, values: ["\(side)"])
    }
  }

  /// The rows, with units and periods numbered in the order of their first appearance.
  private static func rows(
    _ inputs: CalculationInputs
  ) throws(InferenceError) -> [DifferenceInDifferences.Row] {
    var (units, periods): ([CalculationValue: Int], [CalculationValue: Int]) = ([:], [:])
    var rows: [DifferenceInDifferences.Row] = []
    for (index, record) in (try inputs.records("rows", keys: keys) ?? []).enumerated() {
      let field = "rows[\(index)]"
      guard let value = try record.number("value") else { throw .missing(field: "\(field).value") }
      guard let unit = try label("unit", record, field) else {
        throw .missing(field: "\(field).unit")
      }
      let post = try flag("post", record, field)
      let period = try label("period", record, field) ?? .boolean(post)
      let place = units[unit] ?? units.count
      units[unit] = place
      let time = periods[period] ?? periods.count
      periods[period] = time
      rows.append(
        DifferenceInDifferences.Row(
          unit: place,
          period: Double(time),
          treated: try flag("treated", record, field),
          post: post,
          value: value,
          weight: try record.number("weight") ?? 1
        )
      )
    }
    return rows
  }

  /// A name or a number; 1 and 1.0 are the same one.
  private static func label(
    _ name: String,
    _ record: CalculationInputs,
    _ field: String
  ) throws(InferenceError) -> CalculationValue? {
    switch record.value(name) {
    case nil: return nil
    case .string(let text): return .string(text)
    case .some(let value):
      guard let number = value.asDouble else {
        throw .wrongType(field: "\(field).\(name)", expected: "string or number")
      }
      return .number(number)
    }
  }

  /// A truth value, or 0 or 1.
  private static func flag(
    _ name: String,
    _ record: CalculationInputs,
    _ field: String
  ) throws(InferenceError) -> Bool {
    switch record.value(name) {
    case nil: throw .missing(field: "\(field).\(name)")
    case .boolean(let truth): return truth
    case .some(let value):
      guard let number = value.asDouble, number == 0 || number == 1 else {
        throw .wrongType(field: "\(field).\(name)", expected: "boolean")
      }
      return number == 1
    }
  }
}
