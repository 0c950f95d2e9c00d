import GSLKit

/// Several 2×2 tables read together: one effect across strata, and whether the strata agree.
///
/// Beside the deciding ``ScoreTest`` over the same strata. Only strata with both arms count. What
/// does not exist for the given tables is nil.
public struct StratifiedTables: Hashable, Sendable {
  /// The strata with both arms, in the order of their content.
  public let strata: [RateStratum]

  /// An estimate on its own scale with its interval.
  public struct Estimate: Hashable, Sendable {
    /// The estimate.
    public let value: Double
    /// Standard error of the difference, or of the logarithm of a ratio.
    public let standardError: Double
    /// Whether the interval is symmetric for the logarithm.
    let isRatio: Bool

    /// The normal interval at a level.
    public func interval(level: Double) -> Interval {
      let half = TwoRates.critical(level) * standardError
      if isRatio {
        let factor = Elementary.exp(half)
        return Interval(lower: value / factor, upper: value * factor)
      }
      return Interval(lower: value - half, upper: value + half)
    }
  }

  /// A chi-squared statistic with its degrees of freedom and upper tail.
  public struct ChiSquare: Hashable, Sendable {
    /// The value of the statistic.
    public let statistic: Double
    /// Degrees of freedom.
    public let degreesOfFreedom: Int
    /// Upper tail of the chi-squared distribution.
    public let pValue: Double

    init?(_ statistic: Double, _ degreesOfFreedom: Int) {
      guard statistic.isFinite, degreesOfFreedom > 0,
        let law = try? ChiSquaredDistribution(degreesOfFreedom: Double(degreesOfFreedom))
      else { return nil }
      self.statistic = statistic
      self.degreesOfFreedom = degreesOfFreedom
      pValue = law.upperTail(statistic)
    }
  }

  /// The tables of a test over strata.
  ///
  /// - Throws: ``InferenceError/missing(field:)`` for an empty list.
  public init(strata: [RateStratum]) throws(InferenceError) {
    guard !strata.isEmpty else { throw .missing(field: "strata") }
    self.strata = strata.filter { $0.weight > 0 && $0.control.trials + $0.variant.trials > 1 }
      .sorted { left, right in
        (left.control.trials, left.control.successes, left.variant.trials, left.variant.successes)
          < (
            right.control.trials, right.control.successes, right.variant.trials,
            right.variant.successes
          )
      }
  }

  /// Cochran–Mantel–Haenszel: Σ(x_v − n_v s/N) squared over its variance, given the margins.
  ///
  /// - Parameter corrected: with ½ taken off the absolute sum, never below 0.
  /// - Returns: the statistic with one degree of freedom; nil when no stratum has variance.
  ///
  /// Source: Mantel & Haenszel (1959), J Natl Cancer Inst 22:719–748.
  public func cochranMantelHaenszel(corrected: Bool) -> ChiSquare? {
    var sum = 0.0
    var variance = 0.0
    for table in strata.map(Table.init) {
      sum += table.xV - table.nV * table.s / table.n
      variance += table.nC * table.nV * table.s * table.f / (table.n * table.n * (table.n - 1))
    }
    guard variance > 0 else { return nil }
    let distance = corrected ? max(abs(sum) - 0.5, 0) : abs(sum)
    return ChiSquare(distance * distance / variance, 1)
  }

  /// The Mantel–Haenszel risk difference with Sato's variance, consistent for many small strata too.
  ///
  /// Source: Sato (1989), Biometrics 45:1323–1324.
  public var riskDifference: Estimate? {
    var (sum, weights, p, q) = (0.0, 0.0, 0.0, 0.0)
    for t in strata.map(Table.init) {
      weights += t.nC * t.nV / t.n
      sum += (t.xV * t.nC - t.xC * t.nV) / t.n
      p +=
        (t.nV * t.nV * t.xC - t.nC * t.nC * t.xV + t.nV * t.nC * (t.nC - t.nV) / 2) / (t.n * t.n)
      q += (t.xV * (t.nC - t.xC) + t.xC * (t.nV - t.xV)) / (2 * t.n)
    }
    guard weights > 0 else { return nil }
    let value = sum / weights
    let variance = max(value * p + q, 0) / (weights * weights)
    return Estimate(value: value, standardError: variance.squareRoot(), isRatio: false)
  }

  /// The Mantel–Haenszel odds ratio with the variance of Robins, Breslow and Greenland.
  ///
  /// Source: Robins, Breslow & Greenland (1986), Biometrics 42:311–323.
  public var oddsRatio: Estimate? {
    var (r, s, pr, cross, qs) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for t in strata.map(Table.init) {
      let up = t.xV * (t.nC - t.xC) / t.n
      let down = t.xC * (t.nV - t.xV) / t.n
      let p = (t.xV + t.nC - t.xC) / t.n
      let q = (t.xC + t.nV - t.xV) / t.n
      r += up
      s += down
      pr += p * up
      cross += p * down + q * up
      qs += q * down
    }
    guard r > 0, s > 0 else { return nil }
    let variance = pr / (2 * r * r) + cross / (2 * r * s) + qs / (2 * s * s)
    return Estimate(value: r / s, standardError: variance.squareRoot(), isRatio: true)
  }

  /// The Mantel–Haenszel ratio of rates with the variance of Greenland and Robins.
  ///
  /// Source: Greenland & Robins (1985), Biometrics 41:55–68.
  public var riskRatio: Estimate? {
    var (r, s, d) = (0.0, 0.0, 0.0)
    for t in strata.map(Table.init) {
      r += t.xV * t.nC / t.n
      s += t.xC * t.nV / t.n
      d += (t.nV * t.nC * t.s - t.xV * t.xC * t.n) / (t.n * t.n)
    }
    guard r > 0, s > 0 else { return nil }
    return Estimate(
      value: r / s,
      standardError: (max(d, 0) / (r * s)).squareRoot(),
      isRatio: true
    )
  }
}

extension StratifiedTables {
  /// One table with its margins.
  struct Table {
    let xC, nC, xV, nV: Double
    init(_ stratum: RateStratum) {
      xC = stratum.control.successes
      nC = stratum.control.trials
      xV = stratum.variant.successes
      nV = stratum.variant.trials
    }
    var n: Double { nC + nV }
    var s: Double { xC + xV }
    var f: Double { nC - xC + nV - xV }
    var difference: Double { xV / nV - xC / nC }
    /// Unpooled variance of the difference.
    var variance: Double {
      let (pC, pV) = (xC / nC, xV / nV)
      return pC * (1 - pC) / nC + pV * (1 - pV) / nV
    }
  }
}
