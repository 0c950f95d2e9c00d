import GSLKit

/// The Kalman filter of a local level with its variance and step concentrated out.
///
/// With ψ the share of the level's noise, all variances are in units of one σ²: ε has (1 − ψ)/w and η has
/// ψ. The first observation sets the level. The same filter runs over the step's column; generalised
/// least squares of one set of innovations on the other is δ, and
///
///     log L(ψ) = −½ [ m (1 + log 2πσ̂²) + Σ log F + log Σ v_D²/F ],   σ̂² = Σ (v − δ v_D)²/(F m)
///
/// with m the observations less the level and the step.
struct LocalLevelFilter {
  /// One observed point.
  struct Observation {
    let time: Int
    let value: Double
    let weight: Double
    let isAfter: Bool
  }

  /// What a run at one share gives.
  struct Run {
    let step: Double?
    let stepInformation: Double?
    let squares: Double
    let logLikelihood: Double
    let finalLevel: Double
  }

  private let observations: [Observation]
  private let hasStep: Bool
  private let freedom: Double

  init(_ observations: [Observation], hasStep: Bool, freedom: Int) {
    self.observations = observations
    self.hasStep = hasStep
    self.freedom = Double(freedom)
  }

  /// Filters at a share ψ of the level's noise, 0…1.
  func run(share: Double) -> Run {
    var level = observations[0].value
    var stepLevel: Double = observations[0].isAfter ? 1 : 0
    var variance = (1 - share) / observations[0].weight
    var innovations: [(value: Double, step: Double, spread: Double)] = []
    innovations.reserveCapacity(observations.count - 1)
    var (cross, information, logs) = (0.0, 0.0, 0.0)
    for index in 1..<observations.count {
      let point = observations[index]
      variance += share * Double(point.time - observations[index - 1].time)
      let noise = (1 - share) / point.weight
      let spread = variance + noise
      let value = point.value - level
      let step = (point.isAfter ? 1 : 0) - stepLevel
      innovations.append((value, step, spread))
      cross += value * step / spread
      information += step * step / spread
      logs += Elementary.log(spread)
      let gain = variance / spread
      level += gain * value
      stepLevel += gain * step
      variance = gain * noise
    }
    let step = hasStep && information > 0 ? cross / information : 0
    var squares = 0.0
    for innovation in innovations {
      let rest = innovation.value - step * innovation.step
      squares += rest * rest / innovation.spread
    }
    if hasStep { logs += Elementary.log(information) }
    let constant = 1 + Elementary.log(2 * Double.pi * squares / freedom)
    return Run(
      step: hasStep ? step : nil,
      stepInformation: hasStep ? information : nil,
      squares: squares,
      logLikelihood: -0.5 * (freedom * constant + logs),
      finalLevel: level - step * stepLevel
    )
  }

  /// The share of the largest likelihood, ends included.
  ///
  /// A grid over the log odds of ψ finds the hill, Brent's method its top.
  func bestShare() -> Double {
    let logOdds = stride(from: -18.0, through: 14, by: 0.5).map { $0 }
    let shares = logOdds.map { 1 / (1 + Elementary.exp(-$0)) }
    let likelihoods = shares.map { run(share: $0).logLikelihood }
    var best = 0
    for index in likelihoods.indices where likelihoods[index] > likelihoods[best] { best = index }
    var (share, likelihood) = (shares[best], likelihoods[best])
    if best > 0, best < shares.count - 1,
      let top = try? BrentMinimum.find(
        in: logOdds[best - 1]...logOdds[best + 1],
        guess: logOdds[best],
        { 0 - run(share: 1 / (1 + Elementary.exp(-$0))).logLikelihood }
      )
    {
      share = 1 / (1 + Elementary.exp(-top.point))
      likelihood = 0 - top.value
    }
    for end in [0.0, 1] {
      let other = run(share: end).logLikelihood
      if other >= likelihood { (share, likelihood) = (end, other) }
    }
    return share
  }
}
