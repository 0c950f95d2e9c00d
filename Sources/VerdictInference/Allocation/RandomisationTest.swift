import GSLKit

/// Fisher's randomisation test: what the same outcomes would have shown under every other drawing.
///
/// The arms are compared by T, the difference variant − control of their ratios of sums (or of their
/// means). If the variant changed nothing, the outcomes would have been the same under any assignment,
/// so T of all assignments that could have been drawn, each as likely as the lot made it, is the exact
/// distribution of T under no effect. One-sided p: the share of assignments with T at least as large
/// (`greater`) or at most as large (`less`) as the observed one, itself included; two-sided: twice the
/// smaller, as SciPy's `permutation_test` does and as the interval demands. For a mechanism that is as
/// likely with the arms exchanged this equals the share with |T| at least as large.
///
/// The interval holds every constant effect τ on the rate that neither side rejects: with τ taken off
/// the units that had the variant, the test is repeated (see ``ShiftInversion``). It is exact when the
/// effect is the same in all units.
///
/// Nothing is assumed about the outcomes: weekdays, trends and dependence from day to day are in the
/// reference as they are in the data. What is assumed: the mechanism is the one that was used, and what
/// a unit shows depends on its own arm, apart from the ``WashIn`` that is left out.
///
/// Assignments under which an arm would have no unit that counts are left out of the reference; which
/// those are does not depend on the effect, so the test given the rest is as exact.
///
/// Source: Fisher (1935), The Design of Experiments, ch. II; Bojinov, Simchi-Levi & Zhao (2023),
/// Management Science 69:3759, sec. 4 (switchback, exact p); Rosenbaum (2002), Observational Studies,
/// sec. 2.4 (inversion); Phipson & Smyth (2010), SAGMB 9:39 (p from a sample counts the observed one).
/// Checked against SciPy `permutation_test`, R `exactRankTests::perm.test` and enumeration in exact
/// fractions.
public struct RandomisationTest: Hashable, Sendable {
  /// T, in units of the outcomes.
  public let estimate: Double
  /// Whether all assignments were visited; otherwise p is a Monte-Carlo estimate.
  public let isExact: Bool
  /// Assignments in the reference, the observed one included.
  public let assignments: Int
  /// Assignments visited under which an arm would have had nothing to show.
  public let withoutBothArms: Int
  /// The smallest p that any outcome can reach on one side with this mechanism and wash-in.
  public let smallestPossibleP: Double
  private let inversion: ShiftInversion
  private let unit: Double

  /// Tests outcomes by the lot that placed them; nil when an arm has no unit that counts.
  ///
  /// - Parameters:
  ///   - outcomes: what each unit showed.
  ///   - assignment: the arm of each unit, `true` for the variant.
  ///   - mechanism: all that could have been drawn.
  ///   - washIn: units left out after each change of arm.
  ///   - effort: when to enumerate, and how much to draw otherwise.
  /// - Throws: ``InferenceError/unequalLengths(field:count:expected:)``;
  ///   ``InferenceError/conflictingInputs(fields:allowed:)`` about `assignment` and `mechanism` when
  ///   this one could not have been drawn.
  public init?(
    _ outcomes: RandomisationOutcomes,
    assignment: [Bool],
    mechanism: AllocationMechanism,
    washIn: WashIn = .none,
    effort: RandomisationEffort = RandomisationEffort()
  ) throws(InferenceError) {
    for (field, count) in [("assignment", assignment.count), ("outcomes", outcomes.count)]
    where count != mechanism.units {
      throw .unequalLengths(field: field, count: count, expected: mechanism.units)
    }
    guard mechanism.contains(assignment) else {
      throw .conflictingInputs(fields: ["assignment", "mechanism"], allowed: "1")
    }
    var statistic = RatioStatistic(outcomes, assignment, washIn)
    guard let own = statistic.value(of: assignment) else { return nil }
    var inversion = ShiftInversion(observed: own.value)
    var undefined = 0
    let reference = AssignmentReference(mechanism: mechanism, effort: effort)
    let shown = reference.visit(observed: assignment) { other, weight in
      guard let found = statistic.value(of: other) else {
        undefined += 1
        return
      }
      inversion.add(
        value: found.value,
        distance: found.distance,
        weight: weight,
        tolerance: own.rounding + found.rounding
      )
    }
    inversion.close()
    self.inversion = inversion
    unit = outcomes.scale
    estimate = own.value * outcomes.scale
    isExact = reference.isExact
    assignments = shown - undefined
    withoutBothArms = undefined
    smallestPossibleP = isExact ? inversion.smallestPossibleP : mechanism.smallestPossibleP
  }

