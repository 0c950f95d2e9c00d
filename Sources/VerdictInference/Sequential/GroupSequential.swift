import GSLKit

/// The boundary of one side at one look.
public struct LookBoundary: Hashable, Sendable {
  /// The statistic at which the look stops; +∞ when nothing is spent.
  public let z: Double
  /// One-sided p of that statistic taken by itself, Φ̄(z); 0 when nothing is spent.
  public let nominalP: Double
  /// One-sided error spent at this look and all before it.
  public let cumulative: Double

  /// A boundary at z after which `cumulative` is spent.
  init(z: Double, cumulative: Double) {
    self.z = z
    nominalP = NormalDistribution.upperTail(z)
    self.cumulative = cumulative
  }
}

/// Boundaries for planned looks that together err with a stated probability.
///
/// Lan & DeMets: the error spent by information fraction t is fixed beforehand by a
/// ``SpendingFunction``; how many looks there are and when need not be. The boundary c_k solves
/// P(Z_1 < c_1, …, Z_{k−1} < c_{k−1}, Z_k ≥ c_k) = a(t_k) − spent so far, with Corr(Z_j, Z_k) =
/// √(t_j/t_k), by recursive numerical integration (Armitage, McPherson & Rowe 1969).
///
/// Checked against printed boundaries (K = 2: 2.963, 1.969; K = 4: 4.333, 2.963, 2.359, 2.014; K = 8
/// last 2.066) and against multivariate normal integrals.
public enum GroupSequential {
  /// Whether the other side can stop the test too when one side's error is counted.
  public enum Sides: Int, Sendable, Hashable, CaseIterable {
    /// Each side is spent as if the other could not stop: what the rule uses. Conservative by the
    /// chance, below 1e-5 at .025, of crossing both.
    case separate = 1
    /// Symmetric boundaries ±c; crossing one stops the other.
    case symmetrical = 2
  }

  /// What is below this is not spent at a look but carried to the next: the recursion cuts its tails
  /// at 6e-16, so a boundary for less would be an artefact of the cut.
  static let negligible = 1e-14
  /// Smallest growth of information between looks, relative; below it the two are one look.
  static let smallestGrowth = 1e-6
  /// More looks than any plan has; each costs some tens of microseconds.
  static let maximumLooks = 400

  /// The boundaries of one side.
  ///
  /// - Parameters:
  ///   - information: information fractions t_1 < … < t_K, above 0; they may exceed 1. Each must
  ///     exceed the one before by a factor 1 + 1e-6.
  ///   - significance: one-sided level a, in 0…½, ends excluded.
  ///   - spending: how a is spread over the looks.
  ///   - final: the last look spends all of a, whatever its t is.
  ///   - sides: whether the mirrored boundary stops the test too.
  /// - Returns: one boundary a look, in order; empty without looks. The z is +∞ where nothing is
  ///   spent: very early, or after all of a is gone.
  /// - Throws: `notIncreasing`, `notFinite`, `outsideRange` or `tooLarge` (above 400 looks).
  public static func boundaries(
    information: [Double],
    significance: Double,
    spending: SpendingFunction = .obrienFleming,
    final: Bool,
    sides: Sides = .separate
  ) throws(InferenceError) -> [LookBoundary] {
    try check(information: information)
    guard significance > 0, significance < 0.5 else {
      throw .outsideRange(field: "significance", value: significance, allowed: "(0, 0.5)")
    }
    if case .power(let rho) = spending {
      guard rho > 0, rho.isFinite else {
        throw .outsideRange(field: "rho", value: rho, allowed: "(0, ∞)")
      }
    }
    var result: [LookBoundary] = []
    var density: ContinuationDensity?
    var spent = 0.0
    for index in information.indices {
      let t = information[index]
      let isLast = index == information.count - 1
      let tail = { (z: Double) -> Double in
        density?.upperTail(of: z, information: t) ?? NormalDistribution.upperTail(z)
      }
      let budget = (final && isLast ? nil : spending.spent(at: t, of: significance))
      let c: Double
      if budget == nil, !(final && isLast) {
        // Haybittle–Peto before its end: the boundary is fixed unless the error would run out.
        let cost = tail(SpendingFunction.haybittlePetoBoundary)
        if cost < significance - spent {
          c = SpendingFunction.haybittlePetoBoundary
          spent += cost
        } else {
          c = boundary(for: significance - spent, density, t)
          if c.isFinite { spent = significance }
        }
      } else {
        let target = budget ?? significance
        c = boundary(for: target - spent, density, t)
        if c.isFinite { spent = target }
      }
      result.append(LookBoundary(z: c, cumulative: spent))
      guard !isLast else { break }
      let lower = sides == .symmetrical ? -c : -Double.infinity
      density = density.advanced(
        to: t,
        drift: 0,
        region: lower...max(c, lower),
        next: information[index + 1]
      )
    }
    return result
  }

