import GSLKit

/// A cumulative sum of log-likelihood ratios over successes and failures, for slow slumps.
///
/// It asks after every unit which rate explains the recent past better, the usual p₀ or the feared p₁:
///
///     X_t = max(0, X_{t−1} + W_t),   W = log(p₁/p₀) for a success, log((1 − p₁)/(1 − p₀)) for a failure
///
/// and signals when X_t reaches the threshold h. With an odds ratio R, p₁ = R p₀/(1 − p₀ + R p₀). Of all
/// procedures with the same run length before the change it finds the change p₀ → p₁ soonest
/// (Moustakides 1986).
///
/// **Run lengths are exact.** The two weights are rounded to whole multiples of one step, their ratio
/// within a relative 1e-4 (1e-3 for rare events), and the chart uses the rounded ones; its states then lie on a lattice and the
/// run-length distribution of *this* chart follows without discretisation error. Others keep the
/// weights and round the states (`vlad`, `success` in R), which leaves an error in the run length.
///
/// A group of units whose order is unknown, such as a week, is scored at once: x successes of n add
/// x·W(1) + (n − x)·W(0), and 0 is the floor after the group.
///
/// Assumes independent units. Source: Steiner, Cook, Farewell & Treasure (2000), Biostatistics
/// 1:441–452; Reynolds & Stoumbos (1999), J Qual Technol 31:87–108.
public struct BernoulliCusum: Hashable, Sendable {
  /// The rate while nothing has changed, p₀.
  public let inControlRate: Double
  /// The rate to be found, p₁.
  public let outOfControlRate: Double
  /// Size of a lattice step, in units of log-likelihood.
  public let step: Double
  /// Steps up at an outcome that speaks for the change.
  let up: Int
  /// Steps down at an outcome that speaks against it.
  let down: Int
  /// Threshold in steps, 1 or more.
  let barrier: Int

  /// A chart with a threshold.
  ///
  /// - Parameters:
  ///   - inControlRate: p₀, strictly between 0 and 1.
  ///   - outOfControlRate: p₁, strictly between 0 and 1, other than p₀.
  ///   - threshold: h in units of log-likelihood, above 0; rounded up to the next lattice step.
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)``, and
  ///   ``InferenceError/tooLarge(field:value:limit:)`` where the lattice would have over 200,000 states
  ///   (rates below about 5 in a million, or a very high threshold).
  public init(
    inControlRate: Double,
    outOfControlRate: Double,
    threshold: Double
  ) throws(InferenceError) {
    let lattice = try Lattice(inControlRate, outOfControlRate)
    guard threshold > 0, threshold.isFinite else {
      throw .outsideRange(field: "threshold", value: threshold, allowed: "(0, inf)")
    }
    // A threshold that is a whole number of steps up to rounding is that number.
    let steps = (threshold / lattice.step * (1 - 1e-12)).rounded(.up)
    guard steps <= Double(Self.largestBarrier) else {
      throw .tooLarge(
        field: "threshold",
        value: Int(min(steps, 1e15)),
        limit: Self.largestBarrier
      )
    }
    self.init(lattice, barrier: max(Int(steps), 1))
  }

  /// The most states that are followed.
  public static let largestBarrier = 200_000

  init(_ lattice: Lattice, barrier: Int) {
    inControlRate = lattice.inControl
    outOfControlRate = lattice.outOfControl
    step = lattice.step
    up = lattice.up
    down = lattice.down
    self.barrier = barrier
  }

  /// The rate at an odds ratio from another rate: R p/(1 − p + R p).
  ///
  /// - Parameters:
  ///   - rate: a rate, strictly between 0 and 1.
  ///   - oddsRatio: above 0 and finite; below 1 the rate falls.
  /// - Returns: the rate with that odds ratio.
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)``.
  public static func rate(
    from rate: Double,
    oddsRatio: Double
  ) throws(InferenceError) -> Double {
    guard rate > 0, rate < 1 else {
      throw .outsideRange(field: "rate", value: rate, allowed: "(0, 1)")
    }
    guard oddsRatio > 0, oddsRatio.isFinite else {
      throw .outsideRange(field: "oddsRatio", value: oddsRatio, allowed: "(0, inf)")
    }
    return oddsRatio * rate / (1 - rate + oddsRatio * rate)
  }

  /// Whether it is a rising rate that is looked for.
  public var looksUp: Bool { outOfControlRate > inControlRate }

  /// The threshold in units of log-likelihood, as used.
  public var threshold: Double { Double(barrier) * step }

  /// Weight of a success, log(p₁/p₀) up to the rounding to the lattice.
  public var successWeight: Double { step * Double(looksUp ? up : -down) }

  /// Weight of a failure, log((1 − p₁)/(1 − p₀)) up to the rounding to the lattice.
  public var failureWeight: Double { step * Double(looksUp ? -down : up) }

  /// The chart of a series, each point scored as a group.
  ///
  /// After a signal the sum starts again from 0. A point without trials leaves it where it is.
  ///
  /// - Parameter series: successes among trials in time order.
  /// - Returns: the chart, its statistic the sum *before* a restart, and for each signal the first
  ///   point after the sum last stood at 0: the likeliest beginning of the change.
  public func chart(_ series: [BinomialCount]) -> (chart: ControlChart, changeStarts: [Int]) {
    var sums: [Double?] = []
    var signals: [Int] = []
    var starts: [Int] = []
    // Whole numbers below 2⁵³ in floating point: exact, and nothing can overflow.
    var sum = 0.0
    var start = 0
    for (index, count) in series.enumerated() {
      let rises = Double(looksUp ? count.successes : count.failures)
      let falls = Double(looksUp ? count.failures : count.successes)
      sum = max(sum + Double(up) * rises - Double(down) * falls, 0)
      sums.append(count.trials == 0 ? nil : sum * step)
      if sum == 0 { start = index + 1 }
      guard sum >= Double(barrier), count.trials > 0 else { continue }
      signals.append(index)
      starts.append(start)
      sum = 0
      start = index + 1
    }
    let chart = ControlChart(
      statistic: sums,
      center: inControlRate,
      lower: [Double?](repeating: nil, count: sums.count),
      upper: [Double?](repeating: threshold, count: sums.count),
      signals: signals
    )
    return (chart, starts)
  }
}

