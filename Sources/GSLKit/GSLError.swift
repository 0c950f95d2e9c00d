/// What can go wrong in a numerical routine.
public enum GSLError: Error, Hashable, Sendable {
  /// An argument lies outside the domain of the routine.
  case outsideDomain(routine: String, argument: String, value: Double)
  /// The function has the same sign at both ends, so the bracket proves no root.
  case noSignChange(lower: Double, upper: Double, atLower: Double, atUpper: Double)
  /// The interior point is not below both ends, so the bracket proves no minimum.
  case noInteriorMinimum(lower: Double, guess: Double, upper: Double)
  /// The iteration cap was reached before the tolerance.
  case noConvergence(routine: String, iterations: Int)
  /// The routine answered with a value that is not finite.
  case notFinite(routine: String, at: Double)
  /// The C library reported a status code other than success.
  case status(routine: String, code: Int)
  /// Memory for a workspace could not be had.
  case outOfMemory(routine: String)
}
