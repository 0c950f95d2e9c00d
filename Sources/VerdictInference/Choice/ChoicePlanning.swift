import GSLKit

/// How often a choice by ``ChoiceReading`` would be right, before the test starts.
///
/// Exact enumeration over both arms' successes: for every control count the smallest variant count
/// that is picked, a staircase that is walked once. No simulation.
public enum ChoicePlanning {
  /// Units per arm above which the enumeration is refused: about a millisecond for each unit.
  public static let largestArm = 2_000

  /// The chance that the variant is picked.
  ///
  /// - Parameters:
  ///   - base: true rate of the control, 0…1.
  ///   - difference: true variant − control; base + difference must be in 0…1.
  ///   - controlSize: units of the control, 1…2,000.
  ///   - variantSize: units of the variant, 1…2,000.
  ///   - tau: as in ``ChoiceReading``.
  ///   - costPerUnit: as in ``ChoiceReading``.
  /// - Returns: a probability, exact up to the reading's ties.
  /// - Throws: `outsideRange`.
  public static func chanceOfPickingVariant(
    base: Double,
    difference: Double,
    controlSize: Int,
    variantSize: Int,
    tau: Double = ChoiceReading.usualTau,
    costPerUnit: Double = 0
  ) throws(InferenceError) -> Double {
    let control = try BinomialMass(rate: base, trials: controlSize, field: "base")
    let variant = try BinomialMass(
      rate: Self.tidy(base + difference),
      trials: variantSize,
      field: "difference"
    )
    let staircase = try staircase(
      controlSize: controlSize,
      variantSize: variantSize,
      tau: tau,
      costPerUnit: costPerUnit
    )
    return staircase.indices.reduce(0) { $0 + control.mass[$1] * variant.tail(staircase[$1]) }
  }

  /// The chance that the better arm is picked, net of cost.
  ///
  /// Where the variant is not better by more than its cost, keeping the control is right.
  ///
  /// - Parameters:
  ///   - base: true rate of the control, 0…1.
  ///   - difference: true variant − control; base + difference must be in 0…1.
  ///   - controlSize: units of the control, 1…2,000.
  ///   - variantSize: units of the variant, 1…2,000.
  ///   - tau: as in ``ChoiceReading``.
  ///   - costPerUnit: as in ``ChoiceReading``.
  /// - Returns: a probability.
  /// - Throws: `outsideRange`.
  public static func chanceOfRightPick(
    base: Double,
    difference: Double,
    controlSize: Int,
    variantSize: Int,
    tau: Double = ChoiceReading.usualTau,
    costPerUnit: Double = 0
  ) throws(InferenceError) -> Double {
    let picked = try chanceOfPickingVariant(
      base: base,
      difference: difference,
      controlSize: controlSize,
      variantSize: variantSize,
      tau: tau,
      costPerUnit: costPerUnit
    )
    return difference > costPerUnit ? picked : 1 - picked
  }

  /// The fewest variant successes that are picked, for 0, 1, … control successes.
  ///
  /// More control successes never need fewer variant successes, so it is walked in one pass.
  ///
  /// - Parameters:
  ///   - controlSize: units of the control, 1…2,000.
  ///   - variantSize: units of the variant, 1…2,000.
  ///   - tau: as in ``ChoiceReading``.
  ///   - costPerUnit: as in ``ChoiceReading``.
  /// - Returns: `controlSize` + 1 counts; one more than the arm has where the variant never is picked.
  /// - Throws: `outsideRange`.
  public static func staircase(
    controlSize: Int,
    variantSize: Int,
    tau: Double = ChoiceReading.usualTau,
    costPerUnit: Double = 0
  ) throws(InferenceError) -> [Int] {
    try check(controlSize, field: "controlSize")
    try check(variantSize, field: "variantSize")
    var result: [Int] = []
    result.reserveCapacity(controlSize + 1)
    var needed = 0
    for successes in 0...controlSize {
      let control = try BinomialCount(successes: successes, trials: controlSize)
      while needed <= variantSize {
        let variant = try BinomialCount(successes: needed, trials: variantSize)
        let pick = try ChoiceReading.pick(
          control: control,
          variant: variant,
          tau: tau,
          history: nil,
          costPerUnit: costPerUnit
        )
        if pick == .variant { break }
        needed += 1
      }
      result.append(needed)
    }
    return result
  }

  /// What would change the pick: of so many further variant units, the fewest successes at which the
  /// variant is picked.
  ///
  /// - Parameters:
  ///   - control: the control as it is.
  ///   - variant: the variant as it is.
  ///   - furtherUnits: units the variant will still get, 1…2,000; the control gets none.
  ///   - tau: as in ``ChoiceReading``.
  ///   - costPerUnit: as in ``ChoiceReading``.
  /// - Returns: 0 when the variant stays picked without a single success, nil when not even all
  ///   suffice.
  /// - Throws: `outsideRange`, `tooLarge`.
  public static func successesNeeded(
    control: BinomialCount,
    variant: BinomialCount,
    furtherUnits: Int,
    tau: Double = ChoiceReading.usualTau,
    costPerUnit: Double = 0
  ) throws(InferenceError) -> Int? {
    try check(furtherUnits, field: "furtherUnits")
    func isPicked(_ successes: Int) throws(InferenceError) -> Bool {
      let more = try BinomialCount(successes: successes, trials: furtherUnits)
      return try ChoiceReading.pick(
        control: control,
        variant: variant + more,
        tau: tau,
        history: nil,
        costPerUnit: costPerUnit
      ) == .variant
    }
    guard try isPicked(furtherUnits) else { return nil }
    var low = 0
    var high = furtherUnits
    while low < high {
      let middle = (low + high) / 2
      if try isPicked(middle) { high = middle } else { low = middle + 1 }
    }
    return high
  }

  private static func check(_ size: Int, field: String) throws(InferenceError) {
    guard size >= 1, size <= largestArm else {
      throw .outsideRange(field: field, value: Double(size), allowed: "[1, \(largestArm)]")
    }
  }

  /// A sum of two rates that leaves 0…1 by rounding only is put back.
  static func tidy(_ rate: Double) -> Double {
    if rate < 0, rate > -1e-12 { return 0 }
    if rate > 1, rate < 1 + 1e-12 { return 1 }
    return rate
  }
}

/// All probabilities of a binomial count and their upper tails.
struct BinomialMass {
  /// P(X = k) for k in 0…trials.
  let mass: [Double]
  private let tails: [Double]

  /// - Throws: `outsideRange` for a rate outside 0…1, reported for the field, or for negative trials.
  init(rate: Double, trials: Int, field: String) throws(InferenceError) {
    guard rate >= 0, rate <= 1 else {
      throw .outsideRange(field: field, value: rate, allowed: "[0, 1]")
    }
    do {
      let distribution = try BinomialDistribution(trials: trials, rate: rate)
      mass = (0...trials).map { distribution.pmf($0) }
    } catch {
      throw InferenceError(error)
    }
    var tails = mass
    for k in tails.indices.dropLast().reversed() { tails[k] += tails[k + 1] }
    self.tails = tails
  }

  /// P(X ≥ k), for any k.
  func tail(_ k: Int) -> Double {
    if k <= 0 { return 1 }
    return k < tails.count ? min(1, tails[k]) : 0
  }
}
