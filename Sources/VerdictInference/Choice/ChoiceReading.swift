import GSLKit

/// Which of two arms to pick by a date, and what either mistake would cost: a choice, not a proof.
///
/// **Model.** Control rate p_c ~ Beta(½, ½); the difference δ ~ N(0, τ²), independent of p_c, cut to
/// 0 ≤ p_c + δ ≤ 1 and renormalised at every p_c; binomial outcomes. The arm with the higher expected
/// rate is picked, the variant net of its cost per unit; a tie keeps the control.
///
/// **Accuracy.** Two-dimensional Gauss–Legendre quadrature on the region that carries mass; agrees
/// with adaptive quadrature to 1e-8, to 1e-5 where no data and a τ near 1 reach the corners.
///
/// **Convention.** Exchanging the arms does not mirror this reading: the prior gives the base rate to
/// the control. So equal counts near 0 are no tie: from 0 of 40 in both arms rates can only be higher,
/// and the variant is picked.
///
/// Source: the prior on the difference as in Spiegelhalter, Freedman & Parmar (1994), JRSS A 157:357.
/// Checked: 24/43 against 31/45 at τ = .08 gives P(better) .7778, expected losses .00803 and .05614.
public struct ChoiceReading: Sendable, Hashable, Codable {
  /// An arm that can be picked.
  public enum Pick: String, Sendable, Hashable, Codable, CaseIterable {
    /// Keep what is done today.
    case control
    /// Take the new way.
    case variant
  }

  /// What picking each arm is expected to lose against picking the better one, in rate per unit.
  public struct ExpectedLoss: Sendable, Hashable, Codable {
    /// E max(δ − cost, 0): what keeping the control forgoes.
    public let control: Double
    /// E max(cost − δ, 0): what taking the variant loses.
    public let variant: Double

    /// A pair of losses, each 0 or more.
    public init(control: Double, variant: Double) {
      self.control = control
      self.variant = variant
    }
  }

  /// The arm with the higher expected value.
  public let pick: Pick
  /// P(δ > cost): the chance that the variant is the better arm, net of its cost.
  public let probabilityVariantBetter: Double
  /// The chance that the arm that was not picked is the better one.
  public let probabilityWrong: Double
  /// What either pick is expected to lose.
  public let expectedLoss: ExpectedLoss
  /// Equal-tailed 95 % posterior interval of p_v − p_c; the cost is not taken off.
  public let interval: Interval
  /// Posterior mean of p_v − p_c; the cost is not taken off.
  public let expectedDifference: Double
  /// Units of history the control was lent; 0 without history.
  public let borrowedUnits: Double

  /// τ when the shelf holds fewer than six past results on the metric: ±16 points are rare.
  public static let usualTau = 0.08
  /// Share of the control arm's size that history may add at most.
  public static let largestBorrowedShare = 0.5
  /// A gain this small, in rate, is the quadrature's error and counts as a tie.
  static let tie = 1e-9