  /// One-sided p: evidence that the variant is above control.
  public var pValueGreater: Double { inversion.pValueGreater() }

  /// One-sided p: evidence that the variant is below control.
  public var pValueLess: Double { inversion.pValueLess() }

  /// Two-sided p: twice the smaller side, at most 1.
  public var pValue: Double { inversion.pValue() }

  /// Two-sided p of a constant effect.
  ///
  /// - Parameter effect: in units of the outcomes, finite.
  /// - Returns: twice the smaller side, at most 1.
  public func pValue(effect: Double) -> Double { inversion.pValue(at: effect / unit) }

  /// Standard error of a one-sided p from sampling assignments; nil when all were visited.
  public var monteCarloError: Double? {
    guard !isExact else { return nil }
    let p = min(pValueGreater, pValueLess)
    return (p * (1 - p) / Double(assignments)).squareRoot()
  }

  /// All constant effects that are not rejected.
  ///
  /// - Parameter level: between 0 and 1; a side errs at most (1 − level)/2.
  /// - Returns: effects in units of the outcomes; an end is unbounded when no outcome could exclude
  ///   anything there, as with 3 units against 3 at level .95. nil where every effect is rejected
  ///   (see ``ShiftInversion/interval(tail:)``).
  public func interval(level: Double = 0.95) -> Interval? {
    guard let scaled = inversion.interval(tail: (1 - level) / 2) else { return nil }
    let lower = scaled.lower.map { $0 * unit }
    let upper = scaled.upper.map { $0 * unit }
    return Interval(
      lower: lower.flatMap { $0.isFinite ? $0 : nil },
      upper: upper.flatMap { $0.isFinite ? $0 : nil }
    )
  }
}

/// The difference of two ratios of sums, and how far its assignment is from the observed one.
private struct RatioStatistic {
  struct Value {
    let value: Double
    let distance: Double
    let rounding: Double
  }

  private let outcomes: RandomisationOutcomes
  private let assignment: [Bool]
  private let washIn: WashIn
  private let spread: Double
  private var kept: [Bool]

  init(_ outcomes: RandomisationOutcomes, _ assignment: [Bool], _ washIn: WashIn) {
    self.outcomes = outcomes
    self.assignment = assignment
    self.washIn = washIn
    // Sums of n terms are good to about n units in the last place of their absolute sum.
    spread =
      outcomes.numerators.reduce(0) { $0 + abs($1) } * max(1e-13, 2e-16 * Double(outcomes.count))
    kept = [Bool](repeating: true, count: assignment.count)
  }

  /// The statistic of an assignment; nil when an arm has no denominator.
  mutating func value(of other: [Bool]) -> Value? {
    if washIn.units > 0 { washIn.mark(&kept, other) }
    // Numerator, denominator and the part of it that really had the other arm, by arm.
    var (y1, n1, u1, y0, n0, u0) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    for index in other.indices where kept[index] {
      let (y, n) = (outcomes.numerators[index], outcomes.denominators[index])
      if other[index] {
        y1 += y
        n1 += n
        if !assignment[index] { u1 += n }
      } else {
        y0 += y
        n0 += n
        if assignment[index] { u0 += n }
      }
    }
    guard n1 > 0, n0 > 0 else { return nil }
    return Value(
      value: y1 / n1 - y0 / n0,
      distance: u1 / n1 + u0 / n0,
      rounding: spread * (1 / n1 + 1 / n0)
    )
  }
}
