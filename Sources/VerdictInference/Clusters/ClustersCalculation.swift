/// `clusters`: two arms compared where whole managers, shops or cities were placed.
public enum ClustersCalculation: Calculation {
  /// The method's name in commands and batches.
  public static let name = "clusters"
  /// What is computed, how, and from which source.
  public static let summary = """
    Two rates where whole clusters were placed: the permutation test over clusters of the unweighted mean \
    rates decides, with the difference of pooled rates and its CR2 error on Satterthwaite's degrees of \
    freedom beside it (Bell & McCaffrey 2002; Pustejovsky & Tipton 2018). The intraclass correlation is \
    that of the analysis of variance within arms (Donner & Koval 1980).
    """
  /// The inputs, in the order in which help lists them.
  public static let inputs = [
    CalculationInput(
      "clusters",
      .records(["arm", "trials", "successes"]),
      required: true,
      "one object for each cluster; arm is control or variant"
    ),
    CalculationInput("level", .number, "level of the interval, between 0 and 1; .95"),
    CalculationInput("seed", .integer, "where drawing starts above 200,000 permutations; 1"),
  ]
  /// The paths of the result, in order.
  public static let results =
    ["icc", "designEffect", "clusterRobust.estimate"]
    + ["cr0", "cr1", "cr2"].map { "clusterRobust.standardErrors.\($0)" }
    + ["degreesOfFreedom", "p", "interval"].map { "clusterRobust.\($0)" }
    + ["permutationP", "permutationPLess", "permutationPGreater", "smallestPossibleP"]

  /// Computes what the result asks for.
  public static func calculate(
    _ inputs: CalculationInputs,
    into result: inout CalculationResult
  ) throws(InferenceError) {
    let level = try inputs.level()
    let seed = try inputs.integer("seed") ?? 1
    guard seed >= 0 else { throw .negative(field: "seed", value: Double(seed)) }
    let records = try inputs.records("clusters", keys: ["arm", "trials", "successes"]) ?? []
    var (control, variant): ([BinomialCount], [BinomialCount]) = ([], [])
    for (index, record) in records.enumerated() {
      guard let arm = try record.choice("arm", of: ["control", "variant"]) else {
        throw .missing(field: "clusters[\(index)].arm")
      }
      let count = try record.count()
      if arm == "control" { control.append(count) } else { variant.append(count) }
    }
    let comparison = ClusterComparison(control: control, variant: variant)
    try correlation(comparison, &result)
    try robust(comparison, level, &result)
    try permutation(comparison, level, UInt64(seed), &result)
    if comparison.emptyClusters > 0 {
      result.note(
        "",
        reason: .clustersWithoutTrials,
        values: [String(comparison.emptyClusters)]
      )
    }
  }

  private static func correlation(
    _ comparison: ClusterComparison,
    _ result: inout CalculationResult
  ) throws(InferenceError) {
    guard let icc = comparison.intraclassCorrelation else {
      for path in ["icc", "designEffect"] { result.missing(path, reason: .undetermined) }
      return
    }
    try result.set(number: "icc") { icc }
    try result.set(number: "designEffect") { comparison.designEffect }
    if icc < 0 { result.note("designEffect", reason: .negativeCorrelationTakenAsZero) }
  }

  private static func robust(
    _ comparison: ClusterComparison,
    _ level: Double,
    _ result: inout CalculationResult
  ) throws(InferenceError) {
    guard let robust = comparison.robust else {
      let isEmpty = comparison.control.isEmpty || comparison.variant.isEmpty
      for path in results where path.hasPrefix("clusterRobust") {
        if path == "clusterRobust.estimate", let difference = pooledDifference(comparison) {
          try result.set(number: path) { difference }
        } else {
          result.missing(path, reason: isEmpty ? .emptyArm : .oneClusterInArm)
        }
      }
      return
    }
    try result.set(number: "clusterRobust.estimate") { robust.estimate }
    for (name, kind) in [("cr0", ClusterContrast.Kind.cr0), ("cr1", .cr1), ("cr2", .cr2)] {
      try result.set(number: "clusterRobust.standardErrors.\(name)") {
        robust.variance(kind)?.squareRoot()
      }
    }
    let test = robust.test(.cr2)
    try result.set(number: "clusterRobust.degreesOfFreedom") { robust.satterthwaite }
    if let test, let p = test.pValue {
      try result.set(number: "clusterRobust.p") { p }
      try result.set(interval: "clusterRobust.interval") { test.interval(level: level) }
    } else {
      for key in ["p", "interval"] {
        result.missing("clusterRobust.\(key)", reason: .noVariance)
      }
    }
  }

  private static func pooledDifference(_ comparison: ClusterComparison) -> Double? {
    guard let variant = ClusterComparison.Arm(comparison.variant),
      let control = ClusterComparison.Arm(comparison.control)
    else { return nil }
    return variant.rate - control.rate
  }

  private static func permutation(
    _ comparison: ClusterComparison,
    _ level: Double,
    _ seed: UInt64,
    _ result: inout CalculationResult
  ) throws(InferenceError) {
    let paths = ["permutationP", "permutationPLess", "permutationPGreater"]
    guard let smallest = comparison.smallestPossibleP else {
      for path in paths + ["smallestPossibleP"] { result.missing(path, reason: .emptyArm) }
      return
    }
    if paths.contains(where: { result.wants($0) }),
      let test = try comparison.permutationTest(effort: RandomisationEffort(seed: seed))
    {
      try result.set(number: paths[0]) { test.pValue }
      try result.set(number: paths[1]) { test.pValueLess }
      try result.set(number: paths[2]) { test.pValueGreater }
      if let error = test.monteCarloError {
        let values = [String(test.assignments), "\(error)", String(seed)]
        for path in paths { result.note(path, reason: .monteCarlo, values: values) }
      }
    }
    try result.set(number: "smallestPossibleP") { smallest }
    let side = (1 - level) / 2
    if smallest > side * (1 + 1e-12) {
      result.note("smallestPossibleP", reason: .cannotReachLevel, values: ["\(side)"])
    }
  }
}