  /// A reading of two arms.
  ///
  /// - Parameters:
  ///   - control: the reference arm; may be empty.
  ///   - variant: the arm compared with it; may be empty.
  ///   - tau: standard deviation of the difference before the data, in rate, 1e-4…10.
  ///   - history: earlier units of the control, scaled down to at most half the control arm's size.
  ///     Not borrowing is the default: a base that drifted from .55 to .45 turns a right pick in 78 of
  ///     100 into 47.
  ///   - costPerUnit: what a unit costs more in the variant, in units of the metric, −1…1, ends excluded.
  /// - Throws: `outsideRange`, or `tooLarge` above 10⁷ units in an arm.
  public init(
    control: BinomialCount,
    variant: BinomialCount,
    tau: Double = ChoiceReading.usualTau,
    history: BinomialCount? = nil,
    costPerUnit: Double = 0
  ) throws(InferenceError) {
    let lent = Self.lent(history, to: control)
    let pieces = try Self.posterior(control, variant, tau, lent, costPerUnit)
      .pieces(breakpoint: costPerUnit)
    let total = pieces.reduce(0) { $0 + $1.mass }
    let above = pieces.filter { $0.lower >= costPerUnit }
    let below = pieces.filter { $0.lower < costPerUnit }
    func mass(_ side: [ChoicePosterior.Piece]) -> Double {
      side.reduce(0) { $0 + $1.mass } / total
    }
    func moment(_ side: [ChoicePosterior.Piece]) -> Double {
      side.reduce(0) { $0 + $1.moment } / total
    }
    let better = mass(above)
    let worse = mass(below)
    expectedLoss = ExpectedLoss(
      control: max(0, moment(above) - costPerUnit * better),
      variant: max(0, costPerUnit * worse - moment(below))
    )
    expectedDifference = moment(pieces)
    pick = expectedLoss.control - expectedLoss.variant > Self.tie ? .variant : .control
    probabilityVariantBetter = better
    probabilityWrong = pick == .variant ? worse : better
    interval = Interval(
      lower: try Self.quantile(0.025, of: pieces, total: total),
      upper: try Self.quantile(0.975, of: pieces, total: total)
    )
    borrowedUnits = lent.trials
  }

  /// Which arm is picked, for callers that need nothing else.
  static func pick(
    control: BinomialCount,
    variant: BinomialCount,
    tau: Double,
    history: BinomialCount?,
    costPerUnit: Double
  ) throws(InferenceError) -> Pick {
    let lent = lent(history, to: control)
    let pieces = try posterior(control, variant, tau, lent, costPerUnit).pieces(breakpoint: 0)
    let total = pieces.reduce(0) { $0 + $1.mass }
    let gain = pieces.reduce(0) { $0 + $1.moment } / total - costPerUnit
    return gain > tie ? .variant : .control
  }

  private static func lent(_ history: BinomialCount?, to control: BinomialCount) -> EffectiveCount {
    let none = EffectiveCount(BinomialCount.none)
    guard let history, history.trials > 0 else { return none }
    let share = min(1, largestBorrowedShare * Double(control.trials) / Double(history.trials))
    let trials = share * Double(history.trials)
    return
      (try? EffectiveCount(
        successes: min(share * Double(history.successes), trials),
        trials: trials
      )) ?? none
  }

  private static func posterior(
    _ control: BinomialCount,
    _ variant: BinomialCount,
    _ tau: Double,
    _ lent: EffectiveCount,
    _ cost: Double
  ) throws(InferenceError) -> ChoicePosterior {
    guard tau >= 1e-4, tau <= 10 else {
      throw .outsideRange(field: "tau", value: tau, allowed: "[0.0001, 10]")
    }
    guard cost > -1, cost < 1 else {
      throw .outsideRange(field: "costPerUnit", value: cost, allowed: "(-1, 1)")
    }
    for (field, arm) in [("control.trials", control), ("variant.trials", variant)] {
      guard arm.trials <= 10_000_000 else {
        throw .tooLarge(field: field, value: arm.trials, limit: 10_000_000)
      }
    }
    return ChoicePosterior(
      control: (
        Double(control.successes) + lent.successes, Double(control.failures) + lent.failures
      ),
      variant: (Double(variant.successes), Double(variant.failures)),
      tau: tau
    )
  }

  private static func quantile(
    _ probability: Double,
    of pieces: [ChoicePosterior.Piece],
    total: Double
  ) throws(InferenceError) -> Double {
    var left = probability * total
    for piece in pieces {
      if left < piece.mass {
        let wanted = left
        do {
          return try BrentRoot.find(in: piece.lower...piece.upper, tolerance: 1e-12) { delta in
            piece.running(delta) - wanted
          }
        } catch {
          throw InferenceError(error)
        }
      }
      left -= piece.mass
    }
    return pieces.last?.upper ?? 1
  }
}

extension BinomialCount {
  /// No units at all.
  fileprivate static let none: BinomialCount = {
    guard let none = try? BinomialCount(successes: 0, trials: 0) else {
      preconditionFailure("0 of 0 is a count")
    }
    return none
  }()
}
