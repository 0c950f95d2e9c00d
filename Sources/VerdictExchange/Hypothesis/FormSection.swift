import VerdictModel
import Yams

/// One mapping of a hypothesis file, with the place of every key and value.
struct FormSection {
  /// Dotted way from the top, `allocation` or `arms[2]`; empty at the top.
  let path: String
  let mark: Mark?
  private let entries: [String: (mark: Mark?, node: Node)]

  /// Reads a mapping and refuses keys that are not in `known`.
  init(_ mapping: Node.Mapping, path: String, known: [String], _ refusals: inout FormRefusals) {
    self.path = path
    mark = mapping.mark
    var entries: [String: (mark: Mark?, node: Node)] = [:]
    for (keyNode, node) in mapping {
      guard let key = keyNode.scalar?.string else {
        refusals.refuse("form.wrongType", path, keyNode.mark, values: ["expected": "text"])
        continue
      }
      guard known.contains(key) else {
        var values = ["allowed": known.joined(separator: ", ")]
        values["nearest"] = NearestName.of(key, among: known)
        refusals.refuse(
          "form.unknownKey",
          Self.join(path, key),
          keyNode.mark,
          value: key,
          values: values
        )
        continue
      }
      entries[key] = (keyNode.mark, node)
    }
    self.entries = entries
  }

  func path(of key: String) -> String { Self.join(path, key) }

  /// A key's value; nil when it is missing, empty or null.
  func node(_ key: String) -> Node? {
    guard let node = entries[key]?.node else { return nil }
    if let scalar = node.scalar, scalar.style == .plain || scalar.style == .any,
      ["", "~", "null", "Null", "NULL"].contains(scalar.string)
    {
      return nil
    }
    return node
  }

  /// Where to point at for a key: its value, else its name, else the section.
  func mark(of key: String) -> Mark? {
    node(key)?.mark ?? entries[key]?.mark ?? mark
  }

  private static func join(_ path: String, _ key: String) -> String {
    path.isEmpty ? key : path + "." + key
  }
}

/// Collects everything wrong with a hypothesis file.
struct FormRefusals {
  let file: String
  private(set) var all: [Refusal] = []

  init(file: String) {
    self.file = file
  }

  /// Adds a refusal at a mark; `key` is the dotted way to the value and goes into its values.
  mutating func refuse(
    _ code: String,
    _ key: String,
    _ mark: Mark?,
    value: String? = nil,
    values: [String: String] = [:]
  ) {
    var values = values
    values["key"] = key
    all.append(
      Refusal(
        place: FilePlace(
          file: file,
          line: mark?.line ?? 1,
          column: String(mark?.column ?? 1)
        ),
        code: code,
        value: value.map { String($0.prefix(200)) },
        values: values
      )
    )
  }

  mutating func refuse(
    _ code: String,
    _ section: FormSection,
    _ key: String,
    value: String? = nil,
    values: [String: String] = [:]
  ) {
    refuse(code, section.path(of: key), section.mark(of: key), value: value, values: values)
  }

  /// In the order of the file.
  var sorted: [Refusal] {
    all.enumerated().sorted { left, right in
      let (a, b) = (Self.position(left.element), Self.position(right.element))
      return a == b ? left.offset < right.offset : a < b
    }.map(\.element)
  }

  private static func position(_ refusal: Refusal) -> (Int, Int) {
    (refusal.place?.line ?? 0, refusal.place?.column.flatMap { Int($0) } ?? 0)
  }
}
