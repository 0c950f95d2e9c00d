import GSLKit

extension DifferenceInDifferences {
  /// The smallest p that any outcome can reach on one side: 1/C(M, m) for m treated of M units.
  ///
  /// nil where ``emptyCell`` says why.
  public var smallestPossibleP: Double? {
    guard emptyCell == nil else { return nil }
    return try? mechanism().smallestPossibleP
  }

  private func mechanism() throws(InferenceError) -> AllocationMechanism {
    let treated = units(treated: true)
    return try .complete(units: treated + units(treated: false), variant: treated)
  }

  /// The permutation test of the estimate over units: which of them are called treated.
  ///
  /// Under no effect, every choice of m of the M units would have shown the same values, and the
  /// difference of differences of each is compared with the observed one. Exact when the order of the
  /// rollout was drawn by lot; otherwise it says how unusual the treated units are among all, not why.
  /// The effects that are not rejected, with the effect taken off the treated units' rows after the
  /// start, make the interval (``ShiftInversion``).
  ///
  /// - Parameters:
  ///   - mechanism: over the units in the order of their first rows, when they were not drawn as m of M;
  ///     nil for that.
  ///   - effort: when to enumerate, and how much to draw otherwise.
  /// - Returns: the test; nil where ``emptyCell`` says why.
  /// - Throws: ``InferenceError/unequalLengths(field:count:expected:)`` for a mechanism over another number
  ///   of units, ``InferenceError/conflictingInputs(fields:allowed:)`` when it could not have drawn these.
  public func permutationTest(
    mechanism: AllocationMechanism? = nil,
    effort: RandomisationEffort = RandomisationEffort()
  ) throws(InferenceError) -> RolloutPermutation? {
    guard emptyCell == nil else { return nil }
    let lot = if let mechanism { mechanism } else { try self.mechanism() }
    let table = UnitTable(rows, sides)
    guard lot.units == table.treated.count else {
      throw .unequalLengths(field: "mechanism", count: lot.units, expected: table.treated.count)
    }
    guard lot.contains(table.treated) else {
      throw .conflictingInputs(fields: ["rows", "mechanism"], allowed: "1")
    }
    return RolloutPermutation(
      table,
      AssignmentReference(mechanism: lot, effort: effort),
      sides.unit
    )
  }
}

/// Where the estimate of a rollout lies among those of all other choices of treated units.
public struct RolloutPermutation: Hashable, Sendable {
  /// The estimate, in units of the values.
  public let estimate: Double
  /// Whether all choices were visited; otherwise p is a Monte-Carlo estimate.
  public let isExact: Bool
  /// Choices in the reference, the observed one included.
  public let assignments: Int
  private let inversion: ShiftInversion
  private let unit: Double

  init?(_ table: UnitTable, _ reference: AssignmentReference, _ unit: Double) {
    guard let own = table.statistic(table.treated) else { return nil }
    var inversion = ShiftInversion(observed: own.value)
    var defined = 0
    _ = reference.visit(observed: table.treated) { treated, weight in
      guard let found = table.statistic(treated) else { return }
      defined += 1
      inversion.add(
        value: found.value,
        distance: found.distance,
        weight: weight,
        tolerance: own.rounding + found.rounding
      )
    }
    inversion.close()
    self.inversion = inversion
    self.unit = unit
    estimate = own.value * unit
    isExact = reference.isExact
    assignments = defined
  }

  /// One-sided p: the treated units rose against the others.
  public var pValueGreater: Double { inversion.pValueGreater() }

  /// One-sided p: the treated units fell against the others.
  public var pValueLess: Double { inversion.pValueLess() }

  /// Two-sided p: twice the smaller side, at most 1.
  public var pValue: Double { inversion.pValue() }

  /// Standard error of a one-sided p from sampling; nil when all were visited.
  public var monteCarloError: Double? {
    guard !isExact else { return nil }
    let p = min(pValueGreater, pValueLess)
    return (p * (1 - p) / Double(assignments)).squareRoot()
  }

  /// All constant effects that are not rejected; an end that nothing can exclude is unbounded.
  public func interval(level: Double = 0.95) -> Interval? {
    guard let scaled = inversion.interval(tail: (1 - level) / 2) else { return nil }
    return Interval(
      lower: scaled.lower.map { $0 * unit }.flatMap { $0.isFinite ? $0 : nil },
      upper: scaled.upper.map { $0 * unit }.flatMap { $0.isFinite ? $0 : nil }
    )
  }
}

/// The sums of each unit before and after the start.
struct UnitTable {
  struct Value {
    let value: Double
    let distance: Double
    let rounding: Double
  }

  private(set) var treated: [Bool] = []
  /// Σw and Σwy of each unit, before and after.
  private var weightBefore: [Double] = []
  private var weightAfter: [Double] = []
  private var sumBefore: [Double] = []
  private var sumAfter: [Double] = []
  private var spread = 0.0

  init(_ rows: [DifferenceInDifferences.Row], _ sides: DifferenceInDifferences.Sides) {
    var place: [Int: Int] = [:]
    for row in rows {
      let index = place[row.unit] ?? treated.count
      if index == treated.count {
        place[row.unit] = index
        treated.append(row.treated)
        weightBefore.append(0)
        weightAfter.append(0)
        sumBefore.append(0)
        sumAfter.append(0)
      }
      let (weight, value) = (sides.weight(row), sides.value(row))
      if row.post {
        weightAfter[index] += weight
        sumAfter[index] += weight * value
      } else {
        weightBefore[index] += weight
        sumBefore[index] += weight * value
      }
      spread += abs(weight * value)
    }
    spread *= max(1e-13, 2e-16 * Double(rows.count))
  }

  /// The difference of differences of a choice of units; nil when it leaves a cell empty.
  func statistic(_ choice: [Bool]) -> Value? {
    // Weights and sums by group, and the weight after the start that really had the other group.
    var (w1, w0, s1, s0) = (0.0, 0.0, 0.0, 0.0)
    var (v1, v0, t1, t0) = (0.0, 0.0, 0.0, 0.0)
    var (u1, u0) = (0.0, 0.0)
    for index in choice.indices {
      if choice[index] {
        w1 += weightBefore[index]
        s1 += sumBefore[index]
        v1 += weightAfter[index]
        t1 += sumAfter[index]
        if !treated[index] { u1 += weightAfter[index] }
      } else {
        w0 += weightBefore[index]
        s0 += sumBefore[index]
        v0 += weightAfter[index]
        t0 += sumAfter[index]
        if treated[index] { u0 += weightAfter[index] }
      }
    }
    guard w1 > 0, w0 > 0, v1 > 0, v0 > 0 else { return nil }
    return Value(
      value: (t1 / v1 - s1 / w1) - (t0 / v0 - s0 / w0),
      distance: u1 / v1 + u0 / v0,
      rounding: spread * ((1 / w1 + 1 / v1) + (1 / w0 + 1 / v0))
    )
  }
}
