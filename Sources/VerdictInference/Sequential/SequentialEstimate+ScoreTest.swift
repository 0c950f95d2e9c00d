extension SequentialEstimate {
  /// The estimate of a difference of two rates after planned looks at score tests.
  ///
  /// Uses z_k(δ) of the look that is read and I_j(δ) = 1/Ṽ_j(δ) of every look, so one look gives the
  /// p and the interval of the plain score test. The test is read at the first look with |z(0)| at or
  /// above its boundary, else at the last look. Exchanging the arms mirrors every digit.
  ///
  /// A variance of 0 (no success at all, tested at 0) says nothing about information: the earlier
  /// look then has its share of the last look's by n_c n_v/(n_c + n_v). Ends and
  /// estimates beyond −1…1 are −1 and 1.
  ///
  /// - Parameters:
  ///   - scoreTests: the cumulative data at each look so far, in order, with growing information.
  ///   - boundaries: z at which each look stops, above 0; one for each test, more are left unread.
  ///   - level: of the interval, 0…1, ends excluded.
  /// - Throws: `tooFew` without tests or units, `unequalLengths`, `notIncreasing`, `outsideRange`.
  public init(
    scoreTests: [ScoreTest],
    boundaries: [Double],
    level: Double = 0.95
  ) throws(InferenceError) {
    guard !scoreTests.isEmpty else { throw .tooFew(field: "looks", value: 0, needed: 1) }
    guard boundaries.count >= scoreTests.count else {
      throw .unequalLengths(
        field: "boundaries",
        count: boundaries.count,
        expected: scoreTests.count
      )
    }
    try GroupSequential.check(information: scoreTests.map(\.information))
    let first = scoreTests.indices.first {
      abs(scoreTests[$0].statistic(at: 0)) >= boundaries[$0]
    }
    let stop = first ?? scoreTests.count - 1
    let mirrored = scoreTests[stop].statistic(at: 0) < 0
    let tests = scoreTests[...stop].map { mirrored ? $0.swapped : $0 }
    let plain = try SequentialEstimate(
      earlierBoundaries: Array(boundaries[..<stop]),
      crossed: first != nil,
      differences: -1...1,
      level: level,
      information: { Self.information(of: tests, at: $0) },
      statistic: { tests[stop].statistic(at: $0) }
    )
    let bounded = plain.bounded(by: -1...1)
    self = mirrored ? bounded.mirrored : bounded
  }

  /// I_j(δ) = 1/Ṽ_j(δ) of every look.
  private static func information(of tests: [ScoreTest], at difference: Double) -> [Double] {
    guard let last = tests.last else { return [] }
    func inverse(_ test: ScoreTest) -> Double? {
      guard let error = test.standardError(at: difference), error > 0 else { return nil }
      return 1 / (error * error)
    }
    // A rate varies by at most ¼, so 4·n_c n_v/(n_c + n_v) is the least information there can be.
    let final = inverse(last) ?? 4 * last.information
    return tests.dropLast().map {
      inverse($0) ?? final * $0.information / last.information
    } + [final]
  }
}
