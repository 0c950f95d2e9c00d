import GSLKit

/// One factor of a chain of products, with how much is known of it.
public enum UncertainFactor: Hashable, Sendable {
  /// Known, or taken as such.
  case known(Double)
  /// A rate known from counts: Beta(s + ½, n − s + ½), Jeffreys' posterior.
  case rate(BinomialCount)
  /// A positive mean with a standard error: a gamma distribution of that mean and deviation.
  ///
  /// An average check cannot be negative, as a normal one could at a large error.
  case positive(mean: Double, standardError: Double)

  /// The value to plug in: the count's share, the mean; nil for a rate without trials.
  public var estimate: Double? {
    switch self {
    case .known(let value): value
    case .rate(let count): count.rate
    case .positive(let mean, _): mean
    }
  }

  /// Whether there is anything uncertain in it.
  public var isUncertain: Bool {
    switch self {
    case .known: false
    case .rate: true
    case .positive(let mean, let standardError): mean > 0 && standardError > 0
    }
  }

  /// One value it may have.
  func draw(_ generator: RandomGenerator) -> Double {
    switch self {
    case .known(let value): return value
    case .rate(let count):
      let successes = generator.gamma(shape: Double(count.successes) + 0.5, scale: 1)
      let failures = generator.gamma(shape: Double(count.trials - count.successes) + 0.5, scale: 1)
      return successes / (successes + failures)
    case .positive(let mean, let standardError):
      guard isUncertain else { return mean }
      let ratio = standardError / mean
      // Beyond these the shape leaves what the generator can draw from.
      guard ratio > 1e-8 else { return mean }
      let scale = min(ratio, 1e3) * min(ratio, 1e3)
      return generator.gamma(shape: 1 / scale, scale: scale) * mean
    }
  }
}

/// Values of a simulated quantity, in order of size.
public struct SimulatedValues: Hashable, Sendable {
  private let sorted: [Double]

  init(_ values: [Double]) { sorted = values.sorted() }

  /// The interval between its tail quantiles, linear between neighbours.
  ///
  /// - Parameter level: 0 < level < 1.
  /// - Returns: ends in the unit of the values; unbounded where a value is not finite.
  public func interval(level: Double) -> Interval {
    let tail = (1 - level) / 2
    return Interval(lower: below(tail), upper: above(tail))
  }

  /// About one standard error of an end of the interval, from the spread of its neighbours.
  public func endError(level: Double) -> Double {
    let tail = (1 - level) / 2
    let count = Double(sorted.count)
    let step = (tail * (1 - tail) / count).squareRoot()
    let (near, far) = (max(tail - step, 0), min(tail + step, 1))
    let errors = [
      ((below(far) ?? 0) - (below(near) ?? 0)) / 2, ((above(near) ?? 0) - (above(far) ?? 0)) / 2,
    ]
    return errors.max() ?? 0
  }

  /// The share of values above a limit.
  public func share(above limit: Double) -> Double {
    Double(sorted.count { $0 > limit }) / Double(sorted.count)
  }

  private func below(_ share: Double) -> Double? { quantile(share) { sorted[$0] } }

  /// The quantile counted from the largest, so that mirrored values have mirrored ends.
  private func above(_ share: Double) -> Double? {
    quantile(share) { sorted[sorted.count - 1 - $0] }
  }

  private func quantile(_ share: Double, _ value: (Int) -> Double) -> Double? {
    let place = share * Double(sorted.count - 1)
    let index = min(Int(place), sorted.count - 2)
    let weight = place - Double(index)
    let found = value(index) * (1 - weight) + value(index + 1) * weight
    return found.isFinite ? found : nil
  }
}