extension BernoulliCusum {
  /// The two weights as whole numbers of one step.
  struct Lattice: Hashable, Sendable {
    let inControl: Double
    let outOfControl: Double
    let up: Int
    let down: Int
    let step: Double

    /// Relative error allowed to the ratio of the weights, and where the lattice would be too fine.
    static let tolerances = [1e-4, 1e-3]
    /// Steps of both weights together above which the looser tolerance is enough.
    private static let fineness = 2_000.0

    init(_ inControl: Double, _ outOfControl: Double) throws(InferenceError) {
      for (name, rate) in [("inControlRate", inControl), ("outOfControlRate", outOfControl)] {
        guard rate > 0, rate < 1 else {
          throw .outsideRange(field: name, value: rate, allowed: "(0, 1)")
        }
      }
      guard inControl != outOfControl else {
        throw .outsideRange(
          field: "outOfControlRate",
          value: outOfControl,
          allowed: "other than \(inControl)"
        )
      }
      // log(p₁/p₀) and log(q₁/q₀) from the difference, so that close rates keep their digits.
      let difference = outOfControl - inControl
      let success = abs(Elementary.log(onePlus: difference / inControl))
      let failure = abs(Elementary.log(onePlus: -difference / (1 - inControl)))
      let (rise, fall) = difference > 0 ? (success, failure) : (failure, success)
      guard let (up, down) = Self.fraction(rise / fall) else {
        throw .tooLarge(
          field: "inControlRate",
          value: Int(min(max(rise / fall, fall / rise), 1e15)),
          limit: BernoulliCusum.largestBarrier
        )
      }
      self.inControl = inControl
      self.outOfControl = outOfControl
      self.up = up
      self.down = down
      step = (rise + fall) / Double(up + down)
    }

    /// The first continued fraction of a ratio that is close enough; nil for too large parts.
    private static func fraction(_ ratio: Double) -> (Int, Int)? {
      let largest = Double(BernoulliCusum.largestBarrier)
      guard ratio > 1 / largest, ratio < largest else { return nil }
      var (numerator, before) = (1.0, 0.0)
      var (denominator, denominatorBefore) = (0.0, 1.0)
      var rest = ratio
      var coarse: (Int, Int)?
      for _ in 0..<60 {
        let whole = rest.rounded(.down)
        (numerator, before) = (whole * numerator + before, numerator)
        (denominator, denominatorBefore) = (
          whole * denominator + denominatorBefore, denominator
        )
        guard numerator + denominator <= largest else { return coarse }
        let error = numerator > 0 ? abs(numerator / denominator / ratio - 1) : .infinity
        if coarse == nil, error <= tolerances[1] { coarse = (Int(numerator), Int(denominator)) }
        if numerator + denominator > fineness, let coarse { return coarse }
        if error <= tolerances[0] { return (Int(numerator), Int(denominator)) }
        rest = 1 / (rest - whole)
      }
      return coarse
    }
  }
}
