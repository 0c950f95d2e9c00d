/// The inputs of one request, read with their field names so that an error says where it is.
public struct CalculationInputs: Hashable, Sendable {
  private let members: [String: CalculationValue]
  private let path: String

  /// The inputs of a method.
  ///
  /// - Throws: ``InferenceError/wrongType(field:expected:)`` when it is no object, and
  ///   ``InferenceError/unknown(field:value:allowed:)`` for a key the method does not have.
  public init(
    _ value: CalculationValue,
    of method: any Calculation.Type
  ) throws(InferenceError) {
    let names = method.inputs.map(\.name)
    try self.init(value, allowed: names + ["only"], path: "")
    for input in method.inputs where input.isRequired && members[input.name] == nil {
      throw .missing(field: input.name)
    }
  }

  private init(
    _ value: CalculationValue,
    allowed: [String],
    path: String
  ) throws(InferenceError) {
    guard case .object(let given) = value else { throw .wrongType(field: path, expected: "object") }
    var members: [String: CalculationValue] = [:]
    for member in given {
      let field = path.isEmpty ? member.key : "\(path).\(member.key)"
      guard allowed.contains(member.key) else {
        throw .unknown(field: field, value: member.key, allowed: allowed)
      }
      guard members[member.key] == nil else {
        throw .conflictingInputs(fields: [field], allowed: "1")
      }
      // A null is the same as an absent input.
      if member.value != .null { members[member.key] = member.value }
    }
    self.members = members
    self.path = path
  }

  private func field(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

  /// Whether an input was given.
  public func has(_ name: String) -> Bool { members[name] != nil }

  /// The raw value of an input, nil when absent.
  public func value(_ name: String) -> CalculationValue? { members[name] }

  /// A finite number, nil when absent.
  public func number(_ name: String) throws(InferenceError) -> Double? {
    guard let value = members[name] else { return nil }
    guard let number = value.asDouble else {
      throw .wrongType(field: field(name), expected: "number")
    }
    guard number.isFinite else { throw .notFinite(field: field(name), value: number) }
    return number
  }

  /// A finite number that must be given.
  public func required(_ name: String) throws(InferenceError) -> Double {
    guard let number = try number(name) else { throw .missing(field: field(name)) }
    return number
  }

  /// A number strictly between two ends, or the default when absent.
  public func number(
    _ name: String,
    default standard: Double,
    above lower: Double,
    below upper: Double
  ) throws(InferenceError) -> Double {
    guard let number = try number(name) else { return standard }
    guard number > lower, number < upper else {
      throw .outsideRange(field: field(name), value: number, allowed: "(\(lower), \(upper))")
    }
    return number
  }

  /// The level of intervals, strictly between 0 and 1, .95 when absent.
  public func level() throws(InferenceError) -> Double {
    try number("level", default: 0.95, above: 0, below: 1)
  }

  /// A whole number, nil when absent.
  public func integer(_ name: String) throws(InferenceError) -> Int? {
    guard let number = try number(name) else { return nil }
    guard number == number.rounded(), abs(number) < 9e15 else {
      throw .wrongType(field: field(name), expected: "integer")
    }
    return Int(number)
  }

  /// A truth value, nil when absent.
  public func boolean(_ name: String) throws(InferenceError) -> Bool? {
    guard let value = members[name] else { return nil }
    guard case .boolean(let truth) = value else {
      throw .wrongType(field: field(name), expected: "boolean")
    }
    return truth
  }

  /// A string, nil when absent.
  public func text(_ name: String) throws(InferenceError) -> String? {
    guard let value = members[name] else { return nil }
    guard case .string(let text) = value else {
      throw .wrongType(field: field(name), expected: "string")
    }
    return text
  }

  /// One of several words, nil when absent.
  public func choice(_ name: String, of allowed: [String]) throws(InferenceError) -> String? {
    guard let text = try text(name) else { return nil }
    guard allowed.contains(text) else {
      throw .unknown(field: field(name), value: text, allowed: allowed)
    }
    return text
  }

  /// A list of finite numbers, nil when absent.
  public func numbers(_ name: String) throws(InferenceError) -> [Double]? {
    guard let value = members[name] else { return nil }
    guard case .array(let elements) = value else {
      throw .wrongType(field: field(name), expected: "array of numbers")
    }
    var numbers: [Double] = []
    for (index, element) in elements.enumerated() {
      guard let number = element.asDouble else {
        throw .wrongType(field: "\(field(name))[\(index)]", expected: "number")
      }
      guard number.isFinite else {
        throw .notFinite(field: "\(field(name))[\(index)]", value: number)
      }
      numbers.append(number)
    }
    return numbers
  }

  /// An object with known keys, nil when absent.
  public func record(
    _ name: String,
    keys: [String]
  ) throws(InferenceError) -> CalculationInputs? {
    guard let value = members[name] else { return nil }
    return try CalculationInputs(value, allowed: keys, path: field(name))
  }

  /// A list of objects with known keys, nil when absent.
  public func records(
    _ name: String,
    keys: [String]
  ) throws(InferenceError) -> [CalculationInputs]? {
    guard let value = members[name] else { return nil }
    guard case .array(let elements) = value else {
      throw .wrongType(field: field(name), expected: "array of objects")
    }
    var records: [CalculationInputs] = []
    for (index, element) in elements.enumerated() {
      records.append(
        try CalculationInputs(element, allowed: keys, path: "\(field(name))[\(index)]")
      )
    }
    return records
  }

  /// A count `{"successes", "trials"}`, nil when absent.
  public func count(_ name: String) throws(InferenceError) -> BinomialCount? {
    guard let record = try record(name, keys: ["successes", "trials"]) else { return nil }
    return try record.count()
  }

  /// A count that must be given.
  public func requiredCount(_ name: String) throws(InferenceError) -> BinomialCount {
    guard let count = try count(name) else { throw .missing(field: field(name)) }
    return count
  }

  /// The count whose `successes` and `trials` lie at this level.
  public func count() throws(InferenceError) -> BinomialCount {
    guard let successes = try integer("successes") else {
      throw .missing(field: field("successes"))
    }
    guard let trials = try integer("trials") else { throw .missing(field: field("trials")) }
    do throws(InferenceError) {
      return try BinomialCount(successes: successes, trials: trials)
    } catch {
      throw path.isEmpty ? error : error.inside(path)
    }
  }

  /// The paths in `only`; nil when all is asked for.
  func only(of method: any Calculation.Type) throws(InferenceError) -> [String]? {
    guard let value = members["only"] else { return nil }
    guard case .array(let elements) = value else {
      throw .wrongType(field: "only", expected: "array of strings")
    }
    var paths: [String] = []
    for (index, element) in elements.enumerated() {
      guard case .string(let given) = element else {
        throw .wrongType(field: "only[\(index)]", expected: "string")
      }
      // A path may be whole, the beginning of others, inside one, or a last name: `score` asks for
      // everything of that name.
      let results = method.results
      if results.contains(where: { CalculationResult.overlap($0, given) }) {
        paths.append(given)
        continue
      }
      let endings = results.filter { $0.hasSuffix(".\(given)") }
      guard !endings.isEmpty else {
        throw .unknown(field: "only[\(index)]", value: given, allowed: results)
      }
      paths += endings
    }
    return paths
  }
}
