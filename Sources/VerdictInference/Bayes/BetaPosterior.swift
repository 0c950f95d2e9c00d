import GSLKit

/// What is known of one rate: a beta prior and the counts that came in.
///
/// Integrals are taken over θ with rate = sin²θ. There the density ∝ sin^(2α−1)θ·cos^(2β−1)θ is
/// bounded for shapes of ½ and more, and close to normal with deviation 1/(2√(α + β)) wherever the
/// rate lies, so one set of nodes serves every posterior.
struct BetaPosterior: Hashable, Sendable {
  let alpha: Double
  let beta: Double
  private let distribution: BetaDistribution
  private let above: BetaDistribution
  private let angle: Double
  private let spread: Double

  init(prior: BetaPrior, count: BinomialCount) throws(InferenceError) {
    alpha = prior.alpha + Double(count.successes)
    beta = prior.beta + Double(count.trials - count.successes)
    do throws(GSLError) {
      distribution = try BetaDistribution(alpha: alpha, beta: beta)
      above = try BetaDistribution(alpha: alpha + 1, beta: beta)
    } catch { throw InferenceError(error) }
    angle = Elementary.arcSine((alpha / (alpha + beta)).squareRoot())
    spread = 0.5 / (alpha + beta).squareRoot()
  }

  /// α/(α + β).
  var mean: Double { alpha / (alpha + beta) }

  /// P(rate ≤ x), for any x.
  func cdf(_ x: Double) -> Double {
    if x <= 0 || x >= 1 { return x <= 0 ? 0 : 1 }
    return isNarrow ? share(from: least, to: angle(of: x)) { _ in 1 } : distribution.cdf(x)
  }

  /// P(rate > x), for any x.
  func upperTail(_ x: Double) -> Double {
    if x <= 0 || x >= 1 { return x <= 0 ? 1 : 0 }
    return isNarrow ? share(from: angle(of: x), to: most) { _ in 1 } : distribution.upperTail(x)
  }

  /// E max(rate − x, 0).
  func expectedExcess(over x: Double) -> Double {
    if x <= 0 { return mean - x }
    if x >= 1 { return 0 }
    if isNarrow { return share(from: angle(of: x), to: most) { $0 - x } }
    return max(0, mean * above.upperTail(x) - x * distribution.upperTail(x))
  }

  /// Whether the shapes are so large that GSL's continued fraction no longer settles.
  private var isNarrow: Bool { alpha + beta > 1e6 }

  /// Angles that hold all of the mass that a double can tell from none.
  private var least: Double { max(0, angle - 16 * spread) }
  private var most: Double { min(.pi / 2, angle + 16 * spread) }

  private func angle(of rate: Double) -> Double { Elementary.arcSine(rate.squareRoot()) }

  /// Angles between which the density is smooth, most of them where it is large.
  fileprivate var breaks: [Double] { breaks(shiftedBy: 0) }

  /// The same for the rate less a shift, finer by decades where the distribution starts like a root.
  fileprivate func breaks(shiftedBy shift: Double) -> [Double] {
    var rates = [-16, -8, -5, -3, -1.5, 0, 1.5, 3, 5, 8, 16].map { step in
      let own = Elementary.sine(min(max(angle + step * spread, 0), .pi / 2))
      return own * own
    }
    let decades = [1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8]
    if shift != 0, alpha < 8 { rates += decades }
    if shift != 0, beta < 8 { rates += decades.map { 1 - $0 } }
    return rates.map { Elementary.arcSine(min(max($0 - shift, 0), 1).squareRoot()) }
  }

  /// The mean of a function of the rate that bends where `other` + shift has its mass.
  func mean(
    near other: BetaPosterior,
    shiftedBy shift: Double = 0,
    of function: (Double) -> Double
  ) -> Double {
    let cuts = (breaks + other.breaks(shiftedBy: shift)).filter { $0 > least && $0 < most }.sorted()
    let whole = integral(from: least, to: most, cuts: cuts, of: function)
    return whole.sum / whole.mass
  }

  /// The part of a mean that lies between two angles.
  private func share(
    from left: Double,
    to right: Double,
    of function: (Double) -> Double
  ) -> Double {
    guard left < right else { return 0 }
    let all = integral(from: least, to: most, cuts: breaks) { _ in 1 }
    return integral(from: max(left, least), to: min(right, most), cuts: breaks, of: function).sum
      / all.mass
  }