  /// P(the upper boundary is crossed at look k, nothing was crossed before), for every k.
  ///
  /// - Parameters:
  ///   - boundaries: z of each look; +∞ where the look cannot stop.
  ///   - information: information I_1 < … < I_K in the units of 1/drift², or fractions.
  ///   - drift: mean of Z_k is drift·√I_k; 0 is the null.
  ///   - sides: whether −z stops the test too.
  /// - Returns: one probability a look, in order.
  /// - Throws: `notIncreasing`, `notFinite`, `outsideRange`, `unequalLengths` or `tooLarge`.
  public static func crossingProbabilities(
    boundaries: [Double],
    information: [Double],
    drift: Double,
    sides: Sides = .separate
  ) throws(InferenceError) -> [Double] {
    try check(information: information)
    guard boundaries.count == information.count else {
      throw .unequalLengths(
        field: "boundaries",
        count: boundaries.count,
        expected: information.count
      )
    }
    guard drift.isFinite else { throw .notFinite(field: "drift", value: drift) }
    for z in boundaries where z.isNaN { throw .notFinite(field: "boundaries", value: z) }
    return crossings(boundaries, information, drift, sides)
  }

  /// The same without the checks, for callers that made them.
  static func crossings(
    _ boundaries: [Double],
    _ information: [Double],
    _ drift: Double,
    _ sides: Sides
  ) -> [Double] {
    var result: [Double] = []
    var density: ContinuationDensity?
    for (index, t) in information.enumerated() {
      let c = boundaries[index]
      result.append(
        density?.upperTail(of: c, information: t)
          ?? NormalDistribution.upperTail(c - drift * t.squareRoot())
      )
      guard index + 1 < information.count else { break }
      let lower = sides == .symmetrical ? -c : -Double.infinity
      density = density.advanced(
        to: t,
        drift: drift,
        region: lower...max(c, lower),
        next: information[index + 1]
      )
    }
    return result
  }

  static func check(information: [Double]) throws(InferenceError) {
    guard information.count <= maximumLooks else {
      throw .tooLarge(field: "information", value: information.count, limit: maximumLooks)
    }
    var previous = 0.0
    for t in information {
      guard t.isFinite else { throw .notFinite(field: "information", value: t) }
      guard t > previous * (1 + smallestGrowth) else {
        guard previous > 0 else {
          throw .outsideRange(field: "information", value: t, allowed: "(0, ∞)")
        }
        throw .notIncreasing(field: "information", previous: previous, value: t)
      }
      previous = t
    }
  }

  /// The z whose tail, given the looks before, is `target`; +∞ when that is next to nothing.
  private static func boundary(
    for target: Double,
    _ density: ContinuationDensity?,
    _ information: Double
  ) -> Double {
    guard target > negligible else { return .infinity }
    // The tail is at most Φ̄, so Φ̄⁻¹(target) is at or above the root; the log of the tail is concave
    // and falling, so Newton's steps from there come down to the root without passing it. Where the
    // tail has vanished between two close looks, the bracket is halved instead.
    var z = NormalDistribution.upperQuantile(target)
    guard let density else { return z }
    let logTarget = Elementary.log(target)
    var low = -ContinuationDensity.reach
    var high = z
    for _ in 0..<200 {
      let tail = density.upperTail(of: z, information: information)
      if tail > target { low = max(low, z) } else { high = min(high, z) }
      let slope = density.density(of: z, information: information)
      let newton =
        tail > 0 && slope > 0
        ? z + (Elementary.log(tail) - logTarget) * tail / slope : .nan
      let next = newton >= low && newton <= high ? newton : (low + high) / 2
      let isThere = abs(next - z) < 1e-11
      z = next
      if isThere { break }
    }
    return z
  }
}

extension ContinuationDensity? {
  /// The law one look on: the first when there is none yet.
  func advanced(
    to information: Double,
    drift: Double,
    region: ClosedRange<Double>,
    next: Double
  ) -> ContinuationDensity {
    if let earlier = self {
      return ContinuationDensity(
        after: earlier,
        information: information,
        region: region,
        next: next
      )
    }
    return ContinuationDensity(first: information, drift: drift, region: region, next: next)
  }
}
