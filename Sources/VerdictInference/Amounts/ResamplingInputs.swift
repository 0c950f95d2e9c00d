/// Seed, resamples and kind of a bootstrap, as the calculations are given them.
struct ResamplingInputs {
  let seed: UInt64
  let resamples: Int
  let method: BootstrapMethod
  /// Whether a kind was named.
  let isAsked: Bool

  /// The inputs `seed`, `resamples` and `bootstrap`.
  init(_ inputs: CalculationInputs) throws(InferenceError) {
    let seed = try inputs.integer("seed") ?? Int(MeanBootstrap.standardSeed)
    guard seed >= 0 else { throw .negative(field: "seed", value: Double(seed)) }
    self.seed = UInt64(seed)
    resamples = try inputs.integer("resamples") ?? MeanBootstrap.standardResamples
    guard 100...1_000_000 ~= resamples else {
      throw .outsideRange(
        field: "resamples",
        value: Double(resamples),
        allowed: "[100, 1000000]"
      )
    }
    let names = BootstrapMethod.allCases.map(\.rawValue)
    let name = try inputs.choice("bootstrap", of: names)
    isAsked = name != nil
    method = name.flatMap(BootstrapMethod.init) ?? .bca
  }

  /// Puts intervals of a bootstrap and its seed, or why there are none.
  ///
  /// - Parameters:
  ///   - counts: units of both arms.
  ///   - keys: under `bootstrap`, of the intervals.
  ///   - result: where they go, under `bootstrap`.
  ///   - intervals: the intervals by their key, from resamples, seed and kind.
  /// - Throws: what `intervals` throws.
  func put(
    counts: (control: Int, variant: Int),
    keys: [String] = ["interval"],
    _ result: inout CalculationResult,
    intervals: (Int, UInt64, BootstrapMethod) throws(InferenceError) -> [String: Interval?]
  ) throws(InferenceError) {
    var reason: (NoteReason, [String])?
    if counts.control < 2 || counts.variant < 2 {
      reason = (.tooFewValues, [])
    } else if counts.control + counts.variant > MeanBootstrap.largestTotal {
      reason = (.aboveResamplingLimit, [String(MeanBootstrap.largestTotal)])
    }
    if let reason {
      for key in keys + ["seed"] { try result.set("bootstrap.\(key)") { .null } }
      result.note("bootstrap", reason: reason.0, values: reason.1)
      return
    }
    let found =
      keys.contains { result.wants("bootstrap.\($0)") }
      ? try intervals(resamples, seed, method) : [:]
    for key in keys where result.wants("bootstrap.\(key)") {
      if let interval = found[key] ?? nil {
        try result.set(interval: "bootstrap.\(key)") { interval }
      } else {
        result.missing("bootstrap.\(key)", reason: .degenerateResamples)
      }
    }
    try result.set("bootstrap.seed") { .integer(Int(seed)) }
  }
}
