import GSLKit

/// What planned looks cost in units, and what they are expected to save.
///
/// With boundaries c_1 … c_K at information fractions t_1 < … < t_K = 1 the drift θ solves
/// P_θ(Z_k ≥ c_k for some k) = power, Z_k with mean θ√t_k. One look has θ = z_a + z_power, so the test
/// with looks needs
///
///     inflation = θ²/(z_a + z_power)²
///
/// times the units of the test without. By the recursion of ``GroupSequential``, not simulated. The
/// other side's boundary is left out of the power, as everywhere in this module.
///
/// Source: Jennison & Turnbull (2000), Group Sequential Methods, ch. 2.3 and 7. Checked against
/// multivariate normal integrals (R `mvtnorm`).
public struct SequentialSizing: Hashable, Sendable {
  /// Information fractions of the looks; the last is 1.
  public let information: [Double]
  /// The boundary of one side at each look.
  public let boundaries: [LookBoundary]
  /// The mean of Z at full information at which the wanted power is had.
  public let drift: Double
  /// Units the looks cost, as a factor on the units of one look at the end; 1 or a little more.
  public let inflation: Double
  /// Share of the full information that is used on average when the effect is the planned one.
  public let expectedUnderEffect: Double
  /// Share of the full information that is used on average when there is no effect.
  ///
  /// Both sides' boundaries stop the test here.
  public let expectedUnderNull: Double

  /// The cost of a plan.
  ///
  /// - Parameters:
  ///   - information: fractions t_1 < … < t_K = 1, above 0.
  ///   - significance: one-sided level a, 0…½, ends excluded.
  ///   - power: wanted, above a, below 1.
  ///   - spending: how a is spread over the looks.
  ///   - sides: whether the other side's boundary stops the test too.
  /// - Throws: `tooFew` without looks, `outsideRange` for a last look other than 1 or a power
  ///   that is not above a, and what ``GroupSequential`` throws.
  public init(
    information: [Double],
    significance: Double = 0.025,
    power: Double = 0.8,
    spending: SpendingFunction = .obrienFleming,
    sides: GroupSequential.Sides = .separate
  ) throws(InferenceError) {
    guard let last = information.last else {
      throw .tooFew(field: "information", value: 0, needed: 1)
    }
    guard last == 1 else {
      throw .outsideRange(field: "information", value: last, allowed: "last = 1")
    }
    boundaries = try GroupSequential.boundaries(
      information: information,
      significance: significance,
      spending: spending,
      final: true,
      sides: sides
    )
    guard power > significance, power < 1 else {
      throw .outsideRange(field: "power", value: power, allowed: "(\(significance), 1)")
    }
    self.information = information
    let z = boundaries.map(\.z)
    func crossing(_ drift: Double) -> [Double] {
      GroupSequential.crossings(z, information, drift, sides)
    }
    let plain =
      NormalDistribution.upperQuantile(significance) + NormalDistribution.quantile(power)
    do {
      // Looks never gain power, and no spending costs more than a few standard errors.
      drift = try BrentRoot.find(in: plain * (1 - 1e-9) - 1e-9...plain + 8, tolerance: 1e-12) {
        crossing($0).reduce(0, +) - power
      }
    } catch { throw InferenceError(error) }
    inflation = max(1, drift * drift / (plain * plain))
    func expected(_ stops: [Double]) -> Double {
      // What is not used is 1 − t_k for a test that stops at k.
      1 - zip(stops, information).reduce(0) { $0 + $1.0 * (1 - $1.1) }
    }
    let falling = GroupSequential.crossings(z, information, -drift, sides)
    expectedUnderEffect = expected(zip(crossing(drift), falling).map { $0 + $1 })
    expectedUnderNull = expected(
      GroupSequential.crossings(z, information, 0, sides).map { 2 * $0 }
    )
  }

  /// The cost of so many looks at equal distances.
  ///
  /// - Throws: `outsideRange` for fewer than 1 or more than 400 looks, and as the other initialiser.
  public init(
    looks: Int,
    significance: Double = 0.025,
    power: Double = 0.8,
    spending: SpendingFunction = .obrienFleming
  ) throws(InferenceError) {
    guard looks >= 1, looks <= GroupSequential.maximumLooks else {
      throw .outsideRange(
        field: "looks",
        value: Double(looks),
        allowed: "[1, \(GroupSequential.maximumLooks)]"
      )
    }
    try self.init(
      information: (1...looks).map { Double($0) / Double(looks) },
      significance: significance,
      power: power,
      spending: spending
    )
  }

  /// Units with looks for so many without, rounded up.
  ///
  /// - Throws: `outsideRange` below 1 or above 10⁹.
  public func size(insteadOf units: Int) throws(InferenceError) -> Int {
    guard units >= 1, units <= 1_000_000_000 else {
      throw .outsideRange(field: "sizePerArm", value: Double(units), allowed: "[1, 1000000000]")
    }
    return Int((Double(units) * inflation - 1e-9).rounded(.up))
  }
}
