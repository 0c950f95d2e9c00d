import GSLKit

/// The log-rank test: whether events come at another pace in the variant, over all times seen.
///
/// At each time with events, d of them among n at risk, the variant expects d n_v/n with the
/// hypergeometric variance d (n_c n_v/n²)(n − d)/(n − 1); the sum of observed − expected, squared,
/// over the sum of the variances is χ² with one degree of freedom. Strata add up both sums. Most
/// sensitive when one arm's hazard is a fixed multiple of the other's; crossing curves can hide
/// from it.
///
/// Source: Mantel (1966), Cancer Chemother Rep 50:163–170; Peto & Peto (1972), JRSS A 135:185–207.
/// Checked against R `survival::survdiff`, with and without strata.
public struct LogRankTest: Hashable, Sendable {
  /// Both arms among the same manager, source or segment.
  public struct Stratum: Hashable, Sendable {
    /// The reference arm.
    public let control: SurvivalSample
    /// The arm compared with it.
    public let variant: SurvivalSample

    /// A stratum of two arms; an arm may be empty and then carries no weight.
    public init(control: SurvivalSample, variant: SurvivalSample) {
      self.control = control
      self.variant = variant
    }
  }

  /// Events seen in the variant less those expected there.
  public let excess: Double
  /// Variance of the excess, given who was at risk.
  public let variance: Double

  /// A test of two arms.
  public init(control: SurvivalSample, variant: SurvivalSample) {
    self.init(strata: [Stratum(control: control, variant: variant)])
  }

  /// A test within strata.
  public init(strata: [Stratum]) {
    var (excess, variance) = (0.0, 0.0)
    for stratum in strata {
      let (more, spread) = Self.sums(stratum.control, stratum.variant)
      excess += more
      variance += spread
    }
    self.excess = excess
    self.variance = variance
  }

  /// The excess in standard errors, above 0 when the variant's events come sooner.
  ///
  /// Nil without variance.
  public var z: Double? { variance > 0 ? excess / variance.squareRoot() : nil }

  /// The statistic with one degree of freedom; nil without variance.
  ///
  /// There is none when no time has an event with both arms at risk and someone left over.
  public var chiSquare: Double? { variance > 0 ? excess * excess / variance : nil }

  /// Two-sided p; nil without variance.
  public var pValue: Double? { z.map { min(1, 2 * NormalDistribution.upperTail(abs($0))) } }

  private static func sums(
    _ control: SurvivalSample,
    _ variant: SurvivalSample
  ) -> (excess: Double, variance: Double) {
    var (nC, nV) = (control.units, variant.units)
    var (iC, iV) = (0, 0)
    var (excess, variance) = (0.0, 0.0)
    while iC < control.moments.count, iV < variant.moments.count {
      let time = min(control.moments[iC].time, variant.moments[iV].time)
      let c = control.moments[iC].time == time ? control.moments[iC] : nil
      let v = variant.moments[iV].time == time ? variant.moments[iV] : nil
      let (dC, dV) = (Double(c?.events ?? 0), Double(v?.events ?? 0))
      let (a, b) = (Double(nC), Double(nV))
      let (d, n) = (dC + dV, a + b)
      if d > 0 {
        // d_v − d n_v/n, written so that exchanging the arms changes the sign alone.
        excess += (dV * a - dC * b) / n
        if n > 1 { variance += d * (a * b / (n * n)) * ((n - d) / (n - 1)) }
      }
      if let c {
        nC -= c.events + c.censored
        iC += 1
      }
      if let v {
        nV -= v.events + v.censored
        iV += 1
      }
    }
    // With one arm used up nothing more can be compared: its expectation is what is seen.
    return (excess, variance)
  }
}
