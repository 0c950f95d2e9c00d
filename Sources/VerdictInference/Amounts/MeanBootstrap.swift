import GSLKit

/// The bootstrap of a difference in means: an interval for skewed amounts, by a stated seed.
///
/// Each arm is drawn anew from itself, `resamples` times. With n_c and n_v amounts the acceleration of
/// BCa is closed: U = ±(x − x̄) of each arm, a = ⅙ Σ_arms(ΣU³/n³) / (Σ_arms ΣU²/n²)^{3/2}, which is
/// what SciPy's jackknife of several samples gives for means.
///
/// The studentised interval is d − t*·s_d with the quantiles t* of (d* − d)/s_d*: second-order
/// correct like BCa, and longer where single amounts dominate.
///
/// **Too short at these sizes.** With log-normal amounts and no difference, 30 in each arm, the BCa
/// interval of level .95 holds the truth 87 times of 100 (SciPy's 87.3 in 12,000 trials), at 100 in each
/// arm 91 times, at 400 93 times; the studentised one 91, 92 and 93 times, ``WelchTest`` 96, 95 and 95.
/// The bootstrap stands beside Welch's interval to show what skewness does to it, and does not decide.
///
/// Exchanged arms give the mirrored interval from the same seed, and the order of rows does not
/// matter, see ``CanonicalArms``.
///
/// Source: Efron (1987), JASA 82:171; Efron & Tibshirani (1993), ch. 12 and 14; Davison & Hinkley
/// (1997), §5.2. Checked against SciPy `bootstrap` and R boot, within their Monte-Carlo error.
public struct MeanBootstrap: Sendable {
  /// Resamples unless told otherwise.
  public static let standardResamples = 10_000
  /// The seed unless another is given.
  public static let standardSeed: UInt64 = 1
  /// Amounts in both arms up to which the bootstrap is made.
  public static let largestTotal = 20_000

  private let arms: CanonicalArms
  private let first: Moments
  private let second: Moments
  private let resamples: Int
  private let seed: UInt64

  /// A bootstrap of two lists of amounts.
  ///
  /// - Parameters:
  ///   - control: the reference arm, two amounts or more.
  ///   - variant: the other arm, two amounts or more.
  ///   - resamples: 100…1,000,000.
  ///   - seed: start of the random numbers; the same seed gives the same interval.
  /// - Throws: ``InferenceError/tooFew(field:value:needed:)``,
  ///   ``InferenceError/tooLarge(field:value:limit:)`` above ``largestTotal`` amounts,
  ///   ``InferenceError/outsideRange(field:value:allowed:)`` for the resamples, and for an amount what
  ///   ``Moments`` throws.
  public init(
    control: [Double],
    variant: [Double],
    resamples: Int = MeanBootstrap.standardResamples,
    seed: UInt64 = MeanBootstrap.standardSeed
  ) throws(InferenceError) {
    try Self.check(control.count, variant.count, resamples)
    arms = try CanonicalArms(control: control, variant: variant)
    first = try Moments(arms.first)
    second = try Moments(arms.second)
    self.resamples = resamples
    self.seed = seed
  }

  static func check(
    _ control: Int,
    _ variant: Int,
    _ resamples: Int
  ) throws(InferenceError) {
    for (count, field) in [(control, "control"), (variant, "variant")] where count < 2 {
      throw .tooFew(field: field, value: Double(count), needed: 2)
    }
    guard control + variant <= largestTotal else {
      throw .tooLarge(field: "values", value: control + variant, limit: largestTotal)
    }
    guard 100...1_000_000 ~= resamples else {
      throw .outsideRange(
        field: "resamples",
        value: Double(resamples),
        allowed: "[100, 1000000]"
      )
    }
  }

  /// The interval of the difference variant − control.
  ///
  /// - Parameters:
  ///   - level: 0…1, ends excluded.
  ///   - method: which interval.
  /// - Returns: the interval; nil when no arm varies, and where the method has none (see
  ///   ``BootstrapDistribution/bca(level:)``). A studentised end is unbounded where resamples of one
  ///   repeated amount reach it.
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)`` for the level.
  public func interval(
    level: Double = 0.95,
    method: BootstrapMethod = .bca
  ) throws(InferenceError) -> Interval? {
    let found: Interval?
    switch method {
    case .bca: found = try distribution.bca(level: level)
    case .studentised: found = try studentisedInterval(level: level)
    }
    guard var interval = found else { return nil }
    if arms.areEqual { interval = interval.symmetrised }
    return arms.isVariantFirst ? interval : interval.negated
  }

  /// Replicates of first − second arm.
  ///
  /// - Returns: as many replicates as resamples.
  var distribution: BootstrapDistribution {
    let (one, other) = (deviations(arms.first, first), deviations(arms.second, second))
    let (n, m) = (Double(one.count), Double(other.count))
    let (batch, otherBatch) = (
      ShufflingGenerator.Batch(below: one.count), ShufflingGenerator.Batch(below: other.count)
    )
    let draws = ShufflingGenerator(seed: seed)
    let estimate = first.center - second.center
    var replicates: [Double] = []
    replicates.reserveCapacity(resamples)
    for _ in 0..<resamples {
      let sum = draws.sumWithReplacement(of: one, batch)
      let otherSum = draws.sumWithReplacement(of: other, otherBatch)
      replicates.append(estimate + (sum / n - otherSum / m))
    }
    return BootstrapDistribution(
      replicates: replicates,
      estimate: estimate,
      acceleration: JackknifeAcceleration.of([one, other.map { 0 - $0 }])
    )
  }

  private func studentisedInterval(level: Double) throws(InferenceError) -> Interval? {
    guard let welch = WelchTest.difference(control: second, variant: first) else { return nil }
    let (one, other) = (deviations(arms.first, first), deviations(arms.second, second))
    let draws = ShufflingGenerator(seed: seed)
    var (place, otherPlace) = (ResampledSums(one.count), ResampledSums(other.count))
    var ratios: [Double] = []
    ratios.reserveCapacity(resamples)
    for _ in 0..<resamples {
      let a = place.draw(one, draws)
      let b = otherPlace.draw(other, draws)
      ratios.append(Studentised.ratio(a.mean - b.mean, a.varianceOfMean + b.varianceOfMean))
    }
    return try Studentised.interval(welch.estimate, welch.standardError, ratios, level: level)
  }

  private func deviations(_ values: [Double], _ moments: Moments) -> [Double] {
    values.map { $0 - moments.center }
  }
}
