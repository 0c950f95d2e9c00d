import GSLKit

/// How much a bad spell recovers by itself.
///
/// Measures are taken when things are bad, and bad spells end. With a base series of mean M, standard
/// deviation σ and lag-1 correlation ρ, as an AR(1) process, the average of the next k points after m points
/// that averaged Ȳ is expected at
///
///     M + β (Ȳ − M),   β = Cov/Var,
///     Cov = σ²/(km) Σ_{i=1..k} Σ_{j=0..m−1} ρ^{i+j},   Var = σ²/m² Σ_{i,j} ρ^{|i−j|}
///
/// so that (1 − β)(M − Ȳ) of any improvement needed no measure. With one point before and one after, β = ρ.
///
/// The base must not contain the spell. A short base makes ρ too small by about (1 + 4ρ)/n, and the
/// rebound too large.
///
/// Source: Davis (1976), Am J Epidemiol 104:493–498; Barnett, van der Pols & Dobson (2005), Int J
/// Epidemiol 34:215–220; the averages over spells are the normal conditional expectation.
public struct RegressionToTheMean: Hashable, Sendable {
  /// Mean of the base.
  public let mean: Double
  /// Standard deviation of the base, n − 1; 0 for identical values.
  public let standardDeviation: Double
  /// Lag-1 correlation of the base, in (−1, 1).
  public let correlation: Double

  /// What is expected after a spell.
  public struct Expectation: Hashable, Sendable {
    /// Expected average of the following points.
    public let average: Double
    /// How far that is above the spell's average: the recovery that needs no measure.
    public let rebound: Double
    /// β: the share of the spell's distance from the mean that stays.
    public let stays: Double
    /// Standard deviation of the following average around what is expected.
    public let standardDeviation: Double
  }

  /// A base series.
  ///
  /// - Parameters:
  ///   - base: points in equal steps of time before the spell, finite, at least three.
  ///   - correlation: a known lag-1 correlation, strictly between −1 and 1; nil = the base's own,
  ///     Σ (x_t − M)(x_{t+1} − M)/Σ (x_t − M)², 0 for identical values.
  /// - Throws: ``InferenceError/tooFew(field:value:needed:)``,
  ///   ``InferenceError/notFinite(field:value:)``,
  ///   ``InferenceError/outsideRange(field:value:allowed:)``.
  public init(base: [Double], correlation: Double? = nil) throws(InferenceError) {
    guard base.count >= 3 else {
      throw .tooFew(field: "base", value: Double(base.count), needed: 3)
    }
    for (index, value) in base.enumerated() where !value.isFinite {
      throw .notFinite(field: "base[\(index)]", value: value)
    }
    let count = Double(base.count)
    let middle = base[0] + base.reduce(0) { $0 + ($1 / count - base[0] / count) }
    let scale = base.reduce(0) { max($0, abs($1 - middle)) }
    guard middle.isFinite, scale.isFinite else { throw .notFinite(field: "base", value: scale) }
    let rests = base.map { scale > 0 ? ($0 - middle) / scale : 0 }
    let squares = rests.reduce(0) { $0 + $1 * $1 }
    var products = 0.0
    for index in 1..<rests.count { products += rests[index] * rests[index - 1] }
    try self.init(
      mean: middle,
      standardDeviation: (squares / (count - 1)).squareRoot() * scale,
      correlation: correlation ?? (squares > 0 ? products / squares : 0)
    )
  }

  /// A process that is known.
  ///
  /// - Parameters:
  ///   - mean: finite.
  ///   - standardDeviation: 0 or more.
  ///   - correlation: lag-1 correlation, strictly between −1 and 1.
  /// - Throws: ``InferenceError/notFinite(field:value:)``,
  ///   ``InferenceError/outsideRange(field:value:allowed:)``.
  public init(
    mean: Double,
    standardDeviation: Double,
    correlation: Double
  ) throws(InferenceError) {
    guard mean.isFinite else { throw .notFinite(field: "mean", value: mean) }
    guard standardDeviation >= 0, standardDeviation.isFinite else {
      throw .outsideRange(
        field: "standardDeviation",
        value: standardDeviation,
        allowed: "[0, inf)"
      )
    }
    guard correlation > -1, correlation < 1 else {
      throw .outsideRange(field: "correlation", value: correlation, allowed: "(-1, 1)")
    }
    self.mean = mean
    self.standardDeviation = standardDeviation
    self.correlation = correlation
  }

  /// What follows a spell by itself.
  ///
  /// - Parameters:
  ///   - spell: average of the points of the spell.
  ///   - length: points of the spell, 1…10⁶.
  ///   - following: points after it that are averaged, 1…10⁶.
  /// - Returns: the expected average and the rebound.
  /// - Throws: ``InferenceError/notFinite(field:value:)``,
  ///   ``InferenceError/outsideRange(field:value:allowed:)``.
  public func expectation(
    after spell: Double,
    length: Int,
    following: Int
  ) throws(InferenceError) -> Expectation {
    guard spell.isFinite else { throw .notFinite(field: "spell", value: spell) }
    for (name, count) in [("length", length), ("following", following)] {
      guard count >= 1, count <= 1_000_000 else {
        throw .outsideRange(field: name, value: Double(count), allowed: "[1, 1000000]")
      }
    }
    let (m, k) = (Double(length), Double(following))
    let cross = correlation * powers(length) * powers(following) / (m * k)
    let spellVariance = pairs(length) / (m * m)
    let stays = cross / spellVariance
    let left = max(pairs(following) / (k * k) - cross * stays, 0)
    let rebound = (1 - stays) * (mean - spell)
    guard rebound.isFinite, (spell + rebound).isFinite else {
      throw .notFinite(field: "spell", value: spell)
    }
    return Expectation(
      average: mean + stays * (spell - mean),
      rebound: rebound,
      stays: stays,
      standardDeviation: standardDeviation * left.squareRoot()
    )
  }

  /// 1 + ρ + … + ρ^{n−1}.
  private func powers(_ count: Int) -> Double {
    if correlation == 0 { return 1 }
    return (1 - Elementary.power(correlation, Double(count))) / (1 - correlation)
  }

  /// Σ ρ^{|i−j|} over all pairs of n points.
  private func pairs(_ count: Int) -> Double {
    var sum = Double(count)
    var power = 1.0
    for lag in 1..<max(count, 1) {
      power *= correlation
      if abs(power) < 1e-20 { break }
      sum += 2 * Double(count - lag) * power
    }
    return sum
  }

  /// The average rebound of everything that was picked because it lay below a cut-off.
  ///
  ///     σ (1 − ρ) φ(z)/Φ(z),   z = (cut-off − M)/σ
  ///
  /// - Parameter cutoff: the value below which a point was picked.
  /// - Returns: the expected change to the next measurement, 0 or more; nil without a spread.
  /// - Throws: ``InferenceError/notFinite(field:value:)``.
  ///
  /// Source: Barnett, van der Pols & Dobson (2005), equation 1.
  public func rebound(below cutoff: Double) throws(InferenceError) -> Double? {
    guard cutoff.isFinite else { throw .notFinite(field: "cutoff", value: cutoff) }
    guard standardDeviation > 0 else { return nil }
    let z = (cutoff - mean) / standardDeviation
    // Mills' ratio: far below the mean φ/Φ is −z(1 + 1/z²) and both underflow.
    let hazard =
      z < -30
      ? -z - 1 / z : NormalDistribution.density(z) / NormalDistribution.cdf(z)
    let result = standardDeviation * (1 - correlation) * hazard
    return result.isFinite ? result : nil
  }
}
