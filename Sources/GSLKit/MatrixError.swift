/// What can go wrong with a matrix that has the right size.
public enum MatrixError: Error, Hashable, Sendable {
  /// Some columns of a design follow from the others: only `rank` of them say something of their own.
  case rankDeficient(rank: Int, columns: Int)
  /// A symmetric matrix is not positive definite, as far as its digits can tell.
  case notPositiveDefinite(size: Int)
  /// An entry, a weight or a result is NaN, infinite or, for a weight, negative.
  case notFinite(routine: String)
  /// The C library reported a status code other than success.
  case status(routine: String, code: Int)
  /// Memory for a workspace could not be had.
  case outOfMemory(routine: String)
}
