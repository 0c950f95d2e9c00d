import GSLKit

/// How it is decided by lot which units get the variant: all that could have been drawn, and how likely.
///
/// A unit is whatever the lot decides about: a day of a switchback, a manager, a shop. Days that are
/// drawn together, such as a week, form a *run*; the lot falls on runs, and `true` is the variant.
/// A randomisation test compares what happened with what the same outcomes would have shown under
/// every other drawing, so the mechanism has to be the one that was really used.
public struct AllocationMechanism: Hashable, Sendable {
  /// Runs among which a fixed number gets the variant, each such choice equally likely.
  public struct Block: Hashable, Sendable {
    /// Runs of the block, 1 or more.
    public let runs: Int
    /// Those of them that get the variant, 0…runs.
    public let variant: Int

    /// A block of runs.
    ///
    /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)``.
    public init(runs: Int, variant: Int) throws(InferenceError) {
      guard runs >= 1 else {
        throw .outsideRange(field: "runs", value: Double(runs), allowed: "[1, ∞)")
      }
      guard 0...runs ~= variant else {
        throw .outsideRange(field: "variant", value: Double(variant), allowed: "[0, \(runs)]")
      }
      self.runs = runs
      self.variant = variant
    }

    /// Whether both arms get the same number, so that exchanging them is as likely.
    var isEven: Bool { 2 * variant == runs }
  }

  /// The kinds of lot.
  public enum Draw: Hashable, Sendable {
    /// A fixed number of runs within each block, blocks one after the other.
    case blocks([Block])
    /// An independent coin for each run.
    case coins(chance: Double)
    /// One of the listed assignments of units, each equally likely.
    case listed([[Bool]])
  }

  /// Units in each run, in order; they add up to ``units``.
  public let runs: [Int]
  /// How the runs are drawn.
  public let draw: Draw
  /// Units in all.
  public let units: Int

  /// The most assignments a list may hold.
  public static let largestList = 1_000_000

  private init(runs: [Int], draw: Draw) throws(InferenceError) {
    guard !runs.isEmpty else { throw .tooFew(field: "runs", value: 0, needed: 1) }
    for (index, length) in runs.enumerated() where length < 1 || length > Self.largestList {
      throw .outsideRange(
        field: "runs[\(index)]",
        value: Double(length),
        allowed: "[1, \(Self.largestList)]"
      )
    }
    let (units, overflow) = runs.reduce((0, false)) { sum, length in
      let (next, over) = sum.0.addingReportingOverflow(length)
      return (next, sum.1 || over)
    }
    guard !overflow, units <= 10 * Self.largestList else {
      throw .tooLarge(field: "runs", value: runs.count, limit: 10 * Self.largestList)
    }
    self.runs = runs
    self.draw = draw
    self.units = units
  }

  /// Complete randomisation: a fixed number of all units gets the variant.
  ///
  /// - Parameters:
  ///   - units: units in all, 1 or more.
  ///   - variant: those that get the variant, 0…units.
  /// - Returns: the mechanism with one block of all units.
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)``,
  ///   ``InferenceError/tooLarge(field:value:limit:)``.
  public static func complete(
    units: Int,
    variant: Int
  ) throws(InferenceError) -> AllocationMechanism {
    try blocks([try Block(runs: units, variant: variant)])
  }

  /// Balanced blocks: a fixed number within each block, such as two days of every four.
  ///
  /// - Parameters:
  ///   - blocks: the blocks in order.
  ///   - runs: units in each run; nil when every run is one unit.
  /// - Returns: the mechanism, with blocks drawn apart from one another.
  /// - Throws: ``InferenceError/unequalLengths(field:count:expected:)`` when the runs are not those of
  ///   the blocks, ``InferenceError/tooFew(field:value:needed:)``,
  ///   ``InferenceError/outsideRange(field:value:allowed:)``,
  ///   ``InferenceError/tooLarge(field:value:limit:)``.
  public static func blocks(
    _ blocks: [Block],
    runs: [Int]? = nil
  ) throws(InferenceError) -> AllocationMechanism {
    let limit = 10 * largestList
    let total = blocks.reduce(0) { min($0 + min($1.runs, limit + 1), limit + 1) }
    guard total <= limit else { throw .tooLarge(field: "blocks", value: total, limit: limit) }
    if let runs, runs.count != total {
      throw .unequalLengths(field: "runs", count: runs.count, expected: total)
    }
    return try AllocationMechanism(
      runs: runs ?? [Int](repeating: 1, count: total),
      draw: .blocks(blocks)
    )
  }

  /// An independent coin for each run.
  ///
  /// - Parameters:
  ///   - runs: units in each run; all 1 for a coin a unit.
  ///   - chance: of the variant, strictly between 0 and 1.
  /// - Returns: the mechanism, which may give one arm everything.
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)``,
  ///   ``InferenceError/tooFew(field:value:needed:)``, ``InferenceError/tooLarge(field:value:limit:)``.
  public static func coins(
    runs: [Int],
    chance: Double = 0.5
  ) throws(InferenceError) -> AllocationMechanism {
    guard chance > 0, chance < 1 else {
      throw .outsideRange(field: "chance", value: chance, allowed: "(0, 1)")
    }
    return try AllocationMechanism(runs: runs, draw: .coins(chance: chance))
  }

  /// One of a list of assignments, each equally likely; one that is listed twice is twice as likely.
  ///
  /// - Parameter assignments: all that could have been drawn, of one length.
  /// - Returns: the mechanism.
  /// - Throws: ``InferenceError/tooFew(field:value:needed:)``,
  ///   ``InferenceError/unequalLengths(field:count:expected:)``,
  ///   ``InferenceError/tooLarge(field:value:limit:)``.
  public static func listed(
    _ assignments: [[Bool]]
  ) throws(InferenceError) -> AllocationMechanism {
    guard let first = assignments.first, !first.isEmpty else {
      throw .tooFew(field: "assignments", value: 0, needed: 1)
    }
    guard assignments.count <= largestList else {
      throw .tooLarge(field: "assignments", value: assignments.count, limit: largestList)
    }
    for (index, assignment) in assignments.enumerated() where assignment.count != first.count {
      throw .unequalLengths(
        field: "assignments[\(index)]",
        count: assignment.count,
        expected: first.count
      )
    }
    return try AllocationMechanism(
      runs: [Int](repeating: 1, count: first.count),
      draw: .listed(assignments)
    )
  }
}

