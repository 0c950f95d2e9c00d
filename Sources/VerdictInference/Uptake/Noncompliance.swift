import GSLKit

/// Two arms in which not everybody received what the lot gave: the effect of being offered, and of receiving.
///
/// The *intention-to-treat* effect compares the arms as drawn and decides: it is what the lot protects,
/// and what the company gets if it offers the variant to all. Divided by the difference in uptake it
/// becomes the *complier effect* (Wald 1940): the effect on those who received the variant because it
/// was offered, and would not have otherwise.
///
/// Comparing those who accepted with those who declined is not here: whoever accepts differs from
/// whoever declines, and the difference shows who they are, not what the variant did.
///
/// Assumes, for the complier effect: the lot changes outcomes only through receiving the variant, and
/// nobody receives it only when not offered (Angrist, Imbens & Rubin 1996, JASA 91:444). The
/// intention-to-treat effect assumes neither.
///
/// Checked against statsmodels `IV2SLS` and least squares on one row for each unit, and against
/// inversion of the Anderson–Rubin test by root-finding.
public struct Noncompliance: Hashable, Sendable {
  /// The reference arm.
  public let control: UptakeArm
  /// The arm that was offered the variant.
  public let variant: UptakeArm

  /// A comparison of two arms with their uptake; nil when an arm has no units.
  public init?(control: UptakeArm, variant: UptakeArm) {
    guard control.count.trials > 0, variant.count.trials > 0 else { return nil }
    self.control = control
    self.variant = variant
  }

  /// The comparison with its arms exchanged.
  public var swapped: Noncompliance {
    Noncompliance(unchecked: variant, control)
  }

  private init(unchecked control: UptakeArm, _ variant: UptakeArm) {
    self.control = control
    self.variant = variant
  }

  /// The difference of the success rates of the arms as drawn, variant − control.
  public var intentionToTreat: Double { Moments(variant).success - Moments(control).success }

  /// The deciding test of the intention-to-treat effect: Miettinen and Nurminen's score.
  public var intentionToTreatTest: ScoreTest {
    get throws(InferenceError) {
      try ScoreTest(
        control: EffectiveCount(control.count),
        variant: EffectiveCount(variant.count)
      )
    }
  }

  /// The difference in uptake, variant − control: the share of compliers.
  public var uptakeDifference: Double { Moments(variant).uptake - Moments(control).uptake }

  /// Intention-to-treat effect over the difference in uptake; nil when uptake does not differ.
  public var complierEffect: Double? {
    guard uptakeDifference != 0 else { return nil }
    let value = intentionToTreat / uptakeDifference
    return value == 0 ? 0 : value
  }

  /// F of the first stage, the regression of uptake on the arm: how strong the offer is.
  ///
  /// The squared difference in uptake over its pooled variance on N − 2 degrees of freedom. Below 10 the
  /// complier effect's interval is not to be trusted, the ``andersonRubin(level:)`` set is. nil with
  /// fewer than three units or when uptake does not vary within the arms.
  ///
  /// Source: Staiger & Stock (1997), Econometrica 65:557 (the rule of 10).
  public var firstStageF: Double? {
    let (c, v) = (Moments(control), Moments(variant))
    let free = c.n + v.n - 2
    let within = c.n * c.uptake * (1 - c.uptake) + v.n * v.uptake * (1 - v.uptake)
    guard free > 0, within > 0 else { return nil }
    let variance = within / free * (1 / c.n + 1 / v.n)
    let value = uptakeDifference / variance * uptakeDifference
    return value.isFinite ? value : nil
  }

  /// What the counts of an arm say of success, uptake and both together.
  struct Moments {
    let n, success, uptake: Double
    /// Shares of units with (uptake, success) = 11, 10, 01, 00; nil when not known.
    let cells: [Double]?

    init(_ arm: UptakeArm) {
      let trials = Double(arm.count.trials)
      n = trials
      success = Double(arm.count.successes) / trials
      uptake = Double(arm.uptake) / trials
      cells = arm.uptakeSuccesses.map { both in
        let other = arm.count.successes - both
        return [both, arm.uptake - both, other, arm.count.trials - arm.uptake - other].map {
          Double($0) / trials
        }
      }
    }

    /// Variance of y − λd within the arm, over n; summed over cells, so never below 0.
    func variance(_ effect: Double) -> Double? {
      guard let cells else { return nil }
      let mean = success - effect * uptake
      let values = [1 - effect, 0 - effect, 1, 0]
      return zip(cells, values).reduce(0) { $0 + $1.0 * ($1.1 - mean) * ($1.1 - mean) } / n
    }

    /// Variances of y and of d and their covariance, over n.
    var spread: (success: Double, uptake: Double, both: Double)? {
      guard let cells else { return nil }
      return (
        success * (1 - success) / n, uptake * (1 - uptake) / n, (cells[0] - success * uptake) / n
      )
    }
  }
}
