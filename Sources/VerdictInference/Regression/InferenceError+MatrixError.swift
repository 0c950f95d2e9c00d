package import GSLKit

extension InferenceError {
  /// The same, from a failure of linear algebra.
  ///
  /// A design whose columns follow from each other is ``tooFew(field:value:needed:)`` about `design`:
  /// it has `value` columns of its own where `needed` are asked for.
  package init(_ error: MatrixError) {
    switch error {
    case .rankDeficient(let rank, let columns):
      self = .tooFew(field: "design", value: Double(rank), needed: Double(columns))
    case .notPositiveDefinite(let size):
      self = .numerical(routine: "cholesky", detail: "not positive definite, size \(size)")
    case .notFinite(let routine):
      self = .numerical(routine: routine, detail: "not finite")
    case .status(let routine, let code):
      self = .numerical(routine: routine, detail: "status \(code)")
    case .outOfMemory(let routine):
      self = .numerical(routine: routine, detail: "out of memory")
    }
  }
}
