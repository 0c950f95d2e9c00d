/// One method of the calc contract: `verdict calc NAME …`, or one line of a batch.
///
/// A conforming type is a namespace: it names its inputs, and fills a ``CalculationResult`` from
/// them. A module of its own registers its methods with ``CalculationRegistry/adding(_:)``.
public protocol Calculation: Sendable {
  /// The method's name in commands and batches, such as `two-proportions`.
  static var name: String { get }
  /// One or two sentences: what is computed, how, and from which source.
  static var summary: String { get }
  /// The inputs, in the order in which help lists them.
  static var inputs: [CalculationInput] { get }
  /// The paths of the result, in order, such as `intervals.newcombe`.
  static var results: [String] { get }
  /// Computes what the result asks for.
  static func calculate(
    _ inputs: CalculationInputs,
    into result: inout CalculationResult
  ) throws(InferenceError)
}

/// One input of a calculation, as help lists it and as flags and lines give it.
public struct CalculationInput: Hashable, Sendable {
  /// What kind of value is expected.
  public enum Kind: Hashable, Sendable {
    case number
    case integer
    case boolean
    case text
    case choice([String])
    case numbers
    /// `{"successes", "trials"}`; 48/80 as a flag.
    case count
    /// An object or a list of objects with the named members.
    case record([String])
    case records([String])
  }

  /// The key, such as `control` or `level`.
  public let name: String
  /// The expected kind.
  public let kind: Kind
  /// Whether the calculation cannot do without it.
  public let isRequired: Bool
  /// One line: meaning, unit, allowed range, default.
  public let meaning: String

  /// An input as help lists it.
  public init(_ name: String, _ kind: Kind, required: Bool = false, _ meaning: String) {
    self.name = name
    self.kind = kind
    isRequired = required
    self.meaning = meaning
  }
}

/// The methods that can be called by name; open to methods of other modules.
public struct CalculationRegistry: Sendable {
  /// The methods in the order of listing.
  public let methods: [any Calculation.Type]

  /// A registry of methods.
  public init(_ methods: [any Calculation.Type]) { self.methods = methods }

  /// The registry with more methods at the end.
  public func adding(_ more: [any Calculation.Type]) -> CalculationRegistry {
    CalculationRegistry(methods + more)
  }

  /// The method with a name; nil when there is none.
  public func method(named name: String) -> (any Calculation.Type)? {
    methods.first { $0.name == name }
  }

  /// Computes one request and answers the result object.
  ///
  /// - Parameters:
  ///   - name: the method.
  ///   - inputs: an object of its inputs; `only` in it restricts what is computed.
  /// - Returns: the result object, `notes` last where there are any.
  /// - Throws: ``InferenceError/unknown(field:value:allowed:)`` for a method or input that does not
  ///   exist, and whatever the method throws.
  public func run(
    _ name: String,
    inputs: CalculationValue
  ) throws(InferenceError) -> CalculationValue {
    guard let method = method(named: name) else {
      throw .unknown(field: "method", value: name, allowed: methods.map { $0.name })
    }
    let given = try CalculationInputs(inputs, of: method)
    var result = CalculationResult(only: try given.only(of: method))
    try method.calculate(given, into: &result)
    return result.value
  }

  /// Answers one line of a batch: `{"id", "result"}` or `{"id", "error"}`; never throws.
  ///
  /// - Parameters:
  ///   - request: an object with `method`, its inputs, and optionally `id` and `only`.
  ///   - message: an error in words, where there are any.
  /// - Returns: an object; `id` is null where none was given.
  public func answer(
    _ request: CalculationValue,
    message: (InferenceError) -> String? = { _ in nil }
  ) -> CalculationValue {
    let id = CalculationValue.Member("id", request["id"] ?? .null)
    do throws(InferenceError) {
      guard case .object(let members) = request else {
        throw .wrongType(field: "", expected: "object")
      }
      guard let method = request["method"] else { throw .missing(field: "method") }
      guard case .string(let name) = method else {
        throw .wrongType(field: "method", expected: "string")
      }
      let inputs = members.filter { $0.key != "id" && $0.key != "method" }
      let result = try run(name, inputs: .object(inputs))
      return .object([id, .init("result", result)])
    } catch {
      return .object([id, .init("error", CalculationValue(error, message: message(error)))])
    }
  }
}

extension CalculationValue {
  /// An error as `{"code", "message", "field", "values"}`.
  ///
  /// - Parameters:
  ///   - error: what was wrong.
  ///   - message: the same in words; nil leaves the key out.
  public init(_ error: InferenceError, message: String? = nil) {
    var members = [Member("code", .string(error.code))]
    if let message { members.append(Member("message", .string(message))) }
    members.append(Member("field", error.field.map { .string($0) } ?? .null))
    members.append(Member("values", .array(error.values.map { .string($0) })))
    self = .object(members)
  }
}
