extension MeansCalculation {
  /// Mann and Whitney's test, with the shift when it is asked for.
  static func ranks(
    _ control: [Double],
    _ variant: [Double],
    _ request: Request,
    _ result: inout CalculationResult
  ) throws(InferenceError) {
    guard result.wants("mannWhitney") else { return }
    let test = try MannWhitneyTest(control: control, variant: variant)
    guard test.u != nil else {
      for path in results where path.hasPrefix("mannWhitney.") {
        if !shift.contains(path) || request.hasShift { try result.set(path) { .null } }
      }
      result.note("mannWhitney", reason: .emptyArm)
      return
    }
    try result.set(number: "mannWhitney.u") { test.u }
    if result.wants("mannWhitney.pExact") {
      if let exact = test.exact() {
        try result.set(number: "mannWhitney.pExact") { exact.twoSided }
      } else {
        result.missing("mannWhitney.pExact", reason: .aboveExactLimit)
      }
    }
    if let asymptotic = test.asymptotic {
      try result.set(number: "mannWhitney.pAsymptotic") { asymptotic.twoSided }
    } else {
      result.missing("mannWhitney.pAsymptotic", reason: .noVariance)
    }
    guard request.hasShift else { return }
    try result.set(number: shift[0]) { test.shift }
    try result.set(interval: shift[1]) { () throws(InferenceError) in
      try test.shiftInterval(level: request.level)
    }
  }

  /// The permutation test, its sampling error in a note.
  static func permutation(
    _ control: [Double],
    _ variant: [Double],
    _ request: Request,
    _ result: inout CalculationResult
  ) throws(InferenceError) {
    let path = "permutation.p"
    guard result.wants(path) else { return }
    guard !control.isEmpty, !variant.isEmpty else {
      result.missing(path, reason: .emptyArm)
      return
    }
    guard control.count + variant.count <= PermutationTest.largestSampled else {
      let limit = String(PermutationTest.largestSampled)
      result.missing(path, reason: .aboveResamplingLimit, values: [limit])
      return
    }
    let test = try PermutationTest(
      control: control,
      variant: variant,
      resamples: request.resampling.resamples - 1,
      seed: request.resampling.seed
    )
    try result.set(number: path) { test.pValues.twoSided }
    if let error = test.monteCarloError, let resamples = test.resamples {
      let seed = String(request.resampling.seed)
      result.note(path, reason: .monteCarlo, values: [String(resamples), String(error), seed])
    }
  }

  /// The bootstrap interval.
  static func bootstrap(
    _ control: [Double],
    _ variant: [Double],
    _ request: Request,
    _ result: inout CalculationResult
  ) throws(InferenceError) {
    guard result.wants("bootstrap") else { return }
    try request.resampling.put(counts: (control.count, variant.count), &result) {
      (resamples, seed, method) throws(InferenceError) in
      [
        "interval": try MeanBootstrap(
          control: control,
          variant: variant,
          resamples: resamples,
          seed: seed
        ).interval(level: request.level, method: method)
      ]
    }
  }

  /// The difference adjusted for values before, where they were given.
  static func adjustment(
    _ control: ArmAmounts,
    _ variant: ArmAmounts,
    _ request: Request,
    _ result: inout CalculationResult
  ) throws(InferenceError) {
    guard control.before != nil || variant.before != nil else { return }
    guard let before = control.before else { throw .missing(field: "control.before") }
    guard let variantBefore = variant.before else { throw .missing(field: "variant.before") }
    let test = try CovariateAdjustment(
      control: control.values ?? [],
      controlBefore: before,
      variant: variant.values ?? [],
      variantBefore: variantBefore
    )
    guard let difference = test.difference else {
      for path in adjusted { try result.set(path) { .null } }
      let hasSlopes = test.controlSlope != nil && test.variantSlope != nil
      result.note("adjusted", reason: hasSlopes ? .undetermined : .noCovariateVariance)
      return
    }
    try result.set(number: "adjusted.estimate") { difference.estimate }
    try result.set(number: "adjusted.standardError") { difference.standardError }
    try result.set(number: "adjusted.df") { difference.degreesOfFreedom }
    try result.set(number: "adjusted.p") { difference.pValue() }
    try result.set(interval: "adjusted.interval") { () throws(InferenceError) in
      try difference.interval(level: request.level)
    }
    try result.set(number: "adjusted.varianceRatio") { test.varianceRatio }
  }
}
