package import GSLKit

/// What makes a statistical question unanswerable: the field, and the values that were given.
///
/// Carries no words: ``code`` names the case, ``field`` the input, ``values`` what was offending.
public enum InferenceError: Error, Hashable, Sendable {
  /// A count is below zero.
  case negative(field: String, value: Double)
  /// More successes than trials.
  case successesAboveTrials(field: String, successes: Double, trials: Double)
  /// A number is NaN or infinite.
  case notFinite(field: String, value: Double)
  /// A number lies outside what is allowed; the ends are as `allowed` writes them, such as `(0, 1)`.
  case outsideRange(field: String, value: Double, allowed: String)
  /// An input is required and was not given.
  case missing(field: String)
  /// An input is not known to the method.
  case unknown(field: String, value: String, allowed: [String])
  /// An input has another type than the method needs.
  case wrongType(field: String, expected: String)
  /// A list has another length than the list it belongs to.
  case unequalLengths(field: String, count: Int, expected: Int)
  /// A list that must increase does not.
  case notIncreasing(field: String, previous: Double, value: Double)
  /// Two inputs exclude each other, or too many or too few of a set were given.
  case conflictingInputs(fields: [String], allowed: String)
  /// The input is larger than the method is meant for.
  case tooLarge(field: String, value: Int, limit: Int)
  /// There is too little to compute anything from.
  case tooFew(field: String, value: Double, needed: Double)
  /// A numerical routine failed.
  case numerical(routine: String, detail: String)

  /// The same, from a failure of the numerical library.
  package init(_ error: GSLError) {
    switch error {
    case .outsideDomain(let routine, let argument, let value):
      self = .numerical(routine: routine, detail: "\(argument) = \(value)")
    case .noSignChange(let lower, let upper, _, _):
      self = .numerical(routine: "brentRoot", detail: "no sign change in \(lower)…\(upper)")
    case .noInteriorMinimum(let lower, let guess, let upper):
      self = .numerical(routine: "brentMinimum", detail: "\(lower), \(guess), \(upper)")
    case .noConvergence(let routine, let iterations):
      self = .numerical(routine: routine, detail: "no convergence in \(iterations) iterations")
    case .notFinite(let routine, let point):
      self = .numerical(routine: routine, detail: "not finite at \(point)")
    case .status(let routine, let code):
      self = .numerical(routine: routine, detail: "status \(code)")
    case .outOfMemory(let routine):
      self = .numerical(routine: routine, detail: "out of memory")
    }
  }
}

extension InferenceError {
  /// The stable name of the case, as in `{"code": …}` of the calc contract.
  public var code: String {
    switch self {
    case .negative: "negative"
    case .successesAboveTrials: "successesAboveTrials"
    case .notFinite: "notFinite"
    case .outsideRange: "outsideRange"
    case .missing: "missing"
    case .unknown: "unknown"
    case .wrongType: "wrongType"
    case .unequalLengths: "unequalLengths"
    case .notIncreasing: "notIncreasing"
    case .conflictingInputs: "conflictingInputs"
    case .tooLarge: "tooLarge"
    case .tooFew: "tooFew"
    case .numerical: "numerical"
    }
  }

  /// The input the error is about, as a dotted path (`control.successes`); nil for a numerical failure.
  public var field: String? {
    switch self {
    case .negative(let field, _), .successesAboveTrials(let field, _, _), .notFinite(let field, _),
      .outsideRange(let field, _, _), .missing(let field), .unknown(let field, _, _),
      .wrongType(let field, _), .unequalLengths(let field, _, _), .notIncreasing(let field, _, _),
      .tooLarge(let field, _, _), .tooFew(let field, _, _):
      field
    case .conflictingInputs(let fields, _): fields.joined(separator: ",")
    case .numerical: nil
    }
  }

  /// The offending values and what is allowed, in the order of the case's parameters.
  public var values: [String] {
    switch self {
    case .negative(_, let value), .notFinite(_, let value): [Self.text(value)]
    case .successesAboveTrials(_, let successes, let trials):
      [Self.text(successes), Self.text(trials)]
    case .outsideRange(_, let value, let allowed): [Self.text(value), allowed]
    case .missing: []
    case .unknown(_, let value, let allowed): [value] + allowed
    case .wrongType(_, let expected): [expected]
    case .unequalLengths(_, let count, let expected): [String(count), String(expected)]
    case .notIncreasing(_, let previous, let value): [Self.text(previous), Self.text(value)]
    case .conflictingInputs(_, let allowed): [allowed]
    case .tooLarge(_, let value, let limit): [String(value), String(limit)]
    case .tooFew(_, let value, let needed): [Self.text(value), Self.text(needed)]
    case .numerical(let routine, let detail): [routine, detail]
    }
  }

  /// The same error about a field one level deeper: `successes` in `control` is `control.successes`.
  public func inside(_ parent: String) -> InferenceError {
    func path(_ field: String) -> String { field.isEmpty ? parent : "\(parent).\(field)" }
    switch self {
    case .negative(let field, let value): return .negative(field: path(field), value: value)
    case .successesAboveTrials(let field, let successes, let trials):
      return .successesAboveTrials(field: path(field), successes: successes, trials: trials)
    case .notFinite(let field, let value): return .notFinite(field: path(field), value: value)
    case .outsideRange(let field, let value, let allowed):
      return .outsideRange(field: path(field), value: value, allowed: allowed)
    case .missing(let field): return .missing(field: path(field))
    case .unknown(let field, let value, let allowed):
      return .unknown(field: path(field), value: value, allowed: allowed)
    case .wrongType(let field, let expected):
      return .wrongType(field: path(field), expected: expected)
    case .unequalLengths(let field, let count, let expected):
      return .unequalLengths(field: path(field), count: count, expected: expected)
    case .notIncreasing(let field, let previous, let value):
      return .notIncreasing(field: path(field), previous: previous, value: value)
    case .conflictingInputs(let fields, let allowed):
      return .conflictingInputs(fields: fields.map(path), allowed: allowed)
    case .tooLarge(let field, let value, let limit):
      return .tooLarge(field: path(field), value: value, limit: limit)
    case .tooFew(let field, let value, let needed):
      return .tooFew(field: path(field), value: value, needed: needed)
    case .numerical: return self
    }
  }

  /// A number as people write it: whole numbers without a fraction.
  private static func text(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
  }
}
