import GSLKit

/// Which of two arms to pick where only an estimate and its error are known: slices of a table, a
/// rollout, a series.
///
/// Prior δ ~ N(0, τ²), likelihood N(δ, s²): the posterior is normal with variance 1/(1/τ² + 1/s²) and
/// mean variance · estimate/s². The arm with the higher expected value is picked, net of the variant's
/// cost; a tie keeps the control. The estimate is taken as it is: where no lot gave the arms, what
/// else changed is in it.
///
/// Source: normal–normal conjugacy (Gelman et al. 2013, Bayesian Data Analysis, ch. 2.5); expected
/// losses are the unit normal loss integrals (Raiffa & Schlaifer 1961).
public struct NormalChoice: Sendable, Hashable {
  /// Posterior mean of δ.
  public let mean: Double
  /// Posterior standard deviation of δ.
  public let standardDeviation: Double
  /// P(δ > cost).
  public let probabilityVariantBetter: Double
  /// What picking each arm is expected to lose, in units of the metric.
  public let expectedLoss: ChoiceReading.ExpectedLoss
  /// Equal-tailed 95 % interval of δ.
  public let interval: Interval
  /// The arm with the higher expected value.
  public let pick: ChoiceReading.Pick
  /// The chance that the arm that was not picked is the better one.
  public var probabilityWrong: Double {
    pick == .variant ? 1 - probabilityVariantBetter : probabilityVariantBetter
  }

  /// - Parameters:
  ///   - estimate: variant − control, finite.
  ///   - standardError: of it, above 0.
  ///   - tau: spread of the prior, above 0.
  ///   - costPerUnit: of the variant, in units of the metric.
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)``.
  public init(
    estimate: Double,
    standardError: Double,
    tau: Double = ChoiceReading.usualTau,
    costPerUnit: Double = 0
  ) throws(InferenceError) {
    guard estimate.isFinite else { throw .notFinite(field: "estimate", value: estimate) }
    for (field, value) in [("standardError", standardError), ("tau", tau)]
    where !(value > 0 && value.isFinite) {
      throw .outsideRange(field: field, value: value, allowed: "(0, ∞)")
    }
    let variance = 1 / (1 / (tau * tau) + 1 / (standardError * standardError))
    mean = variance * estimate / (standardError * standardError)
    standardDeviation = variance.squareRoot()
    let z = (mean - costPerUnit) / standardDeviation
    probabilityVariantBetter = NormalDistribution.upperTail(-z)
    let density = Elementary.exp(-z * z / 2) / (2 * Double.pi).squareRoot()
    expectedLoss = ChoiceReading.ExpectedLoss(
      control: standardDeviation * max(0, density + z * NormalDistribution.upperTail(-z)),
      variant: standardDeviation * max(0, density - z * NormalDistribution.upperTail(z))
    )
    let reach = 1.959_963_984_540_054 * standardDeviation
    interval = Interval(lower: mean - reach, upper: mean + reach)
    pick = mean - costPerUnit > ChoiceReading.tie ? .variant : .control
  }
}