  /// The integral of density and of density times function, in panels between the cuts.
  private func integral(
    from first: Double,
    to last: Double,
    cuts: [Double],
    of function: (Double) -> Double
  ) -> (sum: Double, mass: Double) {
    var (sum, weight) = (0.0, 0.0)
    var left = first
    let peak = logDensity(peakAngle)
    for right in cuts + [last] where right > left && right <= last {
      let half = (right - left) / 2
      for index in Self.rule.nodes.indices {
        let theta = left + half * (1 + Self.rule.nodes[index])
        let mass = half * Self.rule.weights[index] * Elementary.exp(logDensity(theta) - peak)
        let sine = Elementary.sine(theta)
        weight += mass
        sum += mass * function(sine * sine)
      }
      left = right
    }
    return (sum, weight)
  }

  private var peakAngle: Double {
    Elementary.arcSine(((2 * alpha - 1) / max(2 * alpha + 2 * beta - 2, 1e-9)).squareRoot())
  }

  private func logDensity(_ theta: Double) -> Double {
    let (low, high) = (2 * alpha - 1, 2 * beta - 1)
    return (low == 0 ? 0 : low * Elementary.log(Elementary.sine(theta)))
      + (high == 0 ? 0 : high * Elementary.log(Elementary.cosine(theta)))
  }

  private static let rule: GaussLegendre = {
    do { return try GaussLegendre(count: 24) } catch {
      preconditionFailure("a rule of 24 nodes exists")
    }
  }()
}

/// A beta prior of a rate.
public struct BetaPrior: Hashable, Sendable {
  /// Smallest shape: below ½ the density has a pole that the data need not remove.
  public static let smallestShape = 0.5
  /// Largest shape.
  public static let largestShape = 1e9

  /// First shape, as if this many successes had been seen, and more by half.
  public let alpha: Double
  /// Second shape, the same for failures.
  public let beta: Double

  /// Beta(½, ½), Jeffreys' prior.
  public static let jeffreys = BetaPrior(unchecked: 0.5, 0.5)

  private init(unchecked alpha: Double, _ beta: Double) {
    self.alpha = alpha
    self.beta = beta
  }

  /// A prior of two shapes, each ½…10⁹.
  ///
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)``.
  public init(alpha: Double, beta: Double) throws(InferenceError) {
    for (field, value) in [("prior.alpha", alpha), ("prior.beta", beta)] {
      guard value >= Self.smallestShape, value <= Self.largestShape else {
        throw .outsideRange(field: field, value: value, allowed: "[0.5, 1e9]")
      }
    }
    self.init(unchecked: alpha, beta)
  }

  /// The prior whose mean and variance are those of past rates, after their own noise is taken off.
  ///
  /// Moments: with weights by size, between-rate variance = max(observed − binomial, 0). Rates that
  /// differ no more than chance would have them give the sharpest prior allowed here, as strong as
  /// all past units together.
  /// - Parameter shelf: past results on the same metric; at least two with units.
  /// - Returns: nil with fewer than two results, or where their mean is 0 or 1.
  public static func fitting(_ shelf: [BinomialCount]) -> BetaPrior? {
    let past = shelf.filter { $0.trials > 0 }
    let total = past.reduce(0.0) { $0 + Double($1.trials) }
    let successes = past.reduce(0.0) { $0 + Double($1.successes) }
    guard past.count >= 2, successes > 0, successes < total else { return nil }
    let mean = successes / total
    var squares = 0.0
    var sizes = 0.0
    for count in past {
      let deviation = Double(count.successes) / Double(count.trials) - mean
      squares += Double(count.trials) * deviation * deviation
      sizes += Double(count.trials) * Double(count.trials)
    }
    let degrees = Double(past.count - 1)
    let excess = squares - degrees * mean * (1 - mean)
    let between = excess / (total - sizes / total - degrees)
    let strength =
      between > 0 ? min(mean * (1 - mean) / between - 1, total) : total
    let shape = max(strength, smallestShape / min(mean, 1 - mean))
    return BetaPrior(
      unchecked: min(mean * shape, largestShape),
      min((1 - mean) * shape, largestShape)
    )
  }
}
