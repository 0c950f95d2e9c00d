/// The growing result of a calculation: computes a path only when it is asked for.
public struct CalculationResult: Hashable, Sendable {
  private let only: [String]?
  private var members: [CalculationValue.Member] = []
  private var notes: [CalculationValue] = []

  /// A result restricted to some paths, or to none (nil = everything).
  public init(only: [String]? = nil) { self.only = only }

  /// Whether a path, something inside it, or what it lies in was asked for.
  public func wants(_ path: String) -> Bool {
    guard let only else { return true }
    return only.contains { Self.overlap($0, path) }
  }

  /// Whether two paths are the same or one is the beginning of the other.
  static func overlap(_ left: String, _ right: String) -> Bool {
    let (left, right) = (left.utf8, right.utf8)
    var (one, other) = (left.startIndex, right.startIndex)
    while one < left.endIndex, other < right.endIndex {
      guard left[one] == right[other] else { return false }
      left.formIndex(after: &one)
      right.formIndex(after: &other)
    }
    if one < left.endIndex { return left[one] == UInt8(ascii: ".") }
    return other == right.endIndex || right[other] == UInt8(ascii: ".")
  }

  /// Puts a value at a dotted path, if it is asked for; the value is computed only then.
  public mutating func set(
    _ path: String,
    _ value: () throws(InferenceError) -> CalculationValue
  ) throws(InferenceError) {
    guard wants(path) else { return }
    put(path, try value())
  }

  /// Puts a number at a dotted path, if it is asked for; null when it is missing or not finite.
  public mutating func set(
    number path: String,
    _ value: () throws(InferenceError) -> Double?
  ) throws(InferenceError) {
    guard wants(path) else { return }
    put(path, CalculationValue(try value()))
  }

  /// Puts an interval at a dotted path, if it is asked for.
  public mutating func set(
    interval path: String,
    _ value: () throws(InferenceError) -> Interval?
  ) throws(InferenceError) {
    guard wants(path) else { return }
    put(path, CalculationValue(try value()))
  }

  /// Puts a number at a path if it is asked for, or null with the reason why there is none.
  public mutating func put(
    _ path: String,
    _ value: @autoclosure () throws(InferenceError) -> Double?,
    or reason: NoteReason
  ) throws(InferenceError) {
    guard wants(path) else { return }
    guard let number = try value(), number.isFinite else { return missing(path, reason: reason) }
    put(path, CalculationValue(number))
  }

  /// Puts an interval at a path if it is asked for, or null with the reason why there is none.
  public mutating func put(
    _ path: String,
    _ value: @autoclosure () throws(InferenceError) -> Interval?,
    or reason: NoteReason
  ) throws(InferenceError) {
    guard wants(path) else { return }
    guard let interval = try value() else { return missing(path, reason: reason) }
    put(path, CalculationValue(interval))
  }

  /// Puts a set at a path if it is asked for, or null with the reason why there is none.
  public mutating func put(
    _ path: String,
    _ value: @autoclosure () throws(InferenceError) -> ConfidenceSet?,
    or reason: NoteReason
  ) throws(InferenceError) {
    guard wants(path) else { return }
    guard let set = try value() else { return missing(path, reason: reason) }
    put(path, CalculationValue(set))
  }

  /// Puts null at a path that does not exist here, and says why.
  ///
  /// - Parameters:
  ///   - path: the dotted path.
  ///   - reason: why there is no value.
  ///   - values: what the words about it need, such as a limit.
  public mutating func missing(_ path: String, reason: NoteReason, values: [String] = []) {
    guard wants(path) else { return }
    put(path, .null)
    note(path, reason: reason, values: values)
  }

  /// Adds a note about a path, if it is asked for; an empty path means the whole result.
  public mutating func note(_ path: String, reason: NoteReason, values: [String] = []) {
    guard path.isEmpty || wants(path) else { return }
    var note: [CalculationValue.Member] = [
      .init("path", .string(path)), .init("reason", .string(reason.rawValue)),
    ]
    if !values.isEmpty { note.append(.init("values", .array(values.map { .string($0) }))) }
    notes.append(.object(note))
  }

  private mutating func put(_ path: String, _ value: CalculationValue) {
    Self.put(path.split(separator: ".")[...], value, into: &members)
  }

  private static func put(
    _ path: ArraySlice<Substring>,
    _ value: CalculationValue,
    into members: inout [CalculationValue.Member]
  ) {
    guard let head = path.first else { return }
    let key = String(head)
    let index = members.firstIndex { $0.key == key }
    let rest = path.dropFirst()
    guard !rest.isEmpty else {
      if let index {
        members[index].value = value
      } else {
        members.append(.init(key, value))
      }
      return
    }
    var inner: [CalculationValue.Member] = []
    if let index, case .object(let present) = members[index].value { inner = present }
    put(rest, value, into: &inner)
    if let index {
      members[index].value = .object(inner)
    } else {
      members.append(.init(key, .object(inner)))
    }
  }

  /// The result as an object, `notes` last and only when there are any.
  public var value: CalculationValue {
    .object(notes.isEmpty ? members : members + [.init("notes", .array(notes))])
  }
}
