/// The first units after each change of arm, which show neither arm and are left out.
///
/// Days after a switch still carry yesterday's habits, and yesterday's appointments. Which days are
/// dropped follows from the assignment, so under another drawing others would have been: the test drops
/// them there too, and stays exact.
public struct WashIn: Hashable, Sendable {
  /// Units left out after each change, 0 or more.
  public let units: Int
  /// The arm in force before the first unit, `true` for the variant; nil = the start is no change.
  public let before: Bool?

  /// A wash-in.
  ///
  /// - Parameters:
  ///   - units: left out after each change of arm, 0 or more.
  ///   - before: the arm in force before the first unit; usually `false`, today's way.
  /// - Throws: ``InferenceError/negative(field:value:)``.
  public init(units: Int, before: Bool? = nil) throws(InferenceError) {
    guard units >= 0 else { throw .negative(field: "washIn", value: Double(units)) }
    self.units = units
    self.before = before
  }

  private init(unchecked units: Int, _ before: Bool?) {
    self.units = units
    self.before = before
  }

  /// Nothing is left out.
  public static let none = WashIn(unchecked: 0, nil)

  /// Whether each unit of an assignment counts.
  public func keeps(_ assignment: [Bool]) -> [Bool] {
    var kept = [Bool](repeating: true, count: assignment.count)
    mark(&kept, assignment)
    return kept
  }

  /// The same into storage that is kept.
  func mark(_ kept: inout [Bool], _ assignment: [Bool]) {
    var since = Int.max
    var previous = before
    for (index, arm) in assignment.enumerated() {
      if let previous, previous != arm { since = 0 }
      kept[index] = since >= units
      if since < Int.max { since += 1 }
      previous = arm
    }
  }

  /// The same wash-in with the arms exchanged.
  public var mirrored: WashIn { WashIn(unchecked: units, before.map { !$0 }) }
}

extension AllocationMechanism {
  /// The smallest p that any outcome can reach on one side with a wash-in, known before the start.
  ///
  /// The chance of the least likely drawing among those that leave both arms a unit that counts. Up to
  /// the exact limit of a ``RandomisationEffort`` the drawings are enumerated; beyond it the wash-in is
  /// ignored, where p below 1/200,000 decides nothing.
  ///
  /// - Parameter washIn: units left out after each change of arm.
  /// - Returns: a p in 0…1; nil when no drawing leaves both arms a unit.
  public func smallestPossibleP(washIn: WashIn) -> Double? {
    let reference = AssignmentReference(mechanism: self, effort: RandomisationEffort())
    guard reference.isExact else { return smallestPossibleP }
    var (least, total) = (Double.infinity, 0.0)
    var kept = [Bool](repeating: true, count: units)
    _ = reference.visit(observed: []) { assignment, weight in
      washIn.mark(&kept, assignment)
      let arms = zip(assignment, kept).filter { $0.1 }.map { $0.0 }
      guard arms.contains(true), arms.contains(false) else { return }
      least = min(least, weight)
      total += weight
    }
    return total > 0 ? min(1, least / total) : nil
  }
}
