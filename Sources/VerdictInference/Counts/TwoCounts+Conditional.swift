import GSLKit

extension TwoCounts {
  /// The exact conditional p of both sides; nil above ``largestExact`` events.
  ///
  /// Checked against R `poisson.test` (one-sided) and SciPy `binomtest`. Two-sided it is twice the
  /// smaller side, which agrees with the interval; R adds all counts no more likely.
  public var exact: SidedPValues? {
    guard let greater = upper(half: false), let less = swapped.upper(half: false) else {
      return nil
    }
    return SidedPValues(less: less, greater: greater)
  }

  /// The exact p minus half the probability of the observed count; nil above ``largestExact`` events.
  public var midP: SidedPValues? {
    guard let greater = upper(half: true), let less = swapped.upper(half: true) else { return nil }
    return SidedPValues(less: less, greater: greater)
  }

  /// The chance of as many variant events or more among all, given equal rates.
  ///
  /// With `half`, the observed count counts half. Both sides of a test use it, each from its own
  /// arm, so that they mirror.
  private func upper(half: Bool) -> Double? {
    let share = variant.exposure / (control.exposure + variant.exposure)
    guard allowsExact, let law = try? BinomialDistribution(trials: total, rate: share) else {
      return nil
    }
    let events = variant.events
    return half ? law.upperTail(events + 1) + law.pmf(events) / 2 : law.upperTail(events)
  }

  /// The ratio at which the upper tail is `tail`; 0 without variant events.
  func lowerRatio(_ tail: Double, _ method: Method) throws(InferenceError) -> Double {
    guard variant.events > 0, tail > 0 else { return 0 }
    let count = try BinomialCount(successes: variant.events, trials: total)
    let level = 1 - 2 * tail
    let rate = SingleRate(count)
    let found =
      method == .midP ? try rate.midP(level: level) : try rate.clopperPearson(level: level)
    // The upper end of the other arm's share keeps the digits of 1 − π.
    let other = SingleRate(count.mirrored)
    let rest =
      method == .midP ? try other.midP(level: level) : try other.clopperPearson(level: level)
    guard let share = found?.lower, let left = rest?.upper, share > 0, left > 0 else { return 0 }
    let ratio = share / left / exposureRatio
    return ratio.isFinite ? ratio : 0
  }
}
