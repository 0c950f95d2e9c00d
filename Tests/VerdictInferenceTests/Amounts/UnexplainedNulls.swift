import VerdictInference

extension CalculationValue {
  /// Paths of a result that are null without a note about them or about what they lie in.
  var unexplainedNulls: [String] {
    let notes = self["notes"]?.asArray?.compactMap { $0["path"]?.asString } ?? []
    return nullPaths("").filter { path in
      !notes.contains { $0.isEmpty || path == $0 || path.hasPrefix($0 + ".") }
    }
  }

  /// Reasons of the notes, in order.
  var reasons: [String] { self["notes"]?.asArray?.compactMap { $0["reason"]?.asString } ?? [] }

  private func nullPaths(_ path: String) -> [String] {
    switch self {
    case .null: [path]
    // The ends of a set are null where it has none.
    case .object where self["kind"] != nil: []
    case .object(let members):
      members.filter { $0.key != "notes" }.flatMap {
        $0.value.nullPaths(path.isEmpty ? $0.key : "\(path).\($0.key)")
      }
    default: []
    }
  }
}