extension AllocationMechanism {
  /// Logarithm of the number of drawings; those of a list are counted as listed.
  public var logCount: Double {
    switch draw {
    case .blocks(let blocks):
      blocks.reduce(0) { $0 + LogGamma.logChoose($1.runs, $1.variant) }
    case .coins: Double(runs.count) * Elementary.log(2)
    case .listed(let assignments): Elementary.log(Double(assignments.count))
    }
  }

  /// The number of drawings, infinite beyond the largest number; exact up to 2⁵³.
  public var count: Double {
    switch draw {
    case .blocks(let blocks):
      var product = 1.0
      for block in blocks {
        let chosen = min(block.variant, block.runs - block.variant)
        var ways = 1.0
        for index in 0..<chosen where ways.isFinite {
          // A binomial coefficient at every step, so whole as long as the digits reach.
          ways = ways * Double(block.runs - index) / Double(index + 1)
        }
        product *= ways
      }
      return product
    case .coins:
      return runs.count > 1_023
        ? .infinity : Double(sign: .plus, exponent: runs.count, significand: 1)
    case .listed(let assignments): return Double(assignments.count)
    }
  }

  /// The smallest p that any outcome can reach on one side, known before the start.
  ///
  /// The chance of the least likely drawing: with equally likely ones 1/``count``. Three managers
  /// against three give .05 a side, four against four .0143; above the significance level of a side the
  /// design cannot confirm anything. A wash-in can only make it larger (see ``RandomisationTest``).
  public var smallestPossibleP: Double {
    if case .coins(let chance) = draw {
      return Elementary.power(min(chance, 1 - chance), Double(runs.count))
    }
    return 1 / count
  }

  /// Whether the assignment could have been drawn.
  public func contains(_ assignment: [Bool]) -> Bool {
    guard assignment.count == units else { return false }
    if case .listed(let assignments) = draw { return assignments.contains(assignment) }
    var drawn: [Bool] = []
    var unit = 0
    for length in runs {
      let arm = assignment[unit]
      guard assignment[unit..<unit + length].allSatisfy({ $0 == arm }) else { return false }
      drawn.append(arm)
      unit += length
    }
    guard case .blocks(let blocks) = draw else { return true }
    var run = 0
    for block in blocks {
      guard drawn[run..<run + block.runs].count(where: { $0 }) == block.variant else {
        return false
      }
      run += block.runs
    }
    return true
  }

  /// The same lot with the arms exchanged.
  public var mirrored: AllocationMechanism {
    get throws(InferenceError) {
      switch draw {
      case .blocks(let blocks):
        var mirrored: [Block] = []
        for block in blocks {
          mirrored.append(try Block(runs: block.runs, variant: block.runs - block.variant))
        }
        return try AllocationMechanism(runs: runs, draw: .blocks(mirrored))
      case .coins(let chance):
        return try AllocationMechanism(runs: runs, draw: .coins(chance: 1 - chance))
      case .listed(let assignments):
        return try AllocationMechanism(
          runs: runs,
          draw: .listed(assignments.map { $0.map { !$0 } })
        )
      }
    }
  }
}
