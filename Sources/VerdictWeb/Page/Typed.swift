import VerdictModel
import VerdictReports

/// What a person typed into a form, kept as typed, with what is wrong beside each field.
package struct Typed: Sendable {
  package struct Pair: Sendable, Hashable {
    package let name: String
    package let value: String
  }

  /// A mistake at a field; an empty field is the form as a whole.
  package struct Problem: Sendable, Hashable {
    package let field: String
    package let text: String
  }

  /// Thrown by a handler to have its page shown again with the mistakes at their fields.
  package struct Refused: Error, Sendable {
    package let typed: Typed
  }

  /// A file as it was sent; it is deleted when the answer has been made.
  package struct File: Sendable, Hashable {
    package let field: String
    /// The last part of the name the browser gave.
    package let name: String
    package let path: String
    package let bytes: Int
  }

  package private(set) var pairs: [Pair]
  package private(set) var problems: [Problem] = []
  package let files: [File]
  /// The values came back after a login: they are to be looked at, not carried out.
  package var isResumed = false

  package init(_ pairs: [Pair] = [], files: [File] = []) {
    self.pairs = pairs
    self.files = files
  }

  /// The first value of a field as typed; empty when there is none.
  package subscript(_ name: String) -> String {
    pairs.first { $0.name == name }?.value ?? ""
  }

  /// Every value of a field.
  package func all(_ name: String) -> [String] {
    pairs.filter { $0.name == name }.map(\.value)
  }

  package func has(_ name: String) -> Bool { pairs.contains { $0.name == name } }

  /// No field was typed: the page is shown for the first time.
  package var isEmpty: Bool { pairs.isEmpty }

  /// Whether any value was typed, or the form is new and its suggestions are to be shown.
  package func value(_ name: String, or suggestion: String) -> String {
    has(name) ? self[name] : suggestion
  }

  /// The value without blanks around it.
  package func trimmed(_ name: String) -> String {
    let text = self[name]
    guard let first = text.firstIndex(where: { !$0.isWhitespace }),
      let last = text.lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(text[first...last])
  }

  /// Everything typed but the form's own hidden fields, so that equal forms have equal contents.
  package var content: String {
    pairs.filter { !$0.name.hasPrefix("_") }
      .map { "\($0.name.utf8.count):\($0.name)\($0.value.utf8.count):\($0.value)" }.joined()
  }

  /// The same with another value of one field.
  func replacing(_ name: String, with value: String) -> Typed {
    var copy = self
    copy.pairs = pairs.filter { $0.name != name } + [Pair(name: name, value: value)]
    return copy
  }

  // MARK: mistakes

  /// Puts a mistake at a field, or with an empty name at the form.
  package mutating func refuse(_ field: String, _ text: String) {
    problems.append(Problem(field: field, text: text))
  }

  /// Throws if any mistake was found.
  package func settle() throws {
    if !problems.isEmpty { throw Refused(typed: self) }
  }

  package func problem(_ field: String) -> String? {
    problems.first { $0.field == field }?.text
  }

  /// The same without secrets, which no page ever shows again.
  func forgetting(_ names: Set<String>) -> Typed {
    var copy = self
    copy.pairs.removeAll { names.contains($0.name) }
    return copy
  }
}
