import GRDB
import VerdictModel

/// What a dictionary entry names; ids are dense within a kind and 0 is "not split".
struct TermKind: Hashable {
  let name: String
  static let manager = TermKind(name: "manager")
  static let source = TermKind(name: "source")
  static let segment = TermKind(name: "segment")
  static let arm = TermKind(name: "arm")
  static let counter = TermKind(name: "counter")
  static let measure = TermKind(name: "measure")
  static let moment = TermKind(name: "moment")
  static let cut = TermKind(name: "cut")

  /// The kind of a cut's members; nil for `.all`, which has none.
  static func members(of cut: Cut) -> TermKind? {
    switch cut {
    case .all: nil
    case .manager: .manager
    case .source: .source
    case .segment: .segment
    case .trait: TermKind(name: cut.key)
    }
  }
}

/// The dictionary of names, read a kind at a time and kept for one transaction.
final class Terms {
  private struct Entries {
    var ids: [String: Int] = [:]
    var keys: [Int: String] = [:]
    var inactive: Set<Int> = []
  }
  private let database: Database
  private let isWritable: Bool
  private var kinds: [TermKind: Entries] = [:]

  /// Not writable, it gives new names ids in memory only, as a comparison needs them.
  init(_ database: Database, isWritable: Bool) {
    self.database = database
    self.isWritable = isWritable
  }

  private func entries(_ kind: TermKind) throws -> Entries {
    if let known = kinds[kind] { return known }
    var loaded = Entries()
    let rows = try Row.fetchCursor(
      cached: database,
      sql: "SELECT id, key, active FROM term WHERE kind = ?",
      arguments: [kind.name]
    )
    while let row = try rows.next() {
      let id: Int = row[0]
      let key: String = row[1]
      loaded.ids[key] = id
      loaded.keys[id] = key
      if row[2] == 0 { loaded.inactive.insert(id) }
    }
    kinds[kind] = loaded
    return loaded
  }

  /// The id of a known name; 0 for nil and empty, nil for a name never entered.
  func find(_ kind: TermKind, _ key: String?) throws -> Int? {
    guard let key, !key.isEmpty else { return 0 }
    if let id = kinds[kind]?.ids[key] { return id }
    return try entries(kind).ids[key]
  }

  /// The id of a name, given now if it is new; 0 for nil and empty.
  func assign(_ kind: TermKind, _ key: String?) throws -> Int {
    guard let key, !key.isEmpty else { return 0 }
    if let known = kinds[kind], let id = known.ids[key], known.inactive.isEmpty { return id }
    let known = try entries(kind)
    if let id = known.ids[key] {
      if isWritable, known.inactive.contains(id) {
        try database.execute(
          sql: "UPDATE term SET active = 1 WHERE kind = ? AND id = ?",
          arguments: [kind.name, id]
        )
        kinds[kind]?.inactive.remove(id)
      }
      return id
    }
    let id = (known.keys.keys.max() ?? 0) + 1
    if isWritable {
      try database.execute(
        sql: "INSERT INTO term(kind, id, key) VALUES (?, ?, ?)",
        arguments: [kind.name, id, key]
      )
    }
    kinds[kind]?.ids[key] = id
    kinds[kind]?.keys[id] = key
    return id
  }

  /// The name of an id; empty for 0.
  func key(_ kind: TermKind, _ id: Int) throws -> String {
    if id == 0 { return "" }
    if let key = kinds[kind]?.keys[id] { return key }
    guard let key = try entries(kind).keys[id] else {
      throw ModelError.damaged(detail: "term \(kind.name) \(id)")
    }
    return key
  }

  /// The name of an id; nil for 0.
  func name(_ kind: TermKind, _ id: Int) throws -> String? {
    id == 0 ? nil : try key(kind, id)
  }

  /// Names still in use, sorted.
  func active(_ kind: TermKind) throws -> [String] {
    let known = try entries(kind)
    return known.ids.filter { !known.inactive.contains($0.value) }.map(\.key).sorted()
  }

  /// Marks names that no row uses any more, after rows were taken back; ids stay what they were.
  func retire(_ kind: TermKind, unused ids: [Int]) throws {
    _ = try entries(kind)
    for id in ids {
      try database.execute(
        sql: "UPDATE term SET active = 0 WHERE kind = ? AND id = ?",
        arguments: [kind.name, id]
      )
      kinds[kind]?.inactive.insert(id)
    }
  }
}
