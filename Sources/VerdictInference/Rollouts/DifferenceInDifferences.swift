import GSLKit

/// A rollout to some: how much more the treated units changed than the others did.
///
/// (ȳ treated after − ȳ treated before) − (ȳ others after − ȳ others before), with weighted means: the
/// coefficient of treated·post in the least-squares fit of `value ~ treated + post + treated·post`. Two
/// groups and two times, no dummies for units and periods; when every unit is seen equally often before
/// and after, with equal weights, the estimate is the same with them (see the article).
///
/// The two groups share no coefficient, so each is fitted on its own and the answers are subtracted;
/// exchanging the groups mirrors the answer exactly. Values are centred and brought near 1 by a power of
/// two before anything is squared, so values near 1e9 with a tiny spread, or of 1e300, are no trouble.
///
/// Assumes parallel trends: without the rollout both groups would have changed alike. That cannot be
/// tested, only doubted: see ``placeboDates`` and ``trendDifference``. A rollout that was not drawn by
/// lot confirms nothing by itself.
///
/// Source: Ashenfelter & Card (1985), Rev Econ Stat 67:648; Bertrand, Duflo & Mullainathan (2004), QJE
/// 119:249 (why rows of one unit are not independent). Checked against R `lm`, sandwich, clubSandwich.
public struct DifferenceInDifferences: Hashable, Sendable {
  /// One unit in one period.
  public struct Row: Hashable, Sendable {
    /// Which unit; all its rows have the same ``treated``.
    public let unit: Int
    /// When; only its order matters, and only to placebo dates and trends.
    public let period: Double
    /// Whether the unit belongs to the group that gets the rollout, before it too.
    public let treated: Bool
    /// Whether the row lies after the start.
    public let post: Bool
    /// What was measured.
    public let value: Double
    /// How much the row counts, 0 or more, such as its number of meetings.
    public let weight: Double

    /// A row.
    public init(
      unit: Int,
      period: Double,
      treated: Bool,
      post: Bool,
      value: Double,
      weight: Double = 1
    ) {
      self.unit = unit
      self.period = period
      self.treated = treated
      self.post = post
      self.value = value
      self.weight = weight
    }
  }

  /// A corner of the table that has to be there and is not.
  public enum EmptyCell: String, Hashable, Sendable, CaseIterable {
    case noTreatedUnits, noOtherUnits
    case noPrePeriod, noPostPeriod
    case treatedNotSeenBefore, treatedNotSeenAfter, othersNotSeenBefore, othersNotSeenAfter
  }

  /// The rows of positive weight, in the given order.
  public let rows: [Row]
  let sides: Sides

  /// A table of units and periods.
  ///
  /// - Parameter rows: in any order; a row of weight 0 does not count.
  /// - Throws: ``InferenceError/missing(field:)`` without rows, ``InferenceError/notFinite(field:value:)``,
  ///   ``InferenceError/negative(field:value:)`` for a weight, and
  ///   ``InferenceError/conflictingInputs(fields:allowed:)`` for a unit in both groups.
  public init(rows: [Row]) throws(InferenceError) {
    guard !rows.isEmpty else { throw .missing(field: "rows") }
    var groups: [Int: (treated: Bool, row: Int)] = [:]
    for (index, row) in rows.enumerated() {
      for (name, number) in [("value", row.value), ("weight", row.weight), ("period", row.period)]
      where !number.isFinite {
        throw .notFinite(field: "rows[\(index)].\(name)", value: number)
      }
      guard row.weight >= 0 else {
        throw .negative(field: "rows[\(index)].weight", value: row.weight)
      }
      guard let known = groups[row.unit] else {
        groups[row.unit] = (row.treated, index)
        continue
      }
      guard known.treated == row.treated else {
        throw .conflictingInputs(
          fields: ["rows[\(known.row)].treated", "rows[\(index)].treated"],
          allowed: "1"
        )
      }
    }
    self.rows = rows.filter { $0.weight > 0 }
    sides = Sides(self.rows)
  }

  /// Why there is no estimate; nil when there is one.
  public var emptyCell: EmptyCell? {
    func seen(_ treated: Bool?, _ post: Bool?) -> Bool {
      rows.contains { (treated ?? $0.treated) == $0.treated && (post ?? $0.post) == $0.post }
    }
    if !seen(true, nil) { return .noTreatedUnits }
    if !seen(false, nil) { return .noOtherUnits }
    if !seen(nil, false) { return .noPrePeriod }
    if !seen(nil, true) { return .noPostPeriod }
    if !seen(true, false) { return .treatedNotSeenBefore }
    if !seen(true, true) { return .treatedNotSeenAfter }
    if !seen(false, false) { return .othersNotSeenBefore }
    if !seen(false, true) { return .othersNotSeenAfter }
    return nil
  }

  /// Units of a group.
  public func units(treated: Bool) -> Int {
    Set(rows.lazy.filter { $0.treated == treated }.map(\.unit)).count
  }

  /// Whether some period lies before the start for one row and after it for another.
  ///
  /// Then the starts differ between units, and this comparison of two times mixes several.
  public var isStaggered: Bool {
    var known: [Double: Bool] = [:]
    for row in rows {
      if let post = known[row.period], post != row.post { return true }
      known[row.period] = row.post
    }
    return false
  }
}

extension DifferenceInDifferences {
  /// Values and weights on a scale on which nothing overflows.
  struct Sides: Hashable, Sendable {
    /// The middle of the range, taken off every value.
    let center: Double
    /// One unit of the scaled values.
    let unit: Double
    /// One unit of the scaled weights.
    let weightUnit: Double

    init(_ rows: [Row]) {
      // Halves, so that the range of numbers near the largest one stays finite.
      let lowest = (rows.lazy.map(\.value).min() ?? 0) / 2
      let highest = (rows.lazy.map(\.value).max() ?? 0) / 2
      center = lowest + highest
      let spread = highest - center / 2
      let weight = rows.lazy.map(\.weight).max() ?? 0
      unit = spread > 0 ? max(spread.binade, .leastNormalMagnitude) : 1
      weightUnit = weight > 0 ? max(weight.binade, .leastNormalMagnitude) : 1
    }

    func value(_ row: Row) -> Double { (row.value / 2 - center / 2) / unit * 2 }
    func weight(_ row: Row) -> Double { row.weight / weightUnit }
  }
}
